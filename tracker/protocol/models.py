"""Rows of the search log, the outcomes of protocol steps, and requests to differ from the protocol."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import OptionalSealed, Record, Sealed


class Request(Record):
    """An ask to differ from the protocol: to excuse a step, or to search beyond it (Hamden D.5)."""

    __tablename__ = "requests"
    __table_args__ = (Index("ix_requests_case_step", "case_id", "step"),)

    reference: Mapped[str] = mapped_column(unique=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    kind: Mapped[str]
    step: Mapped[str]
    reason: Mapped[Sealed]
    asked_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime]


class RequestRuling(Record):
    """A supervisor's yes or no to a request, with the reason; never by who asked."""

    __tablename__ = "request_rulings"

    request_id: Mapped[UUID] = mapped_column(ForeignKey("requests.id"), unique=True)
    approved: Mapped[bool]
    reason: Mapped[Sealed]
    ruled_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    ruled_at: Mapped[datetime]


class SearchEntry(Record):
    """One look: what was searched for, where, how, when, by whom, and with what result.

    "Nothing found" is a full record like any other. ``request_id`` is set for work beyond the protocol;
    ``grant_id`` when the look went beyond what is public.
    """

    __tablename__ = "search_entries"
    __table_args__ = (
        Index("ix_search_entries_case_step", "case_id", "step", "searched_at"),
        CheckConstraint("pages_seen >= 0", name="pages_not_negative"),
    )

    reference: Mapped[str] = mapped_column(unique=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    step: Mapped[str]
    query: Mapped[Sealed]
    place: Mapped[str]
    method: Mapped[str]
    signed_in: Mapped[str]
    result: Mapped[str]
    pages_seen: Mapped[int]
    note: Mapped[OptionalSealed]
    department_device: Mapped[bool]
    searched_at: Mapped[datetime]
    logged_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    logged_at: Mapped[datetime]
    declared_account_id: Mapped[UUID | None] = mapped_column(ForeignKey("declared_accounts.id"), default=None)
    grant_id: Mapped[UUID | None] = mapped_column(ForeignKey("access_grants.id"), default=None)
    request_id: Mapped[UUID | None] = mapped_column(ForeignKey("requests.id"), default=None)


class SearchVoid(Record):
    """The mark that a search was entered in error; both stay."""

    __tablename__ = "search_voids"

    search_id: Mapped[UUID] = mapped_column(ForeignKey("search_entries.id"), unique=True)
    reason: Mapped[Sealed]
    voided_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    voided_at: Mapped[datetime]


class StepOutcome(Record):
    """How a protocol step ended for one case; a later row supersedes an earlier one."""

    __tablename__ = "step_outcomes"
    __table_args__ = (Index("ix_step_outcomes_case_step", "case_id", "step", "recorded_at"),)

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    step: Mapped[str]
    outcome: Mapped[str]
    request_id: Mapped[UUID | None] = mapped_column(ForeignKey("requests.id"))
    recorded_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    recorded_at: Mapped[datetime]
