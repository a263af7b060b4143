"""Generated towns to measure on: jittered street grids with missing streets, bends, rivers and bridges."""

import sys
from pathlib import Path

import numpy as np
from scipy.spatial import cKDTree

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from verbondenheidskaart_plugin.core.network import WalkNetwork, build  # noqa: E402
from verbondenheidskaart_plugin.core.polylines import Polylines  # noqa: E402
from verbondenheidskaart_plugin.core.snap import Positions  # noqa: E402

SPACING_M, JITTER_M, KEEP = 39.0, 11.0, 0.68
RIVER_EVERY, BRIDGE_EVERY = 40, 12
CENTRE_M = 250.0


def street_grid(nodes: int, seed: int = 1) -> Polylines:
    """Return about ``nodes`` junctions and 1.3 streets per junction; a third of the streets has a bend."""
    rng = np.random.default_rng(seed)
    side = int(round(nodes ** 0.5))
    column, row = np.meshgrid(np.arange(side), np.arange(side))
    xy = np.column_stack([column.ravel(), row.ravel()]) * SPACING_M + rng.uniform(-JITTER_M, JITTER_M, (side * side, 2))
    number = row * side + column
    across = np.column_stack([number[:, :-1].ravel(), number[:, 1:].ravel()])
    up = np.column_stack([number[:-1].ravel(), number[1:].ravel()])
    # Rivers flow along every 40th row and column; every 12th street has a bridge over it.
    wet_across = (column[:, :-1] % RIVER_EVERY == RIVER_EVERY - 1).ravel()
    wet_up = (row[:-1] % RIVER_EVERY == RIVER_EVERY - 1).ravel()
    bridge_across = (row[:, :-1] % BRIDGE_EVERY == 0).ravel()
    bridge_up = (column[:-1] % BRIDGE_EVERY == 0).ravel()
    edges = np.concatenate([across, up])
    wet = np.concatenate([wet_across, wet_up])
    bridge = np.concatenate([bridge_across, bridge_up])
    edges = edges[np.where(wet, bridge, rng.uniform(size=len(edges)) < KEEP)]
    bent = rng.uniform(size=len(edges)) < 1 / 3
    start = np.concatenate([[0], np.cumsum(2 + bent)])
    flat = np.empty((start[-1], 2))
    flat[start[:-1]], flat[start[1:] - 1] = xy[edges[:, 0]], xy[edges[:, 1]]
    middle = (xy[edges[bent, 0]] + xy[edges[bent, 1]]) / 2
    flat[start[:-1][bent] + 1] = middle + rng.uniform(-8, 8, middle.shape)
    return Polylines(flat.round(2), start)


def town(nodes: int, seed: int = 1) -> WalkNetwork:
    """Return the network of ``street_grid``."""
    return build(street_grid(nodes, seed))


def junction_places(network: WalkNetwork, count: int, seed: int = 2) -> Positions:
    """Return ``count`` different junctions as places, so that engines that know only nodes can join in.

    As in a town, two thirds lie around centres of some thirty facilities and one third anywhere.
    """
    rng = np.random.default_rng(seed)
    node, first = np.unique(network.u, return_index=True)
    xy = network.node_xy[node]
    centre = xy[rng.integers(0, len(node), max(count // 45, 1))]
    around = centre[np.arange(count * 2 // 3) % len(centre)] + rng.normal(0, CENTRE_M, (count * 2 // 3, 2))
    chosen = np.unique(cKDTree(xy).query(around)[1])
    anywhere = rng.permutation(np.setdiff1d(np.arange(len(node)), chosen))[:count - len(chosen)]
    edge = first[rng.permutation(np.concatenate([chosen, anywhere]))]
    zero = np.zeros(count)
    return Positions(np.arange(count), edge, zero, zero, network.node_xy[network.u[edge]], count)


def street_places(network: WalkNetwork, count: int, seed: int = 3) -> Positions:
    """Return ``count`` random places along the streets."""
    rng = np.random.default_rng(seed)
    edge = rng.integers(0, len(network.u), count)
    share = rng.uniform(0, 1, count)
    lines = network.lines
    # The place on the map only serves to find the box: between the ends of the street is near enough for a grid.
    xy = network.node_xy[network.u[edge]] * (1 - share)[:, None] + network.node_xy[network.v[edge]] * share[:, None]
    straight = np.diff(lines.start)[edge] == 2
    along = np.where(straight, share * network.length[edge], 0.0)
    xy[~straight] = network.node_xy[network.u[edge[~straight]]]
    return Positions(np.arange(count), edge, along, np.zeros(count), xy, count)
