"""What is read of the board's room: no hint at why, byte for byte, in a fixed number of statements."""

from __future__ import annotations

import dataclasses

import pytest
from sqlalchemy.orm import Session

from tests.factories.board import CORRECTED, PAGE, Board
from tests.vault.counting import statements
from tracker.board.deciding import Verdict
from tracker.board.docket import Docket, DocketRow, DocketState, dockets, first_of
from tracker.board.queries import (
    Altered,
    case_of_packet,
    duties_accepted_at,
    members_of,
    packet_page,
)
from tracker.board.recorded import decisions_of
from tracker.board.sealing import Cell
from tracker.board.upholding import superseded_page
from tracker.db import db
from tracker.policy.answers import Unreadable
from tracker.policy.decisions import TOLD_OF_CORRECTION
from tracker.policy.meetings import Reading
from tracker.policy.vocabulary import Outcome, Stage


def docket_of(session: Session, board: Board, person: int = 0) -> Docket:
    """Return the docket of a member, the chair unless another is numbered."""
    session.rollback()
    (docket,) = dockets(session, board.members[person].person_id)
    return docket


def states(docket: Docket) -> dict[str, DocketState]:
    """Return the state of each candidate who is ready, by name."""
    return {row.candidate: row.state for row in docket.rows}


class TestDocket:
    def test_it_says_ready_or_not_ready_and_no_more(self, board: Board, session: Session) -> None:
        waiting = board.case("Nobody Knows Why", assigned=False)
        for stage in (Stage.SEARCH, Stage.REVIEW, Stage.RESPONSE):
            board.stage(waiting.case_id, stage)
            docket = docket_of(session, board)
            assert (docket.rows, docket.not_ready) == ((), 1)
            assert waiting.reference not in repr(docket)
        board.released("Marisol Peña")
        docket = docket_of(session, board)
        assert states(docket) == {"Marisol Peña": DocketState.READY}
        assert docket.not_ready == 1

    def test_who_withdrew_is_not_on_it(self, board: Board, session: Session) -> None:
        packet = board.released()
        board.stage(packet.case_id, Stage.WITHDRAWN)
        docket = docket_of(session, board)
        assert (docket.rows, docket.not_ready) == ((), 0)
        board.stage(packet.case_id, Stage.CLOSED)
        assert docket_of(session, board).not_ready == 0

    def test_it_follows_each_member(self, board: Board, session: Session) -> None:
        packet = board.released()
        assert not docket_of(session, board).duties_accepted
        board.accept()
        board.read(packet, board.reyes)
        board.step_out(packet, board.tan)
        board.expose(packet.case_id, board.yu)
        found = [docket_of(session, board, person) for person in range(3)]
        assert all(docket.duties_accepted for docket in found)
        assert [docket.rows[0].state for docket in found] == [
            DocketState.READ,
            DocketState.NO_PART,
            DocketState.NO_PART,
        ]
        assert [(docket.minutes, docket.first) for docket in found] == [(0, ""), (0, ""), (0, "")]

    def test_what_is_read_counts_no_more(self, board: Board, session: Session) -> None:
        first, then = sorted((board.released(), board.released("Somebody Else")), key=lambda one: one.case)
        board.accept()
        docket = docket_of(session, board)
        assert (len(docket.unread), docket.minutes, docket.first) == (2, 2, first.reference)
        board.read(first, board.reyes)
        docket = docket_of(session, board)
        assert (len(docket.unread), docket.minutes, docket.first) == (1, 1, then.reference)
        assert len(docket.ready) == 2

    def test_a_correction_is_told_to_who_read_the_page_before(self, board: Board, session: Session) -> None:
        packet = board.released()
        board.accept()
        board.read(packet, board.reyes, board.yu)
        board.step_out(packet, board.tan)
        board.decide(packet)
        assert docket_of(session, board).rows[0].state is DocketState.DECIDED
        later = board.publish(board.now(packet.case_id), CORRECTED, corrects=True)
        rows = [docket_of(session, board, person).rows[0] for person in range(3)]
        assert [row.changed for row in rows] == [True, False, True]
        assert rows[0].state is DocketState.LOOK_AGAIN
        assert all(row.corrected and row.packet == later.reference for row in rows)
        board.read(later, board.reyes)
        row = docket_of(session, board).rows[0]
        assert (row.state, row.changed) == (DocketState.READ, False)

    def test_another_board_is_not_seen(self, board: Board, session: Session) -> None:
        board.released()
        assert dockets(session, board.hr.person_id) == ()

    @pytest.mark.parametrize("number", [1, 10, 200])
    @pytest.mark.sqlite
    def test_it_costs_three_statements(self, board: Board, session: Session, number: int) -> None:
        board.many(number)
        session.rollback()
        with statements(db.engine) as seen:
            (docket,) = dockets(session, board.reyes.person_id)
        assert len(docket.rows) == number
        assert len([one for one in seen if one.startswith("SELECT")]) == 3


