"""From facilities, network and residents to scored rotondes: the stages of one run in their order."""

from dataclasses import dataclass
from typing import Callable, Dict, Tuple

import numpy as np
import pandas as pd

from . import rotondes
from .batches import Progress, _no_progress
from .choice import SPEEDS, Choice, Demand, other_measures
from .flows import Flows, flows
from .indicators import Places, Scored
from .network import WalkNetwork
from .reach import Pairs, pair_parts, pairs
from .snap import Positions, Snapper

SNAP_LIMIT_M = 250.0


@dataclass
class Town:
    """What every analysis of a run shares: the network with all facilities and residents attached to it.

    facilities: table with type_id, rol, typepotentieel and component_nr. traits: per facility the catalogue's
    huff_klasse, t0_min and five scores. doors: the entrances of the facilities. homes: the demand points.
    """

    network: WalkNetwork
    facilities: pd.DataFrame
    traits: pd.DataFrame
    doors: Positions
    demand: Demand
    homes: Positions


@dataclass
class Outcome:
    """The scored rotondes: ``rows`` (j,) of the facility table, ``table`` (j rows) with the fields of the layer.

    ``klasse`` holds the number of the class, or −1. unserved: huff class → residents without any choice in reach.
    """

    rows: np.ndarray
    table: pd.DataFrame
    pairs: Pairs
    choice: Choice
    flows: Flows
    doors: Positions
    anchor: float
    unserved: Dict[str, float]


def attach(network: WalkNetwork, facilities: pd.DataFrame, traits: pd.DataFrame, owner: np.ndarray, xy: np.ndarray,
           demand: Demand, home_xy: np.ndarray) -> Town:
    """Attach entrances (owner, xy) and homes to the network, at most 250 m away in a straight line."""
    snapper = Snapper(network)
    doors = usable_doors(snapper.snap(xy, SNAP_LIMIT_M, owner, len(facilities)))
    return Town(network, facilities, traits, doors, demand, snapper.snap(home_xy, SNAP_LIMIT_M))


def usable_doors(doors: Positions) -> Positions:
    """Keep the entrances within 50 m of a street; of a facility that has none, only the nearest."""
    best = doors.owner_offset()[doors.owner]
    near = doors.offset <= rotondes.POSITION_SNAP_M
    return doors.take((doors.edge >= 0) & (near | (doors.offset <= best)))


@dataclass
class Visited:
    """Who would go where: ``rows`` (j,) of the facility table, their pairs with the homes, the choice and the doors."""

    rows: np.ndarray
    candidates: rotondes.Candidates
    classes: np.ndarray
    limit: float
    pairs: Pairs
    choice: Choice
    terms: np.ndarray
    anchor: float
    doors: Positions


def visit(town: Town, progress: Progress = _no_progress, speeds: Tuple[float, float] = SPEEDS,
          anchor: float = 0.0) -> Visited:
    """Let the residents choose among all facilities whose role is rotonde; terms (j, 3) = P, R, M.

    anchor: the A_ref of an earlier run, 0 = that of this one.
    """
    role = town.facilities["rol"].to_numpy()
    rows = np.flatnonzero(role == "rotonde")
    doors = _renumber(town.doors, rows, len(role))
    candidates, classes = _candidates(town, rows, speeds)
    limit = rotondes.reach_limit_m(candidates.t0, speeds)
    found = pairs(town.network, doors, town.homes, limit, progress=progress)
    choice, terms, anchor = rotondes.base_terms(found, candidates, town.demand, anchor)
    terms[np.isnan(doors.owner_offset()), 1:] = np.nan
    return Visited(rows, candidates, classes, limit, found, choice, terms, anchor, doors)


