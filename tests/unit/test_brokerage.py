"""Organisations and their ties: roles by trying every triad, planted bridge builders, real networks."""

from itertools import permutations

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from verbondenheidskaart_plugin.core import brokerage
from verbondenheidskaart_plugin.core.ties import read_ties, read_two_mode


def ties_of(pairs, **more):
    van, naar = zip(*pairs)
    return read_ties(van, naar, **more)


def random_ties(seed, nodes=25, edges=60):
    rng = np.random.default_rng(seed)
    return ties_of(rng.integers(0, nodes, (edges, 2)).tolist(), ids=range(nodes)), rng


# --- reading ---

def test_reading_ties_counts_what_it_does():
    ties = read_ties(["a", "b ", "a", "c", "a", None, "d", "a"], ["b", "a", "a", "d", " ", "b", "c", "d"],
                               np.array([1.0, 3, 9, 0, 1, 1, np.nan, 4]), np.array([1.0, 2, 9, 9, 9, 9, 4, np.nan]),
                               ids=["z", "a"])
    assert ties.ids.tolist() == ["z", "a", "b", "c", "d"]
    assert list(zip(ties.i, ties.j, ties.strength)) == [(1, 2, 2.0), (1, 4, 4.0), (3, 4, 1.0)]
    assert ties.sources[[0, 2]].tolist() == [3, 4] and np.isnan(ties.sources[1])
    assert ties.row.tolist() == [0, 0, -1, -1, -1, -1, 2, 1]
    assert ties.found == {"leeg": 2, "zelf": 1, "geen_sterkte": 1, "sterkte_onbekend": 1, "dubbel": 1,
                          "nieuwe_knoop": 3}
    assert ties.degree.tolist() == [0, 2, 1, 1, 2]


def test_numbers_and_texts_are_the_same_id():
    assert ties_of([(1, "2"), ("1", 2)]).strength.tolist() == [1.0]


def test_two_mode_projection_and_joints():
    # p takes part in the choir (3 people) and the garden (2); q only in the choir twice over; s alone at the gym.
    actor = ["p", "q", "r", "p", "t", "q", "s", None]
    place = ["choir", "choir", "choir", "garden", "garden", "choir", "gym", "gym"]
    found = read_two_mode(actor, place)
    strength = {(found.actors[i], found.actors[j]): s
                for i, j, s in zip(found.ties.i, found.ties.j, found.ties.strength)}
    assert strength == {("p", "q"): 0.5, ("p", "r"): 0.5, ("q", "r"): 0.5, ("p", "t"): 1.0}
    assert found.actors[found.joint].tolist() == ["p"]
    assert found.ties.found == {"leeg": 1, "nieuwe_knoop": 0} and len(found.actor) == 6


@pytest.mark.parametrize("seed", range(3))
def test_newman_weights_equal_networkx(seed):
    rng = np.random.default_rng(seed)
    actor, place = rng.integers(0, 15, 60), rng.integers(100, 112, 60)
    found = read_two_mode(actor, place)
    graph = nx.Graph(list(zip(actor.tolist(), place.tolist())))
    expected = nx.bipartite.collaboration_weighted_projected_graph(graph, set(actor.tolist()))
    got = {frozenset((int(found.actors[i]), int(found.actors[j]))): s
           for i, j, s in zip(found.ties.i, found.ties.j, found.ties.strength)}
    assert got == pytest.approx({frozenset((a, b)): w for a, b, w in expected.edges(data="weight")})


# --- roles and E-I ---

def brute_force_roles(count, arcs, group):
    found = np.zeros((count, 5), dtype=int)
    for a, v, b in permutations(range(count), 3):
        if (a, v) in arcs and (v, b) in arcs and (a, b) not in arcs and min(group[a], group[v], group[b]) >= 0:
            if group[a] == group[v] == group[b]:
                found[v, 0] += 1
            elif group[a] == group[b]:
                found[v, 1] += 1
            elif group[v] == group[b]:
                found[v, 2] += 1
            elif group[a] == group[v]:
                found[v, 3] += 1
            else:
                found[v, 4] += 1
    return found


