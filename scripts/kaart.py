"""Make the map with ``qgis_process``: of the example city, or of the files named in the environment.

BUURTEN=… OSM=… and the other inputs (see INPUTS) are parameters of the algorithm ``verbondenheidskaart``; paths are
relative to the working folder. Several indicator tables are separated by spaces or semicolons; quote a name with a
space in it. Without BUURTEN the example city is mapped.

HERKOMST=… (an earlier verbondenheidskaart.gpkg) makes the map again from what that one says of itself: the same files,
looked for by name and checksum in BRONMAP (the working folder when not given), with the same settings. What is given as
well goes before it: another file, or a source that is no file and cannot be found by itself.
"""

import codecs
import hashlib
import json
import os
import shlex
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Dict, List, Mapping, Tuple

from qgis_omgeving import environment, qgis_process

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "resources" / "voorbeeldstad"
LAYERS = ("BUURTEN", "KERNCIJFERS", "VOORZIENINGEN", "INDELING", "CATALOGUS", "LOOPNETWERK", "OSM", "BEVOLKING",
          "ORGANISATIES", "BANDEN", "GROEPEN", "ANKERS")  # fmt: skip
TEXTS = ("CATEGORIEVELD", "BEVOLKINGSVELD", "TITEL", "BRONVERMELDING", "SEED", "ATLAS",
         "ACHTERGRONDKAART")
INPUTS = (*LAYERS, *TEXTS, "INDICATOREN", "UITVOERMAP")
EXAMPLE_INPUTS = {
    "BUURTEN": "buurten.gpkg",
    "OSM": "voorbeeldstad.osm",
    "BEVOLKING": "bevolking_100m.gpkg",
    "ORGANISATIES": "organisaties.csv",
    "BANDEN": "banden.csv",
}
EXAMPLE_TABLES = ("veiligheidsmonitor.csv", "burgerpeiling.csv")
RESULTS = {"GEOPACKAGE": "GeoPackage", "PROJECT": "Project", "KAART": "Kaart (PDF)", "KAART_PNG": "Kaart (PNG)",
           "RAPPORT": "Rapport", "BUURTATLAS": "Buurtatlas"}  # fmt: skip
RESULTS_HEADER = "\n----------------\nResults\n"
TRACEBACK = "Traceback (most recent call last):"


def absolute(name: str, value: str) -> str:
    """Return a layer or file name with its path made absolute; a database or service address stays as it is."""
    path, bar, layer = value.partition("|")
    if Path(path).expanduser().exists():
        return str(Path(path).expanduser().resolve()) + bar + layer
    if ":" in path or "=" in path:
        return value
    sys.exit(f"{name}: het bestand {path} bestaat niet.")


def split_names(value: str) -> List[str]:
    """Return the file names in ``value``: one name, or several between spaces or semicolons."""
    if Path(value).exists():
        return [value]
    return [part.strip() for part in value.split(";") if part.strip()] if ";" in value else shlex.split(value)


def named(given: Mapping[str, str]) -> Dict[str, List[str]]:
    """Return the parameters that are named in ``given``, each with its values; file names with their full path."""
    given = {name: given[name].strip() for name in INPUTS if given.get(name, "").strip()}
    values = {name: [text] for name, text in given.items()}
    values.update({name: [absolute(name, given[name])] for name in LAYERS if name in given})
    if "INDICATOREN" in given:
        values["INDICATOREN"] = [absolute("INDICATOREN", n) for n in split_names(given["INDICATOREN"])]
    return values


def parameters(given: Mapping[str, str]) -> Dict[str, List[str]]:
    """Return the parameters of the algorithm: the named inputs in ``given``, or else the example city."""
    given = {name: given[name].strip() for name in INPUTS if given.get(name, "").strip()}
    values = {name: [given[name]] for name in TEXTS if name in given}
    if "BUURTEN" in given:
        values = named(given)
    else:
        alone = [name for name in (*LAYERS, "INDICATOREN") if name in given]
        if alone:
            sys.exit(f"{', '.join(alone)} gegeven zonder BUURTEN: geef ook de buurten van uw gemeente.")
        values.update({name: [str(EXAMPLE / file)] for name, file in EXAMPLE_INPUTS.items()})
        values["INDICATOREN"] = [str(EXAMPLE / file) for file in EXAMPLE_TABLES]
        values.setdefault("TITEL", ["Verbondenheidskaart Voorbeeldstad"])
        values.setdefault("BRONVERMELDING", ["Voorbeeldstad: alle gegevens zijn verzonnen"])
    values["UITVOERMAP"] = [output(given)]
    return values


def output(given: Mapping[str, str]) -> str:
    """Return the folder for the results."""
    return str(Path(given.get("UITVOERMAP", "").strip() or "uitvoer").expanduser().resolve())


def parts(text: str) -> List[Dict[str, str]]:
    """Return the sources in a value of ``herkomst``: JSON objects, separated by semicolons."""
    found, place = [], 0
    while place < len(text):
        source, place = json.JSONDecoder().raw_decode(text, place)
        found.append(source)
        place += len("; ")
    return found


