"""The web page: complete, self-contained, safe with any text, and honest about what is unknown."""

import json
import re
import sqlite3
from contextlib import closing

import pytest
from qgis.core import QgsGeometry, QgsProcessingException, QgsRectangle
from rapportstad import EVIL, X, Y, data_of, make_geopackage, square

from verbondenheidskaart_plugin.core.errors import Cancelled, EmptyInput, Unreadable, Unwritable
from verbondenheidskaart_plugin.core.layers import LAYERS
from verbondenheidskaart_plugin.kaart.report import make_report
from verbondenheidskaart_plugin.kaart.report import shapes as report_shapes
from verbondenheidskaart_plugin.kaart.report.page import embedded


@pytest.fixture
def geopackage(qgis_app, tmp_path):
    return make_geopackage(tmp_path / "verbondenheidskaart.gpkg")


def test_every_buurt_and_rotonde_is_on_the_page(geopackage, tmp_path):
    data = data_of(make_report(geopackage, tmp_path / "r.html"))
    assert [b["buurtcode"] for b in data["buurten"]] == [f"BU{i:04}" for i in range(12)]
    assert all(b["path"].startswith("M") for b in data["buurten"])
    assert {r["voorziening_id"]: r["buurt"] for r in data["rotondes"]} == {f"n{i}": f"BU{i:04}" for i in range(12)}
    assert [r["rotondescore"] for r in data["rotondes"]][:2] == [51.1, 51.0] and data["rotondes"][-1]["naam"] == EVIL
    assert data["buurten"][3]["values"][0][:3] == ["O01", 3.0, 25.0]
    assert (len(data["stagnation"]), len(data["lines"]), len(data["missing"])) == (12, 1, 1)
    assert data["title"] == "Stadje <b>" and data["flows"] and data["base"]["water"]


def test_unknown_stays_unknown(geopackage, tmp_path):
    path = make_report(geopackage, tmp_path / "r.html")
    data = data_of(path)
    buurt, stagnation = data["buurten"][1], data["stagnation"][1]
    assert buurt["verbondenheid"] is None and buurt["values"][0][2] is None and buurt["participatie"] is None
    assert data["buurten"][0]["verbondenheid"] == 0.0
    assert stagnation["stagnatie"] is None and stagnation["personen"] is None
    assert data["rotondes"][-1]["rotondescore"] is None and data["lines"][0]["organisatie"] is None
    assert "NaN" not in path.read_text(encoding="utf-8")


def test_text_from_data_is_never_markup(geopackage, tmp_path):
    text = make_report(geopackage, tmp_path / "r.html", title=EVIL).read_text(encoding="utf-8")
    assert text.count("</script>") == 2 and "<img" not in text and "\u2028" not in text
    assert "<title>&lt;/script&gt;&lt;img" in text
    assert data_of(tmp_path / "r.html")["buurten"][0]["buurtnaam"] == EVIL
    scripts = text.rsplit("<script>", 1)[1]
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", scripts)


