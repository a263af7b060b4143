"""Properties of the walking engine on small adversarial networks, and the products that rest on it."""

import tracemalloc
from unittest.mock import patch

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from netwerken import at, polylines, positions, random_network, subdivided
from scipy.sparse.csgraph import dijkstra

from verbondenheidskaart_plugin.core import batches as engine
from verbondenheidskaart_plugin.core import nearest as nearby
from verbondenheidskaart_plugin.core import parts
from verbondenheidskaart_plugin.core.contract import contract
from verbondenheidskaart_plugin.core.everywhere import betweenness, junctions, sums_within
from verbondenheidskaart_plugin.core.flows import flows
from verbondenheidskaart_plugin.core.nearest import nearest
from verbondenheidskaart_plugin.core.network import build
from verbondenheidskaart_plugin.core.reach import node_pairs, pair_parts, pairs
from verbondenheidskaart_plugin.core.routes import routes
from verbondenheidskaart_plugin.core.snap import Snapper

SIDE = 5


@st.composite
def towns(draw):
    """A few streets on a coarse lattice: parallel streets, loops, islands and very short streets come by themselves.

    All coordinates are whole tens of metres, so that many walks are exactly as long as the limit.
    """
    point = st.tuples(st.integers(0, SIDE), st.integers(0, SIDE))
    streets = draw(st.lists(st.lists(point, min_size=2, max_size=4), min_size=1, max_size=12))
    lines = [np.array(street, dtype=float) * [10.0, 20.0] for street in streets]
    # A step of 1 mm, after merging with a smaller tolerance: next to nothing, but a street.
    lines.append(np.array([[0.0, 0.0], [0.0, 0.001], [50.0, 0.001]]))
    network = build(polylines(*lines), tolerance=1e-4)

    def places(count):
        edge = np.array(draw(st.lists(st.integers(0, len(network.u) - 1), min_size=count, max_size=count)))
        share = np.array(draw(st.lists(st.sampled_from([0.0, 0.25, 0.5, 1.0]), min_size=count, max_size=count)))
        owner = np.sort(draw(st.lists(st.integers(0, 3), min_size=count, max_size=count)))
        return at(network, edge, share * network.length[edge], owner, 4)

    return network, places(5), places(7)


def brute_force(network, sources, targets):
    """(4, 4) shortest walks between the owners; inf when there is none."""
    graph = subdivided(network, ("s", sources), ("t", targets))
    out = np.full((sources.count, targets.count), np.inf)
    for k, source in enumerate(sources.owner):
        reached = nx.single_source_dijkstra_path_length(graph, ("s", k), weight="weight")
        for j, target in enumerate(targets.owner):
            out[source, target] = min(out[source, target], reached.get(("t", j), np.inf))
    return out


def table(found, shape):
    out = np.full(shape, np.inf)
    out[found.source, found.target] = found.metres
    return out


@settings(max_examples=80)
@given(towns(), st.sampled_from([0.0, 10.0, 20.0, 45.0, np.inf]), st.sampled_from([1, 2, 24]))
def test_pairs_equal_brute_force(town, limit, size):
    network, sources, targets = town
    expected = brute_force(network, sources, targets)
    found = table(pairs(network, sources, targets, limit, size=size), expected.shape)
    # Sums in another order differ in the last digit: at the limit itself either answer is right.
    near = np.isfinite(expected) & ((expected < limit - 1e-9) | (expected == limit))
    assert np.allclose(found[near], expected[near])
    assert np.isinf(found[np.isinf(expected) | (expected > limit + 1e-9)]).all()


@settings(max_examples=30)
@given(towns())
def test_distances_are_a_metric(town):
    network, one, two = town
    there, back = (table(pairs(network, *both, np.inf), (4, 4)) for both in ((one, two), (two, one)))
    assert np.allclose(np.nan_to_num(there), np.nan_to_num(back.T))
    # From door to door by way of a single place of the other set is never shorter.
    single = two.take(np.concatenate([[True], two.owner[1:] != two.owner[:-1]]))
    among = table(pairs(network, one, one, np.inf), (4, 4))
    via = table(pairs(network, one, single, np.inf), (4, 4))
    assert (among[:, :, None] <= via[:, None, :] + via[None, :, :] + 1e-9).all()


@settings(max_examples=30)
@given(towns(), st.integers(1, 4), st.sampled_from([25.0, np.inf]))
def test_the_nearest_equal_brute_force(town, count, limit):
    network, points, facilities = town
    expected = brute_force(network, points, facilities)
    expected[expected > limit - 1e-9] = np.inf
    found = nearest(network, points, facilities, count, limit - 1e-9 if np.isfinite(limit) else limit)
    for point in range(4):
        best = np.sort(expected[point])[:count]
        mine = found.metres[found.source == point]
        assert np.allclose(mine, best[np.isfinite(best)])
        assert np.allclose(expected[point, found.target[found.source == point]], mine)
        # Equally near: the lowest numbers.
        order = np.lexsort((np.arange(4), expected[point].round(6)))
        assert found.target[found.source == point].tolist() == order[:len(mine)].tolist()


