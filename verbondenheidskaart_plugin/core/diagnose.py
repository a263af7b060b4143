"""What may be wrong with a walking network: places that a person should look at, as points."""

from dataclasses import replace
from typing import List, Optional, Tuple

import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from .cells import ranges
from .crossings import crossings
from .network import WalkNetwork
from .polylines import Polylines
from .snap import Positions, Snapper

ISLAND, LOOSE_END, CROSSING, DUPLICATE, NO_LENGTH = "eiland", "los_eind", "kruising", "dubbel", "zonder_lengte"
GAP_M = 5.0
_FAR_M = 1000.0
_PIECE_M = 25.0


def suspects(network: WalkNetwork, lines: Optional[Polylines] = None, tolerance: float = 0.1, gap: float = GAP_M
             ) -> pd.DataFrame:
    """Return a table of suspect places: kind, x, y, metres, component; sorted by kind, then metres.

    eiland: a part that is not connected to the main net, at its place nearest to it; metres = the gap between them
    (NaN: more than 1 km). los_eind: a dead end at most ``gap`` metres from a street that it is not connected to;
    metres = that distance. kruising: two streets cross without a common vertex (a bridge, or a missing junction);
    metres NaN. dubbel: a street that lies on another; metres = its length. zonder_lengte: a line of ``lines``, the
    linework before the network was built, not longer than ``tolerance``; component −1.
    """
    parts = [_islands(network), _loose_ends(network, gap), _crossings(network), _duplicates(network, tolerance)]
    if lines is not None:
        parts.append(_without_length(lines, tolerance))
    return pd.concat(parts, ignore_index=True)


def components(network: WalkNetwork) -> pd.DataFrame:
    """Return a table with a row per connected part, largest first: component, streets, metres and gap.

    gap: straight metres to the main net; 0 for the main net itself, NaN when more than 1 km.
    """
    number = network.component[network.u]
    metres = network.component_lengths()
    table = pd.DataFrame({"component": np.arange(len(metres)), "streets": np.bincount(number), "metres": metres})
    islands = _islands(network).set_index("component")["metres"]
    table["gap"] = islands.reindex(table["component"]).to_numpy()
    table.loc[table["component"] == 0, "gap"] = 0.0
    return table


def _table(kind: str, xy: np.ndarray, metres: np.ndarray, component: np.ndarray) -> pd.DataFrame:
    table = pd.DataFrame({"kind": kind, "x": xy[:, 0], "y": xy[:, 1], "metres": np.asarray(metres, dtype=float),
                          "component": np.asarray(component, dtype=np.int64)})
    return table.sort_values(["metres", "x", "y"], kind="stable")


def _islands(network: WalkNetwork) -> pd.DataFrame:
    """Find the nearest place of every island to the main net, measured from the vertices of either."""
    main = network.component[network.u] == 0
    if main.all():
        return _table(ISLAND, np.zeros((0, 2)), np.zeros(0), np.zeros(0))
    lines, owner = network.lines, np.repeat(np.arange(len(network.u)), np.diff(network.lines.start))
    component = network.component[network.u[owner]]
    from_island, xy = _nearest(network, main, lines.xy[component > 0])
    found = pd.DataFrame({"component": component[component > 0], "x": lines.xy[component > 0, 0],
                          "y": lines.xy[component > 0, 1], "metres": from_island.offset})
    # The gap may also be smallest between a vertex of the main net and the middle of a street of the island.
    near = cKDTree(xy).query(lines.xy[component == 0], distance_upper_bound=_FAR_M)[0] < _FAR_M if len(xy) else []
    from_main, _ = _nearest(network, ~main, lines.xy[component == 0][near])
    at = from_main.edge >= 0
    back = pd.DataFrame({"component": network.component[network.u[np.flatnonzero(~main)[from_main.edge[at]]]],
                         "x": from_main.xy[at, 0], "y": from_main.xy[at, 1], "metres": from_main.offset[at]})
    both = pd.concat([found, back]).sort_values(["component", "metres", "x", "y"], kind="stable")
    first = both.groupby("component", as_index=False).first()
    lost = both.groupby("component")["metres"].min().reindex(first["component"]).to_numpy()
    return _table(ISLAND, first[["x", "y"]].to_numpy(), lost, first["component"].to_numpy())


