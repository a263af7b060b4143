"""A small town in a GeoPackage, for the tests of the web page; QGIS must be running."""

import json
import math
import re

import numpy as np
import pandas as pd
from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsPointXY, QgsRectangle

from verbondenheidskaart_plugin.data.output import GeoPackage

X, Y, SIZE, COLUMNS = 120000.0, 480000.0, 500.0, 12
SCRIPT = "<script>alert(1)</script>"
EVIL = "</script><img src=x onerror=alert(1)>{{css}}\u2028"


def square(i, size=SIZE):
    x, y = X + (i % COLUMNS) * SIZE, Y + (i // COLUMNS) * SIZE
    return QgsGeometry.fromRect(QgsRectangle(x, y, x + size, y + size))


def center(i):
    return square(i).centroid()


def make_geopackage(path, count=12, leave_out=(), buildings=0):
    """Write a town of ``count`` buurten in rows; buurt 1 has too few data, its stagnation is suppressed."""
    numbers = range(count)
    codes = [f"BU{i:04}" for i in numbers]
    named = {0: EVIL, 3: SCRIPT}
    index = [np.nan if i == 1 else 100.0 * i / count for i in numbers]
    buurten = pd.DataFrame({
        "buurtcode": codes, "buurtnaam": [named.get(i, f"Buurt {i}") for i in numbers], "inwoners": 1000.0,
        "verklaring": SCRIPT,
        "verbondenheid": index, "omgang_relaties": index, "omgang_relaties_obj": index,
        "omgang_relaties_subj": np.nan, "omgang_relaties_dekking": 0.5,
        "index_status": ["onvoldoende_gegevens" if i == 1 else "ok" for i in numbers]})
    rotondes = pd.DataFrame({
        "voorziening_id": [f"n{i}" for i in numbers], "naam": [named.get(i, f"Plek {i}") for i in numbers],
        "type_naam": f"Bibliotheek {SCRIPT}", "component": SCRIPT, "vlag": SCRIPT, "typepotentieel": 0.5,
        "rotondescore": [np.nan, *[50.0 + i / 10 for i in numbers][1:]],
        "score_p5": 40.0, "score_p95": 60.0, "onmisbaar": [i == 2 for i in numbers]})
    stagnation = pd.DataFrame({
        "buurtcode": codes, "buurtnaam": buurten["buurtnaam"], "groep": "ouderen", "groep_naam": f"Ouderen {SCRIPT}",
        "personen": [None if i == 1 else 100.0 for i in numbers],
        "stagnatie": [None if i == 1 else 10.0 for i in numbers],
        "status": ["onvoldoende_gegevens" if i == 1 else "geen" for i in numbers], "reden": EVIL})
    between = QgsGeometry.fromPolylineXY([center(0).asPoint(), center(2).asPoint()])
    layers = {
        "buurten": (buurten, list(map(square, numbers))),
        "rotondes": (rotondes, list(map(center, numbers))),
        "stagnatieplekken": (stagnation, list(map(square, numbers))),
        "loopstromen": (pd.DataFrame({"bezoeken": [1.0, 10.0, 100.0, 1000.0], "lengte_m": 100.0}), [between] * 4),
        "verbindingslijnen": (pd.DataFrame({"van_id": "n0", "naar_id": "n2", "organisatie": np.nan, "sterkte": 0.5,
                                            "ruggengraat": ["boom", "delaunay"]}), [between] * 2),
        "ontbrekende_schakels": (pd.DataFrame({"van_id": ["n0"], "naar_id": "n2", "van_naam": SCRIPT, "naar_naam": EVIL,
                                               "soort": "fysiek", "rang": 1, "reden": SCRIPT}),
                                 [between]),
        "indicatorwaarden": (pd.DataFrame({"gebied": codes, "indicator": "O01", "waarde": 3.0, "genormaliseerd": index,
                                           "construct": "omgang_relaties", "soort": "objectief", "bron": SCRIPT}),
                             None),
        "achtergrond": (pd.DataFrame({"soort": ["water", *["bebouwing"] * buildings]}),
                        [square(0, 100.0), *[square(i % count, 30.0) for i in range(buildings)]]),
        "herkomst": (pd.DataFrame({
            "sleutel": ["titel", "datum", "versie", "attributie", "bron.BUURTEN", "parameter.SCRIPT"],
            "waarde": ["Stadje <b>", "2026-11-22", "9.9.9", f"© OpenStreetMap {SCRIPT}", SCRIPT, SCRIPT]}), None),
        "meldingen": (pd.DataFrame({"niveau": ["waarschuwing"], "onderwerp": [SCRIPT], "melding": [EVIL]}), None),
    }
    return written(path, layers, leave_out)


def wandering(draw, count, vertices, step, side):
    """Return ``count`` lines of so many metres a step that wander about a town of ``side`` metres, like streets."""
    start = draw.uniform(0, side, (count, 1, 2)) + (X, Y)
    turn = draw.uniform(0, 2 * math.pi, (count, 1)) + draw.normal(0, 0.5, (count, vertices)).cumsum(axis=1)
    path = start + (step * np.dstack([np.cos(turn), np.sin(turn)])).cumsum(axis=1)
    return [QgsGeometry.fromPolylineXY([QgsPointXY(x, y) for x, y in line]) for line in path.tolist()]


def blobs(draw, centers, vertices, radius):
    """Return polygons with a ragged outline around ``centers``."""
    turn = np.linspace(0, 2 * math.pi, vertices, endpoint=False)
    found = []
    for x, y in centers:
        far = radius * (1 + 0.1 * draw.standard_normal(vertices))
        ring = np.column_stack([x + far * np.cos(turn), y + far * np.sin(turn)]).tolist()
        found.append(QgsGeometry.fromPolygonXY([[QgsPointXY(*point) for point in [*ring, ring[0]]]]))
    return found


def make_city(path, count=120, facilities=3000, buildings=60000, streets=40000):
    """Write a large city: as many shapes with as many vertices, and texts as long, as a full run of real data gives."""
    draw, side = np.random.default_rng(7), 700.0 * math.sqrt(count)
    per_row = math.ceil(math.sqrt(count))
    centers = [(X + 700.0 * (i % per_row + 0.5), Y + 700.0 * (i // per_row + 0.5)) for i in range(count)]
    areas = blobs(draw, centers, 250, 330.0)
    anywhere = lambda n: draw.uniform(0, side, (n, 2)) + (X, Y)  # noqa: E731
    codes = [f"BU{i:08}" for i in range(count)]

    def numbers(names, rows, scale=100.0):
        return {name: draw.uniform(0, scale, rows) for name in names}

    constructs = ("omgang_relaties", "participatie", "plaatsidentiteit", "plaatsgeschiktheid")
    buurten = pd.DataFrame({
        "buurtcode": codes, "buurtnaam": [f"Buurt met een gewone naam {i}" for i in range(count)], "inwoners": 1500.0,
        **numbers(("verbondenheid", "sociaal", "ruimtelijk", "verbondenheid_laagst", "verbondenheid_hoogst", "rang_p5",
                   "rang_p95", *(f"{c}{part}" for c in constructs for part in ("", "_obj", "_subj"))), count),
        **numbers(("dekking", *(f"{c}_dekking" for c in constructs)), count, 1.0), "rang": range(1, count + 1),
        "verklaring": "Index 55, rang 4 van 120 (90% van de trekkingen: 2 tot 9). Vergeleken met de mediaan, in "
                      "punten: Participatie +4,6, Omgang en relaties +2,4, Plaatsgeschiktheid +1,1."})
    ids = [f"w{10**8 + i}" for i in range(facilities)]
    names = [f"Buurthuis de Ontmoeting {i}" for i in range(facilities)]
    rotondes = pd.DataFrame({
        "voorziening_id": ids, "naam": names, "aanduiding": names, "type_naam": "Buurtcentrum / wijkcentrum",
        "component": "fysieke voorzieningen", "klasse": "tussen hoog en zeer hoog", "onmisbaar": False,
        **numbers(("typepotentieel", "bereik", "menging", "positie", "functiemenging"), facilities, 1.0),
        **numbers(("rotondescore", "score_p5", "score_p95"), facilities),
        **numbers(("inwoners_bereik", "bezoekers", "verliezers"), facilities, 9000.0)})
    places = [QgsGeometry.fromPointXY(QgsPointXY(*point)) for point in anywhere(facilities)]
    groups = ("ouderen", "jongeren", "alleenstaanden", "eenoudergezinnen", "nieuwkomers", "mantelzorgers")
    stagnation = pd.DataFrame([
        {"buurtcode": code, "buurtnaam": f"Buurt {code}", "groep": group, "groep_naam": group.title(), "status": "geen",
         "personen": 213.0, "dichtstbij": "Buurthuis de Ontmoeting", "reden": "Weegt het zwaarst: verweduwd (6%, in de "
         "middelste buurt 4%); ontbreekt het meest: restaurant; de dichtstbijzijnde passende rotonde is winkelstraat "
         "aan de Siriusstraat, 8 min lopen; 15% heeft geen passende rotonde binnen bereik."}
        for code in codes for group in groups])
    stagnation = stagnation.assign(**numbers(("kwetsbaarheid", "toegang", "looptijd_min"), len(stagnation), 1.0),
                                   **numbers(("stagnatie", "stagnatie_p5", "onbediend"), len(stagnation)))
    pairs = 2 * facilities
    lines = pd.DataFrame({
        "van_id": draw.choice(ids, pairs), "naar_id": draw.choice(ids, pairs), "van_naam": draw.choice(names, pairs),
        "naar_naam": draw.choice(names, pairs), "ruggengraat": "rng",
        **numbers(("loopafstand_m", "afgesneden"), pairs, 800.0),
        **numbers(("overlap", "organisatie", "sterkte", "overbrugging"), pairs, 1.0)})
    values = pd.DataFrame([
        {"gebied": code, "indicator": f"O{i:02}", "construct": constructs[i % 4], "soort": "objectief",
         "bron": "Verbondenheidskaart", "jaar": 2024.0} for code in codes for i in range(60)])
    values = values.assign(**numbers(("waarde", "genormaliseerd", "gewicht", "bijdrage", "verschil_mediaan"),
                                     len(values)))
    house = [QgsGeometry.fromRect(QgsRectangle(x, y, x + 9, y + 12)) for x, y in anywhere(buildings).tolist()]
    for shape, angle in zip(house, draw.uniform(0, 90, buildings).tolist()):
        shape.rotate(angle, shape.centroid().asPoint())
    background = [*blobs(draw, anywhere(400), 80, 60.0), *blobs(draw, anywhere(2500), 50, 50.0), *house]
    layers = {
        "buurten": (buurten, areas), "rotondes": (rotondes, places),
        "stagnatieplekken": (stagnation, [area for area in areas for _ in groups]),
        "verbindingslijnen": (lines, wandering(draw, pairs, 14, 25.0, side)),
        "loopnetwerk": (pd.DataFrame({"lengte_m": [120.0] * streets}), wandering(draw, streets, 6, 20.0, side)),
        "loopstromen": (pd.DataFrame({"bezoeken": draw.exponential(500.0, streets), "lengte_m": 120.0}),
                        wandering(draw, streets, 6, 20.0, side)),
        "indicatorwaarden": (values, None),
        "achtergrond": (pd.DataFrame({"soort": ["water"] * 400 + ["groen"] * 2500 + ["bebouwing"] * buildings}),
                        background),
    }
    return written(path, layers)


def written(path, layers, leave_out=()):
    with GeoPackage(path, QgsCoordinateReferenceSystem("EPSG:28992")) as out:
        for name, (table, geometry) in layers.items():
            if name not in leave_out:
                out.write(name, table, geometry)
    return path


def data_of(path):
    """Return the data that a page holds."""
    text = path.read_text(encoding="utf-8")
    data = json.loads(re.search(r'<script type="application/json" id="gegevens">(.*?)</script>', text, re.S).group(1))
    for name in ("buurten", "rotondes", "stagnation", "lines", "missing"):
        data[name] = [dict(zip(data[name]["keys"], row)) for row in data[name]["rows"]]
    return data
