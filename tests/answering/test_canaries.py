"""Of an answer a board reads what was sent, as the candidate saw it: nothing beside it reaches its pages."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask

from tests.answering.test_outcomes import OTHER, handed_in_with
from tests.factories import files
from tests.factories.answering import Asked
from tests.pages.board import member_accepts_duties
from tests.people import Browser, People
from tests.release.test_canaries import canary, crawl
from tracker.answering.drafts import save_draft
from tracker.answering.intake import open_files
from tracker.answering.service import send_answer
from tracker.clock import FixedClock
from tracker.db import db, unit_of_work
from tracker.policy.actors import Actor, Role
from tracker.policy.answering import Choice, Outcome
from tracker.policy.facts import CaseFacts
from tracker.policy.vocabulary import Stage
from tracker.release import asking, review_service

SAID = (
    f"SENTWORD was mine. Write to {canary('mail')}@mail.example, call 555-0142, or see "
    f"https://{canary('link')}.example/me."
)


def answered(unit: Asked, case: CaseFacts, response: str) -> None:
    """Have the candidate write, think better of it, put files with it, take one out, and send."""
    unit.write_answer(case, response, Choice.NOT_MINE, canary("firstdraft"))
    candidate = unit.candidate(case)
    with open_files(db.session, unit.now(case)) as intake:
        for name in ("kept", "takenout"):
            arriving = intake.begin(f"{canary(name)}.png")
            arriving.write(files.png(canary(f"content{name}")))
            arriving.seek(0)
        with unit_of_work(candidate) as work:
            save_draft(
                work,
                unit.now(case),
                response=response,
                seen=1,
                choice=Choice.CONTEXT,
                words=SAID,
                add=intake.finish(),
            )
    with unit_of_work(candidate) as work:
        send_answer(work, unit.now(case), response=response, seen=2, language="en")


def planted(unit: Asked, clock: FixedClock) -> CaseFacts:
    """Take a case to the board: one answer was sent, another one typed and never sent."""
    case, (sent, never_sent) = unit.asked(concerns=2)
    unit.write_answer(case, never_sent, Choice.CONTEXT, canary("neversent"))
    answered(unit, case, sent)
    with unit_of_work(unit.supervisor) as work:
        asking.reopen_time(
            work, unit.now(case), response=never_sent, reason=f"As {canary('reopened')} asked."
        )
    clock.advance(timedelta(days=19))
    with unit_of_work(unit.supervisor) as work:
        asking.go_on_without(work, unit.now(case), response=never_sent)
    reason = f"Read with {canary('judged')} at hand."
    with unit_of_work(unit.supervisor) as work:
        asking.judge_answer(work, unit.now(case), response=sent, outcome=Outcome.ATTACH, reason=reason)
    unit.verify(case)
    unit.look_both(case)
    unit.release(case)
    return unit.now(case)


def board_of(people: People, reyes: Actor, requisition: str) -> Browser:
    """Return the browser of a member who accepted the duties of the board."""
    browser = people.browser(reyes)
    assert member_accepts_duties(browser, requisition).status_code == 303
    return browser


@pytest.mark.clause("Hampton D.1")
def test_no_page_of_the_board_holds_what_was_not_sent_or_was_left_out(
    app: Flask, people: People, clock: FixedClock
) -> None:
    with app.app_context():
        unit = Asked(people)
        case = planted(unit, clock)
        responses = [row.reference for row in unit.questions(case)]
        reyes = people.make("Member Reyes", Role.BOARD_MEMBER)
    browser = board_of(people, reyes, unit.reference)
    pages = crawl(browser, "/board")
    beyond = [f"/a/response/{one}" for one in responses]
    beyond += [f"/review/{case.reference}/answer", f"/audit/cases/{case.reference}"]
    refused = {address: browser.get(address) for address in beyond}
    assert {one.status_code for one in refused.values()} <= {403, 404}
    packets = [text for text in pages.values() if "SENTWORD was mine" in text]
    assert packets, "the packet was reached"
    for packet in packets:
        assert "[an e-mail address, left out]" in packet
        assert "did not answer" in packet
        assert "555-0142" not in packet
    texts = pages | {address: answer.text for address, answer in refused.items()}
    assert [address for address, text in texts.items() if "canary" in text] == []
    assert [address for address, text in pages.items() if any(one in text for one in responses)] == []


def test_the_docket_stays_as_it_was_while_a_correction_waits_for_an_answer(
    app: Flask, people: People
) -> None:
    with app.app_context():
        unit = Asked(people)
        case, (response,) = unit.asked()
        case = unit.judge(unit.respond(case, response), response)
        unit.look_both(case)
        unit.release(case)
        reyes = people.make("Member Reyes", Role.BOARD_MEMBER)
    browser = board_of(people, reyes, unit.reference)
    crawl(browser, "/board")
    before = words_of(crawl(browser, "/board"))
    with app.app_context():
        with unit_of_work(unit.supervisor) as work:
            review_service.begin_correction(work, unit.now(case), reason="The day was wrong.")
        (row,) = unit.questions(case)
        unit.ask(handed_in_with(unit, case, row.finding, OTHER))
        assert unit.now(case).stage is Stage.RESPONSE
    assert words_of(crawl(browser, "/board")) == before


def words_of(pages: dict[str, str]) -> dict[str, str]:
    """Return what the pages say that are there, without the numbers that each form carries anew."""
    return {
        address: " ".join(re.sub(r"<[^>]+>", " ", text).split())
        for address, text in pages.items()
        if not address.endswith(("/acknowledge", "/sign-out"))
    }
