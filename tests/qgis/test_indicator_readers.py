"""Indicator tables as municipalities have them: every key, spelling, level and shape, and honest reports."""

import numpy as np
import pandas as pd
import pytest

from verbondenheidskaart_plugin.core.index import compute
from verbondenheidskaart_plugin.core.layers import LAYERS
from verbondenheidskaart_plugin.data import indicators as intake
from verbondenheidskaart_plugin.data.report import Report

CODES = ["BU03630101", "BU03630102", "BU03630201"]


@pytest.fixture(scope="module")
def model(qgis_app):
    return intake.read_model()


@pytest.fixture
def buurten():
    return pd.DataFrame({
        "buurtcode": CODES, "buurtnaam": ["IJplein/Vogelbuurt", "Tuindorp Oostzaan", "Banne-Noord"],
        "wijkcode": ["WK036301", "WK036301", "WK036302"], "gemeentecode": ["GM0363"] * 3,
        "inwoners": [100.0, 200, 300]})


@pytest.fixture
def report():
    return Report()


def texts(report, level=None):
    return [r["melding"] for r in report.rows if level in (None, r["niveau"])]


def read(table, buurten, model, report, **options):
    source = table if isinstance(table, pd.DataFrame) else pd.DataFrame(table)
    return intake.read_indicators([source], ["tabel"], buurten, model, report, **options)


def values_of(long):
    return {(row.gebied, row.indicator): row.waarde for row in long.itertuples()}


@pytest.mark.parametrize("column, keys", [
    ("buurtcode", CODES),
    ("BU_CODE", ["  BU03630101 ", "bu03630102", "BU03630201  "]),
    ("gwb_code", ["03630101", "03630102", "03630201"]),
    ("Codering_3", ["BU03630101  ", "BU03630102  ", "BU03630201  "]),
    ("gebied", [3630101, 3630102, 3630201]),
    ("code", [3630101.0, 3630102.0, 3630201.0]),
    ("eigen kolom", CODES),
    ("buurt", ["IJplein/Vogelbuurt", "TUINDORP OOSTZAAN", "Banne Noord"]),
    ("neighborhood", ["ijplein vogelbuurt", "Tuindorp-Oostzaan", "Banne-Noord"]),
])
def test_areas_by_any_code_or_name(column, keys, buurten, model, report):
    long = read({column: keys, "V02": [70, 80, 90]}, buurten, model, report)
    assert values_of(long) == {(code, "V02"): value for code, value in zip(CODES, (70, 80, 90))}
    assert set(long["niveau"]) == {"buurt"}
    assert list(long.columns) == list(intake.LONG)


def test_a_match_on_names_is_said(buurten, model, report):
    read({"naam": list(buurten["buurtnaam"]), "V02": [1, 2, 3]}, buurten, model, report)
    assert any('joined on the name in "naam"' in text for text in texts(report, "waarschuwing"))


def test_names_that_occur_twice_match_nothing(buurten, model, report):
    buurten.loc[1, "buurtnaam"] = "IJplein/Vogelbuurt"
    long = read({"buurt": ["IJplein/Vogelbuurt", "Banne-Noord"], "V02": [70, 90]}, buurten, model, report)
    assert values_of(long) == {("BU03630201", "V02"): 90}


@pytest.mark.parametrize("column, keys, level", [
    ("wijkcode", ["WK036301", "WK036302"], "wijk"), ("wk", ["WK036301", "WK036302"], "wijk"),
    ("wijk", [36301, 36302], "wijk"), ("gm_code", ["0363", "0034"], "gemeente"), ("gemeente", [363, 34], "gemeente"),
])
def test_higher_levels(column, keys, level, buurten, model, report):
    long = read({column: keys, "V02": [70, 80]}, buurten, model, report)
    assert set(long["niveau"]) == {level} and long["waarde"].iloc[0] == 70


def test_the_finest_code_column_wins(buurten, model, report):
    long = read({"gemeentecode": ["GM0363"] * 2, "wijkcode": ["WK036301"] * 2, "buurtcode": CODES[:2], "V02": [7, 8]},
                buurten, model, report)
    assert set(values_of(long)) == {(CODES[0], "V02"), (CODES[1], "V02")}


