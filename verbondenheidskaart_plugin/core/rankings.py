"""How sure is a rank? The index again and again, with the choices that could as well have been made otherwise.

Each draw takes a normalisation, an aggregation, weights within ±25 % on every level, leaves out at most one
indicator, and moves every inexact value within its error (Saisana, Saltelli & Tarantola 2005). What an instrument
fixes, such as the ends of its scale, stays. Which of the choices matters most is told by their Sobol' indices.
"""

from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Callable, Dict, Mapping, Optional, Sequence, Tuple

import numpy as np
import pandas as pd

from .aggregate import ENOUGH, aggregate, constructs_of, rank, side_scores
from .index import Prepared, eligible, index_fields, prepare
from .model import SIDES, Model
from .normalise import ruler
from .precision import Errors
from .schema import CONSTRUCTS

DRAW_METHODS = ("goalpost", "z", "percentiel")
WEIGHT_SPREAD = 0.25
LOWEST = 0.2
CHUNK_VALUES = 4_000_000
# The choices, and the arrays of ``Choices`` that make each of them.
FACTORS: Dict[str, Tuple[str, ...]] = {
    "normalisatie": ("method",), "aggregatie": ("geometric",), "weglaten": ("dropped",),
    "gewichten": ("raw_weight", "side_weight", "construct_weight"), "meetfout": ("noise",),
}
MIN_PAIRS, MAX_PAIRED_RANKS = 64, 2_000_000

Progress = Callable[[float], None]


@dataclass(frozen=True)
class Choices:
    """What D draws chose.

    ``method`` (D,) index in ``DRAW_METHODS``, ``geometric`` (D,) bool, ``dropped`` (D,) indicator or −1, ``noise``
    (D,) seed of the errors, and the weights of indicators (k, D), sides (8, D) and constructs (4, D).
    """

    method: np.ndarray
    geometric: np.ndarray
    dropped: np.ndarray
    raw_weight: np.ndarray
    side_weight: np.ndarray
    construct_weight: np.ndarray
    noise: np.ndarray

    @property
    def weight(self) -> np.ndarray:
        """(k, D) the weights of the indicators, 0 for the one that is left out."""
        weight = self.raw_weight.copy()
        out = self.dropped >= 0
        weight[self.dropped[out], np.flatnonzero(out)] = 0.0
        return weight

    def take(self, start: int, end: int) -> "Choices":
        """Return the draws from ``start`` up to ``end``."""
        return replace(self, **{name: getattr(self, name)[..., start:end] for names in FACTORS.values()
                                for name in names})


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
    return Choices(method, geometric, dropped, weight, side_weight, construct_weight, rng.integers(0, 2**62, draws))


@dataclass(frozen=True)
class Uncertainty:
    """``table``: per area ``rang_mediaan``, ``rang_p5``, ``rang_p95`` and ``laagste_kwintiel``; see ``uncertainty``.

    ``sensitivity``: per factor its first-order (``eerste``) and total (``totaal``) share of the variance of ranks.
    """

    table: pd.DataFrame
    sensitivity: pd.DataFrame


def uncertainty(values: pd.DataFrame, model: Model, draws: int = 1000, seed: int = 1,
                progress: Progress = lambda fraction: None, *, reference: Optional[Sequence] = None,
                anchors: Optional[Mapping[str, Sequence]] = None, rankable: Any = None,
                errors: Optional[Errors] = None) -> Uncertainty:
    """Return how sure the ranks are, and which choice makes them unsure.

    Parameters as in ``index.compute``; ``errors``: see ``precision.errors``. The areas that are ranked are those
    ranked by ``compute`` with its defaults. Bounds are ranks that occurred (the 5th percentile rounded down, the 95th
    up). ``laagste_kwintiel`` is the share of the draws in which the area is among the lowest fifth. NaN for areas
    that are not ranked.
    """
    run = prepare(values, model, "goalpost", reference, anchors, rankable)
    moves = _Moves.of(run, values, errors)
    choices = draw_choices(run, model, draws, seed)
    pairs = _pairs(draws, int(np.isfinite(run.scores).any(axis=1).sum()))
    share = draws / max(1, draws + len(FACTORS) * pairs)
    ranks = drawn_ranks(run, model, choices, lambda f: progress(share * f), moves)
    found = _sensitivity(run, model, choices, ranks, pairs, lambda f: progress(share + (1 - share) * f), moves)
    return Uncertainty(summary(ranks, values.index), found)


def summary(ranks: np.ndarray, areas: pd.Index) -> pd.DataFrame:
    """Return the table of ``Uncertainty`` from ranks (n, D)."""
    table = pd.DataFrame(index=areas)
    ordered = np.sort(ranks, axis=1)
    known = np.isfinite(ordered).sum(axis=1)
    for name, share, up in (("rang_mediaan", 0.5, False), ("rang_p5", 0.05, False), ("rang_p95", 0.95, True)):
        at = share * np.maximum(known - 1, 0)
        at = (np.ceil(at) if up else np.floor(at)).astype(np.int64)
        table[name] = ordered[np.arange(len(ordered)), at] if ranks.shape[1] else np.nan
    limit = np.ceil((1 - LOWEST) * np.isfinite(ranks).sum(axis=0))
    low = np.where(np.isfinite(ranks), ranks > limit, False).sum(axis=1)
    table["laagste_kwintiel"] = np.divide(low, known, out=np.full(len(known), np.nan), where=known > 0)
    return table


