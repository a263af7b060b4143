"""Tables for a spreadsheet and GeoJSON for the web, made of a finished GeoPackage."""

import math
from pathlib import Path
from typing import Callable, Dict, Iterator, List, Optional, Sequence, Set, Tuple

from osgeo import gdal, ogr

from ..compat import gdal_returns_errors
from ..core.errors import EmptyInput, Unreadable
from ..core.layers import LAYERS
from ..core.schema import BOOL, INT, REAL, TEXT
from ..i18n import language, tr
from .export_files import Table, Workbook, free_name, misread, write_csv, write_geojson
from .placing import beside, put_in_place
from .report import Report, some

CSV, XLSX, GEOJSON = FORMATS = ("CSV", "XLSX", "GeoJSON")
DICTIONARY = "velden"
_NOT_EXPORTED = (DICTIONARY, "layer_styles")
_WITHHELD = -99990  # codes of CBS for a figure that is withheld or unknown lie at or below it
_KINDS = {ogr.OFTReal: REAL, ogr.OFTInteger: INT, ogr.OFTInteger64: INT}


@gdal_returns_errors()
def export(geopackage: Path, folder: Path, formats: Sequence[str] = FORMATS, layers: Sequence[str] = (),
           report: Optional[Report] = None, progress: Callable[[float], None] = lambda fraction: None) -> List[str]:
    """Write layers (all when none is named) of a GeoPackage to ``folder``; return the names of the files.

    CSV: a file per layer as Dutch Excel opens it (UTF-8 with byte order mark, semicolon, decimal comma), and
    ``velden.csv``, the data dictionary. XLSX: one workbook, a sheet per layer, the dictionary first. GeoJSON: a file
    per layer with geometry, by RFC 7946. The files appear together when all are complete. Raises ``Unreadable``,
    ``EmptyInput`` (none of the layers is there) or ``Unwritable``.
    """
    geopackage, folder, report = Path(geopackage), Path(folder), report or Report()
    source = gdal.OpenEx(str(geopackage), gdal.OF_VECTOR | gdal.OF_READONLY)
    if source is None:
        raise Unreadable(layer="GEOPACKAGE", path=str(geopackage), detail=gdal.GetLastErrorMsg())
    wanted = _wanted(source, layers, report)
    files: List[str] = []
    taken: Set[str] = set()
    with beside(folder) as aside:
        book = Workbook(aside / f"{geopackage.stem}.xlsx") if XLSX in formats else None
        tables = _tables(source, wanted, report) if {CSV, XLSX} & set(formats) else _read(source, wanted, report)
        for number, table in enumerate(tables):
            progress(number / (len(wanted) + 1))
            name = free_name(table.name, taken)
            if CSV in formats:
                write_csv(table, aside / f"{name}.csv")
                files.append(f"{name}.csv")
                _tell_csv(table, report)
            if book is not None:
                _tell_sheet(table, *book.add(table), report)
            if GEOJSON in formats and table.shapes is not None:
                write_geojson(table, aside / f"{name}.geojson")
                files.append(f"{name}.geojson")
        if book is not None:
            book.close()
            files.append(book.path.name)
        if not files:
            raise EmptyInput(layer="GEOPACKAGE", reason="no_geometry")
        put_in_place(aside, folder, files)
    report.info(tr("Export"), tr("{n} files with {m} layers and tables").format(n=len(files), m=len(wanted)),
                len(files))
    progress(1.0)
    return files


def _wanted(source: gdal.Dataset, layers: Sequence[str], report: Report) -> List[str]:
    """Return the names of the layers to export, in the order of the schema."""
    present = [source.GetLayer(i).GetName() for i in range(source.GetLayerCount())]
    absent = [name for name in layers if name not in present]
    if absent:
        report.warning("GEOPACKAGE", tr("not in this file: {names}").format(names=some(absent)), len(absent))
    wanted = [name for name in present if name not in _NOT_EXPORTED and (not layers or name in layers)]
    if not wanted:
        raise EmptyInput(layer="GEOPACKAGE", reason="no_layers", what=", ".join(layers or present))
    order = {name: number for number, name in enumerate(LAYERS)}
    return sorted(wanted, key=lambda name: (order.get(name, len(order)), name))


