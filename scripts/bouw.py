"""Assemble the plugin in build/plugins; ``--zip`` packs it, ``--dev`` puts it in the user's QGIS profile.

Only what is on the list goes in. Everything is copied: Windows and the packaging tools do not follow links.
"""

import argparse
import configparser
import filecmp
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Dict, Iterator, Optional, Tuple

from qgis_omgeving import PLUGIN

ROOT = Path(__file__).resolve().parent.parent
PLUGINS = ROOT / "build" / "plugins"

# What the plugin consists of: folder of the checkout, file names, folder in the plugin.
ALLOWED = (
    (PLUGIN, ("*.py",), "."),
    ("resources/catalogue", ("*.csv",), "resources/catalogue"),
    ("resources/help", ("*.html",), "resources/help"),
    ("resources/icons", ("*.svg", "*.png"), "resources/icons"),
    ("resources/layouts", ("*.qpt", "*.svg", "*.png"), "resources/layouts"),
    ("resources/report", ("*.html", "*.css", "*.js", "*.txt"), "resources/report"),
    ("resources/styles", ("*.qml", "*.svg"), "resources/styles"),
    ("resources/fonts", ("*.ttf", "*.txt"), "resources/fonts"),
    ("resources/voorbeeldstad", ("*.gpkg", "*.osm", "*.csv", "*.md"), "resources/voorbeeldstad"),
)
TOP = ("metadata.txt", "LICENSE", "CHANGELOG.md")
TRANSLATIONS = "*.ts"
ZIP_DATE = (2020, 1, 1, 0, 0, 0)  # one fixed date: the same content gives the same zip


def version() -> str:
    """Return the version that metadata.txt states."""
    metadata = configparser.ConfigParser(interpolation=None)
    metadata.read(ROOT / "metadata.txt", encoding="utf-8")
    return metadata["general"]["version"]


def contents() -> Iterator[Tuple[Path, Path]]:
    """Yield each file of the plugin that is copied as it is: where it lies and where it goes."""
    for name in TOP:
        yield ROOT / name, Path(name)
    for folder, patterns, target in ALLOWED:
        for pattern in patterns:
            for path in sorted((ROOT / folder).rglob(pattern)):
                yield path, Path(target) / path.relative_to(ROOT / folder)


def lrelease() -> Optional[str]:
    """Return Qt's compiler of translations, or None."""
    places = os.pathsep.join(["/usr/lib/qt5/bin", "/usr/lib/qt6/bin"])
    names = ("lrelease", "lrelease-qt5", "lrelease-qt6")
    return next(filter(None, (shutil.which(n, path=p) for p in (None, places) for n in names)), None)


def assemble(plugins: Path = PLUGINS) -> Path:
    """Bring the plugin in folder ``plugins`` up to date and return its folder."""
    target = plugins / PLUGIN
    files: Dict[Path, Path] = {target / to: path for path, to in contents()}
    for to, path in files.items():
        if not to.exists() or not filecmp.cmp(path, to):
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, to)
    compiled = set()
    for source in sorted((ROOT / "i18n").glob(TRANSLATIONS)):
        to = target / "i18n" / source.with_suffix(".qm").name
        compiled.add(to)
        if not to.exists() or to.stat().st_mtime < source.stat().st_mtime:
            to.parent.mkdir(parents=True, exist_ok=True)
            part = to.with_suffix(".half")  # a QGIS that runs has the old one mapped in its memory
            subprocess.run([lrelease() or "lrelease", "-silent", str(source), "-qm", str(part)], check=True)
            os.replace(part, to)
    for path in list(target.rglob("*")):
        if path.is_file() and path not in files and path not in compiled and path.suffix != ".pyc":
            path.unlink()
    return target


def make_zip(folder: Path = ROOT / "build") -> Path:
    """Pack the plugin into a zip that is byte for byte the same for the same content; return its path."""
    target = assemble()
    out = folder / f"{PLUGIN}-{version()}.zip"
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(p for p in target.rglob("*") if p.is_file() and p.suffix != ".pyc"):
            entry = zipfile.ZipInfo(path.relative_to(target.parent).as_posix(), ZIP_DATE)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED, 9)
    return out


def link_for_development() -> Path:
    """Link the assembled plugin into the user's default QGIS profile; return the place of the link."""
    profile = os.environ.get("QGIS_PROFIEL", "~/.local/share/QGIS/QGIS3/profiles/default")
    link = Path(profile).expanduser() / "python" / "plugins" / PLUGIN
    if link.exists() and not link.is_symlink():
        sys.exit(f"{link} is geen koppeling maar een geïnstalleerde plug-in; verwijder die eerst in QGIS.")
    link.parent.mkdir(parents=True, exist_ok=True)
    if link.is_symlink():
        link.unlink()
    link.symlink_to(assemble())
    return link


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--zip", action="store_true")
    parser.add_argument("--dev", action="store_true")
    options = parser.parse_args()
    if options.zip:
        print(make_zip())
    elif options.dev:
        print(f"Gekoppeld: {link_for_development()}")
        print("Start QGIS en zet Verbondenheidskaart aan onder Plug-ins > Plug-ins beheren en installeren.")
        print("Na een wijziging: make build, en in QGIS de plug-in opnieuw laden (Plugin Reloader).")
    else:
        assemble()


if __name__ == "__main__":
    main()
