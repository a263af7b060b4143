"""Suspect places in a walking network."""

import numpy as np
import pytest
from netwerken import polylines

from verbondenheidskaart_plugin.core.diagnose import components, suspects
from verbondenheidskaart_plugin.core.network import build

STREET = [(0.0, 0.0), (100.0, 0.0)]


def rows(table, kind):
    found = table[table["kind"] == kind]
    return [tuple(row) for row in found[["x", "y", "metres", "component"]].round(6).to_numpy()]


def test_a_clean_network_has_no_suspects():
    assert len(suspects(build(polylines(STREET, [(100, 0), (100, 80)], [(100, 80), (0, 0)])))) == 0


def test_an_island_is_shown_at_its_gap():
    # The end of the island is 7 m from the middle of the street.
    table = suspects(build(polylines(STREET, [(40, 7), (40, 50)])))
    assert rows(table, "eiland") == [(40, 7, 7, 1)]


def test_the_gap_may_lie_in_the_middle_of_a_street_of_the_island():
    network = build(polylines(STREET, [(100, 0), (100, 80)], [(90, 95), (115, 95)]))
    assert rows(suspects(network), "eiland") == [(100, 95, 15, 1)]
    table = components(network)
    assert table["metres"].tolist() == [180, 25] and table["gap"].tolist() == [0, 15]
    assert table["streets"].tolist() == [2, 1]


def test_an_island_far_away_has_no_gap():
    (_, _, gap, component), = rows(suspects(build(polylines(STREET, [(5000, 0), (5050, 0)]))), "eiland")
    assert np.isnan(gap) and component == 1


def test_a_dead_end_just_short_of_a_street():
    # The side street starts at the other side of the block and ends 3 m before the street.
    network = build(polylines(STREET, [(100, 0), (100, 60)], [(100, 60), (30, 60)], [(30, 60), (30, 3)]))
    assert rows(suspects(network), "los_eind") == [(30, 3, 3, 0)]
    assert rows(suspects(network, gap=2.0), "los_eind") == []


def test_a_stub_is_no_loose_end():
    network = build(polylines([(0, 0), (50, 0)], [(50, 0), (100, 0)], [(50, 0), (50, 3)]))
    assert rows(suspects(network), "los_eind") == []


def test_a_crossing_without_vertex_is_shown_once():
    table = suspects(build(polylines(STREET, [(50, -50), (50, 50)])))
    (x, y, metres, _), = rows(table, "kruising")
    assert (x, y) == (50, 0) and np.isnan(metres)


@pytest.mark.parametrize("turn", [1, -1])
def test_a_duplicate_is_shown_once(turn):
    bend = [(0.0, 0.0), (20.0, 30.0), (80.0, 30.0), (100.0, 0.0)]
    network = build(polylines(STREET, bend, bend[::turn]))
    # The bend has vertices in common with its copy, so both are cut into three there.
    found = rows(suspects(network), "dubbel")
    assert sum(row[2] for row in found) == pytest.approx(2 * np.hypot(20, 30) + 60) and len(found) == 3


def test_parallel_streets_of_equal_length_are_no_duplicates():
    assert rows(suspects(build(polylines(STREET, [(0, 0), (50, 9), (100, 0)], [(0, 0), (50, -9), (100, 0)]))),
                "dubbel") == []


def test_lines_without_length_are_shown():
    lines = polylines(STREET, [(20, 20), (20, 20.05)])
    assert rows(suspects(build(lines), lines), "zonder_lengte") == [(20, 20, 0.05, -1)]
