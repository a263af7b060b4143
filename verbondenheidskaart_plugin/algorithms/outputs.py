"""Output layers are made aside and take the place of earlier ones when the whole run is complete."""

import re
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, List, Optional

from qgis.core import (
    QgsDataSourceUri,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterFeatureSink,
    QgsProcessingUtils,
    QgsProperty,
    QgsVectorLayer,
)

from ..core.errors import Cancelled, Unwritable
from ..data.geopackage_tables import FORMATS, put_tables
from ..data.placing import beside, layers_of, refuse_edited, released, replace_all, writable_folder
from .inputs import style_output
from .main_thread import in_main_thread

# Of a layer to be loaded; some only in later versions of QGIS.
_DETAILS = ("forceName", "layerTypeHint", "groupName", "layerSortKey")
_PROVIDER = re.compile(r"(.{3,}?):(.*)$", re.DOTALL)


@dataclass
class _Output:
    """An output layer: the file asked for and, when it is one table of several, its name; where it is made."""

    key: str
    file: Path
    table: str = ""
    geometry: str = ""
    aside: Optional[Path] = None


class Outputs:
    """The output layers of one run of an algorithm.

    Processing empties an output as soon as it is opened: a full disk or an error would cost the layer of an earlier
    run. Layers in files, and tables in a GeoPackage or a database of SQLite, are therefore made in a folder beside the
    file; ``parameters`` leads the algorithm there. Layers in memory and on a server, and what goes to the temporary
    folder, are left to Processing. So are those in a file geodatabase: a folder, which can neither be replaced at once
    nor be changed by GDAL in a transaction that is undone after a kill.
    """

    def __init__(self, algorithm, parameters, context):
        self.given, self.parameters, self.context = parameters, dict(parameters), context
        sinks = [d for d in algorithm.destinationParameterDefinitions()
                 if isinstance(d, QgsProcessingParameterFeatureSink)]
        found = [_output(d.name(), _asked(parameters.get(d.name()), d, context)) for d in sinks]
        self.outputs: List[_Output] = [output for output in found if output]
        self._stack = ExitStack()
        project = context.project()
        files = [output.file for output in self.outputs]
        # The layers of the open project may be looked at in the main thread only.
        self._shown = bool(files) and project is not None and in_main_thread(lambda: bool(layers_of(project, files)))
        self._refused: Optional[Unwritable] = None
        if self._shown:
            try:
                in_main_thread(lambda: refuse_edited(project, files))
            except Unwritable as error:  # told when the run begins: what is raised now, Processing keeps to itself
                self._refused = error

    def begin(self) -> dict:
        """Make the folders aside, and return the parameters that lead there; raises ``Unwritable``."""
        if self._refused is not None:
            raise self._refused
        folders: Dict[Path, Path] = {}
        for output in self.outputs:
            if output.file not in folders:
                folder = writable_folder(output.file.parent)
                folders[output.file] = self._stack.enter_context(beside(folder, output.file.name))
            name = f"{output.key}.gpkg" if output.table else output.file.name
            output.aside = folders[output.file] / name
            self.parameters[output.key] = _leading_to(str(output.aside), self.given[output.key])
        return self.parameters

    def close(self) -> None:
        """Remove what was made aside."""
        self._stack.close()

    def words(self, text: str) -> str:
        """Return a message with the files asked for instead of those aside."""
        for output in self.outputs:
            if output.aside is not None:
                text = text.replace(str(output.aside), str(output.file))
                text = text.replace(str(output.aside.parent), str(output.file.parent))
        return text

    def place(self, results: dict, feedback) -> dict:
        """Put the finished layers in their places and return the results with those; raises ``Unwritable``."""
        ready = [output for output in self.outputs if isinstance(results.get(output.key), str)]
        if ready and feedback.isCanceled():
            raise Cancelled()
        if self._shown:
            in_main_thread(lambda: self._place(ready))
        else:
            self._place(ready)
        final = {output.key: self._load(output, results[output.key]) for output in ready}
        self._rename({results[key]: value for key, value in final.items()})
        return {**results, **final}

    def _rename(self, names: Dict[str, str]) -> None:
        """Give the layers that will be loaded when the algorithm ends their final names, and their styles again."""
        details, styles = self.context.layersToLoadOnCompletion(), {}
        for made, final in names.items():
            if made in details:
                old = details.pop(made)
                details[final] = QgsProcessingContext.LayerDetails(old.name, old.project, old.outputName)
                for name in _DETAILS:
                    if hasattr(old, name):
                        setattr(details[final], name, getattr(old, name))
                styles[final] = old.postProcessor().layer
        if styles:
            self.context.setLayersToLoadOnCompletion(details)  # throws the stylers of the former names away
        for final, layer in styles.items():
            style_output(self.context, final, layer)

    def _place(self, ready: List[_Output]) -> None:
        moves, tables = [], {}
        for output in ready:
            if output.table:
                tables.setdefault(output.file, []).append((output.aside, output.table, output.geometry))
            else:
                # A layer can consist of several files, as a Shapefile does.
                moves += [(file, output.file.parent / file.name) for file in sorted(output.aside.parent.iterdir())]
        for file, parts in tables.items():
            if file.exists():
                with released(self.context.project() if self._shown else None, [file]):
                    put_tables(file, parts)
            else:
                whole = parts[0][0].parent / file.name
                put_tables(whole, parts)
                moves.append((whole, file))
        replace_all(moves, self.context.project() if self._shown else None)

    def _load(self, output: _Output, made: str) -> str:
        """Return what Processing calls a finished layer."""
        if not output.table:
            return made.replace(str(output.aside.parent), str(output.file.parent), 1)
        layer = QgsVectorLayer(f"{output.file}|layername={output.table}", output.table, "ogr")
        self.context.temporaryLayerStore().addMapLayer(layer)
        return layer.id()


def _asked(value, definition, context) -> str:
    """Return the output that a user asked for, without preparing it."""
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        if value.useRemapping():  # rows for a layer that is there already
            return ""
        value = value.sink
    if isinstance(value, QgsProperty):
        value = value.valueAsString(context.expressionContext(), definition.defaultValue() or "")[0]
    return value if isinstance(value, str) else ""


def _output(key: str, asked: str) -> Optional[_Output]:
    """Return an output that is made aside, None for one that is left to Processing."""
    table = geometry = ""
    match = _PROVIDER.match(asked)
    if match and match[1] == "ogr":
        uri = QgsDataSourceUri(match[2])
        asked, table, geometry = uri.database(), uri.table(), uri.geometryColumn() or "geom"
        if not table or Path(asked).suffix.lower() not in FORMATS:
            return None
    elif match or asked in ("", QgsProcessing.TEMPORARY_OUTPUT) or asked.startswith("/vsi"):
        return None
    file = Path(asked).absolute()
    temporary = Path(QgsProcessingUtils.tempFolder()).absolute()
    if temporary in file.parents or file.is_dir() or file.suffix.lower() == ".gdb":
        return None
    return _Output(key, file, table, geometry)


def _leading_to(path: str, given):
    """Return the value of an output parameter with another destination."""
    if not isinstance(given, QgsProcessingOutputLayerDefinition):
        return path
    changed = QgsProcessingOutputLayerDefinition(given)
    changed.sink = QgsProperty.fromValue(path)
    return changed
