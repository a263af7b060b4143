"""Every algorithm as a user runs it, on a tiny town whose answers can be reckoned."""

import numpy as np
import pytest
import stadje
from qgis.core import QgsCoordinateReferenceSystem, QgsProcessingException, QgsVectorLayer


def column(layer, name):
    return [f[name] for f in layer.getFeatures()]


@pytest.fixture
def town(run_alg):
    """The canonical layers of the tiny town, made by the algorithms themselves."""
    made = {"buurten": run_alg("buurten", {"INPUT": stadje.buurten(), "OUTPUT": "memory:"})}
    made["loopnetwerk"] = run_alg("loopnetwerk", {"INPUT": stadje.streets(), "OUTPUT": "memory:"})
    made["voorzieningen"] = run_alg("voorzieningen", {"INPUT": stadje.facilities(), "OUTPUT": "memory:",
                                                      "NIET_INGEDEELD": "memory:"})
    made["bevolking"] = run_alg("bevolking", {"BUURTEN": made["buurten"].results["OUTPUT"], "OUTPUT": "memory:",
                                              "LOOPNETWERK": made["loopnetwerk"].results["OUTPUT"]})
    return made


def test_buurten_turns_shares_into_persons_and_codes_into_null(town):
    layer = town["buurten"].results["OUTPUT"]
    first = next(layer.getFeatures())
    assert first["inwoners"] == 900 and first["lft_65_plus"] == pytest.approx(90)
    assert first["hh_eenpersoons"] == pytest.approx(0.30 * 400)
    distances = column(layer, "cafe_gemiddelde_afstand_in_km")
    assert distances[0] == pytest.approx(0.3) and distances[5] != distances[5] or not distances[5]
    assert layer.featureCount() == 6


def test_network_splits_at_junctions_and_leaves_the_motorway_out(town):
    layer = town["loopnetwerk"].results["OUTPUT"]
    assert set(column(layer, "type")) == {"residential"}
    assert max(column(layer, "component")) == 0
    assert sum(column(layer, "lengte_m")) == pytest.approx(13 * 1800 - 12 * 200 + 18 * 1200)
    assert max(column(layer, "lengte_m")) <= 200.0
    assert any("motorway (1)" in text for _, text in town["loopnetwerk"].messages)


def test_suspect_places_are_pointed_out(run_alg):
    rows = [(f"LINESTRING({stadje.X} {stadje.Y},{stadje.X + 100} {stadje.Y})", 1),
            (f"LINESTRING({stadje.X + 50} {stadje.Y - 50},{stadje.X + 50} {stadje.Y + 50})", 2),
            (f"LINESTRING({stadje.X} {stadje.Y},{stadje.X + 100} {stadje.Y})", 3)]
    done = run_alg("loopnetwerk", {"INPUT": stadje.layer("LineString", "field=a:integer", rows), "OUTPUT": "memory:",
                                   "VERDACHT": "memory:"})
    kinds = column(done.results["VERDACHT"], "soort")
    assert kinds.count("kruising") == 1 and kinds.count("dubbel") == 1 and kinds.count("eiland") == 1
    crossing, = [f for f in done.results["VERDACHT"].getFeatures() if f["soort"] == "kruising"]
    assert crossing.geometry().asPoint().x() == pytest.approx(stadje.X + 50)


def test_the_report_of_a_network_says_what_to_do(run_alg):
    rows = [(f"LINESTRING({stadje.X} {stadje.Y},{stadje.X + 1000} {stadje.Y})", 0)]
    rows += [(f"LINESTRING({stadje.X + 100 * k} {stadje.Y + 3 + k},{stadje.X + 100 * k} {stadje.Y + 50 + 10 * k})", k)
             for k in range(1, 9)]
    done = run_alg("loopnetwerk", {"INPUT": stadje.layer("LineString", "field=a:integer", rows), "OUTPUT": "memory:",
                                   "VERDACHT": "memory:"})
    said = [text for _, text in done.messages]
    assert any("eiland: 8 parts are not connected to the main net, 2 of them lie within 5 m" in text for text in said)
    assert any("los_eind: 2 dead ends lie within 5 m of a street" in text for text in said)
    assert any("island 1: 1 streets, 119 m in length, 11.0 m from the main net" in text for text in said)
    assert any("3 smaller islands with 3 streets, 195 m in length" in text for text in said)


