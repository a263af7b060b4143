"""Every name of QGIS that the plugin uses exists in the QGIS that runs, and enums are named in full, as Qt 6 wants."""

from enum import Enum
from importlib import import_module
from pathlib import Path

import pytest
from qt6_controle import PLUGIN, uses

MODULES = sorted(PLUGIN.rglob("*.py"))
# For a newer QGIS alone, behind a test of the version.
NEWER_ONLY = {"compat.py": set()}


def resolve(module, name):
    """Return what a dotted name stands for, and what holds it; stops at an attribute of a value."""
    holder, found = None, import_module(module)
    for part in name.split("."):
        holder, found = found, getattr(found, part)
        if not isinstance(found, type):
            break
    return found, holder


def short_enum(found, holder):
    """Is this the value of an enum, asked of the class around the enum?"""
    if not isinstance(found, (int, Enum)) or type(found) in (int, bool):
        return False
    return isinstance(holder, type) and not isinstance(found, holder) and not issubclass(holder, (int, Enum))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PLUGIN)))
def test_names_of_qgis_exist_and_enums_are_named_in_full(qgis_app, path):
    gone, short = [], []
    for use in uses(path):
        try:
            found, holder = resolve(use.module, use.name)
        except AttributeError as error:
            gone.append(f"{use.line}: {use.name}: {error}")
            continue
        if short_enum(found, holder):
            short.append(f"{use.line}: {use.name}")
    allowed = NEWER_ONLY.get(path.relative_to(PLUGIN).as_posix(), set())
    assert [g for g in gone if g.split(": ")[1] not in allowed] == []
    assert [s for s in short if Path(path).name != "compat.py"] == []


def test_a_short_enum_is_seen():
    assert short_enum(*resolve("qgis.core", "QgsEditFormConfig.TabLayout"))
    assert not short_enum(*resolve("qgis.core", "QgsEditFormConfig.EditorLayout.TabLayout"))
    assert short_enum(*resolve("qgis.PyQt.QtCore", "Qt.AlignLeft"))
    assert not short_enum(*resolve("qgis.core", "Qgis.QGIS_VERSION_INT"))
    with pytest.raises(AttributeError):
        resolve("qgis.core", "Qgis.NoSuchThing")
