"""What the buurtatlas says: for every buurt a flat dict of texts (ready to show) and numbers (for the charts).

What is unknown has no number, and its text says so; it is never 0.
"""

import re
from collections import defaultdict
from typing import Any, Dict, List, Optional

from qgis.core import QgsVectorLayer

from ..core.layers import LAYERS
from ..core.schema import CONSTRUCTS, SOCIAL, SPATIAL
from ..data.catalogue import read_rows
from ..i18n import language, tr
from ..paths import resource
from .atlas_places import strongest
from .classes import number_text
from .items import elided, fitted, shortened, whole_clauses
from .names import Names
from .source import rows

Page = Dict[str, Any]
# The index as a tree, top first: name and depth.
TREE = (("verbondenheid", 0), ("sociaal", 1), *((name, 2) for name in SOCIAL),
        ("ruimtelijk", 1), *((name, 2) for name in SPATIAL))
PARTS = ("obj", "subj", "dekking")
LACKING, GROUPS, RULES, HANDLES = 5, 3, 8, 5
COLUMN, HALF = 58.0, 90.0  # width (mm) of the lists: three, and two, side by side
MARKS = {"voldoet": 1, "voldoet_niet": 0}


def atlas_pages(found: Dict[str, QgsVectorLayer], proposals: bool = False) -> Dict[str, Page]:
    """Return the page of every buurt by its code; ``found`` are the layers of the GeoPackage.

    proposals: also the rules of thumb that are off by default because no evidence supports them.
    """
    layer = found["buurten"]
    names = layer.fields().names()
    records = [dict(zip(names, row)) for row in rows(layer, names)]
    areas = {str(record["buurtcode"]): record for record in records}
    means = _means(records)
    count = sum(record.get("rang") is not None for record in records)
    handles = read_rows(resource("catalogue", "handvatten.csv"))
    pages = {code: {**_head(area, count), **_scores(area, means), **_handles(area, handles)}
             for code, area in areas.items()}
    _years(pages, found, areas)
    names = Names()
    _strongest(pages, found, names)
    _lacking(pages, found, names)
    _stagnation(pages, found, names)
    _rules(pages, found, names, proposals)
    return pages


def unknown() -> str:
    """Return the word for what is not known."""
    return tr("unknown")


def _label(name: str) -> str:
    return LAYERS["buurten"].field(name).label(language())


def _shown(value: Optional[float], decimals: int = 0) -> str:
    return unknown() if value is None else number_text(value, decimals)


def _percent(value: Optional[float]) -> str:
    return unknown() if value is None else f"{number_text(100 * value)}%"


def _head(area: Dict[str, Any], count: int) -> Page:
    """Return name, place, index and rank."""
    parts = [str(area["buurtcode"])]
    town = area.get("gemeentenaam") or area.get("GM_NAAM") or area.get("gemeentecode")
    district = area.get("wijknaam") or area.get("wijkcode")
    parts += [tr("district {name}").format(name=district)] if district else []
    parts += [tr("municipality {name}").format(name=town)] if town else []
    name = str(area.get("buurtnaam") or area["buurtcode"])
    name = " ".join(name.split())
    large = elided(name, 118, 24, True) == name
    page = {"onder": elided(" · ".join(parts), 118, 7), "aantal": " · ".join([
        tr("{n} residents").format(n=_shown(area.get("inwoners"))),
        tr("{n} households").format(n=_shown(area.get("huishoudens")))])}
    page["naam" if large else "naam_klein"] = name if large else fitted(name, 118, 12.2, 14, 14, True)[1]
    figures = (("index", tr("index, 0–100"), area.get("verbondenheid"), 1), ("rang", tr("rank"), area.get("rang"), 1),
               ("dekking", tr("% measured here"), area.get("dekking"), 100))
    for key, label, value, times in figures:
        page[key] = "–" if value is None else number_text(times * value)
        page[f"{key}_wat"] = tr("{what}: unknown").format(what=label) if value is None else label
    page["verklaring"] = fitted(str(area.get("verklaring") or ""), 186, 9.5, 7.5, 7.5, False)[1]
    rank, low, high = area.get("rang"), area.get("rang_p5"), area.get("rang_p95")
    if rank is None:
        page["rang_tekst"] = tr("No rank: insufficient data")
        return page
    page.update(rang_van=count, rang_nr=rank)
    page["rang_tekst"] = tr("Rank {rank} of {count}").format(rank=rank, count=count)
    if low is not None and high is not None:
        page.update(rang_laag=low, rang_hoog=high)
        page["rang_marge"] = tr("in 90% of the draws {low} to {high}").format(
            low=number_text(low), high=number_text(high))
    return page


def _means(records: List[Dict[str, Any]]) -> Dict[str, Dict[str, Dict[str, float]]]:
    """Return level → area → node → the mean of its buurten, weighted by residents."""
    result: Dict[str, Dict[str, Dict[str, float]]] = {}
    for level in ("wijk", "gemeente"):
        sums = defaultdict(lambda: defaultdict(lambda: [0.0, 0.0]))
        for record in records:
            weight, area = record.get("inwoners"), record.get(f"{level}code")
            for name, _ in TREE:
                value = record.get(name)
                if value is not None and weight and area:
                    cell = sums[str(area)][name]
                    cell[0] += weight * value
                    cell[1] += weight
        result[level] = {area: {name: total / weight for name, (total, weight) in nodes.items()}
                         for area, nodes in sums.items()}
    return result


