"""Run all tests on each supported QGIS, in Debian roots on this machine: make matrix [VERSIES="trixie forky"].

A root is made once by debootstrap in build/roots/<suite> and kept; remove it to get newer packages. The tests run in a
copy of the checkout, in a mount namespace of their own: nothing of the machine can be changed by them, and however the
run ends, no mount stays behind. What cannot be run is named with the reason and is no failure; a failing test is.
The reports and logs come in build/matrix/. With MINUTEN=45 what is not finished after 45 minutes is left out.
"""

import fcntl
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Dict, List, NamedTuple
from xml.etree import ElementTree

from bouw import ROOT

SUITES = {"bookworm": "3.22", "trixie": "3.40", "forky": "3.44"}
PACKAGES = ("ca-certificates qgis python3-qgis python3-numpy python3-scipy python3-pandas python3-networkx "
            "qttools5-dev-tools qgis-server osmium-tool poppler-utils fonts-liberation chromium xvfb xauth")
ROOTS = Path(os.environ.get("MATRIX_ROOTS") or ROOT / "build" / "roots")
OUT = ROOT / "build" / "matrix"
ROOM_GB = 5

# $1 is the root; the rest is the command. A /dev of its own: tests that run as root must not reach the machine's.
ENTER = r"""
set -e
root=$1; shift
umask 022
mount --bind "$root" "$root"
mount -t tmpfs tmpfs "$root/dev"
for node in "null 3" "zero 5" "full 7" "random 8" "urandom 9"; do
    mknod -m 666 "$root/dev/${node% *}" c 1 "${node#* }"
done
ln -s /proc/self/fd "$root/dev/fd"
mkdir "$root/dev/shm"
mount -t tmpfs tmpfs "$root/dev/shm"
mount -t proc proc "$root/proc"
cp /etc/hosts /etc/resolv.conf "$root/etc/"
eval "$PREPARE"
exec chroot "$root" /usr/bin/env -i HOME=/tmp PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 $SETTINGS "$@"
"""
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
SETTINGS = ("QT_QPA_PLATFORM=offscreen OPENBLAS_NUM_THREADS=1 PYTHONDONTWRITEBYTECODE=1 "
            f"PYTHONPATH=/werk/main/build/plugins:/werk/tools CI={os.environ.get('CI', '')}")
VERSIONS = """
import importlib, platform
from qgis.core import Qgis
from qgis.PyQt.QtCore import QT_VERSION_STR
names = [importlib.import_module(name).__version__ for name in ("numpy", "pandas", "scipy", "networkx")]
print("\\t".join([Qgis.QGIS_VERSION.split("-")[0], QT_VERSION_STR, platform.python_version(), *names]))
"""
TITLES = ("suite", "QGIS", "Qt", "Python", "numpy", "pandas", "scipy", "networkx", "passed", "failed", "skipped", "")


class Left(Exception):
    """A suite cannot be run here; the reason is the text."""


