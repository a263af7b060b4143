"""The printed map: an A3 sheet in landscape with the overview, its legend, figures and sources.

The sheet has a header (title and figures) and a footer (how to read it, sources, settings). Between them
the map and the panel with the legend stand in the arrangement that gives this city the largest scale.
"""

import math
from dataclasses import dataclass
from typing import Dict, List, Optional, Tuple

from qgis.core import (
    QgsGeometry,
    QgsLayoutItemMap,
    QgsLayoutItemPage,
    QgsLayoutItemScaleBar,
    QgsLayoutSize,
    QgsLineSymbol,
    QgsPrintLayout,
    QgsProject,
    QgsRectangle,
    QgsUnitTypes,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QColor

from ..i18n import tr
from ..paths import resource
from . import palette
from .classes import number_text
from .facts import Facts
from .items import Page, set_text_format
from .legend import Block, legend_blocks
from .tree import OVERVIEW

WIDTH, HEIGHT, MARGIN = 420.0, 297.0, 12.0
BODY_TOP, BODY_BOTTOM = 37.0, 263.0


@dataclass(frozen=True)
class Arrangement:
    """Where map and panel stand (x, y, width, height) and how the blocks of the legend are set in rows."""

    map: Tuple[float, float, float, float]
    panel: Tuple[float, float, float, float]
    rows: Tuple[Tuple[str, ...], ...]


ARRANGEMENTS = (
    Arrangement((12, 37, 292, 226), (311, 37, 97, 226),
                (("rotondes", "component"), ("loopstromen", "index"), ("base",), ("highest",), ("ranking",))),
    Arrangement((12, 37, 396, 166), (12, 207, 396, 56),
                (("rotondes", "component", "loopstromen", "index", "base", "highest"),)),
    Arrangement((12, 37, 200, 226), (219, 37, 189, 226),
                (("rotondes", "component"), ("loopstromen", "index"), ("base", "highest"), ("ranking",))),
)
# Share of the width of its row that a block asks for.
WEIGHTS = {"rotondes": 34, "component": 56, "loopstromen": 44, "index": 46, "base": 40, "highest": 96, "ranking": 100}


def make_layout(project: QgsProject, layers: Dict[str, QgsVectorLayer], facts: Facts,
                extent: QgsRectangle) -> QgsPrintLayout:
    """Add the layout "Verbondenheidskaart" to the project and return it."""
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    layout.setName(OVERVIEW)
    layout.pageCollection().page(0).setPageSize("A3", QgsLayoutItemPage.Orientation.Landscape)
    page = Page(layout)
    chosen = choose(extent)
    main_map = _map(page, extent, chosen, layers)
    _header(page, facts)
    blocks = legend_blocks(layers, facts, main_map)
    _panel(page, chosen, blocks)
    _orientation(page, main_map, chosen, layers)
    _footer(page, facts, project)
    project.layoutManager().addLayout(layout)
    return layout


def choose(extent: QgsRectangle) -> Arrangement:
    """Return the arrangement that shows ``extent`` largest; among nearly equal ones that with the smallest map."""
    def scale(item: Arrangement) -> float:
        return min(item.map[2] / max(extent.width(), 1e-9), item.map[3] / max(extent.height(), 1e-9))

    best = max(map(scale, ARRANGEMENTS))
    return min((a for a in ARRANGEMENTS if scale(a) >= 0.97 * best), key=lambda a: a.map[2] * a.map[3])


def round_scale(scale: float) -> float:
    """Return the next round scale number: 1 : 12,250, 1 : 26,500, 1 : 61,000, and so for every power of ten."""
    power = 10.0 ** math.floor(math.log10(max(scale, 1.0)))
    step = power * (0.025 if scale / power < 2.5 else 0.05 if scale / power < 5 else 0.1)
    return math.ceil(scale / step - 1e-9) * step


def _map(page: Page, extent: QgsRectangle, chosen: Arrangement, layers) -> QgsLayoutItemMap:
    item = page.place(QgsLayoutItemMap(page.layout), *chosen.map, name="kaart")
    item.setExtent(extent)  # gives zoomToExtent something to start from, but reshapes the item
    item.attemptResize(QgsLayoutSize(*chosen.map[2:]))
    item.setBackgroundColor(QColor(palette.PAPER))
    item.setFrameEnabled(True)
    item.setFrameStrokeColor(QColor(palette.RULE))
    item.zoomToExtent(extent)
    item.setScale(round_scale(item.scale()))
    item.setFollowVisibilityPreset(True)
    item.setFollowVisibilityPresetName(OVERVIEW)
    return item


def _header(page: Page, facts: Facts) -> None:
    figures = facts.figures
    cell = 33.0
    left = WIDTH - MARGIN - cell * len(figures)
    room = left - MARGIN - 6 if figures else WIDTH - 2 * MARGIN
    page.text(facts.title, MARGIN, 9.5, room, 12.5, 26, bold=True, smallest=13, name="titel")
    page.text(facts.subtitle, MARGIN, 23.5, room, 10, 10.5, palette.GREY, smallest=8, name="ondertitel")
    for i, (value, label) in enumerate(figures):
        x = left + i * cell
        page.box(x, 11, 0.25, 19, palette.RULE)
        page.text(value, x + 3, 10.5, cell - 4, 9, 19, palette.ACCENT, bold=True, smallest=10, name=f"cijfer {i + 1}")
        page.text(label, x + 3, 20.5, cell - 4, 10, 8, palette.GREY, smallest=6.5)


def _panel(page: Page, chosen: Arrangement, blocks: Dict[str, Block]) -> None:
    x0, y, width, height = chosen.panel
    bottom, gap = y + height, 7.0
    rows = [[blocks[name] for name in row if name in blocks] for row in chosen.rows]
    for row in filter(None, rows):
        share = (width - gap * (len(row) - 1)) / sum(WEIGHTS[block.name] for block in row)
        x, tallest = x0, 0.0
        if bottom - y < row[0].needs:
            continue
        for block in row:
            room = WEIGHTS[block.name] * share
            tallest = max(tallest, block.draw(page, x, y, room, bottom - y))
            x += room + gap
        y += tallest + 6.0


def _orientation(page: Page, item: QgsLayoutItemMap, chosen: Arrangement, layers) -> None:
    """Put scale bar and north arrow in the corner of the map that covers least of the area."""
    width, height = 64.0, 15.0
    left, top, map_width, map_height = chosen.map
    x, y = _emptiest(item, layers.get("buurten"), chosen.map, width, height)
    page.box(x, y, width, height, palette.with_alpha(palette.PAPER, 225))
    page.picture(resource("icons", "noordpijl.svg"), x + 2, y + 2, 8, height - 4, name="noordpijl")
    bar = QgsLayoutItemScaleBar(page.layout)
    bar.setStyle("Line Ticks Up")
    bar.setLinkedMap(item)
    segment, kilometres = _segment(item.scale())
    bar.setUnits(QgsUnitTypes.DistanceUnit.DistanceKilometers if kilometres
                 else QgsUnitTypes.DistanceUnit.DistanceMeters)
    bar.setUnitLabel("km" if kilometres else "m")
    bar.setNumberOfSegments(2)
    bar.setNumberOfSegmentsLeft(0)
    bar.setUnitsPerSegment(segment / 1000 if kilometres else segment)
    set_text_format(bar, 7, palette.INK)
    bar.setLineSymbol(QgsLineSymbol.createSimple({"line_color": palette.INK, "line_width": "0.3"}))
    bar.setHeight(1.8)
    bar.setLabelBarSpace(1)
    bar.setBoxContentSpace(0)
    bar.setBackgroundEnabled(False)
    page.place(bar, x + 13, y + 1.6, width - 14, 7, name="schaalbalk")
    page.text(tr("1 : {n} on A3").format(n=number_text(item.scale())), x + 13, y + 10.4, width - 15, 4, 7,
              palette.GREY, name="schaal")


def _segment(scale: float) -> Tuple[float, bool]:
    """Return the length in metres of half a scale bar of at most 40 mm, and whether to write kilometres."""
    room = 20 * scale / 1000
    power = 10.0 ** math.floor(math.log10(room))
    segment = max(step * power for step in (1, 2, 2.5, 5) if step * power <= room)
    return segment, segment >= 500


def _emptiest(item: QgsLayoutItemMap, buurten: Optional[QgsVectorLayer], frame, width: float, height: float):
    left, top, map_width, map_height = frame
    inset = 3.0
    corners = [(x, y) for y in (top + map_height - height - inset, top + inset)
               for x in (left + inset, left + map_width - width - inset)]
    if buurten is None:
        return corners[0]
    shown, mm = item.extent(), item.scale() / 1000

    def covered(corner) -> float:
        x, y = corner
        rectangle = QgsRectangle(
            shown.xMinimum() + (x - left) * mm, shown.yMaximum() - (y - top + height) * mm,
            shown.xMinimum() + (x - left + width) * mm, shown.yMaximum() - (y - top) * mm)
        box = QgsGeometry.fromRect(rectangle)
        return sum(feature.geometry().intersection(box).area() for feature in buurten.getFeatures(rectangle))

    return min(corners, key=covered)


def _footer(page: Page, facts: Facts, project: QgsProject) -> None:
    top, width, gap = BODY_BOTTOM + 4, 126.0, 9.0
    page.box(MARGIN, top, WIDTH - 2 * MARGIN, 0.35, palette.INK)
    second, third = MARGIN + width + gap, MARGIN + 2 * (width + gap)
    page.text(tr("Shows the potential for encounters, not measured contact"), MARGIN, top + 2.2, width, 4.6, 9,
              palette.ACCENT, bold=True, smallest=7, name="voorbehoud")
    page.text(_reading(facts), MARGIN, top + 7.2, width, 13.5, 7, palette.INK, smallest=5, name="leeswijzer")
    for x, heading, body in ((second, tr("Sources"), "\n".join([*facts.sources, facts.attribution]).strip()),
                             (third, tr("Settings"), " · ".join(facts.settings))):
        if body:
            page.text(heading, x, top + 2.2, width, 4, 7.5, bold=True)
            page.text(body, x, top + 6.2, width, 14.5, 7, palette.GREY, smallest=5, name=heading.lower())
    made = [facts.date, f"Verbondenheidskaart {facts.version}".strip(), project.crs().authid()]
    page.text(" · ".join(filter(None, made)), WIDTH - MARGIN - 130, HEIGHT - 8.2, 130, 3.6, 6.5, palette.GREY,
              right=True, name="datum")


def _reading(facts: Facts) -> str:
    lines: List[str] = []
    if facts.highest:
        lines.append(tr("The numbers on the map are those of the list of highest rotondes."))
    lines.append(tr("All class limits are fixed, so that maps of other years and places can be laid beside this one; "
                    "only those of the walking flows follow the data."))
    if facts.not_measured:
        lines.append(tr("Not measured in this run: {names}.").format(names=facts.not_measured))
    return "\n".join(lines)
