"""What members say of ties to each candidate before a packet opens: the writer, and what is read of it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, aliased

from tracker.board.holding import packet_as_it_stands
from tracker.board.models import Packet, SteppedOut, TieAnswer
from tracker.board.packet_facts import KEPT_OUT
from tracker.board.queries import NEWEST
from tracker.board.sealing import Cell, sealer_of
from tracker.board.service import step_out
from tracker.cases.models import Case
from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.answers import require
from tracker.policy.decisions import missing_to_open
from tracker.policy.facts import PacketFacts
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.seat_ties import missing_to_say
from tracker.policy.stages import UNREAD
from tracker.policy.vocabulary import ConflictAnswer

_later = aliased(TieAnswer)
_said = (TieAnswer.person_id == bindparam("person_id")) & (TieAnswer.case_id == Case.id)
_ASKED = (
    select(
        Packet.id,
        Packet.version,
        Packet.case_id,
        Packet.reference,
        Packet.candidate_name,
        func.max(TieAnswer.number).label("times"),
    )
    .join(Case, Case.id == Packet.case_id)
    .join(NEWEST, (NEWEST.c.case_id == Packet.case_id) & (NEWEST.c.edition == Packet.edition))
    .outerjoin(TieAnswer, _said)
    .where(
        Packet.requisition_id == bindparam("requisition_id"),
        Case.stage.not_in(UNREAD),
        ~KEPT_OUT,
        ~select(SteppedOut.id)
        .where(SteppedOut.case_id == Case.id, SteppedOut.person_id == bindparam("person_id"))
        .exists(),
        ~select(_later.id)
        .where(
            _later.case_id == Case.id,
            _later.person_id == bindparam("person_id"),
            _later.answer == ConflictAnswer.NONE.value,
        )
        .correlate(Case)
        .exists(),
    )
    .group_by(
        Packet.id, Packet.version, Packet.case_id, Packet.reference, Packet.candidate_name, Case.reference
    )
    .order_by(Case.reference)
)
_BEFORE = (
    select(TieAnswer.number, TieAnswer.answer)
    .where(TieAnswer.case_id == bindparam("case_id"), TieAnswer.person_id == bindparam("person_id"))
    .order_by(TieAnswer.number.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class AskedAbout:
    """A candidate of whom a member has still to say No or Yes; ``unsure`` is who answered Not sure."""

    packet: str
    candidate: str
    unsure: bool


def asked_about(session: Session, requisition_id: UUID, person_id: UUID) -> tuple[AskedAbout, ...]:
    """Return the candidates whose packets stay closed until this member has answered, in two statements."""
    keys = {"requisition_id": requisition_id, "person_id": person_id}
    rows = session.execute(_ASKED, keys).all()
    cells: list[Cell] = [
        (row.case_id, "packets", "candidate_name", row.id, row.version, row.candidate_name) for row in rows
    ]
    names = sealer_of(session).open_many(session, cells)
    return tuple(
        AskedAbout(row.reference, name.decode(), row.times is not None)
        for row, name in zip(rows, names, strict=True)
    )


def say_of_tie(work: UnitOfWork, packet: PacketFacts, answer: ConflictAnswer) -> None:
    """Record what a member says of ties to one candidate; whoever has one steps out, and why is not asked."""
    packet, row = packet_as_it_stands(work, packet)
    permit(work.actor, Permission.STEP_OUT, packet)
    require(missing_to_open(packet))
    person_id = work.actor.person_id
    last = work.session.execute(_BEFORE, {"case_id": row.case_id, "person_id": person_id}).one_or_none()
    said = ConflictAnswer(last.answer) if last else None
    before = ConflictAnswer.YES if person_id in packet.stepped_out else said
    require(missing_to_say(before, answer))
    if answer is ConflictAnswer.YES:
        step_out(work, packet)
    elif answer is not before:
        number = last.number + 1 if last else 1
        about = ("packet", packet.reference)
        record(work, Event.MEMBER_SAID_OF_TIES, about=about, case_id=row.case_id, answer=answer)
        work.add(
            TieAnswer(
                case_id=row.case_id,
                person_id=person_id,
                number=number,
                answer=answer.value,
                answered_at=work.now(),
            )
        )
        work.session.flush()
