"""Loopnetwerk: a walking network from any line layer or an OSM file."""

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
)

from ..i18n import number, tr
from .base import BaseAlgorithm
from .inputs import Run, read_lines, read_network

_SHOWN = 5  # islands told of one by one


class Loopnetwerk(BaseAlgorithm):
    """Splits lines at shared vertices and numbers nodes and connected parts."""

    ID = "loopnetwerk"
    INPUT, OSM, AREA, TYPE_FIELD = "INPUT", "OSM", "GEBIED", "TYPEVELD"
    SPLIT, TOLERANCE, OUTPUT, SUSPECTS = "KNIP_KRUISINGEN", "TOLERANTIE", "OUTPUT", "VERDACHT"

    def displayName(self):
        return tr("Walking network")

    def shortDescription(self):
        return tr("Makes a walking network of streets and paths, split at shared vertices.")

    def initAlgorithm(self, configuration=None):
        line = QgsProcessing.SourceType.TypeVectorLine
        polygon = QgsProcessing.SourceType.TypeVectorPolygon
        number = QgsProcessingParameterNumber.Type.Double
        self.add(QgsProcessingParameterFeatureSource(self.INPUT, tr("Streets and paths"), [line], optional=True),
                 tr("OSM roads, NWB or any lines. Motorways and other roads not meant for walking are left out "
                    "when a road type is known."))
        self.add(QgsProcessingParameterFile(self.OSM, tr("OSM file"), optional=True,
                                            fileFilter="OpenStreetMap (*.osm *.pbf)"),
                 tr("Used when no line layer is given: .osm or .osm.pbf."))
        self.add(QgsProcessingParameterFeatureSource(self.AREA, tr("Area"), [polygon], optional=True),
                 tr("Only lines that touch the bounding box of this area are read."))
        self.add(QgsProcessingParameterField(self.TYPE_FIELD, tr("Road type field"), optional=True,
                                             parentLayerParameterName=self.INPUT),
                 tr("Recognised by its values when left empty."))
        self.add(QgsProcessingParameterBoolean(self.SPLIT, tr("Split at crossings without a shared vertex"), False),
                 tr("Only for data without vertices at junctions: it also joins bridges to what passes below."), True)
        self.add(QgsProcessingParameterNumber(self.TOLERANCE, tr("Tolerance (m)"), number, 0.1, minValue=0,
                                              maxValue=10),
                 tr("Vertices nearer than this are one point."), True)
        self.add(QgsProcessingParameterFeatureSink(self.OUTPUT, tr("Walking network"), line))
        self.add(QgsProcessingParameterFeatureSink(
            self.SUSPECTS, tr("Suspect places"), QgsProcessing.SourceType.TypeVectorPoint, optional=True,
            createByDefault=False), tr("Islands, loose ends, crossings without a vertex, duplicates and lines without "
                                       "length, as points to check."))

    def problems(self, parameters, context):
        if not parameters.get(self.INPUT) and not parameters.get(self.OSM):
            yield tr("Give a layer with streets and paths (INPUT) or an OSM file (OSM).")

    def compute(self, parameters, context, feedback):
        from ..data.canonical import edges_table
        from ..data.report import Progress, Report

        run = Run(self, parameters, context, Report(feedback), Progress(feedback, 0, 60))
        run.settle_crs(self.INPUT, self.AREA)
        lines = read_lines(run, self.INPUT, self.OSM, run.text(self.TYPE_FIELD), run.area(self.AREA))
        network = read_network(run, lines, run.number(self.TOLERANCE), run.flag(self.SPLIT), tr("Walking network"))
        table, geometry = edges_table(network, run.progress.listen)
        outputs = {self.OUTPUT: run.sink(self.OUTPUT, "loopnetwerk", table, geometry)}
        if run.text(self.SUSPECTS):
            outputs[self.SUSPECTS] = self.diagnose(run, network, lines)
        return outputs

    def diagnose(self, run, network, lines):
        """Report how the network may be wrong and write the places to check."""
        from qgis.core import QgsGeometry, QgsPointXY

        from ..core.diagnose import GAP_M, ISLAND, components, suspects

        found, parts = suspects(network, lines, run.number(self.TOLERANCE)), components(network)
        texts = _suspects()
        for kind, count in found["kind"].value_counts(sort=False).items():
            close = int((found["metres"][found["kind"] == ISLAND] <= GAP_M).sum())
            run.report.info(tr("Suspect places"), f"{kind}: " + texts[kind].format(n=count, close=close, gap=GAP_M),
                            int(count))
        for row in parts.iloc[1:1 + _SHOWN].itertuples():
            text = tr("island {n}: {streets} streets, {m} m in length, {gap} m from the main net")
            run.report.info(tr("Suspect places"), text.format(
                n=row.component, streets=row.streets, m=round(row.metres),
                gap=number(row.gap, 1) if row.gap == row.gap else "> 1000"))
        rest = parts.iloc[1 + _SHOWN:]
        if len(rest):
            text = tr("{n} smaller islands with {streets} streets, {m} m in length")
            run.report.info(tr("Suspect places"), text.format(
                n=len(rest), streets=rest["streets"].sum(), m=round(rest["metres"].sum())), len(rest))
        shapes = [QgsGeometry.fromPointXY(QgsPointXY(x, y)) for x, y in zip(found["x"], found["y"])]
        table = found.rename(columns={"kind": "soort", "metres": "afstand_m"}).drop(columns=["x", "y"])
        return run.sink(self.SUSPECTS, "verdacht", table, shapes)


def _suspects():
    """Return what each kind of suspect place is and what to do about it."""
    from ..core.diagnose import CROSSING, DUPLICATE, ISLAND, LOOSE_END, NO_LENGTH

    return {
        ISLAND: tr("{n} parts are not connected to the main net, {close} of them lie within {gap:.0f} m of it: draw "
                   "what is missing, or leave them out"),
        LOOSE_END: tr("{n} dead ends lie within {gap:.0f} m of a street that they do not touch: join them, or raise "
                      "TOLERANTIE"),
        CROSSING: tr("{n} crossings have no shared vertex: right for bridges and tunnels; with KNIP_KRUISINGEN all of "
                     "them become junctions"),
        DUPLICATE: tr("{n} streets lie on another one: harmless for distances, but they count twice in lengths"),
        NO_LENGTH: tr("{n} lines have no length: they are left out"),
    }
