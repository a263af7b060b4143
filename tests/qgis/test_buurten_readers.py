"""Reading buurten of any year and style: what is repaired, dropped, joined, and what is refused."""

import numpy as np
import pandas as pd
import pytest
import stadje
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsGeometry,
    QgsRectangle,
    QgsVectorFileWriter,
    QgsVectorLayer,
)

from verbondenheidskaart_plugin.core.errors import (
    BadValue,
    Duplicate,
    EmptyInput,
    MissingField,
    NoOverlap,
    UnusableCrs,
    WrongGeometry,
)
from verbondenheidskaart_plugin.core.fields import BUURT_BASE
from verbondenheidskaart_plugin.data.buurten import read_buurten
from verbondenheidskaart_plugin.data.crs import working_crs
from verbondenheidskaart_plugin.data.report import Report
from verbondenheidskaart_plugin.data.tables import read_table

RD = "EPSG:28992"
TYPES = {int: "int", float: "double", str: "string"}


def box(x, y, size=100):
    return f"POLYGON(({x} {y},{x + size} {y},{x + size} {y + size},{x} {y + size},{x} {y}))"


def layer_of(columns, rows, wkts, kind="MultiPolygon", crs=RD):
    fields = "".join(f"&field={name}:{kind}" for name, kind in columns.items())
    layer = QgsVectorLayer(f"{kind}?crs={crs}{fields}", "proef", "memory")
    features = []
    for row, wkt in zip(rows, wkts):
        feature = QgsFeature(layer.fields())
        feature.setAttributes(list(row))
        if wkt:
            feature.setGeometry(QgsGeometry.fromWkt(wkt))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    return layer


OLD = {"BU_CODE": "string", "BU_NAAM": "string", "GM_NAAM": "string", "WATER": "string", "AANT_INW": "int",
       "AANTAL_HH": "int", "P_00_14_JR": "int", "P_15_24_JR": "int", "P_25_44_JR": "int", "P_45_64_JR": "int",
       "P_65_EO_JR": "int", "P_EENP_HH": "int", "P_WEST_AL": "int", "P_N_W_AL": "int", "OPP_LAND": "int",
       "AUTO_LAND": "int"}
ROWS = [
    ["BU07580001", "Centrum", "Breda", "NEE", 1000, 500, 20, 10, 30, 25, 15, 50, 10, 30, 2, 7],
    ["BU07580002", "Haagdijk", "Breda", "NEE", 2000, 900, 10, 20, 30, 20, 20, 40, 5, 5, -99999999, -99999997],
    ["BU07580101", "Belcrum", "Breda", "NEE", -99997, -99997, -99997, -99997, -99997, -99997, -99997, -99997, -99997,
     -99997, 3, 4],
]
PLACES = [box(0, 0), box(100, 0), box(200, 0)]


def read(layer, report=None, **more):
    return read_buurten(layer, "BUURTEN", QgsCoordinateReferenceSystem(RD), None, report or Report(), **more)


def messages(report, level=None):
    return [(r["melding"], r["aantal"]) for r in report.rows if level in (None, r["niveau"])]


def said(report, part):
    return [count for text, count in messages(report) if part in text]


@pytest.fixture
def old_layer(qgis_app):
    return layer_of(OLD, ROWS, PLACES)


def test_the_old_style_becomes_the_canonical_table(old_layer):
    report = Report()
    buurten = read(old_layer, report)
    table = buurten.table
    assert list(table.columns[:len(BUURT_BASE) + 2]) == [*(f.name for f in BUURT_BASE), "land_m2", "stedelijkheid"]
    assert table["buurtcode"].tolist() == ["BU07580001", "BU07580002", "BU07580101"]
    assert table["wijkcode"].tolist() == ["WK075800", "WK075800", "WK075801"]
    assert set(table["gemeentecode"]) == {"GM0758"}
    assert table.loc[0, ["lft_65_plus", "hh_eenpersoons", "herk_nl"]].tolist() == [150, 250, 600]
    assert table.loc[2, ["inwoners", "lft_65_plus", "herk_nl"]].isna().all()
    assert table["land_m2"].tolist() == [20_000, 10_000, 30_000]  # hectares, and the polygon where they are missing
    assert np.isnan(table.loc[1, "AUTO_LAND"])
    assert table.loc[0, "AUTO_LAND"] == 7
    assert said(report, "Codes for a missing value") == [12]
    assert said(report, "number of residents is not known: 1") == [1]
    assert said(report, "derived") == [2]


