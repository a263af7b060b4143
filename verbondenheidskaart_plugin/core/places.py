"""Facilities as places on the ground: which objects are one place, clusters of shops, entrances along an edge."""

import heapq
from typing import Tuple

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from .polylines import Polylines


def groups(n: int, pairs: np.ndarray) -> np.ndarray:
    """Return the group number (n,) of ``n`` objects, given ``pairs`` (k, 2) of objects that belong together."""
    pairs = np.asarray(pairs, dtype=np.int64).reshape(-1, 2)
    graph = coo_matrix((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(n, n))
    return connected_components(graph, directed=False)[1]


def near_pairs(boxes: np.ndarray, key: np.ndarray, distance: float) -> np.ndarray:
    """Return pairs (k, 2), i < j, of objects with equal ``key`` whose boxes lie within ``distance`` of each other.

    boxes: (n, 4) xmin, ymin, xmax, ymax. key: (n,) int, negative = belongs with nothing.
    """
    found = [np.zeros((0, 2), dtype=np.int64)]
    order = np.lexsort((boxes[:, 0], key))
    order = order[key[order] >= 0]
    starts = np.flatnonzero(np.diff(key[order], prepend=-1))
    for members in np.split(order, starts[1:]) if len(order) else []:
        box = boxes[members]
        # sorted by xmin: only the boxes that start before this one ends can be near
        until = np.searchsorted(box[:, 0], box[:, 2] + distance, side="right")
        for i in np.flatnonzero(until > np.arange(len(members)) + 1):
            other = np.arange(i + 1, until[i])
            apart = np.maximum(box[other, 1] - box[i, 3], box[i, 1] - box[other, 3])
            other = other[apart <= distance]
            found.append(np.sort(np.column_stack([np.full(len(other), members[i]), members[other]]), axis=1))
    return np.concatenate(found)


def clusters(xy: np.ndarray, radius: float, minimum: int) -> np.ndarray:
    """Return the cluster number (n,) of points (n, 2), −1 for none.

    The point with most others within ``radius`` metres takes these as its cluster when they are at least ``minimum``
    with itself; then the same for the points left. So no cluster is wider than twice the radius, also in a centre
    where everything is near something. Ties go to the most south-western point, whatever the order of the input.
    """
    label = np.full(len(xy), -1)
    if len(xy) < minimum:
        return label
    order = np.lexsort((xy[:, 1], xy[:, 0]))
    pairs = cKDTree(xy[order]).query_pairs(radius, output_type="ndarray")
    both = np.concatenate([pairs, pairs[:, ::-1], np.repeat(np.arange(len(xy))[:, None], 2, axis=1)])
    both = both[np.lexsort((both[:, 1], both[:, 0]))]
    start = np.searchsorted(both[:, 0], np.arange(len(xy) + 1))
    free, number = np.ones(len(xy), dtype=bool), 0
    heap = [(-count, i) for i, count in enumerate(np.diff(start)) if count >= minimum]
    heapq.heapify(heap)
    while heap:
        count, i = heapq.heappop(heap)
        near = both[start[i]:start[i + 1], 1]
        near = near[free[near]]
        if not free[i] or len(near) < minimum:
            continue
        if len(near) < -count:  # others took some of its points: wait for its turn
            heapq.heappush(heap, (-len(near), i))
            continue
        label[order[near]] = number
        free[near] = False
        number += 1
    return label


def along(lines: Polylines, owner: np.ndarray, step: float, limit: int) -> Tuple[np.ndarray, np.ndarray]:
    """Return (owner (k,), xy (k, 2)): points along the lines of each owner, at most ``step`` metres apart.

    owner: (n,) int per line, 0 … highest. Open lines get both ends, closed ones no point twice. An owner whose lines
    are so long that it would get more than ``limit`` points gets them further apart.
    """
    if not len(lines):
        return np.zeros(0, dtype=np.int64), np.zeros((0, 2))
    length, at = _measured(lines)
    total = np.bincount(owner, length)
    spacing = np.maximum(step, total / max(limit - 1, 1))[owner]
    first, last = lines.xy[lines.start[:-1]], lines.xy[lines.start[1:] - 1]
    closed = (first == last).all(axis=1)
    parts = np.maximum(np.ceil(length / spacing).astype(np.int64), 1)
    count = parts + ~closed
    line = np.repeat(np.arange(len(lines)), count)
    rank = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    xy = _at(lines, at, line, length[line] * rank / parts[line])
    return _thinned(owner[line], xy, limit)


def middles(lines: Polylines) -> np.ndarray:
    """Return the point (n, 2) halfway along each line."""
    length, at = _measured(lines)
    return _at(lines, at, np.arange(len(lines)), length / 2)


def _measured(lines: Polylines) -> Tuple[np.ndarray, np.ndarray]:
    """Return the length of each line, and per vertex the distance along all lines laid end to end."""
    step = np.hypot(*np.diff(lines.xy, axis=0, prepend=lines.xy[:1]).T)
    step[lines.start[:-1]] = 0
    at = np.cumsum(step)
    return at[lines.start[1:] - 1] - at[lines.start[:-1]], at


def _at(lines: Polylines, at: np.ndarray, line: np.ndarray, distance: np.ndarray) -> np.ndarray:
    """Return the point (k, 2) at ``distance`` along ``line``."""
    begin, end = lines.start[line], lines.start[line + 1] - 1
    where = at[begin] + distance
    right = np.clip(np.searchsorted(at, where), np.minimum(begin + 1, end), end)
    left = np.maximum(right - 1, begin)
    span = at[right] - at[left]
    share = np.divide(where - at[left], span, out=np.zeros_like(where), where=span > 0)
    return lines.xy[left] + np.clip(share, 0, 1)[:, None] * (lines.xy[right] - lines.xy[left])


def _thinned(owner: np.ndarray, xy: np.ndarray, limit: int) -> Tuple[np.ndarray, np.ndarray]:
    """Keep at most ``limit`` points of each owner, evenly chosen: many short lines each bring their own."""
    order = np.argsort(owner, kind="stable")
    owner, xy = owner[order], xy[order]
    count = np.bincount(owner)
    rank = np.arange(len(owner)) - np.repeat(np.cumsum(count) - count, count)
    stride = np.ceil(count / limit).astype(np.int64)[owner]
    keep = rank % stride == 0
    return owner[keep], xy[keep]
