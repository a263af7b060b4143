"""Output layers of single algorithms: the layer of an earlier run stays whole until the new one is complete."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys

import processing
import pytest
import stadje
from osgeo import gdal
from qgis.core import (
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterVectorLayer,
    QgsProcessingUtils,
    QgsProject,
    QgsVectorLayer,
)
from slecht.draaien import Feedback, run

from verbondenheidskaart_plugin.data import output, placing

STREETS, AREAS = "loopnetwerk", "buurten"


def table_in(path, name="een"):
    return f"ogr:dbname='{path}' table=\"{name}\" (geom)"


def files(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def rows(path, table=None):
    layer = QgsVectorLayer(f"{path}|layername={table}" if table else str(path), "", "ogr")
    assert layer.isValid(), path
    return layer.featureCount()


@pytest.fixture
def earlier(tmp_path, qgs_processing):
    """A folder with the outputs of an earlier run: a GeoPackage of its own, a Shapefile, and files of two tables."""
    folder = tmp_path / "uit é"
    folder.mkdir()
    facilities = stadje.facilities()
    stadje.save(facilities, folder / "los.gpkg")
    processing_run(facilities, folder / "los.shp")
    for name in ("een", "twee"):
        processing_run(facilities, table_in(folder / "samen.gpkg", name))
        gdal.VectorTranslate(str(folder / "samen.sqlite"), str(folder / "los.gpkg"), format="SQLite", layerName=name,
                             accessMode="update" if name == "twee" else None)
    return folder


def processing_run(layer, destination):
    return processing.run("native:extractbyexpression",
                          {"INPUT": layer, "EXPRESSION": "true", "OUTPUT": str(destination)})


def destinations(folder):
    return {"file": str(folder / "los.gpkg"), "shapefile": str(folder / "los.shp"),
            "table": table_in(folder / "samen.gpkg"), "sqlite": table_in(folder / "samen.sqlite")}


KINDS = ("file", "shapefile", "table", "sqlite")


@pytest.mark.parametrize("kind", KINDS)
def test_a_finished_layer_takes_the_place_of_the_earlier_one(earlier, kind):
    index = earlier / "los.qix"
    index.write_bytes(b"index of the earlier Shapefile")
    done = run(AREAS, {"INPUT": stadje.buurten(), "OUTPUT": destinations(earlier)[kind]})
    output_layer = QgsProcessingUtils.mapLayerFromString(done.results["OUTPUT"], done.context) \
        if isinstance(done.results["OUTPUT"], str) else done.results["OUTPUT"]
    assert output_layer.isValid() and output_layer.featureCount() == 6
    assert index.exists() == (kind != "shapefile")
    where = {"file": "los.gpkg", "shapefile": "los.shp", "table": "samen.gpkg", "sqlite": "samen.sqlite"}[kind]
    assert rows(earlier / where, "een" if kind in ("table", "sqlite") else None) == 6
    assert rows(earlier / "samen.gpkg", "twee") == rows(earlier / "samen.sqlite", "twee") == 17
    assert not [p.name for p in earlier.iterdir() if p.name.startswith(".")]


def test_a_table_gets_its_index_and_leaves_the_styles_of_others(earlier):
    path = earlier / "samen.gpkg"
    other = QgsVectorLayer(f"{path}|layername=twee", "twee", "ogr")
    other.saveStyleToDatabase("mijn stijl", "", True, "")
    del other
    run(AREAS, {"INPUT": stadje.buurten(), "OUTPUT": table_in(path)})
    with sqlite3.connect(path) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("SELECT count(*) FROM rtree_een_geom").fetchone() == (6,)
        assert database.execute("SELECT f_table_name FROM layer_styles").fetchall() == [("twee",)]
        names = {n for n, in database.execute("SELECT table_name FROM gpkg_contents WHERE data_type = 'features'")}
        assert names == {"een", "twee"}


def test_of_the_earlier_rows_nothing_is_left_in_the_file(tmp_path, qgs_processing, monkeypatch):
    """SQLite keeps the bytes of deleted rows, but where a system has it otherwise, as Debian does."""
    from osgeo import gdal

    path = tmp_path / "plekken.gpkg"
    names = [(f"POINT({stadje.X + 9 * k} {stadje.Y + 121})", "cafe", f"Geheim {k} " * 9) for k in range(200)]
    secret = stadje.layer("Point", "field=amenity:string&field=name:string", names, name="vroeger")
    before = gdal.GetConfigOption("OGR_SQLITE_PRAGMA")
    gdal.SetConfigOption("OGR_SQLITE_PRAGMA", "secure_delete=OFF")
    try:
        for layer in (secret, stadje.facilities()):
            run("voorzieningen", {"INPUT": layer, "OUTPUT": table_in(path, "plekken")})
    finally:
        gdal.SetConfigOption("OGR_SQLITE_PRAGMA", before)
    assert rows(path, "plekken") == 16 and b"Geheim" not in path.read_bytes()


def test_a_table_in_a_file_that_is_not_there(tmp_path, qgs_processing):
    path = tmp_path / "diep" / "er" / "nieuw.gpkg"
    run(STREETS, {"INPUT": stadje.streets(), "OUTPUT": table_in(path, "net"), "VERDACHT": table_in(path, "verdacht")})
    assert rows(path, "net") > 100 and rows(path, "verdacht") >= 0
    assert [p.name for p in path.parent.iterdir()] == ["nieuw.gpkg"]


@pytest.mark.parametrize("option", ["SPATIALITE=YES", "SPATIALITE=NO"])
def test_a_table_of_sqlite_has_its_names_and_shapes(tmp_path, qgs_processing, option):
    path = tmp_path / "samen.sqlite"
    gdal.GetDriverByName("SQLite").Create(str(path), 0, 0, 0, gdal.GDT_Unknown, [option])
    for _ in range(2):
        run(AREAS, {"INPUT": stadje.buurten(), "OUTPUT": table_in(path, "Mijn Buurten")})
    layer = QgsVectorLayer(f"{path}|layername=Mijn Buurten", "", "ogr")
    assert layer.featureCount() == 6 and layer.crs().authid() == "EPSG:28992"
    assert all(f.geometry().area() > 0 for f in layer.getFeatures()) and layer.fields().lookupField("inwoners") >= 0


def test_the_input_may_be_replaced_by_its_output(tmp_path, qgs_processing):
    path = stadje.save(stadje.buurten(), tmp_path / "buurten.gpkg")
    run(AREAS, {"INPUT": path, "OUTPUT": path})
    layer = QgsVectorLayer(path, "", "ogr")
    assert layer.featureCount() == 6 and layer.fields().lookupField("inwoners") >= 0


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_in_the_second_output_leaves_the_first(earlier, kind, monkeypatch):
    before, write = files(earlier), output.write_to

    def fails(sink, table, *more):
        write(sink, table, *more)
        if "soort" in table.columns:
            raise OSError(28, "No space left on device", str(earlier / "x"))

    monkeypatch.setattr(output, "write_to", fails)
    with pytest.raises(QgsProcessingException):
        run(STREETS, {"INPUT": stadje.streets(), "OUTPUT": destinations(earlier)[kind],
                      "VERDACHT": str(earlier / "verdacht.gpkg")})
    assert files(earlier) == before


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("moment", ["first", "last"])
def test_a_cancel_leaves_the_earlier_layer(earlier, kind, moment, monkeypatch):
    before, write, feedback = files(earlier), output.write_to, Feedback(1 if moment == "first" else None)

    def cancelled_when_all_is_written(*given):
        write(*given)
        feedback.cancel()

    if moment == "last":
        monkeypatch.setattr(output, "write_to", cancelled_when_all_is_written)
    with pytest.raises(QgsProcessingException, match="Cancelled"):
        run(STREETS, {"INPUT": stadje.streets(), "OUTPUT": destinations(earlier)[kind]}, feedback)
    assert files(earlier) == before


@pytest.mark.parametrize("kind", KINDS)
def test_a_full_disk_leaves_the_earlier_layer(small_disk, earlier, kind):
    disk = small_disk / "uit"
    shutil.copytree(earlier, disk)
    free = os.statvfs(disk)
    with open(disk / "vol", "wb") as filler:
        filler.write(b"x" * max(free.f_bavail * free.f_frsize - 60_000, 0))
    before = files(disk)
    with pytest.raises(QgsProcessingException) as error:
        run(STREETS, {"INPUT": stadje.streets(), "OUTPUT": destinations(disk)[kind]})
    assert files(disk) == before
    assert ".nieuw" not in str(error.value) and ("los" in str(error.value) or "samen" in str(error.value))


@pytest.fixture
def small_disk(tmp_path):
    """A disk of two megabytes; needs root."""
    place = tmp_path / "schijf"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", place], check=False,
                      capture_output=True).returncode:
        pytest.skip("a small disk can be made by root only")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


KILLED = """
import os, signal, sys
sys.path[:0] = {path!r}
from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingFeedback
app = QgsApplication([], False)
app.initQgis()
import stadje
from verbondenheidskaart_plugin.data import geopackage_tables, output, placing
from verbondenheidskaart_plugin.provider import VerbondenheidskaartProvider

