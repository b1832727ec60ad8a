"""What candidates meet once their case is disposed of: words they understand, and nothing of what it held."""

from __future__ import annotations

import re

import pytest

from tests.affidavits.reading import words_of
from tests.answering.conftest import Site
from tests.factories.affidavits import NAME
from tests.factories.cases import further_case
from tests.factories.requisitions import hr, opened
from tests.journeys.house import methods_of, rules_of
from tests.people import Browser, People
from tests.records.test_disposal import AFTER, approving, chief, proposing
from tracker.cases.inviting import Issued
from tracker.cases.models import LinkRequest
from tracker.cases.service import close_case, withdraw_case
from tracker.clock import FixedClock
from tracker.db import db, unit_of_work

PART = re.compile(r"<(?:\w+:)?(\w+)>")
SAID = {"": "nobody can read it any more", "/es": "ya nadie puede leerlo"}
OVER = {
    "": "The time for which we keep your file is over.",
    "/es": "El plazo durante el cual guardamos su expediente ha terminado.",
}


@pytest.fixture
def site(people: People, clock: FixedClock) -> Site:
    """A case whose candidate was asked about a concern and withdrew, once its time is over."""
    site = Site(people)
    with site.inside() as unit:
        with unit_of_work(site.candidate) as work:
            withdraw_case(work, unit.now(site.case))
        with unit_of_work(unit.hr) as work:
            close_case(work, unit.now(site.case))
    clock.set(clock.now() + AFTER)
    return site


def disposed_of(site: Site) -> None:
    """Dispose of the case."""
    with site.inside() as unit:
        approving(chief(site.people), proposing(hr(site.people), unit.now(site.case)))


def invited(site: Site) -> Issued:
    """Have HR make a way in."""
    with site.inside() as unit:
        return unit.invite(unit.now(site.case))


def stranger(site: Site) -> Browser:
    """Return a browser of nobody's."""
    site.app.test_client_class = Browser
    browser = site.app.test_client()
    assert isinstance(browser, Browser)
    return browser


@pytest.mark.clause("Hamden A.7")
def test_whoever_was_signed_in_reads_that_the_file_is_gone_in_either_language(site: Site) -> None:
    phone = site.browser(site.candidate)
    disposed_of(site)
    met = 0
    for rule in rules_of(site.app):
        own = rule.rule.startswith("/a/") and not rule.rule.startswith("/a/link")
        if not own or "GET" not in methods_of(rule):
            continue
        address = PART.sub(lambda part: {"response": site.response}.get(part[1], "1"), rule.rule)
        for phone.language, words in SAID.items():
            page = phone.get(address)
            assert page.status_code == 410, address
            assert words in " ".join(words_of(page.text).split()), address
            assert not any(one in page.text for one in (NAME, site.case.reference, "Officer 2026-A")), address
            met += 1
    assert met > 60
    phone.language = ""
    assert 'href="/privacy"' in phone.get("/a/status").text, "its first page would say the same again"
    assert phone.get("/privacy").status_code == 200
    assert phone.post("/a/question", data={"words": "What is left?"}).status_code == 410


@pytest.mark.clause("Hamden A.7")
def test_a_link_from_before_opens_nothing_and_none_is_sent(site: Site, clock: FixedClock) -> None:
    clock.set(clock.now() - AFTER)
    issued = invited(site)
    clock.set(clock.now() + AFTER)
    disposed_of(site)
    for under, words in OVER.items():
        browser = stranger(site)
        browser.language = under
        for page in (
            browser.get(f"/i/{issued.token}"),
            browser.post(f"/i/{issued.token}", data={"code": issued.code}),
            browser.post(f"/i/{issued.token}", data={"again": "yes"}),
        ):
            assert page.status_code == 410
            assert words in page.text
            assert site.case.reference not in page.text
    with site.inside():
        assert db.session.query(LinkRequest).count() == 0


@pytest.mark.clause("Hamden A.7")
def test_the_later_case_of_the_same_candidate_goes_on(site: Site) -> None:
    with site.inside() as unit:
        later = further_case(site.people, opened(site.people, "Officer 2028-B"), site.case)
        issued = unit.invite(later)
    disposed_of(site)
    browser = stranger(site)
    assert browser.post(f"/i/{issued.token}", data={"code": issued.code}).location == "/a/start"
    assert browser.get("/a/start").status_code == 200
    assert browser.get(f"{site.path}").status_code == 404
