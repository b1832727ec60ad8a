"""What is turned away at the door, whatever it looks like."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from flask import Flask
from gunicorn.http.errors import InvalidChunkSize
from sqlalchemy import select

from tests.pages.filled import form_on, values_of
from tests.people import People
from tracker.db import db
from tracker.ledger.models import ledger_entries
from tracker.policy.actors import Role
from tracker.web import receiving


@pytest.mark.parametrize(
    "origin",
    ["http://[::1", "http://[x]", "", "https://evil.example", "http://localhost.evil.example", "://"],
)
def test_a_request_from_elsewhere_is_turned_away(app: Flask, origin: str) -> None:
    answer = app.test_client().post("/sign-in", headers={"Origin": origin})
    assert answer.status_code == 403


def test_a_page_of_another_site_is_turned_away(app: Flask) -> None:
    for site in ("cross-site", "same-site"):
        assert app.test_client().post("/sign-in", headers={"Sec-Fetch-Site": site}).status_code == 403


def test_a_line_of_the_ledger_bears_the_reference_that_the_refusal_shows(app: Flask, people: People) -> None:
    browser = people.browser(people.make("Tom Becker", Role.IT))
    page = browser.get("/team")
    assert page.status_code == 403
    with app.app_context():
        body = db.session.scalars(select(ledger_entries.c.body).order_by(ledger_entries.c.idx.desc())).first()
    assert body is not None
    line = json.loads(body)
    assert line["event"] == "ROUTE_DENIED"
    assert line["request"] in page.text


def test_ones_own_pages_go_on_to_the_token(app: Flask) -> None:
    for origin in ("http://localhost", "null"):
        assert app.test_client().post("/sign-in", headers={"Origin": origin}).status_code == 400


class Endless(BytesIO):
    """What somebody sends, with a note of how much of it was read."""

    taken = 0

    def read(self, size: int | None = -1) -> bytes:
        piece = super().read(size)
        self.taken += len(piece)
        return piece


@pytest.mark.parametrize("size", [2_000_000, 30_000_000])
def test_who_sends_too_much_gets_to_read_the_page_that_says_so(app: Flask, size: int) -> None:
    sent = Endless(bytes(size))
    answer = app.test_client().post(
        "/sign-in",
        input_stream=sent,
        content_length=size,
        content_type="application/x-www-form-urlencoded",
        headers={"Origin": "http://localhost"},
    )
    assert answer.status_code == 413
    assert answer.headers["Connection"] == "close"
    assert sent.taken == size


def test_nobody_is_read_for_ever(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "DRAINED_BYTES", 3_000_000)
    sent = Endless(bytes(10_000_000))
    answer = app.test_client().post("/sign-in", input_stream=sent, content_length=10_000_000)
    assert (answer.status_code, sent.taken) == (413, 3_000_000)


@pytest.mark.parametrize("query", ["after=%00", "after=1&after=%00", "a%00b=1"])
def test_no_page_stands_under_an_address_with_a_null_sign(app: Flask, query: str) -> None:
    assert app.test_client().get(f"/sign-in?{query}").status_code == 404


BODIES = ["[1,2]", '"words"', "5", "null", "{}", '{"current": 5}', "[" * 50_000, '"\\ud800"']


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
def test_what_no_form_sends_is_turned_away_everywhere(app: Flask, people: People, body: str) -> None:
    browser = people.browser(people.make("Helen Park", Role.HR_ADMIN))
    token = values_of(form_on(browser.get("/password").text, "/password"))["csrf_token"]
    headers = {"X-CSRFToken": str(token), "Origin": "http://localhost"}
    addresses = ("/password", "/sign-in", "/verify", "/i/" + "x" * 43, "/admin/people/new", "/roles")
    for address in addresses:
        answer = browser.post(address, data=body, content_type="application/json", headers=headers)
        assert answer.status_code == 415, address


def test_an_address_with_too_many_slashes_is_no_address(app: Flask, people: People) -> None:
    browser = people.browser(people.make("Helen Park", Role.HR_ADMIN))
    assert browser.get("/admin//people").status_code == 404


def test_a_password_in_a_field_of_days_is_not_shown_again(app: Flask, people: People) -> None:
    browser = people.browser(people.make("Chief Avery Stone", Role.CHIEF))
    page = f"/designations/{people.reference(people.make('Dana Ruiz', Role.INVESTIGATOR))}"
    typed = values_of(form_on(browser.get(page).text, page)) | {"starts_on": "password: hunter2x"}
    answer = browser.post(page, data=typed)
    assert answer.status_code == 422
    assert "looks like a password" in answer.text
    assert "hunter2x" not in answer.text


class Broken(BytesIO):
    """A body whose pieces come without their lengths."""

    def read(self, _size: int | None = -1) -> bytes:
        raise InvalidChunkSize(b"zz")


def test_a_body_that_cannot_be_read_is_no_trouble_of_ours(app: Flask) -> None:
    answer = app.test_client().post(
        "/sign-in",
        input_stream=Broken(),
        content_length=40,
        content_type="application/x-www-form-urlencoded",
        headers={"Origin": "http://localhost"},
    )
    assert answer.status_code == 400
