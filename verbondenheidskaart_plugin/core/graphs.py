"""Measures of undirected graphs given as arrays: parts, bridges, betweenness, structural holes, communities.

A graph has nodes 0 … n − 1 and edges i–j, each edge once and none from a node to itself.
"""

from dataclasses import dataclass
from typing import Callable, List, Optional, Tuple

import networkx as nx
import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components, dijkstra

_BATCH = 32
_TIE = 1e-9  # walks whose lengths differ by less, relatively, are equally short
_SHORTEST = 1e-9  # of the longest line: what is shorter would be lost in the rounding of a sum

Progress = Callable[[float], None]


def adjacency(count: int, i: np.ndarray, j: np.ndarray, weight: Optional[np.ndarray] = None) -> csr_matrix:
    """Return the symmetric matrix (count, count) of the weights (m,), 1 by default."""
    weight = np.ones(len(i)) if weight is None else weight
    tail, head = np.concatenate([i, j]), np.concatenate([j, i])
    return csr_matrix((np.concatenate([weight, weight]), (tail, head)), shape=(count, count))


def parts(count: int, i: np.ndarray, j: np.ndarray, weight: Optional[np.ndarray] = None) -> np.ndarray:
    """Return (count,) the number of the connected part of each node, 0 = the heaviest; weight of the nodes, 1 each."""
    _, label = connected_components(adjacency(count, i, j), directed=False)
    return _by_size(label, np.ones(count) if weight is None else weight)


