"""The table of results: per group and plague how many cases there were, and in what they ended."""

import json
import re
from collections import Counter, defaultdict
from pathlib import Path

CASES = []
GOOD, REFUSED, WRONG = "goed", "melding", "fout"
KINDS = {
    "geen_objecten": "laag zonder objecten",
    "een_object": "één object",
    "lege_geometrie": "NULL en lege geometrie",
    "zelfdoorsnijding": "zelfdoorsnijding, ring zonder oppervlak",
    "drie_dimensies": "Z en M (ook NaN)",
    "meerdelig": "meerdelige geometrie",
    "krommen": "cirkelbogen",
    "gemengde_typen": "gemengde geometrietypen",
    "onmogelijke_coordinaten": "coördinaten NaN, oneindig, 1e300",
    "buiten_nederland": "coördinaten buiten Nederland",
    "graden": "graden (WGS 84, ETRS89)",
    "graden_als_meters": "graden met de naam RD",
    "graden_elders": "graden elders",
    "onbekend_stelsel": "geen coördinatenstelsel",
    "ander_stelsel": "voet, Mercator, UTM, 3D-stelsel",
    "dubbele_sleutels": "dubbele codes",
    "voorloopnul_weg": "codes als getal, voorloopnul weg",
    "tekst_in_getallen": "tekst in getalvelden",
    "codes_voor_ontbrekend": "codes voor ontbrekend (−99997)",
    "negatieve_aantallen": "negatieve aantallen",
    "boven_de_honderd": "aandelen boven 100",
    "oneindige_getallen": "oneindige getallen, NaN, 1e308",
    "overal_nul": "overal nul (geen inwoners)",
    "een_groep": "maar één groep gevuld",
    "lege_waarden": "lege waarden",
    "vreemde_namen": "aanhalingstekens, emoji, RTL, HTML, SQL, formules",
    "botsende_velden": "veldnamen die met de onze botsen",
    "ontbrekende_velden": "ontbrekende velden",
    "veel_kolommen": "240 tot 300 extra kolommen",
    "grote_fids": "fids boven 2³¹ en 2⁵³",
    "pad_met_tekens": "invoerpad met spaties, é, haakjes",
    "kapot_bestand": "kapot, leeg of ontbrekend bestand",
    "leidt_elders": "bestand dat naar een ander bestand of adres leidt",
    "los_netwerk": "losgeraakt netwerk",
    "nul_en_dubbel": "dubbele lijnen en lijnen zonder lengte",
    "op_een_plek": "honderden punten op één plek",
    "vreemde_instellingen": "vreemde instellingen, kapotte CSV, OSM en JSON",
    "volle_schijf": "volle schijf",
    "onschrijfbaar": "map niet te beschrijven",
    "vergrendeld": "uitvoerbestand vergrendeld",
    "afgebroken": "afgebroken op een willekeurig moment",
    "uitvoer_met_tekens": "uitvoerpad met spaties, é, haakjes",
    "vreemde_antwoorden": "server die liegt, zwijgt of rommel stuurt",
}
GROUPS = {
    "invoer": "Gegevens inlezen",
    "lopen": "Lopen en ontmoeten",
    "gebieden": "Gebieden, enquête, organisaties",
    "uitvoer": "Kaart, rapport, atlas, uitvoer",
}
HEAD = """# Betrouwbaarheid: wat er met slechte invoer gebeurt

Deze tabel is gemaakt door `make betrouwbaarheid`, dat elk algoritme draait op een klein stadje waarvan de gegevens
met opzet zijn bedorven. De gevallen zijn gegenereerd (hypothesis, vaste toevalsgetallen) en elke keer dezelfde; in
een kwart van de gevallen is er een tweede bederf bij gemaakt. Een geval is in orde als het eindigt in

* **goed**: geldige uitvoer — de velden van het schema, geen oneindige getallen, aandelen van 0 tot 1, scores van 0
  tot 100, aantallen niet negatief en niet boven wat er in het land woont, wat ontbreekt leeg. Bij de inlezende
  algoritmen zijn er bovendien evenveel inwoners uitgekomen als ingegaan, en nergens zijn er minder rijen dan van het
  gave stadje zonder dat het verslag van de run dat zegt — of
* **melding**: één Nederlandse zin die zegt wat er mis is en wat te doen, zonder woorden van de programmatuur, waarna
  er geen half bestand en geen tijdelijk bestand achterblijft en eerdere uitvoer ongemoeid is.

De keten, de kaart en de atlas maken in elk geval een hele kaart en krijgen daarom één geval per bederf; `rapport` en
`exporteren` vier en zes, de andere drie of vier.
"""


def note(algorithm, plague, outcome, text, faults, alone=True):
    """Remember how a case ended; the message serves as an example when nothing else was spoilt (``alone``)."""
    CASES.append((algorithm.group, algorithm.id, plague, WRONG if faults else outcome, text if alone else ""))


def keep(path):
    """Keep the cases so far in a file, for the table of all parts of a run."""
    Path(path).write_text(json.dumps(CASES, ensure_ascii=False), encoding="utf-8")


def kept(paths):
    """Return the cases of the parts of a run."""
    return [tuple(case) for path in paths for case in json.loads(Path(path).read_text(encoding="utf-8"))]


def write(path, cases):
    """Write the table of ``cases``."""
    total = Counter(outcome for *_, outcome, _ in cases)
    lines = [
        HEAD,
        f"**{len(cases)} gevallen: {total[GOOD]} goed, {total[REFUSED]} met een melding, {total[WRONG]} fout.**\n",
    ]
    for group, title in GROUPS.items():
        of_group = [case for case in cases if case[0] == group]
        per_kind, examples = defaultdict(Counter), {}
        for _, algorithm, kind, outcome, text in of_group:
            per_kind[kind][outcome] += 1
            if outcome == REFUSED and text:
                example = len(_plain(text)), algorithm, _plain(text)
                examples[kind] = min(example, examples.get(kind, example))
        names = sorted({algorithm for _, algorithm, *_ in of_group})
        lines += [
            f"## {title}",
            "",
            f"{len(of_group)} gevallen met {', '.join(f'`{name}`' for name in names)}.",
            "",
            "| bederf | gevallen | goed | melding | fout | voorbeeld van een melding |",
            "|---|--:|--:|--:|--:|---|",
        ]
        for kind, label in KINDS.items():
            if kind in per_kind:
                n = per_kind[kind]
                example = "`{}`: {}".format(*examples[kind][1:]) if kind in examples else ""
                lines.append(f"| {label} | {sum(n.values())} | {n[GOOD]} | {n[REFUSED]} | {n[WRONG]} | {example} |")
        lines.append("")
    Path(path).write_text("\n".join(lines), encoding="utf-8")


def _plain(text: str) -> str:
    """Return a message on one line without the folders of this run."""
    text = text.replace("Unable to execute algorithm\n", "")
    text = re.sub(r"http://127\.0\.0\.1:\d+", "http://…", text)  # the port differs from run to run
    text = re.sub(r"/\S*?/geval \d+/(?:werk|uit)/?", "…/", text)
    text = " ".join(re.sub(r"[|<>`*_]", lambda m: "\\" + m[0], text).split())
    return text if len(text) <= 220 else text[:218] + " …"
