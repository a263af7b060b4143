"""Run the tests on each supported QGIS and on the ends of the allowed packages: make matrix [VERSIES="trixie forky"].

A QGIS comes in a Debian root, kept in build/roots/<suite>; remove it to get newer packages. The tests run there in a
copy of the checkout and can change nothing of the machine. ``oudste`` and ``nieuwste`` are the oldest and newest numpy,
pandas, scipy and networkx that are allowed, without QGIS: tests/unit in build/oudste and build/nieuwste. A QGIS with
the newest is ``forky-nieuwste``: a suite with other packages laid over its own.

What cannot be run is named with the reason and is no failure; a failing test is. The logs come in build/matrix/. With
MINUTEN=45 the versions share 45 minutes, and what failed until then still counts. EERST names the log of a run of make
test on this machine, for the first row of the table.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Dict, List, NamedTuple, Tuple

from bouw import ROOT
from debian import OUT, ROOTS, SUITES, Left, call, held, inside, make_root, must, say

PIP = ("oudste", "nieuwste")
LAID_OVER = "forky-nieuwste"
# Only the copy, /tmp and the reports can be written. The real data, if any, lie where the tests look for them.
TESTING = r"""
see() { mkdir -p "$2"; mount --bind "$1" "$2"; mount -o "remount,bind,${3:-ro}" "$2"; }
mount -t tmpfs -o size=6g tmpfs "$root/tmp"
mkdir -p "$root/werk"
mount -t tmpfs -o size=2g tmpfs "$root/werk"
mkdir "$root/werk/main"
tar -x -C "$root/werk/main" -f "$OUT/checkout.tar"
see "$TOOLS" "$root/werk/tools"
see "$OUT" "$root/werk/out" rw
if [ -d "$DATA" ]; then see "$DATA" "$root/werk/shared/data"; fi
mount -o remount,bind,ro "$root"
"""
SETTINGS = ("QT_QPA_PLATFORM=offscreen OPENBLAS_NUM_THREADS=1 PYTHONDONTWRITEBYTECODE=1 PYTHONWARNDEFAULTENCODING=1 "
            f"PYTHONPATH=/werk/main/build/plugins:/werk/tools CI={os.environ.get('CI', '')}")
VERSIONS = """
import importlib, platform
try:
    from qgis.core import Qgis
    from qgis.PyQt.QtCore import QT_VERSION_STR
    names = [Qgis.QGIS_VERSION.split("-")[0], QT_VERSION_STR]
except ImportError:
    names = ["–", "–"]
