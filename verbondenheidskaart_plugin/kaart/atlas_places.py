"""The strongest rotondes of each buurt, and where their numbers stand on its map in the atlas."""

import math
from typing import Dict, List, Tuple

from qgis.core import NULL, QgsFeatureRequest, QgsGeometry, QgsPointXY, QgsVectorLayer

STRONGEST = 5
NEAR_M = 400.0  # so far beyond the border a strong rotonde is still shown with the buurt
MAP_SIZE = (118.0, 96.0)  # mm
DISC = 4.2  # mm that the disc of a number takes on the map


def strongest(found: Dict[str, QgsVectorLayer]) -> Dict[str, List[dict]]:
    """Return per buurt its strongest rotondes: those inside first, then those within 400 m of its border."""
    result: Dict[str, List[dict]] = {}
    if "rotondes" not in found:
        return result
    layer = found["rotondes"]
    names = layer.fields().names()
    places = [(feature.geometry(), {name: None if feature[name] == NULL else feature[name] for name in names})
              for feature in layer.getFeatures(QgsFeatureRequest())]
    places = [place for place in places if place[1].get("rotondescore") is not None]
    places.sort(key=lambda place: (-place[1]["rotondescore"], str(place[1]["voorziening_id"])))
    for feature in found["buurten"].getFeatures():
        shape = feature.geometry()
        box = shape.boundingBox().buffered(NEAR_M)
        near = [(point, place) for point, place in places if box.contains(point.boundingBox())]
        inside = [{**place, "binnen": True} for point, place in near if shape.contains(point)]
        if len(inside) < STRONGEST:
            ids = {place["voorziening_id"] for place in inside}
            inside += [{**place, "binnen": False} for point, place in near
                       if place["voorziening_id"] not in ids and shape.distance(point) <= NEAR_M]
        chosen = inside[:STRONGEST]
        where = {place["voorziening_id"]: point.asPoint() for point, place in near}
        beside = _spread([where[place["voorziening_id"]] for place in chosen], map_scale(shape) / 1000)
        for place, xy in zip(chosen, beside):
            place["xy"] = xy
        result[str(feature["buurtcode"])] = chosen
    return result


def map_scale(shape: QgsGeometry) -> float:
    """Return the scale of the map of a buurt: a round one, with room for all rotondes that may be listed."""
    box = shape.boundingBox()
    need = max((side + 2 * NEAR_M + 60) / (size / 1000) for side, size in zip((box.width(), box.height()), MAP_SIZE))
    return 500 * math.ceil(need / 500)


def _spread(points: List[QgsPointXY], mm: float) -> List[List[float]]:
    """Return a place for the number of each point, beside it and apart from the others; mm = map units per mm."""
    taken: List[Tuple[float, float]] = [(point.x(), point.y()) for point in points]
    result = []
    for point in points:
        best = None
        for radius in (4.0, 6.5, 9.0, 12.0):
            for turn in range(12):
                angle = math.pi * (0.25 + turn / 6)
                spot = (point.x() + radius * mm * math.sin(angle), point.y() + radius * mm * math.cos(angle))
                room = min(math.hypot(spot[0] - x, spot[1] - y) for x, y in taken) / mm
                best = max(best or (room, spot), (min(room, DISC), spot), key=lambda found: found[0])
            if best[0] >= 0.95 * DISC or (radius == 4.0 and best[0] >= 3.9):
                break
        taken.append(best[1])
        result.append([round(best[1][0], 1), round(best[1][1], 1)])
    return result
