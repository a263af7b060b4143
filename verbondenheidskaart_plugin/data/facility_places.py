"""Facilities as places: sound geometry, objects that are one place taken together, a point and entrances for each."""

from typing import Callable, List, NamedTuple

import numpy as np
import pandas as pd
from qgis.core import QgsGeometry, QgsPointXY, QgsRectangle, QgsSpatialIndex, QgsWkbTypes

from ..core.places import along, clusters, groups, middles, near_pairs
from ..core.polylines import Polylines
from ..core.tags import fold
from ..i18n import tr
from . import wkb
from .report import Report

SAME_NAME_M = 50.0
TOUCHING_M = 1.0
ENTRANCE_STEP_M, MOST_ENTRANCES = 50.0, 200
LEAST_PERIMETER_M, LEAST_LENGTH_M = 200.0, 50.0  # smaller polygons and lines are entered at their point
SHOPS_WITHIN_M, LEAST_SHOPS, COVERED_WITHIN_M = 100.0, 5, 50.0
SHOPPING_STREET, MALL = "winkelstraat", "winkelcentrum"
PARENTS = {"voetbalveld": "sportclub", "trapveld": "sportclub"}  # pitches in a sports centre are part of it
_DIMENSION = {
    QgsWkbTypes.GeometryType.PointGeometry: 0,
    QgsWkbTypes.GeometryType.LineGeometry: 1,
    QgsWkbTypes.GeometryType.PolygonGeometry: 2,
}
Progress = Callable[[float], None]


class Shapes(NamedTuple):
    """Sound geometry: dimension (n,) 0, 1, 2 or −1 for none; size (n,) m or m²; box (n, 4); point (n, 2) within."""

    geometry: List[QgsGeometry]
    dimension: np.ndarray
    size: np.ndarray
    box: np.ndarray
    point: np.ndarray
    repaired: int

    def take(self, rows: np.ndarray) -> "Shapes":
        """Return the shapes with the indices ``rows``."""
        return Shapes([self.geometry[i] for i in rows], self.dimension[rows], self.size[rows], self.box[rows],
                      self.point[rows], self.repaired)


def shapes(geometries: List[QgsGeometry], progress: Progress = lambda fraction: None) -> Shapes:
    """Return the shapes of geometries of any kind: repaired where invalid, of a collection the widest kind of part."""
    n, repaired, sound = len(geometries), 0, []
    dimension, size = np.full(n, -1), np.zeros(n)
    box, point = np.full((n, 4), np.nan), np.full((n, 2), np.nan)
    for i, geometry in enumerate(geometries):
        if i % 500 == 0:
            progress(i / n)
        if not geometry.isEmpty() and not geometry.isGeosValid():
            geometry = geometry.makeValid()
            repaired += not geometry.isEmpty()
        geometry = _widest(geometry)
        sound.append(geometry)
        bounds = geometry.boundingBox()
        if geometry.isEmpty() or not bounds.isFinite():
            continue
        dimension[i] = _DIMENSION[geometry.type()]
        size[i] = (0.0, geometry.length(), geometry.area())[dimension[i]] if dimension[i] else 0.0
        box[i] = bounds.xMinimum(), bounds.yMinimum(), bounds.xMaximum(), bounds.yMaximum()
        inside = geometry.pointOnSurface() if dimension[i] == 2 else QgsGeometry()
        if not inside.isEmpty():
            point[i] = inside.asPoint().x(), inside.asPoint().y()
        elif dimension[i] == 0:
            vertex = next(geometry.vertices())
            point[i] = vertex.x(), vertex.y()
        else:
            point[i] = box[i].reshape(2, 2).mean(axis=0)
    _middle_of_lines(sound, dimension, point)
    return Shapes(sound, dimension, size, box, point, repaired)


