"""From a finished GeoPackage to a project, a printed map and its picture."""

import os
import re
import zipfile
from pathlib import Path
from typing import Callable, Dict, Sequence

from osgeo import gdal
from qgis.core import (
    Qgis,
    QgsAbstractLayoutIterator,
    QgsLayoutExporter,
    QgsPrintLayout,
    QgsProject,
    QgsProjectMetadata,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QColor

from ..core.errors import Cancelled, EmptyInput, Unreadable, Unwritable
from ..data.interruptible import deaf, heard
from ..data.placing import beside, put_in_place
from ..i18n import tr
from . import palette
from .atlas import make_atlas, set_variables
from .atlas_map import add_atlas_layers
from .atlas_page import atlas_pages
from .basemap import put_under
from .connections import make_connections
from .facts import Facts, read_facts
from .fields import describe_fields
from .layout import make_overview, make_poster
from .poster import add_poster_theme
from .source import open_layers, rollback_journal
from .stagnation import make_stagnation
from .styles import apply_style
from .tree import LINES, OVERVIEW, STAGNATION, TABLES, add_themes, build_tree, layer_title, tree_rows

PNG_DPI, PDF_DPI = 200, 300
SHEETS = (OVERVIEW, STAGNATION, LINES)  # the pages of the printed map


def make_project(geopackage, out_dir, title: str = "", report=None, basemap: bool = False, opened=None,
                 progress: Callable[[float], None] = lambda fraction: None) -> Dict[str, str]:
    """Make the project (.qgz), the printed map (.pdf) and its picture (.png) of a GeoPackage.

    basemap: with the grey base map of PDOK under it, which comes over the internet. opened: the project that is open
    in the desktop, if any. Reads nothing but the GeoPackage and the plugin's resources, so that a map can be made
    again without computing. The files are put in their places together when all are finished. Returns the paths as
    ``PROJECT``, ``KAART`` and ``KAART_PNG``. Raises ``Unreadable``, ``EmptyInput`` (neither buurten nor rotondes) or
    ``Unwritable``; earlier files are then as they were.
    """
    geopackage, out_dir = Path(geopackage).resolve(), Path(out_dir).resolve()
    if not geopackage.is_file():
        raise Unreadable(layer="GEOPACKAGE", path=str(geopackage))
    with rollback_journal():
        project = QgsProject()
        try:
            fill_project(project, geopackage, title, listen=lambda: progress(0.0))
            progress(0.2)
            paths = _write(project, geopackage.stem, out_dir, basemap, opened, progress)
        finally:
            project.clear()
    if report is not None:
        report.info(tr("Map"), tr("Project, PDF and PNG are ready"))
    progress(1.0)
    return paths


def fill_project(project: QgsProject, geopackage: Path, title: str = "",
                 proposals: bool = False, only_atlas: bool = False,
                 listen: Callable[[], None] = deaf) -> Dict[str, QgsVectorLayer]:
    """Fill an empty project with the layers, themes and layouts of a GeoPackage; return the layers by style.

    proposals: show in the atlas also the rules of thumb that are off by default. only_atlas: no other layouts.
    listen: is called every half second or so.
    """
    found = open_layers(geopackage)
    if not any(found[name].featureCount() for name in ("buurten", "rotondes") if name in found):
        raise EmptyInput(layer="GEOPACKAGE", reason="no_features", what="buurten, rotondes")
    facts = read_facts(geopackage, found, title)
    crs = found["buurten" if "buurten" in found else "rotondes"].crs()
    project.setCrs(crs, True)
    _describe(project, facts)
    tree, layers = tree_rows(found), {}
    for row in heard(tree, listen, 4):
        original = found[row.table]
        layer = original if row.qml == row.table and not row.subset else original.clone()
        if row.subset:
            layer.setSubsetString(row.subset)
        apply_style(layer, row.qml, row.table)
        layer.setName(row.title or layer_title(row.key))
        layers[row.key] = layer
    tables = []
    for name in TABLES:
        if name in found:
            describe_fields(found[name], name)
            found[name].setName(layer_title(name))
            tables.append(found[name])
    project.addMapLayers([*layers.values(), *tables], False)
    extent = map_extent(layers)
    project.viewSettings().setDefaultViewExtent(QgsReferencedRectangle(extent, crs))
    # The layouts go before the tree: a legend begins as a copy of the tree, and copying a full one takes long.
    if not only_atlas:
        add_poster_theme(project, tree, layers)
    for make in heard(() if only_atlas else (make_overview, make_stagnation, make_connections, make_poster), listen, 1):
        make(project, layers, facts, extent)
    listen()
    build_tree(project, tree, layers, tables)
    add_themes(project, tree, layers)
    set_variables(project, atlas_pages(found, proposals) if "buurten" in layers else {}, facts, extent)
    if "buurten" in layers:
        listen()
        add_atlas_layers(project, tree, layers, found)
        listen()
        make_atlas(project, layers["buurten"])
    return layers


def _describe(project: QgsProject, facts: Facts) -> None:
    project.setTitle(facts.title)
    project.setBackgroundColor(QColor(palette.PAPER))
    project.writeEntryBool("Paths", "/Absolute", False)
    metadata = QgsProjectMetadata()
    metadata.setTitle(facts.title)
    metadata.setAbstract("\n".join([
        facts.subtitle, tr("Shows the potential for encounters, not measured contact"), facts.years, *facts.sources,
        facts.attribution, facts.choices, " · ".join(facts.settings)]).strip())
    metadata.setAuthor(f"Verbondenheidskaart {facts.version}".strip())
    project.setMetadata(metadata)


def map_extent(layers: Dict[str, QgsVectorLayer]) -> QgsRectangle:
    """Return the extent of the buurten, else of the rotondes, with a margin and never without size."""
    layer = layers.get("buurten") or layers["rotondes"]
    layer.updateExtents()
    extent = layer.extent()
    side, top = max(0.03 * extent.width(), 50.0), max(0.03 * extent.height(), 50.0)
    return QgsRectangle(extent.xMinimum() - side, extent.yMinimum() - top,
                        extent.xMaximum() + side, extent.yMaximum() + top)


def _write(project: QgsProject, name: str, out_dir: Path, basemap: bool, opened, progress) -> Dict[str, str]:
    """Export and save in a folder aside, then put the finished files in their places: all of them, or none."""
    layouts = [layout for layout in map(project.layoutManager().layoutByName, SHEETS) if layout]
    files = {key: f"{name}{suffix}" for key, suffix in (("PROJECT", ".qgz"), ("KAART", ".pdf"), ("KAART_PNG", ".png"))}
    try:
        out_dir.mkdir(parents=True, exist_ok=True)
        with beside(out_dir) as aside:
            _export_pdf(layouts, aside / files["KAART"], progress)
            progress(0.6)
            _export_png(layouts[0], aside / files["KAART_PNG"])
            progress(0.9)
            if basemap:
                put_under(project)
            _save(project, aside / files["PROJECT"], out_dir / f"{name}.part.qgz")
            progress(0.95)
            put_in_place(aside, out_dir, files.values(), opened)
    except OSError as error:
        raise Unwritable(layer="UITVOERMAP", path=str(out_dir), detail=error.strerror or str(error)) from error
    return {key: str(out_dir / file) for key, file in files.items()}


def _save(project: QgsProject, path: Path, part: Path) -> None:
    """Save the project as ``part``, and move it to ``path``.

    Not there at once: a project stores the path to its GeoPackage relative to its own place.
    """
    try:
        if not project.write(str(part)):
            raise Unwritable(layer="UITVOERMAP", path=str(part), detail=project.error())
        _anonymous(part)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def _anonymous(saved: Path) -> None:
    """Take out of a project file what tells where the map was made and by whom: a project is published too.

    QGIS writes the full path of the GeoPackage there for an atlas only, which finds its layer by the id; and the
    account and the full name of the user who saves.
    """
    with zipfile.ZipFile(saved) as archive:
        parts = [(item, archive.read(item)) for item in archive.infolist()]
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as archive:
        for item, content in parts:
            archive.writestr(item, re.sub(rb' (?:coverageLayerSource|saveUser|saveUserFull)="[^"]*"', b"", content))


class _Sheets(QgsAbstractLayoutIterator):
    """Several layouts, for an export to one file; stops when cancelled, for an exception cannot pass through QGIS."""

    def __init__(self, layouts: Sequence[QgsPrintLayout], progress):
        super().__init__()
        self.layouts, self.progress, self.at, self.cancelled = layouts, progress, -1, False

    def layout(self):
        return self.layouts[max(self.at, 0)]

    def count(self):
        return len(self.layouts)

    def next(self):
        self.at += 1
        try:
            self.progress(0.2 + 0.4 * self.at / len(self.layouts))
        except Cancelled:
            self.cancelled = True
            return False
        return self.at < len(self.layouts)

    def beginRender(self):
        return True

    def endRender(self):
        return True

    def filePath(self, base, extension):
        return f"{base}.{extension}"


def _export_pdf(layouts: Sequence[QgsPrintLayout], path: Path, progress) -> None:
    """Export the sheets as the pages of one file."""
    settings = QgsLayoutExporter.PdfExportSettings()
    settings.dpi = PDF_DPI
    settings.textRenderFormat = Qgis.TextRenderFormat.AlwaysText
    sheets = _Sheets(layouts, progress)
    result, _ = QgsLayoutExporter.exportToPdf(sheets, str(path), settings)
    if sheets.cancelled:
        raise Cancelled()
    _check(result, path)


def _export_png(layout: QgsPrintLayout, path: Path) -> None:
    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi = PNG_DPI
    settings.generateWorldFile = False
    gdal.PushErrorHandler("CPLQuietErrorHandler")  # QGIS tries in vain to georeference the picture
    try:
        result = QgsLayoutExporter(layout).exportToImage(str(path), settings)
    finally:
        gdal.PopErrorHandler()
    _check(result, path)


def _check(result, path: Path) -> None:
    if result != QgsLayoutExporter.ExportResult.Success:
        raise Unwritable(layer="UITVOERMAP", path=str(path), detail=str(result))
