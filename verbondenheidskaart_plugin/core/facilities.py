"""The catalogue of facility types: validation, classification, and the potential of a type to bring people together.

Classification of OSM tags: of all filters that fit an object, the most specific one wins, that is the one with
most conditions naming particular values (``core.tags``); between equals the first in the catalogue.
"""

import re
from difflib import get_close_matches
from typing import Dict, Iterable, List, Optional, Sequence, Set, Tuple

import numpy as np
import pandas as pd

from .errors import BadValue, CatalogueError
from .opening_hours import weekly_hours
from .tags import Condition, Tags, fold, parse_filter, specificity

SCORES = ("s_openheid", "s_ontmoeting", "s_menging", "s_duur", "s_openstelling")
WEIGHTS = np.array([0.20, 0.30, 0.30, 0.10, 0.10])
ROLES = ("rotonde", "hulp", "ankerpunt", "identiteit", "netwerk")
FITS = ("fit_ouderen", "fit_jonge_alleenstaanden", "fit_nieuwkomers")
NUMBERS = ("component_nr", "t0_min", *SCORES, *FITS)
REQUIRED = ("type_id", "naam_nl", "component_nr", "component", "rol", "huff_klasse", "t0_min", *SCORES)
OPTIONAL = ("naam_en", "component_en", *FITS, "bewijsklasse", "onderbouwing", "bron", "let_op", "osm_filter",
            "extra_waarden")
# Tags beside those of the filters that change the scores of one object.
ADJUSTING_KEYS = ("access", "fee", "wheelchair", "opening_hours", "outdoor_seating")


def type_potential(scores: np.ndarray) -> np.ndarray:
    """Return P (n,) in 0.1–1 from the five scores (n, 5) on a scale of 1–5, in the order of ``SCORES``.

    P = Π max((s − 1) / 4, 0.1) ^ w with ``WEIGHTS``: a weighted geometric mean, so that one failing quality
    cannot be made good by the others. A missing score gives NaN.
    """
    x = np.maximum((np.asarray(scores, dtype=float) - 1) / 4, 0.1)
    return np.exp(np.log(x) @ WEIGHTS)


def adjusted_scores(scores: np.ndarray, tags: pd.DataFrame) -> np.ndarray:
    """Return the scores (n, 5) of the types, adjusted by the tags of the single objects; unknown tags change nothing.

    An entrance fee or no wheelchair access costs a point of openness (never below 1), a terrace gives half a point;
    opening hours that can be read replace the score for opening: <8, 8–20, 20–40, 40–60, >60 hours a week → 1…5.
    """
    scores, known = np.array(scores, dtype=float), Tags(tags)

    def has(key: str, *values: str) -> np.ndarray:
        return known.test(Condition(key, "=", frozenset(values)))

    terrace = has("outdoor_seating", "yes") & has("amenity", "cafe", "pub", "bar", "restaurant")
    openness = scores[:, 0] - has("fee", "yes") - has("wheelchair", "no") + 0.5 * terrace
    scores[:, 0] = np.clip(openness, 1, 5)
    if "opening_hours" in tags:
        codes, texts = pd.factorize(tags["opening_hours"])
        hours = np.array([weekly_hours(str(text)) for text in texts] + [np.nan])[codes]
        bands = 1.0 + (hours >= 8) + (hours >= 20) + (hours >= 40) + (hours > 60)
        scores[:, 4] = np.where(np.isnan(hours), scores[:, 4], bands)
    return scores


