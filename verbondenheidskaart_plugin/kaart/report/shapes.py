"""Geometry as short SVG paths on a whole-number grid: what makes the page light."""

from dataclasses import dataclass
from typing import Dict, Iterable, Iterator, List, Optional, Tuple

import numpy as np
from qgis.core import QgsGeometry, QgsRectangle, QgsWkbTypes

# The longest side of the map in grid steps: half a metre for a town of ten kilometres.
STEPS = 20000
# The side of the squares in which the background is cut up, in the same steps.
SQUARE = 1500


@dataclass(frozen=True)
class Frame:
    """The grid of the page: its left and top edge (map units) and the steps per map unit; y runs down."""

    left: float
    top: float
    scale: float
    width: int
    height: int

    @classmethod
    def around(cls, extent: QgsRectangle) -> "Frame":
        """Return the grid over ``extent`` with a margin; a single place gets 500 map units around it."""
        side = max(extent.width(), extent.height(), 500.0)
        margin = 0.04 * side
        scale = STEPS / (side + 2 * margin)
        width, height = max(extent.width(), 0.3 * side), max(extent.height(), 0.3 * side)
        left, top = extent.center().x() - width / 2 - margin, extent.center().y() + height / 2 + margin
        return cls(left, top, scale, round((width + 2 * margin) * scale), round((height + 2 * margin) * scale))

    def point(self, geometry: QgsGeometry) -> Tuple[int, int]:
        """Return the grid position of the centre of a geometry."""
        point = geometry.centroid().asPoint()
        return round((point.x() - self.left) * self.scale), round((self.top - point.y()) * self.scale)

    def path(self, geometry: QgsGeometry, tolerance: float = 1.0) -> str:
        """Return the outline or line as an SVG path; what is smaller than ``tolerance`` steps is gone ("")."""
        shape = geometry.simplify(tolerance / self.scale)
        if shape.isNull():
            shape = geometry
        closed = shape.type() == QgsWkbTypes.GeometryType.PolygonGeometry
        return "".join(self._ring(ring, closed) for ring in _rings(shape, closed))

    def _ring(self, points: List, closed: bool) -> str:
        xy = np.array([(p.x(), p.y()) for p in points])
        grid = np.rint((xy - (self.left, self.top)) * (self.scale, -self.scale)).astype(np.int64)
        steps = np.diff(grid, axis=0)
        steps = steps[steps.any(axis=1)]
        if len(steps) < (3 if closed else 1):
            return ""
        if closed:
            steps = steps[:-1]
        moves = " ".join(f"{dx} {dy}" for dx, dy in steps.tolist()).replace(" -", "-")
        return f"M{grid[0, 0]} {grid[0, 1]}l{moves}{'z' if closed else ''}"


def _rings(shape: QgsGeometry, closed: bool) -> Iterator[List]:
    if closed:
        for part in (shape.asMultiPolygon() if shape.isMultipart() else [shape.asPolygon()]):
            yield from part
    else:
        yield from (shape.asMultiPolyline() if shape.isMultipart() else [shape.asPolyline()])


def joined(frame: Frame, shapes: Iterable[QgsGeometry], tolerance: float, budget: int,
           area: Optional[QgsGeometry] = None) -> List[str]:
    """Return many geometries as paths of at most ``budget`` characters together, the largest first.

    Each path holds what lies in one square of the town: a browser skips the squares that are out of sight. Only those
    shapes that meet the box of ``area`` are drawn. The background gives way when it would make the page too heavy:
    small buildings go before parks and lakes.
    """
    box = None if area is None else area.boundingBox()
    kept = [shape for shape in shapes if box is None or box.intersects(shape.boundingBox())]
    kept.sort(key=lambda shape: -(shape.area() or shape.length()))
    found: Dict[Tuple[float, float], List[str]] = {}
    used = 0
    for shape in kept:
        text = frame.path(shape, tolerance)
        used += len(text)
        if used > budget:
            break
        at = shape.boundingBox().center()
        square = ((at.x() - frame.left) * frame.scale // SQUARE, (frame.top - at.y()) * frame.scale // SQUARE)
        found.setdefault(square, []).append(text)
    return list(filter(None, map("".join, found.values())))
