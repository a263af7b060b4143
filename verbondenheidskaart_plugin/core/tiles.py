"""Square tiles: work too large for memory, piece by piece."""

from typing import List

import numpy as np

TILE_M = 20_000.0


def tiles(xy: np.ndarray, side: float) -> List[np.ndarray]:
    """Return the rows of the points (n, 2) in each tile of ``side`` metres that has any, row by row of tiles.

    The tiles lie fixed in the plane. Points without a place are in none.
    """
    placed = np.flatnonzero(np.isfinite(xy).all(axis=1))
    cell = np.floor(xy[placed] / side).astype(np.int64)
    order = np.lexsort((cell[:, 0], cell[:, 1]))
    new = np.flatnonzero((np.diff(cell[order], axis=0) != 0).any(axis=1)) + 1
    return [np.sort(placed[part]) for part in np.split(order, new) if len(part)]
