"""Shortest walks from many places, in small batches of sources that lie near each other.

Network distance is never less than the straight line, so a batch needs only the part of the network in its box plus
the limit: exact, and the cost of a source does not grow with the size of the network.
"""

import sys
from dataclasses import dataclass
from typing import Callable, Iterator, List, Sequence, Tuple

import numpy as np

from .cells import ranges
from .contract import whole
from .network import WalkNetwork
from .parts import Batch, Doors, Maps, Part, Tree
from .snap import Positions

__all__ = ["BATCH", "ROOM", "Batch", "Progress", "Search", "Tree", "batches", "batches_of"]

Progress = Callable[[float], None]
BATCH = 32
# Most numbers in one dense table of a batch: 32 MB; a search has some four of these at a time. A batch that would need
# more is cut into smaller ones.
ROOM = 4_000_000
_EXTENT_M = 3200.0
_SLACK_M = 0.01  # places are rounded to the last digit


def _no_progress(fraction: float) -> None:
    return None


@dataclass
class Search:
    """Who walks how far: ``limit`` in metres of the network, which may be that of a profile.

    dense: the sources are so many that they are best searched together. The last digit of a distance then depends on
    the other sources of the batch.
    """

    network: WalkNetwork
    sources: Positions
    limit: float
    dense: bool = False


def batches(network: WalkNetwork, sources: Positions, limit: float, *, trees: bool = False, dense: bool = False,
            size: int = BATCH, progress: Progress = _no_progress) -> Iterator[Batch]:
    """Yield the shortest walks of at most ``limit`` metres from all sources, batch by batch.

    A batch has at most ``size`` sources. The same input gives the same batches in the same order, and every source
    is in one batch only. With ``trees`` each batch has its predecessors.
    """
    for _, batch in batches_of([Search(network, sources, limit, dense)], trees=trees, size=size, progress=progress):
        yield batch


def batches_of(searches: Sequence[Search], *, trees: bool = False, size: int = BATCH, progress: Progress = _no_progress
               ) -> Iterator[Tuple[int, Batch]]:
    """Yield (number of the search, batch) for several searches by the same owners, in one pass over the map.

    All batches of an owner, of one search after the other, come before those of owners elsewhere.
    """
    walkers = [_Walker(search, trees) for search in searches]
    owner = np.concatenate([np.zeros(0, dtype=np.int64), *(walker.sources.owner for walker in walkers)])
    xy = np.concatenate([np.zeros((0, 2)), *(walker.sources.xy for walker in walkers)])
    which = np.repeat(np.arange(len(walkers)), [len(walker.sources.owner) for walker in walkers])
    place = np.concatenate([np.zeros(0, dtype=np.int64), *(np.arange(len(w.sources.owner)) for w in walkers)])
    order = np.argsort(owner, kind="stable")
    groups = _group_sources(owner[order], xy[order], size)
    for done, rows in enumerate(groups):
        progress(done / len(groups))
        for number, walker in enumerate(walkers):
            mine = order[rows][which[order[rows]] == number]
            if len(mine):
                for batch in walker.walk(place[mine]):
                    yield number, batch
    progress(1.0)


class _Walker:
    """A search with its network made ready."""

    def __init__(self, search: Search, trees: bool):
        self.network, self.trees, self.dense = search.network, trees, search.dense
        self.limit = min(search.limit, sys.float_info.max)  # an unreachable node is infinitely far
        self.sources = search.sources.attached()
        network = self.network
        self.core = whole(network.indptr, network.indices, network.weight) if trees else network.core
        self.doors = Doors.of(network, self.core, self.sources, self.limit)
        self.maps = Maps(np.zeros(1 + len(network.node_xy), dtype=np.int32),
                         np.zeros(len(self.core.node), dtype=np.int32))

    def walk(self, rows: np.ndarray) -> Iterator[Batch]:
        """Yield the batches of the places ``rows``: more than one when they need more than the room."""
        xy = self.sources.xy[rows]
        runs = self.network.cells.runs(xy.min(axis=0), xy.max(axis=0), self.limit + _SLACK_M)
        part = Part(self.network, self.core, runs, self.maps)
        owner = self.sources.owner[rows]  # ascending
        row = np.cumsum(np.concatenate([[0], owner[1:] != owner[:-1]]))
        owners = owner[np.searchsorted(row, np.arange(row[-1] + 1))]
        step = max(ROOM // (1 + part.count), 1)
        for low in range(0, len(owners), step):
            here = (row >= low) & (row < low + step)
            row_here = row[here] - low
            yield part.run(owners[low:low + step], self.sources.take(rows[here]), row_here,
                           self.doors.batch(rows[here], row_here), self.limit, self.trees, self.dense)
        part.leave()


def _group_sources(owner: np.ndarray, xy: np.ndarray, size: int) -> List[np.ndarray]:
    """Split owners by halving their longest side until a group is small in number and extent.

    owner: (k,) ascending. xy: (k, 2) their places. Returns, for each group, the rows of its owners. All groups are
    halved at once, in such a way that most of them end up with ``size`` owners.
    """
    owners, first = np.unique(owner, return_index=True)
    if not len(owners):
        return []
    ends = np.append(first[1:], len(owner))
    xy = xy[first]
    order, bounds = np.arange(len(owners)), np.array([0, len(owners)])
    while True:
        sizes = np.diff(bounds)
        spread = np.maximum.reduceat(xy[order], bounds[:-1]) - np.minimum.reduceat(xy[order], bounds[:-1])
        halve = (sizes > size) | (spread.max(axis=1) > _EXTENT_M)
        if not halve.any():
            break
        group = np.repeat(np.arange(len(sizes)), sizes)
        along = xy[order, spread.argmax(axis=1)[group]]
        order = order[np.lexsort((along, group))]
        half = np.where(sizes > size, np.maximum((sizes // 2 + size // 2) // size, 1) * size, sizes // 2)
        bounds = np.sort(np.append(bounds, (bounds[:-1] + half)[halve]))
    return [ranges(first[group], ends[group]) for group in map(np.sort, np.split(order, bounds[1:-1]))]
