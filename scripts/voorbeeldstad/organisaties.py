"""Organisations and the ties between them: clusters per wijk, a few bridge builders, one buurt without any tie."""

from typing import Dict, List, Sequence, Tuple

import numpy as np

from .facilities import Facility
from .geometry import inside
from .plan import ORIGIN
from .profiles import WIJKEN
from .town import Town

# id | name | group | voorziening where it meets (name in the facility list) or x,y
_TABLE = """
gemeente|Gemeente Voorbeeldstad|overheid|Stadhuis
bieb|Bibliotheek Voorbeeldstad|cultuur|Bibliotheek De Waag
maarten|Protestantse gemeente Sint-Maarten|geloof|Grote of Sint-Maartenskerk
odulphus|Parochie Sint-Nicolaas|geloof|Sint-Nicolaaskerk
ondernemers|Ondernemersvereniging Binnenstad|ondernemers|Stadhuis
trefpunt|Sociëteit Het Trefpunt|bewoners|Sociëteit Het Trefpunt
vrijwilligers|Vrijwilligerspunt|welzijn|Vrijwilligerspunt Voorbeeldstad
taalpunt|Taalpunt|onderwijs|Volksuniversiteit en Taalpunt
schip|Wijkteam Het Schip|welzijn|Wijkcentrum Het Schip
alnoor|Moskee Al-Noor|geloof|Moskee Al-Noor
voedselbank|Voedselbank|welzijn|Voedselbank Voorbeeldstad
ruyter|Basisschool De Ruyter|onderwijs|Basisschool De Ruyter
helden|Winkeliers Heldenplein|ondernemers|Supermarkt Heldenplein
roei|Roeivereniging De Vaarle|sport|Roeivereniging De Vaarle
regenboog|Basisschool De Regenboog|onderwijs|Basisschool De Regenboog
ziekenhuis|Sint-Maartenziekenhuis|zorg|Sint-Maartenziekenhuis
penseel|Woonzorgcentrum Het Penseel|zorg|Woonzorgcentrum Het Penseel
hoeve|Vrienden van de Bonte Hoeve|bewoners|Kinderboerderij De Bonte Hoeve
delta|Basisschool De Delta|onderwijs|Basisschool De Delta
kruin|Buurtcentrum De Kruin|welzijn|Buurtcentrum De Kruin
omar|Moskee Omar ibn al-Khattab|geloof|Moskee Omar ibn al-Khattab
brede|Brede School Hoogveld|onderwijs|Brede School Hoogveld
mozaiek|Stichting Mozaïek|cultuur|Cultureel centrum Mozaïek
jongeren|Jongerenwerk Noord|welzijn|JOP Hoogveld
moestuin|Moestuinders Noorderpark|bewoners|Buurtmoestuin Noorderpark
opstanding|Opstandingskerk|geloof|Opstandingskerk
nachtegaal|Woonzorg De Nachtegaal|zorg|Woonzorgcentrum De Nachtegaal
vogelvlucht|Basisschool De Vogelvlucht|onderwijs|Basisschool De Vogelvlucht
vv|VV Voorbeeldstad|sport|Clubgebouw VV Voorbeeldstad
huurders|Huurdersvereniging Bomenbuurt|bewoners|1600,3330
oranje|Oranjevereniging Tuindorp|bewoners|Buurthuis Tuindorp
tuindorp|Buurthuis Tuindorp|welzijn|Buurthuis Tuindorp
oever|Woonzorgcentrum De Oever|zorg|Woonzorgcentrum De Oever
hagen|Wijkteam De Hagen|welzijn|Wijkcentrum De Hagen
haagwinde|Basisschool De Haagwinde|onderwijs|Basisschool De Haagwinde
tuin|Buurttuin De Hagen|bewoners|Buurttuin De Hagen
klaver|Basisschool De Klaver|onderwijs|Basisschool De Klaver
scouting|Scouting De Graspiepers|sport|Scouting De Graspiepers
waterlelie|Kindcentrum De Waterlelie|onderwijs|Kindcentrum De Waterlelie
buurtplein|Buurtplein Waterrijk|welzijn|Buurtplein Waterrijk
repair|Repair Café Waterrijk|bewoners|Repair Café Waterrijk
rietlanden|Bewonersgroep De Rietlanden|bewoners|600,2330
dorpshuis|Dorpshuis De Broek|bewoners|Dorpshuis De Broek
kerkdorp|Kerk Broekwoude|geloof|Sint-Odulphuskerk
dorpsraad|Dorpsraad Broekwoude|bewoners|Dorpshuis De Broek
"""
# The invisible bridge builders: few ties, but between worlds that otherwise do not meet.
_BRIDGES = (("moestuin", "opstanding", 3, "samen tuinieren"), ("moestuin", "omar", 3, "samen tuinieren"),
            ("moestuin", "tuin", 2, "plantenruil"), ("moestuin", "waterlelie", 3, "schooltuin"),
            ("voedselbank", "maarten", 4, "inzameling"), ("voedselbank", "alnoor", 4, "inzameling"),
            ("voedselbank", "kruin", 3, "uitgifte"), ("voedselbank", "hagen", 2, "uitgifte"),
            ("repair", "tuindorp", 2, "vrijwilligers"), ("repair", "schip", 2, "vrijwilligers"),
            ("vv", "jongeren", 3, "toernooi"), ("vv", "buurtplein", 2, "toernooi"),
            ("dorpsraad", "gemeente", 2, "overleg"), ("dorpsraad", "penseel", 1, "vervoer"),
            ("taalpunt", "mozaiek", 3, "taalles"), ("taalpunt", "schip", 3, "taalles"),
            ("bieb", "brede", 3, "voorlezen"), ("bieb", "haagwinde", 2, "voorlezen"),
            ("bieb", "waterlelie", 2, "voorlezen"), ("vrijwilligers", "oever", 2, "maatjes"),
            ("vrijwilligers", "penseel", 3, "maatjes"), ("ziekenhuis", "nachtegaal", 2, "zorgketen"),
            ("ziekenhuis", "oever", 2, "zorgketen"), ("gemeente", "kruin", 4, "subsidie"),
            ("gemeente", "schip", 4, "subsidie"), ("gemeente", "hagen", 4, "subsidie"),
            ("gemeente", "buurtplein", 3, "subsidie"), ("gemeente", "tuindorp", 2, "subsidie"))