def _nearest(network: WalkNetwork, keep: np.ndarray, xy: np.ndarray) -> Tuple[Positions, np.ndarray]:
    """Attach points to the edges where ``keep`` is true only; also return the vertices of those edges."""
    lines = network.lines.take(keep)
    return Snapper(replace(network, lines=lines, length=network.length[keep])).snap(xy, _FAR_M), lines.xy


def _loose_ends(network: WalkNetwork, gap: float) -> pd.DataFrame:
    end = np.flatnonzero(network.degree == 1)
    arc = network.indptr[end]
    own, other = network.arc_edge[arc], network.indices[arc]
    a, b, edge = network.lines.segments()
    p, d = network.lines.xy[a], network.lines.xy[b] - network.lines.xy[a]
    size = np.hypot(*d.T)
    pieces = np.maximum(np.ceil(size / _PIECE_M).astype(np.int64), 1)
    segment = np.repeat(np.arange(len(a)), pieces)
    k = np.arange(len(segment)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    tree = cKDTree(p[segment] + ((k + 0.5) / pieces[segment])[:, None] * d[segment])
    near: List[List[int]] = tree.query_ball_point(network.node_xy[end], gap + _PIECE_M / 2) if len(end) else []
    row = np.repeat(np.arange(len(end)), [len(found) for found in near])
    candidate = segment[np.array([piece for found in near for piece in found], dtype=np.int64)]
    # A street that starts where the dead end starts is connected to it already.
    street = edge[candidate]
    strange = (street != own[row]) & (network.u[street] != other[row]) & (network.v[street] != other[row])
    row, candidate = row[strange], candidate[strange]
    rel = network.node_xy[end[row]] - p[candidate]
    share = np.clip((rel * d[candidate]).sum(axis=1) / size[candidate] ** 2, 0, 1)
    metres = np.full(len(end), np.inf)
    np.minimum.at(metres, row, np.hypot(*(rel - share[:, None] * d[candidate]).T))
    loose = metres <= gap
    return _table(LOOSE_END, network.node_xy[end[loose]], metres[loose], network.component[end[loose]])


def _crossings(network: WalkNetwork) -> pd.DataFrame:
    segment, _, xy = crossings(network.lines, 0.0)
    _, _, edge = network.lines.segments()
    _, first = np.unique(xy.round(2), axis=0, return_index=True)
    component = network.component[network.u[edge[segment[first]]]]
    return _table(CROSSING, xy[first], np.full(len(first), np.nan), component)


def _duplicates(network: WalkNetwork, tolerance: float) -> pd.DataFrame:
    """Find streets between the same two nodes with the same vertices, in either direction; all but the first."""
    low, high = np.minimum(network.u, network.v), np.maximum(network.u, network.v)
    order = np.lexsort((network.length, high, low))
    same = (low[order][1:] == low[order][:-1]) & (high[order][1:] == high[order][:-1])
    same &= np.diff(network.length[order]) <= tolerance
    one, two = order[:-1][same], order[1:][same]
    lines, sizes = network.lines, np.diff(network.lines.start)
    equal = sizes[one] == sizes[two]
    one, two = one[equal], two[equal]
    count = sizes[one]
    first = lines.xy[ranges(lines.start[one], lines.start[one] + count)]
    pair = np.repeat(np.arange(len(one)), count)
    apart = np.full((2, len(one)), 0.0)
    k = np.arange(len(pair)) - np.repeat(np.cumsum(count) - count, count)
    for way, at in enumerate((lines.start[two][pair] + k, lines.start[two + 1][pair] - 1 - k)):
        np.maximum.at(apart[way], pair, np.hypot(*(first - lines.xy[at]).T))
    two = two[apart.min(axis=0) <= tolerance]
    middle = (lines.start[two] + lines.start[two + 1]) // 2
    before = lines.xy[middle - 1]
    place = np.where((sizes[two] == 2)[:, None], (before + lines.xy[middle]) / 2, lines.xy[middle])
    return _table(DUPLICATE, place, network.length[two], network.component[network.u[two]])


def _without_length(lines: Polylines, tolerance: float) -> pd.DataFrame:
    a, b, line = lines.segments()
    length = np.bincount(line, weights=np.hypot(*(lines.xy[b] - lines.xy[a]).T), minlength=len(lines))
    short = np.flatnonzero((length <= tolerance) & (np.diff(lines.start) > 0))
    return _table(NO_LENGTH, lines.xy[lines.start[short]], length[short], np.full(len(short), -1))
