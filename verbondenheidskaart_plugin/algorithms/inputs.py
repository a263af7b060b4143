"""From Processing parameters to canonical tables: the reading that several algorithms share."""

from dataclasses import dataclass
from typing import Callable, List, Optional

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingLayerPostProcessorInterface,
    QgsProcessingOutputLayerDefinition,
    QgsRectangle,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ..core.errors import EmptyInput, Unwritable
from ..data.crs import doubt, refuse_degrees, working_crs
from ..i18n import number, tr

DUTCH_CRS = "EPSG:28992"
LONGEST_EDGE_M = 100.0


@dataclass
class Run:
    """What reading needs: the algorithm with its parameters, the context, the report and the working CRS."""

    algorithm: object
    parameters: dict
    context: QgsProcessingContext
    report: object
    progress: object
    crs: Optional[QgsCoordinateReferenceSystem] = None

    def text(self, key: str) -> str:
        """Return a text, field or file parameter; "" when absent or when the algorithm does not have it."""
        return self.algorithm.parameterAsString(self.parameters, key, self.context) or ""

    def number(self, key: str) -> float:
        """Return a number."""
        return self.algorithm.parameterAsDouble(self.parameters, key, self.context)

    def integer(self, key: str) -> int:
        """Return a whole number or the index of a choice."""
        return self.algorithm.parameterAsInt(self.parameters, key, self.context)

    def names(self, key: str) -> List[str]:
        """Return the fields that a parameter for several fields names."""
        # The one is gone in QGIS 4, the other does not exist in 3.22.
        read = getattr(self.algorithm, "parameterAsStrings", None) or self.algorithm.parameterAsFields
        return list(read(self.parameters, key, self.context))

    def flag(self, key: str) -> bool:
        """Return a yes or no."""
        return self.algorithm.parameterAsBool(self.parameters, key, self.context)

    def source(self, key: str):
        """Return the feature source of a parameter, None when it was left empty or does not exist."""
        if self.parameters.get(key) in (None, ""):
            return None
        source = self.algorithm.parameterAsSource(self.parameters, key, self.context)
        if source is None:
            raise QgsProcessingException(self.algorithm.invalidSourceError(self.parameters, key))
        if source.wkbType() != QgsWkbTypes.Type.NoGeometry:
            refuse_degrees(source.sourceCrs(), _extent(source), self.name(key, source))
        return source

    def tell_crs(self, key: str, source) -> None:
        """Warn of a layer of which the CRS is not known, or of which the coordinates do not go with it."""
        if source.wkbType() != QgsWkbTypes.Type.NoGeometry and self.crs:
            text = doubt(source.sourceCrs(), _extent(source), self.crs, self.context.transformContext())
            if text:
                self.report.warning(self.name(key, source), text)

    def whole_layer(self, key: str):
        """Return the layer of a parameter when all its features are asked for, else None."""
        if isinstance(self.parameters.get(key), QgsProcessingFeatureSourceDefinition):
            return None  # may be a selection, a limit or a filter
        return self.algorithm.parameterAsVectorLayer(self.parameters, key, self.context)

    def name(self, key: str, source=None) -> str:
        """Return what messages call an input: the parameter and the name of its layer."""
        source = source or self.source(key)
        name = source.sourceName() if source is not None and hasattr(source, "sourceName") else ""
        return f"{key} ({name})" if name else key

    def settle_crs(self, *keys: str) -> QgsCoordinateReferenceSystem:
        """Take the working CRS from the first of the inputs that is given; EPSG:28992 when none is."""
        for key in keys:
            source = self.source(key)
            # A table has no CRS of its own: its coordinates, if any, are recognised when it is read.
            if source is not None and source.wkbType() != QgsWkbTypes.Type.NoGeometry:
                self.crs = working_crs(source.sourceCrs(), _extent(source), self.name(key, source),
                                       self.context.transformContext())
                return self.crs
        self.crs = QgsCoordinateReferenceSystem(DUTCH_CRS)
        return self.crs

    def read(self, key: str):
        """Return the features of a layer parameter in the working CRS, None when it was left empty."""
        from ..data.features import read

        source = self.source(key)
        if source is None:
            return None
        self.tell_crs(key, source)
        return read(source, self.name(key, source), self.crs, self.context, listen=self.progress.listen)

    def table(self, key: str):
        """Return a table parameter as DataFrame, None when it was left empty."""
        from ..data.tables import read_table

        source = self.source(key)
        return None if source is None else read_table(source, self.name(key, source))

    def area(self, key: str) -> Optional[QgsGeometry]:
        """Return the union of the polygons of a parameter in the working CRS, None when it was left empty."""
        features = self.read(key)
        if features is None:
            return None
        shapes = [g.makeValid() for g in features.geometry if not g.isEmpty()]
        if not shapes:
            raise EmptyInput(layer=features.name, reason="no_geometry")
        empty = len(features.geometry) - len(shapes)
        if empty:
            text = tr("Features without geometry, which add nothing to the area: {n}.")
            self.report.warning(features.name, text.format(n=empty), empty)
        return QgsGeometry.unaryUnion(shapes)

    def sink(self, key: str, layer: str, table, geometry, multi: bool = False, wkb=None) -> Optional[str]:
        """Write a table to an output parameter; return its id, None when the output was left out.

        ``wkb`` replaces the geometry type of the schema.
        """
        sink = self.open_sink(key, layer, table, geometry is not None, multi, wkb)
        if sink is None:
            return None
        sink.write(table, geometry)
        return sink.close()

    def open_sink(self, key: str, layer: str, table, has_geometry: bool, multi: bool = False, wkb=None
                  ) -> Optional["Sink"]:
        """Open an output parameter for tables with the columns of ``table``; None when the output was left out."""
        from ..core.layers import LAYERS
        from ..data.output import WKB, columns_of, qgs_fields

        schema = LAYERS[layer]
        columns = columns_of(schema, table)
        wkb = wkb or WKB[schema.geometry if has_geometry else None]
        crs = self.crs if has_geometry else QgsCoordinateReferenceSystem()
        path = _asked(self.parameters.get(key))
        try:
            sink, output = self.algorithm.parameterAsSink(self.parameters, key, self.context, qgs_fields(columns), wkb,
                                                          crs)
        except QgsProcessingException as error:
            raise Unwritable(layer=layer, path=path, detail=str(error)) from error
        if sink is None:
            if self.parameters.get(key) in (None, ""):
                return None
            raise QgsProcessingException(self.algorithm.invalidSinkError(self.parameters, key))
        return Sink(sink, output, path, layer, columns, multi, self.context, self.progress.listen)


