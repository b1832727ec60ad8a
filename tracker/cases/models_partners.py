"""Rows of which case somebody lent by a partner agency is bound to, and under which agreement."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Record


class PartnerBinding(Record):
    """One case that somebody of a partner agency is lent for; the row of the highest ``turn`` counts."""

    __tablename__ = "partner_bindings"
    __table_args__ = (UniqueConstraint("person_id", "turn"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    turn: Mapped[int]
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), index=True)
    agreement: Mapped[str]
    agreed_on: Mapped[date]
    reason: Mapped[str]
    bound_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    bound_at: Mapped[datetime]
