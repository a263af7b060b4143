"""Buurten: CBS neighbourhoods of any year in one canonical form."""

from pathlib import Path

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterString,
)

from ..i18n import tr
from .base import BaseAlgorithm
from .inputs import Run


class Buurten(BaseAlgorithm):
    """Recognises the fields, turns missing-value codes into NULL and shares into persons."""

    ID = "buurten"
    INPUT, FIGURES, CODE_FIELD, MUNICIPALITIES, OUTPUT = "INPUT", "KERNCIJFERS", "CODEVELD", "GEMEENTEN", "OUTPUT"

    def displayName(self):
        return tr("Neighbourhoods")

    def shortDescription(self):
        return tr("Brings CBS neighbourhoods of any year, with their key figures, into one form.")

    def initAlgorithm(self, configuration=None):
        polygon = QgsProcessing.SourceType.TypeVectorPolygon
        table = QgsProcessing.SourceType.TypeVector
        self.add(QgsProcessingParameterFeatureSource(self.INPUT, tr("Neighbourhoods"), [polygon]),
                 tr("CBS buurten of any year and field style, or areas of your own."))
        self.add(QgsProcessingParameterFeatureSource(self.FIGURES, tr("Key figures (table)"), [table], optional=True),
                 tr("CSV, XLSX or GeoPackage, joined on the neighbourhood code."))
        self.add(QgsProcessingParameterField(self.CODE_FIELD, tr("Code field"), parentLayerParameterName=self.INPUT,
                                             optional=True), tr("Recognised by its name when left empty."))
        self.add(QgsProcessingParameterString(self.MUNICIPALITIES, tr("Municipalities"), optional=True),
                 tr("Codes or names, separated by semicolons; all when left empty."))
        self.add(QgsProcessingParameterFeatureSink(self.OUTPUT, tr("Neighbourhoods"), polygon))

    def compute(self, parameters, context, feedback):
        from ..data.report import Progress, Report

        run = Run(self, parameters, context, Report(feedback), Progress(feedback, 0, 90))
        run.settle_crs(self.INPUT)
        chosen = [part.strip() for part in run.text(self.MUNICIPALITIES).replace(",", ";").split(";") if part.strip()]
        buurten = read_buurten(run, self.INPUT, chosen)
        return {self.OUTPUT: run.sink(self.OUTPUT, "buurten", buurten.table, buurten.geometry, multi=True)}


def read_buurten(run: Run, key: str, municipalities=(), require_residents: bool = True):
    """Return the canonical buurten of parameter ``key`` with the key figures joined, if any.

    Without ``require_residents`` bare boundaries will do: the residents come from elsewhere.
    """
    from ..data.buurten import read_buurten as read

    _choose_layer(run, key)
    source = run.source(key)
    run.tell_crs(key, source)
    figures = run.table("KERNCIJFERS")
    return read(source, run.name(key, source), run.crs, run.context, run.report, kerncijfers=figures,
                codeveld=run.text("CODEVELD"), gemeenten=municipalities, progress=run.progress,
                require_inwoners=require_residents,
                kerncijfers_name="" if figures is None else run.name("KERNCIJFERS"))


def _choose_layer(run: Run, key: str) -> None:
    """Take the buurten from a GeoPackage with several layers, such as that of CBS; QGIS would take the first."""
    from osgeo import ogr

    path = run.parameters.get(key)
    if not isinstance(path, str) or not path.lower().endswith(".gpkg") or not Path(path).is_file():
        return
    names = [layer.GetName() for layer in ogr.Open(path) or ()]
    chosen = next((name for name in names if name.lower().startswith("buurt")), None)
    if chosen is not None and chosen != names[0]:
        run.parameters[key] = f"{path}|layername={chosen}"
        run.report.info(key, tr("the layer {name} is taken; the file has {names}").format(
            name=chosen, names=", ".join(names)), len(names))