def _extent(source) -> QgsRectangle:
    """Return the extent of a source; an empty one when its coordinates are no numbers, at which GEOS gives up."""
    try:
        return source.sourceExtent()
    except Exception:  # of no kind of its own
        return QgsRectangle()


def _asked(value) -> str:
    """Return the output a user asked for, without preparing it: asking Processing twice makes two outputs."""
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        value = value.sink.staticValue()
    return str(value or "")


@dataclass
class Sink:
    """An open output: tables are added until it is closed."""

    sink: object
    output: str
    path: str
    layer: str
    columns: list
    multi: bool
    context: QgsProcessingContext
    listen: Callable[[], None]
    count: int = 0

    def write(self, table, geometry) -> None:
        """Add a table with the columns that the output was opened with."""
        from ..data.output import write_to

        write_to(self.sink, table, self.columns, geometry, self.multi, self.path, self.listen)
        self.count += len(table)

    def close(self) -> str:
        """Close the file, check that all is in it, and return its id."""
        self.sink = None  # a full disk may show only now
        # A file is looked at without giving it to the context: it is yet to be moved.
        written = self.context.temporaryLayerStore().mapLayer(self.output) or QgsVectorLayer(self.output, "", "ogr")
        if not written.isValid() or 0 <= written.featureCount() != self.count:
            raise Unwritable(path=self.output, detail=tr("not all features were written; the disk may be full"))
        style_output(self.context, self.output, self.layer)
        return self.output


