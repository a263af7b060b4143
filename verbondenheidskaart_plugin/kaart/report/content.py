"""What the page shows, as plain data for JSON: read from the GeoPackage, with unknown as None."""

import json
import math
from pathlib import Path
from typing import Any, Callable, Dict, Iterator, List, Sequence, Tuple

from qgis.core import NULL, QgsFeatureRequest, QgsGeometry, QgsRectangle, QgsVectorLayer

from ...core.layers import LAYERS
from ...core.schema import BOOL, CONSTRUCTS, SOCIAL, SPATIAL
from ...data.catalogue import read_rows
from ...i18n import language, tr
from ...paths import resource
from .. import palette
from ..classes import nice_limits, number_text
from ..facts import read_facts
from ..names import Names
from ..source import rows
from ..texts import SHOWN
from .shapes import Frame, joined

Layers = Dict[str, QgsVectorLayer]
Record = Dict[str, Any]

# The index as a tree, top first: name and depth.
TREE = (("verbondenheid", 0), ("sociaal", 1), *((name, 2) for name in SOCIAL),
        ("ruimtelijk", 1), *((name, 2) for name in SPATIAL))
TERMS = ("typepotentieel", "bereik", "menging", "positie", "functiemenging")
BUURT = ("buurtcode", "buurtnaam", "inwoners", "huishoudens", "verbondenheid", "sociaal", "ruimtelijk",
         *(f"{name}{part}" for name in CONSTRUCTS for part in ("", "_obj", "_subj", "_dekking")), "dekking", "rang",
         "rang_p5", "rang_p95", "verbondenheid_laagst", "verbondenheid_hoogst", "index_status", "verklaring")
ROTONDE = ("voorziening_id", "naam", "aanduiding", "type_id", "type_naam", "component_nr", "component", *TERMS,
           "inwoners_bereik", "bezoekers", "rotondescore", "score_p5", "score_p95", "klasse", "onmisbaar",
           "verliezers", "vlag")
STAGNATION = ("buurtcode", "buurtnaam", "groep", "groep_naam", "personen", "kwetsbaarheid", "toegang", "stagnatie",
              "stagnatie_p5", "status", "dichtstbij", "looptijd_min", "reden")
LINE = ("van_id", "naar_id", "van_naam", "naar_naam", "loopafstand_m", "overlap", "organisatie", "sterkte",
        "overbrugging", "brug", "afgesneden")
MISSING = ("van_id", "naar_id", "van_naam", "naar_naam", "soort", "hemelsbreed_m", "loopafstand_m", "omwegfactor",
           "bewoners", "rang", "bundel", "reden")
INDICATOR = ("indicator", "waarde", "genormaliseerd", "gewicht", "bijdrage", "verschil_mediaan", "construct", "soort",
             "n", "status", "bron", "jaar")
BACKBONE = "\"ruggengraat\" IN ('boom', 'rng', 'gabriel')"
MISSING_ON_MAP = SHOWN
# Characters at most. The background gives way, so that the page of a large city stays under 10 MB.
LIMIT = 9_400_000
FLOW = 300_000
BUDGET = {"water": 400_000, "groen": 800_000, "bebouwing": 1_500_000, "spoor": 100_000, "waterlijn": 200_000,
          "straten": 2_000_000}


