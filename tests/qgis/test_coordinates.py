"""Tables with coordinates: metres or degrees, whatever the columns are called and in whatever order they stand."""

import numpy as np
import pandas as pd
import pytest
import stadje
from qgis.core import QgsCoordinateReferenceSystem, QgsProcessingException, QgsVectorLayer

from verbondenheidskaart_plugin.core.errors import EmptyInput
from verbondenheidskaart_plugin.data.coordinates import with_points
from verbondenheidskaart_plugin.data.features import Features, points_xy, read
from verbondenheidskaart_plugin.data.report import Report

RD = QgsCoordinateReferenceSystem("EPSG:28992")
SCHOOLS = np.array([[78013, 450335], [77949, 450292]])
DEGREES = np.array([[4.26518831865952, 52.035994472786], [4.26426543772407, 52.0355991544286]])


def placed(columns, rows, crs=RD):
    report = Report()
    table = pd.DataFrame(rows, columns=columns, dtype=object)
    made = with_points(Features("tabel", table), crs, None, report)
    return points_xy(made.geometry), [(row["niveau"], row["melding"]) for row in report.rows]


@pytest.mark.parametrize(("columns", "rows", "odd", "swapped"), [
    (("longitude", "latitude"), SCHOOLS, "degrees", False),
    (("longitude", "latitude"), DEGREES, "", False),
    (("latitude", "longitude"), DEGREES[:, ::-1], "", False),
    (("longitude", "latitude"), DEGREES[:, ::-1], "", True),
    (("lon", "lat"), SCHOOLS[:, ::-1], "degrees", True),
    (("x", "y"), SCHOOLS[:, ::-1], "", True),
    (("X_RD", "Y_RD"), DEGREES, "metres", False),
    (("x", "y"), [[str(v).replace(".", ",") for v in row] for row in DEGREES], "", False),
    (("x", "y"), [[f"{v},25 " for v in row] for row in SCHOOLS], "", False),
], ids=str)
def test_the_values_say_what_they_are(qgis_app, columns, rows, odd, swapped):
    xy, said = placed(columns, rows)
    assert np.abs(xy - SCHOOLS).max() < 0.6
    warnings = [text for level, text in said if level == "waarschuwing"]
    assert len(warnings) == bool(odd) + swapped
    assert not odd or f"although their names say {odd}" in warnings[0]
    assert not swapped or "they were swapped" in warnings[-1]


def test_a_row_that_fits_another_reading_is_no_point(qgis_app):
    xy, _ = placed(("x", "y"), [*SCHOOLS, SCHOOLS[0, ::-1], DEGREES[0], (780130, 450335), (None, 3)])
    assert np.isfinite(xy).all(axis=1).tolist() == [True, True, False, False, False, False]


def test_abroad_degrees_are_degrees(qgis_app):
    xy, said = placed(("lon", "lat"), [(9.52, 47.14)], QgsCoordinateReferenceSystem("EPSG:32632"))
    assert xy[0] == pytest.approx([539_400, 5_221_000], abs=500) and said[0][0] == "info"


def test_without_columns_for_it(qgis_app):
    with pytest.raises(EmptyInput):
        placed(("straat", "plaats"), [("a", "b")])


def population_csv(path, header="postcode;longitude;latitude;aantal_inwoners", elsewhere="9999ZZ;90000;450000;5"):
    """A PC6 file as municipalities have it: metres in columns called degrees, decimal commas."""
    rows = [f"1000A{chr(65 + k)};{stadje.X + 300 + 600 * (k % 3):.0f},5;{stadje.Y + 300 + 600 * (k // 3):.0f},5;"
            f"{10 * k + 10}"
            for k in range(6)]
    path.write_text("\n".join([header, *rows, elsewhere]) + "\n", "utf-8")
    return str(path)