def test_a_table_with_all_levels_fills_the_gaps(buurten, model, report):
    long = read({"WijkenEnBuurten": ["GM0363    ", "WK036301  ", "BU03630101", "BU03639999"],
                 "AfstandTotHuisartsenpraktijk_105": ["     1,5", "     0.5", "     0.2", "9"],
                 "AfstandTotSchool_108": ["2.5", ".", ".", "."]}, buurten, model, report)
    values, levels = intake.to_values(long, buurten, model, report)
    assert list(values.index) == CODES
    assert list(values["N01"]) == [0.2, 0.5, 1.5] and list(levels["N01"]) == ["buurt", "wijk", "gemeente"]
    assert list(values["N07"]) == [2.5] * 3 and set(levels["N07"]) == {"gemeente"}
    assert any("BU03639999" in text for text in texts(report, "waarschuwing")), "codes of another year are named"
    assert any("1 values come from the wijk" in text and "N01" in text for text in texts(report))
    assert any("4 values come from the gemeente" in text for text in texts(report))


def test_a_model_may_forbid_a_level(buurten, model, report):
    long = read({"gemeentecode": ["GM0363"], "T10": [7], "V02": [80]}, buurten, model, report)
    values, _ = intake.to_values(long, buurten, model, report)
    assert list(values.columns) == ["V02"], "the Leefplekmeter is about a place, not a gemeente"


def test_wijken_as_areas(model, report):
    wijken = pd.DataFrame({"buurtcode": ["WK036301", "WK036302"], "buurtnaam": ["A", "B"],
                           "wijkcode": ["WK036301", "WK036302"], "gemeentecode": ["GM0363"] * 2})
    long = read({"gwb": ["GM0363", "WK036301"], "V02": [50, 70]}, wijken, model, report)
    values, levels = intake.to_values(long, wijken, model, report)
    assert list(values["V02"]) == [70, 50] and list(levels["V02"]) == ["wijk", "gemeente"]


def test_own_codes_that_are_no_cbs_codes(model, report):
    own = pd.DataFrame({"buurtcode": ["N60a", "N60b"], "buurtnaam": ["A", "B"], "wijkcode": [None, None],
                        "gemeentecode": [None, None]})
    long = read({"gebied": ["N60b", "N61"], "V02": [50, 70]}, own, model, report)
    values, levels = intake.to_values(long, own, model, report)
    assert np.isnan(values["V02"].iloc[0]) and values["V02"].iloc[1] == 50


def test_decimal_commas_sentinels_and_dots_are_missing_not_zero(buurten, model, report):
    long = read({"buurtcode": CODES, "cafe_gemiddelde_afstand_in_km": ["0,3", "-99997", "."],
                 "restaurantGemiddeldeAfstandInKm": [-99999999.0, 0.0, -99995.0]}, buurten, model, report)
    assert values_of(long) == {(CODES[0], "N04"): 0.3, (CODES[1], "N05"): 0.0}


def test_long_tables_with_n_year_and_source(buurten, model, report):
    long = read({"Gebied": CODES + CODES[:1], "Indicator": ["V02", "prettig", "v02", "V02"],
                 "Waarde": ["70", "1", "80", "60"], "n": [40, 40, 9, 30], "jaar": [2023, 2023, 2023, 2021],
                 "bron": ["Omnibus", None, None, None]}, buurten, model, report)
    assert [tuple(r) for r in long[["gebied", "waarde", "n", "jaar", "bron"]].itertuples(index=False)] == [
        (CODES[0], 70, 40, 2023, "Omnibus"),
        (CODES[0], 60, 30, 2021, "Veiligheidsmonitor (CBS/J&V/gemeenten) (tabel)")]
    warnings = texts(report, "waarschuwing")
    assert any("prettig" in text for text in warnings)
    assert any("1 values of fewer than 10 respondents" in text for text in warnings)
    values, _ = intake.to_values(long, buurten, model, report)
    assert values["V02"].iloc[0] == 70, "the newest year counts"
    assert any("1 older values" in text for text in texts(report))
    asked = read({"gebied": CODES[:1] * 2, "indicator": ["V02"] * 2, "waarde": [70, 60], "jaar": ["2023", "2021JJ00"]},
                 buurten, model, report, jaar=2021)
    assert list(asked["waarde"]) == [60]


def test_n_in_a_wide_table_is_about_its_survey_questions(buurten, model, report):
    long = read({"buurtcode": CODES, "V02": [70, 80, 90], "T10": [6, 7, 8], "O12": [50, 60, 70], "n": [9, 10, 11],
                 "T10_n": [50, 5, 50]}, buurten, model, report)
    assert set(values_of(long)) == {
        (CODES[1], "V02"), (CODES[2], "V02"), (CODES[0], "T10"), (CODES[2], "T10"), *((c, "O12") for c in CODES)}


