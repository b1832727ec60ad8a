"""Whoever types something at any door gets it back: in the wrong role, at what is gone, and too late.

Every address that takes words is tried; the table of roles says for whom it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from wtforms import DateField, IntegerField, StringField

from tests.journeys.doors import MISSING, PEOPLE, Behind, state
from tests.journeys.house import address_of, roles_of, rules_of
from tests.web.test_typed_forms import PROPER, hindering
from tracker.affidavits.forms_accounts import FormerAccountForm
from tracker.on_paper.forms import PaperFormerForm
from tracker.policy.actors import Role
from tracker.policy.answers import Overtaken
from tracker.policy.passwords import names_secret
from tracker.web.form_words import forms_at
from tracker.web.forms import Form, single

WAYS_IN = {"accounts.sign_in", "affidavits.invitation", "affidavits.signed_out", "affidavits.verify"}
"""What is typed there is a proof, and no record."""


def filled(form: type[Form]) -> dict[str, str]:
    """Return words for every field of a form in which words, a day or a number are written."""
    return {
        field.name: PROPER.get(field.name) or f"Kept words, number {number}, of mine."
        for number, field in enumerate(single(form(formdata=None, meta={"csrf": False})))
        if _is_written(field) and not names_secret(field.name)
    }


def _is_written(field: Any) -> bool:
    kinds = StringField, DateField, IntegerField
    return isinstance(field, kinds) and getattr(field.widget, "input_type", "text") in KINDS


KINDS = ("text", "email", "tel", "url", "search", "date", "number", "datetime-local")


def doors_with_words(app: Flask) -> Iterator[tuple[Rule, dict[str, str]]]:
    """Every address to which words are sent, with words for one form of its page."""
    for rule in rules_of(app):
        if "POST" in (rule.methods or ()) and rule.endpoint not in WAYS_IN:
            address = address_of(app, rule, MISSING)
            with app.test_request_context():
                every = [filled(form) for form in forms_at(address) if form not in ELSEWHERE]
            yield from ((rule, words) for words in every if words)


ELSEWHERE = (FormerAccountForm, PaperFormerForm)
"""Forms that take the place of the other one of their address only where the thing asked is of the past."""


UNSEALS = {
    "findings.unseal_capture",
    "findings.unseal_notes",
    "oversight.case_affidavit",
    "oversight.case_answers",
    "oversight.case_receipt",
}
"""Where an auditor's number of a matter opens what is sealed: the page that answers is what was asked for."""


def lost_of(rule: Rule, words: dict[str, str], answer: Any) -> list[str]:
    """Return the fields whose words are not on the page that answers; what is handed out was no refusal."""
    if answer.status_code == 200 and (answer.mimetype != "text/html" or rule.endpoint in UNSEALS):
        return []
    page = unescape(answer.text)
    return [name for name, text in words.items() if text not in page]


def test_in_the_wrong_role_and_at_what_is_gone(
    house: Flask, things: dict[Role, Behind], inside: dict[Role, FlaskClient]
) -> None:
    before, lost, tried = state(house), [], 0
    for rule, words in doors_with_words(house):
        roles = roles_of(house, rule) or frozenset(PEOPLE)
        others = sorted(set(PEOPLE) - roles)
        tries = [(role, things[role].own) for role in others[:1]]
        tries += [(min(roles), MISSING)] if rule.arguments else []
        for role, parts in tries:
            answer = inside[role].post(address_of(house, rule, parts), data=words)
            tried += 1
            if gone := lost_of(rule, words, answer):
                lost.append(f"{role} {rule.rule}: {answer.status_code} {gone}")
    assert not lost, "\n".join(lost)
    assert tried > 120
    assert state(house) == before


def test_too_late_and_in_the_wrong_state(
    house: Flask,
    things: dict[Role, Behind],
    inside: dict[Role, FlaskClient],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hindering(monkeypatch)[:] = [Overtaken()]
    lost, tried = [], 0
    for rule, words in doors_with_words(house):
        for role in sorted(roles_of(house, rule) or frozenset(PEOPLE)):
            answer = inside[role].post(address_of(house, rule, things[role].own), data=words)
            tried += 1
            if gone := lost_of(rule, words, answer):
                there = answer.headers.get("Location", "")
                lost.append(f"{role} {rule.rule}: {answer.status_code} {gone} {there}")
    assert not lost, "\n".join(lost)
    assert tried > 60