def _scores(area: Dict[str, Any], means) -> Page:
    """Return the nodes of the tree with their parts, and the means of wijk and gemeente beside them."""
    page: Page = {}
    for name, depth in TREE:
        beside = {level: means[level].get(str(area.get(f"{level}code")), {}).get(name) for level in means}
        page[f"{name}_waarde"], page[f"{name}_tekst"] = area.get(name), _shown(area.get(name))
        page.update({f"{name}_{level}": value for level, value in beside.items()})
        page[f"{name}_naast"] = tr("district {district} · municipality {town}").format(
            district=_shown(beside["wijk"]), town=_shown(beside["gemeente"]))
        for part in PARTS if depth == 2 else ():
            value = area.get(f"{name}_{part}")
            share = part == "dekking"
            page[f"{name}_{part}_waarde"] = None if value is None else (100 * value if share else value)
            # The hatched bar beside it says that it is unknown.
            page[f"{name}_{part}_tekst"] = "–" if value is None else _percent(value) if share else number_text(value)
    return page


def _handles(area: Dict[str, Any], handles: List[Dict[str, str]]) -> Page:
    """Return the handvatten that fit the weakest construct measured."""
    known = {name: area[name] for name in CONSTRUCTS if area.get(name) is not None}
    if not known:
        advice = tr("A survey, a walk through the buurt or the Leefplekmeter shows what residents miss.")
        return {"hand_kop": tr("No construct was measured here: ask residents first"),
                "hand_1_titel": tr("Measure first"), "hand_1_tekst": advice}
    weakest = min(known, key=known.get)
    page = {"hand_kop": tr("Weakest construct measured: {name} ({score})").format(
        name=_label(weakest), score=number_text(known[weakest]))}
    end = "nl" if language() == "nl" else "en"
    kinds = {"sociaal": tr("social"), "ruimtelijk": tr("spatial"), "organisatorisch": tr("organisational")}
    fitting = [row for row in handles if weakest in row["construct"].split("|")][:HANDLES]
    for i, row in enumerate(fitting, start=1):
        page[f"hand_{i}_titel"] = row[f"titel_{end}"]
        page[f"hand_{i}_tekst"] = fitted(row[f"tekst_{end}"], HALF - 4, 6.4, 6.8, 6.5, False)[1]
        page[f"hand_{i}_soort"] = kinds.get(row["soort"], row["soort"])
    return page


def _years(pages: Dict[str, Page], found, areas) -> None:
    """Add the years of the figures."""
    years = defaultdict(set)
    if "indicatorwaarden" in found:
        for code, value, year in rows(found["indicatorwaarden"], ["gebied", "waarde", "jaar"]):
            if value is not None and year is not None:
                years[str(code)].add(int(year))
    for code, page in pages.items():
        own = areas[code].get("jaar")
        known = years[code] | ({int(own)} if str(own or "").isdigit() else set())
        span = sorted({min(known), max(known)}) if known else []
        page["jaar"] = tr("Year of the figures: {years}").format(years=" – ".join(map(str, span)) or unknown())


def _strongest(pages: Dict[str, Page], found, names: Names) -> None:
    listed = strongest(found)
    for code, page in pages.items():
        places = listed.get(code, [])
        page["sterk_plek"] = {str(place["voorziening_id"]): [i, *place["xy"]] for i, place in enumerate(places, 1)}
        if not places:
            page["sterk_leeg"] = tr("No rotonde with a score in this buurt, nor within 400 m of it.")
        for i, place in enumerate(places, start=1):
            kind = str(names.of("type", place.get("type_id"), place.get("type_naam")) or "")
            form = "{kind}" if place["binnen"] else tr("outside the buurt: {kind}")
            name = str(place.get("naam") or place.get("aanduiding") or kind)
            page[f"sterk_{i}_naam"] = shortened(name, COLUMN - 13, 7.6, True)
            page[f"sterk_{i}_soort"] = _kind(kind, form, COLUMN - 22, 6.3, False)
            page[f"sterk_{i}_waarde"] = place["rotondescore"]
            page[f"sterk_{i}_tekst"] = number_text(place["rotondescore"])
            low, high = place.get("score_p5"), place.get("score_p95")
            if low is not None and high is not None:
                page[f"sterk_{i}_laag"], page[f"sterk_{i}_hoog"] = low, high
                page[f"sterk_{i}_band"] = f"{number_text(low)} – {number_text(high)}"


def _kind(kind: str, form: str, width: float, size: float, bold: bool) -> str:
    """Return a kind of place on one line; of a long one its first word or words: "Park / plantsoen" is a park."""
    for text in (kind, re.split(r" / | \(|, ", kind)[0]):
        shown = elided(form.format(kind=text), width, size, bold)
        if not shown.endswith("…"):
            break
    return shown


