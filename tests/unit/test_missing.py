"""Missing links: a railway through a made-up town, brute force for who gains, parts that are joined."""

import networkx as nx
import numpy as np
import pytest

from verbondenheidskaart_plugin.core import lines, missing
from verbondenheidskaart_plugin.core.choice import decay_gauss
from verbondenheidskaart_plugin.core.reach import Pairs
from verbondenheidskaart_plugin.core.snap import Positions

CROSSING = np.array([0.0, 2000.0])
COLUMNS = ["van", "naar", "soort", "code", "hemelsbreed_m", "loopafstand_m", "omwegfactor", "overbrugging",
           "zwaartekracht", "inwoners_erbij", "kostendaling", "bundel", "rang"]


def walk(a, b):
    """Metres on foot in a town with a railway along x = 0 that can be crossed at one place only."""
    a, b = np.broadcast_arrays(np.asarray(a, dtype=float), np.asarray(b, dtype=float))
    direct = np.hypot(*np.moveaxis(a - b, -1, 0))
    round_way = np.hypot(*np.moveaxis(a - CROSSING, -1, 0)) + np.hypot(*np.moveaxis(b - CROSSING, -1, 0))
    return np.where(np.sign(a[..., 0]) == np.sign(b[..., 0]), direct, round_way)


def pairs_within(metres, limit):
    source, target = np.nonzero(metres <= limit)
    return Pairs(source, target, metres[source, target])


def make_setting(xy, homes, visitors=None, residents=None, between=None, limit=2500.0):
    visitors = np.ones(len(xy)) if visitors is None else visitors
    residents = np.ones(len(homes)) if residents is None else residents
    between = walk(xy[:, None], xy) if between is None else between
    return missing.Setting(xy, visitors, pairs_within(between, limit),
                           pairs_within(walk(xy[:, None], homes), 1200.0), residents)


def make_lines(setting, groups=None, organisations=None):
    near = decay_gauss(setting.homes.metres / 80, np.full(len(setting.homes), 10.0))
    reached = lines.Reached(setting.homes, near, len(setting.xy), len(setting.residents))
    return lines.lines(setting.walks, reached, setting.residents, setting.visitors, groups or {}, organisations)


def town(seed=3):
    rng = np.random.default_rng(seed)
    xy = np.column_stack([rng.choice([-1, 1], 30) * rng.uniform(40, 400, 30), rng.uniform(0, 1500, 30)])
    homes = np.column_stack([rng.uniform(-500, 500, 300), rng.uniform(-200, 1700, 300)])
    return make_setting(xy, homes, rng.uniform(1, 50, 30), rng.integers(1, 9, 300).astype(float), limit=5000)


def test_the_railway_is_a_physical_barrier_and_nothing_else_is():
    setting = town()
    found = missing.physical(setting, make_lines(setting))
    assert len(found) >= 3
    sides = np.sign(setting.xy[:, 0])
    assert (sides[found["van"]] != sides[found["naar"]]).all()
    assert (found["hemelsbreed_m"] <= 500).all() and (found["omwegfactor"] > 1.6).all()
    assert (found["loopafstand_m"] / found["hemelsbreed_m"]).to_numpy() == pytest.approx(found["omwegfactor"])
    assert set(found["code"]) == {missing.DETOUR}
    # The one in ten with most gravity of all that cross the railway.
    i, j = setting.near()
    crossing = setting.walk(i, j) > 1.6 * setting.straight(i, j)
    assert len(found) == pytest.approx(0.1 * crossing.sum(), abs=1)
    assert (found["zwaartekracht"] > 0).all()


def test_no_walk_at_all():
    xy = np.array([[-100.0, 0], [100, 0]])
    setting = make_setting(xy, np.array([[-100.0, 10]]), limit=500)
    found = missing.physical(setting, make_lines(setting))
    assert found["code"].tolist() == [missing.NO_WALK] and found["loopafstand_m"].isna().all()
    assert found["omwegfactor"].isna().all()


def test_places_behind_one_door_are_not_missing_a_link():
    xy = np.array([[-10.0, 0], [10, 0]])
    assert len(missing.physical(make_setting(xy, xy), make_lines(make_setting(xy, xy)))) == 0


def test_a_park_is_as_near_as_its_nearest_entrance():
    xy = np.array([[500.0, 0], [90, 300], [800, 800]])
    owner, door = np.array([0, 0, 1]), np.array([[100.0, 0], [900, 0], [95, 290]])
    doors = Positions(owner, np.zeros(3, dtype=int), np.zeros(3), np.zeros(3), door, 3)
    plain = make_setting(xy, xy)
    setting = missing.Setting(xy, plain.visitors, plain.walks, plain.homes, plain.residents, doors)
    i, j = np.array([0, 0, 1]), np.array([1, 2, 2])
    ends = setting.ends(i, j)
    assert ends[0].tolist() == [[100, 0], [900, 0], [95, 290]]
    assert ends[1].tolist() == [[95, 290], [800, 800], [800, 800]]
    assert setting.straight(i, j)[0] == pytest.approx(np.hypot(5, 290))
    # The third is not on the network: nothing can be said about its walks.
    assert list(zip(*setting.near())) == [(0, 1)]
    assert list(zip(*plain.near())) == []


