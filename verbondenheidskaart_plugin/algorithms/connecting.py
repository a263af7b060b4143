"""Verbindingslijnen and missing links from scored rotondes: shared by the algorithm and the chain."""

import re
from dataclasses import dataclass
from typing import Optional, Tuple

import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from ..core import missing
from ..core.backbone import dependence, levels, nearest_residents
from ..core.closures import closures
from ..core.errors import TooMany
from ..core.graphs import communities
from ..core.lines import LINE_M, Reached, decay_at_home, lines
from ..core.reach import Pairs, pairs
from ..core.routes import routes
from ..data.canonical import line_geometries, line_geometry
from ..i18n import number, tr
from .link_texts import closing_text, link_reason

MOST = 100  # missing links of each kind that are shown
MOST_PAIRS = 20_000_000  # a busy city has a tenth of it; thousands of places on one spot would fill the memory


@dataclass
class Connected:
    """lines, missing: (table, geometries) of their layers. per_rotonde: extra fields of ``rotondes``, in order."""

    lines: Tuple[pd.DataFrame, list]
    missing: Tuple[pd.DataFrame, list]
    per_rotonde: pd.DataFrame


def connect(town, outcome, table: pd.DataFrame, xy: np.ndarray, organisations: Optional[pd.DataFrame], seed: int,
            report, progress, limit: float = LINE_M, groups=None, shown=None, most: int = MOST) -> Connected:
    """Find the lines between the rotondes of ``outcome``.

    table: voorziening_id, naam and aanduiding of the rotondes; xy: (j, 2) their places; organisations: columns
    organisatie and voorziening_id, None when not known. groups: name → (persons (o,), walking speed), for who loses the
    last rotonde. shown: (j,) bool, lines with another end are left out. most: missing links of each kind.
    """
    count, residents = len(table), town.demand.residents
    shown = np.ones(count, dtype=bool) if shown is None else shown
    traits = town.traits.iloc[outcome.rows]
    t0 = traits["t0_min"].to_numpy(dtype=float)
    _refuse_crowd(xy)
    walks = pairs(town.network, outcome.doors, outcome.doors, missing.SEARCH_M, progress=progress.part(0, 0.25))
    reached = Reached(outcome.pairs, decay_at_home(outcome.pairs, t0, town.demand), count, len(residents))
    active = None if organisations is None else _active(organisations, table, report)
    found = lines(walks, reached, residents, outcome.choice.visitors, outcome.choice.groups, active, limit,
                  progress.part(0.25, 0.45))
    i, j = found["van"].to_numpy(), found["naar"].to_numpy()
    people = nearest_residents(outcome.pairs, residents, count, LINE_M)
    cuts = dependence(count, i, j, people)
    found["brug"], found["afgesneden"] = cuts.bridge, cuts.bridge_loss
    found["ruggengraat"] = levels(xy, i, j, found["loopafstand_m"].to_numpy())
    _, klass = np.unique(traits["huff_klasse"].to_numpy(dtype=str), return_inverse=True)
    closing = closures(outcome.pairs, t0, klass, town.demand, groups or {}, found, cuts)
    setting = missing.Setting(xy, outcome.choice.visitors, walks, outcome.pairs, residents, outcome.doors)
    absent = missing.missing_links(setting, found, seed, progress.part(0.45, 0.65))
    absent = _highest(absent[shown[absent["van"].to_numpy(int)] & shown[absent["naar"].to_numpy(int)]], most, report)
    extra = pd.DataFrame({
        "onmisbaar": closing["onmisbaar"], "verliezers": closing["verliest_laatste"],
        "verliezers_soort": closing["verliest_soort"], "afgesneden": closing["afgesneden"],
        "lijnen": closing["lijnen"], "bij_sluiting": [closing_text(row) for row in closing.to_dict("records")],
        "gemeenschap": communities(count, i, j, np.nan_to_num(found["sterkte"].to_numpy()) + 1e-6, seed),
        "snijpunt": closing["snijpunt"]})
    for name in groups or ():
        extra[f"verliezers_{name}"] = closing[f"verliest_laatste_{name}"]
    found = found[shown[i] & shown[j]].reset_index(drop=True)
    shapes = routes(town.network, outcome.doors, outcome.doors, Pairs(
        *(found[name].to_numpy() for name in ("van", "naar", "loopafstand_m"))), progress=progress.part(0.65, 1.0))
    text = tr("{n} lines between rotondes, {m} missing links, {k} rotondes that residents cannot miss")
    report.info(tr("Lines"), text.format(n=number(len(found)), m=number(len(absent)),
                                         k=int((closing["onmisbaar"] & shown).sum())), len(found))
    return Connected((_named(found, table), line_geometries(shapes, np.arange(len(shapes)))),
                     (_with_reasons(absent, table), [line_geometry(np.array(pair)) for pair in zip(
                         *setting.ends(absent["van"].to_numpy(int), absent["naar"].to_numpy(int)))]), extra)


