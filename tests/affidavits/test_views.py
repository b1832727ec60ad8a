"""The candidate's pages over HTTP, from the invitation to the receipt and beyond."""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import event

from tests.affidavits.conftest import Site
from tests.factories.affidavits import COMPLETE, INSTAGRAM, NAME
from tests.pages.affidavits import (
    ONLY_ME,
    answer,
    candidate_adds_account,
    candidate_answers,
    candidate_enters,
    candidate_files_affidavit,
    candidate_signs,
    hidden,
    seen,
)
from tests.pages.filled import form_on, values_of
from tests.people import Browser, People, lint_page
from tracker.affidavits.access import note_use
from tracker.affidavits.answers import Answers
from tracker.affidavits.drafts import draft_of
from tracker.affidavits.queries import affidavit_state, live_grant
from tracker.cases.service import close_case, withdraw_case
from tracker.clock import FixedClock
from tracker.db import db, unit_of_work
from tracker.editions.shelf import ChangedEdition, Editions
from tracker.policy.actors import Role
from tracker.policy.affidavit_size import MOST_ACCOUNTS, MOST_NAMES
from tracker.policy.vocabulary import AccessMode, PositionClass, Stage


def answers_of(site: Site) -> Answers:
    """Return what is saved."""
    return site.read(lambda _: draft_of(db.session, site.case.case_id).answers)


def file(site: Site, phone: Browser) -> str:
    """File an affidavit with one account that may be looked at together, and return the receipt page."""
    candidate_answers(phone, ("instagram", "marisol.pena"), mode="together")
    assert candidate_signs(phone, NAME).location == "/a/receipt"
    return phone.get("/a/receipt").text


def test_from_the_invitation_to_the_receipt(site: Site) -> None:
    issued, browser = site.invite(), site.stranger()
    came = candidate_enters(browser, issued.token, issued.code.replace("-", " ").lower())
    assert came.location == "/a/start"
    assert "We will never ask for your password" in browser.get("/a/start").text
    filed = candidate_files_affidavit(
        browser, NAME, ("instagram", "https://www.instagram.com/Marisol.Pena/?hl=en"), ("tiktok", "@mari.p")
    )
    assert filed.location == "/a/receipt", filed.text
    receipt = browser.get("/a/receipt").text
    assert "We have your affidavit" in receipt
    assert "You do not need to do anything now" in browser.get("/a/status").text
    again = candidate_enters(site.stranger(), issued.token, issued.code)
    assert again.location == "/a/start"
    assert browser.get("/a/start").location == "/a/status"


def test_the_task_list_says_what_is_left(site: Site, phone: Browser) -> None:
    assert "Not filed yet. 0 of 7 parts done." in phone.get("/a").text
    answer(phone, "/a/names", has="no")
    answer(phone, "/a/now", uses="yes")
    page = phone.get("/a").text
    assert "Not filed yet. 1 of 7 parts done." in page
    assert "1 part is optional." in page
    assert page.count('class="task-name') == 7
    assert "In progress" in page
    assert page.count("Cannot start yet") == 2
    assert "Starts when an account that you use now is listed." in page
    assert "Starts when all parts above are done." in page
    assert 'href="/a/check"' in page
    assert "We save your answers each time you select Continue." in page


def test_somebody_without_accounts_has_a_short_way(site: Site, phone: Browser) -> None:
    answer(phone, "/a/names", has="no")
    assert answer(phone, "/a/now", uses="no").location == "/a/none"
    assert "Having no accounts does not count against you." in phone.get("/a/none").text
    assert "anything we did not list" not in phone.get("/a/none").text
    assert answer(phone, "/a/former", has="no").location == "/a/check"
    assert "Forums, game names" not in phone.get("/a/sign").text
    assert "5 of 5" not in phone.get("/a").text
    assert candidate_signs(phone, NAME).location == "/a/receipt"
    assert "No, I do not use any social media." in phone.get("/a/receipt").text


def test_who_is_not_sure_sees_examples_and_is_asked_again(phone: Browser) -> None:
    assert answer(phone, "/a/now", uses="not-sure").location == "/a/now"
    page = phone.get("/a/now").text
    assert "What counts as social media" in page
    assert "Instagram" in page


