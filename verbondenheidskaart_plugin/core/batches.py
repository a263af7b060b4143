"""Shortest walks from many places, in small batches of sources that lie near each other.

Network distance is never less than the straight line, so a batch needs only the part of the network in its box plus
the limit: exact, and the cost of a source does not grow with the size of the network.
"""

from dataclasses import dataclass
from typing import Callable, Iterator, List, Optional

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from .cells import ranges
from .network import WalkNetwork
from .snap import Positions

Progress = Callable[[float], None]
BATCH = 16
# Most numbers in one dense table of a batch: 32 MB. A batch that would need more is cut into smaller ones.
ROOM = 4_000_000
_EXTENT_M = 1600.0


def _no_progress(fraction: float) -> None:
    return None


@dataclass
class Batch:
    """One batch of sources with the shortest walks from each.

    owners: (s,) source owner numbers. nodes: (k,) network nodes of the part, ascending. distance: (s, k + 1) metres,
    inf beyond the limit; column 0 stands for every node outside the part. local: maps a node to its column, valid
    until the next batch. predecessor: (s, 1 + k + s) previous column on the walk, 1 + k + i = source i itself; None
    unless asked. entrances: Positions of the sources, with ``owner`` 0 … s − 1. graph: the matrix under the walks.
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
    """CSR of a part of the network with a row for each source; ``edges()`` is the network edge of every arc."""

    indptr: np.ndarray
    indices: np.ndarray
    weight: np.ndarray
    arcs: List[slice]
    own_edge: np.ndarray
    arc_edge: np.ndarray

    def edges(self) -> np.ndarray:
        """(a,) network edge of every arc."""
        return np.concatenate([*(self.arc_edge[arcs] for arcs in self.arcs), self.own_edge])


def batches(network: WalkNetwork, sources: Positions, limit: float, *, trees: bool = False, size: int = BATCH,
            progress: Progress = _no_progress) -> Iterator[Batch]:
    """Yield the shortest walks of at most ``limit`` metres from all sources, batch by batch.

    A batch has at most ``size`` sources. The same input gives the same batches in the same order, and every source
    is in one batch only. With ``trees`` each batch has its predecessors.
    """
    sources = sources.attached()
    groups = _group_sources(sources, size)
    local = np.zeros(len(network.node_xy), dtype=np.int32)
    for done, rows in enumerate(groups):
        progress(done / len(groups))
        xy = sources.xy[rows]
        runs = network.cells.runs(xy.min(axis=0) - limit, xy.max(axis=0) + limit)
        width = 1 + int((runs[1] - runs[0]).sum())
        owners, row = np.unique(sources.owner[rows], return_inverse=True)
        step = max(ROOM // width, 1)
        for low in range(0, len(owners), step):
            part = rows[(row >= low) & (row < low + step)]
            yield _run_batch(network, sources, part, runs, limit, local, trees)
        for start, end in zip(*runs):
            local[start:end] = 0
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
    return [ranges(first[group], ends[group]) for group in np.split(order, bounds[1:-1])]


def _run_batch(network, sources, rows, runs, limit, local, trees) -> Batch:
    edge, along, xy = sources.edge[rows], sources.along[rows], sources.xy[rows]
    owners, row = np.unique(sources.owner[rows], return_inverse=True)
    nodes = ranges(*runs)
    local[nodes] = np.arange(1, len(nodes) + 1, dtype=np.int32)
    graph = _part(network, runs, local, row, edge, along, len(owners))
    size = 1 + len(nodes) + len(owners)
    matrix = csr_matrix((graph.weight, graph.indices, graph.indptr), shape=(size, size))
    start = 1 + len(nodes) + np.arange(len(owners))
    found = dijkstra(matrix, directed=True, indices=start, limit=limit, return_predecessors=trees)
    distance, predecessor = found if trees else (found, None)
    distance = distance[:, :len(nodes) + 1]
    distance[:, 0] = np.inf
    entrances = Positions(row, edge, along, sources.offset[rows], xy, len(owners))
    return Batch(owners, nodes, distance, local, entrances, graph, predecessor)


def _part(network, runs, local, row, edge, along, count) -> PartGraph:
    """Cut the part out; arcs that leave it end in column 0, without arcs; sources get arcs into their edge."""
    tail = np.concatenate([row, row])
    head = local[np.concatenate([network.u[edge], network.v[edge]])]
    weight = np.concatenate([along, network.length[edge] - along])
    own_edge = np.concatenate([edge, edge])
    order = np.lexsort((own_edge, weight, head, tail))
    indptr, arcs, total = [np.zeros(2, dtype=np.int32)], [], 0
    for start, end in zip(*runs):
        bounds = network.indptr[start:end + 1]
        indptr.append(bounds[1:] + (total - bounds[0]))
        arcs.append(slice(bounds[0], bounds[-1]))
        total = indptr[-1][-1]
    indptr.append(total + np.cumsum(np.bincount(tail, minlength=count)))
    return PartGraph(
        np.concatenate(indptr, dtype=np.int32, casting="same_kind"),
        np.concatenate([local[np.concatenate([network.indices[a] for a in arcs])] if arcs else head[:0], head[order]]),
        np.concatenate([*(network.weight[a] for a in arcs), weight[order]]), arcs, own_edge[order], network.arc_edge)
