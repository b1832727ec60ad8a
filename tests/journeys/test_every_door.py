"""Every address, tried by every role, on what is their own, what is somebody else's, and what is not there.

No refusal changes anything. What is foreign and what is missing look alike. No look changes anything but who
looked. The roles that an address is for are those of ``tests/structure/access_table.txt``.
"""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.journeys.doors import COMMON, MISSING, PEOPLE, SCOPED, Behind, state
from tests.journeys.house import address_of, browser_of, methods_of, roles_of, rules_of
from tracker.policy.actors import Role
from tracker.web.guard import door_of

REFUSED = (302, 303, 403, 404, 405, 409)
OF_CANDIDATES = {"number", "edition"}
"""Parts of the addresses of candidates, who are led back to their own list where a number is not theirs."""
HEX_REFERENCE = re.compile(r"\b[0-9a-f]{8}\b|csrf[^>]*>|[A-Z]-(\d\d-)?[0-9A-Z]{5,8}")


@pytest.fixture(scope="module")
def elsewhere(house: Flask) -> dict[Role, FlaskClient]:
    """A browser of somebody in each role that owns only some of what there is."""
    return {role: browser_of(house, slug) for role, slug in SCOPED.items()}


def test_no_role_gets_through_a_door_that_is_not_for_it(
    house: Flask, things: dict[Role, Behind], inside: dict[Role, FlaskClient]
) -> None:
    before, leaks, cells = state(house), [], 0
    for rule in rules_of(house):
        roles = roles_of(house, rule)
        if roles is None:
            continue
        for role in set(PEOPLE) - roles:
            for parts in (things[Role.INVESTIGATOR].own, things[role].own, MISSING):
                for method in methods_of(rule):
                    answer = inside[role].open(address_of(house, rule, parts), method=method)
                    cells += 1
                    if answer.status_code not in (403, 404):
                        leaks.append(f"{role} {method} {rule.rule}: {answer.status_code}")
    assert not leaks
    assert cells > 1_000
    assert state(house) == before


def test_nobody_gets_through_without_signing_in(house: Flask, things: dict[Role, Behind]) -> None:
    before, leaks = state(house), []
    stranger = FlaskClient(house, house.response_class, use_cookies=True)
    for rule in rules_of(house):
        if roles_of(house, rule) is None:
            continue
        for parts in (things[Role.INVESTIGATOR].own, MISSING):
            for method in methods_of(rule):
                answer = stranger.open(address_of(house, rule, parts), method=method)
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
    for rule in rules_of(house):
        door = door_of(house, rule.endpoint)
        assert door is not None
        if door.about is None or one not in (roles_of(house, rule) or ()) or not rule.arguments & theirs:
            continue
        for method in methods_of(rule):
            nobodys = MISSING if one is Role.CANDIDATE else {**MISSING, **COMMON}
            addresses = [address_of(house, rule, parts) for parts in (foreign, nobodys)]
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
    for rule in rules_of(house):
        if not rule.arguments:
            continue
        for role in roles_of(house, rule) or frozenset(PEOPLE):
            for method in methods_of(rule):
                answer = inside[role].open(address_of(house, rule, MISSING), method=method)
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
    for rule in rules_of(house):
        if "GET" not in methods_of(rule):
            continue
        for role in roles_of(house, rule) or frozenset(PEOPLE):
            answer = inside[role].get(address_of(house, rule, things[role].own))
            pages += 1
            if answer.status_code not in (200, 303, 404, 409):
                odd.append(f"{role} {rule.rule}: {answer.status_code}")
    assert not odd
    assert pages > 150
    assert state(house) == before
