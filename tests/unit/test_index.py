"""The index: the vectors of the method, its rules on missing values, and properties that must always hold."""

import json

import numpy as np
import pandas as pd
import pytest

from verbondenheidskaart_plugin.core.aggregate import aggregate, rank
from verbondenheidskaart_plugin.core.errors import BadValue, Duplicate
from verbondenheidskaart_plugin.core.fields import INDEX_FIELDS
from verbondenheidskaart_plugin.core.index import compute
from verbondenheidskaart_plugin.core.model import SIDES, Model
from verbondenheidskaart_plugin.core.normalise import (
    Anchor,
    Treatment,
    along,
    anchors_of,
    line,
    percentile_rank,
    treatment_of,
)
from verbondenheidskaart_plugin.core.schema import CONSTRUCTS

SO, SS, PO, PS, IO, IS, GO, GS = SIDES
FOUR = {"A": SO, "B": PO, "C": IO, "D": GO}


def make_model(leaves, **changes):
    """Build a model: ``leaves`` id → side, ``changes`` id or node → columns."""
    top = [("verbondenheid", ""), ("sociaal", "verbondenheid"), ("ruimtelijk", "verbondenheid")]
    top += [(c, "sociaal" if i < 2 else "ruimtelijk") for i, c in enumerate(CONSTRUCTS)]
    rows = [(node, parent, "") for node, parent in top + [(side, side.rsplit("_", 1)[0]) for side in SIDES]]
    rows += [(leaf, side, "+") for leaf, side in leaves.items()]
    return Model.from_rows([
        {"node": n, "parent": p, "gewicht": "1", "richting": r, "normalisatie": "vast:0:100" if r else "",
         "alternatief_voor": "", "gebruik": "", **changes.get(n, {})} for n, p, r in rows])


def areas(**columns):
    table = pd.DataFrame(columns, dtype=float)
    return table.set_axis([f"BU0000{i:04}" for i in range(len(table))])


def codes(result, code):
    return [f for f in result.warnings if f.code == code]


# --- vectors ---------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("x, low, high, sign, expected", [
    (20, 10, 30, -1, 50.0),  # Z1
    (35, 10, 30, 1, 100.0),  # Z2
    (35, 10, 30, -1, 0.0),
    (10, 10, 30, 1, 0.0),
    (5, 5, 5, 1, np.nan),
    (np.nan, 0, 1, 1, np.nan),
])
def test_goalposts_clip_and_flip(x, low, high, sign, expected):
    np.testing.assert_allclose(along(np.array([x]), low, *line(low, high, sign)), [expected])


def test_percentile_rank_takes_the_lowest_rank_of_ties():  # Z3
    np.testing.assert_allclose(percentile_rank(np.array([3, 1, 1, 5])), [2 / 3, 0, 0, 1])
    np.testing.assert_allclose(percentile_rank(np.array([3, np.nan, 5])), [0, np.nan, 1])
    assert np.isnan(percentile_rank(np.full(4, 0.1 + 0.2))).all()


@pytest.mark.parametrize("parts, arithmetic, geometric", [
    ([80, 80, 80, 80], 80.0, 80.0),  # K1
    ([100, 100, 100, 10], 77.5, 56.234133),  # K2
    ([100, 100, 100, 0], 75.0, 31.622777),  # floor 1
])
def test_aggregation(parts, arithmetic, geometric):
    column = np.array(parts, dtype=float)[:, None, None]
    weights = np.full((4, 1), 7.0)
    assert aggregate(column, weights, False)[0, 0] == pytest.approx(arithmetic)
    assert aggregate(column, weights, True)[0, 0] == pytest.approx(geometric, abs=1e-5)


def test_anchors_by_method():
    x = np.array([0.0, 10, 20, 30, 40, np.nan])
    assert anchors_of(x, "goalpost") == pytest.approx((2.0, 38.0))
    assert anchors_of(x, "minmax") == (0.0, 40.0)
    spread = 1.645 * np.std([0, 10, 20, 30, 40], ddof=1)
    assert anchors_of(x, "z") == pytest.approx((20 - spread, 20 + spread))


def test_ranks():
    np.testing.assert_array_equal(rank(np.array([5.0, np.nan, 9.0, 5.0 + 1e-12, 1.0])), [2, np.nan, 1, 2, 4])


# --- a run worked out by hand ----------------------------------------------------------------------------------------

