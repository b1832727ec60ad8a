"""A decision keeps the findings it rests on, and everybody says that they did no search of their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.board.test_views import Room
from tests.board.test_walls import decision, reading, write
from tests.factories.board import CORRECTED, Board
from tests.pages.board import (
    chair_records_decision,
    member_accepts_duties,
    member_confirms_reading,
    member_reads_packet,
    said_on,
)
from tests.pages.filled import send
from tests.pages.protocol import token_in
from tests.people import Browser, People
from tests.walls import refused
from tracker.board.models import Acknowledgement, Decision
from tracker.board.recorded import _attested, _resting, decisions_of
from tracker.db import Record, UnitOfWork

TOLD = (
    b"<article><h1>Internet review done. 1 job-related finding.</h1><section><h3>Finding 1</h3><dl>"
    b"<dt>What</dt><dd>Wrote that 1 &lt; 2 &amp; laughed.</dd>"
    b"<dt>Direction</dt><dd>Could weigh against the candidate</dd>"
    b"<dt>Bears on</dt><dd>Honesty and integrity</dd>"
    b"<dt>Answer</dt><dd>&lt;dt&gt;Bears on&lt;/dt&gt;</dd></dl></section></article>"
)


def against(chair: Browser, packet: str, findings: Mapping[int, tuple[str, ...]]) -> TestResponse:
    """Record that a candidate does not go on, for two reasons."""
    grounds = "integrity", "judgment"
    return chair_records_decision(chair, packet, "not-continue", grounds=grounds, findings=findings)


@pytest.fixture
def room(app: Flask, people: People) -> Room:
    """The board's room."""
    return Room(app, people)


@pytest.mark.clause("Hamden D.6")
def test_each_ground_against_a_candidate_rests_on_a_finding_of_the_page(room: Room) -> None:
    packet = room.correct().reference
    for member in (room.reyes, room.tan, room.yu):
        member_accepts_duties(member, room.requisition)
        member_confirms_reading(member, packet)
    answer = against(room.reyes, packet, {1: ("integrity",)})
    assert answer.status_code == 409
    words = "1 ground rests on no finding of the packet: Judgment."
    assert answer.text.count(words) == 2, "at the head and beside it"
    assert "The decision is not recorded yet" not in answer.text
    assert room.count(Decision) == 0
    assert against(room.reyes, packet, {}).text.count("2 grounds rest on no finding of the packet:") == 2
    both = {1: ("integrity", "judgment")}
    assert against(room.reyes, packet, both).status_code == 303
    decided = " ".join(room.tan.get(f"/board/decisions/{packet}").text.split())
    assert "Honesty and integrity, on finding 1" in decided
    assert "by their word: Member Reyes, Member Tan, Member Yu." in decided
    assert "Not asked then" not in decided
    said = [line.event for line in room.lines("FINDINGS_RELIED_ON", "NO_OWN_SEARCH_ATTESTED")]
    assert (said.count("FINDINGS_RELIED_ON"), said.count("NO_OWN_SEARCH_ATTESTED")) == (2, 4)


@pytest.mark.clause("Hamden D.6")
def test_the_form_shows_each_finding_and_a_tick_under_it_chooses_its_ground(room: Room) -> None:
    with room.behind() as board:
        packet = board.publish(board.now(room.packet.case_id), TOLD, corrects=True).reference
    for member in (room.reyes, room.tan, room.yu):
        member_accepts_duties(member, room.requisition)
        member_confirms_reading(member, packet)
    page = said_on(room.reyes.get(f"/board/decisions/{packet}").text)
    assert "Finding 1: Could weigh against the candidate Wrote that 1 < 2 & laughed." in page
    assert page.count("Relied on, for: Honesty and integrity") == 1
    assert page.count("Composure under stress") == 1, "the others stand once, below the findings"
    assert "(optional)" not in page
    answer = chair_records_decision(room.reyes, packet, "", outside="", findings={1: ("integrity",)})
    errors = [answer.text.index(f'href="#{name}') for name in ("outcome-0", "outside-0")]
    assert errors == sorted(errors)
    answer = chair_records_decision(room.reyes, packet, "not-continue", findings={1: ("integrity",)})
    assert answer.status_code == 303
    page = said_on(room.reyes.get(answer.location).text)
    assert "Honesty and integrity, on finding 1" in page
    assert "Back to the docket" in page
    assert "What is recorded is not edited." in page


