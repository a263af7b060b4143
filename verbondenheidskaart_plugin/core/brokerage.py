"""Organisations and people in roles: who links the groups, visibly or not, and where nobody does."""

from dataclasses import dataclass
from typing import Callable, Dict, Optional, Sequence, Tuple

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix

from . import graphs
from .ties import Ties, keys

MIN_NODES = 10  # below this number: counts only
EXACT_NODES, SAMPLE = 2000, 1000  # above so many nodes betweenness is estimated from a sample of sources
HIGH = 0.80  # bridge builders stand among the highest fifth
ROLES = ("coordinator", "bemiddelaar", "poort", "liaison")
NO_NODES, NO_TIES, INWARD, LINKED = "geen_knopen", "geen_banden", "alleen_zichzelf", "verbonden"

Progress = Callable[[float], None]


def roles(count: int, tail: np.ndarray, head: np.ndarray, group: np.ndarray) -> np.ndarray:
    """Return (count, 5) how often each node is a broker: a → v → b without a → b (Gould & Fernandez 1989).

    tail, head: (m,) directed ties, each once. group: (count,) int, −1 = unknown: such nodes take no part.
    Columns: coordinator A-A-A, itinerant A-B-A, gatekeeper A → B-B, representative A-A → B, liaison A-B-C.
    """
    use = (group[tail] >= 0) & (group[head] >= 0) & (tail != head)
    tail, head = tail[use], head[use]
    same = group[tail] == group[head]

    def matrix(mask: np.ndarray) -> csr_matrix:
        return csr_matrix((np.ones(mask.sum()), (tail[mask], head[mask])), shape=(count, count))

    def open_paths(first: csr_matrix, last: csr_matrix, direct: csr_matrix) -> np.ndarray:
        """Paths a → v by ``first`` and v → b by ``last``, less those back to a and those with a tie ``direct``."""
        paths = _columns(first) * _columns(last.T) - _columns(first.multiply(last.T))
        return paths - _columns(first.multiply(direct @ last.T))

    within, across, every = matrix(same), matrix(~same), matrix(np.ones(len(tail), dtype=bool))
    member = csr_matrix((np.ones(count), (np.arange(count), np.maximum(group, 0))))
    # Both ends outside the group of v: one group (itinerant) or two (liaison).
    back = _columns((across.T @ member).multiply(across @ member).T) - _columns(across.multiply(across.T))
    itinerant = back - _columns(across.multiply(within @ across.T))
    return np.column_stack([open_paths(within, within, every), itinerant, open_paths(across, within, every),
                            open_paths(within, across, every), open_paths(across, across, every) - itinerant])


def _columns(matrix: csr_matrix) -> np.ndarray:
    return np.asarray(matrix.sum(axis=0)).ravel()


def undirected_roles(ties: Ties, group: np.ndarray) -> pd.DataFrame:
    """Return (n rows) the open pairs of contacts each node stands between, by role (``ROLES``); each pair once.

    Without direction a gatekeeper is a representative as well: both are ``poort``. NaN for a node of unknown group.
    """
    i, j = ties.i, ties.j
    found = roles(len(ties.ids), np.concatenate([i, j]), np.concatenate([j, i]), group)
    table = pd.DataFrame({"coordinator": found[:, 0] / 2, "bemiddelaar": found[:, 1] / 2, "poort": found[:, 2],
                          "liaison": found[:, 4] / 2})
    return table.where(pd.Series(group >= 0), np.nan)


def ei_index(external: np.ndarray, internal: np.ndarray) -> np.ndarray:
    """Return (E − I) / (E + I), −1 (only inward) to 1 (only outward); NaN without ties (Krackhardt & Stern 1988)."""
    external, internal = np.asarray(external, dtype=float), np.asarray(internal, dtype=float)
    total = external + internal
    return np.divide(external - internal, total, out=np.full(total.shape, np.nan), where=total > 0)


