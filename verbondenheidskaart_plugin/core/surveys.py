"""Survey scales: recoding answers, the scale score, Cronbach's alpha, and what small samples say per area."""

from dataclasses import dataclass
from typing import Collection, Dict, List, Mapping, Optional, Sequence, Tuple

import numpy as np
import pandas as pd
from scipy import stats

from .aggregate import ENOUGH
from .privacy import MIN_RESPONDENTS, respondents_status

RELIABLE = 0.6
CONFIDENCE = 0.95
COLUMNS = ("gebied", "indicator", "waarde", "n", "laag", "hoog", "alpha", "status", "schaal")
ESTIMATE = ("waarde", "n", "laag", "hoog", "status")


@dataclass(frozen=True)
class Instrument:
    """A questionnaire: the ends of its answers, its items as indicators, and the scales (name → items) they form."""

    id: str
    low: float
    high: float
    items: Tuple[str, ...] = ()
    scales: Tuple[Tuple[str, Tuple[str, ...]], ...] = ()


def _items(letter: str, count: int) -> Tuple[str, ...]:
    return tuple(f"{letter}{number:02}" for number in range(1, count + 1))


_PLACE = _items("P", 8)
OWN = "eigen"
INSTRUMENTS: Dict[str, Instrument] = {i.id: i for i in (
    Instrument("veiligheidsmonitor", 1, 5, _items("V", 8), (("V10", _items("V", 8)),)),
    Instrument("burgerpeiling", 1, 5, _items("B", 6), (("B07", _items("B", 6)),)),
    Instrument("leefplekmeter", 1, 10, _items("T", 14), (("T15", _items("T", 14)),)),
    # Two subscales: place identity and place dependence.
    Instrument("place_attachment", 1, 4, _PLACE, (("P09", _PLACE[:4]), ("P10", _PLACE[4:]))),
    Instrument(OWN, 1, 5),
)}


@dataclass(frozen=True)
class Scale:
    """How well the items of a scale belong together: alpha over the n respondents who answered them all."""

    name: str
    items: Tuple[str, ...]
    alpha: float
    n: int

    @property
    def reliable(self) -> bool:
        """Whether the scale may be shown; NaN, for too few complete respondents, is not."""
        return self.alpha >= RELIABLE


def to_ten(answers: np.ndarray, points: float = 5, reverse: Sequence[int] = (), lowest: float = 1) -> np.ndarray:
    """Return answers ``lowest``…``points`` (respondents, items) on a scale of 0–10: 10·(x−lowest)/(points−lowest).

    ``reverse`` lists the items (columns) whose statement is negative. An answer off the scale, such as 9 for
    "don't know", is missing (NaN).
    """
    x = np.array(answers, dtype=float)
    with np.errstate(invalid="ignore"):
        x[~((x >= lowest) & (x <= points))] = np.nan
    x[:, list(reverse)] = points + lowest - x[:, list(reverse)]
    return 10.0 * (x - lowest) / (points - lowest)


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


def components(mean: np.ndarray, n: np.ndarray, variance: np.ndarray) -> Tuple[float, float, float]:
    """Return (overall, between, within) of areas with these means, numbers and variances of respondents.

    The moment estimator of one-way analysis of variance; ``between`` is 0 when the means differ no more than
    chance makes them.
    """
    here = (n > 0) & np.isfinite(mean)
    mean, n, variance = mean[here], n[here], variance[here]
    if not len(n):
        return np.nan, 0.0, np.nan
    overall = float((n * mean).sum() / n.sum())
    freedom = np.where(np.isfinite(variance), np.maximum(n - 1, 0), 0.0)
    within = float((freedom * np.nan_to_num(variance)).sum() / freedom.sum()) if freedom.sum() > 0 else np.nan
    size = (n.sum() - (n ** 2).sum() / n.sum()) / (len(n) - 1) if len(n) > 1 else 0.0
    if not size > 0 or np.isnan(within):
        return overall, 0.0, within
    spread = float((n * (mean - overall) ** 2).sum() / (len(n) - 1))
    return overall, max(0.0, (spread - within) / size), within


