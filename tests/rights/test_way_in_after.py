"""Whoever withdrew, or was decided on, comes back to their own file by link and code, and changes nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.affidavits.conftest import Site
from tests.affidavits.reading import words_of
from tests.factories.affidavits import NAME
from tests.pages.affidavits import candidate_answers, candidate_signs
from tests.people import Browser
from tracker.affidavits.models import AccessGrant, Affidavit
from tracker.cases.inviting import Issued
from tracker.cases.service import withdraw_case
from tracker.clock import FixedClock
from tracker.db import db, unit_of_work
from tracker.editions.shelf import Editions
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.mail.delivering import Taken, deliver_due
from tracker.mail.texts import letter
from tracker.policy.actors import SYSTEM
from tracker.policy.legal import LegalProfile
from tracker.policy.mailing import MailKind
from tracker.policy.retention import Ending, Schedule
from tracker.policy.vocabulary import Outcome, Stage
from tracker.settings import Settings

OWN = ("/a/status", "/a/receipt", "/a/receipt.txt", "/a/question", "/a/copy", "/a/access-log", "/a/help")
"""What is read of one's own file."""
CHANGES = (
    "/a/names",
    "/a/now",
    "/a/accounts",
    "/a/former",
    "/a/other",
    "/a/check",
    "/a/sign",
    "/a/sign/ways",
)
"""Where answers are given and signed."""


def filed(site: Site) -> Issued:
    """Have the candidate file an affidavit, and return the invitation."""
    issued, phone = site.invite(), site.phone()
    candidate_answers(phone, ("instagram", "marisol"))
    candidate_signs(phone, NAME)
    return issued


def end(site: Site, stage: Stage) -> None:
    """Let the application be over: the candidate withdraws, or the board decides."""
    with site.inside() as hiring:
        if stage is Stage.WITHDRAWN:
            with unit_of_work(hiring.candidate(site.case)) as work:
                withdraw_case(work, hiring.now(site.case))
            return
        with unit_of_work(SYSTEM) as work:
            about, case = ("packet", "P-26-7KQ4M"), site.case.case_id
            record(
                work,
                Event.DECISION_RECORDED,
                about=about,
                case_id=case,
                decision=Outcome.CONTINUE,
                grounds=[],
                number=1,
            )
        hiring.move(site.case, stage)


def comes_in(site: Site, issued: Issued) -> Browser:
    """Open link and code in a browser of their own."""
    browser = site.stranger()
    assert browser.post(f"/i/{issued.token}", data={"code": issued.code}).location == "/a/start"
    assert browser.get("/a/start").location == "/a/status"
    return browser


def said(browser: Browser, path: str = "/a/status") -> str:
    """Return the words of a page."""
    return " ".join(words_of(browser.get(path).text).split())


@pytest.mark.parametrize("stage", [Stage.WITHDRAWN, Stage.DECIDED])
def test_the_same_link_and_code_lead_to_the_own_file(site: Site, stage: Stage) -> None:
    issued = filed(site)
    end(site, stage)
    browser = comes_in(site, issued)
    assert [browser.get(path).status_code for path in OWN] == [200] * len(OWN)
    assert browser.post("/a/question", data={"words": "What do you keep?"}).status_code == 303
    assert browser.post("/a/copy", data={"words": "All that I may see"}).status_code == 303
    assert browser.post("/a/copy/take").mimetype == "application/zip"
    assert "You can come back for this until March 9, 2028." in said(browser)
    assert "This link and code work until" in said(browser)
    assert 'href="/a/withdraw"' not in browser.get("/a/help").text


@pytest.mark.parametrize("stage", [Stage.WITHDRAWN, Stage.DECIDED])
def test_nothing_that_was_filed_changes_any_more(site: Site, stage: Stage) -> None:
    issued = filed(site)
    end(site, stage)
    browser = comes_in(site, issued)
    before = site.read(_rows)
    for path in (*CHANGES, "/a/change", "/a/agree/1", "/a/withdraw"):
        assert browser.get(path).status_code in (303, 404, 409), path
        assert browser.post(path, data={"seen": "1"}).status_code in (303, 404, 405, 409), path
    assert site.read(_rows) == before


def _rows(_round: object) -> list[int]:
    counted = (Affidavit.id, AccessGrant.id)
    return [db.session.scalar(select(func.count(column))) or 0 for column in counted]


