"""The walks themselves, as lines along the streets, for chosen pairs."""

from typing import List

import numpy as np

from .batches import Batch, Progress, _no_progress, batches
from .network import WalkNetwork
from .reach import Pairs, Targets
from .snap import Positions


def routes(network: WalkNetwork, sources: Positions, targets: Positions, wanted: Pairs, *,
           progress: Progress = _no_progress) -> List[np.ndarray]:
    """Return for each wanted pair the (k, 2) coordinates of its shortest walk, from source to target.

    Between places at one spot the line has two equal points. An empty array when there is no walk as long as the
    pair says.
    """
    index = Targets(network, targets)
    order = np.argsort(wanted.source, kind="stable")
    chosen = np.isin(sources.owner, wanted.source)
    found: List[np.ndarray] = [np.zeros((0, 2))] * len(wanted)
    limit = float(wanted.metres.max(initial=0.0)) + 1e-6
    for batch in batches(network, sources.take(chosen), limit, trees=True, progress=progress):
        rows = index.around(batch, limit)
        metres, way = index.distances(batch, rows)
        owner = index.places.owner[rows]
        sorting = np.argsort(owner, kind="stable")
        for s, source in enumerate(batch.owners):
            low, high = np.searchsorted(wanted.source[order], [source, source + 1])
            for pair in order[low:high]:
                low_c, high_c = np.searchsorted(owner[sorting], [wanted.target[pair], wanted.target[pair] + 1])
                columns = sorting[low_c:high_c]
                if len(columns) == 0 or not np.isfinite(metres[s, columns]).any():
                    continue
                column = columns[np.argmin(metres[s, columns])]
                found[pair] = _walk(network, index, batch, s, rows[column], int(way[s, column]))[::-1]
    return found


def _walk(network: WalkNetwork, index: Targets, batch: Batch, s: int, place: int, way: int) -> np.ndarray:
    """Return the coordinates from a target place back to source ``s`` of the batch."""
    edge, along = int(index.places.edge[place]), float(index.places.along[place])
    own = batch.entrances
    if way == 2:
        door = min((k for k in np.flatnonzero(own.owner == s) if own.edge[k] == edge),
                   key=lambda k: abs(own.along[k] - along))
        return part_of(network, edge, along, float(own.along[door]))
    tree = batch.tree
    node = int(network.u[edge] if way == 0 else network.v[edge])
    parts = [part_of(network, edge, along, 0.0 if way == 0 else float(network.length[edge]))]
    here, first_source = int(batch.local[node]), 1 + len(batch.nodes)
    while here < first_source:
        before = int(tree.predecessor[s, here])
        arcs = slice(tree.indptr[before], tree.indptr[before + 1])
        step = int(tree.edge[arcs][np.flatnonzero(tree.indices[arcs] == here)[0]])
        node = int(batch.nodes[here - 1])
        starts = [0.0] * bool(network.u[step] == node) + [float(network.length[step])] * bool(network.v[step] == node)
        if before >= first_source:
            door, start = min(((k, begin) for k in np.flatnonzero((own.owner == s) & (own.edge == step))
                               for begin in starts), key=lambda choice: abs(own.along[choice[0]] - choice[1]))
            parts.append(part_of(network, step, start, float(own.along[door])))
        else:
            whole = network.lines.xy[network.lines.start[step]:network.lines.start[step + 1]]
            parts.append(whole if starts[0] == 0.0 else whole[::-1])
        here = before
    return np.concatenate(parts)


def part_of(network: WalkNetwork, edge: int, begin: float, end: float) -> np.ndarray:
    """Return the coordinates of an edge between two places on it, in that direction (metres from node u)."""
    lines = network.lines
    xy = lines.xy[lines.start[edge]:lines.start[edge + 1]]
    run = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(xy, axis=0).T))])
    low, high = min(begin, end), max(begin, end)
    ends = np.column_stack([np.interp([low, high], run, xy[:, k]) for k in (0, 1)])
    part = np.concatenate([ends[:1], xy[(run > low) & (run < high)], ends[1:]])
    return part if begin <= end else part[::-1]


def lengths(walks: List[np.ndarray]) -> np.ndarray:
    """Return (k,) the metres of each walk."""
    return np.array([np.hypot(*np.diff(walk, axis=0).T).sum() if len(walk) > 1 else 0.0 for walk in walks])
