"""Indicator tables, wide or long and at any level, to one long table of values per area."""

import re
from typing import Callable, Dict, NamedTuple, Optional, Sequence, Tuple

import numpy as np
import pandas as pd

from ..core.codes import area_codes, level_of, texts
from ..core.model import CONTEXT, LEVELS, SUMMED, Model, field_key
from ..i18n import tr
from .features import to_numbers
from .kerncijfers import plain
from .report import Report, some
from .tables import read_table

LONG = ("gebied", "niveau", "indicator", "waarde", "n", "laag", "hoog", "jaar", "bron")
MIN_RESPONDENTS = 10
PREFIX = {"buurt": "BU", "wijk": "WK", "gemeente": "GM"}
_KEYS = {
    "buurtcode", "bucode", "buurt", "wijkcode", "wkcode", "wijk", "gemeentecode", "gmcode", "gemeente", "gwbcode",
    "gebied", "gebiedcode", "gebiedscode", "gebiedsnummer", "code", "codering", "regio", "regiocode", "regios",
    "wijkenenbuurten", "wkc", "buc", "gbd", "statcode", "cbscode", "id",
}
_OTHER = {"naam", "buurtnaam", "wijknaam", "gemeentenaam", "gmnaam", "wknaam", "bunaam", "soortregio", "fid", "ogcfid"}
_INDICATOR, _VALUE = {"indicator", "indicatorid", "onderwerp"}, {"waarde", "value", "score"}
_YEAR, _SOURCE = {"jaar", "year", "perioden", "periode", "peiljaar"}, {"bron", "source"}
_COUNT = {"n", "respondenten", "aantalrespondenten", "respons"}
_LOW, _HIGH = {"laag", "ondergrens", "low", "lower"}, {"hoog", "bovengrens", "high", "upper"}
_CBS = re.compile(r"(BU|WK|GM)\w{4,8}", re.IGNORECASE)
_YEAR_TEXT = re.compile(r"(?<!\d)(19|20)\d\d")


class Areas(NamedTuple):
    """The areas of the run: code → level, their own level, and name → code for names that occur once."""

    level: Dict[str, str]
    own: str
    names: Dict[str, str]
    gemeenten: frozenset


def areas_of(buurten: pd.DataFrame) -> Areas:
    """Return the codes and names that tables can refer to; the areas themselves may also be wijken or gemeenten."""
    own = {"WK": "wijk", "GM": "gemeente"}.get(level_of(buurten["buurtcode"].tolist()), "buurt")
    level: Dict[str, str] = {}
    for name, column in (("gemeente", "gemeentecode"), ("wijk", "wijkcode"), (own, "buurtcode")):
        if column in buurten and LEVELS.index(name) >= LEVELS.index(own):
            level.update({str(code): name for code in buurten[column].dropna()})
    labels = [plain(name) for name in buurten.get("buurtnaam", buurten["buurtcode"])]
    names = pd.Series(buurten["buurtcode"].to_numpy(), index=labels)
    names = names[names.index.notna() & ~names.index.duplicated(keep=False)]
    gemeenten = frozenset(buurten["gemeentecode"].dropna()) if "gemeentecode" in buurten else frozenset()
    return Areas(level, own, names.to_dict(), gemeenten)


def read_indicators(tables: Sequence, names: Sequence[str], buurten: pd.DataFrame, model: Model, report: Report,
                    progress: Callable[[float], None] = lambda fraction: None,
                    jaar: Optional[int] = None) -> pd.DataFrame:
    """Read tables (layers, feature sources or DataFrames) into one with the columns ``LONG``.

    A table is long (area, indicator, value, with n or the bounds of a 95 % interval) or wide (a column per
    indicator: id, field name in any style, or title). Areas are found by code at buurt, wijk or gemeente level,
    else by name. Values of fewer than 10 respondents are left out. ``jaar``: take that year only. Whatever is not
    used is counted in ``report``.
    """
    areas, parts = areas_of(buurten), []
    for number, (source, name) in enumerate(zip(tables, names)):
        progress(number / max(1, len(tables)))
        table = source if isinstance(source, pd.DataFrame) else read_table(source, name)
        rows = _read(table, name, areas, model, report)
        if jaar is not None:
            other = rows["jaar"].notna() & (rows["jaar"] != jaar)
            if other.any():
                report.info(name, tr("{n} values of another year than {year} were left out.").format(
                    n=int(other.sum()), year=jaar), int(other.sum()))
            rows = rows[~other]
        parts.append(rows)
    progress(1.0)
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(LONG))


