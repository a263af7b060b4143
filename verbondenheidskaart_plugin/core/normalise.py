"""Bringing indicators to one scale, 0–100: outlier treatment, goalposts and their frozen anchors.

Every linear normalisation is a pair of anchors (low, high): the goalposts are P5 and P95 of the reference
set, min–max its ends, and z the mean ± 1.645 standard deviations, the span that P5–P95 has under normality.
"""

from dataclasses import dataclass
from typing import Any, Dict, List, Mapping, NamedTuple, Optional, Sequence, Tuple

import numpy as np
from scipy import stats

from .model import FIXED, STANDARD, Indicator

Z_SPAN = 1.645
MAX_SKEW, MAX_KURTOSIS, MAX_WINSORISED = 2.0, 3.5, 5
MIN_REFERENCE = 10
MIN_FOR_SHAPE = 8


class Finding(NamedTuple):
    """Something the analyst should know: a code, the node it is about and its figures."""

    code: str
    node: str = ""
    data: Mapping[str, Any] = {}


class Treatment(NamedTuple):
    """How outliers were treated: first the limits, then the log of the distance to ``shift``.

    ``log`` is +1 when the shift lies below all values, −1 when above, 0 for no log; ``points`` were winsorised.
    None = no limit, so that anchors can be kept as JSON.
    """

    low: Optional[float] = None
    high: Optional[float] = None
    log: int = 0
    shift: float = 0.0
    points: int = 0

    def apply(self, x: np.ndarray) -> np.ndarray:
        """Return the treated values; a non-decreasing function of ``x``."""
        x = np.clip(x, -np.inf if self.low is None else self.low, np.inf if self.high is None else self.high)
        return x if self.log == 0 else self.log * np.log(self.log * (x - self.shift))


class Anchor(NamedTuple):
    """The ruler of one indicator: values ``low`` and ``high`` (after treatment) are 0 and 100.

    ``groups`` holds (label, low, high) of reference groups with a ruler of their own.
    """

    low: float
    high: float
    treatment: Treatment = Treatment()
    groups: Tuple[Tuple[str, float, float], ...] = ()

    @classmethod
    def of(cls, value: Sequence) -> "Anchor":
        """Return an anchor from a plain (nested) sequence, such as (low, high) or what JSON gives back."""
        low, high, *rest = value
        treatment = Treatment(*rest[0]) if rest else Treatment()
        return cls(float(low), float(high), treatment, tuple(tuple(g) for g in rest[1]) if len(rest) > 1 else ())


def line(low: Any, high: Any, sign: Any = 1) -> Tuple[np.ndarray, np.ndarray]:
    """Return (slope, start) of the line that gives ``low`` 0 and ``high`` 100, or the reverse for ``sign`` −1.

    NaN where high ≤ low: without a range there is no score.
    """
    low, high, sign = (np.asarray(part, dtype=float) for part in (low, high, sign))
    span = np.where(is_range(low, high), high - low, np.nan)
    return np.where(sign < 0, -100.0, 100.0) / span, np.where(sign < 0, 100.0, 0.0)


def along(x: np.ndarray, low: Any, slope: Any, start: Any) -> np.ndarray:
    """Return the scores of ``x`` along a line, clipped to 0–100."""
    return np.clip((x - low) * slope + start, 0.0, 100.0)


def is_range(low: Any, high: Any) -> Any:
    """Return whether ``high`` lies above ``low`` by more than rounding noise."""
    return high - low > 1e-9 * np.maximum(np.abs(low), np.abs(high))


def percentile_rank(x: np.ndarray) -> np.ndarray:
    """Return (rank−1)/(n−1) over the known values of each column, lowest rank for ties; NaN when they are all equal.

    ``x`` (n,) or (n, k).
    """
    x = np.asarray(x, float)
    if not len(x):
        return x.copy()
    order = np.argsort(x, axis=0)
    ordered = np.take_along_axis(x, order, axis=0)
    places = np.arange(len(x)).reshape(-1, *[1] * (x.ndim - 1))
    new = np.ones(x.shape, dtype=bool)
    new[1:] = ordered[1:] != ordered[:-1]
    first = np.maximum.accumulate(np.where(new, places, 0), axis=0)
    known = np.isfinite(x)
    number = known.sum(axis=0)
    highest = np.take_along_axis(ordered, np.maximum(number - 1, 0).reshape(1, *x.shape[1:]), axis=0)[0]
    usable = (number > 1) & is_range(ordered[0], highest)
    rank = np.empty(x.shape)
    np.put_along_axis(rank, order, first.astype(float), axis=0)
    return np.where(known & usable, rank / np.maximum(number - 1, 1), np.nan)


