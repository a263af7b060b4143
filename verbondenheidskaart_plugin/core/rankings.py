"""How sure is a rank? The index again and again, with the choices that could as well have been made otherwise.

Each draw takes a normalisation, an aggregation, weights within ±25 % on every level, and leaves out at most one
indicator (Saisana, Saltelli & Tarantola 2005). What an instrument fixes, such as the ends of its scale, stays.
"""

from dataclasses import dataclass
from typing import Any, Callable, Mapping, Optional, Sequence

import numpy as np
import pandas as pd

from .aggregate import aggregate, constructs_of, rank, side_scores
from .index import ENOUGH, Prepared, eligible, index_fields, prepare
from .model import SIDES, Model
from .normalise import score
from .schema import CONSTRUCTS

DRAW_METHODS = ("goalpost", "z", "percentiel")
WEIGHT_SPREAD = 0.25
LOWEST = 0.2
CHUNK_VALUES = 4_000_000


@dataclass(frozen=True)
class Choices:
    """What D draws chose.

    ``method`` (D,) index in ``DRAW_METHODS``, ``geometric`` (D,) bool, ``dropped`` (D,) indicator or −1, and the
    weights of indicators (k, D), sides (8, D) and constructs (4, D).
    """

    method: np.ndarray
    geometric: np.ndarray
    dropped: np.ndarray
    weight: np.ndarray
    side_weight: np.ndarray
    construct_weight: np.ndarray


def draw_choices(run: Prepared, model: Model, draws: int, seed: int) -> Choices:
    """Draw the choices; an indicator that is alone on its side is never left out."""
    rng = np.random.default_rng(seed)
    method = rng.integers(0, len(DRAW_METHODS), draws)
    geometric = rng.integers(0, 2, draws).astype(bool)

    def around(weights: np.ndarray) -> np.ndarray:
        return weights[:, None] * rng.uniform(1 - WEIGHT_SPREAD, 1 + WEIGHT_SPREAD, (len(weights), draws))

    weight, side_weight = around(run.weight), around(model.side_weights)
    construct_weight = around(model.construct_weights)
    company = np.bincount(run.side, minlength=len(SIDES))[run.side] > 1
    options = np.concatenate([[-1], np.flatnonzero(company)])
    dropped = options[rng.integers(0, len(options), draws)]
    out = dropped >= 0
    weight[dropped[out], np.flatnonzero(out)] = 0.0
    return Choices(method, geometric, dropped, weight, side_weight, construct_weight)


def uncertainty(values: pd.DataFrame, model: Model, draws: int = 1000, seed: int = 1,
                progress: Callable[[float], None] = lambda fraction: None, *, reference: Optional[Sequence] = None,
                anchors: Optional[Mapping[str, Sequence]] = None, rankable: Any = None) -> pd.DataFrame:
    """Return per area ``rang_mediaan``, ``rang_p5``, ``rang_p95`` and ``laagste_kwintiel``.

    Parameters as in ``index.compute``; the areas that are ranked are those ranked there with its defaults.
    Bounds are ranks that occurred (the 5th percentile rounded down, the 95th up). ``laagste_kwintiel`` is the
    share of the draws in which the area is among the lowest fifth. NaN for areas that are not ranked.
    """
    run = prepare(values, model, "goalpost", reference, anchors, rankable)
    ranks = drawn_ranks(run, model, draw_choices(run, model, draws, seed), progress)
    table = pd.DataFrame(index=values.index)
    ordered = np.sort(ranks, axis=1)
    known = np.isfinite(ordered).sum(axis=1)
    for name, share, up in (("rang_mediaan", 0.5, False), ("rang_p5", 0.05, False), ("rang_p95", 0.95, True)):
        at = share * np.maximum(known - 1, 0)
        at = (np.ceil(at) if up else np.floor(at)).astype(int)
        table[name] = ordered[np.arange(len(ordered)), at] if draws else np.nan
    limit = np.ceil((1 - LOWEST) * np.isfinite(ranks).sum(axis=0))
    low = np.where(np.isfinite(ranks), ranks > limit, False).sum(axis=1)
    table["laagste_kwintiel"] = np.divide(low, known, out=np.full(len(known), np.nan), where=known > 0)
    return table


def drawn_ranks(run: Prepared, model: Model, choices: Choices,
                progress: Callable[[float], None] = lambda fraction: None) -> np.ndarray:
    """Return the ranks (n, D) under ``choices``, NaN for areas that are not ranked.

    Which areas and sides have enough coverage is settled once, with the model's own weights. Memory stays
    within chunks of draws of about 4 million values each.
    """
    known = np.where(run.rankable, run.scores, np.nan)
    coverage = side_scores(known, run.weight[:, None], run.side)[1]
    enough = coverage >= ENOUGH - 1e-9
    present = np.isfinite(coverage).any(axis=(1, 2)).reshape(len(CONSTRUCTS), 2).any(axis=1)
    ranked = eligible(index_fields(known, run, model, "geometrisch"))
    ranks = np.full((len(known), len(choices.method)), np.nan, dtype=np.float32)
    size = max(1, CHUNK_VALUES // max(1, len(SIDES) * len(known)))
    done = 0
    for number, method in enumerate(DRAW_METHODS):
        scores: Optional[np.ndarray] = None
        columns = np.flatnonzero(choices.method == number)
        for start in range(0, len(columns), size):
            if scores is None:
                scores = score(run.treated, run.indicators, run.treatments, method, run.labels,
                               run.frozen if method == "goalpost" else None)[0]
                scores = np.where(run.rankable & ranked[:, None], scores, np.nan)
            part = columns[start:start + size]
            means = side_scores(scores, choices.weight[:, part], run.side)[0]
            constructs = constructs_of(np.where(enough, means, np.nan), choices.side_weight[:, part])
            index = aggregate(constructs[present], choices.construct_weight[present][:, part], choices.geometric[part])
            ranks[:, part] = rank(index)
            done += len(part)
            progress(done / len(choices.method))
    return ranks
