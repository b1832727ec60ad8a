"""A copy to take away: one ZIP of plain files, sent as it is made; nothing of it is held as a whole."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import IO, cast

from tracker.clock import agency_zone
from tracker.vault.trouble import Unopenable

MANIFEST = "SHA256SUMS"
"""The list of what is in it, as the command ``sha256sum --check`` reads it."""
INDEX = "index.html"
"""The page to begin with."""

Pieces = Callable[[], Iterable[bytes]]
"""Opens a file anew, and yields its bytes in pieces."""


@dataclass(frozen=True, slots=True)
class File:
    """One file of the copy: its name is ours, never somebody's; ``title`` says what it is.

    ``digest`` is the SHA-256 of its bytes in hex, ``at`` when it was made or came, None for what is made with
    the copy.
    """

    name: str
    title: str
    digest: str
    pieces: Pieces
    at: datetime | None = None


def file_of(name: str, title: str, content: bytes, at: datetime | None = None) -> File:
    """Return a file whose bytes are at hand."""
    return File(name, title, hashlib.sha256(content).hexdigest(), lambda: (content,), at)


def with_manifest(files: Iterable[File]) -> tuple[File, ...]:
    """Return the files in the order of their names, after the list of their digests."""
    given = sorted(files, key=lambda one: one.name)
    manifest = "".join(f"{one.digest}  {one.name}\n" for one in given)
    return file_of(MANIFEST, "", manifest.encode()), *given


def streamed(files: Iterable[File], made_at: datetime) -> Iterator[bytes]:
    """Yield the files as a ZIP, piece by piece, each file with its own date on the agency's clock.

    Raises :class:`~tracker.vault.trouble.Unopenable` in the middle where a file is not what it was.
    """
    sink = _Sink()
    with zipfile.ZipFile(cast(IO[bytes], sink), "w", zipfile.ZIP_STORED) as archive:
        for file in files:
            hashed = hashlib.sha256()
            at = (file.at or made_at).astimezone(agency_zone())
            entry = zipfile.ZipInfo(file.name, at.timetuple()[:6])
            with archive.open(entry, "w") as inside:
                for piece in file.pieces():
                    hashed.update(piece)
                    inside.write(piece)
                    yield sink.taken()
            if hashed.hexdigest() != file.digest:
                raise Unopenable(f"{file.name} is not what was received")
    yield sink.taken()


class _Sink:
    """What the ZIP is written to: it holds a piece until that is taken, and cannot be gone back in."""

    def __init__(self) -> None:
        self._held: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self._held.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Hold what is there: it is taken, not pushed."""

    def taken(self) -> bytes:
        held, self._held = b"".join(self._held), []
        return held


def text_file(name: str, title: str, lines: Iterable[str]) -> File:
    """Return a file of lines below its title."""
    return file_of(name, title, "".join(f"{line}\n" for line in (title, "", *lines)).encode())


def quoted(words: str) -> Iterator[str]:
    """Yield what somebody wrote so that it passes for nothing else."""
    yield from (f"> {line}" for line in words.splitlines())


def written(at: datetime) -> str:
    """Return a moment on the agency's clock."""
    return f"{at.astimezone(agency_zone()):%Y-%m-%d %H:%M %Z}"
