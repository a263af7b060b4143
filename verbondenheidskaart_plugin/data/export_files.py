"""The files of an export: CSV, a workbook and GeoJSON, each harmless to open."""

import csv
import os
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Iterator, List, Optional, Sequence, Set, Tuple

import numpy as np
from osgeo import gdal, ogr, osr
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsGeometry,
)

from ..core.errors import Unwritable
from ..core.schema import BOOL, INT, REAL, TEXT
from ..i18n import tr

# What a sheet can hold.
SHEET_ROWS, CELL_CHARACTERS, SHEET_NAME = 1_048_575, 32_767, 31
LONGEST_NAME = 100  # of a file; Windows counts the folder too, up to 260
# A text that a spreadsheet would compute: also after blanks, and with the wide signs of East Asian keyboards.
_FORMULA = re.compile(r"[\t\r\n]|[\s\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]")
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d) *(\.|$)", re.IGNORECASE)  # no names of files on Windows
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# A text that a spreadsheet takes for a number or a date when it opens a CSV.
_MISREAD = re.compile(r"0\d+|\d+[eE]\d+|\d{1,4}[-/]\d{1,2}([-/]\d{1,4})?")
_TYPES = {TEXT: ogr.OFTString, REAL: ogr.OFTReal, INT: ogr.OFTInteger64, BOOL: ogr.OFTInteger}


@dataclass
class Table:
    """A layer or table: (name, type) of its columns, its rows with None for unknown, its shapes when it has them.

    ``points``: the shapes are points, so that they have a place in a spreadsheet as x and y.
    """

    name: str
    columns: Sequence[Tuple[str, str]]
    rows: List[tuple]
    shapes: Optional[List[Optional[ogr.Geometry]]] = None
    crs: Any = None
    points: bool = False

    def with_xy(self) -> Tuple[Sequence[Tuple[str, str]], Iterator[tuple]]:
        """Return columns and rows for a spreadsheet: points get their coordinates, in the CRS of the layer."""
        if not self.points:
            return self.columns, iter(self.rows)
        taken = {name.lower() for name, _ in self.columns}
        names = [f"{name}_punt" if name in taken else name for name in ("x", "y")]
        places = ((None, None) if shape is None else (round(shape.GetX(), 2), round(shape.GetY(), 2))
                  for shape in self.shapes or [])
        return [*self.columns, *((name, REAL) for name in names)], map(lambda row, xy: (*row, *xy), self.rows, places)


def harmless(text: str) -> str:
    """Return a text that a spreadsheet shows as it is and never computes; control characters are gone.

    A text that could be taken for a formula gets an apostrophe in front (OWASP, "CSV Injection").
    """
    text = _CONTROL.sub("", text.replace("\r\n", "\n"))
    return f"'{text}" if _FORMULA.match(text) else text


