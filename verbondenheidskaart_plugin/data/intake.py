"""The data of a gemeente or area, from the services to layers that the chain reads: selection and manifest."""

from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path
from typing import Callable, Dict, List, Optional, Tuple, TypeVar

import numpy as np
import pandas as pd
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsGeometry, QgsRectangle

from ..core.codes import area_codes
from ..core.errors import EmptyInput, MissingField, NoOverlap, Unreadable
from ..core.facilities import Catalogue
from ..i18n import number, tr
from . import kerncijfers as kc
from . import overpass, paged, statline
from .buurten import in_gemeenten
from .features import Features, points_xy
from .fetch import Fetcher, public
from .interruptible import heard
from .provenance import checksum
from .report import Progress, Report
from .services import Service, Services

MARGIN_M = 1600.0  # the largest walking distance: facilities across the border count for those who live at it
OLD_DAYS = 30
WHOLE = 0.99  # part of the gemeente that its buurten must cover
_PURPOSE = ("gebruiksdoel", "gebruiksdoelen")
_NOT_IN_USE = "gevormd|niet gerealiseerd|ingetrokken|buiten gebruik|ten onrechte"
T = TypeVar("T")


@dataclass
class Gebied:
    """A gemeente or an area of one's own: code ("" = own), name and shape (water included), in EPSG:28992."""

    code: str
    name: str
    shape: QgsGeometry

    @property
    def box(self) -> QgsRectangle:
        """The bounding box."""
        return self.shape.boundingBox()

    @property
    def surroundings(self) -> QgsGeometry:
        """The bounding box with the margin around it."""
        return QgsGeometry.fromRect(self.box.buffered(MARGIN_M))


