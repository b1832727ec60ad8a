"""One case for an audit: its history, what the board saw and decided; evidence stays closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Person
from tracker.affidavits.models import Affidavit
from tracker.answering.outlines import Outline, outlines_of
from tracker.board.models import Acknowledgement, Packet, SteppedOut
from tracker.board.recorded import DecisionRecord, decisions_of
from tracker.cases.came_back import stage_of
from tracker.cases.deviating import deviations_of_case
from tracker.cases.models import Case
from tracker.cases.on_hold import matters_of
from tracker.findings.models import Capture, EvidenceNote, Finding
from tracker.policy.facts import CaseFacts
from tracker.protocol.models import SearchEntry
from tracker.release.models import Release
from tracker.requisitions.deviations import DeviationLine
from tracker.requisitions.models import Requisition


def _count_of(model: Any, label: str) -> Any:
    return (
        select(func.count(model.id))
        .where(model.case_id == Case.id)
        .correlate(Case)
        .scalar_subquery()
        .label(label)
    )


_HEAD = (
    select(
        Case.opened_at,
        Case.due_at,
        Case.stage,
        Requisition.reference.label("requisition"),
        Requisition.title,
        _count_of(Affidavit, "affidavits"),
        _count_of(SearchEntry, "searches"),
        _count_of(Finding, "findings"),
        _count_of(Capture, "captures"),
        select(func.count(EvidenceNote.id))
        .join(Finding, Finding.id == EvidenceNote.finding_id)
        .where(Finding.case_id == Case.id)
        .correlate(Case)
        .scalar_subquery()
        .label("notes"),
    )
    .join(Requisition, Requisition.id == Case.requisition_id)
    .where(Case.id == bindparam("case_id"))
)
_PACKETS = (
    select(
        Packet.reference,
        Packet.edition,
        Packet.fingerprint,
        Packet.released_at,
        Packet.words,
        Release.reference.label("release"),
        Person.name.label("released_by"),
    )
    .outerjoin(Release, Release.packet_id == Packet.id)
    .outerjoin(Person, Person.id == Release.released_by)
    .where(Packet.case_id == bindparam("case_id"))
    .order_by(Packet.edition)
)
_READINGS = (
    select(Packet.reference, Person.name, Acknowledgement.acknowledged_at)
    .join(Packet, Packet.id == Acknowledgement.packet_id)
    .join(Person, Person.id == Acknowledgement.person_id)
    .where(Packet.case_id == bindparam("case_id"))
    .order_by(Acknowledgement.acknowledged_at, Person.name)
)
_STEPPED_OUT = (
    select(Person.name, SteppedOut.stepped_out_at)
    .join(Person, Person.id == SteppedOut.person_id)
    .where(SteppedOut.case_id == bindparam("case_id"))
    .order_by(SteppedOut.stepped_out_at, Person.name)
)


@dataclass(frozen=True, slots=True)
class Reading:
    """That a member confirmed having read a packet; without one, that they stepped out of the decision."""

    member: str
    at: datetime
    packet: str = ""


@dataclass(frozen=True, slots=True)
class PacketLine:
    """A page as the board got it; ``released_by`` is empty where no release is on record."""

    reference: str
    edition: int
    fingerprint: str
    released_at: datetime
    words: int
    release: str
    released_by: str


@dataclass(frozen=True, slots=True)
class CaseFile:
    """One case for an audit; the counts say what lies sealed in it."""

    reference: str
    requisition: str
    requisition_title: str
    stage: str
    opened_at: datetime
    due_at: datetime
    affidavits: int
    searches: int
    findings: int
    notes: int
    captures: int
    packets: tuple[PacketLine, ...]
    readings: tuple[Reading, ...]
    stepped_out: tuple[Reading, ...]
    decisions: tuple[DecisionRecord, ...]
    deviations: tuple[DeviationLine, ...]
    asked: tuple[Outline, ...]
    """What the candidate was asked first, until when, and what came of it; the words stay sealed."""
    matters: tuple[str, ...]
    """For which matters the case is on hold, so that nothing of it is disposed of."""


def case_file(session: Session, case: CaseFacts) -> CaseFile:
    """Return the file of a case without its history, in twelve statements at most."""
    keys: dict[str, UUID] = {"case_id": case.case_id}
    head = session.execute(_HEAD, keys).one()
    return CaseFile(
        reference=case.reference,
        requisition=head.requisition,
        requisition_title=head.title,
        stage=stage_of(session, case),
        opened_at=head.opened_at,
        due_at=head.due_at,
        affidavits=head.affidavits,
        searches=head.searches,
        findings=head.findings,
        notes=head.notes,
        captures=head.captures,
        packets=tuple(
            PacketLine(
                reference=row.reference,
                edition=row.edition,
                fingerprint=row.fingerprint,
                released_at=row.released_at,
                words=row.words,
                release=row.release or "",
                released_by=row.released_by or "",
            )
            for row in session.execute(_PACKETS, keys)
        ),
        readings=tuple(
            Reading(row.name, row.acknowledged_at, row.reference) for row in session.execute(_READINGS, keys)
        ),
        stepped_out=tuple(
            Reading(row.name, row.stepped_out_at) for row in session.execute(_STEPPED_OUT, keys)
        ),
        decisions=decisions_of(session, case.case_id),
        deviations=deviations_of_case(session, case),
        asked=outlines_of(session, case.case_id),
        matters=matters_of(session, case.case_id),
    )
