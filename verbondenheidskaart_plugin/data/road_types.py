"""The catalogue of road types of OSM, NWB and BGT: which one can walk on, which have homes, which are stairs."""

from typing import Callable

import numpy as np
import pandas as pd

from ..paths import resource
from .catalogue import read_rows


class RoadTypes:
    """The catalogue of road types: which are walkable, streets with homes, or stairs."""

    def __init__(self):
        self.rows = {row["waarde"].lower(): row for row in read_rows(resource("catalogue", "wegtypen.csv"))}

    def has(self, column: str, kinds: np.ndarray, unknown: bool = False) -> np.ndarray:
        """Return per road type (n,) whether ``column`` (beloopbaar, woonstraat, trap) is 1."""
        return _each(kinds, lambda kind: self.rows[kind][column] == "1" if kind in self.rows else unknown)

    def recognised(self, kinds: np.ndarray) -> np.ndarray:
        """Return (n,) bool: the road types that the catalogue lists."""
        return _each(kinds, lambda kind: kind in self.rows)

    def any_of(self, source: str, kinds: np.ndarray) -> bool:
        """Tell whether any of the road types is one of ``source`` (osm, nwb or bgt)."""
        return any(self.rows.get(kind.lower(), {}).get("bron") == source for kind in set(kinds))


def _each(kinds: np.ndarray, test: Callable[[str], bool]) -> np.ndarray:
    """Return (n,) bool: ``test`` of the lower-case road types, done once for each distinct one."""
    codes, distinct = pd.factorize(np.asarray(kinds, dtype=object))
    return np.array([test(str(kind).lower()) for kind in distinct], dtype=bool)[codes]


def is_residential(kinds: np.ndarray) -> np.ndarray:
    """Return (n,) bool: the road types (``Polylines.kind``) of streets along which people live."""
    return RoadTypes().has("woonstraat", kinds)