def test_reach_says_which_residents_count_nowhere(run_alg, tmp_path):
    rows = [(f"LINESTRING({stadje.X} {stadje.Y},{stadje.X + 1000} {stadje.Y})", 0),
            (f"LINESTRING({stadje.X} {stadje.Y + 600},{stadje.X + 500} {stadje.Y + 600})", 1)]
    homes = [(f"POINT({stadje.X + 100} {stadje.Y + 10})", "op het net", 5.0),
             (f"POINT({stadje.X + 100} {stadje.Y + 610})", "op het eiland", 7.0),
             (f"POINT({stadje.X + 500} {stadje.Y + 1000})", "te ver", 11.0)]
    point = stadje.layer("Point", "field=naam:string", [(f"POINT({stadje.X + 50} {stadje.Y})", "hoek")])
    ask = {"INPUT": point, "LOOPNETWERK": stadje.layer("LineString", "field=a:integer", rows), "OUTPUT": "memory:",
           "BEVOLKING": stadje.layer("Point", "field=punt_id:string&field=inwoners:double", homes), "AFSTANDEN": "800"}
    said = [text for level, text in run_alg("loopbereik", ask).messages if level == "warning"]
    assert any(text.endswith("1 points with 7 residents lie on an island of the network: op het eiland")
               for text in said), said
    far = "1 points with 11 residents lie more than 250 m from a street and reach nothing: te ver"
    assert any(text.endswith(far) for text in said)
    tiled = [text for _, text in run_alg("loopbereik", {**ask, "WERKMAP": str(tmp_path)}).messages]
    assert any(text.endswith(far) for text in tiled)


def test_facilities_are_classified_and_the_rest_is_listed(town):
    layer = town["voorzieningen"].results["OUTPUT"]
    assert layer.featureCount() == 16
    assert set(column(layer, "type_id")) >= {"buurtcentrum", "bibliotheek", "cafe", "kroeg", "huisarts", "restaurant"}
    assert all(0.1 <= p <= 1 for p in column(layer, "typepotentieel"))
    left = town["voorzieningen"].results["NIET_INGEDEELD"]
    assert [(f["waarde"], f["aantal"]) for f in left.getFeatures()] == [("amenity=parking", 1)]


def test_population_conserves_every_figure(town):
    people, buurten = town["bevolking"].results["OUTPUT"], town["buurten"].results["OUTPUT"]
    for name in ("inwoners", "huishoudens", "lft_65_plus", "hh_eenpersoons"):
        assert sum(column(people, name)) == pytest.approx(sum(column(buurten, name)))


def test_reach_is_exact_and_stops_at_the_canal(run_alg, town):
    point = stadje.layer("Point", "field=naam:string", [(f"POINT({stadje.X + 800} {stadje.Y + 800})", "hoek")])
    done = run_alg("loopbereik", {"INPUT": point, "LOOPNETWERK": town["loopnetwerk"].results["OUTPUT"],
                                  "BEVOLKING": town["bevolking"].results["OUTPUT"], "AFSTANDEN": "150;400",
                                  "OUTPUT": "memory:", "BEREIK": "memory:"})
    near, far = done.results["OUTPUT"].getFeatures()
    # Three ways of 150 m; at their corners 50 m both ways to the west, and westward only to the north and south.
    assert near["lengte_m"] == pytest.approx(3 * 150 + 2 * 50 + 50 + 50)
    assert far.geometry().boundingBox().xMaximum() <= stadje.X + 800.01
    assert far["naam"] == "hoek" and far["afstand_m"] == 400
    pairs = done.results["BEREIK"]
    assert max(column(pairs, "loopafstand_m")) <= 400
    inside = {f["punt_id"]: f["inwoners"] for f in town["bevolking"].results["OUTPUT"].getFeatures()}
    assert far["inwoners"] == pytest.approx(sum(inside[p] for p in column(pairs, "punt_id")))


