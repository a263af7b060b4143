"""The grey BRT base map of PDOK under the map, only for those who ask: it comes over the internet."""

import os
from pathlib import Path

from qgis.core import QgsProject, QgsRasterLayer

from ..core.errors import Unreadable, Unwritable
from ..i18n import tr

# Tiles by their address: unlike a capabilities document this asks nothing of the server until the layer is drawn.
ADDRESS = "https://service.pdok.nl/brt/achtergrondkaart/wmts/v2_0/grijs/EPSG:3857/{z}/{x}/{y}.png"
CREDIT = "BRT-achtergrondkaart: Kadaster (CC BY 4.0)"


def put_under(path) -> None:
    """Put the base map at the bottom of a project file. Raises ``Unreadable`` or ``Unwritable``.

    It belongs to no theme, so that no sheet prints it.
    """
    path = Path(path)
    project, part = QgsProject(), path.with_name(f"{path.stem}.part.qgz")
    try:
        if not project.read(str(path)):
            raise Unreadable(layer="PROJECT", path=str(path), detail=project.error())
        layer = QgsRasterLayer(f"type=xyz&zmin=6&zmax=19&url={ADDRESS}", tr("Grey base map (PDOK, internet)"), "wms")
        metadata = layer.metadata()
        metadata.setRights([CREDIT])
        layer.setMetadata(metadata)
        project.addMapLayer(layer, False)
        project.layerTreeRoot().addLayer(layer).setExpanded(False)
        if not project.write(str(part)):
            raise Unwritable(layer="UITVOERMAP", path=str(path), detail=project.error())
        os.replace(part, path)
    except OSError as error:
        raise Unwritable(layer="UITVOERMAP", path=str(path), detail=str(error)) from error
    finally:
        project.clear()
        part.unlink(missing_ok=True)
