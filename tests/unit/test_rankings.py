"""Rank intervals: the vectorised draws against a plain loop, and what must hold whatever is drawn."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from verbondenheidskaart_plugin.core.index import compute, prepare
from verbondenheidskaart_plugin.core.model import SIDES, Model
from verbondenheidskaart_plugin.core.precision import Errors, errors
from verbondenheidskaart_plugin.core.rankings import (
    DRAW_METHODS,
    FACTORS,
    draw_choices,
    drawn_ranks,
    uncertainty,
)
from verbondenheidskaart_plugin.core.schema import CONSTRUCTS

SO, SS, PO, _, IO, _, GO, _ = SIDES
FOUR = {"A": SO, "B": PO, "C": IO, "D": GO}
LEAVES = {**FOUR, "E": SO, "F": SO, "G": SS, "H": SS, "I": GO}


def rank_table(*inputs, **options):
    return uncertainty(*inputs, **options).table


def make_model(leaves, normalisation="vast:0:100", **weights):
    """Build a model with ``leaves`` id → side."""
    parents = {"verbondenheid": "", "sociaal": "verbondenheid", "ruimtelijk": "verbondenheid"}
    parents.update({c: "sociaal" if i < 2 else "ruimtelijk" for i, c in enumerate(CONSTRUCTS)})
    parents.update({side: side.rsplit("_", 1)[0] for side in SIDES})
    return Model.from_rows([
        {"node": node, "parent": parent, "gewicht": weights.get(node, "1"), "richting": "+",
         "normalisatie": normalisation} for node, parent in {**parents, **leaves}.items()])


def standard(leaves):
    return make_model(leaves, "standaard")


def areas(**columns):
    table = pd.DataFrame(columns, dtype=float)
    return table.set_axis([f"BU0000{i:04}" for i in range(len(table))])


def random_values(n, seed=1, leaves=None):
    rng = np.random.default_rng(seed)
    return areas(**{leaf: rng.uniform(0, 10, n) for leaf in leaves})


def gappy(n=12, seed=2):
    values = random_values(n, seed, LEAVES)
    values.iloc[1, 0] = values.iloc[4, 6] = np.nan
    values.iloc[5, [6, 7]] = np.nan  # no subjective side: still 7/8 of the weight
    values.iloc[7, 1] = np.nan  # no participatie: not ranked
    return values


def plain_index(values, run, choices, draw):
    """The index of one draw, written out with loops over areas and nodes."""
    method = DRAW_METHODS[choices.method[draw]]
    scores = compute(values, standard(LEAVES), normalisation=method).normalised
    index = []
    for code in values.index:
        constructs, weights = [], []
        for c in range(len(CONSTRUCTS)):
            parts, part_weights, active = [], [], False
            for s in (2 * c, 2 * c + 1):
                own = [k for k, i in enumerate(run.indicators) if i.side == SIDES[s]]
                here = [k for k in own if np.isfinite(values.loc[code, run.indicators[k].id])]
                active = active or bool(own)
                if not own or len(here) / len(own) < 2 / 3 - 1e-9:
                    continue
                own_weights = [choices.weight[k, draw] for k in here]
                if sum(own_weights) > 0:
                    own_scores = [scores.loc[code, run.indicators[k].id] for k in here]
                    parts.append(np.average(own_scores, weights=own_weights))
                    part_weights.append(choices.side_weight[s, draw])
            if active:
                constructs.append(np.average(parts, weights=part_weights) if parts else np.nan)
                weights.append(choices.construct_weight[c, draw])
        if np.isnan(constructs).any():
            index.append(np.nan)
        elif choices.geometric[draw]:
            index.append(np.exp(np.average(np.log(np.maximum(constructs, 1)), weights=weights)))
        else:
            index.append(np.average(constructs, weights=weights))
    return np.array(index)


def test_the_draws_equal_a_plain_loop():
    values, model = gappy(), standard(LEAVES)
    run = prepare(values, model)
    choices = draw_choices(run, model, 60, 5)
    assert set(choices.method) == {0, 1, 2} and set(choices.geometric) == {False, True}
    ranks = drawn_ranks(run, model, choices)
    for draw in range(60):
        expected = pd.Series(plain_index(values, run, choices, draw)).round(9).rank(method="min", ascending=False)
        np.testing.assert_array_equal(ranks[:, draw], expected)
    assert np.isnan(ranks[7]).all() and np.isfinite(np.delete(ranks, 7, axis=0)).all()


def test_chunks_do_not_matter(monkeypatch):
    values, model = gappy(), standard(LEAVES)
    run = prepare(values, model)
    choices = draw_choices(run, model, 50, 5)
    whole = drawn_ranks(run, model, choices)
    monkeypatch.setattr("verbondenheidskaart_plugin.core.rankings.CHUNK_VALUES", 1)
    np.testing.assert_array_equal(drawn_ranks(run, model, choices), whole)


def test_the_summary_of_the_draws():
    values, model = gappy(), standard(LEAVES)
    table = rank_table(values, model, draws=200, seed=3)
    run = prepare(values, model)
    ranks = np.delete(drawn_ranks(run, model, draw_choices(run, model, 200, 3)), 7, axis=0)
    known = table.drop(index=values.index[7])
    np.testing.assert_array_equal(known["rang_p5"], np.percentile(ranks, 5, axis=1, method="lower"))
    np.testing.assert_array_equal(known["rang_p95"], np.percentile(ranks, 95, axis=1, method="higher"))
    assert (known["rang_p5"] <= known["rang_mediaan"]).all() and (known["rang_mediaan"] <= known["rang_p95"]).all()
    # 11 areas are ranked: the lowest fifth are the ranks 10 and 11
    np.testing.assert_allclose(known["laagste_kwintiel"], (ranks >= 10).mean(axis=1))
    assert table.iloc[7].isna().all()


def test_seed_and_order_of_areas():
    values, model = gappy(), standard(LEAVES)
    table = rank_table(values, model, draws=100, seed=3)
    pd.testing.assert_frame_equal(rank_table(values, model, draws=100, seed=3), table)
    assert not rank_table(values, model, draws=100, seed=4).equals(table)
    shuffled = values.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(rank_table(shuffled, model, draws=100, seed=3).loc[values.index], table)


def test_the_draws_stay_within_what_they_may_vary():
    model = make_model({"A": SO, "B": PO, "C": IO, "D": GO, "E": SO}, E="4")
    run = prepare(areas(A=[1, 2], B=[1, 2], C=[1, 2], D=[1, 2], E=[1, 2]), model)
    choices = draw_choices(run, model, 2000, 1)
    names = [i.id for i in run.indicators]
    assert {names[d] for d in choices.dropped if d >= 0} == {"A", "E"}, "what is alone on its side stays"
    assert (choices.dropped == -1).mean() == pytest.approx(1 / 3, abs=0.05)
    for draw, out in enumerate(choices.dropped):
        assert out < 0 or choices.weight[out, draw] == 0
    kept = choices.weight[names.index("E")][choices.dropped != names.index("E")]
    assert 3 <= kept.min() < 3.05 and 4.95 < kept.max() <= 5
    assert 0.75 <= choices.construct_weight.min() and choices.construct_weight.max() <= 1.25


def test_the_best_and_worst_on_everything_have_no_doubt():
    values = random_values(20, leaves=LEAVES).clip(2, 8)
    values.iloc[3], values.iloc[9] = 10, 0
    table = rank_table(values, standard(LEAVES), draws=300)
    assert list(table.iloc[3][["rang_p5", "rang_mediaan", "rang_p95"]]) == [1, 1, 1]
    assert list(table.iloc[9][["rang_p5", "rang_mediaan", "rang_p95"]]) == [20, 20, 20]
    assert table["laagste_kwintiel"].iloc[3] == 0 and table["laagste_kwintiel"].iloc[9] == 1


def test_equal_areas_tie_in_every_draw():
    table = rank_table(areas(**{leaf: [50.0] * 6 for leaf in FOUR}), make_model(FOUR), draws=50)
    assert (table[["rang_p5", "rang_mediaan", "rang_p95"]] == 1).all(axis=None)


def test_disagreeing_indicators_widen_the_interval():
    rng = np.random.default_rng(8)
    quality = np.linspace(0, 100, 30)
    agree = pd.DataFrame({leaf: quality + rng.normal(0, 1, 30) for leaf in LEAVES})
    differ = pd.DataFrame({leaf: quality + rng.normal(0, 40, 30) for leaf in LEAVES})
    model = standard(LEAVES)
    widths = [(t["rang_p95"] - t["rang_p5"]).mean() for t in (rank_table(agree, model), rank_table(differ, model))]
    assert widths[0] < 2 < 4 < widths[1]


def test_what_is_not_ranked_gets_no_interval():
    values, model = gappy(), standard(LEAVES)
    ranked = compute(values, model, rankable=np.arange(12) != 3).table["rang"].notna()
    table = rank_table(values, model, draws=30, rankable=np.arange(12) != 3)
    assert list(table["rang_p5"].notna()) == list(ranked) and not ranked.iloc[3] and ranked.sum() == 10
    assert rank_table(values[["A", "B"]], model, draws=10).isna().all(axis=None)


def test_frozen_anchors_and_reference_groups_are_passed_on():
    values, model = random_values(40, leaves=LEAVES), standard(LEAVES)
    anchors = {leaf: (0.0, 100.0) for leaf in LEAVES}
    labels = np.repeat(["1", "2"], 20)
    plain = rank_table(values, model, draws=200)
    assert not rank_table(values, model, draws=200, anchors=anchors).equals(plain)
    assert not rank_table(values, model, draws=200, reference=labels).equals(plain)


def test_progress_comes_often_and_ends_at_one(monkeypatch):
    monkeypatch.setattr("verbondenheidskaart_plugin.core.rankings.CHUNK_VALUES", 1000)
    seen = []
    rank_table(gappy(), standard(LEAVES), 100, 1, seen.append)
    assert len(seen) >= 5 and seen == sorted(seen) and seen[-1] == 1


# --- errors of the values --------------------------------------------------------------------------------------------

def exact(values):
    return values * 0.0


def test_without_errors_nothing_moves():
    values, model = gappy(), standard(LEAVES)
    none = Errors(exact(values), exact(values))
    pd.testing.assert_frame_equal(rank_table(values, model, draws=60, errors=none), rank_table(values, model, draws=60))


def test_an_error_moves_only_its_own_area():
    """One construct decides everything; only the first area is inexact, so the order of the others is fixed."""
    values = areas(A=np.arange(10, 90, 10), B=[50.0] * 8, C=[50.0] * 8, D=[50.0] * 8)
    normal = exact(values)
    normal.iloc[3, 0] = 200.0
    table = rank_table(values, make_model(FOUR), draws=300, errors=Errors(normal, exact(values)))
    assert list(table["rang_mediaan"].drop(table.index[3])) == sorted(table["rang_mediaan"].drop(table.index[3]))[::-1]
    assert (table["rang_p95"] - table["rang_p5"]).iloc[3] == 7
    assert ((table["rang_p95"] - table["rang_p5"]).drop(table.index[3]) <= 1).all()


@pytest.mark.parametrize("part", ["normal", "uniform"])
def test_larger_errors_widen_the_intervals(part):
    values, model = random_values(30, leaves=LEAVES), standard(LEAVES)
    widths = []
    for size in (0.0, 0.5, 3.0):
        tables = {"normal": exact(values), "uniform": exact(values), part: exact(values) + size}
        table = rank_table(values, model, draws=200, errors=Errors(**tables))
        widths.append((table["rang_p95"] - table["rang_p5"]).mean())
    assert widths[0] < widths[1] < widths[2]


def test_errors_do_not_depend_on_the_order_of_the_areas():
    values, model = gappy(), standard(LEAVES)
    error = Errors(exact(values) + 1.0, exact(values) + 0.5)
    table = rank_table(values, model, draws=60, errors=error)
    shuffled = values.sample(frac=1, random_state=1)
    again = rank_table(shuffled, model, draws=60, errors=error)
    pd.testing.assert_frame_equal(again.loc[values.index], table)


def test_a_missing_value_stays_missing_whatever_its_error():
    values, model = gappy(), standard(LEAVES)
    table = rank_table(values, model, draws=40, errors=Errors(exact(values).fillna(0) + 5.0, exact(values).fillna(0)))
    assert table.iloc[7].isna().all()


# --- which choice matters --------------------------------------------------------------------------------------------

def sensitivity(*inputs, **options):
    return uncertainty(*inputs, **options).sensitivity.set_index("factor")


def test_a_choice_that_changes_nothing_has_index_zero():
    values = random_values(15, leaves=LEAVES) * 10
    found = sensitivity(values, make_model(LEAVES), draws=400)  # scale ends are fixed, so normalisation is no choice
    assert list(found.index) == list(FACTORS)
    assert found.loc["normalisatie", "totaal"] == 0 and found.loc["meetfout", "totaal"] == 0
    assert found.loc["gewichten", "totaal"] > 0.2
    alone = sensitivity(random_values(15, leaves=FOUR), make_model(FOUR), draws=100)
    assert alone.loc["weglaten", "totaal"] == 0, "an indicator that is alone is never left out"


def test_large_errors_explain_nearly_all():
    values, model = random_values(25, leaves=LEAVES), standard(LEAVES)
    found = sensitivity(values, model, draws=600, errors=Errors(exact(values) + 8.0, exact(values)))
    assert found["totaal"].idxmax() == "meetfout" and found.loc["meetfout", "eerste"] > 0.6
    assert found.drop(index="meetfout")["totaal"].max() < 0.35


def test_the_indices_are_those_of_the_definition():
    """First-order: the variance of the mean rank given the choice, over the variance, from an independent sample."""
    values, model = random_values(20, leaves=LEAVES), standard(LEAVES)
    run = prepare(values, model)
    choices = draw_choices(run, model, 6000, 99)
    ranks = drawn_ranks(run, model, choices).astype(float)
    variance = ranks.var(axis=1).sum()
    found = sensitivity(values, model, draws=2000)
    for factor, chosen in (("normalisatie", choices.method), ("aggregatie", choices.geometric)):
        groups = [ranks[:, chosen == value] for value in np.unique(chosen)]
        means = np.stack([g.mean(axis=1) for g in groups])
        parts = np.array([g.shape[1] for g in groups]) / ranks.shape[1]
        explained = (parts[:, None] * (means - ranks.mean(axis=1)) ** 2).sum()
        assert found.loc[factor, "eerste"] == pytest.approx(explained / variance, abs=0.05)
        assert found.loc[factor, "totaal"] >= found.loc[factor, "eerste"] - 0.05
    assert 0.3 < found["eerste"].sum() < 1.1


def test_the_total_index_is_what_the_choice_still_moves_when_all_others_are_known():
    values, model = random_values(20, leaves=LEAVES), standard(LEAVES)
    run = prepare(values, model)
    choices = draw_choices(run, model, 3000, 98)
    ranks = drawn_ranks(run, model, choices).astype(float)
    flipped = drawn_ranks(run, model, replace(choices, geometric=~choices.geometric)).astype(float)
    left = (((ranks - flipped) / 2) ** 2).mean(axis=1).sum()  # the variance of two equally likely outcomes
    found = sensitivity(values, model, draws=2000)
    assert found.loc["aggregatie", "totaal"] == pytest.approx(left / ranks.var(axis=1).sum(), rel=0.25)


def test_no_doubt_has_no_causes():
    found = sensitivity(areas(**{leaf: [50.0] * 6 for leaf in FOUR}), make_model(FOUR), draws=50)
    assert found.isna().all(axis=None)
    assert sensitivity(gappy(), standard(LEAVES), draws=0).isna().all(axis=None)


# --- how exact a value is --------------------------------------------------------------------------------------------

def table_of(values, **columns):
    return pd.DataFrame({node: columns.get(node, [np.nan] * len(values)) for node in values}, values.index, dtype=float)


def test_sampling_errors():
    model = make_model({"A": SO, "B": PO, "C": IO, "D": GO}, "vast:1:5|0:100")
    values = areas(A=[80, 0, 50], B=[3, 4, 2], C=[50, 50, 50], D=[2, 50, 60])
    n = table_of(values, A=[96, 96, np.nan], B=[100, 25, 0], C=[96, 96, 96])
    low, high = table_of(values, C=[40, np.nan, 45]), table_of(values, C=[60, np.nan, 55])
    normal = errors(values, model, n, low, high).normal
    share = (0.80 * 96 + 2) / 100
    assert normal["A"].tolist() == pytest.approx([10 * np.sqrt(share * (1 - share)), 10 * np.sqrt(.02 * .98), 0])
    assert normal["B"].tolist() == pytest.approx([0.1, 0.2, 0]), "a mean of marks: a quarter of the scale over root n"
    assert normal["C"].iloc[0] == pytest.approx(20 / 3.92) and normal["C"].iloc[2] == pytest.approx(10 / 3.92)
    assert normal["C"].iloc[1] == pytest.approx(100 * np.sqrt(.25 / 100)), "without an interval, by n"
    assert (normal["D"] == 0).all()


def test_rounding_of_counts_and_published_units():
    rows = [{"node": n, "parent": p, "gewicht": "1", "richting": "+", "afronding": a, "eenheid": e} for n, p, a, e in [
        *((node, parent, "", "") for node, parent in {
            "verbondenheid": "", "sociaal": "verbondenheid", "ruimtelijk": "verbondenheid",
            **{c: "sociaal" if i < 2 else "ruimtelijk" for i, c in enumerate(CONSTRUCTS)},
            **{side: side.rsplit("_", 1)[0] for side in SIDES}}.items()),
        ("A", SO, "0,05", "km"), ("B", PO, "inwoners", "per 1.000"), ("C", IO, "huishoudens", "%"), ("D", GO, "", "")]]
    model = Model.from_rows(rows)
    values = areas(A=[1.2, np.nan], B=[4, 8], C=[30, 60], D=[1, 2])
    counts = {"inwoners": np.array([50.0, 1000]), "huishoudens": np.array([50.0, np.nan])}
    uniform = errors(values, model, counts=counts).uniform
    assert uniform["A"].tolist() == [0.05, 0] and uniform["D"].tolist() == [0, 0]
    assert uniform["B"].tolist() == pytest.approx([4 * 2.5 / 50, 8 * 2.5 / 1000])
    assert uniform["C"].tolist() == pytest.approx([np.hypot(5.0, 30 * 0.05), 0]), "a share on 50 is about 5 points off"
    exactly = errors(values, model, counts={"inwoners": np.array([51.0, 1000])}).uniform
    assert (exactly["B"] == 0).all(), "these residents were counted, not rounded"
