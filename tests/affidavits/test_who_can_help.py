"""A refusal names a person, and never more than its reader may know."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.affidavits.conftest import Site
from tests.people import Browser
from tracker.policy.actors import Actor, Role
from tracker.policy.answers import Refused, Unmet
from tracker.web.guard import door_of, requires

AGENCY = "Riverton Police Department"


@pytest.fixture(params=["protocol.case", "affidavits.task_list"])
def refused(app: Flask, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> str:
    """A page that refuses for a reason, behind its own door."""
    endpoint = str(request.param)
    door = door_of(app, endpoint)
    assert door is not None

    def refuse(**_: object) -> None:
        raise Refused(Unmet(None, "Not today."))

    monkeypatch.setitem(app.view_functions, endpoint, requires(door.permission, about=door.about)(refuse))
    return endpoint


def helper(page: str) -> str:
    """Return what a page says under the heading of who can help."""
    assert page.count("Who can help") == 1
    return page.partition("Who can help")[2].partition("</p>")[0]


@pytest.mark.parametrize("refused", ["affidavits.task_list"], indirect=True)
def test_a_candidate_is_told_the_agencys_telephone(refused: str, phone: Browser, site: Site) -> None:
    answer = phone.get("/a")
    assert answer.status_code == 409
    words = helper(answer.text)
    assert AGENCY in words
    assert 'href="tel:555-0100"' in words
    assert site.case.supervisor_name
    assert site.case.supervisor_name not in answer.text


@pytest.mark.parametrize("refused", ["protocol.case"], indirect=True)
def test_on_a_case_that_one_may_read_its_supervisor_is_named(refused: str, site: Site) -> None:
    address = f"/cases/{site.case.reference}"
    answer = site.desk(site.round.dana).get(address)
    assert answer.status_code == 409
    assert f"{site.case.supervisor_name}, who supervises case {site.case.reference}" in helper(answer.text)


@pytest.mark.parametrize("refused", ["protocol.case"], indirect=True)
def test_nobody_is_named_on_a_case_that_is_not_ones_own_or_not_there(refused: str, site: Site) -> None:
    other: Actor = site.people.make("Sam Ortiz", Role.INVESTIGATOR)
    for reference in (site.case.reference, "C-26-NONE5"):
        answer = site.desk(other).get(f"/cases/{reference}")
        assert answer.status_code == 404
        assert "Who can help" not in answer.text


def test_who_is_turned_away_at_the_door_is_told_the_agencys_telephone(site: Site) -> None:
    answer = site.desk(site.people.make("Tom Becker", Role.IT)).get(f"/cases/{site.case.reference}")
    assert answer.status_code == 403
    assert AGENCY in helper(answer.text)
    assert site.case.supervisor_name not in answer.text
