"""Fixtures for the tests inside QGIS and with the real ``qgis_process``."""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

collect_ignore_glob = [] if importlib.util.find_spec("qgis") else ["test_*.py"]


@pytest.fixture(scope="session")
def qgs_processing(qgis_app, qgis_processing):
    """The Processing registry with QGIS's own algorithms and ours."""
    from qgis.core import QgsApplication

    from verbondenheidskaart_plugin.provider import VerbondenheidskaartProvider

    registry = QgsApplication.processingRegistry()
    provider = VerbondenheidskaartProvider()
    registry.addProvider(provider)
    yield registry
    registry.removeProvider(provider)


@pytest.fixture
def run_alg(qgs_processing):
    """Run an algorithm as the toolbox does, its parameters checked first.

    ``run_alg("buurten", {"INPUT": layer, "OUTPUT": "memory:"})`` returns an object with ``results`` (layers as
    objects) and ``messages`` (a list of (level, text) with levels info, warning and error). Bad parameters and
    failures raise QgsProcessingException.
    """
    import processing
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    class Feedback(QgsProcessingFeedback):
        def __init__(self):
            super().__init__(False)
            self.messages = []

        def pushInfo(self, text):
            self.messages.append(("info", text))

        def pushWarning(self, text):
            self.messages.append(("warning", text))

        def reportError(self, text, fatalError=False):
            self.messages.append(("error", text))

    def run(algorithm, parameters, context=None):
        name = algorithm if ":" in algorithm else f"verbondenheidskaart:{algorithm}"
        feedback, context = Feedback(), context or QgsProcessingContext()
        results = processing.run(name, parameters, context=context, feedback=feedback)
        # The context owns the result layers: it must live as long as they are looked at.
        return SimpleNamespace(results=results, messages=feedback.messages, context=context)

    return run


@pytest.fixture
def speak(qgis_app):
    """Let QGIS speak a language till the end of the test: ``speak("nl")``."""
    from qgis.core import QgsSettings
    from qgis.PyQt.QtCore import QCoreApplication

    from verbondenheidskaart_plugin.i18n import install_translator

    settings, translators = QgsSettings(), []

    def use(locale):
        settings.setValue("locale/overrideFlag", True)
        settings.setValue("locale/userLocale", locale)
        translators.append(install_translator())

    yield use
    for translator in filter(None, translators):
        QCoreApplication.removeTranslator(translator)
    settings.remove("locale/overrideFlag")
    settings.remove("locale/userLocale")


@pytest.fixture(scope="session")
def dutch_computer(tmp_path_factory) -> dict:
    """The environment of a computer that is set to Dutch: the C library too writes a decimal comma in it.

    The locale is made here, outside the system; skips where that cannot be done.
    """
    folder = tmp_path_factory.mktemp("locale")
    if shutil.which("localedef"):
        subprocess.run(["localedef", "-i", "nl_NL", "-f", "UTF-8", str(folder / "nl_NL.UTF-8")], check=False,
                       capture_output=True)
    given = {"LOCPATH": str(folder), "LC_ALL": "nl_NL.UTF-8", "LC_NUMERIC": "nl_NL.UTF-8", "LANG": "nl_NL.UTF-8"}
    comma = "import locale; locale.setlocale(locale.LC_ALL, ''); print(locale.localeconv()['decimal_point'])"
    said = subprocess.run([sys.executable, "-c", comma], env={**os.environ, **given}, check=False, capture_output=True,
                          text=True, encoding="utf-8").stdout
    if said.strip() != ",":
        pytest.skip("the locale nl_NL.UTF-8 cannot be made here: it needs the package locales")
    return given


@pytest.fixture(scope="session")
def plugins_dir(tmp_path_factory) -> Path:
    """The folder with the assembled plugin: the one under test, or else made of the checkout."""
    import bouw

    import verbondenheidskaart_plugin

    package = Path(verbondenheidskaart_plugin.__file__).resolve().parent
    return package.parent if (package / "metadata.txt").exists() else bouw.assemble(tmp_path_factory.mktemp("b")).parent


@pytest.fixture(scope="session")
def run_process(plugins_dir, tmp_path_factory):
    """Run the real ``qgis_process`` in a profile of its own: ``run_process("run", id, "--", "INPUT=…")``.

    Returns an object with ``returncode``, ``stdout`` and ``stderr``. The language is Dutch unless ``locale`` is given.
    """
    from qgis_omgeving import environment, qgis_process

    program = qgis_process()
    assert program, "qgis_process is not installed"

    def run(*arguments, locale="nl", timeout=900, cwd=None):
        env = environment(tmp_path_factory.mktemp("profiel"), plugins_dir, locale)
        command = [program, *map(str, arguments)]
        return subprocess.run(
            command, env=env, cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8",
            errors="replace", timeout=timeout, check=False,
        )  # fmt: skip

    return run


@pytest.fixture(scope="session")
def example_city(qgs_processing, tmp_path_factory) -> str:
    """The GeoPackage of the whole chain on the example city, as the menu runs it."""
    import processing

    from verbondenheidskaart_plugin.gui.launcher import example_parameters

    folder = tmp_path_factory.mktemp("voorbeeldstad")
    return processing.run("verbondenheidskaart:verbondenheidskaart",
                          {**example_parameters(), "UITVOERMAP": str(folder)})["GEOPACKAGE"]


@pytest.fixture
def loket(qgis_app, monkeypatch):
    """A server on loopback with all data of the tiny town, and with faults on demand."""
    from loket import Loket

    from verbondenheidskaart_plugin.data import fetch

    monkeypatch.setattr(fetch, "PAUSE_S", 0.05)
    server = Loket()
    yield server
    server.stop()


@pytest.fixture
def held(loket):
    """A fault for the server: answers that are kept back until the end of the test."""
    from loket import Held

    held = Held()
    yield held
    held.free.set()


@pytest.fixture
def take(loket, run_alg, tmp_path):
    """Run ``gegevens_ophalen`` against the server on loopback."""
    def run(sources=("buurten",), gemeente="Stadje", changes=None, **more):
        services = loket.catalogue(tmp_path / "diensten.csv", **(changes or {}))
        parameters = {"GEMEENTE": gemeente, "JAAR": 2024, "BRONNEN": list(sources), "UITVOERMAP": str(tmp_path / "uit"),
                      "DIENSTEN": services, **more}
        return run_alg("gegevens_ophalen", parameters)

    return run


@pytest.fixture
def fetcher(loket, tmp_path):
    """A fetcher that may ask the server on loopback."""
    from verbondenheidskaart_plugin.data.fetch import Fetcher
    from verbondenheidskaart_plugin.data.services import read_services

    services = read_services(loket.catalogue(tmp_path / "d.csv"))
    return Fetcher(services.origins, tmp_path / "cache")
