"""Field styles of CBS area statistics: which column holds which figure.

One figure has many spellings (WFS, GeoPackage, StatLine, workbook, old shapefile, own layers). They are rows of
a catalogue, so that next year's spelling is a row and not code. Every field is detected on its own.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Dict, List, Mapping, Optional, Sequence, Tuple

from .errors import CatalogueError
from .schema import GROUPS

TOTALS = ("inwoners", "huishoudens")
FIGURES = (*TOTALS, *GROUPS)
EXTRA = ("land_m2", "stedelijkheid")
TEXTS = ("buurtcode", "buurtnaam", "wijkcode", "wijknaam", "gemeentecode", "gemeentenaam", "niveau", "water")
UNITS = ("aantal", "procent", "ha", "m2", "klasse", "tekst")
COLUMNS = ("veld", "stijl", "kolom", "eenheid", "noemer", "deel", "volgt_op")


@dataclass(frozen=True)
class Source:
    """Where a figure comes from: its columns (several are added up), unit, denominator and style."""

    columns: Tuple[str, ...]
    unit: str
    denominator: str
    style: str


@dataclass(frozen=True)
class _Row:
    veld: str
    stijl: str
    kolom: str
    eenheid: str
    noemer: str
    deel: str
    volgt_op: str
    pattern: "re.Pattern" = field(compare=False)


def _spaces(name: str) -> str:
    return re.sub(r"\s+", " ", str(name)).strip()


def _pattern(kolom: str) -> "re.Pattern":
    """``#`` stands for a number, ``*`` for anything; upper and lower case are the same."""
    text = re.escape(_spaces(kolom)).replace(re.escape("#"), r"(\d+)").replace(re.escape("*"), ".*")
    return re.compile(text, re.IGNORECASE)


@dataclass(frozen=True)
class FieldStyles:
    """The catalogue of field spellings."""

    rows: Tuple[_Row, ...]

    @classmethod
    def from_rows(cls, rows: Sequence[Mapping[str, str]], name: str = "") -> "FieldStyles":
        """Make the catalogue from rows with the columns of ``COLUMNS``; raise ``CatalogueError`` on a bad row."""
        out = []
        for column in COLUMNS:
            if rows and column not in rows[0]:
                raise CatalogueError(name, 1, column, "missing_column", column)
        for number, row in enumerate(rows, 2):
            values = {c: _spaces(row.get(c) or "") for c in COLUMNS}
            allowed = {"veld": (*FIGURES, *EXTRA, *TEXTS), "eenheid": UNITS, "noemer": ("", *TOTALS)}
            for column, options in allowed.items():
                if values[column] not in options:
                    raise CatalogueError(name, number, column, "unknown_value", values[column], options)
            if not values["kolom"]:
                raise CatalogueError(name, number, "kolom", "empty")
            if values["eenheid"] == "procent" and not values["noemer"]:
                raise CatalogueError(name, number, "noemer", "empty", allowed=TOTALS)
            out.append(_Row(**values, pattern=_pattern(values["kolom"])))
        return cls(tuple(out))

    def spellings(self, veld: str) -> Tuple[str, ...]:
        """Return the column names that are looked for."""
        return tuple(dict.fromkeys(r.kolom for r in self.rows if r.veld == veld))

    def columns_of(self, veld: str, columns: Sequence[str]) -> List[str]:
        """Return the columns that can be ``veld``, in order of the catalogue."""
        found = [c for r in self.rows if r.veld == veld for _, c in _hits(r, columns)]
        return list(dict.fromkeys(found))

    def sources(self, columns: Sequence[str]) -> Dict[str, Source]:
        """Return where each figure comes from; absent figures are left out.

        A figure that several styles offer is taken from the style that knows most columns of the layer,
        the plugin's own names first. Equal base names with another number (``BuitenEuropa_19``, ``_24``):
        the lowest, or the one whose number follows that of the column named in ``volgt_op``.
        """
        rows = [r for r in self.rows if r.veld not in TEXTS]
        chosen: Dict[_Row, str] = {}
        for row in rows:
            column = _choose(row, rows, columns)
            if column is not None:
                chosen[row] = column
        known = Counter(row.stijl for row in chosen)
        own = rows[0].stijl if rows else ""
        out = {}
        for veld in (*FIGURES, *EXTRA):
            styles = dict.fromkeys(r.stijl for r in chosen if r.veld == veld)
            for style in sorted(styles, key=lambda s: (s != own, -known[s])):
                source = _source([r for r in rows if r.veld == veld and r.stijl == style], chosen)
                if source is not None:
                    out[veld] = source
                    break
        return out


def _source(rows: Sequence[_Row], chosen: Mapping[_Row, str]) -> Optional[Source]:
    """Return the source of one figure in one style: a whole column, or all its parts; None when parts lack."""
    present: Dict[str, _Row] = {}
    for row in rows:
        if row in chosen:
            present.setdefault(row.deel, row)
    used = [present[""]] if "" in present else list(present.values())
    if "" not in present and set(present) != {r.deel for r in rows} - {""}:
        return None
    return Source(tuple(chosen[r] for r in used), used[0].eenheid, used[0].noemer, used[0].stijl) if used else None


def _hits(row: _Row, columns: Sequence[str]) -> List[Tuple[int, str]]:
    """Return (number, column) of every column that fits, lowest number first (0 = no number)."""
    out = []
    for column in columns:
        match = row.pattern.fullmatch(_spaces(column))
        if match:
            out.append((int(match.group(1)) if match.groups() else 0, column))
    return sorted(out, key=lambda hit: hit[0])


def _choose(row: _Row, rows: Sequence[_Row], columns: Sequence[str]) -> Optional[str]:
    """Return the column of a row: the lowest number, or the one right after that of the column it follows."""
    hits = _hits(row, columns)
    if row.volgt_op:
        before = next((r for r in rows if r.kolom == row.volgt_op and r.stijl == row.stijl), None)
        previous = _choose(before, rows, columns) if before else None
        number = {column: n for n, column in _hits(before, columns)}[previous] if before and previous else -2
        hits = [hit for hit in hits if hit[0] == number + 1]
    return hits[0][1] if hits else None
