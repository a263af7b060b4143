"""Rotondes from canonical tables: shared by the algorithm and the chain."""

from typing import Tuple

import pandas as pd

from ..i18n import tr

TRAITS = ["huff_klasse", "t0_min", "s_openheid", "s_ontmoeting", "s_menging", "s_duur", "s_openstelling"]


def make_town(network, facilities, population, catalogue, buurt=None):
    """Attach facilities and residents to the network; returns a ``core.scoring.Town``.

    The facilities get their ``aanduiding``: what a place without a name is called. buurt: (f,) names, for who knows.
    """
    from ..core.errors import NoOverlap
    from ..core.scoring import attach
    from ..data.canonical import demand_of, home_xy
    from ..data.facilities import entrances
    from ..data.features import points_xy
    from ..data.naming import place_labels

    types = facilities.table["type_id"].to_numpy()
    traits = pd.DataFrame({name: catalogue.get(types, name) for name in TRAITS})
    owner, xy = entrances(facilities)
    town = attach(network, facilities.table, traits, owner, xy, demand_of(population), home_xy(population))
    if not (town.homes.edge >= 0).any():
        raise NoOverlap(layer=population.name, other=tr("the walking network"))
    if not len(town.doors.edge):
        raise NoOverlap(layer=facilities.name, other=tr("the walking network"))
    facilities.table["aanduiding"] = place_labels(facilities.table, points_xy(facilities.geometry), network, town.doors,
                                                  buurt)
    return town


def report_homes(report, name, ids, persons, far, apart) -> None:
    """Say which points of residents lie too far from the network (``far``, bool) or on an island of it (``apart``)."""
    from ..data.report import some

    for where, text in (
        (far, tr(
            "{points} points with {persons} residents lie more than 250 m from a street and reach nothing: {ids}")),
        (apart, tr("{points} points with {persons} residents lie on an island of the network: {ids}")),
    ):
        if where.any():
            report.warning(name, text.format(points=int(where.sum()), persons=round(float(persons[where].sum())),
                                             ids=some(ids[where].tolist())), int(where.sum()))


def report_attachment(town, facilities, population, report) -> None:
    """Say what lies too far from the network to be reached, or on an island of it."""
    from ..data.report import some

    component, at = town.network.component, town.homes.edge
    far = at < 0
    report_homes(report, population.name, population.table["punt_id"].to_numpy(), town.demand.residents, far,
                 ~far & (component[town.network.u[at]] > 0))
    offset = town.doors.owner_offset()
    ids = facilities.table["voorziening_id"][pd.isna(offset)].tolist()
    if ids:
        text = tr("{n} facilities lie more than 250 m from a street and cannot be reached: {ids}")
        report.warning(facilities.name, text.format(n=len(ids), ids=some(ids)), len(ids))
    part = component[town.network.u[town.doors.edge]]
    best = pd.Series(part).groupby(town.doors.owner).min()
    island = best.index[best > 0]
    if len(island):
        text = tr("{n} facilities lie on an island of the network: {ids}")
        ids = facilities.table["voorziening_id"].iloc[island].tolist()
        report.warning(facilities.name, text.format(n=len(island), ids=some(ids)), len(island))


def class_names(table: pd.DataFrame) -> list:
    """Return the text of the class of each rotonde: the class when 80 % of the draws agree, else the band."""
    names = []
    for klass, low, high in zip(table["klasse"], table["score_p5"], table["score_p95"]):
        if pd.isna(low):
            names.append(None)
        elif klass >= 0:
            names.append(tr("{low} to {high}").format(low=20 * klass, high=20 * klass + 20))
        else:
            names.append(tr("between {low} and {high}").format(low=round(low), high=round(high)))
    return names


def rotondes_layer(facilities, outcome) -> Tuple[pd.DataFrame, list]:
    """Return the table and geometries of layer ``rotondes``."""
    base = facilities.table.iloc[outcome.rows].reset_index(drop=True).drop(columns=["typepotentieel", "rol", "bron"])
    scores = outcome.table.assign(klasse=class_names(outcome.table))
    scores["vlag"] = scores["vlag"].replace("", None)
    return pd.concat([base, scores], axis=1), [facilities.geometry[i] for i in outcome.rows]
