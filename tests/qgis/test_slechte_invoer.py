"""Hostile input for every algorithm: it ends in valid output or in one clear sentence, never halfway.

``make test`` runs a seeded part; ``SLECHT=alles make test`` and ``make betrouwbaarheid`` run all of it, the latter in
parts beside each other (ALGORITMEN names those of a part) with a table of the results. ZAAD=… draws other cases than
those of the table, to look for new faults.
"""

import gc
import os
import random
import tempfile
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from qgis.core import QgsProcessingException, QgsVectorLayer
from qgis.PyQt.QtCore import QCoreApplication, QTranslator
from slecht import aanbieden, antwoorden, uitvoer, verslag
from slecht.behoud import kept
from slecht.draaien import run
from slecht.gevallen import ALGORITMEN, PER_ID
from slecht.lagen import Laag
from slecht.orakel import judged, sentence
from slecht.plagen import PLAGEN
from slecht.stad import make_town

from verbondenheidskaart_plugin.data import fetch
from verbondenheidskaart_plugin.paths import translations_dir

ALL = os.environ.get("SLECHT") == "alles"
ONLY = os.environ.get("ALGORITMEN", "").split()
# Cases per plague in the full run: at least 400 for every group of algorithms.
PER_PLAGUE = 4
CASES = {
    "verbondenheidskaart": 1, "kaart_opmaken": 1, "buurtatlas": 1, "rotondes": 3, "verbindingslijnen": 3,
    "stagnatieplekken": 3, "loopbereik": 3, "exporteren": 6,
}  # fmt: skip
MAP_LAYERS = (
    "buurten",
    "rotondes",
    "verbindingslijnen",
    "ontbrekende_schakels",
    "stagnatieplekken",
    "indicatorwaarden",
    "herkomst",
    "meldingen",
    "loopstromen",
    "loopbereik",
    "voorzieningen",
)


def matrix():
    """Yield (algorithm, plague, number of cases): all pairs, or a seeded part of them."""
    for algorithm in ALGORITMEN:
        if ONLY and algorithm.id not in ONLY:
            continue
        plagues = [*PLAGEN, "vreemde_instellingen", *uitvoer.UITVOER]
        if not ALL:
            count = 2 if CASES.get(algorithm.id) == 1 else 7
            plagues = sorted(random.Random(algorithm.id).sample(plagues, count))
        for plague in plagues:
            yield algorithm.id, plague, min(CASES.get(algorithm.id, PER_PLAGUE), 9 if ALL else 2)


@pytest.fixture(scope="module")
def town(qgs_processing):
    """The layers of the tiny town."""
    import processing

    return make_town(
        lambda name, parameters: SimpleNamespace(results=processing.run(f"verbondenheidskaart:{name}", parameters))
    )


@pytest.fixture(scope="module")
def chart(town, tmp_path_factory):
    """The layers of the map of the tiny town by name, and the GeoPackage itself as ``path``."""
    import processing

    folder = tmp_path_factory.mktemp("kaart")
    processing.run(
        "verbondenheidskaart:verbondenheidskaart",
        {
            "BUURTEN": town["buurten_ruw"].memory(),
            "VOORZIENINGEN": town["plekken"].memory(),
            "LOOPNETWERK": town["straten"].memory(),
            "UITVOERMAP": str(folder),
        },
    )
    base = folder / "verbondenheidskaart.gpkg"
    layers = {name: Laag.of(QgsVectorLayer(f"{base}|layername={name}", name), name) for name in MAP_LAYERS}
    return SimpleNamespace(layers=layers, path=base)


@pytest.fixture(scope="module", autouse=True)
def table_of_results(qgs_processing):
    """Speak Dutch, and keep the cases in the file that BETROUWBAARHEID names when all have been."""
    translator = QTranslator()
    assert translator.load(str(translations_dir() / "verbondenheidskaart_nl.qm"))
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)
    gc.collect()  # layers that a failed run still refers to must go before QGIS does
    if os.environ.get("BETROUWBAARHEID"):
        verslag.keep(os.environ["BETROUWBAARHEID"])


