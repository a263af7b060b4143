"""What if a rotonde closes: who loses the last one within walking distance, and what becomes of the lines."""

from typing import Mapping, Optional, Sequence, Tuple

import numpy as np
import pandas as pd

from .choice import SPEED_65_PLUS_M_S, SPEED_M_S, Demand
from .graphs import Cuts
from .privacy import MIN_RESIDENTS
from .reach import Pairs

LAST, JOINT = "laatste_rotonde", "snijpunt"


def walking_limit(t0: np.ndarray, speed: float = SPEED_M_S, metres: Optional[float] = None) -> np.ndarray:
    """Return (j,) how far people walk to each rotonde: t0 (j,) minutes at ``speed`` m/s, or ``metres`` for all."""
    return t0 * 60 * speed if metres is None else np.full(len(t0), float(metres))


def only_choice(pairs: Pairs, limit: np.ndarray, points: int, kind: Optional[np.ndarray] = None) -> np.ndarray:
    """Return (k,) bool: the pairs of a point with the one rotonde (of its ``kind`` (j,) int) within its limit (j,)."""
    near = pairs.metres <= limit[pairs.source]
    kind = np.zeros(len(limit), dtype=np.int64) if kind is None else kind
    choice = kind[pairs.source] * points + pairs.target
    number = np.bincount(choice[near], minlength=(int(kind.max(initial=0)) + 1) * points)
    return near & (number[choice] == 1)


def lose_last(pairs: Pairs, limit: np.ndarray, people: np.ndarray, kind: Optional[np.ndarray] = None) -> np.ndarray:
    """Return (j,) the people who have no rotonde (of that kind) within walking distance left when it closes.

    pairs: rotonde → demand point. limit: (j,) metres. people: (o,). Those without any rotonde now lose nothing.
    """
    alone = only_choice(pairs, limit, len(people), kind)
    return np.bincount(pairs.source[alone], weights=people[pairs.target[alone]], minlength=len(limit))


def closures(pairs: Pairs, t0: np.ndarray, kind: np.ndarray, demand: Demand,
             groups: Mapping[str, Tuple[np.ndarray, float]], lines: pd.DataFrame, cuts: Cuts,
             metres: Optional[float] = None) -> pd.DataFrame:
    """Return what closing each rotonde (j,) means, a row per rotonde.

    t0: (j,) minutes. kind: (j,) int, the class of each. groups: name → (persons (o,), walking speed in m/s), NaN =
    unknown. lines: as from ``lines.lines``; cuts: from ``backbone.dependence`` over those lines. metres: one
    walking distance for all, such as 800, instead of t0.

    ``verliest_laatste``: residents left without any rotonde, those of 65 and over at their own speed;
    ``verliest_laatste_<group>``; ``verliest_soort``: left without one of its class. ``lijnen``, ``lijnsterkte``: number
    and summed strength of the lines that go. ``afgesneden``: residents cut off from the rest of the network.
    ``onmisbaar`` with ``onmisbaar_reden``: at least 50 residents lose their last one, or are cut off.
    """
    count = len(t0)
    older = demand.older_share()
    walkers = ((demand.residents * (1 - older), SPEED_M_S), (demand.residents * older, SPEED_65_PLUS_M_S))

    def lost(parts: Sequence[Tuple[np.ndarray, float]], of_kind: Optional[np.ndarray] = None) -> np.ndarray:
        return np.sum([lose_last(pairs, walking_limit(t0, speed, metres), np.nan_to_num(people), of_kind)
                       for people, speed in parts], axis=0)

    out = {"verliest_laatste": lost(walkers)}
    for name, part in groups.items():
        out[f"verliest_laatste_{name}"] = lost([part])
    out["verliest_soort"] = lost(walkers, kind)
    ends = np.concatenate([lines["van"].to_numpy(), lines["naar"].to_numpy()]).astype(np.int64)
    strength = np.nan_to_num(np.tile(lines["sterkte"].to_numpy(dtype=float), 2))
    out["lijnen"] = np.bincount(ends, minlength=count)
    out["lijnsterkte"] = np.bincount(ends, weights=strength, minlength=count)
    out["snijpunt"], out["afgesneden"] = cuts.joint, cuts.joint_loss
    reason = np.select([out["verliest_laatste"] >= MIN_RESIDENTS, cuts.joint_loss >= MIN_RESIDENTS], [LAST, JOINT], "")
    out["onmisbaar"], out["onmisbaar_reden"] = reason != "", reason.astype(object)
    return pd.DataFrame(out)
