# The commands of the project. Scripts do the work; this file only names them.
SHELL := /bin/bash
PYTHON ?= $(firstword $(wildcard /usr/bin/python3) python3)
TESTS ?= tests
# pytest-qgis makes a profile of its own; the tests see the assembled plugin, in English unless they ask for Dutch.
QGIS_ENV = QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8 PYTHONPATH="$(CURDIR)/build/plugins" PYTHONWARNDEFAULTENCODING=1

.PHONY: help kaart plaatjes test matrix betrouwbaarheid lint build zip dev vertaal bench clean
help:
	@echo "make kaart    maak de kaart van de voorbeeldstad, of van eigen gegevens: make kaart OSM=… BUURTEN=…"
	@echo "make test     alle tests          make lint     statische controles"
	@echo "make matrix   alle tests op QGIS 3.22, 3.40 en 3.44 (als root), en met oude en nieuwe pakketten"
	@echo "make betrouwbaarheid   slechte invoer voor elk algoritme, en de tabel in docs/betrouwbaarheid.md"
	@echo "make zip      installeerbare zip  make build    plug-in in build/plugins"
	@echo "make dev      plug-in in het eigen QGIS-profiel (ontwikkeling)"
	@echo "make plaatjes maak de plaatjes van de documentatie opnieuw"
	@echo "make vertaal  werk vertaling en gegevenswoordenboek bij   make clean  gooi build/ weg"

# The variables given on the command line reach the script through the environment.
kaart:
	@scripts/installeer.sh kaart
	@$(PYTHON) scripts/bouw.py
	@$(PYTHON) scripts/kaart.py

# The pictures of the documentation and the references of the visual test, from the example city.
plaatjes:
	@scripts/installeer.sh test
	@$(PYTHON) scripts/bouw.py
	@UITVOERMAP=build/plaatjes $(PYTHON) scripts/kaart.py
	@QT_QPA_PLATFORM=offscreen build/venv/bin/python scripts/maak_plaatjes.py

test:
	@scripts/installeer.sh test
	@$(PYTHON) scripts/bouw.py
	@$(QGIS_ENV) build/venv/bin/pytest $(TESTS)

# Those named, or fewer tests: make matrix VERSIES="trixie nieuwste" TESTS=tests/unit. In the time given: MINUTEN=45.
matrix: export TESTS := $(TESTS)
matrix:
	@scripts/installeer.sh matrix
	@$(PYTHON) scripts/matrix.py

# Hostile input in full (make test runs a part), and the table of what came of it.
betrouwbaarheid:
	@scripts/installeer.sh test
	@$(PYTHON) scripts/bouw.py
	@$(QGIS_ENV) $(PYTHON) scripts/betrouwbaarheid.py

# What the plugin site looks at too: bandit, secrets, Qt, and the zip with its metadata.
lint:
	@scripts/installeer.sh bouw
	@scripts/installeer.sh lint
	build/lint/bin/ruff check .
	build/lint/bin/flake8 --select=QGS1,QGS4 --ignore=QGS105 --per-file-ignores='verbondenheidskaart_plugin/compat.py:QGS402' verbondenheidskaart_plugin
	build/lint/bin/python scripts/qt6_controle.py
	build/lint/bin/mypy
	build/lint/bin/bandit --quiet --recursive verbondenheidskaart_plugin
	git ls-files -z | xargs -0 build/lint/bin/detect-secrets-hook
	build/lint/bin/python -m pytest --quiet tests/unit/test_zip.py

build:
	@scripts/installeer.sh bouw
	@$(PYTHON) scripts/bouw.py

zip: build
	@$(PYTHON) scripts/bouw.py --zip
	@$(PYTHON) scripts/collectie.py

dev: build
	@$(PYTHON) scripts/bouw.py --dev

vertaal:
	@$(PYTHON) scripts/vertaal.py
	@$(PYTHON) scripts/maak_woordenboek.py

# All benchmarks, or those named: make bench WERK="reach areas".
bench:
	@scripts/installeer.sh kaart
	@$(PYTHON) scripts/bouw.py
	@benchmarks/run.sh $(WERK)

clean:
	rm -rf build
