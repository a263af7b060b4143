"""Survey microdata as municipalities have them: scores per area come out, the answers stay in."""

import numpy as np
import pytest
import stadje
from qgis.core import NULL, QgsProcessingException, QgsVectorLayer

ITEMS = [f"V0{k}" for k in range(1, 9)]


def microdata(folder, rows, header, name="antwoorden.csv"):
    path = folder / name
    path.write_text("\n".join([";".join(header), *(";".join(map(str, row)) for row in rows)]) + "\n", encoding="utf-8")
    return str(path)


def respondents(count=40, seed=4, areas=("BU99980100", "BU99980101"), items=8, points=5):
    """Return rows (area, answers …) of people with an opinion of their own, the first statement negative."""
    rng = np.random.default_rng(seed)
    rows = []
    for area in areas:
        for _ in range(count):
            opinion = rng.normal((points + 1) / 2, 1)
            x = np.clip(np.round(opinion + rng.normal(0, 0.7, items)), 1, points).astype(int)
            x[0] = points + 1 - x[0]
            rows.append((area, *x))
    return rows


def rows_of(layer):
    return {(f["gebied"], f["indicator"]): {n: None if f[n] == NULL else f[n] for n in layer.fields().names()}
            for f in layer.getFeatures()}


@pytest.fixture
def enquete(run_alg):
    def run(path, **changes):
        return run_alg("enquete", {"INPUT": path, "GEBIEDSVELD": "gebied", "SCHAAL": 0, "VELDEN": ITEMS,
                                   "OUTPUT": "memory:", **changes})
    return run


def test_all_fully_agree_scores_8_75(enquete, tmp_path):
    rng = np.random.default_rng(1)  # 30 people who agree with everything, and 30 who differ, for a reliable scale
    rows = [("BU99980100", *[5] * 8)] * 30 + [("BU99980101", 6 - x, *[x] * 7) for x in rng.integers(1, 6, 30)]
    found = rows_of(enquete(microdata(tmp_path, rows, ["gebied", *ITEMS])).results["OUTPUT"])
    scale = found["BU99980100", "V10"]
    assert scale["waarde"] == pytest.approx(8.75) and scale["n"] == 30 and scale["status"] == "normaal"
    assert scale["schaal"] == "0-10" and scale["alpha"] > 0.6
    assert found["BU99980100", "V01"]["waarde"] == 5, "a statement the model counts against itself stays as asked"
    named = enquete(microdata(tmp_path, rows, ["gebied", *ITEMS], "b.csv"), OMKEREN=["V01"])
    assert rows_of(named.results["OUTPUT"]) == {k: {**row, "bron": "b"} for k, row in found.items()}
    assert found["BU99980100", "V02"]["schaal"] == "1-5"


def test_mean_and_interval_are_those_of_the_textbook(enquete, tmp_path):
    from scipy import stats

    rows = respondents()
    found = rows_of(enquete(microdata(tmp_path, rows, ["gebied", *ITEMS])).results["OUTPUT"])
    own = np.array([row[1:] for row in rows if row[0] == "BU99980101"], dtype=float)
    own[:, 0] = 6 - own[:, 0]
    scores = ((own - 1) * 2.5).mean(axis=1)
    row = found["BU99980101", "V10"]
    low, high = stats.t.interval(0.95, 39, scores.mean(), stats.sem(scores))
    assert (row["waarde"], row["laag"], row["hoog"]) == pytest.approx((scores.mean(), low, high))


def test_few_respondents_are_suppressed_or_flagged(enquete, tmp_path):
    rows = [row for k, size in enumerate((9, 10, 30)) for row in respondents(size, 4 + k, [f"BU9998010{k}"])]
    done = enquete(microdata(tmp_path, rows, ["gebied", *ITEMS]))
    found = rows_of(done.results["OUTPUT"])
    for item in ITEMS:
        hidden = found["BU99980100", item]
        assert [hidden[n] for n in ("waarde", "n", "laag", "hoog")] == [None] * 4 and hidden["status"] == "onderdrukt"
        assert found["BU99980101", item]["status"] == "onzeker" and found["BU99980101", item]["n"] == 10
        assert found["BU99980102", item]["status"] == "normaal"
    assert any("fewer than 10 respondents" in text for level, text in done.messages if level == "warning")


