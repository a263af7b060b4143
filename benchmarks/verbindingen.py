"""Lines, missing links, closures and the network of organisations, beside naive networkx on a sample.

Run alone: ``/usr/bin/python3 benchmarks/verbindingen.py``. Every function
returns rows for the tables in the README, in seconds of processor time.
"""

import time

import networkx as nx
import numpy as np
from networks import street_places, town

from verbondenheidskaart_plugin.core import missing
from verbondenheidskaart_plugin.core.backbone import dependence, levels, nearest_residents
from verbondenheidskaart_plugin.core.brokerage import EXACT_NODES, SAMPLE, structure
from verbondenheidskaart_plugin.core.choice import SPEED_M_S, Demand, decay_gauss
from verbondenheidskaart_plugin.core.closures import closures
from verbondenheidskaart_plugin.core.lines import LINE_M, Reached, decay_at_home, lines
from verbondenheidskaart_plugin.core.reach import pairs
from verbondenheidskaart_plugin.core.ties import read_ties

NODES, SAMPLED = 100_000, 12
T0_MIN = 15.0


def connections(sizes=((750, 15_000), (1_500, 30_000), (3_000, 60_000))):
    """Seconds per part for numbers of rotondes and demand points on one network, and the naive way on a sample."""
    network = town(NODES)
    rows = []
    for rotondes, points in sizes:
        clock = _Clock()
        doors, homes = street_places(network, rotondes, 5), street_places(network, points, 6)
        rng = np.random.default_rng(0)
        demand = Demand(rng.integers(1, 30, points).astype(float))
        visitors, groups = rng.uniform(1, 99, rotondes), {"x": rng.uniform(0, 1, (rotondes, 5))}
        active = rng.integers(0, 500, rotondes), np.arange(rotondes)
        kind, t0 = rng.integers(0, 18, rotondes), np.full(rotondes, T0_MIN)
        homes_near = pairs(network, doors, homes, T0_MIN * 60 * SPEED_M_S)
        walks = pairs(network, doors, doors, missing.SEARCH_M)
        clock("pairs")
        reached = Reached(homes_near, decay_at_home(homes_near, t0, demand), rotondes, points)
        found = lines(walks, reached, demand.residents, visitors, groups, active)
        clock("lines")
        setting = missing.Setting(doors.xy, visitors, walks, homes_near, demand.residents, doors)
        absent = missing.missing_links(setting, found)
        clock("missing links")
        i, j = found["van"].to_numpy(), found["naar"].to_numpy()
        cuts = dependence(rotondes, i, j, nearest_residents(homes_near, demand.residents, rotondes, LINE_M))
        levels(doors.xy, i, j, found["loopafstand_m"].to_numpy())
        closures(homes_near, t0, kind, demand, {}, found, cuts)
        clock("closures")
        rows.append({"rotondes": rotondes, "demand points": points, "near pairs": len(homes_near) + len(walks),
                     "lines": len(found), "missing": len(absent), **clock.rows(), "total s": clock.total})
    rows[-1]["naive networkx, reach and overlap, s"] = _naive(network, doors, homes, demand, found, rotondes)
    return rows


