"""Names, number formats and map tips of the fields, all from the one definition in ``core.layers``."""

from typing import Dict, Tuple

from qgis.core import QgsEditorWidgetSetup, QgsVectorLayer

from ..core.layers import LAYERS
from ..core.schema import REAL
from ..i18n import language, tr

DECIMALS = {"0-1": 2, "0-100": 1, "punten": 1, "ha": 1, "personen": 0, "huishoudens": 0, "bezoeken": 0, "m": 0}
# Map tip per layer: the expression of its heading, and the fields below it.
TIPS: Dict[str, Tuple[str, Tuple[str, ...]]] = {
    "rotondes": ('coalesce("naam", "type_naam")', (
        "type_naam", "component", "rotondescore", "score_p5", "score_p95", "typepotentieel", "bereik", "menging",
        "positie", "functiemenging", "bezoekers", "vlag")),
    "voorzieningen": ('coalesce("naam", "type_naam")', ("type_naam", "component", "rol", "typepotentieel", "bron")),
    "buurten": ('"buurtnaam"', (
        "verbondenheid", "sociaal", "ruimtelijk", "omgang_relaties", "participatie", "plaatsidentiteit",
        "plaatsgeschiktheid", "dekking", "rang", "rang_p5", "rang_p95", "inwoners", "huishoudens")),
    "loopstromen": ("", ("bezoeken", "lengte_m")),
    "loopbereik": ('"voorziening_id"', ("afstand_m", "inwoners", "oppervlakte_ha")),
    "verbindingslijnen": ("concat(\"van_naam\", ' – ', \"naar_naam\")", (
        "loopafstand_m", "sterkte", "route", "overlap", "organisatie", "overbrugging", "brug", "afgesneden")),
    "ontbrekende_schakels": ('"reden"', ("soort", "rang", "hemelsbreed_m", "loopafstand_m", "omwegfactor", "bewoners")),
    "stagnatieplekken": ("concat(\"buurtnaam\", ' – ', \"groep_naam\")", (
        "status", "stagnatie", "stagnatie_p5", "kwetsbaarheid", "toegang", "personen", "onbediend", "hotspot",
        "dichtstbij", "looptijd_min", "reden")),
    "organisaties": ('coalesce("naam", "id")', (
        "groep", "graad", "tussenpositie", "beperking", "makelaarsrol", "ei_index", "snijpunt", "bruggenbouwer")),
    "banden": ("concat(\"van\", ' – ', \"naar\")", ("soort", "sterkte", "bronnen", "brug", "tussen_groepen")),
    "bevolking": ("", ("inwoners", "huishoudens", "buurtcode")),
}


def describe_fields(layer: QgsVectorLayer, table: str) -> None:
    """Give the fields of ``layer`` their aliases and number formats, and the layer its map tip."""
    known = {field.name: field for field in LAYERS[table].fields} if table in LAYERS else {}
    for index, name in enumerate(layer.fields().names()):
        field = known.get(name)
        if field is None:
            continue
        layer.setFieldAlias(index, field.label(language()))
        if field.type == REAL and field.unit in DECIMALS:
            layer.setEditorWidgetSetup(index, QgsEditorWidgetSetup(
                "Range", {"Precision": DECIMALS[field.unit], "AllowNull": True, "Style": "SpinBox"}))
    if table in TIPS:
        heading, names = TIPS[table]
        present = set(layer.fields().names())
        if heading and all(part in present for part in heading.split('"')[1::2]):
            layer.setDisplayExpression(heading)
        layer.setMapTipTemplate(map_tip(table, [name for name in names if name in present], heading))


def map_tip(table: str, names, heading: str) -> str:
    """Return the HTML of a map tip; values from the data are escaped."""
    layer, locale = LAYERS[table], language()
    title = f"[% {escaped(heading)} %]" if heading else layer.label(locale)
    body = "".join(
        f"<tr><td>{field.label(locale)}</td><td align='right'><b>[% {_shown(field)} %]</b></td></tr>"
        for field in map(layer.field, names))
    note = ""
    if table in ("rotondes", "buurten", "loopstromen", "verbindingslijnen", "stagnatieplekken"):
        note = "<br><i>{}</i>".format(tr("Shows the potential for encounters, not measured contact"))
    return f"<b>{title}</b><table cellspacing='3'>{body}</table>{note}"


def escaped(expression: str) -> str:
    """Return an expression whose value is safe inside HTML (the replacements run in the order & < >)."""
    return f"replace(to_string({expression}), map('&', '&amp;', '<', '&lt;', '>', '&gt;'))"


def _shown(field) -> str:
    """Return the expression that shows a field: rounded, escaped, a dash when unknown."""
    value = f'"{field.name}"'
    if field.type == REAL:
        text = f"format_number({value}, {DECIMALS.get(field.unit, 2)})"
    else:
        text = escaped(value)
    return f"if({value} IS NULL, '–', {text})"
