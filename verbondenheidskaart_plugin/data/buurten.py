"""Reading buurten (or wijken) of any year and any style into the one canonical table."""

from difflib import SequenceMatcher
from typing import Callable, Optional, Sequence, Tuple

import numpy as np
import pandas as pd

from ..core.cbs import EXTRA, TOTALS, FieldStyles
from ..core.codes import area_codes, level_of, parents, texts
from ..core.errors import BadValue, Duplicate, EmptyInput, MissingField, UnknownGemeente
from ..core.fields import BUURT_BASE
from ..core.figures import thousands_lost
from ..i18n import tr
from . import kerncijfers as kc
from .features import Features, read, to_numbers
from .polygons import areas, merged
from .report import Report, some

CANONICAL = (*(f.name for f in BUURT_BASE), *EXTRA)
_OTHER_NAMES = {"den haag": "s gravenhage", "den bosch": "s hertogenbosch"}
_WATER = ("ja", "b")  # water, and parts abroad
# Fields that may differ between two pieces of one area.
_TECHNICAL = ("fid", "ogc_fid", "id", "gid", "objectid", "globalid", "uuid", "shape_area", "shape_length",
              "shape__area", "shape__length", "shape_leng", "oppervlakte", "area")


def read_buurten(
    source, name: str, crs, context, report: Report, kerncijfers: Optional[pd.DataFrame] = None, codeveld: str = "",
    gemeenten: Sequence[str] = (), progress: Callable[[float], None] = lambda fraction: None,
    require_inwoners: bool = True, kerncijfers_name: str = "",
) -> Features:
    """Return the buurten of a polygon source as canonical ``Features`` in ``crs``.

    The table has the fields of ``BUURT_BASE``, ``land_m2`` (land according to CBS, else the polygon's area),
    ``stedelijkheid`` (1–5), and after them all other fields of the input and of ``kerncijfers``, cleaned.
    ``codeveld`` names the field with the area code. ``gemeenten`` keeps only these, given by code or name.
    ``require_inwoners=False`` accepts areas without a population figure, for when points will bring it.
    Every drop, repair and assumption is counted in ``report``.
    Raises ``MissingField``, ``EmptyInput``, ``WrongGeometry``, ``UnknownGemeente``, ``Duplicate``, ``NoOverlap``.
    """
    styles = kc.field_styles()
    features = read(source, name, crs, context)
    progress(0.2)
    columns = list(features.table.columns)
    if codeveld and codeveld not in columns:
        raise MissingField(layer=name, what="buurtcode", candidates=(codeveld,), present=columns)
    texts_of = {*kc.text_columns(styles, columns), codeveld} & set(columns)
    features.table = kc.clean(features.table.reset_index(drop=True), tuple(texts_of), report, name)
    dry = _dry(features, styles, report)
    features = features.take(dry)
    keys, code_column = _keys(features, styles, codeveld, report)
    keys["row"] = np.flatnonzero(dry) + 1
    keep = in_gemeenten(keys, gemeenten, name) & keys["buurtcode"].notna().to_numpy()
    without = int(keys["buurtcode"].isna().sum())
    if without:
        report.warning(name, tr("Areas without a code, left out: {n}.").format(n=without), without)
    features.table = pd.concat([keys.add_prefix("__"), features.table], axis=1)
    features = areas(features.take(keep), report, lambda fraction: progress(0.2 + 0.5 * fraction))
    features = _one_per_code(features, code_column, report)
    keys = features.table[[c for c in features.table if c.startswith("__")]]
    own = features.table.drop(columns=keys.columns)
    keys = keys.rename(columns=lambda c: c[2:])
    figures, rest = _figures(keys, own, styles, report, name, kerncijfers, kerncijfers_name, code_column)
    progress(0.9)
    _check_inwoners(figures, own, kerncijfers, styles, name, report, require_inwoners)
    figures["land_m2"] = figures["land_m2"].fillna(pd.Series([g.area() for g in features.geometry]))
    table = pd.concat([keys[["buurtcode", "buurtnaam", "wijkcode", "gemeentecode"]], figures], axis=1)
    table = table[list(CANONICAL)]
    features.table = pd.concat([table, _others(rest, table)], axis=1)
    persons = table["inwoners"].sum(min_count=1)
    text = tr("Areas read: {n}.") if np.isnan(persons) else tr("Areas read: {n}, with {persons} residents.")
    report.info(name, text.format(n=len(table), persons=f"{persons:.0f}"), len(table))
    return features


