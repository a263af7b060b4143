"""Exact addresses are joined with their neighbours: nobody is lost, nobody is far from home, no small group is left."""

import adressenstad
import numpy as np
import pandas as pd
import stadje
from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry

from verbondenheidskaart_plugin.core.schema import GROUPS
from verbondenheidskaart_plugin.data.crowds import crowded
from verbondenheidskaart_plugin.data.features import Features, points_xy
from verbondenheidskaart_plugin.data.population import counts_exactly
from verbondenheidskaart_plugin.data.report import Report

SHOWN = list(adressenstad.GROUPS)


def addresses():
    people = adressenstad.register()
    geometry = [QgsGeometry.fromWkt(f"POINT({stadje.X + row.x} {stadje.Y + row.y})") for row in people.itertuples()]
    table = people[["inwoners", *SHOWN]].astype(float).assign(huishoudens=1.0, punt_id=np.arange(len(people)))
    crs = QgsCoordinateReferenceSystem("EPSG:28992")
    return Features("bevolking", table, geometry, crs), people["buurt"].to_numpy()


def test_everybody_stays_in_the_area_and_near(qgis_app):
    before, owner = addresses()
    report = Report()
    after = crowded(before, owner, report)
    xy, moved_to = points_xy(before.geometry), points_xy(after.geometry)
    rows = after.table["punt_id"].to_numpy()
    assert len(after) < len(before) / 3 and np.array_equal(xy[rows], moved_to)
    residents = after.table["inwoners"].to_numpy()
    assert (residents >= 10).all()
    for name in ["inwoners", "huishoudens", *SHOWN]:
        np.testing.assert_allclose(np.bincount(owner[rows], after.table[name]),
                                   np.bincount(owner, before.table[name]))
    # The middle of an area stays where it was, and half of the addresses are near one that counts.
    for axis in (0, 1):
        for area in range(6):
            here, there = owner == area, owner[rows] == area
            middle = np.average(xy[here, axis], weights=before.table["inwoners"][here])
            assert abs(np.average(moved_to[there, axis], weights=residents[there]) - middle) < 40
    apart = np.hypot(*(xy[:, None] - moved_to[None]).transpose(2, 0, 1))
    assert np.median(apart.min(axis=1)) < 80
    assert [row["aantal"] for row in report.rows if row["onderwerp"] == "Privacy"]


def test_the_order_of_the_addresses_makes_no_difference(qgis_app):
    before, owner = addresses()
    order = np.random.default_rng(4).permutation(len(before))
    turned = Features("bevolking", before.table.iloc[order].reset_index(drop=True),
                      [before.geometry[k] for k in order], before.crs)
    one, other = crowded(before, owner, Report()), crowded(turned, owner[order], Report())
    key = ["punt_id"]
    one, other = (each.table.sort_values(key).reset_index(drop=True) for each in (one, other))
    pd.testing.assert_frame_equal(one, other, rtol=1e-12)


def test_points_with_enough_residents_stay_as_they_are(qgis_app):
    geometry = [QgsGeometry.fromWkt(f"POINT({100 * k} 0)") for k in range(5)]
    table = pd.DataFrame({"inwoners": [60.0, 73, 51, 88, 64], "punt_id": range(5)})
    before = Features("bevolking", table, geometry, QgsCoordinateReferenceSystem("EPSG:28992"))
    report = Report()
    after = crowded(before, np.zeros(5, dtype=int), report)
    pd.testing.assert_frame_equal(after.table.sort_values("punt_id").reset_index(drop=True), table)
    assert not report.rows and not set(GROUPS) & set(after.table)


def points(**columns):
    geometry = [QgsGeometry.fromWkt(f"POINT({k} 0)") for k in range(len(next(iter(columns.values()))))]
    return Features("p", pd.DataFrame(columns), geometry, QgsCoordinateReferenceSystem("EPSG:28992"))


def test_what_cbs_publishes_is_not_exact(qgis_app):
    assert not counts_exactly(points(aantal_inwoners=[5, 10, 65, -99997]), "")
    assert not counts_exactly(points(naam=["a", "b"]), "")  # addresses without a count weigh the same
    assert counts_exactly(points(aantal_inwoners=[5, 10, 66]), "")
    assert counts_exactly(points(bewoners=[1, 2, 3]), "bewoners")
    assert counts_exactly(points(inwoners=[10, 20], lft_65_plus=[3, 5]), "")
