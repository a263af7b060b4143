"""Rings become polygons with their holes."""

import numpy as np

from verbondenheidskaart_plugin.data.canonical import area_geometry


def ring(x, y, size, clockwise=False):
    points = np.array([(x, y), (x + size, y), (x + size, y + size), (x, y + size), (x, y)], dtype=float)
    return points[::-1] if clockwise else points


def test_holes_and_islands_in_holes():
    rings = [ring(0, 0, 100), ring(20, 20, 60, clockwise=True), ring(40, 40, 20), ring(45, 45, 5, clockwise=True),
             ring(200, 0, 10)]
    area = area_geometry(rings)
    assert area.isGeosValid()
    assert area.area() == 100 ** 2 - 60 ** 2 + 20 ** 2 - 5 ** 2 + 10 ** 2
    assert area.constGet().numGeometries() == 3


def test_nothing_reached_is_empty():
    assert area_geometry([]).isEmpty()
