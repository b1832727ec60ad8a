"""The board's pages: what a member sees and does, what is refused and why, and what is recorded."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha512
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories.board import CORRECTED, PAGE, Board, Put
from tests.pages.board import (
    chair_records_decision,
    member_accepts_duties,
    member_confirms_reading,
    member_reads_packet,
    member_sees_the_docket,
    member_steps_out,
)
from tests.pages.filled import form_on, values_of
from tests.pages.protocol import token_in
from tests.people import Browser, People
from tests.vault.counting import statements
from tracker.board import queries
from tracker.board.models import Acknowledgement, Decision
from tracker.cases.models import AccessEntry
from tracker.db import db
from tracker.ledger.queries import LedgerLine, ledger_page
from tracker.policy.actors import Actor, Role
from tracker.policy.decisions import TOLD_OF_CORRECTION
from tracker.policy.vocabulary import Stage


class Room:
    """A board, with its pages open in the browsers of its members."""

    def __init__(self, app: Flask, people: People) -> None:
        """Seat the board and put one page before it."""
        self.app, self.people = app, people
        with app.app_context():
            self.board = Board(people)
            self.packet = self.board.released()
            self.requisition = self.board.reference
        self.reyes, self.tan, self.yu = (self.browser(member) for member in self.board.members)

    def browser(self, actor: Actor) -> Browser:
        """Return a browser signed in as somebody."""
        return self.people.browser(actor)

    @contextmanager
    def behind(self) -> Iterator[Board]:
        """Do something that no page does here."""
        with self.app.app_context():
            yield self.board

    def lines(self, *events: str) -> tuple[LedgerLine, ...]:
        """Return the lines of the ledger of some events, newest first."""
        with self.app.app_context():
            return ledger_page(db.session, events=events).lines

    def count(self, what: type[Acknowledgement | Decision | AccessEntry]) -> int:
        """Count rows."""
        with self.app.app_context():
            return len(db.session.scalars(select(what.id)).all())

    def correct(self) -> Put:
        """Put a correction in the place of the packet."""
        with self.behind() as board:
            return board.publish(board.now(self.packet.case_id), CORRECTED, corrects=True)

    def all_read(self) -> None:
        """Have every member accept the duties and read the packet, on the pages."""
        for member in (self.reyes, self.tan, self.yu):
            member_accepts_duties(member, self.requisition)
            member_confirms_reading(member, self.packet.reference)


@pytest.fixture
def room(app: Flask, people: People) -> Room:
    """The board's room."""
    return Room(app, people)


def test_a_board_meets(room: Room) -> None:
    docket = member_sees_the_docket(room.reyes)
    assert "Your duties come first" in docket
    assert "Start reading" not in docket
    assert "After your duties" in docket
    assert "Step out" not in docket
    assert "/board/decisions/" not in docket
    assert member_accepts_duties(room.reyes, room.requisition).location == "/board"
    docket = member_sees_the_docket(room.reyes)
    assert "You accepted the duties of this board" in docket
    assert "1 candidate is ready to read, about 1 minute." in " ".join(docket.split())
    assert "Marisol Peña" in docket
    assert "Step out" in docket
    assert "/board/decisions/" not in docket, "reading comes before the decision"
    page = member_reads_packet(room.reyes, room.packet.reference)
    assert PAGE.decode().strip() in page
    answer = member_confirms_reading(room.reyes, room.packet.reference)
    assert answer.location == "/board"
    docket = member_sees_the_docket(room.reyes)
    assert "Ready, read by you" in docket
    assert f"/board/decisions/{room.packet.reference}" in docket
    assert "You have read every packet that is ready." in docket
    assert "ready to read" not in docket
    for member in (room.tan, room.yu):
        member_accepts_duties(member, room.requisition)
    member_confirms_reading(room.tan, room.packet.reference)
    assert member_steps_out(room.yu, room.packet.reference).location == "/board"
    assert "You take no part" in member_sees_the_docket(room.yu)
    answer = chair_records_decision(
        room.reyes,
        room.packet.reference,
        "not-continue",
        grounds=("integrity", "judgment"),
        outside="yes",
        explanation="The oral interview.",
    )
    assert answer.location == f"/board/decisions/{room.packet.reference}"
    decided = " ".join(room.tan.get(answer.location).text.split())
    assert "What informed it besides the packet: The oral interview." in decided
    assert "Honesty and integrity, on no finding of the packet" in decided
    assert "Did no search of their own, by their word: Member Reyes, Member Tan." in decided
    assert "Read by Member Reyes, Member Tan. Took no part: Member Yu." in decided
    decided = room.tan.get(answer.location).get_data(as_text=True)
    assert "The candidate does not go on" in decided
    assert "Honesty and integrity" in decided
    assert "Recorded by Member Reyes" in decided
    docket = member_sees_the_docket(room.tan)
    assert "Decided" in docket
    assert "The board has decided. You have nothing to do now." in docket
    assert f"/board/packets/{room.packet.reference}/step-out" not in docket


