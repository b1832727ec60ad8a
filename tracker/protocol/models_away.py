"""Rows of what is not pursued: accounts of namesakes, and stops at what nobody may keep."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Record, Sealed


class RuledOutAccount(Record):
    """An account that is not this candidate's, with why not; it holds in each of the candidate's cases.

    ``account`` and ``reason`` are sealed under the candidate's own key, so that nobody can look up whose an
    account is: there is no index of people who are no candidates.
    """

    __tablename__ = "ruled_out_accounts"
    __table_args__ = (UniqueConstraint("id", "ruled_by"),)

    reference: Mapped[str] = mapped_column(unique=True)
    candidate_id: Mapped[UUID] = mapped_column(ForeignKey("candidates.id"), index=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    account: Mapped[Sealed]
    reason: Mapped[Sealed]
    ruled_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    ruled_at: Mapped[datetime]


class RuledOutReopening(Record):
    """That somebody else put a ruled-out account in question again, with what is new."""

    __tablename__ = "ruled_out_reopenings"
    __table_args__ = (
        ForeignKeyConstraint(
            ["ruled_out_id", "ruled_by"], ["ruled_out_accounts.id", "ruled_out_accounts.ruled_by"]
        ),
        CheckConstraint("reopened_by <> ruled_by", name="not_by_who_ruled"),
    )

    ruled_out_id: Mapped[UUID] = mapped_column(unique=True)
    ruled_by: Mapped[UUID]
    reason: Mapped[Sealed]
    reopened_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    reopened_at: Mapped[datetime]


class SearchStop(Record):
    """That somebody stopped at what nobody may keep: where and when, and no word of what it was."""

    __tablename__ = "search_stops"
    __table_args__ = (
        UniqueConstraint("id", "called_by"),
        CheckConstraint("kind IN ('not-to-be-kept', 'secret-seen')", name="known_kind"),
    )

    reference: Mapped[str] = mapped_column(unique=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), index=True)
    kind: Mapped[str]
    platform: Mapped[str]
    called_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    called_at: Mapped[datetime]


class SearchStopEnd(Record):
    """That a supervisor lets the work go on, with what was done; never by who stopped."""

    __tablename__ = "search_stop_ends"
    __table_args__ = (
        ForeignKeyConstraint(["stop_id", "called_by"], ["search_stops.id", "search_stops.called_by"]),
        CheckConstraint("lifted_by <> called_by", name="not_by_who_stopped"),
    )

    stop_id: Mapped[UUID] = mapped_column(unique=True)
    called_by: Mapped[UUID]
    reason: Mapped[Sealed]
    lifted_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    lifted_at: Mapped[datetime]
