"""Field styles of CBS, figures as counts, and area codes."""

import csv

import numpy as np
import pandas as pd
import pytest

from verbondenheidskaart_plugin.core.cbs import FIGURES, FieldStyles, Source
from verbondenheidskaart_plugin.core.codes import area_codes, level_of, parents
from verbondenheidskaart_plugin.core.errors import CatalogueError
from verbondenheidskaart_plugin.core.figures import extras, figures, thousands_lost

AGES = ("lft_0_15", "lft_15_25", "lft_25_45", "lft_45_65", "lft_65_plus")
HOUSEHOLDS = ("hh_eenpersoons", "hh_zonder_kinderen", "hh_met_kinderen")
NEW = ("herk_nl", "herk_europa", "herk_buiten_europa")
OLD = ("herk_westers", "herk_niet_westers")


@pytest.fixture(scope="module")
def rows(root):
    with (root / "resources" / "catalogue" / "kwb_velden.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def styles(rows):
    return FieldStyles.from_rows(rows, "kwb_velden")


# The columns as the services really spell them, in the order of FIGURES with the origin at hand.
LAYERS = {
    "wfs": ("procent", (*AGES, *HOUSEHOLDS, *NEW), [
        "aantalInwoners", "aantalHuishoudens", "percentagePersonen0Tot15Jaar", "percentagePersonen15Tot25Jaar",
        "percentagePersonen25Tot45Jaar", "percentagePersonen45Tot65Jaar", "percentagePersonen65JaarEnOuder",
        "percentageEenpersoonshuishoudens", "percentageHuishoudensZonderKinderen",
        "percentageHuishoudensMetKinderen", "percentageMetHerkomstlandNederland",
        "percentageMetHerkomstlandUitEuropaExclNl", "percentageMetHerkomstlandBuitenEuropa"]),
    "geopackage": ("procent", (*AGES, *HOUSEHOLDS, *NEW), [
        "aantal_inwoners", "aantal_huishoudens", "percentage_personen_0_tot_15_jaar",
        "percentage_personen_15_tot_25_jaar", "percentage_personen_25_tot_45_jaar",
        "percentage_personen_45_tot_65_jaar", "percentage_personen_65_jaar_en_ouder",
        "percentage_eenpersoonshuishoudens", "percentage_huishoudens_zonder_kinderen",
        "percentage_huishoudens_met_kinderen", "percentage_met_herkomstland_nederland",
        "percentage_met_herkomstland_uit_europa_excl_nl", "percentage_met_herkomstland_buiten_europa"]),
    "statline_v3": ("aantal", (*AGES, *HOUSEHOLDS, *OLD), [
        "AantalInwoners_5", "HuishoudensTotaal_28", "k_0Tot15Jaar_8", "k_15Tot25Jaar_9", "k_25Tot45Jaar_10",
        "k_45Tot65Jaar_11", "k_65JaarOfOuder_12", "Eenpersoonshuishoudens_29", "HuishoudensZonderKinderen_30",
        "HuishoudensMetKinderen_31", "WestersTotaal_17", "NietWestersTotaal_18"]),
    "statline_csv": ("aantal", (*AGES, *HOUSEHOLDS, *NEW), [
        "Bevolking/Aantal inwoners (aantal)", "Bevolking/Particuliere huishoudens/Huishoudens totaal (aantal)",
        *(f"Bevolking/Leeftijdsgroepen/{a} (aantal)" for a in (
            "0 tot 15 jaar", "15 tot 25 jaar", "25 tot 45 jaar", "45 tot 65 jaar", "65 jaar of ouder")),
        *(f"Bevolking/Particuliere huishoudens/{h} (aantal)" for h in (
            "Eenpersoonshuishoudens", "Huishoudens zonder kinderen", "Huishoudens met kinderen")),
        *(f"Bevolking/Bevolking naar herkomst/Herkomstland/{h} (aantal)" for h in (
            "Nederland", "Europa (exclusief Nederland) ", "Buiten Europa "))]),
    "meetcode_v4": ("aantal", (*AGES, *HOUSEHOLDS, *NEW), [
        "T001036", "1050010_2", "10680", "53050", "53310", "53715", "80200", "1050015", "1016040", "1016030",
        "1012600_1", "H007933_1", "H008859_1"]),
    "kwb_xlsx": ("aantal", (*AGES, *HOUSEHOLDS, *NEW), [
        "a_inw", "a_hh", "a_00_14", "a_15_24", "a_25_44", "a_45_64", "a_65_oo", "a_1p_hh", "a_hh_z_k", "a_hh_m_k",
        "a_nl_all", "a_eur_al", "a_neu_al"]),
    "wijkbuurtkaart_oud": ("procent", (*AGES, *HOUSEHOLDS, *OLD), [
        "AANT_INW", "AANTAL_HH", "P_00_14_JR", "P_15_24_JR", "P_25_44_JR", "P_45_64_JR", "P_65_EO_JR", "P_EENP_HH",
        "P_HH_Z_K", "P_HH_M_K", "P_WEST_AL", "P_N_W_AL"]),
    "afgekort_buurt": ("aantal", (*AGES, *HOUSEHOLDS, "herk_nl", *OLD), [
        "tot_pop", "hh_totl", "ag_0_15", "a_15_25", "a_25_45", "a_45_65", "ag_vr65", "hh_sngl", "hh_n_ch", "hh_wth_",
        "mgrtn_D", "mgrtn_w", "mgrtn__"]),
    "verbondenheidskaart": ("aantal", (*AGES, *HOUSEHOLDS, *NEW), [
        "inwoners", "huishoudens", *AGES, *HOUSEHOLDS, *NEW]),
}


@pytest.mark.parametrize("style", LAYERS)
def test_each_style_is_recognised(styles, style):
    unit, groups, columns = LAYERS[style]
    found = styles.sources(["gemeentenaam", *columns, "iets_anders"])
    expected = dict(zip(("inwoners", "huishoudens", *groups), columns))
    assert {f: s.columns for f, s in found.items()} == {f: (c,) for f, c in expected.items()}
    assert {found[g].unit for g in groups} == {unit}
    assert {s.style for s in found.values()} == {style}
    assert {found[h].denominator for h in HOUSEHOLDS} == {"huishoudens"}
    assert {found[a].denominator for a in AGES} == {"inwoners"}


def test_capitals_and_blanks_make_no_difference(styles):
    found = styles.sources([" aant_inw ", "p_65_eo_jr"])
    assert found["inwoners"].columns == (" aant_inw ",)
    assert found["lft_65_plus"].unit == "procent"


@pytest.mark.parametrize("shift", [0, 3])
def test_statline_numbers_may_shift_and_repeated_names_are_told_apart(styles, shift):
    names = ["Nederland", "EuropaExclusiefNederland", "BuitenEuropa"] * 2 + ["EuropaExclusiefNederland", "BuitenEuropa"]
    columns = [f"{n}_{i + 17 + shift}" for i, n in enumerate(names)]
    found = styles.sources(columns[::-1])  # the order of the columns does not matter
    assert [found[f].columns[0] for f in NEW] == columns[:3]


def test_a_selection_with_only_those_born_abroad_is_not_taken_for_all(styles):
    found = styles.sources(["AantalInwoners_5", "EuropaExclusiefNederland_23", "BuitenEuropa_24"])
    assert set(found) == {"inwoners"}


def test_styles_are_detected_per_field(styles):
    found = styles.sources(["aantalInwoners", "percentagePersonen65JaarEnOuder", "k_0Tot15Jaar_8", "P_EENP_HH"])
    assert {f: (s.style, s.unit) for f, s in found.items()} == {
        "inwoners": ("wfs", "aantal"), "lft_65_plus": ("wfs", "procent"), "lft_0_15": ("statline_v3", "aantal"),
        "hh_eenpersoons": ("wijkbuurtkaart_oud", "procent")}


def test_own_names_of_the_plugin_win(styles):
    found = styles.sources([*LAYERS["geopackage"][2], "inwoners", "lft_65_plus"])
    assert found["inwoners"].columns == ("inwoners",)
    assert found["lft_65_plus"].unit == "aantal"
    assert found["lft_0_15"].unit == "procent"


def test_cells_add_up_their_parts_or_nothing(styles):
    columns = ["aantal_inwoners", "aantal_part_huishoudens", "aantal_eenouderhuishoudens",
               "aantal_tweeouderhuishoudens", "percentage_geb_nederland_herkomst_overig_europa"]
    found = styles.sources(columns)
    assert found["hh_met_kinderen"].columns == ("aantal_eenouderhuishoudens", "aantal_tweeouderhuishoudens")
    assert "herk_europa" not in found  # those born abroad are missing
    columns.append("percentage_geb_buiten_nederland_herkomst_europa")
    assert styles.sources(columns)["herk_europa"].unit == "procent"


def test_codes_are_found_in_order_of_the_catalogue(styles):
    assert styles.columns_of("buurtcode", ["code", "cbsCode", "naam"]) == ["cbsCode", "code"]
    assert styles.columns_of("buurtcode", ["WijkenEnBuurten", "Codering_3"]) == ["Codering_3", "WijkenEnBuurten"]
    assert styles.columns_of("buurtcode", ["gebied"]) == []


@pytest.mark.parametrize(("column", "value", "problem"), [
    ("veld", "inwonerz", "unknown_value"), ("eenheid", "promille", "unknown_value"), ("kolom", "", "empty"),
    ("noemer", "", "empty")])
def test_a_wrong_row_of_the_catalogue_is_named(rows, column, value, problem):
    number = next(i for i, r in enumerate(rows) if r["eenheid"] == "procent")
    wrong = [dict(r) for r in rows]
    wrong[number][column] = value
    with pytest.raises(CatalogueError) as error:
        FieldStyles.from_rows(wrong, "kwb_velden")
    assert (error.value.row, error.value.column, error.value.problem) == (number + 2, column, problem)


def test_a_missing_column_of_the_catalogue_is_named(rows):
    with pytest.raises(CatalogueError) as error:
        FieldStyles.from_rows([{k: v for k, v in r.items() if k != "deel"} for r in rows], "kwb_velden")
    assert error.value.problem == "missing_column"


# --- figures ---------------------------------------------------------------------------------------------------------

PERCENT = pd.DataFrame({
    "inwoners": [1000.0, 500.0, 200.0], "huishoudens": [400.0, 300.0, 150.0],
    "lft_0_15": [20.0, 10.0, 5.0], "lft_15_25": [10.0, 10.0, 15.0], "lft_25_45": [30.0, 25.0, 40.0],
    "lft_45_65": [25.0, 30.0, 30.0], "lft_65_plus": [15.0, 26.0, 10.0],
    "hh_eenpersoons": [40.0, 50.0, 60.0], "hh_zonder_kinderen": [30.0, 30.0, 30.0],
    "hh_met_kinderen": [30.0, 20.0, 10.0], "herk_westers": [10.0, 5.0, 8.0], "herk_niet_westers": [30.0, 5.0, 12.0]})


def sources_of(table, unit):
    return {name: Source((name,), "aantal" if name in ("inwoners", "huishoudens") else unit,
                         "huishoudens" if name.startswith("hh_") else "inwoners", "proef") for name in table.columns}


def test_percentages_become_persons_and_households():
    counts, found = figures(PERCENT, sources_of(PERCENT, "procent"))
    assert list(counts.columns) == list(FIGURES)
    np.testing.assert_allclose(counts["lft_65_plus"], [150, 130, 20])
    np.testing.assert_allclose(counts["hh_eenpersoons"], [160, 150, 90])
    np.testing.assert_allclose(counts["herk_nl"], [600, 450, 160])
    assert counts["herk_europa"].isna().all()
    assert [(f.kind, f.fields, f.count) for f in found] == [("derived", ("herk_nl",), 3)]


def test_counts_stay_counts():
    counts, _ = figures(PERCENT, sources_of(PERCENT, "procent"))
    given = counts.drop(columns=["herk_europa", "herk_buiten_europa"])
    again, found = figures(given, sources_of(given, "aantal"))
    pd.testing.assert_frame_equal(again, counts)
    assert found == []


def test_a_promise_of_percentages_is_verified_against_the_values():
    counts, _ = figures(PERCENT, sources_of(PERCENT, "procent"))
    given = counts.drop(columns=["herk_nl", "herk_europa", "herk_buiten_europa"])
    again, found = figures(given, sources_of(given, "procent"))
    np.testing.assert_allclose(again[list(AGES)], counts[list(AGES)])
    assert {f.kind for f in found} == {"is_count", "derived"}


def test_a_promise_of_counts_is_verified_against_the_values():
    given = PERCENT[["inwoners", "huishoudens", *AGES, *HOUSEHOLDS]]
    again, found = figures(given, sources_of(given, "aantal"))
    np.testing.assert_allclose(again["lft_0_15"], [200, 50, 10])
    assert [f.kind for f in found] == ["is_percent", "is_percent"]


def test_small_buurten_with_counts_are_not_taken_for_percentages():
    given = PERCENT[["inwoners", *AGES]].assign(inwoners=[100.0, 101.0, 100.0])
    counts, found = figures(given, sources_of(given, "aantal"))
    np.testing.assert_allclose(counts["lft_0_15"], given["lft_0_15"])
    assert found == []


def test_rounding_in_tiny_buurten_is_not_held_against_the_groups():
    """Ten households of which 10, 5 and 5 (really 7, 2 and 1) are counts rounded to 5, not nonsense."""
    given = pd.DataFrame({"huishoudens": [10.0, 7840.0], "hh_eenpersoons": [10.0, 3735.0],
                          "hh_zonder_kinderen": [5.0, 1840.0], "hh_met_kinderen": [5.0, 2275.0]})
    for table in (given, given.iloc[:1]):
        counts, found = figures(table, sources_of(table, "aantal"))
        np.testing.assert_allclose(counts["hh_eenpersoons"], table["hh_eenpersoons"])
        assert found == []


def test_groups_that_add_up_to_nothing_sensible_are_not_used():
    given = PERCENT[["inwoners", *AGES]].copy()
    given[list(AGES)] *= 0.6
    counts, found = figures(given, sources_of(given, "procent"))
    assert counts[list(AGES)].isna().all(axis=None)
    assert [(f.kind, f.count) for f in found] == [("implausible", 3)]


def test_impossible_values_become_unknown_and_are_counted():
    given = PERCENT[["inwoners", "lft_65_plus"]].copy()
    many = pd.concat([given] * 20, ignore_index=True)
    many.loc[0, "inwoners"] = -5.0
    many.loc[1, "lft_65_plus"] = -1.0
    many.loc[2, "lft_65_plus"] = 140.0
    counts, found = figures(many, sources_of(many, "procent"))
    assert counts.loc[0, "inwoners"] != counts.loc[0, "inwoners"]
    assert counts.loc[[1, 2], "lft_65_plus"].isna().all()
    assert {(f.kind, f.fields[0], f.count) for f in found} >= {
        ("negative", "inwoners", 1), ("negative", "lft_65_plus", 1), ("above_100", "lft_65_plus", 1),
        ("no_denominator", "lft_65_plus", 1)}


def test_a_count_above_its_total_becomes_unknown_but_rounding_may():
    given = pd.DataFrame({"inwoners": np.full(40, 100.0), "lft_65_plus": np.full(40, 30.0)})
    given.loc[0, "lft_65_plus"] = 104.0
    given.loc[1, "lft_65_plus"] = 250.0
    counts, found = figures(given, sources_of(given, "aantal"))
    assert counts.loc[0, "lft_65_plus"] == 104.0
    assert np.isnan(counts.loc[1, "lft_65_plus"])
    assert [(f.kind, f.count) for f in found] == [("above_total", 1)]


@pytest.mark.parametrize("values, row", [
    ([900, 1.234, 2.1], 1), ([np.nan, 3.5, 12.875], 2), ([1.234, 2.0, 3.4], 0),  # 1.234 people, as Dutch Excel writes
    ([900, 1234, 35], None), ([0.234, 1.2], None), ([12.5, 150.25], None), ([150.125, 900], None),
    ([1.23456, 900], None),
    ([12.5, 900], None), ([1.234, 5000], None), ([np.nan], None), ([], None)])
def test_points_between_thousands_are_noticed(values, row):
    assert thousands_lost(np.array(values, dtype=float)) == row


def test_missing_stays_missing():
    given = PERCENT.copy()
    given.loc[1] = np.nan
    counts, _ = figures(given, sources_of(given, "procent"))
    assert counts.loc[1].isna().all()
    assert counts.loc[0, "lft_0_15"] == 200


def test_old_and_new_origin_never_stay_together():
    given = PERCENT.assign(herk_nl=[70.0, 90.0, 80.0], herk_europa=[10.0, 5.0, 10.0],
                           herk_buiten_europa=[20.0, 5.0, 10.0])
    counts, found = figures(given, sources_of(given, "procent"))
    assert counts[list(OLD)].isna().all(axis=None)
    np.testing.assert_allclose(counts["herk_nl"], [700, 450, 160])
    assert [f.kind for f in found] == ["origin_both"]


def test_an_empty_new_origin_does_not_push_out_the_old():
    given = PERCENT.assign(herk_europa=np.nan, herk_buiten_europa=np.nan)
    counts, _ = figures(given, sources_of(given, "procent"))
    np.testing.assert_allclose(counts["herk_westers"], [100, 25, 16])


def test_percentages_without_a_total_use_the_one_given_and_do_not_return_it():
    given = PERCENT[["lft_0_15", "hh_eenpersoons"]]
    alone, found = figures(given, sources_of(given, "procent"))
    assert alone.isna().all(axis=None)
    assert {f.kind for f in found} == {"no_denominator"}
    counts, _ = figures(given, sources_of(given, "procent"), PERCENT)
    np.testing.assert_allclose(counts["lft_0_15"], [200, 50, 10])
    assert counts["inwoners"].isna().all()


def test_land_and_stedelijkheid():
    given = pd.DataFrame({"OPP_LAND": [12.0, 0.0, np.nan], "STED": [1.0, 5.0, 2500.0]})
    sources = {"land_m2": Source(("OPP_LAND",), "ha", "", "x"), "stedelijkheid": Source(("STED",), "klasse", "", "x")}
    out, found = extras(given, sources)
    assert out["land_m2"].iloc[0] == 120_000
    assert out["land_m2"].isna().tolist() == [False, True, True]
    assert out["stedelijkheid"].tolist()[:2] == [1, 5]
    assert [(f.kind, f.count) for f in found] == [("not_a_class", 1)]


# --- codes -----------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("values", "level", "gemeente", "expected"), [
    (["BU03630660", "bu0363AC01 "], "BU", None, ["BU03630660", "BU0363AC01"]),
    (["03630660", None], "BU", None, ["BU03630660", None]),
    ([3630660.0, 14000001.0, np.nan], "BU", None, ["BU03630660", "BU14000001", None]),
    (["0363AC01"], "BU", None, ["BU0363AC01"]),
    (["0601", "0503"], "BU", ["GM0758"] * 2, ["BU07580601", "BU07580503"]),
    ([601, 3], "BU", ["GM0758"] * 2, ["BU07580601", "BU07580003"]),
    (["AA01"], "BU", ["GM0363"], ["BU0363AA01"]),
    ([140000, 140101], "BU", ["GM0014"] * 2, ["BU00140000", "BU00140101"]),
    (["0601"], "BU", None, ["0601"]),
    (["Noord-1", "12345"], "BU", ["GM0363"] * 2, ["Noord-1", "12345"]),
    (["036300", 36301], "WK", None, ["WK036300", "36301"]),
    ([36300, 36301], "WK", None, ["WK036300", "WK036301"]),
    (["GM0758", "0014"], "GM", None, ["GM0758", "GM0014"]),
    ([758, 14], "GM", None, ["GM0758", "GM0014"]),
])
def test_codes_take_the_form_of_cbs_and_own_codes_stay(values, level, gemeente, expected):
    assert area_codes(values, level, gemeente).tolist() == expected


def test_parents_and_level():
    codes = ["BU03630660", "WK036306", "eigen", None]
    assert parents(codes, "WK").tolist() == ["WK036306", "WK036306", None, None]
    assert parents(codes, "GM").tolist() == ["GM0363", "GM0363", None, None]
    assert level_of(["WK036306", "WK036307", None]) == "WK"
    assert level_of(["a", "b", "BU03630660"]) == ""
