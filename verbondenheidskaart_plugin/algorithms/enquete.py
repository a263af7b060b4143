"""Enquete: scores per neighbourhood from the answers of respondents, without passing on the answers."""

from dataclasses import replace

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..i18n import tr
from .base import BaseAlgorithm
from .inputs import Run


class Enquete(BaseAlgorithm):
    """Recodes, tests the scale, estimates with an interval, and leaves out what rests on too few people."""

    ID = "enquete"
    INPUT, AREA_FIELD, SCALE, FIELDS, REVERSE = "INPUT", "GEBIEDSVELD", "SCHAAL", "VELDEN", "OMKEREN"
    WEIGHT, YEAR, NAMES, LOW_AGREES = "GEWICHTVELD", "JAARVELD", "KOPPELING", "EENS_IS_LAAG"
    LOW, HIGH, NAME, SHRINK, ITEMS, OUTPUT = "SCHAAL_MIN", "SCHAAL_MAX", "NAAM", "KRIMP", "VRAGEN", "OUTPUT"
    SCALES = ("veiligheidsmonitor", "burgerpeiling", "leefplekmeter", "place_attachment", "eigen")

    def displayName(self):
        return tr("Survey to scores per neighbourhood")

    def shortDescription(self):
        return tr("From one row per respondent to scores per neighbourhood with interval and reliability.")

    def initAlgorithm(self, configuration=None):
        kinds = QgsProcessing.SourceType

        def column(name, label, help_text, several=False, optional=True):
            self.add(QgsProcessingParameterField(name, label, parentLayerParameterName=self.INPUT,
                                                 allowMultiple=several, optional=optional), help_text)

        self.add(QgsProcessingParameterFeatureSource(self.INPUT, tr("Answers"), [kinds.TypeVector]),
                 tr("One row per respondent; the answers themselves do not come into the output."))
        column(self.AREA_FIELD, tr("Field with the area"), tr("Code or name of buurt, wijk or gemeente."),
               optional=False)
        self.add(QgsProcessingParameterEnum(self.SCALE, tr("Scale"), [
            tr("Veiligheidsmonitor statements (1-5)"), tr("Burgerpeiling or another Likert scale (1-5)"),
            tr("Leefplekmeter (1-10)"), tr("Place Attachment Scale (1-4)"), tr("Own scale")], False, 0))
        column(self.FIELDS, tr("Questions"),
               tr("Named after the indicators of the model (V01, V02 …), or all questions of the instrument in their "
                  "order."), True, False)
        column(self.REVERSE, tr("Negative questions"),
               tr("Agreement means less connectedness. Those that the model knows as negative, such as V01, need not "
                  "be named."), True)
        column(self.WEIGHT, tr("Field with weights"), tr("Weight per respondent; all count the same when left empty."))
        column(self.YEAR, tr("Field with the year"), tr("Gives scores per year."))
        self.add(QgsProcessingParameterString(self.NAMES, tr("Names of the questions"), optional=True),
                 tr("When fields have names of their own: v12a = V01; v12b = V02."), True)
        self.add(QgsProcessingParameterBoolean(self.LOW_AGREES, tr("The lowest number means full agreement"), False),
                 tr("For files in which 1 stands for fully agree."), True)
        for name, label, default in ((self.LOW, tr("Lowest answer of an own scale"), 1),
                                     (self.HIGH, tr("Highest answer of an own scale"), 5)):
            self.add(QgsProcessingParameterNumber(name, label, defaultValue=default), "", True)
        self.add(QgsProcessingParameterString(self.NAME, tr("Name of an own scale"), "eigen_schaal", optional=True),
                 tr("An indicator of the model, or a name of your own."), True)
        self.add(QgsProcessingParameterBoolean(self.SHRINK, tr("Draw small samples towards the whole"), False),
                 tr("The smaller the number of respondents, the closer to the mean of all."), True)
        self.add(QgsProcessingParameterBoolean(self.ITEMS, tr("Give the separate questions too"), True), "", True)
        self.add(QgsProcessingParameterFeatureSink(self.OUTPUT, tr("Survey scores"), kinds.TypeVector))

    def problems(self, parameters, context):
        from ..data.survey_tables import parse_names

        run = Run(self, parameters, context, None, None)
        source = run.source(self.INPUT)
        for key in (self.AREA_FIELD, self.WEIGHT, self.YEAR):
            problem = self.field_problem(source, run.text(key), key)
            if problem:
                yield problem
        fields = run.names(self.FIELDS)
        if not fields:
            yield tr("VELDEN: choose at least one question.")
        for name in dict.fromkeys(fields + run.names(self.REVERSE)):
            problem = self.field_problem(source, name, self.FIELDS)
            if problem:
                yield problem
        outside = [name for name in run.names(self.REVERSE) if name not in fields]
        if outside:
            yield tr("OMKEREN: {names} are not among the questions in VELDEN.").format(names=", ".join(outside))
        names = parse_names(run.text(self.NAMES))
        if names is None or set(names) - set(fields):
            yield tr("KOPPELING: write field = indicator; field = indicator, with fields of VELDEN.")
        if run.number(self.LOW) >= run.number(self.HIGH):
            yield tr("SCHAAL_MIN must be lower than SCHAAL_MAX.")

    def compute(self, parameters, context, feedback):
        from ..core.surveys import INSTRUMENTS, OWN
        from ..data.indicators import read_model
        from ..data.report import Progress, Report
        from ..data.survey_tables import Questionnaire, parse_names, survey_scores

        run = Run(self, parameters, context, Report(feedback), Progress(feedback))
        instrument = INSTRUMENTS[self.SCALES[run.integer(self.SCALE)]]
        if instrument.id == OWN:
            instrument = replace(instrument, low=run.number(self.LOW), high=run.number(self.HIGH))
        asked = Questionnaire(
            instrument, run.text(self.AREA_FIELD), run.names(self.FIELDS), run.names(self.REVERSE),
            run.text(self.WEIGHT), run.text(self.YEAR), parse_names(run.text(self.NAMES)) or {},
            run.text(self.NAME) or OWN, run.flag(self.LOW_AGREES), run.flag(self.SHRINK), run.flag(self.ITEMS))
        name = run.name(self.INPUT)
        scores = survey_scores(run.table(self.INPUT), name, asked, read_model(), run.report,
                               run.source(self.INPUT).sourceName())
        run.progress(0.9)
        return {self.OUTPUT: run.sink(self.OUTPUT, "enquete", scores, None)}
