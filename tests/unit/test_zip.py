"""The zip that is uploaded to the plugin site: what is in it, what is not, and that it is reproducible."""

import configparser
import re
import shutil
import zipfile

import bouw
import pytest

pytestmark = pytest.mark.skipif(bouw.lrelease() is None, reason="lrelease (qttools5-dev-tools) compiles the languages")
TOP = "verbondenheidskaart_plugin/"
MODULE = r"(core|data|algorithms|kaart|gui)/(\w+/)*\w+\.py|(__init__|plugin|provider|i18n|paths|compat)\.py"
RESOURCE = (
    r"resources/(catalogue/\w+\.csv|help/\w+_(nl|en)\.html|icons/[\w-]+\.(svg|png)|layouts/[\w-]+\.(qpt|svg|png)"
    r"|report/\w+\.(html|css|js)|report/leaflet/(leaflet\.(css|js)|LICENSE\.txt)|styles/[\w-]+\.(qml|svg)|fonts/[\w-]+\.(ttf|txt)"
    r"|voorbeeldstad/\w+\.(gpkg|osm|csv|md))"
)
PROGRAMS = (b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xca\xfe\xba\xbe")
REQUIRED = ("name", "description", "version", "qgisMinimumVersion", "author", "email", "about", "tracker", "repository",
            "homepage")  # fmt: skip
WELCOME = re.compile(rf"{TOP}({MODULE}|{RESOURCE}|i18n/\w+\.qm|metadata\.txt|LICENSE|CHANGELOG\.md)")


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    with zipfile.ZipFile(bouw.make_zip(tmp_path_factory.mktemp("zip"))) as archive:
        yield archive


def test_only_what_belongs_there(archive):
    names = archive.namelist()
    assert [name for name in names if not WELCOME.fullmatch(name)] == []
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    "name",
    ["__init__.py", "plugin.py", "provider.py", "core/__init__.py", "metadata.txt", "LICENSE", "CHANGELOG.md",
     "i18n/verbondenheidskaart_nl.qm", "resources/icons/verbondenheidskaart.svg",
     "resources/catalogue/voorzieningtypen.csv", "resources/catalogue/model_buurtverbondenheid.csv",
     "resources/voorbeeldstad/buurten.gpkg", "resources/voorbeeldstad/voorbeeldstad.osm",
     "resources/help/verbondenheidskaart_nl.html", "resources/help/verbondenheidskaart_en.html"],
)  # fmt: skip
def test_what_the_plugin_needs_is_there(archive, name):
    assert archive.getinfo(TOP + name).file_size > 0


def test_every_module_is_there(archive, root):
    checkout = {path.relative_to(root).as_posix() for path in (root / TOP).rglob("*.py")}
    assert checkout == {name for name in archive.namelist() if name.endswith(".py")}


def test_no_resource_is_forgotten(archive, root):
    resources = (path.relative_to(root).as_posix() for path in (root / "resources").rglob("*") if path.is_file())
    assert sorted({TOP + name for name in resources} - set(archive.namelist())) == []


def test_small_enough_for_the_site(archive):
    assert sum(entry.compress_size for entry in archive.infolist()) < 25e6


def test_nothing_executable_and_no_binaries(archive):
    assert {entry.external_attr >> 16 for entry in archive.infolist()} == {0o644}
    for name in archive.namelist():
        start = archive.read(name)[:4]
        assert start[:2] != b"MZ" and start not in PROGRAMS, name
        assert not re.search(r"\.(so|dll|dylib|pyd|exe|pyc|jar|whl|zip|bat|sh)$|__pycache__|/\.|__MACOSX", name), name


def test_the_site_reads_the_metadata(archive):
    """The rules of the plugin site, applied to the zip as it is uploaded; it reads with interpolation of %."""
    text = archive.read(f"{TOP}metadata.txt").decode("utf-8")
    parser = configparser.ConfigParser()
    parser.read_string(text)
    fields = dict(parser["general"])
    assert [name for name in REQUIRED if not fields.get(name.lower(), "").strip()] == []
    assert {name.partition("/")[0] for name in archive.namelist()} == {TOP.rstrip("/")}
    assert re.fullmatch(r"[^@\s]+@[^@\s]+\.[a-z]+", fields["email"])
    assert all(re.fullmatch(r"https://\S+", fields[name]) for name in ("tracker", "repository", "homepage"))
    assert fields["experimental"] in ("True", "False") and fields["deprecated"] == "False"
    assert re.fullmatch(r"[A-Za-z][\w ()+.-]*", fields["name"]) and not re.search(r"(?i)\bplugin\b", fields["name"])
    assert archive.getinfo(TOP + fields["icon"]).file_size > 0
    assert b"GNU GENERAL PUBLIC LICENSE" in archive.read(f"{TOP}LICENSE")
    assert "supportsqt6" not in fields


def test_same_content_gives_the_same_zip(archive, tmp_path):
    (tmp_path / "again").mkdir()
    again = bouw.make_zip(tmp_path / "again")
    with open(archive.filename, "rb") as first:
        assert first.read() == again.read_bytes()
    assert again.name == f"verbondenheidskaart_plugin-{bouw.version()}.zip"


def test_a_file_that_was_removed_leaves_the_assembled_plugin(tmp_path):
    plugin = bouw.assemble(tmp_path)
    stray = plugin / "core" / "stray.py"
    shutil.copy(plugin / "__init__.py", stray)
    bouw.assemble(tmp_path)
    assert not stray.exists()
