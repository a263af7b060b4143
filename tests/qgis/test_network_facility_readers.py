"""Reading streets, OSM files and facilities: geometry of every kind, categories of every make, honest counts."""

import threading
import time

import numpy as np
import pandas as pd
import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)

from verbondenheidskaart_plugin.core.errors import (
    BadValue,
    Cancelled,
    EmptyInput,
    MissingField,
    NoOverlap,
    Unreadable,
    WrongGeometry,
)
from verbondenheidskaart_plugin.core.fields import FACILITY_FIELDS
from verbondenheidskaart_plugin.data import hstore, osm, wkb
from verbondenheidskaart_plugin.data import osm_file as reading
from verbondenheidskaart_plugin.data.catalogue import read_catalogue
from verbondenheidskaart_plugin.data.facilities import entrances, read_facilities
from verbondenheidskaart_plugin.data.features import Features, read
from verbondenheidskaart_plugin.data.network import read_polylines
from verbondenheidskaart_plugin.data.osm import osm_background, osm_features, osm_polylines
from verbondenheidskaart_plugin.data.report import Report
from verbondenheidskaart_plugin.data.road_types import is_residential

pytestmark = pytest.mark.usefixtures("qgis_app")
RD = QgsCoordinateReferenceSystem("EPSG:28992")
WGS = QgsCoordinateReferenceSystem("EPSG:4326")


@pytest.fixture(scope="module")
def catalogue():
    return read_catalogue()


@pytest.fixture
def report():
    return Report()


def layer(kind, fields, rows, crs="EPSG:28992"):
    """Return a memory layer; rows: (WKT or None, *attributes)."""
    declared = "".join(f"&field={name}" for name in fields)
    made = QgsVectorLayer(f"{kind}?crs={crs}{declared}", "wegen", "memory")
    features = []
    for wkt, *values in rows:
        feature = QgsFeature(made.fields())
        if wkt:
            feature.setGeometry(QgsGeometry.fromWkt(wkt))
        feature.setAttributes(list(values))
        features.append(feature)
    assert made.dataProvider().addFeatures(features)[0]
    return made


def lines(made, report, **options):
    return read_polylines(made, "wegen", RD, None, report, **options)


def counted(report, words):
    """Return the sum of the counts of the messages that contain ``words``."""
    return sum(row["aantal"] or 0 for row in report.rows if words in row["melding"])


def street(y=0.0, kind="residential", *more):
    return (f"LineString(0 {y}, 100 {y})", kind, *more)


# --- WKB


@pytest.mark.parametrize("order", [0, 1])
@pytest.mark.parametrize(
    ("wkt", "expected"),
    [("LINESTRING(1 2, 3 4)", [[[1, 2], [3, 4]]]),
     ("LINESTRING Z (1 2 9, 3 4 9, 5 6 9)", [[[1, 2], [3, 4], [5, 6]]]),
     ("LINESTRING M (1 2 9, 3 4 9)", [[[1, 2], [3, 4]]]),
     ("LINESTRING ZM (1 2 8 9, 3 4 8 9)", [[[1, 2], [3, 4]]]),
     ("MULTILINESTRING((1 2, 3 4),(5 6, 7 8, 9 0))", [[[1, 2], [3, 4]], [[5, 6], [7, 8], [9, 0]]]),
     ("MULTILINESTRING Z ((1 2 7, 3 4 7),(5 6 7, 7 8 7))", [[[1, 2], [3, 4]], [[5, 6], [7, 8]]])],
)  # fmt: skip
@pytest.mark.parametrize("iso", [True, False])
def test_lines_in_every_flavour_of_wkb(wkt, expected, order, iso):
    from osgeo import ogr

    shape = ogr.CreateGeometryFromWkt(wkt)
    data = bytes(shape.ExportToIsoWkb(order) if iso else shape.ExportToWkb(order))
    around = QgsGeometry.fromWkt("LineString(7 7, 8 8)").asWkb().data()  # shifts it to an odd position
    found = wkb.read_lines([around, b"", data, around])
    got = [found.xy[a:b].tolist() for a, b in zip(found.start[:-1], found.start[1:])]
    assert got == [[[7, 7], [8, 8]], *expected, [[7, 7], [8, 8]]]
    assert found.row.tolist() == [0, *[2] * len(expected), 3]
    assert len(found.other) == 0


def test_reprojected_like_qgis_does_and_failures_stay_apart():
    transform = QgsCoordinateTransform(WGS, RD, QgsProject.instance())
    xy = np.array([[4.9, 52.4], [5.1, 52.3], [np.inf, 52.0], [4.0, 52.0], [5.5, 51.5], [6.0, 53.0]])
    out = wkb.transformed(xy, np.array([0, 2, 4, 6]), transform)
    for row in (0, 1, 4, 5):
        point = transform.transform(QgsPointXY(*xy[row]))
        assert out[row] == pytest.approx([point.x(), point.y()], abs=1e-6)
    assert not np.isfinite(out[2]).any()


# --- lines


