"""Decay, Huff choice, access and mixing: computed examples, conservation and bounds."""

import numpy as np
import pytest

from verbondenheidskaart_plugin.core import choice
from verbondenheidskaart_plugin.core.choice import Demand, choose
from verbondenheidskaart_plugin.core.reach import Pairs


def metres(minutes):
    return np.asarray(minutes, dtype=float) * 60 * choice.SPEED_M_S


def some_pairs(source, target, minutes):
    return Pairs(np.array(source), np.array(target), metres(minutes))


@pytest.mark.parametrize("minutes, expected", [
    (0, 1.0), (2.5, 0.921806), (5, 0.701367), (7.5, 0.376926), (10, 0.0), (10.1, 0.0)])
def test_gaussian_decay(minutes, expected):
    assert choice.decay_gauss(np.array(minutes), np.array(10.0)) == pytest.approx(expected, abs=1e-6)


def test_decay_in_steps():
    assert choice.decay_steps(np.array([0, 5, 5.1, 10, 15, 15.1]), 15.0).tolist() == [1, 1, .68, .68, .22, 0]


@pytest.mark.parametrize("potential, minutes, expected", [
    ((1, 1), (3, 3), (0.5, 0.5)),
    ((1, 1), (0, 5), (0.587763, 0.412237)),
    ((0.8, 0.4), (5, 5), (0.666667, 0.333333)),
])
def test_huff_chances(potential, minutes, expected):
    demand = Demand(np.array([1.0]))
    result = choose(some_pairs([0, 1], [0, 0], minutes), np.array(potential, dtype=float), np.full(2, 10.0),
                    np.zeros(2, dtype=int), demand)
    assert result.visits == pytest.approx(expected, abs=1e-6)
    assert result.visitors == pytest.approx(expected, abs=1e-6)


def test_nobody_in_reach_is_unserved_and_never_nan():
    demand = Demand(np.array([10.0, 5.0]))
    result = choose(some_pairs([0, 1], [0, 1], [11, 2]), np.ones(2), np.full(2, 10.0), np.zeros(2, dtype=int), demand)
    assert result.visits.tolist() == [0, 5]
    assert result.served.tolist() == [[False, True]]


def random_case(seed, facilities=12, points=30):
    rng = np.random.default_rng(seed)
    source, target = np.nonzero(rng.uniform(size=(facilities, points)) < 0.4)
    ages = rng.integers(0, 40, (points, 5)).astype(float)
    ages[3] = np.nan
    origin = rng.integers(0, 40, (points, 3)).astype(float)
    demand = Demand(np.nansum(ages, axis=1) + 1, {"leeftijd": ages, "herkomst": origin},
                    {k: choice.DIMENSIONS[k] for k in ("leeftijd", "herkomst")})
    found = Pairs(source, target, rng.uniform(0, 900, len(source)))
    return found, rng.uniform(0.1, 1, facilities), np.full(facilities, 10.0), rng.integers(0, 3, facilities), demand


@pytest.mark.parametrize("seed", range(5))
def test_everyone_goes_once_per_class_or_stays_home(seed):
    found, potential, t0, klass, demand = random_case(seed)
    result = choose(found, potential, t0, klass, demand)
    older = demand.older_share()
    cell = klass[found.source] * len(older) + found.target
    per_cell = np.bincount(cell, weights=result.visits, minlength=result.served.size).reshape(result.served.shape)
    # At least the general walkers are served wherever the older are.
    assert (per_cell <= demand.residents + 1e-9).all()
    minutes_old = found.metres / (60 * choice.SPEED_65_PLUS_M_S)
    near_old = np.bincount(cell[minutes_old < 10], minlength=result.served.size).reshape(result.served.shape) > 0
    assert np.allclose(per_cell[near_old], np.broadcast_to(demand.residents, per_cell.shape)[near_old])
    assert result.visitors.sum() == pytest.approx(per_cell.sum())


