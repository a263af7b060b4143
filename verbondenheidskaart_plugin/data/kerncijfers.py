"""Key figures of areas: cleaned, recognised in any CBS style, and joined to the areas they belong to."""

import re
import unicodedata
from typing import Dict, Optional, Sequence, Tuple

import numpy as np
import pandas as pd

from ..core.cbs import EXTRA, FIGURES, TEXTS, FieldStyles
from ..core.codes import area_codes, texts
from ..core.errors import Duplicate, MissingField, NoOverlap
from ..core.figures import NEW_ORIGIN, OLD_ORIGIN, extras, figures
from ..core.schema import GROUPS, total_of
from ..i18n import tr
from ..paths import resource
from .catalogue import read_rows
from .features import LARGEST, to_numbers
from .report import Report, some

ROUNDED_TO = 5  # what CBS publishes of people
MISSING = -99990  # CBS codes for "missing" are this or lower
_NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})([.,]\d+)?")
_KEYS = ("buurtcode", "wijkcode", "gemeentecode", "buurtnaam", "wijknaam", "gemeentenaam")
_LEVELS = {"buurt": "BU", "neighbourhood": "BU", "neighborhood": "BU", "wijk": "WK", "district": "WK", "borough": "WK",
           "gemeente": "GM", "municipality": "GM", "land": "NL", "country": "NL"}


def field_styles(path=None) -> FieldStyles:
    """Return the catalogue of CBS field spellings, the one of the plugin unless ``path`` is given."""
    path = path or resource("catalogue", "kwb_velden.csv")
    return FieldStyles.from_rows(read_rows(path), str(path))


def clean(table: pd.DataFrame, text_columns: Sequence[str], report: Report, subject: str) -> pd.DataFrame:
    """Return the table with codes for missing made empty and numbers in text made numbers.

    ``text_columns`` (codes, names) stay text. The values made empty are reported in one line.
    """
    emptied: Dict[str, int] = {}
    out = {}
    for column in table.columns:
        values = table[column]
        if column in text_columns:
            out[column] = pd.Series(texts(values), dtype=object)
        elif pd.api.types.is_bool_dtype(values):
            out[column] = values
        elif pd.api.types.is_numeric_dtype(values):
            number = pd.to_numeric(values, errors="coerce")
            bad = int(((number <= MISSING) | (number > LARGEST)).sum())
            out[column] = pd.Series(to_numbers(values)) if bad else values
            emptied[column] = bad
        else:
            text = values.map(lambda v: v.strip() if isinstance(v, str) else v)
            hidden = text.map(lambda v: isinstance(v, str) and v in (".", "-"))
            filled = text[~hidden & text.notna() & (text != "")]
            if len(filled) and all(isinstance(v, str) and _NUMBER.fullmatch(v) for v in filled):
                numbers = to_numbers(text)
                out[column] = pd.Series(numbers)
                emptied[column] = int(hidden.sum() + (len(filled) - np.isfinite(numbers).sum()))
            elif hidden.any() and not len(filled):
                out[column] = pd.Series(np.full(len(values), np.nan))
                emptied[column] = int(hidden.sum())
            else:
                out[column] = text.where(text != "", None).astype(object)
    emptied = {c: n for c, n in emptied.items() if n}
    if emptied:
        most = sorted(emptied.items(), key=lambda item: -item[1])
        n, fields = sum(emptied.values()), some([f"{c} ({k})" for c, k in most])
        text = tr("Codes for a missing value (≤ −99990 or \".\") made empty: {n}, in {fields}.")
        report.info(subject, text.format(n=n, fields=fields), n)
    return pd.DataFrame(out, index=table.index).set_axis(table.columns, axis=1)


def to_figures(
    table: pd.DataFrame, styles: FieldStyles, report: Report, subject: str,
    totals: Optional[pd.DataFrame] = None,
) -> Tuple[pd.DataFrame, Dict]:
    """Return counts (columns ``FIGURES`` and ``EXTRA``) and the sources they came from."""
    sources = styles.sources(list(table.columns))
    used = list(dict.fromkeys(c for s in sources.values() for c in s.columns))
    numbers = pd.DataFrame({c: to_numbers(table[c]) for c in used}, index=table.index)
    counts, found = figures(numbers, sources, totals)
    more, found_more = extras(numbers, sources)
    names: Dict[str, int] = {}
    for source in sources.values():
        names[source.style] = names.get(source.style, 0) + 1
    if names:
        text = ", ".join(f"{style} ({n})" for style, n in sorted(names.items(), key=lambda item: -item[1]))
        report.info(subject, tr("Figures recognised, by field style: {styles}.").format(styles=text), len(sources))
    tell(found + found_more, report, subject)
    return pd.concat([counts, more], axis=1), sources