_KINDS = ("samenwerking", "overleg", "activiteit", "doorverwijzing", "ruimte delen")
_TIED_TO_NOBODY = {"rietlanden"}
_QUIET = {"moestuin", "voedselbank"}  # the invisible bridge builders: few ties, none of them in a clique
NUMBER = 110


def _names() -> List[List[str]]:
    return [row.split("|") for row in _TABLE.strip().splitlines()]


def organisaties(town: Town, ids: Sequence[str]) -> List[Dict[str, str]]:
    """Return the organisations with their place; ``ids`` are the OSM ids of the voorzieningen of the town."""
    known: Dict[str, Tuple[str, Facility]] = {}
    for number, facility in zip(ids, town.facilities):
        known.setdefault(facility.tags.get("name", ""), (number, facility))
    rows = []
    for key, name, group, place in _names():
        number, facility = known.get(place, ("", None))
        xy = facility.centre if facility is not None else np.array([float(n) for n in place.split(",")])
        code = next(c for c, rings in town.buurten.items() if any(inside(xy, ring)[0] for ring in rings))
        x, y = xy + ORIGIN
        rows.append({"id": key, "naam": name, "soort": "organisatie", "groep": group,
                     "buurtcode": f"BU9999{code}", "voorziening_id": number,
                     "x": f"{x:.0f}", "y": f"{y:.0f}"})
    return rows


def banden(rows: Sequence[Dict[str, str]], rng: np.random.Generator) -> List[Dict[str, str]]:
    """Return the ties: strength 1-5, kind and the number of sources that name it."""
    out = {(a, b): (strength, kind, int(rng.integers(1, 3)) + 2) for a, b, strength, kind in _BRIDGES}
    for wijk in WIJKEN:
        members = [row["id"] for row in rows if row["buurtcode"][6:8] == wijk
                   and row["id"] not in _TIED_TO_NOBODY | _QUIET]
        for i, a in enumerate(members):
            for b in members[i + 1:]:
                if (a, b) not in out and (b, a) not in out and rng.random() < 0.55:
                    out[a, b] = (int(rng.integers(1, 6)), str(rng.choice(_KINDS)), int(rng.integers(1, 5)) + 1)
    own = [pair for pair in out if pair not in {bridge[:2] for bridge in _BRIDGES}]
    for k in rng.permutation(len(own))[:max(0, len(out) - NUMBER)]:
        del out[own[k]]
    return [{"van": a, "naar": b, "sterkte": str(strength), "soort": kind, "bronnen": str(sources)}
            for (a, b), (strength, kind, sources) in sorted(out.items())]
