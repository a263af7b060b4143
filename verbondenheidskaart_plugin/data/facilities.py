"""Facilities of any make as one canonical layer: classified, located, each place once."""

import re
from typing import Callable, Dict, List, Optional, Sequence, Tuple

import numpy as np
import pandas as pd
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsGeometry,
    QgsPointXY,
)

from ..core.errors import EmptyInput, MissingField
from ..core.facilities import Catalogue
from ..core.fields import FACILITY_FIELDS
from ..i18n import language, tr
from .coordinates import with_points
from .crs import RD_NEW
from .facility_places import (
    MOST_ENTRANCES,
    SHOPPING_STREET,
    Shapes,
    entrances_of,
    merged,
    shapes,
    shopping_streets,
    within,
)
from .facility_types import LABEL_KEYS, classified
from .features import Features, points_xy
from .report import Report

Progress = Callable[[float], None]


def read_facilities(
    layers: Sequence[Features], catalogue: Catalogue, report: Report, categorieveld: str = "",
    indeling: Optional[Dict[str, str]] = None, area: Optional[QgsGeometry] = None,
    progress: Progress = lambda fraction: None, context=None,
) -> Tuple[Features, pd.DataFrame]:
    """Return (facilities with ``FACILITY_FIELDS`` as points, unclassified values with their counts).

    layers: in one CRS, any geometry; a table without geometry may have coordinate columns. The type of an object
    comes from ``categorieveld`` (a value in ``indeling``, or a name of the type), else from OSM tags, a column with
    OSM keys and one with values, or the column of which most values are known. ``area``: only what touches it.
    Objects that are one place are taken together; shops close together make a shopping street.
    Raises ``MissingField``, ``BadValue`` (mapping to an unknown type) and ``EmptyInput``.
    """
    crs = next((layer.crs for layer in layers if layer.crs is not None and layer.crs.isValid()),
               QgsCoordinateReferenceSystem(RD_NEW))
    name = ", ".join(dict.fromkeys(layer.name for layer in layers))
    table, geometry = _candidates(layers, catalogue, report, categorieveld, indeling, crs, context, name)
    found = shapes(geometry, lambda fraction: progress(0.4 * fraction))
    table, found = _located(table, found, area, name, report)
    kept, shops, table = _selected(table, catalogue, name, report)
    places, place_shapes = table[kept].reset_index(drop=True), found.take(np.flatnonzero(kept))
    own = [None if _generic(n, t, catalogue) else n for n, t in zip(places["naam"], places["type_id"])]
    label = merged(places.assign(naam=own), place_shapes, report, name, lambda part: progress(0.4 + 0.4 * part))
    facilities = _one_each(places, place_shapes, label)
    absorbed = np.zeros(len(table), dtype=bool)
    if SHOPPING_STREET in catalogue.index and shops.any():
        rows = np.flatnonzero(shops)
        cluster = shopping_streets(found.point[rows], places["type_id"].to_numpy(dtype=object), place_shapes)
        absorbed[rows[cluster != -1]] = True
        streets = _streets(table.iloc[rows], found.point[rows], cluster, catalogue)
        facilities = pd.concat([facilities, streets], ignore_index=True)
        _report_streets(cluster, absorbed & table["type_id"].isna().to_numpy(), name, report)
    progress(0.9)
    unclassified = _unclassified(table[table["type_id"].isna() & ~table["besloten"] & ~table["bewust"] & ~absorbed])
    if not len(facilities):
        raise EmptyInput(layer=name, reason="all_filtered", what=tr("types of the catalogue"))
    _report_types(facilities, unclassified, catalogue, name, report)
    return _canonical(facilities, catalogue, crs), unclassified


