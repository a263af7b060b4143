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
from verbondenheidskaart_plugin.kaart.texts import BRIDGING_LABELS, MISSING_KINDS

from .symbols import badge, class_filters, labels, line, rule, rules, stack, text_format


def loopnetwerk(layer):
    layer.setRenderer(QgsSingleSymbolRenderer(line(p.STREET, 0.12)))


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