def test_only_walkable_roads_are_kept(report):
    closed = ["motorway", "trunk_link", "construction", "proposed", "raceway", "bus_guideway", "ferry", "abandoned"]
    rows = [street(i, kind) for i, kind in enumerate(["footway", "steps", "cycleway", *closed, "zebrapad", "zebrapad"])]
    found = lines(layer("LineString", ["soort"], rows), report)
    assert found.kind.tolist() == ["footway", "steps", "cycleway", "zebrapad", "zebrapad"]
    assert found.stairs.tolist() == [False, True, False, False, False]
    assert found.row.tolist() == [0, 1, 2, 11, 12]
    assert counted(report, "cannot walk on") == len(closed)
    assert counted(report, "unknown road type") == 2
    assert any("soort" in row["melding"] for row in report.rows), "says which field it took"


def test_private_roads_are_left_out_unless_open_on_foot(report):
    rows = [street(0, "service", "private", None), street(1, "service", "private", "yes"),
            street(2, "path", "no", "designated"), street(3, "path", None, "no"),
            street(4, "path", "yes", None)]  # fmt: skip
    found = lines(layer("LineString", ["highway", "access", "foot"], rows), report)
    assert found.row.tolist() == [1, 2, 4]
    assert counted(report, "closed to pedestrians") == 2


def test_nwb_roads(report):
    rows = [street(0, "VP", "G", "Kerkpad"), street(1, "RB", "G", "Dorpsstraat"), street(2, "HR", "R", None),
            street(3, "HR", "P", None), street(4, "OPR", "R", None), street(5, "PAR", "R", None),
            street(6, None, "G", "Laan"), street(7, "BU", "G", None)]  # fmt: skip
    found = lines(layer("LineString", ["BST_CODE", "WEGBEHSRT", "STT_NAAM"], rows), report)
    assert found.row.tolist() == [0, 1, 3, 5, 6]
    assert found.name.tolist() == ["Kerkpad", "Dorpsstraat", "", "", "Laan"]
    assert found.kind.tolist() == ["VP", "RB", "HR", "PAR", "RB"], "before 2023 NWB left the ordinary carriageway blank"
    assert is_residential(found.kind).tolist() == [False, True, False, True, True]


def test_pavement_lines_of_a_gemeente(report):
    """BGT says what a piece of road is for; municipalities write the same words in lines of their own."""
    kinds = ["voetpad", "Voetpad op trap", "rijbaan lokale weg", "rijbaan autosnelweg", "OV-baan", "trottoir",
             "fietspad"]
    rows = [street(i, "asfalt", kind, None) for i, kind in enumerate(kinds)]
    found = lines(layer("LineString", ["plus_fysiek", "bgt_functie", "relatieve_hoogte"], rows), report)
    assert found.row.tolist() == [0, 1, 2, 5, 6]
    assert found.stairs.tolist() == [False, True, False, False, False]
    assert is_residential(found.kind).tolist() == [False, False, True, False, False]
    assert any("bgt_functie" in row["melding"] for row in report.rows)


def test_the_values_decide_which_field_holds_the_road_type(report):
    rows = [("LineString(0 0, 1 0)", "Tertiary", "tertiary", "Pad"),
            ("LineString(0 1, 1 1)", "Motorway or highway", "motorway", "path"),
            ("LineString(0 2, 1 2)", "Cycleway, footpath, etc.", "cycleway", "Laan")]  # fmt: skip
    made = layer("LineString", ["TYPE", "OSM_TYPE", "NAME"], rows)
    assert lines(made, report).kind.tolist() == ["tertiary", "cycleway"]
    assert lines(made, Report(), typeveld="NAME").kind.tolist() == ["Pad", "path", "Laan"]
    with pytest.raises(MissingField) as caught:
        lines(made, Report(), typeveld="wegtype")
    assert caught.value.candidates == ["wegtype"] and "OSM_TYPE" in caught.value.present


def test_without_road_types_every_line_is_walkable_and_that_is_said(report):
    found = lines(layer("LineString", ["naam"], [("LineString(0 0, 1 0)", "A"),
                                       ("LineString(0 1, 1 1)", None)]), report)
    assert found.name.tolist() == ["A", ""] and found.kind.tolist() == ["", ""]
    assert [row["niveau"] for row in report.rows if "no field with road types" in row["melding"]] == ["waarschuwing"]


def test_what_is_no_road_in_osm_is_left_out(report):
    rows = [("LineString(0 0, 1 0)", "footway", None), ("LineString(0 1, 1 1)", None, "canal")]
    assert len(lines(layer("LineString", ["highway", "waterway"], rows), report)) == 1
    assert counted(report, "no road") == 1


def test_useless_geometry_is_dropped_and_counted(report):
    rows = [street(), (None, "path"), ("LineString EMPTY", "path"), ("LineString(5 5, 5 5)", "path"),
            ("LineString(5 5, 5 5, 5 5.0001)", "path"), ("LineString(0 0, 90000 0)", "path"),
            ("LineString(0 0, 1e12 5)", "path")]  # fmt: skip
    made = layer("LineString", ["highway"], rows)
    broken = QgsFeature(made.fields())
    broken.setGeometry(QgsGeometry.fromPolylineXY([QgsPointXY(0, 0), QgsPointXY(float("nan"), 1)]))
    broken.setAttributes(["path"])
    assert made.dataProvider().addFeatures([broken])[0]
    found = lines(made, report)
    assert found.row.tolist() == [0, 4]
    assert counted(report, "without line geometry") == 2
    assert counted(report, "without length") == 1
    assert counted(report, "impossible coordinates") == 3


