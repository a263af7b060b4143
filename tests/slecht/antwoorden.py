"""Answers of a server that lies, keeps silent or sends rubbish."""

import json

from hypothesis import strategies as st

from .aanbieden import ENTITIES

_ODD = {"type": "Polygon", "coordinates": [[["a", "b"], [None], [1, 2]]]}
_POLE = {"type": "Polygon", "coordinates": [[[1e300, -1e300], [5.1, 52.1], [5.2, 52.1], [1e300, -1e300]]]}


def _collection(geometry, properties, **more):
    feature = {"type": "Feature", "geometry": geometry, "properties": properties}
    return json.dumps({"type": "FeatureCollection", "features": [feature], **more})


BODIES = (
    "",
    "null",
    "{}",
    "[]",
    "NaN",
    "[" * 100_000,
    '{"features": 5}',
    '{"features": [1, null, "x"]}',
    '{"value": 3}',
    '{"value": [{"WijkenEnBuurten": 5}]}',
    _collection(None, None),
    _collection(_ODD, {"gemeentecode": {"x": [1]}, "gemeentenaam": "Stadje"}),
    _collection(_POLE, {"gemeentecode": "GM9998", "gemeentenaam": "Stadje", "water": "NEE"}, numberMatched=10**9),
    _collection(None, {"gemeentecode": "GM9998", "gemeentenaam": "<b>'--"}, numberMatched="x", links="x"),
    "<html><body>Onderhoud</body></html>",
    "<osm version='0.6'><remark>runtime error: Query timed out</remark></osm>",
    "<osm version='0.6'></osm>",
    "<osm version='0.6'><node id='x' lat='y' lon='z'/></osm>",
    ENTITIES + "<osm version='0.6'>&i;</osm>",
    "<wfs:FeatureCollection numberMatched='x'/>",
    "\x00" * 1000,
    "é" * 20_000,
)
STATUSES = (200, 200, 200, 204, 301, 401, 404, 429, 500, 503)
WHERE = ("gemeenten", "buurten", "wfs", "overpass", "odata", "")


def fault(draw):
    """Return (function for the server, what it does)."""
    where, status = draw(st.sampled_from(WHERE)), draw(st.sampled_from(STATUSES))
    body, first = draw(st.sampled_from(BODIES)), draw(st.integers(1, 2))

    def answer(path, times):
        return (status, {}, body) if where in path and times >= first else None

    return answer, f"{status} {body[:60]!r} for {where!r} from time {first}"