def tell(found, report: Report, subject: str) -> None:
    """Report findings of ``core.figures``, one line for each kind."""
    for kind in dict.fromkeys(f.kind for f in found):
        same = [f for f in found if f.kind == kind]
        fields, n = ", ".join(dict.fromkeys(name for f in same for name in f.fields)), sum(f.count for f in same)
        show = report.info if kind == "derived" else report.warning
        show(subject, _sentence(kind).format(fields=fields, n=n), n or None)


def _sentence(kind: str) -> str:
    return {
        "negative": tr("Negative values made empty: {n}, in {fields}."),
        "too_many": tr("Numbers of more people than live in the country made empty: {n}, in {fields}."),
        "above_100": tr("Percentages above 100 made empty: {n}, in {fields}."),
        "above_total": tr("Counts above their total made empty: {n}, in {fields}."),
        "is_count": tr("Read as counts, as their values show, although their name says percentage: "
                       "{fields}."),
        "is_percent": tr("Read as percentages, as their values show, although their name says count: "
                         "{fields}."),
        "implausible": tr("Not used, for they add up neither to 100% nor to their total: {fields}."),
        "no_denominator": tr("Percentages without a total to multiply with, left empty: {n}, in {fields}."),
        "origin_both": tr("Origin is present in the division of before and since 2023, which cannot be compared: "
                          "the older one was not used ({fields})."),
        "derived": tr("Dutch background derived as residents minus western and non-western, number of areas: "
                      "{n} ({fields})."),
        "not_a_class": tr("Values that are no class from 1 to 5 made empty: {n}, in {fields}."),
    }[kind]


def join(
    codes: np.ndarray, names: np.ndarray, level: str, table: pd.DataFrame, styles: FieldStyles,
    report: Report, subject: str, layer: str,
) -> np.ndarray:
    """Return for every area its row in ``table``, −1 for none: by code, or by name when no code matches.

    codes, names: (n,) of the areas; level: "BU", "WK" or "GM". Rows of other levels are passed over.
    Raises ``MissingField`` when the table has no codes and no names, ``NoOverlap`` when nothing matches and
    ``Duplicate`` when a code or name has conflicting rows.
    """
    usable = _rows_of_level(table, styles, level)
    columns = list(table.columns)
    if not any(styles.columns_of(veld, columns) for veld in _KEYS):
        raise MissingField(layer=subject, what="buurtcode", candidates=styles.spellings("buurtcode"), present=columns)
    found = {}
    for veld in ("buurtcode", "wijkcode", "gemeentecode"):
        for column in styles.columns_of(veld, list(table.columns)):
            keys = np.where(usable, area_codes(table[column].tolist(), level), None)
            found[column] = (_lookup(codes, keys), keys)
    column = max(found, key=lambda c: (found[c][0] >= 0).sum(), default=None)
    if column is not None and (found[column][0] >= 0).any():
        rows, keys = found[column]
        label = codes
    else:
        column, rows, keys, label = _by_name(names, table, usable, styles)
        if not (rows >= 0).any():
            report.warning(subject, tr("No code matches: the layer has {codes}; the table has {others}.").format(
                codes=some([c for c in codes if c]), others=some([k for _, ks in found.values() for k in ks if k])))
            raise NoOverlap(layer=subject, other=layer)
        report.warning(subject, tr("No code matches; joined on the name in \"{column}\".").format(column=column))
    _check_unique(table, rows, keys, column, subject)
    _tell_join(rows, label, keys, column, report, subject)
    return rows


def _rows_of_level(table: pd.DataFrame, styles: FieldStyles, level: str) -> np.ndarray:
    """Return which rows are of ``level``, where the table tells."""
    for column in styles.columns_of("niveau", list(table.columns)):
        levels = np.array([_LEVELS.get(str(v).strip().lower(), "") for v in table[column]], dtype=object)
        if (levels == level).any():
            return (levels == level) | (levels == "")
    return np.ones(len(table), dtype=bool)


def _lookup(wanted: np.ndarray, keys: np.ndarray) -> np.ndarray:
    first = {}
    for row, key in enumerate(keys):
        if key is not None:
            first.setdefault(key, row)
    return np.array([first.get(w, -1) if w is not None else -1 for w in wanted], dtype=np.int64)


