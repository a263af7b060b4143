"""The assistant as its users meet it: typing a gemeente, waiting, cancelling, and getting a map."""

import gc
import importlib.util
import os
import time
from pathlib import Path

import pytest
import stadje
from qgis.core import QgsApplication, QgsProject, QgsSettings, QgsVectorLayer
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QEventLoop, QTimer
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QLineEdit, QPushButton

from verbondenheidskaart_plugin.gui.dock import AssistantDock
from verbondenheidskaart_plugin.gui.launcher import Launcher
from verbondenheidskaart_plugin.gui.state import FAILED

LONGEST_S = 900


def until(condition, longest=LONGEST_S):
    """Let the desktop go on until something is so; return the seconds that took."""
    begin, loop = time.monotonic(), QEventLoop()
    while not condition():
        assert time.monotonic() - begin < longest, "it did not happen"
        QTimer.singleShot(20, loop.quit)
        loop.exec()
    return time.monotonic() - begin


@pytest.fixture
def make_dock(qgs_processing, qgis_new_project):
    """Open the dock, without a desktop; ``make_dock()`` again is the next session of QGIS."""
    QgsSettings().remove("verbondenheidskaart/assistent")
    docks = []

    def make():
        docks.append(AssistantDock(Launcher(None)))
        docks[-1].show()
        return docks[-1]

    yield make
    for dock in docks:
        dock.stop()
        # Here and now: else Python takes it apart some day, perhaps in the thread of a run.
        sip.delete(dock)
    gc.collect()
    QgsSettings().remove("verbondenheidskaart/assistent")
    QgsProject.instance().clear()


@pytest.fixture
def dock(make_dock):
    return make_dock()


@pytest.fixture
def filled(dock, loket, tmp_path):
    """The page of the data, filled in for the tiny town on a server on loopback."""
    page = dock.data_page
    page.more.fill({"DIENSTEN": loket.catalogue(tmp_path / "diensten.csv")})
    page.folder.fill({"UITVOERMAP": str(tmp_path / "uit")})
    page.place.findChild(QLineEdit, "GEMEENTE").setText("Stadje")
    return page


def ended(page):
    """Wait for the end of a run; return its state."""
    until(lambda: not page.state.running and not page.host.busy)
    return page.state


def open_files():
    """Return the names of the files that this process has open; nothing where the system does not tell."""
    handles = Path("/proc/self/fd")
    return [os.readlink(h) for h in handles.iterdir() if os.path.lexists(h)] if handles.exists() else []


def cells(tree):
    items = [tree.topLevelItem(k) for k in range(tree.topLevelItemCount())]
    return [(i.text(0), i.text(1), " / ".join(i.child(k).text(0) for k in range(i.childCount()))) for i in items]


def test_a_name_becomes_data_and_the_data_a_map(dock, filled, tmp_path):
    page, beats, moved, stages = filled, [], [], set()
    timer = QTimer()
    timer.timeout.connect(lambda: (beats.append(1), moved.append(page.view.bar.value())))
    timer.start(5)
    page.go.click()
    assert dock.busy and not page.go.isEnabled() and page.view.isVisible() and page.view.cancel.isEnabled()
    assert ended(page).state == "klaar", page.state.problem
    assert len(beats) > 10 and sorted(moved) == moved and len(set(moved)) > 5
    came = {name: (count, about) for name, count, about in cells(page.came)}
    assert came["Neighbourhoods 2024"][0] == "8" and came["Population 2024"][0] == "216"
    assert came["OpenStreetMap"][1].startswith("Loket osm / CC BY 4.0 · ")
    assert page.came.isVisible() and page.onward.isVisible()

    page.onward.click()
    making, gpkg = dock.map_page, tmp_path / "uit" / "gm9998_2024.gpkg"
    assert dock.tabs.currentWidget() is making and "Stadje: Neighbourhoods" in making.about.text()
    given = making.parameters()
    assert given.pop("UITVOERMAP") == str(tmp_path / "uit" / "kaart_gm9998_2024")
    assert given == {**{key: f"{gpkg}|layername={key.lower()}" for key in (
        "BUURTEN", "KERNCIJFERS", "VOORZIENINGEN", "LOOPNETWERK", "BEVOLKING")},
        "OSM": str(tmp_path / "uit" / "gm9998.osm"), "TITEL": "Verbondenheidskaart Stadje"}
    timer.timeout.connect(lambda: stages.update(
        (making.view.stages.topLevelItem(k).text(0), making.view.stages.topLevelItem(k).text(1))
        for k in range(making.view.stages.topLevelItemCount())))
    making.go.click()
    assert ended(making).state == "klaar", making.state.problem
    timer.stop()
    assert {("Walking network", word) for word in ("waiting", "busy", "done")} <= stages
    assert {stage.state for stage in making.state.stages} == {"klaar"}
    assert QgsProject.instance().mapLayersByName("Walking flows")
    assert not {name for name in open_files() if name.endswith(gpkg.name)}, "else Windows cannot fetch them again"
    assert dock.tabs.currentWidget() is dock.result_page
    assert Path(dock.result_page.chooser.filePath()).name == "verbondenheidskaart.gpkg"
    herkomst = QgsVectorLayer(f"{dock.result_page.chooser.filePath()}|layername=herkomst", "h", "ogr")
    credit, = (f["waarde"] for f in herkomst.getFeatures() if f["sleutel"] == "attributie")
    assert "Loket buurten 2024 (CC BY 4.0)" in credit and "Loket osm" in credit


