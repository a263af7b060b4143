"""Topology of linework: shared nodes at junctions, the faces between the lines, and walking distances."""

import heapq
from collections import defaultdict
from typing import Dict, Iterable, List, Sequence, Tuple

import numpy as np

from .geometry import Array, area, cross, distance_to_segments, length, lengths, part

CELL = 60.0


def _segments(lines: Sequence[Array]):
    a = np.vstack([line[:-1] for line in lines])
    b = np.vstack([line[1:] for line in lines])
    owner = np.repeat(np.arange(len(lines)), [len(line) - 1 for line in lines])
    base = np.concatenate([lengths(line)[:-1] for line in lines])
    return a, b, owner, base


def _cells(a: Array, b: Array) -> Dict[Tuple[int, int], List[int]]:
    """Return the segments per grid cell that their bounding box touches."""
    low = np.floor(np.minimum(a, b) / CELL).astype(int)
    high = np.floor(np.maximum(a, b) / CELL).astype(int)
    cells: Dict[Tuple[int, int], List[int]] = defaultdict(list)
    for k, ((i0, j0), (i1, j1)) in enumerate(zip(low.tolist(), high.tolist())):
        for i in range(i0, i1 + 1):
            for j in range(j0, j1 + 1):
                cells[i, j].append(k)
    return cells


def _candidate_pairs(a: Array, b: Array) -> Array:
    """Return the pairs of segments whose bounding boxes share a grid cell."""
    pairs = {(p, q) for members in _cells(a, b).values() for n, p in enumerate(members) for q in members[n + 1:]}
    return np.array(sorted(pairs)).reshape(-1, 2)


def crossings(lines: Sequence[Array]) -> List[Tuple[int, float, int, float, Array]]:
    """Return every place where two different lines cross or touch: (line, distance, line, distance, point)."""
    a, b, owner, base = _segments(lines)
    p, q = _candidate_pairs(a, b).T
    other = owner[p] != owner[q]
    p, q = p[other], q[other]
    r, s, w = b[p] - a[p], b[q] - a[q], a[q] - a[p]
    det = cross(r, s)
    ok = np.abs(det) > 1e-9
    p, q, r, s, w, det = p[ok], q[ok], r[ok], s[ok], w[ok], det[ok]
    t, u = cross(w, s) / det, cross(w, r) / det
    slack_p, slack_q = 0.02 / np.maximum(np.hypot(*r.T), 0.02), 0.02 / np.maximum(np.hypot(*s.T), 0.02)
    hit = (t >= -slack_p) & (t <= 1 + slack_p) & (u >= -slack_q) & (u <= 1 + slack_q)
    out = []
    for k in np.nonzero(hit)[0]:
        tk, uk = np.clip(t[k], 0, 1), np.clip(u[k], 0, 1)
        out.append((int(owner[p[k]]), float(base[p[k]] + tk * np.hypot(*r[k])),
                    int(owner[q[k]]), float(base[q[k]] + uk * np.hypot(*s[k])),
                    np.round(a[p[k]] + tk * r[k], 2)))
    return out


def _trim(lines: List[Array], snap: Sequence[float]) -> List[Array]:
    """Cut off the ends that stick out past a junction."""
    marks: Dict[int, List[float]] = defaultdict(list)
    for i, s, j, t, _ in crossings(lines):
        marks[i].append(s)
        marks[j].append(t)
    out = []
    for k, line in enumerate(lines):
        size, where = length(line), sorted(marks[k])
        first = max([m for m in where if m <= snap[k]], default=0.0)
        last = min([m for m in where if m >= size - snap[k]], default=size)
        out.append(part(line, first, last) if last - first > 1.0 else line)
    return out


