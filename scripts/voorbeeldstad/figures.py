"""The table of the buurten, with the field names of the CBS GeoPackage of 2024."""

from typing import Dict, List

import numpy as np

from .facilities import Facility
from .network import distances
from .people import Homes, land_and_water
from .profiles import GEMEENTE, WATER, Buurt, buurten
from .town import Town

SECRET, ABSENT = -99997, -99995
AGES = ("0_tot_15_jaar", "15_tot_25_jaar", "25_tot_45_jaar", "45_tot_65_jaar", "65_jaar_en_ouder")
SHARES = (
    *(f"percentage_personen_{age}" for age in AGES), "percentage_gescheid", "percentage_verweduwd",
    "percentage_eenpersoonshuishoudens", "percentage_huishoudens_zonder_kinderen",
    "percentage_huishoudens_met_kinderen", "percentage_met_herkomstland_nederland",
    "percentage_met_herkomstland_uit_europa_excl_nl", "percentage_met_herkomstland_buiten_europa",
    "perc_geb_buiten_nl_met_herkomstlnd_in_europa_ex_nl", "perc_geb_buiten_nl_met_herkomstlnd_buiten_europa",
    "percentage_koopwoningen", "perc_huurwoningen_in_bezit_woningcorporaties",
    "percentage_huishoudens_onder_of_rond_sociaal_minimum", "percentage_huishoudens_met_laag_inkomen")
NEAR = {
    "huisartsenpraktijk_gemiddelde_afstand_in_km": lambda t: t.get("amenity") == "doctors",
    "huisartsenpost_gemiddelde_afstand_in_km": lambda t: "Huisartsenpost" in t.get("name", ""),
    "ziekenhuis_gemiddelde_afstand_in_km": lambda t: t.get("amenity") == "hospital",
    "apotheek_gemiddelde_afstand_in_km": lambda t: t.get("amenity") == "pharmacy",
    "grote_supermarkt_gemiddelde_afstand_in_km": lambda t: t.get("shop") == "supermarket",
    "cafe_gemiddelde_afstand_in_km": lambda t: t.get("amenity") in ("cafe", "pub", "bar"),
    "restaurant_gemiddelde_afstand_in_km": lambda t: t.get("amenity") == "restaurant",
    "bibliotheek_gemiddelde_afstand_in_km": lambda t: t.get("amenity") == "library",
    "basisonderwijs_gemiddelde_afstand_in_km": lambda t: t.get("amenity") == "school",
    "kinderdagverblijf_gemiddelde_afstand_in_km": lambda t: t.get("amenity") in ("kindergarten", "childcare"),
    "zwembad_gemiddelde_afstand_in_km": lambda t: t.get("sport") == "swimming",
    "gemiddelde_afstand_tot_museum": lambda t: t.get("tourism") == "museum",
    "theater_gemiddelde_afstand_in_km": lambda t: t.get("amenity") == "theatre",
    "afstand_tot_park_of_plantsoen": lambda t: t.get("leisure") == "park",
    "afstand_tot_sportterrein": lambda t: t.get("leisure") == "sports_centre",
}
TEXT = ("buurtcode", "buurtnaam", "wijkcode", "gemeentecode", "gemeentenaam", "water")
WHOLE = ("indelingswijziging_wijken_en_buurten", "omgevingsadressendichtheid", "stedelijkheid_adressen_per_km2",
         "bevolkingsdichtheid_inwoners_per_km2", "aantal_inwoners", "mannen", "vrouwen", "aantal_huishoudens", *SHARES,
         "woningvoorraad", "gemiddelde_woningwaarde", "oppervlakte_totaal_in_ha", "oppervlakte_land_in_ha",
         "oppervlakte_water_in_ha", "jaar")
REAL = ("gemiddelde_huishoudsgrootte", *NEAR)


