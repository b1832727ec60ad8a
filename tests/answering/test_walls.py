"""Going around the application about a candidate's answer, on both databases."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from tests.factories.answering import Asked
from tests.factories.around import alter, put
from tests.release.test_walls import release_row, sql, store
from tracker.answering.models import (
    AnswerDraft,
    AnswerFile,
    AnswerOutcome,
    AnswerReopening,
    AnswerRequest,
    AnswerTime,
    ConcernAnswer,
)
from tracker.clock import FixedClock
from tracker.db import unit_of_work
from tracker.policy.facts import CaseFacts
from tracker.release import asking
from tracker.release.models import Release
from tracker.settings import Settings

ONLY_ADDED = ("answer_requests", "answer_reopenings", "concern_answers", "answer_outcomes")


@pytest.fixture
def answered(unit: Asked) -> CaseFacts:
    """A case whose candidate answered, of which something came, and who was given more time before."""
    case, (response,) = unit.asked()
    with unit_of_work(unit.supervisor) as work:
        asking.reopen_time(work, unit.now(case), response=response, reason="The candidate was in hospital.")
    return unit.judge(unit.respond(case, response), response)


@pytest.fixture
def waiting(unit: Asked) -> CaseFacts:
    """A case that waits for its candidate."""
    case, _responses = unit.asked()
    return case


def one(session: Session, table: type[Any]) -> Any:
    """Return the only row of a table."""
    row = session.query(table).one()
    session.expunge_all()
    session.rollback()
    return row


@pytest.mark.usefixtures("answered")
@pytest.mark.parametrize("table", ONLY_ADDED)
def test_questions_and_answers_are_only_added(session: Session, table: str) -> None:
    for statement in (f"UPDATE {table} SET version = version + 1", f"DELETE FROM {table}"):
        with pytest.raises(DatabaseError, match="never"):
            sql(session, statement)


@pytest.mark.usefixtures("answered")
@pytest.mark.parametrize("table", ["answer_times", "answer_drafts"])
def test_times_and_drafts_are_never_taken_away(session: Session, table: str) -> None:
    with pytest.raises(DatabaseError, match="never deleted"):
        sql(session, f"DELETE FROM {table}")


@pytest.mark.usefixtures("answered")
def test_an_answer_stays_and_is_the_only_one(session: Session, settings: Settings) -> None:
    given = one(session, ConcernAnswer)
    for change in ("choice = 'correct'", "for_board = words", "fingerprint = 'x'"):
        with pytest.raises(DatabaseError, match="never changed"):
            sql(session, f"UPDATE concern_answers SET version = version + 1, {change}")
    with pytest.raises(DatabaseError, match=r"over|UNIQUE|uq_"):
        put(settings, ConcernAnswer, **answer_like(given))
    with pytest.raises(DatabaseError, match="stays as it was sent"):
        sql(session, "UPDATE answer_drafts SET version = version + 1, content = content")


def answer_like(row: Any, **changes: Any) -> dict[str, Any]:
    """Return the values of an answer such as another."""
    names = (
        "request_id",
        "choice",
        "words",
        "for_board",
        "document",
        "fingerprint",
        "language",
        "answered_at",
    )
    return {name: getattr(row, name) for name in names} | changes


def new_answer(request_id: UUID, **changes: Any) -> dict[str, Any]:
    """Return the values of an answer to a question."""
    values = {"request_id": request_id, "choice": "correct", "fingerprint": "0" * 64, "language": "en"}
    return values | dict.fromkeys(("words", "for_board", "document"), b"\x01") | changes


def test_no_answer_after_the_time_nor_to_what_is_over(
    session: Session, unit: Asked, waiting: CaseFacts, settings: Settings
) -> None:
    time = one(session, AnswerTime)
    with pytest.raises(DatabaseError, match="when its time is over"):
        put(settings, ConcernAnswer, **new_answer(time.request_id, answered_at=time.due_at))
    with unit_of_work(unit.supervisor) as work:
        (response,) = (row.reference for row in unit.questions(waiting))
        asking.take_back(work, unit.now(waiting), response=response, reason="It was asked too early.")
    early = time.due_at - timedelta(days=1)
    with pytest.raises(DatabaseError, match="takes no answer any more"):
        put(settings, ConcernAnswer, **new_answer(time.request_id, answered_at=early))


@pytest.mark.usefixtures("waiting")
def test_time_is_given_and_never_taken_away(session: Session, settings: Settings) -> None:
    time = one(session, AnswerTime)
    with pytest.raises(DatabaseError, match="never taken away"):
        alter(settings, AnswerTime, time.id, due_at=time.due_at - timedelta(seconds=1))
    more = time.due_at + timedelta(days=3)
    alter(settings, AnswerTime, time.id, due_at=more, extended_at=time.due_at)
    with pytest.raises(DatabaseError, match="set only once"):
        alter(settings, AnswerTime, time.id, due_at=more, extended_at=more)


@pytest.mark.usefixtures("waiting")
def test_a_time_ends_once_and_silence_comes_after_it(session: Session, settings: Settings) -> None:
    time = one(session, AnswerTime)
    early, late = time.due_at - timedelta(seconds=1), time.due_at + timedelta(days=1)
    with pytest.raises(DatabaseError, match="silent_after_the_time"):
        alter(settings, AnswerTime, time.id, ending="silent", ended_at=early)
    with pytest.raises(DatabaseError, match="without an answer"):
        alter(settings, AnswerTime, time.id, ending="answered", ended_at=early)
    for ending in ("waived", "taken-back"):
        with pytest.raises(DatabaseError, match="ended_why"):
            alter(settings, AnswerTime, time.id, ending=ending, ended_at=early)
    alter(settings, AnswerTime, time.id, ending="silent", ended_at=late)
    with pytest.raises(DatabaseError, match="set only once"):
        alter(settings, AnswerTime, time.id, ending=None, ended_at=None)
    with pytest.raises(DatabaseError, match="never taken away"):
        alter(settings, AnswerTime, time.id, due_at=late)


@pytest.mark.usefixtures("waiting")
def test_of_one_finding_one_question_is_open(session: Session, settings: Settings) -> None:
    request, time = one(session, AnswerRequest), one(session, AnswerTime)
    again = put(settings, AnswerRequest, **question_like(request, number=2))
    with pytest.raises(DatabaseError, match=r"UNIQUE|uq_|place"):
        put(settings, AnswerTime, request_id=again, finding_id=time.finding_id, due_at=time.due_at)


def question_like(row: Any, **changes: Any) -> dict[str, Any]:
    """Return the values of a question such as another."""
    names = ("case_id", "finding_id", "number", "words", "digest", "asked_by", "asked_at")
    values = {name: getattr(row, name) for name in names}
    return values | {"reference": f"Q-{uuid4().hex[:6].upper()}"} | changes


@pytest.mark.usefixtures("answered")
@pytest.mark.clause("Hamden D.2")
def test_who_worked_on_a_case_neither_asks_nor_rules_nor_gives_time(
    session: Session, unit: Asked, settings: Settings
) -> None:
    request = one(session, AnswerRequest)
    dana, at = unit.dana.person_id, request.asked_at
    match = "neither asks its candidate nor rules"
    with pytest.raises(DatabaseError, match=match):
        put(settings, AnswerRequest, **question_like(request, number=2, asked_by=dana))
    with pytest.raises(DatabaseError, match=match):
        put(
            settings,
            AnswerOutcome,
            request_id=request.id,
            outcome="attach",
            reason=b"\x01",
            decided_by=dana,
            decided_at=at,
        )
    with pytest.raises(DatabaseError, match=match):
        put(
            settings,
            AnswerReopening,
            request_id=request.id,
            reason=b"\x01",
            due_at=at,
            reopened_by=dana,
            reopened_at=at,
        )


@pytest.mark.usefixtures("waiting")
def test_nothing_comes_of_an_answer_that_was_not_given(
    session: Session, unit: Asked, settings: Settings
) -> None:
    request = one(session, AnswerRequest)
    with pytest.raises(DatabaseError, match="was not given"):
        put(
            settings,
            AnswerOutcome,
            request_id=request.id,
            outcome="attach",
            reason=b"\x01",
            decided_by=unit.supervisor.person_id,
            decided_at=request.asked_at,
        )


@pytest.mark.usefixtures("waiting")
def test_candidates_are_asked_about_their_own_case_alone(
    session: Session, unit: Asked, settings: Settings
) -> None:
    other = unit.searched("Andre Whitfield")
    request = one(session, AnswerRequest)
    with pytest.raises(DatabaseError, match="their own case alone"):
        put(settings, AnswerRequest, **question_like(request, number=2, case_id=other.case_id))


@pytest.mark.usefixtures("answered")
def test_nothing_is_put_with_an_answer_that_was_sent(session: Session, settings: Settings) -> None:
    request = one(session, AnswerRequest)
    values = {"reference": "E-AAAAAA", "request_id": request.id, "file_id": uuid4(), "file_name": b"\x01"}
    values |= {"media_type": "image/png", "size": 1, "sha256": "0" * 64, "sealed_sha256": "0" * 64}
    with pytest.raises(DatabaseError, match="that was sent"):
        put(settings, AnswerFile, **values, added_at=request.asked_at)
    with pytest.raises(DatabaseError, match=r"stays as it was sent|UNIQUE|uq_|place"):
        put(settings, AnswerDraft, request_id=request.id, content=b"\x01", saved_at=request.asked_at)


@pytest.mark.clause("Hamden D.6")
def test_nothing_is_released_while_an_answer_is_awaited(
    session: Session, unit: Asked, waiting: CaseFacts
) -> None:
    with pytest.raises(DatabaseError, match="while the candidate has time to answer"):
        store(unit, waiting, lambda: release_row(session, waiting, unit.supervisor.person_id))
    assert not session.query(Release).count()


@pytest.mark.clause("Hamden D.6")
def test_no_concern_goes_out_whose_candidate_was_never_asked(session: Session, unit: Asked) -> None:
    case = unit.concerned()
    with pytest.raises(DatabaseError, match="never asked about"):
        store(unit, case, lambda: release_row(session, case, unit.supervisor.person_id))


def test_what_was_asked_and_taken_back_was_not_asked(
    session: Session, unit: Asked, clock: FixedClock
) -> None:
    case, (response,) = unit.asked()
    with unit_of_work(unit.supervisor) as work:
        asking.take_back(work, unit.now(case), response=response, reason="The words were not ready.")
    with pytest.raises(DatabaseError, match="never asked about"):
        store(unit, case, lambda: release_row(session, case, unit.supervisor.person_id))
    (again,) = unit.ask(case)
    clock.advance(timedelta(days=9))
    with unit_of_work(unit.supervisor) as work:
        asking.go_on_without(work, unit.now(case), response=again)
    with pytest.raises(DatabaseError, match=r"fk_releases|FOREIGN KEY"):
        store(unit, case, lambda: release_row(session, case, unit.supervisor.person_id))
