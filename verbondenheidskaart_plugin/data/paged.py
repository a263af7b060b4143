"""Sets of features that come in pages (OGC API Features, WFS): complete, or refused.

QGIS's own providers end silently at the first page that fails; here the total is checked and every page must come.
"""

import hashlib
import json
import re
from dataclasses import dataclass, field
from typing import Callable, Dict, List, Optional, Tuple
from urllib.parse import urlencode, urljoin

import pandas as pd
from osgeo import ogr
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsGeometry,
    QgsRectangle,
)

from ..core.errors import EmptyInput, Unreadable
from ..i18n import tr
from .archive import read_archive
from .crs import RD_EXTENT, RD_NEW
from .features import Features
from .fetch import Answer, Fetcher, Unfit, public
from .interruptible import heard
from .services import ARCHIVE, OAPIF, WFS, Service

PAGE = 1000
EVERY = 500  # features between two looks at the cancel button
RD = RD_NEW
_EPSG_RD = re.compile(r"EPSG\b.*\b28992$")
_CRS_URN = "urn:ogc:def:crs:EPSG::28992"
_EPSG = re.compile(r"EPSG(?:/[^/]*/|:[^:]*:|:)(\d+)")
_TOTAL = re.compile(rb"\b(?:numberMatched|numberOfFeatures)\s*=\s*[\"'](\w+)[\"']")
Progress = Callable[[float], None]


@dataclass
class Collected:
    """Features as they came (GeoJSON), every one once, and what there is to know about their origin."""

    service: Service
    url: str = ""
    date: str = ""
    crs: str = ""
    total: Optional[int] = None  # what the server says there is; None when it does not say
    found: Dict[str, dict] = field(default_factory=dict)
    urls: List[str] = field(default_factory=list)
    digest: object = field(default_factory=hashlib.sha256)

    def add(self, answer: Answer) -> int:
        """Take a page in; return how many of its features are new."""
        page, before = answer.value, len(self.found)
        crs = _crs_of(answer)
        if self.found and crs != self.crs:
            raise Unreadable(path=public(answer.url), detail=tr("the pages are in different coordinate systems"))
        for feature in page["features"]:
            name = feature.get("id")
            key = json.dumps(feature, sort_keys=True) if name is None else str(name)
            self.found.setdefault(key, feature)
        self.crs, self.url = crs, self.url or public(answer.url)
        self.date = min(self.date or answer.date, answer.date)
        self.urls.append(answer.url)
        self.digest.update(answer.body)
        return len(self.found) - before


def collect(fetcher: Fetcher, service: Service, box: Optional[QgsRectangle] = None,
            progress: Progress = lambda fraction: None) -> Collected:
    """Return all features of a service that touch ``box`` (EPSG:28992), or all there are.

    Raises ``Unreadable``, with the number that is missing when the set is not complete.
    """
    collected = Collected(service)
    {OAPIF: _oapif, WFS: _wfs, ARCHIVE: _archive}[service.kind](fetcher, collected, box, progress)
    got, total = len(collected.found), collected.total
    if total is not None and got < total:
        raise _refused(fetcher, collected, tr(
            "{got} of {total} features came, {missing} are missing; nothing is used of an incomplete answer").format(
            got=got, total=total, missing=total - got))
    if total is not None and got > total:
        raise _refused(fetcher, collected, tr("{got} features came, but the server says there are {total}").format(
            got=got, total=total))
    progress(1.0)
    return collected


def _refused(fetcher: Fetcher, collected: Collected, detail: str) -> Unreadable:
    """Return the error for pages that contradict each other; they leave the cache, to be asked for again.

    Pages before one that merely failed stay: a next run goes on from there.
    """
    for url in collected.urls:
        fetcher.forget(url)
    return Unreadable(path=public(collected.service.address), detail=detail)


