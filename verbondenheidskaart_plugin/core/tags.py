"""The filter grammar of the catalogue, and testing whole tables of OSM tags against it.

A filter is a list of alternatives separated by `` | ``; an alternative is a list of conditions separated by
`` + ``, which must all hold. A condition is one of

- ``key=a;b``  the tag has one of these values (``key=*``: any value but "no");
- ``key!=a;b`` it has none of them, or is absent (``key!=*``: absent);
- ``key~a;b``  its text contains one of these words, whatever the case and accents (``key!~a;b``: none of them);
- ``key>=2``   it starts with a number of at least 2.

A tag may itself hold several values (``sport=soccer;tennis``): one that fits is enough.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Dict, FrozenSet, Tuple

import numpy as np
import pandas as pd

_CONDITION = re.compile(r"^\s*([\w:.\-]+?)\s*(!=|!~|>=|=|~)\s*(\S.*?)\s*$")
_NUMBER = re.compile(r"^\s*(\d+(?:[.,]\d+)?)")


def fold(text: str) -> str:
    """Return ``text`` without case, accents and punctuation: what two spellings of one name share."""
    apart = unicodedata.normalize("NFKD", str(text))
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[^\W_]+", plain.lower()))


@dataclass(frozen=True)
class Condition:
    """One condition on one key; see the grammar of this module."""

    key: str
    operator: str
    values: FrozenSet[str]

    @property
    def positive(self) -> bool:
        """True when the condition asks for something, rather than excluding it."""
        return not self.operator.startswith("!")

    @property
    def names_value(self) -> bool:
        """True when it asks for particular values, not merely for any."""
        return self.positive and "*" not in self.values

    def holds(self, text: str) -> bool:
        """Tell whether a tag with value ``text`` ("" = absent) meets the condition."""
        return _MEETS[self.operator.lstrip("!")](self.values, text) == self.positive


def _equals(values: FrozenSet[str], text: str) -> bool:
    parts = {part.strip().lower() for part in text.split(";")}
    return bool(parts & values) or ("*" in values and text.strip().lower() not in ("", "no"))


def _contains(values: FrozenSet[str], text: str) -> bool:
    return any(word in fold(text) for word in map(fold, values))


def _at_least(values: FrozenSet[str], text: str) -> bool:
    number = _NUMBER.match(text)
    return number is not None and float(number[1].replace(",", ".")) >= float(min(values).replace(",", "."))


_MEETS = {"=": _equals, "~": _contains, ">=": _at_least}
Alternative = Tuple[Condition, ...]


def parse_filter(text: str) -> Tuple[Alternative, ...]:
    """Return the alternatives of a filter; () for a blank one. Raises ValueError with the part that is wrong."""
    return tuple(_alternative(part) for part in text.split(" | ")) if text.strip() else ()


def _alternative(text: str) -> Alternative:
    conditions = []
    for part in text.split(" + "):
        match = _CONDITION.match(part)
        if match is None:
            raise ValueError(part.strip() or text)
        key, operator, listed = match.groups()
        values = frozenset(value.strip().lower() for value in listed.split(";") if value.strip())
        if not values or (operator == ">=" and not _NUMBER.fullmatch(listed)):
            raise ValueError(part.strip())
        conditions.append(Condition(key, operator, values))
    if not any(condition.positive for condition in conditions):
        raise ValueError(text.strip())  # would take in everything
    return tuple(conditions)


def specificity(alternative: Alternative) -> int:
    """Number of conditions that name particular values: what decides between two filters that both fit."""
    return sum(condition.names_value for condition in alternative)


class Tags:
    """A table of tags (columns = keys, missing = None/NaN/"") prepared for testing many conditions.

    Every column is reduced to its distinct values once, so that a condition costs one look at each distinct
    value and one array lookup.
    """

    def __init__(self, table: pd.DataFrame):
        self.table = table
        self._coded: Dict[str, Tuple[np.ndarray, np.ndarray]] = {}

    def __len__(self) -> int:
        return len(self.table)

    def _column(self, key: str) -> Tuple[np.ndarray, np.ndarray]:
        if key not in self._coded:
            codes, distinct = pd.factorize(self.table[key])
            # code −1 (missing) reads the last entry
            self._coded[key] = codes, np.array([str(value) for value in distinct] + [""], dtype=object)
        return self._coded[key]

    def test(self, condition: Condition) -> np.ndarray:
        """Return a boolean array (n,): the rows that meet ``condition``."""
        if condition.key not in self.table.columns:
            return np.full(len(self), not condition.positive)
        codes, distinct = self._column(condition.key)
        return np.fromiter(map(condition.holds, distinct), dtype=bool, count=len(distinct))[codes]

    def fits(self, alternative: Alternative) -> np.ndarray:
        """Return a boolean array (n,): the rows that meet every condition."""
        out = np.ones(len(self), dtype=bool)
        for condition in alternative:
            out &= self.test(condition)
            if not out.any():
                break
        return out
