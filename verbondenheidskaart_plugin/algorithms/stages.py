"""The line that says which stage of a long run begins: the chain writes it, the assistant reads it."""

import re
from typing import Optional

_LINE = re.compile(r"\n\[(\d+)/\d+\] .+")


def announcement(number: int, total: int, label: str) -> str:
    """Return the line for stage ``number`` (from 1) of ``total``."""
    return f"\n[{number}/{total}] {label}"


def announced(line: str) -> Optional[int]:
    """Return the number of the stage that a line announces, None for any other line."""
    match = _LINE.fullmatch(line)
    return int(match[1]) if match else None
