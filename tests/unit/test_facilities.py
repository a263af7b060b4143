"""The catalogue of types, classification, type potential, opening hours, and facilities as places on the ground."""

import numpy as np
import pandas as pd
import pytest

from verbondenheidskaart_plugin.core.errors import BadValue, CatalogueError
from verbondenheidskaart_plugin.core.facilities import (
    ROLES,
    SCORES,
    Catalogue,
    adjusted_scores,
    type_potential,
)
from verbondenheidskaart_plugin.core.opening_hours import weekly_hours
from verbondenheidskaart_plugin.core.places import along, clusters, groups, middles, near_pairs
from verbondenheidskaart_plugin.core.polylines import Polylines
from verbondenheidskaart_plugin.core.tags import fold, parse_filter, specificity
from verbondenheidskaart_plugin.data.catalogue import read_catalogue, read_mapping, read_rows
from verbondenheidskaart_plugin.paths import resource


@pytest.fixture(scope="module")
def catalogue():
    return read_catalogue()


@pytest.fixture
def rows():
    return read_rows(resource("catalogue", "voorzieningtypen.csv"))


# --- potential


@pytest.mark.parametrize(
    ("scores", "expected"),
    [((1, 1, 1, 1, 1), 0.1), ((3, 3, 3, 3, 3), 0.5), ((5, 5, 5, 5, 5), 1.0), ((5, 3, 5, 4, 5), 0.789218),
     ((4, 5, 3, 4, 3), 0.695195), ((3, 1, 3, 1, 4), 0.273521)],
)  # fmt: skip
def test_potential_of_the_test_vectors(scores, expected):
    assert type_potential([scores]) == pytest.approx([expected], abs=1e-6)


def test_potential_rises_with_every_score_and_stays_in_its_range():
    grid = np.stack(np.meshgrid(*[np.arange(1, 6)] * 5), axis=-1).reshape(-1, 5)
    p = type_potential(grid)
    assert p.min() == pytest.approx(0.1) and p.max() == pytest.approx(1)
    for k in range(5):
        raised = grid[grid[:, k] < 5] + np.eye(5, dtype=int)[k]
        assert (type_potential(raised) > p[grid[:, k] < 5]).all()


def test_potential_of_an_unknown_score_is_unknown():
    assert np.isnan(type_potential([[3, np.nan, 3, 3, 3]])).all()


# --- the catalogue of the plugin


def test_the_catalogue_is_complete(catalogue):
    table = catalogue.table
    assert len(table) == 93
    assert set(table["component_nr"]) == set(range(1, 9))
    assert set(table["rol"]) == set(ROLES)
    for shown in ("component", "component_en"):
        assert (table.groupby("component_nr")[shown].nunique() == 1).all()
    for column in ("naam_nl", "naam_en", "component_en", "bewijsklasse", "onderbouwing", "bron", "huff_klasse"):
        assert (table[column] != "").all(), column
    without_filter = set(table.index[table["osm_filter"] == ""])
    assert without_filter == {"digitaal_platform", "semipubliek"}


@pytest.mark.parametrize(
    ("type_id", "expected"),
    [("park", 0.7892), ("buurtcentrum", 0.6952), ("bibliotheek", 0.7668), ("politiebureau", 0.2735),
     ("supermarkt", 0.4257), ("digitaal_platform", 0.5)],
)  # fmt: skip
def test_potential_of_some_types(catalogue, type_id, expected):
    assert catalogue.potential([type_id])[0] == pytest.approx(expected, abs=5e-5)


def test_every_name_and_extra_value_leads_to_its_own_type(catalogue):
    for column in ("type_id", "naam_nl", "naam_en"):
        assert catalogue.classify_values(catalogue.table[column]).tolist() == catalogue.index, column
    for type_id, extra in catalogue.table["extra_waarden"].items():
        for value in filter(None, extra.split(";")):
            assert catalogue.type_named(value) == type_id, value


def test_get_keeps_order_and_repetition(catalogue):
    assert catalogue.get(["park", "kerk", "park"], "huff_klasse").tolist() == ["groen", "geloof", "groen"]
    with pytest.raises(BadValue) as caught:
        catalogue.get(["park", "parkk"], "rol")
    assert (caught.value.value, caught.value.row) == ("parkk", 1)
    assert "park" in caught.value.allowed


