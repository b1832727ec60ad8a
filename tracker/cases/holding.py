"""One act after another on a case: each judges what is true when its turn comes."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import bindparam, select

from tracker.cases.models import Candidate, Case
from tracker.cases.queries import facts_of
from tracker.db import UnitOfWork
from tracker.policy.answers import Disposed, Overtaken
from tracker.policy.facts import CaseFacts
from tracker.policy.stages import is_disposed
from tracker.policy.vocabulary import Stage

_HOLD = select(Case.stage).where(Case.id == bindparam("case")).with_for_update()


def hold_case(work: UnitOfWork, case_id: UUID) -> str:
    """Let nobody else change a case until this act is over, and return the stage that it is in."""
    return work.session.scalars(_HOLD, {"case": case_id}).one()


def hold_candidates(work: UnitOfWork, candidate_ids: Collection[UUID]) -> None:
    """Let nobody open another case of these candidates, or dispose of one, until this act is over."""
    wanted = select(Candidate.id).where(Candidate.id.in_(sorted(candidate_ids))).order_by(Candidate.id)
    work.session.execute(wanted.with_for_update())


def as_it_stands(work: UnitOfWork, case: CaseFacts) -> CaseFacts:
    """Hold a case for an act, and return who stands how to it now, however long ago it was read.

    Raises Disposed when its records were disposed of meanwhile.
    """
    if is_disposed(Stage(hold_case(work, case.case_id))):
        raise Disposed
    return facts_of(work.session, case.case_id)


def held(work: UnitOfWork, case: CaseFacts) -> CaseFacts:
    """Hold a case for an act, and return who stands how to it now.

    Raises Overtaken when the case has left the stage that ``case`` was read in.
    """
    if hold_case(work, case.case_id) != case.stage:
        raise Overtaken
    return facts_of(work.session, case.case_id)