@dataclass
class Intake:
    """One run: the services, how to reach them, and the manifest of what they gave."""

    services: Services
    fetcher: Fetcher
    year: int
    context: object
    report: Report
    manifest: List[Dict] = field(default_factory=list)

    def gemeente(self, wish: str, progress: Progress) -> Gebied:
        """Return a gemeente by name or code; raises ``UnknownGemeente`` with the names that look like it."""
        found, _ = self._collect("gemeenten", None, progress)
        codes = self._codes(found)
        names = found.table[self._column(found, "gemeentenaam")].astype(object)
        keys = pd.DataFrame({"gemeentecode": codes, "gemeente": names}, dtype=object)
        rows = np.flatnonzero(in_gemeenten(keys, [wish], found.name))
        # The same gemeente may come in parts: its land and its water.
        rows = rows[codes[rows] == codes[rows[0]]]
        shape = QgsGeometry.unaryUnion([found.geometry[row].makeValid() for row in rows])
        return Gebied(codes[rows[0]], str(names[rows[0]]), shape)

    def buurten(self, gebied: Gebied, progress: Progress) -> Features:
        """Return the buurten of the gemeente, or those mostly in the area, with all their figures as published.

        Without a total from the server they must cover the gemeente. Raises ``Unreadable`` and ``NoOverlap``.
        """
        found, collected = self._collect("buurten", gebied.box, progress)
        if gebied.code:
            own = found.take(self._codes(found) == gebied.code)
        else:
            inside = [shape.intersection(gebied.shape).area() >= 0.5 * shape.area() > 0 for shape in found.geometry]
            if not any(inside):
                raise NoOverlap(layer=gebied.name, other=tr("neighbourhoods"))
            own = found.take(inside)
        share = sum(g.area() for g in own.geometry) / gebied.shape.area()
        if gebied.code and share < WHOLE:
            text = tr("the neighbourhoods cover {share}% of the municipality only").format(share=number(100 * share, 1))
            if collected.total is None:
                for url in collected.urls:
                    self.fetcher.forget(url)
                raise Unreadable(path=collected.url, detail=text)
            self.report.warning("buurten", text)
        self.report.info("buurten", tr("{n} neighbourhoods of {name} ({code}); {others} of its neighbours left "
                                       "out").format(n=len(own), name=gebied.name, code=gebied.code or "–",
                                                     others=len(found) - len(own)), len(own))
        return own

    def key_figures(self, buurten: Features, progress: Progress) -> pd.DataFrame:
        """Return the figures of StatLine for the buurten on land; raises ``Unreadable`` when one lacks."""
        table = buurten.table
        dry = np.ones(len(table), dtype=bool)
        for column in kc.field_styles().columns_of("water", list(table.columns)):
            dry &= ~table[column].astype(str).str.strip().str.lower().isin(("ja", "b")).to_numpy()
        codes = sorted(set(area_codes(table[self._column(buurten, "buurtcode")].tolist(), "BU")[dry]))
        (service, year), found = self._first("kerncijfers", lambda service: statline.figures(
            self.fetcher, service, codes, progress))
        self.report.info("kerncijfers", tr("{n} fields of StatLine for {m} neighbourhoods").format(
            n=len(found.table.columns) - 1, m=len(found.table)), len(found.table))
        self._note(service, year, found.url, found.date, len(found.table), found.sha256)
        return found.table

    def population(self, gebied: Gebied, progress: Progress) -> Features:
        """Return the 100 m cells in the box of the area as points, their figures as published."""
        found, _ = self._collect("bevolking", gebied.box, progress)
        xy = points_xy(found.geometry)
        points = [QgsGeometry.fromWkt(f"POINT({x} {y})") for x, y in xy]
        self.report.info("bevolking", tr("{n} cells").format(n=len(found)), len(found))
        return Features("bevolking", found.table, points, found.crs)

    def addresses(self, gebied: Gebied, progress: Progress) -> Features:
        """Return the dwellings in the area as points: BAG objects with a residential purpose that are in use."""
        found, _ = self._collect("adressen", gebied.box, progress)
        table, keep = found.table, self._touching(gebied, found)
        lived = [c for c in table if c.lower() in _PURPOSE]
        if not lived:
            raise MissingField(layer="adressen", what=_PURPOSE[0], candidates=_PURPOSE, present=list(table.columns))
        keep &= table[lived[0]].astype(str).str.contains("woonfunctie").to_numpy()
        for column in (c for c in table if c.lower() == "status"):
            keep &= ~table[column].astype(str).str.lower().str.contains(_NOT_IN_USE).to_numpy()
        self.report.info("adressen", tr("{n} dwellings; {others} other objects and dwellings outside the area left "
                                        "out").format(n=int(keep.sum()), others=int((~keep).sum())), int(keep.sum()))
        return self._points("adressen", found, keep)

    def _touching(self, gebied: Gebied, found: Features) -> np.ndarray:
        """Return (n,) bool: the features that touch the area; of a city there are hundreds of thousands."""
        area = QgsGeometry.createGeometryEngine(gebied.shape.constGet())
        area.prepareGeometry()
        touching = np.zeros(len(found), dtype=bool)
        for row, shape in enumerate(heard(found.geometry, self.fetcher.check_cancelled, paged.EVERY)):
            touching[row] = area.intersects(shape.constGet())
        return touching

    def monuments(self, gebied: Gebied, progress: Progress) -> Optional[Features]:
        """Return the rijksmonumenten in the area and its surroundings as points, None when there are none."""
        try:
            found, _ = self._collect("monumenten", gebied.surroundings.boundingBox(), progress)
        except EmptyInput:
            self.report.info("monumenten", tr("none in this area"), 0)
            return None
        return self._points("monumenten", found, np.ones(len(found), dtype=bool))

    def _points(self, name: str, found: Features, keep: np.ndarray) -> Features:
        kept = found.take(keep)
        if not len(kept):
            raise EmptyInput(layer=name, reason="all_filtered", what=tr("the area"))
        points = [QgsGeometry.fromWkt(f"POINT({x} {y})") for x, y in points_xy(kept.geometry)]
        return Features(name, kept.table, points, kept.crs)

    def osm(self, gebied: Gebied, catalogue: Catalogue, facilities: bool, network: bool, buildings: bool,
            progress: Progress) -> bytes:
        """Return the OSM data of the area and its surroundings, as the text of an ``.osm`` file."""
        degrees = QgsCoordinateTransform(QgsCoordinateReferenceSystem(paged.RD),
                                         QgsCoordinateReferenceSystem("EPSG:4326"), self.context.transformContext())
        box = degrees.transformBoundingBox(gebied.surroundings.boundingBox())
        (service, _), found = self._first("osm", lambda service: overpass.fetch(
            self.fetcher, service, box,
            lambda tile: overpass.query(tile, catalogue, facilities, network, buildings), progress))
        self.report.info("OpenStreetMap", tr("{parts}, in {n} questions").format(
            parts=found.counts(), n=found.tiles), len(found))
        self._note(service, None, found.url, found.date, len(found), found.sha256())
        return found.body()

    def extract(self, path: Path) -> None:
        """Note that a file of the user takes the place of OpenStreetMap's server; raises ``Unreadable``."""
        service = self.services.offered("osm", self.year)[0][0]
        try:
            date = datetime.fromtimestamp(path.stat().st_mtime, timezone.utc).isoformat(timespec="seconds")
        except OSError as error:
            raise Unreadable(path=str(path), detail=error.strerror or str(error)) from error
        self.manifest.append({"sleutel": "bron.osm", "waarde": service.credit, "dienst": path.name, "datum": date,
                              "licentie": service.licence, "sha256": checksum(path)})

    def provenance(self, gebied: Gebied) -> pd.DataFrame:
        """Return the manifest: a row for every source, and the attribution for the map."""
        credit = "; ".join(dict.fromkeys(f"{row['waarde']} ({row['licentie']})" for row in self.manifest))
        rows = [{"sleutel": "attributie", "waarde": credit},
                {"sleutel": "gemeente", "waarde": f"{gebied.code} {gebied.name}".strip()}, *self.manifest]
        table = pd.DataFrame(rows, columns=["sleutel", "waarde", "dienst", "url", "jaar", "datum", "licentie",
                                            "aantal", "sha256"])
        table["jaar"], table["aantal"] = table["jaar"].astype(float), table["aantal"].astype(float)
        return table

    def _collect(self, source: str, box: Optional[QgsRectangle],
                 progress: Progress) -> Tuple[Features, paged.Collected]:
        def work(service: Service):
            collected = paged.collect(self.fetcher, service, box, progress)
            return (*paged.to_features(collected, self.context, box, self.fetcher.check_cancelled), collected)

        (service, year), (found, outside, collected) = self._first(source, work)
        if year is not None and year != self.year:
            self.report.warning(source, tr("not published for {asked}; the figures of {year} are used").format(
                asked=self.year, year=year))
        if outside:
            self.report.info(source, tr("{n} features outside the area, left out").format(n=outside), outside)
        if collected.total is None:
            text = tr("{address} gives no total: that all {n} features came was checked by its pages only")
            self.report.warning(source, text.format(address=public(service.address), n=len(collected.found)))
        self._note(service, year, collected.url, collected.date, len(collected.found), collected.digest.hexdigest())
        return found, collected

    def _first(self, source: str, work: Callable[[Service], T]) -> Tuple[Tuple[Service, Optional[int]], T]:
        """Return the first service that does the work, and its result; raises the error of the last."""
        services, year = self.services.offered(source, self.year)
        for tried, service in enumerate(services, start=1):
            try:
                return (service, year), work(service)
            except Unreadable as error:
                if tried == len(services):
                    raise
                self.report.warning(source, tr("{path}: {detail}. The next service is tried.").format(
                    path=error.path, detail=error.detail))
        raise Unreadable(path=self.services.name, detail=source)

    def _note(self, service: Service, year: Optional[int], url: str, date: str, count: int, digest: str) -> None:
        days = (datetime.now(timezone.utc) - datetime.fromisoformat(date)).days
        if days >= OLD_DAYS:
            self.report.warning(service.source, tr("fetched {n} days ago and kept since; choose OPNIEUW to fetch it "
                                                   "again").format(n=days), days)
        self.manifest.append({
            "sleutel": f"bron.{service.source}", "waarde": service.credit, "dienst": public(service.address),
            "url": url, "jaar": year, "datum": date, "licentie": service.licence, "aantal": count, "sha256": digest})

    def _codes(self, found: Features) -> np.ndarray:
        return area_codes(found.table[self._column(found, "gemeentecode")].tolist(), "GM")

    def _column(self, found: Features, what: str) -> str:
        styles, columns = kc.field_styles(), list(found.table.columns)
        names = styles.columns_of(what, columns)
        if not names:
            raise MissingField(layer=found.name, what=what, candidates=styles.spellings(what), present=columns)
        return names[0]