def other_choice(matrix, indices, min_only=False, **given):
    """As scipy's dijkstra, but of equally short walks it takes the one scipy might take in another version."""
    found, before = dijkstra(matrix, indices=indices, **given)
    if min_only:
        last = len(found) - 1 - found[::-1].argmin(axis=0)
        return found.min(axis=0), before[last, np.arange(found.shape[1])], np.asarray(indices)[last]
    arcs = matrix.tocoo()
    for metres, chosen in zip(found, before):
        begin, end = metres[arcs.row], metres[arcs.col]
        for k in np.flatnonzero((begin + arcs.data <= end + 1e-9) & (begin < end) & np.isfinite(end))[::-1]:
            chosen[arcs.col[k]] = arcs.row[k]  # the first one
    return found, before


@settings(max_examples=50)
@given(towns(), st.sampled_from([30.0, np.inf]))
def test_which_of_equal_walks_is_taken_is_not_up_to_scipy(town, limit):
    network, sources, targets = town
    found = pairs(network, sources, targets, limit)
    visits = 1.0 + np.arange(len(found))

    def results():
        walked = flows(network, sources, targets, found, visits, limit)
        return walked.visits, walked.own, routes(network, sources, targets, found).xy, nearest(
            network, sources, targets, 1, limit).target

    first = results()
    with patch.object(parts, "dijkstra", other_choice), patch.object(nearby, "dijkstra", other_choice):
        second = results()
    assert all(np.array_equal(*both) for both in zip(first, second))


@settings(max_examples=30)
@given(towns())
def test_routes_are_as_long_as_their_pairs(town):
    network, sources, targets = town
    found = pairs(network, sources, targets, np.inf)
    walks = routes(network, sources, targets, found)
    a, b, line = walks.segments()
    length = np.bincount(line, weights=np.hypot(*(walks.xy[b] - walks.xy[a]).T), minlength=len(found))
    assert np.allclose(length, found.metres, atol=1e-6)
    for k, (source, target) in enumerate(zip(found.source, found.target)):
        begin, end = walks.xy[walks.start[k]], walks.xy[walks.start[k + 1] - 1]
        assert np.hypot(*(sources.xy[sources.owner == source] - begin).T).min() < 1e-6
        assert np.hypot(*(targets.xy[targets.owner == target] - end).T).min() < 1e-6


@settings(max_examples=25)
@given(towns(), st.sampled_from([15.0, 60.0]))
def test_sums_within_equal_the_pairs(town, limit):
    network, sources, targets = town
    weights = np.array([1.0, 10.0, 100.0, 1000.0])
    found = pairs(network, sources, targets, limit)
    expected = np.bincount(found.source, weights=weights[found.target], minlength=4)
    sums = sums_within(network, sources, targets, weights, limit)
    there = np.isin(np.arange(4), sources.owner)
    assert np.array_equal(sums[there], expected[there]) and np.isnan(sums[~there]).all()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "ROOM", 3)
        assert np.array_equal(sums_within(network, sources, targets, weights, limit), sums, equal_nan=True)


@pytest.mark.parametrize("seed", range(6))
def test_the_core_keeps_all_distances(seed):
    network, _ = random_network(seed)
    core = contract(network.u, network.v, network.length, len(network.node_xy))
    graph = nx.Graph()
    for u, v, metres in zip(network.u, network.v, network.length):
        if u != v and metres < graph.get_edge_data(u, v, {"weight": np.inf})["weight"]:
            graph.add_edge(u, v, weight=metres)
    small = nx.Graph()
    tail = np.repeat(np.arange(len(core.node)), np.diff(core.indptr))
    small.add_weighted_edges_from(zip(core.node[tail], core.node[core.indices], core.weight))
    assert 0 < len(small) < 0.6 * len(graph)
    far = dict(nx.all_pairs_dijkstra_path_length(graph))
    for a, reached in nx.all_pairs_dijkstra_path_length(small):
        assert reached == pytest.approx({b: far[a][b] for b in reached})
        assert set(reached) == set(far[a]) & set(small)


@pytest.mark.parametrize("seed", range(4))
def test_nodes_equal_networkx(seed):
    network, rng = random_network(seed)
    sources = positions(network, rng, 12)
    found = node_pairs(network, sources, 700.0)
    graph = subdivided(network, ("s", sources))
    expected = {(k, node): metres for k in range(12) for node, metres in nx.single_source_dijkstra_path_length(
        graph, ("s", k), cutoff=700.0, weight="weight").items() if not isinstance(node, tuple)}
    assert dict(zip(zip(found.source, found.target), found.metres)) == pytest.approx(expected)
    assert (np.diff(found.source) >= 0).all() and len(found) > 40


