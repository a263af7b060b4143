"""What the themes show of uncertainty, and how every layer says what it holds: forms, names, map tips."""

import re
from urllib.parse import unquote

import pandas as pd
import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsGeometry,
    QgsNetworkAccessManager,
    QgsProject,
    QgsRenderContext,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QLocale

from verbondenheidskaart_plugin.core.layers import LAYERS
from verbondenheidskaart_plugin.core.schema import BOOL, INT, POLYGON, REAL
from verbondenheidskaart_plugin.data.output import GeoPackage
from verbondenheidskaart_plugin.kaart import fields, palette, project, source, styles, texts, tree
from verbondenheidskaart_plugin.kaart.source import rollback_journal

EVIL = "<script>alert(1)</script> & 'co'"
WKT = {"Point": "POINT({x} 480000)", "LineString": "LINESTRING({x} 480000,{x} 480900)",
       "Polygon": "POLYGON(({x} 480000,{x} 480400,{e} 480400,{e} 480000,{x} 480000))"}


def value(field, row):
    return {REAL: 1234.5678, INT: 7, BOOL: bool(row)}.get(field.type, EVIL)


def write(path, own=()):
    """Write every layer of the schema with two rows: all known and hostile, and all unknown."""
    with GeoPackage(path, QgsCoordinateReferenceSystem("EPSG:28992")) as out:
        for name, layer in LAYERS.items():
            table = pd.DataFrame({f.name: [value(f, 1), None] for f in layer.fields}).astype(object)
            for field in layer.fields:
                if field.type == REAL:
                    table[field.name] = table[field.name].astype(float)
                elif field.type == INT:
                    table[field.name] = pd.array(table[field.name], dtype="Int64")
            for extra in own:
                table[extra] = ["eigen", None]
            shapes = None if layer.geometry is None else [
                QgsGeometry.fromWkt(WKT[layer.geometry].format(x=120000 + 400 * i, e=120400 + 400 * i))
                for i in range(2)]
            out.write(name, table, shapes)
    return path


@pytest.fixture(scope="module")
def layers(qgis_app, tmp_path_factory):
    path = write(tmp_path_factory.mktemp("alles") / "alles.gpkg", own=("eigen_veld",))
    found = source.open_layers(path)
    for name, layer in found.items():
        styles.apply_style(layer, name)
    return found


@pytest.mark.parametrize("name", LAYERS)
def test_every_field_has_a_name_and_stands_in_one_tab(layers, name):
    layer, config = layers[name], layers[name].editFormConfig()
    assert config.layout() == config.TabLayout
    shown = []
    for tab in config.tabs():
        assert tab.name() and not tab.isGroupBox()
        shown += [child.name() for child in tab.children()]
    assert sorted(shown) == sorted(f for f in layer.fields().names() if f != "fid")
    for field in LAYERS[name].fields:
        assert layer.attributeAlias(layer.fields().indexOf(field.name)) == field.label("en")
    assert [child.name() for child in config.tabs()[-1].children()] == ["eigen_veld"]


@pytest.mark.parametrize("name", [name for name, layer in LAYERS.items() if layer.geometry])
def test_every_map_tip_is_escaped_and_knows_unknown(layers, name):
    layer = layers[name]
    known, unknown = [tip(layer, feature) for feature in layer.getFeatures()]
    assert "<script>" not in known and "[%" not in known
    assert "<b></b>" not in known + unknown
    assert unknown.count("<b>–</b>") == len(fields.tip_of(name)[1])
    for field in map(LAYERS[name].field, fields.tip_of(name)[1]):
        assert field.label("en") in known
        if field.type == REAL:
            assert re.search(r"1,23\d", known)


def tip(layer, feature):
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.setFeature(feature)
    return QgsExpression.replaceExpressionText(layer.mapTipTemplate(), context)


def test_numbers_are_written_as_in_the_language(layers):
    before = QLocale()
    QLocale.setDefault(QLocale("nl_NL"))
    try:
        shown = tip(layers["verbindingslijnen"], next(layers["verbindingslijnen"].getFeatures()))
    finally:
        QLocale.setDefault(before)
    assert "1.235 m" in shown and "1.234,57" in shown


def test_codes_are_shown_in_words(qgis_app):
    layer = QgsVectorLayer("Polygon?crs=EPSG:28992&field=status:string", "s", "memory")
    from qgis.core import QgsFeature

    feature = QgsFeature(layer.fields())
    feature.setAttributes(["onvoldoende_gegevens"])
    layer.dataProvider().addFeatures([feature])
    fields.describe_fields(layer, "stagnatieplekken")
    assert "Insufficient data" in tip(layer, next(layer.getFeatures()))
    assert layer.editorWidgetSetup(0).type() == "ValueMap"


def rules_of(layer, feature):
    """Return the labels of the rules that draw a feature."""
    context = QgsRenderContext()
    context.setExpressionContext(QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer)))
    context.expressionContext().setFeature(feature)
    renderer = layer.renderer().clone()
    renderer.startRender(context, layer.fields())
    keys = renderer.legendKeysForFeature(feature, context)
    renderer.stopRender(context)
    names = {item.ruleKey(): item.label() for item in layer.renderer().legendSymbolItems()}
    return {names[key] for key in keys if key in names}


