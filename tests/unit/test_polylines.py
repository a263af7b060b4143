"""Raw linework."""

import numpy as np
from netwerken import polylines

from verbondenheidskaart_plugin.core.network import build


def test_cut_keeps_length_ends_and_attributes():
    lines = polylines([(0, 0), (30, 0), (30, 40)], [(0, 0), (5, 0)])
    lines.kind[:] = ["residential", "path"]
    parts = lines.cut(25)
    a, b, line = parts.segments()
    length = np.bincount(line, weights=np.hypot(*(parts.xy[b] - parts.xy[a]).T))
    assert np.allclose(length, [70 / 3] * 3 + [5])
    assert list(parts.kind) == ["residential"] * 3 + ["path"] and list(parts.row) == [0, 0, 0, 1]
    assert parts.xy[0].tolist() == [0, 0] and parts.xy[parts.start[3] - 1].tolist() == [30, 40]


def test_cut_lines_are_still_connected():
    network = build(polylines([(0, 0), (300, 0)], [(300, 0), (300, 10)]).cut(100), tolerance=0.0)
    assert len(network.u) == 4 and network.component.max() == 0 and network.length.sum() == 310


def test_segments_and_take():
    lines = polylines([(0, 0), (1, 0), (2, 0)], [(5, 5), (6, 6)])
    assert [x.tolist() for x in lines.segments()] == [[0, 1, 3], [1, 2, 4], [0, 0, 1]]
    assert lines.take(np.array([False, True])).xy.tolist() == [[5, 5], [6, 6]]
