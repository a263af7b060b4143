"""Spreading people over points: nobody invented, nobody lost."""

import numpy as np
import pytest

from verbondenheidskaart_plugin.core.polylines import Polylines
from verbondenheidskaart_plugin.core.population import FIGURES, distribute, locate, sample, spread


def polylines(parts, **more):
    sizes = [len(p) for p in parts]
    return Polylines(np.concatenate([np.asarray(p, dtype=float) for p in parts]),
                     np.concatenate([[0], np.cumsum(sizes)]), **more)


def per_area(values, owner, areas):
    return np.bincount(owner, values, areas)


@pytest.mark.parametrize("seed", range(20))
def test_every_total_is_conserved_whatever_the_weights(seed):
    rng = np.random.default_rng(seed)
    areas, n = 30, 2000
    owner = np.concatenate([np.arange(areas), rng.integers(0, areas, n - areas)])
    totals = rng.integers(0, 5000, areas).astype(float)
    weight = rng.integers(0, 60, n).astype(float)
    weight[rng.random(n) < 0.3] = np.nan
    weight[owner == 3] = 0.0
    weight[owner == 4] = np.nan
    values, _ = spread(totals, owner, [weight], limit=5.0)
    np.testing.assert_allclose(per_area(values, owner, areas), totals, rtol=1e-12)
    assert (values >= 0).all()


def test_proportional_to_the_weight():
    values, used = spread(np.array([100.0]), np.zeros(3, dtype=int), [np.array([1.0, 1.0, 2.0])])
    assert values.tolist() == [25, 25, 50]
    assert used.tolist() == [0]


def test_suppressed_points_share_evenly_what_is_left():
    weight = np.array([40.0, 30.0, np.nan, np.nan])
    values, _ = spread(np.array([100.0]), np.zeros(4, dtype=int), [weight])
    np.testing.assert_allclose(values, [40, 30, 15, 15])


def test_suppressed_points_never_get_less_than_nothing():
    weight = np.array([80.0, 70.0, np.nan])
    values, _ = spread(np.array([100.0]), np.zeros(3, dtype=int), [weight])
    np.testing.assert_allclose(values, [80 / 1.5, 70 / 1.5, 0])


def test_a_suppressed_point_is_no_larger_than_the_limit():
    """When a buurt has grown since the cells were counted, the newcomers do not all live in the smallest cells."""
    weight = np.array([100.0, 100.0, np.nan])
    values, _ = spread(np.array([410.0]), np.zeros(3, dtype=int), [weight], limit=5.0)
    np.testing.assert_allclose(values, [200, 200, 10])


def test_the_next_weight_serves_where_the_first_is_empty():
    owner = np.array([0, 0, 1, 1, 2, 2])
    first = np.array([1.0, 3.0, 0.0, 0.0, np.nan, np.nan])
    second = np.array([1.0, 1.0, 1.0, 4.0, 0.0, 0.0])
    values, used = spread(np.array([8.0, 10.0, 6.0]), owner, [first, second])
    np.testing.assert_allclose(values, [2, 6, 2, 8, 3, 3])
    assert used.tolist() == [0, 1, 2]


def test_an_unknown_total_stays_unknown():
    values, _ = spread(np.array([np.nan, 4.0]), np.array([0, 1, 1]), [np.ones(3)])
    assert np.isnan(values[0])
    np.testing.assert_allclose(values[1:], 2)


def totals_of(areas, **known):
    return {f: np.asarray(known.get(f, np.full(areas, np.nan)), dtype=float) for f in FIGURES}


def test_groups_follow_the_counts_of_the_points_and_else_their_residents():
    owner = np.array([0, 0])
    totals = totals_of(1, inwoners=[100], lft_65_plus=[30], lft_0_15=[10])
    own = {"inwoners": np.array([40.0, 60.0]), "lft_65_plus": np.array([20.0, 0.0])}
    values, fallback = distribute(totals, owner, own, own["inwoners"])
    np.testing.assert_allclose(values["inwoners"], [40, 60])
    np.testing.assert_allclose(values["lft_65_plus"], [30, 0])
    np.testing.assert_allclose(values["lft_0_15"], [4, 6])
    assert np.isnan(values["herk_nl"]).all()
    assert fallback == {}


def test_households_follow_households_and_their_groups_too():
    owner = np.array([0, 0])
    totals = totals_of(1, inwoners=[100], huishoudens=[50], hh_eenpersoons=[20])
    values, _ = distribute(totals, owner, {"huishoudens": np.array([30.0, 10.0])}, np.array([1.0, 1.0]))
    np.testing.assert_allclose(values["huishoudens"], [37.5, 12.5])
    np.testing.assert_allclose(values["hh_eenpersoons"], [15, 5])


def test_the_points_own_counts_stand_where_the_area_is_unknown():
    owner = np.array([0, 0, 1])
    totals = totals_of(2, inwoners=[np.nan, 10])
    own = {"inwoners": np.array([7.0, np.nan, 5.0])}
    values, _ = distribute(totals, owner, own, own["inwoners"])
    np.testing.assert_allclose(values["inwoners"], [7, np.nan, 10])


