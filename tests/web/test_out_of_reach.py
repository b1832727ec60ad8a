"""What people see before the installation is set up, and while the database does not answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import event

from tests import postgres
from tests.people import Browser, People
from tracker.app import create_app
from tracker.db import db
from tracker.first_run import set_up
from tracker.policy.actors import Role
from tracker.settings import load_settings

MISSING = "/no-such-page"
PAGES = ("/", "/sign-in", "/admin/people", MISSING, "/a")


@pytest.fixture
def fresh(tmp_path: Path, dialect: str) -> Iterator[Flask]:
    """The application on a database in which nothing is yet."""
    url = postgres.create(f"fresh_{uuid4().hex[:8]}") if dialect == "postgresql" else ""
    app = create_app(load_settings(environment="test", instance=tmp_path / "instance", database_url=url))
    app.test_client_class = Browser
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def unplug(app: Flask) -> Iterator[Callable[[], None]]:
    """Cuts the database off; it is there again after the test."""
    with app.app_context():
        engine = db.engine

    def gone(dialect: Any, *_: object) -> None:
        raise dialect.dbapi.OperationalError("the database went away")

    def pull() -> None:
        engine.dispose()
        event.listen(engine, "do_connect", gone)

    yield pull
    if event.contains(engine, "do_connect", gone):
        event.remove(engine, "do_connect", gone)


@pytest.mark.parametrize("path", PAGES)
def test_before_it_is_set_up_every_page_says_so_in_words(fresh: Flask, path: str) -> None:
    for method in ("GET", "POST"):
        answer = fresh.test_client().open(path, method=method)
        assert answer.status_code == 503
        assert "This service is not ready yet." in answer.text
        assert "Riverton Police Department" in answer.text
        assert "555-0100" in answer.text


def test_before_it_is_set_up_styles_are_served_and_the_machine_is_told(fresh: Flask) -> None:
    client = fresh.test_client()
    with client.get("/static/tracker.css") as styles:
        assert styles.status_code == 200
    assert client.get("/healthz").text == "ok\n"
    answer = client.get("/readyz")
    assert (answer.status_code, answer.text) == (503, "it is not set up\n")


def test_a_process_that_began_before_it_was_set_up_opens_by_itself(fresh: Flask) -> None:
    set_up(fresh)
    client = fresh.test_client()
    assert client.get("/readyz").status_code == 200
    assert client.get("/sign-in").status_code == 200


@pytest.mark.parametrize("path", [path for path in PAGES if path != MISSING])
def test_without_the_database_every_page_that_needs_it_says_so_in_words(
    app: Flask, people: People, unplug: Callable[[], None], path: str
) -> None:
    browser = people.browser(people.make("Imani Reyes", Role.HR_ADMIN))
    unplug()
    answer = browser.get(path)
    assert answer.status_code == 503
    assert "The records cannot be reached now." in answer.text
    assert "Riverton Police Department" in answer.text


def test_without_the_database_a_page_that_is_not_there_is_not_there(
    app: Flask, people: People, unplug: Callable[[], None]
) -> None:
    browser = people.browser(people.make("Imani Reyes", Role.HR_ADMIN))
    unplug()
    assert browser.get(MISSING).status_code == 404


def test_without_the_database_nobody_signs_in_and_nothing_ends_in_a_bare_error(
    app: Flask, unplug: Callable[[], None]
) -> None:
    app.test_client_class = Browser
    app.config["WTF_CSRF_ENABLED"] = False
    browser = app.test_client()
    unplug()
    form = {"email": "somebody@riverton.example", "password": "a long password for tests"}
    answer = browser.post("/sign-in", data=form)
    assert answer.status_code == 503
    assert "The records cannot be reached now." in answer.text
    assert browser.get("/sign-in").status_code == 200


def test_without_the_database_styles_are_served_and_the_machine_is_told(
    app: Flask, people: People, unplug: Callable[[], None]
) -> None:
    browser = people.browser(people.make("Imani Reyes", Role.HR_ADMIN))
    unplug()
    with browser.get("/static/tracker.css") as styles:
        assert styles.status_code == 200
    assert browser.get("/healthz").status_code == 200
    answer = browser.get("/readyz")
    assert (answer.status_code, answer.text) == (503, "the database does not answer\n")
