"""Words planted in everything raw: none reaches the packet, nor any page that a board member can open."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask import Flask

from tests.factories.affidavits import COMPLETE, INSTAGRAM, MYSPACE, TIKTOK
from tests.factories.release import Reviewed
from tests.pages.board import member_accepts_duties
from tests.people import Browser, People
from tracker.affidavits.answers import AccountAnswer
from tracker.db import db, unit_of_work
from tracker.findings.service import write_note
from tracker.policy.actors import Role
from tracker.policy.facts import CaseFacts
from tracker.policy.vocabulary import CheckAnswer
from tracker.release import review_service
from tracker.release.material import material_of
from tracker.release.standing import Asked
from tracker.validation.screening import looked_at
from tracker.validation.service import Said

LINK = re.compile(r'(?:href|action)="(/[^"#]*)"')
STATEMENT = "The candidate taught RELEASEDWORD classes in town, and a parish hall was opened for them."


def canary(place: str) -> str:
    """Return a word that stands nowhere else."""
    return f"canary{place}xq"


def handled() -> tuple[AccountAnswer, ...]:
    """Return declared accounts with canaries for handles."""
    return (
        replace(INSTAGRAM, handle=canary("handle"), canonical=canary("handle")),
        replace(TIKTOK, handle=canary("second"), canonical=canary("second")),
        MYSPACE,
    )


def found(unit: Reviewed, case: CaseFacts) -> str:
    """Write, screen and check the finding for the board; everything of it but the statement is a canary."""
    capture = unit.capture(
        case,
        canary("file").encode(),
        name=f"{canary('filename')}.png",
        shows=canary("shows"),
        tool=canary("tool"),
        source_link=f"https://{canary('capturelink')}.example/1",
    )
    finding = unit.finding(
        case,
        captures=[capture],
        statement=STATEMENT,
        observed=canary("observed"),
        relevance=canary("relevance"),
        source_link=f"https://{canary('link')}.example/1",
        identifiers=(canary("identifierone"), canary("identifiertwo")),
    )
    kept = ("kept", f"Because {canary('kept')} says what the classes were.")
    unit.screen(case, finding, settled={looked_at(STATEMENT, ())[0].key: kept})
    unit.check(case, finding, Said(CheckAnswer.YES, canary("ground")))
    unit.verify(case)
    return finding


def planted(unit: Reviewed) -> CaseFacts:
    """Take a case to the board with a canary in everything that stays behind."""
    answers = replace(COMPLETE, other_names=(canary("othername"),), accounts=handled())
    case = unit.searched("Marisol Peña", answers)
    finding = found(unit, case)
    held = unit.finding(case, statement=canary("heldstatement"), observed=canary("heldobserved"))
    with unit_of_work(unit.dana) as work:
        write_note(work, unit.now(case), finding=finding, text=canary("note"))
    reason = f"Kept because {canary('reason')} says so."
    with unit_of_work(unit.dana) as work:
        review_service.withhold_finding(work, unit.now(case), finding=held, withhold=True, reason=reason)
    unit.begin(unit.submit(case))
    asked = [Asked(finding, f"Look anew: {canary('asked')}."), Asked("", f"Look anew: {canary('askedtoo')}.")]
    with unit_of_work(unit.supervisor) as work:
        review_service.return_case(work, unit.now(case), asked=asked)
    unit.answer_asks(case, f"Looked anew: {canary('askanswered')}.")
    unit.begin(unit.submit(case))
    unit.read(case, finding, Said(CheckAnswer.YES, canary("secondground")))
    unit.look(case, unit.supervisor)
    unit.release(case)
    return unit.now(case)


def crawl(browser: Browser, *starts: str) -> dict[str, str]:
    """Open every page that can be reached from these, and return what each says."""
    seen: dict[str, str] = {}
    waiting = list(starts)
    while waiting:
        address = waiting.pop()
        if address in seen or "/static/" in address or address == "/sign-out":
            continue
        answer = browser.get(address)
        seen[address] = answer.get_data(as_text=True)
        if answer.status_code in (302, 303):
            waiting.append(answer.headers["Location"])
        waiting += LINK.findall(seen[address])
    return seen


def test_the_packet_holds_the_statement_and_no_canary(unit: Reviewed) -> None:
    case = planted(unit)
    page = material_of(db.session, case).page.text
    assert "RELEASEDWORD" in page
    assert "canary" not in page
    for raw in ("K-", "S-", "F-", "http", "Dana", "Okafor"):
        assert raw not in page


@pytest.mark.clause("Hampton D.1")
def test_no_page_of_the_board_holds_a_canary(app: Flask, people: People) -> None:
    with app.app_context():
        unit = Reviewed(people)
        case = planted(unit)
        waiting = unit.searched("Andre Whitfield")
        unit.finding(waiting, statement=canary("unreleased"), observed=canary("unreleasedtoo"))
        reyes = unit.people.make("Member Reyes", Role.BOARD_MEMBER)
        requisition, finding = unit.reference, unit.finding_references(case)[0]
    browser = people.browser(reyes)
    before = crawl(browser, "/board")
    assert member_accepts_duties(browser, requisition).status_code == 303
    pages = before | crawl(browser, "/board")
    assert any("RELEASEDWORD" in text for text in pages.values()), "the packet was reached"
    assert len(pages) >= 5
    beyond = [
        f"/cases/{case.reference}{rest}"
        for rest in ("", "/preview", "/submit", "/returned", "/findings", f"/findings/{finding}/validate")
    ]
    beyond += ["/review", f"/review/{case.reference}", f"/review/{case.reference}/decide"]
    beyond += [f"/review/{case.reference}/correction", f"/cases/{case.reference}/findings/{finding}/redact"]
    refused = {address: browser.get(address) for address in beyond}
    assert {answer.status_code for answer in refused.values()} <= {403, 404}
    texts = {**pages, **{address: answer.get_data(as_text=True) for address, answer in refused.items()}}
    leaks = [address for address, text in texts.items() if "canary" in text]
    assert not leaks
