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
from ..data.catalogue import read_rows
from ..data.features import Features
from ..i18n import tr
from ..paths import resource

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


def read_model(path: str = "") -> Model:
    """Return the model of the plugin, or the one of ``path``."""
    file = path or str(resource("catalogue", "model_buurtverbondenheid.csv"))
    return Model.from_rows(read_rows(file), file if path else "model_buurtverbondenheid.csv")


def computed_indicators(town, places, scored, buurten: pd.DataFrame, population: Features, node_area: np.ndarray,
                        progress) -> pd.DataFrame:
    """Return the indicators that the run itself computes: a row per buurt, NaN = not measured."""
    row = {code: i for i, code in enumerate(buurten["buurtcode"])}
    home_area = population.table["buurtcode"].map(row).fillna(-1).to_numpy(dtype=int)
    demand: Demand = town.demand
    return compute_indicators(town.network, places, scored, demand, town.homes, home_area, node_area,
                              buurten[["inwoners", "huishoudens", "land_m2"]], progress=progress)
