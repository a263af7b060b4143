"""Netwerkstructuur: organisations and people in roles, and who builds the bridges between them."""

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
)

from ..i18n import tr
from .base import BaseAlgorithm
from .inputs import Run
from .rotondes import add_seed


class Netwerkstructuur(BaseAlgorithm):
    """Finds bridges, brokers, communities and what falls apart when one stops."""

    ID = "netwerkstructuur"
    ORGANISATIONS, TIES, NAMES, OUTPUT, LINES = "ORGANISATIES", "BANDEN", "PERSOONSNAMEN", "OUTPUT", "LIJNEN"
    KIND = "SOORT_BANDEN"

    def displayName(self):
        return tr("Network structure")

    def shortDescription(self):
        return tr("Organisations and their ties: visible and invisible bridge builders, communities, weak spots.")

    def initAlgorithm(self, configuration=None):
        kinds = QgsProcessing.SourceType
        self.add(QgsProcessingParameterFeatureSource(self.ORGANISATIONS, tr("Organisations"), [kinds.TypeVector]),
                 tr("Points or a table with id and, if known, naam, soort (organisatie or persoon), rol, formeel (yes "
                    "or no), groep, buurtcode and x and y."))
        self.add(QgsProcessingParameterFeatureSource(self.TIES, tr("Ties between organisations"), [kinds.TypeVector]),
                 tr("Table with van, naar and, if known, sterkte, soort and bronnen (the number of sources). Or a "
                    "two-mode table: who (persoon, rol or organisatie) takes part where (plek or activiteit)."))
        self.add(QgsProcessingParameterEnum(self.KIND, tr("Kind of ties"), [
            tr("by the names of the fields"), tr("one-mode: who knows whom"), tr("two-mode: who takes part where")],
            defaultValue=0), tr("Two-mode ties may also stand in the fields van (who) and naar (where)."), True)
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
        found = network(run, run.table(self.TIES), run.flag(self.NAMES), run.integer("SEED"),
                        Progress(feedback, 10, 95), kind=run.integer(self.KIND))
        outputs = {self.OUTPUT: run.sink(self.OUTPUT, "organisaties", *found.nodes)}
        lines = run.sink(self.LINES, "banden", *found.ties)
        return {**outputs, self.LINES: lines} if lines else outputs
