"""Outlines of areas on a grid: marching squares for many layers at once."""

from functools import reduce
from typing import Callable, NamedTuple, Tuple

import numpy as np
from scipy.sparse import coo_matrix, csr_matrix
from scipy.sparse.csgraph import breadth_first_order, connected_components

# For the corners below zero (bit 0 lower left, 1 lower right, 2 upper right, 3 upper left): the sides that each piece
# of the outline joins, with the inside on its left. Sides: 0 bottom, 1 right, 2 top, 3 left.
_PIECES = {1: [(0, 3)], 2: [(1, 0)], 3: [(1, 3)], 4: [(2, 1)], 6: [(2, 0)], 7: [(2, 3)], 8: [(3, 2)], 9: [(0, 2)],
           11: [(1, 2)], 12: [(3, 1)], 13: [(0, 1)], 14: [(3, 0)], 5: [(0, 3), (2, 1)], 10: [(1, 0), (3, 2)]}
_FIRST = np.array([_PIECES.get(case, [(0, 0)])[0] for case in range(16)])
_SECOND = np.array([_PIECES.get(case, [(0, 0)])[-1] for case in range(16)])
# Of what crosses the side to the right of ``node``, or the one upwards: (layer, node, neighbour) → share of the side.
Share = Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray]


class Rings(NamedTuple):
    """Closed rings, ordered by layer, then polygon, the outer ring first.

    xy: (v, 2) in (column, row) units; ring i is ``xy[start[i]:start[i + 1]]``, anticlockwise when it is an outer one.
    layer, polygon: (r,) the layer of each ring and the number of its polygon within all layers.
    """

    xy: np.ndarray
    start: np.ndarray
    layer: np.ndarray
    polygon: np.ndarray


def contours(low: np.ndarray, share: Share) -> Rings:
    """Return the outlines of the true cells of ``low`` (rows, columns, layers), of which the border must be false.

    The number of layers must be a multiple of eight; the last ones may be empty.
    ``share`` places an outline on the side between two neighbours, 0 at the first, 1 at the second.
    """
    shape = low.shape
    row, column, layer, case = _crossed(low)
    if not len(row):
        return Rings(np.zeros((0, 2)), np.zeros(1, dtype=np.int64), row, row)
    begin, end = _pieces(row * shape[1] + column, case, layer, shape)
    order = np.argsort(begin % shape[2], kind="stable")
    begin, end = begin[order], end[order]
    layer, side = begin % shape[2], begin // shape[2]
    node, upwards = side // 2, side % 2
    part = share(layer, node, np.where(upwards == 1, node + shape[1], node + 1))
    xy = np.column_stack([node % shape[1] + part * (1 - upwards), node // shape[1] + part * upwards])
    where = np.empty(2 * low.size, dtype=np.int32)  # only the places of outlines are ever touched
    where[begin] = np.arange(len(begin), dtype=np.int32)
    ring, order, start = _trace(where[end])
    return _sorted(xy, order, start, layer, _polygons(ring, layer, node, upwards, len(start) - 1))


def _crossed(low: np.ndarray) -> Tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return (row, column, layer, case) of the squares between four cells through which an outline runs."""
    eight = low.view(np.uint64)  # eight layers at a time
    some, every = eight[:-1] | eight[1:], eight[:-1] & eight[1:]
    mixed = (some[:, :-1] | some[:, 1:]) ^ (every[:, :-1] & every[:, 1:])
    # Reducing over so short an axis would be slow.
    row, column = np.nonzero(reduce(np.bitwise_or, np.moveaxis(mixed, 2, 0)))
    square, layer = np.nonzero(mixed[row, column].view(bool))
    row, column = row[square], column[square]
    case = sum(value * low[row + up, column + right, layer].astype(np.int64)
               for value, up, right in ((1, 0, 0), (2, 0, 1), (4, 1, 1), (8, 1, 0)))
    return row, column, layer, case


def _pieces(node: np.ndarray, case: np.ndarray, layer: np.ndarray, shape: Tuple[int, ...]
            ) -> Tuple[np.ndarray, np.ndarray]:
    """Return (begin, end): the sides that each piece of the outlines joins.

    A side has the number (2·node + upwards)·layers + layer, of the node at its left or lower end.
    """
    step = np.array([0, 3, 2 * shape[1], 1])
    twice = (case == 5) | (case == 10)
    joins = np.concatenate([_FIRST[case], _SECOND[case[twice]]])
    node, layer = np.append(node, node[twice]), np.append(layer, layer[twice])
    begin, end = (2 * node[:, None] + step[joins]).T * shape[2] + layer
    return begin, end


def _trace(following: np.ndarray) -> Tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Follow the links; return (ring of each point, order of the points, start of each ring in that order)."""
    n = len(following)
    every = np.arange(n)
    links = csr_matrix((np.ones(n, dtype=np.int8), following, np.arange(n + 1)), shape=(n, n))
    count, ring = connected_components(links, directed=False)
    first = np.empty(count, dtype=np.int64)
    first[ring[::-1]] = every[::-1]
    by_start = np.argsort(first)
    rank = np.empty(count, dtype=np.int64)
    rank[by_start] = np.arange(count)
    first, ring = first[by_start], rank[ring]
    # Where a ring would close it goes on to the next one: one round through all of them, which is walked at once.
    before = np.empty(n, dtype=following.dtype)
    before[following] = every
    following = following.copy()
    following[before[first]] = np.roll(first, -1)
    chain = csr_matrix((np.ones(n, dtype=np.int8), following, np.arange(n + 1)), shape=(n, n))
    order = breadth_first_order(chain, first[0], directed=True, return_predecessors=False)
    return ring, order, np.concatenate([[0], np.cumsum(np.bincount(ring, minlength=count))])


def _polygons(ring: np.ndarray, layer: np.ndarray, node: np.ndarray, upwards: np.ndarray, count: int) -> np.ndarray:
    """Return (r,) the polygon of each ring: along a row of cells, both ends of a run of true ones belong to one."""
    across = np.flatnonzero(upwards == 0)
    across = across[np.lexsort((node[across], layer[across]))]
    left, right = ring[across[0::2]], ring[across[1::2]]
    pairs = coo_matrix((np.ones(len(left), dtype=np.int8), (left, right)), shape=(count, count))
    return connected_components(pairs, directed=False)[1]


def _sorted(xy: np.ndarray, order: np.ndarray, start: np.ndarray, layer: np.ndarray, polygon: np.ndarray) -> Rings:
    """Close the rings and put them in the order of layer and polygon, the outer ring first."""
    layer = layer[order[start[:-1]]]
    closing = np.insert(order, start[1:], order[start[:-1]])
    xy, start = xy[closing], start + np.arange(len(start))
    x, y = (xy - np.repeat(xy[start[:-1]], np.diff(start), axis=0)).T
    cross = np.append(x[:-1] * y[1:] - x[1:] * y[:-1], 0.0)
    cross[start[1:] - 1] = 0.0
    hole = np.add.reduceat(cross, start[:-1]) < 0
    ranked = np.lexsort((hole, polygon, layer))
    sizes = np.diff(start)[ranked]
    bounds = np.concatenate([[0], np.cumsum(sizes)])
    rows = np.repeat(start[:-1][ranked] - bounds[:-1], sizes) + np.arange(bounds[-1])
    return Rings(xy[rows], bounds, layer[ranked], polygon[ranked])