def content(geopackage: Path, layers: Layers, title: str = "",
            progress: Callable[[float], None] = lambda fraction: None) -> Record:
    """Return all data of the page; ``layers`` are those of the GeoPackage, by name. Long lists are columns."""
    facts = read_facts(geopackage, layers, title)
    frame = Frame.around(_extent(layers))
    buurten, areas = _buurten(layers, frame)
    progress(0.1)
    names = Names()
    rotondes = _rotondes(layers, frame, areas, names)
    progress(0.3)
    flows = _flows(layers, frame)
    progress(0.5)
    found = {
        "title": facts.title, "subtitle": facts.subtitle, "date": facts.date, "version": facts.version,
        "figures": facts.figures, "notMeasured": facts.not_measured, "years": facts.years, "sources": facts.sources,
        "attribution": facts.attribution, "choices": facts.choices, "settings": facts.settings, "language": language(),
        "messages": _plain(layers, "meldingen", ("niveau", "onderwerp", "melding", "aantal")),
        "privacy": _privacy(layers),
        "frame": {"width": frame.width, "height": frame.height, "scale": frame.scale},
        "colors": _colors(), "labels": _labels(), "tree": TREE, "terms": TERMS, "constructs": CONSTRUCTS,
        "buurten": _columns(buurten), "indicators": _indicators(), "rotondes": _columns(rotondes),
        "stagnation": _columns([{**row, "groep_naam": names.of("groep", row["groep"], row["groep_naam"])}
                                for row in _plain(layers, "stagnatieplekken", STAGNATION)]),
        "lines": _columns([{**record, "path": frame.path(shape, 1.5)}
                           for record, shape in _features(layers, "verbindingslijnen", LINE, BACKBONE)]),
        "missing": _columns([{**record, "path": frame.path(shape)}
                             for record, shape in _features(layers, "ontbrekende_schakels", MISSING)]),
        "missingOnMap": MISSING_ON_MAP, "flows": flows,
    }
    room = LIMIT - len(json.dumps(found, ensure_ascii=False, separators=(",", ":")))
    return {**found, "base": _base(layers, frame, min(1.0, max(0.0, room / sum(BUDGET.values()))), progress)}


def _columns(records: List[Record]) -> Record:
    """Return records that have the same keys with each key told once: a third lighter as text."""
    keys = list(records[0]) if records else []
    return {"keys": keys, "rows": [[record[key] for key in keys] for record in records]}


def _extent(layers: Layers) -> QgsRectangle:
    name = next(n for n in ("buurten", "rotondes") if n in layers and layers[n].featureCount())
    layers[name].updateExtents()
    return layers[name].extent()


