"""Export: the files are opened again, and hostile names do nothing but stand there."""

import csv
import json
import re
import xml.etree.ElementTree as ElementTree
import zipfile

import numpy as np
import pandas as pd
import pytest
from osgeo import gdal, ogr
from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsProcessingException

from verbondenheidskaart_plugin.core.errors import Cancelled, EmptyInput, Unreadable
from verbondenheidskaart_plugin.core.layers import LAYERS
from verbondenheidskaart_plugin.data import export as module
from verbondenheidskaart_plugin.data.export import export
from verbondenheidskaart_plugin.data.export_files import harmless, in_dutch
from verbondenheidskaart_plugin.data.output import GeoPackage
from verbondenheidskaart_plugin.data.report import Report

EVIL = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1+1", "\u00a0=1", "＝1+1", "\n=1"]
PLAIN = ['Café "De Brug"; 😀', "eerste regel\ntweede regel", "0012", "Wijk 1-2", "a,b", "'t Zand"]
NAMES = EVIL + PLAIN


def wkt(i):
    # Clockwise: the wrong way round for GeoJSON.
    x = 120000 + 100 * i
    return QgsGeometry.fromWkt(f"POLYGON(({x} 480000,{x} 480100,{x + 100} 480100,{x + 100} 480000,{x} 480000))")


@pytest.fixture(scope="module")
def geopackage(qgis_app, tmp_path_factory):
    path = tmp_path_factory.mktemp("bron") / "verbondenheidskaart.gpkg"
    count = len(NAMES)
    buurten = pd.DataFrame({
        "buurtcode": [f"{i:04}" for i in range(count)], "buurtnaam": NAMES,
        "inwoners": [np.nan, -99997.0, 0.0, -12.5, *[1000.25 * i for i in range(4, count)]],
        "rang": pd.array([None, -99995, 0, *range(3, count)], dtype="Int64"), "=eigen": "x"})
    rotondes = pd.DataFrame({
        "voorziening_id": [f"osm:n{i}" for i in range(3)], "naam": [None, "Plein", EVIL[0]],
        "rotondescore": [0.1 + 0.2, None, 100.0], "onmisbaar": [True, False, None]})
    with GeoPackage(path, QgsCoordinateReferenceSystem("EPSG:28992")) as out:
        out.write("buurten", buurten, [wkt(i) for i in range(count)])
        out.write("rotondes", rotondes, [QgsGeometry.fromWkt(f"POINT({155000 + i} 463000)") for i in range(3)])
        out.write("herkomst", pd.DataFrame({"sleutel": ["titel"], "waarde": [EVIL[0]]}))
        out.write_dictionary("nl")
    return path


@pytest.fixture(scope="module")
def made(geopackage, tmp_path_factory):
    folder = tmp_path_factory.mktemp("export")
    report = Report()
    files = export(geopackage, folder, report=report)
    return folder, files, report


def read_csv(path):
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    lines = list(csv.DictReader(raw.decode("utf-8-sig").splitlines(keepends=True), delimiter=";"))
    assert all(None not in line and None not in line.values() for line in lines)
    return lines


def sheets(path):
    """Return {sheet: rows of (kind, value)} from the XML itself, as Excel reads it."""
    space = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    found = {}
    with zipfile.ZipFile(path) as book:
        texts = ["".join(t.text or "" for t in item.iter(f"{{{space['m']}}}t"))
                 for item in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))]
        names = [s.get("name") for s in ElementTree.fromstring(book.read("xl/workbook.xml")).iter(
            f"{{{space['m']}}}sheet")]
        for number, name in enumerate(names, start=1):
            root = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))
            assert root.findall(".//m:f", space) == [], "a formula"
            rows = []
            for row in root.findall(".//m:row", space):
                cells = {}
                for cell in row.findall("m:c", space):
                    value = cell.find("m:v", space).text
                    letters = re.match("[A-Z]+", cell.get("r")).group()
                    cells[letters] = texts[int(value)] if cell.get("t") == "s" else float(value)
                rows.append(cells)
            found[name] = rows
    return found


