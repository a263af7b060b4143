"""The rules of the house, read from the sources: who may import whom, the metadata, the translations."""

import ast
import configparser
import re
from pathlib import Path

import pytest
import vertaal

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "verbondenheidskaart_plugin"
MODULES = sorted(PACKAGE.rglob("*.py"))
CORE = [path for path in MODULES if path.is_relative_to(PACKAGE / "core")]

# Each part of the house and the parts it may import; the small modules at the top are open to all but core.
COMMON = {"compat", "i18n", "paths"}
MAY_IMPORT = {
    "core": {"core"},
    "data": {"data", "core"} | COMMON,
    "kaart": {"kaart", "data", "core"} | COMMON,
    "algorithms": {"algorithms", "kaart", "data", "core"} | COMMON,
    "gui": {"gui", "algorithms", "kaart", "data", "core"} | COMMON,
    "provider": {"algorithms", "kaart", "data", "core"} | COMMON,
    "plugin": {"provider", "gui", "algorithms", "kaart", "data", "core"} | COMMON,
    "__init__": {"plugin"},
    **{name: {"core"} | COMMON for name in COMMON},
}


def name_of(path):
    return str(path.relative_to(ROOT))


def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imports(path):
    """Yield the absolute name of each module that a module imports, wherever in the file."""
    package = ("verbondenheidskaart_plugin", *path.relative_to(PACKAGE).parent.parts)
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level:
            base = package[: len(package) - node.level + 1]
            if node.module:
                yield ".".join((*base, node.module))
            else:  # from . import a, b
                yield from (".".join((*base, alias.name)) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module


def own_parts(path):
    """Return the parts of the house that a module imports."""
    names = (name.split(".") for name in imports(path))
    return {parts[1] for parts in names if parts[0] == "verbondenheidskaart_plugin" and len(parts) > 1}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_go_one_way(path):
    part = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    assert own_parts(path) <= MAY_IMPORT[part]


@pytest.mark.parametrize("path", CORE, ids=name_of)
def test_core_knows_no_qgis(path):
    roots = {name.split(".")[0] for name in imports(path)}
    assert not roots & {"qgis", "osgeo", "PyQt5", "PyQt6", "processing"}


def test_core_can_be_imported_without_qgis():
    """Whatever the sources say: loading all of core must not load QGIS."""
    import subprocess
    import sys

    names = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in CORE]
    program = f"import sys, importlib; [importlib.import_module(n) for n in {names}]; print('qgis' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False, timeout=600
    )
    assert (done.returncode, done.stdout.strip()) == (0, "False"), done.stderr


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_qt_only_through_qgis(path):
    assert not [name for name in imports(path) if re.match(r"PyQt|PySide|sip", name)]


@pytest.mark.parametrize("path", CORE, ids=name_of)
def test_public_core_functions_are_documented(path):
    def public(body, prefix=""):
        for node in body:
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
                yield prefix + node.name, node
                if isinstance(node, ast.ClassDef):
                    yield from public(node.body, f"{node.name}.")

    assert [name for name, node in public(tree(path).body) if not ast.get_docstring(node)] == []


@pytest.fixture(scope="module")
def metadata():
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str
    parser.read(ROOT / "metadata.txt", encoding="utf-8")
    return parser["general"]


@pytest.mark.parametrize(
    "field",
    ["name", "description", "version", "qgisMinimumVersion", "author", "email", "about", "tracker", "repository",
     "homepage"],
)  # fmt: skip
def test_metadata_has_what_the_plugin_site_requires(metadata, field):
    assert metadata[field].strip()


def test_metadata_is_accepted_by_the_plugin_site(metadata):
    assert "%" not in (ROOT / "metadata.txt").read_text(encoding="utf-8")
    assert metadata["hasProcessingProvider"] == "yes"
    assert metadata["qgisMinimumVersion"] == "3.22"
    assert metadata["qgisMaximumVersion"] == "4.99"
    assert (ROOT / metadata["icon"]).exists()


def test_version_stands_in_metadata_only(metadata):
    version = metadata["version"]
    assert re.fullmatch(r"\d+\.\d+\.\d+", version)
    assert re.search(rf"^## \[{re.escape(version)}\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
    elsewhere = [*MODULES, ROOT / "pyproject.toml", ROOT / "Makefile"]
    own = re.compile(r"^(__version__|version)\s*=", re.M)
    assert [name_of(path) for path in elsewhere if own.search(path.read_text("utf-8"))] == []


def test_every_text_is_one_literal():
    """An f-string or a variable inside tr() would never be found in the translations."""
    _, wrong = vertaal.literals()
    assert wrong == []


def test_every_text_has_a_dutch_translation():
    texts, _ = vertaal.literals()
    translations = vertaal.read()
    assert [text for text in texts if not translations.get(text)] == []
    assert sorted(set(translations) - set(texts)) == [], "no longer used: run make vertaal"


def test_translations_keep_the_placeholders():
    def placeholders(text):
        return sorted(re.findall(r"(?<!{){[^{}]*}(?!})", text))

    translations = vertaal.read()
    assert [s for s, t in translations.items() if t and placeholders(s) != placeholders(t)] == []


def test_implicitly_joined_texts_are_found(tmp_path):
    source = 'tr("one " "two")\ntr(\n    "three {n} "\n    "four"\n).format(n=1)\ntr(f"five {x}")\ntr(six)\n'
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "m.py").write_text(source, encoding="utf-8")
    texts, wrong = vertaal.literals(tmp_path / "p")
    assert texts == ["one two", "three {n} four"]
    assert wrong == ["p/m.py:6", "p/m.py:7"]


def test_translation_file_survives_writing_and_reading(tmp_path):
    texts = {"a < b & “c”": "a < b & ‘c’", "open": "", "two\nlines": "twee\nregels"}
    vertaal.write(texts, tmp_path / "x.ts")
    assert vertaal.read(tmp_path / "x.ts") == texts
