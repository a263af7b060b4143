"""The others: every function builds its own network, calls ``clock.built()`` and answers (source, node, metres)."""

import subprocess
import sys
import tempfile
from pathlib import Path

import networkx as nx
import numba
import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

_CHUNK = 64


def shortest_edges(network):
    """Return (u, v, metres) of the network without loops and with the shortest of parallel streets."""
    table = pd.DataFrame({"u": np.minimum(network.u, network.v), "v": np.maximum(network.u, network.v),
                          "m": network.length})
    table = table[table["u"] != table["v"]].groupby(["u", "v"], as_index=False)["m"].min()
    return table["u"].to_numpy(), table["v"].to_numpy(), table["m"].to_numpy()


def with_networkx(clock, network, sources, limit):
    u, v, metres = shortest_edges(network)
    graph = nx.Graph()
    graph.add_weighted_edges_from(zip(u.tolist(), v.tolist(), metres.tolist()))
    clock.built()
    found = []
    for k, node in enumerate(sources.tolist()):
        reached = nx.single_source_dijkstra_path_length(graph, node, cutoff=limit)
        found.append((np.full(len(reached), k), np.fromiter(reached, int), np.fromiter(reached.values(), float)))
    return tuple(np.concatenate(part) for part in zip(*found))


def _matrix(network):
    u, v, metres = shortest_edges(network)
    n = len(network.node_xy)
    return csr_matrix((np.append(metres, metres), (np.append(u, v), np.append(v, u))), shape=(n, n))


def with_scipy(clock, network, sources, limit):
    matrix = _matrix(network)
    clock.built()
    found = []
    for start in range(0, len(sources), _CHUNK):
        metres = dijkstra(matrix, indices=sources[start:start + _CHUNK], limit=limit)
        row, node = np.nonzero(np.isfinite(metres))
        found.append((row + start, node, metres[row, node]))
    return tuple(np.concatenate(part) for part in zip(*found))


def pandana_network(network):
    """Return pandana's network, with the contraction that it always makes."""
    import pandana

    u, v, metres = shortest_edges(network)
    x, y = (pd.Series(c) for c in network.node_xy.T)
    return pandana.Network(x, y, pd.Series(u), pd.Series(v), pd.DataFrame({"m": metres}))


def with_pandana(clock, network, sources, limit):
    net = pandana_network(network)
    clock.built()
    table = net.nodes_in_range(sources, limit)
    number = np.empty(len(network.node_xy), dtype=int)
    number[sources] = np.arange(len(sources))
    return number[table["source"].to_numpy()], table["destination"].to_numpy(), table["m"].to_numpy()


def with_pgrouting(clock, network, sources, limit):
    """A server of the benchmark's own: one call for all sources, of which the answer stays in the server."""
    import postgres

    build, query, answer = postgres.driving_distance(*shortest_edges(network), sources, limit)
    clock.report(build, query)
    return answer


def with_igraph(clock, network, sources, limit):
    """igraph has no limit: it always walks the whole network."""
    import igraph

    u, v, metres = shortest_edges(network)
    graph = igraph.Graph(len(network.node_xy), np.column_stack([u, v]))
    clock.built()
    metres = np.array(graph.distances(sources.tolist(), weights=metres))
    row, node = np.nonzero(metres <= limit)
    return row, node, metres[row, node]


@numba.njit
def _push(keys, items, size, key, item):
    place = size
    while place and keys[(place - 1) >> 1] > key:
        keys[place], items[place] = keys[(place - 1) >> 1], items[(place - 1) >> 1]
        place = (place - 1) >> 1
    keys[place], items[place] = key, item
    return size + 1


@numba.njit
def _drop_first(keys, items, size):
    size -= 1
    key, item, place = keys[size], items[size], 0
    while 2 * place + 1 < size:
        child = 2 * place + 1
        if child + 1 < size and keys[child + 1] < keys[child]:
            child += 1
        if keys[child] >= key:
            break
        keys[place], items[place] = keys[child], items[child]
        place = child
    keys[place], items[place] = key, item
    return size


@numba.njit
def _heap_search(indptr, indices, weight, sources, limit):
    """Dijkstra with a binary heap in plain arrays; only what was touched is reset."""
    n = len(indptr) - 1
    best, done = np.full(n, np.inf), np.zeros(n, numba.boolean)
    keys, items, touched = np.empty(len(indices) + 1), np.empty(len(indices) + 1, np.int64), np.empty(n, np.int64)
    room, count = 1 << 16, 0
    source, node, metres = np.empty(room, np.int64), np.empty(room, np.int64), np.empty(room)
    for k in range(len(sources)):
        size, changed = _push(keys, items, 0, 0.0, sources[k]), 1
        best[sources[k]], touched[0] = 0.0, sources[k]
        while size:
            far, here = keys[0], items[0]
            size = _drop_first(keys, items, size)
            if done[here]:
                continue
            done[here] = True
            if count == room:
                source = np.append(source, np.empty(room, np.int64))
                node = np.append(node, np.empty(room, np.int64))
                metres = np.append(metres, np.empty(room))
                room *= 2
            source[count], node[count], metres[count] = k, here, far
            count += 1
            for arc in range(indptr[here], indptr[here + 1]):
                there, total = indices[arc], far + weight[arc]
                if total <= limit and total < best[there]:
                    if best[there] == np.inf:
                        touched[changed] = there
                        changed += 1
                    best[there] = total
                    size = _push(keys, items, size, total, there)
        for t in range(changed):
            best[touched[t]] = np.inf
            done[touched[t]] = False
    return source[:count], node[:count], metres[:count]


def with_numba(clock, network, sources, limit):
    matrix = _matrix(network)
    clock.built()
    return _heap_search(matrix.indptr, matrix.indices, matrix.data, sources, limit)


def warm_up(network):
    """Compile the reference before anything is measured."""
    matrix = _matrix(network)
    _heap_search(matrix.indptr, matrix.indices, matrix.data, np.zeros(1, dtype=np.int64), 100.0)


def population_with_pandana(clock, network, nodes, weights, limit):
    net = pandana_network(network)
    clock.built()
    net.set(pd.Series(nodes), variable=pd.Series(weights), name="people")
    return net.aggregate(limit, type="sum", decay="flat", name="people").to_numpy()


def nearest_with_pandana(clock, network, points, facilities, count, limit):
    net = pandana_network(network)
    clock.built()
    x, y = (pd.Series(c) for c in network.node_xy[facilities].T)
    net.set_pois("all", limit, count, x, y)
    far = net.nearest_pois(limit, "all", num_pois=count)[count].to_numpy()[points]
    return np.where(far >= limit, np.inf, far)


def betweenness_with_igraph(clock, network, limit):
    import igraph

    u, v, metres = shortest_edges(network)
    graph = igraph.Graph(len(network.node_xy), np.column_stack([u, v]))
    clock.built()
    return np.array(graph.betweenness(directed=False, cutoff=limit, weights=metres))


def betweenness_with_cityseer(clock, network, limit):
    """cityseer needs other versions of the scientific packages: it runs in a Python of its own."""
    u, v, metres = shortest_edges(network)
    folder = Path(sys.prefix).parent / "bench-cityseer"
    with tempfile.TemporaryDirectory() as place:
        np.savez(Path(place) / "in.npz", xy=network.node_xy, u=u, v=v, m=metres, limit=limit)
        script = Path(__file__).with_name("with_cityseer.py")
        subprocess.run([folder / "bin/python", script, place], check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)
        out = np.load(Path(place) / "out.npz")
    # Its own times count, not those of starting Python.
    clock.report(float(out["build"]), float(out["query"]))
    return out["passing"]