def test_representative():
    found = brokerage.roles(3, np.array([0, 1]), np.array([1, 2]), np.array([1, 1, 2]))
    assert found.tolist() == [[0] * 5, [0, 0, 0, 1, 0], [0] * 5]


@pytest.mark.parametrize("seed", range(5))
def test_roles_equal_every_triad_tried(seed):
    rng = np.random.default_rng(seed)
    arcs = {(int(a), int(b)) for a, b in rng.integers(0, 14, (55, 2)) if a != b}
    group = rng.integers(-1, 3, 14)
    tail, head = np.array(sorted(arcs)).T
    assert brokerage.roles(14, tail, head, group).tolist() == brute_force_roles(14, arcs, group).tolist()


@pytest.mark.parametrize("seed", range(3))
def test_undirected_roles_count_every_open_pair_once(seed):
    ties, rng = random_ties(seed)
    group = rng.integers(0, 4, 25)
    found = brokerage.undirected_roles(ties, group)
    arcs = {(a, b) for a, b in zip(ties.i, ties.j)} | {(b, a) for a, b in zip(ties.i, ties.j)}
    both = brute_force_roles(25, arcs, group)
    assert (both[:, 2] == both[:, 3]).all()
    assert found["poort"].tolist() == both[:, 2].tolist()
    assert found.sum(axis=1).tolist() == (both.sum(axis=1) / 2).tolist()
    hidden = np.where(np.arange(25) == 3, -1, group)
    assert brokerage.undirected_roles(ties, hidden).isna().any(axis=1).tolist() == (hidden < 0).tolist()


@pytest.mark.parametrize("pairs, expected", [
    ([(0, 3), (1, 4)], 1), ([(0, 1), (3, 4)], -1),
    ([(0, 1), (0, 2), (1, 2), (2, 3), (3, 4), (3, 5), (4, 5)], -5 / 7)])
def test_ei_index(pairs, expected):
    ties = ties_of(pairs, ids=range(6))
    group = ["A"] * 3 + ["B"] * 3
    assert brokerage.structure(ties, group).ei == pytest.approx(expected)


def test_ei_index_without_ties_is_unknown():
    assert np.isnan(brokerage.ei_index(np.zeros(1), np.zeros(1)))[0]
    assert np.isnan(brokerage.structure(read_ties([], [], ids=["a", "b"]), ["A", "B"]).ei)


def test_where_the_network_stagnates():
    ties = ties_of([("a", "b"), ("c", "d"), ("c", "e"), ("a", "x")], ids=["a", "b", "c", "d", "e", "f", "x"])
    label = ["N", "N", "O", "O", "P", "Q", None]
    table = brokerage.by_label(ties, label, everyone=["R", "N"]).set_index("label")
    assert table["status"].to_dict() == {"R": "geen_knopen", "N": "alleen_zichzelf", "O": "verbonden",
                                         "P": "verbonden", "Q": "geen_banden"}
    assert table.loc["O", ["knopen", "binnen", "buiten"]].tolist() == [2, 1, 1]
    assert table.loc["O", "ei_index"] == 0 and table.loc["N", "ei_index"] == -1 and np.isnan(table.loc["Q", "ei_index"])


# --- the whole ---

def worlds(seed=0):
    """Three close circles of ten; "stil" and "brug" have one contact in each of two of them."""
    rng = np.random.default_rng(seed)
    pairs = [(f"{w}{a}", f"{w}{b}") for w in "abc" for a in range(10) for b in range(a) if rng.uniform() < 0.6]
    return [*pairs, ("stil", "a1"), ("stil", "b1"), ("brug", "b4"), ("brug", "c4")]


@pytest.mark.parametrize("seed", range(5))
def test_planted_bridge_builders_are_found(seed):
    ties = ties_of(worlds(seed))
    found = brokerage.structure(ties).nodes.set_index(pd.Index(ties.ids))
    assert {"stil", "brug"} <= set(found.index[found["onzichtbaar"]])
    assert {"stil", "brug"} <= set(found["makelaarscore"].nlargest(4).index)
    assert found["onzichtbaar"].sum() <= 6
    assert (found.loc[["stil", "brug"], "gemeenschappen"] >= 2).all()
    assert found["snijpunt"][["stil", "brug"]].all()


