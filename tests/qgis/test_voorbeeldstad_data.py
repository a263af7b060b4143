"""The example town is what its script makes, and its layers agree with each other."""

import numpy as np
import pytest
from osgeo import ogr
from voorbeeldstad.figures import NEAR
from voorbeeldstad.town import build
from voorbeeldstad.write import csv_text, osm_text, tables

SECRET = -99990


@pytest.fixture(scope="module")
def folder(root):
    return root / "resources" / "voorbeeldstad"


@pytest.fixture(scope="module")
def town():
    return build()


def rows(path):
    """Return the attributes and geometries of the only layer of a GeoPackage."""
    source = ogr.Open(str(path))
    layer = source.GetLayer(0)
    return layer.GetName(), [(dict(feature.items()), feature.GetGeometryRef().Clone()) for feature in layer]


@pytest.fixture(scope="module")
def buurten(folder):
    return rows(folder / "buurten.gpkg")[1]


@pytest.fixture(scope="module")
def cells(folder):
    return rows(folder / "bevolking_100m.gpkg")[1]


def test_the_script_makes_what_is_committed(town, folder):
    def same(made, name):  # not compared by pytest, which takes an hour over the differences of two large texts
        return made == (folder / name).read_text(encoding="utf-8")

    assert same(osm_text(town), "voorbeeldstad.osm")
    for name, made in tables(town).items():
        if name.endswith(".csv"):
            assert same(csv_text(made), name), name
            continue
        committed = rows(folder / name)[1]
        assert len(committed) == len(made)
        for (attributes, _), row in zip(committed, made):
            assert attributes == {key: row[key] for key in attributes}


def test_layer_names(folder):
    assert rows(folder / "buurten.gpkg")[0] == "buurten"
    assert rows(folder / "bevolking_100m.gpkg")[0] == "vierkant_100m"


def test_buurten_cover_the_gemeente_without_gaps_or_overlaps(buurten):
    assert 20 <= len(buurten) <= 25 and len({row["wijkcode"] for row, _ in buurten}) == 6
    whole = ogr.Geometry(ogr.wkbMultiPolygon)
    for _, shape in buurten:
        assert shape.IsValid()
        for part in shape:
            whole.AddGeometry(part)
    union = whole.UnionCascaded()
    assert union.GetGeometryName() == "POLYGON" and union.GetGeometryCount() == 1
    assert union.Area() == pytest.approx(sum(shape.Area() for _, shape in buurten), abs=1.0)


def test_figures_as_cbs_publishes_them(buurten):
    water = [row for row, _ in buurten if row["water"] == "JA"]
    assert len(water) == 1 and water[0]["aantal_inwoners"] < SECRET
    small = [row for row, _ in buurten if 0 < row["aantal_inwoners"] < 50]
    assert len(small) == 1 and small[0]["percentage_personen_65_jaar_en_ouder"] < SECRET
    people = [row["aantal_inwoners"] for row, _ in buurten if row["aantal_inwoners"] > 0]
    assert 38_000 <= sum(people) <= 42_000 and all(n % 5 == 0 for n in people)
    for row, _ in buurten:
        ages = [value for key, value in row.items() if key.startswith("percentage_personen_")]
        if min(ages) >= 0:
            assert sum(ages) == pytest.approx(100, abs=2), row["buurtnaam"]
            assert row["stedelijkheid_adressen_per_km2"] in range(1, 6)
        assert all(row[name] > 0 or row[name] < SECRET for name in NEAR)


def test_the_squares_hold_the_people_of_the_buurten(buurten, cells):
    known = [row["aantal_inwoners"] for row, _ in cells if row["aantal_inwoners"] > SECRET]
    total = sum(row["aantal_inwoners"] for row, _ in buurten if row["aantal_inwoners"] > 0)
    assert sum(known) == pytest.approx(total, rel=0.01) and len(known) < len(cells)
    inside = {row["buurtcode"]: 0.0 for row, _ in buurten}
    for row, square in cells:
        if row["aantal_inwoners"] > SECRET:
            for buurt, shape in buurten:
                if shape.Intersects(square):
                    inside[buurt["buurtcode"]] += row["aantal_inwoners"] * shape.Intersection(square).Area() / 1e4
    large = [row for row, _ in buurten if row["aantal_inwoners"] > 1000]
    ratio = np.array([inside[row["buurtcode"]] / row["aantal_inwoners"] for row in large])
    assert (np.abs(ratio - 1) < 0.15).all()


def test_gdal_reads_the_streets_and_areas(folder):
    source = ogr.Open(str(folder / "voorbeeldstad.osm"))
    counts = {}
    for name in ("points", "lines", "multilinestrings", "multipolygons"):
        shapes = [feature.GetGeometryRef().Clone() for feature in source.GetLayer(name)]
        counts[name] = len(shapes)
        assert name != "multipolygons" or all(shape.IsValid() for shape in shapes)
    assert counts["points"] > 300 and counts["lines"] > 1000 and counts["multipolygons"] > 3000


def test_there_are_gaps_that_make_stagnatieplekken(town, buurten):
    code = {row["buurtnaam"]: row["buurtcode"][-4:] for row, _ in buurten}
    meeting = {"community_centre", "social_centre", "library", "cafe", "pub", "place_of_worship"}
    places = np.array([f.centre for f in town.facilities if f.tags.get("amenity") in meeting])
    for name in ("Bomenbuurt", "De Rietlanden"):
        middle = town.buurten[code[name]][0].mean(axis=0)
        assert np.hypot(*(places - middle).T).min() > 500, name
    village = {f.tags.get("name") for f in town.facilities if np.hypot(*(f.centre - [5500, 2130])) < 350
               and f.tags.get("amenity") in meeting}
    assert village == {"Sint-Odulphuskerk", "Dorpshuis De Broek"}
