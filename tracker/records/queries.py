"""What is read of holds: the register, one hold, and which cases are held for which matters."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, bindparam, or_, select
from sqlalchemy.orm import Session, aliased

from tracker.accounts.models import Person
from tracker.cases.models import Case
from tracker.policy.answers import NotFound
from tracker.policy.holds import HoldFacts
from tracker.records.models import Hold, HoldLift, LiftProposal
from tracker.records.models_disposal import Disposal, DisposalItem, DisposalRuling
from tracker.requisitions.models import Requisition


@dataclass(frozen=True, slots=True)
class HoldLine:
    """One hold as it is shown: on what, for which matter, and how far its lifting is."""

    hold_id: UUID
    reference: str
    held: str
    whole_requisition: bool
    title: str
    matter: str
    issuer: str
    issued_on: date
    reason: str
    placed_by: str
    placed_at: datetime
    proposal_id: UUID | None
    proposer_id: UUID | None
    proposed_by: str
    proposed_at: datetime | None
    lift_reason: str
    lifted_by: str
    lifted_at: datetime | None
    case_id: UUID | None

    @property
    def facts(self) -> HoldFacts:
        """Return what the rules judge it by."""
        return HoldFacts(self.matter, self.proposer_id, lifted=self.lifted_at is not None)


_placer, _proposer, _lifter = aliased(Person), aliased(Person), aliased(Person)
_of_case = aliased(Requisition)
_LINES: Select[*tuple[Any, ...]] = (
    select(
        Hold.id.label("hold_id"),
        Hold.reference,
        Hold.case_id,
        Hold.matter,
        Hold.issuer,
        Hold.issued_on,
        Hold.reason,
        Hold.placed_at,
        Case.reference.label("case_reference"),
        _of_case.title.label("case_title"),
        Requisition.reference.label("requisition"),
        Requisition.title,
        _placer.name.label("placed_by"),
        LiftProposal.id.label("proposal_id"),
        LiftProposal.proposed_by.label("proposer_id"),
        LiftProposal.proposed_at,
        LiftProposal.reason.label("lift_reason"),
        _proposer.name.label("proposed_by"),
        _lifter.name.label("lifted_by"),
        HoldLift.lifted_at,
    )
    .join(_placer, _placer.id == Hold.placed_by)
    .outerjoin(Case, Case.id == Hold.case_id)
    .outerjoin(_of_case, _of_case.id == Case.requisition_id)
    .outerjoin(Requisition, Requisition.id == Hold.requisition_id)
    .outerjoin(LiftProposal, LiftProposal.hold_id == Hold.id)
    .outerjoin(_proposer, _proposer.id == LiftProposal.proposed_by)
    .outerjoin(HoldLift, HoldLift.proposal_id == LiftProposal.id)
    .outerjoin(_lifter, _lifter.id == HoldLift.lifted_by)
    .order_by(Hold.placed_at.desc(), Hold.reference)
)
_STANDING = (
    select(Case.id, Hold.matter)
    .join(Hold, or_(Hold.case_id == Case.id, Hold.requisition_id == Case.requisition_id))
    .outerjoin(LiftProposal, LiftProposal.hold_id == Hold.id)
    .outerjoin(HoldLift, HoldLift.proposal_id == LiftProposal.id)
    .where(Case.id.in_(bindparam("cases", expanding=True)), HoldLift.id.is_(None))
    .order_by(Hold.placed_at, Hold.reference)
)


_GONE = (
    select(Case.reference)
    .join(Hold, Hold.requisition_id == Case.requisition_id)
    .join(Disposal, Disposal.case_id == Case.id)
    .join(DisposalItem, DisposalItem.id == Disposal.item_id)
    .join(DisposalRuling, DisposalRuling.batch_id == DisposalItem.batch_id)
    .where(Hold.id == bindparam("hold"), Disposal.done, DisposalRuling.ruled_at <= Hold.placed_at)
    .order_by(Case.reference)
)


def hold_lines(session: Session) -> tuple[HoldLine, ...]:
    """Return every hold there is or was, the newest first, in one statement."""
    return tuple(_line(row) for row in session.execute(_LINES))


def hold_of(session: Session, reference: str) -> HoldLine:
    """Return the hold with a reference; raises NotFound."""
    row = session.execute(_LINES.where(Hold.reference == reference)).one_or_none()
    if row is None:
        raise NotFound
    return _line(row)


def gone_before(session: Session, hold_id: UUID) -> tuple[str, ...]:
    """Return the cases of a held requisition that were disposed of before it was held, in one statement."""
    return tuple(session.scalars(_GONE, {"hold": hold_id}))


def holds_standing(session: Session, case_ids: Collection[UUID]) -> dict[UUID, tuple[str, ...]]:
    """Return, of those cases that are on hold, for which matters, in one statement."""
    found: dict[UUID, list[str]] = {}
    for row in session.execute(_STANDING, {"cases": list(case_ids)}):
        found.setdefault(row.id, []).append(row.matter)
    return {case_id: tuple(dict.fromkeys(matters)) for case_id, matters in found.items()}


def tell_holds(session: Session, case_id: UUID) -> tuple[str, ...]:
    """Tell the pages of a case for which matters it is on hold."""
    return holds_standing(session, (case_id,)).get(case_id, ())


def _line(row: Row[Any]) -> HoldLine:
    return HoldLine(
        hold_id=row.hold_id,
        reference=row.reference,
        held=row.case_reference or row.requisition,
        whole_requisition=row.case_id is None,
        title=row.title or row.case_title,
        matter=row.matter,
        issuer=row.issuer,
        issued_on=row.issued_on,
        reason=row.reason,
        placed_by=row.placed_by,
        placed_at=row.placed_at,
        proposal_id=row.proposal_id,
        proposer_id=row.proposer_id,
        proposed_by=row.proposed_by or "",
        proposed_at=row.proposed_at,
        lift_reason=row.lift_reason or "",
        lifted_by=row.lifted_by or "",
        lifted_at=row.lifted_at,
        case_id=row.case_id,
    )
