"""Limits on files from elsewhere, looked at before a parser opens them: a small file must not fill the memory."""

import gzip
import json
import re
import zipfile
import zlib
from pathlib import Path
from typing import Any, Iterable, Optional, Union

from qgis.core import QgsProcessingFeatureSourceDefinition, QgsProperty

from ..core.errors import Unreadable
from ..i18n import tr

PACKED = {".xlsx", ".xlsm", ".ods", ".zip", ".kmz"}
ZIPPED = {".gz", ".tgz"}
MARKUP = {".osm", ".gml", ".kml", ".xml", ".gpx"}
TEXT = {".csv", ".tsv", ".txt"}
MEMBERS = 10_000
UNPACKED = 2_000_000_000  # bytes of all members together
RATIO, RATIO_FROM = 250, 20_000_000  # times smaller when packed, for members larger than so many bytes
HEADER = 1_000_000  # bytes of the line with the names of the columns
DEPTH = 60  # of JSON; GeoJSON needs about ten
_XML_MEMBERS = (".xml", ".rels", ".kml", ".gml", ".osm", ".gpx")
_CHUNK = 1 << 20
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# What may stand before the first element of XML: a mark, blanks, instructions and comments.
_PROLOG = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_ELEMENT = re.compile(rb"<[A-Za-z_:\x80-\xff]")
# Files that hold no data but lead GDAL to other files or addresses; GDAL knows them by these words, not by their name.
_LEADS_ELSEWHERE = re.compile(rb"<\s*(?:ogrvrt|vrtdataset|ogrwfs|gdal_wm|(?:\w+:)?w(?:fs|ms)_capabilities)",
                              re.IGNORECASE)


def check_files(values: Iterable[Any]) -> None:
    """Check every existing file that the parameter values name; raises ``Unreadable`` with the reason."""
    for value in values:
        if isinstance(value, (list, tuple)):
            check_files(value)
            continue
        value = value.source if isinstance(value, QgsProcessingFeatureSourceDefinition) else value
        value = value.staticValue() if isinstance(value, QgsProperty) else value
        if isinstance(value, str) and value:
            path = _file(re.sub(r"^(?:/vsi(?:zip|gzip|tar)/)+", "", value.partition("|")[0]))
            if path is not None:
                check_file(path)


def _file(text: str) -> Optional[Path]:
    """Return the file that a text names, also when it goes on with the path of a part inside an archive."""
    try:
        paths = [Path(text), *(Path(text.lstrip("{").replace("}", "")) / "_").parents]
        return next((path for path in paths if path.is_file()), None)
    except (OSError, ValueError):  # no path at all: a text, an address, a connection
        return None


def check_file(path: Union[str, Path]) -> None:
    """Check one file by the kind that its name says; raises ``Unreadable``."""
    suffix = Path(path).suffix.lower()
    if suffix in PACKED:
        _check_packed(path)
    elif suffix in ZIPPED:
        _check_gzip(path)
    else:
        with open(path, "rb") as file:
            start = file.read(_CHUNK)
        _check_start(path, start, suffix in MARKUP)
        if suffix in TEXT and (start.startswith(_UTF_16) or b"\0" in start[:1000]):
            raise Unreadable(path=str(path), detail=tr("its text is not in UTF-8"))
        if suffix in TEXT and len(start.partition(b"\n")[0]) > HEADER:
            raise Unreadable(path=str(path), detail=tr("its first line, with the names of the columns, is longer "
                                                       "than {n} characters").format(n=HEADER))


def _check_packed(path: Union[str, Path]) -> None:
    """Unpack without keeping anything: the sizes that a file states itself may be false."""
    total = 0
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            if len(members) > MEMBERS:
                raise _too_large(path)
            for member in members:
                size, start = 0, b""
                with archive.open(member) as stream:
                    while chunk := stream.read(_CHUNK):
                        size += len(chunk)
                        if total + size > UNPACKED or (size > RATIO_FROM
                                                       and size > RATIO * max(member.compress_size, 1)):
                            raise _too_large(path)
                        start = start or chunk
                _check_start(path, start, member.filename.lower().endswith(_XML_MEMBERS))
                total += size
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise Unreadable(path=str(path), detail=tr("it is damaged or locked with a password")) from error


def _check_gzip(path: Union[str, Path]) -> None:
    """Unpack without keeping anything."""
    size, start, packed = 0, b"", max(Path(path).stat().st_size, 1)
    try:
        with gzip.open(path) as stream:
            while chunk := stream.read(_CHUNK):
                start = start or chunk
                size += len(chunk)
                if size > UNPACKED or size > RATIO_FROM and size > RATIO * packed:
                    raise _too_large(path)
    except (OSError, EOFError, zlib.error) as error:
        raise Unreadable(path=str(path), detail=tr("it is damaged or locked with a password")) from error
    _check_start(path, start, Path(path).with_suffix("").suffix.lower() in MARKUP)


def _check_start(path: Union[str, Path], start: bytes, markup: bool) -> None:
    """Refuse what leads elsewhere, and markup that is unsafe; GDAL looks at what a file is, whatever its name says."""
    if _LEADS_ELSEWHERE.search(start):
        raise Unreadable(path=str(path), detail=tr("it holds no data itself, but leads to other files or addresses"))
    if markup or start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        _check_markup(path, start)


def _check_markup(path: Union[str, Path], start: bytes) -> None:
    """Refuse XML that does not come to its first element at once, because entities are defined before that.

    Only bytes are looked at, so an encoding in which a sign takes several would hide them.
    """
    if start.startswith(_UTF_16) or b"\0" in start[:1000]:
        raise Unreadable(path=str(path), detail=tr("its text is not in UTF-8"))
    rest = start[_PROLOG.match(start).end():]
    if len(start) >= _CHUNK and (not rest or rest.startswith((b"<!--", b"<?"))):
        raise Unreadable(path=str(path), detail=tr("no data begin in its first megabyte"))
    if rest[:14].lower() == b"<!doctype html":
        raise Unreadable(path=str(path), detail=tr("it is a web page and holds no data"))
    if rest and not _ELEMENT.match(rest):
        raise Unreadable(path=str(path), detail=tr("it defines entities of its own, which map data never do"))


def _too_large(path: Union[str, Path]) -> Unreadable:
    return Unreadable(path=str(path), detail=tr("it is a small file that unpacks to a huge one"))


def parse_json(data: Union[str, bytes], path: str) -> Any:
    """Return what JSON text holds; raises ``Unreadable`` when it is not JSON, or nested too deeply."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        detail = tr("it is nested too deeply") if isinstance(error, RecursionError) else tr("it is not valid JSON")
        raise Unreadable(path=path, detail=detail) from error
    level = [found]
    for _ in range(DEPTH):
        level = [child for parent in level if isinstance(parent, (list, dict))
                 for child in (parent.values() if isinstance(parent, dict) else parent)
                 if isinstance(child, (list, dict))]
        if not level:
            return found
    raise Unreadable(path=path, detail=tr("it is nested too deeply"))