def test_candidates_who_are_not_ready_are_a_number(room: Room) -> None:
    with room.behind() as board:
        waiting = [board.case(f"Candidate {number}", assigned=False) for number in range(3)]
    member_accepts_duties(room.reyes, room.requisition)
    docket = member_sees_the_docket(room.reyes)
    assert "3 not ready yet." in docket
    assert all(one.reference not in docket for one in waiting)


def test_reading_goes_on_to_the_next_candidate(room: Room) -> None:
    with room.behind() as board:
        other = board.released("Somebody Else")
    member_accepts_duties(room.reyes, room.requisition)
    first, then = sorted((room.packet, other), key=lambda packet: packet.case)
    assert f"/board/packets/{first.reference}" in member_sees_the_docket(room.reyes)
    answer = member_confirms_reading(room.reyes, first.reference)
    assert answer.location == f"/board/packets/{then.reference}"


def test_each_opening_of_a_packet_is_recorded_before_it_is_shown(room: Room) -> None:
    member_accepts_duties(room.reyes, room.requisition)
    for number in (1, 2):
        member_reads_packet(room.reyes, room.packet.reference)
        assert room.count(AccessEntry) == number
        assert len(room.lines("PACKET_OPENED")) == number
    assert room.reyes.head(f"/board/packets/{room.packet.reference}").status_code == 200
    assert len(room.lines("PACKET_OPENED")) == 2, "who asks for the head alone reads nothing"
    with room.behind():
        entry = db.session.scalars(select(AccessEntry)).first()
        assert entry is not None
        assert (entry.thing, entry.reference, entry.raw) == ("packet", room.packet.reference, False)


def test_looking_changes_nothing(room: Room) -> None:
    member_accepts_duties(room.reyes, room.requisition)
    with room.behind():
        before = ledger_page(db.session).lines[0].idx
    for path in ("/board", f"/board/duties/{room.requisition}", f"/board/decisions/{room.packet.reference}"):
        assert room.reyes.get(path).status_code == 200
    assert room.reyes.get(f"/board/packets/{room.packet.reference}/step-out").status_code == 200
    with room.behind():
        assert ledger_page(db.session).lines[0].idx == before


@pytest.mark.clause("Hamden D.2")
def test_duties_come_before_the_first_packet(room: Room) -> None:
    answer = room.reyes.get(f"/board/packets/{room.packet.reference}")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Read and accept the duties" in page
    assert "General Order 004-011 D.2" in page
    assert 'href="/board"' in page
    assert "Internet review done" not in page


@pytest.mark.clause("Hamden D.2")
def test_who_stepped_out_is_told_so(room: Room) -> None:
    member_accepts_duties(room.tan, room.requisition)
    member_steps_out(room.tan, room.packet.reference)
    answer = room.tan.get(f"/board/packets/{room.packet.reference}")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "The packet is closed to you. The other members see that you take no part; not why." in page
    assert "R-23" in page
    assert "Internet review done" not in page
    assert room.lines("PACKET_OPENED") == ()
    assert [line.denied for line in room.lines("ROUTE_DENIED")] == [True]


@pytest.mark.clause("Hamden D.2")
def test_who_saw_search_material_takes_no_part(room: Room) -> None:
    member_accepts_duties(room.tan, room.requisition)
    with room.behind() as board:
        board.expose(room.packet.case_id, board.tan)
    assert room.tan.get(f"/board/packets/{room.packet.reference}").status_code == 409
    assert "You take no part" in member_sees_the_docket(room.tan)


@pytest.mark.clause("Hamden D.2")
def test_the_decision_waits_for_all_members_and_keeps_what_was_typed(room: Room) -> None:
    for member in (room.reyes, room.tan):
        member_accepts_duties(member, room.requisition)
    address = f"/board/decisions/{room.packet.reference}"
    page = room.reyes.get(address).get_data(as_text=True)
    assert "The chair records the decision after every member has read the packet or stepped out." in page
    assert "Three members have not read or stepped out: Member Reyes, Member Tan, Member Yu." in page
    assert f'<form method="post" action="{address}"' not in page
    assert "Record decision" not in page
    member_confirms_reading(room.reyes, room.packet.reference)
    token = token_in(room.reyes.get(f"/board/packets/{room.packet.reference}/step-out").text)
    typed = {"outcome": "continue", "outside": "yes", "explanation": "The oral interview."}
    answer = room.reyes.post(address, data={"csrf_token": token, **typed})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Two members have not read or stepped out: Member Tan, Member Yu." in page
    assert "R-26" not in page
    assert "General Order 004-011 D.2" in page
    assert "The oral interview." in page
    assert room.count(Decision) == 0


