"""Canonical tables out: to Processing sinks and to the one GeoPackage, through the same features."""

import os
from contextlib import ExitStack
from pathlib import Path
from typing import Callable, Iterator, List, Optional, Sequence, Tuple

import numpy as np
import pandas as pd
from qgis.core import (
    NULL,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsFeatureSink,
    QgsFields,
    QgsGeometry,
    QgsVectorFileWriter,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ..compat import gdal_setting, make_field
from ..core.errors import Unwritable
from ..core.layers import LAYERS
from ..core.schema import BOOL, INT, LINE, POINT, POLYGON, REAL, TEXT, Layer
from ..i18n import tr
from .interruptible import deaf, heard

WKB = {
    POINT: QgsWkbTypes.Type.Point,
    LINE: QgsWkbTypes.Type.LineString,
    POLYGON: QgsWkbTypes.Type.MultiPolygon,
    None: QgsWkbTypes.Type.NoGeometry,
}
_BATCH = 1000
_RESERVED = {"fid", "geom", "ogc_fid"}


def columns_of(layer: Layer, table: pd.DataFrame) -> List[Tuple[str, str]]:
    """Return (name, type) of the fields to write: those of the schema first, then the other columns of the table.

    Columns whose name differs from an earlier one in case only are left out: a GeoPackage cannot hold both.
    """
    columns = [(field.name, field.type) for field in layer.fields if field.name in table.columns]
    seen = {name.lower() for name, _ in columns} | _RESERVED
    for name in table.columns:
        if name.lower() not in seen:
            seen.add(name.lower())
            columns.append((name, _kind(table[name])))
    return columns


def _kind(column: pd.Series) -> str:
    kind = column.dtype.kind if isinstance(column.dtype, np.dtype) else "O"
    return {"b": BOOL, "i": INT, "u": INT, "f": REAL}.get(kind, TEXT)


def qgs_fields(columns: Sequence[Tuple[str, str]]) -> QgsFields:
    """Return the QGIS fields of (name, type) columns."""
    fields = QgsFields()
    for name, kind in columns:
        fields.append(make_field(name, kind))
    return fields


def _values(column: pd.Series, kind: str) -> list:
    """Return the values of a column as QGIS takes them; missing and infinite become NULL."""
    missing = (column.isin([np.inf, -np.inf]) | pd.isna(column)).to_numpy(dtype=bool)
    convert = {TEXT: str, REAL: float, INT: int, BOOL: bool}[kind]
    return [NULL if gone else convert(value) for value, gone in zip(column.tolist(), missing)]


def features(table: pd.DataFrame, columns: Sequence[Tuple[str, str]], geometry: Optional[Sequence[QgsGeometry]],
             multi: bool = False) -> Iterator[QgsFeature]:
    """Yield one feature per row."""
    fields = qgs_fields(columns)
    data = [_values(table[name], kind) for name, kind in columns]
    for row in range(len(table)):
        feature = QgsFeature(fields)
        feature.setAttributes([column[row] for column in data])
        if geometry is not None and not geometry[row].isEmpty():
            shape = QgsGeometry(geometry[row])
            if multi:
                shape.convertToMultiType()
            feature.setGeometry(shape)
        yield feature


def write_to(sink: QgsFeatureSink, table: pd.DataFrame, columns, geometry, multi=False, path: str = "",
             listen: Callable[[], None] = deaf) -> None:
    """Write all rows to a sink, in batches; raises ``Unwritable`` when it does not take them, as on a full disk."""
    for start in heard(range(0, len(table), _BATCH), listen, 1):
        rows = slice(start, start + _BATCH)
        batch = list(features(table.iloc[rows], columns, None if geometry is None else geometry[rows], multi))
        if not sink.addFeatures(batch, QgsFeatureSink.Flag.FastInsert):
            raise Unwritable(path=path, detail=sink.lastError())


class GeoPackage:
    """Writes layers beside the final file and moves it into place when all is complete.

    Use as a context manager: after an error or a cancel the earlier file is untouched and no part is left.
    """

    def __init__(self, path: Path, crs: QgsCoordinateReferenceSystem, listen: Callable[[], None] = deaf):
        self.path, self.crs, self.listen = Path(path), crs, listen
        self.part = self.path.with_name(self.path.stem + ".part.gpkg")
        self.written: List[Tuple[str, List[Tuple[str, str]]]] = []

    def __enter__(self) -> "GeoPackage":
        # Without a write-ahead log the finished file is one file, also while it is open elsewhere.
        self._journal = ExitStack()
        self._journal.enter_context(gdal_setting("OGR_SQLITE_JOURNAL", "DELETE"))
        self._remove_part()
        return self

    def __exit__(self, kind, error, trace) -> None:
        self._journal.close()
        if kind is None:
            try:
                os.replace(self.part, self.path)
            except OSError as problem:
                self._remove_part()
                raise Unwritable(path=str(self.path), detail=str(problem)) from problem
        else:
            self._remove_part()

    def _remove_part(self) -> None:
        for suffix in ("", "-wal", "-shm", "-journal"):
            left = Path(str(self.part) + suffix)
            if left.exists():
                left.unlink()

    def write(self, name: str, table: pd.DataFrame, geometry: Optional[Sequence[QgsGeometry]] = None) -> None:
        """Write one layer of the schema; raises ``Unwritable``."""
        layer = LAYERS[name]
        columns = columns_of(layer, table)
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName, options.layerName, options.fileEncoding = "GPKG", name, "UTF-8"
        action = QgsVectorFileWriter.ActionOnExistingFile
        options.actionOnExistingFile = action.CreateOrOverwriteLayer if self.part.exists() \
            else action.CreateOrOverwriteFile
        shape = layer.geometry if geometry is not None else None
        crs = self.crs if shape else QgsCoordinateReferenceSystem()
        writer = QgsVectorFileWriter.create(str(self.part), qgs_fields(columns), WKB[shape], crs,
                                            QgsCoordinateTransformContext(), options)
        if writer.hasError() != QgsVectorFileWriter.WriterError.NoError:
            raise Unwritable(layer=name, path=str(self.path), detail=writer.errorMessage())
        write_to(writer, table, columns, geometry, layer.geometry == POLYGON, str(self.path), self.listen)
        if writer.hasError() != QgsVectorFileWriter.WriterError.NoError:
            raise Unwritable(layer=name, path=str(self.path), detail=writer.errorMessage())
        del writer  # closes the file: a full disk may show only then
        back = QgsVectorLayer(f"{self.part}|layername={name}", name, "ogr")
        if back.featureCount() != len(table):
            detail = tr("not all features were written; the disk may be full")
            raise Unwritable(layer=name, path=str(self.path), detail=detail)
        self.written.append((name, columns))

    def write_dictionary(self, language: str) -> None:
        """Write ``velden``: every field of every layer written so far, with its unit and meaning."""
        rows = []
        for name, columns in self.written:
            known = {field.name: field for field in LAYERS[name].fields}
            for column, kind in columns:
                field = known.get(column)
                about = "" if field is None else (field.omschrijving if language == "nl" else field.description)
                rows.append({"laag": name, "veld": column, "type": kind, "eenheid": field.unit if field else "",
                             "label": field.label(language) if field else column, "omschrijving": about})
        self.write("velden", pd.DataFrame(rows))
