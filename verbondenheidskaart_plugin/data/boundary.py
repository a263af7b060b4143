"""The koppeltabel of two layers of areas, and a table of figures carried over with it."""

import re
from typing import Callable, Dict, List, Optional, Sequence

import numpy as np
import pandas as pd
from qgis.core import QgsSpatialIndex

from ..core.boundaries import AREA, CHANGED, CLASS, MEAN, RENUMBERED, TOTAL, carry_over, link, says_unchanged
from ..core.codes import area_codes, level_of
from ..core.errors import Duplicate, NoOverlap
from ..core.population import locate
from ..core.tags import fold
from ..i18n import tr
from . import kerncijfers as kc
from .features import Features, points_xy, to_numbers
from .polygons import rings
from .report import Report, some

Progress = Callable[[float], None]
_TOTALS = ("aantal", "ha", "m2")
# How counts and areas are called that the catalogue of CBS fields lacks, in all its styles.
_COUNTS = re.compile(r"(aantal|aant|a|opp|ha|m2)( .*)?|(aantal|oppervlakte|mannen|vrouwen|geboortetotaal|sterftetotaal|"
                     r"bedrijfsvestigingen|personenautostotaal|auto tot|bedr auto|motor 2w).*")
_OWN = {"buurtcode", "buurtnaam", "soort"}
_ROW_IDS = {"fid", "id", "ogc fid", "objectid"}


def koppeltabel(old: Features, new: Features, dwellings: Optional[Features], report: Report,
                progress: Progress = lambda fraction: None) -> pd.DataFrame:
    """Return the links between areas of two years (``core.boundaries.link``) with their names.

    old, new: as ``read_buurten`` gives them; dwellings: points, in the same CRS. Raises ``NoOverlap``.
    """
    i, j, overlap = _overlaps(old, new, progress)
    if not len(i):
        raise NoOverlap(layer=old.name, other=new.name)
    count = None
    if dwellings is not None:
        xy = points_xy(dwellings.geometry)
        before, after = (locate(xy, rings(layer.geometry), len(layer))[0] for layer in (old, new))
        both = (before >= 0) & (after >= 0)
        if not both.any():
            raise NoOverlap(layer=dwellings.name, other=new.name)
        lived = before[both] * len(new) + after[both]
        keys, numbers = np.unique(lived, return_counts=True)
        at = np.searchsorted(keys, i * len(new) + j).clip(max=len(keys) - 1)
        count = np.where(keys[at] == i * len(new) + j, numbers[at], 0)
        outside = int((~both).sum())
        if outside:
            report.info(dwellings.name, tr("Points outside all areas, left out: {n}.").format(n=outside), outside)
    sides = [{"code": layer.table["buurtcode"].to_numpy(dtype=object),
              "area": np.array([g.area() for g in layer.geometry])} for layer in (old, new)]
    unchanged = _said(new, report)
    found = link(*sides, (i, j), overlap, count, unchanged)
    if unchanged is not None:
        told = found["nieuw"].isin(sides[1]["code"][unchanged]) & (found["soort"] == CHANGED)
        areas = sorted(set(found["nieuw"][told]))
        if areas:
            report.warning(new.name, tr("CBS calls {n} areas unchanged that differ from those of the other year: "
                                        "{codes}. They count as changed.").format(n=len(areas), codes=some(areas)),
                           len(areas))
    for column, layer, at in (("oud_naam", old, "oud"), ("nieuw_naam", new, "nieuw")):
        names = dict(zip(layer.table["buurtcode"], layer.table["buurtnaam"]))
        found.insert(found.columns.get_loc(at) + 1, column, found[at].map(names))
    _tell(found, old, new, report)
    return found


def _overlaps(old: Features, new: Features, progress: Progress):
    """Return (old row, new row, m²) of all pairs that overlap."""
    index = QgsSpatialIndex()
    for row, shape in enumerate(old.geometry):
        index.addFeature(row, shape.boundingBox())
    found: List = []
    for row, shape in enumerate(new.geometry):
        progress(row / len(new))
        for other in index.intersects(shape.boundingBox()):
            common = old.geometry[other].intersection(shape).area()
            if common > 0:
                found.append((other, row, common))
    i, j, area = np.array(found, dtype=float).reshape(-1, 3).T
    return i.astype(np.int64), j.astype(np.int64), area


def _said(new: Features, report: Report) -> Optional[np.ndarray]:
    """Return which areas CBS calls unchanged since the year before, None when nothing is said."""
    column = next((c for c in new.table if c.lower().startswith("indelingswijziging")), None)
    if column is None:
        return None
    said = says_unchanged(new.table[column].tolist())
    if said is None:
        report.warning(new.name, tr("Most values of \"{column}\" are not 1, so what they mean is not certain: the "
                                    "shapes decide.").format(column=column))
    return said


def _tell(found: pd.DataFrame, old: Features, new: Features, report: Report) -> None:
    kinds = found.drop_duplicates("nieuw")["soort"].value_counts()
    text = ", ".join(f"{kind} {count}" for kind, count in kinds.items())
    report.info(new.name, tr("Areas by what happened to them: {kinds}.").format(kinds=text), len(new))
    for layer, column in ((old, "oud"), (new, "nieuw")):
        alone = sorted(set(layer.table["buurtcode"]) - set(found[column]))
        if alone:
            report.warning(layer.name, tr("Areas without a counterpart in the other year: {n} ({codes}).").format(
                n=len(alone), codes=some(alone)), len(alone))
    guessed = found[(found["basis"] == AREA) & (found["soort"] == CHANGED)]
    if len(guessed):
        report.warning(new.name, tr("{n} parts of changed areas are shared by area, not by dwellings: give points of "
                                    "dwellings for better figures.").format(n=len(guessed)), len(guessed))


