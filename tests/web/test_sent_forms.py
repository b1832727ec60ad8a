"""A form that is sent twice is done once, whichever way it came twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.sql.base import Executable
from werkzeug.test import TestResponse

from tests.factories.requisitions import hr, opened
from tests.pages.filled import Values, form_on, values_of
from tests.people import Browser, People
from tracker.cases.models import Case, Invitation
from tracker.clock import FixedClock
from tracker.db import db, write_apart
from tracker.policy.facts import RequisitionFacts
from tracker.web import sent_forms

AT_ONCE = 5


def filled(browser: Browser, page: str, **typed: str) -> Values:
    """Return a page's form as somebody filled it in."""
    return {**values_of(form_on(browser.get(page).get_data(as_text=True), page)), **typed}


@pytest.fixture
def requisition(app: Flask, people: People) -> RequisitionFacts:
    """An open requisition."""
    with app.app_context():
        return opened(people)


@pytest.fixture
def page(requisition: RequisitionFacts) -> str:
    """Where HR adds a candidate."""
    return f"/admin/requisitions/{requisition.reference}/candidates/new"


def cases(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Case)) or 0


def test_a_double_click_adds_one_candidate_and_leads_to_it(app: Flask, people: People, page: str) -> None:
    browser = people.browser(hr(people))
    typed = filled(browser, page, name="Marisol Peña")
    first, second = browser.post(page, data=typed), browser.post(page, data=typed)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.headers["Location"] == second.headers["Location"]
    assert cases(app) == 1


def test_sent_at_the_same_moment_it_is_done_once(app: Flask, people: People, page: str) -> None:
    browser = people.browser(hr(people))
    typed = filled(browser, page, name="Marisol Peña")
    session = browser.get_cookie("tracker")
    assert session is not None

    def send(_: int) -> TestResponse:
        other = app.test_client()
        other.set_cookie("tracker", session.value)
        return other.post(page, data=typed)

    with ThreadPoolExecutor(AT_ONCE) as several:
        answers = list(several.map(send, range(AT_ONCE)))
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert cases(app) == 1


def test_what_was_not_accepted_is_sent_again(app: Flask, people: People, page: str) -> None:
    browser = people.browser(hr(people))
    typed = filled(browser, page, name="")
    for _ in range(2):
        assert browser.post(page, data=typed).status_code == 422
    assert browser.post(page, data=typed | {"name": "Marisol Peña"}).status_code == 303
    assert cases(app) == 1


def test_what_was_changed_is_another_form(app: Flask, people: People, page: str) -> None:
    browser = people.browser(hr(people))
    typed = filled(browser, page, name="Marisol Peña")
    browser.post(page, data=typed)
    assert browser.post(page, data=typed | {"name": "Andre Lewis"}).status_code == 303
    assert cases(app) == 2


def test_the_number_of_another_session_is_no_number_of_mine(app: Flask, people: People, page: str) -> None:
    one, other = people.browser(hr(people)), people.browser(hr(people))
    typed = filled(one, page, name="Marisol Peña")
    mine = filled(other, page)
    assert one.post(page, data=typed).status_code == 303
    assert other.post(page, data={**typed, "csrf_token": mine["csrf_token"]}).status_code == 303
    assert cases(app) == 2


def test_who_cannot_know_what_became_of_it_is_told_to_look(
    app: Flask, people: People, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process that took the form ended before it answered."""
    browser, write = people.browser(hr(people)), write_apart

    def ended(*statements: tuple[Executable, dict[str, object]]) -> None:
        if statements[0][0] is not sent_forms._LED_TO:
            write(*statements)

    monkeypatch.setattr(sent_forms, "write_apart", ended)
    monkeypatch.setattr(sent_forms, "PATIENCE_SECONDS", 0.1)
    typed = filled(browser, page, name="Marisol Peña")
    browser.post(page, data=typed)
    answer = browser.post(page, data=typed)
    assert answer.status_code == 409
    assert "Look whether it is saved" in answer.get_data(as_text=True)
    assert cases(app) == 1


def test_reloading_the_page_with_a_code_issues_no_other_one(app: Flask, people: People, page: str) -> None:
    browser = people.browser(hr(people))
    here = browser.post(page, data=filled(browser, page, name="Marisol Peña")).headers["Location"]
    pressed = filled(browser, here)
    assert browser.post(here, data=pressed).status_code == 200
    again = browser.post(here, data=pressed)
    assert (again.status_code, again.headers.get("Location")) == (303, here)
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Invitation)) == 1


def test_claims_are_forgotten_after_a_day(app: Flask, people: People, page: str, clock: FixedClock) -> None:
    browser = people.browser(hr(people))
    browser.post(page, data=filled(browser, page, name="Marisol Peña"))
    clock.advance(sent_forms.KEPT_FOR + timedelta(minutes=1))
    browser = people.browser(hr(people))
    browser.post(page, data=filled(browser, page, name="Andre Lewis"))
    with app.app_context():
        kept = db.session.execute(select(sent_forms.sent_forms)).all()
    assert len(kept) == 1
    assert b"Andre" not in kept[0].claim
