"""Who must be named on the map: what the manifest of fetched data says, else the usual publishers."""

from pathlib import Path
from typing import Dict, Iterable, List, Tuple

from osgeo import gdal

from ..i18n import tr

# Input of the run → sources in the manifest that its layer can come from.
_SOURCES = {"BUURTEN": ("buurten", "kerncijfers"), "KERNCIJFERS": ("kerncijfers",),
            "BEVOLKING": ("bevolking", "adressen"), "VOORZIENINGEN": ("osm", "monumenten"), "LOOPNETWERK": ("osm",),
            "OSM": ("osm",)}
_OSM = "OpenStreetMap"


def credits(inputs: Iterable[Tuple[str, str]], dutch: bool = True) -> str:
    """Return the attribution for (parameter, path) of the inputs; paths may also be names of other sources.

    dutch: whether they lie in the Netherlands; elsewhere the neighbourhoods are not those of CBS.
    """
    found: List[str] = []
    by_us = set()
    for key, path in inputs:
        for source, text in manifest(path).items():
            if source in _SOURCES.get(key, ()):
                by_us.add(key)
                found.append(text)
    keys = {key for key, _ in inputs}
    if dutch and "BUURTEN" not in by_us:
        found.insert(0, tr("neighbourhoods and figures: CBS/Kadaster (CC BY 4.0)"))
    if keys & {"OSM", "VOORZIENINGEN", "LOOPNETWERK"} and not any(_OSM in text for text in found):
        found.append(tr("streets and facilities: © OpenStreetMap contributors (ODbL)"))
    return "; ".join(dict.fromkeys(found))


def manifest(path: str) -> Dict[str, str]:
    """Return {source: attribution with year and licence} of a GeoPackage that ``gegevens_ophalen`` made, else {}."""
    found = {}
    for source, row in manifest_rows(path).items():
        if row.get("waarde") and row.get("licentie"):
            year = f" {int(row['jaar'])}" if row.get("jaar") else ""
            found[source] = f"{row['waarde']}{year} ({row['licentie']})"
    return found


def manifest_rows(path: str) -> Dict[str, Dict]:
    """Return {source: its row in the manifest} of a GeoPackage that ``gegevens_ophalen`` made, else {}.

    ``"gemeente"``: the row with the code and name of the gemeente or area.
    """
    if not path or Path(path).suffix.lower() != ".gpkg" or not Path(path).is_file():
        return {}
    data = gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_READONLY)
    layer = data.GetLayerByName("herkomst") if data is not None else None
    found = {}
    for feature in layer or ():
        row = feature.items()
        kind, _, source = str(row.get("sleutel") or "").partition(".")
        if kind == "bron" and "licentie" in row:
            found[source] = row
        elif kind == "gemeente":
            found[kind] = row
    return found
