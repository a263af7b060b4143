"""Stagnation: computed examples, a plain loop, the four conditions one by one, and a town with a planted place."""

import numpy as np
import pandas as pd
import pytest

from verbondenheidskaart_plugin.core import stagnation
from verbondenheidskaart_plugin.core.choice import decay_gauss
from verbondenheidskaart_plugin.core.facilities import type_potential
from verbondenheidskaart_plugin.core.groups import Group
from verbondenheidskaart_plugin.core.reach import Pairs
from verbondenheidskaart_plugin.core.spatial import hexagons, within
from verbondenheidskaart_plugin.core.stagnation import Supply, analyse
from verbondenheidskaart_plugin.core.vulnerability import Vulnerability

GROUP = Group("ouderen", "Ouderen", "Older people", "lft_65_plus", 0.83, "fit_ouderen", ("a", "b"))


def test_access():
    assert stagnation.access(np.array([0.0, 1, 3])) == pytest.approx([0, 0.632121, 0.950213], abs=1e-6)


def test_stagnation():
    found = stagnation.stagnation(np.array([0.8, 0, 0.8]), np.array([0.632121, 0.5, 1]))
    assert found == pytest.approx([29.4303, 0, 0], abs=1e-4)


def pairs_of(metres):
    source, target = np.nonzero(np.isfinite(metres))
    return Pairs(source, target, metres[source, target])


def make_supply(metres, residents=None, **more):
    j, o = metres.shape
    values = {"potential": np.full(j, 0.8), "t0": np.full(j, 10.0), "klass": np.full(j, "horeca"),
              "type_id": np.full(j, "cafe"), "attached": np.ones(o, dtype=bool),
              "residents": np.full(o, 100.0) if residents is None else residents, **more}
    return Supply(pairs_of(metres), **values)


def make_vulnerability(score, coverage=1.0, width=0.0, seed=0):
    score = np.asarray(score, dtype=float)
    draws = score + width * np.random.default_rng(seed).uniform(-1, 1, (200, len(score)))
    parts, shares = np.column_stack([score, score / 2]), np.column_stack([score / 4, score / 8])
    return Vulnerability(score, ("a", "b"), parts, shares,
                         np.broadcast_to(np.asarray(coverage, dtype=float), score.shape), draws,
                         {"a": (0.0, 0.25, 0.1), "b": (0.0, 0.125, 0.05)}, np.zeros(len(score), dtype=bool))


def run(vulnerability, supply, persons, area, **options):
    n = len(vulnerability.score)
    fit = options.pop("fit", np.ones(len(supply.potential)))
    residents = options.pop("people", np.bincount(area[area >= 0], weights=supply.residents[area >= 0], minlength=n))
    contiguity = options.pop("contiguity", within(np.column_stack([np.arange(n), np.zeros(n)]) * 1.0, 1.1))
    return analyse(GROUP, fit, vulnerability, supply, persons, area, residents, contiguity, **options)


# --- the figures ---

def test_figures_equal_a_plain_loop():
    rng = np.random.default_rng(1)
    metres = rng.uniform(50, 900, (6, 40))
    metres[rng.uniform(size=metres.shape) < 0.5] = np.inf
    potential, fit, t0 = rng.uniform(.2, 1, 6), rng.uniform(0, 1, 6), rng.choice([5.0, 10, 15], 6)
    persons, area = rng.integers(0, 40, 40).astype(float), rng.integers(-1, 5, 40)
    supply = make_supply(metres, potential=potential, t0=t0)
    u = rng.uniform(0.2, 0.9, 5)
    table = run(make_vulnerability(u), supply, persons, area, fit=fit).table
    for b in range(5):
        people = served = 0.0
        for o in np.flatnonzero(area == b):
            s = sum(potential[j] * fit[j] * float(decay_gauss(np.array(metres[j, o] / 60 / 0.83), np.array(t0[j])))
                    for j in range(6) if np.isfinite(metres[j, o]))
            people += persons[o]
            served += persons[o] * (1 - np.exp(-s))
        assert table["toegang"][b] == pytest.approx(served / people)
        assert table["onbediend"][b] == pytest.approx(people - served)
        assert table["stagnatie"][b] == pytest.approx(100 * u[b] * (1 - served / people))
        assert table["personen"][b] == people