def test_reading_the_result_again_changes_nothing(old_layer):
    first = read(old_layer).table
    types = {c: "string" if first[c].dtype == object else "double" for c in first.columns}
    again = layer_of(types, first.astype(object).where(first.notna(), None).values.tolist(), PLACES)
    second = read(again).table
    pd.testing.assert_frame_equal(second, first, check_dtype=False)


def test_water_empty_invalid_and_repeated_areas_are_counted(qgis_app):
    bow = "POLYGON((300 0,400 100,400 0,300 100,300 0))"
    base = ROWS[0][1:]
    rows = [ROWS[0], ["BU07580003", "Plas", "Breda", "JA", *base[3:]], ["BU07580004", "Bos", "Breda", "B", *base[3:]],
            ["BU07580005", *base], ["BU07580006", *base], ROWS[0], ROWS[1], ROWS[1]]
    wkts = [PLACES[0], box(500, 0), box(600, 0), "", bow, PLACES[0], PLACES[1], box(1000, 0)]
    report = Report()
    buurten = read(layer_of(OLD, rows, wkts), report)
    assert buurten.table["buurtcode"].tolist() == ["BU07580001", "BU07580006", "BU07580002"]
    assert [round(g.area()) for g in buurten.geometry] == [10_000, 5_000, 20_000]
    assert all(g.isGeosValid() for g in buurten.geometry)
    assert said(report, "water or abroad") == [2]
    assert said(report, "without a polygon") == [1]
    assert said(report, "Invalid areas, repaired") == [1]
    assert said(report, "Copies of an area") == [1]
    assert said(report, "Pieces joined") == [1]


def test_areas_with_one_code_and_other_figures_are_refused(qgis_app):
    rows = [ROWS[0], [ROWS[0][0], *ROWS[1][1:]]]
    with pytest.raises(Duplicate) as error:
        read(layer_of(OLD, rows, PLACES))
    assert (error.value.column, error.value.value, error.value.rows) == ("BU_CODE", "BU07580001", [1, 2])


def test_only_the_gemeenten_asked_for(qgis_app):
    rows = [ROWS[0], ["BU05180001", "Kortenbos", "'s-Gravenhage", *ROWS[1][3:]],
            ["BU03630001", "Dam", "Amsterdam", *ROWS[1][3:]]]
    layer = layer_of(OLD, rows, PLACES)
    for wish in (["GM0758"], ["0758"], ["758"], ["breda"]):
        assert read(layer, gemeenten=wish).table["gemeentecode"].tolist() == ["GM0758"]
    assert len(read(layer, gemeenten=["Den Haag", "0363"])) == 2
    with pytest.raises(BadValue) as error:
        read(layer, gemeenten=["Breeda"])
    assert error.value.allowed.startswith("Breda GM0758, ")


@pytest.mark.parametrize(("values", "kind"), [(["07580001", "07580002"], "string"), ([7580001, 7580002], "int")])
def test_bare_codes_become_cbs_codes(qgis_app, values, kind):
    layer = layer_of({"BU_CODE": kind, "inwoners": "int"}, [[v, 5] for v in values], PLACES)
    table = read(layer).table
    assert table["buurtcode"].tolist() == ["BU07580001", "BU07580002"]
    assert table["buurtnaam"].tolist() == ["BU07580001", "BU07580002"]


def test_own_codes_names_and_clashing_fields(qgis_app):
    fields = {"BUURTCODE": "string", "BUURT": "string", "eigen": "string", "inwoners": "int", "fid": "int"}
    layer = layer_of(fields, [["x", "Noord", "N1", 5, 1], ["y", "Zuid", "Z1", 6, 2]], PLACES)
    table = read(layer, codeveld="eigen").table
    assert table["buurtcode"].tolist() == ["N1", "Z1"]
    assert table["BUURTCODE_invoer"].tolist() == ["x", "y"]
    assert table["wijkcode"].isna().all()
    assert [c for c in table.columns if c.lower() in ("fid", "inwoners")] == ["inwoners"]