def _value(value: Any, kind: str = "") -> Any:
    """Return a value for JSON: unknown as None, whole numbers whole, others with four decimals at most.

    As many as keep the page from rounding what is rounded already: 78.466 is 78, and 78.5 would be 79.
    """
    if value is None or value == NULL:
        return None
    if kind == BOOL:
        return bool(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        return round(value, 4 if abs(value) < 1 else 3 if abs(value) < 1000 else 1)
    return value if isinstance(value, (int, bool)) else str(value)


def _features(layers: Layers, name: str, fields: Sequence[str],
              expression: str = "") -> Iterator[Tuple[Record, QgsGeometry]]:
    """Yield the values and geometry of each feature that has a geometry; a layer or field may be absent."""
    if name not in layers:
        return
    layer = layers[name]
    kinds = {field.name: field.type for field in LAYERS[name].fields}
    present = [field for field in fields if field in layer.fields().names()]
    request = QgsFeatureRequest()
    request.setSubsetOfAttributes(present, layer.fields())
    if expression:
        request.setFilterExpression(expression)
    for feature in layer.getFeatures(request):
        if feature.hasGeometry() and not feature.geometry().isEmpty():
            record: Record = dict.fromkeys(fields)
            record.update((field, _value(feature[field], kinds.get(field, ""))) for field in present)
            yield record, feature.geometry()


def _plain(layers: Layers, name: str, fields: Sequence[str]) -> List[Record]:
    """Return the values of each row, without geometry."""
    found = rows(layers[name], fields) if name in layers else []
    return [dict(zip(fields, map(_value, row))) for row in found]


def _privacy(layers: Layers) -> List[str]:
    """Return what the run says it withheld, for the account of privacy."""
    found = _plain(layers, "meldingen", ("onderwerp", "melding"))
    return [str(row["melding"]) for row in found if row["onderwerp"] in ("Privacy", tr("Privacy"))]


def _buurten(layers: Layers, frame: Frame) -> Tuple[List[Record], Dict[str, QgsGeometry]]:
    """Return the buurten with their outline and indicators, and their exact areas by code."""
    found, areas = [], {}
    own: Dict[str, List[list]] = {}
    if "indicatorwaarden" in layers:
        for area, *values in rows(layers["indicatorwaarden"], ("gebied", *INDICATOR)):
            own.setdefault(str(area), []).append([_value(value) for value in values])
    for record, shape in _features(layers, "buurten", BUURT):
        code = str(record["buurtcode"])
        areas[code] = shape
        center = frame.point(shape.pointOnSurface())
        found.append({**record, "path": frame.path(shape, 1.5), "at": center, "values": own.get(code, [])})
    return found, areas


def _rotondes(layers: Layers, frame: Frame, areas: Dict[str, QgsGeometry], names: Names) -> List[Record]:
    """Return the rotondes, the highest first, each with the code of the buurt in which it lies."""
    boxes = {code: shape.boundingBox() for code, shape in areas.items()}
    found = []
    for record, shape in _features(layers, "rotondes", ROTONDE):
        point = shape.centroid().asPoint()
        inside = (code for code, box in boxes.items() if box.contains(point) and areas[code].contains(point))
        kind, component = record.pop("type_id"), record.pop("component_nr")
        record["type_naam"] = names.of("type", kind, record["type_naam"])
        record["component"] = names.of("component", component, record["component"])
        found.append({**record, "buurt": next(inside, None), "at": frame.point(shape)})
    found.sort(key=lambda r: (r["rotondescore"] is None, -(r["rotondescore"] or 0.0), str(r["voorziening_id"])))
    return found


def _flows(layers: Layers, frame: Frame) -> List[Record]:
    """Return the busier half of the walking flows in classes, quiet first: limits and paths per class."""
    found = [(record["bezoeken"] or 0.0, shape)
             for record, shape in _features(layers, "loopstromen", ("bezoeken", "lengte_m"))]
    limits = nice_limits([visits for visits, _ in found], [shape.length() for _, shape in found]) if found else []
    edges = [*limits, math.inf] if limits else [0.0, math.inf]
    classes = []
    for low, high in zip(edges, edges[1:]):
        paths = joined(frame, (shape for visits, shape in found if low < visits <= high), 1.5, FLOW)
        if paths:
            classes.append({"low": number_text(low), "high": None if math.isinf(high) else number_text(high),
                            "paths": paths})
    return classes


def _base(layers: Layers, frame: Frame, share: float, progress) -> Dict[str, List[str]]:
    """Return the quiet background in a share of its budget: paths of water, green, buildings, rail and streets."""
    town = QgsGeometry.fromRect(_extent(layers))
    shapes: Dict[str, List[QgsGeometry]] = {}
    for name in ("achtergrond", "achtergrond_lijnen"):
        for record, shape in _features(layers, name, ("soort",)):
            kind = f"{record['soort']}_lijn" if name.endswith("lijnen") else str(record["soort"])
            shapes.setdefault(kind, []).append(shape)
    progress(0.6)
    names = {"water": "water", "groen": "groen", "bebouwing": "bebouwing", "spoor": "spoor_lijn",
             "waterlijn": "water_lijn"}
    base = {name: joined(frame, shapes.get(kind, []), 3.0, int(share * BUDGET[name]), town)
            for name, kind in names.items()}
    progress(0.8)
    streets = (shape for _, shape in _features(layers, "loopnetwerk", ()))
    base["straten"] = joined(frame, streets, 4.0, int(share * BUDGET["straten"]), town)
    progress(0.95)
    return base


def _indicators() -> Dict[str, str]:
    """Return the names of the known indicators; those of a model of one's own keep their id."""
    model = read_rows(resource("catalogue", "model_buurtverbondenheid.csv"))
    column = "naam_nl" if language() == "nl" else "naam_en"
    return {row["node"]: row[column] for row in model if row["soort"] and row[column] and row["richting"]}


def _labels() -> Dict[str, str]:
    """Return the labels of all fields shown."""
    shown = {"buurten": BUURT, "rotondes": ROTONDE, "stagnatieplekken": STAGNATION, "verbindingslijnen": LINE,
             "ontbrekende_schakels": MISSING}
    return {name: LAYERS[layer].field(name).label(language()) for layer, names in shown.items() for name in names
            if name in LAYERS[layer].names}


def _colors() -> Record:
    return {"limits": palette.LIMITS, "index": palette.INDEX_RAMP, "score": palette.SCORE_RAMP,
            "flow": palette.FLOW_RAMP, "stagnationLimits": palette.STAGNATION_LIMITS,
            "stagnation": palette.STAGNATION_RAMP, "bridgingLimits": palette.BRIDGING_LIMITS,
            "bridging": palette.BRIDGING_RAMP, "missing": palette.MISSING}
