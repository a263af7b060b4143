"""The plan of the town, drawn by hand: water, rail, main roads, borders and what kind of tissue lies where.

Coordinates are metres from the south-west corner of the map; ``ORIGIN`` puts them on the RD grid.
"""

from dataclasses import dataclass, field
from typing import Dict, List, Optional, Tuple

import numpy as np

from .geometry import Array, as_xy, at, offset, part, ribbon, simplify, spline

ORIGIN = np.array([140000.0, 455000.0])
RIVER_WIDTH = 64.0
CANAL_WIDTH = 24.0

RIVER = spline([(6150, 1420), (5750, 1200), (5380, 1130), (5060, 1330), (4700, 1620), (4340, 1600), (4060, 1390),
                (3780, 1310), (3450, 1440), (3120, 1660), (2757, 1745), (2420, 1650), (2140, 1440), (1800, 1310),
                (1440, 1400), (1120, 1600), (800, 1560), (560, 1300), (260, 1210), (-150, 1420)][::-1])
RAIL = spline([(-150, 2990), (900, 2905), (1800, 2850), (2740, 2842), (3600, 2885), (4500, 3010), (6150, 3130)])
# The old moat: a half moon on the river, with the points of the former bastions.
MOAT_SMOOTH = spline([(2238, 1500), (2190, 1790), (2285, 2040), (2480, 2225), (2750, 2292), (3020, 2230), (3212, 2045),
                      (3295, 1800), (3262, 1580)])
MOAT = as_xy([(2238, 1500), (2205, 1640), (2150, 1700), (2130, 1790), (2200, 1850), (2215, 1930), (2190, 2040),
              (2250, 2120), (2345, 2100), (2400, 2160), (2425, 2260), (2520, 2300), (2585, 2235), (2660, 2265),
              (2735, 2292), (2800, 2290), (2875, 2262), (2945, 2325), (3050, 2290), (3075, 2195), (3140, 2130),
              (3240, 2125), (3300, 2045), (3262, 1960), (3275, 1895), (3345, 1830), (3350, 1740), (3290, 1665),
              (3262, 1580)])


@dataclass
class Way:
    """A line of the map with its OSM tags. ``level`` 0 lines share nodes where they meet."""

    xy: Array
    tags: Dict[str, str]
    level: int = 0
    snap: float = 4.0
    zone: str = ""
    nodes: List[int] = field(default_factory=list)

    @property
    def highway(self) -> str:
        """The kind of road."""
        return self.tags.get("highway", "")


def road(highway: str, name: str, points, curved: bool = True, snap: float = 25.0, **tags: str) -> Way:
    """Return a road through the points."""
    line = spline(points) if curved else as_xy(points)
    named = {"name": name} if name else {}
    return Way(line, {"highway": highway, **named, **tags}, snap=snap)


def beside(line: Array, distance: float, x0: float, x1: float, before=(), after=()) -> Array:
    """Return the parallel of a west-east line between two x values, with points added at its ends."""
    shifted = offset(line, distance)
    run = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(shifted, axis=0).T))])
    ends = [float(np.interp(x, shifted[:, 0], run)) for x in (x0, x1)]
    body = part(shifted, *ends)
    return simplify(np.vstack([as_xy(before), body, as_xy(after)]), 0.5)


def along(highway: str, name: str, line: Array, distance: float, x0: float, x1: float, snap: float = 25.0,
          before=(), after=(), **tags: str) -> Way:
    """Return a road along a river or railway."""
    return road(highway, name, beside(line, distance, x0, x1, before, after), False, snap, **tags)


BRIDGE = {"bridge": "yes", "layer": "1"}
TUNNEL = {"tunnel": "yes", "layer": "-1"}


