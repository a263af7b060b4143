"""Runs inside the QGIS desktop (see bureaublad.py): maps the example city with the assistant and takes pictures."""

import os
import sys
import time
import traceback
from pathlib import Path

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QEventLoop, QTimer
from qgis.PyQt.QtWidgets import QApplication
from qgis.utils import iface, plugins

OUT = Path(os.environ["BUREAUBLAD"])
LONGEST_S = 600


def wait(seconds: float) -> None:
    """Let the desktop go on for a while."""
    loop = QEventLoop()
    QTimer.singleShot(int(1000 * seconds), loop.quit)
    loop.exec()


def picture(name: str) -> None:
    """Save a picture of the whole screen."""
    wait(1)
    QApplication.primaryScreen().grabWindow(0).save(str(OUT / f"{name}.png"))


def ride() -> None:
    """Open the assistant, fill in the example city, make its map and show the result."""
    iface.mainWindow().setGeometry(0, 0, 1600, 1000)
    plugin = plugins["verbondenheidskaart_plugin"]
    plugin.button.click()
    dock = plugin.assistant.dock
    picture("1_gegevens")
    dock.use_example()
    dock.map_page.output.fill({"UITVOERMAP": str(OUT / "uitvoer")})
    picture("2_kaart")
    dock.map_page.go.click()
    wait(5)
    picture("3_bezig")
    start = time.monotonic()
    while dock.busy and time.monotonic() - start < LONGEST_S:
        wait(0.5)
    wait(3)
    picture("4_resultaat")
    if dock.map_page.state.problem or not QgsProject.instance().mapLayers():
        raise RuntimeError(dock.map_page.state.problem or "the layers are not in the project")


def main() -> None:
    """Ride, and leave at once: an orderly end of QGIS crashes in some versions."""
    code = 0
    try:
        ride()
    except Exception:
        traceback.print_exc()
        code = 1
    sys.stderr.flush()
    os._exit(code)


QTimer.singleShot(3000, main)
