"""Indicators on their way to the index and back: from tables to values per area, and to ``indicatorwaarden``."""

from typing import Dict, List

import numpy as np
import pandas as pd

from ..core.index import IndexResult
from ..core.layers import LAYERS
from ..core.model import DENOMINATORS, LEVELS, Model
from ..core.normalise import Finding
from ..core.precision import Errors, errors
from ..core.privacy import FEW_RESPONDENTS
from ..i18n import language, number, tr
from ..paths import resource
from .catalogue import read_rows
from .indicator_tables import LONG, areas_of, indicator_columns, melt, read_indicators, some
from .report import Report

__all__ = ["LONG", "errors_of", "from_buurten", "from_computed", "indicator_rows", "read_indicators", "read_model",
           "tell_index", "to_values"]
CODE = {"buurt": "buurtcode", "wijk": "wijkcode", "gemeente": "gemeentecode"}


def read_model(path=None) -> Model:
    """Return the model of buurtverbondenheid: the plugin's own, or that in the CSV at ``path``."""
    file = path or resource("catalogue", "model_buurtverbondenheid.csv")
    return Model.from_rows(read_rows(file), str(path or file.name))


def from_buurten(buurten: pd.DataFrame, model: Model, report: Report, name: str = "BUURTEN") -> pd.DataFrame:
    """Return the indicators among the columns of the buurten layer, such as the CBS distances, as ``LONG`` rows."""
    used = indicator_columns(buurten.columns, model, name, report, all_indicators=False)
    rows = melt(buurten, used, buurten["buurtcode"].to_numpy(), model, name)
    rows["niveau"] = areas_of(buurten).own
    if used:
        report.info(name, tr("{n} fields of the layer are indicators: {ids}.").format(
            n=len(used), ids=some(list(used.values()))), len(used))
    return rows[list(LONG)]


def from_computed(computed: pd.DataFrame, buurten: pd.DataFrame, source: str) -> pd.DataFrame:
    """Return the indicators that the run computed (a row per row of ``buurten``, a column per id) as ``LONG`` rows."""
    table = computed.set_axis(buurten["buurtcode"].to_numpy(), axis=0).rename_axis(index="gebied", columns="indicator")
    rows = table.stack().dropna().rename("waarde").reset_index()
    rows["niveau"], rows["bron"] = areas_of(buurten).own, source
    return rows.reindex(columns=list(LONG))


def to_values(long: pd.DataFrame, buurten: pd.DataFrame, model: Model, report: Report):
    """Return the values and their levels, a row per buurt (index: buurtcode) and a column per indicator.

    Per area and indicator the newest year counts, and of the same year the first row. Where an area has no value of
    its own, that of its wijk or else its gemeente stands in, as far as the model allows that level: such values
    are shown but not ranked (pass the levels to ``core.index.compute`` as ``rankable``).
    """
    chosen = _chosen(_newest(long, report), buurten, model)
    areas = pd.Index(buurten["buurtcode"].to_numpy(), name="buurtcode")
    found = set(chosen["indicator"])
    columns = [node for node in model.indicators if node in found]
    values, levels = (chosen.pivot(index="buurtcode", columns="indicator", values=field).reindex(
        index=areas, columns=columns) for field in ("waarde", "niveau"))
    lacking = values.isna().sum()
    lacking = lacking[lacking > 0]
    if len(lacking):
        text = tr("Areas without a value, of {total}: {fields}.")
        fields = some([f"{node} ({count})" for node, count in lacking.items()])
        report.info("INDICATOREN", text.format(total=len(areas), fields=fields), len(lacking))
    own = areas_of(buurten).own
    for level in LEVELS[LEVELS.index(own) + 1:]:
        borrowed = (levels == level).sum()
        borrowed = borrowed[borrowed > 0]
        if len(borrowed):
            count, ids = int(borrowed.sum()), some(list(borrowed.index))
            report.info("INDICATOREN", tr("{n} values come from the {level} the area lies in: shown, but not ranked "
                                          "({ids}).").format(n=count, level=level, ids=ids), count)
    return values.astype(float), levels


