"""The shop window: styles, project and printed map, made of a small GeoPackage."""

import os
import re
import shutil
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsGeometry,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLinePatternFillSymbolLayer,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsMarkerSymbol,
    QgsProject,
    QgsProperty,
    QgsRectangle,
    QgsRenderContext,
    QgsRuleBasedRenderer,
    QgsSymbolLayer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QImage

from verbondenheidskaart_plugin.core.errors import Cancelled, EmptyInput, Unreadable, Unwritable
from verbondenheidskaart_plugin.data import placing
from verbondenheidskaart_plugin.data.output import GeoPackage
from verbondenheidskaart_plugin.data.placing import beside
from verbondenheidskaart_plugin.i18n import number as number_text
from verbondenheidskaart_plugin.kaart import (
    classes,
    items,
    layout,
    palette,
    poster,
    project,
    sheet,
    source,
    styles,
    texts,
    tree,
)
from verbondenheidskaart_plugin.paths import resource

X, Y, SIZE = 120000.0, 480000.0, 500.0
SCORES = [0.0, 12.0, 20.0, 39.9, 40.0, 55.0, 60.0, 72.0, 80.0, 91.0, 100.0, np.nan]
EVIL = "<script>alert(1)</script> & co"


def square(column, row):
    x, y = X + column * SIZE, Y + row * SIZE
    return QgsGeometry.fromRect(QgsRectangle(x, y, x + SIZE, y + SIZE))


def point(number):
    return QgsGeometry.fromWkt(f"POINT({X + 60 + 150 * (number % 6)} {Y + 60 + 200 * (number // 6)})")


def make_geopackage(path, columns=3, lines=2, index=True, leave_out=(), heart=False):
    """Write a town of ``columns`` × ``lines`` buurten; one buurt has too few data for an index.

    ``heart``: also the places of stagnation, the lines and the organisations.
    """
    cells = [(c, r) for r in range(lines) for c in range(columns)]
    count = len(cells)
    buurten = pd.DataFrame({
        "buurtcode": [f"BU{i:04}" for i in range(count)],
        "buurtnaam": [EVIL if i == 0 else f"Lange buurtnaam nummer {i}" for i in range(count)],
        "inwoners": [1000.0 + i for i in range(count)]})
    if index:
        buurten["verbondenheid"] = [np.nan if i == 1 else 100.0 * i / count for i in range(count)]
        buurten["rang"] = [None if i == 1 else i + 1 for i in range(count)]
        buurten["index_status"] = ["onvoldoende_gegevens" if i == 1 else "ok" for i in range(count)]
    numbers = range(len(SCORES))
    rotondes = pd.DataFrame({
        "voorziening_id": [f"osm:n{i}'" for i in numbers], "naam": [EVIL] + [f"Plek {i}" for i in numbers][1:],
        "type_naam": "Buurtcentrum / wijkcentrum", "component_nr": [1 + i % 2 for i in numbers],
        "rotondescore": SCORES, "score_p5": [s - 5 for s in SCORES], "score_p95": [s + 5 for s in SCORES]})
    streets = [QgsGeometry.fromWkt(f"LINESTRING({X} {Y + 90 * i},{X + 1400} {Y + 90 * i})") for i in range(11)]
    layers = {
        "buurten": (buurten, [square(*cell) for cell in cells]),
        "rotondes": (rotondes, [point(i) for i in numbers]),
        "voorzieningen": (rotondes[["voorziening_id", "naam", "component_nr"]], [point(i) for i in numbers]),
        "loopstromen": (pd.DataFrame({"bezoeken": [0.0] + [3.0 ** i for i in range(10)], "lengte_m": 100.0}), streets),
        "loopbereik": (pd.DataFrame({"voorziening_id": "osm:n1", "afstand_m": [400.0, 800.0]}),
                       [point(1).buffer(d, 8) for d in (400, 800)]),
        "loopnetwerk": (pd.DataFrame({"lengte_m": [100.0] * 11}), streets),
        "achtergrond": (pd.DataFrame({"soort": ["water", "groen"]}), [square(0, 0).buffer(-150, 1),
                                                                      square(2, 1).buffer(-100, 1)]),
    }
    if heart:
        layers.update(heart_layers(buurten, [square(*cell) for cell in cells]))
    with GeoPackage(path, QgsCoordinateReferenceSystem("EPSG:28992")) as out:
        for name, (table, geometry) in layers.items():
            if name not in leave_out:
                out.write(name, table, geometry)
        out.write("herkomst", pd.DataFrame({
            "sleutel": ["titel", "datum", "versie", "seed", "attributie", "modeldekking", "niet_gemeten",
                        "bron.BUURTEN", "instelling.TITEL"],
            "waarde": ["Stadje", "2026-11-22", "9.9.9", "1", "© ons", "0.583", "plaatsidentiteit",
                       '{"bestand": "buurten.gpkg", "datum": "2026-01-02", "sha256": "00"}', "Stadje"]}))
        out.write("meldingen", pd.DataFrame({"niveau": ["info"], "melding": ["gelezen"]}))
    return path


GROUPS = ("ouderen", "d'eigen \"groep\"")
STATUSES = ("stagnatieplek", "aandachtspunt", "geen", "onvoldoende_gegevens")


