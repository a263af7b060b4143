"""The plugin in a real ``qgis_process``: found, enabled, in the language of QGIS."""

import json

import pytest

IDS = {"buurten", "voorzieningen", "loopnetwerk", "bevolking", "loopbereik", "rotondes", "verbondenheidsindex",
       "verbondenheidskaart", "kaart_opmaken", "verbindingslijnen", "stagnatieplekken", "netwerkstructuur", "enquete",
       "rapport"}  # fmt: skip


@pytest.fixture(scope="module", params=["nl", "en"])
def provider(request, run_process):
    done = run_process("list", "--json", locale=request.param)
    assert done.returncode == 0, done.stderr
    return request.param, json.loads(done.stdout)["providers"]["verbondenheidskaart"]["algorithms"]


def test_all_algorithms_are_offered(provider):
    _, algorithms = provider
    assert {f"verbondenheidskaart:{name}" for name in IDS} <= set(algorithms)


def test_names_follow_the_language_of_qgis(provider):
    language, algorithms = provider
    assert (algorithms["verbondenheidskaart:buurten"]["name"] == "Buurten") == (language == "nl")


def test_bad_input_gives_a_message_and_a_failure(run_process, tmp_path):
    done = run_process("run", "verbondenheidskaart:buurten", "--", f"INPUT={tmp_path / 'weg.gpkg'}", "OUTPUT=x.gpkg")
    assert done.returncode != 0
    assert "weg.gpkg" in done.stderr
