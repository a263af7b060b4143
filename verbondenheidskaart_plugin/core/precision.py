"""How exact a value is: the sampling error of survey figures and the rounding of published ones."""

from dataclasses import dataclass
from typing import Mapping, Optional

import numpy as np
import pandas as pd

from .model import Indicator, Model

Z95 = 1.96
COUNT_ROUNDING = 5.0  # CBS publishes persons and households in fives
# Usual scales of survey figures, the narrowest first: shares, agreement, marks, percentages.
_SCALES = ((0.0, 1.0), (1.0, 4.0), (1.0, 5.0), (1.0, 10.0), (0.0, 10.0), (0.0, 100.0))
_SHARES = ((0.0, 1.0), (0.0, 100.0))


@dataclass(frozen=True)
class Errors:
    """Errors of the values of a run, tables of its shape: standard error of sampling and half-width of rounding.

    0 = exact. A value may as well be x + normal·z + uniform·u, with z standard normal and u uniform on −1…1.
    """

    normal: pd.DataFrame
    uniform: pd.DataFrame

    @property
    def any(self) -> bool:
        """Whether any value is inexact."""
        return bool((self.normal.to_numpy() > 0).any() or (self.uniform.to_numpy() > 0).any())


def errors(values: pd.DataFrame, model: Model, n: Optional[pd.DataFrame] = None, low: Optional[pd.DataFrame] = None,
           high: Optional[pd.DataFrame] = None, counts: Optional[Mapping[str, np.ndarray]] = None) -> Errors:
    """Return the errors of ``values`` (areas, indicators).

    ``n``: respondents; ``low``, ``high``: 95 % interval, which goes before n; tables like ``values``, NaN = unknown.
    ``counts``: inwoners and huishoudens per area (n,), the denominators of figures per head.
    """
    normal, uniform = (pd.DataFrame(0.0, values.index, values.columns) for _ in range(2))
    for node in values.columns:
        if node not in model.indicators:
            continue
        indicator, x = model.indicators[node], values[node].to_numpy(dtype=float)
        size, ends = _column(n, node, len(x)), (_column(low, node, len(x)), _column(high, node, len(x)))
        by_interval = (ends[1] - ends[0]) / (2 * Z95)
        by_number = sampling_error(x, size, indicator)
        normal[node] = np.nan_to_num(np.where(np.isfinite(by_interval), by_interval, by_number))
        uniform[node] = np.nan_to_num(rounding_error(x, indicator, counts or {}))
    return Errors(normal, uniform)


def _column(table: Optional[pd.DataFrame], node: str, length: int) -> np.ndarray:
    return np.full(length, np.nan) if table is None or node not in table else table[node].to_numpy(dtype=float)


def sampling_error(x: np.ndarray, n: np.ndarray, indicator: Indicator) -> np.ndarray:
    """Return the standard error of survey figures (a,) of ``n`` respondents; NaN without n or a known scale.

    Of a share p: √(p(1−p)/n), with two answers added on both sides so that 0 and 100 % are not taken for certain
    (Agresti & Coull 1998). Of a mean: a quarter of the scale as the standard deviation of an answer, over √n.
    """
    known = np.isfinite(x)
    if not (known & np.isfinite(n)).any():
        return np.full(len(x), np.nan)
    scales = [s for s in indicator.scales or _SCALES if s[0] <= x[known].min() and x[known].max() <= s[1]]
    if not scales:
        return np.full(len(x), np.nan)
    low, high = scales[0]
    n = np.where(n > 0, n, np.nan)
    if (low, high) in _SHARES:
        share = (x / high * n + 2) / (n + 4)
        return high * np.sqrt(share * (1 - share) / (n + 4))
    return (high - low) / 4 / np.sqrt(n)


def rounding_error(x: np.ndarray, indicator: Indicator, counts: Mapping[str, np.ndarray]) -> np.ndarray:
    """Return the half-width of the rounding of figures (a,): half the published unit, or that of the denominator N.

    A denominator is rounded to fives when all of them are multiples of five: then a figure v per head may be
    v·2.5/N off, and a percentage, whose numerator is a rounded count too, another 100·2.5/N.
    """
    if indicator.rounding:
        return np.where(np.isfinite(x), indicator.rounding, np.nan)
    number = np.asarray(counts.get(indicator.denominator, np.full(len(x), np.nan)), dtype=float)
    known = number[np.isfinite(number)]
    if not len(known) or (known % COUNT_ROUNDING != 0).any():
        return np.full(len(x), np.nan)
    relative = np.divide(COUNT_ROUNDING / 2, number, out=np.full(len(x), np.nan), where=number > 0)
    numerator = 100.0 if indicator.unit.startswith("%") else 0.0
    return relative * np.hypot(x, numerator)