def within(found: Shapes, area: QgsGeometry) -> Shapes:
    """Return the shapes that touch ``area``; the others get dimension −1.

    A line is cut at the edge of the area, so that of a long route only what lies here counts; a polygon keeps its own
    edge, but its point comes to lie in the area.
    """
    dimension = found.dimension.copy()
    engine = QgsGeometry.createGeometryEngine(area.constGet())
    engine.prepareGeometry()
    box, cut = area.boundingBox(), []
    low, high = (box.xMinimum(), box.yMinimum()), (box.xMaximum(), box.yMaximum())
    near = (found.box[:, :2] <= high).all(axis=1) & (found.box[:, 2:] >= low).all(axis=1) & (dimension >= 0)
    dimension[~near] = -1
    for i in np.flatnonzero(near):
        shape = found.geometry[i].constGet()
        if not engine.intersects(shape):
            dimension[i] = -1
        elif dimension[i] > 0 and not engine.contains(shape):
            cut.append(i)
    parts = shapes([found.geometry[i].intersection(area) for i in cut])
    geometry = list(found.geometry)
    point, size, bounds = found.point.copy(), found.size.copy(), found.box.copy()
    for k, i in enumerate(cut):
        if parts.dimension[k] == dimension[i]:  # else it only touches the edge
            point[i] = parts.point[k]
            if dimension[i] == 1:
                geometry[i], size[i], bounds[i] = parts.geometry[k], parts.size[k], parts.box[k]
    return Shapes(geometry, dimension, size, bounds, point, found.repaired)


def _widest(geometry: QgsGeometry) -> QgsGeometry:
    """Return the parts of highest dimension of a collection; any other geometry as it is."""
    if geometry.isEmpty() or geometry.type() in _DIMENSION:
        return geometry
    parts = [part for part in geometry.asGeometryCollection() if part.type() in _DIMENSION]
    if not parts:
        return QgsGeometry()
    highest = max(_DIMENSION[part.type()] for part in parts)
    return QgsGeometry.collectGeometry([part for part in parts if _DIMENSION[part.type()] == highest])


def _middle_of_lines(geometries: List[QgsGeometry], dimension: np.ndarray, point: np.ndarray) -> None:
    """Set the point of a line halfway along its longest part."""
    rows = np.flatnonzero(dimension == 1)
    lines, owner = _edges([geometries[i] for i in rows])
    if not len(lines):
        return
    step = np.append(np.hypot(*np.diff(lines.xy, axis=0).T), 0.0)
    step[lines.start[1:] - 1] = 0
    length = np.add.reduceat(step, lines.start[:-1])
    order = np.lexsort((-length, owner))
    first = order[np.flatnonzero(np.diff(owner[order], prepend=-1))]
    point[rows[owner[first]]] = middles(lines)[first]


def _edges(geometries: List[QgsGeometry]):
    """Return (lines, owner): the lines themselves, and the outer rings of polygons."""
    data = [_edge(geometry) for geometry in geometries]
    found = wkb.read_lines(data)
    lines = Polylines(found.xy, found.start)
    filled = np.diff(found.start) > 0
    return lines.take(filled), found.row[filled]


def _edge(geometry: QgsGeometry) -> bytes:
    if geometry.type() == QgsWkbTypes.GeometryType.PolygonGeometry:
        solid = geometry.removeInteriorRings()  # held: constGet() points into it
        boundary = solid.constGet().boundary()
        return boundary.asWkb().data() if boundary is not None else b""
    return QgsGeometry(geometry.constGet().segmentize()).asWkb().data()


def merged(table: pd.DataFrame, found: Shapes, report: Report, name: str, progress: Progress) -> np.ndarray:
    """Return the group (n,) of each object: objects in one group are one place. What is joined is reported.

    table: type_id and naam (None where it says no more than the type).
    """
    n = len(table)
    types = table["type_id"].to_numpy(dtype=object)
    inside, pitches = _inside(types, found, progress)
    kind, _ = pd.factorize(table["type_id"])
    own_name = np.array([fold(v) if isinstance(v, str) else "" for v in table["naam"]], dtype=object)
    named, _ = pd.factorize(pd.Series(types + "|" + own_name))
    same = _within(near_pairs(found.box, np.where(own_name == "", -1, named), SAME_NAME_M), found, SAME_NAME_M)
    unnamed_line = (own_name == "") & (found.dimension == 1)
    touching = near_pairs(found.box, np.where(unnamed_line, kind, -1), TOUCHING_M)
    touching = _within(touching, found, TOUCHING_M)
    pairs, before = np.zeros((0, 2), dtype=np.int64), n
    label = np.arange(n)
    for more, text in (
        (inside, tr("{n} objects inside an area of the same type were counted with it")),
        (pitches, tr("{n} pitches inside a sports centre were counted with it")),
        (same, tr("{n} objects of the same type and name within 50 m were counted as one")),
        (touching, tr("{n} unnamed lines of the same type that touch were counted as one")),
    ):
        pairs = np.concatenate([pairs, more])
        label = groups(n, pairs)
        joined = before - (label.max() + 1 if n else 0)
        before -= joined
        if joined:
            report.info(name, text.format(n=joined), int(joined))
    return label


