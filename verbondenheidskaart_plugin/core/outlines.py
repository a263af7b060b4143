"""Loopbereik as an area: the outline of what lies beside the streets that can be reached."""

from collections import OrderedDict
from typing import Iterator, List, Sequence, Tuple

import numpy as np

from .batches import Batch, Progress, _no_progress, batches
from .cells import ranges
from .contours import contours
from .network import WalkNetwork
from .snap import _CELL_M, _PIECE_M, Positions, Snapper

GRID_M = 8.0
# Sources of a batch: a wider one has more grid points that few of its sources reach.
BATCH = 16
# Most numbers in one dense table of the outlines of a batch: 24 MB. A tenth of a millimetre will do for an outline.
ROOM = 6_000_000
# Along one street a walk grows by at most a cell from cell to cell, a bend aside.
_JUMP = 1.5
_BLOCK = 4  # grid points along the side of the blocks that share their candidate streets
_TILE = 128  # grid points along the side of a tile; a multiple of the block
_TILES = 192  # tiles kept: 3 million grid points, 50 MB
# Edge (−1 = none near), metres from node u and metres from the street, for a window of grid points (rows, columns).
Window = Tuple[np.ndarray, np.ndarray, np.ndarray]


class StreetGrid(Snapper):
    """For every point of a grid its nearest place on the network, worked out tile by tile when it is asked for.

    cell: metres between the points; point (column, row) lies at (column, row) · cell. margin: metres; points farther
    from every street have none. The tiles that were used last are kept.
    """

    def __init__(self, network: WalkNetwork, margin: float, cell: float = GRID_M):
        super().__init__(network)
        self.cell, self.margin = cell, margin
        self._tiles: OrderedDict[Tuple[int, int], Window] = OrderedDict()

    def window(self, low: np.ndarray, high: np.ndarray) -> Window:
        """Return the grid points from (column, row) ``low`` up to and not including ``high``."""
        shape = tuple((high - low)[::-1])
        out = np.full(shape, -1, dtype=np.int32), np.zeros(shape, dtype=np.float32), np.zeros(shape, dtype=np.float32)
        for row in range(low[1] // _TILE, (high[1] - 1) // _TILE + 1):
            for column in range(low[0] // _TILE, (high[0] - 1) // _TILE + 1):
                corner = np.array([column, row]) * _TILE
                a, b = np.maximum(low, corner), np.minimum(high, corner + _TILE)
                there = slice(a[1] - low[1], b[1] - low[1]), slice(a[0] - low[0], b[0] - low[0])
                here = slice(a[1] - corner[1], b[1] - corner[1]), slice(a[0] - corner[0], b[0] - corner[0])
                for whole, part in zip(out, self._tile(column, row)):
                    whole[there] = part[here]
        return out

    def _tile(self, column: int, row: int) -> Window:
        key = (column, row)
        if key not in self._tiles:
            self._tiles[key] = self._attach(np.array(key) * _TILE)
            if len(self._tiles) > _TILES:
                self._tiles.popitem(last=False)
        self._tiles.move_to_end(key)
        return self._tiles[key]

    def _attach(self, corner: np.ndarray) -> Window:
        """Return the tile of which ``corner`` is the first point.

        Blocks of points share their candidates: the pieces that are, from the middle of the block, at most twice its
        half diagonal farther than the nearest one.
        """
        side, half = _TILE // _BLOCK, (_BLOCK - 1) / 2 * self.cell * np.sqrt(2)
        block = np.stack(np.meshgrid(np.arange(side), np.arange(side)), axis=-1).reshape(-1, 2) * _BLOCK + corner
        middle = (block + (_BLOCK - 1) / 2) * self.cell
        rings = int(np.ceil((self.margin + half + _PIECE_M / 2) / _CELL_M))
        starts, ends = self._cells.block(self._cells.cell(middle), rings)
        number = (ends - starts).sum(axis=1)
        owner, segment = np.repeat(np.arange(len(block)), number), self._segment[ranges(starts.ravel(), ends.ravel())]
        away = self._away(segment, *(middle[owner]).T)[0]
        best = np.full(len(block), np.inf)
        heads = np.flatnonzero(np.diff(owner, prepend=-1))
        best[owner[heads]] = np.minimum.reduceat(away, heads) if len(heads) else np.inf
        keep = away <= np.minimum(best[owner] + 2 * half, self.margin + half) + 1e-6
        owner, segment = owner[keep], segment[keep]
        # Pieces of one segment are the same candidate.
        new = np.ones(len(owner), dtype=bool)
        order = np.lexsort((segment, owner))
        owner, segment = owner[order], segment[order]
        new[1:] = (owner[1:] != owner[:-1]) | (segment[1:] != segment[:-1])
        return self._nearest_of(block, owner[new], segment[new], corner)

    def _nearest_of(self, block: np.ndarray, owner: np.ndarray, segment: np.ndarray, corner: np.ndarray) -> Window:
        """Return the tile from the candidate ``segment`` of each block, sorted by ``owner``, then segment."""
        edge = np.full((_TILE, _TILE), -1, dtype=np.int32)
        along, offset = np.zeros(edge.shape, dtype=np.float32), np.zeros(edge.shape, dtype=np.float32)
        if not len(owner):
            return edge, along, offset
        inner = np.stack(np.meshgrid(np.arange(_BLOCK), np.arange(_BLOCK)), axis=-1).reshape(-1, 2)
        point = block[:, None] + inner
        away, _ = self._away(segment[:, None], *np.moveaxis(point[owner] * self.cell, 2, 0))
        heads = np.flatnonzero(np.concatenate([[True], owner[1:] != owner[:-1]]))
        nearest = np.minimum.reduceat(away, heads, axis=0)
        blocks = owner[heads]
        size = np.diff(np.append(heads, len(owner)))
        # Of equal distances the lowest segment.
        candidate = np.where(away == np.repeat(nearest, size, axis=0), segment[:, None], len(self._p))
        winner = np.minimum.reduceat(candidate, heads, axis=0)
        column, row = np.moveaxis(point[blocks] - corner, 2, 0)
        distance, share = self._away(winner, *np.moveaxis(point[blocks] * self.cell, 2, 0))
        on = distance <= self.margin
        own = self._edge[winner]
        metres = (self._along[winner] + share * self._length[winner]) * self._stretch[own]
        edge[row, column] = np.where(on, own, -1)
        along[row, column] = np.minimum(metres, self._edge_length[own])
        offset[row, column] = distance
        return edge, along, offset

    def _away(self, segment: np.ndarray, x: np.ndarray, y: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
        """Return (metres, share): how far points are from segments, and where along them they are nearest."""
        p, d, length = self._p[segment], self._d[segment], self._length[segment]
        rx, ry = x - p[..., 0], y - p[..., 1]
        share = np.clip((rx * d[..., 0] + ry * d[..., 1]) / np.maximum(length * length, 1e-12), 0, 1)
        return np.hypot(rx - share * d[..., 0], ry - share * d[..., 1]), share


class AreaMaker:
    """Outlines of the area within ``width`` metres of the streets that a source reaches.

    The plane is a grid of 8 m; every point near a street belongs to its nearest place on the network, so an area never
    crosses water or a railway without a bridge by more than ``width``. The outline is the zero level of
    max(distance − limit, offset − width), by marching squares.
    """

    def __init__(self, network: WalkNetwork, width: float, cell: float = GRID_M):
        self.network, self.width, self.cell = network, width, cell
        # An outline lies between a point within the limit and one beyond it.
        self.beyond = 2 * cell
        # Two cells beyond the width, so that the level set always has an outside.
        self.grid = StreetGrid(network, width + 2 * cell, cell)
        lines, rim = network.lines.xy, width + 3 * cell
        self._low = np.floor((lines.min(axis=0) - rim) / cell).astype(np.int64)
        self._high = np.ceil((lines.max(axis=0) + rim) / cell).astype(np.int64)

    def outlines(self, sources: Positions, limits: List[float], *, progress: Progress = _no_progress
                 ) -> Iterator[Tuple[int, float, List[List[np.ndarray]]]]:
        """Yield (owner, limit, polygons) for every source and limit.

        A polygon is a list of closed rings (k, 2): the outline, anticlockwise, then its holes.
        """
        for batch in batches(self.network, sources, max(limits) + self.beyond, size=BATCH, progress=progress):
            yield from self.of_batch(batch, limits)

    def of_batch(self, batch: Batch, limits: Sequence[float]) -> Iterator[Tuple[int, float, List[List[np.ndarray]]]]:
        """Yield the (owner, limit, polygons) of one batch, of which the walks must be ``beyond`` metres longer."""
        low, high = self._box(batch, max(limits))
        edge, along, offset = self.grid.window(low, high)
        offset = offset.astype(float)
        ways = self._ways(batch, edge, along)
        step = max(ROOM // edge.size // 8, 1) * 8
        for first in range(0, len(batch.owners), step):
            chosen = np.arange(first, min(first + step, len(batch.owners)))
            walk = self._walks(batch, chosen, edge, along, ways)
            for limit in limits:
                a, b = (corner - low for corner in self._box(batch, limit))
                part = slice(a[1], b[1]), slice(a[0], b[0])
                for layer, polygons in self._outlines(walk[part], offset[part], edge[part] >= 0, limit, low + a):
                    yield int(batch.owners[chosen[layer]]), limit, polygons

    def _box(self, batch: Batch, limit: float) -> Tuple[np.ndarray, np.ndarray]:
        """Return the first grid point that an outline can touch, and the one after the last."""
        xy, far = batch.entrances.xy, limit + self.width
        low = np.floor((xy.min(axis=0) - far) / self.cell).astype(np.int64) - 2
        high = np.ceil((xy.max(axis=0) + far) / self.cell).astype(np.int64) + 3
        low = np.maximum(low, self._low)  # nothing lies outside the map
        return low, np.maximum(np.minimum(high, self._high), low + 1)

    def _outlines(self, walk: np.ndarray, offset: np.ndarray, near: np.ndarray, limit: float, low: np.ndarray
                  ) -> Iterator[Tuple[int, List[List[np.ndarray]]]]:
        """Yield (number, polygons) of every source: walk (rows, columns, sources), of which ``low`` is the corner."""
        columns, span = offset.shape[1], 2 * self.cell
        narrow = near & (offset - self.width < -1e-3)

        def share(layer: np.ndarray, node: np.ndarray, other: np.ndarray) -> np.ndarray:
            """Where the outline runs between two neighbours."""
            places = [np.divmod(n, columns) for n in (node, other)]
            here, there = (walk[row, column, layer] for row, column in places)
            beside, next_to = (offset[place] for place in places)
            one = _level(here - limit, beside - self.width, span)
            two = _level(there - limit, next_to - self.width, span)
            # Where the walk jumps, two neighbours belong to different streets: halfway, as far from both.
            jump = ~(np.abs(here - there) <= _JUMP * self.cell + 1e-6)
            jump &= np.maximum(beside, next_to) <= self.width
            halfway = np.clip((1 + (next_to - beside) / self.cell) / 2, 0.02, 0.98)
            return np.where(jump, halfway, one / (one - two))

        sources = walk.shape[2]
        inside = np.zeros((*offset.shape, -(-sources // 8) * 8), dtype=bool)
        np.logical_and(walk < limit - 1e-3, narrow[:, :, None], out=inside[:, :, :sources])
        rings = contours(inside, share)
        xy = (rings.xy + low) * self.cell
        bounds = np.searchsorted(rings.layer, np.arange(sources + 1))
        for layer in range(sources):
            polygons: List[List[np.ndarray]] = []
            for k in range(bounds[layer], bounds[layer + 1]):
                if k == bounds[layer] or rings.polygon[k] != rings.polygon[k - 1]:
                    polygons.append([])
                polygons[-1].append(xy[rings.start[k]:rings.start[k + 1]])
            yield layer, polygons

    def _ways(self, batch: Batch, edge: np.ndarray, along: np.ndarray) -> Tuple[Tuple[np.ndarray, np.ndarray], ...]:
        """Return, for either end of the streets, (row of the batch, metres from there) of every grid point."""
        ends, back = (self.network.u, self.network.v), self.network.length.take(edge, mode="clip") - along
        return tuple((np.where(edge >= 0, batch.local.take(end.take(edge, mode="clip")), 0), metres[:, :, None])
                     for end, metres in zip(ends, (along, back.astype(np.float32))))

    def _walks(self, batch: Batch, chosen: np.ndarray, edge: np.ndarray, along: np.ndarray,
               ways: Tuple[Tuple[np.ndarray, np.ndarray], ...]) -> np.ndarray:
        """Return (rows, columns, sources) metres from each source to each grid point, inf where no street is near."""
        table = batch.table[:, chosen].astype(np.float32)
        walk, back = (table.take(row, axis=0) for row, _ in ways)
        walk += ways[0][1]
        back += ways[1][1]
        np.minimum(walk, back, out=walk)
        own = batch.entrances
        mine = np.isin(own.owner, chosen)
        beside = np.zeros(len(self.network.length) + 1, dtype=bool)  # the last one stands for no street
        beside[own.edge[mine]] = True
        cells = np.flatnonzero(beside[edge])
        order = cells[np.argsort(edge.ravel()[cells], kind="stable")]
        edges = edge.ravel()[order]
        starts = np.searchsorted(edges, own.edge[mine], side="left")
        ends = np.searchsorted(edges, own.edge[mine], side="right")
        place, entrance = order[ranges(starts, ends)], np.repeat(np.flatnonzero(mine), ends - starts)
        direct = np.abs(along.ravel()[place] - own.along[entrance])
        np.minimum.at(walk.reshape(-1, len(chosen)), (place, own.owner[entrance] - chosen[0]), direct)
        return walk


def _level(walk: np.ndarray, beside: np.ndarray, span: float) -> np.ndarray:
    """Return the level of which the outline is the zero line; never zero itself, where it would touch itself."""
    level = np.clip(np.maximum(walk, beside), -span, span)
    return np.where(np.abs(level) < 1e-3, 1e-3, level)
