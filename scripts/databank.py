"""A PostgreSQL server for as long as it is needed, in a folder of its own, with one of Debian's extensions."""

import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path
from typing import Optional

_PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))


def missing(extension: str) -> str:
    """Return why a server with ``extension`` cannot be started, "" when it can."""
    if not _PROGRAMS:
        return "PostgreSQL is not installed"
    version = _PROGRAMS[-1].parent.name
    if not Path(f"/usr/share/postgresql/{version}/extension/{extension}.control").exists():
        return f"{extension} for PostgreSQL {version} is not installed"
    return ""


class Server:
    """Use as a context manager; it listens on ``port`` of this machine only, and is thrown away afterwards."""

    host, user, database = "127.0.0.1", "proef", "postgres"

    def __init__(self, extension: str, settings: str = ""):
        self.extension, self.settings = extension, settings

    def __enter__(self) -> "Server":
        self._folder = Path(tempfile.mkdtemp(prefix="databank-"))
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            shutil.chown(self._folder, "postgres")
        with socket.socket() as free:
            free.bind((self.host, 0))
            self.port = free.getsockname()[1]
        self._data = self._folder / "data"
        self._run("initdb", "--auth=trust", f"--username={self.user}", "--encoding=UTF8", "--no-sync", "-D", self._data)
        options = f"-p {self.port} -k '' -c listen_addresses={self.host} -c fsync=off {self.settings}"
        self._run("pg_ctl", "-w", "-D", self._data, "-l", self._folder / "log", "-o", options, "start")
        self.sql(f"CREATE EXTENSION {self.extension} CASCADE")
        return self

    def __exit__(self, *problem) -> None:
        self._run("pg_ctl", "-D", self._data, "-m", "immediate", "stop")
        shutil.rmtree(self._folder, ignore_errors=True)

    @staticmethod
    def _run(program: str, *arguments) -> None:
        user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        subprocess.run([*user, _PROGRAMS[-1] / program, *arguments], check=True, stdout=subprocess.DEVNULL, cwd="/")

    def sql(self, statement: str, rows: Optional[str] = None) -> str:
        """Run a statement, with ``rows`` as its input; return what it answers."""
        command = ["psql", "-h", self.host, "-p", str(self.port), "-U", self.user, "-d", self.database, "-qAtX",
                   "-v", "ON_ERROR_STOP=1", "-f", "-"]
        return subprocess.run(command, input=f"SET client_min_messages TO warning;\n{statement};\n{rows or ''}",
                              check=True, stdout=subprocess.PIPE, text=True).stdout