class Styler(QgsProcessingLayerPostProcessorInterface):
    """Gives a layer that is loaded when the algorithm ends its name and its style."""

    # QGIS does not keep the Python object alive.
    alive = []  # noqa: RUF012

    def __init__(self, layer: str):
        super().__init__()
        self.layer = layer

    def postProcessLayer(self, layer, context, feedback):
        from ..kaart.styles import apply_style

        apply_style(layer, _style_of(layer, self.layer), self.layer)
        layer.rendererChanged.emit()  # the legend was there before its texts were translated


def _style_of(layer, table: str) -> str:
    """Return the style of a single output: buurten without an index, and reach as lines, have one of their own."""
    if table == "buurten" and layer.fields().lookupField("verbondenheid") < 0:
        return "buurtgrenzen"
    if table == "loopbereik" and layer.wkbType() == QgsWkbTypes.Type.MultiLineString:
        return "loopbereik_lijnen"
    return table


def style_output(context, output: str, layer: str) -> None:
    """Let a layer that will be loaded get its style; the file stays as it is."""
    if context.willLoadLayerOnCompletion(output):
        styler = Styler(layer)
        Styler.alive.append(styler)
        context.layerToLoadOnCompletionDetails(output).setPostProcessor(styler)


def read_lines(run: Run, layer_key: str, osm_key: str, type_field: str = "", area: Optional[QgsGeometry] = None):
    """Return the walkable lines from a layer, or else from an OSM file."""
    from ..data.network import read_polylines
    from ..data.osm import osm_polylines

    source = run.source(layer_key)
    if source is not None:
        run.tell_crs(layer_key, source)
        return read_polylines(source, run.name(layer_key, source), run.crs, run.context, run.report,
                              typeveld=type_field, area=area, progress=run.progress,
                              layer=run.whole_layer(layer_key))
    return osm_polylines(run.text(osm_key), run.crs, run.context, run.report, area=area, progress=run.progress)


def read_network(run: Run, lines, tolerance: float = 0.1, split_crossings: bool = False, name: str = "",
                 for_flows: bool = False):
    """Build the network and report its parts.

    ``for_flows``: long streets are cut up, because a flow that takes only a part of an edge is drawn over all of it.
    """
    from ..core.network import build
    from ..data.interruptible import in_own_thread

    def made():
        whole = build(lines, tolerance, split_crossings, name)
        return build(whole.lines.cut(LONGEST_EDGE_M), 0.0, layer=name) if for_flows else whole, whole.dropped

    network, dropped = in_own_thread(made, run.progress.listen)
    if dropped:
        run.report.warning(name, tr("{n} lines without length were left out").format(n=dropped), dropped)
    lengths = network.component_lengths()
    share = 100 * lengths[0] / lengths.sum()
    text = tr("{edges} streets, {km} km, in {parts} connected parts; {share}% of the length lies in the largest")
    run.report.info(name, text.format(edges=len(network.u), km=number(lengths.sum() / 1000, 1), parts=len(lengths),
                                      share=number(share, 1)), len(network.u))
    if share < 90:
        run.report.warning(name, tr("the network falls apart: only {share}% is connected. Lines may lack shared "
                                    "vertices at junctions: try KNIP_KRUISINGEN").format(share=number(share, 1)))
    return network


def read_facility_layers(run: Run, layer_key: str, osm_key: str, area: Optional[QgsGeometry] = None) -> List:
    """Return the candidate facilities from a layer, or else from an OSM file."""
    from ..data.osm import osm_features

    features = run.read(layer_key)
    if features is not None:
        return [features]
    return osm_features(run.text(osm_key), run.crs, run.context, run.report, area=area, progress=run.progress)


def rectangle(run: Run, extent, extent_crs, margin: float) -> QgsGeometry:
    """Return a box in the working CRS around ``extent``, ``margin`` metres wider on every side."""
    transform = QgsCoordinateTransform(extent_crs, run.crs, run.context.transformContext())
    return QgsGeometry.fromRect(transform.transformBoundingBox(extent).buffered(margin))
