"""Columns that tell the figure of a group in another guise: its number, its share, or that of all others."""

import re
from itertools import combinations
from typing import Dict, Iterator, List, Tuple

import numpy as np
import pandas as pd

from .schema import DIMENSIONS

# (times the share, how far a rounded value may be off); the number itself may be rounded to fives, as CBS does.
_SHARES = ((1, 0.0051), (100, 0.51), (1000, 5.1))
_ROUNDED = 2.5
_MATCH = 0.9  # of the areas, for a column to be a twin
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
Parts = Tuple[str, ...]


def twins(table: pd.DataFrame, counts: pd.DataFrame, totals: pd.DataFrame) -> Dict[str, List[Parts]]:
    """Return {column of ``table``: [groups]} of the columns that hold a group, or several added up, in another guise.

    All frames have n rows, an area each; counts: (n, g) persons or households per group; totals: (n, g) what each is
    a part of. A column is a twin when 9 of 10 of its values are, but for rounding, the number of those groups or its
    share as a fraction, percentage or per mille. "All but the oldest" tells the oldest, so sums count too. With fewer
    than three areas to go by, every value must be exactly that of one group, or of all others. What fits several
    groups is called a twin of each.
    """
    guises = list(_guises(counts, totals))
    found: Dict[str, List[Parts]] = {}
    if not guises:
        return found
    values, off = np.array([each[2] for each in guises]), np.array([each[3] for each in guises])[:, None]
    whole = np.array([each[1] for each in guises])
    single = np.array([min(len(each[0]), each[4] - len(each[0])) == 1 for each in guises])
    for name in table.columns:
        column = numbers(table[name])
        both = np.isfinite(column) & np.isfinite(values)
        number, apart = both.sum(axis=1), np.abs(column - values)
        few = number < 3
        near = (apart <= np.where(few[:, None], off / 50, off)) & both
        share = np.divide(near.sum(axis=1), number, out=np.zeros(len(guises)), where=number > 0)
        several = len(np.unique(column[np.isfinite(column)])) > 2
        twin = ~whole & np.where(few, (share == 1) & single, (share >= _MATCH) & several)
        # The total itself is no secret, and a sum of nearly all looks like it.
        if twin.any() and share[twin].max() > share[whole].max(initial=0.0):
            found[name] = list(dict.fromkeys(guises[k][0] for k in np.flatnonzero(twin)))
    return found


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


def _guises(counts: pd.DataFrame, totals: pd.DataFrame) -> Iterator[Tuple[Parts, bool, np.ndarray, float, int]]:
    """Yield (groups, whether these are all, values (n,), how far off a rounded value is, number of groups)."""
    for groups in DIMENSIONS.values():
        names = [name for name in groups if name in counts and counts[name].notna().any()]
        for size in range(1, len(names) + 1):
            for parts in combinations(names, size):
                count = counts[list(parts)].sum(axis=1, skipna=False).to_numpy(dtype=float)
                total = totals[parts[0]].to_numpy(dtype=float)
                whole = size == len(names) > 1
                yield parts, whole, count, _ROUNDED, len(names)
                share = np.divide(count, total, out=np.full(len(count), np.nan), where=total > 0)
                for times, off in _SHARES:
                    yield parts, whole, times * share, off, len(names)
