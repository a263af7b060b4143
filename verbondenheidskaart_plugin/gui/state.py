"""How a run stands: its stages, its messages and its outcome, in plain objects that need no screen."""

import re
from dataclasses import dataclass, field
from typing import Any, Dict, List, NamedTuple, Sequence

from ..algorithms.stages import announced

WAITING, BUSY, DONE, FAILED, BROKEN_OFF = "wacht", "bezig", "klaar", "mislukt", "afgebroken"
INFO, STATUS, WARNING, ERROR = "info", "stand", "waarschuwing", "fout"
_GEMEENTE = re.compile(r"([^,:;\"]+?) (GM\d{4})\b")


class Message(NamedTuple):
    """What a run said."""

    level: str
    text: str


@dataclass
class Outcome:
    """How a run ended; ``problem`` is the one message for the user, "" when there is none."""

    successful: bool
    results: Dict[str, Any] = field(default_factory=dict)
    problem: str = ""
    cancelled: bool = False


@dataclass
class Stage:
    """A named part of a run and how it stands."""

    label: str
    state: str = WAITING


class RunState:
    """One run, from its start to its outcome."""

    def __init__(self, title: str, stages: Sequence[str] = ()):
        self.title = title
        self.stages = [Stage(label) for label in stages]
        self.messages: List[Message] = []
        self.state = BUSY
        self.status = ""
        self.percent = 0.0
        self.problem = ""

    def tell(self, level: str, text: str) -> None:
        """Take in what the run says: a stage that begins, where it is now, or a message to keep."""
        number = announced(text)
        if number is not None and number <= len(self.stages):
            self._settle(DONE)
            self.stages[number - 1].state = BUSY
            self.status = self.stages[number - 1].label
        elif level == STATUS:
            self.status = text.strip()
        elif text.strip():
            self.messages.append(Message(level, text.strip()))

    def advance(self, percent: float) -> None:
        """Take in how far the run is (0–100); it never goes back."""
        self.percent = max(self.percent, min(percent, 100.0))

    def end(self, outcome: Outcome) -> None:
        """Take in the outcome; the stage that was busy gets its last mark."""
        self.state = DONE if outcome.successful else BROKEN_OFF if outcome.cancelled else FAILED
        self.problem = outcome.problem
        # What is said as the problem need not be said twice.
        self.messages = [each for each in self.messages if each.level != ERROR or each.text not in self.problem]
        if outcome.cancelled:
            self.messages = [each for each in self.messages if each.level != ERROR]
        self.status = ""
        if outcome.successful:
            self.percent = 100.0
        self._settle(self.state)

    @property
    def running(self) -> bool:
        """Whether there is no outcome yet."""
        return self.state == BUSY

    @property
    def warnings(self) -> List[str]:
        """The texts of the warnings."""
        return [message.text for message in self.messages if message.level == WARNING]

    def _settle(self, state: str) -> None:
        for stage in self.stages:
            if stage.state == BUSY:
                stage.state = state


def gemeenten_in(text: str) -> List[str]:
    """Return the gemeenten (``"Breda GM0758"``) that a message names, such as those a wrong name looks like."""
    return list(dict.fromkeys(f"{name.strip()} {code}" for name, code in _GEMEENTE.findall(text)))
