"""Stagnatieplekken, verbindingslijnen and netwerkstructuur as a user runs them, on the tiny town."""

import pytest
import stadje
from qgis.core import QgsProcessingException


def column(layer, name):
    return [f[name] for f in layer.getFeatures()]


@pytest.fixture(scope="module")
def town(qgs_processing):
    """The canonical layers of the tiny town."""
    import processing

    def run(name, parameters):
        return processing.run(f"verbondenheidskaart:{name}", {**parameters, "OUTPUT": "memory:"})["OUTPUT"]

    made = {"buurten": run("buurten", {"INPUT": stadje.buurten()}),
            "loopnetwerk": run("loopnetwerk", {"INPUT": stadje.streets()}),
            "voorzieningen": run("voorzieningen", {"INPUT": stadje.facilities()})}
    made["bevolking"] = run("bevolking", {"BUURTEN": made["buurten"], "LOOPNETWERK": made["loopnetwerk"]})
    made["rotondes"] = run("rotondes", {"VOORZIENINGEN": made["voorzieningen"], "LOOPNETWERK": made["loopnetwerk"],
                                        "BEVOLKING": made["bevolking"]})
    return made


@pytest.fixture
def lines(run_alg, town):
    return run_alg("verbindingslijnen", {"ROTONDES": town["rotondes"], "LOOPNETWERK": town["loopnetwerk"],
                                         "BEVOLKING": town["bevolking"], "OUTPUT": "memory:", "ONTBREKEND": "memory:"})


def test_lines_follow_the_streets(lines):
    layer = lines.results["OUTPUT"]
    assert layer.featureCount() > 10
    for feature in layer.getFeatures():
        assert feature["loopafstand_m"] <= 800
        assert feature.geometry().length() == pytest.approx(feature["loopafstand_m"], abs=0.01)
        assert 0 <= feature["sterkte"] <= 1 and 0 <= feature["overbrugging"] <= 1
        assert not feature["organisatie"]  # nobody said which organisation is where


def test_the_canal_is_a_missing_link(lines):
    found = [f for f in lines.results["ONTBREKEND"].getFeatures() if f["soort"] == "fysiek"]
    assert found
    for feature in found:
        box = feature.geometry().boundingBox()
        assert box.xMinimum() < stadje.X + 900 < box.xMaximum()
        assert feature["omwegfactor"] > 1.6 and feature["hemelsbreed_m"] <= 500
        assert str(round(feature["hemelsbreed_m"])) in feature["reden"]


def test_shared_organisations_strengthen_a_line(run_alg, town, lines):
    first = next(lines.results["OUTPUT"].getFeatures())
    table = stadje.layer("None", "field=organisatie:string&field=voorziening_id:string",
                         [(None, "welzijn", first["van_id"]), (None, "welzijn", first["naar_id"])])
    done = run_alg("verbindingslijnen", {"ROTONDES": town["rotondes"], "LOOPNETWERK": town["loopnetwerk"],
                                         "BEVOLKING": town["bevolking"], "ORGANISATIES": table, "OUTPUT": "memory:"})
    same, = [f for f in done.results["OUTPUT"].getFeatures()
             if (f["van_id"], f["naar_id"]) == (first["van_id"], first["naar_id"])]
    assert same["organisatie"] == 1
    assert same["sterkte"] == pytest.approx(.4 * first["route"] + .3 * first["overlap"] + .3)


def test_stagnation_has_a_row_per_buurt_and_group_with_a_reason(run_alg, town):
    done = run_alg("stagnatieplekken", {"BUURTEN": town["buurten"], "VOORZIENINGEN": town["voorzieningen"],
                                        "LOOPNETWERK": town["loopnetwerk"], "BEVOLKING": town["bevolking"],
                                        "OUTPUT": "memory:"})
    rows = list(done.results["OUTPUT"].getFeatures())
    groups = {f["groep"] for f in rows}
    assert groups == {"ouderen", "jonge_alleenstaanden", "nieuwkomers"} and len(rows) == 6 * 3
    older = [f for f in rows if f["groep"] == "ouderen" and f["stagnatie"] == f["stagnatie"] and f["stagnatie"]]
    assert older
    for feature in older:
        assert feature["stagnatie"] == pytest.approx(100 * feature["kwetsbaarheid"] * (1 - feature["toegang"]))
        assert feature["status"] in ("stagnatieplek", "aandachtspunt", "geen")
        assert feature["reden"]
    assert not [f["stagnatie"] for f in rows if f["status"] == "onvoldoende_gegevens" and f["stagnatie"]]
    assert any("fewer than 30" in text for _, text in done.messages)


