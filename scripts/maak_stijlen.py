"""Make resources/styles/*.qml: the one description of how every layer looks.

Run with the Python of QGIS after changing a colour, size or rule (they stand in ``stijlen/``):
    QT_QPA_PLATFORM=offscreen /usr/bin/python3 scripts/maak_stijlen.py
Labels in the QML are the English sources; ``kaart/texts.py`` holds them for translation.
"""

import os
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["QT_HASH_SEED"] = "0"  # the same order of attributes in every run

from qgis.core import QgsApplication, QgsMapLayer  # noqa: E402
from stijlen import areas, lines, places  # noqa: E402
from stijlen.symbols import empty_layer  # noqa: E402

STYLES = ROOT / "resources" / "styles"
# name of the style → (layer of the schema, function, geometry when it is another)
STYLE_MAKERS = {
    "rotondes": ("rotondes", places.rotondes),
    "rotonde_marge": ("rotondes", places.rotonde_marge),
    "knopen": ("rotondes", places.knopen),
    "voorzieningen": ("voorzieningen", places.voorzieningen),
    "organisaties": ("organisaties", places.organisaties),
    "bevolking": ("bevolking", places.bevolking),
    "loopnetwerk": ("loopnetwerk", lines.loopnetwerk),
    "loopstromen": ("loopstromen", lines.loopstromen),
    "verbindingslijnen": ("verbindingslijnen", lines.verbindingslijnen),
    "ontbrekende_schakels": ("ontbrekende_schakels", lines.ontbrekende_schakels),
    "banden": ("banden", lines.banden),
    "loopbereik": ("loopbereik", areas.loopbereik),
    "loopbereik_lijnen": ("loopbereik", lines.loopbereik_lijnen, "LineString"),
    "buurten": ("buurten", areas.buurten),
    "rang_marge": ("buurten", areas.rang_marge),
    "buurtgrenzen": ("buurten", areas.buurtgrenzen),
    "stagnatieplekken": ("stagnatieplekken", areas.stagnatieplekken),
    "stagnatie_groep": ("stagnatieplekken", areas.stagnatie_groep),
    "achtergrond": ("achtergrond", areas.achtergrond),
    "topografie": ("achtergrond", areas.topografie),
    "achtergrond_lijnen": ("achtergrond_lijnen", lines.achtergrond_lijnen),
}


def main() -> int:
    QgsApplication.setPrefixPath("/usr", True)
    app = QgsApplication([], False)
    app.initQgis()
    categories = QgsMapLayer.Symbology | QgsMapLayer.Labeling | QgsMapLayer.Rendering
    for name, (table, make, *geometry) in STYLE_MAKERS.items():
        layer = empty_layer(table, *geometry)
        make(layer)
        message, done = layer.saveNamedStyle(str(STYLES / f"{name}.qml"), QgsMapLayer.StyleCategories(categories))
        print(f"{name}: {'ok' if done else message}")
        if not done:
            return 1
        _give_seed(STYLES / f"{name}.qml")
    return 0


def _give_seed(path: Path) -> None:
    """Give patterns of points the seed that QGIS 3.22 does not know of: later versions would draw lots for it."""
    pattern = re.compile(r'(<layer [^>]*class="PointPatternFill"[^>]*>\s*<Option type="Map">)(\s*)')
    text = path.read_text(encoding="utf-8")
    path.write_text(pattern.sub(r'\1\2<Option type="QString" name="seed" value="1"/>\2', text), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
