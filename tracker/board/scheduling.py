"""For which meeting of its board a packet is released: the writer, and what is read of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Person
from tracker.board.models import Packet, PacketMeeting, SteppedOut
from tracker.board.packet_facts import MEMBER_KEPT_OUT
from tracker.cases.models import Case
from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.answers import require
from tracker.policy.facts import CaseFacts
from tracker.policy.meetings import Reading, missing_to_name_meeting, reading_meeting
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.requisitions.meetings import Meeting, meetings_of
from tracker.requisitions.models import BoardMeeting, BoardSeat

_BEFORE = (
    select(BoardMeeting.reference)
    .join(PacketMeeting, PacketMeeting.meeting_id == BoardMeeting.id)
    .join(Packet, Packet.id == PacketMeeting.packet_id)
    .where(Packet.case_id == bindparam("case_id"))
    .order_by(Packet.edition.desc())
    .limit(1)
)
_MEMBERS = (
    select(
        Person.name, BoardSeat.chair, SteppedOut.id.label("stepped_out"), MEMBER_KEPT_OUT.label("kept_out")
    )
    .select_from(BoardSeat)
    .join(Case, Case.requisition_id == BoardSeat.requisition_id)
    .join(Person, Person.id == BoardSeat.person_id)
    .outerjoin(SteppedOut, (SteppedOut.case_id == Case.id) & (SteppedOut.person_id == BoardSeat.person_id))
    .where(Case.id == bindparam("case_id"), BoardSeat.left_at.is_(None))
    .order_by(BoardSeat.chair.desc(), Person.name, Person.id)
)


@dataclass(frozen=True, slots=True)
class Recipient:
    """A member who has a seat now; ``reads`` is False for who takes no part, and why is not told."""

    name: str
    chair: bool
    reads: bool


@dataclass(frozen=True, slots=True)
class Sitting:
    """When and where a board meets."""

    reference: str
    held_at: datetime
    place: str


def reading_of(named: str | None, meetings: Collection[Meeting]) -> Reading:
    """Return when a board of these meetings reads a packet whose release named one of them, or none."""
    if not named:
        return Reading()
    places = {one.reference: one for one in meetings}
    reads = reading_meeting(named, (one.facts for one in meetings))
    off = places[named].held_at if places[named].called_off else None
    return Reading(reads.held_at, places[reads.reference].place, off) if reads else Reading(called_off=off)


def recipients_of_packet(session: Session, case_id: UUID) -> tuple[Recipient, ...]:
    """Return who of the board reads what is released of a case, the chair first, in one statement."""
    return tuple(
        Recipient(row.name, row.chair, row.stepped_out is None and not row.kept_out)
        for row in session.execute(_MEMBERS, {"case_id": case_id})
    )


def meetings_ahead(session: Session, requisition_id: UUID, now: datetime) -> tuple[Sitting, ...]:
    """Return the meetings of a board that are still to come, the next one first, in one statement."""
    found = meetings_of(session, requisition_id, now)
    return tuple(Sitting(one.reference, one.held_at, one.place) for one in found if one.ahead)


def meeting_before(session: Session, case_id: UUID) -> str:
    """Return the meeting that the newest page of a case was released for, empty for none."""
    return session.scalars(_BEFORE, {"case_id": case_id}).one_or_none() or ""


def schedule(work: UnitOfWork, case: CaseFacts, packet: Packet, meeting: str) -> PacketMeeting | None:
    """Put a packet before the meeting that its release names; part of publishing, which is permitted."""
    permit(work.actor, Permission.RELEASE_PACKET, case)
    found = meetings_of(work.session, case.requisition_id, work.now())
    corrects = packet.edition > 1
    require(
        missing_to_name_meeting(meeting, tuple(one.facts for one in found), work.now(), corrects=corrects)
    )
    named = meeting or (meeting_before(work.session, case.case_id) if corrects else "")
    reads = reading_meeting(named, (one.facts for one in found))
    chosen = next((one for one in found if one.reference == (reads.reference if reads else named)), None)
    if chosen is None:
        return None
    about = ("packet", packet.reference)
    record(work, Event.PACKET_SCHEDULED, about=about, case_id=case.case_id, meeting=chosen.reference)
    return work.add(PacketMeeting(packet_id=packet.id, meeting_id=chosen.id))