def test_multi_lines_and_curves(report):
    rows = [("MultiLineString((0 0, 1 0),(5 0, 6 0))", "path"),
            ("CompoundCurve(CircularString(0 0, 10 10, 20 0))", "path")]
    made = layer("MultiCurve", ["highway"], [("MultiCurve((0 0, 1 0),(5 0, 6 0))", "path"), rows[1]])
    found = lines(made, report)
    assert found.row.tolist() == [0, 0, 1]
    arc = found.xy[found.start[2]:]
    assert len(arc) > 20
    assert np.hypot(*np.diff(arc, axis=0).T).sum() == pytest.approx(np.pi * 10, rel=0.001)
    assert lines(layer("MultiLineString", ["highway"], rows[:1]), report).row.tolist() == [0, 0]


def test_lines_in_degrees_arrive_in_metres(report):
    made = layer("LineString", ["highway"], [("LineString(4.9 52.4, 4.901 52.4)", "path"),
                                ("LineString(4.9 95, 5 95)", "path")],
                 "EPSG:4326")  # fmt: skip
    found = lines(made, report)
    expected = QgsCoordinateTransform(WGS, RD, QgsProject.instance()).transform(QgsPointXY(4.9, 52.4))
    assert found.xy[0] == pytest.approx([expected.x(), expected.y()], abs=1e-6)
    assert counted(report, "impossible coordinates") == 1


@pytest.mark.parametrize("crs", ["EPSG:28992", "EPSG:4326"])
def test_only_lines_that_touch_the_box_of_the_area(report, crs):
    back = QgsCoordinateTransform(RD, QgsCoordinateReferenceSystem(crs), QgsProject.instance())
    rows = []
    for x in (120_000, 121_000, 130_000):
        shape = QgsGeometry.fromWkt(f"LineString({x} 487000, {x + 500} 487000)")
        shape.transform(back)
        rows.append((shape.asWkt(12), "path"))
    made = layer("LineString", ["highway"], rows, crs)
    area = QgsGeometry.fromRect(QgsRectangle(120_400, 486_000, 121_100, 488_000))
    assert lines(made, report, area=area).row.tolist() == [0, 1]
    with pytest.raises(NoOverlap):
        lines(made, report, area=QgsGeometry.fromRect(QgsRectangle(0, 0, 10, 10)))


def test_bad_line_layers_are_refused(report):
    with pytest.raises(WrongGeometry):
        lines(layer("Polygon", ["highway"], []), report)
    for rows, reason in (([], "no_features"), ([(None, "path")], "no_geometry"),
                           ([street(0, "motorway")], "all_filtered")):
        with pytest.raises(EmptyInput) as caught:
            lines(layer("LineString", ["highway"], rows), report)
        assert caught.value.reason == reason


# --- OSM files


OSM = """<?xml version="1.0" encoding="UTF-8"?><osm version="0.6">{nodes}{ways}</osm>"""


def osm_file(path, points, ways):
    """Write an OSM file; points: [(x, y, tags)], ways: [([(x, y)…], tags)]; a closed way repeats its first point."""
    back, number, nodes, made = QgsCoordinateTransform(RD, WGS, QgsProject.instance()), {}, [], []

    def tag(tags):
        return "".join(f'<tag k="{k}" v="{v}"/>' for k, v in tags.items())

    def node(x, y, tags):
        p = back.transform(QgsPointXY(x, y))
        nodes.append(f'<node id="{len(nodes) + 1}" version="1" lat="{p.y():.9f}" lon="{p.x():.9f}">{tag(tags)}</node>')
        return len(nodes)

    for x, y, tags in points:
        node(x, y, tags)
    for corners, tags in ways:
        for corner in corners:
            number.setdefault(corner, None)
            number[corner] = number[corner] or node(*corner, {})
        refs = "".join(f'<nd ref="{number[corner]}"/>' for corner in corners)
        made.append(f'<way id="{len(made) + 1}" version="1">{refs}{tag(tags)}</way>')
    path.write_text(OSM.format(nodes="".join(nodes), ways="".join(made)), encoding="utf-8")
    return path


def ring(x, y, side):
    return [(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)]


@pytest.fixture
def town(tmp_path):
    x, y = 121_000, 487_000
    points = [(x + 50, y + 50, {"leisure": "park", "name": "Parkje"}),
              (x + 500, y, {"amenity": "cafe", "name": "'t Hoekje \"bar\"", "outdoor_seating": "yes",
              "opening_hours": "24/7"}),
              (x + 600, y, {"amenity": "cafe", "access": "private"}), (x + 700, y, {"amenity": "parking"}),
              (x + 750, y, {"highway": "crossing"})]  # fmt: skip
    points[1][2]["name"] = "'t Hoekje &quot;bar&quot;"
    ways = [(ring(x, y, 100), {"leisure": "park"}), (ring(x + 2000, y, 50), {"club": "sport"}),
            ([(x, y - 100), (x + 300, y - 100)], {"highway": "pedestrian", "name": "Hoofdstraat"}),
            ([(x + 300, y - 100), (x + 600, y - 100)], {"highway": "residential", "name": "Laan"}),
            ([(x, y - 200), (x + 600, y - 200)], {"highway": "service", "access": "private"}),
            ([(x, y - 300), (x + 600, y - 300)], {"waterway": "canal", "name": "Vaart"}),
            ([(x, y - 400), (x + 600, y - 400)], {"railway": "rail"}),
            ([(x, y - 450), (x + 600, y - 450)], {"railway": "subway", "tunnel": "yes"}),
            (ring(x + 3000, y, 20), {"building": "yes"}), (ring(x + 4000, y, 20), {"natural": "water",
            "name": "Vijver"}),
            (ring(x + 5000, y, 20), {"landuse": "industrial"})]  # fmt: skip
    return osm_file(tmp_path / "stadje.osm", points, ways)


