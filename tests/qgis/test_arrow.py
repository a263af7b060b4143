"""Files read in whole columns give what reading feature by feature gives."""

import numpy as np
import pytest
from osgeo import ogr, osr
from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsVectorLayer

from verbondenheidskaart_plugin.data import arrow
from verbondenheidskaart_plugin.data.network import read_polylines
from verbondenheidskaart_plugin.data.report import Report

RD = QgsCoordinateReferenceSystem("EPSG:28992")
pytestmark = pytest.mark.skipif(not hasattr(ogr.Layer, "GetArrowStreamAsNumPy"), reason="needs GDAL 3.6")

SHAPES = ("LINESTRING (0 0, 100 0)", "LINESTRING Z (0 10 5, 100 10 5)",
          "MULTILINESTRING ((0 20, 50 20), (60 20, 90 20))",
          "LINESTRING ZM (0 30 1 2, 100 30 3 4)", None, "LINESTRING (0 40, 0 40)", "LINESTRING EMPTY",
          "COMPOUNDCURVE ((0 50, 10 50), CIRCULARSTRING (10 50, 15 55, 20 50))", "LINESTRING (500 0, 600 0)")
KINDS = ("footway", "steps", "residential", None, "footway", "footway", "motorway", "residential", "footway")
TAGS = (None, '"access"=>"private"', "", '"foot"=>"no"', None, None, None, '"access"=>"yes"', '"foot"=>"yes"')


def make_roads(tmp_path):
    path = tmp_path / "wegen.gpkg"
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(28992)
    file = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    made = file.CreateLayer("wegen", reference, ogr.wkbUnknown)
    for name, kind in (("highway", ogr.OFTString), ("name", ogr.OFTString), ("other_tags", ogr.OFTString),
                       ("lanes", ogr.OFTInteger)):
        made.CreateField(ogr.FieldDefn(name, kind))
    for row, (shape, kind, tags) in enumerate(zip(SHAPES, KINDS, TAGS)):
        feature = ogr.Feature(made.GetLayerDefn())
        if shape:
            feature.SetGeometry(ogr.CreateGeometryFromWkt(shape))
        for name, value in (("highway", kind), ("name", f"Pad é{row}" * row), ("other_tags", tags)):
            if value is not None:
                feature.SetField(name, value)
        made.CreateFeature(feature)
    made = file = None
    return QgsVectorLayer(str(path), "wegen", "ogr")


def same(one, two):
    assert np.array_equal(one.xy, two.xy) and np.array_equal(one.start, two.start)
    for name in ("kind", "name", "stairs", "row"):
        assert getattr(one, name).tolist() == getattr(two, name).tolist(), name


@pytest.mark.parametrize("subset", ["", "\"highway\" <> 'steps'"])
@pytest.mark.parametrize("area", [None, QgsGeometry.fromWkt("Polygon((-5 -5, 200 -5, 200 25, -5 25, -5 -5))")])
def test_the_same_lines_and_messages(tmp_path, subset, area):
    roads = make_roads(tmp_path)
    roads.setSubsetString(subset)
    assert arrow.read(roads, ["highway", "lanes"]) is not None
    slow, quick = Report(), Report()
    same(read_polylines(roads, "wegen", RD, None, slow, area=area),
         read_polylines(roads, "wegen", RD, None, quick, area=area, layer=roads))
    if area is None:
        assert slow.rows == quick.rows and len(slow.rows) > 3


def test_the_filter_and_the_missing_values_hold(tmp_path):
    roads = make_roads(tmp_path)
    roads.setSubsetString("\"highway\" = 'footway'")
    found = arrow.read(roads, ["highway", "lanes", "other_tags"])
    assert found.values["highway"].tolist() == ["footway"] * 4
    assert found.values["lanes"].tolist() == [None] * 4
    assert found.values["other_tags"].tolist() == [None, None, None, '"foot"=>"yes"']
    assert found.wkb[1] == b"" and len(found.wkb[0]) == 41


def test_what_only_qgis_knows_is_left_to_qgis(tmp_path):
    roads = make_roads(tmp_path)
    memory = QgsVectorLayer("LineString?crs=EPSG:28992&field=highway:string", "los", "memory")
    assert arrow.read(memory, ["highway"]) is None
    assert arrow.read(None, ["highway"]) is None
    roads.startEditing()
    try:
        assert arrow.read(roads, ["highway"]) is None
    finally:
        roads.rollBack()
