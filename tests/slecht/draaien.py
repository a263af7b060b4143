"""Run an algorithm as the toolbox does, with a feedback that remembers all and can cancel at any moment."""

from types import SimpleNamespace

from qgis.core import QgsProcessingContext, QgsProcessingFeedback


class Feedback(QgsProcessingFeedback):
    """Cancels at the ``limit``-th time that the algorithm asks whether it must stop."""

    def __init__(self, limit=None):
        super().__init__(False)
        self.limit, self.asked, self.messages, self.trace = limit, 0, [], ""

    def isCanceled(self):
        self.asked += 1
        if self.limit is not None and self.asked >= self.limit:
            self.cancel()
        return super().isCanceled()

    def pushInfo(self, text):
        self.messages.append(("info", text))

    def pushWarning(self, text):
        self.messages.append(("warning", text))

    def reportError(self, text, fatalError=False):
        self.messages.append(("error", text))

    def pushDebugInfo(self, text):
        self.trace = text


def run(algorithm, parameters, feedback=None):
    """Return results, messages and context; a failure raises QgsProcessingException with the trace as ``trace``."""
    import processing

    feedback, context = feedback or Feedback(), QgsProcessingContext()
    try:
        results = processing.run(f"verbondenheidskaart:{algorithm}", parameters, context=context, feedback=feedback)
    except Exception as error:
        error.trace = feedback.trace
        raise
    # The context owns the result layers: it must live as long as they are looked at.
    return SimpleNamespace(results=results, messages=feedback.messages, context=context)