@dataclass(frozen=True)
class _Moves:
    """The errors of the values of a run: standard error and half-width (n, k), and the place of each area by its code.

    Errors are kept and drawn in the order of the codes, so that the order of the rows does not matter.
    """

    normal: np.ndarray
    uniform: np.ndarray
    place: np.ndarray

    @classmethod
    def of(cls, run: Prepared, values: pd.DataFrame, errors: Optional[Errors]) -> Optional["_Moves"]:
        if errors is None or not errors.any:
            return None
        ids = [i.id for i in run.indicators]
        normal, uniform = (t.reindex(index=values.index, columns=ids).to_numpy(dtype=float)
                           for t in (errors.normal, errors.uniform))
        order = np.argsort(values.index.astype(str), kind="stable")
        return cls(np.nan_to_num(normal[order]), np.nan_to_num(uniform[order]), np.argsort(order))

    def draw(self, seed: int) -> np.ndarray:
        """(n, k) what is added to the values."""
        rng = np.random.default_rng(seed)
        moved = self.normal * rng.standard_normal(self.normal.shape)
        if self.uniform.any():
            moved += self.uniform * (2.0 * rng.random(self.uniform.shape) - 1.0)
        return moved[self.place]


def drawn_ranks(run: Prepared, model: Model, choices: Choices, progress: Progress = lambda fraction: None,
                moves: Optional[_Moves] = None) -> np.ndarray:
    """Return the ranks (n, D) under ``choices``, NaN for areas that are not ranked.

    Which areas and sides have enough coverage is settled once, with the model's own weights. Memory stays
    within chunks of draws of about 4 million values each; with errors every draw has scores of its own.
    """
    known = np.where(run.rankable, run.scores, np.nan)
    coverage = side_scores(known, run.weight[:, None], run.side)[1]
    enough = coverage >= ENOUGH - 1e-9
    present = np.isfinite(coverage).any(axis=(1, 2)).reshape(len(CONSTRUCTS), 2).any(axis=1)
    ranked = eligible(index_fields(known, run, model, "geometrisch"))
    use = run.rankable & ranked[:, None]
    ranks = np.full((len(known), len(choices.method)), np.nan, dtype=np.float32)
    size = 1 if moves else max(1, CHUNK_VALUES // max(1, len(SIDES) * len(known)))
    weight, done = choices.weight, 0
    for number, method in enumerate(DRAW_METHODS):
        columns = np.flatnonzero(choices.method == number)
        if not len(columns):
            continue
        measure = ruler(run.treated, run.indicators, run.treatments, method, run.labels,
                        run.frozen if method == "goalpost" else None)[0]
        scores = np.where(use, measure.scores(run.treated), np.nan)
        for start in range(0, len(columns), size):
            part = columns[start:start + size]
            if moves:
                moved = run.treat(run.raw + moves.draw(choices.noise[part[0]]))
                scores = np.where(use, measure.scores(moved), np.nan)
            means = side_scores(scores, weight[:, part], run.side)[0]
            constructs = constructs_of(np.where(enough, means, np.nan), choices.side_weight[:, part])
            index = aggregate(constructs[present], choices.construct_weight[present][:, part], choices.geometric[part])
            ranks[:, part] = rank(index)
            done += len(part)
            progress(done / len(choices.method))
    return ranks


def _pairs(draws: int, areas: int) -> int:
    """Return how many draws to pair for the Sobol' indices: half of them, fewer for a whole country."""
    return min(draws // 2, max(MIN_PAIRS, MAX_PAIRED_RANKS // max(1, areas)))


def _sensitivity(run: Prepared, model: Model, choices: Choices, ranks: np.ndarray, pairs: int, progress: Progress,
                 moves: Optional[_Moves]) -> pd.DataFrame:
    """Return the first-order and total Sobol' indices of the ranks of all areas together.

    Jansen's estimators (1999): with f(A), f(B) two independent draws and f(C) that of A with one factor taken from
    B, the total index is E(f(A) − f(C))² / 2V and the first-order one 1 − E(f(B) − f(C))² / 2V. Variances are added
    over the areas, so that areas of which the rank moves more count for more (Gamboa e.a. 2014).
    """
    first, second = choices.take(0, pairs), choices.take(pairs, 2 * pairs)
    here = np.isfinite(ranks).all(axis=1) if pairs else np.zeros(len(ranks), dtype=bool)
    a, b = ranks[here, :pairs].astype(float), ranks[here, pairs:2 * pairs].astype(float)
    variance = np.concatenate([a, b], axis=1).var(axis=1, ddof=1).sum() if here.any() and pairs else 0.0
    rows = []
    for number, (factor, names) in enumerate(FACTORS.items()):
        if variance <= 0 or (factor == "meetfout" and not moves):
            rows.append((factor, 0.0, 0.0) if variance > 0 else (factor, np.nan, np.nan))
            continue
        mixed = replace(first, **{name: getattr(second, name) for name in names})
        c = drawn_ranks(run, model, mixed, partial(_part, progress, number), moves)[here]
        total = ((a - c) ** 2).mean(axis=1).sum() / 2 / variance
        own = 1.0 - ((b - c) ** 2).mean(axis=1).sum() / 2 / variance
        rows.append((factor, float(np.clip(own, 0.0, 1.0)), float(total)))
    progress(1.0)
    return pd.DataFrame(rows, columns=["factor", "eerste", "totaal"])


def _part(progress: Progress, number: int, fraction: float) -> None:
    progress((number + fraction) / len(FACTORS))
