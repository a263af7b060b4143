"""A PostgreSQL server with pgRouting of the benchmark's own, on a socket in build/, stopped afterwards."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

HOME = Path(sys.prefix).parent / "bench-postgres"
PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin")) if Path("/usr/lib/postgresql").exists() else []


def missing():
    """Return why the server cannot be started, "" when it can."""
    if not PROGRAMS:
        return "PostgreSQL is not installed"
    version = PROGRAMS[-1].parent.name
    if not Path(f"/usr/share/postgresql/{version}/extension/pgrouting.control").exists():
        return f"postgresql-{version}-pgrouting is not installed"
    return ""


class Server:
    """Use as a context manager; ``sql`` runs statements, ``copy_in`` fills a table."""

    def __enter__(self):
        shutil.rmtree(HOME, ignore_errors=True)
        HOME.mkdir(parents=True)
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            shutil.chown(HOME, "postgres")
        self._run("initdb", "--auth=trust", "--username=bench", "--no-sync", "-D", HOME / "data")
        # One process without parallel workers, as the others; nothing is heard on the network.
        options = f"-k {HOME} -c listen_addresses='' -c fsync=off -c max_parallel_workers_per_gather=0"
        self._run("pg_ctl", "-w", "-D", HOME / "data", "-l", HOME / "log", "-o", options, "start")
        self.sql("CREATE EXTENSION pgrouting CASCADE")
        return self

    def __exit__(self, *problem):
        self._run("pg_ctl", "-D", HOME / "data", "-m", "immediate", "stop")
        shutil.rmtree(HOME, ignore_errors=True)

    @staticmethod
    def _run(program, *arguments):
        user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        subprocess.run([*user, PROGRAMS[-1] / program, *arguments], check=True, stdout=subprocess.DEVNULL, cwd="/")

    def sql(self, statement, rows=None):
        """Run a statement, with ``rows`` as its input; return what it answers."""
        return subprocess.run(["psql", "-h", HOME, "-U", "bench", "-d", "postgres", "-qAtX", "-v", "ON_ERROR_STOP=1",
                               "-f", "-"],
                              input=f"SET client_min_messages TO warning;\n{statement};\n{rows or ''}",
                              check=True, stdout=subprocess.PIPE, text=True).stdout

    def copy_in(self, table, columns):
        """Fill a table with columns of numbers."""
        rows = "\n".join(map("\t".join, zip(*(map(repr, column.tolist()) for column in columns))))
        self.sql(f"COPY {table} FROM STDIN", rows + "\n\\.\n")


def driving_distance(u, v, metres, sources, limit):
    """Return (build seconds, query seconds, (source number, node, metres)) of one call for all sources."""
    with Server() as server:
        start = time.perf_counter()
        server.sql("CREATE TABLE streets (id int PRIMARY KEY, source int, target int, cost float8)")
        server.copy_in("streets", [np.arange(len(u)), u, v, metres])
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