def test_an_unreliable_scale_gives_its_items_only(enquete, tmp_path):
    rng = np.random.default_rng(3)
    rows = [("BU99980100", *rng.integers(1, 6, 8)) for _ in range(60)]
    done = enquete(microdata(tmp_path, rows, ["gebied", *ITEMS]), VRAGEN=False)
    assert {indicator for _, indicator in rows_of(done.results["OUTPUT"])} == set(ITEMS)
    assert any("only the separate items" in text for level, text in done.messages if level == "warning")
    reliable = enquete(microdata(tmp_path, respondents(), ["gebied", *ITEMS], "b.csv"), VRAGEN=False)
    assert {indicator for _, indicator in rows_of(reliable.results["OUTPUT"])} == {"V10"}


def test_own_names_words_padding_and_codes_for_no_answer(enquete, tmp_path):
    words = ["helemaal mee oneens", "mee oneens", "niet eens, niet oneens", "mee eens", "Helemaal mee eens"]
    rows = []
    for k, (area, *x) in enumerate(respondents(20, areas=["BU99980100"])):
        answers = [words[v - 1] if k % 2 else f"{v} - antwoord" for v in x]
        no_answer = 9 if k < 3 else "3-4 keer" if k == 3 else "weet niet" if k == 4 else answers[7]
        rows.append((f" {area.lower()} ", *answers[:7], no_answer))
    fields = [f"vraag_{k}" for k in range(8)]
    done = enquete(microdata(tmp_path, rows, ["gebied", *fields]), VELDEN=fields)
    found = rows_of(done.results["OUTPUT"])
    plain = rows_of(enquete(microdata(tmp_path, respondents(20, areas=["BU99980100"]), ["gebied", *ITEMS], "p.csv"))
                    .results["OUTPUT"])
    for item in ITEMS[:7]:
        assert found["BU99980100", item]["waarde"] == plain["BU99980100", item]["waarde"]
    assert found["BU99980100", "V08"]["n"] == 15
    text = " ".join(text for _, text in done.messages)
    assert "in the order of the questionnaire: vraag_0 = V01" in text
    assert "5 answers outside the scale 1-5" in text and "9 (3x)" in text and "weet niet" not in text


def test_named_questions_reversed_weights_and_years(enquete, tmp_path):
    rows = [("Buurt 1", 2 + k % 3, 4 - k % 3, 1 + k % 2, 2022 + k % 2) for k in range(48)]
    done = enquete(microdata(tmp_path, rows, ["gebied", "a", "b", "gewicht", "jaar"]), VELDEN=["a", "b"], OMKEREN=["b"],
                   KOPPELING="a = V02; b = B02", GEWICHTVELD="gewicht", JAARVELD="jaar", SCHAAL=1)
    layer = done.results["OUTPUT"]
    years = {f["jaar"] for f in layer.getFeatures()}
    assert years == {2022, 2023}
    for feature in layer.getFeatures():
        if feature["indicator"] in ("V02", "B02"):
            own = [row for row in rows if row[4] == feature["jaar"]]
            mean = np.average([row[1] for row in own], weights=[row[3] for row in own])
            assert feature["waarde"] == pytest.approx(mean), "b is turned, so it equals a"


def test_respondents_without_weight_do_not_count(enquete, tmp_path):
    rows = [(*row, weight) for row, weight in zip(respondents(40, areas=["BU99980100"]), [1, 0, -1, "", 2] * 8)]
    done = enquete(microdata(tmp_path, rows, ["gebied", *ITEMS, "gewicht"]), GEWICHTVELD="gewicht")
    assert rows_of(done.results["OUTPUT"])["BU99980100", "V02"]["n"] == 16
    assert any("24 respondents without a positive weight" in text for _, text in done.messages)


