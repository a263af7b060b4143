"""The works that are measured. Every function returns rows for the tables in the README."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

import numpy as np
import peers
import postgres
from measure import CPU, WALL, interleave, ratio
from networks import junction_places, street_grid

from verbondenheidskaart_plugin.core.everywhere import betweenness, junctions, sums_within
from verbondenheidskaart_plugin.core.nearest import nearest
from verbondenheidskaart_plugin.core.network import build
from verbondenheidskaart_plugin.core.reach import node_pairs

OURS = "this engine"
BY_THE_CLOCK = ("pgRouting", "cityseer")  # work in a process of their own
LIMIT_M = 800.0
SIZES = {"small": (10_000, 100), "city": (103_754, 2_000), "large": (1_030_000, 20_000)}


def table(scores, compare, notes=None):
    """Return a row per competitor: seconds, ratios to ours, memory and how its answer differs."""
    ours, notes = scores[OURS], notes or {}
    return [{
        "engine": name, "build s": score.seconds("build"), "query s": score.seconds(),
        "ratio": ratio(score, ours), "ratio CPU": "" if name in BY_THE_CLOCK else ratio(score, ours, CPU),
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


def _network(clock, lines):
    network = build(lines)
    network.core  # noqa: B018 (made at first use: part of the building)
    clock.built()
    return network


def _reach(clock, lines, sources, limit):
    found = node_pairs(_network(clock, lines), sources, limit)
    return found.source, found.target, found.metres


BUILD_NOTE = "build: from raw lines; the others get finished junctions and streets"


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
    absent = postgres.missing()
    if absent:
        print("  pgRouting left out:", absent)
    else:
        others["pgRouting"] = peers.with_pgrouting
    if size == "small":
        others["igraph (no limit)"] = peers.with_igraph
    inputs = {name: (network, at, LIMIT_M) for name in others}
    scores = interleave({OURS: _reach, **others}, {OURS: (lines, sources, LIMIT_M), **inputs}, rounds)
    notes = {OURS: BUILD_NOTE, "pandana nodes_in_range": "two threads",
             "pgRouting": "by the clock of the client; memory is that of the client"}
    return table(scores, same_pairs(len(network.node_xy)), notes)


def growth(rounds=3):
    """Milliseconds per facility as the network grows, with a facility per fifty junctions."""
    rows = []
    for name, (nodes, _) in SIZES.items():
        lines = street_grid(nodes)
        network = build(lines)
        sources = junction_places(network, nodes // 50)
        peers.warm_up(network)
        scores = interleave({OURS: _reach, "numba": peers.with_numba},
                            {OURS: (lines, sources, LIMIT_M), "numba": (network, network.u[sources.edge], LIMIT_M)},
                            rounds if name != "large" else 1)
        each = {who: 1000 * score.seconds(clock=CPU) / len(sources.owner) for who, score in scores.items()}
        rows.append({"junctions": len(network.node_xy), "streets": len(network.u), "facilities": len(sources.owner),
                     "build s": scores[OURS].seconds("build"), "ms per facility": each[OURS],
                     "numba ms": each["numba"], "peak MB": scores[OURS].peak_mb})
    return rows


def same_numbers(other, ours, metres=1e-3):
    """Compare two arrays of numbers."""
    other, ours = np.asarray(other, dtype=float), np.asarray(ours, dtype=float)
    wrong = ~np.isclose(other, ours, rtol=1e-6, atol=metres)
    return "same" if not wrong.any() else f"{100 * wrong.mean():.2g}% of {len(ours):,} differ"


def _population(clock, lines, people, weights, limit):
    network = _network(clock, lines)
    return sums_within(network, junctions(network), people, weights, limit)


def population(rounds=2):
    """Residents within 800 m of every junction; residents live at junctions, for pandana's sake."""
    lines = street_grid(SIZES["city"][0])
    network = build(lines)
    people = junction_places(network, 50_000, 5)
    weights = np.arange(50_000) % 7 + 1.0
    scores = interleave({OURS: _population, "pandana aggregate": peers.population_with_pandana},
                        {OURS: (lines, people, weights, LIMIT_M),
                         "pandana aggregate": (network, network.u[people.edge], weights, LIMIT_M)}, rounds)
    return table(scores, same_numbers, {OURS: BUILD_NOTE, "pandana aggregate": "two threads"})


def _nearest(clock, lines, points, facilities, count, limit):
    found = nearest(_network(clock, lines), points, facilities, count, limit)
    number = np.bincount(found.source, minlength=points.count)
    out = np.full(points.count, np.inf)
    full = np.flatnonzero(number == count)
    out[full] = found.metres[np.searchsorted(found.source, full, side="right") - 1]
    return out


