"""The same inputs and seed give the same tables, and a map says enough of itself to be made again."""

import csv
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import herhaalstad
import numpy as np
import pandas as pd
import pytest

ROOT = Path(__file__).resolve().parents[2]
EXPECTED = ROOT / "tests" / "expected" / "stadje.json"
WHEN = {"datum", "tijdstip"}
# What a row of each layer is known by, in whatever order the inputs came.
KEYS = {"buurten": ["buurtcode"], "rotondes": ["voorziening_id"], "voorzieningen": ["voorziening_id"],
        "loopbereik": ["voorziening_id", "afstand_m"], "stagnatieplekken": ["groep", "buurtcode"],
        "verbindingslijnen": ["van_id", "naar_id"], "indicatorwaarden": ["gebied", "indicator"],
        "vuistregels": ["buurtcode", "regel"], "nabijheid": ["buurtcode", "type_id"], "organisaties": ["id"]}
# Numbers of groups and pseudonyms are labels, given in the order of the rows; a community that has another number is
# the same one. "van" and "naar" are the two ends of a line.
LABELS = {"fid", "geom", "gemeenschap", "ruggengraat", "van_naam", "naar_naam"}


def mapped(run_process, given, out, **environment):
    """Make a map with the real program; return its GeoPackage."""
    before = {name: os.environ.get(name) for name in environment}
    os.environ.update(environment)
    try:
        done = run_process("run", "verbondenheidskaart:verbondenheidskaart", "--",
                           *[f"{key}={value}" for key, value in {**given, "UITVOERMAP": out}.items()])
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})
    assert done.returncode == 0, done.stderr
    return out / "verbondenheidskaart.gpkg"


