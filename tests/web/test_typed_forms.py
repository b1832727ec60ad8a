"""Whatever keeps a form from being saved, what was typed stands in the same form again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from xml.etree.ElementTree import Element

import html5lib
import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.journeys.doors import PEOPLE
from tests.pages.filled import Values, values_of
from tests.people import Browser
from tracker import db as records
from tracker.db import UnitOfWork
from tracker.policy.answers import Overtaken, Refused, Unmet

WRITTEN = ("text", "email", "tel", "url", "search")
TYPED = {
    "email": "kept.words@example.org",
    "tel": "555 0137",
    "url": "https://kept.example/words",
    "date": "2026-03-09",
    "datetime-local": "2026-03-09T14:40",
    "number": "7",
}
PROPER = {
    "source_link": "https://kept.example/words",
    "matter": "26-114",
    "code": "KEPT WORD",
    "handle": "@kept.words",
    "fingerprint": "ab" * 32,
}
"""What fields take that want more than words."""
ENOUGH = 3
"""So many pages of one pattern are looked at for each person."""
ELSEWHERE = re.compile(r"^/(ledger|audit|static|styleguide|demo)\b")
NOT_SAVED = ("/sign-in", "/verify", "/es/verify", "/i/_", "/a/link", "/es/a/link")
"""Forms that save nothing: what they refuse is tried elsewhere."""


def pattern(address: str) -> str:
    return re.sub(r"[A-Z]-(\d\d-)?[0-9A-Z]{5,8}|(?<=/i/)[^/]+|(?<=/)\d+", "_", address.partition("?")[0])


@dataclass(frozen=True)
class Found:
    """A form on a page, with the browser that was shown it."""

    browser: Browser
    page: str
    action: str
    values: Values
    typed: Values


def fields_of(form: Element) -> Iterator[tuple[str, str, Element]]:
    """Every field of a form that somebody fills in: name, kind, element."""
    for one in form.iter():
        name, kind = one.get("name"), one.get("type", "text")
        if name and one.tag == "textarea":
            yield name, "words", one
        elif name and one.tag == "select":
            yield name, "select", one
        elif name and one.tag == "input" and kind != "hidden":
            yield name, kind, one


def filled(form: Element) -> tuple[Values, Values]:
    """Return what is sent, and of it what was written by hand."""
    sent: Values = values_of(form)
    written: Values = {}
    for number, (name, kind, one) in enumerate(fields_of(form)):
        if kind == "words" or kind in WRITTEN:
            plain = name.rpartition("-")[2]
            text = f"Kept words, number {number}, of mine."
            written[name] = PROPER.get(plain) or TYPED.get(kind) or text
        elif kind == "select":
            offered = [each.get("value", "") for each in one.iter("option")]
            sent[name] = next((value for value in offered if value), "")
        elif kind == "radio":
            sent.setdefault(name, one.get("value", ""))
        elif kind == "checkbox" and name == "roles":
            sent[name] = one.get("value", "")
        elif kind in TYPED:
            written[name] = TYPED[kind]
    return {**sent, **written}, written


def pages_of(app: Flask, person: str) -> Iterator[tuple[Browser, str, Any]]:
    """Walk from somebody's first page along all links."""
    browser = app.test_client()
    assert isinstance(browser, Browser)
    token = browser.get("/sign-in").text.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    browser.post("/demo/sign-in", data={"person": person, "csrf_token": token})
    ahead, seen, counted = ["/"], {"/"}, dict[str, int]()
    while ahead:
        address = ahead.pop(0)
        if counted.setdefault(pattern(address), 0) >= ENOUGH or ELSEWHERE.match(address):
            continue
        counted[pattern(address)] += 1
        answer = browser.get(address, follow_redirects=True)
        if answer.status_code != 200 or answer.mimetype != "text/html":
            continue
        document = html5lib.parse(answer.text, namespaceHTMLElements=False)
        yield browser, address, document
        for link in document.iter("a"):
            there = (link.get("href") or "").partition("#")[0]
            if there.startswith("/") and there not in seen:
                seen.add(there)
                ahead.append(there)


