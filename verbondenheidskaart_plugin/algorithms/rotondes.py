"""Rotondes van verbinding: facilities scored on their potential for encounters."""

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..i18n import tr
from .base import BaseAlgorithm
from .inputs import Run, read_lines, read_network


class Rotondes(BaseAlgorithm):
    """Scores every meeting place by type, reach, mixing, position and mix of functions."""

    ID = "rotondes"
    FACILITIES, NETWORK, POPULATION = "VOORZIENINGEN", "LOOPNETWERK", "BEVOLKING"
    CATALOGUE, PROFILES, SEED = "CATALOGUS", "PROFIELEN", "SEED"
    OUTPUT, FLOWS = "OUTPUT", "LOOPSTROMEN"

    def displayName(self):
        return tr("Rotondes of connection")

    def shortDescription(self):
        return tr("Scores the meeting places on their potential for encounters between different residents.")

    def initAlgorithm(self, configuration=None):
        kinds = QgsProcessing.SourceType
        add_town(self)
        self.add(QgsProcessingParameterFile(self.CATALOGUE, tr("Catalogue of types (CSV)"), optional=True,
                                            fileFilter="CSV (*.csv)"),
                 tr("A changed copy of voorzieningtypen.csv, with scores of your own."), True)
        self.add(QgsProcessingParameterString(self.PROFILES, tr("Walking speeds (m/s)"), "1.33;0.83", optional=True),
                 tr("Of residents under 65 and of 65 and over, separated by a semicolon."), True)
        add_seed(self)
        self.add(QgsProcessingParameterFeatureSink(self.OUTPUT, tr("Rotondes of connection"), kinds.TypeVectorPoint))
        self.add(QgsProcessingParameterFeatureSink(self.FLOWS, tr("Walking flows"), kinds.TypeVectorLine,
                                                   optional=True))

    def problems(self, parameters, context):
        if _speeds(self.parameterAsString(parameters, self.PROFILES, context)) is None:
            yield tr("PROFIELEN: give two walking speeds between 0.1 and 5 m/s, such as 1.33;0.83.")

    def compute(self, parameters, context, feedback):
        from ..core.facilities import type_potential
        from ..core.scoring import score
        from ..data.canonical import facilities_from_layer, flows_table, population_from_layer
        from ..data.catalogue import read_catalogue
        from ..data.report import Progress, Report
        from .scoring import make_town, report_attachment, rotondes_layer

        run = Run(self, parameters, context, Report(feedback), Progress(feedback, 0, 15))
        run.settle_crs(self.FACILITIES)
        catalogue = read_catalogue(run.text(self.CATALOGUE) or None)
        facilities = facilities_from_layer(run.read(self.FACILITIES), catalogue, run.report)
        network = read_network(run, read_lines(run, self.NETWORK, ""), name=self.NETWORK, for_flows=True)
        population = population_from_layer(run.read(self.POPULATION), run.report)
        town = make_town(network, facilities, population, catalogue)
        report_attachment(town, facilities, population, run.report)
        outcome = score(town, type_potential, run.integer(self.SEED), progress=Progress(feedback, 15, 95),
                        speeds=_speeds(run.text(self.PROFILES)))
        outputs = {self.OUTPUT: run.sink(self.OUTPUT, "rotondes", *rotondes_layer(facilities, outcome))}
        flows = run.sink(self.FLOWS, "loopstromen", *flows_table(network, outcome.flows.visits, run.progress.listen))
        return {**outputs, self.FLOWS: flows} if flows else outputs


def _speeds(text: str):
    """Return the walking speeds (under 65, 65 and over) in m/s; None when the text cannot be used."""
    try:
        speeds = tuple(float(part.replace(",", ".")) for part in (text or "1.33;0.83").split(";"))
    except ValueError:
        return None
    return speeds if len(speeds) == 2 and all(0.1 <= v <= 5 for v in speeds) else None


def add_town(algorithm) -> None:
    """Add the three layers that say where people live, where they can go, and along which streets."""
    kinds = QgsProcessing.SourceType
    algorithm.add(QgsProcessingParameterFeatureSource("VOORZIENINGEN", tr("Facilities"), [kinds.TypeVectorPoint]),
                  tr("Output of the algorithm Facilities: points with a type_id."))
    algorithm.add(QgsProcessingParameterFeatureSource("LOOPNETWERK", tr("Walking network"), [kinds.TypeVectorLine]),
                  tr("Output of the algorithm Walking network, or any lines."))
    algorithm.add(QgsProcessingParameterFeatureSource("BEVOLKING", tr("Population"), [kinds.TypeVectorPoint]),
                  tr("Output of the algorithm Population: points with inwoners and groups."))


def add_seed(algorithm) -> None:
    """Add the seed of the draws."""
    algorithm.add(QgsProcessingParameterNumber("SEED", tr("Seed of the random draws"), defaultValue=1, minValue=0),
                  tr("The same seed gives the same intervals."), True)