class Catalogue:
    """The facility types. ``table``: one row per type, indexed by type_id; ``index``: the type_ids in order."""

    def __init__(self, table: pd.DataFrame, name: str = ""):
        self.table, self.name = table, name
        self.index: List[str] = list(table.index)
        filters = [(specificity(alternative), i, alternative)
                   for i, text in enumerate(table["osm_filter"]) for alternative in parse_filter(text)]
        self._filters = sorted(filters, key=lambda f: (-f[0], f[1]))
        self._potential = type_potential(table[list(SCORES)].to_numpy(dtype=float))
        conditions = [c for _, _, alternative in filters for c in alternative]
        self.keys: Set[str] = {c.key for c in conditions}
        # The first condition of an alternative is the one an object is looked up by: {key: values, "*" = any}.
        self.leading: Dict[str, Set[str]] = {}
        for _, _, alternative in filters:
            self.leading.setdefault(alternative[0].key, set()).update(alternative[0].values)
        # Types whose filters ask for private access themselves: club pitches.
        self.private_types = {self.index[i] for _, i, alternative in filters for c in alternative
                              if c.key == "access" and c.positive and "private" in c.values}
        self._names = self._lookup()

    @classmethod
    def from_rows(cls, rows: Sequence[Dict[str, str]], name: str = "") -> "Catalogue":
        """Return the catalogue of ``rows`` (dicts of text, one per type, in file order).

        Raises ``CatalogueError`` with row (header = 1), column, the offending value and a problem code:
        missing_column, empty, duplicate, not_a_number, out_of_range, not_allowed or bad_filter.
        """
        table = pd.DataFrame(list(rows)).fillna("").astype(str).apply(lambda column: column.str.strip())
        for column in REQUIRED:
            if column not in table:
                raise CatalogueError(name, row=1, column=column, problem="missing_column", detail=column)
        for column in OPTIONAL:
            if column not in table:
                table[column] = ""
        _Check(name, table).run()
        for column in NUMBERS:
            table[column] = pd.to_numeric(table[column].str.replace(",", "."), errors="coerce")
        table["component_nr"] = table["component_nr"].astype("int64")
        for shown in ("naam", "component"):
            english = table[f"{shown}_en"]
            table[f"{shown}_en"] = english.where(english != "", table[f"{shown}_nl" if shown == "naam" else shown])
        return cls(table.set_index("type_id", drop=False), name)

    def _positions(self, type_ids: Iterable[str]) -> np.ndarray:
        ids = np.asarray(type_ids, dtype=object)
        positions: np.ndarray = pd.Series(np.arange(len(self.index)), self.index).reindex(ids).fillna(-1).to_numpy(int)
        if (positions < 0).any():
            row = int(np.argmax(positions < 0))
            raise BadValue(self.name, column="type_id", row=row, value=ids[row], allowed=self.suggestions(ids[row]))
        return positions

    def suggestions(self, type_id: object) -> str:
        """Return the type_ids that look like ``type_id``, or else all of them, as text for a message."""
        return ", ".join(get_close_matches(str(type_id), self.index) or self.index)

    def get(self, type_ids: Iterable[str], column: str) -> np.ndarray:
        """Return the values (n,) of ``column`` for ``type_ids``; ``BadValue`` for an unknown type."""
        return self.table[column].to_numpy()[self._positions(type_ids)]

    def scores(self, type_ids: Iterable[str]) -> np.ndarray:
        """Return the five scores (n, 5) of ``type_ids``."""
        return self.table[list(SCORES)].to_numpy(dtype=float)[self._positions(type_ids)]

    def potential(self, type_ids: Iterable[str]) -> np.ndarray:
        """Return P (n,) of ``type_ids``; see ``type_potential``."""
        return self._potential[self._positions(type_ids)]

    def classify(self, tags: pd.DataFrame) -> np.ndarray:
        """Return the type_id (n,) object, None where no filter fits, of objects with ``tags`` (columns = keys)."""
        known, out = Tags(tags), np.full(len(tags), None, dtype=object)
        free = np.ones(len(tags), dtype=bool)
        for _, i, alternative in self._filters:
            fits = known.fits(alternative) & free
            out[fits] = self.index[i]
            free &= ~fits
        return out

    def classify_values(self, values: Sequence, names: Optional[Sequence] = None) -> np.ndarray:
        """Return the type_id (n,) object or None of own categories: one value per object.

        A value is recognised as type_id, name, part of a name ("Park / plantsoen") or extra value, ignoring case and
        accents; else as an OSM value (``names`` then serve filters on names); else by one of its parts
        ("Buitensport - voetbal") when these agree.
        """
        codes, distinct = pd.factorize(np.asarray(values, dtype=object))
        out = np.array([self.type_named(value) for value in distinct] + [None], dtype=object)[codes]
        tags = self.tags_of_values(values)
        if names is not None:
            tags["name"] = np.asarray(names, dtype=object)
        by_tags = self.classify(tags)
        by_part = np.array([self._by_part(value) for value in distinct] + [None], dtype=object)[codes]
        for other in (by_tags, by_part):
            out = np.where(pd.isna(out), other, out)
        return out

    def type_named(self, text: str) -> Optional[str]:
        """Return the type_id that goes by the name ``text``, None when there is none."""
        return self._names.get(fold(text))

    def tags_of_values(self, values: Sequence) -> pd.DataFrame:
        """Return the tags (sparse) that bare OSM values ("playground") stand for: every key that knows the value."""
        text = pd.Series(np.asarray(values, dtype=object)).map(lambda v: "" if v is None else str(v).strip().lower())
        return pd.DataFrame({key: text.where(text.isin(known - {"*"}), None) for key, known in self.leading.items()})

    def _by_part(self, value: object) -> Optional[str]:
        found = {self.type_named(part) for part in re.split(r"\s+-\s+|[/;,]", str(value))} - {None}
        return found.pop() if len(found) == 1 else None

    def _lookup(self) -> Dict[str, str]:
        """Return {folded value: type_id}; what is more exact comes first and is not overruled."""
        def whole(column: str) -> List[Tuple[str, str]]:
            return list(zip(self.table[column], self.index))

        def parts(column: str, separator: str) -> List[Tuple[str, str]]:
            bare = ((re.sub(r"\(.*?\)", " ", text), type_id) for text, type_id in whole(column))
            return [(part, type_id) for text, type_id in bare for part in text.split(separator)]

        named = whole("type_id") + whole("naam_nl") + whole("naam_en")
        named += parts("extra_waarden", ";") + parts("naam_nl", "/") + parts("naam_en", "/")
        out: Dict[str, str] = {}
        for text, type_id in named:
            out.setdefault(fold(text), type_id)
        out.pop("", None)
        return out


