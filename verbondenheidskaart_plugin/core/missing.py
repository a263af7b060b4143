"""Ontbrekende schakels: links between rotondes that are not there, why, and how many residents would gain."""

from dataclasses import dataclass
from typing import Callable, Optional, Tuple, Union

import numpy as np
import pandas as pd
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import cKDTree

from .backbone import nearest_residents, proximity, spanning_tree
from .graphs import adjacency, parts
from .lines import LINE_M, Reached, gravity, route
from .reach import Pairs
from .snap import Positions

PHYSICAL, SOCIAL, STRUCTURAL = "fysiek", "sociaal", "structureel"
# Why a link is missing: the walk is long or there is none; nothing shared; joins two parts; shortens all walks most.
DETOUR, NO_WALK, NOTHING_SHARED, JOINS, SHORTENS = (
    "omweg", "geen_route", "geen_gedeelde_organisatie", "verbindt_delen", "verkort_het_meest")
STRAIGHT_M, NEAR_DOOR_M, MAX_DETOUR, TOP_GRAVITY = 500.0, 25.0, 1.6, 0.10
SEARCH_M = 2500.0  # walks between rotondes are to be looked up this far: beyond it a walk counts as none
BUNDLE_M = 150.0
SHORTCUTS, _TRIED, _SOURCES = 10, 200, 256

Progress = Callable[[float], None]


