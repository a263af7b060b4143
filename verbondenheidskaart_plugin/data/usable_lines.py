"""From well-known binary to lines in the working CRS, without those that cannot be used."""

from typing import Callable, List, Sequence, Tuple

import numpy as np
from qgis.core import QgsCoordinateTransform, QgsGeometry, QgsWkbTypes

from ..core.errors import EmptyInput
from ..core.polylines import Polylines
from ..i18n import tr
from . import wkb
from .interruptible import deaf, heard
from .report import Report

LONGEST_M = 50_000.0  # a straight piece longer than this is a coordinate gone astray
_PIECE = 50_000  # lines that are transformed at once


def usable_lines(shapes: Sequence[bytes], name: str, report: Report, transform: QgsCoordinateTransform,
                 listen: Callable[[], None] = deaf) -> Polylines:
    """Return the lines that can be used, in the destination CRS; ``row`` is the number of the WKB they came from.

    What is left out is counted in ``report`` under ``name``. Raises ``EmptyInput`` when nothing is left.
    """
    pieces, left_out = [], np.zeros(3, dtype=np.int64)
    for start in heard(range(0, len(shapes), _PIECE), listen, 1):
        lines, counts = _usable(list(shapes[start:start + _PIECE]), transform)
        lines.row = lines.row + start
        pieces.append(lines)
        left_out += counts
    for count, text in zip(left_out.tolist(), (
        tr("{n} features without line geometry were left out"),
        tr("{n} lines with impossible coordinates were left out"),
        tr("{n} lines without length were left out"),
    )):
        if count:
            report.warning(name, text.format(n=count), count)
    lines = Polylines.joined(pieces)
    if not len(lines):
        raise EmptyInput(layer=name, reason="no_geometry")
    return lines


def _usable(shapes: List[bytes], transform: QgsCoordinateTransform) -> Tuple[Polylines, Tuple[int, int, int]]:
    """Return the lines that can be used, and how many have no line geometry, impossible coordinates, no length."""
    found = wkb.read_lines(shapes)
    for number in found.other:  # curves and collections: as line strings
        shapes[number] = _straight(shapes[number])
    if len(found.other):
        found = wkb.read_lines(shapes)
    lines = Polylines(found.xy, found.start, row=found.row)
    lines = lines.take(np.diff(lines.start) > 0)
    empty = len(shapes) - len(np.unique(lines.row))
    bad = _any(lines, _astray(lines.xy, transform.sourceCrs()))
    lines = lines.take(~bad)
    lines.xy = wkb.transformed(lines.xy, lines.start, transform)
    far = _any(lines, ~np.isfinite(lines.xy).all(axis=1)) | (_longest_step(lines) > LONGEST_M)
    lines = lines.take(~far)
    point = _longest_step(lines) == 0
    return lines.take(~point), (empty, int(bad.sum()) + int(far.sum()), int(point.sum()))


def _straight(data: bytes) -> bytes:
    """Return the lines of any geometry as the WKB of a multi line string, curves as short chords."""
    geometry = QgsGeometry()
    geometry.fromWkb(data)
    line = QgsWkbTypes.GeometryType.LineGeometry
    parts = [QgsGeometry(part.constGet().segmentize()) for part in geometry.asGeometryCollection()
             if part.type() == line]
    return QgsGeometry.collectGeometry(parts).asWkb().data() if parts else b""


def _astray(xy: np.ndarray, crs) -> np.ndarray:
    """Return (v,) bool: vertices that no transformation can place."""
    limit = np.array([360.0, 90.0]) if crs.isGeographic() else np.array([1e8, 1e8])
    return ~(np.abs(xy) <= limit).all(axis=1)


def _any(lines: Polylines, vertex: np.ndarray) -> np.ndarray:
    """Return (n,) bool: lines with any vertex for which ``vertex`` is true."""
    count = np.concatenate([[0], np.cumsum(vertex)])
    return count[lines.start[1:]] > count[lines.start[:-1]]


def _longest_step(lines: Polylines) -> np.ndarray:
    """Return (n,) the length of the longest segment; 0 for a line with a single vertex."""
    if not len(lines):
        return np.zeros(0)
    step = np.append(np.hypot(*np.diff(lines.xy, axis=0).T), 0.0)
    step[lines.start[1:] - 1] = 0
    return np.maximum.reduceat(step, lines.start[:-1])
