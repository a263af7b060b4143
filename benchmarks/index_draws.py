"""Time the index with its draws and Sobol' indices: ``python3 benchmarks/index_draws.py [areas indicators draws]``.

Synthetic values with errors in every cell, the heaviest case: each draw then has scores of its own.
"""

import resource
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from verbondenheidskaart_plugin.core.index import compute  # noqa: E402
from verbondenheidskaart_plugin.core.model import SIDES, Model  # noqa: E402
from verbondenheidskaart_plugin.core.precision import Errors  # noqa: E402
from verbondenheidskaart_plugin.core.rankings import uncertainty  # noqa: E402
from verbondenheidskaart_plugin.core.schema import CONSTRUCTS  # noqa: E402

CASES = ((120, 60, 1000), (14_800, 60, 1000))


def model_of(count):
    """A model of ``count`` indicators, spread over the eight sides."""
    parents = {"verbondenheid": "", "sociaal": "verbondenheid", "ruimtelijk": "verbondenheid"}
    parents.update({c: "sociaal" if i < 2 else "ruimtelijk" for i, c in enumerate(CONSTRUCTS)})
    parents.update({side: side.rsplit("_", 1)[0] for side in SIDES})
    parents.update({f"I{k:03}": SIDES[k % len(SIDES)] for k in range(count)})
    return Model.from_rows([{"node": n, "parent": p, "gewicht": "1", "richting": "+"} for n, p in parents.items()])


def measure(areas, indicators, draws):
    rng = np.random.default_rng(1)
    codes = [f"BU{k:08}" for k in range(areas)]
    quality = rng.normal(0, 1, (areas, 1))
    values = pd.DataFrame(quality + rng.normal(0, 1.5, (areas, indicators)), codes,
                          [f"I{k:03}" for k in range(indicators)])
    values = values.mask(rng.random(values.shape) < 0.03)
    model, errors = model_of(indicators), Errors(values * 0 + 0.3, values * 0 + 0.1)
    start = time.perf_counter()
    compute(values, model)
    index = time.perf_counter() - start
    seconds = []
    for error in (None, errors):
        start = time.perf_counter()
        found = uncertainty(values, model, draws, 1, errors=error)
        seconds.append(time.perf_counter() - start)
    width = (found.table["rang_p95"] - found.table["rang_p5"]).median()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"| {areas:,} | {indicators} | {draws:,} | {index:.2f} | {seconds[0]:.1f} | {seconds[1]:.1f} | {peak:,.0f} | "
          f"{width:.0f} |", flush=True)
    return found


if __name__ == "__main__":
    given = [int(text) for text in sys.argv[1:]]
    print("| areas | indicators | draws | index s | draws s | draws with errors s | peak MB | width of a rank |")
    print("|---:|---:|---:|---:|---:|---:|---:|---:|")
    for case in [tuple(given)] if len(given) == 3 else CASES:
        print(measure(*case).sensitivity.round(2).to_string(index=False), file=sys.stderr)
