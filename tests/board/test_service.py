"""The board's acts: each permitted, judged, done, and told to the ledger."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from threading import Thread

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.factories.board import CORRECTED, PAGE, Board, Put
from tracker.board import deciding, service
from tracker.board.deciding import Verdict
from tracker.board.models import Acknowledgement, Decision, DutiesAccepted, Packet, SteppedOut
from tracker.board.packet_facts import packet_facts
from tracker.cases.models import Case
from tracker.cases.queries import facts_of
from tracker.cases.service import take_for_correction
from tracker.db import unit_of_work
from tracker.ledger.queries import ledger_page
from tracker.policy.actors import SYSTEM, Actor, Role
from tracker.policy.answers import Denied, NotFound, Refused
from tracker.policy.judgement import judge
from tracker.policy.permissions import Permission
from tracker.policy.vocabulary import Outcome, Stage

CONTINUE = Verdict(Outcome.CONTINUE, outside=False, no_own_search=True)
NOT_CONTINUE = Verdict(Outcome.NOT_CONTINUE, ("integrity",), outside=True, explanation="The oral interview.")
DEFER = Verdict(Outcome.DEFER, outside=False)


def told(session: Session) -> list[str]:
    """Return the names of the ledger's lines, newest first."""
    session.rollback()
    return [line.event for line in ledger_page(session).lines]


def refs(refused: pytest.ExceptionInfo[Refused]) -> list[tuple[str, str]]:
    """Return clause and number of each thing that stood in the way."""
    return [(unmet.clause.key if unmet.clause else "", unmet.ref) for unmet in refused.value.unmet]


def ready(board: Board, *readers: Actor) -> Put:
    """Return a packet that all members, or those named, have read."""
    packet = board.released()
    board.accept()
    board.read(packet, *readers)
    return packet


class TestPackets:
    def test_a_page_is_kept_byte_for_byte_and_sealed(self, board: Board, session: Session) -> None:
        packet = board.released()
        row = session.get_one(Packet, packet.id)
        assert row.fingerprint == hashlib.sha256(PAGE).hexdigest()
        assert PAGE not in row.page
        assert b"Marisol" not in row.candidate_name
        assert row.edition == 1
        assert row.correction is None
        assert row.reference.startswith("B-")

    @pytest.mark.clause("Hampton C.3.d")
    def test_what_was_released_is_only_corrected(self, board: Board, session: Session) -> None:
        packet = board.released()
        case = board.now(packet.case_id)
        with pytest.raises(Refused) as refused:
            board.publish(case, CORRECTED)
        assert refs(refused) == [("Hampton C.3.d", "")]
        assert board.publish(case, CORRECTED, corrects=True).edition == 2
        assert session.get_one(Packet, packet.id).fingerprint == hashlib.sha256(PAGE).hexdigest()

    def test_there_is_nothing_to_correct_before_the_first_page(self, board: Board) -> None:
        with pytest.raises(Refused, match="no page of this candidate yet"):
            board.publish(board.case(assigned=False), CORRECTED, corrects=True)

    def test_only_a_supervisor_puts_a_page_before_the_board(self, board: Board) -> None:
        case = board.case(assigned=False)
        for actor in (board.hr, board.dana, board.reyes):
            with pytest.raises(Denied), unit_of_work(actor) as work:
                service.publish_packet(work, case, candidate_name="A", page=PAGE, words=1)


class TestDuties:
    def test_they_are_accepted_once(self, board: Board, session: Session) -> None:
        board.accept(board.reyes)
        board.accept(board.reyes)
        assert len(session.scalars(select(DutiesAccepted)).all()) == 1
        assert told(session).count("DUTIES_ACCEPTED") == 1

    def test_somebody_without_a_seat_has_none(self, board: Board) -> None:
        stranger = board.people.make("Member Elsewhere", Role.BOARD_MEMBER)
        with pytest.raises(NotFound), unit_of_work(stranger) as work:
            service.accept_duties(work, board.requisition)


