"""Check 9 once the candidate was asked: the record answers it, and nobody ticks it by hand."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from tests.factories.answering import Asked
from tests.factories.validation import YES
from tracker.answering.asked import asked_of
from tracker.clock import FixedClock
from tracker.db import clock_of
from tracker.policy.answering import Outcome
from tracker.policy.answers import Refused
from tracker.policy.casework import CheckFacts
from tracker.policy.facts import CaseFacts
from tracker.policy.validation import all_answers
from tracker.policy.vocabulary import Check
from tracker.release.material import material_of
from tracker.validation.check_page import checks_page

LATER = timedelta(minutes=5)


def asked(unit: Asked, clock: FixedClock) -> tuple[CaseFacts, str]:
    """Return a case whose candidate is asked some time after the finding was written, and the question."""
    case = unit.concerned()
    clock.advance(LATER)
    (response,) = unit.ask(case)
    return unit.now(case), response


def ninth(session: Session, unit: Asked, case: CaseFacts) -> CheckFacts:
    """Return how check 9 of the case's one finding is answered now."""
    session.rollback()
    (judged,) = material_of(session, unit.now(case)).judged
    return all_answers(judged.facts)[Check.CORROBORATED]


@pytest.mark.clause("Hamden D.6")
def test_asked_and_answered_the_record_answers_check_nine(
    session: Session, unit: Asked, clock: FixedClock
) -> None:
    case, response = asked(unit, clock)
    assert ninth(session, unit, case).answered_by == unit.dana.person_id
    case = unit.respond(case, response)
    made = ninth(session, unit, case)
    assert (made.by_system, made.answered_by) == (True, None)
    assert f"question {response}. Answered: " in made.ground
    case = unit.judge(case, response, Outcome.SEARCH)
    (finding,) = unit.finding_references(case)
    line = checks_page(session, unit.dana, case, finding, clock_of(session).now()).lines[8]
    assert (line.answer, line.by_system, line.by) == ("yes", True, "")
    session.rollback()
    with pytest.raises(Refused, match="is made by the system"):
        unit.check(case, finding, YES)


@pytest.mark.clause("Hamden D.6")
def test_other_words_are_a_persons_to_judge_again(session: Session, unit: Asked, clock: FixedClock) -> None:
    case, response = asked(unit, clock)
    case = unit.judge(unit.respond(case, response), response, Outcome.SEARCH)
    (finding,) = unit.finding_references(case)
    clock.advance(LATER)
    unit.revise(case, finding, statement="In May 2025 the candidate quoted a slogan in a post of one day.")
    unit.check(unit.now(case), finding)
    assert ninth(session, unit, case).answered_by == unit.dana.person_id


@pytest.mark.clause("Hamden D.6")
def test_a_clock_that_was_set_back_makes_no_old_question_one_about_new_words(
    session: Session, unit: Asked, clock: FixedClock
) -> None:
    case = unit.concerned()
    clock.advance(LATER)
    when = clock.now()
    (response,) = unit.ask(case)
    case = unit.judge(unit.respond(unit.now(case), response), response, Outcome.SEARCH)
    (finding,) = unit.finding_references(case)
    assert asked_of(session, case.case_id)
    clock.set(when - timedelta(minutes=1))
    unit.revise(case, finding, statement="In May 2025 the candidate quoted a slogan in a post of one day.")
    assert not asked_of(session, case.case_id)
