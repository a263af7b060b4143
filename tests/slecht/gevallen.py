"""The algorithms with what they take on the tiny town: inputs that can be spoilt, settings, outputs."""

from dataclasses import dataclass, field
from typing import Dict, Tuple

from hypothesis import strategies as st

from .velden import NAMES


@dataclass
class Algoritme:
    """inputs: parameter → layer of the town; some: those left out now and then; hostile: parameter → strategy."""

    id: str
    group: str
    inputs: Dict[str, str]
    outputs: Dict[str, str] = field(default_factory=dict)
    fixed: Dict[str, object] = field(default_factory=dict)
    hostile: Dict[str, object] = field(default_factory=dict)
    some: Tuple[str, ...] = ()
    folder: str = ""  # the parameter with the output folder
    file: str = ""  # the parameter with the output file


TEXT = st.sampled_from([*(name for name in NAMES if "\x00" not in name), "0", "-1", "a;b;c", ";;;", "1e999", "٣;٤"])
SEED = st.sampled_from([0, 1, 2**31 - 1, 2**31, -1, "x", 1.5, 2**53, float("nan")])
FILE = st.sampled_from(["nergens.csv", "/", "", "leeg.csv", "binair.csv"])


def csv_of(name: str):
    """Return a strategy of spoilt copies of a catalogue: (name, how, row, column, value)."""
    value = st.sampled_from(
        ["", "x", "-1", "1e999", "nan", "0", ";", '"', "<b>", "é" * 300, "=1+1", "1|2", "K01", "cafe"]
    )
    how = st.sampled_from(
        [
            "cel",
            "cel",
            "cel",
            "kolom weg",
            "rij dubbel",
            "utf-16",
            "kop alleen",
            "leeg",
            "binair",
            "lang",
            "puntkomma",
            "kort",
        ]
    )
    return st.tuples(st.just(f"csv:{name}"), how, st.integers(1, 40), st.integers(0, 24), value)


OSM = st.tuples(
    st.just("osm:"),
    st.sampled_from(
        ["leeg", "tekst", "afgebroken", "zonder knopen", "entiteiten", "diep", "pbf", "rare waarden", "map", "weg"]
    ),
)
GROEPEN = ("invoer", "lopen", "gebieden", "uitvoer")
_STREETS = {"LOOPNETWERK": "loopnetwerk"}
_DISTANCES = st.sampled_from(
    [
        "",
        ";",
        "0",
        "-5",
        "1e9",
        "400;400;400",
        "4,5",
        "nan",
        "inf",
        "400m",
        "１００",
        "20000",
        "1",
        ";".join(map(str, range(1, 60))),
    ]
)

