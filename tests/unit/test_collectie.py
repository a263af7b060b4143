"""The collection for QGIS Resource Sharing: complete, and every file that it names is there."""

import configparser
import re

import collectie


def test_it_holds_every_style_and_icon(root, tmp_path):
    out = collectie.make(tmp_path / "collectie")
    folder = out / "collections" / collectie.NAME
    assert {p.name for p in (folder / "style").iterdir()} == {p.name for p in (root / "resources/styles").glob("*.qml")}
    assert len(list((folder / "svg").iterdir())) == 8
    assert sorted(path.name for path in out.iterdir()) == ["collections", "metadata.ini"]


def test_the_metadata_is_whole(tmp_path):
    out = collectie.make(tmp_path / "collectie")
    found = configparser.ConfigParser(interpolation=None)
    found.read(out / "metadata.ini", encoding="utf-8")
    assert found["general"]["collections"] == collectie.NAME
    own = found[collectie.NAME]
    assert all(own[key].strip() for key in ("name", "author", "email", "tags", "description", "license"))
    assert own["qgis_minimum_version"] == "3.22"
    for name in (own["license_file"], *own["preview"].split(",")):
        assert (out / "collections" / collectie.NAME / name).is_file()


def test_styles_stand_on_their_own(tmp_path):
    """A style of the collection needs no file of the plugin: its icons are inside."""
    out = collectie.make(tmp_path / "collectie")
    for path in (out / "collections" / collectie.NAME / "style").iterdir():
        text = path.read_text(encoding="utf-8")
        assert not re.search(r'"(/|\.\./|[A-Z]:\\)[^"]*\.svg"', text), path.name


def test_it_replaces_an_earlier_one(tmp_path):
    out = collectie.make(tmp_path / "collectie")
    stray = out / "collections" / collectie.NAME / "style" / "oud.qml"
    stray.write_text("oud", encoding="utf-8")
    collectie.make(out)
    assert not stray.exists() and not (tmp_path / "collectie.part").exists()
