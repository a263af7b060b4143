"""What a run of the index leaves to check it by: neighbours, figures outside it, and its settings."""

import json
from typing import Dict

import pandas as pd

from ..core.coherence import spearman
from ..core.index import IndexResult
from ..core.model import VALIDATION
from ..core.schema import CONSTRUCTS
from ..core.spatial import moran, queen, standardised
from ..data import index_report as tell
from ..data.features import Features, to_numbers
from ..data.polygons import rings

WHOLES = ("verbondenheid", "sociaal", "ruimtelijk")


def check_index(fields: pd.DataFrame, buurten: Features, values: pd.DataFrame, settings, report) -> Dict[str, str]:
    """Compare the index with its neighbours and with figures outside it; return the rows for ``herkomst``."""
    whole = next((name for name in WHOLES if fields[name].notna().any()), None)
    if whole is None:
        return {}
    index = fields[whole].to_numpy(dtype=float)
    found = {"getoetst": whole}
    if buurten.geometry is not None:
        clustering = moran(index, standardised(queen(rings(buurten.geometry), len(index))), seed=settings.seed)
        tell.tell_moran(clustering, whole, report)
        found.update({"moran.I": f"{clustering.value:.4f}", "moran.p": f"{clustering.p:.3f}",
                      "moran.gebieden": str(clustering.areas)})
    others = {node: values[node].to_numpy(dtype=float) for node in values
              if settings.model.indicators[node].use == VALIDATION}
    others.update({name: to_numbers(buurten.table[name]) for name in settings.checks})
    agreements = {node: spearman(index, x) for node, x in others.items()}
    signs = {node: settings.model.indicators[node].sign for node in agreements if node in settings.model.indicators}
    tell.tell_validation(agreements, signs, whole, report)
    found.update({f"validatie.{node}": f"rho {a.rho:.4f} ({a.low:.4f} .. {a.high:.4f}), n {a.n}"
                  for node, a in agreements.items()})
    return found


def index_provenance(result: IndexResult, settings, sensitivity: pd.DataFrame) -> Dict[str, str]:
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
    found.update({f"gewicht.{name}": f"{weight:g}" for name, weight in zip(
        CONSTRUCTS, settings.model.construct_weights)})
    found.update({f"gevoeligheid.{row.factor}": f"eerste {row.eerste:.3f}; totaal {row.totaal:.3f}"
                  for row in sensitivity.itertuples() if row.totaal == row.totaal})
    return found
