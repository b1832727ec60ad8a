"""The only writer of holds: placed by one, and lifted by two."""

from __future__ import annotations

from sqlalchemy import select

from tracker.cases.holding import hold_case
from tracker.clock import agency_day
from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.answers import require
from tracker.policy.facts import CaseFacts, RequisitionFacts
from tracker.policy.holds import (
    HoldWords,
    missing_to_hold,
    missing_to_lift,
    missing_to_place,
    missing_to_propose_lift,
)
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.vocabulary import Stage
from tracker.records.models import Hold, HoldLift, LiftProposal
from tracker.records.queries import HoldLine, hold_of
from tracker.references import plain
from tracker.requisitions.holding import hold_requisitions


def place_hold(work: UnitOfWork, held: CaseFacts | RequisitionFacts, words: HoldWords) -> Hold:
    """Keep the records of a case, or of every case of a requisition, from disposal (Hamden A.7)."""
    permit(work.actor, Permission.PLACE_HOLD)
    require(missing_to_place(words, agency_day(work.now())))
    if words.issued_on is None:
        raise ValueError("the rule asks for the day")
    _stop_others(work, held)
    case = held if isinstance(held, CaseFacts) else None
    hold = work.add(
        Hold(
            reference=work.reference(Hold.reference, lambda: plain("O")),
            case_id=case.case_id if case else None,
            requisition_id=None if case else held.requisition_id,
            matter=words.matter.strip(),
            issuer=words.issuer.strip(),
            issued_on=words.issued_on,
            reason=words.reason,
            placed_by=work.actor.person_id,
            placed_at=work.now(),
        )
    )
    about, case_id = ("hold", hold.reference), hold.case_id
    record(work, Event.HOLD_PLACED, about=about, case_id=case_id, held=held.reference)
    return hold


def propose_lift(work: UnitOfWork, hold: str, *, reason: str) -> LiftProposal:
    """Propose to lift a hold, with a reason; it stands until somebody else lifts it."""
    permit(work.actor, Permission.LIFT_HOLD)
    line = _locked(work, hold)
    require(missing_to_propose_lift(line.facts, reason))
    about = ("hold", line.reference)
    record(work, Event.HOLD_LIFT_PROPOSED, about=about, case_id=line.case_id, held=line.held)
    return work.add(
        LiftProposal(
            hold_id=line.hold_id,
            reason=reason,
            proposed_by=work.actor.person_id,
            proposed_at=work.now(),
        )
    )


def lift_hold(work: UnitOfWork, hold: str) -> HoldLift:
    """Lift a hold that somebody else proposed to lift."""
    permit(work.actor, Permission.LIFT_HOLD)
    line = _locked(work, hold)
    require(missing_to_lift(line.facts, work.actor.person_id))
    if line.proposal_id is None:
        raise ValueError("the rule asks for a proposal")
    about = ("hold", line.reference)
    record(
        work,
        Event.HOLD_LIFTED,
        about=about,
        case_id=line.case_id,
        held=line.held,
        proposer=line.proposer_id,
    )
    return work.add(
        HoldLift(proposal_id=line.proposal_id, lifted_by=work.actor.person_id, lifted_at=work.now())
    )


def _stop_others(work: UnitOfWork, held: CaseFacts | RequisitionFacts) -> None:
    """Let no disposal of what is being held be under way meanwhile; raises Refused where it came first."""
    if isinstance(held, CaseFacts):
        require(missing_to_hold(held.reference, Stage(hold_case(work, held.case_id))))
    hold_requisitions(work, (held.requisition_id,))


def _locked(work: UnitOfWork, reference: str) -> HoldLine:
    """Hold a hold until this act is over, and return it as it is now."""
    work.session.execute(select(Hold.id).where(Hold.reference == reference).with_for_update())
    return hold_of(work.session, reference)
