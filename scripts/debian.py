"""Debian with a QGIS of its own in a folder of this machine: made once by debootstrap, and entered in namespaces.

However a command in a root ends, no mount or process stays behind.
"""

import fcntl
import os
import re
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator, List, Optional

from bouw import ROOT

SUITES = {"bookworm": "3.22", "trixie": "3.40", "forky": "3.44"}
PACKAGES = ("ca-certificates qgis python3-qgis python3-numpy python3-scipy python3-pandas python3-networkx "
            "qttools5-dev-tools qgis-server osmium-tool poppler-utils fonts-liberation chromium chromium-driver xvfb "
            "xauth locales")
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


class Left(Exception):
    """A suite cannot be run here; the reason is the text."""


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


@contextmanager
def held(path: Path, until: float) -> Iterator[None]:
    """Hold a lock: two runs do not make the same root."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as lock:
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if until and time.monotonic() > until:
                    raise Left("een andere make matrix is nog bezig met de omgevingen") from None
                time.sleep(2)
        yield


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


def inside(root: Path, command: List[str], prepare: str = "", settings: str = "", tools: Path = OUT) -> List[str]:
    """Return the command that runs ``command`` in a root; all it mounts and starts ends with it."""
    data = os.environ.get("VERBONDENHEIDSKAART_DATA") or ROOT.parent / "shared" / "data"
    given = {"PREPARE": prepare, "SETTINGS": settings, "OUT": OUT, "TOOLS": tools, "DATA": data}
    return ["env", *(f"{name}={value}" for name, value in given.items()), "unshare", "--mount", "--pid", "--fork",
            "--kill-child", "sh", "-c", ENTER, "matrix", str(root), *command]


def call(command: List[str], log: Path, until: float) -> Optional[int]:
    """Run a command with its output in a log; return its exit code, or None when time is up."""
    with log.open("a", encoding="utf-8") as out:
        running = subprocess.Popen(["nice", *command], cwd=ROOT, stdin=subprocess.DEVNULL, stdout=out, stderr=out)
        try:
            return running.wait(max(0.0, until - time.monotonic()) if until else None)
        except subprocess.TimeoutExpired:
            return None
        finally:
            if running.poll() is None:
                running.kill()  # the namespaces end with it
                running.wait()


def must(command: List[str], log: Path, until: float) -> None:
    code = call(command, log, until)
    if code is None:
        raise Left("de tijd is om")
    if code:
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
    # What is made here can be made again: no waiting for the disk, no manuals.
    (root / "etc/dpkg/dpkg.cfg.d/machine").write_text(
        "force-unsafe-io\npath-exclude=/usr/share/doc/*\npath-exclude=/usr/share/man/*\n", encoding="utf-8")
    settings = subprocess.run(["apt-config", "dump"], check=True, capture_output=True, encoding="utf-8").stdout
    (root / "etc/apt/apt.conf.d/machine").write_text(  # a proxy, and how strict apt is on this machine
        "".join(re.findall(r"^Acquire::(?:Check|http)\S* .*;\n", settings, re.M)), encoding="utf-8")
    (root / "usr/sbin/policy-rc.d").write_text("#!/bin/sh\nexit 101\n", encoding="utf-8")  # start no services
    (root / "usr/sbin/policy-rc.d").chmod(0o755)
    install = ["apt-get", "-y", "--no-install-recommends", "install", *PACKAGES.split()]
    # An earlier run may have been broken off halfway.
    for command in (["dpkg", "--configure", "-a"], ["apt-get", "-q", "update"], install, ["apt-get", "clean"]):
        must(inside(root, command, settings="DEBIAN_FRONTEND=noninteractive"), log, until)
    done.write_text(PACKAGES, encoding="utf-8")
    return root