def _lacking(pages: Dict[str, Page], found, names: Names) -> None:
    fields = ["buurtcode", "rang", "type_naam", "aandeel", "aandeel_gemeente", "type_id"]
    listed, known = defaultdict(list), set()
    if "nabijheid" in found:
        for row in rows(found["nabijheid"], fields):
            if row[3] is not None:
                known.add(str(row[0]))
            if row[1] is not None and row[1] <= LACKING:
                listed[str(row[0])].append(row)
    for code, page in pages.items():
        if not listed[code]:
            page["ontbreekt_leeg"] = (tr("No kind of place is lacking more than in the whole area.") if code in known
                                      else tr("Unknown: not measured, or fewer than 50 residents."))
        for i, (_, _, kind, share, town, id_) in enumerate(sorted(listed[code], key=lambda row: row[1]), start=1):
            page[f"ontbreekt_{i}_naam"] = _kind(str(names.of("type", id_, kind)), "{kind}", COLUMN, 7.6, True)
            page[f"ontbreekt_{i}_waarde"], page[f"ontbreekt_{i}_gemeente"] = 100 * share, 100 * town
            page[f"ontbreekt_{i}_tekst"] = tr("{share} here · {town} in the whole area").format(
                share=_percent(share), town=_percent(town))


def status_texts() -> Dict[str, str]:
    """Return the words for the status of a place of stagnation."""
    return {"stagnatieplek": tr("place of stagnation"), "aandachtspunt": tr("point of attention"),
            "geen": tr("no place of stagnation"), "onvoldoende_gegevens": tr("insufficient data")}


def _stagnation(pages: Dict[str, Page], found, names: Names) -> None:
    fields = ["buurtcode", "groep", "groep_naam", "status", "stagnatie", "toegang", "personen", "reden"]
    listed = defaultdict(list)
    for row in rows(found["stagnatieplekken"], fields) if "stagnatieplekken" in found else ():
        listed[str(row[0])].append(row)
    words = status_texts()
    for code, page in pages.items():
        # The groups that stagnate most go first; what is unknown goes last.
        groups = sorted(listed[code], key=lambda row: (row[4] is None, -(row[4] or 0.0), str(row[2])))
        if not groups:
            page["stagnatie_leeg"] = tr("Unknown: no groups were measured.")
        if len(groups) > GROUPS:
            page["stagnatie_meer"] = tr("and {n} more groups, in the project").format(n=len(groups) - GROUPS)
        for i, (_, group, name, status, value, access, persons, reason) in enumerate(groups[:GROUPS], start=1):
            text = words.get(status, str(status or unknown()))
            if access is not None and persons is not None:
                text = tr("{status} · {n} persons, lack {share}").format(
                    status=text, n=number_text(persons), share=_percent(1 - access))
            page[f"stagnatie_{i}_naam"] = shortened(str(names.of("groep", group, name)), COLUMN - 12, 7.6, True)
            page[f"stagnatie_{i}_waarde"], page[f"stagnatie_{i}_tekst"] = value, _shown(value)
            page[f"stagnatie_{i}_status"] = elided(text, COLUMN, 6.5)
            page[f"stagnatie_{i}_reden"] = whole_clauses(str(reason or ""), COLUMN, 7.6, 6)


def _rules(pages: Dict[str, Page], found, names: Names, proposals: bool) -> None:
    fields = ["buurtcode", "regel", "naam", "eis", "aandeel", "minimaal", "oordeel", "reden", "status", "standaard_aan"]
    listed = defaultdict(list)
    for row in rows(found["vuistregels"], fields) if "vuistregels" in found else ():
        if row[9] or (proposals and row[8] == "voorstel"):
            listed[str(row[0])].append(row)
    words = {"voldoet": tr("met"), "voldoet_niet": tr("not met")}
    for code, page in pages.items():
        if not listed[code]:
            page["regel_leeg"] = tr("Unknown: this GeoPackage has no rules of thumb. Make the map again.")
        # What can be judged goes first.
        ordered = sorted(listed[code], key=lambda row: (row[6] not in MARKS, row[1]))
        for i, (_, key, name, rule, share, least, verdict, reason, status, _) in enumerate(ordered[:RULES], start=1):
            name, rule, reason = (names.of(*pair) for pair in (
                ("regel", key, name), ("eis", key, rule), ("bezwaar", key, reason)))
            shown = tr("Proposal, without evidence: {name}").format(name=name) if status == "voorstel" else str(name)
            page[f"regel_{i}_naam"] = elided(shown, HALF - 28, 7, True)
            page[f"regel_{i}_eis"] = elided(str(rule), HALF - 24, 6.5)
            if verdict in MARKS:
                page[f"regel_{i}_oordeel"], page[f"regel_{i}_merk"] = words[verdict], MARKS[verdict]
                page[f"regel_{i}_waarde"], page[f"regel_{i}_minimaal"] = 100 * share, 100 * least
                page[f"regel_{i}_tekst"] = _percent(share)
            else:
                page[f"regel_{i}_oordeel"] = tr("not to be determined")
                page[f"regel_{i}_eis"] = elided(str(reason or ""), HALF - 24, 6.5)
