"""Places: rotondes, facilities, residents and organisations."""

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFeatureRequest,
    QgsLabelObstacleSettings,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsProperty,
    QgsRendererCategory,
    QgsSingleSymbolRenderer,
    QgsSvgMarkerSymbolLayer,
    QgsSymbolLayer,
)
from qgis.PyQt.QtGui import QColor

from verbondenheidskaart_plugin.kaart import palette as p
from verbondenheidskaart_plugin.kaart.texts import COMPONENTS, SCORE_LABELS

from .symbols import badge, circle, class_filters, icon, labels, rule, rules, stack, steps, text_format

# Circle diameter (mm) per score class, and of the icon inside it.
SIZES, ICON_SIZES = (1.2, 1.6, 2.3, 4.0, 5.4), (0, 0, 0, 2.7, 3.7)


def score_circle(color: str, size: float) -> QgsMarkerSymbol:
    """A disc with a white ring and a thin dark rim, so that it stands out on every ground."""
    return stack(circle(p.INK, size + 0.5, "0,0,0,0", 0), circle(color, size))


def component_icon(number: int) -> QgsMarkerSymbol:
    """The icon of a component: white inside a dark disc, in ink in the legend."""
    svg = QgsSvgMarkerSymbolLayer(icon(number), 3.4)
    svg.setFillColor(QColor(p.INK))
    svg.setStrokeWidth(0)
    near = steps((2.2, 2.2, 2.2, *ICON_SIZES[3:]))
    far = steps(ICON_SIZES)
    # In the legend there is no score: the expression fails and the icon keeps its own size and colour.
    svg.setDataDefinedProperty(QgsSymbolLayer.PropertySize, QgsProperty.fromExpression(
        f'if("rotondescore" IS NULL, NULL, if(@map_scale < 12000, {near}, {far}))'))
    svg.setDataDefinedProperty(QgsSymbolLayer.PropertyFillColor, QgsProperty.fromExpression(
        f"if(\"rotondescore\" >= 40, '#ffffff', '{p.INK}')"))
    symbol = QgsMarkerSymbol()
    symbol.changeSymbolLayer(0, svg)
    return symbol


def rotondes(layer):
    scores = rule(None, "", "Rotonde score")
    for expression, label, color, size in zip(class_filters("rotondescore"), SCORE_LABELS, p.SCORE_RAMP, SIZES):
        symbol = score_circle(color, size)
        if size < 3.4:  # near by, small rotondes grow until their icon can be read
            for part, extra in ((0, 0.5), (1, 0)):
                symbol.symbolLayer(part).setDataDefinedProperty(
                    QgsSymbolLayer.PropertySize,
                    QgsProperty.fromExpression(f"if(@map_scale < 12000, {3.4 + extra}, {size + extra})"))
        scores.appendChild(rule(symbol, expression, label))
    scores.appendChild(rule(circle("255,255,255,255", 1.5, p.GREY, 0.3), '"rotondescore" IS NULL', "Score unknown"))
    kinds = rule(None, "", "Component of the social infrastructure")
    for number, label in enumerate(COMPONENTS, start=1):
        kinds.appendChild(rule(
            component_icon(number), f'"component_nr" = {number} AND "rotondescore" IS NOT NULL', label))
    renderer = rules(scores, kinds)
    renderer.setOrderBy(QgsFeatureRequest.OrderBy([
        QgsFeatureRequest.OrderByClause('coalesce("rotondescore", -1)', True)]))
    renderer.setOrderByEnabled(True)
    layer.setRenderer(renderer)

    # The filters are narrowed to the highest rotondes when the style is loaded.
    root = QgsRuleBasedLabeling.Rule(None)
    root.appendChild(QgsRuleBasedLabeling.Rule(
        badge(place_label(6.5, "#ffffff", True, 10)), 0, 0, '"rotondescore" >= 80', "Numbers of the highest rotondes"))
    root.appendChild(QgsRuleBasedLabeling.Rule(
        place_label(6.5, p.INK, False, 7), 0, 0, '"rotondescore" >= 60', "Names of high rotondes"))
    root.appendChild(QgsRuleBasedLabeling.Rule(
        place_label(6.5, p.INK, False, 4), 8000, 1, '"rotondescore" < 60', "Names of the other rotondes"))
    number_rules(root)
    layer.setLabeling(QgsRuleBasedLabeling(root))
    layer.setLabelsEnabled(True)


def place_label(size: float, color: str, bold: bool, priority: int) -> QgsPalLayerSettings:
    """The name of a place beside its symbol, never over another one."""
    label = QgsPalLayerSettings()
    label.fieldName = "naam"
    label.placement = QgsPalLayerSettings.Placement.OrderedPositionsAroundPoint
    label.offsetType = QgsPalLayerSettings.OffsetType.FromSymbolBounds
    label.dist = 0.4
    label.autoWrapLength = 18
    label.multilineAlign = QgsPalLayerSettings.MultiLineAlign.MultiFollowPlacement
    label.priority = priority
    label.setFormat(text_format(size, color, bold, 0.9))
    obstacle = QgsLabelObstacleSettings()
    obstacle.setIsObstacle(True)
    obstacle.setFactor(1.5)
    label.setObstacleSettings(obstacle)
    return label


def voorzieningen(layer):
    categories = []
    for number, label in enumerate(COMPONENTS, start=1):
        symbol = circle("255,255,255,255", 3, p.GREY, 0.2)
        svg = QgsSvgMarkerSymbolLayer(icon(number), 2.1)
        svg.setFillColor(QColor(p.INK))
        svg.setStrokeWidth(0)
        symbol.appendSymbolLayer(svg)
        categories.append(QgsRendererCategory(number, symbol, label))
    categories.append(QgsRendererCategory(None, circle("255,255,255,255", 1.6, p.GREY, 0.3), "Other"))
    layer.setRenderer(QgsCategorizedSymbolRenderer("component_nr", categories))


def bevolking(layer):
    symbol = circle("115,90,151,110", 1, "115,90,151,200", 0.15)
    symbol.symbolLayer(0).setDataDefinedProperty(QgsSymbolLayer.PropertySize, QgsProperty.fromExpression(
        "coalesce(scale_exp(\"inwoners\", 0, 1000, 0.4, 6, 0.5), 0.4)"))
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))
