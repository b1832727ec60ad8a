"""The pages: asking, answering, taking a copy, seeing who looked."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from datetime import timedelta

import pytest
from flask import Flask

from tests.affidavits.conftest import Site
from tests.affidavits.reading import grade, words_of
from tests.affidavits.test_words import NOT_SAID
from tests.factories.affidavits import NAME
from tests.pages.affidavits import candidate_answers, candidate_signs, code_to_sign, hidden
from tests.people import Browser, People
from tracker.affidavits.access import note_use
from tracker.affidavits.clarifying import ask_about
from tracker.affidavits.queries import live_grant
from tracker.clock import FixedClock
from tracker.db import db, unit_of_work
from tracker.policy.actors import STAFF_ROLES, Role
from tracker.policy.vocabulary import AccessMode

QUESTION = "When will I hear from you?\nAnd by what?"


def flat(html: str) -> str:
    """Return the words of a page, with single spaces."""
    return " ".join(words_of(html).split())


def the_question(desk: Browser) -> str:
    """Return the address of the first question on the list."""
    found = re.search(r'href="(/questions/H-[^"]+)"', desk.get("/questions").text)
    assert found
    return found[1]


def test_a_question_travels_and_its_answer_shows_on_the_status_page(site: Site, phone: Browser) -> None:
    candidate_answers(phone, ("instagram", "marisol"))
    candidate_signs(phone, NAME)
    assert 'href="/a/question"' in phone.get("/a/status").text
    sent = phone.post("/a/question", data={"words": QUESTION})
    assert (sent.status_code, sent.location) == (303, "/a/question")
    assert "No answer yet." in flat(phone.get("/a/question").text)
    assert "We have your question." in flat(phone.get("/a/status").text)
    desk = site.desk(site.round.hr)
    listed = desk.get("/questions").text
    assert "Waits" in listed
    assert "hear from you" not in listed
    address = the_question(desk)
    page = desk.get(address).text
    assert "And by what?" in page
    answered = desk.post(address, data={"seen": hidden(page, "seen"), "words": "On Monday, by letter."})
    assert answered.status_code == 303
    status = flat(phone.get("/a/status").text)
    assert "We answered your question." in status
    assert "You do not need to do anything now." in status
    mine = flat(phone.get("/a/question").text)
    assert "Priya Nair answered on March 9, 2026" in phone.get("/a/question").text
    assert "On Monday, by letter." in mine
    with site.inside() as hiring:
        other = hiring.case("Ana Lima")
        hiring.file(other)
        stranger = hiring.candidate(other)
    assert "your question" not in flat(site.people.browser(stranger).get("/a/status").text)


def test_the_overview_of_the_case_counts_what_was_asked(site: Site, phone: Browser) -> None:
    candidate_answers(phone, ("instagram", "marisol"))
    candidate_signs(phone, NAME)
    desk, here = site.desk(site.round.supervisor), f"/cases/{site.case.reference}"
    assert "Questions of the candidate None" in flat(desk.get(here).text)
    phone.post("/a/question", data={"words": QUESTION})
    assert "Questions of the candidate 1 asked, 0 answers given" in flat(desk.get(here).text)
    desk.post(the_question(desk), data={"seen": "0", "words": "On Monday, by letter."})
    with site.inside() as hiring, unit_of_work(hiring.dana) as work:
        ask_about(work, hiring.now(site.case), about="names", words="Is that spelled right here?")
    told = flat(desk.get(here).text)
    assert "Questions of the candidate 1 asked, 1 answer given" in told
    assert "Asked about the affidavit 1 asked, 1 waiting for the candidate" in told


def test_an_answer_about_findings_is_refused_and_what_was_typed_stays(site: Site, phone: Browser) -> None:
    phone.post("/a/question", data={"words": QUESTION})
    desk = site.desk(site.round.supervisor)
    address = the_question(desk)
    words = "We have two findings, come after church."
    page = desk.post(address, data={"seen": "0", "words": words})
    assert page.status_code == 422
    assert "does not speak of what was found" in page.text
    assert words in page.text
    hinted = desk.post(address, data={"seen": "0", "words": "Come after church."})
    assert hinted.status_code == 422
    assert "Religion" in hinted.text
    assert "I looked at these words again" in hinted.text
    assert (
        desk.post(address, data={"seen": "0", "words": "Come after church.", "looked": "y"}).status_code
        == 303
    )
    late = site.desk(site.round.hr).post(address, data={"seen": "0", "words": "On Friday."})
    assert late.status_code == 422
    assert "while you were typing" in late.text
    assert "On Friday." in late.text
    assert "Come after church." in late.text


@pytest.mark.parametrize("path", ["/a/question", "/a/copy"])
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "Write"),
        ("   ", "Write"),
        ("word " * 301, "no more than 300 words"),
        ("x" * 20_000, "no more than 300 words"),
        ("my password: hunter22", "looks like a password"),
    ],
)
def test_what_cannot_be_sent_is_said_and_stays(phone: Browser, path: str, words: str, said: str) -> None:
    page = phone.post(path, data={"words": words})
    assert page.status_code == 422
    assert said in page.text
    assert "hunter22" not in page.text
    assert "word word" in page.text or not words.startswith("word")


def test_hostile_words_are_shown_as_words(site: Site, phone: Browser) -> None:
    words = "<script>alert(1)</script> {{ 7*7 }} \u202e\u0000 '; DROP TABLE cases; --"
    assert phone.post("/a/question", data={"words": words}).status_code == 303
    for page in (
        phone.get("/a/question").text,
        site.desk(site.round.hr).get(the_question(site.desk(site.round.hr))).text,
    ):
        assert "&lt;script&gt;" in page
        assert "<script>alert" not in page


@pytest.mark.parametrize("role", STAFF_ROLES)
def test_only_who_answers_reads(site: Site, phone: Browser, role: Role) -> None:
    phone.post("/a/question", data={"words": QUESTION})
    phone.post("/a/copy", data={"words": "All that I may see"})
    address = the_question(site.desk(site.round.hr))
    copy = re.search(r'href="(/copies/Y-[^"]+)"', site.desk(site.round.hr).get("/copies").text)
    assert copy
    browser = site.desk(site.people.make("Sam Haddad", role))
    answers = {Role.HR_ADMIN, Role.SUPERVISOR}
    for path in ("/questions", address):
        assert browser.get(path).status_code == (200 if role in answers else 403), path
    for path in ("/copies", copy[1]):
        assert browser.get(path).status_code == (200 if role in {Role.HR_ADMIN, Role.AUDITOR} else 403), path
    if role is Role.AUDITOR:
        assert "An HR administrator answers it." in browser.get(copy[1]).text
        assert browser.post(copy[1], data={"outcome": "all", "words": "x y z"}).status_code == 403
    for path in ("/a/question", "/a/copy", "/a/access-log", "/a/help"):
        assert browser.get(path).status_code == 403
    assert browser.post("/a/copy/take").status_code == 403
    stranger = site.stranger()
    assert stranger.get("/a/question").status_code == 303
    assert stranger.post("/a/copy/take").status_code == 303


@pytest.mark.parametrize("path", ["/questions/H-AAAAAA", "/copies/Y-AAAAAA", "/questions/%00", "/copies/'--"])
def test_what_does_not_exist_is_not_found(site: Site, path: str) -> None:
    desk = site.desk(site.round.hr)
    assert desk.get(path).status_code == 404
    assert desk.post(path, data={"words": "Yes.", "outcome": "all"}).status_code == 404


def test_a_form_that_is_sent_twice_asks_once(site: Site, phone: Browser) -> None:
    number = hidden(phone.get("/a/question").text, "form_number")
    for _ in range(2):
        assert phone.post("/a/question", data={"words": QUESTION, "form_number": number}).status_code == 303
    assert len(re.findall(r"/questions/H-", site.desk(site.round.hr).get("/questions").text)) == 1


def test_a_request_for_more_is_recorded_with_its_last_day(site: Site, phone: Browser) -> None:
    assert phone.post("/a/copy", data={"words": "All that I may see"}).location == "/a/copy"
    mine = flat(phone.get("/a/copy").text)
    assert "We answer by March 13, 2026." in mine
    assert phone.post("/a/copy", data={"words": "And more"}).status_code == 422
    desk = site.desk(site.round.hr)
    listed = desk.get("/copies").text
    assert "4 days left" in listed
    found = re.search(r'href="(/copies/[^"]+)"', listed)
    assert found
    assert desk.post(found[1], data={"words": "Mailed on paper"}).status_code == 422
    assert desk.post(found[1], data={"words": "Mailed on paper", "outcome": "part"}).status_code == 303
    late = desk.post(found[1], data={"words": "Mailed again", "outcome": "all"})
    assert late.status_code == 422
    assert "before you did" in late.text
    assert "Mailed on paper" in flat(phone.get("/a/copy").text)
    assert "We answered your request for a copy." in flat(phone.get("/a").text)


def test_the_profile_says_the_right_and_the_days(app: Flask, people: People) -> None:
    phone = Site(app, people, profile="co").phone()
    assert "We give you what the law lets us give" in flat(phone.get("/a/copy").text)
    assert "Le damos lo que la ley nos permite dar" in flat(phone.get("/es/a/copy").text)
    phone.post("/a/copy", data={"words": "All that I may see"})
    assert "We answer by March 13, 2026." in flat(phone.get("/a/copy").text)


def taken(phone: Browser) -> tuple[bytes, dict[str, bytes]]:
    """Take the copy; return it, and what is in it by name."""
    response = phone.post("/a/copy/take")
    assert (response.status_code, response.mimetype) == (200, "application/zip")
    with zipfile.ZipFile(io.BytesIO(response.data)) as archive:
        return response.data, {name: archive.read(name) for name in archive.namelist()}


def test_the_copy_holds_what_was_given_and_nothing_of_the_work_on_it(
    site: Site, phone: Browser, clock: FixedClock
) -> None:
    candidate_answers(phone, ("instagram", "marisol"), mode="together")
    candidate_signs(phone, NAME)
    phone.post("/a/question", data={"words": QUESTION})
    with site.inside() as hiring:
        now, at = hiring.now(site.case), clock.now()
        grant = live_grant(
            db.session,
            now.case_id,
            number=1,
            mode=AccessMode.TOGETHER,
            investigator_id=hiring.dana.person_id,
            at=at,
        )
        assert grant
        with unit_of_work(hiring.dana) as work:
            note_use(work, now, grant_id=grant.grant_id, number=1)
    content, files = taken(phone)
    assert set(files) == {
        "SHA256SUMS",
        "affidavit-1.txt",
        "affidavit-1-receipt.pdf",
        "access.txt",
        "index.html",
        "questions.txt",
        "requests.txt",
        "sessions.txt",
        "who-looked.txt",
    }
    assert files["affidavit-1.txt"] == phone.get("/a/receipt.txt").data
    assert files["affidavit-1-receipt.pdf"] == phone.get("/a/receipt.pdf").data
    assert "Used on 2026-03-09 12:00 EDT: Instagram: marisol; Dana Ruiz" in files["access.txt"].decode()
    assert "> When will I hear from you?" in files["questions.txt"].decode()
    for line in files["SHA256SUMS"].decode().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256(files[name]).hexdigest() == digest
    assert taken(phone)[0] == content, "the same bytes for the same content"
    for name, body in files.items():
        assert re.search(rb"search log|finding|capture", body, re.IGNORECASE) is None, name
    timeline = site.desk(site.round.supervisor).get(f"/cases/{site.case.reference}/timeline")
    assert "took a copy of everything they gave" in timeline.text


def test_what_was_signed_in_spanish_comes_with_its_english_text(phone: Browser) -> None:
    candidate_answers(phone, ("instagram", "marisol"))
    page = phone.get("/es/a/sign").text
    carried = {name: hidden(page, name) for name in ("shown", "parts")}
    typed = {"name": NAME, "place": "Riverton, Connecticut", "meant": "y", "code": code_to_sign(phone)}
    assert phone.post("/es/a/sign", data={**carried, **typed}).status_code == 303
    files = taken(phone)[1]
    assert files["affidavit-1.txt"] == phone.get("/a/receipt.txt").data
    assert b"Affidavit" in files["affidavit-1-english.txt"]


def test_the_copy_is_there_before_anything_is_filed(phone: Browser) -> None:
    assert "affidavit-1.txt" not in taken(phone)[1]


def test_who_looked_is_told_by_name_only_for_who_has_the_case(site: Site, phone: Browser) -> None:
    candidate_answers(phone, ("instagram", "marisol"))
    candidate_signs(phone, NAME)
    assert "Nobody has opened the affidavit itself yet." in flat(phone.get("/a/access-log").text)
    for actor in (site.round.dana, site.round.dana, site.round.supervisor):
        assert site.desk(actor).get(f"/cases/{site.case.reference}/affidavit").status_code == 200
    page = flat(phone.get("/a/access-log").text)
    assert "Dana Ruiz, background investigator" in page
    assert "Okafor" not in page
    assert "supervisor" in page


def test_help_says_other_ways_whom_to_call_and_how_to_come_back(site: Site, phone: Browser) -> None:
    page = flat(phone.get("/a/help").text)
    for words in ("By phone", "On paper", "In person", "In Spanish", "large print", "call 555-0100"):
        assert words in page, words
    assert site.case.reference in page
    assert "Dana Ruiz has your case." in page
    assert 'href="/a/help"' in phone.get("/a").text
    assert "Your link and code do not work any more." in page
    site.invite()
    assert "Both work until" in flat(phone.get("/a/help").text)


def test_every_page_reads_at_grade_eight_or_below_and_blames_nobody(site: Site, phone: Browser) -> None:
    phone.post("/a/question", data={"words": "When do I hear?"})
    phone.post("/a/copy", data={"words": "All that I may see"})
    for path in ("/a/question", "/a/copy", "/a/access-log", "/a/help"):
        words = words_of(phone.get(path).text)
        assert grade(words) <= 8, path
        assert NOT_SAID.search(words) is None, path
    index = words_of(taken(phone)[1]["index.html"].decode())
    assert grade(index) <= 8


def test_the_copy_in_spanish_says_everything_of_ours_in_spanish(site: Site, phone: Browser) -> None:
    candidate_answers(phone, ("instagram", "marisol"), mode="together")
    candidate_signs(phone, NAME)
    phone.post("/a/question", data={"words": QUESTION})
    response = phone.post("/es/a/copy/take")
    with zipfile.ZipFile(io.BytesIO(response.data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    assert "Usted preguntó" in files["questions.txt"].decode()
    assert "Desde: " in files["access.txt"].decode()
    for name in ("access.txt", "questions.txt", "requests.txt", "sessions.txt", "who-looked.txt"):
        assert not re.search(r"\b(?:From|Until|You asked|We answered|Used on)\b", files[name].decode()), name


@pytest.mark.parametrize("number", [1, 2])
def test_what_waits_is_counted_where_staff_begin_and_leads_there(
    site: Site, phone: Browser, number: int
) -> None:
    supervisor, hr = site.desk(site.round.supervisor), site.desk(site.round.hr)
    places = ((supervisor, "/review"), (hr, "/admin/candidates"))
    assert not any("of candidates wait" in desk.get(path).text for desk, path in places)
    for words in ("When will I hear?", "Is it over?")[:number]:
        assert phone.post("/a/question", data={"words": words}).status_code == 303
    told = ("1 question of candidates waits", "2 questions of candidates wait")[number - 1]
    for desk, path in places:
        assert re.search(rf'href="/questions">{told}</a>', desk.get(path).text)
    overview = supervisor.get(f"/cases/{site.case.reference}").text
    assert f'href="/questions">{number} asked, 0 answers given</a>' in overview
    investigators = site.desk(site.round.dana).get(f"/cases/{site.case.reference}").text
    assert f"{number} asked, 0 answers given" in investigators
    assert 'href="/questions"' not in investigators
    for address in re.findall(r'href="(/questions/H-[^"]+)"', hr.get("/questions").text):
        seen = hidden(hr.get(address).text, "seen")
        assert hr.post(address, data={"seen": seen, "words": "In a week."}).status_code == 303
    assert not any("of candidates wait" in desk.get(path).text for desk, path in places)


def test_requests_for_a_copy_that_wait_are_counted_for_hr_alone(
    site: Site, phone: Browser, clock: FixedClock
) -> None:
    phone.post("/a/copy", data={"words": "All that I may see"})
    told = 'href="/copies">1 request for a copy waits</a>'
    assert told in site.desk(site.round.hr).get("/admin/candidates").text
    for path in ("/review", "/admin/candidates"):
        assert "for a copy" not in site.desk(site.round.supervisor).get(path).text
    clock.advance(timedelta(days=90))
    assert "1 request for a copy waits, and is late" in (
        site.desk(site.round.hr).get("/admin/candidates").text
    )
