"""Marked crossings from an OSM file and from lines."""

import numpy as np
import pytest
import stadje
from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry

from verbondenheidskaart_plugin.data.crossing_marks import marked_crossings

RD = QgsCoordinateReferenceSystem("EPSG:28992")
DEGREES = QgsCoordinateReferenceSystem("EPSG:4326")
OSM = """<?xml version="1.0" encoding="UTF-8"?><osm version="0.6">
<node id="1" lat="52.0" lon="5.0"><tag k="highway" v="crossing"/><tag k="crossing" v="zebra"/></node>
<node id="2" lat="52.0" lon="5.001"><tag k="highway" v="crossing"/><tag k="crossing" v="unmarked"/></node>
<node id="3" lat="52.0" lon="5.002"><tag k="highway" v="traffic_signals"/></node>
<node id="4" lat="52.0" lon="5.003"><tag k="highway" v="bus_stop"/></node>
<node id="5" lat="52.0" lon="5.004"/><node id="6" lat="52.0001" lon="5.004"/><node id="7" lat="52.1" lon="5.004"/>
<way id="1"><nd ref="5"/><nd ref="6"/><tag k="highway" v="footway"/><tag k="footway" v="crossing"/></way>
<way id="2"><nd ref="6"/><nd ref="7"/><tag k="highway" v="footway"/><tag k="footway" v="sidewalk"/></way>
</osm>"""


def test_nodes_and_footways_of_an_osm_file(tmp_path):
    path = tmp_path / "t.osm"
    path.write_text(OSM, encoding="utf-8")
    found = marked_crossings(None, str(path), DEGREES, None)
    assert sorted(map(tuple, found.round(4).tolist())) == [(5.0, 52.0), (5.002, 52.0), (5.004, 52.0), (5.004, 52.0001)]
    near = QgsGeometry.fromWkt("POLYGON((4.9999 51.9,5.0001 51.9,5.0001 52.1,4.9999 52.1,4.9999 51.9))")
    assert len(marked_crossings(None, str(path), DEGREES, None, near)) == 1
    metres = marked_crossings(None, str(path), RD, None)
    assert metres.shape == (4, 2) and (metres > 10_000).all()


@pytest.mark.parametrize("field, value", [("footway", "crossing"),
                                          ("other_tags", '"kerb"=>"yes","footway"=>"crossing"')])
def test_footways_of_a_line_layer(field, value):
    lines = stadje.layer("LineString", f"field=highway:string&field={field}:string", [
        ("LINESTRING(1 2,3 4)", "footway", value), ("LINESTRING(5 6,7 8)", "footway", '"footway"=>"sidewalk"')])
    assert np.array_equal(marked_crossings(lines, "", RD, None), [[1, 2], [3, 4]])


def test_data_that_know_of_no_crossing():
    assert marked_crossings(stadje.streets(), "", RD, None) is None
    none = stadje.layer("LineString", "field=footway:string", [("LINESTRING(1 2,3 4)", "sidewalk")])
    assert marked_crossings(none, "", RD, None) is None
    assert marked_crossings(None, "", RD, None) is None


@pytest.mark.echte_data
def test_a_whole_country(shared_data):
    path = shared_data / "osm_pbf_fallback" / "liechtenstein-latest.osm.pbf"
    found = marked_crossings(None, str(path), QgsCoordinateReferenceSystem("EPSG:32632"), None)
    assert len(found) > 200 and np.isfinite(found).all()


def test_ferries_and_toll_roads_are_no_walk():
    from verbondenheidskaart_plugin.data.network import read_polylines
    from verbondenheidskaart_plugin.data.report import Report

    lines = stadje.layer("LineString", "field=highway:string&field=route:string&field=other_tags:string", [
        ("LINESTRING(0 0,100 0)", "residential", None, None), ("LINESTRING(100 0,200 0)", None, "ferry", None),
        ("LINESTRING(200 0,300 0)", "residential", None, '"toll"=>"yes"'),
        ("LINESTRING(300 0,400 0)", "footway", "hiking", '"toll"=>"no"')])
    report = Report()
    found = read_polylines(lines, "wegen", RD, None, report)
    assert found.row.tolist() == [0, 3]
    assert [row["aantal"] for row in report.rows if "ferries" in row["melding"]] == [2]
