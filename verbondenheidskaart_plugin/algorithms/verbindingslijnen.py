"""Verbindingslijnen: which rotondes are linked on foot, by residents and organisations, and which links are missing."""

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterNumber,
)

from ..core.errors import EmptyInput, MissingField
from ..i18n import tr
from .base import BaseAlgorithm
from .inputs import Run, read_lines, read_network
from .rotondes import add_seed


class Verbindingslijnen(BaseAlgorithm):
    """Draws the lines between rotondes along the streets, with their strength, and the missing links."""

    ID = "verbindingslijnen"
    ROTONDES, NETWORK, POPULATION = "ROTONDES", "LOOPNETWERK", "BEVOLKING"
    ORGANISATIONS, DISTANCE, OUTPUT, MISSING = "ORGANISATIES", "AFSTAND", "OUTPUT", "ONTBREKEND"
    MOST = "MAXIMUM"

    def displayName(self):
        return tr("Lines of connection")

    def shortDescription(self):
        return tr("Lines between meeting places along the streets, with their strength, and the links that are "
                  "missing.")

    def initAlgorithm(self, configuration=None):
        kinds = QgsProcessing.SourceType
        source = QgsProcessingParameterFeatureSource
        self.add(source(self.ROTONDES, tr("Rotondes of connection"), [kinds.TypeVectorPoint]),
                 tr("Output of the algorithm Rotondes: points with a type_id."))
        self.add(source(self.NETWORK, tr("Walking network"), [kinds.TypeVectorLine]))
        self.add(source(self.POPULATION, tr("Population"), [kinds.TypeVectorPoint]),
                 tr("Points with inwoners and groups."))
        self.add(source(self.ORGANISATIONS, tr("Organisations per facility"), [kinds.TypeVector], optional=True),
                 tr("Table with the fields organisatie and voorziening_id."))
        self.add(QgsProcessingParameterNumber(self.DISTANCE, tr("Longest walk between two rotondes (m)"),
                                              QgsProcessingParameterNumber.Type.Double, 800, minValue=50,
                                              maxValue=5000))
        self.add(QgsProcessingParameterNumber(self.MOST, tr("Missing links of each kind"),
                                              QgsProcessingParameterNumber.Type.Integer, 100, minValue=1),
                 tr("Those by which most residents gain; how many more there are is reported."), True)
        add_seed(self)
        self.add(QgsProcessingParameterFeatureSink(self.OUTPUT, tr("Lines of connection"), kinds.TypeVectorLine))
        self.add(QgsProcessingParameterFeatureSink(self.MISSING, tr("Missing links"), kinds.TypeVectorLine,
                                                   optional=True))

    def compute(self, parameters, context, feedback):
        from ..core.scoring import visit
        from ..data.canonical import facilities_from_layer, population_from_layer
        from ..data.catalogue import read_catalogue
        from ..data.features import points_xy
        from ..data.report import Progress, Report
        from .connecting import connect
        from .scoring import make_town, report_attachment

        run = Run(self, parameters, context, Report(feedback), Progress(feedback, 0, 15))
        run.settle_crs(self.ROTONDES)
        catalogue = read_catalogue()
        rotondes = facilities_from_layer(run.read(self.ROTONDES), catalogue, run.report)
        rotondes = rotondes.take((rotondes.table["rol"] == "rotonde").to_numpy())
        if not len(rotondes):
            raise EmptyInput(layer=run.name(self.ROTONDES), reason="all_filtered", what="rol = rotonde")
        network = read_network(run, read_lines(run, self.NETWORK, ""), name=self.NETWORK)
        population = population_from_layer(run.read(self.POPULATION), run.report)
        town = make_town(network, rotondes, population, catalogue)
        report_attachment(town, rotondes, population, run.report)
        found = connect(town, visit(town, progress=Progress(feedback, 15, 30)), rotondes.table,
                        points_xy(rotondes.geometry), organisations(run, self.ORGANISATIONS), run.integer("SEED"),
                        run.report, Progress(feedback, 30, 95), run.number(self.DISTANCE), most=run.integer(self.MOST))
        outputs = {self.OUTPUT: run.sink(self.OUTPUT, "verbindingslijnen", *found.lines)}
        missing = run.sink(self.MISSING, "ontbrekende_schakels", *found.missing)
        return {**outputs, self.MISSING: missing} if missing else outputs


def organisations(run: Run, key: str):
    """Return a table with organisatie and voorziening_id, None when none is given; ``id`` may stand for organisatie."""
    table = run.table(key)
    if table is None:
        return None
    if "organisatie" not in table.columns and "id" in table.columns:
        table = table.rename(columns={"id": "organisatie"})
    for name in ("organisatie", "voorziening_id"):
        if name not in table.columns:
            raise MissingField(layer=run.name(key), what=name, candidates=[name], present=list(table.columns))
    return table[table["voorziening_id"].notna()]
