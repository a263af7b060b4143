"""What a place without a name is called: its type and where it is, such as "Speelplek aan de Iepenlaan"."""

import re
from typing import Optional, Sequence

import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from ..core.network import WalkNetwork
from ..core.snap import Positions
from ..i18n import tr

STREET_M = 100.0  # a street whose nearest corner is farther away says little about where a place is
# Dutch street names that take "het": by their end, and diminutives.
_HET = re.compile(r"(plein|plantsoen|hof|pad|park|erf|veld|eiland|bos|land|kanaal|je|water|einde?|oord|kwartier)$")
_BEGINS = re.compile(r"^(de|het|'t|den|ter|ten|op|in|aan|achter|bij|onder|boven|langs|voor|over|tussen|om)\b", re.I)


def place_labels(table: pd.DataFrame, xy: np.ndarray, network: WalkNetwork, doors: Positions,
                 buurt: Optional[Sequence] = None) -> np.ndarray:
    """Return (f,) what the facilities are called: their name, else their type with the street, else with the buurt.

    table: naam, type_naam and, of an earlier run, aanduiding. xy: (f, 2). doors: their entrances. buurt: (f,)
    names, None = unknown.
    """
    names, kinds = table["naam"].to_numpy(dtype=object), table["type_naam"].to_numpy(dtype=object)
    if "aanduiding" in table:
        names = np.where([_filled(name) for name in names], names, table["aanduiding"].to_numpy(dtype=object))
    unnamed = np.array([not _filled(name) for name in names], dtype=bool)
    out = np.array([str(name).strip() for name in names], dtype=object)
    streets = _streets(xy, network, doors, np.flatnonzero(unnamed))
    for k in np.flatnonzero(unnamed):
        kind = short(kinds[k]) if _filled(kinds[k]) else tr("Place")
        if streets[k]:
            out[k] = on_street(kind, streets[k])
        elif buurt is not None and _filled(buurt[k]):
            out[k] = tr("{kind} in {buurt}").format(kind=kind, buurt=buurt[k])
        else:
            out[k] = kind
    return out


def short(kind: str) -> str:
    """Return the first of the names of a type: "Café / koffiezaak (klein)" is "Café"."""
    return re.split(r" / | \(", str(kind).strip())[0]


def _filled(value) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _streets(xy: np.ndarray, network: WalkNetwork, doors: Positions, rows: np.ndarray) -> np.ndarray:
    """Return (f,) the street at an entrance, else the nearest named one, "" for none; looked up for ``rows``."""
    out = np.full(len(xy), "", dtype=object)
    lines = network.lines
    named = np.array([_filled(name) for name in lines.name], dtype=bool)
    if not named.any() or not len(rows):
        return out
    at = np.flatnonzero((doors.edge >= 0) & named[doors.edge])
    order = at[np.argsort(doors.offset[at], kind="stable")]
    for door in order[::-1]:  # the nearest entrance is written last
        out[doors.owner[door]] = lines.name[doors.edge[door]]
    lost = rows[(out[rows] == "") & np.isfinite(xy[rows]).all(axis=1)]
    near = lines.take(named)
    tree, owner = cKDTree(near.xy), np.repeat(np.arange(len(near)), np.diff(near.start))
    far, vertex = tree.query(xy[lost], distance_upper_bound=STREET_M)
    hit = np.isfinite(far)
    out[lost[hit]] = near.name[owner[vertex[hit]]]
    return out


def on_street(kind: str, street: str) -> str:
    """Return "Speelplek aan de Iepenlaan", with the article that the street takes."""
    if _BEGINS.search(street):
        return f"{kind} ({street})"
    # Two texts, because in Dutch the one takes "de" and the other "het".
    text = tr("{kind} at {street}") if _HET.search(street.lower()) else tr("{kind} on {street}")
    return text.format(kind=kind, street=street)


def in_sentence(label: str, name: Optional[str]) -> str:
    """Return a label for amid a sentence: what is no name begins with a small letter."""
    return label if _filled(name) or label[1:2].isupper() else label[:1].lower() + label[1:]
