"""Writes the map of the town as OpenStreetMap XML (WGS84)."""

from typing import Dict, List, Sequence, Tuple
from xml.sax.saxutils import quoteattr

import numpy as np

from .geometry import Array, area
from .plan import RIVER
from .town import Town


class OsmFile:
    """Collects nodes, ways and relations; each gets the next number."""

    def __init__(self):
        self.xy: List[Array] = []
        self.node_tags: Dict[int, Dict[str, str]] = {}
        self.ways: List[Tuple[List[int], Dict[str, str]]] = []
        self.relations: List[Tuple[List[Tuple[str, int, str]], Dict[str, str]]] = []
        self._corners: Dict[Tuple[float, float], int] = {}

    def node(self, point, tags=None) -> int:
        """Add a node of its own."""
        self.xy.append(np.asarray(point, dtype=float))
        if tags:
            self.node_tags[len(self.xy)] = dict(tags)
        return len(self.xy)

    def corner(self, point) -> int:
        """Return the node of a corner, shared by the outlines that meet there."""
        key = (round(float(point[0]), 2), round(float(point[1]), 2))
        if key not in self._corners:
            self._corners[key] = self.node(key)
        return self._corners[key]

    def way(self, nodes: Sequence[int], tags: Dict[str, str]) -> int:
        """Add a way."""
        self.ways.append((list(nodes), dict(tags)))
        return len(self.ways)

    def ring(self, xy: Array, tags: Dict[str, str]) -> int:
        """Add a closed way, anticlockwise."""
        nodes = [self.corner(point) for point in (xy if area(xy) > 0 else xy[::-1])]
        nodes = [n for n, before in zip(nodes, nodes[-1:] + nodes[:-1]) if n != before]
        return self.way([*nodes, nodes[0]], tags)

    def text(self, lat_lon: Array) -> str:
        """Return the file; ``lat_lon`` (n, 2) are the degrees of the nodes."""
        out = ['<?xml version="1.0" encoding="UTF-8"?>', '<osm version="0.6" generator="maak_voorbeeldstad">']
        for number, (lat, lon) in enumerate(lat_lon, 1):
            head = f'<node id="{number}" lat="{lat:.7f}" lon="{lon:.7f}"'
            tags = self.node_tags.get(number)
            out.append(f"{head}>{_tags(tags)}</node>" if tags else f"{head}/>")
        for number, (nodes, tags) in enumerate(self.ways, 1):
            refs = "".join(f'<nd ref="{n}"/>' for n in nodes)
            out.append(f'<way id="{number}">{refs}{_tags(tags)}</way>')
        for number, (members, tags) in enumerate(self.relations, 1):
            refs = "".join(f'<member type="{kind}" ref="{ref}" role="{role}"/>' for kind, ref, role in members)
            out.append(f'<relation id="{number}">{refs}{_tags(tags)}</relation>')
        return "\n".join([*out, "</osm>", ""])


def _tags(tags: Dict[str, str]) -> str:
    return "".join(f"<tag k={quoteattr(k)} v={quoteattr(v)}/>" for k, v in tags.items())


def osm_file(town: Town) -> Tuple[OsmFile, List[str]]:
    """Return the map, and for each voorziening of the town its OSM id (``n1``, ``w1``)."""
    osm = OsmFile()
    street_nodes: Dict[int, int] = {}
    routes: Dict[str, List[int]] = {}
    for way in town.ways:
        for n in way.nodes:
            if n not in street_nodes:
                street_nodes[n] = osm.node(town.nodes[n])
        number = osm.way([street_nodes[n] for n in way.nodes], way.tags)
        routes.setdefault(way.tags.get("name", ""), []).append(number)
    for line in town.lines:
        osm.way([osm.corner(point) for point in line.xy], line.tags)
    osm.way([osm.node(point) for point in RIVER], {"waterway": "river", "name": "De Vaarle"})
    for k, (tags, ring) in enumerate(town.areas):
        if k in town.holes:
            members = [("way", osm.ring(ring, {}), "outer")]
            members += [("way", osm.ring(hole, {}), "inner") for hole in town.holes[k]]
            osm.relations.append((members, {"type": "multipolygon", **tags}))
        else:
            osm.ring(ring, tags)
    for building in town.buildings:
        floors = {"building:levels": str(building.floors)} if building.floors > 4 else {}
        osm.ring(building.ring, {"building": building.kind, **floors})
    ids = []
    for facility in town.facilities:
        if facility.is_point:
            ids.append(f"n{osm.node(facility.xy[0], facility.tags)}")
        else:
            ids.append(f"w{osm.ring(facility.xy, facility.tags)}")
    for name, streets in (("Rondje Bolwerk", ("Bolwerkpad", "Vaarlekade")),
                          ("Ommetje Vaarle", ("Zuiderkade", "Oude Brug", "Oosterkade"))):
        members = [("way", number, "") for street in streets for number in routes.get(street, [])]
        osm.relations.append((members, {"type": "route", "route": "foot", "name": name, "network": "lwn"}))
    return osm, ids
