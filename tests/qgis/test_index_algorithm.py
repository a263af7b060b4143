"""The index as a user runs it: recomputed by hand, measured along an earlier ruler, from every kind of table."""

import json
import math
import re

import numpy as np
import pytest
import stadje
from qgis.core import NULL, QgsCoordinateTransformContext, QgsProcessingException, QgsVectorFileWriter, QgsVectorLayer

CODES = [f"BU9998010{k}" for k in range(6)]
CONSTRUCTS = ("omgang_relaties", "participatie", "plaatsidentiteit", "plaatsgeschiktheid")
# Objective and subjective indicators of all four constructs, fixed scales and scales of the run.
VALUES = {"O02": [20, 40, 60, 80, 30, 50], "O04": [.2, .5, .4, .9, .3, .6], "V02": [3.1, 3.9, 2.5, 4.4, 3.0, 3.3],
          "O05": [1, 4, 2, 8, 3, 5], "V08": [2.8, 3.1, 3.9, 4.0, 2.2, 3.5], "O07": [9, 3, 6, 7, 1, 2],
          "P01": [2.1, 2.9, 3.3, 3.8, 1.9, 2.5], "O09": [80, 60, 120, 200, 40, 90], "E01": [44, 40, 41, 30, 48, 42]}


def rows_of(layer):
    return [{name: None if f[name] == NULL else f[name] for name in layer.fields().names()}
            for f in layer.getFeatures()]


def wide(folder, values=None, name="cijfers.csv", **extra):
    values = {**(VALUES if values is None else values), **extra}
    lines = [";".join(["buurtcode", *values])]
    lines += [";".join([code, *(str(column[k]).replace(".", ",") if column[k] is not None else "." for column in
                                values.values())]) for k, code in enumerate(CODES)]
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


@pytest.fixture
def index(run_alg):
    def run(*tables, **changes):
        done = run_alg("verbondenheidsindex", {
            "BUURTEN": stadje.buurten(), "INDICATOREN": list(tables), "TREKKINGEN": 40, "OUTPUT": "memory:",
            "INDICATORWAARDEN": "memory:", **changes})
        areas = {row["buurtcode"]: row for row in rows_of(done.results["OUTPUT"])}
        return areas, rows_of(done.results["INDICATORWAARDEN"]), [text for _, text in done.messages], done
    return run


# --- by hand ---------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("code", CODES[:3])
@pytest.mark.parametrize("aggregation", [0, 1])
def test_a_reader_recomputes_the_score(index, tmp_path, code, aggregation):
    """From indicatorwaarden alone: weight times score per construct, then the mean over the constructs."""
    gap = {**VALUES, "O02": [20, None, 60, 80, 30, 50], "V08": [2.8, 3.1, None, 4.0, 2.2, 3.5]}
    areas, values, _, _ = index(wide(tmp_path, gap), AGGREGATIE=aggregation)
    area, own = areas[code], [row for row in values if row["gebied"] == code and row["gewicht"] is not None]
    scores = {}
    for construct in CONSTRUCTS:
        mine = [row for row in own if row["construct"] == construct]
        assert sum(row["gewicht"] for row in mine) == pytest.approx(1)
        scores[construct] = sum(row["gewicht"] * row["genormaliseerd"] for row in mine)
        assert sum(row["bijdrage"] for row in mine) == pytest.approx(area[construct])
        assert scores[construct] == pytest.approx(area[construct])
        sides = []
        for kind, side in (("objectief", "obj"), ("subjectief", "subj")):
            part = [row["genormaliseerd"] for row in mine if row["soort"] == kind]
            if part:  # equal weights within a side
                sides.append(sum(part) / len(part))
                assert area[f"{construct}_{side}"] == pytest.approx(sides[-1])
            else:
                assert area[f"{construct}_{side}"] is None
        assert scores[construct] == pytest.approx(sum(sides) / len(sides)), "both sides weigh the same"
    floored = np.maximum(list(scores.values()), 1)
    expected = np.prod(floored) ** 0.25 if aggregation == 0 else np.mean(list(scores.values()))
    assert area["verbondenheid"] == pytest.approx(expected)