def _read(table: pd.DataFrame, name: str, areas: Areas, model: Model, report: Report) -> pd.DataFrame:
    keys = {column: _stem(column) for column in table.columns}
    key, codes = _area_column(table, keys, areas)
    if key is None:
        report.warning(name, tr("No area of this table occurs among the neighbourhoods; the table was not used. "
                                "Its columns: {columns}.").format(columns=some(list(table.columns))))
        return pd.DataFrame(columns=list(LONG))
    if _tell_areas(table, key, codes, areas, name, report):
        # Numbers are used again: the wijk of that number may lie elsewhere.
        codes = np.array([c if areas.level.get(c) == "gemeente" else None for c in codes], dtype=object)
    here = np.array([code is not None for code in codes], dtype=bool)
    table, codes = table[here].reset_index(drop=True), codes[here]
    special = {key} | {c for c, k in keys.items() if k in _OTHER | _YEAR | _COUNT | _SOURCE}
    if _first(keys, _INDICATOR) and _first(keys, _VALUE):
        rows = _long(table, keys, codes, model, name, report)
    else:
        counts = {c: model.find(c[:-2] if c.lower().endswith("_n") else c[2:]) for c in table.columns
                  if c.lower().endswith("_n") or c.lower().startswith("n_")}
        counts = {node: c for c, node in counts.items() if node}
        free = [c for c in table.columns if c not in special and c not in counts.values() and keys[c] not in _KEYS]
        used = indicator_columns(free, model, name, report)
        rows = melt(table, used, codes, model, name, _first(keys, _YEAR), _first(keys, _COUNT), counts)
        if not used:
            report.warning(name, tr("No column of this table is an indicator of the model."))
    rows["niveau"] = rows["gebied"].map(areas.level)
    few = rows["n"].notna() & (rows["n"] < MIN_RESPONDENTS)
    if few.any():
        report.warning(name, tr("{n} values of fewer than {limit} respondents were left out.").format(
            n=int(few.sum()), limit=MIN_RESPONDENTS), int(few.sum()))
    return rows.loc[~few, list(LONG)]


def _stem(column: str) -> str:
    """Return a column name for comparison, without the number that StatLine adds."""
    return field_key(re.sub(r"_\d+$", "", str(column).strip()))


def _first(keys: Dict[str, str], wanted: set) -> Optional[str]:
    return next((column for column, key in keys.items() if key in wanted), None)


def _area_column(table: pd.DataFrame, keys: Dict[str, str], areas: Areas) -> Tuple[Optional[str], np.ndarray]:
    """Return the column that names the areas and the code (n,) it stands for, None where there is none.

    Codes go before names; of several columns the one that tells most areas of the finest level apart wins.
    """
    best: Tuple[Tuple[int, ...], Optional[str], np.ndarray] = ((0, 0, 0), None, np.full(len(table), None, dtype=object))

    def consider(column: str, found: Sequence) -> None:
        nonlocal best
        levels = [areas.level[code] for code in set(found) if code is not None]
        merit = tuple(levels.count(level) for level in LEVELS)
        if merit > best[0]:
            best = (merit, column, np.array(list(found), dtype=object))

    for column in table.columns:
        values = texts(table[column].tolist())
        named = keys[column] in _KEYS
        if not named and not any(v is not None and _CBS.fullmatch(v) for v in values):
            continue
        for prefix in PREFIX.values() if named else ("BU",):
            codes = area_codes(values.tolist(), prefix)
            consider(column, [c if c in areas.level else None for c in codes])
    if best[1] is None:
        for column in table.columns:
            values = table[column]
            if values.map(lambda v: isinstance(v, str)).any():
                found = [areas.names.get(plain(v)) if isinstance(v, str) else None for v in values]
                # A stray word is no name: half of the rows or of the areas must be recognised.
                known = len({c for c in found if c})
                if known * 2 >= min(len(areas.names), len(set(values.dropna()))):
                    consider(column, found)
    return best[1], best[2]


def _tell_areas(table: pd.DataFrame, key: str, codes: np.ndarray, areas: Areas, name: str, report: Report) -> bool:
    """Report which areas are in the table; return whether its areas are those of another division."""
    found = {code for code in codes if code is not None}
    count = {level: sum(areas.level[c] == level for c in found) for level in LEVELS}
    total = sum(level == areas.own for level in areas.level.values())
    values = texts(table[key].tolist())
    by_name = any(c is not None and plain(v) in areas.names and v not in areas.level for v, c in zip(values, codes))
    above = {level: n for level, n in count.items() if n and level != areas.own}
    text = tr("Areas recognised by \"{column}\": {n} of {total}.").format(column=key, n=count[areas.own], total=total)
    if above:
        text += " " + tr("Areas above them: {levels}.").format(
            levels=", ".join(f"{n} {level}" for level, n in above.items()))
    (report.info if above or count[areas.own] * 2 >= total else report.warning)(name, text, count[areas.own])
    if by_name:
        report.warning(name, tr("No code matches; joined on the name in \"{column}\".").format(column=key))
    own = area_codes(values.tolist(), PREFIX[areas.own])
    strange = sorted({str(v) for v, c in zip(own, codes) if c is None and v is not None
                      and (by_name or ("GM" + str(v)[2:6] in areas.gemeenten and str(v)[:2] == PREFIX[areas.own]))})
    if strange:
        report.warning(name, tr("{n} areas of the table do not occur among the neighbourhoods, perhaps codes of "
                                "another year: {codes}.").format(n=len(strange), codes=some(strange)), len(strange))
    if count[areas.own] and count[areas.own] < total:
        absent = sorted(c for c, level in areas.level.items() if level == areas.own and c not in found)
        report.info(name, tr("{n} areas have no row in the table: {codes}.").format(
            n=len(absent), codes=some(absent)), len(absent))
    other = bool(strange) and not by_name and not count[areas.own] and count["wijk"] > 0
    if other:
        report.warning(name, tr("None of the {n} codes of this table occurs on the map, so its wijken may be others as "
                                "well: only its figures of the gemeente were used.").format(n=len(strange)),
                       len(strange))
    return other


