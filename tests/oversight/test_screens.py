"""The pages of the board and of oversight in a real browser, in every state that a person may meet."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.factories.board import CORRECTED
from tests.factories.oversight import Audit
from tests.people import People
from tests.screens import Screens
from tracker.board.deciding import Verdict
from tracker.checkpointing import make_checkpoint, witness_of
from tracker.db import db, unit_of_work
from tracker.ledger.verify import verify
from tracker.oversight import service
from tracker.policy.vocabulary import Outcome
from tracker.release.packet_page import PacketView, PageFinding, render

pytestmark = pytest.mark.browser

FINDING = PageFinding(
    statement="In May 2025 the candidate organized a food drive in town and thanked the volunteers by post.",
    when="4 May 2025",
    direction="Speaks for the candidate",
    dimension="Reliability",
    sure="Passed all ten checks, the last by a second reader. "
    "2 independent identifiers tie the account to the candidate.",
    answer="Not asked. Candidates are asked about what could weigh against them.",
)


@pytest.fixture
def screens(people: People, chromium: Browser, address: str) -> Screens:
    """A browser and the application, served."""
    return Screens(people, chromium, address)


def page_of(case: str, *findings: PageFinding) -> bytes:
    """Return a page as a release renders it."""
    return render(PacketView(case, "Social media review for employment", 1, 24, 37, findings)).content


def test_the_boards_pages(app: Flask, people: People, screens: Screens) -> None:
    with app.app_context():
        board = Audit(people)
        screens.look(board.reyes, "/board", "board-docket-empty")
        first = board.released("Marisol Peña", page_of("C-26-7KQ4M", FINDING))
        second = board.released("Devon Clarke", page_of("C-26-2MWX9"))
        for _ in range(3):
            board.case("Somebody Not Ready", assigned=False)
        requisition = board.reference
    screens.look(board.reyes, "/board", "board-docket-duties-first")
    screens.look(board.reyes, f"/board/duties/{requisition}", "board-duties")
    screens.look(board.reyes, f"/board/packets/{first.reference}", "board-packet-refused", status=409)
    with app.app_context():
        board.accept()
        board.step_out(second, board.reyes)
        board.read(second, board.tan, board.yu)
    screens.look(board.reyes, f"/board/duties/{requisition}", "board-duties-accepted")
    screens.look(board.reyes, "/board", "board-docket")
    screens.look(board.reyes, f"/board/packets/{first.reference}", "board-packet")
    screens.look(board.reyes, f"/board/packets/{second.reference}", "board-packet-stepped-out", status=409)
    screens.look(board.reyes, f"/board/packets/{first.reference}/step-out", "board-step-out")
    screens.look(board.reyes, f"/board/decisions/{first.reference}", "board-decision-form")
    screens.look(board.tan, f"/board/decisions/{first.reference}", "board-decision-waiting")
    with app.app_context():
        board.read(first)
        board.decide(
            first,
            Verdict(
                Outcome.NOT_CONTINUE,
                ("integrity", "judgment"),
                outside=True,
                explanation="The oral interview.",
            ),
        )
        third = board.publish(board.now(first.case_id), CORRECTED, corrects=True)
    screens.look(board.reyes, "/board", "board-docket-corrected")
    screens.look(board.reyes, f"/board/packets/{first.reference}", "board-packet-superseded")
    screens.look(board.reyes, f"/board/packets/{third.reference}", "board-packet-correction")
    screens.look(board.reyes, f"/board/decisions/{third.reference}", "board-decision-superseded")


def test_oversights_pages(app: Flask, people: People, screens: Screens) -> None:
    with app.app_context():
        audit = Audit(people)
        audit_paths = ("/audit/uniformity", "/audit/cases", "/audit/duties")
        screens.look(audit.auditor, f"/audit/uniformity/{audit.reference}", "audit-table-empty")
        references = audit.worked(
            9,
            left={3: ["06", "17"]},
            more={5: {"07": 4}},
            beyond={6: "08"},
            excused={
                2: {"05": "no-such-account"},
                7: {"05": "no-such-account"},
                8: {"09": "place-unreachable"},
            },
        )
        packet = audit.released("Marisol Peña", page_of("C-26-7KQ4M", FINDING))
        audit.accept()
        audit.read(packet)
        audit.decide(packet, Verdict(Outcome.CONTINUE, outside=True, explanation="The oral interview."))
        audit.expose(audit.case("Nobody Decides Yet", assigned=False).case_id, audit.tan)
        screens.look(audit.auditor, "/audit/ledger", "audit-ledger-unchecked")
        screens.look(audit.it, "/admin/system", "admin-system-unchecked")
        make_checkpoint()
        report = verify(db.session, witness_of(db.session), deep=True)
        with unit_of_work(audit.auditor) as work:
            service.record_check(work, report)
    for path in audit_paths:
        screens.look(audit.auditor, path, path.strip("/").replace("/", "-"))
    screens.look(audit.auditor, f"/audit/uniformity/{audit.reference}", "audit-table")
    screens.look(
        audit.auditor, f"/audit/uniformity/{audit.reference}?show=differences", "audit-table-differences"
    )
    screens.look(audit.auditor, f"/audit/cases/{references[5]}/steps/07", "audit-cell-extra")
    screens.look(audit.auditor, f"/audit/cases/{references[3]}/steps/06", "audit-cell-gap")
    screens.look(audit.auditor, f"/audit/cases/{references[8]}/steps/09", "audit-cell-deviation")
    screens.look(audit.auditor, "/audit/ledger", "audit-ledger")
    screens.look(audit.auditor, "/audit/ledger?since=yesterday", "audit-ledger-odd-filter")
    screens.look(audit.auditor, "/audit/ledger?event=SEARCH_LOGGED", "audit-ledger-none")
    screens.look(audit.auditor, "/audit/access", "audit-access")
    screens.look(audit.auditor, f"/audit/cases/{packet.case}", "audit-case")
    screens.look(audit.auditor, f"/audit/cases/{packet.case}/packets/{packet.reference}", "audit-case-packet")
    screens.look(audit.it, "/admin/system", "admin-system")