def test_names_are_listed_one_by_one_and_taken_off_again(site: Site, phone: Browser) -> None:
    assert answer(phone, "/a/names", has="yes", name="Mari P", add="1").location == "/a/names"
    assert answer(phone, "/a/names", name="M. Ortiz").location == "/a/now"
    assert answers_of(site).other_names == ("Mari P", "M. Ortiz")
    answer(phone, "/a/names", remove="1")
    assert answers_of(site).other_names == ("M. Ortiz",)
    answer(phone, "/a/names", remove="1")
    assert answers_of(site).has_other_names is None


def test_enter_on_the_page_of_names_saves_what_was_typed_and_takes_nothing_off(phone: Browser) -> None:
    answer(phone, "/a/names", has="yes", name="Mari P", add="1")
    page = phone.get("/a/names").text
    first = re.findall(r"<button[^>]*>", page.partition('action="/a/names"')[2])[0]
    assert "name=" not in first
    with pytest.raises(AssertionError, match="Enter presses 'Remove"):
        lint_page(page.replace(first, '<button type="button">'))


def test_taking_a_name_off_keeps_the_one_being_typed(site: Site, phone: Browser) -> None:
    answer(phone, "/a/names", has="yes", name="Mari P", add="1")
    assert answer(phone, "/a/names", name="M. Ortiz", remove="1").location == "/a/names"
    assert answers_of(site).other_names == ("M. Ortiz",)


def test_a_year_to_come_is_no_year_in_which_an_account_was_left(phone: Browser, clock: FixedClock) -> None:
    answer(phone, "/a/now", uses="no")
    fields = {"platform": "tiktok", "handle": "mari.old", "ended": "closed"}
    year = clock.now().year
    page = answer(phone, "/a/former/new", stopped_year=str(year + 1), **fields)
    assert (page.status_code, "this year at the latest" in page.text) == (422, True)
    assert answer(phone, "/a/former/new", stopped_year=str(year), **fields).status_code == 303


def test_names_ask_for_an_answer(phone: Browser) -> None:
    for fields in ({}, {"has": "yes"}, {"has": "maybe"}):
        page = answer(phone, "/a/names", **fields)
        assert page.status_code == 422, fields
        assert "Error:" in page.text


NOT_WHOLE: list[tuple[dict[str, str], str]] = [
    (
        {"platform": "instagram", **ONLY_ME},
        "Enter your username for Instagram, or choose I do not remember it",
    ),
    ({"handle": "marisol", **ONLY_ME}, "Choose the app or site"),
    ({"platform": "instagram", "handle": "marisol"}, "Choose who can see it"),
    ({"platform": "other", "handle": "marisol", **ONLY_ME}, "Enter the name of the other app or site"),
    ({"platform": "instagram", "handle": "x" * 301, **ONLY_ME}, "Enter a shorter link"),
    ({"platform": "nowhere", "handle": "x", **ONLY_ME}, "Choose the app or site"),
    (
        {"platform": "instagram", "handle": "marisol", "whose": "you", "visible": "x"},
        "Choose one of the answers",
    ),
]


def test_an_account_that_is_not_whole_keeps_what_was_typed(phone: Browser) -> None:
    for fields, sentence in NOT_WHOLE:
        page = answer(phone, "/a/accounts/new", **fields)
        assert page.status_code == 422, fields
        assert sentence in page.text
        if fields.get("handle") == "marisol":
            assert 'value="marisol"' in page.text


def test_a_double_in_another_spelling_is_shown_and_can_be_kept(site: Site, phone: Browser) -> None:
    candidate_adds_account(phone, "instagram", "marisol.pena")
    page = candidate_adds_account(phone, "instagram", "https://instagram.com/Marisol.Pena")
    assert page.status_code == 422
    assert "You already added Instagram: marisol.pena. Change it, or keep both." in page.text
    fields = {"platform": "instagram", "handle": "@Marisol.Pena", **ONLY_ME, "keep_both": "1"}
    kept = phone.post("/a/accounts/new", data={**fields, "seen": seen(page.text)})
    assert kept.status_code == 303
    assert [one.number for one in answers_of(site).accounts] == [1, 2]


