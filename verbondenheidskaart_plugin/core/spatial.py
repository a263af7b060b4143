"""Neighbouring areas and the tests for clusters among them: Moran's I, LISA, Gi*, false discovery rate, hexagons.

Weights are sparse matrices: ``weights[i, j]`` > 0 means that j is a neighbour of i, and nobody is his own neighbour.
"""

from dataclasses import dataclass
from typing import Callable, Tuple

import numpy as np
from scipy.sparse import coo_matrix, csr_matrix, diags, identity
from scipy.spatial import cKDTree

from .polylines import Polylines

PERMUTATIONS = 999
FALSE_DISCOVERIES = 0.10
MIN_AREAS = 30  # below this number of areas no test for hot spots
HEXAGON_M = 500.0
NO_TEST, ISLAND = "te_weinig_gebieden", "geen_buren"
_PIECE_M, _PIECES = 10.0, 1_000_000

Progress = Callable[[float], None]


def linked(i: np.ndarray, j: np.ndarray, count: int) -> csr_matrix:
    """Return the symmetric weights (count, count) of 0 and 1 in which i (k,) and j (k,) are neighbours."""
    apart = i != j
    i, j = i[apart], j[apart]
    one = np.ones(2 * len(i))
    both = coo_matrix((one, (np.concatenate([i, j]), np.concatenate([j, i]))), shape=(count, count)).tocsr()
    both.data[:] = 1.0
    both.sort_indices()
    return both


