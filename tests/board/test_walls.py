"""The database itself keeps who saw raw material, stepped out or has no seat out of the board's decisions."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from sqlalchemy.exc import IntegrityError

from tests.factories.board import Board, Put
from tests.people import People
from tracker.board.models import Acknowledgement, Decision
from tracker.db import Record, UnitOfWork, db, unit_of_work
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.actors import SYSTEM, Role

Make = Callable[[Put, UUID, UnitOfWork], Record]


def reading(packet: Put, person: UUID, work: UnitOfWork) -> Record:
    """Return an acknowledgement as the service would make it."""
    return Acknowledgement(
        packet_id=packet.id, person_id=person, acknowledged_at=work.now(), no_own_search=True
    )


def decision(
    packet: Put, person: UUID, work: UnitOfWork, number: int = 1, case_id: UUID | None = None
) -> Record:
    """Return a decision as the service would make it."""
    return Decision(
        case_id=case_id or packet.case_id,
        packet_id=packet.id,
        number=number,
        outcome="continue",
        grounds=[],
        informed_otherwise=None,
        recorded_by=person,
        recorded_at=work.now(),
        relied_on={},
        no_own_search=True,
    )


def write(make: Callable[[UnitOfWork], Record]) -> Record:
    """Write a row without asking any rule."""
    with unit_of_work(SYSTEM) as work:
        row = make(work)
        work.add(row)
        record(work, Event.CAPTURES_SWEPT, count=1)
    return row


BOTH = pytest.mark.parametrize("make", [reading, decision])


@BOTH
def test_a_member_takes_part(board: Board, make: Make) -> None:
    packet = board.released()
    row = write(lambda work: make(packet, board.tan.person_id, work))
    assert db.session.get(type(row), row.id) is not None


@BOTH
@pytest.mark.clause("Hamden D.2")
def test_who_saw_raw_material_does_not(board: Board, make: Make) -> None:
    packet = board.released()
    board.expose(packet.case_id, board.tan)
    with pytest.raises(IntegrityError, match=r"nobody who opened raw material|reviewed it or saw it"):
        write(lambda work: make(packet, board.tan.person_id, work))
    other = board.released("Somebody Else")
    write(lambda work: make(other, board.tan.person_id, work))


@BOTH
def test_who_stepped_out_does_not(board: Board, make: Make) -> None:
    packet = board.released()
    board.step_out(packet, board.tan)
    with pytest.raises(IntegrityError, match="nobody who stepped out"):
        write(lambda work: make(packet, board.tan.person_id, work))


@BOTH
def test_who_has_no_seat_does_not(board: Board, people: People, make: Make) -> None:
    packet = board.released()
    stranger = people.make("Member Elsewhere", Role.BOARD_MEMBER)
    with pytest.raises(IntegrityError, match=r"only members of the board|no tie to the candidate"):
        write(lambda work: make(packet, stranger.person_id, work))


@pytest.mark.parametrize("number", [0, 2, 7])
def test_decisions_are_numbered_without_a_gap(board: Board, number: int) -> None:
    packet = board.released()
    with pytest.raises(IntegrityError, match="follow one another"):
        write(lambda work: decision(packet, board.reyes.person_id, work, number))
    write(lambda work: decision(packet, board.reyes.person_id, work, 1))
    write(lambda work: decision(packet, board.reyes.person_id, work, 2))


def test_a_decision_is_made_on_its_own_candidates_packet(board: Board) -> None:
    packet, other = board.released(), board.released("Somebody Else")
    with pytest.raises(IntegrityError, match="a packet of its own candidate"):
        write(lambda work: decision(packet, board.reyes.person_id, work, case_id=other.case_id))


@BOTH
def test_what_is_written_stays(board: Board, make: Make) -> None:
    packet = board.released()
    made: list[Record] = []

    def remember(work: UnitOfWork) -> Record:
        made.append(make(packet, board.tan.person_id, work))
        return made[0]

    write(remember)
    with pytest.raises(IntegrityError, match="can only be added to"):
        write(lambda work: work.change(made[0]))
