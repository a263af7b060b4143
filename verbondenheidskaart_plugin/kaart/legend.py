"""The blocks of the legend: each with a heading, a line that explains it, and only what is on the map."""

from dataclasses import dataclass
from typing import Callable, Dict, List, Sequence, Set, Tuple

from qgis.core import QgsVectorLayer

from ..i18n import tr
from . import palette
from .classes import number_text
from .facts import Facts
from .items import Page, Part, shortened, text_height
from .source import rows
from .texts import COMPONENTS, FEW_RESPONDENTS, SCORE_LABELS, legend_labels

HEADING, CAPTION, BODY = 8.5, 6.5, 7.5
WEIGHTS = {"rotondes": 30, "component": 60, "loopstromen": 38, "index": 50, "base": 50, "highest": 62, "ranking": 100,
           "strength": 44, "bridging": 44, "nodes": 44, "links": 100,
           "stagnation": 46, "uncertain": 50, "persons": 60, "reading": 120}


@dataclass(frozen=True)
class Block:
    """A block: its name, heading and explanation, and what draws its body (page, x, y, width, room) → height."""

    name: str
    heading: str
    caption: str
    body: Callable[[Page, float, float, float, float], float]
    needs: float = 0.0  # left out when there is less room (mm)

    @property
    def weight(self) -> float:
        """The share of the width of its row that the block asks for."""
        return WEIGHTS[self.name]

    def draw(self, page: Page, x: float, y: float, width: float, room: float) -> float:
        """Draw the block in at most ``room`` millimetres; return the height that it takes."""
        page.text(self.heading, x, y, width, 4.2, HEADING, bold=True, smallest=7)
        page.box(x, y + 4.6, width, 0.2, palette.RULE)
        used = 6.0
        if self.caption:
            height = text_height(self.caption, width, CAPTION)
            page.text(self.caption, x, y + used, width, height + 0.5, CAPTION, palette.GREY)
            used += height + 1.8
        return used + self.body(page, x, y + used, width, room - used)


def layers_block(name: str, heading: str, caption: str, parts: List[Part], column: float = 0.0) -> Block:
    """Return a block with nodes of the legends of layers, in columns of at least so many millimetres; 0 = in one."""
    return Block(name, heading, caption, lambda page, x, y, width, room: page.legend(
        [part for part in parts if part[1]], x, y, width, name=heading,
        columns=max(1, int(width / column)) if column else 1))


def legend_blocks(layers: Dict[str, QgsVectorLayer], facts: Facts, scale: float) -> Dict[str, Block]:
    """Return the blocks of everything that the overview shows, by name."""
    blocks: List[Block] = []
    if "rotondes" in layers:
        layer = layers["rotondes"]
        scores = score_nodes(layer, "rotondescore", SCORE_LABELS, "Score unknown")
        if rows(layer, ["onmisbaar"], '"onmisbaar"'):
            scores.append(label_nodes(layer, "Indispensable")[0])
        blocks.append(layers_block("rotondes", tr("Rotondes"), tr("score 0–100"), [(layer, scores)]))
        blocks.append(layers_block("component", tr("Kind of place"), tr("component of the social infrastructure"),
                                   [(layer, _component_nodes(layer))]))
    if "loopstromen" in layers:
        layer = layers["loopstromen"]
        blocks.append(layers_block(
            "loopstromen", tr("Walking flows"), tr("visits over the street, expected by the model"),
            [(layer, range(len(_node_labels(layer)))[::-1])]))
    if "buurten" in layers:
        layer = layers["buurten"]
        blocks.append(layers_block(
            "index", tr("Neighbourhood index"), tr("connectedness, 0–100"),
            [(layer, score_nodes(layer, "verbondenheid", SCORE_LABELS, "Insufficient data")
              + label_nodes(layer, FEW_RESPONDENTS))]))
    blocks += base_block(layers, scale)
    if facts.highest:
        caption = tr("score, with the range in which 90% of the draws lie")
        blocks.append(Block("highest", tr("Highest rotondes"), caption,
                            lambda *place: _highest(*place, facts.highest)))
    if facts.ranking:
        blocks.append(Block("ranking", tr("Neighbourhoods by index"), tr("rank, name and index; – is unknown"),
                            lambda *place: _ranking(*place, facts.ranking), needs=40.0))
    return {block.name: block for block in blocks}


