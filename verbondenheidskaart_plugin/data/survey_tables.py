"""Survey microdata in, scores per area out: the answers of respondents never leave this module."""

import re
from dataclasses import dataclass, field
from typing import Dict, List, Optional, Sequence, Tuple

import numpy as np
import pandas as pd

from ..core.codes import area_codes, texts
from ..core.errors import BadValue
from ..core.model import Model
from ..core.surveys import COLUMNS, OWN, RELIABLE, Instrument, Scale, survey_table
from ..i18n import number, tr
from .features import to_numbers
from .indicator_tables import years_of
from .kerncijfers import plain
from .report import Report, some

# "4", "4,5" or "4 - eens", but not "3-4 keer".
_LEADING = re.compile(r"(-?\d+(?:[.,]\d+)?)(?:\W+[^\W\d].*)?", re.DOTALL)
_FIVE = ("helemaal oneens", "oneens", "neutraal", "eens", "helemaal eens")
# Answers in words, by the number of points of the scale; other words are no answer.
_WORDS: Dict[int, Dict[str, int]] = {
    5: {**{word: place for place, word in enumerate(_FIVE, start=1)}, "niet eens niet oneens": 3,
        "strongly disagree": 1, "disagree": 2, "neutral": 3, "agree": 4, "strongly agree": 5},
    4: {"helemaal oneens": 1, "oneens": 2, "eens": 3, "helemaal eens": 4,
        "strongly disagree": 1, "disagree": 2, "agree": 3, "strongly agree": 4},
}


@dataclass
class Questionnaire:
    """What is asked of a table: the columns and the choices of the run.

    ``names``: column → indicator, where the user says so; ``scale``: the name of an own scale; ``low_agrees``: in
    numbers the lowest answer is full agreement.
    """

    instrument: Instrument
    area: str
    columns: Sequence[str]
    reverse: Sequence[str] = ()
    weight: str = ""
    year: str = ""
    names: Dict[str, str] = field(default_factory=dict)
    scale: str = OWN
    low_agrees: bool = False
    shrunk: bool = False
    items: bool = True


def survey_scores(table: pd.DataFrame, name: str, asked: Questionnaire, model: Model, report: Report,
                  source: str = "") -> pd.DataFrame:
    """Return the rows of layer ``enquete``: per area (and year) the items and scales that may be shown.

    ``source``: what the rows give as their source.

    Raises ``BadValue`` when two columns stand for one indicator.
    """
    ids = _indicators(asked, model, name, report)
    answers = _answers(table, ids, asked, name, report)
    weight = _weights(table, asked, name, report)
    area = _areas(table[asked.area])
    usable = pd.notna(area) & answers.notna().any(axis=1).to_numpy() & (weight > 0)
    _tell_left_out(area, answers, usable, name, report)
    year = years_of(table[asked.year]) if asked.year else np.full(len(table), np.nan)
    # A statement that the model itself counts against the construct keeps its direction; the others are turned.
    against = {node for node in answers if node in model.indicators and model.indicators[node].sign < 0}
    reversed_ = {ids[column] for column in asked.reverse if column in ids}
    if against - reversed_:
        report.info(name, tr("Negative statements of the model, reversed in the scale: {ids}.").format(
            ids=some(sorted(against - reversed_))), len(against - reversed_))
    scales = dict(asked.instrument.scales) or {asked.scale: tuple(answers)}
    parts = []
    for value in np.unique(year[usable]):
        rows = usable & ((year == value) | (np.isnan(year) & np.isnan(value)))
        part, found = survey_table(
            answers[rows], area[rows], asked.instrument.low, asked.instrument.high, scales, against | reversed_,
            reversed_ - against, None if not asked.weight else weight[rows], asked.shrunk, asked.items)
        parts.append(part.assign(jaar=value, bron=source or name))
        _tell_scales(found, value, name, report)
    found = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=[*COLUMNS, "jaar", "bron"])
    _tell_areas(found, name, report)
    return found


def _indicators(asked: Questionnaire, model: Model, name: str, report: Report) -> Dict[str, str]:
    """Return column → indicator: as the user says, else by name, else by the order of the questionnaire."""
    found = {column: asked.names.get(column) or model.find(column) for column in asked.columns}
    items = asked.instrument.items
    if not any(found.values()) and len(items) == len(asked.columns):
        found = dict(zip(asked.columns, items))
        report.warning(name, tr("No field is known by its name, so they were taken in the order of the questionnaire: "
                                "{pairs}.").format(pairs=", ".join(f"{c} = {i}" for c, i in found.items())), len(items))
    ids = {column: node or column for column, node in found.items()}
    for column, node in ids.items():
        twice = next((c for c, other in ids.items() if other == node and c != column), None)
        if twice:
            raise BadValue(layer=name, column=column, value=node, allowed=tr("one field per indicator (also: {field})")
                           .format(field=twice))
    own = [column for column, node in found.items() if node is None]
    if own and asked.instrument.id != OWN:
        report.warning(name, tr("Not an item of the model, kept under its own name: {columns}.").format(
            columns=some(own)), len(own))
    return ids


