"""What happened to the input: every drop, repair and assumption is counted here, shown and stored."""

from typing import Dict, List, Optional, Sequence

from ..core.errors import Cancelled
from ..i18n import tr

INFO, WARNING = "info", "waarschuwing"
_NAMED = 6


class Report:
    """Collects messages, passes them to the Processing feedback and yields the rows of ``meldingen``."""

    def __init__(self, feedback=None):
        self.feedback = feedback
        self.rows: List[Dict] = []

    def info(self, subject: str, text: str, count: Optional[int] = None) -> None:
        """Record and show a plain message about ``subject`` (a layer or stage)."""
        self._add(INFO, subject, text, count)

    def warning(self, subject: str, text: str, count: Optional[int] = None) -> None:
        """Record and show a message that the user should act on or know of."""
        self._add(WARNING, subject, text, count)

    def _add(self, level: str, subject: str, text: str, count: Optional[int]) -> None:
        self.rows.append({"niveau": level, "onderwerp": subject, "melding": text, "aantal": count})
        if self.feedback is not None:
            show = self.feedback.pushWarning if level == WARNING else self.feedback.pushInfo
            show(f"{subject}: {text}")


class Progress:
    """Callable that moves the feedback from ``start`` to ``end`` percent and raises when cancelled."""

    def __init__(self, feedback=None, start: float = 0.0, end: float = 100.0):
        self.feedback, self.start, self.end = feedback, start, end

    def __call__(self, fraction: float) -> None:
        """Report ``fraction`` (0–1) of this part; raise ``Cancelled`` when the user cancelled."""
        self.listen()
        if self.feedback is not None:
            self.feedback.setProgress(self.start + (self.end - self.start) * min(max(fraction, 0.0), 1.0))

    def listen(self) -> None:
        """Raise ``Cancelled`` when the user cancelled."""
        if self.feedback is not None and self.feedback.isCanceled():
            raise Cancelled()

    def part(self, start: float, end: float) -> "Progress":
        """Return a progress for the part from ``start`` to ``end`` (0–1) of this one."""
        span = self.end - self.start
        return Progress(self.feedback, self.start + span * start, self.start + span * end)


def some(items: Sequence) -> str:
    """Return the first few items as text, and how many more there are."""
    text, more = ", ".join(str(item) for item in items[:_NAMED]), len(items) - _NAMED
    return tr("{items} and {n} more").format(items=text, n=more) if more > 0 else text
