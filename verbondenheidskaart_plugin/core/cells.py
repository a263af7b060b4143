"""A square grid over points, so that everything in a box is a few contiguous slices."""

from typing import Tuple

import numpy as np

CELL_M = 300.0


class Cells:
    """Points sorted by grid cell, row by row.

    ``order`` (n,) holds the original index of the i-th point in sorted order. ``size`` is in metres.
    """

    def __init__(self, xy: np.ndarray, size: float = CELL_M):
        self.size = size
        self.origin = xy.min(axis=0) if len(xy) else np.zeros(2)
        cell = self.cell(xy)
        self.shape: Tuple[int, int] = tuple(cell.max(axis=0) + 1) if len(xy) else (1, 1)
        key = cell[:, 1] * self.shape[0] + cell[:, 0]
        self.order = np.argsort(key, kind="stable")
        self.key = key[self.order]

    def runs(self, low: np.ndarray, high: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
        """Return (starts, ends): the runs of sorted positions of all points in cells that touch the box."""
        columns, rows = self.shape
        x0, y0 = np.clip(np.floor((low - self.origin) / self.size), 0, self.shape).astype(np.int64)
        x1, y1 = np.clip(np.floor((high - self.origin) / self.size), -1, (columns - 1, rows - 1)).astype(np.int64)
        if x0 > x1 or y0 > y1:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
        row = np.arange(y0, y1 + 1) * columns
        starts = np.searchsorted(self.key, row + x0, side="left")
        ends = np.searchsorted(self.key, row + x1, side="right")
        filled = ends > starts
        return starts[filled], ends[filled]

    def cell(self, xy: np.ndarray) -> np.ndarray:
        """Return the (column, row) of the cells in which points (n, 2) lie, also outside the grid."""
        return np.floor((xy - self.origin) / self.size).astype(np.int64)

    def block(self, cell: np.ndarray, rings: int) -> Tuple[np.ndarray, np.ndarray]:
        """Return (starts, ends), each (n, 2·rings + 1): the sorted points in each row of the blocks around cells."""
        columns, rows = self.shape
        row = cell[:, 1, None] + np.arange(-rings, rings + 1)
        x0 = np.clip(cell[:, 0, None] - rings, 0, columns)
        x1 = np.clip(cell[:, 0, None] + rings + 1, 0, columns)
        outside = (row < 0) | (row >= rows)
        starts = np.searchsorted(self.key, row * columns + x0, side="left")
        ends = np.searchsorted(self.key, row * columns + x1, side="left")
        return np.where(outside, 0, starts), np.where(outside, 0, ends)

    def box(self, low: np.ndarray, high: np.ndarray) -> np.ndarray:
        """Return the sorted positions (into ``order``) of all points in cells that touch the box."""
        return ranges(*self.runs(low, high))


def ranges(starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Concatenate the integer ranges [starts[i], ends[i]); both (k,) int."""
    sizes = np.maximum(ends - starts, 0)
    bounds = np.cumsum(sizes)
    total = int(bounds[-1]) if len(bounds) else 0
    return np.repeat(starts - bounds + sizes, sizes) + np.arange(total)