def _answers(table: pd.DataFrame, ids: Dict[str, str], asked: Questionnaire, name: str,
             report: Report) -> pd.DataFrame:
    """Return the answers, a column per indicator, off the scale as NaN; what was no answer is counted."""
    low, high = asked.instrument.low, asked.instrument.high
    columns, strange = {}, pd.Series(dtype="int64")
    for column, node in ids.items():
        x = _numbers(table[column], low, high, asked.low_agrees)
        off = ~((x >= low) & (x <= high))
        values = pd.Series(texts(table[column].tolist()))[off].dropna()
        strange = strange.add(values.value_counts(), fill_value=0)
        columns[node] = np.where(off, np.nan, x)
    if len(strange):
        total, common = int(strange.sum()), strange.sort_values(ascending=False, kind="stable")
        # Open answers could tell who gave them: only short codes are shown.
        shown = [f"{value} ({int(count)}x)" for value, count in common.items() if len(value) <= 6 and count > 1]
        text = tr("{n} answers outside the scale {low}-{high} count as missing.").format(
            n=total, low=number(low, None), high=number(high, None))
        report.warning(name, text + (" " + tr("Most often: {values}.").format(values=some(shown)) if shown else ""),
                       total)
    return pd.DataFrame(columns)


def _numbers(column: pd.Series, low: float, high: float, low_agrees: bool) -> np.ndarray:
    """Return answers as numbers: 4, "4", "4 - eens" or "(mee) eens"; in words agreement is always high."""
    if pd.api.types.is_numeric_dtype(column):
        x = to_numbers(column)
        return low + high - x if low_agrees else x
    known = _WORDS.get(int(high - low) + 1, {}) if low == 1 else {}
    x = np.full(len(column), np.nan)
    for row, value in enumerate(texts(column.tolist())):
        match = _LEADING.fullmatch(value) if value else None
        if match:
            x[row] = float(match.group(1).replace(",", "."))
            x[row] = low + high - x[row] if low_agrees else x[row]
        elif value:
            words = " ".join(word for word in re.findall(r"\w+", value.casefold()) if word != "mee")
            x[row] = known.get(words, np.nan)
    return x


def _areas(column: pd.Series) -> np.ndarray:
    """Return the area of every respondent in one spelling, the first; None = unknown."""
    spelling: Dict[str, str] = {}
    codes = area_codes(column.tolist())
    return np.array([None if c is None else spelling.setdefault(plain(c) or c, c) for c in codes], dtype=object)


def _weights(table: pd.DataFrame, asked: Questionnaire, name: str, report: Report) -> np.ndarray:
    """Return the weights (r,), 0 for a respondent without a usable one."""
    if not asked.weight:
        return np.ones(len(table))
    weight = np.nan_to_num(to_numbers(table[asked.weight]))
    without = int((weight <= 0).sum())
    if without:
        report.warning(name, tr("{n} respondents without a positive weight were left out.").format(n=without), without)
    return np.maximum(weight, 0.0)


def _tell_left_out(area: np.ndarray, answers: pd.DataFrame, usable: np.ndarray, name: str, report: Report) -> None:
    nowhere, silent = int(pd.isna(area).sum()), int(answers.isna().all(axis=1).sum())
    if nowhere:
        report.warning(name, tr("{n} respondents without an area were left out.").format(n=nowhere), nowhere)
    if silent:
        report.warning(name, tr("{n} respondents who answered none of the questions were left out.").format(
            n=silent), silent)
    report.info(name, tr("{n} respondents in {areas} areas.").format(
        n=int(usable.sum()), areas=len(set(area[usable]))), int(usable.sum()))


def _tell_scales(scales: List[Scale], year: float, name: str, report: Report) -> None:
    for scale in scales:
        title = scale.name if np.isnan(year) else f"{scale.name} ({year:.0f})"
        text = tr("Scale {scale}: Cronbach's alpha {alpha} over {n} respondents with all {k} items").format(
            scale=title, alpha="–" if np.isnan(scale.alpha) else number(scale.alpha, 2), n=scale.n, k=len(scale.items))
        if scale.reliable:
            report.info(name, text + ".", scale.n)
        else:
            report.warning(name, tr("{text}: below {limit}, so only the separate items are given.").format(
                text=text, limit=number(RELIABLE, 1)), scale.n)


def _tell_areas(found: pd.DataFrame, name: str, report: Report) -> None:
    hidden, unsure = int((found["status"] == "onderdrukt").sum()), int((found["status"] == "onzeker").sum())
    if hidden:
        report.warning(name, tr("{n} figures of fewer than 10 respondents are left empty.").format(n=hidden), hidden)
    if unsure:
        report.info(name, tr("{n} figures rest on 10 to 29 respondents: use them with their interval.").format(
            n=unsure), unsure)


def parse_names(text: str) -> Optional[Dict[str, str]]:
    """Return column → indicator from "v12a = V01; v12b = V02"; None when the text is something else."""
    pairs: List[Tuple[str, ...]] = [tuple(side.strip() for side in part.split("=", 1))
                                    for part in text.split(";") if part.strip()]
    return dict(pairs) if all(len(pair) == 2 and all(pair) for pair in pairs) else None
