"""Bounded shortest walks: the engine under every distance on the map.

The sources are taken in small batches that lie near each other. Network distance is never less than the straight
line, so a batch needs only the part of the network in its box plus the limit: exact, and the cost of a source does
not grow with the size of the network. Sources and targets are places along edges, not nodes.
"""

from dataclasses import dataclass
from typing import Callable, Iterator, List, Optional, Tuple

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from .cells import Cells, ranges
from .network import WalkNetwork
from .snap import Positions

Progress = Callable[[float], None]
_BATCH = 32
_EXTENT_M = 1600.0


def _no_progress(fraction: float) -> None:
    return None


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


@dataclass
class Batch:
    """One batch of sources with the shortest walks from each.

    owners: (s,) source owner numbers. nodes: (k,) network nodes of the part. distance: (s, k + 1) metres, inf beyond
    the limit; the last column stands for every node outside the part. local: maps a node to its column.
    predecessor: (s, k + 1 + s) previous column on the walk, k + 1 + i = source i itself; None unless asked.
    entrances: Positions of the sources, with ``owner`` 0 … s − 1. graph: the matrix the walks were found on.
    """

    owners: np.ndarray
    nodes: np.ndarray
    distance: np.ndarray
    local: np.ndarray
    entrances: Positions
    graph: "PartGraph"
    predecessor: Optional[np.ndarray] = None


@dataclass
class PartGraph:
    """CSR of a part of the network with a row for each source; ``edge`` is the network edge of every arc."""

    indptr: np.ndarray
    indices: np.ndarray
    weight: np.ndarray
    edge: np.ndarray


def batches(network: WalkNetwork, sources: Positions, limit: float, *, trees: bool = False,
            progress: Progress = _no_progress) -> Iterator[Batch]:
    """Yield the shortest walks of at most ``limit`` metres from all sources, batch by batch.

    The same input gives the same batches in the same order. With ``trees`` each batch has its predecessors.
    """
    sources = sources.attached()
    groups = _group_sources(sources)
    local = np.empty(len(network.node_xy), dtype=np.int64)
    for done, rows in enumerate(groups):
        progress(done / len(groups))
        yield _run_batch(network, sources, rows, limit, local, trees)
    progress(1.0)


