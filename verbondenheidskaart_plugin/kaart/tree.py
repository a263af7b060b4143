"""The layer tree and the map themes: one row per layer, top of the map first.

A new layer needs a row here and a QML in ``resources/styles``; layers that the GeoPackage does not have
are passed over, and a theme exists when its own layers do. Theme names stay Dutch in every language,
so that a script finds them.
"""

from dataclasses import dataclass
from typing import Dict, List, Sequence, Tuple

from qgis.core import QgsMapThemeCollection, QgsProject, QgsVectorLayer

from ..core.layers import LAYERS
from ..i18n import language, tr

OVERVIEW = "Verbondenheidskaart"
BASE = "*"  # stands for every theme


@dataclass(frozen=True)
class Row:
    """A layer of the tree: its table, group ("" = none), themes, and its style (the table's own unless named)."""

    table: str
    group: str
    themes: Tuple[str, ...] = ()
    style: str = ""
    visible: bool = True

    @property
    def key(self) -> str:
        """The name of the style, unique in the tree."""
        return self.style or self.table

    def shown_in(self, theme: str) -> bool:
        """Tell whether the layer is visible in ``theme``."""
        return theme in self.themes or self.themes == (BASE,)


TREE: Tuple[Row, ...] = (
    Row("rotondes", "places", (OVERVIEW, "Rotondes", "Verbindingslijnen")),
    Row("organisaties", "places", ("Netwerkstructuur",), visible=False),
    Row("banden", "places", ("Netwerkstructuur",), visible=False),
    Row("verbindingslijnen", "places", ("Verbindingslijnen",), visible=False),
    Row("ontbrekende_schakels", "places", ("Verbindingslijnen",), visible=False),
    Row("voorzieningen", "places", visible=False),
    Row("loopstromen", "walking", (OVERVIEW, "Loopstromen")),
    Row("loopbereik", "walking", visible=False),
    Row("loopnetwerk", "walking", (BASE,)),
    Row("achtergrond_lijnen", "", (BASE,)),
    Row("bevolking", "people", visible=False),
    Row("buurten", "people", (BASE,), style="buurtgrenzen"),
    Row("stagnatieplekken", "people", ("Stagnatieplekken",), visible=False),
    Row("achtergrond", "", (BASE,), style="topografie"),
    Row("buurten", "", (OVERVIEW, "Buurtverbondenheid")),
    Row("achtergrond", "", (BASE,)),
)
# Theme → the layers of which at least one must be there.
THEMES: Dict[str, Tuple[str, ...]] = {
    OVERVIEW: ("rotondes", "buurten"),
    "Rotondes": ("rotondes",),
    "Loopstromen": ("loopstromen",),
    "Verbindingslijnen": ("verbindingslijnen", "ontbrekende_schakels"),
    "Stagnatieplekken": ("stagnatieplekken",),
    "Buurtverbondenheid": ("buurten",),
    "Netwerkstructuur": ("organisaties", "banden"),
}
TABLES = ("indicatorwaarden", "niet_ingedeeld", "meldingen", "herkomst", "velden")


def group_titles() -> Dict[str, str]:
    """Return the titles of the groups of the layer tree."""
    return {
        "places": tr("Meeting places"),
        "walking": tr("Walking"),
        "people": tr("Neighbourhoods and residents"),
        "tables": tr("Tables"),
    }


def layer_title(key: str) -> str:
    """Return the title of the layer with style ``key``."""
    special = {
        "buurten": tr("Neighbourhood connectedness (index)"),
        "buurtgrenzen": tr("Neighbourhood boundaries and names"),
        "topografie": tr("Water, green and buildings (over the index)"),
        "achtergrond": tr("Water, green and buildings"),
    }
    return special.get(key) or (LAYERS[key].label(language()) if key in LAYERS else key)


def build_tree(project: QgsProject, layers: Dict[str, QgsVectorLayer], tables: Sequence[QgsVectorLayer]) -> None:
    """Put ``layers`` (by style name) and ``tables`` into the project, in groups, in the order of the map."""
    root, titles = project.layerTreeRoot(), group_titles()
    quiet_streets = "achtergrond" in layers
    for row in TREE:
        if row.key not in layers:
            continue
        group = root
        if row.group:
            group = root.findGroup(titles[row.group]) or root.addGroup(titles[row.group])
        project.addMapLayer(layers[row.key], False)
        node = group.addLayer(layers[row.key])
        node.setItemVisibilityChecked(row.visible and not (row.key == "loopnetwerk" and quiet_streets))
        node.setExpanded(row.visible and row.themes != (BASE,))
    if tables:
        group = root.addGroup(titles["tables"])
        group.setExpanded(False)
        for table in tables:
            project.addMapLayer(table, False)
            group.addLayer(table)


def add_themes(project: QgsProject, layers: Dict[str, QgsVectorLayer]) -> List[str]:
    """Add the map themes whose own layers exist; return their names."""
    root, added = project.layerTreeRoot(), []
    for theme, needed in THEMES.items():
        if not any(key in layers for key in needed):
            continue
        records = []
        for row in TREE:
            if row.key not in layers or not row.shown_in(theme):
                continue
            if row.themes == (BASE,) and not root.findLayer(layers[row.key]).itemVisibilityChecked():
                continue
            record = QgsMapThemeCollection.MapThemeLayerRecord(layers[row.key])
            record.isVisible = True
            record.usingCurrentStyle = True
            record.currentStyle = layers[row.key].styleManager().currentStyle()
            record.expandedLayerNode = True
            records.append(record)
        theme_record = QgsMapThemeCollection.MapThemeRecord()
        theme_record.setLayerRecords(records)
        project.mapThemeCollection().insert(theme, theme_record)
        added.append(theme)
    return added
