"""Reading the catalogues: CSV files that a municipality may edit in a spreadsheet."""

import csv
from pathlib import Path
from typing import Dict, List, Optional, Union

from ..core.errors import BadValue, CatalogueError, Unreadable
from ..core.facilities import Catalogue
from ..core.tags import fold
from ..i18n import tr
from ..paths import resource

PathLike = Union[str, Path]


def read_rows(path: PathLike) -> List[Dict[str, str]]:
    """Return the rows of a CSV file as dicts of stripped text; the first row is line 2 of the sheet.

    Comma or semicolon as separator, with or without byte order mark, UTF-8 or else Windows-1252: what spreadsheets
    write. Blank rows at the end are left out. Raises ``Unreadable``.
    """
    try:
        raw = Path(path).read_bytes()
    except OSError as error:
        raise Unreadable(path=str(path), detail=error.strerror or str(error)) from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    lines = text.splitlines(keepends=True)
    header = lines[0] if lines else ""
    separator = max(",;\t", key=header.count)
    try:
        rows = list(csv.reader(lines, delimiter=separator))
    except csv.Error as error:
        raise Unreadable(path=str(path), detail=tr("it is no table of text with commas or semicolons")) from error
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    if len(rows) < 2:
        raise Unreadable(path=str(path), detail=tr("it has no rows below the names of the columns"))
    names = [name.strip() for name in rows[0]]
    return [{name: cell.strip() for name, cell in zip(names, row + [""] * len(names))} for row in rows[1:]]


def read_catalogue(path: Optional[PathLike] = None) -> Catalogue:
    """Return the catalogue of facility types, the one of the plugin unless ``path`` is given.

    Raises ``Unreadable`` and ``CatalogueError`` (with row and column).
    """
    path = Path(path) if path else resource("catalogue", "voorzieningtypen.csv")
    return Catalogue.from_rows(read_rows(path), path.name)


def read_mapping(path: PathLike, catalogue: Catalogue) -> Dict[str, str]:
    """Return {own value: type_id} from a CSV file with the own values and a column ``type_id``.

    The own values stand in a column ``waarde``, or in the other one of the two. A blank type_id means: leave these
    out on purpose. Raises ``Unreadable``, ``CatalogueError`` (no such columns, or two types for one value) and
    ``BadValue`` for a type that the catalogue lacks.
    """
    name, rows = Path(path).name, read_rows(path)
    columns = {fold(column): column for column in rows[0]}
    type_column = columns.pop("type id", None)
    own_column = columns.get("waarde", next(iter(columns.values()), None))
    for column, wanted in ((type_column, "type_id"), (own_column, "waarde")):
        if column is None:
            raise CatalogueError(name, 1, wanted, "missing_column", wanted, tuple(rows[0]))
    mapping: Dict[str, str] = {}
    for number, row in enumerate(rows, start=2):
        value, type_id = row[own_column], row[type_column]
        if type_id and type_id not in catalogue.index:
            raise BadValue(name, column=type_column, row=number, value=type_id, allowed=catalogue.suggestions(type_id))
        if mapping.setdefault(value, type_id) != type_id:
            raise CatalogueError(name, number, own_column, "duplicate", value)
    mapping.pop("", None)
    return mapping
