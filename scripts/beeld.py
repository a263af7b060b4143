"""Pictures of themes and sheets, how colour-blind eyes see colours, and how alike two pictures are.

Needs a running QGIS. Used by ``maak_plaatjes.py`` and by the visual tests.
"""

import re
from typing import Dict, Iterator, Optional, Sequence, Tuple

import numpy as np
from qgis.core import (
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsLayoutExporter,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsPrintLayout,
    QgsProject,
    QgsRectangle,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor, QImage

from verbondenheidskaart_plugin.kaart.poster import POSTER

# The raster in which two pictures are compared: coarse enough for labels that moved, fine enough for a layer.
BLOCKS = (48, 36)
# What dichromats see of a colour in linear RGB (Viénot, Brettel & Mollon 1999, in sRGB primaries).
DICHROMACY = {
    "protanopie": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
    "deuteranopie": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
}


def theme_image(project: QgsProject, theme: str, extent: QgsRectangle, width: int, height: int,
                dpi: float = 120.0) -> QImage:
    """Return a theme of a project as a picture, with its labels."""
    themes = project.mapThemeCollection()
    layers = [layer for layer in project.layerTreeRoot().layerOrder()
              if layer.id() in themes.mapThemeVisibleLayerIds(theme)]
    return layers_image(project, layers, extent, width, height, dpi, themes.mapThemeStyleOverrides(theme))


def layers_image(project: QgsProject, layers: Sequence, extent: QgsRectangle, width: int, height: int,
                 dpi: float = 120.0, styles: Optional[Dict[str, str]] = None) -> QImage:
    """Return layers of a project as a picture, the first on top; styles: those of a theme, by the id of the layer."""
    settings = QgsMapSettings()
    settings.setDestinationCrs(project.crs())
    settings.setLayers(list(layers))
    settings.setExtent(extent)
    settings.setOutputSize(QSize(width, height))
    settings.setOutputDpi(dpi)
    settings.setLayerStyleOverrides(styles or {})
    settings.setBackgroundColor(project.backgroundColor())
    settings.setFlag(QgsMapSettings.Flag.Antialiasing, True)
    settings.setTransformContext(project.transformContext())
    settings.setLabelingEngineSettings(project.labelingEngineSettings())
    context = QgsExpressionContext()
    context.appendScope(QgsExpressionContextUtils.globalScope())
    context.appendScope(QgsExpressionContextUtils.projectScope(project))
    context.appendScope(QgsExpressionContextUtils.mapSettingsScope(settings))
    settings.setExpressionContext(context)
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    return job.renderedImage()


def sheet_image(layout: QgsPrintLayout, width: int, page: int = 0) -> QImage:
    """Return a page of a layout as a picture ``width`` pixels wide."""
    size = layout.pageCollection().page(page).pageSize()
    return QgsLayoutExporter(layout).renderPageToImage(
        page, QSize(width, round(width * size.height() / size.width())))


def everything(project: QgsProject, extent: QgsRectangle) -> Iterator[Tuple[str, QImage]]:
    """Yield (file name, picture) of every theme and sheet of a project, for the visual test."""
    for theme in sorted(project.mapThemeCollection().mapThemes()):
        if theme == POSTER:
            continue  # its names are too large for a small picture: see its sheet
        yield f"thema_{file_name(theme)}", theme_image(project, theme, extent, 480, 360, 60)
    for layout in sorted(project.layoutManager().printLayouts(), key=lambda found: found.name()):
        if not layout.atlas().enabled():
            yield f"blad_{file_name(layout.name())}", sheet_image(layout, 840)


def file_name(text: str) -> str:
    """Return a name of a theme or sheet as the name of a file."""
    return re.sub(r"\W+", "_", text.lower())


def pixels(image: QImage) -> np.ndarray:
    """Return (height, width, 3) float, 0–255."""
    copy = image.convertToFormat(QImage.Format.Format_RGB888)
    data = copy.constBits().asstring(copy.sizeInBytes())
    rows = np.frombuffer(data, dtype=np.uint8).reshape(copy.height(), copy.bytesPerLine())
    return rows[:, :3 * copy.width()].reshape(copy.height(), copy.width(), 3).astype(float)


def picture(values: np.ndarray) -> QImage:
    """Return a picture of (height, width, 3) values, 0–255."""
    data = np.ascontiguousarray(np.clip(np.rint(values), 0, 255).astype(np.uint8))
    height, width, _ = data.shape
    return QImage(data.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def blocks(values: np.ndarray, size=BLOCKS) -> np.ndarray:
    """Return the mean colours of (height, width, 3) pixels in a coarse raster."""
    columns, lines = size
    rows = np.add.reduceat(values, np.linspace(0, values.shape[0], lines, endpoint=False).astype(int), axis=0)
    sums = np.add.reduceat(rows, np.linspace(0, values.shape[1], columns, endpoint=False).astype(int), axis=1)
    ones = np.ones(values.shape[:2] + (1,))
    count = np.add.reduceat(ones, np.linspace(0, values.shape[0], lines, endpoint=False).astype(int), axis=0)
    count = np.add.reduceat(count, np.linspace(0, values.shape[1], columns, endpoint=False).astype(int), axis=1)
    return sums / count


def difference(found: np.ndarray, expected: np.ndarray) -> float:
    """Return how much two coarse rasters differ, 0–255: the mean distance after a blur of three by three blocks."""
    return float(np.abs(_blurred(found) - _blurred(expected)).mean())


def _blurred(values: np.ndarray) -> np.ndarray:
    padded = np.pad(values, ((1, 1), (1, 1), (0, 0)), mode="edge")
    height, width, _ = values.shape
    return sum(padded[i:i + height, j:j + width] for i in range(3) for j in range(3)) / 9


def linear(values: np.ndarray) -> np.ndarray:
    """Return sRGB colours (0–255) in linear light (0–1)."""
    share = np.asarray(values, dtype=float) / 255
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def seen(values: np.ndarray, kind: str) -> np.ndarray:
    """Return colours (…, 3; 0–255) as somebody with ``kind`` of colour blindness sees them."""
    light = np.clip(linear(values) @ np.array(DICHROMACY[kind]).T, 0, 1)
    return 255 * np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)


def rgb(color: str) -> np.ndarray:
    """Return "#rrggbb" as (3,) values, 0–255."""
    return np.array(QColor(color).getRgb()[:3], dtype=float)


def contrast(one: np.ndarray, other: np.ndarray) -> float:
    """Return the contrast of two colours by WCAG 2.1: 1 (the same) to 21 (black and white)."""
    light = sorted(float(linear(color) @ (0.2126, 0.7152, 0.0722)) for color in (one, other))
    return (light[1] + 0.05) / (light[0] + 0.05)


def lab(color: np.ndarray) -> np.ndarray:
    """Return a colour (3,; 0–255) in CIELAB (D65)."""
    matrix = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
    xyz = np.array(matrix) @ linear(color) / (0.95047, 1.0, 1.08883)
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def apart(one: np.ndarray, other: np.ndarray) -> float:
    """Return how far two colours look apart: the distance in CIELAB (ΔE*76; about 2.3 is just noticeable)."""
    return float(np.linalg.norm(lab(one) - lab(other)))


def _unlike(mean: np.ndarray, count: np.ndarray, colors: int, apart: float = 5.0) -> list:
    """Return which colours to keep: the most frequent that differ from those kept, so that no legend loses its own."""
    found, away = [], np.full(len(mean), np.inf)
    for _ in range(colors):
        best = int(np.argmax(np.where(away > apart**2, count, 0)))
        if away[best] <= apart**2:
            break
        found.append(best)
        away = np.minimum(away, ((mean - mean[best]) ** 2).sum(axis=1))
    return found


def small(image: QImage, colors: int = 200) -> QImage:
    """Return a picture with at most ``colors`` colours, so that its file is small; flat colours stay as they are."""
    values = pixels(image).astype(np.uint8)
    bins = (values >> 2).astype(np.int64) @ (4096, 64, 1)
    known, where, count = np.unique(bins, return_inverse=True, return_counts=True)
    where = where.reshape(bins.shape)
    mean = np.stack([np.bincount(where.ravel(), weights=values[..., i].ravel()) / count for i in range(3)], axis=1)
    chosen = mean[_unlike(mean, count, colors)]
    nearest = np.array([((chosen - color) ** 2).sum(axis=1).argmin() for color in mean], dtype=np.uint8)
    index = nearest[where]
    height, width = index.shape
    padded = np.zeros((height, (width + 3) // 4 * 4), dtype=np.uint8)
    padded[:, :width] = index
    result = QImage(padded.tobytes(), width, height, padded.shape[1], QImage.Format.Format_Indexed8).copy()
    result.setColorTable([QColor(*map(int, np.rint(color))).rgb() for color in chosen])
    return result
