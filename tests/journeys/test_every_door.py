"""Every address, tried by every role, on what is their own, what is somebody else's, and what is not there.

No refusal changes anything. What is foreign and what is missing look alike. No look changes anything but who
looked. The roles that an address is for are those of ``tests/structure/access_table.txt``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from tests.journeys.doors import COMMON, MISSING, PEOPLE, SCOPED, Behind, behind, state
from tracker.policy.actors import Role
from tracker.policy.judgement import roles_for
from tracker.web.guard import door_of

REFUSED = (302, 303, 403, 404, 405, 409)
OF_CANDIDATES = {"number", "edition"}
"""Parts of the addresses of candidates, who are led back to their own list where a number is not theirs."""
HEX_REFERENCE = re.compile(r"\b[0-9a-f]{8}\b|csrf[^>]*>|[A-Z]-(\d\d-)?[0-9A-Z]{5,8}")


@pytest.fixture(scope="module")
def house(demo_app: Flask) -> Iterator[Flask]:
    """The sample data, with forms that need no token, so that it is the guard that answers."""
    demo_app.config["WTF_CSRF_ENABLED"] = False
    yield demo_app
    demo_app.config["WTF_CSRF_ENABLED"] = True


@pytest.fixture(scope="module")
def things(house: Flask) -> dict[Role, Behind]:
    """What stands behind the doors."""
    return behind(house)


@pytest.fixture(scope="module")
def inside(house: Flask) -> dict[Role, FlaskClient]:
    """A browser of each role's person."""
    return {role: _browser(house, slug) for role, slug in PEOPLE.items()}


@pytest.fixture(scope="module")
def elsewhere(house: Flask) -> dict[Role, FlaskClient]:
    """A browser of somebody in each role that owns only some of what there is."""
    return {role: _browser(house, slug) for role, slug in SCOPED.items()}


def _browser(house: Flask, slug: str) -> FlaskClient:
    browser = FlaskClient(house, house.response_class, use_cookies=True)
    assert browser.post("/demo/sign-in", data={"person": slug}).status_code == 303
    browser.get("/roles")  # reads what a first page may have to say: that an older session gave way
    return browser


def _rules(app: Flask) -> list[Rule]:
    libraries = ("static", "bootstrap.static")
    return [
        rule
        for rule in app.url_map.iter_rules()
        if rule.endpoint not in libraries and not rule.endpoint.startswith(("demo.", "styleguide."))
    ]


def _address(app: Flask, rule: Rule, parts: Any) -> str:
    with app.test_request_context():
        return app.url_map.bind("localhost").build(
            rule.endpoint, {name: parts[name] for name in rule.arguments}
        )


def _methods(rule: Rule) -> list[str]:
    return sorted((rule.methods or set()) & {"GET", "POST"})


def _roles(app: Flask, rule: Rule) -> frozenset[Role] | None:
    door = door_of(app, rule.endpoint)
    assert door is not None
    return roles_for(door.permission)


def test_no_role_gets_through_a_door_that_is_not_for_it(
    house: Flask, things: dict[Role, Behind], inside: dict[Role, FlaskClient]
) -> None:
    before, leaks, cells = state(house), [], 0
    for rule in _rules(house):
        roles = _roles(house, rule)
        if roles is None:
            continue
        for role in set(PEOPLE) - roles:
            for parts in (things[Role.INVESTIGATOR].own, things[role].own, MISSING):
                for method in _methods(rule):
                    answer = inside[role].open(_address(house, rule, parts), method=method)
                    cells += 1
                    if answer.status_code not in (403, 404):
                        leaks.append(f"{role} {method} {rule.rule}: {answer.status_code}")
    assert not leaks
    assert cells > 1_000
    assert state(house) == before


def test_nobody_gets_through_without_signing_in(house: Flask, things: dict[Role, Behind]) -> None:
    before, leaks = state(house), []
    stranger = FlaskClient(house, house.response_class, use_cookies=True)
    for rule in _rules(house):
        if _roles(house, rule) is None:
            continue
        for parts in (things[Role.INVESTIGATOR].own, MISSING):
            for method in _methods(rule):
                answer = stranger.open(_address(house, rule, parts), method=method)
                if answer.status_code not in (302, 303) or "/cases/" in answer.headers.get("Location", ""):
                    leaks.append(f"{method} {rule.rule}: {answer.status_code}")
    assert not leaks
    assert state(house) == before


@pytest.mark.parametrize(("role", "least"), [("candidate", 10), ("investigator", 50), ("board-member", 6)])
def test_what_is_foreign_looks_like_what_is_missing(
    house: Flask,
    things: dict[Role, Behind],
    elsewhere: dict[Role, FlaskClient],
    role: str,
    least: int,
) -> None:
    before, leaks, tried = state(house), [], 0
    one = Role(role)
    foreign = things[one].foreign
    assert foreign is not None
    theirs = OF_CANDIDATES if one is Role.CANDIDATE else {"case", "packet"}
    for rule in _rules(house):
        door = door_of(house, rule.endpoint)
        assert door is not None
        if door.about is None or one not in (_roles(house, rule) or ()) or not rule.arguments & theirs:
            continue
        for method in _methods(rule):
            nobodys = MISSING if one is Role.CANDIDATE else {**MISSING, **COMMON}
            addresses = [_address(house, rule, parts) for parts in (foreign, nobodys)]
            answers = [elsewhere[one].open(address, method=method) for address in addresses]
            tried += 1
            # A page bears its own address, for print.
            texts = [
                answer.text.replace(address, "") for answer, address in zip(answers, addresses, strict=True)
            ]
            bodies = [HEX_REFERENCE.sub("", text) for text in texts]
            codes = {answer.status_code for answer in answers}
            refused = codes == {404} or (one is Role.CANDIDATE and codes == {303})
            if not refused or bodies[0] != bodies[1]:
                leaks.append(f"{method} {rule.rule}: {[a.status_code for a in answers]}")
    assert not leaks
    assert tried >= least
    assert state(house) == before


def test_what_is_missing_is_a_page_for_everybody(
    house: Flask, things: dict[Role, Behind], inside: dict[Role, FlaskClient]
) -> None:
    before, odd = state(house), []
    for rule in _rules(house):
        if not rule.arguments:
            continue
        for role in _roles(house, rule) or frozenset(PEOPLE):
            for method in _methods(rule):
                answer = inside[role].open(_address(house, rule, MISSING), method=method)
                if answer.status_code not in (200, *REFUSED) or (
                    answer.status_code == 200 and not rule.rule.startswith("/i/")
                ):
                    odd.append(f"{role} {method} {rule.rule}: {answer.status_code}")
    assert not odd
    assert state(house) == before


def test_looking_changes_nothing_but_who_looked(
    house: Flask, things: dict[Role, Behind], inside: dict[Role, FlaskClient]
) -> None:
    before, odd, pages = state(house), [], 0
    for rule in _rules(house):
        if "GET" not in _methods(rule):
            continue
        for role in _roles(house, rule) or frozenset(PEOPLE):
            answer = inside[role].get(_address(house, rule, things[role].own))
            pages += 1
            if answer.status_code not in (200, 303, 404, 409):
                odd.append(f"{role} {rule.rule}: {answer.status_code}")
    assert not odd
    assert pages > 150
    assert state(house) == before