def test_what_was_fetched_is_not_fetched_again(filled, loket):
    filled.go.click()
    assert ended(filled).state == "klaar"
    loket.asked.clear()
    filled.view.back.click()
    assert filled.currentIndex() == 0
    filled.go.click()
    assert ended(filled).state == "klaar" and loket.asked == []


def test_a_run_is_cancelled_within_a_second(filled, loket, tmp_path):
    loket.faults.append(lambda path, n: time.sleep(20) if "buurten" in path else None)
    filled.go.click()
    until(lambda: any("buurten" in path for _, path in loket.asked))
    filled.view.cancel.click()
    assert until(lambda: not filled.host.busy) < 1
    assert filled.state.state == "afgebroken" and "Cancelled" in filled.view.said.text()
    assert not list((tmp_path / "uit").glob("*.gpkg")) and not filled.came.isVisible()
    filled.view.back.click()
    assert filled.go.isEnabled()


def test_a_map_that_is_cancelled_leaves_the_earlier_one(dock, tmp_path):
    page, folder = dock.map_page, tmp_path / "kaart"
    page.fill({"BUURTEN": stadje.save(stadje.buurten(), tmp_path / "b.gpkg"),
               "VOORZIENINGEN": stadje.save(stadje.facilities(), tmp_path / "v.gpkg"),
               "LOOPNETWERK": stadje.save(stadje.streets(), tmp_path / "w.gpkg"), "UITVOERMAP": str(folder)})
    folder.mkdir()
    (folder / "verbondenheidskaart.gpkg").write_text("van gisteren")
    page.go.click()
    until(lambda: [stage.state for stage in page.state.stages].count("klaar") >= 3)
    page.view.cancel.click()
    assert ended(page).state == "afgebroken"
    marks = [stage.state for stage in page.state.stages]
    assert marks[0] == "klaar" and marks.count("afgebroken") == 1 and marks[-1] == "wacht"
    assert [path.name for path in folder.iterdir() if path.is_file()] == ["verbondenheidskaart.gpkg"]
    assert (folder / "verbondenheidskaart.gpkg").read_text() == "van gisteren"
    assert dock.tabs.currentWidget() is not dock.result_page and not QgsProject.instance().mapLayers()


def test_an_area_drawn_in_the_project(filled):
    area = stadje.layer("Polygon", "field=a:integer", [(stadje.square(0, 0), 1)], name="Mijn gebied")
    QgsProject.instance().addMapLayer(area)
    filled.by_area.setChecked(True)
    filled.place.fill({"GEBIED": area.id()})
    filled.boxes["kerncijfers"].setChecked(False)
    assert "GEMEENTE" not in filled.parameters()
    filled.go.click()
    assert ended(filled).state == "klaar", filled.state.problem
    assert filled.fetched.path.name == "gebied_2024.gpkg" and filled.fetched.name == "Mijn gebied"
    assert QgsVectorLayer(f"{filled.fetched.path}|layername=buurten", "b", "ogr").featureCount() == 1


def test_the_dialog_of_processing_has_what_was_filled_in(filled, monkeypatch):
    opened = []
    monkeypatch.setattr(filled.host.launcher, "open", lambda algorithm, parameters: opened.append(
        (algorithm, parameters)))
    filled.open_dialog()
    filled.host.use_example()
    filled.host.map_page.open_dialog()
    assert opened == [("verbondenheidskaart:gegevens_ophalen", filled.parameters()),
                      ("verbondenheidskaart:verbondenheidskaart", filled.host.map_page.parameters())]
    assert opened[1][1]["BRONVERMELDING"], "also what only the dialog shows"


