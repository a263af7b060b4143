"""The same fetching against real servers on loopback: QGIS Server (OGC API Features and WFS) and pygeoapi."""

import json
import os
import re
import shutil
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
import stadje
from proxy import Proxy
from qgis.core import (
    NULL,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsGeometry,
    QgsProcessingContext,
    QgsRectangle,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from servers import free_port, qgis_server, running

from verbondenheidskaart_plugin.core.errors import Unreadable
from verbondenheidskaart_plugin.data import fetch
from verbondenheidskaart_plugin.data.fetch import Fetcher
from verbondenheidskaart_plugin.data.paged import collect, to_features
from verbondenheidskaart_plugin.data.services import Service, origin

MANY, SOME = 15_000, 2_500
SIZES = {"denhaag": 14, "breda": 56, "veel": MANY}
KEYS = {"denhaag": "nghb_cd", "breda": "BUURTCODE", "veel": "nr", "enkele": "nr", "buurten": "buurtcode"}
RD = QgsCoordinateReferenceSystem("EPSG:28992")
PYGEOAPI = Path(__file__).parents[2] / "build" / "pygeoapi"


def squares(count):
    """Return a layer of ``count`` squares of 40 m, 100 m apart, in rows of 150."""
    layer = QgsVectorLayer("Polygon?crs=EPSG:28992&field=nr:integer&field=naam:string", "veel", "memory")
    features = []
    for i in range(count):
        x, y = stadje.X + 100 * (i % 150), stadje.Y + 100 * (i // 150)
        feature = QgsFeature(layer.fields())
        feature.setAttributes([i, f"Vak {i} – é"])
        feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(x, y, x + 40, y + 40)))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    return layer


def copied(source, path, driver="GPKG", crs=RD):
    """Save a layer in EPSG:28992; return the layer in the file."""
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.layerName = driver, path.stem
    options.ct = QgsCoordinateTransform(source.crs(), crs, QgsCoordinateTransformContext())
    if driver == "GeoJSON":
        options.layerOptions = ["RFC7946=NO", "COORDINATE_PRECISION=9"]
    written = QgsVectorFileWriter.writeAsVectorFormatV3(source, str(path), QgsCoordinateTransformContext(), options)
    assert written[0] == QgsVectorFileWriter.WriterError.NoError, written
    return QgsVectorLayer(str(path), path.stem, "ogr")


@pytest.fixture(scope="module")
def served(qgis_app, tmp_path_factory, request):
    """{name: layer} of what the servers serve; the two real sets only when they are there."""
    folder = tmp_path_factory.mktemp("geserveerd")
    sources = {"buurten": stadje.buurten(), "veel": squares(MANY), "enkele": squares(SOME)}
    with suppress(pytest.skip.Exception):
        data = request.getfixturevalue("shared_data")
        sources["denhaag"] = QgsVectorLayer(str(data / "denhaag_zuidwest" / "buurten_2019_dhzw.gpkg"), "d", "ogr")
        sources["breda"] = QgsVectorLayer(str(data / "breda" / "Buurten.geojson"), "b", "ogr")
    layers = {name: copied(layer, folder / f"{name}.gpkg") for name, layer in sources.items()}
    yield layers
    layers.clear()  # before QGIS goes


@pytest.fixture(scope="module")
def server(served, tmp_path_factory):
    """The address of a QGIS Server that serves the layers."""
    with qgis_server(served, tmp_path_factory.mktemp("server")) as address:
        yield address


