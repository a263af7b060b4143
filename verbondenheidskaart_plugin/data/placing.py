"""Finished files are put in their places together, also while the open project shows the earlier ones."""

import glob
import os
import shutil
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import Iterable, Iterator, List, Optional, Sequence, Tuple, Union

from qgis.core import QgsProject, QgsProviderRegistry, QgsVectorLayer, QgsWkbTypes
from qgis.PyQt.QtCore import QLockFile

from ..core.errors import Unwritable
from ..i18n import tr

# Files that SQLite keeps beside a database that is open, and indexes of a Shapefile: they belong to the old file, not
# to the new one.
_OF_DATABASE = ("-wal", "-shm", "-journal")
_OF_SHAPEFILE = (".qix", ".sbn", ".sbx", ".qpj")
_PAUSES_S = (0.1, 0.3, 0.6)
_ASIDE = ".nieuw-"
_LOCK = ".bezig.lock"
_MARK = 40  # characters of the name of a file in the names of its lock and folder: those have a limit


@contextmanager
def beside(folder: Path, name: str = "") -> Iterator[Path]:
    """Give a folder in ``folder`` where files are made until all are complete, and remove it at the end.

    One run at a time works in a folder, or at the file ``name`` in it: while it does a lock file stands there, which is
    void as soon as the program that made it is gone. What such a run left behind is removed. Raises ``Unwritable``
    when another run is at work.
    """
    mark = f".{name[:_MARK]}" if name else ""
    lock = QLockFile(str(folder / f"{mark}{_LOCK}"))
    lock.setStaleLockTime(0)  # a run may take hours: only the end of its program makes a lock void
    if not lock.tryLock(0):
        if lock.error() != QLockFile.LockError.LockFailedError:
            raise Unwritable(path=str(folder / name), detail=tr("the disk may be full or read-only, or the file may be "
                                                                "damaged"))
        raise Unwritable(path=str(folder / name), detail=tr("another run is writing this file") if name else
                         tr("another run is writing in this folder"))
    made = None
    try:
        for left in folder.glob(f"{glob.escape(mark + _ASIDE)}*"):
            shutil.rmtree(left, ignore_errors=True)
        made = Path(tempfile.mkdtemp(prefix=f"{mark}{_ASIDE}", dir=folder))
        yield made
    finally:
        if made is not None:
            shutil.rmtree(made, ignore_errors=True)
        lock.unlock()


def writable_folder(path: Union[str, Path]) -> Path:
    """Make a folder if need be and prove that it can be written to; raises ``Unwritable``."""
    folder = Path(path)
    probe = folder / ".schrijftest"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink(missing_ok=True)
    except OSError as error:
        raise Unwritable(path=str(folder), detail=error.strerror or str(error)) from error
    return folder


def layers_of(project: Optional[QgsProject], files: Iterable) -> List[QgsVectorLayer]:
    """Return the vector layers of ``project`` that read from one of ``files``; none without a project."""
    wanted = {Path(file).resolve() for file in files}
    layers = project.mapLayers().values() if project is not None else ()
    return [layer for layer in layers if isinstance(layer, QgsVectorLayer) and layer.isValid()
            and _file_of(layer) in wanted]


def _file_of(layer: QgsVectorLayer) -> Optional[Path]:
    path = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source()).get("path")
    return Path(path).resolve() if path else None


def refuse_edited(project: Optional[QgsProject], files: Iterable) -> None:
    """Raise ``Unwritable`` when a layer of the open project that reads from ``files`` is being edited."""
    for layer in layers_of(project, files):
        if layer.isEditable():
            raise Unwritable(path=str(_file_of(layer)),
                             detail=tr("layer \"{name}\" is being edited in QGIS").format(name=layer.name()))


@contextmanager
def released(project: Optional[QgsProject], files: Iterable) -> Iterator[None]:
    """Let the layers of the open project go of ``files``, and take them up again afterwards.

    On Windows an open file cannot be replaced; elsewhere the layers would go on showing the file that is gone.
    Meanwhile they read from nothing of the same geometry type, so that they keep their style. Call this in the
    main thread.
    """
    refuse_edited(project, files)
    held = [(layer, layer.source(), layer.providerType()) for layer in layers_of(project, files)]
    try:
        for layer, _, _ in held:
            layer.dataProvider().reloadData()  # closes the connections that QGIS keeps for the next reading
        for layer, _, _ in held:
            nothing = f"{QgsWkbTypes.displayString(layer.wkbType())}?crs={layer.crs().authid()}"
            layer.setDataSource(nothing, layer.name(), "memory")
        yield
    finally:
        for layer, source, provider in held:
            layer.setDataSource(source, layer.name(), provider)


def put_in_place(aside: Path, folder: Path, names: Iterable[str], project: Optional[QgsProject] = None) -> None:
    """Move the finished files ``names`` from ``aside`` to ``folder``: all of them, or none; see ``replace_all``."""
    replace_all([(aside / name, folder / name) for name in names], project)


def replace_all(moves: Sequence[Tuple[Path, Path]], project: Optional[QgsProject] = None) -> None:
    """Move finished files to their places, as (file, place): all of them, or none.

    Each takes the place of the earlier file at once, so that at no moment a file is missing or half. ``project`` is
    the open project, None without a desktop. Raises ``Unwritable`` with the file that cannot be replaced; the earlier
    files are then as they were.
    """
    kept: List[Tuple[Path, Path]] = []
    moved: List[Tuple[Path, Path]] = []
    target = Path()
    with released(project, [place for _, place in moves]):
        try:
            for source, target in moves:
                safe = Path(tempfile.mkdtemp(prefix="oud-", dir=source.parent))
                for earlier in filter(Path.exists, [target, *_companions(target)]):
                    _keep(earlier, safe / earlier.name)
                    kept.append((safe / earlier.name, earlier))
                for companion in _companions(target):
                    companion.unlink(missing_ok=True)
                _move(source, target)
                moved.append((source, target))
        except OSError as error:
            for source, place in reversed(moved):
                _move(place, source)
            for copy, earlier in kept:
                if not earlier.exists():
                    _move(copy, earlier)
            raise Unwritable(path=str(target), detail=error.strerror or str(error)) from error


def _companions(file: Path) -> List[Path]:
    """Return the files that go when ``file`` is replaced."""
    if file.suffix.lower() == ".shp":
        return [file.with_suffix(suffix) for suffix in _OF_SHAPEFILE]
    return [file.with_name(file.name + suffix) for suffix in _OF_DATABASE]


def _keep(file: Path, copy: Path) -> None:
    """Keep a file under a second name; not every disk can do so without copying."""
    try:
        os.link(file, copy)
    except OSError:
        shutil.copy2(file, copy)


def _move(source: Path, target: Path) -> None:
    """Rename a file; wait a moment when a virus scanner or a last drawing of the map still holds it."""
    for pause in _PAUSES_S:
        try:
            os.replace(source, target)
            return
        except PermissionError:
            time.sleep(pause)
    os.replace(source, target)
