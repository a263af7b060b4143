"""The layouts as templates (.qpt) for the Layout manager of QGIS: they hold no data, so they serve every city.

What is the city's own comes from variables of the project; maps follow the map themes, and legends find their layers
in a project that lies beside its verbondenheidskaart.gpkg. ``scripts/maak_layouts.py`` writes the templates.
"""

import re
from pathlib import Path
from typing import Dict, List

from qgis.core import (
    QgsLayoutItemLegend,
    QgsLayoutObject,
    QgsLegendStyle,
    QgsPrintLayout,
    QgsProject,
    QgsProperty,
    QgsReadWriteContext,
    QgsRectangle,
    QgsScaleBarSettings,
)
from qgis.PyQt.QtXml import QDomDocument

from ..i18n import language, tr
from . import palette
from .atlas import atlas_layout
from .facts import Facts, subtitle
from .items import set_legend_font
from .layout import ARRANGEMENTS, fixed_limits
from .poster import POSTER
from .sheet import BAR, footer, header, map_item, new_sheet, scale_bar
from .tree import OVERVIEW

# Name of the file, of the layout, of its theme, and size of the paper; the atlas is apart.
SHEETS = {"overzicht_a3": (f"{OVERVIEW} A3", OVERVIEW, "A3"), "poster_a1": (POSTER, POSTER, "A1")}
ATLAS = "buurtatlas_a4"
# The sides of the area: variables of the project, which the map of a template follows.
SIDES = ("XMin", "YMin", "XMax", "YMax")
_BRACED = re.compile(r"\{[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}")
_LAYER_ID = re.compile(r"[0-9a-f]{8}_[0-9a-f]{4}_[0-9a-f]{4}_[0-9a-f]{4}_[0-9a-f]{12}")


def template_layouts(project: QgsProject) -> Dict[str, QgsPrintLayout]:
    """Return the layouts by the name of their template; they need nothing of ``project``, which may be empty."""
    made = {ATLAS: atlas_layout(project).layout}
    for key, (name, theme, size) in SHEETS.items():
        made[key] = _sheet(project, name, theme, size)
    return made


def _sheet(project: QgsProject, name: str, theme: str, size: str) -> QgsPrintLayout:
    """Return the overview without data: expressions for texts, and a legend that follows the map."""
    page, place = new_sheet(project, name, size), ARRANGEMENTS[0]
    left, top, _, tall = place.map
    item = map_item(page, QgsRectangle(0, 0, 10000, 8000), place.map, theme)
    for side in SIDES:
        item.dataDefinedProperties().setProperty(getattr(QgsLayoutObject.DataDefinedProperty, f"Map{side}"),
                                                 QgsProperty.fromExpression(f"@kaart_{side.lower()}"))
    header(page, " ", subtitle())
    x, y, width, height = place.panel
    legend = page.place(QgsLayoutItemLegend(page.layout), x, y, width, height, name="legenda")
    legend.setLinkedMap(item)
    legend.setLegendFilterByMapEnabled(True)
    legend.setTitle("")
    legend.setResizeToContents(False)
    legend.setBackgroundEnabled(False)
    legend.setBoxSpace(0)
    style = QgsLegendStyle.Style
    # Those that show no text as well: a template names no other font.
    for part, points, bold in ((style.Title, 11, True), (style.Group, 9, True), (style.Subgroup, 8, True),
                               (style.Symbol, 7.5, False), (style.SymbolLabel, 7.5, False)):
        set_legend_font(legend, part, page.factor * points, palette.INK, bold)
    corner = (left + 3, top + tall - BAR[1] - 3)
    page.box(*corner, *BAR, palette.with_alpha(palette.PAPER, 225))
    scale_bar(page, item, *corner)
    bar = page.layout.itemById("schaalbalk")
    bar.setSegmentSizeMode(QgsScaleBarSettings.SegmentSizeMode.SegmentSizeFitWidth)
    bar.setMinimumBarWidth(22 * page.factor)
    bar.setMaximumBarWidth(42 * page.factor)
    empty = Facts("", "", "…", "", [], "", "", ["…"], "", "…", [], [], [])
    footer(page, empty, project, tr("Shows the potential for encounters, not measured contact"), fixed_limits())
    number = f"[% format_number(item_variables('kaart')['map_scale'], 0, '{language()}') %]"
    texts = {"titel": "[% @project_title %]", "bronnen": "[% coalesce(@kaart_bronnen, '') %]",
             "cijfers": "[% coalesce(@kaart_cijfers, '') %]",
             "datum": "[% coalesce(@atlas_gemaakt, '') %]",
             "schaal": tr("1 : {n} on {size}").format(n=number, size=size)}
    for identifier, text in texts.items():
        page.layout.itemById(identifier).setText(text)
    return page.layout


def write_templates(layouts: Dict[str, QgsPrintLayout], folder: Path) -> List[Path]:
    """Write the layouts as templates in ``folder``, the same text each time; return the files."""
    paths = []
    for key, layout in layouts.items():
        document = QDomDocument()
        document.appendChild(layout.writeXml(document, QgsReadWriteContext()))
        path = folder / f"{key}_{language()}.qpt"
        path.write_text(_steady(document.toString(0)), encoding="utf-8")
        paths.append(path)
    return paths


def _steady(text: str) -> str:
    """Return the template without paths, and with numbers for the ids that QGIS draws at random."""
    names: Dict[str, str] = {}

    def numbered(found) -> str:
        count = names.setdefault(found.group(0), f"{len(names) + 1:012x}")
        braced = found.group(0).startswith("{")
        return f"{{00000000-0000-4000-8000-{count}}}" if braced else f"00000000_0000_4000_8000_{count}"

    text = re.sub(r'source="[^"]*/([^"/]+\.gpkg[^"]*)"', r'source="./\1"', text)
    return _LAYER_ID.sub(numbered, _BRACED.sub(numbered, text))
