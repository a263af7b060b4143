"""Areas: the index, its borders and names, places of stagnation, walking reach and the background."""

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFeatureRequest,
    QgsGeometryGeneratorSymbolLayer,
    QgsLabelObstacleSettings,
    QgsLabelThinningSettings,
    QgsLinePatternFillSymbolLayer,
    QgsPalLayerSettings,
    QgsPointPatternFillSymbolLayer,
    QgsProperty,
    QgsRendererCategory,
    QgsSingleSymbolRenderer,
    QgsSymbolLayer,
    QgsVectorLayerSimpleLabeling,
    QgsWkbTypes,
)

from verbondenheidskaart_plugin.kaart import palette as p
from verbondenheidskaart_plugin.kaart.texts import FEW_RESPONDENTS, RANK_SPREAD_LABELS, SCORE_LABELS, STAGNATION_LABELS

from .symbols import circle, class_filters, fill, labels, line, rule, rules, stack, text_format

# Diameter of the circle in mm: its area follows persons × lack, as far as its number fits in.
PERSONS_MM = f'max(2.6, {p.CIRCLE_MM} * sqrt(coalesce("onbediend", 0)))'
POINT = "point_on_surface($geometry)"
DRAWN = "\"status\" IN ('stagnatieplek', 'aandachtspunt')"


def hatched(color: str, angle: float, distance: float, width: float, ground: str = "#ffffff"):
    hatch = QgsLinePatternFillSymbolLayer()
    hatch.setLineAngle(angle)
    hatch.setDistance(distance)
    hatch.setSubSymbol(line(color, width))
    symbol = fill(ground)
    symbol.appendSymbolLayer(hatch)
    return symbol


def buurten(layer):
    children = [rule(fill(color), expression, label) for expression, label, color in zip(
        class_filters("verbondenheid"), SCORE_LABELS, p.INDEX_RAMP)]
    missing = hatched(p.HATCH, 45, 1.4, 0.22)
    children.append(rule(missing, "ELSE", "Insufficient data"))
    # Over the colour of the index; its filter is made when the style is loaded.
    few = hatched(p.INK, 135, 1.8, 0.12, "0,0,0,0")
    layer.setRenderer(rules(*children, rule(few, "false", FEW_RESPONDENTS)))


def rang_marge(layer):
    """The wider the interval of the rank, the darker; dotted where many indicators are missing."""
    width = '("rang_p95" - "rang_p5") / maximum("rang")'
    spread = rule(None, '"rang_p95" IS NOT NULL', "Width of the rank interval, in % of the ranks")
    limits = p.RANK_SPREAD_LIMITS
    for i, (color, label) in enumerate(zip(p.SPREAD_RAMP, RANK_SPREAD_LABELS)):
        below = "true" if i == len(p.SPREAD_RAMP) - 1 else f"{width} < {limits[i + 1]}"
        spread.appendChild(rule(fill(p.with_alpha(color, 215)), f"{width} >= {limits[i]} AND {below}", label))
    dots = QgsPointPatternFillSymbolLayer()
    for set_distance, distance in ((dots.setDistanceX, 1.6), (dots.setDistanceY, 1.6), (dots.setDisplacementX, 0.8)):
        set_distance(distance)
    dots.setSubSymbol(circle(p.INK, 0.35, "0,0,0,0", 0))
    dotted = fill("0,0,0,0")
    dotted.appendSymbolLayer(dots)
    renderer = rules(
        spread, rule(hatched(p.HATCH, 45, 1.4, 0.22, "255,255,255,210"), '"rang_p95" IS NULL', "Insufficient data"),
        rule(dotted, f'"dekking" < {p.LITTLE_COVERAGE} AND "rang_p95" IS NOT NULL', "Less than 75% of the indicators"),
        rule(border(), "", "Neighbourhood boundaries"))
    renderer.setUsingSymbolLevels(True)
    layer.setRenderer(renderer)
    name, ranks = '"buurtnaam"', "concat(\"rang\", '  (', round(\"rang_p5\"), '–', round(\"rang_p95\"), ')')"
    label = QgsPalLayerSettings()
    label.fieldName = f"if(\"rang_p95\" IS NULL, {name}, concat({name}, '\\n', {ranks}))"
    label.isExpression = True
    label.placement = QgsPalLayerSettings.Placement.Horizontal
    label.multilineAlign = QgsPalLayerSettings.MultiLineAlign.MultiCenter
    label.priority = 9
    thinning = QgsLabelThinningSettings()
    thinning.setMinimumFeatureSize(6)
    label.setThinningSettings(thinning)
    label.setFormat(text_format(7, p.INK, True, 0.9))
    layer.setLabeling(labels((label, "", "Ranks with their interval", 0, 0)))
    layer.setLabelsEnabled(True)