def test_streets_of_an_osm_file(town, report):
    found = osm_polylines(town, RD, None, report)
    assert sorted(zip(found.kind, found.name)) == [("pedestrian", "Hoofdstraat"), ("residential", "Laan")]
    assert counted(report, "closed to pedestrians") == 1
    assert found.xy[found.start[0]] == pytest.approx([121_000, 486_900], abs=0.01)
    east = QgsGeometry.fromRect(QgsRectangle(121_400, 486_000, 122_000, 488_000))
    assert osm_polylines(town, RD, None, report, area=east).name.tolist() == ["Laan"]
    with pytest.raises(NoOverlap):
        osm_polylines(town, RD, None, report, area=QgsGeometry.fromRect(QgsRectangle(0, 400_000, 9, 400_009)))


def test_facilities_of_an_osm_file(town, report, catalogue):
    found = osm_features(town, RD, None, report)
    ids = [value for features in found for value in features.table["osm_id"]]
    assert sorted(value[0] for value in ids) == ["n", "n", "n", "n", "w", "w", "w"]
    facilities, unclassified = read_facilities(found, catalogue, report)
    table = facilities.table.set_index("type_id")
    assert sorted(table.index) == ["cafe", "park", "sportclub", "winkelstraat"]
    assert table.loc["park", "voorziening_id"].startswith("w"), "the area counts, with the name of the point in it"
    assert table.loc["park", "naam"] == "Parkje" and table.loc["cafe", "naam"] == "'t Hoekje \"bar\""
    assert table.loc["cafe", "typepotentieel"] > catalogue.potential(["cafe"])[0], "a terrace and open day and night"
    assert unclassified.values.tolist() == [["amenity=parking", 1]]
    assert counted(report, "private objects") == 1
    assert counted(report, "closed lines") == 1, "GDAL leaves a club ground a line"
    club = points_of(facilities)[table.index.get_loc("sportclub")]
    assert club == pytest.approx([123_025, 487_025], abs=1)


def test_background_of_an_osm_file(town):
    areas, ways = osm_background(town, RD, None)
    assert sorted(areas.table["soort"]) == ["bebouwing", "groen", "water"]
    assert dict(zip(ways.table["soort"], ways.table["naam"])) == {"spoor": None, "water": "Vaart"}
    assert areas.geometry[list(areas.table["soort"]).index("bebouwing")].area() == pytest.approx(400, rel=0.001)
    box = QgsGeometry.fromRect(QgsRectangle(124_900, 486_000, 125_100, 488_000))
    areas, ways = osm_background(town, RD, None, area=box)
    assert areas.table["naam"].tolist() == ["Vijver"] and len(ways) == 0


def test_unreadable_osm_files(tmp_path, town, report):
    half = tmp_path / "half.osm"
    half.write_text(town.read_text(encoding="utf-8")[:-400], encoding="utf-8")
    other = tmp_path / "anders.osm.pbf"
    other.write_bytes(b"geen kaart")
    for path in (tmp_path / "weg.osm", half, other):
        for reader in (osm_polylines, osm_features):
            with pytest.raises(Unreadable) as caught:
                reader(path, RD, None, report)
            assert caught.value.path == str(path) and caught.value.detail


def test_cancel_does_not_wait_for_gdal(town, report, monkeypatch):
    """GDAL may be silent for half a minute: the thread that reads is left alone, and stops by itself."""
    silent, cancelled, freed = threading.Event(), threading.Event(), threading.Event()

    def read(path, wanted, keys, box, now):
        silent.set()
        cancelled.wait(60)
        while not now.stop:
            time.sleep(0.01)
        freed.set()

    def press(share):
        assert silent.wait(60)
        raise Cancelled()

    monkeypatch.setattr(reading, "_read", read)
    with pytest.raises(Cancelled):
        osm_polylines(town, RD, None, report, progress=press)
    assert not freed.is_set()
    cancelled.set()
    assert freed.wait(60)


def test_cancel_is_heard_after_the_reading_too(report, monkeypatch):
    """Of a province, making the geometry of all that was read takes longer than a second."""
    point = QgsGeometry.fromWkt("POINT(5 52)").asWkb().data()
    scanned = reading.Scanned(pd.DataFrame({"osm_id": ["n1"] * 2000, "amenity": ["cafe"] * 2000}), [point] * 2000)
    monkeypatch.setattr(osm, "scan", lambda *arguments: dict.fromkeys(osm.SUBLAYERS, scanned))
    pressed = iter([False, False, True])

    def press(share):
        if next(pressed):
            raise Cancelled()

    with pytest.raises(Cancelled):
        osm_features("provincie.osm.pbf", RD, None, report, progress=press)


