"""Graph measures: networkx is the reference, the computed examples are exact."""

import networkx as nx
import numpy as np
import pytest

from verbondenheidskaart_plugin.core import graphs

STAR = (4, [0, 0, 0], [1, 2, 3])
TRIANGLE = (3, [0, 0, 1], [1, 2, 2])
TWO_TRIANGLES = (6, [0, 0, 1, 2, 3, 3, 4], [1, 2, 2, 3, 4, 5, 5])


def arrays(graph):
    count, i, j = graph
    return count, np.array(i, dtype=int), np.array(j, dtype=int)


def random_graph(seed, nodes=40, edges=60):
    rng = np.random.default_rng(seed)
    pair = np.unique(np.sort(rng.integers(0, nodes, (edges, 2)), axis=1), axis=0)
    pair = pair[pair[:, 0] != pair[:, 1]]
    return nodes, pair[:, 0], pair[:, 1], rng


def reference(count, i, j, **weights):
    graph = nx.Graph()
    graph.add_nodes_from(range(count))
    for row, (a, b) in enumerate(zip(i, j)):
        graph.add_edge(int(a), int(b), **{name: float(values[row]) for name, values in weights.items()})
    return graph


def test_star_and_triangle_by_burt():
    constraint, size = graphs.structural_holes(*arrays(STAR))
    assert constraint == pytest.approx([1 / 3, 1, 1, 1])
    assert size == pytest.approx([3, 1, 1, 1])
    constraint, size = graphs.structural_holes(*arrays(TRIANGLE))
    assert constraint == pytest.approx([1.125] * 3)
    assert size == pytest.approx([1.0] * 3)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("weighted", [False, True])
def test_structural_holes_equal_networkx(seed, weighted):
    count, i, j, rng = random_graph(seed, edges=45)
    weight = rng.uniform(0.5, 5, len(i)) if weighted else None
    graph = reference(count, i, j, **({"weight": weight} if weighted else {}))
    name = "weight" if weighted else None
    constraint, size = graphs.structural_holes(count, i, j, weight)
    isolated = [v for v in graph if graph.degree(v) == 0]
    assert isolated
    assert np.isnan(constraint[isolated]).all() and np.isnan(size[isolated]).all()
    linked = [v for v in graph if graph.degree(v) > 0]
    expected = nx.constraint(graph, linked, weight=name)
    assert constraint[linked] == pytest.approx([expected[v] for v in linked])
    expected = nx.effective_size(graph, linked, weight=name)
    assert size[linked] == pytest.approx([expected[v] for v in linked])


def test_two_triangles_with_a_link():
    count, i, j = arrays(TWO_TRIANGLES)
    label = graphs.communities(count, i, j, seed=1)
    assert label.tolist() == [0, 0, 0, 1, 1, 1]
    assert graphs.modularity(i, j, label) == pytest.approx(5 / 14)
    found = graphs.cuts(count, i, j)
    assert np.flatnonzero(found.bridge).tolist() == [3]
    assert found.bridge_loss[3] == 3
    assert np.flatnonzero(found.joint).tolist() == [2, 3]
    assert found.joint_loss.tolist() == [0, 0, 2, 2, 0, 0]


@pytest.mark.parametrize("seed", range(8))
def test_cuts_equal_networkx_and_brute_force(seed):
    count, i, j, rng = random_graph(seed, nodes=30, edges=34)
    weight = rng.uniform(0, 100, count)
    graph = reference(count, i, j)
    found = graphs.cuts(count, i, j, weight)
    assert {(a, b) for a, b, yes in zip(i, j, found.bridge) if yes} == {tuple(sorted(e)) for e in nx.bridges(graph)}
    assert set(np.flatnonzero(found.joint)) == set(nx.articulation_points(graph))
    assert found.bridge.any() and found.joint.any()

    def heaviest_last(smaller, old):
        return sorted(sum(weight[v] for v in part) for part in nx.connected_components(smaller) if part <= old)

    for edge in np.flatnonzero(found.bridge):
        old = set(nx.node_connected_component(graph, i[edge]))
        smaller = graph.copy()
        smaller.remove_edge(i[edge], j[edge])
        assert found.bridge_loss[edge] == pytest.approx(heaviest_last(smaller, old)[0])
    for node in range(count):
        old = set(nx.node_connected_component(graph, node)) - {node}
        smaller = graph.copy()
        smaller.remove_node(node)
        assert found.joint_loss[node] == pytest.approx(sum(heaviest_last(smaller, old)[:-1]))