def _tables(source: gdal.Dataset, wanted: Sequence[str], report: Report) -> Iterator[Table]:
    """Yield the data dictionary of the layers, then the layers."""
    stored = _stored(source)
    rows = []
    for name in wanted:
        layer = source.GetLayer(name)
        # Without rows: these are read when the layer has its turn.
        columns = Table(name, _columns(layer), [], points=_of_points(layer)).with_xy()[0]
        rows += [stored.get((name, column)) or _described(name, column, kind) for column, kind in columns]
    yield Table(DICTIONARY, [(name, TEXT) for name in LAYERS[DICTIONARY].names], rows)
    yield from _read(source, wanted, report)


def _of_points(layer: ogr.Layer) -> bool:
    return ogr.GT_Flatten(layer.GetGeomType()) == ogr.wkbPoint


def _read(source: gdal.Dataset, wanted: Sequence[str], report: Report) -> Iterator[Table]:
    for name in wanted:
        table, withheld = _table(source.GetLayer(name))
        if withheld:
            report.info(name, tr("codes for a figure that is withheld were left out: {n}").format(n=withheld), withheld)
        yield table


def _stored(source: gdal.Dataset) -> Dict[Tuple[str, str], tuple]:
    """Return what the GeoPackage itself says about its fields."""
    layer = source.GetLayer(DICTIONARY)
    if layer is None:
        return {}
    table, names = _table(layer)[0], LAYERS[DICTIONARY].names
    at = [next((i for i, (column, _) in enumerate(table.columns) if column == name), None) for name in names]
    rows = [tuple(None if i is None else row[i] for i in at) for row in table.rows]
    return {(str(row[0]), str(row[1])): row for row in rows}


def _described(layer: str, column: str, kind: str) -> tuple:
    """Return the row of the dictionary for a field that the GeoPackage does not describe."""
    field = {f.name: f for f in LAYERS[layer].fields}.get(column) if layer in LAYERS else None
    if field is not None:
        about = field.omschrijving if language() == "nl" else field.description
        return layer, column, kind, field.unit, field.label(language()), about
    about = tr("Coordinate, in the reference system of the layer") if column in ("x", "y") else ""
    return layer, column, kind, "m" if column in ("x", "y") else "", column, about


def _columns(layer: ogr.Layer) -> List[Tuple[str, str]]:
    found = []
    definition = layer.GetLayerDefn()
    for i in range(definition.GetFieldCount()):
        field = definition.GetFieldDefn(i)
        kind = BOOL if field.GetSubType() == ogr.OFSTBoolean else _KINDS.get(field.GetType(), TEXT)
        found.append((field.GetName(), kind))
    return found


def _table(layer: ogr.Layer) -> Tuple[Table, int]:
    """Return a layer, unknown as None, and the number of codes for withheld figures that were made None."""
    columns = _columns(layer)
    has_shapes, withheld = layer.GetGeomType() != ogr.wkbNone, 0
    rows, shapes = [], []
    layer.ResetReading()
    for feature in layer:
        values = []
        for i, (_, kind) in enumerate(columns):
            value = _value(feature, i, kind)
            if kind in (REAL, INT) and value is not None and value <= _WITHHELD:
                value, withheld = None, withheld + 1
            values.append(value)
        rows.append(tuple(values))
        if has_shapes:
            shape = feature.GetGeometryRef()
            shapes.append(None if shape is None or shape.IsEmpty() else shape.Clone())
    return Table(layer.GetName(), columns, rows, shapes if has_shapes else None, layer.GetSpatialRef(),
                 _of_points(layer)), withheld


def _value(feature: ogr.Feature, i: int, kind: str):
    if not feature.IsFieldSetAndNotNull(i):
        return None
    if kind == BOOL:
        return bool(feature.GetFieldAsInteger(i))
    if kind == INT:
        return feature.GetFieldAsInteger64(i)
    if kind == REAL:
        value = feature.GetFieldAsDouble(i)
        return value if math.isfinite(value) else None
    return feature.GetFieldAsString(i)


def _tell_csv(table: Table, report: Report) -> None:
    count = misread(table)
    if count:
        report.info(table.name, tr("{n} texts look like a number or a date, such as 0012: a spreadsheet changes them "
                                   "when it opens the CSV; take the XLSX, or import the column as text"
                                   ).format(n=count), count)


def _tell_sheet(table: Table, fitted: bool, cut: int, report: Report) -> None:
    if not fitted:
        report.warning(table.name, tr("{n} rows do not fit in a sheet; take the CSV of this layer").format(
            n=len(table.rows)), len(table.rows))
    if cut:
        report.warning(table.name, tr("{n} texts are longer than a cell can hold and were cut").format(n=cut), cut)
