"""Which roles can be worked in now, and how duties have been held: by title, or by case (Hamden D.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from tracker.accounts.models import Person, RoleGrant
from tracker.accounts.models_turns import DutyTurn
from tracker.policy.actors import Role
from tracker.policy.by_case import GIVES_WAY

HELD = "how duties are held"
"""The turn that whoever turns them, or gives a role by them, waits for."""

_other = aliased(RoleGrant)
_later = aliased(DutyTurn)
_BY_CASE = exists().where(DutyTurn.by_case, ~exists().where(_later.turn > DutyTurn.turn).correlate(DutyTurn))
_GAVE_WAY = exists().where(
    _other.person_id == RoleGrant.person_id,
    _other.ended_at.is_(None),
    or_(
        *(
            and_(RoleGrant.role == role.value, _other.role.in_([one.value for one in others]))
            for role, others in GIVES_WAY.items()
        )
    ),
)
STANDS = and_(RoleGrant.ended_at.is_(None), or_(_BY_CASE, ~_GAVE_WAY.correlate(RoleGrant)))
"""A role that its holder can work in now: it has not ended, and gives way to no other one of theirs."""


def works_as(*roles: Role) -> ColumnElement[bool]:
    """Say in SQL, over people joined with their roles, that somebody works here now in one of these."""
    return and_(RoleGrant.role.in_([role.value for role in roles]), STANDS, Person.disabled_at.is_(None))


_TURNS = (
    select(
        DutyTurn.turn,
        DutyTurn.by_case,
        DutyTurn.reason,
        DutyTurn.compensating_control,
        DutyTurn.recorded_at,
        Person.name,
    )
    .join(Person, Person.id == DutyTurn.recorded_by)
    .order_by(DutyTurn.turn.desc())
)
_SUPERVISORS = (
    select(Person.id, Person.name)
    .join(RoleGrant, RoleGrant.person_id == Person.id)
    .where(works_as(Role.SUPERVISOR))
    .order_by(func.lower(Person.name))
)


@dataclass(frozen=True, slots=True)
class Turned:
    """One turn of how duties are held, with what the Chief wrote."""

    turn: int
    by_case: bool
    reason: str
    compensating_control: str
    recorded_by: str
    recorded_at: datetime


def supervisors(session: Session) -> Sequence[Row[UUID, str]]:
    """Return the id and name of everybody who can work as supervisor now, by name, in one statement."""
    return session.execute(_SUPERVISORS).all()


def working_as(session: Session, role: Role) -> frozenset[UUID]:
    """Return who can work in a role now, in one statement."""
    found = select(RoleGrant.person_id).join(Person, Person.id == RoleGrant.person_id).where(works_as(role))
    return frozenset(session.scalars(found))


def turns(session: Session) -> tuple[Turned, ...]:
    """Return all turns, newest first, in one statement."""
    return tuple(
        Turned(row.turn, row.by_case, row.reason, row.compensating_control, row.name, row.recorded_at)
        for row in session.execute(_TURNS)
    )


def by_case_now(session: Session) -> bool:
    """Say whether duties are by case now, in one statement."""
    return bool(session.scalar(select(_BY_CASE)))