def test_nobody_of_a_group_is_put_where_nobody_lives():
    totals = totals_of(1, inwoners=[100], lft_65_plus=[30])
    own = {"inwoners": np.array([0.0, 100.0, 50.0]), "lft_65_plus": np.array([np.nan, 10.0, np.nan])}
    values, _ = distribute(totals, np.zeros(3, dtype=int), own, own["inwoners"])
    assert values["lft_65_plus"][0] == 0
    assert values["lft_65_plus"].sum() == pytest.approx(30)


def test_an_area_whose_points_lack_the_group_is_counted():
    totals = totals_of(2, inwoners=[10, 10], lft_65_plus=[5, 5])
    own = {"inwoners": np.ones(4), "lft_65_plus": np.array([0.0, 0.0, 1.0, 3.0])}
    values, fallback = distribute(totals, np.array([0, 0, 1, 1]), own, own["inwoners"])
    np.testing.assert_allclose(values["lft_65_plus"], [2.5, 2.5, 1.25, 3.75])
    assert fallback == {"lft_65_plus": 1}


# --- points in areas -------------------------------------------------------------------------------------------------

def square(x, y, size=1.0):
    return [(x, y), (x + size, y), (x + size, y + size), (x, y + size), (x, y)]


def grid(size):
    return polylines([square(x, y) for y in range(size) for x in range(size)], row=np.arange(size * size))


def test_points_lie_in_their_square():
    rng = np.random.default_rng(1)
    xy = rng.uniform(-1, 6, (5000, 2))
    owner, several = locate(xy, grid(5), 25)
    inside = ((xy >= 0) & (xy < 5)).all(axis=1)
    expected = np.where(inside, np.floor(xy[:, 1]) * 5 + np.floor(xy[:, 0]), -1)
    assert owner.tolist() == expected.tolist()
    assert several == 0


def test_points_on_shared_edges_and_corners_belong_to_exactly_one():
    steps = np.arange(0.5, 4.5, 0.5)
    xy = np.array([(x, y) for x in steps for y in steps])
    owner, several = locate(xy, grid(5), 25)
    assert (owner >= 0).all()
    assert several == 0


def test_neighbours_with_slanted_borders_leave_no_gap():
    """A point exactly on a shared slanted edge is in one of both, whichever way the edge runs."""
    rng = np.random.default_rng(2)
    a, b = np.array([0.1, 0.0]), np.array([0.7, 1.0])
    left = [(-1, 0), tuple(a), tuple(b), (-1, 1), (-1, 0)]
    right = [tuple(b), tuple(a), (2, 0), (2, 1), tuple(b)]
    rings = polylines([left, right], row=np.array([0, 1]))
    xy = a + rng.uniform(0.01, 0.99, (3000, 1)) * (b - a)
    owner, several = locate(xy, rings, 2)
    assert (owner >= 0).all()
    assert several == 0


def test_holes_parts_and_overlaps():
    rings = polylines([square(0, 0, 4), square(1, 1, 1), square(10, 0), square(3, 3, 3)], row=np.array([0, 0, 0, 1]))
    xy = np.array([(0.5, 0.5), (1.5, 1.5), (10.5, 0.5), (3.5, 3.5), (5, 5), (20, 20), (np.nan, np.nan)])
    owner, several = locate(xy, rings, 2)
    assert owner.tolist() == [0, -1, 0, 0, 1, -1, -1]
    assert several == 1


def test_an_area_without_rings_holds_nothing():
    owner, _ = locate(np.array([(0.5, 0.5)]), polylines([square(0, 0)], row=np.array([2])), 4)
    assert owner.tolist() == [2]


# --- points along streets --------------------------------------------------------------------------------------------

@pytest.mark.parametrize("spacing", [10.0, 50.0, 1000.0])
def test_samples_stand_for_the_whole_length(spacing):
    rng = np.random.default_rng(3)
    lines = polylines([np.cumsum(rng.normal(0, 30, (rng.integers(2, 9), 2)), axis=0) for _ in range(200)])
    xy, size, line = sample(lines, spacing)
    length = [np.hypot(*np.diff(lines.xy[s:e], axis=0).T).sum() for s, e in zip(lines.start, lines.start[1:])]
    np.testing.assert_allclose(np.bincount(line, size, 200), length)
    assert set(line) == set(range(200))
    assert (size <= 1.5 * spacing).all()
    for k in rng.integers(0, len(xy), 50):
        p = lines.xy[lines.start[line[k]]:lines.start[line[k] + 1]]
        d = p[1:] - p[:-1]
        t = np.clip(((xy[k] - p[:-1]) * d).sum(1) / (d * d).sum(1), 0, 1)
        assert np.hypot(*(p[:-1] + t[:, None] * d - xy[k]).T).min() < 1e-6


def test_samples_are_the_middles_of_equal_pieces():
    xy, size, line = sample(polylines([[(0, 0), (60, 0), (60, 0), (60, 40)], [(5, 5), (5, 8)]]), 50.0)
    np.testing.assert_allclose(xy, [(25, 0), (60, 15), (5, 6.5)])
    np.testing.assert_allclose(size, [50, 50, 3])
    assert line.tolist() == [0, 0, 1]


def test_lines_without_length_give_no_point():
    xy, size, line = sample(polylines([[(0, 0), (0, 0)], [(0, 0), (10, 0)]]))
    assert (len(xy), size.tolist(), line.tolist()) == (1, [10], [1])
    assert len(sample(polylines([[(0, 0), (0, 0)]]))[0]) == 0
