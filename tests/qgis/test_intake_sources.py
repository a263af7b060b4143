"""Sources beside the boundaries: StatLine, addresses, monuments, an area of one's own, Overpass in tiles; and trust."""

import json
import re
import time
from urllib.parse import unquote

import loket as counter
import pytest
import stadje
from loket import RD_URI, statline
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsPointXY,
    QgsProcessingContext,
    QgsProcessingException,
    QgsRectangle,
    QgsVectorLayer,
)

from verbondenheidskaart_plugin.algorithms.gegevens_ophalen import USUAL
from verbondenheidskaart_plugin.core.errors import Cancelled, CatalogueError, Unreadable
from verbondenheidskaart_plugin.data import fetch, overpass, paged
from verbondenheidskaart_plugin.data import statline as sl
from verbondenheidskaart_plugin.data.services import Service, read_services

CODES = [f"BU9998010{k}" for k in range(6)]


def rows(uri):
    layer = QgsVectorLayer(uri, "laag", "ogr")
    assert layer.isValid(), uri
    return [dict(zip(layer.fields().names(), f.attributes())) for f in layer.getFeatures()]


def asked(loket, word):
    return [path for _, path in loket.asked if word in path]


def service_of(loket, kind):
    return Service("kerncijfers", kind, f"{loket.address}/{kind}", "85984NED")


# --- StatLine --------------------------------------------------------------------------------------------------------

def test_figures_of_statline_become_a_table_that_the_chain_joins(take, run_alg, loket):
    done = take(["buurten", "kerncijfers"]).results
    found = {row["WijkenEnBuurten"]: row for row in rows(done["KERNCIJFERS"])}
    assert sorted(found) == CODES, "land only, no wijk or gemeente, and no padding"
    assert found[CODES[1]]["AantalInwoners_5"] == 1100 and not found[CODES[5]]["AantalInwoners_5"]
    assert found[CODES[0]]["Gemeentenaam_1"] == "Stadje"
    manifest = {row["sleutel"]: row for row in rows(f"{done['GEOPACKAGE']}|layername=herkomst")}
    assert manifest["bron.kerncijfers"]["aantal"] == 6 and "startswith" in unquote(manifest["bron.kerncijfers"]["url"])
    read = run_alg("buurten", {"INPUT": done["BUURTEN"], "KERNCIJFERS": done["KERNCIJFERS"], "OUTPUT": "memory:"})
    made = {f["buurtcode"]: f["inwoners"] for f in read.results["OUTPUT"].getFeatures()}
    assert made[CODES[0]] == 1000, "StatLine's 1000, not the 900 of the layer"


def test_version_4_gives_observations_and_says_which_are_no_value(take, loket):
    changes = {"kerncijfers": f"2024,odata4,{loket.address}/odata4,85984NED"}
    found = {row["WijkenEnBuurten"]: row for row in rows(take(["kerncijfers"], changes=changes).results["KERNCIJFERS"])}
    assert found[CODES[1]]["T001036"] == 1100 and found[CODES[5]]["1050015"] == 6
    assert not isinstance(found[CODES[5]]["T001036"], (int, float)), "0 with a remark is no zero"
    assert len(asked(loket, "Observations")) == 3  # twelve observations in pages of five


@pytest.mark.parametrize("kind", ["odata3", "odata4"])
def test_a_table_in_pages_is_complete_or_refused(fetcher, loket, kind):
    found = sl.figures(fetcher, service_of(loket, kind), CODES)
    assert found.table[sl.KEY].tolist() == CODES
    loket.faults.append(lambda path, n: (200, {}, json.dumps({"value": json.loads(
        loket.answer(path, "")[2])["value"]})) if "skiptoken" not in path else None)  # forgets the link
    fetcher.again = True
    with pytest.raises(Unreadable) as caught:
        sl.figures(fetcher, service_of(loket, kind), CODES)
    assert "did not come" in caught.value.detail
    loket.faults.clear()
    fetcher.again = False  # what was refused is not kept
    assert len(sl.figures(fetcher, service_of(loket, kind), CODES).table) == 6


