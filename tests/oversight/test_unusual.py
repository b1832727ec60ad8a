"""The access log by month and refusal, and what of it is unusual, as the auditor's pages show it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from tests.factories.oversight import Audit
from tests.pages.oversight import auditor_opens
from tests.people import People
from tracker.cases.openings import Thing, record_opening
from tracker.clock import FixedClock
from tracker.db import unit_of_work

UNUSUAL = "/audit/access/unusual"


@pytest.fixture
def audit(app: Flask, people: People) -> Audit:
    """A requisition, and its auditor."""
    with app.app_context():
        return Audit(people)


@pytest.mark.clause("Hamden D.2")
@pytest.mark.clause("Hampton D.1")
def test_what_is_unusual_is_told_with_its_reason(
    app: Flask, people: People, audit: Audit, clock: FixedClock
) -> None:
    auditor = people.browser(audit.auditor)
    quiet = " ".join(auditor_opens(auditor, UNUSUAL).split())
    assert "nobody on this page is accused of anything" in quiet
    assert "no lines stand out" in quiet
    assert quiet.count("None in this month") == 5
    began = clock.now()
    with app.app_context():
        case = audit.case("Andre Whitfield")
        other = audit.case("Rosa Delgado", assigned=False)
        clock.set(clock.now().replace(hour=4) + timedelta(days=1))
        for seen in (case, other):
            with unit_of_work(audit.dana) as work:
                record_opening(work, case_id=seen.case_id, thing=Thing.CASE, reference=seen.reference)
    for _ in range(5):
        people.browser(audit.tan).get("/audit/ledger")
    clock.set(began + timedelta(days=1))
    page = " ".join(people.browser(audit.auditor).get(UNUSUAL).text.split())
    assert page.count("None in this month") == 2, "no tie, and not many cases at once"
    held, outside = page.partition("Outside the agency")[::2]
    assert other.reference in held
    assert case.reference not in held
    assert case.reference in outside
    assert "Member Tan" in outside
    assert "Andre" not in page
    assert "None in this month" in people.browser(audit.auditor).get(f"{UNUSUAL}?month=2025-01").text


def test_openings_are_found_by_month_and_by_refusal(people: People, audit: Audit, clock: FixedClock) -> None:
    people.browser(audit.tan).get("/audit/ledger")
    auditor = people.browser(audit.auditor)
    auditor_opens(auditor, "/audit/access")
    turned, let_in = "Member Tan was not allowed to read the ledger", "read who opened what"
    for query, shown, hidden in (
        ("refused=refused", turned, let_in),
        ("refused=let-in", let_in, turned),
        ("refused=refused&event=ROUTE_DENIED", turned, let_in),
    ):
        page = auditor_opens(auditor, f"/audit/access?{query}")
        assert shown in page, query
        assert hidden not in page, query
    month = f"{clock.now():%Y-%m}"
    assert turned in auditor_opens(auditor, f"/audit/access?month={month}")
    assert "No opening matches" in auditor_opens(auditor, "/audit/access?month=2025-06")
    assert "No opening matches" in auditor_opens(auditor, "/audit/access?refused=refused&event=PACKET_OPENED")
    for odd in ("month=2026-13", "month=x", "month=9999-12", "refused=%F0%9F%98%80"):
        assert turned in auditor_opens(auditor, f"/audit/access?{odd}"), odd
        auditor_opens(auditor, f"{UNUSUAL}?{odd}")
