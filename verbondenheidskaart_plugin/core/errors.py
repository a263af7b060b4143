"""The errors the plugin raises on bad input: each carries the data that a good message needs.

The text for users is made in ``algorithms/messages.py``, so that it can be translated.
"""

from dataclasses import dataclass, field
from typing import Any, Dict, Optional, Sequence


@dataclass
class InputError(ValueError):
    """Base of all errors a user can mend; ``layer`` names the input it is about."""

    layer: str = ""

    def __post_init__(self) -> None:
        super().__init__(repr(self))

    def data(self) -> Dict[str, Any]:
        """Return the fields, for filling a message."""
        return dict(self.__dict__)


@dataclass
class MissingField(InputError):
    """A field that is needed is absent; ``candidates`` are the names that were looked for."""

    what: str = ""
    candidates: Sequence[str] = ()
    present: Sequence[str] = ()


@dataclass
class EmptyInput(InputError):
    """Nothing usable is left.

    ``reason`` is one of: no_features, no_geometry, all_null, all_filtered, all_water, no_layers.
    """

    reason: str = "no_features"
    what: str = ""


@dataclass
class WrongGeometry(InputError):
    """The layer has another geometry type than ``expected`` (polygon, line, point)."""

    expected: str = ""


@dataclass
class NotOffered(InputError):
    """No service of the ``catalogue`` gives a ``source`` for the ``year``; for ``years`` one does."""

    catalogue: str = ""
    source: str = ""
    year: int = 0
    years: Sequence[int] = ()


@dataclass
class TooMany(InputError):
    """More pairs of places lie within ``metres`` of each other than the ``most`` that can be compared."""

    count: int = 0
    most: int = 0
    metres: float = 0.0


@dataclass
class UnusableCrs(InputError):
    """The CRS cannot be used; ``reason`` is one of: unknown, geographic_abroad, not_metres, degrees_as_metres."""

    crs: str = ""
    reason: str = "unknown"


@dataclass
class NoOverlap(InputError):
    """The layer does not overlap ``other``."""

    other: str = ""


@dataclass
class BadValue(InputError):
    """A value cannot be used, in field ``column`` of feature or row ``row``."""

    column: str = ""
    row: Any = None
    value: Any = None
    allowed: str = ""


@dataclass
class UnknownGemeente(BadValue):
    """No gemeente has the name or code ``value``; ``allowed``: those whose names look like it."""


@dataclass
class Duplicate(InputError):
    """A key that must be unique occurs more than once."""

    column: str = ""
    value: Any = None
    rows: Sequence[Any] = ()


@dataclass
class CatalogueError(InputError):
    """A row of a catalogue is wrong; ``problem`` is a code, ``detail`` the offending value."""

    row: Optional[int] = None
    column: str = ""
    problem: str = ""
    detail: str = ""
    allowed: Sequence[str] = field(default_factory=tuple)


@dataclass
class Unreadable(InputError):
    """A file cannot be read."""

    path: str = ""
    detail: str = ""


@dataclass
class Unwritable(InputError):
    """A file or folder cannot be written."""

    path: str = ""
    detail: str = ""


class Cancelled(Exception):
    """Raised by a progress callback when the user cancels."""
