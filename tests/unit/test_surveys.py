"""Survey scales: the vectors of the method and the edges."""

import csv

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from verbondenheidskaart_plugin.core.model import Model
from verbondenheidskaart_plugin.core.surveys import (
    INSTRUMENTS,
    Scale,
    components,
    cronbach_alpha,
    estimate,
    scale_scores,
    shrink,
    survey_table,
    to_ten,
)


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


def respondents(sizes, spread=1.0, noise=2.0, seed=1):
    """Return (values, area) of respondents in areas of these sizes."""
    rng = np.random.default_rng(seed)
    area = np.repeat(np.arange(len(sizes)), sizes)
    return rng.normal(0, spread, len(sizes))[area] + 5 + rng.normal(0, noise, len(area)), area


def test_the_interval_of_a_mean_is_students():
    values, area = respondents([12, 40])
    table = estimate(values, area, 2, (-100, 100))
    for k in range(2):
        own = values[area == k]
        low, high = stats.t.interval(0.95, len(own) - 1, own.mean(), stats.sem(own))
        assert tuple(table.loc[k, ["waarde", "n", "laag", "hoog"]]) == pytest.approx((own.mean(), len(own), low, high))


def test_the_interval_covers_the_truth_as_often_as_it_says():
    rng = np.random.default_rng(2)
    area = np.repeat(np.arange(2000), 15)
    table = estimate(rng.normal(6, 2, len(area)), area, 2000, (-100, 100))
    assert ((table["laag"] <= 6) & (table["hoog"] >= 6)).mean() == pytest.approx(0.95, abs=0.015)


def test_weights_count_respondents_and_lower_their_effective_number():
    values, area = respondents([30])
    twice = estimate(np.concatenate([values, values]), np.concatenate([area, area]), 1, (-100, 100))
    weighted = estimate(values, area, 1, (-100, 100), weight=np.full(30, 2.0))
    assert weighted.loc[0, "waarde"] == pytest.approx(twice.loc[0, "waarde"]) and weighted.loc[0, "n"] == 30
    assert twice.loc[0, "hoog"] - twice.loc[0, "laag"] < weighted.loc[0, "hoog"] - weighted.loc[0, "laag"]
    uneven = np.where(np.arange(30) < 3, 10.0, 1.0)
    wide = estimate(values, area, 1, (-100, 100), weight=uneven)
    assert wide.loc[0, "waarde"] == pytest.approx(np.average(values, weights=uneven))
    assert wide.loc[0, "hoog"] - wide.loc[0, "laag"] > weighted.loc[0, "hoog"] - weighted.loc[0, "laag"]


@pytest.mark.parametrize("n, status", [(0, "onderdrukt"), (9, "onderdrukt"), (10, "onzeker"), (29, "onzeker"),
                                       (30, "normaal")])
def test_what_small_samples_may_show(n, status):
    values, area = respondents([n, 50])
    row = estimate(values, area, 2, (0, 10)).loc[0]
    assert row["status"] == status
    assert np.isnan([row[name] for name in ("waarde", "n", "laag", "hoog")]).all() == (n < 10)


def test_agreement_by_chance_is_no_certainty():
    values = np.concatenate([np.full(12, 7.0), np.tile([2.0, 8.0], 20)])
    table = estimate(values, np.repeat([0, 1], [12, 40]), 2, (0, 10))
    assert table.loc[0, "laag"] < 7 < table.loc[0, "hoog"] <= 10


def test_components_of_variance_are_those_of_the_analysis_of_variance():
    values, area = respondents([20] * 6, spread=2)
    groups = [values[area == k] for k in range(6)]
    mean, variance = (np.array([f(g) for g in groups]) for f in (np.mean, lambda g: g.var(ddof=1)))
    overall, between, within = components(mean, np.full(6, 20.0), variance)
    assert (overall, within) == pytest.approx((values.mean(), variance.mean()))
    assert between == pytest.approx(mean.var(ddof=1) - variance.mean() / 20)
    # F = MS between / MS within
    assert (20 * between + within) / within == pytest.approx(stats.f_oneway(*groups).statistic)
    assert components(np.array([5.0, 5.0]), np.array([9.0, 9.0]), np.array([4.0, 4.0]))[1] == 0


