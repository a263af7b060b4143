"""The plagues: each spoils a layer in place. ``draw`` is that of hypothesis."""

import math

from hypothesis import strategies as st
from qgis.core import QgsGeometry, QgsPoint, QgsVertexId

from .lagen import Laag

PLAGEN = {}  # name → (function, fits)


def plaag(fits=lambda laag: True):
    def register(function):
        PLAGEN[function.__name__] = (function, fits)
        return function

    return register


def spatial(laag: Laag) -> bool:
    return bool(laag.kind)


def lines(laag: Laag) -> bool:
    return "Line" in laag.kind


def points(laag: Laag) -> bool:
    return "Point" in laag.kind


def numeric(laag: Laag) -> bool:
    return bool(laag.numbers())


def textual(laag: Laag) -> bool:
    return bool(laag.texts())


def some(draw, items, low=1):
    """Draw a few of the items, mostly few and sometimes all."""
    items = list(items)
    if not items:
        return []
    if draw(st.integers(0, 4)) == 0:
        return items
    return draw(st.lists(st.sampled_from(items), min_size=min(low, len(items)), max_size=4, unique=True))


def rows(laag, draw):
    return [laag.rows[k] for k in some(draw, range(len(laag.rows)))]


@plaag()
def geen_objecten(laag, draw):
    laag.rows = []


@plaag()
def een_object(laag, draw):
    laag.rows = [draw(st.sampled_from(laag.rows))] if laag.rows else []


@plaag(spatial)
def lege_geometrie(laag, draw):
    for row in rows(laag, draw):
        row[0] = draw(st.sampled_from([None, f"{laag.kind} EMPTY"]))
        row[0] = row[0] and QgsGeometry.fromWkt(row[0])


@plaag(lambda laag: spatial(laag) and not points(laag))
def zelfdoorsnijding(laag, draw):
    for row in rows(laag, draw):
        if row[0] is None or row[0].isNull():
            continue
        box = row[0].boundingBox()
        a, b, c, d = box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()
        ring = draw(
            st.sampled_from(
                [
                    f"{a} {b},{c} {d},{c} {b},{a} {d},{a} {b}",
                    f"{a} {b},{c} {b},{a} {b},{a} {b}",
                    f"{a} {b},{a} {b},{a} {b},{a} {b}",
                    f"{a} {b},{c} {b},{c} {d},{a} {d},{a} {b},{c} {d},{a} {b}",
                ]
            )
        )
        row[0] = QgsGeometry.fromWkt(f"LINESTRING({ring})" if lines(laag) else f"POLYGON(({ring}))")


@plaag(spatial)
def drie_dimensies(laag, draw):
    z, m = draw(st.sampled_from([0.0, -9999.0, math.nan, 1e300])), draw(st.sampled_from([None, 5.0, math.nan]))
    for row in laag.rows:
        if row[0] is not None and not row[0].isNull():
            row[0].get().addZValue(z)
            if m is not None:
                row[0].get().addMValue(m)
    laag.kind += "Z" if m is None else "ZM"


@plaag(spatial)
def meerdelig(laag, draw):
    for row in rows(laag, draw):
        if row[0] is not None and not row[0].isNull():
            parts = [QgsGeometry(row[0]) for _ in range(draw(st.integers(1, 3)))]
            for k, part in enumerate(parts):
                part.translate(draw(st.sampled_from([0.0, 5.0, 2000.0])) * k, 0)
            row[0] = QgsGeometry.collectGeometry(parts)
    laag.kind = laag.kind if laag.kind.startswith("Multi") else f"Multi{laag.kind}"


@plaag(lambda laag: spatial(laag) and not points(laag))
def krommen(laag, draw):
    for row in laag.rows:
        if row[0] is None or row[0].isNull():
            continue
        box = row[0].boundingBox()
        a, b, c, d = box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()
        x, y = (a + c) / 2, (b + d) / 2
        u, v = (c - a) / 3, (d - b) / 3  # how far the arcs bend away from the diagonal
        arc = f"CIRCULARSTRING({a} {b},{x + v} {y - u},{c} {d},{x - v} {y + u},{a} {b})"
        row[0] = QgsGeometry.fromWkt(f"COMPOUNDCURVE({arc})" if lines(laag) else f"CURVEPOLYGON({arc})")
    laag.kind = "CompoundCurve" if lines(laag) else "CurvePolygon"