ALGORITMEN = [
    Algoritme(*row[:3], **row[3])
    for row in (
        (
            "loopnetwerk",
            "invoer",
            {"INPUT": "straten", "GEBIED": "buurten_ruw"},
            dict(
                outputs={"OUTPUT": "loopnetwerk", "VERDACHT": "verdacht"},
                some=("GEBIED",),
                hostile={
                    "TYPEVELD": TEXT,
                    "TOLERANTIE": st.sampled_from([0, 10, 1e-9, -1, "x", 11]),
                    "KNIP_KRUISINGEN": st.just(True),
                    "OSM": OSM,
                },
            ),
        ),
        (
            "voorzieningen",
            "invoer",
            {"INPUT": "plekken", "GEBIED": "buurten_ruw"},
            dict(
                outputs={"OUTPUT": "voorzieningen", "NIET_INGEDEELD": "niet_ingedeeld"},
                some=("GEBIED",),
                hostile={
                    "CATEGORIEVELD": TEXT,
                    "INDELING": csv_of("indeling.csv"),
                    "CATALOGUS": csv_of("voorzieningtypen.csv"),
                    "OSM": OSM,
                },
            ),
        ),
        (
            "buurten",
            "invoer",
            {"INPUT": "buurten_ruw", "KERNCIJFERS": "kerncijfers"},
            dict(outputs={"OUTPUT": "buurten"}, some=("KERNCIJFERS",), hostile={"CODEVELD": TEXT, "GEMEENTEN": TEXT}),
        ),
        (
            "bevolking",
            "invoer",
            {"BUURTEN": "buurten_ruw", "PUNTEN": "adressen", **_STREETS},
            dict(outputs={"OUTPUT": "bevolking"}, some=("PUNTEN", "LOOPNETWERK"), hostile={"AANTALVELD": TEXT}),
        ),
        (
            "loopbereik",
            "lopen",
            {"INPUT": "voorzieningen", **_STREETS, "BEVOLKING": "bevolking"},
            dict(
                outputs={"OUTPUT": "", "BEREIK": "bereik"},
                some=("BEVOLKING",),
                fixed={"AFSTANDEN": "400"},
                hostile={
                    "AFSTANDEN": _DISTANCES,
                    "BREEDTE": st.sampled_from([5, 500, 4, "x"]),
                    "VORM": st.sampled_from([0, 1, 2]),
                },
            ),
        ),
        (
            "rotondes",
            "lopen",
            {"VOORZIENINGEN": "voorzieningen", **_STREETS, "BEVOLKING": "bevolking"},
            dict(
                outputs={"OUTPUT": "rotondes", "LOOPSTROMEN": "loopstromen"},
                hostile={
                    "PROFIELEN": st.sampled_from(["", "1", "0.1;5", "0;0", "nan;1", "a;b", "1;2;3", "1,33;0,83"]),
                    "SEED": SEED,
                    "CATALOGUS": csv_of("voorzieningtypen.csv"),
                },
            ),
        ),
        (
            "verbindingslijnen",
            "lopen",
            {"ROTONDES": "rotondes", **_STREETS, "BEVOLKING": "bevolking", "ORGANISATIES": "wie_waar"},
            dict(
                outputs={"OUTPUT": "verbindingslijnen", "ONTBREKEND": "ontbrekende_schakels"},
                some=("ORGANISATIES",),
                hostile={"AFSTAND": st.sampled_from([50, 5000, 49, "x"]), "SEED": SEED},
            ),
        ),
        (
            "stagnatieplekken",
            "lopen",
            {"BUURTEN": "buurten", "VOORZIENINGEN": "voorzieningen", **_STREETS, "BEVOLKING": "bevolking"},
            dict(outputs={"OUTPUT": "stagnatieplekken"}, hostile={"SEED": SEED, "GROEPEN": csv_of("groepen.csv")}),
        ),
        (
            "verbondenheidsindex",
            "gebieden",
            {"BUURTEN": "buurten", "INDICATOREN": "peiling"},
            dict(
                outputs={"OUTPUT": "buurten", "INDICATORWAARDEN": "indicatorwaarden"},
                some=("INDICATOREN",),
                fixed={"TREKKINGEN": 40},
                hostile={
                    "MODEL": csv_of("model_buurtverbondenheid.csv"),
                    "SEED": SEED,
                    "JAAR": st.sampled_from([1900, 2200, 2023]),
                    "NORMALISATIE": st.sampled_from([0, 1, 2, 3, 4]),
                    "AGGREGATIE": st.sampled_from([0, 1, 2]),
                    "REFERENTIE": st.sampled_from([0, 1]),
                    "TREKKINGEN": st.sampled_from([0, 1, 2, -1]),
                    "VALIDATIE": TEXT,
                    "ANKERS": st.sampled_from(
                        [
                            "anker:{}",
                            "anker:[[[",
                            "anker:" + "[" * 50000,
                            "anker:leeg",
                            'anker:{"ankers": {"V02": [1e999, "x"]}}',
                            "nergens.json",
                        ]
                    ),
                },
            ),
        ),
        (
            "koppeltabel",
            "gebieden",
            {"OUD": "buurten", "NIEUW": "buurten_ruw", "WONINGEN": "adressen", "CIJFERS": "kerncijfers"},
            dict(
                outputs={"OUTPUT": "koppeltabel", "OVERGEZET": "overgezet"},
                some=("WONINGEN",),
                hostile={"AANTALVELDEN": st.sampled_from([["aantal_inwoners"], ["x"], ["buurtcode"]])},
            ),
        ),
        (
            "enquete",
            "gebieden",
            {"INPUT": "antwoorden"},
            dict(
                outputs={"OUTPUT": "enquete"},
                fixed={"GEBIEDSVELD": "buurtcode", "VELDEN": ["V01", "V02", "V03"]},
                hostile={
                    "GEBIEDSVELD": TEXT,
                    "SCHAAL": st.sampled_from([0, 1, 2, 3, 4]),
                    "GEWICHTVELD": st.sampled_from(["gewicht", "V01", "buurtcode"]),
                    "JAARVELD": st.sampled_from(["jaar", "V02", "buurtcode"]),
                    "KOPPELING": TEXT,
                    "OMKEREN": st.sampled_from([["V01"], ["x"]]),
                    "SCHAAL_MIN": st.sampled_from([0, 5, -1e300]),
                    "SCHAAL_MAX": st.sampled_from([0, 5, 1e300]),
                    "NAAM": TEXT,
                    "KRIMP": st.just(True),
                    "EENS_IS_LAAG": st.just(True),
                },
            ),
        ),
        (
            "netwerkstructuur",
            "gebieden",
            {"ORGANISATIES": "organisaties", "BANDEN": "banden"},
            dict(
                outputs={"OUTPUT": "organisaties", "LIJNEN": "banden"},
                hostile={"SEED": SEED, "PERSOONSNAMEN": st.just(True)},
            ),
        ),
        (
            "rapport",
            "uitvoer",
            {"GEOPACKAGE": "kaart"},
            dict(file="OUTPUT", hostile={"TITEL": TEXT, "GEOPACKAGE": FILE}),
        ),
        (
            "kaart_opmaken",
            "uitvoer",
            {"GEOPACKAGE": "kaart"},
            dict(folder="UITVOERMAP", hostile={"TITEL": TEXT, "GEOPACKAGE": FILE}),
        ),
        (
            "buurtatlas",
            "uitvoer",
            {"GEOPACKAGE": "kaart"},
            dict(
                folder="UITVOERMAP",
                fixed={"BUURTEN": "BU99980100"},
                hostile={
                    "TITEL": TEXT,
                    "GEOPACKAGE": FILE,
                    "BUURTEN": TEXT,
                    "VORM": st.sampled_from([0, 1, 2]),
                    "VOORSTELLEN": st.just(True),
                },
            ),
        ),
        (
            "exporteren",
            "uitvoer",
            {"GEOPACKAGE": "kaart"},
            dict(
                folder="UITVOERMAP",
                hostile={
                    "GEOPACKAGE": FILE,
                    "LAGEN": st.sampled_from([[], ["rotondes"], ["x"]]),
                    "FORMATEN": st.sampled_from([[], ["CSV"], ["XLSX"], ["GeoJSON"], ["PDF"]]),
                },
            ),
        ),
        (
            "verbondenheidskaart",
            "uitvoer",
            {
                "BUURTEN": "buurten_ruw",
                "VOORZIENINGEN": "plekken",
                "LOOPNETWERK": "straten",
                "BEVOLKING": "adressen",
                "INDICATOREN": "peiling",
                "ORGANISATIES": "organisaties",
                "BANDEN": "banden",
            },
            dict(
                folder="UITVOERMAP",
                some=("BEVOLKING", "INDICATOREN", "ORGANISATIES", "BANDEN"),
                hostile={
                    "TITEL": TEXT,
                    "SEED": SEED,
                    "INDELING": csv_of("indeling.csv"),
                    "GROEPEN": csv_of("groepen.csv"),
                },
            ),
        ),
    )
]
PER_ID = {algorithm.id: algorithm for algorithm in ALGORITMEN}
