"""The run says who lies too far from the streets, or on a part of the network that is cut off."""

from types import SimpleNamespace

import numpy as np
import pandas as pd

from verbondenheidskaart_plugin.algorithms.scoring import report_attachment
from verbondenheidskaart_plugin.core.network import build
from verbondenheidskaart_plugin.core.polylines import Polylines
from verbondenheidskaart_plugin.core.snap import Snapper
from verbondenheidskaart_plugin.data.report import Report


def test_far_away_and_on_an_island_with_counts_and_ids():
    xy = np.array([(0, 0), (1000, 0), (0, 2000), (100, 2000)], dtype=float)
    network = build(Polylines(xy, np.array([0, 2, 4])))
    snapper = Snapper(network)
    homes = np.array([(10, 5), (20, 1995), (30, 2004), (500, 900)], dtype=float)
    doors = np.array([(990, 3), (50, 2001), (700, 1000)], dtype=float)
    town = SimpleNamespace(network=network, homes=snapper.snap(homes, 250.0),
                           doors=snapper.snap(doors, 250.0).attached(),
                           demand=SimpleNamespace(residents=np.array([1.0, 20.0, 300.0, 4000.0])))
    facilities = SimpleNamespace(name="voorzieningen", table=pd.DataFrame({"voorziening_id": ["a", "b", "c"]}))
    population = SimpleNamespace(name="bevolking", table=pd.DataFrame({"punt_id": [11, 12, 13, 14]}))
    report = Report()
    report_attachment(town, facilities, population, report)
    found = {(row["onderwerp"], row["aantal"]): row["melding"] for row in report.rows}
    assert len(report.rows) == 4 and all(row["niveau"] == "waarschuwing" for row in report.rows)
    assert "4000 residents" in found["bevolking", 1] and found["bevolking", 1].endswith(": 14")
    assert "320 residents" in found["bevolking", 2] and found["bevolking", 2].endswith(": 12, 13")
    assert sorted(row["melding"][-3:] for row in report.rows if row["onderwerp"] == "voorzieningen") == [": b", ": c"]