def test_a_change_that_was_begun_is_not_asked_for_any_more(site: Site) -> None:
    issued = filed(site)
    site.phone().post("/a/change")
    assert "You began a change." in said(site.phone())
    end(site, Stage.WITHDRAWN)
    words = said(comes_in(site, issued))
    assert "You began a change." not in words
    assert "Nothing is asked of you any more." in words


def test_hr_makes_a_new_link_and_code_for_the_own_file(site: Site) -> None:
    filed(site)
    end(site, Stage.WITHDRAWN)
    desk, here = site.desk(site.round.hr), f"/admin/candidates/{site.case.reference}/invitation"
    page = desk.get(here).text
    assert "Until March 9, 2028 the candidate can come in" in page
    made = desk.post(here, data={"channel": "by-hand"}).text
    token = re.search(r"/i/([A-Za-z0-9_-]+)", made)
    code = re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}(?=</code>)", made)
    assert token
    assert code
    browser = site.stranger()
    assert browser.post(f"/i/{token[1]}", data={"code": code[0]}).location == "/a/start"
    assert "You withdrew your application" in said(browser)


def test_after_the_time_that_the_file_is_kept_nobody_comes_in(site: Site, clock: FixedClock) -> None:
    filed(site)
    end(site, Stage.WITHDRAWN)
    clock.advance(timedelta(days=729))
    issued = site.invite()
    assert "Your application is over." in site.stranger().get(f"/i/{issued.token}").text
    clock.advance(timedelta(days=3))
    page = site.stranger().post(f"/i/{issued.token}", data={"code": issued.code})
    assert page.status_code == 410
    assert "This application is closed" in page.text
    desk, here = site.desk(site.round.hr), f"/admin/candidates/{site.case.reference}/invitation"
    assert "no way in is made any more" in desk.get(here).text
    refused = desk.post(here, data={"channel": "by-hand"})
    assert refused.status_code == 422
    assert "/i/" not in refused.text


@pytest.mark.clause("29 CFR 1602.31")
@pytest.mark.parametrize(("stage", "years"), [(Stage.WITHDRAWN, 5), (Stage.DECIDED, 10)])
def test_who_comes_in_does_so_as_long_as_the_schedule_keeps_how_it_ended(
    site: Site, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, stage: Stage, years: int
) -> None:
    found, schedule = Editions.profile, Schedule(3, ((Ending.WITHDRAWN, 5), (Ending.WENT_ON, 10)))

    def scheduled(shelf: Editions, key: str, version: int, digest: str | None = None) -> LegalProfile:
        return replace(found(shelf, key, version, digest), retention=schedule)

    monkeypatch.setattr(Editions, "profile", scheduled)
    filed(site)
    assert "for at least 5 years" in said(site.phone(), "/a/withdraw")
    end(site, stage)
    last = f"March 9, {2026 + years}"
    assert f"You can come back for this until {last}." in said(site.phone())
    clock.advance(timedelta(days=365 * years))
    issued = site.invite()
    assert f"until {last}" in said(comes_in(site, issued))
    here = f"/admin/candidates/{site.case.reference}/invitation"
    assert f"Until {last} the candidate can come in" in site.desk(site.round.hr).get(here).text
    clock.advance(timedelta(days=4))
    assert "This application is closed" in site.stranger().get(f"/i/{issued.token}").text


def test_wrong_codes_stop_the_way_to_the_own_file_too(site: Site) -> None:
    issued = filed(site)
    end(site, Stage.DECIDED)
    answers = [
        site.stranger().post(f"/i/{issued.token}", data={"code": "AAAA-AAAA"}).status_code for _ in range(5)
    ]
    assert answers == [422, 422, 422, 422, 410]
    assert site.stranger().post(f"/i/{issued.token}", data={"code": issued.code}).status_code == 410


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_withdrawal_has_a_receipt_by_mail_that_names_nothing(
    site: Site, settings: Settings, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setattr(Settings, "mail_available", property(lambda _: True))
    told: list[Taken] = []
    with site.inside() as hiring:
        case = hiring.case("Nina Alvarez", email="nina@mail.example")
        with unit_of_work(hiring.hr) as work:
            withdraw_case(work, case)
        assert deliver_due(told.append) == 1
        (mail,) = told
        assert mail.kind is MailKind.WITHDRAWN
        written = letter(
            settings, reference="M-7KQ4M", kind=mail.kind, language=language, filling=mail.filling
        )
    whole = written.subject + written.body
    assert {"en": "was withdrawn", "es": "se retiró"}[language] in whole
    assert not any(word in whole for word in ("Nina", "Alvarez", case.reference, "Officer"))