def anchors_of(x: np.ndarray, method: str) -> Tuple[float, float]:
    """Return (low, high) of the known values of ``x`` by ``method`` goalpost, minmax or z; NaN when none is known."""
    x = x[np.isfinite(x)]
    if len(x) == 0:
        return np.nan, np.nan
    if method == "z":
        spread = Z_SPAN * (x.std(ddof=1) if len(x) > 1 else 0.0)
        return x.mean() - spread, x.mean() + spread
    return tuple(np.percentile(x, (0, 100) if method == "minmax" else (5, 95)))


def has_outliers(x: np.ndarray) -> bool:
    """Return whether |skewness| > 2 and excess kurtosis > 3.5 (bias-corrected), the screen of the JRC and COINr."""
    if len(x) < MIN_FOR_SHAPE or not is_range(x.min(), x.max()):
        return False
    return bool(abs(stats.skew(x, bias=False)) > MAX_SKEW and stats.kurtosis(x, bias=False) > MAX_KURTOSIS)


def treatment_of(x: np.ndarray) -> Treatment:
    """Return the lightest treatment that removes the outliers of ``x`` (missing values are left out).

    Winsorises one point at a time, at the end where the tail is, to at most 5 points; when that is not enough,
    the logarithm of the distance to just beyond the other end (1 % of the range) is taken instead.
    """
    x = np.sort(x[np.isfinite(x)])
    if not has_outliers(x):
        return Treatment()
    tail = 1 if stats.skew(x) > 0 else -1
    for points in range(1, min(MAX_WINSORISED, len(x) - 2) + 1):
        drawn_in = Treatment(high=x[-1 - points], points=points) if tail > 0 else Treatment(x[points], points=points)
        if not has_outliers(drawn_in.apply(x)):
            return drawn_in
    margin = 0.01 * (x[-1] - x[0])
    if tail > 0:
        return Treatment(low=x[0], log=1, shift=x[0] - margin)
    return Treatment(high=x[-1], log=-1, shift=x[-1] + margin)


def treat(values: np.ndarray, indicators: Sequence[Indicator],
          anchors: Mapping[str, Anchor]) -> Tuple[np.ndarray, List[Treatment], List[Finding]]:
    """Return the treated values (n, k), the treatments and the findings; a frozen anchor brings its own treatment.

    Indicators with fixed scale ends are not treated.
    """
    treated = np.array(values, dtype=float)
    treatments: List[Treatment] = []
    findings: List[Finding] = []
    for column, indicator in enumerate(indicators):
        x = treated[:, column]
        if indicator.method == FIXED:
            treatment = Treatment()
        elif indicator.id in anchors:
            treatment = anchors[indicator.id].treatment
        else:
            treatment = treatment_of(x)
            if treatment.points or treatment.log:
                findings.append(Finding("uitschieters", indicator.id,
                                        {"winsorised": treatment.points, "log": bool(treatment.log)}))
        treated[:, column] = treatment.apply(x)
        treatments.append(treatment)
    return treated, treatments, findings


@dataclass(frozen=True)
class Ruler:
    """What turns treated values (n, k) into scores: a line per indicator, or percentile ranks.

    ``low`` (n, k) scores ``start`` (k,), 0 or 100, and every unit beyond it ``slope`` (n, k) points, NaN where there is
    no line; ``ranked``: column → rows of each group within which the values are ranked.
    """

    anchors: Dict[str, Anchor]
    low: np.ndarray
    slope: np.ndarray
    start: np.ndarray
    ranked: Dict[int, List[np.ndarray]]

    def scores(self, treated: np.ndarray) -> np.ndarray:
        """Return the scores 0–100 (n, k)."""
        found = along(treated, self.low, self.slope, self.start)
        columns = list(self.ranked)
        if columns:
            y = percentile_rank(treated[:, columns])
            for place, column in enumerate(columns):
                for rows in self.ranked[column]:
                    y[rows, place] = percentile_rank(treated[rows, column])
            found[:, columns] = np.abs(100.0 * y - self.start[columns])
        return found