def test_a_run_by_hand():
    leaves = {"a1": SO, "a2": SO, "s1": SS, "p1": PO, "i1": IO, "g1": GO}
    model = make_model(leaves, a2={"gewicht": "3", "richting": "-"})
    result = compute(areas(a1=[80, 20], a2=[40, 80], s1=[90, 10], p1=[50, 50], i1=[100, 0], g1=[20, 30]), model)
    first, second = result.table.iloc[0], result.table.iloc[1]
    omgang_obj = (80 + 3 * (100 - 40)) / 4
    assert first["omgang_relaties_obj"] == omgang_obj == 65
    assert first["omgang_relaties_subj"] == 90
    assert first["omgang_relaties"] == (65 + 90) / 2
    assert first["sociaal"] == pytest.approx(np.sqrt(77.5 * 50))
    assert first["ruimtelijk"] == pytest.approx(np.sqrt(100 * 20))
    assert first["verbondenheid"] == pytest.approx((77.5 * 50 * 100 * 20) ** 0.25)
    assert first["verschil_beleving"] == 90 - 65
    assert np.isnan(first["participatie_subj"])
    assert second["verbondenheid"] == pytest.approx(((20 + 60) / 4 / 2 + 10 / 2) ** 0.25 * (50 * 1 * 30) ** 0.25)
    assert list(result.table["rang"]) == [1, 2] and list(result.table["index_status"]) == ["ok", "ok"]
    assert first["dekking"] == first["omgang_relaties_dekking"] == 1
    assert tuple(result.table.columns) == tuple(f.name for f in INDEX_FIELDS)
    shares = result.weights.set_index("indicator")["aandeel"]
    assert shares["a2"] == 0.75 and shares["g1"] == 1


def test_weights_of_sides_and_constructs():
    model = make_model({**FOUR, "E": SS}, **{SS: {"gewicht": "3"}, "sociaal": {"gewicht": "2"}})
    row = compute(areas(A=[20], B=[50], C=[30], D=[30], E=[80]), model, aggregation="rekenkundig").table.iloc[0]
    assert row["omgang_relaties"] == (20 + 3 * 80) / 4
    assert row["verbondenheid"] == pytest.approx((2 * 65 + 2 * 50 + 30 + 30) / 6)
    assert row["sociaal"] == pytest.approx(57.5)


# --- the active set and missing values -------------------------------------------------------------------------------

def test_a_construct_that_is_not_measured_is_left_out_and_named():
    model = make_model({**FOUR, "E": GO})
    result = compute(areas(A=[80], B=[np.nan], C=[20], D=[40]), model)
    assert result.model_coverage["gemeten"] == ["omgang_relaties", "plaatsidentiteit", "plaatsgeschiktheid"]
    assert result.model_coverage["niet_gemeten"] == ["participatie"]
    assert result.table["verbondenheid"].iloc[0] == pytest.approx((80 * 20 * 40) ** (1 / 3))
    assert result.table["sociaal"].iloc[0] == pytest.approx(80)
    assert np.isnan(result.table["participatie"].iloc[0]) and np.isnan(result.table["participatie_dekking"].iloc[0])
    assert result.table["dekking"].iloc[0] == 1
    assert [f.node for f in codes(result, "construct_niet_gemeten")] == ["participatie"]
    assert [f.data["indicator"] for f in codes(result, "een_indicator")] == ["A", "C", "D"]


def test_model_coverage_is_active_weight_over_total_weight():
    model = make_model({**FOUR, "E": GO, "F": GS}, E={"gewicht": "3"})
    coverage = compute(areas(A=[80], C=[20], D=[40]), model).model_coverage
    assert coverage["zijde"][GO] == 0.25 and coverage["zijde"][GS] == 0
    assert coverage["construct"] == {
        "omgang_relaties": 0.5, "participatie": 0, "plaatsidentiteit": 0.5, "plaatsgeschiktheid": 0.125}
    assert coverage["boom"] == pytest.approx((0.5 + 0 + 0.5 + 0.125) / 4)
    assert coverage["actief"] == ["A", "C", "D"]


def test_without_a_spatial_construct_there_is_no_index():
    result = compute(areas(A=[80], B=[20]), make_model(FOUR))
    assert result.table["verbondenheid"].isna().all() and result.table["ruimtelijk"].isna().all()
    assert result.table["sociaal"].iloc[0] == pytest.approx(40)
    assert list(result.table["index_status"]) == ["onvoldoende_gegevens"]
    assert [f.node for f in codes(result, "geen_index")] == ["ruimtelijk"]


