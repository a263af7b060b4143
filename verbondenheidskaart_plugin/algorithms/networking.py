"""The network of organisations: shared by the algorithm and the chain."""

from dataclasses import dataclass
from typing import Dict, Optional, Tuple

import numpy as np
import pandas as pd
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsGeometry, QgsPointXY

from ..core.brokerage import by_label, read_ties, structure
from ..core.errors import Duplicate, EmptyInput, MissingField
from ..core.privacy import drawable
from ..data.canonical import line_geometry
from ..data.facility_types import points_of_table
from ..data.features import points_xy, to_numbers
from ..i18n import tr
from .connecting import place_key

_ORGANISATION = ("organisatie", "organisation", "organization")


@dataclass
class Networked:
    """nodes, ties: (table, geometries or None) of the layers organisaties and banden."""

    nodes: Tuple[pd.DataFrame, Optional[list]]
    ties: Tuple[pd.DataFrame, Optional[list]]


def network(run, organisations: pd.DataFrame, geometry: Optional[list], ties: pd.DataFrame, names: bool, seed: int,
            progress, places: Optional[Dict[str, np.ndarray]] = None, buurten=()) -> Networked:
    """Measure the network. places: facility id → (x, y), for organisations without a place of their own.

    Names are kept for organisations only, and for persons when ``names``: a row is an organisation when its field
    ``soort`` says so.
    """
    report = run.report
    _need(run, organisations, "ORGANISATIES", ("id",))
    _need(run, ties, "BANDEN", ("van", "naar"))
    organisations, geometry = _once(run, organisations, geometry)
    found = read_ties(ties["van"], ties["naar"], _numbers(ties, "sterkte"), _numbers(ties, "bronnen"),
                      organisations["id"])
    for code, count in found.found.items():
        if count:
            report.info(run.name("BANDEN"), _finding(code).format(n=count), count)
    if not len(found.i):
        raise EmptyInput(layer=run.name("BANDEN"), reason="all_filtered", what=tr("ties"))
    row = {str(key).strip(): k for k, key in enumerate(organisations["id"])}
    at = np.array([row.get(key, -1) for key in found.ids])
    column = {name: _at(organisations, name, at) for name in ("naam", "groep", "buurtcode", "soort")}
    group = column["groep"]
    result = structure(found, list(group), seed=seed, progress=progress)
    nodes = pd.DataFrame({"id": found.ids, "naam": _names(column["naam"], column["soort"], names, report),
                          "groep": group, "buurtcode": column["buurtcode"], "graad": result.nodes["graad"]})
    if result.too_small:
        report.warning(run.name("ORGANISATIES"), tr("Fewer than 10 organisations: only counts, no measures."))
    else:
        for name in ("tussenpositie", "beperking", "effectieve_omvang", "makelaarsrol", "gemeenschap", "snijpunt"):
            nodes[name] = result.nodes[name].to_numpy()
        nodes["makelaarsrol"] = nodes["makelaarsrol"].replace("", None)
        nodes["bruggenbouwer"] = result.nodes["onzichtbaar"].to_numpy()
    _tell(run, result, found, column["buurtcode"], group, buurten)
    xy = _places(organisations, geometry, at, run, places)
    drawn = drawable(found.sources, len(found.i))
    if not drawn.all():
        text = tr("{n} ties named by fewer than 3 sources are counted in the measures but not drawn")
        report.info(run.name("BANDEN"), text.format(n=int((~drawn).sum())), int((~drawn).sum()))
    return Networked((nodes, _points(xy)), _ties(found, ties, result, group, xy, drawn))


def _need(run, table, key, names) -> None:
    for name in names:
        if name not in table.columns:
            raise MissingField(layer=run.name(key), what=name, candidates=[name], present=list(table.columns))


def _once(run, organisations, geometry):
    ids = organisations["id"].map(lambda value: None if value is None else str(value).strip() or None)
    keep = ids.notna().to_numpy()
    twice = ids[keep][ids[keep].duplicated()]
    if len(twice):
        raise Duplicate(layer=run.name("ORGANISATIES"), column="id", value=twice.iloc[0],
                        rows=(np.flatnonzero(ids == twice.iloc[0]) + 1).tolist())
    shapes = None if geometry is None else [g for g, ok in zip(geometry, keep) if ok]
    return organisations[keep].assign(id=ids[keep]).reset_index(drop=True), shapes


