"""Reach as lines beside QGIS' own service area."""

import numpy as np
import processing
import pytest
import stadje
from qgis.core import Qgis

# Before, its lines lack some metres per catchment; it then rounds where a street is cut.
pytestmark = pytest.mark.skipif(Qgis.QGIS_VERSION_INT < 34000, reason="QGIS' own service area is exact from 3.40 on")


def bent_streets(seed=5, side=9, spacing=110.0):
    """Streets without parallels or loops, which the native algorithm treats differently: a grid with bends."""
    rng = np.random.default_rng(seed)
    place = {(i, j): (stadje.X + spacing * i + rng.uniform(-25, 25), stadje.Y + spacing * j + rng.uniform(-25, 25))
             for i in range(side) for j in range(side)}
    rows = []
    for (i, j), (x, y) in place.items():
        for end in ((i + 1, j), (i, j + 1)):
            if end in place and rng.uniform() < 0.8:
                (x2, y2), (dx, dy) = place[end], rng.uniform(-12, 12, 2)
                rows.append((f"LINESTRING({x} {y}, {(x + x2) / 2 + dx} {(y + y2) / 2 + dy}, {x2} {y2})",))
    return stadje.layer("LineString", "", rows)


def segments(geometry):
    """Return (n, 2, 2): both ends of all straight pieces of a line."""
    lines = geometry.asMultiPolyline() if geometry.isMultipart() else [geometry.asPolyline()]
    return np.array([[(a.x(), a.y()), (b.x(), b.y())] for line in lines for a, b in zip(line[:-1], line[1:])])


def length_once(geometry, streets):
    """Return the length of the streets that are covered: the native algorithm gives most of them twice."""
    p, d = streets[:, 0], streets[:, 1] - streets[:, 0]
    size = np.hypot(*d.T)
    covered = {}
    for a, b in segments(geometry):
        middle = (a + b) / 2 - p
        share = np.clip((middle * d).sum(axis=1) / size ** 2, 0, 1)
        k = int(np.hypot(*(middle - share[:, None] * d).T).argmin())
        covered.setdefault(k, []).append(sorted(float((end - p[k]) @ d[k] / size[k]) for end in (a, b)))
    total = 0.0
    for parts in covered.values():
        reached = -np.inf
        for low, high in sorted(parts):
            total += max(high - max(low, reached), 0.0)
            reached = max(reached, high)
    return total


def test_the_length_of_the_service_area_agrees_to_the_centimetre(run_alg):
    streets = bent_streets()
    rng = np.random.default_rng(6)
    every = list(streets.getFeatures())
    # On a street, so that both start at the same place; the native one knows no other way to come there.
    chosen = [every[k].geometry() for k in rng.choice(len(every), 12, replace=False)]
    places = [line.interpolate(rng.uniform(0.1, 0.9) * line.length()).asPoint() for line in chosen]
    points = stadje.layer("Point", "field=naam:string", [
        (f"POINT({place.x()!r} {place.y()!r})", str(k)) for k, place in enumerate(places)])
    done = run_alg("loopbereik", {"INPUT": points, "LOOPNETWERK": streets, "AFSTANDEN": "330", "OUTPUT": "memory:"})
    ours = {f["naam"]: f["lengte_m"] for f in done.results["OUTPUT"].getFeatures()}
    native = processing.run("native:serviceareafromlayer", {
        "INPUT": streets, "START_POINTS": points, "STRATEGY": 0, "TRAVEL_COST2": 330, "TOLERANCE": 0,
        "OUTPUT_LINES": "memory:"})["OUTPUT_LINES"]
    pieces = np.concatenate([segments(f.geometry()) for f in every])
    theirs = {f["naam"]: length_once(f.geometry(), pieces) for f in native.getFeatures()}
    assert len(ours) == len(theirs) == 12 and min(ours.values()) > 300
    assert {k: pytest.approx(length, abs=0.01) for k, length in theirs.items()} == ours
