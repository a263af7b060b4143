"""A real extract as a whole, from the file to the finished map, with areas of one's own and no CBS data."""

from pathlib import Path

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsVectorLayer,
)

UTM = "EPSG:32632"
RESIDENTS = {"Vaduz": 5696, "Schaan": 6039, "Triesen": 5275, "Balzers": 4623, "Triesenberg": 2627, "Planken": 472,
             "Eschen": 4466, "Mauren": 4397, "Gamprin": 1691, "Ruggell": 2389, "Schellenberg": 1105}


def communes(path):
    """Return the communes in the extract as areas with residents (about 2019)."""
    source = QgsVectorLayer(f"{path}|layername=multipolygons|subset=boundary='administrative' AND admin_level='8'",
                            "communes", "ogr")
    areas = QgsVectorLayer(f"MultiPolygon?crs={UTM}&field=buurtcode:string&field=buurtnaam:string&"
                           "field=inwoners:integer", "gemeenten", "memory")
    transform = QgsCoordinateTransform(source.crs(), QgsCoordinateReferenceSystem(UTM), QgsCoordinateTransformContext())
    features = []
    for found in source.getFeatures():
        shape, feature = found.geometry(), QgsFeature(areas.fields())
        shape.transform(transform)
        feature.setGeometry(shape)
        feature.setAttributes([found["osm_id"], found["name"], RESIDENTS[found["name"]]])
        features.append(feature)
    areas.dataProvider().addFeatures(features)
    return areas


def test_liechtenstein_from_the_file_to_the_map(run_alg, shared_data, tmp_path):
    path = shared_data / "osm_pbf_fallback" / "liechtenstein-latest.osm.pbf"
    done = run_alg("verbondenheidskaart", {"BUURTEN": communes(path), "OSM": str(path), "TITEL": "Liechtenstein",
                                           "UITVOERMAP": str(tmp_path)})
    for output in ("KAART", "KAART_PNG", "RAPPORT", "PROJECT"):
        assert Path(done.results[output]).stat().st_size > 10_000

    def layer(name):
        return QgsVectorLayer(f"{done.results['GEOPACKAGE']}|layername={name}", name, "ogr")

    areas = list(layer("buurten").getFeatures())
    assert {f["buurtnaam"] for f in areas} == set(RESIDENTS)
    assert all(0 <= f["verbondenheid"] <= 100 for f in areas)
    assert layer("rotondes").featureCount() > 150 and layer("verbindingslijnen").featureCount() > 500
    assert sum(f["inwoners"] for f in areas) == pytest.approx(sum(RESIDENTS.values()))
    assert layer("buurten").crs().authid() == UTM
    told = {f["sleutel"]: f["waarde"] for f in layer("herkomst").getFeatures()}
    assert "OpenStreetMap" in told["attributie"] and "CBS" not in told["attributie"]
