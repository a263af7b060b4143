"""OpenStreetMap extracts (``.osm``, ``.osm.pbf``): streets, candidate facilities, background."""

from pathlib import Path
from typing import Dict, List, Optional, Set, Tuple

import numpy as np
import pandas as pd
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsGeometry,
    QgsProject,
    QgsWkbTypes,
)

from ..core.errors import EmptyInput, NoOverlap
from ..core.facilities import ADJUSTING_KEYS, Catalogue
from ..core.polylines import Polylines
from ..i18n import tr
from .catalogue import read_catalogue
from .features import Features
from .interruptible import heard
from .network import ACCESS_KEYS, RawLines, walkable_lines
from .osm_file import Progress, Scanned, scan
from .report import Report

NAME = "OpenStreetMap"
SUBLAYERS = ("points", "lines", "multipolygons", "multilinestrings")
# Keys of facilities: objects with any value are read, so that what the catalogue lacks is counted, not lost.
FACILITY_KEYS = ("amenity", "leisure", "shop", "tourism", "healthcare", "education", "club", "office")
# GDAL takes a closed way for an area by some keys only (not club, healthcare, education): here all of these do.
AREA_KEYS = (*FACILITY_KEYS, "landuse", "place")

WATER, GREEN, FARMLAND, BUILDING, RAIL = "water", "groen", "landbouw", "bebouwing", "spoor"
POLYGON_KINDS = (  # the first that fits counts
    (WATER, {"natural": {"water"}, "waterway": {"riverbank", "dock"}, "landuse": {"reservoir", "basin"}}),
    (BUILDING, {"building": {"*"}}),
    (GREEN, {
        "leisure": {"park", "garden", "nature_reserve", "golf_course"},
        "landuse": {"grass", "forest", "cemetery", "recreation_ground", "meadow", "village_green", "allotments"},
        "natural": {"wood", "scrub", "grassland", "heath"},
    }),
    (FARMLAND, {"landuse": {"farmland", "orchard", "vineyard", "plant_nursery", "greenhouse_horticulture"}}),
)
LINE_KINDS = (
    (RAIL, {"railway": {"rail", "light_rail", "tram", "subway", "narrow_gauge"}}),
    (WATER, {"waterway": {"river", "canal"}}),
)
DEGREES = "EPSG:4326"


def _no_progress(fraction: float) -> None:
    pass


def osm_polylines(path, crs, context, report: Report, area: Optional[QgsGeometry] = None,
                  progress: Progress = _no_progress) -> Polylines:
    """Return the walkable streets and paths of an extract in ``crs``; see ``network.read_polylines``.

    Raises ``Unreadable``, ``EmptyInput`` and ``NoOverlap``.
    """
    transform = _from_degrees(crs, context)
    found = scan(path, {"lines": [{"highway": {"*"}}]}, {"highway", "name", *ACCESS_KEYS}, _box(area, transform),
                  progress)["lines"]
    name = Path(path).name
    if not found.wkb:
        raise EmptyInput(layer=name, reason="no_features") if area is None else NoOverlap(name, tr("the area"))
    columns = {key: found.tags[key].to_numpy() for key in found.tags}
    columns["kind"] = columns.pop("highway")
    return walkable_lines(RawLines(found.wkb, columns), "highway", name, report, transform, area,
                          lambda: progress(1.0))


def osm_features(path, crs, context, report: Report, area: Optional[QgsGeometry] = None,
                 progress: Progress = _no_progress, catalogue: Optional[Catalogue] = None) -> List[Features]:
    """Return the objects that may be facilities: one Features per GDAL layer, tags as columns (None = absent).

    ``osm_id`` starts with n, w or r (node, way, relation). ``area`` (in ``crs``): only what touches its bounding box.
    Raises ``Unreadable``, and ``EmptyInput`` when there is nothing at all.
    """
    catalogue = catalogue or read_catalogue()
    wanted: Dict[str, Set[str]] = {key: set(values) for key, values in catalogue.leading.items()}
    wanted.update({key: {"*"} for key in FACILITY_KEYS})
    keys = {*catalogue.keys, *wanted, *ADJUSTING_KEYS, "name", "area", "addr:street"}
    transform, found = _from_degrees(crs, context), []
    scanned = scan(path, {sublayer: [wanted] for sublayer in SUBLAYERS}, keys, _box(area, transform), progress)
    for sublayer in SUBLAYERS:
        features = _features(scanned[sublayer], NAME, transform, progress)
        if sublayer == "lines":
            closed = _close(features)
            if closed:
                report.info(NAME, tr("{n} closed lines of facilities were read as areas").format(n=closed), closed)
        if len(features):
            found.append(features)
    if not found:
        raise EmptyInput(layer=Path(path).name, reason="all_filtered" if area else "no_features", what=tr("facilities"))
    report.info(NAME, tr("{n} objects with tags of facilities read").format(n=sum(map(len, found))),
                sum(map(len, found)))
    return found


