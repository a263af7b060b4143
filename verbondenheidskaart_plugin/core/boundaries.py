"""Areas of two years side by side: which stayed, which only got another code, and how figures are carried over."""

from typing import Mapping, Optional, Sequence, Tuple

import numpy as np
import pandas as pd

UNCHANGED, RENUMBERED, CHANGED = "ongewijzigd", "hernummerd", "gewijzigd"
DWELLINGS, AREA = "woningen", "oppervlakte"
SAME = 0.99  # overlap as part of the union from which two areas are the same: CBS redraws edges every year
DOUBTFUL = 0.90  # from here on CBS' own word (indelingswijziging = 1) decides
SLIVER = 0.005  # a smaller part of both areas comes of redrawn edges
KNOWN = 0.9  # part of an area that must come from areas with a known figure
TOTAL, MEAN, CLASS = "totaal", "gemiddelde", "klasse"


def says_unchanged(values: Sequence) -> Optional[np.ndarray]:
    """Return (n,) bool: which areas CBS calls unchanged since the year before; None when the values do not tell.

    values: the field ``indelingswijziging…``: 1 unchanged, 2 recoded, 3 boundaries changed. Sources contradict each
    other on what 1 means; most areas do not change, so it is believed only when most values are 1.
    """
    codes = pd.to_numeric(pd.Series(values, dtype=object), errors="coerce").to_numpy(dtype=float)
    known = codes[np.isfinite(codes)]
    if not len(known) or (known == 1).mean() <= 0.5:
        return None
    return codes == 1


def link(
    old: Mapping[str, np.ndarray], new: Mapping[str, np.ndarray], pair: Tuple[np.ndarray, np.ndarray],
    overlap: np.ndarray, dwellings: Optional[np.ndarray] = None, unchanged: Optional[np.ndarray] = None,
) -> pd.DataFrame:
    """Return the koppeltabel: a row for every old area and every new area that it lies in.

    old, new: ``code`` (n,) and ``area`` (n,) m². pair: the rows (old, new) that overlap, each (k,); overlap: (k,) m²;
    dwellings: (k,) counted in the overlap. unchanged: (new,) bool, what CBS says of the new areas.
    Columns oud, nieuw, soort, aandeel (part of the old area that lies here, 0–1), aandeel_nieuw (part of the new area
    that comes from there, 0–1), basis (woningen or oppervlakte), overlap_m2, woningen. Parts are of dwellings where
    both areas have any, else of the area. Edges that were drawn anew are no part; the parts of an area sum to 1.
    """
    i, j = (np.asarray(p, dtype=np.int64) for p in pair)
    overlap = np.asarray(overlap, dtype=float)
    count = np.zeros(len(i)) if dwellings is None else np.asarray(dwellings, dtype=float)
    smallest = np.minimum(old["area"][i], new["area"][j])
    keep = (overlap > SLIVER * smallest) | (count > SLIVER * _of(count, i))
    i, j, overlap, count = i[keep], j[keep], overlap[keep], count[keep]
    union = old["area"][i] + new["area"][j] - overlap
    likeness = overlap / union
    same_code = old["code"][i] == new["code"][j]
    stays = likeness >= SAME
    if unchanged is not None:
        stays |= (likeness >= DOUBTFUL) & same_code & np.asarray(unchanged, dtype=bool)[j]
    kind = np.where(stays, np.where(same_code, UNCHANGED, RENUMBERED), CHANGED)
    # What lies along the edge of an area that stayed is drawn anew as well, unless people live there.
    whole_old, whole_new = _any(stays, i), _any(stays, j)
    edge = ~stays & (whole_old[i] | whole_new[j]) & (count == 0)
    i, j, overlap, count, kind = (column[~edge] for column in (i, j, overlap, count, kind))
    counted = (_of(count, i) > 0) & (_of(count, j) > 0)
    share = np.where(counted, _part(count, i), _part(overlap, i))
    back = np.where(counted, _part(count, j), _part(overlap, j))
    table = pd.DataFrame({
        "oud": old["code"][i], "nieuw": new["code"][j], "soort": kind,
        "aandeel": share / _of(share, i), "aandeel_nieuw": back / _of(back, j),
        "basis": np.where(counted, DWELLINGS, AREA), "overlap_m2": overlap,
        "woningen": np.nan if dwellings is None else count})
    return table.sort_values(["oud", "nieuw"], kind="stable", ignore_index=True)


def _of(values: np.ndarray, group: np.ndarray) -> np.ndarray:
    """Return (k,) the sum of the group that each value belongs to."""
    return np.bincount(group, values)[group] if len(group) else np.zeros(0)


def _part(values: np.ndarray, group: np.ndarray) -> np.ndarray:
    total = _of(values, group)
    return np.divide(values, total, out=np.zeros(len(values)), where=total > 0)


def _any(mask: np.ndarray, group: np.ndarray) -> np.ndarray:
    return np.bincount(group, mask) > 0 if len(group) else np.zeros(0, dtype=bool)


def carry_over(links: pd.DataFrame, codes: Sequence, figures: pd.DataFrame, how: Mapping[str, str],
               new: Sequence) -> pd.DataFrame:
    """Return the figures of the old areas for the new ones, a row per code of ``new``.

    links: as ``link`` gives. codes: (n,) old code of each row of ``figures`` (numbers). how: per column TOTAL (divided
    over the new areas by ``aandeel``), MEAN (weighted by ``aandeel_nieuw``) or CLASS (of the largest part).
    A figure stays NaN unless ``KNOWN`` of the new area comes from areas where it is known; what little is unknown
    then counts as the rest. Column ``soort`` flags the worst that happened: ongewijzigd, hernummerd or gewijzigd.
    """
    row = pd.Series(np.arange(len(figures)), index=pd.Index(codes))
    place = pd.Series(np.arange(len(new)), index=pd.Index(new))
    used = links[links["oud"].isin(row.index) & links["nieuw"].isin(place.index)]
    source, target = row[used["oud"]].to_numpy(), place[used["nieuw"]].to_numpy()
    share, back = used["aandeel"].to_numpy(), used["aandeel_nieuw"].to_numpy()
    carried = {}
    for column in map(str, figures):
        value = figures[column].to_numpy(dtype=float)[source]
        known = np.isfinite(value)
        covered = np.bincount(target[known], back[known], len(new))
        if how[column] == TOTAL:
            made = np.bincount(target[known], (value * share)[known], len(new))
        elif how[column] == MEAN:
            made = np.bincount(target[known], (value * back)[known], len(new))
        else:
            made = np.full(len(new), 0.0)
            order = np.argsort(back, kind="stable")  # the largest part is written last
            order = order[known[order]]
            made[target[order]] = (value * covered[target])[order]
        with np.errstate(invalid="ignore", divide="ignore"):
            carried[column] = np.where(covered >= KNOWN, made / covered, np.nan)
    rank = used["soort"].map({UNCHANGED: 0, RENUMBERED: 1, CHANGED: 2}).to_numpy(dtype=np.int64)
    worst = np.full(len(new), -1)
    np.maximum.at(worst, target, rank)
    kinds = np.array([UNCHANGED, RENUMBERED, CHANGED, None], dtype=object)
    return pd.concat([pd.DataFrame({"soort": kinds[worst]}), pd.DataFrame(carried)], axis=1)
