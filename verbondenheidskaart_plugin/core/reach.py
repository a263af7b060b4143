"""Who reaches what on foot, and how far it is: between places along edges, not nodes."""

import sys
from dataclasses import dataclass
from typing import Iterator, List, Tuple

import numpy as np

from . import batches as engine
from .batches import BATCH, Batch, Progress, _no_progress, batches
from .cells import Cells, ranges
from .network import WalkNetwork
from .snap import Positions

__all__ = ["Batch", "Pairs", "Progress", "Targets", "batches", "node_pairs", "pair_parts", "pairs"]


@dataclass
class Pairs:
    """Who reaches what: sorted by source, then target; each pair once, with its shortest walk.

    source, target: (k,) int owner numbers. metres: (k,) float64.
    """

    source: np.ndarray
    target: np.ndarray
    metres: np.ndarray

    def __len__(self) -> int:
        return len(self.source)

    def take(self, keep: np.ndarray) -> "Pairs":
        """Return the pairs where the boolean array ``keep`` (k,) is true."""
        return Pairs(self.source[keep], self.target[keep], self.metres[keep])

    def nearest(self, count: int) -> np.ndarray:
        """(count,) metres from each source to its nearest target, inf when there is none."""
        best = np.full(count, np.inf)
        np.minimum.at(best, self.source, self.metres)
        return best

    @classmethod
    def joined(cls, parts: List["Pairs"]) -> "Pairs":
        """Join parts that each hold all pairs of their sources, in the order of the sources."""
        if not parts:
            return cls(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0))
        source = np.concatenate([part.source for part in parts])
        first = np.flatnonzero(np.concatenate([[True], source[1:] != source[:-1]])) if len(source) else source
        last = np.append(first[1:], len(source))
        blocks = np.argsort(source[first], kind="stable")
        order = ranges(first[blocks], last[blocks])
        target, metres = (np.concatenate([getattr(part, name) for part in parts]) for name in ("target", "metres"))
        return cls(source[order], target[order], metres[order])