def errors_of(long: pd.DataFrame, buurten: pd.DataFrame, values: pd.DataFrame, model: Model) -> Errors:
    """Return how inexact ``values`` (of ``to_values``) are: sampling by n or interval, and rounding of counts."""
    rows = _chosen(_newest(long, None), buurten, model)
    known = {field: rows.pivot(index="buurtcode", columns="indicator", values=field).reindex(
        index=values.index, columns=values.columns).astype(float) for field in ("n", "laag", "hoog")}
    counts = {name: buurten[name].to_numpy(dtype=float) for name in DENOMINATORS if name in buurten}
    return errors(values, model, known["n"], known["laag"], known["hoog"], counts)


def indicator_rows(long: pd.DataFrame, buurten: pd.DataFrame, model: Model, result: IndexResult) -> pd.DataFrame:
    """Return the rows of the layer ``indicatorwaarden``: each value that an area has, with its score and weight.

    ``genormaliseerd`` is empty for an indicator that does not count in this run, ``gewicht`` for one that does not
    count in this area. Weight times score adds up to the score of the construct.
    """
    rows = _chosen(_newest(long, None), buurten, model)
    apart = result.normalised - result.normalised.median()
    for name, table in (("genormaliseerd", result.normalised), ("gewicht", result.shares), ("verschil_mediaan", apart)):
        column = table.rename_axis(index="buurtcode", columns="indicator").stack().rename(name)
        rows = rows.merge(column.reset_index(), how="left", on=["buurtcode", "indicator"])
    rows["bijdrage"] = rows["gewicht"] * rows["genormaliseerd"]
    few = (rows["n"].astype(float) < FEW_RESPONDENTS).to_numpy()
    rows["status"] = np.select([rows["niveau"] != areas_of(buurten).own, few], ["geleend", "onzeker"], "")
    rows["gebied"] = rows["buurtcode"]
    rows["construct"] = [model.indicators[node].construct for node in rows["indicator"]]
    rows["soort"] = [model.indicators[node].kind for node in rows["indicator"]]
    order = {node: place for place, node in enumerate(model.indicators)}
    place = {code: place for place, code in enumerate(buurten["buurtcode"])}
    sorting = np.lexsort((rows["indicator"].map(order), rows["gebied"].map(place)))
    return rows.iloc[sorting].reset_index(drop=True)[list(LAYERS["indicatorwaarden"].names)]


def _newest(long: pd.DataFrame, report) -> pd.DataFrame:
    """Return one row per area and indicator, and tell what was passed over."""
    rows = long.assign(**{field: pd.to_numeric(long[field], errors="coerce") for field in ("jaar", "waarde")})
    rows = rows[rows["waarde"].notna()].sort_values("jaar", ascending=False, kind="stable", na_position="last")
    kept = rows.drop_duplicates(["gebied", "indicator"])
    if report is not None and len(kept) < len(rows):
        same = rows.duplicated(["gebied", "indicator", "jaar"])
        first = rows.groupby(["gebied", "indicator", "jaar"], dropna=False)["waarde"].transform("first")
        twice, differ = int(same.sum()), int((same & ~np.isclose(rows["waarde"], first)).sum())
        if twice:
            report.warning("INDICATOREN", tr("{n} values occur twice for the same area, indicator and year; the first "
                                             "was used ({m} differ).").format(n=twice, m=differ), twice)
        older = len(rows) - len(kept) - twice
        if older > 0:
            report.info("INDICATOREN", tr("{n} older values were passed over for those of the newest year.").format(
                n=older), older)
    return kept


