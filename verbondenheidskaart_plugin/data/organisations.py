"""Organisations and their ties as tables: nodes with a place, one-mode ties and who takes part where."""

from typing import Dict, Optional, Tuple

import numpy as np
import pandas as pd
from qgis.core import QgsWkbTypes

from ..core.errors import Duplicate, EmptyInput, MissingField
from ..core.ties import Ties, TwoMode, read_ties, read_two_mode
from ..i18n import tr
from .coordinates import points_of_table, with_points
from .features import Features, points_xy, to_numbers

NODES, TIES = "ORGANISATIES", "BANDEN"
AUTOMATIC, ONE_MODE, TWO_MODE = range(3)
PERSONS = "persoon"
# Who takes part, and where; the last of each is the column of a one-mode table.
ACTORS = (PERSONS, "rol", "organisatie", "actor", "wie", "van")
PLACES = ("plek", "activiteit", "voorziening_id", "plaats", "place", "activity", "naar")


def read_organisations(run) -> Tuple[pd.DataFrame, Optional[np.ndarray]]:
    """Return (table, xy (n, 2) or None): rows with an ``id`` as text, each once.

    xy: the own geometry, or else columns x and y; None when there is neither. Raises ``MissingField``, ``Duplicate``.
    """
    source = run.source(NODES)
    placed = source.wkbType() != QgsWkbTypes.Type.NoGeometry
    found = run.read(NODES) if placed else Features(run.name(NODES), run.table(NODES))
    table = found.table
    _need(run, table, NODES, ("id",))
    ids = table["id"].map(lambda value: None if value is None else str(value).strip() or None)
    keep = ids.notna().to_numpy()
    twice = ids[keep][ids[keep].duplicated()]
    if len(twice):
        raise Duplicate(layer=run.name(NODES), column="id", value=twice.iloc[0],
                        rows=(np.flatnonzero(ids == twice.iloc[0]) + 1).tolist())
    if not placed and points_of_table(table) is not None:
        found = with_points(found, run.crs, run.context, run.report)
    xy = None if found.geometry is None else points_xy(found.geometry)
    return table[keep].assign(id=ids[keep]).reset_index(drop=True), None if xy is None else xy[keep]


def _need(run, table, key, names) -> None:
    for name in names:
        if name not in table.columns:
            raise MissingField(layer=run.name(key), what=name, candidates=[name], present=list(table.columns))


def mode_columns(columns, kind: int = AUTOMATIC) -> Optional[Tuple[str, str]]:
    """Return the columns (who, where) of a two-mode table; None for a table of ties from ``van`` to ``naar``."""
    who, where = (next((name for name in names if name in columns), None) for names in (ACTORS, PLACES))
    one_mode = kind == ONE_MODE or (kind == AUTOMATIC and "van" in columns and "naar" in columns)
    return None if one_mode or who is None or where is None else (who, where)


def ties_of(run, table: pd.DataFrame, ids, kind: int = AUTOMATIC) -> Tuple[Ties, Optional[TwoMode], bool]:
    """Return (ties, the two-mode network or None, whether the actors are persons) of the table of ties, and report.

    Raises ``MissingField`` and ``EmptyInput``.
    """
    columns = mode_columns(table.columns, kind)
    if columns is None and kind == TWO_MODE:
        raise MissingField(layer=run.name(TIES), what=tr("who takes part where"), candidates=[*ACTORS, *PLACES],
                           present=list(table.columns))
    if columns is None:
        _need(run, table, TIES, ("van", "naar"))
        two = None
        ties = read_ties(table["van"], table["naar"], _numbers(table, "sterkte"), _numbers(table, "bronnen"), ids)
    else:
        two = read_two_mode(table[columns[0]], table[columns[1]], _numbers(table, "bronnen"), ids)
        ties = two.ties
        text = tr("two-mode table: {n} participations of {actors} ({who}) in {places} ({where}); who takes part in the "
                  "same has a tie, the stronger the fewer take part")
        run.report.info(run.name(TIES), text.format(n=len(two.actor), actors=len(np.unique(two.actor)), who=columns[0],
                                                    places=len(two.places), where=columns[1]), len(two.actor))
    for code, count in ties.found.items():
        if count:
            run.report.info(run.name(TIES), _finding(code).format(n=count), count)
    if not len(ties.i):
        raise EmptyInput(layer=run.name(TIES), reason="all_filtered", what=tr("ties"))
    return ties, two, columns is not None and columns[0] == PERSONS


def _numbers(table, name):
    return to_numbers(table[name]) if name in table.columns else None


def values_at(table: pd.DataFrame, name: str, at: np.ndarray) -> np.ndarray:
    """Return the values of a column at rows ``at`` (n,), −1 = no row; None where there is none."""
    out = np.full(len(at), None, dtype=object)
    if name in table.columns:
        values = table[name].to_numpy(dtype=object)
        out[at >= 0] = values[at[at >= 0]]
    return np.array([None if v is None or v != v or v == "" else v for v in out] + [None], dtype=object)[:-1]


def node_places(table: pd.DataFrame, xy: Optional[np.ndarray], at: np.ndarray, places: Dict[str, np.ndarray],
                two: Optional[TwoMode], key) -> np.ndarray:
    """Return (n, 2) coordinates of the nodes: their facility, else their own, else where they take part; NaN = unknown.

    places: facility → (x, y), by ``key`` of its id.
    """
    own = np.full((len(table), 2), np.nan) if xy is None else xy.copy()
    if "voorziening_id" in table.columns:
        for k, value in enumerate(table["voorziening_id"]):
            own[k] = places.get(key(value), own[k])
    out = np.full((len(at), 2), np.nan)
    out[at >= 0] = own[at[at >= 0]]
    if two is not None and places:
        for actor, place in zip(two.actor, two.place):
            if np.isnan(out[actor]).any():
                out[actor] = places.get(key(two.places[place]), out[actor])
    return out


def _finding(code: str) -> str:
    return {
        "leeg": tr("{n} ties without both ends were left out"),
        "zelf": tr("{n} ties of an organisation with itself were left out"),
        "geen_sterkte": tr("{n} ties of strength 0 or less were left out"),
        "sterkte_onbekend": tr("{n} ties without strength count as 1"),
        "dubbel": tr("{n} ties were named twice and taken together"),
        "nieuwe_knoop": tr("{n} ends of ties do not occur among the organisations and were added without attributes"),
    }[code]
