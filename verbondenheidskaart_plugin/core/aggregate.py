"""Weighing and aggregating scores, for any number of weightings D at once: the last axis of every array.

Indicators substitute for each other within a side (weighted mean); constructs do not (geometric mean).
"""

from typing import Tuple, Union

import numpy as np
from scipy.stats import rankdata

from .model import SIDES
from .schema import CONSTRUCTS

FLOOR = 1.0
ENOUGH = 2 / 3  # of the weight of a side must be known


def side_scores(scores: np.ndarray, weights: np.ndarray, side: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
    """Return the weighted means per side and their coverage, both (8, n, D).

    ``scores`` (n, k) 0–100 with NaN for missing; ``weights`` (k, D) ≥ 0; ``side`` (k,) 0–7. Coverage is the share
    of the side's weight that is present, NaN for a side without any weight. Missing is left out, never 0.
    """
    k, draws = weights.shape
    block = np.zeros((k, len(SIDES), draws))
    block[np.arange(k), side] = weights
    known = np.isfinite(scores)

    def per_side(x: np.ndarray) -> np.ndarray:
        return np.moveaxis((x @ block.reshape(k, len(SIDES) * draws)).reshape(len(x), len(SIDES), draws), 1, 0)

    present, sums = per_side(known.astype(float)), per_side(np.where(known, scores, 0.0))
    total = np.broadcast_to(block.sum(axis=0)[:, None, :], present.shape)
    means, coverage = np.full(present.shape, np.nan), np.full(present.shape, np.nan)
    np.divide(sums, present, out=means, where=present > 0)
    np.divide(present, total, out=coverage, where=total > 0)
    return means, coverage


def weighted_mean(parts: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return the mean of the known ``parts`` (m, n, D) with ``weights`` (m, D); NaN where none is known."""
    present = np.where(np.isfinite(parts), weights[:, None, :], 0.0)
    total = present.sum(axis=0)
    sums = (present * np.where(np.isfinite(parts), parts, 0.0)).sum(axis=0)
    return np.divide(sums, total, out=np.full(total.shape, np.nan), where=total > 0)


def aggregate(parts: np.ndarray, weights: np.ndarray, geometric: Union[bool, np.ndarray]) -> np.ndarray:
    """Return the weighted geometric (floor 1) or arithmetic mean of ``parts`` (m, n, D) as (n, D).

    ``weights`` (m, D) need not sum to 1; ``geometric``: bool or (D,). Any missing part makes it NaN, and so
    does the absence of parts.
    """
    if len(parts) == 0:
        return np.full(parts.shape[1:], np.nan)
    shares = (weights / weights.sum(axis=0))[:, None, :]
    arithmetic = (shares * parts).sum(axis=0)
    return np.where(geometric, np.exp((shares * np.log(np.maximum(parts, FLOOR))).sum(axis=0)), arithmetic)


def constructs_of(sides: np.ndarray, side_weights: np.ndarray) -> np.ndarray:
    """Return the constructs (4, n, D): the weighted mean of the sides (8, n, D) that are known."""
    return np.stack([weighted_mean(sides[2 * c:2 * c + 2], side_weights[2 * c:2 * c + 2])
                     for c in range(len(CONSTRUCTS))])


def rank(x: np.ndarray) -> np.ndarray:
    """Return ranks along the first axis, 1 = highest, lowest rank for ties, NaN for missing.

    Scores are rounded to 9 decimals first, so that equal areas tie whatever the order of summation.
    """
    filled = np.where(np.isfinite(x), np.round(x, 9), -np.inf)
    return np.where(np.isfinite(x), rankdata(-filled, method="min", axis=0), np.nan)
