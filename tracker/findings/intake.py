"""Takes files in: each is looked at, counted and sealed as it arrives; nothing lies on the disk in clear.

What has no record by the end of the block leaves nothing behind, however the block ends. A sealed file is
held, by a lock that ends with the process, from the moment it is whole until then, so that sweeping the
store can tell it from one whose record never came.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from types import TracebackType
from typing import IO, BinaryIO, Self, cast
from uuid import UUID

from tracker.antivirus import NoScanner, Scanner
from tracker.findings.arriving import Arriving, Judge, Limits, Received
from tracker.findings.formats.recognise import recognise
from tracker.findings.formats.unfit import Unfit
from tracker.findings.sweeping import let_go
from tracker.vault.sealer import Sealer

MOST_FILES = 10
"""How many files one form takes at once."""


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
        scanner: Callable[[], Scanner] = NoScanner,
        keeps_unscanned: bool = True,
    ) -> None:
        """Take the sealer of the case, and what tells which files have a record.

        ``judge`` says what a file is, by its first bytes and its name; ``most`` files are taken; ``scanner``
        makes what looks through each for malware, and ``keeps_unscanned`` says what becomes of one that it
        did not look through, where the service asks no rule of its own about that.
        """
        self._sealer, self._limits, self._recorded = sealer, limits, recorded
        self._judge, self._most, self._scanner = judge, most, scanner
        self._keeps_unscanned = keeps_unscanned
        self._arriving: list[Arriving] = []
        self._whole: dict[UUID, BinaryIO] = {}

    def begin(self, name: str) -> IO[bytes]:
        """Return what the next file's bytes are written to; a field left empty has no name."""
        scanner, keeps = self._scanner(), self._keeps_unscanned
        arriving = Arriving(name, self._sealer, self._limits, self._judge, scanner, keeps_unscanned=keeps)
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

    @property
    def ids(self) -> tuple[UUID, ...]:
        """Return the ids of the files that were chosen."""
        return tuple(one.file_id for one in self._arriving)

    def troubles(self) -> tuple[tuple[str, Unfit], ...]:
        """Return the name of each file that is not kept, with the reason."""
        return tuple((one.name, one.trouble) for one in self._arriving if one.trouble is not None)

    def refused(self) -> tuple[tuple[UUID, str, Unfit], ...]:
        """Return id and name of each file that is not kept, with the reason."""
        return tuple(
            (one.file_id, one.name, one.trouble) for one in self._arriving if one.trouble is not None
        )

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