def test_a_failure_is_one_clear_message(filled, loket):
    loket.faults.append(lambda path, n: (404, {}, "weg") if "overpass" in path else None)
    filled.go.click()
    assert ended(filled).state == FAILED
    said = filled.view.said.text()
    assert "status 404" in said and "Traceback" not in said and said.count("\n") == 0
    assert filled.view.back.isVisible() and not filled.onward.isVisible()


def test_a_wrong_name_offers_those_that_look_like_it(filled):
    filled.place.findChild(QLineEdit, "GEMEENTE").setText("Stadjesvelt")
    filled.go.click()
    assert ended(filled).state == FAILED
    offered = [filled.alike.itemAt(k).widget() for k in range(filled.alike.count())]
    assert [button.text() for button in offered[:2]] == ["Fetch Stadjesland GM9997", "Fetch Stadje GM9998"]
    offered[1].click()
    assert ended(filled).state == "klaar" and filled.fetched.name == "Stadje"


def test_without_statline_the_page_says_what_is_missing(filled, loket):
    loket.faults.append(lambda path, n: (404, {}, "weg") if "odata3" in path else None)
    filled.go.click()
    assert ended(filled).state == "klaar"
    assert any("kerncijfers: could not be fetched" in text for text in filled.state.warnings)
    assert filled.view.only.isVisible() and filled.view.only.isChecked(), "afterwards, what needs attention"
    assert "kerncijfers" in filled.view.log.toPlainText()
    assert filled.view.log.toPlainText().count("\n") + 1 == len(filled.state.warnings)
    filled.view.only.setChecked(False)
    assert filled.view.log.toPlainText().count("\n") + 1 == len(filled.state.messages)
    assert "KERNCIJFERS" not in filled.host.map_page.parameters()
    assert "Key figures" not in filled.host.map_page.about.text()


def test_nothing_runs_before_what_is_needed_is_there(dock):
    dock.data_page.go.click()
    assert "Municipality" in dock.data_page.hint.text() and not dock.busy
    for box in dock.data_page.boxes.values():
        box.setChecked(False)
    dock.data_page.by_area.setChecked(True)
    dock.data_page.go.click()
    assert {"Area instead", "What to fetch"} <= {part.strip()[:13].strip() if "What" in part else part.strip()[:12]
                                                for part in dock.data_page.hint.text()[18:].split(",")}
    dock.data_page.host.use_own_data()
    dock.map_page.go.click()
    for label in ("Neighbourhoods", "Facilities", "Streets and paths", "Output folder"):
        assert label in dock.map_page.hint.text()
    assert not dock.map_page.input_box.isCollapsed()


def test_one_run_at_a_time(filled, loket):
    loket.faults.append(lambda path, n: time.sleep(5) if "buurten" in path else None)
    filled.go.click()
    assert not filled.host.map_page.go.isEnabled()
    job = filled.job
    filled.begin()
    assert filled.job is job
    job.stop()


def test_the_dock_is_closed_while_it_is_busy(filled, monkeypatch):
    told = []
    monkeypatch.setattr(filled.host.launcher, "tell", lambda text, level: told.append(text))
    filled.go.click()
    filled.host.close()
    assert ended(filled).state == "klaar"
    assert told == ["Data of Stadje: done."]


def test_it_is_as_it_was_left(make_dock, filled, tmp_path):
    filled.boxes["monumenten"].setChecked(True)
    filled.go.click()
    assert ended(filled).state == "klaar"
    filled.host.map_page.output.fill({"TITEL": "Een andere titel"})
    filled.host.go_to(filled.host.map_page)
    filled.host.remember()
    again = make_dock()
    assert again.data_page.parameters() == filled.parameters()
    assert again.data_page.parameters()["BRONNEN"][-1] == "monumenten"
    assert again.map_page.parameters() == filled.host.map_page.parameters()
    assert again.map_page.parameters()["TITEL"] == "Een andere titel"
    assert again.tabs.currentWidget() is again.map_page


