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


def test_people_count_where_they_live_and_not_where_they_come_onto_the_street(run_alg, town):
    """The street between two buurten is nearest to the homes on both sides; its place belongs to one of them."""
    homes = [(f"POINT({stadje.X + x} {stadje.Y + 600 + side * 5})", 100, 20 if side > 0 else 40)
             for x in (60, 160, 260, 360, 460, 560) for side in (-1, 1)]
    people = stadje.layer("Point", "field=inwoners:double&field=lft_65_plus:double", homes, name="adressen")
    done = run_alg("stagnatieplekken", {"BUURTEN": town["buurten"], "VOORZIENINGEN": town["voorzieningen"],
                                        "LOOPNETWERK": town["loopnetwerk"], "BEVOLKING": people, "OUTPUT": "memory:"})
    counted = {f["buurtcode"]: f["personen"] for f in done.results["OUTPUT"].getFeatures() if f["groep"] == "ouderen"}
    assert counted["BU99980100"] == pytest.approx(240) and counted["BU99980103"] == pytest.approx(120)


def test_postcodes_are_no_buurten(run_alg, town):
    """Vulnerability per postcode or cell is not to be published, and the report says so."""
    cells = stadje.layer("Polygon", "field=buurtcode:string&field=inwoners:integer&field=lft_65_plus:integer",
                         [(stadje.square(k % 3, k // 3, 100.0), f"1234A{'ABCDEF'[k]}", 60, 20) for k in range(6)])
    given = {"VOORZIENINGEN": town["voorzieningen"], "LOOPNETWERK": town["loopnetwerk"],
             "BEVOLKING": town["bevolking"], "OUTPUT": "memory:"}

    def warned(areas):
        done = run_alg("stagnatieplekken", {**given, "BUURTEN": areas})
        return any("smaller than 5 ha" in text for level, text in done.messages if level == "warning")

    assert warned(cells) and not warned(town["buurten"])


def test_areas_without_geometry_are_told(run_alg, town):
    area = stadje.layer("Polygon", "field=naam:string", [(stadje.square(0, 0), "a"), ("", "b")], name="gebied")
    done = run_alg("loopnetwerk", {"INPUT": town["loopnetwerk"], "GEBIED": area, "OUTPUT": "memory:"})
    assert any("add nothing to the area: 1" in text for level, text in done.messages if level == "warning")


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


def named_and_not(town):
    """The rotondes of the town, of which those of an even number lose their name."""
    rows = [(f.geometry().asWkt(), f["voorziening_id"], None if k % 2 == 0 else f["naam"], f["type_id"])
            for k, f in enumerate(town["rotondes"].getFeatures())]
    return stadje.layer("Point", "field=voorziening_id:string&field=naam:string&field=type_id:string", rows)


def test_places_without_a_name_are_called_by_their_street(run_alg, town):
    done = run_alg("verbindingslijnen", {"ROTONDES": named_and_not(town), "LOOPNETWERK": town["loopnetwerk"],
                                         "BEVOLKING": town["bevolking"], "OUTPUT": "memory:", "ONTBREKEND": "memory:"})
    names = set(column(done.results["OUTPUT"], "van_naam")) | set(column(done.results["OUTPUT"], "naar_naam"))
    assert not [name for name in names if not name]
    assert any(name.endswith(("Straat 200", "Straat 800")) for name in names) and any("Plek" in name for name in names)
    for feature in done.results["ONTBREKEND"].getFeatures():
        assert feature["reden"][0].isupper() and "None" not in feature["reden"] and "NULL" not in feature["reden"]


def test_missing_links_are_cut_at_their_rank_and_counted(run_alg, town, lines):
    inputs = {"ROTONDES": town["rotondes"], "LOOPNETWERK": town["loopnetwerk"], "BEVOLKING": town["bevolking"]}
    every = list(lines.results["ONTBREKEND"].getFeatures())
    kinds = {f["soort"] for f in every}
    assert any(sum(f["soort"] == kind for f in every) > 1 for kind in kinds)
    done = run_alg("verbindingslijnen", {**inputs, "MAXIMUM": 1, "OUTPUT": "memory:", "ONTBREKEND": "memory:"})
    kept = list(done.results["ONTBREKEND"].getFeatures())
    assert sorted(f["soort"] for f in kept) == sorted(kinds) and {f["rang"] for f in kept} == {1}
    said = " ".join(text for _, text in done.messages if "were left out" in text)
    for kind in kinds:
        left = sum(f["soort"] == kind for f in every) - 1
        assert not left or f"{left} missing links of kind {kind}" in said


def with_busy_road(crossing):
    """The streets of the tiny town, the one at y = 600 a primary road, with marked crossings on it if so asked."""
    rows = [(f.geometry().asWkt(), "primary" if f["name"] == "Straat 600" else f["highway"], f["name"], None)
            for f in stadje.streets().getFeatures()]
    if crossing:
        for x in crossing:
            rows.append((f"LINESTRING({stadje.X + x} {stadje.Y + 595},{stadje.X + x} {stadje.Y + 605})", "footway",
                         None, "crossing"))
    return stadje.layer("LineString", "field=highway:string&field=name:string&field=footway:string", rows)


def test_busy_roads_slow_people_down_where_no_crossing_is_marked(run_alg, town):
    def access(streets):
        done = run_alg("stagnatieplekken", {"BUURTEN": town["buurten"], "VOORZIENINGEN": town["voorzieningen"],
                                            "LOOPNETWERK": streets, "BEVOLKING": town["bevolking"],
                                            "OUTPUT": "memory:"})
        said = " ".join(text for _, text in done.messages)
        return sum(f["toegang"] for f in done.results["OUTPUT"].getFeatures() if f["groep"] == "ouderen"), said

    free, said = access(with_busy_road(None))
    assert "have no marked crossings" in said and "18 places" in said
    one, said = access(with_busy_road([0]))
    assert "in 17 of the 18 places" in said and one < free
    every, said = access(with_busy_road([x for x in range(0, 1801, 100) if x != 900]))
    assert "in 0 of the 18 places" in said and every == pytest.approx(free, rel=0.01)


def test_benches_count_only_when_they_are_complete(run_alg, town):
    def run(places):
        kinds = [(f.geometry().asWkt(), f["voorziening_id"], f["type_id"]) for f in town["voorzieningen"].getFeatures()]
        benches = [(f"POINT({stadje.X + x} {stadje.Y + y})", f"b{x}_{y}", "bankje") for x, y in places]
        layer = stadje.layer("Point", "field=voorziening_id:string&field=type_id:string", kinds + benches)
        done = run_alg("stagnatieplekken", {"BUURTEN": town["buurten"], "VOORZIENINGEN": layer, "BANKEN": True,
                                            "LOOPNETWERK": town["loopnetwerk"], "BEVOLKING": town["bevolking"],
                                            "OUTPUT": "memory:"})
        older = [f["looptijd_min"] for f in done.results["OUTPUT"].getFeatures() if f["groep"] == "ouderen"]
        return sum(older), " ".join(text for _, text in done.messages)

    none, said = run([(300, 300)])
    assert "so they are not complete" in said
    some, said = run([(300 + 600 * k, 300 + 600 * j) for k in range(3) for j in range(2)])
    assert "6 benches" in said and some > none


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


def texts(*layers):
    """Everything that can be read in the layers."""
    return " ".join(str(value) for layer in layers for f in layer.getFeatures() for value in f.attributes())


@pytest.mark.parametrize("keep", [False, True])
def test_names_leave_only_when_asked(run_alg, keep):
    done = run_alg("netwerkstructuur", {"ORGANISATIES": organisations(), "BANDEN": ties(TWO_CLIQUES),
                                        "PERSOONSNAMEN": keep, "OUTPUT": "memory:", "LIJNEN": "memory:"})
    said = texts(done.results["OUTPUT"], done.results["LIJNEN"]) + " ".join(text for _, text in done.messages)
    assert ("Jan" in said) == keep
    names = column(done.results["OUTPUT"], "naam")
    assert len(set(names)) == 12 and all(name.startswith("Jan") == keep for name in names)


def test_a_name_used_as_id_gets_the_same_number_on_its_ties(run_alg):
    fields = "field=id:string&field=naam:string&field=soort:string&field=rol:string"
    who = [(None, f"Jan Jansen{'abcdefghijkl'[k]}", None, "persoon", "buurtvader") for k in range(11)]
    who.append((None, "dok", "DOK", "organisatie", None))
    table = stadje.layer("None", fields, who)
    bonds = stadje.layer("None", "field=van:string&field=naar:string", [(None, row[1], "dok") for row in who[:11]])
    done = run_alg("netwerkstructuur", {"ORGANISATIES": table, "BANDEN": bonds, "OUTPUT": "memory:",
                                        "LIJNEN": "memory:"})
    nodes, bands = done.results["OUTPUT"], done.results["LIJNEN"]
    assert "Jan" not in texts(nodes, bands) and "DOK" in column(nodes, "naam")
    assert {name for name in column(nodes, "id") if name != "dok"} == set(column(bands, "van"))
    assert all(name.startswith("buurtvader ") for name in column(bands, "van"))


def two_mode(fields="field=persoon:string&field=activiteit:string&field=bronnen:integer"):
    """Two choirs of six persons; p5 sings in both, p0 also works alone in the garden."""
    rows = [(None, f"p{k}", "koor", 3) for k in range(6)] + [(None, f"p{k}", "zang", 3) for k in range(5, 12)]
    return stadje.layer("None", fields, [*rows, (None, "p0", "tuin", 1)])


def people():
    return stadje.layer("None", "field=id:string&field=naam:string&field=formeel:string",
                        [(None, f"p{k}", f"Piet {k}", "nee" if k == 5 else "ja") for k in range(12)])


@pytest.mark.parametrize("table, kind", [
    (two_mode, 0), (lambda: two_mode("field=van:string&field=naar:string&field=bronnen:integer"), 2)])
def test_a_two_mode_table_shows_who_links_the_places(run_alg, table, kind):
    done = run_alg("netwerkstructuur", {"ORGANISATIES": people(), "BANDEN": table(), "SOORT_BANDEN": kind,
                                        "OUTPUT": "memory:", "LIJNEN": "memory:"})
    nodes = {f["id"]: f for f in done.results["OUTPUT"].getFeatures()}
    assert {key for key, f in nodes.items() if f["bruggenbouwer"]} == {"p5"}
    assert {key for key, f in nodes.items() if f["snijpunt"]} == {"p0", "p5"}  # without p0 nobody knows the garden
    strength = {frozenset((f["van"], f["naar"])): f["sterkte"] for f in done.results["LIJNEN"].getFeatures()}
    assert strength[frozenset(("p0", "p1"))] == pytest.approx(1 / 5)
    assert strength[frozenset(("p6", "p7"))] == pytest.approx(1 / 6)
    assert len(strength) == 6 * 5 / 2 + 7 * 6 / 2
    assert "Piet" not in texts(done.results["OUTPUT"], done.results["LIJNEN"])
    assert any("13" in text or "14" in text for _, text in done.messages if "two-mode" in text)


def test_a_forced_two_mode_table_needs_its_columns(run_alg):
    with pytest.raises(QgsProcessingException, match="activiteit"):
        run_alg("netwerkstructuur", {"ORGANISATIES": people(), "BANDEN": people(), "SOORT_BANDEN": 2,
                                     "OUTPUT": "memory:"})


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


def test_thousands_of_places_on_one_spot_are_refused_before_they_fill_the_memory():
    import numpy as np

    from verbondenheidskaart_plugin.algorithms.connecting import _refuse_crowd
    from verbondenheidskaart_plugin.core.errors import TooMany

    _refuse_crowd(np.column_stack([np.arange(5000) * 1000.0, np.zeros(5000)]))
    with pytest.raises(TooMany) as error:
        _refuse_crowd(np.zeros((5000, 2)))
    assert error.value.count == 5000 * 4999