def _oapif(fetcher: Fetcher, collected: Collected, box, progress: Progress) -> None:
    service = collected.service
    about = f"{service.address}/collections/{service.collection}"
    described = fetcher.get(f"{about}?f=json", _collection, authcfg=service.authcfg)
    collected.urls.append(described.url)
    query, crs = {"f": "json", "limit": PAGE}, described.value
    if crs:
        query["crs"] = crs
    if box is not None and crs:
        query.update({"bbox": _numbers(box), "bbox-crs": crs})
    elif box is not None:
        query["bbox"] = _numbers(_degrees(box), 6)
    url = f"{about}/items?{urlencode(query, safe=',:/')}"
    empty = 0
    while url:
        answer = fetcher.get(url, _page, authcfg=service.authcfg)
        fresh, page = collected.add(answer), answer.value
        _note_total(fetcher, collected, page.get("numberMatched"))
        _tell(fetcher, collected, progress)
        following = next((link.get("href") for link in page.get("links") or ()
                          if isinstance(link, dict) and link.get("rel") == "next"), None)
        empty = 0 if page["features"] else empty + 1
        # One page may be empty with more behind it; some servers go on offering empty pages for ever.
        url = urljoin(answer.url, following) if following and empty < 2 else ""
        if url and (url in collected.urls or page["features"] and not fresh):
            raise _refused(fetcher, collected, tr("the pages go round in a circle"))


def _wfs(fetcher: Fetcher, collected: Collected, box, progress: Progress) -> None:
    service = collected.service
    old = "version=1" in service.address.lower()  # the words of WFS 1.1, for an address that asks for it
    crs = RD if old else _CRS_URN  # QGIS Server, which speaks no 2.0, refuses the longer name from 3.40 on
    query = {"service": "WFS", "request": "GetFeature", "typeName" if old else "typeNames": service.collection,
             "srsName": crs, **({} if old else {"version": "2.0.0"})}
    if box is not None:
        query["bbox"] = f"{_numbers(box)},{crs}"
    separator = "&" if "?" in service.address else "?"
    base = f"{service.address}{separator}{urlencode(query, safe=',:/')}"
    limit = "maxFeatures" if old else "count"
    hits = fetcher.get(f"{base}&resultType=hits", _hits, authcfg=service.authcfg)
    collected.urls.append(hits.url)
    collected.total, collected.date = hits.value, hits.date
    start, given = 0, 1
    # Also past the total: only an empty page proves that the total was not too low.
    while given:
        url = f"{base}&outputFormat=application/json&{limit}={PAGE}&startIndex={start}"
        try:
            answer = fetcher.get(url, _page, authcfg=service.authcfg)
        except Unreadable:
            if collected.total is None or start < collected.total:
                raise
            break  # some servers have nothing to say past the end
        given = len(answer.value["features"])
        start += given
        fresh = collected.add(answer)
        if given and not fresh:  # a server that does not know startIndex
            break
        _tell(fetcher, collected, progress)


def _archive(fetcher: Fetcher, collected: Collected, box, progress: Progress) -> None:
    """Take one file with everything as the only page."""
    service = collected.service
    fetcher.tell(tr("{source}: waiting for a large file, {address}").format(
        source=service.source, address=service.address))
    answer = fetcher.get(service.address, lambda answer: read_archive(
        answer.body, service.collection, box, fetcher.check_cancelled), authcfg=service.authcfg)
    features, crs = answer.value
    answer.value = {"features": features, "crs": {"properties": {"name": crs}}}
    collected.add(answer)
    collected.total = len(features)


