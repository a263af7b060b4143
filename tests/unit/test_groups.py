"""The catalogue of groups: its checks, the spellings of its indicators, and how persons are counted."""

import csv

import numpy as np
import pandas as pd
import pytest

from verbondenheidskaart_plugin.core import groups
from verbondenheidskaart_plugin.core.errors import CatalogueError
from verbondenheidskaart_plugin.core.facilities import FITS
from verbondenheidskaart_plugin.core.groups import Groups


@pytest.fixture(scope="module")
def rows(root):
    with open(root / "resources" / "catalogue" / "groepen.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def catalogue(rows):
    return Groups.from_rows(rows, "groepen.csv", FITS)


def test_catalogue_of_the_plugin(catalogue):
    assert [g.id for g in catalogue.standard] == ["ouderen", "jonge_alleenstaanden", "nieuwkomers"]
    assert catalogue.groups["ouderen"].speed == 0.83
    assert not catalogue.groups["ouderen_slecht_ter_been"].stairs and catalogue.groups["ouderen"].stairs
    for group in catalogue.groups.values():
        assert group.nl and group.en
        assert group.on or all(group.reason), group.id
        if group.persons.startswith("herk_"):
            assert not group.on


@pytest.mark.parametrize("change, column, problem", [
    ({"id": ""}, "id", "empty"), ({"id": "nieuwkomers"}, "id", "duplicate"), ({"soort": "x"}, "soort", "not_allowed"),
    ({"personen": "kinderen"}, "personen", "unknown_reference"), ({"indicatoren": "K06|K99"}, "indicatoren",
                                                                  "unknown_reference"),
    ({"loopsnelheid_m_s": "snel"}, "loopsnelheid_m_s", "not_a_number"), ({"fit": "fit_x"}, "fit", "not_allowed"),
    ({"loopsnelheid_m_s": "0"}, "loopsnelheid_m_s", "out_of_range"), ({"indicatoren": ""}, "indicatoren", "empty"),
    ({"standaard_aan": "ja"}, "standaard_aan", "not_allowed")])
def test_errors_name_row_and_column(rows, change, column, problem):
    wrong = [dict(row) for row in rows]
    wrong[0].update(change)
    with pytest.raises(CatalogueError) as caught:
        Groups.from_rows(wrong, "groepen.csv", FITS)
    assert (caught.value.column, caught.value.problem) == (column, problem)
    assert caught.value.row == 2


def test_spellings_must_say_percentage_or_ratio(rows):
    wrong = [dict(row) for row in rows]
    wrong[-1]["velden"] = "kolom"
    with pytest.raises(CatalogueError) as caught:
        Groups.from_rows(wrong)
    assert (caught.value.row, caught.value.column, caught.value.detail) == (len(rows) + 1, "velden", "kolom")
    with pytest.raises(CatalogueError) as caught:
        Groups.from_rows([{k: v for k, v in row.items() if k != "velden"} for row in rows])
    assert caught.value.problem == "missing_column"


# --- spellings ---

STYLES = {
    "wfs": {"percentageVerweduwd": [8], "percGebBuitenNlMetHerkomstlndInEuropaExNl": [4],
            "percGebBuitenNlMetHerkomstlndBuitenEuropa": [11],
            "percentageHuishoudensOnderOfRondSociaalMinimum": [9.5]},
    "geopackage": {"percentage_verweduwd": [8], "perc_geb_buiten_nl_met_herkomstlnd_in_europa_ex_nl": [4],
                   "perc_geb_buiten_nl_met_herkomstlnd_buiten_europa": [11],
                   "percentage_huishoudens_onder_of_rond_sociaal_minimum": [9.5]},
    "statline": {"Verweduwd_16": [80], "EuropaExclusiefNederland_18": [95], "BuitenEuropa_19": [300],
                 "EuropaExclusiefNederland_21": [55], "BuitenEuropa_22": [190], "EuropaExclusiefNederland_23": [40],
                 "BuitenEuropa_24": [110], "HuishOnderOfRondSociaalMinimum_88": ["9,5".replace(",", ".")]},
    "kwb_xlsx": {"a_verwed": [80], "a_gbl_eu": [40], "a_gbl_ne": [110], "a_geb_ne": [190], "p_hh_osm": [9.5]},
    "oud": {"P_VERWEDUW": [8], "P_GEBBL_EU": [4], "P_GEBBL_NE": [11], "p_hh_osm": [9.5]},
}


@pytest.mark.parametrize("style", STYLES)
def test_indicators_are_found_in_every_style(catalogue, style):
    table = pd.DataFrame({"inwoners": [1000.0], "huishoudens": [500.0], "lft_65_plus": [200.0],
                          "hh_eenpersoons": [150.0], **STYLES[style]})
    share, error, found = groups.shares(catalogue, table, ["K06", "K08", "K17", "K24", "K15_K16", "E07"])
    assert share.iloc[0, :5].tolist() == pytest.approx([0.2, 0.3, 0.08, 0.095, 0.15])
    assert np.isnan(share["E07"][0])
    assert error["K06"][0] == pytest.approx(0.0025) and error["K24"][0] == 0.005
    codes = {f.indicator: f.code for f in found}
    assert codes == {k: "bron" for k in ("K06", "K08", "K17", "K24", "K15_K16")} | {"E07": "ontbreekt"}


def test_a_spelling_without_values_gives_way_to_the_next(catalogue):
    table = pd.DataFrame({"inwoners": [100.0, 100], "percentageVerweduwd": [np.nan, np.nan], "a_verwed": [10, 20.0]})
    share, _, found = groups.shares(catalogue, table, ["K17"])
    assert share["K17"].tolist() == pytest.approx([0.1, 0.2])
    assert found == [groups.Finding("bron", "K17", "a_verwed : inwoners", 2)]


def test_impossible_shares_become_unknown_and_are_counted(catalogue):
    table = pd.DataFrame({"inwoners": [100.0, 100, 100, 0], "lft_65_plus": [104.0, 130, -5, 0]})
    share, _, found = groups.shares(catalogue, table, ["K06"])
    assert share["K06"][0] == 1 and np.isnan(share["K06"][1:]).all()
    assert groups.Finding("onaannemelijk", "K06", "lft_65_plus : inwoners", 2) in found


def test_numbers_that_are_no_counts_give_no_share(catalogue):
    table = pd.DataFrame({"lft_65_plus": [1e308, 5.0, 3e307], "inwoners": [5e-324, 0.5, 1e308]})
    share, error, found = groups.shares(catalogue, table, ["K06"])
    assert share["K06"].isna().tolist() == [True, True, False] and error["K06"].isna().tolist() == [True, True, False]


def test_education_is_a_share_of_those_whose_level_is_known(catalogue):
    table = pd.DataFrame({"OpleidingsniveauLaag_64": [50], "OpleidingsniveauMiddelbaar_65": [30],
                          "OpleidingsniveauHoog_66": [20], "inwoners": [500.0]})
    assert groups.shares(catalogue, table, ["K30"])[0]["K30"][0] == 0.5


def test_combinations_have_no_share_of_their_own(catalogue):
    assert groups.shares(catalogue, pd.DataFrame({"inwoners": [1.0]}), ["K03_K04_K08"])[0].shape == (1, 0)


@pytest.mark.parametrize("name, expected", [
    ("BuitenEuropa_#", "BuitenEuropa_9"), ("BuitenEuropa_##", "buiteneuropa_24"), ("*/Verweduwd (aantal)",
                                                                             "A/B/Verweduwd  (aantal)"),
    ("% met beperking*", "% met beperking*"), ("Verweduwd", None)])
def test_columns_by_spelling(name, expected):
    columns = ["buiteneuropa_24", "BuitenEuropa_9", "A/B/Verweduwd  (aantal)", "% met beperking*", "BuitenEuropa_x"]
    assert groups.find_column(name, columns) == expected


# --- persons ---

def test_persons_are_counts_shares_or_the_smaller_of_two(catalogue):
    counts = {"lft_65_plus": np.array([5.0, 0]), "lft_15_25": np.array([10.0, 2]),
              "lft_25_45": np.array([20.0, np.nan]), "hh_eenpersoons": np.array([12.0, 5]),
              "inwoners": np.array([50.0, 60])}
    shares = {"K15_K16": np.array([0.2, np.nan])}

    def persons(group):
        return groups.persons_at(catalogue.groups[group], counts, shares, 2)

    assert persons("ouderen").tolist() == [5, 0]
    assert persons("jonge_alleenstaanden")[0] == 12 and np.isnan(persons("jonge_alleenstaanden")[1])
    assert persons("nieuwkomers")[0] == 10 and np.isnan(persons("nieuwkomers")[1])
    assert np.isnan(persons("herkomst_buiten_europa")).all()
