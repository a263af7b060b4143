"""The parts of which the styles are built: symbols, texts, rules and classes."""

import base64
from pathlib import Path
from typing import Sequence

from qgis.core import (
    QgsFillSymbol,
    QgsLabelObstacleSettings,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsProperty,
    QgsRuleBasedLabeling,
    QgsRuleBasedRenderer,
    QgsTextBackgroundSettings,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSizeF
from qgis.PyQt.QtGui import QColor, QFont

from verbondenheidskaart_plugin.core.layers import LAYERS
from verbondenheidskaart_plugin.kaart import palette as p

ICONS = Path(__file__).resolve().parents[2] / "resources" / "icons"
TYPES = {"text": "string", "real": "double", "int": "integer", "bool": "bool"}


def empty_layer(name: str, geometry: str = "") -> QgsVectorLayer:
    """Return a memory layer with the geometry (unless another is given) and fields of the schema."""
    layer = LAYERS[name]
    fields = "&".join(f"field={f.name}:{TYPES[f.type]}" for f in layer.fields)
    return QgsVectorLayer(f"{geometry or layer.geometry}?crs=EPSG:28992&{fields}", name, "memory")


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


def class_filters(field: str, limits: Sequence[float] = p.LIMITS):
    """Return the filters of the classes; the last one includes its upper limit."""
    last = len(limits) - 2
    for i, (a, b) in enumerate(zip(limits[:-1], limits[1:])):
        yield f'"{field}" >= {a} AND "{field}" {"<=" if i == last else "<"} {b}'


def steps(values, limits=p.LIMITS[1:-1], field="rotondescore") -> str:
    """Return an expression that gives one of five values by score class."""
    cases = " ".join(f'WHEN "{field}" < {limit} THEN {value}' for limit, value in zip(limits, values))
    return f"CASE {cases} ELSE {values[-1]} END"


def circle(color: str, size: float, outline: str = "255,255,255,255", width: float = 0.35) -> QgsMarkerSymbol:
    return QgsMarkerSymbol.createSimple({
        "name": "circle", "color": color, "size": str(size), "outline_color": outline, "outline_width": str(width)})


def line(color: str, width: float, **more) -> QgsLineSymbol:
    return QgsLineSymbol.createSimple({
        "line_color": color, "line_width": str(width), "capstyle": "round", "joinstyle": "round", **more})


def fill(color: str, outline: str = "0,0,0,0", width: float = 0.1, style: str = "no") -> QgsFillSymbol:
    return QgsFillSymbol.createSimple({
        "color": color, "outline_color": outline, "outline_width": str(width), "outline_style": style,
        "joinstyle": "round"})


def badge(label: QgsPalLayerSettings, distance: str) -> QgsPalLayerSettings:
    """Set the label in white on a dark disc, at a distance (an expression, mm) from the middle of its place."""
    disc = QgsTextBackgroundSettings()
    disc.setType(QgsTextBackgroundSettings.ShapeType.ShapeCircle)
    disc.setSizeType(QgsTextBackgroundSettings.SizeType.SizeFixed)
    disc.setSize(QSizeF(3.2, 3.2))
    # On the rim of its place, wherever there is room, so that it cannot be taken for that of a neighbour.
    label.placement = QgsPalLayerSettings.Placement.AroundPoint
    label.displayAll = True  # a list refers to it
    properties = label.dataDefinedProperties()
    properties.setProperty(QgsPalLayerSettings.LabelDistance, QgsProperty.fromExpression(distance))
    label.setDataDefinedProperties(properties)
    return _on_ground(label, disc, p.INK)


def tag(label: QgsPalLayerSettings, color: str) -> QgsPalLayerSettings:
    """Set the label in white on a rounded bar."""
    bar = QgsTextBackgroundSettings()
    bar.setType(QgsTextBackgroundSettings.ShapeType.ShapeRectangle)
    bar.setSizeType(QgsTextBackgroundSettings.SizeType.SizeBuffer)
    bar.setSize(QSizeF(0.1, 0.35))
    bar.setRadii(QSizeF(1.2, 1.2))
    return _on_ground(label, bar, color)


def _on_ground(label: QgsPalLayerSettings, ground: QgsTextBackgroundSettings, color: str) -> QgsPalLayerSettings:
    text = label.format()
    ground.setEnabled(True)
    ground.setFillColor(QColor(color))
    ground.setStrokeColor(QColor("#ffffff"))
    ground.setStrokeWidth(0.2)
    text.setBackground(ground)
    text.setBuffer(QgsTextBufferSettings())
    label.setFormat(text)
    return label


def room_for_symbols(expression: str = "") -> tuple:
    """A rule without text: the symbols that ``expression`` meets, from which the names of other layers stay away.

    QGIS knows a symbol only of a feature that some rule meets. Where there is no room, the name goes over it.
    """
    settings, obstacle = QgsPalLayerSettings(), QgsLabelObstacleSettings()
    settings.fieldName, settings.isExpression = "''", True
    settings.drawLabels = False
    obstacle.setIsObstacle(True)
    obstacle.setFactor(0.4)  # more pushes away the numbers as well
    settings.setObstacleSettings(obstacle)
    return settings, expression, "Room for the symbols", 0, 0


def labels(*children) -> QgsRuleBasedLabeling:
    """Return labels by rule: (settings, filter, description, largest and smallest scale), 0 = at any scale."""
    root = QgsRuleBasedLabeling.Rule(None)
    for settings, expression, description, largest, smallest in children:
        root.appendChild(QgsRuleBasedLabeling.Rule(settings, largest, smallest, expression, description))
    number_rules(root)
    return QgsRuleBasedLabeling(root)