def test_a_busy_hub_is_a_bridge_builder_but_not_invisible_unless_informal():
    pairs = [*worlds(), *[("hub", f"{w}{k}") for w in "abc" for k in range(8)]]
    ties = ties_of(pairs)
    hub = ties.ids.tolist().index("hub")
    found = brokerage.structure(ties).nodes.loc[hub]
    assert found["bruggenbouwer"] and not found["onzichtbaar"]
    informal = np.arange(len(ties.ids)) == hub
    assert brokerage.structure(ties, informal=informal).nodes.loc[hub, "onzichtbaar"]


def test_measures_stand_in_one_table():
    ties = ties_of(worlds())
    group = [name[0] for name in ties.ids]
    found = brokerage.structure(ties, group, seed=2)
    graph = nx.Graph([(int(a), int(b)) for a, b in zip(ties.i, ties.j)])
    assert found.counts == {"knopen": 32, "banden": len(ties.i), "delen": 1, "losse_knopen": 0, "gemeenschappen": 3}
    assert not found.too_small and found.sampled == 0 and found.roles_by == "groep"
    between = nx.betweenness_centrality(graph)
    assert found.nodes["tussenpositie"].to_numpy() == pytest.approx([between[k] for k in range(32)])
    assert set(np.flatnonzero(found.nodes["snijpunt"])) == set(nx.articulation_points(graph))
    assert found.ties["brug"].sum() == len(list(nx.bridges(graph))) == 4
    assert found.nodes["makelaarsrol"].isin([*brokerage.ROLES, ""]).all()
    assert found.nodes.equals(brokerage.structure(ties, group, seed=2).nodes)
    assert brokerage.structure(ties).roles_by == "gemeenschap"


def test_a_stronger_tie_is_shorter():
    # The detour over the strong ties is shorter than the direct weak one.
    pairs = [*worlds(), ("stil", "brug"), ("stil", "m"), ("m", "brug")]
    strength = np.array([1.0] * (len(pairs) - 3) + [0.1, 1, 1])
    ties = ties_of(pairs, sterkte=strength)
    m = ties.ids.tolist().index("m")
    assert brokerage.structure(ties).nodes.loc[m, "tussenpositie"] > 0
    assert brokerage.structure(ties_of(pairs)).nodes.loc[m, "tussenpositie"] == 0


def test_small_networks_give_counts_only():
    found = brokerage.structure(ties_of([(k, k + 1) for k in range(8)]))
    assert found.too_small and found.counts["knopen"] == 9
    assert list(found.nodes.columns) == ["graad", "component"]
    assert not brokerage.structure(ties_of([(k, k + 1) for k in range(9)])).too_small


def test_nodes_without_ties_have_no_rank():
    ties = ties_of(worlds(), ids=["alleen"])
    node = brokerage.structure(ties).nodes.loc[0]
    assert np.isnan(node["makelaarscore"]) and np.isnan(node["beperking"]) and not node["bruggenbouwer"]
    nobody = brokerage.structure(read_ties([], [], ids=range(12)))
    assert not nobody.nodes["bruggenbouwer"].any() and nobody.counts["delen"] == 12


def test_large_networks_are_sampled_and_say_so():
    ties, _ = random_ties(1, nodes=60, edges=200)
    found = brokerage.structure(ties, exact_nodes=50, sample=30)
    assert found.sampled == 30
    assert brokerage.structure(ties, exact_nodes=60, sample=30).sampled == 0


# --- real networks ---

@pytest.mark.echte_data
@pytest.mark.parametrize("name, nodes, edges, joints", [
    ("engo_collaboration", 54, 98, 8), ("engo_information", 49, 97, None), ("engo_support", 22, None, None),
    ("engo_financial_aid", 9, None, None)])
