"""Streets from a real PostGIS give the network and the reach that the same streets give from memory."""

import databank
import pytest
import stadje
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsDataSourceUri,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsVectorLayer,
)

from verbondenheidskaart_plugin.data import arrow
from verbondenheidskaart_plugin.data.network import read_polylines
from verbondenheidskaart_plugin.data.report import Report

RD = QgsCoordinateReferenceSystem("EPSG:28992")
# Every street in one of these: two parts, heights, measures, both, curves.
FORMS = ("MultiLineString", "MultiLineStringZ", "LineStringM", "MultiLineStringZM", "MultiCurveZ")
KEPT = "\"highway\" <> 'steps'"


@pytest.fixture(scope="module")
def server(qgis_app):
    absent = databank.missing("postgis")
    if absent:
        pytest.skip(absent)
    with databank.Server("postgis") as server:
        for form in FORMS:
            fill(server, form)
        yield server


def fill(server, form):
    """Make a table of the streets in ``form``, with stairs that bridge the canal and a street without a shape."""
    shape = "ST_GeomFromText('{}', 28992)"
    for plain, forced in (("Multi", "ST_Multi({})"), ("Curve", "ST_ForceCurve({})")):
        shape = forced.format(shape) if plain in form else shape
    shape = {"Z": f"ST_Force3DZ({shape}, 4)", "M": f"ST_Force3DM({shape}, 4)",
             "ZM": f"ST_Force4D({shape}, 4, 2)"}.get(form[len(form.rstrip("ZM")):], shape)
    rows = [f"({number}, '{feature['highway']}', '{feature['name']}', {shape.format(feature.geometry().asWkt())})"
            for number, feature in enumerate(stadje.streets().getFeatures(), start=1)]
    stairs = f"LINESTRING({stadje.X + 800} {stadje.Y},{stadje.X + 1000} {stadje.Y})"
    rows += [f"(900, 'steps', 'Trap', {shape.format(stairs)})", "(901, 'footway', 'Nergens', NULL)"]
    server.sql(f"CREATE TABLE {form} (id int PRIMARY KEY, highway text, name text, geom geometry({form}, 28992));"
               f"INSERT INTO {form} VALUES {','.join(rows)};CREATE INDEX ON {form} USING gist (geom)")


def streets(server, form, subset=KEPT):
    uri = QgsDataSourceUri()
    uri.setConnection(server.host, str(server.port), server.database, server.user, "")
    uri.setDataSource("public", form.lower(), "geom", subset, "id")
    found = QgsVectorLayer(uri.uri(False), "wegen", "postgres")
    assert found.isValid() and found.featureCount() == stadje.streets().featureCount() + (1 if subset else 2)
    return found


def reach(run_alg, roads):
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    done = run_alg("loopbereik", {"INPUT": stadje.facilities(), "LOOPNETWERK": roads, "AFSTANDEN": "400;900", "VORM": 1,
                                  "OUTPUT": "memory:"}, context)
    return [(f["afstand_m"], f["lengte_m"], bytes(f.geometry().asWkb())) for f in done.results["OUTPUT"].getFeatures()]


@pytest.mark.parametrize("form", FORMS)
def test_the_network_of_the_same_streets(server, run_alg, form):
    def edges(roads):
        done = run_alg("loopnetwerk", {"INPUT": roads, "OUTPUT": "memory:"})
        return [(f.attributes(), bytes(f.geometry().asWkb())) for f in done.results["OUTPUT"].getFeatures()]

    assert arrow.read(streets(server, form), ["highway"]) is None, "QGIS reads it, with its own connection"
    expected = edges(stadje.streets())
    assert len(expected) > 400 and edges(streets(server, form)) == expected


@pytest.mark.parametrize("form", FORMS[1:3])
def test_filter_selection_and_stairs(server, run_alg, form):
    plain = reach(run_alg, stadje.streets())
    assert len(plain) == 2 * 17 and reach(run_alg, streets(server, form)) == plain
    roads = streets(server, form, "")
    assert reach(run_alg, roads) != plain, "without the filter the stairs bridge the canal"
    roads.selectByExpression(KEPT)
    QgsProject.instance().addMapLayer(roads)
    try:
        assert reach(run_alg, QgsProcessingFeatureSourceDefinition(roads.id(), True)) == plain
    finally:
        QgsProject.instance().removeMapLayer(roads.id())


def test_a_part_of_the_table(server):
    area = QgsGeometry.fromRect(streets(server, FORMS[0]).extent())
    area = QgsGeometry.fromRect(area.boundingBox().buffered(-450))
    found = [read_polylines(roads, "wegen", RD, None, Report(), area=area)
             for roads in (streets(server, FORMS[3]), stadje.streets())]
    assert found[0].xy.tolist() == found[1].xy.tolist() and found[0].name.tolist() == found[1].name.tolist()
    assert 0 < len(found[0]) < stadje.streets().featureCount()
