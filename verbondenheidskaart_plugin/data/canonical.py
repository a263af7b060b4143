"""Between the canonical layers and the arrays of the workshop."""

import struct
from typing import Callable, List, Tuple

import numpy as np
import pandas as pd
from qgis.core import QgsGeometry

from ..core.choice import Demand
from ..core.errors import BadValue, EmptyInput, MissingField
from ..core.fields import FACILITY_FIELDS
from ..core.figures import MANY
from ..core.layers import LAYERS
from ..core.network import WalkNetwork
from ..core.polylines import Polylines
from ..core.privacy import MIN_GROUP
from ..core.schema import GROUPS, INT, TEXT
from ..i18n import tr
from .features import Features, points_xy, to_numbers
from .interruptible import deaf, heard

_LINESTRING = 2


def line_geometry(xy: np.ndarray) -> QgsGeometry:
    """Return the line through (k, 2) points; an empty geometry for fewer than two."""
    geometry = QgsGeometry()
    if len(xy) > 1:
        points = np.ascontiguousarray(xy, dtype="<f8")
        geometry.fromWkb(struct.pack("<BII", 1, _LINESTRING, len(points)) + points.tobytes())
    return geometry


def line_geometries(lines: Polylines, rows: np.ndarray, listen: Callable[[], None] = deaf) -> List[QgsGeometry]:
    """Return the lines ``rows`` as geometries."""
    return [line_geometry(lines.xy[lines.start[row]:lines.start[row + 1]]) for row in heard(rows, listen)]


def edges_table(network: WalkNetwork, listen: Callable[[], None] = deaf) -> Tuple[pd.DataFrame, List[QgsGeometry]]:
    """Return the table and geometries of layer ``loopnetwerk``."""
    lines = network.lines
    table = pd.DataFrame({
        "van": network.u, "naar": network.v, "lengte_m": network.length, "component": network.component[network.u],
        "type": lines.kind, "trap": lines.stairs, "naam": lines.name,
    })
    table[["type", "naam"]] = table[["type", "naam"]].replace("", None)
    return table, line_geometries(lines, np.arange(len(table)), listen)


def flows_table(network: WalkNetwork, visits: np.ndarray, listen: Callable[[], None] = deaf
                ) -> Tuple[pd.DataFrame, List[QgsGeometry]]:
    """Return the table and geometries of layer ``loopstromen``: the streets that are walked."""
    rows = np.flatnonzero(visits > 0)
    table = pd.DataFrame({"bezoeken": visits[rows], "lengte_m": network.length[rows],
                          "naam": pd.Series(network.lines.name[rows], dtype=object).replace("", None)})
    return table, line_geometries(network.lines, rows, listen)


def facilities_from_layer(features: Features, catalogue, report) -> Features:
    """Check a layer made by ``voorzieningen`` and fill in what the catalogue knows.

    Raises ``MissingField`` without type_id, ``BadValue`` for a type that the catalogue lacks.
    """
    table = features.table
    if "type_id" not in table.columns:
        raise MissingField(layer=features.name, what="type_id", candidates=["type_id"], present=list(table.columns))
    has_place = np.array([not g.isEmpty() for g in features.geometry])
    if not has_place.all():
        report.warning(features.name, tr("{n} features without geometry were left out").format(n=(~has_place).sum()),
                       int((~has_place).sum()))
        features = features.take(has_place)
        table = features.table
    if not len(table):
        raise EmptyInput(layer=features.name, reason="no_geometry")
    known = table["type_id"].isin(catalogue.index)
    if not known.all():
        row = int(np.flatnonzero(~known)[0])
        raise BadValue(layer=features.name, column="type_id", row=row + 1, value=table["type_id"].iloc[row],
                       allowed=", ".join(list(catalogue.index)[:8]) + " …")
    types = table["type_id"].to_numpy()
    out = pd.DataFrame(index=table.index)
    for field in FACILITY_FIELDS:
        if field.name in table.columns:
            values = table[field.name]
            out[field.name] = values if field.type == TEXT else to_numbers(values)
        elif field.name == "typepotentieel":
            out[field.name] = catalogue.potential(types)
        elif field.name in ("rol", "component_nr"):
            out[field.name] = catalogue.get(types, field.name)
        elif field.name == "voorziening_id":
            out[field.name] = [str(i + 1) for i in range(len(table))]
        elif field.type == INT:
            out[field.name] = np.nan
        else:
            out[field.name] = None
    if "aanduiding" in table.columns:
        out["aanduiding"] = table["aanduiding"]
    wrong = ~out["typepotentieel"].isna() & ~out["typepotentieel"].between(0, 1)
    if wrong.any():
        text = tr("{n} values of {field} outside 0–1 were replaced by those of the catalogue")
        report.warning(features.name, text.format(n=int(wrong.sum()), field="typepotentieel"), int(wrong.sum()))
    unknown = (out["typepotentieel"].isna() | wrong).to_numpy()
    out.loc[unknown, "typepotentieel"] = catalogue.potential(types[unknown])
    return Features(features.name, out, features.geometry, features.crs)


