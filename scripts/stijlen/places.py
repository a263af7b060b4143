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

from .symbols import (
    badge,
    circle,
    class_filters,
    icon,
    labels,
    room_for_symbols,
    rule,
    rules,
    stack,
    steps,
    text_format,
)

# Circle diameter (mm) per score class, and of the icon inside it.
SIZES, ICON_SIZES = (1.2, 1.6, 2.3, 4.0, 5.4), (0, 0, 0, 2.7, 3.7)
LARGE = '("rotondescore" >= 60 OR "onmisbaar")'


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
    # Around the disc, which is 0.5 mm wider than its class; a ring of its own colour, so that it stays apart.
    ring = circle("0,0,0,0", 4.6, p.RING, 0.6)
    ring.symbolLayer(0).setDataDefinedProperty(QgsSymbolLayer.PropertySize, QgsProperty.fromExpression(
        f'if("rotondescore" IS NULL, NULL, {steps([size + 1.8 for size in SIZES])})'))
    renderer = rules(scores, kinds, rule(ring, '"onmisbaar"', "Indispensable"))
    renderer.setOrderBy(QgsFeatureRequest.OrderBy([
        QgsFeatureRequest.OrderByClause('coalesce("rotondescore", -1)', True)]))
    renderer.setOrderByEnabled(True)
    layer.setRenderer(renderer)
    # The filters are narrowed to the highest rotondes when the style is loaded.
    layer.setLabeling(labels(
        (badge(place_label(6.5, "#ffffff", True, 10), steps([max(0, round(size / 2 - 0.95, 2)) for size in SIZES])),
         '"rotondescore" >= 80', "Numbers of the highest rotondes", 0, 0),
        (place_label(6.5, p.INK, False, 7), '"rotondescore" >= 60', "Names of high rotondes", 0, 0),
        (place_label(6.5, p.INK, False, 4), '"rotondescore" < 60', "Names of the other rotondes", 1, 8000),
        room_for_symbols(LARGE)))
    layer.setLabelsEnabled(True)


def rotonde_marge(layer):
    """A disc as wide as the lowest score and a ring as wide as the highest: the white between them is unsure."""
    ring, disc = circle("255,255,255,225", 3.2, p.SCORE_RAMP[3], 0.3), circle(p.SCORE_RAMP[3], 2.2, "0,0,0,0", 0)
    for symbol, field in ((ring, "score_p95"), (disc, "score_p5")):
        symbol.symbolLayer(0).setDataDefinedProperty(QgsSymbolLayer.PropertySize, QgsProperty.fromExpression(
            f'if("{field}" IS NULL, NULL, 0.4 + 0.034 * "{field}")'))
    renderer = rules(
        rule(stack(ring, disc), '"score_p95" IS NOT NULL', "Ring: highest, disc: lowest score of 90% of the draws"),
        rule(circle("255,255,255,255", 1.5, p.GREY, 0.3), '"rotondescore" IS NULL', "Score unknown"))
    # The small ones on top, so that all can be seen.
    renderer.setOrderBy(QgsFeatureRequest.OrderBy([
        QgsFeatureRequest.OrderByClause('coalesce("score_p95", -1)', False)]))
    renderer.setOrderByEnabled(True)
    layer.setRenderer(renderer)
    layer.setLabeling(labels(room_for_symbols('"score_p95" >= 60')))
    layer.setLabelsEnabled(True)


def knopen(layer):
    """Rotondes as nodes between the lines: small dots, and what the net hangs on."""
    dot = circle("#ffffff", 1.3, p.INK, 0.3)
    dot.symbolLayer(0).setDataDefinedProperty(QgsSymbolLayer.PropertySize, QgsProperty.fromExpression(
        "if(@map_scale < 12000, 2.2, 1.3)"))
    cut = QgsMarkerSymbol.createSimple({
        "name": "diamond", "color": p.INK, "size": "3.4", "outline_color": "#ffffff", "outline_width": "0.35"})
    ring = circle("0,0,0,0", 4.4, p.RING, 0.6)
    layer.setRenderer(rules(
        rule(dot, '"snijpunt" IS NULL OR NOT "snijpunt"', "Rotonde"),
        rule(cut, '"snijpunt"', "Articulation point"), rule(ring, '"onmisbaar"', "Indispensable")))
    layer.setLabeling(labels(
        (place_label(6.5, p.INK, False, 6), '"snijpunt" OR "onmisbaar"', "Names of indispensable rotondes", 0, 0),
        (place_label(6.5, p.INK, False, 4), 'NOT coalesce("snijpunt" OR "onmisbaar", false)',
         "Names of the other rotondes", 1, 8000)))
    layer.setLabelsEnabled(True)


def organisaties(layer):
    size = 'coalesce(1.8 + 8 * sqrt("tussenpositie"), 1.8)'

    def node(color: str, size_mm: float, outline: str = "#ffffff", width: float = 0.35, extra: float = 0):
        symbol = circle(color, size_mm, outline, width)
        symbol.symbolLayer(0).setDataDefinedProperty(
            QgsSymbolLayer.PropertySize, QgsProperty.fromExpression(f'if("id" IS NULL, NULL, {size} + {extra})'))
        return symbol

    renderer = rules(
        rule(node(p.NODE, 3.4), 'NOT coalesce("bruggenbouwer", false)', "Organisation"),
        rule(node(p.ACCENT, 3.4), '"bruggenbouwer"', "Invisible bridge builder"),
        rule(node("0,0,0,0", 4.6, p.RING, 0.6, 1.2), '"snijpunt"', "Articulation point"))
    # The small ones on top of the large ones, so that all can be seen.
    renderer.setOrderBy(QgsFeatureRequest.OrderBy([
        QgsFeatureRequest.OrderByClause('coalesce("tussenpositie", 0)', False)]))
    renderer.setOrderByEnabled(True)
    layer.setRenderer(renderer)
    name, builder, cut = 'coalesce("naam", "id")', 'coalesce("bruggenbouwer", false)', 'coalesce("snijpunt", false)'
    layer.setLabeling(labels(
        (place_label(7, p.ACCENT, True, 9, name), builder, "Names of bridge builders", 0, 0),
        (place_label(7, p.INK, True, 8, name), f"{cut} AND NOT {builder}", "Articulation point", 0, 0),
        (place_label(6.5, p.INK, False, 5, name), f"NOT {cut} AND NOT {builder}", "Names of the others", 0, 0)))
    layer.setLabelsEnabled(True)


def place_label(size: float, color: str, bold: bool, priority: int, name: str = "naam") -> QgsPalLayerSettings:
    """The name of a place beside its symbol, never over another one."""
    label = QgsPalLayerSettings()
    label.fieldName = name
    label.isExpression = name != "naam"
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