def test_hstore():
    texts = ['"amenity"=>"cafe","note"=>"zie \\"amenity\\"=>\\"bar\\" \\\\ ja"', None, '"fee"=>""', '"sport" => "a;b"']
    table = hstore.tags(texts)
    assert table["amenity"].tolist() == ["cafe", None, None, None]
    assert table["note"][0] == 'zie "amenity"=>"bar" \\ ja'
    assert table["sport"][3] == "a;b" and table["fee"][2] == ""
    assert hstore.tags(texts, ["fee", "none"]).columns.tolist() == ["fee"]


# --- facilities


def candidates(rows, columns, crs=RD, name="eigen"):
    """Return Features; rows: (WKT or None, *values)."""
    shapes = [QgsGeometry.fromWkt(row[0]) if row[0] else QgsGeometry() for row in rows]
    return Features(name, pd.DataFrame([row[1:] for row in rows], columns=columns), shapes, crs)


def points_of(facilities):
    return np.array([[g.asPoint().x(), g.asPoint().y()] for g in facilities.geometry])


def at(x, y=0.0):
    return f"Point({x} {y})"


def square(x, side, y=0.0):
    return f"Polygon(({x} {y}, {x + side} {y}, {x + side} {y + side}, {x} {y + side}, {x} {y}))"


def types(features, catalogue, report=None, **options):
    facilities, unclassified = read_facilities([features], catalogue, report or Report(), **options)
    return facilities.table["type_id"].tolist(), dict(unclassified.values.tolist())


def test_the_result_is_the_canonical_layer(catalogue, report):
    facilities, unclassified = read_facilities(
        [candidates([(at(1, 2), "Kerk", "Sint-Jan", 7.0), (at(900), "hal", None, 8.0)], ["soort", "NAAM", "fid"],
                    name="VOORZIENINGEN (gemeente)")], catalogue, report)  # fmt: skip
    assert facilities.table.columns.tolist() == [field.name for field in FACILITY_FIELDS]
    row = facilities.table.iloc[0]
    assert (row["voorziening_id"], row["naam"], row["type_id"], row["component_nr"]) == ("7", "Sint-Jan", "kerk", 2)
    assert (row["rol"], row["bron"], row["ingangen"]) == ("rotonde", "gemeente", None)
    assert row["typepotentieel"] == pytest.approx(catalogue.potential(["kerk"])[0])
    assert points_of(facilities).tolist() == [[1, 2]] and facilities.crs == RD
    assert unclassified.columns.tolist() == ["waarde", "aantal"]
    assert unclassified.values.tolist() == [["hal", 1]]


def test_own_categories_through_a_mapping(catalogue, report):
    rows = [(at(0), "ONT-1"), (at(500), "ont-1"), (at(1000), "PARK"), (at(1500), "P+R"), (at(2000), "onbekend")]
    mapping = {"ONT-1": "buurtcentrum", "P+R": ""}
    found, left = types(candidates(rows, ["code"]), catalogue, report, categorieveld="code", indeling=mapping)
    assert found == ["buurtcentrum", "buurtcentrum", "park"] and left == {"onbekend": 1}
    assert counted(report, "by the mapping") == 1
    assert types(candidates(rows, ["code"]), catalogue, indeling=mapping)[0] == found, "the field is found"
    with pytest.raises(BadValue) as caught:
        types(candidates(rows, ["code"]), catalogue, indeling={"ONT-1": "buurtcentra"})
    assert caught.value.value == "buurtcentra" and "buurtcentrum" in caught.value.allowed


def test_a_mapping_overrules_osm_tags(catalogue):
    rows = [(at(0), "parking"), (at(500), "cafe")]
    found, left = types(candidates(rows, ["amenity"]), catalogue, indeling={"amenity=parking": "plein"})
    assert found == ["plein", "cafe"] and left == {}


def test_every_make_of_category(catalogue):
    column = candidates([(at(0), "library"), (at(500), None)], ["amenity"])
    hstored = candidates([(at(0), '"amenity"=>"library"'), (at(500), '"shop"=>"clothes"')], ["other_tags"])
    pair = candidates([(at(0), "culture", "amenity", "library"), (at(500), "x", "shop", "clothes")], ["a", "b", "c"])
    single = candidates([(at(0), "7", "library"), (at(500), "7", "zzz")], ["code", "fclass"])
    named = candidates([(at(0), "Bibliotheken"), (at(500), "zzz")], ["soort voorziening"])
    for features in (column, hstored, pair, single, named):
        assert types(features, catalogue)[0] == ["bibliotheek"], features.table.columns
    assert types(pair, catalogue)[1] == {"shop=clothes": 1}


def test_no_category_at_all(catalogue, report):
    features = candidates([(at(0), "x", "Amsterdam")], ["code", "plaats"])
    with pytest.raises(MissingField) as caught:
        types(features, catalogue)
    assert caught.value.present == ["code", "plaats"] and "amenity" in caught.value.candidates
    with pytest.raises(MissingField):
        types(features, catalogue, categorieveld="soort")
    with pytest.raises(EmptyInput) as caught:
        types(features, catalogue, categorieveld="code")
    assert caught.value.reason == "all_filtered"
    good = candidates([(at(0), "Kerk")], ["soort"])
    facilities, _ = read_facilities([good, features], catalogue, report)
    assert len(facilities) == 1 and counted(report, "layer left out") == 1


