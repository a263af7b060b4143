"""What was built into the example city is found on its map."""

import sqlite3

import pytest
from qgis.core import QgsGeometry, QgsVectorLayer


@pytest.fixture(scope="module")
def geopackage(example_city):
    return example_city


def rows(geopackage, query):
    with sqlite3.connect(geopackage) as database:
        return database.execute(query).fetchall()


def test_the_stagnatieplekken_that_were_built_in(geopackage):
    found = set(rows(geopackage, "SELECT buurtnaam, groep FROM stagnatieplekken WHERE status = 'stagnatieplek'"))
    assert ("Bomenbuurt", "ouderen") in found
    assert {"De Rietlanden"} <= {buurt for buurt, _ in found}
    assert not {"Oude Kern", "Havenkwartier"} & {buurt for buurt, _ in found}


def test_hot_spots_that_move_with_the_borders_are_told(geopackage):
    said = [text for text, in rows(geopackage, "SELECT melding FROM meldingen WHERE onderwerp = 'Stagnation'")]
    with_places = rows(geopackage, "SELECT DISTINCT groep FROM stagnatieplekken WHERE status = 'stagnatieplek'")
    assert with_places and sum("on 500 m hexagons" in text for text in said) == len(with_places)
    assert any("fewer than 30 neighbourhoods, so no test for hot spots" in text for text in said)


def test_the_river_and_the_railway_are_missing_links(geopackage):
    barriers = []
    for name, kinds in (("achtergrond", ("water",)), ("achtergrond_lijnen", ("spoor", "water"))):
        layer = QgsVectorLayer(f"{geopackage}|layername={name}")
        barriers += [f.geometry() for f in layer.getFeatures() if f["soort"] in kinds]
    barrier = QgsGeometry.unaryUnion([shape.buffer(1, 2) for shape in barriers])
    layer = QgsVectorLayer(f"{geopackage}|layername=ontbrekende_schakels")
    top = [f.geometry() for f in layer.getFeatures() if f["soort"] == "fysiek" and f["rang"] <= 10]
    assert len(top) == 10 and sum(line.intersects(barrier) for line in top) >= 7


def test_the_planted_bridge_builders_are_found(geopackage):
    found = {row[0] for row in rows(geopackage, "SELECT id FROM organisaties WHERE bruggenbouwer")}
    assert {"moestuin", "voedselbank"} <= found and len(found) <= 8


def test_what_is_missing_is_drawn_as_missing(geopackage):
    unknown = rows(geopackage, "SELECT buurtnaam, verbondenheid FROM buurten WHERE index_status <> 'ok'")
    assert ("De Schans", None) in unknown
