"""Points on the network: the exact nearest place along an edge."""

from dataclasses import dataclass
from typing import Optional

import numpy as np
from scipy.spatial import cKDTree

from .network import WalkNetwork

_PIECE_M = 25.0
_CHUNK = 100_000


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

    Edges are cut into pieces of at most 25 m; the middles of the pieces stand in a k-d tree. A piece whose
    middle lies farther than the best distance plus half a piece cannot be nearer, which makes the answer exact.
    """

    def __init__(self, network: WalkNetwork):
        lines = network.lines
        a, b, self._edge = lines.segments()
        p, q = lines.xy[a], lines.xy[b]
        length = np.hypot(*(q - p).T)
        run = np.cumsum(length)
        at = run - length
        first = np.concatenate([[True], self._edge[1:] != self._edge[:-1]])
        self._along = at - np.repeat(at[first], np.diff(np.append(np.flatnonzero(first), len(at))))
        self._p, self._d, self._length = p, q - p, length
        pieces = np.maximum(np.ceil(length / _PIECE_M).astype(np.int64), 1)
        self._segment = np.repeat(np.arange(len(p)), pieces)
        k = np.arange(len(self._segment)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
        share = (k + 0.5) / pieces[self._segment]
        self._half = float((length / pieces).max()) / 2 if len(p) else 0.0
        self._tree = cKDTree(self._p[self._segment] + share[:, None] * self._d[self._segment])
        self._edge_length = network.length

    def snap(self, xy: np.ndarray, limit: float, owner: Optional[np.ndarray] = None,
             count: Optional[int] = None) -> Positions:
        """Attach points (k, 2) to the nearest edge within ``limit`` metres; ``owner`` defaults to 0 … k − 1."""
        owner = np.arange(len(xy)) if owner is None else owner
        count = len(xy) if count is None else count
        parts = [self._chunk(xy[i:i + _CHUNK], limit) for i in range(0, len(xy), _CHUNK)]
        if not parts:
            empty = np.zeros(0)
            return Positions(owner, empty.astype(np.int64), empty, empty, np.zeros((0, 2)), count)
        edge, along, offset, place = (np.concatenate(part) for part in zip(*parts))
        return Positions(owner, edge, along, offset, place, count)

    def _chunk(self, xy, limit):
        n = len(xy)
        best = np.full(n, np.inf)
        segment = np.full(n, -1, dtype=np.int64)
        share = np.zeros(n)
        todo = np.flatnonzero(np.isfinite(xy).all(axis=1))
        k = 8
        while len(todo):
            k = min(k, self._tree.n)
            near, piece = self._tree.query(xy[todo], k=np.arange(1, k + 1), distance_upper_bound=limit + self._half)
            seg = self._segment[np.minimum(piece, self._tree.n - 1)]
            d, rel = self._d[seg], xy[todo][:, None, :] - self._p[seg]
            with np.errstate(divide="ignore", invalid="ignore"):
                t = (d * rel).sum(axis=2) / (d * d).sum(axis=2)
            t = np.clip(np.nan_to_num(t), 0, 1)
            distance = np.hypot(*np.moveaxis(rel - t[:, :, None] * d, 2, 0))
            distance[~np.isfinite(near)] = np.inf
            # Equal distances: the lowest segment number, whatever the order in the tree.
            seg = np.where(np.isfinite(distance), seg, len(self._p))
            choice = np.lexsort((seg, distance), axis=1)[:, 0]
            rows = np.arange(len(todo))
            best[todo] = distance[rows, choice]
            segment[todo] = seg[rows, choice]
            share[todo] = t[rows, choice]
            # Done when the farthest middle looked at rules out anything nearer or equal.
            open_ = (near[:, -1] <= best[todo] + self._half) & (k < self._tree.n)
            todo = todo[open_]
            k *= 4
        on = best <= limit
        segment = np.where(on, segment, 0)
        along = np.minimum(self._along[segment] + share * self._length[segment],
                           self._edge_length[self._edge[segment]])
        place = self._p[segment] + share[:, None] * self._d[segment]
        return (np.where(on, self._edge[segment], -1), np.where(on, along, 0.0), np.where(on, best, np.nan),
                np.where(on[:, None], place, np.nan))
