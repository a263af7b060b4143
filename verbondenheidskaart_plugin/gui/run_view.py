"""What a user sees of a run: how far it is, its stages with a mark each, what it said, and how it ended."""

import html
from typing import Sequence

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QTextBrowser,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ..i18n import tr
from .state import BROKEN_OFF, BUSY, DONE, ERROR, FAILED, WAITING, WARNING, Message, RunState

_ICONS = {WAITING: "mTaskQueued", BUSY: "mTaskRunning", DONE: "mTaskComplete", FAILED: "mTaskTerminated",
          BROKEN_OFF: "mTaskCancel"}
_SIGNS = {DONE: "mIconSuccess", FAILED: "mIconCritical", BROKEN_OFF: "mIconWarning"}


def icon(name: str):
    """Return an icon of QGIS, which fits its theme."""
    return QgsApplication.getThemeIcon(f"/{name}.svg")


def words(state: str) -> str:
    """Return how something stands, in words."""
    return {WAITING: tr("waiting"), BUSY: tr("busy"), DONE: tr("done"), FAILED: tr("failed"),
            BROKEN_OFF: tr("cancelled")}[state]


def fixed_widths(tree: QTreeWidget) -> None:
    """Let the first of two columns take what the second leaves."""
    header = tree.header()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)


class RunView(QWidget):
    """Shows one ``RunState``; below it a page puts what there is to see or do afterwards."""

    cancel_asked = pyqtSignal()
    back_asked = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self.state = None
        self.sign, self.title, self.said = QLabel(), QLabel(), QLabel()
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        for label in (self.title, self.said):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.bar, self.cancel = QProgressBar(), QPushButton(tr("Cancel"))
        self.bar.setAccessibleName(tr("Progress"))
        self.cancel.clicked.connect(lambda checked=False: self._cancel())
        self.stages, self.log = QTreeWidget(), QTextBrowser()
        self.stages.setHeaderHidden(True)
        self.stages.setColumnCount(2)
        fixed_widths(self.stages)
        self.stages.setRootIsDecorated(False)
        self.stages.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.stages.setAccessibleName(tr("Stages"))
        self.log.setAccessibleName(tr("Messages"))
        self.only = QCheckBox()
        self.only.toggled.connect(lambda checked: self._write())
        self.after = QVBoxLayout()  # for the page
        self.back = QPushButton(tr("‹ Back"))
        self.back.clicked.connect(lambda checked=False: self.back_asked.emit())
        self._lay_out()

    def _lay_out(self) -> None:
        layout, head, row = QVBoxLayout(self), QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.title, 1)
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel)
        layout.addLayout(head)
        layout.addLayout(row)
        layout.addWidget(self.said)
        layout.addWidget(self.stages, 3)
        layout.addLayout(self.after, 3)
        layout.addWidget(self.only)
        layout.addWidget(self.log, 2)
        self.foot = QHBoxLayout()
        self.foot.addWidget(self.back)
        self.foot.addStretch(1)
        layout.addStretch(0)
        layout.addLayout(self.foot)

    def begin(self, state: RunState) -> None:
        """Show a run that begins."""
        self.state = state
        self.title.setText(state.title)
        self.cancel.setText(tr("Cancel"))
        self.stages.clear()
        for stage in state.stages:
            self.stages.addTopLevelItem(QTreeWidgetItem([stage.label]))
        self.stages.setVisible(bool(state.stages))
        self.only.setChecked(False)
        self._write()
        self.refresh()
        self.cancel.setFocus()

    def tell(self, messages: Sequence[Message]) -> None:
        """Add messages to the log."""
        for each in messages:
            if each.level in (WARNING, ERROR) or not self.only.isChecked():
                self.log.append(_line(each))
        self._count()

    def refresh(self) -> None:
        """Show how the run stands now."""
        state = self.state
        self.bar.setVisible(state.running)
        self.cancel.setVisible(state.running)
        self.cancel.setEnabled(state.running and self.cancel.text() == tr("Cancel"))
        self.back.setVisible(not state.running)
        self.bar.setValue(round(state.percent))
        if not state.running:
            self.only.setChecked(bool(state.warnings))
            self._write()
        self.said.setText(state.problem or state.status)
        self.said.setVisible(bool(self.said.text()) or state.running)
        sign, side = _SIGNS.get(state.state), self.fontMetrics().height()
        self.sign.setVisible(sign is not None)
        if sign is not None:
            self.sign.setPixmap(icon(sign).pixmap(QSize(side, side)))
            self.sign.setAccessibleName(words(state.state))
        for number, stage in enumerate(state.stages):
            item = self.stages.topLevelItem(number)
            item.setIcon(0, icon(_ICONS[stage.state]))
            item.setText(1, words(stage.state))
            if stage.state == BUSY:
                self.stages.scrollToItem(item)

    def _cancel(self) -> None:
        self.cancel.setText(tr("Stopping…"))
        self.cancel.setEnabled(False)
        self.cancel_asked.emit()

    def _write(self) -> None:
        """Write the log anew: all of it, or what needs attention."""
        self.log.clear()
        self.tell(self.state.messages if self.state else ())

    def _count(self) -> None:
        warnings = len(self.state.warnings) if self.state else 0
        self.only.setVisible(warnings > 0)
        self.only.setText(tr("Only what needs attention ({n})").format(n=warnings))
        self.log.setVisible(self.state is not None and (self.state.running or bool(self.state.messages)))


def _line(message: Message) -> str:
    text = html.escape(message.text).replace("\n", "<br>")
    before = {WARNING: tr("Note:"), ERROR: tr("Error:")}.get(message.level)
    # The element makes the view take a text without others for HTML too.
    return f"<span><b>{html.escape(before)}</b> {text}</span>" if before else f"<span>{text}</span>"