def test_a_score_follows_from_the_value_and_the_anchor(index, tmp_path):
    anchors = tmp_path / "ankers.json"
    _, values, _, _ = index(wide(tmp_path), ANKERBESTAND=str(anchors))
    rulers = json.loads(anchors.read_text(encoding="utf-8"))["ankers"]
    checked = 0
    for row in values:
        if row["genormaliseerd"] is not None:
            low, high, treatment, _ = rulers[row["indicator"]]
            assert treatment[2] == 0, "no outliers here, so nothing was treated"
            score = min(max((row["waarde"] - low) / (high - low) * 100, 0), 100)
            falling = row["indicator"].startswith("N")
            assert row["genormaliseerd"] == pytest.approx(100 - score if falling else score, abs=1e-9)
            checked += 1
    assert checked > 40


def test_every_area_is_explained(index, tmp_path):
    gap = {**VALUES, "O02": [20, None, 60, 80, 30, 50]}
    areas, values, messages, _ = index(wide(tmp_path, gap))
    best = areas[CODES[3]]
    assert best["rang"] == 1 and "rank 1 of 5" in best["verklaring"] and best["laagste_kwintiel"] == 0
    assert best["ontbrekend"] is None and best["verbondenheid_laagst"] == pytest.approx(best["verbondenheid"])
    gapped = areas[CODES[1]]
    assert gapped["ontbrekend"] == "O02" and "Missing:" in gapped["verklaring"]
    assert any(re.search(r"Areas without a value, of 6: .*\bO02 \(1\)", message) for message in messages)
    assert gapped["verbondenheid_laagst"] < gapped["verbondenheid_hoogst"]
    assert all(row["rang_p5"] <= row["rang_mediaan"] <= row["rang_p95"] for row in areas.values() if row["rang"])
    assert "too little is known of Place suitability" in areas[CODES[5]]["verklaring"], "no distance to a cafe"
    measured = [row for row in areas.values() if row["verbondenheid"] is not None]
    middle = np.prod([np.median([row[c] for row in measured]) for c in CONSTRUCTS]) ** 0.25
    assert sum(best[f"{c}_effect"] for c in CONSTRUCTS) == pytest.approx(best["verbondenheid"] - middle)
    assert any("What makes the ranks unsure" in text for text in messages)
    assert any("Areas with a score, of 6" in text for text in messages)
    middle = np.median([row["genormaliseerd"] for row in values if row["indicator"] == "O05"])
    mine = next(row for row in values if row["indicator"] == "O05" and row["gebied"] == CODES[3])
    assert mine["verschil_mediaan"] == pytest.approx(mine["genormaliseerd"] - middle)


# --- anchors and years -----------------------------------------------------------------------------------------------

def test_a_later_year_lies_along_the_same_ruler(index, tmp_path):
    anchors = str(tmp_path / "ankers.json")
    first, _, _, done = index(wide(tmp_path), ANKERBESTAND=anchors)
    assert done.results["ANKERBESTAND"] == anchors
    # In the later year all but the first area improved: along its own ruler the first would seem to have fallen.
    later = {k: [v[0], *(x * (0.8 if k == "E01" else 1.1) for x in v[1:])] for k, v in VALUES.items()}
    table = wide(tmp_path, later, "later.csv")
    frozen, _, messages, _ = index(table, ANKERS=anchors)
    loose, _, _, _ = index(table)
    assert frozen[CODES[0]]["verbondenheid"] == pytest.approx(first[CODES[0]]["verbondenheid"])
    assert loose[CODES[0]]["verbondenheid"] < frozen[CODES[0]]["verbondenheid"]
    assert frozen[CODES[4]]["verbondenheid"] > first[CODES[4]]["verbondenheid"]
    assert any("indicators are measured along the anchors" in text for text in messages)
    _, _, messages, _ = index(table, ANKERS=anchors, NORMALISATIE=1)
    assert any("made with normalisation goalpost, this run asks for minmax" in text for text in messages)


def test_anchors_may_be_a_plain_list(index, tmp_path):
    path = tmp_path / "eigen.json"
    path.write_text('{"O05": [0, 10]}', encoding="utf-8")
    _, values, messages, _ = index(wide(tmp_path), ANKERS=str(path))
    scores = {row["gebied"]: row["genormaliseerd"] for row in values if row["indicator"] == "O05"}
    assert [scores[code] for code in CODES] == pytest.approx([10 * v for v in VALUES["O05"]])
    assert any("No anchors of the earlier run" in text and "O07" in text for text in messages)


