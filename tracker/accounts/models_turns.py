"""Rows of the Chief's deviation for the whole agency: duties are by case, or by title again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Record


class DutyTurn(Record):
    """One turn of how duties are held; the newest counts, and none is ever changed (Hamden D.2).

    ``turn`` counts from 1; odd turns let duties be by case, with the control that makes up for it, and even
    turns let them be by title again.
    """

    __tablename__ = "duty_turns"
    __table_args__ = (
        CheckConstraint("turn >= 1 AND by_case = (turn % 2 = 1)", name="in_turns"),
        CheckConstraint("by_case = (compensating_control <> '')", name="control_where_by_case"),
    )

    turn: Mapped[int] = mapped_column(unique=True)
    by_case: Mapped[bool]
    reason: Mapped[str]
    compensating_control: Mapped[str]
    recorded_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    recorded_at: Mapped[datetime]
