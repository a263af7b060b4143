"""Classes that follow the data: walking flows, walking distances and which rotondes get a name.

Class limits of scores are fixed and stand in the QML. Flows have no natural scale, so their limits are
quantiles by street length, rounded to figures that one can remember.
"""

import math
from typing import Dict, List, Sequence

import numpy as np
from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsExpression,
    QgsFeatureRequest,
    QgsGraduatedSymbolRenderer,
    QgsPalLayerSettings,
    QgsProviderRegistry,
    QgsRendererCategory,
    QgsRendererRange,
    QgsRuleBasedLabeling,
    QgsVectorLayer,
)

from ..i18n import number as number_text
from ..i18n import tr
from .source import numbers, rows
from .texts import FEW_RESPONDENTS, legend_labels

QUANTILES = (0.5, 0.75, 0.9, 0.97)
NICE = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)
# So many of the highest rotondes get a number, and so many a name, at any scale.
NUMBERED, NAMED = 10, 16
NO_SHEET, NAMES_SCALE = "@layout_name IS NULL", 12000


def nice(value: float) -> float:
    """Return the figure 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8 (times a power of ten) nearest to ``value`` > 0."""
    power = 10.0 ** math.floor(math.log10(value))
    return min(NICE, key=lambda step: abs(step - value / power)) * power


def nice_limits(values: Sequence[float], weights: Sequence[float]) -> List[float]:
    """Return up to four rising, rounded limits at the weighted ``QUANTILES`` of the positive values."""
    values, weights = np.asarray(values, dtype=float), np.asarray(weights, dtype=float)
    positive = values > 0
    order = np.argsort(values[positive], kind="stable")
    values, weights = values[positive][order], weights[positive][order]
    if not len(values) or weights.sum() <= 0:
        return []
    share = np.cumsum(weights) / weights.sum()
    found = values[np.minimum(np.searchsorted(share, QUANTILES), len(values) - 1)]
    limits = sorted({nice(value) for value in found})
    return [limit for limit in limits if values[0] < limit < values[-1]]


def classify_flows(layer: QgsVectorLayer) -> None:
    """Set the class limits of the walking flows; flows of 0 are not drawn."""
    table = [(v, w or 0.0) for v, w in rows(layer, ["bezoeken", "lengte_m"]) if v is not None]
    limits = nice_limits(*zip(*table)) if table else []
    top = max((v for v, _ in table), default=1.0)
    symbols = [item.symbol().clone() for item in layer.renderer().ranges()]
    edges = [0.0, *limits, max(top, limits[-1] if limits else 0.0) + 1e-6]
    # Fewer classes than symbols: keep the heaviest symbol and spread the others.
    picks = np.linspace(len(symbols) - 1, 0, len(edges) - 1).round().astype("int64")[::-1]
    ranges = []
    for i, pick in enumerate(picks):
        low, high = number_text(edges[i]), number_text(edges[i + 1])
        if i == 0:
            label = tr("up to {n}").format(n=high)
        elif i == len(picks) - 1:
            label = tr("more than {n}").format(n=low)
        else:
            label = f"{low} – {high}"
        ranges.append(QgsRendererRange(max(edges[i], 1e-6), edges[i + 1], symbols[pick].clone(), label))
    renderer = QgsGraduatedSymbolRenderer("bezoeken", ranges)
    renderer.setUsingSymbolLevels(True)
    layer.setRenderer(renderer)


def classify_reach(layer: QgsVectorLayer) -> None:
    """Make one class per walking distance that occurs, the farthest drawn first and thinnest."""
    source = layer.renderer().symbol()
    distances = sorted(set(numbers(layer, "afstand_m")))
    if not distances or len(distances) > 12:
        return
    categories = []
    for i, distance in enumerate(distances):
        symbol = source.clone()
        symbol.symbolLayer(0).setStrokeWidth(max(0.2, 0.5 - 0.15 * i))
        categories.append(QgsRendererCategory(distance, symbol, tr("{n} m on foot").format(n=number_text(distance))))
    renderer = QgsCategorizedSymbolRenderer("afstand_m", categories)
    renderer.setOrderBy(QgsFeatureRequest.OrderBy([QgsFeatureRequest.OrderByClause("afstand_m", False)]))
    renderer.setOrderByEnabled(True)
    layer.setRenderer(renderer)


def ranked(layer: QgsVectorLayer, count: int) -> List[str]:
    """Return the ids of the ``count`` highest rotondes, the highest first; ties by id, so always the same."""
    known = rows(layer, ["rotondescore", "voorziening_id"], '"rotondescore" > 0')
    known.sort(key=lambda row: (-row[0], str(row[1])))
    return [str(identifier) for _, identifier in known[:count]]