@pytest.mark.parametrize(
    ("column", "value", "problem"),
    [("type_id", "park", "duplicate"), ("type_id", "", "empty"), ("naam_nl", "", "empty"),
     ("rol", "rotond", "not_allowed"), ("component_nr", "9", "out_of_range"), ("component_nr", "2.5", "out_of_range"),
     ("s_menging", "6", "out_of_range"),
     ("s_duur", "", "not_a_number"), ("s_openheid", "veel", "not_a_number"), ("t0_min", "0", "out_of_range"),
     ("t0_min", "x", "not_a_number"), ("fit_ouderen", "1,5", "out_of_range"), ("osm_filter", "amenity", "bad_filter"),
     ("osm_filter", "access!=private", "bad_filter")],
)  # fmt: skip
def test_a_wrong_cell_is_named(rows, column, value, problem):
    rows[40][column] = value
    with pytest.raises(CatalogueError) as caught:
        Catalogue.from_rows(rows, "eigen.csv")
    error = caught.value
    assert (error.layer, error.row, error.column, error.problem) == ("eigen.csv", 42, column, problem)
    assert error.detail == value


def test_a_missing_column_is_named(rows):
    with pytest.raises(CatalogueError) as caught:
        Catalogue.from_rows([{k: v for k, v in row.items() if k != "huff_klasse"} for row in rows])
    assert (caught.value.column, caught.value.problem) == ("huff_klasse", "missing_column")


def test_a_small_catalogue_with_decimal_commas_works(rows):
    keep = ("type_id", "naam_nl", "component_nr", "component", "rol", "huff_klasse", "t0_min", *SCORES, "fit_ouderen")
    park = {k: v for k, v in rows[12].items() if k in keep}
    own = Catalogue.from_rows([{**park, "s_menging": "4,5", "fit_ouderen": "0,8"}])
    assert own.get(["park"], "s_menging")[0] == 4.5 and own.get(["park"], "fit_ouderen")[0] == 0.8
    assert own.get(["park"], "naam_en")[0] == own.get(["park"], "naam_nl")[0]
    assert np.isnan(own.get(["park"], "fit_nieuwkomers")[0])


