"""Whoever signs shows anew who they are: by a code sent for it, or by the one of the invitation."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.affidavits.conftest import Site
from tests.affidavits.test_way_back import newest_mail
from tests.factories.affidavits import COMPLETE, Round, code_for
from tests.pages.affidavits import candidate_answers, candidate_enters, candidate_signs, hidden
from tests.people import Browser, People
from tracker.affidavits.drafts import draft_of
from tracker.affidavits.models import SignCode
from tracker.cases.models import InvitationCode
from tracker.clock import FixedClock
from tracker.db import db
from tracker.ledger.models import ledger_entries
from tracker.policy.answers import Refused
from tracker.policy.facts import CaseFacts
from tracker.policy.signing import CODE_PAUSE, CODES_A_DAY
from tracker.settings import Settings

NAME = "Marisol Peña"
SAID_OF_TRIES = (
    *(f"Tries left: {left}." for left in (4, 3, 2, 1)),
    "it can no longer be used",
    "That code does not work any more.",
)
"""What a page says after each wrong code, and of one that comes too late."""
TYPED = {"name": NAME, "place": "Riverton, Connecticut", "meant": "y"}


def test_nobody_signs_without_a_fresh_code(hiring: Round, case: CaseFacts) -> None:
    hiring.answer(case, COMPLETE)
    with pytest.raises(Refused, match="Enter your code again"):
        hiring.sign(case, code="000000")
    assert not draft_of(db.session, case.case_id).filed.edition


def test_a_code_works_once_and_for_fifteen_minutes(hiring: Round, case: CaseFacts, clock: FixedClock) -> None:
    hiring.answer(case, COMPLETE)
    late = code_for(hiring.candidate(case), case)
    clock.advance(timedelta(minutes=15))
    with pytest.raises(Refused):
        hiring.sign(case, code=late)
    code = code_for(hiring.candidate(case), case)
    assert hiring.sign(case, code=code[:3] + " " + code[3:]).edition == 1
    used = db.session.scalars(select(SignCode.used_at).order_by(SignCode.made_at)).all()
    assert [at is not None for at in used] == [False, True]


def _guest(site: Site) -> Browser:
    issued, guest = site.invite(), site.stranger()
    candidate_enters(guest, issued.token, issued.code)
    candidate_answers(guest, ("instagram", "marisol"))
    return guest


def test_the_code_of_the_invitation_signs_and_the_ledger_says_which_way(site: Site) -> None:
    guest = _guest(site)
    assert candidate_signs(guest, NAME).location == "/a/receipt"
    (said,) = site.read(lambda _: _said("SIGNATURE_PROVED"))
    assert "given-code" in said
    assert guest.code not in said


def test_a_wrong_code_is_counted_and_nothing_typed_is_lost(site: Site) -> None:
    guest = _guest(site)
    for left in (4, 3, 2, 1):
        page = candidate_signs(guest, NAME, code="AAAA-AAAA")
        assert page.status_code == 422
        assert f"Tries left: {left}." in page.text
        assert f'value="{NAME}"' in page.text
        assert 'value="Riverton, Connecticut"' in page.text
        assert "checked" in page.text
        assert "AAAA-AAAA" not in page.text
    assert "it can no longer be used" in candidate_signs(guest, NAME, code="AAAA-AAAA").text
    page = candidate_signs(guest, NAME)
    assert "That code does not work any more." in page.text
    code = site.read(lambda _: db.session.scalars(select(InvitationCode)).one())
    assert (code.tries_left, code.stopped_at is not None) == (0, True)


def _at_once(guest: Browser, code: str, times: int) -> list[str]:
    """Sign with a wrong code so often at the same time; return what each page says of the tries."""
    page, cookie = guest.get("/a/sign").text, guest.get_cookie("tracker")
    carried = {"shown": hidden(page, "shown"), "parts": hidden(page, "parts")}
    assert cookie is not None

    def wrong(_: int) -> str:
        with guest.application.test_client() as browser:
            browser.set_cookie("tracker", cookie.value)
            answer = browser.post("/a/sign", data={**carried, **TYPED, "code": code})
        assert answer.status_code == 422, answer.status
        return next(said for said in SAID_OF_TRIES if said in answer.text)

    with ThreadPoolExecutor(times) as places:
        return sorted(places.map(wrong, range(times)))


def test_wrong_codes_at_once_count_each_and_the_fifth_ends_it(site: Site) -> None:
    guest = _guest(site)
    assert _at_once(guest, "AAAA-AAAA", 7) == sorted([*SAID_OF_TRIES[:5], SAID_OF_TRIES[5], SAID_OF_TRIES[5]])
    code = site.read(lambda _: db.session.scalars(select(InvitationCode)).one())
    assert (code.tries_left, code.stopped_at is not None) == (0, True)
    assert "That code does not work any more." in candidate_signs(guest, NAME).text
    assert len(site.read(lambda _: _said("SIGN_CODE_REFUSED"))) == 5


def test_no_code_typed_asks_for_one_and_costs_no_try(site: Site) -> None:
    guest = _guest(site)
    page = candidate_signs(guest, NAME, code="")
    assert "Enter your code to sign" in page.text
    assert "E-mail me a code" not in page.text
    assert site.read(lambda _: db.session.scalars(select(InvitationCode.tries_left)).one()) == 5


class TestWithMail:
    """Where mail is set up and an address is on file, a code can be sent for the signature."""

    @pytest.fixture
    def guest(self, app: Flask, people: People, monkeypatch: pytest.MonkeyPatch) -> Browser:
        """A candidate who has answered everything."""
        monkeypatch.setattr(Settings, "mail_available", property(lambda _: True))
        site = Site(app, people, email="marisol@example.org")
        return _guest(site)

    def ask(self, guest: Browser, **typed: str) -> TestResponse:
        """Press the button that has a code sent, with everything else typed."""
        page = guest.get("/a/sign").text
        assert "E-mail me a code" in page
        carried = {"shown": hidden(page, "shown"), "parts": hidden(page, "parts")}
        return guest.post("/a/sign", data={**carried, **TYPED, **typed, "ask": "code"})

    def code(self, guest: Browser) -> str:
        """Return the code in the newest mail."""
        with guest.application.app_context():
            return str(newest_mail()["code"])

    def test_the_code_arrives_signs_and_nothing_is_typed_twice(self, guest: Browser) -> None:
        page = self.ask(guest)
        assert page.status_code == 200
        assert "We sent a code by e-mail." in page.text
        assert all(f'value="{TYPED[name]}"' in page.text for name in ("name", "place"))
        assert "checked" in page.text
        code = self.code(guest)
        assert code not in page.text
        assert (
            candidate_signs(guest, NAME, code="123456" if code != "123456" else "654321").status_code == 422
        )
        assert candidate_signs(guest, NAME, code=code).location == "/a/receipt"

    def test_the_page_opens_at_the_code_once_it_was_sent(self, guest: Browser) -> None:
        assert "autofocus" not in guest.get("/a/sign").text
        assert re.search(
            r'<input[^>]* autofocus[^>]* id="code"|id="code"[^>]* autofocus', self.ask(guest).text
        )

    def test_six_numbers_that_nobody_asked_for_are_told_from_a_wrong_code(self, guest: Browser) -> None:
        page = candidate_signs(guest, NAME, code="123456")
        assert page.status_code == 422
        assert "You did not ask for one yet" in page.text
        assert f'value="{NAME}"' in page.text

    def test_no_more_codes_than_a_day_takes(self, guest: Browser, clock: FixedClock) -> None:
        for _ in range(CODES_A_DAY):
            assert self.ask(guest).status_code == 200
            clock.advance(CODE_PAUSE)
        refused = self.ask(guest)
        assert refused.status_code == 422
        assert f"{CODES_A_DAY} codes within a day" in refused.text
        assert f'value="{TYPED["place"]}"' in refused.text

    def test_a_second_code_takes_a_minute_and_stops_the_first(
        self, guest: Browser, clock: FixedClock
    ) -> None:
        self.ask(guest)
        first = self.code(guest)
        assert "Wait a minute" in self.ask(guest, because="again").text
        clock.advance(timedelta(seconds=61))
        assert self.ask(guest).status_code == 200
        if first != self.code(guest):
            assert candidate_signs(guest, NAME, code=first).status_code == 422
        assert candidate_signs(guest, NAME, code=self.code(guest)).location == "/a/receipt"

    @pytest.mark.parametrize(
        "typed", ["12345", "１２３４５", "1234567", "12 34 5", "123.45", "7KQ4-M2X", "ABCDE"]
    )
    def test_what_is_not_as_long_as_a_code_costs_no_try(self, guest: Browser, typed: str) -> None:
        self.ask(guest)
        for _ in range(6):
            page = candidate_signs(guest, NAME, code=typed)
            assert "Tries left: 5." in page.text
        with guest.application.app_context():
            assert db.session.scalars(select(InvitationCode.tries_left)).one() == 5
            assert db.session.scalars(select(SignCode.tries_left)).one() == 5
        assert candidate_signs(guest, NAME, code=self.code(guest)).location == "/a/receipt"

    @pytest.mark.parametrize("shift", [0, 0xFF10 - ord("0")])
    def test_digits_however_they_are_typed_are_the_code_that_was_sent(
        self, guest: Browser, shift: int
    ) -> None:
        self.ask(guest)
        code = self.code(guest)
        wrong = "123456" if code != "123456" else "654321"
        wide, sent = ("".join(chr(ord(sign) + shift) for sign in each) for each in (wrong, code))
        assert "Tries left: 4." in candidate_signs(guest, NAME, code=f"{wide[:3]}.{wide[3:]}").text
        with guest.application.app_context():
            assert db.session.scalars(select(InvitationCode.tries_left)).one() == 5
        assert candidate_signs(guest, NAME, code=f"{sent[:3]} {sent[3:]}").location == "/a/receipt"

    def test_wrong_ones_at_once_count_each_and_the_other_code_still_signs(self, guest: Browser) -> None:
        self.ask(guest)
        code = self.code(guest)
        wrong = "123456" if code != "123456" else "654321"
        told = _at_once(guest, wrong, 7)
        assert told == sorted([*SAID_OF_TRIES[:5], SAID_OF_TRIES[5], SAID_OF_TRIES[5]])
        assert "does not work any more" in candidate_signs(guest, NAME, code=code).text
        with guest.application.app_context():
            assert db.session.scalars(select(SignCode.tries_left)).one() == 0
            assert db.session.scalars(select(InvitationCode.tries_left)).one() == 5
        assert candidate_signs(guest, NAME).location == "/a/receipt"

    def test_five_wrong_codes_end_it_and_the_other_code_still_signs(self, guest: Browser) -> None:
        self.ask(guest)
        wrong = "123456" if self.code(guest) != "123456" else "654321"
        for _ in range(5):
            candidate_signs(guest, NAME, code=wrong)
        assert "does not work any more" in candidate_signs(guest, NAME, code=self.code(guest)).text
        assert candidate_signs(guest, NAME).location == "/a/receipt"


def _said(event: str) -> list[str]:
    columns = ledger_entries.c
    return [row.body for row in db.session.execute(select(columns.body).where(columns.event == event))]
