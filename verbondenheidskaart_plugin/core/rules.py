"""Rules of thumb: which share of the people of an area lives up to each, and what is lacking within a walk.

A rule is data: which places count, how near and how many of different kinds, for whom, and for which share of them.
What cannot be measured is "niet_te_bepalen" with a reason; it is never a failure.
"""

import operator
import re
from dataclasses import dataclass
from typing import Callable, Dict, List, Mapping, Sequence, Tuple

import numpy as np
import pandas as pd

from .batches import Progress, _no_progress
from .errors import CatalogueError
from .nearest import nearest
from .network import WalkNetwork
from .privacy import TOO_FEW, may_show
from .reach import Pairs
from .snap import Positions

MET, NOT_MET, UNKNOWN = "voldoet", "voldoet_niet", "niet_te_bepalen"
NOT_MEASURED, NO_PLACES, NO_PEOPLE, OFF_NETWORK = "niet_gemeten", "geen_plekken", "geen_personen", "buiten_netwerk"
MEASURES = ("", "nabij", "lijnen")
WALK_M = 800.0  # ten minutes on foot (Kenniscentrum Sport & Bewegen)
LACKING = 0.5  # a kind is lacking where fewer than half of the residents have it within a walk
_COMPARE: Dict[str, Callable[[np.ndarray, float], np.ndarray]] = {
    ">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt}
_TERM = re.compile(r"^(\w+)\s*(>=|<=|=|>|<)\s*(.+)$")


@dataclass(frozen=True)
class Rule:
    """A rule of thumb: ``needed`` kinds of ``places`` within ``metres`` for the share ``minimum`` of ``people``.

    measure: "nabij" (on foot from the homes), "lijnen" (lines of the rotondes) or "" (cannot be measured here).
    """

    id: str
    measure: str
    people: str
    places: str
    metres: float
    needed: int
    minimum: float

    @classmethod
    def from_rows(cls, rows: Sequence[Mapping[str, str]], name: str) -> List["Rule"]:
        """Return the rules of the rows of a CSV file; raise ``CatalogueError`` with row and column."""
        out = []
        for line, row in enumerate(rows, start=2):
            measure = row.get("meting", "")
            if measure not in MEASURES:
                raise CatalogueError(name, line, "meting", "unknown_value", measure, MEASURES)
            numbers = {}
            for column in ("afstand_m", "aantal", "aandeel_min"):
                try:
                    numbers[column] = float((row.get(column) or "nan").replace(",", "."))
                except ValueError as error:
                    raise CatalogueError(name, line, column, "not_a_number", row[column]) from error
            needed = numbers["aantal"]
            out.append(cls(row["id"], measure, row.get("voor", ""), row.get("plekken", ""), numbers["afstand_m"],
                           int(needed) if needed == needed else 1, numbers["aandeel_min"]))
        return out


@dataclass(frozen=True)
class Living:
    """Where people live and what they can walk to.

    facilities: table with type_id and the columns that rules name. people: column → (o,) persons, households, at the
    homes (NaN = unknown). area: (o,) index of the area of each home, −1 = none.
    """

    network: WalkNetwork
    doors: Positions
    homes: Positions
    facilities: pd.DataFrame
    people: Mapping[str, np.ndarray]
    area: np.ndarray


def chosen(table: pd.DataFrame, condition: str) -> np.ndarray:
    """(n,) bool: rows that satisfy "column operator value" terms joined by &; "a|b" lists values; NaN never does."""
    keep = np.ones(len(table), dtype=bool)
    for term in filter(None, map(str.strip, condition.split("&"))):
        found = _TERM.match(term)
        if found is None:
            raise CatalogueError("vuistregels.csv", None, "plekken", "unknown_value", term)
        name, sign, value = found.groups()
        column = table[name]
        if sign == "=":
            wanted = value.split("|")
            numeric = pd.api.types.is_numeric_dtype(column)
            keep &= column.isin([float(v) for v in wanted] if numeric else wanted).to_numpy()
        else:
            keep &= _COMPARE[sign](column.to_numpy(dtype=float), float(value))
    return keep


def judge(rules: Sequence[Rule], living: Living, residents: np.ndarray, lines: Sequence[np.ndarray] = (),
          progress: Progress = _no_progress) -> pd.DataFrame:
    """Return a row per rule and area: regel, gebied (index), aandeel (0–1), oordeel and reden (a code or "").

    residents: (n,) per area, NaN = unknown. lines: (area (j,), number of lines (j,)) of the rotondes, when known.
    """
    count, parts = len(residents), []
    for number, rule in enumerate(rules):
        progress(number / max(len(rules), 1))
        share, reason = np.full(count, np.nan), np.full(count, NOT_MEASURED, dtype=object)
        if rule.measure == "nabij":
            share, reason = _near(rule, living, residents)
        elif rule.measure == "lijnen" and len(lines):
            share, reason = _linked(rule, count, *lines)
        known = ~np.isnan(share)
        verdict = np.where(known, np.where(np.nan_to_num(share) >= rule.minimum - 1e-9, MET, NOT_MET), UNKNOWN)
        parts.append(pd.DataFrame({"regel": rule.id, "gebied": np.arange(count), "aandeel": share,
                                   "minimaal": rule.minimum, "oordeel": verdict,
                                   "reden": np.where(known, "", reason)}))
    return pd.concat(parts, ignore_index=True)


def lacking(pairs: Pairs, kinds: np.ndarray, potential: Mapping[object, float], living: Living,
            residents: np.ndarray) -> pd.DataFrame:
    """Return a row per kind and area: type_id, gebied, aandeel, aandeel_gemeente (0–1) and rang (1 = lacks most).

    aandeel: the residents who have a place of that kind within 800 m on foot; NaN where fewer than 50 live. Only kinds
    that are somewhere in the data. Lacking: fewer than half have one, and fewer than in the whole area; first what
    is worth most: (aandeel_gemeente − aandeel) × type potential. pairs: (rotonde, home); kinds: (j,) of the rotondes.
    """
    count = len(residents)
    names, kind = np.unique(np.asarray(kinds, dtype=str), return_inverse=True)
    weight = np.where(living.area >= 0, np.nan_to_num(living.people["inwoners"]), 0.0)
    weight = np.where(living.homes.edge >= 0, weight, 0.0)
    near = pairs.take(pairs.metres <= WALK_M)
    once = np.unique(kind[near.source] * len(weight) + near.target)
    of, home = np.divmod(once, len(weight))
    area = np.maximum(living.area, 0)
    served = np.bincount(of * count + area[home], weights=weight[home], minlength=len(names) * count)
    served = served.reshape(len(names), count)
    total = np.bincount(area, weights=weight, minlength=count)
    with np.errstate(invalid="ignore", divide="ignore"):
        share, whole = served / total, served.sum(axis=1) / total.sum()
    share[:, ~may_show(np.full(count, np.inf), residents) | (total <= 0)] = np.nan
    worth = (whole[:, None] - share) * np.array([potential.get(name, 0.0) for name in names])[:, None]
    worth = np.where((share < LACKING) & (worth > 0), worth, -np.inf)
    order = np.argsort(-worth, axis=0, kind="stable")
    rank = np.empty(worth.shape)
    np.put_along_axis(rank, order, np.arange(1.0, len(names) + 1)[:, None].repeat(count, axis=1), axis=0)
    rank[np.isneginf(worth)] = np.nan
    return pd.DataFrame({"type_id": np.repeat(names, count), "gebied": np.tile(np.arange(count), len(names)),
                         "aandeel": share.ravel(), "aandeel_gemeente": np.repeat(whole, count), "rang": rank.ravel()})


def _near(rule: Rule, living: Living, residents: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
    """Return share (n,) and reason (n,) of a rule on what is near the homes."""
    count = len(residents)
    places = chosen(living.facilities, rule.places)
    people = living.people.get(rule.people)
    if people is None or not np.nansum(people) > 0:
        return np.full(count, np.nan), np.full(count, NO_PEOPLE, dtype=object)
    if not places.any():  # nothing of the kind in the data: not looked for, or not there
        return np.full(count, np.nan), np.full(count, NO_PLACES, dtype=object)
    number = _kinds_within(living, places, rule.metres, rule.needed)
    inside = living.area >= 0
    weight = np.where(inside, np.nan_to_num(people), 0.0)
    area = np.maximum(living.area, 0)
    on = living.homes.edge >= 0

    def total(values: np.ndarray) -> np.ndarray:
        return np.bincount(area, weights=values, minlength=count)

    everyone, reached, served = total(weight), total(weight * on), total(weight * on * (number >= rule.needed))
    with np.errstate(invalid="ignore", divide="ignore"):
        share = served / reached
    shown = may_show(everyone, residents)
    reason = np.select([~shown, reached < 0.5 * everyone], [TOO_FEW, OFF_NETWORK], "").astype(object)
    return np.where(reason == "", share, np.nan), reason


def _kinds_within(living: Living, places: np.ndarray, metres: float, needed: int) -> np.ndarray:
    """(o,) number of different kinds among ``places`` within ``metres`` on foot of each home."""
    kinds = living.facilities["type_id"].to_numpy(dtype=str)
    groups = [places] if needed <= 1 else [places & (kinds == kind) for kind in np.unique(kinds[places])]
    number = np.zeros(len(living.area), dtype=np.int64)
    for mask in groups:
        doors = living.doors.take(mask[living.doors.owner])
        if len(doors.edge):
            number[nearest(living.network, living.homes, doors, 1, metres).source] += 1
    return number


def _linked(rule: Rule, count: int, area: np.ndarray, number: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
    """Return share (n,) and reason (n,) of the rotondes of an area with enough lines."""
    inside = area >= 0
    total = np.bincount(area[inside], minlength=count)
    enough = np.bincount(area[inside & (number >= rule.needed)], minlength=count)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = enough / total
    return np.where(total > 0, share, np.nan), np.where(total > 0, "", NO_PLACES).astype(object)


def verdicts(table: pd.DataFrame) -> Dict[str, int]:
    """Return how many judgements there are of each kind."""
    return {name: int((table["oordeel"] == name).sum()) for name in (MET, NOT_MET, UNKNOWN)}
