"""Which tissue fills which face between the main roads, and which plots are parks, sports grounds or fields."""

from typing import Dict, Iterator, Optional, Tuple

from .geometry import Array, inside

# style | street names (or the name of a green area) | orientation in degrees | a point in each face
_TABLE = """
centrum|centrum|0|2600,1900;2350,1880;2360,1700;2600,1800;2540,2040;2400,2050;2650,2100;2800,1860;2900,1820;2900,1970
centrum|centrum|0|2830,2100;3120,2020;2600,2170;3010,1800;3180,1800;3010,1885;3100,1885
negentiende|staatslieden|0|2600,2600;2560,2370;2550,2520;3000,2500
negentiende|helden|0|1850,2250;2150,2250;1850,2600;2200,2600
negentiende|zeelieden|0|1950,1700
negentiende|schilders|0|3350,2200;3400,2600
tuindorp|koningshuis|0|3700,2300
tuindorp|rivieren|0|3550,1650
tuindorp|oranje|0|2300,1200;2500,1500
park|Oosterpark|0|3700,2020
park|Noorderpark|0|2490,3050
park|Hagenpark|0|2600,760
begraafplaats|Begraafplaats Oosterhof|0|3740,2540
volkstuin|Volkstuinen Spoorzicht|0|3740,2740
sportpark|Sportpark Noord|0|4100,3400
sportpark|Sportpark Zuid|0|4000,880
stroken|bomen|88|1600,3350;1600,3180
stroken|bomen|2|1600,3550;1600,3000
stroken|componisten|0|2150,3330
stroken|componisten|90|2150,3550;2150,3050
hoogbouw|vaderland|0|2800,3050;2800,3350;2800,3560
stroken|vogels|92|3500,3080
rijen|vogels|0|3500,3350;3500,3550
rijen|oever|0|3200,1200
appartementen|oever|0|3300,1380
bloemkool|hagen|0|2150,700;2600,980;2600,480
bloemkool|weiden|0|3200,1000;3200,650
industrie|industrie|0|1200,520;1200,750;1700,500;1700,800;1700,1080;1200,1050
vinex|waterdieren|95|1450,2640
vinex|waterdieren|150|1050,2640
rijen|waterdieren|0|980,2280;1500,2260
plas|Loperplas|0|1225,2280
vinex|waterplanten|190|1300,1970
vinex|waterplanten|62|1500,1650
vinex|riet|175|600,2350
erven|riet|0|600,2680
vinex|riet|10|650,1900
dorp|dorp|0|5450,2200;5600,2250;5400,2070;5560,2090;5580,2020
"""


def _districts() -> Iterator[Tuple[str, str, float, Tuple[float, float]]]:
    for row in _TABLE.strip().splitlines():
        style, theme, degrees, points = row.split("|")
        for point in points.split(";"):
            x, y = point.split(",")
            yield style, theme, float(degrees), (float(x), float(y))


DISTRICTS = tuple(_districts())
GREEN_TAGS: Dict[str, Dict[str, str]] = {
    "park": {"leisure": "park"}, "begraafplaats": {"landuse": "cemetery"}, "volkstuin": {"landuse": "allotments"},
    "sportpark": {"leisure": "sports_centre", "sport": "multi"},
    "plas": {"landuse": "grass"}}
# Blocks that were left open: name and a point in the block.
PLANTSOENEN: Tuple[Tuple[str, float, float], ...] = (
    ("Kuyperplantsoen", 2900, 2480), ("Evertsenplantsoen", 1800, 2340), ("Trompplantsoen", 2250, 2640),
    ("Vermeerplantsoen", 3400, 2120), ("Lijnbaanplantsoen", 1900, 1640), ("Wilhelminaplantsoen", 3700, 2330),
    ("Waalplantsoen", 3500, 1780), ("Julianaplantsoen", 2330, 1180), ("Anjerplantsoen", 2600, 1480),
    ("Oeverplantsoen", 3150, 1230), ("Spechtplantsoen", 3330, 3560), ("Havikplantsoen", 3700, 3420),
    ("Bakenplantsoen", 3250, 1400), ("Begijnenhof", 2440, 2080), ("Fuutplantsoen", 1500, 2320))


def district_of(ring: Array) -> Optional[Tuple[str, str, float]]:
    """Return style, names and orientation of a face, or None for land outside the town."""
    found = [row[:3] for row in DISTRICTS if inside(row[3], ring)[0]]
    return found[0] if found else None
