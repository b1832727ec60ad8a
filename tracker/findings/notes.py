"""What is read of evidence notes: how many there are, and their words for whoever gave a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Person
from tracker.findings import slots
from tracker.findings.models import EvidenceNote, Finding
from tracker.vault.format import Domain
from tracker.vault.vault import vault_of

_NOTES = (
    select(EvidenceNote.id, EvidenceNote.version, EvidenceNote.text, EvidenceNote.written_at, Person.name)
    .join(Finding, Finding.id == EvidenceNote.finding_id)
    .join(Person, Person.id == EvidenceNote.written_by)
    .where(Finding.case_id == bindparam("case"), Finding.reference == bindparam("finding"))
    .order_by(EvidenceNote.written_at, EvidenceNote.id)
)
_STATE = (
    select(func.count(EvidenceNote.id).label("count"), func.max(EvidenceNote.written_at).label("newest"))
    .join(Finding, Finding.id == EvidenceNote.finding_id)
    .where(Finding.case_id == bindparam("case"), Finding.reference == bindparam("finding"))
)


_BY_FINDING = (
    select(
        Finding.reference,
        func.count(EvidenceNote.id).label("count"),
        func.max(EvidenceNote.written_at).label("newest"),
    )
    .outerjoin(EvidenceNote, EvidenceNote.finding_id == Finding.id)
    .where(Finding.case_id == bindparam("case"))
    .group_by(Finding.id, Finding.reference, Finding.opened_at)
    .order_by(Finding.opened_at, Finding.reference)
)


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One evidence note, opened."""

    text: str
    name: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class NotesState:
    """What may be known of a finding's notes without opening them."""

    count: int
    newest: datetime | None


def notes_by_finding(session: Session, case_id: UUID) -> Mapping[str, NotesState]:
    """Return how many notes each finding of a case has, none opened, the oldest finding first."""
    rows = session.execute(_BY_FINDING, {"case": case_id})
    return {row.reference: NotesState(row._mapping["count"], row.newest) for row in rows}


def notes_of(session: Session, case_id: UUID, finding: str) -> tuple[NoteRow, ...]:
    """Return the notes of a finding, opened, in the order they were written; two statements."""
    rows = session.execute(_NOTES, {"case": case_id, "finding": finding}).all()
    if not rows:
        return ()
    sealer = vault_of(session).domain(session, Domain.CASE, case_id)
    return tuple(
        NoteRow(sealer.open_text(slots.NOTE, row.id, row.version, row.text), row.name, row.written_at)
        for row in rows
    )


def notes_state(session: Session, case_id: UUID, finding: str) -> NotesState:
    """Return how many notes a finding has and when the newest was written, with none opened."""
    row = session.execute(_STATE, {"case": case_id, "finding": finding}).one()
    return NotesState(row._mapping["count"], row.newest)
