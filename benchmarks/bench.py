"""Run all benchmarks, or those named on the command line, and write README.md from the figures so far.

bench.py [reach_small reach reach_large growth nearest population passing areas connections organisations whole pbf
national] [--rounds N]
"""

import argparse
import json
import os
import platform
import sys
from datetime import date
from pathlib import Path

import areas
import networkx
import numpy
import pbf
import scipy
import verbindingen
import works

FIGURES = Path(sys.prefix).parent / "bench-figures.json"
README = Path(__file__).with_name("README.md")
WORKS = {
    "reach": ("Reach: city, 2,000 facilities → all junctions within 800 m", lambda n: works.reach("city", n or 5)),
    "reach_small": ("Reach: 10,000 junctions, 100 facilities", lambda n: works.reach("small", n or 5)),
    "reach_large": ("Reach: 1,000,000 junctions, 20,000 facilities", lambda n: works.reach("large", n or 1)),
    "growth": ("Growth: CPU milliseconds per facility, 800 m", lambda n: works.growth(n or 3)),
    "population": ("Residents within 800 m of every junction of the city", lambda n: works.population(n or 2)),
    "nearest": ("Third nearest of 2,000 facilities, 50,000 points, at most 3,200 m",
                lambda n: works.nearest_three(n or 3)),
    "passing": ("Betweenness of every junction of a small town, 800 m", lambda n: works.passing("small", n or 2)),
    "areas": ("Outlines of catchments, 800 m, tried with random points at most 25 m from a street",
              lambda n: areas.areas()),
    "connections": ("Lines, missing links and closures: CPU seconds, and naive networkx on a sample",
                    lambda n: verbindingen.connections()),
    "organisations": ("Networks of organisations: CPU seconds", lambda n: verbindingen.organisations()),
    "whole": ("From GeoPackage to GeoPackage: 2,000 facilities × 3 limits", lambda n: works.whole()),
    "pbf": ("Reading an OSM extract (.osm.pbf) of a million nodes, and a town from one of five million",
            lambda n: pbf.rows()),
    "national": ("As large as a country, tile by tile", lambda n: works.national()),
}
SLOW = {"national"}  # only when named
HEAD = """# Benchmarks

`make bench` makes the towns, runs this engine beside its peers and writes this file; `make bench WERK="reach areas"`
runs a few works only, and `WERK=national` a network of 10 million streets, which takes hours and goes on when it was
interrupted. The peers live in `build/bench`, `build/bench-cityseer` and, for pgRouting, a PostgreSQL server that is
thrown away afterwards; never in the plugin.

**How to read it.** The machine was shared while measuring: read the *ratios* (others divided by ours, so more than 1
means that this engine is faster), not the seconds. Every round runs all engines in turn, each in a process of its own;
a ratio is the median of the ratios of the rounds. *ratio* is by the clock on the wall, *ratio CPU* by the CPU seconds
of all threads. Peak memory is what comes on top of the input. The towns are generated: street grids with missing
streets, bends, rivers and bridges ({names}). Facilities lie for two thirds around centres.

The machine: {machine}, {cores} cores; Python {python}, numpy {numpy}, scipy {scipy}, networkx {networkx}.
"""


def text(value):
    if isinstance(value, float):
        return f"{value:.3g}" if value < 100 else f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def sections(readme):
    """Return {title: text} of the parts of an earlier README: a work that was measured elsewhere keeps its table."""
    parts = ("\n" + readme).split("\n## ")[1:]
    return {part.partition("\n")[0]: f"## {part.rstrip()}\n" for part in parts}


def write_readme(figures):
    sizes = ", ".join(f"{name} {nodes:,} junctions" for name, (nodes, _) in works.SIZES.items())
    parts = [HEAD.format(names=sizes, machine=platform.machine(), cores=os.cpu_count(),
                         python=platform.python_version(), numpy=numpy.__version__, scipy=scipy.__version__,
                         networkx=networkx.__version__)]
    earlier = sections(README.read_text(encoding="utf-8")) if README.exists() else {}
    for key, (title, _) in WORKS.items():
        if key not in figures:
            parts += [earlier[title]] if title in earlier else []
            continue
        rows = figures[key]["rows"]
        names = [name for name in dict.fromkeys(name for row in rows for name in row)
                 if any(row.get(name, "") != "" for row in rows)]
        lines = [f"## {title}", "", f"Measured on {figures[key]['date']}.", "",
                 "| " + " | ".join(names) + " |", "|" + "---|" * len(names)]
        lines += ["| " + " | ".join(text(row.get(name, "")) for name in names) + " |" for row in rows]
        parts.append("\n".join(lines) + "\n")
    parts.append(README.with_name("keten.md").read_text(encoding="utf-8"))  # measured by hand
    README.write_text("\n".join(parts), encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("works", nargs="*", help="all but national when none is named")
    parser.add_argument("--rounds", type=int)
    chosen = parser.parse_args()
    for key in chosen.works or [key for key in WORKS if key not in SLOW]:
        print(f"{key}: {WORKS[key][0]}", flush=True)
        rows = json.loads(json.dumps(WORKS[key][1](chosen.rounds), default=float))
        figures = json.loads(FIGURES.read_text()) if FIGURES.exists() else {}
        figures[key] = {"date": date.today().isoformat(), "rows": rows}
        FIGURES.write_text(json.dumps(figures, indent=1))
        write_readme(figures)


if __name__ == "__main__":
    main()
