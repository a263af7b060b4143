"""The rotonde score: a weighted geometric mean of five named terms, with its interval."""

from dataclasses import dataclass
from typing import Callable, Dict, Iterable, Tuple

import numpy as np

from .choice import SPEEDS, Choice, Decay, Demand, choose, decay_gauss, decay_steps, mean_mixing
from .reach import Pairs

# Exponents of P (type), R (reach), M (mixing), B (position) and C (mix of functions): a choice of the project.
WEIGHTS = np.array([0.25, 0.20, 0.30, 0.15, 0.10])
FLOOR = 0.05  # of B and C: a quiet corner lowers a score, it does not annul it
CLASS_LIMITS = (20, 40, 60, 80)
CO_LOCATION_M = 150.0
POSITION_SNAP_M = 50.0
DRAWS, CHOICE_DRAWS = 500, 50
T0_RANGE = (0.8, 1.2)

NO_REACH, NOT_ATTACHED, FAR, NO_GROUPS = "geen_bereik", "niet_aan_netwerk", "ver_van_netwerk", "menging_niet_bepaalbaar"


def reach_limit_m(t0: np.ndarray, speeds: Tuple[float, float] = SPEEDS) -> float:
    """Return the walking distance in metres that any draw can need: the greatest t0 (minutes) at full speed."""
    return float(np.max(t0, initial=0.0)) * 60 * max(speeds) * T0_RANGE[1]


def reach_share(reach: np.ndarray, anchor: float) -> np.ndarray:
    """Return R = A / (A + A_ref), 0–1; 0 for A = 0, one half for A = A_ref."""
    return np.divide(reach, reach + anchor, out=np.zeros(len(reach)), where=reach > 0)


def reach_anchor(reach: np.ndarray) -> float:
    """Return A_ref, the median reach; of the positive ones when more than half are 0."""
    median = float(np.median(reach)) if len(reach) else 0.0
    positive = reach[reach > 0]
    return median if median > 0 or len(positive) == 0 else float(np.median(positive))


def percentile_rank(value: np.ndarray, among: np.ndarray) -> np.ndarray:
    """Return (rank − 1)/(n − 1) with minimum ties of each value among (n,) values; NaN when n < 2."""
    if len(among) < 2:
        return np.full(len(value), np.nan)
    return np.searchsorted(np.sort(among), value, side="left") / (len(among) - 1)


def position(visits: np.ndarray, edge: np.ndarray, own: np.ndarray, owner: np.ndarray, count: int) -> np.ndarray:
    """Return (count,) B: how many people pass the door on their way elsewhere, as a percentile rank of all streets.

    visits: (m,) flow of each edge. edge, own, owner: (k,) the edge of each place of a facility, the visits of that
    facility itself over it, and the facility. Of several places the busiest counts. NaN without a place.
    """
    # A facility's own visitors do not pass it; rounding must not make the rest negative.
    passing = np.maximum(visits[edge] - own, 0.0)
    passing[passing < 1e-9 * visits.max(initial=1.0)] = 0.0
    rank = np.full(count, -np.inf)
    np.maximum.at(rank, owner, percentile_rank(passing, visits))
    return np.where(np.isfinite(rank), rank, np.nan)


def function_mix(parts: Iterable[Pairs], klass: np.ndarray, count: int) -> Tuple[np.ndarray, np.ndarray]:
    """Return (C, D1) of ``count`` facilities from the other facilities near them.

    parts: pairs facility → other facility within 150 m, itself left out, in any number of parts: in a register that
    puts thousands of facilities on one address there are more pairs than fit in memory. klass: class of each other
    facility.
    D1 = exp(Shannon), the Hill number of order 1; C = 1 − exp(−D1 ln 2 / 3), so three equal classes give 0.5.
    """
    classes = int(klass.max(initial=-1)) + 1
    table = np.zeros(count * classes)
    for pairs in parts:
        table += np.bincount(pairs.source * classes + klass[pairs.target], minlength=len(table))
    table = table.reshape(count, classes)
    number = hill_number(table)
    return 1 - np.exp(-number * np.log(2) / 3), number


def hill_number(counts: np.ndarray) -> np.ndarray:
    """Return the Hill number of order 1 of each row of counts (n, classes); 0 for an empty row."""
    total = counts.sum(axis=1)
    share = np.divide(counts, total[:, None], out=np.zeros(counts.shape), where=total[:, None] > 0)
    entropy = -(share * np.log(np.where(share > 0, share, 1.0))).sum(axis=1)
    return np.where(total > 0, np.exp(entropy), 0.0)


def score(terms: np.ndarray, weights: np.ndarray = WEIGHTS) -> np.ndarray:
    """Return the score 0–100 of terms (…, 5) in the order P, R, M, B, C, each 0–1.

    100 · P^.25 · R^.20 · M^.30 · max(B, .05)^.15 · max(C, .05)^.10. An unknown B or C leaves its exponent to the
    others; an unknown P, R or M makes the score NaN, unless one of them is 0: then it is 0.
    """
    terms = np.array(terms, dtype=float)
    terms[..., 3:] = np.maximum(terms[..., 3:], FLOOR)
    core = terms[..., :3]
    known = ~np.isnan(terms)
    weight = np.where(known, weights, 0.0)
    logs = np.log(np.where(known & (terms > 0), terms, 1.0))
    value = 100 * np.exp((weight * logs).sum(axis=-1) / weight.sum(axis=-1))
    value = np.where(np.isnan(core).any(axis=-1), np.nan, value)
    return np.where((core == 0).any(axis=-1), 0.0, value)


