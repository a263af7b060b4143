"""The same question asked at every junction: residents within reach, and how many walks pass."""

import numpy as np

from . import batches as engine
from .batches import Batch, Progress, _no_progress, batches
from .network import WalkNetwork
from .reach import Targets
from .snap import Positions

# Sources of a batch: with more of them less has to be searched, until the tables no longer fit in the cache.
_SUMS_BATCH, _PASSING_BATCH = 224, 128


def junctions(network: WalkNetwork) -> Positions:
    """Return all nodes with an edge as places; the owner is the number of the node."""
    n = len(network.node_xy)
    nodes = np.flatnonzero(np.diff(network.indptr))
    edge = network.arc_edge[network.indptr[nodes]]
    along = np.where(network.u[edge] == nodes, 0.0, network.length[edge])
    return Positions(nodes, edge, along, np.zeros(len(nodes)), network.node_xy[nodes], n)


def sums_within(network: WalkNetwork, sources: Positions, targets: Positions, weights: np.ndarray, limit: float, *,
                progress: Progress = _no_progress) -> np.ndarray:
    """(sources.count,) sum of ``weights`` (targets.count,) of the targets within ``limit`` metres of each source.

    A target with several places counts once. NaN for a source that is not attached. No pairs are kept: the memory is
    that of one batch.
    """
    index = Targets(network, targets)
    owner = index.places.owner
    single = bool((owner[1:] != owner[:-1]).all())
    out = np.full(sources.count, np.nan)
    for batch in batches(network, sources, limit, dense=True, size=_SUMS_BATCH, progress=progress):
        rows = index.around(batch, limit)
        of, sums = owner[rows], np.zeros(len(batch.owners))
        # In pieces that fit in the room, cut between owners.
        step = max(engine.ROOM // len(batch.owners), 1)
        begin = np.unique(np.searchsorted(of, of[::step]))
        for low, high in zip(begin, np.append(begin[1:], len(rows))):
            inside, people = index.metres(batch, rows[low:high]) <= limit, of[low:high]
            if not single:
                heads = np.flatnonzero(np.concatenate([[True], people[1:] != people[:-1]]))
                inside, people = np.logical_or.reduceat(inside, heads, axis=1), people[heads]
            sums += inside @ weights[people]
        out[batch.owners] = sums
    return out


def betweenness(network: WalkNetwork, limit: float, *, progress: Progress = _no_progress) -> np.ndarray:
    """(n,) number of shortest walks of at most ``limit`` metres between two other junctions that pass each junction.

    Every pair of junctions counts once. Of equally short walks one is taken (Freeman 1977 would share them).
    """
    total = np.zeros(len(network.node_xy))
    for batch in batches(network, junctions(network), limit, dense=True, size=_PASSING_BATCH, progress=progress):
        total[batch.nodes] += _passing(network, batch, limit)
    return total / 2


def _passing(network: WalkNetwork, batch: Batch, limit: float) -> np.ndarray:
    """(k,) walks from the sources of the batch that pass, but do not start or end at, each of its nodes."""
    count = len(batch.owners)
    before = _before(network, batch)
    reached = np.flatnonzero(batch.table <= limit)
    own = batch.local[batch.owners] * count + np.arange(count)  # where every source lies itself
    end = len(reached)
    slot = np.full(batch.table.size, end, dtype=np.int32)
    slot[reached] = np.arange(end)
    column = reached % count
    before.ravel()[own] = 0
    up = np.append(slot.take(before.take(reached) * count + column), end)
    load = np.append(np.ones(end), 0.0)
    # Subtree sums by pointer doubling: after step k every node holds its descendants within 2^k steps.
    for _ in range(len(batch.table).bit_length()):
        if (up == end).all():
            break
        load += np.bincount(up, weights=load, minlength=end + 1)
        load[-1] = 0.0
        up = up.take(up)
    # Those who arrive do not pass, nor do those who start.
    passed = load[:-1] - 1
    passed[slot[own]] = 0.0
    return np.bincount(reached // count, weights=passed, minlength=len(batch.table))[1:]


def _before(network: WalkNetwork, batch: Batch) -> np.ndarray:
    """(1 + k, s) the row of the table from which the walk arrives at each node."""
    begin = network.indptr[batch.nodes]
    degree = network.indptr[batch.nodes + 1] - begin
    order = np.argsort(-degree, kind="stable")  # those with most arcs first: every step is about fewer of them
    first, left = begin[order], np.sort(degree)
    shape = len(order), batch.table.shape[1]
    best, room, before = np.full(shape, np.inf), np.empty(shape), np.zeros(shape, dtype=np.int32)
    for arc in range(int(degree.max(initial=0))):
        some = slice(len(order) - int(np.searchsorted(left, arc, side="right")))
        there = first[some] + arc
        row = batch.local[network.indices[there]]
        way = batch.table.take(row, axis=0, out=room[some], mode="clip")
        way += network.weight[there][:, None]
        np.copyto(before[some], row[:, None], where=way < best[some])
        np.minimum(best[some], way, out=best[some])
    out = np.zeros(batch.table.shape, dtype=np.int32)
    out[order + 1] = before
    return out
