"""What may leave the municipality: figures on few people are made empty, and so is what would give them away."""

from dataclasses import dataclass
from typing import Dict, Iterable, List, Mapping, Tuple

import numpy as np
import pandas as pd

from ..core.cbs import FieldStyles
from ..core.privacy import MIN_GROUP, MIN_RESIDENTS, hidden_groups, twins
from ..core.schema import GROUPS
from ..i18n import tr
from .features import to_numbers
from .report import Report, some

SUPPRESSED = "onderdrukt"
_OF_RESPONDENTS = ("n", "laag", "hoog")
_VALUES = ("waarde", "genormaliseerd", "bijdrage", "verschil_mediaan", *_OF_RESPONDENTS)


def protect_areas(table: pd.DataFrame, styles: FieldStyles, report: Report) -> Tuple[pd.DataFrame, pd.DataFrame]:
    """Return the table of buurten as it may leave, and which group cells (n, g) are hidden.

    A hidden cell is emptied in every column that tells it: the group itself, the columns of the input it was read
    from in any field style, and columns that turn out to hold the same figure.
    """
    counts, totals = _counts(table)
    hidden = hidden_cells(table)
    out = table.copy()
    if not hidden.to_numpy().any():
        return out, hidden
    others = [name for name in table.columns if name not in counts.columns]
    same = twins(_numeric(table[others]), counts, totals)
    for group in counts.columns:
        columns = {group, *styles.columns_of(group, others), *(name for name, of in same.items() if of == group)}
        for name in columns:
            out[name] = out[name].where(~hidden[group].to_numpy())
    _tell(table, counts, hidden, sorted(same), report)
    return out, hidden


def protect_values(values: pd.DataFrame, table: pd.DataFrame, hidden: pd.DataFrame, report: Report) -> pd.DataFrame:
    """Return ``indicatorwaarden`` without the values that tell a hidden cell, or respondents that were left out.

    Respondents: of an area whose own value was left out for having few, the value of the larger area is shown. With
    all numbers of respondents known, subtraction would give the hidden value: those of the larger area and of one more
    area in it are left out.
    """
    out = values.copy()
    if hidden.to_numpy().any():
        counts, totals = _counts(table)
        codes = table["buurtcode"].to_numpy()
        wide = out.pivot(index="gebied", columns="indicator", values="waarde").reindex(codes)
        same = twins(wide.reset_index(drop=True), counts.reset_index(drop=True), totals.reset_index(drop=True))
        secret = {(code, name) for name, group in same.items() for code in codes[hidden[group].to_numpy()]}
        telling = np.array([pair in secret for pair in zip(out["gebied"], out["indicator"])], dtype=bool)
        out.loc[telling, [name for name in _VALUES if name in out]] = np.nan
        out.loc[telling, "status"] = SUPPRESSED
    emptied = _respondents(out, table)
    if emptied.any():
        out.loc[emptied, list(_OF_RESPONDENTS)] = np.nan
        text = tr("Numbers of respondents left empty because a value that was left out would follow from them: {n}.")
        report.info(tr("Privacy"), text.format(n=int(emptied.sum())), int(emptied.sum()))
    return out


@dataclass(frozen=True)
class Secrets:
    """Which group cells (n, g) of the areas are hidden, and which of them an indicator tells (indicator → groups)."""

    hidden: pd.DataFrame
    told: Dict[str, List[str]]

    @classmethod
    def of(cls, table: pd.DataFrame, spelled: Mapping[str, str]) -> "Secrets":
        """Return those of the table of buurten; spelled: indicator → the fields it is computed from, as text."""
        hidden = hidden_cells(table)
        return cls(hidden, {key: [name for name in hidden if name in text] for key, text in spelled.items()})

    def protect(self, places: pd.DataFrame, counted: Iterable[str]) -> pd.DataFrame:
        """Return the rows (n,) of a group without numbers that tell a hidden cell; counted: what it is counted from."""
        out = places.copy()
        out.loc[self._rows(counted), ["personen", "onbediend"]] = np.nan
        for key, names in self.told.items():
            out.loc[self._rows(names) & (out["kenmerk"] == key).to_numpy(), "kenmerk_waarde"] = np.nan
        return out

    def _rows(self, names: Iterable[str]) -> np.ndarray:
        return self.hidden[[name for name in self.hidden if name in set(names)]].any(axis=1).to_numpy()


def hidden_cells(table: pd.DataFrame) -> pd.DataFrame:
    """Return which group cells (n, g) of the table of buurten may not leave."""
    return hidden_groups(_counts(table)[0], to_numbers(table["inwoners"]), table["gemeentecode"].tolist())


def _counts(table: pd.DataFrame) -> Tuple[pd.DataFrame, pd.DataFrame]:
    """Return the group cells (n, g) and what each is a part of (n, g)."""
    counts = pd.DataFrame({name: to_numbers(table[name]) for name in GROUPS if name in table}, index=table.index)
    whole = {name: "huishoudens" if name.startswith("hh_") else "inwoners" for name in counts.columns}
    return counts, pd.DataFrame({name: to_numbers(table[of]) for name, of in whole.items()}, index=table.index)


def _numeric(table: pd.DataFrame) -> pd.DataFrame:
    return table[[name for name in table.columns if pd.api.types.is_numeric_dtype(table[name])]]


def _respondents(values: pd.DataFrame, table: pd.DataFrame) -> np.ndarray:
    """(r,) bool: rows whose number of respondents would help to work out a value that was left out."""
    n = values["n"].astype(float).to_numpy()
    out = np.zeros(len(values), dtype=bool)
    borrowed = (values["status"] == "geleend").to_numpy() & np.isfinite(n)
    if not borrowed.any():
        return out
    lies_in = {level: dict(zip(table["buurtcode"], table[f"{level}code"])) for level in ("wijk", "gemeente")
               if f"{level}code" in table}
    for (level, name), rows in values[borrowed].groupby(["niveau", "indicator"]):
        of = values["gebied"].map(lies_in.get(level, {}))
        for whole, lent in rows.groupby(of[rows.index]):
            out[values.index.get_indexer(lent.index)] = True
            beside = np.flatnonzero((of == whole) & (values["indicator"] == name) & np.isfinite(n) & ~borrowed)
            if len(beside):
                out[beside[n[beside].argmin()]] = True
    return out


def _tell(table: pd.DataFrame, counts: pd.DataFrame, hidden: pd.DataFrame, same: list, report: Report) -> None:
    mask = hidden.to_numpy()
    thin = (to_numbers(table["inwoners"]) < MIN_RESIDENTS)[:, None]
    small = mask & ((counts.to_numpy() < MIN_GROUP) | thin)
    areas = table["buurtcode"][mask.any(axis=1)].astype(str).tolist()
    report.info(tr("Privacy"), tr(
        "Left empty: {n} figures on groups of fewer than {group} or in areas of fewer than {residents} residents, and "
        "{m} others from which these would follow, in {areas}.").format(
        n=int(small.sum()), m=int((mask & ~small).sum()), group=MIN_GROUP, residents=MIN_RESIDENTS, areas=some(areas)),
        int(mask.sum()))
    if same:
        text = tr("Fields of the input that tell the same figures are emptied along: {fields}.")
        report.info(tr("Privacy"), text.format(fields=some(same)), len(same))
