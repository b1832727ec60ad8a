"""Sealed files: sealed and opened as streams, so that nothing large is held and nothing clear is stored."""

from __future__ import annotations

import hashlib
import os
import uuid
import weakref
from collections.abc import Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import BinaryIO, Self

from tracker.vault.format import HEADER, file_header, read_file_header
from tracker.vault.primitives import TAG_BYTES, NotAuthentic, StreamOpening, StreamSealing
from tracker.vault.store import PIECE, FileStore, drop_partial
from tracker.vault.trouble import Unopenable

CHUNK = 16 * 1024
PREAMBLE = 56
"""Salt and key commitment, before the first chunk."""


@dataclass(frozen=True, slots=True)
class FileSealed:
    """What to record of a sealed file: sizes in bytes, SHA-256 in hexadecimal digits."""

    size: int
    sha256: str
    sealed_sha256: str


class FileSealer:
    """Takes the bytes of one file as they come, and seals them into the store.

    ``close()`` makes the file whole and returns what to record; ``abort()``, leaving a ``with`` block without
    closing, or dropping the sealer leaves nothing behind.
    """

    def __init__(
        self, store: FileStore, file_id: uuid.UUID, key: bytes, version: int, context: bytes
    ) -> None:
        """Begin the file; raises :class:`FileExists` if it was written before."""
        self._store, self._file_id = store, file_id
        self._sealing = StreamSealing(key, context)
        self._plain, self._sealed = hashlib.sha256(), hashlib.sha256()
        self._size = 0
        self._file, self._partial = store.begin(file_id)
        self._leave = weakref.finalize(self, drop_partial, self._file, self._partial)
        self._put(file_header(version))

    def write(self, data: bytes | bytearray | memoryview) -> int:
        """Count and seal the next bytes, and return how many they were."""
        self.count(data)
        self.seal(data)
        return memoryview(data).nbytes

    def count(self, data: bytes | bytearray | memoryview) -> None:
        """Count the next bytes into the size and digest of what is sealed.

        With :meth:`seal` one half of :meth:`write`; each half may be done by a thread of its own.
        """
        self._plain.update(data)
        self._size += memoryview(data).nbytes

    def seal(self, data: bytes | bytearray | memoryview) -> None:
        """Seal the next bytes into the store."""
        view = memoryview(data).cast("B")
        for start in range(0, len(view), PIECE):
            self._put(self._sealing.feed(view[start : start + PIECE]))

    def close(self) -> FileSealed:
        """Finish the file, put it on the disk under its own name, and return what to record."""
        if not self._leave.alive:
            raise ValueError("the file was finished or given up before")
        try:
            self._put(self._sealing.finish())
            self._store.commit(self._file, self._partial, self._file_id)
        finally:
            self._leave()
        return FileSealed(self._size, self._plain.hexdigest(), self._sealed.hexdigest())

    def abort(self) -> None:
        """Give the file up and leave nothing behind; does nothing after ``close()``."""
        self._leave()

    def __enter__(self) -> Self:
        """Begin a block that leaves nothing behind unless it closes the file."""
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """Give the file up unless it was closed."""
        self.abort()

    def _put(self, sealed: bytes) -> None:
        self._sealed.update(sealed)
        self._file.write(sealed)


class OpenedFile(Iterator[bytes]):
    """The bytes of a sealed file in order, each piece authentic; the end proves that none is missing.

    Earlier pieces are given out before the end is known: who serves them breaks off when this raises.
    """

    def __init__(self, file: BinaryIO, opening: StreamOpening, file_id: uuid.UUID) -> None:
        """Take a file that is open just behind its header."""
        self._file, self._opening, self._file_id = file, opening, file_id
        sealed = os.fstat(file.fileno()).st_size - HEADER.size - PREAMBLE
        full, last = divmod(max(sealed, 0), CHUNK + TAG_BYTES)
        self.size = full * CHUNK + max(last - TAG_BYTES, 0)
        """How many bytes it will give out, if it is whole."""

    def __next__(self) -> bytes:
        """Return the next piece; raises :class:`Unopenable` where the file is not what was sealed."""
        try:
            while not self._file.closed:
                sealed = self._file.read(PIECE)
                plain = self._opening.feed(sealed) if sealed else self._opening.finish()
                if not sealed:
                    self.close()
                if plain:
                    return plain
        except NotAuthentic as error:
            self.close()
            raise Unopenable(f"file {self._file_id} is not what was sealed") from error
        raise StopIteration

    def close(self) -> None:
        """Let the file go."""
        self._file.close()

    def __del__(self) -> None:
        """Let the file go when nobody reads on."""
        self._file.close()

    def __enter__(self) -> Self:
        """Begin a block that lets the file go."""
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """Let the file go."""
        self.close()


def read_version(file: BinaryIO, file_id: uuid.UUID) -> int:
    """Return the key version that a sealed file names, leaving it open just behind its header."""
    try:
        return read_file_header(file.read(HEADER.size))
    except Unopenable as error:
        raise Unopenable(f"file {file_id}: {error}") from error
