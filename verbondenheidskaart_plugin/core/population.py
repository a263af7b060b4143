"""Where people live: figures of buurten spread over points, without inventing or losing anyone."""

from typing import Callable, Dict, Mapping, Sequence, Tuple

import numpy as np

from .polylines import Polylines
from .schema import GROUPS, total_of

FIGURES = ("inwoners", "huishoudens", *GROUPS)

# Road types (OSM) that houses stand along; where a buurt has none, all its walkable lines serve.

_CHUNK = 2_000_000  # edges x points in one comparison, keeps memory under about 100 MB


def spread(
    totals: np.ndarray, owner: np.ndarray, weights: Sequence[np.ndarray], limit: float = np.inf
) -> Tuple[np.ndarray, np.ndarray]:
    """Spread each area's total over its points in proportion to a weight; the sum per area is conserved.

    totals: (areas,), NaN = unknown, gives NaN on its points. owner: (n,) int, the area of each point.
    weights: arrays (n,) ≥ 0 in order of preference; an area uses the first with a positive sum, and else
    shares evenly. A weight of NaN is a suppressed count: such points share evenly what the known ones
    leave of the total, each at most ``limit``; never less than 0.
    Returns values (n,) and, per area, the index of the weight used (``len(weights)`` = evenly).
    """
    areas, n = len(totals), len(owner)
    used = np.full(areas, len(weights))
    chosen = np.ones(n)
    for index in range(len(weights) - 1, -1, -1):
        weight = np.asarray(weights[index], dtype=float)
        hidden = np.isnan(weight)
        known = np.bincount(owner, np.where(hidden, 0.0, weight), areas)
        count = np.bincount(owner, hidden, areas)
        with np.errstate(invalid="ignore"):
            share = np.minimum(np.maximum(np.nan_to_num(totals) - known, 0.0) / np.maximum(count, 1), limit)
        fits = known > 0
        used[fits] = index
        chosen = np.where(fits[owner], np.where(hidden, share[owner], weight), chosen)
    size = np.bincount(owner, chosen, areas)
    with np.errstate(invalid="ignore", divide="ignore"):
        return chosen * (totals / size)[owner], used


def distribute(
    totals: Mapping[str, np.ndarray], owner: np.ndarray, own: Mapping[str, np.ndarray], weight: np.ndarray
) -> Tuple[Dict[str, np.ndarray], Dict[str, int]]:
    """Spread all figures of the areas over the points.

    totals: figure → (areas,) counts, NaN = unknown. own: figure → (n,) the points' own counts, NaN = suppressed,
    for the figures the points carry. weight: (n,) what residents are spread by. Groups follow the points' own
    counts of that group, else their residents (or households). Where the area's figure is unknown the
    points' own counts stand, and without those it is NaN.
    Returns figure → (n,) and how many (area, figure) pairs could not use the points' own counts.
    """
    out: Dict[str, np.ndarray] = {}
    fallback: Dict[str, int] = {}
    for figure in FIGURES:
        parent = total_of(figure)
        if figure == "inwoners":
            weights, basis = [weight], None
        else:
            basis = out[parent]
            if parent == "huishoudens":
                basis = np.where(np.isnan(basis), out["inwoners"], basis)
            mine = own.get(figure)
            weights = [basis] if mine is None else [np.where(np.isnan(mine) & (basis == 0), 0.0, mine), basis]
        smallest = weights[0][weights[0] > 0]
        # A suppressed count is smaller than any count that is shown.
        limit = float(smallest.min()) if len(smallest) else np.inf
        total = np.asarray(totals[figure], dtype=float)
        values, used = spread(total, owner, weights, limit)
        if figure in own:
            values = np.where(np.isnan(total)[owner], own[figure], values)
            present = np.bincount(owner, minlength=len(total)) > 0
            failed = int((present & (total > 0) & (used > 0)).sum())
            if failed:
                fallback[figure] = failed
        out[figure] = values
    return out, fallback


