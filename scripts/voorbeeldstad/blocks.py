"""Closed building blocks: the rows along the four sides of a block of streets that touch at the corners."""

from typing import Dict, List, Optional, Sequence, Tuple

import numpy as np

from .buildings import Building
from .geometry import Array, area, dot, inset, simplify
from .ground import BUILT, Ground

# style: distance of the front to the middle of the street, depth, length of a row, dwellings per m, kind
HABITS: Dict[str, Tuple[float, float, Tuple[float, float], float, str]] = {
    "centrum": (4.9, 12.0, (20.0, 48.0), 0.27, "yes"),
    "negentiende": (7.2, 10.0, (34.0, 70.0), 0.17, "house"),
}


def place_blocks(rings: Sequence[Array], styles: Sequence[str], ground: Ground,
                 rng: np.random.Generator) -> List[Building]:
    """Build around every block of the old town and the belt around it."""
    out: List[Building] = []
    for ring in rings:
        style = styles[ground.look([inset(ring, 3.0).mean(axis=0)], style=True)[0]]
        if style in HABITS and area(ring) < 30000:
            out += _block(simplify(np.vstack([ring, ring[:1]]), 1.4)[:-1], style, ground, rng)
    return out


def _block(ring: Array, style: str, ground: Ground, rng: np.random.Generator) -> List[Building]:
    front, depth, row, dwellings, kind = HABITS[style]
    outer, inner = inset(ring, front), inset(ring, front + depth)
    if area(outer) < 90 or area(outer) > area(ring):
        return []
    outer, inner, sharp = _divide(outer, inner, row[1] * 0.6)
    n, out = len(outer), []
    first = int(np.argmax(sharp))
    k, end = first, first + n
    while k < end:
        target, stop, size = rng.uniform(*row), k, 0.0
        while stop < end and (stop == k or not sharp[stop % n]) and size < target:
            size += float(np.hypot(*(outer[(stop + 1) % n] - outer[stop % n])))
            stop += 1
        spots = np.arange(k, stop + 1) % n
        building = _piece(outer[spots], inner[spots], depth, ground)
        if building is not None and rng.random() < 0.97:
            out.append(Building(building, kind, size * dwellings, 3))
        k = stop
    return out


def _divide(outer: Array, inner: Array, longest: float) -> Tuple[Array, Array, Array]:
    """Add corners to the long sides, so that they can be split into rows; also tell which corners are sharp."""
    a, b, sharp = [], [], []
    d = np.roll(outer, -1, axis=0) - outer
    angle = np.arctan2(d[:, 1], d[:, 0])
    turn = np.abs((angle - np.roll(angle, 1) + np.pi) % (2 * np.pi) - np.pi)
    for k in range(len(outer)):
        parts = max(1, int(np.ceil(np.hypot(*d[k]) / longest)))
        following = (k + 1) % len(outer)
        for t in np.arange(parts) / parts:
            a.append(outer[k] + t * (outer[following] - outer[k]))
            b.append(inner[k] + t * (inner[following] - inner[k]))
            sharp.append(t == 0 and turn[k] > 0.4)
    return np.array(a), np.array(b), np.array(sharp)


def _piece(front: Array, back: Array, depth: float, ground: Ground) -> Optional[Array]:
    """Return the outline of a row when all of it is free, with a straight back where the block is too narrow."""
    for k in range(len(front) - 1):
        d = front[k + 1] - front[k]
        if np.hypot(*d) < 1.0 or dot(back[k + 1] - back[k], d) <= 0.15 * dot(d, d):
            u = d / max(np.hypot(*d), 1e-9)
            straight = np.array([-u[1], u[0]]) * depth
            if len(front) > 2:
                return None
            back = front + straight
    ring = np.vstack([front, back[::-1]])
    if area(ring) < 40:
        return None
    quads = [np.vstack([front[k], front[k + 1], back[k + 1], back[k]]) for k in range(len(front) - 1)]
    shrunk = [q.mean(axis=0) + (q - q.mean(axis=0)) * (1 - 3.2 / np.maximum(np.hypot(*(q - q.mean(0)).T), 6.0))[:, None]
              for q in quads]
    if not all(ground.is_free(q) for q in shrunk):
        return None
    for quad in shrunk:
        ground.paint(quad, BUILT)
    return ring
