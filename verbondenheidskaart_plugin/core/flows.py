"""Loopstromen: expected visits routed along the shortest walks, summed per street."""

from dataclasses import dataclass
from typing import Tuple

import numpy as np

from .batches import Batch, Progress, _no_progress, batches
from .cells import ranges
from .network import WalkNetwork
from .reach import Pairs, Targets
from .snap import Positions


@dataclass
class Flows:
    """Visits per edge.

    visits: (m,) visits that walk over (a part of) each edge. own: (k,) for every place of the sources that lies on
    an edge, the visits of its owner over that edge; in the order of ``sources.attached()``.
    """

    visits: np.ndarray
    own: np.ndarray


def flows(network: WalkNetwork, sources: Positions, targets: Positions, pairs: Pairs, visits: np.ndarray,
          limit: float, *, progress: Progress = _no_progress) -> Flows:
    """Route ``visits`` (k,) of each pair along its shortest walk between target and source.

    An edge of which only a part is walked counts in full. Equal walks: always the same one is taken, by the order
    of the nodes. One shortest-path tree per source gives it.
    """
    index = Targets(network, targets)
    total = np.zeros(len(network.u))
    attached = sources.attached()
    own = np.zeros(len(attached.owner))
    width = int(pairs.target.max()) + 1 if len(pairs) else 1
    key = pairs.source * width + pairs.target
    for batch in batches(network, sources, limit, trees=True, progress=progress):
        source, edge, amount = _batch_flows(network, index, batch, key, width, visits, limit)
        np.add.at(total, edge, amount)
        _add_own(own, attached, batch, source, edge, amount)
    return Flows(total, own)


def _batch_flows(network: WalkNetwork, index: Targets, batch: Batch, key: np.ndarray, width: int, visits: np.ndarray,
                 limit: float) -> Tuple[np.ndarray, ...]:
    """Return (source row, edge, visits) of everything that walks in this batch."""
    rows = index.around(batch, limit)
    metres, way = index.distances(batch, rows)
    source, column = np.nonzero(metres <= limit)
    owner = index.places.owner[rows[column]]
    # A target with several places is visited at the nearest one only.
    order = np.lexsort((column, metres[source, column], owner, source))
    source, column, owner = source[order], column[order], owner[order]
    first = np.ones(len(source), dtype=bool)
    first[1:] = (source[1:] != source[:-1]) | (owner[1:] != owner[:-1])
    source, column, owner = source[first], column[first], owner[first]
    amount = _look_up(key, visits, batch.owners[source] * width + owner)
    some = amount > 0
    source, column, amount = source[some], column[some], amount[some]
    edge = index.places.edge[rows[column]]
    arrival = way[source, column]
    # The edge at the visitor's own door; then the tree, from the end where the walk enters it.
    through = arrival < 2
    node = batch.local[np.where(arrival == 0, network.u[edge], network.v[edge])[through]]
    tree = _tree_flows(batch, source[through], node, amount[through])
    return tuple(np.concatenate(part) for part in zip((source, edge, amount), tree))


def _look_up(key: np.ndarray, values: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    at = np.minimum(np.searchsorted(key, wanted), max(len(key) - 1, 0))
    return np.where(key[at] == wanted, values[at], 0.0) if len(key) else np.zeros(len(wanted))


def _tree_flows(batch: Batch, source: np.ndarray, node: np.ndarray, amount: np.ndarray) -> Tuple:
    """Carry ``amount`` from the nodes down the trees to the sources; return (source row, edge, visits)."""
    s, width = batch.tree.predecessor.shape
    here = np.bincount(source * width + node, weights=amount, minlength=s * width)
    parent = batch.tree.predecessor.astype(np.int64)
    sink = s * width
    flat = np.where(parent >= 0, parent + np.arange(s)[:, None] * width, sink).ravel()
    used = _ancestors(flat, np.flatnonzero(here), sink)
    slot = np.full(sink + 1, len(used))
    slot[used] = np.arange(len(used))
    up, load = np.append(slot[flat[used]], len(used)), np.append(here[used], 0.0)
    # Subtree sums by pointer doubling: after step k every node holds its descendants within 2^k steps.
    while (up[:-1] != len(used)).any():
        load = load + np.bincount(up, weights=load, minlength=len(used) + 1)
        load[-1] = 0.0
        up = up[up]
    inner = flat[used] != sink
    child, weight = used[inner], load[:-1][inner]
    row, head = child // width, child % width
    return row, batch.tree.edge[batch.tree.arc(flat[child] % width, head)], weight


def _ancestors(parent: np.ndarray, start: np.ndarray, sink: int) -> np.ndarray:
    """Return the sorted nodes on the ways from ``start`` to the roots."""
    seen = np.zeros(sink + 1, dtype=bool)
    front = start
    while len(front):
        seen[front] = True
        front = np.unique(parent[front])
        front = front[~seen[front] & (front != sink)]
    return np.flatnonzero(seen[:-1])


def _add_own(own: np.ndarray, attached: Positions, batch: Batch, source: np.ndarray, edge: np.ndarray,
             amount: np.ndarray) -> None:
    """Add the visits of each source over the edges of its own entrances."""
    place = ranges(np.searchsorted(attached.owner, batch.owners, side="left"),
                   np.searchsorted(attached.owner, batch.owners, side="right"))
    span = int(attached.edge.max()) + 1
    key = np.searchsorted(batch.owners, attached.owner[place]) * span + attached.edge[place]
    keys, index = np.unique(key, return_inverse=True)
    flow_key = source * span + np.minimum(edge, span - 1)
    at = np.minimum(np.searchsorted(keys, flow_key), len(keys) - 1)
    hit = (keys[at] == flow_key) & (edge < span)
    sums = np.bincount(at[hit], weights=amount[hit], minlength=len(keys))
    own[place] = sums[index]
