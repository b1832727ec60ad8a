"""The law of the place, as candidates meet it: what is asked, what is told, and what follows."""

from __future__ import annotations

import html

import pytest
from flask import Flask

from tests.affidavits.conftest import Site
from tests.factories.affidavits import NAME
from tests.pages.affidavits import answer, candidate_adds_account, candidate_signs
from tests.people import People
from tracker.affidavits.citing import cited
from tracker.editions.shelf import editions
from tracker.policy.legal import LegalProfile, NoticeAbout
from tracker.policy.vocabulary import PositionClass

OFF = ("/a/now", "/a/accounts", "/a/accounts/new", "/a/former", "/a/access", "/a/other")


def newest(key: str) -> LegalProfile:
    """Return the newest profile of a place."""
    return next(found for found in editions().newest_profiles() if found.key == key)


@pytest.mark.clause("Hampton F.2")
@pytest.mark.parametrize(
    ("key", "position"),
    [
        ("ca", PositionClass.SWORN),
        ("co", PositionClass.SWORN),
        ("nj", PositionClass.CIVILIAN),
        ("strictest", PositionClass.VOLUNTEER),
        ("vt", PositionClass.CIVILIAN),
    ],
)
def test_the_affidavit_is_whole_where_accounts_are_not_asked_for(
    app: Flask, people: People, key: str, position: PositionClass
) -> None:
    site = Site(app, people, profile=key, position=position)
    invited = site.stranger().get(f"/i/{site.invite().token}").text
    phone = site.phone()
    start = phone.get("/a/start").text
    for asking in (invited, start):
        assert "social media" not in asking
        assert "which other names" in asking
        assert "10 to 15 minutes" not in asking
    for path in OFF:
        assert phone.get(path).location == "/a"
    tasks = phone.get("/a").text
    assert "there are no questions about them" in tasks
    assert "/a/accounts" not in tasks
    names = phone.get("/a/names").text
    assert "Leave out account names and e-mail addresses." in names
    answer(phone, "/a/names", has="no")
    forged = phone.post("/a/accounts/new", data={"platform": "instagram", "handle": "marisol"})
    assert forged.location == "/a"
    assert "marisol" not in phone.get("/a/check").text
    assert candidate_signs(phone, NAME).location == "/a/receipt"
    receipt = html.unescape(phone.get("/a/receipt").text)
    assert "The law protects your accounts here. We did not ask which ones you have" in receipt
    line = newest(key).accounts_line(position, incumbent=False)
    assert cited(line.source) in receipt
    with site.inside() as hiring:
        assert hiring.now(site.case).stage.value == "search"


@pytest.mark.clause("Hampton F.2")
def test_vermont_asks_a_sworn_candidate_and_still_never_for_a_password(app: Flask, people: People) -> None:
    phone = Site(app, people, profile="vt").phone()
    candidate_adds_account(phone, "instagram", "marisol")
    page = phone.get("/a/access/1").text
    assert 'value="together"' in page
    assert "Nobody here may ask for your password" in page
    for mode in ("credentials", "connect", "password"):
        assert answer(phone, "/a/access/1", mode=mode).status_code == 422


@pytest.mark.parametrize("key", ["ct", "va", "ar", "vt"])
def test_the_access_page_says_why_with_the_law_behind_it(app: Flask, people: People, key: str) -> None:
    phone = Site(app, people, profile=key).phone()
    candidate_adds_account(phone, "instagram", "marisol")
    page = html.unescape(phone.get("/a/access/1").text)
    told = newest(key).notice(NoticeAbout.ACCESS)
    rule = newest(key).rule_for(PositionClass.SWORN, incumbent=False)
    assert told is not None
    assert rule is not None
    for words in (told.told.en, cited(told.told.ground.source), cited(rule.ground.source)):
        assert words in page
    assert rule.ground.says not in page
    assert 'lang="en"' not in html.unescape(phone.get("/es/a/access/1").text).partition("<main")[2]
    assert "Why do we ask?" in page
    assert "Why only these choices?" in page
    assert "Access does not pass to another investigator." in page
    assert "When you stop, we look only at what anyone can see from then on." in page


@pytest.mark.parametrize("found", editions().newest_profiles(), ids=lambda one: str(one.key))
def test_the_privacy_page_says_what_holds_for_whoever_is_signed_in(
    app: Flask, people: People, found: LegalProfile
) -> None:
    phone = Site(app, people, profile=found.key).phone()
    page = html.unescape(phone.get("/privacy").text)
    for notice in found.notices:
        assert notice.told.en in page
        assert cited(notice.told.ground.source) in page
    assert page.count(": you have to</h3>") == sum(one.must_answer for one in found.notices)
    assert page.count(": you may choose</h3>") == sum(not one.must_answer for one in found.notices)
    for rule in found.rights:
        assert rule.told.en in page
    spanish = html.unescape(phone.get("/es/privacy").text)
    for told_to_counsel in ("product", "statute read", "by analogy", "OLR", "authority found"):
        assert told_to_counsel not in page
        assert told_to_counsel not in spanish
    for notice in found.notices:
        assert notice.told.es in spanish
        assert notice.told.en not in spanish


def test_the_privacy_page_speaks_in_general_to_anybody_else(site: Site) -> None:
    page = site.stranger().get("/privacy").text
    assert "the check cannot start without it" in page
    assert "You can ask for a copy of what we keep about you." in page
    assert "Conn. Gen. Stat." not in page
    staff = site.desk(site.round.dana).get("/privacy").text
    assert "Conn. Gen. Stat." not in staff


def test_the_declaration_is_shown_and_signed_in_the_language_of_the_page(site: Site) -> None:
    phone = site.phone()
    answer(phone, "/a/names", has="no")
    answer(phone, "/a/now", uses="no")
    answer(phone, "/a/former", has="no")
    declared = newest("ct").declarations[0]
    page = html.unescape(phone.get("/es/a/sign").text)
    assert declared.words("es") in page
    assert declared.words("es", outside_us=True) in page
    assert declared.text not in page
    assert declared.text in html.unescape(phone.get("/a/sign").text)


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ("Conn. Gen. Stat. 31-40x; OLR summary at cga.ct.gov", "Conn. Gen. Stat. 31-40x"),
        ("Conn. Gen. Stat. 1-206, by analogy", ""),
        ("Practice of this product; no statute read", ""),
        ("21 V.S.A. 495l(f), read narrowly", "21 V.S.A. 495l(f)"),
        ("Conn. Gen. Stat. 31-40x(a)(3) and (b)", "Conn. Gen. Stat. 31-40x(a)(3) and (b)"),
    ],
)
def test_what_is_noted_for_counsel_is_no_word_to_a_candidate(source: str, read: str) -> None:
    assert cited(source) == read