def test_an_empty_answer_with_status_200_is_no_answer(fetcher, loket):
    loket.faults.append(lambda path, n: (200, {}, '{"value": []}'))
    with pytest.raises(Unreadable) as caught:
        sl.figures(fetcher, service_of(loket, "odata3"), CODES)
    assert "no row for" in caught.value.detail


def test_rows_that_contradict_each_other_are_refused(fetcher, loket):
    loket.tables["odata3"].append({**statline()[2], "AantalInwoners_5": 1})
    with pytest.raises(Unreadable) as caught:
        sl.figures(fetcher, service_of(loket, "odata3"), CODES)
    assert "several different rows for BU99980100" in caught.value.detail


FAULTS = {
    "html": ((200, {"Content-Type": "text/html"}, "<html><h1>Onderhoud</h1></html>"), "no JSON.*Onderhoud"),
    "malformed": ((200, {}, '{"value": [{"Wij'), "no JSON"),
    "truncated": ((200, {"Content-Length": "5000"}, '{"value": []}'), "Cannot fetch"),
    "other": ((200, {}, '{"odata.error": {"message": "De tabel bestaat niet"}}'), "StatLine.*bestaat niet|not a coll"),
    "status 500": ((500, {}, "stuk"), "status 500"),
    "too many": ((429, {"Retry-After": "0"}, ""), "status 429"),
    "gone": ((404, {}, ""), "status 404"),
}
SETS = {"oapif": ("buurten", "/items"), "wfs": ("bevolking", "startIndex"), "odata3": ("kerncijfers", "odata3"),
        "odata4": ("kerncijfers", "odata4")}


@pytest.mark.parametrize("kind", SETS)
@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_once_is_overcome_and_always_is_one_message(take, loket, tmp_path, monkeypatch, kind, name):
    monkeypatch.setattr(fetch, "TIMEOUT_S", 10.0)
    monkeypatch.setattr(fetch, "ATTEMPTS", 2)
    (fault, text), (source, word) = FAULTS[name], SETS[kind]
    changes = {"kerncijfers": f"2024,{kind},{loket.address}/{kind},85984NED"} if kind.startswith("odata") else {}
    good = {tuple(sorted((k, str(v)) for k, v in row.items())) for row in
            rows(take([source], changes=changes).results[source.upper()])}
    loket.faults.append(lambda path, n: fault if word in path and "gemeenten" not in path else None)
    with pytest.raises(QgsProcessingException, match=text) as caught:
        take([source], changes=changes, OPNIEUW=True)
    assert str(caught.value).count("Cannot fetch") == 1
    if name == "gone":  # asking again does not help
        return
    seen = len(loket.asked)
    loket.faults[:] = [lambda path, n: fault if word in path and "gemeenten" not in path
                       and [p for _, p in loket.asked[seen:]].count(path) == 1 else None]
    again = {tuple(sorted((k, str(v)) for k, v in row.items())) for row in
             rows(take([source], changes=changes, OPNIEUW=True).results[source.upper()])}
    assert again == good and len(good) > 5


@pytest.mark.parametrize("total", [7, 100])
@pytest.mark.parametrize("kind", ["oapif", "wfs"])
def test_wrong_totals_are_refused(take, loket, kind, total):
    source, word = SETS[kind]

    def wrong(path, n):
        if word not in path and "hits" not in path or "gemeenten" in path or "cellen" not in path and kind == "wfs":
            return None
        status, headers, body = loket.answer(path, "")
        return status, headers, re.sub(r'(numberMatched"?[=:] ?"?)\d+', rf"\g<1>{total}", body)

    loket.faults.append(wrong)
    with pytest.raises(QgsProcessingException, match=f"are missing|says there are {total}"):
        take([source])


def test_a_server_that_has_nothing_to_say_past_the_end(take, loket):
    loket.faults.append(lambda path, n: (400, {}, "startIndex") if "startIndex=216" in path else None)
    assert len(rows(take(["bevolking"]).results["BEVOLKING"])) == 216


