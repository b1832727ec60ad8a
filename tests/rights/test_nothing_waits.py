"""Once a candidate withdrew, nothing waits any more: no request, time, concern, mail or link."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.affidavits.conftest import Site
from tests.affidavits.reading import words_of
from tests.answering.conftest import Site as Asking
from tests.factories.protocol import FACEBOOK, Bench
from tests.people import Browser, People, csrf_off
from tracker.cases.queries import facts_of
from tracker.cases.service import withdraw_case
from tracker.cases.way_back import ask_inside, asked_since
from tracker.clock import FixedClock
from tracker.db import clock_of, db, unit_of_work
from tracker.mail.models import OutgoingMail
from tracker.mail.service import post
from tracker.policy.actors import SYSTEM, Actor, Role
from tracker.policy.answers import Refused
from tracker.policy.facts import CaseFacts
from tracker.policy.mailing import WHILE_OPEN, MailKind, MailState
from tracker.policy.vocabulary import AccessMode
from tracker.protocol import differing
from tracker.protocol.requests import request_list
from tracker.rights.service import answer_question, ask_question
from tracker.settings import Settings
from tracker.together.service import Offer, offer_session

ASKS_FOR = ("Choose a time", "See what we ask", "Tell us if something was different", "We want to hear")


def status_of(phone: Browser) -> str:
    """Return the words of the status page."""
    return " ".join(words_of(phone.get("/a/status").text).split())


def withdraw(case: CaseFacts) -> None:
    """Have the candidate withdraw."""
    with unit_of_work(Actor(case.candidate_id, Role.CANDIDATE, "Candidate", case_id=case.case_id)) as work:
        withdraw_case(work, facts_of(db.session, case.case_id))


@pytest.fixture
def bench(people: People) -> Bench:
    """A requisition with its people."""
    csrf_off(people.app)
    return Bench(people)


def phone_of(people: People, case: CaseFacts) -> Browser:
    """Return the candidate's browser."""
    return people.browser(Actor(case.candidate_id, Role.CANDIDATE, "Candidate", case_id=case.case_id))


@pytest.mark.parametrize("approve", [True, False])
def test_no_request_waits_for_a_supervisor(bench: Bench, context: None, approve: bool) -> None:
    case = bench.ready()
    with unit_of_work(bench.dana) as work:
        asked = differing.ask_excuse(
            work, case, step="15", excuse_code="no-handle", reason="No handle is known there."
        ).reference
    reader = bench.supervisor.person_id
    assert [line.reference for line in request_list(db.session, reader).waiting] == [asked]
    bench.no_tie(case, bench.supervisor)
    withdraw(case)
    assert request_list(db.session, reader).waiting == ()
    with unit_of_work(bench.supervisor) as work, pytest.raises(Refused, match="needs no answer"):
        differing.rule_request(
            work,
            bench.read(lambda s: facts_of(s, case.case_id)),
            request=asked,
            approve=approve,
            reason="So.",
        )


def test_no_offered_time_waits_for_the_candidate(bench: Bench, people: People) -> None:
    case = bench.ready(accounts=(FACEBOOK,))
    with people.app.app_context():
        later = clock_of(db.session).now() + timedelta(days=3)
        with unit_of_work(bench.dana) as work:
            offer = Offer(AccessMode.TOGETHER, "Room 2", (later,))
            reference = offer_session(work, case, offer=offer).reference
    phone = phone_of(people, case)
    assert "Choose a time" in phone.get("/a/status").text
    with people.app.app_context():
        withdraw(case)
    status = status_of(phone)
    assert "Nothing is asked of you any more." in status
    assert not any(words in status for words in ASKS_FOR)
    page = phone.get(f"/a/sessions/{reference}").text
    assert "There is no time to choose any more." in page
    assert "would like to meet you" not in page
    assert phone.post(f"/a/sessions/{reference}", data={"answer": "time-0"}).status_code in (409, 422)
    assert people.browser(bench.dana).get(f"/cases/{case.reference}/sessions/new").status_code == 409


def test_no_record_waits_to_be_confirmed(bench: Bench, people: People, clock: FixedClock) -> None:
    case = bench.ready(accounts=(FACEBOOK,))
    clock.advance(timedelta(hours=1))
    bench.meet(case, 1)
    phone = phone_of(people, case)
    assert "Tell us if something was different" in status_of(phone)
    with people.app.app_context():
        withdraw(case)
    status = status_of(phone)
    assert "You can read what was noted." in status
    assert not any(words in status for words in ASKS_FOR)


def test_no_concern_waits_for_an_answer(people: People) -> None:
    site = Asking(people)
    phone = site.browser(site.candidate)
    assert "We want to hear from you" in status_of(phone)
    with site.inside():
        withdraw(site.case)
    status = status_of(phone)
    assert not any(words in status for words in ASKS_FOR)
    assert "Nothing is asked of you here any more." in phone.get(site.path).text


def test_no_mail_that_asks_for_something_leaves(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Settings, "mail_available", property(lambda _: True))
    with site.inside():
        for kind in MailKind:
            with unit_of_work(SYSTEM) as work:
                post(work, kind=kind, to="marisol@mail.example", case_id=site.case.case_id)
        withdraw(site.case)
        rows = db.session.scalars(select(OutgoingMail)).all()
        dropped = {MailKind(row.kind) for row in rows if row.state == MailState.DROPPED}
    assert dropped == WHILE_OPEN
    assert MailKind.RECEIPT not in dropped


def test_nobody_waits_for_a_new_link(site: Site) -> None:
    with site.inside():
        with unit_of_work(SYSTEM) as work:
            ask_inside(work, site.case.case_id)
        assert asked_since(db.session, site.case.case_id)
        withdraw(site.case)
        assert asked_since(db.session, site.case.case_id) is None
    listed = site.desk(site.round.hr).get("/admin/candidates").text
    assert "Asks for a new invitation" not in listed


def test_an_answer_afterwards_is_told_of_while_the_file_is_kept(
    site: Site, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Settings, "mail_available", property(lambda _: True))
    with site.inside() as hiring:
        case = hiring.case("Nina Alvarez", email="nina@mail.example")
        with unit_of_work(hiring.candidate(case)) as work:
            question = ask_question(work, case, words="What do you keep?").reference
        withdraw(case)
        with unit_of_work(hiring.hr) as work:
            now = hiring.now(case)
            answer_question(work, now, reference=question, words="What the law asks.", seen_answers=0)
        told = [MailKind.QUESTION_ANSWERED, MailKind.WITHDRAWN]
        assert sorted(db.session.scalars(select(OutgoingMail.kind)).all()) == told
    assert "The way in is closed" not in site.desk(hiring.hr).get(f"/questions/{question}").text
    clock.advance(timedelta(days=2 * 366))
    with site.inside() as hiring:
        with unit_of_work(hiring.hr) as work:
            now = hiring.now(case)
            answer_question(work, now, reference=question, words="By letter.", seen_answers=1)
        assert sorted(db.session.scalars(select(OutgoingMail.kind)).all()) == told
    assert "The way in is closed" in site.desk(hiring.hr).get(f"/questions/{question}").text