def estimate(values: np.ndarray, area: np.ndarray, areas: int, ends: Tuple[float, float],
             weight: Optional[np.ndarray] = None, shrunk: bool = False) -> pd.DataFrame:
    """Return the columns ``ESTIMATE`` for ``areas`` areas from the values (r,) of respondents in ``area`` (r,).

    The (weighted) mean with its 95 % interval by Student's t, within ``ends``; weights lower the number of
    respondents to Kish's effective one, (Σw)²/Σw². ``shrunk`` draws the means towards that of all respondents in areas
    that are shown, the more so the smaller the number. Fewer than 10 respondents: all is NaN and ``status`` says so.
    """
    w = np.ones(len(values)) if weight is None else np.asarray(weight, dtype=float)
    known = np.isfinite(values) & (area >= 0)
    values, area, w = values[known], area[known], w[known]

    def total(x: np.ndarray) -> np.ndarray:
        return np.bincount(area, weights=x, minlength=areas)

    def over(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        return np.divide(x, y, out=np.full(areas, np.nan), where=y > 0)

    n, mass = np.bincount(area, minlength=areas), total(w)
    mean = over(total(w * values), mass)
    effective = np.nan_to_num(over(mass ** 2, total(w ** 2)))
    square = over(total(w * (values - mean[area]) ** 2), mass)
    variance = over(square * effective, effective - 1)
    few = n < MIN_RESPONDENTS
    # Only of what is shown: drawn towards the mean of all, the other means would give a hidden one away.
    mean, effective, variance = (np.where(few, empty, x) for x, empty in (
        (mean, np.nan), (effective, 0.0), (variance, np.nan)))
    overall, between, within = components(mean, effective, variance)
    if shrunk and np.isfinite(within):
        own = np.nan_to_num(over(between * effective, between * effective + within))
        of_whole = between / max((effective > 0).sum(), 1) + within / effective.sum()
        error = np.sqrt(np.nan_to_num(over(own * within, effective)) + (1 - own) ** 2 * of_whole)
        mean, reach = shrink(mean, effective, overall, between, within), stats.norm.ppf((1 + CONFIDENCE) / 2)
    else:
        # Respondents who all agree by chance say little about how people differ: the other areas tell.
        error = np.sqrt(over(np.where(variance > 0, variance, within), effective))
        reach = stats.t.ppf((1 + CONFIDENCE) / 2, np.maximum(effective - 1, 1))
    table = pd.DataFrame({"waarde": mean, "n": n, "laag": np.clip(mean - reach * error, *ends),
                          "hoog": np.clip(mean + reach * error, *ends)}, dtype=float)
    table[few] = np.nan
    table["status"] = respondents_status(n)
    return table


def survey_table(answers: pd.DataFrame, area: Sequence, low: float, high: float, scales: Mapping[str, Sequence[str]],
                 negative: Collection[str] = (), turned: Collection[str] = (), weight: Optional[np.ndarray] = None,
                 shrunk: bool = False, items: bool = True) -> Tuple[pd.DataFrame, List[Scale]]:
    """Return the rows (``COLUMNS``) per area of every item and of every reliable scale, and the scales.

    ``answers`` (r, k): a column per item, from ``low`` to ``high``; ``area`` (r,): None = unknown, left out.
    ``negative``: items whose statement is negative, reversed in the scale; ``turned``: those of which the mean of
    the item itself is turned as well. Items stay on their own scale, scales run 0–10. Without ``items`` an item is
    given only when it is part of no reliable scale.
    """
    names = [column for column in answers.columns]
    number, codes = pd.factorize(np.array(area, dtype=object), sort=True)
    negatives = [place for place, name in enumerate(names) if name in negative]
    ten = to_ten(answers.to_numpy(dtype=float), high, negatives, low)
    found = []
    for name, members in scales.items():
        columns = [names.index(item) for item in members if item in names]
        if len(columns) > 1:
            found.append(Scale(name, tuple(names[c] for c in columns), *cronbach_alpha(ten[:, columns])))
    covered = {item for scale in found if scale.reliable for item in scale.items}
    parts: List[pd.DataFrame] = []

    def add(indicator: str, values: np.ndarray, ends: Tuple[float, float], alpha: float) -> None:
        rows = estimate(values, number, len(codes), ends, weight, shrunk)
        parts.append(rows.assign(gebied=codes, indicator=indicator, alpha=alpha,
                                 schaal=f"{ends[0]:g}-{ends[1]:g}"))

    for scale in found:
        if scale.reliable:
            chosen = ten[:, [names.index(item) for item in scale.items]]
            add(scale.name, scale_scores(chosen), (0.0, 10.0), scale.alpha)
    for place, name in enumerate(names):
        if items or name not in covered:
            up = ten[:, place] if (name in negative) == (name in turned) else 10 - ten[:, place]
            add(name, low + up / 10 * (high - low), (low, high), np.nan)
    table = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=COLUMNS)
    return table[list(COLUMNS)], found
