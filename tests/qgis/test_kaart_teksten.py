"""What stands around the map in words: names that fit, years, choices, and names in the language of QGIS."""

import re

import pandas as pd
import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsRectangle

from verbondenheidskaart_plugin.core.schema import CONSTRUCTS
from verbondenheidskaart_plugin.data.output import GeoPackage
from verbondenheidskaart_plugin.kaart import account, items, names, source


@pytest.mark.parametrize("name, width, expected", [
    ("Bieb", 40, "Bieb"), ("  Twee   woorden ", 40, "Twee woorden"),
    ("Winkelstraat aan het Waterlandplein", 40, "Winkelstraat … Waterlandplein"),
    ("Hondenlosloopgebied aan de Buiksloterdijk", 36, "Hondenlos… Buiksloterdijk"),
    ("Nieuwendammerdijk/Buiksloterdijk", 36, "Nieuwenda… Buiksloterdijk")])
def test_a_name_that_does_not_fit_keeps_its_end(qgis_app, name, width, expected):
    found = items.shortened(name, width, 8)
    assert items.text_width(found, 8) <= width
    first, _, last = expected.partition("… ")
    assert found == expected or last and found.startswith(first[:5]) and found.endswith(f"… {last}")  # by font


def test_one_long_word_loses_its_middle(qgis_app):
    found = items.shortened("Meervoudigepersoonlijkheidsstraat", 20, 8)
    assert found.startswith("Mee") and found.endswith("at") and "…" in found


def figures_of(tmp_path, years, sources):
    with GeoPackage(tmp_path / "jaren.gpkg", QgsCoordinateReferenceSystem("EPSG:28992")) as out:
        out.write("buurten", pd.DataFrame({"buurtcode": ["a", "b"], "jaar": years}),
                  [QgsGeometry.fromRect(QgsRectangle(x, 0, x + 500, 500)) for x in (0, 500)])
        out.write("indicatorwaarden", pd.DataFrame(sources, columns=["bron", "jaar", "waarde"]).assign(gebied="a"))
    with source.rollback_journal():
        return account.years(source.open_layers(tmp_path / "jaren.gpkg"))


def test_the_years_of_the_figures_are_told_by_source(qgis_app, tmp_path):
    said = figures_of(tmp_path, [2024, 2024], [
        ("Burgerpeiling (VNG) (INDICATOREN (peiling))", 2021, 1.0),
        ("Burgerpeiling (VNG) (INDICATOREN (peiling))", 2023, 2.0),
        ("CBS Nabijheid (BUURTEN)", None, 1.0), ("INDICATOREN (eigen)", None, 1.0), ("Verbondenheidskaart", None, 1.0),
        ("Zonder waarde", 1999, None)])
    assert said == ("Year of the figures: neighbourhoods and residents 2024; CBS Nabijheid 2024; "
                    "Burgerpeiling (VNG) 2021–2023; eigen unknown")


def test_a_year_that_nobody_gave_is_unknown(qgis_app, tmp_path):
    assert figures_of(tmp_path, [None, None], [("Verbondenheidskaart", None, 1.0)]) == "Year of the figures: unknown"


def test_the_choices_are_told_in_plain_words(qgis_app):
    stored = {"normalisatie": "goalpost", "aggregatie": "geometrisch", "trekkingen": "1000", "anker.A_ref": "2.5",
              **{f"gewicht.{name}": "1" for name in CONSTRUCTS}}
    said = account.choices(stored)
    assert "from 0 (unfavourable) to 100 (favourable)" in said and "1,000 times" in said and "weigh the same" in said
    assert not re.search("goalpost|A_ref|geometri|seed", said)
    assert "earlier map" in account.choices({**stored, "bron.ANKERS": "x"}) and "earlier map" not in said
    assert "weigh the same" not in account.choices({**stored, "gewicht.participatie": "2"})
    assert account.choices({}) == ""


@pytest.mark.parametrize("locale, expected", [
    ("en", ["Older people", "Library", "public space", "Eigen groep"]),
    ("nl", ["Ouderen", "Bibliotheek", "openbare ruimtes", "Eigen groep"])])
def test_names_of_the_catalogues_follow_the_language(speak, locale, expected):
    speak(locale)
    known = names.Names()
    for stored in (("Ouderen", "Bibliotheek", "openbare ruimtes"), ("Older people", "Library", "public space")):
        kinds, ids = ("groep", "type", "component"), ("ouderen", "bibliotheek", 8)
        found = [known.of(*wanted) for wanted in zip(kinds, ids, stored)]
        assert [*found, known.of("groep", "ouderen", "Eigen groep")] == expected
    assert known.of("type", "eigen", "Hertenkamp") == "Hertenkamp" and known.of("groep", "ouderen", None) is None
