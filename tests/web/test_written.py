"""What was typed is on the page that says why it was not saved."""

from __future__ import annotations

import pytest
from flask import Flask
from wtforms import TextAreaField

from tests.factories.requisitions import drawn_up, hr, opened
from tests.pages.filled import Values, form_on, send, text_of, values_of
from tests.people import Browser, People
from tracker.db import unit_of_work
from tracker.policy.actors import Role
from tracker.requisitions.service import close_requisition
from tracker.web.form_words import words_left
from tracker.web.forms import Form


@pytest.fixture
def priya(app: Flask, people: People) -> Browser:
    """The HR administrator's browser."""
    with app.app_context():
        return people.browser(hr(people))


class NoteForm(Form):
    """A form of one text."""

    note = TextAreaField("Your note")


@pytest.mark.parametrize(
    ("page", "given_back"),
    [
        ('<textarea name="note">Tea &amp; toast\n at nine</textarea>', False),
        ('<textarea name="note">Coffee</textarea>', True),
        ('<input name="other" value="Tea &amp; toast at nine">', True),
    ],
    ids=["its own words", "other words", "no such field"],
)
def test_words_are_given_back_unless_their_own_field_shows_them(
    app: Flask, page: str, given_back: bool
) -> None:
    with app.test_request_context("/", method="POST", data={"note": "Tea & toast\r\nat nine"}):
        NoteForm(meta={"csrf": False}).validate()
        told = (("Your note", "Tea & toast\r\nat nine"),) if given_back else ()
        assert words_left(page) == told


def typed(browser: Browser, page: str, **words: str) -> Values:
    return {**values_of(form_on(browser.get(page).get_data(as_text=True), page)), **words}


def test_when_a_rule_stands_against_it(app: Flask, people: People, priya: Browser) -> None:
    with app.app_context():
        requisition = opened(people)
    page = f"/admin/requisitions/{requisition.reference}/candidates/new"
    values = typed(priya, page, name="Marisol <b>Peña", phone="555-0137", email="")
    with app.app_context(), unit_of_work(hr(people)) as work:
        close_requisition(work, requisition)
    text = text_of(priya.post(page, data=values), 409)
    assert "This requisition is closed to new candidates." in text
    assert 'value="Marisol &lt;b&gt;Peña"' in text, "in the form itself"
    assert "555-0137" in text


def test_when_somebody_else_saved_first(app: Flask, people: People, priya: Browser) -> None:
    with app.app_context():
        requisition = drawn_up(people)
    page = f"/admin/requisitions/{requisition.reference}/change"
    values = typed(priya, page, title="Officer, night shift")
    assert send(people.browser(hr(people)), page, title="Officer, day shift").status_code == 303
    text = text_of(priya.post(page, data=values), 409)
    assert "Somebody else saved this" in text
    assert 'value="Officer, night shift"' in text, "in the form"
    assert "Officer, day shift</dd>" in text.replace("\n", "").replace("  ", ""), (
        "and what is saved, beside it"
    )
    again = values_of(form_on(text, page))
    assert priya.post(page, data=again).status_code == 303, "whoever has seen both decides"
    assert "Officer, night shift" in priya.get(page).get_data(as_text=True)


def test_when_it_is_too_long(app: Flask, people: People, priya: Browser) -> None:
    with app.app_context():
        requisition = opened(people)
    page = f"/admin/requisitions/{requisition.reference}/candidates/new"
    values = typed(priya, page, name="Marisol Peña", phone="password: hunter22", email="long " * 300_000)
    text = text_of(priya.post(page, data=values), 413)
    assert "What you typed is too long" in text
    assert "up to 1.0 MB of text" in text
    assert "file" not in text.casefold().partition("<main")[2].partition("</main")[0].replace("profile", "")
    assert "<dd>Marisol Peña</dd>" in text, "what is not too long is there to be copied"
    assert "long long" not in text
    assert "hunter22" not in text
    assert "Marisol" not in text_of(app.test_client().post(page, data=values), 413), "nobody is signed in"


def test_what_another_site_sent_is_not_shown(app: Flask, people: People, priya: Browser) -> None:
    with app.app_context():
        requisition = opened(people)
    page = f"/admin/requisitions/{requisition.reference}/candidates/new"
    values = typed(priya, page, name="Marisol Peña", phone="555-0137")
    answer = priya.post(page, data=values, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert "Marisol" not in answer.text


def test_a_password_is_never_shown_again(app: Flask, people: People) -> None:
    browser = app.test_client()
    people.make("Dana Ruiz", Role.INVESTIGATOR)
    assert isinstance(browser, Browser)
    for _ in range(6):
        answer = send(browser, "/sign-in", email="dana.ruiz@riverton.example", password="never shown again")
    assert "never shown again" not in answer.get_data(as_text=True)
