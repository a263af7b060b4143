"""Buurtatlas: an A4 page per buurt from an earlier GeoPackage, as one book or as separate files."""

import re
from pathlib import Path

from qgis.core import (
    QgsProcessingOutputFile,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterString,
)

from ..core.errors import Unreadable
from ..data.placing import writable_folder
from ..i18n import tr
from .base import BaseAlgorithm
from .main_thread import in_main_thread, lively


class Buurtatlas(BaseAlgorithm):
    """Makes the atlas."""

    ID = "buurtatlas"
    GEOPACKAGE, AREAS, FORM, TITLE, PROPOSALS = "GEOPACKAGE", "BUURTEN", "VORM", "TITEL", "VOORSTELLEN"
    FOLDER, BOOK, PAGES = "UITVOERMAP", "ATLAS", "BLADEN"

    def displayName(self):
        return tr("Atlas with a page per neighbourhood")

    def shortDescription(self):
        return tr("Makes an A4 page of each neighbourhood: map, scores, what is lacking and what can be done.")

    def initAlgorithm(self, configuration=None):
        self.add(QgsProcessingParameterFile(self.GEOPACKAGE, tr("GeoPackage of an earlier run"),
                                            fileFilter="GeoPackage (*.gpkg)"))
        self.add(QgsProcessingParameterString(self.AREAS, tr("Neighbourhoods (codes)"), optional=True),
                 tr("Codes with commas or spaces between them; all neighbourhoods when left empty."))
        self.add(QgsProcessingParameterEnum(self.FORM, tr("Form"), [tr("One book"), tr("A PDF per neighbourhood")],
                                            defaultValue=0))
        self.add(QgsProcessingParameterString(self.TITLE, tr("Title"), optional=True),
                 tr("The title of the earlier run when left empty."))
        self.add(QgsProcessingParameterBoolean(self.PROPOSALS, tr("Show proposed rules of thumb too"),
                                               defaultValue=False),
                 tr("Rules that this project proposes and that no research supports; they are marked."), True)
        self.add(QgsProcessingParameterFolderDestination(self.FOLDER, tr("Output folder")))
        self.addOutput(QgsProcessingOutputFile(self.BOOK, tr("Atlas (PDF)")))
        self.addOutput(QgsProcessingOutputNumber(self.PAGES, tr("Number of pages")))

    def compute(self, parameters, context, feedback):
        from ..data.report import Progress
        from ..kaart.atlas_export import make_buurtatlas

        geopackage = Path(self.parameterAsFile(parameters, self.GEOPACKAGE, context))
        if not geopackage.is_file():
            raise Unreadable(path=str(geopackage), detail=tr("there is no such file"))
        folder = writable_folder(self.parameterAsString(parameters, self.FOLDER, context))
        codes = [code for code in re.split(r"[\s,;]+", self.parameterAsString(parameters, self.AREAS, context)) if code]
        separate = self.parameterAsEnum(parameters, self.FORM, context) == 1
        title = self.parameterAsString(parameters, self.TITLE, context)
        proposals = self.parameterAsBool(parameters, self.PROPOSALS, context)
        progress = lively(Progress(feedback))
        made = in_main_thread(lambda: make_buurtatlas(geopackage, folder, codes, separate, title, proposals,
                                                      context.project(), progress))
        feedback.pushInfo(tr("{n} pages in {files} files").format(n=made.pages, files=len(made.files)))
        return {self.FOLDER: str(folder), self.BOOK: str(made.files[0]), self.PAGES: made.pages}
