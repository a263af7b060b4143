"""What slows people down on their way: busy roads without a marked crossing, and stretches without a bench."""

from dataclasses import dataclass
from typing import Optional

import numpy as np
from scipy.spatial import cKDTree

from .network import WalkNetwork

# Choices of the project.
CROSSING_S = 60.0  # to cross a busy road without a marked crossing
MARKED_M = 30.0  # a marked crossing so near to where a street meets the road is used
BENCH_M, BENCH_EXTRA = 125.0, 0.25  # farther from a bench a walk takes a quarter longer
BENCH_AREAS = 0.8  # share of the inhabited areas with a bench from which on the benches are taken as complete
BUSY = ("primary", "primary_link", "secondary", "secondary_link")


@dataclass(frozen=True)
class Crossings:
    """Waiting at busy roads. delay_s: (m,) seconds per edge. places: where a street meets one; bare: unmarked ones."""

    delay_s: np.ndarray
    places: int = 0
    bare: int = 0


def crossings(network: WalkNetwork, marked: Optional[np.ndarray]) -> Crossings:
    """Return the waiting of people who cross a primary or secondary road where no crossing is marked.

    marked: (k, 2) marked crossings and traffic lights; None = the source has none, then nobody waits. Half of the
    minute is spent on each street that meets the road: who goes across pays it twice, who walks along not at all. The
    piece between two carriageways is part of one crossing.
    """
    kind = np.array([str(value).lower() for value in network.lines.kind], dtype=object)
    busy = np.isin(kind, BUSY)
    on, beside = np.zeros(len(network.node_xy), dtype=bool), np.zeros(len(network.node_xy), dtype=bool)
    for end in (network.u, network.v):
        on[end[busy]] = True
        beside[end[~busy]] = True
    meets = on & beside
    if marked is None or not meets.any():
        return Crossings(np.zeros(len(busy)), int(meets.sum()))
    bare = meets.copy()
    if len(marked):
        far, _ = cKDTree(marked).query(network.node_xy[meets], distance_upper_bound=MARKED_M)
        bare[meets] = ~np.isfinite(far)
    ends = bare[network.u].astype(np.int64) + bare[network.v]
    between = on[network.u] & on[network.v] & (network.length <= MARKED_M)
    delay = np.where(busy | between, 0.0, CROSSING_S / 2 * ends)
    return Crossings(delay, int(meets.sum()), int(bare.sum()))


def bench_delay(network: WalkNetwork, benches: np.ndarray, speed: float) -> np.ndarray:
    """Return (m,) seconds by which a walk along each edge takes longer when its middle is over 125 m from a bench.

    Summed over a route that is time · (1 + 0.25 · share), share = the part of its length without a bench.
    """
    if not len(benches):
        return BENCH_EXTRA * network.length / speed
    far, _ = cKDTree(benches).query(_middles(network), distance_upper_bound=BENCH_M)
    return np.where(np.isfinite(far), 0.0, BENCH_EXTRA * network.length / speed)


def _middles(network: WalkNetwork) -> np.ndarray:
    """(m, 2) a vertex halfway along each edge, or the middle of its ends when it has no other."""
    start = network.lines.start
    return (network.lines.xy[(start[:-1] + start[1:] - 1) // 2] + network.lines.xy[(start[:-1] + start[1:]) // 2]) / 2


def benches_complete(area: np.ndarray, residents: np.ndarray) -> bool:
    """Tell whether benches can be taken as complete: four in five of the areas with at least 50 residents have one.

    area: (k,) number of the area of each bench, −1 = none. residents: (n,).
    """
    lived = np.nan_to_num(residents) >= 50
    has = np.bincount(area[area >= 0], minlength=len(residents)) > 0
    return bool(lived.any() and has[lived].mean() >= BENCH_AREAS)
