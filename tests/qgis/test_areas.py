"""Rings become polygons with their holes, and areas keep to their own side of the water."""

import numpy as np
import stadje
from qgis.core import QgsGeometry

from verbondenheidskaart_plugin.core.polylines import Polylines
from verbondenheidskaart_plugin.data.reaching import area_wkb, from_wkb, lines_wkb


def ring(x, y, size, clockwise=False):
    points = np.array([(x, y), (x + size, y), (x + size, y + size), (x, y + size), (x, y)], dtype=float)
    return points[::-1] if clockwise else points


def test_holes_and_islands_in_holes():
    area = from_wkb(area_wkb([[ring(0, 0, 100), ring(20, 20, 60, clockwise=True)],
                          [ring(40, 40, 20), ring(45, 45, 5, clockwise=True)], [ring(200, 0, 10)]]))
    assert area.isGeosValid()
    assert area.area() == 100 ** 2 - 60 ** 2 + 20 ** 2 - 5 ** 2 + 10 ** 2
    assert area.constGet().numGeometries() == 3


def test_nothing_reached_is_empty():
    assert from_wkb(area_wkb([])).isEmpty()


def test_many_lines_become_one_geometry():
    xy = np.array([(0, 0), (3, 4), (10, 0), (10, 5), (10, 9)], dtype=float)
    shape = from_wkb(lines_wkb(Polylines(xy, np.array([0, 2, 5]))))
    assert [[(p.x(), p.y()) for p in line] for line in shape.asMultiPolyline()] == [
        [(0, 0), (3, 4)], [(10, 0), (10, 5), (10, 9)]]
    assert from_wkb(lines_wkb(Polylines(np.zeros((0, 2)), np.zeros(1, dtype=int)))).isEmpty()


def test_areas_cross_no_canal_without_a_bridge(run_alg, shared_data):
    """Amsterdam-Noord, on both sides of the canal: what an area covers beyond the streets in reach lies beside them."""
    net = run_alg("loopnetwerk", {"INPUT": str(shared_data / "amsterdam_noord" / "osm_wegen_2015_noord.gpkg"),
                                  "OUTPUT": "memory:"}).results["OUTPUT"]
    places = [(122900, 488800), (123600, 489500), (123400, 490300), (122300, 489500)]
    ask = {"INPUT": stadje.layer("Point", "field=naam:string", [
        (f"POINT({x} {y})", str(k)) for k, (x, y) in enumerate(places)]), "LOOPNETWERK": net, "AFSTANDEN": "400;800",
        "OUTPUT": "memory:"}
    lines, areas = ({(f["naam"], f["afstand_m"]): f.geometry()
                     for f in run_alg("loopbereik", {**ask, "VORM": form}).results["OUTPUT"].getFeatures()}
                    for form in (0, 1))
    streets = QgsGeometry.unaryUnion([f.geometry() for f in net.getFeatures()])
    assert len(areas) == 8
    for key, area in areas.items():
        reached = lines[key]
        beyond = streets.intersection(area).difference(reached.buffer(1, 4))
        assert area.isGeosValid() and beyond.length() < 0.005 * reached.length()
        assert beyond.isEmpty() or beyond.difference(reached.buffer(12, 4)).length() == 0
        assert reached.difference(area.buffer(1, 4)).length() < 0.005 * reached.length()
