"""Opens the dialogs of the plugin and brings a finished map into the open project."""

from pathlib import Path

from qgis.core import Qgis, QgsApplication, QgsProject
from qgis.gui import QgsMessageViewer
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QTimer, QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QMessageBox, QPushButton

from ..i18n import tr
from ..paths import resource
from .load import add_map

TITLE = "Verbondenheidskaart"
CHAIN, AGAIN = "verbondenheidskaart:verbondenheidskaart", "verbondenheidskaart:kaart_opmaken"


def example_parameters() -> dict:
    """Return the parameters that map the built-in example city."""
    def path(name):
        return str(resource("voorbeeldstad", name))

    return {
        "BUURTEN": path("buurten.gpkg"), "OSM": path("voorbeeldstad.osm"), "BEVOLKING": path("bevolking_100m.gpkg"),
        "INDICATOREN": [path("veiligheidsmonitor.csv"), path("burgerpeiling.csv")],
        "ORGANISATIES": path("organisaties.csv"), "BANDEN": path("banden.csv"),
        "TITEL": "Verbondenheidskaart Voorbeeldstad",
        "BRONVERMELDING": tr("Example city: all data are invented"),
        "UITVOERMAP": str(Path.home() / "verbondenheidskaart_voorbeeldstad"),
    }


class Launcher:
    """The actions of the menu."""

    def __init__(self, iface):
        self.iface = iface
        self.dialogs = []
        self.message = None

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
        """Show the help of the complete map."""
        viewer = QgsMessageViewer(self.iface.mainWindow())
        viewer.setTitle(TITLE)
        viewer.resize(760, 640)
        viewer.setMessageAsHtml(QgsApplication.processingRegistry().algorithmById(CHAIN).shortHelpString())
        viewer.resize(760, 640)
        viewer.show()
        return viewer

    def open(self, algorithm: str, parameters: dict):
        """Show the Processing dialog of an algorithm; when it ends well the map comes into the project."""
        from processing.tools.general import createAlgorithmDialog

        able, reason = QgsApplication.processingRegistry().algorithmById(algorithm).canExecute()
        if not able:
            QMessageBox.warning(self.iface.mainWindow(), TITLE, reason)
            return None
        dialog = createAlgorithmDialog(algorithm, parameters)
        dialog.algorithmFinished.connect(self.finished)
        self.dialogs = [d for d in self.dialogs if not sip.isdeleted(d)] + [dialog]
        dialog.show()
        return dialog

    def finished(self, successful: bool, results: dict):
        """Add the layers of the finished map as one group and offer its files."""
        path = results.get("PROJECT")
        if not successful or not path:
            return
        project = QgsProject.instance()
        # The open project may be the very one that was made anew: its layers show the new data already.
        if not project.fileName() or Path(project.fileName()).resolve() != Path(path).resolve():
            added = add_map(path, project)
            if added is None:
                self._warn(tr("The project {path} cannot be opened.").format(path=path))
                return
            if added.extent is not None:
                self.iface.mapCanvas().setExtent(added.extent)
        self.iface.mapCanvas().refresh()
        # Later, so that it comes above the message of QGIS itself that a task is complete.
        QTimer.singleShot(0, lambda: self._offer(results))

    def _offer(self, results: dict):
        """Show a message with links to the PDF, the folder and the project."""
        bar, project = self.iface.messageBar(), results["PROJECT"]
        if self.message is not None and not sip.isdeleted(self.message):
            bar.popWidget(self.message)
        item = bar.createMessage(TITLE, tr("The map is ready: potential for encounters, not measured contact."))
        choices = ((tr("Open PDF"), lambda: self._show(results["KAART"])),
                   (tr("Open folder"), lambda: self._show(str(Path(project).parent))),
                   (tr("Open as project"), lambda: self.iface.addProject(project)))
        for text, slot in choices:
            button = QPushButton(text)
            button.clicked.connect(lambda checked=False, slot=slot: slot())
            item.layout().addWidget(button)
        self.message = bar.pushWidget(item, Qgis.MessageLevel.Success)

    def _show(self, path: str):
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(path)):
            self._warn(tr("No program was found to open {path}.").format(path=path))

    def _warn(self, text: str):
        self.iface.messageBar().pushMessage(TITLE, text, Qgis.MessageLevel.Warning, 0)

    def close(self):
        """Close the dialogs that are still open."""
        for dialog in self.dialogs:
            if not sip.isdeleted(dialog):
                dialog.close()
        self.dialogs = []
