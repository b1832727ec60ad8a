"""Which case somebody lent by a partner agency is bound to, and was: by person, and by requisition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Uuid, bindparam, select
from sqlalchemy.orm import Session, aliased

from tracker.accounts.models import Person
from tracker.cases.models import Case
from tracker.cases.models_partners import PartnerBinding
from tracker.policy.partners import said_of_lent
from tracker.policy.vocabulary import Stage

_by = aliased(Person)
BOUND_TO = (
    select(PartnerBinding.case_id)
    .where(PartnerBinding.person_id == Person.id)
    .order_by(PartnerBinding.turn.desc())
    .limit(1)
    .correlate(Person)
    .scalar_subquery()
)
"""The case that a person is bound to now; empty for everybody of ours."""
_OF_ONE = (
    select(
        PartnerBinding.turn,
        PartnerBinding.case_id,
        PartnerBinding.agreement,
        PartnerBinding.agreed_on,
        PartnerBinding.reason,
        PartnerBinding.bound_at,
        Case.reference,
        Case.stage,
        _by.name,
    )
    .join(Case, Case.id == PartnerBinding.case_id)
    .join(_by, _by.id == PartnerBinding.bound_by)
    .where(PartnerBinding.person_id == bindparam("person", type_=Uuid()))
    .order_by(PartnerBinding.turn.desc())
)
_IN = (
    select(Person.id, Person.name, Case.reference, PartnerBinding.agreement, PartnerBinding.agreed_on)
    .join(PartnerBinding, PartnerBinding.person_id == Person.id)
    .join(Case, Case.id == PartnerBinding.case_id)
    .where(Case.requisition_id == bindparam("requisition", type_=Uuid()))
    .order_by(PartnerBinding.bound_at, PartnerBinding.id)
)
_HERE = _IN.where(PartnerBinding.case_id == BOUND_TO)


@dataclass(frozen=True, slots=True)
class Binding:
    """One case that somebody was bound to, under which agreement, why, and by whom."""

    turn: int
    case_id: UUID
    case: str
    stage: Stage
    agreement: str
    agreed_on: date
    reason: str
    bound_by: str
    bound_at: datetime


def bindings_of(session: Session, person_id: UUID) -> tuple[Binding, ...]:
    """Return the cases that somebody is, and was, bound to, newest first, in one statement."""
    return tuple(
        Binding(
            turn=row.turn,
            case_id=row.case_id,
            case=row.reference,
            stage=Stage(row.stage),
            agreement=row.agreement,
            agreed_on=row.agreed_on,
            reason=row.reason,
            bound_by=row.name,
            bound_at=row.bound_at,
        )
        for row in session.execute(_OF_ONE, {"person": person_id})
    )


def lent_in(session: Session, requisition_id: UUID) -> Mapping[str, tuple[str, ...]]:
    """Return, by reference, for which cases of a requisition somebody was lent; one statement."""
    told: dict[str, tuple[str, ...]] = {}
    for row in session.execute(_IN, {"requisition": requisition_id}):
        said = said_of_lent(row.name, row.agreement, row.agreed_on)
        told[row.reference] = (*told.get(row.reference, ()), said)
    return told


def lent_here(session: Session, requisition_id: UUID) -> Mapping[UUID, str]:
    """Return who is bound to a case of a requisition now, each with a sentence; one statement."""
    return {
        row.id: f"Case {row.reference}: {said_of_lent(row.name, row.agreement, row.agreed_on)}"
        for row in session.execute(_HERE, {"requisition": requisition_id})
    }
