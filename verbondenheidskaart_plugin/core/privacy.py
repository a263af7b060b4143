"""What may be shown: minimum counts, secondary suppression and names behind numbers.

What may not be shown becomes NaN, never 0. And what may not be shown is not computed with either: of exact figures on
few people, any number derived from them can tell something, so they are replaced before the first computation by what
a reader could guess (``estimated``), and homes are joined until there are enough people at each (``joined``).
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


def estimated(counts: pd.DataFrame, hidden: pd.DataFrame, parents: pd.DataFrame, whole: Sequence) -> pd.DataFrame:
    """Return (n, g) the counts, with in the place of the hidden ones what a reader of the rest would guess.

    parents: (n, g) what each count is a part of. whole: (n,) the larger area each lies in: the guess has its shares,
    and adds up to the hidden cells of the area, whose sum a reader knows.
    """
    out = counts.copy()
    lies_in = pd.factorize(np.asarray(whole, dtype=object))[0]
    for groups in DIMENSIONS.values():
        names = [name for name in groups if name in counts and counts[name].notna().any()]
        if len(names) < 2 or not hidden[names].to_numpy().any():
            continue
        values, mask = counts[names].to_numpy(dtype=float), hidden[names].to_numpy()
        share = _shares(np.nan_to_num(values), lies_in)
        guess = share * parents[names[0]].to_numpy(dtype=float)[:, None]
        held, guessed = (np.where(mask, np.nan_to_num(x), 0.0).sum(axis=1) for x in (values, guess))
        sure = (mask.sum(axis=1) > 1) & (held >= MIN_GROUP) & (guessed > 0)
        scale = np.divide(held, guessed, out=np.ones(len(held)), where=sure)
        out[names] = np.where(mask, guess * scale[:, None], values)
    return out


def _shares(values: np.ndarray, lies_in: np.ndarray) -> np.ndarray:
    """(n, g) the shares of the groups in the larger area of each; of all, or even, where it is alone in it."""
    def of(table: np.ndarray) -> np.ndarray:
        total = table.sum(axis=1, keepdims=True)
        return np.divide(table, total, out=np.full(table.shape, 1 / table.shape[1]), where=total > 0)

    sums = np.zeros((lies_in.max(initial=-1) + 2, values.shape[1]))
    np.add.at(sums, lies_in, values)
    everywhere = of(values.sum(axis=0, keepdims=True) * (len(values) > 1))
    return np.where((np.bincount(lies_in + 1)[lies_in + 1] > 1)[:, None], of(sums[lies_in]), everywhere)


def joined(xy: np.ndarray, persons: np.ndarray, area: np.ndarray, minimum: float = MIN_GROUP) -> np.ndarray:
    """Return (n,) int, for each point the number of its parcel: neighbours that hold ``minimum`` persons together.

    xy: (n, 2), persons: (n,) NaN = 0, area: (n,) int; a parcel lies in one area, and holds fewer only if that does.
    Each area is cut in two across its length, again and again, as long as both halves keep enough; so points that have
    enough by themselves stay apart from each other. The order of the points makes no difference.
    """
    # Whole millionths add up to the same sum in any order.
    persons = np.rint(np.nan_to_num(persons) * 1e6).astype(np.int64)
    number = np.unique(area, return_inverse=True)[1].reshape(-1)
    todo = np.arange(len(number))
    while len(todo):
        mine = np.unique(number[todo], return_inverse=True)[1].reshape(-1)
        size = np.array([_extent(xy[todo, axis], mine) for axis in (0, 1)])
        long = np.where(size[0] >= size[1], 0, 1)[mine]
        right = np.zeros(len(todo), dtype=bool)
        for turn in (0, 1):  # across the length, and where that leaves too few, along it
            rest = np.flatnonzero(np.bincount(mine, right)[mine] == 0)
            axis = long[rest] ^ turn
            along, aside = (xy[todo[rest], a] for a in (axis, 1 - axis))
            right[rest] = _cut(along, aside, mine[rest], persons[todo[rest]], round(minimum * 1e6))
        number[todo[right]] = number.max() + 1 + mine[right]
        todo = todo[np.bincount(mine, right)[mine] > 0]
    return np.unique(number, return_inverse=True)[1].reshape(-1)


def _extent(values: np.ndarray, number: np.ndarray) -> np.ndarray:
    low, high = np.full((2, number.max() + 1), np.inf) * [[1], [-1]]
    np.minimum.at(low, number, values)
    np.maximum.at(high, number, values)
    return high - low


def _cut(along: np.ndarray, aside: np.ndarray, parcel: np.ndarray, persons: np.ndarray, minimum: int) -> np.ndarray:
    """(n,) bool: the points beyond the cut that halves the persons best with enough on both sides; none = no cut."""
    if not len(parcel):
        return np.zeros(0, dtype=bool)
    order = np.lexsort((persons, aside, along, parcel))
    parcel, persons = parcel[order], persons[order]
    start = np.flatnonzero(np.r_[True, parcel[1:] != parcel[:-1]])
    size = np.diff(np.r_[start, len(parcel)])
    upto = np.cumsum(persons)
    left = upto - np.repeat(upto[start] - persons[start], size)
    whole = np.repeat(left[start + size - 1], size)
    fits = (left >= minimum) & (whole - left >= minimum)
    uneven = np.where(fits, np.abs(2 * left - whole), np.iinfo(np.int64).max)
    best = np.flatnonzero(fits & (uneven == np.repeat(np.minimum.reduceat(uneven, start), size)))
    which, first = np.unique(np.repeat(np.arange(len(start)), size)[best], return_index=True)
    at = np.full(len(start), len(parcel))
    at[which] = best[first]
    out = np.zeros(len(order), dtype=bool)
    out[order] = np.arange(len(order)) > np.repeat(at, size)
    return out


def without_few(persons: np.ndarray) -> np.ndarray:
    """Return numbers of persons, NaN where there are any but fewer than 10; less than half a person is nobody."""
    persons = np.asarray(persons, dtype=float)
    return np.where(persons < 0.5, 0.0, np.where(persons < MIN_GROUP - 1e-9, np.nan, persons))


def _hide(counts: np.ndarray, small: np.ndarray) -> np.ndarray:
    """Return which cells to hide for the small ones; totals over areas count where we hide something ourselves."""
    known = ~np.isnan(counts)
    hidden = secondary(counts, small) & known
    while True:
        more = secondary(counts, hidden, columns=hidden.any(axis=0)) & known
        if (more.any(axis=0) == hidden.any(axis=0)).all():
            return more
        hidden = more


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
