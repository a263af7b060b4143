"""Bevolking: residents and their groups at the places where they live."""

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
)

from ..i18n import tr
from .base import BaseAlgorithm
from .buurten import read_buurten
from .inputs import Run, read_lines


class Bevolking(BaseAlgorithm):
    """Spreads the figures of the buurten over addresses, cells, postcodes or streets, conserving every total."""

    ID = "bevolking"
    BUURTEN, POINTS, COUNT_FIELD, NETWORK, OUTPUT = "BUURTEN", "PUNTEN", "AANTALVELD", "LOOPNETWERK", "OUTPUT"

    def displayName(self):
        return tr("Population")

    def shortDescription(self):
        return tr("Spreads residents and groups of the neighbourhoods over the places where people live.")

    def initAlgorithm(self, configuration=None):
        kinds = QgsProcessing.SourceType
        self.add(QgsProcessingParameterFeatureSource(self.BUURTEN, tr("Neighbourhoods"), [kinds.TypeVectorPolygon]),
                 tr("With residents and groups; CBS layers are recognised."))
        self.add(QgsProcessingParameterFeatureSource(
            self.POINTS, tr("Addresses, 100 m cells or PC6"), [kinds.TypeVector], optional=True),
                 tr("Where people live: points, polygons, or a table with coordinates; without it the streets are "
                    "used."))
        self.add(QgsProcessingParameterField(self.COUNT_FIELD, tr("Field with the number of residents"),
                                             parentLayerParameterName=self.POINTS, optional=True),
                 tr("Recognised by its name when left empty; without it every point weighs the same."))
        self.add(QgsProcessingParameterFeatureSource(self.NETWORK, tr("Walking network"), [kinds.TypeVectorLine],
                                                     optional=True),
                 tr("Residential streets, for neighbourhoods without points."))
        self.add(QgsProcessingParameterFeatureSink(self.OUTPUT, tr("Population"), kinds.TypeVectorPoint))

    def compute(self, parameters, context, feedback):
        from ..data.population import counts_exactly, make_population, read_points
        from ..data.report import Progress, Report

        run = Run(self, parameters, context, Report(feedback), Progress(feedback, 0, 40))
        run.settle_crs(self.BUURTEN)
        buurten = read_buurten(run, self.BUURTEN, require_residents=run.source(self.POINTS) is None)
        lines = read_lines(run, self.NETWORK, "") if run.source(self.NETWORK) else None
        source, field = run.source(self.POINTS), run.text(self.COUNT_FIELD)
        points = source and read_points(source, run.name(self.POINTS, source), buurten, context, run.report, field,
                                       run.progress.listen)
        people = make_population(buurten, run.report, points, field, lines, Progress(feedback, 40, 95))
        if points and counts_exactly(points, field):
            text = tr("The points tell how many people live at each: keep this layer inside the organisation.")
            run.report.warning(people.name, text, len(people))
        return {self.OUTPUT: run.sink(self.OUTPUT, "bevolking", people.table, people.geometry)}
