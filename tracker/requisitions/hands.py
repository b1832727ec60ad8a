"""Whether a requisition has people enough for one case: who could search, review and decide."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.accounts.models import Person, RoleGrant
from tracker.policy.actors import Role
from tracker.policy.answers import Unmet
from tracker.policy.hands import HandsFacts, missing_hands

_WORKING = (
    select(RoleGrant.person_id, RoleGrant.role)
    .join(Person, Person.id == RoleGrant.person_id)
    .where(
        RoleGrant.role.in_((Role.INVESTIGATOR.value, Role.SUPERVISOR.value)),
        RoleGrant.ended_at.is_(None),
        Person.disabled_at.is_(None),
    )
)


def hands_missing(session: Session, board: frozenset[UUID]) -> tuple[Unmet, ...]:
    """Say what keeps these people from ever releasing a case to this board, long before one is done."""
    if not board:
        return ()
    rows = session.execute(_WORKING).all()

    def those(role: Role) -> frozenset[UUID]:
        return frozenset(row.person_id for row in rows if row.role == role.value)

    return missing_hands(HandsFacts(those(Role.INVESTIGATOR), those(Role.SUPERVISOR), board))
