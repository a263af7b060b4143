"""pgRouting, in a PostgreSQL server of the benchmark's own."""

import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "scripts"))
import databank  # noqa: E402


def missing():
    """Return why the server cannot be started, "" when it can."""
    return databank.missing("pgrouting")


def _copy(server, table, columns):
    """Fill a table with columns of numbers."""
    rows = "\n".join(map("\t".join, zip(*(map(repr, column.tolist()) for column in columns))))
    server.sql(f"COPY {table} FROM STDIN", rows + "\n\\.\n")


def driving_distance(u, v, metres, sources, limit):
    """Return (build seconds, query seconds, (source number, node, metres)) of one call for all sources."""
    # One process without parallel workers, as the others.
    with databank.Server("pgrouting", "-c max_parallel_workers_per_gather=0") as server:
        start = time.perf_counter()
        server.sql("CREATE TABLE streets (id int PRIMARY KEY, source int, target int, cost float8)")
        _copy(server, "streets", [np.arange(len(u)), u, v, metres])
        server.sql("ANALYZE streets")
        built = time.perf_counter()
        server.sql("CREATE TABLE answer AS SELECT * FROM pgr_drivingDistance('SELECT id, source, target, cost FROM "
                   f"streets', ARRAY{sources.tolist()}, {limit}, false)")
        query = time.perf_counter() - built
        text = server.sql("COPY (SELECT from_v, node, agg_cost FROM answer) TO STDOUT")
    found = np.array(text.split(), dtype=float).reshape(-1, 3)
    number = np.full(int(max(u.max(), v.max())) + 1, -1)
    number[sources] = np.arange(len(sources))
    return built - start, query, (number[found[:, 0].astype(int)], found[:, 1].astype(int), found[:, 2])
