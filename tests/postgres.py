"""A throw-away PostgreSQL server on a socket of its own, for the length of a test run."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text

PLACES = ("/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql*/bin", "/usr/local/opt/postgresql*/bin")
UNSAFE_BUT_QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class NoServer(Exception):
    """PostgreSQL is not installed here; the message says in one line what to install."""


def _binary(name: str) -> str:
    for pattern in PLACES:
        for folder in sorted(Path("/").glob(pattern.lstrip("/")), reverse=True):
            if (folder / name).exists():
                return str(folder / name)
    found = shutil.which(name)
    if found is None:
        raise NoServer("PostgreSQL is missing: apt-get install postgresql, or brew install postgresql")
    return found


class Server:
    """A running server; ``url(database)`` is where a database of it is."""

    def __init__(self) -> None:
        """Make a cluster and start it; as an unprivileged user where the tests run as root."""
        self.home = Path(tempfile.mkdtemp(prefix="pg-"))
        self._as: dict[str, Any] = {}
        if os.geteuid() == 0:
            shutil.chown(self.home, "postgres", "postgres")
            self._as = {"user": "postgres", "group": "postgres", "extra_groups": []}
        self._run(
            _binary("initdb"), "-D", str(self.home / "data"), "-U", "tracker", "-A", "trust", "-E", "UTF8"
        )
        options = [part for setting in UNSAFE_BUT_QUICK for part in ("-c", setting)]
        self._process = subprocess.Popen(
            [_binary("postgres"), "-D", str(self.home / "data"), "-k", str(self.home), "-h", "", *options],
            cwd=self.home,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **self._as,
        )
        self._wait()

    def _run(self, *command: str) -> None:
        done = subprocess.run(command, cwd=self.home, capture_output=True, text=True, check=False, **self._as)
        if done.returncode:
            raise NoServer(f"PostgreSQL's {Path(command[0]).name} failed: {done.stderr.strip()}")

    def _wait(self) -> None:
        for _ in range(200):
            if (self.home / ".s.PGSQL.5432").exists():
                return
            time.sleep(0.05)
        raise NoServer("PostgreSQL did not start within ten seconds")

    def stop(self) -> None:
        """End the server and remove its cluster."""
        self._process.send_signal(signal.SIGINT)
        self._process.wait(30)
        shutil.rmtree(self.home, ignore_errors=True)


def cluster() -> Path:
    """Return the folder with all files of the running server."""
    return Path(os.environ["TRACKER_TEST_POSTGRES"]) / "data"


def url(database: str) -> str:
    """Return the address of a database of the running server."""
    return f"postgresql+psycopg://tracker@/{database}?host={cluster().parent}"


def create(database: str, template: str = "") -> str:
    """Make a database anew, empty or as a copy of another one; return its address."""
    engine = create_engine(url("postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)'))
        copied = f' TEMPLATE "{template}"' if template else ""
        connection.execute(text(f'CREATE DATABASE "{database}"{copied}'))
    engine.dispose()
    return url(database)
