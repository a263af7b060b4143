"""From spoilt data to parameter values: memory layers, files, broken files, CSV and OSM files."""

import csv
import io
import shutil
from pathlib import Path

from .lagen import Laag, gdal_quiet

ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE osm [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(97 + k)} "{f"&{chr(96 + k)};" * 10}">' for k in range(1, 9))
    + "]>"
)
ELSEWHERE = (
    '<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>/etc/hostname</SrcDataSource></OGRVRTLayer>'
    "</OGRVRTDataSource>"
)
_OSM = '<osm version="0.6"><node id="1" lat="52" lon="5"/><node id="2" lat="52.001" lon="5"/>{}</osm>'
_WAY = '<way id="{}"><nd ref="1"/><nd ref="2"/><tag k="highway" v="{}"/></way>'
OSM_TEXTS = {
    "leeg": "",
    "tekst": "geen kaart",
    "afgebroken": _OSM.format(_WAY.format(1, "footway"))[:150],
    "zonder knopen": '<osm version="0.6">' + _WAY.format(1, "footway") + "</osm>",
    "entiteiten": ENTITIES + _OSM.format(_WAY.format(1, "&i;")),
    "diep": "<osm>" + "<a>" * 20000,
    "pbf": "\x00\x00\x00\x0d\x0a\x09OSMHeader\x18\xff\xff\xff\xff\x0f",
    "rare waarden": _OSM.format(
        _WAY.format(2**63, "footway") + _WAY.format(-5, "=1+1") + '<node id="x" lat="NaN" lon="inf"/>'
    ),
}


def offer(laag: Laag, folder: Path):
    """Return the value of a layer parameter."""
    if laag.path.startswith("kapot:"):
        return broken(laag, folder / laag.path[6:])
    if laag.path or laag.fids or laag.kind.startswith("mixed "):
        path = folder / (laag.path or f"{laag.name}.gpkg")
        path.parent.mkdir(parents=True, exist_ok=True)
        mixed = laag.kind.startswith("mixed ")
        laag.kind = laag.kind.replace("mixed ", "")
        return laag.file(path, mixed)
    layer = laag.memory()
    if layer.featureCount() == len(laag.rows):
        return layer
    return laag.file(folder / f"{laag.name}.gpkg", mixed=True)  # a memory layer refuses what a file can hold


def broken(laag: Laag, path: Path) -> str:
    """Write a file that is not what its name says; "weg" does not exist at all."""
    if path.stem == "leeg":
        path.write_bytes(b"")
    elif path.stem in ("tekst", "rommel"):
        path.write_bytes(b"naam\nhet is geen laag\n" * 3 + b"\x00\xff\xfe")
    elif path.stem == "map":
        path.mkdir()
    elif path.stem == "elders":
        path.write_text(ELSEWHERE, encoding="utf-8")
    elif path.stem == "afgebroken":
        whole = laag.copy()
        whole.path = ""
        whole.kind = whole.kind.replace("mixed ", "")
        data = Path(whole.file(path)).read_bytes()
        path.write_bytes(data[: len(data) // 3])
    return str(path)


def offer_value(value, folder: Path, root: Path):
    """Return the value of another parameter; files are made."""
    if isinstance(value, tuple) and str(value[0]).startswith("csv:"):
        return _spoilt_csv(*value, folder, root)
    if isinstance(value, tuple) and value[0] == "osm:":
        path = folder / ("kaart.osm.pbf" if value[1] == "pbf" else "kaart.osm")
        if value[1] == "map":
            path.mkdir()
        elif value[1] != "weg":
            path.write_text(OSM_TEXTS[value[1]], encoding="latin-1")
        return str(path)
    if isinstance(value, str) and value.startswith("anker:"):
        path = folder / "ankers.json"
        path.write_text(value[6:] if value != "anker:leeg" else "", encoding="utf-8")
        return str(path)
    if value in ("leeg.csv", "binair.csv", "nergens.csv", "nergens.json"):
        path = folder / value
        if not value.startswith("nergens"):
            path.write_bytes(b"" if value.startswith("leeg") else bytes(range(256)) * 8)
        return str(path)
    return value


def _spoilt_csv(name, how, row, column, value, folder: Path, root: Path) -> str:
    source = root / "resources" / "catalogue" / name[4:]
    text = source.read_text(encoding="utf-8") if source.exists() else "waarde;type_id\ncafe;cafe\nkroeg;cafe\nx;\n"
    delimiter = "," if source.exists() else ";"
    rows = list(csv.reader(text.splitlines(), delimiter=delimiter))
    row = row % len(rows)
    column = column % len(rows[0])
    if how == "cel":
        rows[row][column] = value
    elif how == "kolom weg":
        rows = [r[:column] + r[column + 1 :] for r in rows]
    elif how == "rij dubbel":
        rows.append(list(rows[row]))
    elif how == "kop alleen":
        rows = rows[:1]
    elif how == "lang":
        rows[row][column] = "x" * 200_000
    elif how == "kort":
        rows[row] = rows[row][:column]
    out = io.StringIO()
    csv.writer(out, delimiter=";" if how == "puntkomma" else delimiter).writerows(rows)
    data = out.getvalue().encode("utf-16" if how == "utf-16" else "utf-8")
    path = folder / name[4:]
    path.write_bytes({"leeg": b"", "binair": bytes(range(256)) * 20}.get(how, data))
    return str(path)


def spoilt_map(base: Path, laag: Laag, layer: str, folder: Path) -> str:
    """Return a copy of the GeoPackage of the town in which one layer is replaced by a spoilt one."""
    from osgeo import gdal

    path = folder / "verbondenheidskaart.gpkg"
    if laag.path.startswith("kapot:"):
        return broken(laag, folder / laag.path[6:]) if "afgebroken" not in laag.path else _half(base, path)
    shutil.copy2(base, path)
    mixed = laag.kind.startswith("mixed ")
    laag.kind = laag.kind.replace("mixed ", "")
    with gdal_quiet():
        other = laag.file(folder / "laag.gpkg", mixed)
        options = gdal.VectorTranslateOptions(
            format="GPKG",
            accessMode="update",
            layerName=layer,
            layers=["laag"],
            layerCreationOptions=["OVERWRITE=YES", "GEOMETRY_NAME=geom"],
        )
        gdal.VectorTranslate(str(path), other, options=options)
    Path(other).unlink()
    return str(path)


def _half(base: Path, path: Path) -> str:
    data = base.read_bytes()
    path.write_bytes(data[: len(data) // 3])
    return str(path)
