"""The open ground: ramparts, meadows with ditches, farms, benches, stops and what else stands along a path."""

from typing import Dict, List, Sequence, Tuple

import numpy as np

from .buildings import Building
from .facilities import Facility, Fronts
from .geometry import Array, as_xy, at, clip, distance_to_line, length, lengths, offset, part, rectangle
from .ground import BUILT, FREE, Ground
from .plan import MOAT, MOAT_SMOOTH, Way

GATES = as_xy([(2238, 1500), (2210, 1967), (2735, 2292), (3272, 1923), (3262, 1580)])
# Polder blocks: outline, direction of the ditches in degrees, distance between them, kind of land.
POLDERS = (
    ([(200, 3660), (1320, 3660), (1320, 3880), (210, 3830)], 92, 78, "meadow"),
    ([(880, 3150), (1290, 3120), (1300, 3610), (900, 3575)], 4, 70, "meadow"),
    ([(200, 3010), (420, 2990), (430, 3280), (850, 3290), (860, 3570), (400, 3610), (200, 3590)], 96, 74, "meadow"),
    ([(2560, 3710), (3900, 3690), (4380, 3660), (4380, 3860), (2560, 3840)], 91, 82, "farmland"),
    ([(1360, 3690), (2380, 3690), (2440, 3840), (1400, 3870)], 88, 80, "meadow"),
    ([(4290, 3080), (5060, 3080), (5880, 3160), (5880, 3600), (5000, 3640), (4400, 3550), (4290, 3550)], 97, 88,
     "farmland"),
    ([(4160, 2120), (4700, 2010), (4740, 2740), (4240, 2660), (4060, 2520), (3960, 2300)], 12, 76, "meadow"),
    ([(4800, 2100), (5260, 2180), (5380, 2420), (5420, 2700), (4820, 2720)], 98, 72, "meadow"),
    ([(5730, 2260), (5900, 2230), (5890, 2840), (5480, 2790), (5450, 2480), (5680, 2420)], 8, 80, "meadow"),
    ([(3900, 1700), (4140, 1760), (4120, 1960), (3890, 1880)], 80, 60, "meadow"),
    ([(4800, 1640), (5080, 1440), (5290, 1530), (5460, 1700), (5240, 1960), (4800, 1860)], 40, 74, "meadow"),
    ([(5620, 1320), (5870, 1420), (5860, 2120), (5720, 2050), (5600, 1850)], 100, 74, "meadow"),
    ([(190, 480), (840, 470), (900, 820), (820, 1000), (810, 1440), (600, 1220), (240, 1120)], 85, 84, "farmland"),
    ([(190, 230), (1500, 180), (2840, 210), (2840, 300), (1900, 310), (900, 400), (190, 400)], 88, 90, "farmland"),
    ([(2990, 220), (4300, 190), (5850, 260), (5860, 500), (5400, 480), (4900, 640), (4200, 590), (3740, 730),
      (3420, 420), (3000, 310)], 78, 92, "farmland"),
    ([(3860, 1040), (4200, 1040), (4380, 1500), (4080, 1290), (3860, 1230)], 15, 66, "meadow"),
    ([(4300, 730), (4900, 760), (5500, 590), (5870, 610), (5870, 1160), (5400, 1040), (5000, 1260), (4680, 1480),
      (4420, 1400), (4280, 1000)], 66, 86, "meadow"),
    ([(170, 2800), (330, 2790), (320, 2300), (370, 1800), (390, 1320), (200, 1320)], 3, 78, "meadow"),
)


def ramparts() -> Tuple[List[Tuple[Dict[str, str], Array]], List[Way]]:
    """Return the parks on both sides of the old moat, and the path with steps on the ramparts."""
    areas, paths = [], []
    names = ("Westbolwerk", "Noordwestbolwerk", "Noordoostbolwerk", "Oostbolwerk")
    for k, name in enumerate(names):
        water, wall = (_between(line, GATES[k], GATES[k + 1], 16 if 0 < k else 60, 16 if k < 3 else 60)
                       for line in (MOAT, MOAT_SMOOTH))
        areas.append(({"leisure": "park", "name": name},
                      np.round(np.vstack([offset(water, -13), offset(wall, -40)[::-1]]), 2)))
        areas.append(({"landuse": "grass"}, np.round(np.vstack([offset(wall, 55), offset(water, 13)[::-1]]), 2)))
        path = offset(water, -22)
        paths.append(Way(path, {"highway": "footway", "name": "Bolwerkpad"}, snap=45))
        for share in (0.35, 0.7):
            start = at(path, share * length(path))
            target = offset(MOAT_SMOOTH, -46)
            foot = at(target, lengths(target)[int(np.argmin(np.hypot(*(target - start).T)))])
            paths.append(Way(np.vstack([start, foot]), {"highway": "steps"}, snap=8))
    return areas, paths


def _between(line: Array, a: Array, b: Array, first: float, last: float) -> Array:
    """Return the part of a line between the places nearest to two points, less something at both ends."""
    run = np.arange(0, length(line), 2.0)
    spots = at(line, run)
    s, t = (run[int(np.argmin(np.hypot(*(spots - p).T)))] for p in (a, b))
    return part(line, s + first, t - last)


