"""What is read of captures: their facts, how they were verified, who had them in hand.

Each function runs a fixed number of statements. Who calls them has recorded the opening first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, bindparam, func, literal, select, union_all
from sqlalchemy.orm import Session

from tracker.accounts.queries import names_of
from tracker.cases.models import AccessEntry
from tracker.cases.openings import Thing
from tracker.clock import agency_day
from tracker.findings import slots
from tracker.findings.models import Capture, CaptureLink, CustodyLine, Finding
from tracker.policy.actors import SYSTEM
from tracker.policy.answers import NotFound
from tracker.policy.captures import FileState
from tracker.policy.casework import CaptureFacts
from tracker.policy.vocabulary import SignedIn
from tracker.vault.format import Domain
from tracker.vault.sealer import Sealer
from tracker.vault.vault import vault_of

ADDED, OPENED, VERIFIED, EXPORTED = "added", "opened", "verified", "exported"
"""What a custody line says was done; openings are kept as access entries."""
LINKS = (
    select(CaptureLink.finding_id, CaptureLink.linked_at, Capture.reference)
    .join(Capture, Capture.id == CaptureLink.capture_id)
    .where(CaptureLink.case_id == bindparam("case"))
    .order_by(Capture.uploaded_at, Capture.reference)
)


@dataclass(frozen=True, slots=True)
class CaptureRow:
    """One capture with its words opened; ``verified_at`` and ``state`` are of the newest verification."""

    capture_id: UUID
    reference: str
    file_id: UUID
    file_name: str
    media_type: str
    size: int
    sha256: str
    sealed_sha256: str
    source_link: str
    no_source_reason: str
    shows: str
    tool: str
    signed_in: SignedIn
    captured_at: datetime
    captured_zone: str
    uploaded_by: UUID
    uploaded_at: datetime
    verified_at: datetime | None
    state: FileState | None


@dataclass(frozen=True, slots=True)
class Custody:
    """One thing done with a capture: by whom and when; ``outcome`` is of a verification, empty otherwise."""

    act: str
    outcome: str
    name: str
    at: datetime
    place: str


_ranked = (
    select(
        CustodyLine.capture_id,
        CustodyLine.outcome,
        CustodyLine.done_at,
        func.row_number()
        .over(
            partition_by=CustodyLine.capture_id,
            order_by=(CustodyLine.done_at.desc(), CustodyLine.outcome == FileState.INTACT.value),
        )
        .label("place"),
    )
    .join(Capture, Capture.id == CustodyLine.capture_id)
    .where(CustodyLine.act == VERIFIED, Capture.case_id == bindparam("case"))
    .subquery()
)
"""Verifications of each capture, the newest first; of two at one moment the worse one."""


def _captures(*where: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Capture.id,
            Capture.version,
            Capture.reference,
            Capture.file_id,
            Capture.file_name,
            Capture.media_type,
            Capture.size,
            Capture.sha256,
            Capture.sealed_sha256,
            Capture.source_link,
            Capture.no_source_reason,
            Capture.shows,
            Capture.tool,
            Capture.signed_in,
            Capture.captured_at,
            Capture.captured_zone,
            Capture.uploaded_by,
            Capture.uploaded_at,
            _ranked.c.done_at.label("verified_at"),
            _ranked.c.outcome.label("state"),
        )
        .outerjoin(_ranked, (_ranked.c.capture_id == Capture.id) & (_ranked.c.place == 1))
        .where(Capture.case_id == bindparam("case"), *where)
        .order_by(Capture.uploaded_at, Capture.reference)
    )


_ALL = _captures()
_ONE = _captures(Capture.reference == bindparam("capture"))
_CUSTODY = (
    select(
        CustodyLine.act, CustodyLine.outcome, CustodyLine.done_by, CustodyLine.done_at, CustodyLine.done_from
    )
    .join(Capture, Capture.id == CustodyLine.capture_id)
    .where(Capture.case_id == bindparam("case"), Capture.reference == bindparam("capture"))
)
_OPENINGS = select(
    literal(OPENED).label("act"),
    literal("").label("outcome"),
    AccessEntry.person_id.label("done_by"),
    AccessEntry.opened_at.label("done_at"),
    AccessEntry.opened_from.label("done_from"),
).where(
    AccessEntry.case_id == bindparam("case"),
    AccessEntry.thing == Thing.CAPTURE.value,
    AccessEntry.reference == bindparam("capture"),
)
_LINES = union_all(_CUSTODY, _OPENINGS).order_by("done_at", "act")
_LINKED = (
    select(Finding.reference)
    .join(CaptureLink, CaptureLink.finding_id == Finding.id)
    .join(Capture, Capture.id == CaptureLink.capture_id)
    .where(CaptureLink.case_id == bindparam("case"), Capture.reference == bindparam("capture"))
    .order_by(Finding.opened_at, Finding.reference)
)
_SAME = select(Capture.reference).where(
    Capture.case_id == bindparam("case"), Capture.sha256 == bindparam("sha256")
)


def captures_of(session: Session, case_id: UUID) -> tuple[CaptureFacts, ...]:
    """Return the captures of a case as the rules judge them, in two statements.

    ``intact`` is None until a capture's digest has been computed anew.
    """
    return tuple(facts_of_row(row) for row in capture_rows(session, case_id))


def facts_of_row(row: CaptureRow) -> CaptureFacts:
    """Return what the rules judge of a capture."""
    return CaptureFacts(
        reference=row.reference,
        source_link=row.source_link,
        captured_at=row.captured_at,
        intact=None if row.state is None else row.state is FileState.INTACT,
        verified_on=agency_day(row.verified_at) if row.verified_at else None,
    )


def capture_rows(session: Session, case_id: UUID) -> tuple[CaptureRow, ...]:
    """Return the captures of a case in the order they were added, in two statements."""
    rows = session.execute(_ALL, {"case": case_id}).all()
    if not rows:
        return ()
    sealer = vault_of(session).domain(session, Domain.CASE, case_id)
    return tuple(_row(sealer, row) for row in rows)


def capture_of(session: Session, case_id: UUID, reference: str) -> CaptureRow:
    """Return one capture of a case; raises NotFound."""
    row = session.execute(_ONE, {"case": case_id, "capture": reference}).one_or_none()
    if row is None:
        raise NotFound
    return _row(vault_of(session).domain(session, Domain.CASE, case_id), row)


def custody_of(session: Session, case_id: UUID, reference: str) -> tuple[Custody, ...]:
    """Return who did what with a capture, in order: added, opened, exported, verified; two statements."""
    rows = session.execute(_LINES, {"case": case_id, "capture": reference}).all()
    names = names_of(session, [row.done_by for row in rows])
    return tuple(
        Custody(
            row.act,
            row.outcome,
            names.get(row.done_by, SYSTEM.name if row.done_by == SYSTEM.person_id else "The candidate"),
            row.done_at,
            row.done_from or "",
        )
        for row in rows
    )


def findings_showing(session: Session, case_id: UUID, reference: str) -> tuple[str, ...]:
    """Return the references of the findings that a capture is linked to."""
    return tuple(session.scalars(_LINKED, {"case": case_id, "capture": reference}))


def same_file(session: Session, case_id: UUID, sha256: str) -> str | None:
    """Return the reference of the capture that is this very file, None if the case has none."""
    return session.scalar(_SAME, {"case": case_id, "sha256": sha256})


def _row(sealer: Sealer, row: Row[Any]) -> CaptureRow:
    key = (row.id, row.version)
    return CaptureRow(
        capture_id=row.id,
        reference=row.reference,
        file_id=row.file_id,
        file_name=sealer.open_text(slots.FILE_NAME, *key, row.file_name),
        media_type=row.media_type,
        size=row.size,
        sha256=row.sha256,
        sealed_sha256=row.sealed_sha256,
        source_link=sealer.open_text(slots.CAPTURE_LINK, *key, row.source_link) if row.source_link else "",
        no_source_reason=(
            sealer.open_text(slots.CAPTURE_NO_SOURCE, *key, row.no_source_reason)
            if row.no_source_reason
            else ""
        ),
        shows=sealer.open_text(slots.SHOWS, *key, row.shows),
        tool=sealer.open_text(slots.TOOL, *key, row.tool),
        signed_in=SignedIn(row.signed_in),
        captured_at=row.captured_at,
        captured_zone=row.captured_zone,
        uploaded_by=row.uploaded_by,
        uploaded_at=row.uploaded_at,
        verified_at=row.verified_at,
        state=FileState(row.state) if row.state else None,
    )
