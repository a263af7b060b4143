"""Columns of the input that tell a hidden figure in another guise are found, and others are left alone."""

import numpy as np
import pandas as pd
import pytest

from verbondenheidskaart_plugin.core.twins import numbers, telling, twins

AGES = ["lft_0_15", "lft_15_25", "lft_25_45", "lft_45_65", "lft_65_plus"]
OLD = [("lft_65_plus",)]


def areas(**columns):
    return pd.DataFrame(columns)


def village(rows=6, seed=1):
    """Return counts per age group, totals per group and the residents of so many areas."""
    rng = np.random.default_rng(seed)
    drawn = rng.integers([40, 40, 60, 50, 2], [90, 80, 150, 100, 60], (rows, 5))
    counts = pd.DataFrame(drawn, columns=AGES, dtype=float)
    residents = counts.sum(axis=1)
    return counts, pd.DataFrame({name: residents for name in AGES}), residents


def test_twins_are_counts_percentages_and_shares_but_no_others():
    counts = areas(lft_65_plus=[20, 300, 77, 5])
    totals = areas(lft_65_plus=[100, 1000, 700, 50])
    table = areas(a=[20, 300, 75, 5], p=[20, 30, 11, 10], s=[0.2, 0.3, 0.11, 0.1], other=[3, 1, 4, 1.5])
    assert twins(table, counts, totals) == dict.fromkeys(["a", "p", "s"], OLD)


def test_sums_and_complements_are_twins_and_the_total_is_none():
    counts, totals, residents = village()
    old, young = counts["lft_65_plus"], counts["lft_0_15"] + counts["lft_15_25"]
    table = areas(jeugd=young, niet_oud=(100 * (residents - old) / residents).round(),
                  per_1000=1000 * old / residents, tekst=old.map("{:.0f} ouderen".format), inwoners=residents,
                  grijze_druk=(100 * old / counts[AGES[1:4]].sum(axis=1)).round(1), huizen=[12, 90, 33, 41, 7, 65])
    found = twins(table, counts, totals)
    ratio = found.pop("grijze_druk")
    assert ratio[0] == ("lft_65_plus",) and tuple(AGES[1:4]) in ratio
    assert {name: [set(parts) for parts in sums] for name, sums in found.items()} == {
        "jeugd": [{"lft_0_15", "lft_15_25"}], "niet_oud": [set(AGES) - {"lft_65_plus"}],
        "per_1000": [{"lft_65_plus"}], "tekst": [{"lft_65_plus"}]}


@pytest.mark.parametrize("rows", [1, 2])
def test_a_village_of_one_or_two_areas(rows):
    counts, totals, residents = village(rows)
    table = areas(oud=counts["lft_65_plus"], jonger=residents - counts["lft_65_plus"],
                  bijna=counts["lft_65_plus"] + 1, nergens=[np.nan] * rows)
    found = twins(table, counts, totals)
    assert set(found) == {"oud", "jonger"}


def test_a_column_that_is_filled_only_where_it_tells():
    counts, totals, _ = village()
    only = counts["lft_65_plus"].where(np.arange(6) == 3)
    assert twins(areas(oud=only), counts, totals) == {"oud": OLD}


def test_a_total_that_is_nearly_one_sum_stays():
    """Nobody over 65: the residents are also the sum of the four other groups."""
    counts, _, _ = village()
    counts["lft_65_plus"] = 0.0
    residents = counts.sum(axis=1)
    assert not twins(areas(aantal_inwoners=residents), counts, pd.DataFrame({name: residents for name in AGES}))


def test_a_sum_tells_only_where_a_hidden_cell_does_not_hide_behind_another():
    hidden = pd.DataFrame([[1, 1, 0, 0, 0], [0, 1, 0, 1, 0], [1, 1, 1, 0, 0], [0, 0, 0, 0, 0], [1, 0, 0, 0, 0]],
                          columns=AGES).astype(bool)
    unknown = hidden & False
    young = [("lft_0_15", "lft_15_25")]
    assert telling(young, hidden, unknown).tolist() == [False, True, True, False, False]
    unknown.loc[4, "lft_65_plus"] = True
    assert telling(young, hidden, unknown).tolist() == [False, True, True, False, True]


def test_of_many_areas_a_few_that_differ_do_not_hide_a_twin():
    counts, totals, _ = village(2000)
    old = counts["lft_65_plus"] + np.where(np.arange(2000) % 20 == 0, 40, 0)
    assert twins(areas(oud=old, nergens=np.arange(2000.0)), counts, totals) == {"oud": OLD}


def test_texts_with_one_number():
    column = pd.Series(["6 ouderen", "7,5", "3-4", "", None, "geen"], dtype=object)
    np.testing.assert_array_equal(numbers(column), [6, 7.5, np.nan, np.nan, np.nan, np.nan])
    assert np.isnan(numbers(pd.Series([True, False]))).all()
