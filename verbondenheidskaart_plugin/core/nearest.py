"""The nearest facilities of every point, however far they are."""

from typing import List, Tuple

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from .batches import Progress, _no_progress
from .network import WalkNetwork
from .parts import SAME_M
from .reach import Pairs, Targets, pairs
from .snap import Positions

_FIRST_M = 400.0


def nearest(network: WalkNetwork, points: Positions, facilities: Positions, count: int = 1,
            limit: float = np.inf, *, progress: Progress = _no_progress) -> Pairs:
    """Find the ``count`` nearest facilities of each point within ``limit`` metres along the network.

    Returns pairs with source = point and target = facility, sorted by point, then distance, then facility. A point
    has fewer than ``count`` when its part of the network has fewer. Equally near facilities: the lowest numbers.
    """
    points, facilities = points.attached(), facilities.attached()
    limit = min(limit, float(network.length.sum()))  # no shortest walk is longer than all streets together
    parts: List[Pairs] = []
    if count == 1:
        parts.append(_one(network, points, facilities, limit))
    else:
        wanted = np.minimum(count, _available(network, points, facilities))
        reach, todo = min(_FIRST_M, limit), wanted > 0
        while todo.any():
            progress(1.0 - todo.mean())
            found = _pairs(network, points.take(todo[points.owner]), facilities, reach)
            number = np.bincount(found.target, minlength=points.count)
            done = todo & ((number >= wanted) | (reach >= limit))
            parts.append(found.take(done[found.target]))
            todo &= ~done
            reach = min(2 * reach, limit)
    progress(1.0)
    return _ranked(parts, count)


def _pairs(network: WalkNetwork, points: Positions, facilities: Positions, limit: float) -> Pairs:
    """Find the pairs (facility, point), walking from the smaller side."""
    if len(facilities.owner) <= len(points.owner):
        return pairs(network, facilities, points, limit)
    found = pairs(network, points, facilities, limit)
    return Pairs(found.target, found.source, found.metres)


def _ranked(parts: List[Pairs], count: int) -> Pairs:
    facility, point, metres = (np.concatenate([getattr(part, name) for part in parts]) if parts else np.zeros(0)
                               for name in ("source", "target", "metres"))
    order = np.lexsort((metres, point))
    farther = (np.diff(metres[order], prepend=0.0) > SAME_M) | (np.diff(point[order], prepend=0) > 0)
    order = order[np.lexsort((facility[order], np.cumsum(farther)))]
    point = point[order].astype(np.int64)
    rank = np.arange(len(point)) - np.searchsorted(point, point)
    keep = rank < count
    return Pairs(point[keep], facility[order][keep].astype(np.int64), metres[order][keep])


def _available(network: WalkNetwork, points: Positions, facilities: Positions) -> np.ndarray:
    """(points.count,) number of facilities in the connected parts of each point."""
    def held(places: Positions) -> Tuple[np.ndarray, np.ndarray]:
        pair = np.column_stack([places.owner, network.component[network.u[places.edge]]])
        owner, part = np.unique(pair, axis=0).T if len(pair) else pair.T
        return owner, part

    owner, part = held(facilities)
    there = np.bincount(part, minlength=int(network.component.max()) + 1)
    owner, part = held(points)
    return np.bincount(owner, weights=there[part], minlength=points.count).astype(np.int64)


def _one(network: WalkNetwork, points: Positions, facilities: Positions, limit: float) -> Pairs:
    """Grow one forest from all facilities at once; returns pairs (facility, point), the nearest among them."""
    n, s = len(network.node_xy), len(facilities.owner)
    edge, along = facilities.edge, facilities.along
    row = np.tile(np.arange(s), 2)
    order = np.argsort(row, kind="stable")
    head = np.concatenate([network.u[edge], network.v[edge]])[order]
    metres = np.concatenate([along, network.length[edge] - along])[order]
    indptr = np.concatenate([network.indptr, network.indptr[-1] + 2 * np.arange(1, s + 1)])
    matrix = csr_matrix((np.concatenate([network.weight, metres]), np.concatenate([network.indices, head]), indptr),
                        shape=(n + s, n + s))
    if not s:
        return Pairs(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0))
    distance, _, root = dijkstra(matrix, directed=True, indices=n + np.arange(s), limit=limit, min_only=True,
                                 return_predecessors=True)
    root = _lowest(matrix, distance, root)
    near, at = points.edge, points.along
    # From either end of the street, or along it.
    point, other, direct = Targets(network, facilities).beside(near, at)
    point = np.concatenate([np.tile(np.arange(len(near)), 2), point])
    metres = np.concatenate([distance[network.u[near]] + at, distance[network.v[near]] + network.length[near] - at,
                             direct])
    place = np.concatenate([root[network.u[near]] - n, root[network.v[near]] - n, other])
    on = metres <= limit
    return Pairs(facilities.owner[place[on]], points.owner[point[on]], metres[on])


def _lowest(matrix: csr_matrix, distance: np.ndarray, root: np.ndarray) -> np.ndarray:
    """Return the lowest of the equally near roots of every node: which one scipy gives is up to its version."""
    tail, head = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr)), matrix.indices
    at = np.flatnonzero((distance[tail] + matrix.data <= distance[head] + SAME_M) & np.isfinite(distance[head]))
    tail, head = tail[at], head[at]
    root = root.copy()
    while True:
        lower = np.flatnonzero(root[tail] < root[head])
        if not len(lower):
            return root
        np.minimum.at(root, head[lower], root[tail[lower]])
