"""Fetching data, against a server on loopback that works, fails, lies, or is not there."""

import json

import pytest
from loket import RD_URI
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsPointXY,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsVectorLayer,
)

from verbondenheidskaart_plugin.core.errors import CatalogueError
from verbondenheidskaart_plugin.data import fetch
from verbondenheidskaart_plugin.data.services import read_services

ALL = ["buurten", "voorzieningen", "loopnetwerk", "bevolking"]


def layer(uri):
    found = QgsVectorLayer(uri, "laag", "ogr")
    assert found.isValid(), uri
    return found


def values(uri, name):
    return [f[name] for f in layer(uri).getFeatures()]


def outputs(tmp_path):
    return sorted(p.name for p in (tmp_path / "uit").iterdir() if p.is_file())


def pages(loket, word):
    return [path for _, path in loket.asked if word in path]


def test_everything_of_a_gemeente_is_fetched(take, loket, tmp_path):
    done = take(ALL).results
    assert sorted(values(done["BUURTEN"], "buurtcode")) == [*(f"BU9998010{k}" for k in range(6)), "BU99980199"]
    assert layer(done["BUURTEN"]).crs().authid() == "EPSG:28992"
    area = sum(f.geometry().area() for f in layer(done["BUURTEN"]).getFeatures())
    assert area == pytest.approx(1800 * 1300)
    inwoners = values(done["BEVOLKING"], "aantalInwoners")
    assert len(inwoners) == 216 and sorted(inwoners)[:2] == [-99997, 11]  # as published; the readers clean it
    assert layer(done["VOORZIENINGEN"]).featureCount() == 16
    assert set(values(done["LOOPNETWERK"], "type")) == {"residential"}
    assert outputs(tmp_path) == ["gm9998.osm", "gm9998_2024.gpkg"]
    query, = loket.posted
    assert 'nwr["amenity"];' in query and 'way["highway"];' in query and 'nwr["place"~"^(square)$"]' in query


def test_the_manifest_tells_where_everything_comes_from(take, loket):
    done = take(ALL).results
    rows = {f["sleutel"]: f for f in layer(f"{done['GEOPACKAGE']}|layername=herkomst").getFeatures()}
    assert rows["attributie"]["waarde"].startswith("Loket gemeenten (CC BY 4.0)")
    assert {key: rows[f"bron.{key}"]["aantal"] for key in ("gemeenten", "buurten", "bevolking")} == {
        "gemeenten": 4, "buurten": 7 + 1, "bevolking": 216}
    assert rows["bron.buurten"]["dienst"] == f"{loket.address}/2024"
    assert all(len(rows[f"bron.{key}"]["sha256"]) == 64 for key in ("gemeenten", "buurten", "bevolking", "osm"))
    assert rows["bron.osm"]["datum"][:2] == "20"


def test_outputs_are_the_input_of_the_chain(take, run_alg, tmp_path):
    done = take(ALL).results
    made = run_alg("verbondenheidskaart", {
        "BUURTEN": done["BUURTEN"], "VOORZIENINGEN": done["VOORZIENINGEN"], "LOOPNETWERK": done["LOOPNETWERK"],
        "BEVOLKING": done["BEVOLKING"], "UITVOERMAP": str(tmp_path / "kaart")}).results
    assert layer(f"{made['GEOPACKAGE']}|layername=buurten").featureCount() == 6
    assert layer(f"{made['GEOPACKAGE']}|layername=rotondes").featureCount() > 0
    read = run_alg("loopnetwerk", {"OSM": done["OSM"], "OUTPUT": "memory:"}).results["OUTPUT"]
    assert read.featureCount() == layer(done["LOOPNETWERK"]).featureCount()


@pytest.mark.parametrize("wish", ["GM9998", "9998", "stadje", " STADJE "])
def test_a_gemeente_is_found_by_code_or_name(take, wish):
    assert len(values(take(gemeente=wish).results["BUURTEN"], "buurtcode")) == 7


def test_an_unknown_gemeente_is_answered_with_names_alike(take, tmp_path):
    with pytest.raises(QgsProcessingException, match=r'"Stadjesvelt".*Stadjesland GM9997, Stadje GM9998'):
        take(gemeente="Stadjesvelt")
    assert outputs(tmp_path) == []


def test_a_page_that_keeps_failing_is_refused_and_the_run_goes_on_later(take, loket, tmp_path):
    broken = [True]
    loket.faults.append(lambda path, n: (500, {}, "stuk") if broken and "buurten" in path and "offset=4" in path
                        else None)
    with pytest.raises(QgsProcessingException, match="status 500"):
        take()
    assert outputs(tmp_path) == []
    assert len(pages(loket, "offset=4")) == fetch.ATTEMPTS
    broken.clear()
    loket.asked.clear()
    assert len(values(take().results["BUURTEN"], "buurtcode")) == 7
    assert [path.rpartition("&")[2] for _, path in loket.asked] == ["offset=4"]  # what was there is not asked


