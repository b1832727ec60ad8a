"""The writer of packets as released, duties, readings and stepping out; decisions are written beside it."""

from __future__ import annotations

import hashlib
from functools import partial
from uuid import UUID, uuid4

from sqlalchemy import func, select

from tracker.board.holding import is_newest, packet_as_it_stands
from tracker.board.models import Acknowledgement, DutiesAccepted, Packet, SteppedOut
from tracker.board.sealing import sealer_of
from tracker.clock import agency_day
from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.answers import require
from tracker.policy.closing import missing_since_closed, missing_to_step_out
from tracker.policy.decisions import (
    TOLD_OF_CORRECTION,
    missing_to_acknowledge,
    missing_to_open,
    missing_to_publish,
)
from tracker.policy.facts import CaseFacts, PacketFacts, RequisitionFacts
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.relied import missing_to_attest
from tracker.references import plain
from tracker.requisitions.holding import hold_requisitions


def publish_packet(
    work: UnitOfWork, case: CaseFacts, *, candidate_name: str, page: bytes, words: int, corrects: bool = False
) -> Packet:
    """Write the copy that the board will read, byte for byte, as the last step of a release.

    A first page needs ``RELEASE_PACKET``. One that ``corrects`` needs ``CORRECT_RELEASE`` and takes the place
    of the newest edition; readers are told so in fixed words, and why stays in the file (Hampton C.3.d).
    """
    permit(work.actor, Permission.CORRECT_RELEASE if corrects else Permission.RELEASE_PACKET, case)
    newest = work.session.scalar(select(func.max(Packet.edition)).where(Packet.case_id == case.case_id)) or 0
    require(missing_to_publish(newest, corrects=corrects))
    packet_id = uuid4()
    sealed = partial(_sealed, work, case, packet_id)
    packet = work.add(
        Packet(
            id=packet_id,
            reference=work.reference(Packet.reference, lambda: plain("B")),
            case_id=case.case_id,
            requisition_id=case.requisition_id,
            edition=newest + 1,
            candidate_name=sealed("candidate_name", candidate_name),
            page=sealed("page", page),
            words=words,
            fingerprint=hashlib.sha256(page).hexdigest(),
            released_at=work.now(),
            correction=sealed("correction", TOLD_OF_CORRECTION) if corrects else None,
        )
    )
    work.session.flush()
    return packet


def _sealed(work: UnitOfWork, case: CaseFacts, packet_id: UUID, column: str, text: str | bytes) -> bytes:
    return sealer_of(work.session).seal(
        work.session,
        case.case_id,
        table="packets",
        column=column,
        row_id=packet_id,
        row_version=1,
        text=text,
    )


def accept_duties(work: UnitOfWork, board: RequisitionFacts) -> DutiesAccepted:
    """Accept the duties of a board; accepting twice changes nothing."""
    permit(work.actor, Permission.ACCEPT_DUTIES, board)
    hold_requisitions(work, (board.requisition_id,))
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
    packet, row = packet_as_it_stands(work, packet)
    permit(work.actor, Permission.STEP_OUT, packet)
    require(missing_to_open(packet))
    case_id = row.case_id
    there = select(SteppedOut).where(
        SteppedOut.case_id == case_id, SteppedOut.person_id == work.actor.person_id
    )
    before = work.session.scalars(there).one_or_none()
    if before is not None:
        return before
    require(missing_to_step_out(packet.closes))
    record(work, Event.MEMBER_STEPPED_OUT, about=("packet", packet.reference), case_id=case_id)
    return work.add(SteppedOut(case_id=case_id, person_id=work.actor.person_id, stepped_out_at=work.now()))


def acknowledge(work: UnitOfWork, packet: PacketFacts, *, no_own_search: bool) -> Acknowledgement:
    """Confirm that one has read this edition and did no search; confirming twice changes nothing (D.2)."""
    packet, row = packet_as_it_stands(work, packet)
    permit(work.actor, Permission.ACKNOWLEDGE_PACKET, packet)
    require(missing_to_open(packet))
    require(missing_since_closed(packet.closes, agency_day(work.now())))
    newest, opened = is_newest(work, row), work.actor.person_id in packet.opened_by
    require(missing_to_acknowledge(packet.reference, opened=opened, current=newest))
    there = select(Acknowledgement).where(
        Acknowledgement.packet_id == row.id, Acknowledgement.person_id == work.actor.person_id
    )
    before = work.session.scalars(there).one_or_none()
    if before is not None:
        return before
    require(missing_to_attest(no_own_search=no_own_search))
    about, case_id = ("packet", packet.reference), row.case_id
    record(work, Event.PACKET_ACKNOWLEDGED, about=about, case_id=case_id, edition=row.edition)
    record(work, Event.NO_OWN_SEARCH_ATTESTED, about=about, case_id=case_id)
    return work.add(
        Acknowledgement(
            packet_id=row.id,
            person_id=work.actor.person_id,
            acknowledged_at=work.now(),
            no_own_search=no_own_search,
        )
    )