def test_the_decision_names_its_grounds(room: Room) -> None:
    room.all_read()
    answer = chair_records_decision(room.reyes, room.packet.reference, "not-continue")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Error: Decision" in page
    assert page.count("Choose at least one job-related ground.") == 2
    assert 'href="#grounds-0"' in page


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"outcome": ""}, "Choose what the board decided"),
        ({"outcome": "hire"}, "Choose what the board decided"),
        ({"outside": ""}, "Say whether anything outside this packet informed it"),
        ({"explanation": "password: hunter22!"}, "That looks like a password"),
        ({"explanation": "x " * 1500}, "Write at most 2,000 characters"),
    ],
)
def test_a_form_that_is_not_filled_in_says_what_to_change(
    room: Room, given: dict[str, Any], words: str
) -> None:
    room.all_read()
    answer = chair_records_decision(room.reyes, room.packet.reference, **given)
    assert answer.status_code == 422
    assert words in answer.get_data(as_text=True)
    assert room.count(Decision) == 0


def test_a_decision_tells_in_one_go_all_that_it_lacks(room: Room) -> None:
    room.all_read()
    unanswered = chair_records_decision(room.reyes, room.packet.reference, "not-continue", outside="").text
    unexplained = chair_records_decision(room.reyes, room.packet.reference, "", outside="yes").text
    for page, sentences in (
        (unanswered, ("Choose at least one job-related ground.", "Say whether anything outside this packet")),
        (unexplained, ("Choose what the board decided", "Write what informed the decision besides")),
    ):
        for sentence in sentences:
            assert page.count(sentence) == 2, "at the head and beside its field"


def test_grounds_that_nobody_offers_are_refused(room: Room) -> None:
    room.all_read()
    answer = chair_records_decision(room.reyes, room.packet.reference, "not-continue", grounds=("hair",))
    assert answer.status_code == 409
    assert "1 ground is not on the agency" in answer.get_data(as_text=True)


def test_a_decision_made_on_an_older_page_is_not_recorded(room: Room) -> None:
    room.all_read()
    address = f"/board/decisions/{room.packet.reference}"
    before = values_of(form_on(room.reyes.get(address).text, address))
    assert chair_records_decision(room.reyes, room.packet.reference, "defer").status_code == 303
    answer = room.reyes.post(address, data={**before, "outcome": "continue", "outside": "no"})
    assert answer.status_code == 409
    assert "Somebody else saved this" in answer.text
    assert room.count(Decision) == 1
    assert chair_records_decision(room.reyes, room.packet.reference, "continue").status_code == 303


