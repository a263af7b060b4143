"""Figures of areas as counts of persons and households, their unit verified against the values."""

from dataclasses import dataclass
from typing import List, Mapping, Optional, Sequence, Tuple

import numpy as np
import pandas as pd

from .cbs import EXTRA, FIGURES, TOTALS, Source
from .schema import DIMENSIONS, total_of

OLD_ORIGIN = ("herk_westers", "herk_niet_westers")
NEW_ORIGIN = ("herk_europa", "herk_buiten_europa")

# CBS rounds counts to 5 and percentages to whole numbers (those of cells to tens): groups that differ more than
# this share from their total are not rounded but something else.
PLAUSIBLE_DIFFERENCE = 0.2


@dataclass(frozen=True)
class Finding:
    """Something to report about ``fields``: ``kind`` is a code, ``count`` the number of values or areas.

    Kinds: negative, above_100, above_total, is_count, is_percent, implausible, no_denominator, origin_both,
    derived, not_a_class.
    """

    kind: str
    fields: Tuple[str, ...]
    count: int = 0

MANY = 2e7  # more persons than live in the country: no area has them


def thousands_lost(values: np.ndarray) -> Optional[int]:
    """Return the row of a number of people (n,) that shows that 1.234 was read as a fraction; None when none does.

    Then every fraction has three figures at most, one needs them all, and all lie from 1 to 100, although areas of
    hundreds are there, or nothing else is.
    """
    known = np.where(np.isfinite(values), values, 0.0)
    broken = known % 1 != 0
    third = np.abs(known * 100 - np.rint(known * 100)) > 1e-6
    finer = np.abs(known * 1000 - np.rint(known * 1000)) > 1e-6
    if not third.any() or finer.any() or not ((known[broken] > 1) & (known[broken] < 100)).all():
        return None
    whole = known[~broken].max(initial=0.0)
    return int(np.flatnonzero(third)[0]) if 100 <= whole < 1000 or whole < known[broken].max() else None


def figures(
    numbers: pd.DataFrame, sources: Mapping[str, Source], totals: Optional[Mapping[str, np.ndarray]] = None
) -> Tuple[pd.DataFrame, List[Finding]]:
    """Return counts of persons and households, (n, len(FIGURES)), and what was found on the way.

    numbers: the source columns as float64, missing as NaN. totals: denominators for what ``numbers`` lacks
    (``inwoners``, ``huishoudens``). Percentages become counts with their own denominator; a unit that the
    values contradict is changed; figures that are neither become NaN. With the origin of before 2023,
    ``herk_nl`` is residents minus both others. Old and new origin never stay together: the new one wins.
    """
    found: List[Finding] = []
    out = pd.DataFrame(np.nan, index=numbers.index, columns=list(FIGURES), dtype=float)
    raw = {f: np.array(numbers[list(s.columns)].sum(axis=1, skipna=False), dtype=float)
           for f, s in sources.items() if f in FIGURES}
    for name, values in raw.items():
        _blank(values, values < 0, "negative", name, found)
        _blank(values, values > MANY, "too_many", name, found)
    for name in TOTALS:
        given = np.full(len(numbers), np.nan) if totals is None else np.asarray(totals.get(name, np.nan), dtype=float)
        out[name] = np.where(np.isnan(raw[name]), given, raw[name]) if name in raw else given
    new, old = ([f for f in fs if f in raw and np.isfinite(raw[f]).any()] for fs in (NEW_ORIGIN, OLD_ORIGIN))
    if new and old:
        found.append(Finding("origin_both", tuple(old)))
    if new:
        raw = {f: v for f, v in raw.items() if f not in OLD_ORIGIN}
    dimensions = [d for name, d in DIMENSIONS.items() if name != ("herkomst_oud" if new else "herkomst")]
    for groups in dimensions:
        _dimension(out, raw, sources, [g for g in groups if g in raw], groups, found)
    present = [f for f in OLD_ORIGIN if f in raw and np.isfinite(out[f]).any()]
    if len(present) == 2 and "herk_nl" not in raw:
        rest = (out["inwoners"] - out[list(OLD_ORIGIN)].sum(axis=1, skipna=False)).to_numpy(dtype=float)
        out["herk_nl"] = np.maximum(rest, 0.0)
        found.append(Finding("derived", ("herk_nl",), int(np.isfinite(rest).sum())))
    for name in TOTALS:  # what was borrowed for the percentages is not a figure of this table
        out[name] = raw.get(name, np.nan)
    return out, found