def test_cuts_of_a_graph_without_edges():
    nothing = np.zeros(0, dtype=int)
    found = graphs.cuts(3, nothing, nothing)
    assert not found.joint.any() and len(found.bridge) == 0
    assert len(graphs.cuts(0, nothing, nothing).joint) == 0


def test_a_long_path_needs_no_deep_recursion():
    i = np.arange(20_000)
    found = graphs.cuts(20_001, i, i + 1)
    assert found.bridge.all() and found.joint.sum() == 19_999
    assert found.bridge_loss[9_999] == 10_000


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("weighted", [False, True])
def test_betweenness_equals_networkx(seed, weighted):
    count, i, j, rng = random_graph(seed, edges=90)
    # Lengths in quarters: many equally short ways.
    length = rng.integers(1, 9, len(i)) / 4 if weighted else np.ones(len(i))
    expected = nx.betweenness_centrality(reference(count, i, j, length=length), weight="length")
    assert graphs.betweenness(count, i, j, length) == pytest.approx([expected[v] for v in range(count)])


def test_betweenness_of_a_path():
    i = np.arange(4)
    assert graphs.betweenness(5, i, i + 1, np.ones(4)) * 6 == pytest.approx([0, 3, 4, 3, 0])


@pytest.mark.parametrize("tiny", [1e-3, 1e-8, 1e-12, 1e-18, 1e-300])
def test_betweenness_with_lines_next_to_nothing(tiny):
    """A step that is lost in the rounding of a sum is a step all the same, and never one there and back for ever."""
    length = np.array([1.0, tiny, 3.0, tiny, 1e3])
    i = np.arange(5)
    path = graphs.betweenness(6, i, i + 1, length)
    assert path * 10 == pytest.approx([0, 4, 6, 6, 4, 0])
    ring = graphs.betweenness(6, np.append(i, 0), np.append(i + 1, 5), np.append(length, tiny))
    assert np.isfinite(ring).all() and (ring <= 1).all()


def test_sampled_betweenness_is_near_the_exact_one():
    count, i, j, rng = random_graph(5, nodes=300, edges=900)
    length = rng.uniform(0.2, 1, len(i))
    exact = graphs.betweenness(count, i, j, length)
    sampled = graphs.betweenness(count, i, j, length, sample=150, seed=3)
    assert np.corrcoef(exact, sampled)[0, 1] > 0.97
    assert sampled.sum() == pytest.approx(exact.sum(), rel=0.05)
    assert (sampled == graphs.betweenness(count, i, j, length, sample=150, seed=3)).all()
    assert (sampled != graphs.betweenness(count, i, j, length, sample=150, seed=4)).any()


def test_parts_are_numbered_by_weight():
    i, j = np.array([0, 2, 3]), np.array([1, 3, 4])
    assert graphs.parts(6, i, j).tolist() == [1, 1, 0, 0, 0, 2]
    assert graphs.parts(6, i, j, np.array([9, 9, 1, 1, 1, 50])).tolist() == [1, 1, 2, 2, 2, 0]


@pytest.mark.parametrize("seed", range(3))
def test_modularity_equals_networkx_and_louvain_is_repeatable(seed):
    count, i, j, rng = random_graph(seed, edges=120)
    weight = rng.uniform(0.1, 2, len(i))
    label = graphs.communities(count, i, j, weight, seed=7)
    assert (label == graphs.communities(count, i, j, weight, seed=7)).all()
    sizes = np.bincount(label)
    assert (np.diff(sizes) <= 0).all() and (sizes > 0).all()
    graph = reference(count, i, j, weight=weight)
    groups = [set(np.flatnonzero(label == k)) for k in range(len(sizes))]
    assert graphs.modularity(i, j, label, weight) == pytest.approx(nx.community.modularity(graph, groups))


def test_modularity_without_edges_is_unknown():
    nothing = np.zeros(0, dtype=int)
    assert np.isnan(graphs.modularity(nothing, nothing, np.zeros(3, dtype=int)))
