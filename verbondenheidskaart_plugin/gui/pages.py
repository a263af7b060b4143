"""What the pages of the assistant share: a form with a button to go, and behind it the view of the run."""

from typing import Any, Callable, Dict, Sequence

from qgis.core import QgsApplication
from qgis.gui import QgsCollapsibleGroupBoxBasic
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ..i18n import tr
from .run_view import RunView
from .running import PROVIDER, Job
from .state import Outcome, RunState


class Fold(QgsCollapsibleGroupBoxBasic):
    """A group that folds, also when it is told to while it cannot be seen."""

    def __init__(self, title: str):
        super().__init__(title)
        # Not while it is being shown: folding lets QGIS handle other events, and a widget may go meanwhile.
        self.shown = QTimer(self)
        self.shown.setSingleShot(True)
        self.shown.timeout.connect(lambda: self.setCollapsed(self.isCollapsed()))

    def showEvent(self, event):
        super().showEvent(event)
        self.shown.start(0)


class Page(QStackedWidget):
    """One page: ``body`` takes the widgets of its form; ``host`` is the dock, in which one run goes on at a time."""

    def __init__(self, host, algorithm: str):
        super().__init__(host)
        self.host, self.algorithm = host, algorithm
        self.job = None
        self.state = None
        self.form_side, self.view = QWidget(), RunView()
        self.body = QVBoxLayout(self.form_side)
        self.body.setContentsMargins(2, 6, 2, 2)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self.form_side)
        self.addWidget(scroll)
        self.addWidget(self.view)
        self.go, self.hint = QPushButton(), QLabel()
        self.hint.setWordWrap(True)
        self.hint.hide()
        self.view.cancel_asked.connect(self.cancel)
        self.view.back_asked.connect(self.show_form)

    # --- the form ---

    def button(self, text: str, slot: Callable[[], Any], help_text: str = "") -> QPushButton:
        """Make a button."""
        made = QPushButton(text)
        made.setToolTip(help_text)
        made.clicked.connect(lambda checked=False: slot())
        return made

    def add_go(self, text: str) -> None:
        """Add the button that starts the run, and the one that opens the dialog with everything."""
        self.go.setText(text)
        self.go.clicked.connect(lambda checked=False: self.begin())
        font = self.go.font()
        font.setBold(True)
        self.go.setFont(font)
        more = self.button(tr("All settings…"), self.open_dialog, tr("The dialog of Processing, filled in as here."))
        row = QHBoxLayout()
        row.addWidget(self.go, 1)
        row.addWidget(more)
        self.body.addWidget(self.hint)
        self.body.addLayout(row)

    def group(self, title: str, widget: QWidget, collapsed: bool = False) -> Fold:
        """Add a group that folds."""
        box = Fold(title)
        layout = QVBoxLayout(box)
        layout.setContentsMargins(6, 4, 6, 6)
        layout.addWidget(widget)
        self.body.addWidget(box)
        box.setCollapsed(collapsed)
        return box

    def text(self, text: str) -> QLabel:
        """Make a text that wraps."""
        label = QLabel(text)
        label.setWordWrap(True)
        return label

    def show_form(self) -> None:
        """Show the form."""
        self.setCurrentIndex(0)

    def parameters(self) -> Dict[str, Any]:
        """Return the parameters of the algorithm as they are filled in."""
        return {}

    def missing(self) -> Sequence[str]:
        """Return the labels of what is still to be filled in."""
        return ()

    def title(self) -> str:
        """Return what the run is called."""
        return QgsApplication.processingRegistry().algorithmById(f"{PROVIDER}:{self.algorithm}").displayName()

    def stages(self) -> Sequence[str]:
        """Return the names of the stages of the run."""
        return ()

    def open_dialog(self) -> None:
        """Open the dialog of Processing with what is filled in here; its results are taken like those of a run."""
        dialog = self.host.launcher.open(f"{PROVIDER}:{self.algorithm}", self.parameters())
        if dialog is not None:
            dialog.algorithmFinished.connect(self._dialog_finished)

    def _dialog_finished(self, successful: bool, results: Dict[str, Any]) -> None:
        if successful:
            self.take(results)

    # --- the run ---

    def begin(self) -> None:
        """Start the run of this page, or say what is still to be filled in."""
        missing = self.missing()
        self.hint.setText(tr("Still to fill in: {labels}.").format(labels=", ".join(missing)))
        self.hint.setVisible(bool(missing))
        if not missing:
            self.run(self.algorithm, self.parameters(), self.title(), self.stages())

    def run(self, algorithm: str, parameters: Dict[str, Any], title: str, stages: Sequence[str] = ()) -> None:
        """Run an algorithm and show how it goes; nothing when another run is going on."""
        job = Job(algorithm, parameters, self)
        if not self.host.take_turn(job):
            job.deleteLater()
            return
        if self.job is not None:
            self.job.deleteLater()
        self.job, self.state = job, RunState(title, stages)
        self.prepare_after(None)
        self.view.begin(self.state)
        self.setCurrentIndex(1)
        job.told.connect(self._told)
        job.progressed.connect(self._progressed)
        job.ended.connect(self._ended)
        job.start()

    def cancel(self) -> None:
        """Cancel the run."""
        if self.job is not None:
            self.job.cancel()

    def _told(self, level: str, text: str) -> None:
        before = len(self.state.messages)
        self.state.tell(level, text)
        self.view.tell(self.state.messages[before:])
        self.view.refresh()

    def _progressed(self, percent: float) -> None:
        before = round(self.state.percent)
        self.state.advance(percent)
        if round(self.state.percent) != before:
            self.view.refresh()

    def _ended(self, outcome: Outcome) -> None:
        self.state.end(outcome)
        self.view.refresh()
        self.view.back.setFocus()
        if outcome.successful:
            self.take(outcome.results)
        self.prepare_after(outcome)
        self.host.give_turn(self, outcome)

    def take(self, results: Dict[str, Any]) -> None:
        """Take the results of a run that went well."""

    def prepare_after(self, outcome) -> None:
        """Show below the run what there is to see or do now; None = it has only just begun."""