def test_points_off_the_network_are_unknown_not_unserved():
    metres = np.array([[0.0, np.inf, 0, np.inf, np.inf]])
    area = np.array([0, 0, 1, 1, 2])
    attached = np.array([True, False, True, False, True])
    persons = np.array([80.0, 20, 30, 70, 50])
    found = run(make_vulnerability([.5, .5, .5]), make_supply(metres, attached=attached), persons, area).table
    a = 1 - np.exp(-0.8)
    assert found["toegang"][0] == pytest.approx(a) and found["onbediend"][0] == pytest.approx(80 * (1 - a))
    # Of area 1 less than two thirds of the persons can be placed; area 2 is placed and reaches nothing.
    assert np.isnan(found["toegang"][1]) and found["toegang"][2] == 0
    assert found["code"][1] == stagnation.NO_ACCESS and found["status"][1] == stagnation.UNKNOWN
    assert found["stagnatie"][2] == 50


def test_draws_are_repeatable_and_hold_the_base_value():
    rng = np.random.default_rng(2)
    metres = rng.uniform(50, 700, (8, 30))
    scores = rng.integers(2, 5, (8, 5)).astype(float)
    supply = make_supply(metres, potential=type_potential(scores), scores=scores, type_potential=type_potential,
                         type_id=np.array(list("aabbccdd")))
    persons, area = np.full(30, 20.0), np.arange(30) % 6
    runs = [run(make_vulnerability(np.full(6, .6), width=.05), supply, persons, area, seed=s).table for s in (1, 1, 2)]
    assert runs[0].equals(runs[1]) and not runs[0].equals(runs[2])
    first = runs[0]
    assert ((first["stagnatie_p5"] < first["stagnatie"]) & (first["stagnatie"] < first["stagnatie_p95"])).all()
    sure = run(make_vulnerability(np.full(6, .6)), make_supply(metres), persons, area).table
    wide = first["stagnatie_p95"] - first["stagnatie_p5"]
    assert (wide > sure["stagnatie_p95"] - sure["stagnatie_p5"]).all()


# --- the four conditions ---

def row_of_areas(n, u, reach=None, persons=40.0, residents=100.0):
    """n areas in a row with one point each; ``reach`` metres to the one rotonde of the area."""
    metres = np.full((n, n), np.inf)
    np.fill_diagonal(metres, np.inf if reach is None else reach)
    return (make_vulnerability(u), make_supply(metres, np.full(n, residents)),
            np.broadcast_to(np.asarray(persons, dtype=float), n).copy(), np.arange(n))


def test_high_and_sure_is_a_stagnatieplek_even_without_test():
    u = np.r_[np.full(19, 0.3), 0.95]
    found = run(*row_of_areas(20, u))
    table = found.table
    assert table["status"][19] == stagnation.PLACE and table["code"][19] == stagnation.SURE
    assert (table["status"][:19] == stagnation.NONE).all()  # all equal: nobody is in a highest fifth
    assert found.test_code == "te_weinig_gebieden" and table["hotspot"].isna().all()
    assert table["stagnatie_p5"][19] > found.anchors["p80"]


def test_high_but_not_sure_is_an_aandachtspunt():
    u = np.linspace(0.1, 0.9, 20)
    vulnerability, *rest = row_of_areas(20, u)
    found = run(make_vulnerability(u, width=0.4), *rest).table
    assert (found["status"][16:] == stagnation.ATTENTION).all() and (found["code"][16:] == stagnation.NOT_SURE).all()
    assert (found["status"][:16] == stagnation.NONE).all() and (found["code"][:16] == "").all()


def test_a_significant_cluster_makes_an_unsure_place_a_stagnatieplek():
    xy = np.stack(np.meshgrid(np.arange(6.0), np.arange(6.0)), axis=-1).reshape(-1, 2)
    rng = np.random.default_rng(3)
    u = rng.uniform(0.2, 0.4, 36)
    corner = (xy < 3).all(axis=1)
    u[corner] += 0.3
    vulnerability, *rest = row_of_areas(36, u)
    found = run(make_vulnerability(u, width=0.6), *rest, contiguity=within(xy, 1.5))
    place = found.table["status"] == stagnation.PLACE
    assert place.sum() >= 4 and corner[place].all()
    assert (found.table["code"][place] == stagnation.HOT).all() and (found.table["hotspot"][place] == True).all()  # noqa: E712
    assert found.test_code == "" and found.table["hotspot"].notna().all()
    scattered = rng.permutation(u)
    alone = run(make_vulnerability(scattered, width=0.6), *rest, contiguity=within(xy, 1.5)).table
    assert (alone["status"] == stagnation.PLACE).sum() <= 2


def test_groups_too_small_are_hidden_everywhere():
    persons = np.full(20, 40.0)
    persons[19], persons[18] = 9.9, np.nan
    residents = np.full(20, 100.0)
    residents[17] = 49
    vulnerability, supply, _, area = row_of_areas(20, np.r_[np.full(16, .3), .9, .9, .9, .9])
    found = run(vulnerability, supply, persons, area, people=residents).table
    assert (found["status"][17:] == stagnation.UNKNOWN).all()
    assert found["code"][17:].tolist() == ["te_weinig_personen", stagnation.NO_PERSONS, "te_weinig_personen"]
    hidden = ["kwetsbaarheid", "stagnatie", "stagnatie_p5", "stagnatie_p95", "onbediend", "personen", "kenmerk_waarde"]
    assert found.loc[17:, hidden].isna().all(axis=None)
    assert (found["kenmerk"][17:] == "").all()
    assert found["status"][16] == stagnation.PLACE


