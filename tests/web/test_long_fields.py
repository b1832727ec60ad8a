"""What is far too long for any field is refused in words, and is neither spelled out nor read."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.people import csrf_off
from tracker.policy import passwords
from tracker.policy.passwords import MOST_SIGNS, looks_like_password, tells_password, too_much_to_screen
from tracker.web import forms
from tracker.web.pace import Pace

EIGHTEEN = "\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}"
"""One sign that is spelled out as eighteen."""
LONG = EIGHTEEN * (MOST_SIGNS + 1)
ASKING = {"/sign-in": "email", "/a/link": "email", "/verify": "fingerprint"}


@pytest.mark.parametrize(("page", "field"), ASKING.items())
def test_an_overlong_field_is_refused_unread(
    app: Flask, monkeypatch: pytest.MonkeyPatch, page: str, field: str
) -> None:
    csrf_off(app)
    lengths: list[int] = []

    def counted(text: str) -> bool:
        lengths.append(len(text))
        return looks_like_password(text)

    def unread(text: str) -> str:
        raise AssertionError(f"{len(text)} signs were spelled out")

    monkeypatch.setattr(forms, "looks_like_password", counted)
    monkeypatch.setattr(passwords, "normal", unread)
    answer = app.test_client().post(page, data={field: LONG, "password": "x"})
    assert answer.status_code == 422
    assert "field-error" in answer.text or "Keep to" in answer.text
    assert lengths == []


def test_what_is_short_but_spelled_out_at_length_is_not_read_either(monkeypatch: pytest.MonkeyPatch) -> None:
    def searched(_text: str) -> str:
        raise AssertionError("it was read")

    monkeypatch.setattr(passwords, "_plain", searched)
    for text in (EIGHTEEN * 5_000, LONG, "a" * (MOST_SIGNS + 1)):
        assert too_much_to_screen(text)
        assert looks_like_password(text), "what cannot be told is kept by nobody"
        assert tells_password(text)


def test_the_longest_text_of_a_field_is_read() -> None:
    text = "He wrote … and then ½ more. " * (MOST_SIGNS // 28)
    assert not too_much_to_screen(text)
    assert not looks_like_password(text)
    assert looks_like_password(text[:-30] + " password: hunter22")


@pytest.mark.parametrize(
    ("page", "endpoint", "field"),
    [("/sign-in", "accounts.sign_in", "email"), ("/a/link", "affidavits.signed_out", "email")],
)
def test_forms_that_are_refused_are_counted_too(app: Flask, page: str, endpoint: str, field: str) -> None:
    csrf_off(app)
    app.extensions["tracker.pace"][endpoint] = Pace(most=3)
    browser = app.test_client()
    answers = [browser.post(page, data={field: "no address" * 50}).status_code for _ in range(5)]
    assert answers == [422] * 3 + [429] * 2
    assert browser.get(page).status_code == 200


def test_who_is_turned_away_costs_no_reading(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    csrf_off(app)
    for endpoint in ("accounts.sign_in", "affidavits.signed_out"):
        app.extensions["tracker.pace"][endpoint] = Pace(most=0)

    def unread(_form: object, _more: object = None) -> bool:
        raise AssertionError("it was validated")

    monkeypatch.setattr(forms.Form, "validate", unread)
    browser = app.test_client()
    for page in ("/sign-in", "/a/link"):
        assert browser.post(page, data={"email": "a@b.example"}).status_code == 429
