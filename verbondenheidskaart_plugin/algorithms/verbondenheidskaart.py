"""Verbondenheidskaart: the whole road, from raw data to a finished map."""

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputFile,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterString,
)

from ..data.placing import beside, writable_folder
from ..i18n import tr
from .base import BaseAlgorithm
from .inputs import Run
from .kaart_opmaken import add_basemap, add_map_outputs
from .rotondes import add_seed
from .stages import announcement
from .verbondenheidsindex import add_anchors
from .voorzieningen import add_classification


class Verbondenheidskaart(BaseAlgorithm):
    """Reads each input once and runs the stages of the map in their order."""

    ID = "verbondenheidskaart"
    BUURTEN, FIGURES, FACILITIES, NETWORK, OSM = "BUURTEN", "KERNCIJFERS", "VOORZIENINGEN", "LOOPNETWERK", "OSM"
    POPULATION, POPULATION_FIELD, INDICATORS = "BEVOLKING", "BEVOLKINGSVELD", "INDICATOREN"
    ORGANISATIONS, TIES, TITLE, CREDITS = "ORGANISATIES", "BANDEN", "TITEL", "BRONVERMELDING"
    FOLDER, GEOPACKAGE = "UITVOERMAP", "GEOPACKAGE"

    def displayName(self):
        return tr("Verbondenheidskaart (complete map)")

    def shortDescription(self):
        return tr("From raw data to a finished map: rotondes, walking flows, neighbourhood connectedness and a layout.")

    def initAlgorithm(self, configuration=None):
        kinds = QgsProcessing.SourceType
        source = QgsProcessingParameterFeatureSource
        self.add(source(self.BUURTEN, tr("Neighbourhoods"), [kinds.TypeVectorPolygon]),
                 tr("CBS buurten of any year, or areas of your own with residents."))
        self.add(source(self.FIGURES, tr("Key figures (table)"), [kinds.TypeVector], optional=True),
                 tr("When the figures are not in the neighbourhood layer: CSV, XLSX or GeoPackage."))
        self.add(QgsProcessingParameterFile(self.OSM, tr("OSM file"), optional=True,
                                            fileFilter="OpenStreetMap (*.osm *.pbf)"),
                 tr("Gives facilities, streets and background when their layers are not given."))
        self.add(source(self.FACILITIES, tr("Facilities"), [kinds.TypeVector], optional=True),
                 tr("Any layer with OSM tags or a category of your own."))
        add_classification(self, self.FACILITIES)
        self.add(source(self.NETWORK, tr("Streets and paths"), [kinds.TypeVectorLine], optional=True),
                 tr("OSM roads, NWB or any lines on which people can walk."))
        self.add(source(self.POPULATION, tr("Addresses, 100 m cells or PC6"), [kinds.TypeVector], optional=True),
                 tr("Where people live: points, polygons, or a table with coordinates; without it they are spread over "
                    "the residential streets."))
        self.add(QgsProcessingParameterField(self.POPULATION_FIELD, tr("Field with the number of residents"),
                                             parentLayerParameterName=self.POPULATION, optional=True), "", True)
        self.add(QgsProcessingParameterMultipleLayers(self.INDICATORS, tr("Indicator tables"), kinds.TypeVector,
                                                      optional=True),
                 tr("Surveys and monitors per neighbourhood, wide or long."))
        self.add(source(self.ORGANISATIONS, tr("Organisations"), [kinds.TypeVector], optional=True),
                 tr("Points or a table with id and, if known, naam, groep, buurtcode, soort and voorziening_id."), True)
        self.add(source(self.TIES, tr("Ties between organisations"), [kinds.TypeVector], optional=True),
                 tr("Table with van, naar and, if known, sterkte, soort and bronnen (the number of sources)."), True)
        self.add(QgsProcessingParameterFile("GROEPEN", tr("Groups (CSV)"), optional=True, fileFilter="CSV (*.csv)"),
                 tr("A changed copy of groepen.csv: your own groups, or others switched on."), True)
        self.add(QgsProcessingParameterString(self.TITLE, tr("Title"), optional=True))
        self.add(QgsProcessingParameterString(self.CREDITS, tr("Attribution on the map"), optional=True),
                 tr("OpenStreetMap and CBS are named when left empty."), True)
        self.add(QgsProcessingParameterBoolean("ATLAS", tr("Make the atlas too"), defaultValue=False),
                 tr("A PDF with a page per neighbourhood; it can also be made later, with buurtatlas."), True)
        add_basemap(self, advanced=True)
        add_anchors(self)
        add_seed(self)
        self.add(QgsProcessingParameterFolderDestination(self.FOLDER, tr("Output folder")))
        self.addOutput(QgsProcessingOutputFile(self.GEOPACKAGE, tr("GeoPackage")))
        add_map_outputs(self)
        self.addOutput(QgsProcessingOutputFile("RAPPORT", tr("Report")))
        self.addOutput(QgsProcessingOutputFile("BUURTATLAS", tr("Atlas (PDF)")))

    def problems(self, parameters, context):
        if not parameters.get(self.OSM):
            for key, label in ((self.FACILITIES, tr("facilities")), (self.NETWORK, tr("streets and paths"))):
                if not parameters.get(key):
                    yield tr("No {label}: give a layer ({key}) or an OSM file (OSM).").format(label=label, key=key)

    def compute(self, parameters, context, feedback):
        from ..data.report import Progress, Report
        from .chain import STAGES, Chain

        folder = writable_folder(self.parameterAsString(parameters, self.FOLDER, context))
        run = Run(self, parameters, context, Report(feedback), Progress(feedback))
        total = sum(weight for _, weight, _ in STAGES)
        done = 0.0
        with beside(folder) as aside:
            chain = Chain(run, folder, aside)
            for number, (label, weight, stage) in enumerate(STAGES, start=1):
                feedback.pushInfo(announcement(number, len(STAGES), label()))
                run.progress = Progress(feedback, 100 * done / total, 100 * (done + weight) / total)
                run.progress(0.0)
                stage(chain)
                done += weight
            return {self.FOLDER: str(folder), **chain.results}