def typed_forms(app: Flask) -> Iterator[Found]:
    """Every form of the product in which somebody writes words, one of each kind."""
    known = set()
    for person in PEOPLE.values():
        for browser, address, document in pages_of(app, person):
            for form in document.iter("form"):
                action = form.get("action") or address
                fields = tuple(sorted({name for name, _, _ in fields_of(form)}))
                kind = (pattern(action), fields)
                if form.get("method") != "post" or kind in known or pattern(action) in NOT_SAVED:
                    continue
                sent, written = filled(form)
                if written:
                    known.add(kind)
                    yield Found(browser, address, action, sent, written)


def in_forms(html: str) -> str:
    """Return what the fields of a page hold."""
    document = html5lib.parse(html, namespaceHTMLElements=False)
    return "\n".join(str(value) for form in document.iter("form") for value in values_of(form).values())


@pytest.fixture
def hindered(monkeypatch: pytest.MonkeyPatch) -> list[Exception]:
    """Lets no act happen as long as there is something in the list."""
    return hindering(monkeypatch)


def hindering(monkeypatch: pytest.MonkeyPatch) -> list[Exception]:
    """Let no act happen as long as there is something in the list, which is raised instead."""
    why: list[Exception] = []
    commit = records._commit

    def perhaps(session: Session, work: UnitOfWork) -> None:
        session.flush()
        if why and any(not row.__access_entry__ for row in session.info["rows"].values()):
            raise why[0]
        commit(session, work)

    monkeypatch.setattr(records, "_commit", perhaps)
    return why


@pytest.mark.sqlite
def test_a_refusal_and_a_second_tab_keep_it_in_the_form(demo_app: Flask, hindered: list[Exception]) -> None:
    lost, tried = [], set()
    for form in list(typed_forms(demo_app)):
        for why in (Refused(Unmet(None, "A rule that stands in the way.")), Overtaken()):
            hindered[:] = [why]
            answer = form.browser.post(form.action, data=form.values)
            hindered.clear()
            said = f"{form.page} -> {form.action} {type(why).__name__}: {answer.status_code}"
            tried.add(pattern(form.action))
            held = in_forms(answer.text) if answer.mimetype == "text/html" else ""
            gone = [name for name, text in form.typed.items() if str(text) not in held]
            if gone or answer.status_code not in (409, 422):
                lost.append(f"{said} {answer.headers.get('Location', '')} {gone}")
    assert len(tried) > 20, sorted(tried)
    assert not lost, "\n".join(lost)


def every_form(app: Flask) -> Iterator[Found]:
    """Every form of the product that is sent, buttons among them, one of each kind."""
    known = set()
    for person in PEOPLE.values():
        for browser, address, document in pages_of(app, person):
            for form in document.iter("form"):
                action = form.get("action") or address
                kind = (pattern(action), tuple(sorted(values_of(form))))
                if form.get("method") == "post" and kind not in known:
                    known.add(kind)
                    sent, written = filled(form)
                    yield Found(browser, address, action, sent, written)


@pytest.mark.parametrize(
    "sign",
    [
        pytest.param("\x00", id="null"),
        pytest.param("\ud800", id="surrogate", marks=pytest.mark.sqlite),
        pytest.param("\ufffe", id="no character", marks=pytest.mark.sqlite),
    ],
)
def test_signs_that_no_text_holds_are_no_trouble_in_any_field(
    demo_app: Flask, hindered: list[Exception], sign: str
) -> None:
    """PostgreSQL stores no null sign, and no encoding a lone surrogate; fields of choice are no exception."""
    hindered[:] = [Refused(Unmet(None, "Nothing is changed here."))]
    trouble, kept_out = [], {"csrf_token", "form_number"}
    raw = sign.encode("utf-8", "surrogatepass")
    for form in list(every_form(demo_app)):
        if form.action in ("/sign-out", "/demo/sign-in"):
            continue
        for name in form.values.keys() - kept_out:
            pairs = [
                (key, str(value).encode() + (raw if key == name else b""))
                for key, value in form.values.items()
            ]
            answer = form.browser.post(
                form.action, data=urlencode(pairs), content_type="application/x-www-form-urlencoded"
            )
            if answer.status_code >= 500:
                trouble.append(f"{form.action} {name}: {answer.status_code}")
    assert not trouble, "\n".join(trouble)