names += [importlib.import_module(name).__version__ for name in ("numpy", "pandas", "scipy", "networkx")]
print("\\t".join([*names[:2], platform.python_version(), *names[2:]]))
"""
TITLES = ("versie", "QGIS", "Qt", "Python", "numpy", "pandas", "scipy", "networkx", "passed", "failed", "skipped", "")
PYTEST = ["-m", "pytest", "-v", "-rfE", "--durations=15", "-p", "no:cacheprovider"]


class Counts(NamedTuple):
    passed: int
    failed: int
    skipped: int


def test_tools(until: float, wanted: str = "test", *options: str) -> Path:
    """Return a folder with the pinned test tools, which are plain Python: one for all suites; or with more packages."""
    folder = OUT / ("tools" if wanted == "test" else f"tools-{wanted}")
    stamp = " ".join([*options, *((ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
                                  for name in sorted({"test", wanted}))])  # fmt: skip
    done = folder / "gereed"
    if not done.exists() or done.read_text(encoding="utf-8") != stamp:
        shutil.rmtree(folder, ignore_errors=True)
        pip = [str(ROOT / "build/venv/bin/python"), "-m", "pip", "install", "--quiet", "--target", str(folder),
               "--disable-pip-version-check", *options, "-r", str(ROOT / "requirements" / f"{wanted}.txt")]
        must(pip, OUT / f"{folder.name}.log", until)
        done.write_text(stamp, encoding="utf-8")
    return folder


def checkout() -> None:
    """Pack the checkout as it is now, without what git ignores."""
    listed = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                            check=True, capture_output=True).stdout  # fmt: skip
    present = b"\0".join(name for name in listed.split(b"\0") if name and (ROOT / os.fsdecode(name)).is_file())
    subprocess.run(["tar", "-c", "-C", str(ROOT), "--null", "-T", "-", "-f", str(OUT / "checkout.tar")], input=present,
                   check=True)  # fmt: skip


def test_in_root(name: str, tests: List[str], until: float) -> Dict[str, object]:
    """Test on the QGIS of a suite, perhaps with other packages (suite-packages); return its row of the table."""
    suite, _, packages = name.partition("-")
    if packages and not (ROOT / "requirements" / f"{packages}.txt").exists():
        raise Left(f"requirements/{packages}.txt bestaat niet")
    if os.geteuid() != 0 or not shutil.which("unshare"):
        raise Left("een Debian-omgeving kan alleen root maken (sudo make matrix)")
    with held(ROOTS / "slot", until):
        root = make_root(suite, until)
    if packages:  # compiled ones, for the Python of the root
        python = os.readlink(root / "usr/bin/python3").replace("python", "")
        tools = test_tools(until, packages, "--only-binary=:all:", f"--python-version={python}")
    else:
        tools = test_tools(until)
    checkout()
    say(f"Testen op {name} (QGIS {SUITES.get(suite, '?')}): {os.path.relpath(OUT / name)}.log")
    program = (f"cd /werk/main && python3 -c '{VERSIONS}' >/werk/out/{name}.versions && python3 scripts/bouw.py && "
               'python3 -P "$@"; exit $?')
    command = ["bash", "-c", program, "bash", *PYTEST, *tests]
    return result(name, inside(root, command, TESTING, SETTINGS, tools), until)


def test_in_venv(name: str, tests: List[str], until: float) -> Dict[str, object]:
    """Test what needs no QGIS with packages from pip; return its row of the table."""
    tests = ["tests/unit"] if tests == ["tests"] else [test for test in tests if test.startswith("tests/unit")]
    if not tests:
        raise Left("zonder QGIS draait alleen tests/unit")
    python = ROOT / "build" / name / "bin" / "python"
    if not (python.parent.parent / "gereed").exists():
        raise Left(f"build/{name} ontbreekt: zie de meldingen van pip")
    say(f"Testen met de {name} pakketten: {os.path.relpath(OUT / name)}.log")
    (OUT / f"{name}.versions").write_text(read_versions(python), encoding="utf-8")
    settings = ["env", "-u", "PYTHONPATH", "OPENBLAS_NUM_THREADS=1", "PYTHONWARNDEFAULTENCODING=1", "LC_ALL=C.UTF-8"]
    return result(name, [*settings, str(python), *PYTEST, "-p", "no:pytest_qgis", *tests], until)


def read_versions(python: Path) -> str:
    """Return the versions that a Python of this machine works with, as VERSIONS prints them."""
    settings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8"}
    return subprocess.run([python, "-c", VERSIONS], env=settings, check=False, stdout=subprocess.PIPE,
                          encoding="utf-8").stdout  # fmt: skip


def result(name: str, command: List[str], until: float) -> Dict[str, object]:
    """Run the tests of a version and return its row of the table."""
    log, versions = OUT / f"{name}.log", OUT / f"{name}.versions"
    log.unlink(missing_ok=True)
    code = call(command, log, until)
    text = log.read_text(encoding="utf-8", errors="replace")
    row: Dict[str, object] = {"versie": name}
    if versions.exists():
        row.update(zip(TITLES[1:], versions.read_text(encoding="utf-8").split()))
    counts, ended = read_log(text)
    if ended:
        if code and not counts.failed:  # no test was found, or pytest itself stumbled
            counts = counts._replace(failed=1)
        text = text[text.find("= FAILURES") :] if counts.failed else ""
        note = f"zie {os.path.relpath(log)}" if code else ""
    else:
        running = re.findall(r"^(tests/\S+::.*?) *$", text, re.M)[-1:]
        note = f"{'de tijd is om' if code is None else 'afgebroken'}{' in ' if running else ''}{''.join(running)}"
        counts = counts if code is None else counts._replace(failed=counts.failed + 1)
    if counts.failed:
        say(f"\n{name}:\n{text[-20000:]}")
    return {**row, **counts._asdict(), "": note}


def read_log(text: str) -> Tuple[Counts, bool]:
    """Return how many tests passed, failed and were skipped by the log of pytest -v, and whether it came to an end."""
    last = re.findall(r"^=+ (\d+ .*) in [\d.]+s.* =+$", text, re.M)[-1:]
    if last:
        found = Counter({word: int(n) for n, word in re.findall(r"(\d+) (\w+)", last[0])})
    else:
        words = re.findall(r" (PASSED|FAILED|ERROR|SKIPPED)\b.*\[ *\d+%\]$", text, re.M)
        found = Counter(word.lower() for word in words)
    failed = found["failed"] + found["error"] + found["errors"]
    return Counts(found["passed"], failed, found["skipped"]), bool(last)


def here(log: Path) -> Dict[str, object]:
    """Return the row of a run of make test on this machine."""
    versions = read_versions(ROOT / "build" / "venv" / "bin" / "python")
    counts, _ = read_log(log.read_text(encoding="utf-8", errors="replace"))
    return {"versie": "hier", **dict(zip(TITLES[1:], versions.split())), **counts._asdict(), "": ""}


def table(rows: List[Dict[str, object]]) -> str:
    """Return the rows as text in columns, and a line with what they come to."""
    cells = [list(TITLES), *([str(row.get(title, "–" if title else "")) for title in TITLES] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells)]
    lines = ["  ".join(cell.ljust(w) for cell, w in zip(line, widths)).rstrip() for line in cells]
    ran = ", ".join(str(row["versie"]) for row in rows if "passed" in row) or "niets"
    counts = ", ".join(f"{n} {word}" for word, n in total(rows)._asdict().items())
    return "\n".join([*lines, f"Getest op {ran}: {counts}", ""])


def total(rows: List[Dict[str, object]]) -> Counts:
    return Counts(*(sum(int(str(row.get(word, 0))) for row in rows) for word in Counts._fields))


def main() -> int:
    chosen = (os.environ.get("VERSIES") or " ".join([*SUITES, *PIP, LAID_OVER])).replace(",", " ").split()
    tests = (os.environ.get("TESTS") or "tests").split()
    minutes, first = float(os.environ.get("MINUTEN") or 0), os.environ.get("EERST")
    end = time.monotonic() + 60 * minutes
    OUT.mkdir(parents=True, exist_ok=True)
    rows = [here(ROOT / first)] if first else []
    for place, name in enumerate(chosen):
        share = (end - time.monotonic()) / (len(chosen) - place)
        until = time.monotonic() + share if minutes else 0.0
        try:
            rows.append((test_in_venv if name in PIP else test_in_root)(name, tests, until))
        except Left as reason:
            rows.append({"versie": name, "QGIS": SUITES.get(name, "–"), "": f"overgeslagen: {reason}"})
    (OUT / "tabel.txt").write_text(table(rows), encoding="utf-8")
    print(table(rows), end="")
    return int(total(rows).failed > 0)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # what runs is ended on the way out
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
