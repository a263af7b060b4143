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
        cell = np.floor((xy - self.origin) / size).astype(np.int64)
        self.shape: Tuple[int, int] = tuple(cell.max(axis=0) + 1) if len(xy) else (1, 1)
        key = cell[:, 1] * self.shape[0] + cell[:, 0]
        self.order = np.argsort(key, kind="stable")
        self.key = key[self.order]

    def box(self, low: np.ndarray, high: np.ndarray) -> np.ndarray:
        """Return the sorted positions (into ``order``) of all points in cells that touch the box."""
        first = np.floor((low - self.origin) / self.size).astype(np.int64)
        last = np.floor((high - self.origin) / self.size).astype(np.int64)
        columns, rows = self.shape
        x0, x1 = max(first[0], 0), min(last[0], columns - 1)
        y0, y1 = max(first[1], 0), min(last[1], rows - 1)
        if x0 > x1 or y0 > y1:
            return np.zeros(0, dtype=np.int64)
        row = np.arange(y0, y1 + 1) * columns
        starts = np.searchsorted(self.key, row + x0, side="left")
        ends = np.searchsorted(self.key, row + x1, side="right")
        return ranges(starts, ends)


def ranges(starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Concatenate the integer ranges [starts[i], ends[i]); both (k,) int."""
    sizes = ends - starts
    keep = sizes > 0
    starts, sizes = starts[keep], sizes[keep]
    if len(sizes) == 0:
        return np.zeros(0, dtype=np.int64)
    steps = np.ones(sizes.sum(), dtype=np.int64)
    steps[0] = starts[0]
    heads = np.cumsum(sizes)[:-1]
    steps[heads] = starts[1:] - (starts[:-1] + sizes[:-1] - 1)
    return np.cumsum(steps)
