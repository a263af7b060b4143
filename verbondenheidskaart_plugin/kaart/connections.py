"""The sheet "Verbindingslijnen": the backbone of lines between rotondes, and the links that are missing."""

from typing import Dict, List, Tuple

from qgis.core import QgsProject, QgsRectangle, QgsVectorLayer

from ..core.layers import LAYERS
from ..i18n import language, tr
from . import palette
from .classes import number_text
from .facts import Facts
from .items import Page, text_height
from .layout import Arrangement, choose, panel, scale
from .legend import Block, base_block, label_nodes, layers_block
from .sheet import footer, header, map_item, new_sheet
from .source import rows
from .texts import BRIDGING_LABELS, LETTERS, MISSING_KINDS, SHOWN, legend_labels
from .tree import LINES

ARRANGEMENTS = (
    Arrangement((12, 37, 270, 226), (289, 37, 119, 226), (("strength", "bridging", "nodes"), ("links",)),
                ("strength", "bridging", "nodes", "base"), 34.0),
    Arrangement((12, 37, 396, 120), (12, 161, 396, 102), (("strength", "bridging", "nodes", "base"), ("links",))),
    Arrangement((12, 37, 190, 226), (209, 37, 199, 226), (("strength", "bridging", "nodes", "base"), ("links",))),
)
WIDTHS_MM = ((1.0, 1.6), (0.5, 0.925), (0.1, 0.385))  # strength and the width with which the style draws it


def make_connections(project: QgsProject, layers: Dict[str, QgsVectorLayer], facts: Facts,
                     extent: QgsRectangle) -> None:
    """Add the layout "Verbindingslijnen" to the project when there are lines."""
    if "verbindingslijnen" not in layers:
        return
    page, chosen = new_sheet(project, LINES), choose(extent, ARRANGEMENTS)
    header(page, LAYERS["verbindingslijnen"].label(language()), " · ".join([facts.title, tr(
        "the walks that tie the rotondes together, and the links that are missing")]), _figures(layers))
    item = map_item(page, extent, chosen.map, LINES)
    blocks = _blocks(layers, item.scale())
    panel(page, chosen, {block.name: block for block in blocks})
    scale(page, item, chosen, layers)
    footer(page, facts, project, tr("Shows the potential for encounters, not measured contact"), _reading(facts))
    project.layoutManager().addLayout(page.layout)


def _figures(layers: Dict[str, QgsVectorLayer]) -> List[Tuple[str, str]]:
    """Return the numbers of the header: lines, bridges, missing links."""
    lines = layers["verbindingslijnen"]
    bridges = len(rows(lines, ["brug"], '"brug"'))
    hangs = tr("bridge, on which the network hangs") if bridges == 1 else tr("bridges, on which the network hangs")
    figures = [(number_text(lines.featureCount()), tr("lines within walking distance")),
               (number_text(bridges), hangs)]
    if "ontbrekende_schakels" in layers:
        figures.append((number_text(layers["ontbrekende_schakels"].featureCount()), tr("missing links")))
    return figures


def _blocks(layers: Dict[str, QgsVectorLayer], scale: float) -> List[Block]:
    lines, nodes = layers["verbindingslijnen"], layers["knopen"]
    bridging = [*reversed(BRIDGING_LABELS)]
    if rows(lines, ["overbrugging"], '"overbrugging" IS NULL'):
        bridging.append("Bridging unknown")
    special = (("snijpunt", "Articulation point"), ("onmisbaar", "Indispensable"))
    marks = ["Rotonde"] + [label for field, label in special if rows(nodes, [field], f'"{field}"')]
    bridges = ["Bridge"] if rows(lines, ["brug"], '"brug"') else []
    blocks = [
        Block("strength", tr("Strength"), tr("near, same reach, same organisations"), _widths),
        layers_block("bridging", tr("Bridging"), tr("difference in public of both ends"),
                     [(lines, label_nodes(lines, *bridging))]),
        layers_block("nodes", tr("Nodes and bridges"), "",
                     [part for part in ((nodes, label_nodes(nodes, *marks)), (lines, label_nodes(lines, *bridges)))
                      if part[1]]),
        *base_block(layers, scale)]
    if "ontbrekende_schakels" in layers:
        layer = layers["ontbrekende_schakels"]
        kinds = [kind for kind in MISSING_KINDS if rows(layer, ["rang"], f"\"soort\" = '{kind}'")]
        blocks.append(Block("links", tr("Missing links"), "", lambda page, x, y, width, room: _links(
            page, layer, kinds, x, y, width, room)))
    return blocks


