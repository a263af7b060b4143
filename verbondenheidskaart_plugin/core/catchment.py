"""Loopbereik: the part of every street within walking distance."""

from typing import Tuple

import numpy as np

from .batches import Batch, Progress, _no_progress, batches
from .cells import ranges
from .network import WalkNetwork
from .polylines import Polylines
from .snap import Positions

# Owner, edge, begin and end of parts of edges.
Parts = Tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]


def reached_parts(network: WalkNetwork, sources: Positions, limit: float, *, progress: Progress = _no_progress
                  ) -> Tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return (owner, edge, begin, end): the parts of edges at most ``limit`` metres from each source, each once.

    begin and end are metres from node u; sorted by owner, edge and begin.
    """
    found = [batch_parts(network, batch, limit) for batch in batches(network, sources, limit, progress=progress)]
    if not found:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0), np.zeros(0)
    owner, edge, begin, end = (np.concatenate(part) for part in zip(*found))
    order = np.lexsort((begin, edge, owner))
    return owner[order], edge[order], begin[order], end[order]


def batch_parts(network: WalkNetwork, batch: Batch, limit: float) -> Parts:
    """Return the ``reached_parts`` of one batch, of which the walks must be that long or longer."""
    own = batch.entrances
    arcs = ranges(network.indptr[batch.nodes], network.indptr[batch.nodes + 1])
    edges = np.unique(np.concatenate([network.arc_edge[arcs], own.edge]))
    length = network.length[edges]
    from_u = limit - batch.distance(network.u[edges])
    from_v = limit - batch.distance(network.v[edges])
    source, column = np.nonzero((from_u > 0) | (from_v > 0))
    size = length[column]
    head = np.clip(from_u[source, column], 0, size)
    tail = size - np.clip(from_v[source, column], 0, size)
    at = np.searchsorted(edges, own.edge)
    door = np.maximum(own.along - limit, 0), np.minimum(own.along + limit, length[at])
    spans = (np.concatenate([source, source, own.owner]), np.concatenate([column, column, at]),
             np.concatenate([np.zeros(len(head)), tail, door[0]]), np.concatenate([head, size, door[1]]))
    return _union(batch, edges, *spans)


def _union(batch: Batch, edges: np.ndarray, source: np.ndarray, column: np.ndarray, begin: np.ndarray,
           end: np.ndarray) -> Parts:
    """Merge overlapping spans on the same edge of the same source; spans without length are left out."""
    keep = end > begin
    source, column, begin, end = source[keep], column[keep], begin[keep], end[keep]
    order = np.lexsort((begin, column, source))
    source, column, begin, end = source[order], column[order], begin[order], end[order]
    group = source * (len(edges) + 1) + column
    first = np.ones(len(group), dtype=bool)
    first[1:] = group[1:] != group[:-1]
    # At most a handful of spans share an edge: the running end of the group by repeated comparison.
    reach = end.copy()
    for _ in range(len(group)):
        pushed = reach.copy()
        pushed[1:] = np.where(first[1:], reach[1:], np.maximum(reach[1:], reach[:-1]))
        if np.array_equal(pushed, reach):
            break
        reach = pushed
    gap = np.ones(len(group), dtype=bool)
    gap[1:] = first[1:] | (begin[1:] > reach[:-1])
    heads = np.flatnonzero(gap)
    ends = np.maximum.reduceat(end, heads) if len(heads) else end[:0]
    return batch.owners[source[heads]], edges[column[heads]], begin[heads], ends


def cut(network: WalkNetwork, edge: np.ndarray, begin: np.ndarray, end: np.ndarray) -> Polylines:
    """Return the geometry of parts of edges; begin and end (k,) in metres from node u."""
    lines = network.lines
    first, last = lines.start[edge], lines.start[edge + 1]
    size = last - first
    vertex, part = ranges(first, last), np.repeat(np.arange(len(edge)), size)
    head = np.cumsum(size) - size
    xy = lines.xy[vertex]
    step = np.zeros(len(xy))
    step[1:] = np.hypot(*np.diff(xy, axis=0).T)
    step[head] = 0
    run = np.cumsum(step)
    run -= run[head][part]
    # Waiting makes an edge longer than its line.
    stretch = network.length[edge] / np.maximum(run[head + size - 1], 1e-9)
    begin, end = begin / stretch, end / stretch
    outer = np.zeros(len(xy), dtype=bool)
    outer[head], outer[head + size - 1] = True, True
    inner = (run > begin[part]) & (run < end[part]) & ~outer
    tips = []
    for place in (begin, end):
        # The segment in which a tip lies: as many vertices between the ends of the edge come before it.
        before = np.bincount(part[~outer & (run <= place[part])], minlength=len(edge))
        a = head + before
        share = (place - run[a]) / np.maximum(run[a + 1] - run[a], 1e-12)
        tips.append(xy[a] + np.clip(share, 0, 1)[:, None] * (xy[a + 1] - xy[a]))
    owner = np.concatenate([np.arange(len(edge)), part[inner], np.arange(len(edge))])
    order = np.argsort(owner, kind="stable")
    flat = np.concatenate([tips[0], xy[inner], tips[1]])[order]
    start = np.searchsorted(owner[order], np.arange(len(edge) + 1))
    return Polylines(flat, start, lines.kind[edge], lines.name[edge], lines.stairs[edge], edge)