def test_twice_the_same_area_is_reported(buurten, model, report):
    long = read({"buurtcode": [*CODES, CODES[0]], "V02": [70, 80, 90, 75]}, buurten, model, report)
    values, _ = intake.to_values(long, buurten, model, report)
    assert list(values["V02"]) == [70, 80, 90]
    assert any("1 values occur twice" in text and "1 differ" in text for text in texts(report, "waarschuwing"))


def test_unused_columns_are_named(buurten, model, report):
    read({"buurtcode": CODES, "V02": [1, 2, 3], "geluid_db": [1, 2, 3], "Eenpersoonshuishoudens_29": [1, 2, 3],
          "Eenzaam_27": [4, 5, 6]}, buurten, model, report)
    info = " ".join(texts(report, "info"))
    assert "1 columns are no indicator of the model and were not used: geluid_db." in info
    assert "1 columns are context, not part of the index: Eenpersoonshuishoudens_29." in info
    assert "Eenzaam_27 (E01)" in info


def test_two_columns_for_one_indicator(buurten, model, report):
    long = read({"buurtcode": CODES, "AfstandTotSchool_64": [9, 9, 9], "AfstandTotSchool_60": [1, 2, 3]},
                buurten, model, report)
    assert list(long["waarde"]) == [1, 2, 3], "the name the catalogue knows goes first"
    assert any("AfstandTotSchool_64" in text for text in texts(report, "waarschuwing"))


def test_a_table_about_other_places_is_refused_with_a_message(buurten, model, report):
    assert len(read({"buurtcode": ["BU07580001"], "V02": [5]}, buurten, model, report)) == 0
    assert any("No area of this table" in text for text in texts(report, "waarschuwing"))
    assert len(read({"naam": ["Ergens"], "opmerking": ["bij Banne-Noord"]}, buurten, model, report)) == 0


def test_no_tables_at_all(buurten, model, report):
    long = intake.read_indicators([], [], buurten, model, report)
    values, levels = intake.to_values(long, buurten, model, report)
    assert list(values.index) == CODES and values.shape == levels.shape == (3, 0)
    assert compute(values, model, rankable=levels).table["index_status"].eq("onvoldoende_gegevens").all()


def test_csv_as_dutch_spreadsheets_write_it(tmp_path, buurten, model, report):
    from qgis.core import QgsVectorLayer

    path = tmp_path / "enquete.csv"
    path.write_text('\ufeff"BU_CODE";"V02";"V04"\n"BU03630101  ";"71,5";"."\n"BU03630102";"";"60"\n', encoding="utf-8")
    layer = QgsVectorLayer(str(path), "enquete", "ogr")
    assert layer.isValid()
    seen = []
    long = intake.read_indicators([layer], ["enquete"], buurten, model, report, seen.append)
    assert values_of(long) == {(CODES[0], "V02"): 71.5, (CODES[1], "V04"): 60}
    assert seen[-1] == 1


def test_fields_of_the_buurten_layer(buurten, model, report):
    buurten["cafe_gemiddelde_afstand_in_km"] = [0.2, np.nan, 1.1]
    buurten["percentage_koopwoningen"] = [20, 30, 40]
    long = intake.from_buurten(buurten, model, report)
    assert values_of(long) == {(CODES[0], "N04"): 0.2, (CODES[2], "N04"): 1.1}
    assert any("1 fields of the layer are indicators: N04." in text for text in texts(report))


def test_from_table_to_indicatorwaarden_and_back(buurten, model, report):
    computed = pd.DataFrame({"O02": [10.0, 50, np.nan], "O05": [1.0, 2, 3], "O07": [3.0, 1, 2], "O09": [90.0, 80, 40]})
    table = {"buurtcode": CODES[:2], "O05": [9, 8], "jaar": [2024, 2024], "Eenzaam_27": [40, 41]}
    long = pd.concat([
        read(table, buurten, model, report),
        intake.from_computed(computed, buurten, "Verbondenheidskaart")], ignore_index=True)
    values, levels = intake.to_values(long, buurten, model, report)
    assert list(values["O05"]) == [9, 8, 3], "a table with a year goes before what the run computed"
    result = compute(values, model, rankable=levels)
    rows = intake.indicator_rows(long, buurten, model, result)
    assert tuple(rows.columns) == LAYERS["indicatorwaarden"].names
    assert len(rows) == values.notna().sum().sum() and list(rows["gebied"].unique()) == CODES
    mine = rows[rows["gebied"] == CODES[1]].set_index("indicator")
    assert mine.loc["O02", ["waarde", "genormaliseerd"]].tolist() == [50, 50]
    assert mine.loc["O05", ["bron", "jaar", "soort", "construct", "niveau"]].tolist() == [
        "OSM + gemeentelijke lijst (tabel)", 2024, "objectief", "participatie", "buurt"]
    assert np.isnan(mine.loc["E01", "genormaliseerd"]) and mine.loc["O07", "bron"] == "Verbondenheidskaart"
    for code in CODES[:2]:  # the score by hand from the rows alone
        own = rows[(rows["gebied"] == code) & rows["genormaliseerd"].notna()]
        constructs = own.groupby("construct")["genormaliseerd"].mean().clip(lower=1)
        assert result.table.loc[code, "verbondenheid"] == pytest.approx(np.exp(np.log(constructs).mean()))
    assert result.table.loc[CODES[2], "index_status"] == "onvoldoende_gegevens"


