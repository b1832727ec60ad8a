"""What is read of requisitions: who stands how to one, their list, and the deviations that apply."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from tracker.accounts.models import Person
from tracker.policy.actors import Actor, Role
from tracker.policy.answers import NotFound
from tracker.policy.clauses import Clause, clause_called
from tracker.policy.facts import DeviationFacts, RequisitionFacts
from tracker.policy.vocabulary import PositionClass
from tracker.requisitions.models import BoardSeat, Deviation, Requisition

_FACTS = select(
    Requisition.id,
    Requisition.reference,
    Requisition.title,
    Requisition.opened_at,
    Requisition.closed_at,
).where(Requisition.reference == bindparam("requisition"))
_SEATED = select(BoardSeat.person_id, BoardSeat.chair).where(
    BoardSeat.requisition_id == bindparam("requisition_id"), BoardSeat.left_at.is_(None)
)


def requisition_facts(session: Session, actor: Actor, *, requisition: str, **_: str) -> RequisitionFacts:
    """Return who stands how to the requisition with a reference, in two statements; raises NotFound.

    ``seated`` hold a seat now.
    """
    del actor
    row = session.execute(_FACTS, {"requisition": requisition}).one_or_none()
    if row is None:
        raise NotFound
    seats = session.execute(_SEATED, {"requisition_id": row.id}).all()
    chairs: list[UUID] = [seat.person_id for seat in seats if seat.chair]
    return RequisitionFacts(
        requisition_id=row.id,
        reference=row.reference,
        title=row.title,
        opened=row.opened_at is not None,
        closed=row.closed_at is not None,
        seated=frozenset(seat.person_id for seat in seats),
        chair=chairs[0] if chairs else None,
    )


@dataclass(frozen=True, slots=True)
class RequisitionLine:
    """One line of the list of requisitions."""

    reference: str
    title: str
    position_class: PositionClass
    protocol: str | None
    protocol_version: int | None
    members: int
    opened_at: datetime | None
    closed_at: datetime | None


_members = (
    select(func.count())
    .where(BoardSeat.requisition_id == Requisition.id, BoardSeat.left_at.is_(None))
    .correlate(Requisition)
    .scalar_subquery()
)
_LIST = select(
    Requisition.reference,
    Requisition.title,
    Requisition.position_class,
    Requisition.protocol,
    Requisition.protocol_version,
    _members.label("members"),
    Requisition.opened_at,
    Requisition.closed_at,
).order_by(Requisition.created_at.desc(), Requisition.reference)


def requisition_list(session: Session) -> tuple[RequisitionLine, ...]:
    """Return all requisitions, newest first, in one statement."""
    return tuple(
        RequisitionLine(
            reference=row.reference,
            title=row.title,
            position_class=PositionClass(row.position_class),
            protocol=row.protocol,
            protocol_version=row.protocol_version,
            members=row.members,
            opened_at=row.opened_at,
            closed_at=row.closed_at,
        )
        for row in session.execute(_LIST)
    )


@dataclass(frozen=True, slots=True)
class DeviationLine:
    """A deviation as it is shown wherever it applies; ``person`` is a name, empty for a whole requisition."""

    requisition: str
    title: str
    clause: str
    person_id: UUID | None
    person: str
    reason: str
    compensating_control: str
    recorded_by: str
    recorded_at: datetime


_about = aliased(Person)


def _deviations() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Requisition.reference.label("requisition"),
            Requisition.title,
            Deviation.clause,
            Deviation.person_id,
            _about.name.label("person"),
            Deviation.reason,
            Deviation.compensating_control,
            Person.name.label("recorded_by"),
            Deviation.recorded_at,
        )
        .join(Requisition, Requisition.id == Deviation.requisition_id)
        .join(Person, Person.id == Deviation.recorded_by)
        .outerjoin(_about, _about.id == Deviation.person_id)
        .order_by(Deviation.recorded_at.desc(), Deviation.id)
    )


_ALL_DEVIATIONS = _deviations()
_DEVIATIONS_IN = _deviations().where(Deviation.requisition_id == bindparam("requisition_id"))
_ALL_DEVIATION_FACTS = select(
    Deviation.clause,
    Deviation.requisition_id,
    Deviation.reason,
    Deviation.compensating_control,
    Deviation.person_id,
    Deviation.recorded_at,
).order_by(Deviation.recorded_at)
_DEVIATION_FACTS = _ALL_DEVIATION_FACTS.where(Deviation.requisition_id == bindparam("requisition_id"))


def deviation_list(session: Session, requisition_id: UUID | None = None) -> tuple[DeviationLine, ...]:
    """Return the Chief's deviations, of one requisition or of all, newest first, in one statement."""
    if requisition_id is None:
        rows = session.execute(_ALL_DEVIATIONS)
    else:
        rows = session.execute(_DEVIATIONS_IN, {"requisition_id": requisition_id})
    return tuple(
        DeviationLine(
            requisition=row.requisition,
            title=row.title,
            clause=clause_called(row.clause).label,
            person_id=row.person_id,
            person=row.person or "",
            reason=row.reason,
            compensating_control=row.compensating_control,
            recorded_by=row.recorded_by,
            recorded_at=row.recorded_at,
        )
        for row in rows
    )


def deviation_facts(session: Session, requisition_id: UUID | None = None) -> tuple[DeviationFacts, ...]:
    """Return the deviations of one requisition, or of all, as rules judge them, in one statement."""
    found = _DEVIATION_FACTS if requisition_id else _ALL_DEVIATION_FACTS
    rows = session.execute(found, {"requisition_id": requisition_id} if requisition_id else {})
    return tuple(
        DeviationFacts(
            clause=row.clause,
            requisition_id=row.requisition_id,
            recorded_by_role=Role.CHIEF,  # the only writer permits nobody else
            reason=row.reason,
            compensating_control=row.compensating_control,
            person_id=row.person_id,
        )
        for row in rows
    )


@dataclass(frozen=True, slots=True)
class RecordedDeviation:
    """A deviation that touches a case, as its pages show it."""

    clause: Clause
    person_id: UUID | None
    reason: str
    compensating_control: str
    recorded_at: datetime


def deviations_touching(
    session: Session, requisition_id: UUID, people: frozenset[UUID]
) -> tuple[RecordedDeviation, ...]:
    """Return the deviations that touch a case: of the whole requisition, and of these people."""
    return tuple(
        RecordedDeviation(
            clause=clause_called(row.clause),
            person_id=row.person_id,
            reason=row.reason,
            compensating_control=row.compensating_control,
            recorded_at=row.recorded_at,
        )
        for row in session.execute(_DEVIATION_FACTS, {"requisition_id": requisition_id})
        if row.person_id is None or row.person_id in people
    )