def carried(links: pd.DataFrame, figures: pd.DataFrame, name: str, new: Features, totals: Sequence[str],
            report: Report) -> pd.DataFrame:
    """Return a table of figures by old code as a table by new code, with ``soort`` as a flag.

    ``totals``: columns that count something and are divided; the others of which the catalogue of CBS fields does not
    say so are means. Rows that repeat a code (years, margins) are kept apart by their texts.
    Raises ``MissingField``, ``NoOverlap`` and ``Duplicate``.
    """
    styles = kc.field_styles()
    texts = kc.text_columns(styles, list(figures.columns))
    table = kc.clean(figures.reset_index(drop=True), texts, report, name)
    codes, column = _code_column(table, links, texts, name)
    keep = pd.Series(codes).isin(links["oud"]).to_numpy()
    if not keep.all():
        report.info(name, tr("Rows of the table that belong to no area of the layer: {n}.").format(
            n=int((~keep).sum())), int((~keep).sum()))
    clash = {c: f"{c}_invoer" for c in table if c.lower() in _OWN and c != column and c not in texts}
    table, codes = table[keep].reset_index(drop=True).rename(columns=clash), codes[keep]
    numeric = [c for c in table if c != column and pd.api.types.is_numeric_dtype(table[c]) and c not in texts
               and fold(c) not in _ROW_IDS]
    how = _how(numeric, styles, totals)
    others = [c for c in table if c not in numeric and c not in texts and c != column and fold(c) not in _ROW_IDS]
    parts = []
    for key, rows in _groups(table, codes, others):
        duplicated = pd.Series(codes[rows]).duplicated()
        if duplicated.any():
            value = codes[rows][duplicated.to_numpy()][0]
            raise Duplicate(layer=name, column=column, value=value, rows=np.flatnonzero(codes == value) + 1)
        values = pd.DataFrame({c: to_numbers(table[c].iloc[rows]) for c in numeric})
        part = carry_over(links, codes[rows], values, how, new.table["buurtcode"])
        first = new.table[["buurtcode", "buurtnaam"]].reset_index(drop=True).assign(**key)
        parts.append(pd.concat([first, part], axis=1))
    out = pd.concat(parts, ignore_index=True)
    out = out[out["soort"].notna()].reset_index(drop=True)
    _tell_figures(out, numeric, how, name, report)
    return out


def _code_column(table: pd.DataFrame, links: pd.DataFrame, texts: Sequence[str], name: str):
    """Return (codes, column): the column of which most values are old codes. Raises ``NoOverlap``."""
    known, level = set(links["oud"]), level_of(links["oud"].tolist()) or "BU"
    best: Dict = {}
    for column in [*texts, *(c for c in table if c not in texts and table[c].dtype == object)]:
        codes = area_codes(table[column].tolist(), level)
        best[column] = codes, sum(code in known for code in codes)
    column = max(best, key=lambda c: best[c][1], default=None)
    if column is None or not best[column][1]:
        raise NoOverlap(layer=name, other=tr("the areas of the old layer"))
    return best[column][0], column


def _how(numeric: Sequence[str], styles, totals: Sequence[str]) -> Dict[str, str]:
    sources = styles.sources(list(numeric)).values()
    unit = {column: source.unit for source in sources for column in source.columns}
    made = {}
    for column in numeric:
        known = unit.get(column, "aantal" if _COUNTS.fullmatch(fold(column)) else "")
        made[column] = TOTAL if column in totals or known in _TOTALS else CLASS if known == "klasse" else MEAN
    return made


def _groups(table: pd.DataFrame, codes: np.ndarray, others: Sequence[str]):
    """Yield (texts, rows) of the rows that belong together; all rows when no code is repeated."""
    if not pd.Series(codes).duplicated().any() or not others:
        yield {}, np.arange(len(table))
        return
    keys = [c for c in others if table[c].groupby(codes).nunique(dropna=False).max() > 1]
    for values, rows in table.groupby(keys, dropna=False, sort=False).indices.items() if keys else [((), None)]:
        values = values if isinstance(values, tuple) else (values,)
        yield dict(zip(keys, values)), np.arange(len(table)) if rows is None else rows


def _tell_figures(out: pd.DataFrame, numeric: Sequence[str], how: Dict[str, str], name: str, report: Report) -> None:
    for kind, text in ((TOTAL, tr("Divided over the new areas, as totals: {fields}.")),
                       (MEAN, tr("Averaged over the parts of the new areas: {fields}.")),
                       (CLASS, tr("Taken from the largest part of the new areas: {fields}."))):
        fields = [c for c in numeric if how[c] == kind]
        if fields:
            report.info(name, text.format(fields=", ".join(fields)), len(fields))
    changed = int((out["soort"] == CHANGED).sum())
    moved = int((out["soort"] == RENUMBERED).sum())
    report.info(name, tr("Rows carried over: {n}, of which {m} to another code and {k} estimated for changed "
                         "boundaries.").format(n=len(out), m=moved, k=changed), len(out))