@pytest.mark.parametrize("seed", range(3))
def test_choice_equals_a_plain_loop(seed):
    found, potential, t0, klass, demand = random_case(seed)
    result = choose(found, potential, t0, klass, demand)
    expected = np.zeros((12, 5))
    reach = np.zeros(12)
    for o in range(len(demand.residents)):
        share = demand.older_share()[o]
        for g in range(5):
            speed = choice.SPEED_65_PLUS_M_S if g == 4 else choice.SPEED_M_S
            pull = {}
            for j, metres_ in zip(found.source[found.target == o], found.metres[found.target == o]):
                pull[j] = float(choice.decay_gauss(np.array(metres_ / 60 / speed), np.array(10.0)))
            persons = np.nan_to_num(demand.groups["leeftijd"][o, g])
            for j, f in pull.items():
                total = sum(potential[k] * v for k, v in pull.items() if klass[k] == klass[j])
                expected[j, g] += persons * potential[j] * f / total if total > 0 else 0.0
                if g in (3, 4):
                    reach[j] += f * demand.residents[o] * (share if g == 4 else 1 - share)
    assert np.allclose(result.groups["leeftijd"], expected)
    assert np.allclose(result.reach, reach)


def test_two_step_access_conserves_supply():
    near = choice.decay_gauss(np.array([0, 5, 5, 0]), np.array(10.0))
    found = Pairs(np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1]), np.zeros(4))
    persons = np.array([100.0, 300.0])
    access = choice.two_step_access(found, near, np.ones(2), persons)
    assert access == pytest.approx([0.00511643, 0.00496119], abs=1e-8)
    assert (persons * access).sum() == pytest.approx(2.0)


@pytest.mark.parametrize("pi, rho, i, i_area, m, m_abs, s, even", [
    ((.8, .2), (.8, .2), .32, .32, 1, .64, 0, .721928),
    ((.5, .5), (.8, .2), .5, .32, 1, 1, .375, 1),
    ((1, 0), (.8, .2), 0, .32, 0, 0, .25, 0),
    ((0, 1), (.8, .2), 0, .32, 0, 0, 1, 0),
    ((.9, .1), (.8, .2), .18, .32, .5625, .36, .125, .468996),
    ((.5, .3, .2), (1 / 3, 1 / 3, 1 / 3), .62, .666667, .93, .93, .25, .937231),
])
def test_mixing(pi, rho, i, i_area, m, m_abs, s, even):
    pi, rho = np.array(pi, dtype=float), np.array(rho, dtype=float)
    assert choice.diversity(pi) == pytest.approx(i, abs=1e-6)
    assert choice.diversity(rho) == pytest.approx(i_area, abs=1e-6)
    assert choice.mixing(40 * pi[None], rho)[0] == pytest.approx(m, abs=1e-6)
    assert choice.mixing_absolute(pi) == pytest.approx(m_abs, abs=1e-6)
    assert choice.segregation(pi, rho) == pytest.approx(s, abs=1e-6)
    assert choice.evenness(pi) == pytest.approx(even, abs=1e-6)


def test_the_other_measures_are_means_over_the_dimensions():
    demand = Demand(np.array([10.0]), {"a": np.array([[8.0, 2.0]]), "b": np.array([[4.0, 4.0]])},
                    {"a": ("p", "q"), "b": ("r", "s")})
    visitors = {"a": np.array([[5.0, 5.0], [0, 0], [0, 3]]), "b": np.array([[1.0, 0], [0, 0], [2, 2]])}
    found = choice.other_measures(choice.Choice(np.zeros(3), np.zeros(3), visitors, np.zeros(0), np.zeros((0, 1))),
                                  demand)
    assert found["menging_absoluut"][[0, 2]].tolist() == [.5, .5] and np.isnan(found["menging_absoluut"][1])
    assert found["gelijkmatigheid"][[0, 2]].tolist() == [.5, .5]
    assert found["segregatie"][[0, 2]] == pytest.approx([(.375 + 1) / 2, (1 + 0) / 2])


def test_mixing_is_unknown_without_visitors_or_with_one_group():
    assert np.isnan(choice.mixing(np.zeros((1, 2)), np.array([.8, .2]))).all()
    assert np.isnan(choice.mixing(np.array([[4.0, 0.0]]), np.array([1.0, 0.0]))).all()


def test_unknown_groups_do_not_count_as_zero_share():
    demand = Demand.from_columns({"inwoners": [10, 10], "herk_nl": [5, np.nan], "herk_europa": [5, np.nan],
                                  "herk_buiten_europa": [0, np.nan]})
    assert demand.shares("herkomst").tolist() == [.5, .5, 0]
    assert "leeftijd" not in demand.groups and demand.older_share().tolist() == [0, 0]