def _dry(features: Features, styles: FieldStyles, report: Report) -> np.ndarray:
    """Return which features are land in the Netherlands."""
    wet = np.zeros(len(features), dtype=bool)
    for column in styles.columns_of("water", list(features.table.columns)):
        wet |= np.array([str(v).strip().lower() in _WATER for v in features.table[column]])
    if wet.any():
        n = int(wet.sum())
        report.info(features.name, tr("Areas of water or abroad, left out: {n}.").format(n=n), n)
    if wet.all():
        raise EmptyInput(layer=features.name, reason="all_water")
    return ~wet


def _keys(features: Features, styles: FieldStyles, codeveld: str, report: Report) -> Tuple[pd.DataFrame, str]:
    """Return codes and names of every area, and the column of its code."""
    table, columns = features.table, list(features.table.columns)
    gemeente = _first(table, styles.columns_of("gemeentecode", columns))
    gemeente = np.full(len(table), None, dtype=object) if gemeente is None else area_codes(table[gemeente], "GM")
    found = [(level, _first(table, styles.columns_of(veld, columns)))
             for level, veld in (("BU", "buurtcode"), ("WK", "wijkcode"), ("GM", "gemeentecode"))]
    level, column = next(((lv, c) for lv, c in found if c), ("BU", None)) if not codeveld else ("BU", codeveld)
    if column is None:
        raise MissingField(layer=features.name, what="buurtcode", candidates=styles.spellings("buurtcode"),
                           present=columns)
    codes = area_codes(table[column], level, gemeente)
    if all(c is None for c in codes):
        raise EmptyInput(layer=features.name, reason="all_null", what=column)
    level = level_of(codes) or level
    if level != "BU" and not codeveld:
        report.warning(features.name, tr("No code of buurten was found; \"{column}\" is used as the area code.").format(
            column=column))
    wijk = _first(table, [c for c in styles.columns_of("wijkcode", columns) if c != column])
    wijk = np.full(len(table), None, dtype=object) if wijk is None else area_codes(table[wijk], "WK", gemeente)
    naam = None
    for veld in {"WK": ("wijknaam", "buurtnaam"), "GM": ("gemeentenaam", "buurtnaam")}.get(level, ("buurtnaam",)):
        naam = naam or _first(table, styles.columns_of(veld, columns))
    stad = _first(table, styles.columns_of("gemeentenaam", columns))
    return pd.DataFrame({
        "buurtcode": codes,
        "buurtnaam": _filled(texts(table[naam]) if naam else codes, codes),
        "wijkcode": _filled(wijk, parents(codes, "WK")),
        "gemeentecode": _filled(gemeente, parents(codes, "GM")),
        "gemeente": texts(table[stad]) if stad else np.full(len(table), None, dtype=object),
    }, dtype=object), column


def _first(table: pd.DataFrame, columns: Sequence[str]) -> Optional[str]:
    """Return the first of the columns that has any value, None when there is none."""
    return next((c for c in columns if table[c].notna().any()), None)


def _filled(values: np.ndarray, others: np.ndarray) -> np.ndarray:
    return np.array([b if a is None else a for a, b in zip(values, others)], dtype=object)


def in_gemeenten(keys: pd.DataFrame, gemeenten: Sequence[str], name: str) -> np.ndarray:
    """Return which areas lie in one of the gemeenten; all when none is asked for."""
    asked = [str(g).strip() for g in gemeenten if str(g).strip()]
    keep = np.full(len(keys), not asked)
    names = keys["gemeente"].map(kc.plain).replace(_OTHER_NAMES)
    for wish in asked:
        wanted = kc.plain(wish)
        hit = (keys["gemeentecode"] == area_codes([wish], "GM")[0]) | (names == _OTHER_NAMES.get(wanted, wanted))
        if not hit.any():
            pairs = keys[["gemeente", "gemeentecode"]].drop_duplicates().astype(object).to_numpy()
            known = {" ".join(str(v) for v in pair if v is not None) for pair in pairs} - {""}
            alike = sorted(known, key=lambda k: (-SequenceMatcher(None, kc.plain(wish) or "", kc.plain(k)).ratio(), k))
            raise UnknownGemeente(layer=name, column="gemeenten", value=wish, allowed=some(alike))
        keep |= hit.to_numpy()
    return keep


