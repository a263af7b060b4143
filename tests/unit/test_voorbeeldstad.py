"""The example town as it lies in the repository: believable as a Dutch town, and good to test the plugin with."""

import csv
from collections import Counter
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest
from voorbeeldstad.facilities import Fronts
from voorbeeldstad.geometry import area, cut, inset, inside, is_simple, simplify
from voorbeeldstad.network import crossings, distances, edges_of, faces, graph, largest_component, node
from voorbeeldstad.plan import Way

from verbondenheidskaart_plugin.core.facilities import Catalogue

MB = 1_000_000
DEGREE = np.array([111_250.0, 68_400.0])  # metres in a degree of latitude and longitude here


class Osm:
    """Nodes in metres, ways and relations with their tags."""

    def __init__(self, path):
        root = ElementTree.parse(path).getroot()
        self.xy = {n.get("id"): DEGREE * (float(n.get("lat")), float(n.get("lon"))) for n in root.iter("node")}
        self.nodes = {n.get("id"): _tags(n) for n in root.iter("node") if len(n)}
        self.ways = {w.get("id"): ([nd.get("ref") for nd in w.findall("nd")], _tags(w)) for w in root.iter("way")}
        self.relations = {r.get("id"): ([(m.get("type"), m.get("ref")) for m in r.findall("member")], _tags(r))
                          for r in root.iter("relation")}

    def line(self, refs):
        return np.array([self.xy[ref] for ref in refs])

    @property
    def streets(self):
        return [(refs, tags) for refs, tags in self.ways.values() if "highway" in tags and "area" not in tags]


def _tags(element):
    return {tag.get("k"): tag.get("v") for tag in element.findall("tag")}


@pytest.fixture(scope="module")
def folder(root):
    return root / "resources" / "voorbeeldstad"


@pytest.fixture(scope="module")
def osm(folder):
    return Osm(folder / "voorbeeldstad.osm")


def test_size(folder):
    assert sum(path.stat().st_size for path in folder.iterdir()) < 3 * MB


def test_every_reference_exists(osm):
    for refs, _ in osm.ways.values():
        assert len(refs) > 1 and all(ref in osm.xy for ref in refs)
    for members, _ in osm.relations.values():
        assert members and all(ref in (osm.ways if kind == "way" else osm.nodes) for kind, ref in members)


def test_at_least_sixty_types_of_voorzieningen(osm, root):
    with open(root / "resources" / "catalogue" / "voorzieningtypen.csv", encoding="utf-8") as file:
        catalogue = Catalogue.from_rows(list(csv.DictReader(file)), "voorzieningtypen")
    objects = [*osm.nodes.values(), *(tags for _, tags in [*osm.ways.values(), *osm.relations.values()])]
    tags = pd.DataFrame([t for t in objects if set(t) & catalogue.keys]).reindex(columns=sorted(catalogue.keys))
    found = Counter(catalogue.classify(tags.where(tags.notna(), None)))
    found.pop(None, None)
    assert len(found) >= 60
    assert {"dorpshuis", "moskee", "park", "speeltuin", "bankje", "winkelstraat", "bibliotheek"} <= set(found)
    assert found["moskee"] >= 2


def test_two_bridges_over_the_river_and_one_way_under_the_railway(osm):
    streets = osm.streets
    for kind, expected in (("waterway", {"Oude Brug", "Oosterbrug"}), ("railway", {"Spoortunnel"})):
        barriers = [refs for refs, tags in osm.ways.values() if tags.get(kind) in ("river", "rail")]
        crossing = Counter()
        for refs in barriers:
            barrier = osm.line(refs)
            for street, tags in streets:
                assert not set(street) & set(refs), tags
                crossing[tags.get("name")] += bool(crossings([osm.line(street), barrier]))
        assert {name for name, count in crossing.items() if count} == expected
    assert all("bridge" in tags or "tunnel" in tags for _, tags in streets
               if tags.get("name") in ("Oude Brug", "Oosterbrug", "Spoortunnel"))


def _street_graph(osm, without=()):
    names = list(osm.xy)
    number = {name: i for i, name in enumerate(names)}
    edges = edges_of([number[ref] for ref in refs] for refs, tags in osm.streets if tags.get("name") not in without)
    return graph(np.array([osm.xy[name] for name in names]), edges), edges, np.array([osm.xy[name] for name in names])


def test_the_streets_hang_together(osm):
    neighbours, edges, xy = _street_graph(osm)
    main = largest_component(neighbours)
    size = {edge: np.hypot(*(xy[edge[0]] - xy[edge[1]])) for edge in edges}
    assert sum(d for (p, _), d in size.items() if p in main) > 0.97 * sum(size.values())


