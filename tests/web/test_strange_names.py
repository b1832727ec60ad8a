"""Who asks under a name that is not ours reads why, and nothing is looked up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from tests.people import Browser, People
from tracker.db import db
from tracker.policy.actors import Role


@pytest.fixture
def named(app: Flask) -> Iterator[Flask]:
    """The application, answering to localhost alone."""
    app.config["TRUSTED_HOSTS"] = ["localhost"]
    app.test_client_class = Browser
    yield app
    app.config["TRUSTED_HOSTS"] = None


@pytest.fixture
def asked(app: Flask) -> Iterator[list[str]]:
    """What the database is asked for."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        statements.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("path", ["/", "/sign-in", "/no-such-page", "/static/tracker.css", "/i/x%00"])
def test_it_is_a_page_in_words_without_database_or_session(
    named: Flask, asked: list[str], method: str, path: str
) -> None:
    answer = named.test_client().open(
        path, method=method, headers={"Host": "evil.example"}, data={"form_number": "7"}
    )
    assert answer.status_code == 400
    assert answer.mimetype == "text/html"
    assert "is not one that this service answers to" in answer.text
    assert named.extensions["settings"].agency_phone in answer.text
    assert "evil.example" not in answer.text
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Content-Security-Policy"]
    assert asked == []


def test_a_session_is_neither_read_nor_changed(named: Flask, people: People, asked: list[str]) -> None:
    browser = people.browser(people.make("Priya Nair", Role.HR_ADMIN))
    asked.clear()
    answer = browser.get("/admin/people", base_url="http://localhost", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "Set-Cookie" not in answer.headers
    assert asked == []
    assert browser.get("/admin/people").status_code == 200


def test_what_another_site_sends_there_is_answered_in_the_same_words(named: Flask) -> None:
    told = {"Host": "evil.example", "Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}
    answer = named.test_client().post("/sign-in", headers=told)
    assert answer.status_code == 400
    assert "is not one that this service answers to" in answer.text
