"""How the board works: accepting its duties, reading a packet, stepping out, deciding."""

from __future__ import annotations

from sqlalchemy import select

from tracker.board.deciding import Verdict, record_decision
from tracker.board.models import Packet
from tracker.board.packet_facts import packet_facts
from tracker.board.service import accept_duties, acknowledge, step_out
from tracker.board.ties import say_of_tie
from tracker.cases.openings import Thing, record_opening
from tracker.db import db
from tracker.demo.company import Company, Scenes
from tracker.demo.days import Diary
from tracker.policy.facts import PacketFacts
from tracker.policy.vocabulary import ConflictAnswer, Outcome


def take_up_duties(company: Company, key: str, members: tuple[str, ...], day: int) -> Scenes[None]:
    """Let members accept the duties of a board, one after the other."""
    diary = company.diary(day, "11:00")
    for member in members:
        yield diary.on(17)
        with company.act(member) as work:
            accept_duties(work, company.requisition(key))


def read_packet(company: Company, diary: Diary, slug: str, members: tuple[str, ...]) -> Scenes[None]:
    """Let members open the newest edition of a packet and confirm that they read it."""
    for member in members:
        yield diary.on(14)
        _say_no(company, slug, member)
        packet, edition = _newest(company, slug, member)
        with company.act(member) as work:
            case_id, reference = company.cases[slug], packet.reference
            record_opening(work, case_id=case_id, thing=Thing.PACKET, reference=reference, edition=edition)
        yield diary.on(5)
        with company.act(member) as work:
            acknowledge(work, packet, no_own_search=True)


def rule_out_ties(company: Company, diary: Diary, slug: str, members: tuple[str, ...]) -> Scenes[None]:
    """Let members say that they have no tie to a candidate, and read the packet another day."""
    for member in members:
        yield diary.on(3)
        _say_no(company, slug, member)


def _say_no(company: Company, slug: str, member: str) -> None:
    with company.act(member) as work:
        say_of_tie(work, _newest(company, slug, member)[0], ConflictAnswer.NONE)


def leave_the_table(company: Company, diary: Diary, slug: str, member: str) -> Scenes[None]:
    """Let a member step out of the decision on one candidate."""
    yield diary.on(6)
    with company.act(member) as work:
        step_out(work, _newest(company, slug, member)[0])


def decide(company: Company, diary: Diary, slug: str, chair: str, grounds: tuple[str, ...]) -> Scenes[None]:
    """Let the chair record that the candidate goes on."""
    yield diary.on(30)
    verdict = Verdict(Outcome.CONTINUE, grounds=grounds, outside=False, no_own_search=True)
    with company.act(chair) as work:
        record_decision(work, _newest(company, slug, chair)[0], verdict)


def _newest(company: Company, slug: str, member: str) -> tuple[PacketFacts, int]:
    newest = (
        select(Packet.reference, Packet.edition)
        .where(Packet.case_id == company.cases[slug])
        .order_by(Packet.edition.desc())
        .limit(1)
    )
    row = db.session.execute(newest).one()
    return packet_facts(db.session, company.actor(member), packet=row.reference), row.edition
