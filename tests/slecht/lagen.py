"""Layers as plain data, so that they can be spoilt in any way before QGIS sees them."""

import copy
from contextlib import suppress
from dataclasses import dataclass, field
from typing import List, Tuple

from osgeo import gdal, ogr, osr
from qgis.core import (
    NULL,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeature,
    QgsGeometry,
    QgsProject,
    QgsVectorLayer,
    QgsWkbTypes,
)

RD = "EPSG:28992"
_MEMORY = {"text": "string(100000)", "real": "double", "int": "integer", "long": "int8"}
_OGR = {"text": ogr.OFTString, "real": ogr.OFTReal, "int": ogr.OFTInteger64, "long": ogr.OFTInteger64}


@dataclass
class Laag:
    """A layer: ``rows`` are [QgsGeometry or None, values …]; ``kind`` is a WKB type name, "" for a table."""

    name: str
    kind: str
    fields: List[Tuple[str, str]]
    rows: List[list]
    crs: str = RD
    fids: List[int] = field(default_factory=list)
    path: str = ""  # a file that is there already: whatever it holds

    @classmethod
    def of(cls, layer: QgsVectorLayer, name: str = "") -> "Laag":
        kinds = {"Real": "real", "double": "real", "Integer": "int", "integer": "int", "Integer64": "long",
                 "int8": "long"}  # fmt: skip
        fields = [(f.name(), kinds.get(f.typeName(), "text")) for f in layer.fields()]
        spatial = layer.isSpatial()
        rows = [
            [QgsGeometry(f.geometry()) if spatial else None, *(None if v == NULL else v for v in f.attributes())]
            for f in layer.getFeatures()
        ]
        kind = QgsWkbTypes.displayString(layer.wkbType()) if spatial else ""
        return cls(name or layer.name(), kind, fields, rows, layer.crs().authid() if spatial else "")

    def copy(self) -> "Laag":
        rows = [[None if r[0] is None else QgsGeometry(r[0]), *r[1:]] for r in self.rows]
        return Laag(self.name, self.kind, list(self.fields), rows, self.crs, list(self.fids), self.path)

    def numbers(self) -> List[int]:
        """Return the places (in a row) of the fields with numbers."""
        return [i for i, (_, kind) in enumerate(self.fields, 1) if kind != "text"]

    def texts(self) -> List[int]:
        return [i for i, (_, kind) in enumerate(self.fields, 1) if kind == "text"]

    def to_crs(self, crs: str) -> None:
        transform = QgsCoordinateTransform(
            QgsCoordinateReferenceSystem(self.crs), QgsCoordinateReferenceSystem(crs), QgsProject.instance()
        )
        for row in self.rows:
            if row[0] is not None:
                with suppress(QgsCsException):  # what another plague made of it has no degrees: it stays as it is
                    row[0].transform(transform)
        self.crs = crs

    def memory(self) -> QgsVectorLayer:
        """Return a memory layer."""
        fields = "&".join(f"field={name}:{_MEMORY[kind]}" for name, kind in self.fields)
        crs = f"crs={self.crs}" if self.crs else "crs="
        layer = QgsVectorLayer(f"{self.kind}?{crs}&{fields}" if self.kind else f"None?{fields}", self.name, "memory")
        if self.kind and not self.crs:
            layer.setCrs(QgsCoordinateReferenceSystem())
        multi = self.kind.startswith("Multi")
        layer.dataProvider().addFeatures([self._feature(layer.fields(), row, multi) for row in self.rows])
        layer.updateExtents()
        return layer

    @staticmethod
    def _feature(fields, row, multi: bool) -> QgsFeature:
        feature = QgsFeature(fields)
        feature.setAttributes([NULL if v is None else v for v in row[1:]])
        if row[0] is not None:
            shape = QgsGeometry(row[0])
            if multi:  # a memory layer refuses the single ones
                shape.convertToMultiType()
            feature.setGeometry(shape)
        return feature

    def file(self, path, mixed: bool = False) -> str:
        """Write a GeoPackage, with ``fids`` and, when ``mixed``, any geometry; return its path."""
        with gdal_quiet():
            data = gdal.GetDriverByName("GPKG").Create(str(path), 0, 0, 0, gdal.GDT_Unknown)
            system = None
            if self.kind and self.crs:
                system = osr.SpatialReference()
                system.ImportFromEPSG(int(self.crs.split(":")[1]))
            kind = ogr.wkbNone if not self.kind else ogr.wkbUnknown
            if self.kind and not mixed:
                kind = int(QgsWkbTypes.parseType(self.kind))
            layer = data.CreateLayer("laag", system, kind, options=["FID=fid", "SPATIAL_INDEX=NO"])
            fields = [(name, code) for name, code in self.fields if name.lower() not in ("fid", "geom")]
            places = [i for i, (name, _) in enumerate(self.fields, 1) if name.lower() not in ("fid", "geom")]
            for name, code in fields:
                layer.CreateField(ogr.FieldDefn(name, _OGR[code]))
            layer.StartTransaction()
            for k, row in enumerate(self.rows):
                feature = ogr.Feature(layer.GetLayerDefn())
                if self.fids:
                    feature.SetFID(self.fids[k])
                for at, place in enumerate(places):
                    if row[place] is not None:
                        feature.SetField(at, row[place])
                if row[0] is not None and not row[0].isNull():
                    feature.SetGeometryDirectly(ogr.CreateGeometryFromWkb(bytes(row[0].asWkb().data())))
                layer.CreateFeature(feature)
            layer.CommitTransaction()
            del layer, data
        return str(path)


class gdal_quiet:  # noqa: N801
    """No messages of GDAL on the screen."""

    def __enter__(self):
        gdal.PushErrorHandler("CPLQuietErrorHandler")

    def __exit__(self, *_):
        gdal.PopErrorHandler()


def table_of(laag: Laag, name: str) -> Laag:
    """Return the attributes only."""
    out = copy.copy(laag.copy())
    out.name, out.kind, out.crs = name, "", ""
    for row in out.rows:
        row[0] = None
    return out
