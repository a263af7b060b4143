"""The steps of fetching: each kind of data becomes a layer of the one GeoPackage."""

import os
from pathlib import Path
from typing import Dict, List, Sequence

from qgis.core import QgsCoordinateReferenceSystem

from ..core.errors import EmptyInput, NoOverlap, NotOffered, Unreadable
from ..data.canonical import edges_table
from ..data.catalogue import read_catalogue
from ..data.crs import RD_EXTENT
from ..data.features import Features
from ..data.indicators import read_model
from ..data.intake import Gebied, Intake
from ..data.osm import osm_features, osm_polylines
from ..data.output import GeoPackage
from ..data.report import Progress, some
from ..i18n import language, tr
from .gegevens_ophalen import BUURTEN, DWELLINGS, FACILITIES, FIGURES, MONUMENTS, NETWORK, POPULATION, SOURCES
from .inputs import Run, read_network
from .messages import message
from .voorzieningen import classify

_KEY_FIGURES = "KWB"  # in the model, the source of the figures of both the map and StatLine


def own_area(run: Run, key: str) -> Gebied:
    """Return the area that the polygons of a parameter cover."""
    source = run.source(key)
    shape = run.area(key)
    if shape is None or shape.isEmpty():
        raise EmptyInput(layer=run.name(key, source), reason="no_geometry")
    if not RD_EXTENT.contains(shape.boundingBox()):  # lengths would be wrong there, and no service has anything
        raise NoOverlap(layer=run.name(key, source), other=tr("the Netherlands"))
    return Gebied("", source.sourceName() or key.lower(), shape)


class Fetching:
    """One run: the layers that were asked for, and the OSM data they came from."""

    def __init__(self, run: Run, intake: Intake, gebied: Gebied, wanted: Sequence[str], folder: Path):
        self.run, self.intake, self.gebied, self.folder = run, intake, gebied, folder
        self.wanted = [name for name in SOURCES if name in wanted]
        self.name = (gebied.code or "gebied").lower()
        self.layers: Dict = {}

    def published(self, progress: Progress) -> None:
        """Fetch what CBS, Kadaster and RCE publish."""
        found, gebied, intake = {}, self.gebied, self.intake
        buurten = None
        if BUURTEN in self.wanted or FIGURES in self.wanted:
            buurten = intake.buurten(gebied, progress.part(0, 0.3))
        if BUURTEN in self.wanted:
            found[BUURTEN] = buurten
        if FIGURES in self.wanted:
            self.figures(buurten, progress.part(0.3, 0.4))
        for name, fetch, start in ((POPULATION, intake.population, 0.4), (DWELLINGS, intake.addresses, 0.6),
                                   (MONUMENTS, intake.monuments, 0.9)):
            if name in self.wanted:
                found[name] = fetch(gebied, progress.part(start, start + 0.1))
        self.layers.update({name: (each.table, each.geometry) for name, each in found.items() if each is not None})

    def figures(self, buurten: Features, progress: Progress) -> None:
        """Fetch the figures of StatLine.

        Beside the buurten, which bring most figures themselves, they are a supplement: the run goes on without them.
        """
        try:
            self.layers[FIGURES] = (self.intake.key_figures(buurten, progress), None)
        except (Unreadable, NotOffered) as error:
            if BUURTEN not in self.wanted:
                raise
            reason = f"{error.path}: {error.detail}" if isinstance(error, Unreadable) else message(error)
            text = tr("could not be fetched ({reason}). The run goes on with the figures that the neighbourhoods bring "
                      "themselves; without StatLine these are missing: {fields}. Run it again later to add them.")
            self.run.report.warning(FIGURES, text.format(reason=reason, fields=some(_lacking(buurten)) or "–"))

    def streets_and_places(self, extract: str, buildings: bool) -> str:
        """Fetch streets and facilities, or read them from ``extract``; write all layers; return the OSM file, if any.

        What Overpass gave is kept as a file beside the GeoPackage, when that is complete.
        """
        if FACILITIES not in self.wanted and NETWORK not in self.wanted:
            self.write()
            return ""
        osm = self.folder / f"{self.name}.osm"
        part = osm.with_name(f"{self.name}.part.osm")
        try:
            if not extract:
                part.write_bytes(self.intake.osm(
                    self.gebied, read_catalogue(), FACILITIES in self.wanted, NETWORK in self.wanted, buildings,
                    Progress(self.run.progress.feedback, 40, 60)))
            self.run.progress = Progress(self.run.progress.feedback, 60, 95)
            self.read_osm(Path(extract) if extract else part)
            self.write()
            if not extract:
                os.replace(part, osm)
        finally:
            if part.exists():
                part.unlink()
        return extract or str(osm)

    def read_osm(self, path: Path) -> None:
        """Read the facilities and the walking network of the area and its surroundings from an OSM file."""
        run, around = self.run, self.gebied.surroundings
        if FACILITIES in self.wanted:
            read = osm_features(path, run.crs, run.context, run.report, around, run.progress.part(0, 0.3))
            found = classify(run, read, around)[0]
            self.layers[FACILITIES] = (found.table, found.geometry)
        if NETWORK in self.wanted:
            lines = osm_polylines(path, run.crs, run.context, run.report, around, run.progress.part(0.5, 0.8))
            self.layers[NETWORK] = edges_table(read_network(run, lines, name=tr("Walking network")),
                                               run.progress.listen)

    @property
    def path(self) -> Path:
        """The GeoPackage."""
        return self.folder / f"{self.name}_{self.intake.year}.gpkg"

    def write(self) -> None:
        """Write the layers and the manifest to one GeoPackage."""
        with GeoPackage(self.path, QgsCoordinateReferenceSystem(self.run.crs), self.run.progress.listen) as package:
            for name in (name for name in self.wanted if name in self.layers):
                self.run.progress(1.0)
                package.write(name, *self.layers[name])
            package.write("herkomst", self.intake.provenance(self.gebied))
            package.write_dictionary(language())

    def outputs(self) -> Dict[str, str]:
        """Return the layers as outputs of the algorithm."""
        return {name.upper(): f"{self.path}|layername={name}" for name in self.wanted if name in self.layers}


def _lacking(buurten: Features) -> List[str]:
    """Return the titles of the key figures that the layer of the buurten does not have."""
    model = read_model()
    present = {model.find(column) for column in buurten.table.columns}
    return [each.nl if language() == "nl" else each.en for each in model.indicators.values()
            if _KEY_FIGURES in each.source and each.id not in present]
