"""Real servers on loopback for the tests of fetching; started and stopped by the tests."""

import os
import re
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager
from urllib.request import urlopen

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsVectorLayer


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def running(command, url, pattern, **more):
    """Run a server until the end; wait until ``url`` shows ``pattern``."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **more)
    try:
        for _ in range(480):
            assert process.poll() is None, f"{command[0]} stopped by itself"
            try:
                with urlopen(url, timeout=5) as answer:
                    if re.search(pattern, answer.read()):
                        break
            except OSError:
                pass
            time.sleep(0.25)
        else:
            raise AssertionError(f"{command[0]} did not get ready")
        yield
    finally:
        process.terminate()
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def qgis_server(layers, folder):
    """Run QGIS Server for {name: layer in a file}; give its address. Skip the test when it is not installed."""
    program = shutil.which("qgis_mapserver")
    if program is None:
        pytest.skip("qgis_mapserver is not installed (apt: qgis-server-bin, -wfs, -wfs3)")
    project = QgsProject()
    project.setCrs(QgsCoordinateReferenceSystem("EPSG:28992"))
    served = [QgsVectorLayer(layer.source(), name, "ogr") for name, layer in layers.items()]
    assert project.addMapLayers(served)
    project.writeEntry("WFSLayers", "/", [layer.id() for layer in served])
    project.writeEntry("WMSCrsList", "/", ["EPSG:28992", "EPSG:4326"])
    assert project.write(str(folder / "server.qgs"))
    host = f"127.0.0.1:{free_port()}"
    last = next(reversed(layers)).encode()
    with running([program, "-p", str(folder / "server.qgs"), host], f"http://{host}/wfs3/collections.json",
                 rb'"id":"' + last + rb'"', env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}):
        yield f"http://{host}"
