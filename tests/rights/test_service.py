"""Questions, answers and requests for a copy: kept sealed, for ever, and recorded."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from tests.factories.affidavits import Round
from tracker.cases.service import open_case
from tracker.db import db, unit_of_work
from tracker.ledger.models import ledger_entries
from tracker.mail.delivering import Taken, deliver_due
from tracker.mail.models import OutgoingMail
from tracker.mail.texts import Filling
from tracker.policy.actors import Actor, Role
from tracker.policy.answers import Denied, NotFound, Refused
from tracker.policy.facts import CaseFacts
from tracker.policy.mailing import MailKind
from tracker.policy.rights import CopyOutcome
from tracker.rights import service
from tracker.rights.models import CopyRequest, Question
from tracker.rights.queries import (
    copies_of,
    question_of,
    questions_of,
)
from tracker.rights.waiting import copy_lines, question_lines


def events(case: CaseFacts) -> list[str]:
    """Return what the ledger says of this room's acts in a case."""
    wanted = ("QUESTION_ASKED", "QUESTION_ANSWERED", "COPY_REQUESTED", "COPY_ANSWERED", "OWN_FILE_TAKEN")
    rows = db.session.execute(
        ledger_entries.select()
        .where(ledger_entries.c.case_id == str(case.case_id), ledger_entries.c.event.in_(wanted))
        .order_by(ledger_entries.c.idx)
    )
    return [row.event for row in rows]


def ask(hiring: Round, case: CaseFacts, words: str = "When do I hear?") -> Question:
    """Ask a question as the candidate."""
    with unit_of_work(hiring.candidate(case)) as work:
        return service.ask_question(work, case, words=words)


def want(hiring: Round, case: CaseFacts, words: str = "All that I may see") -> CopyRequest:
    """Ask for a copy of more, as the candidate."""
    with unit_of_work(hiring.candidate(case)) as work:
        return service.request_copy(work, case, words=words)


@pytest.mark.clause("Hampton D.2")
def test_a_question_is_answered_in_writing_and_both_stay(hiring: Round, case: CaseFacts) -> None:
    question = ask(hiring, case)
    assert b"When do I hear" not in question.words
    waiting = question_lines(db.session, hiring.hr.person_id)
    assert [(one.reference, one.answered_at) for one in waiting] == [(question.reference, None)]
    for number, (actor, words) in enumerate(((hiring.hr, "On Monday."), (hiring.supervisor, "By letter."))):
        with unit_of_work(actor) as work:
            service.answer_question(
                work, case, reference=question.reference, words=words, seen_answers=number
            )
    asked = question_of(db.session, case.case_id, question.reference)
    assert asked.words == "When do I hear?"
    assert [(one.words, one.who) for one in asked.replies] == [
        ("On Monday.", "Priya Nair"),
        ("By letter.", "Lt. Ama Okafor"),
    ]
    assert question_lines(db.session, hiring.hr.person_id)[0].answered_at is not None
    assert events(case) == ["QUESTION_ASKED", "QUESTION_ANSWERED", "QUESTION_ANSWERED"]


def test_two_who_answer_at_once_do_not_answer_past_each_other(hiring: Round, case: CaseFacts) -> None:
    question = ask(hiring, case)
    with unit_of_work(hiring.hr) as work:
        service.answer_question(work, case, reference=question.reference, words="Monday.", seen_answers=0)
    with pytest.raises(Refused, match="while you were typing"), unit_of_work(hiring.supervisor) as work:
        service.answer_question(work, case, reference=question.reference, words="Friday.", seen_answers=0)
    assert len(question_of(db.session, case.case_id, question.reference).replies) == 1


def test_an_answer_that_touches_religion_is_looked_at_again(hiring: Round, case: CaseFacts) -> None:
    question = ask(hiring, case)
    words = "You can come after church."
    assert [one.passage for one in service.touching(words)] == ["church"]
    with pytest.raises(Refused, match="Look again"), unit_of_work(hiring.hr) as work:
        service.answer_question(work, case, reference=question.reference, words=words, seen_answers=0)
    with unit_of_work(hiring.hr) as work:
        service.answer_question(
            work, case, reference=question.reference, words=words, seen_answers=0, looked=True
        )
    assert events(case)[-1] == "QUESTION_ANSWERED"


