"""The help of the algorithms: there in both languages, about every parameter and output, with examples that run."""

import html
import re
import shlex
import shutil

import pytest

from verbondenheidskaart_plugin.paths import resource


@pytest.fixture(scope="module")
def algorithms(qgs_processing):
    return qgs_processing.providerById("verbondenheidskaart").algorithms()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_help_names_every_parameter_and_output(algorithms, language):
    assert algorithms
    unexplained = {}
    for algorithm in algorithms:
        text = resource("help", f"{algorithm.name()}_{language}.html").read_text(encoding="utf-8")
        names = [d.name() for d in (*algorithm.parameterDefinitions(), *algorithm.outputDefinitions())]
        unexplained[algorithm.name()] = [name for name in names if not re.search(rf"\b{name}\b", text)]
    assert {name: missing for name, missing in unexplained.items() if missing} == {}


def test_help_is_shown(algorithms):
    for algorithm in algorithms:
        assert algorithm.shortHelpString().startswith("<p>"), algorithm.name()


def example(algorithm, language):
    """Return the parameters of the example in a help text, as ``qgis_process`` would read them."""
    text = resource("help", f"{algorithm.name()}_{language}.html").read_text(encoding="utf-8")
    command = html.unescape(re.search(r"<code>(.*?)</code>", text).group(1))
    start, _, given = command.partition(" -- ")
    assert start == f"qgis_process run {algorithm.id()}"
    parameters = {}
    for name, _, value in (part.partition("=") for part in shlex.split(given)):
        parameters.setdefault(name, []).append(value)
    return {name: values if len(values) > 1 else values[0] for name, values in parameters.items()}


def test_examples_are_the_same_in_both_languages(algorithms):
    for algorithm in algorithms:
        assert example(algorithm, "nl") == example(algorithm, "en"), algorithm.name()


def test_examples_run(algorithms, run_alg, example_city, tmp_path, monkeypatch):
    """One after another in a folder with the example town, as the help has them; the whole chain ran before."""
    for source in resource("voorbeeldstad").iterdir():
        shutil.copy(source, tmp_path)
    for year in (2023, 2024):
        shutil.copy(tmp_path / "buurten.gpkg", tmp_path / f"buurten_{year}.gpkg")
    shutil.copy(tmp_path / "veiligheidsmonitor.csv", tmp_path / "cijfers_2023.csv")
    answers = [";".join([f"BU99990{n}01", *(str(1 + (n * i + k) % 5) for k in range(8))])
               for n in (1, 2) for i in range(30)]
    header = ";".join(["buurtcode", *(f"V{k:02}" for k in range(1, 9))])
    (tmp_path / "antwoorden.csv").write_text("\n".join([header, *answers]), encoding="utf-8")
    (tmp_path / "uitvoer").mkdir()
    shutil.copy(example_city, tmp_path / "uitvoer")
    monkeypatch.chdir(tmp_path)
    named = {algorithm.name(): algorithm for algorithm in algorithms}
    first = ["loopnetwerk", "voorzieningen", "buurten", "bevolking", "rotondes"]
    elsewhere = ["gegevens_ophalen", "verbondenheidskaart"]  # asks the internet; is the fixture
    for name in [*first, *sorted(set(named) - set(first) - set(elsewhere))]:
        given = example(named[name], "nl")
        run_alg(name, {key: numbers(value) for key, value in given.items()})
        made = [given[key] for key in ("OUTPUT", "UITVOERMAP") if key in given]
        assert made and all((tmp_path / path).exists() for path in made), name
    chain = example(named["verbondenheidskaart"], "nl")
    files = [value for key, value in chain.items() if key not in ("TITEL", "UITVOERMAP", "INDICATOREN")]
    assert all((tmp_path / path).is_file() for path in [*files, *chain["INDICATOREN"]])


def numbers(value):
    """Return the number of a choice as ``qgis_process`` does; other texts as they are."""
    return int(value) if isinstance(value, str) and value.isdigit() and len(value) == 1 else value