def main_roads() -> List[Way]:
    """Return the main roads, and the roads that frame each part of the town."""
    inner, outer = offset(MOAT_SMOOTH, -46), offset(MOAT_SMOOTH, 62)
    ways = [
        # the old town
        along("unclassified", "Vaarlekade", RIVER, 52, 2266, 3238, maxspeed="30"),
        along("unclassified", "Westersluis", RIVER, 52, 2200, 2266, 2, **BRIDGE),
        along("unclassified", "Oostersluis", RIVER, 52, 3238, 3302, 12, **BRIDGE),
        road("residential", "Walstraat", inner[1:-1], False, 90),
        road("tertiary", "Singel", outer[1:-1], False, 90),
        road("tertiary", "Brugplein", [(2757, 1785), (2757, 1820)], False, 3),
        road("pedestrian", "Brugstraat", [(2757, 1820), (2764, 1860), (2750, 1912)]),
        road("pedestrian", "Markt", [(2750, 1912), (2742, 1952), (2738, 1990)]),
        road("pedestrian", "Hoofdstraat", [(2738, 1990), (2722, 2060), (2716, 2130), (2730, 2190), (2735, 2246)]),
        road("residential", "Noorderpoort", [(2735, 2246), (2735, 2262)], False, 3),
        road("residential", "Noorderpoort", [(2735, 2262), (2735, 2330)], False, 3, **BRIDGE),
        road("residential", "Noorderpoort", [(2735, 2330), (2735, 2356)], False, 3),
        road("tertiary", "Stationsstraat", [(2735, 2354), (2733, 2560), (2740, 2768)]),
        road("tertiary", "Stationsplein", [(2740, 2768), (2740, 2808)], False),
        road("pedestrian", "Westerstraat", [(2738, 1990), (2640, 1972), (2540, 1992), (2440, 1960), (2340, 1975)]),
        road("residential", "Westerstraat", [(2340, 1975), (2290, 1972), (2240, 1968)]),
        road("residential", "Westerpoort", [(2262, 1970), (2238, 1968)], False, 3),
        road("residential", "Westerpoort", [(2238, 1968), (2180, 1966)], False, 3, **BRIDGE),
        road("residential", "Westerpoort", [(2180, 1966), (2150, 1965)], False, 3),
        road("residential", "Oosterstraat", [(2750, 1912), (2860, 1896), (2970, 1922), (3080, 1912), (3180, 1925),
                                             (3240, 1925)]),
        road("residential", "Oosterpoort", [(3222, 1925), (3245, 1924)], False, 20),
        road("residential", "Oosterpoort", [(3245, 1924), (3300, 1922)], False, 3, **BRIDGE),
        road("residential", "Oosterpoort", [(3300, 1922), (3340, 1920)], False, 3),
        road("residential", "Kerkstraat", [(2738, 1990), (2676, 2040), (2600, 2075), (2520, 2140), (2480, 2180)]),
        road("residential", "Vismarkt", [(2742, 1952), (2822, 1975), (2900, 2040), (2990, 2090), (3060, 2165)]),
        road("residential", "Lange Nering", [(2440, 1960), (2470, 1880), (2440, 1790), (2450, 1710)]),
        road("residential", "Havenstraat", [(2970, 1922), (2955, 1850), (2985, 1790), (2975, 1750)]),
        # bridges over the river, roads to the south
        road("tertiary", "Oude Brug", [(2757, 1785), (2757, 1700)], False, 1, **BRIDGE),
        road("tertiary", "Brughoofd", [(2757, 1700), (2758, 1686)], False, 3),
        along("unclassified", "Zuiderkade", RIVER, -52, 2046, 3782, 45),
        road("secondary", "Zuiderstraat", [(2758, 1690), (2775, 1450), (2830, 1110), (2885, 700), (2900, 335)]),
        road("tertiary", "Hagenlaan", [(2830, 1110), (2500, 1066), (2200, 1095), (1960, 1010)]),
        road("tertiary", "Schansweg", [(1960, 1010), (1480, 960), (1000, 830), (870, 436)]),
        road("tertiary", "Weidenlaan", [(2830, 1110), (3180, 1125), (3500, 1070), (3768, 1045)]),
        road("unclassified", "Schansdijk", [(2048, 1322), (2000, 1200), (1960, 1010), (1945, 700), (1950, 352)]),
        along("unclassified", "Havenweg", RIVER, -75, 900, 2046, 60, before=[(860, 1000), (850, 1250)]),
        road("unclassified", "Ampèreweg", [(1000, 830), (930, 920), (860, 1010)]),
        road("primary", "Zuiderrandweg", [(-120, 430), (500, 445), (1000, 425), (1950, 350), (2900, 335), (3400, 480),
                                          (3690, 790), (3768, 1045), (3778, 1250)], ref="N998", maxspeed="80"),
        road("primary", "Oosterbrug", [(3778, 1250), (3782, 1372)], False, 1, ref="N998", sidewalk="both", **BRIDGE),
        road("primary", "Oosterrandweg", [(3782, 1372), (3800, 1620), (3850, 1905), (3880, 2200), (3925, 2470),
                                          (4140, 2700), (4560, 2790), (5300, 2850), (6120, 2930)],
             ref="N998", maxspeed="80"),
        # between the old town and the railway
        road("secondary", "Noorderweg", [(2432, 2280), (2400, 2450), (2386, 2650), (2386, 2790)]),
        road("secondary", "Spoortunnel", [(2386, 2790), (2386, 2902)], False, 1, sidewalk="both", **TUNNEL),
        road("secondary", "Noorderweg", [(2386, 2902), (2390, 3220), (2420, 3655), (2500, 4120)]),
        along("residential", "Spoorlaan", RAIL, -46, 1690, 3820, after=[(3905, 2790), (3960, 2540)]),
        along("residential", "Spoorsingel", RAIL, -46, 345, 1690, 45),
        road("tertiary", "Parklaan", [(3100, 2265), (3190, 2480), (3215, 2700), (3222, 2830)]),
        road("secondary", "Ooststraat", [(3340, 1920), (3600, 1880), (3850, 1905)]),
        along("unclassified", "Oosterkade", RIVER, 52, 3302, 3786),
        road("tertiary", "Westerlaan", [(1690, 2815), (1672, 2500), (1700, 2062), (1735, 1700), (1745, 1380)]),
        road("secondary", "Waterrijkselaan", [(2150, 1965), (1950, 2010), (1700, 2062), (1300, 2110), (860, 2160),
                                              (360, 2200)]),
        along("unclassified", "Vaarledijk", RIVER, 52, 440, 2200, 60),
        # Waterrijk
        road("tertiary", "Rietlaan", [(840, 2862), (815, 2500), (860, 2160), (905, 1850), (880, 1650)]),
        road("residential", "Polderrand", [(372, 2900), (350, 2550), (360, 2200), (410, 1800), (440, 1310)]),
        # north of the railway
        along("residential", "Spoordijk", RAIL, 46, 1340, 3930),
        road("tertiary", "Noorderlaan", [(1325, 3262), (1900, 3240), (2390, 3220), (3150, 3262), (3925, 3235)]),
        road("unclassified", "Polderweg", [(1335, 3640), (1900, 3665), (2420, 3655), (3150, 3685), (3905, 3625)]),
        road("unclassified", "Populierenlaan", [(1345, 2930), (1318, 3262), (1335, 3640)]),
        road("tertiary", "Componistenlaan", [(1905, 2895), (1893, 3240), (1900, 3665)]),
        road("tertiary", "Sperwerlaan", [(3150, 2900), (3150, 3262), (3150, 3685)]),
        road("unclassified", "Valkenlaan", [(3930, 2960), (3925, 3235), (3905, 3625)]),
        # the country
        road("tertiary", "Broekwouderweg", [(3850, 1905), (4250, 2010), (4680, 1930), (5080, 2060), (5290, 2120)]),
        road("unclassified", "Noordereindseweg", [(3905, 3625), (4400, 3590), (5000, 3680), (5800, 3640), (6120, 3660)]),
        road("unclassified", "Polderweg", [(1335, 3640), (900, 3600), (400, 3640), (-120, 3610)]),
        road("unclassified", "Zuideindseweg", [(2900, 335), (2960, 120), (2940, -120)]),
        road("unclassified", "Hoeveweg", [(3690, 790), (4200, 640), (4900, 700), (5500, 520), (6120, 560)]),
    ]
    return ways


