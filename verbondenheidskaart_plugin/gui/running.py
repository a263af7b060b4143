"""One algorithm in a background task, as the dialog of Processing runs it; the desktop stays alive meanwhile."""

from typing import Any, Dict

from qgis.core import (
    QgsApplication,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QEventLoop, QObject, QTimer, pyqtSignal

from ..i18n import tr
from .state import ERROR, INFO, STATUS, WARNING, Outcome

PROVIDER = "verbondenheidskaart"


class Feedback(QgsProcessingFeedback):
    """Passes on what an algorithm says; a signal crosses from its thread to that of the desktop."""

    told = pyqtSignal(str, str)

    def __init__(self):
        super().__init__(False)

    def setProgressText(self, text):
        self.told.emit(STATUS, text)

    def pushInfo(self, info):
        self.told.emit(INFO, info)

    def pushWarning(self, warning):
        self.told.emit(WARNING, warning)

    def reportError(self, error, fatalError=False):  # noqa: N803  as QGIS names it
        self.told.emit(ERROR, error)


class Job(QObject):
    """A run of one of our algorithms. It says what goes on, and in the end how it ended: always once."""

    told = pyqtSignal(str, str)  # level, text
    progressed = pyqtSignal(float)  # percent
    ended = pyqtSignal(object)  # Outcome

    def __init__(self, algorithm: str, parameters: Dict[str, Any], parent=None):
        super().__init__(parent)
        self.algorithm, self.parameters = algorithm, {key: from_file(value) for key, value in parameters.items()}
        self.context, self.feedback, self.task = QgsProcessingContext(), Feedback(), None
        self.context.setProject(QgsProject.instance())
        # What belongs to the desktop goes with its window, in its own thread: Python would take it apart in any.
        self.feedback.setParent(self)
        self.errors = []
        self.outcome = None
        self.feedback.told.connect(self._heard)
        self.feedback.progressChanged.connect(self._moved)

    def start(self) -> None:
        """Start; what is wrong with the parameters is an outcome like any other."""
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"{PROVIDER}:{self.algorithm}")
        able, problem = algorithm.canExecute()
        if able:
            able, problem = algorithm.checkParameterValues(self.parameters, self.context)
        if not able:
            # Later, so that whoever started it is ready to hear how it ended.
            QTimer.singleShot(0, lambda: self._end(Outcome(False, problem=problem)))
            return
        self.task = QgsProcessingAlgRunnerTask(algorithm, self.parameters, self.context, self.feedback)
        self.task.setDescription(f"Verbondenheidskaart: {algorithm.displayName()}")
        self.task.executed.connect(self._executed)
        QgsApplication.taskManager().addTask(self.task)

    def cancel(self) -> None:
        """Ask the run to stop, or not to begin."""
        self.feedback.cancel()
        if self.task is not None and self.outcome is None and not sip.isdeleted(self.task):
            self.task.cancel()

    def stop(self, longest_s: float = 30.0) -> None:
        """Cancel, and wait for the end: the desktop goes on meanwhile, because some work is done in its thread."""
        if self.outcome is not None:
            return
        self.cancel()
        loop = QEventLoop()
        self.ended.connect(loop.quit)
        QTimer.singleShot(int(1000 * longest_s), loop.quit)
        loop.exec()

    def _heard(self, level: str, text: str) -> None:
        if level == ERROR and text.strip():
            self.errors.append(text.strip())
        self.told.emit(level, text)

    def _moved(self, percent: float) -> None:
        self.progressed.emit(percent)

    def _executed(self, successful: bool, results: Dict[str, Any]) -> None:
        # Later: what the run said last is still on its way from its thread.
        QTimer.singleShot(0, lambda: self._end(self._outcome(successful, results)))

    def _outcome(self, successful: bool, results: Dict[str, Any]) -> Outcome:
        if successful and not self.feedback.isCanceled():
            return Outcome(True, dict(results))
        if self.feedback.isCanceled():
            return Outcome(False, problem=tr("Cancelled; earlier output is untouched."), cancelled=True)
        return Outcome(False, problem="\n".join(dict.fromkeys(self.errors)) or tr("The run failed without a reason."))

    def _end(self, outcome: Outcome) -> None:
        self.outcome = outcome
        # Layers that were opened to look at would keep their files: on Windows those could not be made anew.
        self.context.temporaryLayerStore().removeAllMapLayers()
        self.ended.emit(outcome)


def from_file(value: Any) -> Any:
    """Return the file behind a layer of the project: another thread must not read a layer that is in use."""
    layer = QgsProject.instance().mapLayer(value) if isinstance(value, str) and value else None
    if isinstance(layer, QgsVectorLayer) and layer.providerType() == "ogr" and not layer.isEditable():
        return layer.source()
    if isinstance(value, list):
        return [from_file(each) for each in value]
    return value
