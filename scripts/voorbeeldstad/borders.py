"""The polygons of the buurten: faces between the roads, river banks and railway that divide the town."""

from typing import Dict, List, Sequence

import numpy as np

from .geometry import Array, area, as_xy, clip, inside, offset
from .network import edges_of, merge_faces, node
from .plan import MOAT_SMOOTH, RAIL, RIVER, RIVER_WIDTH, Way
from .profiles import BORDER_LINES, BORDER_ROADS, OUTLINE, buurten


def buurt_polygons(ways: Sequence[Way]) -> Dict[str, List[Array]]:
    """Return the rings of each buurt (several when it lies in parts), without gaps or overlaps.

    Raises ValueError when a face belongs to no buurt or a buurt has no face: the plan and the borders disagree then.
    """
    outline = as_xy(OUTLINE)
    lines = [outline[[k, (k + 1) % len(outline)]] for k in range(len(outline))]
    snap = [0.5] * len(lines)
    inner = [offset(RIVER, d) for d in (RIVER_WIDTH / 2, -RIVER_WIDTH / 2)] + [RAIL, MOAT_SMOOTH]
    inner += [as_xy(points) for points in BORDER_LINES.values()]
    inner += [way.xy for way in ways if way.tags.get("name") in BORDER_ROADS]
    for line in inner:
        parts = clip(line, outline)
        lines += parts
        snap += [90.0 if len(line) > 2 else 5.0] * len(parts)
    xy, chains = node(lines, snap)
    labels = [(code, point) for code, buurt in buurten().items() for point in buurt.points]

    def label(ring: Array):
        found = sorted({code for code, point in labels if inside(point, ring)[0]})
        if len(found) > 1:
            raise ValueError(f"one face for {found}")
        if not found:
            if area(ring) < 6000:
                return _neighbour(ring)
            raise ValueError(f"no buurt for the face around {ring.mean(axis=0)}, {area(ring):.0f} m2")
        return found[0]

    def _neighbour(ring: Array):
        centre = ring.mean(axis=0)
        return min(labels, key=lambda item: float(np.hypot(*(centre - item[1]))))[0]

    rings = merge_faces(xy, edges_of(chains), label)
    missing = set(buurten()) - set(rings)
    if missing:
        raise ValueError(f"no face for {sorted(missing)}")
    return {code: [xy[ring] for ring in rings[code]] for code in sorted(rings)}
