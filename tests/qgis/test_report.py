"""The web page: complete, self-contained, safe with any text, and honest about what is unknown."""

import hashlib
import json
import re
import sqlite3
from contextlib import closing

import pytest
from qgis.core import QgsGeometry, QgsProcessingException, QgsRectangle
from rapportstad import EVIL, X, Y, data_of, make_city, make_geopackage, square

from verbondenheidskaart_plugin.core.errors import Cancelled, EmptyInput, Unreadable, Unwritable
from verbondenheidskaart_plugin.core.layers import LAYERS
from verbondenheidskaart_plugin.kaart.report import content as report_content
from verbondenheidskaart_plugin.kaart.report import make_report
from verbondenheidskaart_plugin.kaart.report import shapes as report_shapes
from verbondenheidskaart_plugin.kaart.report.page import embedded

PUBLISHED = {
    "leaflet.js": "db49d009c841f5ca34a888c96511ae936fd9f5533e90d8b2c4d57596f4e5641a",  # pragma: allowlist secret
    "leaflet.css": "a7837102824184820dfa198d1ebcd109ff6d0ff9a2672a074b9a1b4d147d04c6",  # pragma: allowlist secret
    "LICENSE.txt": "53e8dc25862014e4324741ca18fbe3611e11d42ef69f59f86ea8c5389647d4cb",  # pragma: allowlist secret
}


@pytest.fixture
def geopackage(qgis_app, tmp_path):
    return make_geopackage(tmp_path / "verbondenheidskaart.gpkg")


def own(path):
    """Return the text of a page without the script of the map library."""
    before, mark, rest = path.read_text(encoding="utf-8").partition("<script>\n/* @preserve\n * Leaflet 1.9.4")
    assert mark
    return before + rest.partition("</script>")[2]


def test_the_map_library_is_in_the_page_as_it_was_published(root, geopackage, tmp_path):
    """What lies here is the release itself (npm pack leaflet@1.9.4), and its licence goes with it."""
    folder = root / "resources" / "report" / "leaflet"
    made = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in PUBLISHED}
    assert made == PUBLISHED
    page = make_report(geopackage, tmp_path / "r.html")
    assert (folder / "leaflet.js").read_text().partition("//# sourceMappingURL")[0].strip() in page.read_text("utf-8")
    assert "Redistribution and use in source and binary forms" in data_of(page)["library"]


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
    assert "NaN" not in own(path)


def test_text_from_data_is_never_markup(geopackage, tmp_path):
    text = own(make_report(geopackage, tmp_path / "r.html", title=EVIL))
    assert text.count("</script>") == 2 and "<img" not in text and "\u2028" not in text
    assert "<title>&lt;/script&gt;&lt;img" in text
    assert data_of(tmp_path / "r.html")["buurten"][0]["buurtnaam"] == EVIL
    scripts = text.rsplit("<script>", 1)[1]
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", scripts)


def test_the_page_asks_nothing_of_a_server(geopackage, tmp_path):
    text = own(make_report(geopackage, tmp_path / "r.html"))
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


def test_a_city_of_120_buurten_stays_under_10_mb(qgis_app, tmp_path):
    made = make_report(make_city(tmp_path / "groot.gpkg"), tmp_path / "r.html")
    data = data_of(made)
    assert (len(data["buurten"]), len(data["rotondes"]), len(data["lines"])) == (120, 3000, 6000)
    assert all(data["base"][kind] for kind in ("water", "groen", "bebouwing", "straten"))
    assert 5e6 < made.stat().st_size < 10e6


@pytest.mark.parametrize("room", [0, 20_000], ids=["none left", "little left"])
def test_the_background_takes_what_the_rest_leaves(geopackage, tmp_path, monkeypatch, room):
    made = make_report(make_geopackage(tmp_path / "huizen.gpkg", buildings=3000), tmp_path / "r.html")
    full = data_of(made)
    bare = len(embedded({**full, "base": {}}))
    monkeypatch.setattr(report_content, "LIMIT", room and bare + room)
    less = data_of(make_report(tmp_path / "huizen.gpkg", made))
    weight = [sum(map(len, data["base"]["bebouwing"])) for data in (full, less)]
    assert weight[1] < weight[0] and {**less, "base": {}} == {**full, "base": {}}
    assert (weight[1] > 0) == (room > 0)


def test_the_background_gives_way_when_it_is_heavy(qgis_app):
    frame = report_shapes.Frame.around(QgsRectangle(X, Y, X + 5000, Y + 5000))
    shapes = [square(i, 50.0 + i) for i in range(100)]
    full = "".join(report_shapes.joined(frame, shapes, 1.0, 10**6))
    cut = "".join(report_shapes.joined(frame, shapes, 1.0, 300))
    assert full.count("M") == 100 and 0 < len(cut) <= 300
    largest = sorted(full.split("M")[1:], key=lambda ring: int(ring.split("l")[1].split()[0]))[-cut.count("M"):]
    assert sorted(cut.split("M")[1:]) == sorted(largest)


def test_the_background_is_cut_up_in_squares(qgis_app):
    """A browser then skips what is out of sight, also of a large city."""
    frame = report_shapes.Frame.around(QgsRectangle(X, Y, X + 6000, Y + 6000))
    paths = report_shapes.joined(frame, [square(i, 50.0) for i in range(144)], 1.0, 10**6)
    assert 100 < len(paths) <= 144 and "".join(paths).count("M") == 144


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
    for title in ("Eerst", "Mijn stad"):  # the page of an earlier run is replaced
        done = run_alg("rapport", {"GEOPACKAGE": str(geopackage), "TITEL": title, "OUTPUT": str(tmp_path / "a.html")})
    assert data_of(tmp_path / "a.html")["title"] == "Mijn stad" and done.results["OUTPUT"] == str(tmp_path / "a.html")
    with pytest.raises(QgsProcessingException):
        run_alg("rapport", {"GEOPACKAGE": str(tmp_path / "weg.gpkg"), "OUTPUT": str(tmp_path / "b.html")})
