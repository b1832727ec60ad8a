"""Each member says of each candidate whether there is a tie, before the packet opens to them (Hamden D.2)."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.board.test_views import Room
from tests.board.test_walls import reading, write
from tests.factories.board import CORRECTED, Board
from tests.pages.board import (
    chair_records_decision,
    member_accepts_duties,
    member_confirms_reading,
    member_reads_packet,
    member_sees_the_docket,
    said_on,
)
from tests.pages.filled import send, shown, text_of
from tests.people import People
from tests.walls import refused
from tracker.board.docket import dockets, first_of
from tracker.board.forms import tie_field
from tracker.board.models import SteppedOut, TieAnswer
from tracker.board.queries import members_of, packet_page
from tracker.board.ties import asked_about
from tracker.ledger.queries import ledger_page
from tracker.policy.actors import Role
from tracker.policy.answers import NotFound, Refused
from tracker.policy.judgement import Verdict, judge
from tracker.policy.permissions import Permission
from tracker.policy.vocabulary import ConflictAnswer, Stage

pytestmark = pytest.mark.clause("Hamden D.2")
NONE, YES, UNSURE = ConflictAnswer.NONE, ConflictAnswer.YES, ConflictAnswer.UNSURE


@pytest.fixture
def room(app: Flask, people: People) -> Room:
    """The board's room, whose first candidate nobody has a tie to."""
    return Room(app, people)


def states(board: Board, session: Session, packet: str) -> set[str]:
    """Return how the chair sees the members with a packet."""
    return {one.state for one in members_of(session, board.facts(packet))}


def test_a_packet_opens_after_a_no_alone(board: Board, session: Session) -> None:
    packet = board.released(said=False)
    board.accept()
    for answer, verdict in ((None, Verdict.REFUSED), (UNSURE, Verdict.REFUSED), (NONE, Verdict.ALLOWED)):
        if answer:
            board.say(packet, board.tan, answer)
        for permission in (Permission.READ_PACKET, Permission.ACKNOWLEDGE_PACKET):
            assert judge(permission, board.tan, board.facts(packet)).verdict is verdict
    assert judge(Permission.RECORD_DECISION, board.reyes, board.facts(packet)).verdict is Verdict.REFUSED
    rows = session.scalars(select(TieAnswer.answer).order_by(TieAnswer.number)).all()
    assert rows == ["unsure", "none"]
    told = [line.sentence for line in ledger_page(session, events=("MEMBER_SAID_OF_TIES",)).lines]
    assert len(told) == 2


def test_a_yes_steps_out_and_is_not_taken_back(board: Board, session: Session) -> None:
    packet = board.released(said=False)
    board.accept()
    board.say(packet, board.tan, YES)
    board.say(packet, board.tan, YES)
    assert len(session.scalars(select(SteppedOut.id)).all()) == 1
    with pytest.raises(Refused, match="cannot be taken back") as why:
        board.say(packet, board.tan, NONE)
    assert [one.ref for one in why.value.unmet] == ["R-23"]
    asked = asked_about(session, board.facts(packet).requisition_id, board.tan.person_id)
    assert asked == (), "nobody who takes no part is asked"


def test_a_no_is_not_turned_into_a_doubt_and_a_correction_asks_nobody_anew(
    board: Board, session: Session
) -> None:
    packet = board.released()
    board.accept()
    with pytest.raises(Refused, match="step out"):
        board.say(packet, board.tan, UNSURE)
    page = board.publish(board.now(packet.case_id), CORRECTED, corrects=True)
    assert judge(Permission.READ_PACKET, board.tan, board.facts(page)).verdict is Verdict.ALLOWED
    assert asked_about(session, board.facts(page).requisition_id, board.tan.person_id) == ()


def test_the_chair_cannot_tell_a_doubt_from_no_answer(board: Board, session: Session) -> None:
    packet = board.released(said=False)
    board.accept()
    assert states(board, session, packet.reference) == {"Has not said yet"}
    board.say(packet, board.tan, UNSURE)
    assert states(board, session, packet.reference) == {"Has not said yet"}
    board.say(packet, board.yu)
    assert states(board, session, packet.reference) == {"Has not said yet", "Has not read it yet"}


def test_what_is_read_next_is_what_opens(board: Board, session: Session) -> None:
    first, second = board.released(), board.released("Somebody Else", said=False)
    board.accept()
    facts = board.facts(first)
    assert packet_page(session, facts, board.tan.person_id).next_packet == ""
    (docket,) = dockets(session, board.tan.person_id)
    assert (docket.first, docket.asked_about) == (first.reference, 1)
    assert first_of((docket,)) == docket.requisition
    board.say(second, board.tan)
    session.rollback()
    assert packet_page(session, facts, board.tan.person_id).next_packet == second.reference


