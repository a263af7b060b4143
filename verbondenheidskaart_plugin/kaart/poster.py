"""The poster is looked at from farther away: its symbols and names are those of the sheet, larger.

They are a second style of the same layers, which the map theme of the poster chooses.
"""

from typing import Dict, Sequence

from qgis.core import (
    QgsMapThemeCollection,
    QgsPalLayerSettings,
    QgsProject,
    QgsProperty,
    QgsRenderContext,
    QgsRuleBasedLabeling,
    QgsSymbol,
    QgsSymbolLayer,
    QgsTextBackgroundSettings,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)

from .tree import OVERVIEW, Row, shown_by_default

POSTER = "Poster A1"  # the theme, the style of its layers and the layout
GROWTH = 1.6  # the paper is twice as wide and high: a part of that is for more detail
# What of a symbol layer is measured in millimetres, by the name of its getter; the setters begin with "set".
LENGTHS = ("size", "strokeWidth", "width", "distance", "distanceX", "distanceY", "displacementX", "displacementY")


def add_poster_theme(project: QgsProject, tree: Sequence[Row], layers: Dict[str, QgsVectorLayer]) -> None:
    """Add the theme of the poster: the layers of the overview, each in a style that is larger."""
    theme = QgsMapThemeCollection.MapThemeRecord()
    for row in tree:
        if row.shown_in(OVERVIEW) and shown_by_default(row, layers):
            layer = layers[row.key]
            _add_style(layer)
            record = QgsMapThemeCollection.MapThemeLayerRecord(layer)
            record.isVisible = record.usingCurrentStyle = True
            record.currentStyle = POSTER
            theme.addLayerRecord(record)
    project.mapThemeCollection().insert(POSTER, theme)


def _add_style(layer: QgsVectorLayer) -> None:
    styles = layer.styleManager()
    usual = styles.currentStyle()
    styles.addStyleFromLayer(POSTER)
    styles.setCurrentStyle(POSTER)
    for symbol in layer.renderer().symbols(QgsRenderContext()):
        grow(symbol)
    labeling = layer.labeling()
    if isinstance(labeling, QgsRuleBasedLabeling):
        for rule in labeling.rootRule().descendants():
            rule.setSettings(_larger(rule.settings()))
    elif labeling is not None:
        layer.setLabeling(QgsVectorLayerSimpleLabeling(_larger(labeling.settings())))
    styles.setCurrentStyle(usual)


def grow(symbol: QgsSymbol) -> None:
    """Make all that is measured in millimetres in a symbol larger, also where it follows the data."""
    for part in symbol.symbolLayers():
        for name in LENGTHS:
            if hasattr(part, name):
                getattr(part, f"set{name[0].upper()}{name[1:]}")(GROWTH * getattr(part, name)())
        if hasattr(part, "customDashVector"):
            part.setCustomDashVector([GROWTH * length for length in part.customDashVector()])
        for key in (QgsSymbolLayer.Property.PropertySize, QgsSymbolLayer.Property.PropertyStrokeWidth):
            if part.dataDefinedProperties().isActive(key):
                part.setDataDefinedProperty(key, _times(part.dataDefinedProperties().property(key)))
        if part.subSymbol() is not None:
            grow(part.subSymbol())


def _times(value: QgsProperty) -> QgsProperty:
    return QgsProperty.fromExpression(f"({value.expressionString()}) * {GROWTH}")


def _larger(settings: QgsPalLayerSettings) -> QgsPalLayerSettings:
    result, text = QgsPalLayerSettings(settings), settings.format()
    result.dist *= GROWTH
    properties = result.dataDefinedProperties()
    if properties.isActive(QgsPalLayerSettings.Property.LabelDistance):
        distance = _times(properties.property(QgsPalLayerSettings.Property.LabelDistance))
        properties.setProperty(QgsPalLayerSettings.Property.LabelDistance, distance)
        result.setDataDefinedProperties(properties)
    text.setSize(GROWTH * text.size())
    halo, ground = text.buffer(), QgsTextBackgroundSettings(text.background())
    halo.setSize(GROWTH * halo.size())
    text.setBuffer(halo)
    ground.setSize(GROWTH * ground.size())
    ground.setRadii(GROWTH * ground.radii())
    ground.setStrokeWidth(GROWTH * ground.strokeWidth())
    text.setBackground(ground)
    result.setFormat(text)
    return result