def test_a_slow_server_is_waited_for(take, loket):
    loket.faults.append(lambda path, n: time.sleep(0.8) if "odata3" in path else None)
    assert len(rows(take(["kerncijfers"]).results["KERNCIJFERS"])) == 6


def test_without_statline_the_figures_of_the_neighbourhoods_do(take, loket):
    loket.faults.append(lambda path, n: (500, {}, "onderhoud") if "odata3" in path else None)
    done = take(USUAL)
    said, = [text for level, text in done.messages if level == "warning" and text.startswith("kerncijfers")]
    assert "status 500" in said and "Born abroad, origin Europe" in said and "Households" not in said
    assert "KERNCIJFERS" not in done.results
    assert {name: len(rows(done.results[name.upper()])) > 0 for name in USUAL if name != "kerncijfers"} == {
        "buurten": True, "voorzieningen": True, "loopnetwerk": True, "bevolking": True}
    manifest = {row["sleutel"] for row in rows(f"{done.results['GEOPACKAGE']}|layername=herkomst")}
    assert "bron.kerncijfers" not in manifest and "bron.buurten" in manifest
    loket.faults.clear()
    assert len(rows(take(USUAL).results["KERNCIJFERS"])) == 6  # the next run adds them


def test_a_catalogue_without_statline_is_no_reason_to_stop(take):
    done = take(["buurten", "kerncijfers"], changes={"kerncijfers": "2019,odata3,https://localhost/odata3,84583NED"})
    assert "KERNCIJFERS" not in done.results and any("could not be fetched" in text for _, text in done.messages)


@pytest.mark.parametrize(("path", "sources"), [("odata3", ["kerncijfers"]), ("buurten", USUAL), ("wfs", USUAL),
                                               ("overpass", USUAL)])
def test_what_the_map_cannot_do_without_still_stops_the_run(take, loket, tmp_path, path, sources):
    loket.faults.append(lambda asked, n: (404, {}, "weg") if path in asked else None)
    with pytest.raises(QgsProcessingException, match="status 404"):
        take(sources)
    assert not list((tmp_path / "uit").glob("*.gpkg"))


# --- addresses, monuments, area --------------------------------------------------------------------------------------

def test_dwellings_instead_of_cells(take, run_alg):
    done = take(["buurten", "adressen"]).results
    assert len(rows(done["ADRESSEN"])) == 41, "no shops, no dwellings that are gone, none across the border"
    people = run_alg("bevolking", {"BUURTEN": done["BUURTEN"], "PUNTEN": done["ADRESSEN"], "OUTPUT": "memory:"})
    assert people.results["OUTPUT"].featureCount() == 41


def test_cancel_is_heard_while_the_features_are_made(fetcher, loket):
    """A hundred thousand dwellings take longer than a second."""
    service = Service("bevolking", "wfs", f"{loket.address}/wfs", "cellen")
    collected = paged.collect(fetcher, service)

    def cancel():
        raise Cancelled()

    with pytest.raises(Cancelled):
        paged.to_features(collected, QgsProcessingContext(), None, cancel)
    assert len(paged.to_features(collected, QgsProcessingContext())[0]) == 216


def test_monuments_of_the_surroundings_too(take, loket):
    assert {row["naam"] for row in rows(take(["monumenten"]).results["MONUMENTEN"])} == {"Kerk", "Molen"}
    loket.sets["monumenten"] = loket.sets["monumenten"][:0]
    done = take(["monumenten", "buurten"], OPNIEUW=True)
    assert "MONUMENTEN" not in done.results and any("none in this area" in text for _, text in done.messages)


