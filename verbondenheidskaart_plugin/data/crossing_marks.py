"""Marked crossings and traffic lights, from an OSM file or from the lines of the walking network."""

from typing import Optional

import numpy as np
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeatureRequest,
    QgsGeometry,
    QgsProject,
)

from . import hstore, wkb
from .osm_file import scan

DEGREES = "EPSG:4326"
_UNMARKED = ("unmarked", "no")


def marked_crossings(source, path: str, crs, context, area: Optional[QgsGeometry] = None,
                     progress=lambda fraction: None) -> Optional[np.ndarray]:
    """Return (k, 2) points in ``crs`` where a crossing is marked; None when the data know of no crossing at all.

    source: the lines of the walking network or None; path: an OSM file or "". Points: highway=crossing that is not
    unmarked, traffic lights, and the vertices of footway=crossing. area (in ``crs``): only its bounding box.
    """
    transforms = context.transformContext() if context is not None else QgsProject.instance().transformContext()
    if path:
        transform = QgsCoordinateTransform(QgsCoordinateReferenceSystem(DEGREES), crs, transforms)
        found = _of_file(path, transform, area, progress)
    elif source is not None:
        found = _of_lines(source, QgsCoordinateTransform(source.sourceCrs(), crs, transforms))
    else:
        found = None
    return found if found is not None and len(found) else None


def _of_file(path: str, transform: QgsCoordinateTransform, area, progress) -> np.ndarray:
    box = None
    if area is not None:
        back = QgsCoordinateTransform(transform.destinationCrs(), transform.sourceCrs(), transform.context())
        box = back.transformBoundingBox(area.boundingBox())
    wanted = {"points": [{"highway": {"crossing", "traffic_signals"}}], "lines": [{"footway": {"crossing"}}]}
    scanned = scan(path, wanted, {"highway", "footway", "crossing"}, box, progress)
    shapes = []
    for layer, key, values in (("points", "highway", ("crossing", "traffic_signals")),
                               ("lines", "footway", ("crossing",))):
        tags = scanned[layer].tags
        if key in tags:
            keep = tags[key].isin(values)
            if "crossing" in tags:
                keep &= ~tags["crossing"].isin(_UNMARKED)
            shapes += [scanned[layer].wkb[k] for k in np.flatnonzero(keep)]
    return _vertices(shapes, transform)


def _of_lines(source, transform: QgsCoordinateTransform) -> Optional[np.ndarray]:
    names = {field.name().lower(): field.name() for field in source.fields()}
    if "footway" in names:
        condition = f"\"{names['footway']}\" = 'crossing'"
    elif hstore.COLUMN in names:
        condition = f"\"{names[hstore.COLUMN]}\" LIKE '%\"footway\"=>\"crossing\"%'"
    else:
        return None
    request = QgsFeatureRequest().setFilterExpression(condition).setInvalidGeometryCheck(
        QgsFeatureRequest.InvalidGeometryCheck.GeometryNoCheck)
    return _vertices([feature.geometry().asWkb().data() for feature in source.getFeatures(request)], transform)


def _vertices(shapes, transform: QgsCoordinateTransform) -> np.ndarray:
    points = []
    for data in shapes:
        geometry = QgsGeometry()
        geometry.fromWkb(data)
        points += [(vertex.x(), vertex.y()) for vertex in geometry.vertices()]
    xy = np.array(points, dtype=float).reshape(-1, 2)
    xy = wkb.transformed(xy, np.arange(len(xy) + 1), transform) if len(xy) else xy
    return xy[np.isfinite(xy).all(axis=1)]
