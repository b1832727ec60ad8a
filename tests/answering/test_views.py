"""The candidate's pages of a concern, in every state: words, refusals, tabs, time-outs, and nothing lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest
from sqlalchemy import select

from tests.affidavits import test_spanish, test_words
from tests.affidavits.reading import ease, grade, words_of
from tests.answering.conftest import Site
from tests.factories.answering import WORDS
from tests.pages.filled import send
from tests.people import Browser, People, csrf_off
from tracker.answering.models import AnswerDraft, ConcernAnswer
from tracker.cases.candidates import contact_of
from tracker.cases.service import withdraw_case
from tracker.clock import FixedClock
from tracker.db import db, unit_of_work
from tracker.ledger.models import ledger_entries
from tracker.mail.delivering import Taken, deliver_due
from tracker.policy.actors import Role
from tracker.policy.mailing import MailKind
from tracker.policy.vocabulary import Stage
from tracker.release import asking

HARDEST, LEAST_EASE = 8, 55
PRIVATE = "Call my aunt Rosa at (860) 555-0142 or write to rosa@mail.example. She saw it."
HOSTILE = "<script>alert(1)</script> {{ 7*7 }} \u202e\u0000 '; DROP TABLE cases; -- \ud83d\ude00".encode(
    "utf-16", "surrogatepass"
).decode("utf-16")


def flat(html: str) -> str:
    """Return the words of a page, with single spaces."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def said(phone: Browser, path: str, status: int = 200) -> str:
    """Return the words of a page."""
    page = phone.get(path)
    assert page.status_code == status, page.text[:2000]
    return flat(page.text)


def draft(site: Site, phone: Browser, words: str = WORDS, choice: str = "context", **more: str) -> str:
    """Send the form of the answer, and return where it leads."""
    answer = send(phone, site.path, words=words, choice=choice, **more)
    assert answer.status_code == 303, flat(answer.text)[:1500]
    return str(answer.location)


def answer(site: Site, phone: Browser, words: str = WORDS, choice: str = "context") -> None:
    """Answer, and send it."""
    assert draft(site, phone, words, choice) == f"{site.path}/check"
    assert send(phone, f"{site.path}/check").location == site.path


def events(site: Site) -> list[str]:
    """Return what the ledger tells of the case, in order."""
    with site.inside():
        of_case = select(ledger_entries.c.event).where(ledger_entries.c.case_id == str(site.case.case_id))
        return list(db.session.scalars(of_case.order_by(ledger_entries.c.idx)))


def in_every_state(site: Site, phone: Browser, clock: FixedClock) -> Iterator[tuple[str, str]]:
    """Yield the pages of a concern in each state that it can be in."""
    yield "status", phone.get("/a/status").text
    yield "asked", phone.get(site.path).text
    yield "nothing chosen", phone.post(site.path, data={"seen": "0"}).text
    yield "too many words", send(phone, site.path, words="word " * 501, choice="correct").text
    yield "password", send(phone, site.path, words="my password: hunter22", choice="correct").text
    draft(site, phone, PRIVATE)
    yield "draft", phone.get(site.path).text
    yield "two tabs", phone.post(site.path, data={"seen": "0", "words": "Other", "choice": "correct"}).text
    yield "check", phone.get(f"{site.path}/check").text
    send(phone, site.path, more="y", words=PRIVATE, choice="context")
    yield "extended", phone.get(site.path).text
    clock.advance(timedelta(days=30))
    phone = site.browser(site.candidate)
    yield "late", phone.get(site.path).text
    with site.inside() as unit, unit_of_work(unit.supervisor) as work:
        asking.reopen_time(work, unit.now(site.case), response=site.response, reason="Was in hospital.")
    answer(site, phone, PRIVATE)
    yield "sent", phone.get(site.path).text
    yield "status after", phone.get("/a/status").text


@pytest.mark.sqlite
@pytest.mark.parametrize("language", ["", "/es"], ids=["English", "Spanish"])
def test_every_state_is_plain_and_blames_nobody(
    site: Site, phone: Browser, clock: FixedClock, language: str
) -> None:
    told = dict(in_every_state(site, phone, clock)) if not language else dict(in_spanish(site, clock))
    for name, html in told.items():
        words = words_of(html)
        if language:
            assert ease(words) >= LEAST_EASE, (name, ease(words))
            assert not test_spanish.NOT_SAID.search(words.replace(WORDS, "")), name
        else:
            assert grade(words) <= HARDEST, (name, grade(words))
            assert not test_words.NOT_SAID.search(words), (name, test_words.NOT_SAID.search(words))


