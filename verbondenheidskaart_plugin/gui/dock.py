"""The assistant: a dock with three pages that lead from nothing to a map."""

from pathlib import Path

from qgis.core import Qgis, QgsApplication
from qgis.gui import QgsDockWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QLabel, QTabWidget, QVBoxLayout, QWidget

from ..i18n import tr
from .fetched import read_fetched
from .launcher import CHAIN, TITLE, Launcher, example_parameters
from .memory import Memory
from .page_data import DataPage
from .page_map import MapPage
from .page_result import ResultPage
from .pages import Page
from .run_view import icon
from .running import Job
from .state import Outcome

NAME = "VerbondenheidskaartAssistent"


class AssistantDock(QgsDockWidget):
    """The pages, of which one at a time has a run going on. Works without a desktop too (``iface`` is None)."""

    def __init__(self, launcher: Launcher, iface=None, parent=None):
        super().__init__(TITLE, parent)
        self.setObjectName(NAME)
        self.launcher, self.memory = launcher, Memory()
        self.canvas = iface.mapCanvas() if iface is not None else None
        self.job = None
        self.able, reason = QgsApplication.processingRegistry().algorithmById(CHAIN).canExecute()
        inside, self.lacking, self.tabs = QWidget(), QLabel(reason), QTabWidget()
        self.lacking.setWordWrap(True)
        self.lacking.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.lacking.setVisible(not self.able)
        self.tabs.setDocumentMode(True)
        self.tabs.setUsesScrollButtons(False)
        self.data_page, self.map_page, self.result_page = DataPage(self), MapPage(self), ResultPage(self)
        self.pages = (("gegevens", self.data_page, tr("1 Data")), ("kaart", self.map_page, tr("2 Map")),
                      ("resultaat", self.result_page, tr("3 Result")))
        for _, page, title in self.pages:
            self.tabs.addTab(page, title)
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self.lacking)
        layout.addWidget(self.tabs)
        self.setWidget(inside)
        self._recall()
        self._enable()

    # --- pages ---

    def go_to(self, page: Page) -> None:
        """Show a page."""
        self.tabs.setCurrentWidget(page)

    def use_own_data(self) -> None:
        """Go on with files and layers of one's own."""
        self.map_page.show_form()
        self.map_page.input_box.setCollapsed(False)
        self.go_to(self.map_page)

    def use_example(self) -> None:
        """Fill in the example city."""
        self.map_page.show_form()
        self.map_page.fill(example_parameters(), tr("Example city: all data are invented"))
        self.go_to(self.map_page)

    # --- one run at a time ---

    @property
    def busy(self) -> bool:
        """Whether a run is going on."""
        return self.job is not None

    def take_turn(self, job: Job) -> bool:
        """Let a run begin; False when another one is going on or a library is missing."""
        if self.busy or not self.able:
            return False
        self.job = job
        self.remember()
        self._enable()
        return True

    def give_turn(self, page: Page, outcome: Outcome) -> None:
        """Let the next run begin; tell how this one ended when its page cannot be seen."""
        self.job = None
        self._enable()
        if not self.isUserVisible() and not outcome.cancelled and not (outcome.successful and page is self.map_page):
            text = tr("{title}: done.").format(title=page.state.title) if outcome.successful else outcome.problem
            self.launcher.tell(text, Qgis.MessageLevel.Success if outcome.successful else Qgis.MessageLevel.Warning)

    def _enable(self) -> None:
        free = not self.busy and self.able
        for page in (self.data_page, self.map_page):
            page.go.setEnabled(free)
        self.result_page.enable(free)
        for number, (_, page, _) in enumerate(self.pages):
            at_work = self.busy and page.job is self.job
            self.tabs.setTabIcon(number, icon("mTaskRunning") if at_work else icon(""))

    def stop(self) -> None:
        """Stop the run that is going on, if any, and wait for its end."""
        if self.job is not None:
            self.job.stop()

    # --- from one session to the next ---

    def remember(self) -> None:
        """Keep what is filled in."""
        for name, page, _ in self.pages:
            self.memory.write(name, page.remember())
        self.memory.write("bladzijde", self.tabs.currentIndex())

    def _recall(self) -> None:
        folder = str(Path.home() / "verbondenheidskaart")
        self.data_page.restore({"UITVOERMAP": folder, **self.memory.read("gegevens", {})})
        path, osm = (*self.memory.read("fetched", []), "", "")[:2]
        fetched = read_fetched(path, osm) if path else None
        if fetched is not None:
            self.data_page.fetched = fetched
            self.map_page.take_fetched(fetched)
        self.map_page.restore(self.memory.read("kaart", {}))
        self.result_page.restore(self.memory.read("resultaat", {}))
        self.tabs.setCurrentIndex(self.memory.read("bladzijde", 0))
