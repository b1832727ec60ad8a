"""How much memory a server's processes take, and those that it starts, looked at all the time (Linux)."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PAUSE = 0.03
MOST_EVER = re.compile(r"^VmHWM:\s+(\d+) kB", re.M)
DRAWING = b"program.py"
"""What stands in the command of the program that draws."""


class Watch:
    """The most memory that any process of a server took, in bytes, and how many files lay in a folder."""

    def __init__(self, process: int, folder: Path) -> None:
        """Watch a process, whatever it starts, and a folder."""
        self._first, self._folder = process, folder
        self.server, self.drawing, self.files = 0, 0, 0
        self.at_rest = max(self._sizes().values(), default=0)
        self.drawings = set[int]()

    def look(self) -> None:
        """Look once."""
        for process, size in self._sizes().items():
            if DRAWING in _command(process):
                self.drawings.add(process)
                self.drawing = max(self.drawing, size)
            else:
                self.server = max(self.server, size)
        self.files = max(self.files, sum(1 for _ in self._folder.rglob("*")))

    def _sizes(self) -> dict[int, int]:
        return {process: _most(process) for process in _with_children(self._first)}


@contextmanager
def watched(process: int, folder: Path) -> Iterator[Watch]:
    """Watch for the length of a block."""
    watch, over = Watch(process, folder), threading.Event()

    def go_on() -> None:
        while not over.wait(PAUSE):
            watch.look()

    thread = threading.Thread(target=go_on, daemon=True)
    thread.start()
    yield watch
    over.set()
    thread.join()


def _with_children(process: int) -> Iterator[int]:
    yield process
    with suppress(OSError):
        for task in Path(f"/proc/{process}/task").iterdir():
            with suppress(OSError):
                for child in (task / "children").read_text().split():
                    yield from _with_children(int(child))


def _most(process: int) -> int:
    """Return the most memory that a process had so far; 0 where it is gone."""
    with suppress(OSError):
        if found := MOST_EVER.search(Path(f"/proc/{process}/status").read_text()):
            return int(found[1]) * 1024
    return 0


def _command(process: int) -> bytes:
    with suppress(OSError):
        return Path(f"/proc/{process}/cmdline").read_bytes()
    return b""
