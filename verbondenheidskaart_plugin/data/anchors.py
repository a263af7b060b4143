"""Anchors of an earlier run: the rulers that make years and scenarios comparable."""

import json
import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import Dict, Mapping

from qgis.core import QgsVectorLayer

from ..core.errors import Unreadable
from ..core.normalise import Anchor
from ..i18n import tr
from .features import read
from .limits import parse_json

INDICATORS, REACH, NORMALISATION = "ankers", "anker.A_ref", "normalisatie"
_GEOPACKAGE = b"SQLite format 3"


@dataclass(frozen=True)
class Anchors:
    """The ruler of each indicator, the reference reach of the rotondes (0 = none) and the normalisation they suit."""

    indicators: Dict[str, Anchor] = field(default_factory=dict)
    reach: float = 0.0
    normalisation: str = ""


def read_anchors(path: str) -> Anchors:
    """Return the anchors in the GeoPackage of an earlier run or in a JSON file; raises ``Unreadable``.

    JSON: {"ankers": {indicator: [low, high]}, "anker.A_ref": number}, or the indicators alone.
    """
    try:
        with Path(path).open("rb") as stream:
            geopackage = stream.read(len(_GEOPACKAGE)) == _GEOPACKAGE
        stored = _provenance(path) if geopackage else parse_json(Path(path).read_text(encoding="utf-8-sig"), str(path))
        found = stored.get(INDICATORS, {} if geopackage or REACH in stored else stored)
        rulers = parse_json(found, str(path)) if isinstance(found, str) else found
        anchors = Anchors({str(node): _anchor(value) for node, value in rulers.items()},
                          float(stored.get(REACH) or 0.0), str(stored.get(NORMALISATION) or ""))
    except OSError as error:
        raise Unreadable(path=str(path), detail=error.strerror or str(error)) from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Unreadable(path=str(path), detail=tr("no anchors: neither the GeoPackage of an earlier run nor JSON such "
                                                   "as {example}").format(example='{"N01": [0.2, 3.5]}')) from error
    if not (anchors.indicators or anchors.reach):
        raise Unreadable(path=str(path), detail=tr("there are no anchors in it"))
    return anchors


def write_anchors(path: str, provenance: Mapping[str, str]) -> None:
    """Write the anchors of a run, as its provenance has them, to a JSON file."""
    found = {INDICATORS: json.loads(provenance[INDICATORS]), NORMALISATION: provenance[NORMALISATION]}
    Path(path).write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _anchor(value) -> Anchor:
    anchor = Anchor.of(value)
    if not (math.isfinite(anchor.low) and math.isfinite(anchor.high)):
        raise ValueError(value)
    return anchor


def _provenance(path: str) -> Dict[str, str]:
    layer = QgsVectorLayer(f"{path}|layername=herkomst", "herkomst", "ogr")
    if not layer.isValid() or layer.fields().lookupField("sleutel") < 0:
        raise ValueError(path)
    table = read(layer, "herkomst").table
    return dict(zip(table["sleutel"], table["waarde"]))