def test_missing_fields_are_named(qgis_app):
    layer = layer_of({"gebied": "string", "inwoners": "int"}, [["a", 1]], PLACES)
    with pytest.raises(MissingField) as error:
        read(layer)
    assert error.value.what == "buurtcode"
    assert "BU_CODE" in error.value.candidates
    assert error.value.present == ["gebied", "inwoners"]
    with pytest.raises(MissingField):
        read(layer, codeveld="bestaat_niet")
    with pytest.raises(MissingField) as error:
        read(layer_of({"buurtcode": "string"}, [["a"]], PLACES))
    assert error.value.what == "inwoners"


def test_no_residents_at_all_is_refused_unless_they_come_later(qgis_app):
    layer = layer_of(OLD, [ROWS[2]], PLACES[:1])
    with pytest.raises(EmptyInput) as error:
        read(layer)
    assert (error.value.reason, error.value.what) == ("all_null", "inwoners")
    report = Report()
    assert read(layer, report, require_inwoners=False).table["inwoners"].isna().all()
    assert said(report, "not known for any area")


def test_wrong_geometry_and_nothing_left(qgis_app):
    with pytest.raises(WrongGeometry):
        read(layer_of({"buurtcode": "string", "inwoners": "int"}, [["a", 1]], ["POINT(1 1)"], kind="Point"))
    with pytest.raises(EmptyInput) as error:
        read(layer_of(OLD, [ROWS[0]], [""]))
    assert error.value.reason == "no_geometry"
    with pytest.raises(EmptyInput) as error:
        read(layer_of(OLD, [], []))
    assert error.value.reason == "no_features"


# --- key figures -----------------------------------------------------------------------------------------------------

@pytest.fixture
def statline(qgis_app, tmp_path):
    path = tmp_path / "kwb.csv"
    path.write_text("\ufeff" + "\n".join([
        '"ID";"WijkenEnBuurten";"SoortRegio_2";"AantalInwoners_5";"k_65JaarOfOuder_12";"Nederland_17";'
        '"EuropaExclusiefNederland_18";"BuitenEuropa_19";"AfstandTotSchool_108"',
        '"1";"GM0758    ";"Gemeente  ";"  3300";"   600";"  2000";"   500";"   800";"     0.5"',
        '"2";"WK075800  ";"Wijk      ";"  3300";"   600";"  2000";"   500";"   800";"     0.5"',
        '"3";"BU07580001";"Buurt     ";"  1100";"   200";"   700";"   100";"   300";"     0,4"',
        '"4";"BU07580002";"Buurt     ";"     .";"     .";"     .";"     .";"     .";"     ."',
        '"5";"BU07589999";"Buurt     ";"   100";"    10";"    90";"     5";"     5";"     1.1"',
    ]), encoding="utf-8")
    return read_table(QgsVectorLayer(str(path), "kwb", "ogr"), "KERNCIJFERS")


def test_tables_are_read_without_padding_and_byte_order_mark(statline):
    assert statline.columns[0] == "ID"
    assert statline["WijkenEnBuurten"].tolist()[:2] == ["GM0758", "WK075800"]


def test_a_header_read_as_data_becomes_the_header(qgis_app):
    """What GDAL makes of a sheet with nothing but text."""
    rows = [["gwb_code_10", " a_inw "], ["BU07580001", "1000 "], ["", ""]]
    table = read_table(layer_of({"Field1": "string", "Field2": "string"}, rows, [""] * 3), "KERNCIJFERS")
    assert list(table.columns) == ["gwb_code_10", "a_inw"]
    assert table.values.tolist() == [["BU07580001", "1000"]]


