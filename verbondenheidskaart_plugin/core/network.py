"""The walking network: linework split at shared vertices, as arrays."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Optional, Tuple

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from .cells import Cells
from .contract import Core, contract
from .crossings import insert_crossings
from .errors import EmptyInput
from .polylines import Polylines


@dataclass(frozen=True)
class Profile:
    """How somebody walks. speed: m/s. stairs: whether they take stairs."""

    speed: float
    stairs: bool = True


@dataclass
class WalkNetwork:
    """Nodes and undirected edges, for walking in both directions: a one-way street is none on foot.

    node_xy: (n, 2) float64, metres; nodes are numbered by grid cell (``cells``), so that a box is a few slices.
    u, v: (m,) node numbers of each edge; u == v is allowed (a loop), as are parallel edges.
    length: (m,) metres, > 0. lines: the geometry of the edges, from u to v, with their attributes.
    component: (n,) number of the connected part; 0 has the greatest total length.
    dropped: number of lines without length that were left out.
    delay_s: (m,) seconds of waiting on each edge, spread evenly over it; they count for a ``Profile``.
    parent_edge: (m,) the number of each edge in the network that this one was derived from; its own number otherwise.
    indptr, indices, weight, arc_edge: both directions of all edges as CSR, each row sorted by
    neighbour, then length; ``arc_edge`` is the edge of the arc.
    """

    node_xy: np.ndarray
    u: np.ndarray
    v: np.ndarray
    length: np.ndarray
    lines: Polylines
    component: np.ndarray
    cells: Cells
    indptr: np.ndarray
    indices: np.ndarray
    weight: np.ndarray
    arc_edge: np.ndarray
    dropped: int = 0
    delay_s: np.ndarray = field(default_factory=lambda: np.zeros(0))
    parent_edge: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    def __post_init__(self) -> None:
        if len(self.delay_s) != len(self.u):
            self.delay_s = np.zeros(len(self.u))
        if len(self.parent_edge) != len(self.u):
            self.parent_edge = np.arange(len(self.u))

    def walked_by(self, profile: Profile) -> "WalkNetwork":
        """Return the network as somebody walks it, with the same nodes.

        Its ``length`` is in walking metres: seconds times speed, or metres plus what could be walked while waiting. So
        a distance divided by the speed is the time. Edges that the profile cannot walk are left out; ``parent_edge``
        tells the others. Raises ``EmptyInput`` when none is left.
        """
        passable = profile.stairs | ~self.lines.stairs
        if passable.all() and not self.delay_s.any():
            return self
        if not passable.any():
            raise EmptyInput(reason="no_geometry")
        lines = self.lines if passable.all() else self.lines.take(passable)
        length = (self.length + profile.speed * self.delay_s)[passable]
        return _assemble(self.node_xy, self.u[passable], self.v[passable], length, lines, self.cells,
                         parent_edge=self.parent_edge[passable])

    @cached_property
    def core(self) -> Core:
        """What is left to search when the simplest nodes are taken out; made at first use."""
        return contract(self.u, self.v, self.length, len(self.node_xy))

    @property
    def degree(self) -> np.ndarray:
        """(n,) number of edge ends at each node."""
        return np.bincount(np.concatenate([self.u, self.v]), minlength=len(self.node_xy))

    def component_lengths(self) -> np.ndarray:
        """(c,) total length of each component in metres, largest first."""
        return np.bincount(self.component[self.u], weights=self.length)


def build(lines: Polylines, tolerance: float = 0.1, split_crossings: bool = False, layer: str = "") -> WalkNetwork:
    """Make a network of ``lines``.

    Vertices within ``tolerance`` metres are one point. Lines are split where they share a vertex, never
    where they merely cross (a bridge), unless ``split_crossings``. Lines without length are left out and counted.
    Raises ``EmptyInput`` when nothing is left.
    """
    if split_crossings:
        lines = insert_crossings(lines, tolerance)
    point, xy = merge_vertices(lines.xy, tolerance)
    point, line = _without_repeats(point, np.repeat(np.arange(len(lines)), np.diff(lines.start)))
    if len(point):
        sizes = np.bincount(line, minlength=len(lines))
        keep = sizes[line] > 1
        point, line = point[keep], line[keep]
    dropped = len(lines) - len(np.unique(line))
    if len(point) == 0:
        raise EmptyInput(layer=layer, reason="no_geometry")

    first = np.concatenate([[True], line[1:] != line[:-1]])
    last = np.concatenate([line[1:] != line[:-1], [True]])
    occurrences = np.bincount(point, minlength=len(xy))
    is_node = (occurrences > 1)[point] | first | last
    # An edge runs from each node position to the next one on the same line.
    at = np.flatnonzero(is_node)
    begin = np.flatnonzero(~last[at])
    start, end = at[begin], at[begin + 1]

    node_ids, index = np.unique(point[at], return_inverse=True)
    cells = Cells(xy[node_ids])
    rank = np.empty(len(node_ids), dtype=np.int64)
    rank[cells.order] = np.arange(len(node_ids))
    node_xy = xy[node_ids][cells.order]
    cells.order = np.arange(len(node_ids))
    node_of = np.full(len(xy), -1, dtype=np.int64)
    node_of[point[at]] = rank[index]

    sizes = end - start + 1
    offsets = np.concatenate([[0], np.cumsum(sizes)])
    flat = np.repeat(start - offsets[:-1], sizes) + np.arange(offsets[-1])
    owner = line[start]
    edges = Polylines(xy[point[flat]], offsets, lines.kind[owner], lines.name[owner], lines.stairs[owner],
                      lines.row[owner])
    a, b, edge = edges.segments()
    length = np.bincount(edge, weights=np.hypot(*(edges.xy[b] - edges.xy[a]).T), minlength=len(start))
    return _assemble(node_xy, node_of[point[start]], node_of[point[end]], length, edges, cells, dropped)


def _assemble(node_xy: np.ndarray, u: np.ndarray, v: np.ndarray, length: np.ndarray, lines: Polylines, cells: Cells,
              dropped: int = 0, parent_edge: Optional[np.ndarray] = None) -> WalkNetwork:
    n = len(node_xy)
    own = np.arange(len(u)) if parent_edge is None else parent_edge
    return WalkNetwork(node_xy, u, v, length, lines, _components(u, v, length, n), cells, *_csr(u, v, length, n),
                       dropped, np.zeros(len(u)), own)


def merge_vertices(xy: np.ndarray, tolerance: float) -> Tuple[np.ndarray, np.ndarray]:
    """Return (point, points): for each vertex (v,) the number of its point, and the points (p, 2).

    Vertices that are equal or linked by steps of at most ``tolerance`` metres become one point, at the
    place of the first of them.
    """
    # As np.unique of rows does, but three times faster, and other threads go on meanwhile.
    order = np.lexsort((xy[:, 1], xy[:, 0]))
    new = np.concatenate([[True], (np.diff(xy[order], axis=0) != 0).any(axis=1)])[:len(xy)]
    point = np.empty(len(xy), dtype=np.int64)
    point[order] = np.cumsum(new) - 1
    points = xy[order[new]]
    if tolerance > 0 and len(points) > 1:
        near = cKDTree(points).query_pairs(tolerance, output_type="ndarray")
        if len(near):
            graph = coo_matrix((np.ones(len(near)), (near[:, 0], near[:, 1])), shape=(len(points),) * 2)
            count, label = connected_components(graph, directed=False)
            keeper = np.full(count, len(points))
            np.minimum.at(keeper, label, np.arange(len(points)))
            points, point = points[keeper], label[point]
    return point, points


def _without_repeats(point: np.ndarray, line: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
    """Leave out a vertex that repeats the one before it on the same line."""
    if len(point) == 0:
        return point, line
    keep = np.concatenate([[True], (point[1:] != point[:-1]) | (line[1:] != line[:-1])])
    return point[keep], line[keep]


def _components(u: np.ndarray, v: np.ndarray, length: np.ndarray, n: int) -> np.ndarray:
    """Number the connected parts of the nodes by total length, largest first."""
    _, label = connected_components(coo_matrix((np.ones(len(u)), (u, v)), shape=(n, n)), directed=False)
    total = np.bincount(label[u], weights=length, minlength=label.max() + 1)
    rank = np.empty(len(total), dtype=np.int64)
    rank[np.argsort(-total, kind="stable")] = np.arange(len(total))
    return rank[label]


def _csr(u: np.ndarray, v: np.ndarray, length: np.ndarray, n: int
         ) -> Tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return (indptr, indices, weight, arc_edge) of both directions, rows sorted by neighbour, then length.

    Made by hand: a COO to CSR conversion would add parallel edges up.
    """
    tail, head = np.concatenate([u, v]), np.concatenate([v, u])
    weight = np.concatenate([length, length])
    edge = np.concatenate([np.arange(len(u)), np.arange(len(u))])
    order = np.lexsort((edge, weight, head, tail))
    indptr = np.concatenate([[0], np.cumsum(np.bincount(tail, minlength=n))])
    return indptr, head[order].astype(np.int32), weight[order], edge[order]
