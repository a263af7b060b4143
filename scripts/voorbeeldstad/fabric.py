"""Street patterns: each era of Dutch town building fills a district in its own way."""

from dataclasses import dataclass, field
from typing import Dict, List, Tuple

import numpy as np

from .geometry import (
    Array,
    area,
    at,
    bearing,
    centroid,
    clip,
    cut,
    distance_to_line,
    dot,
    frame,
    heading,
    inside,
    length,
    rectangle,
    ribbon,
    spline,
)
from .names import StreetNames
from .plan import BRIDGE, Way


@dataclass
class Fabric:
    """What a filled district holds."""

    ways: List[Way] = field(default_factory=list)
    water: List[Array] = field(default_factory=list)
    slabs: List[Tuple[Array, int]] = field(default_factory=list)  # flats: outline and number of floors

    def add(self, line: Array, highway: str, name: str = "", snap: float = 4.0, **tags: str) -> None:
        """Add a street."""
        named = {"name": name} if name else {}
        self.ways.append(Way(line, {"highway": highway, **named, **tags}, snap=snap))


@dataclass(frozen=True)
class Grain:
    """Block size (m) and irregularity of a pattern made by cutting blocks in two again and again."""

    length: float
    width: float
    turn: float = 0.0
    bend: float = 0.0
    highway: str = "residential"
    small: str = ""  # kind of road for the shortest streets


GRAINS: Dict[str, Grain] = {
    "centrum": Grain(116, 76, 12, 0.05, "residential", "service"),
    "negentiende": Grain(160, 80, 3.0, 0.012),
    "tuindorp": Grain(150, 82, 5, 0.06),
    "rijen": Grain(185, 74, 1.0, 0.0),
    "appartementen": Grain(160, 110, 2, 0.02),
    "industrie": Grain(330, 170, 1.0, 0.0, "unclassified", "service"),
    "bloemkool": Grain(260, 190, 8, 0.10),
    "dorp": Grain(150, 105, 6, 0.05),
    "erven": Grain(120, 84, 6, 0.04, "residential", "living_street"),
}
QUARTERS: Dict[str, Grain] = {
    "negentiende": Grain(330, 260, 11, 0.035),
    "tuindorp": Grain(300, 240, 8, 0.07),
    "rijen": Grain(380, 300, 2, 0.01),
    "erven": Grain(300, 230, 12, 0.05),
}


def blocks_of(ring: Array, grain: Grain, rng: np.random.Generator) -> Tuple[List[Array], List[Array]]:
    """Cut a district into blocks; return the blocks and the cuts, long ones first."""
    todo, blocks, cuts = [ring], [], []
    while todo:
        block = todo.pop(0)
        _, _, size, width = frame(block)
        small = max(size / grain.length, width / grain.width) <= 1.25
        best = None if small or area(block) < 0.6 * grain.length * grain.width else _best_cut(block, grain, rng)
        if best is None:
            blocks.append(block)
        else:
            todo += best[:2]
            cuts.append(best[2])
    return blocks, cuts


