"""Loopbereik: what can be reached on foot from points, as lines or areas, with the residents in reach."""

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
    QgsWkbTypes,
)

from ..core.errors import NoOverlap
from ..i18n import tr
from .base import BaseAlgorithm
from .inputs import Run


class Loopbereik(BaseAlgorithm):
    """The streets within walking distance of each point, exact along the edges."""

    ID = "loopbereik"
    INPUT, NETWORK, DISTANCES, POPULATION = "INPUT", "LOOPNETWERK", "AFSTANDEN", "BEVOLKING"
    FORM, WIDTH, FOLDER, OUTPUT, PAIRS = "VORM", "BREEDTE", "WERKMAP", "OUTPUT", "BEREIK"

    def displayName(self):
        return tr("Walking reach")

    def shortDescription(self):
        return tr("The streets or area within walking distance of points, with the residents who live there.")

    def initAlgorithm(self, configuration=None):
        kinds = QgsProcessing.SourceType
        number = QgsProcessingParameterNumber.Type.Double
        self.add(QgsProcessingParameterFeatureSource(self.INPUT, tr("Points"), [kinds.TypeVectorPoint]),
                 tr("Facilities, stops, addresses or any points."))
        self.add(QgsProcessingParameterFeatureSource(self.NETWORK, tr("Walking network"), [kinds.TypeVectorLine]))
        self.add(QgsProcessingParameterString(self.DISTANCES, tr("Walking distances (m)"), "400;800"),
                 tr("One or more distances in metres, separated by semicolons."))
        self.add(QgsProcessingParameterFeatureSource(self.POPULATION, tr("Population"), [kinds.TypeVectorPoint],
                                                     optional=True), tr("Points with the field inwoners."))
        self.add(QgsProcessingParameterEnum(self.FORM, tr("Form"), [tr("Streets (lines)"), tr("Area")], False, 0))
        self.add(QgsProcessingParameterNumber(self.WIDTH, tr("Width of the area beside the streets (m)"), number, 25,
                                              minValue=5, maxValue=500), "", True)
        self.add(QgsProcessingParameterFile(self.FOLDER, tr("Working folder"),
                                            QgsProcessingParameterFile.Behavior.Folder, optional=True),
                 tr("For a large network: works tile by tile and keeps what is ready in this folder, so that an "
                    "interrupted run goes on. What is kept is removed when all is written."), True)
        self.add(QgsProcessingParameterFeatureSink(self.OUTPUT, tr("Walking reach")))
        self.add(QgsProcessingParameterFeatureSink(self.PAIRS, tr("Pairs in reach (table)"), kinds.TypeVector,
                                                   optional=True, createByDefault=False))

    def problems(self, parameters, context):
        if not _distances(self.parameterAsString(parameters, self.DISTANCES, context)):
            yield tr("AFSTANDEN: give one or more distances in metres between 1 and 20000, such as 400;800.")

    def compute(self, parameters, context, feedback):
        import numpy as np

        from ..data.canonical import home_xy, population_from_layer
        from ..data.facilities import entrances
        from ..data.report import Progress, Report
        from .reaching import Question, answers

        run = Run(self, parameters, context, Report(feedback), Progress(feedback, 0, 10))
        run.settle_crs(self.INPUT)
        points = run.read(self.INPUT)
        owner, xy = entrances(points)
        homes, persons, people = np.zeros((0, 2)), np.zeros(0), None
        if run.source(self.POPULATION) is not None:
            people = population_from_layer(run.read(self.POPULATION), run.report)
            homes, persons = home_xy(people), people.table["inwoners"].to_numpy(dtype=float)
        ask = Question(owner, xy, len(points), homes, persons, _distances(run.text(self.DISTANCES)),
                       run.number(self.WIDTH), run.integer(self.FORM) == 1)
        return self.write(run, points, people, ask, answers(run, ask, self.NETWORK, run.text(self.FOLDER),
                                                           Progress(feedback, 10, 100)))

    def write(self, run, points, people, ask, found):
        """Write the answers as they come; return the outputs."""
        import numpy as np
        import pandas as pd

        from .reaching import shapes
        from .scoring import report_homes

        names = ["afstand_m", "inwoners", "oppervlakte_ha", "lengte_m"]
        own = points.table.drop(columns=[n for n in names if n in points.table.columns])
        ids = _ids(points.table)
        homes = np.zeros(0) if people is None else people.table["punt_id"].to_numpy()
        head = own.iloc[:0].reindex(columns=[*own.columns, *names]).astype({n: float for n in names})
        wkb = QgsWkbTypes.Type.MultiPolygon if ask.as_area else QgsWkbTypes.Type.MultiLineString
        table = pd.DataFrame({"voorziening_id": ids[:0], "loopafstand_m": np.zeros(0), "punt_id": homes[:0]})
        reach = pairs = None
        lost, island = [], []
        far, apart = (np.zeros(len(homes), dtype=bool) for _ in range(2))
        for part in found:
            if reach is None:  # only now: opening empties the output of an earlier run
                reach = run.open_sink(self.OUTPUT, "loopbereik", head, True, True, wkb)
                pairs = None if people is None else run.open_sink(self.PAIRS, "bereik", table, False)
            shape = shapes(part)
            size = [each.area() / 1e4 for each in shape] if ask.as_area else np.nan
            rows = own.iloc[part["owner"]].reset_index(drop=True)
            reach.write(rows.assign(afstand_m=part["limit"], oppervlakte_ha=size, lengte_m=part["metres"],
                                    inwoners=np.nan if people is None else part["persons"]), shape)
            if pairs is not None:
                pairs.write(pd.DataFrame({"voorziening_id": ids[part["source"]], "loopafstand_m": part["walk"],
                                          "punt_id": homes[part["target"]]}), None)
            lost += ids[part["lost"]].tolist()
            island += ids[part["island"]].tolist()
            far[part["lost_home"]], apart[part["island_home"]] = True, True
        if len(lost) == len(points):
            raise NoOverlap(layer=points.name, other=tr("the walking network"))
        self.warn(run, points.name, lost, island)
        if people is not None:
            report_homes(run.report, people.name, homes, ask.persons, far, apart)
        return {self.OUTPUT: reach.close(), **({} if pairs is None else {self.PAIRS: pairs.close()})}

    def warn(self, run, name, lost, island):
        """Say which points have no reach, or one that is cut off."""
        from ..data.report import some

        if lost:
            run.report.warning(name, tr("{n} points lie more than 250 m from a street and have no reach: {ids}").format(
                n=len(lost), ids=some(lost)), len(lost))
        if island:
            run.report.warning(name, tr("{n} points lie on an island of the network: {ids}").format(
                n=len(island), ids=some(island)), len(island))


def _distances(text: str):
    """Return the distances in metres, ascending; empty when the text is not a list of numbers from 1 to 20000."""
    try:
        limits = sorted({float(part.strip().replace(",", ".")) for part in text.split(";") if part.strip()})
    except ValueError:
        return []
    return limits if all(1 <= m <= 20000 for m in limits) else []


def _ids(table):
    """Return the ids of the points: voorziening_id where there is one, else the number of the row."""
    import numpy as np

    own = np.array([str(i + 1) for i in range(len(table))], dtype=object)
    if "voorziening_id" in table.columns:
        given = table["voorziening_id"]
        own = np.where(given.notna(), given.astype(str), own)
    return own
