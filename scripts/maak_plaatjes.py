"""Make the pictures of the documentation and the references of the visual test from the example city.

``make plaatjes`` makes the map of the example city in build/plaatjes first. With ``--toets`` only the references are
made; look at the pictures before you keep them.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "build" / "plugins"), str(ROOT / "scripts")]

import beeld  # noqa: E402
import browser  # noqa: E402
import kleuren  # noqa: E402
from qgis.core import QgsApplication, QgsProject, QgsRectangle, QgsVectorLayer  # noqa: E402
from qgis.PyQt.QtCore import QLocale, Qt  # noqa: E402
from qgis.PyQt.QtGui import QColor, QImage, QPainter  # noqa: E402

FROM = ROOT / "build" / "plaatjes"
PICTURES, REFERENCES = ROOT / "docs" / "plaatjes", ROOT / "tests" / "expected" / "beeld"
GEOPACKAGE, REPORT = FROM / "verbondenheidskaart.gpkg", FROM / "verbondenheidskaart.html"
BUURT = "#buurt=BU99990301"  # Bomenbuurt, where groups stagnate
STYLE_GUIDE = ROOT / "docs" / "kaartstijl.md"
THEMES = ("Rotondes", "Loopstromen", "Verbindingslijnen", "Stagnatieplekken", "Buurtverbondenheid",
          "Netwerkstructuur", "Onzekerheid")
# Where the pictures of the scales are taken, as a share of the extent, and how wide they are (m).
CENTRE, WIDTHS = (0.47, 0.47), (4800, 1900, 760)


def main() -> None:
    QgsApplication.setPrefixPath("/usr", True)
    app = QgsApplication([], True)
    app.initQgis()
    QgsApplication.setLocale(QLocale("nl_NL"))
    QLocale.setDefault(QLocale("nl_NL"))
    from verbondenheidskaart_plugin.i18n import install_translator
    from verbondenheidskaart_plugin.kaart.project import fill_project
    from verbondenheidskaart_plugin.kaart.source import rollback_journal

    translator = install_translator()
    with rollback_journal():
        project = QgsProject()
        layers = fill_project(project, GEOPACKAGE)
        extent = framed(layers["buurten"].extent())
        references(project, extent)
        if "--toets" not in sys.argv:
            PICTURES.mkdir(parents=True, exist_ok=True)
            themes(project, extent)
            scales(project, extent)
            sheets(project)
            kleuren.palettes().save(str(PICTURES / "palet.png"))
            kleuren.icons().save(str(PICTURES / "iconen.png"))
            kleuren.write_figures(STYLE_GUIDE)
            report()
            assistant()
            total = sum(path.stat().st_size for path in (*PICTURES.glob("*.png"), *STYLE_GUIDE.parent.glob("*.png")))
            print(f"samen {total / 1e6:.2f} MB")
        project.clear()
    del translator


def framed(extent: QgsRectangle) -> QgsRectangle:
    """Return an extent of 4 : 3 around another one."""
    width = max(extent.width(), extent.height() * 4 / 3) * 1.04
    centre = extent.center()
    return QgsRectangle(centre.x() - width / 2, centre.y() - width * 3 / 8, centre.x() + width / 2,
                        centre.y() + width * 3 / 8)


def keep(image: QImage, name: str, colors: int = 96) -> None:
    beeld.small(image, colors).save(str(PICTURES / f"{name}.png"), "PNG", 0)
    print(f"{name}: {(PICTURES / f'{name}.png').stat().st_size // 1024} kB")


def references(project: QgsProject, extent: QgsRectangle) -> None:
    """Keep every theme and sheet as a coarse raster."""
    REFERENCES.mkdir(parents=True, exist_ok=True)
    for name, image in beeld.everything(project, extent):
        beeld.picture(beeld.blocks(beeld.pixels(image))).save(str(REFERENCES / f"{name}.png"))


def themes(project: QgsProject, extent: QgsRectangle) -> None:
    for theme in THEMES:
        keep(beeld.theme_image(project, theme, extent, 800, 560, 88), theme.lower())
    seen = beeld.pixels(beeld.theme_image(project, "Verbondenheidskaart", extent, 440, 314, 56))
    keep(side_by_side([beeld.picture(seen), *(beeld.picture(beeld.seen(seen, kind)) for kind in beeld.DICHROMACY)]),
         "kleurenblind")


def scales(project: QgsProject, extent: QgsRectangle) -> None:
    """Show the same place at three scales."""
    x = extent.xMinimum() + CENTRE[0] * extent.width()
    y = extent.yMinimum() + CENTRE[1] * extent.height()
    parts = []
    for width in WIDTHS:
        box = QgsRectangle(x - width / 2, y - width / 2, x + width / 2, y + width / 2)
        parts.append(beeld.theme_image(project, "Rotondes", box, 360, 360, 96))
    keep(side_by_side(parts), "schaal")


def sheets(project: QgsProject) -> None:
    overview = project.layoutManager().layoutByName("Verbondenheidskaart")
    beeld.small(beeld.sheet_image(overview, 1500)).save(str(ROOT / "docs" / "kaart_voorbeeldstad.png"), "PNG", 0)
    atlas = project.layoutManager().layoutByName("Buurtatlas")
    if atlas is not None and atlas.atlas().enabled():
        atlas.atlas().beginRender()
        atlas.atlas().first()
        keep(beeld.sheet_image(atlas, 640), "buurtatlas")
        atlas.atlas().endRender()


def side_by_side(images, gap: int = 8) -> QImage:
    height = max(image.height() for image in images)
    result = QImage(sum(image.width() + gap for image in images) - gap, height, QImage.Format.Format_RGB32)
    result.fill(QColor("#ffffff"))
    painter, x = QPainter(result), 0
    for image in images:
        painter.drawImage(x, 0, image)
        x += image.width() + gap
    painter.end()
    return result


def report() -> None:
    """Photograph the web page on a desk and on a phone, with a buurt explained; without a browser nothing changes."""
    if browser.LACKING:
        print(f"{', '.join(browser.LACKING)} ontbreekt: de plaatjes van het rapport blijven zoals ze zijn")
        return
    driver, shots = browser.start(), []
    for size, place in (((1280, 900), "#kaart"), ((390, 844), ""), ((390, 844), BUURT)):
        browser.resize(driver, size, phone=size[0] < 760)
        driver.get("about:blank")
        driver.get(REPORT.as_uri() + place)
        image = QImage.fromData(driver.get_screenshot_as_png())
        shots.append(image.scaledToHeight(560, Qt.TransformationMode.SmoothTransformation))
    driver.quit()
    keep(side_by_side(shots), "rapport", 200)


def assistant() -> None:
    """Photograph the pages of the assistant, filled in for the example city."""
    from verbondenheidskaart_plugin.algorithms.chain import STAGES
    from verbondenheidskaart_plugin.algorithms.stages import announcement
    from verbondenheidskaart_plugin.gui.dock import AssistantDock
    from verbondenheidskaart_plugin.gui.launcher import Launcher
    from verbondenheidskaart_plugin.gui.memory import Memory
    from verbondenheidskaart_plugin.gui.state import RunState
    from verbondenheidskaart_plugin.provider import VerbondenheidskaartProvider

    Memory.read = lambda self, name, default: default  # not what the user of this computer filled in
    provider = VerbondenheidskaartProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    dock = AssistantDock(Launcher(None))
    dock.setStyleSheet("* { font-size: 9pt }")
    dock.resize(330, 620)
    dock.show()
    data, run, result = dock.data_page, dock.map_page, dock.result_page
    data.restore({"GEMEENTE": "Voorbeeldstad", "UITVOERMAP": "gegevens/voorbeeldstad"})
    labels = [label() for label, _, _ in STAGES]
    run.view.begin(RunState("Verbondenheidskaart Voorbeeldstad", labels))
    for number, label in enumerate(labels[:7], start=1):
        run.view.state.tell("info", announcement(number, len(labels), label))
    messages = QgsVectorLayer(f"{GEOPACKAGE}|layername=meldingen", "meldingen", "ogr")
    for message in list(messages.getFeatures())[:8]:
        run.view.state.tell(message["niveau"], f"{message['onderwerp']}: {message['melding']}")
    run.view.tell(run.view.state.messages)
    run.view.state.advance(55)
    run.view.refresh()
    run.setCurrentIndex(1)
    result.take({"GEOPACKAGE": os.path.relpath(GEOPACKAGE)})
    shots = []
    for page in (data, run, result):
        dock.go_to(page)
        QgsApplication.processEvents()
        shots.append(dock.grab().toImage())
    keep(side_by_side(shots), "assistent")
    QgsApplication.processingRegistry().removeProvider(provider)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main()
    os._exit(0)  # QGIS can crash when Python takes its objects apart