def _attach(lines: List[Array], snap: Sequence[float]):
    """Pull ends that stop just short of another line onto it; also return the junctions: (line, distance, point)."""
    a, b, owner, base = _segments(lines)
    junctions = []
    cells = _cells(a, b)
    out = [line.copy() for line in lines]
    for k, line in enumerate(out):
        for end in (0, -1):
            point = line[end]
            low, high = ((point + s * snap[k]) // CELL for s in (-1, 1))
            near = {q for i in range(int(low[0]), int(high[0]) + 1) for j in range(int(low[1]), int(high[1]) + 1)
                    for q in cells.get((i, j), ()) if owner[q] != k}
            if not near:
                continue
            rows = np.array(sorted(near))
            d = distance_to_segments(point[None], a[rows], b[rows])[0]
            best = int(np.argmin(d))
            if d[best] <= snap[k]:
                start, step = a[rows[best]], b[rows[best]] - a[rows[best]]
                t = np.clip(((point - start) * step).sum() / max((step * step).sum(), 1e-9), 0, 1)
                line[end] = np.round(start + t * step, 2)
                junctions.append((int(owner[rows[best]]), base[rows[best]] + t * np.hypot(*step), line[end].copy()))
    return out, junctions


def node(lines: Sequence[Array], snap: Sequence[float]) -> Tuple[Array, List[List[int]]]:
    """Give lines shared nodes wherever they meet.

    ``snap`` is per line the distance (m) within which its ends are trimmed or pulled to another line.
    Returns the coordinates of the nodes and per line its node numbers.
    """
    lines = _trim(list(lines), snap)
    for _ in range(4):  # a pulled end shifts its own segment, so look again
        before = lines
        lines, junctions = _attach(lines, snap)
        if all(np.array_equal(old, new) for old, new in zip(before, lines)):
            break
    extra: Dict[int, List[Tuple[float, Array]]] = defaultdict(list)
    for target, distance, point in junctions:
        extra[target].append((distance, point))
    for i, s, j, t, point in crossings(lines):
        extra[i].append((s, point))
        extra[j].append((t, point))
    nodes = _Nodes()
    chains = []
    for k, line in enumerate(lines):
        stops = list(zip(lengths(line), line)) + extra[k]
        chain: List[int] = []
        for _, point in sorted(stops, key=lambda stop: stop[0]):
            found = nodes.number(point)
            if chain[-2:-1] == [found]:
                chain.pop()  # there and back within a junction
            elif chain[-1:] != [found]:
                chain.append(found)
        chains.append(chain)
    return np.array(nodes.xy), chains


class _Nodes:
    """Numbers points; points within 0.6 m of each other are the same node."""

    def __init__(self):
        self.xy: List[Array] = []
        self._cells: Dict[Tuple[int, int], List[int]] = defaultdict(list)

    def number(self, point: Array) -> int:
        i, j = int(point[0] // 1), int(point[1] // 1)
        for cell in ((i + di, j + dj) for di in (-1, 0, 1) for dj in (-1, 0, 1)):
            for k in self._cells.get(cell, ()):
                if np.hypot(*(self.xy[k] - point)) < 0.6:
                    return k
        self.xy.append(np.round(point, 2))
        self._cells[i, j].append(len(self.xy) - 1)
        return len(self.xy) - 1


def edges_of(chains: Iterable[Sequence[int]]) -> set:
    """Return the undirected edges of chains of nodes."""
    return {(min(p, q), max(p, q)) for chain in chains for p, q in zip(chain[:-1], chain[1:]) if p != q}


def prune(edges: set) -> set:
    """Return the edges without the dead ends."""
    edges = set(edges)
    while True:
        degree: Dict[int, int] = defaultdict(int)
        for p, q in edges:
            degree[p] += 1
            degree[q] += 1
        loose = {e for e in edges if degree[e[0]] == 1 or degree[e[1]] == 1}
        if not loose:
            return edges
        edges -= loose


def faces(xy: Array, edges: set) -> List[List[int]]:
    """Return the faces between the lines as rings of nodes, anticlockwise; dead ends are left out."""
    around: Dict[int, List[int]] = defaultdict(list)
    for p, q in sorted(prune(edges)):
        around[p].append(q)
        around[q].append(p)
    for p, others in around.items():
        d = xy[others] - xy[p]
        around[p] = [others[i] for i in np.argsort(np.arctan2(d[:, 1], d[:, 0]), kind="stable")]
    place = {(p, q): i for p, others in around.items() for i, q in enumerate(others)}
    seen, result = set(), []
    for start in place:
        if start in seen:
            continue
        ring, (p, q) = [], start
        while (p, q) not in seen:
            seen.add((p, q))
            ring.append(p)
            others = around[q]
            p, q = q, others[place[q, p] - 1]
        if area(xy[ring]) > 1.0:
            result.append(ring)
    return result


def merge_faces(xy: Array, edges: set, label) -> Dict[str, List[List[int]]]:
    """Join the faces with the same label: rings of nodes per label. ``label(ring)`` names a face, or None."""
    rings = faces(xy, edges)
    names = [label(xy[ring]) for ring in rings]
    sides: Dict[Tuple[int, int], list] = defaultdict(list)
    for ring, name in zip(rings, names):
        for p, q in zip(ring, ring[1:] + ring[:1]):
            sides[min(p, q), max(p, q)].append(name)
    kept = {edge for edge, both in sides.items() if len(both) == 1 or both[0] != both[1]}
    merged: Dict[str, List[List[int]]] = defaultdict(list)
    for ring in faces(xy, kept):
        name = label(xy[ring])
        if name is not None:
            merged[name].append(ring)
    return merged


def graph(xy: Array, edges: Iterable[Tuple[int, int]]) -> Dict[int, List[Tuple[int, float]]]:
    """Return the neighbours of each node with the distance to them."""
    out: Dict[int, List[Tuple[int, float]]] = defaultdict(list)
    for p, q in sorted(edges):
        d = float(np.hypot(*(xy[p] - xy[q])))
        out[p].append((q, d))
        out[q].append((p, d))
    return out


def distances(neighbours: Dict[int, List[Tuple[int, float]]], sources: Iterable[int]) -> Dict[int, float]:
    """Return the distance of each node to the nearest source (Dijkstra)."""
    best = {int(s): 0.0 for s in sources}
    queue = [(0.0, s) for s in sorted(best)]
    while queue:
        d, p = heapq.heappop(queue)
        if d > best[p]:
            continue
        for q, step in neighbours[p]:
            if d + step < best.get(q, np.inf):
                best[q] = d + step
                heapq.heappush(queue, (d + step, q))
    return best


def largest_component(neighbours: Dict[int, List[Tuple[int, float]]]) -> set:
    """Return the nodes of the largest connected part."""
    todo, best = set(neighbours), set()
    while todo:
        found = set(distances(neighbours, [min(todo)]))
        todo -= found
        best = max(best, found, key=len)
    return best

