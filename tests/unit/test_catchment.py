"""Loopbereik: parts of streets and outlines."""

import numpy as np
import pytest
from netwerken import polylines, positions, random_network

from verbondenheidskaart_plugin.core.catchment import AreaMaker, cut, march, reached_parts
from verbondenheidskaart_plugin.core.network import build
from verbondenheidskaart_plugin.core.reach import Targets, batches
from verbondenheidskaart_plugin.core.snap import Positions, Snapper


def area(ring):
    x, y = ring.T
    return 0.5 * np.sum(x[:-1] * y[1:] - x[1:] * y[:-1])


@pytest.mark.parametrize("seed", range(6))
def test_parts_equal_the_distance_of_every_place(seed):
    network, rng = random_network(seed)
    sources = positions(network, rng, 5, per_owner=2)
    owner, edge, begin, end = reached_parts(network, sources, 300.0)
    probes = positions(network, rng, 400, ends=False)
    index = Targets(network, probes)
    for batch in batches(network, sources, 300.0):
        metres, _ = index.distances(batch, np.arange(400))
        for i, source in enumerate(batch.owners):
            mine = owner == source
            inside = [((edge[mine] == e) & (begin[mine] <= a) & (a <= end[mine])).any()
                      for e, a in zip(index.places.edge, index.places.along)]
            assert np.array_equal(inside, metres[i] <= 300.0)


def test_each_edge_is_reached_once():
    network, rng = random_network(2)
    owner, edge, begin, end = reached_parts(network, positions(network, rng, 6), 250.0)
    for one, two in zip(range(len(owner) - 1), range(1, len(owner))):
        if owner[one] == owner[two] and edge[one] == edge[two]:
            assert end[one] < begin[two]
    parts = cut(network, edge, begin, end)
    a, b, line = parts.segments()
    length = np.bincount(line, weights=np.hypot(*(parts.xy[b] - parts.xy[a]).T))
    assert np.allclose(length, end - begin)


def test_marching_squares_of_a_disc():
    y, x = np.mgrid[-30:31, -30:31]
    rings = march(np.hypot(x, y) - 20.2)
    assert len(rings) == 1 and area(rings[0]) == pytest.approx(np.pi * 20.2 ** 2, rel=0.01)


def test_marching_squares_of_a_ring_and_of_corners_that_touch():
    y, x = np.mgrid[-30:31, -30:31]
    outer, hole = sorted(march(np.abs(np.hypot(x, y) - 15.3) - 5.1), key=area, reverse=True)
    assert area(outer) > 0 > area(hole)
    saddle = np.ones((4, 4))
    saddle[1, 1] = saddle[2, 2] = -1
    assert sum(area(ring) for ring in march(saddle)) == pytest.approx(1.0)


def test_the_area_stops_at_the_water():
    # Two parallel streets 200 m apart, joined by one bridge 600 m away.
    network = build(polylines([(0, 0), (600, 0)], [(600, 0), (600, 200)], [(600, 200), (0, 200)]))
    source = Snapper(network).snap(np.array([[0.0, 0.0]]), 5)
    (_, _, rings), = AreaMaker(network, 25.0).outlines(source, [500.0])
    assert len(rings) == 1 and rings[0][:, 1].max() < 40
    assert area(rings[0]) == pytest.approx(500 * 50 + 0.5 * np.pi * 25 ** 2, rel=0.05)
    (_, _, far), = AreaMaker(network, 25.0).outlines(source, [1000.0])
    assert far[0][:, 1].max() > 200


def test_outlines_come_for_every_source_and_limit():
    network, rng = random_network(1)
    sources = positions(network, rng, 7)
    found = list(AreaMaker(network, 25.0).outlines(sources, [100.0, 300.0]))
    assert sorted((owner, limit) for owner, limit, _ in found) == [(o, m) for o in range(7) for m in (100.0, 300.0)]
    small = {o: sum(map(area, rings)) for o, m, rings in found if m == 100}
    large = {o: sum(map(area, rings)) for o, m, rings in found if m == 300}
    assert all(0 < small[o] <= large[o] for o in small)


def test_a_source_that_is_nowhere_has_no_outline():
    network, _ = random_network(1)
    nowhere = Positions(np.array([0]), np.array([-1]), np.zeros(1), np.full(1, np.nan), np.full((1, 2), np.nan), 1)
    assert list(AreaMaker(network, 25.0).outlines(nowhere, [100.0])) == []