def test_ids_are_unique_stable_and_tell_the_osm_element(catalogue):
    rows = [(at(0), 12.0, "node"), (at(500), 12.0, "way"), (at(1000), 12.0, "way"), (at(1500), None, None)]
    features = candidates([(*row, "cafe") for row in rows], ["osm_id", "osm_type", "amenity"])
    facilities, _ = read_facilities([features], catalogue, Report())
    assert facilities.table["voorziening_id"].tolist() == ["n12", "w12", "w12-2", "cafe-1500-0"]
    turbo = candidates([(at(0), "relation/9", "cafe")], ["@id", "amenity"])
    assert read_facilities([turbo], catalogue, Report())[0].table["voorziening_id"].tolist() == ["r9"]
    shuffled = features.take(np.ones(4)).take(np.ones(4))
    shuffled = Features("x", features.table.iloc[[3, 0]].reset_index(drop=True),
                        [features.geometry[i] for i in (3, 0)], RD)  # fmt: skip
    assert read_facilities([shuffled], catalogue, Report())[0].table["voorziening_id"].tolist() == ["cafe-1500-0",
                            "n12"]


def test_private_places_are_left_out_but_club_pitches_stay(catalogue, report):
    rows = [(at(0), "playground", None, "private"), (at(500), "playground", None, "yes"),
            (at(1000), "pitch", "soccer", "private")]
    assert types(candidates(rows, ["leisure", "sport", "access"]), catalogue, report)[0] == ["speeltuin", "voetbalveld"]
    assert counted(report, "private objects") == 1


def test_adjusted_potential(catalogue):
    rows = [(at(0), "museum", None, None), (at(500), "museum", "yes", None),
            (at(1000), "museum", None, "Mo 10:00-11:00")]
    facilities, _ = read_facilities([candidates(rows, ["tourism", "fee", "opening_hours"])], catalogue, Report())
    plain, paid, short = facilities.table["typepotentieel"]
    assert plain == pytest.approx(catalogue.potential(["museum"])[0])
    assert plain > paid and plain > short


def test_parks_are_entered_at_their_edge(catalogue):
    rows = [(square(0, 400), "park"), (square(1000, 40), "park"), ("LineString(0 -900, 1000 -900)", "park"),
            (at(5000), "park")]
    facilities, _ = read_facilities([candidates(rows, ["leisure"])], catalogue, Report())
    owner, xy = entrances(facilities)
    edge = QgsGeometry.fromWkt(square(0, 400)).convertToType(QgsGeometry.fromWkt("LineString(0 0,1 1)").type())
    first = xy[owner == 0]
    assert len(first) == 32
    assert max(edge.distance(QgsGeometry.fromPointXY(QgsPointXY(*p))) for p in first) < 0.01
    order = np.argsort(np.arctan2(*(first - 200).T))
    assert np.hypot(*np.diff(first[order], axis=0).T).max() <= 50.01
    assert (owner == 1).sum() == 1, "a small park is entered at its point"
    assert xy[owner == 2].tolist() == [[x, -900] for x in range(0, 1001, 50)]
    assert xy[owner == 3].tolist() == [[5000, 0]]
    assert points_of(facilities)[2].tolist() == [500, -900]
    assert QgsGeometry.fromWkt(square(0, 400)).contains(QgsPointXY(*points_of(facilities)[0]))


def test_a_hole_in_a_park_is_no_entrance_and_a_long_edge_gets_few(catalogue):
    ringed = "Polygon((0 0, 900 0, 900 900, 0 900, 0 0),(300 300, 600 300, 600 600, 300 600, 300 300))"
    facilities, _ = read_facilities([candidates([(ringed, "park"),
                                     (square(10_000, 9000), "nature_reserve")], ["leisure"])],
                                    catalogue, Report())  # fmt: skip
    owner, xy = entrances(facilities)
    assert not ((xy[owner == 0] > 1) & (xy[owner == 0] < 899)).all(axis=1).any()
    assert 150 <= (owner == 1).sum() <= 200


def test_useless_and_invalid_geometry(catalogue, report):
    bowtie = "Polygon((0 0, 100 100, 100 0, 0 100, 0 0))"
    mixed = "GeometryCollection(Point(900 900), Polygon((500 0, 600 0, 600 100, 500 100, 500 0)))"
    rows = [(bowtie, "park"), (None, "park"), ("Point EMPTY", "park"), (mixed, "park"),
            ("MultiPoint((2000 0),(2050 0))", "park")]  # fmt: skip
    facilities, _ = read_facilities([candidates(rows, ["leisure"])], catalogue, report)
    assert len(facilities) == 3
    assert counted(report, "repaired") == 1 and counted(report, "without usable geometry") == 2
    assert points_of(facilities)[1].tolist() == [550, 50] and points_of(facilities)[2].tolist() == [2000, 0]


