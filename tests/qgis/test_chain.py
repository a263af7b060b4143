"""The whole road: from raw layers to one GeoPackage and a finished project."""

import hashlib
import json
import sqlite3

import pytest
import stadje
from qgis.core import QgsProcessingException, QgsProject, QgsVectorLayer

FILES = {"verbondenheidskaart.gpkg", "verbondenheidskaart.qgz", "verbondenheidskaart.pdf", "verbondenheidskaart.png",
         "verbondenheidskaart.html"}


def inputs(folder):
    return {"BUURTEN": stadje.buurten(), "VOORZIENINGEN": stadje.facilities(), "LOOPNETWERK": stadje.streets(),
            "TITEL": "Kaart van Stadje", "UITVOERMAP": str(folder)}


@pytest.fixture(scope="module")
def finished(qgs_processing, tmp_path_factory):
    import processing

    folder = tmp_path_factory.mktemp("uitvoer")
    return folder, processing.run("verbondenheidskaart:verbondenheidskaart", inputs(folder))


def rows(folder, table):
    with sqlite3.connect(folder / "verbondenheidskaart.gpkg") as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute(f"SELECT * FROM {table}")]


def digest(folder):
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.iterdir())}


def test_all_files_are_there_and_nothing_else(finished):
    folder, results = finished
    assert {p.name for p in folder.iterdir()} == FILES
    keys = ("GEOPACKAGE", "PROJECT", "KAART", "KAART_PNG", "RAPPORT")
    assert {results[key] for key in keys} == {str(folder / name) for name in FILES}


@pytest.mark.parametrize("name", ["buurten", "rotondes", "voorzieningen", "loopbereik", "loopstromen",
                                  "indicatorwaarden", "velden", "meldingen", "herkomst"])
def test_every_layer_has_features(finished, name):
    folder, _ = finished
    layer = QgsVectorLayer(f"{folder / 'verbondenheidskaart.gpkg'}|layername={name}")
    assert layer.isValid() and layer.featureCount() > 0


def test_every_field_is_in_the_dictionary(finished):
    folder, _ = finished
    known = {(row["laag"], row["veld"]) for row in rows(folder, "velden")}
    for name in ("buurten", "rotondes", "loopstromen"):
        layer = QgsVectorLayer(f"{folder / 'verbondenheidskaart.gpkg'}|layername={name}")
        assert {(name, f.name()) for f in layer.fields()} - {(name, "fid")} <= known


def test_provenance_names_inputs_choices_and_anchors(finished):
    folder, _ = finished
    found = {row["sleutel"]: row["waarde"] for row in rows(folder, "herkomst")}
    assert found["titel"] == "Kaart van Stadje" and found["seed"] == "1"
    assert float(found["anker.A_ref"]) > 0 and 0 < float(found["modeldekking"]) < 1
    assert "O01" in json.loads(found["ankers"])


def test_the_index_can_be_recomputed_by_hand(finished):
    folder, _ = finished
    values = [r for r in rows(folder, "indicatorwaarden") if r["construct"] == "plaatsgeschiktheid"
              and r["genormaliseerd"] is not None]
    for buurt in rows(folder, "buurten")[:3]:
        own = [r["genormaliseerd"] for r in values if r["gebied"] == buurt["buurtcode"]]
        assert buurt["plaatsgeschiktheid_obj"] == pytest.approx(sum(own) / len(own))


def test_everyone_lives_somewhere_in_reach(finished):
    folder, _ = finished
    assert all(0 < r["inwoners"] <= 6900 for r in rows(folder, "loopbereik") if r["afstand_m"] == 800)
    assert any(r["menging"] is not None for r in rows(folder, "rotondes"))


def test_project_opens_with_all_layers(finished):
    folder, results = finished
    project = QgsProject()
    assert project.read(results["PROJECT"])
    assert project.mapLayers() and all(layer.isValid() for layer in project.mapLayers().values())
    assert project.crs().authid() == "EPSG:28992"
    project.clear()


def test_the_same_input_gives_the_same_map(finished, qgs_processing, tmp_path):
    import processing

    folder, _ = finished
    processing.run("verbondenheidskaart:verbondenheidskaart", inputs(tmp_path))
    for name in ("rotondes", "buurten", "loopstromen"):
        assert rows(folder, name) == rows(tmp_path, name)


