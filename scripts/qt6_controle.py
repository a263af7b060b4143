"""Check that the plugin asks of Qt only what Qt 6, the Qt of QGIS 4, has, and that enums are named in full.

Qt 6 has lost some names and knows an enum's value by its full name only (``Qt.AlignmentFlag.AlignLeft``). The names
are looked up in the type stubs that PyQt6 ships, so no Qt 6 is run. What is asked of an object (``dialog.exec_()``, a
number where an enum is wanted) is left to mypy, with the same stubs in the place of qgis.PyQt. QGIS's own names are
looked up in the QGIS that is running by tests/qgis/test_qgis_names.py, on each version of the matrix.
"""

import ast
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Dict, Iterator, List, NamedTuple, Optional, Set, Tuple

PLUGIN = Path(__file__).resolve().parent.parent / "verbondenheidskaart_plugin"
# What qgis.PyQt puts back where Qt 5 had it.
MOVED = {("QtWidgets", "QAction"): "QtGui", ("QtWidgets", "QShortcut"): "QtGui"}
# Methods of Qt objects that Qt 6 or PyQt6 no longer has, for where mypy cannot tell what an object is.
GONE = {"exec_", "print_", "toTime_t", "setTime_t", "fromTime_t", "indexIn", "matchedLength",
        "setTabStopWidth"}
# These are for the older QGIS versions alone.
OLD_ONLY = {"compat.py": {"QVariant.String", "QVariant.Double", "QVariant.LongLong", "QVariant.Bool"}}
# Every line but the imports is wrong in Qt 6: what mypy does not see here it would not see in the plugin either.
SAMPLE = """
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QPainter
from qgis.PyQt.QtWidgets import QAction, QApplication, QDialog, QLabel
def sample(label: QLabel):
    QDialog().exec_()
    label.setAlignment(4)
    QPainter().drawText(1.5, 2.5, "tekst")
    int(Qt.PenStyle.DashLine)
    label.fontMetrics().width("tekst")
    QPainter().setRenderHint(1)
    QApplication.desktop()
"""
STUBS = PLUGIN.parent / "build" / "qt6"
ANYTHING = "from typing import Any\ndef __getattr__(name: str) -> Any: ...\n"


class Use(NamedTuple):
    """A dotted name in a source file; ``module`` is where its first part is imported from."""

    path: Path
    line: int
    module: str
    name: str


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def dotted(node: ast.AST) -> str:
    """Return a chain of attributes as text, "" when it does not start with a name."""
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return before and f"{before}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def uses(path: Path) -> Iterator[Use]:
    """Yield the longest dotted names that start with something imported from qgis, and each import itself."""
    parsed, known = tree(path), {}
    for node in ast.walk(parsed):
        if isinstance(node, ast.ImportFrom) and not node.level and (node.module or "").split(".")[0] == "qgis":
            for alias in node.names:
                known[alias.asname or alias.name] = (node.module, alias.name)
                yield Use(path, node.lineno, node.module, alias.name)
    inner = {id(node.value) for node in ast.walk(parsed) if isinstance(node, ast.Attribute)}
    for node in ast.walk(parsed):
        if isinstance(node, ast.Attribute) and id(node) not in inner:
            first, *rest = dotted(node).split(".")
            if first in known and not rest[-1].startswith("__"):
                module, name = known[first]
                yield Use(path, node.lineno, module, ".".join((name, *rest)))