def buurtgrenzen(layer):
    renderer = QgsSingleSymbolRenderer(border())
    renderer.setUsingSymbolLevels(True)
    layer.setRenderer(renderer)
    label = QgsPalLayerSettings()
    name = "if(length(\"buurtnaam\") > 16, replace(\"buurtnaam\", '/', '/ '), \"buurtnaam\")"
    # Hard spaces keep the names of neighbours apart.
    label.fieldName = f"concat('\u00a0', {name}, '\u00a0')"
    label.isExpression = True
    label.placement = QgsPalLayerSettings.Placement.Horizontal
    label.autoWrapLength = 18
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


def border():
    """The border of a buurt: a thin line in a white casing; its symbol levels are 1 and 2."""
    symbol = stack(fill("0,0,0,0", "255,255,255,170", 0.9, "solid"), fill("0,0,0,0", "#6a6080", 0.28, "solid"))
    for number in (0, 1):
        symbol.symbolLayer(number).setRenderingPass(1 + number)
    return symbol


def stagnation(layer):
    """Colour by stagnation where there is a stagnatieplek, hatched where it is uncertain or unknown.

    A circle whose area follows persons × lack stands over all areas.
    """
    def with_persons(area):
        # Without colour in the legend, where the expressions fail: the circle has a scale of its own.
        persons = circle("0,0,0,0", 3.2, "0,0,0,0", 0.35)
        for key, value in ((QgsSymbolLayer.PropertySize, PERSONS_MM),
                           (QgsSymbolLayer.PropertyFillColor, "if(\"onbediend\" > 0, '255,255,255,235', NULL)"),
                           (QgsSymbolLayer.PropertyStrokeColor, f"if(\"onbediend\" > 0, '{p.INK}', NULL)")):
            persons.symbolLayer(0).setDataDefinedProperty(key, QgsProperty.fromExpression(value))
        # Not a centroid fill: its point on the surface is not that of the labels.
        centre = QgsGeometryGeneratorSymbolLayer.create({"SymbolType": "Marker", "geometryModifier": POINT})
        centre.setSubSymbol(persons)
        centre.setRenderingPass(4)
        area.appendSymbolLayer(centre)
        return area

    places = rule(None, "\"status\" = 'stagnatieplek'", "Place of stagnation")
    for expression, label, color in zip(
            class_filters("stagnatie", p.STAGNATION_LIMITS), STAGNATION_LABELS, p.STAGNATION_RAMP):
        area = fill(p.with_alpha(color, 225), "#ffffff", 0.3, "solid")
        places.appendChild(rule(with_persons(area), expression, label))
    attention = hatched(p.STAGNATION_RAMP[3], 135, 1.8, 0.3, "255,255,255,210")
    edge = fill("0,0,0,0", p.STAGNATION_RAMP[3], 0.5, "dash")
    edge.symbolLayer(0).setRenderingPass(3)
    renderer = rules(
        rule(hatched(p.HATCH, 45, 1.4, 0.22, "255,255,255,210"), "\"status\" = 'onvoldoende_gegevens'",
             "Insufficient data"),
        places, rule(with_persons(stack(attention, edge)), "\"status\" = 'aandachtspunt'", "Point of attention"),
        rule(border(), "", "Neighbourhood boundaries"))
    renderer.setUsingSymbolLevels(True)
    # Without a filter the groups lie over each other: the highest one on top.
    renderer.setOrderBy(QgsFeatureRequest.OrderBy([QgsFeatureRequest.OrderByClause('coalesce("stagnatie", -1)', True)]))
    renderer.setOrderByEnabled(True)
    layer.setRenderer(renderer)