def name_highest(layer: QgsVectorLayer) -> None:
    """Let the label rules number the highest rotondes, name some more, and near by all."""
    labeling = layer.labeling()
    names = ranked(layer, NAMED)
    if not names or not isinstance(labeling, QgsRuleBasedLabeling):
        return
    numbered, named, rest, symbols = labeling.rootRule().children()
    numbered.setFilterExpression(_one_of(names[:NUMBERED]))
    # On a sheet the list says the names of the numbers; near by there is room for both.
    named.setFilterExpression(f"{_one_of(names)} AND ({NO_SHEET} OR @map_scale < {NAMES_SCALE})")
    rest.setFilterExpression(f"NOT {_one_of(names)}")
    # A number stands on the rim of its own place, which it would have to avoid.
    symbols.setFilterExpression(f"{symbols.filterExpression()} AND NOT {_one_of(names[:NUMBERED])}")
    settings = QgsPalLayerSettings(numbered.settings())
    settings.isExpression = True
    array = ", ".join(map(QgsExpression.quotedString, names[:NUMBERED]))
    # Padded with hard spaces to the width of its disc, which QGIS leaves out when it avoids collisions.
    padding = "'\u00a0'"
    settings.fieldName = f'concat({padding}, array_find(array({array}), "voorziening_id") + 1, {padding})'
    numbered.setSettings(settings)


def only_room(labeling: QgsRuleBasedLabeling) -> QgsRuleBasedLabeling:
    """Return the labels of the rotondes without texts: other names stay away from the symbols, numbered or not."""
    symbols, root = labeling.rootRule().children()[-1], QgsRuleBasedLabeling.Rule(None)
    root.appendChild(QgsRuleBasedLabeling.Rule(QgsPalLayerSettings(symbols.settings())))
    return QgsRuleBasedLabeling(root)


def hatch_few_respondents(layer: QgsVectorLayer) -> None:
    """Hatch the buurten of which half of the survey answers or more come from 10–29 respondents.

    The answers stand in ``indicatorwaarden`` of the same GeoPackage. Without such buurten the rule goes, so that the
    legend does not explain what the map does not have.
    """
    root = layer.renderer().rootRule()
    rule = next(child for child in root.children() if child.label() == legend_labels()[FEW_RESPONDENTS])
    path = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source()).get("path")
    values = QgsVectorLayer(f"{path}|layername=indicatorwaarden", "", "ogr") if path else None
    answers: Dict[str, List[bool]] = {}
    if values is not None and values.isValid():
        for area, status in rows(values, ["gebied", "status"], "\"soort\" = 'subjectief'"):
            answers.setdefault(str(area), []).append(status == "onzeker")
    few = sorted(area for area, uncertain in answers.items() if sum(uncertain) >= len(uncertain) / 2)
    if few:
        listed = ", ".join(map(QgsExpression.quotedString, few))
        rule.setFilterExpression(f'"buurtcode" IN ({listed}) AND "verbondenheid" IS NOT NULL')
    else:
        root.removeChild(rule)


def _one_of(identifiers: Sequence[str]) -> str:
    listed = ", ".join(map(QgsExpression.quotedString, identifiers)) or "''"
    return f'("voorziening_id" IN ({listed}))'


def places_of(layer: QgsVectorLayer) -> List[tuple]:
    """Return (buurtcode, buurtnaam, status, stagnatie, onbediend, reden, personen, toegang) of what the map draws.

    In its order: places of stagnation go before points of attention, and each by persons × lack.
    """
    found = rows(layer, ["buurtcode", "buurtnaam", "status", "stagnatie", "onbediend", "reden", "personen", "toegang"],
                 "\"status\" IN ('stagnatieplek', 'aandachtspunt')")
    return sorted(found, key=lambda row: (row[2] != "stagnatieplek", -(row[4] or 0.0), str(row[0])))


def number_places(layer: QgsVectorLayer) -> None:
    """Let the labels of a layer that is filtered to one group number its places."""
    if not layer.subsetString():
        return
    labeling = layer.labeling()
    codes = [str(place[0]) for place in places_of(layer)]
    if not codes or not isinstance(labeling, QgsRuleBasedLabeling):
        return
    rule = labeling.rootRule().children()[0]
    settings = QgsPalLayerSettings(rule.settings())
    array = ", ".join(map(QgsExpression.quotedString, codes))
    settings.fieldName = f'array_find(array({array}), "buurtcode") + 1'
    rule.setSettings(settings)
