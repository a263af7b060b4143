"""Who goes where: distance decay, Huff choice, reach, access and the mixing of expected visitors."""

from dataclasses import dataclass, field
from typing import Callable, Dict, Mapping, Tuple

import numpy as np
from scipy.sparse import csr_matrix

from .reach import Pairs
from .schema import DIMENSIONS

SPEED_M_S = 1.33  # 800 m in ten minutes (Kenniscentrum Sport & Bewegen)
SPEED_65_PLUS_M_S = 0.83  # 500 m in ten minutes (idem)
OLDER = "lft_65_plus"

SPEEDS = (SPEED_M_S, SPEED_65_PLUS_M_S)
Decay = Callable[[np.ndarray, np.ndarray], np.ndarray]


def decay_gauss(minutes: np.ndarray, t0: np.ndarray) -> np.ndarray:
    """Return the truncated Gaussian decay, 1 at 0 minutes and 0 from ``t0`` minutes on (Gaussian 2SFCA).

    f(t) = (exp(−½(t/t0)²) − exp(−½)) / (1 − exp(−½)); both arguments in minutes, t0 > 0.
    """
    floor = np.exp(-0.5)
    value = (np.exp(-0.5 * (minutes / t0) ** 2) - floor) / (1 - floor)
    return np.where(minutes <= t0, np.maximum(value, 0.0), 0.0)


def decay_steps(minutes: np.ndarray, t0: np.ndarray) -> np.ndarray:
    """Return the decay in steps of 1, 0.68 and 0.22 for the thirds of ``t0`` minutes (Luo & Qi 2009)."""
    third = np.asarray(minutes) / t0 * 3
    return np.select([third <= 1, third <= 2, third <= 3], [1.0, 0.68, 0.22], 0.0)


