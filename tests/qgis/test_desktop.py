"""Algorithms as the desktop runs them: in a background task, with results that are open or loaded into the project."""

import os
from pathlib import Path

import pytest
import stadje
from qgis.core import (
    QgsApplication,
    QgsLayerTreeModel,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
)
from qgis.gui import QgsLayerTreeView
from qgis.PyQt.QtCore import QEventLoop, QTimer

from verbondenheidskaart_plugin.gui.load import add_map


class Feedback(QgsProcessingFeedback):
    """Keeps the errors."""

    def __init__(self):
        super().__init__(False)
        self.errors = []

    def reportError(self, text, fatalError=False):
        self.errors.append(text)


def run_in_background(algorithm, parameters):
    """Run as the dialog does; return (successful, results, errors)."""
    context, feedback, loop, done = QgsProcessingContext(), Feedback(), QEventLoop(), []
    context.setProject(QgsProject.instance())
    algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"verbondenheidskaart:{algorithm}")
    assert algorithm.checkParameterValues(parameters, context) == (True, "")
    task = QgsProcessingAlgRunnerTask(algorithm, parameters, context, feedback)
    task.executed.connect(lambda *result: (done.extend(result), loop.quit()))
    QgsApplication.taskManager().addTask(task)
    QTimer.singleShot(120000, loop.quit)
    loop.exec()
    return (*done, feedback.errors)


def open_files():
    """Return the names of the files that this process has open; nothing where the system does not tell."""
    handles = Path("/proc/self/fd")
    return [os.readlink(h) for h in handles.iterdir() if os.path.lexists(h)] if handles.exists() else []


@pytest.fixture
def load_results(qgs_processing, qgis_new_project, monkeypatch):
    """Run an algorithm and load its results as the toolbox does; from QGIS 3.42 on that asks for a real layer tree."""
    import processing
    import qgis.utils

    model, view = QgsLayerTreeModel(QgsProject.instance().layerTreeRoot()), QgsLayerTreeView()
    view.setModel(model)
    monkeypatch.setattr(qgis.utils.iface, "layerTreeView", lambda: view)
    yield processing.runAndLoadResults
    view.setModel(None)


@pytest.fixture
def parameters(tmp_path):
    yield {"BUURTEN": stadje.save(stadje.buurten(), tmp_path / "b.gpkg"),
            "VOORZIENINGEN": stadje.save(stadje.facilities(), tmp_path / "v.gpkg"),
            "LOOPNETWERK": stadje.save(stadje.streets(), tmp_path / "w.gpkg"),
            "TITEL": "Stadje", "UITVOERMAP": str(tmp_path / "uit")}
    QgsProject.instance().clear()


def test_a_map_that_is_open_can_be_made_again(qgs_processing, qgis_new_project, parameters):
    successful, results, errors = run_in_background("verbondenheidskaart", parameters)
    assert successful, errors
    project = QgsProject.instance()
    add_map(results["PROJECT"], project)
    layers = project.mapLayersByName("Walking flows")
    assert layers and all(layer.featureCount() > 0 for layer in project.mapLayers().values())
    number = layers[0].featureCount()

    fewer = stadje.streets()
    gone = [f.id() for f in fewer.getFeatures() if f["name"] in ("Straat 900", "Laan 200")]
    fewer.dataProvider().deleteFeatures(gone)
    changed = {**parameters, "LOOPNETWERK": stadje.save(fewer, parameters["LOOPNETWERK"] + ".2.gpkg")}
    successful, results, errors = run_in_background("verbondenheidskaart", changed)
    assert successful, errors
    assert all(layer.isValid() for layer in project.mapLayers().values())
    assert sum(1 for _ in layers[0].getFeatures()) < number
    # A layer that had kept the earlier file open would still hold it, though it has no name any more.
    assert [name for name in open_files() if name.endswith("verbondenheidskaart.gpkg (deleted)")] == []


def test_a_layer_in_edit_mode_stops_the_run_at_once(qgs_processing, qgis_new_project, parameters):
    successful, results, errors = run_in_background("verbondenheidskaart", parameters)
    assert successful, errors
    add_map(results["PROJECT"], QgsProject.instance())
    layer = QgsProject.instance().mapLayersByName("Walking flows")[0]
    layer.startEditing()
    successful, _, errors = run_in_background("verbondenheidskaart", parameters)
    layer.rollBack()
    assert not successful and "Walking flows" in errors[0] and "edited" in errors[0]


@pytest.mark.parametrize("form, renderer", [(0, "singleSymbol"), (1, "categorizedSymbol")])
def test_results_that_are_loaded_get_their_style(load_results, parameters, form, renderer):
    feedback = Feedback()
    loaded = load_results("verbondenheidskaart:loopbereik", {
        "INPUT": parameters["VOORZIENINGEN"], "LOOPNETWERK": parameters["LOOPNETWERK"], "VORM": form,
        "OUTPUT": "TEMPORARY_OUTPUT"}, feedback=feedback)
    assert feedback.errors == []
    assert QgsProject.instance().mapLayer(loaded["OUTPUT"]).renderer().type() == renderer


def test_buurten_without_an_index_are_not_drawn_as_unknown(load_results, parameters):
    loaded = load_results("verbondenheidskaart:buurten", {
        "INPUT": parameters["BUURTEN"], "OUTPUT": "TEMPORARY_OUTPUT"})
    layer = QgsProject.instance().mapLayer(loaded["OUTPUT"])
    assert layer.renderer().type() == "singleSymbol" and layer.labelsEnabled()
