"""Meetings of a board: the writer that sets them and calls them off, and what is read of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Person
from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.answers import NotFound, require
from tracker.policy.facts import RequisitionFacts
from tracker.policy.meetings import MeetingFacts, is_ahead, missing_to_call_off, missing_to_set
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.references import plain
from tracker.requisitions.holding import hold_requisitions
from tracker.requisitions.models import BoardMeeting

_MEETINGS = (
    select(
        BoardMeeting.id,
        BoardMeeting.reference,
        BoardMeeting.requisition_id,
        BoardMeeting.held_at,
        BoardMeeting.place,
        BoardMeeting.called_off_at,
        Person.name,
    )
    .join(Person, Person.id == BoardMeeting.set_by)
    .order_by(BoardMeeting.held_at, BoardMeeting.reference)
)
_OF_ONE = BoardMeeting.requisition_id == bindparam("requisition_id")
_OF_MANY = BoardMeeting.requisition_id.in_(bindparam("requisitions", expanding=True))


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting of a board; ``ahead`` says that it is still to come."""

    id: UUID
    reference: str
    held_at: datetime
    place: str
    called_off_at: datetime | None
    set_by: str
    ahead: bool

    @property
    def facts(self) -> MeetingFacts:
        """Return the meeting as rules judge it."""
        return MeetingFacts(self.reference, self.held_at, self.called_off_at)

    @property
    def called_off(self) -> bool:
        """Say whether nobody meets then."""
        return self.called_off_at is not None


def meetings_of(session: Session, requisition_id: UUID, now: datetime) -> tuple[Meeting, ...]:
    """Return the meetings of a board, the earliest first, in one statement."""
    rows = session.execute(_MEETINGS.where(_OF_ONE), {"requisition_id": requisition_id})
    return tuple(_meeting(row, now) for row in rows)


def meetings_of_boards(
    session: Session, requisitions: Collection[UUID], now: datetime
) -> Mapping[UUID, tuple[Meeting, ...]]:
    """Return the meetings of many boards by requisition, the earliest first, in one statement."""
    rows = session.execute(_MEETINGS.where(_OF_MANY), {"requisitions": list(requisitions)})
    found: dict[UUID, tuple[Meeting, ...]] = dict.fromkeys(requisitions, ())
    for row in rows:
        found[row.requisition_id] += (_meeting(row, now),)
    return found


def _meeting(row: Any, now: datetime) -> Meeting:
    facts = MeetingFacts(row.reference, row.held_at, row.called_off_at)
    return Meeting(
        row.id, row.reference, row.held_at, row.place, row.called_off_at, row.name, is_ahead(facts, now)
    )


def set_meeting(
    work: UnitOfWork, facts: RequisitionFacts, *, held_at: datetime | None, place: str
) -> BoardMeeting:
    """Set a meeting of a board, for a time that is still to come; the board is held, so two do not cross."""
    permit(work.actor, Permission.SET_MEETING, facts)
    hold_requisitions(work, (facts.requisition_id,))
    standing = meetings_of(work.session, facts.requisition_id, work.now())
    taken = any(one.held_at == held_at for one in standing if not one.called_off)
    require(missing_to_set(held_at, place, work.now(), taken))
    if held_at is None:
        raise NotFound
    reference = work.reference(BoardMeeting.reference, lambda: plain("J"))
    record(
        work,
        Event.MEETING_SET,
        about=("requisition", facts.reference),
        meeting=reference,
        held_at=held_at,
    )
    return work.add(
        BoardMeeting(
            reference=reference,
            requisition_id=facts.requisition_id,
            held_at=held_at,
            place=place.strip(),
            set_by=work.actor.person_id,
            set_at=work.now(),
        )
    )


def call_off_meeting(work: UnitOfWork, facts: RequisitionFacts, *, meeting: str) -> BoardMeeting:
    """Call a meeting off; packets that were to be read there go to the board's next one, or wait for one."""
    permit(work.actor, Permission.SET_MEETING, facts)
    there = select(BoardMeeting).where(
        BoardMeeting.requisition_id == facts.requisition_id, BoardMeeting.reference == meeting
    )
    row = work.session.scalars(there.with_for_update()).one_or_none()
    if row is None:
        raise NotFound
    require(missing_to_call_off(MeetingFacts(row.reference, row.held_at, row.called_off_at), work.now()))
    record(work, Event.MEETING_CALLED_OFF, about=("requisition", facts.reference), meeting=meeting)
    return work.change(row, called_off_at=work.now())
