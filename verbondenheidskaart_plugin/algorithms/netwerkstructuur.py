"""Netwerkstructuur: organisations and people in roles, and who builds the bridges between them."""

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsWkbTypes,
)

from ..i18n import tr
from .base import BaseAlgorithm
from .inputs import Run
from .rotondes import add_seed


class Netwerkstructuur(BaseAlgorithm):
    """Finds bridges, brokers, communities and what falls apart when one stops."""

    ID = "netwerkstructuur"
    ORGANISATIONS, TIES, NAMES, OUTPUT, LINES = "ORGANISATIES", "BANDEN", "PERSOONSNAMEN", "OUTPUT", "LIJNEN"

    def displayName(self):
        return tr("Network structure")

    def shortDescription(self):
        return tr("Organisations and their ties: visible and invisible bridge builders, communities, weak spots.")

    def initAlgorithm(self, configuration=None):
        kinds = QgsProcessing.SourceType
        self.add(QgsProcessingParameterFeatureSource(self.ORGANISATIONS, tr("Organisations"), [kinds.TypeVector]),
                 tr("Points or a table with id and, if known, naam, groep, buurtcode, soort and x and y."))
        self.add(QgsProcessingParameterFeatureSource(self.TIES, tr("Ties between organisations"), [kinds.TypeVector]),
                 tr("Table with van, naar and, if known, sterkte, soort and bronnen (the number of sources)."))
        self.add(QgsProcessingParameterBoolean(self.NAMES, tr("Keep names of persons"), False),
                 tr("Only when the persons named agree."), True)
        add_seed(self)
        self.add(QgsProcessingParameterFeatureSink(self.OUTPUT, tr("Organisations"), kinds.TypeVector))
        self.add(QgsProcessingParameterFeatureSink(self.LINES, tr("Ties"), kinds.TypeVector, optional=True))

    def compute(self, parameters, context, feedback):
        from ..data.report import Progress, Report
        from .networking import network

        run = Run(self, parameters, context, Report(feedback), Progress(feedback, 0, 10))
        run.settle_crs(self.ORGANISATIONS)
        source = run.source(self.ORGANISATIONS)
        placed = source.wkbType() != QgsWkbTypes.Type.NoGeometry
        organisations = run.read(self.ORGANISATIONS) if placed else None
        found = network(run, organisations.table if placed else run.table(self.ORGANISATIONS),
                        organisations.geometry if placed else None, run.table(self.TIES), run.flag(self.NAMES),
                        run.integer("SEED"), Progress(feedback, 10, 95))
        outputs = {self.OUTPUT: run.sink(self.OUTPUT, "organisaties", *found.nodes)}
        lines = run.sink(self.LINES, "banden", *found.ties)
        return {**outputs, self.LINES: lines} if lines else outputs