@pytest.fixture(scope="module")
def made(run_process, tmp_path_factory, qgis_app):
    """A map of the tiny town from files of every kind, and the folder those lie in."""
    folder = tmp_path_factory.mktemp("mijn invoer")
    given = herhaalstad.save(folder)
    mapped(run_process, given, folder / "uit", PYTHONHASHSEED="1", OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    return folder


def tables(geopackage):
    """Return every layer and table, row by row, but for the moment of the run."""
    with sqlite3.connect(geopackage) as database:
        names = [name for name, in database.execute("SELECT table_name FROM gpkg_contents ORDER BY table_name")]
        found = {name: database.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}
    found["layer_styles"] = [row[:-1] for row in found["layer_styles"]]  # the last column is the moment
    found["herkomst"] = [row for row in found["herkomst"] if row[-2] not in WHEN]
    return found


def assert_equal(one, other):
    first, second = tables(one), tables(other)
    assert first.keys() == second.keys() and {"buurten", "rotondes", "organisaties", "banden"} <= first.keys()
    for name in first:
        assert first[name] == second[name], name


def again(folder, **given):
    env = {**os.environ, "HERKOMST": str(folder / "uit" / "verbondenheidskaart.gpkg"), "BRONMAP": str(folder), **given}
    return subprocess.run([sys.executable, str(ROOT / "scripts" / "kaart.py")], env=env, capture_output=True, text=True,
                          encoding="utf-8", check=False)


def test_made_again_from_its_provenance_every_table_is_the_same(made, tmp_path):
    """From the files alone, which now lie in another folder, in folders of their own."""
    for number, file in enumerate(path for path in made.iterdir() if path.is_file()):
        (tmp_path / "elders" / str(number)).mkdir(parents=True)
        shutil.copy(file, tmp_path / "elders" / str(number))
    (tmp_path / "elders" / "adressen é.gpkg").mkdir()  # a folder of the same name is not the file
    done = again(made, BRONMAP=str(tmp_path / "elders"), UITVOERMAP=str(tmp_path / "nieuw"))
    assert done.returncode == 0, done.stderr
    assert_equal(made / "uit" / "verbondenheidskaart.gpkg", tmp_path / "nieuw" / "verbondenheidskaart.gpkg")


def test_another_hash_seed_number_of_threads_locale_or_folder_changes_nothing(made, run_process, tmp_path,
                                                                              dutch_computer):
    shutil.copytree(made, tmp_path / "ünders", ignore=shutil.ignore_patterns("uit"))
    given = {key: str(value).replace(str(made), str(tmp_path / "ünders")) for key, value in
             herhaalstad.save(made / "uit" / "nogmaals").items()}
    given = {key: value.replace("uit/nogmaals/", "") for key, value in given.items()}
    other = mapped(run_process, given, tmp_path / "uit", PYTHONHASHSEED="77", OMP_NUM_THREADS="4",
                   OPENBLAS_NUM_THREADS="4", **dutch_computer)
    assert_equal(made / "uit" / "verbondenheidskaart.gpkg", other)


def written_in_dutch(path):
    """Write a table with commas again as Dutch Excel does: semicolons, and commas in the numbers."""
    with open(path, encoding="utf-8", newline="") as stream:
        rows = [[re.sub(r"^(-?\d+)\.(\d+)$", r"\1,\2", value) for value in row] for row in csv.reader(stream)]
    with open(path, "w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows(rows)


def test_tables_with_decimal_commas_give_the_same_map(made, run_process, tmp_path, dutch_computer):
    given = herhaalstad.save(tmp_path / "in")
    for key in ("INDICATOREN", "ORGANISATIES", "BANDEN", "INDELING", "GROEPEN", "CATALOGUS"):
        written_in_dutch(given[key])
    assert re.search(r";\d+,\d+", Path(given["INDICATOREN"]).read_text(encoding="utf-8"))
    other = mapped(run_process, given, tmp_path / "uit", **dutch_computer)
    one, two = tables(made / "uit" / "verbondenheidskaart.gpkg"), tables(other)
    for name in one.keys() - {"herkomst"}:
        assert one[name] == two[name], name


def test_dutch_texts_have_dutch_numbers(made):
    """A point stands in thousands only: 1.234 and never 1.5; versions and names of files are no such numbers."""
    point = re.compile(r"(?<![\w.:/-])(?<!versie )(?<!CC BY )\d+\.(?!\d{3}(?!\d))\d+(?![\w.-])")
    assert point.search("lengte 42.6 km") and not point.search("plug-in 0.1.0, 1.234 inwoners, 3,5 m, CC BY 4.0")
    found = tables(made / "uit" / "verbondenheidskaart.gpkg")
    for name in found.keys() - {"herkomst", "velden", "layer_styles"}:
        wrong = [value for row in found[name] for value in row if isinstance(value, str) and point.search(value)]
        assert not wrong, (name, wrong[:3])
    page = (made / "uit" / "verbondenheidskaart.html").read_text(encoding="utf-8")
    told = re.search(r'type="application/json"[^>]*>(.*?)</script>', page, re.DOTALL)[1]
    texts = re.findall(r'"(?:[^"\\]|\\.)*"', told)
    assert len(texts) > 1000 and not [text for text in texts if point.search(text)]


def by_key(geopackage):
    """Return the layers as tables sorted by what a row is known by."""
    found = {}
    with sqlite3.connect(geopackage) as database:
        for name, key in KEYS.items():
            table = pd.read_sql(f'SELECT * FROM "{name}"', database)
            if name == "verbindingslijnen":
                table[key] = np.sort(table[key].to_numpy(dtype=str), axis=1)
            if name == "organisaties":
                table = table.drop(columns="naam")  # a pseudonym
            found[name] = table.drop(columns=[c for c in LABELS if c in table]).sort_values(key).reset_index(drop=True)
    return found


def assert_near(one, other):
    """The same but for rounding errors: numbers within 1e-9, and the rest exactly."""
    for name, table in one.items():
        assert list(table) == list(other[name]) and len(table) == len(other[name]), name
        for column in table:
            a, b = table[column], other[name][column]
            if a.dtype.kind in "fi" and b.dtype.kind in "fi":
                np.testing.assert_allclose(a, b, rtol=1e-9, atol=1e-9, err_msg=f"{name}.{column}")
            else:
                assert a.where(a.notna(), None).tolist() == b.where(b.notna(), None).tolist(), f"{name}.{column}"


def test_the_order_of_the_rows_of_the_input_changes_nothing(made, run_process, tmp_path):
    other = mapped(run_process, herhaalstad.save(tmp_path / "door elkaar", seed=5), tmp_path / "uit")
    assert_near(by_key(made / "uit" / "verbondenheidskaart.gpkg"), by_key(other))


def test_every_version_of_qgis_and_of_the_libraries_gives_the_same_figures(made):
    """Against a file that was made once: VERWACHT=nieuw writes it anew when the figures are meant to change."""
    found = {name: table[[c for c in table if table[c].dtype.kind in "fi" or c in KEYS[name]]]
             for name, table in by_key(made / "uit" / "verbondenheidskaart.gpkg").items()}
    if os.environ.get("VERWACHT") == "nieuw":
        rows = {name: {c: table[c].astype(object).where(table[c].notna(), None).tolist() for c in table}
                for name, table in found.items()}
        lines = (f"{json.dumps(name)}: {{\n" + ",\n".join(
            f" {json.dumps(c)}: {json.dumps(v)}" for c, v in columns.items()) + "\n}" for name, columns in rows.items())
        EXPECTED.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    expected = json.loads(EXPECTED.read_text(encoding="utf-8"))
    assert_near({name: pd.DataFrame(columns).astype(found[name].dtypes.to_dict())
                 for name, columns in expected.items()}, found)


def test_all_that_is_wrong_with_the_inputs_is_said_at_once(made, tmp_path):
    shutil.copytree(made, tmp_path / "mijn", ignore=shutil.ignore_patterns("uit"))
    (tmp_path / "mijn" / "banden.csv").unlink()
    with (tmp_path / "mijn" / "mijn groepen.csv").open("a", encoding="utf-8") as stream:
        stream.write("\n")
    done = again(made, BRONMAP=str(tmp_path / "mijn"), UITVOERMAP=str(tmp_path / "nieuw"))
    assert done.returncode != 0 and "Traceback" not in done.stderr and not (tmp_path / "nieuw").exists()
    assert "mijn groepen.csv: veranderd" in done.stderr and "banden.csv: niet gevonden" in done.stderr
    done = again(made, BRONMAP=str(tmp_path / "mijn"), UITVOERMAP=str(tmp_path / "nieuw"),
                 BANDEN=str(made / "banden.csv"), GROEPEN=str(tmp_path / "mijn" / "mijn groepen.csv"))
    assert done.returncode == 0, done.stderr


def test_a_file_that_is_no_map_is_refused(made, tmp_path):
    done = again(made, HERKOMST=str(made / "wegen é.gpkg"), UITVOERMAP=str(tmp_path / "nieuw"))
    assert done.returncode != 0 and "geen GeoPackage van deze plug-in" in done.stderr and "Traceback" not in done.stderr


def test_a_source_that_is_no_file_must_be_given(made, tmp_path):
    """What a map says of itself opens no address and no database."""
    shutil.copytree(made, tmp_path / "mijn")
    with sqlite3.connect(tmp_path / "mijn" / "uit" / "verbondenheidskaart.gpkg") as database:
        database.execute("UPDATE herkomst SET waarde = '/vsicurl/http://127.0.0.1:1/x.gpkg' "
                         "WHERE sleutel = 'bron.BEVOLKING'")
    done = again(tmp_path / "mijn", UITVOERMAP=str(tmp_path / "nieuw"))
    assert done.returncode != 0 and "was geen bestand; geef BEVOLKING=" in done.stderr


def test_provenance_tells_no_folder_user_or_password(made):
    with sqlite3.connect(made / "uit" / "verbondenheidskaart.gpkg") as database:
        said = "\n".join(str(row) for row in database.execute("SELECT * FROM herkomst").fetchall()
                         + database.execute("SELECT * FROM meldingen").fetchall())
    assert "adressen é.gpkg" in said and str(made) not in said and str(Path.home()) not in said


@pytest.mark.parametrize(("source", "shown"), [
    ("PG:host=server user=burger password=geheim", ""),  # pragma: allowlist secret
    ("dbname='gis' user='burger' password='geheim'", ""),  # pragma: allowlist secret
    ("https://burger:geheim@server.nl/wfs?apikey=geheim", "server.nl"),  # pragma: allowlist secret
    ("/vsizip//home/burger/x.zip/y.shp", "y.shp"), ("C:\\Users\\burger\\x.shp|layername=geheim", ""),
    ("buurten van mij", "buurten van mij")])
def test_a_source_that_is_no_file_keeps_its_secrets(qgis_app, source, shown):
    from verbondenheidskaart_plugin.data.provenance import _describe

    said = _describe(source)
    assert "geheim" not in said and "burger" not in said and (said == shown or not shown and said)
