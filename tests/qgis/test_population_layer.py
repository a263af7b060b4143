"""The population layer: points, cells, postcodes or streets, with every figure of every buurt conserved."""

import numpy as np
import pandas as pd
import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsFeature, QgsGeometry, QgsVectorLayer

from verbondenheidskaart_plugin.core.errors import EmptyInput, MissingField, NoOverlap, WrongGeometry
from verbondenheidskaart_plugin.core.layers import LAYERS
from verbondenheidskaart_plugin.core.polylines import Polylines
from verbondenheidskaart_plugin.core.population import FIGURES
from verbondenheidskaart_plugin.data.buurten import read_buurten
from verbondenheidskaart_plugin.data.features import Features, read
from verbondenheidskaart_plugin.data.population import make_population, read_points, with_population
from verbondenheidskaart_plugin.data.report import Report

RD = QgsCoordinateReferenceSystem("EPSG:28992")


def box(x, y, size=1000):
    return QgsGeometry.fromWkt(
        f"POLYGON(({x} {y},{x + size} {y},{x + size} {y + size},{x} {y + size},{x} {y}))")


def buurten_of(**figures):
    """Squares of a kilometre side by side, a, b, c, …"""
    n = len(next(iter(figures.values())))
    table = pd.DataFrame({"buurtcode": list("abcdefgh"[:n])})
    for name in FIGURES:
        table[name] = np.array(figures.get(name, [np.nan] * n), dtype=float)
    return Features("BUURTEN", table, [box(1000 * i, 0) for i in range(n)], RD)


def points_of(places, **columns):
    geometry = [g if isinstance(g, QgsGeometry) else QgsGeometry.fromWkt(f"POINT({g[0]} {g[1]})") for g in places]
    table = pd.DataFrame(columns) if columns else pd.DataFrame(index=range(len(places)))
    return Features("PUNTEN", table, geometry, RD)


def lines_of(*parts, kinds):
    xy = np.concatenate([np.array(p, dtype=float) for p in parts])
    return Polylines(xy, np.concatenate([[0], np.cumsum([len(p) for p in parts])]), np.array(kinds, dtype=object))


def assert_conserved(buurten, population):
    sums = population.table.groupby("buurtcode")[list(FIGURES)].sum(min_count=1)
    table = buurten.table.set_index("buurtcode")[list(FIGURES)]
    for figure in FIGURES:
        known = table[figure][table[figure] > 0]
        np.testing.assert_allclose(sums[figure].reindex(known.index), known, rtol=1e-12)
    assert not (population.table[list(FIGURES)] < 0).any(axis=None)


def said(report, part):
    return [r["aantal"] for r in report.rows if part in r["melding"]]


def test_the_layer_has_the_fields_of_the_schema(qgis_app):
    population = make_population(buurten_of(inwoners=[10, 20]), Report())
    assert tuple(population.table.columns) == LAYERS["bevolking"].names
    assert population.table["punt_id"].tolist() == [0, 1]
    assert population.table["buurtcode"].tolist() == ["a", "b"]
    assert population.crs == RD
    assert not population.geometry[0].isEmpty()


def test_addresses_weigh_the_same(qgis_app):
    buurten = buurten_of(inwoners=[30, 20], lft_65_plus=[6, np.nan], huishoudens=[15, 8], hh_eenpersoons=[3, 4])
    report = Report()
    population = make_population(buurten, report, points_of([(10, 10), (20, 20), (990, 1), (1500, 500)]))
    assert population.table["inwoners"].tolist() == [10, 10, 10, 20]
    assert population.table["lft_65_plus"].tolist()[:3] == [2, 2, 2]
    assert np.isnan(population.table.loc[3, "lft_65_plus"])
    assert said(report, "every point weighs the same")
    assert_conserved(buurten, population)


def test_cells_with_suppressed_counts_and_groups(qgis_app):
    cells = points_of(
        [box(0, 0, 100), box(100, 0, 100), box(200, 0, 100), box(1100, 100, 100), box(9000, 0, 100)],
        aantal_inwoners=[40, 30, -99997, 10, 25], aantal_inwoners_65_jaar_en_ouder=[20, 0, -99997, 5, 5])
    buurten = buurten_of(inwoners=[75, 20], lft_65_plus=[30, 10], lft_0_15=[15, 4])
    report = Report()
    population = make_population(buurten, report, cells)
    np.testing.assert_allclose(population.table["inwoners"], [40, 30, 5, 20])
    np.testing.assert_allclose(population.table["lft_65_plus"], [24, 0, 6, 10])
    np.testing.assert_allclose(population.table["lft_0_15"], [8, 6, 1, 4])
    assert said(report, "outside all areas, left out: 1, with 25 residents") == [1]
    assert said(report, "suppressed count") == [1]
    assert_conserved(buurten, population)


