"""Records at a browser without scripts: a hold stops a disposal, and so does having proposed it (R-36)."""

from __future__ import annotations

import pytest

from tests.factories.board import Board
from tests.factories.requisitions import hr
from tests.journeys.desk import Desk
from tests.journeys.keeping_records import (
    A_7,
    AFTER,
    HELD,
    chief_destroys_the_keys,
    counsel_places_a_hold,
)
from tests.people import People
from tracker.clock import FixedClock
from tracker.policy.actors import Role
from tracker.policy.vocabulary import Stage

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]


def _closed(people: People, clock: FixedClock) -> tuple[str, str]:
    """Return two cases whose time is over."""
    with people.app.app_context():
        board = Board(people)
        cases = [board.case(name, assigned=False) for name in ("Andre Whitfield", "Rosa Delgado")]
        for case in cases:
            board.stage(case.case_id, Stage.WITHDRAWN)
            board.stage(case.case_id, Stage.CLOSED)
    clock.set(clock.now() + AFTER)
    first, second = (case.reference for case in cases)
    return first, second


@pytest.mark.clause("Hamden A.7")
@pytest.mark.clause("29 CFR 1602.31")
def test_a_hold_and_a_second_person_stand_in_the_way(desk: Desk, clock: FixedClock) -> None:
    gone, held = _closed(desk.people, clock)
    priya = desk.walker(hr(desk.people))
    counsel = desk.walker(desk.people.make("Ellen Voss", Role.AUDITOR))
    chief = desk.walker(desk.people.make("Chief Avery Stone", Role.CHIEF))

    priya.go("/admin/retention")
    priya.choose(gone)
    priya.choose(held)
    counsel_places_a_hold(counsel, held, clock)

    priya.press_into("Propose this batch", 409)
    priya.sees(HELD)
    assert priya.page.get_by_label(held).count() == 0
    priya.press("Propose this batch")
    priya.sees("Nothing is destroyed until somebody else approves it")
    priya.sees("The person who proposed the batch cannot approve it.")
    priya.sees(A_7)

    chief_destroys_the_keys(chief)
    chief.sees(gone)
    counsel.open_whatever(f"/audit/cases/{gone}")
    counsel.sees("These records are disposed of")
    counsel.go(f"/audit/cases/{held}")
    counsel.sees("On hold: matter 26-114")
