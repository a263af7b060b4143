"""A map that was made on another computer opens in silence: QGIS takes a font it has and fetches none."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from qgis.core import Qgis, QgsFontUtils

import verbondenheidskaart_plugin
from verbondenheidskaart_plugin.kaart import fonts

# In a process of its own: fetching cannot be turned off again. The desktop turns it on.
PROGRAM = """
import time
from qgis.core import QgsApplication, QgsReadWriteContext, QgsTextFormat
from qgis.PyQt.QtXml import QDomDocument
from verbondenheidskaart_plugin.kaart import fonts

app = QgsApplication([], True)
app.initQgis()
fetched, manager = [], app.fontManager()
manager.enableFontDownloadsForSession()
manager.fontDownloaded.connect(lambda families, licence: fetched.append(families))
manager.fontDownloadErrorOccurred.connect(lambda *error: fetched.append(error))


def wait(seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        app.processEvents()


wait(2)
fetched.clear()  # QGIS wants a font of its own when it starts
for text in (fonts.text_format(8, "#000000"), fonts.with_family(QgsTextFormat())):
    element = text.writeXml(QDomDocument(), QgsReadWriteContext())
    element.setAttribute("fontFamily", "Font of another computer")
    QgsTextFormat().readXml(element, QgsReadWriteContext())
wait(2)
print("fetched:", fetched, flush=True)
import os
os._exit(0)
"""


@pytest.mark.skipif(Qgis.QGIS_VERSION_INT < 32800, reason="QGIS fetches missing fonts from 3.28 on")
def test_qgis_fetches_no_font(tmp_path):
    package = Path(verbondenheidskaart_plugin.__file__).parent.parent
    environment = {**os.environ, "QGIS_CUSTOM_CONFIG_PATH": str(tmp_path),
                   "PYTHONPATH": os.pathsep.join([str(package), os.environ.get("PYTHONPATH", "")])}
    done = subprocess.run([sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, timeout=600)
    assert done.stdout.splitlines()[-1:] == ["fetched: []"], done.stdout + done.stderr


def test_the_font_of_the_map_is_on_this_computer(qgis_app):
    assert QgsFontUtils.fontFamilyMatchOnSystem(fonts.family())[0]
    assert fonts.text_format(8, "#000000").font().family() == fonts.family()
