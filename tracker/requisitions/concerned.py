"""Whom a deviation in a requisition can be for: under D.2 somebody of its board, under D.3 an investigator.

A deviation for anybody else would let nobody do anything (decision 0013).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Person, RoleGrant
from tracker.accounts.standing_roles import works_as
from tracker.policy.actors import Role
from tracker.policy.clauses import Clause
from tracker.requisitions.models import BoardSeat

_COLUMNS = (Person.id, Person.reference, Person.name)
_BY_NAME = (func.lower(Person.name), Person.reference)
_SEATED = (
    select(*_COLUMNS)
    .where(
        Person.disabled_at.is_(None),
        Person.id.in_(
            select(BoardSeat.person_id).where(BoardSeat.requisition_id == bindparam("requisition_id"))
        ),
    )
    .order_by(*_BY_NAME)
)
_INVESTIGATORS = (
    select(*_COLUMNS)
    .join(RoleGrant, RoleGrant.person_id == Person.id)
    .where(works_as(Role.INVESTIGATOR))
    .order_by(*_BY_NAME)
)


@dataclass(frozen=True, slots=True)
class Concerned:
    """Somebody whom a deviation can be for."""

    person_id: UUID
    reference: str
    name: str


def concerned(session: Session, requisition_id: UUID) -> Mapping[Clause, tuple[Concerned, ...]]:
    """Return whom each clause about persons can concern, by name, in two statements.

    Under D.2 it is who sits on the board, or sat there.
    """
    seated = session.execute(_SEATED, {"requisition_id": requisition_id})
    investigators = session.execute(_INVESTIGATORS)
    return {
        Clause.HAMDEN_D_2: tuple(Concerned(row.id, row.reference, row.name) for row in seated),
        Clause.HAMDEN_D_3: tuple(Concerned(row.id, row.reference, row.name) for row in investigators),
    }
