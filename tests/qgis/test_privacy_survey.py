"""The score of an area with few respondents is left out, and does not follow from the scores of the larger area."""

import sqlite3

import numpy as np
import pandas as pd
import pytest
import stadje

AREAS = [f"BU9998010{k}" for k in range(6)]
SCORES, RESPONDENTS = np.array([71.3, 62.0, 55.5, 68.0, 44.0, 59.0]), np.array([9, 40, 31, 52, 77, 60])


@pytest.fixture
def survey(qgs_processing, tmp_path):
    """Map the tiny town with scores of its buurten and of their wijk; returns the layer indicatorwaarden."""
    import processing

    whole = (SCORES * RESPONDENTS).sum() / RESPONDENTS.sum()
    rows = [*zip(AREAS, SCORES, RESPONDENTS), ("WK999801", whole, RESPONDENTS.sum())]
    path = tmp_path / "enquete.csv"
    path.write_text("gebied;indicator;waarde;n\n" + "".join(
        f"{area};V02;{float(score)!r};{n}\n".replace(".", ",") for area, score, n in rows), encoding="utf-8")

    def run():
        file = processing.run("verbondenheidskaart:verbondenheidskaart", {
            "BUURTEN": stadje.buurten(), "VOORZIENINGEN": stadje.facilities(), "LOOPNETWERK": stadje.streets(),
            "INDICATOREN": [str(path)], "UITVOERMAP": str(tmp_path / "uit")})["GEOPACKAGE"]
        with sqlite3.connect(file) as database:
            found = pd.read_sql("SELECT * FROM indicatorwaarden WHERE indicator = 'V02'", database)
        return found.set_index("gebied")

    return run


def subtracted(found):
    """The score of the first area for who knows the rest: NaN when a number of respondents is missing."""
    lent, others = found.loc[AREAS[0]], found.loc[AREAS[1:]]
    n = np.array([lent["n"] - others["n"].sum(skipna=False), *others["n"]], dtype=float)
    return (lent["waarde"] * lent["n"] - (others["waarde"] * n[1:]).sum(skipna=False)) / n[0]


def test_the_score_of_nine_respondents_is_not_shown_and_cannot_be_worked_out(survey):
    found = survey()
    assert found.loc[AREAS[0], "status"] == "geleend" and found.loc[AREAS[0], "niveau"] == "wijk"
    np.testing.assert_allclose(found.loc[AREAS[1:], "waarde"].astype(float), SCORES[1:])
    assert not (found["waarde"] - SCORES[0]).abs().lt(0.01).any() and np.isnan(subtracted(found))
    # With the total known from elsewhere, one number of the others is still missing.
    assert found.loc[AREAS[1:], "n"].isna().sum() == 1


def test_without_protection_it_can(survey, monkeypatch):
    from verbondenheidskaart_plugin.algorithms import chain

    monkeypatch.setattr(chain, "hide_respondents", lambda values, table, report: values)
    assert subtracted(survey()) == pytest.approx(SCORES[0])
