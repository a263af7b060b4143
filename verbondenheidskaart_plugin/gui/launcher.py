"""Opens the dialogs of the plugin and brings a finished map into the open project."""

from pathlib import Path

from qgis.core import Qgis, QgsProject
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QPushButton

from ..i18n import language, tr
from ..paths import resource
from .load import add_map

CHAIN, AGAIN = "verbondenheidskaart:verbondenheidskaart", "verbondenheidskaart:kaart_opmaken"


def example_parameters() -> dict:
    """Return the parameters that map the built-in example city."""
    def path(name):
        return str(resource("voorbeeldstad", name))

    return {
        "BUURTEN": path("buurten.gpkg"), "OSM": path("voorbeeldstad.osm"), "BEVOLKING": path("bevolking_100m.gpkg"),
        "INDICATOREN": [path("veiligheidsmonitor.csv"), path("burgerpeiling.csv")],
        "TITEL": "Verbondenheidskaart Voorbeeldstad",
        "BRONVERMELDING": tr("Example city: all data are invented"),
        "UITVOERMAP": str(Path.home() / "verbondenheidskaart_voorbeeldstad"),
    }


class Launcher:
    """The actions of the menu."""

    def __init__(self, iface):
        self.iface = iface
        self.dialogs = []

    def make_map(self):
        """Open the dialog of the complete map."""
        self.open(CHAIN, {})

    def try_example(self):
        """Open the dialog of the complete map, filled in for the example city."""
        self.open(CHAIN, example_parameters())

    def make_again(self):
        """Open the dialog that makes project and map from an earlier GeoPackage."""
        self.open(AGAIN, {})

    def show_help(self):
        """Open the manual, or else the help of the complete map."""
        for name in (f"handleiding_{language()}.html", f"verbondenheidskaart_{language()}.html",
                     "verbondenheidskaart_en.html"):
            path = resource("help", name)
            if path.exists():
                QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
                return

    def open(self, algorithm: str, parameters: dict):
        """Show the Processing dialog of an algorithm; when it ends well the map comes into the project."""
        import processing

        dialog = processing.createAlgorithmDialog(algorithm, parameters)
        if dialog is None:
            self.iface.messageBar().pushMessage("Verbondenheidskaart", tr("Processing is not enabled: switch it on in "
                                                "the plugin manager."), Qgis.MessageLevel.Warning)
            return None
        dialog.algorithmFinished.connect(self.finished)
        self.dialogs.append(dialog)
        dialog.show()
        return dialog

    def finished(self, successful: bool, results: dict):
        """Add the layers of the finished map as one group and offer its files."""
        if not successful or not results.get("PROJECT"):
            return
        group = add_map(results["PROJECT"], QgsProject.instance())
        canvas = self.iface.mapCanvas()
        if group.extent is not None:
            canvas.setExtent(group.extent)
        canvas.refresh()
        self._offer(results)

    def _offer(self, results: dict):
        """Show a message with links to the PDF, the folder and the project."""
        bar = self.iface.messageBar()
        item = bar.createMessage("Verbondenheidskaart", tr("The map is ready: potential for encounters, not measured "
                                                           "contact."))
        project = results["PROJECT"]
        choices = ((tr("Open PDF"), lambda: _show(results.get("KAART"))),
                   (tr("Open folder"), lambda: _show(str(Path(project).parent))),
                   (tr("Open as project"), lambda: self.iface.addProject(project)))
        for text, slot in choices:
            button = QPushButton(text)
            button.clicked.connect(lambda checked=False, slot=slot: slot())
            item.layout().addWidget(button)
        bar.pushWidget(item, Qgis.MessageLevel.Success)

    def close(self):
        """Close the dialogs that are still open."""
        for dialog in self.dialogs:
            try:
                dialog.close()
            except RuntimeError:
                continue  # Qt has deleted it already
        self.dialogs = []


def _show(path):
    if path:
        QDesktopServices.openUrl(QUrl.fromLocalFile(path))