def test_who_has_not_opened_the_packet_reads_nothing_of_it_on_the_form(room: Room) -> None:
    with room.behind() as board:
        packet = board.publish(board.now(room.packet.case_id), TOLD, corrects=True).reference
    member_accepts_duties(room.reyes, room.requisition)
    token = token_in(room.reyes.get(f"/board/packets/{packet}/step-out").text)
    answer = room.reyes.post(f"/board/decisions/{packet}", data={"csrf_token": token})
    assert answer.status_code == 422
    assert "laughed" not in answer.text


@pytest.mark.clause("Hamden D.2")
def test_nobody_confirms_or_decides_who_does_not_say_that_they_did_no_search(room: Room) -> None:
    packet = room.packet.reference
    member_accepts_duties(room.reyes, room.requisition)
    assert "I did no search of my own" in member_reads_packet(room.reyes, packet)
    answer = send(room.reyes, f"/board/packets/{packet}", f"/board/packets/{packet}/acknowledge")
    assert answer.status_code == 409
    assert answer.text.count("Say that you did no search of your own on this candidate.") == 2
    assert "General Order 004-011 D.2" in answer.text
    assert room.count(Acknowledgement) == 0
    member_confirms_reading(room.reyes, packet)
    for member in (room.tan, room.yu):
        member_accepts_duties(member, room.requisition)
        member_confirms_reading(member, packet)
    address = f"/board/decisions/{packet}"
    answer = send(room.reyes, address, outcome="continue", outside="no")
    assert answer.status_code == 409
    assert "Say that you did no search of your own on this candidate." in answer.text
    assert room.count(Decision) == 0


def test_without_findings_the_page_asks_for_none(room: Room) -> None:
    room.all_read()
    assert "finding_1" not in room.reyes.get(f"/board/decisions/{room.packet.reference}").text
    answer = against(room.reyes, room.packet.reference, {})
    assert answer.status_code == 409
    assert "The packet has no finding to rely on." in answer.text


@pytest.mark.clause("Hamden D.2")
@pytest.mark.parametrize(
    ("make", "without", "words"),
    [
        (reading, {"no_own_search": None}, "nobody confirms having read"),
        (reading, {"no_own_search": False}, "nobody confirms having read"),
        (decision, {"no_own_search": None}, "nobody records a decision"),
        (decision, {"relied_on": None}, "keeps which findings"),
        (decision, {"outcome": "not-continue"}, "keeps which findings"),
    ],
    ids=["unsaid", "untrue", "undecided", "unlinked", "groundless"],
)
def test_the_database_asks_too(
    board: Board, make: Callable[..., Record], without: dict[str, object], words: str
) -> None:
    packet = board.released()

    def bare(work: UnitOfWork) -> Record:
        row = make(packet, board.tan.person_id, work)
        for name, value in without.items():
            setattr(row, name, value)
        return row

    with refused(words):
        write(bare)


def test_what_was_recorded_before_the_question_says_so(board: Board, session: Session) -> None:
    packet = board.released(page=CORRECTED)
    at = datetime(2026, 3, 12, tzinfo=UTC)
    before = Decision(
        case_id=packet.case_id,
        packet_id=packet.id,
        number=1,
        outcome="not-continue",
        grounds=["integrity"],
        informed_otherwise=None,
        recorded_by=board.reyes.person_id,
        recorded_at=at,
        relied_on=None,
        no_own_search=None,
    )
    assert _resting(before) == {"integrity": "on which finding was not asked then"}
    assert _attested((), before, {board.reyes.person_id}) == set()
    assert decisions_of(session, packet.case_id) == ()
