"""Columns that tell the figure of a group in another guise: its number, its share, or that of all others."""

import re
from dataclasses import dataclass
from itertools import combinations
from typing import Dict, Iterator, List, Sequence, Tuple

import numpy as np
import pandas as pd

from .schema import DIMENSIONS

# (times the share, how far a rounded value may be off); the number itself may be rounded to fives, as CBS does.
_SHARES = ((1, 0.0051), (100, 0.51), (1000, 5.1))
_ROUNDED = 2.5
_MATCH = 0.9  # of the areas, for a column to be a twin
_SAMPLE = 300  # areas that are looked at first
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
Parts = Tuple[str, ...]


@dataclass(frozen=True)
class _Guise:
    """A figure of one or more sums of groups: its values (n,), how far off a rounded one may be, and what it is.

    whole: of all groups, which is no secret. single: of one group, or of all others.
    """

    sums: Tuple[Parts, ...]
    values: np.ndarray
    off: float
    whole: bool = False
    single: bool = False


def twins(table: pd.DataFrame, counts: pd.DataFrame, totals: pd.DataFrame) -> Dict[str, List[Parts]]:
    """Return {column of ``table``: [groups]} of the columns that hold a group, or several added up, in another guise.

    All frames have n rows, an area each; counts: (n, g) persons or households per group; totals: (n, g) what each is
    a part of. A column is a twin when 9 of 10 of its values are, but for rounding, the number of those groups, its
    share as a fraction, percentage or per mille, or the ratio of some ages to others, such as the old to those who
    work. "All but the oldest" tells the oldest, so sums count too. With fewer than three areas to go by, every value
    must be exactly that of one group, or of all others. What fits several groups is called a twin of each.
    """
    guises = [*_guises(counts, totals), *_ratios(counts)]
    found: Dict[str, List[Parts]] = {}
    if not guises:
        return found
    values, off = np.array([each.values for each in guises]), np.array([each.off for each in guises])
    whole, single = (np.array([getattr(each, name) for each in guises]) for name in ("whole", "single"))
    for name in table.columns:
        column = numbers(table[name])
        known = np.flatnonzero(np.isfinite(column))
        first = known[:: max(1, len(known) // _SAMPLE)]
        near, number = _near(column[first], values[:, first], off)
        at = np.flatnonzero((near >= (_MATCH - 0.1) * number) & (number > 0))
        if not (~whole[at]).any():
            continue
        near, number = _near(column[known], values[np.ix_(at, known)], off[at])
        share = np.divide(near, number, out=np.zeros(len(at)), where=number > 0)
        several = len(np.unique(column[known])) > 2
        twin = ~whole[at] & np.where(number < 3, (share == 1) & single[at], (share >= _MATCH) & several)
        # The total itself is no secret, and a sum of nearly all looks like it.
        if twin.any() and share[twin].max() > share[whole[at]].max(initial=0.0):
            found[name] = list(dict.fromkeys(parts for k in at[twin] for parts in guises[k].sums))
    return found


def _near(column: np.ndarray, values: np.ndarray, off: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
    """Return (k,) how many of the values (n,) of a column are those of each guise (k, n), and how many can be held."""
    both = np.isfinite(values)
    number = both.sum(axis=1)
    limit = np.where(number < 3, off / 50, off)
    return ((np.abs(column - values) <= limit[:, None]) & both).sum(axis=1), number


def telling(sums: List[Parts], hidden: pd.DataFrame, unknown: pd.DataFrame) -> np.ndarray:
    """Return (n,) bool, the areas in which one of the sums of groups tells a hidden cell.

    hidden: (n, g) bool; unknown: (n, g) bool, no figure at all. A sum over all cells of an area that a reader does not
    see tells nothing: it follows from the total.
    """
    out = np.zeros(len(hidden), dtype=bool)
    for groups, parts in ((groups, list(parts)) for groups in DIMENSIONS.values() for parts in sums):
        unseen = (hidden | unknown)[[name for name in groups if name in hidden]]
        if set(parts) <= set(unseen):
            some = unseen[parts].sum(axis=1) < unseen.sum(axis=1)
            out |= (hidden[parts].any(axis=1) & some).to_numpy()
    return out


def numbers(column: pd.Series) -> np.ndarray:
    """Return a column as numbers; of a text such as "6 ouderen" the one number in it."""
    if pd.api.types.is_bool_dtype(column):
        return np.full(len(column), np.nan)
    if pd.api.types.is_numeric_dtype(column):
        return column.to_numpy(dtype=float, na_value=np.nan)
    found = (_NUMBER.findall(value) if isinstance(value, str) else [] for value in column.tolist())
    return np.array([float(each[0].replace(",", ".")) if len(each) == 1 else np.nan for each in found], dtype=float)


def _guises(counts: pd.DataFrame, totals: pd.DataFrame) -> Iterator[_Guise]:
    """Yield the numbers and shares of every sum of groups of a dimension."""
    for groups in DIMENSIONS.values():
        names = _present(groups, counts)
        for size in range(1, len(names) + 1):
            for parts in combinations(names, size):
                count = _sum(counts, parts)
                total = totals[parts[0]].to_numpy(dtype=float)
                about = {"whole": size == len(names) > 1, "single": min(size, len(names) - size) == 1}
                yield _Guise((parts,), count, _ROUNDED, **about)
                for times, off in _SHARES:
                    yield _Guise((parts,), times * _ratio(count, total), off, **about)


def _ratios(counts: pd.DataFrame) -> Iterator[_Guise]:
    """Yield the ratios of sums of ages to others, as a fraction and per hundred."""
    names = _present(DIMENSIONS["leeftijd"], counts)
    sums = [parts for size in range(1, len(names)) for parts in combinations(names, size)]
    for parts, others in ((a, b) for a in sums for b in sums if not set(a) & set(b)):
        ratio = _ratio(_sum(counts, parts), _sum(counts, others))
        for times, off in _SHARES[:2]:
            yield _Guise((parts, others), times * ratio, off)


def _present(groups: Sequence[str], counts: pd.DataFrame) -> List[str]:
    return [name for name in groups if name in counts and counts[name].notna().any()]


def _sum(counts: pd.DataFrame, parts: Parts) -> np.ndarray:
    return counts[list(parts)].sum(axis=1, skipna=False).to_numpy(dtype=float)


def _ratio(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    return np.divide(part, whole, out=np.full(len(part), np.nan), where=whole > 0)