def entrances(features: Features) -> Tuple[np.ndarray, np.ndarray]:
    """Return (owner (k,), xy (k, 2)): the points where each facility is entered, its own point when it has no others.

    ``owner`` is the row of the facility. A facility without geometry has no entrance.
    """
    texts = features.table["ingangen"] if "ingangen" in features.table else pd.Series([None] * len(features))
    given = texts.map(lambda text: isinstance(text, str) and text.upper().startswith("MULTIPOINT")).to_numpy(dtype=bool)
    numbers = [re.findall(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?", text) for text in texts[given]]
    count = np.array([len(each) // 2 for each in numbers], dtype=np.int64)
    doors = np.array([value for each in numbers for value in each], dtype=float).reshape(-1, 2)
    single = points_xy(features.geometry)
    rest = np.flatnonzero(~given & np.isfinite(single).all(axis=1))
    owner = np.concatenate([np.repeat(np.flatnonzero(given), count), rest])
    xy = np.concatenate([doors, single[rest]])
    order = np.argsort(owner, kind="stable")
    return owner[order].astype(np.int64), xy[order]


def _candidates(layers, catalogue, report, categorieveld, indeling, crs, context, name):
    """Return (table, geometry) of all objects of all layers that can be classified."""
    if categorieveld and not any(categorieveld in layer.table for layer in layers):
        raise MissingField(layer=name, what=tr("the category"), candidates=[categorieveld],
                           present=list(layers[0].table.columns) if layers else [])
    tables, geometry = [], []
    for layer in layers:
        if layer.geometry is None or all(g.isEmpty() for g in layer.geometry):
            layer = with_points(layer, crs, context, report)
        typed = classified(layer, catalogue, report, categorieveld, indeling)
        if typed is None:
            report.warning(layer.name, tr("no field with types of facilities was found: layer left out"), len(layer))
            continue
        made_here = "voorziening_id" in layer.table and "bron" in layer.table
        tables.append(typed.table.assign(bron=layer.table["bron"].to_numpy() if made_here else _source(layer.name)))
        geometry += typed.geometry
    if not tables:
        present = list(dict.fromkeys(column for layer in layers for column in layer.table.columns))
        raise MissingField(layer=name, what=tr("the type of facility"), candidates=[*LABEL_KEYS, "fclass", "type"],
                           present=present)
    return pd.concat(tables, ignore_index=True), geometry


def _located(table: pd.DataFrame, found: Shapes, area: Optional[QgsGeometry], name: str, report: Report):
    """Keep what has a usable geometry and touches the area."""
    usable = found.dimension >= 0
    if found.repaired:
        report.warning(name, tr("{n} invalid geometries were repaired").format(n=found.repaired), found.repaired)
    if not usable.all():
        lost = int((~usable).sum())
        report.warning(name, tr("{n} objects without usable geometry were left out").format(n=lost), lost)
    if not usable.any():
        raise EmptyInput(layer=name, reason="no_geometry")
    inside = usable
    if area is not None:
        found = within(found, area)
        inside = found.dimension >= 0
        outside = int((usable & ~inside).sum())
        if outside:
            report.info(name, tr("{n} objects lie outside the area").format(n=outside), outside)
        if not inside.any():
            raise EmptyInput(layer=name, reason="all_filtered", what=tr("the area"))
    rows = np.flatnonzero(inside)
    return table.iloc[rows].reset_index(drop=True), found.take(rows)


def _selected(table: pd.DataFrame, catalogue: Catalogue, name: str, report: Report):
    """Return (kept (n,) bool: classified and open to the public, shops (n,) bool, table)."""
    known = table["type_id"].notna().to_numpy()
    role = np.full(len(table), "", dtype=object)
    role[known] = catalogue.get(table["type_id"][known], "rol")
    private, network = table["besloten"].to_numpy(dtype=bool), role == "netwerk"
    for mask, text in (
        (private, tr("{n} private objects were left out")),
        (network, tr("{n} objects of a type without a location were left out")),
        (table["bewust"].to_numpy(dtype=bool), tr("{n} objects were left out by the mapping")),
    ):
        if mask.any():
            report.info(name, text.format(n=int(mask.sum())), int(mask.sum()))
    return known & ~private & ~network, table["winkel"].to_numpy(dtype=bool) & ~private, table


def _generic(text, type_id, catalogue: Catalogue) -> bool:
    """Tell whether a name is missing or says no more than the type: two benches called "Bank" stay two."""
    return not isinstance(text, str) or not text or catalogue.type_named(text) == type_id


def _one_each(table: pd.DataFrame, found: Shapes, label: np.ndarray) -> pd.DataFrame:
    """Return one row per place: that of the largest member, with the name of another when it has none itself."""
    doors = entrances_of(found, label)
    order = np.lexsort((np.arange(len(table)), -found.size, -found.dimension, label))
    sorted_label = label[order]
    first = order[np.flatnonzero(np.diff(sorted_label, prepend=-1))]
    out = table.iloc[first].reset_index(drop=True)
    names = table["naam"].iloc[order].groupby(sorted_label).first()  # skips missing names
    out["naam"] = names.reindex(label[first]).to_numpy(dtype=object)
    alone = np.bincount(label)[label[first]] == 1
    given = table["ingangen"].iloc[first].map(lambda text: isinstance(text, str) and bool(text)).to_numpy(dtype=bool)
    keep = alone & given & (found.dimension[first] == 0)
    made = [_multipoint(doors[group]) for group in label[first]]
    out["ingangen"] = np.where(keep, out["ingangen"], np.array(made, dtype=object))
    out["x"], out["y"] = found.point[first].T
    return out.iloc[np.argsort(first, kind="stable")].reset_index(drop=True)


def _streets(shops: pd.DataFrame, point: np.ndarray, cluster: np.ndarray, catalogue: Catalogue) -> pd.DataFrame:
    """Return one shopping street per cluster of shops, with the shops as its entrances."""
    rows = []
    for number in range(cluster.max() + 1 if len(cluster) else 0):
        members = np.flatnonzero(cluster == number)
        doors = np.unique(point[members].round(2), axis=0)
        middle = doors[np.argmin(np.hypot(*(doors - doors.mean(axis=0)).T))]
        street = shops["straat"].iloc[members].value_counts()
        named = len(street) and street.iloc[0] * 2 >= len(members)
        rows.append({
            "type_id": SHOPPING_STREET, "naam": street.index[0] if named else None, "eigen_id": "",
            "bron": shops["bron"].iloc[members[0]], "x": middle[0], "y": middle[1],
            "ingangen": _multipoint(doors[::-(-len(doors) // MOST_ENTRANCES)]),
        })
    out = pd.DataFrame(rows)
    if rows:
        out["typepotentieel"] = catalogue.potential(out["type_id"])
    return out


def _multipoint(xy: Optional[np.ndarray]) -> Optional[str]:
    if xy is None:
        return None
    return "MULTIPOINT (" + ", ".join(f"{x:.2f} {y:.2f}" for x, y in xy.tolist()) + ")"


def _canonical(table: pd.DataFrame, catalogue: Catalogue, crs) -> Features:
    """Return the rows as the layer ``voorzieningen``."""
    types, suffix = table["type_id"].to_numpy(dtype=object), "_en" if language() == "en" else ""
    made = [f"{t}-{x:.0f}-{y:.0f}" for t, x, y in zip(types, table["x"], table["y"])]
    columns = {
        "voorziening_id": _unique([own or new for own, new in zip(table["eigen_id"], made)]),
        "naam": table["naam"].where(table["naam"].notna(), None), "type_id": types,
        "type_naam": catalogue.get(types, f"naam{suffix or '_nl'}"),
        "component_nr": catalogue.get(types, "component_nr").astype("int64"),
        "component": catalogue.get(types, f"component{suffix}"), "rol": catalogue.get(types, "rol"),
        "typepotentieel": table["typepotentieel"].to_numpy(dtype=float), "bron": table["bron"],
        "ingangen": table["ingangen"].where(table["ingangen"].notna(), None),
    }
    points = [QgsGeometry.fromPointXY(QgsPointXY(x, y)) for x, y in zip(table["x"], table["y"])]
    return Features("voorzieningen", pd.DataFrame({f.name: columns[f.name] for f in FACILITY_FIELDS}), points, crs)


def _unique(ids: List[str]) -> List[str]:
    """Return the ids with -2, -3 … after those that occurred before."""
    seen: Dict[str, int] = {}
    taken, out = set(ids), []
    for text in ids:
        seen[text] = seen.get(text, 0) + 1
        new = text
        while seen[text] > 1 and new in taken:
            new = f"{text}-{seen[text]}"
            seen[text] += new in taken
        taken.add(new)
        out.append(new)
    return out


def _unclassified(table: pd.DataFrame) -> pd.DataFrame:
    counts = table["waarde"].value_counts().rename_axis("waarde").reset_index(name="aantal")
    return counts.sort_values(["aantal", "waarde"], ascending=[False, True], ignore_index=True)


def _report_streets(cluster: np.ndarray, absorbed: np.ndarray, name: str, report: Report) -> None:
    number = int(cluster.max()) + 1 if len(cluster) else 0
    if number > 0:
        report.info(name, tr("{n} shopping streets were made of 5 or more shops within 100 m").format(n=number), number)
    if absorbed.any():
        n = int(absorbed.sum())
        report.info(name, tr("{n} shops without a type of their own count in their shopping street").format(n=n), n)


def _report_types(facilities: pd.DataFrame, unclassified: pd.DataFrame, catalogue: Catalogue, name: str,
                  report: Report) -> None:
    report.info(name, tr("{n} facilities of {m} types").format(
        n=len(facilities), m=facilities["type_id"].nunique()), len(facilities))
    column = "component" if language() == "nl" else "component_en"
    numbers = pd.Series(catalogue.get(facilities["type_id"], "component_nr")).value_counts()
    located = catalogue.table[catalogue.table["rol"] != "netwerk"]
    names = located.drop_duplicates("component_nr").sort_values("component_nr")
    counts = ", ".join(f"{text} {numbers.get(number, 0)}" for number, text in zip(names["component_nr"], names[column]))
    report.info(name, tr("facilities per component: {counts}").format(counts=counts))
    if len(unclassified):
        total = int(unclassified["aantal"].sum())
        top = ", ".join(f"{row.waarde} ({row.aantal})" for row in unclassified.head(8).itertuples())
        report.info(name, tr("{n} objects have no type in the catalogue: {values}").format(n=total, values=top), total)


def _source(name: str) -> str:
    """Return the name of the layer itself from "PARAMETER (layer)"."""
    inner = re.match(r"^[A-Z_]+ \((.+)\)$", name)
    return inner[1] if inner else name
