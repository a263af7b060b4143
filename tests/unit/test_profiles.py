"""Walking profiles: speed, waiting and stairs, against a brute-force reference."""

import networkx as nx
import numpy as np
import pytest
from netwerken import polylines, positions, random_network, subdivided

from verbondenheidskaart_plugin.core.errors import EmptyInput
from verbondenheidskaart_plugin.core.everywhere import betweenness, junctions, sums_within
from verbondenheidskaart_plugin.core.flows import flows
from verbondenheidskaart_plugin.core.network import Profile, build
from verbondenheidskaart_plugin.core.reach import Pairs, Walk, aligned, pairs, pairs_of
from verbondenheidskaart_plugin.core.routes import routes
from verbondenheidskaart_plugin.core.snap import Snapper

GENERAL, OLDER, SLOW = Profile(1.33), Profile(0.83), Profile(0.6, stairs=False)


def town(seed):
    """A random network with waits on a third of its edges and stairs on a fifth."""
    network, rng = random_network(seed, duplicate=False)
    network.delay_s = np.where(rng.uniform(size=len(network.u)) < 1 / 3, rng.choice([30.0, 60.0], len(network.u)), 0.0)
    network.lines.stairs = rng.uniform(size=len(network.u)) < 0.2
    return network, rng


@pytest.mark.parametrize("profile", [GENERAL, OLDER, SLOW])
@pytest.mark.parametrize("seed", range(4))
def test_walking_times_equal_brute_force(seed, profile):
    network, rng = town(seed)
    walked = network.walked_by(profile)
    sources, targets = positions(walked, rng, 8), positions(walked, rng, 30)
    graph = nx.MultiGraph()
    # The reference knows nothing of walking metres: seconds per edge, cut at the same share of its length.
    for a, b, data in subdivided(walked, ("s", sources), ("t", targets)).edges(data=True):
        edge = walked.parent_edge[data["edge"]]
        assert profile.stairs or not network.lines.stairs[edge]
        seconds = network.length[edge] / profile.speed + network.delay_s[edge]
        graph.add_edge(a, b, weight=seconds * data["weight"] / walked.length[data["edge"]])
    found = pairs(walked, sources, targets, 700 * profile.speed)
    expected = {}
    for k in range(8):
        for node, seconds in nx.single_source_dijkstra_path_length(graph, ("s", k), 700, weight="weight").items():
            if isinstance(node, tuple) and node[0] == "t":
                expected[k, node[1]] = seconds
    got = dict(zip(zip(found.source.tolist(), found.target.tolist()), found.metres / profile.speed))
    assert got == pytest.approx(expected) and len(got) > 10


def test_nothing_in_the_way_is_the_network_itself():
    network, _ = random_network(1)
    assert network.walked_by(SLOW) is network
    network.lines.stairs[:] = True
    with pytest.raises(EmptyInput):
        network.walked_by(SLOW)


def test_a_wait_counts_and_stairs_are_walked_around():
    network = build(polylines([(0, 0), (100, 0)], [(100, 0), (200, 0)], [(0, 0), (0, 100), (200, 100), (200, 0)]))
    network.delay_s = np.where(network.length < 150, 30.0, 0.0)
    network.lines.stairs = (network.lines.xy[network.lines.start[:-1], 0] == 100) & (network.length < 150)
    ends = np.array([[0.0, 0.0], [200.0, 0.0]])
    for profile, metres in ((Profile(1.0), 260.0), (Profile(2.0), 320.0), (Profile(1.0, stairs=False), 400.0)):
        walked = network.walked_by(profile)
        places = Snapper(walked).snap(ends, 1.0)
        found = pairs(walked, places, places, np.inf)
        assert found.metres[found.source < found.target].tolist() == [metres]


@pytest.mark.parametrize("seed", range(3))
def test_all_profiles_in_one_pass_equal_one_by_one(seed):
    network, rng = town(seed)
    walks = []
    for profile, limit in ((GENERAL, 500.0), (OLDER, 300.0), (SLOW, 250.0)):
        walked = network.walked_by(profile)
        snapper = Snapper(walked)
        xy = np.random.default_rng(seed).uniform(0, 900, (90, 2))
        walks.append(Walk(walked, snapper.snap(xy[:40], 60.0), snapper.snap(xy[40:], 60.0), limit))
    steps = []
    found = pairs_of(walks, progress=steps.append)
    for walk, mine in zip(walks, found):
        alone = pairs(walk.network, walk.sources, walk.targets, walk.limit)
        assert len(alone) > 20
        for name in ("source", "target", "metres"):
            assert np.array_equal(getattr(mine, name), getattr(alone, name))
    assert steps == sorted(steps) and steps[-1] == 1.0


def test_aligned_pairs_hold_every_pair_once():
    one = Pairs(np.array([0, 0, 2]), np.array([1, 5, 0]), np.array([1.0, 2.0, 3.0]))
    two = Pairs(np.array([0, 1]), np.array([5, 5]), np.array([4.0, 5.0]))
    source, target, metres = aligned([one, two])
    assert list(zip(source, target)) == [(0, 1), (0, 5), (1, 5), (2, 0)]
    assert metres.tolist() == [[1, np.inf], [2, 4], [np.inf, 5], [3, np.inf]]
    assert len(aligned([])[0]) == 0


def test_visits_and_routes_of_a_profile():
    network, rng = town(2)
    walked = network.walked_by(SLOW)
    spots = Snapper(walked).snap(rng.uniform(0, 900, (60, 2)), 80.0)
    sources, targets = spots.take(spots.owner < 10), spots.take(spots.owner >= 10)
    found = pairs(walked, sources, targets, 600.0)
    used = flows(walked, sources, targets, found, np.ones(len(found)), 600.0)
    walks = routes(walked, sources, targets, found)
    total = np.bincount(walked.parent_edge, weights=used.visits, minlength=len(network.u))
    assert not total[network.lines.stairs].any() and total.sum() > len(found)
    a, b, line = walks.segments()
    metres = np.bincount(line, weights=np.hypot(*(walks.xy[b] - walks.xy[a]).T), minlength=len(found))
    # Waiting is not drawn.
    assert (metres <= found.metres + 1e-6).all() and (metres < found.metres - 1).any()
    for k, (source, target) in enumerate(zip(found.source, found.target)):
        ends = walks.xy[[walks.start[k], walks.start[k + 1] - 1]]
        assert np.allclose(ends, [spots.xy[spots.owner == source][0], spots.xy[spots.owner == target][0]], atol=1e-6)


def test_junctions_that_only_stairs_reach_have_no_answer():
    network = build(polylines([(0, 0), (100, 0)], [(100, 0), (200, 0)]))
    network.lines.stairs = network.lines.xy[network.lines.start[1:] - 1, 0] == 200
    walked = network.walked_by(SLOW)
    people = Snapper(walked).snap(np.array([[50.0, 0.0], [150.0, 0.0]]), 60.0)
    sums = sums_within(walked, junctions(walked), people, np.array([3.0, 5.0]), 60.0)
    x = walked.node_xy[:, 0]
    assert sums[x == 0] == 3 and sums[x == 100] == 8 and np.isnan(sums[x == 200]).all()
    assert np.isfinite(betweenness(walked, 500.0)).all() and walked.component_lengths()[0] == 100