def test_every_layer_in_every_format(made):
    folder, files, _ = made
    assert sorted(files) == sorted(path.name for path in folder.iterdir())
    assert set(files) == {"velden.csv", "buurten.csv", "rotondes.csv", "herkomst.csv", "buurten.geojson",
                          "rotondes.geojson", "verbondenheidskaart.xlsx"}


def test_csv_opens_in_dutch_excel(made):
    rows = read_csv(made[0] / "buurten.csv")
    names = [row["buurtnaam"] for row in rows]
    assert not [name for name in names if name.lstrip()[:1] in "=+-@＝" or name[:1] in "\t\r\n"]
    assert [name.lstrip("'").strip() for name in names[:len(EVIL)]] == [name.strip() for name in EVIL]
    assert names[len(EVIL):] == PLAIN
    assert [row["buurtcode"] for row in rows[:2]] == ["0000", "0001"]
    assert [row["inwoners"] for row in rows[:5]] == ["", "", "0", "-12,5", "4001"]
    assert rows[5]["inwoners"] == "5001,25"
    assert [row["rang"] for row in rows[:4]] == ["", "", "0", "3"]
    assert "'=eigen" in rows[0]


def test_csv_of_points_has_coordinates_and_truth(made):
    rows = read_csv(made[0] / "rotondes.csv")
    assert [row["onmisbaar"] for row in rows] == ["1", "0", ""]
    assert [row["rotondescore"] for row in rows] == ["0,3", "", "100"]
    assert (rows[2]["x"], rows[2]["y"]) == ("155002", "463000")


def test_workbook(made):
    found = sheets(made[0] / "verbondenheidskaart.xlsx")
    assert list(found) == ["velden", "buurten", "rotondes", "herkomst"]
    head, *rows = found["buurten"]
    letter = {name: place for place, name in head.items()}
    names = [row[letter["buurtnaam"]] for row in rows]
    assert not [name for name in names if name.lstrip()[:1] in "=+-@＝" or name[:1] in "\t\r\n"]
    assert names[len(EVIL):] == PLAIN
    assert rows[0][letter["buurtcode"]] == "0000"
    assert [row.get(letter["inwoners"]) for row in rows[:4]] == [None, None, 0.0, -12.5]
    assert [row.get(letter["rang"]) for row in rows[:4]] == [None, None, 0.0, 3.0]
    assert "'=eigen" in letter
    assert found["herkomst"][1]["B"] == "'" + EVIL[0]


def test_workbook_keeps_to_the_rules_of_excel(made):
    """No column is described twice, views refer to a window that is there, counts are true."""
    with zipfile.ZipFile(made[0] / "verbondenheidskaart.xlsx") as book:
        assert book.testzip() is None
        parts = {name: book.read(name).decode("utf-8") for name in book.namelist()}
    assert parts["xl/workbook.xml"].index("<bookViews>") < parts["xl/workbook.xml"].index("<sheets>")
    for name, text in parts.items():
        for tag, count in re.findall(r'<(\w+) count="(\d+)">', text):
            inside = re.search(rf"<{tag} .*?</{tag}>", text, re.S).group()
            children = list(ElementTree.fromstring(inside))
            assert tag == "sst" or len(children) == int(count), (name, tag)
        if name.startswith("xl/worksheets"):
            ranges = sorted(tuple(map(int, pair)) for pair in re.findall(r'<col min="(\d+)" max="(\d+)"', text))
            assert ranges and all(a[1] < b[0] for a, b in zip(ranges, ranges[1:]))
            assert text.index("<sheetViews>") < text.index("<cols>") < text.index("<sheetData>")
    types = parts["[Content_Types].xml"]
    assert all(f'PartName="/{name}"' in types for name in parts if name not in ("[Content_Types].xml",))


def test_texts_that_a_csv_loses_are_told(made):
    told = {row["onderwerp"]: row for row in made[2].rows if "CSV" in row["melding"]}
    assert told["buurten"]["aantal"] == len(NAMES) + 1  # all codes, and a name that is 0012
    assert "rotondes" not in told