class _Check:
    """Raises ``CatalogueError`` for the first cell of a catalogue that cannot be used."""

    def __init__(self, name: str, table: pd.DataFrame):
        self.name, self.table = name, table

    def run(self) -> None:
        for column in ("type_id", "naam_nl", "component", "rol", "huff_klasse"):
            self._refuse(self.table[column] == "", column, "empty")
        self._refuse(self.table["type_id"].duplicated(), "type_id", "duplicate")
        self._refuse(~self.table["rol"].isin(ROLES), "rol", "not_allowed", ROLES)
        for column in SCORES:
            self._range(column, 1, 5)
        for column in FITS:
            self._range(column, 0, 1, blank=True)
        self._range("component_nr", 1, 8, whole=True)
        located = self.table["rol"] != "netwerk"
        self._range("t0_min", 0, 60)
        self._refuse(located & (self._number("t0_min") <= 0), "t0_min", "out_of_range", ("> 0", "60"))
        for row, text in enumerate(self.table["osm_filter"]):
            try:
                parse_filter(text)
            except ValueError as wrong:
                raise CatalogueError(self.name, row + 2, "osm_filter", "bad_filter", str(wrong)) from wrong

    def _number(self, column: str) -> pd.Series:
        return pd.to_numeric(self.table[column].str.replace(",", "."), errors="coerce")

    def _range(self, column: str, low: int, high: int, whole: bool = False, blank: bool = False) -> None:
        number, text = self._number(column), self.table[column]
        self._refuse(number.isna() & ~(blank & (text == "")), column, "not_a_number")
        outside = (number < low) | (number > high) | (whole & (number % 1 != 0))
        self._refuse(outside, column, "out_of_range", (str(low), str(high)))

    def _refuse(self, wrong: pd.Series, column: str, problem: str, allowed: Sequence[str] = ()) -> None:
        if wrong.any():
            row = int(np.argmax(wrong.to_numpy()))
            raise CatalogueError(self.name, row + 2, column, problem, self.table[column].iloc[row], allowed)