def test_published_counts_of_real_networks(shared_data, name, nodes, edges, joints):
    table = pd.read_csv(shared_data / "org_networks" / f"{name}.csv")
    ties = read_ties(table["sender"], table["receiver"])
    assert len(ties.ids) == nodes
    graph = nx.Graph(table[["sender", "receiver"]].itertuples(index=False, name=None))
    graph.remove_edges_from(list(nx.selfloop_edges(graph)))
    assert len(ties.i) == graph.number_of_edges()
    if edges:
        assert len(table[["sender", "receiver"]].drop_duplicates()) == edges
    found = brokerage.structure(ties)
    assert found.counts["delen"] == nx.number_connected_components(graph)
    if joints:
        assert found.nodes["snijpunt"].sum() == joints
    assert found.too_small == (nodes < 10)


@pytest.mark.echte_data
def test_a_connected_network_of_agencies(shared_data):
    edges = pd.read_csv(shared_data / "org_networks" / "dhhs_edges.csv")
    people = pd.read_csv(shared_data / "org_networks" / "dhhs_nodes.csv")
    ties = read_ties(edges["source"], edges["target"], edges["collab"], ids=people["id"])
    found = brokerage.structure(ties, people["agency"])
    assert found.counts["knopen"] == 54 and found.counts["banden"] == 447 and found.counts["delen"] == 1
    graph = nx.Graph()
    graph.add_weighted_edges_from(edges[["source", "target", "collab"]].itertuples(index=False, name=None))
    expected = nx.constraint(graph, weight="weight")
    assert found.nodes["beperking"].to_numpy() == pytest.approx([expected[int(k)] for k in ties.ids])
    assert brokerage.by_label(ties, people["agency"])["knopen"].sum() == 54


# --- two-mode and E-I per node ---

def test_two_mode_sources_are_those_of_the_best_named_shared_place():
    # a and b meet in the garden (named 4 and 2 times) and in the choir (3 times each); a and c only in the garden.
    actor, place = ["a", "b", "a", "b", "c", "c"], ["garden", "garden", "choir", "choir", "garden", "gym"]
    found = read_two_mode(actor, place, np.array([4, 2, 3, 3, np.nan, 5]), ids=["z", "a"])
    sources = {(found.actors[i], found.actors[j]): s for i, j, s in zip(found.ties.i, found.ties.j, found.ties.sources)}
    assert found.actors.tolist() == ["z", "a", "b", "c"] and found.ties.degree.tolist() == [0, 2, 2, 2]
    assert sources["a", "b"] == 3 and np.isnan(sources["a", "c"])
    assert found.ties.found == {"leeg": 0, "nieuwe_knoop": 2}
    assert read_two_mode(actor, place).ties.sources is None


def test_the_joints_of_the_two_mode_network_are_the_snijpunten():
    # b1 links two choirs of five: without b1 these fall apart, in the projection as well as in two modes.
    actor = [*"abcde", *"efghi", "j"]
    place = ["x"] * 5 + ["y"] * 5 + ["z"]
    two = read_two_mode(actor, place)
    found = brokerage.structure(two.ties, joint=two.joint).nodes
    assert two.actors[found["snijpunt"]].tolist() == ["e"]
    assert two.actors[found["tussenpositie"].to_numpy().argmax()] == "e"
    # Two people who together are the whole public of one more place do not hold the network together.
    two = read_two_mode([*actor, "a", "b"], [*place, "w", "w"])
    assert brokerage.structure(two.ties, joint=two.joint).nodes["snijpunt"].sum() == 1


@pytest.mark.parametrize("seed", range(3))
def test_the_ei_index_of_a_node_counts_its_own_ties(seed):
    ties, rng = random_ties(seed)
    label = rng.integers(-1, 3, 25)
    found = brokerage.own_ei(ties, label)
    for node in range(25):
        ends = [(b if a == node else a) for a, b in zip(ties.i, ties.j) if node in (a, b)]
        known = [label[end] != label[node] for end in ends if label[end] >= 0 and label[node] >= 0]
        expected = (2 * sum(known) - len(known)) / len(known) if known else np.nan
        assert found[node] == pytest.approx(expected, nan_ok=True)
