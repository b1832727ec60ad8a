"""Until when there is time: told by mail once more before it ends, and to staff on desk and case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from tests.factories.answering import Asked
from tests.vault.counting import statements
from tracker.answering.service import take_more_time
from tracker.cases.candidates import contact_of
from tracker.cases.reminding import post_reminders
from tracker.clock import FixedClock
from tracker.db import clock_of, db, unit_of_work
from tracker.journey import REMINDERS
from tracker.mail.queries import mails_of
from tracker.policy.facts import CaseFacts
from tracker.policy.mailing import MailKind
from tracker.protocol.case_top import case_top
from tracker.protocol.desk import desk_of
from tracker.protocol.next_act import Group
from tracker.release import asking

WHY = "The candidate called: a storm cut the line."
NAME = "Ada with an address"
"""A candidate of these tests alone, for what is built once is built anew by its name."""


@pytest.fixture
def mailed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Candidates have an address."""
    monkeypatch.setattr(
        "tracker.cases.sending.contact_of",
        lambda *asked: replace(contact_of(*asked), email="marisol@mail.example"),
    )


@pytest.fixture
def addressed(unit: Asked, mailed: None, monkeypatch: pytest.MonkeyPatch) -> Asked:
    """A requisition whose candidates gave an address when they were added."""
    plain = unit.case
    monkeypatch.setattr(unit, "case", lambda *a, **k: plain(*a, **({"email": "marisol@mail.example"} | k)))
    return unit


def remind() -> int:
    """Look for what is due."""
    db.session.rollback()
    return post_reminders(REMINDERS)


def to_answer(case: CaseFacts) -> int:
    """Return how many mails said that something waits for an answer."""
    db.session.rollback()
    return [line.kind for line in mails_of(db.session, case.case_id)].count(MailKind.TO_ANSWER)


def until(unit: Asked, clock: FixedClock, case: CaseFacts, before: timedelta) -> None:
    """Let the time go by until so long before the end."""
    (row,) = unit.questions(case)
    clock.advance(row.due_at - before - clock.now())


def test_the_last_working_day_is_told_of_once(addressed: Asked, clock: FixedClock) -> None:
    case, _asked = addressed.asked(NAME)
    assert (remind(), to_answer(case)) == (0, 1)
    until(addressed, clock, case, timedelta(days=5))
    assert remind() == 0
    until(addressed, clock, case, timedelta(minutes=30))
    assert (remind(), remind(), to_answer(case)) == (1, 0, 2)
    clock.advance(timedelta(hours=1))
    assert remind() == 0


def test_who_answered_or_took_more_time_is_not_told_of_the_old_end(
    addressed: Asked, clock: FixedClock
) -> None:
    case, (response,) = addressed.asked(NAME)
    with unit_of_work(addressed.candidate(case)) as work:
        take_more_time(work, addressed.now(case), response=response)
    clock.advance(timedelta(days=5))
    until(addressed, clock, case, timedelta(days=5))
    assert remind() == 0
    until(addressed, clock, case, timedelta(hours=1))
    assert remind() == 1
    other, (asked,) = addressed.asked("Bo with an address")
    addressed.respond(other, asked)
    clock.advance(timedelta(days=6))
    assert remind() == 0


def test_a_reopened_time_is_told_of_by_mail(addressed: Asked, clock: FixedClock) -> None:
    case, (response,) = addressed.asked(NAME)
    clock.advance(timedelta(days=9))
    with unit_of_work(addressed.supervisor) as work:
        asking.reopen_time(work, addressed.now(case), response=response, reason=WHY)
    assert to_answer(case) == 2


def next_words(unit: Asked, case: CaseFacts) -> tuple[str, str]:
    """Return what desk and case of the investigator say comes next; the case waits for somebody else."""
    db.session.rollback()
    now = clock_of(db.session).now()
    (row,) = (
        one
        for one in desk_of(db.session, unit.dana.person_id, now).waiting
        if one.reference == case.reference
    )
    top = case_top(db.session, unit.dana, unit.now(case))
    assert row.next.group is top.next.group is Group.WAITING
    return row.next.words, top.next_words


@pytest.mark.sqlite
def test_desk_and_case_say_until_when_there_is_time(unit: Asked, clock: FixedClock) -> None:
    case, (response,) = unit.asked()
    assert set(next_words(unit, case)) == {"The candidate can answer until March 16, 2026, 5:00 p.m. EDT"}
    with unit_of_work(unit.candidate(case)) as work:
        take_more_time(work, unit.now(case), response=response)
    longer = "The candidate can answer until March 19, 2026, 5:00 p.m. EDT"
    assert set(next_words(unit, case)) == {longer}
    until(unit, clock, case, timedelta())
    over = "The time to answer ended on March 19, 2026, 5:00 p.m. EDT. A supervisor goes on"
    assert set(next_words(unit, case)) == {over}
    with unit_of_work(unit.supervisor) as work:
        asking.reopen_time(work, unit.now(case), response=response, reason=WHY)
    assert next_words(unit, case)[0].startswith("The candidate can answer until March 2")


@pytest.mark.sqlite
def test_a_time_that_ended_and_is_reopened_says_the_new_end(unit: Asked, clock: FixedClock) -> None:
    case, (response,) = unit.asked()
    clock.advance(timedelta(days=9))
    with unit_of_work(unit.supervisor) as work:
        asking.go_on_without(work, unit.now(case), response=response)
    with unit_of_work(unit.supervisor) as work:
        asking.reopen_time(work, unit.now(case), response=response, reason=WHY)
    newest = max(row.due_at for row in unit.questions(case))
    assert f"March {newest.day}, 2026" in next_words(unit, case)[0]


@pytest.mark.sqlite
def test_statements_do_not_grow_with_who_is_asked(session: Session, unit: Asked) -> None:
    def counted(read: Callable[[], object]) -> int:
        session.rollback()
        with statements(db.engine) as seen:
            read()
        return len(seen)

    def desk() -> object:
        return desk_of(session, unit.dana.person_id, clock_of(session).now())

    unit.asked()
    few = counted(desk)
    unit.asked("Ana", concerns=2)
    assert counted(desk) == few
