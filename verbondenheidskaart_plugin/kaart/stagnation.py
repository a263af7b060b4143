"""The sheet "Stagnatieplekken": one map per group side by side, each with its places and the reasons."""

import math
from typing import Dict, List, Sequence

from qgis.core import QgsFillSymbol, QgsLayoutItemShape, QgsProject, QgsRectangle, QgsVectorLayer

from ..core.layers import LAYERS
from ..i18n import language, tr
from . import palette
from .classes import number_text, places_of
from .facts import Facts
from .items import Page, shortened, text_height, text_width
from .legend import Block, label_nodes, layers_block, score_nodes
from .sheet import BAR, BODY_BOTTOM, BODY_TOP, MARGIN, WIDTH, Frame, footer, header, map_item, new_sheet, scale_bar
from .source import numbers, rows
from .texts import STAGNATION_LABELS
from .tree import STAGNATION

# So many groups stand side by side; the others are in the project.
SIDE_BY_SIDE = 4
GAP, HEAD, KEY = 8.0, 13.0, 35.0
KEY_TOP = BODY_BOTTOM - KEY
NAME, FIGURES, REASON = 8.0, 7.5, 7.0  # points
INDENT, APART = 6.0, 2.0  # mm before the text of a place, and between its name and figures
CIRCLES = (50, 200, 800)


def make_stagnation(project: QgsProject, layers: Dict[str, QgsVectorLayer], facts: Facts, extent: QgsRectangle) -> None:
    """Add the layout "Stagnatieplekken" to the project when there are groups; those with most persons go first."""
    groups = [layer for key, layer in layers.items() if key.startswith("stagnatie_groep:")]
    if not groups:
        return
    part = {layer: key.partition(":")[2] for key, layer in layers.items() if layer in groups}
    groups.sort(key=lambda layer: -sum(place[4] or 0.0 for place in places_of(layer)))
    shown, others = groups[:SIDE_BY_SIDE], groups[SIDE_BY_SIDE:]
    page = new_sheet(project, STAGNATION)
    header(page, LAYERS["stagnatieplekken"].label(language()), " · ".join([facts.title, tr(
        "where groups are vulnerable to isolation and few fitting places to meet lie within walking distance")]))
    columns = max(len(shown), 2)
    width = (WIDTH - 2 * MARGIN - GAP * (columns - 1)) / columns
    height = min(width * extent.height() / max(extent.width(), 1e-9), 0.58 * (KEY_TOP - BODY_TOP - HEAD))
    lists = [_entries(layer) for layer in shown]
    room = KEY_TOP - BODY_TOP - HEAD - (height + 4 if len(shown) > 1 else 0)
    growth = _growth(lists, width, room)
    for i, layer in enumerate(shown):
        x = MARGIN + i * (width + GAP)
        frame = (x, BODY_TOP + HEAD, width, height)
        item = map_item(page, extent, frame, f"{STAGNATION}: {part[layer]}", name=layer.name())
        _head(page, layer, x, width)
        top = frame[1] + height + 4
        # A single group has its list beside the map.
        place = (x, top, width, room) if len(shown) > 1 else (x + width + GAP, frame[1], width, room)
        _list(page, lists[i], place, growth)
        reasons = {reason for reason, in rows(layer, ["reden"]) if reason}
        if not lists[i] and len(reasons) == 1:  # why nothing is known of this group
            page.text(str(reasons.pop()), *place[:3], 12, 8, palette.GREY, name="reden")
    _key(page, shown)
    scale_bar(page, item, WIDTH - MARGIN - BAR[0], BODY_BOTTOM - BAR[1])
    footer(page, facts, project, tr("A high risk is not a judgement of residents"), _reading(facts, others))
    project.layoutManager().addLayout(page.layout)


def _head(page: Page, layer: QgsVectorLayer, x: float, width: float) -> None:
    """Write the name of the group and how many of it live in places of stagnation."""
    page.text(shortened(layer.name(), width, 12, True), x, BODY_TOP, width, 5.6, 12, bold=True, name=layer.name())
    counted = [place for place in places_of(layer) if place[2] == "stagnatieplek"]
    persons = sum(place[6] or 0.0 for place in counted)
    total = sum(numbers(layer, "personen"))
    attention = sum(place[2] == "aandachtspunt" for place in places_of(layer))
    text = tr("No place of stagnation found; points of attention: {n}").format(n=attention)
    if all(status == "onvoldoende_gegevens" for status, in rows(layer, ["status"])):
        text = tr("Insufficient data in all neighbourhoods")
    elif counted:
        text = tr("Places: {places} · {n} of the {total} persons in the group live there").format(
            places=len(counted), n=number_text(persons), total=number_text(total))
    page.text(text, x, BODY_TOP + 6.4, width, 4.5, 8, palette.GREY, smallest=6)


def _entries(layer: QgsVectorLayer) -> List[tuple]:
    """Return (name, figures, reason) of the places of a group, ready to write."""
    found = []
    for _, name, status, stagnation, _, reason, persons, access in places_of(layer):
        figures = [tr("stagnation {score}").format(
            score=tr("unknown") if stagnation is None else number_text(stagnation))]
        if access is not None:
            figures.insert(0, tr("lack {share}%").format(share=number_text(100 * (1 - access))))
        figures.insert(0, tr("number unknown") if persons is None else tr("{n} persons").format(n=number_text(persons)))
        attention = f"{tr('Point of attention.')} " if status == "aandachtspunt" else ""
        found.append((str(name or ""), " · ".join(figures), f"{attention}{reason or ''}"))
    return found


