"""The same fetching against a real server: QGIS Server on loopback, as OGC API Features and as WFS."""

import os
import re
import shutil
import socket
import subprocess
import time
from urllib.request import urlopen

import pytest
import stadje
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsProcessingContext,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)

from verbondenheidskaart_plugin.data.fetch import Fetcher
from verbondenheidskaart_plugin.data.paged import collect, to_features
from verbondenheidskaart_plugin.data.services import Service, origin

MANY = 15_000


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


@pytest.fixture(scope="module")
def server(qgis_app, tmp_path_factory):
    """The address of a QGIS Server that serves the layers buurten (6 features) and veel (15,000)."""
    program = shutil.which("qgis_mapserver")
    if program is None:
        pytest.skip("qgis_mapserver is not installed (apt: qgis-server)")
    folder, project = tmp_path_factory.mktemp("server"), QgsProject()
    project.setCrs(QgsCoordinateReferenceSystem("EPSG:28992"))
    layers = []
    for source in (stadje.buurten(), squares(MANY)):
        path = stadje.save(source, folder / f"{source.name()}.gpkg")
        uri = path if "|" in str(path) else f"{path}|layername={source.name()}"
        layers.append(QgsVectorLayer(str(uri), source.name(), "ogr"))
    assert project.addMapLayers(layers)
    project.writeEntry("WFSLayers", "/", [layer.id() for layer in layers])
    project.writeEntry("WMSCrsList", "/", ["EPSG:28992", "EPSG:4326"])
    assert project.write(str(folder / "server.qgs"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{free.getsockname()[1]}"
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    running = subprocess.Popen([program, "-p", str(folder / "server.qgs"), host], env=environment,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield _ready(f"http://{host}", running)
    finally:
        running.terminate()
        running.wait(10)


def _ready(address, running):
    for _ in range(120):
        assert running.poll() is None, "qgis_mapserver stopped by itself"
        try:
            with urlopen(f"{address}/wfs3/collections.json", timeout=5) as answer:
                if re.search(rb'"id":"veel"', answer.read()):
                    return address
        except OSError:
            pass
        time.sleep(0.25)
    raise AssertionError("qgis_mapserver did not get ready")


@pytest.fixture
def fetched(server, tmp_path):
    """Fetch a layer; return its features and how many requests that took."""
    def run(kind, name, box=None):
        address = f"{server}/wfs3" if kind == "oapif" else f"{server}/?version=1.1.0"
        fetcher = Fetcher(frozenset([origin(server)]), tmp_path)
        collected = collect(fetcher, Service("buurten", kind, address, name), box)
        return to_features(collected, QgsProcessingContext(), box)[0], fetcher.asked

    return run


# QGIS Server writes WFS as GeoJSON in degrees with six decimals: that is 7 cm.
@pytest.mark.parametrize(("kind", "precision"), [("oapif", 0.001), ("wfs", 0.15)])
def test_the_fetched_set_is_the_served_set(fetched, kind, precision):
    found, asked = fetched(kind, "veel")
    served = {f["nr"]: f for f in squares(MANY).getFeatures()}
    assert asked == 1 + MANY / 1000
    assert sorted(found.table["nr"]) == sorted(served)
    assert all(served[n]["naam"] == naam for n, naam in zip(found.table["nr"], found.table["naam"]))
    for number, shape in list(zip(found.table["nr"], found.geometry))[::50]:
        assert served[number].geometry().hausdorffDistance(shape) < precision


@pytest.mark.parametrize("kind", ["oapif", "wfs"])
def test_the_box_selects(fetched, kind):
    box = QgsRectangle(stadje.X + 50, stadje.Y + 50, stadje.X + 320, stadje.Y + 290)
    found, _ = fetched(kind, "veel", box)
    assert sorted(found.table["nr"]) == [row * 150 + column for row in (1, 2) for column in (1, 2, 3)]


def test_figures_arrive_as_they_are(fetched):
    found, _ = fetched("oapif", "buurten")
    served = {f["buurtcode"]: f for f in stadje.buurten().getFeatures()}
    assert sorted(found.table["buurtcode"]) == sorted(served)
    for row in found.table.to_dict("records"):
        feature = served[row["buurtcode"]]
        for name, value in zip(feature.fields().names(), feature.attributes()):
            assert row[name] == (pytest.approx(value) if isinstance(value, float) else value), name
