"""Survey scales: the vectors of the method and the edges."""

import numpy as np
import pytest

from verbondenheidskaart_plugin.core.surveys import cronbach_alpha, scale_scores, shrink, to_ten


@pytest.mark.parametrize("items, alpha", [
    ([[1, 2], [2, 3], [3, 4]], 1.0),  # A1
    ([[1, 1], [2, 3], [3, 2], [4, 4]], 0.888889),  # A2
    ([[1, 1], [2, 3], [3, 2], [4, 4], [1, np.nan]], 0.888889),
    ([[1, 2], [2, 1]], np.nan),
    ([[1], [2]], np.nan),
    ([[1, 2]], np.nan),
])
def test_cronbach_alpha(items, alpha):
    found, n = cronbach_alpha(np.array(items, dtype=float))
    assert found == pytest.approx(alpha, abs=1e-6, nan_ok=True)
    assert n == np.isfinite(items).all(axis=1).sum()


@pytest.mark.parametrize("answer, expected", [(5, 8.75), (3, 5.0)])  # V1, V2
def test_eight_statements_of_which_the_first_is_reversed(answer, expected):
    assert scale_scores(to_ten(np.full((1, 8), answer), reverse=[0]))[0] == expected


def test_scale_ends_and_answers_off_the_scale():
    np.testing.assert_array_equal(to_ten(np.array([[1, 5, 9, 0, np.nan]])), [[0, 10, np.nan, np.nan, np.nan]])
    np.testing.assert_allclose(to_ten(np.array([[1, 2, 4]]), points=4), [[0, 10 / 3, 10]])


@pytest.mark.parametrize("answered, expected", [(3, 6.0), (2, 6.0), (1, np.nan), (0, np.nan)])
def test_two_thirds_of_the_items_must_be_answered(answered, expected):
    items = np.full((1, 3), np.nan)
    items[0, :answered] = 6
    np.testing.assert_array_equal(scale_scores(items), [expected])


def test_shrinkage_between_the_area_and_the_whole():
    np.testing.assert_allclose(
        shrink([8, 8, np.nan, 8], [4, 10**9, 0, 4], overall=6, between=1, within=4), [7, 8, 6, 7], atol=1e-6)
    np.testing.assert_array_equal(shrink([8], [4], overall=6, between=0, within=4), [6])