@pytest.mark.parametrize("present, enough", [(3, True), (2, True), (1, False)])
def test_a_side_needs_two_thirds_of_its_active_weight(present, enough):
    model = make_model({**FOUR, "A2": SO, "A3": SO})
    values = areas(A=[60, 50], A2=[60, 50], A3=[60, 50], B=[60, 50], C=[60, 50], D=[60, 50])
    values.iloc[0, present:3] = np.nan
    table = compute(values, model).table
    assert table["omgang_relaties_dekking"].iloc[0] == pytest.approx(present / 3)
    assert table["dekking"].iloc[0] == pytest.approx((present / 3 + 3) / 4)
    if enough:
        assert table["verbondenheid"].iloc[0] == pytest.approx(60)
    else:
        assert np.isnan(table["omgang_relaties"].iloc[0]) and np.isnan(table["verbondenheid"].iloc[0])
        assert table["participatie"].iloc[0] == 60 and np.isnan(table["sociaal"].iloc[0])
    assert table["verbondenheid"].iloc[1] == pytest.approx(50)


def test_an_indicator_without_any_value_weighs_nothing():
    model = make_model({**FOUR, "E": SO, "F": SO})
    with_gap = compute(areas(A=[60], B=[60], C=[60], D=[60], E=[np.nan], F=[np.inf]), model)
    assert with_gap.table["omgang_relaties_dekking"].iloc[0] == 1
    pd.testing.assert_frame_equal(with_gap.table, compute(areas(A=[60], B=[60], C=[60], D=[60]), model).table)


def test_missing_is_not_zero():
    model = make_model({**FOUR, "E": SO, "F": SO})
    values = areas(A=[60, 90], B=[60, 60], C=[60, 60], D=[60, 60], E=[60, 60], F=[np.nan, 60])
    assert compute(values, model).table["omgang_relaties"].iloc[0] == 60
    assert compute(values.fillna(0), model).table["omgang_relaties"].iloc[0] == 40


def test_one_side_missing_keeps_the_score_but_lowers_the_coverage():
    model = make_model({**FOUR, "E": SS, "F": PS, "G": IS})
    values = areas(A=[40, 40], B=[40, 40], C=[40, 40], D=[40, 40], E=[80, np.nan], F=[80, np.nan], G=[80, np.nan])
    table = compute(values, model).table
    assert list(table["omgang_relaties"]) == [60, 40]
    assert list(table["omgang_relaties_dekking"]) == [1, 0.5]
    assert list(table["dekking"]) == [1, 0.625]
    assert list(table["rang"].isna()) == [False, True], "less than 2/3 of the weight: shown, not ranked"
    assert np.isnan(table["verschil_beleving"].iloc[1]) and table["verschil_beleving"].iloc[0] == 40
    assert list(table["index_status"]) == ["ok", "ok"]


def test_a_stand_in_steps_back_when_the_real_thing_is_there():
    model = make_model({**FOUR, "E": PO}, E={"alternatief_voor": "B"})
    both = compute(areas(A=[60], B=[20], C=[60], D=[60], E=[90]), model)
    alone = compute(areas(A=[60], B=[np.nan], C=[60], D=[60], E=[90]), model)
    assert both.table["participatie"].iloc[0] == 20 and alone.table["participatie"].iloc[0] == 90
    assert [(f.node, f.data["door"]) for f in codes(both, "vervangen")] == [("E", "B")]
    assert both.model_coverage["boom"] == alone.model_coverage["boom"] == 0.5


def test_range_zero_is_missing_not_fifty():
    model = make_model({**FOUR, "E": SO}, E={"normalisatie": "goalpost"})
    result = compute(areas(A=[60, 50], B=[60, 50], C=[60, 50], D=[60, 50], E=[7.1, 7.1]), model)
    assert [f.node for f in codes(result, "bereik_nul")] == ["E"]
    assert "E" not in result.normalised and list(result.table["omgang_relaties"]) == [60, 50]


def test_unknown_and_validating_columns_stay_out():
    model = make_model({**FOUR, "E": SO}, E={"gebruik": "validatie"})
    values = areas(A=[60], B=[60], C=[60], D=[60])
    result = compute(values.assign(E=0.0, X=0.0), model)
    pd.testing.assert_frame_equal(result.table, compute(values, model).table)
    assert [f.node for f in codes(result, "onbekende_indicator")] == ["X"]