def _one_per_code(features: Features, code_column: str, report: Report) -> Features:
    """Return one row per code: pieces of one area joined, copies dropped; differing rows are an error."""
    codes = features.table["__buurtcode"]
    repeated = codes[codes.duplicated(keep=False)]
    if repeated.empty:
        return features
    content = features.table[[c for c in features.table if c.lower() not in _TECHNICAL]].drop(columns="__row")
    keep = ~codes.duplicated().to_numpy()
    pieces = 0
    for code, rows in repeated.groupby(repeated).groups.items():
        first, *others = list(rows)
        for other in others:
            if not content.loc[first].equals(content.loc[other]):
                raise Duplicate(layer=features.name, column=code_column, value=code,
                                rows=features.table.loc[list(rows), "__row"].tolist())
        features.geometry[first], differed = merged([features.geometry[r] for r in rows])
        pieces += len(others) if differed else 0
    copies = int((~keep).sum()) - pieces
    if pieces:
        report.warning(features.name, tr("Pieces joined to the area with the same code: {n}.").format(n=pieces), pieces)
    if copies:
        report.warning(features.name, tr("Copies of an area, left out: {n}.").format(n=copies), copies)
    return features.take(keep)


def _figures(keys, own, styles, report, name, kerncijfers, kerncijfers_name, code_column):
    """Return the figures of layer and key figures together, and all input columns."""
    figures, sources = kc.to_figures(own, styles, report, name)
    _refuse_thousands(own, sources, name)
    if kerncijfers is None:
        return figures, own
    subject = kerncijfers_name or tr("key figures")
    table = kerncijfers.reset_index(drop=True)
    candidates = {*kc.text_columns(styles, list(table.columns)), code_column} & set(table.columns)
    rows = kc.join(keys["buurtcode"].to_numpy(), keys["buurtnaam"].to_numpy(), level_of(keys["buurtcode"]) or "BU",
                   table, styles, report, subject, name)
    joined = table.reindex(np.where(rows >= 0, rows, len(table))).reset_index(drop=True)
    joined = kc.clean(joined, tuple(candidates), report, subject)
    counts, sources = kc.to_figures(joined, styles, report, subject, figures)
    _refuse_thousands(joined, sources, subject)
    joined = joined.drop(columns=list(candidates))
    rest = own.copy()
    present = {c.lower(): c for c in rest.columns}
    extra = {}
    for column in joined.columns:
        mine = present.get(column.lower())
        if mine is None:
            extra[column] = joined[column]
        elif joined[column].dtype == rest[mine].dtype:
            rest[mine] = joined[column].where(joined[column].notna(), rest[mine])
        else:
            rest[mine] = joined[column].astype(object).where(joined[column].notna(), rest[mine].astype(object))
    return kc.merge(figures, counts, report, subject), pd.concat([rest, pd.DataFrame(extra)], axis=1)


def _refuse_thousands(table: pd.DataFrame, sources, subject: str) -> None:
    """Raise ``BadValue`` when 1.234 people were read as one person and a bit: the point stood for thousands."""
    for column in [c for total in TOTALS if total in sources for c in sources[total].columns]:
        row = thousands_lost(to_numbers(table[column]))
        if row is not None:
            raise BadValue(layer=subject, column=column, row=row + 1, value=table[column].iloc[row],
                           allowed=tr("whole numbers, without a point or comma between the thousands"))


def _check_inwoners(figures, own, kerncijfers, styles, name, report, required) -> None:
    """Raise when no area has residents; else report how many lack them."""
    missing = int(figures["inwoners"].isna().sum())
    if missing == len(figures):
        columns = [*own.columns, *(kerncijfers.columns if kerncijfers is not None else ())]
        if not required:
            report.warning(name, tr("The number of residents is not known for any area."))
        elif styles.columns_of("inwoners", columns):
            raise EmptyInput(layer=name, reason="all_null", what="inwoners")
        else:
            raise MissingField(layer=name, what="inwoners", candidates=styles.spellings("inwoners"), present=columns)
    elif missing:
        report.warning(name, tr("Areas whose number of residents is not known: {n}.").format(n=missing), missing)


def _others(rest: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """Return the input columns beside the canonical ones; a clashing name gets ``_invoer`` unless equal."""
    canonical = {c.lower(): c for c in table.columns}
    out = {}
    for column in rest.columns:
        if column.lower() == "fid":  # the feature number of the source; the output has its own
            continue
        name = column
        if column.lower() in canonical:
            mine, other = table[canonical[column.lower()]], rest[column]
            same = [(a == b) or (pd.isna(a) and pd.isna(b)) for a, b in zip(mine, other)]
            if all(same):
                continue
            name = f"{column}_invoer"
            while name in rest.columns:
                name += "_"
        out[name] = rest[column]
    return pd.DataFrame(out, index=table.index)
