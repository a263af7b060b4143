"""The colours of the map, in one place: quiet base, muted index, cool flows, warm rotondes.

The three ramps run from light to dark in one hue each (violet, blue, orange), so that they keep their
order for colour-blind eyes and in grey print, and violet and blue areas and lines stay apart from the
orange places on top of them.
"""

PAPER = "#faf8f4"
INK = "#2b2540"
GREY = "#6f6a7d"
RULE = "#cfcad6"
ACCENT = "#b8481a"

# Class limits of every score; fixed, so that two maps can be laid side by side.
LIMITS = (0, 20, 40, 60, 80, 100)
INDEX_RAMP = ("#eee7f2", "#d9cbe3", "#c1acd2", "#a28ac0", "#8469aa")
SCORE_RAMP = ("#fbe5bd", "#f7c071", "#ec8f3a", "#cb551b", "#87280d")
FLOW_RAMP = ("#8fb0c8", "#5f92b6", "#34739f", "#155380", "#0a3457")
# Stagnation is mostly low: its classes are finer there. Bridging: half the summed difference in public.
STAGNATION_LIMITS = (0, 10, 20, 40, 60, 100)
STAGNATION_RAMP = ("#f6d3d8", "#eba9b7", "#db7895", "#b9416d", "#7d1747")
BRIDGING_LIMITS = (0, 0.05, 0.1, 0.2, 0.4, 1)
BRIDGING_RAMP = ("#a6cfc0", "#63b0a2", "#2f8d86", "#126769", "#053f47")
# Missing links: physical, social, structural.
MISSING = ("#b8481a", "#7a2d8f", "#3d3654")
# The wider the interval of the rank, the darker; in share of all ranks.
RANK_SPREAD_LIMITS = (0, 0.1, 0.2, 0.4, 0.6, 1)
SPREAD_RAMP = ("#eaeeeb", "#c9d3d0", "#a1b2b0", "#728b8b", "#3f5f63")
LITTLE_COVERAGE = 0.75
NODE, NODE_LIGHT = "#0f6b6d", "#4f9f9b"
RING = "#1d1733"
# Diameter (mm) of the circle for one person; 100 persons have ten times as wide a circle.
CIRCLE_MM = 0.32

BUILDINGS_SCALE = 40000  # no buildings at a smaller scale
HATCH = "#9b97a3"
WATER = "#c3d9e6"
GREEN = "#cfdfbd"
FARMLAND = "#efecd9"
BUILDING = "#d9d3cf"
STREET = "#b3adba"
RAIL = "#77727f"
REACH = "#0f7173"


def with_alpha(color: str, alpha: int) -> str:
    """Return "#rrggbb" with an opacity of ``alpha`` (0–255), as QGIS writes it in symbols."""
    return ",".join(str(int(color[i:i + 2], 16)) for i in (1, 3, 5)) + f",{alpha}"
