"""Stagnatieplekken: neighbourhoods and groups at risk of isolation, with the reason."""

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterBoolean,
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
    BUURTEN, NETWORK, GROUPS, BENCHES, OUTPUT = "BUURTEN", "LOOPNETWERK", "GROEPEN", "BANKEN", "OUTPUT"

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
        self.add(QgsProcessingParameterBoolean(self.BENCHES, tr("Count rest on benches"), False),
                 tr("Older people take a quarter longer where no bench is within 125 m. Only when all benches are on "
                    "the map, as from the register of the municipality."), True)
        add_seed(self)
        self.add(QgsProcessingParameterFeatureSink(self.OUTPUT, tr("Places of stagnation"), polygon))

    def compute(self, parameters, context, feedback):
        from ..data.canonical import facilities_from_layer, population_from_layer
        from ..data.catalogue import read_catalogue
        from ..data.disclosure import hide_people
        from ..data.report import Progress, Report
        from .stagnating import find_stagnation, read_groups
        from .walking import walkers

        run = Run(self, parameters, context, Report(feedback), Progress(feedback, 0, 20))
        run.settle_crs(self.BUURTEN)
        catalogue = read_catalogue()
        groups = read_groups(run.text(self.GROUPS), catalogue)
        buurten = read_buurten(run, self.BUURTEN)
        facilities = facilities_from_layer(run.read("VOORZIENINGEN"), catalogue, run.report)
        network = read_network(run, read_lines(run, self.NETWORK, ""), name=self.NETWORK)
        population = population_from_layer(run.read("BEVOLKING"), run.report)
        buurten, population, secrets = hide_people(buurten, population, run.report)
        run.progress = Progress(feedback, 20, 40)
        visited_town = walkers(run, network, facilities, population, catalogue, buurten)
        *found, _ = find_stagnation(run, visited_town, buurten, population, catalogue, groups, run.integer("SEED"),
                                    Progress(feedback, 40, 95), secrets)
        return {self.OUTPUT: run.sink(self.OUTPUT, "stagnatieplekken", *found, multi=True)}
