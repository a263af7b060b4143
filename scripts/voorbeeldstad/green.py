"""The open ground: ramparts, meadows with ditches, farms, benches, stops and what else stands along a path."""

from typing import Dict, List, Sequence, Tuple

import numpy as np

from .buildings import Building
from .districts import district_of
from .fabric import Grain, blocks_of
from .facilities import Facility, Fronts
from .geometry import (
    Array,
    area,
    as_xy,
    at,
    bearing,
    centroid,
    clip,
    dot,
    frame,
    heading,
    inside,
    length,
    lengths,
    offset,
    part,
    plot_within,
    rectangle,
)
from .ground import BUILT, FREE, Ground
from .network import edges_of, faces, node
from .parks import park_paths
from .plan import MOAT, MOAT_SMOOTH, RAIL, RIVER, RIVER_WIDTH, Way
from .profiles import BORDER_LINES

TOWN_LEFTOVERS = ((2757, 1745), (2100, 1800), (3300, 1980), (2450, 2230), (2900, 2300), (3080, 1800), (3870, 2750))

GATES = as_xy([(2238, 1500), (2210, 1967), (2735, 2292), (3272, 1923), (3262, 1580)])
FIELDS = Grain(430, 300, 5, 0.0)
# What some of the fields are instead: tags, a point in them, whether paths run through.
SPECIAL = (
    ({"landuse": "forest", "name": "Stadsbos"}, (820, 3250), True),
    ({"landuse": "forest", "name": "Stadsbos"}, (1150, 3250), True),
    ({"leisure": "nature_reserve", "name": "Uiterwaarden De Vaarle"}, (4450, 1450), True),
    ({"landuse": "recreation_ground", "name": "Recreatiepark De Kuil"}, (4150, 1750), True),
    ({"landuse": "orchard"}, (5200, 2000), False), ({"landuse": "orchard"}, (5720, 1950), False),
    ({"landuse": "forest", "name": "Broekbos"}, (5000, 3350), False), ({"landuse": "forest"}, (4700, 500), False),
)


# Where the soil is dry enough for crops; elsewhere it is grass.
FARMLAND = ([(1300, 3640), (5900, 3560), (5900, 3950), (1300, 3950)],
            [(4400, 3080), (5900, 3080), (5900, 3600), (4400, 3600)],
            [(100, 100), (5900, 100), (5900, 700), (3700, 720), (2900, 400), (100, 430)])


def ramparts() -> Tuple[List[Tuple[Dict[str, str], Array]], List[Way]]:
    """Return the parks on both sides of the old moat, and the path with steps on the ramparts."""
    areas, paths = [], []
    names = ("Westbolwerk", "Noordwestbolwerk", "Noordoostbolwerk", "Oostbolwerk")
    for k, name in enumerate(names):
        water, wall = (_between(line, GATES[k], GATES[k + 1], 16 if 0 < k else 60, 16 if k < 3 else 60)
                       for line in (MOAT, MOAT_SMOOTH))
        areas.append(({"leisure": "park", "name": name},
                      np.round(np.vstack([offset(water, -13), offset(wall, -40)[::-1]]), 2)))
        areas.append(({"landuse": "grass"}, np.round(np.vstack([offset(wall, 67), offset(water, 13)[::-1]]), 2)))
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


def parcels(ways: Sequence[Way], outline: Array, rng: np.random.Generator) -> List[Tuple[Array, float]]:
    """Return the fields around the town: outline and direction of the ditches (radians)."""
    water = [offset(RIVER, d) for d in (RIVER_WIDTH / 2 + 8, -RIVER_WIDTH / 2 - 8)]
    lines = [piece for line in [*water, offset(RAIL, 16), offset(RAIL, -16)] for piece in clip(line, outline)]
    lines += [as_xy(BORDER_LINES["west of De Schans"][-3:]), as_xy([(442, 1330), (448, 1240)])]
    snap = [15.0] * len(lines) + [1.0] * (len(ways) + len(outline))
    lines += [way.xy for way in ways] + [outline[[k, (k + 1) % len(outline)]] for k in range(len(outline))]
    xy, chains = node(lines, snap)
    out = []
    for ring in (xy[face] for face in faces(xy, edges_of(chains))):
        if area(ring) < 15000 or district_of(ring) or _is_town(ring):
            continue
        land = plot_within(ring, 11)
        for block in blocks_of(ring if land is None else land, FIELDS, rng)[0]:
            plot = plot_within(block, 13.0 if land is None else 4.0)
            if plot is not None and area(plot) > max(6000.0, 14 * lengths(plot)[-1]):
                u = frame(plot)[1]
                out.append((plot, float(bearing(u)) + (np.pi / 2 if rng.random() < 0.6 else 0.0)))
    return out


def _is_town(ring: Array) -> bool:
    """Return whether a face is a leftover within the town: the moat, the river, the strip along the railway."""
    return any(inside(p, ring)[0] for p in TOWN_LEFTOVERS) or frame(ring)[3] < 60


def fields(plots: Sequence[Tuple[Array, float]], ground: Ground, rng: np.random.Generator):
    """Return the use of each field, the ditches, and the paths through woods and reserves."""
    areas, ditches = [], []
    for plot, turn in plots:
        special = [tags for tags, point, _ in SPECIAL if inside(point, plot)[0]]
        dry = any(inside(centroid(plot), as_xy(ring))[0] for ring in FARMLAND)
        tags = special[0] if special else {"landuse": "farmland" if dry else "meadow"}
        areas.append((tags, np.round(plot, 1)))
        if not special:
            u = heading(turn)
            v = np.array([-u[1], u[0]])
            low, high = dot(plot, v).min(), dot(plot, v).max()
            reach = np.abs(dot(plot, u)).max() + 10
            spacing = rng.uniform(70, 100)
            for level in np.arange(low + spacing * rng.uniform(0.5, 0.9), high - 12, spacing):
                for piece in clip(np.vstack([v * level - u * reach, v * level + u * reach]), plot):
                    if length(piece) > 60 and (ground.look(at(piece, np.arange(0, length(piece), 5.0))) == FREE).all():
                        ditches.append(np.round(piece, 1))
    return areas, ditches


def wood_paths(plots: Sequence[Tuple[Array, float]], rng: np.random.Generator) -> List[Way]:
    """Return the paths through the woods, the reserve and the recreation ground."""
    out = []
    for plot, _ in plots:
        for _, point, paths in SPECIAL:
            if paths and inside(point, plot)[0]:
                out += [Way(path, {"highway": "path"}, snap=24.0) for path in park_paths(plot, rng)[0]]
    return out


def farms(ways: Sequence[Way], outline: Array, ground: Ground, rng: np.random.Generator) -> List[Building]:
    """Return farms, a house and a barn, along the country roads within the gemeente."""
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
            town = ground.look([house, barn, a + n * 80], style=True).any()
            if town or not inside([house, barn], outline).all() or not all(map(ground.is_free, rings)):
                continue
            for ring, kind in zip(rings, ("farm", "barn")):
                ground.paint(ring, BUILT)
                out.append(Building(ring, kind, 1.0 if kind == "farm" else 0.0))
    return out


def benches(ways: Sequence[Way], facilities: Sequence[Facility]) -> List[Array]:
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

