"""Sets of features in a ZIP of shapefiles or a GeoPackage, as CBS keeps the Wijk- en Buurtkaart of earlier years."""

import json
import re
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Callable, List, Tuple

from osgeo import gdal, ogr
from qgis.core import QgsRectangle

from ..compat import gdal_returns_errors
from ..core.errors import Unreadable
from ..i18n import tr
from .fetch import Unfit
from .interruptible import heard
from .limits import check_file

_PARTS = {".shp", ".shx", ".dbf", ".prj", ".cpg", ".gpkg"}
_EVERY = 500  # features between two looks at the cancel button


def read_archive(body: bytes, collection: str, box: QgsRectangle,
                 check_cancelled: Callable[[], None]) -> Tuple[List[dict], str]:
    """Return the features (GeoJSON) that touch ``box``, or all without one, and their CRS ("" when not said).

    collection: how the name of the layer begins, after CBS's own "cbs_". Raises ``Unfit``.
    """
    wanted = re.compile(rf"(cbs_)?{re.escape(collection)}", re.IGNORECASE)
    with TemporaryDirectory() as folder:
        packed = Path(folder) / "archief.zip"
        packed.write_bytes(body)
        try:
            check_file(packed)
        except Unreadable as error:
            raise Unfit(tr("the answer is no archive: {text}").format(text=error.detail)) from error
        files = _unpack(packed, wanted)
        with gdal_returns_errors():
            gdal.PushErrorHandler("CPLQuietErrorHandler")
            try:
                return _read(files, wanted, box, check_cancelled)
            finally:
                gdal.PopErrorHandler()


def _unpack(packed: Path, wanted) -> List[Path]:
    """Unpack the parts that matter beside the archive; return the files to open."""
    files = []
    with zipfile.ZipFile(packed) as archive:
        for member in archive.infolist():
            name = Path(member.filename.replace("\\", "/")).name
            path = packed.with_name(name.lower())
            if path.suffix in _PARTS and (path.suffix == ".gpkg" or wanted.match(name)):
                path.write_bytes(archive.read(member))
                files.append(path)
    return [path for path in files if path.suffix in (".shp", ".gpkg")]


def _read(files: List[Path], wanted, box, check_cancelled: Callable[[], None]) -> Tuple[List[dict], str]:
    for path in files:
        dataset = gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_READONLY)
        layers = [dataset.GetLayer(i) for i in range(dataset.GetLayerCount())] if dataset is not None else []
        for layer in layers:
            if wanted.match(layer.GetName()):
                return _features(layer, box, check_cancelled), _crs(layer)
    raise Unfit(tr("the archive has no layer {name}").format(name=wanted.pattern.rpartition(")?")[2]))


def _features(layer: ogr.Layer, box, check_cancelled: Callable[[], None]) -> List[dict]:
    if box is not None:
        layer.SetSpatialFilterRect(box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum())
    found, total = [], layer.GetFeatureCount()
    for feature in heard(layer, check_cancelled, _EVERY):
        found.append(json.loads(feature.ExportToJson()))
    if len(found) != total:
        raise Unfit(tr("a page has {got} features, although it says {total}").format(got=len(found), total=total))
    return found


def _crs(layer: ogr.Layer) -> str:
    srs = layer.GetSpatialRef()
    if srs is None:
        return ""
    srs = srs.Clone()
    srs.AutoIdentifyEPSG()
    code = srs.GetAuthorityCode(None)
    return f"EPSG:{code}" if code else ""