def test_a_layer_of_the_project_is_read_from_its_file(dock, tmp_path):
    from verbondenheidskaart_plugin.gui.forms import lasting
    from verbondenheidskaart_plugin.gui.running import from_file

    path = stadje.save(stadje.buurten(), tmp_path / "b.gpkg")
    layers = QgsVectorLayer(path, "Mijn buurten", "ogr"), stadje.streets()
    QgsProject.instance().addMapLayers(list(layers))
    dock.map_page.inputs.fill({"BUURTEN": layers[0].id(), "LOOPNETWERK": layers[1].id()})
    given = dock.map_page.parameters()
    assert (given["BUURTEN"], given["LOOPNETWERK"]) == (layers[0].id(), layers[1].id())
    assert from_file(given["BUURTEN"]).startswith(path) and from_file(given["LOOPNETWERK"]) == layers[1].id()
    assert not {"BUURTEN", "LOOPNETWERK"} & set(lasting(given))


def test_a_layer_of_the_project_is_not_chosen_by_itself(dock):
    QgsProject.instance().addMapLayer(stadje.buurten())
    assert not set(dock.map_page.parameters()) - {"UITVOERMAP", "TITEL"}
    assert dock.map_page.about.text()


def test_earlier_data_and_other_files(dock, filled, tmp_path):
    other = stadje.save(stadje.buurten(), tmp_path / "eigen.gpkg")
    filled.take_earlier(other)
    assert "eigen.gpkg" in filled.hint.text() and dock.tabs.currentWidget() is filled
    filled.go.click()
    assert ended(filled).state == "klaar"
    path = str(filled.fetched.path)
    dock.map_page.fill({"BUURTEN": other, "INDICATOREN": [other]})
    filled.take_earlier(path)
    given = dock.map_page.parameters()
    assert dock.tabs.currentWidget() is dock.map_page and given["BUURTEN"] == f"{path}|layername=buurten"
    assert given["INDICATOREN"] == [other], "what has nothing to do with the fetched data stays"


def test_the_example_city_is_one_click_away(dock):
    from verbondenheidskaart_plugin.gui.launcher import example_parameters

    button, = (b for b in dock.findChildren(QPushButton) if b.text().startswith("The example"))
    button.click()
    assert dock.map_page.parameters() == example_parameters() and dock.map_page.missing() == []


def test_the_result_opens_and_more_is_made_of_it(dock, example_city, tmp_path, monkeypatch):
    import shutil

    page, opened = dock.result_page, []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(Path(url.toLocalFile()).name) or True)
    assert not any(button.isEnabled() for button in (*page.openers.values(), *page.makers.values()))
    folder = shutil.copytree(Path(example_city).parent, tmp_path / "kaart")
    page.take({"GEOPACKAGE": str(folder / Path(example_city).name)})
    for name in ("pdf", "report", "geopackage"):
        page.openers[name].click()
    assert opened == ["verbondenheidskaart.pdf", "verbondenheidskaart.html", "kaart"]
    page.openers["project"].click()
    assert QgsProject.instance().mapLayers()
    assert "potential" in page.caveat.text()
    page.makers["exporteren"].click()
    assert ended(page).state == "klaar", page.state.problem
    assert (folder / "export").is_dir() and list((folder / "export").glob("*.csv"))
    page.open_made.click()
    assert opened[-1] == "export"
    page.makers["buurtatlas"].click()
    assert ended(page).state == "klaar", page.state.problem
    page.view.back.click()
    assert not page.openers["atlas"].isHidden()
    page.openers["atlas"].click()
    assert opened[-1] == "buurtatlas.pdf"


def test_names_of_files_are_those_of_the_atlas():
    from verbondenheidskaart_plugin.gui.fetched import ATLAS
    from verbondenheidskaart_plugin.kaart.atlas_export import BOOK

    assert ATLAS == BOOK


def test_a_library_that_is_missing_is_named(make_dock, monkeypatch):
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, *a: None if name == "scipy" else find(name, *a))
    dock = make_dock()
    assert dock.lacking.isVisible() and "scipy" in dock.lacking.text()
    assert not dock.data_page.go.isEnabled() and not dock.map_page.go.isEnabled()
    dock.map_page.begin()
    assert not dock.busy


@pytest.mark.parametrize("language", ["en", "nl"])
def test_it_fits_in_a_narrow_column(make_dock, speak, language):
    speak(language)
    dock = make_dock()
    dock.setStyleSheet("* { font-size: 9pt }")  # the size of QGIS
    dock.setFloating(True)
    dock.resize(320, 640)
    QgsApplication.processEvents()
    assert dock.width() == 320
    for _, page, title in dock.pages:
        dock.go_to(page)
        QgsApplication.processEvents()
        assert page.form_side.minimumSizeHint().width() <= page.width() <= 320, title
        for button in page.form_side.findChildren(QPushButton):
            assert button.sizeHint().width() <= button.width() or not button.isVisible(), button.text()
