"""One file on its way in: looked at, looked through for malware, and sealed as its bytes come by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO, cast
from uuid import UUID, uuid4

from tracker.antivirus import Infected, NoScanner, Scanner
from tracker.findings.beside import Beside
from tracker.findings.formats.recognise import HEAD, Inspector, Kind, recognise
from tracker.findings.formats.seen import Seen, readable
from tracker.findings.formats.unfit import Unfit
from tracker.findings.sweeping import hold, let_go
from tracker.policy.arrivals import UNSCANNED, Scan, Scanned
from tracker.vault.files import FileSealed
from tracker.vault.sealer import Sealer

Judge = Callable[[bytes, str], Kind]
"""Says what a file is by its first bytes and its name; raises Unfit."""
LONGEST_NAME = 200
"""How many of the last signs of a file's name are kept."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The agency's largest sizes, in bytes."""

    image_bytes: int
    archive_bytes: int

    def of(self, kind: Kind) -> int:
        """Return the largest size of a kind."""
        return self.archive_bytes if kind.value.large else self.image_bytes

    @staticmethod
    def in_words(limit: int) -> str:
        """Write a limit for people, as in ``50 MB``."""
        return f"{limit / 2**30:g} GB" if limit >= 2**30 else f"{limit // 2**20} MB"


@dataclass(frozen=True, slots=True)
class Received:
    """A file that is whole and sealed."""

    file_id: UUID
    name: str
    kind: Kind
    sealed: FileSealed
    seen: tuple[Seen, ...] = ()
    """What was found inside it."""
    scanned: Scanned = UNSCANNED


class Arriving:
    """One file on its way in; what is written to it is looked at and sealed.

    The first thing that does not fit ends the sealing; the rest of the file is let pass, so that the form
    around it is still read and what was typed is kept.
    """

    def __init__(
        self,
        name: str,
        safe: Sealer,
        limits: Limits,
        judge: Judge = recognise,
        scanner: Scanner | None = None,
        *,
        keeps_unscanned: bool = True,
    ) -> None:
        """Begin with nothing; nothing is made for a file that stays empty."""
        self.file_id = uuid4()
        self.name = readable(PurePosixPath(name.replace("\\", "/")).name[-LONGEST_NAME:])
        self.trouble: Unfit | None = None
        self._safe, self._limits, self._judge = safe, limits, judge
        self._head = b""
        self._kind: Kind | None = None
        self._sealer: Beside | None = None
        self._inspector: Inspector | None = None
        self._size = 0
        self._whole: FileSealed | None = None
        self._held: BinaryIO | None = None
        self._seen: tuple[Seen, ...] = ()
        self._scanner = scanner or NoScanner()
        self._scanned = UNSCANNED
        self._keeps_unscanned = keeps_unscanned

    def write(self, data: bytes) -> int:
        """Take the next bytes."""
        if self.trouble is None and data:
            try:
                self._take(bytes(data))
            except Unfit as trouble:
                self.refuse(trouble)
            except Infected:
                self.refuse(_infected())
        return len(data)

    def seek(self, _offset: int, _whence: int = 0) -> int:
        """Learn that all of it has arrived."""
        if self.trouble is None:
            try:
                self._end()
            except Unfit as trouble:
                self.refuse(trouble)
            except Infected:
                self.refuse(_infected())
        return 0

    def refuse(self, trouble: Unfit) -> None:
        """Give the file up."""
        self.trouble = trouble
        self.close()

    def close(self) -> None:
        """Let go of what is half sealed, and of a whole file that nobody took over by :meth:`finish`."""
        self._scanner.close()
        if self._sealer is not None:
            self._sealer.abort()
        if self._held is not None:
            self._safe.files.discard(self.file_id)
            let_go(self._held)
            self._held = None

    def finish(self) -> tuple[Received, BinaryIO]:
        """Make the sealed file whole, and hand it over with what holds it."""
        if self._sealer is None or self._kind is None:
            raise ValueError("nothing arrived")
        whole = self._make_whole()
        held, self._held = cast(BinaryIO, self._held), None
        return Received(self.file_id, self.name, self._kind, whole, self._seen, self._scanned), held

    def _take(self, data: bytes) -> None:
        self._size += len(data)
        if self._sealer is None:
            self._sealer = Beside(self._safe.file_sealer(self.file_id))
            self._scanner.begin()
        self._sealer.write(data)
        self._scanner.feed(data)
        if self._inspector is None:
            self._head += data
            if len(self._head) < HEAD:
                return
            data = self._recognise()
        self._look(data)

    def _recognise(self) -> bytes:
        self._kind = self._judge(self._head[:HEAD], self.name)
        self._inspector = self._kind.value.inspector()
        head, self._head = self._head, b""
        return head

    def _look(self, data: bytes) -> None:
        limit = self._limits.of(cast(Kind, self._kind))
        if self._size > limit:
            raise Unfit("too-large", f"must be smaller than {self._limits.in_words(limit)}.")
        cast(Inspector, self._inspector).feed(data)

    def _end(self) -> None:
        if not self._size:
            raise Unfit("empty", "is empty.")
        if self._inspector is None:
            self._look(self._recognise())
        inspector = cast(Inspector, self._inspector)
        inspector.finish()
        self._scanned = self._scanner.finish()
        if self._scanned.scan is not Scan.CLEAN and not self._keeps_unscanned:
            raise Unfit("not-scanned", "was not looked through for malware, and is not kept without. Ask IT.")
        self._seen = inspector.seen()
        if (second := inspector.second()) is not None:
            self._look_again(second)

    def _look_again(self, second: Inspector) -> None:
        """Make the file whole, and let it pass by once more, now that its end told what is in it."""
        self._make_whole()
        with self._safe.open_file(self.file_id) as pieces:
            for piece in pieces:
                second.feed(piece)
        second.finish()
        self._seen += second.seen()

    def _make_whole(self) -> FileSealed:
        if self._whole is None:
            self._whole = cast(Beside, self._sealer).close()
            self._held = hold(self._safe.files, self.file_id)
        return self._whole


def _infected() -> Unfit:
    """Say so in words that name neither the malware nor what to do with it."""
    return Unfit("infected", "contains a virus. It was not kept, and this is recorded. Tell IT today.")
