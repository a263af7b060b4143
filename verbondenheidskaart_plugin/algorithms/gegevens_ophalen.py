"""Gegevens ophalen: name a gemeente, get the data that the chain asks for."""

from pathlib import Path
from typing import NamedTuple, Tuple

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputFile,
    QgsProcessingOutputVectorLayer,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..data.placing import writable_folder
from ..i18n import tr
from .base import BaseAlgorithm
from .inputs import Run

BUURTEN, FACILITIES, NETWORK, POPULATION = "buurten", "voorzieningen", "loopnetwerk", "bevolking"
FIGURES, DWELLINGS, MONUMENTS = "kerncijfers", "adressen", "monumenten"
SOURCES = (BUURTEN, FIGURES, FACILITIES, NETWORK, POPULATION, DWELLINGS, MONUMENTS)
USUAL = [BUURTEN, FIGURES, FACILITIES, NETWORK, POPULATION]


class Kind(NamedTuple):
    """What can be fetched: its name among the parameters and layers, what users call it, and what there is to know."""

    name: str
    label: str
    help: str
    geometry: QgsProcessing.SourceType


def kinds() -> Tuple[Kind, ...]:
    """Return what can be fetched, in the language of QGIS."""
    source = QgsProcessing.SourceType
    return (
        Kind(BUURTEN, tr("Neighbourhoods"), tr("Borders and key figures of CBS."), source.TypeVectorPolygon),
        Kind(FIGURES, tr("Key figures"), tr("Figures of StatLine that the neighbourhoods lack; without StatLine the "
                                            "run goes on."), source.TypeVector),
        Kind(FACILITIES, tr("Facilities"), tr("From OpenStreetMap, up to 1600 m beyond the border."),
             source.TypeVectorPoint),
        Kind(NETWORK, tr("Walking network"), tr("Streets and paths of OpenStreetMap, up to 1600 m beyond the border."),
             source.TypeVectorLine),
        Kind(POPULATION, tr("Population"), tr("Residents per cell of 100 m (CBS)."), source.TypeVectorPoint),
        Kind(DWELLINGS, tr("Dwellings"), tr("Addresses of the BAG where people live: finer than cells, and slower."),
             source.TypeVectorPoint),
        Kind(MONUMENTS, tr("National monuments"), tr("Of the Rijksdienst voor het Cultureel Erfgoed."),
             source.TypeVectorPoint),
    )


