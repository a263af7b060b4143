"""From the name of a gemeente to a finished map: the example city on a real server, its streets by replay."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from loket import Loket
from qgis.core import QgsCoordinateReferenceSystem, QgsFeature, QgsGeometry, QgsRectangle, QgsVectorLayer
from servers import qgis_server

from verbondenheidskaart_plugin.data import fetch, overpass
from verbondenheidskaart_plugin.data.catalogue import read_catalogue
from verbondenheidskaart_plugin.data.fetch import Fetcher
from verbondenheidskaart_plugin.data.osm import osm_features, osm_polylines
from verbondenheidskaart_plugin.data.report import Report
from verbondenheidskaart_plugin.data.services import Service, origin
from verbondenheidskaart_plugin.paths import resource

CITY = ("buurten", "loopnetwerk", "voorzieningen", "bevolking")


def gemeente_of(buurten):
    """Return a layer with the one gemeente that the buurten make."""
    layer = QgsVectorLayer("MultiPolygon?crs=EPSG:28992&field=gemeentecode:string&field=gemeentenaam:string", "g",
                           "memory")
    first, feature = next(buurten.getFeatures()), QgsFeature(layer.fields())
    feature.setAttributes([first["gemeentecode"], first["gemeentenaam"]])
    feature.setGeometry(QgsGeometry.unaryUnion([f.geometry() for f in buurten.getFeatures()]))
    layer.dataProvider().addFeatures([feature])
    return layer


@pytest.fixture
def replay(qgis_app, monkeypatch):
    monkeypatch.setattr(fetch, "PAUSE_S", 0.05)
    server = Loket()
    yield server
    server.stop()


def test_the_example_city_from_its_name_to_its_map(run_alg, replay, tmp_path):
    from qgis.core import QgsCoordinateTransformContext, QgsVectorFileWriter

    folder = resource("voorbeeldstad", "buurten.gpkg").parent
    buurten = QgsVectorLayer(str(folder / "buurten.gpkg"), "buurten", "ogr")
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "GPKG"
    gemeente = tmp_path / "gemeenten.gpkg"
    QgsVectorFileWriter.writeAsVectorFormatV3(gemeente_of(buurten), str(gemeente), QgsCoordinateTransformContext(),
                                              options)
    layers = {"gemeenten": QgsVectorLayer(str(gemeente), "g", "ogr"), "buurten": buurten,
              "cellen": QgsVectorLayer(str(folder / "bevolking_100m.gpkg"), "c", "ogr")}
    replay.osm = (folder / "voorbeeldstad.osm").read_text("utf-8")
    name = next(buurten.getFeatures())["gemeentenaam"]
    parameters = {"GEMEENTE": name, "JAAR": 2024, "BRONNEN": list(CITY), "UITVOERMAP": str(tmp_path / "uit")}
    with qgis_server(layers, tmp_path) as address:
        parameters["DIENSTEN"] = replay.catalogue(
            tmp_path / "d.csv", gemeenten=f"2024,oapif,{address}/wfs3,gemeenten",
            buurten=f"2024,oapif,{address}/wfs3,buurten", bevolking=f"2024,wfs,{address}/?version=1.1.0,cellen")
        done = run_alg("gegevens_ophalen", parameters).results
    again = run_alg("gegevens_ophalen", parameters).results  # the server is gone: from what was kept
    for layer in CITY:
        counts = [QgsVectorLayer(each[layer.upper()], layer, "ogr").featureCount() for each in (done, again)]
        assert counts[0] == counts[1] > 20
    assert QgsVectorLayer(done["BUURTEN"], "b", "ogr").featureCount() == buurten.featureCount()
    made = run_alg("verbondenheidskaart", {**{layer.upper(): done[layer.upper()] for layer in CITY},
                                           "UITVOERMAP": str(tmp_path / "kaart")}).results
    for output in ("KAART", "KAART_PNG", "RAPPORT", "PROJECT"):
        assert Path(made[output]).stat().st_size > 10_000
    scored = QgsVectorLayer(f"{made['GEOPACKAGE']}|layername=rotondes", "r", "ogr")
    index = QgsVectorLayer(f"{made['GEOPACKAGE']}|layername=buurten", "b", "ogr")
    assert scored.featureCount() > 50 and index.featureCount() == 22  # without the water
    assert sum(f["inwoners"] or 0 for f in index.getFeatures()) == sum(
        max(f["aantal_inwoners"] or 0, 0) for f in buurten.getFeatures())


def test_tiles_of_liechtenstein_make_the_whole(replay, shared_data, tmp_path, monkeypatch):
    """Each tile is cut from the real extract, as Overpass would; the first is too much; together they are the file."""
    osmium = shutil.which("osmium")
    if osmium is None:
        pytest.skip("osmium is not installed (apt: osmium-tool)")
    extract = shared_data / "osm_pbf_fallback" / "liechtenstein-latest.osm.pbf"
    asked = []

    def answer(url, body):
        from urllib.parse import parse_qs

        south, west, north, east = re.search(r"\[bbox:([^\]]+)\]", parse_qs(body)["data"][0])[1].split(",")
        asked.append((west, south, east, north))
        if len(asked) == 1:
            return 200, {}, '<osm><remark>runtime error: Query timed out in "query" at line 2</remark></osm>'
        cut = tmp_path / f"{len(asked)}.osm"
        subprocess.run([osmium, "extract", "-b", ",".join(asked[-1]), "-s", "smart", extract, "-o", cut, "-f",
                        "osm,add_metadata=false"], check=True, capture_output=True)
        return 200, {}, cut.read_text("utf-8")

    replay.answer = answer
    service = Service("osm", "overpass", f"{replay.address}/overpass")
    fetcher = Fetcher(frozenset([origin(replay.address)]), tmp_path / "cache")
    box = QgsRectangle(9.4, 47.0, 9.7, 47.3)
    found = overpass.fetch(fetcher, service, box, lambda tile: overpass.query(tile, read_catalogue()))
    assert found.tiles == len(asked) - 1 > 8
    whole = tmp_path / "geheel.osm"
    whole.write_bytes(found.body())
    utm = QgsCoordinateReferenceSystem("EPSG:32632")
    lines = [osm_polylines(path, utm, None, Report()) for path in (whole, extract)]
    assert len(lines[0]) == len(lines[1]) == 4637
    places = [sorted(row for each in osm_features(path, utm, None, Report()) for row in each.table["osm_id"])
              for path in (whole, extract)]
    assert places[0] == places[1]
