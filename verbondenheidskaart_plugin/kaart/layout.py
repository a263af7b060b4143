"""The overview: an A3 sheet with the whole map, its legend, figures and sources.

Between header and footer the map and the panel with the legend stand in the arrangement that gives this
city the largest scale.
"""

from dataclasses import dataclass
from typing import Dict, List, Sequence, Tuple

from qgis.core import QgsPrintLayout, QgsProject, QgsRectangle, QgsVectorLayer

from ..i18n import tr
from .facts import Facts
from .items import Page
from .legend import Block, legend_blocks
from .sheet import Frame, footer, header, map_item, new_sheet, orientation
from .tree import OVERVIEW

POSTER = "Poster A1"


@dataclass(frozen=True)
class Arrangement:
    """Where map and panel stand (x, y, width, height) and how the blocks of the legend are set in rows."""

    map: Frame
    panel: Frame
    rows: Tuple[Tuple[str, ...], ...]


ARRANGEMENTS = (
    Arrangement((12, 37, 292, 226), (311, 37, 97, 226),
                (("rotondes", "component"), ("loopstromen", "index"), ("base",), ("highest",), ("ranking",))),
    Arrangement((12, 37, 396, 166), (12, 207, 396, 56),
                (("rotondes", "component", "loopstromen", "index", "base", "highest"),)),
    Arrangement((12, 37, 200, 226), (219, 37, 189, 226),
                (("rotondes", "component"), ("loopstromen", "index"), ("base", "highest"), ("ranking",))),
)


def make_overview(project: QgsProject, layers: Dict[str, QgsVectorLayer], facts: Facts, extent: QgsRectangle,
                  name: str = OVERVIEW, size: str = "A3") -> QgsPrintLayout:
    """Add the layout "Verbondenheidskaart" to the project and return it."""
    page, chosen = new_sheet(project, name, size), choose(extent)
    main_map = map_item(page, extent, chosen.map, OVERVIEW)
    header(page, facts.title, facts.subtitle, facts.figures)
    panel(page, chosen, legend_blocks(layers, facts, main_map.scale()))
    orientation(page, main_map, chosen.map, layers)
    footer(page, facts, project, tr("Shows the potential for encounters, not measured contact"), _reading(facts))
    project.layoutManager().addLayout(page.layout)
    return page.layout


def make_poster(project: QgsProject, layers: Dict[str, QgsVectorLayer], facts: Facts,
                extent: QgsRectangle) -> QgsPrintLayout:
    """Add the layout "Poster A1" to the project and return it: the overview, at twice the scale."""
    return make_overview(project, layers, facts, extent, POSTER, "A1")


def choose(extent: QgsRectangle, arrangements: Sequence[Arrangement] = ARRANGEMENTS) -> Arrangement:
    """Return the arrangement that shows ``extent`` largest; among nearly equal ones that with the smallest map."""
    def scale(item: Arrangement) -> float:
        return min(item.map[2] / max(extent.width(), 1e-9), item.map[3] / max(extent.height(), 1e-9))

    best = max(map(scale, arrangements))
    return min((a for a in arrangements if scale(a) >= 0.97 * best), key=lambda a: a.map[2] * a.map[3])


def panel(page: Page, chosen: Arrangement, blocks: Dict[str, Block]) -> None:
    """Draw the blocks that there are in rows, from the top of the panel down."""
    x0, y, width, height = chosen.panel
    bottom, gap = y + height, 7.0
    rows = [[blocks[name] for name in row if name in blocks] for row in chosen.rows]
    for row in filter(None, rows):
        share = (width - gap * (len(row) - 1)) / sum(block.weight for block in row)
        x, tallest = x0, 0.0
        if bottom - y < row[0].needs:
            continue
        for block in row:
            room = block.weight * share
            tallest = max(tallest, block.draw(page, x, y, room, bottom - y))
            x += room + gap
        y += tallest + 6.0


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