def test_no_indicators_or_no_areas_at_all():
    model = make_model(FOUR)
    assert compute(areas(X=[1]), model).table["verbondenheid"].isna().all()
    empty = compute(areas(A=[], B=[], C=[], D=[]), model)
    assert len(empty.table) == 0 and empty.model_coverage["boom"] == 0


def test_bad_options_and_repeated_codes():
    model, values = make_model(FOUR), areas(A=[60], B=[60], C=[60], D=[60])
    with pytest.raises(BadValue):
        compute(values, model, normalisation="mooi")
    with pytest.raises(BadValue):
        compute(values, model, aggregation="maximum")
    with pytest.raises(Duplicate):
        compute(pd.concat([values, values]), model)


# --- fallback values: shown, not ranked ------------------------------------------------------------------------------

def test_fallback_values_give_way_to_own_ones_that_suffice():
    model = make_model({**FOUR, "E": SO, "F": SO})
    values = areas(A=[54, 50], B=[54, 50], C=[54, 50], D=[54, 50], E=[0, 100], F=[54, 50])
    levels = pd.DataFrame("buurt", values.index, values.columns)
    levels["E"] = "wijk"
    shown, own = compute(values, model, rankable=levels), compute(values.drop(columns="E"), model)
    assert list(shown.table["omgang_relaties"]) == list(own.table["omgang_relaties"]) == [54, 50]
    assert list(shown.table["rang"]) == list(own.table["rang"]) == [1, 2]
    levels[["A", "F"]] = [["wijk", "wijk"], ["buurt", "buurt"]]
    borrowed = compute(values, model, rankable=levels).table
    assert list(borrowed["omgang_relaties"]) == [36, 50], "the first area has only borrowed values for this construct"
    assert list(borrowed["rang"].isna()) == [True, False]
    levels[["A", "F"]] = "buurt"
    pd.testing.assert_frame_equal(compute(values, model, rankable=levels == "buurt").table, shown.table)
    pd.testing.assert_frame_equal(compute(values, model, rankable=(levels == "buurt").to_numpy()).table, shown.table)


def test_wijken_are_ranked_on_their_own_level():
    model, values = make_model(FOUR), areas(A=[60, 50], B=[60, 50], C=[60, 50], D=[60, 50])
    values.index = ["WK036300", "WK036301"]
    levels = pd.DataFrame("wijk", values.index, values.columns)
    assert list(compute(values, model, rankable=levels).table["rang"]) == [1, 2]
    assert compute(values, model, rankable=levels.replace("wijk", "gemeente")).table["rang"].isna().all()


def test_only_fallback_gives_no_rank():
    model, values = make_model(FOUR), areas(A=[60, 50], B=[60, 50], C=[60, 50], D=[60, 50])
    table = compute(values, model, rankable=[False, True]).table
    assert list(table["rang"].isna()) == [True, False] and table["verbondenheid"].notna().all()


# --- normalisation in a run ------------------------------------------------------------------------------------------

def standard(model_leaves=FOUR):
    return make_model(model_leaves, **{leaf: {"normalisatie": "standaard"} for leaf in model_leaves})


def random_values(n=30, seed=1, leaves=FOUR):
    rng = np.random.default_rng(seed)
    return areas(**{leaf: rng.uniform(0, 10, n) for leaf in leaves})


def test_frozen_anchors_measure_a_later_run_with_the_same_ruler():
    model, base = standard(), random_values()
    first = compute(base, model)
    later = base.iloc[:5] + 1.0
    anchors = json.loads(json.dumps(first.anchors, allow_nan=False))
    second = compute(later, model, anchors=anchors)
    low, high = first.anchors["A"].low, first.anchors["A"].high
    assert (low, high) == pytest.approx(tuple(np.percentile(base["A"], [5, 95])))
    np.testing.assert_allclose(second.normalised["A"], np.clip((later["A"] - low) / (high - low) * 100, 0, 100))
    assert second.anchors == first.anchors
    pd.testing.assert_frame_equal(compute(base, model, anchors=anchors).table, first.table)
    assert (second.table["verbondenheid"] >= first.table["verbondenheid"].iloc[:5]).all()


def test_a_plain_pair_is_an_anchor_and_new_indicators_are_named():
    result = compute(random_values(), standard(), anchors={"A": (0, 20)})
    np.testing.assert_allclose(result.normalised["A"], random_values()["A"] * 5)
    assert [f.node for f in codes(result, "anker_nieuw")] == ["B", "C", "D"]
    assert Anchor.of([0, 20]) == Anchor(0.0, 20.0)