def test_the_page_asks_nothing_of_a_server(geopackage, tmp_path):
    text = make_report(geopackage, tmp_path / "r.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in text
    assert not re.search(r"@import|url\(\s*['\"]?(?!#)|fetch\(|XMLHttpRequest|WebSocket|\bimport\b", text)
    assert set(re.findall(r"https?://[^\s\"'<>)]+", text)) == {"http://www.w3.org/2000/svg"}
    assert "openstreetmap.org/copyright" in text
    assert re.findall(r"<(?:script|link|img|iframe|object|embed)\b[^>]*\b(?:src|href)=\"(?!data:)", text) == []


def test_the_account_tells_what_was_withheld(geopackage, tmp_path):
    import shutil
    import sqlite3

    path = shutil.copy(geopackage, tmp_path / "eigen.gpkg")
    with sqlite3.connect(path) as database:
        database.execute("INSERT INTO meldingen (niveau, onderwerp, melding) VALUES ('info', 'Privacy', ?)",
                         ("<b>drie</b> cijfers weggelaten",))
    made = make_report(path, tmp_path / "r.html")
    assert data_of(made)["privacy"] == ["<b>drie</b> cijfers weggelaten"]
    assert "<b>drie</b>" not in made.read_text(encoding="utf-8")


def test_running_again_replaces(geopackage, tmp_path):
    path = tmp_path / "uit" / "r.html"
    make_report(geopackage, path, title="Eerst")
    make_report(geopackage, path, title="Daarna")
    assert data_of(path)["title"] == "Daarna" and [p.name for p in path.parent.iterdir()] == ["r.html"]


def test_a_cancelled_run_leaves_the_earlier_page(geopackage, tmp_path):
    path = make_report(geopackage, tmp_path / "r.html", title="Eerst")

    def cancel(fraction):
        raise Cancelled()

    with pytest.raises(Cancelled):
        make_report(geopackage, path, progress=cancel)
    assert data_of(path)["title"] == "Eerst" and not list(tmp_path.glob("*.part"))


def test_a_town_of_120_buurten_stays_light(qgis_app, tmp_path):
    path = make_geopackage(tmp_path / "groot.gpkg", count=120, buildings=3000)
    made = make_report(path, tmp_path / "r.html")
    assert len(data_of(made)["buurten"]) == 120 and made.stat().st_size < 1_000_000


def test_the_background_gives_way_when_it_is_heavy(qgis_app):
    frame = report_shapes.Frame.around(QgsRectangle(X, Y, X + 5000, Y + 5000))
    shapes = [square(i, 50.0 + i) for i in range(100)]
    full = report_shapes.joined(frame, shapes, 1.0, 10**6)
    cut = report_shapes.joined(frame, shapes, 1.0, 300)
    assert full.count("M") == 100 and 0 < len(cut) <= 300 and full.startswith(cut)


def test_a_path_follows_its_geometry(qgis_app):
    frame = report_shapes.Frame.around(QgsRectangle(0, 0, 1000, 1000))
    ring = QgsGeometry.fromWkt("POLYGON((0 0,1000 0,1000 1000,0 1000,0 0),(400 400,600 400,600 600,400 600,400 400))")
    path = frame.path(ring)
    assert path.count("M") == 2 and path.count("z") == 2
    x, y = map(int, re.match(r"M(-?\d+) (-?\d+)", path).groups())
    assert (x / frame.scale + frame.left, frame.top - y / frame.scale) == pytest.approx((0.0, 0.0), abs=0.1)
    assert frame.path(QgsGeometry.fromWkt("LINESTRING(0 0,0 0.0001)")) == ""


@pytest.mark.parametrize("leave_out", [("buurten",), ("rotondes",), tuple(set(LAYERS) - {"buurten"})])
def test_layers_may_be_absent(qgis_app, tmp_path, leave_out):
    path = make_geopackage(tmp_path / "deel.gpkg", leave_out=leave_out)
    data = data_of(make_report(path, tmp_path / "r.html"))
    assert bool(data["buurten"]) == ("buurten" not in leave_out)
    assert bool(data["rotondes"]) == ("rotondes" not in leave_out)


def test_bad_input_is_refused(qgis_app, tmp_path, geopackage):
    with pytest.raises(Unreadable):
        make_report(tmp_path / "weg.gpkg", tmp_path / "r.html")
    empty = make_geopackage(tmp_path / "leeg.gpkg", leave_out=("buurten", "rotondes"))
    with pytest.raises(EmptyInput):
        make_report(empty, tmp_path / "r.html")
    (tmp_path / "vol").write_text("een bestand")
    with pytest.raises(Unwritable):
        make_report(geopackage, tmp_path / "vol" / "r.html")


def test_the_geopackage_is_left_as_it_was(geopackage, tmp_path):
    before = geopackage.read_bytes()
    make_report(geopackage, tmp_path / "r.html")
    assert geopackage.read_bytes() == before
    with closing(sqlite3.connect(geopackage)) as db:
        assert db.execute("PRAGMA journal_mode").fetchone()[0] == "delete"


def test_embedded_refuses_what_json_does_not_know():
    assert json.loads(embedded({"a": "<>&"})) == {"a": "<>&"} and "<" not in embedded("<")
    with pytest.raises(ValueError):
        embedded(float("nan"))


def test_the_algorithm(run_alg, geopackage, tmp_path):
    done = run_alg("rapport", {"GEOPACKAGE": str(geopackage), "TITEL": "Mijn stad", "OUTPUT": str(tmp_path / "a.html")})
    assert data_of(tmp_path / "a.html")["title"] == "Mijn stad" and done.results["OUTPUT"] == str(tmp_path / "a.html")
    with pytest.raises(QgsProcessingException):
        run_alg("rapport", {"GEOPACKAGE": str(tmp_path / "weg.gpkg"), "OUTPUT": str(tmp_path / "b.html")})