def in_dutch(value: Any) -> str:
    """Return a value as text for Dutch Excel: decimal comma, true as 1 and false as 0, unknown as nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        # Twelve figures: 0.1 + 0.2 stays readable; never in powers of ten, which Excel rounds.
        return np.format_float_positional(value, precision=12, fractional=False, trim="-").replace(".", ",")
    return harmless(value) if isinstance(value, str) else str(value)


def misread(table: Table) -> int:
    """Return how many texts a spreadsheet would read as something else from a CSV, such as a code 0012."""
    texts = [number for number, (_, kind) in enumerate(table.columns) if kind == TEXT]
    return sum(1 for row in table.rows for number in texts if row[number] and _MISREAD.fullmatch(row[number]))


def write_csv(table: Table, path: Path) -> None:
    """Write a table as Dutch Excel opens it: UTF-8 with byte order mark, semicolons, quotes around text."""
    columns, rows = table.with_xy()
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, delimiter=";", quoting=csv.QUOTE_MINIMAL)
        writer.writerow([harmless(name) for name, _ in columns])
        writer.writerows([in_dutch(value) for value in row] for row in rows)


class Workbook:
    """An Excel workbook with a sheet per table; complete after ``close``."""

    def __init__(self, path: Path):
        self.path, self.sheets = path, set()
        self.target = _create("XLSX", path)

    def add(self, table: Table) -> Tuple[bool, int]:
        """Add a sheet; return whether it fitted and how many texts were cut to what a cell can hold."""
        columns, rows = table.with_xy()
        if len(table.rows) > SHEET_ROWS:
            return False, 0
        layer = self.target.CreateLayer(free_name(table.name, self.sheets, SHEET_NAME), None, ogr.wkbNone)
        for name, kind in columns:
            layer.CreateField(ogr.FieldDefn(harmless(name), _TYPES[kind]))
        cut = 0
        for row in rows:
            values = [harmless(value) if isinstance(value, str) else value for value in row]
            cut += sum(isinstance(value, str) and len(value) > CELL_CHARACTERS for value in values)
            _add(layer, [value[:CELL_CHARACTERS] if isinstance(value, str) else value for value in values], self.path)
        return True, cut

    def close(self) -> None:
        """Write the file."""
        self.target = None
        _check(self.path)
        try:
            _readable(self.path)
        except zipfile.BadZipFile as error:
            detail = tr("not all features were written; the disk may be full")
            raise Unwritable(path=str(self.path), detail=detail) from error


def _readable(path: Path) -> None:
    """Let the head and the first column of each sheet stay in sight, and let no column be narrow.

    GDAL lets the ranges of its columns overlap, which Excel does not allow.
    """
    whole = path.with_name(f"{path.name}.deel")
    with zipfile.ZipFile(path) as book, zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as better:
        for entry in book.infolist():
            text = book.read(entry)
            if entry.filename.startswith("xl/worksheets/sheet"):
                text = re.sub(rb"<cols>.*?</cols>", _columns(text.count(b"<col ")), text, count=1, flags=re.S)
            elif entry.filename == "xl/workbook.xml":
                text = text.replace(b"<sheets>", b"<bookViews><workbookView/></bookViews><sheets>", 1)
            elif entry.filename == "xl/styles.xml":
                text = re.sub(rb'<numFmts count="\d+">', b"<numFmts>", text)  # GDAL counts wrong; it need not be told
            better.writestr(entry, text, zipfile.ZIP_DEFLATED)
    os.replace(whole, path)


def _columns(count: int) -> bytes:
    return (b'<sheetViews><sheetView workbookViewId="0"><pane xSplit="1" ySplit="1" topLeftCell="B2" '
            b'activePane="bottomRight" state="frozen"/></sheetView></sheetViews>'
            b'<cols><col min="1" max="%d" width="18" customWidth="1"/></cols>') % max(1, count)


def write_geojson(table: Table, path: Path) -> None:
    """Write a layer by RFC 7946: longitude before latitude on WGS 84, outer rings counterclockwise."""
    target = _create("GeoJSON", path)
    degrees = osr.SpatialReference()
    degrees.ImportFromEPSG(4326)
    degrees.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    layer = target.CreateLayer(table.name, degrees, ogr.wkbUnknown, ["RFC7946=YES", "COORDINATE_PRECISION=7"])
    if layer is None:
        raise Unwritable(path=str(path), detail=gdal.GetLastErrorMsg())
    for name, kind in table.columns:
        definition = ogr.FieldDefn(name, _TYPES[kind])
        if kind == BOOL:
            definition.SetSubType(ogr.OFSTBoolean)
        layer.CreateField(definition)
    for row, shape in zip(table.rows, _in_degrees(table, path)):
        _add(layer, [_CONTROL.sub("", value) if isinstance(value, str) else value for value in row], path, shape)
    layer = target = None
    _check(path)


def _in_degrees(table: Table, path: Path) -> Iterator[Optional[ogr.Geometry]]:
    """Yield the shapes on WGS 84.

    By QGIS: GDAL keeps transformations for all threads, and one of a thread that has ended left coordinates in metres.
    """
    known = QgsCoordinateReferenceSystem.fromWkt(table.crs.ExportToWkt()) if table.crs is not None else None
    to_degrees = QgsCoordinateTransform(known or QgsCoordinateReferenceSystem(),
                                        QgsCoordinateReferenceSystem("EPSG:4326"), QgsCoordinateTransformContext())
    for shape in table.shapes or []:
        if shape is None:
            yield None
            continue
        moved = QgsGeometry()
        moved.fromWkb(bytes(shape.ExportToIsoWkb()))
        try:
            moved.transform(to_degrees)
        except QgsCsException as error:
            raise Unwritable(path=str(path), detail=str(error)) from error
        yield ogr.CreateGeometryFromWkb(moved.asWkb().data())


def _create(driver: str, path: Path):
    found = gdal.GetDriverByName(driver)
    target = found.Create(str(path), 0, 0, 0, gdal.GDT_Unknown) if found is not None else None
    if target is None:
        raise Unwritable(path=str(path), detail=gdal.GetLastErrorMsg() or driver)
    return target


def _add(layer: ogr.Layer, values: Sequence[Any], path: Path, shape: Optional[ogr.Geometry] = None) -> None:
    feature = ogr.Feature(layer.GetLayerDefn())
    for number, value in enumerate(values):
        if value is None:
            feature.SetFieldNull(number)
        else:
            feature.SetField(number, int(value) if isinstance(value, bool) else value)
    if shape is not None:
        feature.SetGeometry(shape)
    if layer.CreateFeature(feature) != ogr.OGRERR_NONE:
        raise Unwritable(path=str(path), detail=gdal.GetLastErrorMsg())


def _check(path: Path) -> None:
    if not path.is_file() or not path.stat().st_size:
        raise Unwritable(path=str(path), detail=gdal.GetLastErrorMsg())


def free_name(layer: str, taken: Set[str], longest: int = LONGEST_NAME) -> str:
    """Return the name of a layer as it can be that of a file or sheet, on Windows too; add it to taken."""
    plain = re.sub(r"[^\w\-. ]", "_", layer)
    plain = f"_{plain}" if _DEVICE.match(plain) else plain
    name, number = plain[:longest], 1
    while name.lower() in taken:
        number += 1
        name = f"{plain[:longest - 1 - len(str(number))]}_{number}"
    taken.add(name.lower())
    return name
