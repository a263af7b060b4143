"""The font of the map: the first family of a short list that this computer has."""

from typing import Tuple

from qgis.core import QgsFontUtils, QgsTextFormat
from qgis.PyQt.QtGui import QColor, QFont

# Plain fonts of Windows, Linux and macOS; DejaVu comes with QGIS on a bare Linux machine. The last two QGIS tries to
# download when a project names them before one that the computer has, with a message when that fails.
FAMILIES: Tuple[str, ...] = (
    "Segoe UI", "Liberation Sans", "Arial", "Helvetica Neue", "DejaVu Sans", "Noto Sans", "Open Sans")


def family() -> str:
    """Return the family to draw with; a project then opens without a message on missing fonts."""
    for name in FAMILIES:
        if all(QgsFontUtils.fontFamilyMatchOnSystem(name)):  # found, and not just a name that begins alike
            return name
    return QFont().defaultFamily()


def font(size: float, bold: bool = False) -> QFont:
    """Return the map's font in ``size`` points."""
    result = QFont(family())
    result.setPointSizeF(size)
    result.setBold(bold)
    return result


def text_format(size: float, color: str, bold: bool = False) -> QgsTextFormat:
    """Return a text format in the map's font, ``size`` in points."""
    result = QgsTextFormat()
    result.setFont(font(size, bold))
    result.setSize(size)
    result.setColor(QColor(color))
    result.setFamilies(list(FAMILIES))
    return result


def with_family(text: QgsTextFormat) -> QgsTextFormat:
    """Return ``text`` in the map's font, other properties kept."""
    result, face = QgsTextFormat(text), QFont(text.font())
    bold = face.bold() or "bold" in text.namedStyle().lower()
    face.setFamily(family())
    face.setStyleName("")
    face.setBold(bold)
    result.setFont(face)
    result.setNamedStyle("")
    result.setFamilies(list(FAMILIES))
    return result