def test_a_page_that_fails_once_is_asked_again(take, loket):
    loket.faults.append(lambda path, n: (503, {}, "") if "offset=4" in path and n == 1 else None)
    assert len(values(take().results["BUURTEN"], "buurtcode")) == 7


def without_next(loket):
    """A server that forgets the link to the next page."""
    def fault(path, n):
        if "buurten" not in path:
            return None
        status, headers, body = loket.answer(path, "")
        return status, headers, json.dumps({**json.loads(body), "links": []})
    return fault


def test_an_incomplete_set_is_refused_with_what_is_missing(take, loket, tmp_path):
    loket.faults.append(without_next(loket))
    with pytest.raises(QgsProcessingException, match="4 of 8 features came, 4 are missing"):
        take()
    assert outputs(tmp_path) == []
    loket.faults.clear()  # what was refused is not kept
    assert len(values(take().results["BUURTEN"], "buurtcode")) == 7


def test_without_totals_the_buurten_must_cover_the_gemeente(take, loket):
    loket.totals = False
    done = take()
    assert any(level == "warning" and "gives no total" in text for level, text in done.messages)
    loket.faults.append(without_next(loket))
    with pytest.raises(QgsProcessingException, match="cover [0-9.]+% of the municipality only"):
        take(OPNIEUW=True)


def test_the_next_service_is_tried_when_the_first_fails(take, loket):
    loket.faults.append(without_next(loket))
    changes = {"buurten": f"2024,oapif,{loket.address}/2024,buurten|2024,wfs,{loket.address}/wfs/reserve,buurten"}
    loket.faults.insert(0, lambda path, n: loket.answer(path, "") if path.startswith("/wfs") else None)
    done = take(changes=changes)
    assert len(values(done.results["BUURTEN"], "buurtcode")) == 7
    assert any("4 are missing" in text and "next service" in text for _, text in done.messages)


@pytest.mark.parametrize(("fault", "text"), [
    ((200, {"Content-Type": "text/html"}, "<html><h1>Onderhoud</h1></html>"), "no JSON.*Onderhoud"),
    ((200, {}, '{"type": "FeatureCollection", "features": [{"ty'), "no JSON"),
    ((200, {}, '{"code": "InvalidParameter"}'), "not a collection of features"),
    ((200, {}, '{"features": [], "numberReturned": 3}'), "has 0 features, although it says 3"),
    ((200, {"Content-Length": "5000"}, '{"features": []}'), "Cannot fetch"),
    ((404, {}, "weg"), "status 404"),
    ((302, {"Location": "http://localhost:1/elders"}, ""), "Cannot fetch"),
])
def test_wrong_content_ends_in_one_clear_message(take, loket, tmp_path, fault, text, monkeypatch):
    monkeypatch.setattr(fetch, "TIMEOUT_S", 10.0)
    monkeypatch.setattr(fetch, "ATTEMPTS", 2)
    loket.faults.append(lambda path, n: fault if "buurten" in path else None)
    with pytest.raises(QgsProcessingException, match=text):
        take()
    assert outputs(tmp_path) == []


def test_other_coordinates_are_understood_or_refused(take, loket):
    to_degrees = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:28992"),
                                        QgsCoordinateReferenceSystem("EPSG:4326"), QgsCoordinateTransformContext())

    def in_degrees(uri):
        def fault(path, n):
            if "/items" not in path:
                return None
            status, _, body = loket.answer(path, "")
            found = json.loads(body)
            for feature in found["features"]:
                for ring in feature["geometry"]["coordinates"]:
                    ring[:] = [list(to_degrees.transform(QgsPointXY(x, y))) for x, y in ring]
            return status, {"Content-Crs": uri}, json.dumps(found)
        return fault

    loket.faults.append(in_degrees("<http://www.opengis.net/def/crs/OGC/1.3/CRS84>"))
    area = sum(f.geometry().area() for f in layer(take().results["BUURTEN"]).getFeatures())
    assert area == pytest.approx(1800 * 1300, rel=0.01)
    loket.faults[:] = [lambda path, n: (200, {"Content-Crs": f"<{RD_URI}>"}, loket.answer(path, "")[2].replace(
        '"type": "FeatureCollection"', '"crs": {"properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}'))
        if "/items" in path else None]
    area = sum(f.geometry().area() for f in layer(take(OPNIEUW=True).results["BUURTEN"]).getFeatures())
    assert area == pytest.approx(1800 * 1300)  # the header counts, not a member left over from a file
    loket.faults[:] = [in_degrees(f"<{RD_URI}>")]
    with pytest.raises(QgsProcessingException, match="outside the area that was asked for"):
        take(OPNIEUW=True)


