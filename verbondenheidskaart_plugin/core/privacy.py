"""What may be shown: minimum counts, secondary suppression and names behind numbers.

Nothing here rounds or replaces a value: what may not be shown becomes NaN, never 0.
"""

from typing import Dict, Iterable, Optional

import numpy as np

from .graphs import cuts

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


def secondary(counts: np.ndarray, hidden: Optional[np.ndarray] = None, *, rows: bool = True, columns: bool = False,
              minimum: float = MIN_GROUP) -> np.ndarray:
    """Return (n, g) which cells to hide so that no hidden one follows from a total that is shown.

    counts: (n, g), NaN = unknown, which is hidden already. hidden: (n, g) the cells that are too small; by default
    those below ``minimum``. rows, columns: whether the totals of the rows (the groups of an area) and of the columns
    (the areas of a group) are known to the reader. In a line with hidden cells at least two must be hidden, and
    together they must hold at least ``minimum``; the smallest cells are hidden first.
    """
    hidden = np.isnan(counts) | (np.nan_to_num(counts) < minimum if hidden is None else hidden)
    while True:
        before = hidden.sum()
        if rows:
            hidden = _protect(counts, hidden, minimum)
        if columns:
            hidden = _protect(counts.T, hidden.T, minimum).T
        if hidden.sum() == before and not (rows and columns and _cover_exposed(counts, hidden)):
            return hidden


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


def _protect(counts: np.ndarray, hidden: np.ndarray, minimum: float) -> np.ndarray:
    """Hide the smallest shown cell of every line that gives a hidden one away, until none does."""
    hidden = hidden.copy()
    while True:
        number = hidden.sum(axis=1)
        held = np.where(hidden, np.nan_to_num(counts), 0.0).sum(axis=1)
        # Of unknown cells nobody knows how much they hold: two of them are enough.
        unknown = np.isnan(counts).any(axis=1)
        open_ = (number > 0) & (number < counts.shape[1]) & ((number == 1) | ((held < minimum) & ~unknown))
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