def test_what_the_index_found_is_told(buurten, model, report):
    values = pd.DataFrame({"O02": [10.0, 50, 60], "O09": [5.0, 5, 5], "O07": [1.0, 2, 3], "V02": [70, 120, 80]}, CODES)
    intake.tell_index(compute(values, model), model, report)
    everything = " ".join(texts(report))
    assert "3 indicators are active" in everything
    assert "The same value everywhere, so these do not count: O09." in everything
    assert "cut off at its ends: V02 (1)" in everything
    assert "{" not in everything


def test_every_finding_has_a_sentence(model):
    import ast
    import inspect

    from verbondenheidskaart_plugin.core import coherence, index, normalise

    codes = set()
    for module in (index, normalise, coherence):
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Finding":
                codes.add(node.args[0].value)
    assert len(codes) >= 10
    for code in codes:
        assert "{" not in intake._sentence(code).format(nodes="x")


@pytest.mark.echte_data
def test_amsterdam_2019_on_the_buurten_of_2014(shared_data, model, report):
    """The codes of the two years do not match: the report must say so, and the gemeente must fill the gap."""
    from qgis.core import QgsVectorLayer

    from verbondenheidskaart_plugin.data.features import read as read_features

    folder = shared_data / "amsterdam_noord"
    table = read_features(QgsVectorLayer(str(folder / "buurten_2014_noord_kwb.gpkg"), "b", "ogr"), "buurten").table
    noord = pd.DataFrame({"buurtcode": table["BU_CODE"], "buurtnaam": table["BU_NAAM"], "wijkcode": None,
                          "gemeentecode": table["GM_CODE"]})
    layer = QgsVectorLayer(str(folder / "kwb_2019_amsterdam_84583NED.csv"), "kwb", "ogr")
    long = intake.read_indicators([layer], ["kwb"], noord, model, report)
    values, levels = intake.to_values(long, noord, model, report)
    assert set(values.columns) == {"N01", "N03", "N07", "N13"} and set(levels.stack()) == {"gemeente"}
    assert any(text.startswith("479 areas of the table do not occur") for text in texts(report, "waarschuwing"))


@pytest.mark.echte_data
def test_the_wijken_of_2016(shared_data, model, report):
    """2,959 wijken with a duplicate and wijken without inhabitants, in three years of the Leefbaarometer."""
    from qgis.core import QgsVectorLayer

    folder = shared_data / "nl_wijk_2016"
    names = ["rivm_eenzaamheid_2016_wijk.csv", "leefbaarometer2_dimensiescore_wijk_2012_2016.csv"]
    layers = [QgsVectorLayer(str(folder / name), name, "ogr") for name in names]
    codes = pd.read_csv(folder / "kwb_2016_wijk.csv", dtype=str)["WK_CODE"].drop_duplicates()
    wijken = pd.DataFrame({"buurtcode": codes, "buurtnaam": codes, "wijkcode": codes,
                           "gemeentecode": "GM" + codes.str[2:6]}).reset_index(drop=True)
    long = intake.read_indicators(layers, names, wijken, model, report)
    values, levels = intake.to_values(long, wijken, model, report)
    result = compute(values, model, rankable=levels)
    assert result.model_coverage["actief"] == ["L04", "L05", "L06"], "lonely and liveable by demography stay out"
    assert result.table["ruimtelijk"].notna().sum() == values["L06"].notna().sum() > 2800
    assert values["L05"].corr(values["E02"], method="spearman") < -0.5, "higher L05 = safer"
    assert any("occur twice" in text for text in texts(report, "waarschuwing"))
