"""What kind of facility each object of a layer is: from own categories, OSM tags, or OSM values in some column."""

import re
from typing import Dict, NamedTuple, Optional, Sequence

import numpy as np
import pandas as pd

from ..core.errors import BadValue
from ..core.facilities import Catalogue, adjusted_scores, type_potential
from ..core.tags import fold
from ..i18n import tr
from . import hstore
from .features import Features, to_numbers
from .report import Report

NAMES = ("name", "naam", "name nl", "naam nl", "titel", "title", "benaming", "naam voorziening", "naam instelling",
         "stopname")
IDS = ("voorziening id", "full id", "osm id", "id", "osm way id", "identificatie", "lokaal id", "lokaalid", "lid",
       "objectid", "gml id", "gid", "fid")
ELEMENTS = {"node": "n", "way": "w", "relation": "r", "n": "n", "w": "w", "r": "r"}
# Columns that only OSM data have; other keys ("club", "place") must show a value that the catalogue knows.
UNMISTAKABLE = ("amenity", "shop", "leisure", "tourism")
LABEL_KEYS = ("amenity", "leisure", "shop", "tourism", "healthcare", "education", "office", "club")
SHOPS = ("winkel", "winkels", "shop", "shops", "shopping", "detailhandel", "winkelfunctie")  # shops of any kind
NO_SHOP = ("no", "vacant", "")
NOTHING = "–"  # label of an object without any category
LEAST_SHARE = 0.2  # of the filled values of a column must be known, to take it for the category


class Kinds(NamedTuple):
    """How the objects of a layer are classified: type_id (n,) or None, label (n,) text, tags, shop (n,) bool."""

    type_id: np.ndarray
    label: np.ndarray
    tags: pd.DataFrame
    shop: np.ndarray
    found_in: str


def classified(layer: Features, catalogue: Catalogue, report: Report, categorieveld: str = "",
               indeling: Optional[Dict[str, str]] = None) -> Optional[Features]:
    """Return the layer with the columns of ``read_facilities``' candidates; None when no category can be found.

    Columns: type_id (None = not classified), waarde (own value or "key=value"), naam, eigen_id ("" = none),
    typepotentieel (NaN = not classified), ingangen, straat, winkel (a shop of any kind), besloten (private), bewust
    (left out on purpose by the mapping). Raises ``BadValue`` for a mapping to an unknown type.
    """
    table = layer.table.reset_index(drop=True)
    tags = _tags(table)
    mapping = _mapping(indeling or {}, catalogue)
    kinds = _kinds(table, tags, catalogue, categorieveld, mapping)
    if kinds is None:
        return None
    report.info(layer.name, kinds.found_in)
    type_id, on_purpose = kinds.type_id.copy(), np.zeros(len(table), dtype=bool)
    for row, label in enumerate(kinds.label if mapping else ()):
        mapped = mapping.get(fold(label))
        if mapped is not None:
            type_id[row], on_purpose[row] = mapped or None, not mapped
    known = pd.notna(type_id)
    potential = np.full(len(table), np.nan)
    potential[known] = type_potential(adjusted_scores(catalogue.scores(type_id[known]), kinds.tags[known]))
    out = pd.DataFrame({
        "type_id": type_id, "waarde": kinds.label, "naam": _names(table), "eigen_id": _ids(table),
        "typepotentieel": potential, "ingangen": table["ingangen"] if "ingangen" in table else None,
        "straat": kinds.tags["addr:street"] if "addr:street" in kinds.tags else None,
        "winkel": kinds.shop, "bewust": on_purpose,
        "besloten": _is(kinds.tags, "access", ("private", "no")) & ~pd.Series(type_id).isin(catalogue.private_types),
    })
    if "typepotentieel" in table:  # made or edited before
        own = to_numbers(table["typepotentieel"])
        out["typepotentieel"] = np.where(known & (own > 0) & (own <= 1), own, potential)
    return Features(layer.name, out, layer.geometry, layer.crs)


def _kinds(table, tags, catalogue, categorieveld, mapping) -> Optional[Kinds]:
    """Try the ways to find a category, from explicit to guessed; None when none gives anything."""
    if categorieveld and categorieveld in table:
        return _from_values(table, tags, catalogue, categorieveld)
    columns = [c for c in table if _is_text(table[c])]
    if mapping:
        hits = {c: table[c].dropna().map(fold).isin(mapping).sum() for c in columns}
        best = max(hits, key=hits.get, default=None)
        if best is not None and hits[best]:
            return _from_values(table, tags, catalogue, best)
    return (_from_tags(tags, catalogue) or _from_pair(table, tags, columns, catalogue)
            or _from_best_column(table, tags, columns, catalogue))


def _from_tags(tags, catalogue) -> Optional[Kinds]:
    """OSM keys as columns."""
    keys = [key for key in catalogue.leading if key in tags and tags[key].notna().any()]
    telling = [key for key in keys if key in UNMISTAKABLE
               or (_is(tags, key, catalogue.leading[key] - {"*"})).any()]
    if not telling:
        return None
    label = np.full(len(tags), NOTHING, dtype=object)
    for key in reversed(sorted(keys, key=lambda k: LABEL_KEYS.index(k) if k in LABEL_KEYS else len(LABEL_KEYS))):
        filled = tags[key].notna().to_numpy()
        label[filled] = [f"{key}={value}" for value in tags[key][filled]]
    return Kinds(catalogue.classify(tags), label, tags, _is_shop(tags),
                 tr("types taken from the OSM tags {keys}").format(keys=", ".join(sorted(keys))))


