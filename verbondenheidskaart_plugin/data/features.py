"""Reading QGIS sources into tables: attributes as a DataFrame, geometries beside it, one CRS."""

import re
from dataclasses import dataclass
from typing import Callable, List, Optional, Sequence

import numpy as np
import pandas as pd
from qgis.core import (
    NULL,
    QgsCoordinateReferenceSystem,
    QgsFeatureRequest,
    QgsGeometry,
    QgsProject,
    QgsRectangle,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QDate, QDateTime, Qt, QTime

from ..core.errors import EmptyInput
from .interruptible import deaf, heard

# 1.234.567,8 and 1 234 and 1'234; the other of comma and point marks the decimals.
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(?P<sign>[.,'’ \u00a0\u202f])\d{3}(?:(?P=sign)\d{3})*"
                        r"(?P<decimals>(?:(?!(?P=sign))[.,]\d+)?)")
_DECIMAL_COMMA = re.compile(r"[+-]?(?:\d+|[1-9]\d{0,2}(?:\.\d{3})+),(?:\d{1,2}|\d{4,})")
FARTHEST_M = 1e8  # no projected coordinate lies farther from its origin
LARGEST = 1e15  # no figure of people, money or metres comes near; sums of larger numbers overflow


@dataclass
class Features:
    """A layer in memory: one row of ``table`` per geometry; ``geometry`` is None for plain tables.

    Text that is missing is None, with every pandas.
    """

    name: str
    table: pd.DataFrame
    geometry: Optional[List[QgsGeometry]] = None
    crs: Optional[QgsCoordinateReferenceSystem] = None

    def __post_init__(self):
        self.table = _with_none(self.table)

    def __len__(self) -> int:
        return len(self.table)

    def take(self, keep) -> "Features":
        """Return the rows where the boolean array ``keep`` is true, renumbered from 0."""
        rows = np.flatnonzero(np.asarray(keep, dtype=bool))
        geometry = None if self.geometry is None else [self.geometry[i] for i in rows]
        return Features(self.name, self.table.iloc[rows].reset_index(drop=True), geometry, self.crs)


def _with_none(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table whose texts are objects: pandas 3 reads them as a type of its own, that has NaN for missing."""
    texts = [k for k, kind in enumerate(table.dtypes) if isinstance(kind, pd.StringDtype)]
    if not texts:
        return table
    out = table.copy()
    for k in texts:
        column = table.iloc[:, k].astype(object)
        out.isetitem(k, column.where(column.notna(), None))
    return out


def read(
    source, name: str, crs: Optional[QgsCoordinateReferenceSystem] = None, context=None,
    fields: Optional[Sequence[str]] = None, extent: Optional[QgsRectangle] = None,
    listen: Callable[[], None] = deaf,
) -> Features:
    """Read a feature source or vector layer completely.

    ``name`` is what messages call the input. Geometries are transformed to ``crs`` when given.
    NULL becomes None (text) or NaN (numbers), dates become ISO text. A feature without geometry, or with
    coordinates that lie nowhere on earth, gets an empty QgsGeometry. ``fields`` limits the attributes,
    ``extent`` (in ``crs``) the features.
    Raises ``EmptyInput`` when there is no feature at all.
    """
    columns = [f.name() for f in source.fields()]
    request = QgsFeatureRequest()
    if crs is not None and source.sourceCrs().isValid() and source.sourceCrs() != crs:
        transforms = context.transformContext() if context is not None else QgsProject.instance().transformContext()
        request.setDestinationCrs(crs, transforms)
    # Invalid shapes are repaired and counted by the readers; Processing would stop at the first.
    no_check = QgsFeatureRequest.InvalidGeometryCheck.GeometryNoCheck
    request.setInvalidGeometryCheck(no_check)
    if hasattr(source, "setInvalidGeometryCheck"):
        source.setInvalidGeometryCheck(no_check)
    if extent is not None:
        request.setFilterRect(extent)
    places = range(len(columns))
    if fields is not None:
        places = [columns.index(f) for f in fields]
        request.setSubsetOfAttributes(list(places))
    rows, geometries = [], []
    for feature in heard(source.getFeatures(request), listen):
        attributes = feature.attributes()
        rows.append([_plain(attributes[i]) for i in places])
        geometries.append(_placeable(feature.geometry()))
    if not rows:
        raise EmptyInput(layer=name, reason="no_features")
    table = pd.DataFrame(rows, columns=[columns[i] for i in places]).infer_objects()
    return Features(name, table, geometries, crs if crs is not None else source.sourceCrs())


def _placeable(geometry: QgsGeometry) -> QgsGeometry:
    """Return a copy of a geometry; an empty one when its coordinates are infinite, not numbers or absurd."""
    box = geometry.boundingBox()
    # Not a number compares as false.
    inside = box.xMinimum() >= -FARTHEST_M and box.yMinimum() >= -FARTHEST_M \
        and box.xMaximum() <= FARTHEST_M and box.yMaximum() <= FARTHEST_M
    return QgsGeometry(geometry) if inside else QgsGeometry()


def _plain(value):
    """Return an attribute as a Python value: NULL as None, dates and times as ISO text."""
    if value == NULL:
        return None
    if isinstance(value, (QDate, QDateTime, QTime)):
        return value.toString(Qt.DateFormat.ISODate)
    return value


def to_numbers(column: pd.Series) -> np.ndarray:
    """Return a column as float64, missing as NaN.

    Text is read with a decimal comma or point, signs of thousands and padded blanks; "." and other text become NaN.
    Values ≤ −99990 are CBS codes for missing and become NaN, and so do numbers too large for any figure.
    """
    if column.dtype == object or str(column.dtype).startswith(("str", "string")):
        text = [str(v).strip() if known else None for v, known in zip(column, column.notna())]
        dutch = any(v and _DECIMAL_COMMA.fullmatch(v) for v in text)
        plain = pd.Series([v and _with_point(v, dutch) for v in text], dtype=object)
        values = pd.to_numeric(plain, errors="coerce").to_numpy(dtype=float)
    else:
        values = pd.to_numeric(column, errors="coerce").to_numpy(dtype=float, na_value=np.nan)
    values = np.array(values, dtype=float)
    values[~(values <= LARGEST) | (values <= -99990)] = np.nan
    return values


def _with_point(text: str, dutch: bool) -> str:
    """Return a number as text with a decimal point and without signs of thousands; other text as it is.

    1.234 is a thousand in a column that is ``dutch``: where a comma marks the decimals elsewhere.
    """
    found = _THOUSANDS.fullmatch(text)
    if found and (dutch or found["sign"] not in ".," or found["decimals"] or text.count(found["sign"]) > 1):
        return text[:found.start("decimals")].replace(found["sign"], "") + found["decimals"].replace(",", ".")
    return text.replace(",", ".")


def points_xy(geometries: List[QgsGeometry]) -> np.ndarray:
    """Return (n, 2) coordinates: the point itself, or a point on the surface; NaN for empty geometry."""
    xy = np.full((len(geometries), 2), np.nan)
    for i, geometry in enumerate(geometries):
        if geometry.isEmpty():
            continue
        polygon = geometry.type() == QgsWkbTypes.GeometryType.PolygonGeometry
        point = geometry.pointOnSurface() if polygon else geometry.centroid()
        if not point.isEmpty():
            xy[i] = point.asPoint().x(), point.asPoint().y()
    return xy