@pytest.fixture(scope="module")
def ranks(qgis_app, tmp_path_factory):
    """Ten buurten of which the width of the rank interval grows; the survey of the first three is thin."""
    path = tmp_path_factory.mktemp("rang") / "rang.gpkg"
    codes = [f"BU{i}'" for i in range(10)]
    buurten = pd.DataFrame({
        "buurtcode": codes, "buurtnaam": codes, "verbondenheid": [50.0] * 9 + [None], "dekking": [1.0] * 8 + [0.5, 0.1],
        "rang": pd.array([*range(1, 10), None], dtype="Int64"), "rang_p5": [1.0] * 9 + [None],
        "rang_p95": [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 9.0, 9.0, None]})
    answers = pd.DataFrame([
        {"gebied": code, "indicator": f"B{k}", "soort": "subjectief",
         "status": "onzeker" if i < 2 or (i == 2 and k < 2) or (i == 3 and k < 1) else None}
        for i, code in enumerate(codes) for k in range(4)])
    squares = [QgsGeometry.fromWkt(WKT["Polygon"].format(x=120000 + 400 * i, e=120400 + 400 * i)) for i in range(10)]
    with GeoPackage(path, QgsCoordinateReferenceSystem("EPSG:28992")) as out:
        out.write("buurten", buurten, squares)
        out.write("indicatorwaarden", answers)
    return path


def test_wide_intervals_are_darker_and_thin_coverage_is_dotted(ranks):
    layer = source.open_layers(ranks)["buurten"]
    styles.apply_style(layer, "rang_marge", "buurten")
    drawn = [rules_of(layer, feature) for feature in layer.getFeatures()]
    classes = [next(iter(found & set(texts.RANK_SPREAD_LABELS)), None) for found in drawn]
    width = [0, 1 / 9, 2 / 9, 3 / 9, 4 / 9, 5 / 9, 6 / 9, 8 / 9, 8 / 9]
    limits = palette.RANK_SPREAD_LIMITS
    expected = [next(label for label, low, high in zip(texts.RANK_SPREAD_LABELS, limits, limits[1:])
                     if low <= w < high or w == high == 1) for w in width]
    assert classes == [*expected, None]
    dotted = ["Less than 75% of the indicators" in found for found in drawn]
    assert dotted == [False] * 8 + [True, False]
    assert "Insufficient data" in drawn[9] and not any("Insufficient data" in found for found in drawn[:9])


def test_few_respondents_are_hatched(ranks):
    layer = source.open_layers(ranks)["buurten"]
    styles.apply_style(layer, "buurten")
    drawn = [texts.FEW_RESPONDENTS in rules_of(layer, feature) for feature in layer.getFeatures()]
    assert drawn == [True, True, True] + [False] * 7


def test_the_hatch_is_explained_on_the_sheet(ranks):
    from verbondenheidskaart_plugin.kaart import legend
    from verbondenheidskaart_plugin.kaart.facts import read_facts

    found = source.open_layers(ranks)
    styles.apply_style(found["buurten"], "buurten")
    blocks = legend.legend_blocks({"buurten": found["buurten"]}, read_facts(ranks, found), 20000)
    shown = []

    class Page:
        def legend(self, parts, *place, **more):
            labels = [item.label() for item in parts[0][0].renderer().legendSymbolItems()]
            shown.extend(labels[number] for number in parts[0][1])
            return 0

    blocks["index"].body(Page(), 0, 0, 50, 50)
    assert shown[-2:] == ["Insufficient data", texts.FEW_RESPONDENTS]


def test_no_hatch_in_the_legend_without_thin_surveys(layers):
    assert texts.FEW_RESPONDENTS not in [rule.label() for rule in layers["buurten"].renderer().rootRule().children()]


def test_the_theme_of_uncertainty(ranks):
    with rollback_journal():
        found = QgsProject()
        project.fill_project(found, ranks)
        themes = found.mapThemeCollection()
        assert tree.UNCERTAINTY in themes.mapThemes()
        shown = {found.mapLayer(i).name() for i in themes.mapThemeVisibleLayerIds(tree.UNCERTAINTY)}
        assert shown == {tree.layer_title("rang_marge")}  # names and borders are in it
        found.clear()


def test_streets_within_reach_have_a_style(qgis_app):
    layer = QgsVectorLayer("LineString?crs=EPSG:28992&field=afstand_m:double", "l", "memory")
    assert styles.apply_style(layer, "loopbereik_lijnen", "loopbereik")
    assert layer.renderer().symbol().type() == 1 and POLYGON == "Polygon"


def shown(found):
    """Return the names of the layers that each theme shows."""
    themes = found.mapThemeCollection()
    return {theme: sorted(found.mapLayer(layer).name() for layer in themes.mapThemeVisibleLayerIds(theme))
            for theme in themes.mapThemes()}


def test_the_base_map_comes_only_when_asked_for(ranks, tmp_path):
    from verbondenheidskaart_plugin.kaart.basemap import ADDRESS

    asked = []
    QgsNetworkAccessManager.instance().requestAboutToBeCreated.connect(asked.append)
    path = project.make_project(ranks, tmp_path)["PROJECT"]
    before = QgsProject()
    assert before.read(path)
    names = {layer.name() for layer in before.mapLayers().values()}
    themes = shown(before)
    before.clear()
    assert project.make_project(ranks, tmp_path, basemap=True)["PROJECT"] == path
    after = QgsProject()
    assert after.read(path)
    added = [layer for layer in after.mapLayers().values() if layer.name() not in names]
    assert len(added) == 1 and ADDRESS in unquote(added[0].source()) and added[0].isValid()
    assert after.layerTreeRoot().layerOrder()[-1] == added[0]
    assert shown(after) == themes
    assert len(after.layoutManager().layouts()) >= 2 and not list(tmp_path.glob("*.part*"))
    assert not after.readBoolEntry("Paths", "/Absolute", True)[0]
    after.clear()
    assert asked == []