def test_accounts_are_changed_and_removed(site: Site, phone: Browser) -> None:
    candidate_answers(phone, ("instagram", "marisol"), ("tiktok", "mari"))
    assert 'value="marisol"' in phone.get("/a/accounts/1").text
    answer(phone, "/a/accounts/1", platform="instagram", handle="marisol", whose="shared", visible="mixed")
    first = answers_of(site).accounts[0]
    assert (first.whose, first.mode) == ("shared", "public-only")
    answer(phone, "/a/accounts/1", platform="instagram", handle="another", **ONLY_ME)
    assert answers_of(site).accounts[0].mode == ""
    assert "Remove this account from your list?" in phone.get("/a/accounts/2/remove").text
    assert answer(phone, "/a/accounts/2/remove").location == "/a/accounts"
    assert [one.number for one in answers_of(site).accounts] == [1]
    assert phone.get("/a/accounts/2").status_code == 404
    candidate_adds_account(phone, "tiktok", "mari")
    assert [one.number for one in answers_of(site).accounts] == [1, 3]


def test_former_accounts_need_no_username(site: Site, phone: Browser) -> None:
    assert answer(phone, "/a/former", has="yes").location == "/a/former/new"
    fields = {"platform": "tumblr", "not_remembered": "y", "stopped_year": "2022", "ended": "locked-out"}
    assert answer(phone, "/a/former/new", **fields).location == "/a/former"
    assert "I do not remember the username; stopped about 2022" in phone.get("/a/former").text
    answer(phone, "/a/former", has="no")
    former = answers_of(site)
    assert (former.has_former, former.former[0].not_remembered) == (True, True)
    wrong = answer(phone, "/a/former/new", **{**fields, "stopped_year": "long ago"})
    assert "Enter a year in four digits" in wrong.text


def test_an_account_for_official_duty_is_a_tick_and_no_name(site: Site, phone: Browser) -> None:
    candidate_adds_account(phone, "instagram", "marisol")
    answer(phone, "/a/accounts", complete="yes", official_duty="y")
    assert answers_of(site).official_duty
    assert "Do not name" not in phone.get("/a/check").text
    assert "You hold one that you may not name" in phone.get("/a/check").text


def test_access_names_the_investigator_and_the_law(phone: Browser) -> None:
    candidate_adds_account(phone, "instagram", "marisol")
    assert phone.get("/a/access").location == "/a/access/1"
    page = phone.get("/a/access/1").text
    assert "How may Dana Ruiz look at this account?" in page
    assert "Conn. Gen. Stat. 31-40x(a)(3)" in page
    assert "No answer counts for or against you." in page
    for mode in AccessMode:
        assert f'value="{mode.value}"' in page
    refused = answer(phone, "/a/access/1", mode="credentials")
    assert refused.status_code == 422
    assert answer(phone, "/a/access/1").status_code == 422


def test_only_what_the_law_lets_be_offered_is_offered(app: Flask, people: People) -> None:
    site = Site(app, people, position=PositionClass.CIVILIAN)
    phone = site.phone()
    candidate_adds_account(phone, "instagram", "marisol")
    page = phone.get("/a/access/1").text
    assert 'value="together"' not in page
    assert 'value="talk-first"' in page
    assert answer(phone, "/a/access/1", mode="together").status_code == 422


def test_where_accounts_may_not_be_asked_for_there_are_no_questions(app: Flask, people: People) -> None:
    site = Site(app, people, profile="ca")
    phone = site.phone()
    assert "the law protects your accounts" in phone.get("/a/start").text
    for path in ("/a/now", "/a/accounts", "/a/accounts/new", "/a/former", "/a/access", "/a/other"):
        assert phone.get(path).location == "/a"
    assert "Have you used other names?" in phone.get("/a/names").text
    answer(phone, "/a/names", has="no")
    assert candidate_signs(phone, NAME).location == "/a/receipt"
    assert "We did not ask which ones you have" in phone.get("/a/receipt").text


def test_the_check_page_shows_everything_and_what_is_left(phone: Browser) -> None:
    page = phone.get("/a/check").text
    assert "What is left" in page
    assert 'href="/a/names"' in page
    assert phone.get("/a/sign").location == "/a/check"
    candidate_answers(phone, ("instagram", "marisol"))
    page = phone.get("/a/check").text
    assert "Not provided" in page
    assert "Instagram: marisol" in page
    assert "Continue to sign" in page


def test_the_sign_page_shows_the_text_and_the_promise(phone: Browser) -> None:
    candidate_answers(phone, ("instagram", "marisol"))
    page = phone.get("/a/sign").text
    assert "> Username: marisol" in page.replace("&gt;", ">")
    assert "I declare, under penalty of false statement" in page
    assert "Marisol Peña" in page


