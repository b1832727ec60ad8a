"""A tie declared in one role keeps the same person from deciding in every other (Hamden D.2)."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from tests.board.test_walls import BOTH, Make, decision, write
from tests.factories.board import CORRECTED, Board, Put
from tests.people import People
from tests.walls import refused
from tracker.board import service
from tracker.board.docket import dockets
from tracker.board.docket_rows import DocketState
from tracker.board.models import SteppedOut, UpheldDecision
from tracker.board.queries import members_of
from tracker.board.readers import readers_of_earlier
from tracker.board.scheduling import recipients_of_packet
from tracker.board.upholding import uphold_decision
from tracker.cases.models import ConflictDeclaration, ConflictRuling
from tracker.db import Record, UnitOfWork, unit_of_work
from tracker.policy.actors import Actor, Role
from tracker.policy.answers import Refused
from tracker.policy.judgement import Verdict, judge
from tracker.policy.permissions import Permission
from tracker.policy.vocabulary import ConflictAnswer, Stage

pytestmark = pytest.mark.clause("Hamden D.2")
WHY = "The correction touches a date alone, so the decision stands."


def tied(case_id: UUID, person: Actor, answer: ConflictAnswer = ConflictAnswer.YES) -> ConflictDeclaration:
    """Have somebody declare a tie in the role that they had before they got their seat."""
    row = write(
        lambda work: ConflictDeclaration(
            case_id=case_id,
            person_id=person.person_id,
            answer=answer.value,
            tie="family" if answer is ConflictAnswer.YES else None,
            explanation=None,
            declared_at=work.now(),
        )
    )
    assert isinstance(row, ConflictDeclaration)
    return row


def refusals(board: Board, packet: Put, member: Actor) -> list[str | None]:
    judged = judge(Permission.READ_PACKET, member, board.facts(packet))
    return [] if judged.verdict is Verdict.ALLOWED else [one.ref for one in judged.unmet]


@pytest.mark.parametrize("answer", [ConflictAnswer.YES, ConflictAnswer.UNSURE], ids=str)
def test_who_declared_a_tie_before_the_seat_takes_no_part(
    board: Board, session: Session, answer: ConflictAnswer
) -> None:
    packet, other = board.released(), board.released("Somebody Else")
    board.accept()
    tied(packet.case_id, board.tan, answer)
    assert refusals(board, packet, board.tan) == ["R-23"]
    assert refusals(board, other, board.tan) == refusals(board, packet, board.yu) == []
    with pytest.raises(Refused), unit_of_work(board.tan) as work:
        service.acknowledge(work, board.facts(packet), no_own_search=True)
    states = {row.packet: row.state for row in dockets(session, board.tan.person_id)[0].rows}
    assert states == {packet.reference: DocketState.NO_PART, other.reference: DocketState.READY}
    told = {one.name: one.state for one in members_of(session, board.facts(packet))}
    assert told["Member Tan"] == "Takes no part"
    reads = {one.name: one.reads for one in recipients_of_packet(session, packet.case_id)}
    assert reads == {"Member Reyes": True, "Member Tan": False, "Member Yu": True}
    board.read(packet, board.reyes, board.yu)
    board.decide(packet)


def test_who_declared_a_tie_since_is_not_said_to_have_still_to_read(board: Board, session: Session) -> None:
    packet = board.released()
    board.accept()
    for member in (board.reyes, board.tan):
        board.open(packet, member)
    board.publish(board.now(packet.case_id), CORRECTED, corrects=True)
    tied(packet.case_id, board.tan)
    states = {one.name: one.state[0] for one in readers_of_earlier(session, packet.case_id)}
    assert states == {"Member Reyes": "Has still to read it", "Member Tan": "Takes no part any more"}


def test_a_lifted_tie_keeps_nobody_from_deciding(board: Board) -> None:
    packet = board.released()
    board.accept()
    said = tied(packet.case_id, board.tan)
    write(
        lambda work: ConflictRuling(
            declaration_id=said.id,
            ruling="lifted",
            reason=b"",
            ruled_by=board.supervisor.person_id,
            ruled_at=work.now(),
        )
    )
    assert refusals(board, packet, board.tan) == []


def test_a_chief_who_stepped_out_or_declared_a_tie_upholds_nothing(board: Board, people: People) -> None:
    packet, other = board.released(), board.released("Somebody Else")
    board.accept()
    for one in (packet, other):
        board.read(one)
        board.decide(one)
        board.stage(one.case_id, Stage.DECIDED)
    pages = [board.publish(board.now(one.case_id), CORRECTED, corrects=True) for one in (packet, other)]
    chief, tied_chief = (Actor(one.person_id, Role.CHIEF, one.name) for one in (board.tan, board.yu))
    board.step_out(pages[0], board.tan)
    tied(other.case_id, board.yu)
    for page, who in zip(pages, (chief, tied_chief), strict=True):
        with pytest.raises(Refused) as why, unit_of_work(who) as work:
            uphold_decision(work, board.facts(page), reason=WHY)
        assert [one.ref for one in why.value.unmet] == ["R-23"]


@BOTH
def test_the_database_takes_no_part_of_who_declared_a_tie(board: Board, make: Make) -> None:
    packet, other = board.released(), board.released("Somebody Else")
    tied(packet.case_id, board.tan)
    with refused("nobody with a tie to a candidate takes part"):
        write(lambda work: make(packet, board.tan.person_id, work))
    write(lambda work: make(other, board.tan.person_id, work))


@pytest.mark.parametrize("way", ["tie", "out"])
def test_the_database_takes_no_reason_of_a_chief_who_takes_no_part(
    board: Board, people: People, way: str
) -> None:
    packet = board.released()
    board.accept()
    board.read(packet, board.reyes, board.tan, board.yu)
    made = write(lambda work: decision(packet, board.reyes.person_id, work))
    board.stage(packet.case_id, Stage.DECIDED)
    page = board.publish(board.now(packet.case_id), CORRECTED, corrects=True)
    chief = people.make("Chief Avery Stone", Role.CHIEF).person_id

    def upheld(work: UnitOfWork) -> Record:
        return UpheldDecision(
            case_id=packet.case_id,
            decision_id=made.id,
            packet_id=page.id,
            reason=b"",
            recorded_by=chief,
            recorded_at=work.now(),
        )

    if way == "tie":
        tied(packet.case_id, Actor(chief, Role.CHIEF, ""))
    else:
        write(lambda work: SteppedOut(case_id=packet.case_id, person_id=chief, stepped_out_at=work.now()))
    words = {"tie": "nobody with a tie to a candidate takes part", "out": "stepped out of a decision upholds"}
    with refused(words[way]):
        write(upheld)
