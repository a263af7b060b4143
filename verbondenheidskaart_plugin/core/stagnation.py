"""Stagnatieplekken: where people who are vulnerable to isolation reach too few rotondes that suit them."""

from dataclasses import dataclass, field
from typing import Any, Callable, Dict, Mapping, Optional, Tuple

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix

from .choice import Decay, decay_gauss, decay_steps
from .groups import Group
from .privacy import TOO_FEW, may_show
from .reach import Pairs
from .rotondes import T0_RANGE
from .spatial import MIN_AREAS, NO_TEST, Clusters, clusters
from .vulnerability import ENOUGH, Vulnerability

PLACE, ATTENTION, NONE, UNKNOWN = "stagnatieplek", "aandachtspunt", "geen", "onvoldoende_gegevens"
TOP = 80.0  # percentile of the reference that a stagnatieplek reaches
FITTING = 0.5
ACCESS_DRAWS = 50
# Why a status is what it is, besides te_weinig_personen.
NO_PERSONS, NO_VULNERABILITY, NO_ACCESS, LOW_COVERAGE, NOT_SURE, HOT, SURE = (
    "personen_onbekend", "kwetsbaarheid_onbekend", "toegang_onbekend", "lage_dekking", "niet_zeker", "hotspot",
    "hoog_en_zeker")

Progress = Callable[[float], None]


@dataclass(frozen=True)
class Supply:
    """The rotondes that serve, and the demand points they reach on foot.

    pairs: rotonde → demand point, for the stairs and limits of the group. potential (j,): P. t0 (j,): minutes. klass,
    type_id: (j,) text. scores: (j, 5) of the types with ``type_potential``, for draws; None = P is taken as certain.
    attached: (o,) bool, points that lie on the network. residents: (o,).
    """

    pairs: Pairs
    potential: np.ndarray
    t0: np.ndarray
    klass: np.ndarray
    type_id: np.ndarray
    attached: np.ndarray
    residents: np.ndarray
    scores: Optional[np.ndarray] = None
    type_potential: Optional[Callable[[np.ndarray], np.ndarray]] = None


@dataclass
class Stagnation:
    """The outcome for one group: ``table`` with a row per area, the tests, and the rulers to freeze.

    table: kwetsbaarheid, toegang (0–1), stagnatie, stagnatie_p5, stagnatie_p95 (0–100), personen, onbediend (persons),
    dekking, hotspot (True, False, None = not tested), status, code (why), kenmerk, kenmerk_waarde, kenmerk_mediaan
    (the indicator that weighs most, its share there and the median), ontbreekt, ontbreekt_type, tekort (the class and
    type of rotonde lacking most, and how much less supply s than the group has on average), rotonde (number of the
    nearest fitting one, −1), looptijd_min and zonder_rotonde (share of the persons with none in reach). clusters: of
    the hot-spot test. anchors: {"goalposts": indicator → ruler, "p80": limit}. test_code: why there was no test.
    """

    table: pd.DataFrame
    clusters: Clusters
    anchors: Dict[str, Any] = field(default_factory=dict)
    test_code: str = ""


def access(supply: float) -> float:
    """Return a = 1 − exp(−s), 0–1: how well one is served by a summed supply s ≥ 0; works on arrays."""
    return -np.expm1(-supply)


def stagnation(vulnerability: np.ndarray, reached: np.ndarray) -> np.ndarray:
    """Return St = 100 · U · (1 − A), 0–100."""
    return 100 * vulnerability * (1 - reached)


def supply_at(pairs: Pairs, weight: np.ndarray, t0: np.ndarray, speed: float, points: int,
              decay: Decay = decay_gauss) -> np.ndarray:
    """Return (o, c) s = Σ_j weight_j f(τ_oj) at each point, for every column of weight (j, c)."""
    near = decay(pairs.metres / (60 * speed), t0[pairs.source])
    bounds = np.searchsorted(pairs.source, np.arange(len(weight) + 1))
    return csr_matrix((near, pairs.target, bounds), shape=(len(weight), points)).T @ weight


def area_access(supply: np.ndarray, persons: np.ndarray, area: np.ndarray, count: int
                ) -> Tuple[np.ndarray, np.ndarray]:
    """Return (A (count,), unserved persons (count,)): Σ N a / Σ N and Σ N (1 − a); NaN where nobody is known.

    supply, persons: (o,), NaN = unknown. area: (o,) number, −1 = none.
    """
    use = (area >= 0) & ~np.isnan(supply) & (np.nan_to_num(persons) > 0)
    people = np.bincount(area[use], weights=persons[use], minlength=count)
    served = np.bincount(area[use], weights=persons[use] * access(supply[use]), minlength=count)
    known = people > 0
    return (np.divide(served, people, out=np.full(count, np.nan), where=known),
            np.where(known, people - served, np.nan))