def test_totals_that_change_and_pages_that_repeat_are_refused(take, loket):
    header = {"Content-Crs": f"<{RD_URI}>"}
    loket.faults.append(lambda path, n: (200, header, loket.answer(path, "")[2].replace(
        '"numberMatched": 8', '"numberMatched": 12')) if "buurten" in path and "offset=4" in path else None)
    with pytest.raises(QgsProcessingException, match="total changed between two pages, from 8 to 12"):
        take()
    loket.faults[:] = [lambda path, n: loket.answer(path.replace("offset=4", "offset=0"), "") if "offset=4" in path
                       and "buurten" in path else None]
    with pytest.raises(QgsProcessingException, match="round in a circle"):
        take()


def test_an_empty_page_is_not_the_end(take, loket):
    def fault(path, n):
        if "/items" not in path or "gat" in path or "buurten" not in path or "offset" in path:
            return None
        page = {"features": [], "links": [{"rel": "next", "href": f"{loket.address}{path}&gat=1"}]}
        return 200, {"Content-Crs": f"<{RD_URI}>"}, json.dumps(page)

    loket.totals = False
    loket.faults.append(fault)
    assert len(values(take().results["BUURTEN"], "buurtcode")) == 7


def test_a_wfs_that_stops_early_is_refused(take, loket):
    loket.faults.append(lambda path, n: (200, {}, '{"type": "FeatureCollection", "features": []}')
                        if "startIndex=100" in path else None)
    with pytest.raises(QgsProcessingException, match="100 of 216 features came, 116 are missing"):
        take(["bevolking"])


def test_a_second_run_needs_no_server(take, loket, tmp_path):
    def content(results):
        return [sorted(map(str, (f.attributes() for f in layer(results[name.upper()]).getFeatures()))) for name in ALL]

    before = content(take(ALL).results)
    loket.faults.append(lambda path, n: (500, {}, "dicht"))
    loket.asked.clear()
    again = take(ALL).results
    assert loket.asked == []
    assert before == content(again)
    with pytest.raises(QgsProcessingException, match="status 500"):
        take(ALL, OPNIEUW=True)
    assert outputs(tmp_path) == ["gm9998.osm", "gm9998_2024.gpkg"]  # the earlier ones


def test_a_damaged_cache_is_not_believed(take, loket, tmp_path):
    take()
    for path in (tmp_path / "uit" / "opgehaald").glob("*.data"):
        path.write_bytes(path.read_bytes().replace(b"Buurt", b"Huurt"))
    loket.asked.clear()
    assert "Buurt 0" in values(take().results["BUURTEN"], "buurtnaam")
    assert len(loket.asked) == 2  # of the gemeenten and of the buurten the first page with buurten


@pytest.mark.parametrize(("body", "text"), [
    ('<osm><remark> runtime error: Query timed out in "query" at line 3 after 26 seconds. </remark></osm>',
     "could not finish in time.*timed out"),
    ('<osm><node id="1"/>', "broke off"),
    ("<html><p>Error: Dispatcher_Client::request_read_and_idx::rate_limited</p></html>", "rate_limited"),
])
def test_overpass_errors_inside_a_good_status(take, loket, tmp_path, body, text):
    loket.faults.append(lambda path, n: (200, {}, body) if path == "/overpass" else None)
    with pytest.raises(QgsProcessingException, match=text):
        take(["loopnetwerk"])
    assert outputs(tmp_path) == []


def test_overpass_too_busy_is_asked_again_and_then_its_mirror(take, loket):
    loket.faults.append(lambda path, n: (429, {"Retry-After": "1"}, "") if path == "/overpass" else None)
    changes = {"osm": f",overpass,{loket.address}/overpass,|,overpass,{loket.address}/overpass?2,"}
    done = take(["loopnetwerk"], changes=changes)
    asked = [path for _, path in loket.asked if "overpass" in path]
    assert asked == ["/overpass"] * fetch.ATTEMPTS + ["/overpass?2"]
    assert layer(done.results["LOOPNETWERK"]).featureCount() > 0


def test_an_extract_replaces_overpass(take, loket, tmp_path):
    extract = tmp_path / "provincie.osm"
    extract.write_text(loket.osm, "utf-8")
    done = take(["loopnetwerk", "voorzieningen"], OSM_BESTAND=str(extract)).results
    assert loket.posted == [] and done["OSM"] == str(extract) and extract.exists()
    assert layer(done["VOORZIENINGEN"]).featureCount() == 16
    rows = {f["sleutel"]: f for f in layer(f"{done['GEOPACKAGE']}|layername=herkomst").getFeatures()}
    assert rows["bron.osm"]["dienst"] == "provincie.osm" and len(rows["bron.osm"]["sha256"]) == 64
    with pytest.raises(QgsProcessingException, match="Cannot read .*weg.osm"):
        take(["loopnetwerk"], OSM_BESTAND=str(tmp_path / "weg.osm"))


