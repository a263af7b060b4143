"""The network of organisations: shared by the algorithm and the chain."""

from dataclasses import dataclass
from typing import Dict, Optional, Tuple

import numpy as np
import pandas as pd
from qgis.core import QgsGeometry, QgsPointXY

from ..core.brokerage import by_label, structure
from ..core.names import shown
from ..core.privacy import drawable
from ..data.canonical import line_geometry
from ..data.organisations import (
    AUTOMATIC,
    NODES,
    PERSONS,
    TIES,
    node_places,
    read_organisations,
    ties_of,
    values_at,
)
from ..i18n import number, tr
from .connecting import place_key

MEASURES = ("tussenpositie", "beperking", "effectieve_omvang", "makelaarsrol", "gemeenschap", "ei_index", "snijpunt")
_NO = ("nee", "no", "n", "0", "false", "onwaar", "informeel", "informal")


@dataclass
class Networked:
    """nodes, ties: (table, geometries or None) of the layers organisaties and banden."""

    nodes: Tuple[pd.DataFrame, Optional[list]]
    ties: Tuple[pd.DataFrame, Optional[list]]


def network(run, ties: pd.DataFrame, names: bool, seed: int, progress, places: Optional[Dict[str, np.ndarray]] = None,
            buurten=(), kind: int = AUTOMATIC) -> Networked:
    """Measure the network of ORGANISATIES and the table of ties.

    names: whether persons may be named. places: facility id → (x, y), where organisations are at home. buurten: the
    codes of all neighbourhoods, to find those without a tie. kind: one-mode or two-mode.
    """
    organisations, own = read_organisations(run)
    found, two, persons = ties_of(run, ties, organisations["id"], kind)
    row = {key: k for k, key in enumerate(organisations["id"])}
    at = np.array([row.get(key, -1) for key in found.ids])
    column = {name: values_at(organisations, name, at) for name in ("naam", "groep", "buurtcode", "soort", "rol",
                                                                     "formeel")}
    ids, labels = found.ids, column["naam"]
    if not names:
        if persons:
            column["soort"][column["soort"] == None] = PERSONS  # noqa: E711
        ids, labels = _without_names(run, found.ids, column, seed)
    informal = np.array([str(value).strip().lower() in _NO for value in column["formeel"]], dtype=bool)
    result = structure(found, list(column["groep"]), informal, seed, two and two.joint, progress=progress)
    nodes = pd.DataFrame({"id": ids, "naam": labels, "groep": column["groep"], "buurtcode": column["buurtcode"],
                          "graad": result.nodes["graad"]})
    if result.too_small:
        run.report.warning(run.name(NODES), tr("Fewer than 10 organisations: only counts, no measures."))
    else:
        nodes = nodes.assign(**{name: result.nodes[name].to_numpy() for name in MEASURES},
                             bruggenbouwer=result.nodes["onzichtbaar"].to_numpy())
        nodes["makelaarsrol"] = nodes["makelaarsrol"].replace("", None)
    _tell(run, result, found, column["buurtcode"], column["groep"], buurten)
    xy = node_places(organisations, own, at, places or {}, two, place_key)
    drawn = drawable(found.sources, len(found.i))
    if not drawn.all():
        text = tr("{n} ties named by fewer than 3 sources are counted in the measures but not drawn")
        run.report.info(run.name(TIES), text.format(n=int((~drawn).sum())), int((~drawn).sum()))
    return Networked((nodes, _points(xy)), _ties(found, ids, ties, result, column["groep"], xy, drawn))


def _without_names(run, ids: np.ndarray, column: Dict[str, np.ndarray], seed: int) -> Tuple[np.ndarray, np.ndarray]:
    """Return (ids, names) in which persons have a role and a number instead of a name."""
    safe = shown(ids, column["naam"], column["soort"], column["rol"], tr("participant"), seed)
    count = int(safe.hidden.sum())
    if count:
        text = tr("{n} nodes are called by role and number, because their names may be of persons: say soort = "
                  "organisatie in the table, or set PERSOONSNAMEN when those named agree")
        run.report.info(run.name(NODES), text.format(n=count), count)
    return safe.ids, safe.names


def _tell(run, result, found, buurt, group, buurten) -> None:
    """Report the shape of the network and where it stagnates."""
    counts, name = result.counts, tr("Network")
    run.report.info(name, tr("{knopen} organisations, {banden} ties, {delen} connected parts, {losse_knopen} without "
                             "any tie").format(**counts), counts["knopen"])
    if result.ei == result.ei and not result.too_small:
        run.report.info(name, tr("E-I index of the groups: {value} (−1 = only ties within groups, 1 = only between)")
                        .format(value=number(result.ei, 2, True)))
    if result.sampled:
        run.report.info(name, tr("betweenness was estimated from {n} organisations").format(n=result.sampled))
    lonely = by_label(found, list(buurt), buurten)
    lonely = lonely[lonely["status"] != "verbonden"]["label"].tolist()
    if lonely:
        text = tr("{n} neighbourhoods have no tie with another: {codes}")
        run.report.warning(name, text.format(n=len(lonely), codes=", ".join(map(str, lonely[:8]))), len(lonely))
    inward = by_label(found, list(group))
    inward = inward[inward["status"] == "alleen_zichzelf"]["label"].tolist()
    if inward:
        run.report.warning(name, tr("{n} groups only meet themselves: {names}").format(
            n=len(inward), names=", ".join(map(str, inward))), len(inward))


def _points(xy) -> Optional[list]:
    known = np.isfinite(xy).all(axis=1)
    if not known.any():
        return None
    return [QgsGeometry.fromPointXY(QgsPointXY(*p)) if ok else QgsGeometry() for p, ok in zip(xy.tolist(), known)]


def _ties(found, ids, ties, result, group, xy, drawn) -> Tuple[pd.DataFrame, Optional[list]]:
    i, j = found.i[drawn], found.j[drawn]
    kind = values_at(ties, "soort", np.arange(len(found.row)))
    first = {tie: k for k, tie in reversed(list(enumerate(found.row))) if tie >= 0}
    known = np.array([g is not None for g in group], dtype=bool)
    table = pd.DataFrame({
        "van": ids[i], "naar": ids[j], "sterkte": found.strength[drawn],
        "soort": [kind[first[tie]] if tie in first else None for tie in np.flatnonzero(drawn)],
        "bronnen": np.nan if found.sources is None else found.sources[drawn],
        "tussen_groepen": [None if not (known[a] and known[b]) else bool(group[a] != group[b]) for a, b in zip(i, j)]})
    if "brug" in result.ties:
        table.insert(5, "brug", result.ties["brug"].to_numpy()[drawn])
    shapes = [line_geometry(xy[[a, b]]) if np.isfinite(xy[[a, b]]).all() else QgsGeometry() for a, b in zip(i, j)]
    return table, shapes if any(not shape.isEmpty() for shape in shapes) else None