@pytest.mark.parametrize("content, word", [
    ("geen json", "no anchors"), ("{}", "no anchors in it"), ('{"O05": [1]}', "no anchors"), ("[1, 2]", "no anchors"),
    ('{"O05": [null, 3]}', "no anchors"), ('{"O05": [NaN, 3]}', "no anchors"), ('{"O05": "0-3"}', "no anchors"),
])
def test_files_without_anchors_are_refused(index, tmp_path, content, word):
    path = tmp_path / "x.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(QgsProcessingException, match=word):
        index(wide(tmp_path), ANKERS=str(path))


def test_a_geopackage_that_is_no_run_is_refused(index, tmp_path):
    path = stadje.save(stadje.buurten(), tmp_path / "b.gpkg")
    with pytest.raises(QgsProcessingException, match="no anchors"):
        index(wide(tmp_path), ANKERS=path)
    with pytest.raises(QgsProcessingException, match="Cannot read"):
        index(wide(tmp_path), ANKERS=str(tmp_path / "bestaat_niet.gpkg"))


def test_one_year_of_a_table_with_several(index, tmp_path):
    path = tmp_path / "jaren.csv"
    path.write_text("gebied;indicator;waarde;jaar\n" + "".join(
        f"{code};V02;{value};{year}\n" for year, value in ((2021, 60), (2023, 80)) for code in CODES), encoding="utf-8")
    for year, expected in ((2021, 60), (2023, 80), (None, 80)):
        areas, values, _, _ = index(str(path), **({"JAAR": year} if year else {}))
        assert {row["waarde"] for row in values if row["indicator"] == "V02"} == {expected}
        assert {row["omgang_relaties_subj"] for row in areas.values()} == {expected}
        assert {row["jaar"] for row in values if row["indicator"] == "V02"} == {year or 2023}


# --- every kind of table ---------------------------------------------------------------------------------------------

def written(layer, path, driver):
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = driver
    error = QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(path), QgsCoordinateTransformContext(), options)
    assert error[0] == QgsVectorFileWriter.WriterError.NoError, error
    return str(path)


@pytest.mark.parametrize("suffix, driver", [("xlsx", "XLSX"), ("gpkg", "GPKG"), ("csv", "CSV"), ("ods", "ODS")])
@pytest.mark.parametrize("codes", [
    CODES, [f" {c.lower()}  " for c in CODES], [c[2:] for c in CODES], [f"Buurt {k}" for k in range(6)],
])
def test_tables_of_every_kind_with_every_code(index, tmp_path, suffix, driver, codes):
    rows = [(None, code, VALUES["V02"][k], 40 if k else 12, 2023) for k, code in enumerate(codes)]
    table = stadje.layer("None", "field=gebied:string&field=V02:double&field=n:integer&field=jaar:integer", rows)
    areas, values, _, _ = index(written(table, tmp_path / f"tabel.{suffix}", driver))
    found = {row["gebied"]: row for row in values if row["indicator"] == "V02"}
    assert [found[code]["waarde"] for code in CODES] == pytest.approx(VALUES["V02"])
    assert [found[code]["status"] for code in CODES[:2]] == ["onzeker", None] or found[CODES[1]]["status"] == ""
    assert areas[CODES[0]]["omgang_relaties_subj"] == pytest.approx((3.1 - 1) / 4 * 100)


def test_survey_error_widens_the_ranks(index, tmp_path):
    """The same figures, once of 2,000 and once of 12 respondents."""
    width = []
    for n in (2000, 12):
        path = tmp_path / f"n{n}.csv"
        path.write_text("gebied;indicator;waarde;n\n" + "".join(
            f"{code};{node};{VALUES[node][k]};{n}\n" for k, code in enumerate(CODES) for node in ("V02", "V08", "P01")),
            encoding="utf-8")
        rest = {node: v for node, v in VALUES.items() if node not in ("V02", "V08", "P01")}
        areas, _, _, _ = index(wide(tmp_path, rest), str(path), TREKKINGEN=300)
        width.append(sum(row["rang_p95"] - row["rang_p5"] for row in areas.values() if row["rang"]))
    assert width[1] > width[0]


