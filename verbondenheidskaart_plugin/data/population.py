"""The population layer: residents of buurten at addresses, cells or postcodes, or else along their streets."""

from typing import Callable, Dict, List, Optional, Tuple

import numpy as np
import pandas as pd
from qgis.core import QgsGeometry, QgsPointXY, QgsRectangle, QgsWkbTypes

from ..core.errors import EmptyInput, MissingField, NoOverlap, WrongGeometry
from ..core.polylines import Polylines
from ..core.population import FIGURES, distribute, locate, sample
from ..core.privacy import without_few
from ..i18n import tr
from . import kerncijfers as kc
from .coordinates import with_points
from .features import Features, points_xy, read, to_numbers
from .interruptible import deaf
from .polygons import rings
from .report import Report
from .road_types import is_residential

STREET_SPACING_M = 50.0
LAYER = "bevolking"


def read_points(source, name: str, buurten: Features, context, report: Report, aantalveld: str = "",
                listen: Callable[[], None] = deaf) -> Features:
    """Read addresses, cells or postcodes around ``buurten``: only there, and only the fields with figures.

    So a national file of hundreds of thousands of points costs no more than the gemeente asked for. A table without
    geometry is read whole; its points are made of its coordinate columns.
    Raises ``MissingField``, ``WrongGeometry`` for lines and, when there is no point around the areas, ``NoOverlap``.
    """
    columns = [f.name() for f in source.fields()]
    if aantalveld and aantalveld not in columns:
        raise MissingField(layer=name, what="aantal", candidates=(aantalveld,), present=columns)
    wanted = {c for s in kc.field_styles().sources(columns).values() for c in s.columns} | {aantalveld}
    extent = QgsRectangle()
    for geometry in buurten.geometry:
        extent.combineExtentWith(geometry.boundingBox())
    if QgsWkbTypes.geometryType(source.wkbType()) == QgsWkbTypes.GeometryType.LineGeometry:
        raise WrongGeometry(layer=name, expected="point")  # streets, chosen by mistake: nobody lives in their middle
    if source.wkbType() == QgsWkbTypes.Type.NoGeometry:
        everything = with_points(read(source, name, listen=listen), buurten.crs, context, report)
        lost = sum(point.isEmpty() for point in everything.geometry)
        if lost:
            report.warning(name, tr("{n} objects without usable geometry were left out").format(n=lost), lost)
        points = everything.take([extent.contains(point.boundingBox()) for point in everything.geometry])
        skipped = len(everything) - lost - len(points)
        if not len(points):
            raise NoOverlap(layer=name, other=buurten.name)
    else:
        try:
            points = read(source, name, buurten.crs, context, [c for c in columns if c in wanted], extent, listen)
        except EmptyInput as error:
            if source.featureCount() == 0:
                raise
            raise NoOverlap(layer=name, other=buurten.name) from error
        skipped = source.featureCount() - len(points)
    if skipped > 0:
        report.info(name, tr("Points outside the extent of the areas, not read: {n}.").format(n=skipped), skipped)
    return points


def make_population(
    buurten: Features, report: Report, points: Optional[Features] = None, aantalveld: str = "",
    lines: Optional[Polylines] = None, progress: Callable[[float], None] = lambda fraction: None,
) -> Features:
    """Return points with residents, households and groups (fields of the layer ``bevolking``).

    buurten: as ``read_buurten`` gives them. points: addresses (each weighs 1), 100 m cells or PC6 areas with a
    count, in the CRS of ``buurten``; ``aantalveld`` names the count, else it is recognised. lines: walkable
    lines, for inhabited buurten without points. Each figure of a buurt is conserved exactly over its points.
    Raises ``MissingField``, ``EmptyInput`` (no usable count) and ``NoOverlap`` (no point in any buurt).
    """
    areas = rings(buurten.geometry)
    inwoners = buurten.table["inwoners"].to_numpy(dtype=float)
    xy, owner = np.zeros((0, 2)), np.zeros(0, dtype=np.int64)
    weight, own = np.zeros(0), {}
    if points is not None:
        xy, owner, weight, own = _from_points(
            buurten, areas, points, aantalveld, report, lambda fraction: progress(0.6 * fraction))
    alone = np.flatnonzero((inwoners > 0) & (np.bincount(owner, minlength=len(buurten)) == 0))
    if points is not None and len(alone):
        report.warning(LAYER, tr("Inhabited areas without any point: {n}.").format(n=len(alone)), len(alone))
    more_xy, more_owner, more_weight = _without_points(buurten, areas, alone, lines, report)
    totals = {f: buurten.table[f].to_numpy(dtype=float) for f in FIGURES}
    values, fallback = distribute(totals, owner, own, weight)
    more_values, _ = distribute(totals, more_owner, {}, more_weight)
    values = {f: np.concatenate([values[f], more_values[f]]) for f in FIGURES}
    _tell_fallback(fallback, report)
    progress(0.9)
    result = _assemble(buurten, np.concatenate([xy, more_xy]), np.concatenate([owner, more_owner]), values, report)
    progress(1.0)
    return result


