"""A place where accounts may not be asked for, on the side of staff: the protocol runs on what is public."""

from __future__ import annotations

import html
import re

import pytest
from flask import Flask

from tests.affidavits.conftest import Site
from tests.factories.affidavits import NAME
from tests.pages.affidavits import answer, candidate_signs
from tests.pages.cases import investigator_declares
from tests.pages.filled import form_on, send, shown, values_of
from tests.pages.protocol import investigator_closes_step
from tests.pages.release import (
    investigator_hands_in,
    investigator_uses_page,
    supervisor_decides,
    supervisor_looks,
    supervisor_opens_next,
)
from tests.people import Browser, People
from tracker.editions.shelf import editions
from tracker.policy.actors import Role
from tracker.policy.vocabulary import Stage

EXPECTED = re.compile(r"\d+ of (\d+) expected for every candidate")


def runs_every_step(investigator: Browser, case: str) -> int:
    """Log all that is expected, nothing found, and close each step; return how many searches it took."""
    searches = 0
    for step in editions().protocol("social-media", 1).steps:
        page = investigator.get(f"/cases/{case}/steps/{step.code}").text
        expected = EXPECTED.search(page)
        assert expected, step.code
        address = f"/cases/{case}/steps/{step.code}/search"
        for _ in range(int(expected.group(1))):
            proposed = str(values_of(form_on(shown(investigator, address), address))["query"])
            query = re.sub(r"\[[^\]]*\]", "Riverton", proposed) or f"{NAME} Riverton"
            logged = send(investigator, address, query=query, result="nothing-found", department_device="y")
            assert logged.status_code == 303, (step.code, logged.text)
            searches += 1
        closed = investigator_closes_step(investigator, case, step.code, "done-nothing")
        assert closed.status_code == 303, (step.code, closed.text)
    return searches


@pytest.mark.clause("Hampton F.2")
@pytest.mark.sqlite
def test_a_case_without_accounts_goes_the_whole_way_on_what_is_public(app: Flask, people: People) -> None:
    site = Site(app, people, profile="ca")
    phone, case = site.phone(), site.case.reference
    answer(phone, "/a/names", has="no")
    assert candidate_signs(phone, NAME).location == "/a/receipt"
    investigator = site.desk(site.round.dana)
    overview = html.unescape(investigator.get(f"/cases/{case}").text)
    told = html.unescape(investigator.get(f"/cases/{case}/affidavit").text)
    assert "Accounts and access" not in told
    assert "The law protects your accounts here. We did not ask which ones you have" in told
    assert "Accounts were not asked for here: Cal. Labor Code 980" in overview
    assert "declared no accounts" not in overview
    for gone in ("together", "Stop access", "Talk to us first", f"/cases/{case}/sessions/new"):
        assert gone not in overview
    searches = runs_every_step(investigator, case)
    assert searches > 24
    assert investigator_uses_page(investigator, case).status_code == 303
    assert investigator_hands_in(investigator, case).status_code == 303
    reviewer = site.people.make("Some Supervisor", Role.SUPERVISOR)
    desk = site.desk(reviewer)
    investigator_declares(desk, case)
    supervisor_opens_next(desk, case)
    supervisor_looks(desk, case)
    supervisor_decides(desk, case, "release")
    assert site.read(lambda hiring: hiring.now(site.case).stage) is Stage.RELEASED
