"""Words for the codes that stand in the data, in the language of QGIS."""

from typing import Dict

from ..i18n import tr


def value_words(table: str, field: str) -> Dict[str, str]:
    """Return {code: word} of a field that holds codes; empty for other fields."""
    survey = {"onderdrukt": tr("suppressed"), "onzeker": tr("uncertain: fewer than 30 respondents"),
              "normaal": tr("normal"), "geleend": tr("borrowed from a higher level")}
    ground = {"water": tr("Water"), "groen": tr("Green"), "landbouw": tr("Farmland"), "bebouwing": tr("Buildings"),
              "spoor": tr("Railway"), "weg": tr("Road")}
    return {
        ("stagnatieplekken", "status"): {
            "stagnatieplek": tr("Place of stagnation"), "aandachtspunt": tr("Point of attention"), "geen": tr("None"),
            "onvoldoende_gegevens": tr("Insufficient data")},
        ("buurten", "index_status"): {"ok": tr("Enough data"), "onvoldoende_gegevens": tr("Insufficient data")},
        ("ontbrekende_schakels", "soort"): {
            "fysiek": tr("Physical"), "sociaal": tr("Social"), "structureel": tr("Structural")},
        ("indicatorwaarden", "soort"): {"objectief": tr("objective"), "subjectief": tr("subjective")},
        ("indicatorwaarden", "status"): survey, ("enquete", "status"): survey,
        ("achtergrond", "soort"): ground, ("achtergrond_lijnen", "soort"): ground,
    }.get((table, field), {})
