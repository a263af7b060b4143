"""Points from the coordinate columns of a table: the values decide what they are, not the names of the columns."""

from typing import List, NamedTuple, Optional, Tuple

import numpy as np
import pandas as pd
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsGeometry, QgsPointXY, QgsProject

from ..core.errors import EmptyInput
from ..core.tags import fold
from ..i18n import tr
from . import wkb
from .crs import NETHERLANDS, RD_NEW
from .features import Features, to_numbers
from .report import Report

DEGREES = "EPSG:4326"
RD_LOW, RD_HIGH = (-10_000.0, 290_000.0), (300_000.0, 630_000.0)  # the Netherlands in EPSG:28992
_LOW = {False: RD_LOW, True: (NETHERLANDS.xMinimum(), NETHERLANDS.yMinimum())}
_HIGH = {False: RD_HIGH, True: (NETHERLANDS.xMaximum(), NETHERLANDS.yMaximum())}
_PAIRS = (("x", "y"), ("rd x", "rd y"), ("x rd", "y rd"), ("xcoord", "ycoord"), ("x coord", "y coord"),
          ("x coordinaat", "y coordinaat"), ("longitude", "latitude"), ("lon", "lat"), ("lng", "lat"),
          ("lengtegraad", "breedtegraad"))
_DEGREE_NAMES = ("longitude", "lon", "lng", "lengtegraad")
_METRE_NAMES = ("rd x", "x rd")


class TablePoints(NamedTuple):
    """xy (n, 2) with x first, NaN = unknown; whether in degrees; the columns; whether those stood for y and x."""

    xy: np.ndarray
    degrees: bool
    columns: List[str]
    swapped: bool = False


def points_of_table(table: pd.DataFrame) -> Optional[TablePoints]:
    """Return the coordinates of a table, None when it has none.

    Of metres and degrees, x first or y first, the reading counts by which most rows lie in the Netherlands. When none
    does: degrees if they can be, x first.
    """
    folded = {fold(column): column for column in reversed(table.columns)}
    for pair in _PAIRS:
        if not all(name in folded for name in pair):
            continue
        columns = [folded[name] for name in pair]
        xy = np.column_stack([to_numbers(table[column]) for column in columns])
        filled = xy[np.isfinite(xy).all(axis=1)]
        if len(filled):
            degrees, swapped = _reading(filled)
            return TablePoints(xy[:, ::-1].copy() if swapped else xy, degrees, columns, swapped)
    return None


def _reading(xy: np.ndarray) -> Tuple[bool, bool]:
    readings = [(degrees, swapped) for swapped in (False, True) for degrees in (False, True)]
    fits = [_inside(xy[:, ::-1] if swapped else xy, degrees).sum() for degrees, swapped in readings]
    if max(fits):
        return readings[int(np.argmax(fits))]
    return bool((np.abs(xy) <= [180, 90]).all()), False


def _inside(xy: np.ndarray, degrees: bool) -> np.ndarray:
    return ((xy > _LOW[degrees]) & (xy < _HIGH[degrees])).all(axis=1)


def with_points(layer: Features, crs, context, report: Report) -> Features:
    """Return a table with points in ``crs`` made of its coordinate columns; how they were read is reported.

    A row without usable coordinates gets an empty geometry. Raises ``EmptyInput`` when there are no columns for it.
    """
    given = points_of_table(layer.table)
    if given is None:
        raise EmptyInput(layer=layer.name, reason="no_geometry")
    xy = given.xy
    _tell(given, layer.name, report)
    source = QgsCoordinateReferenceSystem(DEGREES if given.degrees else RD_NEW)
    transforms = context.transformContext() if context is not None else QgsProject.instance().transformContext()
    filled = np.isfinite(xy).all(axis=1)
    start = np.arange(filled.sum() + 1)
    xy[filled] = wkb.transformed(xy[filled], start, QgsCoordinateTransform(source, crs, transforms))
    if crs.authid() == RD_NEW:  # a digit too many puts a school in Germany
        xy[~_inside(xy, False)] = np.nan
    points = [QgsGeometry.fromPointXY(QgsPointXY(x, y)) if np.isfinite(x + y) else QgsGeometry() for x, y in xy]
    return Features(layer.name, layer.table, points, crs)


def _tell(given: TablePoints, name: str, report: Report) -> None:
    (x, y), count = given.columns, int(np.isfinite(given.xy).all(axis=1).sum())
    if given.degrees:
        text, odd = tr("coordinates read from {x} and {y} as degrees (WGS 84)"), fold(x) in _METRE_NAMES
    else:
        text, odd = tr("coordinates read from {x} and {y} as metres (RD)"), fold(x) in _DEGREE_NAMES
    if odd:
        text = (tr("coordinates read from {x} and {y} as degrees (WGS 84), although their names say metres")
                if given.degrees else
                tr("coordinates read from {x} and {y} as metres (RD), although their names say degrees"))
    (report.warning if odd else report.info)(name, text.format(x=x, y=y), count)
    if given.swapped:
        text = tr("{x} holds the northing and {y} the easting: they were swapped")
        report.warning(name, text.format(x=x, y=y), count)
