"""A file that is only looked at: its bytes pass by as they arrive, and nothing but their SHA-256 stays."""

from __future__ import annotations

import hashlib
from typing import IO, cast

MOST_BYTES = 25_000_000
"""A receipt has a hundred thousand bytes; whoever chose another file by mistake is told."""


class Passing:
    """Takes the files of one form; ``digest`` is of the first that was chosen, empty while there is none."""

    def __init__(self) -> None:
        """Wait for a file."""
        self._first: _Hashed | None = None

    @property
    def digest(self) -> str:
        """Return the SHA-256 in hex."""
        return self._first.hexdigest() if self._first is not None else ""

    def begin(self, name: str) -> IO[bytes]:
        """Return what the next file's bytes are written to; a field left empty has no name."""
        hashed = _Hashed()
        if name and self._first is None:
            self._first = hashed
        return cast(IO[bytes], hashed)


class Sink:
    """As much of a file as the reader of forms asks for: what is written to it never comes back out."""

    def write(self, piece: bytes) -> int:
        """Take a piece as it arrives, and keep nothing of it."""
        return len(piece)

    def seek(self, position: int, whence: int = 0) -> int:
        """Say that it went back to the beginning, as the reader of forms does at the end."""
        del whence
        return position

    def read(self, size: int = -1) -> bytes:
        """Give nothing out."""
        del size
        return b""

    def close(self) -> None:
        """Let go; there is nothing to let go of."""


class _Hashed(Sink):
    """What keeps nothing but the SHA-256."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()

    def hexdigest(self) -> str:
        return self._hash.hexdigest()

    def write(self, piece: bytes) -> int:
        self._hash.update(piece)
        return len(piece)
