"""One person is signed in at three places at once, and no more: the session begun first gives way."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select

from tests.pages.filled import form_on, send, shown, text_of, values_of
from tests.people import PASSWORD, Browser, People
from tracker.accounts import service
from tracker.accounts.granting import approve_role, grant_role
from tracker.accounts.models import SignInAttempt, SignInSession
from tracker.accounts.queries import session_actor
from tracker.accounts.session_ids import digest_of
from tracker.accounts.sign_in import close_session, sign_in_staff
from tracker.clock import FixedClock
from tracker.db import db, unit_of_work
from tracker.ledger.queries import ledger_page
from tracker.policy.actors import Role
from tracker.policy.facts import PersonFacts
from tracker.policy.proofs import SESSIONS_AT_ONCE, giving_way
from tracker.settings import Settings

EMAIL = "priya.nair@riverton.example"
NEW_PERSON = "/admin/people/new"
TYPED = {"current_password": PASSWORD} | dict.fromkeys(
    ("new_password", "new_password_again"), "violet tractor umbrella seven"
)
TOLD = "You can be signed in in 3 places at once, so you are now signed out where you had signed in first."


@pytest.fixture
def browsers(app: Flask, people: People) -> list[Browser]:
    """Browsers that nobody has signed in with, and somebody who could."""
    people.make("Priya Nair", Role.HR_ADMIN)
    app.test_client_class = Browser
    clients = [app.test_client() for _ in range(5)]
    return [client for client in clients if isinstance(client, Browser)]


def come_in(browser: Browser, clock: FixedClock) -> str:
    """Sign in a minute later, and return the page that comes next."""
    clock.advance(timedelta(minutes=1))
    answer = send(browser, "/sign-in", email=EMAIL, password=PASSWORD)
    return shown(browser, answer.headers["Location"])


def live(app: Flask, clock: FixedClock) -> int:
    """Count the sessions that go on."""
    with app.app_context():
        rows = db.session.scalars(select(SignInSession).where(SignInSession.ended_at.is_(None)))
        return sum(row.ends_at > clock.now() for row in rows)


def events(app: Flask) -> list[str]:
    """Return what was recorded, newest first."""
    with app.app_context():
        return [line.event for line in ledger_page(db.session, limit=50).lines]


@pytest.mark.parametrize(
    ("live_ones", "end"), [("", ""), ("a", ""), ("ab", ""), ("abc", "a"), ("abcd", "ab")]
)
def test_the_oldest_give_way(live_ones: str, end: str) -> None:
    assert giving_way(live_ones) == end


def test_a_fourth_place_ends_the_first_and_both_are_told(
    browsers: list[Browser], clock: FixedClock, app: Flask
) -> None:
    for browser in browsers[:3]:
        assert TOLD not in come_in(browser, clock)
    typed = values_of(form_on(shown(browsers[0], NEW_PERSON), NEW_PERSON))
    assert TOLD in come_in(browsers[3], clock)
    assert live(app, clock) == SESSIONS_AT_ONCE
    assert events(app)[:2] == ["SIGNED_IN", "SESSION_GAVE_WAY"]
    answer = browsers[0].post(NEW_PERSON, data={**typed, "name": "Sam Ortiz"})
    assert answer.headers["Location"] == "/sign-in"
    page = shown(browsers[0], "/sign-in")
    assert "A later sign-in at another place ended your session here" in page
    assert "If that was not you, call 555-0100. We kept what you typed. Sign in to save it." in page
    assert all(browser.get(NEW_PERSON).status_code == 200 for browser in browsers[1:4])
    assert "Sam Ortiz" in come_in(browsers[0], clock)


def test_signing_in_anew_in_one_browser_counts_once_even_after_a_time_out(
    browsers: list[Browser], clock: FixedClock, app: Flask
) -> None:
    come_in(browsers[1], clock)
    for minutes in (0, 31, 31, 31, 0):
        clock.advance(timedelta(minutes=minutes))
        assert TOLD not in come_in(browsers[0], clock)
    assert live(app, clock) == 2
    assert "SESSION_GAVE_WAY" not in events(app)


def test_going_on_in_another_role_takes_no_further_place(
    app: Flask, people: People, clock: FixedClock
) -> None:
    both = people.make("Ana Lopez", Role.HR_ADMIN, Role.IT)
    places = [people.browser(both) for _ in range(SESSIONS_AT_ONCE)]
    clock.advance(timedelta(minutes=1))
    assert "You now work in another role" in text_of(
        places[1].get(send(places[1], "/roles", role="it").headers["Location"])
    )
    assert live(app, clock) == SESSIONS_AT_ONCE
    assert "SESSION_GAVE_WAY" not in events(app)


def test_two_sign_ins_at_once_count_each_other(
    app: Flask, browsers: list[Browser], clock: FixedClock, settings: Settings
) -> None:
    for browser in browsers[:2]:
        come_in(browser, clock)
    clock.advance(timedelta(minutes=1))
    start = Barrier(2)

    def begin(_: int) -> int:
        with app.app_context():
            start.wait(10)
            return sign_in_staff(settings, email=EMAIL, password=PASSWORD).gave_way

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(begin, range(2))) == [0, 1]
    assert live(app, clock) == SESSIONS_AT_ONCE


def test_a_sign_in_waits_for_a_sign_out_and_is_no_failed_try(
    app: Flask, browsers: list[Browser], clock: FixedClock, settings: Settings
) -> None:
    for browser in browsers[:3]:
        come_in(browser, clock)
    with browsers[0].session_transaction() as cookie:
        oldest = cookie["sid"]
    clock.advance(timedelta(minutes=1))

    def begin() -> int:
        with app.app_context():
            return sign_in_staff(settings, email=EMAIL, password=PASSWORD).gave_way

    with ThreadPoolExecutor(1) as pool, app.app_context():
        actor = session_actor(db.session, digest_of(oldest), clock.now())
        assert actor is not None
        with unit_of_work(actor) as work:
            close_session(work, session_id=oldest)
            work.session.flush()
            came_in = pool.submit(begin)
            wait([came_in], timeout=0.5)
        assert came_in.result(20) == 0, "the sign-out made room"
        assert db.session.scalars(select(SignInAttempt.succeeded)).all() == [True] * 4
    assert live(app, clock) == SESSIONS_AT_ONCE


def test_signing_out_of_what_ended_meanwhile_is_done_already(
    app: Flask, browsers: list[Browser], clock: FixedClock
) -> None:
    come_in(browsers[0], clock)
    with browsers[0].session_transaction() as cookie:
        session_id = cookie["sid"]
    with app.app_context():
        actor = session_actor(db.session, digest_of(session_id), clock.now())
        assert actor is not None
        for _ in range(2):
            with unit_of_work(actor) as work:
                close_session(work, session_id=session_id)
    assert events(app).count("SIGNED_OUT") == 1


def test_a_new_password_ends_the_other_places(app: Flask, browsers: list[Browser], clock: FixedClock) -> None:
    for browser in browsers[:2]:
        come_in(browser, clock)
    changed = send(browsers[1], "/password", **TYPED)
    assert changed.status_code == 303
    assert browsers[1].get("/admin/people").status_code == 200
    assert browsers[0].get("/admin/people").status_code == 303
    assert live(app, clock) == 1


@pytest.mark.parametrize("way", ["disabled", "role"])
def test_what_ended_with_person_or_role_stays_ended(
    app: Flask, people: People, browsers: list[Browser], clock: FixedClock, way: str
) -> None:
    come_in(browsers[0], clock)
    boss, person = people.make("Tom Becker", Role.HR_ADMIN), people.make("Priya Nair", Role.HR_ADMIN)
    second, facts = people.make("Ola Second", Role.HR_ADMIN), PersonFacts(person.person_id)
    with app.app_context():
        with unit_of_work(boss) as work:
            if way == "disabled":
                service.disable_person(work, facts)
            else:
                service.end_role(work, facts, role=Role.HR_ADMIN)
        with unit_of_work(boss) as work:
            if way == "disabled":
                service.enable_person(work, facts)
            else:
                grant_role(work, facts, role=Role.HR_ADMIN)
        if way == "role":
            with unit_of_work(second) as work:
                approve_role(work, facts, role=Role.HR_ADMIN)
    assert browsers[0].get("/admin/people").status_code == 303
    assert live(app, clock) == 0


def test_a_browser_of_somebody_disabled_has_nothing_kept(
    app: Flask, people: People, browsers: list[Browser], clock: FixedClock
) -> None:
    come_in(browsers[0], clock)
    typed = {"name": "Renata Wells", "email": "renata@riverton.example", "roles": "auditor"}
    form = {**values_of(form_on(shown(browsers[0], NEW_PERSON), NEW_PERSON)), **typed}
    for browser in browsers[1:4]:
        come_in(browser, clock)
    browsers[0].post(NEW_PERSON, data=form)
    assert events(app).count("FORM_KEPT") == 1, "it gave way, and what was typed in it is kept"
    people.make("Ola Second", Role.HR_ADMIN)
    with app.app_context(), unit_of_work(people.make("Tom Becker", Role.HR_ADMIN)) as work:
        service.disable_person(work, PersonFacts(people.make("Priya Nair", Role.HR_ADMIN).person_id))
    browsers[0].post(NEW_PERSON, data=form)
    assert events(app).count("FORM_KEPT") == 1
