"""Differences between QGIS versions, all in one place."""

from contextlib import contextmanager
from typing import Iterator

from osgeo import gdal, ogr
from qgis.core import Qgis, QgsAttributeEditorContainer, QgsField
from qgis.PyQt.QtCore import QMetaType, QVariant

from .core.schema import BOOL, INT, REAL, TEXT

# QgsField takes a QVariant type up to 3.36 and a QMetaType type from 3.38 on.
if Qgis.QGIS_VERSION_INT >= 33800:
    _TYPES = {TEXT: QMetaType.Type.QString, REAL: QMetaType.Type.Double, INT: QMetaType.Type.LongLong,
              BOOL: QMetaType.Type.Bool}
else:
    _TYPES = {TEXT: QVariant.String, REAL: QVariant.Double, INT: QVariant.LongLong, BOOL: QVariant.Bool}


def make_field(name: str, kind: str) -> QgsField:
    """Return a field of one of the schema's types (text, real, int, bool)."""
    return QgsField(name, _TYPES[kind])


@contextmanager
def gdal_returns_errors() -> Iterator[None]:
    """Let GDAL return its errors: another plugin, and GDAL 4 by itself, can have it raise them."""
    raising = [module for module in (gdal, ogr) if module.GetUseExceptions()]
    for module in raising:
        module.DontUseExceptions()
    try:
        yield
    finally:
        for module in raising:
            module.UseExceptions()


@contextmanager
def gdal_setting(name: str, value: str) -> Iterator[None]:
    """Give a setting of GDAL another value for a while."""
    before = gdal.GetConfigOption(name)
    gdal.SetConfigOption(name, value)
    try:
        yield
    finally:
        gdal.SetConfigOption(name, before)


@contextmanager
def gdal_on_a_lead() -> Iterator[None]:
    """Let GDAL return its errors, and fetch nothing that a file asks for."""
    with gdal_returns_errors(), gdal_setting("GML_DOWNLOAD_SCHEMA", "NO"):
        yield


def as_tab(container: QgsAttributeEditorContainer) -> None:
    """Make a container of a form a tab; from 3.32 on it has more than two kinds."""
    kinds = getattr(Qgis, "AttributeEditorContainerType", None)
    if kinds is None:
        container.setIsGroupBox(False)
    else:
        container.setType(kinds.Tab)