class TestReading:
    def test_it_is_confirmed_once(self, board: Board, session: Session) -> None:
        packet = ready(board, board.reyes)
        board.read(packet, board.reyes)
        assert len(session.scalars(select(Acknowledgement)).all()) == 1
        assert told(session).count("PACKET_ACKNOWLEDGED") == 1

    def test_a_button_that_is_pressed_twice_at_once_confirms_once(
        self, board: Board, session: Session, app: Flask
    ) -> None:
        packet = board.released()
        board.accept()
        board.open(packet, board.tan)
        session.rollback()
        troubles: list[BaseException] = []

        def press() -> None:
            try:
                with app.app_context(), unit_of_work(board.tan) as work:
                    service.acknowledge(
                        work,
                        packet_facts(work.session, board.tan, packet=packet.reference),
                        no_own_search=True,
                    )
            except BaseException as error:
                troubles.append(error)

        threads = [Thread(target=press) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert troubles == []
        assert len(session.scalars(select(Acknowledgement)).all()) == 1

    def test_the_packet_is_opened_before(self, board: Board) -> None:
        packet = board.released()
        board.accept()
        with pytest.raises(Refused, match="Open the packet first"), unit_of_work(board.reyes) as work:
            service.acknowledge(work, board.facts(packet), no_own_search=True)

    def test_what_somebody_opened_as_an_auditor_is_not_opened_as_a_member(self, board: Board) -> None:
        packet = board.released()
        board.accept()
        board.open(packet, replace(board.tan, role=Role.AUDITOR))
        with pytest.raises(Refused, match="Open the packet first"), unit_of_work(board.tan) as work:
            service.acknowledge(work, board.facts(packet), no_own_search=True)

    @pytest.mark.clause("Hamden D.2")
    def test_duties_come_first(self, board: Board) -> None:
        packet = board.released()
        with pytest.raises(Refused, match="duties") as refused, unit_of_work(board.reyes) as work:
            service.acknowledge(work, board.facts(packet), no_own_search=True)
        assert refs(refused) == [("Hamden D.2", "")]

    @pytest.mark.clause("Hampton C.3.d")
    def test_a_corrected_page_is_read_anew(self, board: Board) -> None:
        packet = ready(board)
        later = board.publish(board.now(packet.case_id), CORRECTED, corrects=True)
        with pytest.raises(Refused, match="Read the corrected packet") as refused:
            board.read(packet, board.tan)
        assert refs(refused) == [("Hampton C.3.d", "")]
        board.read(later, board.tan)

    def test_a_closed_packet_is_not_read(self, board: Board) -> None:
        packet = board.released()
        board.accept()
        board.stage(packet.case_id, Stage.WITHDRAWN)
        with pytest.raises(Refused, match="closed"):
            board.read(packet, board.reyes)


class TestSteppingOut:
    def test_it_is_done_once_and_not_asked_why(self, board: Board, session: Session) -> None:
        packet = board.released()
        board.step_out(packet, board.tan)
        board.step_out(packet, board.tan)
        assert len(session.scalars(select(SteppedOut)).all()) == 1
        assert told(session).count("MEMBER_STEPPED_OUT") == 1

    @pytest.mark.clause("Hamden D.2")
    def test_nobody_steps_out_of_what_is_decided(self, board: Board, session: Session) -> None:
        packet = board.released()
        board.accept()
        board.read(packet, *board.members)
        board.decide(packet)
        with pytest.raises(Refused, match="has decided"):
            board.step_out(packet, board.tan)
        assert not session.scalars(select(SteppedOut)).all()

    @pytest.mark.clause("Hamden D.2")
    def test_the_packet_closes_to_who_stepped_out(self, board: Board) -> None:
        packet = board.released()
        board.accept()
        board.step_out(packet, board.tan)
        with pytest.raises(Refused) as refused:
            board.read(packet, board.tan)
        assert refs(refused) == [("Hamden D.2", "R-23")]

    @pytest.mark.clause("Hamden D.2")
    def test_who_saw_raw_material_takes_no_part_even_by_deviation(self, board: Board) -> None:
        packet = board.released()
        board.accept()
        board.expose(packet.case_id, board.tan)
        with pytest.raises(Refused) as refused:
            board.read(packet, board.tan)
        assert refs(refused) == [("Hamden D.2", "R-08")]

    @pytest.mark.clause("Hamden D.2")
    def test_who_read_the_packet_sees_nothing_raw_even_by_deviation_and_in_another_role(
        self, board: Board, session: Session
    ) -> None:
        packet = board.released()
        board.accept()
        board.read(packet, board.tan)
        other = board.released("Somebody Else")
        for case_id, allowed in ((packet.case_id, False), (other.case_id, True)):
            if allowed:
                board.expose(case_id, board.tan)
            else:
                with pytest.raises(IntegrityError, match=r"who read the packet|who decided on"):
                    board.expose(case_id, board.tan)
            later = Actor(board.tan.person_id, Role.SUPERVISOR, board.tan.name)
            facts = facts_of(session, case_id)
            assert later.person_id in facts.seated & facts.excepted
            verdict = judge(Permission.READ_CASE, later, facts).verdict
            assert verdict.value == ("allowed" if allowed else "refused")


class TestDeciding:
    def test_the_outcome_is_recorded_and_the_case_is_decided(self, board: Board, session: Session) -> None:
        packet = ready(board)
        board.decide(packet, NOT_CONTINUE)
        decision = session.scalars(select(Decision)).one()
        assert (decision.number, decision.outcome, decision.grounds) == (1, "not-continue", ["integrity"])
        assert session.get_one(Case, packet.case_id).stage == Stage.DECIDED
        assert told(session)[:3] == ["CASE_STAGE_CHANGED", "NO_OWN_SEARCH_ATTESTED", "DECISION_RECORDED"]

    @pytest.mark.clause("Hamden D.2")
    def test_every_member_has_read_or_stepped_out(self, board: Board) -> None:
        packet = ready(board, board.reyes)
        with pytest.raises(Refused, match="Two members have not read or stepped out") as refused:
            board.decide(packet)
        assert refs(refused) == [("Hamden D.2", "R-26")]
        assert "Member Tan, Member Yu" in str(refused.value)
        board.step_out(packet, board.tan)
        with pytest.raises(Refused, match="One member has not read or stepped out: Member Yu"):
            board.decide(packet)
        board.read(packet, board.yu)
        board.decide(packet)

    def test_an_exposed_member_counts_as_stepped_out(self, board: Board, session: Session) -> None:
        packet = ready(board, board.reyes, board.yu)
        with pytest.raises(Refused, match="One member has not read or stepped out: Member Tan"):
            board.decide(packet)
        board.expose(packet.case_id, board.tan)
        board.decide(packet)
        assert session.scalars(select(Decision.outcome)).one() == Outcome.CONTINUE.value

    @pytest.mark.clause("Hamden D.6")
    @pytest.mark.parametrize(
        ("verdict", "words", "field"),
        [
            (Verdict(Outcome.NOT_CONTINUE, (), outside=False), "at least one job-related ground", "grounds"),
            (Verdict(Outcome.CONTINUE, ("hair-style",), outside=False), "not on the agency", "grounds"),
            (Verdict(Outcome.CONTINUE), "Say whether anything outside", "outside"),
            (Verdict(Outcome.CONTINUE, outside=True), "Write what informed", "explanation"),
        ],
    )
    def test_it_stands_on_job_related_grounds(
        self, board: Board, verdict: Verdict, words: str, field: str
    ) -> None:
        packet = ready(board)
        with pytest.raises(Refused, match=words) as refused:
            board.decide(packet, verdict)
        assert refs(refused) == [("Hamden D.6", "")]
        assert refused.value.unmet[0].fix == f"field:{field}"

    def test_an_outcome_is_chosen(self, board: Board) -> None:
        packet = ready(board)
        with pytest.raises(Refused, match="Choose what the board decided"):
            board.decide(packet, Verdict(None, outside=False))

    def test_what_else_informed_it_is_sealed(self, board: Board, session: Session) -> None:
        packet = ready(board)
        board.decide(packet, Verdict(Outcome.CONTINUE, outside=True, explanation="The oral interview."))
        row = session.scalars(select(Decision)).one()
        assert row.informed_otherwise
        assert b"interview" not in row.informed_otherwise

    def test_only_the_chair_records_it(self, board: Board) -> None:
        packet = ready(board)
        with pytest.raises(Refused, match="The chair of this board records"):
            board.decide(packet, by=board.tan)

    def test_a_chair_who_stepped_out_does_not(self, board: Board) -> None:
        packet = ready(board)
        board.step_out(packet, board.reyes)
        with pytest.raises(Refused) as refused:
            board.decide(packet)
        assert refs(refused) == [("Hamden D.2", "R-23")]

    def test_it_is_recorded_once(self, board: Board) -> None:
        packet = ready(board)
        board.decide(packet)
        with pytest.raises(Refused, match="recorded already"):
            board.decide(packet)

    def test_what_was_deferred_is_decided_later(self, board: Board, session: Session) -> None:
        packet = ready(board)
        board.decide(packet, DEFER)
        assert session.get_one(Case, packet.case_id).stage == Stage.RELEASED
        board.decide(packet, CONTINUE)
        numbers = select(Decision.number, Decision.outcome).order_by(Decision.number)
        assert [tuple(row) for row in session.execute(numbers)] == [(1, "defer"), (2, "continue")]
        with pytest.raises(Refused, match="recorded already"):
            board.decide(packet)

    @pytest.mark.clause("Hampton C.3.d")
    def test_a_page_that_was_corrected_is_decided_on_anew(self, board: Board) -> None:
        packet = ready(board)
        board.decide(packet)
        later = board.publish(board.now(packet.case_id), CORRECTED, corrects=True)
        with pytest.raises(Refused, match="Three members have not read"):
            board.decide(later)
        board.read(later)
        with pytest.raises(Refused, match="recorded already"):
            board.decide(packet)
        board.decide(later, NOT_CONTINUE)

    def test_a_case_under_correction_keeps_its_stage(self, board: Board, session: Session) -> None:
        packet = ready(board)
        with unit_of_work(SYSTEM) as work:
            take_for_correction(work, board.now(packet.case_id))
        assert board.now(packet.case_id).seen_as is Stage.RELEASED
        board.decide(packet)
        assert session.get_one(Case, packet.case_id).stage == Stage.REVIEW
        assert board.now(packet.case_id).seen_as is Stage.DECIDED, "for everybody but those who correct"

    def test_somebody_elses_packet_does_not_exist(self, board: Board) -> None:
        packet = ready(board)
        stranger = board.people.make("Member Elsewhere", Role.BOARD_MEMBER)
        with pytest.raises(NotFound), unit_of_work(stranger) as work:
            deciding.record_decision(work, board.facts(packet), CONTINUE)
        with pytest.raises(NotFound):
            board.facts("B-22222")
