"""The same question asked at every junction: residents within reach, and how many walks pass."""

import numpy as np

from .batches import Batch, Progress, _no_progress, batches
from .network import WalkNetwork
from .reach import Targets
from .snap import Positions

_BATCH = 96


def junctions(network: WalkNetwork) -> Positions:
    """Return all nodes as places; the owner is the number of the node."""
    n = len(network.node_xy)
    arc = network.arc_edge[network.indptr[:-1]]
    nodes = np.arange(n)
    along = np.where(network.u[arc] == nodes, 0.0, network.length[arc])
    return Positions(nodes, arc, along, np.zeros(n), network.node_xy, n)


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
    for batch in batches(network, sources, limit, size=_BATCH, progress=progress):
        rows = index.around(batch, limit)
        inside = index.metres(batch, rows) <= limit
        of = owner[rows]
        if not single and len(of):
            heads = np.flatnonzero(np.concatenate([[True], of[1:] != of[:-1]]))
            inside, of = np.logical_or.reduceat(inside, heads, axis=1), of[heads]
        out[batch.owners] = inside @ weights[of]
    return out


def betweenness(network: WalkNetwork, limit: float, *, progress: Progress = _no_progress) -> np.ndarray:
    """(n,) number of shortest walks of at most ``limit`` metres between two other junctions that pass each junction.

    Every pair of junctions counts once. Of equally short walks one is taken (Freeman 1977 would share them).
    """
    total = np.zeros(len(network.node_xy))
    for batch in batches(network, junctions(network), limit, trees=True, size=_BATCH, progress=progress):
        total[batch.nodes] += _passing(batch)
    return total / 2


def _passing(batch: Batch) -> np.ndarray:
    """(k,) walks from the sources of the batch that pass, but do not start or end at, each of its nodes."""
    table = batch.table.T
    s, width = table.shape
    source, column = np.nonzero(np.isfinite(table))
    slot = np.full(s * width + 1, len(source))
    key = source * width + column
    slot[key] = np.arange(len(key))
    before = batch.tree.predecessor[source, column]
    inner = (before > 0) & (before < width)
    up = np.append(np.where(inner, slot[np.where(inner, source * width + before, s * width)], len(source)), len(source))
    load = np.append(np.ones(len(source)), 0.0)
    # Subtree sums by pointer doubling: after step k every node holds its descendants within 2^k steps.
    while (up[:-1] != len(source)).any():
        load += np.bincount(up, weights=load, minlength=len(load))
        load[-1] = 0.0
        up = up[up]
    # A junction lies at distance 0 of its own source, at the root of the tree.
    passed = np.where(batch.nodes[column - 1] == batch.owners[source], 0.0, load[:-1] - 1)
    return np.bincount(column - 1, weights=passed, minlength=width - 1)