def _from_pair(table, tags, columns, catalogue) -> Optional[Kinds]:
    """One column with OSM keys and one with their values."""
    known = {*catalogue.leading, *LABEL_KEYS}
    best, most = None, 0
    for key_column in columns:
        keys = table[key_column].dropna()
        if not len(keys) or keys.isin(known).mean() < 0.9:
            continue
        for value_column in columns:
            if value_column == key_column:
                continue
            spread = {key: table[value_column].where(table[key_column] == key) for key in keys.unique()}
            both = pd.concat([pd.DataFrame(spread), tags.drop(columns=list(spread), errors="ignore")], axis=1)
            found = catalogue.classify(both)
            if pd.notna(found).sum() > most:
                best, most = (key_column, value_column, both, found), pd.notna(found).sum()
    if best is None:
        return None
    key_column, value_column, both, found = best
    label = (table[key_column].fillna(NOTHING) + "=" + table[value_column].fillna(NOTHING)).to_numpy(dtype=object)
    text = tr("OSM keys taken from field {key}, their values from {value}").format(key=key_column, value=value_column)
    return Kinds(found, label, both, _is_shop(both), text)


def _from_best_column(table, tags, columns, catalogue) -> Optional[Kinds]:
    """The column of which most values are known, if any is convincing."""
    best, most = None, 0
    for column in columns:
        filled = table[column].notna().sum()
        if fold(column) in NAMES or not filled:
            continue
        kinds = _from_values(table, tags, catalogue, column)
        hits = (pd.notna(kinds.type_id) | kinds.shop).sum()
        if hits > most and hits >= LEAST_SHARE * filled:
            best, most = kinds, hits
    return best


def _from_values(table, tags, catalogue, column) -> Kinds:
    """Own categories, or OSM values without their key, in one column."""
    values = np.array([None if _missing(v) else str(v).strip() for v in table[column]], dtype=object)
    found = catalogue.classify_values(values, tags["name"] if "name" in tags else None)
    shop = np.isin([fold(v or "") for v in values], SHOPS) | _is_shop(catalogue.tags_of_values(values))
    label = np.array([v or NOTHING for v in values], dtype=object)
    return Kinds(found, label, tags, shop, tr("types taken from field {field}").format(field=column))


def _mapping(indeling: Dict[str, str], catalogue: Catalogue) -> Dict[str, str]:
    for value, type_id in indeling.items():
        if type_id and type_id not in catalogue.index:
            raise BadValue(layer=tr("the mapping"), column="type_id", row=value, value=type_id,
                           allowed=catalogue.suggestions(type_id))
    return {fold(value): type_id for value, type_id in indeling.items()}


def _tags(table: pd.DataFrame) -> pd.DataFrame:
    """Return the columns as possible OSM tags: lower-case names, text only, ``other_tags`` taken apart."""
    columns = {}
    for name in table.columns:
        if name.lower() not in columns and name.lower() != hstore.COLUMN:
            text = np.array([None if _missing(v) else str(v) for v in table[name]], dtype=object)
            columns[name.lower()] = pd.Series(text, table.index, dtype=object)
    if hstore.COLUMN in table:
        for key, values in hstore.tags(table[hstore.COLUMN]).items():
            columns.setdefault(key, values)
    tags = pd.DataFrame(columns, index=table.index, dtype=object)
    named = _first(table, NAMES)
    if "name" not in tags and named is not None:
        tags["name"] = tags[named.lower()]
    return tags.where(tags.notna(), None)


def _is(tags: pd.DataFrame, key: str, values: Sequence[str]) -> np.ndarray:
    if key not in tags:
        return np.zeros(len(tags), dtype=bool)
    return tags[key].isin(list(values)).to_numpy(dtype=bool)


def _is_shop(tags: pd.DataFrame) -> np.ndarray:
    if "shop" not in tags:
        return np.zeros(len(tags), dtype=bool)
    return (tags["shop"].notna() & ~tags["shop"].isin(NO_SHOP)).to_numpy(dtype=bool)


def _is_text(column: pd.Series) -> bool:
    return not pd.api.types.is_numeric_dtype(column) and column.map(lambda v: isinstance(v, str)).any()


def _missing(value) -> bool:
    return value is None or value == "" or (isinstance(value, float) and np.isnan(value))


def _first(table: pd.DataFrame, wanted: Sequence[str]) -> Optional[str]:
    """Return the first column with one of the names ``wanted`` (folded) that holds anything."""
    folded = {fold(column): column for column in reversed(table.columns)}
    return next((folded[name] for name in wanted if name in folded and table[folded[name]].notna().any()), None)


def _names(table: pd.DataFrame) -> np.ndarray:
    column = _first(table, NAMES)
    if column is None:
        return np.full(len(table), None, dtype=object)
    return np.array([None if _missing(v) else str(v).strip() or None for v in table[column]], dtype=object)


def _ids(table: pd.DataFrame) -> np.ndarray:
    """Return the id of each object as text, OSM elements as n1, w1, r1; "" where there is none."""
    column = _first(table, IDS)
    if column is None:
        return np.full(len(table), "", dtype=object)
    elements = _first(table, ("osm type",))
    kinds = table[elements] if elements else [None] * len(table)
    return np.array([_id(value, kind) for value, kind in zip(table[column], kinds)], dtype=object)


def _id(value, kind) -> str:
    if _missing(value):
        return ""
    if isinstance(value, (float, np.floating)) and float(value).is_integer():
        value = int(value)
    text = str(value).strip()
    named = re.match(r"^(node|way|relation)/(\d+)$", text)
    if named:
        return ELEMENTS[named[1]] + named[2]
    return ELEMENTS.get(str(kind).lower(), "") + text if text.isdigit() else text