def frame_roads() -> List[Way]:
    """Return the streets that bound parks and other large plots inside the districts."""
    return [
        road("residential", "Oosterparkstraat", [(3192, 2440), (3500, 2420), (3915, 2450)]),
        road("residential", "Wilhelminalaan", [(3560, 2424), (3550, 2150), (3560, 1885)]),
        road("residential", "Parkzicht", [(3552, 2160), (3700, 2185), (3876, 2170)]),
        road("residential", "Kerkhoflaan", [(3560, 2424), (3600, 2620), (3610, 2838)]),
        road("residential", "Händelstraat", [(2600, 2890), (2590, 3050), (2600, 3228)], snap=40),
        road("residential", "Zuiderparklaan", [(2350, 1078), (2330, 860), (2400, 640), (2380, 345)]),
        road("residential", "Hagenpark", [(2335, 870), (2500, 900), (2640, 850), (2868, 830)]),
        road("residential", "Hagenpad", [(2385, 650), (2560, 630), (2700, 680), (2886, 690)]),
        road("residential", "Weidenpark", [(2862, 850), (3100, 830), (3300, 870), (3710, 830)]),
        road("residential", "Tuindorplaan", [(2040, 1290), (2300, 1300), (2500, 1385), (2790, 1390)]),
        road("residential", "Oeverlaan", [(2790, 1390), (3100, 1330), (3400, 1240), (3775, 1215)]),
        road("unclassified", "Voltweg", [(1480, 960), (1450, 640), (1430, 395)]),
        road("unclassified", "Industrieweg", [(1948, 680), (1450, 640), (905, 597)]),
        road("unclassified", "Loswal", [(1460, 960), (1430, 1150), (1450, 1330)]),
        road("residential", "Waterrijkpark", [(845, 2420), (1200, 2400), (1678, 2440)]),
        road("residential", "Dijkgraaf", [(1715, 1820), (1450, 1790), (1180, 1860), (900, 1850)]),
        road("residential", "Rietveld", [(352, 2520), (600, 2540), (815, 2510)]),
        road("residential", "Eiberpad", [(1900, 3450), (2150, 3430), (2408, 3440)]),
        road("residential", "Berkenlaan", [(1327, 3450), (1600, 3465), (1900, 3450)]),
        road("residential", "Hoogveldlaan", [(2408, 3440), (2760, 3460), (3150, 3470)]),
        road("residential", "Merelstraat", [(3150, 3470), (3500, 3450), (3915, 3440)]),
        road("residential", "Heldenlaan", [(1672, 2480), (1900, 2440), (2140, 2480), (2398, 2455)]),
        road("residential", "Piet Heinstraat", [(1950, 2010), (2010, 2250), (2000, 2462)]),
        road("residential", "Michiel de Ruyterstraat", [(2000, 2462), (2040, 2640), (2030, 2808)]),
        road("residential", "Rooseveltlaan", [(2430, 2330), (2560, 2420), (2733, 2440)]),
        road("residential", "Beukenlaan", [(1900, 3070), (1620, 3080), (1325, 3095)]),
    ]