def test_only_the_chair_sees_the_form_and_may_send_it(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    room.all_read()
    address = f"/board/decisions/{room.packet.reference}"
    page = room.tan.get(address).get_data(as_text=True)
    assert "Record decision" not in page
    assert "The chair records it" in page
    answer = room.tan.post(address, data={"outcome": "continue", "outside": "no"})
    assert answer.status_code == 400
    monkeypatch.setitem(room.app.config, "WTF_CSRF_ENABLED", False)
    answer = room.tan.post(address, data={"outcome": "continue", "outside": "no"})
    assert answer.status_code == 409
    assert "The chair of this board records its decisions" in answer.get_data(as_text=True)


def test_when_the_chair_steps_out_the_page_says_who_can_help(room: Room) -> None:
    room.all_read()
    member_steps_out(room.reyes, room.packet.reference)
    page = room.tan.get(f"/board/decisions/{room.packet.reference}").get_data(as_text=True)
    assert "HR can name another member as chair" in page


@pytest.mark.clause("Hampton C.3.d")
def test_a_correction_reaches_who_read_the_old_page(room: Room) -> None:
    room.all_read()
    chair_records_decision(room.reyes, room.packet.reference)
    later = room.correct()
    docket = member_sees_the_docket(room.tan)
    assert "This changed after you read it" in docket
    assert "Corrected after the decision" in docket
    old = member_reads_packet(room.tan, room.packet.reference)
    assert "This packet was corrected" in old
    assert f"/board/packets/{later.reference}" in old
    assert "I have read this" not in old
    new = member_reads_packet(room.tan, later.reference)
    assert TOLD_OF_CORRECTION in new
    assert CORRECTED.decode().strip() in new
    assert "I have read this" in new
    decision = room.tan.get(f"/board/decisions/{later.reference}").get_data(as_text=True)
    assert "This decision was made on a packet that was corrected afterwards." in decision


@pytest.mark.clause("Hampton C.3.d")
def test_an_earlier_page_stays_open_to_who_opened_it_and_closed_to_everybody_else(room: Room) -> None:
    for member in (room.tan, room.yu):
        member_accepts_duties(member, room.requisition)
    earlier = member_reads_packet(room.tan, room.packet.reference)
    later = room.correct()
    old, new = f"/board/packets/{room.packet.reference}", f"/board/packets/{later.reference}"
    assert f'href="{old}"' in member_reads_packet(room.tan, later.reference)
    assert PAGE.decode().strip() in earlier
    assert PAGE.decode().strip() in member_reads_packet(room.tan, room.packet.reference)
    lines = len(room.lines("PACKET_OPENED"))
    answer = room.yu.get(old)
    assert answer.status_code == 409
    told = answer.get_data(as_text=True)
    assert "corrected before you opened it" in told
    assert new in told
    assert PAGE.decode().strip() not in told
    assert len(room.lines("PACKET_OPENED")) == lines
    page = member_reads_packet(room.yu, later.reference)
    assert "This packet corrects an earlier one" in page
    assert old not in page


def test_a_closed_packet_is_not_shown(room: Room) -> None:
    member_accepts_duties(room.reyes, room.requisition)
    with room.behind() as board:
        board.stage(room.packet.case_id, Stage.CLOSED)
    answer = room.reyes.get(f"/board/packets/{room.packet.reference}")
    assert answer.status_code == 409
    assert "This packet is closed" in answer.get_data(as_text=True)
    assert room.lines("PACKET_OPENED") == ()


def test_a_page_that_is_not_what_was_released_is_closed_in_words(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    member_accepts_duties(room.reyes, room.requisition)
    monkeypatch.setattr(queries, "sha256", sha512)
    answer = room.reyes.get(f"/board/packets/{room.packet.reference}")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 503
    assert "is not as it was kept" in page
    assert "Reference" in page
    assert "Internet review done" not in page


FOREIGN = (
    ("GET", "/board/packets/{}"),
    ("POST", "/board/packets/{}/acknowledge"),
    ("GET", "/board/packets/{}/step-out"),
    ("POST", "/board/packets/{}/step-out"),
    ("GET", "/board/decisions/{}"),
    ("POST", "/board/decisions/{}"),
)


@pytest.mark.parametrize(("method", "path"), FOREIGN)
def test_somebody_elses_packet_looks_like_none(
    room: Room, app: Flask, monkeypatch: pytest.MonkeyPatch, method: str, path: str
) -> None:
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    stranger = room.browser(room.people.make("Member Elsewhere", Role.BOARD_MEMBER))
    foreign = stranger.open(path.format(room.packet.reference), method=method)
    missing = stranger.open(path.format("B-222222"), method=method)
    assert foreign.status_code == missing.status_code == 404
    said = [
        answer.get_data(as_text=True).split("<main", 1)[1].split("</main>")[0]
        for answer in (foreign, missing)
    ]
    assert said[0] == said[1]
    assert [line.denied for line in room.lines("ROUTE_DENIED")] == [True]
    assert (room.count(Acknowledgement), room.count(Decision)) == (0, 0)


@pytest.mark.parametrize("path", ["/board", "/board/duties/{}", "/board/packets/{}", "/board/decisions/{}"])
@pytest.mark.parametrize(
    "role", [Role.INVESTIGATOR, Role.SUPERVISOR, Role.HR_ADMIN, Role.AUDITOR, Role.CHIEF, Role.IT]
)
def test_the_board_is_not_for_other_roles(room: Room, role: Role, path: str) -> None:
    other = room.browser(room.people.make(f"Somebody {role}", role, searcher=False))
    answer = other.get(path.format(room.packet.reference))
    assert answer.status_code == 403
    assert "Internet review done" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("path", ["/board", "/board/packets/{}"])
@pytest.mark.sqlite
def test_pages_cost_the_same_among_many(room: Room, path: str) -> None:
    for member in (room.reyes, room.tan):
        member_accepts_duties(member, room.requisition)

    def cost(member: Browser) -> int:
        with room.behind():
            engine = db.engine
        with statements(engine) as seen:
            assert member.get(path.format(room.packet.reference)).status_code == 200
        return len(seen)

    few = cost(room.reyes)
    with room.behind() as board:
        board.many(40)
    assert cost(room.reyes) == few