def indicator_columns(columns: Sequence[str], model: Model, name: str, report: Report,
                      all_indicators: bool = True) -> Dict[str, str]:
    """Return column → indicator for the columns to use, and report the others.

    ``all_indicators`` False: the table has other columns by its nature, and those are not worth a message.
    """
    found = {column: model.find(column) for column in columns}
    unknown = [column for column, node in found.items() if node is None]
    context = [column for column, node in found.items() if node and model.indicators[node].use == CONTEXT]
    # An exact field name goes before one that only resembles it, such as the same name with another number.
    order = sorted(columns, key=lambda column: field_key(column) not in model.fields)
    used: Dict[str, str] = {}
    double = []
    for column in order:
        if column not in unknown and column not in context:
            if found[column] in used.values():
                double.append(column)
            else:
                used[column] = found[column]
    if double:
        report.warning(name, tr("These columns stand for an indicator that another column already gives, and were "
                                "not used: {columns}.").format(columns=some(double)), len(double))
    if context and all_indicators:
        report.info(name, tr("{n} columns are context, not part of the index: {columns}.").format(
            n=len(context), columns=some(context)), len(context))
    if unknown and all_indicators:
        report.info(name, tr("{n} columns are no indicator of the model and were not used: {columns}.").format(
            n=len(unknown), columns=some(unknown)), len(unknown))
    outside = [f"{column} ({node})" for column, node in used.items() if model.indicators[node].use != SUMMED]
    if outside:
        report.info(name, tr("{n} indicators serve to check the index and are not part of it: {ids}.").format(
            n=len(outside), ids=some(outside)), len(outside))
    return used


def melt(table: pd.DataFrame, used: Dict[str, str], codes: np.ndarray, model: Model, name: str,
         year: Optional[str] = None, count: Optional[str] = None,
         counts: Optional[Dict[str, str]] = None) -> pd.DataFrame:
    """Return the used columns of a wide table as rows; missing values give no row."""
    parts = [pd.DataFrame(columns=list(LONG))]
    years = years_of(table[year]) if year else np.full(len(table), np.nan)
    for column, node in used.items():
        indicator = model.indicators.get(node)
        of = (counts or {}).get(node) or (count if indicator is not None and indicator.kind == "subjectief" else None)
        parts.append(pd.DataFrame({
            "gebied": codes, "indicator": node, "waarde": to_numbers(table[column]),
            "n": to_numbers(table[of]) if of else np.nan, "jaar": years, "bron": _source(model, node, name)}))
    rows = pd.concat([p for p in parts if len(p)] or parts, ignore_index=True)
    return rows[rows["waarde"].notna()].reset_index(drop=True).reindex(columns=list(LONG))


def _long(table, keys, codes, model, name, report) -> pd.DataFrame:
    """Return the rows of a long table that have a value for an indicator of the model."""
    values, year, count, low, high = (_first(keys, wanted) for wanted in (_VALUE, _YEAR, _COUNT, _LOW, _HIGH))
    named = texts(table[_first(keys, _INDICATOR)].tolist())
    nodes = {text: model.find(text) for text in set(named) if text is not None}
    unknown = sorted(text for text, node in nodes.items() if node is None)
    if unknown:
        report.warning(name, tr("{n} indicators of the table do not occur in the model and were not used: "
                                "{names}.").format(n=len(unknown), names=some(unknown)), len(unknown))
    own = _first(keys, _SOURCE)
    found = [nodes.get(text) for text in named]
    rows = pd.DataFrame({
        "gebied": codes, "indicator": found, "waarde": to_numbers(table[values]),
        "n": to_numbers(table[count]) if count else np.nan, "jaar": years_of(table[year]) if year else np.nan,
        "laag": to_numbers(table[low]) if low else np.nan, "hoog": to_numbers(table[high]) if high else np.nan,
        "bron": [_source(model, node, name) for node in found]})
    if own:
        rows["bron"] = table[own].where(table[own].notna(), rows["bron"])
    used = np.array([node is not None and model.indicators[node].use != CONTEXT for node in found], dtype=bool)
    return rows[used & rows["waarde"].notna().to_numpy()].reset_index(drop=True).reindex(columns=list(LONG))


def years_of(column: pd.Series) -> np.ndarray:
    """Return the first year in each value (2022, "2022JJ00"), NaN when there is none."""
    found = [_YEAR_TEXT.search(text) if text else None for text in texts(column.tolist())]
    return np.array([float(m.group()) if m else np.nan for m in found])


def _source(model: Model, node: Optional[str], name: str) -> str:
    known = model.indicators[node].source if node in model.indicators else ""
    return f"{known} ({name})" if known and name else known or name

