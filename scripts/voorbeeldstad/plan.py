"""The plan of the town, drawn by hand: water, rail, main roads, borders and what kind of tissue lies where.

Coordinates are metres from the south-west corner of the map; ``ORIGIN`` puts them on the RD grid.
"""

from dataclasses import dataclass, field
from typing import Dict, List

import numpy as np

from .geometry import Array, as_xy, offset, part, ribbon, simplify, spline

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
MOAT = as_xy([(2238, 1500), (2206, 1640), (2168, 1703), (2154, 1789), (2200, 1850), (2219, 1928), (2218, 2025),
              (2274, 2102), (2342, 2103), (2398, 2162), (2438, 2240), (2527, 2280), (2581, 2247), (2659, 2272),
              (2735, 2292), (2800, 2290), (2876, 2269), (2938, 2302), (3038, 2266), (3075, 2195), (3141, 2131),
              (3218, 2108), (3273, 2031), (3259, 1959), (3275, 1895), (3324, 1827), (3328, 1742), (3286, 1666),
              (3262, 1580)])


@dataclass
class Way:
    """A line of the map with its OSM tags. ``level`` 0 lines share nodes where they meet."""

    xy: Array
    tags: Dict[str, str]
    level: int = 0
    snap: float = 4.0
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
    inner, outer = offset(MOAT_SMOOTH, -52), offset(MOAT_SMOOTH, 76)
    ways = [
        # the old town
        along("unclassified", "Vaarlekade", RIVER, 52, 2266, 3052, 2, maxspeed="30"),
        along("unclassified", "Havenbrug", RIVER, 52, 3052, 3098, 2, **BRIDGE),
        along("unclassified", "Vaarlekade", RIVER, 52, 3098, 3238, 2, maxspeed="30"),
        road("residential", "Westhaven", [(3034, 1742), (3040, 1800), (3046, 1862)]),
        road("residential", "Noordhaven", [(3046, 1862), (3122, 1856)], False),
        road("residential", "Oosthaven", [(3122, 1856), (3118, 1790), (3116, 1716)]),
        road("residential", "Havensteeg", [(3086, 1859), (3082, 1912)], False),
        along("unclassified", "Westersluis", RIVER, 52, 2200, 2266, 2, **BRIDGE),
        along("unclassified", "Oostersluis", RIVER, 52, 3238, 3302, 2, **BRIDGE),
        road("residential", "Walstraat", inner[1:-1], False, 90),
        road("tertiary", "Singel", outer[1:-1], False, 90),
        road("tertiary", "Brugplein", [(2757, 1785), (2757, 1820)], False, 3),
        road("pedestrian", "Brugstraat", [(2757, 1820), (2764, 1860), (2750, 1912)]),
        road("pedestrian", "Markt", [(2750, 1912), (2742, 1952), (2738, 1990)]),
        road("pedestrian", "Hoofdstraat", [(2738, 1990), (2722, 2060), (2716, 2130), (2730, 2190), (2735, 2238)]),
        road("residential", "Noorderpoort", [(2735, 2234), (2735, 2262)], False, 3),
        road("residential", "Noorderpoort", [(2735, 2262), (2735, 2330)], False, 3, **BRIDGE),
        road("residential", "Noorderpoort", [(2735, 2330), (2735, 2366)], False, 8),
        road("tertiary", "Stationsstraat", [(2735, 2354), (2733, 2560), (2740, 2768)]),
        road("tertiary", "Stationsplein", [(2740, 2768), (2740, 2808)], False),
        road("pedestrian", "Westerstraat", [(2738, 1990), (2640, 1972), (2540, 1992), (2440, 1960), (2340, 1975)]),
        road("residential", "Westerstraat", [(2340, 1975), (2290, 1972), (2240, 1968)]),
        road("residential", "Westerpoort", [(2262, 1970), (2238, 1968)], False, 3),
        road("residential", "Westerpoort", [(2238, 1968), (2180, 1966)], False, 3, **BRIDGE),
        road("residential", "Westerpoort", [(2180, 1966), (2140, 1964)], False, 8),
        road("residential", "Oosterstraat", [(2750, 1912), (2860, 1896), (2970, 1922), (3080, 1912), (3180, 1925),
                                             (3240, 1925)]),
        road("residential", "Oosterpoort", [(3222, 1925), (3245, 1924)], False, 20),
        road("residential", "Oosterpoort", [(3245, 1924), (3300, 1922)], False, 3, **BRIDGE),
        road("residential", "Oosterpoort", [(3300, 1922), (3349, 1919)], False, 8),
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
        along("unclassified", "Havenweg", RIVER, -75, 900, 1300, 60, before=[(860, 1000), (850, 1250)],
              after=[(1342, 1330), (1352, 1228), (1506, 1188), (1528, 1262)]),
        along("unclassified", "Havenweg", RIVER, -75, 1580, 2046, 60, before=[(1506, 1188), (1528, 1262)]),
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
        # paths for walking and cycling
        along("cycleway", "Spoorfietspad", RAIL, 34, 430, 1345, before=[(400, 3640), (420, 3200)]),
        along("cycleway", "Uiterwaardpad", RIVER, -58, 3790, 4420, after=[(4560, 1350), (4640, 1000), (4600, 668)]),
        road("footway", "", [(2729, 2356), (2727, 2560), (2734, 2770)], snap=14, footway="sidewalk", width="2.5"),
        road("footway", "", [(2741, 2356), (2739, 2560), (2746, 2770)], snap=14, footway="sidewalk", width="2.5"),
        # the country
        road("tertiary", "Broekwouderweg", [(3850, 1905), (4250, 2010), (4680, 1930), (5080, 2060), (5290, 2120)]),
        road("unclassified", "Noordereindseweg", [(3905, 3625), (4400, 3590), (5000, 3680), (5800, 3640),
                                                  (6120, 3660)]),
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
        road("service", "Hofpad", [(3604, 2640), (3770, 2630), (3935, 2660)]),
        road("unclassified", "Sportlaan", [(3925, 3235), (4120, 3225), (4270, 3260), (4300, 3420), (4280, 3600)]),
        road("unclassified", "Sportweg", [(3768, 1040), (3960, 1060), (4180, 1020), (4250, 860), (4230, 640)]),
        road("residential", "Händelstraat", [(2600, 2890), (2590, 3050), (2600, 3228)], snap=40),
        road("residential", "Zuiderparklaan", [(2350, 1078), (2330, 860), (2400, 640), (2380, 345)]),
        road("residential", "Hagenpark", [(2335, 870), (2500, 900), (2640, 850), (2868, 830)]),
        road("residential", "Hagenpad", [(2385, 650), (2560, 630), (2700, 680), (2886, 690)]),
        road("residential", "Weidenpark", [(2862, 850), (3100, 830), (3300, 870), (3710, 830)]),
        road("residential", "Tuindorplaan", [(2040, 1290), (2300, 1300), (2500, 1385), (2790, 1390)]),
        road("residential", "Oeverlaan", [(2790, 1390), (3100, 1330), (3400, 1240), (3775, 1215)]),
        road("unclassified", "Voltweg", [(1480, 960), (1450, 640), (1430, 395)]),
        road("unclassified", "Industrieweg", [(1948, 680), (1450, 640), (905, 597)]),
        road("unclassified", "Loswal", [(1460, 960), (1450, 1100), (1460, 1206)]),
        road("residential", "Waterrijkpark", [(845, 2420), (1200, 2400), (1678, 2440)]),
        road("residential", "Lange Loper", [(1130, 2404), (1110, 2260), (1120, 2130)]),
        road("residential", "Korte Loper", [(1330, 2408), (1340, 2260), (1325, 2108)]),
        road("residential", "Vlonder", [(1270, 2840), (1250, 2640), (1240, 2403)]),
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
        road("tertiary", "Dorpsstraat", [(5290, 2120), (5380, 2136), (5480, 2105), (5590, 2128), (5680, 2190),
                                          (5760, 2210)]),
        road("residential", "Kerkpad", [(5380, 2136), (5372, 2220), (5425, 2290), (5510, 2300), (5512, 2205),
                                        (5500, 2108)]),
        road("residential", "Molenweg", [(5480, 2105), (5495, 2020), (5540, 1930), (5530, 1800)]),
        road("residential", "Boomgaard", [(5318, 2126), (5335, 2040), (5400, 2000), (5495, 2012)]),
        road("residential", "Meester Visserstraat", [(5510, 2300), (5600, 2330), (5668, 2290), (5680, 2190)]),
        road("residential", "Korenbloem", [(5516, 1975), (5600, 1990), (5650, 2070), (5640, 2160)]),
        road("residential", "Tarwehof", [(5498, 2030), (5560, 2050), (5648, 2062)]),
        road("track", "Broekdijk", [(5530, 1800), (5480, 1640), (5300, 1480), (4950, 1560)]),
        road("track", "Veenweg", [(5760, 2210), (5900, 2180), (6120, 2230)]),
    ]


def water_polygons() -> Dict[str, Array]:
    """Return the outlines of river, moat, harbours and lake by name."""
    wide = spline([(5240, 1820), (5330, 1760), (5420, 1800), (5440, 1880), (5370, 1920), (5270, 1900)], closed=True)
    harbour = as_xy([(3064, 1680), (3066, 1760), (3062, 1840), (3106, 1836), (3096, 1760), (3092, 1660)])
    docks = as_xy([(1392, 1430), (1386, 1266), (1472, 1243), (1482, 1400)])
    return {"Oude Haven": harbour, "Industriehaven": docks, "Broekwouderwiel": wide,
            "De Vaarle": ribbon(RIVER, RIVER_WIDTH), "Stadssingel": ribbon(MOAT, CANAL_WIDTH)}


def rail_tracks() -> List[Way]:
    """Return the two tracks."""
    tags = {"railway": "rail", "name": "Spoorlijn Voorbeeldstad", "electrified": "contact_line"}
    return [Way(offset(RAIL, d), dict(tags), level=9) for d in (-2.2, 2.2)]