def test_who_gains_by_brute_force():
    setting = town(5)
    i, j = setting.near()
    i, j = i[:25], j[:25]
    length = setting.straight(i, j)
    to_home = np.full((30, 300), np.inf)
    to_home[setting.homes.source, setting.homes.target] = setting.homes.metres
    for k, (a, b) in enumerate(zip(i, j)):
        from_a, from_b = to_home[a], to_home[b]
        gain = setting.residents[(from_a + length[k] <= 800) & (from_b > 800)].sum()
        gain += setting.residents[(from_b + length[k] <= 800) & (from_a > 800)].sum()
        assert setting.gained(i, j, length)[k] == gain
        assert setting.apart(i, j)[k] == setting.residents[(from_a <= 800) != (from_b <= 800)].sum()
    assert setting.gained(i, j, length).max() > 0


def test_social_links_need_other_publics_and_known_organisations_without_overlap():
    xy = np.array([[100.0, 100 * k] for k in range(5)])
    setting = make_setting(xy, xy + [20, 0])
    publics = {"leeftijd": np.array([[9.0, 1], [8, 2], [1, 9], [1, 9], [1, 9]])}
    # 0 and 2 share an organisation, 1 has one of its own; of 3 nothing is known, 4 has one of its own.
    organisations = np.array([0, 0, 1, 2]), np.array([0, 2, 1, 4])
    table = make_lines(setting, publics, organisations)
    found = missing.social(setting, table)
    wide = table["overbrugging"] >= table["overbrugging"].median()
    assert {(0, 2), (1, 2), (0, 4), (1, 4)} <= set(zip(table["van"][wide], table["naar"][wide]))
    assert set(zip(found["van"], found["naar"])) == {(1, 2), (0, 4), (1, 4)}
    assert len(missing.social(setting, make_lines(setting, publics))) == 0


def test_links_that_join_the_parts():
    # Two clusters on one side, 1,000 m apart, and a lone rotonde.
    xy = np.array([[100.0, 0], [200, 0], [100, 1000], [200, 1050], [150, 3000]])
    homes = np.array([[100.0, 20], [210, 10], [100, 1010], [150, 3010]])
    setting = make_setting(xy, homes, residents=np.array([50.0, 20, 30, 7]))
    found = missing.joining(setting, make_lines(setting))
    assert set(zip(found["van"], found["naar"], found["inwoners_erbij"])) == {(0, 2, 30), (3, 4, 7)}
    assert set(found["code"]) == {missing.JOINS} and set(found["soort"]) == {missing.STRUCTURAL}


def test_shortcuts_by_brute_force():
    # A horseshoe: rotondes every 200 m along two legs that meet at the far end.
    leg = np.arange(0, 1800, 200.0)
    xy = np.concatenate([np.column_stack([np.full(9, -150.0), leg]), np.column_stack([np.full(9, 150.0), leg]),
                         [[0.0, 1800]]])
    way = nx.Graph()
    way.add_weighted_edges_from([(k, k + 1, 200.0) for k in [*range(8), *range(9, 17)]])
    way.add_weighted_edges_from([(8, 18, 250.0), (17, 18, 250.0)])
    between = np.array(nx.floyd_warshall_numpy(way, nodelist=range(19)))
    setting = make_setting(xy, xy, between=between, limit=5000)
    table = make_lines(setting)
    found = missing.shortcuts(setting, table)
    graph = nx.Graph()
    graph.add_weighted_edges_from(table[["van", "naar", "loopafstand_m"]].to_numpy().tolist())

    def cost(g):
        return sum(sum(d.values()) for _, d in nx.all_pairs_dijkstra_path_length(g))

    saved = {}
    for i, j in zip(*setting.near()):
        new = graph.copy()
        if setting.walk(np.array([i]), np.array([j]))[0] > 1.6 * setting.straight(np.array([i]), np.array([j]))[0]:
            new.add_edge(float(i), float(j), weight=float(setting.straight(np.array([i]), np.array([j]))[0]))
            saved[i, j] = 1 - cost(new) / cost(graph)
    best = sorted(saved, key=saved.get, reverse=True)[:10]
    assert set(zip(found["van"], found["naar"])) == set(best)
    assert dict(zip(zip(found["van"], found["naar"]), found["kostendaling"])) == pytest.approx(
        {pair: saved[pair] for pair in best})
    assert 0.1 < found["kostendaling"].max() < 1
    assert missing.shortcuts(setting, table, seed=4).equals(found)


def test_table_is_ranked_and_bundled():
    setting = town()
    organisations = np.arange(30), np.arange(30)
    rng = np.random.default_rng(0)
    table = missing.missing_links(setting, make_lines(setting, {"x": rng.uniform(0, 9, (30, 3))}, organisations))
    assert list(table.columns) == COLUMNS
    assert set(table["soort"]) == {"fysiek", "sociaal", "structureel"}
    for kind, rows in table.groupby("soort"):
        assert rows["rang"].tolist() == list(range(1, len(rows) + 1))
        assert rows["inwoners_erbij"].is_monotonic_decreasing
        a, b = setting.xy[rows["van"]], setting.xy[rows["naar"]]
        for k in range(len(rows)):
            for p, q in ((a, b), (b, a)):
                ends = np.maximum(np.hypot(*(p - a[k]).T), np.hypot(*(q - b[k]).T))
                assert (np.delete(ends, k) > missing.BUNDLE_M).all(), kind
    loose = missing.physical(setting, make_lines(setting))
    assert table.loc[table["soort"] == "fysiek", "bundel"].sum() == len(loose)


@pytest.mark.parametrize("count", [0, 1])
def test_hardly_any_rotondes(count):
    xy = np.zeros((count, 2)) + 100
    setting = make_setting(xy, np.ones((3, 2)))
    table = missing.missing_links(setting, make_lines(setting))
    assert len(table) == 0 and list(table.columns) == COLUMNS