def score(treated: np.ndarray, indicators: Sequence[Indicator], treatments: Sequence[Treatment], method: str,
          labels: Optional[np.ndarray] = None, frozen: Optional[Mapping[str, Anchor]] = None,
          ) -> Tuple[np.ndarray, Dict[str, Anchor], List[Finding]]:
    """Return scores 0–100 (n, k), the anchors used and the findings; see ``ruler``."""
    found, findings = ruler(treated, indicators, treatments, method, labels, frozen)
    return found.scores(treated), found.anchors, findings


def ruler(treated: np.ndarray, indicators: Sequence[Indicator], treatments: Sequence[Treatment], method: str,
          labels: Optional[np.ndarray] = None, frozen: Optional[Mapping[str, Anchor]] = None,
          ) -> Tuple[Ruler, List[Finding]]:
    """Return the ruler that these values give, and the findings.

    ``method`` holds for indicators that leave the choice to the run. ``labels`` (n,) divides the areas in
    reference groups ("" = unknown); a group with fewer than 10 values is measured along all areas.
    ``frozen`` anchors are used as they are; percentile ranks have none and stay relative to the run, and the ends
    of a scale are fixed already.
    """
    frozen = frozen or {}
    findings: List[Finding] = []
    anchors: Dict[str, Anchor] = {}
    ranked: Dict[int, List[np.ndarray]] = {}
    ends = np.full((2, *treated.shape), np.nan)
    for column, (indicator, treatment) in enumerate(zip(indicators, treatments)):
        x = treated[:, column]
        if not np.isfinite(x).any():
            continue
        own = method if indicator.method == STANDARD else indicator.method
        groups = _groups(x, labels, indicator.id, findings) if own != FIXED else {}
        if own == "percentiel":
            ranked[column] = list(groups.values())
            continue
        if own == FIXED:
            anchor = Anchor(*_scale(x, indicator, findings))
        elif indicator.id in frozen:
            anchor = frozen[indicator.id]
        else:
            anchor = Anchor(*anchors_of(x, own), treatment,
                            tuple((label, *anchors_of(x[rows], own)) for label, rows in groups.items()))
            if frozen:
                findings.append(Finding("anker_nieuw", indicator.id))
        ends[:, :, column] = np.array([[anchor.low], [anchor.high]])
        for label, low, high in anchor.groups if labels is not None else ():
            ends[:, labels == label, column] = np.array([[low], [high]])
        anchors[indicator.id] = anchor
    slope, start = line(ends[0], ends[1], np.array([i.sign for i in indicators]))
    return Ruler(anchors, ends[0], slope, start, ranked), findings


def _groups(x: np.ndarray, labels: Optional[np.ndarray], node: str, findings: List[Finding]) -> Dict[str, np.ndarray]:
    """Return label → rows for the groups that are large enough to be a reference."""
    groups: Dict[str, np.ndarray] = {}
    for label in () if labels is None else np.unique(labels):
        rows = labels == label
        known = np.isfinite(x[rows]).sum()
        if label != "" and known >= MIN_REFERENCE:
            groups[str(label)] = rows
        elif label != "" and known:
            findings.append(Finding("referentie_klein", node, {"groep": str(label), "aantal": int(known)}))
    return groups


def _scale(x: np.ndarray, indicator: Indicator, findings: List[Finding]) -> Tuple[float, float]:
    """Return the narrowest of the indicator's scales that holds all values, else the widest, and say so."""
    known = x[np.isfinite(x)]
    for low, high in indicator.scales:
        if known.min() >= low and known.max() <= high:
            return low, high
    low, high = indicator.scales[-1]
    outside = int(((known < low) | (known > high)).sum())
    findings.append(Finding("buiten_schaal", indicator.id, {"laag": low, "hoog": high, "aantal": outside}))
    return low, high