@plaag(spatial)
def gemengde_typen(laag, draw):
    for row in rows(laag, draw):
        if row[0] is not None and not row[0].isEmpty():
            point = row[0].boundingBox().center()
            kinds = (
                QgsGeometry.fromPointXY(point),
                row[0].buffer(10, 2),
                QgsGeometry.fromWkt(f"GEOMETRYCOLLECTION(POINT({point.x()} {point.y()}),{row[0].asWkt()})"),
            )
            row[0] = kinds[draw(st.integers(0, 2))]
    laag.kind = f"mixed {laag.kind}"


@plaag(spatial)
def onmogelijke_coordinaten(laag, draw):
    value = draw(st.sampled_from([math.nan, math.inf, -math.inf, 1e300, 1e20]))
    for row in rows(laag, draw):
        if row[0] is not None and not row[0].isNull():
            everything = draw(st.booleans())
            for k, vertex in enumerate(list(row[0].vertices())):
                if everything or k == 0:
                    moved = QgsPoint(value, draw(st.sampled_from([value, vertex.y()])))
                    row[0].get().moveVertex(row[0].vertexIdFromVertexNr(k)[1] if k else QgsVertexId(0, 0, 0), moved)


@plaag(spatial)
def buiten_nederland(laag, draw):
    dx, dy = draw(st.sampled_from([(1e6, 0), (-3e5, 0), (0, 1e7), (5e5, 5e5), (-120000, -480000)]))
    for row in rows(laag, draw):
        if row[0] is not None:
            row[0].translate(dx, dy)


@plaag(spatial)
def graden(laag, draw):
    laag.to_crs(draw(st.sampled_from(["EPSG:4326", "EPSG:4258"])))


@plaag(spatial)
def graden_als_meters(laag, draw):
    laag.to_crs("EPSG:4326")
    laag.crs = "EPSG:28992"


@plaag(spatial)
def graden_elders(laag, draw):
    laag.to_crs("EPSG:4326")
    for row in laag.rows:
        if row[0] is not None:
            row[0].translate(draw(st.sampled_from([8.0, -75.0, 180.0, 0.0])), draw(st.sampled_from([0.0, -60.0, 38.5])))


@plaag(spatial)
def onbekend_stelsel(laag, draw):
    laag.crs = ""


@plaag(spatial)
def ander_stelsel(laag, draw):
    crs = draw(st.sampled_from(["EPSG:2263", "EPSG:3857", "EPSG:32631", "EPSG:3035", "EPSG:7415", "EPSG:4978"]))
    if draw(st.booleans()):
        laag.to_crs(crs)
    laag.crs = crs


@plaag(lines)
def los_netwerk(laag, draw):
    share = draw(st.sampled_from([0.05, 0.45, 0.9]))
    for row in laag.rows:
        if row[0] is not None and not row[0].isNull():
            part = row[0].get().clone()
            row[0] = (
                QgsGeometry(part.curveSubstring(0, part.length() * share))
                if hasattr(part, "curveSubstring")
                else row[0]
            )
            row[0].translate(draw(st.sampled_from([0.0, 0.3, 7.0])), draw(st.sampled_from([0.0, 0.04, 31.0])))


@plaag(lines)
def nul_en_dubbel(laag, draw):
    for row in rows(laag, draw):
        laag.rows.append(list(row))
        vertex = row[0].vertexAt(0)
        laag.rows.append(
            [QgsGeometry.fromWkt(f"LINESTRING({vertex.x()} {vertex.y()},{vertex.x()} {vertex.y()})"), *row[1:]]
        )
    if draw(st.booleans()):
        laag.rows = [r for r in laag.rows if r[0].length() == 0]


@plaag(points)
def op_een_plek(laag, draw):
    count = draw(st.sampled_from([3, 300]))
    first = [r for r in laag.rows if r[0] is not None][:1] or laag.rows[:1]
    laag.rows = [[QgsGeometry(first[0][0]), *laag.rows[k % len(laag.rows)][1:]] for k in range(count)] if first else []
