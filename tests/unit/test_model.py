"""The model catalogue: the shipped one is whole, and mistakes in a municipality's own are found where they are."""

import csv

import numpy as np
import pytest

from verbondenheidskaart_plugin.core.errors import CatalogueError
from verbondenheidskaart_plugin.core.model import SIDES, Model, field_key
from verbondenheidskaart_plugin.core.schema import CONSTRUCTS


@pytest.fixture(scope="module")
def rows(root):
    with open(root / "resources" / "catalogue" / "model_buurtverbondenheid.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def model(rows):
    return Model.from_rows(rows, "model")


def small():
    """The fixed top of the tree and one indicator."""
    top = [("verbondenheid", ""), ("sociaal", "verbondenheid"), ("ruimtelijk", "verbondenheid")]
    top += [(c, "sociaal" if i < 2 else "ruimtelijk") for i, c in enumerate(CONSTRUCTS)]
    top += [(side, side.rsplit("_", 1)[0]) for side in SIDES]
    rows = [{"node": node, "parent": parent, "gewicht": "1", "richting": ""} for node, parent in top]
    return rows + [{"node": "A", "parent": "participatie_obj", "gewicht": "1", "richting": "+"}]


def test_every_side_of_every_construct_has_indicators(model):
    assert {i.side for i in model.summed} == set(SIDES)


def test_every_monitor_and_instrument_is_there(model):
    sources = " ".join(i.source for i in model.indicators.values())
    for name in ("Sociale samenhang", "Sociaal Kapitaal Index", "Veiligheidsmonitor", "Leefbaarometer", "WoON",
                 "Burgerpeiling", "Leefplekmeter", "Place Attachment Scale", "Gemeentelijke data", "LEMON", "OSM",
                 "Wijk- en Buurtkaart", "Nabijheid", "RIVM", "RCE"):
        assert name in sources, name


def test_figures_modelled_from_demography_never_enter_the_sum(model):
    outside = ["L01", "L02", "L03", "L07", *(f"E0{i}" for i in range(1, 10))]
    assert {model.indicators[i].use for i in outside} == {"validatie"}
    assert not set(outside) & {i.id for i in model.summed}
    assert all(i.use == "context" for i in model.indicators.values() if i.id[0] in "KG")


def test_survey_scales_are_normalised_by_their_ends(model):
    assert all(model.indicators[f"T{i:02}"].scales == ((1.0, 10.0),) for i in range(1, 15))
    assert all(model.indicators[f"P0{i}"].scales == ((1.0, 4.0),) for i in range(1, 9))
    assert model.indicators["V02"].scales == ((1.0, 5.0), (0.0, 100.0))


def test_directions(model):
    down = {i.id for i in model.summed if i.sign < 0}
    assert down == {*(f"N{i:02}" for i in range(1, 14)), "O11", "V01", "V12", "V13", "W03", "C03"}


def test_floor_area_switches_off_its_stand_in(model):
    assert model.indicators["O06b"].replaces == ("O06",)
    assert model.indicators["O06"].side == model.indicators["O06b"].side == "participatie_obj"


@pytest.mark.parametrize("column, indicator", [
    ("O01", "O01"), ("o06B", "O06b"),
    ("cafeGemiddeldeAfstandInKm", "N04"), ("cafe_gemiddelde_afstand_in_km", "N04"), ("AfstandTotCafeED_36", "N04"),
    ("AfstandTotHuisartsenpraktijk_105", "N01"), ("AfstandTotHuisartsenpraktijk_110", "N01"), ("D000028", "N01"),
    ("AF_SUPERM", "N03"), ("% eenzaam*", "E01"), ("Eenzaam_24", "E01"), ("% ernstig eenzaam*", "E02"),
    ("RLBVEI", "L05"), ("fys", "L04"), (" Mensengaanprettigmetelkaarom_8", "V02"),
    ("BuitenEuropa_24", "K16"), ("BuitenEuropa_99", None), ("buurtcode", None), ("", None), ("geluid_db", None),
])
def test_columns_are_found_in_every_spelling(model, column, indicator):
    assert model.find(column) == indicator


def test_titles_are_in_both_languages(model):
    assert all(i.nl and i.en and i.nl != i.id and i.en != i.id for i in model.indicators.values())


def test_weights_multiply_down_from_the_side():
    rows = small() + [
        {"node": "groep", "parent": "participatie_obj", "gewicht": "0,5", "richting": ""},
        {"node": "B", "parent": "groep", "gewicht": "3", "richting": "-", "normalisatie": "vast:0,5:1.5"},
    ]
    rows[2]["gewicht"] = "3"
    model = Model.from_rows(rows)
    assert set(model.indicators) == {"A", "B"}
    assert model.indicators["B"].weight == 1.5
    assert model.indicators["B"].scales == ((0.5, 1.5),)
    assert model.indicators["B"].construct == "participatie" and model.indicators["B"].kind == "objectief"
    np.testing.assert_array_equal(model.construct_weights, [1, 1, 3, 3])


def changed(number, **fields):
    rows = small()
    rows[number] = {**rows[number], **fields}
    return rows


LAST = len(small()) - 1
B = {"node": "B", "parent": "participatie_obj", "gewicht": "1", "richting": "+"}


@pytest.mark.parametrize("rows, row, column, problem", [
    ([], None, "node", "missing_column"),
    ([{k: v for k, v in r.items() if k != "richting"} for r in small()], None, "richting", "missing_column"),
    (small()[1:], None, "node", "missing_node"),
    (small() + [small()[-1]], LAST + 3, "node", "duplicate"),
    (small() + [{**B, "node": ""}], LAST + 3, "node", "missing"),
    (changed(LAST, parent="nergens"), LAST + 2, "parent", "unknown_parent"),
    (changed(LAST, parent=""), LAST + 2, "parent", "no_construct"),
    (changed(LAST, parent="participatie"), LAST + 2, "parent", "no_construct"),
    (changed(3, parent="ruimtelijk"), 5, "parent", "wrong_parent"),
    (changed(LAST, parent="A"), LAST + 2, "parent", "cycle"),
    (changed(LAST, parent="B") + [{**B, "parent": "A"}], LAST + 2, "parent", "cycle"),
    (changed(LAST, gewicht=""), LAST + 2, "gewicht", "missing"),
    (changed(LAST, gewicht="veel"), LAST + 2, "gewicht", "not_a_number"),
    (changed(LAST, gewicht="0"), LAST + 2, "gewicht", "not_positive"),
    (changed(LAST, gewicht="-1"), LAST + 2, "gewicht", "not_positive"),
    (changed(LAST, gewicht="nan"), LAST + 2, "gewicht", "not_positive"),
    (changed(LAST, richting="omhoog"), LAST + 2, "richting", "not_allowed"),
    (changed(LAST, richting=""), LAST + 2, "richting", "missing"),
    (changed(LAST, normalisatie="goed"), LAST + 2, "normalisatie", "not_allowed"),
    (changed(LAST, normalisatie="vast:10:1"), LAST + 2, "normalisatie", "bad_scale"),
    (changed(LAST, normalisatie="vast:a:b"), LAST + 2, "normalisatie", "bad_scale"),
    (changed(LAST, normalisatie="vast:1:5:9"), LAST + 2, "normalisatie", "bad_scale"),
    (changed(LAST, gebruik="misschien"), LAST + 2, "gebruik", "not_allowed"),
    (changed(LAST, soort="subjectief"), LAST + 2, "soort", "contradicts_parent"),
    (changed(LAST, niveaus="buurt|straat"), LAST + 2, "niveaus", "not_allowed"),
    (changed(LAST, alternatief_voor="Z"), LAST + 2, "alternatief_voor", "unknown_reference"),
    (changed(LAST, alternatief_voor="A"), LAST + 2, "alternatief_voor", "unknown_reference"),
    (changed(LAST, veld_oud="AF") + [{**B, "veld_oud": "a_f"}], LAST + 3, "veld_oud", "duplicate_field"),
    (small() + [{**B, "node": "a"}], LAST + 3, "node", "duplicate"),
])
def test_mistakes_name_row_and_column(rows, row, column, problem):
    with pytest.raises(CatalogueError) as caught:
        Model.from_rows(rows, "eigen.csv")
    found = caught.value
    assert (found.layer, found.row, found.column, found.problem) == ("eigen.csv", row, column, problem)


def test_validation_needs_neither_weight_nor_direction():
    model = Model.from_rows(small() + [{**B, "gewicht": "", "richting": "", "gebruik": "validatie"}])
    assert [i.id for i in model.summed] == ["A"] and model.indicators["B"].sign == 0


def test_an_ambiguous_title_names_nobody():
    rows = changed(LAST, naam_nl="Buurtfeest") + [{**B, "naam_nl": "Buurtfeest"}]
    assert Model.from_rows(rows).find("Buurtfeest") is None


def test_field_key():
    assert {field_key(text) for text in ("cafeAfstandKm", "CAFE_afstand_km", " cafe-afstand km*")} == {"cafeafstandkm"}


@pytest.mark.parametrize("text, found", [("", (0.0, "")), ("0,05", (0.05, "")), ("inwoners", (0.0, "inwoners"))])
def test_rounding_is_a_unit_or_a_denominator(text, found):
    rows = small()
    rows[-1]["afronding"] = text
    indicator = Model.from_rows(rows).indicators["A"]
    assert (indicator.rounding, indicator.denominator) == found


@pytest.mark.parametrize("text, problem", [("veel", "not_allowed"), ("0", "not_positive"), ("-1", "not_positive")])
def test_a_wrong_rounding_is_found_where_it_is(text, problem):
    rows = small()
    rows[-1]["afronding"] = text
    with pytest.raises(CatalogueError) as caught:
        Model.from_rows(rows)
    assert (caught.value.row, caught.value.column, caught.value.problem) == (len(rows) + 1, "afronding", problem)
