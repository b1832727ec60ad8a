"""One act after another on a case that goes to the board: each judges what is true when its turn comes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import IntegrityError

from tracker.cases.holding import as_it_stands
from tracker.cases.openings import Thing, record_opening
from tracker.db import UnitOfWork
from tracker.policy.answers import Overtaken, Refused
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.review import missing_to_review
from tracker.release.became import review_facts
from tracker.release.standing import SubmissionState, submission_of


def held(work: UnitOfWork, case: CaseFacts, permission: Permission) -> CaseFacts:
    """Hold a case and return who stands how to it now, having asked for permission on just that.

    Whoever acts on it without having opened a page of it has seen it nevertheless: it is recorded so, and
    that person never decides on its candidate (Hamden D.2).
    """
    fresh = as_it_stands(work, case)
    permit(work.actor, permission, fresh)
    if work.actor.person_id not in fresh.exposed:
        record_opening(work, case_id=fresh.case_id, thing=Thing.REVIEW, reference=fresh.reference)
    return fresh


def open_review(work: UnitOfWork, case: CaseFacts) -> SubmissionState:
    """Return the submission that is under review; raises the refusal where none is."""
    submission = submission_of(work.session, case.case_id)
    unmet = missing_to_review(review_facts(work.session, case, submission))
    if unmet or submission is None:
        raise Refused(*unmet)
    return submission


@contextmanager
def once() -> Iterator[None]:
    """Say that somebody else came first, where the database takes no second row of the same number."""
    try:
        yield
    except IntegrityError as error:
        raise Overtaken from error