def test_a_text_that_changed_is_not_signed(site: Site, phone: Browser) -> None:
    candidate_answers(phone, ("instagram", "marisol"))
    page = phone.get("/a/sign").text
    answer(phone, "/a/other", anything_else="A game forum")
    carried = {"shown": hidden(page, "shown"), "parts": hidden(page, "parts")}
    signed = phone.post("/a/sign", data={**carried, "name": NAME, "place": "Riverton", "meant": "y"})
    assert signed.location == "/a/check?changed=other"
    shown = phone.get(signed.location).text
    assert "Your answers changed after you checked them." in shown
    assert shown.count("Changed</span>") == 1


def test_another_name_asks_for_the_reason(phone: Browser) -> None:
    candidate_answers(phone)
    page = candidate_signs(phone, "Marisol Ortiz")
    assert page.status_code == 422
    assert "You typed Marisol Ortiz. Our list has Marisol Peña." in page.text
    assert 'value="Marisol Ortiz"' in page.text
    assert candidate_signs(phone, "Marisol Ortiz", because="I married.").location == "/a/receipt"


def test_the_receipt_stays_and_what_it_hands_out_has_its_fingerprint(site: Site, phone: Browser) -> None:
    page = file(site, phone)
    state = site.read(lambda _: affidavit_state(db.session, site.case.case_id))
    assert state.reference in page
    assert "Your investigator is Dana Ruiz." in page
    assert "2026-03-09 16:00:00 UTC" in page
    assert "12:00 p.m. EDT" in page
    groups = re.search(r'<code class="fingerprint">(.*?)</code>', page)
    assert groups is not None
    assert re.sub(r"<[^>]+>", "", groups[1]) == state.fingerprint
    text = phone.get("/a/receipt.txt")
    assert hashlib.sha256(text.data).hexdigest() == state.fingerprint
    assert text.content_type == "text/plain; charset=utf-8"
    assert state.reference in text.headers["Content-Disposition"]
    assert phone.get("/a/receipt/v1.txt").data == text.data
    assert phone.get("/a/receipt/v2").status_code == 404
    assert phone.get("/a").location == "/a/status"
    assert phone.get("/a/names").location == "/a/status"


def test_before_filing_the_receipt_leads_to_the_task_list(phone: Browser) -> None:
    assert phone.get("/a/receipt").location == "/a"
    assert phone.get("/a/status").location == "/a"
    assert phone.get("/a/change").location == "/a"
    assert phone.get("/a/receipt.txt").status_code == 404
    assert phone.get("/a/stop/1").status_code == 404


def test_access_shows_its_use_and_is_stopped(site: Site, phone: Browser, clock: FixedClock) -> None:
    file(site, phone)
    assert "Not used yet" in phone.get("/a/status").text
    with site.inside() as hiring:
        found = live_grant(
            db.session,
            site.case.case_id,
            number=1,
            mode=AccessMode.TOGETHER,
            investigator_id=hiring.dana.person_id,
            at=clock.now(),
        )
        assert found is not None
        with unit_of_work(hiring.dana) as work:
            note_use(work, hiring.now(site.case), grant_id=found.grant_id, number=1)
    status = phone.get("/a/status").text
    assert "March 9, 2026" in status
    assert "Stop access" in status
    assert "Stopping does not count against you." in phone.get("/a/stop/1").text
    stopped = phone.post("/a/stop/1", follow_redirects=True)
    assert "Access is stopped. This does not count against you." in stopped.text
    assert "Stopped on March 9, 2026" in stopped.text
    assert phone.post("/a/stop/1").status_code == 409


def test_another_investigator_asks_first(site: Site, phone: Browser) -> None:
    file(site, phone)
    with site.inside() as hiring:
        hiring.assign(hiring.now(site.case), site.people.make("Luis Ortega", Role.INVESTIGATOR))
    assert "Access does not pass on unless you agree." in phone.get("/a/status").text
    page = phone.get("/a/agree/1").text
    assert "Access was given to Dana Ruiz. It does not pass to Luis Ortega unless you agree." in page
    stale = phone.post("/a/agree/1", data={"to": str(site.round.dana.person_id)})
    assert stale.status_code == 409
    assert "Somebody else has your case since you opened this page." in stale.text
    assert "May Luis Ortega look too?" in stale.text
    agreed = phone.post("/a/agree/1", data={"to": hidden(stale.text, "to")}, follow_redirects=True)
    assert "You agreed. You can stop this access at any time." in agreed.text
    assert phone.get("/a/agree/1").status_code == 404


