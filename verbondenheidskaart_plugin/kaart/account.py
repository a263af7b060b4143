"""How the map was made, in words: the years of the figures, the files, what was chosen and the precise settings."""

import json
import re
from collections import defaultdict
from typing import Dict, List, Set

from qgis.core import QgsVectorLayer

from ..core.layers import LAYERS
from ..core.schema import CONSTRUCTS
from ..i18n import language, tr
from .classes import number_text
from .source import rows

# Parameters that the map shows elsewhere.
NO_SETTING = ("TITEL", "BRONVERMELDING", "SEED", "ATLAS", "ACHTERGRONDKAART")
OWN_FIGURES = "Verbondenheidskaart"
# A source of indicators: its name, and the input that it came in by.
_BY_INPUT = re.compile(r"^(?:(.+?) )??\(?(BUURTEN|KERNCIJFERS|INDICATOREN)\b(?: \((.+?)\))?\)?$")


def years(layers: Dict[str, QgsVectorLayer]) -> str:
    """Say of which years the figures are, by source; a year that nobody gave is unknown."""
    found: Dict[str, Set[int]] = defaultdict(set)
    if "buurten" in layers:
        own = {int(year) for year, in rows(layers["buurten"], ["jaar"]) if str(year or "").isdigit()}
        found[tr("neighbourhoods and residents")] = own
        for source, year, value in rows(layers["indicatorwaarden"], ["bron", "jaar", "waarde"]) \
                if "indicatorwaarden" in layers else ():
            if value is not None and source and source != OWN_FIGURES:
                parts = _BY_INPUT.match(str(source))
                name, key, table = parts.groups() if parts else (str(source), "", "")
                found[name or table or key.capitalize()] |= {int(year)} if year else own if key == "BUURTEN" else set()
    shown = [f"{name} {'–'.join(map(str, sorted({min(of), max(of)}))) if of else tr('unknown')}"
             for name, of in sorted(found.items(), key=lambda item: -max(item[1], default=0))]
    return tr("Year of the figures: {years}").format(
        years="; ".join(shown) if any(found.values()) else tr("unknown"))


def sources(stored: Dict[str, str]) -> List[str]:
    """Return one line per input: what it gives, and the files it came from with their dates."""
    found = []
    for key, value in stored.items():
        if key.startswith("bron.") and value:
            found.append(f"{_input_label(key[5:])}: {', '.join(_source(part) for part in value.split('; '))}")
    return found


def _source(text: str) -> str:
    """Return a source as people read it; the run stores files as JSON with a checksum."""
    try:
        details = json.loads(text)
        return f"{details['bestand']} ({details['datum']})"
    except (ValueError, KeyError, TypeError, RecursionError):
        return text


def _input_label(name: str) -> str:
    """Return what an input gives: the title of the layer of that name, or a word for the other inputs."""
    other = {"osm": "OpenStreetMap", "kerncijfers": tr("Key figures"), "indicatoren": tr("Indicators")}
    name = name.lower()
    return LAYERS[name].label(language()) if name in LAYERS else other.get(name, name.replace("_", " ").capitalize())


def choices(stored: Dict[str, str]) -> str:
    """Say in plain words what was chosen in the computation, as far as this run tells."""
    said = [{"goalpost": tr("Every indicator lies on a fixed yardstick from 0 (unfavourable) to 100 (favourable)"),
             "minmax": tr("Of every indicator the lowest neighbourhood has 0 and the highest 100"),
             "z": tr("Every indicator says how far a neighbourhood is from the mean"),
             "percentiel": tr("Every indicator says which share of the neighbourhoods is lower"),
             }.get(stored.get("normalisatie", ""), "")]
    if said[0] and stored.get("bron.ANKERS"):
        said[0] = tr("{choice}, the same as on an earlier map").format(choice=said[0])
    weights = {stored.get(f"gewicht.{name}") for name in CONSTRUCTS}
    if len(weights) == 1 and None not in weights:
        said.append(tr("The four constructs weigh the same"))
    said.append({"geometrisch": tr("A low construct pulls the index down, also beside a high one"),
                 "rekenkundig": tr("A high construct makes up for a low one"),
                 }.get(stored.get("aggregatie", ""), ""))
    if stored.get("trekkingen", "").isdigit():
        said.append(tr("Margins: computed again {n} times with other choices and errors").format(
            n=number_text(int(stored["trekkingen"]))))
    return "".join(f"{sentence}. " for sentence in said if sentence).strip()


def settings(stored: Dict[str, str]) -> List[str]:
    """Return "name = value" of what steers the outcome: anchor, normalisation, aggregation, draws, parameters."""
    names = ["anker.A_ref", "normalisatie", "aggregatie", "trekkingen", "seed"]
    names += [key for key in stored if key.startswith("instelling.") and key[11:] not in NO_SETTING]
    # Hard spaces keep a name and its value on one line.
    return [f"{key.split('.')[-1]}\u00a0=\u00a0{_rounded(stored[key])}" for key in names if stored.get(key)]


def _rounded(text: str) -> str:
    """Return a long decimal number with one decimal, other text as it is."""
    whole, _, decimals = text.partition(".")
    long = whole.isdigit() and decimals.isdigit() and len(decimals) > 3
    return number_text(float(text), 1) if long else text
