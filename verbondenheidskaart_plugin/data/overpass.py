"""OpenStreetMap through Overpass: one question, answered as an ``.osm`` file that the reader of extracts reads."""

import re
from typing import Sequence, Tuple
from urllib.parse import urlencode

from qgis.core import QgsRectangle

from ..core.facilities import Catalogue
from ..i18n import tr
from .fetch import Answer, Fetcher, Unfit
from .osm import FACILITY_KEYS, LINE_KINDS, POLYGON_KINDS
from .services import Service

TIMEOUT_S = 180
_REMARK = re.compile(rb"<remark>(.*?)</remark>", re.DOTALL)
_OBJECTS = ((b"<node ", b"nodes"), (b"<way ", b"ways"), (b"<relation ", b"relations"))


def query(box: QgsRectangle, catalogue: Catalogue, facilities: bool = True, network: bool = True) -> str:
    """Return the question for a box in degrees: objects that may be facilities, streets, and what a map needs.

    Buildings are not asked for: they would make the answer many times larger.
    """
    parts = []
    if facilities:
        parts += [f"nwr[{_quoted(key)}];" for key in FACILITY_KEYS]
        parts += [_condition("nwr", key, sorted(values)) for key, values in sorted(catalogue.leading.items())
                  if key not in FACILITY_KEYS]
    if network:
        parts.append('way["highway"];')
    background = [tests for kinds in (POLYGON_KINDS, LINE_KINDS) for _, tests in kinds if "building" not in tests]
    parts += [_condition("wr", key, sorted(values)) for tests in background for key, values in tests.items()]
    bounds = f"{box.yMinimum():.5f},{box.xMinimum():.5f},{box.yMaximum():.5f},{box.xMaximum():.5f}"
    lines = "\n  ".join(dict.fromkeys(parts))
    return f"[out:xml][timeout:{TIMEOUT_S}][bbox:{bounds}];\n(\n  {lines}\n);\n(._;>;);\nout body;\n"


def ask(fetcher: Fetcher, service: Service, question: str) -> Answer:
    """Return the answer of Overpass; ``value`` is its number of objects. Raises ``Unreadable``."""
    fetcher.tell(tr("OpenStreetMap: waiting for {address}").format(address=service.address))
    data = urlencode({"data": question}).encode()
    return fetcher.get(service.address, _complete, data, TIMEOUT_S + 30.0, service.authcfg)


def _complete(answer: Answer) -> int:
    """Return the number of objects; raises ``Unfit`` for an error in words, with status 200, or half an answer."""
    body = answer.body
    if b"<osm" not in body[:500]:
        text = " ".join(re.sub(rb"<[^>]*>", b" ", body[:3000]).decode("utf-8", "replace").split())
        raise Unfit(tr("Overpass does not answer with OpenStreetMap data: {text}").format(text=text[-200:] or "–"))
    remark = _REMARK.search(body)
    if remark:
        text = remark[1].decode("utf-8", "replace").strip()
        if "timed out" in text or "out of memory" in text:
            raise Unfit(tr("Overpass could not finish in time ({text}); the area may be too large for this server, "
                           "else try again later").format(text=text))
        if "error" in text:
            raise Unfit(tr("Overpass reports: {text}").format(text=text))
    if not body.rstrip().endswith(b"</osm>"):
        raise Unfit(tr("the answer of Overpass broke off"))
    return sum(count for count, _ in counts(body))


def counts(body: bytes) -> Sequence[Tuple[int, str]]:
    """Return the numbers of nodes, ways and relations of an answer."""
    return [(body.count(mark), name.decode()) for mark, name in _OBJECTS]


def _condition(kind: str, key: str, values: Sequence[str]) -> str:
    if "*" in values:
        return f"{kind}[{_quoted(key)}];"
    pattern = "|".join(re.sub(r"([.\[\]()*+?|^$\\])", r"\\\1", value) for value in values)
    return f"{kind}[{_quoted(key)}~{_quoted(f'^({pattern})$')}];"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
