"""What goes wrong on Windows only, looked for where it can be seen everywhere: in the sources and in the names.

Copies of the running program, links, texts without an encoding, names that Windows does not allow, whole numbers of
32 bits. What happens to a file that another program holds open is in tests/qgis/test_placing.py.
"""

import ast
import re
from pathlib import Path

import bouw
import numpy as np
import pytest
from netwerken import polylines

from verbondenheidskaart_plugin.core import reach, snap
from verbondenheidskaart_plugin.core.network import build

PACKAGE = Path(__file__).resolve().parent.parent.parent / "verbondenheidskaart_plugin"
MODULES = sorted(PACKAGE.rglob("*.py"))
# sys.executable is QGIS itself there: a second copy would start a second desktop. The rest does not exist, or not the
# way it is meant: os.rename refuses a file that exists, os.path and os.sep lead to pasted paths.
FORBIDDEN = re.compile(
    r"multiprocessing\b|concurrent\.futures\.ProcessPoolExecutor|subprocess\b|sys\.(executable|argv)|os\.(symlink|fork|"
    r"exec\w+|spawn\w+|system|popen|rename|path|sep|getuid|geteuid|uname|chown|kill|mkfifo|sysconf|statvfs)\b|"
    r"fcntl\b|pwd\b|grp\b|resource\b|signal($|\.(SIG|alarm|set|pthread))|posix\b|locale\.setlocale|time\.tzset"
)
METHODS = {"symlink_to", "hardlink_to", "link_to"}
TEXTS = {"read_text", "write_text", "to_csv", "read_csv", "FileHandler", "TextIOWrapper"}
TEMPORARY = {"NamedTemporaryFile", "TemporaryFile"}
OPENERS = {"open", "fdopen", *TEMPORARY}
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}


def dotted(node):
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return node.id if isinstance(node, ast.Name) else ""


def faults(source):
    """Yield a line for everything in a source that goes wrong on Windows."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            names = [dotted(node)] if isinstance(node, ast.Attribute) else []
        yield from (f"{node.lineno}: {name}" for name in names if FORBIDDEN.match(name))
        if isinstance(node, ast.Call):
            yield from (f"{node.lineno}: {fault}" for fault in faults_of_call(node))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.match(r"(/tmp|/dev|~)/", node.value):
            yield f"{node.lineno}: a path of Unix: {node.value}"


def node_name(call):
    return call.func.attr if isinstance(call.func, ast.Attribute) else dotted(call.func)


def faults_of_call(node):
    name = node_name(node)
    given = {keyword.arg: keyword.value for keyword in node.keywords}
    if name in METHODS:
        yield name
    if name in OPENERS and opens_text(node, given) and "encoding" not in given:
        yield f"{name} without encoding"
    if name in TEXTS and "encoding" not in given:
        yield f"{name} without encoding"
    if name == "strftime" and any("%-" in str(getattr(a, "value", "")) for a in node.args):
        yield "strftime with %-"
    # int is 32 bits there up to numpy 1.26, and an overflow says nothing.
    kinds = [given.get("dtype"), *(node.args[:1] if name == "astype" else ())]
    if any(dotted(kind) in {"int", "np.int_"} or getattr(kind, "value", "") == "int" for kind in kinds if kind):
        yield f"{name} with int of the platform"


def opens_text(node, given):
    """Is a text file opened here? A method open() counts when it is given a mode or nothing at all."""
    function = isinstance(node.func, ast.Name) or dotted(node.func).startswith(("os.", "io.", "tempfile."))
    place = 1 if function and node_name(node) not in TEMPORARY else 0
    mode = given.get("mode", node.args[place] if len(node.args) > place else None)
    mode = getattr(mode, "value", mode)
    if function:
        return "b" not in (mode or ("w+b" if node_name(node) in TEMPORARY else "r"))
    if dotted(node.func) == "self.open":
        return False
    return not node.args and not given or isinstance(mode, str) and bool(re.fullmatch(r"[rwaxt+]+", mode))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_nothing_in_the_sources_fails_on_windows(path):
    assert list(faults(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("source", [
    "import multiprocessing", "import signal", "from signal import SIGKILL", "from multiprocessing import Pool",
    "import subprocess",
    "from concurrent.futures import ProcessPoolExecutor", "run(sys.executable)", "from sys import executable",
    "os.symlink(a, b)", "Path(a).symlink_to(b)", "os.rename(a, b)", "os.path.join(a, b)", "import fcntl",
    "open(path)", "open(path, 'w')", "path.open()", "path.open('w')", "path.read_text()", "table.to_csv(path)",
    "pd.read_csv(path)", "open('/tmp/x', encoding='utf-8')", "x.astype(int)", "np.zeros(3, dtype=int)",
    "now.strftime('%-d')",
])  # fmt: skip
def test_a_fault_is_seen(source):
    assert list(faults(source))


@pytest.mark.parametrize("source", [
    "open(path, 'rb')", "path.open('rb')", "open(path, encoding='utf-8')", "path.open('w', encoding='utf-8')",
    "path.read_bytes()", "ogr.Open(path)", "archive.open(member)", "launcher.open(CHAIN, {})",
    "self.open()", "signal.connect(slot)",
    "table.rename(columns=names)", "os.replace(a, b)", "x.astype(np.int64)", "float(x)", "os.link(a, b)",
])  # fmt: skip
def test_what_is_right_is_left_alone(source):
    assert list(faults(source)) == []


def test_names_in_the_zip_are_allowed_on_windows():
    names = [to.as_posix() for _, to in bouw.contents()]
    assert [name for name in names if not re.fullmatch(r"[\w./-]+", name, re.ASCII)] == []
    parts = [part for name in names for part in name.split("/")]
    assert [part for part in parts if part.split(".")[0].lower() in RESERVED or part.endswith((".", " "))] == []
    assert len({name.lower() for name in names}) == len(names), "names that differ in case only"
    # 260 characters, less a long profile folder: C:\Users\…\AppData\Roaming\QGIS\QGIS3\profiles\default\python\plugins\
    assert max(len(f"{bouw.PLUGIN}/{name}") for name in names) < 120


def test_numbers_of_pairs_are_wide_enough_where_int_has_32_bits(monkeypatch):
    """A pair is counted as source · width + target: beyond 2³¹ in a large city, and numpy overflows in silence."""
    whole = np.arange

    def arange(*args, **kwargs):
        made = whole(*args, **kwargs)
        return made if kwargs.get("dtype") or made.dtype != np.int64 else made.astype(np.int32)

    monkeypatch.setattr(np, "arange", arange)
    network = build(polylines([(0, 0), (100, 0)], [(100, 0), (100, 100)]))
    places = snap.Snapper(network).snap(np.array([[10.0, 1.0], [60.0, 1.0], [99.0, 50.0]]), 50)
    pairs = reach.pairs(network, places, places, 500.0)
    assert len(pairs) > 3
    assert np.result_type(pairs.source, pairs.target).itemsize == 8