def test_shrinkage_comes_closer_to_the_truth():
    rng = np.random.default_rng(5)
    truth = rng.normal(6, 0.5, 200)
    area = np.repeat(np.arange(200), 12)
    values = truth[area] + rng.normal(0, 2, len(area))
    errors = [((estimate(values, area, 200, (-100, 100), shrunk=s)["waarde"] - truth) ** 2).mean() for s in (0, 1)]
    assert errors[1] < 0.7 * errors[0]


@pytest.mark.parametrize("shrunk", [False, True])
def test_what_is_shown_says_nothing_of_an_area_that_is_not(shrunk):
    """With the mean of all in the other means, the answers of nine people would follow from the table."""
    rng = np.random.default_rng(8)
    area = np.repeat(np.arange(4), [40, 12, 9, 25])
    values = rng.integers(1, 6, len(area)).astype(float)
    values[area == 1] = 3.0  # all agree: their interval comes from the other areas
    other = np.where(area == 2, 6 - values, values)
    one, two = (estimate(x, area, 4, (1, 5), shrunk=shrunk) for x in (values, other))
    assert (values != other).any() and one["status"][2] == "onderdrukt"
    pd.testing.assert_frame_equal(one, two)


def test_the_table_of_a_survey():
    rng = np.random.default_rng(3)
    opinion = rng.normal(3, 1, 60)
    x = np.clip(np.round(opinion[:, None] + rng.normal(0, 0.5, (60, 3))), 1, 5)
    answers = pd.DataFrame({"a": 6 - x[:, 0], "b": x[:, 1], "c": x[:, 2]})
    area = np.array(["N", "Z"], dtype=object)[np.arange(60) % 2]
    members = {"s": ("a", "b", "c", "elders")}
    table, scales = survey_table(answers, area, 1, 5, members, negative={"a", "c"}, turned={"c"})
    assert [(s.name, s.items) for s in scales] == [("s", ("a", "b", "c"))]
    assert not scales[0].reliable and set(table["indicator"]) == {"a", "b", "c"}, "c is no negative statement"
    table, scales = survey_table(answers, area, 1, 5, {"s": ("a", "b", "c")}, negative={"a"})
    assert scales[0].reliable and scales[0].n == 60
    rows = table.set_index(["indicator", "gebied"])["waarde"]
    assert rows["a", "N"] == pytest.approx(answers["a"][::2].mean())
    assert rows["s", "N"] == pytest.approx(((6 - answers["a"] + answers["b"] + answers["c"])[::2].mean() / 3 - 1) * 2.5)
    turned = survey_table(answers, area, 1, 5, {}, negative={"a"}, turned={"a"})[0]
    assert turned.set_index(["indicator", "gebied"])["waarde"]["a", "N"] == pytest.approx(6 - answers["a"][::2].mean())


@pytest.mark.parametrize("alpha, reliable", [(0.6, True), (0.59, False), (-0.2, False), (np.nan, False)])
def test_when_a_scale_may_be_shown(alpha, reliable):
    assert Scale("s", ("a", "b"), alpha, 40).reliable == reliable


def test_every_instrument_fits_the_model(root):
    with open(root / "resources" / "catalogue" / "model_buurtverbondenheid.csv", encoding="utf-8", newline="") as file:
        model = Model.from_rows(list(csv.DictReader(file)))
    for instrument in INSTRUMENTS.values():
        for item in instrument.items:
            ends = model.indicators[item].scales
            assert not ends or (instrument.low, instrument.high) in ends
        for name, items in instrument.scales:
            scale = model.indicators[name]
            assert set(items) <= set(instrument.items)
            assert scale.use == "context" or (scale.scales == ((0.0, 10.0),) and set(items) <= set(scale.replaces))
