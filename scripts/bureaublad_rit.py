"""Runs inside the QGIS desktop (see bureaublad.py): maps the example city as a user does and takes pictures."""

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
    """Open the dialog of the example city, run it and show the finished map."""
    from verbondenheidskaart_plugin.gui.launcher import CHAIN, example_parameters

    iface.mainWindow().setGeometry(0, 0, 1600, 1000)
    launcher = plugins["verbondenheidskaart_plugin"].launcher
    dialog = launcher.open(CHAIN, {**example_parameters(), "UITVOERMAP": str(OUT / "uitvoer")})
    picture("1_dialoog")
    ended = []
    dialog.algorithmFinished.connect(lambda successful, results: ended.append(successful))
    QTimer.singleShot(0, dialog.runButton().click)
    wait(5)
    picture("2_bezig")
    start = time.monotonic()
    while not ended and time.monotonic() - start < LONGEST_S:
        wait(0.5)
    picture("3_klaar")
    dialog.close()
    wait(3)
    picture("4_kaart")
    if ended != [True] or not QgsProject.instance().mapLayers():
        raise RuntimeError("the run failed, or its layers are not in the project")


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
