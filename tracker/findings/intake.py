"""Takes files in: each is looked at, counted and sealed as it arrives; nothing lies on the disk in clear.

What has no record by the end of the block leaves nothing behind, however the block ends. A sealed file is
held, by a lock that ends with the process, from the moment it is whole until then, so that sweeping the
store can tell it from one whose record never came.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import TracebackType
from typing import IO, BinaryIO, Self, cast
from uuid import UUID, uuid4

from tracker.findings.formats.recognise import HEAD, Inspector, Kind, recognise
from tracker.findings.formats.seen import Seen
from tracker.findings.formats.unfit import Unfit
from tracker.findings.sweeping import hold, let_go
from tracker.vault.files import FileSealed, FileSealer
from tracker.vault.sealer import Sealer

MOST_FILES = 10
"""How many files one form takes at once."""
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


class Arriving:
    """One file on its way in; what is written to it is looked at and sealed.

    The first thing that does not fit ends the sealing; the rest of the file is let pass, so that the form
    around it is still read and what was typed is kept.
    """

    def __init__(self, name: str, safe: Sealer, limits: Limits, judge: Judge = recognise) -> None:
        """Begin with nothing; nothing is made for a file that stays empty."""
        self.file_id = uuid4()
        self.name = PurePosixPath(name.replace("\\", "/")).name[-LONGEST_NAME:]
        self.trouble: Unfit | None = None
        self._safe, self._limits, self._judge = safe, limits, judge
        self._head = b""
        self._kind: Kind | None = None
        self._sealer: FileSealer | None = None
        self._inspector: Inspector | None = None
        self._size = 0
        self._whole: FileSealed | None = None
        self._held: BinaryIO | None = None
        self._seen: tuple[Seen, ...] = ()

    def write(self, data: bytes) -> int:
        """Take the next bytes."""
        if self.trouble is None and data:
            try:
                self._take(bytes(data))
            except Unfit as trouble:
                self.refuse(trouble)
        return len(data)

    def seek(self, _offset: int, _whence: int = 0) -> int:
        """Learn that all of it has arrived."""
        if self.trouble is None:
            try:
                self._end()
            except Unfit as trouble:
                self.refuse(trouble)
        return 0

    def refuse(self, trouble: Unfit) -> None:
        """Give the file up."""
        self.trouble = trouble
        self.close()

    def close(self) -> None:
        """Let go of what is half sealed, and of a whole file that nobody took over by :meth:`finish`."""
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
        return Received(self.file_id, self.name, self._kind, whole, self._seen), held

    def _take(self, data: bytes) -> None:
        self._size += len(data)
        if self._sealer is None:
            self._sealer = self._safe.file_sealer(self.file_id)
        self._sealer.write(data)
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
            self._whole = cast(FileSealer, self._sealer).close()
            self._held = hold(self._safe.files, self.file_id)
        return self._whole


class Intake:
    """The files of one form, in a block that leaves nothing behind but what has a record by its end."""

    def __init__(
        self,
        sealer: Sealer,
        limits: Limits,
        recorded: Callable[[Collection[UUID]], Collection[UUID]],
        *,
        judge: Judge = recognise,
        most: int = MOST_FILES,
    ) -> None:
        """Take the sealer of the case, and what tells which files have a record.

        ``judge`` says what a file is, by its first bytes and its name; ``most`` files are taken.
        """
        self._sealer, self._limits, self._recorded = sealer, limits, recorded
        self._judge, self._most = judge, most
        self._arriving: list[Arriving] = []
        self._whole: dict[UUID, BinaryIO] = {}

    def begin(self, name: str) -> IO[bytes]:
        """Return what the next file's bytes are written to; a field left empty has no name."""
        arriving = Arriving(name, self._sealer, self._limits, self._judge)
        if not name:
            arriving.refuse(Unfit("no-name", "has no name."))
        else:
            self._arriving.append(arriving)
            if len(self._arriving) > self._most:
                arriving.refuse(Unfit("too-many", f"is one too many: choose up to {self._most} at a time."))
        return cast(IO[bytes], arriving)

    @property
    def empty(self) -> bool:
        """Tell whether no file was chosen."""
        return not self._arriving

    def troubles(self) -> tuple[tuple[str, Unfit], ...]:
        """Return the name of each file that is not kept, with the reason."""
        return tuple((one.name, one.trouble) for one in self._arriving if one.trouble is not None)

    @property
    def codes(self) -> tuple[tuple[int, str], ...]:
        """Return for each file that is not kept its place among those chosen, and the code of the reason."""
        named = enumerate(self._arriving, 1)
        return tuple((place, one.trouble.code) for place, one in named if one.trouble is not None)

    def finish(self) -> tuple[Received, ...]:
        """Make the files whole that fit, and hold them until the block ends."""
        received = []
        for arriving in self._arriving:
            if arriving.trouble is not None:
                continue
            file, self._whole[arriving.file_id] = arriving.finish()
            received.append(file)
        return tuple(received)

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """Leave nothing behind but what has a record; what cannot be asked for now is swept later."""
        for arriving in self._arriving:
            arriving.close()
        try:
            recorded = self._recorded(self._whole) if self._whole else ()
            for file_id in self._whole:
                if file_id not in recorded:
                    self._sealer.files.discard(file_id)
        finally:
            for handle in self._whole.values():
                let_go(handle)