def read_json(answer: Answer):
    """Return an answer as JSON; raises ``Unfit``."""
    try:
        return json.loads(answer.body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Unfit(tr("the answer is no JSON but starts with: {text}").format(text=start_of(answer.body))) from error


def _collection(answer: Answer) -> str:
    """Return what the service calls EPSG:28992 (servers number their versions differently), "" without it."""
    about = read_json(answer)
    known = about.get("crs") if isinstance(about, dict) else None
    return next((uri for uri in known or () if isinstance(uri, str) and _EPSG_RD.search(uri)), "")


def _page(answer: Answer) -> dict:
    """Return the FeatureCollection of an answer; raises ``Unfit``."""
    page = read_json(answer)
    features = page.get("features") if isinstance(page, dict) else None
    if not isinstance(features, list) or not all(
            isinstance(f, dict) and isinstance(f.get("properties"), dict) for f in features):
        raise Unfit(tr("the answer is not a collection of features: {text}").format(text=start_of(answer.body)))
    returned = page.get("numberReturned")
    if isinstance(returned, int) and returned != len(features):
        raise Unfit(tr("a page has {got} features, although it says {total}").format(got=len(features), total=returned))
    return page


def _hits(answer: Answer) -> Optional[int]:
    """Return the total of a WFS, None when it does not know; raises ``Unfit``."""
    found = _TOTAL.search(answer.body)
    if found is None or b"Exception" in answer.body[:2000]:
        raise Unfit(tr("the service does not give a number of features: {text}").format(text=start_of(answer.body)))
    return int(found[1]) if found[1].isdigit() else None


def start_of(body: bytes) -> str:
    """Return the first words of an answer, without markup."""
    text = re.sub(r"<[^>]*>|\s+", " ", body[:2000].decode("utf-8", "replace"))
    return " ".join(text.split())[:120] or "–"


def _note_total(fetcher: Fetcher, collected: Collected, total) -> None:
    if isinstance(total, int):
        if collected.total not in (None, total):
            raise _refused(fetcher, collected, tr(
                "the total changed between two pages, from {old} to {new}").format(old=collected.total, new=total))
        collected.total = total


def _tell(fetcher: Fetcher, collected: Collected, progress: Progress) -> None:
    got, total = len(collected.found), collected.total
    fetcher.tell(tr("{source}: {got} of {total} features").format(
        source=collected.service.source, got=got, total="?" if total is None else total))
    progress(got / total if total else 1 - 1 / (1 + got / PAGE))


def _numbers(box: QgsRectangle, decimals: int = 0) -> str:
    return ",".join(f"{v:.{decimals}f}" for v in (box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()))


def _degrees(box: QgsRectangle) -> QgsRectangle:
    return QgsCoordinateTransform(QgsCoordinateReferenceSystem(RD), QgsCoordinateReferenceSystem("EPSG:4326"),
                                  QgsCoordinateTransformContext()).transformBoundingBox(box)


def _crs_of(answer: Answer) -> str:
    """Return the CRS that an answer says to be in, "" when it does not say."""
    # The header comes first: the member may be left over from the file that the server reads.
    member = answer.value.get("crs")
    said = answer.headers.get("Content-Crs", "")
    if not said and isinstance(member, dict):
        said = str(member.get("properties", {}).get("name", ""))
    if "CRS84" in said:
        return "EPSG:4326"
    found = _EPSG.search(said)
    return f"EPSG:{found[1]}" if found else ""


def to_features(collected: Collected, context, box: Optional[QgsRectangle] = None,
                check_cancelled: Callable[[], None] = lambda: None) -> Tuple[Features, int]:
    """Return the features in EPSG:28992, and how many were left out because they do not touch ``box``.

    A service that ignores the box, or the CRS that was asked for, is found out by where the features lie.
    Raises ``EmptyInput`` and ``Unreadable``, and what ``check_cancelled`` does.
    """
    service = collected.service
    if not collected.found:
        raise EmptyInput(layer=f"{service.source} ({public(service.address)})", reason="no_features")
    features = list(collected.found.values())
    geometry = []
    for feature in heard(features, check_cancelled, EVERY):
        geometry.append(_geometry(feature.get("geometry")))
    crs = collected.crs or (RD if any(abs(g.boundingBox().xMaximum()) > 180 for g in geometry if not g.isEmpty())
                            else "EPSG:4326")
    rd = QgsCoordinateReferenceSystem(RD)
    if crs != RD:
        transform = QgsCoordinateTransform(QgsCoordinateReferenceSystem(crs), rd, context.transformContext())
        try:
            for shape in geometry:
                shape.transform(transform)
        except QgsCsException as error:
            raise Unreadable(path=collected.url, detail=str(error)) from error
    limits = box if box is not None else RD_EXTENT
    inside = [not g.isEmpty() and g.boundingBoxIntersects(limits) for g in geometry]
    if not any(inside):
        raise Unreadable(path=collected.url, detail=tr(
            "the features lie outside the area that was asked for; their coordinate system ({crs}) may be "
            "another one").format(crs=crs))
    table = pd.DataFrame([feature["properties"] for feature in features])
    for column in table:
        values = table[column]
        if values.dtype == object:  # nested values cannot be a field
            table[column] = values.map(lambda v: json.dumps(v) if isinstance(v, (dict, list)) else v)
    return Features(service.source, table, geometry, rd).take(inside), inside.count(False)


def _geometry(shape) -> QgsGeometry:
    made = ogr.CreateGeometryFromJson(json.dumps(shape)) if shape else None
    geometry = QgsGeometry()
    if made is not None:
        made.FlattenTo2D()
        geometry.fromWkb(bytes(made.ExportToWkb()))
    return geometry