def test_population_of_a_year_without_cells_is_of_the_last_year_before(take, loket):
    changes = {"gemeenten": f"2025,oapif,{loket.address}/{{jaar}},gemeenten"}
    done = take(["bevolking"], changes=changes, JAAR=2025)
    assert any("figures of 2024 are used" in text for level, text in done.messages if level == "warning")
    with pytest.raises(QgsProcessingException, match=r"no service for buurten of the year 2025.*: 2024\."):
        take(["buurten"], changes=changes, JAAR=2025)


def test_progress_tells_features(loket, qgs_processing, tmp_path):
    import processing

    class Watching(QgsProcessingFeedback):
        texts, shares = [], []

        def setProgressText(self, text):
            self.texts.append(text)

    feedback = Watching(False)
    feedback.progressChanged.connect(feedback.shares.append)
    busy = {"/2024/collections/buurten/items": (503, {"Retry-After": "1"}, "")}
    loket.faults.append(lambda path, n: busy.pop(path.partition("?")[0], None))
    processing.run("verbondenheidskaart:gegevens_ophalen", {
        "GEMEENTE": "Stadje", "BRONNEN": ["buurten", "bevolking"], "UITVOERMAP": str(tmp_path / "uit"),
        "DIENSTEN": loket.catalogue(tmp_path / "d.csv")}, feedback=feedback)
    said = [text for text in feedback.texts if text.startswith(("buurten", "bevolking"))]
    assert said[:2] == ["buurten: 4 of 8 features", "buurten: 8 of 8 features"]
    assert "bevolking: 150 of 216 features" in said
    assert "the server answered with status 503; asked again in 1 seconds" in feedback.texts
    assert feedback.shares == sorted(feedback.shares) and len(set(feedback.shares)) > 5


def test_cancel_leaves_nothing(loket, qgs_processing, tmp_path):
    import processing

    feedback = QgsProcessingFeedback(False)
    loket.faults.append(lambda path, n: feedback.cancel() if "wfs" in path else None)
    parameters = {"GEMEENTE": "Stadje", "BRONNEN": ALL, "UITVOERMAP": str(tmp_path / "uit"),
                  "DIENSTEN": loket.catalogue(tmp_path / "d.csv")}
    with pytest.raises(QgsProcessingException, match="Cancelled"):
        processing.run("verbondenheidskaart:gegevens_ophalen", parameters, feedback=feedback)
    assert outputs(tmp_path) == []


def test_the_catalogue_of_the_plugin_is_https_only(tmp_path):
    services = read_services()
    assert {scheme for scheme, _ in services.origins} == {"https"}
    found, year = services.offered("buurten", 2024)
    assert found[0].address == "https://api.pdok.nl/cbs/wijken-en-buurten-2024/ogc/v1" and year == 2024
    assert services.offered("bevolking", 2025)[1] == 2024


@pytest.mark.parametrize(("row", "column"), [
    ("buurten,2024,ftp,https://a.nl,b,,", "soort"), ("huizen,2024,wfs,https://a.nl,b,,", "bron"),
    ("buurten,2024,wfs,file:///etc,b,,", "adres"), ("buurten,24,wfs,https://a.nl,b,,", "jaren"),
    ("buurten,2024,wfs,https://a.nl,,,", "collectie"),
])
def test_a_wrong_catalogue_is_answered_with_row_and_column(tmp_path, row, column):
    path = tmp_path / "d.csv"
    path.write_text(f"bron,jaren,soort,adres,collectie,licentie,naamsvermelding\n{row}\n", "utf-8")
    with pytest.raises(CatalogueError) as caught:
        read_services(path)
    assert (caught.value.row, caught.value.column) == (2, column)


def test_with_the_real_qgis_process(run_process, loket, tmp_path):
    arguments = ["run", "verbondenheidskaart:gegevens_ophalen", "--json", "--", "GEMEENTE=Stadje",
                 "BRONNEN=buurten", "BRONNEN=bevolking", f"DIENSTEN={loket.catalogue(tmp_path / 'd.csv')}",
                 f"UITVOERMAP={tmp_path / 'uit'}"]
    done = run_process(*arguments)
    assert done.returncode == 0, done.stderr
    results = json.loads(done.stdout)["results"]
    assert len(values(results["BUURTEN"], "buurtcode")) == 7 and "LOOPNETWERK" not in results
    loket.faults.append(without_next(loket))
    failed = run_process(*arguments, "OPNIEUW=True")
    assert failed.returncode == 1 and not failed.stdout.strip()
    assert "4" in failed.stderr and "Traceback" not in failed.stderr
