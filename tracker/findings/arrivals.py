"""How a capture came in: looked through for malware or not, and held against the digest its tool gave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from tracker.findings import slots
from tracker.findings.arriving import Received
from tracker.findings.models import Capture, CaptureArrival, CustodyLine
from tracker.policy.actors import Actor
from tracker.policy.answers import require
from tracker.policy.arrivals import (
    ToldDigest,
    missing_for_own_digest,
    missing_without_scan,
    own_digest,
)
from tracker.vault.format import Domain
from tracker.vault.sealer import Sealer
from tracker.vault.vault import vault_of

_ONE = select(
    CaptureArrival.id,
    CaptureArrival.version,
    CaptureArrival.scan,
    CaptureArrival.scanner,
    CaptureArrival.scan_reason,
    CaptureArrival.own_sha256,
    CaptureArrival.own_matches,
    CaptureArrival.own_sha256_note,
).where(CaptureArrival.capture_id == bindparam("capture"))
_BYTES = select(func.count(), func.coalesce(func.sum(Capture.size), 0)).where(
    Capture.case_id == bindparam("case")
)
_TODAY = select(func.coalesce(func.sum(Capture.size), 0)).where(
    Capture.uploaded_by == bindparam("person"), Capture.uploaded_at >= bindparam("since")
)


@dataclass(frozen=True, slots=True)
class ToldOf:
    """What was told of the digests of files; ``alone`` says that one file was chosen."""

    digests: tuple[ToldDigest, ...] = ()
    reason: str = ""
    alone: bool = True


NOTHING_TOLD = ToldOf()


@dataclass(frozen=True, slots=True)
class Arrival:
    """How one capture came in; ``own_sha256`` is empty where the tool gave none."""

    scan: str
    scanner: str
    scan_reason: str
    own_sha256: str
    own_matches: bool
    own_reason: str


def require_sound(file: Received, told: ToldOf, *, keeps_unscanned: bool) -> None:
    """Require that a file was looked through where it must be, and fits the digest that its tool gave."""
    own = _own(file, told)
    require(
        (
            *missing_without_scan(file.scanned, keeps_unscanned=keeps_unscanned),
            *missing_for_own_digest(own, sha256=file.sealed.sha256, reason=told.reason),
        )
    )


def arrival_row(sealer: Sealer, capture_id: UUID, file: Received, told: ToldOf) -> CaptureArrival:
    """Return the row that says how a capture came in."""
    arrival_id, own = uuid4(), _own(file, told)
    matches = own == file.sealed.sha256 if own else None
    reason = told.reason if matches is False else ""
    return CaptureArrival(
        id=arrival_id,
        capture_id=capture_id,
        scan=file.scanned.scan,
        scanner=file.scanned.by,
        scan_reason=file.scanned.why,
        own_sha256=own or None,
        own_matches=matches,
        own_sha256_note=sealer.seal(slots.OWN_DIGEST_NOTE, arrival_id, 1, reason) if reason else None,
    )


def arrival_of(session: Session, case_id: UUID, capture_id: UUID) -> Arrival | None:
    """Return how a capture came in, in two statements; None for one of before this was kept."""
    row = session.execute(_ONE, {"capture": capture_id}).one_or_none()
    if row is None:
        return None
    note, sealer = row.own_sha256_note, vault_of(session).domain(session, Domain.CASE, case_id)
    reason = sealer.open_text(slots.OWN_DIGEST_NOTE, row.id, row.version, note) if note else ""
    return Arrival(
        row.scan, row.scanner, row.scan_reason, row.own_sha256 or "", bool(row.own_matches), reason
    )


def room_taken(session: Session, case_id: UUID) -> tuple[int, int]:
    """Return how many captures a case has, and how many bytes they are."""
    count, size = session.execute(_BYTES, {"case": case_id}).one()
    return int(count), int(size)


def added_since(session: Session, person_id: UUID, since: datetime) -> int:
    """Return how many bytes of captures somebody added since a moment."""
    return int(session.scalar(_TODAY, {"person": person_id, "since": since}) or 0)


def custody_row(actor: Actor, at: datetime, capture_id: UUID, act: str, outcome: str = "") -> CustodyLine:
    """Return the row that says what is done with a capture: by whom, when and from where."""
    return CustodyLine(
        capture_id=capture_id,
        act=act,
        outcome=outcome,
        done_by=actor.person_id,
        done_at=at,
        done_from=actor.place or None,
    )


def _own(file: Received, told: ToldOf) -> str:
    return own_digest(told.digests, name=file.name, sha256=file.sealed.sha256, alone=told.alone)
