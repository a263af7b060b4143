"""Rows of houses along the streets, flats in the green and halls on the industrial estate."""

from dataclasses import dataclass
from typing import Dict, List, Sequence, Tuple

import numpy as np

from .geometry import Array, at, frame, lengths, rectangle
from .ground import BUILT, Ground
from .plan import Way


@dataclass(frozen=True)
class Habit:
    """How a style builds along its streets: distances in m, dwellings per metre of front."""

    setback: float
    depth: float
    row: Tuple[float, float]
    gap: float
    dwellings: float
    kind: str = "house"
    share: float = 1.0  # part of the possible places that is really built on
    garden: float = 7.0


HABITS: Dict[str, Habit] = {
    "tuindorp": Habit(10.0, 9.0, (30, 58), 7.0, 0.155),
    "rijen": Habit(10.5, 9.0, (36, 60), 10.0, 0.15),
    "appartementen": Habit(13.0, 14.0, (34, 62), 26.0, 0.25, "apartments"),
    "bloemkool": Habit(7.5, 9.5, (26, 52), 7.0, 0.16, "house", 0.96, 5.0),
    "vinex": Habit(9.5, 10.0, (32, 66), 9.0, 0.115, "house", 0.96, 7.0),
    "erven": Habit(8.5, 9.5, (22, 46), 7.0, 0.14, "house", 0.95, 6.0),
    "industrie": Habit(20.0, 48.0, (45, 110), 30.0, 0.002, "industrial", 0.75, 0.0),
    "dorp": Habit(9.5, 9.5, (8, 17), 9.0, 0.10, "house", 0.95, 6.0),
}
FRONTED = {"residential", "living_street", "pedestrian", "tertiary", "unclassified", "secondary", "service"}
EXTRA_SETBACK = {"secondary": 5.0, "tertiary": 2.5, "living_street": -0.5, "pedestrian": -0.3}


@dataclass
class Building:
    """A block of building: outline, kind, number of dwellings."""

    ring: Array
    kind: str
    dwellings: float = 0.0
    floors: int = 2
    tags: Tuple[Tuple[str, str], ...] = ()


def place_slabs(slabs: Sequence[Tuple[Array, int]], ground: Ground) -> Tuple[List[Building], List[Array]]:
    """Put the flats down where the ground is free; return them and the lawns around them."""
    out, lawns = [], []
    for ring, floors in slabs:
        if ground.is_free(_grown(ring, 3.0)):
            ground.paint(ring, BUILT)
            centre, u, front, deep = frame(ring)
            out.append(Building(ring, "apartments", front / 9.0 * floors, floors))
            lawns.append(rectangle(centre, u, front + 10, deep + 22))
    return out, lawns


def _grown(ring: Array, by: float) -> Array:
    centre = ring.mean(axis=0)
    d = ring - centre
    return centre + d * (1 + by / np.maximum(np.hypot(*d.T), 1.0))[:, None]


def place_rows(ways: Sequence[Way], styles: Sequence[str], ground: Ground, rng: np.random.Generator) -> List[Building]:
    """Build along both sides of every street, in the habit of the style found there."""
    out: List[Building] = []
    for way in ways:
        if way.highway not in FRONTED or way.level != 0 or "bridge" in way.tags or "tunnel" in way.tags:
            continue
        for side in (1, -1):
            out += _one_side(way, side, styles, ground, rng)
    return out


def _one_side(way: Way, side: int, styles: Sequence[str], ground: Ground, rng: np.random.Generator) -> List[Building]:
    out: List[Building] = []
    run = lengths(way.xy)
    size, s = run[-1], 1.0
    while s < size - 8:
        a, b = at(way.xy, np.array([s, min(s + 6, size)]), run)
        normal = _normal(a, b) * side
        style = styles[ground.look([a + normal * 14], style=True)[0]]
        habit = HABITS.get(style)
        if habit is None:
            s += 12
            continue
        front = habit.setback + EXTRA_SETBACK.get(way.highway, 0.0)
        if not ground.is_open(a + normal * (front + 1)) or not ground.is_open(a + normal * (front + habit.depth)):
            s += 4.0
            continue
        want = rng.uniform(*habit.row)
        for row in (want, want * 0.7, max(want * 0.45, habit.row[0] * 0.75)):
            building = _row(way, run, s, row, side, habit, ground, rng)
            if building is not None:
                if rng.random() < habit.share:
                    ground.paint(building.ring, BUILT)
                    out.append(building)
                s += row + habit.gap
                break
        else:
            s += 5.0
    return out


def _normal(a: Array, b: Array) -> Array:
    d = (b - a) / max(np.hypot(*(b - a)), 1e-9)
    return np.array([-d[1], d[0]])


def _row(way: Way, run: Array, s: float, row: float, side: int, habit: Habit, ground: Ground, rng: np.random.Generator):
    """Return a row of houses between two places along a street, or None when it does not fit."""
    if s + row > run[-1]:
        return None
    a, m, b = at(way.xy, np.array([s, s + row / 2, s + row]), run)
    if np.hypot(*(m - (a + b) / 2)) > 3.0:
        return None
    normal = _normal(a, b) * side
    front = habit.setback + EXTRA_SETBACK.get(way.highway, 0.0)
    depth = habit.depth * (rng.uniform(0.75, 1.2) if habit.kind in ("industrial", "yes") else 1.0)
    ring = np.vstack([a + normal * front, b + normal * front, b + normal * (front + depth),
                      a + normal * (front + depth)])
    needed = ring.copy()
    needed[2:] += normal * habit.garden
    if not ground.is_free(needed):
        return None
    return Building(ring if side > 0 else ring[::-1], habit.kind, row * habit.dwellings,
                    {"apartments": 4, "yes": 3, "industrial": 1}.get(habit.kind, 2))
