"""Whether a requisition has people enough for one case: who could search, review and decide."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.accounts.models import Person, RoleGrant
from tracker.accounts.standing_roles import works_as
from tracker.policy.actors import Role
from tracker.policy.answers import Unmet
from tracker.policy.hands import HandsFacts, missing_hands
from tracker.policy.releasers import missing_for_two
from tracker.requisitions.models import BoardSeat

_WORKING = (
    select(RoleGrant.person_id, RoleGrant.role)
    .join(Person, Person.id == RoleGrant.person_id)
    .where(works_as(Role.INVESTIGATOR, Role.SUPERVISOR))
)


def hands_missing(session: Session, board: frozenset[UUID]) -> tuple[Unmet, ...]:
    """Say what keeps these people from ever releasing a case to this board, long before one is done."""
    if not board:
        return ()
    return missing_hands(_facts(session, board))


def two_missing(session: Session, requisition_id: UUID | None = None) -> tuple[Unmet, ...]:
    """Say why there are too few people for two releasers; who has, or had, a seat there is none of them."""
    seats = select(BoardSeat.person_id).where(BoardSeat.requisition_id == requisition_id)
    return missing_for_two(
        _facts(session, frozenset(session.scalars(seats)) if requisition_id else frozenset())
    )


def _facts(session: Session, board: frozenset[UUID]) -> HandsFacts:
    rows = session.execute(_WORKING).all()

    def those(role: Role) -> frozenset[UUID]:
        return frozenset(row.person_id for row in rows if row.role == role.value)

    return HandsFacts(those(Role.INVESTIGATOR), those(Role.SUPERVISOR), board)