def nearest_three(rounds=3, limit=3200.0):
    """Distance to the third nearest of 2,000 facilities from 50,000 points."""
    lines = street_grid(SIZES["city"][0])
    network = build(lines)
    facilities, points = junction_places(network, 2_000), junction_places(network, 50_000, 5)
    inputs = (network, network.u[points.edge], network.u[facilities.edge], 3, limit)
    scores = interleave({OURS: _nearest, "pandana nearest_pois": peers.nearest_with_pandana},
                        {OURS: (lines, points, facilities, 3, limit), "pandana nearest_pois": inputs}, rounds)
    near = partial(same_numbers, metres=0.1)
    return table(scores, near, {OURS: BUILD_NOTE, "pandana nearest_pois": "rounds lengths to millimetres"})


def _betweenness(clock, lines, limit):
    return betweenness(_network(clock, lines), limit)


def passing(size="city", rounds=1):
    """Betweenness of every junction, walks of at most 800 m."""
    lines = street_grid(SIZES[size][0])
    network = build(lines)
    scores = interleave({OURS: _betweenness, "igraph": peers.betweenness_with_igraph,
                         "cityseer": peers.betweenness_with_cityseer},
                        {OURS: (lines, LIMIT_M), "igraph": (network, LIMIT_M), "cityseer": (network, LIMIT_M)}, rounds)
    return table(scores, same_numbers, {"cityseer": "wall time with two threads; in a Python of its own"})


def national(sizes=((100_000, 1_000), (1_000_000, 10_000), (10_000_000, 100_000))):
    """Areas at 3 limits, tile by tile, with 4.5 residential points per facility; hours for the last size."""
    rows = []
    for streets, facilities in sizes:
        folder = Path(sys.prefix).parent / f"bench-national-{streets}"
        seconds, cpu, mb = _qgis(folder, streets, facilities, facilities * 9 // 2, script="national.py")
        rows.append({"streets": streets, "facilities": facilities, "seconds": seconds, "CPU s": cpu,
                     "CPU ms per facility": 1000 * cpu / facilities, "peak MB": mb})
    return rows


def _qgis(*arguments, script="with_qgis.py"):
    """Run a script in QGIS' own Python; return (seconds, CPU seconds, MB)."""
    script = Path(__file__).with_name(script)
    out = subprocess.run(["/usr/bin/python3", script, *map(str, arguments)], capture_output=True, text=True,
                         check=False, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    result = [line.split() for line in out.stdout.splitlines() if line.startswith("result")]
    if arguments[0] != "inputs" and (not result or result[0][4] != "1"):
        raise RuntimeError(out.stderr[-2000:])
    return tuple(map(float, result[0][1:4])) if result else ()


def _native(folder, limit, count):
    """Run QGIS' own algorithm for the first ``count`` points; return (seconds, CPU seconds, peak MB)."""
    program = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
    start = time.perf_counter()
    run = subprocess.Popen(
        [program, "run", "native:serviceareafromlayer", f"--PROJECT_PATH={folder}/empty.qgs", "--",
         f"INPUT={folder}/network.gpkg", f"START_POINTS={folder}/points_{count}.gpkg", "STRATEGY=0",
         f"TRAVEL_COST2={limit}", f"OUTPUT_LINES={folder}/native.gpkg"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    _, status, usage = os.wait4(run.pid, 0)
    if status:
        raise RuntimeError("native:serviceareafromlayer failed")
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def whole(limits=(400, 800, 1200), few=10, more=60):
    """2,000 facilities × 3 limits, from GeoPackage to written GeoPackage; the native algorithm is extrapolated.

    The native time is taken for ``few`` and ``more`` facilities at each limit: a fixed part plus a part per facility.
    """
    nodes, count = SIZES["city"]
    with tempfile.TemporaryDirectory() as folder:
        _qgis("inputs", folder, nodes, count, few, more)
        ours = np.array(_qgis("ours", folder, count, ";".join(map(str, limits))))
        native = np.zeros(3)
        for limit in limits:
            one, two = (np.array(_native(folder, limit, number)) for number in (few, more))
            native[:2] += (one + (two - one) / (more - few) * (count - few))[:2]
            native[2] = max(native[2], two[2])
    return [{"what": what, "seconds": float(spent[0]), "ratio": float(spent[0] / ours[0]), "CPU s": float(spent[1]),
             "ratio CPU": float(spent[1] / ours[1]), "peak MB": float(spent[2])}
            for what, spent in (("this plugin: loopbereik, areas", ours),
                                ("native:serviceareafromlayer, lines (extrapolated)", native))]
