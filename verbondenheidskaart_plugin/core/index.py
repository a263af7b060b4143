"""The index of buurtverbondenheid: screen, normalise, weigh and aggregate (OECD/JRC Handbook 2008).

Indicators substitute for each other within a side (weighted mean); constructs do not (weighted geometric
mean, floor 1). Objective and subjective sides are computed apart; a construct is their mean where both have
enough coverage and the one side that has otherwise, with its coverage showing what is lacking.
"""

from dataclasses import dataclass
from typing import Any, Dict, Mapping, Optional, Sequence, Tuple

import numpy as np
import pandas as pd

from .aggregate import ENOUGH, aggregate, constructs_of, rank, side_scores, weighted_mean
from .codes import level_of
from .coherence import coherence
from .errors import BadValue, Duplicate
from .explain import effects, shares
from .fields import INDEX_FIELDS
from .model import LEVELS, METHODS, SIDES, Indicator, Model
from .normalise import Anchor, Finding, Treatment, score, treat
from .schema import CONSTRUCTS, SOCIAL, SPATIAL

AGGREGATIONS = ("geometrisch", "rekenkundig")
_LEVEL_NAMES = {"BU": "buurt", "WK": "wijk", "GM": "gemeente"}
_SOCIAL = np.array([c in SOCIAL for c in CONSTRUCTS])


@dataclass(frozen=True)
class IndexResult:
    """The outcome of a run; areas in the order of the input.

    ``table``: the fields of ``INDEX_FIELDS``; ``normalised``: scores 0–100 of the active indicators;
    ``shares``: the weight of each in its construct, per area, NaN where it does not count (see ``explain.shares``);
    ``effects``: what each construct adds to the index compared with the median area (see ``explain.effects``);
    ``coverage``: share of the active weight present per side; ``anchors``: the rulers, for a later run;
    ``model_coverage``: see ``compute``; ``weights``: indicator, side and share within the side;
    ``correlations``: each active indicator with the rest of its side; ``warnings``: findings for the report.
    """

    table: pd.DataFrame
    normalised: pd.DataFrame
    shares: pd.DataFrame
    effects: pd.DataFrame
    coverage: pd.DataFrame
    anchors: Dict[str, Anchor]
    model_coverage: Dict[str, Any]
    weights: pd.DataFrame
    correlations: pd.DataFrame
    warnings: Tuple[Finding, ...]


@dataclass(frozen=True)
class Prepared:
    """The active indicators of a run, raw, treated and scored; shared by the index and its uncertainty."""

    raw: np.ndarray
    treated: np.ndarray
    indicators: Tuple[Indicator, ...]
    treatments: Tuple[Treatment, ...]
    scores: np.ndarray
    anchors: Dict[str, Anchor]
    labels: Optional[np.ndarray]
    frozen: Dict[str, Anchor]
    rankable: np.ndarray
    findings: Tuple[Finding, ...]

    @property
    def side(self) -> np.ndarray:
        """(k,) the number of each indicator's side, 0–7."""
        return np.array([SIDES.index(i.side) for i in self.indicators], dtype=np.int64)

    @property
    def weight(self) -> np.ndarray:
        """(k,) the weight of each indicator."""
        return np.array([i.weight for i in self.indicators])

    def treat(self, raw: np.ndarray) -> np.ndarray:
        """Return other values (n, k) treated as those of the run."""
        treated = raw.copy()
        for column, treatment in enumerate(self.treatments):
            if treatment != Treatment():
                treated[:, column] = treatment.apply(raw[:, column])
        return treated


