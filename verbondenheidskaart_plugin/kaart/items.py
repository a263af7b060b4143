"""The parts of a printed page: texts that fit their place, rules, pictures and legends. All in millimetres."""

import base64
import re
from functools import cached_property
from pathlib import Path
from typing import Dict, Optional, Sequence, Tuple

from qgis.core import (
    QgsFillSymbol,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemPicture,
    QgsLayoutItemPolyline,
    QgsLayoutItemShape,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsLegendRenderer,
    QgsLegendStyle,
    QgsLineSymbol,
    QgsMapLayerLegendUtils,
    QgsPrintLayout,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QPointF, Qt
from qgis.PyQt.QtGui import QColor, QFontMetricsF, QPolygonF

from . import palette
from .fonts import font, text_format

POINT_MM = 0.352778
# Text is measured this much larger than life, so that hinting does not count.
ZOOM = 20
Part = Tuple[QgsVectorLayer, Sequence[int]]


class Page:
    """A page of a layout on which parts are placed by their upper left corner and size.

    ``factor``: how much larger than drawn everything becomes, but for the symbols of map and legend: those come from
    the theme of the map.
    """

    def __init__(self, layout: QgsPrintLayout, factor: float = 1.0):
        self.layout, self.factor = layout, factor
        self.styled_by: Optional[QgsLayoutItemMap] = None  # the map whose theme chooses the styles of the legends

    @cached_property
    def _overrides(self) -> Dict[str, str]:
        """The styles that the theme of ``styled_by`` chooses; asked once, because QGIS takes long to find them."""
        themes = self.layout.project().mapThemeCollection()
        return themes.mapThemeStyleOverrides(self.styled_by.followVisibilityPresetName()) if self.styled_by else {}

    def place(self, item: QgsLayoutItem, x: float, y: float, width: float, height: float, name: str = ""):
        """Put ``item`` on the page and return it."""
        self.layout.addLayoutItem(item)
        item.attemptMove(QgsLayoutPoint(self.factor * x, self.factor * y))
        item.attemptResize(QgsLayoutSize(self.factor * width, self.factor * height))
        if name:
            item.setId(name)
        return item

    def text(self, text: str, x: float, y: float, width: float, height: float, size: float,
             color: str = palette.INK, bold: bool = False, right: bool = False, centre: bool = False,
             smallest: float = 0, name: str = "") -> QgsLayoutItemLabel:
        """Write ``text``; when it does not fit, shrink it to ``smallest`` points and then cut it off."""
        size, text = fitted(text, width, height, size, smallest or size, bold)
        label = QgsLayoutItemLabel(self.layout)
        label.setText(literal(text))
        set_text_format(label, self.factor * size, color, bold)
        label.setMarginX(0)
        label.setMarginY(0)
        label.setHAlign(Qt.AlignmentFlag.AlignRight if right else
                        Qt.AlignmentFlag.AlignHCenter if centre else Qt.AlignmentFlag.AlignLeft)
        label.setVAlign(Qt.AlignmentFlag.AlignTop)
        return self.place(label, x, y, width, height, name)

    def box(self, x: float, y: float, width: float, height: float, color: str, name: str = "") -> QgsLayoutItemShape:
        """Draw a filled rectangle without outline (a rule when it is very low)."""
        shape = QgsLayoutItemShape(self.layout)
        shape.setShapeType(QgsLayoutItemShape.Shape.Rectangle)
        symbol = QgsFillSymbol.createSimple({"color": color, "outline_style": "no"})
        shape.setSymbol(symbol)
        return self.place(shape, x, y, width, height, name)

    def line(self, symbol: QgsLineSymbol, x: float, y: float, width: float) -> QgsLayoutItemPolyline:
        """Draw a horizontal line."""
        ends = [QPointF(self.factor * at, self.factor * y) for at in (x, x + width)]
        item = QgsLayoutItemPolyline(QPolygonF(ends), self.layout)
        item.setSymbol(symbol)
        self.layout.addLayoutItem(item)
        return item

    def picture(self, path: Path, x: float, y: float, width: float, height: float, name: str = "", color: str = ""):
        """Place an SVG, in ``color`` if it lets itself be coloured; it is stored inside the project, which can move."""
        picture = QgsLayoutItemPicture(self.layout)
        if color:
            picture.setSvgFillColor(QColor(color))
        inside = "base64:" + base64.b64encode(path.read_bytes()).decode("ascii")
        picture.setPicturePath(inside, QgsLayoutItemPicture.Format.FormatSVG)
        return self.place(picture, x, y, width, height, name)

    def legend(self, parts: Sequence[Part], x: float, y: float, width: float, name: str = "",
               columns: int = 1) -> float:
        """Place a legend of ``parts``: (layer, numbers of its nodes, in that order); return its height."""
        # Linked to no map unless it must be: the classes are those of the styles, and a link rebuilds every legend.
        legend = QgsLayoutItemLegend(self.layout)
        self.place(legend, x, y, width, 10, name)
        legend.setAutoUpdateModel(False)
        legend.setTitle("")
        root = legend.model().rootGroup()
        root.removeAllChildren()
        if self.styled_by is not None:
            legend.setLinkedMap(self.styled_by)
            legend.model().setLayerStyleOverrides(self._overrides)
        for layer, nodes in parts:
            node = root.addLayer(layer)
            QgsLegendRenderer.setNodeLegendStyle(node, QgsLegendStyle.Style.Hidden)
            QgsMapLayerLegendUtils.setLegendNodeOrder(node, list(nodes))
            legend.model().refreshLayerLegend(node)
        set_legend_font(legend, QgsLegendStyle.Style.SymbolLabel, 7.5 * self.factor, palette.INK)
        for part in (QgsLegendStyle.Style.Title, QgsLegendStyle.Style.Group, QgsLegendStyle.Style.Subgroup):
            style = QgsLegendStyle(legend.style(part))
            style.setMargin(0)
            legend.setStyle(part, style)
        style = QgsLegendStyle(legend.style(QgsLegendStyle.Style.Symbol))
        style.setMargin(QgsLegendStyle.Side.Top, 0.9 * self.factor)
        legend.setStyle(QgsLegendStyle.Style.Symbol, style)
        style = QgsLegendStyle(legend.style(QgsLegendStyle.Style.SymbolLabel))
        style.setMargin(QgsLegendStyle.Side.Left, 3.0 * self.factor)  # the round ends of a wide line reach into it
        legend.setStyle(QgsLegendStyle.Style.SymbolLabel, style)
        legend.setSymbolWidth(7 * self.factor)
        legend.setSymbolHeight(3.6 * self.factor)
        legend.setBoxSpace(0)
        legend.setBackgroundEnabled(False)
        legend.setColumnCount(columns)
        legend.setSplitLayer(columns > 1)
        legend.setColumnSpace(3 * self.factor)
        size = QgsLegendRenderer(legend.model(), legend.legendSettings()).minimumSize()
        legend.attemptResize(QgsLayoutSize(size.width(), size.height()))
        return size.height() / self.factor


def fitted(text: str, width: float, height: float, size: float, smallest: float, bold: bool):
    """Return the (size, text) with which ``text`` fits: smaller if need be, at last cut off."""
    while size > smallest and text_height(text, width, size, bold) > height:
        size = max(smallest, size - 0.25)
    words = text.split(" ")
    while len(words) > 1 and text_height(text, width, size, bold) > height:
        words.pop()
        text = " ".join(words).rstrip(" ,;·") + " …"
    return size, text


def whole_clauses(text: str, width: float, height: float, size: float) -> str:
    """Return as many of the first clauses of ``text`` (parted by "; " or ". ") as fit; the first in any case."""
    clauses = re.split(r"(?<=[;.]) ", text)
    while len(clauses) > 1 and text_height(" ".join(clauses), width, size) > height:
        clauses.pop()
    kept = " ".join(clauses)
    return fitted(kept if kept == text else f"{kept.rstrip(';.')}.", width, height, size, size, False)[1]


def literal(text: str) -> str:
    """Return the text of a label such that QGIS computes nothing in it, also when a name holds ``[% … %]``."""
    return text.replace("[%", "[% '[%' %]")


def text_height(text: str, width: float, size: float, bold: bool = False) -> float:
    """Return the height of ``text``, wrapped at ``width``, with a little room to spare."""
    metrics = _metrics(size, bold)
    lines = 0
    for paragraph in text.split("\n"):
        room, lines = 0.0, lines + 1
        for word in paragraph.split(" "):
            advance = metrics.horizontalAdvance(word + " ") / ZOOM
            if room and room + advance > width * 0.98:
                room, lines = 0.0, lines + 1
            room += advance
    return lines * metrics.lineSpacing() / ZOOM


def elided(text: str, width: float, size: float, bold: bool = False) -> str:
    """Return ``text`` on one line, cut off with … where it does not fit."""
    return _metrics(size, bold).elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, width * ZOOM * 0.98)


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Return the width in which ``text`` stands on one line, with the room to spare of ``text_height``."""
    return _metrics(size, bold).horizontalAdvance(f"{text} ") / ZOOM / 0.98


def shortened(text: str, width: float, size: float, bold: bool = False) -> str:
    """Return a name on one line; one that does not fit loses its middle, because names often differ at the end.

    Of "Winkelstraat aan het Waterlandplein" the square is kept: first whole words go, then the end of the first one.
    """
    whole = " ".join(text.split())
    words = re.findall(r"[^ /]+[ /]*", whole)
    if len(words) > 1 and text_width(whole, size, bold) > width:
        first = words[0].rstrip(" /")
        cuts = [f"{first} … {''.join(words[start:])}" for start in range(2, len(words))]
        cuts += [f"{first[:kept]}… {words[-1]}" for kept in range(len(first) - 1, 3, -1)]
        whole = next((cut for cut in cuts if text_width(cut, size, bold) <= width), whole)
    if text_width(whole, size, bold) <= width:
        return whole
    metrics = _metrics(size, bold)
    return metrics.elidedText(whole, Qt.TextElideMode.ElideMiddle, width * ZOOM * 0.98 - metrics.horizontalAdvance(" "))


def _metrics(size: float, bold: bool) -> QFontMetricsF:
    face = font(size, bold)
    face.setPixelSize(max(1, round(size * POINT_MM * ZOOM)))
    return QFontMetricsF(face)


def set_text_format(item, size: float, color: str, bold: bool = False) -> None:
    """Set font and colour of a label or scale bar; QGIS before 3.24 has no text format on labels."""
    if hasattr(item, "setTextFormat"):
        item.setTextFormat(text_format(size, color, bold))
    else:
        item.setFont(font(size, bold))
        item.setFontColor(QColor(color))


def set_legend_font(legend: QgsLayoutItemLegend, part, size: float, color: str, bold: bool = False) -> None:
    """Set font and colour of a part of a legend; QGIS before 3.30 has no text format there."""
    style = QgsLegendStyle(legend.style(part))
    if hasattr(style, "setTextFormat"):
        style.setTextFormat(text_format(size, color, bold))
        legend.setStyle(part, style)
    else:
        legend.setStyleFont(part, font(size, bold))
        legend.setFontColor(QColor(color))
