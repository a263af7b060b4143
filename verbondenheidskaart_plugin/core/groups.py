"""The groups at risk of isolation and what makes them vulnerable: a catalogue that a municipality can extend.

A row is a group or an indicator. An indicator is a share of people or households, spelled in the styles in which it
may stand in the table of buurten: ``a + b %`` is a sum of percentages, ``a + b : c`` a ratio of counts, ``#`` a
number (the lowest that occurs, ``##`` the highest), ``*`` anything, and `` | `` separates spellings, best first.
"""

import re
from dataclasses import dataclass
from typing import Dict, FrozenSet, List, Mapping, Optional, Sequence, Tuple

import numpy as np
import pandas as pd

from .errors import CatalogueError
from .schema import GROUPS

REQUIRED = ("soort", "id", "naam_nl", "naam_en", "personen", "loopsnelheid_m_s", "fit", "indicatoren",
            "standaard_aan", "velden")
GROUP, INDICATOR = "groep", "indicator"
COUNTED = ("inwoners", "huishoudens", *GROUPS)
# Half the width of a rounding error: CBS rounds counts to 5 and percentages to whole numbers.
COUNT_ERROR, SHARE_ERROR = 2.5, 0.005


@dataclass(frozen=True)
class Finding:
    """Something to report: a code, the indicator, the spelling used and the number of areas.

    Codes: bron (found under this spelling), ontbreekt (under none), onaannemelijk (no share between 0 and 1).
    """

    code: str
    indicator: str
    detail: str = ""
    count: int = 0


@dataclass(frozen=True)
class Indicator:
    """A share that makes vulnerable. ``together``: the two indicators of which this is the combination, else ()."""

    id: str
    nl: str
    en: str
    spellings: Tuple[str, ...] = ()
    together: Tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True)
class Group:
    """A group. ``persons`` says how its persons are counted at a demand point (see ``persons_at``).

    speed: walking speed in m/s. stairs: whether they take stairs. fit: column of the catalogue of types that says how
    well a type suits them, 0–1. on: part of a run unless the user says otherwise; reason: why not (nl, en).
    """

    id: str
    nl: str
    en: str
    persons: str
    speed: float
    fit: str
    indicators: Tuple[str, ...]
    stairs: bool = True
    on: bool = True
    reason: Tuple[str, str] = ("", "")

    @property
    def counted(self) -> FrozenSet[str]:
        """The group cells of an area that its persons are counted from."""
        return frozenset(re.findall(r"\w+", self.persons)) & frozenset(GROUPS)


@dataclass(frozen=True)
class Groups:
    """The catalogue: groups and indicators by id, in file order."""

    groups: Dict[str, Group]
    indicators: Dict[str, Indicator]

    @classmethod
    def from_rows(cls, rows: Sequence[Mapping[str, str]], name: str = "", fits: Optional[Sequence[str]] = None
                  ) -> "Groups":
        """Check and return the catalogue; ``fits`` are the columns that ``fit`` may name.

        Raises ``CatalogueError`` with row (header = 1), column and problem: missing_column, empty, duplicate,
        not_allowed, not_a_number, out_of_range or unknown_reference.
        """
        for column in REQUIRED:
            if not rows or column not in rows[0]:
                raise CatalogueError(name, 1, column, "missing_column", column)
        cells = [_Row(name, number, row) for number, row in enumerate(rows, start=2) if any(row.values())]
        ids = [cell.text("id", needed=True) for cell in cells]
        for cell, key in zip(cells, ids):
            if ids.count(key) > 1:
                raise cell.error("id", "duplicate", key)
            cell.choice("soort", (GROUP, INDICATOR))
        indicators = {i.id: i for i in (cell.indicator(ids) for cell in cells if cell.is_a(INDICATOR))}
        groups = {g.id: g for g in (cell.group(indicators, fits) for cell in cells if cell.is_a(GROUP))}
        return cls(groups, indicators)

    @property
    def standard(self) -> List[Group]:
        """The groups of a run in which the user chooses none."""
        return [group for group in self.groups.values() if group.on]


class _Row:
    """One row of the catalogue, with errors that name their place."""

    def __init__(self, name: str, number: int, row: Mapping[str, str]):
        self.name, self.number = name, number
        self.row = {key: str(value or "").strip() for key, value in row.items()}

    def error(self, column: str, problem: str, detail: str = "", allowed: Sequence[str] = ()) -> CatalogueError:
        return CatalogueError(self.name, self.number, column, problem, detail, tuple(allowed))

    def is_a(self, kind: str) -> bool:
        return self.row["soort"] == kind

    def text(self, column: str, needed: bool = False) -> str:
        value = self.row.get(column, "")
        if needed and not value:
            raise self.error(column, "empty")
        return value

    def choice(self, column: str, allowed: Sequence[str]) -> str:
        value = self.text(column, needed=True)
        if value not in allowed:
            raise self.error(column, "not_allowed", value, allowed)
        return value

    def parts(self, column: str, allowed: Sequence[str]) -> Tuple[str, ...]:
        found = tuple(part.strip() for part in self.text(column).split("|") if part.strip())
        for part in found:
            if part not in allowed:
                raise self.error(column, "unknown_reference", part, allowed)
        return found

    def indicator(self, ids: Sequence[str]) -> Indicator:
        together = self.parts("samen", ids)
        if together and len(together) != 2:
            raise self.error("samen", "not_allowed", self.text("samen"), ("a|b",))
        spellings = tuple(s.strip() for s in self.text("velden", needed=not together).split(" | ") if s.strip())
        for spelling in spellings:
            if not (spelling.endswith(" %") or spelling.count(" : ") == 1):
                raise self.error("velden", "not_allowed", spelling, ("a %", "a + b %", "a + b : c"))
        nl = self.text("naam_nl", needed=True)
        return Indicator(self.text("id"), nl, self.text("naam_en") or nl, spellings, together, self.text("bron"))

    def group(self, indicators: Mapping[str, Indicator], fits: Optional[Sequence[str]]) -> Group:
        persons = self.text("personen", needed=True)
        for field in re.split(r"[+&*]", persons):
            if field.strip() not in COUNTED and field.strip() not in indicators:
                raise self.error("personen", "unknown_reference", field.strip(), (*COUNTED, *indicators))
        try:
            speed = float(self.text("loopsnelheid_m_s", needed=True).replace(",", "."))
        except ValueError:
            raise self.error("loopsnelheid_m_s", "not_a_number", self.text("loopsnelheid_m_s")) from None
        if not 0 < speed < 3:
            raise self.error("loopsnelheid_m_s", "out_of_range", str(speed), ("0", "3"))
        fit = self.text("fit", needed=True)
        if fits is not None and fit not in fits:
            raise self.error("fit", "not_allowed", fit, fits)
        chosen = self.parts("indicatoren", list(indicators))
        if not [i for i in chosen if not indicators[i].together]:
            raise self.error("indicatoren", "empty", allowed=list(indicators))
        nl = self.text("naam_nl", needed=True)
        return Group(self.text("id"), nl, self.text("naam_en") or nl, persons, speed, fit, chosen,
                     self.text("trappen") != "0", self.choice("standaard_aan", ("0", "1")) == "1",
                     (self.text("reden_nl"), self.text("reden_en") or self.text("reden_nl")))


