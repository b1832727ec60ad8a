"""Holds sealed files while their record is on its way, so that a sweep leaves them alone.

The lock is the operating system's and ends with the process: what a crash leaves is held by nobody.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Collection
from typing import BinaryIO
from uuid import UUID

from tracker.vault.store import FileStore
from tracker.vault.trouble import FileMissing


def hold(files: FileStore, file_id: UUID) -> BinaryIO:
    """Hold a whole file until let go; raises FileMissing if a sweep was quicker."""
    handle = files.open(file_id)
    fcntl.flock(handle, fcntl.LOCK_SH)
    if not os.fstat(handle.fileno()).st_nlink:
        handle.close()
        raise FileMissing(f"file {file_id} was swept away before it had a record")
    return handle


def let_go(handle: BinaryIO) -> None:
    """Let a file go."""
    handle.close()


def sweep(
    files: FileStore, suspects: Collection[UUID], recorded: Callable[[Collection[UUID]], Collection[UUID]]
) -> tuple[UUID, ...]:
    """Remove the suspects that nobody holds and that still have no record; return which those were.

    ``recorded`` is asked only once a file is locked, so that a record that came meanwhile is seen.
    """
    gone = []
    for file_id in suspects:
        try:
            with files.open(file_id) as handle:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if file_id not in recorded((file_id,)):
                    files.discard(file_id)
                    gone.append(file_id)
        except (BlockingIOError, FileMissing):
            continue  # its record is on its way, or somebody else swept it
    return tuple(gone)
