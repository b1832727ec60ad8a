"""Packets close to the board some days after the decision is final, and a correction opens them again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from tests.board.test_views import Room
from tests.pages.board import chair_records_decision, member_reads_packet, member_sees_the_docket
from tests.pages.filled import shown
from tests.people import People
from tracker.board.upholding import uphold_decision
from tracker.cases.models import AccessEntry
from tracker.clock import FixedClock
from tracker.db import unit_of_work
from tracker.policy.actors import Role
from tracker.settings import Settings


@pytest.fixture
def room(app: Flask, people: People) -> Room:
    """The board's room."""
    return Room(app, people)


def days_later(clock: FixedClock, room: Room, days: int) -> None:
    """Let days go by, after which the members sign in again."""
    clock.advance(timedelta(days=days))
    room.reyes, room.tan, room.yu = (room.browser(member) for member in room.board.members)


@pytest.mark.clause("Hampton D.1")
def test_a_packet_closes_after_the_decision_and_the_docket_says_when(
    room: Room, clock: FixedClock, settings: Settings
) -> None:
    packet = room.packet.reference
    room.all_read()
    assert chair_records_decision(room.reyes, packet, "defer").status_code == 303
    assert "closes on" not in member_sees_the_docket(room.tan), "nothing is decided yet"
    assert chair_records_decision(room.reyes, packet, "continue").status_code == 303
    assert "closes on April 8, 2026" in member_sees_the_docket(room.tan)
    days_later(clock, room, settings.packet_days - 1)
    assert "I did no search of my own" not in member_reads_packet(room.tan, packet)
    days_later(clock, room, 1)
    before = room.count(AccessEntry)
    closed = shown(room.tan, f"/board/packets/{packet}", 410)
    assert "This packet closed on April 8, 2026. Ask the agency’s auditor or counsel if you need it" in closed
    assert room.count(AccessEntry) == before, "nothing was opened"
    docket = member_sees_the_docket(room.tan)
    assert "closed on April 8, 2026" in docket
    assert f'href="/board/packets/{packet}"' not in docket
    assert "Recorded by Member Reyes" in shown(room.tan, f"/board/decisions/{packet}")
    case = f"/audit/cases/{room.packet.case}/packets/{packet}"
    assert room.people.browser(room.people.make("Auditor Vale", Role.AUDITOR)).get(case).status_code == 200


@pytest.mark.clause("Hampton C.3.d")
def test_a_correction_opens_it_again_until_the_board_decides_anew(
    room: Room, clock: FixedClock, settings: Settings
) -> None:
    packet = room.packet.reference
    room.all_read()
    chair_records_decision(room.reyes, packet, "continue")
    days_later(clock, room, settings.packet_days)
    assert room.tan.get(f"/board/packets/{packet}").status_code == 410
    later = room.correct().reference
    for reference in (packet, later):
        assert room.tan.get(f"/board/packets/{reference}").status_code == 200
    assert "Corrected after the decision" in member_sees_the_docket(room.tan)
    assert "closed on" not in member_sees_the_docket(room.tan)
    with room.behind() as board, unit_of_work(board.people.make("Chief Avery Stone", Role.CHIEF)) as work:
        uphold_decision(work, board.facts(later), reason="The day that was wrong changes nothing.")
    assert "closes on May 8, 2026" in member_sees_the_docket(room.tan)
