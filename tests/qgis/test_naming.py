"""What places without a name are called."""

import numpy as np
import pandas as pd
import pytest

from verbondenheidskaart_plugin.core.network import build
from verbondenheidskaart_plugin.core.polylines import Polylines
from verbondenheidskaart_plugin.core.snap import Snapper
from verbondenheidskaart_plugin.data import naming


@pytest.fixture
def labels():
    """Labels of places (naam, type_naam, x, y) along Iepenlaan (y = 0), a nameless path (y = 50) and Dorpsplein."""
    def make(places, buurt=None, **more):
        xy = np.array([[0, 0], [100, 0], [200, 0], [0, 50], [200, 50], [0, 1000], [100, 1000]], dtype=float)
        network = build(Polylines(xy, np.array([0, 3, 5, 7]), name=np.array(["Iepenlaan", "", "Dorpsplein"], object)))
        at = np.array([place[2:] for place in places], dtype=float)
        table = pd.DataFrame({"naam": [p[0] for p in places], "type_naam": [p[1] for p in places], **more})
        return naming.place_labels(table, at, network, Snapper(network).snap(at, 250), buurt).tolist()
    return make


def test_a_name_stays_and_a_place_without_one_is_called_by_type_and_street(labels, monkeypatch):
    monkeypatch.setattr(naming, "tr", {"{kind} on {street}": "{kind} aan de {street}", "{kind} at {street}":
                                       "{kind} aan het {street}", "{kind} in {buurt}": "{kind} in {buurt}"}.get)
    assert labels([("De Brug", "Buurthuis", 100, 5), (None, "Speelplek / speeltuin", 100, 5),
                   ("", "Park (klein)", 50, 1005)]) == [
        "De Brug", "Speelplek aan de Iepenlaan", "Park aan het Dorpsplein"]


def test_on_a_nameless_path_the_nearest_street_counts_and_far_away_the_buurt(labels):
    far = [(None, "Park", 100, 60), (None, "Park", 100, 400)]
    assert labels(far, ["Bomenbuurt", "Bomenbuurt"]) == [naming.on_street("Park", "Iepenlaan"), naming.tr(
        "{kind} in {buurt}").format(kind="Park", buurt="Bomenbuurt")]
    assert labels(far[1:]) == ["Park"]


def test_a_label_of_an_earlier_run_is_kept(labels):
    assert labels([(None, "Park", 100, 5)], aanduiding=["Park in Bomenbuurt"]) == ["Park in Bomenbuurt"]


@pytest.mark.parametrize("label, name, expected", [
    ("Speelplek aan de Iepenlaan", None, "speelplek aan de Iepenlaan"), ("De Brug", "De Brug", "De Brug"),
    ("AED", None, "AED")])
def test_amid_a_sentence_only_a_name_has_a_capital(label, name, expected):
    assert naming.in_sentence(label, name) == expected


@pytest.mark.parametrize("street", ["De Wallen", "'t Hof", "Achter de Kerk"])
def test_a_street_with_its_own_article_gets_none(street):
    assert naming.on_street("Plein", street) == f"Plein ({street})"
