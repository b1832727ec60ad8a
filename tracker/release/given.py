"""What was asked of a candidate and answered, for whoever searched; no draft and no reason of staff."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker.answering.files import FileRow, files_in_case
from tracker.answering.queries import Answered, RequestRow, requests_of
from tracker.policy.actors import Actor
from tracker.policy.answers import NotFound
from tracker.policy.facts import CaseFacts
from tracker.protocol.case_top import CaseTop, case_top


@dataclass(frozen=True, slots=True)
class Given:
    """One answer as it was sent, with the question that it answers and the files that came with it."""

    request: RequestRow
    answer: Answered
    files: tuple[FileRow, ...]


@dataclass(frozen=True, slots=True)
class GivenPage:
    """The answers of a case, the newest first."""

    top: CaseTop
    given: tuple[Given, ...]


def given_page(session: Session, actor: Actor, case: CaseFacts) -> GivenPage:
    """Return what was answered in a case, in a fixed number of statements; raises NotFound for nothing."""
    given = given_of(session, case)
    if not given:
        raise NotFound
    return GivenPage(case_top(session, actor, case), given)


def given_of(session: Session, case: CaseFacts) -> tuple[Given, ...]:
    """Return the answers that were sent in a case, the newest first, with their files."""
    rows = requests_of(session, case.case_id)
    files = files_in_case(session, case.case_id)
    given = (
        Given(row, row.answer, tuple(files[one.reference] for one in row.answer.files))
        for row in rows
        if row.answer
    )
    return tuple(sorted(given, key=lambda one: one.answer.answered_at, reverse=True))