def test_one_place_counts_once(catalogue, report):
    rows = [(square(0, 100), "sports_centre", None, "Sportpark"), (square(10, 20, 10), "pitch", "soccer", None),
            (square(50, 20, 10), "pitch", "soccer", None), (at(5, 5), "sports_centre", None, "SV Ons"),
            (square(500, 20), "pitch", "soccer", None), (square(1000, 100), "park", None, None),
            (at(1050, 50), "park", None, "Oosterpark"), (square(1010, 10, 10), "park", None, None),
            (at(1050, 60), "playground", None, None)]  # fmt: skip
    facilities, _ = read_facilities([candidates(rows, ["leisure", "sport", "name"])], catalogue, report)
    table = facilities.table
    assert table["type_id"].tolist() == ["sportclub", "trapveld", "park", "speeltuin"]
    assert table["naam"].tolist() == ["Sportpark", None, "Oosterpark", None]
    assert counted(report, "area of the same type") == 3 and counted(report, "inside a sports centre") == 2


def test_same_name_nearby_is_one_place(catalogue, report):
    rows = [(at(0), "bus_stop", "Plein"), (at(40), "bus_stop", "PLEIN"), (at(200), "bus_stop", "Plein"),
            (at(0, 10), "cafe", "Plein"), (at(0, 500), "bench", "Bank"), (at(1, 500), "bench", "Bank"),
            (at(0, 700), "bench", None), (at(1, 700), "bench", None)]  # fmt: skip
    facilities, _ = read_facilities([candidates(rows, ["fclass", "name"])], catalogue, report)
    assert facilities.table["type_id"].value_counts().to_dict() == {"bankje": 4, "halte": 2, "cafe": 1}
    assert counted(report, "type and name") == 1
    owner, xy = entrances(facilities)
    stop = facilities.table["type_id"].tolist().index("halte")
    assert sorted(xy[owner == stop].tolist()) == [[0, 0], [40, 0]], "both platforms give access"


def test_the_pieces_of_a_street_are_one_street(catalogue, report):
    rows = [("LineString(0 0, 100 0)", "pedestrian", "Lange Straat"),
            ("LineString(100 0, 180 0)", "pedestrian", "Lange Straat"),
            ("LineString(0 500, 100 500)", "pedestrian", None), ("LineString(100 500, 100 600)", "pedestrian", None),
            ("LineString(0 900, 100 900)", "pedestrian", None),
            ("LineString(0 0, 0 80)", "living_street", None)]  # fmt: skip
    facilities, _ = read_facilities([candidates(rows, ["highway", "name"])], catalogue, report)
    assert facilities.table["type_id"].tolist() == ["winkelstraat", "winkelstraat", "winkelstraat", "woonerf"]
    assert counted(report, "type and name") == 1 and counted(report, "that touch") == 1
    owner, xy = entrances(facilities)
    assert xy[owner == 0][:, 0].min() == 0 and xy[owner == 0][:, 0].max() == 180


def test_lines_whose_boxes_overlap_may_be_far_apart(catalogue):
    rows = [("LineString(0 0, 1000 1000)", "pedestrian", "Laan"), ("LineString(200 0, 1000 800)", "pedestrian", "Laan"),
            ("LineString(240 0, 1040 800)", "pedestrian", "Laan")]  # fmt: skip
    facilities, _ = read_facilities([candidates(rows, ["highway", "name"])], catalogue, Report())
    assert len(facilities) == 2, "141 m and 28 m apart"


def test_shops_close_together_make_a_shopping_street(catalogue, report):
    shops = [(at(20 * i), "clothes", None, "Kerkstraat", None) for i in range(4)]
    shops += [(at(90), "supermarket", "Super", "Kerkstraat", None)]
    shops += [(at(5000 + 20 * i), "books", None, None, None) for i in range(4)]  # too few
    shops += [(at(9000 + 10 * i), "shoes", None, None, None) for i in range(6)]  # along a known street
    shops += [("LineString(9000 20, 9100 20)", None, "Promenade", None, "pedestrian"),
              (at(9010, 5), "vacant", None, None, None)]
    features = candidates(shops, ["shop", "name", "addr:street", "highway"])
    facilities, unclassified = read_facilities([features], catalogue, report)
    table = facilities.table
    assert sorted(table["type_id"]) == ["supermarkt", "winkelstraat", "winkelstraat"]
    made = table[table["naam"] == "Kerkstraat"].iloc[0]
    assert made["voorziening_id"].startswith("winkelstraat-")
    assert made["typepotentieel"] == pytest.approx(catalogue.potential(["winkelstraat"])[0])
    owner, xy = entrances(facilities)
    assert sorted(xy[owner == made.name][:, 0]) == [0, 20, 40, 60, 90]
    assert unclassified.values.tolist() == [["shop=books", 4], ["shop=vacant", 1]]
    assert counted(report, "without a type of their own") == 10


def test_only_what_touches_the_area(catalogue, report):
    rows = [(at(10, 10), "cafe", None), (at(500), "cafe", None), (square(90, 300), None, "park"),
            ("LineString(-5000 50, 5000 50)", None, "park"), (at(600), "parking", None)]  # fmt: skip
    area = QgsGeometry.fromWkt("Polygon((0 0, 100 0, 100 100, 0 100, 0 0))")
    facilities, unclassified = read_facilities([candidates(rows, ["amenity", "leisure"])], catalogue, report, area=area)
    assert facilities.table["type_id"].tolist() == ["cafe", "park", "park"] and len(unclassified) == 0
    assert counted(report, "outside the area") == 2
    assert ((points_of(facilities) >= 0) & (points_of(facilities) <= 100)).all(), "also of the park at the edge"
    owner, xy = entrances(facilities)
    assert xy[owner == 2].tolist() == [[0, 50], [50, 50], [100, 50]], "of the long route the part that lies here"
    with pytest.raises(EmptyInput):
        types(candidates(rows[1:2], ["amenity", "leisure"]), catalogue, area=area)


