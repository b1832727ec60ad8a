"""The copy holds what was signed otherwise too, and what was asked about answers, in few statements."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import event

from tests.affidavits.test_clarifying import WORDS, ask, reply
from tests.affidavits.test_notary import PAGE, PDF, ready, sent
from tests.factories.affidavits import Round
from tests.people import People
from tracker.affidavits.access import agree_access, stop_access
from tracker.affidavits.words import english
from tracker.cases.service import withdraw_case
from tracker.clock import FixedClock
from tracker.db import db, unit_of_work
from tracker.policy.actors import Role
from tracker.policy.facts import CaseFacts
from tracker.rights.own_file import own_file


@pytest.fixture
def hiring(context: None, people: People) -> Round:
    """A requisition under a law that lets a notary take the signature."""
    return Round(people, profile="ar")


def in_it(case: CaseFacts) -> dict[str, bytes]:
    """Return what the copy of a case holds, by name."""
    return {one.name: b"".join(one.pieces()) for one in own_file(db.session, case, english)}


def test_what_waits_to_be_sworn_and_each_scan_is_in_it(hiring: Round, case: CaseFacts) -> None:
    waiting = ready(hiring, case, "es")
    sent(hiring.candidate(case), case, PAGE, PDF)
    files = in_it(hiring.now(case))
    assert files[f"to-swear-{waiting.reference}.txt"] == waiting.text.encode()
    assert files[f"to-swear-{waiting.reference}-english.txt"] == waiting.english.encode()
    assert (files["paper-1-page-1.png"], files["paper-2-page-2.pdf"]) == (PAGE, PDF)


def test_what_was_asked_about_answers_is_in_it_with_what_was_said(hiring: Round) -> None:
    case = hiring.case("Nina Alvarez")
    hiring.file(case)
    first = ask(hiring, hiring.now(case))
    reply(hiring, case, first)
    told = in_it(hiring.now(case))["asked-about-answers.txt"].decode()
    assert f"> {WORDS}" in told
    assert "> The first one." in told
    assert "TikTok" in told


def test_access_that_was_stopped_says_who_stopped_it(hiring: Round, clock: FixedClock) -> None:
    case = hiring.case("Nina Alvarez")
    hiring.file(case)
    assert "You stopped it" not in in_it(hiring.now(case))["access.txt"].decode()
    clock.advance(timedelta(hours=1))
    with unit_of_work(hiring.candidate(case)) as work:
        stop_access(work, hiring.now(case), number=1)
    told = in_it(hiring.now(case))["access.txt"].decode()
    assert told.count("You stopped it: 2026-03-09 ") == 1


class Ticking(FixedClock):
    """A clock that goes on by itself, as a machine's does."""

    def now(self) -> datetime:
        """Return a moment, and a later one the next time."""
        self.advance(timedelta(milliseconds=1))
        return super().now()


def test_access_that_was_replaced_or_ended_with_the_case_was_not_stopped(
    hiring: Round, clock: FixedClock
) -> None:
    case, ticking = hiring.case("Nina Alvarez"), Ticking(clock.now())
    hiring.file(case)
    lines = in_it(hiring.now(case))["access.txt"].decode()
    assert "  Until: The decision, at the latest 20" in lines
    hiring.assign(hiring.now(case), hiring.people.make("Luis Ortega", Role.INVESTIGATOR))
    now = hiring.now(case)
    with unit_of_work(hiring.candidate(case), clock=ticking) as work:
        agree_access(work, now, number=1, to=now.investigator_id)
    agreed = in_it(hiring.now(case))["access.txt"].decode()
    assert agreed.count("  Replaced by what you said later: 2026-03-09 ") == 1
    with unit_of_work(hiring.candidate(case), clock=ticking) as work:
        withdraw_case(work, hiring.now(case))
    ended = in_it(hiring.now(case))["access.txt"].decode()
    assert ended.count("  Ended when you withdrew: 2026-03-09 ") == 2
    assert "You stopped it" not in lines + agreed + ended
    assert "Until" not in ended


def test_many_scans_take_no_more_statements_than_one_until_they_are_sent(
    hiring: Round, case: CaseFacts
) -> None:
    ready(hiring, case)
    sent(hiring.candidate(case), case, PAGE)
    few = _statements(hiring.now(case))
    other = hiring.case("Nina Alvarez")
    ready(hiring, other)
    sent(hiring.candidate(other), other, *[PAGE] * 9)
    assert _statements(hiring.now(other)) == few


def _statements(case: CaseFacts) -> int:
    """Return how many statements listing the files of a copy takes."""
    heard: list[str] = []

    def hear(*args: object) -> None:
        heard.append(str(args[2]))

    event.listen(db.engine, "before_cursor_execute", hear)
    try:
        own_file(db.session, case, english)
    finally:
        event.remove(db.engine, "before_cursor_execute", hear)
    return len(heard)
