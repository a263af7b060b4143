"""Shortest walks from many places, in small batches of sources that lie near each other.

Network distance is never less than the straight line, so a batch needs only the part of the network in its box plus
the limit: exact, and the cost of a source does not grow with the size of the network.
"""

from dataclasses import dataclass
from typing import Callable, Iterator, List, Optional, Tuple

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from .cells import ranges
from .contract import Core, whole
from .network import WalkNetwork
from .snap import Positions

Progress = Callable[[float], None]
Runs = Tuple[np.ndarray, np.ndarray]
BATCH = 32
# Most numbers in one dense table of a batch: 32 MB. A batch that would need more is cut into smaller ones.
ROOM = 4_000_000
_EXTENT_M = 1600.0


def _no_progress(fraction: float) -> None:
    return None


@dataclass
class Batch:
    """One batch of sources with the shortest walks from each.

    owners: (s,) source owner numbers. nodes: (k,) network nodes of the part, ascending. table: (1 + k, s) metres from
    each source to each node, exact up to the limit, beyond it too large or inf; row 0 is inf and stands for every node
    outside the part. local: maps a node to its row, valid until the next batch. entrances: Positions of the sources,
    with ``owner`` 0 … s − 1. walks: how they run; None unless asked.
    """

    owners: np.ndarray
    nodes: np.ndarray
    table: np.ndarray
    local: np.ndarray
    entrances: Positions
    walks: Optional["Tree"] = None

    @property
    def tree(self) -> "Tree":
        """How the walks run; raises ``ValueError`` when that was not asked for."""
        if self.walks is None:
            raise ValueError("a batch without trees")
        return self.walks

    def distance(self, node: np.ndarray) -> np.ndarray:
        """(s, k) metres from every source to the nodes (k,)."""
        return np.take(self.table, self.local[node], axis=0).T


@dataclass
class Tree:
    """The walks themselves: predecessor (s, 1 + k + s) previous column on the walk, 1 + k + i = source i itself.

    indptr, indices, metres: CSR of the part with a row for each source; edge: network edge of every arc.
    """

    predecessor: np.ndarray
    indptr: np.ndarray
    indices: np.ndarray
    metres: np.ndarray
    edge: np.ndarray

    def arc(self, tail: np.ndarray, head: np.ndarray) -> np.ndarray:
        """Return the shortest arc from each column ``tail`` to column ``head``; both (k,)."""
        # Rows are sorted by neighbour, then length: the first arc that fits is the shortest.
        arc, wrong = self.indptr[tail].astype(np.int64), np.arange(len(tail))
        while len(wrong):
            wrong = wrong[self.indices[arc[wrong]] != head[wrong]]
            arc[wrong] += 1
        return arc


@dataclass
class _Doors:
    """The arcs from every place of the sources to nodes: those of place i are start[i] … start[i + 1]."""

    start: np.ndarray
    node: np.ndarray
    metres: np.ndarray


