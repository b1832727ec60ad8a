"""Rows of requests for more time, of what was ruled on them, and of those that were taken back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Record, Sealed


class TimeRequest(Record):
    """An ask that a case be due later: ``until`` instead of ``due_before``, which it was due by then."""

    __tablename__ = "time_requests"
    __table_args__ = (
        UniqueConstraint("id", "asked_by"),
        Index("ix_time_requests_case", "case_id", "asked_at"),
        CheckConstraint("until > due_before", name="later_than_before"),
    )

    reference: Mapped[str] = mapped_column(unique=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    due_before: Mapped[datetime]
    until: Mapped[datetime]
    reason: Mapped[Sealed]
    asked_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime]


class TimeRuling(Record):
    """A supervisor's yes or no to more time, with the reason; never by who asked."""

    __tablename__ = "time_rulings"
    __table_args__ = (
        ForeignKeyConstraint(["request_id", "asked_by"], ["time_requests.id", "time_requests.asked_by"]),
        CheckConstraint("ruled_by <> asked_by", name="not_by_who_asked"),
    )

    request_id: Mapped[UUID] = mapped_column(unique=True)
    asked_by: Mapped[UUID]
    approved: Mapped[bool]
    reason: Mapped[Sealed]
    ruled_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    ruled_at: Mapped[datetime]


class TimeTakenBack(Record):
    """That whoever asked for more time took it back before anybody ruled on it; the ask itself stays."""

    __tablename__ = "time_taken_back"
    __table_args__ = (
        ForeignKeyConstraint(["request_id", "asked_by"], ["time_requests.id", "time_requests.asked_by"]),
        CheckConstraint("taken_back_by = asked_by", name="by_who_asked"),
    )

    request_id: Mapped[UUID] = mapped_column(unique=True)
    asked_by: Mapped[UUID]
    taken_back_by: Mapped[UUID]
    taken_back_at: Mapped[datetime]
