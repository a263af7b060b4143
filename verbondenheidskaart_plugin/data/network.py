"""Walkable lines from any line layer: one pass over the features, then arrays."""

from dataclasses import dataclass, field
from typing import Callable, Dict, List, NamedTuple, Optional

import numpy as np
import pandas as pd
from qgis.core import (
    NULL,
    QgsCoordinateTransform,
    QgsFeatureRequest,
    QgsGeometry,
    QgsProcessingFeatureSource,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ..core.errors import EmptyInput, MissingField, NoOverlap, WrongGeometry
from ..core.polylines import Polylines
from ..core.tags import fold
from ..i18n import tr
from . import arrow, hstore
from .interruptible import deaf
from .report import Report
from .road_types import RoadTypes
from .usable_lines import usable_lines

SAMPLE = 5000  # features looked at to find the field with the road type
NAMES = ("name", "naam", "straatnaam", "stt naam", "sttnaam", "openbareruimtenaam", "street", "wegnaam")
ACCESS_KEYS = ("access", "foot", "route", "toll")
MANAGERS = ("wegbehsrt", "wegbeheerdersoort")
CARRIAGEWAY = "RB"  # what a blank code means in NWB
STATE_ROADS = ("HR", CARRIAGEWAY)  # main carriageways: closed to walkers where the state manages them


@dataclass
class RawLines:
    """What one pass over a source yields: WKB, and the columns kind, name, access, foot, manager where present."""

    wkb: List[bytes] = field(default_factory=list)
    columns: Dict[str, np.ndarray] = field(default_factory=dict)

    def text(self, role: str) -> np.ndarray:
        """Return a column as stripped text, "" where absent."""
        if role not in self.columns:
            return np.full(len(self.wkb), "", dtype=object)
        codes, distinct = pd.factorize(self.columns[role])
        return np.array([str(value).strip() for value in distinct] + [""], dtype=object)[codes]


class _Fields(NamedTuple):
    """The index of the source's field for each role; type_name: the field with the road type, "" = none."""

    index: Dict[str, int]
    type_name: str


def read_polylines(
    source, name: str, crs, context, report: Report, typeveld: str = "", area: Optional[QgsGeometry] = None,
    progress: Callable[[float], None] = lambda fraction: None, layer: Optional[QgsVectorLayer] = None,
) -> Polylines:
    """Return the walkable lines of a feature source in ``crs``.

    ``layer``: the layer of which the source gives all features, if that is known: it may be quicker to read.

    ``typeveld``: the field with the road type, else the field whose values are road types of OSM or NWB; without one
    all lines are walkable. Roads of an unknown type stay. ``area`` (in ``crs``): only lines that touch its bounding
    box. What is left out is counted in ``report`` under ``name``.
    Raises ``WrongGeometry``, ``MissingField``, ``EmptyInput`` and ``NoOverlap``.
    """
    shape = QgsWkbTypes.geometryType(source.wkbType())
    if shape not in (QgsWkbTypes.GeometryType.LineGeometry, QgsWkbTypes.GeometryType.UnknownGeometry):
        raise WrongGeometry(layer=name, expected="line")
    roads = RoadTypes()
    transforms = context.transformContext() if context is not None else QgsProject.instance().transformContext()
    transform = QgsCoordinateTransform(source.sourceCrs(), crs, transforms)
    fields = _find_fields(source, name, typeveld, roads)
    box = None
    if area is not None:
        box = QgsCoordinateTransform(crs, source.sourceCrs(), transforms).transformBoundingBox(_around(area))
    raw = _read_columns(layer, source, fields, box, lambda: progress(0.4)) or _read(source, fields, box, progress)
    if not raw.wkb:
        if area is not None and source.featureCount() != 0:
            raise NoOverlap(layer=name, other=tr("the area"))
        raise EmptyInput(layer=name, reason="no_features")
    return walkable_lines(raw, fields.type_name, name, report, transform, area, lambda: progress(0.9))


def walkable_lines(raw: RawLines, type_name: str, name: str, report: Report, transform: QgsCoordinateTransform,
                   area: Optional[QgsGeometry] = None, listen: Callable[[], None] = deaf) -> Polylines:
    """Return the lines of ``raw`` that one can walk on, in the destination CRS of ``transform``.

    ``type_name``: the field that ``kind`` came from, "" = none. Raises ``EmptyInput`` and ``NoOverlap``.
    """
    lines = usable_lines(raw.wkb, name, report, transform, listen)
    listen()
    if area is not None:
        lines = lines.take(_touches(lines, _around(area)))
        if not len(lines):
            raise NoOverlap(layer=name, other=tr("the area"))
    lines = _walkable(lines, raw, type_name, name, report)
    if not len(lines):
        raise EmptyInput(layer=name, reason="all_filtered", what=tr("walkable road types"))
    report.info(name, tr("{n} walkable lines").format(n=len(lines)), len(lines))
    return lines


def _around(area: QgsGeometry) -> QgsRectangle:
    """Return the box of the area, a metre wider: streets on its edge stay in, whatever the transformation rounds."""
    return area.boundingBox().buffered(1.0)


def _request() -> QgsFeatureRequest:
    return QgsFeatureRequest().setInvalidGeometryCheck(QgsFeatureRequest.InvalidGeometryCheck.GeometryNoCheck)


def _features(source, request: QgsFeatureRequest):
    """Iterate without the validity check, which would abort on lines that are counted and left out here."""
    if isinstance(source, QgsProcessingFeatureSource):
        return source.getFeatures(request, QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks)
    return source.getFeatures(request)


def _find_fields(source, name: str, typeveld: str, roads: RoadTypes) -> _Fields:
    present = [f.name() for f in source.fields()]
    if typeveld and typeveld not in present:
        raise MissingField(layer=name, what=tr("the road type"), candidates=[typeveld], present=present)
    index = {}
    for role, wanted in (("name", NAMES), ("access", ("access",)), ("foot", ("foot",)), ("manager", MANAGERS),
                         ("route", ("route",)), ("toll", ("toll",)), ("tags", ("other tags",))):
        folded = [fold(column) for column in present]
        found = [folded.index(candidate) for candidate in wanted if candidate in folded]
        if found:
            index[role] = found[0]
    chosen = present.index(typeveld) if typeveld else _type_column(source, roads)
    if chosen is None:
        return _Fields(index, "")
    index["kind"] = chosen
    return _Fields(index, present[chosen])


def _type_column(source, roads: RoadTypes) -> Optional[int]:
    """Return the field of which most values, in a sample of the features, are road types; None without one."""
    request = _request().setLimit(SAMPLE).setFlags(QgsFeatureRequest.Flag.NoGeometry)
    rows = [feature.attributes() for feature in _features(source, request)]
    best, most = None, 0
    for i in range(len(source.fields())):
        values = [str(row[i]).strip() for row in rows if row[i] != NULL and isinstance(row[i], str)]
        hits = int(roads.recognised(np.array(values, dtype=object)).sum()) if values else 0
        if hits > most and 2 * hits > len(values):
            best, most = i, hits
    return best


def _read(source, fields: _Fields, box: Optional[QgsRectangle], progress) -> RawLines:
    """Return the geometry and the wanted fields of the features that touch ``box`` (in the CRS of the source)."""
    request = _request().setSubsetOfAttributes(sorted(set(fields.index.values())))
    if box is not None:
        request.setFilterRect(box)
    raw, total = RawLines(), max(source.featureCount(), 1)
    values: Dict[str, list] = {role: [] for role in fields.index}
    wanted = [(values[role].append, j) for role, j in fields.index.items()]
    number: List[int] = []
    for i, feature in enumerate(_features(source, request)):
        if i % 5000 == 0:
            progress(min(0.8 * i / total, 0.8))
        number.append(feature.id())
        raw.wkb.append(feature.geometry().asWkb().data())
        for append, j in wanted:
            append(feature[j])
    # A filter by place may follow a spatial index: the order of the layer keeps the answer the same.
    order = np.argsort(number, kind="stable")
    raw.wkb = [raw.wkb[i] for i in order]
    for role, column in values.items():
        plain = [v if type(v) is str else None if v == NULL else v for v in column]
        raw.columns[role] = np.array([*plain, None], dtype=object)[order]
    return _with_tags(raw, lambda: progress(0.8))


def _read_columns(layer: Optional[QgsVectorLayer], source, fields: _Fields, box: Optional[QgsRectangle],
                  listen: Callable[[], None]) -> Optional[RawLines]:
    """Return what ``_read`` does, in whole columns; None where that cannot be done."""
    names = {role: source.fields().at(i).name() for role, i in fields.index.items()}
    found = arrow.read(layer, sorted(set(names.values())), box, listen)
    if found is None:
        return None
    raw = RawLines(found.wkb, {role: found.values[name].copy() for role, name in names.items()})
    return _with_tags(raw, listen)


def _with_tags(raw: RawLines, listen: Callable[[], None]) -> RawLines:
    if "tags" in raw.columns:
        for key, column in hstore.tags(raw.columns["tags"], ACCESS_KEYS, listen).items():
            raw.columns.setdefault(key, column.to_numpy(dtype=object))
    return raw


def _touches(lines: Polylines, box) -> np.ndarray:
    """Return (n,) bool: lines whose bounding box meets ``box``."""
    low = np.minimum.reduceat(lines.xy, lines.start[:-1])
    high = np.maximum.reduceat(lines.xy, lines.start[:-1])
    return ((low[:, 0] <= box.xMaximum()) & (high[:, 0] >= box.xMinimum())
            & (low[:, 1] <= box.yMaximum()) & (high[:, 1] >= box.yMinimum()))


def _walkable(lines: Polylines, raw: RawLines, type_name: str, name: str, report: Report) -> Polylines:
    """Return the lines one may walk on, with kind, name and stairs filled in."""
    roads = RoadTypes()
    kind, row = raw.text("kind"), lines.row
    if roads.any_of("nwb", kind):
        kind[kind == ""] = CARRIAGEWAY
    lines.kind, lines.name = kind[row], raw.text("name")[row]
    lines.stairs = roads.has("trap", lines.kind)
    if not type_name:
        report.warning(name, tr("no field with road types was found: all lines count as walkable"))
    else:
        report.info(name, tr("road types taken from field {field}").format(field=type_name))
        unknown = lines.kind[~roads.recognised(lines.kind) & (lines.kind != "")]
        if len(unknown):
            report.warning(name, tr("{n} lines of an unknown road type count as walkable: {kinds}").format(
                n=len(unknown), kinds=_counted(unknown)), len(unknown))
    closed = ~roads.has("beloopbaar", lines.kind, unknown=True)
    closed |= np.isin(raw.text("manager"), ("R", "r"))[row] & np.isin(lines.kind, STATE_ROADS)
    foot, access = raw.text("foot"), raw.text("access")
    barred = (np.isin(access, ("private", "no")) & ~np.isin(foot, ("yes", "designated", "permissive")))
    barred = (barred | np.isin(foot, ("no", "private", "use_sidepath")))[row] & ~closed
    fare = ((raw.text("route") == "ferry") | (raw.text("toll") == "yes"))[row] & ~closed & ~barred
    no_road = (lines.kind == "") & (type_name.lower() == "highway")  # OSM: rails, rivers, fences
    for mask, text in (
        (no_road & ~closed & ~barred & ~fare, tr("{n} lines that are no road were left out")),
        (closed, tr("{n} lines one cannot walk on were left out: {kinds}")),
        (barred, tr("{n} lines closed to pedestrians were left out")),
        (fare, tr("{n} ferries and toll roads were left out: they are no walk")),
    ):
        if mask.any():
            report.info(name, text.format(n=int(mask.sum()), kinds=_counted(lines.kind[mask])), int(mask.sum()))
    return lines.take(~closed & ~barred & ~fare & ~no_road)


def _counted(values: np.ndarray, shown: int = 8) -> str:
    """Return "footway (12), path (3), …": the most frequent values with their counts."""
    counts = pd.Series(values).replace("", "–").value_counts()
    text = ", ".join(f"{value} ({count})" for value, count in counts.head(shown).items())
    return text + (", …" if len(counts) > shown else "")
