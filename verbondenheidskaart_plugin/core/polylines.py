"""Raw linework: many polylines as flat arrays, before they become a network."""

from dataclasses import dataclass, field
from typing import Sequence, Tuple

import numpy as np


def _empty_text() -> np.ndarray:
    return np.zeros(0, dtype=object)


@dataclass
class Polylines:
    """``n`` polylines in flat arrays.

    xy: (v, 2) float64 vertex coordinates in metres. start: (n + 1,) int; line ``i`` is ``xy[start[i]:start[i + 1]]``.
    kind: (n,) object, road type as text ("" = unknown). name: (n,) object, "" = none.
    stairs: (n,) bool. row: (n,) int, index of the feature the line came from.
    """

    xy: np.ndarray
    start: np.ndarray
    kind: np.ndarray = field(default_factory=_empty_text)
    name: np.ndarray = field(default_factory=_empty_text)
    stairs: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=bool))
    row: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    def __post_init__(self) -> None:
        n = len(self.start) - 1
        if len(self.kind) != n:
            self.kind = np.full(n, "", dtype=object)
        if len(self.name) != n:
            self.name = np.full(n, "", dtype=object)
        if len(self.stairs) != n:
            self.stairs = np.zeros(n, dtype=bool)
        if len(self.row) != n:
            self.row = np.arange(n)

    @classmethod
    def joined(cls, parts: Sequence["Polylines"]) -> "Polylines":
        """Return the lines of all parts, one after the other."""
        sizes = np.concatenate([np.zeros(1, dtype=np.int64), *(np.diff(part.start) for part in parts)])
        columns = zip(*((part.kind, part.name, part.stairs, part.row) for part in parts))
        return cls(np.concatenate([np.zeros((0, 2)), *(part.xy for part in parts)]), np.cumsum(sizes),
                   *map(np.concatenate, columns))

    def __len__(self) -> int:
        return len(self.start) - 1

    def segments(self) -> Tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return (a, b, line): indices into ``xy`` of both ends of every segment, and its line."""
        last = np.zeros(len(self.xy), dtype=bool)
        ends = self.start[1:][np.diff(self.start) > 0] - 1
        last[ends] = True
        a = np.flatnonzero(~last)
        line = np.repeat(np.arange(len(self)), np.diff(self.start))
        return a, a + 1, line[a]

    def take(self, keep: np.ndarray) -> "Polylines":
        """Return the lines where the boolean array ``keep`` (n,) is true."""
        sizes = np.diff(self.start)
        return Polylines(
            self.xy[np.repeat(keep, sizes)],
            np.concatenate([[0], np.cumsum(sizes[keep])]).astype(np.int64),
            self.kind[keep], self.name[keep], self.stairs[keep], self.row[keep],
        )

    def cut(self, limit: float) -> "Polylines":
        """Return the lines with every one longer than ``limit`` metres cut into equal parts of at most that."""
        a, b, line = self.segments()
        step = np.hypot(*(self.xy[b] - self.xy[a]).T)
        length = np.bincount(line, weights=step, minlength=len(self))
        parts = np.maximum(np.ceil(length / limit), 1).astype(np.int64)
        pieces, owner = [], []
        for i in range(len(self)):
            xy = self.xy[self.start[i]:self.start[i + 1]]
            owner += [i] * int(parts[i])
            if parts[i] == 1:
                pieces.append(xy)
                continue
            run = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(xy, axis=0).T))])
            at = np.linspace(0.0, run[-1], int(parts[i]) + 1)
            corners = np.column_stack([np.interp(at, run, xy[:, k]) for k in (0, 1)])
            corners[[0, -1]] = xy[[0, -1]]
            for k in range(int(parts[i])):
                inner = xy[(run > at[k]) & (run < at[k + 1])]
                pieces.append(np.concatenate([corners[k:k + 1], inner, corners[k + 1:k + 2]]))
        start = np.concatenate([[0], np.cumsum([len(piece) for piece in pieces])]).astype(np.int64)
        flat = np.concatenate(pieces) if pieces else np.zeros((0, 2))
        return Polylines(flat, start, self.kind[owner], self.name[owner], self.stairs[owner], self.row[owner])
