"""Writes the products to a folder: the OSM file, two GeoPackages and four CSV tables."""

from pathlib import Path
from typing import Dict, List, Sequence

import numpy as np
from osgeo import gdal, ogr, osr

from .figures import REAL, TEXT, WHOLE, table
from .geometry import Array, area
from .organisaties import banden, organisaties
from .osm import osm_file
from .people import SQUARE_FIELDS, homes, squares
from .plan import ORIGIN
from .profiles import buurten
from .surveys import burgerpeiling, veiligheidsmonitor
from .town import SEED, Town

# RD to WGS84 by the seven-parameter transformation, the same on every machine: no grid files involved.
PIPELINE = (
    "+proj=pipeline +step +inv +proj=sterea +lat_0=52.1561605555556 +lon_0=5.38763888888889 +k=0.9999079 +x_0=155000 "
    "+y_0=463000 +ellps=bessel +step +proj=push +v_3 +step +proj=cart +ellps=bessel +step +proj=helmert +x=565.4171 "
    "+y=50.3319 +z=465.5524 +rx=0.398957388243134 +ry=-0.343987817378283 +rz=1.87740163998045 +s=4.0725 "
    "+convention=coordinate_frame +step +inv +proj=cart +ellps=WGS84 +step +proj=pop +v_3 "
    "+step +proj=unitconvert +xy_in=rad +xy_out=deg +step +proj=axisswap +order=2,1")
STAMP = "2024-01-01T00:00:00.000Z"  # a fixed date in the file, so that every run writes the same


def tables(town: Town) -> Dict[str, List[Dict]]:
    """Return all tables of the town by file name; geometry is left out."""
    rng, where = np.random.default_rng(SEED + 1), homes(town)
    _, ids = osm_file(town)
    members = organisaties(town, ids)
    return {"buurten.gpkg": table(town, where), "bevolking_100m.gpkg": squares(town, where, rng),
            "veiligheidsmonitor.csv": veiligheidsmonitor(rng), "burgerpeiling.csv": burgerpeiling(rng),
            "organisaties.csv": members, "banden.csv": banden(members, rng)}


def csv_text(rows: Sequence[Dict[str, str]]) -> str:
    """Return a table as semicolon-separated text."""
    lines = [";".join(rows[0]), *(";".join(row.values()) for row in rows)]
    return "\n".join(lines) + "\n"


def to_wgs84(xy: Array) -> Array:
    """Return RD coordinates as latitude and longitude."""
    systems = []
    for code in (28992, 4326):
        system = osr.SpatialReference()
        system.ImportFromEPSG(code)
        system.SetAxisMappingStrategy(osr.OAMS_AUTHORITY_COMPLIANT)
        systems.append(system)
    options = osr.CoordinateTransformationOptions()
    options.SetOperation(PIPELINE)
    transformation = osr.CoordinateTransformation(*systems, options)
    return np.array(transformation.TransformPoints(np.asarray(xy, dtype=float).tolist()))[:, :2]


def osm_text(town: Town) -> str:
    """Return the OSM file."""
    osm = osm_file(town)[0]
    return osm.text(to_wgs84(np.array(osm.xy) + ORIGIN))


def write(town: Town, folder: Path) -> None:
    """Write all products."""
    folder.mkdir(parents=True, exist_ok=True)
    made = tables(town)
    texts = {name: csv_text(rows) for name, rows in made.items() if name.endswith(".csv")}
    for name, text in {"voorbeeldstad.osm": osm_text(town), **texts}.items():
        with open(folder / name, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    shapes = [_multipolygon(town.buurten[code]) for code in buurten()]
    fields = [(name, ogr.OFTString) for name in TEXT] + [(name, ogr.OFTInteger) for name in WHOLE]
    fields += [(name, ogr.OFTReal) for name in REAL]
    _geopackage(folder / "buurten.gpkg", "buurten", ogr.wkbMultiPolygon, fields, made["buurten.gpkg"], shapes)
    cells = made["bevolking_100m.gpkg"]
    fields = [("crs28992res100m", ogr.OFTString), *((name, ogr.OFTInteger) for name in SQUARE_FIELDS)]
    _geopackage(folder / "bevolking_100m.gpkg", "vierkant_100m", ogr.wkbPolygon, fields, cells,
                [_polygon(np.array([[0, 0], [100, 0], [100, 100], [0, 100]]) + [row["x"], row["y"]]) for row in cells])


def _polygon(ring: Array) -> ogr.Geometry:
    line, polygon = ogr.Geometry(ogr.wkbLinearRing), ogr.Geometry(ogr.wkbPolygon)
    for x, y in np.vstack([ring, ring[:1]]):
        line.AddPoint_2D(round(float(x), 2), round(float(y), 2))
    polygon.AddGeometry(line)
    return polygon


def _multipolygon(rings: Sequence[Array]) -> ogr.Geometry:
    out = ogr.Geometry(ogr.wkbMultiPolygon)
    for ring in sorted(rings, key=area, reverse=True):
        out.AddGeometry(_polygon(ring + ORIGIN))
    return out


def _geopackage(path: Path, layer_name: str, kind: int, fields, rows: Sequence[Dict],
                shapes: Sequence[ogr.Geometry]) -> None:
    """Write one layer; the journal stays out of the folder and the date is fixed."""
    path.unlink(missing_ok=True)
    gdal.SetConfigOption("OGR_SQLITE_JOURNAL", "DELETE")
    gdal.SetConfigOption("OGR_CURRENT_DATE", STAMP)
    system = osr.SpatialReference()
    system.ImportFromEPSG(28992)
    source = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    layer = source.CreateLayer(layer_name, system, kind, ["GEOMETRY_NAME=geom", "SPATIAL_INDEX=NO"])
    for name, field_kind in fields:
        layer.CreateField(ogr.FieldDefn(name, field_kind))
    layer.StartTransaction()
    for row, shape in zip(rows, shapes):
        feature = ogr.Feature(layer.GetLayerDefn())
        for name, _ in fields:
            feature.SetField(name, row[name])
        feature.SetGeometry(shape)
        layer.CreateFeature(feature)
    layer.CommitTransaction()
    source.FlushCache()
