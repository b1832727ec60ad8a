"""What is read of requisitions: who stands how to one, their list, and the deviations that apply."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, cast
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from tracker.policy.actors import Actor, Role
from tracker.policy.answers import NotFound
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


class Tied(Protocol):
    """Tells who declared a tie to a candidate of a requisition; only a later room knows."""

    def __call__(self, session: Session, requisition_id: UUID) -> frozenset[UUID]:
        """Return it, in one statement."""
        ...


def requisition_facts(session: Session, actor: Actor, *, requisition: str, **_: str) -> RequisitionFacts:
    """Return who stands how to the requisition with a reference, in three statements; raises NotFound.

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
        tied=cast(Tied, session.info["tied"])(session, row.id),
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


_ALL_DEVIATION_FACTS = select(
    Deviation.clause,
    Deviation.requisition_id,
    Deviation.reason,
    Deviation.compensating_control,
    Deviation.person_id,
    Deviation.recorded_at,
).order_by(Deviation.recorded_at)
_DEVIATION_FACTS = _ALL_DEVIATION_FACTS.where(Deviation.requisition_id == bindparam("requisition_id"))


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


def is_blind(session: Session, requisition_id: UUID) -> bool:
    """Say whether the board of a requisition reads of candidates by number, in one statement."""
    return bool(session.scalar(select(Requisition.blind).where(Requisition.id == requisition_id)))