def analyse(group: Group, fit: np.ndarray, vulnerability: Vulnerability, supply: Supply, persons: np.ndarray,
            area: np.ndarray, residents: np.ndarray, contiguity: csr_matrix,
            anchors: Optional[Mapping[str, Any]] = None, nearest: Optional[Pairs] = None, seed: int = 1,
            progress: Progress = lambda fraction: None) -> Stagnation:
    """Return the stagnation of one group in n areas (buurten or hexagons).

    fit: (j,) how well each rotonde suits the group, 0–1. persons: (o,) of the group at the demand points, NaN =
    unknown. area: (o,) number of the area, −1 = none. residents: (n,). contiguity: binary weights of the areas.
    anchors: of an earlier run. nearest: pairs to look the nearest fitting rotonde up in, when these reach farther.

    A stagnatieplek (1) is in the highest fifth, above P80, (2) lies in a significant cluster, or is itself so high that
    P5 of its draws passes that limit, (3) has enough people to be shown and (4) two thirds of the indicators. What
    meets (1) but not (2) or (4) is an aandachtspunt.
    """
    n, points = len(vulnerability.score), len(area)
    weight = supply.potential * fit
    people = np.where(supply.attached, persons, np.nan)
    at_home = np.where(supply.attached, supply_at(supply.pairs, weight[:, None], supply.t0, group.speed, points)[:, 0],
                       np.nan)
    reached, unserved = area_access(at_home, people, area, n)
    inside = area >= 0
    total = np.bincount(area[inside], weights=np.nan_to_num(persons)[inside], minlength=n)
    known = np.bincount(area[inside], weights=np.nan_to_num(people)[inside], minlength=n)
    reached[known < ENOUGH * total - 1e-9] = np.nan
    shown = may_show(total, residents)
    u = np.where(shown, vulnerability.score, np.nan)
    value = stagnation(u, reached)
    draws = _draws(group, fit, vulnerability, supply, people, area, seed, progress)
    draws[:, np.isnan(value)] = np.nan
    low, high = _percentiles(draws, value)

    limit = (anchors or {}).get("p80")
    if limit is None:
        limit = float(np.percentile(value[~np.isnan(value)], TOP)) if (~np.isnan(value)).any() else float("nan")
    found = clusters(value, contiguity, seed=seed)
    cluster = found.high_high | found.hot
    top = value > limit
    sure = low > limit
    covered = vulnerability.coverage >= ENOUGH - 1e-9
    place = top & (cluster | sure) & covered
    uncounted = np.bincount(area[inside], weights=~np.isnan(persons[inside]), minlength=n) == 0
    why = np.select([uncounted, ~shown, np.isnan(u), np.isnan(reached), place & cluster, place, top & ~covered, top],
                    [NO_PERSONS, TOO_FEW, NO_VULNERABILITY, NO_ACCESS, HOT, SURE, LOW_COVERAGE, NOT_SURE], "")
    status = np.select([np.isnan(value), place, top], [UNKNOWN, PLACE, ATTENTION], NONE)
    hidden = ~shown
    table = pd.DataFrame({
        "kwetsbaarheid": u, "toegang": reached, "stagnatie": value, "stagnatie_p5": low, "stagnatie_p95": high,
        "personen": np.where(hidden, np.nan, total), "onbediend": np.where(hidden, np.nan, unserved),
        "dekking": vulnerability.coverage, "status": status.astype(object), "code": why.astype(object)})
    table["hotspot"] = pd.Series(cluster, dtype=object).where(found.tested, None)
    table = table.assign(**_trait(vulnerability, hidden), **_lack(group, weight, supply, people, area, n),
                         **_nearest(group, fit, supply, nearest or supply.pairs, people, area, n))
    few = (~np.isnan(value)).sum() < MIN_AREAS
    progress(1.0)
    return Stagnation(table, found, {"goalposts": vulnerability.anchors, "p80": limit}, NO_TEST if few else "")