def test_each_reference_group_has_its_own_goalposts():
    values = random_values(40)
    values.iloc[20:] += 100
    labels = ["1.0"] * 20 + ["5.0"] * 17 + [None, "9", np.nan]
    result = compute(values, standard(), reference=labels)
    alone = compute(values.iloc[:20], standard()).normalised
    np.testing.assert_allclose(result.normalised.iloc[:20], alone)
    whole = compute(values, standard()).normalised
    np.testing.assert_allclose(result.normalised.iloc[37:], whole.iloc[37:])
    assert {f.data["groep"] for f in codes(result, "referentie_klein")} == {"9"}
    again = compute(values, standard(), reference=labels, anchors=json.loads(json.dumps(result.anchors)))
    np.testing.assert_allclose(again.normalised, result.normalised)


@pytest.mark.parametrize("method", ["goalpost", "minmax", "z", "percentiel"])
def test_every_method_keeps_the_order_and_the_bounds(method):
    values = random_values()
    scores = compute(values, standard(), normalisation=method).normalised
    assert scores.min().min() >= 0 and scores.max().max() <= 100
    order = values["A"].to_numpy().argsort()
    assert (np.diff(scores["A"].to_numpy()[order]) >= 0).all()
    down = make_model(FOUR, **{i: {"normalisatie": "standaard", "richting": "-"} for i in FOUR})
    np.testing.assert_allclose(compute(values, down, normalisation=method).normalised, 100 - scores)


def test_the_narrowest_scale_that_holds_the_values_is_used():
    model = make_model(FOUR, A={"normalisatie": "vast:0:100|1:5"}, B={"normalisatie": "vast:1:10"})
    likert = compute(areas(A=[3, 5], B=[1, 5.5], C=[50, 50], D=[50, 50]), model)
    assert list(likert.normalised["A"]) == [50, 100] and list(likert.normalised["B"]) == [0, 50]
    percent = compute(areas(A=[3, 50], B=[1, 12], C=[50, 50], D=[50, 50]), model)
    assert list(percent.normalised["A"]) == [3, 50] and list(percent.normalised["B"]) == [0, 100]
    assert [(f.node, f.data["aantal"]) for f in codes(percent, "buiten_schaal")] == [("B", 1)]


# --- outliers --------------------------------------------------------------------------------------------------------

def test_as_few_points_as_needed_are_winsorised():
    x = np.concatenate([np.arange(30.0), [500.0, 600.0]])
    treatment = treatment_of(x)
    assert treatment.points == 2 and treatment.log == 0
    np.testing.assert_array_equal(np.sort(treatment.apply(x))[-3:], [29, 29, 29])
    mirrored = treatment_of(-x)
    assert mirrored.points == 2
    np.testing.assert_array_equal(mirrored.apply(-x), -treatment.apply(x))


def test_a_long_tail_gets_a_log():
    x = np.exp(np.linspace(0, 12, 200)) + 5
    treatment = treatment_of(x)
    assert treatment.log == 1 and treatment.points == 0
    y = treatment.apply(x)
    assert (np.diff(y) > 0).all() and np.isfinite(y).all()
    assert np.isfinite(treatment.apply(np.array([-1e9, 1e9]))).all(), "a later run may go beyond"
    np.testing.assert_allclose(treatment_of(-x).apply(-x), -y)


def test_ordinary_and_tiny_sets_are_left_alone():
    for x in (np.arange(50.0), np.array([0, 0, 0, 0, 99.0]), np.full(20, 0.3), np.full(3, np.nan)):
        assert treatment_of(x) == Treatment()


def test_treatment_is_recorded_and_frozen():
    values = random_values(32)
    values["A"] = np.concatenate([np.arange(30.0), [500.0, 600.0]])
    result = compute(values, standard())
    assert [(f.node, dict(f.data)) for f in codes(result, "uitschieters")] == [("A", {"winsorised": 2, "log": False})]
    assert result.anchors["A"].treatment.high == 29
    values = random_values(200)
    values["B"] = np.exp(np.linspace(0, 12, 200))
    result = compute(values, standard())
    assert result.anchors["B"].treatment.log == 1
    later = compute(values.iloc[:12], standard(), anchors=result.anchors)
    np.testing.assert_allclose(later.normalised, result.normalised.iloc[:12])


# --- coherence -------------------------------------------------------------------------------------------------------

