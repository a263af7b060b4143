"""One batch of shortest walks: the part of the network around its sources, searched and filled in."""

from dataclasses import dataclass
from typing import Optional, Tuple

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from .cells import gather, ranges
from .contract import Core
from .network import WalkNetwork
from .snap import Positions

Runs = Tuple[np.ndarray, np.ndarray]
# Walks that differ by less are equally short: rounding is far below it.
SAME_M = 1e-6


@dataclass
class Batch:
    """One batch of sources with the shortest walks from each.

    owners: (s,) source owner numbers. nodes: (k,) the network nodes in reach, in no particular order. table: (1 + k, s)
    metres from each source to each node, exact up to the limit, beyond it too large or inf; row 0 is inf and stands for
    every other node. local: maps a node to its row, valid until the next batch. entrances: Positions of the sources,
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

    Of equally short walks the one from the highest column, which follows the order of the nodes.

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
class Doors:
    """Arcs from places of the sources to nodes.

    row: (a,) place, or source of the batch. edge: the edge of the place. level: of the node in the core network.
    start: where the arcs of each place begin, as long as they are sorted by place.
    """

    row: np.ndarray
    edge: np.ndarray
    node: np.ndarray
    metres: np.ndarray
    level: np.ndarray
    start: np.ndarray

    @classmethod
    def of(cls, network: WalkNetwork, core: Core, sources: Positions, limit: float) -> "Doors":
        """Return the arcs of at most ``limit`` metres from all places, sorted by place."""
        edge, along = sources.edge, sources.along
        place = np.arange(len(edge))
        row, node, metres = core.arcs_into(np.concatenate([place, place]),
                                           np.concatenate([network.u[edge], network.v[edge]]),
                                           np.concatenate([along, network.length[edge] - along]), limit)
        order = np.argsort(row, kind="stable")
        row, node = row[order], node[order]
        return cls(row, edge[row], node, metres[order], core.level[node],
                   np.searchsorted(row, np.arange(len(edge) + 1)))

    def batch(self, places: np.ndarray, row: np.ndarray) -> "Doors":
        """Return the arcs of ``places``, with their rows in the batch."""
        begin, end = self.start[places], self.start[places + 1]
        at = ranges(begin, end)
        return Doors(np.repeat(row, end - begin), self.edge[at], self.node[at], self.metres[at], self.level[at],
                     self.start)

    def take(self, at: np.ndarray) -> "Doors":
        """Return the arcs ``at``."""
        return Doors(self.row[at], self.edge[at], self.node[at], self.metres[at], self.level[at], self.start)


@dataclass
class Maps:
    """From nodes and core nodes to rows and columns of the batch; 0 stands for none. The last node is no node."""

    node: np.ndarray
    core: np.ndarray


class Part:
    """The part of the network in a box; arcs that leave it end in column 0, which has no arcs."""

    def __init__(self, network: WalkNetwork, core: Core, runs: Runs, maps: Maps):
        self.network, self.core, self.maps = network, core, maps
        # Per level, from the core downwards: where the nodes lie in the core or the round, as slices, and the nodes.
        levels = [core.node, *(taken.node for taken in reversed(core.rounds))]
        self.bounds = [np.searchsorted(node, np.asarray(runs, dtype=node.dtype)) for node in levels]
        self.levels = [gather(node, *bound) for node, bound in zip(levels, self.bounds)]
        self.count = sum(map(len, self.levels))
        self.inside = len(self.levels[0])
        self.nodes = self.levels[0][:0]
        slots = ranges(*self.bounds[0])
        maps.core[slots] = np.arange(1, self.inside + 1)
        self.arcs = core.indptr[self.bounds[0]]
        self.indices = maps.core.take(gather(core.indices, *self.arcs))
        self.weight = gather(core.weight, *self.arcs)
        self.indptr = np.zeros(2 + self.inside, dtype=np.int32)
        np.cumsum(gather(core.degree, *self.bounds[0]), out=self.indptr[2:])

    def leave(self) -> None:
        """Make the maps ready for the next part."""
        for begin, end in zip(*self.bounds[0].tolist()):
            self.maps.core[begin:end] = 0
        self.maps.node[self.nodes] = 0

    def run(self, owners: np.ndarray, entrances: Positions, row: np.ndarray, doors: Doors, limit: float, trees: bool,
            dense: bool) -> Batch:
        """Walk from ``owners``, whose places are ``entrances``, at ``row`` of the batch."""
        inner = doors.take(np.flatnonzero(doors.level < 0))
        tree = None
        if trees:
            found, tree = self._trees(inner, len(owners), limit)
            reached = np.arange(found.shape[1])
        else:
            reached, found = self._search(inner, len(owners), limit, dense)
        outer = np.flatnonzero(doors.level >= 0)
        outer = outer[np.lexsort((-doors.metres[outer], doors.level[outer]))]
        self.maps.node[self.nodes] = 0
        self.nodes, table = self._put_back(found, reached, doors.take(outer))
        entrances.owner, entrances.count = row, len(owners)
        return Batch(owners, self.nodes, table, self.maps.node, entrances, tree)

    def _search(self, doors: Doors, count: int, limit: float, dense: bool) -> Tuple[np.ndarray, np.ndarray]:
        """Return the core nodes (c,) in reach of any of ``count`` sources, and the distances (count, c) to them.

        Sources that lie close together share the core nodes around them: when ``dense``, these are searched from if
        they are fewer. It adds the metres up in another order.
        """
        inside = self.inside
        head = self.maps.core[self.core.slot[doors.node]]
        near = np.flatnonzero(np.bincount(head))
        shared = dense and 0 < len(near) < count
        matrix = self._matrix(doors.take(head[:0]), 0) if shared else self._matrix(doors, count)
        start = near if shared else 1 + inside + np.arange(count)
        found = dijkstra(matrix, directed=True, indices=start, limit=limit)[:, 1:1 + inside]
        reached = np.flatnonzero(found.min(axis=0) <= limit)
        found = found.take(reached, axis=1)
        if shared:
            found = _through(found, np.searchsorted(near, head), doors.row, doors.metres, count)
        return reached, found

    def _trees(self, doors: Doors, count: int, limit: float) -> Tuple[np.ndarray, Tree]:
        """Return the distances (count, c) from the sources to all core nodes, and how the walks run."""
        doors = doors.take(np.lexsort((doors.edge, doors.metres, doors.node, doors.row)))
        matrix, inside = self._matrix(doors, count), self.inside
        found, predecessor = dijkstra(matrix, directed=True, indices=1 + inside + np.arange(count), limit=limit,
                                      return_predecessors=True)
        _settle(found, predecessor, matrix)
        edge = np.concatenate([gather(self.network.arc_edge, *self.arcs), doors.edge])
        return found[:, 1:1 + inside], Tree(predecessor, matrix.indptr, matrix.indices, matrix.data, edge)

    def _matrix(self, doors: Doors, count: int) -> csr_matrix:
        """Return the part with ``count`` extra rows for the sources."""
        indptr = np.concatenate([self.indptr, self.indptr[-1] + np.cumsum(np.bincount(doors.row, minlength=count))])
        head = self.maps.core[self.core.slot[doors.node]]
        size = 1 + self.inside + count
        return csr_matrix((np.concatenate([self.weight, doors.metres]), np.concatenate([self.indices, head]),
                           indptr.astype(np.int32)), shape=(size, size))

    def _put_back(self, found: np.ndarray, reached: np.ndarray, doors: Doors) -> Tuple[np.ndarray, np.ndarray]:
        """Return the nodes (k,) in reach and the distances (1 + k, s), from those to the core nodes ``reached``.

        doors: the arcs to nodes that were taken out, by level, the longest first.
        """
        local = self.maps.node
        table = np.empty((1 + self.count, len(found)))
        room = np.empty((max(map(len, self.levels[1:]), default=0), len(found)))
        table[0] = np.inf
        nodes, end = [self.levels[0].take(reached)], 1 + len(reached)
        table[1:end] = found.T
        local[nodes[0]] = np.arange(1, end)
        bounds = np.searchsorted(doors.level, np.arange(len(self.core.rounds) + 1))
        for level, node, slots in zip(reversed(range(len(self.core.rounds))), self.levels[1:], self.bounds[1:]):
            taken, own = self.core.rounds[level], slice(bounds[level], bounds[level + 1])
            rows = local.take(gather(taken.neighbour, *slots))
            near = rows.any(axis=0)
            near[np.searchsorted(node, doors.node[own])] = True  # wherever their neighbours are
            near = np.flatnonzero(near)
            rows, metres = rows.take(near, axis=1), gather(taken.metres, *slots).take(near, axis=1)
            begin, end = end, end + len(near)
            nodes.append(node.take(near))
            local[nodes[-1]] = np.arange(begin, end)
            best = table[begin:end]
            table.take(rows[0], axis=0, out=best, mode="clip")
            best += metres[0, :, None]
            for row, far in zip(rows[1:], metres[1:]):
                way = table.take(row, axis=0, out=room[:len(row)], mode="clip")
                way += far[:, None]
                np.minimum(best, way, out=best)
            at = local[doors.node[own]], doors.row[own]
            table[at] = np.minimum(table[at], doors.metres[own])
        return np.concatenate(nodes), table[:end]


def _settle(found: np.ndarray, predecessor: np.ndarray, matrix: csr_matrix) -> None:
    """Let equally short walks come from the highest column, in place: which one scipy takes is up to its version.

    The sources are the highest, so that a door at the end of a street is not walked through twice.
    """
    into = matrix.tocsc()
    tail, head = into.indices, np.repeat(np.arange(into.shape[1]), np.diff(into.indptr))
    for metres, before in zip(found, predecessor):
        begin, end = metres[tail], metres[head]
        # Only from nearer columns, so that no walk turns round in a circle of arcs without length.
        at = np.flatnonzero((begin + into.data <= end + SAME_M) & (begin < end) & (end < np.inf))
        at = at[np.diff(head[at], append=-1) != 0]
        before[head[at]] = tail[at]


def _through(found: np.ndarray, which: np.ndarray, row: np.ndarray, metres: np.ndarray, count: int) -> np.ndarray:
    """(count, k) shortest walks from sources, whose arcs ``metres`` from ``row`` end where ``found[which]`` begins."""
    sizes = np.bincount(row, minlength=count)
    order = np.argsort(-sizes, kind="stable")  # those with most arcs first: every step is about fewer of them
    first, left = (np.cumsum(sizes) - sizes)[order], np.sort(sizes)
    best, room = np.full((count, found.shape[1]), np.inf), np.empty((count, found.shape[1]))
    for step in range(int(sizes.max(initial=0))):
        arc = first[:count - int(np.searchsorted(left, step, side="right"))] + step
        way = found.take(which[arc], axis=0, out=room[:len(arc)], mode="clip")
        way += metres[arc, None]
        np.minimum(best[:len(arc)], way, out=best[:len(arc)])
    found = np.empty_like(best)
    found[order] = best
    return found
