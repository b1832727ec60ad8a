"""Which supervisors can give a case to somebody, so that whoever cannot is told whom to ask (Hamden D.2)."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from tracker.accounts.standing_roles import supervisors
from tracker.policy.actors import Actor, Role
from tracker.policy.answers import Unmet
from tracker.policy.facts import CaseFacts
from tracker.policy.judgement import Verdict, judge
from tracker.policy.permissions import Permission
from tracker.policy.separation import missing_to_pass
from tracker.policy.wording import listed


def other_givers(session: Session, case: CaseFacts, giver: UUID) -> str:
    """Return the names of the others who can give this case, as in ``Reyes and Tan``, in one statement."""
    return listed(
        row.name
        for row in supervisors(session)
        if row.id not in (giver, case.investigator_id)
        and judge(Permission.ASSIGN_CASE, Actor(row.id, Role.SUPERVISOR, row.name), case).verdict
        is Verdict.ALLOWED
    )


def missing_to_move_on(session: Session, case: CaseFacts, giver: UUID) -> tuple[Unmet, ...]:
    """Say why a supervisor does not move this case on: they have it; asks for others only then."""
    if case.investigator_id != giver:
        return ()
    return missing_to_pass(giver, case.investigator_id, other_givers(session, case, giver))