def test_dictionary_describes_every_column(made):
    rows = {(row["laag"], row["veld"]): row for row in read_csv(made[0] / "velden.csv")}
    for path in made[0].glob("*.csv"):
        if path.stem != "velden":
            columns = read_csv(path)[0].keys()
            assert {(path.stem, name) for name in columns} <= set(rows), path.stem
    assert rows["rotondes", "rotondescore"]["label"] == LAYERS["rotondes"].field("rotondescore").nl
    assert rows["rotondes", "rotondescore"]["eenheid"] == "0-100"
    assert len(rows) == len(found_columns(made[0]))


def found_columns(folder):
    return [(path.stem, name) for path in folder.glob("*.csv") if path.stem != "velden" for name in read_csv(path)[0]]


def test_geojson_follows_the_standard(made):
    data = json.loads((made[0] / "buurten.geojson").read_text(encoding="utf-8"))
    assert "crs" not in data and len(data["features"]) == len(NAMES)
    first = data["features"][0]
    ring = first["geometry"]["coordinates"]
    ring = ring[0][0] if first["geometry"]["type"] == "MultiPolygon" else ring[0]
    assert all(3 < lon < 8 and 50 < lat < 54 for lon, lat in ring)
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:]))
    assert area > 0, "outer rings run counterclockwise"
    assert first["properties"]["buurtnaam"] == EVIL[0] and first["properties"]["inwoners"] is None
    assert data["features"][1]["properties"]["inwoners"] is None
    points = json.loads((made[0] / "rotondes.geojson").read_text(encoding="utf-8"))["features"]
    # The tower of Amersfoort, the origin of the Dutch grid.
    assert points[0]["geometry"]["coordinates"] == pytest.approx([5.38721, 52.15517], abs=1e-4)
    assert [point["properties"]["onmisbaar"] for point in points] == [True, False, None]


def test_files_open_in_gdal(made, monkeypatch):
    monkeypatch.setenv("OGR_XLSX_HEADERS", "FORCE")
    for name in made[1]:
        source = gdal.OpenEx(str(made[0] / name), gdal.OF_VECTOR)
        assert source is not None and source.GetLayerCount() >= 1, name
    book = gdal.OpenEx(str(made[0] / "verbondenheidskaart.xlsx"), gdal.OF_VECTOR)
    assert book.GetLayer("buurten").GetFeatureCount() == len(NAMES)


def test_withheld_codes_are_counted(made):
    assert [(row["onderwerp"], row["aantal"]) for row in made[2].rows][:1] == [("buurten", 2)]


def test_chosen_layers_and_formats(geopackage, tmp_path):
    report = Report()
    files = export(geopackage, tmp_path, ("GeoJSON",), ("rotondes", "loopstromen"), report)
    assert files == ["rotondes.geojson"] == [path.name for path in tmp_path.iterdir()]
    assert "loopstromen" in report.rows[0]["melding"]
    with pytest.raises(EmptyInput):
        export(geopackage, tmp_path, layers=("loopstromen",))
    with pytest.raises(EmptyInput):
        export(geopackage, tmp_path, ("GeoJSON",), ("herkomst",))
    with pytest.raises(Unreadable):
        export(tmp_path / "rotondes.geojson" / "nee.gpkg", tmp_path)


def test_names_that_differ_in_signs_only_do_not_overwrite_each_other(tmp_path):
    """Windows takes neither a colon nor the name of a device, and no capital makes a name another."""
    names = ["a:b", "a/b", "A_b_2", "nul", "x" * 150, "x" * 149 + "y"]
    made = gdal.GetDriverByName("GPKG").Create(str(tmp_path / "namen.gpkg"), 0, 0, 0)
    for number, name in enumerate(names):
        layer = made.CreateLayer(name, None, ogr.wkbNone)
        layer.CreateField(ogr.FieldDefn("sleutel"))
        feature = ogr.Feature(layer.GetLayerDefn())
        feature["sleutel"] = f"n{number}"
        layer.CreateFeature(feature)
    layer = made = None  # noqa: F841  written when nothing holds it any more
    (tmp_path / "uit").mkdir()
    files = export(tmp_path / "namen.gpkg", tmp_path / "uit", [module.CSV, module.XLSX])
    kept = [(tmp_path / "uit" / file).read_text(encoding="utf-8-sig") for file in files if file.endswith(".csv")]
    assert sorted(n for text in kept for n in re.findall(r"^n\d", text, re.M)) == [f"n{i}" for i in range(len(names))]
    assert len({file.lower() for file in files}) == len(files) and max(map(len, files)) < 110
    assert not [file for file in files if re.match(r"(?i)(nul|.*[:/\\\\])", file)]
    book = gdal.OpenEx(str(tmp_path / "uit" / "namen.xlsx"))
    assert book.GetLayerCount() == len(names) + 1