def test_percentages_of_cells_become_weights(qgis_app):
    cells = points_of([(10, 10), (20, 10)], aantal_inwoners=[100, 300],
                      percentage_geb_nederland_herkomst_nederland=[80, 40])
    population = make_population(buurten_of(inwoners=[400], herk_nl=[100]), Report(), cells)
    np.testing.assert_allclose(population.table["herk_nl"], [40, 60])


def test_the_points_own_counts_stand_where_the_buurt_is_unknown(qgis_app):
    buurten = buurten_of(inwoners=[np.nan, 10])
    cells = points_of([(10, 10), (20, 10), (1500, 10)], aantal_inwoners=[7, -99997, 5])
    report = Report()
    population = make_population(buurten, report, cells)
    assert population.table["inwoners"].tolist() == [7, 10]
    assert said(report, "is not known, left out") == [1]
    filled = with_population(buurten, population, report)
    assert filled.table["inwoners"].tolist() == [7, 10]
    assert filled.table["lft_65_plus"].isna().all()


def test_nobody_lives_where_the_buurt_has_no_residents(qgis_app):
    report = Report()
    population = make_population(buurten_of(inwoners=[0, 10]), report, points_of([(10, 10), (1500, 10)]))
    assert population.table["buurtcode"].tolist() == ["b"]
    assert said(report, "areas without residents") == [1]


def test_buurten_without_points_use_streets_and_else_a_point_inside(qgis_app):
    lines = lines_of([(1100, 100), (1400, 100)], [(1100, 500), (1900, 500)], [(2100, 100), (2200, 100)],
                     kinds=["residential", "primary", "footway"])
    buurten = buurten_of(inwoners=[10, 60, 20, 5], lft_65_plus=[1, 30, 2, 5])
    report = Report()
    population = make_population(buurten, report, points_of([(10, 10)]), lines=lines)
    assert population.table["buurtcode"].tolist() == ["a", *"bbbbbb", *"cc", "d"]
    np.testing.assert_allclose(population.table.loc[population.table["buurtcode"] == "b", "inwoners"], 10)
    assert [g.asPoint().y() for g in population.geometry[1:7]] == [100] * 6
    assert said(report, "without any point: 3") == [3]
    assert said(report, "along their residential streets") == [1]
    assert said(report, "along all their walkable lines") == [1]
    assert said(report, "on one point in the area") == [1]
    assert_conserved(buurten, population)


def test_weights_along_streets_are_lengths(qgis_app):
    lines = lines_of([(100, 100), (150, 100)], [(100, 200), (110, 200)], kinds=["", ""])
    population = make_population(buurten_of(inwoners=[60]), Report(), lines=lines)
    np.testing.assert_allclose(population.table["inwoners"], [50, 10])


def test_an_own_count_field(qgis_app):
    points = points_of([(10, 10), (20, 10)], bewoners=["3", "1"])
    population = make_population(buurten_of(inwoners=[8]), Report(), points, aantalveld="bewoners")
    assert population.table["inwoners"].tolist() == [6, 2]
    with pytest.raises(MissingField):
        make_population(buurten_of(inwoners=[8]), Report(), points, aantalveld="bestaat_niet")
    with pytest.raises(EmptyInput):
        make_population(buurten_of(inwoners=[8]), Report(), points_of([(1, 1)], n=["."]), aantalveld="n")


def test_points_elsewhere_and_buurten_without_anybody_are_refused(qgis_app):
    with pytest.raises(NoOverlap):
        make_population(buurten_of(inwoners=[8]), Report(), points_of([(-10, 10)]))
    with pytest.raises(EmptyInput):
        make_population(buurten_of(inwoners=[0, np.nan]), Report())


