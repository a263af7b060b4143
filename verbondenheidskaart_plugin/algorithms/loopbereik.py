"""Loopbereik: what can be reached on foot from points, as lines or areas, with the residents in reach."""

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
    QgsWkbTypes,
)

from ..i18n import tr
from .base import BaseAlgorithm
from .inputs import Run, read_lines, read_network


class Loopbereik(BaseAlgorithm):
    """The streets within walking distance of each point, exact along the edges."""

    ID = "loopbereik"
    INPUT, NETWORK, DISTANCES, POPULATION = "INPUT", "LOOPNETWERK", "AFSTANDEN", "BEVOLKING"
    FORM, WIDTH, OUTPUT, PAIRS = "VORM", "BREEDTE", "OUTPUT", "BEREIK"

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
        self.add(QgsProcessingParameterFeatureSink(self.OUTPUT, tr("Walking reach")))
        self.add(QgsProcessingParameterFeatureSink(self.PAIRS, tr("Pairs in reach (table)"), kinds.TypeVector,
                                                   optional=True, createByDefault=False))

    def problems(self, parameters, context):
        if not _distances(self.parameterAsString(parameters, self.DISTANCES, context)):
            yield tr("AFSTANDEN: give one or more distances in metres between 1 and 20000, such as 400;800.")

    def compute(self, parameters, context, feedback):
        import pandas as pd

        from ..core.scoring import SNAP_LIMIT_M, usable_doors
        from ..core.snap import Snapper
        from ..data.canonical import reach_geometries
        from ..data.facilities import entrances
        from ..data.report import Progress, Report

        run = Run(self, parameters, context, Report(feedback), Progress(feedback, 0, 20))
        run.settle_crs(self.INPUT)
        limits = _distances(run.text(self.DISTANCES))
        points = run.read(self.INPUT)
        network = read_network(run, read_lines(run, self.NETWORK, ""), name=self.NETWORK)
        snapper = Snapper(network)
        owner, xy = entrances(points)
        doors = usable_doors(snapper.snap(xy, SNAP_LIMIT_M, owner, len(points)))
        lost = int(pd.isna(doors.owner_offset()).sum())
        if lost:
            run.report.warning(points.name, tr("{n} points lie more than 250 m from a street and have no reach").format(
                n=lost), lost)
        persons, outputs = self.residents(run, network, snapper, points, doors, limits, Progress(feedback, 20, 40))
        as_area = run.integer(self.FORM) == 1
        rows, shapes = [], []
        for k, limit, shape, metres in reach_geometries(network, doors, limits, run.number(self.WIDTH), as_area,
                                                        Progress(feedback, 40, 90)):
            shapes.append(shape)
            rows.append((k, limit, persons[limit][k] if persons else None, shape.area() / 1e4 if as_area else None,
                         metres))
        names = ["rij", "afstand_m", "inwoners", "oppervlakte_ha", "lengte_m"]
        reach = pd.DataFrame(rows, columns=names).astype({n: float for n in names[1:]})
        own = points.table.drop(columns=[n for n in names if n in points.table.columns])
        table = pd.concat([own.iloc[reach["rij"]].reset_index(drop=True), reach.drop(columns="rij")], axis=1)
        wkb = QgsWkbTypes.Type.MultiPolygon if as_area else QgsWkbTypes.Type.MultiLineString
        return {self.OUTPUT: run.sink(self.OUTPUT, "loopbereik", table, shapes, multi=True, wkb=wkb), **outputs}

    def residents(self, run, network, snapper, points, doors, limits, progress):
        """Return (distance → residents in reach per point, outputs) and write the pairs; empty without people."""
        import numpy as np
        import pandas as pd

        from ..core.reach import pairs
        from ..core.scoring import SNAP_LIMIT_M
        from ..data.canonical import home_xy, population_from_layer

        if run.source(self.POPULATION) is None:
            return {}, {}
        people = population_from_layer(run.read(self.POPULATION), run.report)
        found = pairs(network, doors, snapper.snap(home_xy(people), SNAP_LIMIT_M), max(limits), progress=progress)
        number = people.table["inwoners"].to_numpy()[found.target]
        persons = {m: np.bincount(found.source, weights=number * (found.metres <= m), minlength=len(points))
                   for m in limits}
        table = pd.DataFrame({"voorziening_id": _ids(points.table)[found.source], "loopafstand_m": found.metres,
                              "punt_id": people.table["punt_id"].to_numpy()[found.target]})
        output = run.sink(self.PAIRS, "bereik", table, None)
        return persons, {self.PAIRS: output} if output else {}


def _distances(text: str):
    """Return the distances in metres, ascending; empty when the text is not a list of numbers from 1 to 20000."""
    try:
        limits = sorted({float(part.strip().replace(",", ".")) for part in text.split(";") if part.strip()})
    except ValueError:
        return []
    return limits if all(1 <= m <= 20000 for m in limits) else []


def _ids(table):
    """Return the ids of the points: voorziening_id when there is one, else the number of the row."""
    import numpy as np

    if "voorziening_id" in table.columns:
        return table["voorziening_id"].astype(str).to_numpy()
    return np.array([str(i + 1) for i in range(len(table))])
