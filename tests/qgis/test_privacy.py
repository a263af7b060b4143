"""What was suppressed cannot be worked out from all that leaves: an attacker who holds every file tries."""

import re
import sqlite3

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog

from verbondenheidskaart_plugin.core.privacy import MIN_GROUP, MIN_RESIDENTS
from verbondenheidskaart_plugin.core.schema import DIMENSIONS, GROUPS


def table(geopackage, name):
    with sqlite3.connect(geopackage) as database:
        return pd.read_sql(f"SELECT * FROM {name}", database)


@pytest.fixture(scope="module")
def truth(run_alg_once):
    """The group cells as the municipality has them, keyed on buurtcode."""
    from verbondenheidskaart_plugin.gui.launcher import example_parameters

    given = example_parameters()
    layer = run_alg_once("buurten", {"INPUT": given["BUURTEN"], "OUTPUT": "memory:"})
    names = ["inwoners", "huishoudens", *GROUPS]
    rows = {f["buurtcode"]: [f[name] for name in names] for f in layer.getFeatures()}
    return pd.DataFrame.from_dict(rows, orient="index", columns=names).apply(pd.to_numeric, errors="coerce")


@pytest.fixture(scope="module")
def run_alg_once(qgs_processing):
    import processing

    return lambda name, parameters: processing.run(f"verbondenheidskaart:{name}", parameters)["OUTPUT"]


@pytest.fixture(scope="module")
def shown(example_city):
    return table(example_city, "buurten").set_index("buurtcode")


def hidden(shown, truth, group):
    return shown.index[shown[group].isna() & truth.loc[shown.index, group].notna()]


def test_small_cells_are_empty_and_not_zero(shown, truth):
    assert any(len(hidden(shown, truth, group)) for group in GROUPS), "the example has no small cell: no test"
    for group in GROUPS:
        cells = shown[group].dropna()
        people = shown.loc[cells.index, "inwoners"]
        assert ((cells >= MIN_GROUP) & (people >= MIN_RESIDENTS) | (people == 0)).all()


@pytest.mark.parametrize("dimension", ["leeftijd", "huishouden", "herkomst"])
def test_totals_of_areas_and_of_the_gemeente_do_not_determine_a_hidden_cell(shown, truth, dimension):
    names = [name for name in DIMENSIONS[dimension] if truth[name].notna().any()]
    known = truth.loc[shown.index, names]
    known = known[known.notna().all(axis=1)]
    secret = shown.loc[known.index, names].isna().to_numpy()
    at, values = np.argwhere(secret), known.to_numpy()
    # The strongest attacker: the exact totals of every area and of every group, and nobody is negative.
    equations = np.vstack([[(at[:, axis] == k).astype(float) for k in range(size)]
                           for axis, size in enumerate(values.shape)])
    totals = np.concatenate([np.where(secret, values, 0).sum(axis=1), np.where(secret, values, 0).sum(axis=0)])
    for cell in range(len(at)):
        if values[tuple(at[cell])] >= MIN_GROUP:
            continue
        cost = np.zeros(len(at))
        cost[cell] = 1
        low, high = (linprog(sign * cost, A_eq=equations, b_eq=totals, bounds=(0, None), method="highs")
                     for sign in (1, -1))
        assert low.status == high.status == 0
        assert -high.fun - low.fun > 1


def test_no_column_of_any_layer_tells_a_hidden_cell(example_city, shown, truth):
    tables = {"buurten": shown.reset_index()}
    tables["indicatorwaarden"] = table(example_city, "indicatorwaarden").pivot(
        index="gebied", columns="indicator", values="waarde").rename_axis("buurtcode").reset_index()
    for group in GROUPS:
        secret = hidden(shown, truth, group)
        total = truth["huishoudens" if group.startswith("hh_") else "inwoners"]
        guises = [truth[group], 100 * truth[group] / total, truth[group] / total]
        for name, rows in tables.items():
            rows = rows.set_index("buurtcode")
            for column in rows.columns:
                values = pd.to_numeric(rows[column], errors="coerce")
                for guise, rounding in zip(guises, (2.5, 0.51, 0.0051)):
                    same = (values - guise.reindex(rows.index)).abs() <= rounding
                    both = values.notna() & guise.reindex(rows.index).notna()
                    if both.sum() > 3 and same[both].mean() > 0.9:
                        assert values.reindex(secret).isna().all(), (name, column, group)


def test_stagnatieplekken_do_not_tell_the_number_of_persons(example_city, shown, truth):
    places = table(example_city, "stagnatieplekken").set_index("buurtcode")
    old = places[places["groep"] == "ouderen"]
    secret = hidden(shown, truth, "lft_65_plus")
    assert len(secret) and old.loc[secret, ["personen", "onbediend"]].isna().all(axis=None)
    assert not old.loc[secret, "reden"].str.contains(r"65 \w+ \w+: \d|Aged 65 and over: \d", regex=True).any()


def test_the_run_says_what_was_suppressed(example_city, shown, truth):
    said = table(example_city, "meldingen")
    said = said[said["onderwerp"] == "Privacy"]
    row = said[said["melding"].str.startswith("Left empty")].iloc[0]
    small, others = (int(re.search(text, row["melding"])[1]) for text in (r"(\d+) figures on", r"(\d+) others"))
    # Besides what the layer of buurten has, what the population points told of a buurt without figures.
    cells = {(code, group) for group in GROUPS for code in hidden(shown, truth, group)}
    lived_in = shown[shown["inwoners"] > 0]
    empty = sum(int(lived_in[group].isna().sum()) for group in GROUPS if truth[group].notna().any())
    assert small + others == row["aantal"] and len(cells) <= row["aantal"] <= empty
    few = {(code, group) for code, group in cells
           if truth.loc[code, group] < MIN_GROUP or truth.loc[code, "inwoners"] < MIN_RESIDENTS}
    assert len(few) <= small and len(cells - few) <= others
    assert all(code in row["melding"] for code, _ in few)