def base_block(layers: Dict[str, QgsVectorLayer], scale: float) -> List[Block]:
    """Return the block of the base map, when there is one, as it is at a scale."""
    ground = [layers[key] for key in ("achtergrond", "achtergrond_lijnen") if key in layers]
    hidden = {"bebouwing"} if scale > palette.BUILDINGS_SCALE else set()
    parts = [(layer, nodes) for layer in ground for nodes in [_category_nodes(layer, "soort", hidden)] if nodes]
    return [layers_block("base", tr("Base map"), "", parts, column=29.0)] if parts else []


def _node_labels(layer: QgsVectorLayer) -> List[str]:
    return [item.label() for item in layer.renderer().legendSymbolItems()]


def label_nodes(layer: QgsVectorLayer, *sources: str) -> List[int]:
    """Return the numbers of the legend nodes with these labels, given as their English sources."""
    labels, texts = _node_labels(layer), legend_labels()
    wanted = [texts.get(source, source) for source in sources]
    return [labels.index(label) for label in wanted if label in labels]


def score_nodes(layer: QgsVectorLayer, field: str, classes: Sequence[str], missing: str) -> List[int]:
    """Return the five classes, the highest first, and the class for a missing score when there is one."""
    unknown = [missing] if any(value is None for value, in rows(layer, [field])) else []
    return label_nodes(layer, *reversed(classes), *unknown)


def _component_nodes(layer: QgsVectorLayer) -> List[int]:
    present, texts, labels = {value for value, in rows(layer, ["component_nr"])}, legend_labels(), _node_labels(layer)
    return [labels.index(texts[name]) for number, name in enumerate(COMPONENTS, start=1) if number in present]


def _category_nodes(layer: QgsVectorLayer, field: str, hidden: Set[str]) -> List[int]:
    present = {value for value, in rows(layer, [field])} - hidden
    return [i for i, category in enumerate(layer.renderer().categories()) if category.value() in present]


def _highest(page: Page, x: float, y: float, width: float, room: float, highest: List[Tuple[str, str, str]]) -> float:
    """Write the list of highest rotondes: rank, name, score and interval in columns that line up.

    All of them, closer together where there is little room: their numbers are on the map.
    """
    step = max(3.6, min(4.5, room / len(highest)))
    number, score, interval = 5.0, 7.0, 14.0
    name = width - number - score - interval
    for i, (title, value, spread) in enumerate(highest):
        top = y + i * step
        page.text(f"{i + 1}", x, top, number - 1, 4.0, BODY, palette.GREY)
        page.text(shortened(title, name, BODY), x + number, top, name, 4.0, BODY)
        page.text(value, x + number + name, top, score, 4.0, BODY, palette.ACCENT, bold=True, right=True)
        page.text(spread, x + number + name + score, top + 0.3, interval, 4.0, 6.5, palette.GREY, right=True)
    return len(highest) * step


def _ranking(page: Page, x: float, y: float, width: float, room: float, ranking: List[Tuple[str, str, str]]) -> float:
    """Write the buurten by index in columns; of a long list the middle is left out, and is counted."""
    step, gap, number, score = 4.5, 7.0, 5.5, 7.0
    columns = max(1, round(width / 55))
    lines = min(int(room / step), -(-len(ranking) // columns))
    if len(ranking) > columns * lines:
        first = columns * lines // 2
        last = columns * lines - first - 1
        others = tr("… {n} others").format(n=number_text(len(ranking) - first - last))
        ranking = [*ranking[:first], ("", others, ""), *ranking[-last:]]
    column = (width - gap * (columns - 1)) / columns
    for i, (rank, title, value) in enumerate(ranking):
        left, top = x + (i // lines) * (column + gap), y + (i % lines) * step
        name = column - number - score
        page.text(rank, left, top, number - 1, step, BODY, palette.GREY)
        page.text(shortened(title, name, BODY), left + number, top, name, step, BODY)
        page.text(value, left + number + name, top, score, step, BODY, bold=True, right=True)
    return lines * step
