"""Stagnatieplekken: neighbourhoods and groups at risk of isolation, with the reason."""

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
)

from ..i18n import tr
from .base import BaseAlgorithm
from .buurten import read_buurten
from .inputs import Run, read_lines, read_network
from .rotondes import add_seed, add_town


class Stagnatieplekken(BaseAlgorithm):
    """Vulnerability of a group times its lack of reachable rotondes, for every neighbourhood."""

    ID = "stagnatieplekken"
    BUURTEN, NETWORK, GROUPS, OUTPUT = "BUURTEN", "LOOPNETWERK", "GROEPEN", "OUTPUT"

    def displayName(self):
        return tr("Places of stagnation")

    def shortDescription(self):
        return tr("Where older people, young people living alone and newcomers reach too few places that suit them.")

    def initAlgorithm(self, configuration=None):
        polygon = QgsProcessing.SourceType.TypeVectorPolygon
        self.add(QgsProcessingParameterFeatureSource(self.BUURTEN, tr("Neighbourhoods"), [polygon]),
                 tr("With the key figures that make vulnerable, as CBS publishes them."))
        add_town(self)
        self.add(QgsProcessingParameterFile(self.GROUPS, tr("Groups (CSV)"), optional=True, fileFilter="CSV (*.csv)"),
                 tr("A changed copy of groepen.csv: your own groups, or others switched on."), True)
        add_seed(self)
        self.add(QgsProcessingParameterFeatureSink(self.OUTPUT, tr("Places of stagnation"), polygon))

    def compute(self, parameters, context, feedback):
        from ..core.scoring import visit
        from ..data.canonical import facilities_from_layer, population_from_layer
        from ..data.catalogue import read_catalogue
        from ..data.report import Progress, Report
        from .scoring import make_town, report_attachment
        from .stagnating import find_stagnation, read_groups

        run = Run(self, parameters, context, Report(feedback), Progress(feedback, 0, 20))
        run.settle_crs(self.BUURTEN)
        catalogue = read_catalogue()
        groups = read_groups(run.text(self.GROUPS), catalogue)
        buurten = read_buurten(run, self.BUURTEN)
        facilities = facilities_from_layer(run.read("VOORZIENINGEN"), catalogue, run.report)
        network = read_network(run, read_lines(run, self.NETWORK, ""), name=self.NETWORK)
        population = population_from_layer(run.read("BEVOLKING"), run.report)
        made = {}

        def visited_town(stairs):
            if stairs not in made:
                town = make_town(network if stairs else without_stairs(network), facilities, population, catalogue)
                report_attachment(town, facilities, population, run.report)
                made[stairs] = town, visit(town, Progress(feedback, 20, 40))
            return made[stairs]

        *found, _ = find_stagnation(run, visited_town, buurten, population, catalogue, groups, run.integer("SEED"),
                                Progress(feedback, 40, 95))
        return {self.OUTPUT: run.sink(self.OUTPUT, "stagnatieplekken", *found, multi=True)}


def without_stairs(network):
    """Return the network for people who cannot take stairs."""
    from ..core.network import build

    return build(network.lines.take(~network.lines.stairs), 0.0)
