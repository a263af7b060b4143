"""Opening the layers and tables of a finished GeoPackage, without touching it."""

from pathlib import Path
from typing import ContextManager, Dict, List, Sequence

from qgis.core import NULL, QgsFeatureRequest, QgsProviderRegistry, QgsVectorLayer

from ..compat import gdal_setting
from ..core.errors import Unreadable
from ..i18n import tr


def rollback_journal() -> ContextManager[None]:
    """Keep QGIS from switching the GeoPackage to write-ahead logging, as a context.

    With a write-ahead log, layers that are open while another connection writes can read 0 features, and
    the file keeps two companions without which it is incomplete.
    """
    return gdal_setting("OGR_SQLITE_JOURNAL", "DELETE")


def open_layers(geopackage: Path) -> Dict[str, QgsVectorLayer]:
    """Return every layer and table of the file by its name; raise ``Unreadable`` when there is none."""
    found = QgsProviderRegistry.instance().providerMetadata("ogr").querySublayers(str(geopackage))
    options = QgsVectorLayer.LayerOptions()
    options.loadDefaultStyle = False
    layers = {}
    for details in found:
        layer = QgsVectorLayer(f"{geopackage}|layername={details.name()}", details.name(), "ogr", options)
        if layer.isValid():
            layers[details.name()] = layer
    if not layers:
        raise Unreadable(layer="GEOPACKAGE", path=str(geopackage),
                         detail=tr("it is no file of a kind that can be read here, or it is damaged"))
    return layers


def rows(layer: QgsVectorLayer, fields: Sequence[str], expression: str = "") -> List[tuple]:
    """Return the values of ``fields`` of all features, NULL as None; an absent field gives None."""
    names = layer.fields().names()
    present = [name for name in fields if name in names]
    request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry)
    request.setSubsetOfAttributes(present, layer.fields())
    if expression:
        request.setFilterExpression(expression)
    result = []
    for feature in layer.getFeatures(request):
        values = {name: feature[name] for name in present}
        result.append(tuple(None if values.get(name) == NULL else values.get(name) for name in fields))
    return result


def numbers(layer: QgsVectorLayer, field: str) -> List[float]:
    """Return the known values of a number field."""
    return [float(value) for value, in rows(layer, [field]) if value is not None]
