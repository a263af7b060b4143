"""The buurtatlas: a page per buurt with its own values, unknown values that show, and files that are all or none."""

import json
import re
import shutil
import subprocess
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsGeometry,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemPolyline,
    QgsLayoutItemScaleBar,
    QgsLayoutItemShape,
    QgsPrintLayout,
    QgsProcessingException,
    QgsProject,
    QgsReadWriteContext,
    QgsRectangle,
)
from qgis.PyQt.QtXml import QDomDocument

from verbondenheidskaart_plugin.core.errors import Cancelled
from verbondenheidskaart_plugin.core.schema import CONSTRUCTS
from verbondenheidskaart_plugin.data.catalogue import read_rows
from verbondenheidskaart_plugin.data.output import GeoPackage
from verbondenheidskaart_plugin.kaart import atlas_export, atlas_page, atlas_places, project, source, templates
from verbondenheidskaart_plugin.kaart.atlas_map import ATLAS
from verbondenheidskaart_plugin.kaart.fonts import FAMILIES
from verbondenheidskaart_plugin.paths import resource

X, Y, SIZE = 120000.0, 480000.0, 500.0
EVIL = "<script>alert(1)</script>[%1+1%]&co"
# Strong, weak, without an index, and with a name that means harm.
CODES = ("BU0001", "BU0002", "BU0003", "BU0004")
NAMES = ("Sterkwijk", "Zwakhoek", "Onbekendbuurt", EVIL)


def make(path, count=4, rules=True):
    shapes = [QgsGeometry.fromRect(QgsRectangle(X + i * SIZE, Y, X + (i + 1) * SIZE, Y + SIZE)) for i in range(count)]
    score = np.array([80.0, 20.0, np.nan, 50.0])[:count]
    buurten = pd.DataFrame({
        "buurtcode": CODES[:count], "buurtnaam": NAMES[:count], "wijkcode": ["WK1", "WK1", "WK2", "WK2"][:count],
        "gemeentecode": "GM1", "inwoners": [1000.0, 3000.0, 40.0, 500.0][:count], "huishoudens": 400.0,
        "verbondenheid": score, "sociaal": score, "ruimtelijk": score, "dekking": [1.0, 0.5, np.nan, 0.8][:count],
        "rang": pd.array([1, 3, None, 2][:count], dtype="Int64"), "rang_p5": [1.0, 3, np.nan, 1][:count],
        "rang_p95": [2.0, 3, np.nan, 2][:count], "verklaring": ["Waarom: daarom."] * count})
    for i, name in enumerate(CONSTRUCTS):
        buurten[name] = score - 10 * (i == 2)
        buurten[f"{name}_obj"], buurten[f"{name}_subj"], buurten[f"{name}_dekking"] = score, np.nan, 0.5
    rotondes = pd.DataFrame({
        "voorziening_id": [f"p{i}" for i in range(8)],
        "naam": [EVIL, "Plek 1", None, *(f"Plek {i}" for i in range(3, 8))],
        "aanduiding": [None, None, "Plek 2", *[None] * 5],
        "type_naam": "Park / plantsoen", "component_nr": 8, "rotondescore": [90.0, 10, 20, 30, 40, 50, 60, np.nan],
        "score_p5": 5.0, "score_p95": 95.0})
    # Six in the first buurt, one in the second, at 100 m from the third; one without a score.
    at = [(50 + 60 * i, 100) for i in range(6)] + [(900, 250), (60, 400)]
    places = [QgsGeometry.fromWkt(f"POINT({X + x} {Y + y})") for x, y in at]
    status = ["stagnatieplek", "geen", "onvoldoende_gegevens", "aandachtspunt"][:count]
    stagnation = pd.DataFrame({
        "buurtcode": buurten["buurtcode"], "buurtnaam": buurten["buurtnaam"], "groep": "ouderen",
        "groep_naam": "Ouderen", "personen": 200.0, "onbediend": 150.0, "status": status,
        "stagnatie": [70.0, 0.0, np.nan, 30.0][:count], "reden": "Geen bankje. " * 30})
    with GeoPackage(path, QgsCoordinateReferenceSystem("EPSG:28992")) as out:
        out.write("buurten", buurten, shapes)
        out.write("rotondes", rotondes, places)
        out.write("stagnatieplekken", stagnation, shapes)
        out.write("loopbereik", pd.DataFrame({"voorziening_id": "p1", "afstand_m": [400.0, 800.0]}),
                  [places[1].buffer(d, 8) for d in (400, 800)])
        if rules:
            out.write("vuistregels", pd.concat([_rule(code, *rule) for code in CODES[:count] for rule in (
                ("VR02", "Speelplek", 0.25, "voldoet_niet", True, "geverifieerd"),
                ("VR09", "Rotonde", 0.9, "voldoet", True, "geverifieerd"),
                ("VR01", "Zitplek", np.nan, "niet_te_bepalen", True, "geverifieerd"),
                ("VR14", "Sterke rotonde", 0.5, "voldoet_niet", False, "voorstel"))]))
            out.write("nabijheid", pd.DataFrame({
                "buurtcode": [CODES[0]] * 2 + [CODES[1]], "type_id": "x", "type_naam": ["Bibliotheek", "Zwembad", "X"],
                "component_nr": 1, "aandeel": [0.1, 0.0, 0.9], "aandeel_gemeente": 0.6, "rang": [2, 1, None]}))
        out.write("herkomst", pd.DataFrame({
            "sleutel": ["titel", "datum", "versie", "attributie", "seed"],
            "waarde": ["Stadje", "2026-11-22", "9.9.9", "© ons", "1"]}))
    return path


