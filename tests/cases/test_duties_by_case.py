"""That duties are by case shows where it touches something, and never where all was over before it began."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from tests.factories.board import Board
from tests.people import People
from tracker.accounts.turning import turn_duties
from tracker.cases.deviating import deviations_of_case
from tracker.cases.service import close_case, withdraw_case
from tracker.clock import FixedClock
from tracker.db import unit_of_work
from tracker.oversight.duties import duties_view
from tracker.policy.actors import Role
from tracker.policy.facts import CaseFacts
from tracker.requisitions.deviations import deviation_list
from tracker.requisitions.service import close_requisition
from tracker.requisitions.setup import requisition_page

pytestmark = pytest.mark.clause("Hamden D.2")


def turned(people: People) -> None:
    """Have the Chief let duties be by case."""
    with unit_of_work(people.make("Chief Avery Stone", Role.CHIEF)) as work:
        turn_duties(
            work, seen=0, reason="We are four people in all.", compensating_control="The county reads along."
        )


def closed(board: Board, *cases: CaseFacts, requisition: bool = True) -> None:
    """Withdraw and close cases, and close their requisition."""
    for case in cases:
        with unit_of_work(board.hr) as work:
            withdraw_case(work, board.now(case))
        with unit_of_work(board.hr) as work:
            close_case(work, board.now(case))
    if requisition:
        with unit_of_work(board.hr) as work:
            close_requisition(work, board.requisition)


def shown(session: Session, board: Board) -> list[int]:
    """Return how many deviations each place shows for the requisition."""
    session.rollback()
    requisition = board.requisition
    (duties,) = (one for one in duties_view(session).requisitions if one.requisition == board.reference)
    return [
        len(deviation_list(session, requisition.requisition_id)),
        len(requisition_page(session, requisition.requisition_id).deviations),
        len(duties.deviations),
    ]


@pytest.mark.parametrize("late", [False, True], ids=["before", "after"])
def test_what_was_over_before_is_not_touched(
    session: Session, people: People, clock: FixedClock, late: bool
) -> None:
    board = Board(people)
    cases = (board.case(), board.case("Andre Whitfield", assigned=False))
    if late:
        turned(people)
        clock.advance(timedelta(days=1))
    closed(board, *cases)
    if not late:
        clock.advance(timedelta(days=1))
        turned(people)
    assert shown(session, board) == [1 if late else 0] * 3
    assert [len(deviations_of_case(session, board.now(case))) for case in cases] == [1 if late else 0] * 2


def test_a_requisition_that_was_closed_is_touched_by_what_its_cases_still_did(
    session: Session, people: People, clock: FixedClock
) -> None:
    board = Board(people)
    first, second = board.case(), board.case("Andre Whitfield", assigned=False)
    closed(board, first)
    clock.advance(timedelta(days=1))
    turned(people)
    assert shown(session, board) == [1, 1, 1], "a case of it goes on"
    assert deviations_of_case(session, board.now(first)) == (), "this one was closed before"
    (told,) = deviations_of_case(session, board.now(second))
    assert told.called.endswith("duties are by case and not by title, since March 10, 2026")
    clock.advance(timedelta(days=1))
    closed(board, second, requisition=False)
    assert shown(session, board) == [1, 1, 1], "it went on while duties were by case"


def test_a_requisition_without_a_case_that_was_closed_before_is_not_touched(
    session: Session, people: People, clock: FixedClock
) -> None:
    board = Board(people)
    closed(board)
    clock.advance(timedelta(days=1))
    turned(people)
    assert shown(session, board) == [0, 0, 0]
