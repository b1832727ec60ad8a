"""An audit at a browser without scripts finds what was left out, what was too much, and a changed line."""

from __future__ import annotations

import pytest

from tests.factories.oversight import Audit
from tests.factories.tampering import tamper
from tests.journeys.desk import Desk
from tests.journeys.walker import Walker
from tracker.checkpointing import make_checkpoint
from tracker.settings import Settings

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]
LINE = 7
"""The line of the ledger that somebody changes."""


def _compares(auditor: Walker, reference: str, gap: str, extra: str) -> None:
    """Find in the table of a requisition who got less and who got more, and what is behind each."""
    auditor.follow("Uniformity")
    table = auditor.page.locator(f"main a[href$='/{reference}']").first
    title = table.inner_text()
    auditor.follow(title)
    auditor.sees("6 candidates × 24 steps")
    auditor.sees("1 of them with extra work")
    auditor.sees("1 unexplained")
    auditor.follow(f"{gap}, step 06")
    auditor.sees("Not done and not excused")
    auditor.sees("No search is logged for this step")
    auditor.follow(title)
    auditor.follow(f"{extra}, step 07")
    auditor.sees("Done, with extra work")
    auditor.follow(title)


@pytest.mark.clause("Hamden D.5")
def test_the_gap_the_extra_work_and_the_changed_line_are_found(desk: Desk, settings: Settings) -> None:
    with desk.people.app.app_context():
        audit = Audit(desk.people)
        cases = audit.worked(6, left={2: ["06"]}, more={4: {"07": 4}})
        make_checkpoint()
    auditor = desk.walker(audit.auditor)
    auditor.go("/audit/ledger")
    _compares(auditor, audit.reference, gap=cases[2], extra=cases[4])

    auditor.press("Issue a certificate")
    auditor.sees("Certificate 1 is issued")
    auditor.sees("1 of them with extra work")
    auditor.sees("1 unexplained")

    auditor.follow("Ledger")
    auditor.press("Check now")
    auditor.sees("Every line links to the one before")
    tamper(settings, f"UPDATE ledger_entries SET body = replace(body, 'a', 'b') WHERE idx = {LINE}")
    auditor.press("Check now")
    auditor.sees("The ledger does not hold")
    auditor.sees(f"Line {LINE} was changed")
    auditor.follow(f"line {LINE}")
