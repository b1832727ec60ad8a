"""Every link on a page that somebody sees opens for that very person: nobody is sent to a shut door."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.journeys.doors import PEOPLE, Behind
from tests.journeys.test_every_door import _address, _methods, _rules, house, inside, things
from tracker.policy.actors import Role

pytestmark = pytest.mark.sqlite

__all__ = ["house", "inside", "things"]

LINK = re.compile(r'href="(/[^"#]*)')
OPENS = (200, 303, 409)
"""A page, a page that leads on, and a page that says which rule stands in the way."""
OF_EACH = 6
"""So many pages of a kind are opened; the sample data have more cases alike than states a case can be in."""
REFERENCE = re.compile(r"[A-Z]-(?:\d\d-)?[0-9A-Z]{5,8}|\d+|=[^&]+")


def _starts(app: Flask, thing: Behind) -> list[str]:
    return [_address(app, rule, thing.own) for rule in _rules(app) if "GET" in _methods(rule)]


@pytest.mark.parametrize("role", PEOPLE)
def test_links_open_for_whoever_sees_them(
    house: Flask, things: dict[Role, Behind], inside: dict[Role, FlaskClient], role: Role
) -> None:
    wanted, seen, shut = ["/", *_starts(house, things[role])], dict[str, str](), []
    kinds = Counter[str]()
    for address in wanted:
        answer = inside[role].get(address)
        if answer.status_code not in OPENS:
            if address in seen:
                shut.append(f"{seen[address]} leads to {address}: {answer.status_code}")
            continue
        for link in map(unescape, LINK.findall(answer.text if answer.mimetype == "text/html" else "")):
            if link not in seen and not link.startswith(("/static", "/bootstrap", "/demo")):
                seen[link] = address
                kinds[REFERENCE.sub("_", link)] += 1
                if kinds[REFERENCE.sub("_", link)] <= OF_EACH:
                    wanted.append(link)
    assert not shut
    assert len(seen) > 3
