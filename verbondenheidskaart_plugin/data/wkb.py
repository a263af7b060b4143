"""Lines from well-known binary, thousands at once: no Python object per line or vertex."""

import struct
from contextlib import suppress
from typing import NamedTuple, Sequence, Tuple

import numpy as np
from qgis.core import QgsCoordinateTransform, QgsCsException, QgsGeometry

_Z, _M, _SRID = 0x80000000, 0x40000000, 0x20000000
_LINE, _MULTILINE = 2, 5
_BYTES = np.arange(4)


class Lines(NamedTuple):
    """Lines as flat arrays: xy (v, 2); line ``i`` is ``xy[start[i]:start[i + 1]]`` and came from WKB number row[i].

    other: numbers of the WKBs that are neither empty nor (multi)line strings, such as curves.
    """

    xy: np.ndarray
    start: np.ndarray
    row: np.ndarray
    other: np.ndarray


def read_lines(wkb: Sequence[bytes]) -> Lines:
    """Return the line strings of many WKB geometries; Z and M are left out.

    Line strings and multi line strings in ISO or extended WKB, either byte order. An empty ``bytes`` is no geometry.
    """
    buffer = np.frombuffer(b"".join(wkb), dtype=np.uint8)
    size = np.fromiter(map(len, wkb), dtype=np.int64, count=len(wkb))
    begin = np.cumsum(size) - size
    row = np.flatnonzero(size >= 9)
    head = _Headers(buffer, begin[row])
    single, multi = head.kind == _LINE, head.kind == _MULTILINE
    found = [_Headers.of_lines(buffer, begin[row[single]], row[single])]
    cursor, left, rows = head.body[multi] + 4, head.number[multi], row[multi]
    while (left > 0).any():  # the next part of every multi line that has one
        cursor, left, rows = cursor[left > 0], left[left > 0] - 1, rows[left > 0]
        part = _Headers.of_lines(buffer, cursor, rows)
        cursor = part.end
        found.append(part)
    parts = [np.concatenate(columns) for columns in zip(*(p.columns() for p in found))]
    first, number, width, big, rows = (column[np.lexsort((parts[0], parts[4]))] for column in parts)
    start = np.concatenate([[0], np.cumsum(number)])
    within = np.arange(start[-1]) - np.repeat(start[:-1], number)
    position = np.repeat(first, number) + within * np.repeat(width, number)
    xy = _pairs(buffer, position, np.repeat(big, number))
    return Lines(xy, start, rows, row[~single & ~multi])


class _Headers:
    """The headers of geometries at positions ``at`` of the buffer."""

    def __init__(self, buffer: np.ndarray, at: np.ndarray):
        self.big = buffer[at] == 0
        code = _integers(buffer, at + 1, self.big)
        plain = code & 0x0FFFFFFF
        self.kind, iso = plain % 1000, plain // 1000
        has_z = ((code & _Z) > 0) | (iso == 1) | (iso == 3)
        has_m = ((code & _M) > 0) | (iso == 2) | (iso == 3)
        self.width = 8 * (2 + has_z + has_m.astype(np.int64))
        self.body = at + 5 + 4 * ((code & _SRID) > 0)
        self.number = _integers(buffer, self.body, self.big)

    @classmethod
    def of_lines(cls, buffer: np.ndarray, at: np.ndarray, row: np.ndarray) -> "_Headers":
        """Return the headers of line strings, which came from the WKBs ``row``."""
        head = cls(buffer, at)
        head.first, head.row = head.body + 4, row
        head.end = head.first + head.number * head.width
        return head

    def columns(self) -> Tuple[np.ndarray, ...]:
        return self.first, self.number, self.width, self.big, self.row


def _integers(buffer: np.ndarray, at: np.ndarray, big: np.ndarray) -> np.ndarray:
    """Return the unsigned integers (n,) at byte positions ``at``."""
    value = np.ascontiguousarray(buffer[at[:, None] + _BYTES]).view("<u4").reshape(-1)
    return np.where(big, value.byteswap(), value).astype(np.int64)


def _pairs(buffer: np.ndarray, at: np.ndarray, big: np.ndarray) -> np.ndarray:
    """Return the two consecutive float64 (n, 2) at byte positions ``at``.

    Positions that leave the same remainder on division by 8 are read from one view of the buffer: eight views in all.
    """
    out = np.empty((len(at), 2))
    remainder = at & 7
    for shift in range(8):
        rows = np.flatnonzero(remainder == shift)
        if len(rows):
            view = buffer[shift:shift + (len(buffer) - shift) // 8 * 8].view("<f8")
            index = at[rows] >> 3
            out[rows, 0], out[rows, 1] = view[index], view[index + 1]
    if big.any():
        out[big] = out[big].byteswap()
    return out


def transformed(xy: np.ndarray, start: np.ndarray, transform: QgsCoordinateTransform) -> np.ndarray:
    """Return the vertices (v, 2) of lines in the destination CRS; NaN for the lines that cannot be transformed.

    QGIS has no call for arrays, so all vertices go through as one line string; only when that fails, line by line.
    """
    if transform.isShortCircuited() or not len(xy):
        return xy
    try:
        return _through(xy, transform)
    except QgsCsException:
        out = np.full_like(xy, np.nan)
        for begin, end in zip(start[:-1], start[1:]):
            with suppress(QgsCsException):
                out[begin:end] = _through(xy[begin:end], transform)
        return out


def _through(xy: np.ndarray, transform: QgsCoordinateTransform) -> np.ndarray:
    head = struct.pack("<BII", 1, _LINE, len(xy))
    geometry = QgsGeometry()
    geometry.fromWkb(head + np.ascontiguousarray(xy, dtype="<f8").tobytes())
    if geometry.transform(transform) != QgsGeometry.OperationResult.Success:
        raise QgsCsException("not transformed")
    return np.frombuffer(geometry.asWkb().data(), dtype="<f8", offset=len(head)).reshape(-1, 2)
