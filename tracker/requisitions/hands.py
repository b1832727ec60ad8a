"""Whether a requisition has people enough for one case: who could search, review and decide.

Who is lent for which case is known to a later room only; the application gives its answer to the sessions, as
it does for what people had to do with candidates.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, cast
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.accounts.models import Person, RoleGrant
from tracker.accounts.standing_roles import works_as
from tracker.policy.actors import Role
from tracker.policy.answers import Unmet
from tracker.policy.facts import RequisitionFacts
from tracker.policy.hands import HandsFacts, missing_deciders, missing_hands
from tracker.policy.releasers import missing_for_two
from tracker.requisitions.models import BoardSeat
from tracker.requisitions.seating import seatable


class Lent(Protocol):
    """Tells who is lent by a partner agency for a case of a requisition, each with a sentence."""

    def __call__(self, session: Session, requisition_id: UUID) -> Mapping[UUID, str]:
        """Return it, in one statement."""
        ...


_WORKING = (
    select(RoleGrant.person_id, RoleGrant.role, Person.name, Person.agency)
    .join(Person, Person.id == RoleGrant.person_id)
    .where(works_as(Role.INVESTIGATOR, Role.SUPERVISOR))
)
_SEATS = select(BoardSeat.person_id)


def lent_here(session: Session, requisition_id: UUID) -> Mapping[UUID, str]:
    """Return who is lent by a partner agency for a case of a requisition, each with a sentence."""
    return cast(Lent, session.info["lent"])(session, requisition_id)


def hands_missing(
    session: Session, requisition: RequisitionFacts, lent: Mapping[UUID, str], *, two: bool
) -> tuple[Unmet, ...]:
    """Say what keeps the people there are from ever releasing a case to this board, long before one is done.

    ``two`` is whether the requisition takes two releasers.
    """
    board = requisition.seated
    if not board:
        return missing_deciders(one.unmet for one in seatable(session, requisition))
    facts = _facts(session, board, lent)
    return missing_hands(facts) or (missing_for_two(facts) if two else ())


def two_missing(session: Session, requisition_id: UUID | None = None) -> tuple[Unmet, ...]:
    """Say why there are too few people for two releasers; who has, or had, a seat there is none of them."""
    if requisition_id is None:
        return missing_for_two(_facts(session, frozenset(), {}))
    seats = session.scalars(_SEATS.where(BoardSeat.requisition_id == requisition_id))
    return missing_for_two(_facts(session, frozenset(seats), lent_here(session, requisition_id)))


def _facts(session: Session, board: frozenset[UUID], lent: Mapping[UUID, str]) -> HandsFacts:
    rows = session.execute(_WORKING).all()

    def those(role: Role) -> frozenset[UUID]:
        return frozenset(row.person_id for row in rows if row.role == role.value)

    return HandsFacts(
        those(Role.INVESTIGATOR),
        those(Role.SUPERVISOR),
        board,
        elsewhere=frozenset(row.person_id for row in rows if row.agency and row.person_id not in lent),
        names={row.person_id: row.name for row in rows},
    )