def test_a_change_is_a_new_edition_with_its_difference(site: Site, phone: Browser) -> None:
    first = file(site, phone)
    phone.post("/a/change")
    assert "Your change is not filed yet." in phone.get("/a").text
    assert "You began a change." in phone.get("/a/status").text
    candidate_adds_account(phone, "threads", "@marisol")
    answer(phone, "/a/accounts", complete="yes")
    answer(phone, "/a/access/2", mode="public-only")
    assert candidate_signs(phone, NAME).location == "/a/receipt"
    second = phone.get("/a/receipt").text
    assert "Added account 2: Threads: marisol" in second
    assert "Edition 2 of 2." in second
    earlier = phone.get("/a/receipt/v1").text
    assert "This is an earlier edition." in earlier
    reference = re.search(r"D-26-\w{5}", first)
    assert reference is not None
    assert reference[0] in earlier


def test_a_change_can_be_dropped(site: Site, phone: Browser) -> None:
    file(site, phone)
    phone.post("/a/change")
    page = phone.post("/a/change/leave", follow_redirects=True)
    assert "The change is dropped. What you filed stands." in page.text


def test_after_a_decision_nothing_changes_any_more(site: Site, phone: Browser) -> None:
    file(site, phone)
    with site.inside() as hiring:
        hiring.move(site.case, Stage.DECIDED)
    assert "A decision was recorded." in phone.get("/a/status").text
    assert "Tell us about a change" not in phone.get("/a/status").text
    page = phone.get("/a/change")
    assert page.status_code == 409
    assert "A decision was recorded, so answers can no longer be changed." in page.text


def test_a_withdrawn_application_says_so(site: Site, phone: Browser) -> None:
    with site.inside() as hiring, unit_of_work(hiring.hr) as work:
        withdraw_case(work, hiring.now(site.case))
    assert phone.get("/a").location == "/a/status"
    page = phone.get("/a/status").text
    assert "You withdrew your application on March 9, 2026. Nothing more is searched." in page
    assert "keep hiring records for at least 2 years" in page
    with site.inside() as hiring, unit_of_work(hiring.hr) as work:
        close_case(work, hiring.now(site.case))
    assert "You withdrew your application on March 9, 2026." in phone.get("/a/status").text
    assert "You can come back for this until March 9, 2028." in phone.get("/a/status").text


def test_a_candidate_withdraws_in_person(site: Site, phone: Browser) -> None:
    assert 'href="/a/withdraw"' in phone.get("/a/later").text
    file(site, phone)
    assert 'href="/a/withdraw"' in phone.get("/a/status").text
    page = phone.get("/a/withdraw").text
    assert "at least 2 years" in page
    assert "You do not have to say why." in page
    phone.post("/a/withdraw")
    after = phone.get("/a/status").text
    assert "You withdrew your application on March 9, 2026. Nothing more is searched." in after
    assert "What you told us, and the record of what we did." in after
    assert "/a/withdraw" not in after
    assert phone.get("/a/withdraw").status_code == 409


def test_after_a_decision_there_is_nothing_to_withdraw(site: Site, phone: Browser) -> None:
    file(site, phone)
    with site.inside() as hiring:
        hiring.move(site.case, Stage.DECIDED)
    assert "/a/withdraw" not in phone.get("/a/status").text
    assert "there is nothing to withdraw any more" in phone.get("/a/withdraw").text


TABS = [
    ("/a/names", {"has": "no"}, {"has": "yes", "name": "Mari P"}, "Mari P"),
    ("/a/now", {"uses": "no"}, {"uses": "yes"}, "No, I do not use any"),
    ("/a/other", {"anything_else": "Chess"}, {"anything_else": "Forum of Go"}, "Chess"),
    (
        "/a/accounts/new",
        {"platform": "tiktok", "handle": "first.one", **ONLY_ME},
        {"platform": "instagram", "handle": "second.one", **ONLY_ME},
        "first.one",
    ),
]


