"""Verbindingslijnen: computed examples, brute force over all pairs, bounds and symmetry."""

import numpy as np
import pytest

from verbondenheidskaart_plugin.core import lines
from verbondenheidskaart_plugin.core.choice import Demand, decay_gauss
from verbondenheidskaart_plugin.core.reach import Pairs


def reached(*rows):
    """Rotondes with their value at every point; 0 = not reached."""
    table = np.array(rows, dtype=float)
    source, target = np.nonzero(table)
    return lines.Reached(Pairs(source, target, np.zeros(len(source))), table[source, target], *table.shape)


@pytest.mark.parametrize("people, f_i, f_j, expected", [
    ((10, 10, 10), (1, .5, 0), (1, .5, 0), 1.0),
    ((10, 10, 10), (1, 0, 0), (0, 0, 1), 0.0),
    ((10, 20, 10), (1, .5, 0), (0, .5, 1), 0.333333),
])
def test_overlap_of_catchments(people, f_i, f_j, expected):
    found = lines.overlap(reached(f_i, f_j), np.array(people, dtype=float), np.array([0]), np.array([1]))
    assert found[0] == pytest.approx(expected, abs=1e-6)


def test_overlap_of_nobody_is_unknown():
    assert np.isnan(lines.overlap(reached((0, 0), (0, 0)), np.ones(2), np.array([0]), np.array([1])))[0]
    assert np.isnan(lines.overlap(reached((1, 0), (1, 0)), np.array([0.0, 5]), np.array([0]), np.array([1])))[0]


@pytest.mark.parametrize("seed", range(4))
def test_overlap_equals_a_full_matrix(seed):
    rng = np.random.default_rng(seed)
    f = rng.uniform(size=(15, 80)) * (rng.uniform(size=(15, 80)) < 0.2)
    people = rng.integers(0, 20, 80).astype(float)
    i, j = np.array([(a, b) for a in range(15) for b in range(15) if a != b]).T
    order = rng.permutation(len(i))
    i, j = i[order], j[order]
    found = lines.overlap(reached(*f), people, i, j)
    expected = (np.minimum(f[i], f[j]) @ people) / (np.maximum(f[i], f[j]) @ people)
    assert found == pytest.approx(expected)
    assert ((found >= 0) & (found <= 1)).all()
    mirrored = lines.overlap(reached(*f), people, j, i)
    assert found == pytest.approx(mirrored)


def test_progress_can_cancel():
    def stop(fraction):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        lines.overlap(reached((1, 0), (1, 1)), np.ones(2), np.array([0]), np.array([1]), stop)


def test_bridging():
    groups = {"leeftijd": np.array([[9.0, 1], [3, 7], [0, 0]])}
    found = lines.bridging(groups, np.array([0, 1, 0]), np.array([1, 0, 2]))
    assert found[:2] == pytest.approx([0.6, 0.6]) and np.isnan(found[2])
    groups["herkomst"] = np.array([[1.0, 0], [0, 4], [2, 2]])
    assert lines.bridging(groups, np.array([0, 0]), np.array([1, 2])) == pytest.approx([0.8, 0.5])
    assert np.isnan(lines.bridging({}, np.array([0]), np.array([1])))[0]


def test_shared_organisations():
    # Rotonde 0 has organisations a, b; 1 has b, c; 2 has d; of 3 nothing is known. A repeated row counts once.
    organisation, rotonde = np.array([0, 1, 1, 2, 3, 1]), np.array([0, 0, 1, 1, 2, 0])
    found = lines.shared_organisations(organisation, rotonde, 4, np.array([0, 0, 0]), np.array([1, 2, 3]))
    assert found[:2] == pytest.approx([1 / 3, 0]) and np.isnan(found[2])
    nothing = np.zeros(0, dtype=int)
    assert np.isnan(lines.shared_organisations(nothing, nothing, 2, np.array([0]), np.array([1])))[0]


