"""A correction reaches whoever opened the page before, every time, and each is told on record (C.3.d)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories.release import Reviewed
from tests.people import People
from tracker.accounts.models import Person
from tracker.affidavits.words import english
from tracker.board import service as board
from tracker.board import ties
from tracker.board.deciding import Verdict, record_decision
from tracker.board.docket import DocketRow, DocketState, dockets
from tracker.board.models import Packet
from tracker.board.packet_facts import packet_facts
from tracker.board.readers import readers_of_earlier
from tracker.board.recorded import decisions_of
from tracker.board.upholding import superseded, superseded_page, uphold_decision
from tracker.cases.openings import Thing, record_opening
from tracker.db import clock_of, db, unit_of_work
from tracker.ledger.queries import entries_of, ledger_page
from tracker.mail.models import OutgoingMail
from tracker.policy.actors import Actor, Role
from tracker.policy.answers import Denied, Refused
from tracker.policy.facts import CaseFacts, PacketFacts
from tracker.policy.mailing import MailKind
from tracker.policy.meetings import Reading
from tracker.policy.vocabulary import ConflictAnswer, Outcome
from tracker.release import review_service, service
from tracker.release.material import material_of
from tracker.release.queue import queue_of
from tracker.release.telling import tell_correction
from tracker.requisitions.meetings import call_off_meeting, set_meeting
from tracker.requisitions.service import end_seat, seat_member

pytestmark = pytest.mark.clause("Hampton C.3.d")

WHY = "The answers were counted over two years."


class Told(Reviewed):
    """Cases that went to a board whose members open what they are sent."""

    def member(self, name: str) -> Actor:
        """Return a member, who has accepted the duties."""
        found = self.people.make(f"Member {name}", Role.BOARD_MEMBER)
        with unit_of_work(found) as work:
            board.accept_duties(work, self.requisition)
        return found

    def packet(self, session: Session, case: CaseFacts) -> Packet:
        """Return the packet that counts."""
        return session.scalars(
            select(Packet).where(Packet.case_id == case.case_id).order_by(Packet.edition.desc()).limit(1)
        ).one()

    def open(self, session: Session, case: CaseFacts, *members: Actor, read: bool = False) -> None:
        """Have members open the packet that counts, and acknowledge it where they ``read`` it."""
        packet = self.packet(session, case)
        for member in members:
            with unit_of_work(member) as work:
                ties.say_of_tie(
                    work, packet_facts(session, member, packet=packet.reference), ConflictAnswer.NONE
                )
            with unit_of_work(member) as work:
                record_opening(
                    work,
                    case_id=case.case_id,
                    thing=Thing.PACKET,
                    reference=packet.reference,
                    edition=packet.edition,
                )
            if read:
                with unit_of_work(member) as work:
                    board.acknowledge(
                        work, packet_facts(session, member, packet=packet.reference), no_own_search=True
                    )

    def correct(self, case: CaseFacts) -> None:
        """Correct what was released by withholding a finding, or by putting it back."""
        with unit_of_work(self.supervisor) as work:
            review_service.begin_correction(work, self.now(case), reason=WHY)
        (finding,) = self.finding_references(case)
        withheld = self.withheld(case)
        with unit_of_work(self.dana) as work:
            review_service.withhold_finding(
                work, self.now(case), finding=finding, withhold=not withheld, reason="" if withheld else WHY
            )
        self.submit(case)
        with unit_of_work(self.supervisor) as work:
            review_service.begin_review(work, self.now(case))
        self.look(case, self.supervisor)
        with unit_of_work(self.supervisor) as work:
            service.correct_release(work, self.now(case), reason=WHY)

    def withheld(self, case: CaseFacts) -> bool:
        """Say whether the one finding of a case is withheld now."""
        return material_of(db.session, self.now(case)).findings[0].withheld


@pytest.fixture
def unit(context: None, people: People) -> Told:
    """The requisition with its people, inside an application context."""
    return Told(people)


def row_of(session: Session, member: Actor) -> DocketRow:
    """Return the one line of a member's docket."""
    session.rollback()
    ((row,),) = (one.rows for one in dockets(session, member.person_id))
    return row


def told(session: Session) -> list[str]:
    """Return the sentences that say who was told of a correction, the oldest first."""
    session.rollback()
    names = {str(row.id): row.name for row in session.execute(select(Person.id, Person.name))}
    lines = ledger_page(session, events=("READER_TOLD",)).lines
    return [line.sentence(names) for line in reversed(lines)]


