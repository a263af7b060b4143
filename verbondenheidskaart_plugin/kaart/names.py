"""Names in the language of QGIS where a GeoPackage, made in the other language, holds those of the catalogues."""

from typing import Any, Dict, Tuple

from ..data.catalogue import read_rows
from ..i18n import language
from ..paths import resource

# What is named → the catalogue, its column of ids, and those of the names in Dutch and English.
CATALOGUES = {
    "groep": ("groepen.csv", "id", "naam_nl", "naam_en"),
    "type": ("voorzieningtypen.csv", "type_id", "naam_nl", "naam_en"),
    "component": ("voorzieningtypen.csv", "component_nr", "component", "component_en"),
    "regel": ("vuistregels.csv", "id", "naam_nl", "naam_en"),
    "eis": ("vuistregels.csv", "id", "eis_nl", "eis_en"),
    "bezwaar": ("vuistregels.csv", "id", "reden_nl", "reden_en"),
}


class Names:
    """The names that the plugin knows. A group or type of a municipality's own keeps the name that it was given."""

    def __init__(self):
        files = {file: read_rows(resource("catalogue", file)) for file, *_ in CATALOGUES.values()}
        self.known: Dict[str, Dict[str, Tuple[str, str]]] = {
            kind: {row[key]: (row[dutch], row[english]) for row in files[file]}
            for kind, (file, key, dutch, english) in CATALOGUES.items()}

    def of(self, kind: str, identifier: Any, stored: Any) -> Any:
        """Return the name of ``identifier`` in the language of QGIS when ``stored`` is one of its two, else stored."""
        both = self.known[kind].get(str(identifier), ())
        return both[0 if language() == "nl" else 1] or stored if stored and stored in both else stored