def test_reach_as_area_is_valid_and_dry(run_alg, town):
    point = stadje.layer("Point", "field=naam:string", [(f"POINT({stadje.X + 800} {stadje.Y + 800})", "hoek")])
    done = run_alg("loopbereik", {"INPUT": point, "LOOPNETWERK": town["loopnetwerk"].results["OUTPUT"],
                                  "AFSTANDEN": "300", "VORM": 1, "OUTPUT": "memory:"})
    area, = done.results["OUTPUT"].getFeatures()
    assert area.geometry().isGeosValid()
    assert area.geometry().boundingBox().xMaximum() <= stadje.X + 826
    assert area["oppervlakte_ha"] == pytest.approx(area.geometry().area() / 1e4)
    assert area["inwoners"] != 0  # without a population the number is unknown, not zero


def test_rotondes_have_five_terms_and_an_interval(run_alg, town):
    inputs = {"VOORZIENINGEN": town["voorzieningen"].results["OUTPUT"], "OUTPUT": "memory:", "LOOPSTROMEN": "memory:",
              "LOOPNETWERK": town["loopnetwerk"].results["OUTPUT"], "BEVOLKING": town["bevolking"].results["OUTPUT"]}
    done = run_alg("rotondes", {**inputs, "SEED": 3})
    layer = done.results["OUTPUT"]
    for feature in layer.getFeatures():
        terms = np.array([feature[n] for n in ("typepotentieel", "bereik", "menging", "positie", "functiemenging")])
        assert ((terms >= 0) & (terms <= 1)).all()
        assert 0 <= feature["score_p5"] <= feature["score_p95"] <= 100
        floor = np.maximum(terms, [0, 0, 0, .05, .05])
        assert feature["rotondescore"] == pytest.approx(100 * np.prod(floor ** [.25, .2, .3, .15, .1]))
    again = run_alg("rotondes", {**inputs, "SEED": 3}).results["OUTPUT"]
    assert column(again, "score_p5") == column(layer, "score_p5")
    visits = column(done.results["LOOPSTROMEN"], "bezoeken")
    assert min(visits) > 0


def test_index_keeps_missing_missing(run_alg, town, tmp_path):
    table = tmp_path / "peiling.csv"
    table.write_text("gebied;indicator;waarde;n;jaar\n" + "".join(
        f"BU9998010{k};V02;{50 + 5 * k},5;{5 if k == 2 else 100};2023\n" for k in range(5)), encoding="utf-8")
    done = run_alg("verbondenheidsindex", {"BUURTEN": town["buurten"].results["OUTPUT"], "TREKKINGEN": 50,
                                           "INDICATOREN": [str(table)], "OUTPUT": "memory:",
                                           "INDICATORWAARDEN": "memory:"})
    layer = done.results["OUTPUT"]
    subjective = dict(zip(column(layer, "buurtcode"), column(layer, "omgang_relaties_subj")))
    assert subjective["BU99980104"] == 70.5 and subjective["BU99980100"] == 50.5  # a share of 100
    assert not subjective["BU99980102"] and not subjective["BU99980105"]
    assert {f["gebied"] for f in done.results["INDICATORWAARDEN"].getFeatures() if f["indicator"] == "V02"} == {
        f"BU9998010{k}" for k in (0, 1, 3, 4)}


