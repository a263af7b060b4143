"""The rotonde score and its terms."""

import numpy as np
import pytest

from verbondenheidskaart_plugin.core import rotondes
from verbondenheidskaart_plugin.core.choice import Demand
from verbondenheidskaart_plugin.core.reach import Pairs


@pytest.mark.parametrize("terms, expected", [
    ((1, 1, 1, 1, 1), 100), ((.5,) * 5, 50), ((1, 1, 0, 1, 1), 0), ((1, 1, 1, 0, 1), 63.8036),
    ((1, 1, 1, 0, 0), 47.2871), ((.85, .6, .9, .5, .5), 70.6318),
    ((.5, .5, .5, np.nan, .5), 50), ((.5, .5, .5, np.nan, np.nan), 50), ((.5, 0, np.nan, .5, .5), 0)])
def test_score(terms, expected):
    assert rotondes.score(np.array(terms, dtype=float)) == pytest.approx(expected, abs=1e-4)


def test_score_is_unknown_when_a_core_term_is():
    assert np.isnan(rotondes.score(np.array([.5, .5, np.nan, .5, .5])))


@pytest.mark.parametrize("reach, expected", [(0, 0), (500, .333333), (1000, .5), (3000, .75)])
def test_reach_share(reach, expected):
    assert rotondes.reach_share(np.array([reach], dtype=float), 1000.0)[0] == pytest.approx(expected, abs=1e-6)


def test_reach_anchor_is_the_median():
    assert rotondes.reach_anchor(np.array([1.0, 5.0, 9.0])) == 5
    assert rotondes.reach_anchor(np.array([0.0, 0.0, 4.0, 0.0, 8.0])) == 6


@pytest.mark.parametrize("counts, d1, c", [
    ([], 0, 0), ([4], 1, .206299), ([1, 1, 1], 3, .5), ([1] * 6, 6, .75), ([10, 1, 1], 1.761359, .334329)])
def test_function_mix(counts, d1, c):
    klass = np.repeat(np.arange(len(counts)), counts).astype(int)
    found = Pairs(np.zeros(len(klass), dtype=int), np.arange(len(klass)), np.zeros(len(klass)))
    half = len(klass) // 2
    parts = [found.take(np.arange(len(klass)) < half), found.take(np.arange(len(klass)) >= half)]
    mix, number = rotondes.function_mix(parts, klass, 1)
    assert number[0] == pytest.approx(d1, abs=1e-6) and mix[0] == pytest.approx(c, abs=1e-6)


def test_percentile_rank_takes_the_lowest_of_ties():
    values = np.array([0.0, 3, 4, 3, 0])
    assert rotondes.percentile_rank(values, values).tolist() == [0, .5, 1, .5, 0]


def test_position_leaves_own_visitors_out():
    visits = np.array([1.0, 1.0, 5.0, 9.0])
    b = rotondes.position(visits, np.array([3, 2]), np.array([9.0, 0.0]), np.array([0, 1]), 3)
    assert b[0] == 0 and b[1] == pytest.approx(2 / 3) and np.isnan(b[2])


def case(seed=0):
    rng = np.random.default_rng(seed)
    source, target = np.nonzero(rng.uniform(size=(8, 40)) < 0.5)
    ages = rng.integers(1, 40, (40, 5)).astype(float)
    demand = Demand(ages.sum(axis=1), {"leeftijd": ages},
                    {"leeftijd": ("lft_0_15", "lft_15_25", "lft_25_45", "lft_45_65", "lft_65_plus")})
    found = Pairs(source, target, rng.uniform(0, 900, len(source)))
    found = found.take(found.source != 7)
    scores = rng.integers(1, 6, (8, 5)).astype(float)
    return found, rotondes.Candidates(potential(scores), scores, np.full(8, 10.0), np.zeros(8, dtype=int),
                                      np.arange(8) % 3), demand


def potential(scores):
    return np.prod(np.maximum((scores - 1) / 4, .1) ** np.array([.2, .3, .3, .1, .1]), axis=-1)


def test_interval_is_repeatable_and_holds_the_score():
    found, candidates, demand = case()
    choice, terms, anchor = rotondes.base_terms(found, candidates, demand)
    terms = np.column_stack([terms, np.full(8, .5), np.full(8, np.nan)])
    one = rotondes.interval(found, candidates, demand, terms, anchor, potential, seed=4)
    two = rotondes.interval(found, candidates, demand, terms, anchor, potential, seed=4)
    other = rotondes.interval(found, candidates, demand, terms, anchor, potential, seed=5)
    assert np.array_equal(one.low, two.low) and not np.array_equal(one.low, other.low)
    value = rotondes.score(terms)
    assert (one.low[:7] <= value[:7] + 3).all() and (one.high[:7] >= value[:7] - 3).all()
    assert (one.low <= one.high).all()
    assert value[7] == 0 and one.high[7] == 0 and one.klass[7] == 0
    assert choice.visitors[7] == 0


def test_a_score_that_is_unknown_has_no_interval():
    found, candidates, demand = case()
    _, terms, anchor = rotondes.base_terms(found, candidates, demand)
    terms = np.column_stack([terms, np.full((8, 2), .5)])
    terms[2, 1] = np.nan
    band = rotondes.interval(found, candidates, demand, terms, anchor, potential, seed=1)
    assert np.isnan(band.low[2]) and band.klass[2] == -1 and not np.isnan(band.low[1])


def test_flags():
    result = rotondes.flags(np.array([np.nan, 1, 1, 60, 1]), np.array([0, 0, 5, 5, 5]),
                            np.array([np.nan, np.nan, np.nan, .5, .5]))
    assert result.tolist() == ["niet_aan_netwerk", "geen_bereik", "menging_niet_bepaalbaar", "ver_van_netwerk", ""]
