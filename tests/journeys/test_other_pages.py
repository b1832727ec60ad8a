"""Every page that no journey draws is accessible, fits both widths, and has somebody who sees it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser
from sqlalchemy import text
from werkzeug.routing import Rule

from tests.browser import served
from tests.journeys.house import (
    address_of,
    answer_ties,
    browser_of,
    browsers_of,
    draw_up,
    methods_of,
    roles_of,
    rules_of,
)
from tests.journeys.sample_cases import places_of, stage_for
from tests.screens import look_at
from tracker.db import db
from tracker.policy.actors import Role

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]

WALKED = {
    "accounts": "sign_in",
    "answering": "response check_response own_post",
    "affidavits": "access_to accounts case_affidavit check former invitation names new_account new_former "
    "none now receipt sign start status verify",
    "board": "decision docket duties packet step_out",
    "cases": "assign candidates conflict invitation new_candidate team",
    "findings": "finding new_capture new_finding new_note notes",
    "oversight": "access case_file cases duties ledger table uniformity",
    "protocol": "case desk search searches step steps",
    "release": "decide preview queue returned review second_reading submit",
    "requisitions": "board new_requisition requisition requisitions",
    "validation": "checks screen",
}
"""What the journeys draw, by room."""
NARROW = 320
NO_PAGES = ("health.alive", "health.ready")
FILED = ("ines-duarte", "marisol-pena", "keisha-monroe", "leah-osborne", "ruben-castillo", "marcus-bell")
"""Candidates who have more to see than the one in the middle of her affidavit."""
FILES = frozenset({"answering.response_text", "release.answer_file", "release.given_file"})
"""What is no page, and for nobody in the sample data; the room's own tests fetch it."""
HAVE_MET = ("tessa-holm", "keisha-monroe", "luis-ortega")
"""Candidates who looked at an account together with somebody, and who that was."""
LED_ON = frozenset(
    {
        *("accounts.front", "affidavits.signed_out", "affidavits.access", "affidavits.agree"),
        *("affidavits.notary_scan", "board.uphold", "cases.own_absence"),
        *("records.batch", "records.certificate"),
    }
)
"""What leads on, is for nobody who is inside, or for nobody in the sample data."""


def _others(app: Flask) -> Iterator[Rule]:
    walked = {f"{room}.{page}" for room, pages in WALKED.items() for page in pages.split()}
    for rule in rules_of(app):
        if (
            "GET" in methods_of(rule)
            and rule.endpoint not in walked | LED_ON | FILES
            and rule.endpoint not in NO_PAGES
        ):
            yield rule


def test_every_page_that_no_journey_draws(grown: Flask, chromium: Browser) -> None:
    browsers, places = browsers_of(grown), places_of(grown)
    answer_ties(browsers, places)
    draw_up(browsers)
    candidates = [browsers[Role.CANDIDATE], *(browser_of(grown, slug) for slug in FILED)]
    met, meetings = [browser_of(grown, slug) for slug in HAVE_MET], _meetings(grown)
    unseen, found = [], []
    with served(grown) as address:
        for rule in _others(grown):
            doors = [
                (client, address_of(grown, rule, places[stage_for(role, rule.endpoint)]))
                for role in roles_of(grown, rule) or browsers
                for client in (candidates if role is Role.CANDIDATE else [browsers[role]])
            ]
            if rule.endpoint.startswith("together."):
                doors += [(client, address_of(grown, rule, one)) for client in met for one in meetings]
            open_ones = ((client, path, client.get(path)) for client, path in doors)
            seen = next(((c, p, a.mimetype) for c, p, a in open_ones if a.status_code == 200), None)
            if seen is None:
                unseen.append(rule.endpoint)
            elif seen[2] == "text/html":
                cookie, picture = _cookie(seen[0]), f"other-{rule.endpoint}"
                found += look_at(chromium, address, seen[1], cookie=cookie, picture=picture, judged=(NARROW,))
    assert (unseen, found) == ([], [])


def _meetings(app: Flask) -> list[dict[str, str]]:
    """Return every session of the sample data, and of which case it is."""
    query = "SELECT c.reference, t.reference FROM together_sessions t JOIN cases c ON c.id = t.case_id"
    with app.app_context():
        found = [{"case": case, "meeting": meeting} for case, meeting in db.session.execute(text(query))]
        db.session.rollback()
    return found


def _cookie(client: FlaskClient) -> str:
    cookie = client.get_cookie("tracker")
    assert cookie is not None
    return cookie.value
