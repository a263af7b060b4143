"""Make resources/styles/*.qml: the one description of how every layer looks.

Run with the Python of QGIS after changing a colour, size or rule:
    QT_QPA_PLATFORM=offscreen /usr/bin/python3 scripts/maak_stijlen.py
Labels in the QML are the English sources; ``kaart/texts.py`` holds them for translation.
"""

import base64
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["QT_HASH_SEED"] = "0"  # the same order of attributes in every run

from qgis.core import (  # noqa: E402
    QgsApplication,
    QgsCategorizedSymbolRenderer,
    QgsFeatureRequest,
    QgsFillSymbol,
    QgsGraduatedSymbolRenderer,
    QgsLabelObstacleSettings,
    QgsLabelThinningSettings,
    QgsLinePatternFillSymbolLayer,
    QgsLineSymbol,
    QgsMapLayer,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsProperty,
    QgsRendererCategory,
    QgsRendererRange,
    QgsRuleBasedLabeling,
    QgsRuleBasedRenderer,
    QgsSingleSymbolRenderer,
    QgsSvgMarkerSymbolLayer,
    QgsSymbolLayer,
    QgsTextBackgroundSettings,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtCore import QSizeF  # noqa: E402
from qgis.PyQt.QtGui import QColor, QFont  # noqa: E402

from verbondenheidskaart_plugin.core.layers import LAYERS  # noqa: E402
from verbondenheidskaart_plugin.kaart import palette as p  # noqa: E402
from verbondenheidskaart_plugin.kaart.texts import COMPONENTS, SCORE_LABELS  # noqa: E402

STYLES, ICONS = ROOT / "resources" / "styles", ROOT / "resources" / "icons"
TYPES = {"text": "string", "real": "double", "int": "integer", "bool": "bool"}
# Circle diameter (mm) per score class, and of the icon inside it.
SIZES, ICON_SIZES = (1.2, 1.6, 2.3, 4.0, 5.4), (0, 0, 0, 2.7, 3.7)


def empty_layer(name: str) -> QgsVectorLayer:
    """Return a memory layer with the geometry and fields of the schema."""
    layer = LAYERS[name]
    fields = "&".join(f"field={f.name}:{TYPES[f.type]}" for f in layer.fields)
    return QgsVectorLayer(f"{layer.geometry}?crs=EPSG:28992&{fields}", name, "memory")


def icon(number: int) -> str:
    """Return the icon of a component as text that can stand inside the QML."""
    return "base64:" + base64.b64encode((ICONS / f"component_{number}.svg").read_bytes()).decode("ascii")


def text_format(size: float, color: str, bold: bool = False, halo: float = 0.8) -> QgsTextFormat:
    """Return a text format with a white halo; the family is set when the style is loaded."""
    text, buffer = QgsTextFormat(), QgsTextBufferSettings()
    font = QFont("DejaVu Sans")
    font.setBold(bold)
    text.setFont(font)
    text.setNamedStyle("Bold" if bold else "Book")
    text.setSize(size)
    text.setColor(QColor(color))
    buffer.setEnabled(True)
    buffer.setSize(halo)
    buffer.setColor(QColor(255, 255, 255, 225))
    text.setBuffer(buffer)
    return text


def stack(below, above):
    """Return ``below`` with the symbol layers of ``above`` drawn on top of it."""
    for part in above.symbolLayers():
        below.appendSymbolLayer(part.clone())
    return below


def rules(*children) -> QgsRuleBasedRenderer:
    root = QgsRuleBasedRenderer.Rule(None)
    for child in children:
        root.appendChild(child)
    number_rules(root)
    return QgsRuleBasedRenderer(root)


def number_rules(root) -> None:
    """Give every rule a fixed key; QGIS makes a new random one in every run."""
    for number, child in enumerate([root, *root.descendants()]):
        child.setRuleKey(f"rule{number}")


def rule(symbol, expression: str, label: str) -> QgsRuleBasedRenderer.Rule:
    return QgsRuleBasedRenderer.Rule(symbol, 0, 0, expression, label)


def class_filters(field: str):
    """Return the filters of the five score classes; the last one includes 100."""
    low, high = p.LIMITS[:-1], p.LIMITS[1:]
    for i, (a, b) in enumerate(zip(low, high)):
        yield f'"{field}" >= {a} AND "{field}" {"<=" if i == 4 else "<"} {b}'


def steps(values, limits=p.LIMITS[1:-1], field="rotondescore") -> str:
    """Return an expression that gives one of five values by score class."""
    cases = " ".join(f'WHEN "{field}" < {limit} THEN {value}' for limit, value in zip(limits, values))
    return f"CASE {cases} ELSE {values[-1]} END"


# --- places ---------------------------------------------------------------------------------------

def circle(color: str, size: float, outline: str = "255,255,255,255", width: float = 0.35) -> QgsMarkerSymbol:
    return QgsMarkerSymbol.createSimple({
        "name": "circle", "color": color, "size": str(size), "outline_color": outline, "outline_width": str(width)})


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


def badge(label: QgsPalLayerSettings) -> QgsPalLayerSettings:
    """Set the label in white on a dark disc."""
    text, disc = label.format(), QgsTextBackgroundSettings()
    disc.setEnabled(True)
    disc.setType(QgsTextBackgroundSettings.ShapeType.ShapeCircle)
    disc.setSizeType(QgsTextBackgroundSettings.SizeType.SizeFixed)
    disc.setSize(QSizeF(3.2, 3.2))
    disc.setFillColor(QColor(p.INK))
    disc.setStrokeColor(QColor("#ffffff"))
    disc.setStrokeWidth(0.2)
    text.setBackground(disc)
    text.setBuffer(QgsTextBufferSettings())
    label.setFormat(text)
    label.dist = 0.1
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


# --- lines ----------------------------------------------------------------------------------------

def line(color: str, width: float, **more) -> QgsLineSymbol:
    return QgsLineSymbol.createSimple({
        "line_color": color, "line_width": str(width), "capstyle": "round", "joinstyle": "round", **more})


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


# --- areas ----------------------------------------------------------------------------------------

def fill(color: str, outline: str = "0,0,0,0", width: float = 0.1, style: str = "no") -> QgsFillSymbol:
    return QgsFillSymbol.createSimple({
        "color": color, "outline_color": outline, "outline_width": str(width), "outline_style": style,
        "joinstyle": "round"})


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


# name of the style → (layer of the schema, function)
STYLE_MAKERS = {
    "rotondes": ("rotondes", rotondes),
    "voorzieningen": ("voorzieningen", voorzieningen),
    "bevolking": ("bevolking", bevolking),
    "loopnetwerk": ("loopnetwerk", loopnetwerk),
    "loopstromen": ("loopstromen", loopstromen),
    "loopbereik": ("loopbereik", loopbereik),
    "buurten": ("buurten", buurten),
    "buurtgrenzen": ("buurten", buurtgrenzen),
    "achtergrond": ("achtergrond", achtergrond),
    "topografie": ("achtergrond", topografie),
    "achtergrond_lijnen": ("achtergrond_lijnen", achtergrond_lijnen),
}


def main() -> int:
    QgsApplication.setPrefixPath("/usr", True)
    app = QgsApplication([], False)
    app.initQgis()
    categories = QgsMapLayer.Symbology | QgsMapLayer.Labeling | QgsMapLayer.Rendering
    for name, (table, make) in STYLE_MAKERS.items():
        layer = empty_layer(table)
        make(layer)
        message, done = layer.saveNamedStyle(str(STYLES / f"{name}.qml"), QgsMapLayer.StyleCategories(categories))
        print(f"{name}: {'ok' if done else message}")
        if not done:
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