@pytest.fixture(scope="module")
def pygeoapi(served, tmp_path_factory):
    """The address of a pygeoapi that serves the same layers."""
    if not (PYGEOAPI / "gereed").exists():
        pytest.skip("pygeoapi is not installed in build/pygeoapi (scripts/installeer.sh test)")
    folder, port = tmp_path_factory.mktemp("pygeoapi"), free_port()
    address = f"http://127.0.0.1:{port}"
    resources = {}
    for name, layer in served.items():
        copied(layer, folder / f"{name}.geojson", "GeoJSON")
        resources[name] = {
            "type": "collection", "title": name, "description": name, "keywords": [name],
            "extents": {"spatial": {"bbox": [3, 50, 8, 54], "crs": "http://www.opengis.net/def/crs/OGC/1.3/CRS84"}},
            "providers": [{"type": "feature", "name": "GeoJSON", "data": str(folder / f"{name}.geojson"),
                           "id_field": KEYS[name], "crs": ["http://www.opengis.net/def/crs/EPSG/0/28992"],
                           "storage_crs": "http://www.opengis.net/def/crs/EPSG/0/28992"}]}
    text = {"title": "t", "description": "d", "keywords": ["a"], "keywords_type": "theme", "url": address}
    configuration = {  # YAML is a superset of JSON
        "server": {"bind": {"host": "127.0.0.1", "port": port}, "url": address, "encoding": "utf-8",
                   "mimetype": "application/json; charset=UTF-8", "languages": ["en-US"],
                   "limits": {"default_items": 10, "max_items": 1000, "on_exceed": "throttle"},
                   "map": {"url": address, "attribution": "a"}},
        "logging": {"level": "ERROR"},
        "metadata": {"identification": {**text, "terms_of_service": "x"}, "license": {"name": "x", "url": address},
                     "provider": {"name": "x", "url": address}, "contact": {"name": "x", "email": "a@b.nl"}},
        "resources": resources}
    (folder / "pygeoapi.yml").write_text(json.dumps(configuration), "utf-8")
    environment = {**os.environ, "PYGEOAPI_CONFIG": str(folder / "pygeoapi.yml"),
                   "PYGEOAPI_OPENAPI": str(folder / "openapi.json"), "PYTHONPATH": ""}
    made = subprocess.run([str(PYGEOAPI / "bin" / "pygeoapi"), "openapi", "generate", str(folder / "pygeoapi.yml"),
                           "--output-file", str(folder / "openapi.json"), "--format", "json"],
                          env=environment, capture_output=True, text=True, timeout=600, check=False)
    assert made.returncode == 0, made.stderr[-2000:]
    with running([str(PYGEOAPI / "bin" / "pygeoapi"), "serve"], f"{address}/collections?f=json", rb'"veel"',
                 env=environment):
        yield address


def address_of(kind, request):
    """Return (kind of service, its address) of one of the servers."""
    if kind == "pygeoapi":
        return "oapif", request.getfixturevalue("pygeoapi")
    server = request.getfixturevalue("server")
    return kind, f"{server}/wfs3" if kind == "oapif" else f"{server}/?version=1.1.0"


@pytest.fixture
def fetched(request, tmp_path):
    """Fetch a layer from a server, through a proxy with faults if given; return its features and the requests."""
    def run(kind, name, box=None, through=None):
        kind, address = address_of(kind, request)
        if through is not None:
            address = through(address)
        fetcher = Fetcher(frozenset([origin(address)]), tmp_path)
        collected = collect(fetcher, Service("buurten", kind, address, name), box)
        return to_features(collected, QgsProcessingContext(), box)[0], fetcher.asked

    return run


