"""The colours of the style guide: their picture, and figures on how well they are told apart."""

import re
from pathlib import Path
from typing import Dict, List, Tuple

import beeld
import numpy as np
from qgis.PyQt.QtCore import QRectF, Qt
from qgis.PyQt.QtGui import QColor, QFont, QImage, QPainter
from qgis.PyQt.QtSvg import QSvgRenderer

from verbondenheidskaart_plugin.kaart import palette as p

ICONS = Path(__file__).resolve().parent.parent / "resources" / "icons"
BEGIN, END = "<!-- cijfers: make plaatjes -->", "<!-- einde cijfers -->"
RAMPS: Dict[str, Tuple[str, ...]] = {
    "Index": p.INDEX_RAMP, "Rotondescore": p.SCORE_RAMP, "Loopstromen": p.FLOW_RAMP, "Stagnatie": p.STAGNATION_RAMP,
    "Overbrugging": p.BRIDGING_RAMP, "Onzekerheid": p.SPREAD_RAMP}
EYES = ("gewoon", "deuteranopie", "protanopie")
# What must be told apart on the map: (this, on that).
PAIRS: Tuple[Tuple[str, str, str, str], ...] = (
    ("tekst op papier", p.INK, p.PAPER, "tekst"), ("bijschrift op papier", p.GREY, p.PAPER, "tekst"),
    ("groot cijfer op papier", p.ACCENT, p.PAPER, "groot"),
    ("buurtnaam op zijn witte rand", "#4b4169", "#ffffff", "tekst"),
    ("wit nummer op zijn stip", "#ffffff", p.INK, "tekst"),
    ("wit pictogram in een rotonde 60–80", "#ffffff", p.SCORE_RAMP[3], "vlak"),
    ("donkere rand van een rotonde op buurt 80–100", p.INK, p.INDEX_RAMP[4], "vlak"),
    ("loopstroom (drukst) op papier", p.FLOW_RAMP[4], p.PAPER, "vlak"),
    ("stagnatie 40–60 op papier", p.STAGNATION_RAMP[3], p.PAPER, "vlak"),
    ("brug of onmisbaar op papier", p.RING, p.PAPER, "vlak"))
NORMS = {"tekst": (4.5, "4,5 (tekst)"), "groot": (3.0, "3,0 (grote tekst)"), "vlak": (3.0, "3,0 (vlak of lijn)")}


def eye(color: str, kind: str) -> np.ndarray:
    """Return a colour as an eye of this kind sees it."""
    return beeld.rgb(color) if kind == "gewoon" else beeld.seen(beeld.rgb(color), kind)


def steps(ramp: Tuple[str, ...], kind: str) -> float:
    """Return the smallest ΔE between two neighbours of a ramp."""
    return min(beeld.apart(eye(a, kind), eye(b, kind)) for a, b in zip(ramp, ramp[1:]))


def rises(ramp: Tuple[str, ...], kind: str) -> bool:
    """Tell whether a ramp runs from light to dark without a step back, also in grey print."""
    light = [beeld.lab(eye(color, kind))[0] for color in ramp]
    return all(a > b for a, b in zip(light, light[1:]))


def figures() -> List[str]:
    """Return the tables of the style guide."""
    lines = ["| ramp | klassen | kleinste stap ΔE: gewoon | deuteranopie | protanopie | van licht naar donker |",
             "|---|---|---|---|---|---|"]
    for name, ramp in RAMPS.items():
        shown = " | ".join(f"{steps(ramp, kind):.1f}".replace(".", ",") for kind in EYES)
        order = "ja" if all(rises(ramp, kind) for kind in EYES) else "nee"
        lines.append(f"| {name} | {len(ramp)} | {shown} | {order} |")
    lines += ["", "| paar | contrast gewoon | deuteranopie | protanopie | norm (WCAG 2.1) |", "|---|---|---|---|---|"]
    for name, front, back, kind in PAIRS:
        shown = " | ".join(f"{beeld.contrast(eye(front, e), eye(back, e)):.1f}".replace(".", ",") for e in EYES)
        lines.append(f"| {name} | {shown} | {NORMS[kind][1]} |")
    return lines


def write_figures(guide: Path) -> None:
    """Put the tables in their place in the style guide."""
    text = guide.read_text(encoding="utf-8")
    body = "\n".join([BEGIN, *figures(), END])
    guide.write_text(re.sub(f"{BEGIN}.*?{END}", body, text, flags=re.S), encoding="utf-8")


def palettes() -> QImage:
    """Draw every ramp as three kinds of eyes see it."""
    cell, row, left, top = 52, 22, 118, 22
    block = len(EYES) * row + 12
    image, painter = _sheet(left + 3 * (5 * cell + 26), top + (len(RAMPS) + 2) // 3 * (block + 18))
    for i, (name, ramp) in enumerate(RAMPS.items()):
        x, y = left + (i % 3) * (5 * cell + 26), top + i // 3 * (block + 18)
        painter.setPen(QColor(p.INK))
        painter.drawText(QRectF(x, y - 20, 5 * cell, 18), Qt.AlignmentFlag.AlignLeft, name)
        for j, kind in enumerate(EYES):
            if i % 3 == 0:
                painter.drawText(QRectF(4, y + j * row, left - 10, row), Qt.AlignmentFlag.AlignVCenter, kind)
            for k, color in enumerate(ramp):
                painter.fillRect(QRectF(x + k * cell, y + j * row, cell, row - 2),
                                 QColor(*map(int, np.rint(np.clip(eye(color, kind), 0, 255)))))
    painter.end()
    return image


def icons() -> QImage:
    """Draw the icons of the components at 4 mm (96 dpi) and four times as large."""
    from verbondenheidskaart_plugin.kaart.texts import COMPONENTS, legend_labels

    image, painter = _sheet(880, 132)
    texts = legend_labels()
    for i, name in enumerate(COMPONENTS):
        # QGIS fills in colours of its own where the icon says param(…).
        drawing = re.sub(r"param\((fill|outline)\)(\s+#\w+)?", p.INK, (ICONS / f"component_{i + 1}.svg").read_text())
        renderer, x = QSvgRenderer(drawing.encode()), 14 + 108 * i
        renderer.render(painter, QRectF(x, 10, 60, 60))
        renderer.render(painter, QRectF(x + 70, 55, 15, 15))
        painter.drawText(QRectF(x - 12, 78, 104, 50), Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter,
                         texts[name])
    painter.end()
    return image


def _sheet(width: int, height: int):
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#ffffff"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    font = QFont("Liberation Sans")
    font.setPixelSize(12)
    painter.setFont(font)
    return image, painter
