"""Stagnatieplekken from canonical tables: shared by the algorithm and the chain."""

from typing import Callable, Tuple

import numpy as np
import pandas as pd

from ..core import stagnation as core
from ..core.facilities import type_potential
from ..core.groups import Groups, persons_at, shares
from ..core.nearest import nearest
from ..core.population import locate
from ..core.privacy import MIN_RESIDENTS
from ..core.reach import Pairs
from ..core.schema import GROUPS
from ..core.spatial import hexagon_rings, hexagons, queen
from ..core.vulnerability import vulnerability
from ..data.canonical import home_xy
from ..data.catalogue import read_rows
from ..data.disclosure import Secrets
from ..data.naming import in_sentence
from ..data.polygons import rings
from ..i18n import language, tr
from ..paths import resource
from .stagnation_texts import name_of, reason

SCORES = ["s_openheid", "s_ontmoeting", "s_menging", "s_duur", "s_openstelling"]


def read_groups(path: str, catalogue) -> Groups:
    """Return the groups of the plugin, or those of ``path``."""
    file = path or str(resource("catalogue", "groepen.csv"))
    fits = [name for name in catalogue.table.columns if name.startswith("fit_")]
    return Groups.from_rows(read_rows(file), path or "groepen.csv", fits)


def find_stagnation(run, visited_town: Callable, buurten, population, catalogue, groups: Groups, seed: int,
                    progress, secrets: Secrets) -> Tuple[pd.DataFrame, list, dict]:
    """Return the table and geometries of layer ``stagnatieplekken``, a row per buurt and group, and who the groups are.

    The last is a dict: group → (persons at the demand points (o,), walking speed in m/s).

    buurten, population: as ``hide_people`` gives them, with what it hid in ``secrets``.
    visited_town: function of a group → (town, went) as it walks, where ``went`` has rows, pairs and doors.
    """
    borders, count = rings(buurten.geometry), len(buurten)
    contiguity = queen(borders, count)
    chosen = groups.standard
    for group in groups.groups.values():
        if not group.on:
            run.report.info(tr("Stagnation"), f"{name_of(group)}: {group.reason[language() != 'nl']}")
    wanted = sorted({key for group in chosen for key in group.indicators})
    share, error, findings = shares(groups, buurten.table, wanted)
    absent = [groups.indicators[f.indicator] for f in findings if f.code == "ontbreekt"]
    if absent:
        text = tr("not in the data, so left out of vulnerability: {names}")
        run.report.warning(tr("Stagnation"), text.format(names=", ".join(map(name_of, absent))), len(absent))
    parts, who = [], {}
    for number, group in enumerate(chosen):
        town, went = visited_town(group)
        part = progress.part(number / len(chosen), (number + 1) / len(chosen))
        table, persons = _group(run, group, groups, town, went, buurten, population, catalogue, share, error, borders,
                                contiguity, secrets, seed, part)
        parts.append(table)
        who[group.id] = persons, group.speed
    top = core.worst({group.id: table for group, table in zip(chosen, parts)})["groep"].to_numpy()
    found = pd.concat([table.assign(hoogste=table["groep"].to_numpy() == top) for table in parts], ignore_index=True)
    places = int((found["status"] == core.PLACE).sum())
    run.report.info(tr("Stagnation"), tr("places of stagnation: {n}; points of attention: {m}").format(
        n=places, m=int((found["status"] == core.ATTENTION).sum())), places)
    return found, [buurten.geometry[i] for _ in parts for i in range(count)], who