def _draws(group: Group, fit: np.ndarray, vulnerability: Vulnerability, supply: Supply, people: np.ndarray,
           area: np.ndarray, seed: int, progress: Progress) -> np.ndarray:
    """Return (d, n) St with drawn U, type scores (−1, 0, +1), t0 (times 0.8–1.2) and form of decay."""
    rng = np.random.default_rng(seed)
    n, points = len(vulnerability.score), len(area)
    _, kind = np.unique(supply.type_id.astype(str), return_inverse=True)
    low, high = T0_RANGE
    factor = low + (high - low) * (np.arange(ACCESS_DRAWS) + rng.uniform(size=ACCESS_DRAWS)) / ACCESS_DRAWS
    # Pairs beyond the largest limit of the group, or of rotondes that do not suit it, never count.
    near = (supply.pairs.metres <= supply.t0[supply.pairs.source] * 60 * group.speed * high)
    pairs = supply.pairs.take(near & (fit[supply.pairs.source] > 0))
    reached = np.empty((ACCESS_DRAWS, n))
    for k in range(ACCESS_DRAWS):
        progress(0.9 * k / ACCESS_DRAWS)
        potential = _draw_potential(rng, kind, supply)
        decay = decay_gauss if k % 2 else decay_steps
        drawn = supply_at(pairs, (potential * fit)[:, None], supply.t0 * factor[k], group.speed, points, decay)[:, 0]
        reached[k] = area_access(np.where(supply.attached, drawn, np.nan), people, area, n)[0]
    u = vulnerability.draws if len(vulnerability.draws) else vulnerability.score[None]
    count = max(len(u), ACCESS_DRAWS)
    return stagnation(u[np.arange(count) % len(u)], reached[np.arange(count) % ACCESS_DRAWS])


def _draw_potential(rng: np.random.Generator, kind: np.ndarray, supply: Supply) -> np.ndarray:
    if supply.scores is None or supply.type_potential is None or not len(kind):
        return supply.potential
    step = rng.choice([-1, 0, 1], p=[0.25, 0.5, 0.25], size=(int(kind.max()) + 1, supply.scores.shape[1]))[kind]
    ratio = supply.type_potential(np.clip(supply.scores + step, 1, 5)) / supply.type_potential(supply.scores)
    return np.clip(supply.potential * ratio, 0, 1)


