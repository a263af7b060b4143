"""What was fetched and what was made, as the assistant finds it on disk; plain objects that need no screen."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Dict, List, NamedTuple, Optional

from osgeo import gdal

from ..algorithms import gegevens_ophalen as fetch
from ..data.credits import manifest_rows
from ..i18n import tr

# What the chain calls its inputs; the first that was fetched fills it in.
_INPUTS = {"BUURTEN": (fetch.BUURTEN,), "KERNCIJFERS": (fetch.FIGURES,), "VOORZIENINGEN": (fetch.FACILITIES,),
           "LOOPNETWERK": (fetch.NETWORK,), "BEVOLKING": (fetch.POPULATION, fetch.DWELLINGS)}
ATLAS = "buurtatlas.pdf"  # as kaart.atlas_export names its book, which is too heavy to import before a run


class Source(NamedTuple):
    """One row of the manifest."""

    label: str
    count: Optional[int]
    date: str  # ISO, "" = unknown
    year: Optional[int]
    licence: str
    credit: str
    service: str


@dataclass
class Fetched:
    """A GeoPackage of ``gegevens_ophalen``: its layers, the OSM file beside it, and where all of it came from."""

    path: Path
    name: str = ""
    layers: List[str] = field(default_factory=list)
    osm: str = ""
    sources: List[Source] = field(default_factory=list)

    def inputs(self) -> Dict[str, str]:
        """Return the inputs of the chain that this file fills in, and those that it does not as ""."""
        found = {key: next((f"{self.path}|layername={name}" for name in names if name in self.layers), "")
                 for key, names in _INPUTS.items()}
        return {**found, "OSM": self.osm, "TITEL": f"Verbondenheidskaart {self.name}".strip(),
                "UITVOERMAP": str(self.path.with_name(f"kaart_{self.path.stem}"))}

    def labels(self) -> List[str]:
        """Return what users call the layers that came."""
        return [kind.label for kind in fetch.kinds() if kind.name in self.layers]


def read_fetched(path: str, osm: str = "") -> Optional[Fetched]:
    """Return what a GeoPackage of ``gegevens_ophalen`` holds; None when the file is gone or is no such file.

    ``osm``: the OSM file it was made with, when that is known; else the one beside it.
    """
    rows = manifest_rows(path)
    if not rows:
        return None
    data = gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_READONLY)
    present = {data.GetLayer(number).GetName() for number in range(data.GetLayerCount())}
    gemeente = str((rows.pop("gemeente", None) or {}).get("waarde") or "")
    code, _, name = gemeente.partition(" ")
    beside = Path(path).with_name(f"{Path(path).stem.rpartition('_')[0]}.osm")
    return Fetched(Path(path), name if code.startswith("GM") and name else gemeente,
                   [kind.name for kind in fetch.kinds() if kind.name in present],
                   next((str(file) for file in (osm, beside) if str(file) and Path(file).is_file()), ""),
                   [_source(name, row) for name, row in rows.items()])


def _source(name: str, row: Dict) -> Source:
    labels = {kind.name: kind.label for kind in fetch.kinds()}
    labels.update(gemeenten=tr("Municipalities"), osm="OpenStreetMap")
    count, year = (None if row.get(key) is None else int(row[key]) for key in ("aantal", "jaar"))
    texts = (str(row.get(key) or "") for key in ("datum", "licentie", "waarde", "dienst"))
    date, licence, credit, service = texts
    return Source(labels.get(name, name), count, date[:10], year, licence, credit, service)


@dataclass
class Made:
    """A finished map: the GeoPackage of the chain and the files beside it, None for those that are not there."""

    geopackage: Path
    project: Optional[Path] = None
    pdf: Optional[Path] = None
    report: Optional[Path] = None
    atlas: Optional[Path] = None


def read_made(path: str) -> Optional[Made]:
    """Return the finished map whose GeoPackage is ``path``; None when there is no such file."""
    file = Path(path or "")
    if file.suffix.lower() != ".gpkg" or not file.is_file():
        return None

    def beside(name: str) -> Optional[Path]:
        found = file.with_name(name)
        return found if found.is_file() else None

    return Made(file, *(beside(file.stem + suffix) for suffix in (".qgz", ".pdf", ".html")),
                beside(ATLAS))