def persons_at(group: Group, counts: Mapping[str, np.ndarray], shares: Mapping[str, np.ndarray], points: int
               ) -> np.ndarray:
    """Return (o,) the persons of a group at the demand points, NaN = unknown.

    counts: field → (o,) of the population. shares: indicator → (o,) share in the buurt of the point. In
    ``group.persons`` ``a + b`` adds counts, ``inwoners * K15_K16`` takes a share, and ``a & b`` is at most the smaller
    of two: of people who are both, no more is known than that.
    """
    unknown = np.full(points, np.nan)

    def total(text: str) -> np.ndarray:
        names = [name.strip() for name in text.split("+")]
        return np.sum([counts.get(name, shares.get(name, unknown)) for name in names], axis=0)

    terms = [np.prod([total(factor) for factor in term.split("*")], axis=0) for term in group.persons.split("&")]
    return np.asarray(np.min(terms, axis=0), dtype=float)


def shares(catalogue: Groups, table: pd.DataFrame, wanted: Sequence[str]
           ) -> Tuple[pd.DataFrame, pd.DataFrame, List[Finding]]:
    """Return (share, error, findings) of the indicators that are no combination: a row per area, 0–1, NaN = unknown.

    table: the buurten with all their columns. error: half the width of the rounding error of each share. Of the
    spellings the first one counts that has a value for any area.
    """
    values, errors, findings = {}, {}, []
    for key in wanted:
        indicator = catalogue.indicators[key]
        if indicator.together:
            continue
        share = error = np.full(len(table), np.nan)
        used = ""
        for spelling in indicator.spellings:
            share, error, count = _evaluate(spelling, table)
            if np.isfinite(share).any():
                used = spelling
                if count:
                    findings.append(Finding("onaannemelijk", key, spelling, count))
                break
        findings.append(Finding("bron" if used else "ontbreekt", key, used, int(np.isfinite(share).sum())))
        values[key], errors[key] = share, error
    return pd.DataFrame(values, index=table.index), pd.DataFrame(errors, index=table.index), findings


def _evaluate(spelling: str, table: pd.DataFrame) -> Tuple[np.ndarray, np.ndarray, int]:
    """Return (share, error, number of values that cannot be a share) by one spelling."""
    with np.errstate(over="ignore", invalid="ignore"):  # impossible figures become infinite, and are counted below
        if spelling.endswith(" %"):
            share = _sum(spelling[:-2], table) / 100
            error = np.full(len(share), SHARE_ERROR)
        else:
            upper, lower = (_sum(part, table) for part in spelling.split(" : "))
            lower = np.where(lower >= 1, lower, np.nan)  # of less than one person or household nothing can be a share
            share, error = upper / lower, COUNT_ERROR / lower
    # Counts are rounded: a share may come out a little above 1.
    wrong = (share < 0) | (share > 1 + np.maximum(2 * error, 0.05))
    share = np.clip(np.where(wrong, np.nan, share), 0, 1)
    return share, np.where(np.isnan(share), np.nan, error), int(wrong.sum())


def _sum(text: str, table: pd.DataFrame) -> np.ndarray:
    """Return the sum of the columns named in ``text``; NaN where one is empty, everywhere when one is absent."""
    total = np.zeros(len(table))
    for name in text.split(" + "):
        column = find_column(name, list(table.columns))
        numbers = np.nan if column is None else pd.to_numeric(table[column], errors="coerce").to_numpy(dtype=float)
        total = total + numbers
    return total


def find_column(name: str, columns: Sequence[str]) -> Optional[str]:
    """Return the column that a spelling names, None when absent; case and spaces do not count."""
    highest = "##" in name
    text = re.escape(re.sub(r"\s+", " ", name).strip().replace("##", "#"))
    pattern = re.compile(text.replace(re.escape("#"), r"(\d+)").replace(re.escape("*"), ".*"), re.IGNORECASE)
    found = []
    for column in columns:
        match = pattern.fullmatch(re.sub(r"\s+", " ", str(column)).strip())
        if match:
            found.append((int(match.group(1)) if match.groups() else 0, column))
    if not found:
        return None
    return (max if highest else min)(found, key=lambda hit: hit[0])[1]
