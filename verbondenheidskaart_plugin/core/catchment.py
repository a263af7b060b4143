"""Loopbereik: the part of every street within walking distance, and the area along those streets."""

from typing import Iterator, List, Optional, Tuple

import numpy as np

from .batches import Batch, Progress, _no_progress, batches
from .cells import ranges
from .network import WalkNetwork
from .polylines import Polylines
from .reach import Targets
from .snap import Positions, Snapper

GRID_M = 10.0
# Along one street a walk grows by at most a cell from cell to cell, a bend aside.
_JUMP = 1.5
# Owner, edge, begin and end of parts of edges.
Parts = Tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]


def reached_parts(network: WalkNetwork, sources: Positions, limit: float, *, progress: Progress = _no_progress
                  ) -> Tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return (owner, edge, begin, end): the parts of edges at most ``limit`` metres from each source, each once.

    begin and end are metres from node u; sorted by owner, edge and begin.
    """
    found = [_batch_parts(network, batch, limit) for batch in batches(network, sources, limit, progress=progress)]
    if not found:
        return np.zeros(0, dtype=int), np.zeros(0, dtype=int), np.zeros(0), np.zeros(0)
    owner, edge, begin, end = (np.concatenate(part) for part in zip(*found))
    order = np.lexsort((begin, edge, owner))
    return owner[order], edge[order], begin[order], end[order]


def _batch_parts(network: WalkNetwork, batch: Batch, limit: float) -> Parts:
    own = batch.entrances
    arcs = ranges(network.indptr[batch.nodes], network.indptr[batch.nodes + 1])
    edges = np.unique(np.concatenate([network.arc_edge[arcs], own.edge]))
    length = network.length[edges]
    from_u = limit - batch.distance(network.u[edges])
    from_v = limit - batch.distance(network.v[edges])
    source, column = np.nonzero((from_u > 0) | (from_v > 0))
    size = length[column]
    head = np.clip(from_u[source, column], 0, size)
    tail = size - np.clip(from_v[source, column], 0, size)
    at = np.searchsorted(edges, own.edge)
    door = np.maximum(own.along - limit, 0), np.minimum(own.along + limit, length[at])
    spans = (np.concatenate([source, source, own.owner]), np.concatenate([column, column, at]),
             np.concatenate([np.zeros(len(head)), tail, door[0]]), np.concatenate([head, size, door[1]]))
    return _union(batch, edges, *spans)


def _union(batch: Batch, edges: np.ndarray, source: np.ndarray, column: np.ndarray, begin: np.ndarray,
           end: np.ndarray) -> Parts:
    """Merge overlapping spans on the same edge of the same source; spans without length are left out."""
    keep = end > begin
    source, column, begin, end = source[keep], column[keep], begin[keep], end[keep]
    order = np.lexsort((begin, column, source))
    source, column, begin, end = source[order], column[order], begin[order], end[order]
    group = source * (len(edges) + 1) + column
    first = np.ones(len(group), dtype=bool)
    first[1:] = group[1:] != group[:-1]
    # At most a handful of spans share an edge: the running end of the group by repeated comparison.
    reach = end.copy()
    for _ in range(len(group)):
        pushed = reach.copy()
        pushed[1:] = np.where(first[1:], reach[1:], np.maximum(reach[1:], reach[:-1]))
        if np.array_equal(pushed, reach):
            break
        reach = pushed
    gap = np.ones(len(group), dtype=bool)
    gap[1:] = first[1:] | (begin[1:] > reach[:-1])
    heads = np.flatnonzero(gap)
    ends = np.maximum.reduceat(end, heads) if len(heads) else end[:0]
    return batch.owners[source[heads]], edges[column[heads]], begin[heads], ends


def cut(network: WalkNetwork, edge: np.ndarray, begin: np.ndarray, end: np.ndarray) -> Polylines:
    """Return the geometry of parts of edges."""
    lines, xy, start = network.lines, [], [0]
    for e, low, high in zip(edge, begin, end):
        line = lines.xy[lines.start[e]:lines.start[e + 1]]
        run = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
        inner = line[(run > low) & (run < high)]
        ends = np.column_stack([np.interp([low, high], run, line[:, k]) for k in (0, 1)])
        xy.append(np.concatenate([ends[:1], inner, ends[1:]]))
        start.append(start[-1] + len(xy[-1]))
    flat = np.concatenate(xy) if xy else np.zeros((0, 2))
    return Polylines(flat, np.array(start), lines.kind[edge], lines.name[edge], lines.stairs[edge], edge)


class AreaMaker:
    """Outlines of the area within ``width`` metres of the streets that a source reaches.

    The plane is a grid of 10 m; every point near a street belongs to its nearest place on the network, so an area never
    crosses water or a railway without a bridge by more than ``width``. The outline is the zero level of
    max(distance − limit, offset − width), by marching squares.
    """

    def __init__(self, network: WalkNetwork, width: float, cell: float = GRID_M):
        self.network, self.width, self.cell = network, width, cell
        # Two cells beyond the width, so that the level set always has an outside.
        margin = width + 2 * cell
        low = network.lines.xy.min(axis=0) - margin
        self.origin = np.floor(low / cell) * cell
        self.shape = tuple(np.ceil((network.lines.xy.max(axis=0) + margin - self.origin) / cell).astype(int) + 1)
        index = self._near_cells(margin)
        xy = self.origin + np.column_stack([index % self.shape[0], index // self.shape[0]]) * cell
        places = Snapper(network).snap(xy, margin, index, int(np.prod(self.shape)))
        self.targets = Targets(network, places)

    def _near_cells(self, margin: float) -> np.ndarray:
        """Return the numbers of the grid points in a square of ``margin`` around points along the streets."""
        a, b, _ = self.network.lines.segments()
        p, q = self.network.lines.xy[a], self.network.lines.xy[b]
        steps = np.maximum(np.ceil(np.hypot(*(q - p).T) / self.cell).astype(int), 1) + 1
        row = np.repeat(np.arange(len(p)), steps)
        k = np.arange(len(row)) - np.repeat(np.cumsum(steps) - steps, steps)
        at = p[row] + (k / (steps[row] - 1))[:, None] * (q - p)[row]
        mask = np.zeros(self.shape[::-1], dtype=bool)
        cell = np.rint((at - self.origin) / self.cell).astype(int)
        mask[cell[:, 1], cell[:, 0]] = True
        grow = int(np.ceil(margin / self.cell)) + 1
        for axis in (0, 1):
            mask = _dilate(mask, grow, axis)
        return np.flatnonzero(mask)

    def outlines(self, sources: Positions, limits: List[float], *, progress: Progress = _no_progress
                 ) -> Iterator[Tuple[int, float, List[np.ndarray]]]:
        """Yield (owner, limit, rings) for every source and limit; rings (k, 2) are closed, outer ones anticlockwise."""
        far = max(limits)
        for batch in batches(self.network, sources, far, progress=progress):
            rows = self.targets.around(batch, far + self.width + 3 * self.cell)
            metres = self.targets.metres(batch, rows)
            offset = self.targets.places.offset[rows]
            index = self.targets.places.owner[rows]
            x, y = index % self.shape[0], index // self.shape[0]
            narrow = offset < self.width
            for i, owner in enumerate(batch.owners):
                walk = np.ascontiguousarray(metres[i])
                for limit in limits:
                    inside = np.flatnonzero((walk < limit) & narrow)
                    if not len(inside):
                        yield int(owner), limit, []
                        continue
                    left, right = x[inside].min() - 1, x[inside].max() + 1
                    near = np.arange(*np.searchsorted(y, [y[inside[0]] - 1, y[inside[-1]] + 2]))
                    near = near[(x[near] >= left) & (x[near] <= right)]
                    value = np.maximum(walk[near] - limit, offset[near] - self.width)
                    yield int(owner), limit, self._rings(x[near], y[near], value, walk[near], offset[near])

    def _rings(self, x: np.ndarray, y: np.ndarray, value: np.ndarray, metres: np.ndarray, offset: np.ndarray
               ) -> List[np.ndarray]:
        x0, y0 = x.min() - 1, y.min() - 1
        field = np.full((y.max() - y0 + 2, x.max() - x0 + 2), 2 * self.cell)
        field[y - y0, x - x0] = np.clip(value, -2 * self.cell, 2 * self.cell)
        # A level exactly on a grid point would make outlines that touch themselves.
        field[np.abs(field) < 1e-3] = 1e-3
        walk = np.full(field.shape, np.inf)
        walk[y - y0, x - x0] = metres / self.cell
        beside = np.full(field.shape, np.inf)
        beside[y - y0, x - x0] = offset / self.cell
        rings = march(field, walk, beside, self.width / self.cell)
        return [self.origin + (ring + [x0, y0]) * self.cell for ring in rings]


def _dilate(mask: np.ndarray, grow: int, axis: int) -> np.ndarray:
    """Widen the true cells by ``grow`` cells along one axis."""
    counts = np.cumsum(mask, axis=axis, dtype=np.int32)
    size = mask.shape[axis]
    last = np.minimum(np.arange(size) + grow, size - 1)
    first = np.arange(size) - grow - 1
    upper = np.take(counts, last, axis=axis)
    lower = np.take(counts, np.maximum(first, 0), axis=axis)
    shape = [1, 1]
    shape[axis] = size
    return upper - np.where((first >= 0).reshape(shape), lower, 0) > 0


# For the corners below zero (bit 0 lower left, 1 lower right, 2 upper right, 3 upper left): the sides that each piece
# of the outline joins, with the inside on its left. Sides: 0 bottom, 1 right, 2 top, 3 left.
_PIECES = {1: [(0, 3)], 2: [(1, 0)], 3: [(1, 3)], 4: [(2, 1)], 6: [(2, 0)], 7: [(2, 3)], 8: [(3, 2)], 9: [(0, 2)],
           11: [(1, 2)], 12: [(3, 1)], 13: [(0, 1)], 14: [(3, 0)], 5: [(0, 3), (2, 1)], 10: [(1, 0), (3, 2)]}


def march(field: np.ndarray, walk: Optional[np.ndarray] = None, offset: Optional[np.ndarray] = None,
          width: float = np.inf) -> List[np.ndarray]:
    """Return the closed zero outlines of a grid (rows, columns) whose border is positive, in (column, row) units.

    Marching squares with linear interpolation; the negative side is on the left, so outer rings run anticlockwise.
    Where ``walk`` (rows, columns) jumps, two neighbours belong to different streets, ``offset`` away from them: the
    outline runs where both are equally far, if that is within ``width`` of them. All lengths are in cells.
    """
    low = field < 0
    case = low[:-1, :-1] + 2 * low[:-1, 1:] + 4 * low[1:, 1:] + 8 * low[1:, :-1]
    rows, columns = np.nonzero((case > 0) & (case < 15))
    kind = case[rows, columns]
    height, width = field.shape
    begin, end = [], []
    for number, pieces in _PIECES.items():
        at = kind == number
        if not at.any():
            continue
        r, c = rows[at], columns[at]
        # Every side of a cell has one number: 2·(node) for the one to the right, 2·(node) + 1 for the one upwards.
        side = (2 * (r * width + c), 2 * (r * width + c + 1) + 1, 2 * ((r + 1) * width + c), 2 * (r * width + c) + 1)
        for one, two in pieces:
            begin.append(side[one])
            end.append(side[two])
    if not begin:
        return []
    begin, end = np.concatenate(begin), np.concatenate(end)
    order = np.argsort(begin)
    begin, following = begin[order], np.searchsorted(begin[order], end[order])
    node, upwards = begin // 2, begin % 2
    r, c = node // width, node % width
    here, there = field[r, c], field[r + upwards, c + 1 - upwards]
    share = here / (here - there)
    if walk is not None and offset is not None:
        other = r + upwards, c + 1 - upwards
        jump = ~(np.abs(walk[r, c] - walk[other]) <= _JUMP) & (np.maximum(offset[r, c], offset[other]) <= width)
        share = np.where(jump, np.clip((1 + offset[other] - offset[r, c]) / 2, 0.02, 0.98), share)
    points = np.column_stack([c + share * (1 - upwards), r + share * upwards])
    return _trace(points, following)


def _trace(points: np.ndarray, following: np.ndarray) -> List[np.ndarray]:
    """Follow the links until all points are used; return closed rings."""
    links, seen, rings = following.tolist(), [False] * len(following), []
    for start in range(len(links)):
        if seen[start]:
            continue
        ring, here = [], start
        while not seen[here]:
            seen[here] = True
            ring.append(here)
            here = links[here]
        rings.append(points[[*ring, start]])
    return rings
