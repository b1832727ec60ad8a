"""What counsel and HR do with the records of closed cases, and what they are told."""

from __future__ import annotations

from datetime import timedelta

from tests.journeys.caseload import Unit, is_told
from tests.journeys.served_case import ServedCase
from tests.journeys.walker import Walker
from tracker.clock import FixedClock
from tracker.policy.actors import Role

A_7 = "General Order 004-011 A.7"
HELD = "This case is on hold (matter 26-114). It cannot be disposed of."
AFTER = timedelta(days=740)
"""More than the two years that every case is kept."""
LOOKED = (
    "I looked at each case of this batch, and every investigation, lawsuit, audit and request that its "
    "records are needed for is over."
)


def counsel_places_a_hold(counsel: Walker, held: str, clock: FixedClock) -> None:
    """Hold the records of a case for a matter."""
    counsel.go("/audit/holds/new")
    counsel.write("Case or requisition", held)
    counsel.write("Matter number", "26-114")
    counsel.write("Who asked for it", "City Attorney")
    counsel.write("Day it was asked for", clock.now().date().isoformat())
    counsel.write("Why the records are held", "A claim over this hiring was announced")
    counsel.press("Place the hold")
    counsel.sees("This hold stands")


def hr_closes_the_case(hr: Walker, case: str) -> None:
    """Close a case that is decided."""
    hr.go(f"/admin/candidates/{case}/close")
    hr.press("Close the case")


def keeps_what_is_held_and_disposes_of_it(unit: ServedCase[Unit], case: str, clock: FixedClock) -> None:
    """Close the case, propose to dispose of it just when counsel holds it, and do once that is lifted."""
    site = unit.site
    hr_closes_the_case(unit.staff(site.round.hr, unit.glass), case)
    clock.set(clock.now() + AFTER)
    hr = unit.staff(site.round.hr, unit.glass)
    hr.go("/admin/retention")
    hr.choose(case)
    counsel = site.people.make("Ellen Voss", Role.AUDITOR)
    lawyer = unit.staff(counsel, unit.glass)
    counsel_places_a_hold(lawyer, case, clock)
    hr.press_into("Propose this batch", 409)
    is_told(hr, "R-36", A_7, HELD)
    two_people_lift_it(lawyer, hr)
    chief = site.people.make("Chief Avery Stone", Role.CHIEF)
    disposes_of_it(hr, unit.staff(chief, unit.glass), case)
    lawyer.open_whatever(f"/audit/cases/{case}")
    lawyer.sees("These records are disposed of")


def two_people_lift_it(counsel: Walker, hr: Walker) -> None:
    """Have one propose to lift the hold, and another lift it."""
    counsel.go("/audit/holds")
    counsel.page.locator("main th a, main td a").first.click()
    counsel.write("Why it can be lifted", "The claim was settled")
    counsel.press("Propose to lift it")
    counsel.sees("You proposed to lift it, so somebody else lifts it.")
    hr.open_whatever(counsel.page.url.removeprefix(counsel.address))
    hr.press("Lift the hold")
    hr.sees("Lifted by")


def disposes_of_it(hr: Walker, chief: Walker, case: str) -> None:
    """Propose the case anew, and have the Chief approve, so that its keys are destroyed."""
    hr.go("/admin/retention")
    hr.choose(case)
    hr.press("Propose this batch")
    hr.sees("Nothing is destroyed until somebody else approves it")
    chief_destroys_the_keys(chief)
    chief.sees(case)


def chief_destroys_the_keys(chief: Walker) -> None:
    """Approve the batch that waits, with its authorization; one without is refused."""
    chief.go("/admin/retention/batches")
    chief.page.locator("main a[href*='/batches/Z-']").first.click()
    chief.choose(LOOKED)
    chief.write("Authorization to destroy", "Form")
    chief.press_into("Approve and destroy the keys", 409)
    chief.sees("Say by which authorization these records are destroyed")
    chief.write("Authorization to destroy", "RC-075 no. 26-31 of March 2")
    chief.press("Approve and destroy the keys")
    chief.sees("Certificate of disposal")
    chief.sees("Cryptographic erasure")
    chief.sees("RC-075 no. 26-31 of March 2")
