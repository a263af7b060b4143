"""What the assistant remembers from one session of QGIS to the next, in the profile of the user."""

import json
from typing import Any

from qgis.core import QgsSettings

_GROUP = "verbondenheidskaart/assistent"


class Memory:
    """Keeps texts, numbers, and lists and dicts of them by name."""

    def read(self, name: str, default: Any) -> Any:
        """Return what was kept, ``default`` when nothing was or when it is of another type."""
        try:
            found = json.loads(str(QgsSettings().value(f"{_GROUP}/{name}", "")))
        except ValueError:
            return default
        return found if isinstance(found, type(default)) else default

    def write(self, name: str, value: Any) -> None:
        """Keep a value."""
        QgsSettings().setValue(f"{_GROUP}/{name}", json.dumps(value))