def _numbers(table, name):
    return to_numbers(table[name]) if name in table.columns else None


def _at(table, name, at) -> np.ndarray:
    """Return the values of a column at rows ``at``, None where there is none."""
    out = np.full(len(at), None, dtype=object)
    if name in table.columns:
        values = table[name].to_numpy(dtype=object)
        out[at >= 0] = values[at[at >= 0]]
    return np.array([None if v is None or v != v or v == "" else v for v in out], dtype=object)


def _names(naam, soort, names, report) -> np.ndarray:
    open_ = np.array([str(kind).strip().lower() in _ORGANISATION for kind in soort], dtype=bool)
    hidden = ~open_ & np.array([value is not None for value in naam], dtype=bool)
    if hidden.any() and not names:
        text = tr("{n} names were left out, because they may be of persons: say soort = organisatie in the table, or "
                  "set PERSOONSNAMEN when those named agree")
        report.info("ORGANISATIES", text.format(n=int(hidden.sum())), int(hidden.sum()))
        return np.where(hidden, None, naam)
    return naam


def _finding(code: str) -> str:
    return {
        "leeg": tr("{n} ties without both ends were left out"),
        "zelf": tr("{n} ties of an organisation with itself were left out"),
        "geen_sterkte": tr("{n} ties of strength 0 or less were left out"),
        "sterkte_onbekend": tr("{n} ties without strength count as 1"),
        "dubbel": tr("{n} ties were named twice and taken together"),
        "nieuwe_knoop": tr("{n} ends of ties do not occur among the organisations and were added without attributes"),
    }[code]


def _tell(run, result, found, buurt, group, buurten) -> None:
    """Report the shape of the network and where it stagnates."""
    counts, name = result.counts, tr("Network")
    run.report.info(name, tr("{knopen} organisations, {banden} ties, {delen} connected parts, {losse_knopen} without "
                             "any tie").format(**counts), counts["knopen"])
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


def _places(organisations, geometry, at, run, places) -> np.ndarray:
    """Return (n, 2) coordinates: the facility, else the own geometry or x and y columns; NaN when unknown."""
    xy = np.full((len(organisations), 2), np.nan)
    columns = points_of_table(organisations)
    if geometry is not None:
        xy = points_xy(geometry)
    elif columns is not None:
        xy = columns[0].copy()
        if columns[1]:
            transform = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:4326"), run.crs,
                                               run.context.transformContext())
            for k in np.flatnonzero(np.isfinite(xy).all(axis=1)):
                point = transform.transform(QgsPointXY(*xy[k]))
                xy[k] = point.x(), point.y()
    if places and "voorziening_id" in organisations.columns:
        for k, key in enumerate(organisations["voorziening_id"]):
            xy[k] = places.get(place_key(key), xy[k])
    out = np.full((len(at), 2), np.nan)
    out[at >= 0] = xy[at[at >= 0]]
    return out


def _points(xy) -> Optional[list]:
    known = np.isfinite(xy).all(axis=1)
    if not known.any():
        return None
    return [QgsGeometry.fromPointXY(QgsPointXY(*p)) if ok else QgsGeometry() for p, ok in zip(xy.tolist(), known)]


def _ties(found, ties, result, group, xy, drawn) -> Tuple[pd.DataFrame, Optional[list]]:
    i, j = found.i[drawn], found.j[drawn]
    kind = pd.Series(_at(ties, "soort", np.arange(len(ties))), dtype=object)
    row = found.row[:len(kind)]
    first = {tie: k for k, tie in reversed(list(enumerate(row))) if tie >= 0}
    known = np.array([g is not None for g in group], dtype=bool)
    table = pd.DataFrame({
        "van": found.ids[i], "naar": found.ids[j], "sterkte": found.strength[drawn],
        "soort": [kind[first[tie]] if tie in first else None for tie in np.flatnonzero(drawn)],
        "bronnen": np.nan if found.sources is None else found.sources[drawn],
        "tussen_groepen": [None if not (known[a] and known[b]) else bool(group[a] != group[b]) for a, b in zip(i, j)]})
    if "brug" in result.ties:
        table.insert(5, "brug", result.ties["brug"].to_numpy()[drawn])
    shapes = [line_geometry(xy[[a, b]]) if np.isfinite(xy[[a, b]]).all() else QgsGeometry() for a, b in zip(i, j)]
    return table, shapes if any(not shape.isEmpty() for shape in shapes) else None