def _group_sources(sources: Positions) -> List[np.ndarray]:
    """Split the owners by halving their longest side until a group is small in number and extent.

    Returns, for each group, the rows of ``sources`` of its owners.
    """
    owners, first = np.unique(sources.owner, return_index=True)
    ends = np.append(first[1:], len(sources.owner))
    xy = sources.xy[first]
    todo, groups = [np.arange(len(owners))], []
    while todo:
        group = todo.pop()
        if len(group) == 0:
            continue
        low, high = xy[group].min(axis=0), xy[group].max(axis=0)
        if len(group) <= _BATCH and (high - low).max() <= _EXTENT_M:
            groups.append(ranges(first[group], ends[group]))
            continue
        axis = int(np.argmax(high - low))
        order = group[np.lexsort((group, xy[group][:, axis]))]
        todo += [order[len(order) // 2:], order[:len(order) // 2]]
    return groups


def _run_batch(network, sources, rows, limit, local, trees) -> Batch:
    owner, edge, along = sources.owner[rows], sources.edge[rows], sources.along[rows]
    owners, row = np.unique(owner, return_inverse=True)
    xy = sources.xy[rows]
    nodes = network.cells.box(xy.min(axis=0) - limit, xy.max(axis=0) + limit)
    local.fill(len(nodes))
    local[nodes] = np.arange(len(nodes))
    graph = _part(network, nodes, local, row, edge, along, len(owners))
    size = len(nodes) + 1 + len(owners)
    matrix = csr_matrix((graph.weight, graph.indices, graph.indptr), shape=(size, size))
    start = len(nodes) + 1 + np.arange(len(owners))
    found = dijkstra(matrix, directed=True, indices=start, limit=limit, return_predecessors=trees)
    distance, predecessor = found if trees else (found, None)
    distance = distance[:, :len(nodes) + 1]
    distance[:, -1] = np.inf
    entrances = Positions(row, edge, along, sources.offset[rows], xy, len(owners))
    return Batch(owners, nodes, distance, local, entrances, graph, predecessor)


def _part(network, nodes, local, row, edge, along, count) -> PartGraph:
    """Cut the part out; arcs that leave it end in a dummy node without arcs; sources get arcs into their edge."""
    starts, ends = network.indptr[nodes], network.indptr[nodes + 1]
    arcs = ranges(starts, ends)
    tail = np.concatenate([row, row])
    head = local[np.concatenate([network.u[edge], network.v[edge]])]
    weight = np.concatenate([along, network.length[edge] - along])
    arc_edge = np.concatenate([edge, edge])
    order = np.lexsort((arc_edge, weight, head, tail))
    indptr = np.concatenate([
        [0], np.cumsum(ends - starts), [len(arcs)], len(arcs) + np.cumsum(np.bincount(tail, minlength=count))])
    return PartGraph(
        indptr.astype(np.int32),
        np.concatenate([local[network.indices[arcs]], head[order]]).astype(np.int32),
        np.concatenate([network.weight[arcs], weight[order]]),
        np.concatenate([network.arc_edge[arcs], arc_edge[order]]))


class Targets:
    """Target places, indexed for quick look-up by box and by edge; made once for many batches."""

    def __init__(self, network: WalkNetwork, targets: Positions):
        self.network = network
        self.places = targets.attached()
        self._cells = Cells(self.places.xy)
        self._by_edge = np.argsort(self.places.edge, kind="stable")
        self._edges = self.places.edge[self._by_edge]

    def in_box(self, low: np.ndarray, high: np.ndarray) -> np.ndarray:
        """Return the rows of the places in cells that touch the box, ascending."""
        return np.sort(self._cells.order[self._cells.box(low, high)])

    def distances(self, batch: Batch, rows: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
        """Return (metres (s, t), way (s, t)) to the places ``rows`` from every source of the batch.

        way: 0 arrives from node u, 1 from node v, 2 walks along the edge that source and target share.
        """
        net, at = self.network, self.places
        edge, along = at.edge[rows], at.along[rows]
        by_u = batch.distance[:, batch.local[net.u[edge]]] + along
        by_v = batch.distance[:, batch.local[net.v[edge]]] + (net.length[edge] - along)
        way = (by_v < by_u).astype(np.int8)
        metres = np.minimum(by_u, by_v)
        source, target, direct = self._direct(batch, rows)
        # Several entrances may share the edge: keep the shortest of each pair.
        order = np.lexsort((-direct,))
        source, target, direct = source[order], target[order], direct[order]
        better = direct <= metres[source, target]
        metres[source[better], target[better]] = direct[better]
        way[source[better], target[better]] = 2
        return metres, way

    def _direct(self, batch: Batch, rows: np.ndarray) -> Tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return (source, column, metres) of all pairs on one and the same edge."""
        own = batch.entrances
        low = np.searchsorted(self._edges, own.edge, side="left")
        high = np.searchsorted(self._edges, own.edge, side="right")
        place = self._by_edge[ranges(low, high)]
        entrance = np.repeat(np.arange(len(own.edge)), high - low)
        column = np.searchsorted(rows, place)
        inside = column < len(rows)
        inside[inside] = rows[column[inside]] == place[inside]
        place, entrance, column = place[inside], entrance[inside], column[inside]
        return own.owner[entrance], column, np.abs(self.places.along[place] - own.along[entrance])


def pairs(network: WalkNetwork, sources: Positions, targets: Positions, limit: float, *,
          progress: Progress = _no_progress) -> Pairs:
    """Find all (source, target) pairs at most ``limit`` metres apart along the network.

    The distance runs between the places on the network; the straight way to it is ``Positions.offset``.
    An owner with several places counts from, or to, the nearest of them.
    """
    index = Targets(network, targets)
    found = []
    for batch in batches(network, sources, limit, progress=progress):
        xy = batch.entrances.xy
        rows = index.in_box(xy.min(axis=0) - limit, xy.max(axis=0) + limit)
        metres, _ = index.distances(batch, rows)
        source, column = np.nonzero(metres <= limit)
        found.append((batch.owners[source], index.places.owner[rows[column]], metres[source, column]))
    if not found:
        return Pairs(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0))
    source, target, metres = (np.concatenate(part) for part in zip(*found))
    order = np.lexsort((metres, target, source))
    source, target, metres = source[order], target[order], metres[order]
    first = np.ones(len(source), dtype=bool)
    first[1:] = (source[1:] != source[:-1]) | (target[1:] != target[:-1])
    return Pairs(source[first], target[first], metres[first])
