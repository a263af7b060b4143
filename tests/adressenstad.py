"""The tiny town with a register of exact numbers per address, and a second register that only its owner can tell apart.

Small cells, households of one to four, and a row of cafés in a dead end: their catchments differ by an address or two.
"""

import numpy as np
import pandas as pd
import stadje

from verbondenheidskaart_plugin.core.privacy import hidden_groups, joined
from verbondenheidskaart_plugin.core.schema import DIMENSIONS

AGES = DIMENSIONS["leeftijd"]
ORIGINS = DIMENSIONS["herkomst"]
GROUPS = (*AGES, *ORIGINS)
CODES = [f"BU9998010{k}" for k in range(6)]


def register(seed: int = 5) -> pd.DataFrame:
    """Return an address per row: x, y (m from the corner), buurt, inwoners and the groups in whole persons."""
    rng = np.random.default_rng(seed)
    places = [(x, min(y + 4.0, 1196.0)) for y in range(0, 1201, 100) for x in range(13, 1800, 37)
              if y == 300 or not 800 < x < 1000]
    places += [_lane(along) for along in range(9, 100, 17)]
    table = pd.DataFrame(places, columns=["x", "y"])
    table["buurt"] = (table["x"] // 600 + 3 * np.minimum(table["y"] // 600, 1)).astype(int)
    chances = np.array([[0.2, 0.2, 0.3, 0.2, 0.1]] * 6)
    chances[[1, 4, 5]] = [[0.3, 0.02, 0.4, 0.26, 0.02], [0.02, 0.3, 0.3, 0.36, 0.02], [0.3, 0.03, 0.3, 0.34, 0.03]]
    origins = np.array([[0.6, 0.2, 0.2]] * 6)
    origins[0], origins[2] = [0.94, 0.03, 0.03], [0.95, 0.02, 0.03]
    table["inwoners"] = rng.integers(1, 5, len(table))
    for names, chance in ((AGES, chances), (ORIGINS, origins)):
        drawn = [rng.multinomial(n, chance[b]) for n, b in zip(table["inwoners"], table["buurt"])]
        table[list(names)] = np.array(drawn)
    return table


def _lane(along: float):
    """Return the place so many metres into the dead end."""
    return 100 - 50 * along / 103, 90 * along / 103


def buurten_table(people: pd.DataFrame) -> pd.DataFrame:
    """Return the exact figures of the six buurten."""
    sums = people.groupby("buurt")[["inwoners", *GROUPS]].sum()
    return sums.assign(huishoudens=people.groupby("buurt").size())


def twin(people: pd.DataFrame, areas: pd.DataFrame, swaps: int = 40, seed: int = 3):
    """Return a register and figures of buurten that differ from these, though nothing that may be shown does.

    Households change places with neighbours, and hidden cells of two buurten and two groups go one up and one down.
    """
    rng, other = np.random.default_rng(seed), people.copy()
    parcels, done = _parcels(people), 0
    columns = ["inwoners", *GROUPS]
    persons = people["inwoners"].to_numpy()
    a, b = np.nonzero((parcels[0][:, None] == parcels[0]) & (persons[:, None] < persons))
    for k in rng.permutation(len(a)):
        if done == swaps:
            break
        tried = other.copy()
        tried.loc[[a[k], b[k]], columns] = other.loc[[b[k], a[k]], columns].to_numpy()
        if all((new == old).all() for new, old in zip(_parcels(tried), parcels)):
            other, done = tried, done + 1
    assert done == swaps
    changed = areas.copy()
    assert any(_turn(changed, names) for names in (AGES, ORIGINS))
    return other, changed


def _parcels(people: pd.DataFrame):
    from verbondenheidskaart_plugin.data.crowds import middle_points

    xy, persons = people[["x", "y"]].to_numpy(), people["inwoners"].to_numpy(float)
    parcel = joined(xy, persons, people["buurt"].to_numpy())
    return parcel, middle_points(xy, persons, parcel)


def _turn(areas: pd.DataFrame, names) -> bool:
    """Turn a square of four hidden cells: rows and columns add up as before; False when there is none."""
    hidden = hidden_groups(areas[list(names)].astype(float), areas["inwoners"].to_numpy(float), ["GM9998"] * len(areas))
    for i, j in ((i, j) for i in areas.index for j in areas.index if i != j):
        for g, h in ((g, h) for g in names for h in names if g != h):
            if hidden.loc[[i, j], [g, h]].to_numpy().all():
                tried = areas.copy()
                tried.loc[i, [g, h]] += [1, -1]
                tried.loc[j, [g, h]] += [-1, 1]
                again = hidden_groups(tried[list(names)].astype(float), tried["inwoners"].to_numpy(float),
                                      ["GM9998"] * len(areas))
                small = (areas[list(names)] < 10).equals(tried[list(names)] < 10)
                if (tried >= 0).all(axis=None) and small and again.equals(hidden):
                    areas[:] = tried
                    return True
    return False


def own_fields(areas: pd.DataFrame) -> pd.DataFrame:
    """Return what a municipality keeps beside the figures of its buurten, and what tells a hidden one as well."""
    old = areas["lft_65_plus"]
    return pd.DataFrame({
        "jeugd_tot_25": areas["lft_0_15"] + areas["lft_15_25"],
        "pct_jonger_dan_65": (100 * (areas["inwoners"] - old) / areas["inwoners"]).round(1),
        "ouderen_per_1000": (1000 * old / areas["inwoners"]).round(2),
        "grijze_druk": (100 * old / areas[["lft_15_25", "lft_25_45", "lft_45_65"]].sum(axis=1)).round(1),
        "migratie": areas["herk_europa"] + areas["herk_buiten_europa"],
        "ouderen_in_woorden": old.map("{} ouderen".format)})


def layers(people: pd.DataFrame, areas: pd.DataFrame, folder) -> dict:
    """Write the inputs of the chain to a folder; return its parameters."""
    fields = ["inwoners", *GROUPS]
    shown, own = ["inwoners", "huishoudens", *GROUPS], own_fields(areas)
    buurten = stadje.layer("Polygon", "&".join(
        ["field=buurtcode:string", "field=buurtnaam:string", "field=wijkcode:string", "field=gemeentecode:string",
         *(f"field={name}:integer" for name in shown),
         *(f"field={name}:{'string' if own[name].dtype == object else 'double'}" for name in own)]),
        [(stadje.square(k % 3, k // 3), code, f"Buurt {k}", "WK999801", "GM9998", *map(int, areas.loc[k, shown]),
          *(v if isinstance(v, str) else float(v) for v in own.loc[k])) for k, code in enumerate(CODES)],
        name="buurten")
    points = stadje.layer("Point", "&".join(f"field={name}:integer" for name in fields), [
        (f"POINT({stadje.X + row.x} {stadje.Y + row.y})", *(int(getattr(row, name)) for name in fields))
        for row in people.itertuples()], name="adressen")
    cafes = [(f"POINT({stadje.X + _lane(60 + 3 * k)[0]} {stadje.Y + _lane(60 + 3 * k)[1]})", "cafe", f"Kroeg {k}")
             for k in range(12)]
    places = stadje.layer("Point", "field=amenity:string&field=name:string", cafes, name="kroegen")
    places.dataProvider().addFeatures(list(stadje.facilities().getFeatures()))
    dead_end = stadje.layer("LineString", "field=highway:string&field=name:string", [
        (f"LINESTRING({stadje.X + 100} {stadje.Y},{stadje.X + 50} {stadje.Y + 90})", "residential", "Slop")],
        name="wegen")
    dead_end.dataProvider().addFeatures(list(stadje.streets().getFeatures()))
    given = {"BUURTEN": buurten, "BEVOLKING": points, "VOORZIENINGEN": places, "LOOPNETWERK": dead_end}
    return {key: stadje.save(layer, folder / f"{layer.name()}.gpkg") for key, layer in given.items()}
