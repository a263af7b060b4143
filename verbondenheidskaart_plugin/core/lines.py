"""Verbindingslijnen: which rotondes are linked by walks, residents and organisations, and how strongly."""

from typing import Callable, Mapping, Optional, Tuple

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix

from .cells import ranges
from .choice import SPEED_65_PLUS_M_S, SPEED_M_S, Demand, decay_gauss
from .reach import Pairs

LINE_M = 800.0
ROUTE_T0_MIN = 10.0
# Route, overlap and organisation: a choice of the project.
WEIGHTS = np.array([0.4, 0.3, 0.3])

Progress = Callable[[float], None]


class Reached:
    """What every rotonde has of each demand point it reaches, for the comparison of two of them.

    pairs: rotonde → demand point, sorted by rotonde. value: (k,) of each pair, such as decay or metres.
    """

    def __init__(self, pairs: Pairs, value: np.ndarray, rotondes: int, points: int):
        self.start = np.searchsorted(pairs.source, np.arange(rotondes + 1))
        self.point, self.value, self.points = pairs.target, value, points

    def sums(self, a: np.ndarray, b: np.ndarray, amount: Callable[..., np.ndarray], missing: float,
             progress: Progress = lambda fraction: None) -> np.ndarray:
        """Return (m,) for the rotondes a and b (m,) the sum of an amount over the points that b reaches.

        amount: function of (value at a, value at b, point, row of the pair) → (n,). The value at a is ``missing``
        where a does not reach the point. The points of a are laid out in full, one rotonde at a time, so the work
        grows with the points of near rotondes and no matrix is filled.
        """
        total = np.zeros(len(a))
        by_a = np.argsort(a, kind="stable")
        bounds = np.searchsorted(a[by_a], np.arange(len(self.start)))
        full = np.full(self.points, missing)
        present = np.flatnonzero(np.diff(bounds))
        for done, rotonde in enumerate(present):
            if done % 50 == 0:
                progress(done / len(present))
            own = slice(self.start[rotonde], self.start[rotonde + 1])
            full[self.point[own]] = self.value[own]
            rows = by_a[bounds[rotonde]:bounds[rotonde + 1]]
            begin, end = self.start[b[rows]], self.start[b[rows] + 1]
            at = ranges(begin, end)
            local = np.repeat(np.arange(len(rows)), end - begin)
            point = self.point[at]
            found = amount(full[point], self.value[at], point, rows[local])
            total[rows] = np.bincount(local, weights=found, minlength=len(rows))
            full[self.point[own]] = missing
        progress(1.0)
        return total


