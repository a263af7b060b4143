"""Names and map tips of the fields, all from the one definition in ``core.layers``."""

from typing import Dict, Tuple

from qgis.core import QgsExpression, QgsVectorLayer

from ..core.layers import LAYERS
from ..core.schema import BOOL, REAL
from ..i18n import language, tr
from .forms import DECIMALS, LONG_TEXTS, SHOWN_UNITS, make_form
from .words import value_words

# A field that an older GeoPackage lacks is empty.
_PLACE = "coalesce(\"naam\", attribute('aanduiding'), \"type_naam\")"
TIP_WIDTH = 360  # pixels
# Map tip per layer: the expression of its heading, and the fields below it.
TIPS: Dict[str, Tuple[str, Tuple[str, ...]]] = {
    "rotondes": (_PLACE, (
        "type_naam", "component", "rotondescore", "score_p5", "score_p95", "typepotentieel", "bereik", "menging",
        "positie", "functiemenging", "bezoekers", "vlag")),
    "voorzieningen": (_PLACE, ("type_naam", "component", "rol", "typepotentieel", "bron")),
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
    "loopnetwerk": ('"naam"', ("type", "lengte_m", "trap", "component")),
    "achtergrond": ('"naam"', ("soort",)),
    "achtergrond_lijnen": ('"naam"', ("soort",)),
    "verdacht": ('"soort"', ("soort", "afstand_m", "component")),
}


def describe_fields(layer: QgsVectorLayer, table: str) -> None:
    """Give the fields of ``layer`` their aliases and number formats, and the layer its form and map tip."""
    known = {field.name: field for field in LAYERS[table].fields} if table in LAYERS else {}
    for index, name in enumerate(layer.fields().names()):
        field = known.get(name)
        if field is None:
            continue
        layer.setFieldAlias(index, field.label(language()))
    make_form(layer, table)
    if known:
        heading, names = tip_of(table)
        present = set(layer.fields().names())
        if heading and all(part in present for part in heading.split('"')[1::2]):
            layer.setDisplayExpression(heading)
        layer.setMapTipTemplate(map_tip(table, [name for name in names if name in present], heading))


def tip_of(table: str) -> Tuple[str, Tuple[str, ...]]:
    """Return heading and fields of the map tip of a layer; of one without its own: its first fields."""
    names = LAYERS[table].names
    return TIPS.get(table) or ('"naam"' if "naam" in names else "", tuple(n for n in names if n != "naam")[:8])


def map_tip(table: str, names, heading: str) -> str:
    """Return the HTML of a map tip; values from the data are escaped."""
    layer, locale = LAYERS[table], language()
    name = QgsExpression.quotedString(layer.label(locale))
    title = f"[% {escaped(f'coalesce({heading}, {name})')} %]" if heading else layer.label(locale)
    body = "".join(_line(field.label(locale), f"[% {_shown(table, field)} %]", field.name in LONG_TEXTS)
                   for field in map(layer.field, names))
    note = ""
    if table in ("rotondes", "buurten", "loopstromen", "verbindingslijnen", "stagnatieplekken"):
        note = "<br><i>{}</i>".format(tr("Shows the potential for encounters, not measured contact"))
    return f"<b>{title}</b><table cellspacing='3'>{body}</table>{note}"


def _line(label: str, value: str, long: bool) -> str:
    """Return a row of a map tip; a long text wraps below its label."""
    if long:
        return f"<tr><td colspan='2' width='{TIP_WIDTH}'>{label}: <b>{value}</b></td></tr>"
    return f"<tr><td>{label}</td><td align='right'><b>{value}</b></td></tr>"


def escaped(expression: str) -> str:
    """Return an expression whose value is safe inside HTML (the replacements run in the order & < >)."""
    return f"replace(to_string({expression}), map('&', '&amp;', '<', '&lt;', '>', '&gt;'))"


def _shown(table: str, field) -> str:
    """Return the expression that shows a field: rounded, in words, escaped, with its unit; a dash when unknown."""
    value, words = f'"{field.name}"', value_words(table, field.name)
    if field.type == REAL:
        unit = f" {field.unit}" if field.unit in SHOWN_UNITS else ""
        number = f"format_number({value}, {DECIMALS.get(field.unit, 2)})"
        text = f"concat(replace({number}, '-', '\u2212'), '{unit}')"
    elif field.type == BOOL:
        text = f"if({value}, '{tr('yes')}', '{tr('no')}')"
    elif words:
        listed = ", ".join(map(QgsExpression.quotedString, sum(words.items(), ())))
        text = f"coalesce(map_get(map({listed}), {value}), {escaped(value)})"
    else:
        text = escaped(value)
    return f"if({value} IS NULL, '–', {text})"
