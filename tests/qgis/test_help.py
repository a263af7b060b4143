"""The help of the algorithms: there in both languages, and about every parameter and output."""

import re

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
