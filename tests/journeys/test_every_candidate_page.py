"""Every page of the candidate's side, found by its links: light, accessible, and readable at 400 % zoom."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser as Chromium

from bench.phone import MOST
from tests.affidavits.conftest import Site
from tests.affidavits.test_every_page import is_asked, walked
from tests.factories.affidavits import NAME
from tests.journeys.served_case import Glass, Seen, ServedCase
from tests.journeys.walker import Walker
from tests.pages.affidavits import candidate_answers, candidate_signs
from tests.people import Browser, People

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]

ASKED_FOR = re.compile(r'(?:href|src)="(/[^"]+\?v=[0-9a-f]{12})"')
FEWEST = 25


@pytest.fixture
def site(app: Flask, people: People) -> Site:
    """A case whose candidate answers over HTTP while a browser looks."""
    return Site(app, people, email="marisol.pena@mail.example")


@pytest.fixture
def phone(site: Site) -> Browser:
    """The candidate over HTTP."""
    return site.phone()


@pytest.fixture
def looker(
    site: Site, phone: Browser, address: str, chromium: Chromium, glass: Glass, seen: Seen
) -> Iterator[Walker]:
    """The same candidate at a narrow browser."""
    served = ServedCase(site, address, chromium, glass, seen)
    looker, cookie = served.candidate(), phone.get_cookie("tracker")
    assert cookie is not None
    looker.context.add_cookies([{"name": "tracker", "value": cookie.value, "url": address}])
    yield looker
    served.close()


def weight(phone: Browser, html: str) -> int:
    """Return the bytes of a page with everything that it asks for, as they are sent."""
    sent = len(html.encode())
    for path in set(ASKED_FOR.findall(html)):
        with phone.get(path, headers={"Accept-Encoding": "gzip"}) as answer:
            sent += len(answer.get_data())
    return sent


@pytest.mark.parametrize(
    "glass", [Glass("en", 320, scripts=True), Glass("es", 320, scripts=True)], indirect=True, ids=str
)
def test_every_page_is_light_and_bears_zoom(phone: Browser, looker: Walker, site: Site) -> None:
    phone.language = looker.under
    opened, heavy = set[str](), []
    for begin in (None, answers, goes_to_a_notary, signs):
        if begin:
            begin(phone)
        if begin is signs:
            is_asked(site)
        for path, html in walked(site, phone):
            if (sent := weight(phone, html)) > MOST:
                heavy.append((path, sent))
            if path not in opened or begin is signs:
                opened.add(path)
                looker.open_whatever(path)
    assert heavy == []
    assert {"/a/sign/ways", "/a/sign/notary"} <= opened
    assert any(path.startswith("/a/clarify/") for path in opened)
    assert len(opened) > FEWEST


def answers(phone: Browser) -> None:
    """Answer everything, with two accounts."""
    candidate_answers(phone, ("instagram", "marisol"), ("tiktok", "mari"), mode="together")


def goes_to_a_notary(phone: Browser) -> None:
    """Make the statement ready for a notary."""
    phone.post("/a/sign/ways", data={"way": "notary"})


def signs(phone: Browser) -> None:
    """Sign what was answered."""
    candidate_signs(phone, NAME)
