"""A smaller network to search: the simplest nodes are taken out, and how to put them back.

A node can be taken out without changing any distance between the others: every two of its neighbours get a shortcut as
long as the way through it, unless they have a shorter way. Its own distance follows from those of its neighbours. Nodes
that are no neighbours are taken out together, a round at a time, those with the fewest neighbours first. A sixth of the
nodes of a street network stays; searching them takes a fifth of the time, and putting the others back is plain array
work.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import List, Tuple

import numpy as np

from .cells import ranges

# Most neighbours of the nodes of each round. More rounds search less, but put back more.
_DEGREES = (2, 3, 4, 5)
_PASSES = 3
# Tails, heads and metres.
Arcs = Tuple[np.ndarray, np.ndarray, np.ndarray]


@dataclass
class Round:
    """Nodes taken out together.

    node: (k,) ascending. neighbour: (d, k) the nodes around each; metres: (d, k). Where there are fewer than d the
    neighbour is n, the number of nodes, at inf metres.
    """

    node: np.ndarray
    neighbour: np.ndarray
    metres: np.ndarray


@dataclass
class Core:
    """The nodes that stay, as CSR in their own numbering, and the rounds in the order they were taken out.

    node: (c,) network node of each core node, ascending. level: (n,) round of every network node, −1 in the core.
    slot: (n,) its place in ``node`` or in its round.
    """

    node: np.ndarray
    indptr: np.ndarray
    indices: np.ndarray
    weight: np.ndarray
    rounds: List[Round]
    level: np.ndarray
    slot: np.ndarray

    @cached_property
    def degree(self) -> np.ndarray:
        """(c,) arcs from each core node."""
        return np.diff(self.indptr)

    def arcs_into(self, row: np.ndarray, node: np.ndarray, metres: np.ndarray, limit: float
                  ) -> Tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Extend arcs from ``row`` (k,) to network nodes through the nodes that were taken out, into the core.

        Returns (row, node, metres) of all arcs of at most ``limit``, old and new; those to core nodes are all that a
        search needs.
        """
        short = metres <= limit
        row, node, metres = row[short], node[short], metres[short]
        for level, taken in enumerate(self.rounds):
            out = self.level[node] == level
            at = self.slot[node[out]]
            more = (np.tile(row[out], len(taken.neighbour)), taken.neighbour[:, at].ravel(),
                    (metres[out] + taken.metres[:, at]).ravel())
            real = more[2] <= limit
            row, node, metres = (np.concatenate([old, new[real]]) for old, new in zip((row, node, metres), more))
        return row, node, metres


def whole(indptr: np.ndarray, indices: np.ndarray, weight: np.ndarray) -> Core:
    """Return a network from which nothing is taken out."""
    n = len(indptr) - 1
    same = np.arange(n, dtype=np.int32)
    return Core(same, indptr, indices, weight, [], np.full(n, -1, dtype=np.int8), same)


def contract(u: np.ndarray, v: np.ndarray, length: np.ndarray, n: int) -> Core:
    """Take the simplest nodes out of a network of ``n`` nodes with edges (u, v, length)."""
    tail, head, metres = _simple(n, np.concatenate([u, v]), np.concatenate([v, u]),
                                 np.concatenate([length, length]))
    level, slot = np.full(n, -1, dtype=np.int8), np.empty(n, dtype=np.int32)
    rounds: List[Round] = []
    # A fixed shuffle decides between equals, so that the choice is spread over the map and always the same.
    luck = (np.arange(n, dtype=np.int64) * 2654435761) % (1 << 32)
    for number, degree in enumerate(_DEGREES):
        chosen = _choose(tail, head, luck, level < 0, degree)
        if not chosen.any():
            break
        node = np.flatnonzero(chosen)
        level[node], slot[node] = number, np.arange(len(node))
        taken, (tail, head, metres) = _take_out((tail, head, metres), node, chosen, slot, n, degree)
        rounds.append(taken)
    core = np.flatnonzero(level < 0)
    slot[core] = np.arange(len(core))
    tail, head = slot[tail], slot[head]
    indptr = np.concatenate([[0], np.cumsum(np.bincount(tail, minlength=len(core)))])
    return Core(core.astype(np.int32), indptr, head, metres, rounds, level, slot)