@pytest.mark.parametrize("algorithm, plague, count", list(matrix()))
def test_hostile_input(algorithm, plague, count, town, root, tmp_path, monkeypatch, request):
    algorithm, number, wrong = PER_ID[algorithm], [0], []
    chart = request.getfixturevalue("chart") if "kaart" in algorithm.inputs.values() else None

    @settings(
        max_examples=count,
        deadline=None,
        derandomize=False,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @seed(f"{os.environ.get('ZAAD', '')}{algorithm.id} {plague}")
    @given(st.data())
    def each(data):
        number[0] += 1
        folder = tmp_path / f"geval {number[0]}"
        folder.mkdir()
        wrong.extend(one_case(algorithm, plague, town, chart, root, folder, monkeypatch, data.draw))

    each()
    assert not wrong, "\n".join(wrong)


def one_case(algorithm, plague, town, chart, root, folder, monkeypatch, draw):
    """Spoil, run, judge and note down; return what is wrong."""
    work, out = folder / "werk", folder / "uit"
    work.mkdir()
    parameters, layers, about = spoil(algorithm, plague, town, chart, root, work, draw)
    if parameters is None:  # no input that this can be done to
        return []
    parameters.update(uitvoer.outputs(algorithm, plague, out, town["bevolking"], draw))
    if plague not in uitvoer.UITVOER:
        parameters.update(dict.fromkeys(algorithm.outputs, "memory:"))
    before = uitvoer.contents(out)
    temporary = folder / "tijdelijk"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    faults, feedback = [], uitvoer.feedback(plague, draw)
    try:
        with uitvoer.circumstances(plague, out, draw):
            done = run(algorithm.id, parameters, feedback)
    except Exception as error:  # noqa: BLE001
        if not isinstance(error, QgsProcessingException):
            faults.append(f"no QgsProcessingException but {type(error).__name__}")
        outcome, text = "melding", str(error)
        fault = sentence(text)
        faults += [f"{fault}\n{error.trace[-1500:]}"] if fault else []
        after = uitvoer.contents(out)
        faults += [f"left behind: {p}" for p in set(after) - set(before)]
        faults += [f"earlier output changed: {p}" for p in before if after.get(p) != before[p]]
    else:
        outcome, text = "goed", ""
        faults += judged(algorithm, done, out)
        if plague in PLAGEN and ";" not in about:
            faults += kept(algorithm, plague, parameters, done, town, run, layers)
    faults += [f"temporary file left: {p.name}" for p in temporary.iterdir()]
    verslag.note(algorithm, plague, outcome, text, faults, ";" not in about)
    return [f"\n{algorithm.id}, {plague}: {about}", *faults] if faults else []


def spoil(algorithm, plague, town, chart, root, work, draw):
    """Return (parameters, the spoilt layers by parameter, what was spoilt)."""
    layers, about = {}, []
    for key, name in algorithm.inputs.items():
        if key in algorithm.some and draw(st.booleans()):
            continue
        if name == "kaart":
            fit = [n for n, laag in chart.layers.items() if plague not in PLAGEN or PLAGEN[plague][1](laag)]
            layers[key] = chart.layers[draw(st.sampled_from(fit))].copy()
        else:
            layers[key] = town[name].copy()

    def apply(which):
        function, fits = PLAGEN[which]
        keys = [key for key, laag in layers.items() if fits(laag) and not laag.kind.startswith("mixed ")]
        if keys:
            key = draw(st.sampled_from(keys))
            function(layers[key], draw)
            about.append(f"{which} in {key} ({layers[key].name})")

    if plague in PLAGEN:
        apply(plague)
        if not about:
            return None, layers, ""
        if draw(st.integers(0, 3)) == 3:
            apply(draw(st.sampled_from(sorted(PLAGEN))))
    parameters = dict(algorithm.fixed)
    for key, laag in layers.items():
        value = (
            aanbieden.spoilt_map(chart.path, laag, laag.name, work)
            if algorithm.inputs[key] == "kaart"
            else aanbieden.offer(laag, work)
        )
        parameters[key] = [value] if key == "INDICATOREN" else value
    if plague == "vreemde_instellingen":
        for key in draw(st.lists(st.sampled_from(sorted(algorithm.hostile)), min_size=1, max_size=3, unique=True)):
            value = draw(algorithm.hostile[key])
            parameters[key] = aanbieden.offer_value(value, work, root)
            about.append(f"{key} = {str(value)[:80]!r}")
            if key == "OSM":
                parameters.pop("INPUT", None)
    return parameters, layers, "; ".join(about)


@pytest.mark.skipif(bool(ONLY) and "gegevens_ophalen" not in ONLY, reason="of another part of the run")
@pytest.mark.parametrize("source", ["buurten", "voorzieningen", "loopnetwerk", "bevolking"])
def test_hostile_answers(source, loket, tmp_path, monkeypatch):
    monkeypatch.setattr(fetch, "PAUSE_S", 0.01)
    algorithm, wrong, number = SimpleNamespace(id="gegevens_ophalen", group="invoer"), [], [0]

    @settings(max_examples=25 if ALL else 5, deadline=None, derandomize=False, database=None, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @seed(source)
    @given(st.data())
    def each(data):
        number[0] += 1
        out = tmp_path / f"geval {number[0]}" / "uit"
        out.mkdir(parents=True)
        answer, about = antwoorden.fault(data.draw)
        loket.faults = [answer]
        parameters = {"GEMEENTE": "Stadje", "JAAR": 2024, "BRONNEN": [source], "UITVOERMAP": str(out),
                      "DIENSTEN": loket.catalogue(tmp_path / "diensten.csv")}  # fmt: skip
        faults, outcome, text = [], "goed", ""
        try:
            run(algorithm.id, parameters)
        except QgsProcessingException as error:
            outcome, text = "melding", str(error)
            fault = sentence(text)
            faults += [f"{fault}\n{error.trace[-1500:]}"] if fault else []
            faults += [f"left behind: {p.name}" for p in out.iterdir() if p.is_file()]
        verslag.note(algorithm, "vreemde_antwoorden", outcome, text, faults)
        wrong.extend([f"\n{source}: {about}", *faults] if faults else [])

    each()
    assert not wrong, "\n".join(wrong)


def test_ten_thousand_facilities_on_one_spot(town):
    many = town["plekken"].copy()
    many.rows = [[many.rows[0][0], *many.rows[k % len(many.rows)][1:]] for k in range(10_000)]
    done = run("voorzieningen", {"INPUT": many.memory(), "OUTPUT": "memory:"})
    assert not judged(PER_ID["voorzieningen"], done, Path("/nergens"))


@pytest.mark.parametrize("algorithm, parameters, words", [
    ("buurten", ["INPUT={map}/tekst.gpkg"], "INPUT"),
    ("loopnetwerk", ["OSM={map}/bom.osm"], "entiteiten"),
    ("rotondes", ["VOORZIENINGEN={map}/laag.gpkg", "LOOPNETWERK={map}/laag.gpkg", "BEVOLKING={map}/laag.gpkg"], ""),
    ("rapport", ["GEOPACKAGE={map}/laag.gpkg"], "GEOPACKAGE"),
])  # fmt: skip
def test_hostile_input_in_qgis_process(run_process, town, tmp_path, algorithm, parameters, words):
    folder = tmp_path / "map met é"
    folder.mkdir()
    (folder / "tekst.gpkg").write_text("geen laag", encoding="utf-8")
    (folder / "bom.osm").write_text(aanbieden.ENTITIES + "<osm/>", encoding="utf-8")
    town["plekken"].file(folder / "laag.gpkg")
    given = [text.format(map=folder) for text in parameters]
    output = folder / ("uit.html" if algorithm == "rapport" else "uit.gpkg")
    done = run_process("run", f"verbondenheidskaart:{algorithm}", "--", *given, f"OUTPUT={output}")
    text = done.stdout + done.stderr
    assert done.returncode and words in text and "Traceback" not in text and "Error:" not in text, text
    assert not output.exists()
