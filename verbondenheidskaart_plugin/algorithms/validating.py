"""Places of stagnation held against loneliness among older people; the model is never fitted to it."""

from typing import Dict, Optional, Tuple

import numpy as np
import pandas as pd

from ..core.coherence import Agreement, spearman
from ..core.model import LEVELS, Model
from ..data import indicators as intake
from ..data.indicators import CODE
from ..data.report import Report
from ..data.tables import read_table
from ..i18n import number, tr

LONELY, OLDER = "E02", "ouderen"
AGE, AGE_65_PLUS = "leeftijd", ("80200", "65 jaar of ouder", "65 jaar en ouder", "65+", "65-plus")
LOW_RHO = 0.3  # below it the agreement is called low


def validate(run, places: pd.DataFrame, buurten: pd.DataFrame, model: Optional[Model] = None) -> Dict[str, str]:
    """Report Spearman's ρ of the stagnation of older people with severe loneliness (RIVM); return rows of ``herkomst``.

    Of a table with ages the rows of 65 and over count, else all ages. The finest level with ten areas counts; the
    stagnation of a larger area is the mean of its buurten by persons.
    """
    older = places[(places["groep"] == OLDER).to_numpy()]
    found, aged = _lonely(run, buurten, model or intake.read_model())
    if not len(older) or not len(found):
        return {}
    best = None
    for level in LEVELS:
        values = found[(found["niveau"] == level).to_numpy()].drop_duplicates("gebied").set_index("gebied")["waarde"]
        own = _at_level(older, buurten, level)
        if own is None or not len(values):
            continue
        agreement = spearman(own.to_numpy(), values.reindex(own.index).to_numpy(dtype=float))
        best = best or (level, agreement)
        if np.isfinite(agreement.rho):
            best = level, agreement
            break
    return _tell(run, *best, aged) if best else {}


def _lonely(run, buurten: pd.DataFrame, model: Model) -> Tuple[pd.DataFrame, bool]:
    """Return the values of severe loneliness as a long table, and whether they are of 65 and over."""
    parts, aged = [], True
    for layer in run.algorithm.parameterAsLayerList(run.parameters, "INDICATOREN", run.context):
        table = read_table(layer, layer.name())
        age = next((name for name in table.columns if name.lower().split("_")[0] == AGE), None)
        if age is not None:
            text = table[age].astype(str).str.strip().str.lower()
            table = table[text.isin(AGE_65_PLUS) | text.str.startswith(AGE_65_PLUS[0])]
        # The index has reported on this table already.
        rows = intake.read_indicators([table], [layer.name()], buurten, model, Report()) if len(table) else table
        rows = rows[rows["indicator"] == LONELY] if "indicator" in rows else rows.iloc[:0]
        if len(rows):
            parts.append(rows.sort_values("jaar", ascending=False))
            aged = aged and age is not None
    return (pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()), aged


def _at_level(older: pd.DataFrame, buurten: pd.DataFrame, level: str) -> Optional[pd.Series]:
    column = CODE[level] if CODE[level] in buurten else None
    if column is None:
        return None
    area = dict(zip(buurten["buurtcode"], buurten[column]))
    table = older.assign(area=older["buurtcode"].map(area), persons=older["personen"].astype(float))
    table = table[table["stagnatie"].notna() & table["area"].notna()]
    if level == LEVELS[0]:
        return table.set_index("area")["stagnatie"]
    table = table[table["persons"].notna()]
    sums = (table["stagnatie"] * table["persons"]).groupby(table["area"]).sum()
    return sums / table["persons"].groupby(table["area"]).sum()


def _tell(run, level: str, agreement: Agreement, aged: bool) -> Dict[str, str]:
    who = tr("of 65 and over") if aged else tr("of all adults, for the table has no ages")
    if not np.isfinite(agreement.rho):
        text = tr("{node}: too few areas to check the stagnation of older people against (n = {n}).")
        run.report.info(tr("Stagnation"), text.format(node=LONELY, n=agreement.n), agreement.n)
        return {}
    text = tr("stagnation of older people against severe loneliness {who} ({node}, RIVM): Spearman's rho = {rho} (95% "
              "interval {low} to {high}, n = {n}, level {level}). {reading} The model was not fitted to it.")
    low = agreement.rho < LOW_RHO
    reading = tr("The agreement is low.") if low else tr("They agree in direction.")
    values = {"rho": number(agreement.rho, 2), "low": number(agreement.low, 2), "high": number(agreement.high, 2)}
    (run.report.warning if low else run.report.info)(tr("Stagnation"), text.format(
        who=who, node=LONELY, n=agreement.n, level=level, reading=reading, **values), agreement.n)
    return {"validatie.stagnatie_ouderen": f"{LONELY} {'65+' if aged else '18+'}, {level}: rho {agreement.rho:.4f} "
                                           f"({agreement.low:.4f} .. {agreement.high:.4f}), n {agreement.n}"}
