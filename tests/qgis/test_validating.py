"""Stagnation held against loneliness: levels, ages, and what is said of a low agreement."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from verbondenheidskaart_plugin.algorithms import validating
from verbondenheidskaart_plugin.data.report import Report


def buurten(n=24):
    return pd.DataFrame({"buurtcode": [f"BU9998{k // 2:02d}{k % 2:02d}" for k in range(n)],
                         "buurtnaam": [f"Buurt {k}" for k in range(n)],
                         "wijkcode": [f"WK9998{k // 2:02d}" for k in range(n)], "gemeentecode": "GM9998"})


def places(areas, value, persons=None):
    return pd.DataFrame({"buurtcode": areas["buurtcode"], "groep": "ouderen", "stagnatie": value,
                         "personen": 20.0 if persons is None else persons})


@pytest.fixture
def check(monkeypatch):
    """Run the validation on DataFrames as INDICATOREN; returns (rows of herkomst, messages)."""
    def run(table, areas, found):
        monkeypatch.setattr(validating, "read_table", lambda layer, name: layer.table)
        report = Report()
        layer = SimpleNamespace(table=table, name=lambda: "smap")
        algorithm = SimpleNamespace(parameterAsLayerList=lambda *_: [layer])
        rows = validating.validate(SimpleNamespace(algorithm=algorithm, parameters={}, context=None, report=report),
                                   found, areas)
        return rows, [(row["niveau"], row["melding"], row["aantal"]) for row in report.rows]
    return run


def test_the_rows_of_65_and_over_count_when_there_are_ages(check):
    areas, rank = buurten(), np.arange(24.0)
    table = pd.DataFrame({"Codering_3": [*areas["buurtcode"]] * 2, "Leeftijd": ["80200"] * 24 + ["20300"] * 24,
                          "ErnstigZeerErnstigEenzaam_28": [*rank, *-rank]})
    rows, said = check(table, areas, places(areas, rank ** 2))
    (level, text, count), = said
    assert level == "info" and "65" in text and "n = 24" in text and count == 24
    assert rows["validatie.stagnatie_ouderen"].startswith("E02 65+, buurt: rho 1.0000")


def test_a_low_agreement_is_a_warning_and_all_ages_are_said_so(check):
    areas, rank = buurten(), np.arange(24.0)
    table = pd.DataFrame({"buurtcode": areas["buurtcode"], "E02": rank})
    rows, said = check(table, areas, places(areas, -rank))
    (level, text, _), = said
    assert level == "waarschuwing" and "low" in text and "18+" in rows["validatie.stagnatie_ouderen"]
    assert "rho -1.0000" in rows["validatie.stagnatie_ouderen"]


def test_a_table_of_wijken_is_held_against_the_mean_by_persons(check):
    areas = buurten()
    # In each wijk 30 persons at 10 + k and 10 at 90: rises with k; by area instead of persons it would as well, so the
    # last wijk tells them apart.
    value = np.ravel([(10.0 + k, 90.0) for k in range(12)])
    persons = np.tile([30.0, 10.0], 12)
    persons[-2:] = 1, 99
    table = pd.DataFrame({"wijkcode": areas["wijkcode"].unique(), "E02": [*range(11), -1.0]})
    rows, said = check(table, areas, places(areas, value, persons))
    expected = pd.Series([*range(11), 99]).corr(pd.Series([*range(11), -1.0]), method="spearman")
    assert f"rho {expected:.4f}" in rows["validatie.stagnatie_ouderen"] and "wijk" in said[0][1]


def test_too_few_areas_and_no_table_are_no_validation(check):
    areas = buurten(6)
    rows, said = check(pd.DataFrame({"buurtcode": areas["buurtcode"], "E02": range(6)}), areas,
                       places(areas, np.arange(6.0)))
    assert rows == {} and "n = 6" in said[0][1]
    assert check(pd.DataFrame({"buurtcode": areas["buurtcode"], "L05": range(6)}), areas,
                 places(areas, np.arange(6.0))) == ({}, [])
