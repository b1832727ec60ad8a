"""What candidates are told is so: who reads, what follows on a choice, and how they keep their rights."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from tests.affidavits.conftest import Site
from tests.affidavits.reading import words_of
from tests.factories.affidavits import NAME
from tests.pages.affidavits import answer, candidate_adds_account, candidate_answers, candidate_signs
from tests.pages.filled import shown
from tests.people import Browser
from tracker.affidavits.access import note_use
from tracker.affidavits.queries import live_grant
from tracker.clock import FixedClock
from tracker.db import db, unit_of_work
from tracker.policy.actors import Role
from tracker.policy.judgement import roles_for
from tracker.policy.permissions import Permission
from tracker.policy.vocabulary import AccessMode, Stage

READERS = (
    "you, the investigator who has your case, supervisors, and auditors who give a reason that is recorded. "
    "If you swear your answers, or sign before a notary or on paper, the people who hire for the agency read "
    "it too. The hiring board does not read it."
)
ASKING = ("/a/names", "/a/now", "/a/accounts", "/a/accounts/new", "/a/accounts/1", "/a/former", "/a/other")
CALLS = {
    AccessMode.CANDIDATE_EXPORT: "A copy that you make: we will call you to agree on when and how",
    AccessMode.TOGETHER: "Looking together: we will call you to agree on a time.",
    AccessMode.TALK_FIRST: "Talking first: we will call you within 3 working days after you filed.",
}


def said(browser: Browser, path: str) -> str:
    """Return the words of a page, with single spaces."""
    page = browser.get(path)
    assert page.status_code == 200, (path, page.status_code, page.location)
    return " ".join(words_of(page.text).split())


def file(phone: Browser, mode: AccessMode) -> None:
    """File an affidavit with one account and one way of looking at it."""
    candidate_answers(phone, ("instagram", "marisol.pena"), mode=mode.value)
    assert candidate_signs(phone, NAME).location == "/a/receipt"


@pytest.mark.clause("Hampton D.1")
def test_every_page_that_asks_names_the_same_readers(phone: Browser) -> None:
    candidate_adds_account(phone, "instagram", "marisol")
    for path in (*ASKING, "/a/former/new"):
        assert f"Seen by: {READERS}" in said(phone, path), path
        assert "you and your investigator" not in said(phone, path)


def test_the_first_page_names_supervisors_and_when_auditors_read(phone: Browser) -> None:
    page = said(phone, "/a/start")
    assert "Supervisors" in page
    assert "your answers if they give a reason that is recorded" in page
    assert "none of the answers you give here" in page
    assert "If we ask you about something in it, also what you answer to that" in page


@pytest.mark.parametrize(
    ("before", "told"),
    [
        ("", ("the board also reads your answer to that", "files you sent", "scans of papers you signed")),
        ("/es", ("la junta lee también lo que usted respondió", "archivos que envió", "papeles que firmó")),
    ],
)
def test_the_privacy_page_tells_what_a_board_reads_of_answers_and_what_is_kept(
    phone: Browser, before: str, told: tuple[str, ...]
) -> None:
    page = said(phone, f"{before}/privacy")
    assert [words for words in told if words not in page] == []


OWN_WORDS = (
    Permission.READ_AFFIDAVIT,
    Permission.READ_ANSWER,
    Permission.READ_PACKET,
    Permission.UNSEAL_EVIDENCE,
    Permission.EXPORT_EVIDENCE,
    Permission.TAKE_OATH,
    Permission.CHECK_SCAN,
    Permission.ENTER_PAPER,
    Permission.COMPARE_PAPER,
    Permission.ANSWER_QUESTION,
    Permission.READ_COPY_REQUEST,
    Permission.INVITE_CANDIDATE,
)
"""What is permitted to whoever then reads what a candidate wrote, or the address."""
NAMED = {
    Role.INVESTIGATOR: ("investigator who has your case", "investigador que tiene su caso"),
    Role.SUPERVISOR: ("supervisors", "supervisores"),
    Role.HR_ADMIN: ("The people who hire for the agency", "Quienes contratan para la agencia"),
    Role.BOARD_MEMBER: ("The hiring board", "La junta de contratación"),
    Role.AUDITOR: ("Auditors", "Auditores"),
}


@pytest.mark.clause("Hampton D.1")
def test_whoever_may_read_what_a_candidate_wrote_is_named_to_the_candidate(phone: Browser) -> None:
    readers = {role for one in OWN_WORDS for role in roles_for(one) or ()}
    assert readers == set(NAMED)
    for place, before in enumerate(("", "/es")):
        page, first = said(phone, f"{before}/privacy"), said(phone, f"{before}/a/start")
        told = page.partition(("Who reads it", "Quién lo lee")[place])[2]
        assert [role for role, words in NAMED.items() if words[place] not in told] == []
        assert NAMED[Role.HR_ADMIN][place] in first
        assert NAMED[Role.HR_ADMIN][place].lower() in said(phone, f"{before}/a/paper").lower()


@pytest.mark.parametrize("mode", list(AccessMode))
def test_what_follows_on_a_choice_is_said_until_it_was_used(
    site: Site, phone: Browser, clock: FixedClock, mode: AccessMode
) -> None:
    file(phone, mode)
    expected = CALLS.get(mode, "")
    for path in ("/a/receipt", "/a/status"):
        page = said(phone, path)
        assert [words for words in CALLS.values() if words in page] == [expected] * bool(expected)
        assert ("If nobody has called you, call 555-0100." in page) == bool(expected)
    with site.inside() as hiring:
        now, at = hiring.now(site.case), clock.now()
        grant = live_grant(
            db.session, now.case_id, number=1, mode=mode, investigator_id=hiring.dana.person_id, at=at
        )
        assert grant
        with unit_of_work(hiring.dana) as work:
            note_use(work, now, grant_id=grant.grant_id, number=1)
    assert "If nobody has called you" not in said(phone, "/a/status")


def test_no_call_is_announced_once_the_case_is_not_searched_any_more(site: Site, phone: Browser) -> None:
    file(phone, AccessMode.TOGETHER)
    for stage in (Stage.REVIEW, Stage.RELEASED, Stage.DECIDED):
        with site.inside() as hiring:
            hiring.move(site.case, stage)
        assert "call you" not in said(phone, "/a/status")
        assert "call you" not in said(phone, "/a/receipt")


def test_while_nobody_has_the_case_the_candidate_is_told_when_they_are_asked(site: Site) -> None:
    with site.inside() as hiring:
        waiting = hiring.case("Ana Lima", assigned=False)
        phone = site.people.browser(hiring.candidate(waiting))
    candidate_adds_account(phone, "instagram", "ana")
    asked = said(phone, "/a/access/1")
    assert "nobody may use that before we name the person and you agree" in asked
    assert "We will ask you again" not in asked
    candidate_answers(phone, ("tiktok", "ana"), mode="together")
    assert candidate_signs(phone, "Ana Lima").location == "/a/receipt"
    assert "Nobody may use it yet. When somebody has your case, this page names them" in said(
        phone, "/a/status"
    )


def test_access_that_is_over_is_not_waited_for(site: Site, phone: Browser, clock: FixedClock) -> None:
    file(phone, AccessMode.TOGETHER)
    assert "Not used yet" in said(phone, "/a/status")
    clock.advance(timedelta(days=400))
    late = said(site.phone(), "/a/status")
    assert re.search(r"Ended on \w+ \d+, 20\d\d", late)
    assert "Not used yet" not in late
    with site.inside() as hiring:
        hiring.move(site.case, Stage.DECIDED)
    over = said(site.phone(), "/a/status")
    assert "Not used" in over
    assert "Not used yet" not in over


def test_rights_outlive_the_link_and_the_pages_say_how(site: Site, phone: Browser, clock: FixedClock) -> None:
    kept = "Until a decision you can see where it stands, stop access, change what you filed, or withdraw."
    issued = site.invite()
    file(phone, AccessMode.TOGETHER)
    for path in ("/a/receipt", "/a/status"):
        assert kept in said(phone, path)
        assert "call 555-0100. We can stop access or withdraw for you while you call" in said(phone, path)
    clock.advance(timedelta(days=30))
    too_old = site.stranger().get(f"/i/{issued.token}")
    assert too_old.status_code == 410
    assert "You filed already? Until a decision, a new link also lets you stop access" in too_old.text
    assert "You filed already?" in said(site.stranger(), "/a/link")
    later = site.phone()
    assert kept in said(later, "/a/status")
    assert "Both work until" not in said(later, "/a/status")


@pytest.mark.parametrize("stage", [Stage.SEARCH, Stage.REVIEW, Stage.RELEASED])
def test_hr_is_told_that_a_link_can_be_needed_until_the_decision(site: Site, stage: Stage) -> None:
    with site.inside() as hiring:
        hiring.move(site.case, stage)
        desk = site.people.browser(hiring.hr)
    address = f"/admin/candidates/{site.case.reference}/invitation"
    page = " ".join(shown(desk, address).split())
    assert "No link works now, so the candidate has to call for that." in page
    assert "Issue the invitation" in page
    site.invite()
    assert "The link works until" in " ".join(shown(desk, address).split())


def test_the_check_page_begins_with_what_is_left(phone: Browser) -> None:
    page = said(phone, "/a/check")
    assert "This is what you will sign" not in page
    assert page.index("What is left") < page.index("Names and handles")
    candidate_answers(phone, ("instagram", "marisol"))
    page = said(phone, "/a/check")
    assert "This is what you will sign" in page
    assert "What is left" not in page


def test_what_is_not_there_is_said_in_words_for_candidates(site: Site, phone: Browser) -> None:
    for browser in (phone, site.stranger()):
        page = browser.get("/a/nothing")
        assert page.status_code == 404
        assert "your work" not in page.text
        assert "What you saved is still there." in page.text
        assert "Riverton Police Department" in page.text.partition("Who can help")[2]
    turned_away = phone.get("/desk")
    assert turned_away.status_code == 403
    assert "your work" not in turned_away.text
    assert "The role you are working in" not in turned_away.text


def test_a_refused_username_is_refused_under_the_name_of_its_account(phone: Browser) -> None:
    candidate_adds_account(phone, "instagram", "marisol")
    candidate_adds_account(phone, "tiktok", "mari")
    page = answer(phone, "/a/accounts/2", handle="pw: hunter22", platform="tiktok")
    assert page.status_code == 422
    heading = page.text.partition("<h1")[0].rpartition("<main")[2]
    assert "TikTok: mari" in heading
    assert "hunter22" not in page.text


def test_public_looking_is_not_said_to_be_an_access_that_waits(phone: Browser) -> None:
    file(phone, AccessMode.PUBLIC_ONLY)
    page = said(phone, "/a/status")
    assert "Only what anyone can see" in page
    assert "Not used yet" not in page


def test_only_what_the_house_does_is_promised(site: Site, phone: Browser) -> None:
    candidate_adds_account(phone, "instagram", "marisol")
    assert "We keep your tick, and no name." in phone.get("/a/accounts").text
    assert "Who uses it: Only me; Who can see it: Anyone" in said(phone, "/a/accounts")
    assert "Choose how your investigator may look at Instagram: marisol." in said(phone, "/a/check")
    file(site.phone(), AccessMode.TOGETHER)
    receipt = said(phone, "/a/receipt")
    assert "A supervisor checks the summary before the hiring board reads it." in receipt
    assert "we ask you first" not in receipt


def test_the_list_shows_words_and_the_exact_text_keeps_its_codes(phone: Browser) -> None:
    candidate_answers(phone, ("instagram", "marisol"))
    for path in ("/a/check", "/a/sign"):
        listed, _, exact = phone.get(path).text.partition('<pre class="document"')
        assert "Connecticut" in listed
        assert "(ct, version 2)" not in listed
        assert "&gt; Law of: Connecticut (ct, version 2)" in exact
    assert candidate_signs(phone, NAME).location == "/a/receipt"
    listed, _, exact = phone.get("/a/receipt").text.partition('<pre class="document"')
    assert "(ct, version 2)" not in listed
    signature = listed.rpartition("Signed at")[2].partition("</dd>")[0]
    assert "March 9, 2026, 12:00 p.m. EDT (2026-03-09 16:00:00 UTC)" in signature
    assert "&gt; Signed at: 2026-03-09 16:00:00 UTC" in exact
