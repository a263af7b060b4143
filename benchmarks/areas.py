"""Outlines of catchments: ours beside buffers and hulls of the reached streets, with what each gets wrong."""

import time

import numpy as np
from networks import junction_places, street_grid
from qgis.core import QgsGeometry, QgsPoint

from verbondenheidskaart_plugin.core.catchment import cut, reached_parts
from verbondenheidskaart_plugin.core.network import build
from verbondenheidskaart_plugin.core.outlines import AreaMaker
from verbondenheidskaart_plugin.core.reach import Targets, batches
from verbondenheidskaart_plugin.core.snap import Snapper
from verbondenheidskaart_plugin.data.reaching import area_wkb, from_wkb, lines_wkb

WIDTH_M = 25.0


def areas(limit=800.0, count=60, probes=4_000):
    """Milliseconds per catchment, and points wrongly inside or outside as % of the reachable points.

    The probes are random points at most 25 m from a street, around every facility. A probe is reachable when the place
    on its nearest street is at most 800 m from the facility along the streets.
    """
    network = build(street_grid(20_000))
    facilities = junction_places(network, count)
    truth = [_probe(network, facilities, k, limit, probes) for k in range(count)]
    rows = []
    for name, method in (("this engine", _ours), ("buffer of the reached streets", _buffers), ("convex hull", _hulls)):
        start = time.process_time()
        steps = method(network, facilities, limit)
        next(steps)
        prepared = time.process_time()
        found = list(steps)
        seconds = time.process_time() - prepared
        inside = outside = reachable = 0
        for shape, (xy, near) in zip(found, truth):
            engine = QgsGeometry.createGeometryEngine(shape.constGet())
            engine.prepareGeometry()
            has = np.array([engine.contains(QgsPoint(*point)) for point in xy])
            inside += (has & ~near).sum()
            outside += (near & ~has).sum()
            reachable += near.sum()
        rows.append({"outline": name, "prepare s": prepared - start, "ms each": 1000 * seconds / count, "ratio": 0.0,
                     "wrongly in %": 100 * inside / reachable, "wrongly out %": 100 * outside / reachable,
                     "invalid": sum(not shape.isGeosValid() for shape in found)})
    for row in rows:
        row["ratio"] = row["ms each"] / rows[0]["ms each"]
    return rows


def _probe(network, facilities, k, limit, probes):
    rng = np.random.default_rng(k)
    xy = facilities.xy[k] + rng.uniform(-limit - 50, limit + 50, (probes, 2))
    xy = xy[Snapper(network).snap(xy, WIDTH_M).edge >= 0]
    places = Snapper(network).snap(xy, WIDTH_M)
    near = np.zeros(len(xy), dtype=bool)
    index = Targets(network, places)
    for batch in batches(network, facilities.take(facilities.owner == k), limit):
        rows = np.arange(len(index.places.owner))
        near[index.places.owner] = index.metres(batch, rows)[0] <= limit
    return xy, near


def _ours(network, facilities, limit):
    maker = AreaMaker(network, WIDTH_M)
    list(maker.outlines(facilities, [limit]))  # every tile of the grid is attached once
    yield
    shapes = {owner: from_wkb(area_wkb(polygons)) for owner, _, polygons in maker.outlines(facilities, [limit])}
    yield from (shapes[k] for k in range(facilities.count))


def _reached(network, facilities, limit):
    owner, edge, begin, end = reached_parts(network, facilities, limit)
    for k in range(facilities.count):
        mine = owner == k
        yield from_wkb(lines_wkb(cut(network, edge[mine], begin[mine], end[mine])))


def _buffers(network, facilities, limit):
    yield
    yield from (lines.buffer(WIDTH_M, 8) for lines in _reached(network, facilities, limit))


def _hulls(network, facilities, limit):
    yield
    yield from (lines.convexHull() for lines in _reached(network, facilities, limit))
