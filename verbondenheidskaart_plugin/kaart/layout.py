"""The overview: an A3 sheet with the whole map, its legend, figures and sources.

Between header and footer the map and the panel with the legend stand in the arrangement that gives this
city the largest scale.
"""

from dataclasses import dataclass, replace
from typing import Dict, List, Sequence, Tuple

from qgis.core import QgsLayoutItemMap, QgsPrintLayout, QgsProject, QgsRectangle, QgsVectorLayer

from ..i18n import tr
from .facts import Facts
from .items import Page
from .legend import Block, legend_blocks
from .poster import POSTER
from .sheet import BAR, Frame, footer, header, map_item, new_sheet, orientation, scale_bar
from .tree import OVERVIEW

GAP, BELOW = 7.0, 4.0  # between blocks, and between the map and those below it (mm)


@dataclass(frozen=True)
class Arrangement:
    """Where map and panel stand (x, y, width, height) and how the blocks of the legend are set in rows.

    ``below``: the blocks that go under the map where the shape of the area leaves them room; ``tall``: how much (mm).
    """

    map: Frame
    panel: Frame
    rows: Tuple[Tuple[str, ...], ...]
    below: Tuple[str, ...] = ()
    tall: float = 0.0


ARRANGEMENTS = (
    Arrangement((12, 37, 292, 226), (311, 37, 97, 226),
                (("rotondes", "component"), ("loopstromen", "index"), ("base",), ("highest",), ("ranking",)),
                ("base",), 12.0),
    Arrangement((12, 37, 396, 166), (12, 207, 396, 56),
                (("rotondes", "component", "loopstromen", "index", "base", "highest", "ranking"),)),
    Arrangement((12, 37, 200, 226), (219, 37, 189, 226),
                (("rotondes", "component"), ("loopstromen", "index"), ("base", "highest"), ("ranking",))),
)


def make_overview(project: QgsProject, layers: Dict[str, QgsVectorLayer], facts: Facts, extent: QgsRectangle,
                  name: str = OVERVIEW, size: str = "A3") -> QgsPrintLayout:
    """Add the layout ``name`` to the project, with the map in the theme of that name, and return it."""
    page, chosen = new_sheet(project, name, size), choose(extent)
    main_map = map_item(page, extent, chosen.map, name)
    if name != OVERVIEW:  # a theme that is not added yet has the styles of the layers themselves
        page.styled_by = main_map
    header(page, facts.title, facts.subtitle, facts.figures)
    panel(page, chosen, legend_blocks(layers, facts, main_map.scale()))
    scale(page, main_map, chosen, layers)
    footer(page, facts, project, tr("Shows the potential for encounters, not measured contact"), _reading(facts))
    project.layoutManager().addLayout(page.layout)
    return page.layout


def make_poster(project: QgsProject, layers: Dict[str, QgsVectorLayer], facts: Facts,
                extent: QgsRectangle) -> QgsPrintLayout:
    """Add the layout "Poster A1" to the project and return it: the overview, at twice the scale."""
    return make_overview(project, layers, facts, extent, POSTER, "A1")


def choose(extent: QgsRectangle, arrangements: Sequence[Arrangement] = ARRANGEMENTS) -> Arrangement:
    """Return the arrangement that shows ``extent`` largest; among nearly equal ones that with the smallest map.

    Where the map needs less than its height, it makes room for blocks below it.
    """
    def size(item: Arrangement) -> float:
        return min(item.map[2] / max(extent.width(), 1e-9), item.map[3] / max(extent.height(), 1e-9))

    best = max(map(size, arrangements))
    chosen = min((a for a in arrangements if size(a) >= 0.97 * best), key=lambda a: a.map[2] * a.map[3])
    left, top, width, height = chosen.map
    needed = width * extent.height() / max(extent.width(), 1e-9)
    if not chosen.below or height - needed < chosen.tall + BELOW:
        return replace(chosen, below=())
    rows = tuple(tuple(name for name in row if name not in chosen.below) for row in chosen.rows)
    return replace(chosen, map=(left, top, width, height - chosen.tall - BELOW), rows=rows)


def panel(page: Page, chosen: Arrangement, blocks: Dict[str, Block]) -> None:
    """Draw the blocks that there are in rows, from the top of the panel down, and those below the map."""
    left, top, wide, tall = chosen.map
    under = [blocks[name] for name in chosen.below if name in blocks]
    if under:
        _row(page, under, left, top + tall + BELOW, wide - BAR[0] - GAP, chosen.tall)
    x0, y, width, height = chosen.panel
    bottom = y + height
    rows = [[blocks[name] for name in row if name in blocks] for row in chosen.rows]
    for row in filter(None, rows):
        if bottom - y >= row[0].needs:
            y += _row(page, row, x0, y, width, bottom - y) + 6.0


def _row(page: Page, blocks: Sequence[Block], x: float, y: float, width: float, room: float) -> float:
    """Draw blocks side by side; return the height of the tallest."""
    tallest = 0.0
    share = (width - GAP * (len(blocks) - 1)) / sum(block.weight for block in blocks)
    for block in blocks:
        tallest = max(tallest, block.draw(page, x, y, block.weight * share, room))
        x += block.weight * share + GAP
    return tallest


def scale(page: Page, item: QgsLayoutItemMap, chosen: Arrangement, layers: Dict[str, QgsVectorLayer]) -> None:
    """Put scale bar and north arrow below the map, beside the blocks there, or else in its emptiest corner."""
    left, top, wide, tall = chosen.map
    if chosen.below:
        scale_bar(page, item, left + wide - BAR[0], top + tall + 2.0)
    else:
        orientation(page, item, chosen.map, layers)


def _reading(facts: Facts) -> str:
    lines: List[str] = []
    if facts.highest:
        lines.append(tr("The numbers on the map are those of the list of highest rotondes."))
    lines.append(fixed_limits())
    if facts.not_measured:
        lines.append(tr("Not measured in this run: {names}.").format(names=facts.not_measured))
    return "\n".join(lines)


def fixed_limits() -> str:
    """Return what to know of the colours."""
    return tr("All class limits are fixed, so that maps of other years and places can be laid beside this one; "
              "only those of the walking flows follow the data.")
