"""Exact numbers of persons at addresses and cells, joined until no point is about few people.

Whoever holds the map knows the streets and the places on it, and can take one figure from another: the residents within
400 m of two places that differ by one address are the residents of that address. No rounding of the answers stops this
for good, with hundreds of answers about the same people. So the question is asked of neighbours who are together with
enough: whatever is then computed, and whatever is taken from what, tells of ten persons or more.
"""

from typing import Dict

import numpy as np
import pandas as pd

from ..core.population import FIGURES
from ..core.privacy import MIN_GROUP, MIN_RESIDENTS, estimated, hidden_groups, joined
from ..core.schema import GROUPS, total_of
from ..i18n import tr
from .features import Features, points_xy, to_numbers
from .report import Report


def crowded(population: Features, owner: np.ndarray, report: Report) -> Features:
    """Return a population of fewer points, each with at least ten residents where its area (o,) has them.

    The residents of a parcel of neighbours are counted at the one point nearest to their middle. Its groups have the
    composition of at least fifty residents, without cells below ten. Sums per area are kept.
    """
    xy, figures = points_xy(population.geometry), [name for name in FIGURES if name in population.table]
    persons = np.nan_to_num(to_numbers(population.table["inwoners"]))
    parcel = joined(xy, persons, owner)
    at = middle_points(xy, persons, parcel)
    moved = np.hypot(*(xy - xy[at][parcel]).T)
    few = (persons > 0) & (moved > 0)
    sums = population.table[figures].astype(float).groupby(parcel).sum(min_count=1)
    if few.any():
        text = tr("Points with exact counts joined with their neighbours, so that no figure is about fewer than "
                  "{least} persons: {n} points became {m}; {share}% of the residents are counted {metres} m away on "
                  "average.")
        report.info(tr("Privacy"), text.format(
            least=MIN_GROUP, n=len(xy), m=len(at), share=round(100 * persons[few].sum() / persons.sum()),
            metres=round(float(np.average(moved[few], weights=persons[few])))), int(few.sum()))
    table = population.table.iloc[at].reset_index(drop=True).assign(**_mixed(xy[at], owner[at], sums))
    return Features(population.name, table, [population.geometry[k] for k in at], population.crs)


def middle_points(xy: np.ndarray, persons: np.ndarray, parcel: np.ndarray) -> np.ndarray:
    """Return (k,) the point of each parcel nearest to the middle of its persons; of equals the most western one."""
    weight = persons + 1e-9  # a parcel of nobody has a middle as well
    centre = np.column_stack([np.bincount(parcel, weight * xy[:, axis]) for axis in (0, 1)]
                             ) / np.bincount(parcel, weight)[:, None]
    order = np.lexsort((xy[:, 1], xy[:, 0], np.round(np.hypot(*(xy - centre[parcel]).T), 3), parcel))
    return order[np.unique(parcel[order], return_index=True)[1]]


def _mixed(xy: np.ndarray, owner: np.ndarray, sums: pd.DataFrame) -> Dict[str, np.ndarray]:
    """Return the figures with groups as in the fifty residents around, small cells replaced by what one would guess."""
    groups = [name for name in GROUPS if name in sums and sums[name].notna().any()]
    out = {name: sums[name].to_numpy(dtype=float) for name in sums}
    if not groups:
        return out
    around = joined(xy, out["inwoners"], owner, MIN_RESIDENTS)
    base = {name: np.nan_to_num(out[total_of(name)]) for name in groups}
    counts = sums[groups].groupby(around).sum(min_count=1)
    parents = pd.DataFrame({name: np.bincount(around, base[name]) for name in groups})
    whole = owner[np.unique(around, return_index=True)[1]]
    hidden = hidden_groups(counts, np.bincount(around, np.nan_to_num(out["inwoners"])), whole)
    mixed = estimated(counts, hidden, parents, whole)
    for name in groups:
        size = parents[name].to_numpy()[around]
        values = mixed[name].to_numpy()[around] * np.divide(base[name], size, out=np.zeros(len(size)), where=size > 0)
        kept, made = (np.bincount(owner, np.nan_to_num(x)) for x in (out[name], values))
        scale = np.divide(kept, made, out=np.ones(len(kept)), where=made > 0)
        out[name] = np.where(np.isnan(values), np.nan, values * scale[owner])
    return out