def test_a_request_has_a_last_day_and_one_answer(hiring: Round, case: CaseFacts) -> None:
    wanted = want(hiring, case)
    assert wanted.due_on == date(2026, 3, 13)
    with pytest.raises(Refused, match="asked already"):
        want(hiring, case)
    for days, today in ((4, date(2026, 3, 9)), (-1, date(2026, 3, 14))):
        assert [one.days_left for one in copy_lines(db.session, hiring.hr.person_id, today)] == [days]
    words = "Mailed; the rest is not ours."
    with unit_of_work(hiring.hr) as work:
        service.settle_copy(work, case, reference=wanted.reference, outcome=CopyOutcome.PART, words=words)
    with pytest.raises(Refused, match="before you did"), unit_of_work(hiring.hr) as work:
        service.settle_copy(work, case, reference=wanted.reference, outcome=CopyOutcome.PART, words=words)
    (found,) = copies_of(db.session, case.case_id)
    assert (found.outcome, found.who) == (CopyOutcome.PART, "Priya Nair")
    assert found.given == words
    want(hiring, case, "And the rest")
    assert events(case) == ["COPY_REQUESTED", "COPY_ANSWERED", "COPY_REQUESTED"]


def test_what_is_another_candidates_is_not_there(hiring: Round, case: CaseFacts) -> None:
    other = hiring.case("Ana Lima")
    question, wanted = ask(hiring, other), want(hiring, other)
    with pytest.raises(NotFound), unit_of_work(hiring.hr) as work:
        service.answer_question(work, case, reference=question.reference, words="Yes.", seen_answers=0)
    with pytest.raises(NotFound), unit_of_work(hiring.hr) as work:
        service.settle_copy(
            work, case, reference=wanted.reference, outcome=CopyOutcome.ALL, words="All of it, mailed"
        )
    assert questions_of(db.session, case.case_id) == ()
    assert copies_of(db.session, case.case_id) == ()
    with pytest.raises(NotFound), unit_of_work(hiring.candidate(case)) as work:
        service.ask_question(work, other, words="Who is that?")


@pytest.mark.clause("Hamden D.2")
def test_whoever_sits_on_the_board_reads_no_question(hiring: Round, case: CaseFacts) -> None:
    question = ask(hiring, case)
    member = hiring.people.make("Member Reyes", Role.BOARD_MEMBER)
    as_hr = Actor(member.person_id, Role.HR_ADMIN, member.name)
    with pytest.raises((Denied, Refused, NotFound)), unit_of_work(as_hr) as work:
        service.answer_question(work, case, reference=question.reference, words="Yes.", seen_answers=0)
    assert question_lines(db.session, member.person_id) == ()
    want(hiring, case)
    assert copy_lines(db.session, member.person_id, date(2026, 3, 9)) == ()


@pytest.mark.parametrize(
    "table", ["candidate_questions", "question_answers", "copy_requests", "copy_answers"]
)
def test_the_database_keeps_what_was_written(hiring: Round, case: CaseFacts, table: str) -> None:
    question, wanted = ask(hiring, case), want(hiring, case)
    with unit_of_work(hiring.hr) as work:
        service.answer_question(work, case, reference=question.reference, words="Monday.", seen_answers=0)
        service.settle_copy(
            work, case, reference=wanted.reference, outcome=CopyOutcome.ALL, words="All of it, mailed"
        )
    for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET version = version + 1"):
        with pytest.raises(DatabaseError), db.engine.begin() as connection:
            connection.execute(text(statement))


def test_an_answer_is_told_of_by_mail_and_not_said_in_it(hiring: Round) -> None:
    with unit_of_work(hiring.hr) as work:
        case_id = open_case(
            work, hiring.requisition, name="Nina Alvarez", email="nina@mail.example", language="es"
        ).id
    case = hiring.now(case_id)
    question = ask(hiring, case)
    with unit_of_work(hiring.hr) as work:
        service.answer_question(work, case, reference=question.reference, words="By letter.", seen_answers=0)
    told: list[Taken] = []
    assert deliver_due(told.append) == 1
    (mail,) = told
    assert (mail.kind, mail.language) == (MailKind.QUESTION_ANSWERED, "es")
    assert mail.filling == Filling(to="nina@mail.example")


def test_no_address_is_no_reason_not_to_answer(hiring: Round, case: CaseFacts) -> None:
    question = ask(hiring, case)
    with unit_of_work(hiring.hr) as work:
        service.answer_question(work, case, reference=question.reference, words="Monday.", seen_answers=0)
    assert db.session.scalars(select(OutgoingMail)).all() == []