def test_low_coverage_is_never_a_stagnatieplek():
    vulnerability, *rest = row_of_areas(20, np.r_[np.full(18, .3), .9, .95])
    u = vulnerability.score
    found = run(make_vulnerability(u, coverage=np.r_[np.ones(18), 2 / 3, 0.6]), *rest).table
    assert found["status"][18:].tolist() == [stagnation.PLACE, stagnation.ATTENTION]
    assert found["code"][19] == stagnation.LOW_COVERAGE


def test_unknown_vulnerability_stays_in_the_table():
    u = np.r_[np.nan, np.linspace(.2, .8, 19)]
    vulnerability, *rest = row_of_areas(20, u, reach=300.0)
    found = run(vulnerability, *rest).table
    assert len(found) == 20 and found["status"][0] == stagnation.UNKNOWN
    assert found["code"][0] == stagnation.NO_VULNERABILITY and found["toegang"][0] > 0


def test_nobody_stagnates_where_all_are_served_or_nothing_is_known():
    assert set(run(*row_of_areas(10, np.zeros(10))).table["status"]) == {stagnation.NONE}
    found = run(*row_of_areas(10, np.full(10, np.nan)))
    assert set(found.table["status"]) == {stagnation.UNKNOWN} and np.isnan(found.anchors["p80"])


def test_frozen_limit():
    vulnerability, *rest = row_of_areas(20, np.r_[np.full(19, 0.3), 0.95])
    found = run(vulnerability, *rest, anchors={"p80": 20.0})
    assert (found.table["status"] == stagnation.PLACE).all()
    assert set(run(vulnerability, *rest, anchors={"p80": 99.0}).table["status"]) == {stagnation.NONE}


# --- what explains it ---

def test_the_trait_that_weighs_most():
    vulnerability, *rest = row_of_areas(3, [0.8, 0.0, np.nan])
    found = run(vulnerability, *rest).table
    assert found["kenmerk"].tolist() == ["a", "", ""]
    assert found["kenmerk_waarde"][0] == pytest.approx(0.2) and found["kenmerk_mediaan"][0] == 0.1


def test_the_kind_of_rotonde_that_lacks_most():
    # Area 0 has the café, area 1 the café and the library, area 2 nothing. Both have a bar that does not suit.
    metres = np.array([[100.0, 100, np.inf], [np.inf, 100, np.inf], [np.inf, 150, np.inf], [50, 50, np.inf]])
    supply = make_supply(metres, klass=np.array(["horeca", "bieb", "bieb", "horeca"]),
                         type_id=np.array(["cafe", "bibliotheek", "leeszaal", "kroeg"]))
    fit = np.array([0.6, 0.9, 0.4, 0.3])
    found = run(make_vulnerability([.5, .5, .5]), supply, np.full(3, 40.0), np.arange(3), fit=fit).table
    # Of the café and the bar everybody has two thirds on average, of the libraries one third of more potential.
    assert found["ontbreekt"].tolist() == ["bieb", "", "horeca"]
    near = decay_gauss(np.array([100.0, 150]) / 60 / 0.83, np.full(2, 10.0))
    library = 0.8 * (0.9 * near[0] + 0.4 * near[1])
    assert found["tekort"][0] == pytest.approx(library / 3)
    assert found["ontbreekt_type"][0] == "bibliotheek" and np.isnan(found["tekort"][1])


def test_the_nearest_fitting_rotonde_of_most_people():
    metres = np.array([[100.0, 500, 400, np.inf], [300, 200, 300, np.inf], [10, 10, 10, np.inf]])
    supply = make_supply(metres)
    persons, area = np.array([10.0, 12, 5, 30]), np.array([0, 0, 0, 1])
    found = run(make_vulnerability([.5, .5]), supply, persons, area, fit=np.array([0.5, 0.9, 0.49])).table
    assert found["rotonde"].tolist() == [1, -1]
    assert found["looptijd_min"][0] == pytest.approx((10 * 100 + 12 * 200 + 5 * 300) / 27 / 60 / 0.83)
    assert np.isnan(found["looptijd_min"][1]) and found["zonder_rotonde"].tolist() == [0, 1]
    farther = pairs_of(np.array([[np.inf] * 3 + [3000.0], [np.inf] * 4, [np.inf] * 4]))
    found = run(make_vulnerability([.5, .5]), supply, persons, area, fit=np.array([0.5, 0.9, 0.49]), nearest=farther)
    assert found.table["rotonde"].tolist() == [-1, 0]
    assert found.table["looptijd_min"][1] == pytest.approx(3000 / 60 / 0.83)
    assert found.table["zonder_rotonde"].tolist() == [0, 1], "far away is known, but not in reach"