def nearest_nodes(town: Town, points) -> np.ndarray:
    """Return for each point the nearest node of the streets."""
    used = np.unique(np.concatenate([way.nodes for way in town.ways]))
    out = []
    for block in np.array_split(points, max(1, len(points) // 400)):
        d = np.hypot(*np.moveaxis(block[:, None] - town.nodes[used][None], -1, 0))
        out.append(used[np.argmin(d, axis=1)])
    return np.concatenate(out)


def _distances(town: Town, where: Homes) -> Dict[str, np.ndarray]:
    """Return for each kind of voorziening the walk (m) from each home."""
    neighbours, home = town.neighbours(), nearest_nodes(town, where.xy)
    known: List[Facility] = [*town.facilities, *(Facility(tags, ring) for tags, ring in town.areas)]
    out = {}
    for name, wanted in NEAR.items():
        edge = wanted({"leisure": "park"})  # one enters a park at its edge
        found = [f.xy[:: max(1, len(f.xy) // 6)] if edge else f.centre[None] for f in known if wanted(f.tags)]
        walk = distances(neighbours, nearest_nodes(town, np.vstack(found)))
        out[name] = np.array([walk.get(int(n), np.nan) for n in home])
    return out


def _density(where: Homes, stock: np.ndarray) -> np.ndarray:
    """Return the addresses per km2 within 1 km of each home."""
    out = []
    for block in np.array_split(where.xy, max(1, len(where.xy) // 500)):
        near = np.hypot(*np.moveaxis(block[:, None] - where.xy[None], -1, 0)) <= 1000
        out.append((near * stock).sum(axis=1) / np.pi)
    return np.concatenate(out)


def _five(value: float) -> int:
    return int(5 * np.floor(value / 5 + 0.5))


def table(town: Town, where: Homes) -> List[Dict]:
    """Return one row per buurt; what CBS would not publish holds its sentinel."""
    walks, ground, profiles = _distances(town, where), land_and_water(town), buurten()
    stock = np.zeros(len(where.xy))
    for code, buurt in profiles.items():
        rows = where.code == code
        if rows.any() and buurt.inhabitants:
            stock[rows] = where.dwellings[rows] / where.dwellings[rows].sum() * _stock(buurt)
    density = _density(where, stock)
    out = []
    for code, buurt in profiles.items():
        rows = (where.code == code) & (stock > 0)
        land, water = ground[code]
        row = {"buurtcode": buurt.buurtcode, "buurtnaam": buurt.name, "wijkcode": buurt.wijkcode,
               "gemeentecode": GEMEENTE[0], "gemeentenaam": GEMEENTE[1], "water": "JA" if code == WATER else "NEE",
               "indelingswijziging_wijken_en_buurten": 1, "jaar": 2024,
               "oppervlakte_totaal_in_ha": round((land + water) / 1e4), "oppervlakte_land_in_ha": round(land / 1e4),
               "oppervlakte_water_in_ha": round(water / 1e4)}
        row.update(_figures(buurt, land, code == WATER))
        if rows.any() and not buurt.small:
            mean = np.average(density[rows], weights=stock[rows])
            row["omgevingsadressendichtheid"] = int(round(mean))
            row["stedelijkheid_adressen_per_km2"] = 1 + int(sum(mean < limit for limit in (2500, 1500, 1000, 500)))
            row.update({name: round(float(np.average(walk[rows], weights=stock[rows])) / 1000 + 0.05, 1)
                        for name, walk in walks.items()})
        out.append({name: row.get(name, ABSENT if name in NEAR else SECRET) for name in (*TEXT, *WHOLE, *REAL)})
    return out


def _stock(buurt: Buurt) -> int:
    return int(round(buurt.inhabitants / (buurt.size or 2.0) * 1.03))


def _figures(buurt: Buurt, land: float, water: bool) -> Dict:
    """Return counts in fives and shares in whole percent, as far as CBS would publish them."""
    if water:
        return {}
    people = _five(buurt.inhabitants)
    row = {"aantal_inwoners": people, "woningvoorraad": _stock(buurt),
           "bevolkingsdichtheid_inwoners_per_km2": int(round(people / land * 1e6))}
    if buurt.small:
        return row
    men = _five(people * (0.49 - 0.0012 * (buurt.ages[4] - 18)))
    shares = (*buurt.ages, buurt.marital[1], buurt.marital[0], *buurt.households, *buurt.origin, *buurt.abroad,
              *buurt.tenure, buurt.minimum, round(buurt.minimum * 0.6 + 1))
    row.update({name: int(round(value)) for name, value in zip(SHARES, shares)})
    row.update({"mannen": men, "vrouwen": people - men, "aantal_huishoudens": _five(people / buurt.size),
                "gemiddelde_huishoudsgrootte": buurt.size, "gemiddelde_woningwaarde": int(buurt.woz)})
    if buurt.inhabitants < 120:  # too few households for figures on income
        row.update({SHARES[-1]: SECRET, SHARES[-2]: SECRET})
    return row
