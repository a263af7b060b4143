"""Minimum counts and secondary suppression: nothing hidden can be worked out."""

import numpy as np
import pytest

from verbondenheidskaart_plugin.core import privacy


def test_minimum_counts():
    group = np.array([9.9, 10, 200, np.nan, 200, 200])
    residents = np.array([500, 50, 49.9, 500, np.nan, 50])
    assert privacy.may_show(group, residents).tolist() == [False, True, False, False, False, True]


def test_respondents():
    assert privacy.respondents_status(np.array([np.nan, 9, 10, 29, 30])).tolist() == [
        "onderdrukt", "onderdrukt", "onzeker", "onzeker", "normaal"]


def test_ties_need_three_sources():
    assert privacy.drawable(np.array([2, 3, np.nan]), 3).tolist() == [False, True, False]
    assert privacy.drawable(None, 3).all()


@pytest.mark.parametrize("counts, expected", [
    ([100, 20, 30], [0, 0, 0]),
    ([5, 20, 30], [1, 1, 0]),  # one small cell takes the next smallest along
    ([5, 6, 30], [1, 1, 0]),  # two that hold enough together
    ([3, 4, 30], [1, 1, 1]),  # two that hold 7 persons: their sum is itself too small
    ([5, 0, 30], [1, 1, 1]),  # an empty cell is too small itself, and protects nothing
    ([np.nan, 20, 30], [1, 1, 0]),
    ([np.nan, np.nan, 30], [1, 1, 0]),
    ([np.nan, np.nan], [1, 1]),
])
def test_secondary_suppression_in_a_closed_total(counts, expected):
    assert privacy.secondary(np.array([counts], dtype=float)).tolist() == [[bool(e) for e in expected]]


def test_cells_hidden_for_another_reason():
    hidden = np.array([[False, True, False]])
    assert privacy.secondary(np.array([[30.0, 40.0, 20.0]]), hidden).tolist() == [[False, True, True]]


def two_blocks():
    """Two squares of small cells and one small cell that links them: every line has two, yet the link follows."""
    counts = np.full((4, 4), 80.0)
    counts[:2, :2], counts[2:, 2:], counts[1, 2] = 6.0, 6.0, 7.0
    return counts


def random_counts(seed):
    rng = np.random.default_rng(seed)
    counts = rng.integers(0, 60, (12, 5)).astype(float)
    counts[rng.uniform(size=counts.shape) < 0.05] = np.nan
    return counts


@pytest.mark.parametrize("counts", [two_blocks(), *map(random_counts, range(20))])
def test_no_hidden_cell_follows_from_the_totals(counts):
    hidden = privacy.secondary(counts, columns=True)
    assert hidden[np.isnan(counts) | (counts < privacy.MIN_GROUP)].all()
    # An attacker solves all row and column totals for the hidden cells: none may be determined.
    at = np.argwhere(hidden)
    equations = np.vstack([[(at[:, axis] == k) for k in range(size)] for axis, size in enumerate(counts.shape)])
    for cell in range(len(at)):
        unit = np.zeros(len(at))
        unit[cell] = 1
        solvable = np.linalg.matrix_rank(np.vstack([equations, unit])) == np.linalg.matrix_rank(equations.astype(float))
        assert not solvable
    for line in (counts, counts.T):
        for row, mask in zip(line, hidden if line is counts else hidden.T):
            if mask.any() and not mask.all() and not np.isnan(row).any():
                assert mask.sum() > 1 and row[mask].sum() >= privacy.MIN_GROUP


def test_pseudonyms_are_stable_and_unlike_the_names():
    names = ["Ali", "Bea", "Ali", "Cor", "Dee", "Eva", "Fay", "Gijs", "Hein", "Ina", "Jo"]
    found = privacy.pseudonyms(names, "R")
    assert found == privacy.pseudonyms(names, "R")
    assert len(set(found.values())) == 10
    assert all(len(code) == 3 and code.startswith("R") for code in found.values())
    assert list(found.values()) != sorted(found.values())
