"""Work that must run in the main thread (projects and layouts), called from a Processing thread."""

from qgis.PyQt.QtCore import QCoreApplication, QObject, Qt, QThread, pyqtSignal


class _Runner(QObject):
    asked = pyqtSignal()

    def __init__(self, function):
        super().__init__()
        self.function, self.result, self.error = function, None, None
        self.moveToThread(QCoreApplication.instance().thread())
        self.asked.connect(self.run, Qt.ConnectionType.BlockingQueuedConnection)

    def run(self):
        # An exception must not end in the event loop: it is handed back to the thread that asked.
        try:
            self.result = self.function()
        except Exception as error:
            self.error = error


def in_main_thread(function):
    """Call ``function`` in the main thread, wait, and return its result; its exception is raised here."""
    if QThread.currentThread() == QCoreApplication.instance().thread():
        return function()
    runner = _Runner(function)
    runner.asked.emit()
    if runner.error is not None:
        raise runner.error
    return runner.result


def lively(progress):
    """Return ``progress`` for work in the main thread: the desktop redraws at each step and hears a click on Cancel."""
    def step(fraction: float) -> None:
        QCoreApplication.processEvents()
        progress(fraction)
    return step
