"""One act after another on a case: each judges what is true when its turn comes."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import bindparam, select

from tracker.cases.models import Case
from tracker.cases.queries import facts_of
from tracker.db import UnitOfWork
from tracker.policy.answers import Overtaken
from tracker.policy.facts import CaseFacts

_HOLD = select(Case.stage).where(Case.id == bindparam("case")).with_for_update()


def hold_case(work: UnitOfWork, case_id: UUID) -> str:
    """Let nobody else change a case until this act is over, and return the stage that it is in."""
    return work.session.scalars(_HOLD, {"case": case_id}).one()


def as_it_stands(work: UnitOfWork, case: CaseFacts) -> CaseFacts:
    """Hold a case for an act, and return who stands how to it now, however long ago it was read."""
    hold_case(work, case.case_id)
    return facts_of(work.session, case.case_id)


def held(work: UnitOfWork, case: CaseFacts) -> CaseFacts:
    """Hold a case for an act, and return who stands how to it now.

    Raises Overtaken when the case has left the stage that ``case`` was read in.
    """
    if hold_case(work, case.case_id) != case.stage:
        raise Overtaken
    return facts_of(work.session, case.case_id)
