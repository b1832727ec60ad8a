"""Remembers the last bytes of what passes by."""

from __future__ import annotations

from collections import deque


class Tail:
    """The last ``limit`` bytes seen, and how many were seen in all."""

    def __init__(self, limit: int) -> None:
        """Begin with nothing."""
        self._limit = limit
        self._pieces: deque[bytes] = deque()
        self._held = 0
        self.seen = 0

    def feed(self, data: bytes) -> None:
        """See the next bytes."""
        self._pieces.append(data)
        self._held += len(data)
        self.seen += len(data)
        while self._held - len(self._pieces[0]) >= self._limit:
            self._held -= len(self._pieces.popleft())

    def bytes(self) -> bytes:
        """Return the last bytes, no more than the limit."""
        return b"".join(self._pieces)[-self._limit :]
