"""What people had to do with the candidates of a requisition: whoever decides there has had nothing (D.2)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, CompoundSelect, Uuid, bindparam, literal, select, union_all
from sqlalchemy.orm import Session, aliased

from tracker.cases.models import AccessEntry, Assignment, Case
from tracker.cases.openings import Thing
from tracker.ledger.events import Event
from tracker.ledger.models import ledger_entries
from tracker.requisitions.seating import Entanglement

_other = aliased(Case)
_people: BindParameter[Any] = bindparam("people", expanding=True)
_requisition: BindParameter[Any] = bindparam("requisition_id", type_=Uuid())

_FOUND: CompoundSelect[Any] = union_all(
    select(literal("searched_here").label("how"), AccessEntry.person_id)
    .join(Case, Case.id == AccessEntry.case_id)
    .where(
        Case.requisition_id == _requisition,
        AccessEntry.thing == Thing.SEARCHED.value,
        AccessEntry.person_id.in_(_people),
    )
    .distinct(),
    select(literal("assigned_here"), Assignment.person_id)
    .join(_other, _other.id == Assignment.case_id)
    .join(Case, Case.candidate_id == _other.candidate_id)
    .where(Case.requisition_id == _requisition, Assignment.person_id.in_(_people))
    .distinct(),
    select(literal("exposed_here"), AccessEntry.person_id)
    .join(Case, Case.id == AccessEntry.case_id)
    .where(Case.requisition_id == _requisition, AccessEntry.raw, AccessEntry.person_id.in_(_people))
    .distinct(),
    select(literal("exposed_elsewhere"), AccessEntry.person_id)
    .join(_other, _other.id == AccessEntry.case_id)
    .join(Case, Case.candidate_id == _other.candidate_id)
    .where(
        Case.requisition_id == _requisition,
        _other.requisition_id != _requisition,
        AccessEntry.raw,
        AccessEntry.person_id.in_(_people),
    )
    .distinct(),
)
RULING = (
    Event.REQUEST_APPROVED,
    Event.REQUEST_REFUSED,
    Event.MORE_TIME_GIVEN,
    Event.MORE_TIME_REFUSED,
    Event.CONFLICT_RULED,
)
"""The acts of ruling on what is asked or declared in a case; the rows of some belong to later rooms."""
_RULED = (
    select(ledger_entries.c.actor, ledger_entries.c.case_id)
    .where(
        ledger_entries.c.actor.in_(bindparam("actors", expanding=True)),
        ledger_entries.c.event.in_([event.name for event in RULING]),
    )
    .distinct()
)
_OF_THEIRS = (
    select(_other.id)
    .join(Case, Case.candidate_id == _other.candidate_id)
    .where(Case.requisition_id == _requisition, _other.id.in_(bindparam("cases", expanding=True)))
)


def entanglements(
    session: Session, requisition_id: UUID, people: Collection[UUID]
) -> Mapping[UUID, Entanglement]:
    """Return it for those who had anything to do with them, in two statements, or three where some ruled."""
    if not people:
        return {}
    found = {person_id: {"ruled"} for person_id in _rulers(session, requisition_id, people)}
    for row in session.execute(_FOUND, {"requisition_id": requisition_id, "people": list(people)}):
        found.setdefault(row.person_id, set()).add(row.how)
    return {
        person_id: Entanglement(
            searched_here="searched_here" in hows,
            assigned_here="assigned_here" in hows,
            exposed_here="exposed_here" in hows,
            exposed_elsewhere="exposed_elsewhere" in hows,
            ruled="ruled" in hows,
        )
        for person_id, hows in found.items()
    }


def _rulers(session: Session, requisition_id: UUID, people: Collection[UUID]) -> frozenset[UUID]:
    ruled = session.execute(_RULED, {"actors": [str(one) for one in people]}).all()
    if not ruled:
        return frozenset()
    cases = {UUID(row.case_id) for row in ruled if row.case_id}
    theirs = set(session.scalars(_OF_THEIRS, {"requisition_id": requisition_id, "cases": list(cases)}))
    return frozenset(UUID(row.actor) for row in ruled if row.case_id and UUID(row.case_id) in theirs)
