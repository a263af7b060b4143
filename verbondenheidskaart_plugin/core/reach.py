"""Who reaches what on foot, and how far it is: between places along edges, not nodes."""

import sys
from dataclasses import dataclass
from typing import Iterator, List, Sequence, Tuple

import numpy as np

from . import batches as engine
from .batches import BATCH, Batch, Progress, Search, _no_progress, batches, batches_of
from .cells import Cells, ranges
from .network import WalkNetwork
from .parts import SAME_M
from .snap import Positions

__all__ = ["Batch", "Pairs", "Progress", "Targets", "Walk", "aligned", "batches", "node_pairs", "pair_parts", "pairs",
           "pairs_of", "parts_of"]


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
        first = [np.flatnonzero(np.diff(part.source, prepend=-1)) for part in parts]
        sizes = [np.diff(np.append(at, len(part))) for part, at in zip(parts, first)]
        return _joined([(part.source[at], size, part.target, part.metres)
                        for part, at, size in zip(parts, first, sizes)])


# Sources, how many targets each has, and these targets and metres, source by source.
Block = Tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]


def _joined(blocks: List[Block]) -> Pairs:
    """Put the sources of all blocks in order, without a copy in between."""
    nothing = np.zeros(0, dtype=np.int64)
    source, size = (np.concatenate([nothing, *(block[k] for block in blocks)]) for k in (0, 1))
    places = []
    for number, (_, sizes, _, _) in enumerate(blocks):
        end = np.cumsum(sizes)
        places += [(number, *ends) for ends in zip((end - sizes).tolist(), end.tolist())]
    order = np.argsort(source, kind="stable")
    places = [places[k] for k in order.tolist()]
    return Pairs(np.repeat(source[order], size[order]),
                 np.concatenate([nothing, *(blocks[k][2][begin:end] for k, begin, end in places)]),
                 np.concatenate([np.zeros(0), *(blocks[k][3][begin:end] for k, begin, end in places)]))


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

        way: 2 walks along the edge that source and target share, 0 arrives from node u, 1 from node v; in this order
        when they are equally short.
        """
        by_u, by_v = self._by_end(batch, rows)
        way = (by_v < by_u - SAME_M).astype(np.int8)
        metres = np.minimum(by_u, by_v, out=by_u)
        source, column, direct = self._direct(batch, rows)
        # Several entrances may share the edge: keep the shortest of each pair.
        order = np.argsort(-direct, kind="stable")
        source, column, direct = source[order], column[order], direct[order]
        better = direct <= metres[source, column] + SAME_M
        source, column, direct = source[better], column[better], direct[better]
        metres[source, column] = np.minimum(metres[source, column], direct)
        way[source, column] = 2
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


@dataclass
class Walk:
    """Who walks from where to where: ``limit`` in metres of the network, which may be that of a profile."""

    network: WalkNetwork
    sources: Positions
    targets: Positions
    limit: float


def pairs(network: WalkNetwork, sources: Positions, targets: Positions, limit: float, *, size: int = BATCH,
          progress: Progress = _no_progress) -> Pairs:
    """Find all (source, target) pairs at most ``limit`` metres apart along the network.

    The distance runs between the places on the network; the straight way to it is ``Positions.offset``.
    An owner with several places counts from, or to, the nearest of them. Memory: twice the answer plus the room of
    one batch; ``pair_parts`` gives the answer in parts.
    """
    return Pairs.joined(list(pair_parts(network, sources, targets, limit, size=size, progress=progress)))


def pairs_of(walks: Sequence[Walk], *, size: int = BATCH, progress: Progress = _no_progress) -> List[Pairs]:
    """Return the ``pairs`` of each walk, for several profiles of one network, in one pass over the map."""
    found: List[List[Pairs]] = [[] for _ in walks]
    for number, part in parts_of(walks, size=size, progress=progress):
        found[number].append(part)
    return [Pairs.joined(parts) for parts in found]


def pair_parts(network: WalkNetwork, sources: Positions, targets: Positions, limit: float, *, size: int = BATCH,
               progress: Progress = _no_progress) -> Iterator[Pairs]:
    """Yield the pairs of ``pairs`` batch by batch; a source has all its pairs in one part."""
    for _, part in parts_of([Walk(network, sources, targets, limit)], size=size, progress=progress):
        yield part


def parts_of(walks: Sequence[Walk], *, size: int = BATCH, progress: Progress = _no_progress
             ) -> Iterator[Tuple[int, Pairs]]:
    """Yield (number of the walk, pairs) batch by batch: the parts of a source follow each other for all walks."""
    indexes = [Targets(walk.network, walk.targets) for walk in walks]
    searches = [Search(walk.network, walk.sources, walk.limit) for walk in walks]
    for number, batch in batches_of(searches, size=size, progress=progress):
        index, limit = indexes[number], min(walks[number].limit, sys.float_info.max)
        rows = index.around(batch, limit)
        step = max(engine.ROOM // len(batch.owners), 1)
        found = []
        for low in range(0, len(rows), step):
            near = rows[low:low + step]
            metres = index.metres(batch, near)
            source, column = np.nonzero(metres <= limit)
            found.append((source, index.places.owner[near[column]], metres[source, column]))
        if found:
            yield number, _once(batch, *(np.concatenate(part) for part in zip(*found)))


def aligned(found: Sequence[Pairs]) -> Tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return (source (k,), target (k,), metres (k, p)): all pairs of ``found`` once; inf where one does not have it."""
    width = 1 + max((int(part.target.max(initial=0)) for part in found), default=0)
    keys = [part.source.astype(np.int64) * width + part.target for part in found]
    every = np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *keys]))
    metres = np.full((len(every), len(found)), np.inf)
    for column, (key, part) in enumerate(zip(keys, found)):
        metres[np.searchsorted(every, key), column] = part.metres
    return every // width, every % width, metres


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
        order, count = np.argsort(batch.nodes, kind="stable"), len(batch.owners)
        inside = np.ascontiguousarray((batch.table <= limit).take(order + 1, axis=0).T)
        column = np.flatnonzero(inside)
        sizes = np.diff(np.searchsorted(column, np.arange(count + 1) * len(order)))
        source = np.repeat(np.arange(count), sizes)
        column -= source * len(order)
        found.append((batch.owners, sizes, batch.nodes.take(order).take(column),
                      batch.table.take(((order + 1) * count).take(column) + source)))
    return _joined(found)
