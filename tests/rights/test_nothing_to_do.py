"""Candidates are told that there is nothing to do only when there is nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.affidavits.reading import words_of
from tests.answering.conftest import Site as Asking
from tests.factories.protocol import FACEBOOK, Bench
from tests.people import Browser, People, csrf_off
from tracker.affidavits.drafts import begin_change
from tracker.cases.service import withdraw_case
from tracker.clock import FixedClock
from tracker.db import clock_of, db, unit_of_work
from tracker.policy.actors import Actor, Role
from tracker.policy.facts import CaseFacts
from tracker.policy.vocabulary import AccessMode
from tracker.together.service import Offer, offer_session

NOTHING = "You do not need to do anything now."


@pytest.fixture
def bench(people: People) -> Bench:
    """A requisition with its people."""
    csrf_off(people.app)
    return Bench(people)


@pytest.fixture
def case(bench: Bench) -> CaseFacts:
    """A case with an account to look at together."""
    return bench.ready(accounts=(FACEBOOK,))


@pytest.fixture
def marisol(case: CaseFacts) -> Actor:
    """The candidate."""
    return Actor(case.candidate_id, Role.CANDIDATE, "Candidate", case_id=case.case_id)


@pytest.fixture
def phone(people: People, marisol: Actor) -> Browser:
    """The candidate's browser."""
    return people.browser(marisol)


def nothing_on(phone: Browser, path: str = "/a/status") -> bool:
    """Say whether a page tells that there is nothing to do."""
    page = phone.get(path)
    assert page.status_code == 200, path
    return NOTHING in " ".join(words_of(page.text).split())


def test_nothing_waits(phone: Browser) -> None:
    assert nothing_on(phone)


def test_times_are_offered(bench: Bench, people: People, case: CaseFacts, phone: Browser) -> None:
    with people.app.app_context(), unit_of_work(bench.dana) as work:
        later = clock_of(db.session).now() + timedelta(days=3)
        offer_session(work, case, offer=Offer(AccessMode.TOGETHER, "Room 2", (later,)))
    assert not nothing_on(phone)


def test_a_record_can_be_looked_at(
    bench: Bench, people: People, case: CaseFacts, marisol: Actor, clock: FixedClock
) -> None:
    clock.advance(timedelta(hours=1))
    bench.meet(case, 1)
    phone = people.browser(marisol)
    assert not nothing_on(phone)


def test_somebody_else_has_the_case(bench: Bench, people: People, case: CaseFacts, phone: Browser) -> None:
    luis = people.make("Luis Ortega", Role.INVESTIGATOR)
    with people.app.app_context():
        bench.assigned(case, luis)
    page = " ".join(words_of(phone.get("/a/status").text).split())
    assert NOTHING not in page
    assert page.index("Luis Ortega has your case now.") < page.index("Your affidavit is filed.")


def test_a_change_is_begun(people: People, case: CaseFacts, marisol: Actor, phone: Browser) -> None:
    with people.app.app_context(), unit_of_work(marisol) as work:
        begin_change(work, case)
    assert not nothing_on(phone)


def test_whoever_withdrew_is_asked_nothing(
    people: People, case: CaseFacts, marisol: Actor, phone: Browser
) -> None:
    with people.app.app_context(), unit_of_work(marisol) as work:
        withdraw_case(work, case)
    assert not nothing_on(phone), "another sentence says it"
    assert "Nothing is asked of you any more." in phone.get("/a/status").text


def test_one_of_two_concerns_is_answered(people: People) -> None:
    site = Asking(people)
    with site.inside() as unit:
        case, (first, second) = unit.asked("Nina Alvarez", concerns=2)
        phone = site.browser(unit.candidate(case))
        unit.respond(case, first)
    assert not nothing_on(phone)
    assert not nothing_on(phone, f"/a/response/{first}")
    with site.inside() as unit:
        unit.respond(unit.now(case), second)
    assert nothing_on(phone)
    assert nothing_on(phone, f"/a/response/{first}")