def test_nothing_appears_when_it_stops_halfway(geopackage, tmp_path, monkeypatch):
    (tmp_path / "buurten.csv").write_text("eerder", encoding="utf-8")

    def stop(fraction):
        if fraction > 0.5:
            raise Cancelled()

    with pytest.raises(Cancelled):
        export(geopackage, tmp_path, progress=stop)
    assert [path.name for path in tmp_path.iterdir()] == ["buurten.csv"]

    def full(*arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "write_geojson", full)
    with pytest.raises(OSError, match="No space"):
        export(geopackage, tmp_path)
    assert (tmp_path / "buurten.csv").read_text(encoding="utf-8") == "eerder"
    assert [path.name for path in tmp_path.iterdir()] == ["buurten.csv"]


def test_a_table_too_long_for_a_sheet_is_reported(geopackage, tmp_path, monkeypatch):
    from verbondenheidskaart_plugin.data import export_files

    monkeypatch.setattr(export_files, "SHEET_ROWS", 5)
    monkeypatch.setattr(export_files, "CELL_CHARACTERS", 10)
    report = Report()
    export(geopackage, tmp_path, ("XLSX",), ("buurten", "rotondes"), report)
    told = [(row["onderwerp"], row["niveau"], row["aantal"]) for row in report.rows]
    assert ("buurten", "waarschuwing", len(NAMES)) in told and ("rotondes", "waarschuwing", 1) in told


@pytest.mark.parametrize("text", EVIL)
def test_what_would_be_computed_is_made_harmless(text):
    assert harmless(text).startswith("'")


@pytest.mark.parametrize("value, text", [(None, ""), (True, "1"), (False, "0"), (0, "0"), (-3, "-3"), (0.5, "0,5"),
                                         (1e-7, "0,0000001"), (123456789012.5, "123456789012"), (0.1 + 0.2, "0,3"),
                                         (-0.25, "-0,25"), ("a\x00b", "ab"), ("-", "'-")])
def test_values_in_dutch(value, text):
    assert in_dutch(value) == text


def test_the_algorithm(run_alg, geopackage, tmp_path):
    done = run_alg("exporteren", {"GEOPACKAGE": str(geopackage), "LAGEN": ["rotondes"], "FORMATEN": ["CSV"],
                                  "UITVOERMAP": str(tmp_path / "nieuw")})
    assert done.results["AANTAL"] == 2
    assert sorted(path.name for path in (tmp_path / "nieuw").iterdir()) == ["rotondes.csv", "velden.csv"]
    with pytest.raises(QgsProcessingException, match="nee"):
        run_alg("exporteren", {"GEOPACKAGE": str(tmp_path / "nee.gpkg"), "UITVOERMAP": str(tmp_path)})


@pytest.mark.parametrize("parameters, right", [({}, True), ({"GEOPACKAGE": "nergens.gpkg"}, False)])
def test_another_plugin_that_has_gdal_raise_errors_changes_nothing(run_alg, geopackage, tmp_path, parameters, right):
    given = {"GEOPACKAGE": str(geopackage), "UITVOERMAP": str(tmp_path / "uit"), **parameters}
    gdal.UseExceptions()
    try:
        if right:
            assert list((tmp_path / "uit").iterdir()) if run_alg("exporteren", given) else False
        else:
            with pytest.raises(QgsProcessingException) as error:
                run_alg("exporteren", given)
            assert "RuntimeError" not in str(error.value) and "Traceback" not in str(error.value)
        assert gdal.GetUseExceptions()
    finally:
        gdal.DontUseExceptions()
