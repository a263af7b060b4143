"""A tiny town for the tests: six buurten of 600 m, a street grid, a canal with one bridge, and facilities."""

from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer

X, Y = 120000.0, 480000.0
TYPES = ("community_centre", "library", "cafe", "school", "place_of_worship", "pub", "doctors", "restaurant")


def layer(kind: str, fields: str, rows, crs: str = "EPSG:28992", name: str = "laag") -> QgsVectorLayer:
    """Return a memory layer; rows are (wkt or None, values …)."""
    found = QgsVectorLayer(f"{kind}?crs={crs}&{fields}" if kind != "None" else f"None?{fields}", name, "memory")
    features = []
    for wkt, *values in rows:
        feature = QgsFeature(found.fields())
        feature.setAttributes(list(values))
        if wkt:
            feature.setGeometry(QgsGeometry.fromWkt(wkt))
        features.append(feature)
    found.dataProvider().addFeatures(features)
    return found


def square(column: int, row: int, size: float = 600.0) -> str:
    x0, y0 = X + column * size, Y + row * size
    x1, y1 = x0 + size, y0 + size
    return f"POLYGON(({x0} {y0},{x1} {y0},{x1} {y1},{x0} {y1},{x0} {y0}))"


def buurten() -> QgsVectorLayer:
    """Six buurten in the old and new spelling of the GeoPackage, one with a missing-value code."""
    fields = "&".join([
        "field=buurtcode:string", "field=buurtnaam:string", "field=wijkcode:string", "field=gemeentecode:string",
        "field=water:string", "field=aantal_inwoners:integer", "field=aantal_huishoudens:integer",
        "field=percentage_personen_0_tot_15_jaar:integer", "field=percentage_personen_15_tot_25_jaar:integer",
        "field=percentage_personen_25_tot_45_jaar:integer", "field=percentage_personen_45_tot_65_jaar:integer",
        "field=percentage_personen_65_jaar_en_ouder:integer", "field=percentage_eenpersoonshuishoudens:integer",
        "field=percentage_huishoudens_zonder_kinderen:integer", "field=percentage_huishoudens_met_kinderen:integer",
        "field=cafe_gemiddelde_afstand_in_km:double"])
    rows = []
    for k in range(6):
        older = 10 + 8 * k
        rows.append((square(k % 3, k // 3), f"BU9998010{k}", f"Buurt {k}", "WK999801", "GM9998", "NEE", 900 + 100 * k,
                     400 + 50 * k, 20, 12, 38 - older // 2, 30 - older + older // 2, older, 30 + 5 * k, 30, 40 - 5 * k,
                     -99997 if k == 5 else 0.3 + 0.1 * k))
    return layer("Polygon", fields, rows, name="buurten")


def streets() -> QgsVectorLayer:
    """A grid of 100 m; the canal at x = 900 m is crossed by the street at y = 300 m only."""
    rows = []
    for i in range(0, 1201, 100):
        xs = [x for x in range(0, 1801, 100)]
        runs = [xs] if i == 300 else [[x for x in xs if x < 900], [x for x in xs if x > 900]]
        for run in runs:
            points = ",".join(f"{X + x} {Y + i}" for x in run)
            rows.append((f"LINESTRING({points})", "residential", f"Straat {i}"))
    for x in range(0, 1801, 100):
        if x != 900:
            points = ",".join(f"{X + x} {Y + y}" for y in range(0, 1201, 100))
            rows.append((f"LINESTRING({points})", "residential", f"Laan {x}"))
    rows.append((f"LINESTRING({X} {Y - 500},{X + 1800} {Y - 500})", "motorway", "A1"))
    return layer("LineString", "field=highway:string&field=name:string", rows, name="wegen")


def facilities() -> QgsVectorLayer:
    """Sixteen places with OSM tags, and one that is no meeting place."""
    rows = []
    for k in range(16):
        x, y = X + 110 + 230 * (k % 8), Y + 205 + 600 * (k // 8)
        rows.append((f"POINT({x} {y})", TYPES[k % 8], f"Plek {k}"))
    rows.append((f"POINT({X + 50} {Y + 50})", "parking", "Garage"))
    return layer("Point", "field=amenity:string&field=name:string", rows, name="voorzieningen")


def save(source: QgsVectorLayer, path) -> str:
    """Write a layer to a GeoPackage and return its path."""
    from qgis.core import QgsCoordinateTransformContext, QgsVectorFileWriter

    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.layerName = "GPKG", source.name()
    QgsVectorFileWriter.writeAsVectorFormatV3(source, str(path), QgsCoordinateTransformContext(), options)
    return str(path)
