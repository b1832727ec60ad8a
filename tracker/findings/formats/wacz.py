"""WACZ: judged by the list of contents at its end, then unpacked in passing, held against itself."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from tracker.findings.formats.inflating import Unpacking
from tracker.findings.formats.package_list import DIGEST, LIST, hold_against_list
from tracker.findings.formats.packages import TAIL, Part, contents
from tracker.findings.formats.seen import Found, Notes, Seen
from tracker.findings.formats.tail import Tail
from tracker.findings.formats.unfit import Unfit, cut_short
from tracker.findings.formats.walk import Walk
from tracker.findings.formats.warc import PackedWarc, warc

TEXT_LONGEST = 8 * 1024 * 1024
"""So much of the package's own list is read, at the most."""
DANGERS = ("grows-too-much", "package-in-package")
"""What is refused of an archive in a package; that it breaks off is told, and kept."""


class Wacz:
    """A WACZ, judged by its list of contents once all of it has passed by."""

    def __init__(self) -> None:
        """Begin, before the first byte."""
        self._tail = Tail(TAIL)
        self._parts: tuple[Part, ...] = ()

    def feed(self, data: bytes) -> None:
        """See the next bytes."""
        self._tail.feed(data)

    def finish(self) -> None:
        """Raise Unfit unless the list of contents is there, sound, and a WACZ's."""
        self._parts = contents(self._tail.bytes(), self._tail.seen)
        names = {part.name for part in self._parts}
        if LIST not in names or not any(name.startswith("archive/") for name in names):
            raise Unfit("not-a-wacz", "is a zip that is not a WACZ. Choose a WACZ, or the files themselves.")

    def seen(self) -> tuple[Seen, ...]:
        """Return nothing: what is inside is seen by the second look."""
        return ()

    def second(self) -> SecondLook:
        """Return who unpacks the parts, now that it is known where they are."""
        return SecondLook(self._parts)


@dataclass(frozen=True, slots=True)
class Looked:
    """What a part turned out to be: its SHA-256 in hex, its size, and its text where that is read."""

    name: str
    sha256: str
    size: int
    text: bytes | None


class SecondLook:
    """The same WACZ passing by once more: each part is unpacked, counted, and held against its digest."""

    def __init__(self, parts: tuple[Part, ...]) -> None:
        """Take the parts in the order in which they lie."""
        self._to_come = list(reversed(parts))
        self._at = 0
        self._unpacking: Unpacking | None = None
        self._part: _Part | None = None
        self._looked: list[Looked] = []
        self._notes = Notes()

    def feed(self, data: bytes) -> None:
        """Unpack what is of parts in the next bytes; raises Unfit where they are not what the list says."""
        while data:
            if self._unpacking is None:
                if not self._to_come:
                    return
                before = self._to_come[-1].offset - self._at
                self._at += len(data[:before])
                data = data[before:]
                if not data:
                    return
                self._begin(self._to_come.pop())
            data = self._go_on(data)

    def finish(self) -> None:
        """Hold all that was unpacked against what the package says of itself."""
        if self._unpacking is not None or self._to_come:
            raise cut_short("WACZ")
        hold_against_list({one.name: one for one in self._looked}, self._notes)

    def seen(self) -> tuple[Seen, ...]:
        """Return what was found."""
        return self._notes.seen()

    def second(self) -> None:
        """Want no third look."""

    def _begin(self, part: Part) -> None:
        self._part = _Part(part.name, self._notes)
        self._unpacking = Unpacking(part, self._part.see)

    def _go_on(self, data: bytes) -> bytes:
        assert self._unpacking is not None  # noqa: S101 - feed() began it
        rest = self._unpacking.feed(data)
        self._at += len(data) - len(rest)
        if self._unpacking.over and self._part is not None:
            self._unpacking.end()
            self._looked.append(self._part.end())
            self._unpacking = self._part = None
        return rest


class _Part:
    """One part's bytes, unpacked: counted in, and walked through where they are an archive's."""

    def __init__(self, name: str, notes: Notes) -> None:
        self._name, self._notes = name, notes
        self._sha256, self._size = hashlib.sha256(), 0
        self._text: bytearray | None = bytearray() if name in (LIST, DIGEST) else None
        self._walk = _archive(name)

    def see(self, data: bytes) -> None:
        self._sha256.update(data)
        self._size += len(data)
        if self._text is not None:
            self._text += data
            if len(self._text) > TEXT_LONGEST:
                self._text = None
        self._walking(lambda walk: walk.feed(data))

    def end(self) -> Looked:
        self._walking(lambda walk: walk.finish())
        if self._walk is not None:
            self._notes.take(self._walk.seen())
        text = None if self._text is None else bytes(self._text)
        return Looked(self._name, self._sha256.hexdigest(), self._size, text)

    def _walking(self, step: Callable[[Walk | PackedWarc], None]) -> None:
        if self._walk is None:
            return
        try:
            step(self._walk)
        except Unfit as trouble:
            if trouble.code in DANGERS:
                raise
            self._notes.take(self._walk.seen())
            self._notes.add(Found.RECORDS_BROKEN, self._name)
            self._walk = None


def _archive(name: str) -> Walk | PackedWarc | None:
    if name.endswith(".warc.gz"):
        return PackedWarc()
    return Walk("WARC", warc) if name.endswith(".warc") else None
