"""Indicators that the run itself computes from facilities, network and population, one value per buurt.

A kind of place that does not occur in the data at all was not surveyed: its indicator is NaN everywhere, never 0.
"""

from dataclasses import dataclass
from typing import Dict

import numpy as np
import pandas as pd

from .batches import Progress, _no_progress
from .choice import SPEED_M_S, Demand, decay_gauss, two_step_access
from .network import WalkNetwork
from .reach import Pairs, pairs
from .rotondes import CO_LOCATION_M, hill_number
from .snap import Positions

BENCH_M, PLAYGROUND_M, WALK_M = 125.0, 200.0, 800.0
BENCHES, PLAYGROUNDS = ("bankje", "picknicktafel"), ("speeltuin",)
ASSOCIATIONS_COMPONENT = 2
CENTRE_CLASS = "ontmoeten_binnen"
MONUMENTS = ("monument",)
NEAR_DOOR_M = 25.0


@dataclass
class Places:
    """All located facilities: type_id, role, huff class (j,) text, component (j,) int, buurt (j,) index or −1."""

    type_id: np.ndarray
    role: np.ndarray
    klass: np.ndarray
    component: np.ndarray
    buurt: np.ndarray
    at: Positions


@dataclass
class Scored:
    """The rotondes: potential, t0 and mixing (j,), their pairs with the demand points, visits (k,) of each pair."""

    potential: np.ndarray
    t0: np.ndarray
    klass: np.ndarray
    mixing: np.ndarray
    pairs: Pairs
    visits: np.ndarray
    entrances: Positions


def area_mean(values: np.ndarray, weights: np.ndarray, area: np.ndarray, count: int) -> np.ndarray:
    """Return (count,) weighted means per area; NaN without weight. Rows with area −1 or a NaN value are left out."""
    use = (area >= 0) & ~np.isnan(values) & (weights > 0)
    weight = np.bincount(area[use], weights=weights[use], minlength=count)
    total = np.bincount(area[use], weights=(values * weights)[use], minlength=count)
    return np.divide(total, weight, out=np.full(count, np.nan), where=weight > 0)


def compute(network: WalkNetwork, places: Places, scored: Scored, demand: Demand, homes: Positions,
            home_area: np.ndarray, node_area: np.ndarray, areas: pd.DataFrame, *,
            progress: Progress = _no_progress) -> pd.DataFrame:
    """Return a table with a row per buurt and a column per indicator (O01 … O11), NaN = not measured.

    homes: the demand points, home_area: (o,) their buurt or −1. node_area: (n,) buurt of each network node or −1.
    areas: inwoners, huishoudens and land_m2 per buurt.
    """
    count = len(areas)
    people = demand.residents
    out: Dict[str, np.ndarray] = {}

    def at_home(values: np.ndarray, weights: np.ndarray = people) -> np.ndarray:
        return area_mean(values, weights, home_area, count)

    def within(limit: float, *types: str) -> np.ndarray:
        chosen = np.isin(places.type_id, types)
        return _near(network, places.at.take(chosen[places.at.owner]), homes, limit)

    near = decay_gauss(scored.pairs.metres / (60 * SPEED_M_S), scored.t0[scored.pairs.source])
    attached = homes.edge >= 0
    out["O01"] = at_home(np.where(attached, 1000 * two_step_access(scored.pairs, near, scored.potential, people),
                                  np.nan))
    progress(0.1)
    if np.isin(places.type_id, BENCHES).any():
        out["O02"] = 100 * at_home(np.where(attached, within(BENCH_M, *BENCHES), np.nan))
    progress(0.3)
    out["O03"] = at_home(np.where(attached, _mix_at_home(network, places, homes), np.nan))
    progress(0.6)
    out["O04"] = area_mean(scored.mixing[scored.pairs.source], scored.visits, home_area[scored.pairs.target], count)
    residents = areas["inwoners"].to_numpy(dtype=float)
    land = areas["land_m2"].to_numpy(dtype=float) / 1e6

    def density(chosen: np.ndarray, base: np.ndarray) -> np.ndarray:
        if not chosen.any():
            return np.full(count, np.nan)
        number = np.bincount(places.buurt[chosen & (places.buurt >= 0)], minlength=count)
        return np.divide(number, base, out=np.full(count, np.nan), where=base > 0)

    out["O05"] = density(places.component == ASSOCIATIONS_COMPONENT, residents / 1000)
    out["O06b"] = at_home(np.where(attached, _centres(scored, demand, areas, home_area), np.nan))
    out["O07"] = density(places.role == "identiteit", land)
    monuments = np.isin(places.type_id, MONUMENTS)
    if monuments.any():
        found = pairs(network, places.at.take(monuments[places.at.owner]), homes, WALK_M)
        number = np.bincount(found.target, minlength=len(people))
        out["O08"] = at_home(np.where(attached, np.log1p(number), np.nan))
    junction = (network.degree >= 3) & (node_area >= 0)
    out["O09"] = np.bincount(node_area[junction], minlength=count) / np.where(land > 0, land, np.nan)
    if np.isin(places.type_id, PLAYGROUNDS).any():
        children = demand.groups.get("leeftijd")
        weights = people if children is None else np.nan_to_num(children[:, 0])
        out["O10"] = 100 * at_home(np.where(attached, within(PLAYGROUND_M, *PLAYGROUNDS), np.nan), weights)
    out["O11"] = _detour(scored, homes, people, home_area, count)
    progress(1.0)
    return pd.DataFrame(out, index=areas.index)


