"""``make kaart``: from the inputs on the command line to the parameters of the algorithm."""

import os
import sys

import kaart
import pytest


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A working folder, with a space and an accent in its name, that holds some inputs."""
    place = tmp_path / "mijn café"
    place.mkdir()
    for name in ("buurten 2024.gpkg", "a.csv", "b é.csv", "stad.osm"):
        (place / name).touch()
    monkeypatch.chdir(place)
    return place


def test_without_inputs_the_example_city_is_mapped(folder):
    values = kaart.parameters({})
    assert values["BUURTEN"] == [str(kaart.EXAMPLE / "buurten.gpkg")]
    assert len(values["INDICATOREN"]) == 2
    assert values["UITVOERMAP"] == [str(folder / "uitvoer")]


def test_own_files_are_found_from_the_working_folder(folder):
    given = {"BUURTEN": "buurten 2024.gpkg|layername=buurten", "OSM": "stad.osm", "SEED": "7", "TITEL": "Café 't Hof"}
    values = kaart.parameters({**given, "UITVOERMAP": "mijn uitvoer", "LOOPNETWERK": "", "HOME": "/root"})
    assert values == {
        "BUURTEN": [f"{folder / 'buurten 2024.gpkg'}|layername=buurten"],
        "OSM": [str(folder / "stad.osm")],
        "SEED": ["7"],
        "TITEL": ["Café 't Hof"],
        "UITVOERMAP": [str(folder / "mijn uitvoer")],
    }


@pytest.mark.parametrize("text", ["a.csv 'b é.csv'", "a.csv;b é.csv", 'a.csv "b é.csv"', "a.csv ; b é.csv;"])
def test_several_tables(folder, text):
    values = kaart.parameters({"BUURTEN": "buurten 2024.gpkg", "INDICATOREN": text})
    assert values["INDICATOREN"] == [str(folder / "a.csv"), str(folder / "b é.csv")]


def test_one_table_with_a_space_needs_no_quotes(folder):
    values = kaart.parameters({"BUURTEN": "buurten 2024.gpkg", "INDICATOREN": "b é.csv"})
    assert values["INDICATOREN"] == [str(folder / "b é.csv")]


def test_a_database_layer_stays_as_it_is(folder):
    source = "dbname='gis' table=\"public\".\"buurten\" (geom)"
    assert kaart.parameters({"BUURTEN": source})["BUURTEN"] == [source]


def test_a_missing_file_is_named(folder):
    with pytest.raises(SystemExit, match="OSM: het bestand dorp.osm bestaat niet"):
        kaart.parameters({"BUURTEN": "a.csv", "OSM": "dorp.osm"})


def test_own_data_need_own_buurten(folder):
    with pytest.raises(SystemExit, match="OSM gegeven zonder BUURTEN"):
        kaart.parameters({"OSM": "stad.osm"})


def test_failure_is_one_sentence():
    text = "QStandardPaths: noise\nDe laag is leeg.\nERROR:\tDe laag is leeg.\nDe laag is leeg.\n"
    assert kaart.failure(text) == "De laag is leeg."
    checked = "ERROR:\tAn error was encountered while checking parameter values\n\tGeen veld inwoners.\n"
    assert kaart.failure(checked) == "Geen veld inwoners."
    assert kaart.failure("") == "qgis_process is mislukt zonder melding."


def test_results_and_progress(tmp_path, capsys):
    program = r"print('0...10\n\n----------------\nResults\n----------------\n\nKAART:\t/x é/k.pdf')"
    results = kaart.run([sys.executable, "-c", program], {**os.environ, "PYTHONUTF8": "1"}, tmp_path / "log")
    assert results == {"KAART": "/x é/k.pdf"}
    assert capsys.readouterr().out == "0...10\n"


def test_a_failed_run_stops_with_the_message(tmp_path):
    program = "import sys; sys.stderr.write('ERROR:\\tNiets gevonden.'); sys.exit(1)"
    with pytest.raises(SystemExit, match="De kaart is niet gemaakt: Niets gevonden"):
        kaart.run([sys.executable, "-c", program], dict(os.environ), tmp_path / "log")