def _simple(n: int, tail: np.ndarray, head: np.ndarray, metres: np.ndarray) -> Arcs:
    """Sort arcs by tail and head; leave out loops and all but the shortest of parallel arcs."""
    key = tail.astype(np.int64) * n + head
    key[tail == head] = -1
    order = np.argsort(key, kind="stable")
    order = order[np.searchsorted(key, 0, sorter=order):]
    key = key[order]
    if not len(key):
        return tail[:0], head[:0], metres[:0]
    first = np.flatnonzero(np.concatenate([[True], key[1:] != key[:-1]]))
    return tail[order[first]], head[order[first]], np.minimum.reduceat(metres[order], first)


def _choose(tail: np.ndarray, head: np.ndarray, luck: np.ndarray, left: np.ndarray, most: int) -> np.ndarray:
    """(n,) bool: nodes of at most ``most`` neighbours that are no neighbours themselves, the lowest degree first."""
    degree = np.bincount(tail, minlength=len(left))
    rank = np.where(left & (degree <= most), (degree << 33) + luck, np.iinfo(np.int64).max)
    start = np.concatenate([[0], np.cumsum(degree)])[:-1][degree > 0]
    chosen = np.zeros(len(left), dtype=bool)
    best = np.full(len(left), np.iinfo(np.int64).max)
    for _ in range(_PASSES):
        if len(start):
            best[degree > 0] = np.minimum.reduceat(rank[head], start)
        new = rank < best
        chosen |= new
        rank[new | _beside(new, tail, head)] = np.iinfo(np.int64).max
    return chosen


def _beside(new: np.ndarray, tail: np.ndarray, head: np.ndarray) -> np.ndarray:
    beside = np.zeros(len(new), dtype=bool)
    beside[tail[new[head]]] = True
    return beside


def _take_out(arcs: Arcs, node: np.ndarray, chosen: np.ndarray, slot: np.ndarray, n: int, degree: int
              ) -> Tuple[Round, Arcs]:
    """Return the round and the arcs that remain, shortcuts included."""
    tail, head, metres = arcs
    gone = chosen[tail]
    row, far, way = slot[tail[gone]], head[gone], metres[gone]
    first = np.searchsorted(row, np.arange(len(node)))
    place = np.arange(len(row)) - first[row]
    neighbour = np.full((degree, len(node)), n, dtype=np.int32)
    distance = np.full((degree, len(node)), np.inf)
    neighbour[place, row], distance[place, row] = far, way
    stay = ~(gone | chosen[head])
    parts = [(tail[stay], head[stay], metres[stay])]
    for i in range(degree):
        for j in range(degree):
            both = np.flatnonzero(np.isfinite(distance[i] + distance[j])) if i != j else node[:0]
            parts.append((neighbour[i, both], neighbour[j, both], distance[i, both] + distance[j, both]))
    left = _needed(n, *_simple(n, *(np.concatenate(part) for part in zip(*parts))))
    return Round(node.astype(np.int32), neighbour, distance), left


def _needed(n: int, tail: np.ndarray, head: np.ndarray, metres: np.ndarray) -> Arcs:
    """Leave out every arc that is longer than the way over one other node; arcs sorted by tail and head."""
    degree = np.bincount(tail, minlength=n)
    begin = np.cumsum(degree) - degree
    arc, first = np.repeat(np.arange(len(tail)), degree[tail]), ranges(begin[tail], (begin + degree)[tail])
    short = metres[first] < metres[arc]
    arc, first = arc[short], first[short]
    key, wanted = tail.astype(np.int64) * n + head, head[first].astype(np.int64) * n + head[arc]
    second = np.minimum(np.searchsorted(key, wanted), len(key) - 1)
    shorter = (key[second] == wanted) & (metres[first] + metres[second] < metres[arc])
    keep = np.ones(len(tail), dtype=bool)
    keep[arc[shorter]] = False
    return tail[keep], head[keep], metres[keep]
