"""Rapport: one web page with map, explanations and tables from an earlier GeoPackage."""

from pathlib import Path

from qgis.core import QgsProcessingParameterFile, QgsProcessingParameterFileDestination, QgsProcessingParameterString

from ..core.errors import Unreadable
from ..i18n import tr
from .base import BaseAlgorithm


class Rapport(BaseAlgorithm):
    """Makes the web page."""

    ID = "rapport"
    GEOPACKAGE, TITLE, OUTPUT = "GEOPACKAGE", "TITEL", "OUTPUT"

    def displayName(self):
        return tr("Make the report from a GeoPackage")

    def shortDescription(self):
        return tr("Makes one web page with an interactive map, explanations and tables, which works without internet.")

    def initAlgorithm(self, configuration=None):
        self.add(QgsProcessingParameterFile(self.GEOPACKAGE, tr("GeoPackage of an earlier run"),
                                            fileFilter="GeoPackage (*.gpkg)"))
        self.add(QgsProcessingParameterString(self.TITLE, tr("Title"), optional=True),
                 tr("The title of the earlier run when left empty."))
        self.add(QgsProcessingParameterFileDestination(self.OUTPUT, tr("Report (web page)"), "HTML (*.html)"))

    def compute(self, parameters, context, feedback):
        from ..data.report import Progress, Report
        from ..kaart.report import make_report

        geopackage = Path(self.parameterAsFile(parameters, self.GEOPACKAGE, context))
        if not geopackage.is_file():
            raise Unreadable(path=str(geopackage), detail=tr("there is no such file"))
        path = Path(self.parameterAsFileOutput(parameters, self.OUTPUT, context))
        title = self.parameterAsString(parameters, self.TITLE, context)
        return {self.OUTPUT: str(make_report(geopackage, path, title, Report(feedback), Progress(feedback)))}
