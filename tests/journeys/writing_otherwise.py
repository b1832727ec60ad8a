"""What an investigator is told whose writing is interrupted, doubled, or handed in too early."""

from __future__ import annotations

from datetime import timedelta

from playwright.sync_api import FilePayload

from tests.factories.files import wacz
from tests.journeys import finding
from tests.journeys.caseload import Unit, is_told
from tests.journeys.served_case import ServedCase
from tests.journeys.walker import Walker
from tests.people import PASSWORD
from tracker.clock import FixedClock


def writes_a_finding(luis: Walker, case: str, clock: FixedClock) -> str:
    """Write a concern from what a search came upon."""
    luis.go(f"/cases/{case}/findings")
    return finding.investigator_writes_a_finding(luis, direction="Concern", step="06", at=clock.now())


def keeps_a_web_archive(luis: Walker, case: str, clock: FixedClock) -> None:
    """Keep a file that is opened nowhere here."""
    luis.go(f"/cases/{case}/captures/new")
    archive = FilePayload(name="page.wacz", mimeType="application/wacz", buffer=wacz())
    finding.adds_a_capture(luis, clock.now(), archive)
    luis.go(f"/cases/{case}/captures")
    luis.follow("K-", within=luis.page.locator("main tr", has_text="WACZ"))
    is_told(luis, "R-33", "Policy 1903 D.1", "WACZ files are kept and not opened here.")


def keeps_what_was_typed(
    unit: ServedCase[Unit], luis: Walker, case: str, written: str, clock: FixedClock
) -> None:
    """Type a note while the session runs out: it is there again after signing in."""
    luis.go(f"/cases/{case}/findings/{written}/notes/new")
    luis.write("Note", finding.NOTE)
    clock.advance(timedelta(minutes=31))
    luis.press("Seal this note")
    is_told(luis, "R-37", "Policy 1903 D.1", "We kept what you typed. Sign in to save it.")
    luis.write("E-mail", "luis.vega@riverton.example")
    luis.write("Password", PASSWORD)
    luis.press("Sign in")
    luis.follow("Go back to the page to save it")
    luis.press("Seal this note")
    luis.sees("is sealed")
    luis.does_not_see(finding.NOTE)


def edits_in_two_tabs(unit: ServedCase[Unit], luis: Walker, case: str, written: str) -> None:
    """Save a finding from two tabs: the second is shown both, and overwrites nothing."""
    there = f"/cases/{case}/findings/{written}/edit"
    other = unit.staff(unit.site.luis, unit.glass)
    for tab in (luis, other):
        tab.go(there)
    luis.write("Why it matters for the job", "")
    luis.press_into("Save this version", 422, 409)
    is_told(luis, "R-16", "General Order 004-011 D.6", "Say how this matters for the job")
    luis.write("Why it matters for the job", "It shows steadiness when others panic.")
    luis.press("Save this version")
    other.write("What was seen", "Typed in the other tab.")
    other.press_into("Save this version", 409)
    told = "You saved this finding in another tab Both versions are below."
    is_told(other, "R-34", "29 CFR 1602.31", told)
    assert other.page.get_by_label("What was seen").first.input_value() == "Typed in the other tab."


def hands_in_too_early(luis: Walker, case: str) -> None:
    """Submit with things left: they are listed."""
    luis.go(f"/cases/{case}/submit")
    luis.press_into("Submit for review", 409)
    is_told(luis, "R-17", "General Order 004-011 D.6", "3 things are left before review.")


def checks_and_hands_in(luis: Walker, case: str, written: str) -> None:
    """Answer the checks, screen the wording, look at the exact page, and submit."""
    luis.go(f"/cases/{case}/findings/{written}")
    finding.investigator_checks(luis)
    finding.investigator_screens(luis)
    finding.investigator_hands_in(luis, says=finding.STATEMENT)