def population_from_layer(features: Features, report) -> Features:
    """Check a population layer: numbers in ``inwoners`` (≥ 0) and in the group fields, points with geometry.

    Raises ``MissingField`` without inwoners and ``EmptyInput`` when nobody is left.
    """
    table = features.table.copy()
    if "inwoners" not in table.columns:
        raise MissingField(layer=features.name, what="inwoners", candidates=["inwoners"], present=list(table.columns))
    names = [n for n in ("inwoners", "huishoudens", *GROUPS) if n in table.columns]
    for name in names:
        values = to_numbers(table[name])
        negative = values < 0
        if negative.any():
            report.warning(features.name, tr("{n} negative values of {field} were taken as unknown").format(
                n=negative.sum(), field=name), int(negative.sum()))
            values[negative] = np.nan
        absurd = values > MANY
        if absurd.any():
            report.warning(features.name, tr("{n} values of {field} are more than live in the country and were taken "
                                             "as unknown").format(n=absurd.sum(), field=name), int(absurd.sum()))
            values[absurd] = np.nan
        table[name] = values
    has_place = np.array([not g.isEmpty() for g in features.geometry]) & ~table["inwoners"].isna().to_numpy()
    if not has_place.all():
        text = tr("{n} points without geometry or number of residents were left out")
        report.warning(features.name, text.format(n=(~has_place).sum()), int((~has_place).sum()))
    kept = Features(features.name, table, features.geometry, features.crs).take(has_place)
    if not len(kept) or kept.table["inwoners"].sum() <= 0:
        raise EmptyInput(layer=features.name, reason="all_null", what="inwoners")
    _warn_of_few(kept, report)
    if "punt_id" not in kept.table:
        kept.table["punt_id"] = np.arange(len(kept))
    return kept


def _warn_of_few(population: Features, report) -> None:
    """Warn that single algorithms hand on exact numbers of few people; the chain joins such points first."""
    persons = to_numbers(population.table["inwoners"])
    few = (persons > 0) & (persons < MIN_GROUP)
    if few.any() and (persons % 1 == 0).mean() > 0.5 and (persons % 5 != 0).any():
        text = tr("Privacy: {n} points have fewer than {least} residents, and figures of single algorithms are exact: "
                  "their residents follow from the difference between two places. Publish the map of the whole chain, "
                  "which joins such points first.")
        report.warning(population.name, text.format(n=int(few.sum()), least=MIN_GROUP), int(few.sum()))


def demand_of(population: Features) -> Demand:
    """Return the residents with their groups."""
    columns = {n: population.table[n].to_numpy(dtype=float) for n in LAYERS["bevolking"].names
               if n in population.table and (n == "inwoners" or n in GROUPS)}
    return Demand.from_columns(columns)


def home_xy(population: Features) -> np.ndarray:
    """(o, 2) coordinates of the demand points."""
    return points_xy(population.geometry)
