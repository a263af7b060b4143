"""Closing a rotonde: brute force by really closing it, and the rule for what cannot be missed."""

import numpy as np
import pandas as pd
import pytest

from verbondenheidskaart_plugin.core import closures
from verbondenheidskaart_plugin.core.backbone import dependence
from verbondenheidskaart_plugin.core.choice import DIMENSIONS, Demand
from verbondenheidskaart_plugin.core.reach import Pairs


def case(seed, rotondes=10, points=60):
    rng = np.random.default_rng(seed)
    metres = rng.uniform(100, 3000, (rotondes, points))
    source, target = np.nonzero(metres <= 1600)
    ages = rng.integers(0, 30, (points, 5)).astype(float)
    demand = Demand(ages.sum(axis=1), {"leeftijd": ages}, {"leeftijd": DIMENSIONS["leeftijd"]})
    t0 = rng.choice([5.0, 10, 15], rotondes)
    return Pairs(source, target, metres[source, target]), metres, t0, rng.integers(0, 3, rotondes), demand


def no_lines():
    nothing = np.zeros(0, dtype=int)
    return pd.DataFrame({"van": nothing, "naar": nothing, "sterkte": nothing * 1.0})


def run(pairs, t0, kind, demand, groups=None, lines=None, people=None, **options):
    lines = no_lines() if lines is None else lines
    cuts = dependence(len(t0), lines["van"].to_numpy(), lines["naar"].to_numpy(), people)
    return closures.closures(pairs, t0, kind, demand, groups or {}, lines, cuts, **options)


def served(metres, limit, people, without=None):
    near = metres <= limit[:, None]
    if without is not None:
        near = np.delete(near, without, axis=0)
    return people[near.any(axis=0)].sum()


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("distance", [None, 800.0])
def test_closing_each_rotonde_for_real(seed, distance):
    pairs, metres, t0, kind, demand = case(seed)
    old = demand.groups["leeftijd"][:, 4]
    slow = np.where(np.arange(60) % 3 == 0, np.nan, 5.0)
    table = run(pairs, t0, kind, demand, {"traag": (slow, 0.6)}, metres=distance)

    def limit(speed):
        return t0 * 60 * speed if distance is None else np.full(10, distance)

    for j in range(10):
        lost = 0.0
        for people, speed in ((demand.residents - old, 1.33), (old, 0.83)):
            lost += served(metres, limit(speed), people) - served(metres, limit(speed), people, j)
        assert table["verliest_laatste"][j] == pytest.approx(lost)
        people = np.nan_to_num(slow)
        lost = served(metres, limit(0.6), people) - served(metres, limit(0.6), people, j)
        assert table["verliest_laatste_traag"][j] == pytest.approx(lost)
        own = kind == kind[j]
        lost = sum(served(metres[own], limit(speed)[own], people)
                   - served(metres[own], limit(speed)[own], people, int(own[:j].sum()))
                   for people, speed in ((demand.residents - old, 1.33), (old, 0.83)))
        assert table["verliest_soort"][j] == pytest.approx(lost)
    assert table["verliest_laatste"].max() > 0
    assert (table["verliest_soort"] >= table["verliest_laatste"] - 1e-9).all()


def test_who_has_nothing_loses_nothing():
    demand = Demand(np.array([100.0]))
    pairs = Pairs(np.array([0]), np.array([0]), np.array([799.0]))
    table = run(pairs, np.array([10.0]), np.zeros(1, dtype=int), demand)
    assert table["verliest_laatste"].tolist() == [0]  # ten minutes are 798 metres
    table = run(pairs, np.array([10.0]), np.zeros(1, dtype=int), demand, metres=800)
    assert table["verliest_laatste"].tolist() == [100]


def test_lines_that_go_and_what_cannot_be_missed():
    # A chain 0-1-2-3, and 4 on its own with 60 residents who have no other.
    lines = pd.DataFrame({"van": [0, 1, 2], "naar": [1, 2, 3], "sterkte": [0.5, 0.25, np.nan]})
    people = np.array([60.0, 5, 70, 10, 0])
    pairs = Pairs(np.array([0, 1, 2, 3, 4]), np.array([0, 0, 0, 0, 1]), np.full(5, 10.0))
    demand = Demand(np.array([500.0, 60]))
    table = run(pairs, np.full(5, 10.0), np.arange(5), demand, lines=lines, people=people)
    assert table["lijnen"].tolist() == [1, 2, 2, 1, 0]
    assert table["lijnsterkte"].tolist() == [0.5, 0.75, 0.25, 0, 0]
    assert table["snijpunt"].tolist() == [False, True, True, False, False]
    assert table["afgesneden"].tolist() == [0, 60, 10, 0, 0]
    assert table["verliest_laatste"].tolist() == [0, 0, 0, 0, 60]
    assert table["onmisbaar_reden"].tolist() == ["", closures.JOINT, "", "", closures.LAST]
    assert table["onmisbaar"].tolist() == [False, True, False, False, True]
    assert table["verliest_soort"].tolist() == [500, 500, 500, 500, 60]


def test_no_rotondes_at_all():
    nothing = np.zeros(0)
    pairs = Pairs(nothing.astype(int), nothing.astype(int), nothing)
    assert len(run(pairs, nothing, nothing.astype(int), Demand(np.ones(3)))) == 0