class GegevensOphalen(BaseAlgorithm):
    """Fetches buurten, key figures, facilities, walking network and population of a gemeente or area."""

    ID = "gegevens_ophalen"
    GEMEENTE, AREA, YEAR, SOURCES, FOLDER = "GEMEENTE", "GEBIED", "JAAR", "BRONNEN", "UITVOERMAP"
    EXTRACT, SERVICES, CACHE, AGAIN = "OSM_BESTAND", "DIENSTEN", "CACHE", "OPNIEUW"
    BUILDINGS, PLAIN = "GEBOUWEN", "ONVERSLEUTELD"
    GEOPACKAGE, OSM = "GEOPACKAGE", "OSM"

    def displayName(self):
        return tr("Fetch the data of a municipality")

    def shortDescription(self):
        return tr("Fetches neighbourhoods, facilities, walking network and population from CBS and OpenStreetMap.")

    def initAlgorithm(self, configuration=None):
        integer = QgsProcessingParameterNumber.Type.Integer
        self.add(QgsProcessingParameterString(self.GEMEENTE, tr("Municipality"), optional=True),
                 tr("Name or code, for instance Breda or GM0758."))
        self.add(QgsProcessingParameterFeatureSource(self.AREA, tr("Area instead of a municipality"),
                                                     [QgsProcessing.SourceType.TypeVectorPolygon], optional=True),
                 tr("Polygons; the neighbourhoods that lie in it for the greater part are fetched."))
        self.add(QgsProcessingParameterNumber(self.YEAR, tr("Year"), integer, 2024, minValue=2019, maxValue=2100),
                 tr("Of the CBS figures. 2024 is the last year with all of them; later years lack income and others."))
        self.add(QgsProcessingParameterEnum(self.SOURCES, tr("What to fetch"), list(SOURCES), True, USUAL,
                                            usesStaticStrings=True),
                 "\n".join(f"{kind.name}: {kind.help}" for kind in kinds()))
        self.add(QgsProcessingParameterFile(self.EXTRACT, tr("OSM file instead of fetching OpenStreetMap"),
                                            optional=True, fileFilter="OpenStreetMap (*.osm *.pbf)"),
                 tr("An extract you have, for instance of the province (.osm.pbf)."), True)
        self.add(QgsProcessingParameterBoolean(self.BUILDINGS, tr("Fetch buildings too"), False),
                 tr("For the background of the map; OpenStreetMap's answer becomes many times larger."), True)
        self.add(QgsProcessingParameterFile(self.SERVICES, tr("Catalogue of services (CSV)"), optional=True,
                                            fileFilter="CSV (*.csv)"),
                 tr("A changed copy of diensten.csv, for when an address changed."), True)
        self.add(QgsProcessingParameterFile(self.CACHE, tr("Folder for what was fetched"), optional=True,
                                            behavior=QgsProcessingParameterFile.Behavior.Folder),
                 tr("A run that was broken off goes on from here. Left empty: a folder in the output folder."), True)
        self.add(QgsProcessingParameterBoolean(self.AGAIN, tr("Fetch everything again"), False),
                 tr("Do not use what was fetched before."), True)
        self.add(QgsProcessingParameterBoolean(self.PLAIN, tr("Allow addresses without encryption (http)"), False),
                 tr("Only for a service of your own on a network you trust."), True)
        self.add(QgsProcessingParameterFolderDestination(self.FOLDER, tr("Output folder")))
        for kind in kinds():
            self.addOutput(QgsProcessingOutputVectorLayer(kind.name.upper(), kind.label, kind.geometry))
        self.addOutput(QgsProcessingOutputFile(self.OSM, tr("OSM file")))
        self.addOutput(QgsProcessingOutputFile(self.GEOPACKAGE, tr("GeoPackage")))

    def problems(self, parameters, context):
        named = bool(self.parameterAsString(parameters, self.GEMEENTE, context).strip())
        if named == bool(parameters.get(self.AREA)):
            yield tr("Give either the name or code of a municipality (GEMEENTE) or an area (GEBIED).")
        if not self.parameterAsEnumStrings(parameters, self.SOURCES, context):
            yield tr("Choose at least one kind of data (BRONNEN).")

    def compute(self, parameters, context, feedback):
        from ..data.fetch import Fetcher
        from ..data.intake import Intake
        from ..data.report import Progress, Report
        from ..data.services import read_services
        from .fetching import Fetching, own_area

        run = Run(self, parameters, context, Report(feedback), Progress(feedback))
        run.settle_crs()
        wanted = self.parameterAsEnumStrings(parameters, self.SOURCES, context)
        services = read_services(run.text(self.SERVICES) or None, run.flag(self.PLAIN))
        folder = writable_folder(run.text(self.FOLDER))
        fetcher = Fetcher(services.origins, Path(run.text(self.CACHE) or folder / "opgehaald"), feedback,
                          run.flag(self.AGAIN))
        intake = Intake(services, fetcher, run.integer(self.YEAR), context, run.report)
        extract = run.text(self.EXTRACT) if FACILITIES in wanted or NETWORK in wanted else ""
        if extract:
            intake.extract(Path(extract))
        gebied = own_area(run, self.AREA) if run.source(self.AREA) else intake.gemeente(
            run.text(self.GEMEENTE), run.progress.part(0, 0.1))
        fetching = Fetching(run, intake, gebied, wanted, folder)
        fetching.published(run.progress.part(0.1, 0.4))
        osm = fetching.streets_and_places(extract, run.flag(self.BUILDINGS))
        outputs = {**fetching.outputs(), self.GEOPACKAGE: str(fetching.path), self.FOLDER: str(folder)}
        return {**outputs, self.OSM: osm} if osm else outputs
