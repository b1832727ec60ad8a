"""One act after another on a case that goes to the board: each judges what is true when its turn comes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import IntegrityError

from tracker.cases.queries import facts_of
from tracker.db import UnitOfWork
from tracker.policy.answers import Overtaken, Refused, Unmet
from tracker.policy.clauses import Clause
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.vocabulary import Stage
from tracker.protocol.settling import hold_case
from tracker.release.standing import SubmissionState, submission_of


def held(work: UnitOfWork, case: CaseFacts, permission: Permission) -> CaseFacts:
    """Hold a case and return who stands how to it now, having asked for permission on just that."""
    hold_case(work, case.case_id)
    fresh = facts_of(work.session, case.case_id)
    permit(work.actor, permission, fresh)
    return fresh


def open_review(work: UnitOfWork, case: CaseFacts) -> SubmissionState:
    """Return the submission that is under review; raises the refusal where none is."""
    submission = submission_of(work.session, case.case_id)
    if submission is not None and submission.recalled_at is not None and case.stage is Stage.SEARCH:
        words = f"{submission.submitter} recalled this case, so it does not wait for review any more."
        raise Refused(Unmet(Clause.HAMDEN_D_6, words, fix="reviews"))
    if submission is None or case.stage is not Stage.REVIEW:
        raise Refused(Unmet(Clause.HAMDEN_D_6, "This case is not under review now.", fix="reviews"))
    if submission.opened_at is None:
        words = "Open the review first. Until then the investigator can recall the case."
        raise Refused(Unmet(Clause.HAMDEN_D_6, words, fix=f"case:{case.reference}:review"))
    return submission


@contextmanager
def once() -> Iterator[None]:
    """Say that somebody else came first, where the database takes no second row of the same number."""
    try:
        yield
    except IntegrityError as error:
        raise Overtaken from error
