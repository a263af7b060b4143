"""The walking engine against a brute-force reference in networkx."""

import networkx as nx
import numpy as np
import pytest
from netwerken import at, polylines, positions, random_network, subdivided

from verbondenheidskaart_plugin.core.errors import Cancelled, EmptyInput
from verbondenheidskaart_plugin.core.flows import flows
from verbondenheidskaart_plugin.core.network import build
from verbondenheidskaart_plugin.core.reach import Targets, batches, pairs
from verbondenheidskaart_plugin.core.snap import Positions, Snapper


@pytest.mark.parametrize("seed", range(12))
def test_pairs_equal_brute_force(seed):
    network, rng = random_network(seed)
    sources, targets = positions(network, rng, 9, per_owner=2), positions(network, rng, 40)
    # Two sources on one edge and two on the same spot; a target on the spot of a source.
    sources.edge[[2, 4]] = sources.edge[0]
    sources.along[2], sources.along[4] = sources.along[0], network.length[sources.edge[0]] / 3
    targets.edge[5], targets.along[5] = sources.edge[0], sources.along[0]
    sources = at(network, sources.edge, sources.along, sources.owner, 9)
    targets = at(network, targets.edge, targets.along, targets.owner, 40)
    graph = subdivided(network, ("s", sources), ("t", targets))
    limit = 400.0
    expected = {}
    for k, owner in enumerate(sources.owner):
        reached = nx.single_source_dijkstra_path_length(graph, ("s", k), cutoff=limit + 1e-9, weight="weight")
        for node, metres in reached.items():
            if isinstance(node, tuple) and node[0] == "t":
                pair = (int(owner), int(targets.owner[node[1]]))
                expected[pair] = min(metres, expected.get(pair, np.inf))
    found = pairs(network, sources, targets, limit)
    got = dict(zip(zip(found.source.tolist(), found.target.tolist()), found.metres))
    assert set(got) == {p for p, metres in expected.items() if metres <= limit}
    assert all(abs(metres - expected[p]) < 1e-6 for p, metres in got.items())
    assert len(got) == len(found) > 20


def test_the_order_and_the_batches_do_not_matter():
    network, rng = random_network(3)
    sources, targets = positions(network, rng, 80), positions(network, rng, 60)
    all_at_once = pairs(network, sources, targets, 300.0)
    one_by_one = [pairs(network, sources.take(sources.owner == k), targets, 300.0) for k in range(80)]
    assert np.array_equal(np.concatenate([p.target for p in one_by_one]), all_at_once.target)
    assert np.allclose(np.concatenate([p.metres for p in one_by_one]), all_at_once.metres)


def test_walking_back_is_as_long():
    network, rng = random_network(5)
    a, b = positions(network, rng, 15), positions(network, rng, 15)
    there, back = pairs(network, a, b, 500.0), pairs(network, b, a, 500.0)
    assert dict(zip(zip(there.source, there.target), there.metres.round(6))) == \
        dict(zip(zip(back.target, back.source), back.metres.round(6)))


def test_distance_zero_and_the_limit_itself_count():
    network = build(polylines([(0, 0), (100, 0)], [(100, 0), (200, 0)]))
    spots = Snapper(network).snap(np.array([[50.0, 0.0], [150.0, 0.0], [150.5, 0.0]]), 10)
    found = pairs(network, spots.take(spots.owner == 0), spots, 100.0)
    assert found.target.tolist() == [0, 1] and found.metres.tolist() == [0.0, 100.0]


def test_cancel_stops_between_batches():
    network, rng = random_network(1)

    def cancel(fraction):
        raise Cancelled()

    with pytest.raises(Cancelled):
        pairs(network, positions(network, rng, 5), positions(network, rng, 5), 100.0, progress=cancel)


def brute_force_flows(network, sources, targets, found, visits):
    total = np.zeros(len(network.u))
    own = np.zeros(len(sources.owner))
    graph = subdivided(network, ("s", sources), ("t", targets))
    for j, o, amount in zip(found.source, found.target, visits):
        best = None
        for k in np.flatnonzero(sources.owner == j):
            if not nx.has_path(graph, ("t", int(o)), ("s", int(k))):
                continue
            path = nx.dijkstra_path(graph, ("t", int(o)), ("s", int(k)), weight="weight")
            steps = [min(graph[a][b].values(), key=lambda d: d["weight"]) for a, b in zip(path[:-1], path[1:])]
            metres = sum(d["weight"] for d in steps)
            if best is None or metres < best[0]:
                best = metres, [d["edge"] for d in steps]
        edges = best[1]
        passed = [e for i, e in enumerate(edges) if i == 0 or e != edges[i - 1]]
        for e in passed or [targets.edge[o]]:
            total[e] += amount
            own[(sources.owner == j) & (sources.edge == e)] += amount
    return total, own


@pytest.mark.parametrize("seed", range(8))
def test_flows_equal_walking_every_visit(seed):
    network, rng = random_network(seed, duplicate=False)  # between equal walks the choice is free
    sources = positions(network, rng, 6, per_owner=2, ends=False)
    targets = positions(network, rng, 25, ends=False)
    found = pairs(network, sources, targets, 450.0)
    visits = rng.uniform(0, 10, len(found))
    visits[::4] = 0.0
    total, own = brute_force_flows(network, sources, targets, found.take(visits > 0), visits[visits > 0])
    result = flows(network, sources, targets, found, visits, 450.0)
    assert np.allclose(result.visits, total)
    assert np.allclose(result.own, own)


