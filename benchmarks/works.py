"""The works that are measured. Every function returns rows for the tables in the README."""

import numpy as np
import peers
from measure import CPU, WALL, interleave, ratio
from networks import junction_places, street_grid, street_places, town

from verbondenheidskaart_plugin.core.network import build
from verbondenheidskaart_plugin.core.reach import node_pairs, pairs

OURS = "this engine"
LIMIT_M = 800.0
SIZES = {"small": (10_000, 100), "city": (103_754, 2_000), "large": (1_030_000, 20_000)}


def table(scores, compare, notes=None):
    """Return a row per competitor: seconds, ratios to ours, memory and how its answer differs."""
    ours, notes = scores[OURS], notes or {}
    return [{
        "engine": name, "build s": score.seconds("build"), "query s": score.seconds(),
        "ratio": ratio(score, ours), "ratio CPU": ratio(score, ours, CPU),
        "ratio with build": ratio(score, ours, WALL, True), "peak MB": score.peak_mb,
        "answer": compare(score.answer, ours.answer), "note": notes.get(name, ""),
    } for name, score in scores.items()]


def same_pairs(nodes):
    """Compare (source, node, metres) with ours: pairs that only one has, and the greatest difference in metres."""
    def compare(other, ours):
        keys = [np.asarray(a[0]).astype(np.int64) * nodes + a[1] for a in (other, ours)]
        orders = [np.argsort(key) for key in keys]
        if np.array_equal(keys[0][orders[0]], keys[1][orders[1]]):
            metres = np.abs(np.asarray(other[2])[orders[0]] - np.asarray(ours[2])[orders[1]]).max(initial=0)
            return f"same {len(keys[0]):,} pairs" + (f", ≤ {metres:.1g} m apart" if metres > 1e-6 else "")
        return f"{len(np.setxor1d(*keys)):,} pairs differ"
    return compare


def reach_with_ours(clock, lines, sources, limit):
    network = build(lines)
    network.core  # noqa: B018 (made at first use)
    clock.built()
    found = node_pairs(network, sources, limit)
    return found.source, found.target, found.metres


def reach(size="city", rounds=5):
    """Facility → all junctions within 800 m."""
    nodes, count = SIZES[size]
    lines = street_grid(nodes)
    network = build(lines)
    sources = junction_places(network, count)
    at = network.u[sources.edge]
    peers.warm_up(network)
    others = {"numba (compiled heap)": peers.with_numba, "pandana nodes_in_range": peers.with_pandana,
              "networkx": peers.with_networkx, "scipy, whole graph": peers.with_scipy}
    if size == "large":
        del others["scipy, whole graph"]
    inputs = {name: (network, at, LIMIT_M) for name in others}
    scores = interleave({OURS: reach_with_ours, **others}, {OURS: (lines, sources, LIMIT_M), **inputs}, rounds)
    notes = {OURS: "the build starts from raw lines; the others get junctions and streets",
             "pandana nodes_in_range": "two threads"}
    return table(scores, same_pairs(len(network.node_xy)), notes)