def candidates(walks: Pairs, limit: float = LINE_M) -> Tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return (i, j, metres): every two rotondes i < j at most ``limit`` metres apart on foot, each once.

    walks: rotonde → rotonde, in one or both directions.
    """
    near = walks.take((walks.source != walks.target) & (walks.metres <= limit))
    low, high = np.minimum(near.source, near.target), np.maximum(near.source, near.target)
    order = np.lexsort((near.metres, high, low))
    low, high, metres = low[order], high[order], near.metres[order]
    first = np.ones(len(low), dtype=bool)
    first[1:] = (low[1:] != low[:-1]) | (high[1:] != high[:-1])
    return low[first], high[first], metres[first]


def decay_at_home(pairs: Pairs, t0: np.ndarray, demand: Demand) -> np.ndarray:
    """Return (k,) the decay of each pair for the average resident of its demand point; t0: (j,) minutes.

    Residents of 65 and over walk at their own speed.
    """
    older = demand.older_share()[pairs.target]
    young, old = (decay_gauss(pairs.metres / (60 * speed), t0[pairs.source])
                  for speed in (SPEED_M_S, SPEED_65_PLUS_M_S))
    return young + (old - young) * older


def route(metres: np.ndarray) -> np.ndarray:
    """Return r, 0–1: the decay of a walk of so many metres, with t0 = 10 minutes."""
    return decay_gauss(metres / (60 * SPEED_M_S), np.full(len(metres), ROUTE_T0_MIN))


def overlap(reached: Reached, residents: np.ndarray, i: np.ndarray, j: np.ndarray,
            progress: Progress = lambda fraction: None) -> np.ndarray:
    """Return O (m,) of the catchments of i and j, 0–1: Σ N min(f_i, f_j) / Σ N max(f_i, f_j).

    reached: with the decay f as value. residents: (o,). NaN where neither reaches anyone.
    """
    size = np.zeros(len(reached.start) - 1)
    owner = np.repeat(np.arange(len(size)), np.diff(reached.start))
    np.add.at(size, owner, reached.value * residents[reached.point])

    def shared(at_i: np.ndarray, at_j: np.ndarray, point: np.ndarray, row: np.ndarray) -> np.ndarray:
        return np.minimum(at_i, at_j) * residents[point]

    least = reached.sums(i, j, shared, 0.0, progress)
    most = size[i] + size[j] - least
    return np.divide(least, most, out=np.full(len(i), np.nan), where=most > 0)


def shared_organisations(organisation: np.ndarray, rotonde: np.ndarray, rotondes: int, i: np.ndarray, j: np.ndarray
                         ) -> np.ndarray:
    """Return s (m,): organisations that i and j share as a part of all that either has (Jaccard), 0–1.

    organisation, rotonde: (k,) int, which organisation is active in which rotonde. NaN where of i or j none is known.
    """
    width = int(organisation.max(initial=-1)) + 1
    active = csr_matrix((np.ones(len(organisation)), (rotonde, organisation)), shape=(rotondes, width))
    active.data[:] = 1.0
    number = np.diff(active.indptr)
    both = np.asarray(active[i].multiply(active[j]).sum(axis=1)).ravel()
    known = (number[i] > 0) & (number[j] > 0)
    return np.divide(both, number[i] + number[j] - both, out=np.full(len(i), np.nan), where=known)


def bridging(groups: Mapping[str, np.ndarray], i: np.ndarray, j: np.ndarray) -> np.ndarray:
    """Return D (m,): how much the visitors of i and j differ, ½ Σ|π_i − π_j|, averaged over the dimensions; 0–1.

    groups: dimension → (rotondes, g) expected visitors. NaN where one has no visitors of known group.
    """
    parts = []
    for visitors in groups.values():
        total = visitors.sum(axis=1, keepdims=True)
        share = np.divide(visitors, total, out=np.full(visitors.shape, np.nan), where=total > 0)
        parts.append(0.5 * np.abs(share[i] - share[j]).sum(axis=1))
    if not parts:
        return np.full(len(i), np.nan)
    known = ~np.isnan(parts)
    return np.divide(np.nansum(parts, axis=0), known.sum(axis=0), out=np.full(len(i), np.nan),
                     where=known.any(axis=0))


def gravity(visitors: np.ndarray, i: np.ndarray, j: np.ndarray, route: np.ndarray) -> np.ndarray:
    """Return G (m,) = V_i V_j r / (ΣV)² ≥ 0, for ranking; 0 when nobody visits anything."""
    total = visitors.sum()
    return visitors[i] * visitors[j] * route / total ** 2 if total > 0 else np.zeros(len(i))


def strength(route: np.ndarray, overlap: np.ndarray, organisation: np.ndarray) -> np.ndarray:
    """Return L (m,) = .4 r + .3 O + .3 s, 0–1; the weight of an unknown part goes to the others."""
    terms = np.column_stack([route, overlap, organisation])
    weight = np.where(np.isnan(terms), 0.0, WEIGHTS)
    total = weight.sum(axis=1)
    return np.divide((weight * np.nan_to_num(terms)).sum(axis=1), total, out=np.full(len(terms), np.nan),
                     where=total > 0)


def lines(walks: Pairs, reached: Reached, residents: np.ndarray, visitors: np.ndarray,
          groups: Mapping[str, np.ndarray], organisations: Optional[Tuple[np.ndarray, np.ndarray]] = None,
          limit: float = LINE_M, progress: Progress = lambda fraction: None) -> pd.DataFrame:
    """Return the verbindingslijnen: a row for every two rotondes at most ``limit`` metres apart on foot.

    walks: rotonde → rotonde. reached: rotonde → demand point with the decay as value. residents: (o,). visitors,
    groups: of the rotondes (``choice.Choice``). organisations: (organisation, rotonde) as in
    ``shared_organisations``, None = no table. ``van`` and ``naar`` are the numbers of the rotondes, van < naar.
    """
    i, j, metres = candidates(walks, limit)
    r = route(metres)
    o = overlap(reached, residents, i, j, progress)
    s = np.full(len(i), np.nan)
    if organisations is not None:
        s = shared_organisations(*organisations, len(visitors), i, j)
    return pd.DataFrame({
        "van": i, "naar": j, "loopafstand_m": metres, "route": r, "overlap": o, "organisatie": s,
        "sterkte": strength(r, o, s), "overbrugging": bridging(groups, i, j),
        "zwaartekracht": gravity(visitors, i, j, r),
    })
