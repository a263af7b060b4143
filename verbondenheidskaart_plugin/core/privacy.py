"""What may be shown: minimum counts, secondary suppression and names behind numbers.

Nothing here rounds or replaces a value: what may not be shown becomes NaN, never 0.
"""

from typing import Dict, Iterable, Optional, Sequence, Union

import numpy as np
import pandas as pd

from .graphs import cuts
from .schema import DIMENSIONS

MIN_GROUP = 10  # persons in a group cell
MIN_RESIDENTS = 50  # residents of an area, for shares derived from them
MIN_RESPONDENTS = 10  # of a local survey
FEW_RESPONDENTS = 30  # below this number: only with its interval
MIN_SOURCES = 3  # that name a tie, before it is drawn
TOO_FEW = "te_weinig_personen"


def may_show(group: np.ndarray, residents: np.ndarray, min_group: float = MIN_GROUP,
             min_residents: float = MIN_RESIDENTS) -> np.ndarray:
    """Return where a figure about a group may be shown; group and residents: persons, NaN = unknown = no."""
    return (np.nan_to_num(group) >= min_group) & (np.nan_to_num(residents) >= min_residents)


def respondents_status(n: np.ndarray) -> np.ndarray:
    """Return per number of respondents "onderdrukt" (< 10 or unknown), "onzeker" (< 30) or "normaal"."""
    n = np.nan_to_num(n)
    return np.select([n < MIN_RESPONDENTS, n < FEW_RESPONDENTS], ["onderdrukt", "onzeker"], "normaal").astype(object)


def drawable(sources: Optional[np.ndarray], count: int) -> np.ndarray:
    """Return (count,) which ties may be drawn: those that at least three sources name.

    sources: number of sources per tie, NaN = unknown = no; None when the table does not tell: then all may.
    """
    return np.ones(count, dtype=bool) if sources is None else np.nan_to_num(sources) >= MIN_SOURCES


def secondary(counts: np.ndarray, hidden: Optional[np.ndarray] = None, *, rows: bool = True,
              columns: Union[bool, np.ndarray] = False, minimum: float = MIN_GROUP) -> np.ndarray:
    """Return (n, g) which cells to hide so that no hidden one follows from a total that is shown.

    counts: (n, g), NaN = unknown, which is hidden already. hidden: (n, g) the cells that are too small; by default
    those below ``minimum``. rows, columns: whether the totals of the rows (the groups of an area) and of the columns
    (the areas of a group; or (g,) of which groups) are known to the reader. In a line with hidden cells at least two
    must be hidden, and together they must hold at least ``minimum``; the smallest cells are hidden first.
    """
    hidden = np.isnan(counts) | (np.nan_to_num(counts) < minimum if hidden is None else hidden)
    known = np.broadcast_to(np.asarray(columns, dtype=bool), counts.shape[1:])
    while True:
        before = hidden.sum()
        if rows:
            hidden = _protect(counts, hidden, minimum, np.ones(len(counts), dtype=bool))
        if known.any():
            hidden = _protect(counts.T, hidden.T, minimum, known).T
        if hidden.sum() == before and not (rows and known.any() and _cover_exposed(counts, hidden)):
            return hidden


def hidden_groups(counts: pd.DataFrame, residents: np.ndarray, whole: Sequence) -> pd.DataFrame:
    """Return (n, g) bool which group cells of areas may not leave, so that none can be worked out from the rest.

    counts: (n, g) persons or households per area, a column per group of ``DIMENSIONS``, NaN = unknown. residents: (n,)
    per area. whole: (n,) the larger area each lies in, whose totals anybody can look up.

    A cell is hidden below 10, or when the area has fewer than 50 residents; then as many others as are needed within
    its dimension, over the groups of the area and over the areas of ``whole``. Where nobody lives there is nobody to
    protect. What is unknown already is no reason to hide a cell of another area: we do not give it away.
    """
    empty = (residents == 0)[:, None]
    thin = (np.nan_to_num(residents) < MIN_RESIDENTS)[:, None]
    lies_in = pd.factorize(np.asarray(whole, dtype=object))[0]
    hidden = np.zeros(counts.shape, dtype=bool)
    for groups in DIMENSIONS.values():
        names = [name for name in groups if name in counts and counts[name].notna().any()]
        if len(names) < 2:
            continue
        values = counts[names].to_numpy(dtype=float)
        small = ((values < MIN_GROUP) | (thin & ~np.isnan(values))) & ~empty
        columns = np.array([list(counts).index(name) for name in names])
        for number in np.unique(lies_in):
            at = np.flatnonzero(lies_in == number)
            hidden[np.ix_(at, columns)] |= _hide(values[at], small[at]) & ~empty[at]
    return pd.DataFrame(hidden, index=counts.index, columns=counts.columns)