def test_an_area_of_ones_own(take, loket):
    x, y = stadje.X, stadje.Y
    area = stadje.layer("Polygon", "field=a:integer", [
        (f"POLYGON(({x} {y},{x + 1000} {y},{x + 1000} {y + 620},{x} {y + 620},{x} {y}))", 1)], name="Zuidkant")
    done = take(["buurten", "kerncijfers", "loopnetwerk"], gemeente="", GEBIED=area).results
    assert sorted(row["buurtcode"] for row in rows(done["BUURTEN"])) == CODES[:2]
    assert [row["WijkenEnBuurten"] for row in rows(done["KERNCIJFERS"])] == CODES[:2]
    assert done["GEOPACKAGE"].endswith("gebied_2024.gpkg") and done["OSM"].endswith("gebied.osm")
    assert not asked(loket, "gemeenten")
    manifest = {row["sleutel"]: row for row in rows(f"{done['GEOPACKAGE']}|layername=herkomst")}
    assert manifest["gemeente"]["waarde"] == "Zuidkant"
    abroad = stadje.layer("Polygon", "field=a:integer", [("POLYGON((0 0,9 0,9 9,0 9,0 0))", 1)], name="Zee")
    with pytest.raises(QgsProcessingException, match="does not overlap the Netherlands"):
        take(gemeente="", GEBIED=abroad)
    with pytest.raises(QgsProcessingException, match="either"):
        take(GEBIED=area)
    with pytest.raises(QgsProcessingException, match="either"):
        take(gemeente="")


def test_places_across_the_border_are_fetched_and_residents_there_are_not(take, loket, run_alg):
    """Who lives at the border walks across it; but the map is about this gemeente."""
    to_degrees = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:28992"),
                                        QgsCoordinateReferenceSystem("EPSG:4326"), QgsCoordinateTransformContext())
    added = ""
    for number, (name, west) in enumerate((("Over de grens", 1500), ("Te ver", 1700)), start=9001):
        at = to_degrees.transform(QgsPointXY(stadje.X - west, stadje.Y + 600))
        added += (f'<node id="{number}" lat="{at.y():.7f}" lon="{at.x():.7f}"><tag k="amenity" v="library"/>'
                  f'<tag k="name" v="{name}"/></node>')
    added += '<way id="9001"><nd ref="9001"/><nd ref="9002"/><tag k="highway" v="footway"/></way>'
    loket.osm = loket.osm.replace("<way", f"{added}<way", 1)
    loket.sets["cellen"] += [{"crs28992res100m": "buiten", "aantalInwoners": 500, "shape": counter.box(
        1800, 100 * k, 1900, 100 * k + 100)} for k in range(12)]
    done = take(["buurten", "voorzieningen", "loopnetwerk", "bevolking"]).results
    names = {row["naam"] for row in rows(done["VOORZIENINGEN"])}
    assert "Over de grens" in names and "Te ver" not in names
    assert "footway" in {row["type"] for row in rows(done["LOOPNETWERK"])}
    people = run_alg("bevolking", {"BUURTEN": done["BUURTEN"], "PUNTEN": done["BEVOLKING"], "OUTPUT": "memory:"})
    points = list(people.results["OUTPUT"].getFeatures())
    assert all(f.geometry().asPoint().x() < stadje.X + 1800 for f in points)
    own = sum(max(row["aantal_inwoners"], 0) for row in rows(done["BUURTEN"]) if row["water"] != "JA")
    assert sum(f["inwoners"] for f in points) == pytest.approx(own)


# --- Overpass --------------------------------------------------------------------------------------------------------

def test_tiles_cover_the_box_once():
    box = QgsRectangle(4.2, 52.0, 4.5, 52.15)
    found = list(overpass.tiles(box, 10_000))
    assert len(found) == 6
    assert sum(tile.area() for tile in found) == pytest.approx(box.area())
    assert not any(a.intersects(b) and a.intersect(b).area() > 1e-9 for i, a in enumerate(found) for b in found[:i])


def test_a_large_area_comes_in_tiles_and_every_object_once(take, loket, monkeypatch):
    whole = take(["voorzieningen", "loopnetwerk"]).results
    one, = loket.posted
    monkeypatch.setattr(overpass, "TILE_M", 2500.0)
    done = take(["voorzieningen", "loopnetwerk"], OPNIEUW=True)
    boxes = [re.search(r"\[bbox:([^\]]+)\]", question)[1] for question in loket.posted[1:]]
    assert len(boxes) == 6 == len(set(boxes))
    assert {question.partition("]\n")[2] for question in loket.posted} == {one.partition("]\n")[2]}
    for name in ("VOORZIENINGEN", "LOOPNETWERK"):
        assert sorted(map(str, rows(done.results[name]))) == sorted(map(str, rows(whole[name])))
    assert any("in 6 questions" in text for _, text in done.messages)


