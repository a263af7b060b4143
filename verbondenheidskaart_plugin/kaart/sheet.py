"""What every sheet has: A3 in landscape, a header, maps with scale bar and north arrow, and a footer."""

import math
from typing import Dict, Optional, Sequence, Tuple

from qgis.core import (
    QgsBasicNumericFormat,
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

WIDTH, HEIGHT, MARGIN = 420.0, 297.0, 12.0
BODY_TOP, BODY_BOTTOM = 37.0, 263.0
BAR = (64.0, 15.0)
Frame = Tuple[float, float, float, float]  # x, y, width and height on the page


# The poster is the same sheet, twice as wide and high.
SIZES = {"A3": 1.0, "A1": 2.0}


def new_sheet(project: QgsProject, name: str, size: str = "A3") -> Page:
    """Return the empty page of a new layout; ``project`` gets the layout when it is finished."""
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    layout.setName(name)
    layout.pageCollection().page(0).setPageSize(size, QgsLayoutItemPage.Orientation.Landscape)
    return Page(layout, SIZES[size])


def round_scale(scale: float) -> float:
    """Return the next round scale number: 1 : 12,250, 1 : 26,500, 1 : 61,000, and so for every power of ten."""
    power = 10.0 ** math.floor(math.log10(max(scale, 1.0)))
    step = power * (0.025 if scale / power < 2.5 else 0.05 if scale / power < 5 else 0.1)
    return math.ceil(scale / step - 1e-9) * step


def map_item(page: Page, extent: QgsRectangle, frame: Frame, theme: str, name: str = "kaart") -> QgsLayoutItemMap:
    """Place a map of ``extent`` in a theme, at a round scale."""
    item = page.place(QgsLayoutItemMap(page.layout), *frame, name=name)
    item.setExtent(extent)  # gives zoomToExtent something to start from, but reshapes the item
    item.attemptResize(QgsLayoutSize(page.factor * frame[2], page.factor * frame[3]))
    item.setBackgroundColor(QColor(palette.PAPER))
    item.setFrameEnabled(True)
    item.setFrameStrokeColor(QColor(palette.RULE))
    item.zoomToExtent(extent)
    item.setScale(round_scale(item.scale()))
    item.setFollowVisibilityPreset(True)
    item.setFollowVisibilityPresetName(theme)
    return item


def header(page: Page, title: str, subtitle: str, figures: Sequence[Tuple[str, str]] = ()) -> None:
    """Write the title, and the figures at the right."""
    cell = 33.0
    left = WIDTH - MARGIN - cell * len(figures)
    room = left - MARGIN - 6 if figures else WIDTH - 2 * MARGIN
    page.text(title, MARGIN, 9.5, room, 12.5, 26, bold=True, smallest=13, name="titel")
    page.text(subtitle, MARGIN, 23.5, room, 10, 10.5, palette.GREY, smallest=8, name="ondertitel")
    for i, (value, label) in enumerate(figures):
        x = left + i * cell
        page.box(x, 11, 0.25, 19, palette.RULE)
        page.text(value, x + 3, 10.5, cell - 4, 9, 19, palette.ACCENT, bold=True, smallest=10, name=f"cijfer {i + 1}")
        page.text(label, x + 3, 20.5, cell - 4, 10, 8, palette.GREY, smallest=6.5)


def orientation(page: Page, item: QgsLayoutItemMap, frame: Frame, layers: Dict[str, QgsVectorLayer]) -> None:
    """Put scale bar and north arrow in the corner of the map that covers least of the area."""
    x, y = _emptiest(item, layers.get("buurten"), frame, page.factor, *BAR)
    item.addLabelBlockingItem(page.box(x, y, *BAR, palette.PAPER))
    scale_bar(page, item, x, y)


def scale_bar(page: Page, item: QgsLayoutItemMap, x: float, y: float) -> None:
    """Draw scale bar, scale and north arrow in a place of the size ``BAR``."""
    width, height = BAR
    page.picture(resource("icons", "noordpijl.svg"), x + 2, y + 2, 8, height - 4, name="noordpijl")
    bar = QgsLayoutItemScaleBar(page.layout)
    bar.setStyle("Line Ticks Up")
    bar.setLinkedMap(item)
    segment, kilometres = _segment(item.scale() * page.factor)
    bar.setUnits(QgsUnitTypes.DistanceUnit.DistanceKilometers if kilometres
                 else QgsUnitTypes.DistanceUnit.DistanceMeters)
    bar.setUnitLabel("km" if kilometres else "m")
    bar.setNumberOfSegments(2)
    bar.setNumberOfSegmentsLeft(0)
    bar.setUnitsPerSegment(segment / 1000 if kilometres else segment)
    set_text_format(bar, 7 * page.factor, palette.INK)
    figures = QgsBasicNumericFormat()  # of itself it follows the language of the system
    figures.setThousandsSeparator(number_text(1000)[1])
    figures.setDecimalSeparator(number_text(0.5, 1)[1])
    bar.setNumericFormat(figures)
    bar.setLineSymbol(QgsLineSymbol.createSimple({"line_color": palette.INK, "line_width": "0.3"}))
    bar.setHeight(1.8 * page.factor)
    bar.setLabelBarSpace(page.factor)
    bar.setBoxContentSpace(0)
    bar.setBackgroundEnabled(False)
    page.place(bar, x + 13, y + 1.6, width - 14, 7, name="schaalbalk")
    size = next(name for name, factor in SIZES.items() if factor == page.factor)
    text = tr("1 : {n} on {size}").format(n=number_text(item.scale()), size=size)
    page.text(text, x + 13, y + 10.4, width - 15, 4, 7, palette.GREY, name="schaal")


def _segment(scale: float) -> Tuple[float, bool]:
    """Return the length in metres of half a scale bar of at most 40 mm, and whether to write whole kilometres."""
    room = 20 * scale / 1000
    power = 10.0 ** math.floor(math.log10(room))
    segment = max(step * power for step in (1, 2, 2.5, 5) if step * power <= room)
    return segment, segment >= 1000 and segment % 1000 == 0


def _emptiest(item: QgsLayoutItemMap, buurten: Optional[QgsVectorLayer], frame: Frame, factor: float, width: float,
              height: float):
    left, top, map_width, map_height = frame
    inset = 3.0
    corners = [(x, y) for y in (top + map_height - height - inset, top + inset)
               for x in (left + inset, left + map_width - width - inset)]
    if buurten is None:
        return corners[0]
    shown, mm = item.extent(), item.scale() * factor / 1000

    def covered(corner) -> float:
        x, y = corner
        rectangle = QgsRectangle(
            shown.xMinimum() + (x - left) * mm, shown.yMaximum() - (y - top + height) * mm,
            shown.xMinimum() + (x - left + width) * mm, shown.yMaximum() - (y - top) * mm)
        box = QgsGeometry.fromRect(rectangle)
        return sum(feature.geometry().intersection(box).area() for feature in buurten.getFeatures(rectangle))

    return min(corners, key=covered)


def footer(page: Page, facts: Facts, project: QgsProject, heading: str, reading: str) -> None:
    """Write how to read the sheet, the sources and the settings."""
    top, width, gap = BODY_BOTTOM + 4, 126.0, 9.0
    page.box(MARGIN, top, WIDTH - 2 * MARGIN, 0.35, palette.INK)
    second, third = MARGIN + width + gap, MARGIN + 2 * (width + gap)
    page.text(heading, MARGIN, top + 2.2, width, 4.6, 9,
              palette.ACCENT, bold=True, smallest=7, name="voorbehoud")
    page.text(reading, MARGIN, top + 7.2, width, 13.5, 7, palette.INK, smallest=5, name="leeswijzer")
    for x, name, title, body in ((second, "bronnen", tr("Sources"), sources_text(facts)),
                                 (third, "cijfers", tr("Figures and choices"), figures_text(facts))):
        if body:
            page.text(title, x, top + 2.2, width, 4, 7.5, bold=True)
            page.text(body, x, top + 6.2, width, 14.5, 7, palette.GREY, smallest=5, name=name)
    made = [facts.date, f"Verbondenheidskaart {facts.version}".strip(), project.crs().authid()]
    page.text(" · ".join(filter(None, made)), WIDTH - MARGIN - 130, HEIGHT - 8.2, 130, 3.6, 6.5, palette.GREY,
              right=True, name="datum")


def sources_text(facts: Facts) -> str:
    """Return the files with their dates, and whom to name."""
    files = tr("Files, with the date of each: {files}").format(files=" · ".join(facts.sources)) if facts.sources else ""
    return "\n".join(filter(None, [files, facts.attribution]))


def figures_text(facts: Facts) -> str:
    """Return the years of the figures and what was chosen in the computation."""
    return "\n".join(filter(None, [facts.years, choices_text(facts)]))


def choices_text(facts: Facts) -> str:
    """Return what was chosen in the computation, and where more stands."""
    return f"{facts.choices} {tr('Precisely: see the report and the table Provenance.')}" if facts.choices else ""