def _by_size(label: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Renumber labels by total weight, heaviest first; between equals the one with the lowest node."""
    number, first = np.unique(label, return_index=True)
    total = np.bincount(label, weights=weight)[number]
    rank = np.empty(int(label.max(initial=-1)) + 1, dtype=np.int64)
    rank[number[np.lexsort((first, -total))]] = np.arange(len(number))
    return rank[label]


@dataclass(frozen=True)
class Cuts:
    """What holds the graph together.

    bridge: (m,) bool, edges without which a part falls apart; bridge_loss: (m,) the weight of the lighter side.
    joint: (n,) bool, articulation points; joint_loss: (n,) the weight of all pieces but the heaviest, without the
    node itself. Losses are 0 where nothing falls apart.
    """

    bridge: np.ndarray
    bridge_loss: np.ndarray
    joint: np.ndarray
    joint_loss: np.ndarray


def cuts(count: int, i: np.ndarray, j: np.ndarray, weight: Optional[np.ndarray] = None) -> Cuts:
    """Return bridges and articulation points with what they cut off, by one depth-first walk (Tarjan 1972).

    weight: (count,) of the nodes, such as residents; 1 each by default.
    """
    weight = np.ones(count) if weight is None else np.asarray(weight, dtype=float)
    order, parent, parent_edge, low, place = _depth_first(count, i, j)
    below = weight.astype(float).copy()  # weight of the subtree
    for node in reversed(order):
        if parent[node] >= 0:
            below[parent[node]] += below[node]
    root = np.arange(count)
    for node in order:
        if parent[node] >= 0:
            root[node] = root[parent[node]]
    total = below[root]

    bridge, bridge_loss = np.zeros(len(i), dtype=bool), np.zeros(len(i))
    pieces: List[List[float]] = [[] for _ in range(count)]
    for node in order:
        up = parent[node]
        if up < 0:
            continue
        if low[node] > place[up]:
            edge = parent_edge[node]
            bridge[edge] = True
            bridge_loss[edge] = min(below[node], total[node] - below[node])
        if low[node] >= place[up]:
            pieces[up].append(below[node])
    joint, joint_loss = np.zeros(count, dtype=bool), np.zeros(count)
    for node, cut_off in enumerate(pieces):
        is_root = parent[node] < 0
        if len(cut_off) > (1 if is_root else 0):
            joint[node] = True
            rest = 0.0 if is_root else total[node] - weight[node] - sum(cut_off)
            joint_loss[node] = max(0.0, rest + sum(cut_off) - max([rest] + cut_off))
    return Cuts(bridge, bridge_loss, joint, joint_loss)


def _depth_first(count: int, i: np.ndarray, j: np.ndarray
                 ) -> Tuple[List[int], List[int], List[int], List[int], List[int]]:
    """Return (order, parent, edge to the parent, lowest place reached, place) of a walk over all nodes."""
    edges = np.arange(len(i))
    tail, head = np.concatenate([i, j]), np.concatenate([j, i])
    by_tail = np.argsort(tail, kind="stable")
    heads, names = head[by_tail].tolist(), np.concatenate([edges, edges])[by_tail].tolist()
    ends = np.cumsum(np.bincount(tail, minlength=count)).tolist()
    cursor = [0] + ends[:-1] if count else []
    place, low, parent, parent_edge = [-1] * count, [0] * count, [-1] * count, [-1] * count
    order: List[int] = []
    for start in range(count):
        if place[start] >= 0:
            continue
        stack = [start]
        place[start] = low[start] = len(order)
        order.append(start)
        while stack:
            node = stack[-1]
            if cursor[node] == ends[node]:
                stack.pop()
                if stack:
                    low[stack[-1]] = min(low[stack[-1]], low[node])
                continue
            at = cursor[node]
            cursor[node] += 1
            other = heads[at]
            if place[other] < 0:
                place[other] = low[other] = len(order)
                parent[other], parent_edge[other] = node, names[at]
                order.append(other)
                stack.append(other)
            elif names[at] != parent_edge[node]:
                low[node] = min(low[node], place[other])
    return order, parent, parent_edge, low, place


def betweenness(count: int, i: np.ndarray, j: np.ndarray, length: np.ndarray, sample: Optional[int] = None,
                seed: int = 1, progress: Progress = lambda fraction: None) -> np.ndarray:
    """Return (count,) betweenness 0–1: the share of all pairs of other nodes whose shortest way passes the node.

    length: (m,) > 0, at least a billionth of the longest (shorter counts as that). Equal ways share a pair (Brandes
    2001). ``sample``: so many random sources stand for all.
    """
    total = np.zeros(count)
    if count < 3 or len(i) == 0:
        return total
    length = np.maximum(length, _SHORTEST * np.max(length))
    sources = np.arange(count)
    if sample is not None and sample < count:
        sources = np.sort(np.random.default_rng(seed).choice(count, sample, replace=False))
    graph = adjacency(count, i, j, length)
    tail = np.repeat(np.arange(count), np.diff(graph.indptr))
    for start in range(0, len(sources), _BATCH):
        progress(start / len(sources))
        batch = sources[start:start + _BATCH]
        total += _dependencies(dijkstra(graph, indices=batch), batch, tail, graph.indices, graph.data)
    progress(1.0)
    return total * count / len(sources) / ((count - 1) * (count - 2))


def _dependencies(distance: np.ndarray, sources: np.ndarray, tail: np.ndarray, head: np.ndarray, length: np.ndarray
                  ) -> np.ndarray:
    """Return the dependencies of a batch of sources, summed, from their distances (s, n).

    Ways are counted over arcs that lie on a shortest way, all of one number of steps at once.
    """
    rows, n = distance.shape
    with np.errstate(invalid="ignore"):
        gap = distance[:, tail] + length - distance[:, head]
    # A very short line is a tie both ways: only the way outwards is one, or the steps would never end.
    outwards = distance[:, tail] < distance[:, head]
    row, arc = np.nonzero(outwards & (gap <= _TIE * (distance[:, head] + length)))
    near, far = row * n + tail[arc], row * n + head[arc]
    own = np.arange(rows) * n + sources
    ways: np.ndarray = np.zeros(rows * n)
    front: np.ndarray = np.zeros(rows * n)
    front[own] = 1.0
    while front.any():
        ways += front
        front = np.bincount(far, weights=front[near], minlength=rows * n)
    share = ways[near] / ways[far]
    depend, front = np.zeros(rows * n), np.ones(rows * n)
    while True:
        front = np.bincount(near, weights=share * front[far], minlength=rows * n)
        if not front.any():
            break
        depend += front
    depend[own] = 0.0
    return depend.reshape(rows, n).sum(axis=0)


def structural_holes(count: int, i: np.ndarray, j: np.ndarray, weight: Optional[np.ndarray] = None
                     ) -> Tuple[np.ndarray, np.ndarray]:
    """Return (constraint, effective size), (count,) each, of Burt (1992); NaN for a node without neighbours.

    c_i = Σ_j (p_ij + Σ_q p_iq p_qj)² over the neighbours j, with p the share of the weight. Effective size is the
    number of neighbours less their redundancy Σ_j Σ_q p_iq m_jq, with m_jq relative to the strongest tie of j.
    """
    w = adjacency(count, i, j, weight)
    degree = np.diff(w.indptr)
    total = np.asarray(w.sum(axis=1)).ravel()
    tail = np.repeat(np.arange(count), degree)
    strongest = np.zeros(count)
    np.maximum.at(strongest, tail, w.data)
    p = csr_matrix((w.data / total[tail], w.indices, w.indptr), shape=w.shape)
    m = csr_matrix((w.data / strongest[tail], w.indices, w.indptr), shape=w.shape)
    linked = csr_matrix((np.ones(w.nnz), w.indices, w.indptr), shape=w.shape)
    direct = p + (p @ p).multiply(linked)
    constraint = np.asarray(direct.multiply(direct).sum(axis=1)).ravel()
    redundancy = np.asarray((p @ m.T).multiply(linked).sum(axis=1)).ravel()
    alone = degree == 0
    return np.where(alone, np.nan, constraint), np.where(alone, np.nan, degree - redundancy)


def communities(count: int, i: np.ndarray, j: np.ndarray, weight: Optional[np.ndarray] = None, seed: int = 1
                ) -> np.ndarray:
    """Return (count,) the community of each node by the Louvain method (Blondel et al. 2008), 0 = the largest."""
    if len(i) == 0:
        return np.arange(count)
    weight = np.ones(len(i)) if weight is None else weight
    graph = nx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_weighted_edges_from(zip(i.tolist(), j.tolist(), weight.tolist()))
    label = np.zeros(count, dtype=np.int64)
    for number, members in enumerate(nx.community.louvain_communities(graph, seed=seed)):
        label[list(members)] = number
    return _by_size(label, np.ones(count))


def modularity(i: np.ndarray, j: np.ndarray, label: np.ndarray, weight: Optional[np.ndarray] = None) -> float:
    """Return Newman's modularity Q of a division (label (n,)): Σ_c (w_c / W − (d_c / 2W)²); NaN without edges."""
    weight = np.ones(len(i)) if weight is None else weight
    total = weight.sum()
    if total <= 0:
        return float("nan")
    ends = np.bincount(label[np.concatenate([i, j])], weights=np.concatenate([weight, weight]))
    return float((weight * (label[i] == label[j])).sum() / total - ((ends / (2 * total)) ** 2).sum())