def kill(*_):
    os.kill(os.getpid(), signal.SIGKILL)

moment = {moment!r}
if moment == "writing":
    write = output.write_to
    output.write_to = lambda *given: (write(*given), kill())
elif moment == "putting":
    like = geopackage_tables._like
    geopackage_tables._like = lambda layer, made: (kill() if k == 5 else f for k, f in enumerate(like(layer, made)))
elif moment == "moving":
    placing.os.replace = kill
provider = VerbondenheidskaartProvider()
app.processingRegistry().addProvider(provider)
made = app.processingRegistry().algorithmById("verbondenheidskaart:buurten").create()
made.run({{"INPUT": stadje.buurten(), "OUTPUT": {output!r}}}, QgsProcessingContext(), QgsProcessingFeedback(False))
"""


@pytest.mark.parametrize("kind, moment", [("file", "writing"), ("shapefile", "moving"), ("table", "writing"),
                                          ("table", "putting"), ("sqlite", "putting")])
def test_killed_it_leaves_the_earlier_layer(earlier, kind, moment):
    asked, before = destinations(earlier)[kind], files(earlier)
    code = KILLED.format(path=sys.path, moment=moment, output=asked)
    job = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True,
                         env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    assert job.returncode == -signal.SIGKILL, job.stderr
    for name in ("samen.gpkg", "samen.sqlite"):
        with sqlite3.connect(earlier / name) as database:  # SQLite itself undoes what was half done
            assert database.execute('SELECT count(*) FROM "een"').fetchone() == (17,)
    after = files(earlier)
    assert {name: after[name] for name in before} == before
    assert all(name.startswith(".") or name.endswith("-journal") for name in set(after) - set(before))
    run(AREAS, {"INPUT": stadje.buurten(), "OUTPUT": asked})
    assert not [p.name for p in earlier.iterdir() if p.name.startswith(".")]


def test_a_second_run_at_the_same_file_is_refused(earlier):
    before = files(earlier)
    with placing.beside(earlier, "los.gpkg"), pytest.raises(QgsProcessingException, match="another run"):
        run(AREAS, {"INPUT": stadje.buurten(), "OUTPUT": str(earlier / "los.gpkg")})
    assert files(earlier) == before


def test_the_layer_on_the_map_shows_the_new_rows(earlier, qgis_new_project):
    layer = QgsVectorLayer(f"{earlier / 'samen.gpkg'}|layername=een", "Mijn plekken")
    QgsProject.instance().addMapLayer(layer)

    def again():
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        return processing.run("verbondenheidskaart:voorzieningen", {
            "INPUT": stadje.facilities(), "OUTPUT": table_in(earlier / "samen.gpkg")}, context=context)

    again()
    assert layer.isValid() and layer.featureCount() == sum(1 for _ in layer.getFeatures()) == 16
    layer.startEditing()
    before = files(earlier)
    with pytest.raises(QgsProcessingException, match="Mijn plekken"):
        again()
    assert files(earlier) == before
    layer.rollBack()
    QgsProject.instance().removeAllMapLayers()


def test_a_layer_to_be_loaded_is_the_final_one_with_its_style(earlier):
    project = QgsProject()
    for kind in ("file", "table"):
        asked = QgsProcessingOutputLayerDefinition(destinations(earlier)[kind], project)
        asked.destinationName = "Mijn naam"
        context = QgsProcessingContext()
        found = processing.run("verbondenheidskaart:buurten", {"INPUT": stadje.buurten(), "OUTPUT": asked},
                               context=context)["OUTPUT"]
        (key, details), = context.layersToLoadOnCompletion().items()
        assert details.name == "Mijn naam" and details.postProcessor() is not None
        assert asked.sink.staticValue() == destinations(earlier)[kind]
        layer = QgsProcessingUtils.mapLayerFromString(key, context) or found
        assert layer.featureCount() == 6 and str(earlier) in layer.source() and ".nieuw" not in layer.source()


def test_in_a_model(earlier):
    model = QgsProcessingModelAlgorithm()
    model.addModelParameter(QgsProcessingParameterVectorLayer("LAAG"), _component("LAAG"))
    first = QgsProcessingModelChildAlgorithm("verbondenheidskaart:buurten")
    first.setChildId("eerst")
    first.addParameterSources("INPUT", [QgsProcessingModelChildParameterSource.fromModelParameter("LAAG")])
    second = QgsProcessingModelChildAlgorithm("verbondenheidskaart:bevolking")
    second.setChildId("dan")
    second.addParameterSources("BUURTEN", [QgsProcessingModelChildParameterSource.fromChildOutput("eerst", "OUTPUT")])
    final = QgsProcessingModelOutput("MENSEN", "Mensen")
    final.setChildOutputName("OUTPUT")
    final.setChildId("dan")
    second.setModelOutputs({"MENSEN": final})
    model.addChildAlgorithm(first)
    model.addChildAlgorithm(second)
    context, feedback = QgsProcessingContext(), Feedback()
    given = {"LAAG": stadje.buurten(), "dan:MENSEN": str(earlier / "los.gpkg")}
    results, fine = model.run(given, context, feedback)
    assert fine, feedback.messages
    # Later versions name it by its title, without the child.
    assert results.get("dan:MENSEN", results.get("mensen")) == str(earlier / "los.gpkg")
    assert rows(earlier / "los.gpkg") == 6


def _component(name):
    return QgsProcessingModelParameter(name)
