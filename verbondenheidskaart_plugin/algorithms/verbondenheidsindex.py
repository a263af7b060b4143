"""Verbondenheidsindex: buurtverbondenheid after TNO and RIVM, from indicators."""

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
)

from ..i18n import tr
from .base import BaseAlgorithm
from .buurten import read_buurten
from .inputs import Run
from .rotondes import add_seed


class Verbondenheidsindex(BaseAlgorithm):
    """Normalises and weighs the indicators of every neighbourhood; what is missing stays missing."""

    ID = "verbondenheidsindex"
    BUURTEN, INDICATORS, MODEL = "BUURTEN", "INDICATOREN", "MODEL"
    NORMALISATION, AGGREGATION, REFERENCE = "NORMALISATIE", "AGGREGATIE", "REFERENTIE"
    DRAWS, OUTPUT, VALUES = "TREKKINGEN", "OUTPUT", "INDICATORWAARDEN"
    NORMALISATIONS, AGGREGATIONS = ("goalpost", "minmax", "z", "percentiel"), ("geometrisch", "rekenkundig")

    def displayName(self):
        return tr("Index of neighbourhood connectedness")

    def shortDescription(self):
        return tr("Social and spatial connectedness of neighbourhoods after TNO/RIVM, with rank intervals.")

    def initAlgorithm(self, configuration=None):
        kinds = QgsProcessing.SourceType
        self.add(QgsProcessingParameterFeatureSource(self.BUURTEN, tr("Neighbourhoods"), [kinds.TypeVectorPolygon]),
                 tr("CBS distances and other indicators in this layer are used as well."))
        self.add(QgsProcessingParameterMultipleLayers(self.INDICATORS, tr("Indicator tables"), kinds.TypeVector,
                                                      optional=True),
                 tr("Wide (a column per indicator) or long (gebied, indicator, waarde, n, jaar), at the level of "
                    "buurt, wijk or gemeente."))
        self.add(QgsProcessingParameterFile(self.MODEL, tr("Model (CSV)"), optional=True, fileFilter="CSV (*.csv)"),
                 tr("A changed copy of model_buurtverbondenheid.csv."), True)
        self.add(QgsProcessingParameterEnum(self.NORMALISATION, tr("Normalisation"), [
            tr("P5 to P95 of the reference (goalposts)"), tr("Minimum to maximum"), tr("Standard scores"),
            tr("Percentile rank")], False, 0), "", True)
        self.add(QgsProcessingParameterEnum(self.AGGREGATION, tr("Aggregation over the constructs"), [
            tr("Geometric: a low construct weighs more"), tr("Arithmetic")], False, 0), "", True)
        self.add(QgsProcessingParameterEnum(self.REFERENCE, tr("Reference"), [
            tr("All areas of the layer"), tr("Areas of the same degree of urbanisation")], False, 0), "", True)
        self.add(QgsProcessingParameterNumber(self.DRAWS, tr("Draws for the rank interval"), defaultValue=1000,
                                              minValue=0, maxValue=100000), "", True)
        add_seed(self)
        self.add(QgsProcessingParameterFeatureSink(self.OUTPUT, tr("Index of neighbourhood connectedness"),
                                                   kinds.TypeVectorPolygon))
        self.add(QgsProcessingParameterFeatureSink(self.VALUES, tr("Indicator values"), kinds.TypeVector, optional=True))

    def compute(self, parameters, context, feedback):
        from ..data.report import Progress, Report
        from ..data.indicators import read_model
        from .indexing import Settings, add_index

        run = Run(self, parameters, context, Report(feedback), Progress(feedback, 0, 90))
        run.settle_crs(self.BUURTEN)
        settings = Settings(
            read_model(run.text(self.MODEL) or None), self.NORMALISATIONS[run.integer(self.NORMALISATION)],
            self.AGGREGATIONS[run.integer(self.AGGREGATION)], run.integer(self.REFERENCE) == 1,
            run.integer(self.DRAWS), run.integer("SEED"))
        indexed = add_index(run, read_buurten(run, self.BUURTEN), settings=settings)
        layer = indexed.buurten
        outputs = {self.OUTPUT: run.sink(self.OUTPUT, "buurten", layer.table, layer.geometry, multi=True)}
        values = run.sink(self.VALUES, "indicatorwaarden", indexed.values, None)
        return {**outputs, self.VALUES: values} if values else outputs
