"""The index from canonical tables: shared by the algorithm and the chain."""

from dataclasses import dataclass, field
from typing import Dict, Optional, Tuple

import numpy as np
import pandas as pd

from ..core.choice import Demand
from ..core.index import AGGREGATIONS, IndexResult, compute
from ..core.indicators import compute as compute_indicators
from ..core.model import METHODS, Model
from ..core.rankings import uncertainty
from ..core.schema import CONSTRUCTS
from ..data import index_report as tell
from ..data import indicators as intake
from ..data.anchors import Anchors, read_anchors
from ..data.disclosure import Secrets
from ..data.features import Features
from ..data.indicator_tables import areas_of
from ..data.report import some
from ..i18n import tr
from .index_checks import check_index, index_provenance

OWN_SOURCE = "Verbondenheidskaart"
DRAWS = 1000


@dataclass
class Settings:
    """The choices of a run of the index; ``year``: use tables of that year only; ``checks``: fields to compare with."""

    model: Model
    normalisation: str = METHODS[0]
    aggregation: str = AGGREGATIONS[0]
    by_density: bool = False
    draws: int = DRAWS
    seed: int = 1
    anchors: Anchors = field(default_factory=Anchors)
    year: Optional[int] = None
    checks: Tuple[str, ...] = ()


@dataclass
class Indexed:
    """buurten with the fields of the index; values: layer ``indicatorwaarden``; provenance: rows for ``herkomst``."""

    buurten: Features
    values: pd.DataFrame
    provenance: Dict[str, str]


def earlier_anchors(run) -> Anchors:
    """Return the anchors that parameter ANKERS names, none when it was left empty."""
    path = run.text("ANKERS")
    return read_anchors(path) if path else Anchors()


def computed_indicators(town, places, scored, buurten: pd.DataFrame, population: Features, node_area: np.ndarray,
                        progress) -> pd.DataFrame:
    """Return the indicators that the run itself computes: a row per buurt, NaN = not measured."""
    row = {code: i for i, code in enumerate(buurten["buurtcode"])}
    home_area = population.table["buurtcode"].map(row).fillna(-1).to_numpy(dtype="int64")
    demand: Demand = town.demand
    return compute_indicators(town.network, places, scored, demand, town.homes, home_area, node_area,
                              buurten[["inwoners", "huishoudens", "land_m2"]], progress=progress)


def add_index(run, buurten: Features, computed: Optional[pd.DataFrame] = None,
              settings: Optional[Settings] = None, secrets: Optional[Secrets] = None) -> Indexed:
    """Compute the index from all that is there: the run's own indicators, the layer's fields and the tables.

    secrets: figures on few people that the tables must not tell either.
    """
    settings = settings or Settings(intake.read_model(), seed=run.integer("SEED"), anchors=earlier_anchors(run))
    model, table, report = settings.model, buurten.table, run.report
    long = _gather(run, table, computed, settings)
    long = long if secrets is None else secrets.indicators(long, report)
    values, levels = intake.to_values(long, table, model, report)
    reference = table["stedelijkheid"].tolist() if settings.by_density else None
    shared = {"reference": reference, "rankable": levels, "anchors": settings.anchors.indicators}
    result = compute(values, model, normalisation=settings.normalisation, aggregation=settings.aggregation, **shared)
    intake.tell_index(result, model, report)
    tell.tell_coverage(result, model, report)
    _tell_anchors(result, settings, report)
    doubt = uncertainty(values, model, settings.draws, settings.seed, run.progress,
                        errors=intake.errors_of(long, table, values, model), **shared)
    tell.tell_sensitivity(doubt.sensitivity, report)
    fields = result.table.reset_index(drop=True)
    for name in doubt.table.columns:
        fields[name] = doubt.table[name].to_numpy()
    for name in CONSTRUCTS:
        fields[f"{name}_effect"] = result.effects[name].to_numpy()
    fields["ontbrekend"] = [", ".join(gap) or None for gap in tell.missing(result)]
    fields["verklaring"] = tell.explanations(fields, result, model)
    own = values.where(levels == areas_of(table).own)
    checked = check_index(fields, buurten, own, settings, report)
    clash = [name for name in table.columns if name in fields.columns]
    joined = pd.concat([table.rename(columns={name: f"{name}_invoer" for name in clash}), fields], axis=1)
    return Indexed(Features(buurten.name, joined, buurten.geometry, buurten.crs),
                   intake.indicator_rows(long, table, model, result),
                   {**index_provenance(result, settings, doubt.sensitivity), **checked})


def _gather(run, table: pd.DataFrame, computed: Optional[pd.DataFrame], settings: Settings) -> pd.DataFrame:
    """Return the indicators of the tables, of the run and of the layer as one long table."""
    model = settings.model
    layers = run.algorithm.parameterAsLayerList(run.parameters, "INDICATOREN", run.context)
    # Of equal years the first row counts: the figures of a municipality itself go before those computed here.
    parts = [intake.read_indicators(layers, [f"INDICATOREN ({layer.name()})" for layer in layers], table, model,
                                    run.report, jaar=settings.year)]
    if computed is not None:
        parts.append(intake.from_computed(computed, table, OWN_SOURCE))
    parts.append(intake.from_buurten(table, model, run.report))
    return pd.concat([part for part in parts if len(part)] or parts, ignore_index=True)


def _tell_anchors(result: IndexResult, settings: Settings, report) -> None:
    anchors = settings.anchors
    used = sorted(set(anchors.indicators) & set(result.anchors))
    if anchors.indicators:
        report.info("ANKERS", tr("{n} indicators are measured along the anchors of the earlier run: {ids}.").format(
            n=len(used), ids=some(used)), len(used))
    if anchors.normalisation not in ("", settings.normalisation):
        report.warning("ANKERS", tr("The anchors were made with normalisation {old}, this run asks for {new}: where "
                                    "there are anchors, these decide.").format(
            old=anchors.normalisation, new=settings.normalisation))
