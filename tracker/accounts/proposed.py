"""What is read of roles given by two people: which wait for the second one, and who gave those held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import Session, aliased

from tracker.accounts.models import Person, RoleGrant
from tracker.accounts.models_grants import RoleProposal, RoleRuling
from tracker.accounts.standing_roles import STANDS
from tracker.clock import agency_day
from tracker.policy.actors import Role
from tracker.policy.granting import APPROVED, WAITS

_asker = aliased(Person)
_approver = aliased(Person)
_OPEN = ~exists().where(RoleRuling.proposal_id == RoleProposal.id)
_WAITING = (
    select(
        RoleProposal.person_id,
        RoleProposal.role,
        RoleProposal.proposed_by,
        RoleProposal.proposed_at,
        Person.reference,
        Person.name,
        _asker.name.label("asker"),
    )
    .join(Person, Person.id == RoleProposal.person_id)
    .join(_asker, _asker.id == RoleProposal.proposed_by)
    .where(_OPEN)
    .order_by(RoleProposal.proposed_at, RoleProposal.role)
)
_APPROVED_BY = (
    select(_approver.name)
    .join(RoleRuling, RoleRuling.ruled_by == _approver.id)
    .join(RoleProposal, RoleProposal.id == RoleRuling.proposal_id)
    .where(
        RoleProposal.person_id == RoleGrant.person_id,
        RoleProposal.role == RoleGrant.role,
        RoleRuling.ruling == APPROVED,
        RoleRuling.ruled_at == RoleGrant.granted_at,
    )
    .limit(1)
    .correlate(RoleGrant)
    .scalar_subquery()
)
_GRANTS_OF_ONE = (
    select(
        RoleGrant.role,
        RoleGrant.granted_at,
        RoleGrant.ended_at,
        STANDS.label("stands"),
        _asker.name.label("giver"),
        _APPROVED_BY.label("approver"),
    )
    .outerjoin(_asker, _asker.id == RoleGrant.granted_by)
    .where(RoleGrant.person_id == bindparam("person"))
    .order_by(RoleGrant.granted_at, RoleGrant.role)
)


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role that somebody holds, or held; ``stands`` where it can be worked in now."""

    role: Role
    given_by: str
    given_at: datetime
    ended_at: datetime | None
    stands: bool


@dataclass(frozen=True, slots=True)
class WaitingRole:
    """A role that waits for a second person: for whom, who proposed it, and until which day."""

    reference: str
    name: str
    role: Role
    person_id: UUID
    asked_by_id: UUID
    asked_by: str
    asked_at: datetime
    until: date

    def is_for(self, reader: UUID) -> bool:
        """Say whether this reader is the second person whom it waits for."""
        return reader not in (self.asked_by_id, self.person_id)


def waiting_roles(session: Session, now: datetime, person_id: UUID | None = None) -> tuple[WaitingRole, ...]:
    """Return the roles that wait, of everybody or of one person, oldest first, in one statement."""
    statement = _WAITING.where(RoleProposal.proposed_at > now - WAITS)
    if person_id is not None:
        statement = statement.where(RoleProposal.person_id == person_id)
    return tuple(
        WaitingRole(
            reference=row.reference,
            name=row.name,
            role=Role(row.role),
            person_id=row.person_id,
            asked_by_id=row.proposed_by,
            asked_by=row.asker,
            asked_at=row.proposed_at,
            until=agency_day(row.proposed_at + WAITS),
        )
        for row in session.execute(statement)
    )


def open_proposals(session: Session, person_id: UUID, role: Role) -> Sequence[RoleProposal]:
    """Return the rows of a role proposed for a person that nobody has ruled on, for its writer."""
    return session.scalars(
        select(RoleProposal).where(RoleProposal.person_id == person_id, RoleProposal.role == role, _OPEN)
    ).all()


def held_grants(session: Session, person_id: UUID) -> tuple[HeldRole, ...]:
    """Return the roles that somebody holds or held, each with who gave it, in one statement."""
    return tuple(
        HeldRole(
            role=Role(row.role),
            given_by=" and ".join(name for name in (row.giver or "Tracker", row.approver) if name),
            given_at=row.granted_at,
            ended_at=row.ended_at,
            stands=bool(row.stands),
        )
        for row in session.execute(_GRANTS_OF_ONE, {"person": person_id})
    )