def _near(network: WalkNetwork, sources: Positions, homes: Positions, limit: float) -> np.ndarray:
    """(o,) 1 where a source is within ``limit`` metres on foot, else 0."""
    found = pairs(network, sources, homes, limit)
    return (np.bincount(found.target, minlength=homes.count) > 0).astype(float)


def _mix_at_home(network: WalkNetwork, places: Places, homes: Positions) -> np.ndarray:
    """(o,) Hill number of the classes of all facilities within 150 m on foot."""
    classes, number = np.unique(places.klass, return_inverse=True)
    found = pairs(network, places.at, homes, CO_LOCATION_M)
    table = np.zeros((homes.count, len(classes)))
    np.add.at(table, (found.target, number[found.source]), 1.0)
    return hill_number(table)


def _centres(scored: Scored, demand: Demand, areas: pd.DataFrame, home_area: np.ndarray) -> np.ndarray:
    """(o,) buurtcentra within 800 m per 1,000 households in their reach (stands in for floor area)."""
    households = areas["huishoudens"].to_numpy(dtype=float)
    residents = areas["inwoners"].to_numpy(dtype=float)
    # Household counts are spread like residents within a buurt.
    size = np.divide(households, residents, out=np.full(len(areas), np.nan), where=residents > 0)
    per_person = np.where(home_area >= 0, size[home_area], np.nan) if len(areas) else np.zeros(0)
    homes = demand.residents * np.where(np.isnan(per_person), np.nanmean(size) if (~np.isnan(size)).any() else 0.5,
                                        per_person)
    centre = scored.klass == CENTRE_CLASS
    near = ((scored.pairs.metres <= WALK_M) & centre[scored.pairs.source]).astype(float)
    return 1000 * two_step_access(scored.pairs, near, centre.astype(float), homes)


def _detour(scored: Scored, homes: Positions, people: np.ndarray, home_area: np.ndarray, count: int) -> np.ndarray:
    """(count,) walk to the nearest rotonde divided by the straight line, both summed over the residents."""
    found = scored.pairs
    order = np.lexsort((found.source, found.metres, found.target))
    target, first = np.unique(found.target[order], return_index=True)
    rows = order[first]
    straight = _straight(scored.entrances, found.source[rows], homes.xy[target])
    use = straight >= NEAR_DOOR_M
    target, walk, straight = target[use], found.metres[rows][use], straight[use]
    area = home_area[target]
    inside = area >= 0
    weight = people[target][inside]
    walked = np.bincount(area[inside], weights=weight * walk[inside], minlength=count)
    crow = np.bincount(area[inside], weights=weight * straight[inside], minlength=count)
    return np.divide(walked, crow, out=np.full(count, np.nan), where=crow > 0)


def _straight(entrances: Positions, owner: np.ndarray, xy: np.ndarray) -> np.ndarray:
    """Straight metres from each point to the nearest entrance of its facility."""
    starts = np.searchsorted(entrances.owner, owner, side="left")
    ends = np.searchsorted(entrances.owner, owner, side="right")
    best = np.full(len(owner), np.inf)
    for k in range(int((ends - starts).max(initial=0))):
        at = starts + k
        has = at < ends
        distance = np.hypot(*(entrances.xy[at[has]] - xy[has]).T)
        best[has] = np.minimum(best[has], distance)
    return best
