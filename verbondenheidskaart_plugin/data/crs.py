"""The coordinate reference system in which everything is computed: projected, in metres."""

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsRectangle,
    QgsUnitTypes,
)

from ..core.errors import EmptyInput, UnusableCrs
from ..i18n import tr

RD_NEW = "EPSG:28992"
NETHERLANDS = QgsRectangle(3.2, 50.7, 7.3, 53.7)  # longitude and latitude, Caribbean part excluded
EVERYWHERE = QgsRectangle(-180, -90, 180, 90)
RD_EXTENT = QgsRectangle(-20_000, 280_000, 320_000, 660_000)  # the same in EPSG:28992, with the sea


def working_crs(crs, extent, layer_name, transform_context) -> QgsCoordinateReferenceSystem:
    """Return the CRS to compute in for a layer with ``crs`` and ``extent`` (QgsRectangle).

    A projected CRS in metres is used as it is; geographic coordinates in the Netherlands become EPSG:28992.
    Raises ``UnusableCrs`` (unknown, not_metres, geographic_abroad), ``EmptyInput`` when there is no extent.
    """
    if crs is None or not crs.isValid():
        raise UnusableCrs(layer=layer_name, crs="", reason="unknown")
    if not crs.isGeographic():
        if QgsUnitTypes.encodeUnit(crs.mapUnits()) != "meters":
            raise UnusableCrs(layer=layer_name, crs=crs.authid() or crs.description(), reason="not_metres")
        return crs
    if extent.isNull():
        raise EmptyInput(layer=layer_name, reason="no_geometry")
    if not NETHERLANDS.contains(_to_degrees(crs, extent, transform_context)):
        raise UnusableCrs(layer=layer_name, crs=crs.authid() or crs.description(), reason="geographic_abroad")
    return QgsCoordinateReferenceSystem(RD_NEW)


def refuse_degrees(crs, extent: QgsRectangle, layer_name: str) -> None:
    """Raise ``UnusableCrs`` (degrees_as_metres) when a layer says metres but lies where degrees in the country do."""
    if not crs.isGeographic() and not extent.isNull() and NETHERLANDS.buffered(1).contains(extent):
        raise UnusableCrs(layer=layer_name, crs=crs.authid() or "–", reason="degrees_as_metres")


def doubt(crs, extent: QgsRectangle, working, transform_context) -> str:
    """Return why a layer may be read wrongly, "" when there is no reason to think so.

    Its CRS is not known, or it lies wholly outside the area that its CRS is made for: metres of another system, with
    x and y in the wrong order, or in kilometres.
    """
    if not crs.isValid():
        return tr("the coordinate reference system is not known; the coordinates were read as {crs}. Set it in the "
                  "layer properties").format(crs=working.authid())
    area = crs.bounds()
    far = max(map(abs, (extent.xMinimum(), extent.xMaximum(), extent.yMinimum(), extent.yMaximum())))
    # Where one place is absurd, or the area crosses 180°, the extent says nothing.
    if area.isNull() or area.isEmpty() or extent.isNull() or not far < 1e8 or area.xMinimum() > area.xMaximum():
        return ""
    place = _to_degrees(crs, extent, transform_context)
    if place != EVERYWHERE and area.buffered(2).intersects(place):
        return ""
    return tr("the coordinates lie outside the area that {crs} is made for. Check the coordinate reference system in "
              "the layer properties").format(crs=crs.authid() or crs.description())


def _to_degrees(crs, extent: QgsRectangle, transform_context) -> QgsRectangle:
    """Return ``extent`` in longitude and latitude on WGS 84; empty far away when it cannot be transformed."""
    transform = QgsCoordinateTransform(crs, QgsCoordinateReferenceSystem("EPSG:4326"), transform_context)
    try:
        return transform.transformBoundingBox(extent)
    except QgsCsException:
        return EVERYWHERE