def _height(reason: str, width: float, growth: float) -> float:
    """Return the height of one place in the list."""
    return growth * (6.0 + text_height(reason, (width - growth * INDENT) / growth, REASON))


def _head_width(name: str, figures: str, growth: float) -> float:
    """Return the width of the number, name and figures of one place side by side."""
    texts = text_width(name, growth * NAME, True) + text_width(figures, growth * FIGURES, True)
    return growth * INDENT + texts + APART


def _growth(lists: Sequence[List[tuple]], width: float, room: float) -> float:
    """Return how much larger than usual the lists can be written without leaving a place out."""
    for growth in (1.5, 1.4, 1.3, 1.2, 1.1):
        whole = all(_head_width(*entry[:2], growth) <= width for entries in lists for entry in entries)
        if whole and all(sum(_height(entry[2], width, growth) for entry in entries) <= room for entries in lists):
            return growth
    return 1.0


def _list(page: Page, entries: List[tuple], frame: Frame, growth: float) -> None:
    """Write the places with their figures and reasons, as many as there is room for."""
    x, y, width, height = frame
    bottom, indent, line = y + height, growth * INDENT, growth * 4.2
    for number, (name, figure, reason) in enumerate(entries, start=1):
        needed = _height(reason, width, growth)
        rest = 4.0 if number < len(entries) else 0.0
        if y + needed + rest > bottom:
            left = len(entries) - number + 1
            page.text(tr("and {n} more, in the layer of the project").format(n=left), x + indent, y, width - indent,
                      3.6, 6.5, palette.GREY)
            return
        figures = min(text_width(figure, growth * FIGURES, True), 0.72 * (width - indent))
        room = width - indent - figures - APART
        page.text(f"{number}", x, y, indent - 1, line, growth * 8, bold=True)
        page.text(shortened(name, room, growth * NAME, True), x + indent, y, room, line, growth * NAME, bold=True)
        page.text(figure, x + width - figures, y, figures, line, growth * FIGURES, palette.STAGNATION_RAMP[-1],
                  bold=True, right=True, smallest=6)
        page.text(reason, x + indent, y + line, width - indent, needed - growth * 5.2, growth * REASON, palette.GREY,
                  smallest=REASON)
        y += needed


def _key(page: Page, groups: Sequence[QgsVectorLayer]) -> None:
    """Draw the legend in a row at the bottom."""
    layer = max(groups, key=lambda group: len(places_of(group)))
    present = {status for group in groups for status, in rows(group, ["status"])}
    uncertain = [label for status, label in (("aandachtspunt", "Point of attention"),
                                             ("onvoldoende_gegevens", "Insufficient data")) if status in present]
    meaning = tr("Stagnation is high where a group is vulnerable and lacks much: 100 × vulnerability (0–1) × lack "
                 "(0–1). Lack: 0% for those who reach enough fitting rotondes on foot, 100% for those who reach "
                 "none at all. A place of stagnation is high in nearly all draws or lies in a cluster; a point of "
                 "attention is high but not certain. Areas without colour: neither.")
    blocks: List[Block] = [
        layers_block("stagnation", tr("Places of stagnation"), tr("stagnation, 0–100"),
                     [(layer, score_nodes(layer, "buurtnaam", STAGNATION_LABELS, ""))]),
        Block("persons", tr("Persons × lack"), tr("area of the circle; 100 persons with 40% lack: 40"), _circles),
        Block("reading", tr("How to read"), "", lambda page, x, y, width, room: _paragraph(page, meaning, x, y, width))]
    if uncertain:
        blocks.insert(1, layers_block("uncertain", tr("Uncertain"), "", [(layer, label_nodes(layer, *uncertain))]))
    x, share = MARGIN, (WIDTH - 2 * MARGIN - GAP * (len(blocks) - 1)) / sum(block.weight for block in blocks)
    for block in blocks:
        block.draw(page, x, KEY_TOP + 2, block.weight * share, KEY - 2)
        x += block.weight * share + GAP


def _circles(page: Page, x: float, y: float, width: float, room: float) -> float:
    """Draw circles for round numbers of persons, side by side on one line."""
    largest = palette.CIRCLE_MM * math.sqrt(CIRCLES[-1])
    for persons in CIRCLES:
        size = palette.CIRCLE_MM * math.sqrt(persons)
        shape = QgsLayoutItemShape(page.layout)
        shape.setShapeType(QgsLayoutItemShape.Shape.Ellipse)
        shape.setSymbol(QgsFillSymbol.createSimple({
            "color": "#ffffff", "outline_color": palette.INK, "outline_width": "0.35"}))
        page.place(shape, x, y + largest - size, size, size)
        page.text(number_text(persons), x + size + 1.2, y + largest - 3.6, 9, 3.8, 7.5)
        x += size + 11
    return largest


def _paragraph(page: Page, text: str, x: float, y: float, width: float) -> float:
    height = text_height(text, width, 7)
    page.text(text, x, y, width, height, 7)
    return height


def _reading(facts: Facts, others: Sequence[QgsVectorLayer]) -> str:
    lines = [tr("The map shows where conditions make isolation more likely, not who is lonely. Groups overlap: their "
                "numbers cannot be added up. Shows the potential for encounters, not measured contact.")]
    if others:
        lines.append(tr("Also measured, in the layers of the project: {names}.").format(
            names=", ".join(layer.name() for layer in others)))
    if facts.not_measured:
        lines.append(tr("Not measured in this run: {names}.").format(names=facts.not_measured))
    return "\n".join(lines)