@dataclass
class Demand:
    """Residents at the demand points, with their groups.

    residents: (o,) persons ≥ 0. groups: dimension → (o, g) counts, NaN = unknown; columns as ``names[dimension]``.
    """

    residents: np.ndarray
    groups: Dict[str, np.ndarray] = field(default_factory=dict)
    names: Dict[str, Tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def from_columns(cls, columns: Mapping[str, np.ndarray]) -> "Demand":
        """Take ``inwoners`` and every dimension of which at least two groups are known somewhere."""
        residents = np.nan_to_num(np.asarray(columns["inwoners"], dtype=float))
        demand = cls(residents)
        for dimension, names in DIMENSIONS.items():
            if all(name in columns for name in names):
                counts = np.column_stack([np.asarray(columns[name], dtype=float) for name in names])
                if (np.nan_to_num(counts).sum(axis=0) > 0).sum() >= 2:
                    demand.groups[dimension], demand.names[dimension] = counts, names
        return demand

    def older_share(self) -> np.ndarray:
        """(o,) share of residents of 65 and over; 0 where the ages are unknown."""
        if "leeftijd" not in self.groups:
            return np.zeros(len(self.residents))
        counts = self.groups["leeftijd"]
        total = np.nan_to_num(counts).sum(axis=1)
        share = np.nan_to_num(counts[:, self.names["leeftijd"].index(OLDER)])
        return np.divide(share, total, out=np.zeros(len(total)), where=total > 0)

    def shares(self, dimension: str) -> np.ndarray:
        """(g,) share of each group in the whole area."""
        total = np.nansum(self.groups[dimension], axis=0)
        return total / total.sum()


@dataclass
class Choice:
    """The outcome of one round of choices.

    reach: (j,) residents weighted by decay (A). visitors: (j,) expected visitors (V). groups: dimension → (j, g)
    expected visitors per group. visits: (k,) expected visits of each pair. served: (classes, o) bool, whether the
    residents of a point have any facility of the class in reach.
    """

    reach: np.ndarray
    visitors: np.ndarray
    groups: Dict[str, np.ndarray]
    visits: np.ndarray
    served: np.ndarray


def choose(pairs: Pairs, potential: np.ndarray, t0: np.ndarray, klass: np.ndarray, demand: Demand,
           decay: Decay = decay_gauss, speeds: Tuple[float, float] = SPEEDS) -> Choice:
    """Let the residents choose among the facilities of each class (Huff 1963), everyone one visit a class.

    pairs: facility → demand point. potential: (j,) attraction, 0–1. t0: (j,) minutes. klass: (j,) int class.
    p_oj = P_j f(t_oj) / Σ_k P_k f(t_ok) within a class; no facility in reach: all p = 0, never NaN. speeds: m/s of
    residents under 65 and of 65 and over. The groups of other dimensions follow the average resident of their point:
    margins are never multiplied into joint groups.
    """
    facilities, points = len(potential), len(demand.residents)
    older = demand.older_share()
    bounds = np.searchsorted(pairs.source, np.arange(facilities + 1))
    chance, reach, served = [], np.zeros(facilities), np.zeros((int(klass.max(initial=-1)) + 1, points), dtype=bool)
    for speed, share in zip(speeds, (1 - older, older)):
        near = decay(pairs.metres / (60 * speed), t0[pairs.source])
        pull = potential[pairs.source] * near
        cell = klass[pairs.source] * points + pairs.target
        total = np.bincount(cell, weights=pull, minlength=served.size)
        served |= (total.reshape(served.shape) > 0) & (share > 0)
        chance.append(np.divide(pull, total[cell], out=np.zeros(len(pull)), where=total[cell] > 0))
        reach += np.bincount(pairs.source, weights=near * (demand.residents * share)[pairs.target],
                             minlength=facilities)
    mean = chance[0] + (chance[1] - chance[0]) * older[pairs.target]
    visits = mean * demand.residents[pairs.target]

    def matrix(values: np.ndarray) -> csr_matrix:
        return csr_matrix((values, pairs.target, bounds), shape=(facilities, points))

    groups = {}
    for dimension, counts in demand.groups.items():
        known = np.nan_to_num(counts)
        if dimension == "leeftijd":
            is_older = np.array([name == OLDER for name in demand.names[dimension]])
            groups[dimension] = matrix(chance[0]) @ (known * ~is_older) + matrix(chance[1]) @ (known * is_older)
        else:
            groups[dimension] = matrix(mean) @ known
    visitors = np.bincount(pairs.source, weights=visits, minlength=facilities)
    return Choice(reach, visitors, groups, visits, served)


def two_step_access(pairs: Pairs, near: np.ndarray, capacity: np.ndarray, persons: np.ndarray) -> np.ndarray:
    """Return (o,) access of each demand point by the two-step floating catchment area method (2SFCA).

    near: (k,) decay of each pair. capacity: (j,) C. persons: (o,) N. R_j = C_j / Σ_o N_o f_oj; access_o = Σ_j R_j f_oj.
    Σ N·access = Σ C over the facilities with any person in reach.
    """
    asked = np.bincount(pairs.source, weights=near * persons[pairs.target], minlength=len(capacity))
    ratio = np.divide(capacity, asked, out=np.zeros(len(capacity)), where=asked > 0)
    return np.bincount(pairs.target, weights=ratio[pairs.source] * near, minlength=len(persons))


def diversity(shares: np.ndarray) -> np.ndarray:
    """Return the chance that two random persons differ in group: 1 − Σπ² (Simpson); shares (…, g) sum to 1."""
    return 1 - (np.asarray(shares, dtype=float) ** 2).sum(axis=-1)


def mixing(visitors: np.ndarray, reference: np.ndarray) -> np.ndarray:
    """Return (j,) mixing relative to the area: min(1, I / I_area); NaN without visitors or with one group in the area.

    visitors: (j, g) expected visitors ≥ 0. reference: (g,) shares of the groups in the area.
    """
    area = diversity(reference)
    total = visitors.sum(axis=1)
    shares = np.divide(visitors, total[:, None], out=np.full(visitors.shape, np.nan), where=total[:, None] > 0)
    if area <= 0:
        return np.full(len(visitors), np.nan)
    return np.minimum(1.0, diversity(shares) / area)


def mixing_absolute(shares: np.ndarray) -> np.ndarray:
    """Return diversity on a scale from 0 to 1: G / (G − 1) · I, for comparing areas; shares (…, g), g ≥ 2."""
    groups = np.asarray(shares).shape[-1]
    return groups / (groups - 1) * diversity(shares)


def evenness(shares: np.ndarray) -> np.ndarray:
    """Return Shannon evenness H / ln G, 0–1; shares (…, g), g ≥ 2."""
    shares = np.asarray(shares, dtype=float)
    logs = np.log(np.where(shares > 0, shares, 1.0))
    return -(shares * logs).sum(axis=-1) / np.log(shares.shape[-1])


def segregation(shares: np.ndarray, reference: np.ndarray) -> np.ndarray:
    """Return how far the visitors differ from the area, 0–1: Σ|π − ρ| / (2 (1 − min ρ))."""
    reference = np.asarray(reference, dtype=float)
    return np.abs(np.asarray(shares) - reference).sum(axis=-1) / (2 * (1 - reference.min()))


def mean_mixing(choice: Choice, demand: Demand) -> np.ndarray:
    """Return (j,) the mixing averaged over the dimensions that are known; NaN when none is."""
    return _mean_over_dimensions(choice, demand, mixing)


def other_measures(choice: Choice, demand: Demand) -> Dict[str, np.ndarray]:
    """Return the absolute mixing, evenness and segregation of the visitors (j,) each, averaged like the mixing."""
    def mean(measure: Callable[[np.ndarray, np.ndarray], np.ndarray]) -> np.ndarray:
        def of_visitors(visitors: np.ndarray, reference: np.ndarray) -> np.ndarray:
            total = visitors.sum(axis=1)
            return np.where(total > 0, measure(visitors / np.where(total > 0, total, 1.0)[:, None], reference), np.nan)

        return _mean_over_dimensions(choice, demand, of_visitors)

    return {"menging_absoluut": mean(lambda shares, _: mixing_absolute(shares)),
            "gelijkmatigheid": mean(lambda shares, _: evenness(shares)), "segregatie": mean(segregation)}


def _mean_over_dimensions(choice: Choice, demand: Demand, measure: Callable[[np.ndarray, np.ndarray], np.ndarray]
                          ) -> np.ndarray:
    parts = [measure(visitors, demand.shares(dimension)) for dimension, visitors in choice.groups.items()]
    if not parts:
        return np.full(len(choice.visitors), np.nan)
    known = ~np.isnan(parts)
    return np.divide(np.nansum(parts, axis=0), known.sum(axis=0), out=np.full(len(choice.visitors), np.nan),
                     where=known.any(axis=0))
