"""Rows of holds: what is held and why, who proposed to lift it, and who else lifted it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Record


class Hold(Record):
    """Records that are kept for a matter, whatever their schedule says: of a case, or of a requisition.

    One on a requisition holds every case in it, also those opened later.
    """

    __tablename__ = "holds"
    __table_args__ = (CheckConstraint("(case_id IS NULL) <> (requisition_id IS NULL)", name="one_scope"),)

    reference: Mapped[str] = mapped_column(unique=True)
    case_id: Mapped[UUID | None] = mapped_column(ForeignKey("cases.id"), index=True)
    requisition_id: Mapped[UUID | None] = mapped_column(ForeignKey("requisitions.id"), index=True)
    matter: Mapped[str]
    issuer: Mapped[str]
    issued_on: Mapped[date]
    reason: Mapped[str]
    placed_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    placed_at: Mapped[datetime]


class LiftProposal(Record):
    """That somebody proposed to lift a hold, and why; the hold stands until somebody else lifts it."""

    __tablename__ = "hold_lift_proposals"

    hold_id: Mapped[UUID] = mapped_column(ForeignKey("holds.id"), unique=True)
    reason: Mapped[str]
    proposed_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    proposed_at: Mapped[datetime]


class HoldLift(Record):
    """That a second person lifted a hold."""

    __tablename__ = "hold_lifts"

    proposal_id: Mapped[UUID] = mapped_column(ForeignKey("hold_lift_proposals.id"), unique=True)
    lifted_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    lifted_at: Mapped[datetime]
