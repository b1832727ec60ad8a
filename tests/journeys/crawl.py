"""Every page that a person of the sample data can come to: opened once, read by whichever test asks."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from html import unescape

from flask import Flask
from flask.testing import FlaskClient

from tests.journeys.doors import Behind
from tests.journeys.house import address_of, methods_of, rules_of
from tracker.policy.actors import Role

LINK = re.compile(r'href="(/[^"#]*)')
OF_EACH = 6
"""So many pages of a kind are opened; the sample data have more cases alike than states a case can be in."""
REFERENCE = re.compile(r"[A-Z]-(?:\d\d-)?[0-9A-Z]{5,8}|\d+|=[^&]+")
OPENS = (200, 303, 409)
"""A page, a page that leads on, and a page that says which rule stands in the way."""
ELSEWHERE = ("/static", "/bootstrap", "/demo")


@dataclass(frozen=True, slots=True)
class Opened:
    """What an address answered; ``led_by`` is the page with the link to it, empty if it was tried unasked."""

    address: str
    status: int
    kind: str
    text: str
    led_by: str


_CRAWLED: dict[tuple[int, Role], tuple[Opened, ...]] = {}


def crawled(house: Flask, thing: Behind, browser: FlaskClient, role: Role) -> tuple[Opened, ...]:
    """Return what the person of a role comes to, in the order it was opened; looking changes none of it."""
    if (id(house), role) not in _CRAWLED:
        _CRAWLED[id(house), role] = _crawl(house, thing, browser)
    return _CRAWLED[id(house), role]


def _crawl(house: Flask, thing: Behind, browser: FlaskClient) -> tuple[Opened, ...]:
    wanted = [
        "/",
        *(address_of(house, rule, thing.own) for rule in rules_of(house) if "GET" in methods_of(rule)),
    ]
    led_by, kinds, found = dict[str, str](), Counter[str](), list[Opened]()
    for address in wanted:
        answer = browser.get(address)
        kind = answer.mimetype or ""
        words = answer.text if kind.startswith(("text/", "application/json")) else ""
        found.append(Opened(address, answer.status_code, kind, words, led_by.get(address, "")))
        followed = answer.status_code in OPENS and kind == "text/html"
        for link in map(unescape, LINK.findall(words if followed else "")):
            if link not in led_by and not link.startswith(ELSEWHERE):
                led_by[link] = address
                kinds[REFERENCE.sub("_", link)] += 1
                if kinds[REFERENCE.sub("_", link)] <= OF_EACH:
                    wanted.append(link)
    return tuple(found)
