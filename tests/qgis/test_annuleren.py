"""A cancel while much is read and written: the algorithm asks often, and stops when it hears yes.

No seconds: what is counted is how often it asks, and how often again after it was told to stop.
"""

import sqlite3

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsProcessingException
from slecht.draaien import Feedback, run

from verbondenheidskaart_plugin.core.errors import Cancelled
from verbondenheidskaart_plugin.data import usable_lines, wkb
from verbondenheidskaart_plugin.data.osm import osm_polylines
from verbondenheidskaart_plugin.data.report import Report

STREETS = 6000
IN_ROW = 100
BATCH = 1000  # features made or written between two questions


@pytest.fixture(scope="module")
def extract(tmp_path_factory):
    """An OSM file with many streets, each joined to the next of its row."""
    path = tmp_path_factory.mktemp("groot") / "provincie.osm"
    with path.open("w", encoding="utf-8") as out:
        out.write('<osm version="0.6">\n')
        for k in range(STREETS + STREETS // IN_ROW):
            row, column = divmod(k, IN_ROW + 1)
            out.write(f'<node id="{k + 1}" version="1" lon="{4 + column / 1000}" lat="{52 + row / 1000}"/>\n')
        for k in range(STREETS):
            first = k + k // IN_ROW + 1
            out.write(f'<way id="{k + 1}" version="1"><nd ref="{first}"/><nd ref="{first + 1}"/>'
                      '<tag k="highway" v="residential"/></way>\n')
        out.write("</osm>\n")
    return path


def to_layer(extract, path, feedback):
    return run("loopnetwerk", {"OSM": str(extract), "OUTPUT": str(path)}, feedback)


def rows(path):
    with sqlite3.connect(path) as database:
        return database.execute(f'SELECT count(*) FROM "{path.stem}"').fetchone()[0]


def test_it_stops_at_the_first_yes(extract, tmp_path, qgs_processing):
    whole, path = Feedback(), tmp_path / "net.gpkg"
    to_layer(extract, path, whole)
    assert rows(path) == STREETS
    assert whole.asked > 2 * STREETS / BATCH, "it asks while it makes shapes, and while it writes"
    before = path.read_bytes()
    for share in (0, 0.2, 0.4, 0.6, 0.8):
        # How often it asks while GDAL or numpy is at work depends on how long that takes.
        feedback = Feedback(1 + int(share * (2 * STREETS / BATCH)))
        with pytest.raises(QgsProcessingException, match="Cancelled"):
            to_layer(extract, path, feedback)
        assert feedback.asked == feedback.limit
        assert path.read_bytes() == before and list(tmp_path.iterdir()) == [path]


def test_the_lines_of_a_whole_extract_are_placed_in_pieces(extract, qgis_app, monkeypatch):
    """All at once, those of a province take ten seconds."""
    monkeypatch.setattr(usable_lines, "_PIECE", 1000)
    placed, transformed = [], wkb.transformed
    monkeypatch.setattr(wkb, "transformed", lambda *given: placed.append(1) or transformed(*given))

    def press(share):
        if len(placed) == 2:
            raise Cancelled()

    rd = QgsCoordinateReferenceSystem("EPSG:28992")
    whole = osm_polylines(extract, rd, None, Report())
    assert len(placed) == STREETS / 1000 and sorted(whole.row) == list(range(STREETS))
    placed.clear()
    with pytest.raises(Cancelled):
        osm_polylines(extract, rd, None, Report(), progress=press)
    assert len(placed) == 2