def locate(
    xy: np.ndarray, rings: Polylines, areas: int, progress: Callable[[float], None] = lambda fraction: None
) -> Tuple[np.ndarray, int]:
    """Find the area each point lies in, by the even–odd rule with half-open edges.

    xy: (n, 2), NaN lies nowhere. rings: the closed rings of all areas, ``row`` = the area. A point on an edge
    shared by two areas belongs to exactly one of them; in overlapping areas to the first.
    Returns owner (n,) int, −1 for none, and how many points lie in several areas.
    """
    owner = np.full(len(xy), -1, dtype=np.int64)
    several = np.zeros(len(xy), dtype=bool)
    order = np.argsort(xy[:, 0], kind="stable")
    x = xy[order, 0]
    a, b, line = rings.segments()
    area = rings.row[line]
    by_area = np.argsort(area, kind="stable")
    bounds = np.searchsorted(area[by_area], np.arange(areas + 1))
    for i in range(areas):
        progress(i / areas)
        edges = by_area[bounds[i]:bounds[i + 1]]
        if len(edges) == 0:
            continue
        p, q = rings.xy[a[edges]], rings.xy[b[edges]]
        low, high = np.searchsorted(x, [p[:, 0].min(), p[:, 0].max()], side="left")
        near = order[low:high]  # a point on the far right edge is outside, by the half-open rule
        near = near[(xy[near, 1] >= p[:, 1].min()) & (xy[near, 1] <= p[:, 1].max())]
        inside = near[_inside(xy[near], p, q)]
        several[inside] |= owner[inside] >= 0
        owner[inside] = np.where(owner[inside] < 0, i, owner[inside])
    return owner, int(several.sum())


def _inside(points: np.ndarray, p: np.ndarray, q: np.ndarray) -> np.ndarray:
    """Even–odd test of points (n, 2) against edges p–q (m, 2)."""
    up = p[:, 1] <= q[:, 1]  # always from low to high, so that both neighbours compute the same crossing
    low, high = np.where(up[:, None], p, q), np.where(up[:, None], q, p)
    with np.errstate(invalid="ignore", divide="ignore"):
        slope = (high[:, 0] - low[:, 0]) / (high[:, 1] - low[:, 1])
    out = np.zeros(len(points), dtype=bool)
    step = max(1, _CHUNK // max(len(p), 1))
    for start in range(0, len(points), step):
        px, py = points[start:start + step, :1], points[start:start + step, 1:]
        crosses = (low[:, 1] <= py) & (py < high[:, 1])
        with np.errstate(invalid="ignore"):
            left = px < low[:, 0] + (py - low[:, 1]) * slope
        out[start:start + step] = (crosses & left).sum(axis=1) % 2 == 1
    return out


def sample(lines: Polylines, spacing: float = 50.0) -> Tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Place points along lines: the middles of equal pieces of about ``spacing`` metres, at least one a line.

    Returns xy (k, 2), the length each point stands for (k,) in metres, and its line (k,). Lines without
    length give no point.
    """
    a, b, line = lines.segments()
    length = np.hypot(*(lines.xy[b] - lines.xy[a]).T)
    total = np.bincount(line, length, len(lines)) if len(line) else np.zeros(len(lines))
    pieces = np.where(total > 0, np.maximum(np.rint(total / spacing), 1), 0).astype(np.int64)
    owner = np.repeat(np.arange(len(lines)), pieces)
    if len(owner) == 0:
        return np.zeros((0, 2)), np.zeros(0), owner
    rank = np.arange(len(owner)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    size = total[owner] / pieces[owner]
    at = (np.cumsum(total) - total)[owner] + (rank + 0.5) * size  # position along all lines laid end to end
    real = np.flatnonzero(length > 0)
    ends = np.cumsum(length[real])
    place = np.minimum(np.searchsorted(ends, at, side="right"), len(real) - 1)
    segment = real[place]
    t = np.clip(1 - (ends[place] - at) / length[segment], 0.0, 1.0)[:, None]
    return lines.xy[a[segment]] * (1 - t) + lines.xy[b[segment]] * t, size, owner
