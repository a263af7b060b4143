"""Conservation: what a good result has in common with its input and with the result of the clean town."""

import math
import re

from qgis.core import NULL

from .orakel import output_layer

# Plagues that leave the number of rows as it was: when fewer come out, something must have been said about it.
KEEPS_ROWS = {
    "lege_geometrie", "onmogelijke_coordinaten", "zelfdoorsnijding", "gemengde_typen", "negatieve_aantallen",
    "boven_de_honderd", "oneindige_getallen", "tekst_in_getallen", "codes_voor_ontbrekend", "lege_waarden",
    "vreemde_namen", "drie_dimensies", "krommen", "grote_fids", "veel_kolommen", "pad_met_tekens", "graden",
    "botsende_velden",
}  # fmt: skip
# Plagues that change nothing about the people: as many come out as of the clean town, or something was said about it.
KEEPS_PEOPLE = {
    "drie_dimensies", "krommen", "graden", "vreemde_namen", "veel_kolommen", "botsende_velden", "pad_met_tekens",
    "grote_fids", "meerdelig", "los_netwerk", "nul_en_dubbel", "voorloopnul_weg", "lege_geometrie", "gemengde_typen",
}  # fmt: skip
# Plagues after which the input itself tells how many people there are.
COUNTS_PEOPLE = {
    "negatieve_aantallen", "codes_voor_ontbrekend", "boven_de_honderd", "oneindige_getallen", "overal_nul", "een_groep",
}  # fmt: skip
# Plagues that make a result doubtful at best: never without a word.
TELLS = {"graden_als_meters", "onbekend_stelsel"}
HOMES = {"buurten": "INPUT", "bevolking": "BUURTEN"}  # algorithm → its input with the residents of every buurt
MOST = 2e7
_CLEAN = {}


def kept(algorithm, plague, parameters, done, town, run, layers) -> list:
    """Return what got lost without a word; ``layers`` are the spoilt ones by parameter."""
    if not algorithm.outputs:
        return []
    clean, said = _clean(algorithm, parameters, town, run)
    silent = not _said(done) - said
    now = {key: output_layer(done, key) for key in clean if key in done.results}
    faults = []
    if plague in TELLS and silent:
        faults.append("not a word about it")
    # Lines and borders that bend lie elsewhere: the pairs within reach and the homes along a street may be others. A
    # survey has rows for every name of an area.
    others = {"krommen": algorithm.group == "lopen" or algorithm.id == "bevolking",
              "vreemde_namen": algorithm.id == "enquete"}
    if plague in KEEPS_ROWS and silent and not others.get(plague):
        faults += [f"fewer rows in {key}" for key, layer in now.items() if layer.featureCount() < clean[key][0]]
    if algorithm.id not in HOMES or "OUTPUT" not in now:
        return faults
    people = _people(now["OUTPUT"])
    if plague in KEEPS_PEOPLE and silent and abs(people - clean["OUTPUT"][1]) > 0.5:
        faults.append(f"{people} people instead of {clean['OUTPUT'][1]} and not a word about it")
    if plague in COUNTS_PEOPLE and "KERNCIJFERS" not in parameters and "PUNTEN" not in parameters:
        expected = _expected(layers[HOMES[algorithm.id]])
        if abs(people - expected) > 0.5:
            faults.append(f"{people} people, but {expected} in the input")
    if plague == "voorloopnul_weg":
        codes = {str(feature["buurtcode"]) for feature in now["OUTPUT"].getFeatures()} - {"NULL"}
        faults += [f"code {code}" for code in codes if not re.fullmatch(r"BU\d{8}", code)]
    return faults + _groups(now["OUTPUT"])


def _clean(algorithm, parameters, town, run):
    """Return ({output: (rows, people)}, messages) of the clean town with the same inputs."""
    given = {key: name for key, name in algorithm.inputs.items() if key in parameters}
    mark = algorithm.id, tuple(sorted(given))
    if mark not in _CLEAN:
        layers = {key: [town[name].memory()] if key == "INDICATOREN" else town[name].memory()
                  for key, name in given.items()}
        ran = run(algorithm.id, {**algorithm.fixed, **dict.fromkeys(algorithm.outputs, "memory:"), **layers})
        made = {key: output_layer(ran, key) for key in algorithm.outputs if key in ran.results}
        _CLEAN[mark] = {key: (layer.featureCount(), _people(layer)) for key, layer in made.items()}, _said(ran)
    return _CLEAN[mark]


def _said(done) -> set:
    """Return the messages without their numbers."""
    return {re.sub(r"\d[\d.,]*", "0", text) for level, text in done.messages if not text.startswith("Results:")}


def _people(layer) -> float:
    place = layer.fields().lookupField("inwoners")
    values = [feature.attributes()[place] for feature in layer.getFeatures()] if place >= 0 else []
    return sum(float(value) for value in values if value is not None and value != NULL)


def _expected(laag) -> float:
    """Return the residents that a spoilt layer of buurten holds."""
    place = next((k for k, (name, _) in enumerate(laag.fields, 1) if name == "aantal_inwoners"), None)
    values = [row[place] for row in laag.rows] if place else []
    return sum(v for v in values if v is not None and math.isfinite(v) and 0 <= v <= MOST)


def _groups(layer) -> list:
    """Return where an age group has more people than there are residents."""
    names = layer.fields().names()
    faults = []
    for number, feature in enumerate(layer.getFeatures()):
        total = feature["inwoners"]
        for name in names:
            if name.startswith("lft_") and total != NULL and feature[name] != NULL and feature[name] > total + 5:
                faults.append(f"row {number}: {name} = {feature[name]} of {total} residents")
    return faults[:5]
