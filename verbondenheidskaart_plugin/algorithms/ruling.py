"""Rules of thumb and what is lacking within a walk, from canonical tables: tables ``vuistregels`` and ``nabijheid``."""

from typing import Dict, Tuple

import numpy as np
import pandas as pd

from ..core import rules as core
from ..core.privacy import TOO_FEW
from ..core.schema import GROUPS
from ..data.catalogue import read_rows
from ..i18n import language, tr
from ..paths import resource


def weigh(run, town, outcome, buurten, population, catalogue, area: np.ndarray, facility_area: np.ndarray,
          lines: pd.DataFrame) -> Tuple[pd.DataFrame, pd.DataFrame]:
    """Return the tables ``vuistregels`` and ``nabijheid``.

    area: (o,) buurt of each home, −1 = none. facility_area: (f,) that of each facility. lines: the lines of connection.
    """
    path = resource("catalogue", "vuistregels.csv")
    texts = {row["id"]: row for row in read_rows(path)}
    rules = core.Rule.from_rows(list(texts.values()), path.name)
    table = town.facilities.assign(score_p5=np.nan, **_fits(town, catalogue))
    table.iloc[outcome.rows, table.columns.get_loc("score_p5")] = outcome.table["score_p5"].to_numpy()
    people = {name: population.table[name].to_numpy(dtype=float) for name in ("inwoners", "huishoudens", *GROUPS)
              if name in population.table}
    if not np.nansum(people.get("huishoudens", np.zeros(1))) > 0:
        people["huishoudens"] = people["inwoners"]
    living = core.Living(town.network, town.doors, town.homes, table, people, area)
    residents = buurten.table["inwoners"].to_numpy(dtype=float)
    ids = town.facilities["voorziening_id"].to_numpy()[outcome.rows]
    ends = pd.concat([lines["van_id"], lines["naar_id"]]).value_counts()
    linked = facility_area[outcome.rows], ends.reindex(ids).fillna(0).to_numpy()
    found = core.judge(rules, living, residents, linked, run.progress)
    kinds = town.facilities["type_id"].to_numpy()[outcome.rows]
    potential = dict(zip(catalogue.index, catalogue.potential(catalogue.index)))
    near = core.lacking(outcome.pairs, kinds, potential, living, residents)
    shown = [rule.id for rule in rules if texts[rule.id]["standaard_aan"] == "1"]
    counts = core.verdicts(found[found["regel"].isin(shown)])
    run.report.info(tr("Rules of thumb"), tr("{yes} met, {no} not met, {unknown} not to be determined").format(
        yes=counts[core.MET], no=counts[core.NOT_MET], unknown=counts[core.UNKNOWN]))
    return _rules_table(found, texts, buurten), _near_table(near, catalogue, buurten)


def _fits(town, catalogue) -> Dict[str, np.ndarray]:
    types = town.facilities["type_id"].to_numpy()
    return {name: catalogue.get(types, name).astype(float) for name in catalogue.table.columns
            if name.startswith("fit_")}


def _rules_table(found: pd.DataFrame, texts, buurten) -> pd.DataFrame:
    end = "nl" if language() == "nl" else "en"
    row = found["regel"].map(texts)
    why = reasons()
    out = pd.DataFrame({"buurtcode": buurten.table["buurtcode"].to_numpy()[found["gebied"]], "regel": found["regel"]})
    out["naam"] = [text[f"naam_{end}"] for text in row]
    out["eis"] = [text[f"eis_{end}"] for text in row]
    out["voor"] = [text["voor"] for text in row]
    for name in ("aandeel", "minimaal", "oordeel"):
        out[name] = found[name].to_numpy()
    out["reden"] = [text[f"reden_{end}"] or why.get(code) if code else None for code, text in zip(found["reden"], row)]
    for name in ("niveau", "status", "bron"):
        out[name] = [text[name] for text in row]
    out["standaard_aan"] = [text["standaard_aan"] == "1" for text in row]
    return out


def _near_table(near: pd.DataFrame, catalogue, buurten) -> pd.DataFrame:
    end = "nl" if language() == "nl" else "en"
    types = near["type_id"].to_numpy()
    out = near.drop(columns="gebied")
    out.insert(0, "buurtcode", buurten.table["buurtcode"].to_numpy()[near["gebied"]])
    out.insert(2, "type_naam", catalogue.get(types, f"naam_{end}"))
    out.insert(3, "component_nr", catalogue.get(types, "component_nr"))
    return out


def reasons() -> Dict[str, str]:
    """Return why a rule cannot be judged, by code."""
    return {
        core.NOT_MEASURED: tr("Not measured"),
        core.NO_PLACES: tr("No such places in the data"),
        core.NO_PEOPLE: tr("The number of people is unknown"),
        core.OFF_NETWORK: tr("Most homes lie far from a street"),
        TOO_FEW: tr("Too few people"),
    }