@pytest.mark.parametrize("separator", [",", ";"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_spreadsheets_of_every_make_are_read(tmp_path, separator, encoding):
    path = tmp_path / "indeling.csv"
    path.write_bytes(f'waarde{separator}type_id\r\n"Café ""1"""{separator}cafe\r\n{separator}\r\n'.encode(encoding))
    assert read_rows(path) == [{"waarde": 'Café "1"', "type_id": "cafe"}]


def test_a_mapping_knows_its_columns_and_types(tmp_path, catalogue):
    path = tmp_path / "indeling.csv"
    path.write_text("eigen soort;type_id\nHuiskamer;buurtcentrum\nParkeren;\n", encoding="utf-8")
    assert read_mapping(path, catalogue) == {"Huiskamer": "buurtcentrum", "Parkeren": ""}
    path.write_text("eigen soort;type_id\nHuiskamer;buurtsentrum\n", encoding="utf-8")
    with pytest.raises(BadValue) as caught:
        read_mapping(path, catalogue)
    assert (caught.value.row, caught.value.value) == (2, "buurtsentrum") and "buurtcentrum" in caught.value.allowed
    path.write_text("a;b\nHuiskamer;buurtcentrum\n", encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        read_mapping(path, catalogue)
    assert caught.value.problem == "missing_column"
    path.write_text("waarde;type_id\nA;park\nA;kerk\n", encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        read_mapping(path, catalogue)
    assert (caught.value.row, caught.value.problem) == (3, "duplicate")


# --- filters


@pytest.mark.parametrize(
    ("condition", "fitting", "others"),
    [("sport=soccer;tennis", ["soccer", "Tennis", "golf; tennis"], ["", "golf", "soccer_x"]),
     ("shop=*", ["yes", "clothes"], ["", "no", "No"]),
     ("access!=private;no", ["", "yes", "customers"], ["private", "no", "yes;no"]),
     ("level!=*", ["", "no"], ["1"]),
     ("name~repair cafe;wijklab", ["Repair Café Oost", "HET WIJKLAB"], ["", "reparatie", "wijk lab"]),
     ("name!~lyceum", ["", "De Kring"], ["Sint-Nicolaaslyceum"]),
     ("width>=2", ["2", "2.5 m", "3,5", "10"], ["", "1.99", "breed", "m 3"])],
)  # fmt: skip
def test_conditions(condition, fitting, others):
    parsed = parse_filter("amenity=x + " + condition)[0][1]
    assert [v for v in fitting if not parsed.holds(v)] == []
    assert [v for v in others if parsed.holds(v)] == []


@pytest.mark.parametrize("text", ["amenity", "=x", "amenity=", "amenity=;", "a=1 + ", "a=1 | ", "width>=wide", "a!=1"])
def test_bad_filters_are_refused(text):
    with pytest.raises(ValueError):
        parse_filter(text)


@pytest.mark.parametrize(
    ("tags", "expected"),
    [({"amenity": "community_centre"}, "buurtcentrum"),
     ({"amenity": "community_centre", "community_centre": "village_hall"}, "dorpshuis"),
     ({"amenity": "community_centre", "name": "Buurtkamer Zuid"}, "wijklab"),
     ({"amenity": "place_of_worship"}, "overig_gebedshuis"),
     ({"amenity": "place_of_worship", "religion": "muslim"}, "moskee"),
     ({"amenity": "clinic", "name": "Huisartsenpost Noord"}, "huisartsenpost"),
     ({"amenity": "clinic"}, "gezondheidscentrum"),
     ({"leisure": "pitch", "sport": "soccer"}, "trapveld"),
     ({"leisure": "pitch", "sport": "soccer", "access": "customers"}, "voetbalveld"),
     ({"leisure": "pitch", "sport": "basketball", "access": "private"}, None),
     ({"leisure": "pitch", "sport": "tennis"}, None),
     ({"leisure": "sports_centre"}, "sportclub"),
     ({"leisure": "sports_centre", "sport": "swimming"}, "zwembad"),
     ({"leisure": "sports_centre", "sport": "fitness"}, "sportschool"),
     ({"historic": "castle"}, "monument"),
     ({"historic": "memorial"}, "heilige_plaats"),
     ({"historic": "building", "amenity": "cafe"}, "cafe"),
     ({"amenity": "school"}, "basisschool"),
     ({"amenity": "school", "isced:level": "2;3"}, None),
     ({"amenity": "school", "isced:level": "1;2"}, "basisschool"),
     ({"amenity": "school", "name": "Vossius Gymnasium"}, None),
     ({"education": "school", "isced:level": "1"}, "basisschool"),
     ({"club": "sport"}, "sportclub"), ({"club": "scout"}, "scouting"), ({"club": "chess"}, "vereniging"),
     ({"amenity": "shelter"}, "hangplek"),
     ({"amenity": "shelter", "shelter_type": "public_transport"}, None),
     ({"natural": "tree"}, None), ({"natural": "tree", "denotation": "landmark"}, "markante_boom"),
     ({"shop": "clothes"}, None), ({"building": "yes"}, None)],
    ids=str,
)  # fmt: skip
def test_tags_become_types(catalogue, tags, expected):
    assert catalogue.classify(pd.DataFrame([tags])).tolist() == [expected]


def _one_by_one(rows, tags):
    """The rule in plain words: of all fitting alternatives the one naming most values, then the first type."""
    fitting = [
        (-specificity(alternative), number, row["type_id"])
        for number, row in enumerate(rows)
        for alternative in parse_filter(row["osm_filter"])
        if all(condition.holds(tags.get(condition.key, "")) for condition in alternative)
    ]
    return min(fitting)[2] if fitting else None


def test_whole_tables_are_classified_as_object_by_object(catalogue, rows):
    rng = np.random.default_rng(3)
    values = {key: [None, None, "yes", *sorted(v - {"*"})] for key, v in catalogue.leading.items()}
    values.update({"sport": [None, "soccer", "swimming", "boules"], "access": [None, "private", "customers"],
                   "religion": [None, "christian", "muslim"], "community_centre": [None, "youth_centre"],
                   "name": [None, "Wijklab", "Spoedpost"], "isced:level": [None, "1", "3"]})  # fmt: skip
    table = pd.DataFrame({key: rng.choice(np.array(v, dtype=object), 400) for key, v in values.items()})
    table = table.where(rng.random(table.shape) < 0.15, None)
    objects = [{k: v for k, v in tags.items() if isinstance(v, str)} for tags in table.to_dict("records")]
    expected = [_one_by_one(rows, tags) for tags in objects]
    assert len(set(expected)) > 40
    assert catalogue.classify(table).tolist() == expected


def test_own_values_ignore_case_accents_and_punctuation(catalogue):
    values = ["CAFÉ", "cafe", "Jeu-de-boulesbaan", "plantsoen", "BUI - Voetbal", "playground", "Gymzaal", "fiets", None]
    assert catalogue.classify_values(values).tolist() == [
        "cafe", "cafe", "boules", "park", "voetbalveld", "speeltuin", "sporthal", None, None,
    ]  # fmt: skip


def test_names_help_to_classify_bare_osm_values(catalogue):
    found = catalogue.classify_values(["school", "school"], ["De Kring", "Barlaeus Gymnasium"])
    assert found.tolist() == ["basisschool", None]


def test_fold():
    assert fold(" Café–Bar 't  IJ (Noord) ") == "cafe bar t ij noord"


# --- adjustments


@pytest.mark.parametrize(
    ("text", "hours"),
    [("24/7", 168), ("Mo-Fr 09:00-17:00", 40), ("Mo-Fr 09:00-17:00; Sa 10:00-16:00", 46),
     ("mo-fr 9:00-12:00,13:00-17:00", 35), ("Mo,We 09:00-12:00", 6), ("Fr-Sa 20:00-02:00", 12),
     ("Sa-Mo 10:00-12:00", 6), ("10:00-18:00", 56), ("Mo-Fr 09:00-17:00; PH off", 40), ("Mo-Su,PH 10:00-18:00", 56),
     ("Mo-Su 09:00-18:00; Su off", 54), ("Mo-Fr 08:00-12:00, Mo-Fr 13:00-17:00", 40), ("off", 0)],
)  # fmt: skip
def test_opening_hours(text, hours):
    assert weekly_hours(text) == pytest.approx(hours)


@pytest.mark.parametrize(
    "text", ["", "PH off", "Apr-Oct 10:00-17:00", "sunrise-sunset", "Mo-Fr 09:00-17:00+", '"op afspraak"', "Mo-Fr"]
)
def test_opening_hours_that_are_not_understood(text):
    assert np.isnan(weekly_hours(text))


def test_adjustments_per_object():
    tags = pd.DataFrame([
        {}, {"fee": "yes"}, {"wheelchair": "no", "fee": "yes"}, {"amenity": "cafe", "outdoor_seating": "yes"},
        {"amenity": "library", "outdoor_seating": "yes"}, {"opening_hours": "Mo 09:00-16:59"},
        {"opening_hours": "24/7"}, {"opening_hours": "als het licht is"}, {"fee": "no", "wheelchair": "limited"},
    ])  # fmt: skip
    scores = adjusted_scores(np.full((len(tags), 5), 3.0), tags)
    assert scores[:, 0].tolist() == [3, 2, 1, 3.5, 3, 3, 3, 3, 3]
    assert scores[:, 4].tolist() == [3, 3, 3, 3, 3, 1, 5, 3, 3]
    assert (scores[:, 1:4] == 3).all()
    assert adjusted_scores([[1, 3, 3, 3, 3]], pd.DataFrame([{"fee": "yes"}]))[0, 0] == 1


@pytest.mark.parametrize(("hours", "band"), [(7.9, 1), (8, 2), (19.9, 2), (20, 3), (40, 4), (60, 4), (60.1, 5)])
def test_bands_of_opening_hours(hours, band):
    minutes = round(hours / 6 * 60)
    text = f"Mo-Sa 06:00-{6 + minutes // 60:02d}:{minutes % 60:02d}"
    assert adjusted_scores([[3, 3, 3, 3, 3]], pd.DataFrame([{"opening_hours": text}]))[0, 4] == band


# --- places


def test_groups_follow_chains():
    label = groups(6, [(0, 1), (1, 2), (4, 5)])
    assert len({*label[:3]}) == 1 and label[4] == label[5] and len(set(label)) == 3


def test_near_pairs_equal_brute_force():
    rng = np.random.default_rng(5)
    low = rng.uniform(0, 1000, (300, 2))
    boxes, key = np.hstack([low, low + rng.uniform(0, 60, (300, 2))]), rng.integers(-1, 4, 300)
    gap = np.maximum(boxes[:, None, :2] - boxes[None, :, 2:], boxes[None, :, :2] - boxes[:, None, 2:]).max(axis=2)
    expected = np.argwhere(np.triu((gap <= 50) & (key[:, None] == key) & (key >= 0), 1))
    assert len(expected) > 50
    assert {*map(tuple, near_pairs(boxes, key, 50.0))} == {*map(tuple, expected)}


def test_clusters_are_bounded_and_independent_of_the_order():
    rng = np.random.default_rng(7)
    xy = np.vstack([rng.normal(0, 60, (80, 2)), rng.uniform(-2000, 2000, (150, 2))])
    label = clusters(xy, 100.0, 5)
    assert label.max() >= 1 and (label == -1).any()
    for number in range(label.max() + 1):
        members = xy[label == number]
        distance = np.hypot(*(members[:, None] - members[None]).transpose(2, 0, 1))
        assert len(members) >= 5
        assert (distance <= 100).all(axis=1).any(), "all lie within 100 m of one of them"
    left = xy[label == -1]
    near = (np.hypot(*(left[:, None] - left[None]).transpose(2, 0, 1)) <= 100).sum(axis=1)
    assert near.max() < 5, "no cluster is left over"
    order = rng.permutation(len(xy))
    again = clusters(xy[order], 100.0, 5)
    assert {frozenset(np.flatnonzero(label == k)) for k in range(label.max() + 1)} == {
        frozenset(order[again == k]) for k in range(again.max() + 1)
    }


def test_the_densest_cluster_comes_first():
    x = np.repeat([-50.0, 0, 60, 120, 180, 210, 300, 380], [6, 1, 3, 1, 2, 3, 1, 4])
    label = clusters(np.column_stack([x, np.zeros_like(x)]), 100.0, 5)
    # 0 has ten within 100 m; 120 had nine, but keeps six of them, fewer than the eight of 300
    assert {tuple(np.unique(x[label == k])) for k in range(label.max() + 1)} == {(-50, 0, 60), (210, 300, 380)}
    assert np.unique(x[label == -1]).tolist() == [120, 180]


def test_four_shops_make_no_cluster():
    assert clusters(np.array([[0, 0], [10, 0], [20, 0], [30, 0.0]]), 100.0, 5).tolist() == [-1] * 4


def test_points_along_lines():
    ring = [[0, 0], [100, 0], [100, 70], [0, 70], [0, 0]]
    lines = Polylines(np.array([*ring, [0, 200], [120, 200]], dtype=float), np.array([0, 5, 7]))
    owner, xy = along(lines, np.array([0, 1]), 50.0, 200)
    first = xy[owner == 0]
    assert len(first) == 7 and len({*map(tuple, first)}) == 7, "340 m in steps of at most 50 m, the corner once"
    assert xy[owner == 1].tolist() == [[0, 200], [40, 200], [80, 200], [120, 200]]
    assert middles(lines).tolist() == [[100, 70], [60, 200]]


def test_many_points_are_spread_wider():
    lines = Polylines(np.array([[0, 0], [100_000, 0], [0, 0], [1, 0]] + [[0, 0], [1, 1]] * 500, dtype=float),
                      np.arange(0, 1005, 2))  # fmt: skip
    owner, xy = along(lines, np.array([0, 1] + [2] * 500), 50.0, 200)
    count = np.bincount(owner)
    assert (count <= 200).all() and count[0] >= 199 and count[1] == 2 and count[2] > 100
    assert np.diff(xy[owner == 0][:, 0]).max() == pytest.approx(100_000 / 199, rel=0.02)
