"""The model of buurtverbondenheid: a tree of constructs with weighted indicators, read from a catalogue.

TNO's tree (2025) is fixed down to the four constructs, each with an objective and a subjective side;
below a side a municipality hangs its own indicators, directly or in groups. The weight of an indicator
is the product of the weights from its row up to, not including, its side; weights on one level are
relative, so any sum will do.
"""

from dataclasses import dataclass
from typing import Dict, List, Mapping, Optional, Sequence, Tuple

import numpy as np

from .errors import CatalogueError
from .schema import CONSTRUCTS, SOCIAL

KINDS = ("obj", "subj")
SIDES = tuple(f"{construct}_{kind}" for construct in CONSTRUCTS for kind in KINDS)
LEVELS = ("buurt", "wijk", "gemeente")
SUMMED, VALIDATION, CONTEXT = "som", "validatie", "context"
STANDARD, FIXED = "standaard", "vast"
METHODS = ("goalpost", "minmax", "z", "percentiel")
DENOMINATORS = ("inwoners", "huishoudens")
FIELD_COLUMNS = ("veld_wfs_camel", "veld_gpkg_snake", "veld_statline", "meetcode", "veld_oud")
_UPPER = {
    "verbondenheid": "", "sociaal": "verbondenheid", "ruimtelijk": "verbondenheid",
    **{c: "sociaal" if c in SOCIAL else "ruimtelijk" for c in CONSTRUCTS},
    **{side: side.rsplit("_", 1)[0] for side in SIDES},
}
_SIGNS = {"+": 1, "-": -1, "−": -1, "–": -1}
_KIND_NAMES = {"objectief": "obj", "subjectief": "subj"}


@dataclass(frozen=True)
class Indicator:
    """A leaf of the tree, or a validating or context indicator outside the sum.

    ``side`` is "" outside the tree; ``sign`` is +1, −1 or 0 (no direction); ``method`` is one of
    ``METHODS``, "standaard" (the choice of the run) or "vast" (between the ends of one of ``scales``);
    ``replaces`` are the indicators whose presence in a run switches this one off. ``rounding`` is half the unit in
    which values are published; ``denominator`` the rounded count they were divided by, one of ``DENOMINATORS``.
    """

    id: str
    side: str = ""
    weight: float = 1.0
    sign: int = 0
    method: str = STANDARD
    scales: Tuple[Tuple[float, float], ...] = ()
    use: str = SUMMED
    replaces: Tuple[str, ...] = ()
    levels: Tuple[str, ...] = LEVELS
    unit: str = ""
    source: str = ""
    nl: str = ""
    en: str = ""
    note: str = ""
    rounding: float = 0.0
    denominator: str = ""

    @property
    def construct(self) -> str:
        """The construct the indicator belongs to, "" when none."""
        return self.side.rsplit("_", 1)[0]

    @property
    def kind(self) -> str:
        """``"objectief"``, ``"subjectief"`` or "" ."""
        return {"obj": "objectief", "subj": "subjectief"}.get(self.side.rsplit("_", 1)[-1], "")


@dataclass(frozen=True)
class Model:
    """The tree: its indicators, the weights of the 8 sides and of the 4 constructs, and the field names."""

    name: str
    indicators: Dict[str, Indicator]
    side_weights: np.ndarray
    construct_weights: np.ndarray
    fields: Dict[str, str]

    @classmethod
    def from_rows(cls, rows: Sequence[Mapping[str, str]], name: str = "") -> "Model":
        """Build and check the model from the rows of its catalogue (column → text).

        Needed columns: ``node``, ``parent``, ``gewicht``, ``richting``; the others have defaults. Row numbers
        in errors count the header as row 1. Raises ``CatalogueError`` with problem: missing_column, missing,
        missing_node, duplicate, unknown_parent, wrong_parent, cycle, not_a_number, not_positive, not_allowed,
        bad_scale, no_construct, contradicts_parent, unknown_reference or duplicate_field.
        """
        return _Reader(rows, name).model()

    @property
    def summed(self) -> Tuple[Indicator, ...]:
        """The indicators that may enter the sum."""
        return tuple(i for i in self.indicators.values() if i.use == SUMMED)

    def find(self, column: str) -> Optional[str]:
        """Return the id of the indicator that ``column`` names: by id, field name of any style, or title."""
        text = str(column)
        found = self.fields.get(field_key(text))
        stem, _, number = text.strip().rpartition("_")
        if found is None and stem and number.isdigit():
            found = self.fields.get(field_key(stem))
        return found or None