class Stubs:
    """The names in PyQt6's type stubs."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.modules: Dict[str, Dict[str, ast.AST]] = {}

    def module(self, name: str) -> Dict[str, ast.AST]:
        if name not in self.modules:
            path = self.folder / f"{name}.pyi"
            # Some signatures in the stubs are no Python: f(*args, /).
            text = path.read_text(encoding="utf-8").replace(", /)", ")") if path.exists() else ""
            self.modules[name] = members(ast.parse(text))
        return self.modules[name]

    def find(self, module: str, name: str) -> Tuple[Optional[ast.AST], str]:
        """Return the definition of a dotted name and "", or None and the part that is not there."""
        first, *rest = name.split(".")
        found = self.module(module).get(first)
        done = first
        for part in rest:
            if not isinstance(found, ast.ClassDef):
                break  # an attribute of a value or a function: not of Qt
            done = f"{done}.{part}"
            found = self.member(module, found, part)
        return found, "" if found is not None else done

    def member(self, module: str, owner: ast.ClassDef, name: str) -> Optional[ast.AST]:
        """Return a member of a class or of the classes it is made from."""
        found = members(owner).get(name)
        for base in owner.bases if found is None else ():
            where, _, what = dotted(base).rpartition(".")
            where = where.rpartition(".")[2] or module
            parent = self.module(where).get(what)
            if isinstance(parent, ast.ClassDef):
                found = found or self.member(where, parent, name)
        return found

    def classes(self) -> Set[str]:
        """Return the names of the classes in the modules asked for, enums within classes too."""
        scopes = [scope for names in self.modules.values() for scope in names.values()]
        return {node.name for scope in scopes for node in ast.walk(scope) if isinstance(node, ast.ClassDef)}


def members(scope: ast.AST) -> Dict[str, ast.AST]:
    """Return what a module or class of a stub defines."""
    out: Dict[str, ast.AST] = {}
    for node in scope.body:  # type: ignore[attr-defined]
        if isinstance(node, (ast.ClassDef, ast.FunctionDef)):
            out[node.name] = node
        elif isinstance(node, ast.Assign):
            out.update({dotted(target): node for target in node.targets})
        elif isinstance(node, ast.AnnAssign):
            out[dotted(node.target)] = node
    return out


def faults(folder: Path, stubs: Stubs) -> Iterator[str]:
    """Yield what Qt 6 does not have, a sentence each."""
    for path in sorted(folder.rglob("*.py")):
        allowed = OLD_ONLY.get(path.relative_to(folder).as_posix(), set())
        for use in uses(path):
            if not use.module.startswith("qgis.PyQt") or use.name in allowed:
                continue
            if use.module == "qgis.PyQt":  # from qgis.PyQt import QtCore, sip
                module, _, name = use.name.partition(".")
                if not name and (stubs.module(module)):
                    continue
            else:
                module, name = use.module.rpartition(".")[2], use.name
            module = MOVED.get((module, name.split(".")[0]), module)
            _, missing = stubs.find(module, name)
            if missing:
                yield f"{path}:{use.line}: {module}.{missing} is not in Qt 6 (an enum's value needs its full name)"
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Attribute) and node.attr in GONE:
                yield f"{path}:{node.lineno}: .{node.attr} is not in Qt 6"


def write_stubs(folder: Path, pyqt: Path) -> None:
    """Write a qgis in which qgis.PyQt is PyQt6 and all else can be anything."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "qgis" / "PyQt").mkdir(parents=True)
    texts = dict.fromkeys(("__init__", "core", "gui", "analysis", "utils", "server"), ANYTHING)
    texts["PyQt/__init__"] = "from PyQt6 import sip as sip\n"
    for path in pyqt.glob("Qt*.pyi"):
        moved = [f"from PyQt6.{to} import {name} as {name}" for (at, name), to in MOVED.items() if at == path.stem]
        texts[f"PyQt/{path.stem}"] = "\n".join([f"from PyQt6.{path.stem} import *", *moved, ""])
    for name, text in texts.items():
        (folder / "qgis" / f"{name}.pyi").write_text(text, encoding="utf-8")
    (folder / "sample.py").write_text(SAMPLE, encoding="utf-8")


def objects(plugin: Path, stubs: Stubs) -> Tuple[List[str], List[str]]:
    """Return what mypy has to say on the use of Qt in the plugin, and in SAMPLE."""
    write_stubs(STUBS, stubs.folder)
    files = [*sorted(plugin.rglob("*.py")), STUBS / "sample.py"]
    command = [sys.executable, "-m", "mypy", "--config-file=", "--check-untyped-defs", "--no-strict-optional",
               "--ignore-missing-imports", "--no-error-summary", "--cache-dir", str(STUBS / "cache"), *map(str, files)]
    done = subprocess.run(command, env={**os.environ, "MYPYPATH": str(STUBS)}, capture_output=True, check=False,
                          encoding="utf-8")  # fmt: skip
    if done.stderr or done.returncode not in (0, 1):
        sys.exit(f"mypy: {done.stderr or done.stdout}")
    found: Tuple[List[str], List[str]] = ([], [])
    classes = stubs.classes() - {"pyqtBoundSignal"}  # its connect() takes more than the stubs say
    for line in done.stdout.splitlines():
        path, _, said = line.partition(" error: ")
        words, file = set(re.findall(r"\w+", said)), Path(path.partition(":")[0])
        old = any(set(name.split(".")) <= words for name in OLD_ONLY.get(file.name, ()))
        if words & classes and not old:
            found[file.name == "sample.py"].append(line)
    return found


def main() -> int:
    found = importlib.util.find_spec("PyQt6")
    if found is None or not found.submodule_search_locations:
        sys.exit("PyQt6 ontbreekt: make lint installeert het in build/lint")
    stubs = Stubs(Path(list(found.submodule_search_locations)[0]))
    names = list(faults(PLUGIN, stubs))
    wrong, sample = objects(PLUGIN, stubs)
    seen = {int(line.split(":")[1]) for line in sample}
    wrong += [f"niet gezien in de proef: {line}" for number, line in enumerate(SAMPLE.splitlines(), 1)
              if line.startswith("    ") and number not in seen]
    wrong += names
    print("\n".join(wrong) if wrong else "Qt 6: alle namen bestaan, en objecten krijgen wat ze verwachten")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