def heart_layers(buurten, squares):
    """Return places of two groups (each status occurs), lines of every kind, missing links and organisations."""
    places = pd.concat([pd.DataFrame({
        "buurtcode": buurten["buurtcode"], "buurtnaam": buurten["buurtnaam"], "groep": group,
        "groep_naam": group.title(), "personen": 200.0, "toegang": 0.75,
        "status": [STATUSES[(i + shift) % 4] for i in range(len(buurten))],
        "stagnatie": [np.nan if (i + shift) % 4 == 3 else 15.0 * i + shift for i in range(len(buurten))],
        "onbediend": [100.0 * (i % 5) for i in range(len(buurten))],
        "reden": [EVIL + " " + "omdat het zo is " * 8] * len(buurten)}) for shift, group in enumerate(GROUPS)])
    kinds = ["boom", "rng", "gabriel", "delaunay", None]
    lines = pd.DataFrame({
        "van_id": "a", "naar_id": "b", "sterkte": [0.1, 0.5, 1.0, 0.7, 0.2],
        "overbrugging": [0.0, 0.07, np.nan, 0.3, 1.0], "ruggengraat": kinds, "brug": [True] + [False] * 4})
    links = pd.DataFrame([(kind, rank, f"{EVIL} tussen {rank} en {kind} ontbreekt een schakel")
                          for kind in ("fysiek", "structureel") for rank in range(1, 13)],
                         columns=["soort", "rang", "reden"])
    def rays(count):
        return [QgsGeometry.fromWkt(f"LINESTRING({X + 50} {Y + 50},{X + 900} {Y + 30 + 35 * i})") for i in range(count)]

    nodes = pd.DataFrame({"id": ["a", "b", "c"], "naam": [EVIL, None, "C"], "tussenpositie": [0.4, np.nan, 0.0],
                          "snijpunt": [True, False, False], "bruggenbouwer": [True, False, False]})
    ties = pd.DataFrame({"van": "a", "naar": ["b", "c"], "sterkte": [1.0, np.nan], "brug": [True, False],
                         "tussen_groepen": [True, False]})
    return {"stagnatieplekken": (places.reset_index(drop=True), squares * len(GROUPS)),
            "verbindingslijnen": (lines, rays(5)), "ontbrekende_schakels": (links, rays(24)),
            "organisaties": (nodes, [point(i) for i in range(3)]), "banden": (ties, rays(2))}


@pytest.fixture
def geopackage(qgis_app, tmp_path, monkeypatch):
    monkeypatch.setattr(project, "PNG_DPI", 50)  # only for speed
    folder = tmp_path / "uit"
    folder.mkdir()
    return make_geopackage(folder / "verbondenheidskaart.gpkg")


@pytest.fixture(scope="module")
def finished(qgis_app, tmp_path_factory):
    folder = tmp_path_factory.mktemp("kaart")
    path = make_geopackage(folder / "verbondenheidskaart.gpkg")
    return folder, project.make_project(path, folder)


@pytest.fixture
def opened(finished, tmp_path):
    """The finished project, opened after its folder was moved."""
    folder = tmp_path / "verhuisd"
    shutil.copytree(finished[0], folder)
    found = QgsProject()
    assert found.read(str(folder / "verbondenheidskaart.qgz"))
    yield found
    found.clear()  # pytest holds the last one until QGIS has gone


@pytest.fixture(scope="module")
def heart(qgis_app, tmp_path_factory):
    """A filled project with everything in it, and its layers; nothing exported."""
    found = QgsProject()
    path = make_geopackage(tmp_path_factory.mktemp("hart") / "hart.gpkg", heart=True)
    with source.rollback_journal():
        layers = project.fill_project(found, path)
    yield found, layers, path
    found.clear()  # pytest holds it until QGIS has gone


def by_table(found, table):
    """Return the layer of a table that bears the title of its own style."""
    return next(layer for layer in found.mapLayers().values()
                if layer.source().endswith(f"layername={table}") and layer.name() == tree.layer_title(table))


def styled(geopackage, key):
    layer = source.open_layers(geopackage)[key]
    assert styles.apply_style(layer, key)
    return layer


