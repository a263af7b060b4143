"""What every case must end in: valid output, or one clear sentence."""

import math
import re
from pathlib import Path

from qgis.core import NULL, QgsProcessingUtils, QgsVectorLayer

from verbondenheidskaart_plugin.core.layers import LAYERS

_REPR = re.compile(
    r"Traceback|\b[A-Za-z]+(?:Error|Exception|Warning)\b|<class|object at 0x|dtype|\bNone\b|\bnan\b|np\.|numpy|pandas|"
    r"NotImplemented|\[\s*'|\('|QVariant|Qgs[A-Z]\w+|unexpected error|onverwachte fout|Errno|0x[0-9a-f]{4}|sqlite3?_|"
    r"\{(?:layer|what|n|path|detail|row|column|value|fields?)\}",
    re.I,
)
CHECKED = "Unable to execute algorithm\n"
SHORTEST, LONGEST = 20, 1500
MANY = 2e7
# Words that a Dutch sentence does not have.
_ENGLISH = re.compile(
    r"\b(?:the|not|for|could|cannot|failed|while|with|directory|exists|found|invalid|unable|incorrect|must|from|"
    r"recognized|file|value|unknown|expected)\b"
)
NOT_NEGATIVE = {"personen", "huishoudens", "m", "m²", "ha", "min", "0-1", "0-100", "bezoeken"}


def sentence(text: str):
    """Return what is wrong with a message for a user, None when it is good."""
    if text.startswith(CHECKED):  # the checks before a run say all that is wrong, one on each line
        faults = [sentence(line) for line in text[len(CHECKED) :].splitlines()]
        return next(filter(None, faults), None) if faults else "no text"
    if len(text) < SHORTEST:
        return f"too short: {text!r}"
    if len(text) > LONGEST:
        return f"too long ({len(text)}): {text[:200]!r}"
    if "\n" in text.strip():
        return f"several lines: {text!r}"
    own = re.sub(r'"[^"]*"', '""', text)
    found = _REPR.search(own)
    if found:
        return f"words of the program ({found[0]!r}): {text!r}"
    found = _ENGLISH.search(re.sub(r"\S*[/_.=]\S+", "", own).partition("Toegestaan:")[0])
    return f"not Dutch ({found[0]!r}): {text!r}" if found else None


def layer_faults(layer: QgsVectorLayer, schema) -> list:
    """Return what is wrong with an output layer of the given schema."""
    if layer is None or not layer.isValid():
        return ["the output is no layer"]
    known = {f.name: f for f in schema.fields}
    fields = layer.fields()
    faults = []
    for number, feature in enumerate(layer.getFeatures()):
        for place, value in enumerate(feature.attributes()):
            name = fields.at(place).name()
            if value == NULL or value is None:
                continue
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                if not math.isfinite(value):
                    faults.append(f"row {number}: {name} = {value}")
                    continue
                unit = known[name].unit if name in known else ""
                high = {"0-1": 1, "0-100": 100}.get(unit, math.inf)
                if unit in NOT_NEGATIVE and not -1e-9 <= value <= high + 1e-9:
                    faults.append(f"row {number}: {name} = {value}, unit {unit}")
                if unit == "personen" and value > MANY:
                    faults.append(f"row {number}: {name} = {value}, more than live in the country")
            elif (
                isinstance(value, str)
                and value in ("nan", "None", "<NA>", "inf")
                and name in known
                and name not in ("naam", "buurtnaam", "van_naam", "naar_naam", "waarde")
            ):
                faults.append(f"row {number}: {name} = {value!r} as text")
        geometry = feature.geometry()
        if not geometry.isEmpty():
            box = geometry.boundingBox()
            if not all(map(math.isfinite, (box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()))):
                faults.append(f"row {number}: geometry {box.toString()}")
        if len(faults) > 5:
            break
    return faults


def judged(algorithm, done, out: Path) -> list:
    """Return the faults of what came out."""
    faults = []
    for key, schema in algorithm.outputs.items():
        if key in done.results:
            faults += layer_faults(output_layer(done, key), LAYERS[schema or "loopbereik"])
    for key, value in done.results.items():
        if isinstance(value, str) and value.startswith(str(out)) and not Path(value.partition("|")[0]).exists():
            faults.append(f"{key}: no file {value}")
    geopackage = done.results.get("GEOPACKAGE")
    for schema in LAYERS.values() if geopackage and algorithm.folder else ():
        layer = QgsVectorLayer(f"{geopackage}|layername={schema.name}", schema.name)
        if layer.isValid():
            faults += [f"{schema.name}: {fault}" for fault in layer_faults(layer, schema)]
    faults += [f"left behind: {p.name}" for p in (out.iterdir() if out.exists() else ()) if p.name.startswith(".")]
    return faults


def output_layer(done, key):
    """Return the layer of an output parameter."""
    found = done.results[key]
    return found if isinstance(found, QgsVectorLayer) else QgsProcessingUtils.mapLayerFromString(found, done.context)

