"""The buurtatlas as PDF: one book, or a file per buurt. Files are put in their places when all are complete."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Dict, List, Sequence, Set

from qgis.core import (
    Qgis,
    QgsAbstractLayoutIterator,
    QgsExpression,
    QgsLayoutExporter,
    QgsPrintLayout,
    QgsProject,
)

from ..core.errors import BadValue, Cancelled, EmptyInput, Unreadable, Unwritable
from ..data.export_files import free_name
from ..data.placing import beside, put_in_place
from .atlas_map import ATLAS
from .project import fill_project
from .source import rollback_journal, rows

BOOK = "buurtatlas.pdf"
START = 0.03  # the share of the work before the first page
PDF_DPI = 300
_LONGEST_NAME = 60


@dataclass(frozen=True)
class Made:
    """The finished files, and how many pages they have together."""

    files: List[Path]
    pages: int


def make_buurtatlas(geopackage, out_dir, codes: Sequence[str] = (), separate: bool = False, title: str = "",
                    proposals: bool = False, opened=None,
                    progress: Callable[[float], None] = lambda fraction: None) -> "Made":
    """Make the atlas of a finished GeoPackage: a book, or a file per buurt.

    codes: only these buurten, all when empty. opened: the project that is open in the desktop, if any. Reads nothing
    but the GeoPackage and the plugin's resources. Call this in the main thread. Raises ``Unreadable``, ``EmptyInput``
    (no buurten), ``BadValue`` (a code that is not there), ``Cancelled`` or ``Unwritable``; earlier files are then as
    they were.
    """
    geopackage, out_dir = Path(geopackage).resolve(), Path(out_dir).resolve()
    if not geopackage.is_file():
        raise Unreadable(layer="GEOPACKAGE", path=str(geopackage))
    try:
        out_dir.mkdir(parents=True, exist_ok=True)
        with beside(out_dir) as aside:
            with rollback_journal():
                files, pages = _make(geopackage, aside, codes, separate, title, proposals, progress)
            put_in_place(aside, out_dir, files, opened)
    except OSError as error:
        raise Unwritable(layer="UITVOERMAP", path=str(out_dir), detail=str(error)) from error
    return Made([out_dir / name for name in files], pages)


def _make(geopackage: Path, folder: Path, codes, separate: bool, title: str, proposals: bool, progress):
    """Make the files in ``folder``; return their names and the number of pages."""
    project = QgsProject()
    try:
        layers = fill_project(project, geopackage, title, proposals, only_atlas=True, listen=lambda: progress(0.0))
        if "buurten" not in layers:
            raise EmptyInput(layer="GEOPACKAGE", reason="no_features", what="buurten")
        names = dict(rows(layers["buurten"], ["buurtcode", "buurtnaam"]))
        layout = project.layoutManager().layoutByName(ATLAS)
        _choose(layout, names, codes)
        progress(START)
        pages = layout.atlas().updateFeatures()
        files = _separate(layout, folder, names, progress) if separate else _book(layout, folder, progress)
        return files, pages
    finally:
        project.clear()


def file_name(code: str, name: str, taken: Set[str]) -> str:
    """Return a file name that every system accepts, from a code and a name that may hold anything.

    Codes that differ only in what a file name cannot hold get a number; taken: the names given so far.
    """
    plain = unicodedata.normalize("NFKD", f"{code} {name or ''}").encode("ascii", "ignore").decode("ascii")
    words = re.sub(r"[^A-Za-z0-9]+", "_", plain).strip("_")[:_LONGEST_NAME].rstrip("_")
    return f"{free_name(f'buurtatlas_{words}', taken)}.pdf"


def _choose(layout: QgsPrintLayout, names: Dict[str, str], codes: Sequence[str]) -> None:
    """Limit the atlas to the buurten asked for."""
    absent = [code for code in codes if code not in names]
    if absent:
        raise BadValue(layer="GEOPACKAGE", column="BUURTEN", value=absent[0], allowed=sorted(map(str, names)))
    if codes:
        listed = ", ".join(map(QgsExpression.quotedString, codes))
        layout.atlas().setFilterFeatures(True)
        layout.atlas().setFilterExpression(f'"buurtcode" IN ({listed})')


class _Leaves(QgsAbstractLayoutIterator):
    """The pages of the atlas, with progress; stops when cancelled, because an exception cannot pass through QGIS."""

    def __init__(self, layout: QgsPrintLayout, progress):
        super().__init__()
        self.atlas, self.sheet, self.progress = layout.atlas(), layout, progress
        self.done, self.cancelled = 0, False

    def layout(self):
        return self.sheet

    def count(self):
        return self.atlas.count()

    def beginRender(self):
        return self.atlas.beginRender()

    def endRender(self):
        return self.atlas.endRender()

    def filePath(self, base, extension):
        return f"{base}.{extension}"

    def next(self):
        try:
            self.progress(START + 0.95 * self.done / max(self.count(), 1))
        except Cancelled:
            self.cancelled = True
            return False
        self.done += 1
        return self.atlas.next()


def _settings() -> QgsLayoutExporter.PdfExportSettings:
    settings = QgsLayoutExporter.PdfExportSettings()
    settings.dpi = PDF_DPI
    settings.textRenderFormat = Qgis.TextRenderFormat.AlwaysText
    return settings


def _book(layout: QgsPrintLayout, folder: Path, progress) -> List[str]:
    leaves = _Leaves(layout, progress)
    result, _ = QgsLayoutExporter.exportToPdf(leaves, str(folder / BOOK), _settings())
    if leaves.cancelled:
        raise Cancelled()
    _check(result, folder / BOOK)
    return [BOOK]


def _separate(layout: QgsPrintLayout, folder: Path, names: Dict[str, str], progress) -> List[str]:
    leaves, files, taken = _Leaves(layout, progress), [], set()
    leaves.beginRender()
    try:
        while leaves.next():
            code = layout.reportContext().feature()["buurtcode"]
            name = file_name(code, names[code], taken)
            _check(QgsLayoutExporter(layout).exportToPdf(str(folder / name), _settings()), folder / name)
            files.append(name)
    finally:
        leaves.endRender()
    if leaves.cancelled:
        raise Cancelled()
    return files


def _check(result, path: Path) -> None:
    if result != QgsLayoutExporter.ExportResult.Success:
        raise Unwritable(layer="UITVOERMAP", path=str(path), detail=str(result))
