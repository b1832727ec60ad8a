"""By when, until when, and who has the case: what the candidate's pages say of each state."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.affidavits.conftest import Site
from tests.factories.affidavits import NAME
from tests.pages.affidavits import candidate_answers, candidate_signs
from tests.people import Browser
from tracker.cases.assigning import take_back
from tracker.clock import FixedClock
from tracker.db import unit_of_work
from tracker.policy.vocabulary import Stage

UNTIL = "March 12, 2026, 12:00 p.m. EDT"
"""Seventy-two hours after the fixed clock's noon of 9 March."""


@pytest.mark.parametrize("page", ["/a/start", "/a", "/a/later"])
def test_the_affidavit_has_a_day_of_its_own(site: Site, phone: Browser, page: str) -> None:
    assert "Due by the end of March 19, 2026" in phone.get(page).text


@pytest.mark.parametrize("page", ["/a/start", "/a", "/a/later"])
def test_until_when_the_link_works_is_told(site: Site, phone: Browser, page: str) -> None:
    site.invite()
    text = phone.get(page).text
    assert f"work until {UNTIL}" in text
    assert "555-0100" in text


def test_the_page_of_the_link_tells_it_before_anybody_comes_in(site: Site) -> None:
    page = site.stranger().get(f"/i/{site.invite().token}").text
    assert f"Link and code work until {UNTIL}." in page


def test_who_has_no_link_that_works_is_told_how_to_get_one(phone: Browser) -> None:
    assert "Your link and code do not work any more." in phone.get("/a/later").text


def test_a_day_that_has_passed_is_said_without_blame(site: Site, phone: Browser, clock: FixedClock) -> None:
    clock.advance(timedelta(days=10, hours=11))
    assert "Due by the end of March 19, 2026" in site.phone().get("/a").text
    clock.advance(timedelta(hours=2))
    text = site.phone().get("/a").text
    assert "It was due on March 19, 2026. You can still file it." in text


def test_when_all_is_answered_the_list_says_that_it_is_not_filed(site: Site, phone: Browser) -> None:
    candidate_answers(phone, ("instagram", "marisol.pena"), mode="together")
    text = phone.get("/a").text
    assert "Not filed yet. Check your answers, then sign." in text
    assert "Starts when you have checked your answers." in text


def filed(site: Site, phone: Browser) -> None:
    """File an affidavit."""
    candidate_answers(phone, ("instagram", "marisol.pena"), mode="together")
    candidate_signs(phone, NAME)


@pytest.mark.parametrize("page", ["/a/status", "/a/receipt"])
def test_while_nobody_has_the_case_nobody_is_said_to_work(site: Site, phone: Browser, page: str) -> None:
    filed(site, phone)
    assert "Dana Ruiz" in phone.get(page).text
    with site.inside() as hiring, unit_of_work(hiring.supervisor) as work:
        case = hiring.now(site.case)
        take_back(work, case, seen=case.investigator_id)
    text = phone.get(page).text
    assert "No investigator has your case yet. This page will name the one who gets it." in text
    assert "Dana Ruiz has your case" not in text
    assert "at work" not in text
    assert "The investigator who has your case" not in text
    assert "We plan to be done by April 8, 2026." in text


@pytest.mark.parametrize("page", ["/a/status", "/a/receipt"])
def test_a_plan_that_did_not_hold_is_not_told_as_one(
    site: Site, phone: Browser, clock: FixedClock, page: str
) -> None:
    filed(site, phone)
    clock.advance(timedelta(days=31))
    text = site.phone().get(page).text
    assert "We planned to be done by April 8, 2026. It takes longer than we planned." in text


@pytest.mark.parametrize("page", ["/a/status", "/a/receipt"])
def test_with_the_board_the_unit_is_done(site: Site, phone: Browser, page: str) -> None:
    filed(site, phone)
    with site.inside() as hiring:
        hiring.move(hiring.now(site.case), Stage.REVIEW)
        hiring.move(hiring.now(site.case), Stage.RELEASED)
    text = phone.get(page).text
    assert "The background check is done. The hiring board" in text
    assert "We plan to be done" not in text


def test_signed_answers_are_shown_as_a_list_and_letter_for_letter(site: Site, phone: Browser) -> None:
    filed(site, phone)
    text = phone.get("/a/receipt").text
    shown, exact = text.split("The exact text that the fingerprint is of", 1)
    assert "layout affidavit/1" not in shown
    assert "&gt; " not in shown
    assert "<dt>App or site</dt>" in shown
    assert "layout affidavit/1" in exact
    assert "&gt; App or site: Instagram" in exact
    assert "<details>" in text


def test_what_is_about_to_be_signed_is_shown_as_a_list(site: Site, phone: Browser) -> None:
    candidate_answers(phone, ("instagram", "marisol.pena"), mode="together")
    for page in ("/a/sign", "/a/check"):
        text = phone.get(page).text
        shown = text.split("The exact text that you sign", 1)[0]
        assert "<dt>App or site</dt>" in shown, page
        assert "layout affidavit/1" not in shown, page
