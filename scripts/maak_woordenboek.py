"""Write the data dictionary of the documentation from the schema that the plugin itself reads.

``make vertaal`` runs it; a test fails when docs/gegevenswoordenboek.md says something else than the schema.
"""

import sys
from pathlib import Path
from typing import Iterator

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from verbondenheidskaart_plugin.core.layers import LAYERS  # noqa: E402
from verbondenheidskaart_plugin.core.schema import BOOL, INT, LINE, POINT, POLYGON, REAL, TABLE, TEXT  # noqa: E402

PAGE = ROOT / "docs" / "gegevenswoordenboek.md"
KINDS = {POLYGON: "vlakken", LINE: "lijnen", POINT: "punten", TABLE: "tabel"}
TYPES = {TEXT: "tekst", INT: "geheel getal", REAL: "getal", BOOL: "waar of onwaar"}
HEAD = """# Gegevenswoordenboek

Elke laag en tabel die de Verbondenheidskaart maakt, met haar velden. Hetzelfde staat in elk GeoPackage in de tabel
`velden`, in de werkmap van *Exporteren* op het eerste blad, en in QGIS als naam en uitleg bij elk veld. Een laag is er
alleen als er gegevens voor waren; velden van de invoer die hier niet staan, gaan ongewijzigd mee.

**Leeg betekent onbekend of onderdrukt, nooit nul.** Scores lopen van 0 tot 100, aandelen van 0 tot 1. Afstanden zijn
in meter over het loopnetwerk, tenzij er *hemelsbreed* staat.

Dit bestand wordt gemaakt door `make vertaal`; wijzig het niet met de hand.
"""


def lines() -> Iterator[str]:
    """Yield the lines of the page."""
    yield HEAD
    for layer in LAYERS.values():
        yield f"## {layer.nl}\n"
        yield f"Laag `{layer.name}`, {KINDS[layer.geometry]}.\n"
        yield "| veld | naam | type | eenheid | uitleg |\n|---|---|---|---|---|"
        for field in layer.fields:
            cells = (f"`{field.name}`", field.nl, TYPES[field.type], field.unit, field.omschrijving)
            yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
        yield ""


def text() -> str:
    return "\n".join(lines())


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")