def test_whoever_opened_it_is_told_and_reads_anew_twice_over(session: Session, unit: Told) -> None:
    case, _ = unit.ready()
    unit.release(case)
    reyes, tan, yu = (unit.member(name) for name in ("Reyes", "Tan", "Yu"))
    unit.open(session, case, reyes, read=True)
    unit.open(session, case, tan)
    first = unit.packet(session, case).reference
    unit.correct(case)
    second = unit.packet(session, case).reference
    assert [row_of(session, one).changed for one in (reyes, tan, yu)] == [True, True, False]
    assert row_of(session, reyes).packet == second != first, "what was acknowledged counts no more"
    assert told(session) == [
        f"Lt. Ama Okafor had Member {name}, who opened edition 1, told that packet {second} took its place"
        for name in ("Reyes", "Tan")
    ]
    with pytest.raises(Refused, match="Read the corrected packet first"), unit_of_work(reyes) as work:
        board.acknowledge(work, packet_facts(session, reyes, packet=first), no_own_search=True)
    unit.open(session, case, reyes, read=True)
    states = [(one.name, one.edition, one.state[0]) for one in readers_of_earlier(session, case.case_id)]
    assert states == [
        ("Member Reyes", 1, "Has read the corrected page"),
        ("Member Tan", 1, "Has still to read it"),
    ]
    unit.correct(case)
    assert [row_of(session, one).changed for one in (reyes, tan, yu)] == [True, True, False]
    assert [(one.name, one.edition, one.read_at) for one in readers_of_earlier(session, case.case_id)] == [
        ("Member Reyes", 2, None),
        ("Member Tan", 1, None),
    ]
    assert len(told(session)) == 4


def test_who_left_or_stepped_out_is_told_and_opens_nothing(session: Session, unit: Told) -> None:
    case, _ = unit.ready()
    unit.release(case)
    tan, yu = unit.member("Tan"), unit.member("Yu")
    unit.open(session, case, tan, yu)
    with unit_of_work(tan) as work:
        board.step_out(work, packet_facts(session, tan, packet=unit.packet(session, case).reference))
    with unit_of_work(unit.hr) as work:
        end_seat(work, unit.requisition, person_id=yu.person_id)
    unit.correct(case)
    assert [words.split(",")[0] for words in told(session)] == [
        "Lt. Ama Okafor had Member Tan",
        "Lt. Ama Okafor had Member Yu",
    ]
    assert {one.state[0] for one in readers_of_earlier(session, case.case_id)} == {"Takes no part any more"}
    assert not row_of(session, tan).takes_part
    assert dockets(session, yu.person_id) == ()


def test_who_is_seated_later_reads_only_the_page_that_counts(session: Session, unit: Told) -> None:
    case, _ = unit.ready()
    unit.release(case)
    unit.correct(case)
    later = unit.people.make("Member Later", Role.BOARD_MEMBER)
    with unit_of_work(unit.hr) as work:
        seat_member(work, unit.requisition, person_id=later.person_id)
    row = row_of(session, later)
    assert (row.packet, row.changed) == (unit.packet(session, case).reference, False)
    assert told(session) == []


