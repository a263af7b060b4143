"""Loopbereik tile by tile: the same answer, also after an interruption."""

import numpy as np
import pytest
import stadje
from qgis.core import QgsProcessingException

from verbondenheidskaart_plugin.algorithms import reaching
from verbondenheidskaart_plugin.core.tiles import tiles


@pytest.fixture
def question(run_alg):
    """Inputs with a point that is nowhere near a street and one on the far side of the canal."""
    net = run_alg("loopnetwerk", {"INPUT": stadje.streets(), "OUTPUT": "memory:"}).results["OUTPUT"]
    rng = np.random.default_rng(3)
    box = net.extent()
    places = rng.uniform((box.xMinimum(), box.yMinimum()), (box.xMaximum(), box.yMaximum()), (40, 2)).tolist()
    points = stadje.layer("Point", "field=naam:string", [
        (f"POINT({x} {y})", f"p{k}") for k, (x, y) in enumerate([*places, (box.xMaximum() + 5000, box.yMaximum())])])
    homes = stadje.layer("Point", "field=punt_id:integer&field=inwoners:double", [
        (f"POINT({x} {y})", k, 1.0 + k % 5)
        for k, (x, y) in enumerate(rng.uniform((box.xMinimum(), box.yMinimum()),
                                               (box.xMaximum(), box.yMaximum()), (150, 2)).tolist())])
    return {"INPUT": points, "LOOPNETWERK": net, "BEVOLKING": homes, "AFSTANDEN": "150;400", "OUTPUT": "memory:",
            "BEREIK": "memory:"}


def found(done):
    reach = {(f["naam"], f["afstand_m"]): (f["inwoners"], f["lengte_m"], f.geometry())
             for f in done.results["OUTPUT"].getFeatures()}
    pairs = {(f["voorziening_id"], f["punt_id"]): f["loopafstand_m"] for f in done.results["BEREIK"].getFeatures()}
    return reach, pairs


def the_same(one, two):
    (reach, pairs), (others, other_pairs) = one, two
    assert len(reach) == 80 and set(reach) == set(others)
    for key, (persons, metres, shape) in reach.items():
        assert others[key][:2] == pytest.approx((persons, metres))
        assert others[key][2].symDifference(shape).area() < 1e-3
        assert others[key][2].length() == pytest.approx(shape.length())
    assert len(pairs) > 100 and set(pairs) == set(other_pairs)
    assert all(other_pairs[key] == pytest.approx(metres, abs=1e-6) for key, metres in pairs.items())


@pytest.mark.parametrize("form", [0, 1])
def test_tiles_give_the_answer_of_the_whole(run_alg, question, tmp_path, monkeypatch, form):
    whole = found(run_alg("loopbereik", {**question, "VORM": form}))
    monkeypatch.setattr(reaching, "TILE_M", 500.0)
    the_same(whole, found(run_alg("loopbereik", {**question, "VORM": form, "WERKMAP": str(tmp_path)})))
    assert not any(tmp_path.iterdir()), "what was kept is thrown away at the end"


def test_an_interrupted_run_goes_on(run_alg, question, tmp_path, monkeypatch):
    whole = found(run_alg("loopbereik", question))
    monkeypatch.setattr(reaching, "TILE_M", 500.0)
    real, calls = reaching._tile, []

    def dies_at_the_third(*arguments):
        calls.append(arguments)
        if len(calls) == 3:
            raise MemoryError("killed")
        return real(*arguments)

    monkeypatch.setattr(reaching, "_tile", dies_at_the_third)
    with pytest.raises(QgsProcessingException):
        run_alg("loopbereik", {**question, "WERKMAP": str(tmp_path)})
    ready = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.npz")}
    assert len(ready) == 2
    (next(iter(ready)).parent / "000099.half").write_bytes(b"half a part of a killed run")

    monkeypatch.setattr(reaching, "_tile", lambda *arguments: calls.append(arguments) or real(*arguments))
    monkeypatch.setattr(reaching.Parts, "remove", lambda parts: None)
    the_same(whole, found(run_alg("loopbereik", {**question, "WERKMAP": str(tmp_path)})))
    assert all(path.stat().st_mtime_ns == when for path, when in ready.items()), "ready tiles are not made again"

    before = len(calls)
    other = found(run_alg("loopbereik", {**question, "AFSTANDEN": "150", "WERKMAP": str(tmp_path)}))
    assert len(calls) > before and len(other[0]) == 40, "another question has parts of its own"


def test_every_point_lies_in_one_tile():
    rng = np.random.default_rng(1)
    xy = np.append(rng.uniform(-3000, 3000, (500, 2)), [[np.nan, np.nan]], axis=0)
    parts = tiles(xy, 1000.0)
    assert sorted(np.concatenate(parts).tolist()) == list(range(500)) and len(parts) == 36
    for rows in parts:
        assert (np.ptp(np.floor(xy[rows] / 1000), axis=0) == 0).all()
    assert tiles(xy[:0], 1000.0) == tiles(xy[-1:], 1000.0) == []
