"""The buurtatlas: an A4 page per buurt, as a QGIS atlas, with its map, its scores and what can be done.

The layout holds no data of its own: each text and chart takes its value from the project variable of the buurt that
the page shows (``atlas_page``), so the same layout, saved as a template, serves every city.
"""

import json
import re
from typing import Any, Dict

from qgis.core import (
    QgsExpressionContextUtils,
    QgsFillSymbol,
    QgsLayoutItemMap,
    QgsLayoutItemPage,
    QgsLayoutItemShape,
    QgsLayoutObject,
    QgsLayoutSize,
    QgsPrintLayout,
    QgsProject,
    QgsProperty,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QColor

from ..core.layers import LAYERS
from ..i18n import language, tr
from ..paths import resource
from . import palette
from .atlas_lists import handles, lacking, rules, stagnation, strongest
from .atlas_map import ATLAS, REACH_M, REACH_TINT, STAGNATION
from .atlas_page import COLUMN, HALF, TREE
from .atlas_places import MAP_SIZE, NEAR_M
from .charts import VARIABLE, bar, bind, cell, field, hatch, plain, span, tick
from .facts import Facts
from .items import Page, fitted
from .sheet import choices_text, figures_text, sources_text
from .texts import COMPONENTS, SCORE_LABELS, legend_labels

WIDTH, HEIGHT, MARGIN = 210.0, 297.0, 12.0
MAP = (MARGIN, 41.0, *MAP_SIZE)
SIDE = (135.0, 41.0, 63.0)
GAP = 6.0
FOOT = 271.5
_DAY = re.compile(r" \(\d{4}-\d\d-\d\d\)")
# The city-wide texts of the footer, as project variables: x, width and name; under the caveat.
FOOTER = ((27.0, 72.0, "bronnen"), (121.0, 77.0, "keuzes"))
FOOT_SIZE, FOOT_TALL = 6.0, 10.2


def set_variables(project: QgsProject, pages: Dict[str, Dict[str, Any]], facts: Facts, extent: QgsRectangle) -> None:
    """Store as variables of the project what layouts say: one per buurt, the texts of the footer, and the area."""
    values = {f"{VARIABLE}{code}": json.dumps({k: v for k, v in page.items() if v is not None}, ensure_ascii=False)
              for code, page in pages.items()}
    made = [facts.date, f"Verbondenheidskaart {facts.version}".strip(), project.crs().authid()]
    values.update(atlas_titel=facts.title, atlas_gemaakt=" · ".join(filter(None, made)))
    files = _DAY.sub("", " · ".join(facts.sources))  # the days of the files stand on the sheets
    texts = ("\n".join([facts.attribution, files]).strip(), choices_text(facts))
    for (_, width, name), text in zip(FOOTER, texts):
        values[f"atlas_{name}"] = fitted(text, width, FOOT_TALL, FOOT_SIZE, FOOT_SIZE, False)[1]
    values.update(kaart_bronnen=sources_text(facts), kaart_cijfers=figures_text(facts))
    values.update(kaart_xmin=extent.xMinimum(), kaart_ymin=extent.yMinimum(), kaart_xmax=extent.xMaximum(),
                  kaart_ymax=extent.yMaximum())
    QgsExpressionContextUtils.setProjectVariables(project, values)


def make_atlas(project: QgsProject, coverage: QgsVectorLayer) -> QgsPrintLayout:
    """Add the layout "Buurtatlas" over the buurten to the project and return it."""
    page = atlas_layout(project)
    atlas = page.layout.atlas()
    atlas.setCoverageLayer(coverage)
    atlas.setEnabled(True)
    atlas.setSortFeatures(True)
    atlas.setSortExpression('"buurtcode"')
    atlas.setPageNameExpression('"buurtnaam"')
    atlas.setFilenameExpression("'buurtatlas_' || \"buurtcode\"")
    project.layoutManager().addLayout(page.layout)
    return page.layout


def atlas_layout(project: QgsProject) -> Page:
    """Return the page without coverage layer: what the template holds."""
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    layout.setName(ATLAS)
    layout.pageCollection().page(0).setPageSize("A4", QgsLayoutItemPage.Orientation.Portrait)
    page = Page(layout)
    _header(page)
    _map(page)
    _key(page)
    _tree(page)
    strongest(page, MARGIN)
    lacking(page, MARGIN + COLUMN + GAP)
    stagnation(page, MARGIN + 2 * (COLUMN + GAP))
    rules(page, MARGIN)
    handles(page, WIDTH - MARGIN - HALF)
    _footer(page)
    return page


def _header(page: Page) -> None:
    field(page, "naam", MARGIN, 9.5, 119, 11.5, 24, bold=True)
    field(page, "naam_klein", MARGIN, 9.0, 119, 12, 14, bold=True)
    field(page, "onder", MARGIN, 20.8, 118, 3.4, 7, palette.GREY)
    field(page, "aantal", MARGIN, 24.1, 118, 3.4, 7, palette.GREY)
    width = 22.0
    for i, key in enumerate(("index", "rang", "dekking")):
        x = WIDTH - MARGIN - width * (3 - i)
        page.box(x, 10, 0.25, 15, palette.RULE)
        field(page, key, x + 2.5, 9.5, width - 3, 8.5, 19, palette.ACCENT, bold=True)
        field(page, f"{key}_wat", x + 2.5, 18.4, width - 3, 7, 7, palette.GREY)
    field(page, "verklaring", MARGIN, 28.6, 186, 9.6, 7.5)
    page.box(MARGIN, 38.6, 186, 0.35, palette.INK)


def _map(page: Page) -> None:
    x, y, width, height = MAP
    item = page.place(QgsLayoutItemMap(page.layout), *MAP, name="kaart")
    item.setExtent(QgsRectangle(0, 0, 10 * width, 10 * height))  # setExtent reshapes an item that has no extent
    item.attemptResize(QgsLayoutSize(width, height))
    item.setBackgroundColor(QColor(palette.PAPER))
    item.setFrameEnabled(True)
    item.setFrameStrokeColor(QColor(palette.RULE))
    item.setFollowVisibilityPreset(True)
    item.setFollowVisibilityPresetName(ATLAS)
    item.setAtlasDriven(True)
    item.setAtlasScalingMode(QgsLayoutItemMap.AtlasScalingMode.Auto)
    item.setAtlasMargin(0.2)
    # A round scale that shows the buurt with all around it in which the listed rotondes may lie.
    box = "bounds_{}(@atlas_geometry)"
    need = " , ".join(f"({box.format(side)} + {2 * NEAR_M + 60:g}) / {size / 1000}" for side, size in (("width", width),
                                                                                      ("height", height)))
    item.dataDefinedProperties().setProperty(
        QgsLayoutObject.DataDefinedProperty.MapScale, QgsProperty.fromExpression(f"500 * ceil(max({need}) / 500)"))
    item.addLabelBlockingItem(_scale(page, x + 2, y + height - 13))


def _scale(page: Page, x: float, y: float) -> QgsLayoutItemShape:
    """Draw north arrow, scale bar and scale; the bar has a round length between 13 and 34 mm. Return their ground."""
    scale = "item_variables('kaart')['map_scale']"
    metres = f"array_last(array_filter(array(50, 100, 200, 500, 1000, 2000, 5000, 10000), @element <= 0.034 * {scale}))"
    ground = page.box(x, y, 48, 11, palette.PAPER)
    page.picture(resource("icons", "noordpijl.svg"), x + 1, y + 1, 6, 9, name="noordpijl")
    bind(page.box(x + 9, y + 4.2, 20, 0.9, palette.INK, name="schaalbalk"), width=f"{metres} / {scale} * 1000")
    length = page.text("", x + 9, y + 0.7, 30, 3.2, 6.5, name="schaallengte")
    length.setText(f"[% format_number({metres}, 0, '{language()}') || ' m' %]")
    words = tr("1 : {n} on A4").split("{n}")
    text = page.text("", x + 9, y + 6.4, 38, 3.4, 6.3, palette.GREY, name="schaal")
    text.setText(f"{words[0]}[% format_number({scale}, 0, '{language()}') %]{words[-1]}")
    return ground


def _key(page: Page) -> None:
    """Draw the key of the map in three rows below it."""
    x, y, first, size = MARGIN, MAP[1] + MAP[3] + 2.0, 17.5, 6.0

    def word(text: str, left: float, top: float, width: float, color: str = palette.INK) -> None:
        page.text(text, left, top, width, 3.4, size, color, smallest=5)

    left = x + first
    word(tr("Rotonde score"), x, y, first, palette.GREY)
    for color, label in zip(palette.SCORE_RAMP, SCORE_LABELS):
        _disc(page, left, y + 0.2, 2.8, color, "#ffffff")
        word(label.replace(" ", ""), left + 3.6, y, 10)
        left += 13.5
    _disc(page, left + 3.5, y + 0.1, 2.8, "#ffffff", palette.RING, 0.6)
    word(legend_labels()["Indispensable"], left + 7.3, y, 22)
    word(tr("Kind of place"), x, y + 4.3, first, palette.GREY)
    left, row = x + first, 1
    texts = {**dict(enumerate((legend_labels()[name] for name in COMPONENTS), start=1)),
             2: tr("Networks, associations")}
    for number, width in KEY_WIDTHS.items():
        if number == 6:
            left, row = x + first, 2
        page.picture(resource("icons", f"component_{number}.svg"), left, y + 4.2 * row + 0.1, 3, 3, color=palette.INK)
        word(texts[number], left + 3.7, y + 4.2 * row, width - 3.8)
        left += width
    page.box(left, y + 8.8, 4.6, 2.4, REACH_TINT)
    word(tr("≤ {n} m from a rotonde").format(n=REACH_M), left + 5.4, y + 8.4, 24.5)
    hatch(page, left + 30.5, y + 8.8, 5.6, 2.4, color=STAGNATION)
    word(tr("place of stagnation"), left + 36.7, y + 8.4, 20.5)


# Digital platforms (3) are nowhere on the ground.
KEY_WIDTHS = {1: 30.5, 2: 26.0, 4: 17.0, 5: 12.0, 6: 13.0, 7: 11.0, 8: 23.0}


def _rectangle(page: Page, symbol: QgsFillSymbol) -> QgsLayoutItemShape:
    shape = QgsLayoutItemShape(page.layout)
    shape.setShapeType(QgsLayoutItemShape.Shape.Rectangle)
    shape.setSymbol(symbol)
    return shape


def _disc(page: Page, x: float, y: float, size: float, color: str, outline: str, thickness: float = 0.2) -> None:
    shape = QgsLayoutItemShape(page.layout)
    shape.setShapeType(QgsLayoutItemShape.Shape.Ellipse)
    shape.setSymbol(QgsFillSymbol.createSimple({
        "color": color, "outline_color": outline, "outline_width": str(thickness)}))
    page.place(shape, x, y, size, size)


def _tree(page: Page) -> None:
    """Draw the rank and the index as a tree: bars with ticks for wijk and gemeente."""
    x0, y, width = SIDE
    page.text(tr("How connected?"), x0, y, width, 4.4, 9.5, bold=True)
    page.box(x0, y + 4.9, width, 0.25, palette.INK)
    field(page, "rang_tekst", x0, y + 5.9, 26, 3.4, 6.8, bold=True)
    field(page, "rang_marge", x0 + 20, y + 6, width - 20, 3.4, 6.3, palette.GREY, right=True)
    axis = y + 11.2
    page.box(x0, axis + 0.8, width, 0.3, palette.RULE)
    span(page, "rang_laag", "rang_hoog", x0, axis, width, 1.9, palette.INDEX_RAMP[2], "1", cell("rang_van"))
    at = f"(to_real({cell('rang_nr')}) - 1) / max(1, {cell('rang_van')} - 1) * {width - 2}"
    dot = _rectangle(page, plain(palette.INK))
    dot.setShapeType(QgsLayoutItemShape.Shape.Ellipse)
    bind(page.place(dot, x0, axis, 1.9, 1.9, name="rang"), x=f"coalesce({x0} + {at}, {x0})",
         width=f"if({cell('rang_nr')} IS NULL, 0, 1.9)")
    page.text(tr("highest"), x0, axis + 2.3, 20, 3, 5.8, palette.GREY)
    page.text(tr("lowest"), x0 + width - 20, axis + 2.3, 20, 3, 5.8, palette.GREY, right=True)
    y = axis + 6.6
    for color, text, left in ((palette.INK, tr("municipality"), 0), (palette.ACCENT, tr("district"), 18)):
        page.box(x0 + left, y + 0.4, 0.6, 2.4, color)
        page.text(text, x0 + left + 1.6, y, 16, 3, 6, palette.GREY)
    hatch(page, x0 + 35, y + 0.5, 5, 2.2)
    page.text(tr("unknown"), x0 + 41.2, y, 22, 3, 6, palette.GREY)
    page.text(tr("Ticks: means of the neighbourhoods on this map"), x0, y + 3.3, width, 3, 6,
              palette.GREY, smallest=5)
    y += 7.2
    label = LAYERS["buurten"]
    stem: Dict[int, float] = {}  # where the branches of a node begin
    parts = {"obj": tr("objective"), "subj": tr("perceived"), "dekking": tr("coverage")}
    for name, depth in TREE:
        x, room = x0 + 3.0 * depth, width - 3.0 * depth
        size = (8.5, 7.6, 7.2)[depth]
        text = label.field(name).label(language())
        page.text(text, x, y, room - 9, 3.8, size, bold=depth < 2, smallest=6)
        field(page, f"{name}_tekst", x + room - 15, y, 15, 3.8, size, palette.ACCENT if depth < 2 else palette.INK,
              bold=True, right=True)
        thick = (2.4, 2.0, 1.8)[depth]
        top = y + 3.9
        bar(page, f"{name}_waarde", x, top, room, thick, palette.INDEX_RAMP[(4, 3, 2)[depth]])
        tick(page, f"{name}_gemeente", x, top - 0.4, room, thick + 0.8, palette.INK)
        tick(page, f"{name}_wijk", x, top - 0.4, room, thick + 0.8, palette.ACCENT)
        middle = top + thick / 2
        if depth:
            page.box(x - 2.2, stem[depth - 1], 0.2, middle - stem[depth - 1], palette.RULE)
            page.box(x - 2.2, middle - 0.1, 1.8, 0.2, palette.RULE)
        stem[depth] = top + thick + 0.4
        y = top + thick + 1.0
        if depth < 2:
            field(page, f"{name}_naast", x, y, room, 3, 5.8, palette.GREY, right=True)
            y += 4.0
        if depth == 2:
            third = (room - 4) / 3
            for i, (part, word) in enumerate(parts.items()):
                left = x + i * (third + 2)
                page.text(word, left, y, third - 6, 2.6, 5.4, palette.GREY, smallest=4.6)
                field(page, f"{name}_{part}_tekst", left + third - 10, y, 10, 2.6, 5.4, right=True)
                bar(page, f"{name}_{part}_waarde", left, y + 2.7, third, 1.0,
                    palette.GREY if part == "dekking" else palette.INDEX_RAMP[3])
            y += 5.6


def _footer(page: Page) -> None:
    page.box(MARGIN, FOOT, 186, 0.35, palette.INK)
    page.text(tr("Potential for encounters, not measured contact"), MARGIN, FOOT + 1.6, 76, 4.2, 8, palette.ACCENT,
              bold=True, smallest=6.5, name="voorbehoud")
    page.text(tr("Talk these figures over with residents: they know what the data do not show. Unknown is not zero."),
              MARGIN + 77, FOOT + 2.2, 109, 3.4, 6.5, smallest=5.8, name="leeswijzer")
    headings = ((MARGIN, tr("Sources")), (103.0, tr("Choices made")))
    for (x, width, name), (left, heading) in zip(FOOTER, headings):
        page.text(heading, left, FOOT + 6.7, x - left - 1, 3.2, 6.5, bold=True, smallest=6)
        body = page.text("", x, FOOT + 6.8, width, FOOT_TALL, FOOT_SIZE, palette.GREY, name=name)
        body.setText(f"[% coalesce(@atlas_{name}, '') %]")
    field(page, "jaar", 132, HEIGHT - 8.4, 42, 3.4, 6.3, palette.GREY)
    made = page.text("", MARGIN, HEIGHT - 8.4, 118, 3.4, 6.3, palette.GREY, name="gemaakt")
    made.setText("[% concat(@atlas_titel, ' · ', @atlas_gemaakt) %]")
    number = page.text("", WIDTH - MARGIN - 24, HEIGHT - 8.4, 24, 3.4, 6.3, palette.GREY, right=True, name="bladzijde")
    number.setText("[% concat(@atlas_featurenumber, ' / ', @atlas_totalfeatures) %]")
