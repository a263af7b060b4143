"""Loopbereik: parts of streets and outlines."""

import numpy as np
import pytest
from netwerken import polylines, positions, random_network

from verbondenheidskaart_plugin.core.catchment import cut, reached_parts
from verbondenheidskaart_plugin.core.contours import contours
from verbondenheidskaart_plugin.core.network import build
from verbondenheidskaart_plugin.core.outlines import AreaMaker, StreetGrid
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


def march(*fields):
    """The rings around the negative values of each field, by linear interpolation."""
    flat = [field.ravel() for field in fields]
    low = np.zeros((*fields[0].shape, 8), dtype=bool)
    for layer, field in enumerate(fields):
        low[:, :, layer] = field < 0

    def share(layer, node, other):
        here, there = (np.array([flat[k][n] for k, n in zip(layer, at)]) for at in (node, other))
        return here / (here - there)

    found = contours(low, share)
    rings = [found.xy[a:b] for a, b in zip(found.start[:-1], found.start[1:])]
    return [[ring for ring, k in zip(rings, found.layer) if k == layer] for layer in range(len(fields))], found


def test_marching_squares_of_a_disc():
    y, x = np.mgrid[-30:31, -30:31]
    (rings,), _ = march(np.hypot(x, y) - 20.2)
    assert len(rings) == 1 and area(rings[0]) == pytest.approx(np.pi * 20.2 ** 2, rel=0.01)


def test_marching_squares_of_a_ring_and_of_corners_that_touch():
    y, x = np.mgrid[-30:31, -30:31]
    (rings,), found = march(np.abs(np.hypot(x, y) - 15.3) - 5.1)
    outer, hole = rings
    assert area(outer) > 0 > area(hole) and found.polygon[0] == found.polygon[1]
    saddle = np.ones((4, 4))
    saddle[1, 1] = saddle[2, 2] = -1
    (rings,), found = march(saddle)
    assert sum(area(ring) for ring in rings) == pytest.approx(1.0)
    assert len(set(found.polygon)) == 2


def test_layers_keep_their_own_outlines_with_islands_in_holes():
    y, x = np.mgrid[-40:41, -40:41]
    far = np.hypot(x, y)
    islands = np.minimum(np.abs(far - 25.3) - 5.1, far - 8.2)
    layers, found = march(far - 10.1, np.ones(far.shape), islands, np.minimum(islands, np.hypot(x - 36, y - 36) - 2.2))
    assert [len(rings) for rings in layers] == [1, 0, 3, 4]
    for layer, polygons in ((0, 1), (2, 2), (3, 3)):
        mine = found.polygon[found.layer == layer]
        assert len(set(mine)) == polygons and (np.diff(mine) >= 0).all()
    # The hole belongs to the wide ring, not to the island within it.
    assert sorted(round(sum(map(area, [r for r, p in zip(layers[2], found.polygon[found.layer == 2]) if p == one])), -1)
                  for one in set(found.polygon[found.layer == 2])) == [210, 1620]


@pytest.mark.parametrize("seed", range(4))
def test_the_grid_knows_the_nearest_street_of_every_point(seed):
    network, _ = random_network(seed)
    grid = StreetGrid(network, 45.0, 10.0)
    low, high = np.array([-20, -30]), np.array([120, 115])
    edge, along, offset = grid.window(low, high)
    x, y = np.meshgrid(np.arange(low[0], high[0]), np.arange(low[1], high[1]))
    points = np.column_stack([x.ravel(), y.ravel()]) * 10.0
    places = Snapper(network).snap(points, 45.0)
    assert np.array_equal(edge.ravel() >= 0, places.edge >= 0) and (edge >= 0).any() and (edge < 0).any()
    on = places.edge >= 0
    assert np.allclose(offset.ravel()[on], places.offset[on], atol=1e-4)
    same = edge.ravel() == places.edge
    assert same[on].mean() > 0.99  # elsewhere two streets are equally near
    assert np.allclose(along.ravel()[on & same], places.along[on & same], atol=1e-2)


def test_the_area_stops_at_the_water():
    # Two parallel streets 200 m apart, joined by one bridge 600 m away.
    network = build(polylines([(0, 0), (600, 0)], [(600, 0), (600, 200)], [(600, 200), (0, 200)]))
    source = Snapper(network).snap(np.array([[0.0, 0.0]]), 5)
    (_, _, (rings,)), = AreaMaker(network, 25.0).outlines(source, [500.0])
    assert len(rings) == 1 and rings[0][:, 1].max() < 40
    assert area(rings[0]) == pytest.approx(500 * 50 + 0.5 * np.pi * 25 ** 2, rel=0.05)
    (_, _, (far,)), = AreaMaker(network, 25.0).outlines(source, [1000.0])
    assert far[0][:, 1].max() > 200


def test_outlines_come_for_every_source_and_limit():
    network, rng = random_network(1)
    sources = positions(network, rng, 7)
    found = list(AreaMaker(network, 25.0).outlines(sources, [100.0, 300.0]))
    assert sorted((owner, limit) for owner, limit, _ in found) == [(o, m) for o in range(7) for m in (100.0, 300.0)]
    small, large = ({o: sum(area(ring) for rings in polygons for ring in rings) for o, m, polygons in found if m == far}
                    for far in (100, 300))
    assert all(0 < small[o] <= large[o] for o in small)


def test_a_source_that_is_nowhere_has_no_outline():
    network, _ = random_network(1)
    nowhere = Positions(np.array([0]), np.array([-1]), np.zeros(1), np.full(1, np.nan), np.full((1, 2), np.nan), 1)
    assert list(AreaMaker(network, 25.0).outlines(nowhere, [100.0])) == []
