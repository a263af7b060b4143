"""Plagues of the output: a full or read-only disk, a locked file, odd paths, a cancel at any moment."""

import os
import resource
import sqlite3
from contextlib import contextmanager
from pathlib import Path

from hypothesis import strategies as st

from .draaien import Feedback
from .lagen import Laag

UITVOER = ("volle_schijf", "onschrijfbaar", "vergrendeld", "afgebroken", "uitvoer_met_tekens")
NO_DISK = Path("/proc/verbondenheidskaart") if os.path.isdir("/proc") else Path("/dev/null/x")
ODD = ("met spatie/é ü", "100%/[a]{b}", "a'b;c&d", "日本", "a" * 120)


def outputs(algorithm, plague, out: Path, earlier: Laag, draw) -> dict:
    """Return the output parameters; ``earlier`` stands in for the result of a former run."""
    if plague == "uitvoer_met_tekens":
        out = out / draw(st.sampled_from(ODD))
    if plague == "onschrijfbaar":
        blocked = out / "bestand"
        out.mkdir(parents=True, exist_ok=True)
        blocked.write_text("geen map", encoding="utf-8")
        out = draw(st.sampled_from([NO_DISK, blocked, blocked / "dieper"]))
    else:
        out.mkdir(parents=True, exist_ok=True)
    if plague in ("volle_schijf", "vergrendeld", "afgebroken"):
        for key in algorithm.outputs:
            earlier.copy().file(out / f"{key}.gpkg")
        if algorithm.folder:
            earlier.copy().file(out / "verbondenheidskaart.gpkg")
        if algorithm.file:
            (out / "rapport é.html").write_text("vroeger", encoding="utf-8")
    where = {key: str(out / f"{key}.gpkg") for key in algorithm.outputs}
    if algorithm.folder:
        where[algorithm.folder] = str(out)
    if algorithm.file:
        where[algorithm.file] = str(out / "rapport é.html")
    return where


def feedback(plague, draw) -> Feedback:
    return Feedback(draw(st.integers(1, 60)) if plague == "afgebroken" else None)


@contextmanager
def circumstances(plague, out: Path, draw):
    """Run under a limit on the size of files (as on a full disk) or with the outputs locked by another program."""
    if plague == "volle_schijf":
        kept = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (draw(st.sampled_from([0, 4096, 40_000, 100_000])), kept[1]))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, kept)
    elif plague == "vergrendeld":
        held = [sqlite3.connect(path, isolation_level=None) for path in out.glob("*.gpkg")]
        try:
            for connection in held:
                connection.execute("BEGIN EXCLUSIVE")
            yield
        finally:
            for connection in held:
                connection.close()
    else:
        yield


def contents(out: Path) -> dict:
    """Return the files with their bytes, but not what SQLite keeps beside an open file."""
    return (
        {
            p.relative_to(out): p.read_bytes()
            for p in sorted(out.rglob("*"))
            if p.is_file() and not p.name.endswith(("-journal", "-wal", "-shm"))
        }
        if out.is_dir()
        else {}
    )
