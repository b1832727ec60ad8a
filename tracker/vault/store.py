"""The store of sealed files: a directory where each file is written once and named by its id.

A file is written under a passing name in ``partial/`` and gets its own name only when it is whole and on
the disk. What a crash leaves in ``partial/`` is ciphertext that nothing points to, and is swept away later.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import uuid
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from tracker.vault.primitives import random_bytes
from tracker.vault.trouble import FileExists, FileMissing

SUFFIX = ".sealed"
PIECE = 256 * 1024
"""How many bytes are read or written at a time."""


class FileStore:
    """A directory of sealed files, each named by its id."""

    def __init__(self, directory: Path) -> None:
        """Make the directory if need be, and sweep away what a crash left half written."""
        self._directory = directory
        self._partial = directory / "partial"
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._partial.mkdir(mode=0o700, exist_ok=True)
        self._sweep()

    def path(self, file_id: uuid.UUID) -> Path:
        """Return where a sealed file lies, or would lie."""
        return self._directory / file_id.hex[:2] / f"{file_id}{SUFFIX}"

    def ids(self) -> Iterator[uuid.UUID]:
        """Return the id of every whole file in the store."""
        for path in sorted(self._directory.glob(f"??/*{SUFFIX}")):
            yield uuid.UUID(path.name.removesuffix(SUFFIX))

    def begin(self, file_id: uuid.UUID) -> tuple[BinaryIO, Path]:
        """Open a passing file, locked as long as it is being written."""
        if self.path(file_id).exists():
            raise FileExists(f"file {file_id} was written before")
        self._partial.mkdir(mode=0o700, parents=True, exist_ok=True)
        while True:
            partial = self._partial / f"{file_id}.{random_bytes(8).hex()}"
            file = os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
            fcntl.flock(file, fcntl.LOCK_EX)
            if os.fstat(file.fileno()).st_nlink:  # else swept between its making and its locking
                return file, partial
            file.close()

    def commit(self, file: BinaryIO, partial: Path, file_id: uuid.UUID) -> None:
        """Give a passing file its own name, once everything is on the disk; never replaces one."""
        file.flush()
        os.fsync(file.fileno())
        final = self.path(file_id)
        if not final.parent.is_dir():
            final.parent.mkdir(mode=0o700, exist_ok=True)
            sync_directory(self._directory)
        try:
            final.hardlink_to(partial)
        except FileExistsError as error:
            raise FileExists(f"file {file_id} was written before") from error
        sync_directory(final.parent)

    def open(self, file_id: uuid.UUID) -> BinaryIO:
        """Open a sealed file for reading, or raise :class:`FileMissing`."""
        try:
            return self.path(file_id).open("rb")
        except FileNotFoundError as error:
            raise FileMissing(f"file {file_id} is not in the store") from error

    def discard(self, file_id: uuid.UUID) -> None:
        """Remove a file whose record was never committed, if it is there."""
        self.path(file_id).unlink(missing_ok=True)

    def digest(self, file_id: uuid.UUID) -> str:
        """Return the SHA-256 of a file as it is stored, in hexadecimal digits; needs no key."""
        digest = hashlib.sha256()
        with self.open(file_id) as file:
            while piece := file.read(PIECE):
                digest.update(piece)
        return digest.hexdigest()

    def _sweep(self) -> None:
        for partial in self._partial.iterdir():
            try:
                with partial.open("rb") as file:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    partial.unlink(missing_ok=True)
            except (BlockingIOError, FileNotFoundError):
                continue  # another process is writing it, or has just finished


def drop_partial(file: BinaryIO, partial: Path) -> None:
    """Remove the passing name of a file, whether it has its own name by now or not, and let it go."""
    partial.unlink(missing_ok=True)
    with suppress(OSError):  # what the buffer still holds is given up with the file
        file.close()


def sync_directory(directory: Path) -> None:
    """Bring onto the disk that a file is in a directory, or is there no more."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
