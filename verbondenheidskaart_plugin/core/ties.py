"""Tables of ties: who knows whom, or who takes part where.

Ties are undirected: what a table says in both directions is one tie.
"""

from dataclasses import dataclass, field
from typing import Dict, Optional, Sequence

import numpy as np
import pandas as pd

from . import graphs
from .cells import ranges

LEAST = 1e-9  # a weaker tie is none: the length of a path, 1 / strength, must stay a number


@dataclass
class Ties:
    """Nodes ``ids`` (n,) and ties i < j (m,) with strength > 0 and number of sources (m,), NaN = unknown.

    row: (r,) the tie that each row of the table became part of, −1 for none. found: what was done with the table,
    code → number of rows: leeg (no id), zelf (to itself), geen_sterkte (0 or less), sterkte_onbekend (taken as 1),
    dubbel (added to another row), nieuwe_knoop (ids that the list of nodes lacks).
    """

    ids: np.ndarray
    i: np.ndarray
    j: np.ndarray
    strength: np.ndarray
    sources: Optional[np.ndarray] = None
    row: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    found: Dict[str, int] = field(default_factory=dict)

    @property
    def degree(self) -> np.ndarray:
        """(n,) number of ties of each node."""
        return np.bincount(np.concatenate([self.i, self.j]), minlength=len(self.ids))


def read_ties(van: Sequence, naar: Sequence, sterkte: Optional[np.ndarray] = None,
              bronnen: Optional[np.ndarray] = None, ids: Sequence = ()) -> Ties:
    """Return the ties of a table with a row per tie; ``ids`` are nodes that may have none.

    Of rows about the same two nodes the strength is averaged and the sources are added up.
    """
    ends = [keys(side) for side in (van, naar)]
    filled = (ends[0].notna() & ends[1].notna()).to_numpy(dtype=bool)
    listed = keys(ids).dropna().tolist()
    everyone = list(dict.fromkeys([*listed, *(key for side in ends for key in side[filled])]))
    number = {key: k for k, key in enumerate(everyone)}
    a, b = (np.array([number.get(key, -1) for key in side], dtype=np.int64) for side in ends)
    strength = np.ones(len(a)) if sterkte is None else np.array(sterkte, dtype=float)
    unknown = np.isnan(strength) & filled
    strength[np.isnan(strength)] = 1.0
    own, weak = filled & (a == b), filled & (a != b) & (strength < LEAST)
    use = np.flatnonzero(filled & ~own & ~weak)
    pair, index, number = np.unique(np.sort(np.column_stack([a[use], b[use]]), axis=1), axis=0, return_inverse=True,
                                    return_counts=True)
    index = index.reshape(-1)
    row = np.full(len(a), -1)
    row[use] = index
    found = {"leeg": int((~filled).sum()), "zelf": int(own.sum()), "geen_sterkte": int(weak.sum()),
             "sterkte_onbekend": int(unknown.sum()) if sterkte is not None else 0,
             "dubbel": int(len(use) - len(pair)), "nieuwe_knoop": len(everyone) - len(set(listed)) if listed else 0}
    sources = None if bronnen is None else np.bincount(
        index, weights=np.asarray(bronnen, dtype=float)[use], minlength=len(pair))
    return Ties(np.array(everyone, dtype=object), pair[:, 0], pair[:, 1],
                np.bincount(index, weights=strength[use], minlength=len(pair)) / number, sources, row, found)


def keys(values: Sequence) -> pd.Series:
    """Return ids as text without blanks around them, None where empty; 1 and "1" are the same."""
    texts = ("" if value is None or value != value else str(value).strip() for value in values)
    return pd.Series([text or None for text in texts], dtype=object)


@dataclass
class TwoMode:
    """Who takes part where. actors (n,), places (p,) ids; actor, place: (k,) each participation once.

    ties: the actors that meet, strength Σ 1/(k − 1) over the places they share, k taking part (Newman 2001); their
    sources: of the place where both are named most, the lower of the two. joint: (n,) actors without whom places or
    actors get separated.
    """

    actors: np.ndarray
    places: np.ndarray
    actor: np.ndarray
    place: np.ndarray
    ties: Ties
    joint: np.ndarray


def read_two_mode(actor: Sequence, place: Sequence, bronnen: Optional[np.ndarray] = None, ids: Sequence = ()
                  ) -> TwoMode:
    """Return the network of a table with a row per participation; rows without one of the two are left out.

    bronnen: sources per row, added up when a row occurs twice. ids: actors that may take part in nothing.
    """
    sides = [keys(side) for side in (actor, place)]
    filled = (sides[0].notna() & sides[1].notna()).to_numpy(dtype=bool)
    listed = keys(ids).dropna()
    a, actors = pd.factorize(pd.concat([listed, sides[0][filled]]))
    p, places = pd.factorize(sides[1][filled])
    pair, row = np.unique(np.column_stack([p, a[len(listed):]]), axis=0, return_inverse=True)
    p, a = pair[:, 0], pair[:, 1]
    named = np.full(len(pair), np.nan) if bronnen is None else np.bincount(
        row.reshape(-1), weights=np.asarray(bronnen, dtype=float)[filled], minlength=len(pair))
    # Sorted by place, so everyone meets those that follow until the place ends.
    end = np.searchsorted(p, p, side="right")
    first = np.repeat(np.arange(len(p)), end - np.arange(len(p)) - 1)
    second = ranges(np.arange(len(p)) + 1, end)
    both = np.sort(np.column_stack([a[first], a[second]]), axis=1)
    tie, index = np.unique(both, axis=0, return_inverse=True)
    index = index.reshape(-1)
    strength = np.bincount(index, weights=1 / (np.bincount(p)[p[first]] - 1.0), minlength=len(tie))
    sources = np.full(len(tie), np.nan)
    np.fmax.at(sources, index, np.minimum(named[first], named[second]))
    found = {"leeg": int((~filled).sum()),
             "nieuwe_knoop": len(actors) - listed.nunique() if len(listed) else 0}
    names = np.asarray(actors, dtype=object)
    ties = Ties(names, tie[:, 0], tie[:, 1], strength, None if bronnen is None else sources, found=found)
    joint = graphs.cuts(len(actors) + len(places), a, len(actors) + p).joint[:len(actors)]
    return TwoMode(names, np.asarray(places, dtype=object), a, p, ties, joint)
