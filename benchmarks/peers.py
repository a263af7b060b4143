"""The others: every function builds its own network, calls ``clock.built()`` and answers (source, node, metres)."""

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
def _heap_search(indptr, indices, weight, sources, limit):
    """Dijkstra with a binary heap; nothing is reset but what was touched."""
    n = len(indptr) - 1
    best, done = np.full(n, np.inf), np.zeros(n, numba.boolean)
    room = 1 << 16
    source, node, metres = np.empty(room, np.int64), np.empty(room, np.int64), np.empty(room)
    count = 0
    heap = [(0.0, 0)]
    touched = [0]
    for k in range(len(sources)):
        heap.clear()
        touched.clear()
        heap.append((0.0, sources[k]))
        best[sources[k]] = 0.0
        touched.append(sources[k])
        while heap:
            # Pop the smallest.
            top = heap[0]
            last = heap.pop()
            size = len(heap)
            if size:
                place = 0
                while True:
                    child = 2 * place + 1
                    if child >= size:
                        break
                    if child + 1 < size and heap[child + 1][0] < heap[child][0]:
                        child += 1
                    if heap[child][0] >= last[0]:
                        break
                    heap[place] = heap[child]
                    place = child
                heap[place] = last
            here = top[1]
            if done[here]:
                continue
            done[here] = True
            if count == room:
                room *= 2
                source = np.append(source, np.empty(count, np.int64))
                node = np.append(node, np.empty(count, np.int64))
                metres = np.append(metres, np.empty(count))
            source[count], node[count], metres[count] = k, here, top[0]
            count += 1
            for arc in range(indptr[here], indptr[here + 1]):
                far = top[0] + weight[arc]
                there = indices[arc]
                if far <= limit and far < best[there]:
                    if best[there] == np.inf:
                        touched.append(there)
                    best[there] = far
                    heap.append((far, there))
                    place = len(heap) - 1
                    while place:
                        parent = (place - 1) >> 1
                        if heap[parent][0] <= far:
                            break
                        heap[place] = heap[parent]
                        place = parent
                    heap[place] = (far, there)
        for t in touched:
            best[t] = np.inf
            done[t] = False
    return source[:count], node[:count], metres[:count]


def with_numba(clock, network, sources, limit):
    matrix = _matrix(network)
    clock.built()
    return _heap_search(matrix.indptr, matrix.indices, matrix.data, sources, limit)


def warm_up(network):
    """Compile the reference before anything is measured."""
    matrix = _matrix(network)
    _heap_search(matrix.indptr, matrix.indices, matrix.data, np.zeros(1, dtype=np.int64), 100.0)