def _refuse_crowd(xy: np.ndarray) -> None:
    """Raise ``TooMany`` when more places lie near each other than can be compared two by two."""
    tree = cKDTree(xy[np.isfinite(xy).all(axis=1)])
    count = int(tree.count_neighbors(tree, missing.SEARCH_M)) - tree.n
    if count > MOST_PAIRS:
        raise TooMany(layer=tr("Rotondes"), count=count, most=MOST_PAIRS, metres=missing.SEARCH_M)


def _highest(absent: pd.DataFrame, most: int, report) -> pd.DataFrame:
    """Return the ``most`` highest missing links of each kind, ranked anew; what is left out is counted."""
    absent = absent.assign(rang=absent.groupby("soort").cumcount() + 1)
    beyond = absent["rang"] > most
    for kind, count in absent["soort"][beyond].value_counts().items():
        text = tr("{n} missing links of kind {kind} come after the first {most}, by residents who gain, and were left "
                  "out")
        report.info(tr("Lines"), text.format(n=number(count), kind=kind, most=number(most)), int(count))
    return absent[~beyond].reset_index(drop=True)


def place_key(text) -> str:
    """Return a facility id in one form: OSM's "way/12" is "w12"."""
    return re.sub(r"^(n|w|r)[a-z]*/", r"\1", str(text).strip())


def _active(organisations: pd.DataFrame, table: pd.DataFrame, report) -> Optional[Tuple[np.ndarray, np.ndarray]]:
    """Return (organisation, rotonde) numbers of the rows that name a rotonde."""
    row = {place_key(value): k for k, value in enumerate(table["voorziening_id"])}
    at = organisations["voorziening_id"].map(lambda value: row.get(place_key(value), -1)).to_numpy()
    known = at >= 0
    text = tr("{n} of {total} rows link an organisation to a rotonde")
    report.info(tr("Lines"), text.format(n=int(known.sum()), total=len(at)), int(known.sum()))
    if not known.any():
        return None
    codes, _ = pd.factorize(organisations["organisatie"][known])
    return codes, at[known]


def _named(found: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """Replace row numbers by ids and names; a place without a name is called by its type and street."""
    van, naar = found["van"].to_numpy(dtype="int64"), found["naar"].to_numpy(dtype="int64")
    ids, names = table["voorziening_id"].to_numpy(), table["aanduiding"].to_numpy()
    rest = found.drop(columns=["van", "naar"])
    return pd.concat([pd.DataFrame({"van_id": ids[van], "naar_id": ids[naar], "van_naam": names[van],
                                    "naar_naam": names[naar]}), rest.reset_index(drop=True)], axis=1)


def _with_reasons(absent: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    named = _named(absent, table).rename(columns={"inwoners_erbij": "bewoners"})
    own = dict(zip(table["voorziening_id"], table["naam"]))
    named["reden"] = [link_reason(row, own) for row in named.to_dict("records")]
    return named.drop(columns=["code"])
