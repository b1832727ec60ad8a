"""What people had to do with the candidates of a requisition: whoever decides there has had nothing (D.2)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, CompoundSelect, Uuid, bindparam, literal, select, union_all
from sqlalchemy.orm import Session, aliased

from tracker.cases.models import AccessEntry, Assignment, Case
from tracker.cases.openings import Thing
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


def entanglements(
    session: Session, requisition_id: UUID, people: Collection[UUID]
) -> Mapping[UUID, Entanglement]:
    """Return it for those who had anything to do with them, in one statement."""
    if not people:
        return {}
    found: dict[UUID, set[str]] = {}
    for row in session.execute(_FOUND, {"requisition_id": requisition_id, "people": list(people)}):
        found.setdefault(row.person_id, set()).add(row.how)
    return {
        person_id: Entanglement(
            searched_here="searched_here" in hows,
            assigned_here="assigned_here" in hows,
            exposed_here="exposed_here" in hows,
            exposed_elsewhere="exposed_elsewhere" in hows,
        )
        for person_id, hows in found.items()
    }
