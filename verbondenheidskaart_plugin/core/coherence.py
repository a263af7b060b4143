"""Do the indicators of a side tell one story? Checked before any ranking, as the JRC advises."""

from typing import List, NamedTuple, Sequence, Tuple

import numpy as np
import pandas as pd
from scipy.stats import norm, rankdata

from .aggregate import weighted_mean
from .model import SIDES
from .normalise import Finding

REDUNDANT, MIN_PAIRS = 0.9, 10


def coherence(scores: np.ndarray, weight: np.ndarray, side: np.ndarray,
              ids: Sequence[str]) -> Tuple[pd.DataFrame, List[Finding]]:
    """Correlate each indicator with the rest of its side, and find redundant pairs (|r| > 0.9).

    ``scores`` (n, k) 0–100 with NaN; ``weight`` and ``side`` (k,); ``ids``: k names. The rest leaves out the
    indicator itself, which would otherwise correlate with its own part. Returns a table (indicator, zijde, r, n)
    and findings negatieve_samenhang and dubbelop.
    """
    rows: List[Tuple[str, str, float, int]] = []
    findings: List[Finding] = []
    for number in np.unique(side):
        own = np.flatnonzero(side == number)
        parts, weights = scores[:, own], weight[own]
        for i, column in enumerate(own):
            rest = np.arange(len(own)) != i
            others = weighted_mean(parts[:, rest].T[:, :, None], weights[rest, None])[:, 0]
            r, n = _correlation(parts[:, i], others)
            node = ids[column]
            rows.append((node, SIDES[number], r, n))
            if r < 0:
                findings.append(Finding("negatieve_samenhang", node, {"r": r, "n": n, "zijde": SIDES[number]}))
            for j in range(i):
                r, n = _correlation(parts[:, i], parts[:, j])
                if abs(r) > REDUNDANT:
                    findings.append(Finding("dubbelop", node, {"met": ids[own[j]], "r": r, "n": n}))
    return pd.DataFrame(rows, columns=["indicator", "zijde", "r", "n"]), findings


class Agreement(NamedTuple):
    """A rank correlation with its 95 % interval, over n areas."""

    rho: float
    low: float
    high: float
    n: int


def spearman(x: np.ndarray, y: np.ndarray) -> Agreement:
    """Return Spearman's ρ of (n,) values where both are known, NaN for fewer than 10 or no spread.

    The interval is Fisher's, with the standard error √((1 + ρ²/2)/(n − 3)) of Bonett & Wright (2000). It supposes
    independent areas; neighbours that resemble each other make it too narrow.
    """
    both = np.isfinite(x) & np.isfinite(y)
    rho, n = _correlation(rankdata(x[both]), rankdata(y[both]))
    if not abs(rho) < 1 - 1e-12:
        return Agreement(rho, rho, rho, n)
    reach = norm.ppf(0.975) * np.sqrt((1 + rho ** 2 / 2) / (n - 3))
    low, high = np.tanh(np.arctanh(rho) + np.array([-reach, reach]))
    return Agreement(rho, float(low), float(high), n)


def _correlation(x: np.ndarray, y: np.ndarray) -> Tuple[float, int]:
    """Return Pearson's r over the areas where both are known, NaN for fewer than 10 or no spread; and their number."""
    both = np.isfinite(x) & np.isfinite(y)
    n = int(both.sum())
    if n < MIN_PAIRS or np.ptp(x[both]) == 0 or np.ptp(y[both]) == 0:
        return np.nan, n
    return float(np.corrcoef(x[both], y[both])[0, 1]), n