def test_batches_and_rooms_of_any_size_give_the_same_pairs(monkeypatch):
    network, rng = random_network(3)
    sources, targets = positions(network, rng, 60, per_owner=2), positions(network, rng, 80, per_owner=2)
    whole = pairs(network, sources, targets, 400.0)
    monkeypatch.setattr(engine, "ROOM", 50)
    for size in (1, 7, 1000):
        part = pairs(network, sources, targets, 400.0, size=size)
        assert np.array_equal(part.source, whole.source) and np.array_equal(part.target, whole.target)
        assert np.array_equal(part.metres, whole.metres)


def test_a_batch_never_holds_more_than_its_room(monkeypatch):
    network, rng = random_network(4)
    monkeypatch.setattr(engine, "ROOM", 60)
    sizes = [batch.table.size for batch in engine.batches(network, positions(network, rng, 50), np.inf)]
    assert max(sizes) <= 60


def street_grid(side):
    """A square of streets of 50 m, with a facility on every other street."""
    lines = [[(50 * i, 50 * j), (50 * i + 50, 50 * j)] for i in range(side) for j in range(side)]
    lines += [[(50 * i, 50 * j), (50 * i, 50 * j + 50)] for i in range(side) for j in range(side)]
    network = build(polylines(*lines))
    edge = np.arange(0, len(network.u), 2)
    return network, at(network, edge, network.length[edge] / 3, np.arange(len(edge)), len(edge))


def test_the_memory_of_a_search_has_a_ceiling(monkeypatch):
    network, sources = street_grid(24)
    network.core  # noqa: B018 (made at first use)
    room = 50_000
    monkeypatch.setattr(engine, "ROOM", room)

    def peak(size, places=sources):
        tracemalloc.start()
        for _ in engine.batches(network, places, np.inf, size=size):
            pass
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    one = peak(1, sources.take(sources.owner == 0))
    assert len(sources.owner) * len(network.node_xy) > 6 * room
    assert peak(len(sources.owner)) < one + 5 * 8 * room
    monkeypatch.setattr(engine, "ROOM", 100 * room)
    assert peak(len(sources.owner)) > one + 5 * 8 * room


@pytest.mark.parametrize("size", [1, 7, 300])
def test_nodes_are_the_same_for_batches_of_any_size(size):
    network, sources = street_grid(20)
    whole, part = node_pairs(network, sources, 275.0), node_pairs(network, sources, 275.0, size=size)
    assert (np.diff(whole.source * len(network.node_xy) + whole.target) > 0).all()
    for name in ("source", "target", "metres"):
        assert np.array_equal(getattr(part, name), getattr(whole, name))
    assert whole.metres.max() <= 275 and len(whole) > 50 * len(sources.owner)


def test_walks_of_exactly_the_limit_count_and_longer_ones_do_not():
    network, sources = street_grid(10)
    corner = junctions(network)
    found = pairs(network, corner, corner, 150.0)
    graph = nx.Graph()
    graph.add_weighted_edges_from(zip(network.u.tolist(), network.v.tolist(), network.length.tolist()))
    expected = dict(nx.all_pairs_dijkstra_path_length(graph, cutoff=150.0))
    assert dict(zip(zip(found.source, found.target), found.metres)) == \
        {(one, other): metres for one, reached in expected.items() for other, metres in reached.items()}
    assert (found.metres == 150).sum() > 500


def test_parts_are_complete_for_their_sources():
    network, rng = random_network(5)
    sources, targets = positions(network, rng, 60), positions(network, rng, 50)
    parts = list(pair_parts(network, sources, targets, 300.0, size=4))
    owners = np.concatenate([np.unique(part.source) for part in parts])
    assert len(owners) == len(set(owners)) and len(parts) > 10
    assert sum(map(len, parts)) == len(pairs(network, sources, targets, 300.0))


@pytest.mark.parametrize("seed", range(4))
def test_betweenness_equals_networkx(seed):
    network, _ = random_network(seed, duplicate=False)  # between equal walks the choice is free
    graph = nx.Graph()
    for u, v, metres in zip(network.u, network.v, network.length):
        if u != v and metres < graph.get_edge_data(u, v, {"weight": np.inf})["weight"]:
            graph.add_edge(u, v, weight=metres)
    expected = np.zeros(len(network.node_xy))
    for metres, paths in (nx.single_source_dijkstra(graph, a, cutoff=1500.0, weight="weight")
                          for a in graph):
        for b in metres:
            expected[paths[b][1:-1]] += 0.5
    assert np.allclose(betweenness(network, 1500.0), expected) and expected.max() > 3


def test_residents_near_every_junction():
    network = build(polylines([(0, 0), (100, 0)], [(100, 0), (200, 0)], [(500, 0), (600, 0)]))
    people = Snapper(network).snap(np.array([[10.0, 0], [150.0, 0], [599.0, 0]]), 5)
    sums = sums_within(network, junctions(network), people, np.array([3.0, 5.0, 7.0]), 100.0)
    assert dict(zip(network.node_xy[:, 0], sums)) == {0: 3, 100: 8, 200: 5, 500: 7, 600: 7}
