"""One person is signed in at three places at once, and no more: the session begun first gives way."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select

from tests.pages.filled import form_on, send, shown, text_of, values_of
from tests.people import PASSWORD, Browser, People
from tracker.accounts.models import SignInSession
from tracker.accounts.sign_in import sign_in_staff
from tracker.clock import FixedClock
from tracker.db import db
from tracker.ledger.queries import ledger_page
from tracker.policy.actors import Role
from tracker.policy.proofs import SESSIONS_AT_ONCE, giving_way
from tracker.settings import Settings

EMAIL = "priya.nair@riverton.example"
NEW_PERSON = "/admin/people/new"
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
    assert "Your session ended, so we signed you out. We kept what you typed." in shown(
        browsers[0], "/sign-in"
    )
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
