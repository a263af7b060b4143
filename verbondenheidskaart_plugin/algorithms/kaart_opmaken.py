"""Kaart opmaken: project, layout, PDF and PNG from an earlier GeoPackage, without computing anything again."""

from pathlib import Path

from qgis.core import (
    QgsProcessingOutputFile,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterString,
)

from ..core.errors import Unreadable
from ..data.placing import writable_folder
from ..i18n import tr
from .base import BaseAlgorithm
from .main_thread import in_main_thread, lively


class KaartOpmaken(BaseAlgorithm):
    """Makes the project and the map again."""

    ID = "kaart_opmaken"
    GEOPACKAGE, TITLE, FOLDER = "GEOPACKAGE", "TITEL", "UITVOERMAP"
    PROJECT, PDF, PNG = "PROJECT", "KAART", "KAART_PNG"

    def displayName(self):
        return tr("Make the map from a GeoPackage")

    def shortDescription(self):
        return tr("Makes the project and the print layout from an earlier verbondenheidskaart.gpkg.")

    def initAlgorithm(self, configuration=None):
        self.add(QgsProcessingParameterFile(self.GEOPACKAGE, tr("GeoPackage of an earlier run"),
                                            fileFilter="GeoPackage (*.gpkg)"))
        self.add(QgsProcessingParameterString(self.TITLE, tr("Title"), optional=True),
                 tr("The title of the earlier run when left empty."))
        add_basemap(self)
        self.add(QgsProcessingParameterFolderDestination(self.FOLDER, tr("Output folder")))
        add_map_outputs(self)

    def compute(self, parameters, context, feedback):
        from ..data.report import Progress, Report
        from ..kaart.project import make_project

        geopackage = Path(self.parameterAsFile(parameters, self.GEOPACKAGE, context))
        if not geopackage.is_file():
            raise Unreadable(path=str(geopackage), detail=tr("there is no such file"))
        folder = writable_folder(self.parameterAsString(parameters, self.FOLDER, context))
        title = self.parameterAsString(parameters, self.TITLE, context)
        progress = lively(Progress(feedback))
        basemap = self.parameterAsBool(parameters, "ACHTERGRONDKAART", context)
        made = in_main_thread(lambda: make_project(geopackage, folder, title, Report(feedback), basemap,
                                                   context.project(), progress))
        return {self.FOLDER: str(folder), **{key: str(path) for key, path in made.items()}}


def add_basemap(algorithm, advanced: bool = False) -> None:
    """Declare the choice of a base map from the internet; off unless asked for."""
    algorithm.add(QgsProcessingParameterBoolean("ACHTERGRONDKAART", tr("Grey base map of PDOK in the project"), False),
                  tr("Comes over the internet when the project is looked at; it is never printed."), advanced)


def add_map_outputs(algorithm) -> None:
    """Declare the files that make up the map."""
    algorithm.addOutput(QgsProcessingOutputFile("PROJECT", tr("Project")))
    algorithm.addOutput(QgsProcessingOutputFile("KAART", tr("Map (PDF)")))
    algorithm.addOutput(QgsProcessingOutputFile("KAART_PNG", tr("Map (PNG)")))
