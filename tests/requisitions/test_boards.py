"""The boards of all requisitions on one page: who decides where, and when they meet next."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from tests.factories.requisitions import drawn_up, hr, members, opened
from tests.pages.filled import shown
from tests.people import People
from tests.vault.counting import statements
from tracker.accounts.queries import person_facts
from tracker.accounts.service import end_role
from tracker.clock import FixedClock
from tracker.db import db, unit_of_work
from tracker.policy.actors import Role
from tracker.requisitions.boards import board_lines
from tracker.requisitions.meetings import call_off_meeting, set_meeting
from tracker.requisitions.service import close_requisition

PAGE = "/admin/boards"


def test_each_board_is_told_with_its_next_meeting(app: Flask, people: People, clock: FixedClock) -> None:
    priya = people.browser(hr(people))
    assert "Each requisition has a board of its own" in shown(priya, PAGE)
    with app.app_context():
        officers, dispatchers = opened(people), opened(people, "Dispatcher 2026-B")
        drawn_up(people, title="Clerk 2026-C")
        for days, place in ((9, "Room 9"), (2, "Room 2"), (5, "Room 5")):
            with unit_of_work(hr(people)) as work:
                held = set_meeting(
                    work, officers, held_at=clock.now() + timedelta(days=days), place=place
                ).reference
            if days == 2:
                with unit_of_work(hr(people)) as work:
                    call_off_meeting(work, officers, meeting=held)
        with unit_of_work(hr(people)) as work:
            close_requisition(work, dispatchers)
    page = shown(priya, PAGE)
    for words in ("Officer 2026-A", ">2026-C<", "Room 5", "Nobody yet", "No chair", "Not open yet"):
        assert words in page
    for words in ("Dispatcher", "Room 2", "Room 9"):
        assert words not in page
    clock.advance(timedelta(days=30))
    assert "None is set" in shown(people.browser(hr(people)), PAGE)


def test_a_seat_that_nobody_works_in_is_told(app: Flask, people: People) -> None:
    with app.app_context():
        opened(people)
        chair = members(people)[0]
        facts = person_facts(db.session, hr(people), person=people.reference(chair))
        with unit_of_work(hr(people)) as work:
            end_role(work, facts, role=Role.BOARD_MEMBER)
    assert "Seat not worked in" in shown(people.browser(hr(people)), PAGE)


@pytest.mark.parametrize("role", [Role.INVESTIGATOR, Role.BOARD_MEMBER, Role.IT])
def test_others_have_their_own_pages(people: People, role: Role) -> None:
    other = people.browser(people.make(f"Somebody {role.value}", role, searcher=False))
    assert other.get(PAGE).status_code == 403


@pytest.mark.sqlite
def test_it_costs_the_same_for_many(app: Flask, people: People, clock: FixedClock) -> None:
    with app.app_context():
        opened(people)
        for number in range(12):
            opened(people, f"Officer {number}")
        db.session.rollback()
        with statements(db.engine) as seen:
            lines = board_lines(db.session, clock.now())
        assert len(lines) == 13
        assert len([one for one in seen if one.startswith("SELECT")]) == 3
