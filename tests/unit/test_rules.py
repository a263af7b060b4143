"""Rules of thumb: shares on a street of 2 km with a home every 100 m, worked out by hand."""

import numpy as np
import pandas as pd
import pytest
from netwerken import polylines

from verbondenheidskaart_plugin.core import rules
from verbondenheidskaart_plugin.core.errors import CatalogueError
from verbondenheidskaart_plugin.core.network import build
from verbondenheidskaart_plugin.core.privacy import TOO_FEW
from verbondenheidskaart_plugin.core.reach import pairs
from verbondenheidskaart_plugin.core.snap import Snapper

HOMES = 21  # at 0, 100 … 2000 m
NEAR = rules.Rule("VR", "nabij", "inwoners", "type_id=speeltuin", 200.0, 1, 0.8)


def street(places, area=None, persons=100.0):
    """Return the street with facilities at (metres, type_id, …); the homes beyond 1000 m are the second area."""
    network = build(polylines([(0, 0), (2000, 0)]))
    snapper = Snapper(network)
    table = pd.DataFrame(places, columns=["x", "type_id", "component_nr", "score_p5"])
    doors = snapper.snap(np.column_stack([table["x"].astype(float), np.zeros(len(table))]), 250.0)
    x = np.linspace(0, 2000, HOMES)
    homes = snapper.snap(np.column_stack([x, np.zeros(HOMES)]), 250.0)
    area = (x > 1000).astype(int) if area is None else area
    people = {"inwoners": np.full(HOMES, persons), "lft_65_plus": np.full(HOMES, np.nan)}
    return rules.Living(network, doors, homes, table, people, area)


def judged(rule, living, residents=(1100.0, 1000.0), **more):
    return rules.judge([rule], living, np.array(residents), **more)


def test_the_share_is_that_of_the_people_within_the_distance():
    found = judged(NEAR, street([(500, "speeltuin", 8, np.nan), (1000, "park", 8, np.nan)]))
    # homes at 300 … 700 m: 5 of the 11 in the first area, none of the 10 in the second
    assert found["aandeel"].tolist() == pytest.approx([5 / 11, 0.0])
    assert found["oordeel"].tolist() == [rules.NOT_MET, rules.NOT_MET]


def test_a_share_equal_to_the_minimum_is_enough():
    living = street([(500, "speeltuin", 8, np.nan)])
    rule = rules.Rule("VR", "nabij", "inwoners", "type_id=speeltuin", 200.0, 1, 5 / 11)
    assert judged(rule, living)["oordeel"].tolist() == [rules.MET, rules.NOT_MET]


def test_kinds_are_counted_and_not_places():
    rule = rules.Rule("VR", "nabij", "inwoners", "component_nr=7", 1500.0, 2, 0.8)
    same = street([(500, "sporthal", 7, np.nan), (600, "sporthal", 7, np.nan)])
    other = street([(500, "sporthal", 7, np.nan), (600, "zwembad", 7, np.nan)])
    assert judged(rule, same)["aandeel"].tolist() == [0.0, 0.0]
    assert judged(rule, other)["aandeel"].tolist() == pytest.approx([1.0, 1.0])


def test_what_cannot_be_known_is_never_a_failure():
    places = [(500, "speeltuin", 8, np.nan)]
    unmeasured = judged(rules.Rule("VR", "", "", "", np.nan, 1, np.nan), street(places))
    absent = judged(rules.Rule("VR", "nabij", "inwoners", "type_id=park", 200.0, 1, 0.8), street(places))
    nobody = judged(rules.Rule("VR", "nabij", "lft_65_plus", "type_id=speeltuin", 200.0, 1, 0.8), street(places))
    few = judged(NEAR, street(places), residents=(1100.0, 49.0))
    for found, reason in ((unmeasured, rules.NOT_MEASURED), (absent, rules.NO_PLACES), (nobody, rules.NO_PEOPLE)):
        assert found["aandeel"].isna().all() and set(found["oordeel"]) == {rules.UNKNOWN}
        assert set(found["reden"]) == {reason}
    assert few["oordeel"].tolist() == [rules.NOT_MET, rules.UNKNOWN] and few["reden"].tolist() == ["", TOO_FEW]


