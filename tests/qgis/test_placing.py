"""Putting finished files in their places: all or none, also while the open project shows the earlier ones."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import stadje
from qgis.core import QgsProject, QgsRuleBasedRenderer, QgsVectorLayer

from verbondenheidskaart_plugin.core.errors import Unwritable
from verbondenheidskaart_plugin.data import placing

NAMES = ("kaart.gpkg", "kaart.qgz", "kaart.pdf")


@pytest.fixture
def folders(tmp_path):
    """A folder with earlier files, and one aside with new ones; the earlier run made no PDF."""
    folder, aside = tmp_path / "uit", tmp_path / "uit" / ".nieuw"
    aside.mkdir(parents=True)
    for name in NAMES:
        (aside / name).write_text(f"nieuw {name}")
        if name != "kaart.pdf":
            (folder / name).write_text(f"oud {name}")
    return aside, folder


def files(folder):
    return {p.name: p.read_text() for p in folder.iterdir() if p.is_file()}


def test_new_files_take_the_place_of_the_earlier_ones(folders):
    aside, folder = folders
    (folder / "kaart.gpkg-wal").write_text("hoort bij het oude bestand")
    placing.put_in_place(aside, folder, NAMES)
    assert files(folder) == {name: f"nieuw {name}" for name in NAMES}


@pytest.mark.parametrize("locked", NAMES)
def test_one_file_in_use_leaves_all_as_it_was(folders, monkeypatch, locked):
    aside, folder = folders
    before, new, replace = files(folder), files(aside), os.replace

    def as_windows(source, target):
        if folder / locked in (Path(source), Path(target)):
            raise PermissionError(13, "in gebruik", str(source))
        replace(source, target)

    monkeypatch.setattr(placing.os, "replace", as_windows)
    monkeypatch.setattr(placing, "_PAUSES_S", (0.0,))
    with pytest.raises(Unwritable) as error:
        placing.put_in_place(aside, folder, NAMES)
    assert error.value.path == str(folder / locked) and error.value.detail == "in gebruik"
    assert files(folder) == before and files(aside) == new


def test_a_file_that_is_in_use_for_a_moment_is_replaced(folders, monkeypatch):
    aside, folder = folders
    tries, replace = [], os.replace

    def scanned(source, target):
        tries.append(target)
        if len(tries) < 3:
            raise PermissionError(13, "virusscanner")
        replace(source, target)

    monkeypatch.setattr(placing.os, "replace", scanned)
    monkeypatch.setattr(placing, "_PAUSES_S", (0.0, 0.0, 0.0))
    placing.put_in_place(aside, folder, NAMES)
    assert files(folder) == {name: f"nieuw {name}" for name in NAMES}


@pytest.fixture
def shown(tmp_path, qgis_new_project):
    """A layer of the open project that reads from the earlier GeoPackage; the new one lies aside."""
    aside = tmp_path / "aside"
    aside.mkdir()
    old = stadje.save(stadje.buurten(), tmp_path / "kaart.gpkg")
    more = stadje.buurten()
    more.dataProvider().addFeatures(list(more.getFeatures()))
    stadje.save(more, aside / "kaart.gpkg")
    layer = QgsVectorLayer(f"{old}|layername=buurten", "Mijn buurten")
    layer.setRenderer(QgsRuleBasedRenderer.convertFromRenderer(layer.renderer()))
    layer.setSubsetString('"aantal_inwoners" > 1000')
    layer.setFieldAlias(1, "Mijn naam")
    QgsProject.instance().addMapLayer(layer)
    return layer, aside, tmp_path


def count(layer):
    return sum(1 for _ in layer.getFeatures())


def test_open_layers_show_the_new_data_and_keep_their_looks(shown):
    layer, aside, folder = shown
    before = (layer.name(), layer.source(), layer.wkbType(), layer.crs(), layer.attributeAlias(1))
    assert count(layer) == 4
    placing.put_in_place(aside, folder, ["kaart.gpkg"], QgsProject.instance())
    assert layer.isValid() and count(layer) == 8
    assert (layer.name(), layer.source(), layer.wkbType(), layer.crs(), layer.attributeAlias(1)) == before
    assert isinstance(layer.renderer(), QgsRuleBasedRenderer)


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="looks at the open files of this process")
def test_nothing_is_open_when_a_file_is_replaced(shown, monkeypatch):
    layer, aside, folder = shown
    held, replace = [], os.replace

    def look(source, target):
        for handle in Path("/proc/self/fd").iterdir():
            if os.path.lexists(handle) and "kaart.gpkg" in os.readlink(handle):
                held.append(os.readlink(handle))
        replace(source, target)

    monkeypatch.setattr(placing.os, "replace", look)
    assert count(layer) == 4
    placing.put_in_place(aside, folder, ["kaart.gpkg"], QgsProject.instance())
    assert held == []


def test_a_failure_gives_the_layers_their_own_data_back(shown, monkeypatch):
    layer, aside, folder = shown

    def locked(source, target):
        raise PermissionError(13, "in gebruik")

    monkeypatch.setattr(placing.os, "replace", locked)
    monkeypatch.setattr(placing, "_PAUSES_S", ())
    with pytest.raises(Unwritable):
        placing.put_in_place(aside, folder, ["kaart.gpkg"], QgsProject.instance())
    assert layer.isValid() and count(layer) == 4


def test_a_layer_that_is_being_edited_is_refused(shown):
    layer, aside, folder = shown
    assert layer.startEditing()
    with pytest.raises(Unwritable, match="Mijn buurten"):
        placing.put_in_place(aside, folder, ["kaart.gpkg"], QgsProject.instance())
    assert (aside / "kaart.gpkg").exists() and layer.isEditable()
    layer.rollBack()


def test_layers_of_other_files_are_left_alone(shown):
    layer, aside, folder = shown
    other = QgsVectorLayer(f"{aside / 'kaart.gpkg'}|layername=buurten", "ander")
    QgsProject.instance().addMapLayer(other)
    QgsProject.instance().addMapLayer(stadje.streets())
    assert placing.layers_of(QgsProject.instance(), [folder / "kaart.gpkg"]) == [layer]
    assert placing.layers_of(None, [folder / "kaart.gpkg"]) == []


def test_a_second_run_in_the_same_folder_is_refused(tmp_path):
    with placing.beside(tmp_path) as aside:
        assert aside.parent == tmp_path
        with pytest.raises(Unwritable), placing.beside(tmp_path):
            pass
        assert aside.exists()
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_run_left_behind_is_removed(tmp_path):
    code = f"""
import os, signal, sys
sys.path[:0] = {sys.path!r}
from pathlib import Path
from verbondenheidskaart_plugin.data.placing import beside
with beside(Path({str(tmp_path)!r})) as aside:
    (aside / "half.gpkg").write_text("half")
    os.kill(os.getpid(), signal.SIGKILL)
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == -signal.SIGKILL
    assert len(list(tmp_path.iterdir())) == 2
    with placing.beside(tmp_path) as aside:
        assert not (aside / "half.gpkg").exists() and len(list(tmp_path.glob(".nieuw-*"))) == 1
    assert list(tmp_path.iterdir()) == []
