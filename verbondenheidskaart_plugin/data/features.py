"""Reading QGIS sources into tables: attributes as a DataFrame, geometries beside it, one CRS."""

from dataclasses import dataclass
from typing import List, Optional

import numpy as np
import pandas as pd
from qgis.core import (
    NULL,
    QgsCoordinateReferenceSystem,
    QgsFeatureRequest,
    QgsGeometry,
    QgsProject,
)

from ..core.errors import EmptyInput


@dataclass
class Features:
    """A layer in memory: one row of ``table`` per geometry; ``geometry`` is None for plain tables."""

    name: str
    table: pd.DataFrame
    geometry: Optional[List[QgsGeometry]] = None
    crs: Optional[QgsCoordinateReferenceSystem] = None

    def __len__(self) -> int:
        return len(self.table)

    def take(self, keep) -> "Features":
        """Return the rows where the boolean array ``keep`` is true, renumbered from 0."""
        rows = np.flatnonzero(np.asarray(keep, dtype=bool))
        geometry = None if self.geometry is None else [self.geometry[i] for i in rows]
        return Features(self.name, self.table.iloc[rows].reset_index(drop=True), geometry, self.crs)


def read(source, name: str, crs: Optional[QgsCoordinateReferenceSystem] = None, context=None) -> Features:
    """Read a feature source or vector layer completely.

    ``name`` is what messages call the input. Geometries are transformed to ``crs`` when given.
    NULL becomes None (text) or NaN (numbers). A feature without geometry keeps an empty QgsGeometry.
    Raises ``EmptyInput`` when there is no feature at all.
    """
    fields = [f.name() for f in source.fields()]
    request = QgsFeatureRequest()
    if crs is not None and source.sourceCrs().isValid() and source.sourceCrs() != crs:
        transforms = context.transformContext() if context is not None else QgsProject.instance().transformContext()
        request.setDestinationCrs(crs, transforms)
        request.setInvalidGeometryCheck(QgsFeatureRequest.InvalidGeometryCheck.GeometryNoCheck)
    rows, geometries = [], []
    for feature in source.getFeatures(request):
        rows.append([None if v == NULL else v for v in feature.attributes()])
        geometries.append(QgsGeometry(feature.geometry()))
    if not rows:
        raise EmptyInput(layer=name, reason="no_features")
    table = pd.DataFrame(rows, columns=fields).infer_objects()
    return Features(name, table, geometries, crs if crs is not None else source.sourceCrs())


def to_numbers(column: pd.Series) -> np.ndarray:
    """Return a column as float64, missing as NaN.

    Text is read with a decimal comma or point and padded blanks; "." and other text become NaN.
    Values ≤ −99990 are CBS codes for missing and become NaN (METHOD section i, sentinels).
    """
    if column.dtype == object or str(column.dtype).startswith(("str", "string")):
        text = column.map(lambda v: None if v is None else str(v).strip().replace(",", "."))
        values = pd.to_numeric(text, errors="coerce").to_numpy(dtype=float)
    else:
        values = pd.to_numeric(column, errors="coerce").to_numpy(dtype=float, na_value=np.nan)
    values = np.array(values, dtype=float)
    values[~np.isfinite(values) | (values <= -99990)] = np.nan
    return values


def points_xy(geometries: List[QgsGeometry]) -> np.ndarray:
    """Return (n, 2) coordinates: the point itself, or a point on the surface; NaN for empty geometry."""
    xy = np.full((len(geometries), 2), np.nan)
    for i, geometry in enumerate(geometries):
        if geometry.isEmpty():
            continue
        point = geometry.pointOnSurface() if geometry.type() == 2 else geometry.centroid()
        if not point.isEmpty():
            xy[i] = point.asPoint().x(), point.asPoint().y()
    return xy