def test_whoever_has_no_seat_says_nothing(board: Board, people: People) -> None:
    packet = board.released(said=False)
    with pytest.raises(NotFound):
        board.say(packet, people.make("Member Elsewhere", Role.BOARD_MEMBER))


def test_the_database_asks_too(board: Board, people: People) -> None:
    packet = board.released(said=False)
    with refused("before saying that they have no tie"):
        write(lambda work: reading(packet, board.tan.person_id, work))

    def said(answer: str, number: int, person: str = "tan") -> None:
        who = board.tan if person == "tan" else people.make("Member Elsewhere", Role.BOARD_MEMBER)
        write(
            lambda work: TieAnswer(
                case_id=packet.case_id,
                person_id=who.person_id,
                number=number,
                answer=answer,
                answered_at=work.now(),
            )
        )

    for answer, number, person, words in (
        ("yes", 1, "tan", "whoever has a tie steps out"),
        ("unsure", 2, "tan", "follows what they said before"),
        ("none", 1, "stranger", "only members of the board"),
    ):
        with refused(words):
            said(answer, number, person)
    said("unsure", 1)
    said("none", 2)
    with refused("says nothing else of it"):
        said("unsure", 3)
    write(lambda work: reading(packet, board.tan.person_id, work))


def test_on_the_pages_each_candidate_is_asked_about(room: Room) -> None:
    with room.behind() as board:
        later = board.released("Celia Castellon", said=False)
    address = f"/board/duties/{room.requisition}"
    member_accepts_duties(room.reyes, room.requisition, "unsure")
    docket = member_sees_the_docket(room.reyes)
    assert "1 packet stays closed to you until you answered." in " ".join(docket.split())
    refusal = shown(room.reyes, f"/board/packets/{later.reference}", 409)
    assert "Say first whether you have a tie" in refusal
    assert "Ask HR or the agency" in refusal
    duties = shown(room.reyes, address)
    assert "Celia Castellon" in duties
    assert "Marisol Pe" not in duties, "of her it was said before"
    field = tie_field(later.reference)
    assert "Say whether you have a tie to Celia" in text_of(send(room.reyes, address, **{field: ""}), 422)
    assert send(room.reyes, address, **{field: "none"}).location == "/board"
    member_reads_packet(room.reyes, later.reference)
    assert "There is no candidate that you have still to be asked about" in shown(room.reyes, address)
    assert member_accepts_duties(room.tan, room.requisition, "yes").status_code == 303
    assert "You take no part" in member_sees_the_docket(room.tan)


def test_after_a_doubt_the_row_does_not_say_ready_and_closed_packets_count_nowhere(room: Room) -> None:
    with room.behind() as board:
        other = board.released("Ben Ortiz", said=False)
    address = f"/board/duties/{room.requisition}"
    answers = {tie_field(other.reference): "unsure", tie_field(room.packet.reference): "none"}
    asked = {name: value for name, value in answers.items() if name in shown(room.tan, address)}
    assert send(room.tan, address, **asked).status_code == 303
    docket = said_on(member_sees_the_docket(room.tan))
    assert "Closed to you until you answer" in docket
    assert "1 candidate is ready to read" in docket
    assert "1 packet stays closed to you" in docket
    assert "No meeting is set yet." in docket
    with room.behind() as board:
        board.stage(other.case_id, Stage.CLOSED)
    assert "stays closed to you" not in said_on(member_sees_the_docket(room.tan))


def test_the_chair_is_told_what_is_theirs_to_record_and_what_comes_next(room: Room) -> None:
    with room.behind() as board:
        other = board.released("Ben Ortiz")
    packets = sorted((room.packet, other), key=lambda one: one.case)
    for member in (room.reyes, room.tan, room.yu):
        member_accepts_duties(member, room.requisition)
        assert "for you to record" not in member_sees_the_docket(room.reyes)
        for one in packets:
            member_confirms_reading(member, one.reference)
    docket = said_on(member_sees_the_docket(room.reyes))
    assert "2 decisions are for you to record." in docket
    assert "for you to record" not in member_sees_the_docket(room.tan)
    assert "See how far the decision is" in member_sees_the_docket(room.tan)
    answer = chair_records_decision(room.reyes, packets[0].reference)
    page = shown(room.reyes, answer.location)
    assert f'href="/board/decisions/{packets[1].reference}"' in page
    docket = said_on(member_sees_the_docket(room.reyes))
    assert "1 decision is for you to record." in docket
    assert "See the decision" in docket
    with room.behind() as board:
        board.publish(board.now(packets[0].case_id), CORRECTED, corrects=True)
    assert "See the earlier decision" in said_on(member_sees_the_docket(room.reyes))
