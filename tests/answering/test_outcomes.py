"""What staff do about a question and an answer, judged by the rows that come of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories.answering import WORDS, Asked
from tracker.answering.drafts import draft_of
from tracker.answering.models import AnswerReopening
from tracker.answering.service import take_more_time
from tracker.clock import FixedClock
from tracker.db import unit_of_work
from tracker.ledger.events import Event
from tracker.ledger.queries import entries_of
from tracker.policy.actors import Role
from tracker.policy.answering import Choice, Ending, Outcome
from tracker.policy.answers import Denied, NotFound, Overtaken, Refused
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.policy.vocabulary import Direction, Stage
from tracker.release import asking, review_service, service
from tracker.release.material import material_of
from tracker.release.standing import returns_of

OTHER = "In May 2025 the candidate quoted a slogan in a post of one day."
DUE = frozenset({Event.CANDIDATE_ASKED.name, Event.ANSWER_TIME_REOPENED.name})
WHY = "The candidate called: a storm cut the line."


def silent(unit: Asked, case: CaseFacts, response: str, clock: FixedClock) -> CaseFacts:
    """Let the time go by, and go on."""
    clock.advance(timedelta(days=9))
    with unit_of_work(unit.supervisor) as work:
        asking.go_on_without(work, unit.now(case), response=response)
    return unit.now(case)


def reopen(unit: Asked, case: CaseFacts, response: str) -> CaseFacts:
    """Give the candidate time once more."""
    with unit_of_work(unit.supervisor) as work:
        asking.reopen_time(work, unit.now(case), response=response, reason=WHY)
    return unit.now(case)


def test_whoever_is_late_is_given_time_and_answers(unit: Asked, clock: FixedClock) -> None:
    case, (response,) = unit.asked()
    clock.advance(timedelta(days=9))
    with pytest.raises(Refused, match="It is kept"):
        unit.respond(case, response)
    case = reopen(unit, case, response)
    assert unit.respond(case, response).stage is Stage.REVIEW
    (row,) = unit.questions(case)
    assert row.answer is not None
    assert row.answer.words == WORDS


def test_after_the_case_went_on_the_time_is_reopened_with_what_was_typed(
    session: Session, unit: Asked, clock: FixedClock
) -> None:
    case, (response,) = unit.asked()
    unit.write_answer(case, response)
    case = reopen(unit, silent(unit, case, response, clock), response)
    assert case.stage is Stage.RESPONSE
    first, again = unit.questions(case)
    assert (first.ending, again.ending, again.digest) == (Ending.SILENT, None, first.digest)
    assert draft_of(session, case.case_id, again.request_id).words == WORDS
    assert draft_of(session, case.case_id, first.request_id).words == WORDS
    with pytest.raises(Overtaken):
        reopen(unit, case, response)
    unit.judge(unit.respond(case, again.reference), again.reference)
    assert WORDS in material_of(session, unit.now(case)).page.text


def test_after_a_waiver_no_time_is_lost_and_one_end_is_told_everywhere(
    session: Session, unit: Asked, clock: FixedClock
) -> None:
    case, (response,) = unit.asked()
    with unit_of_work(unit.candidate(case)) as work:
        promised = take_more_time(work, unit.now(case), response=response)
    with unit_of_work(unit.supervisor) as work:
        asking.record_waiver(work, unit.now(case), response=response, reason="Letter of 3 March, on file.")
    clock.advance(timedelta(days=1))
    with unit_of_work(unit.supervisor) as work:
        given = asking.reopen_time(work, unit.now(case), response=response, reason=WHY)
    first, again = unit.questions(case)
    (row,) = session.scalars(select(AnswerReopening))
    assert (first.ending, again.ending) == (Ending.WAIVED, None)
    assert given == promised
    assert {again.due_at, row.due_at, given} == {promised}
    told = [entry.params["due"] for entry in entries_of(session, (case.case_id,), DUE)][-2:]
    assert len(set(told)) == 1, "the ledger tells one end"


def test_each_of_two_concerns_waits_for_its_own_answer(session: Session, unit: Asked) -> None:
    case, (first, second) = unit.asked(concerns=2)
    case = unit.respond(case, first)
    assert case.stage is Stage.RESPONSE, "one is still open"
    with pytest.raises(Refused, match="not in review"):
        unit.judge(case, first)
    with unit_of_work(unit.supervisor) as work:
        asking.record_waiver(work, unit.now(case), response=second, reason="Letter of 3 March, on file.")
    case = unit.now(case)
    assert case.stage is Stage.REVIEW
    unit.judge(case, first)
    text = material_of(session, unit.now(case)).page.text
    assert text.count(WORDS) == 1
    assert text.count("gave up the time to answer, in writing. That does not count as agreement.") == 1
    unit.look_both(case)
    unit.release(case)


def test_a_withdrawn_finding_is_withheld_with_the_reason(session: Session, unit: Asked) -> None:
    case, (response,) = unit.asked()
    case = unit.judge(unit.respond(case, response, Choice.NOT_MINE), response, Outcome.WITHDRAW)
    material = material_of(session, case)
    (finding,) = material.findings
    assert (finding.withheld, finding.withheld_reason) == (True, "Read with the source.")
    assert "No job-related findings" in material.page.text
    assert "not my account" not in material.page.text
    unit.look_both(case)
    unit.release(case)


@pytest.mark.parametrize("outcome", [Outcome.REWORD, Outcome.SEARCH])
def test_the_investigator_gets_the_case_back_with_the_reason(
    session: Session, unit: Asked, outcome: Outcome
) -> None:
    case, (response,) = unit.asked()
    case = unit.judge(unit.respond(case, response), response, outcome)
    assert case.stage is Stage.SEARCH
    (returned,) = returns_of(session, case.case_id)
    (asked,) = returned.asked
    (row,) = unit.questions(case)
    assert (asked.about, asked.words) == (row.finding, "Read with the source.")


def handed_in_with(
    unit: Asked, case: CaseFacts, finding: str, statement: str, direction: Direction = Direction.CONCERN
) -> CaseFacts:
    """Have the investigator write other words, and the supervisor read them."""
    unit.revise(case, finding, statement=statement, direction=direction)
    unit.screen(case, finding)
    unit.check(case, finding)
    unit.verify(case)
    unit.begin(unit.submit(case))
    unit.read(case, finding)
    unit.look(case, unit.supervisor)
    return unit.now(case)


def test_changed_words_are_asked_about_again_and_the_first_answer_stays(
    session: Session, unit: Asked
) -> None:
    case, (response,) = unit.asked()
    case = unit.judge(unit.respond(case, response), response, Outcome.REWORD)
    (row,) = unit.questions(case)
    case = handed_in_with(unit, case, row.finding, OTHER)
    assert "The candidate has not been asked yet." in material_of(session, case).page.text
    with pytest.raises(Refused, match="changed after the candidate was asked"):
        unit.release(case)
    (again,) = unit.ask(case)
    first, second = unit.questions(case)
    assert (first.answer is not None, second.number, second.reference) == (True, 2, again)
    other = "That is how it was."
    case = unit.respond(unit.now(case), again, Choice.CORRECT, other)
    unit.judge(case, again)
    text = material_of(session, unit.now(case)).page.text
    assert other in text
    assert WORDS not in text, "the first answer was to other words"


def test_what_was_asked_about_once_is_asked_about_in_every_wording(session: Session, unit: Asked) -> None:
    case, (response,) = unit.asked()
    case = unit.judge(unit.respond(case, response), response, Outcome.REWORD)
    (row,) = unit.questions(case)
    case = handed_in_with(unit, case, row.finding, OTHER, Direction.CONTEXT)
    assert "The candidate has not been asked yet." in material_of(session, case).page.text
    with pytest.raises(Refused, match="changed after the candidate was asked"):
        unit.release(case)
    assert unit.ask(case)


def test_a_correction_in_other_words_asks_again(session: Session, unit: Asked) -> None:
    case, (response,) = unit.asked()
    case = unit.judge(unit.respond(case, response), response)
    unit.look_both(case)
    unit.release(case)
    with unit_of_work(unit.supervisor) as work:
        review_service.begin_correction(work, unit.now(case), reason="The day was wrong.")
    (row,) = unit.questions(case)
    case = handed_in_with(unit, case, row.finding, OTHER)
    with unit_of_work(unit.supervisor) as work, pytest.raises(Refused) as refused:
        service.correct_release(work, case, reason="The day was wrong.")
    assert "R-21" in {unmet.ref for unmet in refused.value.unmet}
    assert unit.ask(case) != [response]
    assert unit.now(case).stage is Stage.RESPONSE


def test_a_correction_in_the_same_words_carries_the_answer(session: Session, unit: Asked) -> None:

    case, (response,) = unit.asked(concerns=1)
    case = unit.judge(unit.respond(case, response), response)
    unit.look_both(case)
    unit.release(case)
    with unit_of_work(unit.supervisor) as work:
        review_service.begin_correction(work, unit.now(case), reason="One more thing was found.")
    finding = unit.validated(case)
    unit.begin(unit.submit(case))
    unit.read(case, finding)
    unit.look(case, unit.supervisor)
    with unit_of_work(unit.supervisor) as work:
        service.correct_release(work, unit.now(case), reason="One more thing was found.")
    assert WORDS in material_of(session, unit.now(case)).page.text


def test_what_is_taken_back_is_over_and_asked_anew(session: Session, unit: Asked) -> None:
    case, (response,) = unit.asked()
    with unit_of_work(unit.supervisor) as work:
        asking.take_back(work, unit.now(case), response=response, reason="The words were not ready.")
    case = unit.now(case)
    assert case.stage is Stage.REVIEW
    with pytest.raises(Refused, match="Nothing is asked of you"):
        unit.respond(case, response)
    assert "The candidate has not been asked yet." in material_of(session, case).page.text
    assert unit.ask(case) != [response]


def test_only_a_supervisor_who_said_that_there_is_no_tie_does_any_of_it(unit: Asked) -> None:
    case, (response,) = unit.asked()
    for who in (unit.dana, unit.candidate(case), unit.people.make("Member Reyes", Role.BOARD_MEMBER)):
        with pytest.raises(Denied) as denied, unit_of_work(who) as work:
            asking.take_back(work, unit.now(case), response=response, reason=WHY)
        assert denied.value.permission == Permission.ASK_CANDIDATE
    silent_one, tied = (unit.people.make(name, Role.SUPERVISOR) for name in ("Lt. Ina Roy", "Lt. Eva Ruth"))
    unit.tie(case, tied)
    for who, sentence in ((silent_one, "Say first whether"), (tied, "You declared a tie")):
        with pytest.raises(Refused, match=sentence), unit_of_work(who) as work:
            asking.record_waiver(work, unit.now(case), response=response, reason=WHY)
    (row,) = unit.questions(case)
    assert row.ending is None


def test_of_another_case_nothing_is_done(unit: Asked) -> None:
    case, _responses = unit.asked()
    _other, (foreign,) = unit.asked("Andre Whitfield")
    with pytest.raises(NotFound), unit_of_work(unit.supervisor) as work:
        asking.take_back(work, unit.now(case), response=foreign, reason=WHY)


def test_the_second_of_two_supervisors_is_told(unit: Asked) -> None:
    case, (response,) = unit.asked()
    seen = unit.now(case)
    with unit_of_work(unit.supervisor) as work:
        asking.take_back(work, seen, response=response, reason="The words were not ready.")
    with pytest.raises((Overtaken, Refused)), unit_of_work(unit.supervisor) as work:
        asking.take_back(work, seen, response=response, reason="The words were not ready.")
    with pytest.raises(Overtaken), unit_of_work(unit.supervisor) as work:
        asking.ask(work, unit.now(case), seen="a notice that nobody saw")
    assert len(unit.questions(case)) == 1
