"""The attribution on the map: what fetched data ask for, else the usual publishers."""

import pandas as pd
import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry
from stadje import buurten, facilities, save, streets

from verbondenheidskaart_plugin.data.credits import credits, manifest
from verbondenheidskaart_plugin.data.output import GeoPackage


@pytest.fixture
def fetched(tmp_path):
    """A GeoPackage with a manifest, as ``gegevens_ophalen`` leaves it."""
    path = tmp_path / "gm9998_2023.gpkg"
    with GeoPackage(path, QgsCoordinateReferenceSystem("EPSG:28992")) as out:
        source = buurten()
        rows = [dict(zip(source.fields().names(), f.attributes())) for f in source.getFeatures()]
        out.write("buurten", pd.DataFrame(rows), [QgsGeometry(f.geometry()) for f in source.getFeatures()])
        out.write("herkomst", pd.DataFrame({
            "sleutel": ["attributie", "bron.buurten", "bron.bevolking", "bron.osm"],
            "waarde": ["alles", "CBS <b>en</b> Kadaster", "CBS", "© OpenStreetMap contributors"],
            "jaar": [None, 2023.0, 2021.0, None], "licentie": [None, "CC BY 4.0", "CC BY 4.0", "ODbL 1.0"]}))
    return path


def test_what_was_fetched_names_its_own(fetched):
    assert manifest(str(fetched)) == {
        "buurten": "CBS <b>en</b> Kadaster 2023 (CC BY 4.0)", "bevolking": "CBS 2021 (CC BY 4.0)",
        "osm": "© OpenStreetMap contributors (ODbL 1.0)"}
    text = credits([("BUURTEN", str(fetched)), ("VOORZIENINGEN", str(fetched)), ("LOOPNETWERK", str(fetched))])
    assert text == "CBS <b>en</b> Kadaster 2023 (CC BY 4.0); © OpenStreetMap contributors (ODbL 1.0)"


def test_without_a_manifest_the_usual_publishers(tmp_path):
    plain = save(buurten(), tmp_path / "eigen.gpkg")
    assert manifest(plain) == manifest(str(tmp_path / "nee.gpkg")) == manifest("een laag") == {}
    assert credits([("BUURTEN", plain)]) == "neighbourhoods and figures: CBS/Kadaster (CC BY 4.0)"
    assert "OpenStreetMap" in credits([("BUURTEN", plain), ("OSM", "x.osm")])
    assert credits([("BUURTEN", plain), ("OSM", "x.osm")], dutch=False) == (
        "streets and facilities: © OpenStreetMap contributors (ODbL)")


def test_it_reaches_the_map_and_the_report(run_alg, fetched, tmp_path):
    import html

    from qgis.core import QgsLayoutItemLabel, QgsProject

    done = run_alg("verbondenheidskaart", {
        "BUURTEN": f"{fetched}|layername=buurten", "VOORZIENINGEN": save(facilities(), tmp_path / "v.gpkg"),
        "LOOPNETWERK": save(streets(), tmp_path / "w.gpkg"), "UITVOERMAP": str(tmp_path / "uit")})
    wanted = "CBS <b>en</b> Kadaster 2023 (CC BY 4.0)"
    page = open(done.results["RAPPORT"], encoding="utf-8").read()
    assert "CBS \\u003cb\\u003een\\u003c/b\\u003e Kadaster 2023 (CC BY 4.0)" in page and wanted not in page
    found = QgsProject()
    assert found.read(done.results["PROJECT"])
    sheet = found.layoutManager().layoutByName("Verbondenheidskaart")
    said = html.unescape("\n".join(item.text() for item in sheet.items() if isinstance(item, QgsLayoutItemLabel)))
    assert "Kadaster 2023 (CC BY 4.0)" in said and "OpenStreetMap" in said
    found.clear()