def in_spanish(site: Site, clock: FixedClock) -> Iterator[tuple[str, str]]:
    """Yield the same pages under ``/es``."""
    phone = site.browser(site.candidate)
    phone.language = "/es"
    path = site.path
    yield "status", phone.get("/a/status").text
    yield "asked", phone.get(path).text
    yield "nothing chosen", phone.post(path, data={"seen": "0"}).text
    phone.post(path, data={"seen": "1", "words": PRIVATE, "choice": "context"})
    yield "check", phone.get(f"{path}/check").text
    clock.advance(timedelta(days=30))
    phone = site.browser(site.candidate)
    phone.language = "/es"
    yield "late", phone.get(path).text


def test_what_is_asked_stands_in_the_boards_words_with_the_end_and_what_silence_means(
    site: Site, phone: Browser
) -> None:
    page = said(phone, site.path)
    assert "We found something and want to hear from you" in page
    with site.inside() as unit:
        (question,) = unit.questions(site.case)
    words = question.asking.words
    for part in (words.statement, words.when, words.direction, words.dimension, words.sure):
        assert part in page
    assert "Saying nothing is not counted as agreeing." in page
    assert re.search(r"You can answer until \w+ \d+, 2026, 5:00 p\.m\. E[SD]T", page)
    for choice in (
        "It is mine and correct",
        "It is mine and needs more context",
        "It is not my account, or I did not post it",
        "I would rather not answer",
    ):
        assert choice in page
    status = said(phone, "/a/status")
    assert "We want to hear from you by" in status
    assert "You do not need to do anything now." not in status


def test_a_page_in_spanish_says_that_the_boards_words_are_in_english(site: Site, phone: Browser) -> None:
    told = "Están solo en inglés. Llame al"
    assert told in said(phone, f"/es{site.path}")
    assert "in English only" not in said(phone, site.path)
    draft(site, phone)
    assert told in said(phone, f"/es{site.path}/check")


def test_what_becomes_of_files_is_said_before_one_is_chosen(site: Site, phone: Browser) -> None:
    page = said(phone, site.path)
    assert "The investigator and the supervisor look at them. The board does not." in page


def test_private_details_are_shown_back_and_left_out_for_the_board_alone(site: Site, phone: Browser) -> None:
    draft(site, phone, PRIVATE)
    check = said(phone, f"{site.path}/check")
    assert "It is not sent yet." in check
    assert "What we leave out" in check
    assert "(860) 555-0142" in check
    assert "rosa@mail.example" in check
    assert send(phone, f"{site.path}/check").status_code == 303
    sent = said(phone, site.path)
    assert "How the board reads it" in sent
    board = sent.partition("How the board reads it")[2]
    assert "555-0142" not in board
    assert "She saw it." in board
    text = phone.get(f"{site.path}/receipt.txt")
    assert PRIVATE in text.text
    with site.inside():
        kept = db.session.scalars(select(ConcernAnswer)).one()
        assert kept.fingerprint in sent.replace(" ", "")
    proof = flat(phone.post("/verify", data={"fingerprint": kept.fingerprint}).text)
    assert "Matches an answer sent on March" in proof


def test_sending_twice_is_done_once_and_both_presses_lead_to_the_receipt(site: Site, phone: Browser) -> None:
    draft(site, phone)
    check = f"{site.path}/check"
    seen = re.findall(r'name="seen"[^>]*value="(\d+)"', phone.get(check).text)[0]
    for _press in range(2):
        pressed = phone.post(check, data={"seen": seen})
        assert (pressed.status_code, pressed.location) == (303, site.path)
    assert events(site).count("CONCERN_ANSWERED") == 1
    assert "We have your answer" in said(phone, site.path)
    late = phone.post(site.path, data={"seen": seen, "words": "Something else", "choice": "correct"})
    assert late.status_code == 409
    assert WORDS in late.text
    assert "You do not need to do anything now." in said(phone, "/a/status")


def test_two_tabs_show_both_texts_and_lose_neither(site: Site, phone: Browser) -> None:
    draft(site, phone, "From the first tab.", later="y")
    second = phone.post(site.path, data={"seen": "0", "words": "From the second tab.", "choice": "correct"})
    assert second.status_code == 409
    assert "Both are on this page" in second.text
    assert "From the first tab." in second.text
    assert "From the second tab." in second.text
    check = phone.post(f"{site.path}/check", data={"seen": "0"})
    assert check.status_code == 409
    assert "Look again, then send it" in flat(check.text)
    assert "CONCERN_ANSWERED" not in events(site)


