"""Members of staff for tests, and browsers signed in as them, which lint every page they fetch."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Hashable
from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Any, Protocol, TypeVar
from unittest.mock import patch
from uuid import UUID, uuid4
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tracker.accounts import service
from tracker.accounts.models import Person
from tracker.accounts.passwords import Cost, password_hash
from tracker.accounts.sign_in import open_session
from tracker.db import UnitOfWork, clock_of, db, unit_of_work
from tracker.policy.actors import SYSTEM, Actor, Role
from tracker.policy.facts import PersonFacts
from tracker.policy.proofs import Proof
from tracker.settings import Settings

T = TypeVar("T")


class Once(Protocol):
    """Builds something on what stands here, or goes back to where it stood."""

    def __call__(self, key: Hashable, known: dict[str, UUID], make: Callable[[], T], /) -> T:
        """Return what is built."""


PASSWORD = "a long password for tests"
PLAIN = re.compile(r"""(?<=>)[^<>&]+(?=<)|(?<=\bvalue=")[^"<>&]*(?=")|(\b[A-Z]-(?:\d\d-)?[0-9A-Z]{5,8}\b)""")
"""What differs between pages and is no fault: words without a sign, values, and which references they are."""
ELSEWHERE = re.compile(r"(?!http://localhost/)(?:https?:|//)")
"""How an address begins that is not the tests' own."""
_sound: set[str] = set()


@cache
def _hashed(password: str) -> str:
    """Return a hash that costs little: tests hire thousands of people, all with one password."""
    return password_hash(password, Cost(memory=64, passes=1))


class Browser(FlaskClient):
    """A test client that refuses pages that are not sound HTML or that say more than they may.

    A page is the same whatever the database, and reading it strictly is slow: on PostgreSQL it is left out.
    """

    lint = "TRACKER_TEST_POSTGRES" not in os.environ
    code = ""
    """The code that a candidate was given, to come in and to sign with."""
    actor: Actor | None = None
    """Who is signed in, where that is known."""
    language = ""
    """Under what the pages are that this browser asks for, as ``/es``; nothing for English."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Fetch, and lint what comes back."""
        address, *others = args
        if isinstance(address, str) and not address.startswith(f"{self.language}/"):
            address = f"{self.language}{address}"
        response = super().open(address, *others, **kwargs)
        read = response.request.method in ("GET", "POST") and response.mimetype == "text/html"
        if self.lint and read:
            lint_once(response.get_data(as_text=True))
        return response


def lint_once(html: str) -> None:
    """Lint a page, unless one was found sound that differs from it in plain words and references alone."""
    named: dict[str, str] = {}
    bones = PLAIN.sub(lambda found: (found[1] and named.setdefault(found[1], f"{len(named)}")) or "", html)
    if bones not in _sound:
        lint_page(html)
        _sound.add(bones)


def lint_page(html: str) -> None:
    """Raise if a page is not sound HTML, carries inline code or style, or leads elsewhere."""
    parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
    document = parser.parse(html)
    problems = [f"{position}: {code}" for position, code, _ in parser.errors]
    for element in document.iter():
        for name, value in element.attrib.items():
            if str(name).startswith("on") or name == "style":
                problems.append(f"inline {name} on <{element.tag}>")
            if name in ("src", "href", "action") and ELSEWHERE.match(str(value)):
                problems.append(f"{name} leads elsewhere: {value}")
    problems += [f"Enter presses {first!r}" for form in document.iter("form") if (first := _pressed(form))]
    ids = [element.attrib["id"] for element in document.iter() if "id" in element.attrib]
    problems += [f"id {name} is there twice" for name in set(ids) if ids.count(name) > 1]
    if "&lt;span class" in html:
        problems.append("our own markup is shown as words")
    if problems:
        raise AssertionError("the page has faults:\n" + "\n".join(problems[:10]) + f"\n---\n{html[:3000]}")


def _pressed(form: Element) -> str:
    """Return what Enter in a field of this form would press, unless that is what saves it."""
    buttons = [one for one in form.iter("button") if one.get("type", "submit") == "submit"]
    typed = [one for one in form.iter("input") if one.get("type", "text") != "hidden"]
    named = bool(buttons and typed and buttons[0].get("name"))
    main = named and "btn-primary" in buttons[0].get("class", "")
    return "".join(buttons[0].itertext()).strip() if named and not main else ""


class People:
    """Makes people as needed, one for each role and name, and opens browsers as them."""

    def __init__(self, app: Flask, once: Once | None = None) -> None:
        """Work on one application; ``once`` remembers what many tests begin with."""
        self.app, self._once = app, once
        self._known: dict[str, UUID] = {}

    def make(self, name: str, *roles: Role, searcher: bool | None = None) -> Actor:
        """Return the person of that name, in the first of the roles; made if new.

        Investigators are designated as searchers by a Chief unless ``searcher`` is False.
        """
        with self.app.app_context():
            if name not in self._known:
                with unit_of_work(SYSTEM) as work:
                    self._known[name] = self._make(work, name, roles)
                if searcher or (searcher is None and Role.INVESTIGATOR in roles):
                    self._designate(name)
        return Actor(self._known[name], roles[0], name)

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what ``make`` builds; where earlier tests came here the same way, it may come from them."""
        return self._once(key, self._known, make) if self._once else make()

    def _make(self, work: UnitOfWork, name: str, roles: tuple[Role, ...]) -> UUID:
        email = f"{name.casefold().replace(' ', '.')}@riverton.example"
        with patch.object(service, "password_hash", _hashed):
            return service._add(work, name=name, email=email, password=PASSWORD, roles=roles).id

    def _designate(self, name: str) -> None:
        chief = self.make("Chief Avery Stone", Role.CHIEF)
        today = clock_of(db.session).now().date()
        with unit_of_work(chief) as work:
            service.designate_searcher(
                work,
                PersonFacts(self._known[name]),
                starts_on=today - timedelta(days=30),
                ends_on=today + timedelta(days=335),
                vetted_on=today - timedelta(days=60),
                trained_on=today - timedelta(days=45),
                confidentiality_signed_on=today - timedelta(days=40),
            )

    def reference(self, actor: Actor) -> str:
        """Return a person's reference."""
        with self.app.app_context():
            return db.session.get_one(Person, actor.person_id).reference

    def browser(self, actor: Actor, *, case_id: UUID | None = None) -> Browser:
        """Return a browser that is signed in as the actor."""
        settings: Settings = self.app.extensions["settings"]
        self.app.test_client_class = Browser
        client = self.app.test_client()
        with self.app.app_context():
            with unit_of_work(SYSTEM) as work:
                opened = open_session(
                    work,
                    settings,
                    subject_id=actor.person_id,
                    role=actor.role,
                    name=actor.name,
                    proofs=frozenset(Proof) - {Proof.SAMPLE},
                    case_id=case_id or actor.case_id,
                )
            now = int(clock_of(db.session).now().timestamp())
        with client.session_transaction() as cookie:
            cookie["sid"], cookie["seen"] = opened.session_id, now
        assert isinstance(client, Browser)
        client.actor = actor if actor.case_id or case_id is None else replace(actor, case_id=case_id)
        return client


def csrf_off(app: Flask) -> None:
    """Let tests of views post without fetching the form first."""
    app.config["WTF_CSRF_ENABLED"] = False


def somebody() -> UUID:
    """Return an id that nobody has."""
    return uuid4()
