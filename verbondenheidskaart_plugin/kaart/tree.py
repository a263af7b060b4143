"""The layer tree and the map themes: one row per layer, top of the map first.

A new layer needs a row here and a QML in ``resources/styles``; layers that the GeoPackage does not have
are passed over, and a theme exists when its own layers do. Theme names stay Dutch in every language,
so that a script finds them.
"""

from dataclasses import dataclass, replace
from typing import Dict, List, Sequence, Tuple

from qgis.core import QgsExpression, QgsMapThemeCollection, QgsProject, QgsVectorLayer

from ..core.layers import LAYERS
from ..i18n import language, tr
from .names import Names
from .source import rows

OVERVIEW = "Verbondenheidskaart"
LINES, STAGNATION, NETWORK = "Verbindingslijnen", "Stagnatieplekken", "Netwerkstructuur"
UNCERTAINTY = "Onzekerheid"
BASE = "*"  # stands for every theme
# Of each buurt the group for which it stagnates most; groups overlap and are never added up.
HIGHEST_GROUP = (
    '"fid" IN (SELECT "fid" FROM (SELECT "fid", row_number() OVER (PARTITION BY "buurtcode" ORDER BY CASE "status" '
    "WHEN 'stagnatieplek' THEN 0 WHEN 'aandachtspunt' THEN 1 WHEN 'geen' THEN 2 ELSE 3 END, \"stagnatie\" DESC) "
    'AS "nr" FROM "stagnatieplekken") WHERE "nr" = 1)')


@dataclass(frozen=True)
class Row:
    """A layer of the tree: its table, group ("" = none), themes, and its style (the table's own unless named).

    ``needs``: drawn only when the file has that table too. ``field``: drawn only when the table has that field.
    ``subset``: a filter on the table. ``each``: the row stands for one layer per value of that field; ``part`` and
    ``title`` are filled in for each of them.
    """

    table: str
    group: str
    themes: Tuple[str, ...] = ()
    style: str = ""
    visible: bool = True
    hidden_in: Tuple[str, ...] = ()
    needs: str = ""
    field: str = ""
    subset: str = ""
    each: str = ""
    part: str = ""
    title: str = ""

    @property
    def key(self) -> str:
        """The name of the layer, unique in the tree."""
        return f"{self.qml}:{self.part}" if self.part else self.qml

    @property
    def qml(self) -> str:
        """The name of the style."""
        return self.style or self.table

    def shown_in(self, theme: str) -> bool:
        """Tell whether the layer is visible in ``theme``; a theme can have a part: "Stagnatieplekken: ouderen"."""
        name, _, part = theme.partition(": ")
        own = name in self.themes and (part == self.part or not self.subset)
        return (own or self.themes == (BASE,)) and name not in self.hidden_in


TREE: Tuple[Row, ...] = (
    Row("rotondes", "places", (OVERVIEW, "Rotondes")),
    Row("rotondes", "places", (UNCERTAINTY,), style="rotonde_marge", visible=False, field="score_p95"),
    Row("organisaties", "places", (NETWORK,), visible=False),
    Row("banden", "places", (NETWORK,), visible=False),
    Row("rotondes", "lines", (LINES,), style="knopen", visible=False, needs="verbindingslijnen"),
    Row("ontbrekende_schakels", "lines", (LINES,), visible=False),
    Row("verbindingslijnen", "lines", (LINES,), visible=False),
    Row("voorzieningen", "places", visible=False),
    Row("loopstromen", "walking", (OVERVIEW, "Loopstromen")),
    Row("loopbereik", "walking", visible=False),
    Row("loopnetwerk", "walking", (BASE,), hidden_in=(STAGNATION, UNCERTAINTY)),
    Row("achtergrond_lijnen", "", (BASE,)),
    Row("bevolking", "people", visible=False),
    Row("buurten", "people", (BASE,), style="buurtgrenzen", hidden_in=(STAGNATION, UNCERTAINTY)),
    Row("stagnatieplekken", "stagnation", (STAGNATION,), visible=False, subset=HIGHEST_GROUP),
    Row("stagnatieplekken", "stagnation", (STAGNATION,), style="stagnatie_groep", visible=False, each="groep"),
    Row("buurten", "people", (UNCERTAINTY,), style="rang_marge", visible=False, field="rang_p95"),
    Row("achtergrond", "", (BASE,), style="topografie"),
    Row("buurten", "", (OVERVIEW, "Buurtverbondenheid")),
    Row("achtergrond", "", (BASE,)),
)
# Theme → the layers of which at least one must be there.
THEMES: Dict[str, Tuple[str, ...]] = {
    OVERVIEW: ("rotondes", "buurten"),
    "Rotondes": ("rotondes",),
    "Loopstromen": ("loopstromen",),
    LINES: ("verbindingslijnen", "ontbrekende_schakels"),
    STAGNATION: ("stagnatieplekken",),
    "Buurtverbondenheid": ("buurten",),
    NETWORK: ("organisaties", "banden"),
    UNCERTAINTY: ("rang_marge", "rotonde_marge"),
}
TABLES = ("indicatorwaarden", "vuistregels", "nabijheid", "niet_ingedeeld", "meldingen", "herkomst", "velden")