def village_roads() -> List[Way]:
    """Return the streets of the village, which one road ties to the town."""
    return [
        road("tertiary", "Dorpsstraat", [(5290, 2120), (5400, 2140), (5520, 2110), (5640, 2160), (5760, 2200)]),
        road("residential", "Kerkpad", [(5400, 2140), (5390, 2230), (5450, 2300), (5560, 2310), (5640, 2270),
                                        (5640, 2160)]),
        road("residential", "Molenweg", [(5520, 2110), (5510, 2010), (5560, 1930), (5540, 1800)]),
        road("residential", "Boomgaard", [(5510, 2010), (5420, 1990), (5330, 2010), (5310, 2122)]),
        road("residential", "Meester Visserstraat", [(5450, 2300), (5500, 2390), (5600, 2400), (5660, 2340),
                                                      (5640, 2270)]),
        road("residential", "Korenbloem", [(5530, 2004), (5640, 2020), (5690, 2100), (5700, 2178)]),
        road("track", "Broekdijk", [(5540, 1800), (5480, 1640), (5300, 1480), (4950, 1560)]),
        road("residential", "Schoolpad", [(5520, 2110), (5530, 2200), (5500, 2305)]),
        road("track", "Veenweg", [(5760, 2200), (5900, 2180), (6120, 2230)]),
    ]


# Tissue per district face: a point in it -> (style, names, orientation in degrees)
STYLES: Dict[Tuple[int, int], Tuple[str, str, float]] = {}
_CENTRE = [(2600, 1900), (2350, 1880), (2360, 1700), (2600, 1800), (2540, 2040), (2400, 2050), (2650, 2100),
           (2800, 1860), (2900, 1820), (3100, 1850), (2900, 1970), (2830, 2100), (3120, 2020), (2600, 2170)]
