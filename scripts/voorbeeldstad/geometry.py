"""Plane geometry on numpy arrays: curves, offsets, clipping and cutting. All coordinates are in metres."""

import math
from typing import List, Optional, Sequence, Tuple

import numpy as np

Array = np.ndarray


def as_xy(points) -> Array:
    """Return points as an (n, 2) float array."""
    return np.asarray(points, dtype=float).reshape(-1, 2)


def cross(a: Array, b: Array) -> Array:
    """Return the z component of the cross product of plane vectors."""
    return a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0]


def heading(angle) -> Array:
    """Return unit vectors (…, 2) for angles (…) in radians.

    Rounded, and not by numpy: the last digits of its sine and cosine are not the same on every processor, and they
    would move a street, and with it everything that is placed after it.
    """
    turns = np.asarray(angle, dtype=float)
    return np.array([(round(math.cos(t), 12), round(math.sin(t), 12)) for t in turns.ravel()]).reshape(*turns.shape, 2)


def bearing(vector: Array) -> Array:
    """Return the angles (…) in radians of vectors (…, 2), alike on every processor."""
    vectors = np.asarray(vector, dtype=float)
    return np.array([round(math.atan2(y, x), 12) for x, y in vectors.reshape(-1, 2)]).reshape(vectors.shape[:-1])


def dot(a: Array, b: Array) -> Array:
    """Return the inner products (…) of plane vectors, added up in the same way on every processor."""
    return a[..., 0] * b[..., 0] + a[..., 1] * b[..., 1]


def lengths(line: Array) -> Array:
    """Return the running length along a line, starting at 0."""
    step = np.hypot(*np.diff(line, axis=0).T)
    return np.concatenate([[0.0], np.cumsum(step)])


def length(line: Array) -> float:
    """Return the length of a line."""
    return float(lengths(line)[-1])


def at(line: Array, distance, run: Optional[Array] = None) -> Array:
    """Return the points at the given distances along a line (``run``: its running length, when known)."""
    run = lengths(line) if run is None else run
    out = np.empty(np.shape(distance) + (2,))
    out[..., 0], out[..., 1] = np.interp(distance, run, line[:, 0]), np.interp(distance, run, line[:, 1])
    return out


def part(line: Array, start: float, end: float) -> Array:
    """Return the part of a line between two distances."""
    run = lengths(line)
    inner = line[(run > start + 1e-6) & (run < end - 1e-6)]
    return np.vstack([at(line, start), inner, at(line, end)])


def simplify(line: Array, tolerance: float) -> Array:
    """Return a line without the vertices that lie within the tolerance of the simpler line (Douglas-Peucker)."""
    keep = np.zeros(len(line), dtype=bool)
    keep[[0, -1]] = True
    stack = [(0, len(line) - 1)]
    while stack:
        first, last = stack.pop()
        if last - first < 2:
            continue
        d = distance_to_segments(line[first + 1:last], line[first][None], line[last][None])[:, 0]
        worst = int(np.argmax(d))
        if d[worst] > tolerance:
            middle = first + 1 + worst
            keep[middle] = True
            stack += [(first, middle), (middle, last)]
    return line[keep]


def spline(points, closed: bool = False, tolerance: float = 0.5) -> Array:
    """Return a smooth curve (Catmull-Rom) through the points, with only the vertices that the eye needs."""
    p = as_xy(points)
    if len(p) < 3:
        return p
    ends = (p[-1:], p[:2]) if closed else (2 * p[:1] - p[1:2], 2 * p[-1:] - p[-2:-1])
    q = np.vstack([ends[0], p, ends[1]])
    t = np.linspace(0, 1, 13)[:-1, None]
    out = []
    for a, b, c, d in zip(q[:-3], q[1:-2], q[2:-1], q[3:]):
        out.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2
                          + (3 * b - a - 3 * c + d) * t**3))
    out.append(q[-2:-1])
    return simplify(np.vstack(out), tolerance)


def offset(line: Array, distance: float) -> Array:
    """Return the line shifted to its left (right when negative), mitred at the vertices."""
    d = np.diff(line, axis=0)
    n = np.stack([-d[:, 1], d[:, 0]], axis=1) / np.hypot(*d.T)[:, None]
    m = np.vstack([n[:1], n[:-1] + n[1:], n[-1:]])
    m /= np.maximum(np.hypot(*m.T), 1e-9)[:, None]
    stretch = 1 / np.maximum((m * np.vstack([n, n[-1:]])).sum(1), 0.5)
    return line + m * (stretch * distance)[:, None]


