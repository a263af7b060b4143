"""Why a score is what it is: everything adds up, bounds hold, and properties that any index must have."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import spearmanr

from verbondenheidskaart_plugin.core.coherence import spearman
from verbondenheidskaart_plugin.core.fields import INDEX_FIELDS
from verbondenheidskaart_plugin.core.index import compute
from verbondenheidskaart_plugin.core.model import SIDES, Model
from verbondenheidskaart_plugin.core.schema import CONSTRUCTS

SCORES = [f.name for f in INDEX_FIELDS if f.unit == "0-100"]
LEAVES = {f"I{k:02}": SIDES[k % 8] for k in range(14)}
NEGATIVE = ("I03", "I09")
few = settings(max_examples=30)


def make_model(factor=1.0, normalisation="standaard"):
    """Build a model with weights that differ on every level; ``factor`` scales those of one level."""
    parents = {"verbondenheid": "", "sociaal": "verbondenheid", "ruimtelijk": "verbondenheid"}
    parents.update({c: "sociaal" if i < 2 else "ruimtelijk" for i, c in enumerate(CONSTRUCTS)})
    parents.update({side: side.rsplit("_", 1)[0] for side in SIDES})
    rows = []
    for number, (node, parent) in enumerate({**parents, **LEAVES}.items()):
        weight = (1 + number % 3) * (factor if node in LEAVES or node in SIDES or node in CONSTRUCTS else 1.0)
        rows.append({"node": node, "parent": parent, "gewicht": f"{weight}", "normalisatie": normalisation,
                     "richting": "-" if node in NEGATIVE else "+"})
    return Model.from_rows(rows)


@st.composite
def tables(draw):
    """Values of 5–20 areas with gaps."""
    rng = np.random.default_rng(draw(st.integers(0, 10**6)))
    n = draw(st.integers(5, 20))
    values = rng.normal(0, 1, (n, len(LEAVES))) * rng.choice([1, 10, 1000], len(LEAVES)) + rng.normal(0, 50)
    values[rng.random(values.shape) < draw(st.sampled_from([0.0, 0.1, 0.4]))] = np.nan
    return pd.DataFrame(values, [f"BU0000{k:04}" for k in range(n)], list(LEAVES))


aggregations = st.sampled_from(["geometrisch", "rekenkundig"])


@few
@given(tables(), aggregations)
def test_weights_and_contributions_add_up_to_every_score(values, aggregation):
    model = make_model()
    result = compute(values, model, aggregation=aggregation)
    points = result.shares * result.normalised
    for number, construct in enumerate(CONSTRUCTS):
        columns = [i for i in points if LEAVES[i].rsplit("_", 1)[0] == construct]
        known = result.table[construct].notna()
        np.testing.assert_allclose(result.shares.loc[known, columns].sum(axis=1), 1.0)
        np.testing.assert_allclose(points.loc[known, columns].sum(axis=1), result.table.loc[known, construct])
        assert result.shares.loc[~known, columns].isna().all(axis=None)
        for side in SIDES[2 * number:2 * number + 2]:
            own = [i for i in columns if LEAVES[i] == side]
            here = result.table[side].notna()
            weight = result.shares.loc[here, own].sum(axis=1)
            np.testing.assert_allclose(points.loc[here, own].sum(axis=1) / weight, result.table.loc[here, side])


@few
@given(tables(), aggregations)
def test_effects_add_up_to_the_difference_from_the_median_area(values, aggregation):
    model = make_model()
    result = compute(values, model, aggregation=aggregation)
    here = result.table["verbondenheid"].notna()
    measured = [c for c in CONSTRUCTS if c in result.model_coverage["gemeten"]]
    share = pd.Series(model.construct_weights, CONSTRUCTS)[measured]
    share = share / share.sum()
    median = result.table.loc[here, measured].median()
    geometric = np.exp((share * np.log(median.clip(lower=1))).sum())
    other = geometric if aggregation == "geometrisch" else (share * median).sum()
    difference = result.table.loc[here, "verbondenheid"] - other
    np.testing.assert_allclose(result.effects[here].sum(axis=1), difference, atol=1e-6)
    assert result.effects[~here].isna().all(axis=None)


@few
@given(tables(), aggregations)
def test_scores_lie_within_their_bounds(values, aggregation):
    table = compute(values, make_model(), aggregation=aggregation).table
    scores = table[SCORES].to_numpy(dtype=float)
    assert np.nanmin(scores, initial=0) >= 0 and np.nanmax(scores, initial=100) <= 100
    assert (table["dekking"].dropna().between(0, 1 + 1e-9)).all()


@few
@given(tables(), aggregations, st.integers(0, 10**6))
def test_better_values_never_lower_a_score(values, aggregation, seed):
    rng = np.random.default_rng(seed)
    model = make_model()
    anchors = compute(values, model).anchors
    area, leaf = rng.integers(len(values)), rng.choice(list(LEAVES))
    better = values.copy()
    better.loc[values.index[area], leaf] += rng.exponential(20) * (-1 if leaf in NEGATIVE else 1)
    before, after = (compute(v, model, aggregation=aggregation, anchors=anchors).table.iloc[area]
                     for v in (values, better))
    for field in ("verbondenheid", "sociaal", "ruimtelijk", *CONSTRUCTS):
        assert np.isnan(before[field]) or after[field] >= before[field] - 1e-9


@few
@given(tables(), st.integers(0, 10**6))
def test_the_order_of_rows_does_not_matter(values, seed):
    result = compute(values, make_model())
    shuffled = compute(values.sample(frac=1, random_state=seed % 1000), make_model())
    pd.testing.assert_frame_equal(shuffled.table.loc[values.index], result.table)
    pd.testing.assert_frame_equal(shuffled.shares.loc[values.index], result.shares)


@few
@given(tables(), st.sampled_from([0.01, 7.0, 1000.0]))
def test_weights_may_add_up_to_anything(values, factor):
    pd.testing.assert_frame_equal(compute(values, make_model(factor)).table, compute(values, make_model()).table)


@few
@given(tables(), st.integers(0, 10**6))
def test_a_gap_elsewhere_leaves_the_values_of_others_alone(values, seed):
    """With frozen anchors nothing of another area changes; without, its raw values and weights stay as they are."""
    rng = np.random.default_rng(seed)
    model, area = make_model(), values.index[rng.integers(len(values))]
    gap = values.copy()
    gap.loc[area, rng.choice(list(LEAVES))] = np.nan
    others = values.index.drop(area)
    pd.testing.assert_frame_equal(gap.loc[others], values.loc[others])
    anchors = compute(values, model).anchors
    before, after = (compute(v, model, anchors=anchors) for v in (values, gap))
    same = before.normalised.columns.intersection(after.normalised.columns)
    pd.testing.assert_frame_equal(after.normalised.loc[others, same], before.normalised.loc[others, same])
    if len(same) == before.normalised.shape[1] and before.model_coverage["gemeten"] == after.model_coverage["gemeten"]:
        fields = [f for f in SCORES if f != "rang"]
        pd.testing.assert_frame_equal(after.table.loc[others, fields], before.table.loc[others, fields])


@few
@given(tables(), aggregations)
def test_what_is_missing_bounds_what_the_score_could_be(values, aggregation):
    """Fill the gaps with anything: the score lies between the lowest and the highest that were promised."""
    model = make_model(normalisation="vast:-10000:10000")
    rng = np.random.default_rng(len(values))
    table = compute(values, model, aggregation=aggregation).table
    filled = values.where(values.notna(), rng.uniform(-10000, 10000, values.shape))
    known = compute(filled[values.columns[values.notna().any()]], model, aggregation=aggregation).table
    here = table["verbondenheid_laagst"].notna()
    assert (known.loc[here, "verbondenheid"] >= table.loc[here, "verbondenheid_laagst"] - 1e-6).all()
    assert (known.loc[here, "verbondenheid"] <= table.loc[here, "verbondenheid_hoogst"] + 1e-6).all()
    shown = table[table["verbondenheid"].notna()]
    assert (shown["verbondenheid"] >= shown["verbondenheid_laagst"]).all()
    assert (shown["verbondenheid"] <= shown["verbondenheid_hoogst"]).all()
    whole = values[values.columns[values.notna().any()]].notna().all(axis=1)
    np.testing.assert_allclose(table.loc[whole, "verbondenheid_laagst"], table.loc[whole, "verbondenheid"])
    np.testing.assert_allclose(table.loc[whole, "verbondenheid_hoogst"], table.loc[whole, "verbondenheid"])


def test_borrowed_values_that_do_not_count_have_no_weight():
    rng = np.random.default_rng(2)
    values = pd.DataFrame(rng.uniform(0, 9, (6, len(LEAVES))), [f"BU0000{k:04}" for k in range(6)], list(LEAVES))
    levels = pd.DataFrame("buurt", values.index, values.columns)
    levels["I08"] = "wijk"  # I00 is on the same side and has half of its weight or more
    result = compute(values, make_model(), rankable=levels)
    counted = result.shares["I08"].notna()
    assert (counted == (result.table["rang"].isna())).all()


def test_spearman_and_its_interval():
    rng = np.random.default_rng(4)
    x = rng.normal(0, 1, 80)
    y = np.round(x + rng.normal(0, 1, 80), 1)
    x[3] = y[7] = np.nan
    found = spearman(x, y)
    known = np.isfinite(x) & np.isfinite(y)
    assert found.rho == pytest.approx(spearmanr(x[known], y[known]).correlation) and found.n == 78
    assert -1 < found.low < found.rho < found.high < 1
    assert spearman(-x, y).rho == pytest.approx(-found.rho) and spearman(-x, y).low == pytest.approx(-found.high)
    assert spearman(np.arange(20.0), np.arange(20.0) ** 3)[:3] == pytest.approx((1, 1, 1))
    assert np.isnan(spearman(np.arange(9.0), np.arange(9.0)).rho) and np.isnan(spearman(np.ones(20), x[:20]).rho)


def test_the_interval_of_spearman_covers_as_often_as_it_says():
    rng = np.random.default_rng(6)
    rho, inside = 0.5, []
    truth = 6 / np.pi * np.arcsin(rho / 2)  # of the bivariate normal distribution
    for _ in range(600):
        x = rng.normal(0, 1, 60)
        found = spearman(x, rho * x + np.sqrt(1 - rho ** 2) * rng.normal(0, 1, 60))
        inside.append(found.low <= truth <= found.high)
    assert np.mean(inside) == pytest.approx(0.95, abs=0.025)
