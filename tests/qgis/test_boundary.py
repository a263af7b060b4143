"""Areas of two years in QGIS: the koppeltabel, and figures that get the codes and boundaries of the other year."""

import pytest
import stadje
from qgis.core import QgsGeometry, QgsProcessingException, QgsVectorLayer

X, Y = stadje.X, stadje.Y


def wkt(x0, y0, x1, y1):
    return QgsGeometry.fromRect(stadje_rectangle(x0, y0, x1, y1)).asWkt()


def stadje_rectangle(x0, y0, x1, y1):
    from qgis.core import QgsRectangle

    return QgsRectangle(X + x0, Y + y0, X + x1, Y + y1)


def areas(rows, name):
    """rows: (code, name, corners, indelingswijziging)."""
    fields = "field=buurtcode:string&field=buurtnaam:string&field=indelingswijziging_wijken_en_buurten:integer"
    return stadje.layer("Polygon", fields, [(wkt(*box), code, label, said) for code, label, box, said in rows],
                        name=name)


OLD = (("BU00010000", "West", (0, 0, 600, 600), 1), ("BU00010001", "Midden", (600, 0, 1200, 600), 1),
       ("BU00010002", "Oost", (1200, 0, 1800, 600), 1), ("BU00010003", "Noord", (0, 600, 1800, 1200), 1))
NEW = (("BU00010000", "West", (0, 0, 601, 600), 1), ("BU00020001", "Midden", (601, 0, 1200, 600), 2),
       ("BU00010004", "Oost-zuid", (1200, 0, 1800, 200), 3), ("BU00010005", "Oost-noord", (1200, 200, 1800, 600), 3),
       ("BU00010003", "Noord", (0, 600, 1800, 1200), 1), ("BU00010009", "Polder", (5000, 5000, 6000, 6000), 1),
       ("BU00010008", "Plas", (7000, 5000, 8000, 6000), 1))


def homes():
    """Ninety dwellings in the small south of Oost, ten in its north."""
    places = [(1300 + 4 * (k % 90), 100 if k < 90 else 500) for k in range(100)]
    return stadje.layer("Point", "field=nr:integer", [(f"Point({X + x} {Y + y})", k) for k, (x, y) in
                                                      enumerate(places)], name="woningen")


def rows(layer):
    return [dict(zip(layer.fields().names(), feature.attributes())) for feature in layer.getFeatures()]


def figures(path, text):
    path.write_text(text, "utf-8")
    return str(path)


@pytest.fixture
def koppel(run_alg, tmp_path):
    def run(text="", **more):
        parameters = {"OUD": areas(OLD, "oud"), "NIEUW": areas(NEW, "nieuw"), "OUTPUT": "memory:", **more}
        if text:
            parameters.update(CIJFERS=figures(tmp_path / "cijfers.csv", text), OVERGEZET="memory:")
        return run_alg("koppeltabel", parameters)

    return run


def test_every_area_finds_its_counterpart(koppel):
    done = koppel()
    found = {(r["oud"], r["nieuw"]): r for r in rows(done.results["OUTPUT"])}
    assert {key: r["soort"] for key, r in found.items()} == {
        ("BU00010000", "BU00010000"): "ongewijzigd", ("BU00010001", "BU00020001"): "hernummerd",
        ("BU00010002", "BU00010004"): "gewijzigd", ("BU00010002", "BU00010005"): "gewijzigd",
        ("BU00010003", "BU00010003"): "ongewijzigd"}
    split = found["BU00010002", "BU00010004"]
    assert split["aandeel"] == pytest.approx(1 / 3) and split["basis"] == "oppervlakte"
    assert (split["oud_naam"], split["nieuw_naam"]) == ("Oost", "Oost-zuid")
    said = [text for level, text in done.messages if level == "warning"]
    assert any("without a counterpart" in text and "2 (BU00010008, BU00010009)" in text for text in said)
    assert any("shared by area, not by dwellings" in text for text in said)


def test_dwellings_decide_how_much_goes_where(koppel):
    done = koppel("buurt;inwoners;bewoners_tevreden;bezoeken\nBU00010000;100;7,5;1\nBU00010001;200;.;2\n"
                  "BU00010002;1000;6,5;300\nBU00010003;400;-99997;4\nBU09990000;5;5;5\n",
                  WONINGEN=homes(), AANTALVELDEN=["bezoeken"])
    made = {r["buurtcode"]: r for r in rows(done.results["OVERGEZET"])}
    assert {code: r["inwoners"] for code, r in made.items()} == pytest.approx({
        "BU00010000": 100, "BU00020001": 200, "BU00010004": 900, "BU00010005": 100, "BU00010003": 400})
    assert {code: r["soort"] for code, r in made.items()} == {
        "BU00010000": "ongewijzigd", "BU00020001": "hernummerd", "BU00010004": "gewijzigd", "BU00010005": "gewijzigd",
        "BU00010003": "ongewijzigd"}
    assert made["BU00010004"]["bewoners_tevreden"] == made["BU00010005"]["bewoners_tevreden"] == 6.5
    assert made["BU00010004"]["bezoeken"] == pytest.approx(270)
    assert not made["BU00020001"]["bewoners_tevreden"] and not made["BU00010003"]["bewoners_tevreden"]  # NULL
    assert any("2 estimated for changed boundaries" in text for _, text in done.messages)
    assert any("belong to no area of the layer: 1" in text for _, text in done.messages)


