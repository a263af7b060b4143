"""The layouts as templates (.qpt) for the Layout manager of QGIS: they hold no data, so they serve every city.

What is the city's own comes from variables of the project; maps follow the map themes, and legends find their layers
in a project that lies beside its verbondenheidskaart.gpkg. ``scripts/maak_layouts.py`` writes the templates.
"""

import re
from dataclasses import replace
from pathlib import Path
from typing import Dict, List

from qgis.core import (
    QgsLayoutItem,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutObject,
    QgsLegendStyle,
    QgsPrintLayout,
    QgsProject,
    QgsProperty,
    QgsReadWriteContext,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtXml import QDomDocument

from ..i18n import language, tr
from . import palette
from .atlas import atlas_layout
from .facts import Facts
from .items import set_legend_font
from .layout import ARRANGEMENTS, fixed_limits
from .sheet import footer, header, map_item, new_sheet, orientation
from .tree import OVERVIEW

# Name of the file, of the layout, and size of the paper; the atlas is apart.
SHEETS = {"overzicht_a3": (f"{OVERVIEW} A3", "A3"), "poster_a1": ("Poster A1", "A1")}
ATLAS = "buurtatlas_a4"
# The sides of the area: variables of the project, which the map of a template follows.
SIDES = ("XMin", "YMin", "XMax", "YMax")
_BRACED = re.compile(r"\{[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}")
_LAYER_ID = re.compile(r"[0-9a-f]{8}_[0-9a-f]{4}_[0-9a-f]{4}_[0-9a-f]{4}_[0-9a-f]{12}")


def template_layouts(project: QgsProject, layers: Dict[str, QgsVectorLayer], facts: Facts,
                     extent: QgsRectangle) -> Dict[str, QgsPrintLayout]:
    """Return the layouts by the name of their template; ``project`` must hold ``layers`` and the map themes."""
    made = {ATLAS: atlas_layout(project).layout}
    for key, (name, size) in SHEETS.items():
        made[key] = _sheet(project, layers, facts, extent, name, size)
    return made


def _sheet(project: QgsProject, layers: Dict[str, QgsVectorLayer], facts: Facts, extent: QgsRectangle, name: str,
           size: str) -> QgsPrintLayout:
    """Return the overview without data: expressions for texts, and a legend that follows the map."""
    page, place = new_sheet(project, name, size), ARRANGEMENTS[0]
    item = map_item(page, extent, place.map, OVERVIEW)
    for side in SIDES:
        item.dataDefinedProperties().setProperty(getattr(QgsLayoutObject.DataDefinedProperty, f"Map{side}"),
                                                 QgsProperty.fromExpression(f"@kaart_{side.lower()}"))
    header(page, " ", facts.subtitle)
    x, y, width, height = place.panel
    legend = page.place(QgsLayoutItemLegend(page.layout), x, y, width, height, name="legenda")
    legend.setLinkedMap(item)
    legend.setLegendFilterByMapEnabled(True)
    legend.setTitle("")
    legend.setResizeToContents(False)
    legend.setBackgroundEnabled(False)
    legend.setBoxSpace(0)
    style = QgsLegendStyle.Style
    for part, points in ((style.Group, 9), (style.Subgroup, 8), (style.SymbolLabel, 7.5)):
        set_legend_font(legend, part, page.factor * points, palette.INK, part != style.SymbolLabel)
    orientation(page, item, place.map, layers)
    footer(page, replace(facts, sources=["…"], attribution="", settings=["…"], date="…", version=""), project,
           tr("Shows the potential for encounters, not measured contact"), fixed_limits())
    number = f"[% format_number(item_variables('kaart')['map_scale'], 0, '{language()}') %]"
    texts = {"titel": "[% @project_title %]", tr("Sources").lower(): "[% coalesce(@atlas_bronnen, '') %]",
             tr("Settings").lower(): "[% coalesce(@atlas_instellingen, '') %]",
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


def load_template(project: QgsProject, path: Path) -> QgsPrintLayout:
    """Return a layout made of a template, as the Layout manager makes it."""
    document = QDomDocument()
    document.setContent(path.read_text(encoding="utf-8"))
    context = QgsReadWriteContext()
    context.setPathResolver(project.pathResolver())
    layout = QgsPrintLayout(project)
    layout.loadFromTemplate(document, context, True)
    return layout


def items_of(layout: QgsPrintLayout) -> List[tuple]:
    """Return what a layout consists of, to compare two: type, name, place, size and text of each item, sorted."""
    found = []
    for item in layout.items():
        if not isinstance(item, QgsLayoutItem):  # the graphics of the scene itself
            continue
        at, size = item.positionWithUnits(), item.sizeWithUnits()
        text = item.text() if hasattr(item, "text") else ""
        theme = item.followVisibilityPresetName() if isinstance(item, QgsLayoutItemMap) else ""
        found.append((type(item).__name__, item.id(), round(at.x(), 1), round(at.y(), 1), round(size.width(), 1),
                      round(size.height(), 1), text, theme))
    return sorted(found)


def _steady(text: str) -> str:
    """Return the template without paths, and with numbers for the ids that QGIS draws at random."""
    names: Dict[str, str] = {}

    def numbered(found) -> str:
        count = names.setdefault(found.group(0), f"{len(names) + 1:012x}")
        braced = found.group(0).startswith("{")
        return f"{{00000000-0000-4000-8000-{count}}}" if braced else f"00000000_0000_4000_8000_{count}"

    text = re.sub(r'source="[^"]*/([^"/]+\.gpkg[^"]*)"', r'source="./\1"', text)
    return _LAYER_ID.sub(numbered, _BRACED.sub(numbered, text))