def _chosen(best: pd.DataFrame, buurten: pd.DataFrame, model: Model) -> pd.DataFrame:
    """Return per buurt and indicator the row of the finest level that has a value, with column ``buurtcode``."""
    own = areas_of(buurten).own
    allowed = np.array([level in model.indicators[node].levels or level == own
                        for node, level in zip(best["indicator"], best["niveau"])], dtype=bool)
    parts: List[pd.DataFrame] = []
    for level in LEVELS[LEVELS.index(own):]:
        column = "buurtcode" if level == own else CODE[level]
        if column in buurten:
            areas = pd.DataFrame({"buurtcode": buurten["buurtcode"].to_numpy(), "gebied": buurten[column].to_numpy()})
            rows = best[allowed & (best["niveau"] == level).to_numpy()]
            parts.append(areas[areas["gebied"].notna()].merge(rows, on="gebied"))
    return pd.concat(parts, ignore_index=True).drop_duplicates(["buurtcode", "indicator"])


def tell_index(result: IndexResult, model: Model, report: Report, name: str = "INDEX") -> None:
    """Report what the index found: how much of the model is measured, and every warning, one line for each kind."""
    coverage = result.model_coverage
    report.info(name, tr("{n} indicators are active, {share} % of the weight of the model.").format(
        n=len(coverage["actief"]), share=round(100 * coverage["boom"])), len(coverage["actief"]))
    lacking = int((result.table["index_status"] != "ok").sum())
    if lacking:
        report.warning(name, tr("{n} of {total} areas have too little data for an index.").format(
            n=lacking, total=len(result.table)), lacking)
    kinds: Dict[str, List[Finding]] = {}
    for finding in result.warnings:
        kinds.setdefault(finding.code, []).append(finding)
    for code, found in kinds.items():
        show = report.info if code in ("vervangen", "uitschieters") else report.warning
        show(name, _sentence(code).format(nodes=some([_about(f, model) for f in found])), len(found))


def _sentence(code: str) -> str:
    return {
        "onbekende_indicator": tr("Not in the model, so not used: {nodes}."),
        "bereik_nul": tr("The same value everywhere, so these do not count: {nodes}."),
        "vervangen": tr("Left out because a better indicator of the same is present: {nodes}."),
        "uitschieters": tr("Outliers were drawn in: {nodes}."),
        "anker_nieuw": tr("No anchors of the earlier run, so measured along this one: {nodes}."),
        "ankers_niet_gebruikt": tr("Percentile ranks cannot use the anchors of an earlier run."),
        "referentie_klein": tr("Too few areas in the reference group, so measured along all areas: {nodes}."),
        "buiten_schaal": tr("Values outside the scale were cut off at its ends: {nodes}."),
        "negatieve_samenhang": tr("Runs against the other indicators of its construct, check its direction: {nodes}."),
        "dubbelop": tr("Almost the same (|r| > 0.9), keep one or halve the weights: {nodes}."),
        "construct_niet_gemeten": tr("Not measured in this run, the index leaves it out: {nodes}."),
        "een_indicator": tr("Rests on one indicator only, so read with care: {nodes}."),
        "geen_index": tr("No index: nothing is measured of {nodes}."),
    }[code]


def _about(finding: Finding, model: Model) -> str:
    """Return the node with the figures that matter, for in a sentence."""
    data, node = finding.data, finding.node
    fields = {f.name: f for f in LAYERS["buurten"].fields}
    detail = ""
    if node in fields:
        node, detail = fields[node].label(language()), data.get("indicator", "")
    elif finding.code == "uitschieters":
        detail = tr("log") if data["log"] else tr("{n} points").format(n=data["winsorised"])
    elif finding.code == "vervangen":
        detail = data["door"]
    elif finding.code == "referentie_klein":
        detail = data["groep"]
    elif finding.code == "buiten_schaal":
        detail = str(data["aantal"])
    elif finding.code == "negatieve_samenhang":
        detail = f"r = {number(data['r'], 2)}"
    elif finding.code == "dubbelop":
        detail = f"{data['met']}, r = {number(data['r'], 2)}"
    return f"{node} ({detail})" if detail else node
