"""The words of the page, in the language of QGIS; the script takes them from the data."""

from typing import Dict

from ...i18n import tr
from ..texts import legend_labels


def words() -> Dict[str, str]:
    """Return every text of the page by its key; {…} are filled in by the script."""
    legend = legend_labels()
    return {
        "skip": tr("Skip to the content"),
        "noscript": tr("This page draws its map and tables with JavaScript. Switch it on to read the report; nothing "
                       "is sent or fetched."),
        "caveat": tr("Potential for encounters, not measured contact"),
        "caveatLong": tr("This report shows where residents could meet: expected by a model from facilities, walks and "
                         "figures. It says nothing about who really meets whom. Use it to start the conversation with "
                         "residents."),
        "made": tr("{date} · Verbondenheidskaart {version}"),
        "sections": tr("Parts of the report"),
        "map": tr("Map"), "buurten": tr("Neighbourhoods"), "rotondes": tr("Rotondes"),
        "stagnation": tr("Places of stagnation"), "missing": tr("Missing links"), "account": tr("Account"),
        "mapLabel": tr("Map of neighbourhoods and places; what can be chosen on it is also in the tables below"),
        "mapHelp": tr("Map. Arrow keys move it, plus and minus zoom, 0 shows everything. Use search or the tables to "
                      "choose a place."),
        "mapHint": tr("Choose a place or neighbourhood on the map for the explanation. Drag to move; zoom with the "
                      "buttons, with two fingers, or with Ctrl and the wheel."),
        "zoomIn": tr("Zoom in"), "zoomOut": tr("Zoom out"), "zoomAll": tr("Show everything"),
        "search": tr("Search neighbourhood or rotonde"), "found": tr("{n} found"), "nothing": tr("Nothing found"),
        "colour": tr("Colour of the neighbourhoods"), "show": tr("Show on the map"), "noFill": tr("No colour"),
        "layers": tr("Layers and legend"), "legend": tr("Legend"),
        "indexGroup": tr("Index, 0–100"), "stagnationGroup": tr("Stagnation per group, 0–100"),
        "flows": tr("Walking flows"), "flowsLegend": tr("visits over the street, expected by the model"),
        "lines": tr("Lines of connection"), "linesLegend": tr("the backbone; colour: bridging"),
        "base": tr("Base map"), "upTo": tr("{a} – {b}"), "more": tr("more than {a}"),
        "insufficient": legend["Insufficient data"], "scoreUnknown": legend["Score unknown"],
        "rotondeScore": legend["Rotonde score"], "fysiek": legend["Physical"], "sociaal": legend["Social"],
        "structureel": legend["Structural"], "stagnatieplek": legend["Place of stagnation"],
        "aandachtspunt": legend["Point of attention"], "geen": tr("None"), "onvoldoende_gegevens":
            legend["Insufficient data"],
        "missingLegend": tr("the {n} with the highest rank of each kind"),
        "unknown": tr("unknown"), "back": tr("Back to the overview"),
        "overview": tr("At a glance"), "highest": tr("Highest rotondes"), "needing": tr("Where groups stagnate"),
        "noStagnation": tr("In no neighbourhood a group is surely far from places to meet."),
        "buurt": tr("Neighbourhood"), "rotonde": tr("Rotonde"), "line": tr("Line of connection"),
        "link": tr("Missing link"), "residents": tr("{n} residents"),
        "ofHundred": tr("of 100"),
        "rank": tr("Rank {rank} of {count}; 90% of the draws lie between {low} and {high}"),
        "rankOnly": tr("Rank {rank} of {count}"), "noRank": tr("Not ranked"),
        "open": tr("What is unknown here could bring the index anywhere between {low} and {high}."),
        "tree": tr("Score as a tree"),
        "treeCaption": tr("Bar: combined score. Square: registered figures (objective). Circle: perception "
                          "(subjective). Coverage: share of the indicators that is known here."),
        "part": tr("Part"), "score": tr("Score"), "objective": tr("Objective"), "subjective": tr("Subjective"),
        "coverage": tr("Coverage"), "why": tr("Why this score"),
        "indicators": tr("Indicators ({n})"), "indicator": tr("Indicator"), "value": tr("Value"),
        "weight": tr("weight {share}"),
        "difference": tr("Difference from the median"),
        "onzeker": tr("uncertain: fewer than 30 respondents"), "geleend": tr("borrowed from a higher level"),
        "objectief": tr("objective"), "subjectief": tr("subjective"),
        "inBuurt": tr("Highest rotondes in this neighbourhood"), "noneInBuurt": tr("No rotonde lies in it."),
        "perGroup": tr("Stagnation per group"), "lack": tr("Lack"),
        "persons": tr("{n} persons, lack {share}"),
        "margin": tr("90% interval"),
        "interval": tr("90% of the draws: {low} – {high}"), "terms": tr("What makes up the score"),
        "term": tr("Term"), "indispensable": tr("Indispensable: without this place {n} residents lose their last "
                                                "rotonde within reach."),
        "visitors": tr("Expected visitors: {n} (by the model, not counted)"), "inReach": tr("Residents in reach: {n}"),
        "metres": tr("{n} m"), "minutes": tr("{n} min"), "compare": tr("Neighbourhoods compared"),
        "compareCaption": tr("Bar: the index of each neighbourhood, 0 to 100. Thin line: how far the index could "
                             "move if what is unknown were known. In grey: the ranks between which 90% of the "
                             "draws lie. Choose a name for the explanation."),
        "sort": tr("Sort by {column}"),
        "all": tr("Show all {n} rows"), "fewer": tr("Show fewer rows"),
        "rows": tr("{shown} of {n} rows"),
        "buurtenCaption": tr("Index of neighbourhood connectedness and its parts, 0–100"),
        "rotondesCaption": tr("Places where groups of residents can meet, with their score, 0–100"),
        "stagnationCaption": tr("Groups at risk of isolation, per neighbourhood. Lack: 0% for those who reach enough "
                                "fitting rotondes on foot, 100% for those who reach none at all"),
        "linesCaption": tr("Lines along the streets between rotondes, the strongest first"),
        "missingCaption": tr("Connections that residents would gain from"),
        "sources": tr("Data sources"), "choices": tr("Choices made"),
        "settings": tr("Precise settings"), "messages": tr("Messages of the run"),
        "level": tr("Level"), "subject": tr("Subject"), "message": tr("Message"), "count": tr("Count"),
        "info": tr("info"), "waarschuwing": tr("warning"), "notMeasured": tr("Not measured in this run: {names}"),
        "privacyTitle": tr("Privacy"),
        "privacy": tr("Figures on groups that are too small are left out; they stand here as unknown, never as 0."),
        "library": tr("The map moves with Leaflet 1.9.4; its licence"),
        "licence": tr("licence: openstreetmap.org/copyright"),
    }