def _dimension(
    out: pd.DataFrame, raw: Mapping[str, np.ndarray], sources: Mapping[str, Source], groups: Sequence[str],
    complete: Sequence[str], found: List[Finding],
) -> None:
    """Turn the groups of one dimension into counts, unit verified for those that share a unit."""
    for unit in ("aantal", "procent"):
        names = [g for g in groups if sources[g].unit == unit]
        if not names:
            continue
        denominator = sources[names[0]].denominator or total_of(names[0])
        total = out[denominator].to_numpy(dtype=float)
        values = np.stack([raw[g] for g in names], axis=1)
        whole = len(names) == len(complete)
        hundred = np.full(len(total), 100.0)
        fits = {"aantal": _fits(values, total, whole, 5.0), "procent": _fits(values, hundred, whole, 0.5)}
        other = "procent" if unit == "aantal" else "aantal"
        real = unit if fits[unit] else other if fits[other] else ""
        if unit == "procent" and real == "aantal" and not np.isfinite(total).any():
            real = unit
        if not real:
            found.append(Finding("implausible", tuple(names), int(np.isfinite(values).any(axis=1).sum())))
            continue
        if real != unit:
            found.append(Finding("is_count" if real == "aantal" else "is_percent", tuple(names)))
        for name, column in zip(names, values.T):
            column = column.copy()
            if real == "procent":
                _blank(column, column > 100, "above_100", name, found)
                lost = np.isfinite(column) & np.isnan(total)
                if lost.any():
                    found.append(Finding("no_denominator", (name,), int(lost.sum())))
                out[name] = column / 100.0 * total
            else:
                _blank(column, column > _ceiling(total), "above_total", name, found)
                out[name] = column


def _ceiling(total: np.ndarray) -> np.ndarray:
    """The most a group can be beside ``total``: both are rounded to 5."""
    return np.maximum(total * 1.05, total + 5.0)


def _fits(values: np.ndarray, total: np.ndarray, whole: bool, rounding: float) -> bool:
    """Can ``values`` (n, groups) be parts of ``total`` (n,)? A whole dimension must also add up to it, over all areas.

    Each value may be off by ``rounding``, which tells in areas of a few persons.
    """
    known = np.isfinite(values) & np.isfinite(total)[:, None]
    with np.errstate(invalid="ignore"):
        if known.any() and (values > _ceiling(total)[:, None])[known].mean() > 0.05:
            return False
    rows = known.all(axis=1) & (total > 0)
    if not whole or not rows.any():
        return True
    difference = abs(values[rows].sum() - total[rows].sum())
    return bool(difference <= max(PLAUSIBLE_DIFFERENCE * total[rows].sum(), rounding * values[rows].size))


def _blank(values: np.ndarray, wrong: np.ndarray, kind: str, name: str, found: List[Finding]) -> None:
    """Make wrong values NaN, and count them."""
    if wrong.any():
        values[wrong] = np.nan
        found.append(Finding(kind, (name,), int(wrong.sum())))


def extras(numbers: pd.DataFrame, sources: Mapping[str, Source]) -> Tuple[pd.DataFrame, List[Finding]]:
    """Return ``land_m2`` (square metres) and ``stedelijkheid`` (class 1–5), NaN where not given."""
    found: List[Finding] = []
    out = pd.DataFrame(np.nan, index=numbers.index, columns=list(EXTRA), dtype=float)
    if "land_m2" in sources:
        source = sources["land_m2"]
        land = numbers[source.columns[0]].to_numpy(dtype=float) * (10_000.0 if source.unit == "ha" else 1.0)
        _blank(land, land < 0, "negative", "land_m2", found)
        out["land_m2"] = np.where(land > 0, land, np.nan)
    if "stedelijkheid" in sources:
        degree = numbers[sources["stedelijkheid"].columns[0]].to_numpy(dtype=float).copy()
        _blank(degree, np.isfinite(degree) & ~np.isin(degree, (1, 2, 3, 4, 5)), "not_a_class", "stedelijkheid", found)
        out["stedelijkheid"] = degree
    return out, found