def _inside(types: np.ndarray, found: Shapes, progress: Progress):
    """Return (pairs of an object and an area of its type around it, pairs of a pitch and its sports centre)."""
    index, inside, pitches = QgsSpatialIndex(), [], []
    areas = np.flatnonzero(found.dimension == 2)
    hosts = {types[i] for i in areas if index.addFeature(int(i), found.geometry[i].boundingBox())}
    for i, type_id in enumerate(types):
        if i % 500 == 0:
            progress(i / len(types))
        if type_id not in hosts and PARENTS.get(type_id) not in hosts:
            continue
        point = QgsPointXY(*found.point[i])
        for j in index.intersects(QgsRectangle(point, point)):
            target = inside if types[j] == type_id else pitches if types[j] == PARENTS.get(type_id) else None
            if j != i and target is not None and found.geometry[j].contains(point):
                target.append((i, j))
    return np.array(inside, dtype=np.int64).reshape(-1, 2), np.array(pitches, dtype=np.int64).reshape(-1, 2)


def _within(pairs: np.ndarray, found: Shapes, distance: float) -> np.ndarray:
    """Keep the pairs that really lie within ``distance``, not only their boxes."""
    if not len(pairs):
        return pairs
    a, b = pairs.T
    near = np.hypot(*(found.point[a] - found.point[b]).T) <= distance
    unsure = np.flatnonzero(~near & ((found.dimension[a] > 0) | (found.dimension[b] > 0)))
    near[unsure] = [found.geometry[a[k]].distance(found.geometry[b[k]]) <= distance for k in unsure]
    return pairs[near]


def shopping_streets(point: np.ndarray, types: np.ndarray, found: Shapes) -> np.ndarray:
    """Return per shop (n,) the number of the cluster it makes with others, −1 alone, −2 in a known shopping street.

    point: (n, 2) the shops. types, found: the facilities there are already; shops in or along a shopping street or
    mall of these make no cluster.
    """
    covered = np.zeros(len(point), dtype=bool)
    for i in np.flatnonzero(np.isin(types, (SHOPPING_STREET, MALL))):
        margin = COVERED_WITHIN_M if found.dimension[i] else SHOPS_WITHIN_M
        low, high = found.box[i, :2] - margin, found.box[i, 2:] + margin
        near = np.flatnonzero(~covered & (point >= low).all(axis=1) & (point <= high).all(axis=1))
        for k in near:
            covered[k] = found.geometry[i].distance(QgsGeometry.fromPointXY(QgsPointXY(*point[k]))) <= margin
    label = np.full(len(point), -2)
    label[~covered] = clusters(point[~covered], SHOPS_WITHIN_M, LEAST_SHOPS)
    return label


def entrances_of(found: Shapes, label: np.ndarray) -> List[object]:
    """Return per group (g,) the access points as (k, 2) array, or None when the point of the group will do.

    Of each group the members of highest dimension count: along the edge of polygons and along lines every 50 m at
    most, of points the points themselves when there are several.
    """
    number = int(label.max()) + 1 if len(label) else 0
    highest = np.zeros(number, dtype=np.int64)
    np.maximum.at(highest, label, found.dimension)
    chosen = found.dimension == highest[label]
    out: List[object] = [None] * number
    rows = np.flatnonzero(chosen & (found.dimension > 0))
    lines, owner = _edges([found.geometry[i] for i in rows])
    if len(lines):
        owner = label[rows[owner]]
        step = np.append(np.hypot(*np.diff(lines.xy, axis=0).T), 0.0)
        step[lines.start[1:] - 1] = 0
        total = np.bincount(owner, np.add.reduceat(step, lines.start[:-1]), minlength=number)
        large = total >= np.where(highest == 2, LEAST_PERIMETER_M, LEAST_LENGTH_M)
        keep = large[owner]
        who, xy = along(lines.take(keep), owner[keep], ENTRANCE_STEP_M, MOST_ENTRANCES)
        groups_with = np.flatnonzero(np.diff(who, prepend=-1))
        for begin, points in zip(groups_with, np.split(xy, groups_with[1:])):
            out[who[begin]] = points
    points = np.flatnonzero(highest[label] == 0)
    count = np.bincount(label[points], minlength=number)
    for i in points[count[label[points]] > 1]:
        out[label[i]] = found.point[[i]] if out[label[i]] is None else np.vstack([out[label[i]], found.point[i]])
    return out
