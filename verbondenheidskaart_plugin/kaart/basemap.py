"""The grey BRT base map of PDOK under the map, only for those who ask: it comes over the internet."""

from qgis.core import QgsProject, QgsRasterLayer

from ..i18n import tr

# Tiles by their address: unlike a capabilities document this asks nothing of the server until the layer is drawn.
ADDRESS = "https://service.pdok.nl/brt/achtergrondkaart/wmts/v2_0/grijs/EPSG:3857/{z}/{x}/{y}.png"
CREDIT = "BRT-achtergrondkaart: Kadaster (CC BY 4.0)"


def put_under(project: QgsProject) -> None:
    """Put the base map at the bottom of a project; it belongs to no theme, so that no sheet prints it."""
    layer = QgsRasterLayer(f"type=xyz&zmin=6&zmax=19&url={ADDRESS}", tr("Grey base map (PDOK, internet)"), "wms")
    metadata = layer.metadata()
    metadata.setRights([CREDIT])
    layer.setMetadata(metadata)
    project.addMapLayer(layer, False)
    project.layerTreeRoot().addLayer(layer).setExpanded(False)
