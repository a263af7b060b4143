"""The program killed at any moment: the earlier files are whole, and the next run cleans up and succeeds.

``SLECHT=alles make test`` kills it twenty times, ``make test`` a few.
"""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import time
import zipfile

import numpy as np
import pytest
import stadje

ALL = os.environ.get("SLECHT") == "alles"
FILES = {f"verbondenheidskaart.{kind}" for kind in ("gpkg", "qgz", "pdf", "png", "html")}
# Algorithm → (its output parameter, the name of that output or "" for the folder itself, other parameters).
FROM_GEOPACKAGE = {
    "kaart_opmaken": ("UITVOERMAP", "", []),
    "rapport": ("OUTPUT", "rapport.html", []),
    "buurtatlas": ("UITVOERMAP", "", ["BUURTEN=BU99980100 BU99980101"]),
    "exporteren": ("UITVOERMAP", "", []),
}
ENDS = {".pdf": b"%%EOF", ".png": b"IEND\xaeB`\x82", ".html": b"</html>"}


@pytest.fixture(scope="module")
def start(plugins_dir, tmp_path_factory):
    """Start an algorithm in a program of its own: ``start("rapport", "OUTPUT=…")``."""
    from qgis_omgeving import environment, qgis_process

    env = environment(tmp_path_factory.mktemp("profiel"), plugins_dir)

    def begin(algorithm, *given):
        command = [qgis_process(), "run", f"verbondenheidskaart:{algorithm}", "--", *given]
        return subprocess.Popen(command, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                stderr=subprocess.PIPE)

    return begin


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """The input of the chain."""
    folder = tmp_path_factory.mktemp("invoer")
    given = {"BUURTEN": stadje.save(stadje.buurten(), folder / "buurten.gpkg"),
             "VOORZIENINGEN": stadje.save(stadje.facilities(), folder / "voorzieningen.gpkg"),
             "LOOPNETWERK": stadje.save(stadje.streets(), folder / "straten.gpkg")}
    return [f"{key}={value}" for key, value in given.items()]


@pytest.fixture(scope="module")
def chart(start, town, tmp_path_factory):
    """A finished GeoPackage."""
    folder = tmp_path_factory.mktemp("kaart")
    finish(start("verbondenheidskaart", *town, f"UITVOERMAP={folder}"))
    return folder / "verbondenheidskaart.gpkg"


def finish(job):
    """Wait for the end of a run that must succeed."""
    _, said = job.communicate(timeout=900)
    assert job.returncode == 0, said.decode("utf-8", "replace")


def contents(path):
    """Return the number of rows of every table of a GeoPackage that is whole."""
    with sqlite3.connect(path) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        names = [name for name, in database.execute("SELECT table_name FROM gpkg_contents")]
        return {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in sorted(names)}


def whole(path) -> bool:
    """Whether a file is complete, by what stands at its end or in it."""
    if path.suffix in (".qgz", ".xlsx"):
        with zipfile.ZipFile(path) as archive:
            return archive.testzip() is None
    if path.suffix == ".geojson":
        return bool(json.loads(path.read_text(encoding="utf-8"))["type"])
    return path.read_bytes().rstrip().endswith(ENDS.get(path.suffix, b""))


def kill_at_moments(begin, moments, check) -> int:
    """Start and kill at each of the moments (s); return how often it was still running."""
    killed = 0
    for moment in moments:
        job = begin()
        try:
            job.wait(timeout=moment)
        except subprocess.TimeoutExpired:
            job.kill()
            killed += 1
        _, said = job.communicate(timeout=900)
        assert job.returncode in (0, -signal.SIGKILL), said.decode("utf-8", "replace")
        check()
    return killed


def moments(takes, count):
    """Return the moments to kill: half of them in the last part, where the files are made and moved."""
    rng = np.random.default_rng(8)
    return np.concatenate([rng.uniform(0.1, 1, count // 2), rng.uniform(0.7, 1.05, count - count // 2)]) * takes


def timed(begin) -> float:
    """Run to the end; return the seconds it takes."""
    begun = time.monotonic()
    finish(begin())
    return time.monotonic() - begun


def test_the_chain_killed_at_any_moment(start, town, tmp_path):
    def begin():
        return start("verbondenheidskaart", *town, f"UITVOERMAP={tmp_path}")

    takes, path = timed(begin), tmp_path / "verbondenheidskaart.gpkg"
    earlier = contents(path)

    def check():
        assert contents(path) == earlier
        assert all(whole(tmp_path / name) for name in FILES)

    assert kill_at_moments(begin, moments(takes, 20 if ALL else 4), check)
    finish(begin())
    assert {path.name for path in tmp_path.iterdir()} == FILES
    check()


@pytest.mark.parametrize("algorithm", FROM_GEOPACKAGE)
def test_output_of_a_geopackage_killed_at_any_moment(start, chart, tmp_path, algorithm):
    key, name, more = FROM_GEOPACKAGE[algorithm]
    out = tmp_path / "uit"
    out.mkdir()
    source = tmp_path / "bron" / "verbondenheidskaart.gpkg"
    source.parent.mkdir()
    shutil.copy2(chart, source)
    before = contents(source)

    def begin():
        return start(algorithm, f"GEOPACKAGE={source}", f"{key}={out / name}", *more)

    takes, files = timed(begin), {path.name for path in out.iterdir()}

    def check():
        assert all(whole(out / name) for name in files)
        assert contents(source) == before

    assert kill_at_moments(begin, moments(takes, 20 if ALL else 2), check)
    finish(begin())
    assert {path.name for path in out.iterdir()} == files
    assert [path.name for path in source.parent.iterdir()] == [source.name]
    check()