def _rule(code, rule, name, share, verdict, on, status):
    return pd.DataFrame([{"buurtcode": code, "regel": rule, "naam": name, "eis": f"eis {rule}", "voor": "inwoners",
                          "aandeel": share, "minimaal": 0.8, "oordeel": verdict,
                          "reden": None if share == share else "Banken ontbreken", "status": status,
                          "standaard_aan": on}])


@pytest.fixture(scope="module")
def geopackage(qgis_app, tmp_path_factory):
    return make(tmp_path_factory.mktemp("atlas") / "stad.gpkg")


@pytest.fixture(scope="module")
def pages(geopackage):
    with source.rollback_journal():
        return atlas_page.atlas_pages(source.open_layers(geopackage))


@pytest.fixture(scope="module")
def book(geopackage, tmp_path_factory):
    folder = tmp_path_factory.mktemp("boek")
    made = atlas_export.make_buurtatlas(geopackage, folder)
    return SimpleNamespace(folder=folder, **vars(made))


@pytest.fixture(scope="module")
def filled(geopackage):
    found = QgsProject()
    with source.rollback_journal():
        project.fill_project(found, geopackage)
    yield found
    found.clear()


def texts(path):
    """Return the text of each page of a PDF."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True)
    return done.stdout.decode("utf-8").split("\f")[:-1]


def numbers_of(pages, code):
    return {key: value for key, value in pages[code].items() if key.endswith("_waarde") and value is not None}


def test_the_book_has_a_page_per_buurt_with_its_name_and_values(book):
    assert [path.name for path in book.folder.iterdir()] == ["buurtatlas.pdf"] and book.pages == 4
    found = texts(book.files[0])
    assert len(found) == 4
    for text, name, score in zip(found, NAMES, ("80", "20", None, "50")):
        flat = " ".join(text.split())
        assert name in text
        assert "not measured contact" in flat and "Stadje" in flat and "© ons" in flat
        assert "None" not in flat and "NULL" not in flat
        if score:
            assert re.search(rf"Neighbourhood connectedness {score}\b", flat)
    assert "Rank 3 of 3 in 90% of the draws 3 to 3" in " ".join(found[1].split())


def test_the_pages_are_vectors(book):
    content = book.files[0].read_bytes()
    assert content.count(b"/Subtype /Image") + content.count(b"/Subtype/Image") == 0


def test_a_hostile_name_stays_text(book, pages):
    assert pages["BU0004"]["naam_klein"] == EVIL
    assert EVIL in texts(book.files[0])[3].replace("\n", "")


def test_unknown_has_no_number_and_says_so(pages):
    page = pages["BU0003"]
    known = {key for key in numbers_of(pages, "BU0003") if not key.startswith(("sterk", "regel"))}
    assert known == {f"{name}_dekking_waarde" for name in CONSTRUCTS}
    assert page["verbondenheid_tekst"] == page["stagnatie_1_tekst"] == "unknown"
    assert page["index"] == "–" and "unknown" in page["index_wat"] and "rang_nr" not in page
    assert page["hand_kop"].startswith("No construct") and "hand_2_titel" not in page
    assert "Unknown" in page["ontbreekt_leeg"]


def test_zero_is_a_number_and_not_unknown(pages):
    assert pages["BU0002"]["stagnatie_1_waarde"] == 0.0 and pages["BU0002"]["stagnatie_1_tekst"] == "0"
    assert pages["BU0001"]["ontbreekt_1_waarde"] == 0.0


def sized(layout, name):
    """Return the width on the page of the item called ``name`` for the current buurt."""
    item = next(i for i in layout.items() if isinstance(i, (QgsLayoutItemShape, QgsLayoutItemPolyline))
                and i.id() == name)
    item.refresh()
    return round(item.sizeWithUnits().width(), 1) if item.positionWithUnits().x() >= 0 else 0


def test_bars_follow_the_buurt_and_unknown_is_hatched(filled):
    layout = filled.layoutManager().layoutByName(ATLAS)
    atlas, found = layout.atlas(), {}
    atlas.beginRender()
    while atlas.next():
        code = layout.reportContext().feature()["buurtcode"]
        found[code] = [sized(layout, f"verbondenheid_waarde {part}") for part in ("baan", "balk", "onbekend")]
        # a row that no buurt has is not drawn at all
        assert sized(layout, "stagnatie_3_waarde baan") == sized(layout, "stagnatie_3_waarde onbekend") == 0
    atlas.endRender()
    full = found["BU0001"][0]
    assert found["BU0001"] == [full, pytest.approx(0.8 * full, abs=0.1), 0]
    assert found["BU0002"] == [full, pytest.approx(0.2 * full, abs=0.1), 0]
    assert found["BU0003"] == [full, 0, pytest.approx(full, abs=1.3)]


def test_the_strongest_are_those_inside_and_then_those_near(pages):
    names = [pages["BU0001"].get(f"sterk_{i}_naam") for i in range(1, 6)]
    assert names[1:] == ["Plek 5", "Plek 4", "Plek 3", "Plek 2"]  # Plek 6 is stronger, but outside
    assert names[0].startswith("<script>")
    assert pages["BU0003"]["sterk_1_naam"] == "Plek 6" and "outside" in pages["BU0003"]["sterk_1_soort"]
    assert pages["BU0004"]["sterk_leeg"] and "sterk_1_naam" not in pages["BU0004"]


def test_a_long_kind_is_named_by_its_first_words():
    assert atlas_page._kind("Kerk", "{kind}", 20, 6.3, False) == "Kerk"
    assert atlas_page._kind("Trapveld / Cruyff Court / openbaar sportveld", "buiten: {kind}", 40, 6.3, False) == (
        "buiten: Trapveld")
    assert atlas_page._kind("Buurtwinkel (bakker, slager, groenteboer)", "{kind}", 30, 6.3, False) == "Buurtwinkel"


def test_the_listed_rotondes_are_drawn_over_the_veil(pages, filled):
    top = [layer.name() for layer in filled.layerTreeRoot().findGroup(ATLAS).findLayers()]
    assert top.index("Strongest rotondes (atlas)") < top.index("The buurt and its neighbours") < top.index(
        "Rotondes (atlas)")
    layer = filled.mapLayersByName("Strongest rotondes (atlas)")[0]
    context = QgsExpressionContext()
    context.appendScope(QgsExpressionContextUtils.projectScope(filled))
    context.appendScope(QgsExpressionContextUtils.layerScope(layer))
    buurt = next(filled.layoutManager().layoutByName(ATLAS).atlas().coverageLayer().getFeatures())
    context.appendScope(QgsExpressionContextUtils.atlasScope(None))
    context.lastScope().setVariable("atlas_feature", buurt)
    rule = layer.renderer().rootRule().children()[0]
    listed = set()
    for place in layer.getFeatures():
        context.setFeature(place)
        if QgsExpression(rule.filterExpression()).evaluate(context):
            listed.add(place["voorziening_id"])
    assert listed == set(pages[buurt["buurtcode"]]["sterk_plek"]) and len(listed) == 5


def test_numbers_on_the_map_do_not_cover_each_other(pages, filled):
    shape = QgsGeometry.fromRect(QgsRectangle(X, Y, X + SIZE, Y + SIZE))
    mm = atlas_places.map_scale(shape) / 1000
    spots = np.array([spot[1:] for spot in pages["BU0001"]["sterk_plek"].values()])
    apart = np.hypot(*(spots[:, None] - spots[None]).transpose(2, 0, 1)) / mm
    assert apart[~np.eye(5, dtype=bool)].min() > 3.8
    assert [spot[0] for spot in pages["BU0001"]["sterk_plek"].values()] == [1, 2, 3, 4, 5]


def test_beside_each_score_are_the_weighted_means_of_wijk_and_gemeente(pages):
    assert pages["BU0001"]["verbondenheid_wijk"] == pytest.approx((80 * 1000 + 20 * 3000) / 4000)
    assert pages["BU0001"]["verbondenheid_gemeente"] == pytest.approx((80 * 1000 + 20 * 3000 + 50 * 500) / 4500)
    assert pages["BU0003"]["verbondenheid_wijk"] == 50.0  # unknown buurten do not count


def test_handvatten_fit_the_weakest_construct(pages):
    rows = read_rows(resource("catalogue", "handvatten.csv"))
    fitting = {row["titel_en"] for row in rows if "plaatsidentiteit" in row["construct"].split("|")}
    shown = {pages["BU0001"].get(f"hand_{i}_titel") for i in range(1, 6)} - {None}
    assert shown and shown <= fitting and "Place identity (70)" in pages["BU0001"]["hand_kop"]


def test_the_catalogue_of_handvatten_serves_every_construct_on_three_sides():
    rows = read_rows(resource("catalogue", "handvatten.csv"))
    assert len({row["id"] for row in rows}) == len(rows)
    for name in CONSTRUCTS:
        kinds = [row["soort"] for row in rows if name in row["construct"].split("|")]
        assert len(kinds) >= 4 and "organisatorisch" in kinds
    assert all(row[column] for row in rows for column in ("titel_nl", "titel_en", "tekst_nl", "tekst_en", "bron"))


def test_rules_are_met_not_met_or_not_to_be_determined(geopackage, pages):
    page = pages["BU0001"]
    shown = [(page[f"regel_{i}_naam"], page[f"regel_{i}_oordeel"], page.get(f"regel_{i}_merk")) for i in (1, 2, 3)]
    assert shown == [("Speelplek", "not met", 0), ("Rotonde", "met", 1), ("Zitplek", "not to be determined", None)]
    assert page["regel_3_eis"] == "Banken ontbreken" and "regel_4_naam" not in page
    with source.rollback_journal():
        more = atlas_page.atlas_pages(source.open_layers(geopackage), proposals=True)["BU0001"]
    assert more["regel_3_naam"] == "Proposal, without evidence: Sterke rotonde"


def test_one_buurt_and_no_rules(qgis_app, tmp_path):
    made = atlas_export.make_buurtatlas(make(tmp_path / "een.gpkg", count=1, rules=False), tmp_path / "uit")
    assert made.pages == 1
    assert "no rules of thumb" in " ".join(texts(made.files[0])[0].split())


def test_separate_files_for_the_buurten_asked_for(geopackage, run_alg, tmp_path):
    run = run_alg("buurtatlas", {"GEOPACKAGE": str(geopackage), "BUURTEN": "BU0004, BU0001", "VORM": 1,
                                 "UITVOERMAP": str(tmp_path)})
    files = sorted(path.name for path in tmp_path.iterdir())
    assert files == ["buurtatlas_BU0001_Sterkwijk.pdf", "buurtatlas_BU0004_script_alert_1_script_1_1_co.pdf"]
    assert run.results["BLADEN"] == 2 and run.results["ATLAS"].endswith(files[0])
    assert all(len(texts(tmp_path / name)) == 1 for name in files)


def test_a_code_that_is_not_there_is_named(geopackage, run_alg, tmp_path):
    with pytest.raises(QgsProcessingException, match="BU9999"):
        run_alg("buurtatlas", {"GEOPACKAGE": str(geopackage), "BUURTEN": "BU9999", "UITVOERMAP": str(tmp_path)})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("separate", [False, True])
def test_cancelling_stops_at_the_next_page_and_leaves_the_earlier_atlas(geopackage, tmp_path, separate):
    earlier = tmp_path / "buurtatlas.pdf"
    earlier.write_bytes(b"eerder")
    seen = []

    def progress(fraction):
        seen.append(fraction)
        if len(seen) == 3:
            raise Cancelled()

    with pytest.raises(Cancelled):
        atlas_export.make_buurtatlas(geopackage, tmp_path, separate=separate, progress=progress)
    assert len(seen) == 3 and seen == sorted(seen)
    assert [path.name for path in tmp_path.iterdir()] == ["buurtatlas.pdf"] and earlier.read_bytes() == b"eerder"


def test_no_text_of_a_page_leaves_it_or_covers_another(filled):
    layout = filled.layoutManager().layoutByName(ATLAS)
    labels = [item for item in layout.items() if isinstance(item, QgsLayoutItemLabel)]
    boxes = {item: item.mapRectToScene(item.rect()) for item in labels}
    assert len(labels) > 100
    for item, box in boxes.items():
        assert box.left() >= 0 and box.right() <= 210 and box.bottom() <= 297, (item.id(), item.text())
    # what stands in the place of a list, and numbers in their own column, may share a box
    alone = [item for item in labels if not item.id().endswith((
        "_leeg", "_tekst", "_soort", "_band", "_oordeel", "_klein", "_meer"))]
    for i, one in enumerate(alone):
        for other in alone[i + 1:]:
            shared = boxes[one].intersected(boxes[other])
            assert min(shared.width(), shared.height()) <= 0.6, (one.id(), one.text(), other.id(), other.text())


def test_the_atlas_is_in_the_project_and_works_from_there(geopackage, tmp_path):
    copy = tmp_path / "stad.gpkg"
    shutil.copy(geopackage, copy)
    paths = project.make_project(copy, tmp_path)
    found = QgsProject()
    assert found.read(paths["PROJECT"])
    atlas = found.layoutManager().layoutByName(ATLAS).atlas()
    assert atlas.enabled() and atlas.coverageLayer().featureCount() == 4
    stored = QgsExpressionContextUtils.projectScope(found).variable("blad_BU0001")
    assert json.loads(stored)["naam"] == "Sterkwijk"
    assert found.mapThemeCollection().hasMapTheme(ATLAS)
    node = found.layerTreeRoot().findGroup(ATLAS)
    assert node is not None and not node.itemVisibilityChecked()


@pytest.mark.parametrize(("code", "name", "expected"), [
    ("BU1", "Centrum", "buurtatlas_BU1_Centrum.pdf"), ("BU1", None, "buurtatlas_BU1.pdf"),
    ("BU1", "../../é/\\:*?\"<>|", "buurtatlas_BU1_e.pdf"), ("BU1", "x" * 300, f"buurtatlas_BU1_{'x' * 56}.pdf")])
def test_file_names_are_safe(code, name, expected):
    assert atlas_export.file_name(code, name, set()) == expected


def test_codes_that_look_alike_in_a_file_name_get_files_of_their_own():
    taken = set()
    assert [atlas_export.file_name(code, "Kern", taken) for code in ("a?b", "a*b", "A:B")] == [
        "buurtatlas_a_b_Kern.pdf", "buurtatlas_a_b_Kern_2.pdf", "buurtatlas_A_B_Kern_3.pdf"]


def load_template(found, path):
    """Return a layout made of a template, as the Layout manager makes it."""
    document, context = QDomDocument(), QgsReadWriteContext()
    document.setContent(path.read_text(encoding="utf-8"))
    context.setPathResolver(found.pathResolver())
    layout = QgsPrintLayout(found)
    layout.loadFromTemplate(document, context, True)
    return layout


def items_of(layout):
    """Return what a layout consists of: type, name, place, size and text of each item, sorted."""
    layout.refresh()
    found = []
    for item in layout.items():
        if isinstance(item, QgsLayoutItem):
            at, size = item.positionWithUnits(), item.sizeWithUnits()
            text = item.text() if hasattr(item, "text") else ""
            place = [round(side, 1) for side in (at.x(), at.y(), size.width(), size.height())]
            if isinstance(item, QgsLayoutItemScaleBar):
                place[2] = 0.0  # as wide as its text is in the font of this computer
            found.append((type(item).__name__, item.id(), *place, text))
    return sorted(found)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("key", [templates.ATLAS, *templates.SHEETS])
def test_a_template_names_the_first_fonts_of_the_map_only(key, language):
    text = resource("layouts", f"{key}_{language}.qpt").read_text(encoding="utf-8")
    named = set(re.findall(r'(?:fontFamily|description)="([A-Z][^",]*)', text))
    assert named and named <= set(FAMILIES[:3])


@pytest.mark.parametrize("key", [templates.ATLAS, *templates.SHEETS])
def test_a_template_loads_and_equals_the_code(qgis_app, key):
    empty = QgsProject()  # a layout does not keep its project alive
    loaded, made = load_template(empty, resource("layouts", f"{key}_en.qpt")), templates.template_layouts(empty)
    assert len(items_of(made[key])) > 12 and items_of(loaded) == items_of(made[key])


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_fixed_text_of_the_atlas_is_cut_off(language):
    text = resource("layouts", f"{templates.ATLAS}_{language}.qpt").read_text(encoding="utf-8")
    assert "…" not in text and text.count("<LayoutItem ") > 300


@pytest.mark.parametrize("language", ["nl", "en"])
def test_templates_hold_no_path_and_no_data(language):
    for key in (templates.ATLAS, *templates.SHEETS):
        text = resource("layouts", f"{key}_{language}.qpt").read_text(encoding="utf-8")
        assert "/tmp" not in text and ".gpkg" not in text and "Voorbeeldstad" not in text


def test_a_template_shows_the_city_of_its_project(filled):
    layout = load_template(filled, resource("layouts", "overzicht_a3_en.qpt"))
    assert layout.itemById("titel").currentText() == "Stadje"
    assert "© ons" in layout.itemById("bronnen" if layout.itemById("bronnen") else "sources").currentText()
    item = layout.itemById("kaart")
    item.refresh()
    assert item.extent().contains(QgsRectangle(X, Y, X + 4 * SIZE, Y + SIZE))


def test_the_poster_is_the_overview_twice_as_large(filled):
    manager = filled.layoutManager()
    small, large = (items_of(manager.layoutByName(name)) for name in ("Verbondenheidskaart", "Poster A1"))
    texts = [{item[6]: item[2:6] for item in items if item[0] == "QgsLayoutItemLabel" and "1 : " not in item[6]}
             for items in (small, large)]
    assert texts[0].keys() == texts[1].keys() and len(texts[0]) > 15
    for text, place in texts[0].items():
        assert texts[1][text] == pytest.approx([2 * side for side in place], abs=0.2)
