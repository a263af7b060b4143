"""Two invented surveys: a wide table per buurt and a long one per area, both with holes."""

from typing import Dict, List

import numpy as np

from .profiles import GEMEENTE, WATER, WIJKEN, Buurt, buurten

# Veiligheidsmonitor, percent (strongly) agree: mean of the town and how strongly the item follows cohesion.
VM_ITEMS = {"V01": (34, -13), "V02": (71, 10), "V03": (48, 14), "V04": (60, 13), "V05": (43, 14), "V06": (57, 15),
            "V07": (72, 12), "V08": (41, 9)}
# Burgerpeiling, report marks 1-10.
BP_ITEMS = {"B01": (6.6, 0.7), "B02": (7.2, 0.6), "B03": (5.6, 0.6), "B04": (7.2, 0.6), "B05": (6.8, 0.3),
            "B06": (6.6, 0.4)}
WITHOUT_VM = {"0404", "0604", "0602", WATER}
YEAR = 2023
MIN_RESPONDENTS = 30


def cohesion(buurt: Buurt) -> float:
    """Return how close-knit a buurt is, about -2 to 2: owners and villagers more, singles and poverty less."""
    if buurt.small:
        return 0.0
    return float(0.02 * (buurt.tenure[0] - 53) + 0.012 * (buurt.households[2] - 28) - 0.05 * (buurt.minimum - 8)
                 - 0.025 * (buurt.households[0] - 38) + (0.9 if buurt.code[:2] == "06" else 0.0)
                 + (0.35 if buurt.code in ("0304", "0401") else 0.0))


def comma(value: float, digits: int) -> str:
    """Return a number with a decimal comma."""
    return f"{value:.{digits}f}".replace(".", ",")


def veiligheidsmonitor(rng: np.random.Generator) -> List[Dict[str, str]]:
    """Return one row per buurt: respondents and the percentages, empty where too few took part."""
    rows = []
    for code, buurt in buurten().items():
        if code in WITHOUT_VM:
            continue
        n = int(round(buurt.inhabitants * 0.02 + rng.integers(8, 30)))
        row = {"buurtcode": buurt.buurtcode, "buurtnaam": buurt.name, "jaar": str(YEAR), "n": str(n)}
        for item, (mean, weight) in VM_ITEMS.items():
            share = np.clip((mean + weight * cohesion(buurt)) / 100, 0.06, 0.94)
            value = rng.binomial(n, share) / n * 100
            row[item] = comma(value, 1) if n >= MIN_RESPONDENTS else ""
        rows.append(row)
    for code, item in (("0301", "V06"), ("0503", "V08"), ("0101", "V07")):
        next(row for row in rows if row["buurtcode"].endswith(code))[item] = ""
    return rows


def burgerpeiling(rng: np.random.Generator) -> List[Dict[str, str]]:
    """Return one row per area and item: buurten, wijken and the gemeente; some buurten fall out."""
    rows, known = [], {code: b for code, b in buurten().items() if not b.small}
    groups = [(b.buurtcode, [b]) for b in known.values()]
    groups += [(f"WK9999{wijk}", [b for b in known.values() if b.code[:2] == wijk]) for wijk in WIJKEN]
    groups.append((GEMEENTE[0], list(known.values())))
    for area, members in groups:
        people = np.array([b.inhabitants for b in members], dtype=float)
        close = float(np.average([cohesion(b) for b in members], weights=people))
        n = int(round(people.sum() * 0.012 + rng.integers(4, 16)))
        for item, (mean, weight) in BP_ITEMS.items():
            value = np.clip(mean + weight * close + rng.normal() * 1.6 / np.sqrt(n), 1, 10)
            empty = area.startswith("BU") and (n < 12 or rng.random() < 0.08)
            if area.startswith("BU") and n < 8:
                continue
            rows.append({"gebied": area, "indicator": item, "waarde": "" if empty else comma(value, 2), "n": str(n),
                         "jaar": str(YEAR)})
    return rows
