"""OSM files as tables of tags with geometry: one pass of GDAL over the file for all its layers.

GDAL makes the geometry by its stock configuration; keys without a column of their own stand in ``other_tags``. QGIS's
own reader would need a slower pass for each layer.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Dict, Iterable, List, NamedTuple, Set

import numpy as np
import pandas as pd
from osgeo import gdal

from ..core.errors import Unreadable
from ..i18n import tr
from . import hstore
from .interruptible import in_own_thread
from .limits import check_file

Progress = Callable[[float], None]
Tests = Dict[str, Set[str]]  # {key: values, "*" = any}


class Scanned(NamedTuple):
    """The objects of one GDAL layer: tags (text, None = absent) with ``osm_id``, and WKB in degrees."""

    tags: pd.DataFrame
    wkb: List[bytes]


def scan(path, wanted: Dict[str, List[Tests]], keys: Set[str], box, progress: Progress) -> Dict[str, Scanned]:
    """Read the objects of some layers (``wanted``: those that pass one of the tests) with the tags ``keys``.

    ``progress`` is called ten times a second and may raise ``Cancelled``: GDAL, which can be silent for half a minute
    in the file of a province, works in a thread of its own and is left to stop by itself.
    """
    if not Path(path).is_file():
        raise Unreadable(path=str(path), detail=tr("there is no such file"))
    check_file(path)
    now = _Now()
    try:
        return in_own_thread(lambda: _quietly(str(path), wanted, keys, box, now), lambda: progress(now.share))
    finally:
        now.stop = True


@dataclass
class _Now:
    """What the reading thread tells, and is told."""

    share: float = 0.0
    stop: bool = False

    def __call__(self, share: float, text: str = "", data: object = None) -> int:
        self.share = share
        return 0 if self.stop else 1


def _quietly(path: str, wanted: Dict[str, List[Tests]], keys: Set[str], box, now: _Now) -> Dict[str, Scanned]:
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    gdal.ErrorReset()
    try:
        return _read(path, wanted, keys, box, now)
    except RuntimeError as error:  # when another plugin switched GDAL to exceptions
        raise Unreadable(path=path, detail=str(error)) from error
    finally:
        gdal.PopErrorHandler()


def _read(path: str, wanted: Dict[str, List[Tests]], keys: Set[str], box, now: _Now) -> Dict[str, Scanned]:
    dataset = gdal.OpenEx(path, gdal.OF_VECTOR, allowed_drivers=["OSM"])
    if dataset is None:
        raise Unreadable(path=path, detail=tr("not an OpenStreetMap file"))
    dataset.ExecuteSQL("SET interest_layers = " + ",".join(wanted))
    readers = {}
    for sublayer, tests in wanted.items():
        layer = dataset.GetLayerByName(sublayer)
        readers[sublayer] = _Reader(layer, sublayer, keys)
        layer.SetAttributeFilter(" OR ".join(_conditions(tests, readers[sublayer].names)))
        if box is not None:
            layer.SetSpatialFilterRect(box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum())
    while not now.stop:
        feature, layer, now.share = dataset.GetNextFeature(include_layer=True, include_pct=True, callback=now)
        if feature is None:
            break
        readers[layer.GetName()].add(feature)
    # GDAL stops halfway in a damaged file, without more ado.
    if not now.stop and gdal.GetLastErrorType() >= gdal.CE_Failure:
        raise Unreadable(path=path, detail=tr("it is damaged, or only a part of it was downloaded"))
    return {sublayer: reader.scanned(keys) for sublayer, reader in readers.items()}


class _Reader:
    """Collects the features of one GDAL layer."""

    def __init__(self, layer, sublayer: str, keys: Set[str]):
        definition = layer.GetLayerDefn()
        fields = [definition.GetFieldDefn(i).GetName() for i in range(definition.GetFieldCount())]
        self.sublayer, self.names = sublayer, set(fields)
        needed = {hstore.COLUMN, "osm_id", "osm_way_id", *keys}
        self.columns = [(name, i, []) for i, name in enumerate(fields) if name in needed]
        self.wkb: List[bytes] = []

    def add(self, feature) -> None:
        """Take in one feature."""
        for _, i, values in self.columns:
            values.append(feature.GetField(i))
        geometry = feature.GetGeometryRef()
        self.wkb.append(b"" if geometry is None else bytes(geometry.ExportToIsoWkb()))

    def scanned(self, keys: Set[str]) -> Scanned:
        """Return what was collected."""
        table = pd.DataFrame({name: pd.Series(values, dtype=object) for name, _, values in self.columns})
        tags = hstore.tags(table[hstore.COLUMN], keys)
        for name in table.columns.intersection(sorted(keys)):
            tags[name] = table[name]
        tags["osm_id"] = _ids(table, self.sublayer)
        return Scanned(tags, self.wkb)


def _conditions(wanted: Iterable[Tests], columns: Set[str]) -> List[str]:
    """Return SQL conditions that let the wanted tags through; GDAL tests them without making Python objects."""
    conditions = []
    for tests in wanted:
        for key, values in sorted(tests.items()):
            if key in columns:
                listed = ", ".join(f"'{value}'" for value in sorted(values))
                conditions.append(f'"{key}" IS NOT NULL' if "*" in values
                                  else f'("{key}" IN ({listed}) OR "{key}" LIKE \'%;%\')')
            else:
                starts = [""] if "*" in values else sorted(values)
                conditions += [f"{hstore.COLUMN} LIKE '%\"{key}\"=>\"%{start}%'" for start in starts]
    return conditions


def _ids(table: pd.DataFrame, sublayer: str) -> np.ndarray:
    prefix = {"points": "n", "lines": "w"}.get(sublayer, "r")
    ids = prefix + table["osm_id"].fillna("").astype(str)
    if "osm_way_id" in table:
        way = table["osm_way_id"]
        ids = ids.where(way.isna(), "w" + way.fillna("").astype(str))
    return ids.to_numpy(dtype=object)