@pytest.mark.parametrize("algorithm, parameters, words", [
    ("buurten", lambda t: {"INPUT": stadje.layer("Polygon", "field=aantal_inwoners:integer", [])}, ["no features"]),
    ("buurten", lambda t: {"INPUT": stadje.layer("Polygon", "field=x:integer", [(stadje.square(0, 0), 1)])},
     ["field"]),
    ("buurten", lambda t: {"INPUT": stadje.layer("Polygon", "field=buurtcode:string&field=aantal_inwoners:integer",
                                                 [(stadje.square(0, 0), "BU00000000", -99997)])},
     ["inwoners", "empty"]),
    ("buurten", lambda t: {"INPUT": stadje.layer(
        "Polygon", "field=buurtcode:string&field=aantal_inwoners:integer",
        [("POLYGON((30 10,31 10,31 11,30 10))", "B1", 5)], "EPSG:4326")}, ["degrees", "EPSG:4326"]),
    ("loopnetwerk", lambda t: {"INPUT": stadje.layer("LineString", "field=a:integer",
                                                     [(f"LINESTRING({stadje.X} 480000,{stadje.X} 480000)", 1)])},
     ["geometry"]),
    ("loopnetwerk", lambda t: {}, ["INPUT", "OSM"]),
    ("loopnetwerk", lambda t: {"OSM": "/nergens/stad.osm"}, ["stad.osm"]),
    ("voorzieningen", lambda t: {"INPUT": stadje.layer("Point", "field=a:integer", [("POINT(120000 480000)", 1)])},
     ["field"]),
    ("rotondes", lambda t: {"VOORZIENINGEN": stadje.facilities(), "LOOPNETWERK": stadje.streets(),
                            "BEVOLKING": t["bevolking"].results["OUTPUT"]}, ["type_id"]),
    ("rotondes", lambda t: {"VOORZIENINGEN": stadje.layer("Point", "field=type_id:string",
                                                          [(f"POINT({stadje.X} {stadje.Y})", "ruimtehaven")]),
                            "LOOPNETWERK": stadje.streets(), "BEVOLKING": t["bevolking"].results["OUTPUT"]},
     ["ruimtehaven", "type_id"]),
    ("rotondes", lambda t: {"VOORZIENINGEN": stadje.layer("Point", "field=type_id:string", [("POINT(10 10)", "cafe")]),
                            "LOOPNETWERK": stadje.streets(), "BEVOLKING": t["bevolking"].results["OUTPUT"]},
     ["does not overlap"]),
    ("loopbereik", lambda t: {"INPUT": stadje.facilities(), "LOOPNETWERK": stadje.streets(), "AFSTANDEN": "ver"},
     ["AFSTANDEN"]),
])
def test_bad_input_gives_one_clear_message(run_alg, town, algorithm, parameters, words):
    with pytest.raises(QgsProcessingException) as error:
        run_alg(algorithm, {**parameters(town), "OUTPUT": "memory:"})
    text = str(error.value)
    assert all(word in text for word in words), text
    assert "Traceback" not in text and "Error(" not in text


def test_layers_in_degrees_in_the_netherlands_come_out_in_rd(run_alg):
    import processing

    degrees = processing.run("native:reprojectlayer", {"INPUT": stadje.buurten(), "TARGET_CRS": "EPSG:4326",
                                                       "OUTPUT": "memory:"})["OUTPUT"]
    done = run_alg("buurten", {"INPUT": degrees, "OUTPUT": "memory:"})
    assert done.results["OUTPUT"].crs() == QgsCoordinateReferenceSystem("EPSG:28992")
    assert done.results["OUTPUT"].extent().xMinimum() == pytest.approx(stadje.X, abs=1)


def test_algorithms_write_geopackages(run_alg, tmp_path):
    path = tmp_path / "met spatie en é.gpkg"
    run_alg("buurten", {"INPUT": stadje.save(stadje.buurten(), tmp_path / "in.gpkg"), "OUTPUT": str(path)})
    assert QgsVectorLayer(str(path)).featureCount() == 6