def test_a_rotonde_beyond_the_limit_of_its_type_is_not_in_reach():
    # Ten minutes at 0.83 m/s is 498 m.
    found = run(make_vulnerability([.5]), make_supply(np.array([[490.0, 510.0]])), np.full(2, 40.0), np.zeros(2, int))
    assert found.table["zonder_rotonde"].tolist() == [0.5] and found.table["rotonde"].tolist() == [0]


def test_no_rotonde_at_all():
    empty = np.zeros((0, 4))
    found = run(make_vulnerability([.5, .9]), make_supply(empty), np.full(4, 40.0), np.array([0, 0, 1, 1])).table
    assert found["toegang"].tolist() == [0, 0] and found["stagnatie"].tolist() == [50, 90]
    assert found["rotonde"].tolist() == [-1, -1] and (found["ontbreekt"] == "").all()


# --- all groups, other borders ---

def test_the_worst_group_is_named_and_groups_are_never_added():
    tables = {"ouderen": pd.DataFrame({"stagnatie": [30.0, np.nan, np.nan]}),
              "nieuwkomers": pd.DataFrame({"stagnatie": [20.0, 5, np.nan]})}
    found = stagnation.worst(tables)
    assert found["stagnatie"][:2].tolist() == [30, 5] and np.isnan(found["stagnatie"][2])
    assert found["groep"].tolist() == ["ouderen", "nieuwkomers", ""]


def test_hot_spots_that_stay_put_or_move():
    area, cell = np.array([0, 0, 1, 1, -1]), np.array([0, 1, 1, 2, 2])
    persons = np.array([10.0, 20, 30, 40, 99])
    here = np.array([True, False])
    assert stagnation.same_place(here, np.array([True, False, False]), area, cell, persons) == pytest.approx(10 / 30)
    assert stagnation.same_place(here, np.array([False, False, True]), area, cell, persons) == 0
    assert np.isnan(stagnation.same_place(~here & here, np.zeros(3, dtype=bool), area, cell, persons))


def test_who_is_unserved_does_not_depend_on_the_borders():
    rng = np.random.default_rng(8)
    xy = rng.uniform(0, 3000, (400, 2))
    rotondes = rng.uniform(0, 3000, (15, 2))
    metres = np.hypot(*(rotondes[:, None] - xy).transpose(2, 0, 1))
    supply = make_supply(np.where(metres < 700, metres, np.inf))
    persons = rng.integers(20, 60, 400).astype(float)
    area = (xy[:, 0] // 1000 + 3 * (xy[:, 1] // 1000)).astype(int)
    cell, centres = hexagons(xy)
    buurten = make_vulnerability(rng.uniform(.2, .9, 9), width=.05)
    cells = buurten.over_cells(area, cell, persons, len(centres))
    by_buurt = run(buurten, supply, persons, area).table
    by_cell = run(cells, supply, persons, cell, contiguity=within(centres, 501)).table
    shown = by_cell["onbediend"].notna()
    assert by_buurt["onbediend"].sum() == pytest.approx(by_cell["onbediend"].sum())
    assert by_cell["kwetsbaarheid"][shown].between(.2, .9).all() and len(by_cell) > 30
    place = (by_buurt["status"] == stagnation.PLACE).to_numpy()
    moved = stagnation.same_place(place, (by_cell["status"] == stagnation.PLACE).to_numpy(), area, cell, persons)
    assert 0 <= moved <= 1
    assert stagnation.same_place(place, place[np.arange(9)], area, area, persons) == 1


@pytest.mark.parametrize("seed", range(3))
def test_more_supply_never_raises_stagnation(seed):
    rng = np.random.default_rng(seed)
    metres = rng.uniform(50, 700, (9, 30))
    persons, area = rng.integers(11, 40, 30).astype(float), np.arange(30) % 6
    u = make_vulnerability(rng.uniform(.2, .9, 6))
    fewer = run(u, make_supply(metres[:5]), persons, area).table
    more = run(u, make_supply(metres), persons, area).table
    assert (more["stagnatie"] <= fewer["stagnatie"] + 1e-9).all()
    assert (more["onbediend"] <= fewer["onbediend"] + 1e-9).all()
    assert more["stagnatie"].between(0, 100).all() and more["toegang"].between(0, 1).all()