def tree_rows(found: Dict[str, QgsVectorLayer]) -> List[Row]:
    """Return the rows of the layers that a GeoPackage has, with one row per group where the tree says so."""
    result, names = [], Names()
    for row in TREE:
        tables = [row.table, row.needs] if row.needs else [row.table]
        if not all(table in found and found[table].featureCount() for table in tables):
            continue
        if row.field and row.field not in found[row.table].fields().names():
            continue
        if not row.each:
            result.append(row)
            continue
        parts = dict(rows(found[row.table], [row.each, f"{row.each}_naam"]))
        for part, title in parts.items():
            subset = f'"{row.each}" = {QgsExpression.quotedValue(part)}'
            result.append(replace(row, part=str(part), title=str(names.of(row.each, part, title) or part),
                                  subset=subset))
    return result


def group_titles() -> Dict[str, str]:
    """Return the titles of the groups of the layer tree."""
    return {
        "places": tr("Meeting places"),
        "lines": tr("Lines between rotondes"),
        "walking": tr("Walking"),
        "people": tr("Neighbourhoods and residents"),
        "stagnation": LAYERS["stagnatieplekken"].label(language()),
        "tables": tr("Tables"),
    }


def layer_title(key: str) -> str:
    """Return the title of the layer with style ``key``."""
    special = {
        "buurten": tr("Neighbourhood connectedness (index)"),
        "buurtgrenzen": tr("Neighbourhood boundaries and names"),
        "knopen": tr("Rotondes as nodes"),
        "rang_marge": tr("How sure the ranks are"),
        "rotonde_marge": tr("How sure the rotonde scores are"),
        "stagnatieplekken": tr("Highest of the groups"),
        "stagnatie_groep": tr("One group"),
        "topografie": tr("Water, green and buildings (over the index)"),
        "achtergrond": tr("Water, green and buildings"),
    }
    return special.get(key) or (LAYERS[key].label(language()) if key in LAYERS else key)


def shown_by_default(row: Row, layers: Dict[str, QgsVectorLayer]) -> bool:
    """Tell whether a layer is on when the project opens; streets give way to a background."""
    return row.visible and not (row.key == "loopnetwerk" and "achtergrond" in layers)


def build_tree(project: QgsProject, tree: Sequence[Row], layers: Dict[str, QgsVectorLayer],
               tables: Sequence[QgsVectorLayer]) -> None:
    """Put ``layers`` (by key of their row) and ``tables`` into the project, in groups, in the order of the map."""
    root, titles = project.layerTreeRoot(), group_titles()
    for row in tree:
        group = root
        if row.group:
            group = root.findGroup(titles[row.group]) or root.addGroup(titles[row.group])
        node = group.addLayer(layers[row.key])
        node.setItemVisibilityChecked(shown_by_default(row, layers))
        node.setExpanded(row.visible and row.themes != (BASE,))
    if tables:
        group = root.addGroup(titles["tables"])
        group.setExpanded(False)
        for table in tables:
            group.addLayer(table)


def add_themes(project: QgsProject, tree: Sequence[Row], layers: Dict[str, QgsVectorLayer]) -> List[str]:
    """Add the map themes whose own layers exist; return their names."""
    added = []
    themes = [theme for theme, needed in THEMES.items() if any(key in layers for key in needed)]
    themes += [theme_of(row) for row in tree if row.part]
    for theme in themes:
        records = []
        for row in tree:
            if not row.shown_in(theme):
                continue
            if row.themes == (BASE,) and not shown_by_default(row, layers):
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


def theme_of(row: Row) -> str:
    """Return the name of the theme that shows one part of a table."""
    return f"{row.themes[0]}: {row.part}"
