"""Gegevens ophalen: name a gemeente, get the data that the chain asks for."""

import os
from pathlib import Path

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputFile,
    QgsProcessingOutputVectorLayer,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..i18n import language, tr
from .base import BaseAlgorithm, writable_folder
from .inputs import Run, read_network
from .voorzieningen import classify

BUURTEN, FACILITIES, NETWORK, POPULATION = "buurten", "voorzieningen", "loopnetwerk", "bevolking"
SOURCES = (BUURTEN, FACILITIES, NETWORK, POPULATION)


class GegevensOphalen(BaseAlgorithm):
    """Fetches buurten, facilities, walking network and population of a gemeente."""

    ID = "gegevens_ophalen"
    GEMEENTE, YEAR, SOURCES, FOLDER = "GEMEENTE", "JAAR", "BRONNEN", "UITVOERMAP"
    EXTRACT, SERVICES, CACHE, AGAIN = "OSM_BESTAND", "DIENSTEN", "CACHE", "OPNIEUW"
    GEOPACKAGE, OSM = "GEOPACKAGE", "OSM"

    def displayName(self):
        return tr("Fetch the data of a municipality")

    def shortDescription(self):
        return tr("Fetches neighbourhoods, facilities, walking network and population from CBS and OpenStreetMap.")

    def initAlgorithm(self, configuration=None):
        integer = QgsProcessingParameterNumber.Type.Integer
        kinds = QgsProcessing.SourceType
        self.add(QgsProcessingParameterString(self.GEMEENTE, tr("Municipality")),
                 tr("Name or code, for instance Breda or GM0758."))
        self.add(QgsProcessingParameterNumber(self.YEAR, tr("Year"), integer, 2024, minValue=2019, maxValue=2100),
                 tr("Of the CBS figures. 2024 is the last year with all of them; later years lack income and others."))
        self.add(QgsProcessingParameterEnum(self.SOURCES, tr("What to fetch"), list(SOURCES), True, list(SOURCES),
                                            usesStaticStrings=True))
        self.add(QgsProcessingParameterFile(self.EXTRACT, tr("OSM file instead of fetching OpenStreetMap"),
                                            optional=True, fileFilter="OpenStreetMap (*.osm *.pbf)"),
                 tr("An extract you have, for instance of the province (.osm.pbf)."), True)
        self.add(QgsProcessingParameterFile(self.SERVICES, tr("Catalogue of services (CSV)"), optional=True,
                                            fileFilter="CSV (*.csv)"),
                 tr("A changed copy of diensten.csv, for when an address changed."), True)
        self.add(QgsProcessingParameterFile(self.CACHE, tr("Folder for what was fetched"), optional=True,
                                            behavior=QgsProcessingParameterFile.Behavior.Folder),
                 tr("A run that was broken off goes on from here. Left empty: a folder in the output folder."), True)
        self.add(QgsProcessingParameterBoolean(self.AGAIN, tr("Fetch everything again"), False),
                 tr("Do not use what was fetched before."), True)
        self.add(QgsProcessingParameterFolderDestination(self.FOLDER, tr("Output folder")))
        for name, label, kind in ((BUURTEN, tr("Neighbourhoods"), kinds.TypeVectorPolygon),
                                  (FACILITIES, tr("Facilities"), kinds.TypeVectorPoint),
                                  (NETWORK, tr("Walking network"), kinds.TypeVectorLine),
                                  (POPULATION, tr("Population"), kinds.TypeVectorPoint)):
            self.addOutput(QgsProcessingOutputVectorLayer(name.upper(), label, kind))
        self.addOutput(QgsProcessingOutputFile(self.OSM, tr("OSM file")))
        self.addOutput(QgsProcessingOutputFile(self.GEOPACKAGE, tr("GeoPackage")))

    def problems(self, parameters, context):
        if not self.parameterAsString(parameters, self.GEMEENTE, context).strip():
            yield tr("Give the name or the code of a municipality (GEMEENTE).")
        if not self.parameterAsEnumStrings(parameters, self.SOURCES, context):
            yield tr("Choose at least one kind of data (BRONNEN).")

    def compute(self, parameters, context, feedback):
        from ..data.catalogue import read_catalogue
        from ..data.fetch import Fetcher
        from ..data.intake import Intake
        from ..data.report import Progress, Report
        from ..data.services import read_services

        run = Run(self, parameters, context, Report(feedback), Progress(feedback))
        run.settle_crs()
        wanted = self.parameterAsEnumStrings(parameters, self.SOURCES, context)
        services = read_services(run.text(self.SERVICES) or None)
        folder = writable_folder(run.text(self.FOLDER))
        fetcher = Fetcher(services.origins, Path(run.text(self.CACHE) or folder / "opgehaald"), feedback,
                          run.flag(self.AGAIN))
        intake = Intake(services, fetcher, run.integer(self.YEAR), context, run.report)
        extract, from_osm = run.text(self.EXTRACT), FACILITIES in wanted or NETWORK in wanted
        if extract and from_osm:
            intake.extract(Path(extract))
        gemeente = intake.gemeente(run.text(self.GEMEENTE), run.progress.part(0, 0.1))
        layers = {}
        if BUURTEN in wanted:
            found = intake.buurten(gemeente, run.progress.part(0.1, 0.25))
            layers[BUURTEN] = (found.table, found.geometry)
        if POPULATION in wanted:
            found = intake.population(gemeente, run.progress.part(0.25, 0.4))
            layers[POPULATION] = (found.table, found.geometry)
        osm, part = folder / f"{gemeente.code}.osm".lower(), None
        try:
            if from_osm:
                if not extract:
                    part = osm.with_name(f"{osm.stem}.part.osm")
                    part.write_bytes(intake.osm(gemeente, read_catalogue(), FACILITIES in wanted, NETWORK in wanted))
                run.progress = Progress(feedback, 60, 95)
                layers.update(self.osm_layers(run, Path(extract) if extract else part, gemeente, wanted))
            path = self.write(run, folder, gemeente, layers, intake)
            if part is not None:
                os.replace(part, osm)
        finally:
            if part is not None and part.exists():
                part.unlink()
        outputs = {name.upper(): f"{path}|layername={name}" for name in SOURCES if name in layers}
        if from_osm:
            outputs[self.OSM] = extract or str(osm)
        return {**outputs, self.GEOPACKAGE: str(path), self.FOLDER: str(folder)}

    def osm_layers(self, run, path, gemeente, wanted):
        """Return {layer: (table, geometry)} of the facilities and the walking network in an OSM file."""
        from ..data.canonical import edges_table
        from ..data.osm import osm_features, osm_polylines

        around, layers = gemeente.surroundings, {}
        if FACILITIES in wanted:
            read = osm_features(path, run.crs, run.context, run.report, around, run.progress.part(0, 0.3))
            found = classify(run, read, around)[0]
            layers[FACILITIES] = (found.table, found.geometry)
        if NETWORK in wanted:
            lines = osm_polylines(path, run.crs, run.context, run.report, around, run.progress.part(0.5, 0.8))
            layers[NETWORK] = edges_table(read_network(run, lines, name=tr("Walking network")))
        return layers

    def write(self, run, folder, gemeente, layers, intake):
        """Write the layers and the manifest to one GeoPackage; return its path."""
        from ..data.output import GeoPackage

        path = folder / f"{gemeente.code}_{intake.year}.gpkg".lower()
        with GeoPackage(path, run.crs) as package:
            for name, (table, geometry) in layers.items():
                run.progress(1.0)
                package.write(name, table, geometry)
            package.write("herkomst", intake.provenance(gemeente))
            package.write_dictionary(language())
        return path
