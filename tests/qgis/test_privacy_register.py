"""A register of addresses goes in: what comes out cannot tell it from another with the same shown figures.

Two registers differ in who lives at which address and in cells that may not be shown. When every table, the web page
and the exports are the same for both, no attacker can say from them which one it was, whatever he computes. With the
protection turned off the same attacks succeed.
"""

import json
import re
import sqlite3
from pathlib import Path

import adressenstad
import numpy as np
import pandas as pd
import pytest

from verbondenheidskaart_plugin.core.schema import GROUPS

OF_THE_RUN = ("datum", "tijdstip", "bron.BUURTEN", "bron.BEVOLKING", "bron.VOORZIENINGEN", "bron.LOOPNETWERK")


@pytest.fixture(scope="module")
def registers():
    people = adressenstad.register()
    areas = adressenstad.buurten_table(people)
    return (people, areas), adressenstad.twin(people, areas)


@pytest.fixture(scope="module")
def make(qgs_processing, tmp_path_factory):
    """Map a register; returns the folder."""
    import processing

    def run(people, areas):
        folder = tmp_path_factory.mktemp("register")
        given = adressenstad.layers(people, areas, folder)
        processing.run("verbondenheidskaart:verbondenheidskaart", {**given, "UITVOERMAP": str(folder / "uit")})
        processing.run("verbondenheidskaart:exporteren", {
            "GEOPACKAGE": str(folder / "uit" / "verbondenheidskaart.gpkg"), "FORMATEN": ["CSV", "GeoJSON"],
            "UITVOERMAP": str(folder / "export")})
        return folder

    return run


@pytest.fixture(scope="module")
def maps(registers, make):
    return [make(*each) for each in registers]


@pytest.fixture(scope="module")
def unprotected(registers, make):
    """The maps of both registers with the protection turned off."""
    from verbondenheidskaart_plugin.core import privacy
    from verbondenheidskaart_plugin.data import disclosure

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(disclosure, "crowded", lambda population, *others: population)
        patch.setattr(disclosure, "without_few", lambda persons: persons)
        nothing = privacy.hidden_groups
        patch.setattr(disclosure, "hidden_groups", lambda counts, *others: nothing(counts, *others) & False)
        return [make(*each) for each in registers]


def read(folder, name):
    with sqlite3.connect(folder / "uit" / "verbondenheidskaart.gpkg") as database:
        return pd.read_sql(f'SELECT * FROM "{name}"', database)


def products(folder) -> dict:
    """Return all that leaves, by name: layers, exports, styles and the data of the web page."""
    with sqlite3.connect(folder / "uit" / "verbondenheidskaart.gpkg") as database:
        names = [name for name, in database.execute("SELECT table_name FROM gpkg_contents")]
        found = {name: database.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}
    found["herkomst"] = [row for row in found["herkomst"] if row[1] not in OF_THE_RUN]
    found["layer_styles"] = [row[:-1] for row in found["layer_styles"]]  # the last column is the moment
    found.update({path.name: path.read_bytes() for path in (folder / "export").iterdir() if path.stem != "herkomst"})
    page = (folder / "uit" / "verbondenheidskaart.html").read_text(encoding="utf-8")
    data = json.loads(re.search(r'<script[^>]*type="application/json"[^>]*>(.*?)</script>', page, re.DOTALL).group(1))
    data["settings"] = data["date"] = None
    found["html"] = json.dumps(data)
    return found


def test_no_product_tells_one_register_from_the_other(maps):
    one, other = map(products, maps)
    assert one.keys() == other.keys() and {"rotondes", "loopstromen", "buurten", "html", "rotondes.csv"} <= one.keys()
    for name in one:
        assert one[name] == other[name], name


def test_without_protection_nearly_every_product_does(unprotected):
    one, other = map(products, unprotected)
    telling = {name for name in one if one[name] != other[name]}
    assert {"buurten", "rotondes", "loopbereik", "loopstromen", "verbindingslijnen", "stagnatieplekken", "html",
            "rotondes.csv", "buurten.geojson"} <= telling


def differences(folder, people, run_alg):
    """Subtract the residents of nested catchments: (what the map says, who really lives in between) of each pair.

    The attacker knows the addresses, and walks the streets that are in the file with the tool itself.
    """
    file = str(folder / "uit" / "verbondenheidskaart.gpkg")
    pairs = run_alg("loopbereik", {
        "INPUT": f"{file}|layername=rotondes", "LOOPNETWERK": f"{file}|layername=loopnetwerk",
        "BEVOLKING": str(folder / "adressen.gpkg"), "AFSTANDEN": "400;800", "OUTPUT": "memory:", "BEREIK": "memory:"})
    walks = pd.DataFrame([f.attributes() for f in pairs.results["BEREIK"].getFeatures()],
                         columns=[f.name() for f in pairs.results["BEREIK"].fields()])
    shown = read(folder, "loopbereik").set_index(["voorziening_id", "afstand_m"])["inwoners"].dropna()
    inside = {key: frozenset(walks["punt_id"][(walks["voorziening_id"] == key[0]) & (walks["loopafstand_m"] <= key[1])])
              for key in shown.index}
    lives = people["inwoners"].to_numpy()
    return np.array([(shown[b] - shown[a], lives[list(inside[b] - inside[a])].sum())
                     for a in inside for b in inside if inside[a] < inside[b]])


