"""Hostile input for every algorithm, in parts beside each other, and the table in docs/betrouwbaarheid.md."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
PLACE = ROOT / "build" / "betrouwbaarheid"
# The longest first. Each part has a QGIS of its own.
PARTS = (
    "verbondenheidskaart",
    "kaart_opmaken",
    "buurtatlas",
    "rapport exporteren",
    "rotondes stagnatieplekken",
    "verbindingslijnen loopbereik",
    "loopnetwerk voorzieningen buurten bevolking gegevens_ophalen",
    "verbondenheidsindex koppeltabel enquete netwerkstructuur",
)


def run(algorithms: str) -> bool:
    """Run one part; tell how it ended."""
    start, name = time.monotonic(), algorithms.split()[0]
    environment = {**os.environ, "SLECHT": "alles", "ALGORITMEN": algorithms,
                   "BETROUWBAARHEID": str(PLACE / f"{name}.json")}
    with open(PLACE / f"{name}.log", "w", encoding="utf-8") as log:
        done = subprocess.run([ROOT / "build" / "venv" / "bin" / "pytest", "-p", "no:cacheprovider",
                               "tests/qgis/test_slechte_invoer.py"], cwd=ROOT, env=environment, stdout=log,
                              stderr=subprocess.STDOUT, check=False)
    fine = done.returncode == 0
    print(f"{algorithms}: {'goed' if fine else f'fouten, zie {log.name}'} ({time.monotonic() - start:.0f} s)",
          flush=True)
    return fine


def main() -> int:
    PLACE.mkdir(parents=True, exist_ok=True)
    for earlier in PLACE.iterdir():
        earlier.unlink()
    with ThreadPoolExecutor(int(os.environ.get("TEGELIJK", os.cpu_count() or 1))) as pool:
        fine = list(pool.map(run, PARTS))
    from slecht import verslag

    files = sorted(PLACE.glob("*.json"))
    if len(files) < len(PARTS):
        print("Niet elk deel is tot het einde gekomen: de tabel is niet vernieuwd.")
        return 1
    verslag.write(ROOT / "docs" / "betrouwbaarheid.md", verslag.kept(files))
    return 0 if all(fine) else 1


if __name__ == "__main__":
    sys.exit(main())
