"""A new link, asked for: the same answer for everybody, HR is told, and nobody's mailbox can be filled."""

from __future__ import annotations

import re
from base64 import b64decode
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.affidavits.conftest import Site
from tests.factories.affidavits import NAME
from tests.people import People
from tracker.affidavits import views_entry
from tracker.cases.candidates import contact_of
from tracker.cases.models import LinkRequest
from tracker.cases.queries import case_header
from tracker.cases.service import withdraw_case
from tracker.clock import FixedClock
from tracker.db import db, unit_of_work
from tracker.mail.delivering import Taken, deliver_due
from tracker.mail.models import OutgoingMail
from tracker.mail.queries import MailLine, mails_of
from tracker.mail.slots import CONTENT
from tracker.mail.texts import letter
from tracker.policy.mailing import MailKind, MailState
from tracker.policy.way_back import may_ask_for_link
from tracker.printing.moments import day_in
from tracker.settings import Settings
from tracker.vault.format import Domain
from tracker.vault.vault import SYSTEM_HOLDER, vault_of
from tracker.web.pace import Pace

ADDRESS = "marisol@example.org"
WRONG = "AAAA-AAAA"


def newest_mail() -> dict[str, Any]:
    """Return what the newest mail is filled with."""
    row = db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.posted_at.desc())).first()
    assert row
    sealer = vault_of(db.session).domain(db.session, Domain.SYSTEM, SYSTEM_HOLDER)
    assert row.content
    found: dict[str, Any] = sealer.open_json(CONTENT, row.id, row.version, row.content)
    return found


@pytest.fixture
def site(app: Flask, people: People, monkeypatch: pytest.MonkeyPatch) -> Site:
    """The site without mail, with a candidate whose address is on file; it answers as soon as it can."""
    monkeypatch.setattr(views_entry, "ANSWERED_AFTER", 0.0)
    monkeypatch.setattr(Settings, "mail_available", property(lambda _: False))
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
        site.app.extensions["tracker.pace"].clear()  # it goes by the machine's own clock
        assert site.stranger().post("/a/link", data={"email": ADDRESS}).location == "/a/link/asked"
        clock.advance(timedelta(minutes=2))
    assert len(asked(site)) == 5
    clock.advance(timedelta(days=1))
    site.stranger().post("/a/link", data={"email": ADDRESS})
    assert len(asked(site)) == 6


def test_whoever_withdrew_asks_for_the_way_to_their_own_file(site: Site, clock: FixedClock) -> None:
    with site.inside() as hiring, unit_of_work(hiring.hr) as work:
        withdraw_case(work, hiring.now(site.case))
    clock.advance(timedelta(days=400))
    site.stranger().post("/a/link", data={"email": ADDRESS})
    assert [one.sent for one in asked(site)] == [False]
    desk = site.desk(site.round.hr)
    assert "Asks for a new invitation" in desk.get("/admin/candidates").text
    clock.advance(timedelta(days=400))
    site.stranger().post("/a/link", data={"email": ADDRESS})
    assert len(asked(site)) == 1


def test_only_time_makes_a_further_request_heard(clock: FixedClock) -> None:
    now = clock.now()
    assert may_ask_for_link((), now)
    assert not may_ask_for_link((now - timedelta(minutes=4),), now)
    assert may_ask_for_link((now - timedelta(minutes=5),), now)
    five = tuple(now - timedelta(hours=hours) for hours in range(1, 6))
    assert may_ask_for_link(five[1:], now)
    assert not may_ask_for_link(five, now)
    assert may_ask_for_link((*five[1:], now - timedelta(days=1)), now)


