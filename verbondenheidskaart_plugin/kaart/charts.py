"""Charts on an atlas page: layout shapes whose place and width follow the buurt, so that they stay vectors.

What a page says comes from a project variable per buurt (JSON). A value that is unknown is a hatched bar, never an
empty one; a row that the buurt does not have is not drawn at all.
"""

from typing import Dict

from qgis.core import (
    QgsFillSymbol,
    QgsLayoutItemLabel,
    QgsLayoutItemPolyline,
    QgsLayoutItemShape,
    QgsLayoutObject,
    QgsLineSymbol,
    QgsProperty,
)
from qgis.PyQt.QtCore import QPointF
from qgis.PyQt.QtGui import QPolygonF

from . import palette
from .items import Page

VARIABLE = "blad_"
TRACK = "#eceaf0"
OFF_PAGE = -70.0  # beside the page, so near that the page stays large when all is shown in the designer
_Properties = QgsLayoutObject.DataDefinedProperty


def cell(key: str) -> str:
    """Return the expression that gives a value of the page of the current buurt."""
    return f"map_get(json_to_map(var('{VARIABLE}' || \"buurtcode\")), '{key}')"


def field(page: Page, key: str, x: float, y: float, width: float, height: float, size: float,
          color: str = palette.INK, **style) -> QgsLayoutItemLabel:
    """Write the text ``key`` of the current buurt; it must have been made to fit."""
    label = page.text("", x, y, width, height, size, color, name=key, **style)
    label.setText(f"[% coalesce({cell(key)}, '') %]")
    return label


def bind(item, **expressions: str):
    """Let properties of an item (x, width, height) follow expressions; return the item."""
    names: Dict[str, object] = {"x": _Properties.PositionX, "width": _Properties.ItemWidth,
                                "height": _Properties.ItemHeight}
    for name, expression in expressions.items():
        item.dataDefinedProperties().setProperty(names[name], QgsProperty.fromExpression(expression))
    return item


def hatch(page: Page, x: float, y: float, width: float, height: float, when: str = "", name: str = "",
          color: str = palette.GREY) -> None:
    """Draw a hatched rectangle, where the expression ``when`` is true; elsewhere it lies off the page.

    Strokes on a base line, as one line: the hatches of QGIS itself are pictures in a PDF before 3.24.
    """
    step, corners = 1.2, []
    for number in range(int((width - height) / step + 1e-9) + 1):
        foot = QPointF(x + number * step, y + height)
        corners += [foot, QPointF(foot.x() + height, y), foot]
    item = QgsLayoutItemPolyline(QPolygonF(corners), page.layout)
    item.setSymbol(QgsLineSymbol.createSimple({"line_color": color, "line_width": "0.15"}))
    page.layout.addLayoutItem(item)
    item.setId(name)
    if when:
        bind(item, x=f"if({when}, {x}, {OFF_PAGE})")


def bar(page: Page, key: str, x: float, y: float, width: float, height: float, color: str, row: str = "",
        top: float = 100.0) -> None:
    """Draw the number ``key`` as a bar on a track from 0 to ``top``; hatched when the row exists but the number not.

    row: a text of the row, by which it exists; empty = always.
    """
    there = f"{cell(row)} IS NOT NULL" if row else "true"
    value = cell(key)
    _bar(page.box(x, y, width, height, TRACK, name=f"{key} baan"), there, f"{width}", height)
    hatch(page, x, y, width, height, f"{there} AND {value} IS NULL", f"{key} onbekend")
    _bar(page.box(x, y, width, height, color, name=f"{key} balk"), f"to_real({value}) > 0",
         f"min(1, to_real({value}) / {top}) * {width}", height)


def _bar(item, when: str, width: str, height: float) -> None:
    """Give an item its width where ``when`` is true; elsewhere it has no size at all."""
    bind(item, width=f"if({when}, {width}, 0)", height=f"if({when}, {height}, 0)")


def tick(page: Page, key: str, x: float, y: float, width: float, height: float, color: str, thickness: float = 0.5,
         top: float = 100.0) -> None:
    """Draw a tick at the number ``key`` on an axis from 0 to ``top``; none when it is unknown."""
    share = f"to_real({cell(key)}) / {top}"
    item = page.box(x, y, thickness, height, color, name=f"{key} streep")
    bind(item, x=f"coalesce({x} + {share} * {width} - {thickness / 2}, {x})")
    _bar(item, f"{cell(key)} IS NOT NULL", f"{thickness}", height)


def span(page: Page, low: str, high: str, x: float, y: float, width: float, height: float, color: str,
         first: str = "0", last: str = "100") -> None:
    """Draw the range between two numbers on an axis from ``first`` to ``last`` (expressions)."""
    def at(key: str) -> str:
        return f"(to_real({cell(key)}) - ({first})) / max(1, ({last}) - ({first})) * {width}"

    item = page.box(x, y, width, height, color, name=f"{low} bereik")
    bind(item, x=f"coalesce({x} + {at(low)}, {x})")
    _bar(item, f"{cell(low)} IS NOT NULL AND {cell(high)} IS NOT NULL", f"max(0.6, {at(high)} - ({at(low)}))", height)


def mark(page: Page, when: str, x: float, y: float, size: float, symbol: QgsFillSymbol, ellipse: bool = False,
         name: str = "") -> None:
    """Draw a small mark where the expression ``when`` is true."""
    shape = _shape(page, x, y, size, size, symbol, name)
    if ellipse:
        shape.setShapeType(QgsLayoutItemShape.Shape.Ellipse)
    _bar(shape, when, f"{size}", size)


def plain(color: str) -> QgsFillSymbol:
    """Return a fill of one colour without outline."""
    return QgsFillSymbol.createSimple({"color": color, "outline_style": "no"})


def _shape(page: Page, x: float, y: float, width: float, height: float, symbol: QgsFillSymbol, name: str):
    shape = QgsLayoutItemShape(page.layout)
    shape.setShapeType(QgsLayoutItemShape.Shape.Rectangle)
    shape.setSymbol(symbol)
    return page.place(shape, x, y, width, height, name)
