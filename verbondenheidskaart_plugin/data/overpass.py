"""OpenStreetMap through Overpass, tile by tile, as one ``.osm`` file that the reader of extracts reads."""

import hashlib
import re
from dataclasses import dataclass, field
from math import ceil, cos, radians
from typing import Callable, Dict, Iterator, List, Sequence
from urllib.parse import urlencode

from qgis.core import QgsRectangle

from ..core.errors import Unreadable
from ..core.facilities import Catalogue
from ..i18n import tr
from .fetch import Answer, Fetcher, Unfit, public
from .osm import FACILITY_KEYS, LINE_KINDS, POLYGON_KINDS
from .services import Service

TIMEOUT_S = 180
PATIENCE = 8.0  # after a large question the server wants a rest of a quarter to a whole minute
TILE_M = 10_000.0  # a city in one question costs more than the server gives
SMALLEST_M = 2_000.0
_DEGREE_M = 111_320.0
_REMARK = re.compile(rb"<remark>(.*?)</remark>", re.DOTALL)
KINDS = (b"node", b"way", b"relation")
_OBJECT = re.compile(rb'<(node|way|relation)\b[^>]*?\bid="(\d+)"[^>]*?(?:/>|>.*?</\1>)', re.DOTALL)


class TooLarge(Exception):
    """Overpass cannot answer a question in its time or memory; the text is its remark."""


@dataclass
class Extract:
    """The objects of several answers, every one once."""

    url: str = ""
    date: str = ""
    found: Dict[bytes, Dict[int, bytes]] = field(default_factory=lambda: {kind: {} for kind in KINDS})
    tiles: int = 0

    def add(self, answer: Answer) -> None:
        """Take an answer in; raises ``Unreadable`` when it has objects that cannot be made out."""
        count = 0
        for count, match in enumerate(_OBJECT.finditer(answer.body), start=1):  # noqa: B007
            self.found[match[1]].setdefault(int(match[2]), match[0])
        if count != answer.value:
            raise Unreadable(path=public(answer.url), detail=tr("the answer of Overpass broke off"))
        self.url, self.tiles = public(answer.url), self.tiles + 1
        self.date = min(self.date or answer.date, answer.date)

    def __len__(self) -> int:
        return sum(map(len, self.found.values()))

    def body(self) -> bytes:
        """Return the ``.osm`` file: nodes, ways and relations, each by number, as its readers want them."""
        objects = [self.found[kind][number] for kind in KINDS for number in sorted(self.found[kind])]
        head = b'<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6" generator="Overpass API">\n'
        return head + b"\n".join(objects) + b"\n</osm>\n"

    def sha256(self) -> str:
        """Return the checksum of the file."""
        return hashlib.sha256(self.body()).hexdigest()

    def counts(self) -> str:
        """Return the numbers of nodes, ways and relations in words."""
        return ", ".join(f"{len(self.found[kind])} {kind.decode()}s" for kind in KINDS)


def query(box: QgsRectangle, catalogue: Catalogue, facilities: bool = True, network: bool = True,
          buildings: bool = False) -> str:
    """Return the question for a box in degrees: objects that may be facilities, streets, and what a map needs.

    Buildings only when asked for: they make the answer many times larger.
    """
    parts = []
    if facilities:
        parts += [f"nwr[{_quoted(key)}];" for key in FACILITY_KEYS]
        parts += [_condition("nwr", key, sorted(values)) for key, values in sorted(catalogue.leading.items())
                  if key not in FACILITY_KEYS]
    if network:
        parts.append('way["highway"];')
    background = [tests for kinds in (POLYGON_KINDS, LINE_KINDS) for _, tests in kinds
                  if buildings or "building" not in tests]
    parts += [_condition("wr", key, sorted(values)) for tests in background for key, values in tests.items()]
    bounds = f"{box.yMinimum():.5f},{box.xMinimum():.5f},{box.yMaximum():.5f},{box.xMaximum():.5f}"
    lines = "\n  ".join(dict.fromkeys(parts))
    return f"[out:xml][timeout:{TIMEOUT_S}][bbox:{bounds}];\n(\n  {lines}\n);\n(._;>;);\nout body;\n"


def fetch(fetcher: Fetcher, service: Service, box: QgsRectangle, question: Callable[[QgsRectangle], str],
          progress: Callable[[float], None] = lambda fraction: None) -> Extract:
    """Return the objects in a box in degrees, asked for tile by tile; one that is too much is cut in four.

    question: gives the question for a box. Raises ``Unreadable``.
    """
    extract, todo = Extract(), list(tiles(box, TILE_M))[::-1]
    while todo:
        tile = todo.pop()
        progress(extract.tiles / (extract.tiles + len(todo) + 1))
        fetcher.tell(tr("OpenStreetMap: waiting for {address}, tile {n} of {total}").format(
            address=public(service.address), n=extract.tiles + 1, total=extract.tiles + len(todo) + 1))
        data = urlencode({"data": question(tile)}).encode()
        try:
            extract.add(fetcher.get(service.address, _complete, data, TIMEOUT_S + 30.0, service.authcfg, PATIENCE))
        except TooLarge as error:
            size = max(_metres(tile))
            if size <= SMALLEST_M:
                text = tr("Overpass could not finish in time ({text}), not even for a small area; try again later")
                raise Unreadable(path=public(service.address), detail=text.format(text=error)) from error
            todo += list(tiles(tile, size / 2 + 1))[::-1]
    progress(1.0)
    return extract


def tiles(box: QgsRectangle, size: float) -> Iterator[QgsRectangle]:
    """Yield the tiles of at most ``size`` metres that together are the box (in degrees)."""
    columns, rows = (max(1, ceil(metres / size)) for metres in _metres(box))
    width, height = box.width() / columns, box.height() / rows
    for row in range(rows):
        for column in range(columns):
            x, y = box.xMinimum() + column * width, box.yMinimum() + row * height
            yield QgsRectangle(x, y, x + width, y + height)


def _metres(box: QgsRectangle) -> List[float]:
    return [box.width() * _DEGREE_M * cos(radians(box.center().y())), box.height() * _DEGREE_M]


def _complete(answer: Answer) -> int:
    """Return the number of objects. An error in words, with status 200, or half an answer is none.

    Raises ``TooLarge`` and ``Unfit``.
    """
    body = answer.body
    if b"<osm" not in body[:500]:
        text = " ".join(re.sub(rb"<[^>]*>", b" ", body[:3000]).decode("utf-8", "replace").split())
        raise Unfit(tr("Overpass does not answer with OpenStreetMap data: {text}").format(text=text[-200:] or "–"))
    remark = _REMARK.search(body)
    if remark:
        text = remark[1].decode("utf-8", "replace").strip()
        if "timed out" in text or "out of memory" in text:
            raise TooLarge(text)
        if "error" in text:
            raise Unfit(tr("Overpass reports: {text}").format(text=text))
    if not body.rstrip().endswith(b"</osm>"):
        raise Unfit(tr("the answer of Overpass broke off"))
    return sum(body.count(b"<" + kind + b" ") for kind in KINDS)


def _condition(kind: str, key: str, values: Sequence[str]) -> str:
    if "*" in values:
        return f"{kind}[{_quoted(key)}];"
    pattern = "|".join(re.sub(r"([.\[\]()*+?|^$\\])", r"\\\1", value) for value in values)
    return f"{kind}[{_quoted(key)}~{_quoted(f'^({pattern})$')}];"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
