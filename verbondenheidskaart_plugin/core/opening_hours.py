"""Hours a week from the simple forms of the OSM ``opening_hours`` tag."""

import re
from typing import List, Optional, Tuple

import numpy as np

DAY = 24 * 60  # minutes
DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
_DAY = r"(?:mo|tu|we|th|fr|sa|su|ph|sh)"
_DAYS = rf"{_DAY}(?:\s*-\s*{_DAY})?(?:\s*,\s*{_DAY}(?:\s*-\s*{_DAY})?)*"
_TIME = r"\d{1,2}[:.]\d{2}"
_TIMES = rf"{_TIME}\s*-\s*{_TIME}(?:\s*,\s*{_TIME}\s*-\s*{_TIME})*"
_RULE = re.compile(rf"^(?P<days>{_DAYS})?\s*:?\s*(?P<times>{_TIMES}|off|closed|24/7)?$")
_ADDED_RULE = re.compile(rf"(?<=\d)\s*,\s*(?={_DAYS}\s+\d)")


def weekly_hours(text: str) -> float:
    """Return the opening hours per week (0–168) of an ``opening_hours`` value; NaN when it is not understood.

    Understood: ``24/7``, rules of weekdays and clock times separated by ";" (a later rule replaces the days it
    names) or "," (adds to them), times past midnight, ``off``. Public and school holidays are left out.
    """
    week = np.zeros(7, dtype=np.int64)  # minutes
    rules = [rule.strip() for rule in text.lower().split(";")]
    understood = False
    for rule in filter(None, rules):
        named = np.zeros(7, dtype=bool)
        for part in _ADDED_RULE.split(rule):
            parsed = _rule(part.strip())
            if parsed is None:
                return float("nan")
            days, minutes = parsed
            week[days & ~named] = 0
            named |= days
            week[days] += minutes
        understood = understood or bool(named.any())
    return float(np.minimum(week, DAY).sum() / 60) if understood else float("nan")


def _rule(text: str) -> Optional[Tuple[np.ndarray, int]]:
    """Return (days (7,) bool, minutes on each) of one rule, or None; holidays alone give no day."""
    match = _RULE.match(text)
    if match is None or not text or (match["days"] and not match["times"]):
        return None
    days = _weekdays(match["days"])
    if match["times"] in ("off", "closed"):
        return days, 0
    if match["times"] == "24/7":
        return days, DAY
    spans = re.findall(rf"({_TIME})\s*-\s*({_TIME})", match["times"])
    return days, sum((_minutes(end) - _minutes(begin) - 1) % DAY + 1 for begin, end in spans)


def _weekdays(text: Optional[str]) -> np.ndarray:
    chosen = np.zeros(7, dtype=bool)
    if text is None:
        return ~chosen
    for part in re.split(r"\s*,\s*", text):
        ends: List[int] = [DAYS.index(day) for day in re.split(r"\s*-\s*", part) if day in DAYS]
        if len(ends) == 2 and ends[1] < ends[0]:
            chosen[ends[0]:] = chosen[:ends[1] + 1] = True
        elif ends:
            chosen[ends[0]:ends[-1] + 1] = True
    return chosen


def _minutes(clock: str) -> int:
    hours, minutes = re.split(r"[:.]", clock)
    return 60 * int(hours) + int(minutes)