def again(key: str, source: Mapping[str, str], files: Mapping[str, List[Path]]) -> Tuple[str, str]:
    """Return where the source of an earlier map lies now, or else what is wrong: it is gone or has changed."""
    named = files.get(source["bestand"], [])
    same = [file for file in named if hashlib.sha256(file.read_bytes()).hexdigest() == source["sha256"]]
    if not same:
        problem = "veranderd sinds de kaart is gemaakt" if named else "niet gevonden in BRONMAP"
        return "", f"{source['bestand']}: {problem}; geef {key}=… om een ander bestand te nemen."
    extra = [f"{key}={source[name]}" for key, name in (("layername", "laag"), ("subset", "filter")) if name in source]
    return "|".join([str(same[0].resolve()), *extra]), ""


def repeated(geopackage: Path, folder: Path, given: Mapping[str, List[str]]) -> Tuple[Dict[str, List[str]], str]:
    """Return the parameters with which an earlier map was made, those ``given`` before them, and its language."""
    if not geopackage.is_file():
        sys.exit(f"HERKOMST: het bestand {geopackage} bestaat niet.")
    files: Dict[str, List[Path]] = {}
    for file in filter(Path.is_file, folder.rglob("*")):
        files.setdefault(file.name, []).append(file)
    values: Dict[str, List[str]] = {}
    problems: List[str] = []
    database = sqlite3.connect(f"file:{geopackage}?mode=ro", uri=True)
    try:
        rows = dict(database.execute("SELECT sleutel, waarde FROM herkomst"))
    except sqlite3.Error:
        sys.exit(f"HERKOMST: {geopackage} is geen GeoPackage van deze plug-in.")
    finally:
        database.close()
    for key, value in rows.items():
        kind, _, name = key.partition(".")
        if kind == "bron" and name in (*LAYERS, "INDICATOREN") and name not in given:
            # Only a file can be known by its checksum; another source is for the user to name.
            found = [again(name, source, files) for source in parts(value)] if value.startswith("{") else [
                ("", f"{name}: {value} was geen bestand; geef {name}=… opnieuw.")]
            values[name] = [path for path, _ in found]
            problems += [problem for _, problem in found if problem]
        elif kind == "instelling":
            values[name] = [value]
    if problems:
        sys.exit("\n".join(problems))
    return {**values, **given}, rows.get("taal", "nl")


def failure(text: str) -> str:
    """Return the one message in what ``qgis_process`` wrote to its error stream."""
    message = text.rpartition("ERROR:")[2].strip()
    if TRACEBACK in message:
        return f"onverwachte fout in de plug-in.\n{TRACEBACK}{message.rpartition(TRACEBACK)[2]}"
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    lines = [line for line in dict.fromkeys(lines) if "checking parameter values" not in line]
    return "\n".join(lines) or "qgis_process is mislukt zonder melding."


def run(command: List[str], env: Dict[str, str], log: Path) -> Dict[str, str]:
    """Run the algorithm, show what it says while it runs, and return its results; stop when it fails."""
    shown, decode = "", codecs.getincrementaldecoder("utf-8")("replace").decode
    with log.open("w+", encoding="utf-8", errors="replace") as errors:
        with subprocess.Popen(command, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors) as job:
            while chunk := os.read(job.stdout.fileno(), 65536):
                seen = len(shown)
                shown += decode(chunk)
                print(shown.partition(RESULTS_HEADER)[0][seen:], end="", flush=True)
        errors.seek(0)
        if job.returncode:
            sys.exit(f"\nDe kaart is niet gemaakt: {failure(errors.read())}")
    pairs = (line.partition(":\t") for line in shown.partition(RESULTS_HEADER)[2].splitlines())
    return {name: value for name, tab, value in pairs if tab}


def main() -> None:
    program = qgis_process()
    if program is None:
        sys.exit("qgis_process is niet gevonden: installeer QGIS 3.22 of nieuwer.")
    earlier, locale = os.environ.get("HERKOMST", "").strip(), "nl"
    if earlier:
        folder = Path(os.environ.get("BRONMAP", "").strip() or ".").expanduser()
        values, locale = repeated(Path(earlier).expanduser(), folder, named(os.environ))
        values["UITVOERMAP"] = [output(os.environ)]
    else:
        values = parameters(os.environ)
    env = environment(ROOT / "build" / "profiel", ROOT / "build" / "plugins", locale)
    command = [program, "run", "verbondenheidskaart:verbondenheidskaart", "--"]
    command += [f"{name}={value}" for name, texts in values.items() for value in texts]
    results = run(command, env, ROOT / "build" / "kaart.log")
    print("\nDe kaart is klaar:")
    for name, label in RESULTS.items():
        if results.get(name):
            print(f"  {label:<12} {results[name]}")


if __name__ == "__main__":
    main()
