"""Waiting at busy roads and rest on benches, on streets small enough to count by hand."""

import numpy as np
import pytest

from verbondenheidskaart_plugin.core import barriers
from verbondenheidskaart_plugin.core.network import Profile, build
from verbondenheidskaart_plugin.core.polylines import Polylines
from verbondenheidskaart_plugin.core.reach import pairs
from verbondenheidskaart_plugin.core.snap import Snapper


def network(*lines, stairs=()):
    """Lines: (kind, points …)."""
    xy = np.array([point for _, *points in lines for point in points], dtype=float)
    start = np.concatenate([[0], np.cumsum([len(line) - 1 for line in lines])])
    kind = np.array([line[0] for line in lines], dtype=object)
    return build(Polylines(xy, start, kind, stairs=np.array([k in stairs for k in range(len(lines))])))


# A road from west to east through the origin, with a side street of 100 m on either side.
CROSS = (("primary", (-100, 0), (0, 0), (100, 0)), ("residential", (0, -100), (0, 0), (0, 100)))


def seconds(net, start, end, speed=1.0, stairs=True):
    """The walking time between two points on the network."""
    walked = net.walked_by(Profile(speed, stairs))
    snapper = Snapper(walked)
    a, b = (snapper.snap(np.array([point], dtype=float), 50) for point in (start, end))
    found = pairs(walked, a, b, 10_000)
    return found.metres[0] / speed if len(found) else np.inf


def waiting(net, marked):
    found = barriers.crossings(net, marked)
    net.delay_s = found.delay_s
    return net, found


@pytest.mark.parametrize("kind", ["primary", "secondary", "secondary_link", "Primary"])
def test_crossing_an_unmarked_busy_road_costs_a_minute(kind):
    net, found = waiting(network((kind, *CROSS[0][1:]), CROSS[1]), np.array([[0.0, 500.0]]))
    assert seconds(net, (0, -100), (0, 100)) == pytest.approx(200 + 60)
    assert seconds(net, (-100, 0), (100, 0)) == pytest.approx(200), "along the road nobody waits"
    assert (found.places, found.bare) == (1, 1)


@pytest.mark.parametrize("at, wait", [((0, 0), 0), ((25, 0), 0), ((35, 0), 60)])
def test_a_marked_crossing_within_thirty_metres_is_used(at, wait):
    net, found = waiting(network(*CROSS), np.array([at], dtype=float))
    assert seconds(net, (0, -100), (0, 100)) == pytest.approx(200 + wait)
    assert found.bare == bool(wait)


def test_without_crossings_in_the_data_nobody_waits():
    net, found = waiting(network(*CROSS), None)
    assert not net.delay_s.any() and found.places == 1
    quiet, found = waiting(network(("tertiary", *CROSS[0][1:]), CROSS[1]), np.array([[0.0, 500.0]]))
    assert not quiet.delay_s.any() and found.places == 0


def test_two_carriageways_are_one_crossing():
    net, _ = waiting(network(
        ("primary", (-100, 0), (0, 0), (100, 0)), ("primary", (-100, 10), (0, 10), (100, 10)),
        ("residential", (0, -100), (0, 0)), ("footway", (0, 0), (0, 10)), ("residential", (0, 10), (0, 110))),
        np.array([[0.0, 500.0]]))
    assert seconds(net, (0, -100), (0, 110)) == pytest.approx(210 + 60)


def test_the_slow_pay_the_same_minute_and_take_no_stairs():
    net, _ = waiting(network(*CROSS), np.array([[0.0, 500.0]]))
    assert seconds(net, (0, -100), (0, 100), speed=0.5) == pytest.approx(400 + 60)
    stairs = network(("steps", (0, 0), (0, 100)), ("path", (0, 0), (100, 0), (100, 100), (0, 100)), stairs=(0,))
    assert seconds(stairs, (0, 0), (0, 100)) == pytest.approx(100)
    assert seconds(stairs, (0, 0), (0, 100), stairs=False) == pytest.approx(300)


def test_a_walk_without_benches_takes_a_quarter_longer():
    pieces = [("path", (100 * k, 0), (100 * k + 100, 0)) for k in range(6)]
    net = network(*pieces)
    # Middles at 50, 150 … 550; the bench at 0 serves the first (50 m away), not the second (150 m).
    delay = barriers.bench_delay(net, np.array([[0.0, 0.0]]), 0.8)
    net.delay_s = delay
    share = 5 / 6
    assert seconds(net, (0, 0), (600, 0), speed=0.8) == pytest.approx(600 / 0.8 * (1 + 0.25 * share))
    assert barriers.bench_delay(net, np.zeros((0, 2)), 0.8).sum() == pytest.approx(0.25 * 600 / 0.8)


def test_benches_are_complete_when_four_in_five_inhabited_areas_have_one():
    residents = np.array([100.0, 100, 100, 100, 100, 20, np.nan])
    assert barriers.benches_complete(np.array([0, 1, 2, 3, -1]), residents)
    assert not barriers.benches_complete(np.array([0, 1, 2, 2, 5, 6]), residents)
    assert not barriers.benches_complete(np.array([0]), np.array([np.nan]))
