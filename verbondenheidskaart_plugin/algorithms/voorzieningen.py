"""Voorzieningen: classified facilities from any layer or an OSM file."""

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
)

from ..i18n import tr
from .base import BaseAlgorithm
from .inputs import Run, read_facility_layers


class Voorzieningen(BaseAlgorithm):
    """Gives every facility a type of the catalogue, its component and its potential."""

    ID = "voorzieningen"
    INPUT, OSM, AREA = "INPUT", "OSM", "GEBIED"
    CATEGORY, MAPPING, CATALOGUE = "CATEGORIEVELD", "INDELING", "CATALOGUS"
    OUTPUT, UNCLASSIFIED = "OUTPUT", "NIET_INGEDEELD"

    def displayName(self):
        return tr("Facilities")

    def shortDescription(self):
        return tr("Classifies facilities as meeting places by the catalogue of types.")

    def initAlgorithm(self, configuration=None):
        anything = QgsProcessing.SourceType.TypeVector
        polygon = QgsProcessing.SourceType.TypeVectorPolygon
        point = QgsProcessing.SourceType.TypeVectorPoint
        self.add(QgsProcessingParameterFeatureSource(self.INPUT, tr("Facilities"), [anything], optional=True),
                 tr("Points, lines or polygons with OSM tags or a category of your own. A table with x and y "
                    "columns works too."))
        self.add(QgsProcessingParameterFile(self.OSM, tr("OSM file"), optional=True,
                                            fileFilter="OpenStreetMap (*.osm *.pbf)"),
                 tr("Used when no layer is given: .osm or .osm.pbf."))
        self.add(QgsProcessingParameterFeatureSource(self.AREA, tr("Area"), [polygon], optional=True),
                 tr("Only facilities in this area are read."))
        add_classification(self, self.INPUT)
        self.add(QgsProcessingParameterFeatureSink(self.OUTPUT, tr("Facilities"), point))
        self.add(QgsProcessingParameterFeatureSink(self.UNCLASSIFIED, tr("Not classified"),
                                                   QgsProcessing.SourceType.TypeVector, optional=True))

    def problems(self, parameters, context):
        if not parameters.get(self.INPUT) and not parameters.get(self.OSM):
            yield tr("Give a layer with facilities (INPUT) or an OSM file (OSM).")

    def compute(self, parameters, context, feedback):
        from ..data.report import Progress, Report

        run = Run(self, parameters, context, Report(feedback), Progress(feedback, 0, 50))
        run.settle_crs(self.INPUT, self.AREA)
        area = run.area(self.AREA)
        layers = read_facility_layers(run, self.INPUT, self.OSM, area)
        run.progress = Progress(feedback, 50, 95)
        facilities, unclassified, _ = classify(run, layers, area)
        outputs = {self.OUTPUT: run.sink(self.OUTPUT, "voorzieningen", facilities.table, facilities.geometry)}
        left = run.sink(self.UNCLASSIFIED, "niet_ingedeeld", unclassified, None)
        return {**outputs, self.UNCLASSIFIED: left} if left else outputs


def add_classification(algorithm, layer_key: str) -> None:
    """Add the parameters that say how own categories become types."""
    csv = "CSV (*.csv)"
    algorithm.add(QgsProcessingParameterField("CATEGORIEVELD", tr("Category field"), optional=True,
                                              parentLayerParameterName=layer_key),
                  tr("The field with your own category; OSM tags are recognised when left empty."))
    algorithm.add(QgsProcessingParameterFile("INDELING", tr("Mapping of own categories (CSV)"), optional=True,
                                             fileFilter=csv),
                  tr("Two columns: the own value and the type_id of the catalogue."), True)
    algorithm.add(QgsProcessingParameterFile("CATALOGUS", tr("Catalogue of types (CSV)"), optional=True,
                                             fileFilter=csv),
                  tr("A changed copy of voorzieningtypen.csv, with scores of your own."), True)


def classify(run: Run, layers, area):
    """Return (facilities, unclassified, catalogue) with the classification parameters of the algorithm."""
    from ..data.catalogue import read_catalogue, read_mapping
    from ..data.facilities import read_facilities

    catalogue = read_catalogue(run.text("CATALOGUS") or None)
    mapping = read_mapping(run.text("INDELING"), catalogue) if run.text("INDELING") else None
    facilities, unclassified = read_facilities(layers, catalogue, run.report, run.text("CATEGORIEVELD"), mapping, area,
                                               run.progress, context=run.context)
    return facilities, unclassified, catalogue
