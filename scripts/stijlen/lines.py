"""Lines: streets, walking flows, lines of connection, missing links and ties."""

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFeatureRequest,
    QgsGraduatedSymbolRenderer,
    QgsPalLayerSettings,
    QgsProperty,
    QgsRendererCategory,
    QgsRendererRange,
    QgsSingleSymbolRenderer,
    QgsSymbolLayer,
)

from verbondenheidskaart_plugin.kaart import palette as p
from verbondenheidskaart_plugin.kaart.texts import BRIDGING_LABELS, LETTERS, MISSING_KINDS, SHOWN

from .symbols import class_filters, labels, line, rule, rules, stack, tag, text_format


def loopnetwerk(layer):
    layer.setRenderer(QgsSingleSymbolRenderer(line(p.STREET, 0.12)))


def loopbereik_lijnen(layer):
    """Streets within reach: the nearer, the heavier; the nearest drawn last."""
    symbol = line(p.REACH, 0.6)
    symbol.symbolLayer(0).setDataDefinedProperty(QgsSymbolLayer.PropertyStrokeWidth, QgsProperty.fromExpression(
        'if("afstand_m" IS NULL, NULL, max(0.25, 1.1 - "afstand_m" / 1200))'))
    renderer = QgsSingleSymbolRenderer(symbol)
    renderer.setOrderBy(QgsFeatureRequest.OrderBy([QgsFeatureRequest.OrderByClause("afstand_m", False)]))
    renderer.setOrderByEnabled(True)
    layer.setRenderer(renderer)


def loopstromen(layer):
    ranges = []
    for i, (color, width) in enumerate(zip(p.FLOW_RAMP, (0.15, 0.3, 0.6, 1.0, 1.5))):
        symbol = line(color, width)
        if i > 1:  # a white casing keeps the heavy flows apart from the ground
            symbol = stack(line("255,255,255,190", width + 0.4), symbol)
        for layer_number in range(symbol.symbolLayerCount()):
            top = layer_number == symbol.symbolLayerCount() - 1
            symbol.symbolLayer(layer_number).setRenderingPass(2 * i + top)
        ranges.append(QgsRendererRange(float(i), float(i + 1), symbol, ""))
    renderer = QgsGraduatedSymbolRenderer("bezoeken", ranges)
    renderer.setUsingSymbolLevels(True)
    layer.setRenderer(renderer)


def achtergrond_lijnen(layer):
    rail = stack(line(p.RAIL, 0.7, capstyle="flat"),
                 line("#ffffff", 0.4, capstyle="flat", use_custom_dash="1", customdash="1.8;1.8"))
    layer.setRenderer(QgsCategorizedSymbolRenderer("soort", [
        QgsRendererCategory("spoor", rail, "Railway"),
        QgsRendererCategory("water", line(p.WATER, 0.5), "Watercourse"),
        QgsRendererCategory("weg", line("#ffffff", 0.5), "Road")]))


def verbindingslijnen(layer):
    """The backbone by strength (width) and bridging (colour); all other lines only near by."""
    width = 'coalesce(0.25 + 1.35 * "sterkte", 0.25)'

    def of_width(symbol, extra: float = 0.0):
        for part in symbol.symbolLayers():
            part.setDataDefinedProperty(QgsSymbolLayer.PropertyStrokeWidth, QgsProperty.fromExpression(
                f'if("sterkte" IS NULL, NULL, {width} + {extra})'))
        return symbol

    # Under the lines: an edge of ink, with white between it and the line.
    bridge = stack(of_width(line(p.RING, 2.6), 1.6), of_width(line("#ffffff", 1.9), 0.9))
    backbone = rule(None, "\"ruggengraat\" IN ('boom', 'rng', 'gabriel')", "Backbone")
    for expression, label, color in zip(
            class_filters("overbrugging", p.BRIDGING_LIMITS), BRIDGING_LABELS, p.BRIDGING_RAMP):
        backbone.appendChild(rule(of_width(line(color, 1.1)), expression, label))
    backbone.appendChild(rule(of_width(line(p.HATCH, 1.1)), '"overbrugging" IS NULL', "Bridging unknown"))
    rest = rule(line(p.HATCH, 0.15),
                "coalesce(\"ruggengraat\", '') NOT IN ('boom', 'rng', 'gabriel')", "Other lines")
    rest.setMinimumScale(8000)
    rest.setMaximumScale(1)
    renderer = rules(rest, rule(bridge, '"brug"', "Bridge"), backbone)
    number = 0
    for child in renderer.rootRule().descendants():
        if child.symbol():
            for i in range(child.symbol().symbolLayerCount()):
                child.symbol().symbolLayer(i).setRenderingPass(number)
                number += 1
    renderer.setUsingSymbolLevels(True)
    layer.setRenderer(renderer)


def ontbrekende_schakels(layer):
    """The highest ten of each kind, each with its letter and rank; the others only near by."""
    drawn, near, texts = [], [], []
    # One beside the other where a pair of rotondes lacks more than one kind.
    for (kind, name), color, dash, offset in zip(
            MISSING_KINDS.items(), p.MISSING, ("2.6;1.4", "0.6;1.3", "3;1.1;0.5;1.1"), (0, 0.7, -0.7)):
        dashed = line(color, 0.75, capstyle="flat", use_custom_dash="1", customdash=dash, offset=str(offset))
        casing = line("255,255,255,210", 1.5, offset=str(offset))
        drawn.append(rule(stack(casing, dashed), f"\"soort\" = '{kind}' AND \"rang\" <= {SHOWN}", name))
        thin = line(color, 0.35, capstyle="flat", use_custom_dash="1", customdash=dash, offset=str(offset))
        near.append(rule(thin, f"\"soort\" = '{kind}' AND \"rang\" > {SHOWN}", f"{name} (others)"))
        near[-1].setMinimumScale(8000)
        near[-1].setMaximumScale(1)
        label = QgsPalLayerSettings()
        # Hard spaces: see the numbers of the rotondes.
        label.fieldName = f"concat('\u00a0', '{LETTERS[kind]}', \"rang\", '\u00a0')"
        label.isExpression = True
        label.placement = QgsPalLayerSettings.Placement.Horizontal
        label.priority = 9
        label.setFormat(text_format(6, "#ffffff", True))
        tag(label, color)
        texts.append((label, f"\"soort\" = '{kind}' AND \"rang\" <= {SHOWN}", name, 0, 0))
    layer.setRenderer(rules(*near, *drawn))
    layer.setLabeling(labels(*texts))
    layer.setLabelsEnabled(True)


def banden(layer):
    def tie(color: str):
        symbol = line(color, 0.6)
        symbol.symbolLayer(0).setDataDefinedProperty(QgsSymbolLayer.PropertyStrokeWidth, QgsProperty.fromExpression(
            'if("sterkte" IS NULL, NULL, 0.2 + 0.16 * min("sterkte", 6))'))
        return symbol

    layer.setRenderer(rules(
        rule(line(p.RING, 2.2), '"brug"', "Bridge"),
        rule(tie("150,146,165,255"), 'NOT coalesce("tussen_groepen", false)', "Tie within a group"),
        rule(tie(p.NODE_LIGHT), '"tussen_groepen"', "Tie between groups")))
