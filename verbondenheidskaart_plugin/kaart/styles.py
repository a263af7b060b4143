"""Loading the styles of ``resources/styles`` and storing them in the GeoPackage as its default styles."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Dict, Optional
from uuid import UUID

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsPalLayerSettings,
    QgsRuleBasedLabeling,
    QgsRuleBasedRenderer,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtXml import QDomDocument

from ..core.errors import Unwritable
from ..paths import resource
from .classes import classify_flows, classify_reach, hatch_few_respondents, name_highest, number_places
from .fields import describe_fields
from .fonts import with_family
from .source import open_layers, rollback_journal
from .texts import legend_labels
from .tree import TABLES, TREE, layer_title

FOLLOW_DATA = {"buurten": hatch_few_respondents, "loopstromen": classify_flows, "loopbereik": classify_reach,
               "rotondes": name_highest, "stagnatie_groep": number_places}

# The table in which QGIS looks for the styles of a GeoPackage, as QGIS itself makes it.
CREATE_TABLE = """
CREATE TABLE IF NOT EXISTS layer_styles (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256),
    f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
    useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),
    update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')))"""
REGISTER_TABLE = """
INSERT OR IGNORE INTO gpkg_contents (table_name, data_type, identifier, srs_id)
VALUES ('layer_styles', 'attributes', 'layer_styles', 0)"""
DELETE_STYLE = "DELETE FROM layer_styles WHERE f_table_name = ? AND styleName = ?"
NO_DEFAULT = "UPDATE layer_styles SET useAsDefault = 0 WHERE f_table_name = ?"
INSERT_STYLE = """
INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName,
                          styleQML, styleSLD, useAsDefault, description)
VALUES ('', '', ?, ?, ?, ?, '', ?, ?)"""
GEOMETRY_COLUMNS = "SELECT table_name, column_name FROM gpkg_geometry_columns"

_NUMBER = re.compile(r"\{[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}")


def apply_style(layer: QgsVectorLayer, key: str, table: Optional[str] = None) -> bool:
    """Style ``layer`` with ``resources/styles/<key>.qml``, in the language and font of this QGIS.

    ``table`` is the layer of the schema that gives the field names (default: ``key``). Returns whether
    there is such a style; aliases, number formats and map tips are set in any case.
    """
    path = resource("styles", f"{key}.qml")
    found = path.exists()
    if found:
        # Not loadNamedStyle: for a layer with a default style in its GeoPackage that ignores the file.
        document = QDomDocument()
        document.setContent(path.read_text(encoding="utf-8"))
        layer.importNamedStyle(document)
        _translate(layer.renderer())
        _set_fonts(layer)
        if key in FOLLOW_DATA:
            FOLLOW_DATA[key](layer)
    describe_fields(layer, table or key)
    return found


def save_styles(geopackage: Path) -> None:
    """Store the style of every layer in the GeoPackage, so that the layers open finished in any project.

    Styles of the same name are replaced, other styles in the file are kept. The table is written with
    one plain transaction while no layer is open: QGIS' own call asks questions in a dialog, and can
    leave open layers without features. Raises ``Unwritable``.
    """
    styles = []
    with rollback_journal():
        layers = open_layers(geopackage)
        for row in TREE:
            if row.table in layers:
                layer = layers[row.table]
                if apply_style(layer, row.qml, row.table):
                    styles.append((row.table, row.qml, style_text(layer)))
        for table in TABLES:
            if table in layers:
                describe_fields(layers[table], table)
                styles.append((table, table, style_text(layers[table])))
        layer = None
        layers.clear()
        _write_styles(geopackage, styles)


def style_text(layer: QgsVectorLayer) -> str:
    """Return the whole style of ``layer`` as the text of a QML file: of the same style always the same text.

    QGIS leaves to chance in which order the attributes stand, what the numbers of symbols and rules are, and the
    colours of an elevation profile, which these layers have no use for.
    """
    document = QDomDocument()
    layer.exportNamedStyle(document)
    numbers: Dict[str, str] = {}
    root = document.documentElement()
    root.removeChild(root.firstChildElement("elevation"))
    text = _sorted(_sorted(document.toString(), "<", '"'), "&lt;", "&quot;")  # a symbol can stand in it as text
    return _NUMBER.sub(lambda old: numbers.setdefault(old[0], f"{{{UUID(int=len(numbers) + 1)}}}"), text)


def _sorted(xml: str, opening: str, quote: str) -> str:
    """Return XML with the attributes of every tag in alphabetical order."""
    attribute = rf"[\w:-]+={quote}(?:(?!{quote}).)*{quote}"
    return re.sub(rf"({opening}[\w-]+)((?:\s+{attribute})+)",
                  lambda tag: " ".join([tag[1], *sorted(re.findall(attribute, tag[2]))]), xml)


def _write_styles(geopackage: Path, styles) -> None:
    try:
        with closing(sqlite3.connect(str(geopackage), timeout=30)) as database, database:
            geometry = dict(database.execute(GEOMETRY_COLUMNS))
            database.execute(CREATE_TABLE)
            database.execute(REGISTER_TABLE)
            for table, key, text in styles:
                default = table == key
                if default:
                    database.execute(NO_DEFAULT, (table,))
                database.execute(DELETE_STYLE, (table, key))
                database.execute(INSERT_STYLE, (table, geometry.get(table, ""), key, text, default, layer_title(key)))
    except sqlite3.Error as error:
        raise Unwritable(layer="GEOPACKAGE", path=str(geopackage), detail=str(error)) from error


def _translate(renderer) -> None:
    """Translate the legend labels of a renderer that came from a QML."""
    labels = legend_labels()
    if isinstance(renderer, QgsRuleBasedRenderer):
        for rule in renderer.rootRule().descendants():
            rule.setLabel(labels.get(rule.label(), rule.label()))
    elif isinstance(renderer, QgsCategorizedSymbolRenderer):
        for index, category in enumerate(renderer.categories()):
            renderer.updateCategoryLabel(index, labels.get(category.label(), category.label()))


def _set_fonts(layer: QgsVectorLayer) -> None:
    """Draw the labels of ``layer`` in a font that this computer has."""
    labeling = layer.labeling()
    if isinstance(labeling, QgsRuleBasedLabeling):
        texts = legend_labels()
        for rule in labeling.rootRule().descendants():
            rule.setDescription(texts.get(rule.description(), rule.description()))
            rule.setSettings(_in_font(rule.settings()))
    elif isinstance(labeling, QgsVectorLayerSimpleLabeling):
        layer.setLabeling(QgsVectorLayerSimpleLabeling(_in_font(labeling.settings())))


def _in_font(settings: QgsPalLayerSettings) -> QgsPalLayerSettings:
    result = QgsPalLayerSettings(settings)
    result.setFormat(with_family(settings.format()))
    return result
