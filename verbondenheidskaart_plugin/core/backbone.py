"""The backbone of the lines: the few that hold the rotondes together.

Minimum spanning tree ⊆ relative neighbourhood graph ⊆ Gabriel graph ⊆ Delaunay triangulation.
"""

from dataclasses import dataclass
from typing import Optional, Tuple

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import minimum_spanning_tree
from scipy.spatial import Delaunay, QhullError, cKDTree

from .graphs import Cuts, cuts
from .reach import Pairs

_TOUCH = 1e-9  # relative: a point this near to a circle lies on it
# How deep in the backbone a line lies; every level contains the ones above it.
TREE, RELATIVE, GABRIEL, DELAUNAY, OUTSIDE = "boom", "rng", "gabriel", "delaunay", ""


@dataclass(frozen=True)
class Proximity:
    """The Delaunay edges i < j (m,) of points, squared length (m,), and which of them are in the smaller graphs."""

    i: np.ndarray
    j: np.ndarray
    squared: np.ndarray
    gabriel: np.ndarray
    relative: np.ndarray
    tree: np.ndarray

    @property
    def level(self) -> np.ndarray:
        """(m,) the innermost graph of each edge: boom, rng, gabriel or delaunay."""
        return np.select([self.tree, self.relative, self.gabriel], [TREE, RELATIVE, GABRIEL], DELAUNAY).astype(object)


def proximity(xy: np.ndarray) -> Proximity:
    """Return the proximity graphs of points (n, 2).

    Gabriel: no third point in the closed disc on the edge. Relative neighbourhood: no third point nearer to both ends
    than they are to each other. Points at one place, to the millimetre, hang on the first of them. Points on one
    line form a chain.
    """
    places, first, place = np.unique(np.round(xy, 3), axis=0, return_index=True, return_inverse=True)
    place = place.reshape(-1)
    a, b = _delaunay(places)
    squared = ((places[a] - places[b]) ** 2).sum(axis=1)
    gabriel, relative = _gabriel(places, a, b, squared), np.zeros(len(a), dtype=bool)
    relative[gabriel] = _relative(places, a[gabriel], b[gabriel], squared[gabriel])
    tree = spanning_tree(len(places), a, b, squared)
    # Nested by definition; rounding must not break it.
    relative |= tree
    gabriel |= relative
    extra = np.setdiff1d(np.arange(len(xy)), first)
    always = np.ones(len(extra), dtype=bool)
    i = np.concatenate([first[a], first[place[extra]]])
    j = np.concatenate([first[b], extra])
    squared = np.concatenate([squared, np.zeros(len(extra))])
    graphs = [np.concatenate([graph, always]) for graph in (gabriel, relative, tree)]
    low, high = np.minimum(i, j), np.maximum(i, j)
    order = np.lexsort((high, low))
    return Proximity(low[order], high[order], squared[order], *(graph[order] for graph in graphs))


