"""Plagues of attributes and files: values, names, keys, columns, feature ids, paths."""

import math

from hypothesis import strategies as st

from .plagen import numeric, plaag, rows, some, textual

NAMES = (
    "Robert'); DROP TABLE buurten;--",
    "<script>alert(1)</script>",
    '=HYPERLINK("http://x";"klik")',
    "👩‍👩‍👧 plein",
    "שלום עליכם",
    "مسجد\u202e النور",
    "\"Het 'Huis'\"",
    "[% @project_folder %]",
    "{naam} %s %(x)d",
    "a\x00b",
    "é" * 5000,
    "regel\nregel\r\n",
    "   ",
    "",
    "-0",
    "NULL",
    "../../etc/passwd",
    "\ufeffBOM",
    "{{css}}",
    "\\N;,\t|",
)
BAD_NUMBERS = (
    "n.v.t.",
    "1.234,5",
    "1,5",
    " 12 ",
    "",
    ".",
    "x",
    "12 %",
    "1e400",
    "-",
    "−5",
    "٣",
    "0x10",
    "inf",
    "NaN",
    "1e5",
    "99999999999999999999",
    "True",
)
CLASHES = (
    "inwoners",
    "fid",
    "geom",
    "van",
    "naar",
    "rij",
    "component",
    "lengte_m",
    "afstand_m",
    "Inwoners",
    "type_id",
    "punt_id",
    "buurtcode",
    "land_m2",
    "stedelijkheid",
    "x",
    "y",
    "verbondenheid",
    "score_p5",
    "rang",
    "niveau",
    "inwoners_invoer",
    "groep",
    "reden",
    "status",
    "index",
    "level_0",
    "waarde",
    "bron",
    "ingangen",
    "_",
    "",
    "select",
)


@plaag(textual)
def dubbele_sleutels(laag, draw):
    if draw(st.booleans()) and laag.rows:
        laag.rows += [list(r) for r in rows(laag, draw)]
    for place in some(draw, laag.texts()[:3]):
        for row in rows(laag, draw):
            row[place] = laag.rows[0][place]


@plaag(textual)
def voorloopnul_weg(laag, draw):
    """Codes as numbers: BU00140104 became 140104."""
    if draw(st.booleans()):  # a municipality whose code begins with zeros
        for row in laag.rows:
            row[1:] = [v.replace("9998", "0014", 1) if isinstance(v, str) else v for v in row[1:]]
    for place in some(draw, laag.texts()):
        name = laag.fields[place - 1][0]
        numbers = ["".join(ch for ch in str(r[place]) if ch.isdigit()) for r in laag.rows]
        if any(numbers):
            laag.fields[place - 1] = (name, "int")
            for row, digits in zip(laag.rows, numbers):
                row[place] = int(digits[-9:]) if digits else None


@plaag(numeric)
def tekst_in_getallen(laag, draw):
    for place in some(draw, laag.numbers()):
        laag.fields[place - 1] = (laag.fields[place - 1][0], "text")
        bad = draw(st.lists(st.sampled_from(BAD_NUMBERS), min_size=1, max_size=4))
        for k, row in enumerate(laag.rows):
            row[place] = bad[k % len(bad)] if draw(st.booleans()) else str(row[place])


def _numbers(laag, draw, values, kind=None):
    for place in some(draw, laag.numbers()):
        if kind:
            laag.fields[place - 1] = (laag.fields[place - 1][0], kind)
        for row in rows(laag, draw):
            row[place] = draw(st.sampled_from(values))


@plaag(numeric)
def codes_voor_ontbrekend(laag, draw):
    _numbers(laag, draw, [-99997, -99995, -99999, -99990, None])


@plaag(numeric)
def negatieve_aantallen(laag, draw):
    _numbers(laag, draw, [-1, -50, -99989])


@plaag(numeric)
def boven_de_honderd(laag, draw):
    _numbers(laag, draw, [101, 250, 10**6, 2**31 - 1])


@plaag(numeric)
def oneindige_getallen(laag, draw):
    _numbers(laag, draw, [math.inf, -math.inf, math.nan, 1e308, -1e308, 5e-324, 1e16], "real")


@plaag(numeric)
def overal_nul(laag, draw):
    for place in laag.numbers():
        for row in laag.rows:
            row[place] = 0


@plaag(numeric)
def een_groep(laag, draw):
    keep = draw(st.sampled_from(laag.numbers()))
    for place in laag.numbers():
        if place != keep:
            for row in laag.rows:
                row[place] = draw(st.sampled_from([0, None]))


@plaag()
def lege_waarden(laag, draw):
    for place in some(draw, range(1, len(laag.fields) + 1)):
        for row in rows(laag, draw):
            row[place] = None


@plaag(textual)
def vreemde_namen(laag, draw):
    for place in some(draw, laag.texts()):
        for row in rows(laag, draw):
            row[place] = draw(st.sampled_from(NAMES))


@plaag()
def botsende_velden(laag, draw):
    for name in draw(st.lists(st.sampled_from(CLASHES), min_size=1, max_size=6, unique=True)):
        if name.lower() not in {n.lower() for n, _ in laag.fields} or draw(st.booleans()):
            kind = draw(st.sampled_from(["text", "real", "int"]))
            laag.fields.append((name, kind))
            for row in laag.rows:
                row.append({"text": draw(st.sampled_from(["x", None, "1"])), "real": 0.5, "int": -3}[kind])


@plaag()
def ontbrekende_velden(laag, draw):
    for place in sorted(some(draw, range(1, len(laag.fields) + 1)), reverse=True):
        del laag.fields[place - 1]
        for row in laag.rows:
            del row[place]


@plaag()
def veel_kolommen(laag, draw):
    kind = draw(st.sampled_from(["text", "real"]))
    count = draw(st.sampled_from([240, 255, 300]))
    laag.fields += [(f"kolom_{k:03}", kind) for k in range(count)]
    for row in laag.rows:
        row += ["x" if kind == "text" else 1.5] * count


@plaag()
def grote_fids(laag, draw):
    start = draw(st.sampled_from([2**31 - 2, 2**31, 2**53, 2**62]))
    laag.fids = [start + k for k in range(len(laag.rows))]


@plaag()
def pad_met_tekens(laag, draw):
    laag.path = draw(
        st.sampled_from(["met spatie/é ü/laag.gpkg", "100%/[a] {b}.gpkg", "a'b/c;d&e.gpkg", "日本/שלום.gpkg"])
    )


@plaag()
def kapot_bestand(laag, draw):
    laag.path = "kapot:" + draw(
        st.sampled_from(
            [
                "weg.gpkg",
                "leeg.gpkg",
                "afgebroken.gpkg",
                "tekst.gpkg",
                "map.gpkg",
                "tekst.csv",
                "leeg.csv",
                "rommel.shp",
                "rommel.xlsx",
                "rommel.geojson",
            ]
        )
    )


@plaag()
def leidt_elders(laag, draw):
    laag.path = "kapot:" + draw(
        st.sampled_from(["elders.csv", "elders.gpkg", "elders.geojson", "elders.shp", "elders.vrt"])
    )