def test_key_figures_win_and_the_layer_fills_gaps(old_layer, statline):
    report = Report()
    table = read(old_layer, report, kerncijfers=statline).table
    assert table["inwoners"].tolist()[:2] == [1100, 2000]
    assert np.isnan(table.loc[2, "inwoners"])
    assert table["lft_65_plus"].tolist()[:2] == [200, 400]
    assert table["lft_0_15"].tolist()[:2] == [200, 200]
    # The division by origin of the table is the newer one: that of the layer is not used, anywhere.
    assert table.loc[0, ["herk_nl", "herk_europa", "herk_buiten_europa"]].tolist() == [700, 100, 300]
    assert table[["herk_westers", "herk_niet_westers"]].isna().all(axis=None)
    assert np.isnan(table.loc[1, "herk_nl"])
    assert table.loc[0, "AfstandTotSchool_108"] == 0.4
    assert said(report, "2 of 3 areas found") == [2]
    assert said(report, "without a row in the table: 1 (BU07580101)") == [1]
    assert said(report, "belong to no area of the layer: 1") == [1]
    assert said(report, "Figures that the layer has too") == [2]
    assert said(report, "older one was not used")


def test_percentages_of_the_table_use_the_residents_of_the_layer(old_layer):
    figures = pd.DataFrame({"bu_code": ["07580001", "07580002"], "percentagePersonen0Tot15Jaar": ["30", "40"]})
    table = read(old_layer, kerncijfers=figures).table
    assert table["lft_0_15"].tolist()[:2] == [300, 800]


def test_a_group_of_the_layer_larger_than_the_total_of_the_table_is_left_empty(old_layer):
    report = Report()
    figures = pd.DataFrame({"bu_code": ["07580001", "07580002"], "aantal_inwoners": [0, 600]})
    table = read(old_layer, report, kerncijfers=figures).table
    assert table["inwoners"].tolist()[:2] == [0, 600]
    assert table.loc[:1, "lft_65_plus"].isna().tolist() == [True, False] and table.loc[1, "lft_65_plus"] == 400
    assert said(report, "lft_65_plus: the layer tells more than the total of the table") == [1]
    assert table.loc[0, "hh_eenpersoons"] == 250  # of the households, which the table does not have


def test_points_between_the_thousands_are_refused(old_layer):
    figures = pd.DataFrame({"bu_code": ["07580001", "07580002"], "aantal_inwoners": [1.234, 950.0]})
    with pytest.raises(BadValue) as error:
        read(old_layer, kerncijfers=figures, kerncijfers_name="KERNCIJFERS")
    assert (error.value.layer, error.value.column, error.value.value) == ("KERNCIJFERS", "aantal_inwoners", 1.234)


def test_a_table_that_begins_with_a_title_has_no_codes(old_layer):
    figures = pd.DataFrame({"Kerncijfers 2024": ["bu_code", "07580001"], "Field2": ["aantal_inwoners", "900"]})
    with pytest.raises(MissingField) as error:
        read(old_layer, kerncijfers=figures, kerncijfers_name="KERNCIJFERS")
    assert error.value.layer == "KERNCIJFERS" and error.value.present == ["Kerncijfers 2024", "Field2"]


def test_areas_without_any_field_are_not_called_water():
    layer = QgsVectorLayer(f"Polygon?crs={RD}", "kaal", "memory")
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromWkt("POLYGON((0 0, 1 0, 1 1, 0 0))"))
    layer.dataProvider().addFeatures([feature])
    with pytest.raises(MissingField):
        read(layer)


def test_key_figures_of_elsewhere_are_refused_with_examples(old_layer, statline):
    other = statline.assign(WijkenEnBuurten=statline["WijkenEnBuurten"].str.replace("0758", "0363"))
    report = Report()
    with pytest.raises(NoOverlap):
        read(old_layer, report, kerncijfers=other, kerncijfers_name="KERNCIJFERS")
    assert any("BU07580001" in text and "BU03630001" in text for text, _ in messages(report))


def test_conflicting_key_figures_are_refused_and_copies_pass(old_layer, statline):
    double = pd.concat([statline, statline.iloc[[2]]], ignore_index=True)
    assert read(old_layer, kerncijfers=double).table["inwoners"].iloc[0] == 1100
    double.loc[5, "AantalInwoners_5"] = "9"
    with pytest.raises(Duplicate) as error:
        read(old_layer, kerncijfers=double)
    assert error.value.value == "BU07580001"


