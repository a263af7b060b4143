"""Proximity graphs against brute force, nested as they must be; what falls apart without a line or rotonde."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbondenheidskaart_plugin.core import backbone
from verbondenheidskaart_plugin.core.reach import Pairs


def edges(found, mask=None):
    mask = np.ones(len(found.i), dtype=bool) if mask is None else mask
    return set(zip(found.i[mask].tolist(), found.j[mask].tolist()))


def brute_force(xy):
    """Gabriel and relative neighbourhood graph by trying every third point."""
    n = len(xy)
    d = ((xy[:, None] - xy) ** 2).sum(axis=2)
    gabriel, relative = set(), set()
    for i in range(n):
        for j in range(i + 1, n):
            others = [k for k in range(n) if k not in (i, j)]
            if not any(d[i, k] + d[j, k] <= d[i, j] * (1 + 1e-9) for k in others):
                gabriel.add((i, j))
            if not any(max(d[i, k], d[j, k]) < d[i, j] for k in others):
                relative.add((i, j))
    return gabriel, relative


def nested(found):
    return not (found.tree & ~found.relative).any() and not (found.relative & ~found.gabriel).any()


def test_three_points_on_a_line():
    found = backbone.proximity(np.array([[0, 0], [1, 0], [3, 0]], dtype=float))
    for graph in (found.gabriel, found.relative, found.tree):
        assert edges(found, graph) == {(0, 1), (1, 2)}


def test_unit_square():
    found = backbone.proximity(np.array([[0, 0], [1, 0], [1, 1], [0, 1]], dtype=float))
    assert edges(found, found.gabriel) == {(0, 1), (1, 2), (2, 3), (0, 3)}
    assert edges(found, found.relative) == edges(found, found.gabriel)
    assert found.tree.sum() == 3 and nested(found)


@pytest.mark.parametrize("seed", range(6))
def test_graphs_equal_brute_force(seed):
    xy = np.random.default_rng(seed).uniform(0, 1000, (40, 2)) + [120_000, 487_000]
    found = backbone.proximity(xy)
    gabriel, relative = brute_force(xy)
    assert edges(found, found.gabriel) == gabriel
    assert edges(found, found.relative) == relative
    assert nested(found)
    assert found.tree.sum() == 39
    full = np.triu_indices(40, 1)
    distance = np.hypot(*(xy[full[0]] - xy[full[1]]).T)
    complete = distance[backbone.spanning_tree(40, *full, distance)].sum()
    assert np.sqrt(found.squared[found.tree]).sum() == pytest.approx(complete)


points = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=0, max_size=25)


@given(points)
def test_graphs_are_nested_and_connected_whatever_the_points(spots):
    """A coarse grid: many duplicates, lines and points on one circle."""
    xy = np.array(spots, dtype=float).reshape(-1, 2) * 100
    found = backbone.proximity(xy)
    assert nested(found)
    assert found.tree.sum() == max(len(xy) - 1, 0)
    assert (found.i < found.j).all()
    assert len(edges(found)) == len(found.i)


@pytest.mark.parametrize("shape", [(7, 0), (7, 3)])
def test_points_on_a_slanting_line_form_a_chain(shape):
    t = np.array([0.0, 5, 1, 3, 2, 9, 4])
    found = backbone.proximity(np.column_stack([t * shape[0] + 1e5, t * shape[1] + 4e5]))
    assert edges(found, found.gabriel) == {(0, 2), (2, 4), (3, 4), (3, 6), (1, 6), (1, 5)}


def test_points_at_one_place_hang_on_the_first():
    xy = np.array([[0, 0], [10, 0], [0, 0], [0, 10], [0, 0], [10, 10]], dtype=float)
    found = backbone.proximity(xy)
    assert {(0, 2), (0, 4)} <= edges(found, found.tree)
    assert not edges(found) & {(2, 4), (1, 2), (1, 4), (2, 3), (3, 4)}
    assert found.tree.sum() == 5


def test_places_that_differ_by_rounding_are_one():
    rng = np.random.default_rng(1)
    xy = np.round(rng.uniform(0, 3000, (30, 2)), 1) + [120_000, 487_000]
    xy = np.concatenate([xy, xy[:10] + 1e-9])
    found = backbone.proximity(xy)
    assert {(k, 30 + k) for k in range(10)} <= edges(found, found.tree)
    assert found.tree.sum() == 39 and nested(found)


@pytest.mark.parametrize("n", [0, 1, 2])
def test_hardly_any_points(n):
    found = backbone.proximity(np.arange(2.0 * n).reshape(n, 2))
    assert len(found.i) == max(n - 1, 0) and found.tree.all() and nested(found)


def test_spanning_tree_with_zero_and_equal_lengths():
    i, j = np.array([0, 0, 1, 1]), np.array([1, 2, 2, 3])
    assert backbone.spanning_tree(5, i, j, np.array([0.0, 2, 2, 7])).tolist() == [True, True, False, True]


def test_levels_of_lines():
    xy = np.array([[0, 0], [100, 0], [200, 0], [100, 150]], dtype=float)
    i, j = np.array([0, 0, 0, 1, 1, 2]), np.array([1, 2, 3, 2, 3, 3])
    # The straight lines 0-1 and 1-2 are the nearest, but the walk from 1 to 2 is a long way round.
    metres = np.array([100.0, 700, 260, 900, 170, 200])
    level = backbone.levels(xy, i, j, metres)
    assert dict(zip(zip(i.tolist(), j.tolist()), level)) == {
        (0, 1): "boom", (1, 3): "boom", (2, 3): "boom", (1, 2): "rng", (0, 3): "delaunay", (0, 2): ""}


def test_residents_belong_to_their_nearest_rotonde():
    pairs = Pairs(np.array([0, 0, 1, 1, 2]), np.array([0, 1, 1, 2, 3]), np.array([100.0, 300, 200, 50, 900]))
    residents = np.array([5.0, 7, 11, 13, 17])
    assert backbone.nearest_residents(pairs, residents, 4).tolist() == [5, 18, 13, 0]
    assert backbone.nearest_residents(pairs, residents, 4, limit=800).tolist() == [5, 18, 0, 0]


def test_residents_cut_off_by_a_line_or_a_rotonde():
    # Two triangles with a link, the first with more residents.
    i, j = np.array([0, 0, 1, 2, 3, 3, 4]), np.array([1, 2, 2, 3, 4, 5, 5])
    found = backbone.dependence(6, i, j, np.array([100.0, 50, 10, 20, 30, 5]))
    assert found.bridge_loss.tolist() == [0, 0, 0, 55, 0, 0, 0]
    assert found.joint_loss.tolist() == [0, 0, 55, 35, 0, 0]
