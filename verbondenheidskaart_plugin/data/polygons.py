"""Polygons as areas: repaired, without empty ones, and as rings for the core."""

from typing import Callable, List, Optional, Tuple

import numpy as np
from qgis.core import QgsGeometry, QgsWkbTypes

from ..core.errors import EmptyInput, WrongGeometry
from ..core.polylines import Polylines
from ..i18n import tr
from .features import Features
from .report import Report

POLYGON = QgsWkbTypes.GeometryType.PolygonGeometry


def polygonal(geometry: QgsGeometry) -> QgsGeometry:
    """Return the polygonal part of a geometry, made valid; empty when there is none."""
    if geometry.isEmpty():
        return QgsGeometry()
    if not geometry.isGeosValid():
        geometry = geometry.makeValid()
    if geometry.type() != POLYGON:
        parts = [p for p in geometry.asGeometryCollection() if p.type() == POLYGON and p.area() > 0]
        geometry = QgsGeometry.unaryUnion(parts) if parts else QgsGeometry()
    return geometry


def areas(
    features: Features, report: Report, progress: Callable[[float], None] = lambda fraction: None
) -> Features:
    """Return the features that have a polygon, repaired where invalid; what was done is counted.

    Raises ``WrongGeometry`` when the layer holds no polygons, ``EmptyInput`` when none is usable.
    """
    filled = [g for g in features.geometry if not g.isEmpty()]
    if not filled:
        raise EmptyInput(layer=features.name, reason="no_geometry")
    if not any(g.type() == POLYGON for g in filled):
        raise WrongGeometry(layer=features.name, expected="polygon")
    repaired, geometries, keep = 0, [], np.zeros(len(features), dtype=bool)
    for i, geometry in enumerate(features.geometry):
        if i % 200 == 0:
            progress(i / len(features))
        invalid = not geometry.isEmpty() and not geometry.isGeosValid()
        area = polygonal(geometry)
        keep[i] = not area.isEmpty() and area.area() > 0
        repaired += int(invalid and keep[i])
        geometries.append(area)
    if repaired:
        report.warning(features.name, tr("Invalid areas, repaired: {n}.").format(n=repaired), repaired)
    lost = int((~keep).sum())
    if lost:
        report.warning(features.name, tr("Areas without a polygon, left out: {n}.").format(n=lost), lost)
    if not keep.any():
        raise EmptyInput(layer=features.name, reason="no_geometry")
    return Features(features.name, features.table, geometries, features.crs).take(keep)


def rings(geometries: List[QgsGeometry]) -> Polylines:
    """Return all rings (outer and inner, closed) as flat arrays; ``row`` is the index of the geometry."""
    parts, sizes, rows = [], [0], []
    for i, geometry in enumerate(geometries):
        for polygon in _polygons(geometry):
            for ring in polygon:
                parts.append(np.array([(p.x(), p.y()) for p in ring], dtype=float))
                sizes.append(len(ring))
                rows.append(i)
    xy = np.concatenate(parts) if parts else np.zeros((0, 2))
    return Polylines(xy, np.cumsum(sizes), row=np.array(rows, dtype=np.int64))


def _polygons(geometry: QgsGeometry):
    if geometry.isEmpty():
        return []
    return geometry.asMultiPolygon() if geometry.isMultipart() else [geometry.asPolygon()]


def merged(geometries: List[QgsGeometry]) -> Tuple[Optional[QgsGeometry], bool]:
    """Return the union of areas, and whether they differed from the first one."""
    first = geometries[0]
    if all(g.equals(first) for g in geometries[1:]):
        return first, False
    return polygonal(QgsGeometry.unaryUnion(geometries)), True
