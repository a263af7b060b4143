"""Small random networks and a brute-force reference, shared by the tests of the walking engine."""

import networkx as nx
import numpy as np

from verbondenheidskaart_plugin.core.network import build
from verbondenheidskaart_plugin.core.polylines import Polylines
from verbondenheidskaart_plugin.core.snap import Positions


def polylines(*lines):
    xy = np.concatenate([np.asarray(line, dtype=float) for line in lines])
    return Polylines(xy, np.concatenate([[0], np.cumsum([len(line) for line in lines])]))


def random_network(seed, extent=900.0, duplicate=True):
    """A messy network: bends, parallel edges, loops, islands and crossings without a vertex."""
    rng = np.random.default_rng(seed)
    nodes = rng.uniform(0, extent, (22, 2)).round(1)
    lines = []
    for _ in range(36):
        i, j = rng.integers(0, 22, 2)
        middle = (nodes[i] + nodes[j]) / 2 + rng.uniform(-60, 60, 2)
        lines.append([nodes[i], middle.round(1), nodes[j]] if i != j else [nodes[i], middle, middle + 20, nodes[i]])
    if duplicate:
        lines.append(lines[0][::-1])
    lines.append([lines[1][0], np.add(lines[1][0], [3.0, 40.0]), lines[1][-1]])
    island = np.array([[extent * 3, 0], [extent * 3 + 80, 10], [extent * 3 + 90, 70]])
    lines += [island, island[[0, 2]]]
    return build(polylines(*lines)), rng


def positions(network, rng, count, per_owner=1, ends=True):
    edge = rng.integers(0, len(network.u), count * per_owner)
    along = rng.uniform(0, 1, len(edge)) * network.length[edge]
    if ends:
        along[:2] = 0.0, network.length[edge[1]]
    return at(network, edge, along, np.repeat(np.arange(count), per_owner), count)


def at(network, edge, along, owner, count):
    """Positions at given places, with their true coordinates."""
    xy = np.zeros((len(edge), 2))
    for k, (e, metres) in enumerate(zip(edge, along)):
        line = network.lines.xy[network.lines.start[e]:network.lines.start[e + 1]]
        run = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
        xy[k] = np.interp(metres, run, line[:, 0]), np.interp(metres, run, line[:, 1])
    return Positions(owner, np.asarray(edge), np.asarray(along, dtype=float), np.zeros(len(edge)), xy, count)


def subdivided(network, *sets):
    """Reference graph: every edge is cut at all positions on it; returns the graph and the cut names."""
    cuts = {}
    for name, places in sets:
        for k, (e, metres) in enumerate(zip(places.edge, places.along)):
            cuts.setdefault(e, []).append((metres, (name, k)))
    graph = nx.MultiGraph()
    graph.add_nodes_from(range(len(network.node_xy)))
    for e in range(len(network.u)):
        chain = [(0.0, int(network.u[e]))] + sorted(cuts.get(e, []), key=lambda c: c[0])
        chain += [(network.length[e], int(network.v[e]))]
        for (a, one), (b, two) in zip(chain[:-1], chain[1:]):
            graph.add_edge(one, two, weight=b - a, edge=e)
    return graph