def _widths(page: Page, x: float, y: float, width: float, room: float) -> float:
    for i, (strength, thickness) in enumerate(WIDTHS_MM):
        page.box(x, y + 2 + 4.5 * i - thickness / 2, 9, thickness, palette.BRIDGING_RAMP[2])
        page.text(number_text(strength, 1), x + 11, y + 4.5 * i, 12, 4, 7.5)
    return 4.5 * len(WIDTHS_MM)


def _explanations() -> Dict[str, str]:
    return {
        "fysiek": tr("near each other, but a detour on foot"),
        "sociaal": tr("within walking distance, but other publics and nothing shared"),
        "structureel": tr("would join or shorten the network most"),
    }


def _links(page: Page, layer: QgsVectorLayer, kinds: List[str], x: float, y: float, width: float, room: float) -> float:
    """Write the missing links by kind: one under the other, or side by side where the panel is wide."""
    columns = len(kinds) if width > 250 else 1
    column = (width - 7.0 * (columns - 1)) / columns
    found = {kind: rows(layer, ["rang", "reden"], f"\"soort\" = '{kind}' AND \"rang\" <= {SHOWN}") for kind in kinds}
    for listed in found.values():
        listed.sort(key=lambda row: row[0])
    size, counts = _fit(found, column, room, columns)
    top, tallest = y, 0.0
    for i, kind in enumerate(kinds):
        left = x + i * (column + 7.0) if columns > 1 else x
        top = y if columns > 1 else top
        top = _kind(page, layer, kind, found[kind][:counts[kind]], left, top, column, size) + 2.0
        tallest = max(tallest, top - y)
    return tallest


def _fit(found: Dict[str, list], width: float, room: float, columns: int) -> Tuple[float, Dict[str, int]]:
    """Return the size of the text and how many links of each kind fit: small text first, then fewer links."""
    for size, most in ((6.5, SHOWN), (6, SHOWN), *((6, n) for n in range(SHOWN - 1, 0, -1))):
        counts = {kind: min(most, len(listed)) for kind, listed in found.items()}
        heights = [_head_height() + sum(_height(text, width, size) for _, text in found[kind][:counts[kind]])
                   for kind in found]
        if (max(heights, default=0.0) if columns > 1 else sum(heights)) <= room:
            return size, counts
    return 6, counts


def _head_height() -> float:
    return 6.6


def _height(text: str, width: float, size: float) -> float:
    return text_height(str(text or ""), width - 7.0, size) + 1.0


def _kind(page: Page, layer: QgsVectorLayer, kind: str, listed: list, x: float, y: float, width: float,
          size: float) -> float:
    """Write the links of one kind; return where they end."""
    color = palette.MISSING[list(MISSING_KINDS).index(kind)]
    name = f"{LETTERS[kind]}  {legend_labels()[MISSING_KINDS[kind]]}"
    symbol = layer.renderer().rootRule().children()[label_nodes(layer, MISSING_KINDS[kind])[0]].symbol()
    page.line(symbol.clone(), x + width - 14.0, y + 1.7, 14.0)
    page.text(f"{name}: {_explanations()[kind]}", x, y, width - 16.0, 4.2, 7.5, color, bold=True, smallest=6)
    y += 4.6
    for rank, reason in listed:
        height = _height(reason, width, size)
        page.text(f"{LETTERS[kind]}{rank}", x, y, 6.5, 3.6, size, color, bold=True)
        page.text(str(reason or ""), x + 7.0, y, width - 7.0, height, size, palette.INK)
        y += height
    return y


def _reading(facts: Facts) -> str:
    lines = [tr("Drawn is the backbone: each rotonde is tied to its nearest neighbours (Gabriel graph); the other "
                "lines appear when zooming in. Missing links are straight: they say which places lack a walk, not "
                "where a path should run."),
             tr("Letters and numbers on the map are those of the list; per kind the links from which most residents "
                "would gain.")]
    if facts.not_measured:
        lines.append(tr("Not measured in this run: {names}.").format(names=facts.not_measured))
    return "\n".join(lines)
