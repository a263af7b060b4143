"""Fifty maps in one QGIS process: does the memory grow?

Run with QGIS' own Python: ``QT_QPA_PLATFORM=offscreen PYTHONPATH=build/plugins /usr/bin/python3 benchmarks/duurloop.py
[RUNS]``. Prints the memory in use after every fifth run and the growth since the fifth, when all is loaded.
"""

import sys
import tempfile
import time
from pathlib import Path

from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingFeedback

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))


def memory():
    """Return the megabytes this process has in memory."""
    with open("/proc/self/status", encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024


def main(runs=50):
    app = QgsApplication([], False)
    app.initQgis()
    import stadje

    from verbondenheidskaart_plugin.provider import VerbondenheidskaartProvider

    ours = VerbondenheidskaartProvider()
    app.processingRegistry().addProvider(ours)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        given = {"BUURTEN": stadje.save(stadje.buurten(), folder / "buurten.gpkg"),
                 "VOORZIENINGEN": stadje.save(stadje.facilities(), folder / "voorzieningen.gpkg"),
                 "LOOPNETWERK": stadje.save(stadje.streets(), folder / "straten.gpkg"),
                 "UITVOERMAP": str(folder / "uit")}
        settled, start = None, time.perf_counter()
        for number in range(1, runs + 1):
            chain = app.processingRegistry().algorithmById("verbondenheidskaart:verbondenheidskaart").create()
            _, fine = chain.run(given, QgsProcessingContext(), said := QgsProcessingFeedback(False))
            if not fine:
                sys.exit(f"run {number} failed: {said.textLog()[-2000:]}")
            if number % 5 == 0:
                now = memory()
                settled = settled or now
                print(f"{number:3d} runs  {time.perf_counter() - start:6.0f} s  {now:6.0f} MB  "
                      f"{100 * (now / settled - 1):+.1f} %", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
