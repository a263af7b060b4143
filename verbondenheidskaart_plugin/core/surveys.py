"""Survey scales: recoding answers, the scale score, Cronbach's alpha, and shrinkage of small samples."""

from typing import Sequence, Tuple

import numpy as np

from .index import ENOUGH


def to_ten(answers: np.ndarray, points: int = 5, reverse: Sequence[int] = ()) -> np.ndarray:
    """Return answers 1…``points`` (respondents, items) on a scale of 0–10: 10·(x−1)/(points−1).

    ``reverse`` lists the items (columns) whose statement is negative. An answer off the scale, such as 9 for
    "don't know", is missing (NaN).
    """
    x = np.array(answers, dtype=float)
    with np.errstate(invalid="ignore"):
        x[~((x >= 1) & (x <= points))] = np.nan
    x[:, list(reverse)] = points + 1 - x[:, list(reverse)]
    return 10.0 * (x - 1.0) / (points - 1.0)


def scale_scores(items: np.ndarray) -> np.ndarray:
    """Return the mean of the answered items per respondent, NaN when fewer than 2/3 were answered."""
    answered = np.isfinite(items)
    total = np.where(answered, items, 0.0).sum(axis=1)
    number = answered.sum(axis=1)
    enough = (number > 0) & (number >= ENOUGH * items.shape[1] - 1e-9)
    return np.divide(total, number, out=np.full(len(items), np.nan), where=enough)


def cronbach_alpha(items: np.ndarray) -> Tuple[float, int]:
    """Return α = k/(k−1)·(1 − Σ s_i² / s_total²) over complete respondents, and their number.

    NaN for fewer than two items or respondents, or when nobody differs in total. Reverse items first.
    """
    whole = items[np.isfinite(items).all(axis=1)]
    n, k = whole.shape
    if n < 2 or k < 2:
        return np.nan, n
    total = whole.sum(axis=1).var(ddof=1)
    if total <= 1e-12:
        return np.nan, n
    return float(k / (k - 1) * (1.0 - whole.var(axis=0, ddof=1).sum() / total)), n


def shrink(mean: np.ndarray, n: np.ndarray, overall: float, between: float, within: float) -> np.ndarray:
    """Return the estimates B·mean + (1−B)·overall with B = between / (between + within/n), per area.

    ``between`` and ``within`` are variances of areas and respondents. Without respondents (n = 0) the estimate is
    ``overall``; with many it is the area's own mean (Fay & Herriot 1979 without covariates).
    """
    mean, n = np.asarray(mean, dtype=float), np.asarray(n, dtype=float)
    share = np.divide(between * n, between * n + within, out=np.zeros_like(n), where=between * n + within > 0)
    return np.where(share > 0, share * np.where(share > 0, mean, 0.0), 0.0) + (1.0 - share) * overall