def _percentiles(draws: np.ndarray, value: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
    out = np.full((2, len(value)), np.nan)
    known = ~np.isnan(value)
    if known.any():
        out[:, known] = np.percentile(draws[:, known], [5, 95], axis=0)
    return out[0], out[1]


def _trait(vulnerability: Vulnerability, hidden: np.ndarray) -> Dict[str, np.ndarray]:
    """The indicator that weighs most in each area: highest on its ruler; with its share and the median of all."""
    parts = np.where(np.isnan(vulnerability.parts), -1.0, vulnerability.parts)
    rows = np.arange(len(parts))
    names = np.array((*vulnerability.names, ""), dtype=object)
    best = parts.argmax(axis=1) if parts.shape[1] else np.full(len(parts), -1)
    nothing = hidden | (parts.max(axis=1, initial=-1.0) <= 0)
    median = np.array([vulnerability.anchors.get(name, (0, 0, np.nan))[2] for name in names])
    share = np.full(len(parts), np.nan) if not parts.shape[1] else vulnerability.shares[rows, best]
    return {"kenmerk": np.where(nothing, "", names[best]), "kenmerk_waarde": np.where(nothing, np.nan, share),
            "kenmerk_mediaan": np.where(nothing, np.nan, median[best])}


def _lack(group: Group, weight: np.ndarray, supply: Supply, people: np.ndarray, area: np.ndarray, n: int
          ) -> Dict[str, np.ndarray]:
    """The class of rotonde of which the people of each area reach least, compared with all people of the group.

    ``ontbreekt_type`` is the type that gives most of that class elsewhere.
    """
    use = (area >= 0) & (np.nan_to_num(people) > 0)
    names, klass = np.unique(supply.klass.astype(str), return_inverse=True)
    nothing = {"ontbreekt": np.full(n, "", dtype=object), "ontbreekt_type": np.full(n, "", dtype=object),
               "tekort": np.full(n, np.nan)}
    if not use.any() or not len(names):
        return nothing
    table = np.zeros((len(weight), len(names)))
    table[np.arange(len(weight)), klass] = weight
    at_home = supply_at(supply.pairs, table, supply.t0, group.speed, len(area))[use]
    persons = csr_matrix((people[use], (area[use], np.arange(use.sum()))), shape=(n, use.sum()))
    number = np.asarray(persons.sum(axis=1))
    here = np.divide(persons @ at_home, number, out=np.full((n, len(names)), np.nan), where=number > 0)
    lack = people[use] @ at_home / people[use].sum() - here
    best = np.where(np.isnan(lack), -np.inf, lack).argmax(axis=1)
    most = lack[np.arange(n), best]
    found = most > 0
    near = decay_gauss(supply.pairs.metres / (60 * group.speed), supply.t0[supply.pairs.source])
    given = np.bincount(supply.pairs.source, weights=near * np.nan_to_num(people)[supply.pairs.target],
                        minlength=len(weight)) * weight
    by_type = pd.Series(given).groupby([klass, supply.type_id.astype(str)]).sum()
    type_of = np.array([by_type[k].idxmax() for k in range(len(names))], dtype=object)
    return {"ontbreekt": np.where(found, names[best].astype(object), ""),
            "ontbreekt_type": np.where(found, type_of[best], ""), "tekort": np.where(found, most, np.nan)}


def _nearest(group: Group, fit: np.ndarray, supply: Supply, pairs: Pairs, people: np.ndarray, area: np.ndarray,
             n: int) -> Dict[str, np.ndarray]:
    """The fitting rotonde that is the nearest of most persons, the mean walk to the nearest, and how many have none.

    pairs: those to look the nearest up in. Who has none within its t0 at the speed of the group has none in reach.
    """
    good = pairs.take(fit[pairs.source] >= FITTING)
    order = np.lexsort((good.source, good.metres, good.target))
    point, first = np.unique(good.target[order], return_index=True)
    rotonde, metres = good.source[order][first], good.metres[order][first]
    use = (area >= 0) & (np.nan_to_num(people) > 0)
    total = np.bincount(area[use], weights=people[use], minlength=n)
    has = use[point]
    point, rotonde, minutes = point[has], rotonde[has], metres[has] / (60 * group.speed)
    weight, where = people[point], area[point]
    known = np.bincount(where, weights=weight, minlength=n)
    walk = np.bincount(where, weights=weight * minutes, minlength=n)
    pair, index = np.unique(np.column_stack([where, rotonde]), axis=0, return_inverse=True)
    persons = np.bincount(index.reshape(-1), weights=weight, minlength=len(pair))
    winner = np.full(n, -1)
    for_most = np.lexsort((-pair[:, 1], np.round(persons, 6)))  # the order in which they were added may not decide
    winner[pair[for_most, 0]] = pair[for_most, 1]
    near = supply.pairs.metres <= supply.t0[supply.pairs.source] * 60 * group.speed
    served = np.zeros(len(people), dtype=bool)
    served[supply.pairs.target[near & (fit[supply.pairs.source] >= FITTING)]] = True
    without = np.bincount(area[use & ~served], weights=people[use & ~served], minlength=n)
    return {"rotonde": winner,
            "looptijd_min": np.divide(walk, known, out=np.full(n, np.nan), where=known > 0),
            "zonder_rotonde": np.divide(without, total, out=np.full(n, np.nan), where=total > 0)}


def worst(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return per area the highest stagnation over the groups (``stagnatie``) and which group (``groep``, "" = none).

    Groups overlap: they are compared, never added up.
    """
    values = np.column_stack([table["stagnatie"].to_numpy() for table in tables.values()])
    filled = np.where(np.isnan(values), -np.inf, values)
    best = filled.argmax(axis=1)
    top = filled[np.arange(len(filled)), best]
    names = np.array(list(tables), dtype=object)
    return pd.DataFrame({"stagnatie": np.where(np.isfinite(top), top, np.nan),
                         "groep": np.where(np.isfinite(top), names[best], "")})


def same_place(place: np.ndarray, cell_place: np.ndarray, area: np.ndarray, cell: np.ndarray, persons: np.ndarray
               ) -> float:
    """Return how far hot spots stay put on other borders: persons in both kinds / persons in either; NaN for none.

    place: (n,) bool per area, cell_place: (c,) per hexagon. area, cell: (o,) of the points, −1 = none. persons: (o,).
    """
    in_place = np.append(place, False)[area]
    in_cell = np.append(cell_place, False)[cell]
    people = np.nan_to_num(persons)
    either = people[in_place | in_cell].sum()
    return float(people[in_place & in_cell].sum() / either) if either > 0 else float("nan")