def test_joined_on_the_name_when_there_is_no_code(qgis_app):
    layer = layer_of({"BUURTCODE": "string", "BUURT": "string"},
                     [["01", "Bavel"], ["02", "Chassé"], ["03", "Dubbel"], ["04", "Dubbel"]], [*PLACES, box(300, 0)])
    figures = pd.DataFrame({"region": ["Bavel", "Bavel", "CHASSE", "Dubbel"], "inhabitants": ["99", "10", "20", "5"],
                            "region_type": ["Borough", "Neighbourhood", "Neighbourhood", "Neighbourhood"]})
    report = Report()
    table = read(layer, report, kerncijfers=figures).table
    assert table["inwoners"].tolist()[:2] == [10, 20]
    assert table["inwoners"].isna().tolist() == [False, False, True, True]  # which Dubbel is meant is not known
    assert said(report, "joined on the name")


def test_wijken_can_be_the_areas(qgis_app):
    layer = layer_of({"WKC": "string", "WKN": "string", "GMC": "string"}, [["WK075800", "Centrum", "GM0758"]], PLACES)
    figures = pd.DataFrame({"WK_CODE": ["WK075800"], "AANT_INW": [3300], "P_65_EO_JR": [20]})
    report = Report()
    row = read(layer, report, kerncijfers=figures).table.iloc[0]
    assert row[["buurtcode", "buurtnaam", "wijkcode", "gemeentecode"]].tolist() == [
        "WK075800", "Centrum", "WK075800", "GM0758"]
    assert row["lft_65_plus"] == 660
    assert said(report, "No code of buurten was found")


# --- coordinate reference systems ------------------------------------------------------------------------------------

def crs_for(authid, extent=None):
    extent = extent or QgsRectangle(4.7, 51.5, 4.9, 51.7)
    return working_crs(QgsCoordinateReferenceSystem(authid), extent, "BUURTEN", QgsCoordinateTransformContext())


@pytest.mark.parametrize(("authid", "expected"), [
    (RD, RD), ("EPSG:25832", "EPSG:25832"), ("EPSG:4326", RD), ("EPSG:4258", RD), ("OGC:CRS84", RD)])
def test_crs_in_metres_or_in_the_netherlands(qgis_app, authid, expected):
    assert crs_for(authid).authid() == expected


@pytest.mark.parametrize(("authid", "extent", "reason"), [
    ("", None, "unknown"), ("EPSG:2263", None, "not_metres"),
    ("EPSG:4326", QgsRectangle(13.0, 52.3, 13.8, 52.7), "geographic_abroad"),
    ("EPSG:4326", QgsRectangle(-180, -90, 180, 90), "geographic_abroad")])
def test_other_crs_are_refused(qgis_app, authid, extent, reason):
    with pytest.raises(UnusableCrs) as error:
        crs_for(authid, extent)
    assert error.value.reason == reason


def test_geographic_areas_are_measured_in_metres(qgis_app):
    wkt = "POLYGON((4.78 51.58,4.79 51.58,4.79 51.59,4.78 51.59,4.78 51.58))"
    layer = layer_of({"buurtcode": "string", "inwoners": "int"}, [["a", 1]], [wkt], crs="EPSG:4326")
    assert read(layer).table["land_m2"].iloc[0] == pytest.approx(692.9 * 1112.6, rel=0.01)


# --- real data -------------------------------------------------------------------------------------------------------

def real(shared_data, path, figures=None, **more):
    layer = QgsVectorLayer(str(shared_data / path), "proef", "ogr")
    crs = working_crs(layer.crs(), layer.extent(), "BUURTEN", QgsCoordinateTransformContext())
    table = read_table(QgsVectorLayer(str(shared_data / figures), "t", "ogr"), "KERNCIJFERS") if figures else None
    report = Report()
    return read_buurten(layer, "BUURTEN", crs, None, report, kerncijfers=table, **more), report