def test_a_password_is_refused_and_kept_nowhere(site: Site, phone: Browser) -> None:
    page = send(phone, site.path, words="My password: hunter22", choice="context")
    assert page.status_code == 422
    assert "looks like a password" in page.text
    assert "hunter22" not in page.text
    with site.inside():
        assert db.session.scalars(select(AnswerDraft)).all() == []
        bodies = " ".join(db.session.scalars(select(ledger_entries.c.body)))
    assert "hunter22" not in bodies


@pytest.mark.parametrize(
    ("words", "choice", "told"),
    [
        ("Said.", "", "Choose one of the answers"),
        ("", "context", "Write what we should know about it."),
        ("   ", "context", "Write what we should know about it."),
        ("word " * 501, "correct", "Your answer has 501 words. Keep to 500."),
        ("x" * 10_001, "correct", "Write a shorter answer"),
        ("Fine.", "agreed", "Choose one of the answers"),
    ],
)
def test_what_cannot_be_sent_is_told_and_stays_on_the_page(
    site: Site, phone: Browser, words: str, choice: str, told: str
) -> None:
    page = phone.post(site.path, data={"seen": "0", "words": words, "choice": choice})
    assert page.status_code == 422
    assert told in flat(page.text)
    assert words.strip()[:200] in page.text
    assert phone.get(f"{site.path}/check").status_code == 303, "there is nothing to check yet"


def test_nothing_chosen_is_told(site: Site, phone: Browser) -> None:
    page = phone.post(site.path, data={"seen": "0", "words": "Said."})
    assert page.status_code == 422
    assert "Choose one of the four answers." in page.text


def test_exactly_500_words_and_silence_in_words_are_answers(site: Site, phone: Browser) -> None:
    assert draft(site, phone, "word " * 500, "correct") == f"{site.path}/check"
    assert draft(site, phone, "", "rather-not") == f"{site.path}/check"
    assert send(phone, f"{site.path}/check").status_code == 303
    assert "You added no words." in said(phone, site.path)


def test_hostile_words_are_shown_as_words(site: Site, phone: Browser) -> None:
    answer(site, phone, HOSTILE)
    for page in (phone.get(site.path).text, phone.get("/a/status").text):
        assert "<script>alert(1)" not in page
        assert "49 " not in page
    assert "&lt;script&gt;alert(1)" in phone.get(site.path).text
    text = phone.get(f"{site.path}/receipt.txt").text
    assert all(not line.startswith("<script>") for line in text.splitlines())


def test_more_time_is_given_once_and_said(site: Site, phone: Browser) -> None:
    before = said(phone, site.path)
    assert send(phone, site.path, more="y", words="So far.").location == site.path
    after = phone.get(site.path).text
    assert "So far." in after
    assert "You took more time already." in after
    assert "I need more time" not in after
    assert re.findall(r"You can answer until ([^.]+)", flat(after)) != re.findall(
        r"You can answer until ([^.]+)", before
    )
    again = send(phone, site.path, more="y", words="So far, and more.")
    assert again.status_code in (303, 409)
    assert events(site).count("ANSWER_TIME_EXTENDED") == 1
    assert "So far, and more." in phone.get(site.path).text


def test_what_comes_late_is_kept_and_not_sent(site: Site, phone: Browser, clock: FixedClock) -> None:
    draft(site, phone, "Typed in time.", later="y")
    clock.advance(timedelta(days=30))
    phone = site.browser(site.candidate)
    late = phone.post(site.path, data={"seen": "1", "words": "Typed late.", "choice": "context"})
    assert late.status_code == 409
    page = said(phone, site.path)
    for words in (
        "The time to answer ended on",
        "It is kept.",
        "What you wrote, and did not send",
        "Typed late.",
    ):
        assert words in page
    assert phone.post(f"{site.path}/check", data={"seen": "2"}).location == site.path
    assert "CONCERN_ANSWERED" not in events(site)
    assert "What you wrote was not sent. It is kept." in said(phone, "/a/status")
    assert f'href="{site.path}"' in phone.get("/a/status").text


def test_a_time_that_went_by_without_a_word_leads_nowhere(
    site: Site, phone: Browser, clock: FixedClock
) -> None:
    clock.advance(timedelta(days=30))
    phone = site.browser(site.candidate)
    assert "It is kept." not in said(phone, "/a/status")
    assert site.path not in phone.get("/a/status").text


def test_a_question_taken_back_or_a_case_that_ended_asks_nothing_more(site: Site, phone: Browser) -> None:
    draft(site, phone, later="y")
    with site.inside() as unit, unit_of_work(unit.supervisor) as work:
        asking.take_back(
            work, unit.now(site.case), response=site.response, reason="The wording is not right."
        )
    page = said(phone, site.path)
    assert "Nothing is asked of you here any more." in page
    assert "The wording is not right" not in page
    assert "What you wrote, and did not send" in page


