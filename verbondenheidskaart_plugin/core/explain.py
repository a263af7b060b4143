"""Why this score? What each indicator and construct adds, so that a reader can recompute any score by hand."""

import numpy as np
import pandas as pd

from .aggregate import ENOUGH, FLOOR, side_scores
from .schema import CONSTRUCTS


def shares(scores: np.ndarray, weight: np.ndarray, side: np.ndarray, side_weights: np.ndarray) -> np.ndarray:
    """Return the weight (n, k) of each indicator in its construct, per area; NaN where it does not count.

    ``scores`` (n, k) 0–100 with NaN for missing; ``weight`` and ``side`` (k,); ``side_weights`` (8,). Over the
    indicators of a construct the shares of an area add up to 1, and shares times scores to its score; a side with
    less than 2/3 of its weight does not count.
    """
    coverage = side_scores(scores, weight[:, None], side)[1][:, :, 0]
    of_side = np.where(coverage >= ENOUGH - 1e-9, side_weights[:, None], 0.0)
    pair = of_side.reshape(len(CONSTRUCTS), 2, -1)
    total = pair.sum(axis=1, keepdims=True)
    of_side = np.divide(pair, total, out=np.zeros(pair.shape), where=total > 0).reshape(of_side.shape)
    known = np.isfinite(scores)
    present = np.where(known, weight, 0.0)
    within = np.zeros(present.shape)
    for number in np.unique(side):
        own = side == number
        whole = present[:, own].sum(axis=1, keepdims=True)
        within[:, own] = np.divide(present[:, own], whole, out=np.zeros((len(present), own.sum())), where=whole > 0)
    found = within * of_side[side].T
    return np.where(known & (found > 0), found, np.nan)


def effects(table: pd.DataFrame, weights: np.ndarray, geometric: bool) -> pd.DataFrame:
    """Return the points (n, 4) by which each construct puts the index above or below that of the median area.

    ``table``: the constructs and ``verbondenheid`` of the areas; ``weights`` (4,) of the constructs. The median area
    has the median of every construct; over the constructs the points add up to the difference of the index. For
    the geometric mean they follow the logarithmic mean Divisia decomposition (Ang 2004). NaN without an index.
    """
    present = [number for number, name in enumerate(CONSTRUCTS) if table[name].notna().any()]
    points = pd.DataFrame(np.nan, table.index, list(CONSTRUCTS))
    here = table["verbondenheid"].notna().to_numpy()
    if not here.any():
        return points
    names = [CONSTRUCTS[number] for number in present]
    scores = table.loc[here, names].to_numpy(dtype=float)
    share = weights[present] / weights[present].sum()
    median = np.median(scores, axis=0)
    if geometric:
        logs, middle = np.log(np.maximum(scores, FLOOR)), np.log(np.maximum(median, FLOOR))
        apart = share * (logs - middle)
        distance = apart.sum(axis=1)
        index, other = np.exp((share * logs).sum(axis=1)), np.exp((share * middle).sum())
        factor = np.divide(index - other, distance, out=np.full(len(index), other), where=np.abs(distance) > 1e-12)
        apart = apart * factor[:, None]
    else:
        apart = share * (scores - median)
    points.loc[here, names] = apart
    return points