@pytest.mark.parametrize(
    ("columns", "values"),
    [(("longitude", "latitude"), [("78013", "450335"), ("77949", "450292"), ("779490", "450292")]),
     (("longitude", "latitude"), [("4.26518831865952", "52.035994472786"), ("4.26426543772407", "52.0355991544286"),
     ("14", "52")]),
     (("X", "Y"), [("78013,0", "450335,0"), ("77949", "450292"), (".", "450292")])],
)  # fmt: skip
def test_tables_with_coordinates(catalogue, report, columns, values):
    table = pd.DataFrame([("Kerk", *pair) for pair in values], columns=["soort", *columns])
    features = Features("scholen", table, [QgsGeometry() for _ in values], RD)
    facilities, _ = read_facilities([features], catalogue, report)
    assert points_of(facilities) == pytest.approx(np.array([[78013, 450335], [77949, 450292]]), abs=0.5)
    assert counted(report, "without usable geometry") == 1
    assert any(columns[0] in row["melding"] for row in report.rows)


def test_a_table_without_coordinates(catalogue):
    with pytest.raises(EmptyInput) as caught:
        types(candidates([(None, "Kerk")], ["soort"]), catalogue)
    assert caught.value.reason == "no_geometry"


def test_types_without_location_are_counted(catalogue, report):
    found, _ = types(candidates([(at(0), "Digitaal platform"), (at(500), "Kerk")], ["soort"]), catalogue, report)
    assert found == ["kerk"] and counted(report, "without a location") == 1


def test_reading_the_result_again_changes_nothing(catalogue):
    rows = [(square(0, 400), "park", None), (at(2000), None, "bench"), (at(3000), None, "marketplace")]
    first, _ = read_facilities([candidates(rows, ["leisure", "amenity"])], catalogue, Report())
    first.table.loc[1, "typepotentieel"] = 0.123  # edited by the municipality
    again, unclassified = read_facilities([first], catalogue, Report())
    pd.testing.assert_frame_equal(again.table, first.table)
    assert len(unclassified) == 0


def test_entrances_of_a_written_layer():
    table = pd.DataFrame({"ingangen": ["MULTIPOINT ((1.5 2), (-3 4e1))", None, "MULTIPOINT (7 8)", None]})
    shapes = [QgsGeometry.fromWkt(text) for text in (at(0), at(5, 6), at(0), "Point EMPTY")]
    owner, xy = entrances(Features("x", table, shapes, RD))
    assert owner.tolist() == [0, 0, 1, 2]
    assert xy.tolist() == [[1.5, 2], [-3, 40], [5, 6], [7, 8]]


# --- real data


def opened(path):
    found = QgsVectorLayer(str(path), path.stem, "ogr")
    assert found.isValid()
    return found


def test_amsterdam_noord(shared_data, catalogue, report):
    folder = shared_data / "amsterdam_noord"
    found = lines(opened(folder / "osm_wegen_2015_noord.gpkg"), report)
    assert len(found) == 6767 and found.stairs.sum() == 72
    assert counted(report, "cannot walk on") == 93 + 71 + 30 + 29 + 13 + 2
    features = read(opened(folder / "osm_faciliteiten_amsterdam.gpkg"), "faciliteiten", RD)
    facilities, unclassified = read_facilities([features], catalogue, report)
    counts = facilities.table["type_id"].value_counts()
    assert counts["bankje"] == 1846 and counts["bibliotheek"] == 26
    assert facilities.table["voorziening_id"].is_unique
    assert set(facilities.table["component_nr"]) == {1, 2, 6, 8}, "no schools, care or sports in this layer"
    assert unclassified["waarde"].str.startswith(("shop=", "amenity=")).all()


def test_scholen_den_haag(shared_data, catalogue, report):
    metres = read(opened(shared_data / "denhaag_zuidwest" / "scholen_rd.csv"), "scholen", RD)
    facilities, unclassified = read_facilities([metres], catalogue, report)
    assert facilities.table["type_id"].value_counts()["basisschool"] == 20
    assert ((points_of(facilities) > [70_000, 440_000]) & (points_of(facilities) < [90_000, 460_000])).all()
    assert unclassified["waarde"].tolist() == ["GYM", "SO/VSO", "VO"]


def test_liechtenstein(shared_data, catalogue, report):
    path = shared_data / "osm_pbf_fallback" / "liechtenstein-latest.osm.pbf"
    utm = QgsCoordinateReferenceSystem("EPSG:32632")
    assert len(osm_polylines(path, utm, None, report)) == 4637
    facilities, _ = read_facilities(osm_features(path, utm, None, report), catalogue, report)
    assert facilities.table["type_id"].nunique() > 40
    areas, ways = osm_background(path, utm, None)
    assert areas.table["soort"].value_counts().to_dict() == {
        "bebouwing": 8994, "groen": 352, "landbouw": 85, "water": 75}
    assert len(ways) == 43
