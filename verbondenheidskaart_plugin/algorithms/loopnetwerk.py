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

from ..i18n import tr
from .base import BaseAlgorithm
from .inputs import Run, read_lines, read_network


class Loopnetwerk(BaseAlgorithm):
    """Splits lines at shared vertices and numbers nodes and connected parts."""

    ID = "loopnetwerk"
    INPUT, OSM, AREA, TYPE_FIELD = "INPUT", "OSM", "GEBIED", "TYPEVELD"
    SPLIT, TOLERANCE, OUTPUT = "KNIP_KRUISINGEN", "TOLERANTIE", "OUTPUT"

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
        self.add(QgsProcessingParameterField(self.TYPE_FIELD, tr("Road type field"), parentLayerParameterName=self.INPUT,
                                             optional=True), tr("Recognised by its values when left empty."))
        self.add(QgsProcessingParameterBoolean(self.SPLIT, tr("Split at crossings without a shared vertex"), False),
                 tr("Only for data without vertices at junctions: it also joins bridges to what passes below."), True)
        self.add(QgsProcessingParameterNumber(self.TOLERANCE, tr("Tolerance (m)"), number, 0.1, minValue=0, maxValue=10),
                 tr("Vertices nearer than this are one point."), True)
        self.add(QgsProcessingParameterFeatureSink(self.OUTPUT, tr("Walking network"), line))

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
        table, geometry = edges_table(network, Progress(feedback, 60, 80))
        return {self.OUTPUT: run.sink(self.OUTPUT, "loopnetwerk", table, geometry)}