@pytest.mark.parametrize(("path", "first", "second", "shown"), TABS)
def test_a_second_tab_sees_both_versions_and_chooses(
    site: Site, phone: Browser, path: str, first: dict[str, str], second: dict[str, str], shown: str
) -> None:
    before = seen(phone.get(path).text)
    assert phone.post(path, data={"seen": before, **first}).status_code == 303
    saved = answers_of(site)
    clash = phone.post(path, data={"seen": before, **second})
    assert clash.status_code == 409
    assert "Saved in the other tab" in clash.text
    assert shown in clash.text
    typed = list(second.values())[-1] if path != "/a/accounts/new" else "second.one"
    assert typed in clash.text
    assert answers_of(site) == saved
    chosen = phone.post(path, data={"seen": seen(clash.text), **second})
    assert chosen.status_code == 303
    assert answers_of(site) != saved


def test_a_page_that_carries_no_version_saves_nothing(site: Site, phone: Browser) -> None:
    answer(phone, "/a/names", has="no")
    for nonsense in ("", "x", "-1", "9" * 40, "１"):
        page = phone.post("/a/other", data={"seen": nonsense, "anything_else": "x"})
        assert page.status_code == 409, nonsense
        assert answers_of(site).anything_else == ""


def test_what_was_typed_after_a_time_out_comes_back(site: Site, clock: FixedClock) -> None:
    issued, browser = site.invite(), site.stranger()
    candidate_enters(browser, issued.token, issued.code)
    page = browser.get("/a/other").text
    clock.advance(timedelta(minutes=31))
    late = browser.post("/a/other", data={"seen": seen(page), "anything_else": "A chess club"})
    assert late.location == "/a/link"
    told = "We kept what you typed. Open your link again to save it."
    assert told in browser.get("/a/link").text
    assert candidate_enters(browser, issued.token, issued.code).location == "/kept"
    assert "A chess club" in browser.get("/kept").text
    assert "<dt>Anything else?</dt>" in browser.get("/kept").text
    assert '<a href="/kept">' in browser.get("/a").text
    back = re.search(r'href="(/a/other\?kept_form=[0-9a-f-]+)"', browser.get("/kept").text)
    assert back
    typed = values_of(form_on(browser.get(back[1]).text, "/a/other"))
    assert typed["anything_else"] == "A chess club"
    assert browser.post("/a/other", data=typed).status_code == 303
    assert '<a href="/kept">' not in browser.get("/a").text


def test_a_fingerprint_is_checked_and_nothing_else_is_told(site: Site, phone: Browser) -> None:
    file(site, phone)
    digest = site.read(lambda _: affidavit_state(db.session, site.case.case_id)).fingerprint
    spaced = " ".join(digest[place : place + 4] for place in range(0, 64, 4)).upper()
    for typed in (digest, spaced):
        page = site.stranger().post("/verify", data={"fingerprint": typed}).text
        assert "Matches an affidavit filed on March 9, 2026." in page
        for word in ("Marisol", "D-26-", "C-26-", "Instagram", "Dana"):
            assert word not in page
    other = site.stranger().post("/verify", data={"fingerprint": "ab" * 32}).text
    assert "No match." in other


def test_the_file_is_checked_and_any_other_file_is_not_it(site: Site, phone: Browser) -> None:
    file(site, phone)
    document = phone.get("/a/receipt.txt").data

    def check(content: bytes) -> str:
        upload = (io.BytesIO(content), "affidavit.txt")
        return site.stranger().post("/verify", data={"fingerprint": "", "document": upload}).text

    assert "Matches an affidavit filed on" in check(document)
    assert "No match." in check(document + b" ")
    assert "No match." in check(b"")
    assert "No match." in check(bytes(range(256)) * 100)


def test_what_is_no_fingerprint_is_said_so(site: Site) -> None:
    for typed in ("", "zz", "ab" * 31, "ab" * 33, "g" * 64, "<script>"):
        page = site.stranger().post("/verify", data={"fingerprint": typed})
        assert page.status_code == 422, typed


def test_some_pages_are_there_for_everyone(site: Site) -> None:
    for browser in (site.stranger(), site.phone(), site.desk(site.round.dana)):
        for path in ("/privacy", "/accessibility", "/help", "/verify", "/a/link"):
            assert browser.get(path).status_code == 200, path