def field_key(text: str) -> str:
    """Return what is left of a field name without case and punctuation: the same for camelCase and snake_case."""
    return "".join(c for c in text.casefold() if c.isalnum())


class _Reader:
    """Checks the rows one by one and remembers where each node stands, for the messages."""

    def __init__(self, rows: Sequence[Mapping[str, str]], name: str):
        self.name = name
        self.rows = [{str(k).strip(): str(v if v is not None else "").strip() for k, v in row.items()} for row in rows]
        self.at: Dict[str, int] = {}

    def error(self, node: str, column: str, problem: str, detail: str = "",
              allowed: Sequence[str] = ()) -> CatalogueError:
        return CatalogueError(layer=self.name, row=self.at.get(node), column=column, problem=problem,
                              detail=detail, allowed=tuple(allowed))

    def model(self) -> Model:
        present = set(self.rows[0]) if self.rows else set()
        for column in ("node", "parent", "gewicht", "richting"):
            if column not in present:
                raise self.error("", column, "missing_column", column)
        nodes: Dict[str, Mapping[str, str]] = {}
        for number, row in enumerate(self.rows, start=2):
            node = row["node"]
            if not any(row.values()):
                continue
            if not node or node in nodes:
                self.at[node] = number
                raise self.error(node, "node", "duplicate" if node else "missing", node)
            self.at[node] = number
            nodes[node] = row
        for node, parent in _UPPER.items():
            if node not in nodes:
                raise self.error(node, "node", "missing_node", node)
            if nodes[node]["parent"] != parent:
                raise self.error(node, "parent", "wrong_parent", nodes[node]["parent"], (parent,))
        paths = {node: self._path(node, nodes) for node in nodes}
        parents = {row["parent"] for row in nodes.values()}
        weights = {node: self._weight(node, row) for node, row in nodes.items()}
        leaves = [node for node in nodes if node not in _UPPER and node not in parents]
        indicators = {node: self._indicator(node, nodes[node], paths[node], weights) for node in leaves}
        for node, indicator in indicators.items():
            for other in indicator.replaces:
                if other not in indicators or other == node:
                    raise self.error(node, "alternatief_voor", "unknown_reference", other)
        return Model(
            self.name, indicators,
            np.array([weights[side] for side in SIDES]),
            np.array([weights[c] * weights[_UPPER[c]] for c in CONSTRUCTS]),
            self._fields(indicators, nodes))

    def _path(self, node: str, nodes: Mapping[str, Mapping[str, str]]) -> List[str]:
        """Return the nodes from ``node`` up to the top."""
        path = [node]
        while True:
            parent = nodes[path[-1]]["parent"]
            if not parent:
                return path
            if parent not in nodes:
                raise self.error(path[-1], "parent", "unknown_parent", parent)
            if parent in path:
                raise self.error(node, "parent", "cycle", " → ".join(path + [parent]))
            path.append(parent)

    def _weight(self, node: str, row: Mapping[str, str]) -> float:
        text = row["gewicht"].replace(",", ".")
        outside = node not in _UPPER and row.get("gebruik", "") in (VALIDATION, CONTEXT)
        if not text:
            if outside or node == "verbondenheid":
                return 1.0
            raise self.error(node, "gewicht", "missing")
        try:
            weight = float(text)
        except ValueError:
            raise self.error(node, "gewicht", "not_a_number", row["gewicht"]) from None
        if not (np.isfinite(weight) and weight > 0):
            raise self.error(node, "gewicht", "not_positive", row["gewicht"])
        return weight

    def _choice(self, node: str, column: str, text: str, allowed: Sequence[str]) -> str:
        if text not in allowed:
            raise self.error(node, column, "not_allowed" if text else "missing", text, allowed)
        return text

    def _indicator(self, node: str, row: Mapping[str, str], path: List[str], weights: Mapping[str, float]) -> Indicator:
        side = next((n for n in path if n in SIDES), "")
        use = self._choice(node, "gebruik", row.get("gebruik") or SUMMED, (SUMMED, VALIDATION, CONTEXT))
        if use == SUMMED and not side:
            raise self.error(node, "parent", "no_construct", row["parent"], SIDES)
        kind = _KIND_NAMES.get(row.get("soort", ""))
        if side and kind and not side.endswith("_" + kind):
            raise self.error(node, "soort", "contradicts_parent", row["soort"], (side,))
        if use == SUMMED or row["richting"]:
            self._choice(node, "richting", row["richting"], tuple(_SIGNS))
        method, scales = self._method(node, row.get("normalisatie", ""))
        levels = tuple(part.strip() for part in row.get("niveaus", "").split("|") if part.strip()) or LEVELS
        for level in levels:
            self._choice(node, "niveaus", level, LEVELS)
        below = path[:path.index(side)] if side else [node]
        return Indicator(
            node, side, float(np.prod([weights[n] for n in below])), _SIGNS.get(row["richting"], 0), method, scales,
            use, _split(row.get("alternatief_voor", "")), levels, row.get("eenheid", ""), row.get("bron", ""),
            row.get("naam_nl") or node, row.get("naam_en") or row.get("naam_nl") or node, row.get("opmerking", ""),
            *self._rounding(node, row.get("afronding", "")))

    def _rounding(self, node: str, text: str) -> Tuple[float, str]:
        if not text or text in DENOMINATORS:
            return 0.0, text
        try:
            rounding = float(text.replace(",", "."))
        except ValueError:
            raise self.error(node, "afronding", "not_allowed", text, ("0.05", *DENOMINATORS)) from None
        if not (np.isfinite(rounding) and rounding > 0):
            raise self.error(node, "afronding", "not_positive", text)
        return rounding, ""

    def _method(self, node: str, text: str) -> Tuple[str, Tuple[Tuple[float, float], ...]]:
        if not text.startswith(FIXED + ":"):
            return self._choice(node, "normalisatie", text or STANDARD, (STANDARD, *METHODS)), ()
        scales = []
        for part in text[len(FIXED) + 1:].replace(",", ".").split("|"):
            try:
                low, high = (float(end) for end in part.split(":"))
            except ValueError:
                low = high = 0.0
            if not (np.isfinite([low, high]).all() and low < high):
                raise self.error(node, "normalisatie", "bad_scale", text, ("vast:0:100", "vast:1:5|0:100"))
            scales.append((low, high))
        return FIXED, tuple(sorted(scales, key=lambda ends: ends[1] - ends[0]))

    def _fields(self, indicators: Mapping[str, Indicator], nodes: Mapping[str, Mapping[str, str]]) -> Dict[str, str]:
        """Return field key → id; "" for a name that stands for more than one indicator.

        Ids come first, then field names, then the StatLine names without their number, then the titles.
        """
        fields: Dict[str, str] = {}
        for node in indicators:
            if field_key(node) in fields:
                raise self.error(node, "node", "duplicate", node)
            fields[field_key(node)] = node
        ranked: Dict[str, List[Tuple[str, str, str]]] = {"exact": [], "stem": [], "title": []}
        for node, indicator in indicators.items():
            for column in FIELD_COLUMNS:
                for part in _split(nodes[node].get(column, "")):
                    ranked["exact"].append((column, part, node))
                    stem, _, number = part.rpartition("_")
                    if column == "veld_statline" and stem and number.isdigit():
                        ranked["stem"].append(("", stem, node))
            ranked["title"] += [("", title, node) for title in (indicator.nl, indicator.en)]
        for candidates in ranked.values():
            seen: Dict[str, str] = {}
            for column, text, node in candidates:
                key = field_key(text)
                other = seen.setdefault(key, node)
                if other not in ("", node):
                    if column and SUMMED in (indicators[node].use, indicators[other].use):
                        raise self.error(node, column, "duplicate_field", text, (other,))
                    seen[key] = ""
            fields.update({key: node for key, node in seen.items() if key and key not in fields})
        return fields


def _split(text: str) -> Tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|") if part.strip() not in ("", "-"))