def _hide(counts: np.ndarray, small: np.ndarray) -> np.ndarray:
    """Return which cells to hide for the small ones; totals over areas count where we hide something ourselves."""
    known = ~np.isnan(counts)
    hidden = secondary(counts, small) & known
    while True:
        more = secondary(counts, hidden, columns=hidden.any(axis=0)) & known
        if (more.any(axis=0) == hidden.any(axis=0)).all():
            return more
        hidden = more


def twins(table: pd.DataFrame, counts: pd.DataFrame, totals: pd.DataFrame) -> Dict[str, str]:
    """Return {column of ``table``: column of ``counts``} of the columns that hold the same figure in another guise.

    All frames have n rows, an area each; totals: (n, g) what each count is a part of. A column is a twin when 9 of 10
    of its values are, but for rounding, the count, its percentage or its share.
    """
    found = {}
    for name in table.columns:
        values = pd.to_numeric(table[name], errors="coerce").to_numpy(dtype=float)
        known = np.isfinite(values)
        if known.sum() < 3 or len(np.unique(values[known])) < 3:
            continue
        for group in counts.columns:
            count, total = counts[group].to_numpy(dtype=float), totals[group].to_numpy(dtype=float)
            with np.errstate(divide="ignore", invalid="ignore"):
                share = count / total
                same = ((np.abs(values - count) <= 2.5) | (np.abs(values - 100 * share) <= 0.51)
                        | (np.abs(values - share) <= 0.0051))
            both = known & np.isfinite(count)
            if both.sum() >= 3 and same[both].mean() >= 0.9:
                found[name] = group
                break
    return found


def _cover_exposed(counts: np.ndarray, hidden: np.ndarray) -> bool:
    """Hide one more cell for a hidden one that follows from all totals together; False when there is none.

    Rows and columns are the nodes of a graph and the hidden cells its edges: a cell is determined when it is a bridge.
    """
    row, column = np.nonzero(hidden)
    bridge = cuts(sum(hidden.shape), row, len(hidden) + column).bridge
    order = _next(counts, hidden)
    for r, c in zip(row[bridge], column[bridge]):
        cross = np.full(counts.shape, np.inf)
        cross[r], cross[:, c] = order[r], order[:, c]
        if np.isfinite(cross).any():
            hidden[np.unravel_index(cross.argmin(), cross.shape)] = True
            return True
    return False


def _next(counts: np.ndarray, hidden: np.ndarray) -> np.ndarray:
    """(n, g) the order in which cells are hidden; a cell with nobody in it hides nothing and goes last."""
    return np.where(hidden, np.inf, np.where(counts > 0, counts, np.finfo(float).max))


def _protect(counts: np.ndarray, hidden: np.ndarray, minimum: float, lines: np.ndarray) -> np.ndarray:
    """Hide the smallest shown cell of every line in ``lines`` that gives a hidden one away, until none does."""
    hidden = hidden.copy()
    while True:
        number = hidden.sum(axis=1)
        held = np.where(hidden, np.nan_to_num(counts), 0.0).sum(axis=1)
        # Of unknown cells nobody knows how much they hold: two of them are enough.
        unknown = np.isnan(counts).any(axis=1)
        open_ = lines & (number > 0) & (number < counts.shape[1]) & ((number == 1) | ((held < minimum) & ~unknown))
        if not open_.any():
            return hidden
        line = np.flatnonzero(open_)
        hidden[line, _next(counts, hidden)[line].argmin(axis=1)] = True


def pseudonyms(names: Iterable[object], prefix: str = "", seed: int = 1) -> Dict[object, str]:
    """Return {name: prefix + number}, in an order that says nothing about the names or their place in the table."""
    distinct = list(dict.fromkeys(names))
    numbers = np.random.default_rng(seed).permutation(len(distinct)) + 1
    width = len(str(len(distinct)))
    return {name: f"{prefix}{number:0{width}d}" for name, number in zip(distinct, numbers)}
