"""Tables put into a GeoPackage, or a database of SQLite, that holds others too: all of them, or none."""

from pathlib import Path
from typing import Iterator, Sequence, Tuple

from osgeo import gdal, ogr

from ..compat import gdal_returns_errors, gdal_setting
from ..core.errors import Unreadable, Unwritable
from ..i18n import tr

FORMATS = {".gpkg": "GPKG", ".sqlite": "SQLite"}
# (file of which the first layer is taken, name of the table, name of its geometry column)
Table = Tuple[Path, str, str]


@gdal_returns_errors()
def put_tables(file: Path, tables: Sequence[Table]) -> None:
    """Put tables into a file, in the place of those of the same names; the file is made when it is not there.

    All is one transaction: after an error, or after the program was killed, the file is as it was. Raises
    ``Unwritable``.
    """
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        # Rows that are gone must not be left in the file, which may be published: SQLite only forgets where they are.
        with gdal_setting("OGR_SQLITE_PRAGMA", "secure_delete=ON"):
            _put(file, tables)
    finally:
        gdal.PopErrorHandler()


def _put(file: Path, tables: Sequence[Table]) -> None:
    if file.exists():
        target = gdal.OpenEx(str(file), gdal.OF_VECTOR | gdal.OF_UPDATE, list(FORMATS.values()))
    else:
        target = gdal.GetDriverByName(FORMATS[file.suffix.lower()]).Create(str(file), 0, 0, 0, gdal.GDT_Unknown)
    if target is None:
        raise _failed(file)
    _check(target.StartTransaction(), file)
    try:
        for part, name, geometry in tables:
            _copy(part, target, name, geometry, file)
        _check(target.CommitTransaction(), file)
    except Unwritable:
        target.RollbackTransaction()
        raise


def _copy(part: Path, target: gdal.Dataset, name: str, geometry: str, file: Path) -> None:
    source = gdal.OpenEx(str(part), gdal.OF_VECTOR)
    if source is None:
        raise Unreadable(path=str(part), detail=gdal.GetLastErrorMsg())
    for number in range(target.GetLayerCount()):
        if target.GetLayer(number).GetName().lower() == name.lower():
            _check(target.DeleteLayer(number), file)
            break
    layer = source.GetLayer(0)
    own_index = target.GetDriver().ShortName != FORMATS[".gpkg"]
    options = ["LAUNDER=NO"] if own_index else ["SPATIAL_INDEX=NO"]
    made = target.CreateLayer(name, layer.GetSpatialRef(), layer.GetGeomType(),
                              [*options, f"GEOMETRY_NAME={geometry}"])
    if made is None:
        raise _failed(file)
    definition = layer.GetLayerDefn()
    for number in range(definition.GetFieldCount()):
        _check(made.CreateField(definition.GetFieldDefn(number)), file)
    for feature in _like(layer, made.GetLayerDefn()):
        _check(made.CreateFeature(feature), file)
    if layer.GetGeomType() != ogr.wkbNone and not own_index:
        # As one statement after the rows: many times faster than row by row.
        words = [word.replace("'", "''") for word in (name, geometry)]
        gdal.ErrorReset()
        target.ExecuteSQL("SELECT CreateSpatialIndex('{}', '{}')".format(*words))
        if gdal.GetLastErrorType() >= gdal.CE_Failure:
            raise _failed(file)


def _like(layer: ogr.Layer, definition: ogr.FeatureDefn) -> Iterator[ogr.Feature]:
    for feature in layer:
        copy = ogr.Feature(definition)
        copy.SetFrom(feature)
        copy.SetFID(feature.GetFID())
        yield copy


def _check(code: int, file: Path) -> None:
    if code != ogr.OGRERR_NONE:
        raise _failed(file)


def _failed(file: Path) -> Unwritable:
    return Unwritable(path=str(file), detail=gdal.GetLastErrorMsg() or tr("the disk may be full or read-only, or the "
                                                                          "file may be damaged"))