def batches(network: WalkNetwork, sources: Positions, limit: float, *, trees: bool = False, size: int = BATCH,
            progress: Progress = _no_progress) -> Iterator[Batch]:
    """Yield the shortest walks of at most ``limit`` metres from all sources, batch by batch.

    A batch has at most ``size`` sources. The same input gives the same batches in the same order, and every source
    is in one batch only. With ``trees`` each batch has its predecessors.
    """
    sources = sources.attached()
    groups = _group_sources(sources, size)
    core = whole(network.indptr, network.indices, network.weight) if trees else network.core
    doors = _doors(network, core, sources)
    local = np.zeros(len(network.node_xy), dtype=np.int32)
    core_local = np.zeros(len(core.node), dtype=np.int32)
    for done, rows in enumerate(groups):
        progress(done / len(groups))
        xy = sources.xy[rows]
        part = _Part(network, core, network.cells.runs(xy.min(axis=0), xy.max(axis=0), limit), local,
                     core_local)
        owners, row = np.unique(sources.owner[rows], return_inverse=True)
        step = max(ROOM // (1 + len(part.nodes)), 1)
        for low in range(0, len(owners), step):
            yield _run_batch(part, sources, doors, rows[(row >= low) & (row < low + step)], limit, trees)
        part.leave()
    progress(1.0)


def _group_sources(sources: Positions, size: int) -> List[np.ndarray]:
    """Split the owners by halving their longest side until a group is small in number and extent.

    Returns, for each group, the rows of ``sources`` of its owners. All groups are halved at once.
    """
    owners, first = np.unique(sources.owner, return_index=True)
    if not len(owners):
        return []
    ends = np.append(first[1:], len(sources.owner))
    xy = sources.xy[first]
    order, bounds = np.arange(len(owners)), np.array([0, len(owners)])
    while True:
        sizes = np.diff(bounds)
        spread = np.maximum.reduceat(xy[order], bounds[:-1]) - np.minimum.reduceat(xy[order], bounds[:-1])
        halve = (sizes > size) | (spread.max(axis=1) > _EXTENT_M)
        if not halve.any():
            break
        group = np.repeat(np.arange(len(sizes)), sizes)
        along = xy[order, spread.argmax(axis=1)[group]]
        order = order[np.lexsort((order, along, group))]
        bounds = np.sort(np.append(bounds, bounds[:-1][halve] + sizes[halve] // 2))
    return [ranges(first[group], ends[group]) for group in map(np.sort, np.split(order, bounds[1:-1]))]



def _doors(network: WalkNetwork, core: Core, sources: Positions) -> _Doors:
    edge, along = sources.edge, sources.along
    place = np.arange(len(edge))
    row, node, metres = core.arcs_into(np.concatenate([place, place]),
                                       np.concatenate([network.u[edge], network.v[edge]]),
                                       np.concatenate([along, network.length[edge] - along]))
    order = np.argsort(row, kind="stable")
    return _Doors(np.searchsorted(row[order], np.arange(len(edge) + 1)), node[order], metres[order])


class _Part:
    """The part of the network in a box; arcs that leave it end in column 0, which has no arcs."""

    def __init__(self, network: WalkNetwork, core: Core, runs: Runs, local: np.ndarray, core_local: np.ndarray):
        self.network, self.core, self.local, self.core_local = network, core, local, core_local
        self.runs = runs
        self.nodes = ranges(*runs)
        local[self.nodes] = np.arange(1, len(self.nodes) + 1, dtype=np.int32)
        first, last = np.searchsorted(core.node, runs)
        self.core_runs = first[last > first], last[last > first]
        inner = ranges(*self.core_runs)
        core_local[inner] = np.arange(1, len(inner) + 1, dtype=np.int32)
        self.inner = local[core.node[inner]]
        indptr, self.arcs, total = [np.zeros(2, dtype=np.int32)], [], 0
        for start, end in zip(*self.core_runs):
            bounds = core.indptr[start:end + 1]
            indptr.append(bounds[1:] + (total - bounds[0]))
            self.arcs.append(slice(bounds[0], bounds[-1]))
            total = indptr[-1][-1]
        self.indptr = np.concatenate(indptr)
        self.indices = core_local[self._arc_values(core.indices)]
        self.weight = self._arc_values(core.weight)

    def _arc_values(self, values: np.ndarray) -> np.ndarray:
        return np.concatenate([values[arcs] for arcs in self.arcs]) if self.arcs else values[:0]

    def leave(self) -> None:
        """Make the maps from nodes to columns ready for the next part."""
        for column, runs in ((self.local, self.runs), (self.core_local, self.core_runs)):
            for start, end in zip(*runs):
                column[start:end] = 0

    def matrix(self, tail: np.ndarray, head: np.ndarray, metres: np.ndarray, count: int) -> csr_matrix:
        """Return the part with ``count`` extra rows for sources, with arcs (tail, head, metres) sorted by tail."""
        indptr = np.concatenate([self.indptr, self.indptr[-1] + np.cumsum(np.bincount(tail, minlength=count))])
        size = 1 + len(self.inner) + count
        return csr_matrix((np.concatenate([self.weight, metres]), np.concatenate([self.indices, head]),
                           indptr.astype(np.int32)), shape=(size, size))

    def put_back(self, found: np.ndarray, row: np.ndarray, column: np.ndarray, metres: np.ndarray) -> np.ndarray:
        """Return (1 + k, s) distances to all nodes from those to the core; (row, column, metres): other known ways."""
        out = np.full((1 + len(self.nodes), len(found)), np.inf)
        out[self.inner] = found[:, 1:1 + len(self.inner)].T
        for taken in reversed(self.core.rounds):
            at = ranges(*np.searchsorted(taken.node, self.runs))
            ways = (np.take(out, self.local[neighbour[at]], axis=0) + far[at][:, None]
                    for neighbour, far in zip(taken.neighbour, taken.metres))
            best = next(ways)
            for way in ways:
                np.minimum(best, way, out=best)
            out[self.local[taken.node[at]]] = best
            np.minimum.at(out, (column, row), metres)
            out[0] = np.inf
        out[0] = np.inf
        return out


def _run_batch(part: _Part, sources: Positions, doors: _Doors, rows: np.ndarray, limit: float, trees: bool) -> Batch:
    network, core = part.network, part.core
    owners, row = np.unique(sources.owner[rows], return_inverse=True)
    starts, ends = doors.start[rows], doors.start[rows + 1]
    arc = ranges(starts, ends)
    tail, node, metres = np.repeat(row, ends - starts), doors.node[arc], doors.metres[arc]
    inner = core.level[node] < 0
    arcs = tail[inner], part.core_local[core.slot[node[inner]]], metres[inner]
    edge = np.repeat(sources.edge[rows], ends - starts)[inner]
    if trees:
        order = np.lexsort((edge, *arcs[::-1]))
        edge, arcs = edge[order], (arcs[0][order], arcs[1][order], arcs[2][order])
    matrix = part.matrix(*arcs, len(owners))
    start = 1 + len(part.inner) + np.arange(len(owners))
    found = dijkstra(matrix, directed=True, indices=start, limit=limit, return_predecessors=trees)
    tree = None
    if trees:
        found, predecessor = found
        arc_edge = np.concatenate([*(network.arc_edge[arcs] for arcs in part.arcs), edge])
        tree = Tree(predecessor, matrix.indptr, matrix.indices, matrix.data, arc_edge)
    outer = ~inner
    table = part.put_back(found, tail[outer], part.local[node[outer]], metres[outer])
    entrances = Positions(row, sources.edge[rows], sources.along[rows], sources.offset[rows], sources.xy[rows],
                          len(owners))
    return Batch(owners, part.nodes, table, part.local, entrances, tree)
