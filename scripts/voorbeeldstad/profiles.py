"""The buurten: where they lie, who lives there and what their borders are. All figures are invented."""

from dataclasses import dataclass
from typing import Dict, Tuple

# code | name | a point in each face | inhabitants | ages 0-15 15-25 25-45 45-65 65+ | households single, without, with
# children | household size | origin NL, Europe, elsewhere | born abroad Europe, elsewhere | widowed divorced | owner
# occupied, social rent | social minimum | WOZ (1000 euro)
_TABLE = """
0101|Oude Kern|2500,1900|1930|6 24 40 18 12|68 24 8|1.5|70 15 15|11 8|4 9|38 24|9|310
0102|Havenkwartier|3000,1950|1510|7 19 41 20 13|62 28 10|1.6|73 15 12|10 6|4 8|46 18|7|345
0201|Stationskwartier|2600,2600;2950,2500|2650|13 19 37 20 11|51 25 24|1.9|58 15 27|10 15|4 9|41 38|12|275
0202|Westersingel|2000,2400;1950,1700|3580|17 15 33 22 13|43 25 32|2.1|52 12 36|8 20|4 9|42 46|14|258
0203|Oosterpark|3400,2300|2320|15 12 30 25 18|41 31 28|2.1|75 13 12|8 6|5 7|61 17|6|412
0204|Rivierenbuurt|3600,1650|1420|18 11 29 27 15|36 29 35|2.3|77 11 12|6 6|4 7|63 24|6|368
0301|Bomenbuurt|1600,3300|1890|9 7 16 22 46|57 30 13|1.6|79 9 12|5 8|17 9|24 63|11|214
0302|Componistenbuurt|2150,3300|2440|8 8 18 25 41|52 35 13|1.7|83 10 7|6 4|14 8|58 20|4|338
0303|Hoogveld|2800,3300|3690|24 16 29 20 11|39 18 43|2.5|24 12 64|8 36|4 10|12 78|26|176
0304|Vogelbuurt|3500,3300|2710|17 11 27 26 19|37 30 33|2.2|71 10 19|5 11|6 8|47 43|9|262
0401|Tuindorp|2500,1300|2150|19 11 29 26 15|38 27 35|2.2|69 9 22|5 13|6 9|39 52|12|252
0402|De Hagen|2300,700|3030|17 13 25 29 16|31 32 37|2.4|72 9 19|5 10|5 8|57 33|7|284
0403|De Weiden|3250,800|2870|18 13 25 30 14|28 32 40|2.5|74 9 17|5 9|4 8|62 28|6|298
0404|De Schans|1500,800|35|0 0 0 0 0|0 0 0|0|0 0 0|0 0|0 0|0 0|0|0
0405|Zuidoever|3350,1250|1670|9 9 23 27 32|49 36 15|1.7|81 11 8|7 4|11 8|55 21|5|355
0501|Waterrijk-Noord|1250,2500|2620|28 9 35 22 6|19 23 58|2.8|71 11 18|7 8|2 6|72 17|4|418
0502|Waterrijk-Zuid|1300,1850|1930|29 8 36 21 6|17 22 61|2.9|68 11 21|7 10|2 5|74 15|4|432
0503|De Rietlanden|600,2300;650,1800|1640|31 7 37 19 6|15 22 63|2.9|66 12 22|8 11|2 5|77 12|4|447
0601|Broekwoude|5500,2100|870|13 9 18 30 30|30 38 32|2.2|94 4 2|2 1|10 6|74 14|3|396
0602|Buitengebied Noord|4500,3300;2000,3730;900,3377|145|14 9 18 34 25|27 38 35|2.4|95 3 2|1 1|7 5|88 2|3|520
0603|Buitengebied Zuid|4500,900;1000,340;400,900|190|15 10 19 33 23|27 37 36|2.4|94 4 2|2 1|6 5|85 2|3|505
0604|Buitengebied Oost|4300,2200;4300,1850;4100,2850|95|12 11 21 33 23|30 36 34|2.3|93 4 3|2 1|6 5|84 4|3|485
0699|De Vaarle|2757,1745;300,1215;5380,1130|0|0 0 0 0 0|0 0 0|0|0 0 0|0 0|0 0|0 0|0|0
"""
GEMEENTE = ("GM9999", "Voorbeeldstad")
WATER = "0699"
# The outline of the gemeente follows ditches and field edges; wide enough for the whole map.
OUTLINE = [(205, 300), (1150, 255), (1165, 205), (2900, 150), (2915, 205), (4380, 235), (4390, 300), (5640, 260),
           (5700, 900), (5790, 915), (5770, 1700), (5850, 1705), (5820, 2700), (5760, 3120), (5700, 3560), (5480, 3575),
           (5470, 3810), (4100, 3850), (4090, 3800), (2650, 3835), (2640, 3790), (1400, 3830), (560, 3790), (330, 3720),
           (290, 3020), (180, 2600), (215, 1700), (150, 1480), (210, 900)]
