"""Spreads the inhabitants of each buurt over the dwellings and counts them per 100 m square."""

from dataclasses import dataclass
from typing import Dict, List, Tuple

import numpy as np

from .geometry import Array, area, inside
from .plan import ORIGIN
from .profiles import Buurt, buurten
from .town import Town

CELL = 100.0
SECRET = -99997


@dataclass
class Homes:
    """Places where people live: point, dwellings and buurt of each."""

    xy: Array
    dwellings: Array
    code: Array


def homes(town: Town) -> Homes:
    """Return the places where people live: two per building, so that long rows reach over cell borders."""
    points, weights = [], []
    for building in town.buildings:
        if building.dwellings > 0:
            a, b, c, d = building.ring[:4]
            ends = ((a + d) / 2, (b + c) / 2) if np.hypot(*(b - a)) > np.hypot(*(d - a)) else ((a + b) / 2, (c + d) / 2)
            points += [0.75 * ends[0] + 0.25 * ends[1], 0.25 * ends[0] + 0.75 * ends[1]]
            weights += [building.dwellings / 2] * 2
    xy, code = np.array(points), np.full(len(points), "", dtype="U4")
    for name, rings in town.buurten.items():
        for ring in rings:
            code[inside(xy, ring)] = name
    keep = code != ""
    return Homes(xy[keep], np.array(weights)[keep], code[keep])


def share_out(total: int, weights: Array) -> Array:
    """Divide a number of persons over places in whole persons (largest remainder)."""
    exact = total * weights / weights.sum()
    out = np.floor(exact).astype(int)
    order = np.argsort(out - exact, kind="stable")
    out[order[:total - out.sum()]] += 1
    return out


def squares(town: Town, where: Homes, rng: np.random.Generator) -> List[Dict]:
    """Return the 100 m squares where people live, with CBS field names, counts in fives and small numbers secret."""
    profiles = buurten()
    cells: Dict[Tuple[int, int], Array] = {}
    for code, buurt in profiles.items():
        rows = np.nonzero(where.code == code)[0]
        if not len(rows) or not buurt.inhabitants:
            continue
        place = np.floor((where.xy[rows] + ORIGIN) / CELL).astype(int)
        keys, inverse = np.unique(place, axis=0, return_inverse=True)
        weights = np.bincount(inverse.ravel(), weights=where.dwellings[rows])
        if buurt.small:  # the few houses between the works stand together
            weights[np.argsort(-weights, kind="stable")[4:]] = 0.0
        for key, count in zip(map(tuple, keys.tolist()), share_out(buurt.inhabitants, weights)):
            cells[key] = cells.get(key, 0) + _people(buurt, int(count), rng)
    return [_square(key, cells[key]) for key in sorted(cells)]


def _people(buurt: Buurt, count: int, rng: np.random.Generator) -> Array:
    """Return persons per age (5), households in total, of one person and with children, and persons by origin (3)."""
    ages = np.array(buurt.ages if sum(buurt.ages) else (14, 10, 26, 30, 20), dtype=float)
    origin = np.array(buurt.origin if sum(buurt.origin) else (85, 9, 6), dtype=float)
    households = buurt.households if sum(buurt.households) else (45, 35, 20)
    drawn = rng.multinomial(count, rng.dirichlet(ages / ages.sum() * 60))
    number = int(round(count / (buurt.size or 2.0)))
    shares = rng.dirichlet(np.maximum(households, 1) / np.sum(households) * 50)
    kinds = rng.multinomial(number, shares)
    return np.concatenate([drawn, [number, kinds[0], kinds[2]], rng.multinomial(count, origin / origin.sum())])


AGE_FIELDS = ("aantal_inwoners_0_tot_15_jaar", "aantal_inwoners_15_tot_25_jaar", "aantal_inwoners_25_tot_45_jaar",
              "aantal_inwoners_45_tot_65_jaar", "aantal_inwoners_65_jaar_en_ouder")
SQUARE_FIELDS = ("aantal_inwoners", *AGE_FIELDS, "aantal_part_huishoudens", "aantal_eenpersoonshuishoudens",
                 "aantal_huishoudens_met_kinderen", "percentage_herkomst_nederland",
                 "percentage_herkomst_buiten_europa")


def _fives(value: float) -> int:
    """Round to a multiple of five; what is above nothing and below five is secret."""
    return SECRET if 0 < value < 5 else int(5 * np.floor(value / 5 + 0.5))


def _square(key: Tuple[int, int], people: Array) -> Dict:
    total = int(people[:5].sum())
    row = {"crs28992res100m": f"E{key[0]:04d}N{key[1]:04d}", "x": key[0] * CELL, "y": key[1] * CELL,
           "aantal_inwoners": _fives(total)}
    small = total < 5
    row.update({name: SECRET if small else _fives(n) for name, n in zip(AGE_FIELDS, people[:5])})
    row.update({name: SECRET if small else _fives(n) for name, n in zip(SQUARE_FIELDS[6:9], people[5:8])})
    for name, n in (("percentage_herkomst_nederland", people[8]), ("percentage_herkomst_buiten_europa", people[10])):
        row[name] = SECRET if total < 10 else int(10 * np.floor(n / total * 10 + 0.5))
    return row


def land_and_water(town: Town) -> Dict[str, Tuple[float, float]]:
    """Return per buurt the land and the water in m2; water is measured on a grid of points."""
    step = 10.0
    x, y = np.meshgrid(np.arange(step / 2, 6000, step), np.arange(step / 2, 4000, step))
    grid = np.stack([x.ravel(), y.ravel()], axis=1)
    wet = np.zeros(len(grid), dtype=bool)
    for tags, ring in town.areas:
        if tags.get("natural") == "water":
            near = ((grid >= ring.min(0)) & (grid <= ring.max(0))).all(axis=1)
            wet[np.nonzero(near)[0][inside(grid[near], ring)]] = True
    out = {}
    for code, rings in town.buurten.items():
        whole = sum(area(ring) for ring in rings)
        water = sum(float(inside(grid[wet], ring).sum()) for ring in rings) * step * step
        out[code] = (0.0, whole) if code == "0699" else (whole - water, water)
    return out
