"""What may leave the municipality: figures on few people are made empty, and so is what would give them away.

This comes before the first computation: what is computed from shown figures alone cannot tell a hidden one.
"""

from dataclasses import dataclass
from typing import Dict, Iterable, Tuple

import numpy as np
import pandas as pd

from ..core.cbs import FieldStyles
from ..core.layers import LAYERS
from ..core.population import locate
from ..core.privacy import MIN_GROUP, MIN_RESIDENTS, estimated, hidden_groups, without_few
from ..core.schema import GROUPS, total_of
from ..core.twins import telling, twins
from ..i18n import tr
from .crowds import crowded
from .features import Features, points_xy, to_numbers
from .kerncijfers import field_styles
from .polygons import rings
from .report import Report, some

SMALL_M2 = 50_000.0  # of the middle area; buurten of CBS are larger, also in the middle of a city
_OF_RESPONDENTS = ("n", "laag", "hoog")
_WEIGHTED = ("inwoners_bereik", "bezoekers")


@dataclass(frozen=True)
class Secrets:
    """The group cells (n, g) of the areas: how many, of what they are a part, and which of them may not leave."""

    table: pd.DataFrame
    counts: pd.DataFrame
    totals: pd.DataFrame
    hidden: pd.DataFrame

    @classmethod
    def of(cls, table: pd.DataFrame) -> "Secrets":
        """Return those of the table of buurten."""
        counts, totals = _counts(table)
        # Which of two equal cells is hidden must not depend on the order of the areas.
        order = np.argsort(table["buurtcode"].astype(str).to_numpy(), kind="stable")
        hidden = hidden_groups(counts.iloc[order], to_numbers(table["inwoners"])[order],
                               table["gemeentecode"].iloc[order].tolist())
        return cls(table, counts, totals, hidden.loc[counts.index])

    def areas(self, styles: FieldStyles, report: Report) -> pd.DataFrame:
        """Return the table of buurten as it may leave.

        A hidden cell is emptied in every column that tells it: the group itself, the columns of the input it was read
        from in any field style, and columns that turn out to hold the same figure.
        """
        out = self.table.copy()
        if not self.hidden.to_numpy().any():
            return out
        others = [name for name in out.columns if name not in self.counts.columns]
        same = self._twins(out[[name for name in others if name not in LAYERS["buurten"].names]])
        for group in self.counts.columns:
            for name in (group, *styles.columns_of(group, others)):
                out[name] = out[name].where(~self.hidden[group].to_numpy())
        for name, secret in same.items():
            out[name] = out[name].where(~secret)
        self._tell(sorted(same), report)
        return out

    def _twins(self, table: pd.DataFrame) -> Dict[str, np.ndarray]:
        """Return {column: (n,) bool where it tells a hidden cell} of the columns of a table of these areas."""
        at = pd.RangeIndex(len(table))
        counts, totals, hidden = (x.set_axis(at) for x in (self.counts, self.totals, self.hidden))
        same = twins(table.set_axis(at), counts, totals)
        secret = {name: telling(parts, hidden, counts.isna()) for name, parts in same.items()}
        return {name: rows for name, rows in secret.items() if rows.any()}

    def people(self, population: Features, area: np.ndarray) -> Features:
        """Return the population points, hidden cells of their area (o,) replaced by what a reader would guess."""
        guess = estimated(self.counts, self.hidden, self.totals, self.table["gemeentecode"].tolist())
        table = population.table.copy()
        for group in self.counts.columns:
            at = (area >= 0) & self.hidden[group].to_numpy()[area]
            if group in table and at.any():
                weight = to_numbers(table[total_of(group) if total_of(group) in table else "inwoners"])
                whole = np.bincount(area[at], np.nan_to_num(weight[at]), minlength=len(guess))[area[at]]
                share = np.divide(weight[at], whole, out=np.zeros(len(whole)), where=whole > 0)
                values = to_numbers(table[group])
                values[at] = guess[group].to_numpy()[area[at]] * share
                table[group] = values
        return Features(population.name, table, population.geometry, population.crs)

    def indicators(self, long: pd.DataFrame, report: Report) -> pd.DataFrame:
        """Return the rows of indicators without those that tell a hidden cell of their area."""
        if not self.hidden.to_numpy().any() or not len(long):
            return long
        codes = self.table["buurtcode"].to_numpy()
        wide = long.drop_duplicates(["gebied", "indicator"]).pivot(index="gebied", columns="indicator", values="waarde")
        same = self._twins(wide.reindex(codes))
        secret = {(code, name) for name, rows in same.items() for code in codes[rows]}
        telling = np.array([pair in secret for pair in zip(long["gebied"], long["indicator"])], dtype=bool)
        if telling.any():
            text = tr("Values of indicators left out because they tell a figure that was left empty: {n}, of {ids}.")
            report.info(tr("Privacy"), text.format(n=int(telling.sum()), ids=some(sorted(same))), int(telling.sum()))
        return long[~telling]

    def of_group(self, counted: Iterable[str]) -> np.ndarray:
        """(n,) bool: the areas in which the number of a group may not be shown; counted: what it is counted from."""
        return self.hidden[[name for name in self.hidden if name in set(counted)]].any(axis=1).to_numpy()

    def _tell(self, same: list, report: Report) -> None:
        mask = self.hidden.to_numpy()
        thin = (to_numbers(self.table["inwoners"]) < MIN_RESIDENTS)[:, None]
        small = mask & ((self.counts.to_numpy() < MIN_GROUP) | thin)
        areas = self.table["buurtcode"][mask.any(axis=1)].astype(str).tolist()
        report.info(tr("Privacy"), tr(
            "Left empty: {n} figures on groups of fewer than {group} or in areas of fewer than {residents} residents, "
            "and {m} others from which these would follow, in {areas}.").format(
            n=int(small.sum()), m=int((mask & ~small).sum()), group=MIN_GROUP, residents=MIN_RESIDENTS,
            areas=some(areas)), int(mask.sum()))
        if same:
            text = tr("Fields of the input that tell the same figures are emptied along: {fields}.")
            report.info(tr("Privacy"), text.format(fields=some(same)), len(same))