def test_mail_says_it_without_a_word_of_content(
    session: Session, unit: Told, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, _ = unit.ready()
    unit.release(case)
    tan = unit.member("Tan")
    unit.open(session, case, tan)
    monkeypatch.setitem(
        session.info, "settings", app.extensions["settings"].model_copy(update={"mail_files": True})
    )
    unit.correct(case)
    (mail,) = session.scalars(select(OutgoingMail)).all()
    assert (mail.kind, mail.case_id) == (MailKind.READ_ANEW, None), "no list of the case's mails tells of it"
    (entry,) = entries_of(session, [case.case_id], ["READER_TOLD"])
    assert entry.params["mailed"] is True


def test_the_candidate_is_told_that_it_was_corrected_and_nothing_else(session: Session, unit: Told) -> None:
    case, _ = unit.ready()
    unit.release(case)
    now = clock_of(session).now()
    assert tell_correction(session, unit.now(case), now, english) == ()
    unit.correct(case)
    (line,) = tell_correction(session, unit.now(case), now, english)
    assert "It was corrected on" in line.sentence
    assert line.endpoint == "rights.copy"
    assert not line.due


def test_a_release_names_a_meeting_and_its_correction_goes_there_too(session: Session, unit: Told) -> None:
    tan = unit.member("Tan")
    held_at = clock_of(session).now() + timedelta(days=9)
    with unit_of_work(unit.hr) as work:
        meeting = set_meeting(work, unit.requisition, held_at=held_at, place="City Hall").reference
    case, _ = unit.ready()
    with pytest.raises(Refused, match="Choose the meeting"):
        unit.release(case)
    with unit_of_work(unit.supervisor) as work:
        service.release_packet(work, unit.now(case), meeting=meeting)
    assert row_of(session, tan).meeting == Reading(held_at, "City Hall")
    unit.correct(case)
    row = row_of(session, tan)
    assert (row.corrected, row.meeting.held_at) == (True, held_at)
    with unit_of_work(unit.hr) as work:
        call_off_meeting(work, unit.requisition, meeting=meeting)
    with pytest.raises(Refused, match="called off already"), unit_of_work(unit.hr) as work:
        call_off_meeting(work, unit.requisition, meeting=meeting)


def test_a_packet_of_a_meeting_that_is_called_off_goes_to_the_next_one_or_waits_for_it(
    app: Flask, session: Session, unit: Told
) -> None:
    told = app.jinja_env.from_string('{% from "components/meetings.html" import reads %}{{ reads(meeting) }}')
    tan, now = unit.member("Tan"), clock_of(session).now()

    def meets(days: int, place: str) -> tuple[str, datetime]:
        held_at = now + timedelta(days=days)
        with unit_of_work(unit.hr) as work:
            return set_meeting(work, unit.requisition, held_at=held_at, place=place).reference, held_at

    def read() -> Reading:
        session.rollback()
        (line,) = queue_of(session, unit.supervisor.person_id, now).released
        assert line.meeting == row_of(session, tan).meeting
        return line.meeting

    first, planned = meets(9, "City Hall")
    case, _ = unit.ready()
    with unit_of_work(unit.supervisor) as work:
        service.release_packet(work, unit.now(case), meeting=first)
    with unit_of_work(unit.hr) as work:
        call_off_meeting(work, unit.requisition, meeting=first)
    assert read() == Reading(called_off=planned)
    assert "It waits for the next one." in told.render(meeting=read())
    _, later = meets(14, "Annex")
    assert read() == Reading(later, "Annex", planned)
    assert "It is read at the next one:" in told.render(meeting=read())
    _, sooner = meets(12, "Library")
    assert read() == Reading(sooner, "Library", planned)
    unit.correct(case)
    session.rollback()
    assert row_of(session, tan).meeting == Reading(sooner, "Library")


def test_a_decision_on_a_corrected_page_waits_for_a_vote_or_for_the_chief(
    session: Session, unit: Told
) -> None:
    case, _ = unit.ready()
    unit.release(case)
    members = [unit.member(name) for name in ("Reyes", "Tan", "Yu")]
    unit.open(session, case, *members, read=True)
    chair, chief = members[0], unit.people.make("Chief Avery Stone", Role.CHIEF)

    def facts() -> PacketFacts:
        return packet_facts(session, chair, packet=unit.packet(session, case).reference)

    with unit_of_work(chair) as work:
        record_decision(work, facts(), Verdict(Outcome.CONTINUE, (), outside=False, no_own_search=True))
    assert superseded(session) == ()
    with pytest.raises(Refused, match="nothing is to be upheld"), unit_of_work(chief) as work:
        uphold_decision(work, facts(), reason=WHY)
    unit.correct(case)
    (line,) = superseded(session)
    assert (line.packet, line.upheld_at) == (unit.packet(session, case).reference, None)
    assert row_of(session, chair).state is DocketState.LOOK_AGAIN
    for who in (chair, unit.supervisor, unit.hr):
        with pytest.raises(Denied), unit_of_work(who) as work:
            uphold_decision(work, facts(), reason=WHY)
    with pytest.raises(Refused, match="in a few words"), unit_of_work(chief) as work:
        uphold_decision(work, facts(), reason="Yes.")
    with unit_of_work(chief) as work:
        uphold_decision(work, facts(), reason=WHY)
    assert row_of(session, chair).state is DocketState.DECIDED
    (decision,) = decisions_of(session, case.case_id)
    assert (decision.superseded_page, decision.upheld_by) == (True, "Chief Avery Stone")
    assert superseded_page(session, line.packet).reason == WHY
    with pytest.raises(Refused, match="on record already"), unit_of_work(chief) as work:
        uphold_decision(work, facts(), reason=WHY)
    unit.correct(case)
    assert row_of(session, chair).state is DocketState.LOOK_AGAIN, "a further correction asks anew"
    assert superseded(session)[0].upheld_at is None
    unit.open(session, case, *members, read=True)
    with unit_of_work(chair) as work:
        record_decision(work, facts(), Verdict(Outcome.CONTINUE, (), outside=False, no_own_search=True))
    assert superseded(session) == (), "the board has decided anew"
