"""Rows of roles that one person proposed, and of what a second one said to them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Record


class RoleProposal(Record):
    """A role that an HR administrator proposed for a person; not in force until somebody else approves it."""

    __tablename__ = "role_proposals"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    role: Mapped[str]
    proposed_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    proposed_at: Mapped[datetime]


class RoleRuling(Record):
    """What became of a proposed role: approved by somebody else, or turned down; said once."""

    __tablename__ = "role_rulings"
    __table_args__ = (CheckConstraint("ruling IN ('approved', 'refused')", name="approved_or_refused"),)

    proposal_id: Mapped[UUID] = mapped_column(ForeignKey("role_proposals.id"), unique=True)
    ruling: Mapped[str]
    ruled_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    ruled_at: Mapped[datetime]
