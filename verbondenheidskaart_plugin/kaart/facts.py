"""What the map says beside its picture: title, figures, sources, settings, the highest rotondes."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Dict, List, Optional, Tuple

from qgis.core import NULL, QgsExpression, QgsFeatureRequest, QgsGeometry, QgsVectorLayer
from qgis.PyQt.QtCore import QDate, QLocale

from ..core.layers import LAYERS
from ..i18n import language, tr
from . import account
from .classes import NUMBERED, number_text, ranked
from .source import numbers, rows


@dataclass(frozen=True)
class Facts:
    """Everything that is printed around the map; texts are ready to show. choices: the settings in plain words."""

    title: str
    subtitle: str
    date: str
    version: str
    figures: List[Tuple[str, str]]
    not_measured: str
    years: str
    sources: List[str]
    attribution: str
    choices: str
    settings: List[str]
    highest: List[Tuple[str, str, str]]
    ranking: List[Tuple[str, str, str]]


def read_facts(geopackage: Path, layers: Dict[str, QgsVectorLayer], title: str = "") -> Facts:
    """Return the facts of a GeoPackage; ``title`` goes before the title that is stored in it."""
    stored = dict(rows(layers["herkomst"], ["sleutel", "waarde"])) if "herkomst" in layers else {}
    stored = {str(key): "" if value is None else str(value) for key, value in stored.items()}
    return Facts(
        title=(title or "").strip() or stored.get("titel", "").strip() or tr("Map of connection"),
        subtitle=subtitle(),
        date=_date(stored.get("datum", ""), geopackage),
        version=stored.get("versie", ""),
        figures=_figures(layers, stored.get("modeldekking", "")),
        not_measured=_labels(stored.get("niet_gemeten", "")),
        years=account.years(layers),
        sources=account.sources(stored),
        attribution=stored.get("attributie", ""),
        choices=account.choices(stored),
        settings=account.settings(stored),
        highest=_highest(layers),
        ranking=_ranking(layers),
    )


def subtitle() -> str:
    """Return what the map shows, in a sentence."""
    return tr("Where groups of residents can meet, the walks that lead there, and how connected the neighbourhoods are")


def _date(text: str, geopackage: Path) -> str:
    """Return the day of the run in words; of the file when the run did not note it."""
    try:
        day = datetime.fromisoformat(text[:19]).date()
    except ValueError:
        day = date.fromtimestamp(geopackage.stat().st_mtime)
    return QLocale(language()).toString(QDate(day.year, day.month, day.day), "d MMMM yyyy")


def _figures(layers: Dict[str, QgsVectorLayer], coverage: str) -> List[Tuple[str, str]]:
    found = []
    if "rotondes" in layers:
        found.append((number_text(layers["rotondes"].featureCount()), tr("rotondes of connection")))
    if "buurten" in layers:
        residents = numbers(layers["buurten"], "inwoners")
        if residents:
            found.append((number_text(sum(residents)), tr("residents")))
        found.append((number_text(layers["buurten"].featureCount()), tr("neighbourhoods")))
    if coverage.replace(".", "", 1).isdigit():
        found.append((number_text(100 * float(coverage)) + "%", tr("of the index model measured")))
    return found


def _labels(text: str) -> str:
    """Return a list of field names, split at ; or comma, as their labels; other words stay as they are."""
    known = {field.name: field.label(language()) for field in LAYERS["buurten"].fields}
    parts = [part.strip() for part in text.replace(";", ",").split(",")]
    return ", ".join(known.get(part, part) for part in parts if part)


def _highest(layers: Dict[str, QgsVectorLayer]) -> List[Tuple[str, str, str]]:
    """Return (name, score, interval) of the rotondes that have a number on the map, in that order."""
    if "rotondes" not in layers:
        return []
    layer, result = layers["rotondes"], []
    for identifier in ranked(layer, NUMBERED):
        request = QgsFeatureRequest().setFilterExpression(
            QgsExpression.createFieldEqualityExpression("voorziening_id", identifier))
        feature = next(layer.getFeatures(request))
        name, label, kind, score, low, high = (
            feature[field] if field in feature.fields().names() else NULL for field in (
                "naam", "aanduiding", "type_naam", "rotondescore", "score_p5", "score_p95"))
        if (name == NULL or not str(name).strip()) and label != NULL:
            name = label
        elif name == NULL or not str(name).strip():
            where = _buurt_of(layers.get("buurten"), feature.geometry())
            name = f"{kind} ({where})" if where else kind
        interval = "" if NULL in (low, high) else f"{number_text(low)} – {number_text(high)}"
        result.append((str(name), number_text(score), interval))
    return result


def _buurt_of(buurten: Optional[QgsVectorLayer], geometry: QgsGeometry) -> str:
    """Return the name of the buurt in which a place lies, empty when in none."""
    if buurten is None:
        return ""
    found = (f for f in buurten.getFeatures(geometry.boundingBox()) if f.geometry().contains(geometry))
    feature = next(found, None)
    return "" if feature is None or feature["buurtnaam"] == NULL else str(feature["buurtnaam"])


def _ranking(layers: Dict[str, QgsVectorLayer]) -> List[Tuple[str, str, str]]:
    """Return (rank, name, index) of the buurten, by rank; those without one come last."""
    if "buurten" not in layers:
        return []
    found = rows(layers["buurten"], ["rang", "verbondenheid", "buurtnaam", "buurtcode"])
    if all(score is None for _, score, _, _ in found):
        return []
    found.sort(key=lambda row: (row[1] is None, row[0] is None, row[0] or 0, -(row[1] or 0.0), str(row[3])))
    return [("–" if rank is None else f"{rank}", str(name or code or ""), "–" if score is None else number_text(score))
            for rank, score, name, code in found]
