"""A copy to take away: one ZIP of plain files, the same bytes for the same content."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from tracker.clock import agency_zone

MANIFEST = "SHA256SUMS"
"""The list of what is in it, as the command ``sha256sum --check`` reads it."""
INDEX = "index.html"
"""The page to begin with."""
_DAY_ONE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class File:
    """One file of the copy: its name is ours, never somebody's; ``title`` says what it is."""

    name: str
    title: str
    content: bytes

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the content, in hex."""
        return hashlib.sha256(self.content).hexdigest()


def packed(files: Iterable[File]) -> bytes:
    """Return the files as a ZIP with their manifest; nothing in it depends on when or where it was made."""
    given = sorted(files, key=lambda one: one.name)
    manifest = "".join(f"{one.digest}  {one.name}\n" for one in given)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        for name, body in ((MANIFEST, manifest.encode()), *((one.name, one.content) for one in given)):
            archive.writestr(zipfile.ZipInfo(name, _DAY_ONE), body)
    return content.getvalue()


def text_file(name: str, title: str, lines: Iterable[str]) -> File:
    """Return a file of lines below its title."""
    return File(name, title, "".join(f"{line}\n" for line in (title, "", *lines)).encode())


def quoted(words: str) -> Iterator[str]:
    """Yield what somebody wrote so that it passes for nothing else."""
    yield from (f"> {line}" for line in words.splitlines())


def written(at: datetime) -> str:
    """Return a moment on the agency's clock."""
    return f"{at.astimezone(agency_zone()):%Y-%m-%d %H:%M %Z}"