def by_label(ties: Ties, label: Sequence, everyone: Sequence = ()) -> pd.DataFrame:
    """Return a row per label (group or buurt) with its nodes, ties and where they go.

    label: (n,) of the nodes, None or NaN = unknown. everyone: labels that may have no node. ``status``: geen_knopen,
    geen_banden, alleen_zichzelf (every tie stays within), verbonden. Ties with an unknown end do not count.
    """
    codes, names = _codes(label, everyone)
    count = len(names)
    nodes = np.bincount(codes[codes >= 0], minlength=count)
    a, b = codes[ties.i], codes[ties.j]
    inside = np.bincount(a[(a == b) & (a >= 0)], minlength=count)
    between = (a != b) & (a >= 0) & (b >= 0)
    outside = np.bincount(np.concatenate([a[between], b[between]]), minlength=count)
    status = np.select([nodes == 0, inside + outside == 0, outside == 0], [NO_NODES, NO_TIES, INWARD], LINKED)
    return pd.DataFrame({"label": names, "knopen": nodes, "binnen": inside, "buiten": outside,
                         "ei_index": ei_index(outside, inside), "status": status})


def _codes(label: Sequence, everyone: Sequence = ()) -> Tuple[np.ndarray, np.ndarray]:
    """Return (codes (n,), −1 = unknown, names)."""
    codes, names = pd.factorize(keys([*everyone, *label]))
    return codes[len(everyone):], np.asarray(names, dtype=object)


@dataclass
class Structure:
    """The network as a whole and its nodes and ties.

    nodes: (n rows) graad, component, gemeenschap, tussenpositie (0–1), beperking, effectieve_omvang, ei_index (of its
    own ties), snijpunt, afgesneden (nodes cut off without it), gemeenschappen (linked, its own included), the roles
    and makelaarsrol, makelaarscore (0–1), bruggenbouwer, onzichtbaar. ties: (m rows) van, naar (numbers), brug,
    afgesneden.
    counts: knopen, banden, delen, losse_knopen, gemeenschappen. sampled: sources used for betweenness, 0 = all.
    too_small: fewer than 10 nodes, so nothing but counts. roles_by: "groep" or, when groups are not known,
    "gemeenschap".
    """

    nodes: pd.DataFrame
    ties: pd.DataFrame
    counts: Dict[str, int]
    modularity: float
    ei: float
    sampled: int
    too_small: bool
    roles_by: str


def structure(ties: Ties, group: Optional[Sequence] = None, informal: Optional[np.ndarray] = None, seed: int = 1,
              joint: Optional[np.ndarray] = None, exact_nodes: int = EXACT_NODES, sample: int = SAMPLE,
              progress: Progress = lambda fraction: None) -> Structure:
    """Return all measures of a network of ties.

    group: (n,) labels, None = unknown. informal: (n,) bool, nodes without a formal position. joint: (n,) articulation
    in the two-mode network, when there is one: that is then ``snijpunt``. The stronger a tie, the
    shorter: length 1 / strength.
    """
    n, i, j = len(ties.ids), ties.i, ties.j
    part = graphs.parts(n, i, j)
    degree = ties.degree
    counts = {"knopen": n, "banden": len(i), "delen": int(part.max(initial=-1)) + 1,
              "losse_knopen": int((degree == 0).sum())}
    label = _codes(group)[0] if group is not None else np.full(n, -1)
    ei = _ei(label, i, j)
    if n < MIN_NODES:
        empty = pd.DataFrame({"graad": degree, "component": part})
        return Structure(empty, pd.DataFrame({"van": i, "naar": j}), counts, float("nan"), ei, 0, True, "")
    community = graphs.communities(n, i, j, ties.strength, seed)
    progress(0.1)
    sampled = sample if n > exact_nodes else 0
    between = graphs.betweenness(n, i, j, 1 / ties.strength, sampled or None, seed,
                                 lambda fraction: progress(0.1 + 0.8 * fraction))
    constraint, size = graphs.structural_holes(n, i, j, ties.strength)
    found = graphs.cuts(n, i, j)
    roles_by = "groep" if (label >= 0).any() else "gemeenschap"
    broker = undirected_roles(ties, label if roles_by == "groep" else community)
    most = broker.fillna(0).to_numpy()
    nodes = pd.DataFrame({
        "graad": degree, "component": part, "gemeenschap": community, "tussenpositie": between,
        "beperking": constraint, "effectieve_omvang": size, "ei_index": own_ei(ties, label),
        "snijpunt": found.joint if joint is None else joint, "afgesneden": found.joint_loss,
        "gemeenschappen": linked_labels(ties, community), **broker,
        "makelaarsrol": np.where(most.max(axis=1) > 0, np.array(ROLES, dtype=object)[most.argmax(axis=1)], "")})
    score, builder, hidden = bridge_builders(nodes, nodes["snijpunt"].to_numpy(), informal)
    nodes = nodes.assign(makelaarscore=score, bruggenbouwer=builder, onzichtbaar=hidden)
    counts["gemeenschappen"] = int(community.max()) + 1
    progress(1.0)
    return Structure(nodes, pd.DataFrame({"van": i, "naar": j, "brug": found.bridge, "afgesneden": found.bridge_loss}),
                     counts, graphs.modularity(i, j, community, ties.strength), ei, min(sampled, n), False, roles_by)


