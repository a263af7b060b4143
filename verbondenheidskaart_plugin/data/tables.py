"""Reading tables without geometry: CSV, XLSX, GeoPackage and whatever else QGIS opens as a layer."""

import re

import pandas as pd

from ..core.errors import EmptyInput
from .features import read

_NUMBERED = re.compile(r"Field\d+|field_\d+", re.IGNORECASE)


def read_table(source, name: str) -> pd.DataFrame:
    """Return the attributes of a feature source or layer as a table.

    Column names lose their byte order mark and blanks (a repeated name gets ``_2``); text stays text but
    loses its padding, empty text is None. Rows without any value are left out. A header that the reader of
    a spreadsheet took for data becomes the header. Raises ``EmptyInput`` when nothing is left.
    """
    table = read(source, name).table
    for position in range(table.shape[1]):
        column = table.iloc[:, position]
        if column.map(lambda v: isinstance(v, str)).any():
            table[table.columns[position]] = column.map(_clean_text).astype(object)
    table = table[table.notna().any(axis=1)]
    if len(table) and all(_NUMBERED.fullmatch(str(c)) for c in table.columns) and _is_header(table.iloc[0]):
        table = table.set_axis([str(v) for v in table.iloc[0]], axis=1).iloc[1:]
    if not len(table):
        raise EmptyInput(layer=name, reason="no_features")
    return table.set_axis(_clean_names(table.columns), axis=1).reset_index(drop=True)


def _clean_text(value):
    if not isinstance(value, str):
        return value
    return value.replace("\ufeff", "").strip() or None


def _is_header(row) -> bool:
    values = list(row)
    return all(isinstance(v, str) for v in values) and len(set(values)) == len(values)


def _clean_names(columns) -> list:
    seen = {}
    out = []
    for column in columns:
        name = str(column).replace("\ufeff", "").strip().strip('"').strip()
        seen[name.lower()] = seen.get(name.lower(), 0) + 1
        out.append(name if seen[name.lower()] == 1 else f"{name}_{seen[name.lower()]}")
    return out