def _delaunay(xy: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
    """Edges a < b of distinct points; of points on one line, from each to the next."""
    if len(xy) > 2:
        middle = xy - xy.mean(axis=0)
        try:
            found = Delaunay(middle)
            sides = found.simplices[:, [[0, 1], [1, 2], [0, 2]]].reshape(-1, 2)
            # A point left out for rounding hangs on the corner nearest to it.
            pair = np.concatenate([sides, found.coplanar[:, [0, 2]]])
        except QhullError:  # all on one line
            _, _, axes = np.linalg.svd(middle, full_matrices=False)
            order = np.argsort(middle @ axes[0], kind="stable")
            pair = np.column_stack([order[:-1], order[1:]])
    else:
        order = np.arange(len(xy))
        pair = np.column_stack([order[:-1], order[1:]])
    pair = np.unique(np.sort(pair, axis=1), axis=0).astype(np.int64)
    return pair[:, 0], pair[:, 1]


def _gabriel(xy: np.ndarray, a: np.ndarray, b: np.ndarray, squared: np.ndarray) -> np.ndarray:
    """(m,) bool: whether the disc on each edge is empty. The third point nearest to its middle decides."""
    if len(xy) < 3 or len(a) == 0:
        return np.ones(len(a), dtype=bool)
    _, near = cKDTree(xy).query((xy[a] + xy[b]) / 2, k=3)
    legs = sum(((xy[near] - xy[end][:, None]) ** 2).sum(axis=2) for end in (a, b))
    third = (near != a[:, None]) & (near != b[:, None])
    return ~(third & (legs <= squared[:, None] * (1 + _TOUCH))).any(axis=1)


def _relative(xy: np.ndarray, a: np.ndarray, b: np.ndarray, squared: np.ndarray) -> np.ndarray:
    """(m,) bool: whether no point is nearer to both ends; it would lie within √3/2 of the length from the middle."""
    if len(a) == 0:
        return np.zeros(0, dtype=bool)
    lists = cKDTree(xy).query_ball_point((xy[a] + xy[b]) / 2, np.sqrt(0.75 * squared) * (1 + _TOUCH))
    edge = np.repeat(np.arange(len(a)), [len(found) for found in lists])
    point = np.concatenate([np.asarray(found, dtype=np.int64) for found in lists])
    farthest = np.maximum(*(((xy[point] - xy[end[edge]]) ** 2).sum(axis=1) for end in (a, b)))
    out = np.ones(len(a), dtype=bool)
    out[edge[farthest < squared[edge]]] = False
    return out


def spanning_tree(count: int, i: np.ndarray, j: np.ndarray, length: np.ndarray) -> np.ndarray:
    """Return (m,) bool: the edges of a minimum spanning tree (a forest when the graph falls apart).

    length: (m,) ≥ 0. Between equal lengths the first edge wins.
    """
    # The solver takes 0 for "no edge"; only the order of the lengths matters, so ranks 1 … m serve.
    rank = np.empty(len(i))
    rank[np.argsort(length, kind="stable")] = np.arange(1, len(i) + 1)
    found = minimum_spanning_tree(csr_matrix((rank, (i, j)), shape=(count, count)))
    return np.isin(rank, found.data)


def levels(xy: np.ndarray, i: np.ndarray, j: np.ndarray, metres: np.ndarray) -> np.ndarray:
    """Return (m,) the place of each line i < j in the backbone: boom, rng, gabriel, delaunay or "" for none.

    ``boom`` is the spanning tree by walking distance; the others go by the coordinates (n, 2) of the rotondes.
    """
    near = proximity(xy)
    key = near.i * len(xy) + near.j
    at = np.minimum(np.searchsorted(key, i * len(xy) + j), max(len(key) - 1, 0))
    same = key[at] == i * len(xy) + j if len(key) else np.zeros(len(i), dtype=bool)
    plain = np.where(near.tree, RELATIVE, near.level)
    out = np.where(same, plain[at] if len(key) else OUTSIDE, OUTSIDE).astype(object)
    out[spanning_tree(len(xy), i, j, metres)] = TREE
    return out


def nearest_residents(pairs: Pairs, residents: np.ndarray, rotondes: int, limit: float = np.inf) -> np.ndarray:
    """Return (rotondes,) the residents for whom each rotonde is the nearest, at most ``limit`` metres away."""
    near = pairs.take(pairs.metres <= limit)
    order = np.lexsort((near.source, near.metres, near.target))
    point, first = np.unique(near.target[order], return_index=True)
    return np.bincount(near.source[order][first], weights=residents[point], minlength=rotondes)


def dependence(count: int, i: np.ndarray, j: np.ndarray, residents: Optional[np.ndarray] = None) -> Cuts:
    """Return which lines and rotondes hold the network together, with the residents cut off when they go.

    residents: (count,) those who belong to each rotonde (``nearest_residents``); the smaller side is cut off.
    """
    return cuts(count, i, j, residents)
