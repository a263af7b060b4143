"""The plugin in the desktop: it comes and goes without a trace, and a finished map becomes one group of the project."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
import stadje
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsProcessingRegistry,
    QgsProject,
    QgsRuleBasedRenderer,
    QgsSettings,
    QgsVectorLayer,
)
from qgis.gui import QgsMapCanvas, QgsMessageBar
from qgis.PyQt.QtCore import QEvent, QTimer
from qgis.PyQt.QtWidgets import QMainWindow, QMessageBox, QPushButton, QToolBar

import verbondenheidskaart_plugin
from verbondenheidskaart_plugin import plugin as plugin_module
from verbondenheidskaart_plugin.gui.dock import AssistantDock
from verbondenheidskaart_plugin.gui.launcher import CHAIN, Launcher, example_parameters
from verbondenheidskaart_plugin.gui.load import add_map
from verbondenheidskaart_plugin.plugin import MENU, VerbondenheidskaartPlugin

RD = QgsCoordinateReferenceSystem("EPSG:28992")
IDS = {"verbondenheidskaart", "kaart_opmaken", "buurten", "rotondes"}


class Desktop:
    """As much of the interface of QGIS as the plugin uses, with real widgets."""

    def __init__(self):
        self.window, self.menus, self.opened = QMainWindow(), {}, []
        self.toolbar, self.bar, self.canvas = QToolBar(self.window), QgsMessageBar(self.window), QgsMapCanvas()

    def mainWindow(self):
        return self.window

    def messageBar(self):
        return self.bar

    def mapCanvas(self):
        return self.canvas

    def addPluginToMenu(self, name, action):
        self.menus.setdefault(name, []).append(action)

    def removePluginMenu(self, name, action):
        self.menus[name].remove(action)

    def addToolBarWidget(self, widget):
        return self.toolbar.addWidget(widget)

    def removeToolBarIcon(self, action):
        self.toolbar.removeAction(action)

    def newProject(self, ask):
        return True

    def addDockWidget(self, area, dock):
        self.window.addDockWidget(area, dock)
        dock.show()

    def removeDockWidget(self, dock):
        self.window.removeDockWidget(dock)

    def addProject(self, path):
        self.opened.append(path)


@pytest.fixture
def desktop(qgis_app, qgis_new_project):
    QgsSettings().remove("verbondenheidskaart/assistent")
    yield Desktop()
    QgsSettings().remove("verbondenheidskaart/assistent")


@pytest.fixture
def registry(qgis_app, monkeypatch):
    """A registry of its own for the plugin: the one of QGIS holds the provider for the other tests."""
    made = QgsProcessingRegistry()
    application = SimpleNamespace(processingRegistry=lambda: made, getThemeIcon=QgsApplication.getThemeIcon)
    monkeypatch.setattr(plugin_module, "QgsApplication", application)
    return made


@pytest.fixture
def map_file(qgis_app, tmp_path):
    """A small project as a run leaves it: a GeoPackage, a group with a layer that is off, and a layer on its own."""
    def make(title="Kaart van Stadje"):
        path = stadje.save(stadje.buurten(), tmp_path / "verbondenheidskaart.gpkg")
        project = QgsProject()
        project.setTitle(title)
        project.setCrs(RD)
        group = project.layerTreeRoot().addGroup("Plekken")
        for name, parent in (("uit", group), ("aan", group), ("index", project.layerTreeRoot())):
            layer = QgsVectorLayer(f"{path}|layername=buurten", name)
            layer.setRenderer(QgsRuleBasedRenderer.convertFromRenderer(layer.renderer()))
            project.addMapLayer(layer, False)
            node = parent.addLayer(layer)
            node.setItemVisibilityChecked(name != "uit")
            node.setExpanded(name == "index")
            node.setCustomProperty("legend/eigen", name)
        assert project.write(str(tmp_path / "verbondenheidskaart.qgz"))
        return str(tmp_path / "verbondenheidskaart.qgz")
    return make


def tree(node):
    return [child.name() if not child.children() else (child.name(), tree(child)) for child in node.children()]


def test_it_comes_and_goes_without_a_trace(desktop, registry):
    for _ in range(3):
        plugin = verbondenheidskaart_plugin.classFactory(desktop)
        plugin.initGui()
        assert len(registry.providers()) == 1
        assert {f"verbondenheidskaart:{name}" for name in IDS} <= {
            a.id() for a in registry.providerById("verbondenheidskaart").algorithms()}
        assert len(desktop.menus[MENU]) == 5
        assert len(desktop.toolbar.actions()) == 1
        assert plugin.button.defaultAction() is desktop.menus[MENU][0]
        plugin.unload()
        assert (registry.providers(), desktop.menus[MENU], desktop.toolbar.actions()) == ([], [], [])


def test_the_assistant_comes_back_as_it_was_left(desktop, qgs_processing, monkeypatch):
    def docks():
        QgsApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return desktop.window.findChildren(AssistantDock)

    # The provider of the tests stands in for that of the plugin, which would bear the same name.
    monkeypatch.setattr(VerbondenheidskaartPlugin, "initProcessing", lambda self: None)
    desktop.window.show()
    plugin = VerbondenheidskaartPlugin(desktop)
    plugin.initGui()
    assert not docks()
    plugin.button.click()
    assert docks()[0].isVisible()
    docks()[0].go_to(docks()[0].map_page)
    docks()[0].map_page.output.fill({"TITEL": "Mijn kaart"})
    for _ in range(3):  # the plugin is reloaded, or QGIS is started again
        plugin.unload()
        assert not docks() and not desktop.menus[MENU]
        plugin = VerbondenheidskaartPlugin(desktop)
        plugin.initGui()
        dock, = docks()
        assert dock.isVisible() and dock.tabs.currentWidget() is dock.map_page
        assert dock.map_page.parameters()["TITEL"] == "Mijn kaart"
    plugin.button.click()
    assert not dock.isVisible()
    plugin.unload()
    plugin = VerbondenheidskaartPlugin(desktop)
    plugin.initGui()
    assert not docks()
    plugin.unload()


def test_it_works_without_a_desktop(registry):
    plugin = VerbondenheidskaartPlugin(None)
    plugin.initGui()
    assert len(registry.providers()) == 1 and plugin.launcher is None
    plugin.unload()
    plugin.unload()
    assert registry.providers() == []


def test_nothing_heavy_is_imported_before_a_run(root):
    package = Path(verbondenheidskaart_plugin.__file__).parent.parent
    heavy = "{'numpy', 'pandas', 'scipy', 'networkx', 'processing'}"
    code = ("import sys, qgis.core, qgis.gui, qgis.utils\n"
            "already = set(sys.modules)\n"  # QGIS 3.40 imports numpy itself
            "import verbondenheidskaart_plugin.plugin, verbondenheidskaart_plugin.provider\n"
            "import verbondenheidskaart_plugin.gui.launcher\n"
            f"print(sorted({heavy} & set(sys.modules) - already))")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(package), os.environ.get("PYTHONPATH", "")])}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stdout + done.stderr


def test_a_missing_library_is_named_and_the_algorithms_stay(desktop, qgs_processing, monkeypatch):
    said, find = [], importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, *a: None if name == "pandas" else find(name, *a))
    monkeypatch.setattr(QMessageBox, "warning", lambda parent, title, text: said.append(text))
    assert Launcher(desktop).open(CHAIN, {}) is None
    assert len(said) == 1 and "pandas" in said[0] and "scipy," not in said[0]
    assert all(not a.canExecute()[0] for a in qgs_processing.providerById("verbondenheidskaart").algorithms())


def test_the_example_city_fills_in_the_dialog(qgs_processing):
    from qgis.core import QgsProcessingContext

    algorithm, given = qgs_processing.createAlgorithmById(CHAIN), example_parameters()
    assert set(given) <= {d.name() for d in algorithm.parameterDefinitions()}
    assert algorithm.checkParameterValues(given, QgsProcessingContext()) == (True, "")
    files = [v for k, v in given.items() if k not in ("TITEL", "BRONVERMELDING", "UITVOERMAP", "INDICATOREN")]
    assert all(Path(path).is_file() for path in files + given["INDICATOREN"])


def test_a_map_becomes_one_group_with_the_same_tree(map_file, qgis_new_project):
    target = QgsProject.instance()
    added = add_map(map_file(), target)
    root = target.layerTreeRoot()
    assert tree(root) == [("Kaart van Stadje", [("Plekken", ["uit", "aan"]), "index"])]
    off, on, index = root.findLayers()
    assert [n.itemVisibilityChecked() for n in (off, on, index)] == [False, True, True]
    assert [n.isExpanded() for n in (off, on, index)] == [False, False, True]
    assert [n.customProperty("legend/eigen") for n in (off, on, index)] == ["uit", "aan", "index"]
    assert all(isinstance(n.layer().renderer(), QgsRuleBasedRenderer) for n in (off, on, index))
    assert target.crs() == RD and added.group.name() == "Kaart van Stadje"


def test_the_project_keeps_its_own_crs_and_layers(map_file, qgis_new_project):
    target, path = QgsProject.instance(), map_file()
    target.addMapLayer(stadje.streets())
    target.setCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    extent = add_map(path, target).extent
    assert target.crs().authid() == "EPSG:3857"
    assert tree(target.layerTreeRoot())[1:] == ["wegen"]
    assert 540000 < extent.xMinimum() < 550000 and 6.8e6 < extent.yMinimum() < 6.9e6


def test_the_map_made_again_replaces_the_earlier_one(map_file, qgis_new_project):
    target = QgsProject.instance()
    add_map(map_file("Eerste"), target)
    root = target.layerTreeRoot()
    moved = root.findLayers()[2]
    root.insertChildNode(0, moved.clone())
    moved.parent().removeChildNode(moved)
    add_map(map_file("Tweede"), target)
    assert tree(root) == ["index", ("Tweede", [("Plekken", ["uit", "aan"]), "index"])]
    assert len(target.mapLayers()) == 4


def test_the_map_of_another_folder_comes_on_top(map_file, tmp_path, qgis_new_project):
    target = QgsProject.instance()
    add_map(map_file("Eerste"), target)
    (tmp_path / "verbondenheidskaart.gpkg").rename(tmp_path / "elders.gpkg")
    for layer in target.mapLayers().values():
        layer.setDataSource(f"{tmp_path / 'elders.gpkg'}|layername=buurten", layer.name(), "ogr")
    add_map(map_file("Tweede"), target)
    assert [name for name, _ in tree(target.layerTreeRoot())] == ["Tweede", "Eerste"]


def test_an_unreadable_project_is_no_map(tmp_path, qgis_new_project):
    assert add_map(str(tmp_path / "weg.qgz"), QgsProject.instance()) is None
    assert tree(QgsProject.instance().layerTreeRoot()) == []


def test_after_a_run_the_files_are_offered(desktop, map_file, qgis_new_project):
    launcher, path = Launcher(desktop), map_file()
    for _ in range(2):
        launcher.finished(True, {"PROJECT": path, "KAART": "x.pdf"})
        QgsApplication.processEvents()
    assert len(desktop.bar.items()) == 1
    assert len(tree(QgsProject.instance().layerTreeRoot())) == 1
    assert desktop.canvas.extent().contains(QgsProject.instance().mapLayersByName("index")[0].extent())
    buttons = desktop.bar.currentItem().findChildren(QPushButton)
    assert [button.text() for button in buttons] == ["Open PDF", "Open as project"]
    buttons[1].click()
    assert desktop.opened == [path]


@pytest.mark.parametrize("results", [(False, {}), (True, {"GEOPACKAGE": "x.gpkg"})])
def test_after_a_failure_nothing_happens(desktop, results):
    Launcher(desktop).finished(*results)
    QgsApplication.processEvents()
    assert not QgsProject.instance().mapLayers() and not desktop.bar.items()


def test_a_map_that_is_open_as_project_gets_no_second_group(desktop, map_file, qgis_new_project):
    path = map_file()
    assert QgsProject.instance().read(path)
    Launcher(desktop).finished(True, {"PROJECT": path, "KAART": "x.pdf"})
    QgsApplication.processEvents()
    assert tree(QgsProject.instance().layerTreeRoot()) == [("Plekken", ["uit", "aan"]), "index"]
    assert len(desktop.bar.items()) == 1


def test_the_desktop_stays_alive_during_work_in_the_main_thread(qgis_app):
    from verbondenheidskaart_plugin.algorithms.main_thread import lively

    seen, clicked = [], []
    QTimer.singleShot(0, lambda: clicked.append(True))
    lively(lambda fraction: seen.append((fraction, bool(clicked))))(0.5)
    assert seen == [(0.5, True)]