class Counts(NamedTuple):
    passed: int
    failed: int
    skipped: int


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def mirror() -> str:
    """Return the place this machine's own apt gets Debian from, or the one named in MIRROR."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(Path("/etc/apt").glob("sources.list*"))
             if path.is_file()]
    texts += [path.read_text(encoding="utf-8") for pattern in ("*.sources", "*.list")
              for path in sorted(Path("/etc/apt/sources.list.d").glob(pattern))]
    found = re.findall(r"^(?:deb|URIs:)\s[^#\n]*?((?:https?|file)://\S+/debian/?)(?=\s|$)", "\n".join(texts), re.M)
    if not (os.environ.get("MIRROR") or found):
        raise Left("geen Debian in de bronnen van apt; noem een spiegel: MIRROR=…")
    return os.environ.get("MIRROR") or found[0]


def inside(root: Path, command: List[str], prepare: str = "", settings: str = "", tools: Path = ROOTS) -> List[str]:
    """Return the command that runs ``command`` in a root; all it mounts and starts ends with it."""
    data = os.environ.get("VERBONDENHEIDSKAART_DATA") or ROOT.parent / "shared" / "data"
    given = {"PREPARE": prepare, "SETTINGS": settings, "OUT": OUT, "TOOLS": tools, "DATA": data}
    return ["env", *(f"{name}={value}" for name, value in given.items()), "unshare", "--mount", "--pid", "--fork",
            "--kill-child", "sh", "-c", ENTER, "matrix", str(root), *command]


def call(command: List[str], log: Path, until: float) -> int:
    """Run a command with its output in a log; return its exit code. Raises Left when time is up."""
    with log.open("a", encoding="utf-8") as out:
        running = subprocess.Popen(["nice", *command], stdin=subprocess.DEVNULL, stdout=out, stderr=out)
        try:
            return running.wait(max(0.0, until - time.monotonic()) if until else None)
        except subprocess.TimeoutExpired:
            raise Left("de tijd is om") from None
        finally:
            if running.poll() is None:
                running.kill()  # the namespace ends with it
                running.wait()


def must(command: List[str], log: Path, until: float) -> None:
    if call(command, log, until):
        raise Left(f"niet te maken: zie {os.path.relpath(log)}")


def make_root(suite: str, until: float) -> Path:
    """Make the root of a suite, or bring it up to what is needed; return its folder."""
    root, log = ROOTS / suite, OUT / f"{suite}.root.log"
    done = root / "gereed"
    if done.exists() and done.read_text(encoding="utf-8") == PACKAGES:
        return root
    free = shutil.disk_usage(ROOTS).free / 1e9
    if free < ROOM_GB:
        raise Left(f"te weinig ruimte: {free:.0f} GB vrij, {ROOM_GB} nodig")
    if not shutil.which("debootstrap"):
        raise Left("debootstrap ontbreekt (sudo apt install debootstrap)")
    say(f"Maken: {root} (enkele minuten)")
    if not (root / "etc" / "debian_version").exists() or (root / "debootstrap").exists():
        shutil.rmtree(root, ignore_errors=True)
        # An older debootstrap does not know a newer suite by name, but they are all made alike.
        must(["debootstrap", "--variant=minbase", suite, str(root), mirror(), "/usr/share/debootstrap/scripts/sid"],
             log, until)
    settings = subprocess.run(["apt-config", "dump"], check=True, capture_output=True, encoding="utf-8").stdout
    (root / "etc/apt/apt.conf.d/machine").write_text(  # a proxy, and how strict apt is on this machine
        "".join(re.findall(r"^Acquire::(?:Check|http)\S* .*;\n", settings, re.M)), encoding="utf-8")
    (root / "usr/sbin/policy-rc.d").write_text("#!/bin/sh\nexit 101\n", encoding="utf-8")  # start no services
    (root / "usr/sbin/policy-rc.d").chmod(0o755)
    install = ["apt-get", "-y", "--no-install-recommends", "install", *PACKAGES.split()]
    for command in (["apt-get", "-q", "update"], install, ["apt-get", "clean"]):
        must(inside(root, command, settings="DEBIAN_FRONTEND=noninteractive"), log, until)
    done.write_text(PACKAGES, encoding="utf-8")
    return root


def test_tools(until: float) -> Path:
    """Return a folder with the pinned test tools, which are plain Python: one for all suites."""
    wanted, folder = ROOT / "requirements" / "test.txt", ROOTS / "tools"
    done = folder / "gereed"
    if not done.exists() or done.read_bytes() != wanted.read_bytes():
        shutil.rmtree(folder, ignore_errors=True)
        pip = [str(ROOT / "build/venv/bin/python"), "-m", "pip", "install", "--quiet", "--target", str(folder),
               "--disable-pip-version-check", "-r", str(wanted)]
        must(pip, OUT / "tools.log", until)
        shutil.copyfile(wanted, done)
    return folder


def checkout() -> None:
    """Pack the checkout as it is now, without what git ignores."""
    listed = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                            check=True, capture_output=True).stdout  # fmt: skip
    present = b"\0".join(name for name in listed.split(b"\0") if name and (ROOT / os.fsdecode(name)).is_file())
    subprocess.run(["tar", "-c", "-C", str(ROOT), "--null", "-T", "-", "-f", str(OUT / "checkout.tar")], input=present,
                   check=True)  # fmt: skip


def test(suite: str, tests: List[str], until: float) -> Dict[str, object]:
    """Test on one suite; return its row of the table."""
    root, tools, log, report = make_root(suite, until), test_tools(until), OUT / f"{suite}.log", OUT / f"{suite}.xml"
    for old in (log, report, OUT / f"{suite}.versions"):
        old.unlink(missing_ok=True)
    say(f"Testen op {suite} (QGIS {SUITES.get(suite, '?')}): {os.path.relpath(log)}")
    program = (f"cd /werk/main && python3 -c '{VERSIONS}' >/werk/out/{suite}.versions && python3 scripts/bouw.py && "
               f"python3 -P -m pytest -rfE --durations=15 -p no:cacheprovider --junitxml /werk/out/{suite}.xml "
               '"$@"; exit $?')  # fmt: skip
    code = call(inside(root, ["bash", "-c", program, "bash", *tests], TESTING, SETTINGS, tools), log, until)
    known = OUT / f"{suite}.versions"
    versions = known.read_text(encoding="utf-8").split() if known.exists() else []
    row: Dict[str, object] = dict(zip(TITLES[1:], versions))
    if not report.exists():
        return {**row, "failed": 1, "": f"afgebroken: zie {os.path.relpath(log)}"}
    counts = read_report(report)
    if code and not counts.failed:  # no test was found, or pytest itself stumbled
        counts = counts._replace(failed=1)
    say("\n".join(line for line in log.read_text(encoding="utf-8").splitlines() if line[:7] in ("FAILED ", "ERROR t")))
    return {**row, **counts._asdict(), "": "" if code == 0 else f"zie {os.path.relpath(log)}"}


def read_report(path: Path) -> Counts:
    """Return the counts of a JUnit report; an error in a fixture is a failure."""
    suites = list(ElementTree.parse(path).getroot().iter("testsuite"))
    total, failed, errors, skipped = (
        sum(int(s.get(name, 0)) for s in suites) for name in ("tests", "failures", "errors", "skipped")
    )
    return Counts(total - failed - errors - skipped, failed + errors, skipped)


def table(rows: List[Dict[str, object]]) -> str:
    """Return the rows as text in columns."""
    cells = [list(TITLES), *([str(row.get(title, "–" if title else "")) for title in TITLES] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells)]
    return "\n".join("  ".join(cell.ljust(w) for cell, w in zip(line, widths)).rstrip() for line in cells)


def main() -> int:
    chosen = (os.environ.get("VERSIES") or " ".join(SUITES)).replace(",", " ").split()
    tests = (os.environ.get("TESTS") or "tests").split()
    minutes = float(os.environ.get("MINUTEN") or 0)
    until = time.monotonic() + 60 * minutes if minutes else 0.0
    if os.geteuid() != 0 or not shutil.which("unshare"):
        say("Overgeslagen: make matrix maakt Debian-omgevingen en moet daarvoor als root draaien (sudo make matrix).")
        return 0
    for folder in (ROOTS, OUT):
        folder.mkdir(parents=True, exist_ok=True)
    rows = []
    with (ROOTS / "slot").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two runs do not make the same root
        checkout()
        for suite in chosen:
            try:
                rows.append({"suite": suite, **test(suite, tests, until)})
            except Left as reason:
                rows.append({"suite": suite, "QGIS": SUITES.get(suite, "–"), "": f"overgeslagen: {reason}"})
    text = table(rows)
    (OUT / "tabel.txt").write_text(text + "\n", encoding="utf-8")
    print(text)
    return int(any(int(str(row.get("failed", 0))) for row in rows))


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
