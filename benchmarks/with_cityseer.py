"""Run by the benchmark in the Python that has cityseer: betweenness of a network in in.npz, answer in out.npz."""

import sys
import time
from pathlib import Path

import networkx as nx
import numpy as np
from cityseer.metrics import networks
from cityseer.tools import io
from shapely import LineString

folder = Path(sys.argv[1])
data = np.load(folder / "in.npz")
start = time.perf_counter()
graph = nx.MultiGraph(crs="EPSG:28992")
for k, (x, y) in enumerate(data["xy"]):
    graph.add_node(str(k), x=x, y=y)
for u, v, metres in zip(data["u"].tolist(), data["v"].tolist(), data["m"]):
    # A straight street of the right length: cityseer takes the length from the geometry.
    a, b = data["xy"][u], data["xy"][v]
    half = np.hypot(*(b - a)) / 2
    side = np.sqrt(max(metres ** 2 / 4 - half ** 2, 0)) / max(2 * half, 1e-9)
    middle = (a + b) / 2 + side * np.array([a[1] - b[1], b[0] - a[0]])
    graph.add_edge(str(u), str(v), geom=LineString([a, middle, b]))
nodes, _, structure = io.network_structure_from_nx(graph)
built = time.perf_counter()
nodes = networks.node_centrality_shortest(structure, nodes, distances=[int(data["limit"])], compute_closeness=False)
query = time.perf_counter() - built
column = next(c for c in nodes.columns if "betweenness" in c and "beta" not in c)
passing = np.zeros(len(data["xy"]))
passing[nodes.index.astype(int)] = nodes[column]
np.savez(folder / "out.npz", passing=passing, build=built - start, query=query)