def test_staff_read_the_affidavit_and_the_reading_is_recorded(site: Site, phone: Browser) -> None:
    desk, path = site.desk(site.round.dana), f"/cases/{site.case.reference}/affidavit"
    assert "The affidavit is not filed yet." in desk.get(path).text
    file(site, phone)
    page = desk.get(path).text
    assert "Matches its fingerprint" in page
    assert "marisol.pena" in page
    exposed = site.read(lambda hiring: hiring.now(site.case).exposed)
    assert site.round.dana.person_id in exposed
    assert site.desk(site.round.supervisor).get(path).status_code == 200
    for role, status in ((Role.BOARD_MEMBER, 403), (Role.HR_ADMIN, 403), (Role.AUDITOR, 403)):
        someone = site.people.make(f"Some {role.value}", role)
        assert site.desk(someone).get(path).status_code == status
    other = site.people.make("Luis Ortega", Role.INVESTIGATOR)
    assert site.desk(other).get(path).status_code == 404
    assert phone.get(path).status_code == 403


def test_another_candidates_session_reaches_its_own_case_alone(site: Site, phone: Browser) -> None:
    file(site, phone)
    with site.inside() as hiring:
        other = hiring.case("Ana Lima")
    browser = site.people.browser(site.round.candidate(other))
    assert browser.get("/a/receipt").location == "/a"
    assert "marisol" not in browser.get("/a").text


def statements(site: Site, browser: Browser, path: str) -> int:
    """Count the statements that a page runs."""
    counted = [0]
    with site.app.app_context():
        engine = db.engine

    def count(*_: object) -> None:
        counted[0] += 1

    event.listen(engine, "before_cursor_execute", count)
    try:
        assert browser.get(path).status_code == 200
    finally:
        event.remove(engine, "before_cursor_execute", count)
    return counted[0]


def many(count: int) -> Answers:
    """Return answers with many accounts, and as many names as go with them."""
    accounts = tuple(
        replace(INSTAGRAM, number=n, handle=f"mari{n}", canonical=f"mari{n}") for n in range(1, count + 1)
    )
    names = tuple(f"Name {n}" for n in range(min(count, MOST_NAMES)))
    return replace(COMPLETE, accounts=accounts, other_names=names, last_number=count, has_former=False)


PAGES = ("/a", "/a/names", "/a/accounts", "/a/former", "/a/access/1", "/a/check", "/a/sign")
LATER = ("/a/receipt", "/a/status")


@pytest.mark.sqlite
def test_pages_run_as_many_statements_for_ten_accounts_as_for_the_most(app: Flask, people: People) -> None:
    counts = []
    for size in (10, MOST_ACCOUNTS):
        site = Site(app, people)
        with site.inside() as hiring:
            hiring.answer(site.case, many(size))
        phone, desk = site.phone(), site.desk(site.round.dana)
        before = [statements(site, phone, path) for path in PAGES]
        with site.inside() as hiring:
            hiring.sign(site.case)
        after = [statements(site, phone, path) for path in LATER]
        counts.append([*before, *after, statements(site, desk, f"/cases/{site.case.reference}/affidavit")])
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 33


def test_a_signature_that_came_after_a_time_out_is_shown_again_and_not_filed(
    site: Site, clock: FixedClock
) -> None:
    issued, browser = site.invite(), site.stranger()
    candidate_enters(browser, issued.token, issued.code)
    candidate_answers(browser)
    page = browser.get("/a/sign").text
    carried = {"shown": hidden(page, "shown"), "parts": hidden(page, "parts")}
    typed = {"name": NAME, "place": "Riverton", "meant": "y"}
    clock.advance(timedelta(minutes=31))
    assert browser.post("/a/sign", data={**carried, **typed}).location == "/a/link"
    candidate_enters(browser, issued.token, issued.code)
    back = re.search(r'href="(/a/sign\?kept_form=[0-9a-f-]+)"', browser.get("/kept").text)
    assert back
    again = browser.get(back[1])
    assert again.status_code == 200
    assert 'value="Riverton"' in again.text
    assert "checked" not in again.text
    assert browser.get("/a/receipt").location == "/a"
    assert candidate_signs(browser, NAME).location == "/a/receipt"


def test_a_candidate_signs_out_and_reads_how_to_come_back(phone: Browser) -> None:
    assert phone.get("/").location == "/a"
    gone = phone.post("/sign-out")
    assert gone.status_code == 200
    assert phone.get("/a").location == "/a/link"


def test_what_the_house_keeps_is_not_the_candidates_to_open(site: Site, phone: Browser) -> None:
    for path in ("/desk", "/review", "/board", "/admin/people", f"/cases/{site.case.reference}"):
        assert phone.get(path).status_code == 403, path