def test_subtracting_catchments_gives_nobody_away(maps, unprotected, registers, run_alg):
    people = registers[0][0]
    said, lives = differences(unprotected[0], people, run_alg).T
    caught = (lives < 10) & (np.round(said) == lives)
    assert caught.sum() > 10, "the attack itself must work"
    said, _ = differences(maps[0], people, run_alg).T
    assert len(said) and not ((np.abs(said) > 1e-6) & (np.abs(said) < 10 - 1e-6)).any()


def test_numbers_of_persons_are_ten_or_more(maps):
    for name, columns in {"loopbereik": ["inwoners"], "verbindingslijnen": ["afgesneden"],
                          "ontbrekende_schakels": ["bewoners"], "stagnatieplekken": ["personen"],
                          "rotondes": ["verliezers", "verliezers_soort", "afgesneden", "verliezers_ouderen"]}.items():
        values = read(maps[0], name)[columns].to_numpy(dtype=float)
        assert not ((values > 0) & (values < 10 - 1e-6)).any(), name


def test_no_address_or_exact_count_is_copied(maps, registers):
    """No layer has a row or a point per address, and no text speaks of fewer than ten residents."""
    people = registers[0][0]
    for name, rows in products(maps[0]).items():
        if isinstance(rows, list) and name not in ("loopnetwerk", "loopstromen", "verbindingslijnen", "layer_styles"):
            assert len(rows) < len(people) / 2, name
    said = read(maps[0], "meldingen")["melding"]
    assert said.str.contains("joined with their neighbours").sum() == 1
    assert not said.str.contains(r"\b[1-9] residents").any()


def test_who_is_vulnerable_is_told_of_buurten_only(maps, registers):
    """No address, postcode or grid cell has a figure of a group: the smallest unit on the map is the buurt."""
    areas = {f"BU9998010{k}" for k in range(len(registers[0][1]))}
    with sqlite3.connect(maps[0] / "uit" / "verbondenheidskaart.gpkg") as database:
        names = [name for name, in database.execute("SELECT table_name FROM gpkg_contents")]
    told = {name: read(maps[0], name) for name in names}
    of_groups = {name: table for name, table in told.items()
                 if {"kwetsbaarheid", "toegang", "stagnatie", "onbediend", *GROUPS} & set(table.columns)}
    assert set(of_groups) == {"buurten", "stagnatieplekken"} and "bevolking" not in told
    assert set(of_groups["buurten"]["buurtcode"]) == areas and len(of_groups["buurten"]) == len(areas)
    assert not of_groups["stagnatieplekken"].duplicated(["buurtcode", "groep"]).any()
    assert set(of_groups["stagnatieplekken"]["buurtcode"]) <= areas


def test_exports_leave_out_what_was_suppressed(maps, registers):
    """An empty cell of the map is empty in every file, never 0."""
    shown = read(maps[0], "buurten").set_index("buurtcode")
    groups = [name for name in GROUPS if name in registers[0][1]]
    hidden = [(code, name) for name in groups for code in shown.index[shown[name].isna()]]
    assert len(hidden) > 3 and shown[groups].notna().any(axis=None)
    table = pd.read_csv(maps[0] / "export" / "buurten.csv", sep=";", dtype=str, encoding="utf-8-sig",
                        keep_default_na=False).set_index("buurtcode")
    features = json.loads((maps[0] / "export" / "buurten.geojson").read_text(encoding="utf-8"))["features"]
    told = {f["properties"]["buurtcode"]: f["properties"] for f in features}
    assert all(table.loc[code, name] == "" and told[code][name] is None for code, name in hidden)


def test_everybody_is_still_counted(maps, registers):
    shown = read(maps[0], "buurten").set_index("buurtcode")["inwoners"]
    assert shown.tolist() == registers[0][1]["inwoners"].tolist()
    said = read(maps[0], "meldingen")["melding"]
    assert said.str.contains(f"with {registers[0][0]['inwoners'].sum()} residents").any()


def test_the_page_tells_what_was_withheld(maps):
    page = Path(maps[0] / "uit" / "verbondenheidskaart.html").read_text(encoding="utf-8")
    assert "joined with their neighbours" in page and "Left empty" in page
