"""Rings become polygons with their holes."""

import numpy as np

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
