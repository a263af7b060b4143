"""All inputs of the chain about the tiny town, as files, in this order or another."""

import csv
import random
import shutil
from pathlib import Path

import adressenstad
import stadje
from qgis.core import QgsVectorLayer

ROOT = Path(__file__).resolve().parent.parent
ORGANISATIONS = 14


def _shuffled(layer: QgsVectorLayer, seed: int) -> QgsVectorLayer:
    features = list(layer.getFeatures())
    random.Random(seed).shuffle(features)
    provider = layer.dataProvider()
    provider.truncate()
    provider.addFeatures(features)
    return layer


def _layers() -> dict:
    places = [(f.geometry().asWkt(), f["amenity"], f["name"], f"v{k:02}")
              for k, f in enumerate(stadje.facilities().getFeatures())]
    people = adressenstad.register()
    # Half a metre aside: an address as far from one street as from another may be counted at either.
    homes = [(f"POINT({stadje.X + row.x + 0.5} {stadje.Y + row.y})", int(row.inwoners), int(row.lft_65_plus))
             for row in people.itertuples()]
    return {
        "BUURTEN": stadje.buurten(),
        "VOORZIENINGEN": stadje.layer("Point", "field=soort:string&field=name:string&field=voorziening_id:string",
                                      places, name="voorzieningen"),
        "LOOPNETWERK": stadje.streets(),
        "BEVOLKING": stadje.layer("Point", "field=bewoners:integer&field=lft_65_plus:integer", homes, name="adressen"),
    }


def _tables() -> dict:
    draw = random.Random(1)
    areas = [f"BU9998010{k}" for k in range(6)]
    numbers = [f"o{k:02}" for k in range(ORGANISATIONS)]
    return {
        "INDICATOREN": [["buurtcode", "B01", "V01"], *([a, draw.uniform(5, 8), draw.uniform(40, 60)] for a in areas)],
        "ORGANISATIES": [["id", "naam", "groep", "buurtcode", "voorziening_id"], *(
            [o, f"Club {o}", f"g{k % 3}", areas[k % 6], f"v{k:02}"] for k, o in enumerate(numbers))],
        "BANDEN": [["van", "naar", "sterkte"], *(
            [*draw.sample(numbers, 2), draw.randint(1, 3)] for _ in range(3 * ORGANISATIONS))],
        "INDELING": [["waarde", "type_id"], *map(list, zip(stadje.TYPES, (
            "buurthuis", "bibliotheek", "cafe", "basisschool", "kerk", "kroeg", "huisarts", "restaurant")))],
    }


def save(folder, seed: int = 0) -> dict:
    """Write all inputs to a folder, with ``seed`` in another order; return the parameters of the chain."""
    folder.mkdir(parents=True, exist_ok=True)
    given = {"CATEGORIEVELD": "soort", "BEVOLKINGSVELD": "bewoners", "TITEL": "Kaart van 't Stadje", "SEED": "7"}
    for key, layer in _layers().items():
        layer = _shuffled(layer, seed) if seed and key != "LOOPNETWERK" else layer
        given[key] = stadje.save(layer, folder / f"{layer.name()} é.gpkg")
    for key, (head, *rows) in _tables().items():
        if seed:
            random.Random(seed).shuffle(rows)
        with (folder / f"{key.lower()}.csv").open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([head, *rows])
        given[key] = str(folder / f"{key.lower()}.csv")
    for key, name in (("CATALOGUS", "voorzieningtypen.csv"), ("GROEPEN", "groepen.csv")):
        given[key] = str(folder / f"mijn {name}")
        shutil.copy(ROOT / "resources" / "catalogue" / name, given[key])
    return given
