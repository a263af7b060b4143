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
            QMessageBox.warning(self.iface and self.iface.mainWindow(), TITLE, reason)
            return None
        dialog = createAlgorithmDialog(algorithm, parameters)
        dialog.algorithmFinished.connect(self.finished)
        self.dialogs = [d for d in self.dialogs if not sip.isdeleted(d)] + [dialog]
        dialog.show()
        return dialog

    def finished(self, successful: bool, results: dict):
        """Add the layers of the finished map as one group and offer its files."""
        path = results.get("PROJECT")
        if not successful or not path or not self.show_map(path) or self.iface is None:
            return
        # Later, so that it comes above the message of QGIS itself that a task is complete.
        QTimer.singleShot(0, lambda: self._offer(results))

    def show_map(self, path) -> bool:
        """Bring the layers of a finished map into the open project; False when its project cannot be read."""
        project, extent = QgsProject.instance(), None
        # The open project may be the very one that was made anew: its layers show the new data already.
        if not project.fileName() or Path(project.fileName()).resolve() != Path(path).resolve():
            added = add_map(str(path), project)
            if added is None:
                self._warn(tr("The project {path} cannot be opened.").format(path=path))
                return False
            extent = added.extent
        if self.iface is not None:
            if extent is not None:
                self.iface.mapCanvas().setExtent(extent)
            self.iface.mapCanvas().refresh()
        return True

    def _offer(self, results: dict):
        """Show a message with links to the PDF and the project, so short that it stays on one line beside two docks."""
        bar, project = self.iface.messageBar(), results["PROJECT"]
        if self.message is not None and not sip.isdeleted(self.message):
            bar.popWidget(self.message)
        item = bar.createMessage(tr("The map is ready"), tr("potential for encounters, not measured contact"))
        choices = ((tr("Open PDF"), lambda: self.show_file(results["KAART"])),
                   (tr("Open as project"), lambda: self.open_project(project)))
        for text, slot in choices:
            button = QPushButton(text)
            button.clicked.connect(lambda checked=False, slot=slot: slot())
            item.layout().addWidget(button)
        self.message = bar.pushWidget(item, Qgis.MessageLevel.Success)

    def show_file(self, path):
        """Open a file or folder with the program of the user's choice."""
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._warn(tr("No program was found to open {path}.").format(path=path))

    def open_project(self, path):
        """Open a finished map as the project; QGIS asks first about changes that were not saved."""
        if self.iface is not None and self.iface.newProject(True):
            self.iface.addProject(str(path))

    def tell(self, text: str, level=Qgis.MessageLevel.Info):
        """Show a message on the message bar."""
        if self.iface is not None:
            self.iface.messageBar().pushMessage(TITLE, text, level, 0 if level else -1)

    def _warn(self, text: str):
        self.tell(text, Qgis.MessageLevel.Warning)

    def close(self):
        """Close the dialogs that are still open."""
        for dialog in self.dialogs:
            if not sip.isdeleted(dialog):
                dialog.close()
        self.dialogs = []
