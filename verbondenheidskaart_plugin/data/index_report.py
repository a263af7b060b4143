"""What a run of the index tells: its coverage, its doubts, its checks, and for every area why it scores as it does."""

from typing import Dict, List, Mapping

import numpy as np
import pandas as pd

from ..core.aggregate import ENOUGH
from ..core.coherence import Agreement
from ..core.index import IndexResult
from ..core.layers import LAYERS
from ..core.model import Model
from ..core.schema import CONSTRUCTS
from ..core.spatial import Moran
from ..i18n import language, number, tr
from .report import Report, some

MIN_EFFECT = 0.05  # points that are shown as 0.0 say nothing


def label(field: str) -> str:
    """Return the label of a field of the buurten in the language of QGIS."""
    return LAYERS["buurten"].field(field).label(language())


def tell_coverage(result: IndexResult, model: Model, report: Report, name: str = "INDEX") -> None:
    """Report how many areas each construct could be computed for, and which indicators have many gaps."""
    table = result.table
    parts = [f"{label(c)} {int(table[c].notna().sum())} ({int(table[c + '_obj'].notna().sum())} / "
             f"{int(table[c + '_subj'].notna().sum())})" for c in result.model_coverage["gemeten"]]
    if parts:
        report.info(name, tr("Areas with a score, of {n} (registered / perceived): {parts}.").format(
            n=len(table), parts=", ".join(parts)), len(table))
    known = result.normalised.notna().mean()
    sparse = [f"{node} ({number(100 * share)} %)" for node, share in known.items() if share < ENOUGH]
    if sparse:
        report.warning(name, tr("Known for less than two thirds of the areas: {nodes}.").format(nodes=some(sparse)),
                       len(sparse))


def tell_sensitivity(sensitivity: pd.DataFrame, report: Report, name: str = "INDEX") -> None:
    """Report which choice makes the ranks unsure."""
    known = sensitivity[sensitivity["totaal"].notna()].sort_values("totaal", ascending=False)
    if len(known):
        names = {"normalisatie": tr("normalisation"), "aggregatie": tr("aggregation"), "weglaten":
                 tr("leaving out an indicator"), "gewichten": tr("weights"), "meetfout": tr("errors of the values")}
        shares = [f"{names[factor]} {number(100 * total)} %" for factor, total in zip(known["factor"], known["totaal"])]
        report.info(name, tr("What makes the ranks unsure (total Sobol' index): {shares}.").format(
            shares=", ".join(shares)))


def tell_moran(moran: Moran, field: str, report: Report, name: str = "INDEX") -> None:
    """Report whether neighbouring areas resemble each other."""
    if np.isfinite(moran.value):
        report.info(name, tr("Moran's I of {field}: {value} (p = {p}, {n} areas): {reading}.").format(
            field=label(field), value=number(moran.value, 2), p=number(moran.p, 3), n=moran.areas,
            reading=tr("neighbouring areas resemble each other") if moran.p <= 0.05 else
            tr("no more alike than chance makes neighbours")), moran.areas)


def tell_validation(found: Mapping[str, Agreement], signs: Mapping[str, int], field: str, report: Report,
                    name: str = "INDEX") -> None:
    """Report how the index agrees with figures that play no part in it; ``signs``: the direction to expect, or 0."""
    for node, agreement in found.items():
        if not np.isfinite(agreement.rho):
            report.info(name, tr("{node}: too few areas to check the index against (n = {n}).").format(
                node=node, n=agreement.n), agreement.n)
            continue
        unclear = agreement.low <= 0 <= agreement.high
        against = agreement.rho * signs.get(node, 0) < 0
        reading = (tr("no clear relation") if unclear else tr("against the direction to expect") if against
                   else tr("in the direction to expect") if signs.get(node) else tr("a clear relation"))
        text = tr("{field} against {node}: Spearman's rho = {rho} (95% interval {low} to {high}, n = {n}), {reading}.")
        (report.warning if against and not unclear else report.info)(name, text.format(
            field=label(field), node=node, rho=number(agreement.rho, 2), low=number(agreement.low, 2),
            high=number(agreement.high, 2), n=agreement.n, reading=reading), agreement.n)


def missing(result: IndexResult) -> List[List[str]]:
    """Return per area the active indicators without a value."""
    ids, gaps = np.array(result.normalised.columns, dtype=object), result.normalised.isna().to_numpy(dtype=bool)
    return [list(ids[row]) for row in gaps]


def explanations(table: pd.DataFrame, result: IndexResult, model: Model) -> List[str]:
    """Return one paragraph per area; ``table``: the fields of the index, ranks and their intervals included."""
    ranked, gaps = int(table["rang"].notna().sum()), missing(result)
    labels = {name: label(name) for name in CONSTRUCTS}
    titles = {i.id: i.nl if language() == "nl" else i.en for i in model.indicators.values()}
    measured = result.model_coverage["gemeten"]
    return [" ".join(_sentences(row, [titles[node] for node in gap], ranked, labels, measured))
            for row, gap in zip(table.to_dict("records"), gaps)]


def _sentences(row: Dict, gap: List[str], ranked: int, labels: Dict[str, str], measured: List[str]):
    """Yield the sentences about one area."""
    if np.isnan(row["verbondenheid"]):
        lacking = [labels[name] for name in measured if np.isnan(row[name])]
        yield (tr("No index: too little is known of {names}.").format(names=", ".join(lacking)) if lacking
               else tr("No index: this run measures no social or no spatial construct."))
    elif np.isnan(row["rang"]):
        yield tr("Index {score}; not ranked, because too much is missing or borrowed from a larger area.").format(
            score=number(row["verbondenheid"]))
    elif np.isnan(row["rang_p5"]):
        yield tr("Index {score}, rank {rank} of {n}.").format(
            score=number(row["verbondenheid"]), rank=number(row["rang"]), n=ranked)
    else:
        yield tr("Index {score}, rank {rank} of {n} (90% of the draws: {low} to {high}).").format(
            score=number(row["verbondenheid"]), rank=number(row["rang"]), n=ranked, low=number(row["rang_p5"]),
            high=number(row["rang_p95"]))
    effects = ((row[f"{name}_effect"], name) for name in measured)
    known = sorted((pair for pair in effects if abs(pair[0]) >= MIN_EFFECT), reverse=True)
    up, down = ([f"{labels[name]} {number(points, 1, sign=True)}" for points, name in order if points * way > 0]
                for way, order in ((1, known), (-1, known[::-1])))
    if up or down:
        yield tr("Compared with the median, in points: {parts}.").format(parts=", ".join(up + down))
    if gap:
        low, high = row["verbondenheid_laagst"], row["verbondenheid_hoogst"]
        yield (tr("Missing: {names}.").format(names=some(gap)) if np.isnan(low) else
               tr("Missing: {names}; if that were known, the index would lie between {low} and {high}.").format(
                   names=some(gap), low=number(low), high=number(high)))