def stagnation_label(size: float, expression: str, bold: bool, priority: int) -> QgsPalLayerSettings:
    """A text at the point where the circle stands."""
    label = QgsPalLayerSettings()
    label.fieldName, label.isExpression = expression, True
    label.geometryGeneratorEnabled = True
    label.geometryGenerator = POINT
    label.geometryGeneratorType = QgsWkbTypes.PointGeometry
    label.placement = QgsPalLayerSettings.Placement.OverPoint
    label.priority = priority
    label.setFormat(text_format(size, p.INK, bold, 0.8))
    return label


def beside(label: QgsPalLayerSettings) -> QgsPalLayerSettings:
    """Move the text to a free place around the circle."""
    label.placement = QgsPalLayerSettings.Placement.OrderedPositionsAroundPoint
    label.dist = 2.0
    properties = label.dataDefinedProperties()
    for key, value in ((QgsPalLayerSettings.LabelDistance, f"({PERSONS_MM}) / 2 + 1"),
                       (QgsPalLayerSettings.PredefinedPositionOrder, "'R,L,BR,TR,BL,TL,B,T'")):
        properties.setProperty(key, QgsProperty.fromExpression(value))
    label.setDataDefinedProperties(properties)
    label.autoWrapLength = 16
    label.multilineAlign = QgsPalLayerSettings.MultiLineAlign.MultiFollowPlacement
    return label


def stagnatieplekken(layer):
    """For each buurt its highest group, named."""
    stagnation(layer)
    name = 'concat("buurtnaam", \'\\n\', "groep_naam")'
    layer.setLabeling(labels(
        (beside(stagnation_label(7, name, False, 8)), DRAWN, "Names of places of stagnation", 0, 0)))
    layer.setLabelsEnabled(True)


def stagnatie_groep(layer):
    """One group: the number of a place in its circle, its name beside it."""
    stagnation(layer)
    # The expression of the number is made when the style is loaded.
    layer.setLabeling(labels(
        (stagnation_label(6, "''", True, 10), DRAWN, "Numbers of places of stagnation", 0, 0),
        (beside(stagnation_label(6.5, '"buurtnaam"', False, 7)), DRAWN, "Names of places of stagnation", 0, 0)))
    layer.setLabelsEnabled(True)


def loopbereik(layer):
    layer.setRenderer(QgsSingleSymbolRenderer(fill("15,113,115,30", p.REACH, 0.35, "solid")))


def ground(layer, opacity: int):
    """Farmland at the bottom, then green, water (ponds in parks), then buildings."""
    categories = []
    for level, (kind, color, label) in enumerate((
            ("landbouw", p.with_alpha(p.FARMLAND, opacity), "Farmland"),
            ("groen", p.with_alpha(p.GREEN, opacity), "Green"), ("water", p.WATER, "Water"),
            ("bebouwing", p.BUILDING, "Buildings"))):
        symbol = fill(color)
        symbol.symbolLayer(0).setRenderingPass(level)
        if kind == "bebouwing":  # specks at a small scale
            near = QgsProperty.fromExpression(f"coalesce(@map_scale <= {p.BUILDINGS_SCALE}, true)")
            symbol.symbolLayer(0).setDataDefinedProperty(QgsSymbolLayer.PropertyLayerEnabled, near)
        categories.append(QgsRendererCategory(kind, symbol, label))
    renderer = QgsCategorizedSymbolRenderer("soort", categories)
    renderer.setUsingSymbolLevels(True)
    layer.setRenderer(renderer)


def achtergrond(layer):
    ground(layer, 255)


def topografie(layer):
    """Drawn over the index, which would hide river and parks; nobody lives there."""
    ground(layer, 205)
