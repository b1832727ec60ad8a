"""The ways to sign that the law of a place names: in its order, and no click is filed as anything else."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from tests.affidavits.conftest import Site
from tests.factories.affidavits import COMPLETE, NAME, Round
from tests.pages.affidavits import answer, candidate_answers, code_to_sign, hidden
from tests.people import Browser, People
from tracker.affidavits.models import Affidavit
from tracker.affidavits.setting import setting_of
from tracker.affidavits.swearing import make_statement
from tracker.affidavits.waiting_statement import waiting_of
from tracker.db import db, unit_of_work
from tracker.editions.shelf import Editions
from tracker.policy.answers import Refused
from tracker.policy.legal import LegalProfile, SigningMethod

CHOOSE = "/a/sign?way=declaration"
HEADINGS = re.compile(r"<h2>([^<]+)</h2>")


@pytest.fixture
def sworn_first(app: Flask, people: People) -> Browser:
    """A candidate who answered what is asked where the law names the oath first, and a declaration too."""
    phone = Site(app, people, profile="strictest-1").phone()
    answer(phone, "/a/names", has="no")
    return phone


def without(monkeypatch: pytest.MonkeyPatch, *methods: SigningMethod) -> None:
    """Take ways of signing out of every legal profile."""
    found = Editions.profile

    def fewer(shelf: Editions, key: str, version: int, digest: str | None = None) -> LegalProfile:
        profile = found(shelf, key, version, digest)
        left = tuple(one for one in profile.declarations if one.method not in methods)
        return replace(profile, declarations=left)

    monkeypatch.setattr(Editions, "profile", fewer)


def filed(phone: Browser) -> list[str]:
    """Return under which way each edition was filed."""
    with phone.application.app_context():
        return list(db.session.scalars(select(Affidavit.declaration)))


def test_where_the_oath_is_first_signing_leads_to_the_ways_with_the_oath_first(sworn_first: Browser) -> None:
    assert sworn_first.get("/a/sign").location == "/a/sign/ways"
    page = sworn_first.get("/a/sign/ways").text
    assert HEADINGS.findall(page) == ["Swear or affirm in person", "Sign on this page", "Sign on paper"]
    assert "<h1>Ways to sign</h1>" in page
    assert re.search(r'class="btn btn-primary"[^>]*value="oath"', page)
    assert f'class="btn btn-outline-secondary" href="{CHOOSE}"' in page


def test_a_declaration_that_is_not_first_is_signed_by_who_chooses_it(sworn_first: Browser) -> None:
    page = sworn_first.get(CHOOSE).text
    assert f'action="{CHOOSE}"' in page
    carried = {name: hidden(page, name) for name in ("shown", "parts")}
    typed = {"name": NAME, "place": "Riverton, Ohio", "meant": "y", "code": code_to_sign(sworn_first)}
    assert sworn_first.post(CHOOSE, data={**carried, **typed}).location == "/a/receipt"
    assert filed(sworn_first) == ["declaration"]


def test_where_the_law_has_no_declaration_no_click_is_filed(
    site: Site, phone: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    candidate_answers(phone)
    page = phone.get("/a/sign").text
    carried = {name: hidden(page, name) for name in ("shown", "parts")}
    typed = {"name": NAME, "place": "Riverton, Connecticut", "meant": "y", "code": code_to_sign(phone)}
    without(monkeypatch, SigningMethod.DECLARATION)
    for address in ("/a/sign", CHOOSE):
        assert phone.get(address).location == "/a/sign/ways"
        assert phone.post(address, data={**carried, **typed}).location == "/a/sign/ways"
    assert "Sign on this page" not in phone.get("/a/sign/ways").text
    assert "Ways to sign" in phone.get("/a/sign/ways").text
    assert "Continue to sign" in phone.get("/a/check").text
    with site.inside() as hiring, pytest.raises(Refused, match="This way to sign is not there"):
        hiring.sign(hiring.now(site.case))
    assert filed(phone) == []


def test_where_the_law_names_paper_alone_the_ways_say_so(
    phone: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    candidate_answers(phone)
    without(monkeypatch, SigningMethod.DECLARATION, SigningMethod.OATH, SigningMethod.NOTARY)
    assert phone.get("/a/sign").location == "/a/sign/ways"
    assert HEADINGS.findall(phone.get("/a/sign/ways").text) == ["Sign on paper"]
    assert phone.post("/a/sign/ways", data={"way": "oath"}).status_code == 409


def test_every_place_of_today_lets_candidates_sign_on_the_page_at_once(phone: Browser) -> None:
    candidate_answers(phone)
    page = phone.get("/a/sign").text
    assert 'action="/a/sign"' in page
    assert HEADINGS.findall(phone.get("/a/sign/ways").text)[0] == "Sign on this page"


def test_where_the_laws_words_are_in_english_alone_the_whole_statement_is(people: People, app: Flask) -> None:
    def exclaim(words: str, /, **_: object) -> str:
        return f"¡{words}!"

    with app.app_context():
        hiring = Round(people, profile="strictest-1")
        case = hiring.case()
        hiring.answer(case, COMPLETE)
        with unit_of_work(hiring.candidate(case)) as work:
            made = make_statement(work, case, method=SigningMethod.OATH, language="es", say=exclaim)
            assert (made.language, made.english) == ("en", None)
        waiting, promise = (
            waiting_of(db.session, case.case_id),
            setting_of(db.session, case.case_id).first_way,
        )
        assert waiting
        assert "¡" not in waiting.text
        assert waiting.text.endswith(f"Declaration\n{promise.text}\n")
