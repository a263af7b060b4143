"""Vertices where lines cross or touch without sharing one: for linework that was drawn without them."""

from typing import Iterator, Tuple

import numpy as np

from .cells import ranges
from .polylines import Polylines

_CELL_M = 50.0
_CHUNK = 2_000_000


def insert_crossings(lines: Polylines, tolerance: float) -> Polylines:
    """Return ``lines`` with a vertex added on both lines wherever two segments cross or touch.

    An end that lies within ``tolerance`` metres of another segment counts as touching it.
    Bridges and tunnels are cut as well: only for data in which a crossing is always a junction.
    """
    segment, along, xy = crossings(lines, tolerance)
    if len(segment) == 0:
        return lines
    a, _, _ = lines.segments()
    # The new vertex comes after vertex a of its segment, in the order along it.
    order = np.lexsort((along, a[segment]))
    after = a[segment][order] + 1
    merged = np.insert(lines.xy, after, xy[order], axis=0)
    extra = np.bincount(np.searchsorted(lines.start, after - 1, side="right") - 1, minlength=len(lines))
    start = np.concatenate([[0], np.cumsum(np.diff(lines.start) + extra)])
    return Polylines(merged, start, lines.kind, lines.name, lines.stairs, lines.row)


def crossings(lines: Polylines, tolerance: float) -> Tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return (segment, along, xy) of every new vertex: its segment, place on it (0–1) and coordinates."""
    a, b, _ = lines.segments()
    p, q = lines.xy[a], lines.xy[b]
    found = [_cross(p, q, one, two, tolerance) for one, two in _near_pairs(p, q, tolerance)]
    if not found:
        return np.zeros(0, dtype=np.int64), np.zeros(0), np.zeros((0, 2))
    segment, along, xy = (np.concatenate(part) for part in zip(*found))
    return segment, along, xy


def _near_pairs(p: np.ndarray, q: np.ndarray, tolerance: float) -> Iterator[Tuple[np.ndarray, np.ndarray]]:
    """Yield arrays (one, two) of segment pairs that share a grid cell, each pair once, in chunks."""
    if len(p) == 0:
        return
    low, high = np.minimum(p, q) - tolerance, np.maximum(p, q) + tolerance
    origin = low.min(axis=0)
    c0 = np.floor((low - origin) / _CELL_M).astype(np.int64)
    c1 = np.floor((high - origin) / _CELL_M).astype(np.int64)
    span = c1 - c0 + 1
    cells = span[:, 0] * span[:, 1]
    segment = np.repeat(np.arange(len(p)), cells)
    k = np.arange(len(segment)) - np.repeat(np.cumsum(cells) - cells, cells)
    x = c0[segment, 0] + k % span[segment, 0]
    y = c0[segment, 1] + k // span[segment, 0]
    key = y * (c1[:, 0].max() + 1) + x
    order = np.argsort(key, kind="stable")
    key, segment = key[order], segment[order]
    group_end = np.searchsorted(key, key, side="right")
    later = group_end - np.arange(len(key)) - 1
    bounds = np.searchsorted(np.cumsum(later), np.arange(_CHUNK, later.sum() + _CHUNK, _CHUNK))
    begin = 0
    for end in np.minimum(bounds + 1, len(key)):
        if end <= begin:
            continue
        i = np.arange(begin, end)
        one = np.repeat(i, later[i])
        two = ranges(i + 1, group_end[i])
        pair = np.unique(np.sort(np.column_stack([segment[one], segment[two]]), axis=1), axis=0)
        if len(pair):
            yield pair[:, 0], pair[:, 1]
        begin = end


def _cross(p: np.ndarray, q: np.ndarray, one: np.ndarray, two: np.ndarray, tolerance: float
           ) -> Tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Find where segments ``one`` and ``two`` meet, other than at vertices both already have."""
    d1, d2 = q[one] - p[one], q[two] - p[two]
    between = p[two] - p[one]
    cross = d1[:, 0] * d2[:, 1] - d1[:, 1] * d2[:, 0]
    with np.errstate(divide="ignore", invalid="ignore"):
        s = (between[:, 0] * d2[:, 1] - between[:, 1] * d2[:, 0]) / cross
        t = (between[:, 0] * d1[:, 1] - between[:, 1] * d1[:, 0]) / cross
    length1, length2 = np.hypot(*d1.T), np.hypot(*d2.T)
    with np.errstate(divide="ignore", invalid="ignore"):
        e1, e2 = tolerance / length1, tolerance / length2
    meets = (cross != 0) & (s >= -e1) & (s <= 1 + e1) & (t >= -e2) & (t <= 1 + e2)
    inner1 = meets & (s > e1) & (s < 1 - e1)
    inner2 = meets & (t > e2) & (t < 1 - e2)
    # A touching end keeps its own place; a true crossing gets one shared point.
    at1 = p[one] + np.clip(s, 0, 1)[:, None] * d1
    end2 = np.where((t < 0.5)[:, None], p[two], q[two])
    end1 = np.where((s < 0.5)[:, None], p[one], q[one])
    place1 = np.where(inner2[:, None], at1, end2)[inner1]
    place2 = np.where(inner1[:, None], at1, end1)[inner2]
    return (np.concatenate([one[inner1], two[inner2]]), np.concatenate([s[inner1], t[inner2]]),
            np.concatenate([place1, place2]))