def test_an_interval_in_the_table_counts_as_error(index, tmp_path):
    path = tmp_path / "interval.csv"
    path.write_text("gebied;indicator;waarde;laag;hoog\n" + "".join(
        f"{code};V02;3,2;1,2;5,0\n" for code in CODES), encoding="utf-8")
    _, values, messages, _ = index(wide(tmp_path, {k: v for k, v in VALUES.items() if k != "V02"}), str(path))
    row = next(row for row in values if row["indicator"] == "V02")
    assert (row["laag"], row["hoog"]) == (1.2, 5.0)
    assert any("errors of the values" in text for text in messages)


# --- checks ----------------------------------------------------------------------------------------------------------

def grid(count=16):
    """A square of areas, of which the west is connected and the east is not."""
    fields = "field=buurtcode:string&field=aantal_inwoners:integer&field=zelf_gemeten:double"
    codes = [f"BU99980{k:03}" for k in range(count)]
    west = [3 - k % 4 for k in range(count)]
    layer = stadje.layer("Polygon", fields, [(stadje.square(k % 4, k // 4), codes[k], 1000, west[k] + 0.1 * (k // 4))
                                             for k in range(count)], name="raster")
    return layer, codes, west


def test_clusters_and_agreement_with_figures_outside_the_index(index, tmp_path):
    layer, codes, west = grid()
    path = tmp_path / "raster.csv"
    path.write_text("buurtcode;O02;O05;O07;O09;E01\n" + "".join(
        f"{c};{20 * w};{w};{w};{10 * w + k};{60 - 10 * w + k % 2}\n" for k, (c, w) in enumerate(zip(codes, west))),
        encoding="utf-8")
    areas, _, messages, done = index(str(path), BUURTEN=layer, VALIDATIE=["zelf_gemeten"])
    text = " ".join(messages)
    assert "Moran's I of Neighbourhood connectedness: 0.6" in text
    assert "neighbouring areas resemble each other" in text
    assert "against E01: Spearman's rho = \u22120.9" in text and "n = 16), in the direction to expect" in text
    assert "against zelf_gemeten: Spearman's rho = 1.00" in text and "a clear relation" in text
    without, _, _, _ = index(str(path), BUURTEN=layer)
    assert {c: a["verbondenheid"] for c, a in without.items()} == {c: a["verbondenheid"] for c, a in areas.items()}


def test_borrowed_figures_check_nothing(index, tmp_path):
    """The loneliness of the gemeente is the same in all its areas: it cannot tell which of them is connected."""
    layer, codes, west = grid()
    path, other = tmp_path / "raster.csv", tmp_path / "gemeente.csv"
    path.write_text("buurtcode;O02;O05;O07;O09;E01\n" + "".join(
        f"{c};{20 * w};{w};{w};{10 * w + k};{60 - 10 * w if k < 5 else '.'}\n"
        for k, (c, w) in enumerate(zip(codes, west))), encoding="utf-8")
    other.write_text("gemeentecode;E01\nGM9998;44\n", encoding="utf-8")
    _, _, messages, _ = index(str(path), str(other), BUURTEN=layer)
    assert any("E01: too few areas to check the index against (n = 5)" in text for text in messages)


def test_areas_without_residents_will_do(index, tmp_path):
    layer = stadje.layer("Polygon", "field=buurtcode:string", [(stadje.square(k, 0), c) for k, c in enumerate(CODES)])
    areas, _, _, _ = index(wide(tmp_path), BUURTEN=layer)
    assert all(area["verbondenheid"] > 0 for area in areas.values())


# --- real data -------------------------------------------------------------------------------------------------------

@pytest.mark.echte_data
def test_all_wijken_of_2016(index, shared_data):
    """2,982 shapes with a duplicate code, invalid and empty polygons and missing-value codes, through the algorithm."""
    folder = shared_data / "nl_wijk_2016"
    areas, values, messages, _ = index(
        str(folder / "rivm_eenzaamheid_2016_wijk.csv"),
        str(folder / "leefbaarometer2_dimensiescore_wijk_2012_2016.csv"),
        BUURTEN=str(folder / "wijken_2016_gegeneraliseerd.gpkg"), KERNCIJFERS=str(folder / "kwb_2016_wijk.csv"))
    text = " ".join(messages)
    assert "Invalid areas, repaired: 12." in text and "Areas without a polygon, left out: 2." in text
    assert "Pieces joined to the area with the same code: 1." in text
    assert "Codes for a missing value" in text and "made empty: 3302" in text
    assert "8 values occur twice for the same area, indicator and year" in text
    assert len(areas) == 2957 and not any(v is not None and v <= -99990 for a in areas.values()
                                          for v in a.values() if isinstance(v, float))
    # Nothing social is measured, so there is no index and no rank; the spatial side can be compared with loneliness.
    assert all(a["verbondenheid"] is None and a["rang"] is None for a in areas.values())
    assert sum(a["ruimtelijk"] is not None for a in areas.values()) == 2837
    assert ("Spatial connectedness against E01: Spearman's rho = \u22120.58 "
            "(95% interval \u22120.61 to \u22120.55, n = 2837)") in text
    assert {row["niveau"] for row in values} == {"wijk"}


@pytest.mark.echte_data
def test_amsterdam_2019_on_other_codes_says_so(index, shared_data):
    folder = shared_data / "amsterdam_noord"
    areas, values, messages, _ = index(str(folder / "kwb_2019_amsterdam_84583NED.csv"),
                                       BUURTEN=str(folder / "buurten_2014_noord_kwb.gpkg"))
    text = " ".join(messages)
    assert "479 areas of the table do not occur among the neighbourhoods, perhaps codes of another year" in text
    assert "its wijken may be others as well: only its figures of the gemeente were used" in text
    assert "values come from the gemeente the area lies in: shown, but not ranked" in text
    assert len(areas) == 14 and {row["status"] for row in values} == {"geleend"}
    assert all(a["rang"] is None and a["plaatsgeschiktheid"] is None for a in areas.values()), "the same everywhere"
    assert any("The same value everywhere" in m for m in messages)


@pytest.mark.echte_data
def test_breda_joins_by_name(index, shared_data, tmp_path):
    """The tables of Breda have names only; distances lie in rows and are put in columns here."""
    import csv

    folder = shared_data / "breda"
    with (folder / "proximity.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file)]
    wanted = {"Cafés": "N04", "Restaurants": "N05", "Museums": "N09", "Library": "N06"}
    found = {}
    for row in rows:
        node = next((n for name, n in wanted.items() if row["place"].lower().startswith(name.lower()[:4])), None)
        if node and row["within"].lower().startswith(("distance", "nearest", "average")):
            found.setdefault(row["zones"], {})[node] = row["Value"]
    if not found:  # the table counts places within a distance; a count of cafés within 1 km will do for the names
        for row in rows:
            if row["place"].startswith("Caf") and row["within"] == "Within 1 km":
                found.setdefault(row["zones"], {})["O03"] = row["Value"]
    nodes = sorted({n for v in found.values() for n in v})
    path = tmp_path / "breda.csv"
    path.write_text("naam," + ",".join(nodes) + "\n" + "".join(
        f'"{zone}",' + ",".join(v.get(n, "") for n in nodes) + "\n" for zone, v in found.items()), encoding="utf-8")
    _, values, messages, _ = index(str(path), BUURTEN=str(folder / "Buurten.geojson"))
    assert any('joined on the name in "naam"' in text for text in messages)
    assert len({row["gebied"] for row in values}) == len(found) == 56


def test_the_output_is_a_layer_that_others_read(index, tmp_path):
    _, _, _, done = index(wide(tmp_path))
    assert isinstance(done.results["OUTPUT"], QgsVectorLayer) and done.results["OUTPUT"].featureCount() == 6


@pytest.mark.parametrize("more, words", [
    ({"VALIDATIE": ["nergens"]}, "no field found for nergens"), ({"VALIDATIE": ["fid"]}, "no field found for fid"),
    ({"TREKKINGEN": math.nan}, 'TREKKINGEN: "nan" is not a number'), ({"SEED": math.nan}, 'SEED: "nan" is not a')])
def test_settings_that_cannot_be_used_are_named(index, tmp_path, more, words):
    layer, codes, _ = grid()
    path = tmp_path / "raster.csv"
    path.write_text("buurtcode;O02;O05\n" + "".join(f"{c};{k};{k}\n" for k, c in enumerate(codes)), encoding="utf-8")
    with pytest.raises(QgsProcessingException, match=words):
        index(str(path), BUURTEN=layer, **more)