def plain(name) -> Optional[str]:
    """Return a name for comparison: no accents, capitals or punctuation; None when nothing is left."""
    if name is None:
        return None
    text = unicodedata.normalize("NFKD", str(name))
    text = "".join(c for c in text if not unicodedata.combining(c)).casefold()
    return re.sub(r"[^a-z0-9]+", " ", text).strip() or None


def _by_name(names, table, usable, styles):
    """Return (column, rows, keys, names) of the name column that matches most; ambiguous names match nothing."""
    wanted = np.array([plain(n) for n in names], dtype=object)
    repeated = {n for n, k in zip(*np.unique([w for w in wanted if w], return_counts=True)) if k > 1}
    wanted = np.array([None if w in repeated else w for w in wanted], dtype=object)
    best = ("", np.full(len(names), -1, dtype=np.int64), np.full(len(table), None, dtype=object), names)
    for veld in ("buurtnaam", "wijknaam", "gemeentenaam"):
        for column in styles.columns_of(veld, list(table.columns)):
            keys = np.array([plain(v) if ok else None for v, ok in zip(texts(table[column]), usable)], dtype=object)
            rows = _lookup(wanted, keys)
            if (rows >= 0).sum() > (best[1] >= 0).sum():
                best = (column, rows, keys, names)
    return best


def _check_unique(table, rows, keys, column, subject) -> None:
    """Raise ``Duplicate`` when a key in use has several rows that differ."""
    used = {keys[r] for r in rows[rows >= 0]}
    seen: Dict[str, int] = {}
    content = table.drop(columns=[c for c in table.columns if c.lower() in ("id", "fid", "ogc_fid")])
    for row, key in enumerate(keys):
        if key in used and seen.setdefault(key, row) != row:
            if not content.iloc[row].equals(content.iloc[seen[key]]):
                raise Duplicate(layer=subject, column=column, value=key, rows=[seen[key] + 1, row + 1])


def _tell_join(rows, label, keys, column, report, subject) -> None:
    matched = int((rows >= 0).sum())
    show = report.info if matched * 2 > len(rows) else report.warning
    show(subject, tr("Joined on \"{column}\": {n} of {total} areas found.").format(
        column=column, n=matched, total=len(rows)), matched)
    without = [str(v) for v in label[rows < 0]]
    if without:
        report.warning(subject, tr("Areas without a row in the table: {n} ({codes}).").format(
            n=len(without), codes=some(without)), len(without))
    unused = len({k for k in keys if k is not None}) - len(set(rows[rows >= 0].tolist()))
    if unused > 0:
        report.info(subject, tr("Rows of the table that belong to no area of the layer: {n}.").format(n=unused), unused)



def merge(layer: pd.DataFrame, table: pd.DataFrame, report: Report, subject: str) -> pd.DataFrame:
    """Return the figures of both: the table wins, the layer fills its gaps; origin from one division only.

    A group of the layer that is larger than the total of the table is left empty and reported.
    """
    layer, table = layer.copy(), table.copy()
    has = {(k, d): f[list(d)].notna().any(axis=None) for k, f in (("layer", layer), ("table", table))
           for d in (NEW_ORIGIN, OLD_ORIGIN)}
    for old, new, frame in (("layer", "table", layer), ("table", "layer", table)):
        if has[old, OLD_ORIGIN] and has[new, NEW_ORIGIN]:
            frame[[*OLD_ORIGIN, "herk_nl"]] = np.nan
            report.warning(subject, _sentence("origin_both").format(fields=", ".join(OLD_ORIGIN)))
    columns = [*FIGURES, *EXTRA]
    a, b = layer[columns].to_numpy(dtype=float), table[columns].to_numpy(dtype=float)
    both = np.isfinite(a) & np.isfinite(b)
    changed = int((both & ~np.isclose(a, b)).sum())
    if both.any():
        report.info(subject, tr("Figures that the layer has too, taken from the table: {n}, of which {m} "
                                "differ.").format(
            n=int(both.sum()), m=changed), int(both.sum()))
    out = pd.DataFrame(np.where(np.isfinite(b), b, a), columns=columns)
    # The total of the table and a group of the layer may be of different years.
    for group in GROUPS:
        more = (out[group] > out[total_of(group)] + ROUNDED_TO) & table[group].isna().to_numpy()
        if more.any():
            out.loc[more, group] = np.nan
            report.warning(subject, tr("{field}: the layer tells more than the total of the table, made empty in {n} "
                                       "areas.").format(field=group, n=int(more.sum())), int(more.sum()))
    return out


def text_columns(styles: FieldStyles, columns: Sequence[str]) -> Tuple[str, ...]:
    """Return the columns that are codes or names."""
    return tuple(c for veld in TEXTS for c in styles.columns_of(veld, columns))