def queen(rings: Polylines, count: int, tolerance: float = 1.0) -> csr_matrix:
    """Return the weights of areas that share a point of their border (queen contiguity).

    rings: the closed rings of the areas, ``row`` = area 0 … count − 1. A vertex within ``tolerance`` metres of a side
    of another area is shared, so borders need not have the same vertices.
    """
    a, b, line = rings.segments()
    if len(a) == 0:
        return linked(a, a, count)
    p, d = rings.xy[a], rings.xy[b] - rings.xy[a]
    length = np.hypot(*d.T)
    step = max(_PIECE_M, length.sum() / _PIECES)
    pieces = np.maximum(np.ceil(length / step).astype(np.int64), 1)
    side = np.repeat(np.arange(len(a)), pieces)
    part = np.arange(len(side)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    middles = cKDTree(p[side] + ((part + 0.5) / pieces[side])[:, None] * d[side])
    near = cKDTree(p).sparse_distance_matrix(middles, step / 2 + tolerance, output_type="ndarray")
    vertex, side = near["i"], side[near["j"]]
    area = rings.row[line]
    other = area[vertex] != area[side]
    vertex, side = vertex[other], side[other]
    to_vertex = p[vertex] - p[side]
    with np.errstate(divide="ignore", invalid="ignore"):
        t = (to_vertex * d[side]).sum(axis=1) / length[side] ** 2
    offset = to_vertex - np.clip(np.nan_to_num(t), 0, 1)[:, None] * d[side]
    touches = np.hypot(*offset.T) <= tolerance
    return linked(area[vertex[touches]], area[side[touches]], count)


def nearest(xy: np.ndarray, k: int = 6) -> csr_matrix:
    """Return the weights in which the ``k`` nearest of the points (n, 2) are the neighbours; not symmetric."""
    n = len(xy)
    k = min(k, n - 1)
    if k < 1:
        return csr_matrix((n, n))
    _, found = cKDTree(xy).query(xy, k=k + 1)
    # Points at one place: the point itself need not be the first that is found, nor be found at all.
    own = found == np.arange(n)[:, None]
    own[~own.any(axis=1), -1] = True
    row = np.repeat(np.arange(n), k)
    return csr_matrix((np.ones(n * k), (row, found[~own])), shape=(n, n))


def within(xy: np.ndarray, metres: float) -> csr_matrix:
    """Return the weights in which points (n, 2) at most ``metres`` apart are neighbours."""
    found = cKDTree(xy).query_pairs(metres, output_type="ndarray")
    return linked(found[:, 0], found[:, 1], len(xy))


def standardised(weights: csr_matrix) -> csr_matrix:
    """Return the weights with rows that add up to 1; a row without neighbours stays empty."""
    total = np.asarray(weights.sum(axis=1)).ravel()
    return csr_matrix(diags(np.divide(1.0, total, out=np.zeros(len(total)), where=total > 0)) @ weights)


@dataclass(frozen=True)
class Moran:
    """Moran's I, its expectation −1/(n − 1), the chance p of at least this much clustering, and n areas used."""

    value: float
    expected: float
    p: float
    areas: int


def moran(values: np.ndarray, weights: csr_matrix, permutations: int = PERMUTATIONS, seed: int = 1) -> Moran:
    """Return Moran's I of values (n,) with weights as they are given (binary or row-standardised).

    I = n / ΣΣw · ΣΣ w_ij z_i z_j / Σ z². p = (M + 1) / (permutations + 1), M the permutations with an I at least
    as high. Unknown values and areas without neighbours are left out; NaN when all values are equal.
    """
    keep = _usable(values, weights)
    x, w = values[keep], csr_matrix(weights[keep][:, keep])
    n = len(x)
    z = x - x.mean() if n else x
    if n < 2 or not _varies(x):
        return Moran(np.nan, np.nan, np.nan, n)
    scale = n / w.sum() / (z @ z)
    observed = z @ (w @ z)
    rng = np.random.default_rng(seed)
    drawn = np.array([(lambda y: y @ (w @ y))(rng.permutation(z)) for _ in range(permutations)])
    more = _at_least(drawn, observed, np.abs(z).max() ** 2 * n).sum()
    return Moran(float(scale * observed), -1 / (n - 1), float((more + 1) / (permutations + 1)), n)


def gi_star(values: np.ndarray, weights: csr_matrix) -> np.ndarray:
    """Return (n,) Getis and Ord's Gi* as a z-score: the area itself counts with weight 1 among its neighbours'.

    (Σ w x − x̄ Σ w) / (s √((n Σ w² − (Σ w)²) / (n − 1))). Meant for binary weights. NaN for unknown values.
    """
    known = ~np.isnan(values)
    x = values[known]
    out = np.full(len(values), np.nan)
    n = len(x)
    if n < 2 or not _varies(x):
        return out
    w = csr_matrix(weights[known][:, known] + identity(n))
    total, squares = np.asarray(w.sum(axis=1)).ravel(), np.asarray(w.multiply(w).sum(axis=1)).ravel()
    spread = x.std() * np.sqrt(np.maximum(n * squares - total ** 2, 0) / (n - 1))
    out[known] = np.divide(w @ x - x.mean() * total, spread, out=np.full(n, np.nan), where=spread > 0)
    return out


@dataclass(frozen=True)
class Clusters:
    """Local clusters, (n,) each.

    local: LISA I_i. quadrant: HH, HL, LH, LL or "" (first the area, then its neighbours). gi: Gi*. p_local: chance of
    at least this local clustering. p_high: chance of neighbours as high as these. high_high, hot: significant
    after the correction for testing many areas. code: why an area was not tested, else "".
    """

    local: np.ndarray
    quadrant: np.ndarray
    gi: np.ndarray
    p_local: np.ndarray
    p_high: np.ndarray
    high_high: np.ndarray
    hot: np.ndarray
    code: np.ndarray

    @property
    def tested(self) -> np.ndarray:
        """(n,) whether the area was tested."""
        return ~np.isnan(self.p_local)


def clusters(values: np.ndarray, contiguity: csr_matrix, permutations: int = PERMUTATIONS, seed: int = 1,
             q: float = FALSE_DISCOVERIES, min_areas: int = MIN_AREAS,
             progress: Progress = lambda fraction: None) -> Clusters:
    """Return LISA (Anselin 1995) and Gi* of values (n,) with conditional permutation and Benjamini–Hochberg.

    contiguity: binary weights; LISA uses them row-standardised. I_i = z_i Σ w_ij z_j / m2. Each permutation holds
    the value of the area itself and draws its neighbours from all others. Unknown values and areas without
    neighbours are not tested; with fewer than ``min_areas`` none is.
    """
    n = len(values)
    keep = _usable(values, contiguity)
    code = np.where(~np.isnan(values) & ~keep, ISLAND, "").astype(object)
    local, p_local, p_high = (np.full(n, np.nan) for _ in range(3))
    quadrant = np.full(n, "", dtype=object)
    x = values[keep]
    enough = len(x) >= max(min_areas, 3) and _varies(x)
    if not enough:
        code[keep] = NO_TEST
    else:
        w = standardised(contiguity[keep][:, keep])
        z = x - x.mean()
        lag = w @ z
        local[keep] = z * lag / ((z @ z) / len(z))
        quadrant[keep] = np.char.add(np.where(z > 0, "H", "L"), np.where(lag > 0, "H", "L"))
        high, low = _tails(z, w, lag, permutations, seed, progress)
        p_high[keep] = high
        # Local clustering is high neighbours around a high value, or low ones around a low value.
        p_local[keep] = np.where(z > 0, high, low)
    gi = np.where(keep, gi_star(np.where(keep, values, np.nan), contiguity), np.nan)
    high_high = discoveries(p_local, q) & (quadrant == "HH")
    hot = discoveries(p_high, q) & (np.nan_to_num(gi) > 0)
    return Clusters(local, quadrant, gi, p_local, p_high, high_high, hot, code)


def _tails(z: np.ndarray, w: csr_matrix, lag: np.ndarray, permutations: int, seed: int, progress: Progress
           ) -> Tuple[np.ndarray, np.ndarray]:
    """Return (p of a lag at least as high, p of one at least as low) for every area."""
    n = len(z)
    sizes = np.diff(w.indptr)
    rng = np.random.default_rng(seed)
    drawn = np.array([rng.permutation(n - 1)[:sizes.max()] for _ in range(permutations)])
    high, low = np.empty(n), np.empty(n)
    scale = np.abs(z).max()
    for i in range(n):
        if i % 50 == 0:
            progress(i / n)
        others = drawn[:, :sizes[i]]
        sample = z[others + (others >= i)] @ w.data[w.indptr[i]:w.indptr[i + 1]]
        high[i] = _at_least(sample, lag[i], scale).sum()
        low[i] = _at_least(-sample, -lag[i], scale).sum()
    return (high + 1) / (permutations + 1), (low + 1) / (permutations + 1)


def discoveries(p: np.ndarray, q: float = FALSE_DISCOVERIES) -> np.ndarray:
    """Return (n,) which hypotheses are rejected at a false discovery rate of ``q`` (Benjamini & Hochberg 1995).

    The largest k with p_(k) ≤ k q / n, and all with a p as small. NaN is no hypothesis.
    """
    known = np.sort(p[~np.isnan(p)])
    passed = np.flatnonzero(known <= q * np.arange(1, len(known) + 1) / max(len(known), 1))
    limit = known[passed[-1]] if len(passed) else -1.0
    return np.nan_to_num(p, nan=2.0) <= limit


def empirical_bayes(events: np.ndarray, population: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
    """Return (rate, z) (n,) of rates with small denominators.

    rate: drawn towards the mean of all, the more so the smaller the population (Marshall 1991). z: standardised for
    Moran's I (Assunção & Reis 1999): (r − b) / √(a + b/n), with b the mean rate and a the variance between areas.
    NaN without population; z is NaN when the rates do not vary.
    """
    known = ~np.isnan(events) & (np.nan_to_num(population) > 0)
    n, total = population[known], population[known].sum()
    rate, z = np.full(len(events), np.nan), np.full(len(events), np.nan)
    if not known.any():
        return rate, z
    raw, mean = events[known] / n, events[known].sum() / total
    between = (n * (raw - mean) ** 2).sum() / total - mean / n.mean()
    within_area = mean / n
    a = max(between, 0.0)
    variance = a + within_area
    weight = np.divide(a, variance, out=np.zeros(len(n)), where=variance > 0)
    rate[known] = mean + weight * (raw - mean)
    z[known] = np.divide(raw - mean, np.sqrt(variance), out=np.full(len(n), np.nan), where=variance > 0)
    return rate, z


def hexagons(xy: np.ndarray, width: float = HEXAGON_M) -> Tuple[np.ndarray, np.ndarray]:
    """Return (cell (n,), centres (c, 2)): the hexagon of each point, numbered from the south-west, row by row.

    ``width`` is the distance between two parallel sides in metres. The grid starts at (0, 0), so that every run
    has the same hexagons. The hexagon of a point is the one with the nearest centre.
    """
    step = np.array([width, width * np.sqrt(3)])
    even = np.round(xy / step)
    odd = np.round(xy / step - 0.5) + 0.5
    far = [((xy - lattice * step) ** 2).sum(axis=1) for lattice in (even, odd)]
    place = np.where((far[0] <= far[1])[:, None], even, odd)
    # Twice the lattice place is whole; the row comes first, so that the numbering runs row by row.
    keys, cell = np.unique((2 * place[:, ::-1]).astype(np.int64), axis=0, return_inverse=True)
    return cell.reshape(-1), keys[:, ::-1] / 2 * step


def hexagon_rings(centres: np.ndarray, width: float = HEXAGON_M) -> Polylines:
    """Return the closed rings of the hexagons, anticlockwise; ``row`` is the number of the hexagon."""
    angle = np.pi / 6 + np.arange(7) % 6 * np.pi / 3
    corners = width / np.sqrt(3) * np.column_stack([np.cos(angle), np.sin(angle)])
    return Polylines((centres[:, None, :] + corners).reshape(-1, 2), 7 * np.arange(len(centres) + 1))


def _usable(values: np.ndarray, weights: csr_matrix) -> np.ndarray:
    """(n,) known values with at least one neighbour whose value is known."""
    known = ~np.isnan(values)
    return known & (np.asarray(csr_matrix(weights)[:, known].sum(axis=1)).ravel() > 0)


def _varies(x: np.ndarray) -> bool:
    return bool(x.max() - x.min() > 1e-12 * np.abs(x).max())


def _at_least(drawn: np.ndarray, observed: float, scale: float) -> np.ndarray:
    """Whether drawn ≥ observed; equal sums count, whatever the order in which they were added."""
    return drawn >= observed - 1e-9 * scale