def _group(run, group, groups, town, went, buurten, population, catalogue, share, error, borders, contiguity,
           secrets, seed, progress) -> Tuple[pd.DataFrame, np.ndarray]:
    residents = buurten.table["inwoners"].to_numpy(dtype=float)
    # Where the number of the group may not be shown, nor may what becomes of it.
    shown = np.where(secrets.of_group(group.counted), np.nan, residents)
    # Where people live, not where they come onto the street: borders of buurten run along streets.
    xy = home_xy(population)
    area = locate(xy, borders, len(buurten))[0]
    vulnerable = vulnerability(group, groups, share, error, usable=np.nan_to_num(residents) >= MIN_RESIDENTS, seed=seed)
    counts = {n: population.table[n].to_numpy(dtype=float) for n in ("inwoners", "huishoudens", *GROUPS)
              if n in population.table}
    at_home = {key: np.where(area >= 0, share[key].to_numpy()[area], np.nan) for key in share}
    persons = persons_at(group, counts, at_home, len(area))
    types = town.facilities["type_id"].to_numpy()[went.rows]
    traits = town.traits.iloc[went.rows]
    supply = core.Supply(went.pairs, town.facilities["typepotentieel"].to_numpy(dtype=float)[went.rows],
                         traits["t0_min"].to_numpy(dtype=float), traits["huff_klasse"].to_numpy(), types,
                         town.homes.edge >= 0, town.demand.residents, traits[SCORES].to_numpy(dtype=float),
                         type_potential)
    fit = np.nan_to_num(catalogue.get(types, group.fit).astype(float))
    fitting = nearest(town.network, town.homes, went.doors.take(fit[went.doors.owner] >= core.FITTING))
    result = core.analyse(group, fit, vulnerable, supply, persons, area, shown, contiguity, seed=seed,
                          nearest=Pairs(fitting.target, fitting.source, fitting.metres), progress=progress.part(0, 0.7))
    if result.test_code:
        text = tr("{group}: fewer than 30 neighbourhoods, so no test for hot spots; only what is high and sure by "
                  "itself is drawn")
        run.report.info(tr("Stagnation"), text.format(group=name_of(group)))
    _compare_hexagons(run, group, fit, vulnerable, supply, persons, area, xy, result, seed, progress.part(0.7, 1))
    table = result.table
    named = town.facilities.iloc[went.rows]
    kinds = {key: catalogue.table.loc[key, "naam_nl" if language() == "nl" else "naam_en"] for key in catalogue.index}
    out = pd.DataFrame({
        "buurtcode": buurten.table["buurtcode"].to_numpy(), "buurtnaam": buurten.table["buurtnaam"].to_numpy(),
        "groep": group.id, "groep_naam": name_of(group)})
    for name in ("personen", "kwetsbaarheid", "toegang", "stagnatie", "stagnatie_p5", "onbediend", "hotspot", "status"):
        out[name] = table[name].to_numpy()
    out["dichtstbij"] = [named["aanduiding"].iloc[k] if k >= 0 else None for k in table["rotonde"]]
    out["looptijd_min"] = table["looptijd_min"].to_numpy()
    near = [in_sentence(named["aanduiding"].iloc[k], named["naam"].iloc[k]) if k >= 0 else "" for k in table["rotonde"]]
    out["reden"] = [reason(row, name, groups, kinds) for row, name in zip(table.to_dict("records"), near)]
    return out, persons


def _compare_hexagons(run, group, fit, vulnerable, supply, persons, area, xy, result, seed, progress) -> None:
    """Report whether the places stay where they are when the borders are 500 m hexagons."""
    if not (result.table["status"] == core.PLACE).any():
        return
    known = np.flatnonzero(np.isfinite(xy).all(axis=1))
    at, centres = hexagons(xy[known])
    cell = np.full(len(area), -1)
    cell[known] = at
    borders = hexagon_rings(centres)
    in_cell = np.bincount(at, weights=supply.residents[known], minlength=len(centres))
    cells = core.analyse(group, fit, vulnerable.over_cells(area, cell, persons, len(centres)), supply, persons, cell,
                         in_cell, queen(borders, len(centres)), seed=seed, progress=progress)
    overlap = core.same_place((result.table["status"] == core.PLACE).to_numpy(),
                              (cells.table["status"] == core.PLACE).to_numpy(), area, cell, persons)
    if overlap == overlap:
        text = tr("{group}: on 500 m hexagons {share}% of the persons in a place of stagnation live in one on both "
                  "borders")
        run.report.info(tr("Stagnation"), text.format(group=name_of(group), share=round(100 * overlap)))