def same(found, layer, name, precision):
    """Check that two sets agree feature by feature: every field and every shape."""
    key = KEYS[name]
    wanted = {str(f[key]): f for f in layer.getFeatures()}
    assert sorted(map(str, found.table[key])) == sorted(wanted) and len(found) == layer.featureCount()
    fields = [f for f in layer.fields().names() if f not in ("fid", key)]
    for row in found.table.to_dict("records"):
        feature = wanted[str(row[key])]
        for field in fields:
            value, got = feature[field], row[field]
            if isinstance(value, float):
                assert got == pytest.approx(value), field
            elif value == NULL:
                assert got is None or got != got, field
            else:
                assert got == value, field
    step = max(1, len(found) // 300)
    for row, shape in list(zip(found.table[key], found.geometry))[::step]:
        other = wanted[str(row)].geometry()
        assert abs(shape.area() - other.area()) <= precision * max(other.length(), 1)
        assert np.allclose(box_of(shape), box_of(other), atol=precision)


def box_of(shape):
    box = shape.boundingBox()
    return box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()


# QGIS Server writes WFS as GeoJSON in degrees with six decimals: that is 7 cm.
PRECISION = {"oapif": 0.001, "wfs": 0.15, "pygeoapi": 0.01}


@pytest.mark.parametrize("kind", PRECISION)
@pytest.mark.parametrize("name", SIZES)
def test_the_fetched_set_is_the_served_set(fetched, served, kind, name):
    if name not in served:
        pytest.skip("the real data are not here")
    found, asked = fetched(kind, name)
    assert len(found) == SIZES[name]
    # The description or the total, the pages, and one past the end: of WFS, and where pygeoapi sends us.
    past = kind == "wfs" or (kind == "pygeoapi" and SIZES[name] % 1000 == 0)
    assert asked == 1 + -(-SIZES[name] // 1000) + past
    same(found, served[name], name, PRECISION[kind])


@pytest.mark.parametrize("kind", PRECISION)
def test_the_box_selects(fetched, kind):
    box = QgsRectangle(stadje.X + 50, stadje.Y + 50, stadje.X + 320, stadje.Y + 290)
    found, _ = fetched(kind, "veel", box)
    assert sorted(found.table["nr"]) == [row * 150 + column for row in (1, 2) for column in (1, 2, 3)]


def test_figures_arrive_as_they_are(fetched, served):
    same(fetched("oapif", "buurten")[0], served["buurten"], "buurten", 0.001)


# --- with a proxy in between that spoils answers ---------------------------------------------------------------------

@pytest.fixture
def proxy(monkeypatch):
    monkeypatch.setattr(fetch, "PAUSE_S", 0.05)
    monkeypatch.setattr(fetch, "ATTEMPTS", 2)
    made = Proxy()
    yield made
    made.stop()


SPOILED = {
    "status 500": lambda status, headers, body: (500, {}, b"stuk"),
    "too many": lambda status, headers, body: (429, {"Retry-After": "0"}, b""),
    "truncated": lambda status, headers, body: (200, {"Content-Length": str(len(body) + 5000)}, body),
    "half": lambda status, headers, body: (200, headers, body[:len(body) // 2]),
    "html": lambda status, headers, body: (200, {"Content-Type": "text/html"}, b"<html>Onderhoud</html>"),
    "slow": lambda status, headers, body: time.sleep(6) or (status, headers, body),
}


@pytest.mark.parametrize("kind", PRECISION)
@pytest.mark.parametrize("name", SPOILED)
def test_the_third_page_is_spoiled_once_or_always(fetched, proxy, kind, name, tmp_path, monkeypatch):
    if name == "slow":
        monkeypatch.setattr(fetch, "TIMEOUT_S", 4.0)
    third = re.compile(r"(offset|startIndex)=2000\b")
    proxy.spoil(third, SPOILED[name], times=1)
    found, asked = fetched(kind, "enkele", through=proxy.before)
    assert len(found) == SOME and found.table["nr"].is_unique and proxy.spoiled == 1
    shutil.rmtree(tmp_path)
    proxy.spoil(third, SPOILED[name])
    with pytest.raises(Unreadable):
        fetched(kind, "enkele", through=proxy.before)
    assert proxy.spoiled == fetch.ATTEMPTS


@pytest.mark.parametrize(("kind", "wrong"), [
    ("oapif", 1_400), ("oapif", 3_600), ("pygeoapi", 1_400), ("pygeoapi", 3_600), ("wfs", 1_400), ("wfs", 3_600)])
def test_wrong_totals(fetched, proxy, kind, wrong):
    proxy.spoil(re.compile("."), lambda status, headers, body: (
        status, {k: v for k, v in headers.items() if k != "Content-Length"},
        re.sub(rb'(numberMatched"?|numberOfFeatures)(\s*[:=]\s*"?)2500', rb"\g<1>\g<2>%d" % wrong, body)))
    with pytest.raises(Unreadable, match=r"1,?100 are missing|2,?500 features came"):
        fetched(kind, "enkele", through=proxy.before)
    assert proxy.spoiled


@pytest.mark.parametrize("kind", ["oapif", "pygeoapi"])
def test_a_wrong_crs_is_found_out(fetched, proxy, kind):
    """The server says metres and sends degrees."""
    uri = re.compile(rb"crs=[^&\"]*")
    proxy.spoil(re.compile("/items"), lambda status, headers, body: (status, {
        **headers, "Content-Crs": "<http://www.opengis.net/def/crs/EPSG/0/28992>"}, uri.sub(b"", body)))
    proxy.rewrite = lambda path: re.sub(r"&crs=[^&]*", "", path)
    with pytest.raises(Unreadable, match="outside the area that was asked for"):
        fetched(kind, "enkele", through=proxy.before)


def test_swapped_axes_are_found_out(fetched, proxy):
    """A WFS that writes latitude before longitude, as some do for EPSG:4326."""
    pair = re.compile(rb"\[\s*(-?[\d.]+),\s*(-?[\d.]+)\s*\]")
    proxy.spoil(re.compile("startIndex"), lambda status, headers, body: (
        status, headers, pair.sub(rb"[\2,\1]", body)))
    with pytest.raises(Unreadable, match="outside the area that was asked for"):
        fetched("wfs", "enkele", through=proxy.before)
