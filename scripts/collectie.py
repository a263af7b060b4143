"""Make the collection of styles and icons for the plugin QGIS Resource Sharing in build/collectie.

The folder is a repository as that plugin reads it: ``metadata.ini`` and ``collections/<name>/`` with ``style``, ``svg``
and ``preview``. Put it under version control or on a disk and add its address there. ``make zip`` makes it too.
"""

import configparser
import os
import shutil
from pathlib import Path

import bouw

NAME = "verbondenheidskaart"
OUT = bouw.ROOT / "build" / "collectie"
# Folder of the collection → where its files come from.
PARTS = {"style": ("resources/styles", "*.qml"), "svg": ("resources/icons", "component_*.svg"),
         "preview": ("docs/plaatjes", "rotondes.png")}


def make(out: Path = OUT) -> Path:
    """Make the collection anew in ``out`` and return that folder."""
    aside = out.with_name(f"{out.name}.part")
    shutil.rmtree(aside, ignore_errors=True)
    collection = aside / "collections" / NAME
    for part, (folder, pattern) in PARTS.items():
        (collection / part).mkdir(parents=True)
        for path in sorted((bouw.ROOT / folder).glob(pattern)):
            shutil.copy2(path, collection / part / path.name)
    (collection / "license").mkdir()
    shutil.copy2(bouw.ROOT / "LICENSE", collection / "license" / "LICENSE.txt")
    write_metadata(aside / "metadata.ini", sorted(path.name for path in (collection / "preview").iterdir()))
    shutil.rmtree(out, ignore_errors=True)
    os.replace(aside, out)
    return out


def write_metadata(path: Path, previews) -> None:
    """Write what the plugin shows of the collection, from metadata.txt of our own plugin."""
    own = configparser.ConfigParser(interpolation=None)
    own.read(bouw.ROOT / "metadata.txt", encoding="utf-8")
    general = own["general"]
    found = configparser.ConfigParser(interpolation=None)
    found["general"] = {"collections": NAME}
    found[NAME] = {
        "name": general["name"], "author": general["author"], "email": general["email"],
        "tags": "social infrastructure, neighbourhood, cohesion, Netherlands",
        "description": "Layer styles (QML) and icons of the Verbondenheidskaart: rotondes, walking flows, lines of "
                       "connection, places of stagnation, neighbourhood connectedness and its uncertainty.",
        "qgis_minimum_version": general["qgisMinimumVersion"],
        "qgis_maximum_version": general.get("qgisMaximumVersion", "4.99"),
        "license": "GNU GPL v2 or later", "license_file": "license/LICENSE.txt",
        "preview": ",".join(f"preview/{name}" for name in previews)}
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        found.write(stream, space_around_delimiters=False)


if __name__ == "__main__":
    print(os.path.relpath(make()))
