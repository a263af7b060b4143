"""Koppeltabel: areas of two years side by side, and figures of the one carried over to the other."""

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
)

from ..i18n import tr
from .base import BaseAlgorithm
from .inputs import Run


class Koppeltabel(BaseAlgorithm):
    """Finds which areas stayed, which only got another code, and carries figures over by dwellings or area."""

    ID = "koppeltabel"
    OLD, NEW, DWELLINGS, FIGURES, TOTALS = "OUD", "NIEUW", "WONINGEN", "CIJFERS", "AANTALVELDEN"
    OUTPUT, CARRIED = "OUTPUT", "OVERGEZET"

    def displayName(self):
        return tr("Boundary changes")

    def shortDescription(self):
        return tr("Links neighbourhoods of two years and carries figures over to the new codes and boundaries.")

    def initAlgorithm(self, configuration=None):
        kinds = QgsProcessing.SourceType
        source = QgsProcessingParameterFeatureSource
        self.add(source(self.OLD, tr("Neighbourhoods of the old year"), [kinds.TypeVectorPolygon]),
                 tr("With the codes that the figures have."))
        self.add(source(self.NEW, tr("Neighbourhoods of the new year"), [kinds.TypeVectorPolygon]),
                 tr("With the codes that the figures must get."))
        self.add(source(self.DWELLINGS, tr("Dwellings"), [kinds.TypeVectorPoint], optional=True),
                 tr("Points, for instance BAG addresses; without them parts are shared by area."))
        self.add(source(self.FIGURES, tr("Figures of the old year (table)"), [kinds.TypeVector], optional=True),
                 tr("CSV, XLSX or GeoPackage with the old codes."))
        self.add(QgsProcessingParameterField(self.TOTALS, tr("Fields that are totals"), optional=True,
                                             parentLayerParameterName=self.FIGURES, allowMultiple=True),
                 tr("Counts, which are divided; others are averaged. Counts of CBS are recognised."), True)
        self.add(QgsProcessingParameterFeatureSink(self.OUTPUT, tr("Koppeltabel"), kinds.TypeVector))
        self.add(QgsProcessingParameterFeatureSink(self.CARRIED, tr("Figures carried over"), kinds.TypeVector,
                                                   optional=True, createByDefault=False),
                 tr("The figures with the new codes, input of the other steps; soort flags what was estimated."))

    def problems(self, parameters, context):
        if parameters.get(self.CARRIED) and not parameters.get(self.FIGURES):
            yield tr("Figures to carry over (CIJFERS) are missing.")

    def compute(self, parameters, context, feedback):
        from ..data.boundary import carried, koppeltabel
        from ..data.report import Progress, Report

        run = Run(self, parameters, context, Report(feedback), Progress(feedback, 0, 20))
        run.settle_crs(self.NEW)
        old, new = (self.areas(run, key) for key in (self.OLD, self.NEW))
        links = koppeltabel(old, new, run.read(self.DWELLINGS), run.report, Progress(feedback, 20, 80))
        outputs = {self.OUTPUT: run.sink(self.OUTPUT, "koppeltabel", links, None)}
        figures = run.table(self.FIGURES)
        if figures is not None and run.text(self.CARRIED):
            table = carried(links, figures, run.name(self.FIGURES), new, run.names(self.TOTALS), run.report)
            outputs[self.CARRIED] = run.sink(self.CARRIED, "overgezet", table, None)
        return outputs

    def areas(self, run, key):
        """Return the areas of a year; figures are not needed."""
        from ..data.buurten import read_buurten

        source = run.source(key)
        run.tell_crs(key, source)
        return read_buurten(source, run.name(key, source), run.crs, run.context, run.report, progress=run.progress,
                            require_inwoners=False)