def compute(values: pd.DataFrame, model: Model, *, normalisation: str = "goalpost", aggregation: str = "geometrisch",
            reference: Optional[Sequence] = None, anchors: Optional[Mapping[str, Sequence]] = None,
            rankable: Any = None) -> IndexResult:
    """Compute the index.

    ``values``: one row per area (index = codes), one column per indicator id, missing = NaN. ``normalisation``:
    goalpost, minmax, z or percentiel; ``aggregation``: geometrisch or rekenkundig. ``reference``: a label per
    area (such as stedelijkheid); areas are then measured along those with the same label. ``anchors``: those of
    an earlier run. ``rankable``: False where a value is shown but not ranked, as (n,) or (n, k) booleans or a
    table of levels (buurt, wijk, gemeente), in which the level of the area itself is ranked.

    An indicator is active when it has a usable score in at least one area and nothing it replaces has.
    ``model_coverage`` has ``boom`` (share of the model's weight that is active), ``construct`` and ``zijde`` (the
    same per construct and side), ``gemeten`` and ``niet_gemeten`` (constructs) and ``actief`` (indicators).
    Raises ``Duplicate`` for repeated codes and ``BadValue`` for an unknown option.
    """
    if aggregation not in AGGREGATIONS:
        raise BadValue(column="aggregation", value=aggregation, allowed=", ".join(AGGREGATIONS))
    run = prepare(values, model, normalisation, reference, anchors, rankable)
    shown = index_fields(run.scores, run, model, aggregation)
    own = np.where(run.rankable, run.scores, np.nan)
    ranked = shown if run.rankable.all() else index_fields(own, run, model, aggregation)
    # Borrowed values fill an area only where its own do not suffice: what is ranked is also what is shown.
    own_suffice = eligible(ranked)
    table = pd.DataFrame({name: np.where(own_suffice, ranked[name], shown[name]) for name in shown}, index=values.index)
    counted = np.where(own_suffice[:, None], own, run.scores)
    for name, score_of_missing, widest in (("verbondenheid_laagst", 0.0, np.fmin),
                                           ("verbondenheid_hoogst", 100.0, np.fmax)):
        filled = np.where(np.isfinite(counted), counted, score_of_missing)
        # A side with too few indicators is left out of the score of now but not of this one: the score counts as well.
        table[name] = widest(index_fields(filled, run, model, aggregation)["verbondenheid"], table["verbondenheid"])
    table["rang"] = rank(np.where(own_suffice, ranked["verbondenheid"], np.nan))
    table["index_status"] = np.where(table["verbondenheid"].notna(), "ok", "onvoldoende_gegevens")
    table = table.reindex(columns=[f.name for f in INDEX_FIELDS])
    ids = [i.id for i in run.indicators]
    coverage = side_scores(run.scores, run.weight[:, None], run.side)[1][:, :, 0].T
    within = run.weight / np.array([run.weight[run.side == s].sum() for s in run.side])
    correlations, suspicions = coherence(run.scores, run.weight, run.side, ids)
    measured = model_coverage(run, model)
    return IndexResult(
        table, pd.DataFrame(run.scores, values.index, ids),
        pd.DataFrame(shares(counted, run.weight, run.side, model.side_weights), values.index, ids),
        effects(table, model.construct_weights, aggregation == "geometrisch"),
        pd.DataFrame(coverage, values.index, list(SIDES)), run.anchors, measured,
        pd.DataFrame({"indicator": ids, "zijde": [i.side for i in run.indicators], "aandeel": within}),
        correlations, run.findings + tuple(suspicions) + _absent(measured, run))


def prepare(values: pd.DataFrame, model: Model, normalisation: str = "goalpost", reference: Optional[Sequence] = None,
            anchors: Optional[Mapping[str, Sequence]] = None, rankable: Any = None) -> Prepared:
    """Choose the active indicators and score them; see ``compute`` for the parameters."""
    if normalisation not in METHODS:
        raise BadValue(column="normalisation", value=normalisation, allowed=", ".join(METHODS))
    if not values.index.is_unique:
        raise Duplicate(column="gebied", value=values.index[values.index.duplicated()][0])
    frozen = {node: Anchor.of(anchor) for node, anchor in (anchors or {}).items()}
    findings = [Finding("onbekende_indicator", str(c)) for c in values.columns if c not in model.indicators]
    if frozen and normalisation == "percentiel":
        findings.append(Finding("ankers_niet_gebruikt"))
    known = [i for i in model.summed if i.id in values.columns]
    raw = values[[i.id for i in known]].to_numpy(dtype=float, na_value=np.nan) if known else np.empty((len(values), 0))
    raw = np.where(np.isfinite(raw), raw, np.nan)
    labels = None if reference is None else np.array(["" if pd.isna(v) else str(v) for v in reference], dtype=object)
    treated, treatments, outliers = treat(raw, known, frozen)
    scores, used, notes = score(treated, known, treatments, normalisation, labels, frozen)
    usable = {i.id for i, column in zip(known, scores.T) if np.isfinite(column).any()}
    findings += [Finding("bereik_nul", i.id) for i, column in zip(known, raw.T)
                 if i.id not in usable and np.isfinite(column).any()]
    replaced = {i.id: other for i in known for other in i.replaces if i.id in usable and other in usable}
    findings += [Finding("vervangen", node, {"door": other}) for node, other in replaced.items()]
    active = np.array([i.id in usable and i.id not in replaced for i in known], dtype=bool)
    ids = [i.id for i, keep in zip(known, active) if keep]
    findings += [f for f in outliers + notes if f.node in ids]
    return Prepared(
        raw[:, active], treated[:, active], tuple(i for i in known if i.id in ids),
        tuple(t for t, keep in zip(treatments, active) if keep), scores[:, active],
        {node: anchor for node, anchor in used.items() if node in ids}, labels, frozen,
        _rankable(rankable, values, ids), tuple(findings))


def eligible(index: Mapping[str, np.ndarray]) -> np.ndarray:
    """Return the areas that are ranked: those with an index and at least 2/3 of the active weight."""
    return np.isfinite(index["verbondenheid"]) & (index["dekking"] >= ENOUGH - 1e-9)


