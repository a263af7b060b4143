"""Loopbereik worked out at once, or tile by tile for a network that does not fit in memory."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Dict, Iterator, List

import numpy as np
from qgis.core import QgsGeometry, QgsRectangle

from ..core.errors import EmptyInput, NoOverlap
from ..core.network import WalkNetwork, build
from ..core.reach import pairs
from ..core.scoring import SNAP_LIMIT_M, usable_doors
from ..core.snap import Snapper
from ..core.tiles import TILE_M, tiles
from ..data.parts import Parts, stamp
from ..data.reaching import from_wkb, reach_wkb
from ..data.report import Progress, Report
from ..i18n import tr
from .inputs import Run, read_lines, read_network

Answer = Dict[str, np.ndarray]


@dataclass
class Question:
    """What is asked: from which entrances (owner, xy) of ``count`` points, how far, and in what form.

    homes: (o, 2) places of residents and persons: (o,) how many; both empty when nobody is counted.
    """

    owner: np.ndarray
    xy: np.ndarray
    count: int
    homes: np.ndarray
    persons: np.ndarray
    limits: List[float]
    width: float
    as_area: bool


def answer(network: WalkNetwork, ask: Question, progress) -> Answer:
    """Return the reach of all entrances, sorted by point and distance.

    owner, limit, metres, persons: (k,) per point and distance; the shape of number i is wkb[start[i]:start[i + 1]].
    source, target, walk: the pairs of a point and a home. lost: (l,) points without a street nearby. island: (i,) those
    on a part of the network that is cut off. lost_home, island_home: the same of homes.
    """
    snapper = Snapper(network)
    doors = usable_doors(snapper.snap(ask.xy, SNAP_LIMIT_M, ask.owner, ask.count))
    homes = snapper.snap(ask.homes, SNAP_LIMIT_M)
    found = pairs(network, doors, homes, max(ask.limits), progress=progress.part(0.0, 0.2))
    near = {m: np.bincount(found.source, weights=ask.persons[found.target] * (found.metres <= m), minlength=ask.count)
            for m in ask.limits}
    rows = sorted(reach_wkb(network, doors, ask.limits, ask.width, ask.as_area, progress.part(0.2, 1.0)),
                  key=lambda row: row[:2])
    owner = np.array([row[0] for row in rows], dtype=np.int64)
    size = [len(row[2]) for row in rows]
    part = np.full(ask.count, np.iinfo(np.int64).max)
    np.minimum.at(part, doors.owner, network.component[network.u[doors.edge]])
    attached = np.unique(doors.owner)
    at = homes.edge
    return {
        "owner": owner, "limit": np.array([row[1] for row in rows]), "metres": np.array([row[3] for row in rows]),
        "persons": np.array([near[row[1]][row[0]] for row in rows]),
        "wkb": np.frombuffer(b"".join(row[2] for row in rows), dtype=np.uint8),
        "start": np.concatenate([[0], np.cumsum(size)]).astype(np.int64),
        "source": found.source, "target": found.target, "walk": found.metres,
        "lost": np.setdiff1d(np.arange(ask.count), attached), "island": attached[part[attached] > 0],
        "lost_home": np.flatnonzero(at < 0),
        "island_home": np.flatnonzero((at >= 0) & (network.component[network.u[at]] > 0)),
    }


def answers(run: Run, ask: Question, key: str, folder: str, progress: Progress) -> Iterator[Answer]:
    """Yield the answer, in one piece, or tile by tile when a folder for the parts is given.

    The parts are removed once all were taken.
    """
    if not folder:
        run.progress = progress.part(0.0, 0.2)
        network = read_network(run, read_lines(run, key, ""), name=key)
        yield answer(network, ask, progress.part(0.2, 1.0))
        return
    layer = run.whole_layer(key)
    source = run.source(key)
    parts = Parts(Path(folder), sorted(_nothing(ask.owner)), ask.owner, ask.xy, ask.homes, ask.persons, ask.limits,
                  ask.width, ask.as_area, TILE_M, run.crs.authid(), source.featureCount(),
                  source.sourceExtent().toString(),
                  stamp(layer.source().split("|")[0] if layer is not None else None))
    # Entrances of one point may lie in two tiles: the first one decides.
    first = np.unique(ask.owner, return_index=True)[1]
    todo = tiles(ask.xy[first], TILE_M)
    done = sum(map(parts.has, range(len(todo))))
    if done:
        run.report.info(key, tr("goes on with an earlier run: {done} of {n} tiles are ready").format(
            done=done, n=len(todo)), done)
    for number, rows in enumerate(todo):
        step = progress.part(number / len(todo), (number + 1) / len(todo))
        if not parts.has(number):
            parts.save(number, _tile(run, ask, key, ask.owner[first[rows]], step))
            run.report.info(key, tr("tile {i} of {n} is ready").format(i=number + 1, n=len(todo)))
    yield _nothing(np.setdiff1d(np.arange(ask.count), ask.owner))
    for number in range(len(todo)):
        yield parts.load(number)
    parts.remove()


def _tile(run: Run, ask: Question, key: str, owners: np.ndarray, progress: Progress) -> Answer:
    """Return the answer for some points, from the part of the network that they and their homes can touch."""
    mine = np.isin(ask.owner, owners)
    xy = ask.xy[mine]
    far = max(ask.limits) + 2 * SNAP_LIMIT_M
    low, high = xy.min(axis=0) - far, xy.max(axis=0) + far
    near = np.flatnonzero(((ask.homes >= low) & (ask.homes <= high)).all(axis=1))
    part = replace(ask, owner=ask.owner[mine], xy=xy, homes=ask.homes[near], persons=ask.persons[near])
    margin = SNAP_LIMIT_M + ask.width
    box = QgsRectangle(*(low - margin), *(high + margin))
    # Every tile would say the same about the network: only what should be looked at is passed on.
    quiet = Report()
    try:
        lines = read_lines(replace(run, report=quiet, progress=progress.part(0.0, 0.2)), key, "",
                           area=QgsGeometry.fromRect(box))
    except (NoOverlap, EmptyInput):
        return {**_nothing(owners), "lost_home": near}
    for row in quiet.rows:
        if row["niveau"] == "waarschuwing" and row["aantal"]:
            run.report.warning(*(row[name] for name in ("onderwerp", "melding", "aantal")))
    found = answer(build(lines, layer=key), part, progress.part(0.2, 1.0))
    found["target"], found["lost_home"] = near[found["target"]], near[found["lost_home"]]
    found["lost"] = np.intersect1d(found["lost"], owners)
    for name in ("island", "island_home"):
        found[name] = found[name][:0]  # an island may be joined outside the tile
    return found


def _nothing(owners: np.ndarray) -> Answer:
    whole, real = np.zeros(0, dtype=np.int64), np.zeros(0)
    return {"owner": whole, "limit": real, "metres": real, "persons": real, "wkb": np.zeros(0, dtype=np.uint8),
            "start": np.zeros(1, dtype=np.int64), "source": whole, "target": whole, "walk": real, "lost": owners,
            "island": whole, "lost_home": whole, "island_home": whole}


def shapes(found: Answer) -> List[QgsGeometry]:
    """Return the geometry of every row of an answer."""
    wkb, start = found["wkb"], found["start"]
    return [from_wkb(wkb[a:b].tobytes()) for a, b in zip(start[:-1], start[1:])]
