"""Verbondenheidsindex: buurtverbondenheid after TNO and RIVM, from indicators."""

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
)

from ..core.errors import MissingField
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
    FIGURES, ANCHORS, YEAR, CHECKS = "KERNCIJFERS", "ANKERS", "JAAR", "VALIDATIE"
    DRAWS, OUTPUT, VALUES, ANCHORS_OUT = "TREKKINGEN", "OUTPUT", "INDICATORWAARDEN", "ANKERBESTAND"
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
        self.add(QgsProcessingParameterFeatureSource(self.FIGURES, tr("Key figures (table)"), [kinds.TypeVector],
                                                     optional=True),
                 tr("When the figures are not in the neighbourhood layer: CSV, XLSX or GeoPackage."), True)
        self.add(QgsProcessingParameterNumber(self.YEAR, tr("Year"), optional=True, minValue=1900, maxValue=2200),
                 tr("Use only values of this year from tables with several years; the newest when left empty."), True)
        add_anchors(self)
        self.add(QgsProcessingParameterField(self.CHECKS, tr("Fields to compare the index with"), optional=True,
                                             parentLayerParameterName=self.BUURTEN, allowMultiple=True),
                 tr("Rank correlation with its interval; these fields play no part in the index."), True)
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
        self.add(QgsProcessingParameterFeatureSink(self.VALUES, tr("Indicator values"), kinds.TypeVector,
                                                   optional=True))
        self.add(QgsProcessingParameterFileDestination(self.ANCHORS_OUT, tr("Anchors of this run (JSON)"),
                                                       "JSON (*.json)", optional=True, createByDefault=False))

    def compute(self, parameters, context, feedback):
        from ..data.anchors import write_anchors
        from ..data.indicators import read_model
        from ..data.report import Progress, Report
        from .indexing import Settings, add_index, earlier_anchors

        run = Run(self, parameters, context, Report(feedback), Progress(feedback, 0, 90))
        run.settle_crs(self.BUURTEN)
        areas = read_buurten(run, self.BUURTEN, require_residents=False)
        settings = Settings(
            read_model(run.text(self.MODEL) or None), self.NORMALISATIONS[run.integer(self.NORMALISATION)],
            self.AGGREGATIONS[run.integer(self.AGGREGATION)], run.integer(self.REFERENCE) == 1,
            run.integer(self.DRAWS), run.integer("SEED"), earlier_anchors(run), run.integer(self.YEAR) or None,
            tuple(_column(areas, name) for name in run.names(self.CHECKS)))
        indexed = add_index(run, areas, settings=settings)
        layer = indexed.buurten
        outputs = {self.OUTPUT: run.sink(self.OUTPUT, "buurten", layer.table, layer.geometry, multi=True)}
        values = run.sink(self.VALUES, "indicatorwaarden", indexed.values, None)
        if values:
            outputs[self.VALUES] = values
        path = self.parameterAsFileOutput(parameters, self.ANCHORS_OUT, context)
        if path:
            write_anchors(path, indexed.provenance)
            outputs[self.ANCHORS_OUT] = path
        return outputs


def _column(areas, name: str) -> str:
    """Return the column of a field of the input, also where it made way for one of ours; raises ``MissingField``."""
    found = next((column for column in (name, f"{name}_invoer") if column in areas.table), None)
    if found is None:
        raise MissingField(layer=areas.name, what=name, candidates=[name], present=list(areas.table.columns))
    return found


def add_anchors(algorithm) -> None:
    """Add the parameter for the anchors of an earlier run."""
    algorithm.add(QgsProcessingParameterFile("ANKERS", tr("Anchors of an earlier run"), optional=True,
                                             fileFilter="GeoPackage, JSON (*.gpkg *.json)"),
                  tr("The GeoPackage of that run or a JSON file: this run is then measured along the same ruler, so "
                     "that years and scenarios can be compared."), True)