def _naive(network, doors, homes, demand, found, rotondes):
    """Seconds in which networkx and plain loops would find the homes of all and compare them; the sample must agree."""
    graph = nx.Graph()
    for u, v, metres in zip(network.u.tolist(), network.v.tolist(), network.length.tolist()):
        if not graph.has_edge(u, v) or graph[u][v]["weight"] > metres:
            graph.add_edge(u, v, weight=metres)
    limit = T0_MIN * 60 * SPEED_M_S
    at_home = {}
    for k, edge in enumerate(homes.edge.tolist()):
        at_home.setdefault(edge, []).append(k)
    touching = {}
    for edge in at_home:
        for end in (network.u[edge], network.v[edge]):
            touching.setdefault(int(end), set()).add(edge)

    def reach(rotonde):
        edge, along = int(doors.edge[rotonde]), float(doors.along[rotonde])
        metres = {}
        for end, first in ((int(network.u[edge]), along), (int(network.v[edge]), float(network.length[edge]) - along)):
            for node, far in nx.single_source_dijkstra_path_length(graph, end, limit, weight="weight").items():
                metres[node] = min(metres.get(node, np.inf), far + first)
        out = {}
        for street in {street for node in metres for street in touching.get(node, ())} | {edge}:
            for point in at_home.get(street, ()):
                part = float(homes.along[point])
                far = min(metres.get(int(network.u[street]), np.inf) + part,
                          metres.get(int(network.v[street]), np.inf) + float(network.length[street]) - part)
                if street == edge:
                    far = min(far, abs(part - along))
                if far <= limit:
                    out[point] = far
        return out

    chosen = np.random.default_rng(1).choice(len(found), SAMPLED, replace=False)
    searching = comparing = 0.0
    for row in found.iloc[chosen].itertuples():
        start = time.process_time()
        a, b = reach(row.van), reach(row.naar)
        middle = time.process_time()
        least = most = 0.0
        for point in set(a) | set(b):
            f = [float(decay_gauss(np.array(side.get(point, np.inf)) / (60 * SPEED_M_S), T0_MIN)) for side in (a, b)]
            least += demand.residents[point] * min(f)
            most += demand.residents[point] * max(f)
        searching, comparing = searching + middle - start, comparing + time.process_time() - middle
        if abs(least / most - row.overlap) > 1e-6:
            raise SystemExit(f"overlap differs: {least / most} and {row.overlap}")
    return round(searching / (2 * SAMPLED) * rotondes + comparing / SAMPLED * len(found))


def organisations(sizes=((1_250, 10_000), (2_500, 20_000), (5_000, 40_000))):
    """Seconds for all measures of networks of organisations, and of networkx for a sample of the betweenness."""
    rows = []
    for nodes, edges in sizes:
        rng = np.random.default_rng(3)
        ends = rng.integers(0, nodes, (edges, 2))
        # Half of the ties stay within a neighbourhood of fifty.
        near = rng.uniform(size=edges) < 0.5
        ends[near, 1] = ends[near, 0] // 50 * 50 + ends[near, 1] % 50
        ends %= nodes
        start = time.process_time()
        ties = read_ties(*ends.T, ids=range(nodes))
        found = structure(ties, [f"g{k % 12}" for k in range(nodes)])
        ours = time.process_time() - start
        rows.append({"organisations": nodes, "ties": len(ties.i), "all measures, s": round(ours, 1),
                     "sources of betweenness": found.sampled or nodes})
    graph = nx.Graph()
    graph.add_nodes_from(range(nodes))
    graph.add_weighted_edges_from(zip(ties.i.tolist(), ties.j.tolist(), (1 / ties.strength).tolist()))
    start = time.process_time()
    nx.betweenness_centrality(graph, k=20, weight="weight", seed=1)
    per_source = (time.process_time() - start) / 20
    start = time.process_time()
    some = list(range(0, nodes, nodes // 100))
    expected = nx.constraint(graph, some)
    holes = (time.process_time() - start) / len(some)
    if max(abs(found.nodes["beperking"][node] - value) for node, value in expected.items()) > 1e-9:
        raise SystemExit("the constraint differs")
    sources = SAMPLE if nodes > EXACT_NODES else nodes
    rows[-1]["naive networkx, s"] = round(per_source * sources + holes * nodes)
    return rows


class _Clock:
    def __init__(self):
        self.began = self.last = time.process_time()
        self.parts = {}

    def __call__(self, part):
        now = time.process_time()
        self.parts[f"{part} s"] = round(now - self.last, 1)
        self.last = now

    @property
    def total(self):
        return round(self.last - self.began, 1)

    def rows(self):
        return self.parts


if __name__ == "__main__":
    for work in (organisations, connections):
        for line in work():
            print(line)