def _ei(label: np.ndarray, i: np.ndarray, j: np.ndarray) -> float:
    known = (label[i] >= 0) & (label[j] >= 0)
    outward = (label[i] != label[j])[known].sum()
    return float(ei_index(outward, known.sum() - outward))


def own_ei(ties: Ties, label: np.ndarray) -> np.ndarray:
    """Return (n,) the E-I index of the ties of each node; label: (n,) int, −1 = unknown: such ties do not count."""
    end, other = np.concatenate([ties.i, ties.j]), np.concatenate([ties.j, ties.i])
    known = (label[end] >= 0) & (label[other] >= 0)
    outward = known & (label[end] != label[other])
    total, outside = (np.bincount(end[mask], minlength=len(ties.ids)) for mask in (known, outward))
    return ei_index(outside, total - outside)


def linked_labels(ties: Ties, label: np.ndarray) -> np.ndarray:
    """Return (n,) how many distinct labels each node and its contacts have together; label: (n,) int ≥ 0."""
    n = len(ties.ids)
    node = np.concatenate([np.arange(n), ties.i, ties.j])
    near = label[np.concatenate([np.arange(n), ties.j, ties.i])]
    distinct = np.unique(np.column_stack([node, near]), axis=0)
    return np.bincount(distinct[:, 0], minlength=n)


def bridge_builders(nodes: pd.DataFrame, joint: np.ndarray, informal: Optional[np.ndarray] = None
                    ) -> Tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return (score (n,) 0–1 or NaN, bridge builder (n,) bool, invisible (n,) bool).

    The score is the mean of three percentile ranks among the nodes with ties: betweenness, communities linked, and
    constraint times degree (1 = contacts who do not know each other, whatever their number), the low ones first.
    A bridge builder is among the highest fifth, or a ``joint`` above the middle, and links several communities.
    It is invisible when it has no more contacts than the median, or is ``informal``.
    """
    degree = nodes["graad"].to_numpy()
    tied = degree > 0
    score = np.full(len(nodes), np.nan)
    if not tied.any():
        return score, tied, tied
    terms = pd.DataFrame({"between": nodes["tussenpositie"], "linked": nodes["gemeenschappen"],
                          "open": -(nodes["beperking"] * degree).round(9)})[tied]
    score[tied] = ((terms.rank(method="average") - 0.5) / tied.sum()).mean(axis=1)
    high, middle = np.quantile(score[tied], [HIGH, 0.5])
    links = (nodes["gemeenschappen"].to_numpy() > 1) & (nodes["tussenpositie"].to_numpy() > 0)
    value = np.nan_to_num(score, nan=-1.0)
    builder = links & ((value >= high) | (joint & (value >= middle)))
    quiet = degree <= np.median(degree[tied])
    return score, builder, builder & (quiet if informal is None else quiet | informal)
