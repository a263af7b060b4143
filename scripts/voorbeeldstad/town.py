"""Builds the whole town in memory: streets, water, green, buildings, voorzieningen and buurten."""

from dataclasses import dataclass, field
from typing import Dict, List, Tuple

import numpy as np

from .blocks import place_blocks
from .borders import buurt_polygons
from .buildings import Building, place_rows, place_slabs
from .districts import GREEN_TAGS, PLANTSOENEN, district_of
from .fabric import fill
from .facilities import Facility, place
from .geometry import Array, area, as_xy, inside, plot_within
from .green import benches, farms, fields, parcels, ramparts, stops, wood_paths
from .ground import GREEN, STREET, WATER, Ground
from .names import StreetNames
from .network import edges_of, faces, graph, node
from .parks import park_paths
from .plan import RAIL, Way, frame_roads, main_roads, rail_tracks, village_roads, water_polygons
from .profiles import OUTLINE

SIZE = (6000.0, 4000.0)
SEED = 9999
HALF_WIDTH = {"primary": 14.0, "secondary": 8.0, "tertiary": 6.0, "footway": 2.0, "steps": 1.5, "pedestrian": 3.6,
              "living_street": 4.0, "track": 3.0, "path": 2.0}
PATHS = {"footway", "path", "steps", "cycleway"}
WATER_KIND = {"De Vaarle": "river", "Stadssingel": "moat", "Oude Haven": "harbour", "Industriehaven": "harbour"}


@dataclass
class Town:
    """The town; coordinates in metres from the map's corner."""

    ways: List[Way] = field(default_factory=list)  # streets and paths, with shared nodes
    nodes: Array = field(default_factory=lambda: np.empty((0, 2)))
    lines: List[Way] = field(default_factory=list)  # rail and ditches
    areas: List[Tuple[Dict[str, str], Array]] = field(default_factory=list)
    holes: Dict[int, List[Array]] = field(default_factory=dict)  # per area number the rings cut out of it
    buildings: List[Building] = field(default_factory=list)
    facilities: List[Facility] = field(default_factory=list)
    buurten: Dict[str, List[Array]] = field(default_factory=dict)

    def neighbours(self):
        """Return the walking graph of the streets."""
        return graph(self.nodes, edges_of(way.nodes for way in self.ways))

    def add_area(self, tags: Dict[str, str], ring: Array) -> None:
        """Add an area of water or green."""
        self.areas.append((tags, np.round(ring, 2)))


def build() -> Town:
    """Build the town; the same every time."""
    rng, names, town, ground = np.random.default_rng(SEED), StreetNames(), Town(), Ground(*SIZE)
    town.ways = main_roads() + frame_roads() + village_roads()
    xy = _node_ways(town.ways)
    town.buurten = buurt_polygons(town.ways)
    plots = parcels(town.ways, as_xy(OUTLINE), rng)
    slabs, styles = _fill_districts(town, ground, xy, rng, names)
    rampart_areas, paths = ramparts()
    town.areas += rampart_areas
    town.ways += paths + wood_paths(plots, rng)
    town.nodes = _node_ways(town.ways)
    for name, ring in water_polygons().items():
        town.add_area({"natural": "water", "name": name, "water": WATER_KIND.get(name, "lake")}, ring)
    blocks = [town.nodes[ring] for ring in faces(town.nodes, _street_edges(town.ways))]
    _mark(town, ground, blocks)
    town.facilities = place(town.ways, ground)
    town.buildings, lawns = place_slabs(slabs, ground)
    for lawn in lawns:
        town.add_area({"landuse": "grass"}, lawn)
    town.buildings += place_blocks(blocks, styles, ground, rng) + place_rows(town.ways, styles, ground, rng)
    town.buildings += farms(town.ways, as_xy(OUTLINE), ground, rng)
    land, ditches = fields(plots, ground, rng)
    town.areas += land
    town.lines = rail_tracks() + [Way(line, {"waterway": "ditch"}) for line in ditches]
    town.facilities += stops(town.ways)
    town.facilities += [Facility({"amenity": "bench"}, p[None]) for p in benches(town.ways, town.facilities)]
    for way in town.ways:
        way.tags.pop("leisure", None)
    return town


def _node_ways(ways: List[Way]) -> Array:
    """Give the ways shared nodes; from now on their ends stay where they are."""
    xy, chains = node([way.xy for way in ways], [way.snap for way in ways])
    for way, chain in zip(ways, chains):
        way.nodes, way.xy, way.snap = chain, xy[chain], min(way.snap, 1.0)
    return xy


def _street_edges(ways: List[Way]) -> set:
    """Return the edges that bound blocks: streets, not paths."""
    return edges_of(way.nodes for way in ways if way.highway not in PATHS)


def _fill_districts(town: Town, ground: Ground, xy: Array, rng: np.random.Generator, names: StreetNames):
    """Fill each face between the main roads in its style; return the flats and the styles of the raster."""
    slabs, styles = [], [""]
    for ring in (xy[face] for face in faces(xy, _street_edges(town.ways))):
        district = district_of(ring)
        if district is None or area(ring) > 700000:
            continue
        style, theme, degrees = district
        if style in GREEN_TAGS:
            _green(town, ring, style, theme, rng)
            continue
        if style not in styles:
            styles.append(style)
        ground.paint(ring, styles.index(style), on_style=True)
        fabric = fill(ring, style, theme, degrees, rng, names)
        town.ways += fabric.ways
        for water in fabric.water:
            town.add_area({"natural": "water", "water": "canal"}, water)
        slabs += fabric.slabs
    return slabs, styles


def _green(town: Town, ring: Array, style: str, name: str, rng: np.random.Generator) -> None:
    """Make a face a park, cemetery, allotments or sports ground, with paths."""
    paths, outline, pond = park_paths(ring, rng)
    if style == "plas":
        pond = paths[0][:-1]
    if style in ("park", "plas"):
        town.holes[len(town.areas)] = [np.round(pond, 2)]
    town.add_area({**GREEN_TAGS[style], "name": name}, outline)
    if style in ("park", "plas"):
        town.add_area({"natural": "water", "water": "pond" if style == "park" else "lake"}, pond)
    if style not in ("sportpark", "plas"):
        town.ways += [Way(path, {"highway": "footway", "leisure": style}) for path in paths]


def _mark(town: Town, ground: Ground, blocks: List[Array]) -> None:
    """Put what lies there so far on the raster, and keep some blocks open as plantsoen."""
    for name, x, y in PLANTSOENEN:
        block = next((ring for ring in blocks if area(ring) < 25000 and inside((x, y), ring)[0]), None)
        outline = None if block is None else plot_within(block, 6.5)
        if outline is None:
            raise ValueError(f"no block for the {name}")
        town.add_area({"leisure": "park", "name": name}, outline)
    for tags, ring in town.areas:
        ground.paint(ring, WATER if "natural" in tags else GREEN)
    ground.draw(RAIL, 14.0, WATER)
    for way in town.ways:
        ground.draw(way.xy, HALF_WIDTH.get(way.highway, 4.6), STREET)
