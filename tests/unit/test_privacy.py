"""Minimum counts and secondary suppression: nothing hidden can be worked out."""

import numpy as np
import pandas as pd
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


def areas(**cells):
    return pd.DataFrame(cells, dtype=float)


def test_groups_of_few_persons_take_others_along():
    counts = areas(lft_0_15=[5, 40, 60, 0], lft_15_25=[30, 50, 70, 0], lft_65_plus=[80, 90, 100, 0])
    found = privacy.hidden_groups(counts, np.array([115.0, 180, 230, 0]), ["GM1"] * 4)
    # The cell, one more group of the area, and for the totals over the areas one more area of both groups.
    assert found.iloc[0].tolist() == [True, True, False]
    assert found["lft_0_15"].sum() >= 2 and found["lft_15_25"].sum() >= 2
    assert not found.iloc[3].any()  # nobody lives there


def test_groups_in_an_area_of_few_residents():
    counts = areas(lft_0_15=[20, 40], lft_65_plus=[25, 90])
    assert privacy.hidden_groups(counts, np.array([45.0, 130]), ["GM1", "GM2"]).to_numpy().tolist() == [
        [True, True], [False, False]]


def test_what_is_unknown_already_hides_nothing_elsewhere():
    counts = areas(lft_0_15=[np.nan, 40, 60], lft_65_plus=[np.nan, 90, 100])
    assert not privacy.hidden_groups(counts, np.array([500.0, 130, 160]), ["GM1"] * 3).to_numpy().any()


def test_a_hidden_cell_becomes_what_a_reader_would_guess():
    counts = areas(lft_0_15=[5, 40, 60], lft_15_25=[30, 50, 70], lft_65_plus=[80, 90, 100])
    parents = areas(lft_0_15=[115, 180, 230], lft_15_25=[115, 180, 230], lft_65_plus=[115, 180, 230])
    hidden = privacy.hidden_groups(counts, parents["lft_0_15"].to_numpy(), ["GM1"] * 3)
    found = privacy.estimated(counts, hidden, parents, ["GM1"] * 3)
    assert found.where(~hidden).equals(counts.where(~hidden))
    # 105 and 150 of 525 residents are in the two hidden groups; the reader knows that this area has 35 in both.
    assert found.iloc[0, :2].to_numpy() == pytest.approx([35 * 105 / 255, 35 * 150 / 255])


@pytest.mark.parametrize("seed", range(5))
def test_a_guess_says_the_same_of_all_tables_that_look_alike(seed):
    """Turn a square of hidden cells: what is shown stays, and so must the guess."""
    drawn = np.nan_to_num(random_counts(seed), nan=9.0)
    counts = pd.DataFrame(drawn, columns=list(privacy.DIMENSIONS["leeftijd"]))
    residents = counts.sum(axis=1).to_numpy()
    parents = pd.DataFrame({name: residents for name in counts})
    hidden = privacy.hidden_groups(counts, residents, ["GM1"] * len(counts))
    turned = counts.copy()
    rows, columns = next((r, c) for r in np.ndindex(12, 12) for c in np.ndindex(5, 5) if r[0] < r[1] and c[0] < c[1]
                         and hidden.to_numpy()[np.ix_(r, c)].all() and (counts.to_numpy()[np.ix_(r, c)] > 0).all())
    turned.iloc[list(rows), list(columns)] += np.array([[1, -1], [-1, 1]])
    one, other = (privacy.estimated(table, hidden, parents, ["GM1"] * 12) for table in (counts, turned))
    pd.testing.assert_frame_equal(one.where(hidden), other.where(hidden))


def test_the_only_area_of_its_kind_is_not_guessed_from_itself():
    counts = areas(lft_0_15=[3, 40], lft_65_plus=[60, 60])
    parents = areas(lft_0_15=[63, 100], lft_65_plus=[63, 100])
    hidden = pd.DataFrame(True, index=[0], columns=counts.columns)
    found = privacy.estimated(counts[:1], hidden, parents[:1], ["GM1"])
    assert found.to_numpy().tolist() == [[31.5, 31.5]]


def addresses(seed, n=300):
    rng = np.random.default_rng(seed)
    return rng.uniform(0, 900, (n, 2)), rng.integers(0, 6, n).astype(float), rng.integers(0, 3, n)


@pytest.mark.parametrize("seed", range(5))
def test_parcels_hold_ten_residents_of_one_area(seed):
    xy, persons, area = addresses(seed)
    parcel = privacy.joined(xy, persons, area)
    held = np.bincount(parcel, persons)
    assert (held >= 10).all() and held.mean() < 30
    assert (pd.Series(area).groupby(parcel).nunique() == 1).all()
    order = np.random.default_rng(seed + 100).permutation(len(xy))
    again = privacy.joined(xy[order], persons[order], area[order])
    assert len(set(zip(parcel[order], again))) == len(held) == again.max() + 1


def test_who_has_enough_neighbours_stays_apart():
    line = np.column_stack([np.arange(4.0), np.zeros(4)])
    assert privacy.joined(line, np.array([100, 5, 100, 20.0]), np.zeros(4, dtype=int)).tolist() == [0, 0, 1, 2]
    assert privacy.joined(line, np.array([10, 10, 10, 10.0]), np.zeros(4, dtype=int)).tolist() == [0, 2, 1, 3]
    assert len(set(privacy.joined(line, np.array([1, np.nan, 2, 3.0]), np.zeros(4, dtype=int)))) == 1  # all there is
    across = line[:, ::-1]
    assert privacy.joined(across, np.array([10, 0, 0, 10.0]), np.zeros(4, dtype=int)).max() == 1
    assert privacy.joined(np.zeros((0, 2)), np.zeros(0), np.zeros(0, dtype=int)).tolist() == []


def test_numbers_of_few_persons_are_empty():
    found = privacy.without_few(np.array([0, 0.2, 0.5, 9.9, 10, 12.5, np.nan]))
    np.testing.assert_array_equal(found, [0, 0, np.nan, np.nan, 10, 12.5, np.nan])