def organisations(number=12):
    fields = "field=id:string&field=naam:string&field=groep:string&field=buurtcode:string"
    rows = [(f"POINT({stadje.X + 100 * k} {stadje.Y + 50 * (k % 3)})", f"o{k}", f"Jan {k}", "ab"[k // (number // 2)],
             f"BU9998010{k % 6}") for k in range(number)]
    return stadje.layer("Point", fields, rows)


def ties(pairs, sources=3):
    fields = "field=van:string&field=naar:string&field=sterkte:double&field=bronnen:integer"
    return stadje.layer("None", fields, [(None, f"o{a}", f"o{b}", 1.0, sources) for a, b in pairs])


TWO_CLIQUES = [(a, b) for start in (0, 6) for a in range(start, start + 6) for b in range(a + 1, start + 6)] + [(5, 6)]


def test_the_bridge_between_two_cliques_is_found(run_alg):
    done = run_alg("netwerkstructuur", {"ORGANISATIES": organisations(), "BANDEN": ties(TWO_CLIQUES),
                                        "OUTPUT": "memory:", "LIJNEN": "memory:"})
    nodes = {f["id"]: f for f in done.results["OUTPUT"].getFeatures()}
    assert {key for key, f in nodes.items() if f["snijpunt"]} == {"o5", "o6"}
    assert max(nodes, key=lambda key: nodes[key]["tussenpositie"]) in ("o5", "o6")
    bridge, = [f for f in done.results["LIJNEN"].getFeatures() if f["brug"]]
    assert {bridge["van"], bridge["naar"]} == {"o5", "o6"} and bridge["tussen_groepen"]


@pytest.mark.parametrize("keep", [False, True])
def test_names_leave_only_when_asked(run_alg, keep):
    done = run_alg("netwerkstructuur", {"ORGANISATIES": organisations(), "BANDEN": ties(TWO_CLIQUES),
                                        "PERSOONSNAMEN": keep, "OUTPUT": "memory:"})
    names = [name for name in column(done.results["OUTPUT"], "naam") if name]
    assert bool(names) == keep


def test_ties_with_few_sources_are_not_drawn_and_small_networks_get_no_ranking(run_alg):
    few = run_alg("netwerkstructuur", {"ORGANISATIES": organisations(), "BANDEN": ties(TWO_CLIQUES, 2),
                                       "OUTPUT": "memory:", "LIJNEN": "memory:"})
    assert few.results["LIJNEN"].featureCount() == 0
    small = run_alg("netwerkstructuur", {"ORGANISATIES": organisations(4), "BANDEN": ties([(0, 1), (1, 2)]),
                                         "OUTPUT": "memory:"})
    assert "tussenpositie" not in small.results["OUTPUT"].fields().names()
    assert max(column(small.results["OUTPUT"], "graad")) == 2


@pytest.mark.parametrize("algorithm, parameters, words", [
    ("netwerkstructuur", lambda: {"ORGANISATIES": stadje.facilities(), "BANDEN": ties(TWO_CLIQUES)},
     ["id", "ORGANISATIES"]),
    ("netwerkstructuur", lambda: {"ORGANISATIES": organisations(), "BANDEN": organisations()}, ["van", "BANDEN"]),
    ("netwerkstructuur", lambda: {"ORGANISATIES": organisations(), "BANDEN": ties([(1, 1)])}, ["BANDEN"]),
    ("verbindingslijnen", lambda: {"ROTONDES": stadje.facilities(), "LOOPNETWERK": stadje.streets(),
                                   "BEVOLKING": stadje.facilities()}, ["type_id"]),
])
def test_bad_input_gives_one_clear_message(run_alg, algorithm, parameters, words):
    with pytest.raises(QgsProcessingException) as error:
        run_alg(algorithm, {**parameters(), "OUTPUT": "memory:"})
    assert all(word in str(error.value) for word in words), str(error.value)
