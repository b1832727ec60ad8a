"""Seals a file in a thread beside the one that reads it and looks at it, never far behind.

A large file is hashed twice, as it came and as it is sealed, and that takes most of its time. Each thread
does one, so that two cores share the work.
"""

from __future__ import annotations

import threading
from queue import Empty, Full, Queue

from tracker.vault.files import FileSealed, FileSealer

BEHIND = 2
"""So many pieces can wait to be sealed; then whoever reads waits."""
ALONE_BYTES = 1024 * 1024
"""A file is sealed without such a thread as long as it is smaller: most are."""
LOOKS_UP_SECONDS = 0.2


class Beside:
    """Takes the bytes of one file, and seals them in their order; trouble is raised at the next call."""

    def __init__(self, sealer: FileSealer) -> None:
        """Begin without a thread."""
        self._sealer = sealer
        self._waiting: Queue[bytes | None] = Queue(BEHIND)
        self._thread: threading.Thread | None = None
        self._trouble: BaseException | None = None
        self._given_up = threading.Event()
        self._size = 0

    def write(self, data: bytes) -> None:
        """Take the next bytes."""
        self._size += len(data)
        if self._size < ALONE_BYTES:
            self._sealer.write(data)
            return
        if self._thread is None:
            self._thread = threading.Thread(target=self._seal, daemon=True)
            self._thread.start()
        self._sealer.count(data)
        self._hand_over(data)

    def close(self) -> FileSealed:
        """Wait until all is sealed, make the file whole, and return what to record."""
        if self._thread is not None:
            self._hand_over(None)
            self._thread.join()
            self._raise_trouble()
        return self._sealer.close()

    def abort(self) -> None:
        """Give the file up and leave nothing behind; does nothing after ``close()``."""
        self._given_up.set()
        if self._thread is not None:
            self._thread.join()
        self._sealer.abort()

    def _hand_over(self, data: bytes | None) -> None:
        while True:
            self._raise_trouble()
            try:
                self._waiting.put(data, timeout=LOOKS_UP_SECONDS)
            except Full:
                continue
            return

    def _raise_trouble(self) -> None:
        if self._trouble is not None:
            raise self._trouble

    def _seal(self) -> None:
        while not self._given_up.is_set():
            try:
                data = self._waiting.get(timeout=LOOKS_UP_SECONDS)
            except Empty:
                continue
            if data is None:
                return
            try:
                self._sealer.seal(data)
            except Exception as trouble:  # raised again where the file is taken in
                self._trouble = trouble
                return
