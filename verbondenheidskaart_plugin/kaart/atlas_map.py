"""The map of the buurtatlas: the buurt in its surroundings, dimmed outside it, with its strongest rotondes numbered."""

from typing import Dict, List

from qgis.core import (
    QgsFillSymbol,
    QgsGeometryGeneratorSymbolLayer,
    QgsLayerTreeLayer,
    QgsLayerTreeNode,
    QgsLineSymbol,
    QgsMapLayer,
    QgsMapThemeCollection,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsProject,
    QgsProperty,
    QgsRuleBasedLabeling,
    QgsRuleBasedRenderer,
    QgsSingleSymbolRenderer,
    QgsSymbol,
    QgsTextBackgroundSettings,
    QgsTextBufferSettings,
    QgsUnitTypes,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSizeF
from qgis.PyQt.QtGui import QColor

from ..i18n import tr
from . import palette
from .charts import cell
from .classes import only_room
from .fonts import text_format
from .tree import BASE, HIGHEST_GROUP, Row

ATLAS = "Buurtatlas"
REACH_M = 400
REACH_TINT = "#dfeae8"
STAGNATION = palette.STAGNATION_RAMP[3]
HERE = "\"buurtcode\" = attribute(@atlas_feature, 'buurtcode')"


def add_atlas_layers(project: QgsProject, tree: List[Row], layers: Dict[str, QgsVectorLayer],
                     found: Dict[str, QgsVectorLayer]) -> None:
    """Add the layers that only the atlas draws, in a group of their own that is off, and its theme."""
    own = _own_layers(layers, found)
    project.addMapLayers(list(own.values()), False)
    root = project.layerTreeRoot()
    top = [own[name] for name in ("lijst", "nummers", "grens", "plekken", "stagnatie") if name in own]
    hidden = {"buurtgrenzen", "topografie"} | ({"loopnetwerk"} if "achtergrond" in layers else set())
    ground = [layers[row.key] for row in tree if row.themes == (BASE,) and row.key not in hidden]
    # Over the ground, but not on top of the tree: what a user looks for first stands there.
    grounds = {layer.id() for layer in ground}
    nodes = root.children()
    above = next((i for i, node in enumerate(nodes) if grounds & set(_layer_ids(node))), len(nodes))
    group = root.insertGroup(above, ATLAS)
    for layer in top:
        group.addLayer(layer)
    group.setItemVisibilityCheckedRecursive(False)
    group.setExpanded(False)
    if "bereik" in own:  # under the base map: at the bottom of the tree
        root.addLayer(own["bereik"]).setItemVisibilityChecked(False)
        ground.append(own["bereik"])
    records = []
    for layer in [*top, *ground]:
        record = QgsMapThemeCollection.MapThemeLayerRecord(layer)
        record.isVisible = True
        record.usingCurrentStyle = True
        record.currentStyle = layer.styleManager().currentStyle()
        records.append(record)
    theme = QgsMapThemeCollection.MapThemeRecord()
    theme.setLayerRecords(records)
    project.mapThemeCollection().insert(ATLAS, theme)


def _own_layers(layers, found) -> Dict[str, QgsVectorLayer]:
    """Return the clones by what they draw."""
    own = {"grens": _named(found["buurten"].clone(), tr("The buurt and its neighbours"))}
    own["grens"].setRenderer(_border())
    own["grens"].setLabeling(_neighbours())
    own["grens"].setLabelsEnabled(True)
    if "rotondes" in layers:
        own["plekken"] = _named(layers["rotondes"].clone(), tr("Rotondes (atlas)"))
        own["plekken"].setLabeling(only_room(own["plekken"].labeling()))
        own["lijst"] = _named(layers["rotondes"].clone(), tr("Strongest rotondes (atlas)"))
        _only_listed(own["lijst"].renderer())
        own["lijst"].setLabelsEnabled(False)
        own["nummers"] = _named(layers["rotondes"].clone(), tr("Numbers of the strongest rotondes"))
        own["nummers"].setRenderer(_leaders())
        own["nummers"].setLabeling(_numbers())
        own["nummers"].setLabelsEnabled(True)
    if "stagnatieplekken" in layers:
        layer = own["stagnatie"] = _named(found["stagnatieplekken"].clone(), tr("Stagnation (atlas)"))
        layer.setSubsetString(HIGHEST_GROUP)
        layer.setRenderer(_hatch())
        layer.setLabelsEnabled(False)
    if "loopbereik" in layers:
        layer = own["bereik"] = _named(found["loopbereik"].clone(), tr("Within {n} m on foot of a rotonde").format(
            n=REACH_M))
        layer.setSubsetString(f'"afstand_m" = {REACH_M}')
        layer.setRenderer(QgsSingleSymbolRenderer(QgsFillSymbol.createSimple(
            {"color": REACH_TINT, "outline_color": REACH_TINT, "outline_width": "0.1"})))
        layer.setLabelsEnabled(False)
    return own


def _layer_ids(node: QgsLayerTreeNode) -> List[str]:
    return [node.layerId()] if isinstance(node, QgsLayerTreeLayer) else node.findLayerIds()


def _named(layer: QgsVectorLayer, title: str) -> QgsVectorLayer:
    layer.setName(title)
    layer.setFlags(layer.flags() & ~QgsMapLayer.LayerFlag.Identifiable)
    return layer


def _border() -> QgsRuleBasedRenderer:
    """Return what dims all outside the buurt of the page, and draws its border and those of the others."""
    veil = QgsGeometryGeneratorSymbolLayer.create({
        "geometryModifier": "difference(buffer(@map_extent, 100), $geometry)"})
    veil.setSymbolType(QgsSymbol.SymbolType.Fill)
    veil.setSubSymbol(QgsFillSymbol.createSimple({"color": palette.with_alpha(palette.PAPER, 150),
                                                  "outline_style": "no"}))
    here = QgsFillSymbol.createSimple({"style": "no", "outline_color": palette.INK, "outline_width": "0.7",
                                       "joinstyle": "round"})
    here.insertSymbolLayer(0, veil)
    other = QgsFillSymbol.createSimple({"style": "no", "outline_color": palette.GREY, "outline_width": "0.2",
                                        "outline_style": "dash"})
    root = QgsRuleBasedRenderer.Rule(None)
    for symbol, condition in ((here, HERE), (other, f"NOT ({HERE})")):
        root.appendChild(QgsRuleBasedRenderer.Rule(symbol, filterExp=condition))
    return QgsRuleBasedRenderer(root)


def _neighbours() -> QgsRuleBasedLabeling:
    """Return labels with the names of the other buurten."""
    settings = QgsPalLayerSettings()
    settings.fieldName = "buurtnaam"
    settings.placement = QgsPalLayerSettings.Placement.Horizontal
    settings.centroidInside = True
    settings.fitInPolygonOnly = True  # no name of a neighbour in the buurt of the page
    text = text_format(7, palette.GREY, bold=True)
    buffer = QgsTextBufferSettings()
    buffer.setEnabled(True)
    buffer.setSize(0.7)
    buffer.setColor(QColor(palette.PAPER))
    text.setBuffer(buffer)
    settings.setFormat(text)
    root = QgsRuleBasedLabeling.Rule(None)
    rule = QgsRuleBasedLabeling.Rule(settings)
    rule.setFilterExpression(f"NOT ({HERE})")
    root.appendChild(rule)
    return QgsRuleBasedLabeling(root)


SPOT = "map_get({}, \"voorziening_id\")".format(
    cell("sterk_plek").replace('"buurtcode"', "attribute(@atlas_feature, 'buurtcode')"))


def _only_listed(renderer: QgsRuleBasedRenderer) -> None:
    """Draw only the rotondes of the list: over the veil, also those outside the buurt, and over their leaders."""
    for rule in renderer.rootRule().children():
        condition = rule.filterExpression()
        rule.setFilterExpression(" AND ".join([f"({condition})"] * bool(condition) + [f"{SPOT} IS NOT NULL"]))


def _leaders() -> QgsRuleBasedRenderer:
    """Return a line from each listed rotonde to its number."""
    line = QgsGeometryGeneratorSymbolLayer.create({
        "geometryModifier": f"make_line($geometry, make_point({SPOT}[1], {SPOT}[2]))"})
    line.setSymbolType(QgsSymbol.SymbolType.Line)
    line.setSubSymbol(QgsLineSymbol.createSimple({"line_color": palette.INK, "line_width": "0.3"}))
    symbol = QgsMarkerSymbol.createSimple({})
    symbol.changeSymbolLayer(0, line)
    root = QgsRuleBasedRenderer.Rule(None)
    root.appendChild(QgsRuleBasedRenderer.Rule(symbol, filterExp=f"{SPOT} IS NOT NULL"))
    return QgsRuleBasedRenderer(root)


def _numbers() -> QgsRuleBasedLabeling:
    """Return the numbers of the list on the page, on discs with a fixed place; the names of buurten make room."""
    settings = QgsPalLayerSettings()
    settings.isExpression = True
    settings.fieldName = f"{SPOT}[0]"
    settings.displayAll = True
    settings.priority = 10
    properties = settings.dataDefinedProperties()
    for name, expression in (("PositionX", f"{SPOT}[1]"), ("PositionY", f"{SPOT}[2]"), ("Hali", "'Center'"),
                             ("Vali", "'Half'")):
        properties.setProperty(getattr(QgsPalLayerSettings.Property, name), QgsProperty.fromExpression(expression))
    settings.setDataDefinedProperties(properties)
    text = text_format(7.5, "#ffffff", bold=True)
    disc = QgsTextBackgroundSettings()
    disc.setEnabled(True)
    disc.setType(QgsTextBackgroundSettings.ShapeType.ShapeCircle)
    disc.setSizeType(QgsTextBackgroundSettings.SizeType.SizeFixed)
    disc.setSize(QSizeF(3.9, 3.9))
    disc.setSizeUnit(QgsUnitTypes.RenderUnit.RenderMillimeters)
    disc.setFillColor(QColor(palette.INK))
    disc.setStrokeColor(QColor("#ffffff"))
    disc.setStrokeWidth(0.3)
    text.setBackground(disc)
    settings.setFormat(text)
    root = QgsRuleBasedLabeling.Rule(None)
    rule = QgsRuleBasedLabeling.Rule(settings)
    rule.setFilterExpression(f"{SPOT} IS NOT NULL")
    root.appendChild(rule)
    return QgsRuleBasedLabeling(root)


def _hatch() -> QgsRuleBasedRenderer:
    """Return a hatch where the buurt of the page is a place of stagnation.

    As lines, because the hatches of QGIS itself are pictures in a PDF before 3.24.
    """
    layer = QgsGeometryGeneratorSymbolLayer.create({"geometryModifier": _strokes(2.2)})
    layer.setSymbolType(QgsSymbol.SymbolType.Line)
    layer.setSubSymbol(QgsLineSymbol.createSimple({"line_color": STAGNATION, "line_width": "0.28"}))
    symbol = QgsFillSymbol.createSimple({})
    symbol.changeSymbolLayer(0, layer)
    root = QgsRuleBasedRenderer.Rule(None)
    root.appendChild(QgsRuleBasedRenderer.Rule(symbol, filterExp=f"{HERE} AND \"status\" = 'stagnatieplek'"))
    return QgsRuleBasedRenderer(root)


def _strokes(millimetres: float) -> str:
    """Return the expression of diagonal lines through a polygon, so many millimetres apart along its lower edge."""
    stroke = ("make_line(make_point(x_min($geometry) + @element * @step - bounds_height($geometry), y_min($geometry)), "
              "make_point(x_min($geometry) + @element * @step, y_max($geometry)))")
    count = "ceil((bounds_width($geometry) + bounds_height($geometry)) / @step)"
    return (f"with_variable('step', {millimetres} * @map_scale / 1000, intersection($geometry, collect_geometries("
            f"array_foreach(generate_series(0, {count}), {stroke}))))")