def legend_labels_of(layer, feature):
    """Return the labels of the rules that draw ``feature``."""
    context, renderer = QgsRenderContext(), layer.renderer().clone()
    context.expressionContext().appendScopes(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    renderer.startRender(context, layer.fields())
    context.expressionContext().setFeature(feature)
    keys = renderer.legendKeysForFeature(feature, context)
    renderer.stopRender(context)
    return {item.label() for item in layer.renderer().legendSymbolItems() if item.ruleKey() in keys}


def pixels(path):
    image = QImage(str(path)).convertToFormat(QImage.Format.Format_RGB32)
    bits = image.constBits()
    bits.setsize(image.sizeInBytes())
    return np.frombuffer(bits, dtype=np.uint32).copy()


def colours(path):
    return len(np.unique(pixels(path)[::7]))


def test_it_makes_three_files_and_leaves_nothing_else(finished):
    folder, paths = finished
    assert {path.name for path in folder.iterdir()} == {
        "verbondenheidskaart.gpkg", "verbondenheidskaart.qgz", "verbondenheidskaart.pdf", "verbondenheidskaart.png"}
    assert {key: path.rsplit(".", 1)[1] for key, path in paths.items()} == {
        "PROJECT": "qgz", "KAART": "pdf", "KAART_PNG": "png"}
    assert not QgsProject.instance().mapLayers()


def test_the_picture_is_a3_and_full_of_colour(finished):
    _, paths = finished
    image = QImage(paths["KAART_PNG"])
    assert abs(image.width() - 420 / 25.4 * 200) < 2 and abs(image.height() - 297 / 25.4 * 200) < 2
    assert colours(paths["KAART_PNG"]) > 500


def test_the_pdf_is_a3_in_landscape_with_vectors(finished):
    _, paths = finished
    with open(paths["KAART"], "rb") as stream:
        content = stream.read()
    assert content.startswith(b"%PDF")
    boxes = re.findall(rb"/MediaBox \[\s*0 0 (\d+)[.\d]* (\d+)", content)
    assert boxes and all((1189 <= int(w) <= 1192 and 840 <= int(h) <= 843) for w, h in boxes)
    assert len(content) < 2_000_000


def test_the_project_opens_complete_in_another_folder(opened):
    assert len(opened.mapLayers()) == 17
    assert all(layer.isValid() for layer in opened.mapLayers().values())
    assert opened.title() == "Stadje" and opened.crs().authid() == "EPSG:28992"
    assert opened.viewSettings().defaultViewExtent().contains(by_table(opened, "buurten").extent())
    assert opened.layoutManager().layoutByName("Verbondenheidskaart") is not None


def test_paths_in_the_project_are_relative(finished):
    folder, paths = finished
    with zipfile.ZipFile(paths["PROJECT"]) as archive:
        text = archive.read(next(name for name in archive.namelist() if name.endswith(".qgs"))).decode("utf-8")
    assert "./verbondenheidskaart.gpkg|layername=buurten" in text
    assert str(folder) not in text


def test_the_project_does_not_tell_who_made_it(finished):
    with zipfile.ZipFile(finished[1]["PROJECT"]) as archive:
        assert not any(b"saveUser" in archive.read(name) for name in archive.namelist())


def test_themes_show_their_own_layers(opened):
    themes = opened.mapThemeCollection()
    assert set(themes.mapThemes()) == {"Verbondenheidskaart", "Rotondes", "Loopstromen", "Buurtverbondenheid",
                                       "Onzekerheid", "Buurtatlas", "Poster A1"}
    shown = {theme: {opened.mapLayer(i).source().split("=")[-1] for i in themes.mapThemeVisibleLayerIds(theme)}
             for theme in themes.mapThemes()}
    assert {"rotondes", "loopstromen", "buurten", "achtergrond"} <= shown["Verbondenheidskaart"]
    assert "rotondes" in shown["Rotondes"] and "loopstromen" not in shown["Rotondes"]
    assert "rotondes" not in shown["Buurtverbondenheid"]


def test_what_is_off_by_default_is_off(opened):
    root = opened.layerTreeRoot()
    visible = {table: root.findLayer(by_table(opened, table)).itemVisibilityChecked()
               for table in ("rotondes", "loopstromen", "loopbereik", "voorzieningen", "loopnetwerk")}
    assert visible == {"rotondes": True, "loopstromen": True, "loopbereik": False, "voorzieningen": False,
                       "loopnetwerk": False}  # the streets give way to the background


def test_streets_are_the_base_when_there_is_no_other(qgis_app, tmp_path):
    path = make_geopackage(tmp_path / "kaal.gpkg", leave_out=("achtergrond",))
    found = QgsProject()
    layers = project.fill_project(found, path)
    assert found.layerTreeRoot().findLayer(layers["loopnetwerk"]).itemVisibilityChecked()


def test_a_buurt_without_index_is_hatched(geopackage):
    layer = styled(geopackage, "buurten")
    labels = {feature["buurtcode"]: legend_labels_of(layer, feature) for feature in layer.getFeatures()}
    assert labels["BU0001"] == {"Insufficient data"}
    assert labels["BU0000"] == {"0 – 20"} and labels["BU0005"] == {"80 – 100"}
    hatched = next(rule for rule in layer.renderer().rootRule().children() if rule.label() == "Insufficient data")
    assert any(isinstance(part, QgsLinePatternFillSymbolLayer) for part in hatched.symbol().symbolLayers())


def test_score_classes_have_fixed_limits_and_an_icon_per_component(geopackage):
    layer = styled(geopackage, "rotondes")
    assert isinstance(layer.renderer(), QgsRuleBasedRenderer)
    for feature in layer.getFeatures():
        found, score = legend_labels_of(layer, feature), feature["rotondescore"]
        if not isinstance(score, float):
            assert found & set(texts.SCORE_LABELS) == set() and "Score unknown" in found
            continue
        expected = texts.SCORE_LABELS[min(int(score // 20), 4)]
        component = texts.COMPONENTS[feature["component_nr"] - 1]
        assert found - {"Rotonde score", "Component of the social infrastructure"} == {expected, component}


def test_flows_get_rounded_limits_and_every_flow_above_0_is_drawn(geopackage):
    layer = styled(geopackage, "loopstromen")
    ranges = layer.renderer().ranges()
    limits = [item.upperValue() for item in ranges]
    assert limits == sorted(limits) and len(ranges) > 2
    values = source.numbers(layer, "bezoeken")
    assert [any(r.lowerValue() <= v <= r.upperValue() for r in ranges) for v in values] == [v > 0 for v in values]


@pytest.mark.parametrize("values", [[], [0.0, 0.0], [5.0, 5.0], [1.0, 2.0], list(range(1, 2000)), [1e-4, 3e7]])
def test_nice_limits_rise_and_lie_inside_the_data(values):
    limits = classes.nice_limits(values, [1.0] * len(values))
    assert limits == sorted(set(limits))
    assert all(min(values) < limit < max(values) for limit in limits)
    assert all(float(f"{limit:.1e}") == pytest.approx(limit) for limit in limits)


def test_limits_are_quantiles_by_street_length():
    assert classes.nice_limits([1, 2, 3, 40, 50], [1, 1, 1, 96, 1])[0] == 40
    assert classes.nice(0.0272) == pytest.approx(0.025) and classes.nice(9600) == 10000


def test_styles_in_the_geopackage_load_by_themselves_and_lose_no_feature(geopackage):
    before = {name: layer.featureCount() for name, layer in source.open_layers(geopackage).items()}
    held = QgsVectorLayer(f"{geopackage}|layername=rotondes", "open", "ogr")
    styles.save_styles(geopackage)
    assert held.featureCount() == sum(1 for _ in held.getFeatures()) == len(SCORES)
    for name, count in before.items():
        layer = QgsVectorLayer(f"{geopackage}|layername={name}", name, "ogr")
        assert layer.featureCount() == sum(1 for _ in layer.getFeatures()) == count, name
    layer = QgsVectorLayer(f"{geopackage}|layername=buurten", "b", "ogr")
    assert "Insufficient data" in {item.label() for item in layer.renderer().legendSymbolItems()}
    assert layer.attributeAlias(layer.fields().indexOf("inwoners")) == "Residents"
    assert not list(geopackage.parent.glob("*-wal")) + list(geopackage.parent.glob("*-shm"))


def test_saving_styles_again_replaces_them_and_keeps_those_of_the_user(geopackage):
    styles.save_styles(geopackage)
    with closing(sqlite3.connect(geopackage)) as database, database:
        first = database.execute("SELECT count(*) FROM layer_styles").fetchone()
        mine = "INSERT INTO layer_styles (f_table_name, styleName, useAsDefault) VALUES ('buurten', 'van mij', 1)"
        database.execute(mine)
    styles.save_styles(geopackage)
    with closing(sqlite3.connect(geopackage)) as database:
        assert database.execute("SELECT count(*) FROM layer_styles").fetchone()[0] == first[0] + 1
        default = "SELECT styleName FROM layer_styles WHERE f_table_name = 'buurten' AND useAsDefault"
        assert database.execute(default).fetchall() == [("buurten",)]


def test_making_the_map_again_gives_the_same_picture(geopackage):
    folder = geopackage.parent
    first = project.make_project(geopackage, folder)
    picture = pixels(first["KAART_PNG"])
    assert project.make_project(geopackage, folder) == first
    # Where two places for a label are equally good, QGIS before 3.42 chooses by memory address.
    assert (pixels(first["KAART_PNG"]) != picture).mean() < 0.01
    assert len(list(folder.iterdir())) == 4


@pytest.mark.parametrize("failing", ["_export_pdf", "_export_png"])
def test_earlier_files_survive_a_failure(geopackage, monkeypatch, failing):
    folder = geopackage.parent
    project.make_project(geopackage, folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    def fail(*_):
        raise OSError("full")

    monkeypatch.setattr(project, failing, fail)
    with pytest.raises(ValueError, match="full"):
        project.make_project(geopackage, folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize("opened", [".qgz", ".pdf", ".png"])
def test_a_file_that_another_program_holds_open_is_named_and_all_stay(geopackage, monkeypatch, opened):
    """As on Windows, where a PDF on the screen cannot be replaced."""
    folder, replace = geopackage.parent, os.replace
    project.make_project(geopackage, folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    def as_windows(source, target):
        if Path(target) == geopackage.with_suffix(opened):
            raise PermissionError(13, "in gebruik", str(target))
        replace(source, target)

    monkeypatch.setattr(os, "replace", as_windows)
    monkeypatch.setattr(placing, "_PAUSES_S", (0.0,))
    with pytest.raises(Unwritable, match=f"{opened}.*in gebruik"):
        project.make_project(geopackage, folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_second_run_in_the_folder_is_refused(geopackage):
    with beside(geopackage.parent), pytest.raises(Unwritable, match="another run"):
        project.make_project(geopackage, geopackage.parent)
    assert [path.name for path in geopackage.parent.iterdir()] == ["verbondenheidskaart.gpkg"]


# What takes long in the main thread, where meanwhile nothing is drawn and no click is heard.
LONG = ("make_overview", "make_stagnation", "make_connections", "make_poster", "add_atlas_layers", "make_atlas",
        "_export_png", "_save")


def test_the_desktop_gets_its_turn_between_all_that_takes_long(geopackage, monkeypatch):
    told, sheets, export = [], [], project._export_pdf
    monkeypatch.setattr(project, "_export_pdf", lambda layouts, *more: sheets.extend(layouts) or export(layouts, *more))

    def noted(name, function):
        return lambda *given, **more: told.append(name) or function(*given, **more)

    for name in LONG:
        monkeypatch.setattr(project, name, noted(name, getattr(project, name)))
    project.make_project(geopackage, geopackage.parent, progress=told.append)
    assert [name for name in told if isinstance(name, str)] == list(LONG)
    assert not [pair for pair in zip(told, told[1:]) if isinstance(pair[0], str) and isinstance(pair[1], str)]
    during = told[told.index("make_atlas") + 1:told.index("_export_png")]
    assert len(during) == 2 + len(sheets) + 1, "before and after the PDF, and at each of its pages"


@pytest.mark.parametrize("moment", ["first", "layouts", "pages", "picture", "last"])
def test_cancelling_leaves_nothing_behind(geopackage, moment):
    heard = []
    limit = {"pages": 0.3, "picture": 0.6, "last": 0.9}.get(moment, 0.0)

    def progress(fraction):
        heard.append(fraction)
        if fraction >= limit and len(heard) > {"layouts": 8}.get(moment, 0):
            raise Cancelled

    with pytest.raises(Cancelled):
        project.make_project(geopackage, geopackage.parent, progress=progress)
    assert heard[-1] >= limit and (moment != "layouts" or heard[-1] == 0.0)
    assert [path.name for path in geopackage.parent.iterdir()] == ["verbondenheidskaart.gpkg"]


def test_no_file_no_layers_and_no_features_are_refused(qgis_app, tmp_path):
    with pytest.raises(Unreadable):
        project.make_project(tmp_path / "weg.gpkg", tmp_path)
    (tmp_path / "tekst.gpkg").write_text("geen GeoPackage", encoding="utf-8")
    with pytest.raises(Unreadable):
        project.make_project(tmp_path / "tekst.gpkg", tmp_path)
    path = make_geopackage(tmp_path / "leeg.gpkg", leave_out=("buurten", "rotondes"))
    with pytest.raises(EmptyInput):
        project.make_project(path, tmp_path)


@pytest.mark.parametrize("changes", [{"leave_out": ("rotondes", "loopstromen")}, {"leave_out": ("buurten",)},
                                     {"index": False}])
def test_layers_may_be_absent(qgis_app, tmp_path, monkeypatch, changes):
    monkeypatch.setattr(project, "PNG_DPI", 50)
    path = make_geopackage(tmp_path / "deel.gpkg", **changes)
    assert colours(project.make_project(path, tmp_path)["KAART_PNG"]) > 100


def test_the_title_given_goes_before_the_stored_one(geopackage):
    found = QgsProject()
    project.fill_project(found, geopackage, "  Een andere titel ")
    assert found.title() == "Een andere titel"


def boxes(page, kind):
    """Return the rectangles of the items of a kind that show something, by id or text."""
    return [(item.text() if kind is QgsLayoutItemLabel else item.id(), item.sceneBoundingRect())
            for item in page.items() if isinstance(item, kind)]


@pytest.mark.parametrize(("columns", "lines"), [(3, 2), (8, 2), (2, 8), (5, 5)])
def test_nothing_overlaps_or_leaves_the_page(qgis_app, tmp_path, columns, lines):
    found = QgsProject()
    project.fill_project(found, make_geopackage(tmp_path / "vorm.gpkg", columns, lines), "Een lange titel " * 12)
    page = found.layoutManager().layoutByName("Verbondenheidskaart")
    placed = boxes(page, QgsLayoutItemLabel) + boxes(page, QgsLayoutItemLegend)
    sheet = page.pageCollection().page(0).sceneBoundingRect()
    for name, box in placed:
        assert sheet.contains(box), name
    for i, (name, box) in enumerate(placed):
        for other, rectangle in placed[i + 1:]:
            common = box.intersected(rectangle)
            assert common.width() < 0.6 or common.height() < 0.6, (name, other)


def test_the_arrangement_follows_the_shape_of_the_city(qgis_app):
    chosen = [layout.choose(QgsRectangle(0, 0, width, height)) for width, height in ((3, 2), (5, 1), (1, 3))]
    assert [[a.panel for a in layout.ARRANGEMENTS].index(item.panel) for item in chosen] == [0, 1, 2]


def test_the_map_shows_the_whole_city_at_a_round_scale(opened):
    page = opened.layoutManager().layoutByName("Verbondenheidskaart")
    item = page.referenceMap()
    assert item.extent().contains(by_table(opened, "buurten").extent())
    assert item.scale() == pytest.approx(sheet.round_scale(item.scale()))


@pytest.mark.parametrize(("width", "height", "below"), [(292, 226, False), (1000, 750, False), (1000, 660, True)])
def test_the_key_of_the_base_map_goes_below_the_map_where_there_is_room(width, height, below):
    chosen = layout.choose(QgsRectangle(0, 0, width, height))
    assert chosen.below == (("base",) if below else ())
    assert any("base" in row for row in chosen.rows) != below
    assert chosen.map[3] >= chosen.map[2] * height / width


def test_every_number_on_the_map_is_in_the_list_also_where_there_is_little_room(qgis_app, tmp_path):
    found = QgsProject()
    project.fill_project(found, make_geopackage(tmp_path / "breed.gpkg", 8, 2))
    placed = boxes(found.layoutManager().layoutByName("Verbondenheidskaart"), QgsLayoutItemLabel)
    assert {str(rank) for rank in range(1, classes.NUMBERED + 1)} <= {text for text, _ in placed}


def test_the_poster_has_larger_symbols_on_the_map_and_in_its_legend(heart, tmp_path):
    found, layers, path = heart
    themes = found.mapThemeCollection()
    assert set(themes.mapThemeVisibleLayerIds("Poster A1")) == set(themes.mapThemeVisibleLayerIds(
        "Verbondenheidskaart"))
    layer = layers["rotondes"]
    assert layer.styleManager().currentStyle() != "Poster A1"
    sizes, fonts = [], []
    for style in (layer.styleManager().currentStyle(), "Poster A1"):
        other = layer.clone()
        other.styleManager().setCurrentStyle(style)
        symbols = other.renderer().symbols(QgsRenderContext())
        sizes.append([part.size() for symbol in symbols for part in symbol.symbolLayers()])
        fonts.append([rule.settings().format().size() for rule in other.labeling().rootRule().descendants()])
    assert sizes[1] == pytest.approx([1.6 * size for size in sizes[0]]) and len(sizes[0]) > 10
    assert fonts[1] == pytest.approx([1.6 * size for size in fonts[0]])
    manager = found.layoutManager()
    heights = [{item.id(): item.sizeWithUnits().height() for item in manager.layoutByName(name).items()
                if isinstance(item, QgsLayoutItemLegend)} for name in ("Verbondenheidskaart", "Poster A1")]
    assert heights[0].keys() == heights[1].keys()
    assert all(1.3 < heights[1][key] / heights[0][key] < 2.3 for key in heights[0])


def test_growing_makes_what_follows_the_data_larger_too(qgis_app):
    symbol = QgsMarkerSymbol.createSimple({"size": "2", "outline_width": "0.3"})
    symbol.symbolLayer(0).setDataDefinedProperty(QgsSymbolLayer.PropertySize, QgsProperty.fromExpression("1 + 1"))
    poster.grow(symbol)
    part = symbol.symbolLayer(0)
    assert (part.size(), part.strokeWidth()) == pytest.approx((3.2, 0.48))
    assert QgsExpression(part.dataDefinedProperties().property(QgsSymbolLayer.PropertySize).expressionString()
                         ).evaluate() == pytest.approx(3.2)


@pytest.mark.parametrize(("scale", "expected"), [
    (1, 1), (4123, 4150), (10000, 10000), (26010, 26500), (107200, 107500)])
def test_scales_are_rounded_up(scale, expected):
    assert sheet.round_scale(scale) == expected


def test_the_legend_has_only_what_is_on_the_map(opened):
    page = opened.layoutManager().layoutByName("Verbondenheidskaart")
    shown = set()
    for item in page.items():
        if isinstance(item, QgsLayoutItemLegend):
            for layer in item.model().rootGroup().findLayers():
                shown |= {node.data(0) for node in item.model().layerLegendNodes(layer)}
    assert {"Physical facilities", "Social networks and associations", "Insufficient data", "Score unknown", "Water",
            "Green"} <= shown
    assert not {"Education", "Care", "Buildings"} & shown


def test_the_page_says_what_it_must(opened):
    page = opened.layoutManager().layoutByName("Verbondenheidskaart")
    said = "\n".join(text for text, _ in boxes(page, QgsLayoutItemLabel))
    for part in ("Stadje", "Shows the potential for encounters, not measured contact", "© ons", "22 November 2026",
                 "58%", "buurten.gpkg (2026-01-02)", "Not measured in this run: Place identity", "EPSG:28992",
                 "Year of the figures: unknown"):
        assert part in said
    assert "sha256" not in said


def test_a_negative_number_has_a_true_minus(qgis_app):
    shown = [number_text(-3.46, 1), number_text(-1234), number_text(-0.04, 1), number_text(2, 1, sign=True)]
    assert shown == ["\u22123.5", "\u22121,234", "0.0", "+2.0"]


def test_texts_are_made_to_fit(qgis_app):
    size, text = items.fitted("woord " * 400, 60, 8, 12, 6, False)
    assert size == 6 and text.endswith("…") and items.text_height(text, 60, size) <= 8
    assert items.fitted("kort", 60, 8, 12, 6, True) == (12, "kort")


def test_a_text_is_cut_after_a_whole_clause(qgis_app):
    text = "Weegt het zwaarst: alleen (68%); ontbreekt het meest: park; de dichtstbijzijnde is X. Hoog."
    assert items.whole_clauses(text, 200, 10, 6) == text
    assert items.whole_clauses(text, 40, 5.2, 6) == "Weegt het zwaarst: alleen (68%); ontbreekt het meest: park."
    assert items.whole_clauses("woord " * 60, 58, 5.2, 6).endswith("…") and items.whole_clauses("", 58, 5, 6) == ""


def test_map_tips_escape_what_the_data_say(geopackage):
    layer = styled(geopackage, "rotondes")
    feature = next(f for f in layer.getFeatures() if f["naam"] == EVIL)
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.setFeature(feature)
    html = QgsExpression.replaceExpressionText(layer.mapTipTemplate(), context)
    assert "<script>" not in html and "&lt;script&gt;alert(1)&lt;/script&gt; &amp; co" in html
    assert "[%" not in html and "not measured contact" in html


def test_the_highest_rotondes_carry_the_numbers_of_the_list(geopackage):
    layer = styled(geopackage, "rotondes")
    numbered = layer.labeling().rootRule().children()[0]
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    found = {}
    for feature in layer.getFeatures(numbered.filterExpression()):
        context.setFeature(feature)
        found[feature["rotondescore"]] = QgsExpression(numbered.settings().fieldName).evaluate(context).strip("\u00a0")
    scores = sorted((s for s in SCORES if s > 0), reverse=True)[:classes.NUMBERED]
    assert found == {score: str(rank) for rank, score in enumerate(scores, start=1)}


def placed(layers, extent):
    """Return the labels (QgsLabelPosition) of layers on a map of 20 × 20 cm."""
    settings = QgsMapSettings()
    settings.setDestinationCrs(layers[0].crs())
    settings.setLayers(layers)
    settings.setOutputSize(QSize(756, 756))
    settings.setOutputDpi(96)
    settings.setExtent(extent)
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    return job.takeLabelingResults().labelsWithinRect(extent)


def test_names_of_buurten_stay_off_the_icons_and_no_number_is_left_out(qgis_app, tmp_path):
    """A street of places runs through the middle, where the name of the buurt would stand; ten stand on one spot."""
    area = QgsRectangle(X, Y, X + 4000, Y + 4000)
    spots = [(X + 1000, Y + 1000 + 10 * i) for i in range(10)] + [(X + 400 + 200 * i, Y + 2000) for i in range(17)]
    with GeoPackage(tmp_path / "straat.gpkg", QgsCoordinateReferenceSystem("EPSG:28992")) as out:
        out.write("buurten", pd.DataFrame({"buurtcode": ["BU1"], "buurtnaam": ["Straatbuurt"]}),
                  [QgsGeometry.fromRect(area)])
        out.write("rotondes", pd.DataFrame({
            "voorziening_id": [f"p{i:02}" for i in range(27)], "naam": None, "component_nr": 1,
            "rotondescore": [90.0 - i for i in range(27)]}), [QgsGeometry.fromWkt(f"POINT({x} {y})") for x, y in spots])
    with source.rollback_journal():
        found = source.open_layers(tmp_path / "straat.gpkg")
        for key, style in (("rotondes", "rotondes"), ("buurten", "buurtgrenzen")):
            assert styles.apply_style(found[key], style, key)
        labels = placed([found["rotondes"], found["buurten"]], area)
        alone = placed([found["buurten"]], area)
        names = [label for label in labels if label.layerID == found["buurten"].id()]
    across = [abs(label.labelRect.center().y() - (Y + 2000)) for label in (*alone, *names)]
    assert len(across) == 2 and across[0] < 100 < across[1]
    assert len(labels) - len(names) == classes.NUMBERED


def test_every_label_of_a_qml_can_be_translated():
    known = set(texts.legend_labels()) | {"", "&lt;"}
    known |= {*texts.SCORE_LABELS, *texts.STAGNATION_LABELS, *texts.BRIDGING_LABELS}
    for path in resource("styles").glob("*.qml"):
        text = path.read_text(encoding="utf-8")
        if path.stem == "loopstromen":
            continue  # its labels follow the data
        labels = set(re.findall(r'<(?:category|rule|range)\b[^>]*?\b(?:label|description)="([^"]*)"', text))
        assert labels <= known, path.name


def test_every_row_of_the_tree_that_has_a_layer_has_a_style():
    from verbondenheidskaart_plugin.core.layers import LAYERS

    for row in tree.TREE:
        if row.table in LAYERS:
            assert resource("styles", f"{row.qml}.qml").exists(), row.key


def test_ramps_run_from_light_to_dark():
    for ramp in (palette.INDEX_RAMP, palette.SCORE_RAMP, palette.FLOW_RAMP, palette.STAGNATION_RAMP,
                 palette.BRIDGING_RAMP):
        light = [sum(w * int(c[i:i + 2], 16) for w, i in ((0.2126, 1), (0.7152, 3), (0.0722, 5))) for c in ramp]
        assert all(a - b > 12 for a, b in zip(light, light[1:]))


def test_all_sheets_are_pages_of_one_pdf(heart, tmp_path, monkeypatch):
    monkeypatch.setattr(project, "PNG_DPI", 50)
    paths = project.make_project(heart[2], tmp_path)
    with open(paths["KAART"], "rb") as stream:
        content = stream.read()
    assert len(re.findall(rb"/MediaBox", content)) == 3
    assert {path.name for path in tmp_path.iterdir()} == {"hart.qgz", "hart.pdf", "hart.png"}


@pytest.mark.parametrize("name", project.SHEETS)
def test_no_sheet_has_texts_that_overlap(heart, name):
    page = heart[0].layoutManager().layoutByName(name)
    placed = boxes(page, QgsLayoutItemLabel) + boxes(page, QgsLayoutItemLegend)
    sheet_box = page.pageCollection().page(0).sceneBoundingRect()
    for i, (text, box) in enumerate(placed):
        assert sheet_box.contains(box), text
        for other, rectangle in placed[i + 1:]:
            common = box.intersected(rectangle)
            assert common.width() < 0.6 or common.height() < 0.6, (text, other)


def test_the_sheet_of_stagnation_has_a_map_per_group_and_the_caveat(heart):
    page = heart[0].layoutManager().layoutByName("Stagnatieplekken")
    maps = [item for item in page.items() if isinstance(item, QgsLayoutItemMap)]
    themes = set(heart[0].mapThemeCollection().mapThemes())
    assert {item.followVisibilityPresetName() for item in maps} == {f"Stagnatieplekken: {group}" for group in GROUPS}
    assert {item.followVisibilityPresetName() for item in maps} <= themes
    said = "\n".join(text for text, _ in boxes(page, QgsLayoutItemLabel))
    assert "A high risk is not a judgement of residents" in said and "not measured contact" in said
    assert "omdat het zo is" in said and "Places: 2 · 400 of the 1,200 persons in the group live there" in said
    assert "200 persons · lack 25% · stagnation 0" in said


def test_themes_of_the_heart_show_their_own_layers(heart):
    themes, layers = heart[0].mapThemeCollection(), heart[1]
    shown = {name: {key for key, layer in layers.items() if layer.id() in themes.mapThemeVisibleLayerIds(name)}
             for name in themes.mapThemes()}
    assert {"knopen", "verbindingslijnen", "ontbrekende_schakels"} <= shown["Verbindingslijnen"]
    assert {"organisaties", "banden"} <= shown["Netwerkstructuur"]
    assert {key for key in shown["Stagnatieplekken"] if key.startswith("stagn")} == {"stagnatieplekken"}
    one = shown[f"Stagnatieplekken: {GROUPS[1]}"]
    assert {key for key in one if key.startswith("stagn")} == {f"stagnatie_groep:{GROUPS[1]}"}
    assert "buurtgrenzen" not in one
    heart_keys = {"knopen", "verbindingslijnen", "organisaties", "banden", "stagnatieplekken"}
    assert not heart_keys & shown["Verbondenheidskaart"]


def test_groups_are_apart_and_the_highest_is_one_per_buurt(heart):
    layers = heart[1]
    for group in GROUPS:
        layer = layers[f"stagnatie_groep:{group}"]
        assert layer.name() == {"ouderen": "Older people"}.get(group, group.title()) and layer.featureCount() == 6
        assert set(source.rows(layer, ["groep"])) == {(group,)}
    found = source.rows(layers["stagnatieplekken"], ["buurtcode", "status"])
    # A place of stagnation goes before a higher stagnation that is none; "onvoldoende" only if nothing else.
    assert sorted(found) == [("BU0000", "stagnatieplek"), ("BU0001", "aandachtspunt"), ("BU0002", "geen"),
                             ("BU0003", "stagnatieplek"), ("BU0004", "stagnatieplek"), ("BU0005", "aandachtspunt")]


def test_every_status_of_stagnation_looks_different(heart):
    layer = heart[1][f"stagnatie_groep:{GROUPS[0]}"]
    for feature in layer.getFeatures():
        expected = {"stagnatieplek": {"Place of stagnation", "0 – 10" if feature["stagnatie"] < 10 else "60 – 100"},
                    "aandachtspunt": {"Point of attention"}, "geen": set(),
                    "onvoldoende_gegevens": {"Insufficient data"}}[feature["status"]]
        found = legend_labels_of(layer, feature)
        always = {"Place of stagnation", "Neighbourhood boundaries"}
        assert found - always == expected - always, feature["status"]


def test_the_places_of_a_group_carry_the_numbers_of_the_list(heart):
    layer = heart[1][f"stagnatie_groep:{GROUPS[0]}"]
    settings = layer.labeling().rootRule().children()[0].settings()
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    found = {}
    for feature in layer.getFeatures("\"status\" IN ('stagnatieplek', 'aandachtspunt')"):
        context.setFeature(feature)
        found[QgsExpression(settings.fieldName).evaluate(context)] = feature["buurtcode"]
    assert [found[n] for n in sorted(found)] == [place[0] for place in classes.places_of(layer)]
    assert [place[2] for place in classes.places_of(layer)] == ["stagnatieplek"] * 2 + ["aandachtspunt"] * 2


def test_only_the_backbone_is_drawn_at_any_scale(heart):
    layer = heart[1]["verbindingslijnen"]
    found = [legend_labels_of(layer, feature) for feature in layer.getFeatures()]
    assert [labels - {"Backbone"} for labels in found] == [
        {"Bridge", "0 – 5%"}, {"5 – 10%"}, {"Bridging unknown"}, {"Other lines"}, {"Other lines"}]
    rest = next(rule for rule in layer.renderer().rootRule().children() if rule.label() == "Other lines")
    assert rest.isScaleOK(5000) and not rest.isScaleOK(20000)


def test_of_each_kind_of_missing_link_ten_are_drawn_with_letter_and_rank(heart):
    layer = heart[1]["ontbrekende_schakels"]
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    drawn = []
    for rule in layer.labeling().rootRule().children():
        for feature in layer.getFeatures(rule.filterExpression()):
            context.setFeature(feature)
            drawn.append(QgsExpression(rule.settings().fieldName).evaluate(context).strip("\u00a0"))
    assert sorted(drawn) == sorted([f"{letter}{n}" for letter in "AC" for n in range(1, 11)])
    assert legend_labels_of(layer, next(layer.getFeatures('"rang" = 11'))) == {"Physical (others)"}


def test_bridge_builders_and_bridges_stand_out(heart):
    nodes, ties = heart[1]["organisaties"], heart[1]["banden"]
    assert [legend_labels_of(nodes, feature) for feature in nodes.getFeatures()] == [
        {"Invisible bridge builder", "Articulation point"}, {"Organisation"}, {"Organisation"}]
    assert [legend_labels_of(ties, feature) for feature in ties.getFeatures()] == [
        {"Bridge", "Tie between groups"}, {"Tie within a group"}]


def test_names_of_all_rotondes_appear_near_by_only(geopackage):
    layer = styled(geopackage, "rotondes")
    rest = layer.labeling().rootRule().children()[2]
    assert rest.maximumScale() <= 1 and rest.minimumScale() == 8000
