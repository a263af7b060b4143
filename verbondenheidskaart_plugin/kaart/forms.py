"""The form of a layer: its fields in tabs by what they are about, with names and number formats of the schema."""

from typing import Iterator, List, Sequence, Tuple

from qgis.core import (
    QgsAttributeEditorContainer,
    QgsAttributeEditorField,
    QgsEditFormConfig,
    QgsEditorWidgetSetup,
    QgsVectorLayer,
)

from ..compat import as_tab
from ..core.layers import LAYERS
from ..core.schema import BOOL, INT, REAL, SOCIAL, SPATIAL, TEXT, Field
from ..i18n import tr
from .words import value_words

DECIMALS = {"0-1": 2, "0-100": 1, "punten": 1, "ha": 1, "personen": 0, "huishoudens": 0, "bezoeken": 0, "m": 0,
            "min": 0, "rang": 0}
# Units that stand behind a number; those of scores and shares are clear from the name.
SHOWN_UNITS = ("m", "ha", "min")
LONG_TEXTS = ("reden", "verklaring", "ontbrekend", "omschrijving", "melding", "ingangen")


def _construct(names: Sequence[str]) -> List[str]:
    return [f"{name}{part}" for name in names for part in ("", "_obj", "_subj", "_dekking", "_effect")]


def tabs(table: str) -> List[Tuple[str, List[str]]]:
    """Return (title, field names) of the tabs of a layer; what they leave out comes in the last tabs."""
    return {
        "buurten": [
            (tr("Neighbourhood"), ["buurtcode", "buurtnaam", "wijkcode", "gemeentecode", "inwoners", "huishoudens"]),
            (tr("Index"), ["verbondenheid", "sociaal", "ruimtelijk", "verschil_beleving", "index_status",
                           "verklaring"]),
            (tr("Social"), _construct(SOCIAL)), (tr("Spatial"), _construct(SPATIAL)),
            (tr("Certainty"), ["dekking", "rang", "rang_p5", "rang_p95", "rang_mediaan", "laagste_kwintiel",
                               "verbondenheid_laagst", "verbondenheid_hoogst", "ontbrekend"]),
            (tr("Residents"), [name for name in LAYERS["buurten"].names if name.startswith(("lft_", "hh_", "herk_"))])],
        "rotondes": [
            (tr("Place"), ["voorziening_id", "naam", "type_id", "type_naam", "component_nr", "component"]),
            (tr("Score"), ["rotondescore", "score_p5", "score_p95", "klasse", "typepotentieel", "bereik", "menging",
                           "positie", "functiemenging", "vlag"]),
            (tr("Visitors"), ["bezoekers", "inwoners_bereik"]),
            (tr("Indispensability"), ["onmisbaar", "verliezers", "snijpunt", "gemeenschap"])],
        "verbindingslijnen": [
            (tr("Line"), ["van_id", "van_naam", "naar_id", "naar_naam", "loopafstand_m"]),
            (tr("Strength"), ["sterkte", "route", "overlap", "organisatie", "overbrugging", "zwaartekracht"]),
            (tr("Place in the net"), ["ruggengraat", "brug", "afgesneden"])],
        "stagnatieplekken": [
            (tr("Group"), ["buurtcode", "buurtnaam", "groep", "groep_naam", "personen"]),
            (tr("Stagnation"), ["status", "stagnatie", "stagnatie_p5", "kwetsbaarheid", "toegang", "onbediend",
                                "hotspot", "reden"]),
            (tr("Nearest place"), ["dichtstbij", "looptijd_min"])],
        "organisaties": [
            (tr("Organisation"), ["id", "naam", "groep", "buurtcode"]),
            (tr("Place in the net"), ["graad", "tussenpositie", "beperking", "effectieve_omvang", "makelaarsrol",
                                      "gemeenschap", "ei_index", "snijpunt", "bruggenbouwer"])],
    }.get(table, [])


def make_form(layer: QgsVectorLayer, table: str) -> None:
    """Give a layer its form; only fields that the layer has, each in one tab."""
    schema = {field.name: field for field in LAYERS[table].fields} if table in LAYERS else {}
    names = [name for name in layer.fields().names() if name != "fid"]
    for name in names:
        if name in schema:
            layer.setEditorWidgetSetup(layer.fields().indexOf(name), widget(table, schema[name]))
    config = layer.editFormConfig()
    config.clearTabs()
    config.setLayout(QgsEditFormConfig.EditorLayout.TabLayout)
    for title, fields in _filled(tabs(table), names, set(schema)):
        tab = QgsAttributeEditorContainer(title, config.invisibleRootContainer())
        as_tab(tab)
        for name in fields:
            tab.addChildElement(QgsAttributeEditorField(name, layer.fields().indexOf(name), tab))
        config.addTab(tab)
    layer.setEditFormConfig(config)


def _filled(wanted, names: Sequence[str], schema) -> Iterator[Tuple[str, List[str]]]:
    """Yield the tabs that have fields: those wanted, then the rest of the schema, then fields of the input."""
    present, used = set(names), {name for _, fields in wanted for name in fields}
    for title, fields in wanted:
        found = [name for name in fields if name in present]
        if found:
            yield title, found
    rest = [name for name in names if name in schema and name not in used]
    if rest:
        yield (tr("Other") if wanted else tr("Data")), rest
    own = [name for name in names if name not in schema and name not in used]
    if own:
        yield tr("From the input"), own


def widget(table: str, field: Field) -> QgsEditorWidgetSetup:
    """Return how a field is shown and edited."""
    words = value_words(table, field.name)
    if words:
        return QgsEditorWidgetSetup("ValueMap", {"map": [{word: value} for value, word in words.items()]})
    if field.type == BOOL:
        return QgsEditorWidgetSetup("CheckBox", {})
    if field.type in (REAL, INT):
        suffix = {"Suffix": f" {field.unit}"} if field.unit in SHOWN_UNITS else {}
        decimals = DECIMALS.get(field.unit, 2) if field.type == REAL else 0
        return QgsEditorWidgetSetup("Range", {"Precision": decimals, "AllowNull": True, "Style": "SpinBox",
                                              "Min": -1e9, "Max": 1e9, "Step": 1, **suffix})
    long = field.type == TEXT and field.name in LONG_TEXTS
    return QgsEditorWidgetSetup("TextEdit", {"IsMultiline": long, "UseHtml": False})
