"""A run tile by tile that is killed (SIGKILL): the next one goes on, and gives the answer of an unbroken run."""

import json
import os
import re
import signal
import subprocess
import time

import numpy as np
import pytest
import stadje
from qgis.core import QgsVectorLayer

TOWNS = 14
APART_M = 20_000.0  # the side of a tile: every town has one of its own


@pytest.fixture(scope="module")
def question(tmp_path_factory):
    """Files with the tiny town again and again, and points and homes in all of them."""
    folder, rng = tmp_path_factory.mktemp("invoer"), np.random.default_rng(6)
    streets, points, homes = [], [], []
    for town in range(TOWNS):
        east, north = APART_M * (town % 4), APART_M * (town // 4)
        for feature in stadje.streets().getFeatures():
            shape = feature.geometry()
            shape.translate(east, north)
            streets.append((shape.asWkt(), feature["highway"]))
        x, y = stadje.X + east, stadje.Y + north
        points += [(f"POINT({x + a} {y + b})", f"{town}-{k}") for k, (a, b) in
                   enumerate(rng.uniform(0, (1800, 1200), (12, 2)).round(1).tolist())]
        points.append((f"POINT({x + 3000} {y})", f"{town}-ver"))
        homes += [(f"POINT({x + a} {y + b})", 1.0 + k % 7) for k, (a, b) in
                  enumerate(rng.uniform(0, (1800, 1200), (60, 2)).round(1).tolist())]
    return {
        "LOOPNETWERK": stadje.save(stadje.layer("LineString", "field=highway:string", streets), folder / "net.gpkg"),
        "INPUT": stadje.save(stadje.layer("Point", "field=voorziening_id:string", points), folder / "punten.gpkg"),
        "BEVOLKING": stadje.save(stadje.layer("Point", "field=inwoners:double", homes), folder / "inwoners.gpkg"),
        "AFSTANDEN": "300;700", "VORM": 1,
    }


@pytest.fixture(scope="module")
def start(question, plugins_dir, tmp_path_factory):
    """Start loopbereik in a program of its own, which keeps its tiles in ``parts`` and writes to ``output``."""
    from qgis_omgeving import environment, qgis_process

    env = environment(tmp_path_factory.mktemp("profiel"), plugins_dir, "en")

    def start(parts, output):
        given = {**question, "WERKMAP": str(parts), "OUTPUT": str(output / "bereik.gpkg"),
                 "BEREIK": str(output / "paren.gpkg")}
        command = [qgis_process(), "run", "verbondenheidskaart:loopbereik", "--"]
        return subprocess.Popen([*command, *[f"{key}={value}" for key, value in given.items()]], env=env, text=True,
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    return start


def finish(job):
    said, _ = job.communicate(timeout=300)
    assert job.returncode == 0, said
    return said


def found(output):
    """Return all rows of both results, with the bytes of their shapes."""
    rows = []
    for name in ("bereik", "paren"):
        layer = QgsVectorLayer(str(output / f"{name}.gpkg"), name, "ogr")
        own = [f.name() for f in layer.fields() if f.name() != "fid"]
        rows.append([([json.dumps(f[column], default=str) for column in own], bytes(f.geometry().asWkb()))
                     for f in layer.getFeatures()])
    return rows


def test_a_killed_run_goes_on_from_its_tiles(start, tmp_path):
    for folder in ("heel", "deel", "uit_heel", "uit_deel"):
        (tmp_path / folder).mkdir()
    finish(start(tmp_path / "heel", tmp_path / "uit_heel"))
    parts, output = tmp_path / "deel", tmp_path / "uit_deel"
    ready = {}
    for _ in range(2):  # killed twice, each time a little farther
        job = start(parts, output)
        until = time.monotonic() + 240
        while len(list(parts.rglob("*.npz"))) < len(ready) + 2:
            assert job.poll() is None and time.monotonic() < until, "no tile was kept"
            time.sleep(0.005)
        os.kill(job.pid, signal.SIGKILL)
        job.communicate()
        assert job.returncode == -signal.SIGKILL and not list(output.glob("*.gpkg")), "no result before the end"
        assert all(path.stat().st_mtime_ns == when for path, when in ready.items()), "ready tiles are not made again"
        ready = {path: path.stat().st_mtime_ns for path in parts.rglob("*.npz")}
    assert 4 <= len(ready) < TOWNS
    said = finish(start(parts, output))
    goes_on = re.search(r"goes on with an earlier run: (\d+) of (\d+) tiles", said)
    assert goes_on and [int(n) for n in goes_on.groups()] == [len(ready), TOWNS], said
    assert len(re.findall(r"tile \d+ of", said)) == TOWNS - len(ready)
    assert f"{TOWNS} points lie more than" in said
    reach, pairs = found(tmp_path / "uit_heel")
    assert len(reach) == TOWNS * 12 * 2 and len(pairs) > TOWNS * 100
    assert found(output) == [reach, pairs]
    assert {path.name for path in output.iterdir()} == {"bereik.gpkg", "paren.gpkg"}, "what was killed leaves nothing"
    assert not list(parts.iterdir()), "what was kept is thrown away at the end"
