"""The koppeltabel between two years, and figures carried over by it."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbondenheidskaart_plugin.core.boundaries import (
    AREA,
    CHANGED,
    CLASS,
    DWELLINGS,
    MEAN,
    RENUMBERED,
    TOTAL,
    UNCHANGED,
    carry_over,
    link,
    says_unchanged,
)


def areas(codes, sizes):
    return {"code": np.array(list(codes), dtype=object), "area": np.array(sizes, dtype=float)}


def linked(old, new, pairs, **more):
    """pairs: {(old code, new code): overlap}."""
    at = [{code: k for k, code in enumerate(side["code"])} for side in (old, new)]
    rows = np.array([[at[0][a], at[1][b]] for a, b in pairs]).reshape(-1, 2)
    return link(old, new, (rows[:, 0], rows[:, 1]), np.array(list(pairs.values()), dtype=float), **more)


def kinds(table):
    return {(row.oud, row.nieuw): row.soort for row in table.itertuples()}


def test_the_word_of_cbs_is_believed_only_when_most_values_are_1():
    assert says_unchanged(["1", "1", "1", "3", "."]).tolist() == [True, True, True, False, False]
    assert says_unchanged([0, 0, 0, 1]) is None
    assert says_unchanged([".", None]) is None
    assert says_unchanged([1.0, 2.0]) is None


def test_same_recoded_split_and_merged():
    old = areas("abcde", [100, 100, 100, 50, 50])
    new = areas(["a", "x", "c1", "c2", "de"], [100, 100, 60, 40, 100])
    found = linked(old, new, {("a", "a"): 99.8, ("b", "x"): 100, ("c", "c1"): 60, ("c", "c2"): 40, ("d", "de"): 50,
                              ("e", "de"): 50, ("a", "x"): 0.2})
    assert kinds(found) == {("a", "a"): UNCHANGED, ("b", "x"): RENUMBERED, ("c", "c1"): CHANGED, ("c", "c2"): CHANGED,
                            ("d", "de"): CHANGED, ("e", "de"): CHANGED}
    share = found.set_index(["oud", "nieuw"])
    assert share.loc[("c", "c1"), "aandeel"] == pytest.approx(0.6) and share.loc[("c", "c1"), "aandeel_nieuw"] == 1
    assert share.loc[("d", "de"), "aandeel"] == 1 and share.loc[("d", "de"), "aandeel_nieuw"] == pytest.approx(0.5)
    assert (found["basis"] == AREA).all() and found["woningen"].isna().all()


def test_dwellings_count_before_hectares():
    old, new = areas("a", [100]), areas(["n", "z"], [90, 10])
    found = linked(old, new, {("a", "n"): 90, ("a", "z"): 10}, dwellings=np.array([20, 180]))
    assert found["aandeel"].tolist() == pytest.approx([0.1, 0.9]) and (found["basis"] == DWELLINGS).all()
    empty = linked(old, new, {("a", "n"): 90, ("a", "z"): 10}, dwellings=np.array([0, 0]))
    assert empty["aandeel"].tolist() == pytest.approx([0.9, 0.1]) and (empty["basis"] == AREA).all()


def test_a_strip_with_houses_is_no_edge():
    old, new = areas("ab", [1000, 1000]), areas("ab", [1004, 996])
    pairs = {("a", "a"): 1000, ("b", "b"): 996, ("b", "a"): 4}
    assert len(linked(old, new, pairs)) == 2
    found = linked(old, new, pairs, dwellings=np.array([100, 60, 40]))
    assert kinds(found)[("b", "a")] == CHANGED
    assert found.set_index(["oud", "nieuw"]).loc[("b", "a"), "aandeel"] == pytest.approx(0.4)


def test_cbs_decides_where_the_shapes_leave_doubt():
    old, new = areas("ab", [100, 100]), areas("ab", [100, 100])
    pairs = {("a", "a"): 97, ("b", "b"): 97, ("a", "b"): 3, ("b", "a"): 3}
    assert set(kinds(linked(old, new, pairs)).values()) == {CHANGED}
    told = linked(old, new, pairs, unchanged=np.array([True, False]))
    assert kinds(told)[("a", "a")] == UNCHANGED and kinds(told)[("b", "b")] == CHANGED
    moved = linked(old, new, {("a", "a"): 60, ("b", "b"): 60, ("a", "b"): 40, ("b", "a"): 40},
                   unchanged=np.array([True, True]))
    assert set(kinds(moved).values()) == {CHANGED}, "a word against the shapes"


def test_totals_are_divided_and_means_are_weighed():
    old, new = areas("abc", [100, 100, 50]), areas(["ab", "c1", "c2"], [200, 30, 20])
    links = linked(old, new, {("a", "ab"): 100, ("b", "ab"): 100, ("c", "c1"): 30, ("c", "c2"): 20},
                   dwellings=np.array([300, 100, 10, 40]))
    figures = pd.DataFrame({"inwoners": [600.0, 200.0, 100.0], "procent": [10.0, 30.0, 5.0], "klasse": [1.0, 4.0, 5.0]})
    made = carry_over(links, ["a", "b", "c"], figures, {"inwoners": TOTAL, "procent": MEAN, "klasse": CLASS},
                      ["ab", "c1", "c2", "elders"])
    assert made["inwoners"].tolist()[:3] == pytest.approx([800, 20, 80])
    assert made["procent"].tolist()[:3] == pytest.approx([15, 5, 5])
    assert made["klasse"].tolist()[:3] == pytest.approx([1, 5, 5])
    assert made.iloc[3].isna().all() and made["soort"].tolist()[:3] == [CHANGED] * 3


def test_unknown_stays_unknown():
    old, new = areas("ab", [100, 100]), areas("n", [200])
    links = linked(old, new, {("a", "n"): 100, ("b", "n"): 100}, dwellings=np.array([95, 5]))
    how = {"inwoners": TOTAL, "procent": MEAN}
    some = carry_over(links, ["a", "b"], pd.DataFrame({"inwoners": [950, np.nan], "procent": [7, np.nan]}), how, ["n"])
    assert some.iloc[0, 1:].tolist() == pytest.approx([1000, 7])
    most = carry_over(links, ["a", "b"], pd.DataFrame({"inwoners": [np.nan, 50], "procent": [np.nan, 7]}), how, ["n"])
    assert most.iloc[0, 1:].isna().all()


@given(st.integers(1, 6), st.integers(1, 6), st.randoms(use_true_random=False), st.booleans())
def test_totals_are_conserved(many, others, random, counted):
    size = np.array([[random.choice([0, 5, 50, 100]) for _ in range(others)] for _ in range(many)], dtype=float)
    size[:, 0] += 100 * (size.sum(axis=1) == 0)
    size[0] += 100 * (size.sum(axis=0) == 0)
    i, j = np.nonzero(size)
    old = areas([f"o{k}" for k in range(many)], size.sum(axis=1))
    new = areas([f"n{k}" for k in range(others)], size.sum(axis=0))
    homes = np.array([random.randint(0, 9) for _ in i], dtype=float) if counted else None
    links = link(old, new, (i, j), size[i, j], homes)
    assert links.groupby("oud")["aandeel"].sum().tolist() == pytest.approx([1] * many)
    assert links.groupby("nieuw")["aandeel_nieuw"].sum().tolist() == pytest.approx([1] * links["nieuw"].nunique())
    value = np.arange(1.0, many + 1)
    made = carry_over(links, old["code"], pd.DataFrame({"a": value}), {"a": TOTAL}, new["code"])
    assert np.nansum(made["a"]) == pytest.approx(value.sum())
