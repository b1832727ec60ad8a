"""The only writer of the board's room: packets as released, duties, readings, stepping out, decisions."""

from __future__ import annotations

import hashlib
from uuid import UUID, uuid4

from sqlalchemy import func, select

from tracker.board.models import Acknowledgement, Decision, DutiesAccepted, Packet, SteppedOut
from tracker.board.queries import members_still_to_read
from tracker.board.sealing import sealer_of
from tracker.db import UnitOfWork
from tracker.editions.shelf import editions
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.answers import Refused, Unmet, require
from tracker.policy.clauses import Clause
from tracker.policy.decisions import missing_to_decide
from tracker.policy.facts import CaseFacts, DecisionFacts, PacketFacts, RequisitionFacts
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.vocabulary import Outcome
from tracker.references import plain


def publish_packet(
    work: UnitOfWork, case: CaseFacts, *, candidate_name: str, page: bytes, words: int, correction: str = ""
) -> Packet:
    """Write the copy that the board will read, byte for byte, as the last step of a release.

    A first page needs ``RELEASE_PACKET``; with ``correction``, the reason shown to those who read the page
    before, it needs ``CORRECT_RELEASE`` and takes the place of the newest edition (Hampton C.3.d).
    """
    permit(work.actor, Permission.CORRECT_RELEASE if correction else Permission.RELEASE_PACKET, case)
    packet_id, sealer = uuid4(), sealer_of(work.session)

    def sealed(column: str, text: str | bytes) -> bytes:
        return sealer.seal(
            work.session,
            case.case_id,
            table="packets",
            column=column,
            row_id=packet_id,
            row_version=1,
            text=text,
        )

    newest = work.session.scalar(select(func.max(Packet.edition)).where(Packet.case_id == case.case_id))
    packet = work.add(
        Packet(
            id=packet_id,
            reference=plain("K"),
            case_id=case.case_id,
            requisition_id=case.requisition_id,
            edition=(newest or 0) + 1,
            candidate_name=sealed("candidate_name", candidate_name),
            page=sealed("page", page),
            words=words,
            fingerprint=hashlib.sha256(page).hexdigest(),
            released_at=work.now(),
            correction=sealed("correction", correction) if correction else None,
        )
    )
    work.session.flush()
    return packet


def accept_duties(work: UnitOfWork, board: RequisitionFacts) -> DutiesAccepted:
    """Accept the duties of a board; accepting twice changes nothing."""
    permit(work.actor, Permission.ACCEPT_DUTIES, board)
    there = select(DutiesAccepted).where(
        DutiesAccepted.requisition_id == board.requisition_id,
        DutiesAccepted.person_id == work.actor.person_id,
    )
    accepted = work.session.scalars(there).one_or_none()
    if accepted is not None:
        return accepted
    record(work, Event.DUTIES_ACCEPTED, about=("requisition", board.reference))
    return work.add(
        DutiesAccepted(
            requisition_id=board.requisition_id, person_id=work.actor.person_id, accepted_at=work.now()
        )
    )


def step_out(work: UnitOfWork, packet: PacketFacts) -> SteppedOut:
    """Take no part in the decision on one candidate; why is not asked, and it cannot be taken back."""
    permit(work.actor, Permission.STEP_OUT, packet)
    case_id = _packet(work, packet).case_id
    there = select(SteppedOut).where(
        SteppedOut.case_id == case_id, SteppedOut.person_id == work.actor.person_id
    )
    before = work.session.scalars(there).one_or_none()
    if before is not None:
        return before
    record(work, Event.MEMBER_STEPPED_OUT, about=("packet", packet.reference), case_id=case_id)
    return work.add(SteppedOut(case_id=case_id, person_id=work.actor.person_id, stepped_out_at=work.now()))


def acknowledge(work: UnitOfWork, packet: PacketFacts) -> Acknowledgement:
    """Confirm that one has read this edition of the packet; confirming twice changes nothing."""
    permit(work.actor, Permission.ACKNOWLEDGE_PACKET, packet)
    row = _packet(work, packet)
    if not _is_newest(work, row):
        words = "This page was corrected after it was read. Read the corrected page first."
        raise Refused(Unmet(Clause.HAMPTON_C_3_D, words))
    there = select(Acknowledgement).where(
        Acknowledgement.packet_id == row.id, Acknowledgement.person_id == work.actor.person_id
    )
    before = work.session.scalars(there).one_or_none()
    if before is not None:
        return before
    record(
        work,
        Event.PACKET_ACKNOWLEDGED,
        about=("packet", packet.reference),
        case_id=row.case_id,
        edition=row.edition,
    )
    return work.add(
        Acknowledgement(packet_id=row.id, person_id=work.actor.person_id, acknowledged_at=work.now())
    )


def record_decision(
    work: UnitOfWork,
    packet: PacketFacts,
    *,
    outcome: Outcome | None,
    grounds: tuple[str, ...],
    outside_information: bool | None,
    outside_explanation: str,
) -> Decision:
    """Record the board's outcome on job-related grounds, on the newest edition of the packet."""
    permit(work.actor, Permission.RECORD_DECISION, packet)
    row = _packet(work, packet)
    acknowledged, names = members_still_to_read(work.session, packet)
    number, decided_on = _decided_before(work, row.case_id)
    require(
        missing_to_decide(
            DecisionFacts(
                reference=packet.reference,
                outcome=outcome,
                seated=packet.seated,
                acknowledged=acknowledged,
                stepped_out=packet.stepped_out,
                exposed=packet.exposed,
                names=names,
                grounds=grounds,
                known_grounds=frozenset(dimension.code for dimension in editions().dimensions()),
                outside_information=outside_information,
                outside_explanation=outside_explanation,
                recorded_by=work.actor.person_id,
                packet_current=_is_newest(work, row),
                already_decided=decided_on == row.id,
            )
        )
    )
    assert outcome is not None  # noqa: S101 - the rule above has just said so; this tells the type checker
    decision_id = uuid4()
    record(
        work,
        Event.DECISION_RECORDED,
        about=("packet", packet.reference),
        case_id=row.case_id,
        decision=outcome,
        grounds=list(grounds),
        number=number + 1,
    )
    return work.add(
        Decision(
            id=decision_id,
            case_id=row.case_id,
            packet_id=row.id,
            number=number + 1,
            outcome=outcome,
            grounds=list(grounds),
            informed_otherwise=_explained(work, row.case_id, decision_id, outside_explanation)
            if outside_information
            else None,
            recorded_by=work.actor.person_id,
            recorded_at=work.now(),
        )
    )


def _packet(work: UnitOfWork, facts: PacketFacts) -> Packet:
    return work.session.scalars(select(Packet).where(Packet.reference == facts.reference)).one()


def _is_newest(work: UnitOfWork, packet: Packet) -> bool:
    newest = select(func.max(Packet.edition)).where(Packet.case_id == packet.case_id)
    return work.session.scalar(newest) == packet.edition


def _decided_before(work: UnitOfWork, case_id: UUID) -> tuple[int, UUID | None]:
    last = select(Decision).where(Decision.case_id == case_id).order_by(Decision.number.desc()).limit(1)
    decision = work.session.scalars(last).one_or_none()
    return (decision.number, decision.packet_id) if decision else (0, None)


def _explained(work: UnitOfWork, case_id: UUID, decision_id: UUID, text: str) -> bytes:
    return sealer_of(work.session).seal(
        work.session,
        case_id,
        table="decisions",
        column="informed_otherwise",
        row_id=decision_id,
        row_version=1,
        text=text,
    )
