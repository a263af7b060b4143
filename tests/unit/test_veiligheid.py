"""What SECURITY.md says the plugin does not do, it cannot do: read from the source."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "verbondenheidskaart_plugin"
FILES = sorted(PACKAGE.rglob("*.py"))
NO_MODULES = {"subprocess", "pickle", "shelve", "marshal", "socket", "ssl", "http", "ftplib", "smtplib", "telnetlib",
              "requests", "urllib3", "ctypes", "cffi", "code", "codeop", "runpy", "xmlrpc", "webbrowser", "xml", "lxml"}
NO_CALLS = {"eval", "exec", "compile", "__import__", "system", "popen", "startfile", "urlopen", "read_pickle"}
# The one door to the network, and what else of Qt could be one.
NETWORK = {"QNetworkRequest", "QNetworkReply", "QgsNetworkAccessManager", "QNetworkAccessManager", "QTcpSocket",
           "QgsBlockingNetworkRequest", "QgsNetworkContentFetcher", "QgsFileDownloader", "QProcess", "QWebSocket",
           "QDesktopServices"}
# The program of the user's choice opens a file that was made; it is given no address.
DOORS = {"data/request.py": NETWORK, "gui/launcher.py": {"QDesktopServices"}}


def names(tree):
    """Yield (kind, name) of every module imported, name imported and function called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (("module", alias.name.split(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield "module", (node.module or "").split(".")[0]
            yield from (("name", alias.name) for alias in node.names)
        elif isinstance(node, ast.Call):
            function = node.func
            called = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
            # re.compile and the loop of Qt are others.
            if not (called in ("compile", "exec") and isinstance(function, ast.Attribute)):
                yield "call", called


def faults(text: str, place: str):
    return [(kind, name) for kind, name in names(ast.parse(text))
            if kind == "module" and name in NO_MODULES or kind == "call" and name in NO_CALLS
            or kind == "name" and name in NETWORK - DOORS.get(place, set())]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_nothing_is_run_and_nothing_is_sent(file):
    assert faults(file.read_text(encoding="utf-8"), file.relative_to(PACKAGE).as_posix()) == []


@pytest.mark.parametrize("text", [
    "import subprocess", "from urllib.request import urlopen\nurlopen('x')", "eval('1')", "import os\nos.system('ls')",
    "from qgis.PyQt.QtNetwork import QNetworkRequest", "from qgis.core import QgsFileDownloader", "import http.client",
    "from qgis.PyQt.QtCore import QProcess", "exec(text)", "import pandas as pd\npd.read_pickle('x')"])
def test_the_reading_finds_what_is_not_allowed(text):
    assert faults(text, "algorithms/nieuw.py")
    assert not faults("import re\nre.compile('x')", "x.py")