def test_noord_as_it_is(qgis_app, shared_data):
    buurten, report = real(shared_data, "amsterdam_noord/buurten_2014_noord_kwb.gpkg")
    assert (len(buurten), buurten.table["inwoners"].sum()) == (14, 89_890)
    ages = buurten.table[[f"lft_{a}" for a in ("0_15", "15_25", "25_45", "45_65", "65_plus")]].sum(axis=1)
    np.testing.assert_allclose(ages / buurten.table["inwoners"], 1, atol=0.025)
    assert said(report, "Codes for a missing value") == [1]


@pytest.mark.parametrize("figures", ["kwb_2019_amsterdam_84583NED.csv", "kwb_2021_amsterdam_selectie.csv"])
def test_amsterdam_2022_does_not_match_older_codes_and_says_so(qgis_app, shared_data, figures):
    with pytest.raises(NoOverlap):
        real(shared_data, "amsterdam_noord/buurten_2022_amsterdam.geojson", f"amsterdam_noord/{figures}")


def test_amsterdam_2022_without_figures(qgis_app, shared_data):
    buurten, _ = real(shared_data, "amsterdam_noord/buurten_2022_amsterdam.geojson", require_inwoners=False)
    assert len(buurten) == 518
    assert buurten.crs.authid() == RD
    assert buurten.table["buurtcode"].str.match(r"BU0363[A-Z]{2}\d{2}$").all()


def test_breda_by_name(qgis_app, shared_data):
    buurten, report = real(shared_data, "breda/Buurten.geojson", "breda/population.csv")
    assert (len(buurten), buurten.table["inwoners"].sum()) == (56, 184_670)
    assert buurten.table["buurtcode"].str.startswith("BU0758").all()
    assert said(report, "56 of 56 areas") == [56]


def test_den_haag_zuidwest_with_statline(qgis_app, shared_data):
    alone, _ = real(shared_data, "denhaag_zuidwest/buurten_2019_dhzw.gpkg")
    joined, report = real(shared_data, "denhaag_zuidwest/buurten_2019_dhzw.gpkg",
                          "denhaag_zuidwest/kwb_2019_denhaag_84583NED.csv")
    assert alone.table["inwoners"].sum() == joined.table["inwoners"].sum() == 84_880
    assert said(report, "14 of 14 areas") == [14]
    assert said(report, "Figures that the layer has too") == [182]
    pd.testing.assert_series_equal(alone.table["hh_eenpersoons"], joined.table["hh_eenpersoons"], atol=5.5)


def test_all_wijken_of_the_netherlands(qgis_app, shared_data):
    buurten, report = real(shared_data, "nl_wijk_2016/wijken_2016_gegeneraliseerd.gpkg",
                           "nl_wijk_2016/kwb_2016_wijk.csv")
    assert (len(buurten), buurten.table["inwoners"].sum()) == (2_957, 16_345_365)
    assert said(report, "Invalid areas, repaired") == [12]
    assert said(report, "without a polygon") == [2]
    assert said(report, "Pieces joined") == [1]
    assert buurten.table["buurtcode"].is_unique


def test_the_geopackage_of_cbs_has_gemeenten_wijken_and_buurten(run_alg, tmp_path):
    """QGIS takes the first layer of a file; the buurten are wanted."""
    path, buurten = tmp_path / "wijkenbuurten_2024.gpkg", stadje.buurten()
    whole = QgsGeometry.unaryUnion([f.geometry() for f in buurten.getFeatures()])
    gemeenten = stadje.layer("Polygon", "field=gemeentecode:string&field=aantal_inwoners:integer",
                             [(whole.asWkt(), "GM9998", 6900)])
    for layer, name in ((gemeenten, "gemeenten"), (buurten, "buurten")):
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName, options.layerName = "GPKG", name
        if path.exists():
            options.actionOnExistingFile = QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteLayer
        QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(path), QgsCoordinateTransformContext(), options)
    done = run_alg("buurten", {"INPUT": str(path), "OUTPUT": "memory:"})
    assert done.results["OUTPUT"].featureCount() == 6
    assert any("buurten is taken; the file has gemeenten, buurten" in text for _, text in done.messages)
    chosen = run_alg("buurten", {"INPUT": f"{path}|layername=gemeenten", "OUTPUT": "memory:"})
    assert chosen.results["OUTPUT"].featureCount() == 1
