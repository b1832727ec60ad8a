"""Rows of the days on which investigators are away."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Record


class Absence(Record):
    """From when until when somebody is away, or that they are not: without days.

    The row of the highest ``turn`` counts; all stay.
    """

    __tablename__ = "absences"
    __table_args__ = (
        UniqueConstraint("person_id", "turn"),
        CheckConstraint("(starts_on IS NULL) = (ends_on IS NULL)", name="both_days_or_none"),
        CheckConstraint("ends_on >= starts_on", name="in_order"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    turn: Mapped[int]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    set_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    set_at: Mapped[datetime]