class TestPacket:
    def test_it_is_what_was_released(self, board: Board, session: Session) -> None:
        packet = board.released()
        view = packet_page(session, board.facts(packet), board.reyes.person_id)
        assert view.page.encode() == PAGE
        assert (view.candidate, view.edition, view.newest) == ("Marisol Peña", 1, packet.reference)
        assert (view.correction, view.read_at, view.next_packet) == ("", None, "")
        assert case_of_packet(session, packet.reference) == (packet.case_id, 1)

    def test_the_old_page_leads_to_the_new_one(self, board: Board, session: Session) -> None:
        packet = board.released()
        later = board.publish(board.now(packet.case_id), CORRECTED, corrects=True)
        old, new = (packet_page(session, board.facts(one), board.reyes.person_id) for one in (packet, later))
        assert old.newest == new.newest == later.reference
        assert (old.correction, new.correction) == ("", TOLD_OF_CORRECTION)
        assert (old.page.encode(), new.page.encode()) == (PAGE, CORRECTED)

    def test_the_next_one_is_one_that_this_member_can_read(self, board: Board, session: Session) -> None:
        first, *others = board.many(5)
        board.accept()
        read, out, exposed, left = others
        board.read(read, board.tan)
        board.step_out(out, board.tan)
        board.expose(exposed.case_id, board.tan)
        view = packet_page(session, board.facts(first), board.tan.person_id)
        assert view.next_packet == left.reference
        board.stage(left.case_id, Stage.WITHDRAWN)
        assert packet_page(session, board.facts(first), board.tan.person_id).next_packet == ""

    def test_a_page_that_fails_its_fingerprint_is_not_shown(
        self, board: Board, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        packet = board.released()
        sealer = session.info["board_sealer"]

        class Other:
            def open_many(self, session: Session, cells: list[Cell]) -> list[bytes]:
                page, *rest = sealer.open_many(session, cells)
                return [page + b" ", *rest]

        facts = board.facts(packet)
        monkeypatch.setitem(session.info, "board_sealer", Other())
        with pytest.raises(Altered) as altered:
            packet_page(session, facts, board.reyes.person_id)
        assert isinstance(altered.value, Unreadable)

    @pytest.mark.parametrize("number", [1, 200])
    @pytest.mark.sqlite
    def test_it_costs_the_same_among_many(self, board: Board, session: Session, number: int) -> None:
        packet = board.many(number)[0]
        facts = board.facts(packet)
        with statements(db.engine) as seen:
            packet_page(session, facts, board.reyes.person_id)
        assert len([one for one in seen if one.startswith("SELECT")]) == 5

    def test_what_goes_to_templates_is_frozen(self, board: Board, session: Session) -> None:
        packet = board.released()
        view = packet_page(session, board.facts(packet), board.reyes.person_id)
        with pytest.raises(dataclasses.FrozenInstanceError):
            view.page = ""  # type: ignore[misc]  # that it cannot be set is what is tested


def test_one_act_comes_first_and_what_waits_to_be_read_before_duties_that_keep_nothing_shut() -> None:
    row = DocketRow("Marisol Peña", "P-AAAAAA", 1, DocketState.READY, False, False, Reading())
    idle = Docket("R-26-AAAA", "Officer 2026-A", True, (), 1)
    new = Docket("R-26-BBBB", "Officer 2026-B", False, (), 1)
    shut = Docket("R-26-CCCC", "Officer 2026-C", False, (row,), 0)
    reading = Docket("R-26-DDDD", "Officer 2026-D", True, (row,), 0)
    for found, first in (
        ((idle, new, shut, reading), "R-26-DDDD"),
        ((idle, new, shut), "R-26-CCCC"),
        ((idle, new), "R-26-BBBB"),
        ((idle,), ""),
    ):
        assert first_of(found) == first


class TestDecision:
    def test_members_are_shown_with_where_they_are_and_not_why(self, board: Board, session: Session) -> None:
        packet = board.released()
        board.accept()
        board.read(packet, board.reyes)
        board.step_out(packet, board.tan)
        lines = members_of(session, board.facts(packet))
        assert [(line.name, line.chair, line.state) for line in lines] == [
            ("Member Reyes", True, "Has read the packet"),
            ("Member Tan", False, "Takes no part"),
            ("Member Yu", False, "Has not read it yet"),
        ]
        board.expose(packet.case_id, board.yu)
        assert members_of(session, board.facts(packet))[2].state == "Takes no part"

    def test_decisions_are_read_newest_first(self, board: Board, session: Session) -> None:
        packet = board.released()
        board.accept()
        board.read(packet, board.reyes)
        board.expose(packet.case_id, board.yu)
        board.step_out(packet, board.tan)
        board.decide(packet, Verdict(Outcome.DEFER, outside=True, explanation="The oral interview."))
        board.decide(packet, Verdict(Outcome.CONTINUE, ("integrity",), outside=False))
        board.publish(board.now(packet.case_id), CORRECTED, corrects=True)
        session.rollback()
        with statements(db.engine) as seen:
            last, first = decisions_of(session, packet.case_id)
        assert len([one for one in seen if one.startswith("SELECT")]) == 4
        assert (last.number, last.outcome, last.grounds) == (2, "continue", ("integrity",))
        assert (first.informed_otherwise, last.informed_otherwise) == ("The oral interview.", "")
        assert last.superseded_page
        assert (last.readers, last.apart) == (("Member Reyes",), ("Member Tan", "Member Yu"))
        assert last.recorded_by == "Member Reyes"

    @pytest.mark.parametrize("altered", [1, 2])
    def test_the_chief_is_shown_neither_page_that_fails_its_fingerprint(
        self, board: Board, session: Session, monkeypatch: pytest.MonkeyPatch, altered: int
    ) -> None:
        packet = board.released()
        board.accept()
        board.read(packet, *board.members)
        board.decide(packet)
        later = board.publish(board.now(packet.case_id), CORRECTED, corrects=True)
        page = superseded_page(session, later.reference)
        assert (page.decided_on.encode(), page.counts_now.encode()) == (PAGE, CORRECTED)
        sealer = session.info["board_sealer"]

        class Other:
            def open_many(self, session: Session, cells: list[Cell]) -> list[bytes]:
                opened = list(sealer.open_many(session, cells))
                return [*opened[:altered], opened[altered] + b" ", *opened[altered + 1 :]]

        monkeypatch.setitem(session.info, "board_sealer", Other())
        with pytest.raises(Altered):
            superseded_page(session, later.reference)

    def test_duties_are_dated(self, board: Board, session: Session) -> None:
        requisition_id = board.requisition.requisition_id
        assert duties_accepted_at(session, requisition_id, board.tan.person_id) is None
        board.accept(board.tan)
        assert duties_accepted_at(session, requisition_id, board.tan.person_id) is not None