def polders(ground: Ground) -> Tuple[List[Tuple[Dict[str, str], Array]], List[Array]]:
    """Return the fields around the town and the ditches between their strips."""
    areas, ditches = [], []
    for points, degrees, spacing, kind in POLDERS:
        ring = as_xy(points)
        areas.append(({"landuse": kind}, ring))
        turn = np.radians(degrees)
        u, v = np.array([np.cos(turn), np.sin(turn)]), np.array([-np.sin(turn), np.cos(turn)])
        low, high = (ring @ v).min(), (ring @ v).max()
        reach = np.abs(ring @ u).max() + 10
        for level in np.arange(low + spacing * 0.6, high, spacing):
            for piece in clip(np.vstack([v * level - u * reach, v * level + u * reach]), ring):
                if length(piece) > 70 and (ground.look(at(piece, np.arange(0, length(piece), 5.0))) == FREE).all():
                    ditches.append(np.round(piece, 1))
    return areas, ditches


def farms(ways: Sequence[Way], ground: Ground, rng: np.random.Generator) -> List[Building]:
    """Return farms, a house and a barn, along the country roads."""
    out: List[Building] = []
    for way in ways:
        if way.highway not in ("unclassified", "tertiary", "track") or "bridge" in way.tags:
            continue
        run = lengths(way.xy)
        for s in np.arange(60.0, run[-1] - 60, 165.0):
            s += rng.uniform(-35, 35)
            side = 1 if rng.random() < 0.5 else -1
            a, b = at(way.xy, np.array([s, s + 6]), run)
            u = (b - a) / np.hypot(*(b - a))
            n = np.array([-u[1], u[0]]) * side
            house, barn = a + n * 26, a + n * 52 + u * 10
            rings = [rectangle(house, u, 15, 10), rectangle(barn, n, rng.uniform(26, 40), 16)]
            if ground.look([house, barn, a + n * 80], style=True).any() or not all(map(ground.is_free, rings)):
                continue
            for ring, kind in zip(rings, ("farm", "barn")):
                ground.paint(ring, BUILT)
                out.append(Building(ring, kind, 1.0 if kind == "farm" else 0.0))
    return out


def benches(ways: Sequence[Way], facilities: Sequence[Facility], ground: Ground) -> List[Array]:
    """Return the places of the benches: along park paths, on squares, by the water and at playgrounds."""
    out: List[Array] = []
    for way in ways:
        name = way.tags.get("name", "")
        if way.tags.get("leisure") == "park" or name == "Bolwerkpad":
            out += list(at(offset(way.xy, 2.5), np.arange(30, length(way.xy) - 20, 85.0)))
        elif name in ("Vaarlekade", "Zuiderkade", "Oosterkade"):
            out += list(at(offset(way.xy, 8.0 if name == "Zuiderkade" else -8.0),
                           np.arange(60, length(way.xy) - 20, 190.0)))
        elif name in ("Brugstraat", "Hoofdstraat", "Westerstraat", "Noorderlaan", "Waterrijkpark"):
            out += list(at(offset(way.xy, 4.0), np.arange(40, max(41, length(way.xy) - 20), 140.0)))
    for facility in facilities:
        if not facility.is_point and (facility.tags.get("place") == "square" or "playground" in facility.tags.values()):
            out += [facility.xy[0] * 0.8 + facility.centre * 0.2, facility.xy[2] * 0.8 + facility.centre * 0.2]
    return [np.round(p, 2) for p in out]


STOPS = (
    ("Markt", 2757, 1805), ("Station", 2745, 2790), ("Stationsstraat", 2733, 2520), ("Noorderweg", 2398, 2480),
    ("Heldenplein", 2100, 2475), ("Westerpoort", 2120, 1972), ("Waterrijkselaan", 1690, 2064),
    ("Waterrijk Oost", 1300, 2110), ("Waterrijk West", 865, 2160), ("Waterrijkpark", 1600, 2425),
    ("Oosterpoort", 3400, 1908), ("Ziekenhuis", 3210, 2640), ("Ooststraat", 3700, 1890), ("Parklaan", 3190, 2480),
    ("Hoogveld Centrum", 2760, 3240), ("Noorderpark", 2391, 3150), ("Componistenlaan", 1897, 3150),
    ("Populierenlaan", 1340, 3262), ("Bomenbuurt", 1600, 3250), ("Sperwerlaan", 3150, 3400),
    ("Vogelbuurt", 3500, 3250), ("Sportpark Noord", 3925, 3330), ("Zuiderbrug", 2762, 1640),
    ("Zuiderstraat", 2790, 1330), ("Zuidpoort", 2845, 1090), ("De Hagen", 2300, 1085), ("Hagenpark", 2870, 780),
    ("Zuidrand", 2893, 480), ("Weidenlaan", 3300, 1110), ("De Schans", 1700, 985), ("Schans West", 1200, 900),
    ("Broekwoude Kerk", 5400, 2140), ("Westerlaan", 1680, 2620))


def stops(ways: Sequence[Way]) -> List[Facility]:
    """Return the bus stops, beside the road."""
    fronts = Fronts.of([w for w in ways if w.highway in ("tertiary", "secondary", "residential", "unclassified")])
    out = []
    for name, x, y in STOPS:
        foot, normal = fronts.nearest(np.array([x, y], dtype=float))
        out.append(Facility({"public_transport": "platform", "highway": "bus_stop", "bus": "yes", "name": name},
                            np.round(foot + 5.0 * normal, 2)[None]))
    return out


__all__ = ["benches", "distance_to_line", "farms", "polders", "ramparts", "stops"]
