"""Loopbereik as geometry: the streets in reach as lines, or the area along them."""

import struct
from typing import Callable, Iterator, List, Sequence, Tuple

import numpy as np
from qgis.core import QgsGeometry

from ..core import outlines
from ..core.batches import BATCH, batches
from ..core.catchment import batch_parts, cut
from ..core.network import WalkNetwork
from ..core.polylines import Polylines
from ..core.snap import Positions

_LINESTRING, _POLYGON, _MULTILINESTRING, _MULTIPOLYGON = 2, 3, 5, 6
_POINT_BYTES = 16


def area_wkb(polygons: Sequence[Sequence[np.ndarray]]) -> bytes:
    """Return polygons, each a list of closed rings (k, 2) of which the first is the outline, as a multi polygon."""
    pieces = [struct.pack("<BII", 1, _MULTIPOLYGON, len(polygons))]
    for rings in polygons:
        pieces.append(struct.pack("<BII", 1, _POLYGON, len(rings)))
        for ring in rings:
            pieces.append(struct.pack("<I", len(ring)) + np.ascontiguousarray(ring, dtype="<f8").tobytes())
    return b"".join(pieces)


def lines_wkb(lines: Polylines) -> bytes:
    """Return lines as one multi line string."""
    size = np.diff(lines.start)
    heads = np.zeros(len(size), dtype=[("order", "u1"), ("kind", "<u4"), ("points", "<u4")])
    heads["order"], heads["kind"], heads["points"] = 1, _LINESTRING, size
    width = heads.dtype.itemsize
    buffer = np.empty(width * len(size) + _POINT_BYTES * len(lines.xy), dtype=np.uint8)
    is_head = np.zeros(len(buffer), dtype=bool)
    at = width * np.arange(len(size)) + _POINT_BYTES * lines.start[:-1]
    is_head[at[:, None] + np.arange(width)] = True
    buffer[is_head] = heads.view(np.uint8)
    buffer[~is_head] = np.ascontiguousarray(lines.xy, dtype="<f8").view(np.uint8).ravel()
    return struct.pack("<BII", 1, _MULTILINESTRING, len(size)) + buffer.tobytes()


def from_wkb(wkb: bytes) -> QgsGeometry:
    """Return a geometry; one without parts is empty."""
    geometry = QgsGeometry()
    geometry.fromWkb(wkb)
    return geometry


def reach_wkb(network: WalkNetwork, doors: Positions, limits: Sequence[float], width: float, as_area: bool,
              progress: Callable[[float], None]) -> Iterator[Tuple[int, float, bytes, float]]:
    """Yield (owner, limit, shape, metres of street) of the loopbereik of every facility and distance.

    The walks are searched once, for the greatest distance. Memory: that of one batch of facilities.
    """
    maker = outlines.AreaMaker(network, width) if as_area else None
    far = max(limits) + (maker.beyond if maker is not None else 0.0)
    size = outlines.BATCH if as_area else BATCH
    for batch in batches(network, doors, far, size=size, progress=progress):
        found = {}
        if maker is not None:
            found = {(owner, limit): area_wkb(polygons) for owner, limit, polygons in maker.of_batch(batch, limits)}
        for limit in limits:
            owner, edge, begin, end = batch_parts(network, batch, limit)
            bounds = np.searchsorted(owner, np.append(batch.owners, batch.owners[-1] + 1))
            part: List[slice] = [slice(*pair) for pair in zip(bounds[:-1], bounds[1:])]
            metres = [float((end[rows] - begin[rows]).sum()) for rows in part]
            for number, rows, length in zip(batch.owners.tolist(), part, metres):
                yield number, limit, found[number, limit] if as_area else lines_wkb(
                    cut(network, edge[rows], begin[rows], end[rows])), length


def reach_geometries(*question) -> Iterator[Tuple[int, float, QgsGeometry, float]]:
    """Yield what ``reach_wkb`` does, with geometries."""
    for owner, limit, shape, metres in reach_wkb(*question):
        yield owner, limit, from_wkb(shape), metres
