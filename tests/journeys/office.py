"""A served department whose log and temporary files are kept, to be looked through for what was typed."""

from __future__ import annotations

import secrets
import stat
import string
from contextlib import suppress
from pathlib import Path

from tests.journeys.canaries import found_in
from tests.journeys.conftest import Department
from tests.people import PASSWORD


class Office:
    """A served department whose log and temporary files are kept to be looked through."""

    def __init__(self, folder: Path) -> None:
        """Serve, and write down everything that is typed from now on."""
        self.folder, self.typed = folder, {PASSWORD}
        self.temporary, self.log = folder / "temporary", folder / "log"
        self.temporary.mkdir()
        self.department = Department(folder / "instance", log=self.log, temporary=self.temporary)
        self.data = folder / "instance" / "data"
        self.address = self.department.address
        self.scratch = folder / "scratch"
        self.scratch.mkdir()

    def word(self, words: str = "{}", *, capital: bool = False) -> str:
        """Return text in which a word stands that nobody typed before."""
        word = "".join(secrets.choice(string.ascii_lowercase) for _ in range(16))
        self.typed.add(word := word.capitalize() if capital else word)
        return words.format(word)

    def readable(self, words: set[str] | None = None) -> set[str]:
        """Return which of the words stand in a file now, or in one that is open and has no name any more."""
        held = [file for process in self._processes() for file in open_files(process)]
        places = [self.log, self.temporary, self.folder / "instance", *held]
        return found_in(places, words or self.typed, self.scratch)

    def _processes(self) -> list[int]:
        children = Path(f"/proc/{self.department.process}/task/{self.department.process}/children")
        return [self.department.process, *map(int, children.read_text().split() if children.exists() else ())]

    def arriving(self) -> int:
        """Return how many bytes of captures lie in the store, whole or half."""
        return sum(one.stat().st_size for one in (self.data / "captures").rglob("*") if one.is_file())


def open_files(process: int) -> list[Path]:
    """Return the open files of a process that bear no name any more, where the system shows them."""
    held, found = Path(f"/proc/{process}/fd"), []
    for one in list(held.iterdir()) if held.exists() else ():
        with suppress(FileNotFoundError):  # closed in the meantime
            if str(one.readlink()).endswith("(deleted)") and stat.S_ISREG(one.stat().st_mode):
                found.append(one)
    return found