def hide_people(buurten: Features, population: Features, report: Report, exact: bool = False
                ) -> Tuple[Features, Features, Secrets]:
    """Return buurten and population without figures on few people, before anything is computed from them.

    exact: the points carry numbers that are not rounded yet, and are joined until each is about ten residents.
    """
    _warn_of_small_areas(buurten, report)
    area = locate(points_xy(population.geometry), rings(buurten.geometry), len(buurten))[0]
    secrets = Secrets.of(buurten.table)
    shown = Features(buurten.name, secrets.areas(field_styles(), report), buurten.geometry, buurten.crs)
    population = secrets.people(population, area)
    return shown, crowded(population, area, report) if exact else population, secrets


def _warn_of_small_areas(buurten: Features, report: Report) -> None:
    """Warn when the areas are postcodes or cells: vulnerability is told of buurten or larger."""
    size = float(np.median([shape.area() for shape in buurten.geometry]))
    if size < SMALL_M2:
        text = tr("Half of the areas are smaller than {ha} ha, as postcodes and cells are. Do not publish where people "
                  "are vulnerable for less than a buurt: choose buurten or larger areas.")
        report.warning(tr("Privacy"), text.format(ha=round(SMALL_M2 / 1e4)))


def hide_respondents(values: pd.DataFrame, table: pd.DataFrame, report: Report) -> pd.DataFrame:
    """Return ``indicatorwaarden`` without the numbers of respondents from which a value follows that was left out.

    Of an area whose own value was left out for having few respondents, the value of the larger area is shown. With all
    numbers known, subtraction would give the hidden value: those of the larger area and of one more area in it go.
    """
    emptied = _respondents(values, table)
    if not emptied.any():
        return values
    out = values.copy()
    out.loc[emptied, list(_OF_RESPONDENTS)] = np.nan
    text = tr("Numbers of respondents left empty because a value that was left out would follow from them: {n}.")
    report.info(tr("Privacy"), text.format(n=int(emptied.sum())), int(emptied.sum()))
    return out


def without_few_persons(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """Return the table of a layer, numbers of persons empty where there are fewer than 10.

    Residents weighted by walking time and expected visitors are no counts: these stay.
    """
    columns = [f.name for f in LAYERS[name].fields if f.unit == "personen" and f.name not in _WEIGHTED]
    columns += [column for column in table.columns if column.startswith("verliezers_") and column not in columns]
    return table.assign(**{column: without_few(table[column]) for column in columns if column in table})


def _counts(table: pd.DataFrame) -> Tuple[pd.DataFrame, pd.DataFrame]:
    """Return the group cells (n, g) and what each is a part of (n, g)."""
    counts = pd.DataFrame({name: to_numbers(table[name]) for name in GROUPS if name in table}, index=table.index)
    totals = {name: to_numbers(table[total_of(name)]) for name in counts.columns}
    return counts, pd.DataFrame(totals, index=table.index)


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
