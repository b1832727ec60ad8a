"""Papers that were signed, as files: taken in from a form, kept sealed, shown to whoever checks them.

A file is held in memory while its form is read, within its limit, so that it never lies on the disk in clear.
It is kept as a sealed cell: a statement and its paper are backed up, and counted for, together.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import IO, Any, cast
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.affidavits.models import SignedScan
from tracker.affidavits.passing import Sink
from tracker.affidavits.scan_files import Looked, as_jpeg, look_at, looked_at
from tracker.affidavits.slots import SCAN, SCAN_DETAILS
from tracker.antivirus import Infected, keeps_unscanned, look_through
from tracker.db import UnitOfWork, db, unit_of_work
from tracker.drawing.drawn import NotDrawn
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.actors import Actor, Role
from tracker.policy.answers import NotFound, Refused, require
from tracker.policy.scans import (
    LARGEST_SCAN,
    ScanMedia,
    infected_scan,
    missing_in_scan,
    missing_in_unscanned,
)
from tracker.settings import Settings
from tracker.vault.format import Domain
from tracker.vault.vault import vault_of


class Taken:
    """Takes the files of one form as they arrive; what goes over the limit is counted and let go."""

    def __init__(self) -> None:
        """Wait for files."""
        self._files: list[_Held] = []

    def begin(self, name: str) -> IO[bytes]:
        """Return what the next file's bytes are written to; a field left empty has no name."""
        held = _Held()
        if name:
            self._files.append(held)
        return cast(IO[bytes], held)

    @property
    def contents(self) -> tuple[bytes, ...]:
        """Return the files that were chosen; one that is too large is cut off right above the limit."""
        return tuple(bytes(held.content) for held in self._files)


class _Held(Sink):
    """What holds a little more than the limit, until the form is done with."""

    def __init__(self) -> None:
        self.content = bytearray()

    def write(self, piece: bytes) -> int:
        room = LARGEST_SCAN + 1 - len(self.content)
        self.content += piece[: max(0, room)]
        return len(piece)


@dataclass(frozen=True, slots=True)
class Scan:
    """A scan, opened: what kind of file, its bytes, their SHA-256 in hex."""

    scan_id: UUID
    media: ScanMedia
    content: bytes
    fingerprint: str


def look_through_files(actor: Actor, case_id: UUID, contents: Iterable[bytes]) -> tuple[Looked, ...]:
    """Look at the files of one form, and have each looked through for malware, before any of it is kept.

    Raises Refused; that a file was infected is recorded.
    """
    looked = look_at(contents)
    settings = cast(Settings, db.session.info["settings"])
    db.session.rollback()  # a scanner takes its time; no snapshot of the database waits for it
    try:
        return tuple(replace(one, scanned=look_through(settings, one.content)) for one in looked)
    except Infected:
        with unit_of_work(actor) as work:
            record(work, Event.SCAN_REFUSED, case_id=case_id, outcome="denied", reason="infected")
        raise Refused(*infected_scan()) from None


def add_scan(
    work: UnitOfWork,
    case_id: UUID,
    content: bytes | Looked,
    *,
    statement_id: UUID | None = None,
    page: int = 1,
    details: dict[str, Any] | None = None,
) -> SignedScan:
    """Keep a scan sealed; who calls has asked for permission.

    Raises Refused for what is no scan: by its content, whatever its name says.
    """
    looked = looked_at(content)
    content, media, size = looked.content, looked.media, len(looked.content)
    require(missing_in_scan(size=size, media=media, whole=looked.whole))
    _require_looked_through(work, looked)
    row_id, sealer = uuid4(), vault_of(work.session).domain(work.session, Domain.CASE, case_id)
    mark = hashlib.sha256(content).hexdigest()
    scan = SignedScan(
        id=row_id,
        case_id=case_id,
        statement_id=statement_id,
        page=page,
        media=cast(ScanMedia, media).value,
        size=size,
        fingerprint=mark,
        file=sealer.seal(SCAN, row_id, 1, content),
        details=sealer.seal_json(SCAN_DETAILS, row_id, 1, details) if details is not None else None,
        handed_in_at=work.now(),
        handed_in_by=None if work.actor.role is Role.CANDIDATE else work.actor.person_id,
    )
    told, said = looked.scanned.said, Event.SCAN_HANDED_IN
    record(work, said, case_id=case_id, page=page, fingerprint=mark, size=size, scan=told)
    return work.add(scan)


def _require_looked_through(work: UnitOfWork, looked: Looked) -> None:
    keeps = keeps_unscanned(cast(Settings, work.session.info["settings"]))
    require(missing_in_unscanned(looked.scanned, keeps_unscanned=keeps))


def open_scan(session: Session, case_id: UUID, scan_id: UUID) -> Scan:
    """Return a scan of a case as it was handed in; raises NotFound, also for one of another case."""
    found = select(SignedScan).where(SignedScan.id == scan_id, SignedScan.case_id == case_id)
    row = session.scalars(found).one_or_none()
    if row is None:
        raise NotFound
    sealer = vault_of(session).domain(session, Domain.CASE, case_id)
    content = sealer.open(SCAN, row.id, row.version, row.file)
    return Scan(row.id, ScanMedia(row.media), content, row.fingerprint)


@dataclass(frozen=True, slots=True)
class ScanRow:
    """A scan, not opened: when it came, as which page, what kind of file, its SHA-256 in hex."""

    scan_id: UUID
    page: int
    media: ScanMedia
    fingerprint: str
    at: datetime


def scans_in(session: Session, case_id: UUID) -> tuple[ScanRow, ...]:
    """Return every scan that was handed in of a case, the oldest first, in one statement; opens none."""
    rows = session.execute(
        select(
            SignedScan.id,
            SignedScan.page,
            SignedScan.media,
            SignedScan.fingerprint,
            SignedScan.handed_in_at,
        )
        .where(SignedScan.case_id == case_id)
        .order_by(SignedScan.handed_in_at, SignedScan.page, SignedScan.id)
    )
    return tuple(
        ScanRow(row.id, row.page, ScanMedia(row.media), row.fingerprint, row.handed_in_at) for row in rows
    )


def pieces_of(session: Session, case_id: UUID, scan: ScanRow) -> Callable[[], Iterator[bytes]]:
    """Return what opens a scan and yields it; a sealed cell is opened as a whole, one at a time."""

    def opened() -> Iterator[bytes]:
        yield open_scan(session, case_id, scan.scan_id).content

    return opened


def as_picture(scan: Scan) -> bytes:
    """Return a picture made anew from a scan, as JPEG: only what is seen on it; raises NotFound."""
    try:
        return as_jpeg(scan.content)
    except NotDrawn as error:
        raise NotFound from error
