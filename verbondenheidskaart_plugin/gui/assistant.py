"""Opens and closes the dock of the assistant in the desktop, and remembers whether it was open, and where."""

from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt

from .dock import AssistantDock
from .launcher import Launcher
from .memory import Memory

_WIDTH = 380
_AREAS = {"links": Qt.DockWidgetArea.LeftDockWidgetArea, "rechts": Qt.DockWidgetArea.RightDockWidgetArea}


class Assistant:
    """The dock, made when it is first opened."""

    def __init__(self, iface, launcher: Launcher):
        self.iface, self.launcher, self.memory = iface, launcher, Memory()
        self.dock = None
        if self.memory.read("open", False):
            self.open()

    def toggle(self) -> None:
        """Open the dock, bring it to the front, or close it when it is there."""
        if self.dock is None:
            self.open()
        elif self.dock.isUserVisible():
            self.dock.close()
        else:
            self.dock.setUserVisible(True)

    def open(self) -> None:
        """Open the dock where it was."""
        self.dock = AssistantDock(self.launcher, self.iface, self.iface.mainWindow())
        self.iface.addDockWidget(_AREAS.get(self.memory.read("plaats", ""), Qt.DockWidgetArea.RightDockWidgetArea),
                                 self.dock)
        self.iface.mainWindow().resizeDocks([self.dock], [self.memory.read("breedte", _WIDTH)],
                                            Qt.Orientation.Horizontal)
        self.memory.write("open", True)
        self.dock.closedStateChanged.connect(lambda closed: self.memory.write("open", not closed))
        self.dock.dockLocationChanged.connect(self._moved)

    def _moved(self, area) -> None:
        self.memory.write("plaats", next((name for name, each in _AREAS.items() if each == area), ""))

    def close(self) -> None:
        """Take the dock away; a run that is going on is stopped first."""
        if self.dock is None or sip.isdeleted(self.dock):
            return
        self.dock.remember()
        self.memory.write("breedte", self.dock.width())
        self.dock.stop()
        self.dock.closedStateChanged.disconnect()
        self.iface.removeDockWidget(self.dock)
        self.dock.deleteLater()
        self.dock = None
