"""Exporteren: the layers of an earlier GeoPackage as CSV, XLSX and GeoJSON."""

from pathlib import Path

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
)

from ..core.errors import Unreadable
from ..core.layers import LAYERS
from ..data.placing import writable_folder
from ..i18n import tr
from .base import BaseAlgorithm

FORMATS = ("CSV", "XLSX", "GeoJSON")


class Exporteren(BaseAlgorithm):
    """Writes files for a spreadsheet and for the web."""

    ID = "exporteren"
    GEOPACKAGE, LAYERS, FORMATS, FOLDER, COUNT = "GEOPACKAGE", "LAGEN", "FORMATEN", "UITVOERMAP", "AANTAL"

    def displayName(self):
        return tr("Export to spreadsheet and GeoJSON")

    def shortDescription(self):
        return tr("Writes the layers of an earlier verbondenheidskaart.gpkg as CSV, XLSX and GeoJSON, with a data "
                  "dictionary.")

    def initAlgorithm(self, configuration=None):
        self.add(QgsProcessingParameterFile(self.GEOPACKAGE, tr("GeoPackage of an earlier run"),
                                            fileFilter="GeoPackage (*.gpkg)"))
        self.add(_choice(self.LAYERS, tr("Layers"), [name for name in LAYERS if name != "velden"], None, True),
                 tr("All layers and tables when none is chosen."))
        self.add(_choice(self.FORMATS, tr("Formats"), FORMATS, list(FORMATS), False),
                 tr("CSV for Dutch Excel (semicolon, decimal comma), XLSX for any spreadsheet, GeoJSON for the web."))
        self.add(QgsProcessingParameterFolderDestination(self.FOLDER, tr("Output folder")))
        self.addOutput(QgsProcessingOutputNumber(self.COUNT, tr("Number of files")))

    def compute(self, parameters, context, feedback):
        from ..data.export import export
        from ..data.report import Progress, Report

        geopackage = Path(self.parameterAsFile(parameters, self.GEOPACKAGE, context))
        if not geopackage.is_file():
            raise Unreadable(path=str(geopackage), detail=tr("there is no such file"))
        folder = writable_folder(self.parameterAsString(parameters, self.FOLDER, context))
        # Nothing chosen comes as one empty name.
        formats, layers = ([name for name in self.parameterAsEnumStrings(parameters, key, context) if name]
                           for key in (self.FORMATS, self.LAYERS))
        files = export(geopackage, folder, formats, layers, Report(feedback), Progress(feedback))
        return {self.FOLDER: str(folder), self.COUNT: len(files)}


def _choice(name, label, options, default, optional) -> QgsProcessingParameterEnum:
    return QgsProcessingParameterEnum(name, label, list(options), allowMultiple=True, defaultValue=default,
                                      optional=optional, usesStaticStrings=True)