def _from_points(buurten, areas, points, aantalveld, report, progress) -> Tuple:
    """Return xy, owner, weight and own counts of the points that lie in a buurt."""
    own, field = _own_counts(points, aantalveld, report)
    xy = points_xy(points.geometry)
    progress(0.3)
    owner, several = locate(xy, areas, len(buurten), lambda fraction: progress(0.3 + 0.7 * fraction))
    weight = own.get("inwoners", np.ones(len(points)))
    if several:
        report.warning(points.name, tr("Points in several overlapping areas, counted in the first: {n}.").format(
            n=several), several)
    outside = owner < 0
    if outside.all():
        raise NoOverlap(layer=points.name, other=buurten.name)
    if outside.any():
        n, persons = int(outside.sum()), float(np.nansum(weight[outside])) if "inwoners" in own else 0.0
        text = tr("Points outside all areas, left out: {n}, with {persons} residents.")
        if not np.isfinite(without_few(persons)) or not persons:
            text = tr("Points outside all areas, left out: {n}.")
        report.warning(points.name, text.format(n=n, persons=f"{persons:.0f}"), n)
    if field:  # of those inside: a total over all would tell, taken from it, how few live outside
        report.info(points.name, tr("Residents per point taken from \"{field}\": {persons} in all.").format(
            field=field, persons=f"{np.nansum(weight[~outside]):.0f}"), int((~outside).sum()))
    empty = np.zeros(len(points), dtype=bool)
    empty[~outside] = buurten.table["inwoners"].to_numpy(dtype=float)[owner[~outside]] == 0
    if empty.any():
        n = int(empty.sum())
        report.info(points.name, tr("Points in areas without residents, left out: {n}.").format(n=n), n)
    keep = ~outside & ~empty
    if "inwoners" in own:
        _compare(buurten, owner[keep], weight[keep], points, report)
    return xy[keep], owner[keep], weight[keep], {f: v[keep] for f, v in own.items()}


def _own_counts(points: Features, aantalveld: str, report: Report) -> Tuple[Dict[str, np.ndarray], str]:
    """Return the counts the points carry, missing as NaN, and the field of the residents; empty for addresses."""
    styles = kc.field_styles()
    columns = list(points.table.columns)
    if aantalveld and aantalveld not in columns:
        raise MissingField(layer=points.name, what="aantal", candidates=(aantalveld,), present=columns)
    table = kc.clean(points.table.reset_index(drop=True), kc.text_columns(styles, columns), report, points.name)
    chosen = pd.DataFrame({"inwoners": to_numbers(table[aantalveld])}) if aantalveld else None
    counts, sources = kc.to_figures(table, styles, report, points.name, chosen)
    own = {f: counts[f].to_numpy() for f in FIGURES if counts[f].notna().any()}
    field = aantalveld
    if aantalveld:
        own["inwoners"] = np.array(chosen["inwoners"], dtype=float)
        own["inwoners"][own["inwoners"] < 0] = np.nan
    elif "inwoners" in sources:
        field = sources["inwoners"].columns[0]
    if not field:
        report.info(points.name, tr("No field with residents was found: every point weighs the same."))
        return {}, ""
    if not np.isfinite(own.get("inwoners", np.array([np.nan]))).any():
        raise EmptyInput(layer=points.name, reason="all_null", what=field)
    hidden = int(np.isnan(own["inwoners"]).sum())
    if hidden:
        text = tr("Points with a suppressed count: {n}. They share what the others leave of the figure of their area, "
                  "each no more than the smallest count shown.")
        report.info(points.name, text.format(n=hidden), hidden)
    return own, field


def counts_exactly(points: Features, aantalveld: str) -> bool:
    """Return whether points carry numbers of people that are not rounded to fives, as CBS rounds what it publishes."""
    own, _ = _own_counts(points, aantalveld, Report())
    return any((values[np.isfinite(values)] % kc.ROUNDED_TO != 0).any() for values in own.values())


