"""A server of its own over a filled installation: the command of the README, with a temporary folder."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

from tracker.settings import ROOT, Settings

COMMAND = ("-m", "gunicorn", "--worker-class", "gthread", "--workers", "2", "--threads", "4")
STARTS_WITHIN = 60.0


@dataclass(frozen=True, slots=True)
class Served:
    """A server that runs: its port, its first process, its temporary folder and what it said of troubles."""

    port: int
    process: int
    temporary: Path
    log: Path


@contextmanager
def served(settings: Settings, folder: Path, more: Mapping[str, str]) -> Iterator[Served]:
    """Serve an installation for the length of a block; ``more`` is added to the surroundings."""
    port, temporary, log = _free_port(), folder / "temporary", folder / "server.log"
    temporary.mkdir()
    here = {
        "TRACKER_ENVIRONMENT": settings.environment,
        "TRACKER_INSTANCE": str(settings.instance),
        "TRACKER_BASE_URL": f"http://127.0.0.1:{port}",
        "TMPDIR": str(temporary),
    }
    words = [sys.executable, *COMMAND, "--bind", f"127.0.0.1:{port}", "--log-level", "warning", "wsgi:app"]
    with log.open("ab") as said:
        server = subprocess.Popen(  # noqa: S603 - fixed words
            words, cwd=ROOT, env=os.environ | here | dict(more), stdout=said, stderr=said
        )
    try:
        _wait(port)
        yield Served(port, server.pid, temporary, log)
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _free_port() -> int:
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        return int(place.getsockname()[1])


def _wait(port: int) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        try:
            with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not answer")