def index_fields(scores: np.ndarray, run: Prepared, model: Model, aggregation: str) -> Dict[str, np.ndarray]:
    """Return the numeric fields of the index, (n,) each."""
    means, coverage = side_scores(scores, run.weight[:, None], run.side)
    active = np.isfinite(means).any(axis=(1, 2))
    sides = np.where(coverage >= ENOUGH - 1e-9, means, np.nan)
    present = np.isin(np.arange(len(CONSTRUCTS)), np.flatnonzero(active) // 2)
    constructs = constructs_of(sides, model.side_weights[:, None])
    covered = constructs_of(np.where(active[:, None, None], coverage, np.nan), model.side_weights[:, None])
    weights, geometric = model.construct_weights[:, None], aggregation == "geometrisch"

    def mean(which: np.ndarray) -> np.ndarray:
        return aggregate(constructs[which], weights[which], geometric)[:, 0]

    whole = present if (present & _SOCIAL).any() and (present & ~_SOCIAL).any() else np.zeros_like(present)
    difference = sides[1::2] - sides[::2]
    fields = {"verbondenheid": mean(whole), "sociaal": mean(present & _SOCIAL), "ruimtelijk": mean(present & ~_SOCIAL)}
    for number, construct in enumerate(CONSTRUCTS):
        fields[construct] = constructs[number, :, 0]
        fields[f"{construct}_obj"], fields[f"{construct}_subj"] = sides[2 * number:2 * number + 2, :, 0]
    # Rounding must not carry a mean of hundreds beyond 100.
    fields = {name: np.clip(x, 0.0, 100.0) for name, x in fields.items()}
    fields.update({f"{c}_dekking": np.minimum(covered[number, :, 0], 1.0) for number, c in enumerate(CONSTRUCTS)})
    fields["dekking"] = np.minimum(weighted_mean(covered, weights)[:, 0], 1.0)
    fields["verschil_beleving"] = weighted_mean(difference, weights)[:, 0]
    return fields


def model_coverage(run: Prepared, model: Model) -> Dict[str, Any]:
    """Return the active share of the model's weight, for the tree, per construct and per side."""
    total, active = np.zeros(len(SIDES)), np.zeros(len(SIDES))
    for indicator in model.summed:
        total[SIDES.index(indicator.side)] += 0.0 if indicator.replaces else indicator.weight
    np.add.at(active, run.side, run.weight)
    whole = np.maximum(total, active)
    share = np.divide(active, whole, out=np.zeros_like(whole), where=whole > 0)
    constructs = constructs_of(share[:, None, None], model.side_weights[:, None])
    tree = weighted_mean(constructs, model.construct_weights[:, None])
    measured = [c for c, value in zip(CONSTRUCTS, constructs[:, 0, 0]) if value > 0]
    return {"boom": float(tree[0, 0]),
            "construct": dict(zip(CONSTRUCTS, map(float, constructs[:, 0, 0]))),
            "zijde": dict(zip(SIDES, map(float, share))),
            "gemeten": measured, "niet_gemeten": [c for c in CONSTRUCTS if c not in measured],
            "actief": [i.id for i in run.indicators]}


def _absent(measured: Mapping[str, Any], run: Prepared) -> Tuple[Finding, ...]:
    """Return the findings about constructs that are not measured, or by one indicator only."""
    found = [Finding("construct_niet_gemeten", c) for c in measured["niet_gemeten"]]
    for construct in measured["gemeten"]:
        ids = [i.id for i in run.indicators if i.construct == construct]
        if len(ids) == 1:
            found.append(Finding("een_indicator", construct, {"indicator": ids[0]}))
    for part, constructs in (("sociaal", SOCIAL), ("ruimtelijk", SPATIAL)):
        if not set(constructs) & set(measured["gemeten"]):
            found.append(Finding("geen_index", part))
    return tuple(found)


def _rankable(rankable: Any, values: pd.DataFrame, ids: Sequence[str]) -> np.ndarray:
    """Return booleans (n, number of ids) from what ``compute`` accepts."""
    if rankable is None:
        return np.ones((len(values), len(ids)), dtype=bool)
    if not isinstance(rankable, pd.DataFrame):
        flags = np.asarray(rankable, dtype=bool)
        flags = np.broadcast_to(flags[:, None] if flags.ndim == 1 else flags, values.shape)
        rankable = pd.DataFrame(flags, values.index, values.columns)
    flags = rankable.reindex(index=values.index, columns=list(ids))
    if not flags.isin([*LEVELS]).any(axis=None):
        return flags.fillna(False).to_numpy(dtype=bool)
    return (flags == _LEVEL_NAMES.get(level_of(list(values.index)), "buurt")).to_numpy()