def osm_background(path, crs, context, area: Optional[QgsGeometry] = None,
                   progress: Progress = _no_progress) -> Tuple[Features, Features]:
    """Return what makes a map recognisable, with the columns ``soort`` and ``naam``.

    Polygons of water, groen, landbouw and bebouwing, and lines of spoor and water; what runs in a tunnel is left out.
    """
    kinds_of = {"multipolygons": POLYGON_KINDS, "lines": LINE_KINDS}
    wanted = {sublayer: [tests for _, tests in kinds] for sublayer, kinds in kinds_of.items()}
    keys = {key for tests in wanted.values() for test in tests for key in test} | {"name", "tunnel"}
    transform, out = _from_degrees(crs, context), []
    scanned = scan(path, wanted, keys, _box(area, transform), progress)
    for (sublayer, kinds), name in zip(kinds_of.items(), ("achtergrond", "achtergrond_lijnen")):
        features = _features(scanned[sublayer], name, transform, progress)
        tags = features.table
        soort = np.full(len(tags), None, dtype=object)
        for kind, tests in reversed(kinds):
            for key, values in tests.items():
                if key in tags:
                    soort[_among(tags[key], values)] = kind
        hidden = ~tags["tunnel"].isin([None, "no"]) if "tunnel" in tags else np.zeros(len(tags), dtype=bool)
        naam = tags["name"] if "name" in tags else None
        table = pd.DataFrame({"soort": soort, "naam": naam}, index=range(len(tags)))
        out.append(Features(name, table, features.geometry, crs).take(table["soort"].notna() & ~hidden))
    return out[0], out[1]


def _among(column: pd.Series, values: Set[str]) -> np.ndarray:
    return (column.notna() if "*" in values else column.isin(values)).to_numpy(dtype=bool)


def _from_degrees(crs, context) -> QgsCoordinateTransform:
    transforms = context.transformContext() if context is not None else QgsProject.instance().transformContext()
    return QgsCoordinateTransform(QgsCoordinateReferenceSystem(DEGREES), crs, transforms)


def _box(area: Optional[QgsGeometry], transform: QgsCoordinateTransform):
    """Return the bounding box of the area in degrees, None without an area."""
    if area is None:
        return None
    back = QgsCoordinateTransform(transform.destinationCrs(), transform.sourceCrs(), transform.context())
    return back.transformBoundingBox(area.boundingBox())


def _features(found: Scanned, name: str, transform: QgsCoordinateTransform, progress: Progress) -> Features:
    """Return scanned objects in the working CRS; one that cannot be transformed gets an empty geometry."""
    geometries = []
    for data in heard(found.wkb, lambda: progress(1.0)):
        geometry = QgsGeometry()
        geometry.fromWkb(data)
        try:
            moved = geometry.transform(transform) == QgsGeometry.OperationResult.Success
        except QgsCsException:
            moved = False
        geometries.append(geometry if moved else QgsGeometry())
    return Features(name, found.tags, geometries, transform.destinationCrs())


def _close(features: Features) -> int:
    """Turn closed lines that are tagged as an area into polygons; return how many."""
    tags = features.table
    areal = np.zeros(len(tags), dtype=bool)
    for key in AREA_KEYS:
        if key in tags:
            areal |= tags[key].notna().to_numpy()
    if "area" in tags:
        areal &= (tags["area"] != "no").to_numpy()
    closed = 0
    for i in np.flatnonzero(areal):
        line = features.geometry[i].constGet()
        if QgsWkbTypes.flatType(line.wkbType()) == QgsWkbTypes.Type.LineString and line.isClosed() \
                and line.numPoints() > 3:
            features.geometry[i] = QgsGeometry.fromPolygonXY([features.geometry[i].asPolyline()])
            closed += 1
    return closed
