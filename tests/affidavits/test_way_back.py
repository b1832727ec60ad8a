"""A new link, asked for: the same answer for everybody, HR is told, and nobody's mailbox can be filled."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.affidavits.conftest import Site
from tests.people import People
from tracker.affidavits import views_entry
from tracker.cases.models import LinkRequest
from tracker.clock import FixedClock
from tracker.db import db
from tracker.policy.vocabulary import Stage
from tracker.policy.way_back import may_ask_for_link

ADDRESS = "marisol@example.org"


@pytest.fixture
def site(app: Flask, people: People, monkeypatch: pytest.MonkeyPatch) -> Site:
    """The site, with a candidate whose address is on file; it answers as soon as it can."""
    monkeypatch.setattr(views_entry, "ANSWERED_AFTER", 0.0)
    return Site(app, people, email=ADDRESS)


def asked(site: Site) -> list[LinkRequest]:
    """Return what was asked for."""
    return site.read(lambda _: list(db.session.scalars(select(LinkRequest)).all()))


def test_an_ended_link_offers_a_new_one_and_hr_reads_that_it_is_asked_for(
    site: Site, clock: FixedClock
) -> None:
    issued = site.invite()
    clock.advance(timedelta(hours=73))
    page = site.stranger().get(f"/i/{issued.token}")
    assert "Send me a new link" in page.text
    assert asked(site) == []
    answer = site.stranger().post(f"/i/{issued.token}", data={"again": "yes"})
    assert answer.location == "/a/link/asked"
    assert len(asked(site)) == 1
    desk = site.desk(site.round.hr)
    assert "Asks for a new invitation" in desk.get("/admin/candidates").text
    here = f"/admin/candidates/{site.case.reference}/invitation"
    assert "A new invitation is asked for" in desk.get(here).text
    clock.advance(timedelta(minutes=1))
    site.invite()
    assert "A new invitation is asked for" not in desk.get(here).text
    assert "Asks for a new invitation" not in desk.get("/admin/candidates").text


def test_a_code_sent_to_an_ended_link_asks_for_nothing(site: Site, clock: FixedClock) -> None:
    issued = site.invite()
    clock.advance(timedelta(hours=73))
    assert site.stranger().post(f"/i/{issued.token}", data={"code": issued.code}).status_code == 410
    assert asked(site) == []


def test_a_link_that_works_asks_for_nothing(site: Site) -> None:
    issued = site.invite()
    assert site.stranger().post(f"/i/{issued.token}", data={"again": "yes"}).status_code == 200
    assert asked(site) == []


def test_an_address_gets_the_same_answer_whether_it_is_known_or_not(site: Site) -> None:
    site.invite()
    answers = [
        site.stranger().post("/a/link", data={"email": email})
        for email in (f" {ADDRESS.upper()} ", "nobody@example.org")
    ]
    assert [one.status_code for one in answers] == [303, 303]
    assert answers[0].location == answers[1].location == "/a/link/asked"
    assert answers[0].data == answers[1].data
    assert [one.case_id for one in asked(site)] == [site.case.case_id]


@pytest.mark.parametrize("typed", ["", "marisol", "a@b", "x" * 300 + "@example.org", "a@b.c\r\nBcc: d@e.f"])
def test_what_is_no_address_is_said_so_and_stays(site: Site, typed: str) -> None:
    page = site.stranger().post("/a/link", data={"email": typed})
    assert page.status_code == 422
    assert asked(site) == []


def test_it_takes_the_same_time_for_everybody(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr(views_entry, "ANSWERED_AFTER", 3.0)
    monkeypatch.setattr("time.sleep", waited.append)
    for email in (ADDRESS, "nobody@example.org"):
        site.stranger().post("/a/link", data={"email": email})
    assert len(waited) == 2
    assert all(0 < one < 3 for one in waited)


def test_who_is_signed_in_asks_from_the_page_about_coming_back(site: Site) -> None:
    phone = site.phone()
    assert "Send me a link now" in phone.get("/a/later").text
    assert phone.post("/a/later").location == "/a/link/asked"
    assert [one.asked_from for one in asked(site)] == ["inside"]
    assert "If we know your e-mail address" in phone.get("/a/link/asked").text


def test_one_in_five_minutes_and_five_a_day_are_heard(site: Site, clock: FixedClock) -> None:
    for _ in range(40):
        assert site.stranger().post("/a/link", data={"email": ADDRESS}).location == "/a/link/asked"
        clock.advance(timedelta(minutes=2))
    assert len(asked(site)) == 5
    clock.advance(timedelta(days=1))
    site.stranger().post("/a/link", data={"email": ADDRESS})
    assert len(asked(site)) == 6


def test_a_case_that_is_over_is_not_asked_about(site: Site) -> None:
    issued = site.invite()
    with site.inside() as hiring:
        hiring.move(site.case, Stage.WITHDRAWN)
    site.stranger().post("/a/link", data={"email": ADDRESS})
    site.stranger().post(f"/i/{issued.token}", data={"again": "yes"})
    assert asked(site) == []


def test_only_time_makes_a_further_request_heard(clock: FixedClock) -> None:
    now = clock.now()
    assert may_ask_for_link((), now)
    assert not may_ask_for_link((now - timedelta(minutes=4),), now)
    assert may_ask_for_link((now - timedelta(minutes=5),), now)
    five = tuple(now - timedelta(hours=hours) for hours in range(1, 6))
    assert may_ask_for_link(five[1:], now)
    assert not may_ask_for_link(five, now)
    assert may_ask_for_link((*five[1:], now - timedelta(days=1)), now)
