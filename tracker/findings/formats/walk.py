"""Walks through a file's structure as its bytes pass by, whatever the pieces in which they come.

A structure is a generator: it asks for what comes next (so many bytes, a line, a mark to go to) and says how
the file goes on. The walk never holds more than it was asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass

from tracker.findings.formats.seen import Found, Notes, Seen
from tracker.findings.formats.unfit import cut_short, damaged


@dataclass(slots=True)
class Take:
    """The next ``count`` bytes; with ``may_end`` the file may end here, and the structure gets ``b""``."""

    count: int
    may_end: bool = False


@dataclass(slots=True)
class Pass:
    """Goes past ``count`` bytes, showing each piece to ``see``."""

    count: int
    see: Callable[[bytes], object] | None = None


@dataclass(slots=True)
class GoTo:
    """Goes past the next ``mark``."""

    mark: bytes


@dataclass(slots=True)
class Line:
    """The next line, without its end, of at most ``limit`` bytes; ``may_end`` as above."""

    limit: int
    may_end: bool = False


@dataclass(slots=True)
class Rest:
    """Whatever follows does not matter."""


Want = Take | Pass | GoTo | Line | Rest
Structure = Generator[Want, bytes, None]
Plan = Callable[[Notes], Structure]
"""Makes a structure that notes what it sees."""


class Walk:
    """One file's walk through one structure; ``kind`` names it in words."""

    def __init__(self, kind: str, plan: Plan) -> None:
        """Begin, before the first byte."""
        self._kind = kind
        self._notes = Notes()
        self._structure = plan(self._notes)
        self._held = b""
        self._at = 0
        self._over = False
        self._want: Want = next(self._structure)

    def feed(self, data: bytes) -> None:
        """Walk through the next bytes; raises Unfit where they do not fit."""
        if isinstance(self._want, Rest):
            self._behind(len(data))
            return
        self._held = self._held[self._at :] + data if self._at < len(self._held) else data
        self._at = 0
        while not self._over and self._step():
            pass
        if self._over and self._at < len(self._held):
            raise damaged(self._kind, "something follows its end")

    def finish(self) -> None:
        """Say that no byte follows; raises Unfit if the structure had more to come."""
        if self._over or isinstance(self._want, Rest):
            return
        may_end = isinstance(self._want, Take | Line) and self._want.may_end
        if not may_end or self._at < len(self._held):
            raise cut_short(self._kind)
        self._send(b"")

    def seen(self) -> tuple[Seen, ...]:
        """Return what was found on the way."""
        return self._notes.seen()

    def second(self) -> None:
        """Want no second look."""

    def _behind(self, count: int) -> None:
        if count:
            self._notes.add(Found.BEHIND, count=count)

    def _step(self) -> bool:
        """Give the structure what it wants, if it is there."""
        want = self._want
        there = len(self._held) - self._at
        if isinstance(want, Rest):
            self._behind(there)
            self._at = len(self._held)
            return False
        if isinstance(want, Take):
            return there >= want.count and self._give(want.count)
        if isinstance(want, Pass):
            return self._pass(want, min(want.count, there))
        if isinstance(want, GoTo):
            return self._go(want.mark)
        return self._line(want.limit, there)

    def _give(self, count: int, end: int = 0) -> bool:
        piece = self._held[self._at : self._at + count]
        self._at += count + end
        return self._send(piece)

    def _pass(self, want: Pass, count: int) -> bool:
        if want.see is not None and count:
            want.see(self._held[self._at : self._at + count])
        self._at += count
        want.count -= count
        return want.count == 0 and self._send(b"")

    def _go(self, mark: bytes) -> bool:
        found = self._held.find(mark, self._at)
        if found < 0:
            self._at = max(self._at, len(self._held) - len(mark) + 1)
            return False
        self._at = found + len(mark)
        return self._send(b"")

    def _line(self, limit: int, there: int) -> bool:
        end = self._held.find(b"\r\n", self._at, self._at + limit + 2)
        if end < 0:
            if there > limit + 2:
                raise damaged(self._kind, "a line is longer than such lines are")
            return False
        return self._give(end - self._at, 2)

    def _send(self, piece: bytes) -> bool:
        try:
            self._want = self._structure.send(piece)
        except StopIteration:
            self._over = True
        return not self._over
