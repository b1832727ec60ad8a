"""Places that ask are counted apart, for a minute, and forgotten; behind proxies that are named, too."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.people import csrf_off
from tracker.app import create_app
from tracker.db import db
from tracker.policy.pace import A_MINUTE, SIGN_INS_A_MINUTE, WITHIN, may_ask_now
from tracker.settings import Misconfigured, Settings, load_settings
from tracker.web.pace import MOST_PLACES, NOWHERE, Pace, place_of

TYPED = {"fingerprint": "ab" * 32}
PROXY = "198.51.100.1"


def test_each_place_is_counted_by_itself_and_waiting_helps() -> None:
    now = [100.0]
    pace = Pace(lambda: now[0])
    assert [pace.takes("one") for _ in range(A_MINUTE + 5)] == [True] * A_MINUTE + [False] * 5
    assert pace.takes("another")
    now[0] += WITHIN
    assert [pace.takes("one") for _ in range(A_MINUTE + 1)] == [True] * A_MINUTE + [False]


@pytest.mark.parametrize("most", [1, 7, SIGN_INS_A_MINUTE])
def test_as_many_are_answered_as_a_page_says(most: int) -> None:
    pace = Pace(lambda: 0.0, most=most)
    assert [pace.takes("one") for _ in range(most + 3)] == [True] * most + [False] * 3
    assert may_ask_now([0.0] * (most - 1), 1.0, most=most)
    assert not may_ask_now([0.0] * most, 1.0, most=most)


def test_it_remembers_no_more_than_it_has_room_for() -> None:
    pace = Pace(lambda: 0.0)
    for _ in range(A_MINUTE):
        assert pace.takes("first")
    assert not pace.takes("first")
    for place in range(MOST_PLACES):
        pace.takes(str(place))
    assert pace.takes("first")


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("192.0.2.7:5555", "192.0.2.7"),
        ("[2001:db8:1:2::1]:99", "2001:db8:1:2::/64"),
        ('"[2001:db8:1:2::1]"', "2001:db8:1:2::/64"),
        ("[]", NOWHERE),
        ("192.0.2.7:port", NOWHERE),
        ("", NOWHERE),
        ("unknown", NOWHERE),
        ("192.0.2.7, 192.0.2.8", NOWHERE),
        ("x" * 8_000, NOWHERE),
    ],
    ids=range(15),
)
def test_a_place_is_an_address_or_a_line_and_short(address: str, place: str) -> None:
    assert place_of(address) == place


Behind = Callable[[int], FlaskClient]


@pytest.fixture
def behind(app: Flask, settings: Settings) -> Iterator[Behind]:
    """Make a browser that comes to the application through so many proxies that it trusts."""
    built: list[Flask] = []

    def asks(proxies: int) -> FlaskClient:
        built.append(create_app(settings.model_copy(update={"trusted_proxies": proxies})))
        csrf_off(built[-1])
        return built[-1].test_client()

    yield asks
    for each in built:
        with each.app_context():
            db.engine.dispose()


def _asks(browser: FlaskClient, forwarded: str, by: str = PROXY) -> int:
    answer = browser.post(
        "/verify", data=TYPED, headers={"X-Forwarded-For": forwarded}, environ_base={"REMOTE_ADDR": by}
    )
    return answer.status_code


def test_nobody_is_believed_who_says_where_they_are_unless_proxies_are_named(behind: Behind) -> None:
    browser = behind(0)
    answers = [_asks(browser, f"203.0.113.{number}") for number in range(A_MINUTE + 2)]
    assert answers == [200] * A_MINUTE + [429] * 2
    assert _asks(browser, "203.0.113.1", by="192.0.2.7") == 200


def test_behind_one_proxy_the_last_address_counts_whatever_was_sent_before_it(behind: Behind) -> None:
    browser = behind(1)
    answers = [_asks(browser, f"192.0.2.{number}, 203.0.113.5") for number in range(A_MINUTE + 2)]
    assert answers == [200] * A_MINUTE + [429] * 2
    assert _asks(browser, "203.0.113.6") == 200
    assert _asks(browser, "203.0.113.5, 203.0.113.7") == 200
    assert _asks(browser, "203.0.113.5") == 429


def test_behind_two_proxies_it_is_the_last_but_one(behind: Behind) -> None:
    browser = behind(2)
    answers = [_asks(browser, f"9.9.9.{number}, 203.0.113.5, 10.0.0.{number}") for number in range(31)]
    assert answers == [200] * A_MINUTE + [429]


@pytest.mark.parametrize("told", ["-1", "11", "many"])
def test_the_number_of_proxies_is_a_small_number(told: str) -> None:
    with pytest.raises(Misconfigured, match="trusted_proxies"):
        load_settings(environment="test", trusted_proxies=told)


def test_whoever_tries_to_sign_in_without_end_is_asked_to_wait(app: Flask) -> None:
    csrf_off(app)
    app.extensions["tracker.pace"]["accounts.sign_in"] = Pace(most=2)
    browser, typed = app.test_client(), {"email": "nobody@riverton.example", "password": "not the right one"}
    assert [browser.post("/sign-in", data=typed).status_code for _ in range(2)] == [422, 422]
    answer = browser.post("/sign-in", data=typed)
    assert answer.status_code == 429
    assert "wait a minute and try again" in answer.text
    assert typed["email"] in answer.text
    assert typed["password"] not in answer.text
    elsewhere = browser.post("/sign-in", data=typed, environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert elsewhere.status_code == 422
    assert browser.get("/sign-in").status_code == 200