def test_other_words_are_another_question_and_the_old_one_says_so(site: Site, phone: Browser) -> None:
    with site.inside() as unit:
        with unit_of_work(unit.supervisor) as work:
            asking.take_back(work, unit.now(site.case), response=site.response, reason="Now in other words.")
        assert unit.now(site.case).stage is Stage.REVIEW
        (again,) = unit.ask(unit.now(site.case))
    assert again != site.response
    assert "Nothing is asked of you here any more." in said(phone, site.path)
    assert "Your answer" in said(phone, f"/a/response/{again}")
    assert phone.get("/a/status").text.count("/a/response/") == 1


def test_a_withdrawn_case_asks_nothing_more(site: Site, phone: Browser) -> None:
    draft(site, phone, later="y")
    with site.inside() as unit, unit_of_work(site.candidate) as work:
        withdraw_case(work, unit.now(site.case))
    assert "Nothing is asked of you here any more." in said(phone, site.path)
    status = said(phone, "/a/status")
    assert "We want to hear from you by" not in status


def test_a_foreign_question_is_as_one_that_is_not_there(site: Site, phone: Browser) -> None:
    with site.inside() as unit:
        other, (foreign,) = unit.asked("Ana Lima")
        assert other.case_id != site.case.case_id
    for path in ("", "/check", "/receipt.txt", "/post/K-AAAAAA"):
        missing = phone.get(f"/a/response/Q-ZZZZZZ{path}")
        found = phone.get(f"/a/response/{foreign}{path}")
        assert missing.status_code == found.status_code == 404
        same = re.sub(r"· \w{8}\b", "", flat(found.text).replace(foreign, "Q-ZZZZZZ"))
        assert re.sub(r"· \w{8}\b", "", flat(missing.text)) == same
    for path in ("", "/check"):
        sent = phone.post(
            f"/a/response/{foreign}{path}", data={"seen": "0", "words": "x", "choice": "correct"}
        )
        assert sent.status_code == 404


@pytest.mark.parametrize("role", [one for one in Role if one not in (Role.CANDIDATE, Role.SYSTEM)])
def test_staff_never_stand_in_for_the_candidate(site: Site, role: Role) -> None:
    staff = site.browser(site.people.make(f"Somebody {role.value}", role))
    for path in ("", "/check", "/receipt.txt"):
        assert staff.get(f"{site.path}{path}").status_code in (403, 404)
    assert staff.post(site.path, data={"seen": "0", "words": "x", "choice": "correct"}).status_code in (
        403,
        404,
    )


def test_what_was_typed_when_the_session_ended_is_kept(site: Site, phone: Browser, clock: FixedClock) -> None:
    clock.advance(timedelta(minutes=31))
    sent = phone.post(site.path, data={"seen": "0", "words": "Typed before the end.", "choice": "context"})
    assert sent.status_code in (303, 401, 403)
    again = site.browser(site.candidate)
    listed = again.get("/kept").text
    assert "Typed before the end." in listed


def test_what_was_saved_outlives_a_server_that_dies_after_it(site: Site, phone: Browser) -> None:
    draft(site, phone, "Saved, and then the power went.")
    fresh = site.browser(site.candidate)
    assert "Saved, and then the power went." in fresh.get(site.path).text
    assert "It is not sent yet." in said(fresh, f"{site.path}/check")


def test_the_candidate_is_told_by_mail_and_nothing_is_said_in_it(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "tracker.cases.sending.contact_of",
        lambda *asked: replace(contact_of(*asked), email="marisol@mail.example", language="es"),
    )
    site = Site(people)
    told: list[Taken] = []
    with site.inside():
        deliver_due(told.append)
    (mail,) = (one for one in told if one.kind is MailKind.TO_ANSWER)
    assert (mail.language, str(mail.filling.due), mail.filling.link) == ("es", "2026-03-16", "")
    phone = site.browser(site.candidate)
    csrf_off(people.app)
    answer(site, phone)
    told.clear()
    with site.inside():
        deliver_due(told.append)
    assert [one.kind for one in told] == [MailKind.ANSWER_RECEIVED]


def test_a_mail_that_waits_is_dropped_once_nothing_is_asked_any_more(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "tracker.cases.sending.contact_of",
        lambda *asked: replace(contact_of(*asked), email="marisol@mail.example"),
    )
    site = Site(people)
    with site.inside() as unit:
        with unit_of_work(unit.supervisor) as work:
            asking.take_back(work, unit.now(site.case), response=site.response, reason="It was not needed.")
        told: list[Taken] = []
        deliver_due(told.append)
    assert [one.kind for one in told] == []
