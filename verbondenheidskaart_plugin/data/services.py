"""The catalogue of services: where data is fetched, for which years, under which licence."""

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Dict, FrozenSet, List, Optional, Sequence, Tuple
from urllib.parse import urlsplit

from ..core.errors import CatalogueError, NotOffered
from ..paths import resource
from .catalogue import read_rows

SOURCES = ("gemeenten", "buurten", "kerncijfers", "bevolking", "adressen", "monumenten", "osm")
OAPIF, WFS, ARCHIVE, OVERPASS, ODATA3, ODATA4 = "oapif", "wfs", "archief", "overpass", "odata3", "odata4"
KINDS = (OAPIF, WFS, ARCHIVE, OVERPASS, ODATA3, ODATA4)
_NEEDED = ("bron", "jaren", "soort", "adres", "collectie", "licentie", "naamsvermelding")
_LOOPBACK = re.compile(r"(localhost|127(\.\d+){3}|\[::1\])(:\d+)?")
_SPAN = re.compile(r"(\d{4})-(\d{4})")


@dataclass(frozen=True)
class Service:
    """One row: ``source`` at ``address`` for ``years`` (empty = any year)."""

    source: str
    kind: str
    address: str
    collection: str = ""
    years: Tuple[int, ...] = ()
    licence: str = ""
    credit: str = ""
    authcfg: str = ""


class Services:
    """The services of a catalogue, in the order in which they are tried."""

    def __init__(self, rows: Sequence[Dict[str, str]], name: str, plain: bool = False):
        """``plain``: also addresses without https, which anyone on the way can read and change."""
        missing = [column for column in _NEEDED if column not in rows[0]]
        if missing:
            raise CatalogueError(name, 1, missing[0], "missing_column", missing[0], tuple(rows[0]))
        self.name = name
        self.services = [_service(row, number, name, plain) for number, row in enumerate(rows, start=2)]
        # Nothing else is ever asked for anything: not by a link in an answer, not by a redirect.
        self.origins: FrozenSet[Tuple[str, str]] = frozenset(origin(s.address) for s in self.services)

    def offered(self, source: str, year: int) -> Tuple[List[Service], Optional[int]]:
        """Return the services of a source with the year filled in, and the year they are of.

        A source that does not have the year is taken from the last year before it. Raises ``NotOffered``.
        """
        rows = [s for s in self.services if s.source == source]
        years = sorted({y for s in rows for y in s.years})
        found: Optional[int] = year
        if not any(not s.years or year in s.years for s in rows):
            earlier = [y for y in years if y <= year] if source == "bevolking" else []
            if not earlier:
                raise NotOffered(catalogue=self.name, source=source, year=year, years=years)
            found = earlier[-1]
        return [replace(s, address=s.address.replace("{jaar}", str(found)))
                for s in rows if not s.years or found in s.years], found if years else None


def read_services(path=None, plain: bool = False) -> Services:
    """Return the catalogue of services, the one of the plugin unless ``path`` is given.

    Addresses are https; http only on this computer itself, or with ``plain``.
    Raises ``Unreadable`` and ``CatalogueError`` (with row and column).
    """
    file = Path(path) if path else resource("catalogue", "diensten.csv")
    return Services(read_rows(file), file.name, plain)


def origin(address: str) -> Tuple[str, str]:
    """Return scheme and host with port of an address."""
    parts = urlsplit(address)
    return parts.scheme.lower(), parts.netloc.rpartition("@")[2].lower()


def _service(row: Dict[str, str], number: int, name: str, plain: bool) -> Service:
    for column, allowed in (("bron", SOURCES), ("soort", KINDS)):
        if row[column] not in allowed:
            raise CatalogueError(name, number, column, "unknown_value", row[column], allowed)
    scheme, host = origin(row["adres"])
    if not host or scheme != "https" and not (scheme == "http" and (plain or _LOOPBACK.fullmatch(host))):
        allowed = ("https://…", *(() if plain else ("http://localhost…",)), "http://… (ONVERSLEUTELD)")
        raise CatalogueError(name, number, "adres", "not_allowed", row["adres"], allowed)
    if row["soort"] != OVERPASS and not row["collectie"]:
        raise CatalogueError(name, number, "collectie", "missing")
    return Service(row["bron"], row["soort"], row["adres"].rstrip("/"), row["collectie"],
                   _years(row["jaren"], number, name), row["licentie"], row["naamsvermelding"], row.get("authcfg", ""))


def _years(text: str, number: int, name: str) -> Tuple[int, ...]:
    years: List[int] = []
    for part in re.split(r"[\s;,]+", text.strip()):
        span = _SPAN.fullmatch(part)
        if span:
            years.extend(range(int(span[1]), int(span[2]) + 1))
        elif re.fullmatch(r"\d{4}", part):
            years.append(int(part))
        elif part:
            raise CatalogueError(name, number, "jaren", "unknown_value", part, ("2024", "2022-2025"))
    return tuple(years)
