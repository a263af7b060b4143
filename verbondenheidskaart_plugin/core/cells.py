"""A square grid over points, so that everything in a box is a few contiguous slices."""

import math
from typing import Tuple

import numpy as np

CELL_M = 200.0
_EVERYTHING_M = 1e12


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

    def runs(self, low: np.ndarray, high: np.ndarray, margin: float = 0.0) -> Tuple[np.ndarray, np.ndarray]:
        """Return (starts, ends): the runs of sorted positions of all points in cells within ``margin`` of the box."""
        columns, rows = self.shape
        (x_low, y_low), (x_high, y_high) = ((low - self.origin) / self.size).tolist(), \
            ((high - self.origin) / self.size).tolist()
        margin = min(margin, _EVERYTHING_M) / self.size
        row = np.arange(max(math.floor(y_low - margin), 0), min(math.floor(y_high + margin), rows - 1) + 1)
        # The corners are round: the farther a row of cells is from the box, the shorter its run.
        gap = np.minimum(np.maximum(np.maximum(y_low - 1 - row, row - y_high), 0), margin)
        wide = np.sqrt((margin - gap) * (margin + gap))
        x0 = np.minimum(np.maximum(np.floor(x_low - wide), 0), columns).astype(np.int64)
        x1 = np.minimum(np.maximum(np.floor(x_high + wide), -1), columns - 1).astype(np.int64)
        starts, ends = np.searchsorted(self.key, row * columns + np.stack([x0, x1 + 1]))
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

    def box(self, low: np.ndarray, high: np.ndarray, margin: float = 0.0) -> np.ndarray:
        """Return the sorted positions (into ``order``) of all points in cells within ``margin`` of the box."""
        return ranges(*self.runs(low, high, margin))


def ranges(starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Concatenate the integer ranges [starts[i], ends[i]); both (k,) int."""
    sizes = np.maximum(ends - starts, 0)
    bounds = np.cumsum(sizes)
    total = int(bounds[-1]) if len(bounds) else 0
    return np.repeat(starts - bounds + sizes, sizes) + np.arange(total)


def gather(values: np.ndarray, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Concatenate the slices [starts[i], ends[i]) of the last axis; both (k,) int."""
    return np.concatenate([values[..., :0], *(values[..., a:b] for a, b in zip(starts.tolist(), ends.tolist()))],
                          axis=-1)
