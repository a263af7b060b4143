"""Bring the layers of a finished project into another one, as one group with the same order and visibility."""

from dataclasses import dataclass
from typing import Optional

from qgis.core import (
    QgsCoordinateTransform,
    QgsLayerTreeGroup,
    QgsLayerTreeLayer,
    QgsProject,
    QgsRectangle,
)


@dataclass
class AddedMap:
    """The group that was added, and the extent of its neighbourhoods in the CRS of the project."""

    group: QgsLayerTreeGroup
    extent: Optional[QgsRectangle]


def add_map(project_path: str, target: QgsProject) -> AddedMap:
    """Add all layers of the project file as the top group of ``target``; an empty target takes over its CRS."""
    source = QgsProject()
    source.read(project_path)
    if not target.mapLayers():
        target.setCrs(source.crs())
    group = target.layerTreeRoot().insertGroup(0, source.title() or "Verbondenheidskaart")
    extent = None
    _copy(source.layerTreeRoot(), group, target)
    layers = [node.layer() for node in group.findLayers() if node.layer() is not None]
    buurten = [layer for layer in layers if "layername=buurten" in layer.source()]
    if buurten:
        transform = QgsCoordinateTransform(buurten[0].crs(), target.crs(), target.transformContext())
        extent = transform.transformBoundingBox(buurten[0].extent()).scaled(1.05)
    return AddedMap(group, extent)


def _copy(source: QgsLayerTreeGroup, group: QgsLayerTreeGroup, project: QgsProject) -> None:
    for node in source.children():
        if isinstance(node, QgsLayerTreeLayer):
            if node.layer() is None:
                continue
            layer = node.layer().clone()
            project.addMapLayer(layer, False)
            made = group.addLayer(layer)
        else:
            made = group.addGroup(node.name())
            _copy(node, made, project)
        made.setItemVisibilityChecked(node.itemVisibilityChecked())
        made.setExpanded(node.isExpanded())
