"""The investigator's diary: whom to call and to meet, and whose turn it is, as each word is said."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from tests.factories.protocol import Bench
from tests.people import People
from tests.vault.counting import statements
from tracker.cases.queries import facts_of
from tracker.clock import FixedClock
from tracker.db import clock_of, db, unit_of_work
from tracker.policy.actors import Actor, Role
from tracker.policy.facts import CaseFacts
from tracker.policy.together_answers import CONFIRM_WITHIN, Confirmation, TimeAnswer
from tracker.policy.vocabulary import AccessMode
from tracker.together.diary import Diary, Turn, diary_of
from tracker.together.queries import session_of
from tracker.together.service import Offer, answer_times, confirm_session, offer_session

pytestmark = [pytest.mark.usefixtures("context"), pytest.mark.clause("Hampton F.2")]


def diary(person: Actor) -> Diary:
    """Return somebody's diary as it stands now."""
    db.session.rollback()
    return diary_of(db.session, person.person_id, clock_of(db.session).now())


def offered(bench: Bench, case: CaseFacts) -> str:
    """Offer two times and return the session's reference."""
    now = clock_of(db.session).now()
    offer = Offer(AccessMode.TOGETHER, "Room 2", (now + timedelta(hours=24), now + timedelta(hours=48)))
    with unit_of_work(bench.dana) as work:
        return offer_session(work, facts_of(work.session, case.case_id), offer=offer).reference


def says(marisol: Actor, case: CaseFacts, reference: str, answer: TimeAnswer) -> None:
    """Have the candidate answer, with the first time where one suits."""
    chosen = session_of(db.session, case.case_id, reference).times[0]
    with unit_of_work(marisol) as work:
        agreed = answer is TimeAnswer.AGREED
        answer_times(work, case, reference=reference, answer=answer, chosen=chosen if agreed else None)


def told(person: Actor) -> list[tuple[Turn, str]]:
    """Return whose turn it is and what comes next, of each session."""
    return [(one.turn, one.words) for one in diary(person).sessions]


def test_promised_calls_stand_in_it_until_a_time_is_agreed_on(
    bench: Bench, case: CaseFacts, marisol: Actor
) -> None:
    def called() -> list[tuple[str, str, AccessMode]]:
        return [(one.case, one.candidate, one.mode) for one in diary(bench.dana).calls]

    copy = (case.reference, "Marisol Peña", AccessMode.CANDIDATE_EXPORT)
    assert sorted(called()) == sorted([copy, (case.reference, "Marisol Peña", AccessMode.TOGETHER)])
    says(marisol, case, offered(bench, case), TimeAnswer.AGREED)
    assert called() == [copy]


def test_it_says_whose_turn_it_is_from_the_offer_to_the_candidates_last_word(
    bench: Bench, case: CaseFacts, marisol: Actor, clock: FixedClock
) -> None:
    reference = offered(bench, case)
    assert told(bench.dana) == [(Turn.CANDIDATE, "The candidate chooses a time")]
    says(marisol, case, reference, TimeAnswer.ANOTHER_TIME)
    assert told(bench.dana) == [(Turn.OWN, "Offer other times")]
    says(marisol, case, reference, TimeAnswer.NOT_ANY_MORE)
    assert told(bench.dana) == [(Turn.NOBODY, "The candidate wants no meeting")]
    says(marisol, case, reference, TimeAnswer.AGREED)
    assert told(bench.dana) == [(Turn.OWN, "Meet the candidate")]
    clock.advance(timedelta(hours=25))
    assert told(bench.dana) == [(Turn.OWN, "Record the meeting")]
    bench.correct(case, reference, 2)
    assert told(bench.dana) == [(Turn.CANDIDATE, "The candidate can confirm the record")]
    with unit_of_work(marisol) as work:
        confirm_session(
            work, case, reference=reference, number=1, answer=Confirmation.DIFFERENT, words="It was room 3."
        )
    assert told(bench.dana) == [(Turn.OWN, "Read what the candidate says was different")]
    bench.correct(case, reference, 2)
    with unit_of_work(marisol) as work:
        confirm_session(work, case, reference=reference, number=2, answer=Confirmation.CONFIRMED, words="")
    assert told(bench.dana) == [(Turn.NOBODY, "The candidate confirmed the record")]


def test_silence_ends_the_candidates_turn(bench: Bench, case: CaseFacts, clock: FixedClock) -> None:
    bench.meet(case, 2)
    clock.advance(CONFIRM_WITHIN)
    assert told(bench.dana) == [(Turn.NOBODY, "Recorded; the candidate said nothing to it")]


def test_nobody_reads_it_of_cases_that_others_have(bench: Bench, case: CaseFacts, people: People) -> None:
    offered(bench, case)
    other = people.make("Luis Ortega", Role.INVESTIGATOR)
    assert diary(other) == Diary((), ())
    assert len(diary(bench.dana).sessions) == 1


def test_it_takes_the_same_statements_however_many_there_are(
    bench: Bench, case: CaseFacts, session: Session
) -> None:
    def asked() -> int:
        session.rollback()
        with statements(db.engine) as seen:
            diary_of(session, bench.dana.person_id, clock_of(session).now())
        return len([one for one in seen if one.startswith("SELECT")])

    offered(bench, case)
    few = asked()
    for _ in range(6):
        bench.meet(case, 2)
        offered(bench, case)
    assert asked() == few