def test_no_in_one_tab_and_a_name_in_the_other_are_both_shown(site: Site, phone: Browser) -> None:
    before = seen(phone.get("/a/names").text)
    phone.post("/a/names", data={"seen": before, "has": "yes", "name": "Mari P"})
    clash = phone.post("/a/names", data={"seen": before, "has": "no"})
    assert clash.status_code == 409
    assert re.search(r'<input checked[^>]*value="no"', clash.text)
    phone.post("/a/names", data={"seen": seen(clash.text), "has": "no"})
    assert (answers_of(site).other_names, answers_of(site).has_other_names) == ((), False)


def test_after_a_decision_access_has_ended(site: Site, phone: Browser) -> None:
    file(site, phone)
    with site.inside() as hiring:
        hiring.move(site.case, Stage.DECIDED)
    status = phone.get("/a/status").text
    assert "Ended" in status
    assert "Stop access" not in status
    assert "What happens next" not in phone.get("/a/receipt").text


def test_nothing_is_asked_under_another_profile_than_the_one_that_was_pinned(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = site.phone()
    assert phone.get("/a").status_code == 200
    asked: list[str | None] = []

    def changed(_shelf: object, _key: str, _version: int, digest: str | None = None) -> None:
        asked.append(digest)
        raise ChangedEdition("legal profile ct version 1 is not the one that was pinned")

    monkeypatch.setattr(Editions, "profile", changed)
    answer = phone.get("/a")
    assert answer.status_code == 503
    assert "not on file as it was" in answer.text
    assert asked
    assert all(asked)


def test_what_is_saved_stands_above_the_next_account(site: Site, phone: Browser) -> None:
    answer(phone, "/a/now", uses="yes")
    assert "Saved so far" not in phone.get("/a/accounts/new").text
    with site.inside() as hiring:
        hiring.answer(hiring.now(site.case), COMPLETE)
    page = phone.get("/a/accounts/new").text
    assert "Saved so far" in page
    assert "I have no more accounts: go on" in page
    assert "marisol" in page


def test_what_a_change_changes_stands_above_what_is_signed(site: Site, phone: Browser) -> None:
    with site.inside() as hiring:
        hiring.answer(hiring.now(site.case), COMPLETE)
    for path in ("/a/check", "/a/sign"):
        assert "What this edition changes" not in phone.get(path).text
    with site.inside() as hiring:
        hiring.file(hiring.now(site.case))
    phone.post("/a/change")
    page = phone.get("/a/names").text
    phone.post("/a/names", data={"has": "yes", "name": "one.more", "add": "yes", "seen": seen(page)})
    line = "Added a name or handle: one.more"
    check, sign = phone.get("/a/check").text, phone.get("/a/sign").text
    assert check.index(line) < check.index('id="part-1"')
    assert "Changed</" in check
    assert "Your answers changed after you checked them" not in check
    assert sign.index(line) < sign.index("What you sign")


def test_one_name_too_many_is_said_and_stays_typed(site: Site, phone: Browser) -> None:
    with site.inside() as hiring:
        hiring.answer(
            site.case, replace(COMPLETE, other_names=tuple(f"name{one}" for one in range(MOST_NAMES)))
        )
    page = phone.get("/a/names").text
    typed = {"has": "yes", "name": "one.more", "add": "yes", "seen": seen(page)}
    answer = phone.post("/a/names", data=typed)
    assert answer.status_code == 422
    assert f"You can list up to {MOST_NAMES} names here." in answer.text
    assert 'value="one.more"' in answer.text
    assert (
        phone.post("/a/names", data={"has": "yes", "remove": "1", "seen": typed["seen"]}).status_code == 303
    )
    page = phone.get("/a/names").text
    assert phone.post("/a/names", data=typed | {"seen": seen(page)}).status_code == 303


@pytest.mark.sqlite
def test_the_fullest_affidavit_has_a_receipt(site: Site, phone: Browser) -> None:
    """Every text as long as all together may be, in signs that paper spells, changed in a further edition."""
    full = replace(COMPLETE, other_names=tuple("\u4f60" * 140 + f"{one:02}" for one in range(MOST_NAMES)))
    with site.inside() as hiring:
        hiring.file(site.case, full)
    assert phone.get("/a/receipt.pdf").status_code == 200