def inset(ring: Array, distance: float) -> Array:
    """Return an anticlockwise ring moved inwards, mitred at the corners."""
    closed = np.vstack([ring[-1:], ring, ring[:1]])
    d = np.diff(closed, axis=0)
    n = np.stack([-d[:, 1], d[:, 0]], axis=1) / np.maximum(np.hypot(*d.T), 1e-9)[:, None]
    m = n[:-1] + n[1:]
    m /= np.maximum(np.hypot(*m.T), 1e-9)[:, None]
    return ring + m * (distance / np.maximum((m * n[1:]).sum(1), 0.4))[:, None]


def is_simple(ring: Array) -> bool:
    """Return whether no two sides of a ring cross or touch (other than neighbours at their corner)."""
    n = len(ring)
    a, b = ring, np.roll(ring, -1, axis=0)
    i, j = np.triu_indices(n, 2)
    keep = ~((i == 0) & (j == n - 1))
    i, j = i[keep], j[keep]
    r, s, w = b[i] - a[i], b[j] - a[j], a[j] - a[i]
    det = cross(r, s)
    safe = np.where(np.abs(det) > 1e-9, det, np.inf)
    t, u = cross(w, s) / safe, cross(w, r) / safe
    crossing = (np.abs(det) > 1e-9) & (t >= -1e-6) & (t <= 1 + 1e-6) & (u >= -1e-6) & (u <= 1 + 1e-6)
    return n > 2 and not crossing.any() and bool((np.hypot(*(b - a).T) > 0.05).all())


def plot_within(ring: Array, distance: float) -> Optional[Array]:
    """Return a clean outline about a distance (m) within a ring, coarser when need be; None if there is none."""
    for tolerance in (1.0, 2.5, 5.0, 9.0, 15.0):
        outline = np.round(inset(simplify(np.vstack([ring, ring[:1]]), tolerance)[:-1], distance), 2)
        if len(outline) > 2 and 0 < area(outline) < area(ring) and is_simple(outline):
            return outline
    return None


def ribbon(line: Array, width: float) -> Array:
    """Return the polygon of a band around a line."""
    return np.vstack([offset(line, width / 2), offset(line, -width / 2)[::-1]])


def area(ring: Array) -> float:
    """Return the signed area of a ring (positive = anticlockwise)."""
    return float(cross(ring, np.roll(ring, -1, axis=0)).sum() / 2)


def centroid(ring: Array) -> Array:
    """Return the centre of gravity of a ring."""
    origin = ring[0]
    a = ring - origin
    b = np.roll(a, -1, axis=0)
    w = cross(a, b)
    return origin + ((a + b) * w[:, None]).sum(0) / (3 * w.sum())


def inside(points, ring: Array) -> Array:
    """Return for each point whether it lies within a ring (even-odd rule)."""
    p = as_xy(points)
    if len(p) == 1 and not ((p[0] >= ring.min(axis=0)) & (p[0] <= ring.max(axis=0))).all():
        return np.zeros(1, dtype=bool)
    if len(p) > 2000:
        return np.concatenate([inside(p[k:k + 2000], ring) for k in range(0, len(p), 2000)])
    x, y = p[:, :1], p[:, 1:]
    (ax, ay), (bx, by) = ring.T, np.roll(ring, -1, axis=0).T
    slope = (bx - ax) / np.where(by == ay, 1.0, by - ay)
    hit = ((ay > y) != (by > y)) & (x < slope * (y - ay) + ax)
    return hit.sum(axis=1) % 2 == 1


def distance_to_segments(points: Array, a: Array, b: Array) -> Array:
    """Return the distances (n, m) of n points to m segments."""
    d = b - a
    rel = points[:, None] - a[None]
    t = np.clip((rel * d).sum(-1) / np.maximum((d * d).sum(-1), 1e-12), 0, 1)
    return np.hypot(*np.moveaxis(rel - t[..., None] * d, -1, 0))


def distance_to_line(points, line: Array) -> Array:
    """Return the distances of points to a line."""
    return distance_to_segments(as_xy(points), line[:-1], line[1:]).min(axis=1)


