"""Builds the whole town in memory: streets, water, green, buildings, voorzieningen and buurten."""

from dataclasses import dataclass, field
from typing import Dict, List, Tuple

import numpy as np

from .borders import buurt_polygons
from .buildings import Building, place_rows, place_slabs
from .fabric import fill, park_paths
from .facilities import Facility, place
from .geometry import Array, area, inside
from .green import benches, farms, polders, ramparts, stops
from .ground import GREEN, STREET, WATER, Ground
from .names import StreetNames
from .network import edges_of, faces, graph, node
from .plan import RAIL, STYLES, Way, frame_roads, main_roads, rail_tracks, village_roads, water_polygons

SIZE = (6000.0, 4000.0)
SEED = 9999
HALF_WIDTH = {"primary": 14.0, "secondary": 8.0, "tertiary": 6.0, "footway": 2.0, "steps": 1.5, "pedestrian": 4.0,
              "living_street": 4.0, "track": 3.0}


@dataclass
class Town:
    """The town; coordinates in metres from the map's corner."""

    ways: List[Way] = field(default_factory=list)  # streets and paths, with shared nodes
    nodes: Array = field(default_factory=lambda: np.empty((0, 2)))
    lines: List[Way] = field(default_factory=list)  # rail, ditches, river centre line
    areas: List[Tuple[Dict[str, str], Array]] = field(default_factory=list)
    holes: Dict[int, List[Array]] = field(default_factory=dict)  # per area number the rings cut out of it
    buildings: List[Building] = field(default_factory=list)
    facilities: List[Facility] = field(default_factory=list)
    buurten: Dict[str, List[Array]] = field(default_factory=dict)

    def neighbours(self):
        """Return the walking graph of the streets."""
        return graph(self.nodes, edges_of(way.nodes for way in self.ways))


def _node_ways(ways: List[Way]) -> Array:
    """Give the ways shared nodes; from now on their ends stay where they are."""
    xy, chains = node([way.xy for way in ways], [way.snap for way in ways])
    for way, chain in zip(ways, chains):
        way.nodes, way.xy, way.snap = chain, xy[chain], min(way.snap, 1.0)
    return xy


def build() -> Town:
    """Build the town; the same every time."""
    rng, names, town, ground = np.random.default_rng(SEED), StreetNames(), Town(), Ground(*SIZE)
    town.ways = main_roads() + frame_roads() + village_roads()
    xy = _node_ways(town.ways)
    town.buurten = buurt_polygons(town.ways)
    slabs, styles = _fill_districts(town, ground, xy, rng, names)
    rampart_areas, paths = ramparts()
    town.areas += rampart_areas
    town.ways += paths
    town.nodes = _node_ways(town.ways)
    for name, ring in water_polygons().items():
        town.areas.append(({"natural": "water", "name": name, **_water_kind(name)}, ring))
    _mark(town, ground)
    town.facilities = place(town.ways, ground)
    town.buildings = place_slabs(slabs, ground) + place_rows(town.ways, styles, ground, rng)
    town.buildings += farms(town.ways, ground, rng)
    fields, ditches = polders(ground)
    town.areas += fields
    town.lines = rail_tracks() + [Way(line, {"waterway": "ditch"}, level=9) for line in ditches]
    town.facilities += stops(town.ways)
    town.facilities += [Facility({"amenity": "bench"}, p[None]) for p in benches(town.ways, town.facilities, ground)]
    for way in town.ways:
        way.tags.pop("leisure", None)
    return town


def _water_kind(name: str) -> Dict[str, str]:
    return {"water": {"De Vaarle": "river", "Stadssingel": "moat"}.get(name, "lake")}


def _fill_districts(town: Town, ground: Ground, xy: Array, rng: np.random.Generator, names: StreetNames):
    """Fill each face between the main roads in its style; return the flats and the styles of the raster."""
    slabs, styles = [], [""]
    for ring in (xy[face] for face in faces(xy, edges_of(way.nodes for way in town.ways))):
        found = [value for point, value in STYLES.items() if inside(point, ring)[0]]
        if not found or area(ring) > 700000:
            continue
        style, theme, degrees = found[0]
        if style not in styles:
            styles.append(style)
        ground.paint(ring, styles.index(style), on_style=True)
        if style == "park":
            paths, outline, pond = park_paths(ring, rng)
            town.holes[len(town.areas)] = [pond]
            town.areas.append(({"leisure": "park", "name": theme}, np.round(outline, 2)))
            town.areas.append(({"natural": "water", "water": "pond"}, np.round(pond, 2)))
            town.ways += [Way(path, {"highway": "footway", "leisure": "park"}) for path in paths]
            continue
        fabric = fill(ring, style, theme, degrees, rng, names)
        town.ways += fabric.ways
        town.areas += [({"natural": "water", "water": "canal"}, np.round(ring, 2)) for ring in fabric.water]
        slabs += fabric.slabs
    return slabs, styles


def _mark(town: Town, ground: Ground) -> None:
    """Put what lies there so far on the raster."""
    for tags, ring in town.areas:
        ground.paint(ring, WATER if "natural" in tags else GREEN)
    ground.draw(RAIL, 14.0, WATER)
    for way in town.ways:
        ground.draw(way.xy, HALF_WIDTH.get(way.highway, 4.6), STREET)
