"""The town as each group walks it, with its speed and barriers: shared by the algorithm and the chain."""

from dataclasses import replace
from typing import Callable, Optional

import numpy as np

from ..core.barriers import bench_delay, benches_complete, crossings
from ..core.network import Profile
from ..core.population import locate
from ..core.scoring import visit
from ..data.crossing_marks import marked_crossings
from ..data.features import points_xy
from ..data.polygons import rings
from ..i18n import language, number, tr
from .scoring import make_town, report_attachment

BENCH = "bankje"
NEEDS_BENCHES_M_S = 1.0  # who walks slower rests on the way


def walkers(run, network, facilities, population, catalogue, buurten, base=None) -> Callable:
    """Return a function of a group that gives (town, went) as that group walks; the assumptions are reported.

    base: (town, went) of those whom no barrier slows down, when there is one already. ``went`` has rows, pairs, doors.
    """
    marked = marked_crossings(run.source("LOOPNETWERK"), run.text("OSM"), run.crs, run.context)
    found = crossings(network, marked)
    _tell_crossings(run, found, marked is not None)
    benches = _benches(run, facilities, buurten)
    stairs = int(network.lines.stairs.sum())
    made = {}

    def walked_by(group):
        rests = benches is not None and group.speed < NEEDS_BENCHES_M_S
        slowed = found.delay_s + bench_delay(network, benches, group.speed) if rests else found.delay_s
        slow = replace(network, delay_s=slowed)
        walked = slow.walked_by(Profile(group.speed, group.stairs))
        free = walked is slow
        key = "free" if free else (group.speed, group.stairs, rests)
        if not group.stairs and stairs:
            run.report.info(tr("Walking"), tr("{group}: {n} stairs cannot be used").format(
                group=group.nl if language() == "nl" else group.en, n=number(stairs)), stairs)
        if key not in made and free and base is not None:
            made[key] = base
        elif key not in made:
            town = make_town(walked, facilities, population, catalogue)
            if base is None and not made:
                report_attachment(town, facilities, population, run.report)
            made[key] = town, visit(town) if free else visit(town, speeds=(group.speed, group.speed))
        return made[key]

    return walked_by


def _tell_crossings(run, found, known: bool) -> None:
    places = {"n": number(found.places), "m": number(found.bare)}
    if not found.places:
        text = tr("No street is known to meet a primary or secondary road, so no waiting to cross one is counted.")
    elif not known:
        text = tr("Waiting to cross busy roads is not counted, because the data have no marked crossings; streets meet "
                  "a primary or secondary road in {n} places.")
    else:
        text = tr("Crossing a primary or secondary road where no crossing is marked within 30 m costs 60 seconds: that "
                  "is so in {m} of the {n} places where a street meets such a road.")
    run.report.info(tr("Walking"), text.format(**places), found.bare if known else found.places)


def _benches(run, facilities, buurten) -> Optional[np.ndarray]:
    """Return the places (k, 2) of the benches when they are to be counted; None when not."""
    if not run.flag("BANKEN"):
        run.report.info(tr("Walking"), tr("Rest on benches is not counted (BANKEN is off): maps often lack benches."))
        return None
    xy = points_xy(facilities.geometry)[facilities.table["type_id"].to_numpy() == BENCH]
    area = locate(xy, rings(buurten.geometry), len(buurten))[0]
    if benches_complete(area, buurten.table["inwoners"].to_numpy(dtype=float)):
        run.report.info(tr("Walking"), tr("Walks over 125 m from a bench take older people a quarter longer; {n} "
                                          "benches.").format(n=number(len(xy))), len(xy))
        return xy
    text = tr("Rest on benches is not counted: fewer than four in five neighbourhoods have a bench on the map ({n} "
              "benches), so they are not complete.")
    run.report.warning(tr("Walking"), text.format(n=number(len(xy))), len(xy))
    return None
