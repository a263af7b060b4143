"""Walks as lines along the streets."""

import numpy as np
import pytest
from netwerken import polylines, positions, random_network

from verbondenheidskaart_plugin.core.network import build
from verbondenheidskaart_plugin.core.reach import pairs
from verbondenheidskaart_plugin.core.routes import routes
from verbondenheidskaart_plugin.core.snap import Snapper


def walks_of(found):
    return [found.xy[found.start[k]:found.start[k + 1]] for k in range(len(found))]


@pytest.mark.parametrize("seed", range(8))
def test_walks_are_as_long_as_the_distance_and_run_from_door_to_door(seed):
    network, rng = random_network(seed)
    sources, targets = positions(network, rng, 8, per_owner=2), positions(network, rng, 20)
    found = pairs(network, sources, targets, 500.0)
    walks = walks_of(routes(network, sources, targets, found))
    assert np.allclose([np.hypot(*np.diff(walk, axis=0).T).sum() for walk in walks], found.metres, atol=1e-6)
    for walk, source, target in zip(walks, found.source, found.target):
        doors = sources.xy[sources.owner == source]
        assert np.hypot(*(doors - walk[0]).T).min() < 1e-6
        assert np.hypot(*(targets.xy[target] - walk[-1])) < 1e-6


def test_a_walk_follows_the_bends():
    network = build(polylines([(0, 0), (100, 0), (100, 100)], [(100, 100), (0, 100)]))
    spots = Snapper(network).snap(np.array([[50.0, 0], [50.0, 100]]), 5)
    found = pairs(network, spots.take(spots.owner == 0), spots.take(spots.owner == 1), 500.0)
    walk, = walks_of(routes(network, spots, spots, found))
    assert walk[0].tolist() == [50, 0] and walk[-1].tolist() == [50, 100]
    assert [100, 0] in walk.tolist() and [100, 100] in walk.tolist()
