"""The plugin in QGIS: provider, menu and toolbar; works without a GUI as well (``iface`` is None)."""

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction

from .i18n import install_translator, tr
from .paths import resource

MENU = "&Verbondenheidskaart"


class VerbondenheidskaartPlugin:
    """Registers the Processing provider and, in the desktop, the menu and the toolbar."""

    def __init__(self, iface):
        self.iface = iface
        self.provider = None
        self.translator = None
        self.launcher = None
        self.toolbar = None
        self.actions = []

    def initProcessing(self):
        """Register the provider; ``qgis_process`` calls only this."""
        from .provider import VerbondenheidskaartProvider

        if self.translator is None:
            self.translator = install_translator()
        self.provider = VerbondenheidskaartProvider()
        QgsApplication.processingRegistry().addProvider(self.provider)

    def initGui(self):
        """Add the provider, the menu and the toolbar."""
        self.initProcessing()
        if self.iface is None:
            return
        from .gui.launcher import Launcher

        self.launcher = Launcher(self.iface)
        self.toolbar = self.iface.addToolBar("Verbondenheidskaart")
        self.toolbar.setObjectName("VerbondenheidskaartToolbar")
        self._add_action(tr("Make a Verbondenheidskaart…"), self.launcher.make_map, in_toolbar=True)
        self._add_action(tr("Try the example city…"), self.launcher.try_example)
        self._add_action(tr("Make the map again from a GeoPackage…"), self.launcher.make_again)
        self._add_action(tr("Help"), self.launcher.show_help)

    def _add_action(self, text, slot, in_toolbar=False):
        action = QAction(QIcon(str(resource("icons", "verbondenheidskaart.svg"))), text, self.iface.mainWindow())
        action.triggered.connect(lambda checked=False: slot())
        self.iface.addPluginToMenu(MENU, action)
        if in_toolbar:
            self.toolbar.addAction(action)
        self.actions.append(action)

    def unload(self):
        """Take everything away again, so that the plugin can be reloaded."""
        for action in self.actions:
            self.iface.removePluginMenu(MENU, action)
            action.deleteLater()
        self.actions = []
        if self.toolbar is not None:
            self.toolbar.deleteLater()
            self.toolbar = None
        if self.launcher is not None:
            self.launcher.close()
            self.launcher = None
        if self.provider is not None:
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
        if self.translator is not None:
            QCoreApplication.removeTranslator(self.translator)
            self.translator = None
