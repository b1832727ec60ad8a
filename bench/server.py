"""The product served by the README's command in processes of its own, and the memory that they take."""

from __future__ import annotations

import os
import re
import shlex
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.installation import Installation
from tracker.settings import ROOT

EVERY_SECONDS = 0.02
READY_SECONDS = 30
PSS = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)
RSS = re.compile(r"^Rss:\s+(\d+) kB", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Memory:
    """Memory of the server's processes together, in KiB: shared pages by their share, and counted in full."""

    pss: int
    rss: int


@dataclass(slots=True)
class Watched:
    """What was seen of the server's memory while something ran, in KiB."""

    before: Memory
    most_pss: int = 0
    most_rss: int = 0
    samples: int = field(default=0)

    @property
    def growth(self) -> float:
        """Return by how many MiB the processes grew at the most, shared pages by their share."""
        return (self.most_pss - self.before.pss) / 1024

    @property
    def growth_rss(self) -> float:
        """Return by how many MiB they grew at the most, shared pages counted in full."""
        return (self.most_rss - self.before.rss) / 1024


class Server:
    """gunicorn at work."""

    def __init__(self, port: int, process: subprocess.Popen[bytes]) -> None:
        """Know it by its port and its first process."""
        self.port, self.process = port, process

    def memory(self) -> Memory:
        """Return what its processes take now."""
        told = [_rollup(number) for number in (self.process.pid, *_children(self.process.pid))]
        return Memory(sum(_of(PSS, one) for one in told), sum(_of(RSS, one) for one in told))

    def watch(self, work: Callable[[], object]) -> Watched:
        """Do something, and look at the memory all the while."""
        seen, over = Watched(self.memory()), threading.Event()

        def look() -> None:
            while not over.wait(EVERY_SECONDS):
                now = self.memory()
                seen.most_pss, seen.most_rss = max(seen.most_pss, now.pss), max(seen.most_rss, now.rss)
                seen.samples += 1

        watcher = threading.Thread(target=look, daemon=True)
        watcher.start()
        try:
            work()
        finally:
            over.set()
            watcher.join()
        return seen


@contextmanager
def serving(house: Installation, more: Mapping[str, str] = {}) -> Iterator[Server]:
    """Serve an installation by the command that the README gives; ``more`` is added to the surroundings."""
    port = _free_port()
    process = subprocess.Popen(  # noqa: S603 - the words of our own README
        [sys.executable, "-m", *command(), "--bind", f"127.0.0.1:{port}", "--log-level", "warning"],
        cwd=ROOT,
        env=os.environ
        | {"TRACKER_ENVIRONMENT": "demo", "TRACKER_INSTANCE": str(house.settings.instance)}
        | {"TRACKER_BASE_URL": f"http://127.0.0.1:{port}"}
        | dict(more),
    )
    try:
        _wait_for(port)
        yield Server(port, process)
    finally:
        process.terminate()
        process.wait(30)


def command() -> list[str]:
    """Return the README's command that serves in production, in words."""
    found = re.search(r"^gunicorn .*$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    assert found is not None
    return shlex.split(found[0])


def _wait_for(port: int) -> None:
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"the server did not answer within {READY_SECONDS} seconds")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _children(number: int) -> tuple[int, ...]:
    told = Path(f"/proc/{number}/task/{number}/children").read_text("ascii")
    return tuple(map(int, told.split()))


def _rollup(number: int) -> str:
    try:
        return Path(f"/proc/{number}/smaps_rollup").read_text("ascii")
    except OSError:  # it ended meanwhile
        return ""


def _of(kind: re.Pattern[str], told: str) -> int:
    found = kind.search(told)
    return int(found[1]) if found else 0