def _compare(buurten, owner, weight, points, report) -> None:
    """Report how far the points' residents are from those of the buurten they lie in."""
    known = np.isfinite(buurten.table["inwoners"].to_numpy(dtype=float))
    covered = known & (np.bincount(owner, minlength=len(buurten)) > 0)
    area = float(buurten.table["inwoners"].to_numpy(dtype=float)[covered].sum())
    here = float(np.nansum(weight[covered[owner]]))
    if area > 0:
        show = report.info if 0.8 <= here / area <= 1.2 else report.warning
        show(points.name, tr("The points have {here} residents where the areas have {area}; the figures of "
                             "the areas were kept.").format(here=f"{here:.0f}", area=f"{area:.0f}"))


def _without_points(buurten, areas: Polylines, alone: np.ndarray, lines, report) -> Tuple:
    """Return xy, owner and weight for inhabited areas without points: along streets, else one point in it."""
    xy: List[np.ndarray] = [np.zeros((0, 2))]
    owner, weight = [np.zeros(0, dtype=np.int64)], [np.zeros(0)]
    todo = np.zeros(len(buurten), dtype=bool)
    todo[alone] = True
    if lines is not None and len(lines) and todo.any():
        residential = is_residential(lines.kind)
        for streets, text in (
            (lines.take(residential), tr("Areas whose residents were spread along their residential streets: "
                                         "{n}.")),
            (lines, tr("Areas whose residents were spread along all their walkable lines, for want of "
                       "residential streets: {n}.")),
        ):
            places, length, _ = sample(streets, STREET_SPACING_M)
            inside, _ = locate(places, areas, len(buurten))
            keep = (inside >= 0) & todo[inside]
            reached = np.unique(inside[keep])
            if len(reached):
                report.info(LAYER, text.format(n=len(reached)), len(reached))
            todo[reached] = False
            xy.append(places[keep])
            owner.append(inside[keep])
            weight.append(length[keep])
    rest = np.flatnonzero(todo)
    if len(rest):
        report.warning(LAYER, tr("Areas whose residents were put on one point in the area, for want of "
                                 "points and streets: {n}.").format(n=len(rest)), len(rest))
        xy.append(points_xy([buurten.geometry[i] for i in rest]))
        owner.append(rest)
        weight.append(np.ones(len(rest)))
    return np.concatenate(xy), np.concatenate(owner), np.concatenate(weight)


def _tell_fallback(fallback: Dict[str, int], report: Report) -> None:
    if fallback:
        fields = ", ".join(f"{figure} ({n})" for figure, n in fallback.items())
        text = tr("Where the points of an area have no count of their own for a figure, it follows their "
                  "residents or is shared evenly. Number of areas: {fields}.")
        report.info(LAYER, text.format(fields=fields), sum(fallback.values()))


def _assemble(buurten, xy, owner, values, report) -> Features:
    """Return the layer, without points where nobody is known to live."""
    table = pd.DataFrame(values)
    keep = (table[list(FIGURES)].fillna(0.0) > 0).any(axis=1).to_numpy()
    unknown = int((~keep & table["inwoners"].isna().to_numpy()).sum())
    if unknown:
        report.warning(LAYER, tr("Points where the number of residents is not known, left out: {n}.").format(
            n=unknown), unknown)
    nobody = int((~keep).sum()) - unknown
    if nobody:
        report.info(LAYER, tr("Points without residents, left out: {n}.").format(n=nobody), nobody)
    if not keep.any():
        raise EmptyInput(layer=buurten.name, reason="all_null", what="inwoners")
    table, xy, owner = table[keep].reset_index(drop=True), xy[keep], owner[keep]
    table.insert(0, "buurtcode", buurten.table["buurtcode"].to_numpy()[owner])
    table.insert(0, "punt_id", np.arange(len(table)))
    report.info(LAYER, tr("Population points: {n}, with {persons} residents.").format(
        n=len(table), persons=f"{table['inwoners'].sum():.0f}"), len(table))
    geometry = [QgsGeometry.fromPointXY(QgsPointXY(x, y)) for x, y in xy]
    return Features(LAYER, table, geometry, buurten.crs)


def with_population(buurten: Features, population: Features, report: Report) -> Features:
    """Return the buurten with their unknown figures filled with the sums over their population points.

    For areas that came without figures; a figure stays unknown where none of its points has one.
    """
    sums = population.table.groupby("buurtcode")[list(FIGURES)].sum(min_count=1)
    table = buurten.table.copy()
    filled = 0
    for figure in FIGURES:
        here = table["buurtcode"].map(sums[figure])
        filled += int((table[figure].isna() & here.notna()).sum())
        table[figure] = table[figure].astype(float).fillna(here)
    if filled:
        report.info(buurten.name, tr("Unknown figures of areas, taken from the population points: {n}.").format(
            n=filled), filled)
    return Features(buurten.name, table, buurten.geometry, buurten.crs)
