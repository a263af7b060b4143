"""The index from canonical tables: shared by the algorithm and the chain."""

import json
from dataclasses import dataclass
from typing import Dict, Optional

import numpy as np
import pandas as pd

from ..core.choice import Demand
from ..core.index import AGGREGATIONS, compute
from ..core.indicators import compute as compute_indicators
from ..core.model import METHODS, Model
from ..core.rankings import uncertainty
from ..core.schema import CONSTRUCTS
from ..data import indicators as intake
from ..data.features import Features
from ..i18n import tr

OWN_SOURCE = "Verbondenheidskaart"
DRAWS = 1000


@dataclass
class Settings:
    """The choices of a run of the index."""

    model: Model
    normalisation: str = METHODS[0]
    aggregation: str = AGGREGATIONS[0]
    by_density: bool = False
    draws: int = DRAWS
    seed: int = 1


@dataclass
class Indexed:
    """buurten with the fields of the index; values: layer ``indicatorwaarden``; provenance: rows for ``herkomst``."""

    buurten: Features
    values: pd.DataFrame
    provenance: Dict[str, str]


def computed_indicators(town, places, scored, buurten: pd.DataFrame, population: Features, node_area: np.ndarray,
                        progress) -> pd.DataFrame:
    """Return the indicators that the run itself computes: a row per buurt, NaN = not measured."""
    row = {code: i for i, code in enumerate(buurten["buurtcode"])}
    home_area = population.table["buurtcode"].map(row).fillna(-1).to_numpy(dtype=int)
    demand: Demand = town.demand
    return compute_indicators(town.network, places, scored, demand, town.homes, home_area, node_area,
                              buurten[["inwoners", "huishoudens", "land_m2"]], progress=progress)


def add_index(run, buurten: Features, computed: Optional[pd.DataFrame] = None,
              settings: Optional[Settings] = None) -> Indexed:
    """Compute the index from all that is there: the run's own indicators, the layer's fields and the tables."""
    settings = settings or Settings(intake.read_model(), seed=run.integer("SEED"))
    model, table = settings.model, buurten.table
    layers = run.algorithm.parameterAsLayerList(run.parameters, "INDICATOREN", run.context)
    # Of equal years the first row counts: the figures of a municipality itself go before those computed here.
    parts = [intake.read_indicators(layers, [f"INDICATOREN ({layer.name()})" for layer in layers], table, model,
                                    run.report)]
    if computed is not None:
        parts.append(intake.from_computed(computed, table, OWN_SOURCE))
    parts.append(intake.from_buurten(table, model, run.report))
    long = pd.concat([part for part in parts if len(part)] or parts, ignore_index=True)
    values, levels = intake.to_values(long, table, model, run.report)
    reference = table["stedelijkheid"].tolist() if settings.by_density else None
    result = compute(values, model, normalisation=settings.normalisation, aggregation=settings.aggregation,
                     reference=reference, rankable=levels)
    intake.tell_index(result, model, run.report)
    ranks = uncertainty(values, model, settings.draws, settings.seed, run.progress, reference=reference,
                        rankable=levels)
    fields = result.table.reset_index(drop=True)
    for name in ("rang_p5", "rang_p95"):
        fields[name] = ranks[name].to_numpy()
    clash = [name for name in table.columns if name in fields.columns]
    joined = pd.concat([table.rename(columns={name: f"{name}_invoer" for name in clash}), fields], axis=1)
    return Indexed(Features(buurten.name, joined, buurten.geometry, buurten.crs),
                   intake.indicator_rows(long, table, model, result), _provenance(result, settings))


def _provenance(result, settings: Settings) -> Dict[str, str]:
    """Return what the index leaves for ``herkomst``."""
    coverage = result.model_coverage
    found = {
        "modeldekking": f"{coverage['boom']:.3f}",
        "niet_gemeten": ", ".join(coverage["niet_gemeten"]),
        "indicatoren_actief": ", ".join(coverage["actief"]),
        "ankers": json.dumps({node: list(anchor) for node, anchor in result.anchors.items()}),
        "normalisatie": settings.normalisation,
        "aggregatie": settings.aggregation,
        "trekkingen": str(settings.draws),
    }
    found.update({f"modeldekking.{name}": f"{coverage['construct'][name]:.3f}" for name in CONSTRUCTS})
    return found
