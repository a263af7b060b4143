"""The program killed at any moment: the earlier GeoPackage is whole, and the next run cleans up and succeeds.

``SLECHT=alles make test`` kills it twenty times, ``make test`` a few.
"""

import os
import sqlite3
import subprocess
import time

import numpy as np
import pytest
import stadje

KILLS = 20 if os.environ.get("SLECHT") == "alles" else 5
FILES = {f"verbondenheidskaart.{kind}" for kind in ("gpkg", "qgz", "pdf", "png", "html")}


@pytest.fixture(scope="module")
def run(plugins_dir, tmp_path_factory):
    """Start the chain on the tiny town in a program of its own, writing to the folder given."""
    from qgis_omgeving import environment, qgis_process

    folder = tmp_path_factory.mktemp("invoer")
    given = {"BUURTEN": stadje.save(stadje.buurten(), folder / "buurten.gpkg"),
             "VOORZIENINGEN": stadje.save(stadje.facilities(), folder / "voorzieningen.gpkg"),
             "LOOPNETWERK": stadje.save(stadje.streets(), folder / "straten.gpkg")}
    env = environment(tmp_path_factory.mktemp("profiel"), plugins_dir)

    def start(output):
        command = [qgis_process(), "run", "verbondenheidskaart:verbondenheidskaart", "--", f"UITVOERMAP={output}"]
        return subprocess.Popen([*command, *[f"{key}={value}" for key, value in given.items()]], env=env,
                                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    return start


def finish(job):
    _, said = job.communicate(timeout=900)
    return job.returncode, said.decode("utf-8", "replace")


def contents(folder):
    """Return the number of rows of every table of a GeoPackage that is whole."""
    with sqlite3.connect(folder / "verbondenheidskaart.gpkg") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        names = [name for name, in database.execute("SELECT table_name FROM gpkg_contents")]
        return {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in sorted(names)}


def test_killed_at_any_moment(run, tmp_path):
    start = time.monotonic()
    code, said = finish(run(tmp_path))
    assert code == 0, said
    takes, earlier = time.monotonic() - start, contents(tmp_path)
    # Half of the moments in the last part, where the files are made and moved.
    rng = np.random.default_rng(8)
    moments = np.concatenate([rng.uniform(0.1, 1, KILLS // 2), rng.uniform(0.7, 1.05, KILLS - KILLS // 2)]) * takes
    killed = 0
    for moment in moments:
        job = run(tmp_path)
        try:
            job.wait(timeout=moment)
        except subprocess.TimeoutExpired:
            job.kill()
            killed += 1
        finish(job)
        assert contents(tmp_path) == earlier
        assert all((tmp_path / name).stat().st_size > 0 for name in FILES)
    assert killed
    code, said = finish(run(tmp_path))
    assert code == 0, said
    assert {path.name for path in tmp_path.iterdir()} == FILES and contents(tmp_path) == earlier