@dataclass
class Setting:
    """The rotondes among which links are sought.

    xy: (n, 2). visitors: (n,). walks: rotonde → rotonde, up to ``SEARCH_M``. homes: rotonde → demand point, at least
    up to ``LINE_M``. residents: (o,). doors: where the walks begin and end; a park is as near as its nearest
    entrance. Without doors a rotonde is its point; with doors, one that has none is left out of the near pairs.
    """

    xy: np.ndarray
    visitors: np.ndarray
    walks: Pairs
    homes: Pairs
    residents: np.ndarray
    doors: Optional[Positions] = None

    def __post_init__(self) -> None:
        everyone = np.arange(len(self.xy))
        if self.doors is None:
            self._owner, self._door, self._attached = everyone, self.xy, np.ones(len(everyone), dtype=bool)
        else:
            self._attached = np.isin(everyone, self.doors.owner)
            alone = everyone[~self._attached]
            owner = np.concatenate([self.doors.owner, alone])
            order = np.argsort(owner, kind="stable")
            self._owner, self._door = owner[order], np.concatenate([self.doors.xy, self.xy[alone]])[order]
        self._first = np.searchsorted(self._owner, np.arange(len(self.xy) + 1))
        self.at_home = Reached(self.homes, self.homes.metres, len(self.xy), len(self.residents))
        order = np.lexsort((self.walks.metres, self.walks.target, self.walks.source))
        self._key = (self.walks.source.astype(np.int64) * len(self.xy) + self.walks.target)[order]
        self._metres = self.walks.metres[order]

    def ends(self, i: np.ndarray, j: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
        """Return (xy of i, xy of j), (m, 2) each: their doors that are nearest to each other."""
        many = np.diff(self._first)
        size = many[i] * many[j]
        row = np.repeat(np.arange(len(i)), size)
        k = np.arange(len(row)) - np.repeat(np.cumsum(size) - size, size)
        a, b = self._first[i][row] + k // many[j][row], self._first[j][row] + k % many[j][row]
        order = np.lexsort((k, np.hypot(*(self._door[a] - self._door[b]).T), row))
        best = order[np.searchsorted(row[order], np.arange(len(i)))]
        return self._door[a[best]], self._door[b[best]]

    def straight(self, i: np.ndarray, j: np.ndarray) -> np.ndarray:
        """Return (m,) metres as the crow flies between the nearest doors."""
        a, b = self.ends(i, j)
        return np.hypot(*(a - b).T)

    def near(self) -> Tuple[np.ndarray, np.ndarray]:
        """Return pairs i < j from 25 to 500 m apart; nearer ones share a door, as far as the data can tell."""
        found = self._owner[cKDTree(self._door).query_pairs(STRAIGHT_M, output_type="ndarray")]
        found = found[(found[:, 0] != found[:, 1]) & self._attached[found].all(axis=1)]
        found = np.unique(np.sort(found, axis=1), axis=0).astype(np.int64)
        i, j = found[:, 0], found[:, 1]
        keep = self.straight(i, j) >= NEAR_DOOR_M
        return i[keep], j[keep]

    def walk(self, i: np.ndarray, j: np.ndarray) -> np.ndarray:
        """Return (m,) metres on foot, inf when there is no walk that short."""
        found = np.full(len(i), np.inf)
        for a, b in ((i, j), (j, i)):
            at = np.searchsorted(self._key, a * len(self.xy) + b)
            hit = at < len(self._key)
            hit[hit] = self._key[at[hit]] == (a * len(self.xy) + b)[hit]
            found[hit] = np.minimum(found[hit], self._metres[at[hit]])
        return found

    def gained(self, i: np.ndarray, j: np.ndarray, length: np.ndarray, limit: float = LINE_M) -> np.ndarray:
        """Return (m,) residents who get one of i and j within ``limit`` on foot through the other and a new link."""
        def through(from_a: np.ndarray, from_b: np.ndarray, point: np.ndarray, row: np.ndarray) -> np.ndarray:
            return self.residents[point] * ((from_b + length[row] <= limit) & (from_a > limit))

        return self.at_home.sums(i, j, through, np.inf) + self.at_home.sums(j, i, through, np.inf)

    def apart(self, i: np.ndarray, j: np.ndarray, limit: float = LINE_M) -> np.ndarray:
        """Return (m,) residents who have just one of i and j within ``limit`` on foot."""
        def only_b(from_a: np.ndarray, from_b: np.ndarray, point: np.ndarray, row: np.ndarray) -> np.ndarray:
            return self.residents[point] * ((from_b <= limit) & (from_a > limit))

        return self.at_home.sums(i, j, only_b, np.inf) + self.at_home.sums(j, i, only_b, np.inf)


def missing_links(setting: Setting, lines: pd.DataFrame, seed: int = 1,
                  progress: Progress = lambda fraction: None) -> pd.DataFrame:
    """Return the missing links of the three kinds, ranked within their kind by the residents who gain.

    lines: as from ``lines.lines``. A link whose ends both lie within 150 m of those of a higher one stands in its
    bundle and is not listed itself; ``bundel`` counts them. ``kostendaling``: share of all walking between rotondes
    that a shortcut saves. ``loopafstand_m`` is NaN when there is no walk.
    """
    found = []
    for step, part in enumerate((physical, social, joining)):
        progress(step / 4)
        found.append(part(setting, lines))
    progress(0.75)
    found.append(shortcuts(setting, lines, seed))
    table = pd.concat(found, ignore_index=True)
    kinds = [_ranked(table[table["soort"] == kind], setting) for kind in (PHYSICAL, SOCIAL, STRUCTURAL)]
    progress(1.0)
    return pd.concat(kinds, ignore_index=True)


def physical(setting: Setting, lines: pd.DataFrame) -> pd.DataFrame:
    """Return pairs at most 500 m apart of which the walk is over 1.6 times as long, the 10 % that lose most gravity.

    Gravity along a straight walk, less that along the walk as it is: behind a real barrier nothing of it is left.
    """
    i, j = setting.near()
    straight, walk = setting.straight(i, j), setting.walk(i, j)
    far = walk > MAX_DETOUR * straight
    i, j, straight, walk = i[far], j[far], straight[far], walk[far]
    pull = gravity(setting.visitors, i, j, route(straight) - route(walk))
    top = pull >= (np.quantile(pull, 1 - TOP_GRAVITY) if len(pull) else 0.0)
    i, j, straight = i[top], j[top], straight[top]
    code = np.where(np.isfinite(walk[top]), DETOUR, NO_WALK)
    return _table(setting, i, j, PHYSICAL, code, setting.gained(i, j, straight), zwaartekracht=pull[top])


def social(setting: Setting, lines: pd.DataFrame) -> pd.DataFrame:
    """Return lines with other publics (at least the median overbrugging) and no organisation in common.

    Only where the organisations of both are known. Who gains: residents who have just one of the two on foot.
    """
    bridging = lines["overbrugging"].to_numpy()
    known = bridging[~np.isnan(bridging)]
    wide = bridging >= (np.median(known) if len(known) else np.inf)
    chosen = lines[wide & (lines["organisatie"].to_numpy() == 0) & (lines["loopafstand_m"].to_numpy() <= LINE_M)]
    i, j = chosen["van"].to_numpy(), chosen["naar"].to_numpy()
    return _table(setting, i, j, SOCIAL, NOTHING_SHARED, setting.apart(i, j),
                  overbrugging=chosen["overbrugging"].to_numpy(), zwaartekracht=chosen["zwaartekracht"].to_numpy())


def joining(setting: Setting, lines: pd.DataFrame) -> pd.DataFrame:
    """Return the shortest links that join the parts into which the lines fall; who gains is the smaller part."""
    n = len(setting.xy)
    people = nearest_residents(setting.homes, setting.residents, n, LINE_M)
    part = parts(n, lines["van"].to_numpy(), lines["naar"].to_numpy(), people)
    near = proximity(setting.xy)
    between = part[near.i] != part[near.j]
    tree = spanning_tree(n, near.i, near.j, np.where(between, near.squared, 0.0)) & between
    size = np.bincount(part, weights=people, minlength=1)
    i, j = near.i[tree], near.j[tree]
    return _table(setting, i, j, STRUCTURAL, JOINS, np.minimum(size[part[i]], size[part[j]]))


def shortcuts(setting: Setting, lines: pd.DataFrame, seed: int = 1) -> pd.DataFrame:
    """Return the straight links of at most 500 m that shorten the walks between all rotondes of a part most.

    The walks go along the lines. Of large networks 256 random rotondes stand for all as starting points, and the
    200 links with the longest way round are tried.
    """
    n = len(setting.xy)
    graph = adjacency(n, lines["van"].to_numpy(), lines["naar"].to_numpy(),
                      np.maximum(lines["loopafstand_m"].to_numpy(), 1e-3))
    i, j = setting.near()
    length = setting.straight(i, j)
    extra = np.minimum(setting.walk(i, j), SEARCH_M) - length
    long_way = np.flatnonzero(extra > (MAX_DETOUR - 1) * length)
    tried = long_way[np.argsort(-extra[long_way], kind="stable")][:_TRIED]
    if not len(tried):
        return _table(setting, i[:0], j[:0], STRUCTURAL, SHORTENS, length[:0])
    i, j, length = i[tried], j[tried], length[tried]
    sources = np.arange(n)
    if n > _SOURCES:
        sources = np.random.default_rng(seed).choice(n, _SOURCES, replace=False)
    now = dijkstra(graph, indices=sources)
    from_i, from_j = dijkstra(graph, indices=i), dijkstra(graph, indices=j)
    total = now[np.isfinite(now)].sum()
    saved = np.zeros(len(i))
    for k in range(len(i)):
        new = length[k] + np.minimum(now[:, i[k], None] + from_j[k], now[:, j[k], None] + from_i[k])
        with np.errstate(invalid="ignore"):
            gain = np.maximum(now - new, 0.0)
        # Parts that the link would join are not shortened: that is another kind of missing link.
        saved[k] = gain[np.isfinite(gain)].sum()
    best = np.argsort(-saved, kind="stable")[:SHORTCUTS]
    best = best[saved[best] > 0]
    i, j, length = i[best], j[best], length[best]
    return _table(setting, i, j, STRUCTURAL, SHORTENS, setting.gained(i, j, length), kostendaling=saved[best] / total)


def _table(setting: Setting, i: np.ndarray, j: np.ndarray, kind: str, code: Union[str, np.ndarray],
           gained: np.ndarray, **more: np.ndarray) -> pd.DataFrame:
    straight, walk = setting.straight(i, j), setting.walk(i, j)
    walk = np.where(np.isfinite(walk), walk, np.nan)
    unknown = np.full(len(i), np.nan)
    return pd.DataFrame({
        "van": i, "naar": j, "soort": np.full(len(i), kind, dtype=object), "code": np.full(len(i), code, dtype=object),
        "hemelsbreed_m": straight, "loopafstand_m": walk,
        "omwegfactor": np.divide(walk, straight, out=unknown.copy(), where=straight > 0), "overbrugging": unknown,
        "zwaartekracht": unknown, "inwoners_erbij": gained, "kostendaling": unknown, "bundel": 1, "rang": 0, **more})


def _ranked(table: pd.DataFrame, setting: Setting) -> pd.DataFrame:
    """Order by residents gained, then gravity; keep the first of every bundle."""
    table = table.sort_values(["inwoners_erbij", "zwaartekracht", "van", "naar"],
                              ascending=[False, False, True, True], na_position="last").reset_index(drop=True)
    a, b = setting.xy[table["van"].to_numpy(int)], setting.xy[table["naar"].to_numpy(int)]
    # A link and its mirror image as points in four dimensions: near ones have both ends near each other.
    both = np.concatenate([np.hstack([a, b]), np.hstack([b, a])])
    tree = cKDTree(both)
    keeper = np.full(len(table), -1)
    for k in range(len(table)):
        if keeper[k] < 0:
            near = np.array(tree.query_ball_point(both[k], BUNDLE_M * np.sqrt(2)), dtype=np.int64)
            step = (both[near] - both[k]).reshape(-1, 2, 2)
            near = near[np.hypot(step[..., 0], step[..., 1]).max(axis=1) <= BUNDLE_M] % len(table)
            keeper[near[keeper[near] < 0]] = k
    kept, count = np.unique(keeper, return_counts=True)
    return table.take(kept).assign(bundel=count, rang=np.arange(1, len(kept) + 1))