@pytest.mark.parametrize("change", [
    {"VOORZIENINGEN": lambda: stadje.layer("Point", "field=amenity:string", [])},
    {"LOOPNETWERK": lambda: stadje.layer("LineString", "field=highway:string", [("LINESTRING(0 0,9 9)", "footway")])},
    {"CATEGORIEVELD": lambda: "bestaat_niet"},
    {"BEVOLKING": lambda: stadje.layer("Point", "field=inwoners:integer", [("POINT(10 10)", 4)])},
])
def test_a_failed_run_leaves_earlier_output_intact(finished, run_alg, change):
    folder, _ = finished
    before = digest(folder)
    with pytest.raises(QgsProcessingException):
        run_alg("verbondenheidskaart", {**inputs(folder), **{k: make() for k, make in change.items()}})
    assert digest(folder) == before


def test_cancel_leaves_earlier_output_intact(finished):
    import processing
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    folder, _ = finished
    before = digest(folder)

    class Impatient(QgsProcessingFeedback):
        def setProgress(self, progress):
            if progress > 45:
                self.cancel()

    with pytest.raises(QgsProcessingException, match="Cancelled"):
        processing.run("verbondenheidskaart:verbondenheidskaart", inputs(folder), feedback=Impatient(False),
                       context=QgsProcessingContext())
    assert digest(folder) == before


def test_make_the_map_again_from_the_geopackage(finished, run_alg, tmp_path):
    _, results = finished
    done = run_alg("kaart_opmaken", {"GEOPACKAGE": results["GEOPACKAGE"], "UITVOERMAP": str(tmp_path)})
    assert {p.suffix for p in tmp_path.iterdir()} == {".qgz", ".pdf", ".png"}
    assert set(done.results) >= {"PROJECT", "KAART", "KAART_PNG"}


def test_an_unwritable_folder_gives_one_clear_sentence(run_process, tmp_path):
    blocked = tmp_path / "bestand"
    blocked.write_text("geen map")
    paths = {"BUURTEN": stadje.save(stadje.buurten(), tmp_path / "b.gpkg"),
             "VOORZIENINGEN": stadje.save(stadje.facilities(), tmp_path / "v.gpkg"),
             "LOOPNETWERK": stadje.save(stadje.streets(), tmp_path / "l.gpkg"), "UITVOERMAP": blocked / "uit"}
    done = run_process("run", "verbondenheidskaart:verbondenheidskaart", "--", *[f"{k}={v}" for k, v in paths.items()])
    assert done.returncode != 0 and "Traceback" not in done.stderr
    assert "kan niet worden geschreven" in done.stderr or "schrijven" in done.stderr


def test_a_scenario_lies_along_the_ruler_of_the_earlier_run(finished, qgis_processing, tmp_path):
    """Fewer facilities: with the anchors of the first run the reach of those that stay is measured as it was."""
    import processing

    folder, results = finished
    fewer = stadje.facilities()
    fewer.dataProvider().deleteFeatures([f.id() for f in fewer.getFeatures() if f["name"] in ("Plek 3", "Plek 12")])
    processing.run("verbondenheidskaart:verbondenheidskaart", {
        **inputs(tmp_path), "VOORZIENINGEN": fewer, "ANKERS": results["GEOPACKAGE"]})
    before, after = ({row["sleutel"]: row["waarde"] for row in rows(f, "herkomst")} for f in (folder, tmp_path))
    assert after["anker.A_ref"] == before["anker.A_ref"] and "verbondenheidskaart.gpkg" in after["bron.ANKERS"]
    old, new = json.loads(before["ankers"]), json.loads(after["ankers"])
    shared = set(old) & set(new)
    assert len(shared) > 5 and all(old[node][:2] == new[node][:2] for node in shared)
    first, second = ({row["naam"]: row for row in rows(f, "rotondes")} for f in (folder, tmp_path))
    for name, row in second.items():
        assert row["bereik"] == pytest.approx(first[name]["bereik"])


def test_places_have_a_readable_name_and_the_run_says_its_language(finished):
    folder, _ = finished
    for name in ("rotondes", "voorzieningen"):
        assert all(row["aanduiding"] for row in rows(folder, name))
    assert {row["sleutel"]: row["waarde"] for row in rows(folder, "herkomst")}["taal"] in ("nl", "en")
    for row in rows(folder, "verbindingslijnen"):
        assert row["van_naam"] and row["naar_naam"]


def test_one_group_of_each_buurt_is_the_highest(finished):
    folder, _ = finished
    found = {}
    for row in rows(folder, "stagnatieplekken"):
        found.setdefault(row["buurtcode"], []).append(row)
    for groups in found.values():
        known = [row for row in groups if row["stagnatie"] is not None]
        top = [row["stagnatie"] for row in groups if row["hoogste"]]
        assert top == ([max(row["stagnatie"] for row in known)] if known else [])


def test_walking_assumptions_are_told(finished):
    folder, _ = finished
    told = [row["melding"] for row in rows(folder, "meldingen") if row["onderwerp"] in ("Walking", "Lopen")]
    assert len(told) >= 2