def test_what_is_too_much_is_asked_in_quarters(take, loket):
    too_much = '<osm><remark> runtime error: Query timed out in "query" at line 3 after 26 seconds. </remark></osm>'
    posts = []

    def fault(path, n):
        if path == "/overpass":
            posts.append(path)
            return (200, {}, too_much) if len(posts) == 1 else None
        return None

    loket.faults.append(fault)
    done = take(["loopnetwerk"])
    assert len(posts) == 5 and len(loket.posted) == 4
    assert QgsVectorLayer(done.results["LOOPNETWERK"], "l", "ogr").featureCount() > 0


def test_objects_keep_their_tags_and_order():
    answer = fetch.Answer("https://a.nl", b"""<?xml version="1.0"?>
<osm version="0.6"><note>x</note>
  <node id="12" lat="1" lon="2">
    <tag k="name" v="A &lt;node id=&quot;3&quot;&gt; > B"/>
  </node>
  <node id="3" lat="1" lon="2"/>
  <way id="7"><nd ref="12"/><nd ref="3"/></way>
  <relation id="1"><member type="way" ref="7" role=""/><tag k="type" v="multipolygon"/></relation>
</osm>""", "2026-01-01T00:00:00+00:00", {}, 4)
    extract = overpass.Extract()
    extract.add(answer)
    extract.add(answer)
    body = extract.body()
    assert len(extract) == 4 and re.findall(rb'<(?:node|way|relation) id="(\d+)"', body) == [b"3", b"12", b"7", b"1"]
    assert b'v="A &lt;node id=&quot;3&quot;&gt; > B"' in body and extract.counts() == "2 nodes, 1 ways, 1 relations"
    answer.value = 5
    with pytest.raises(Unreadable):
        extract.add(answer)


def test_buildings_only_when_asked_for(take, loket):
    take(["loopnetwerk"])
    take(["loopnetwerk"], GEBOUWEN=True, OPNIEUW=True)
    assert ["building" in question for question in loket.posted] == [False, True]


# --- addresses that may be asked -------------------------------------------------------------------------------------

@pytest.mark.parametrize(("address", "allowed"), [
    ("https://api.pdok.nl/a", True), ("http://localhost:8080/a", True), ("http://127.0.0.1/a", True),
    ("http://[::1]:80/a", True), ("http://gemeente.nl/a", False), ("http://localhost.kwaad.nl/a", False),
    ("http://127.0.0.1@kwaad.nl/a", False), ("ftp://localhost/a", False),
])
def test_http_only_on_this_computer_or_when_the_user_says_so(tmp_path, address, allowed):
    path = tmp_path / "d.csv"
    path.write_text(f"bron,jaren,soort,adres,collectie,licentie,naamsvermelding\nbuurten,,wfs,{address},b,,\n", "utf-8")
    if allowed:
        assert read_services(path).services[0].address == address
        return
    with pytest.raises(CatalogueError) as caught:
        read_services(path)
    assert caught.value.column == "adres" and any("ONVERSLEUTELD" in text for text in caught.value.allowed)
    if address.startswith("http:"):
        assert read_services(path, plain=True).services[0].address == address


def test_the_message_names_the_parameter(take, loket):
    with pytest.raises(QgsProcessingException, match=r"row 2.*http://gemeente.nl.*ONVERSLEUTELD"):
        take(changes={"gemeenten": "2024,wfs,http://gemeente.nl/wfs,gemeenten"})


def test_a_page_may_not_lead_elsewhere(take, loket):
    def astray(path, n):
        if "buurten" not in path:
            return None
        page = json.loads(loket.answer(path, "")[2])
        if "links" in page:
            page["links"] = [{"rel": "next", "href": "https://elders.nl/items"}]
        return 200, {"Content-Crs": f"<{RD_URI}>"}, json.dumps(page)

    loket.faults.append(astray)
    with pytest.raises(QgsProcessingException, match="https://elders.nl.*not one of the catalogue"):
        take()