STYLES.update({p: ("centrum", "centrum", 0) for p in _CENTRE})
STYLES.update({(2600, 2600): ("negentiende", "staatslieden", 0), (2560, 2370): ("negentiende", "staatslieden", 0),
               (2550, 2520): ("negentiende", "staatslieden", 0),
               (3000, 2500): ("negentiende", "staatslieden", 0), (1850, 2250): ("negentiende", "helden", 0),
               (2150, 2250): ("negentiende", "helden", 0), (1850, 2600): ("negentiende", "helden", 0),
               (2200, 2600): ("negentiende", "helden", 0),
               (1950, 1700): ("negentiende", "zeelieden", 0), (3350, 2200): ("negentiende", "schilders", 0),
               (3400, 2600): ("negentiende", "schilders", 0), (3700, 2300): ("tuindorp", "koningshuis", 0),
               (3700, 2020): ("park", "Oosterpark", 0), (3740, 2600): ("begraafplaats", "Oosterhof", 0),
               (3550, 1650): ("tuindorp", "rivieren", 0)})
STYLES.update({(1600, 3350): ("stroken", "bomen", 88), (1600, 3550): ("stroken", "bomen", 2),
               (1600, 3180): ("stroken", "bomen", 88), (1600, 3000): ("stroken", "bomen", 0),
               (2150, 3330): ("stroken", "componisten", 0), (2150, 3550): ("stroken", "componisten", 90),
               (2150, 3050): ("stroken", "componisten", 90), (2490, 3050): ("park", "Noorderpark", 0),
               (2800, 3050): ("hoogbouw", "vaderland", 0), (2800, 3350): ("hoogbouw", "vaderland", 0),
               (2800, 3560): ("hoogbouw", "vaderland", 0), (3500, 3080): ("stroken", "vogels", 92),
               (3500, 3350): ("rijen", "vogels", 0), (3500, 3550): ("rijen", "vogels", 0)})
STYLES.update({(2300, 1200): ("tuindorp", "oranje", 0), (2500, 1500): ("tuindorp", "oranje", 0),
               (3200, 1200): ("rijen", "oever", 0), (3300, 1380): ("appartementen", "oever", 0),
               (2150, 700): ("bloemkool", "hagen", 0), (2600, 980): ("bloemkool", "hagen", 0),
               (2600, 760): ("park", "Hagenpark", 0), (2600, 480): ("bloemkool", "hagen", 0),
               (3200, 1000): ("bloemkool", "weiden", 0), (3200, 650): ("bloemkool", "weiden", 0),
               (1200, 520): ("industrie", "industrie", 0), (1200, 750): ("industrie", "industrie", 0),
               (1700, 500): ("industrie", "industrie", 0), (1700, 800): ("industrie", "industrie", 0),
               (1700, 1100): ("industrie", "industrie", 0), (1200, 1050): ("industrie", "industrie", 0)})
STYLES.update({(1250, 2640): ("vinex", "waterdieren", 95), (1250, 2280): ("vinex", "waterdieren", 85),
               (1300, 1970): ("vinex", "waterplanten", 80), (1500, 1650): ("vinex", "waterplanten", 85),
               (600, 2350): ("vinex", "riet", 90), (600, 2680): ("vinex", "riet", 90),
               (650, 1900): ("vinex", "riet", 88)})
STYLES.update({p: ("dorp", "dorp", 0) for p in [(5400, 2060), (5600, 2080), (5450, 2200), (5580, 2230), (5550, 2340)]})


def water_polygons() -> Dict[str, Array]:
    """Return the outlines of river, moat, harbours and lake by name."""
    wide = spline([(5240, 1820), (5330, 1760), (5420, 1800), (5440, 1880), (5370, 1920), (5270, 1900)], closed=True)
    return {"De Vaarle": ribbon(RIVER, RIVER_WIDTH), "Stadssingel": ribbon(MOAT, CANAL_WIDTH), "Broekwouderwiel": wide}


def rail_tracks() -> List[Way]:
    """Return the two tracks."""
    tags = {"railway": "rail", "name": "Spoorlijn Voorbeeldstad", "electrified": "contact_line"}
    return [Way(offset(RAIL, d), dict(tags), level=9) for d in (-2.2, 2.2)]


__all__ = ["BRIDGE", "CANAL_WIDTH", "MOAT", "MOAT_SMOOTH", "ORIGIN", "Optional", "RAIL", "RIVER", "RIVER_WIDTH",
           "STYLES", "TUNNEL", "Way", "along", "at", "beside", "frame_roads", "main_roads", "rail_tracks", "road",
           "village_roads", "water_polygons"]
