"""Areas: the index, its borders and names, places of stagnation, walking reach and the background."""

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsCentroidFillSymbolLayer,
    QgsFeatureRequest,
    QgsLabelObstacleSettings,
    QgsLabelThinningSettings,
    QgsLinePatternFillSymbolLayer,
    QgsPalLayerSettings,
    QgsProperty,
    QgsRendererCategory,
    QgsSingleSymbolRenderer,
    QgsSymbolLayer,
    QgsVectorLayerSimpleLabeling,
    QgsWkbTypes,
)

from verbondenheidskaart_plugin.kaart import palette as p
from verbondenheidskaart_plugin.kaart.texts import SCORE_LABELS, STAGNATION_LABELS

from .symbols import circle, class_filters, fill, labels, line, rule, rules, stack, text_format


def buurten(layer):
    children = [rule(fill(color), expression, label) for expression, label, color in zip(
        class_filters("verbondenheid"), SCORE_LABELS, p.INDEX_RAMP)]
    hatch = QgsLinePatternFillSymbolLayer()
    hatch.setLineAngle(45)
    hatch.setDistance(1.4)
    hatch.setSubSymbol(line(p.HATCH, 0.22))
    missing = fill("#ffffff")
    missing.appendSymbolLayer(hatch)
    children.append(rule(missing, "ELSE", "Insufficient data"))
    layer.setRenderer(rules(*children))


def buurtgrenzen(layer):
    symbol = stack(fill("0,0,0,0", "255,255,255,170", 0.9, "solid"), fill("0,0,0,0", "#6a6080", 0.28, "solid"))
    for number in (0, 1):
        symbol.symbolLayer(number).setRenderingPass(number)
    renderer = QgsSingleSymbolRenderer(symbol)
    renderer.setUsingSymbolLevels(True)
    layer.setRenderer(renderer)
    label = QgsPalLayerSettings()
    label.fieldName = "if(length(\"buurtnaam\") > 16, replace(\"buurtnaam\", '/', '/ '), \"buurtnaam\")"
    label.isExpression = True
    label.placement = QgsPalLayerSettings.Placement.Horizontal
    label.autoWrapLength = 16
    label.multilineAlign = QgsPalLayerSettings.MultiLineAlign.MultiCenter
    label.priority = 6
    thinning = QgsLabelThinningSettings()
    thinning.setMinimumFeatureSize(6)
    label.setThinningSettings(thinning)
    obstacle = QgsLabelObstacleSettings()
    obstacle.setIsObstacle(False)
    label.setObstacleSettings(obstacle)
    label.setFormat(text_format(7.5, "#4b4169", bold=True, halo=0.9))
    layer.setLabeling(QgsVectorLayerSimpleLabeling(label))
    layer.setLabelsEnabled(True)


def loopbereik(layer):
    layer.setRenderer(QgsSingleSymbolRenderer(fill("15,113,115,30", p.REACH, 0.35, "solid")))


def ground(layer, opacity: int):
    """Green at the bottom, then water (ponds in parks), then buildings."""
    categories = []
    for level, (kind, color, label) in enumerate((
            ("groen", p.with_alpha(p.GREEN, opacity), "Green"), ("water", p.WATER, "Water"),
            ("bebouwing", p.BUILDING, "Buildings"))):
        symbol = fill(color)
        symbol.symbolLayer(0).setRenderingPass(level)
        categories.append(QgsRendererCategory(kind, symbol, label))
    renderer = QgsCategorizedSymbolRenderer("soort", categories)
    renderer.setUsingSymbolLevels(True)
    layer.setRenderer(renderer)


def achtergrond(layer):
    ground(layer, 255)


def topografie(layer):
    """Drawn over the index, which would hide river and parks; nobody lives there."""
    ground(layer, 205)
