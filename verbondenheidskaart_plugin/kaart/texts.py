"""The texts that stand in the QML files, for translation: a QML holds the English source.

``legend_labels`` repeats each as a literal, because only literals inside ``tr()`` are found by the
translation tools. A test compares it with the labels that the QML files really hold.
"""

from typing import Dict

from ..i18n import tr

SCORE_LABELS = ("0 – 20", "20 – 40", "40 – 60", "60 – 80", "80 – 100")
STAGNATION_LABELS = ("0 – 10", "10 – 20", "20 – 40", "40 – 60", "60 – 100")
RANK_SPREAD_LABELS = ("0 – 10%", "10 – 20%", "20 – 40%", "40 – 60%", "60 – 100%")
FEW_RESPONDENTS = "Few respondents (10–29)"
BRIDGING_LABELS = ("0 – 5%", "5 – 10%", "10 – 20%", "20 – 40%", "40 – 100%")
# Kinds of missing links, their letters on the map, and how many of each the map draws at any scale.
MISSING_KINDS = {"fysiek": "Physical", "sociaal": "Social", "structureel": "Structural"}
LETTERS = {"fysiek": "A", "sociaal": "B", "structureel": "C"}
SHOWN = 10
# The eight components of a social infrastructure, in the order of `component_nr`.
COMPONENTS = (
    "Physical facilities",
    "Social networks and associations",
    "Digital platforms",
    "Education",
    "Care",
    "Culture",
    "Sports",
    "Public space",
)


def legend_labels() -> Dict[str, str]:
    """Return every legend label of the QML files with its translation."""
    return {
        "Rotonde score": tr("Rotonde score"),
        "Score unknown": tr("Score unknown"),
        "Component of the social infrastructure": tr("Component of the social infrastructure"),
        "Physical facilities": tr("Physical facilities"),
        "Social networks and associations": tr("Social networks and associations"),
        "Digital platforms": tr("Digital platforms"),
        "Education": tr("Education"),
        "Care": tr("Care"),
        "Culture": tr("Culture"),
        "Sports": tr("Sports"),
        "Public space": tr("Public space"),
        "Other": tr("Other"),
        "Numbers of the highest rotondes": tr("Numbers of the highest rotondes"),
        "Names of high rotondes": tr("Names of high rotondes"),
        "Names of the other rotondes": tr("Names of the other rotondes"),
        "Room for the symbols": tr("Room for the symbols"),
        "Insufficient data": tr("Insufficient data"),
        "Few respondents (10–29)": tr("Few respondents (10–29)"),
        "Width of the rank interval, in % of the ranks": tr("Width of the rank interval, in % of the ranks"),
        "Less than 75% of the indicators": tr("Less than 75% of the indicators"),
        "Ring: highest, disc: lowest score of 90% of the draws":
            tr("Ring: highest, disc: lowest score of 90% of the draws"),
        "Ranks with their interval": tr("Ranks with their interval"),
        "Farmland": tr("Farmland"),
        "Water": tr("Water"),
        "Green": tr("Green"),
        "Buildings": tr("Buildings"),
        "Railway": tr("Railway"),
        "Watercourse": tr("Watercourse"),
        "Road": tr("Road"),
        "Indispensable": tr("Indispensable"),
        "Rotonde": tr("Rotonde"),
        "Articulation point": tr("Articulation point"),
        "Names of indispensable rotondes": tr("Names of indispensable rotondes"),
        "Organisation": tr("Organisation"),
        "Invisible bridge builder": tr("Invisible bridge builder"),
        "Names of bridge builders": tr("Names of bridge builders"),
        "Names of the others": tr("Names of the others"),
        "Backbone": tr("Backbone"),
        "Bridging unknown": tr("Bridging unknown"),
        "Other lines": tr("Other lines"),
        "Bridge": tr("Bridge"),
        "Physical": tr("Physical"),
        "Social": tr("Social"),
        "Structural": tr("Structural"),
        "Physical (others)": tr("Physical (others)"),
        "Social (others)": tr("Social (others)"),
        "Structural (others)": tr("Structural (others)"),
        "Tie within a group": tr("Tie within a group"),
        "Tie between groups": tr("Tie between groups"),
        "Neighbourhood boundaries": tr("Neighbourhood boundaries"),
        "Place of stagnation": tr("Place of stagnation"),
        "Point of attention": tr("Point of attention"),
        "Names of places of stagnation": tr("Names of places of stagnation"),
        "Numbers of places of stagnation": tr("Numbers of places of stagnation"),
    }
