"""The shortest walks of chosen pairs, as lines."""

from typing import List, Tuple

import numpy as np

from .batches import Batch, Progress, _no_progress, batches
from .network import WalkNetwork
from .polylines import Polylines
from .reach import Pairs, Targets
from .snap import Positions

# A part of a street: edge, and where the walk enters and leaves it in metres from node u.
Part = Tuple[int, float, float]


def routes(network: WalkNetwork, sources: Positions, targets: Positions, wanted: Pairs, *,
           progress: Progress = _no_progress) -> Polylines:
    """Return the walk from source to target of each pair, in their order; ``row`` is the number of the pair.

    wanted: pairs as ``pairs`` gives them, with true metres. A walk between two places on one spot has two equal
    vertices. Raises ``ValueError`` when a pair has no walk of its length.
    """
    limit = float(wanted.metres.max(initial=0.0)) * (1 + 1e-9) + 1e-6
    index = Targets(network, targets)
    walks: List[np.ndarray] = [np.zeros((0, 2))] * len(wanted)
    asked = np.zeros(sources.count, dtype=bool)
    asked[wanted.source] = True
    by_source = np.argsort(wanted.source, kind="stable")
    for batch in batches(network, sources.take(asked[sources.owner]), limit, trees=True, progress=progress):
        rows = index.around(batch, limit)
        metres, way = index.distances(batch, rows)
        owner = index.places.owner[rows]
        for i, source in enumerate(batch.owners):
            first, last = np.searchsorted(wanted.source[by_source], [source, source + 1])
            for pair in by_source[first:last]:
                place = np.arange(*np.searchsorted(owner, [wanted.target[pair], wanted.target[pair] + 1]))
                if not len(place) or not np.isfinite(metres[i, place].min()):
                    raise ValueError(f"no walk from {source} to {wanted.target[pair]}")
                column = place[metres[i, place].argmin()]
                parts = _trace(network, batch, index.places, rows[column], i, int(way[i, column]))
                walks[pair] = _geometry(network, parts)
    start = np.concatenate([[0], np.cumsum([len(walk) for walk in walks])]).astype(np.int64)
    return Polylines(np.concatenate(walks) if walks else np.zeros((0, 2)), start)


def _trace(network: WalkNetwork, batch: Batch, places: Positions, row: int, i: int, way: int) -> List[Part]:
    """Walk back from target place ``row`` to source ``i`` of the batch; return the parts from source to target."""
    tree, own = batch.tree, batch.entrances
    edge, along = int(places.edge[row]), float(places.along[row])
    if way == 2:
        door = np.flatnonzero((own.owner == i) & (own.edge == edge))
        return [(edge, float(own.along[door[np.abs(own.along[door] - along).argmin()]]), along)]
    node = int(network.u[edge] if way == 0 else network.v[edge])
    parts = [(edge, 0.0 if way == 0 else float(network.length[edge]), along)]
    width = 1 + len(batch.nodes)
    here = int(batch.local[node])
    while here < width:
        before = int(tree.predecessor[i, here])
        arc = int(tree.arc(np.array([before]), np.array([here]))[0])
        edge, length = int(tree.edge[arc]), float(network.length[tree.edge[arc]])
        node = int(batch.nodes[here - 1])
        if before < width:
            # A street from u to v is walked forwards when it arrives at v.
            parts.append((edge, 0.0, length) if network.v[edge] == node else (edge, length, 0.0))
        else:
            parts.append(_first_part(network, batch, i, edge, node, float(tree.metres[arc])))
        here = before
    return parts[::-1]


def _first_part(network: WalkNetwork, batch: Batch, i: int, edge: int, node: int, metres: float) -> Part:
    """Return the part from the entrance of source ``i`` on ``edge`` that is ``metres`` from ``node``."""
    own, length = batch.entrances, float(network.length[edge])
    along = own.along[(own.owner == i) & (own.edge == edge)]
    ends = [end for end, at in ((0.0, network.u[edge]), (length, network.v[edge])) if at == node]
    choice = [(abs(abs(door - end) - metres), float(door), end) for door in along for end in ends]
    _, door, end = min(choice)
    return edge, door, end


def _geometry(network: WalkNetwork, parts: List[Part]) -> np.ndarray:
    lines, pieces = network.lines, []
    for edge, begin, end in parts:
        line = lines.xy[lines.start[edge]:lines.start[edge + 1]]
        run = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
        run *= network.length[edge] / run[-1]
        low, high = min(begin, end), max(begin, end)
        ends = np.column_stack([np.interp([low, high], run, line[:, k]) for k in (0, 1)])
        piece = np.concatenate([ends[:1], line[(run > low) & (run < high)], ends[1:]])
        pieces.append(piece if begin <= end else piece[::-1])
    xy = np.concatenate(pieces)
    # Parts meet in a shared vertex; a part without length adds none.
    keep = np.concatenate([[True], np.hypot(*np.diff(xy, axis=0).T) > 1e-9])
    return xy[keep] if keep.sum() > 1 else xy[:2]