# Roads that are borders between buurten; where they end, they reach for the next border.
BORDER_ROADS = {
    "Brugplein", "Brugstraat", "Markt", "Hoofdstraat", "Noorderpoort", "Noorderweg", "Spoortunnel", "Parklaan",
    "Oosterpoort", "Ooststraat", "Oosterrandweg", "Zuiderrandweg", "Westerlaan", "Waterrijkselaan", "Rietlaan",
    "Populierenlaan", "Componistenlaan", "Sperwerlaan", "Valkenlaan", "Polderweg", "Zuiderstraat", "Hagenlaan",
    "Weidenlaan", "Schansdijk"}
BORDER_LINES = {
    "west of De Schans": [(870, 436), (905, 600), (1000, 830), (930, 920), (862, 1010), (850, 1250), (870, 1540)],
    "west of Broekwoude": [(4790, 2840), (4760, 2300), (4720, 2000), (4745, 1600)],
    "east of Oosterpark": [(3945, 2520), (3950, 2700), (3940, 2935)],
    "under the Oude Brug": [(2757, 1785), (2757, 1690)],
    "under the Oosterbrug": [(3778, 1250), (3782, 1372)],
    "west end of Polderweg": [(1335, 3640), (1318, 3262), (1345, 2930), (1343, 2870)],
}


@dataclass(frozen=True)
class Buurt:
    """What is known of a buurt: persons, and shares in whole percent."""

    code: str
    name: str
    points: Tuple[Tuple[float, float], ...]
    inhabitants: int
    ages: Tuple[float, ...]
    households: Tuple[float, ...]
    size: float
    origin: Tuple[float, ...]
    abroad: Tuple[float, ...]
    marital: Tuple[float, ...]  # widowed, divorced
    tenure: Tuple[float, ...]  # owner occupied, social rent
    minimum: float
    woz: float

    @property
    def buurtcode(self) -> str:
        """The CBS-style code."""
        return f"BU9999{self.code}"

    @property
    def wijkcode(self) -> str:
        """The CBS-style code of the wijk."""
        return f"WK9999{self.code[:2]}"

    @property
    def small(self) -> bool:
        """Whether the buurt has too few inhabitants for CBS to publish their make-up."""
        return self.inhabitants < 50


WIJKEN = {"01": "Binnenstad", "02": "Singelwijk", "03": "Noord", "04": "Zuid", "05": "Waterrijk", "06": "Buitengebied"}


def _numbers(cell: str) -> Tuple[float, ...]:
    return tuple(float(n) for n in cell.split())


def buurten() -> Dict[str, Buurt]:
    """Return the buurten by their four-figure code."""
    out = {}
    for row in _TABLE.strip().splitlines():
        code, name, points, inhabitants, ages, households, size, origin, abroad, marital, tenure, minimum, woz = (
            row.split("|"))
        spots = tuple(tuple(float(n) for n in p.split(",")) for p in points.split(";"))
        out[code] = Buurt(code, name, spots, int(inhabitants), _numbers(ages), _numbers(households), float(size),
                          _numbers(origin), _numbers(abroad), _numbers(marital), _numbers(tenure), float(minimum),
                          float(woz))
    return out