def frame(ring: Array) -> Tuple[Array, Array, float, float]:
    """Return the smallest rectangle around a ring: centre, unit vector of the long axis, length, width."""
    d = np.diff(np.vstack([ring, ring[:1]]), axis=0)
    size = np.hypot(*d.T)
    u = d[size > 1.0] / size[size > 1.0, None]
    v = np.stack([-u[:, 1], u[:, 0]], axis=1)
    along, across = dot(ring[:, None], u), dot(ring[:, None], v)
    long, wide = np.ptp(along, axis=0), np.ptp(across, axis=0)
    k = int(np.argmin(np.round(long * wide, 3)))
    middle = [(m[:, k].min() + m[:, k].max()) / 2 for m in (along, across)]
    centre = middle[0] * u[k] + middle[1] * v[k]
    if long[k] >= wide[k]:
        return centre, u[k], float(long[k]), float(wide[k])
    return centre, v[k], float(wide[k]), float(long[k])


def rectangle(centre, u, along: float, across: float) -> Array:
    """Return the ring of a rectangle with its long side along the unit vector u."""
    u = np.asarray(u, dtype=float)
    v = np.array([-u[1], u[0]])
    return np.asarray(centre) + np.array([s * u * along / 2 + t * v * across / 2
                                          for s, t in ((-1, -1), (1, -1), (1, 1), (-1, 1))])


def ellipse(centre, rx: float, ry: float, turn: float = 0.0, n: int = 16) -> Array:
    """Return an ellipse as a ring of n points, turned by an angle in radians."""
    t = np.arange(n) * 2 * np.pi / n
    x, y = ([rx, ry] * heading(t)).T
    c, s = heading(turn)
    return np.asarray(centre) + np.stack([c * x - s * y, s * x + c * y], axis=1)


def crossings(ring: Array, point: Array, direction: Array) -> List[Tuple[float, int, float]]:
    """Return where an endless line cuts a ring: (distance along the line, edge number, fraction), sorted."""
    d = np.roll(ring, -1, axis=0) - ring
    det = cross(direction, d)
    safe = np.where(np.abs(det) > 1e-9, det, np.inf)
    t = cross(direction, point - ring) / safe
    rows = np.nonzero((np.abs(det) > 1e-9) & (t >= 0) & (t < 1))[0]
    s = cross(ring[rows] - point, d[rows]) / det[rows]
    return sorted(zip(s.tolist(), rows.tolist(), t[rows].tolist()))


def cut(ring: Array, point: Array, direction: Array, bends: Optional[Sequence[float]] = None):
    """Cut a ring in two along the chord through an inner point.

    ``bends`` are sideways shifts at equal steps along the chord, which make the cut a winding one.
    Returns the two rings and the cutting line, or None when the chord cannot be made.
    """
    hits = crossings(ring, point, direction)
    before = [h for h in hits if h[0] < 0]
    after = [h for h in hits if h[0] >= 0]
    if not before or not after or before[-1][1] == after[0][1]:
        return None
    (_, i, ti), (_, j, tj) = before[-1], after[0]
    following = np.roll(ring, -1, axis=0)
    p = ring[i] + ti * (following[i] - ring[i])
    q = ring[j] + tj * (following[j] - ring[j])
    line = np.vstack([p, q])
    if bends is not None and len(bends):
        t = np.linspace(0, 1, len(bends) + 2)[1:-1, None]
        side = np.array([-direction[1], direction[0]])
        line = spline(np.vstack([p, p + t * (q - p) + np.asarray(bends)[:, None] * side, q]))
        if not inside(line[1:-1], ring).all():
            return None
    n = len(ring)
    walk_a = [ring[k % n] for k in range(i + 1, (j if j > i else j + n) + 1)]
    walk_b = [ring[k % n] for k in range(j + 1, (i if i > j else i + n) + 1)]
    return (np.vstack([line[:1], walk_a, line[1:][::-1]]), np.vstack([line[-1:], walk_b, line[:-1]]), line)


def clip(line: Array, ring: Array) -> List[Array]:
    """Return the parts of a line within a ring."""
    run = lengths(line)
    marks = [0.0, run[-1]]
    for k in range(len(line) - 1):
        d = line[k + 1] - line[k]
        size = np.hypot(*d)
        if size > 0:
            marks += [run[k] + s for s, _, _ in crossings(ring, line[k], d / size) if 0 <= s <= size]
    marks = sorted(marks)
    pairs = [(a, b) for a, b in zip(marks[:-1], marks[1:]) if b - a > 0.01]
    pieces: List[List[float]] = []
    for a, b in pairs:
        if inside(at(line, (a + b) / 2), ring)[0]:
            if pieces and abs(pieces[-1][1] - a) < 0.02:
                pieces[-1][1] = b
            else:
                pieces.append([a, b])
    return [part(line, a, b) for a, b in pieces]
