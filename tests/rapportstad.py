"""A small town in a GeoPackage, for the tests of the web page; QGIS must be running."""

import json
import re

import numpy as np
import pandas as pd
from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsRectangle

from verbondenheidskaart_plugin.data.output import GeoPackage

X, Y, SIZE, COLUMNS = 120000.0, 480000.0, 500.0, 12
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
    index = [np.nan if i == 1 else 100.0 * i / count for i in numbers]
    buurten = pd.DataFrame({
        "buurtcode": codes, "buurtnaam": [EVIL if i == 0 else f"Buurt {i}" for i in numbers], "inwoners": 1000.0,
        "verbondenheid": index, "omgang_relaties": index, "omgang_relaties_obj": index,
        "omgang_relaties_subj": np.nan, "omgang_relaties_dekking": 0.5,
        "index_status": ["onvoldoende_gegevens" if i == 1 else "ok" for i in numbers]})
    rotondes = pd.DataFrame({
        "voorziening_id": [f"n{i}" for i in numbers], "naam": [EVIL, *[f"Plek {i}" for i in numbers][1:]],
        "type_naam": "Bibliotheek", "typepotentieel": 0.5,
        "rotondescore": [np.nan, *[50.0 + i / 10 for i in numbers][1:]],
        "score_p5": 40.0, "score_p95": 60.0, "onmisbaar": [i == 2 for i in numbers]})
    stagnation = pd.DataFrame({
        "buurtcode": codes, "buurtnaam": buurten["buurtnaam"], "groep": "ouderen", "groep_naam": "Ouderen",
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
        "ontbrekende_schakels": (pd.DataFrame({"van_id": ["n0"], "naar_id": "n2", "soort": "fysiek", "rang": 1}),
                                 [between]),
        "indicatorwaarden": (pd.DataFrame({"gebied": codes, "indicator": "O01", "waarde": 3.0, "genormaliseerd": index,
                                           "construct": "omgang_relaties", "soort": "objectief"}), None),
        "achtergrond": (pd.DataFrame({"soort": ["water", *["bebouwing"] * buildings]}),
                        [square(0, 100.0), *[square(i % count, 30.0) for i in range(buildings)]]),
        "herkomst": (pd.DataFrame({"sleutel": ["titel", "datum", "versie", "attributie"],
                                   "waarde": ["Stadje <b>", "2026-11-22", "9.9.9", "© OpenStreetMap"]}), None),
        "meldingen": (pd.DataFrame({"niveau": ["waarschuwing"], "onderwerp": ["x"], "melding": [EVIL]}), None),
    }
    with GeoPackage(path, QgsCoordinateReferenceSystem("EPSG:28992")) as out:
        for name, (table, geometry) in layers.items():
            if name not in leave_out:
                out.write(name, table, geometry)
    return path


def data_of(path):
    """Return the data that a page holds."""
    text = path.read_text(encoding="utf-8")
    return json.loads(re.search(r'<script type="application/json" id="gegevens">(.*?)</script>', text, re.S).group(1))
