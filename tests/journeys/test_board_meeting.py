"""A board's meeting at a browser without scripts: six packets read in one sitting, and each decided."""

from __future__ import annotations

import pytest

from tests.factories.board import Board
from tests.journeys.desk import Desk
from tests.journeys.walker import Walker
from tracker.policy.relied import NO_OWN_SEARCH

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]
NAMES = ("Ada Moss", "Ben Ortiz", "Cleo Park", "Dev Shah", "Eli Stone", "Fay Wong")


def _accepts(member: Walker) -> None:
    """Accept the duties, and say of each candidate that there is no tie, without which nothing opens."""
    member.go("/board")
    member.follow("Read your duties")
    for name in NAMES:
        member.sees(name)
    for no in member.page.get_by_role("radio", name="No", exact=True).all():
        no.check()
    member.press("I understand and accept")


def _reads_all(member: Walker) -> None:
    """Read six packets without a way back: each confirmation opens the next, the last the docket."""
    member.follow("Docket")
    member.follow("Start reading")
    read = []
    for _ in NAMES:
        read.append(next(name for name in NAMES if name in member.text()))
        member.choose(NO_OWN_SEARCH)
        member.press("I have read this")
    assert sorted(read) == list(NAMES)
    member.sees("You have read every packet that is ready")


def _decides(chair: Walker, name: str) -> None:
    chair.follow("Docket")
    chair.follow(f"Decision on {name}")
    chair.choose("The candidate goes on")
    chair.choose("Composure under stress")
    chair.choose("No")
    chair.choose(NO_OWN_SEARCH)
    chair.press("Record decision")
    chair.sees("The decision is recorded")


def test_six_candidates_in_one_sitting(desk: Desk) -> None:
    with desk.people.app.app_context():
        board = Board(desk.people)
        for name in NAMES:
            board.released(name, said=False)
    chair, member, third = (desk.walker(one) for one in board.members)
    for one in (chair, member, third):
        _accepts(one)
        _reads_all(one)
    for name in NAMES:
        _decides(chair, name)
    member.follow("Docket")
    member.sees("The board has decided. You have nothing to do now.")
    member.follow(f"Decision on {NAMES[0]}")
    member.sees("The candidate goes on")