class TestWithMail:
    """Where mail is set up, a link goes to the address on file; its code does not."""

    @pytest.fixture
    def site(self, site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
        """The same site with mail."""
        monkeypatch.setattr(Settings, "mail_available", property(lambda _: True))
        return site

    def mails(self, site: Site) -> list[MailLine]:
        """Return the mails of the case, newest first."""
        return site.read(lambda _: list(mails_of(db.session, site.case.case_id)))

    def link_in(self, site: Site) -> str:
        """Return the path of the link in the newest mail."""
        return str(site.read(lambda _: newest_mail())["link"])

    def test_the_link_goes_out_and_takes_the_code(self, site: Site, clock: FixedClock) -> None:
        issued = site.invite()
        clock.advance(timedelta(hours=73))
        site.stranger().post(f"/i/{issued.token}", data={"again": "yes"})
        assert [one.kind for one in self.mails(site)] == [MailKind.WAY_BACK]
        assert [one.sent for one in asked(site)] == [True]
        path = self.link_in(site)
        assert issued.token not in path
        browser = site.stranger()
        assert browser.post(path, data={"code": WRONG}).status_code == 422
        assert browser.post(path, data={"code": issued.code}).location == "/a/start"
        desk = site.desk(site.round.hr)
        assert "Asks for a new invitation" not in desk.get("/admin/candidates").text
        shown = desk.get(f"/admin/candidates/{site.case.reference}/invitation").text
        assert "New link, as asked for" in shown
        assert path not in shown

    def test_both_mails_say_by_when_and_until_when(self, site: Site, app: Flask) -> None:
        desk, here = site.desk(site.round.hr), f"/admin/candidates/{site.case.reference}/invitation"
        desk.post(here, data={"channel": "e-mail"})
        due = site.read(lambda _: case_header(db.session, site.case.case_id).affidavit_due)
        invited = self.posted(app)
        site.phone().post("/a/later")
        asked_for = self.posted(app)
        assert f"Do it by {day_in('en', due)}." in invited
        assert "Link and code work until" in invited
        assert f"Do it by {day_in('en', due)}." in asked_for
        assert "It works until" in asked_for

    def posted(self, app: Flask) -> str:
        """Take what waits to be sent; return the newest as it is written, on one line."""
        bodies = []

        def send(taken: Taken) -> None:
            bodies.append(
                letter(
                    app.extensions["settings"],
                    reference=taken.reference,
                    kind=taken.kind,
                    language=taken.language,
                    filling=taken.filling,
                ).body
            )

        with app.app_context():
            deliver_due(send)
        return " ".join(bodies[-1].split())

    def test_a_code_that_was_used_up_is_not_sent_a_link(self, site: Site) -> None:
        issued = site.invite()
        for _ in range(5):
            site.stranger().post(f"/i/{issued.token}", data={"code": WRONG})
        page = site.stranger().get(f"/i/{issued.token}")
        assert "Ask for a new invitation" in page.text
        site.stranger().post(f"/i/{issued.token}", data={"again": "yes"})
        assert self.mails(site) == []
        assert "Asks for a new invitation" in site.desk(site.round.hr).get("/admin/candidates").text

    def test_asking_often_fills_nobodys_mailbox(self, site: Site, clock: FixedClock) -> None:
        site.invite()
        for _ in range(50):
            site.stranger().post("/a/link", data={"email": ADDRESS})
            clock.advance(timedelta(minutes=1))
        assert len(self.mails(site)) == 5

    def test_a_new_invitation_drops_what_waits(self, site: Site) -> None:
        site.invite()
        site.phone().post("/a/later")
        site.invite()
        assert [one.state for one in self.mails(site)] == [MailState.DROPPED]

    def test_hr_sends_the_link_and_reads_the_code_alone(self, site: Site) -> None:
        desk, here = site.desk(site.round.hr), f"/admin/candidates/{site.case.reference}/invitation"
        page = desk.post(here, data={"channel": "e-mail"}).text
        path = self.link_in(site)
        assert path not in page
        assert "The link is on its way" in page
        assert "Waiting to be sent" in page
        code = re.search(r">([2-9A-Z]{4}-[2-9A-Z]{4})<", page)
        assert code
        assert code[1] not in str(site.read(lambda _: newest_mail()))
        assert site.stranger().post(path, data={"code": code[1]}).location == "/a/start"
        assert "By e-mail" in desk.get(here).text
        assert "Came in" in desk.get("/admin/candidates").text

    def test_hr_sees_in_the_list_how_far_a_mail_is(self, site: Site) -> None:
        desk, here = site.desk(site.round.hr), f"/admin/candidates/{site.case.reference}/invitation"
        desk.post(here, data={"channel": "e-mail"})
        assert "Waiting to be sent" in desk.get("/admin/candidates").text


def test_hr_cannot_send_where_no_mail_is_set_up_and_nothing_is_issued(site: Site) -> None:
    desk, here = site.desk(site.round.hr), f"/admin/candidates/{site.case.reference}/invitation"
    page = desk.post(here, data={"channel": "e-mail"})
    assert page.status_code == 422
    assert "This system sends no mail" in page.text
    assert "None yet" in page.text


@pytest.mark.parametrize("channel", ["", "pigeon", "E-MAIL", "<b>"])
def test_a_channel_that_is_not_offered_is_said_so(site: Site, channel: str) -> None:
    desk, here = site.desk(site.round.hr), f"/admin/candidates/{site.case.reference}/invitation"
    assert desk.post(here, data={"channel": channel}).status_code == 422
    assert "None yet" in desk.get(here).text


def test_link_and_code_are_on_two_letters_in_the_candidates_language(site: Site) -> None:
    desk, here = site.desk(site.round.hr), f"/admin/candidates/{site.case.reference}/invitation"
    page = desk.post(here, data={"channel": "letter"}).text
    link = re.search(r">http://127.0.0.1:8000(/i/[\w-]{43})<", page)
    code = re.search(r">([2-9A-Z]{4}-[2-9A-Z]{4})<", page)
    assert link
    assert code
    files = [b64decode(one) for one in re.findall(r"data:application/pdf;base64,([A-Za-z0-9+/=]+)", page)]
    assert len(files) == 2
    assert all(one.startswith(b"%PDF-") for one in files)
    assert site.stranger().post(link[1], data={"code": code[1]}).location == "/a/start"
    assert "data:application/pdf" not in desk.get(here).text


def test_who_comes_in_by_the_spanish_page_is_written_to_in_spanish(site: Site) -> None:
    issued = site.invite()
    assert site.read(lambda _: contact_of(db.session, site.case.candidate_id)).language == "en"
    assert site.stranger().post(f"/es/i/{issued.token}", data={"code": issued.code}).status_code == 303
    now = site.read(lambda _: contact_of(db.session, site.case.candidate_id))
    assert (now.language, now.email, now.name) == ("es", ADDRESS, NAME)
    assert site.stranger().post(f"/i/{issued.token}", data={"code": issued.code}).status_code == 303
    assert site.read(lambda _: contact_of(db.session, site.case.candidate_id)).language == "en"


def test_a_letter_is_printed_at_any_moment(site: Site, clock: FixedClock) -> None:
    clock.advance(timedelta(microseconds=123_457))
    desk, here = site.desk(site.round.hr), f"/admin/candidates/{site.case.reference}/invitation"
    page = desk.post(here, data={"channel": "letter"}).text
    assert page.count("data:application/pdf;base64,") == 2


def test_whoever_asks_for_links_without_end_is_asked_to_wait(site: Site) -> None:
    site.app.extensions["tracker.pace"]["affidavits.signed_out"] = Pace(most=1)
    stranger, typed = site.stranger(), {"email": "nobody@example.org"}
    assert stranger.post("/a/link", data=typed).status_code == 303
    answer = stranger.post("/a/link", data=typed)
    assert answer.status_code == 429
    assert "Wait a minute, then send it again." in answer.text
    assert typed["email"] in answer.text
    assert "Espere un minuto" in stranger.post("/es/a/link", data=typed).text
    assert stranger.post("/a/link", data=typed, environ_base={"REMOTE_ADDR": "192.0.2.7"}).status_code == 303
