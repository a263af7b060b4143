"""The archive of CBS: years that no service has come as a ZIP of shapefiles or a GeoPackage of the whole country."""

import zipfile

import loket as counter
import pytest
from qgis.core import (
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsGeometry,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsRectangle,
    QgsVectorFileWriter,
    QgsVectorLayer,
)

OLD_NAMES = {"gemeentecode": "GM_CODE", "gemeentenaam": "GM_NAAM", "water": "WATER", "buurtcode": "BU_CODE",
             "buurtnaam": "BU_NAAM", "wijkcode": "WK_CODE", "aantal_inwoners": "AANT_INW"}


def written(rows, path, driver):
    """Save rows of the counter as CBS did before 2022."""
    names = [name for name in OLD_NAMES if name in rows[0]]
    fields = "&".join(f"field={OLD_NAMES[n]}:{'integer' if n == 'aantal_inwoners' else 'string(60)'}" for n in names)
    layer = QgsVectorLayer(f"Polygon?crs=EPSG:28992&{fields}", path.stem, "memory")
    features = []
    for row in rows:
        feature = QgsFeature(layer.fields())
        feature.setAttributes([row[n] for n in names])
        feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(*counter.corners(row["shape"]))))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.layerName, options.fileEncoding = driver, path.stem, "UTF-8"
    done = QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(path), QgsCoordinateTransformContext(), options)
    assert done[0] == QgsVectorFileWriter.WriterError.NoError, done


def packed(folder, kind):
    """Return the bytes of an archive with gemeenten, wijken and buurten."""
    sets = {"gemeente": counter.gemeenten(), "wijk": counter.gemeenten(), "buurt": counter.buurten()}
    files = folder / "bestanden"
    files.mkdir()
    for name, rows in sets.items():
        written(rows, files / (f"cbs_{name}en_2020.gpkg" if kind == "GPKG" else f"{name}_2020_v3.shp"), kind)
    with zipfile.ZipFile(folder / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("leesmij.txt", "Wijk- en buurtkaart")
        for path in sorted(files.iterdir()):
            archive.write(path, f"WijkBuurtkaart_2020_v3/{path.name}")
    return (folder / "a.zip").read_bytes()


@pytest.fixture
def archive(take, loket, tmp_path):
    """Fetch the year 2020 from an archive; return the outcome. ``body``: other bytes than the archive."""
    def run(kind="ESRI Shapefile", body=None, sources=("buurten",), **more):
        body = packed(tmp_path, kind) if body is None else body
        loket.faults.append(lambda path, n: (200, {}, body) if path == "/wbk_2020_v3.zip" else None)
        address = f"archief,{loket.address}/wbk_{{jaar}}_v3.zip"
        changes = {"gemeenten": f"2019-2023,{address},gemeente", "buurten": f"2019-2023,{address},buurt"}
        return take(sources, changes=changes, JAAR=2020, **more)

    return run


@pytest.mark.parametrize("kind", ["ESRI Shapefile", "GPKG"])
def test_a_year_of_the_archive_goes_into_the_chain(archive, run_alg, loket, kind):
    done = archive(kind)
    layer = QgsVectorLayer(done.results["BUURTEN"], "b", "ogr")
    assert sorted(f["BU_CODE"] for f in layer.getFeatures()) == [*(f"BU9998010{k}" for k in range(6)), "BU99980199"]
    assert sum(f.geometry().area() for f in layer.getFeatures()) == pytest.approx(1800 * 1300)
    manifest = QgsVectorLayer(f"{done.results['GEOPACKAGE']}|layername=herkomst", "h", "ogr")
    rows = {f["sleutel"]: f for f in manifest.getFeatures()}
    assert rows["bron.buurten"]["jaar"] == 2020 and rows["bron.buurten"]["aantal"] == 8, "one of them a neighbour's"
    assert [path for _, path in loket.asked] == ["/wbk_2020_v3.zip"], "the same file for both, asked for once"
    read = run_alg("buurten", {"INPUT": done.results["BUURTEN"], "OUTPUT": "memory:"})
    assert read.results["OUTPUT"].featureCount() == 6


@pytest.mark.parametrize(("spoil", "text"), [
    (lambda body: b"<html>Onderhoud</html>", "no archive"), (lambda body: body[:-400], "no archive"),
    (lambda body: body[:600] + bytes([body[600] ^ 255]) + body[601:], "no archive"), (None, "no layer gemeente"),
])
def test_an_archive_that_is_damaged_or_another_is_refused(archive, tmp_path, spoil, text):
    if spoil is None:
        with zipfile.ZipFile(tmp_path / "b.zip", "w") as other:
            other.writestr("gemeente_2020.txt", "x")
        body = (tmp_path / "b.zip").read_bytes()
    else:
        body = spoil(packed(tmp_path, "ESRI Shapefile"))
    with pytest.raises(QgsProcessingException, match=text):
        archive(body=body)
    assert not list((tmp_path / "uit").glob("*.gpkg")) and not list((tmp_path / "uit" / "opgehaald").glob("*"))


def test_cancel_while_the_file_comes(loket, qgs_processing, tmp_path):
    import processing

    feedback = QgsProcessingFeedback(False)
    loket.faults.append(lambda path, n: feedback.cancel() or (200, {}, b"x" * 10))
    services = loket.catalogue(tmp_path / "d.csv", gemeenten=f"2020,archief,{loket.address}/a.zip,gemeente")
    with pytest.raises(QgsProcessingException, match="Cancelled"):
        processing.run("verbondenheidskaart:gegevens_ophalen", {
            "GEMEENTE": "Stadje", "JAAR": 2020, "BRONNEN": ["buurten"], "UITVOERMAP": str(tmp_path / "uit"),
            "DIENSTEN": services}, feedback=feedback)


def test_the_catalogue_of_the_plugin_has_2019_and_2020():
    from verbondenheidskaart_plugin.data.services import read_services

    for year in (2019, 2020):
        service, = read_services().offered("buurten", year)[0]
        assert service.address.endswith(f"WijkBuurtkaart_{year}_v3.zip")
    assert [s.kind for s in read_services().offered("buurten", 2022)[0]] == ["oapif", "wfs", "archief"]