def test_rows_per_year_stay_apart(koppel):
    text = "code,Perioden,score\n" + "".join(f"BU0001000{k},{year},{k + len(year)}\n" for year in ("2020JJ00", "2022")
                                             for k in range(4))
    found = rows(koppel(text).results["OVERGEZET"])
    assert len(found) == 10
    assert {(r["buurtcode"], r["Perioden"]): r["score"] for r in found}["BU00020001", "2020JJ00"] == 9


@pytest.mark.parametrize("own", ["soort", "Soort"])
def test_a_figure_with_a_name_of_ours_and_a_wide_table(koppel, own):
    names = [own, *(f"k{k}" for k in range(150))]
    text = ",".join(["code", *names]) + "\n" + "".join(
        f"{row[0]}," + ",".join(str(n + k) for n in range(len(names))) + "\n" for k, row in enumerate(OLD))
    made = {r["buurtcode"]: r for r in rows(koppel(text).results["OVERGEZET"])}
    assert made["BU00010003"]["soort"] == "ongewijzigd" and made["BU00010003"][f"{own}_invoer"] == 3
    assert made["BU00010003"]["k149"] == 153 and list(made["BU00010003"])[-150:] == names[1:]


def test_repeated_codes_without_a_difference_are_refused(koppel):
    with pytest.raises(QgsProcessingException, match='"BU00010001" occurs more than once'):
        koppel("code,score\nBU00010001,1\nBU00010001,2\n")


def test_figures_of_elsewhere_are_refused(koppel):
    with pytest.raises(QgsProcessingException, match="does not overlap the areas of the old layer"):
        koppel("code,score\nBU09990001,1\n")
    with pytest.raises(QgsProcessingException, match="CIJFERS"):
        koppel(OVERGEZET="memory:")


def test_the_figures_are_input_of_the_next_step(koppel, run_alg, tmp_path):
    text = "buurtcode,aantal_inwoners\n" + "".join(f"{row[0]},{100 * k + 100}\n" for k, row in enumerate(OLD))
    done = koppel(text, WONINGEN=homes(), OVERGEZET=str(tmp_path / "nieuw.csv"))
    read = run_alg("buurten", {"INPUT": areas(NEW, "nieuw"), "KERNCIJFERS": done.results["OVERGEZET"],
                               "OUTPUT": "memory:"})
    known = {r["buurtcode"]: r["inwoners"] for r in rows(read.results["OUTPUT"]) if r["inwoners"]}
    assert sum(known.values()) == pytest.approx(1000) and known["BU00010005"] == pytest.approx(30)


def test_carried_over_indicators_go_into_the_index(koppel, run_alg, tmp_path):
    text = "buurtcode,MensenKennenElkaarNauwelijks_7,VoelMijThuisBijMensenInDezeBuurt_10\n" + "".join(
        f"{row[0]},{20 + 5 * k},{60 - 5 * k}\n" for k, row in enumerate(OLD))
    done = koppel(text, WONINGEN=homes(), OVERGEZET=str(tmp_path / "nieuw.csv"))
    made = run_alg("verbondenheidsindex", {"BUURTEN": areas(NEW, "nieuw"), "INDICATOREN": [done.results["OVERGEZET"]],
                                           "INDICATORWAARDEN": "memory:", "OUTPUT": "memory:"})
    known = {(r["gebied"], r["indicator"]): r["waarde"] for r in rows(made.results["INDICATORWAARDEN"])}
    assert known["BU00020001", "V01"] == 25 and known["BU00010004", "V04"] == known["BU00010005", "V04"] == 50


def test_when_1_is_rare_its_meaning_is_not_certain(koppel):
    odd = areas([(*row[:3], 0 if k else 1) for k, row in enumerate(NEW)], "nieuw")
    assert any("not certain" in text for level, text in koppel(NIEUW=odd).messages if level == "warning")


def test_noord_2014_and_2022(run_alg, shared_data):
    """Amsterdam made 69 buurten of the 14 of Noord, and moved its outer border: nothing may get lost on the way."""
    folder = shared_data / "amsterdam_noord"
    new = QgsVectorLayer(str(folder / "buurten_2022_amsterdam.geojson"), "nieuw", "ogr")
    old = str(folder / "buurten_2014_noord_kwb.gpkg")
    done = run_alg("koppeltabel", {"OUD": old, "NIEUW": new, "CIJFERS": old, "OUTPUT": "memory:",
                                   "OVERGEZET": "memory:"})
    found = rows(done.results["OUTPUT"])
    share = {}
    for row in found:
        share[row["oud"]] = share.get(row["oud"], 0) + row["aandeel"]
    assert len(share) == 14 and all(total == pytest.approx(1) for total in share.values())
    assert 69 <= len({row["nieuw"] for row in found}) < 110
    carried, before = rows(done.results["OVERGEZET"]), rows(QgsVectorLayer(old, "oud", "ogr"))
    for field in ("AANT_INW", "AANT_MAN", "AANT_VROUW", "AANTAL_HH", "OPP_TOT"):
        assert sum(row[field] for row in carried) == pytest.approx(sum(row[field] for row in before)), field
    north = sum(row["AANT_INW"] for row in carried if row["buurtcode"][6] == "N")
    assert north > 0.99 * sum(row["AANT_INW"] for row in before)
    elderly = [row["P_65_EO_JR"] for row in before]
    assert all(min(elderly) <= row["P_65_EO_JR"] <= max(elderly) for row in carried)
    assert {row["soort"] for row in carried} == {"gewijzigd"}
