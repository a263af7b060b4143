"""The same inputs and seed give the same tables, and a map says enough of itself to be made again."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import stadje

ROOT = Path(__file__).resolve().parents[2]
WHEN = {"datum", "tijdstip"}


@pytest.fixture(scope="module")
def made(run_process, tmp_path_factory):
    """A map of the tiny town, made by the real program from files, and the folder those lie in."""
    folder = tmp_path_factory.mktemp("mijn invoer")
    given = {"BUURTEN": stadje.save(stadje.buurten(), folder / "buurten.gpkg"),
             "VOORZIENINGEN": stadje.save(stadje.facilities(), folder / "voorzieningen.gpkg"),
             "LOOPNETWERK": stadje.save(stadje.streets(), folder / "straten.gpkg"),
             "TITEL": "Kaart van 't Stadje", "SEED": "7", "UITVOERMAP": folder / "uit"}
    done = run_process("run", "verbondenheidskaart:verbondenheidskaart", "--", *[f"{k}={v}" for k, v in given.items()])
    assert done.returncode == 0, done.stderr
    return folder


def tables(geopackage):
    """Return every layer and table, row by row, but for the moment of the run."""
    with sqlite3.connect(geopackage) as database:
        names = [name for name, in database.execute("SELECT table_name FROM gpkg_contents ORDER BY table_name")]
        found = {name: database.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}
    found.pop("layer_styles", None)
    found["herkomst"] = [row for row in found["herkomst"] if row[-2] not in WHEN]
    return found


def again(folder, **given):
    env = {**os.environ, "HERKOMST": str(folder / "uit" / "verbondenheidskaart.gpkg"), "BRONMAP": str(folder), **given}
    return subprocess.run([sys.executable, str(ROOT / "scripts" / "kaart.py")], env=env, capture_output=True, text=True,
                          encoding="utf-8", check=False)


def test_made_again_from_its_provenance_every_table_is_the_same(made, tmp_path):
    done = again(made, UITVOERMAP=str(tmp_path))
    assert done.returncode == 0, done.stderr
    first, second = tables(made / "uit" / "verbondenheidskaart.gpkg"), tables(tmp_path / "verbondenheidskaart.gpkg")
    assert first.keys() == second.keys() and first["buurten"] and first["rotondes"]
    for name in first:
        assert first[name] == second[name], name


def test_an_input_that_has_changed_is_not_used(made, tmp_path):
    (tmp_path / "uit").mkdir()
    for file in made.glob("*.gpkg"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    with sqlite3.connect(tmp_path / "straten.gpkg") as database:
        database.execute("UPDATE gpkg_contents SET description = 'anders'")
    done = again(made, BRONMAP=str(tmp_path), UITVOERMAP=str(tmp_path / "nieuw"))
    assert done.returncode != 0 and "straten.gpkg: veranderd" in done.stderr


def test_a_file_that_is_no_map_is_refused(made, tmp_path):
    done = again(made, HERKOMST=str(made / "straten.gpkg"), UITVOERMAP=str(tmp_path / "nieuw"))
    assert done.returncode != 0 and "geen GeoPackage van deze plug-in" in done.stderr and "Traceback" not in done.stderr
