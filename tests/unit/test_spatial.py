"""Neighbours, Moran, LISA, Gi*: computed examples, permutations counted in full on tiny maps, hexagons."""

from itertools import permutations

import numpy as np
import pytest

from verbondenheidskaart_plugin.core import spatial
from verbondenheidskaart_plugin.core.polylines import Polylines


def chain(n):
    return spatial.linked(np.arange(n - 1), np.arange(1, n), n)


def rings(*areas):
    """Each area one ring, or a list of rings."""
    flat = [(row, ring) for row, area in enumerate(areas) for ring in ([area] if np.ndim(area[0][0]) == 0 else area)]
    xy = [np.array([*ring, ring[0]], dtype=float) for _, ring in flat]
    return Polylines(np.concatenate(xy), np.concatenate([[0], np.cumsum([len(r) for r in xy])]),
                     row=np.array([row for row, _ in flat]))


def square(x, y, size=100.0):
    return [(x, y), (x + size, y), (x + size, y + size), (x, y + size)]


def links(weights):
    return {(int(i), int(j)) for i, j in zip(*weights.nonzero()) if i < j}


# --- neighbours ---

def test_queen_needs_one_shared_point():
    grid = rings(*(square(100 * (k % 3), 100 * (k // 3)) for k in range(9)))
    expected = {(a, b) for b in range(9) for a in range(b) if abs(a % 3 - b % 3) <= 1 and abs(a // 3 - b // 3) <= 1}
    assert links(spatial.queen(grid, 9)) == expected


def test_queen_with_unequal_vertices_gaps_holes_and_islands():
    wide = [(0, 100), (300, 100), (300, 200), (0, 200)]  # its long side has no vertex at x = 100 or 200
    inner = square(120, 120, 40)
    outer = [wide, inner[::-1]]  # a hole that holds area 4
    areas = rings(square(0, 0), square(100.4, 0, 99.2), square(200, -0.6), outer, inner, square(900, 900))
    weights = spatial.queen(areas, 6)
    assert links(weights) == {(0, 1), (1, 2), (0, 3), (1, 3), (2, 3), (3, 4)}
    assert links(spatial.queen(areas, 6, tolerance=0.1)) == {(0, 3), (3, 4)}
    assert (weights != weights.T).nnz == 0 and weights.diagonal().sum() == 0 and set(weights.data) == {1.0}


def test_queen_of_dense_borders_does_not_chain():
    """Vertices closer together than the tolerance must not link areas at both ends of a border."""
    y = np.arange(0, 100.25, 0.25)
    middle = [*np.column_stack([np.zeros(len(y)), y]), (50, 100), (50, 0)]
    areas = rings(middle, [(0, 0), (0, 40), (-50, 40), (-50, 0)], [(0, 60), (0, 100), (-50, 100), (-50, 60)])
    assert links(spatial.queen(areas, 3)) == {(0, 1), (0, 2)}


def test_nearest_neighbours_even_at_one_place():
    xy = np.array([[0, 0], [0, 0], [0, 0], [10, 0], [30, 0]], dtype=float)
    weights = spatial.nearest(xy, 2)
    assert (np.diff(weights.indptr) == 2).all() and weights.diagonal().sum() == 0
    assert set(weights[4].indices) <= {0, 1, 2, 3} and 3 in weights[4].indices
    assert spatial.nearest(xy[:1], 6).nnz == 0
    assert spatial.nearest(xy[:3], 6).nnz == 6


def test_standardised_rows_add_up_to_one_and_islands_to_nothing():
    weights = spatial.standardised(spatial.linked(np.array([0, 0]), np.array([1, 2]), 4))
    assert np.asarray(weights.sum(axis=1)).ravel().tolist() == [1, 1, 1, 0]


# --- Moran ---

def test_moran_of_a_chain():
    found = spatial.moran(np.array([1.0, 1, 0, 0]), chain(4))
    assert found.value == pytest.approx(1 / 3)
    assert found.expected == pytest.approx(-1 / 3)
    assert found.areas == 4


def test_moran_of_a_chessboard():
    rook = spatial.linked(np.array([0, 0, 1, 2]), np.array([1, 2, 3, 3]), 4)
    assert spatial.moran(np.array([1.0, 0, 0, 1]), rook).value == pytest.approx(-1)


def test_moran_without_variation_is_unknown():
    assert np.isnan(spatial.moran(np.full(4, 0.1), chain(4)).value)
    assert np.isnan(spatial.moran(np.full(4, np.nan), chain(4)).p)
    assert np.isnan(spatial.moran(np.zeros(0), spatial.linked(np.zeros(0, int), np.zeros(0, int), 0)).value)


def test_moran_leaves_out_unknown_values_and_islands():
    values = np.array([1.0, 1, 0, 0, np.nan, 7])
    weights = spatial.linked(np.array([0, 1, 2, 3]), np.array([1, 2, 3, 4]), 6)
    found = spatial.moran(values, weights)
    assert found.areas == 4 and found.value == pytest.approx(1 / 3)


def test_moran_p_equals_all_permutations_counted():
    values, weights = np.array([5.0, 4, 3, 1, 0, 2]), chain(6)
    dense = weights.toarray()

    def index(x):
        z = x - x.mean()
        return z @ dense @ z

    observed = index(values)
    exact = np.mean([index(np.array(order)) >= observed - 1e-9 for order in permutations(values)])
    found = spatial.moran(values, weights, permutations=9999, seed=5)
    assert found.p == pytest.approx(exact, abs=3 * np.sqrt(exact * (1 - exact) / 9999))
    assert 0.001 < exact < 0.1
    assert spatial.moran(values, weights, seed=5) == spatial.moran(values, weights, seed=5)


def test_smallest_p():
    assert spatial.moran(np.arange(40.0), chain(40)).p == pytest.approx(0.001)


# --- Gi* and LISA ---

def test_gi_star():
    gi = spatial.gi_star(np.array([5.0, 5, 0, 0, 0]), chain(5))
    assert gi[1] == pytest.approx(1.333333, abs=1e-6)
    assert gi[0] == pytest.approx(2.0)
    assert np.isnan(spatial.gi_star(np.ones(5), chain(5))).all()
    assert np.isnan(spatial.gi_star(np.array([5.0, 5, 0, 0, np.nan]), chain(5))).tolist() == [False] * 4 + [True]


def test_lisa_sums_to_moran():
    rng = np.random.default_rng(2)
    values, weights = rng.normal(size=50), spatial.within(rng.uniform(0, 10, (50, 2)), 2.5)
    found = spatial.clusters(values, weights)
    kept = found.tested
    assert kept.sum() >= 45
    total = spatial.moran(values, spatial.standardised(weights)).value
    assert found.local[kept].mean() == pytest.approx(total)


def test_local_p_equals_all_permutations_counted():
    values, weights = np.array([9.0, 8, 1, 0, 2, 7, 3]), chain(7)
    found = spatial.clusters(values, weights, permutations=9999, seed=3, min_areas=3)
    dense = spatial.standardised(weights).toarray()
    z = values - values.mean()
    for i in range(7):
        others = [k for k in range(7) if k != i]
        sums = []
        for order in permutations(others):
            drawn = np.empty(7)
            drawn[others], drawn[i] = z[list(order)], z[i]
            sums.append(dense[i] @ drawn)
        sums, lag = np.array(sums), dense[i] @ z
        for p, exact in ((found.p_high[i], np.mean(sums >= lag - 1e-9)),
                         (found.p_local[i], np.mean(z[i] * sums >= z[i] * lag - 1e-9))):
            assert p == pytest.approx(exact, abs=4 * np.sqrt(exact * (1 - exact) / 9999) + 2e-4)
        assert found.local[i] == pytest.approx(z[i] * lag / (z @ z / 7))
    assert found.quadrant.tolist() == ["HH", "HH", "LL", "LL", "LL", "HL", "LH"]


def hill_map(seed=0):
    xy = np.stack(np.meshgrid(np.arange(8.0), np.arange(8.0)), axis=-1).reshape(-1, 2)
    values = np.random.default_rng(seed).normal(size=64)
    values[(xy < 3).all(axis=1)] += 6
    return xy, values, spatial.within(xy, 1.5)


def test_a_planted_cluster_is_found_and_nothing_else():
    xy, values, weights = hill_map()
    found = spatial.clusters(values, weights)
    planted = (xy < 3).all(axis=1)
    assert found.high_high[(xy < 2).all(axis=1)].all() and found.hot[(xy < 2).all(axis=1)].all()
    assert not found.high_high[~planted].any()
    assert (found.code == "").all()
    assert (xy[found.hot] <= 3).all()  # Gi* may include the rim


def test_pure_noise_gives_hardly_any_cluster():
    hits = 0
    for seed in range(20):
        xy, values, weights = hill_map(seed)
        noise = np.random.default_rng(seed + 100).permutation(values)
        hits += int((spatial.clusters(noise, weights, permutations=499).high_high).any())
    assert hits <= 6


def test_few_areas_are_not_tested_and_say_so():
    values = np.r_[np.arange(29.0), np.nan]
    found = spatial.clusters(values, chain(30))
    assert not found.tested.any() and not found.hot.any() and not found.high_high.any()
    assert set(found.code[:29]) == {spatial.NO_TEST} and found.code[29] == ""
    assert not np.isnan(found.gi[:29]).any()
    assert spatial.clusters(np.arange(30.0), chain(30)).tested.all()


def test_islands_are_flagged():
    values = np.arange(31.0)
    found = spatial.clusters(values, spatial.linked(np.arange(29), np.arange(1, 30), 31))
    assert found.code[30] == spatial.ISLAND and np.isnan(found.p_local[30]) and found.tested[:30].all()


def test_false_discovery_rate():
    p = np.array([0.01, 0.02, 0.03, 0.5, np.nan, 0.09])
    # Sorted: .01 ≤ .02, .02 ≤ .04, .03 ≤ .06, .09 > .08, .5 > .1.
    assert spatial.discoveries(p, 0.1).tolist() == [True, True, True, False, False, False]
    # A larger p that passes takes the smaller ones along: .06 > .05 but .09 ≤ .10.
    assert spatial.discoveries(np.array([0.06, 0.09]), 0.1).all()
    assert not spatial.discoveries(np.full(3, np.nan)).any()


# --- rates ---

def test_empirical_bayes_rates():
    events, population = np.array([1.0, 30, 80, np.nan, 3]), np.array([2.0, 100, 1000, 50, 0])
    rate, z = spatial.empirical_bayes(events, population)
    raw, mean = events[:3] / population[:3], 111 / 1102
    between = (population[:3] * (raw - mean) ** 2).sum() / 1102 - mean / (1102 / 3)
    assert z[:3] == pytest.approx((raw - mean) / np.sqrt(between + mean / population[:3]))
    share = (rate[:3] - mean) / (raw - mean)
    assert ((share > 0) & (share < 1)).all() and (np.diff(share) > 0).all()  # the small one is drawn in most
    assert np.isnan(rate[3:]).all() and np.isnan(z[3:]).all()


def test_equal_rates_stay_equal():
    rate, z = spatial.empirical_bayes(np.array([1.0, 10, 100]), np.array([10.0, 100, 1000]))
    assert rate == pytest.approx(0.1) and z == pytest.approx(0.0)


# --- hexagons ---

def test_every_point_lies_in_the_hexagon_of_its_nearest_centre():
    rng = np.random.default_rng(4)
    xy = rng.uniform(-3000, 3000, (2000, 2))
    cell, centres = spatial.hexagons(xy)
    distance = np.hypot(*(xy[:, None] - centres).transpose(2, 0, 1))
    assert (distance[np.arange(2000), cell] <= distance.min(axis=1) + 1e-9).all()
    assert len(np.unique(cell)) == len(centres)
    assert distance[np.arange(2000), cell].max() <= 500 / np.sqrt(3) + 1e-6


def test_hexagons_form_a_plane_and_do_not_move():
    xy = np.stack(np.meshgrid(np.arange(0, 4000, 40.0), np.arange(0, 4000, 40.0)), axis=-1).reshape(-1, 2)
    cell, centres = spatial.hexagons(xy)
    weights = spatial.within(centres, 501)
    inner = ((centres > 600) & (centres < 3400)).all(axis=1)
    assert (np.diff(weights.indptr)[inner] == 6).all()
    assert links(weights) == links(spatial.queen(spatial.hexagon_rings(centres), len(centres)))
    _, again = spatial.hexagons(xy[::7])
    assert {tuple(c) for c in again.round(3)} <= {tuple(c) for c in centres.round(3)}
    ring = spatial.hexagon_rings(centres)
    x, y = ring.xy[:7].T
    assert np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]) / 2 == pytest.approx(500 ** 2 * np.sqrt(3) / 2)


@pytest.mark.echte_data
def test_real_wijken_have_plausible_neighbours(shared_data):
    ogr = pytest.importorskip("osgeo.ogr")
    source = ogr.Open(str(shared_data / "amsterdam_noord" / "buurten_2014_noord_kwb.gpkg"))
    areas = []
    for feature in source.GetLayer():
        shape = feature.geometry()
        polygons = [shape.GetGeometryRef(k) for k in range(shape.GetGeometryCount())]
        areas.append([[p[:2] for p in polygon.GetGeometryRef(r).GetPoints()[:-1]] for polygon in polygons
                      for r in range(polygon.GetGeometryCount())])
    weights = spatial.queen(rings(*areas), len(areas))
    shapes = [f.geometry().Clone() for f in source.GetLayer()]
    touching = {(i, j) for i in range(len(shapes)) for j in range(i + 1, len(shapes))
                if shapes[i].Distance(shapes[j]) <= 1.0}
    assert links(weights) == touching and len(touching) > 15