class Targets:
    """Target places, indexed for quick look-up by box and by edge; made once for many batches."""

    def __init__(self, network: WalkNetwork, targets: Positions):
        self.network = network
        self.places = targets.attached()
        self._cells = Cells(self.places.xy)
        self._by_edge = np.argsort(self.places.edge, kind="stable")
        self._edges = self.places.edge[self._by_edge]
        edge, along = self.places.edge, self.places.along
        self._ends = network.u[edge], network.v[edge]
        self._back = network.length[edge] - along

    def in_box(self, low: np.ndarray, high: np.ndarray, margin: float = 0.0) -> np.ndarray:
        """Return the rows of the places in cells within ``margin`` metres of the box, ascending."""
        return np.sort(self._cells.order[self._cells.box(low, high, margin)])

    def around(self, batch: Batch, margin: float) -> np.ndarray:
        """Return the rows of all places that may be within ``margin`` metres of the sources of the batch."""
        xy = batch.entrances.xy
        return self.in_box(xy.min(axis=0), xy.max(axis=0), margin)

    def distances(self, batch: Batch, rows: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
        """Return (metres (s, t), way (s, t)) to the places ``rows`` from every source of the batch.

        way: 0 arrives from node u, 1 from node v, 2 walks along the edge that source and target share.
        """
        by_u, by_v = self._by_end(batch, rows)
        way = (by_v < by_u).astype(np.int8)
        metres = np.minimum(by_u, by_v, out=by_u)
        source, column, direct = self._direct(batch, rows)
        # Several entrances may share the edge: keep the shortest of each pair.
        order = np.argsort(-direct, kind="stable")
        source, column, direct = source[order], column[order], direct[order]
        better = direct <= metres[source, column]
        metres[source[better], column[better]] = direct[better]
        way[source[better], column[better]] = 2
        return metres, way

    def metres(self, batch: Batch, rows: np.ndarray) -> np.ndarray:
        """(s, t) metres to the places ``rows`` from every source of the batch."""
        by_u, by_v = self._by_end(batch, rows)
        metres = np.minimum(by_u, by_v, out=by_u)
        source, column, direct = self._direct(batch, rows)
        np.minimum.at(metres, (source, column), direct)
        return metres

    def _by_end(self, batch: Batch, rows: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
        u, v = self._ends
        by_u, by_v = batch.distance(u[rows]), batch.distance(v[rows])
        by_u += self.places.along[rows]
        by_v += self._back[rows]
        return by_u, by_v

    def _direct(self, batch: Batch, rows: np.ndarray) -> Tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return (source, column, metres) of all pairs on one and the same edge."""
        own = batch.entrances
        entrance, place, metres = self.beside(own.edge, own.along)
        column = np.searchsorted(rows, place)
        inside = column < len(rows)
        inside[inside] = rows[column[inside]] == place[inside]
        return own.owner[entrance[inside]], column[inside], metres[inside]

    def beside(self, edge: np.ndarray, along: np.ndarray) -> Tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return (i, row, metres along the edge) of all target places on the same edge as place i at (edge, along)."""
        low = np.searchsorted(self._edges, edge, side="left")
        high = np.searchsorted(self._edges, edge, side="right")
        row = self._by_edge[ranges(low, high)]
        i = np.repeat(np.arange(len(edge)), high - low)
        return i, row, np.abs(self.places.along[row] - along[i])


def pairs(network: WalkNetwork, sources: Positions, targets: Positions, limit: float, *, size: int = BATCH,
          progress: Progress = _no_progress) -> Pairs:
    """Find all (source, target) pairs at most ``limit`` metres apart along the network.

    The distance runs between the places on the network; the straight way to it is ``Positions.offset``.
    An owner with several places counts from, or to, the nearest of them. Memory: twice the answer plus the room of
    one batch; ``pair_parts`` gives the answer in parts.
    """
    return Pairs.joined(list(pair_parts(network, sources, targets, limit, size=size, progress=progress)))


def pair_parts(network: WalkNetwork, sources: Positions, targets: Positions, limit: float, *, size: int = BATCH,
               progress: Progress = _no_progress) -> Iterator[Pairs]:
    """Yield the pairs of ``pairs`` batch by batch; a source has all its pairs in one part."""
    index = Targets(network, targets)
    limit = min(limit, sys.float_info.max)  # an unreachable place is infinitely far
    for batch in batches(network, sources, limit, size=size, progress=progress):
        rows = index.around(batch, limit)
        step = max(engine.ROOM // len(batch.owners), 1)
        found = []
        for low in range(0, len(rows), step):
            near = rows[low:low + step]
            metres = index.metres(batch, near)
            source, column = np.nonzero(metres <= limit)
            found.append((source, index.places.owner[near[column]], metres[source, column]))
        if found:
            yield _once(batch, *(np.concatenate(part) for part in zip(*found)))


def _once(batch: Batch, source: np.ndarray, target: np.ndarray, metres: np.ndarray) -> Pairs:
    """Keep the shortest walk of each pair."""
    key = source * (int(target.max()) + 1 if len(target) else 1) + target
    if (key[1:] <= key[:-1]).any():
        order = np.lexsort((metres, key))
        order = order[np.concatenate([[True], key[order][1:] != key[order][:-1]])]
        source, target, metres = source[order], target[order], metres[order]
    return Pairs(batch.owners[source], target, metres)


def node_pairs(network: WalkNetwork, sources: Positions, limit: float, *, size: int = BATCH,
               progress: Progress = _no_progress) -> Pairs:
    """Find all (source, node) pairs at most ``limit`` metres apart; ``target`` holds node numbers."""
    found = []
    limit = min(limit, sys.float_info.max)
    for batch in batches(network, sources, limit, size=size, progress=progress):
        reached = np.flatnonzero(batch.table <= limit)
        row, source = np.divmod(reached, len(batch.owners))
        order = np.argsort(source.astype(np.uint16), kind="stable")
        found.append(Pairs(batch.owners[source[order]], batch.nodes[row[order] - 1],
                           batch.table.ravel()[reached[order]]))
    return Pairs.joined(found)