def test_residents_from_a_table(run_alg, tmp_path):
    parameters = {"BUURTEN": stadje.buurten(), "PUNTEN": population_csv(tmp_path / "pc6.csv"), "OUTPUT": "memory:"}
    done = run_alg("bevolking", parameters)
    found = {f["buurtcode"]: f for f in done.results["OUTPUT"].getFeatures()}
    assert len(found) == 6
    for k in range(6):
        point = found[f"BU9998010{k}"].geometry().asPoint()
        assert (point.x(), point.y()) == (stadje.X + 300.5 + 600 * (k % 3), stadje.Y + 300.5 + 600 * (k // 3))
    texts = [text for level, text in done.messages if level == "warning"]
    assert any("although their names say degrees" in text for text in texts)
    assert any("outside the extent of the areas, not read: 1" in text for _, text in done.messages)


def test_residents_from_a_table_without_places(run_alg, tmp_path):
    path = population_csv(tmp_path / "pc6.csv", "postcode;a;b;aantal_inwoners")
    with pytest.raises(QgsProcessingException, match="no usable geometry"):
        run_alg("bevolking", {"BUURTEN": stadje.buurten(), "PUNTEN": path, "OUTPUT": "memory:"})


def test_the_two_files_of_schools_agree(qgis_app, shared_data):
    places = {}
    for name in ("scholen_rd", "scholen_wgs84"):
        layer = QgsVectorLayer(str(shared_data / "denhaag_zuidwest" / f"{name}.csv"), name, "ogr")
        report = Report()
        made = with_points(read(layer, name), RD, None, report)
        places[name] = {(n, c): xy for n, c, xy in zip(made.table["name"], made.table["PC6"], points_xy(made.geometry))}
        assert [row["niveau"] for row in report.rows] == ["waarschuwing" if name == "scholen_rd" else "info"]
    both = places["scholen_rd"].keys() & places["scholen_wgs84"].keys()
    apart = [np.hypot(*(places["scholen_rd"][key] - places["scholen_wgs84"][key])) for key in both]
    assert len(both) > 20 and max(apart) < 2


def moved(layer, change):
    """Return the layer with its geometries changed, but not the CRS that it says it has."""
    from qgis.core import QgsGeometry

    shapes = {f.id(): QgsGeometry(f.geometry()) for f in layer.getFeatures()}
    for shape in shapes.values():
        change(shape)
    layer.dataProvider().changeGeometryValues(shapes)
    return layer


def in_kilometres(shape):
    from qgis.PyQt.QtGui import QTransform

    shape.transform(QTransform.fromScale(0.001, 0.001))


WRONG = {"swapped": lambda shape: shape.get().swapXy(), "kilometres": in_kilometres,
         "mercator": lambda shape: shape.translate(400_000, 6_300_000),
         "without the false origin": lambda shape: shape.translate(-155_000, -463_000)}


@pytest.mark.parametrize("how", WRONG)
def test_metres_of_another_system_are_doubted(run_alg, how):
    done = run_alg("buurten", {"INPUT": moved(stadje.buurten(), WRONG[how]), "OUTPUT": "memory:"})
    assert any("outside the area that EPSG:28992 is made for" in text for level, text in done.messages
               if level == "warning")


def test_what_lies_where_it_says_is_not_doubted(run_alg):
    layer = stadje.buurten()
    for crs in ("EPSG:28992", "EPSG:3857", "EPSG:3035", "EPSG:32632"):
        there = run_native("native:reprojectlayer", {"INPUT": layer, "TARGET_CRS": crs, "OUTPUT": "memory:"})
        done = run_alg("buurten", {"INPUT": there, "OUTPUT": "memory:"})
        assert not [text for level, text in done.messages if level == "warning"], crs


def run_native(name, parameters):
    import processing

    return processing.run(name, parameters)["OUTPUT"]


def test_points_that_no_street_is_near_have_no_reach(run_alg):
    """All are lost: an empty layer without a word would say that nothing can be reached."""
    places = moved(stadje.facilities(), WRONG["mercator"])
    with pytest.raises(QgsProcessingException, match="does not overlap"):
        run_alg("loopbereik", {"INPUT": places, "LOOPNETWERK": stadje.streets(), "AFSTANDEN": "400",
                               "OUTPUT": "memory:"})
