"""The plugin in QGIS: provider, menu and toolbar button; works without a GUI as well (``iface`` is None)."""

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction, QMenu, QToolButton

from .i18n import install_translator, tr
from .paths import resource

MENU = "&Verbondenheidskaart"


class VerbondenheidskaartPlugin:
    """Registers the Processing provider and, in the desktop, the menu and the toolbar button."""

    def __init__(self, iface):
        self.iface = iface
        self.provider = None
        self.translator = None
        self.launcher, self.assistant = None, None
        self.actions = []
        self.button = None
        self.button_action = None

    def initProcessing(self):
        """Register the provider; ``qgis_process`` calls only this."""
        from .provider import VerbondenheidskaartProvider

        if self.translator is None:
            self.translator = install_translator()
        self.provider = VerbondenheidskaartProvider()
        QgsApplication.processingRegistry().addProvider(self.provider)

    def initGui(self):
        """Add the provider, the menu and the toolbar button."""
        self.initProcessing()
        if self.iface is None:
            return
        from .gui.assistant import Assistant
        from .gui.launcher import Launcher

        self.launcher = Launcher(self.iface)
        self.assistant = Assistant(self.iface, self.launcher)
        own, theme = QIcon(str(resource("icons", "verbondenheidskaart.svg"))), QgsApplication.getThemeIcon
        self._add_action(own, tr("Assistant"), self.assistant.toggle)
        self._add_action(theme("/processingAlgorithm.svg"), tr("Make a Verbondenheidskaart…"), self.launcher.make_map)
        self._add_action(theme("/mActionShowAllLayers.svg"), tr("Try the example city…"), self.launcher.try_example)
        self._add_action(theme("/mActionNewLayout.svg"), tr("Make the map again from a GeoPackage…"),
                         self.launcher.make_again)
        self._add_action(theme("/mActionHelpContents.svg"), tr("Help"), self.launcher.show_help)
        self._add_button()

    def _add_action(self, icon, text, slot):
        action = QAction(icon, text, self.iface.mainWindow())
        action.triggered.connect(lambda checked=False: slot())
        self.iface.addPluginToMenu(MENU, action)
        self.actions.append(action)

    def _add_button(self):
        """Put one button on the plugin toolbar: a click opens the assistant, its arrow shows the whole menu."""
        self.button = QToolButton()
        self.button.setObjectName("VerbondenheidskaartButton")
        menu = QMenu(self.button)
        menu.addActions(self.actions)
        self.button.setMenu(menu)
        self.button.setDefaultAction(self.actions[0])
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self.button_action = self.iface.addToolBarWidget(self.button)

    def unload(self):
        """Take everything away again, so that the plugin can be reloaded."""
        if self.launcher is not None:
            self.assistant.close()
            self.launcher.close()
            self.iface.removeToolBarIcon(self.button_action)
            self.button.deleteLater()
        for action in self.actions:
            self.iface.removePluginMenu(MENU, action)
            action.deleteLater()
        self.actions, self.launcher, self.assistant, self.button, self.button_action = [], None, None, None, None
        if self.provider is not None:
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
        if self.translator is not None:
            QCoreApplication.removeTranslator(self.translator)
            self.translator = None