def score(town: Town, type_potential: Callable[[np.ndarray], np.ndarray], seed: int,
          progress: Progress = _no_progress, speeds: Tuple[float, float] = SPEEDS, anchor: float = 0.0) -> Outcome:
    """Score all facilities whose role is rotonde: choice, five terms, flows and interval.

    speeds: m/s of residents under 65 and of 65 and over. anchor: the A_ref of an earlier run, 0 = that of this one.
    """
    steps = _Steps(progress)
    went = visit(town, steps(0.0, 0.25), speeds, anchor)
    doors, choice, offset = went.doors, went.choice, went.doors.owner_offset()
    used = flows(town.network, doors, town.homes, went.pairs, choice.visits, went.limit, progress=steps(0.25, 0.55))
    near = doors.take(doors.offset <= rotondes.POSITION_SNAP_M)
    own = used.own[doors.offset <= rotondes.POSITION_SNAP_M]
    b = rotondes.position(used.visits, near.edge, own, near.owner, len(went.rows))
    c = _function_mix(town, doors, went.rows, offset)
    terms = np.column_stack([went.terms, b, c])
    band = rotondes.interval(went.pairs, went.candidates, town.demand, terms, went.anchor, type_potential, seed,
                             steps(0.6, 1.0))
    flag = rotondes.flags(offset, choice.visitors, terms[:, 2])
    table = pd.DataFrame({
        "typepotentieel": terms[:, 0], "bereik": terms[:, 1], "inwoners_bereik": choice.reach, "menging": terms[:, 2],
        "positie": b, "functiemenging": c, "bezoekers": choice.visitors, "rotondescore": rotondes.score(terms),
        "score_p5": band.low, "score_p95": band.high, "klasse": band.klass, "snapafstand_m": offset, "vlag": flag,
        **other_measures(choice, town.demand),
    })
    table.loc[np.isnan(offset), ["inwoners_bereik", "bezoekers"]] = np.nan
    unserved = {name: float(town.demand.residents[~choice.served[k]].sum()) for k, name in enumerate(went.classes)}
    return Outcome(went.rows, table, went.pairs, choice, used, doors, went.anchor, unserved)


def places(town: Town, buurt: np.ndarray) -> Places:
    """Return all facilities as the indicators want them; buurt: (f,) index of the buurt of each, or −1."""
    return Places(town.facilities["type_id"].to_numpy(), town.facilities["rol"].to_numpy(),
                  town.traits["huff_klasse"].to_numpy(), town.facilities["component_nr"].to_numpy(), buurt, town.doors)


def scored(town: Town, outcome: Outcome) -> Scored:
    """Return the rotondes as the indicators want them."""
    traits = town.traits.iloc[outcome.rows]
    return Scored(outcome.table["typepotentieel"].to_numpy(), traits["t0_min"].to_numpy(dtype=float),
                  traits["huff_klasse"].to_numpy(), outcome.table["menging"].to_numpy(), outcome.pairs,
                  outcome.choice.visits, outcome.doors)


class _Steps:
    """Parts of one progress callback."""

    def __init__(self, progress: Progress):
        self._progress = progress

    def __call__(self, start: float, end: float) -> Progress:
        return lambda fraction: self._progress(start + (end - start) * fraction)


def _renumber(doors: Positions, rows: np.ndarray, total: int) -> Positions:
    """Return the doors of the facilities ``rows``, with owners 0 … len(rows) − 1."""
    number = np.full(total, -1)
    number[rows] = np.arange(len(rows))
    chosen = doors.take(number[doors.owner] >= 0)
    return Positions(number[chosen.owner], chosen.edge, chosen.along, chosen.offset, chosen.xy, len(rows))


def _candidates(town: Town, rows: np.ndarray, speeds: Tuple[float, float]
                ) -> Tuple[rotondes.Candidates, np.ndarray]:
    traits = town.traits.iloc[rows]
    names, klass = np.unique(traits["huff_klasse"].to_numpy(dtype=str), return_inverse=True)
    _, kind = np.unique(town.facilities["type_id"].to_numpy(dtype=str)[rows], return_inverse=True)
    scores = traits[["s_openheid", "s_ontmoeting", "s_menging", "s_duur", "s_openstelling"]].to_numpy(dtype=float)
    potential = town.facilities["typepotentieel"].to_numpy(dtype=float)[rows]
    return rotondes.Candidates(potential, scores, traits["t0_min"].to_numpy(dtype=float), klass, kind,
                               speeds), names


def _function_mix(town: Town, doors: Positions, rows: np.ndarray, offset: np.ndarray) -> np.ndarray:
    """(j,) C: the classes of the other facilities, of any role, within 150 m on foot; NaN when not attached."""
    _, klass = np.unique(town.traits["huff_klasse"].to_numpy(dtype=str), return_inverse=True)
    parts = pair_parts(town.network, doors, town.doors, rotondes.CO_LOCATION_M)
    others = (part.take(rows[part.source] != part.target) for part in parts)
    mix, _ = rotondes.function_mix(others, klass, len(rows))
    return np.where(np.isnan(offset), np.nan, mix)
