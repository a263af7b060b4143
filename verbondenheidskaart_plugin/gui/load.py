"""Bring the layers of a finished project into another one, as one group with the same order and visibility."""

from dataclasses import dataclass
from typing import Iterable, Optional

from qgis.core import (
    QgsCoordinateTransform,
    QgsLayerTreeGroup,
    QgsLayerTreeLayer,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)

from ..data.placing import layers_of

# Marks the groups that are ours, so that a map that is made again replaces the earlier one.
MARK = "verbondenheidskaart"


@dataclass
class AddedMap:
    """The group that was added, and the extent of its neighbourhoods in the CRS of the project."""

    group: QgsLayerTreeGroup
    extent: Optional[QgsRectangle]


def add_map(project_path: str, target: QgsProject) -> Optional[AddedMap]:
    """Add all layers of the project file as one group of ``target``; return None when the file cannot be read.

    The group of an earlier map from the same GeoPackage is replaced; else the group comes on top. A target
    without layers takes over the CRS.
    """
    source = QgsProject()
    if not source.read(project_path, QgsProject.ReadFlag.FlagDontLoadLayouts):
        return None
    place = _remove_earlier(target, source)
    if not target.mapLayers():
        target.setCrs(source.crs())
    group = target.layerTreeRoot().insertGroup(place, source.title() or "Verbondenheidskaart")
    group.setCustomProperty(MARK, True)
    _copy(source.layerTreeRoot(), group, target)
    return AddedMap(group, _extent(group, target))


def _remove_earlier(target: QgsProject, source: QgsProject) -> int:
    """Remove the map that was made earlier from the same GeoPackage; return its place in the tree, 0 for none."""
    files = {layer.source().partition("|")[0] for layer in source.mapLayers().values()}
    same = {layer.id() for layer in layers_of(target, files)}
    for place, node in enumerate(target.layerTreeRoot().children()):
        if isinstance(node, QgsLayerTreeGroup) and node.customProperty(MARK):
            old = same.intersection(node.findLayerIds())
            if old:
                target.removeMapLayers(list(old))
                if not node.findLayerIds():
                    target.layerTreeRoot().removeChildNode(node)
                return place
    return 0


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
        for key in node.customProperties():  # which legend entries are folded, among others
            made.setCustomProperty(key, node.customProperty(key))
        made.setItemVisibilityChecked(node.itemVisibilityChecked())
        made.setExpanded(node.isExpanded())


def _extent(group: QgsLayerTreeGroup, project: QgsProject) -> Optional[QgsRectangle]:
    for layer in _layers(group):
        if "layername=buurten" in layer.source() and not layer.extent().isEmpty():
            transform = QgsCoordinateTransform(layer.crs(), project.crs(), project.transformContext())
            return transform.transformBoundingBox(layer.extent()).scaled(1.05)
    return None


def _layers(group: QgsLayerTreeGroup) -> Iterable[QgsVectorLayer]:
    return (node.layer() for node in group.findLayers() if node.layer() is not None)