def test_an_indicator_against_the_grain_and_a_double_are_named():
    values = random_values(20, leaves={**FOUR})
    rng = np.random.default_rng(4)
    values["E"] = values["A"] + rng.normal(0, 2, 20)
    values["F"] = -values["A"] - values["E"] + rng.normal(0, 4, 20)
    values["G"] = values["C"] * 3 + 1
    result = compute(values, standard({**FOUR, "E": SO, "F": SO, "G": IO}))
    assert "F" in [f.node for f in codes(result, "negatieve_samenhang")]
    assert "G" in [f.node for f in codes(result, "dubbelop")] and codes(result, "dubbelop")[0].data["met"] == "C"
    r = result.correlations.set_index("indicator")["r"]
    scores = result.normalised
    assert r["A"] == pytest.approx(np.corrcoef(scores["A"], (scores["E"] + scores["F"]) / 2)[0, 1])
    assert np.isnan(r["B"])


# --- properties ------------------------------------------------------------------------------------------------------

def test_equal_areas_score_equally_and_tie():
    model = make_model({**FOUR, "E": SS})
    table = compute(areas(A=[30] * 5, B=[40] * 5, C=[50] * 5, D=[60] * 5, E=[70] * 5), model).table
    assert table["verbondenheid"].nunique() == 1 and set(table["rang"]) == {1}


def test_order_of_rows_and_columns_does_not_matter():
    leaves = {**FOUR, "E": SS, "F": SO}
    values = random_values(25, leaves=leaves)
    values.iloc[3, 2] = values.iloc[7, 5] = np.nan
    result = compute(values, standard(leaves)).table
    shuffled = values.sample(frac=1, random_state=3)[list("FDBACE")]
    pd.testing.assert_frame_equal(compute(shuffled, standard(leaves)).table.loc[values.index], result)


def test_weights_count_only_relative_to_each_other():
    leaves = {**FOUR, "E": SO}
    values = random_values(12, leaves=leaves)
    ten = {node: {"gewicht": "10"} for node in [*leaves, *SIDES, *CONSTRUCTS, "sociaal", "ruimtelijk"]}
    one = compute(values, make_model(leaves)).table
    pd.testing.assert_frame_equal(compute(values, make_model(leaves, **ten)).table, one)


@pytest.mark.parametrize("aggregation", ["geometrisch", "rekenkundig"])
@pytest.mark.parametrize("seed", range(5))
def test_better_values_never_lower_a_score(aggregation, seed):
    leaves = {**FOUR, "E": SO, "F": SS, "G": GO}
    signs = {leaf: "-" if leaf in "BG" else "+" for leaf in leaves}
    model = make_model(leaves, **{leaf: {"normalisatie": "standaard", "richting": signs[leaf]} for leaf in leaves})
    values = random_values(30, seed, leaves)
    values = values.mask(np.random.default_rng(seed).uniform(size=values.shape) < 0.1)
    anchors = compute(values, model).anchors
    rng = np.random.default_rng(seed + 100)
    for _ in range(5):
        area, leaf = rng.integers(30), rng.choice(list(leaves))
        better = values.copy()
        better.iloc[area, better.columns.get_loc(leaf)] += rng.uniform(0, 5) * (-1 if leaf in "BG" else 1)
        for ruler in (anchors, None):
            before = compute(values, model, aggregation=aggregation, anchors=ruler).table.iloc[area]
            after = compute(better, model, aggregation=aggregation, anchors=ruler).table.iloc[area]
            for field in ("verbondenheid", "sociaal", "ruimtelijk", *CONSTRUCTS):
                assert np.isnan(before[field]) or after[field] >= before[field] - 1e-9


def test_another_area_does_not_change_mine_when_anchors_are_frozen():
    values = random_values()
    anchors = compute(values, standard()).anchors
    alone = compute(values.iloc[[4]], standard(), anchors=anchors).table
    among = compute(values, standard(), anchors=anchors).table.iloc[[4]]
    pd.testing.assert_frame_equal(among.drop(columns="rang"), alone.drop(columns="rang"))


def test_scores_stay_within_their_bounds():
    leaves = {**FOUR, "E": SS, "F": GS, "G": SO}
    table = compute(random_values(60, 9, leaves) ** 3, standard(leaves)).table
    scores = [f.name for f in INDEX_FIELDS if f.unit == "0-100"]
    assert table[scores].min().min() >= 0 and table[scores].max().max() <= 100
    assert (table[["sociaal", "ruimtelijk"]].min(axis=1) - 1e-9 <= table["verbondenheid"]).all()
    assert (table["verbondenheid"] <= table[["sociaal", "ruimtelijk"]].max(axis=1) + 1e-9).all()