@dataclass
class Candidates:
    """The facilities that are scored: potential (j,), scores (j, 5) of their types 1–5, t0 (j,), klass (j,), kind (j,).

    ``kind`` is the number of the type: facilities of one type get the same draw. speeds: see ``choice.choose``.
    """

    potential: np.ndarray
    scores: np.ndarray
    t0: np.ndarray
    klass: np.ndarray
    kind: np.ndarray
    speeds: Tuple[float, float] = SPEEDS


@dataclass
class Interval:
    """Bounds of the score, (j,) each; ``klass`` 0–4 where at least 80 % of the draws agree, else −1."""

    low: np.ndarray
    high: np.ndarray
    klass: np.ndarray
    draws: int
    choice_draws: int


def base_terms(pairs: Pairs, candidates: Candidates, demand: Demand, anchor: float = 0.0
               ) -> Tuple[Choice, np.ndarray, float]:
    """Return (choice, terms (j, 3) = P, R, M, anchor); the anchor A_ref is the median reach unless given."""
    choice = choose(pairs, candidates.potential, candidates.t0, candidates.klass, demand,
                    speeds=candidates.speeds)
    anchor = anchor or reach_anchor(choice.reach)
    terms = np.column_stack([candidates.potential, reach_share(choice.reach, anchor), mean_mixing(choice, demand)])
    return choice, terms, anchor


def interval(pairs: Pairs, candidates: Candidates, demand: Demand, terms: np.ndarray, anchor: float,
             type_potential: Callable[[np.ndarray], np.ndarray], seed: int,
             progress: Callable[[float], None] = lambda fraction: None) -> Interval:
    """Return the P5–P95 band of the score over 500 draws.

    terms: (j, 5) of the base run. Drawn: the exponents (Dirichlet of 20 times the weights), every type score −1, 0 or
    +1 with chance ¼, ½, ¼, t0 times 0.8–1.2, decay Gaussian or in steps. Reach and mixing are recomputed for 50
    stratified settings of t0 and decay, each used for ten draws; B and C stay as they are.
    """
    rng = np.random.default_rng(seed)
    per_choice = DRAWS // CHOICE_DRAWS
    scores = np.empty((DRAWS, len(terms)))
    base = type_potential(candidates.scores)
    strata = np.arange(CHOICE_DRAWS // 2)
    low, high = T0_RANGE
    factor = low + (high - low) * (np.tile(strata, 2) + rng.uniform(size=CHOICE_DRAWS)) / len(strata)
    decays: Tuple[Decay, ...] = (decay_gauss, decay_steps)
    for k in range(CHOICE_DRAWS):
        progress(k / CHOICE_DRAWS)
        potential = _draw_potential(rng, candidates, base, type_potential)
        choice = choose(pairs, potential, candidates.t0 * factor[k], candidates.klass, demand,
                        decays[k // len(strata)], candidates.speeds)
        drawn = np.column_stack([potential, reach_share(choice.reach, anchor), mean_mixing(choice, demand),
                                 terms[:, 3:]])
        drawn[np.isnan(terms[:, 1]), 1] = np.nan
        for i in range(per_choice):
            if i:
                drawn[:, 0] = _draw_potential(rng, candidates, base, type_potential)
            scores[k * per_choice + i] = score(drawn, rng.dirichlet(20 * WEIGHTS))
    progress(1.0)
    return _summarise(np.where(choice_is_missing(terms), np.nan, scores), score(terms))


def choice_is_missing(terms: np.ndarray) -> np.ndarray:
    """(j,) bool: the base score is unknown, so that no draw can be trusted either."""
    return np.isnan(score(terms))


def _draw_potential(rng: np.random.Generator, candidates: Candidates, base: np.ndarray,
                    type_potential: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    kinds = int(candidates.kind.max(initial=-1)) + 1
    step = rng.choice([-1, 0, 1], p=[0.25, 0.5, 0.25], size=(kinds, 5))[candidates.kind]
    drawn = type_potential(np.clip(candidates.scores + step, 1, 5))
    return np.clip(candidates.potential * drawn / base, 0.0, 1.0)


def _summarise(scores: np.ndarray, base: np.ndarray) -> Interval:
    known = ~np.isnan(base)
    low, high = np.full(len(base), np.nan), np.full(len(base), np.nan)
    klass = np.full(len(base), -1)
    if known.any():
        # A draw in which a place is not reached at all counts as 0, as it does in the base run.
        drawn = np.nan_to_num(scores[:, known])
        low[known], high[known] = np.percentile(drawn, [5, 95], axis=0)
        inside = np.digitize(drawn, CLASS_LIMITS)
        share = np.stack([(inside == k).mean(axis=0) for k in range(len(CLASS_LIMITS) + 1)])
        klass[known] = np.where(share.max(axis=0) >= 0.8, share.argmax(axis=0), -1)
    return Interval(low, high, klass, DRAWS, CHOICE_DRAWS)


def flags(offset: np.ndarray, visitors: np.ndarray, mixing: np.ndarray) -> np.ndarray:
    """Return (j,) why a term is missing: not attached, no reach, mixing unknown or far from the network; else ""."""
    conditions: Dict[str, np.ndarray] = {
        NOT_ATTACHED: np.isnan(offset),
        NO_REACH: visitors <= 0,
        NO_GROUPS: np.isnan(mixing),
        FAR: offset > POSITION_SNAP_M,
    }
    return np.select(list(conditions.values()), list(conditions), default="").astype(object)