def test_strength_renormalises_what_is_unknown():
    nan = np.nan
    found = lines.strength(np.array([.5, .5, nan, nan]), np.array([1, 1, .2, nan]), np.array([0, nan, nan, nan]))
    assert found[:3] == pytest.approx([.5, .5 / .7, .2]) and np.isnan(found[3])


def test_gravity():
    found = lines.gravity(np.array([2.0, 3, 5]), np.array([0, 1]), np.array([1, 2]), np.array([0.5, 1]))
    assert found == pytest.approx([0.03, 0.15])
    assert lines.gravity(np.zeros(2), np.array([0]), np.array([1]), np.ones(1)).tolist() == [0.0]


def test_candidates_once_each_within_the_limit():
    walks = Pairs(np.array([0, 0, 0, 1, 1, 2, 2]), np.array([0, 1, 2, 0, 2, 0, 1]),
                  np.array([0.0, 799, 801, 798, 800, 801, 800]))
    i, j, metres = lines.candidates(walks)
    assert list(zip(i, j, metres)) == [(0, 1, 798), (1, 2, 800)]
    one_way = lines.candidates(Pairs(np.array([2, 1]), np.array([1, 0]), np.array([5.0, 6])))
    assert list(zip(*one_way)) == [(0, 1, 6), (1, 2, 5)]


def test_decay_of_the_average_resident():
    ages = np.array([[0, 0, 6, 0, 2.0], [0, 0, 1, 0, 0]])
    demand = Demand(ages.sum(axis=1), {"leeftijd": ages},
                    {"leeftijd": ("lft_0_15", "lft_15_25", "lft_25_45", "lft_45_65", "lft_65_plus")})
    pairs = Pairs(np.array([0, 0]), np.array([0, 1]), np.array([400.0, 400]))
    young, old = (float(decay_gauss(np.array(400 / 60 / v), np.array(10.0))) for v in (1.33, 0.83))
    found = lines.decay_at_home(pairs, np.array([10.0]), demand)
    assert found == pytest.approx([0.75 * young + 0.25 * old, young])


def town(seed=0, rotondes=12, points=60):
    rng = np.random.default_rng(seed)
    xy, homes = rng.uniform(0, 1500, (rotondes, 2)), rng.uniform(0, 1500, (points, 2))
    to_home = np.hypot(*(xy[:, None] - homes).transpose(2, 0, 1))
    between = np.hypot(*(xy[:, None] - xy).transpose(2, 0, 1))
    source, target = np.nonzero(to_home <= 800)
    pairs = Pairs(source, target, to_home[source, target])
    a, b = np.nonzero(between <= 1000)
    near = decay_gauss(pairs.metres / 80, np.full(len(source), 10.0))
    residents = rng.integers(1, 30, points).astype(float)
    visitors = rng.uniform(1, 100, (rotondes, 5))
    return Pairs(a, b, between[a, b]), lines.Reached(pairs, near, rotondes, points), residents, visitors, between


def test_table_of_lines():
    walks, near, residents, visitors, between = town()
    organisations = np.arange(8) % 3, np.arange(8)
    table = lines.lines(walks, near, residents, visitors.sum(axis=1), {"leeftijd": visitors}, organisations)
    expected = {(i, j) for i in range(12) for j in range(i + 1, 12) if between[i, j] <= 800}
    assert set(zip(table["van"], table["naar"])) == expected and len(table) == len(expected)
    for name in ("route", "overlap", "sterkte", "overbrugging"):
        assert table[name].between(0, 1).all(), name
    known = (table["van"] < 8) & (table["naar"] < 8)
    assert table["organisatie"].notna().equals(known) and known.any() and not known.all()
    assert table["zwaartekracht"].sum() <= 0.5
    without = lines.lines(walks, near, residents, visitors.sum(axis=1), {})
    assert without["organisatie"].isna().all() and without["overbrugging"].isna().all()
    assert (without["sterkte"] == lines.strength(table["route"].to_numpy(), table["overlap"].to_numpy(),
                                                 np.full(len(table), np.nan))).all()