def test_only_points_around_the_buurten_and_only_figures_are_read(qgis_app):
    layer = QgsVectorLayer("Point?crs=EPSG:28992&field=aantal_inwoners:int&field=straat:string", "p", "memory")
    features = []
    for x in (10, 20, 50_000):
        feature = QgsFeature(layer.fields())
        feature.setAttributes([5, "Dorpsstraat"])
        feature.setGeometry(QgsGeometry.fromWkt(f"POINT({x} 10)"))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    report = Report()
    points = read_points(layer, "PUNTEN", buurten_of(inwoners=[8]), None, report)
    assert (len(points), list(points.table.columns)) == (2, ["aantal_inwoners"])
    assert said(report, "outside the extent") == [1]
    far = buurten_of(inwoners=[8])
    far.geometry[0].translate(0, 90_000)
    with pytest.raises(NoOverlap):
        read_points(layer, "PUNTEN", far, None, report)


def test_thousands_of_points_conserve_everything(qgis_app):
    rng = np.random.default_rng(4)
    n = 5000
    inwoners = rng.integers(0, 12, n) * 5.0
    inwoners[rng.random(n) < 0.2] = -99997
    cells = points_of(rng.uniform(0, [8000, 1000], (n, 2)), aantal_inwoners=inwoners,
                      aantal_inwoners_0_tot_15_jaar=np.where(rng.random(n) < 0.5, -99997, 5.0))
    figures = {f: rng.integers(0, 3000, 8) for f in FIGURES}
    buurten = buurten_of(**{**figures, "inwoners": rng.integers(3000, 9000, 8)})
    assert_conserved(buurten, make_population(buurten, Report(), cells))


# --- real data -------------------------------------------------------------------------------------------------------

def test_streets_are_no_population(qgis_app):
    streets = QgsVectorLayer("LineString?crs=EPSG:28992&field=naam:string", "straten", "memory")
    with pytest.raises(WrongGeometry):
        read_points(streets, "BEVOLKING", buurten_of(inwoners=[41, 12]), None, Report())


def test_no_message_tells_how_few_live_outside_the_areas(qgis_app):
    cells = points_of([box(0, 0, 100), box(1100, 100, 100), box(9000, 0, 100)], inwoners=[41, 12, 3])
    report = Report()
    make_population(buurten_of(inwoners=[41, 12]), report, cells)
    text = " ".join(row["melding"] for row in report.rows)
    assert said(report, "outside all areas, left out: 1.") == [1] and "53 in all" in text and "56" not in text


def test_den_haag_pc6(qgis_app, shared_data):
    folder = shared_data / "denhaag_zuidwest"
    layer = QgsVectorLayer(str(folder / "buurten_2019_dhzw.gpkg"), "b", "ogr")
    buurten = read_buurten(layer, "BUURTEN", RD, None, Report())
    pc6 = QgsVectorLayer(str(folder / "pc6_2019_synthetische_bevolking.gpkg"), "p", "ogr")
    report = Report()
    points = read_points(pc6, "PUNTEN", buurten, None, report)
    assert points.table["n_ndvdl"].sum() == 84_830
    population = make_population(buurten, report, points)
    assert population.table["inwoners"].sum() == pytest.approx(84_880)
    assert_conserved(buurten, population)
    assert said(report, "84830 in all") == [1711]
    # The postcodes name their buurt: the place must agree, but for those that straddle a border.
    whole = read(pc6, "PUNTEN", RD)
    population = make_population(buurten, Report(), whole)
    assert (population.table["buurtcode"].to_numpy() == whole.table["nghb_cd"].to_numpy()).mean() > 0.98


def test_noord_along_its_streets(qgis_app, shared_data):
    folder = shared_data / "amsterdam_noord"
    layer = QgsVectorLayer(str(folder / "buurten_2014_noord_kwb.gpkg"), "b", "ogr")
    buurten = read_buurten(layer, "BUURTEN", RD, None, Report())
    streets = read(QgsVectorLayer(str(folder / "osm_wegen_2015_noord.gpkg"), "w", "ogr"), "w", RD)
    parts, kinds = [], []
    for geometry, kind in zip(streets.geometry, streets.table["OSM_TYPE"]):
        for part in geometry.asMultiPolyline():
            parts.append([(p.x(), p.y()) for p in part])
            kinds.append(kind)
    report = Report()
    population = make_population(buurten, report, lines=lines_of(*parts, kinds=kinds))
    assert said(report, "along their residential streets") == [14]
    assert population.table["inwoners"].sum() == pytest.approx(89_890)
    assert_conserved(buurten, population)
