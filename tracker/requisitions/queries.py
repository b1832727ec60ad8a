"""What is read of hiring rounds: who stands how to one."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from tracker.policy.actors import Actor
from tracker.policy.answers import NotFound
from tracker.policy.facts import RequisitionFacts
from tracker.requisitions.models import BoardSeat, Requisition

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
    """Return who stands how to the requisition with a reference; raises NotFound."""
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