def test_flow_of_the_path_of_five():
    network = build(polylines(*[[(100.0 * k, 0), (100.0 * k + 100, 0)] for k in range(4)]))
    spots = Snapper(network).snap(np.array([[10.0, 0], [210.0, 0], [390.0, 0]]), 5)
    x_and_y = Positions(np.array([0, 1]), spots.edge[1:], spots.along[1:], spots.offset[1:], spots.xy[1:], 2)
    resident = Positions(np.array([0]), spots.edge[:1], spots.along[:1], spots.offset[:1], spots.xy[:1], 1)
    found = pairs(network, x_and_y, resident, 500.0)
    result = flows(network, x_and_y, resident, found, np.array([0.0, 1.0]), 500.0)
    assert result.visits.tolist() == [1, 1, 1, 1]
    assert result.own.tolist() == [0, 1]


@pytest.mark.parametrize("along", [0.0, 100.0])
def test_a_door_at_the_end_of_a_street_counts_its_visitors_once(along):
    network = build(polylines(*[[(100.0 * k, 0), (100.0 * k + 100, 0)] for k in range(3)]))
    middle = int(np.flatnonzero(np.isclose(network.lines.xy[network.lines.start[:-1], 0], 100.0))[0])
    door = at(network, np.array([middle]), np.array([along]), np.array([0]), 1)
    people = Snapper(network).snap(np.array([[10.0, 0], [290.0, 0]]), 5)
    result = flows(network, door, people, pairs(network, door, people, 500.0), np.array([1.0, 4.0]), 500.0)
    assert result.visits[middle] == 5.0 == result.own[0]


def test_shared_vertices_split_and_crossings_do_not():
    cross = polylines([(0, 0), (100, 0)], [(50, -50), (50, 50)])
    assert len(build(cross).u) == 2
    assert len(build(cross, split_crossings=True).u) == 4
    shared = polylines([(0, 0), (50, 0), (100, 0)], [(50, 0), (50, 50)])
    network = build(shared)
    assert sorted(network.length) == [50, 50, 50] and network.degree.max() == 3


def test_touching_ends_are_joined_when_asked():
    touching = polylines([(0, 0), (100, 0)], [(40, 0.05), (40, 60)])
    assert build(touching).component.max() == 1
    assert build(touching, split_crossings=True).component.max() == 0


def test_crossings_equal_all_pairs():
    rng = np.random.default_rng(8)
    ends = rng.uniform(0, 300, (60, 2, 2))
    network = build(polylines(*ends), tolerance=1e-6, split_crossings=True)
    count = 0
    for i in range(60):
        for j in range(i):
            p, r, q, s = ends[i, 0], ends[i, 1] - ends[i, 0], ends[j, 0], ends[j, 1] - ends[j, 0]
            t, u = np.linalg.solve(np.column_stack([r, -s]), q - p)
            count += (0 < t < 1) and (0 < u < 1)
    assert len(network.u) == 60 + 2 * count
    assert network.length.sum() == pytest.approx(np.hypot(*(ends[:, 1] - ends[:, 0]).T).sum())


def test_zero_length_lines_are_left_out_and_counted():
    network = build(polylines([(0, 0), (0, 0)], [(0, 0), (10, 0), (10, 0), (20, 0)], [(5, 5), (5.05, 5)]))
    assert network.dropped == 2 and network.length.tolist() == [20]
    with pytest.raises(EmptyInput):
        build(polylines([(0, 0), (0, 0)]))


def test_the_largest_component_is_number_zero():
    network = build(polylines([(0, 0), (10, 0)], [(100, 0), (200, 0)], [(200, 0), (300, 0)]))
    assert network.component_lengths().tolist() == [200, 10]


def test_snapping_equals_brute_force():
    network, rng = random_network(2)
    xy = rng.uniform(-100, 1000, (300, 2))
    found = Snapper(network).snap(xy, 150.0)
    a, b, edge = network.lines.segments()
    p, d = network.lines.xy[a], network.lines.xy[b] - network.lines.xy[a]
    t = np.clip(((xy[:, None] - p) * d).sum(axis=2) / (d * d).sum(axis=1), 0, 1)
    offset = np.hypot(*np.moveaxis(xy[:, None] - (p + t[:, :, None] * d), 2, 0)).min(axis=1)
    assert np.array_equal(found.edge >= 0, offset <= 150)
    assert np.allclose(found.offset[found.edge >= 0], offset[offset <= 150])


def test_snapping_a_point_without_coordinates_leaves_it_unattached():
    network, _ = random_network(2)
    found = Snapper(network).snap(np.array([[np.nan, 1.0]]), 150.0)
    assert found.edge.tolist() == [-1] and np.isnan(found.owner_offset()).all()


def test_targets_in_box_is_complete():
    network, rng = random_network(4)
    index = Targets(network, positions(network, rng, 50))
    inside = index.in_box(np.array([100.0, 100.0]), np.array([400.0, 500.0]))
    xy = index.places.xy
    must = np.flatnonzero((xy >= [100, 100]).all(axis=1) & (xy <= [400, 500]).all(axis=1))
    assert set(must) <= set(inside.tolist())


def test_batches_are_the_same_every_time():
    network, rng = random_network(6)
    sources = positions(network, rng, 100)
    one = [b.owners.tolist() for b in batches(network, sources, 200.0)]
    two = [b.owners.tolist() for b in batches(network, sources, 200.0)]
    assert one == two and sorted(sum(one, [])) == list(range(100))
