"""Points on the network: the exact nearest place along an edge."""

from dataclasses import dataclass
from typing import Optional

import numpy as np

from .cells import Cells, ranges
from .network import WalkNetwork

_PIECE_M = 25.0
_CELL_M = 40.0
_CHUNK = 1_000_000  # comparisons of a point with a piece at a time


@dataclass
class Positions:
    """Places along edges, each belonging to an owner (a facility may have several entrances).

    owner: (k,) int, ascending. edge: (k,) int, −1 when no edge is near enough. along: (k,) metres from node u.
    offset: (k,) straight metres from the point to the edge, NaN when not attached. xy: (k, 2) place on the edge.
    count: number of owners.
    """

    owner: np.ndarray
    edge: np.ndarray
    along: np.ndarray
    offset: np.ndarray
    xy: np.ndarray
    count: int

    def take(self, keep: np.ndarray) -> "Positions":
        """Return the places where the boolean array ``keep`` (k,) is true; owners keep their numbers."""
        return Positions(self.owner[keep], self.edge[keep], self.along[keep], self.offset[keep], self.xy[keep],
                         self.count)

    def attached(self) -> "Positions":
        """Return the places that lie on an edge."""
        return self.take(self.edge >= 0)

    def owner_offset(self) -> np.ndarray:
        """(count,) smallest offset of each owner in metres, NaN when it is not attached."""
        best = np.full(self.count, np.inf)
        on = self.edge >= 0
        np.minimum.at(best, self.owner[on], self.offset[on])
        return np.where(np.isfinite(best), best, np.nan)


class Snapper:
    """Finds the nearest place on the network; the index is made once.

    Edges are cut into pieces of at most 25 m, filed by the grid cell of their middle. A block of cells around a point
    holds every piece whose middle is nearer than the edge of the block, which makes the answer exact.
    """

    def __init__(self, network: WalkNetwork):
        lines = network.lines
        a, b, self._edge = lines.segments()
        p, q = lines.xy[a], lines.xy[b]
        length = np.hypot(*(q - p).T)
        at = np.cumsum(length) - length
        first = np.concatenate([[True], self._edge[1:] != self._edge[:-1]])
        self._along = at - np.repeat(at[first], np.diff(np.append(np.flatnonzero(first), len(at))))
        self._p, self._d, self._length = p, q - p, length
        # Waiting makes an edge longer than its line.
        drawn = np.bincount(self._edge, weights=length, minlength=len(network.length))
        self._stretch = np.divide(network.length, drawn, out=np.ones(len(drawn)), where=drawn > 0)
        pieces = np.maximum(np.ceil(length / _PIECE_M).astype(np.int64), 1)
        segment = np.repeat(np.arange(len(p)), pieces)
        k = np.arange(len(segment)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
        self._cells = Cells(p[segment] + ((k + 0.5) / pieces[segment])[:, None] * self._d[segment], _CELL_M)
        self._segment = segment[self._cells.order]
        self._edge_length = network.length

    def snap(self, xy: np.ndarray, limit: float, owner: Optional[np.ndarray] = None,
             count: Optional[int] = None) -> Positions:
        """Attach points (k, 2) to the nearest edge within ``limit`` metres; ``owner`` defaults to 0 … k − 1."""
        owner = np.arange(len(xy), dtype=np.int64) if owner is None else owner
        count = len(xy) if count is None else count
        best, segment, share = np.full(len(xy), np.inf), np.zeros(len(xy), dtype=np.int64), np.zeros(len(xy))
        todo = np.flatnonzero(np.isfinite(xy).all(axis=1))
        rings = 1
        while len(todo):
            self._nearest(xy, todo, rings, best, segment, share)
            sure = rings * _CELL_M - _PIECE_M / 2
            todo = todo[best[todo] > sure] if sure < limit else todo[:0]
            rings *= 2
        on = best <= limit
        edge = self._edge[segment]
        along = (self._along[segment] + share * self._length[segment]) * self._stretch[edge]
        along = np.minimum(along, self._edge_length[edge])
        place = self._p[segment] + share[:, None] * self._d[segment]
        return Positions(owner, np.where(on, edge, -1), np.where(on, along, 0.0),
                         np.where(on, best, np.nan), np.where(on[:, None], place, np.nan), count)

    def _nearest(self, xy: np.ndarray, todo: np.ndarray, rings: int, best: np.ndarray, segment: np.ndarray,
                 share: np.ndarray) -> None:
        """Fill in the nearest segment among the cells up to ``rings`` away from the cell of each point."""
        cell = self._cells.cell(xy[todo])
        order = np.lexsort((cell[:, 0], cell[:, 1]))
        todo, cell = todo[order], cell[order]
        first = np.flatnonzero(np.concatenate([[True], (cell[1:] != cell[:-1]).any(axis=1)]))
        starts, ends = self._cells.block(cell[first], rings)
        sizes = (ends - starts).sum(axis=1)
        members = np.diff(np.append(first, len(todo)))
        work = np.cumsum(sizes * members)
        begin = 0
        while begin < len(first):
            done = work[begin - 1] if begin else 0
            end = max(begin + 1, int(np.searchsorted(work, done + _CHUNK, side="right")))
            piece = ranges(starts[begin:end].ravel(), ends[begin:end].ravel())
            low = np.cumsum(sizes[begin:end]) - sizes[begin:end]
            points = np.arange(first[begin], first[end] if end < len(first) else len(todo))
            group = np.repeat(np.arange(end - begin), members[begin:end])
            self._compare(xy, todo[points], piece, low[group], sizes[begin:end][group], best, segment, share)
            begin = end

    def _compare(self, xy: np.ndarray, points: np.ndarray, piece: np.ndarray, low: np.ndarray, size: np.ndarray,
                 best: np.ndarray, segment: np.ndarray, share: np.ndarray) -> None:
        """Measure every point against its pieces ``piece[low:low + size]`` and keep the nearest."""
        points, low, size = points[size > 0], low[size > 0], size[size > 0]
        if len(points) == 0:
            return
        row = np.repeat(np.arange(len(points)), size)
        seg = self._segment[piece[ranges(low, low + size)]]
        d, rel = self._d[seg], xy[points][row] - self._p[seg]
        square = self._length[seg] ** 2
        t = np.divide((d * rel).sum(axis=1), square, out=np.zeros(len(seg)), where=square > 0)
        np.clip(t, 0, 1, out=t)
        distance = np.hypot(rel[:, 0] - t * d[:, 0], rel[:, 1] - t * d[:, 1])
        heads = np.cumsum(size) - size
        nearest = np.minimum.reduceat(distance, heads)
        # Of equal distances the lowest segment, whatever the order of the pieces.
        candidate = np.where(distance == nearest[row], seg, len(self._p))
        winner = np.minimum.reduceat(candidate, heads)
        chosen = np.flatnonzero(candidate == winner[row])
        _, one = np.unique(row[chosen], return_index=True)
        best[points], segment[points], share[points] = nearest, winner, t[chosen[one]]
