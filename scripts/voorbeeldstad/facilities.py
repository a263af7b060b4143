"""Puts the voorzieningen of ``facility_list`` on the map: plots along streets, points, schools."""

from dataclasses import dataclass, field
from typing import Dict, Iterator, List, Optional, Sequence, Tuple

import numpy as np

from .facility_list import BLOCKS
from .geometry import Array, area, at, distance_to_segments, dot, lengths, rectangle
from .ground import BUILT, GREEN, Ground
from .plan import Way

FRONTS = {"residential", "living_street", "pedestrian", "tertiary", "secondary", "unclassified"}


@dataclass
class Facility:
    """A voorziening: tags and a point (one row) or an outline."""

    tags: Dict[str, str]
    xy: Array
    plot: Optional[Array] = None

    @property
    def is_point(self) -> bool:
        """Whether it is a single point."""
        return len(self.xy) == 1

    @property
    def centre(self) -> Array:
        """A point within it."""
        return self.xy.mean(axis=0)


@dataclass
class Fronts:
    """The streets as segments, to find the nearest ones."""

    a: Array
    b: Array
    way: Array
    base: Array
    lines: List[Array] = field(default_factory=list)
    runs: List[Array] = field(default_factory=list)

    @classmethod
    def of(cls, ways: Sequence[Way]) -> "Fronts":
        """Take the streets that one can build along."""
        kept = [w for w in ways if w.highway in FRONTS and w.level == 0 and "bridge" not in w.tags]
        return cls(np.vstack([w.xy[:-1] for w in kept]), np.vstack([w.xy[1:] for w in kept]),
                   np.repeat(np.arange(len(kept)), [len(w.xy) - 1 for w in kept]),
                   np.concatenate([lengths(w.xy)[:-1] for w in kept]), [w.xy for w in kept],
                   [lengths(w.xy) for w in kept])

    def nearest(self, point: Array) -> Tuple[Array, Array]:
        """Return the nearest point on a street and the unit vector from it to the given point."""
        d = distance_to_segments(point[None], self.a, self.b)[0]
        k = int(np.argmin(d))
        step = self.b[k] - self.a[k]
        t = np.clip(dot(point - self.a[k], step) / dot(step, step), 0, 1)
        foot = self.a[k] + t * step
        normal = np.array([-step[1], step[0]]) / np.hypot(*step)
        return foot, normal if dot(point - foot, normal) >= 0 else -normal

    def plots(self, point: Array, reach: float, width: float, depth: float, setback: float) -> Iterator[Array]:
        """Yield the possible plots along streets around a point, the nearest first."""
        d = distance_to_segments(point[None], self.a, self.b)[0]
        found = []
        for k in np.nonzero(d < reach)[0]:
            line, run = self.lines[self.way[k]], self.runs[self.way[k]]
            size = float(np.hypot(*(self.b[k] - self.a[k])))
            for s in self.base[k] + np.arange(0, size, 8.0):
                if s + width > run[-1]:
                    continue
                p, q = at(line, np.array([s, s + width]), run)
                u = (q - p) / max(np.hypot(*(q - p)), 1e-9)
                for side in (1.0, -1.0):
                    n = np.array([-u[1], u[0]]) * side
                    ring = np.vstack([p + n * setback, p + n * setback + u * width,
                                      p + n * (setback + depth) + u * width, p + n * (setback + depth)])
                    found.append((round(float(np.hypot(*(ring.mean(0) - point))), 2), len(found), ring))
        for _, _, ring in sorted(found, key=lambda item: item[:2]):
            yield ring if area(ring) > 0 else ring[::-1]


def _rows() -> Iterator[Tuple[str, List[float], Dict[str, str]]]:
    for block in BLOCKS:
        for row in block.strip().splitlines():
            if row.strip() == "+":
                yield "+", [], {}
                continue
            head, name, tags = (cell.strip() for cell in row.split("|"))
            kind, *numbers = head.split()
            pairs = dict(pair.split("=", 1) for pair in tags.split(";"))
            yield kind, [float(n) for n in numbers], {**({"name": name} if name else {}), **pairs}


def place(ways: Sequence[Way], ground: Ground) -> List[Facility]:
    """Put everything of the list on the map, the large plots first come first served.

    Raises ValueError when a plot cannot be found near its place, so that a change of the plan is noticed.
    """
    fronts, out = Fronts.of(ways), []
    for kind, numbers, tags in _rows():
        point = np.array(numbers[:2])
        if kind == "+":
            last = out[-1]
            out.append(Facility({k: v for k, v in last.tags.items() if k != "building"},
                                np.round(last.centre[None] + 2.0, 2)))
        elif kind == "x":
            out.append(Facility(tags, point[None]))
        elif kind == "n":
            foot, normal = fronts.nearest(point)
            out.append(Facility(tags, np.round(foot + 7.0 * normal, 2)[None]))
        elif kind == "q":
            ring = rectangle(point, (1.0, 0.0), *numbers[2:])
            ground.paint(ring, BUILT if "building" in tags else GREEN)
            out.append(Facility(tags, ring))
        elif kind == "s":
            out += _school(fronts, point, numbers[2], numbers[3], tags, ground)
        else:
            ring = _plot(fronts, point, numbers[2], numbers[3], 9.0 if kind == "b" else 7.0, ground, tags)
            ground.paint(ring, BUILT if kind == "b" else GREEN)
            out.append(Facility(tags, np.round(ring, 2)))
    return out


def _plot(fronts: Fronts, point: Array, width: float, depth: float, setback: float, ground: Ground,
          tags: Dict[str, str]) -> Array:
    for shrink, reach in ((1.0, 70.0), (1.0, 130.0), (0.85, 150.0), (0.7, 190.0), (0.58, 200.0)):
        for ring in fronts.plots(point, reach, width * shrink, depth * shrink, setback):
            if ground.is_free(ring):
                return ring
    raise ValueError(f"no room for {tags} near {point}")


def _school(fronts: Fronts, point: Array, width: float, depth: float, tags: Dict[str, str],
            ground: Ground) -> List[Facility]:
    """Return the ground of a school, its building and its yard."""
    ring = _plot(fronts, point, width, depth, 9.0, ground, tags)
    ground.paint(ring, BUILT)
    u, v = ring[1] - ring[0], ring[3] - ring[0]

    def piece(u0: float, u1: float, v0: float, v1: float) -> Array:
        return np.round(ring[0] + np.outer([u0, u1, u1, u0], u) + np.outer([v0, v0, v1, v1], v), 2)

    return [Facility({"amenity": "school", **tags}, np.round(ring, 2)),
            Facility({"building": "school"}, piece(0.06, 0.94, 0.56, 0.88)),
            Facility({"leisure": "schoolyard", "name": f"Schoolplein {tags['name']}"}, piece(0.08, 0.6, 0.08, 0.5))]