def test_homes_off_the_network_are_unknown_and_not_unserved():
    living = street([(500, "speeltuin", 8, np.nan)])
    living.homes.edge[:] = np.where(np.isin(np.arange(HOMES), [0, 1, 2]), -1, living.homes.edge)
    assert judged(NEAR, living)["aandeel"][0] == pytest.approx(5 / 8)
    living.homes.edge[:8] = -1
    found = judged(NEAR, living)
    assert np.isnan(found["aandeel"][0]) and found["reden"][0] == rules.OFF_NETWORK


def test_a_lower_bound_that_is_unknown_does_not_count():
    rule = rules.Rule("VR14", "nabij", "inwoners", "score_p5>50", 800.0, 1, 0.8)
    found = judged(rule, street([(0, "park", 8, 51.0), (2000, "park", 8, np.nan), (1900, "park", 8, 50.0)]))
    assert found["aandeel"].tolist() == pytest.approx([9 / 11, 0.0])


def test_every_rotonde_of_an_area_must_have_its_lines():
    rule = rules.Rule("VR15", "lijnen", "rotondes", "rol=rotonde", np.nan, 2, 1.0)
    lines = np.array([0, 0, -1]), np.array([2, 3, 0])
    found = judged(rule, street([(0, "park", 8, 1.0)]), lines=lines)
    assert found["oordeel"].tolist() == [rules.MET, rules.UNKNOWN]
    assert judged(rule, street([(0, "park", 8, 1.0)]), lines=(lines[0], np.array([2, 1, 0])))["aandeel"][0] == 0.5


def test_lacking_is_what_others_have_and_what_is_worth_most():
    living = street([(0, "park", 8, 1.0), (100, "cafe", 1, 1.0), (2000, "plein", 8, 1.0)])
    found = rules.lacking(pairs(living.network, living.doors, living.homes, 1500.0), living.facilities["type_id"],
                          {"park": 0.5, "cafe": 0.9, "plein": 0.5}, living, np.array([1100.0, 1000.0]))
    share = found.pivot(index="type_id", columns="gebied", values="aandeel")
    assert share.loc["park"].tolist() == pytest.approx([9 / 11, 0.0])
    assert share.loc["cafe"].tolist() == pytest.approx([10 / 11, 0.0])
    rank = found.pivot(index="type_id", columns="gebied", values="rang")
    # in the second area the café is lacking more than the park; in the first only the square is
    assert rank[1].drop("plein").tolist() == [1.0, 2.0] and np.isnan(rank.loc["plein", 1])
    assert rank.loc["plein", 0] == 1.0 and rank[0].drop("plein").isna().all()
    town = found.drop_duplicates("type_id").set_index("type_id")["aandeel_gemeente"]
    assert town["park"] == pytest.approx(9 / 21)


def test_few_residents_give_no_share():
    living = street([(0, "park", 8, 1.0)])
    found = rules.lacking(pairs(living.network, living.doors, living.homes, 800.0), living.facilities["type_id"],
                          {"park": 0.5}, living, np.array([1100.0, 49.0]))
    assert found["aandeel"].isna().tolist() == [False, True] and found["rang"].isna().all()


@pytest.mark.parametrize(("column", "value"), [("meting", "gevoel"), ("afstand_m", "ver")])
def test_a_wrong_cell_in_the_catalogue_is_named(column, value):
    row = {"id": "VR1", "meting": "nabij", "voor": "inwoners", "plekken": "", "afstand_m": "200", "aantal": "1",
           "aandeel_min": "0,8"}
    assert rules.Rule.from_rows([row], "v.csv")[0].minimum == 0.8
    with pytest.raises(CatalogueError) as problem:
        rules.Rule.from_rows([row, {**row, column: value}], "v.csv")
    assert (problem.value.row, problem.value.column) == (3, column)