def _best_cut(block: Array, grain: Grain, rng: np.random.Generator):
    """Return the most even of a few chance cuts across a block, or None when each gives a sliver."""
    centre, u, size, width = frame(block)
    across = size / grain.length >= width / grain.width
    axis = u if across else np.array([-u[1], u[0]])
    reach, chord, unit = (size, width, grain.length) if across else (width, size, grain.width)
    side = np.array([-axis[1], axis[0]])
    parts = max(2, round(reach / unit))
    share = (parts // 2) / parts - 0.5
    best = None
    for k in range(16):
        turn = np.pi / 2 + np.radians(rng.normal() * grain.turn)
        c, s = heading(turn)
        direction = np.array([c * axis[0] - s * axis[1], s * axis[0] + c * axis[1]])
        point = centre + axis * reach * (share + rng.uniform(-0.15, 0.15) / parts)
        if k > 4:  # a crooked block: its middle may lie outside it
            point = centre + axis * reach * rng.uniform(-0.4, 0.4) + side * chord * rng.uniform(-0.4, 0.4)
        result = cut(block, point, direction) if inside(point, block)[0] else None
        if result is not None:
            score = min(area(result[0]), area(result[1])) / area(block)
            if best is None or score > best[0]:
                best = (score, point, direction, result)
        if k >= 4 and best is not None and best[0] > 0.2:
            break
    if best is None or best[0] < 0.1:
        return None
    if grain.bend:
        bends = rng.normal(size=2 if grain.bend < 0.09 else 3) * grain.bend * chord
        winding = cut(block, best[1], best[2], np.clip(bends, -0.16 * chord, 0.16 * chord))
        return winding if winding is not None else best[3]
    return best[3]


def cut_blocks(ring: Array, style: str, theme: str, rng: np.random.Generator, names: StreetNames) -> Fabric:
    """Fill a district with blocks of the grain of its era, quarter by quarter."""
    grain, fabric = GRAINS[style], Fabric()
    quarters, cuts = blocks_of(ring, QUARTERS[style], rng) if style in QUARTERS else ([ring], [])
    for quarter in quarters:
        cuts += blocks_of(quarter, grain, rng)[1]
    for line in cuts:
        small = grain.small and length(line) < 0.9 * grain.length
        fabric.add(line, grain.small if small else grain.highway, names.next(theme))
    return fabric


def bloemkool(ring: Array, theme: str, rng: np.random.Generator, names: StreetNames) -> Fabric:
    """Fill a district with winding streets and woonerven that end dead, tied together by footpaths."""
    fabric = Fabric()
    blocks, cuts = blocks_of(ring, GRAINS["bloemkool"], rng)
    for line in cuts:
        fabric.add(line, "residential", names.next(theme))
    for block in blocks:
        centre, u, size, width = frame(block)
        v = np.array([-u[1], u[0]])
        count = max(2, int(size // 74))
        for k in range(count):
            side = 1 if k % 2 else -1
            foot = centre + u * size * ((k + 0.5) / count - 0.5) + u * rng.uniform(-6, 6)
            _erf(fabric, block, foot, u, v * side, width, theme, rng, names)
    return fabric


def _erf(fabric: Fabric, block: Array, foot: Array, u: Array, v: Array, width: float, theme: str,
         rng: np.random.Generator, names: StreetNames) -> None:
    """Add one woonerf: a stem from the block's edge with a kink, a side arm, and a path on to the other side."""
    chord = [piece for piece in clip(np.vstack([foot - v * width, foot + v * width]), block)
             if len(piece) and length(piece) > 70]
    if not chord:
        return
    start, end = chord[0][0], chord[0][-1]
    deep = length(chord[0])
    kink, sway = rng.uniform(0.30, 0.42), rng.uniform(9, 15) * rng.choice([-1, 1])
    a = start + v * deep * kink
    b = a + u * sway
    tip = b + v * deep * rng.uniform(0.26, 0.34)
    stem = np.vstack([start, a, b, tip])
    arm = np.vstack([b + v * 14, b + v * 14 + u * np.sign(sway) * rng.uniform(18, 26)])
    if not inside(np.vstack([stem[1:], arm]), block).all():
        return
    name = names.next(theme)
    fabric.add(stem, "living_street", name)
    fabric.add(arm, "living_street", name, 2.0)
    path = np.vstack([tip, tip - u * sway * 0.6 + v * 8, end])
    if rng.random() < 0.8:
        fabric.add(path, "footway")


def strips(ring: Array, theme: str, degrees: float, high: bool, rng: np.random.Generator,
           names: StreetNames) -> Fabric:
    """Fill a district with strokenbouw: long parallel streets, flats in open green, footpaths between them."""
    fabric = Fabric()
    turn = np.radians(degrees)
    u = heading(turn)
    v = np.array([-u[1], u[0]])
    local = np.stack([dot(ring, u), dot(ring, v)], axis=1)
    (u0, v0), (u1, v1) = local.min(0), local.max(0)
    spacing, pitch, deep, floors = (118, 58, 13, 6) if high else (86, 42, 10.5, 3)
    rows = max(1, round((v1 - v0) / spacing))
    step = (v1 - v0) / rows
    levels = [v0 + step * k for k in range(rows + 1)]
    for level in levels[1:-1]:
        for piece in clip(np.vstack([u * (u0 - 9) + v * level, u * (u1 + 9) + v * level]), ring):
            if length(piece) > 60:
                fabric.add(piece, "residential", names.next(theme))
    cells = max(1, round((u1 - u0) / pitch))
    for row, level in enumerate(levels[:-1]):
        for cell in range(cells):
            middle = u0 + (cell + 0.5) * (u1 - u0) / cells
            if cell % 3 == 0:
                edge = u0 + cell * (u1 - u0) / cells
                bend = u * (edge + rng.uniform(-5, 5)) + v * (level + step * 0.5)
                line = np.vstack([u * edge + v * (level - 8), bend, u * edge + v * (level + step + 8)])
                fabric.ways += [Way(piece, {"highway": "footway"}, snap=10.0) for piece in clip(line, ring)
                                if length(piece) > 0.75 * step]
            span = clip(np.vstack([u * middle + v * level, u * middle + v * (level + step)]), ring)
            if not span or length(span[0]) < 0.6 * step:
                continue
            lying = high and (row + cell) % 4 == 3
            size = min(length(span[0]) - 34, 78.0)
            fabric.slabs.append((rectangle(span[0].mean(axis=0), u if lying else v, 46 if lying else size, deep),
                                 floors))
    return fabric


def vinex(ring: Array, theme: str, degrees: float, rng: np.random.Generator, names: StreetNames) -> Fabric:
    """Fill a district with a fan of curved streets around a far centre, with waterways between some of them."""
    fabric = Fabric()
    middle, turn = centroid(ring), np.radians(degrees)
    centre = middle + 900 * heading(turn)
    polar = ring - centre
    radius = np.hypot(*polar.T)
    angle, base = bearing(polar), bearing(middle - centre)
    angle = base + (angle - base + np.pi) % (2 * np.pi) - np.pi
    low, high = angle.min() - 0.1, angle.max() + 0.1
    fan = np.linspace(low, high, 25)
    gaps, r, closed = [], radius.min() + 45, np.vstack([ring, ring[:1]])
    while r < radius.max() - 30:
        wet = len(gaps) % 3 == 1
        gaps.append((r, 56.0 if wet else 68.0, wet))
        r += gaps[-1][1]
    for number, (r, depth, wet) in enumerate(gaps):
        arc = _arc(centre, r, fan)
        for piece in clip(arc, ring):
            apart = distance_to_line(at(piece, np.linspace(0.1, 0.9, 9) * length(piece)), closed)
            if length(piece) > 45 and np.median(apart) > 28:
                fabric.add(spline(piece, tolerance=0.4), "residential" if number % 2 else "living_street",
                           names.next(theme))
        if wet and number + 1 < len(gaps):
            for piece in clip(_arc(centre, r + depth / 2, fan), ring):
                run = length(piece)
                if run > 90 and np.median(distance_to_line(piece, closed)) > 30:
                    fabric.water.append(ribbon(_shorten(piece, 16, run - 16), 15))
        _rungs(fabric, ring, centre, r, depth, wet, (low, high), number, rng, theme, names)
    return fabric


def _shorten(line: Array, start: float, end: float) -> Array:
    return at(line, np.linspace(start, end, max(3, int((end - start) // 30))))


def _arc(centre: Array, radius: float, fan: Array) -> Array:
    return centre + radius * heading(fan)


def _rungs(fabric: Fabric, ring: Array, centre: Array, r: float, depth: float, wet: bool, fan: Tuple[float, float],
           number: int, rng: np.random.Generator, theme: str, names: StreetNames) -> None:
    """Add the short streets between two arcs; over water they are bridges."""
    step = (190.0 if wet else 135.0) / r
    angle = fan[0] + step * (0.25 + 0.5 * (number % 2)) + rng.uniform(0, 0.1) * step
    while angle < fan[1]:
        ray = heading(angle)
        line = np.vstack([centre + ray * (r + 0.01), centre + ray * (r + depth)])
        if inside(line, ring).all() or (inside(line[:1], ring)[0] and not wet):
            if wet:
                near, far = line[0] + ray * 8, line[1] - ray * 8
                fabric.add(np.vstack([line[0], near]), "footway", "", 2.0)
                fabric.add(np.vstack([near, far]), "footway", "", 1.0, **BRIDGE)
                fabric.add(np.vstack([far, line[1]]), "footway", "", 2.0)
            else:
                for piece in clip(line, ring):
                    if length(piece) > 25:
                        fabric.add(piece, "residential" if number % 3 else "living_street", names.next(theme))
        angle += step


def fill(ring: Array, style: str, theme: str, degrees: float, rng: np.random.Generator, names: StreetNames) -> Fabric:
    """Fill a district in its style."""
    if style == "bloemkool":
        return bloemkool(ring, theme, rng, names)
    if style in ("stroken", "hoogbouw"):
        return strips(ring, theme, degrees, style == "hoogbouw", rng, names)
    if style == "vinex":
        return vinex(ring, theme, degrees, rng, names)
    if style in GRAINS:
        return cut_blocks(ring, style, theme, rng, names)
    return Fabric()