def test_own_scale_and_shrinkage(enquete, tmp_path):
    rng = np.random.default_rng(7)
    rows = []
    for k, size in enumerate([12, 12, 12, 12, 400]):
        level = rng.normal(5, 0.5)
        rows += [(f"Buurt {k}", *np.clip(np.round(level + rng.normal(0, 2) + rng.normal(0, 0.5, 3)), 0, 10).astype(int))
                 for _ in range(size)]
    path = microdata(tmp_path, rows, ["gebied", "x", "y", "z"])
    options = {"VELDEN": ["x", "y", "z"], "SCHAAL": 4, "SCHAAL_MIN": 0, "SCHAAL_MAX": 10, "NAAM": "trots"}
    plain, drawn = (rows_of(enquete(path, KRIMP=krimp, **options).results["OUTPUT"]) for krimp in (False, True))
    overall = np.average([plain[f"Buurt {k}", "trots"]["waarde"] for k in range(5)], weights=[12] * 4 + [400])
    for k in range(5):
        one, other = plain[f"Buurt {k}", "trots"], drawn[f"Buurt {k}", "trots"]
        assert abs(other["waarde"] - overall) <= abs(one["waarde"] - overall) + 1e-9
        assert other["laag"] < other["waarde"] < other["hoog"]
    small, large = plain["Buurt 0", "trots"]["waarde"], plain["Buurt 4", "trots"]["waarde"]
    assert abs(drawn["Buurt 4", "trots"]["waarde"] - large) < 0.05 < abs(drawn["Buurt 0", "trots"]["waarde"] - small)
    width = [np.mean([t[f"Buurt {k}", "trots"]["hoog"] - t[f"Buurt {k}", "trots"]["laag"] for k in range(5)])
             for t in (plain, drawn)]
    assert width[1] < width[0]


def test_the_output_has_no_answers_and_no_respondents(enquete, tmp_path):
    """Nor where they live: what a table of answers says of an address goes nowhere."""
    rows = [(*row, f"respondent{k}", f"{1000 + k}QZ", 142000.5 + k, 456000.5 + k)
            for k, row in enumerate(respondents())]
    done = enquete(microdata(tmp_path, rows, ["gebied", *ITEMS, "naam", "postcode", "x", "y"]))
    layer = done.results["OUTPUT"]
    assert layer.featureCount() == 2 * 9 and not layer.isSpatial()
    said = [str(value) for f in layer.getFeatures() for value in f.attributes()] + [text for _, text in done.messages]
    assert not [text for text in said if any(word in text for word in ("respondent1", "QZ", "1420", "4560"))]


@pytest.mark.parametrize("change, word", [
    ({"VELDEN": ["bestaat_niet"]}, "bestaat_niet"),
    ({"GEBIEDSVELD": "wijk"}, "wijk"),
    ({"VELDEN": ["V02", "V03"], "OMKEREN": ["V01"]}, "OMKEREN"),
    ({"KOPPELING": "onzin"}, "KOPPELING"),
    ({"KOPPELING": "V02 = V03"}, "V03"),
    ({"SCHAAL": 4, "SCHAAL_MIN": 5, "SCHAAL_MAX": 1}, "SCHAAL_MIN"),
])
def test_bad_choices_give_one_clear_sentence(enquete, tmp_path, change, word):
    path = microdata(tmp_path, respondents(), ["gebied", *ITEMS])
    with pytest.raises(QgsProcessingException, match=word):
        enquete(path, **change)


def test_from_answers_to_the_index(enquete, run_alg, tmp_path):
    """The output is a table of indicators: the index reads it, intervals included."""
    rows = respondents(areas=[f"BU9998010{k}" for k in range(5)]) + respondents(5, 9, ["BU99980105"])
    scores = enquete(microdata(tmp_path, rows, ["gebied", *ITEMS])).results["OUTPUT"]
    assert isinstance(scores, QgsVectorLayer)
    scores.setName("enquete")
    buurten = run_alg("buurten", {"INPUT": stadje.buurten(), "OUTPUT": "memory:"}).results["OUTPUT"]
    done = run_alg("verbondenheidsindex", {"BUURTEN": buurten, "INDICATOREN": [scores], "TREKKINGEN": 40,
                                           "OUTPUT": "memory:", "INDICATORWAARDEN": "memory:"})
    areas = {f["buurtcode"]: f for f in done.results["OUTPUT"].getFeatures()}
    subjective = {code: f["omgang_relaties_subj"] for code, f in areas.items()}
    assert all(0 <= subjective[f"BU9998010{k}"] <= 100 for k in range(5)) and not subjective["BU99980105"]
    values = {(f["gebied"], f["indicator"]): f for f in done.results["INDICATORWAARDEN"].getFeatures()}
    mine, theirs = values["BU99980100", "V02"], rows_of(scores)["BU99980100", "V02"]
    assert [mine[n] for n in ("waarde", "n", "laag", "hoog")] == [theirs[n] for n in ("waarde", "n", "laag", "hoog")]
    assert values["BU99980100", "V10"]["genormaliseerd"] == NULL, "the items go before their scale"