def test_without_bridges_and_tunnel_the_town_falls_apart(osm):
    whole, _, _ = _street_graph(osm)
    cut_off, _, _ = _street_graph(osm, {"Oude Brug", "Oosterbrug", "Spoortunnel"})
    assert len(largest_component(cut_off)) < 0.75 * len(largest_component(whole))


def test_types_of_streets_of_a_dutch_town(osm):
    kinds = Counter(tags["highway"] for _, tags in osm.streets)
    assert {"primary", "secondary", "tertiary", "residential", "living_street", "pedestrian", "footway", "path",
            "cycleway", "steps", "service"} <= set(kinds)
    named = [tags.get("name") for _, tags in osm.streets if tags["highway"] in ("residential", "living_street")]
    assert all(named) and len(set(named)) > 350


def test_tags_that_change_a_score_occur(osm):
    objects = [*osm.nodes.values(), *(tags for _, tags in osm.ways.values())]
    for key, value in (("access", "private"), ("fee", "yes"), ("wheelchair", "no"), ("wheelchair", "yes"),
                       ("outdoor_seating", "yes")):
        assert any(tags.get(key) == value for tags in objects), (key, value)
    assert sum("opening_hours" in tags for tags in objects) > 20


def test_surveys_have_missing_values(folder):
    wide = pd.read_csv(folder / "veiligheidsmonitor.csv", sep=";", decimal=",")
    items = [f"V0{k}" for k in range(1, 9)]
    assert set(items) <= set(wide) and wide["n"].min() > 0
    assert wide[items].isna().any().any() and wide[items].stack().dropna().between(0, 100).all()
    long = pd.read_csv(folder / "burgerpeiling.csv", sep=";", decimal=",")
    assert list(long) == ["gebied", "indicator", "waarde", "n", "jaar"]
    assert long["waarde"].isna().any() and long["waarde"].dropna().between(1, 10).all()
    assert {area[:2] for area in long["gebied"]} == {"BU", "WK", "GM"}


def test_organisations_and_ties(folder, osm):
    organisations = pd.read_csv(folder / "organisaties.csv", sep=";")
    ties = pd.read_csv(folder / "banden.csv", sep=";")
    assert 40 <= len(organisations) <= 50 and organisations["id"].is_unique
    assert 100 <= len(ties) <= 120 and ties["sterkte"].between(1, 5).all()
    ends = set(ties["van"]) | set(ties["naar"])
    assert ends <= set(organisations["id"]) and (ties["van"] != ties["naar"]).all()
    tied = organisations["id"].isin(ends).groupby(organisations["buurtcode"]).any()
    assert (~tied).sum() == 1
    for identifier in organisations["voorziening_id"].dropna():
        tags = osm.nodes[identifier[1:]] if identifier[0] == "n" else osm.ways[identifier[1:]][1]
        assert tags["name"]


def test_lines_get_shared_nodes_where_they_meet():
    lines = [np.array(line, dtype=float) for line in (
        [[0, 0], [100, 0]], [[0, 0], [0, 100]], [[100, 0], [100, 100]], [[-3, 100], [103, 100]], [[50, 2], [50, 98]])]
    xy, chains = node(lines, [5.0] * 5)
    rings = faces(xy, edges_of(chains))
    assert sorted(area(xy[ring]) for ring in rings) == [5000.0, 5000.0]
    assert distances(graph(xy, edges_of(chains)), [0])[chains[4][1]] == pytest.approx(150)


def test_a_cut_divides_an_area_without_loss():
    ring = np.array([[0, 0], [100, 0], [120, 60], [0, 60]], dtype=float)
    first, second, line = cut(ring, np.array([50.0, 30.0]), np.array([0.0, 1.0]), [6.0, -6.0])
    assert area(first) + area(second) == pytest.approx(area(ring))
    assert len(line) > 3 and is_simple(first) and is_simple(second)


def test_small_geometry():
    square = np.array([[0, 0], [10, 0], [10, 10], [0, 10]], dtype=float)
    assert area(inset(square, 2)) == pytest.approx(36)
    assert inside([[5, 5], [15, 5]], square).tolist() == [True, False]
    assert not is_simple(square[[0, 2, 1, 3]])
    assert len(simplify(np.array([[0, 0], [5, 0.1], [10, 0]]), 0.5)) == 2
    foot, normal = Fronts.of([Way(square[:2], {"highway": "residential"})]).nearest(np.array([4.0, 3.0]))
    assert foot.tolist() == [4.0, 0.0] and normal.tolist() == [0.0, 1.0]
