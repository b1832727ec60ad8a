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


def keeps_what_is_held(unit: ServedCase[Unit], case: str, clock: FixedClock) -> None:
    """Close the case, and propose it for disposal after its time, just when counsel holds it."""
    site = unit.site
    hr = unit.staff(site.round.hr, unit.glass)
    hr.go(f"/admin/candidates/{case}/close")
    hr.press("Close the case")
    clock.set(clock.now() + AFTER)
    hr = unit.staff(site.round.hr, unit.glass)
    hr.go("/admin/retention")
    hr.choose(case)
    counsel = site.people.make("Ellen Voss", Role.AUDITOR)
    counsel_places_a_hold(unit.staff(counsel, unit.glass), case, clock)
    hr.press_into("Propose this batch", 409)
    is_told(hr, "R-36", A_7, HELD)
