"""A raster of what already lies where, so that nothing is built on a street, in the water or on something else."""

import numpy as np

from .geometry import Array, as_xy, dot

STEP = 2.5
FREE, STREET, WATER, GREEN, BUILT = range(5)


class Ground:
    """The occupied ground of the map on a fine raster; coordinates in metres from the map's corner."""

    def __init__(self, width: float, height: float):
        self.kind = np.zeros((int(height / STEP), int(width / STEP)), dtype=np.uint8)
        self.style = np.zeros_like(self.kind)

    def _window(self, low: Array, high: Array):
        rows, columns = self.kind.shape
        i0, j0 = (max(int(value // STEP), 0) for value in (low[1], low[0]))
        i1, j1 = min(int(high[1] // STEP) + 1, rows), min(int(high[0] // STEP) + 1, columns)
        if i1 <= i0 or j1 <= j0:
            return None
        y, x = np.mgrid[i0:i1, j0:j1]
        return slice(i0, i1), slice(j0, j1), (x + 0.5) * STEP, (y + 0.5) * STEP

    def draw(self, line: Array, half_width: float, kind: int) -> None:
        """Mark a band along a line."""
        for a, b in zip(line[:-1], line[1:]):
            window = self._window(np.minimum(a, b) - half_width, np.maximum(a, b) + half_width)
            if window is None:
                continue
            rows, columns, x, y = window
            d = b - a
            t = np.clip(((x - a[0]) * d[0] + (y - a[1]) * d[1]) / max(float(dot(d, d)), 1e-9), 0, 1)
            near = np.hypot(x - a[0] - t * d[0], y - a[1] - t * d[1]) <= half_width
            self.kind[rows, columns][near] = kind

    def paint(self, ring: Array, kind: int, on_style: bool = False) -> None:
        """Mark a polygon, raster row by raster row."""
        target = self.style if on_style else self.kind
        following = np.roll(ring, -1, axis=0)
        low, high = np.minimum(ring[:, 1], following[:, 1]), np.maximum(ring[:, 1], following[:, 1])
        slope = (following[:, 0] - ring[:, 0]) / np.where(high == low, 1.0, following[:, 1] - ring[:, 1])
        first, last = max(int(low.min() // STEP), 0), min(int(high.max() // STEP), len(target) - 1)
        for row in range(first, last + 1):
            y = (row + 0.5) * STEP
            hit = (low <= y) & (y < high)
            x = np.sort(ring[hit, 0] + slope[hit] * (y - ring[hit, 1]))
            columns = np.maximum(np.ceil(x / STEP - 0.5).astype(int), 0)
            for start, end in zip(columns[::2], columns[1::2]):
                target[row, start:end] = kind

    def look(self, points, style: bool = False) -> Array:
        """Return the marks at points; outside the map counts as water."""
        ij = np.floor(as_xy(points)[:, ::-1] / STEP).astype(int)
        shape = np.array(self.kind.shape)
        ok = ((ij >= 0) & (ij < shape)).all(axis=1)
        source = self.style if style else self.kind
        out = np.full(len(ij), WATER, dtype=np.uint8)
        out[ok] = source[ij[ok, 0], ij[ok, 1]]
        return out

    def is_open(self, point: Array) -> bool:
        """Return whether nothing lies at a point."""
        i, j = int(point[1] // STEP), int(point[0] // STEP)
        return 0 <= i < self.kind.shape[0] and 0 <= j < self.kind.shape[1] and self.kind[i, j] == FREE

    def is_free(self, quad: Array, limit: int = FREE) -> bool:
        """Return whether all ground within a four-cornered figure has at most the given mark."""
        a, b, c, d = quad
        for p in (*quad, (a + c) / 2):  # most places that are taken show it here
            i, j = int(p[1] // STEP), int(p[0] // STEP)
            if not (0 <= i < self.kind.shape[0] and 0 <= j < self.kind.shape[1]) or self.kind[i, j] > limit:
                return False
        n = max(2, int(np.hypot(*(b - a)) / 2.2) + 1)
        m = max(2, int(np.hypot(*(d - a)) / 2.2) + 1)
        s = np.linspace(0, 1, n)[None, :, None]
        t = np.linspace(0, 1, m)[:, None, None]
        points = (1 - t) * ((1 - s) * a + s * b) + t * ((1 - s) * d + s * c)
        ij = (points / STEP).astype(int)
        return bool((self.kind[ij[..., 1], ij[..., 0]] <= limit).all())
